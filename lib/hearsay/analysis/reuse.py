"""Passages that documents share: word for word, reworded, or one utterance told in other words.

Overlap can show copying. It cannot rule it out: a passage that is not here may still have been translated,
summed up or retold. Nor does a shared passage say who copied whom, or that two tellings are one utterance:
a row gives the words of both sides, the score and what differs, so that a person can judge.

Sentences that share rare words are found through an index, never by comparing all with all (the
blocking of Broder 1997 and of winnowing, Schleimer et al. 2003), then aligned (`alignment`) by what
their words weigh (`weights`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from hearsay import tables
from hearsay.analysis.alignment import LIMITS, Match, aligned, chance_bits, pair_count, passes, to_clause
from hearsay.analysis.collation import differs
from hearsay.analysis.weights import (
    NAMES,
    OFFICE,
    OFFICES,
    STOP,
    STOPS,
    WORD,
    Telling,
    Words,
    common_bits,
    document_of,
    mixed,
    plain_form,
    read_words,
    span_of,
    telling_of,
    words_of,
)  # fmt: skip
from sayso.text import quotations

LEAST = 20.0  # bits in three words in a row that propose a pair of sentences by themselves
CAP = 50  # sentences that share words, from which on these are furniture and propose no pair
RARE = 8  # words of a sentence that index it
FEWEST, FEWEST_TOLD = 10_000, 300  # pairs of sentences that any corpus, and any speaker, counts as having
REMEMBERED = 50_000  # sentences whose telling words are at hand
NAME_BEGINS = 5  # letters that names of speakers share


class Content(NamedTuple):
    """A sentence, or part of one, that a document reports: its words, the document, keys of who said it."""

    span: tuple[int, int]
    doc: int
    speakers: tuple[str, ...]


def find_reuse(
    texts: Mapping[str, str],
    attributions: pd.DataFrame | None = None,
    aliases: Mapping[str, str] | None = None,
    received: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Passages shared between two documents, a row each, in the order of a_doc, a_spans, b_doc, b_spans.

    `texts` are cleaned (masked) documents by doc_id. `attributions` (doc_id, content_spans, actor, source) lets contents
    of one speaker be compared with a lower threshold; `aliases` (surface to key) lets the names of one thing count as
    one word. Spans are half-open offsets into the text; with `received`, the texts before masking, they leave out what
    was masked, and the words are as received.

    kind is *verbatim* (case, punctuation and quotation marks ignored), *reworded* (the same words in the
    same order with others swapped, dropped or added) or *same utterance* (quotations, or contents with one
    speaker, that share their telling words in any order). score is the share of the shorter passage's
    weight that agrees, 0 to 1. Words that more than `CAP` sentences share do not propose a pair.
    """
    words = read_words(dict(sorted(texts.items())), aliases or {})
    chance = chance_bits(max(pair_count(len(words.unit_at) - 1), FEWEST))
    told = lru_cache(REMEMBERED)(partial(telling_of, words))
    pairs = _sentence_pairs(words)
    found = [m for a, b in pairs if (m := aligned(words, span_of(words, a), span_of(words, b), chance, told))]
    found += _utterances(words, attributions)
    return tables.REUSE.of(_row(words, match, received or texts) for match in _best(words, found))


# Candidates


def _sentence_pairs(words: Words) -> Iterator[tuple[int, int]]:
    """Sentences of two documents that share two rare pairs of words or three telling words in a row."""
    unit_of = np.repeat(np.arange(len(words.unit_at) - 1), np.diff(words.unit_at))
    doc_of_unit = np.searchsorted(words.doc_at, words.unit_at[:-1], side="right") - 1
    rows = np.flatnonzero(words.role_of > STOPS)
    unit, stems, bits = unit_of[rows], words.stem_of[rows], words.bits_of[rows]
    run = (unit[:-2] == unit[2:]) & (bits[:-2] + bits[1:-1] + bits[2:] > LEAST)
    runs = mixed(stems[:-2], stems[1:-1], stems[2:])[run]
    pair, pair_unit = _rare_pairs(unit, stems, bits)
    keys = _shared([(runs, unit[:-2][run], 2), (pair, pair_unit, 1)], doc_of_unit)
    return (divmod(int(key), len(doc_of_unit)) for key in keys)  # millions, so never a list


def _rare_pairs(unit: np.ndarray, stems: np.ndarray, bits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All pairs among the rarest words of each unit, as hashes, and their units."""
    order = np.lexsort((stems, -bits, unit))
    unit, stems = unit[order], stems[order]
    new = np.ones(len(unit), dtype=bool)
    new[1:] = (unit[1:] != unit[:-1]) | (stems[1:] != stems[:-1])
    unit, stems = unit[new], stems[new]
    rank = np.arange(len(unit)) - np.searchsorted(unit, unit)
    unit, stems = unit[rank < RARE], stems[rank < RARE]
    hashes, units = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    for step in range(1, RARE):
        same = np.flatnonzero(unit[:-step] == unit[step:])
        left, right = stems[same], stems[same + step]
        hashes.append(mixed(np.minimum(left, right), np.maximum(left, right)))
        units.append(unit[same])
    return np.concatenate(hashes), np.concatenate(units)


def _shared(features: Iterable[tuple[np.ndarray, np.ndarray, int]], doc_of: np.ndarray) -> np.ndarray:
    """Keys a * units + b of units in two documents that share features worth two."""
    found = [np.zeros(0, np.int64)]  # twice a key, and 1 more where a feature is worth two
    for hashes, units, points in features:
        order = np.lexsort((units, hashes))
        size = np.unique(hashes, return_counts=True)[1]
        size = np.repeat(size, size)
        order = order[(size > 1) & (size <= CAP)]
        hashes, units = hashes[order], units[order]
        at = np.arange(len(hashes))
        for step in range(1, CAP):
            at = at[at + step < len(hashes)]
            at = at[hashes[at] == hashes[at + step]]
            a, b = units[at], units[at + step]
            apart = doc_of[a] != doc_of[b]
            found.append((a[apart] * len(doc_of) + b[apart]) * 2 + points - 1)
    told = np.concatenate(found)
    del found
    told.sort()
    first = np.flatnonzero(np.diff(told >> 1, prepend=-1))
    return (told >> 1)[first[np.add.reduceat((told & 1) + 1, first) >= 2]] if len(told) else told


# Utterances


def _utterances(words: Words, attributions: pd.DataFrame | None) -> list[Match]:
    """Quotations of two documents, and contents with one speaker, that share telling words in any order."""
    contents = sorted({*_quoted(words), *(() if attributions is None else _contents(words, attributions))})
    if not contents:
        return []
    positions = [telling_of(words, c.span).at for c in contents]
    features = [_spoken(words, contents, positions), _rare_in(words, positions)]
    keys = _shared(features, np.array([c.doc for c in contents]))
    chances = _by_chance(contents)
    pairs = (divmod(int(key), len(contents)) for key in keys)
    told = lru_cache(REMEMBERED)(partial(telling_of, words))
    found = (_told_twice(words, contents[a], contents[b], chances, told) for a, b in pairs)
    return [match for match in found if match]


def _quoted(words: Words) -> Iterator[Content]:
    """Each sentence of each quotation; of no known speaker."""
    for doc, text in enumerate(words.texts):
        for quotation in quotations(text):
            for span in _by_sentence(words, _between(words, doc, quotation.start, quotation.end)):
                yield Content(span, doc, ("",))


def _contents(words: Words, attributions: pd.DataFrame) -> Iterator[Content]:
    """Each sentence of each content, with the keys of who is said to have said it."""
    order = {doc_id: doc for doc, doc_id in enumerate(words.doc_ids)}
    for row in attributions.itertuples():
        speakers = _speakers(row.actor, row.source)
        for start, end in tables.parse_spans(row.content_spans):
            for span in _by_sentence(words, _between(words, order[row.doc_id], start, end)):
                yield Content(span, order[row.doc_id], speakers)


def _speakers(actor: str, source: str) -> tuple[str, ...]:
    """What two tellings with one speaker may share: the actor (marked @), how names in the words for the source begin.

    Beginnings, so that Russia's envoy and a Russian diplomat share one.
    """
    named = [plain_form(w) for w in re.findall(WORD, source) if w[0].isupper()]
    keys = {w[:NAME_BEGINS] for w in named if w not in STOP and w not in OFFICE} | ({f"@{actor}"} if actor else set())
    return tuple(sorted(keys)) or ("",)


def _between(words: Words, doc: int, start: int, end: int) -> tuple[int, int]:
    """The words of a document from one offset to another."""
    first, last = words.doc_at[doc], words.doc_at[doc + 1]
    low = first + np.searchsorted(words.start_of[first:last], start)
    return int(low), int(first + np.searchsorted(words.end_of[first:last], end, side="right"))


def _by_sentence(words: Words, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    low, high = np.searchsorted(words.unit_at, [span[0], span[1]], side="right")
    cuts = [span[0], *words.unit_at[low:high].tolist(), span[1]]
    yield from ((a, b) for a, b in pairwise(cuts) if a < b)


def _spoken(words: Words, contents: list[Content], positions: list[list[int]]) -> tuple[np.ndarray, np.ndarray, int]:
    """Each word that each speaker uses, as a hash, and the content in which."""
    ids = {key: n for n, key in enumerate(sorted({key for c in contents for key in c.speakers}))}
    rows = (
        cell
        for n, (c, at) in enumerate(zip(contents, positions, strict=True))
        for key in c.speakers
        for s in sorted(set(words.stem_of[at].tolist()))
        if key
        for cell in (ids[key], s, n)
    )
    speaker, stems, unit = np.fromiter(rows, dtype=np.int64).reshape(-1, 3).T
    return mixed(speaker, stems), unit, 1


def _rare_in(words: Words, positions: list[list[int]]) -> tuple[np.ndarray, np.ndarray, int]:
    """Each pair of rare words of each content, as a hash, and the content."""
    unit = np.repeat(np.arange(len(positions)), [len(at) for at in positions])
    rows = np.array([i for at in positions for i in at], dtype=np.int64)
    return *_rare_pairs(unit, words.stem_of[rows], words.bits_of[rows]), 1


def _told_twice(
    words: Words,
    a: Content,
    b: Content,
    chances: Mapping[str, float],
    told: Callable[[tuple[int, int]], Telling],
) -> Match | None:
    """The clauses of two contents around the words that they share, if they share enough."""
    key = min(set(a.speakers) & set(b.speakers) - {""}, default="")
    kind = "one actor" if key[:1] == "@" else "one name" if key else "same utterance"
    bits = common_bits(told(a.span).weights, told(b.span).weights)
    if bits < max(LIMITS[kind].bits + chances[key], 1):
        return None
    at = [[i for i in told(c.span).at if words.role_of[i] > OFFICES] for c in (a, b)]
    shared = set(words.stem_of[at[0]].tolist()) & set(words.stem_of[at[1]].tolist())
    (a0, a1), (b0, b1) = (_ends([i for i in x if int(words.stem_of[i]) in shared]) for x in at)
    telling = {int(words.stem_of[i]) for i in at[0] if words.role_of[i] > NAMES} & shared
    shorter = bits / min(_span_weight(words, a0, a1), _span_weight(words, b0, b1))
    match = Match(a0, a1, b0, b1, "same utterance", min(1.0, shorter), bits)
    match = to_clause(words, match, a.span, b.span, reach=12)
    longer = bits / max(_span_weight(words, match.a0, match.a1), _span_weight(words, match.b0, match.b1))
    length = min(match.a1 - match.a0, match.b1 - match.b0)
    enough = passes(kind, chances[key], bits, len(telling), length, shorter, longer)
    return _kind(words, match) if enough else None


def _ends(at: list[int]) -> tuple[int, int]:
    return at[0], at[-1] + 1


def _span_weight(words: Words, first: int, end: int) -> float:
    """The weight of the different words of a span that holds at least one."""
    return sum(telling_of(words, (first, end)).weights.values())


def _kind(words: Words, m: Match) -> Match:
    """The match, called verbatim if nothing differs."""
    same = words.form_of[m.a0 : m.a1].tolist() == words.form_of[m.b0 : m.b1].tolist()
    return m._replace(kind="verbatim", score=1.0) if same else m


def _by_chance(contents: Iterable[Content]) -> dict[str, float]:
    """What chance may share in tellings with one speaker, by his key; by "" for those with none.

    One speaker keeps to his subjects, so this grows with what he is reported to have said.
    """
    told = Counter(key for c in contents for key in c.speakers)
    alike = {
        mark: sum(pair_count(n) for key, n in told.items() if key and (key[0] == "@") == mark) for mark in (True, False)
    }
    own = {
        k: chance_bits(alike[k[0] == "@"]) + chance_bits(max(pair_count(n), FEWEST_TOLD)) for k, n in told.items() if k
    }
    return own | {"": chance_bits(max(pair_count(told.total()), FEWEST))}


# Rows


def _best(words: Words, found: list[Match]) -> list[Match]:
    """The heaviest matches of each two documents, less those of which both passages are in others already."""
    kept: dict[tuple[int, int], list[Match]] = {}
    for m in sorted(set(found), key=lambda m: (m.kind == "same utterance", -m.bits * m.score, m)):
        here = kept.setdefault((document_of(words, m.a0), document_of(words, m.b0)), [])
        known = (any(_covers(m[s : s + 2], o[s : s + 2]) for o in here) for s in (0, 2))
        if not all(known):
            here.append(m)
    return sorted(m for matches in kept.values() for m in matches)


def _covers(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether half of a span, or of the other, is within both."""
    both = min(span[1], other[1]) - max(span[0], other[0])
    return 2 * both >= min(span[1] - span[0], other[1] - other[0])


def _row(words: Words, m: Match, originals: Mapping[str, str]) -> dict[str, str]:
    row = {"kind": m.kind, "score": f"{m.score:.2f}"}
    for side, first, end in (("a", m.a0, m.a1), ("b", m.b0, m.b1)):
        doc_id = words.doc_ids[document_of(words, first)]
        start, stop = int(words.start_of[first]), int(words.end_of[end - 1])
        spans = _unmasked(words.texts[document_of(words, first)], originals[doc_id], start, stop)
        row[f"{side}_doc"], row[f"{side}_spans"] = doc_id, tables.format_spans(spans)
        row[f"{side}_words"] = tables.words_at(originals[doc_id], spans)
    texts = [words_of(words, m.a0, m.a1), words_of(words, m.b0, m.b1)]
    return row | {"differs": differs(*texts)}


def _unmasked(masked: str, original: str, start: int, stop: int) -> tables.Spans:
    """The pieces from start to stop of which nothing was masked."""
    if masked[start:stop] == original[start:stop]:
        return [(start, stop)]
    same = "".join(" " if a != b else "x" for a, b in zip(masked[start:stop], original[start:stop], strict=True))
    pieces = [(start + m.start(), start + m.end()) for m in re.finditer("x+", same)]
    trimmed = [(a + len(w) - len(w.lstrip()), a + len(w.rstrip())) for a, b in pieces if (w := original[a:b]).strip()]
    return trimmed
