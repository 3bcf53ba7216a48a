"""Attributions as rows of the table `statements`: a row per sentence of a content, the rows of one content sharing an id."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice, pairwise
from multiprocessing import get_all_start_methods, get_context
from typing import NamedTuple

import pandas as pd
from spacy.language import Language
from spacy.tokens import Doc

from sayso.attribution.nesting import only_links
from sayso.attribution.record import ROLES, Attribution, Pieces, characters, form, letters_of
from sayso.spans import format_spans, shared, words_at
from sayso.text.sentences import cuts

COLUMNS = (
    "id",
    "doc_id",
    *(f"{role}{kind}" for role in ROLES[::-1] for kind in ("_spans", "")),
    "form",
    "act",
    "attribution",
    "outer",
    "layer",
    "confidence",
    "rule",
)
FEWEST = 3  # words of a sentence that makes a row of its own


class Part(NamedTuple):
    """A row in the making: cells, the id to take where its own is taken, its place, and that of the row that encloses it."""

    cells: dict[str, str]
    again: str
    place: tuple[int, int]  # number of the attribution, and of the part of its content
    outer: tuple[int, int] | None


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
    for documents in _in_workers(chunks, nlp, n_process) if n_process > 1 else (_parts_of(c, nlp) for c in chunks):
        for parts in documents:
            yield from _named(parts, seen)


def _named(parts: list[Part], seen: set[str]) -> Iterator[dict[str, str]]:
    """The rows of a document with their ids, those that are taken by the same words elsewhere named anew."""
    names: dict[tuple[int, int], str] = {}
    fresh = []
    for part in parts:
        # the same words under another cue, or in a copy of the document
        name = part.again if part.cells["id"] in seen else part.cells["id"]
        names[part.place] = name
        if name not in seen:
            seen.add(name)
            fresh.append(part)
    whole: dict[int, str] = {}
    for (n, _), name in names.items():
        whole.setdefault(n, name)
    for part in fresh:
        outer = names.get(part.outer, "") if part.outer else ""
        yield part.cells | {"id": names[part.place], "attribution": whole[part.place[0]], "outer": outer}


def _in_workers(chunks: Iterable[list], nlp: Language, n_process: int) -> Iterator[list[list[Part]]]:
    """Parts of each chunk, in order; workers hand over cells, which are smaller than Docs, and few chunks wait."""
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


def _work(chunk: list[tuple[str, str, str]]) -> list[list[Part]]:
    return _parts_of(chunk, _worker)


def _parts_of(chunk: list[tuple[str, str, str]], nlp: Language) -> list[list[Part]]:
    """The parts of some texts, text by text; the strings that the vocabulary learns from them are forgotten."""
    with nlp.memory_zone():
        return [_parts(nlp(masked), doc_id, text) for doc_id, text, masked in chunk]


def _parts(doc: Doc, doc_id: str, text: str) -> list[Part]:
    """The parts of each attribution that have visible content."""
    masked = doc.text
    if len(masked) != len(text):
        raise ValueError(f"{doc_id}: the masked text has {len(masked)} characters, expected the text's {len(text)}")
    found = doc._.attributions
    if not found:
        return []
    letters, starts = letters_of(masked), cuts(doc)
    groups = [by_sentence(doc, one.content, starts) for one in found]
    inner: dict[int, list[Attribution]] = {}
    for one in found:
        inner.setdefault(one.outer, []).append(one)
    parts = []
    for n, one in enumerate(found):
        for k, pieces in enumerate(groups[n]):
            outer = None if one.outer < 0 else (one.outer, _part_of(groups[one.outer], one, pieces))
            link = n in inner and only_links(doc, one, pieces, inner[n])
            shape = "relay" if link else form(doc, pieces, letters)
            if part := _part(doc, doc_id, text, one, pieces, shape):
                parts.append(Part(*part, (n, k), outer))
    return parts


def by_sentence(doc: Doc, content: Pieces, starts: list[int]) -> list[Pieces]:
    """The pieces of a content, sentence by sentence; `starts` are the tokens that start one, in quotations too.

    A sentence of few words goes with the one before it, or the first with the one after.
    """
    groups: list[list[tuple[int, int]]] = []
    last = -1
    for a, b in content:
        inside = starts[bisect_right(starts, a) : bisect_left(starts, b)]
        for x, y in pairwise([a, *inside, b]):
            fresh = last < 0 or bisect_right(starts, x) > bisect_right(starts, last - 1)
            if fresh:
                groups.append([])
            groups[-1].append((x, y))
            last = y
    joined: list[list[tuple[int, int]]] = []
    for group in groups:
        if joined and (_words(doc, group) < FEWEST or _words(doc, joined[-1]) < FEWEST):
            joined[-1] += group
        else:
            joined.append(group)
    return [_touching_joined(group) for group in joined]


def _touching_joined(group: list[tuple[int, int]]) -> Pieces:
    found: list[tuple[int, int]] = []
    for a, b in group:
        if found and found[-1][1] == a:
            found[-1] = found[-1][0], b
        else:
            found.append((a, b))
    return tuple(found)


def _words(doc: Doc, pieces: Iterable[tuple[int, int]]) -> int:
    return sum(doc[i].is_alpha for a, b in pieces for i in range(a, b))


def _part_of(groups: list[Pieces], one: Attribution, pieces: Pieces) -> int:
    """Which part of an outer content holds an inner saying: by its cue, else by most of its words."""
    at = one.cue[0][0] if one.cue else -1
    for k, group in enumerate(groups):
        if any(a <= at < b for a, b in group):
            return k
    return max(range(len(groups)), key=lambda k: (shared(list(groups[k]), list(pieces)), -k))


def _part(
    doc: Doc, doc_id: str, text: str, one: Attribution, pieces: Pieces, shape: str
) -> tuple[dict[str, str], str] | None:
    """The cells of a part, and the id to take where its own is taken; None where all of its content is masked."""
    offsets = {role: one.spans(role) for role in ROLES[:2]} | {"content": characters(doc, pieces)}
    spans = {role: _visible(text, doc.text, offsets[role]) for role in ROLES}
    if not spans["content"]:
        return None
    cells = {role: words_at(text, spans[role]) for role in ROLES}
    cells |= {f"{role}_spans": format_spans(spans[role]) for role in ROLES}
    cells |= {"doc_id": doc_id, "form": shape, "act": one.act, "rule": one.rule, "layer": str(one.layer)}
    cells |= {"id": _name(text, cells["content_spans"]), "confidence": f"{one.confidence:.3f}"}
    return cells, _name(text, doc_id, *(cells[f"{role}_spans"] for role in ROLES))


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
