"""Passages that documents share: word for word, reworded, or one utterance told in other words.

Overlap can show copying. It cannot rule it out: a passage that is not here may still have been translated,
summed up or retold. Nor does a shared passage say who copied whom, or that two tellings are one utterance:
a row gives the words of both sides, the score and what differs, so that a person can judge.

Every word weighs the bits by which it is rarer than chance (Shannon 1948) in the documents at hand;
function words weigh next to nothing, and names, titles and dates little, because all reports of one thing
share them. Sentences that share rare words are found through an index, never by comparing all with all (the
blocking of Broder 1997 and of winnowing, Schleimer et al. 2003), then aligned in order as in local
alignment (Smith and Waterman 1981).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import snowballstemmer
from rapidfuzz.distance import LCSseq

from hearsay.quotes import paragraphs, quotations

COLUMNS = ["a_doc", "a_spans", "a_words", "b_doc", "b_spans", "b_words", "kind", "score", "differs"]

WORD = r"\w+(?:['’]\w+)*"
SENTENCE_END = re.compile(r"([\w.]*)[.!?…]+[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[A-Z0-9])")
NOT_AN_END = re.compile(
    r"[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Prof|St|No|vs|Hon|Rev|Jr"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
CLAUSE_EDGE = re.compile(r"[,;:()\[\]\"“”‘«»–—]|--|\s['’]|['’]\s")


def _word_list(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP = _word_list(
    """
    a about above after again against all also am an and any are aren't as at be because been before being
    below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down
    during each even ever few for from further had hadn't has hasn't have haven't having he he'd he'll
    he's her here hers herself him himself his how i i'd i'll i'm i've if in into is isn't it it's its
    itself just let's may me might more most must my myself no nor not now of off on once one only or
    other ought our ours ourselves out over own s same shall she she's should shouldn't since so some such
    t than that that's the their theirs them themselves then there there's these they they'd they'll
    they're they've this those though through to too under until up upon us very was wasn't we we'd we'll
    we're we've were weren't what when where whether which while who whom whose why will with within
    without won't would wouldn't yet you you're you've your yours yourself
    """
)
# Words that any two reports share: reporting, time, number, rank and place of office.
COMMON = _word_list(
    """
    say says said saying tell tells told ask asked add added adding accord according report reports
    reported reportedly reporter reporters news agency press media interview statement statements state
    states stated spokesman spokeswoman spokesperson spokesmen official officials officially government
    governments minister ministers ministry ministries president presidents presidential prime leader
    leaders leadership head heads chief deputy senior former general commander ambassador envoy special
    representative secretary department director chairman member members foreign defense defence interior
    affairs security council embassy military force forces army police troops group groups organization
    organisation party country countries nation nations national international world people man men woman
    women person year years month months week weeks day days today yesterday tomorrow time times last next
    first second third new old two three four five six seven eight nine ten hundred thousand million
    billion percent monday tuesday wednesday thursday friday saturday sunday january february march april
    june july august september october november december ago earlier later recent recently early late make
    makes made making take takes took taken get got go goes going went come comes came give gives gave
    given see seen saw know known think want use used work part many much several long part city capital
    province district area region north south east west northern southern eastern western meeting talk
    talks speak speaking spoke called call calls well like back way around still mr mrs ms dr public
    political war attack attacks killed
    """
)
PRIOR = 20_000  # words of unseen text that each count is smoothed by, so that few documents do not surprise
MOST_BITS, COMMON_BITS, NAME_BITS, STOP_BITS = 14.0, 5.0, 5.0, 0.5
STOPS, FAMILIAR, NAMES, TELLING = range(4)  # what a word is, from least to most telling

RARE = 8  # words of a sentence that index it
SUBSTITUTION = 3  # words at most that may stand for others between two matches
LIMITS = {  # bits shared, telling words shared, share of the shorter side
    "verbatim": (30.0, 3, 1.0),
    "reworded": (38.0, 3, 0.6),
    "same utterance": (32.0, 3, 0.55),
    "same speaker": (17.0, 2, 0.5),
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


class Words(NamedTuple):
    """All documents as rows of words, in the order of doc_id; `*_of` arrays have an item per word."""

    doc_ids: list[str]
    texts: list[str]
    start_of: np.ndarray
    end_of: np.ndarray
    form_of: np.ndarray  # the word, case and quotes ignored
    stem_of: np.ndarray
    doc_at: np.ndarray  # the first word of each document, and the end
    unit_at: np.ndarray  # the first word of each sentence, and the end
    bits: np.ndarray  # per stem
    role: np.ndarray  # per stem


def find_reuse(
    texts: Mapping[str, str] | pd.DataFrame,
    attributions: pd.DataFrame | None = None,
    aliases: Mapping[str, str] | None = None,
    *,
    cap: int = 50,
) -> pd.DataFrame:
    """Passages shared between two documents, a row each, in the order of a_doc, a_spans, b_doc, b_spans.

    `texts` are cleaned (masked) documents by doc_id, or a table with the columns doc_id and text.
    `attributions` (doc_id, content_spans, actor, source) lets contents of one speaker be compared with a
    lower threshold; `aliases` (surface to key) lets the names of one thing count as one word. Spans are
    half-open offsets into the text.

    kind is *verbatim* (case, punctuation and quotation marks ignored), *reworded* (the same words in the
    same order with others swapped, dropped or added) or *same utterance* (quotations, or contents with one
    speaker, that share their telling words in any order). score is the share of the shorter passage's
    weight that agrees, 0 to 1.

    Words that more than `cap` sentences share do not propose a pair; `attrs["capped"]` counts such
    combinations and `attrs["boilerplate"]` lists the sentences that more than `cap` documents carry, with
    their number. Raises ValueError for repeated doc_ids and for attributions of a document that is not in
    `texts`.
    """
    words = _read(_by_id(texts), aliases or {})
    pairs, capped = _sentence_pairs(words, cap)
    found = [match for a, b in pairs if (match := _aligned(words, _unit(words, a), _unit(words, b)))]
    found += _utterances(words, attributions, cap)
    table = pd.DataFrame([_row(words, match) for match in _best(words, found)], columns=COLUMNS)
    table.attrs = {"capped": capped, "boilerplate": _boilerplate(words, cap)}
    return table


# Reading


def _by_id(texts: Mapping[str, str] | pd.DataFrame) -> dict[str, str]:
    """The texts in the order of their doc_ids."""
    if isinstance(texts, pd.DataFrame):
        if repeated := sorted(set(texts["doc_id"][texts["doc_id"].duplicated()])):
            raise ValueError(f"texts: each doc_id must occur once, but {repeated} are repeated")
        texts = dict(zip(texts["doc_id"], texts["text"], strict=True))
    return dict(sorted(texts.items()))


def _read(texts: Mapping[str, str], aliases: Mapping[str, str]) -> Words:
    """Cut texts into words and sentences and weigh the words."""
    pattern, keys = _word_pattern(aliases)
    vocabulary: dict[str, int] = {}
    start, end, surface = array("i"), array("i"), array("i")
    doc_at, unit_at = [0], []
    for text in texts.values():
        first = len(start)
        for m in pattern.finditer(text):
            start.append(m.start())
            end.append(m.end())
            surface.append(vocabulary.setdefault(m[0], len(vocabulary)))
        cuts = np.searchsorted(np.array(start[first:]), [s for s, _ in sentences(text)])
        unit_at += [first + cut for cut in sorted(set(cuts.tolist())) if cut < len(start) - first]
        doc_at.append(len(start))
    forms = [keys.get(" ".join(w.split())) or _form(w) for w in vocabulary]
    stems = [
        "\0" + f if " ".join(w.split()) in keys else stem(f) for w, f in zip(vocabulary, forms, strict=True)
    ]
    form_id, stem_id = (_numbered(x) for x in (forms, stems))
    surface_of = np.array(surface, dtype=np.int32)
    units = np.array([*unit_at, len(start)])
    bits, role = _weigh(list(vocabulary), forms, stems, stem_id, surface_of, units)
    return Words(
        list(texts), list(texts.values()), np.array(start), np.array(end), form_id[surface_of],
        stem_id[surface_of], np.array(doc_at), units, bits, role,
    )  # fmt: skip


def _word_pattern(aliases: Mapping[str, str]) -> tuple[re.Pattern[str], dict[str, str]]:
    """What a word is (an alias of several words is one), and the key of each alias."""
    keys = {" ".join(surface.split()): key for surface, key in aliases.items() if surface.strip()}
    known = [r"\s+".join(map(re.escape, s.split())) for s in sorted(keys, key=lambda s: (-len(s), s))]
    return re.compile("|".join([*(rf"\b{s}\b" for s in known), WORD])), keys


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences: full stops that an abbreviation does not explain, and ends of paragraphs.

    >>> [("Gen. Ray left. He ran."[a:b]) for a, b in sentences("Gen. Ray left. He ran.")]
    ['Gen. Ray left. ', 'He ran.']
    """
    found: list[tuple[int, int]] = []
    for start, end in paragraphs(text):
        ends = (m.end() for m in SENTENCE_END.finditer(text, start, end) if not NOT_AN_END.fullmatch(m[1]))
        found += pairwise([start, *ends, end])
    return found


def _form(word: str) -> str:
    """The word without case, curly quotes and possessive ending."""
    word = word.lower().replace("’", "'")
    return word.removesuffix("'s") or word


SPELLINGS = [
    (re.compile(r"(?<=...)is(e|es|ed|ing|ation|ations|er|ers)$"), r"iz\1"),
    (re.compile(r"(?<=..)our(s|ed|ing|able|ite|ites|ers?)?$"), r"or\1"),
    (re.compile(r"(?<=.{5})ll(ed|ing|ers?)$"), r"l\1"),
    (re.compile(r"(?<=def|off|pre)en[cs]e(s|less)?$|(?<=lic)en[cs]e(s|d)?$"), "ense"),
    (re.compile(r"(?<=.{2}[tb])re(s|d)?$"), r"er\1"),
    (re.compile(r"programmes?$"), "program"),
]


@cache
def stem(word: str) -> str:
    """The stem by Snowball (Porter 2001), British and American spellings as one.

    >>> stem("recognises") == stem("recognized") != stem("cognizant")
    True
    """
    if word in STOP:
        return word
    if len(word) > 5:
        for ending, other in SPELLINGS:
            word = ending.sub(other, word)
    return _snowball().stemWord(word)


@cache
def _snowball() -> snowballstemmer.EnglishStemmer:
    return snowballstemmer.stemmer("english")


def _numbered(names: list[str]) -> np.ndarray:
    ids: dict[str, int] = {}
    return np.array([ids.setdefault(name, len(ids)) for name in names], dtype=np.int64)


def _weigh(
    surfaces: list[str],
    forms: list[str],
    stems: list[str],
    stem_id: np.ndarray,
    surface_of: np.ndarray,
    units: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Bits and role of each stem: rare words many, function words, names, numbers and office few."""
    size = int(stem_id.max(initial=-1)) + 1
    counts = np.bincount(stem_id[surface_of], minlength=size)
    bits = np.minimum(MOST_BITS, np.log2((len(surface_of) + PRIOR) / (counts + 1)))
    role = np.full(size, TELLING)
    role[_names(surfaces, stem_id, surface_of, units, size)] = NAMES
    for form, stemmed, i in zip(forms, stems, stem_id, strict=True):
        if form in STOP or len(form) == 1:
            role[i] = STOPS
        elif form in COMMON or form[0].isdigit():
            role[i] = min(role[i], FAMILIAR)
        elif stemmed[0] == "\0":
            role[i] = NAMES
    most = np.array([STOP_BITS, COMMON_BITS, NAME_BITS, MOST_BITS])
    return np.minimum(bits, most[role]), role


def _names(
    surfaces: list[str], stem_id: np.ndarray, surface_of: np.ndarray, units: np.ndarray, size: int
) -> np.ndarray:
    """Which stems are mostly written with a capital, sentence openings and headlines left out."""
    capital = np.array([s[0].isupper() for s in surfaces], dtype=bool)[surface_of]
    unit_of = np.repeat(np.arange(len(units) - 1), np.diff(units))
    share = np.bincount(unit_of, capital) / np.maximum(1, np.diff(units))
    plain = share[unit_of] < 0.6
    plain[units[:-1]] = False
    upper = np.bincount(stem_id[surface_of[plain & capital]], minlength=size)
    lower = np.bincount(stem_id[surface_of[plain & ~capital]], minlength=size)
    return upper > 3 * lower


# Candidates


def _sentence_pairs(words: Words, cap: int) -> tuple[list[tuple[int, int]], int]:
    """Sentences of two documents that share two rare pairs of words or three telling words in a row."""
    unit_of = np.repeat(np.arange(len(words.unit_at) - 1), np.diff(words.unit_at))
    doc_of_unit = np.searchsorted(words.doc_at, words.unit_at[:-1], side="right") - 1
    rows = np.flatnonzero(words.role[words.stem_of] > STOPS)
    unit, stems = unit_of[rows], words.stem_of[rows]
    run = (unit[:-2] == unit[2:]) & ((words.role[stems[:-2]] == TELLING) | (words.role[stems[2:]] == TELLING))
    runs = _mix(stems[:-2], stems[1:-1], stems[2:])[run]
    pair, pair_unit = _rare_pairs(words, unit, stems)
    keys, capped = _shared([(runs, unit[:-2][run], 2), (pair, pair_unit, 1)], doc_of_unit, cap)
    return [divmod(key, len(doc_of_unit)) for key in keys.tolist()], capped


def _mix(*columns: np.ndarray) -> np.ndarray:
    """One 64-bit number for each row of numbers (multiplicative hashing; collisions only propose a pair)."""
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        mixed = (mixed ^ column.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _rare_pairs(words: Words, unit: np.ndarray, stems: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All pairs among the rarest words of each unit, as hashes, and their units."""
    order = np.lexsort((stems, -words.bits[stems], unit))
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
        hashes.append(_mix(np.minimum(left, right), np.maximum(left, right)))
        units.append(unit[same])
    return np.concatenate(hashes), np.concatenate(units)


def _shared(
    features: Iterable[tuple[np.ndarray, np.ndarray, int]], doc_of: np.ndarray, cap: int
) -> tuple[np.ndarray, int]:
    """Keys a * units + b of units in two documents that share features worth two; how many were capped."""
    keys, worth, capped = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
    for hashes, units, points in features:
        order = np.lexsort((units, hashes))
        size = np.unique(hashes, return_counts=True)[1]
        capped += int((size > cap).sum())
        size = np.repeat(size, size)
        order = order[(size > 1) & (size <= cap)]
        hashes, units = hashes[order], units[order]
        at = np.arange(len(hashes))
        for step in range(1, cap):
            at = at[at + step < len(hashes)]
            at = at[hashes[at] == hashes[at + step]]
            a, b = units[at], units[at + step]
            apart = doc_of[a] != doc_of[b]
            keys.append(a[apart] * len(doc_of) + b[apart])
            worth.append(np.full(int(apart.sum()), points))
    unique, where = np.unique(np.concatenate(keys), return_inverse=True)
    return unique[np.bincount(where, np.concatenate(worth), len(unique)) >= 2], capped


# Comparison


def _unit(words: Words, unit: int) -> tuple[int, int]:
    return int(words.unit_at[unit]), int(words.unit_at[unit + 1])


def _telling(words: Words, span: tuple[int, int]) -> tuple[list[int], list[int]]:
    """Positions and stems of the words of a span that are not function words."""
    stems = words.stem_of[span[0] : span[1]]
    kept = np.flatnonzero(words.role[stems] > STOPS)
    return (kept + span[0]).tolist(), stems[kept].tolist()


def _aligned(words: Words, a: tuple[int, int], b: tuple[int, int]) -> Match | None:
    """The best stretch of two sentences whose words agree in the same order, if it is beyond chance."""
    (a_at, a_stems), (b_at, b_stems) = _telling(words, a), _telling(words, b)
    bits = words.bits
    if sum(bits[s] for s in set(a_stems) & set(b_stems)) < LIMITS["verbatim"][0]:
        return None
    matches = [
        (op.src_start + k, op.dest_start + k)
        for op in LCSseq.opcodes(a_stems, b_stems)
        if op.tag == "equal"
        for k in range(op.src_end - op.src_start)
    ]
    a_sum, b_sum = (np.concatenate([[0.0], np.cumsum(bits[s])]).tolist() for s in (a_stems, b_stems))
    chain, swapped = _chain(matches, a_sum, b_sum)
    exact = _exact(words, [(a_at[i], b_at[j]) for i, j in matches])
    (i0, j0), (i1, j1) = chain[0], chain[-1]
    shared = sum(bits[a_stems[i]] for i, _ in chain)
    score = (shared + swapped / 2) / min(a_sum[i1 + 1] - a_sum[i0], b_sum[j1 + 1] - b_sum[j0])
    telling = len({a_stems[i] for i, _ in chain if words.role[a_stems[i]] == TELLING})
    whole = Match(a_at[i0], a_at[i1] + 1, b_at[j0], b_at[j1] + 1, "reworded", min(1.0, score), shared)
    if exact and ((exact.a0 <= whole.a0 and exact.a1 >= whole.a1) or exact.bits > 0.8 * shared):
        return exact
    return _to_clause(words, whole, a, b) if _passes("reworded", shared, telling, score) else exact


def _passes(kind: str, bits: float, telling: int, score: float) -> bool:
    least_bits, least_telling, least_score = LIMITS[kind]
    return bits >= least_bits and telling >= least_telling and score >= least_score


def _chain(
    matches: list[tuple[int, int]], a_sum: list[float], b_sum: list[float]
) -> tuple[list[tuple[int, int]], float]:
    """The heaviest run of matches after the cost of its gaps, and the weight swapped within them."""
    best: tuple[float, int, float] = (0.0, 0, 0.0)
    total, first, swaps, at = 0.0, 0, 0.0, 0
    for k, (i, j) in enumerate(matches):
        if k:
            p, q = matches[k - 1]
            gap_a, gap_b = a_sum[i] - a_sum[p + 1], b_sum[j] - b_sum[q + 1]
            swap = min(gap_a, gap_b) if max(i - p, j - q) - 1 <= SUBSTITUTION else 0.0
            total -= 0.5 * (max(gap_a, gap_b) - swap) + 0.2 * swap
            swaps += swap
        if total <= 0:
            total, first, swaps = 0.0, k, 0.0
        total += a_sum[i + 1] - a_sum[i]
        if total > best[0]:
            best, at = (total, first, swaps), k
    return matches[best[1] : at + 1], best[2]


def _exact(words: Words, matches: list[tuple[int, int]]) -> Match | None:
    """The heaviest run of the same words around any of the matches, over sentence ends too."""
    best, done = None, -1
    for i, j in matches:
        if i < done:
            continue
        a0, a1, b0, b1 = _grown(words, i, i + 1, j, j + 1)
        done = a1
        stems = words.stem_of[a0:a1]
        bits, telling = float(words.bits[stems].sum()), len(set(stems[words.role[stems] == TELLING].tolist()))
        if _passes("verbatim", bits, telling, 1.0) and (best is None or bits > best.bits):
            best = Match(a0, a1, b0, b1, "verbatim", 1.0, bits)
    return best


def _grown(words: Words, a0: int, a1: int, b0: int, b1: int) -> tuple[int, int, int, int]:
    """The passages grown to both sides while their words are the same."""
    form = words.form_of
    (a_low, a_high), (b_low, b_high) = _document(words, a0), _document(words, b0)
    if a1 - a0 == 1 and form[a0] != form[b0]:
        return a0, a1, b0, b1
    while a0 > a_low and b0 > b_low and form[a0 - 1] == form[b0 - 1]:
        a0, b0 = a0 - 1, b0 - 1
    while a1 < a_high and b1 < b_high and form[a1] == form[b1]:
        a1, b1 = a1 + 1, b1 + 1
    return a0, a1, b0, b1


def _document(words: Words, word: int) -> tuple[int, int]:
    """The first word of the document of a word, and its end."""
    doc = int(np.searchsorted(words.doc_at, word, side="right"))
    return int(words.doc_at[doc - 1]), int(words.doc_at[doc])


def _to_clause(words: Words, m: Match, a: tuple[int, int], b: tuple[int, int]) -> Match:
    """The match with each side grown to the edge of its clause, where that is near."""
    a0, a1 = _clause(words, m.a0, m.a1, a)
    b0, b1 = _clause(words, m.b0, m.b1, b)
    return m._replace(a0=a0, a1=a1, b0=b0, b1=b1)


def _clause(words: Words, first: int, end: int, unit: tuple[int, int], reach: int = 5) -> tuple[int, int]:
    text = words.texts[int(np.searchsorted(words.doc_at, first, side="right")) - 1]

    def edge(word: int) -> bool:
        """Whether a clause begins with this word."""
        if word in unit:
            return True
        return bool(CLAUSE_EDGE.search(text, words.end_of[word - 1] - 1, words.start_of[word] + 1))

    low = next((w for w in range(first, max(unit[0], first - reach) - 1, -1) if edge(w)), first)
    high = next((w for w in range(end, min(unit[1], end + reach) + 1) if edge(w)), end)
    return low, high


# Utterances


def _utterances(words: Words, attributions: pd.DataFrame | None, cap: int) -> list[Match]:
    """Quotations of two documents, and contents with one speaker, that share telling words in any order."""
    contents = [
        (span, doc, ("",)) for doc, text in enumerate(words.texts) for span in _quoted(words, doc, text)
    ]
    if attributions is not None:
        contents += _contents(words, attributions)
    if not contents:
        return []
    contents = sorted(set(contents))
    doc_of = np.array([doc for _, doc, _ in contents])
    names = {name: n for n, name in enumerate(sorted({name for *_, keys in contents for name in keys}))}
    single, pairs = [], []
    for n, ((first, end), _, keys) in enumerate(contents):
        stems = sorted(set(_telling(words, (first, end))[1]))
        single += [(names[key], s, n) for key in keys for s in stems if key]
        pairs.append((n, stems))
    features = []
    if single:
        key, stems, unit = np.array(single).T
        features.append((_mix(key, stems), unit, 1))
    unit = np.concatenate([np.full(len(stems), n) for n, stems in pairs])
    stems = np.concatenate([np.array(stems, dtype=np.int64) for _, stems in pairs])
    features.append((*_rare_pairs(words, unit, stems), 1))
    keys, _ = _shared(features, doc_of, cap)
    found = (
        _told_twice(words, contents[a], contents[b])
        for a, b in (divmod(k, len(doc_of)) for k in keys.tolist())
    )
    return [match for match in found if match]


def _quoted(words: Words, doc: int, text: str) -> Iterator[tuple[int, int]]:
    for quotation in quotations(text):
        yield from _by_sentence(words, _between(words, doc, quotation.start, quotation.end))


def _contents(
    words: Words, attributions: pd.DataFrame
) -> Iterator[tuple[tuple[int, int], int, tuple[str, ...]]]:
    """Each sentence of each content, its document and the keys of who is said to have said it."""
    order = {doc_id: doc for doc, doc_id in enumerate(words.doc_ids)}
    for row in attributions.itertuples():
        if row.doc_id not in order:
            raise ValueError(
                f"attributions: document {row.doc_id!r} of {row.content_spans!r} is not among the texts"
            )
        keys = _speaker(getattr(row, "actor", ""), getattr(row, "source", ""))
        for piece in filter(None, row.content_spans.split(";")):
            start, end = map(int, piece.split(":"))
            for span in _by_sentence(words, _between(words, order[row.doc_id], start, end)):
                yield span, order[row.doc_id], keys


def _speaker(actor: str, source: str) -> tuple[str, ...]:
    """Keys that two tellings with one speaker may share: the actor, and the names in the words for him."""
    named = [_form(w) for w in re.findall(WORD, source) if w[0].isupper()]
    return tuple(sorted({actor, *(w for w in named if w not in STOP and w not in COMMON)} - {""}) or [""])


def _between(words: Words, doc: int, start: int, end: int) -> tuple[int, int]:
    """The words of a document from one offset to another."""
    first, last = words.doc_at[doc], words.doc_at[doc + 1]
    low = first + np.searchsorted(words.start_of[first:last], start)
    return int(low), int(first + np.searchsorted(words.end_of[first:last], end, side="right"))


def _by_sentence(words: Words, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    low, high = np.searchsorted(words.unit_at, [span[0], span[1]], side="right")
    cuts = [span[0], *words.unit_at[low:high].tolist(), span[1]]
    yield from ((a, b) for a, b in pairwise(cuts) if a < b)


def _told_twice(words: Words, a: tuple, b: tuple) -> Match | None:
    """The stretches of two contents between their first and last shared words, if they share enough."""
    (a_at, a_stems), (b_at, b_stems) = _telling(words, a[0]), _telling(words, b[0])
    shared = set(a_stems) & set(b_stems)
    if not shared:
        return None
    one_speaker = bool(set(a[2]) & set(b[2]) - {""})
    bits = sum(words.bits[s] for s in shared)
    telling = sum(words.role[s] == TELLING for s in shared)
    if one_speaker and telling:
        telling = len(shared)
    spans = [_covering(at, stems, shared) for at, stems in ((a_at, a_stems), (b_at, b_stems))]
    score = bits / min(sum(words.bits[s] for s in set(_telling(words, span)[1])) for span in spans)
    if not _passes("same speaker" if one_speaker else "same utterance", bits, telling, score):
        return None
    match = Match(*spans[0], *spans[1], "same utterance", score, bits)
    return _to_clause(words, match, a[0], b[0])


def _covering(at: list[int], stems: list[int], shared: set[int]) -> tuple[int, int]:
    found = [i for i, s in zip(at, stems, strict=True) if s in shared]
    return found[0], found[-1] + 1


# Rows


def _best(words: Words, found: list[Match]) -> list[Match]:
    """Of matches that overlap on both sides, the heaviest."""
    kept: dict[tuple[int, int], list[Match]] = {}
    rank = {"verbatim": 0, "reworded": 1, "same utterance": 2}
    for m in sorted(set(found), key=lambda m: (-m.bits * m.score, rank[m.kind], m)):
        docs = tuple((np.searchsorted(words.doc_at, (m.a0, m.b0), side="right") - 1).tolist())
        here = kept.setdefault(docs, [])
        if not any(_overlap(m, o) for o in here):
            here.append(m)
    return sorted(m for matches in kept.values() for m in matches)


def _overlap(m: Match, o: Match) -> bool:
    return min(m.a1, o.a1) > max(m.a0, o.a0) and min(m.b1, o.b1) > max(m.b0, o.b0)


def _row(words: Words, m: Match) -> tuple[str, ...]:
    cells = []
    for first, end in ((m.a0, m.a1), (m.b0, m.b1)):
        doc = int(np.searchsorted(words.doc_at, first, side="right")) - 1
        start, stop = int(words.start_of[first]), int(words.end_of[end - 1])
        cells += [words.doc_ids[doc], f"{start}:{stop}", words.texts[doc][start:stop]]
    return (*cells, m.kind, f"{m.score:.2f}", differs(cells[2], cells[5]))


def _boilerplate(words: Words, cap: int) -> list[dict[str, str | int]]:
    """Sentences of four words or more that more than `cap` documents carry: their words and how many do."""
    doc_of_unit = np.searchsorted(words.doc_at, words.unit_at[:-1], side="right") - 1
    length = np.diff(words.unit_at)
    weights = _mix(words.form_of) ^ _mix(
        np.arange(len(words.form_of)) - np.repeat(words.unit_at[:-1], length)
    )
    keys = np.add.reduceat(_mix(weights), words.unit_at[:-1]) if len(length) else np.zeros(0, np.uint64)
    table = pd.DataFrame({"key": keys, "doc": doc_of_unit, "unit": np.arange(len(keys))})[length >= 4]
    counted = table.groupby("key").agg(documents=("doc", "nunique"), unit=("unit", "min"))
    counted = counted[counted["documents"] > cap].sort_values("unit")
    return [
        {"words": _words_of(words, *_unit(words, unit)), "documents": n}
        for n, unit in zip(counted["documents"].tolist(), counted["unit"].tolist(), strict=True)
    ]


def _words_of(words: Words, first: int, end: int) -> str:
    doc = int(np.searchsorted(words.doc_at, first, side="right")) - 1
    return words.texts[doc][words.start_of[first] : words.end_of[end - 1]]


# Collation


def _opcodes(a: list[str], b: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Edits from one list of words to another; words that go and words that come at a place are replaced."""
    found: list[tuple[str, int, int, int, int]] = []
    for tag, i0, i1, j0, j1 in LCSseq.opcodes([_form(w) for w in a], [_form(w) for w in b]):
        if found and (tag == "equal") == (found[-1][0] == "equal"):
            _, i0, _, j0, _ = found.pop()
        tag = "equal" if tag == "equal" else "insert" if i0 == i1 else "delete" if j0 == j1 else "replace"
        found.append((tag, i0, i1, j0, j1))
    return found


def collate(a_words: str, b_words: str) -> list[tuple[str, str, str]]:
    """Two wordings side by side: operation (equal, replace, delete, insert), words of a, words of b.

    Case, punctuation and quotation marks are ignored in comparing and left out of the words shown.

    >>> collate("It lends us weight", "It offers weight")
    [('equal', 'It', 'It'), ('replace', 'lends us', 'offers'), ('equal', 'weight', 'weight')]
    """
    a, b = re.findall(WORD, a_words), re.findall(WORD, b_words)
    return [(tag, " ".join(a[i0:i1]), " ".join(b[j0:j1])) for tag, i0, i1, j0, j1 in _opcodes(a, b)]


def differs(a_words: str, b_words: str, most: int = 6) -> str:
    """What b's words have that a's have not, in a short sentence; "" where only marks, case or nothing
    differ.

    >>> differs("It lends great weight to us", "It offers weight to all of us")
    'b has “offers” for “lends great”; b adds “all of”'
    """
    phrases = {"replace": "b has “{b}” for “{a}”", "delete": "b lacks “{a}”", "insert": "b adds “{b}”"}
    edits = [phrases[op].format(a=a, b=b) for op, a, b in collate(a_words, b_words) if op != "equal"]
    more = [f"and {len(edits) - most} more"] if len(edits) > most else []
    return "; ".join(edits[:most] + more)


def collation_table(wordings: Mapping[str, str], base: str | None = None) -> pd.DataFrame:
    """Wordings of one passage side by side: a column per label, a row per stretch that is kept or changed
    together.

    All are aligned to the base (the given label, else the longest), which is the first column. "" where one
    has nothing there. Raises ValueError if the base is not among the labels or there are fewer than two
    wordings.
    """
    if len(wordings) < 2 or (base is not None and base not in wordings):
        raise ValueError(
            f"wordings: expected two or more, with the base {base!r} among them, not {list(wordings)}"
        )
    base = base or max(wordings, key=lambda label: (len(wordings[label].split()), label))
    split = {label: re.findall(WORD, words) for label, words in wordings.items()}
    labels = [base, *(label for label in wordings if label != base)]
    edits = {label: _opcodes(split[base], split[label]) for label in labels}
    cuts = sorted({cut for ops in edits.values() for op in ops for cut in _slots(op)})
    rows = [{label: _cell(edits[label], split[label], *row) for label in labels} for row in pairwise(cuts)]
    return pd.DataFrame([row for row in rows if any(row.values())], columns=labels)


def _slots(op: tuple[str, int, int, int, int]) -> tuple[int, int]:
    """Where an edit stands: the base's word k fills slot 2k + 1, and what goes in before it slot 2k."""
    return (2 * op[1], 2 * op[1] + 1) if op[0] == "insert" else (2 * op[1] + 1, 2 * op[2])


def _cell(ops: list[tuple[str, int, int, int, int]], words: list[str], low: int, high: int) -> str:
    """The words that stand in the slots from low to high; those that replace others, where they begin."""
    found: list[str] = []
    for op in ops:
        tag, i0, i1, j0, j1 = op
        if tag == "equal":
            found += words[j0 + max(i0, low // 2) - i0 : j0 + max(min(i1, high // 2) - i0, 0)]
        elif low <= _slots(op)[0] < high:
            found += words[j0:j1]
    return " ".join(found)
