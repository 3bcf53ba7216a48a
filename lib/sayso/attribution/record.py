"""Attributions: who (source) reports (cue) what (content), kept on a spaCy Doc so that nothing gets lost.

The words are PolNeAR's (Newell, Margolin and Ruths, LREC 2018). On a Doc an attribution's pieces are spans of the
group `attributions`, labelled with their role and linked by their id; the group's attrs hold the rest. So to_bytes,
DocBin, Doc.copy and worker processes keep everything, and `doc._.attributions` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from operator import mul
from typing import NamedTuple

from spacy.tokens import Doc, Span, SpanGroup

from sayso.attribution.lexicon import words_of
from sayso.text import inside

GROUP = "attributions"
ROLES = ("source", "cue", "content")
FACTS = ("rule", "confidence", "act", "form", "outer", "layer")
Pieces = tuple[tuple[int, int], ...]
ATTITUDE = words_of(
    "believe believes believed believing think thinks thought thinking want wants wanted wanting fear fears feared",
    "fearing view views viewed viewing consider considers considered considering estimate estimates estimated hope",
    "hopes hoped hoping feel feels felt feeling know knows knew known knowing expect expects expected expecting",
    "support supports supported supporting oppose opposes opposed opposing favor favors favored favour favours",
    "favoured prefer prefers preferred worry worries worried doubt doubts doubted suspect suspects suspected wish",
    "wishes wished like likes liked hate hates hated love loves loved regard regards regarded see sees saw seen plan",
    "plans planned planning intend intends intended seek seeks sought seeking decide decides decided belief beliefs",
    "desire opinion concern concerns concerned understand understands understood assume assumes assumed trust trusts",
    "trusted perceive perceives perceived confident convinced aware afraid hopeful eager willing reluctant skeptical",
    "sceptical supporter supporters opposition",
)


@dataclass(frozen=True)
class Attribution:
    """One attribution: pieces of tokens (start, end) per role, in order; source and cue may be empty.

    `outer` is the place in the document's list of the attribution whose content encloses this one, or -1; `layer` is
    how many enclose it. An outer attribution whose content is only another's saying has the form `relay`.
    """

    doc: Doc = field(repr=False, compare=False)
    source: Pieces
    cue: Pieces
    content: Pieces
    rule: str
    confidence: float
    act: str
    form: str
    outer: int = -1
    layer: int = 0

    def spans(self, role: str) -> list[tuple[int, int]]:
        """Half-open character offsets of the pieces of a role."""
        return characters(self.doc, getattr(self, role))

    def words(self, role: str) -> str:
        """The words of a role, pieces joined by ` [...] `."""
        return " [...] ".join(self.doc[a:b].text for a, b in getattr(self, role))


def characters(doc: Doc, pieces: Pieces) -> list[tuple[int, int]]:
    """Half-open character offsets of pieces of tokens."""
    return [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in pieces]


def attribution(
    doc: Doc,
    source: Iterable[tuple[int, int]],
    cue: Iterable[tuple[int, int]],
    content: Iterable[tuple[int, int]],
    rule: str,
    confidence: float,
    letters: Letters | None = None,
) -> Attribution:
    """Make a record: pieces sorted and freed of outer white space, act from the cue, form from the marks.

    `letters` are `letters_of(doc.text)`, if known: to count them again for each record would take quadratic time.
    """
    source, cue, content = (_trimmed(doc, p) for p in (source, cue, content))
    shape = form(doc, content, letters or letters_of(doc.text))
    return Attribution(doc, source, cue, content, rule, round(confidence, 3), act(doc, cue), shape)


def _trimmed(doc: Doc, pieces: Iterable[tuple[int, int]]) -> Pieces:
    found = []
    for start, end in sorted(pieces):
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        if found and start < found[-1][1]:  # pieces that overlap are one
            start = found.pop()[0]
        if start < end:
            found.append((start, end))
    return tuple(found)


def act(doc: Doc, cue: Pieces) -> str:
    """`attitude` where a cue's word tells a state of mind, else `speech`; "" without a cue."""
    words = [doc[i].lower_ for a, b in cue for i in range(a, b)]
    return "" if not words else "attitude" if any(w in ATTITUDE for w in words) else "speech"


class Letters(NamedTuple):
    """How many letters stand before each character of a text, and how many of them in quotation marks."""

    all: list[int]
    quoted: list[int]


def letters_of(text: str, mask: bytearray | None = None) -> Letters:
    """Count letters; `mask` is `quotes.inside(text)`, if known."""
    mask = inside(text) if mask is None else mask
    every = [c.isalnum() for c in text]
    return Letters(list(accumulate(every, initial=0)), list(accumulate(map(mul, every, mask), initial=0)))


def form(doc: Doc, content: Pieces, letters: Letters) -> str:
    """`direct` from 95 % of the content's letters inside quotation marks, `indirect` from none, else `mixed`."""
    ends = [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in content]
    total = sum(letters.all[b] - letters.all[a] for a, b in ends)
    share = sum(letters.quoted[b] - letters.quoted[a] for a, b in ends) / total if total else 0.0
    return "direct" if share >= 0.95 else "mixed" if share > 0 else "indirect"


def store(doc: Doc, found: Sequence[Attribution]) -> Doc:
    """Write attributions to the Doc's span group, in order of their contents."""
    order = sorted(range(len(found)), key=lambda n: (found[n].content, found[n].cue, found[n].source, found[n].rule))
    place = {n: i for i, n in enumerate(order)} | {-1: -1}
    found = [replace(found[n], outer=place[found[n].outer]) for n in order]
    spans = [
        Span(doc, start, end, label=role, span_id=str(i))
        for i, a in enumerate(found)
        for role in ROLES
        for start, end in getattr(a, role)
    ]
    rest = [{name: getattr(a, name) for name in FACTS} for a in found]
    doc.spans[GROUP] = SpanGroup(doc, name=GROUP, attrs={"attributions": rest}, spans=spans)
    return doc


def stored(doc: Doc) -> list[Attribution]:
    """The attributions of a Doc's span group; what `doc._.attributions` gives.

    Raises ValueError where the group lost its attrs, as `Doc.from_docs` makes it.
    """
    if GROUP not in doc.spans:
        return []
    group = doc.spans[GROUP]
    if "attributions" not in group.attrs:
        raise ValueError("attributions: expected a Doc of one text, but this one was joined from others")
    pieces: list[dict[str, list]] = [{role: [] for role in ROLES} for _ in group.attrs["attributions"]]
    for span in group:
        pieces[int(span.id_)][span.label_].append((span.start, span.end))
    return [
        Attribution(doc, *(tuple(p[role]) for role in ROLES), **rest)
        for p, rest in zip(pieces, group.attrs["attributions"], strict=True)
    ]


if not Doc.has_extension("attributions"):
    Doc.set_extension("attributions", getter=stored)
