"""Passages that documents share, word for word or reworded, and utterances that coders say two documents tell.

Overlap can show copying. It cannot rule it out: a passage that is not here may still have been translated,
summed up or retold. Nor does a shared passage say who copied whom: a row gives the words of both sides and how far they
agree, so that a person can judge.

Sentences that share rare words are found through an index, never by comparing all with all (the blocking of Broder
1997 and of winnowing, Schleimer et al. 2003), then aligned by what their words weigh, as in local
alignment (Smith and Waterman 1981). Every word weighs the bits by which it is rarer than chance (Shannon 1948) in the
documents at hand; function words weigh next to nothing, and names, titles and dates little, because all reports of one
thing share them.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import snowballstemmer
from rapidfuzz.distance import LCSseq

from hearsay import tables
from sayso.spans import visible
from sayso.text import paragraphs
from sayso.words import marked

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
STOP, OFFICE, EVERYDAY = marked("common", "stop"), marked("common", "office"), marked("common", "everyday")
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*(?:\w+)?|\w+(?:['’]\w+)*")
ABBREVIATED = sorted(word.capitalize() for mark in ("title", "end") for word in marked("abbreviations", mark))
EXPLAINED = "".join(rf"(?<!\b{word}\.)" for word in ["[A-Z]", *map(re.escape, ABBREVIATED)])
SENTENCE_END = re.compile(rf"(?<![.!?…])[.!?…]++{EXPLAINED}[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[A-Z0-9])")
PRIOR = 20_000  # words of unseen text that each count is smoothed by, so that few documents do not surprise
STOPS, OFFICES, NAMES, EVERYDAYS, RARES = range(5)  # what a word is, from least to most telling
MOST_BITS = np.array([0.5, 4.0, 5.0, 8.0, 14.0])  # of each of these a word's at most
HEADLINE = 0.6  # share of capitalised words, from which on capitals tell no name
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
    # Two numbers of 32 bits stand in one of 64, so that numpy sorts and compares pairs at once.
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
    # The heaviest run of matches: one whose costs have outweighed what agrees is dropped, and the next begins anew.
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


# --- documents as rows of words, each with the bits that it tells


def read_words(texts: Mapping[str, str]) -> pd.DataFrame:
    """A row per word of all texts, in their order: doc (which text), unit (which sentence of all), start and end.

    Words of one `form` differ in case and quotes alone, those of one `stem` in endings as well; `role` is what the word
    is and `bits` what it tells.
    """
    vocabulary: dict[str, int] = {}
    parts, unit = [np.zeros((0, 5), np.int32)], 0
    for doc, text in enumerate(texts.values()):
        begins = [start for start, _ in sentences(text)]
        found = [(m.start(), m.end(), vocabulary.setdefault(m[0], len(vocabulary))) for m in WORD.finditer(text)]
        places = np.array(found, np.int32).reshape(-1, 3)
        units = unit + np.searchsorted(begins, places[:, 0], side="right").astype(np.int32)
        parts.append(np.column_stack([np.full_like(units, doc), units, places]))
        unit += len(begins) + 1
    words = pd.DataFrame(np.concatenate(parts), columns=["doc", "unit", "start", "end", "word"])
    forms = pd.Series([plain_form(word) for word in vocabulary], dtype=object)
    kinds = pd.DataFrame({"form": pd.factorize(forms)[0], "stem": pd.factorize(forms.map(stem))[0]}, dtype=np.int32)
    kinds["role"] = np.array([_role(form) for form in forms], np.int8)
    kinds["capital"] = np.array([word[0].isupper() for word in vocabulary], bool)
    words = words.join(kinds, on="word").assign(unit=words["unit"].diff().fillna(0).gt(0).cumsum().astype(np.int32))
    words["role"] = words["role"].mask(_named(words), words["role"].clip(upper=NAMES))
    rarer = np.log2((len(words) + PRIOR) / (words.groupby("stem")["word"].transform("size") + 1))
    return words.assign(bits=np.minimum(rarer, MOST_BITS[words["role"]]))


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences: full stops that an abbreviation does not explain, and ends of paragraphs.

    >>> [("Gen. Ray left. He ran."[a:b]) for a, b in sentences("Gen. Ray left. He ran.")]
    ['Gen. Ray left. ', 'He ran.']
    """
    found: list[tuple[int, int]] = []
    for start, end in paragraphs(text):
        found += pairwise([start, *(m.end() for m in SENTENCE_END.finditer(text, start, end)), end])
    return found


def plain_form(word: str) -> str:
    """The word without case, full stops, curly quotes and possessive ending; US and WHO are not us and who."""
    word = word.replace("’", "'").removesuffix("'s").rstrip(".").replace(".", "" if word[0].isalpha() else ".")
    return word if word.isupper() and len(word) > 1 and word.lower() in STOP else word.lower()


SNOWBALL = snowballstemmer.stemmer("english")
ISE = re.compile(r"(?<=...)is(?=(?:e|es|ed|ing|ation|ations|er|ers)$)")


@cache
def stem(word: str) -> str:
    """The stem by Snowball (Porter 2001), endings in -ise and -ize as one.

    >>> stem("recognises") == stem("recognized") != stem("cognizant")
    True
    """
    return word if word in STOP else SNOWBALL.stemWord(ISE.sub("iz", word))


def _role(form: str) -> int:
    """What a word is by itself: a function word, one of office or a number, everyday, or rare."""
    if form in STOP or len(form) == 1:
        return STOPS
    if form in OFFICE or form[0].isdigit():
        return OFFICES
    return EVERYDAYS if form in EVERYDAY else RARES


def _named(words: pd.DataFrame) -> pd.Series:
    """Which words are capitalised within a sentence (that is no headline), or mostly so elsewhere."""
    upper, first = words["capital"], ~words["unit"].duplicated()
    within = (upper.groupby(words["unit"]).transform("mean") < HEADLINE) & ~first
    times = within.groupby([words["stem"], upper]).sum().unstack(fill_value=0)
    times = times.reindex(columns=[False, True], fill_value=0)
    named = (within & upper) | words["stem"].map(times[True] > 3 * times[False])
    return named | (upper & first & (named & upper).shift(-1, fill_value=False))  # Ann Lee said
