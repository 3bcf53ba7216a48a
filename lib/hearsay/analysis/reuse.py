"""Passages that documents share, word for word or reworded, and utterances that coders say two documents tell.

Overlap can show copying. It cannot rule it out: a passage that is not here may still have been translated,
summed up or retold. Nor does a shared passage say who copied whom: a row gives the words of both sides and how far they
agree, so that a person can judge.

Sentences that share rare words are found through an index, never by comparing all with all (the blocking of Broder
1997 and of winnowing, Schleimer et al. 2003), then aligned by what their words weigh (`weights`), as in local
alignment (Smith and Waterman 1981).
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz.distance import LCSseq

from hearsay import tables
from hearsay.analysis.weights import NAMES, STOPS, read_words
from sayso.spans import visible

SAME_UTTERANCE = "same utterance"
CAP = 50  # sentences that share words, from which on these are furniture and propose no pair
CLOSE, LEAST = 3, 12.0  # telling words from one to the other, and bits, of two that index a sentence
FEWEST = 10_000  # pairs of sentences that any corpus counts as having
CHANCE = 0.7  # bits that chance shares, for each bit of the number of pairs
BITS = 26.0  # beyond these that a shared passage has at least
DOUBT = 40.0  # more bits of a reworded one, times the share of the shorter side that does not agree
TELLING, LENGTH = 3, 6  # words at least that are neither names nor of office, and words in all
ALIKE = 0.66  # share of the weight of the lighter passage that agrees in a reworded one
WORTH = 0.75  # share of the bits wanted that sentences share at least, from which on they are aligned
SUBSTITUTION = 3  # words at most that may stand for others between two that agree
Words = Mapping[str, np.ndarray]  # the columns of `read_words`


class Match(NamedTuple):
    """Words a0 to a1 (counted over all documents, half-open) and b0 to b1, and how well they agree."""

    a0: int
    a1: int
    b0: int
    b1: int
    kind: str
    score: float


def find_reuse(texts: Mapping[str, str], received: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Passages shared between two documents, a row each, in the order of a_doc, a_spans, b_doc, b_spans.

    `texts` are cleaned (masked) documents by doc_id. Spans are half-open offsets into the text; with `received`, the
    texts before masking, they leave out what was masked, and the words are as received.

    kind is *verbatim* (case, punctuation and quotation marks ignored) or *reworded* (the same words in the same order
    with others swapped, dropped or added). score is the share of the shorter passage's weight that agrees, 0 to 1.
    Words that more than `CAP` sentences share do not propose a pair.
    """
    texts = dict(sorted(texts.items()))
    frame = read_words(texts)
    words = {str(column): frame[column].to_numpy() for column in frame}
    size = frame["unit"].nunique()
    # The bound of Karlin and Altschul (1990) is the logarithm of the pairs, where words are drawn independently;
    # weighing rare words alone, less will do.
    least = BITS + CHANCE * float(np.log2(max(size * (size - 1) / 2, FEWEST)))
    telling = frame[frame["role"] > STOPS]
    starts = np.flatnonzero(telling["unit"].diff() != 0)
    places = np.split(telling.index.to_numpy(), starts[1:])
    of = dict(zip(telling["unit"].iloc[starts].tolist(), places, strict=False))  # by sentence its telling words
    found = (_aligned(words, of[a], of[b], least) for a, b in _sentence_pairs(telling))
    return tables.REUSE.of(_row(words, match, texts, received or texts) for match in sorted({*filter(None, found)}))


def _sentence_pairs(telling: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Sentences of two documents that share two pairs of telling words close to each other."""
    unit, stem = (telling[column].to_numpy(np.int64) for column in ("unit", "stem"))
    bits = telling["bits"].to_numpy()
    features, units = [], []
    for step in range(1, CLOSE + 1):
        at = np.flatnonzero((unit[:-step] == unit[step:]) & (bits[:-step] + bits[step:] > LEAST))
        features.append(stem[at] << 32 | stem[at + step])
        units.append(unit[at])
    index = pd.DataFrame({"feature": np.concatenate(features), "unit": np.concatenate(units)}).drop_duplicates()
    index = index.sort_values(["feature", "unit"])
    times = index.groupby("feature")["unit"].transform("size")
    feature, unit = index[(times > 1) & (times <= CAP)].to_numpy().T
    found, at = [np.zeros(0, np.int64)], np.arange(len(feature))
    for step in range(1, CAP):
        at = at[at + step < len(feature)]
        at = at[feature[at] == feature[at + step]]
        found.append(unit[at] << 32 | unit[at + step])
    pairs, times = np.unique(np.concatenate(found), return_counts=True)
    doc = dict(zip(telling["unit"].tolist(), telling["doc"].tolist(), strict=True))
    for pair in pairs[times > 1].tolist():
        a, b = divmod(pair, 1 << 32)
        if doc[a] != doc[b]:
            yield a, b


def _aligned(words: Words, a: np.ndarray, b: np.ndarray, least: float) -> Match | None:
    """The heaviest passage on which two sentences agree in the same order, if it is beyond chance.

    ``a`` and ``b`` are the places of their telling words. What agrees weighs, less the cost of what stands between; it is
    grown while the words are the same, over sentence ends too.
    """
    stem, bits, role = words["stem"], words["bits"], words["role"]
    a_bits = dict(zip(stem[a].tolist(), bits[a].tolist(), strict=True))
    if sum(a_bits.get(one, 0.0) for one in set(stem[b].tolist())) < WORTH * least:
        return None
    blocks = [op for op in LCSseq.opcodes(stem[a].tolist(), stem[b].tolist()) if op.tag == "equal"]
    agree = [(a[op.src_start + k], b[op.dest_start + k]) for op in blocks for k in range(op.src_end - op.src_start)]
    best, first, total, swaps = (0.0, 0, 0, 0.0), 0, 0.0, 0.0
    for k, (i, j) in enumerate(agree):
        if k:
            swap, cost = _gap(words, *agree[k - 1], i, j)
            total, swaps = total - cost, swaps + swap
        if total <= 0:
            total, first, swaps = 0.0, k, 0.0
        total += min(bits[i], bits[j])
        best = max(best, (total, first, k + 1, swaps))
    _, first, end, swaps = best
    chain = agree[first:end]
    if not chain:
        return None
    a0, a1, b0, b1 = _grown(words, chain[0][0], chain[-1][0] + 1, chain[0][1], chain[-1][1] + 1)
    if len({stem[i] for i, j in chain if min(role[i], role[j]) > NAMES}) < TELLING or min(a1 - a0, b1 - b0) < LENGTH:
        return None
    if a1 - a0 == b1 - b0 and (words["form"][a0:a1] == words["form"][b0:b1]).all():
        weight = float(bits[a0:a1].sum())
        return Match(*_tidy(words, a0, a1, b0, b1), "verbatim", 1.0) if weight >= least else None
    weight = float(sum(min(bits[i], bits[j]) for i, j in chain))
    share = max(min(1.0, (weight + swaps / 2) / bits[x:y].sum()) for x, y in ((a0, a1), (b0, b1)))
    beyond = share >= ALIKE and weight >= least + DOUBT * (1 - share)
    return Match(a0, a1, b0, b1, "reworded", share) if beyond else None


def _gap(words: Words, i: int, j: int, k: int, m: int) -> tuple[float, float]:
    """Between the matches i, j and k, m: the weight that stands for other words, and the cost of the gap.

    A few words for a few words may be a rewording, but a name for a name, or a number for a number, is another claim.
    """
    a, b = (at[words["role"][at] > STOPS] for at in (np.arange(i + 1, k), np.arange(j + 1, m)))
    low, high = sorted(float(words["bits"][at].sum()) for at in (a, b))
    other = len(a) and len(b) and max(words["role"][a].max(), words["role"][b].max()) <= NAMES
    swap = 0.0 if other or max(len(a), len(b)) > SUBSTITUTION else low
    return swap, 0.5 * (high - swap) + 0.1 * swap


def _grown(words: Words, a0: int, a1: int, b0: int, b1: int) -> tuple[int, int, int, int]:
    """The passages grown to both sides while their words are the same."""
    form, doc = words["form"], words["doc"]
    while a0 and doc[a0 - 1] == doc[a0] and doc[b0 - 1] == doc[b0] and form[a0 - 1] == form[b0 - 1]:
        a0, b0 = a0 - 1, b0 - 1
    while b1 < len(doc) and doc[a1] == doc[a1 - 1] and doc[b1] == doc[b1 - 1] and form[a1] == form[b1]:
        a1, b1 = a1 + 1, b1 + 1
    return a0, a1, b0, b1


def _tidy(words: Words, a0: int, a1: int, b0: int, b1: int) -> tuple[int, int, int, int]:
    """The run without function words that hang over at its ends."""
    telling = np.flatnonzero(words["role"][a0:a1] > STOPS)
    first, last = int(telling[0]), int(telling[-1]) + 1
    return a0 + first, a0 + last, b0 + first, b0 + last


def _row(words: Words, m: Match, masked: Mapping[str, str], received: Mapping[str, str]) -> dict[str, str]:
    row, docs = {"kind": m.kind, "score": f"{m.score:.2f}"}, list(masked)
    for side, first, end in (("a", m.a0, m.a1), ("b", m.b0, m.b1)):
        doc_id = docs[words["doc"][first]]
        place = int(words["start"][first]), int(words["end"][end - 1])
        spans = visible(received[doc_id], masked[doc_id], [place])
        row |= {f"{side}_doc": doc_id, f"{side}_spans": tables.format_spans(spans)}
        row[f"{side}_words"] = tables.words_at(received[doc_id], spans)
    return row


def with_coded_utterances(reuse: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """`reuse`, with the pairs of statements that a coder called one utterance and that stand in two documents.

    Their score is 1: a person's judgement. A passage that both sides share word for word has a row of that kind as well.
    """
    told = statements[statements["utterance"] != ""][["utterance", "doc_id", "id", "content_spans", "content"]]
    names = {"doc_id": "doc", "content_spans": "spans", "content": "words"}
    one, other = (told.rename(columns={c: f"{side}_{n}" for c, n in names.items()}) for side in "ab")
    pairs = one.merge(other, on="utterance").query("a_doc < b_doc")
    added = tables.REUSE.of(pairs.assign(kind=SAME_UTTERANCE, score="1.00")[[*tables.REUSE.columns]].to_dict("records"))
    return tables.sort(pd.concat([reuse, added], ignore_index=True), "a_doc", "a_spans", "b_doc")
