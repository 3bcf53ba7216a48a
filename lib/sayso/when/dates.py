"""Two dates of a statement: when it was said, and when what it says took place.

`find` reads words of time, `dating_of` counts from an anchor; here they are put to use. What is proposed is never
asserted, and each date keeps its words and its rule.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from sayso.intervals import bounds, from_bounds, intersection
from sayso.spans import parse_spans
from sayso.when.cores import TIME
from sayso.when.expressions import Expression, find
from sayso.when.messages import Message, message_at, messages
from sayso.when.sense import REFUSED, Dating, dating_of
from sayso.when.tense import first_tense

Spans = Sequence[tuple[int, int]]
NEAR_DAYS = 3  # unless told otherwise, an undated saying in a news report is taken to be as near its publication
CLAUSE = 70  # how far from cue or source a date may stand and still be the date of saying, in characters
SENTENCE, THAT = TIME["sentence_end"], re.compile(r"\s*,?\s*that\b")


class Frame(NamedTuple):
    """A statement in its text: where its content, cue and source stand."""

    text: str
    content: Spans
    cue: Spans
    source: Spans

    @property
    def told(self) -> Spans:
        """Cue and source, in order."""
        return sorted((*self.cue, *self.source))

    @property
    def reach(self) -> tuple[int, int]:
        """Where a date could stand that belongs to cue or source."""
        return (self.told[0][0] - CLAUSE, max(b for _, b in self.told) + CLAUSE) if self.told else (0, -1)


def statement_dates(
    text: str, content: Spans, cue: Spans, published: str = "", *, source: Spans = (), near: int | None = None
) -> tuple[Dating, Dating | None]:
    """When a statement was said, and when what it says took place, if the words around and in it tell.

    Spans are offsets into ``text``, of content, cue and ``source``. Said: the nearest date outside the content that no other clause separates from
    the cue ("told reporters on Saturday"), or that dates the report speaking ("Saturday's statement"); never after
    ``published``; in a message, the message's. Else "not after publication", or nothing where that is unknown; with
    ``near`` at most so many days before publication, unless words beside the cue put the saying at another time.
    Event: the first date within the content, counted from the saying.
    """
    found, told_in = _times(text)
    frame = Frame(text, content, cue, source)
    found = _about(found, (*content, *frame.told))
    leading, inserted = _leading(frame, found), _before_insertion(frame, found)
    message = message_at(told_in, content[0][0]) if content else None
    outside = [e for e in found if e not in inserted and not any(e is m.dated_by for m in told_in)]
    written = dating_of(message.dated_by, published) if message else None
    first, last = bounds(published)
    said = _said(frame, outside, leading, written.edtf if written else published)
    if written and not said.words:
        said = replace(written, rule="date of the message")
    elif near is not None and first and said.rule == "not after publication" and not _of_another_time(frame, outside):
        # a report of the day is taken to tell what was said about then: an inference, where the words tell nothing
        said = replace(said, edtf=from_bounds(first - timedelta(days=near), last), rule="near publication")
    seen_from = said.edtf if (said.words and said.edtf) else published
    inside = [e for e in found if e not in leading and any(a <= e.start and e.end <= b for a, b in content)]
    ahead = first_tense(" ".join(text[a:b] for a, b in content)) if inserted else ""
    # the first alone: what a later date tells may be another event
    event = next((dating_of(e, seen_from, tense=ahead) for e in (*inserted, *inside)), None)
    return said, event if event and event.edtf else None


@lru_cache(maxsize=4)  # the statements of a text mostly follow one another
def _times(text: str) -> tuple[list[Expression], list[Message]]:
    """The expressions of time in a text, and the messages that some of them date."""
    found = find(text)
    return found, messages(text, found)


def _about(found: Sequence[Expression], spans: Spans) -> Sequence[Expression]:
    """The expressions that stand in a statement or near it."""
    begin = min((a for a, _ in spans), default=0) - 2 * CLAUSE
    end = max((b for _, b in spans), default=begin) + 2 * CLAUSE
    return found[bisect_left(found, begin, key=lambda e: e.start) : bisect_left(found, end, key=lambda e: e.start)]


def _leading(frame: Frame, found: Sequence[Expression]) -> list[Expression]:
    """A date at the head of the content that belongs to the saying: "said two weeks ago that"."""
    text, start = frame.text, frame.content[0][0] if frame.content else 0
    if not any(b <= start and text[b:start].strip() in ("", "on", "in") for _, b in frame.cue):
        return []
    return [e for e in found if not text[start : e.start].strip(" on") and start <= e.start and THAT.match(text, e.end)]


def _before_insertion(frame: Frame, found: Sequence[Expression]) -> list[Expression]:
    """A date that belongs to the content from which a saying between commas parts it: "On Monday, he said, they meet"."""
    text = frame.text
    begin, end = frame.reach[0] + CLAUSE, frame.reach[1] - CLAUSE
    after = next((a for a, _ in frame.content if frame.told and a >= end), None)
    if after is None or text[end:after].strip() != "," or text[after] in "“\"«„‘'`":
        return []
    before = [e for e in found if e.end <= begin and text[e.end : begin].strip() == ","]
    return [e for e in before if TIME["opens_with_date"].search(text[max(0, e.start - 20) : e.start])]


def _said(frame: Frame, found: Sequence[Expression], leading: Sequence[Expression], published: str) -> Dating:
    first, last = bounds(published)
    ahead = any(TIME["yet_to_speak"].search(frame.text[a:b]) for a, b in frame.cue)
    limit = from_bounds(first, None) if ahead else from_bounds(None, last)
    why = "" if limit else "the publication date is unknown, and no words date the saying"
    begin, end = frame.reach
    close = [e for e in found if begin <= e.end and e.start <= end]
    near = [(gap, e) for e in close if (gap := _gap(frame, e)) is not None] + [("", e) for e in leading]
    for gap, e in sorted(near, key=lambda pair: (len(pair[0]), pair[1].start)):
        said = dating_of(e, published, tense="future" if ahead else "past")
        if said.edtf and (ahead or (e.shift or 0) < 1):
            if TIME["afterwards"].search(gap):  # after something of that date
                said = replace(said, edtf=from_bounds(bounds(said.edtf)[0], None), rule=f"not before: {said.rule}")
            narrowed = intersection(said.edtf, limit)
            return replace(said, edtf=narrowed or said.edtf, why=said.why if narrowed else f"not within {limit}")
        why = why or (f"{e.words!r}: {said.why}" if said.why else "")
    rule = REFUSED if not limit else "not before publication" if ahead else "not after publication"
    return Dating(limit, "", rule, why)


def _of_another_time(frame: Frame, found: Sequence[Expression]) -> bool:
    """Whether words around cue and source, outside the content, put the saying at some time, be it unknown."""
    text, (begin, end) = frame.text, frame.reach
    begin = max([max(0, begin), *(m.end() for m in SENTENCE.finditer(text, max(0, begin), max(0, end - CLAUSE)))])
    end = next((m.start() for m in SENTENCE.finditer(text, max(0, end - CLAUSE), max(0, end))), end)
    outside = list(text[begin:end])
    for a, b in frame.content:
        outside[max(0, a - begin) : max(0, b - begin)] = " " * len(outside[max(0, a - begin) : max(0, b - begin)])
    dated = any(begin <= e.start < end and not _touches(e, frame.content) for e in found)
    return dated or bool(TIME["bygone"].search("".join(outside)))


def _gap(frame: Frame, e: Expression) -> str | None:
    """The words between a date and the cue or source it belongs to; None where it belongs to neither."""
    text, content, cue, source = frame
    if e.relation not in ("", "to", "between", "after") or _touches(e, content):
        return None
    venue = TIME["venue"].match(text, e.end)
    if _touches(e, cue):
        return ""
    if _touches(e, source):
        return "" if venue or TIME["issued"].search(text[max(0, e.start - 24) : e.start]) else None
    if e.attributive and not venue:
        return None
    clause = re.split(r"[,;.!?“”\"\n]", text[max(0, e.start - CLAUSE) : e.start])[-1]
    apart = TIME["new_clause"].search(TIME["opening_conjunction"].sub("", clause))
    pieces = [(b, e.start) if b <= e.start else (e.end, a) for a, b in frame.told if b <= e.start or not apart]
    gaps = [text[a:b] for a, b in pieces if b - a <= CLAUSE and not any(a < y and x < b for x, y in content)]
    return min((gap for gap in gaps if not TIME["new_clause"].search(gap)), key=len, default=None)


def _touches(e: Expression, spans: Spans) -> bool:
    return any(a < e.end and e.start < b for a, b in spans)


# The table of statements

DATED = ("said", "said_words", "said_rule", "event", "event_words", "event_rule")


def with_dates(
    statements: pd.DataFrame, documents: pd.DataFrame, texts: Mapping[str, str], near: int = NEAR_DAYS
) -> pd.DataFrame:
    """``statements`` with said, event, their words and rules filled in where they are empty.

    A row of ``documents`` gives publication. An author's own voice speaks on publication; speech that a news report, or
    a document of unknown genre, gives no date is taken to be at most ``near`` days before it. ``texts`` are by doc_id,
    masked or not.
    """
    known = documents.set_index("doc_id").to_dict("index")
    rows = statements.to_dict("records")  # of all at once: pandas is slow to begin
    for row in rows:
        doc_id = row["doc_id"]
        facts = known.get(doc_id, {})
        published = facts.get("published", "")
        news = published and facts.get("genre", "") in ("", "news")
        told = news and row["act"] == "speech" and row["source"]
        cells = _dates_of_row(row, texts[doc_id], published, near if told else None)
        row |= {column: value for column, value in cells.items() if not row.get(column.split("_")[0])}
    return statements.reset_index(drop=True).assign(**{c: [row.get(c, "") for row in rows] for c in DATED})


def _dates_of_row(row: Mapping[str, str], text: str, published: str, near: int | None) -> dict[str, str]:
    content, cue, source = (parse_spans(row[f"{part}_spans"]) for part in ("content", "cue", "source"))
    said, event = statement_dates(text, content, cue, published, source=source, near=near)
    if row.get("form") == "author":
        said = Dating(published, "", "the author's own voice, on publication" if published else REFUSED)
    cells = {}
    for name, dating in (("said", said), ("event", event)):
        if dating:
            why = "; ".join(filter(None, (dating.rule, dating.why)))
            cells |= {name: dating.edtf, f"{name}_words": dating.words, f"{name}_rule": why}
    return cells
