"""Attributions as rows of the table `statements`: a row per sentence of a content, the rows of one content sharing an id."""

import hashlib
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice, pairwise
from multiprocessing import get_all_start_methods, get_context
from typing import Any, NamedTuple

from sayso.attribution.combine import attributions
from sayso.attribution.nesting import inner_of, only_links
from sayso.attribution.record import ROLES, Found, Pieces, act, form, merged
from sayso.attribution.tagger import Model
from sayso.attribution.unsaid import unsaid
from sayso.spans import format_spans, visible, words_at
from sayso.text import Text

COLUMNS = (
    *("id", "doc_id", "content_spans", "content", "cue_spans", "cue", "source_spans", "source"),
    *("form", "act", "attribution", "outer", "layer", "confidence", "rule"),
)
FEWEST = 3  # words of a sentence that makes a row of its own
Document = tuple[str, str, str]  # doc_id, text, the text with what is not the author's replaced by spaces


class Part(NamedTuple):
    """A row in the making: cells, the id to take where its own is taken, its place, and that of the row enclosing it."""

    cells: dict[str, str]
    again: str
    place: tuple[int, int]  # number of the attribution, and of the part of its content
    outer: tuple[int, int] | None


class Failed(NamedTuple):
    """A document on which the reader failed, and why."""

    doc_id: str
    error: Exception


def stream(
    texts: Iterable[Document],
    trained: Model,
    n_process: int = 1,
    batch: int = 32,
    failed: Callable[[str, str], None] | None = None,
) -> Iterator[dict[str, str]]:
    """Rows of `statements` for any number of texts, one after another; memory stays flat.

    Parameters
    ----------
    texts
        Of each document its id, its text, and the text with what is masked replaced by spaces.
    trained
        A model (`sayso.attribution.tagger.model`).
    n_process, batch
        Processes, and how many texts each is given at once.
    failed
        Told of a text that raises an error, its doc_id and why, and the others go on; without it the error ends all.
    """
    seen: set[str] = set()
    texts = iter(texts)
    chunks = iter(lambda: list(islice(texts, batch)), [])
    for documents in in_workers(n_process, parts_of, chunks, trained):
        for parts in documents:
            if not isinstance(parts, Failed):
                yield from named(parts, seen)
            elif failed is None:
                raise parts.error
            else:
                failed(parts.doc_id, f"{type(parts.error).__name__}: {parts.error}")


def named(parts: list[Part], seen: set[str]) -> Iterator[dict[str, str]]:
    """The rows of a document with their ids; the same words under another cue, or in a copy, are named anew."""
    names: dict[tuple[int, int], str] = {}
    fresh = []
    for part in parts:
        names[part.place] = name = part.again if part.cells["id"] in seen else part.cells["id"]
        if name not in seen:
            seen.add(name)
            fresh.append(part)
    first = {n: name for (n, _), name in reversed(names.items())}
    for part in fresh:
        outer = names.get(part.outer, "") if part.outer else ""
        yield part.cells | {"id": names[part.place], "attribution": first[part.place[0]], "outer": outer}


def in_workers(jobs: int, function: Callable, items: Iterable[Any], shared: Any) -> Iterator[Any]:
    """A pure function of an item and of what all share, called in so many processes, of 1 here; in order, and few items wait."""
    if jobs == 1:
        yield from (function(item, shared) for item in items)
        return
    context = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    with ProcessPoolExecutor(jobs, context, _share, (shared,)) as pool:
        yield from ahead(partial(pool.submit, _call, function), items, 2 * jobs)


def ahead(submit: Callable[[Any], Any], items: Iterable[Any], most: int) -> Iterator[Any]:
    """Results of what is submitted, in order, with few in hand at a time."""
    waiting: deque = deque()
    for item in items:
        waiting.append(submit(item))
        if len(waiting) > most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


_shared: Any  # of a worker process


def _share(shared: Any) -> None:
    global _shared
    _shared = shared


def _call(function: Callable, item: Any) -> Any:
    return function(item, _shared)


def parts_of(chunk: list[Document], trained: Model) -> list[list[Part] | Failed]:
    found: list[list[Part] | Failed] = []
    for doc_id, text, masked in chunk:
        try:
            found.append(_parts(doc_id, text, Text(masked), trained))
        except Exception as error:  # of one text: `stream` decides whether the others go on
            found.append(Failed(doc_id, error))
    return found


def _parts(doc_id: str, text: str, masked: Text, trained: Model) -> list[Part]:
    """The parts of each attribution of a document that have visible content, in order of their contents."""
    if len(masked.text) != len(text):
        raise ValueError(f"{doc_id}: the masked text has {len(masked.text)} characters, expected all {len(text)}")
    found = attributions(masked, trained)
    number = {id(one): n for n, one in enumerate(found)}
    groups = [by_sentence(masked, one.content) for one in found]
    inner = inner_of(found)
    parts = []
    for n, one in enumerate(found):
        for k, pieces in enumerate([] if unsaid(masked.tokens, one) else groups[n]):
            cells = _cells(text, masked, one, pieces) | {"doc_id": doc_id}
            if not (spans := cells["content_spans"]):
                continue
            if only_links(masked, one, pieces, inner[id(one)]):
                cells["form"] = "relay"
            cells["id"] = _name(text, spans)
            again = _name(text, doc_id, *(cells[f"{role}_spans"] for role in ROLES))
            m = number.get(id(one.outer))
            parts.append(Part(cells, again, (n, k), None if m is None else (m, _part_of(groups[m], one, pieces))))
    return parts


def by_sentence(text: Text, content: Pieces) -> list[Pieces]:
    """The pieces of a content, sentence by sentence, also inside quotations; `that … and that …` are two.

    A sentence of few words goes with the one before it, or the first with the one after.
    """
    again = _again(text, content)
    starts = sorted({*text.tokens.cuts, *again}) if again else text.tokens.cuts
    groups: list[list[tuple[int, int]]] = []
    last = 0
    for a, b in content:
        inside = starts[bisect_right(starts, a) : bisect_left(starts, b)]
        for x, y in pairwise([a, *inside, b]):
            if not groups or bisect_right(starts, x) > bisect_right(starts, last - 1):
                groups.append([])
            groups[-1].append((x, y - (y in again)))
            last = y
    joined: list[list[tuple[int, int]]] = []
    for group in groups:
        if joined and min(_length(text, group), _length(text, joined[-1])) < FEWEST:
            joined[-1] += group
        else:
            joined.append(group)
    return [merged(group) for group in joined]


def _again(text: Text, content: Pieces) -> set[int]:
    """Where a second clause of a content that opens with `that` opens with it: `that content and that content`."""
    low, (first, _) = text.tokens.low, content[0]
    if low[first] != "that":
        return set()
    return {i for a, b in content for i in range(a + 2, b) if low[i] == "that" and low[i - 1] in ("and", "but")}


def _length(text: Text, pieces: Sequence[tuple[int, int]]) -> int:
    return sum(text.tokens.words[i][0].isalnum() for a, b in pieces for i in range(a, b))


def _part_of(groups: list[Pieces], one: Found, pieces: Pieces) -> int:
    """Which part of an outer content holds an inner saying: by its cue, else by where its content starts."""
    for at in (one.cue[0][0] if one.cue else -1, pieces[0][0]):
        for k, group in enumerate(groups):
            if any(a <= at < b for a, b in group):
                return k
    return 0


def _cells(text: str, masked: Text, one: Found, pieces: Pieces) -> dict[str, str]:
    """The cells of a part that tell words and how they were found; without content where all of it is masked."""
    tokens = masked.tokens
    cells = {"act": act(masked, one.cue), "form": form(masked, pieces), "rule": one.rule}
    for role, own in (("source", one.source), ("cue", one.cue), ("content", pieces)):
        spans = visible(text, masked.text, [(tokens.start[a], tokens.end[b - 1]) for a, b in own])
        cells |= {role: words_at(text, spans), f"{role}_spans": format_spans(spans)}
    return cells | {"layer": str(one.layer), "confidence": f"{one.confidence:.3f}"}


def _name(*parts: str) -> str:
    return "m" + hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
