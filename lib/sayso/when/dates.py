"""Three different dates: when a thing was said, when what is said took place, when a document was published.

`find` reads words of time, `dating_of` counts from an anchor; here they are put to use. What is proposed for a
document is never asserted, and each date keeps its words and its rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from sayso import words as lists
from sayso.intervals import bounds, from_bounds, intersection
from sayso.spans import parse_spans
from sayso.when.expressions import Expression, find
from sayso.when.order import day_order
from sayso.when.sense import REFUSED, Dating, dating_of, day_of

__all__ = ["Dating", "Expression", "dating_of", "day_order", "document_date", "find", "statement_dates", "with_dates"]

Spans = Sequence[tuple[int, int]]
NEAR_DAYS = 3  # unless told otherwise, an undated saying in a news report is taken to be as near its publication
HEAD, TAIL = 1500, 400  # characters at either end of a text in which a date may be the document's own
LABEL = re.compile(
    r"(?i:(?P<lead>^\W*|[|•·(\[]\s*|)\b(?P<label>(?:first |last )?(?:published|updated|modified)|publication date"
    r"|posted|issued|released|filed|date|retrieved|accessed|archived)(?:\s(?:on|at|in))?\s*(?P<colon>:?)\s*)$"
)
BOUNDING = ("retrieved", "accessed", "archived")
BYLINE = re.compile(r"^\W*(?i:by)(?:\s+(?:[A-Z]\S*|and|for|in|of|the|[|•·–—-]))+\s*$")
PLACE_BEFORE = re.compile(r"^\W{0,3}(?!In\b|On\b|At\b)[A-Z][\w.'’-]*(?:[\s,/]+[A-Z(][\w.'’)-]*){0,6}\s*[,(:–—-]\s*\(?$")
AGENCY_BEFORE = re.compile(r"\([A-Z][\w. /-]{1,30}\)\s*[-–—]{1,2}\s*$")
DASH_AFTER = re.compile(r"^\s*(?:,?\s*\(?[A-Z][\w .]{1,30}\)?)?\s*\)?\s*(?:[-–—]{1,2}|:)\s*\S")
NOT_TIME = re.compile(r"(?i:\d{1,2}[:.]\d\d(?:[:.]\d\d)?|\b(?:[ap]\.?m\.?|[A-Z]{2,4}T|GMT|UTC|at|on|of)\b|[\W_])")
ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/_.-]|$)")
STILL_AHEAD = re.compile(r"\b(?:will|shall)\b[^.;!?\n]{0,60}$")


def document_date(text: str, metadata: dict[str, str] | None = None) -> list[Dating]:
    """What the text and its metadata propose as the publication date, strongest first; nothing is asserted.

    ``metadata`` is a row of documents.csv (published, url, retrieved, archived), with ``country`` if known. A
    proposal is a date stated in the metadata, labelled ("Published: …"), in a byline, a dateline, alone on a line
    near either end, or in the address; then bounds: not after it was retrieved or archived, not before the latest
    date it tells of in the past tense, not after a date that it says will come.
    """
    known = metadata or {}
    ceiling = _ceiling(known)
    order, _ = day_order(text, country=known.get("country", ""))
    found = find(text)
    stated = [_stated(known), *_in_address(known.get("url", ""))]
    anchor = next((d.edtf for d in stated if d), "") or ceiling
    places = [(e, _own_place(e, text)) for e in found]
    proposed = [_as_own(e, place, anchor, order, ceiling) for e, place in places if place]
    bounding = [Dating(ceiling, "", "", "not after it was retrieved or archived")] if ceiling else []
    told = _told([e for e, place in places if not place], text)
    return [d for d in stated[:1] if d] + sorted(proposed, key=_strength) + stated[1:] + bounding + told


def _ceiling(known: dict[str, str]) -> str:
    days = [day for key in ("retrieved", "archived") if (day := bounds(known.get(key, ""))[1])]
    return from_bounds(None, min(days)) if days else ""


def _stated(known: dict[str, str]) -> Dating | None:
    words = known.get("published_words", "")
    return Dating(known["published"], words, "", "stated in the metadata") if known.get("published") else None


def _in_address(url: str) -> list[Dating]:
    match = ADDRESS.search(url)
    if match is None:
        return []
    year, month, day = (int(part) if part else None for part in match.groups())
    if day and not day_of(year, month, day):
        return []
    edtf = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
    return [Dating(edtf, match[0], "", "date in the address")]


def _own_place(e: Expression, text: str) -> str:
    """The place at an end of the text that makes a date the document's own, or ""."""
    if e.kind not in ("day", "numeric", "month") or e.shift is not None or e.relation or e.part:
        return ""
    if HEAD <= e.start <= len(text) - TAIL:
        return ""
    begin, end = text.rfind("\n", 0, e.start) + 1, text.find("\n", e.end)
    before, after = text[max(begin, e.start - 160) : e.start], text[e.end : end if end >= 0 else len(text)][:160]
    label = LABEL.search(before)
    if label and (label["colon"] or label["lead"] or label.start() == 0):
        return f"labelled {label['label'].lower()!r}"
    if e.kind == "month":
        return ""
    if BYLINE.match(before):
        return "in a byline"
    if AGENCY_BEFORE.search(before) or (PLACE_BEFORE.match(before) and DASH_AFTER.match(after)):
        return "in a dateline"
    alone = not NOT_TIME.sub("", before + " " + after)
    return "alone on a line" if alone else ""


def _as_own(e: Expression, place: str, anchor: str, order: str, ceiling: str) -> Dating:
    dating = dating_of(e, anchor, tense="past", order=order, within=ceiling)
    if dating.edtf and place.endswith(tuple(f"{label!r}" for label in BOUNDING)):
        dating = replace(dating, edtf=from_bounds(None, bounds(dating.edtf)[1]))
    return replace(dating, rule=place, why="; ".join(filter(None, [dating.rule, dating.why])))


def _strength(dating: Dating) -> tuple[int, int]:
    """Labelled before a byline, a dateline, a line of its own; then what was changed later, bounds, and refusals."""
    weaker = ("in a byline", "in a dateline", "alone on a line")
    grade = 1 + weaker.index(dating.rule) if dating.rule in weaker else 0
    late = "updated" in dating.rule or "modified" in dating.rule or dating.edtf.startswith("..")
    return 4 if late or not dating.edtf else grade, int(dating.spans.split(":")[0])


def _told(found: list[Expression], text: str) -> list[Dating]:
    """Bounds from content: the latest date told of as past, the earliest told of as still to come."""
    dated = [e for e in found if e.kind in ("day", "month", "year") and e.year and not (e.relation or e.part)]
    past = [e for e in dated if "past" in e.tense and not STILL_AHEAD.search(text[max(0, e.start - 80) : e.start])]
    ahead = [e for e in dated if STILL_AHEAD.search(text[max(0, e.start - 80) : e.start])]
    told = []
    if past:
        latest = max((dating_of(e) for e in past), key=lambda d: bounds(d.edtf)[0] or date.min)
        told.append(replace(latest, edtf=from_bounds(bounds(latest.edtf)[0], None), rule="tells of it as past"))
    if ahead:
        nearest = min((dating_of(e) for e in ahead), key=lambda d: bounds(d.edtf)[1] or date.max)
        told.append(replace(nearest, edtf=from_bounds(None, bounds(nearest.edtf)[1]), rule="says it will come"))
    return [d for d in told if d.edtf]


# A statement's dates

CLAUSE = 70  # how far from cue or source a date may stand and still be the date of saying, in characters
ISSUED = (
    r"published|released|issued|posted|aired|broadcast|delivered|given|made|held|sent|dated|recorded|carried|signed"
    r"|written|tweeted|uploaded|convened|obtained|conducted|distributed|circulated"
)
OTHER_VERB = (
    rf"(?!(?:{ISSUED})\b)(?:was|were|had|has|have|is|are|will|would|\w{{3,}}ed|came|went|took|met|began|left|became|wrote|died"
    r"|won|lost|fell|killed|shot|led|saw|ran)"
)
CONJUNCTION = r"(?:that|where|when|while|because|if|although|though|as|but)"
NEW_CLAUSE = re.compile(
    rf"(?i:\b(?:who|whom|whose|which|before|since|until|ahead of|prior to|{CONJUNCTION}|{OTHER_VERB})\b"
    r"|,\s(?:and|or)\b)|[;!?]|\.[”\"’')]*\s+(?:[A-Z“\"‘']|$)|\n\s*\n"
)
YET_TO_SPEAK = re.compile(r"\b(?:will|shall|(?:going|plans?|expected|scheduled|due) to)\b|['’]ll\b")
AFTERWARDS = re.compile(r"(?i:\b(?:after|following|in the wake of)\b)")
# A short word with a capital before a full stop is taken for a title ("Pres. Obama"), not for a sentence's last.
SENTENCE = re.compile(
    r"(?:(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\b[A-Z][a-z]{3})\.|[!?])[”\"’)]?\s+(?=[A-Z“\"])|\n\s*\n"
)
BYGONE = re.compile(rf"(?i:\b(?:{'|'.join(sorted(lists.entries('bygone')))})\b)")
VENUE = re.compile(
    r"(?i:\s+(?:\w+\s){0,2}?(?:statement|interview|report|speech|letter|tweet|post|article|message|briefing|remarks"
    r"|press conference|news conference|conference|poll|survey|study|memo|testimony|address|announcement|email|call"
    r"|hearing|video|broadcast|debate|rally|editorial|column|story))"
)


def statement_dates(
    text: str,
    content: Spans,
    cue: Spans,
    published: str = "",
    *,
    source: Spans = (),
    found: Sequence[Expression] | None = None,
    order: str = "",
    borrowed: bool = False,
    near: int | None = None,
) -> tuple[Dating, Dating | None]:
    """When a statement was said, and when what it says took place, if the words around and in it tell.

    Spans are offsets into ``text``; ``found`` is `find(text)`, given where many statements share a text. Said: the
    nearest date outside the content that no other clause separates from the cue ("told reporters on Saturday"), or
    that dates the report speaking ("Saturday's statement"); never after ``published``. Else "not after publication",
    or nothing where that is unknown; with ``near`` at most so many days before publication, unless words beside the
    cue put the saying at another time. Event: the earliest placed date within the content, counted from the
    saying; the reason names any others.
    """
    found = find(text) if found is None else found
    said = _said(text, (content, cue, source), found, published, order, borrowed)
    if (
        near is not None
        and said.rule == "not after publication"
        and not _told_of_another_time(text, content, cue, source, found)
    ):
        said = _near_publication(said, published, near)
    worded = bool(said.words and said.edtf)
    inside = [e for e in found if any(a <= e.start and e.end <= b for a, b in content)]
    seen_from = said.edtf if worded else published
    dated = [
        d for e in inside if e.kind != "now" and (d := dating_of(e, seen_from, order=order, borrowed=borrowed)).edtf
    ]
    if not dated:
        return said, None
    others = ", ".join(repr(d.words) for d in dated[1:])
    why = "; ".join(filter(None, [dated[0].why, f"also: {others}" if others else ""]))
    return said, replace(dated[0], why=why)


def _said(
    text: str,
    frame: tuple[Spans, Spans, Spans],
    found: Sequence[Expression],
    published: str,
    order: str,
    borrowed: bool,
) -> Dating:
    first, last = bounds(published)
    ahead = any(YET_TO_SPEAK.search(text[a:b]) for a, b in frame[1])
    limit = from_bounds(first, None) if ahead else from_bounds(None, last)
    why = "" if limit else "the publication date is unknown, and no words date the saying"
    begin, end = _reach(frame[1:])
    close = [e for e in found if begin <= e.end and e.start <= end]
    near = [(len(gap), e.start, gap, e) for e in close if (gap := _gap(text, *frame, e)) is not None]
    for *_, gap, e in sorted(near, key=lambda row: row[:2]):
        said = dating_of(e, published, tense="future" if ahead else "past", order=order, borrowed=borrowed)
        if said.edtf and (ahead or (e.shift or 0) < 1):
            return _within(_not_before(said) if AFTERWARDS.search(gap) else said, limit)
        why = why or (f"{e.words!r}: {said.why}" if said.why else "")
    rule = REFUSED if not limit else "not before publication" if ahead else "not after publication"
    return Dating(limit, "", "", rule, published, borrowed and bool(limit), why)


def _near_publication(said: Dating, published: str, near: int) -> Dating:
    """A report of the day is taken to tell what was said about then: an inference, where the words tell nothing."""
    first, last = bounds(published)
    if first is None or last is None:
        return said
    return replace(said, edtf=from_bounds(first - timedelta(days=near), last), rule="near publication")


def _told_of_another_time(text: str, content: Spans, cue: Spans, source: Spans, found: Sequence[Expression]) -> bool:
    """Whether words around cue and source, outside the content, put the saying at some time, be it unknown."""
    begin, end = _reach((cue, source))
    begin = max([max(0, begin), *(m.end() for m in SENTENCE.finditer(text, max(0, begin), max(0, end - CLAUSE)))])
    end = next((m.start() for m in SENTENCE.finditer(text, max(0, end - CLAUSE), max(0, end))), end)
    outside = list(text[begin:end])
    for a, b in content:
        outside[max(0, a - begin) : max(0, b - begin)] = " " * len(outside[max(0, a - begin) : max(0, b - begin)])
    dated = any(begin <= e.start < end and not _touches(e, content) and e.kind != "now" for e in found)
    return dated or bool(BYGONE.search("".join(outside)))


def _reach(frame: Sequence[Spans]) -> tuple[int, int]:
    """Where a date could stand that belongs to a cue or source."""
    ends = [place for spans in frame for span in spans for place in span]
    return (min(ends) - CLAUSE, max(ends) + CLAUSE) if ends else (0, -1)


def _not_before(said: Dating) -> Dating:
    """Said after something of that date."""
    return replace(said, edtf=from_bounds(bounds(said.edtf)[0], None), rule=f"not before: {said.rule}")


def _within(said: Dating, limit: str) -> Dating:
    narrowed = intersection(said.edtf, limit)
    return replace(said, edtf=narrowed) if narrowed else replace(said, why=f"outside {limit}, which publication allows")


def _gap(text: str, content: Spans, cue: Spans, source: Spans, e: Expression) -> str | None:
    """The words between a date and the cue or source it belongs to; None where it belongs to neither."""
    if e.kind == "now" or e.relation not in ("", "to", "between", "after") or _touches(e, content):
        return None
    venue = VENUE.match(text[e.end : e.end + 40].removeprefix("'s").removeprefix("’s"))
    if _touches(e, cue):
        return ""
    if _touches(e, source):
        return "" if venue or re.search(rf"\b(?:{ISSUED})\s(?:\w+\s)?$", text[max(0, e.start - 24) : e.start]) else None
    if e.attributive and not venue:
        return None
    clause = re.split(r"[,;.!?“”\"\n]", text[max(0, e.start - CLAUSE) : e.start])[-1]
    apart = NEW_CLAUSE.search(re.sub(rf"(?i:^\s*(?:and|{CONJUNCTION})\s)", "", clause))
    pieces = [(b, e.start) if b <= e.start else (e.end, a) for a, b in (*cue, *source) if b <= e.start or not apart]
    gaps = [text[a:b] for a, b in pieces if b - a <= CLAUSE and not any(a < y and x < b for x, y in content)]
    return min((gap for gap in gaps if not NEW_CLAUSE.search(gap)), key=len, default=None)


def _touches(e: Expression, spans: Spans) -> bool:
    return any(a < e.end and e.start < b for a, b in spans)


# The table of statements


def with_dates(
    statements: pd.DataFrame, documents: pd.DataFrame, texts: Mapping[str, str], near: int = NEAR_DAYS
) -> pd.DataFrame:
    """``statements`` with said, event, their words and rules filled in where they are empty.

    A row of ``documents`` gives publication; where that is unknown, what is said was said before the document was
    retrieved or archived. An author's own voice speaks on publication; speech that a news report, or a document of
    unknown genre, gives no date is taken to be at most ``near`` days before it. ``texts`` are by doc_id, masked or not.
    """
    known = documents.set_index("doc_id").to_dict("index")
    order = _order_by_outlet(known, texts)
    dated = statements.reset_index(drop=True)
    for doc_id, rows in dated.groupby("doc_id", sort=True):
        text = texts[doc_id]
        found = find(text)
        facts = known.get(doc_id, {})
        published = facts.get("published", "") or _ceiling(facts)
        for i, row in rows.to_dict("index").items():
            news = facts.get("published") and facts.get("genre", "") in ("", "news")
            told = news and row["act"] == "speech" and row["source"]
            cells = _dates_of_row(row, text, published, found, order.get(doc_id, ""), near if told else None)
            for column, value in cells.items():
                if not row.get(column.split("_")[0]):
                    dated.at[i, column] = value
    return dated


def _order_by_outlet(known: Mapping[str, Mapping[str, str]], texts: Mapping[str, str]) -> dict[str, str]:
    """The order of day and month in each document, by all that its outlet wrote."""
    outlets: dict[str, list[str]] = {}
    for doc_id in sorted(texts):
        outlets.setdefault(known.get(doc_id, {}).get("outlet", "") or doc_id, []).append(doc_id)
    orders = {outlet: day_order(texts[doc_id] for doc_id in docs)[0] for outlet, docs in outlets.items()}
    return {doc_id: orders[outlet] for outlet, docs in outlets.items() for doc_id in docs}


def _dates_of_row(
    row: Mapping[str, str], text: str, published: str, found: Sequence[Expression], order: str, near: int | None
) -> dict[str, str]:
    content, cue, source = (parse_spans(row[f"{part}_spans"]) for part in ("content", "cue", "source"))
    said, event = statement_dates(text, content, cue, published, source=source, found=found, order=order, near=near)
    if row.get("form") == "author":
        said = Dating(published, "", "", "the author's own voice, on publication" if published else REFUSED, published)
    cells = {"said": said.edtf, "said_words": said.words, "said_rule": _rule_and_reason(said)}
    if event:
        cells |= {"event": event.edtf, "event_words": event.words, "event_rule": _rule_and_reason(event)}
    return cells


def _rule_and_reason(dating: Dating) -> str:
    return "; ".join(filter(None, (dating.rule, dating.why)))
