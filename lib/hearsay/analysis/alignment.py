"""Two sentences side by side: the stretch whose words agree in the same order, if that is beyond chance.

Words are aligned as in local alignment (Smith and Waterman 1981); gaps cost what they weigh.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import LCSseq

from hearsay.analysis.weights import NAMES, STOPS, Telling, Words, common_bits, document_of, words_of

CLAUSE_EDGE = re.compile(r"[,;:()\[\]\"“”‘«»–—]|--|\s['’]|['’]\s")
CHANCE = 0.7  # bits for each bit of the number of pairs
SUBSTITUTION = 3  # words at most that may stand for others between two matches


class Limit(NamedTuple):
    """What a match must reach at least."""

    bits: float  # shared, beyond those that chance may share among so many pairs of sentences
    doubt: float  # more bits, times the share of the shorter side that does not agree
    telling: int  # words shared that are neither names nor of office
    words: int  # in each passage
    shorter: float  # share of the weight of the lighter passage that agrees
    longer: float


LIMITS = {
    "verbatim": Limit(26, 0, 3, 5, 1, 1),
    "reworded": Limit(27, 30, 3, 6, 0.62, 0.4),
    "same utterance": Limit(25, 25, 3, 5, 0.7, 0.5),
    "one name": Limit(6, 10, 2, 3, 0.5, 0.3),  # the same utterance, if the words for the speakers share a name
    "one actor": Limit(0, 0, 1, 3, 0.4, 0.15),  # the same utterance, if the speakers are one actor
}


class Match(NamedTuple):
    """Words a0 to a1 (counted over all documents, half-open) and b0 to b1, and how well they agree."""

    a0: int
    a1: int
    b0: int
    b1: int
    kind: str
    score: float
    bits: float


def aligned(
    words: Words, a: tuple[int, int], b: tuple[int, int], chance: float, told: Callable[[tuple[int, int]], Telling]
) -> Match | None:
    """The best stretch of two sentences whose words agree in the same order, if it is beyond chance.

    ``told`` gives the telling words of a sentence; it remembers them, as a sentence is compared with many.
    """
    (a_at, a_stems, a_bits), (b_at, b_stems, b_bits) = told(a), told(b)
    if common_bits(a_bits, b_bits) < 0.75 * (LIMITS["verbatim"].bits + chance):  # the rest may be of office
        return None
    matches = [
        (a_at[op.src_start + k], b_at[op.dest_start + k])
        for op in LCSseq.opcodes(a_stems, b_stems)
        if op.tag == "equal"
        for k in range(op.src_end - op.src_start)
    ]
    exact = _exact(words, matches, chance)
    whole = _chained(words, matches, chance)
    if exact and (exact.bits > 0.8 * whole.bits or (exact.a0 <= whole.a0 and exact.a1 >= whole.a1)):
        return exact
    return to_clause(words, whole, a, b) if whole.kind else exact


def chance_bits(pairs: float) -> float:
    """Bits that the best of so many pairs of sentences may share by chance: the more pairs, the more.

    The bound of Karlin and Altschul (1990) is their logarithm, where words are drawn independently; weighing rare
    words alone, less will do.
    """
    return CHANCE * float(np.log2(max(pairs, 1)))


def pair_count(size: int) -> float:
    return size * (size - 1) / 2


def passes(kind: str, chance: float, bits: float, telling: int, words: int, shorter: float, longer: float) -> bool:
    least = LIMITS[kind]
    bits -= chance
    enough = bits >= least.bits + least.doubt * (1 - shorter) and telling >= least.telling and words >= least.words
    return enough and shorter >= least.shorter and longer >= least.longer


def _chained(words: Words, matches: list[tuple[int, int]], chance: float) -> Match:
    """The heaviest run of matches after the cost of the gaps between them; without a kind if it proves nothing."""
    best, first, total, swaps = (0.0, 0, 0, 0.0), 0, 0.0, 0.0
    weights = [min(words.bits_of[i], words.bits_of[j]) for i, j in matches]
    for k, weight in enumerate(weights):
        if k:
            swap, cost = _gap(words, *matches[k - 1], *matches[k])
            total, swaps = total - cost, swaps + swap
        if total <= 0:
            total, first, swaps = 0.0, k, 0.0
        total += weight
        best = max(best, (total, first, k, swaps))
    _, first, last, swaps = best
    chain = matches[first : last + 1]
    span = _grown(words, chain[0][0], chain[-1][0] + 1, chain[0][1], chain[-1][1] + 1)
    bits = float(sum(weights[first : last + 1]))
    sides = sorted(max(words.bits_of[x:y].sum(), 1.0) for x, y in (span[:2], span[2:]))
    shorter, longer = (min(1.0, (bits + swaps / 2) / side) for side in sides)
    telling = len({words.stem_of[i] for i, j in chain if min(words.role_of[i], words.role_of[j]) > NAMES})
    length = min(span[1] - span[0], span[3] - span[2])
    kind = "reworded" if passes("reworded", chance, bits, telling, length, shorter, longer) else ""
    return Match(*span, kind, shorter, bits)


def _gap(words: Words, i: int, j: int, k: int, m: int) -> tuple[float, float]:
    """Between the matches i, j and k, m: the weight that stands for other words, and the cost of the gap.

    A few words for a few words may be a rewording, but another number or another name is another claim.
    """
    if (i + 1, j + 1) == (k, m):
        return 0.0, 0.0
    a, b = np.arange(i + 1, k), np.arange(j + 1, m)
    a, b = a[words.role_of[a] > STOPS], b[words.role_of[b] > STOPS]
    a_bits, b_bits = float(words.bits_of[a].sum()), float(words.bits_of[b].sum())
    if max(len(a), len(b)) > SUBSTITUTION or _otherwise_named(words, a, b):
        return 0.0, 0.5 * max(a_bits, b_bits)
    swap = min(a_bits, b_bits)
    return swap, 0.5 * (max(a_bits, b_bits) - swap) + 0.1 * swap


def _otherwise_named(words: Words, a: np.ndarray, b: np.ndarray) -> bool:
    """Whether a number stands for a number, or nothing but a name for a name."""
    sides = [[words_of(words, i, i + 1) for i in side] for side in (a, b)]
    if all(any(w[0].isdigit() for w in side) for side in sides):
        return True
    return all(len(side) and (words.role_of[side] == NAMES).all() for side in (a, b))


def _exact(words: Words, matches: list[tuple[int, int]], chance: float) -> Match | None:
    """The heaviest run of the same words around any of the matches, over sentence ends too."""
    best, done = None, -1
    for i, j in matches:
        if i < done or words.form_of[i] != words.form_of[j]:
            continue
        a0, a1, b0, b1 = _grown(words, i, i + 1, j, j + 1)
        done = a1
        bits = np.minimum(words.bits_of[a0:a1], words.bits_of[b0:b1])
        telling = np.minimum(words.role_of[a0:a1], words.role_of[b0:b1]) > NAMES
        known = len(set(words.stem_of[a0:a1][telling].tolist()))
        weight = float(bits.sum())
        if passes("verbatim", chance, weight, known, a1 - a0, 1.0, 1.0) and (best is None or weight > best.bits):
            best = Match(*_tidy(words, a0, a1, b0, b1), "verbatim", 1.0, weight)
    return best


def _grown(words: Words, a0: int, a1: int, b0: int, b1: int) -> tuple[int, int, int, int]:
    """The passages grown to both sides while their words are the same."""
    form = words.form_of
    (a_low, a_high), (b_low, b_high) = _document(words, a0), _document(words, b0)
    while a0 > a_low and b0 > b_low and form[a0 - 1] == form[b0 - 1]:
        a0, b0 = a0 - 1, b0 - 1
    while a1 < a_high and b1 < b_high and form[a1] == form[b1]:
        a1, b1 = a1 + 1, b1 + 1
    return a0, a1, b0, b1


def _tidy(words: Words, a0: int, a1: int, b0: int, b1: int) -> tuple[int, int, int, int]:
    """The run without function words that hang over at its ends, unless a clause of either document ends there."""
    while words.role_of[a1 - 1] == STOPS and not _is_edge(words, a1) and not _is_edge(words, b1):
        a1, b1 = a1 - 1, b1 - 1
    while words.role_of[a0] == STOPS and not _is_edge(words, a0) and not _is_edge(words, b0):
        a0, b0 = a0 + 1, b0 + 1
    return a0, a1, b0, b1


def _document(words: Words, word: int) -> tuple[int, int]:
    """The first word of the document of a word, and its end."""
    doc = document_of(words, word)
    return int(words.doc_at[doc]), int(words.doc_at[doc + 1])


def to_clause(words: Words, m: Match, a: tuple[int, int], b: tuple[int, int], reach: int = 5) -> Match:
    """The match with each side grown to the edge of its clause, where that is near."""
    a0, a1 = _clause(words, m.a0, m.a1, a, reach)
    b0, b1 = _clause(words, m.b0, m.b1, b, reach)
    return m._replace(a0=a0, a1=a1, b0=b0, b1=b1)


def _clause(words: Words, first: int, end: int, unit: tuple[int, int], reach: int) -> tuple[int, int]:
    """A span grown, within its unit, to where a clause begins and ends, if that is near."""
    befores = range(first, max(unit[0], first - reach) - 1, -1)
    afters = range(end, min(unit[1], end + reach) + 1)
    low = next((w for w in befores if w == unit[0] or _is_edge(words, w)), first)
    return low, next((w for w in afters if w == unit[1] or _is_edge(words, w)), end)


def _is_edge(words: Words, word: int) -> bool:
    """Whether a sentence or a clause begins with this word."""
    if words.unit_at[np.searchsorted(words.unit_at, word)] == word:
        return True
    text = words.texts[document_of(words, word)]
    return bool(CLAUSE_EDGE.search(text, words.end_of[word - 1] - 1, words.start_of[word] + 1))
