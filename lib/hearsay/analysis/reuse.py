"""Passages that documents share, word for word or reworded, and utterances that coders say two documents tell.

Overlap can show copying. It cannot rule it out: a passage that is not here may still have been translated,
summed up or retold. Nor does a shared passage say who copied whom: a row gives the words of both sides, the score and
what differs, so that a person can judge.

Sentences that share rare words are found through an index, never by comparing all with all (the blocking of Broder
1997 and of winnowing, Schleimer et al. 2003), then aligned by what their words weigh (`weights`), as in local
alignment (Smith and Waterman 1981).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz.distance import LCSseq

from hearsay import tables
from hearsay.analysis.weights import NAMES, STOPS, WORD, Words, plain_form, read_words

SAME_UTTERANCE = "same utterance"
LEAST = 20.0  # bits in three words in a row that propose a pair of sentences by themselves
CAP = 50  # sentences that share words, from which on these are furniture and propose no pair
RARE = 8  # words of a sentence that index it
FEWEST = 10_000  # pairs of sentences that any corpus counts as having
CHANCE = 0.7  # bits that chance shares, for each bit of the number of pairs
BITS = 26.0  # beyond these that a shared passage has at least
DOUBT = 40.0  # more bits of a reworded one, times the share of the shorter side that does not agree
TELLING, LENGTH = 3, 6  # words at least that are neither names nor of office, and words in all
SHORTER, LONGER = (
    0.66,
    0.45,
)  # share of the weight of the lighter and of the heavier passage that agrees in a reworded one
EXACT = 0.8  # share of the bits of a reworded passage, from which on a verbatim one stands for it
WORTH = 0.75  # share of the bits wanted that sentences share at least, from which on they are aligned
REMEMBERED = 50_000  # sentences whose telling words are at hand
Told = tuple[
    list[int], list[int], dict[int, float]
]  # of a sentence's telling words the places, the stems, the bits by stem
SUBSTITUTION = 3  # words at most that may stand for others between two that agree


class Match(NamedTuple):
    """Words a0 to a1 (counted over all documents, half-open) and b0 to b1, and how well they agree."""

    a0: int
    a1: int
    b0: int
    b1: int
    kind: str
    score: float
    bits: float


def find_reuse(texts: Mapping[str, str], received: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Passages shared between two documents, a row each, in the order of a_doc, a_spans, b_doc, b_spans.

    `texts` are cleaned (masked) documents by doc_id. Spans are half-open offsets into the text; with `received`, the
    texts before masking, they leave out what was masked, and the words are as received.

    kind is *verbatim* (case, punctuation and quotation marks ignored) or *reworded* (the same words in the same order
    with others swapped, dropped or added). score is the share of the shorter passage's weight that agrees, 0 to 1.
    Words that more than `CAP` sentences share do not propose a pair.
    """
    words = read_words(dict(sorted(texts.items())))
    size = len(np.unique(words.unit_of))
    # The bound of Karlin and Altschul (1990) is the logarithm of the pairs, where words are drawn independently;
    # weighing rare words alone, less will do.
    least = BITS + CHANCE * float(np.log2(max(size * (size - 1) / 2, FEWEST)))
    unit_at = np.searchsorted(words.unit_of, np.arange(size + 1))

    @lru_cache(REMEMBERED)
    def told(unit: int) -> Told:
        first, end = unit_at[unit : unit + 2]
        at = np.flatnonzero(words.role_of[first:end] > STOPS) + first
        stems = words.stem_of[at].tolist()
        return at.tolist(), stems, dict(zip(stems, words.bits_of[at].tolist(), strict=True))

    found = []
    for a, b in _sentence_pairs(words, unit_at):
        matches = _matches(told(a), told(b), least)
        exact, loose = _verbatim(words, matches, least), _reworded(words, matches, least)
        best = exact if exact and (loose is None or exact.bits > EXACT * loose.bits) else loose
        found += [best] if best else []
    return tables.REUSE.of(_row(words, match, received or texts) for match in _best(words, found))


def _sentence_pairs(words: Words, unit_at: np.ndarray) -> Iterator[tuple[int, int]]:
    """Sentences of two documents that share two pairs of rare words or three telling words in a row."""
    told, kinds, size = words.role_of > STOPS, int(words.stem_of.max(initial=0)) + 1, len(unit_at) - 1
    unit, stem, bits = words.unit_of[told].astype(np.int64), words.stem_of[told].astype(np.int64), words.bits_of[told]
    pairs, runs = _rare_pairs(unit, stem, bits, kinds), _runs(unit, stem, bits, kinds)
    feature, unit = (np.concatenate(both) for both in zip(pairs, runs, strict=True))
    order = np.lexsort((unit, feature))
    feature, unit = feature[order], unit[order]
    times = np.diff(np.flatnonzero(np.diff(feature, prepend=feature[:1] - 1, append=feature[-1:] + 1)))
    kept = np.repeat((times > 1) & (times <= CAP), times)
    feature, unit = feature[kept], unit[kept]
    doc_of, at = words.doc_of[unit_at[:-1]] if size else words.doc_of, np.arange(len(feature))
    found = [np.zeros(0, np.int64)]  # twice a pair of sentences, and 1 more where they share three words in a row
    for step in range(1, CAP):
        at = at[at + step < len(feature)]
        at = at[feature[at] == feature[at + step]]
        here = at[doc_of[unit[at]] != doc_of[unit[at + step]]]
        found.append((unit[here] * size + unit[here + step]) * 2 + (feature[here] < 0))
    pair = np.sort(np.concatenate(found))
    first = np.flatnonzero(np.diff(pair >> 1, prepend=-1))
    enough = np.add.reduceat((pair & 1) + 1, first) >= 2 if len(first) else np.zeros(0, bool)
    return (divmod(int(key), size) for key in pair[first[enough]] >> 1)  # millions, so never a list


def _rare_pairs(unit: np.ndarray, stem: np.ndarray, bits: np.ndarray, kinds: int) -> tuple[np.ndarray, np.ndarray]:
    """All pairs among the rarest words of each sentence, as numbers, and the sentences."""
    order = np.lexsort((stem, -bits, unit))
    unit, stem = unit[order], stem[order]
    new = (np.diff(unit, prepend=-1) != 0) | (np.diff(stem, prepend=-1) != 0)
    unit, stem = unit[new], stem[new]
    rare = np.arange(len(unit)) - np.searchsorted(unit, unit) < RARE
    unit, stem = unit[rare], stem[rare]
    features, units = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for step in range(1, RARE):
        same = np.flatnonzero(unit[:-step] == unit[step:])
        one, other = stem[same], stem[same + step]
        features.append(np.minimum(one, other) * kinds + np.maximum(one, other))
        units.append(unit[same])
    return np.concatenate(features), np.concatenate(units)


def _runs(unit: np.ndarray, stem: np.ndarray, bits: np.ndarray, kinds: int) -> tuple[np.ndarray, np.ndarray]:
    """Every three telling words in a row that tell enough, as numbers below 0 (no pair is), and the sentences."""
    run = (unit[:-2] == unit[2:]) & (bits[:-2] + bits[1:-1] + bits[2:] > LEAST)
    return -1 - ((stem[:-2] * kinds + stem[1:-1]) * kinds + stem[2:])[run], unit[:-2][run]


def _matches(a: Told, b: Told, least: float) -> list[tuple[int, int]]:
    """The words of two sentences that agree in the same order, function words aside; none where they share too little."""
    (a_at, a_stems, a_bits), (b_at, b_stems, b_bits) = a, b
    if sum(min(a_bits[stem], b_bits[stem]) for stem in a_bits.keys() & b_bits.keys()) < WORTH * least:
        return []
    blocks = [op for op in LCSseq.opcodes(a_stems, b_stems) if op.tag == "equal"]
    return [
        (a_at[op.src_start + k], b_at[op.dest_start + k]) for op in blocks for k in range(op.src_end - op.src_start)
    ]


def _verbatim(words: Words, matches: list[tuple[int, int]], least: float) -> Match | None:
    """The heaviest run of the same words around any that agree, over sentence ends too."""
    best, done = None, -1
    for i, j in matches:
        if i < done or words.form_of[i] != words.form_of[j]:
            continue
        a0, a1, b0, b1 = _grown(words, i, i + 1, j, j + 1)
        done = a1
        bits = float(np.minimum(words.bits_of[a0:a1], words.bits_of[b0:b1]).sum())
        enough = bits >= least and a1 - a0 >= LENGTH and _telling(words, range(a0, a1), range(b0, b1)) >= TELLING
        if enough and (best is None or bits > best.bits):
            best = Match(*_tidy(words, a0, a1, b0, b1), "verbatim", 1.0, bits)
    return best


def _reworded(words: Words, matches: list[tuple[int, int]], least: float) -> Match | None:
    """The heaviest run of words that agree, after the cost of the gaps between them, if it is beyond chance."""
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
    if not chain:
        return None
    span = _grown(words, chain[0][0], chain[-1][0] + 1, chain[0][1], chain[-1][1] + 1)
    bits = float(sum(weights[first : last + 1]))
    sides = sorted(max(float(words.bits_of[x:y].sum()), 1.0) for x, y in (span[:2], span[2:]))
    shorter, longer = (min(1.0, (bits + swaps / 2) / side) for side in sides)
    enough = bits >= least + DOUBT * (1 - shorter) and _telling(words, *zip(*chain, strict=True)) >= TELLING
    enough = enough and min(span[1] - span[0], span[3] - span[2]) >= LENGTH
    return Match(*span, "reworded", shorter, bits) if enough and shorter >= SHORTER and longer >= LONGER else None


def _telling(words: Words, a, b) -> int:
    """How many different words that agree are neither names nor of office."""
    return len({words.stem_of[i] for i, j in zip(a, b, strict=True) if min(words.role_of[i], words.role_of[j]) > NAMES})


def _gap(words: Words, i: int, j: int, k: int, m: int) -> tuple[float, float]:
    """Between the matches i, j and k, m: the weight that stands for other words, and the cost of the gap.

    A few words for a few words may be a rewording, but a name for a name, or a number for a number, is another claim.
    """
    a, b = (at[words.role_of[at] > STOPS] for at in (np.arange(i + 1, k), np.arange(j + 1, m)))
    a_bits, b_bits = float(words.bits_of[a].sum()), float(words.bits_of[b].sum())
    other = len(a) and len(b) and max(words.role_of[a].max(), words.role_of[b].max()) <= NAMES
    if max(len(a), len(b)) > SUBSTITUTION or other:
        return 0.0, 0.5 * max(a_bits, b_bits)
    swap = min(a_bits, b_bits)
    return swap, 0.5 * (max(a_bits, b_bits) - swap) + 0.1 * swap


def _grown(words: Words, a0: int, a1: int, b0: int, b1: int) -> tuple[int, int, int, int]:
    """The passages grown to both sides while their words are the same."""
    form, doc = words.form_of, words.doc_of
    while a0 and doc[a0 - 1] == doc[a0] and doc[b0 - 1] == doc[b0] and form[a0 - 1] == form[b0 - 1]:
        a0, b0 = a0 - 1, b0 - 1
    while b1 < len(doc) and doc[a1] == doc[a1 - 1] and doc[b1] == doc[b1 - 1] and form[a1] == form[b1]:
        a1, b1 = a1 + 1, b1 + 1
    return a0, a1, b0, b1


def _tidy(words: Words, a0: int, a1: int, b0: int, b1: int) -> tuple[int, int, int, int]:
    """The run without function words that hang over at its ends."""
    telling = np.flatnonzero(words.role_of[a0:a1] > STOPS)
    first, last = int(telling[0]), int(telling[-1]) + 1
    return a0 + first, a0 + last, b0 + first, b0 + last


def _best(words: Words, found: list[Match]) -> list[Match]:
    """The heaviest matches of each two documents, less those of which both passages are in others already."""
    kept: dict[tuple[int, int], list[Match]] = {}
    for m in sorted(set(found), key=lambda m: (-m.bits * m.score, m)):
        here = kept.setdefault((words.doc_of[m.a0], words.doc_of[m.b0]), [])
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
        doc_id = words.doc_ids[words.doc_of[first]]
        masked, original = words.texts[words.doc_of[first]], originals[doc_id]
        spans = _unmasked(masked, original, int(words.start_of[first]), int(words.end_of[end - 1]))
        row |= {f"{side}_doc": doc_id, f"{side}_spans": tables.format_spans(spans)}
        row[f"{side}_words"] = tables.words_at(original, spans)
    return row | {"differs": differs(row["a_words"], row["b_words"])}


def with_coded_utterances(reuse: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """`reuse`, with the pairs of statements that a coder called one utterance and that stand in two documents.

    A pair whose two passages a row of `reuse` already joins is not listed again. Its score is 1: a person's judgement.
    """
    told = statements[statements["utterance"] != ""].sort_values(["doc_id", "id"])
    pairs = (pair for _, group in told.groupby("utterance") for pair in combinations(group.itertuples(), 2))
    known = [(r.a_doc, r.b_doc, *map(tables.parse_spans, (r.a_spans, r.b_spans))) for r in reuse.itertuples()]
    added = [
        {
            "a_doc": a.doc_id, "a_spans": a.content_spans, "a_words": a.content,
            "b_doc": b.doc_id, "b_spans": b.content_spans, "b_words": b.content,
            "kind": SAME_UTTERANCE, "score": "1.00", "differs": differs(a.content, b.content),
        }
        for a, b in pairs
        if a.doc_id != b.doc_id and not _joined(a, b, known)
    ]  # fmt: skip
    return tables.sort(pd.concat([reuse, tables.REUSE.of(added)], ignore_index=True), "a_doc", "a_spans", "b_doc")


def _joined(a, b, known: list[tuple[str, str, tables.Spans, tables.Spans]]) -> bool:
    """Whether passages of two statements are joined already."""
    one, other = tables.parse_spans(a.content_spans), tables.parse_spans(b.content_spans)
    here = ((s, t) for doc, second, s, t in known if (doc, second) == (a.doc_id, b.doc_id))
    return any(tables.shared(s, one) and tables.shared(t, other) for s, t in here)


def differs(a_words: str, b_words: str, most: int = 6) -> str:
    """What b's words have that a's have not, in a short sentence; "" where only marks, case or nothing differ.

    >>> differs("It lends great weight to us", "It offers weight to all of us")
    'b has “offers” for “lends great”; b adds “all of”'
    """
    a, b = WORD.findall(a_words), WORD.findall(b_words)
    phrases = {"replace": "b has “{b}” for “{a}”", "delete": "b lacks “{a}”", "insert": "b adds “{b}”"}
    opcodes = SequenceMatcher(None, [*map(plain_form, a)], [*map(plain_form, b)], autojunk=False).get_opcodes()
    edits = [
        phrases[op].format(a=" ".join(a[i0:i1]), b=" ".join(b[j0:j1]))
        for op, i0, i1, j0, j1 in opcodes
        if op != "equal"
    ]
    more = [f"and {len(edits) - most} more"] if len(edits) > most else []
    return "; ".join(edits[:most] + more)


def _unmasked(masked: str, original: str, start: int, stop: int) -> tables.Spans:
    """The pieces from start to stop of which nothing was masked."""
    both = zip(original[start:stop], masked[start:stop], strict=True)
    shown = "".join(own if own == seen else "\0" for own, seen in both)
    return [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\0\s](?:[^\0]*[^\0\s])?", shown)]
