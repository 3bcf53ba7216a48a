"""Attributions: who (source) reports (cue) what (content), kept on a spaCy Doc so that nothing gets lost.

The words are PolNeAR's (Newell, Margolin and Ruths, LREC 2018). On a Doc an attribution's pieces are spans of the
group `attributions`, labelled with their role and linked by their id; the group's attrs hold the rest. So to_bytes,
DocBin, Doc.copy and worker processes keep everything, and `doc._.attributions` reads it back.
"""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import accumulate, islice
from multiprocessing import get_all_start_methods, get_context
from operator import mul
from typing import NamedTuple

import pandas as pd
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from sayso.attribution.lexicon import words_of
from sayso.spans import format_spans, words_at
from sayso.text import inside

GROUP = "attributions"
ROLES = ("source", "cue", "content")
COLUMNS = (
    "id",
    "doc_id",
    *(f"{role}{kind}" for role in ROLES[::-1] for kind in ("_spans", "")),
    "form",
    "act",
    "confidence",
    "rule",
)
Row = tuple[dict[str, str], str]
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
    """One attribution: pieces of tokens (start, end) per role, in order; source and cue may be empty."""

    doc: Doc = field(repr=False, compare=False)
    source: Pieces
    cue: Pieces
    content: Pieces
    rule: str
    confidence: float
    act: str
    form: str

    def spans(self, role: str) -> list[tuple[int, int]]:
        """Half-open character offsets of the pieces of a role."""
        return [(s.start_char, s.end_char) for s in (self.doc[a:b] for a, b in getattr(self, role))]

    def words(self, role: str) -> str:
        """The words of a role, pieces joined by ` [...] `."""
        return " [...] ".join(self.doc[a:b].text for a, b in getattr(self, role))


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
    found = sorted(found, key=lambda a: (a.content, a.cue, a.source, a.rule))
    spans = [
        Span(doc, start, end, label=role, span_id=str(i))
        for i, a in enumerate(found)
        for role in ROLES
        for start, end in getattr(a, role)
    ]
    rest = [{"rule": a.rule, "confidence": a.confidence, "act": a.act, "form": a.form} for a in found]
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


def statements(doc_id: str, text: str, masked: str, nlp: Language) -> pd.DataFrame:
    """The statements of one text, a row each, in order, with the columns `COLUMNS`.

    `masked` is the text with what is not the author's replaced by spaces; offsets index both. Raises ValueError where
    their lengths differ.
    """
    return pd.DataFrame(list(stream([(doc_id, text, masked)], nlp)), columns=list(COLUMNS), dtype=str)


def stream(
    texts: Iterable[tuple[str, str, str]], nlp: Language, n_process: int = 1, batch: int = 32
) -> Iterator[dict[str, str]]:
    """Rows of `statements` for any number of (doc_id, text, masked), one text after another; memory stays flat."""
    seen: set[str] = set()
    texts = iter(texts)
    chunks = iter(lambda: list(islice(texts, batch)), [])
    for rows in _in_workers(chunks, nlp, n_process) if n_process > 1 else (_rows_of(c, nlp) for c in chunks):
        for row, again in rows:
            # the same words under another cue, or in a copy of the document
            name = again if row["id"] in seen else row["id"]
            if name not in seen:
                seen.add(name)
                yield row | {"id": name}


def _in_workers(chunks: Iterable[list], nlp: Language, n_process: int) -> Iterator[list[Row]]:
    """Rows of each chunk, in order; workers hand over rows, which are smaller than Docs, and few chunks wait."""
    context = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    with ProcessPoolExecutor(n_process, context, _set_worker, (nlp,)) as pool:
        waiting: deque = deque()
        for chunk in chunks:
            waiting.append(pool.submit(_work, chunk))
            if len(waiting) > 2 * n_process:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_worker: Language  # of a worker process


def _set_worker(nlp: Language) -> None:
    global _worker
    _worker = nlp


def _work(chunk: list[tuple[str, str, str]]) -> list[Row]:
    return _rows_of(chunk, _worker)


def _rows_of(chunk: list[tuple[str, str, str]], nlp: Language) -> list[Row]:
    """Rows of some texts; the strings that the vocabulary learns from them are forgotten."""
    with nlp.memory_zone():
        return [row for doc_id, text, masked in chunk for row in _rows(nlp(masked), doc_id, text)]


def _rows(doc: Doc, doc_id: str, text: str) -> Iterator[Row]:
    """A row per attribution that has visible content, and the id to take where its own is taken."""
    masked = doc.text
    if len(masked) != len(text):
        raise ValueError(f"{doc_id}: the masked text has {len(masked)} characters, expected the text's {len(text)}")
    for found in doc._.attributions:
        spans = {role: _visible(text, masked, found.spans(role)) for role in ROLES}
        if not spans["content"]:
            continue
        cells = {role: words_at(text, spans[role]) for role in ROLES}
        cells |= {f"{role}_spans": format_spans(spans[role]) for role in ROLES}
        facts = {"doc_id": doc_id, "form": found.form, "act": found.act, "rule": found.rule}
        facts |= {"id": _name(text, cells["content_spans"]), "confidence": f"{found.confidence:.3f}"}
        again = _name(text, doc_id, *(cells[f"{role}_spans"] for role in ROLES))
        yield cells | facts, again


def _name(*parts: str) -> str:
    return "m" + hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _visible(text: str, masked: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces without the words that are masked inside them, and without outer white space."""
    found = []
    for start, end in spans:
        if masked[start:end] == text[start:end]:
            found.append((start, end))
            continue
        for a, b in _cut(text, masked, start, end):
            a += len(masked[a:b]) - len(masked[a:b].lstrip())
            b = a + len(masked[a:b].rstrip())
            found += [(a, b)] * any(c.isalnum() for c in masked[a:b])
    return found


def _cut(text: str, masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts of a piece between masked words."""
    for gap in re.finditer(r"\s{3,}", masked[start:end]):
        a, b = start + gap.start(), start + gap.end()
        if any(c.isalnum() for c in text[a:b]):
            yield start, a
            start = b
    yield start, end


if not Doc.has_extension("attributions"):
    Doc.set_extension("attributions", getter=stored)
