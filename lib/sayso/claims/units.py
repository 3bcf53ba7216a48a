"""Units: what can belong to a claim. Every statement, and every sentence that no statement covers.

A unit is read within its sentences: a fragment ("to be planning it") is compared through the words around it, and what
denies it often stands there too.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from sayso.attribution.record import merged
from sayso.spans import Spans, format_spans, parse_spans, shared, words_at
from sayso.text import Text

COVERED = 0.5  # share of a sentence, sources and cues too, from which on others say it, and not the document
SHORTEST = 4  # words; a shorter sentence of the document's own asserts nothing that could be found elsewhere
FEWEST_LOWER = 3  # words with a small letter; a line with fewer is a dateline, a byline or a heading
EDGE = " ,;:—–-\n\r\t"  # what stays between what others say and the document's own words
BACK = 5  # sentences in which what a denial without content denies may stand
AUTHOR = "author"
LINK = "relay"
Row = Mapping[str, str]  # of statements
PLACES = ("source_spans", "cue_spans", "content_spans")


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage that says something: its statement's id, its place, the sentences around it, who holds it."""

    id: str
    doc: str
    voice: str  # the document that its family of copies counts as
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    before: tuple[tuple[int, int], ...]  # the sentences before, in the same document: `BACK` at most
    form: str
    holder: str  # one string per voice
    content: str
    around: str  # the words of its sentences
    elsewhere: tuple[tuple[int, int], ...] = ()  # cues of other statements in its sentences: what they turn is theirs
    taken: bool = False  # whether it has a stance already: patterns of a codebook found it
    cue: str = ""  # the words that tell that somebody says it
    told_by: str = ""  # who says it, and on whose word


class Called(NamedTuple):
    """Who appears in a document: by what key, the stems of the name, and whether it is surely a house."""

    key: str
    names: frozenset[str]
    house: bool


@dataclass(frozen=True)
class Claim:
    """Units that say or contest one thing; who stands where."""

    key: str
    label: str
    members: tuple[int, ...]
    stance: dict[int, str]
    lead: int  # the member whose words the label is; -1 where it is a codebook's
    near: frozenset[int] = frozenset()  # the members that say the label; others stand beside it


def units_of(statements: Iterable[Row], texts: Mapping[str, str], copies: Mapping[str, str]) -> list[Unit]:
    """The units of a corpus, by document and place.

    ``copies`` gives for a document the one that stands for its family; documents that are not in it stand for themselves.
    """
    rows: dict[str, list[Row]] = {doc: [] for doc in texts}
    for row in statements:
        if row["form"] != LINK and row["doc_id"] in rows and row["content_spans"]:
            rows[row["doc_id"]].append(row)
    found: list[Unit] = []
    for doc in sorted(texts, key=lambda doc: (texts[doc], doc)):  # whatever their names
        cut = Text(texts[doc]).sentences
        told = [(row, parse_spans(row["content_spans"])) for row in rows[doc]]
        attributed = [piece for row in rows[doc] for c in PLACES for piece in parse_spans(row.get(c, ""))]
        voice = copies.get(doc) or doc
        units = [_told(row, spans, cut, texts[doc], voice) for row, spans in told]
        units += _own(doc, texts[doc], cut, merged(sorted(attributed)), voice)
        units = _with_cues(units, rows[doc])
        found += sorted(units, key=lambda u: (u.spans, u.id))
    return found


def _with_cues(units: list[Unit], rows: Iterable[Row]) -> list[Unit]:
    """The units of a document, each with the cues in its sentences that are not its own."""
    cues = sorted({(span, row["id"]) for row in rows for span in parse_spans(row.get("cue_spans", ""))})
    starts = [span[0] for span, _ in cues]
    found = []
    for unit in units:
        near = cues[bisect_left(starts, unit.sentences[0][0]) : bisect_left(starts, unit.sentences[-1][1])]
        own = {span for span, id in near if id == unit.id}
        found.append(replace(unit, elsewhere=tuple(span for span, _ in near if span not in own)))
    return found


def _told(row: Row, spans: Spans, cut: Spans, text: str, voice: str) -> Unit:
    around, before = _around(spans, cut)
    holder = row.get("holder") or row["actor"] or row["source"].lower() or f"?{voice}"
    return Unit(
        row["id"], row["doc_id"], voice, tuple(spans), around, before, row["form"], holder, row["content"],
        words_at(text, list(around)), taken=bool(row.get("stances")), cue=row.get("cue", ""),
        told_by=" ".join(row.get(c, "") for c in ("source", "actor", "via")),
    )  # fmt: skip


def _own(doc: str, text: str, cut: Spans, told: Spans, voice: str) -> Iterator[Unit]:
    """The sentences of which others are told to say little, each as the longest piece that is the document's own."""
    for n, (start, end) in enumerate(cut):
        others = [p for p in told if p[0] < end and start < p[1]]
        if shared(others, [(start, end)]) >= COVERED * (end - start):
            continue
        cuts = [start, *(x for a, b in others for x in (max(a, start), min(b, end))), end]
        a, b = max(zip(cuts[::2], cuts[1::2], strict=True), key=lambda p: p[1] - p[0])
        if others:
            a, b = b - len(text[a:b].lstrip(EDGE)), a + len(text[a:b].rstrip(EDGE))
        words = text[a:b].split()
        if len(words) < SHORTEST or sum(word[0].islower() for word in words) < FEWEST_LOWER:
            continue
        content, around, before = text[a:b], text[start:end], tuple(cut[max(0, n - BACK) : n])
        id = author_id(doc, content, [(a, b)])
        yield Unit(id, doc, voice, ((a, b),), ((start, end),), before, AUTHOR, f"author of {voice}", content, around)


def author_id(doc: str, words: str, spans: Spans) -> str:
    """The id of a document's own assertion: hash of its place and words."""
    return "m" + hashlib.sha256(f"{AUTHOR}\n{doc}\n{format_spans(spans)}\n{words}".encode()).hexdigest()[:12]


def _around(spans: Spans, cut: Spans) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    first = bisect_left(cut, spans[0][0] + 1, key=lambda s: s[1])
    last = first
    while last < len(cut) and cut[last][0] < spans[-1][1]:
        last += 1
    return tuple(cut[first:last]), tuple(cut[max(0, first - BACK) : first])
