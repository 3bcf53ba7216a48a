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
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import snowballstemmer
from rapidfuzz.distance import LCSseq

from hearsay import tables
from sayso.text import paragraphs, quotations

WORD = r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*(?:\w+)?|\w+(?:['’]\w+)*"
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
OFFICE = _word_list(
    """
    accord according add added adding affairs agency ago also ambassador april area around ask asked attorney
    august billion campaign candidate candidates capital chairman chief city commander congressman council
    countries country day days december department deputy director district dr earlier early eight embassy
    envoy error february first five foreign former four friday general government governments head heads
    hundred including interior international interview january judge july june last late later lawmakers
    lawyer leader leaders leadership like man many march margin mayor media member members men million
    minister ministers ministries ministry minus monday month months mr mrs ms much nation national nations
    new news next nine nominee november october official officially officials old party people percent
    percentage person plus poll polling polls president presidential presidents press primary prime province
    recent recently region registered report reported reportedly reporter reporters reports representative
    respondents said sampling saturday say saying says second secretary security senator senators senior
    september seven several six special spokesman spokesmen spokesperson spokeswoman state stated statement
    statements states still sunday survey tell tells ten third thousand three thursday time times today told
    tomorrow tuesday two voter voters wednesday week weeks well woman women world year years yesterday
    """
)
# Words of everyday English, which tell little alone.
EVERYDAY = _word_list(
    """
    able accept accuse act action actually agree agreed air allow allowed almost already although always
    american amid among answer appear argue argued army attack attacks away back bad base based became become
    began begin behind believe believed best better big bill bit board body book bring brought build building
    built business buy call called calls came care carried carry case cause center centre certain certainly
    chance change changed child children choice choose claim claimed clear clearly close come comes community
    company concern concerned condition consider contact continue continued control cost course court create
    crime current currently cut deal death decide decided decision defence defense despite develop die died
    difference different difficult discuss discussed door draw drive east eastern easy economic education
    effect effort efforts either election else end enough ensure entire especially event everyone everything
    evidence exactly example expect expected experience explain eye face fact fail failed fall family far
    father favor fear feel felt field fight fighting figure final finally financial find fine focus follow
    followed following food force forces forward found free friend full fund future game gave get girl give
    given gives go goal god goes going good got great ground group groups grow guy hand hands happen happened
    hard health hear heard heart held help helped high hit hold holding home hope hospital host hour hours
    house however huge human idea identify image imagine immediately impact important include included
    increase indeed individual industry inside instead issue issues job join just keep kept key kid kill
    killed killing kind know knowledge known lack land large largely law lay lead leading learn least leave
    led left less let letter level lie life light likely line list listen little live lives living local long
    longer look looking lose loss lost lot love low made main maintain major majority make makes making manage
    market matter maybe mean means measure medical meet meeting mention message military mind minute miss
    modern moment money morning mother move movement moving name named nature near nearly necessary need
    needed never nice night nobody none north northern nothing notice number numbers occur offer offered
    office often oil okay open operation opportunity order organisation organization others outside page paid
    part pay peace perhaps period phone pick picture place places plan plans play played player please point
    police policy political politics poor popular position possible post power pretty prevent previous price
    private probably problem problems process produce program project property protect prove provide provided
    public pull purpose push put quality question questions quickly quite race raise ran range rate rather
    reach reached read ready real reality realize really reason receive received record reduce reflect refuse
    regarding relate relationship release remain remained remember remove reply request require research
    resource respond response rest result return returned reveal right rights rise risk road role room rule
    run running safe save saw scene school sea season seat see seek seem seemed seen sell send sense sent
    series serious serve service set share shot show showed shown side sign similar simple simply single sit
    site situation size small social society someone something sometimes son song soon sort sound source south
    southern space speak speaking speech spend spoke staff stage stand standard star start started stay step
    stop story strategy street strong structure stuff style success suddenly suggest support supported sure
    system table take taken takes talk talking talks task tax teach team technology television term terms test
    thank thing things think though thought thousands threat thus title together took top total touch toward
    towards town trade tried troops trouble true trust truth try trying turn turned type understand unit use
    used using usually value various victim view violence visit voice vote wait walk wall want wanted war
    watch water way weapon weapons web weight went west western white whole whose wide wife win wish wonder
    word words work worked worker working works worry write writing wrong young
    """
)
PRIOR = 20_000  # words of unseen text that each count is smoothed by, so that few documents do not surprise
STOP_BITS, OFFICE_BITS, NAME_BITS, EVERYDAY_BITS, MOST_BITS = 0.5, 4.0, 5.0, 8.0, 14.0  # a word's at most
STOPS, OFFICES, NAMES, EVERYDAYS, RARES = range(5)  # what a word is, from least to most telling

LEAST = 20.0  # bits in three words in a row that propose a pair of sentences by themselves
TRUSTED, PHRASES = 4, 6.0  # kinds of context a copied or retold pair may have; how slowly more make it a phrase
RARE = 8  # words of a sentence that index it
FEWEST, FEWEST_TOLD = 10_000, 300  # pairs of sentences that any corpus, and any speaker, counts as having
CHANCE = 0.7  # bits for each bit of the number of pairs
NAME_BEGINS = 5  # letters that names of speakers share
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


class Content(NamedTuple):
    """A sentence, or part of one, that a document reports: its words, the document, keys of who said it."""

    span: tuple[int, int]
    doc: int
    speakers: tuple[str, ...]


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
    bits_of: np.ndarray
    role_of: np.ndarray


def find_reuse(
    texts: Mapping[str, str] | pd.DataFrame,
    attributions: pd.DataFrame | None = None,
    aliases: Mapping[str, str] | None = None,
    *,
    received: Mapping[str, str] | None = None,
    cap: int = 50,
) -> pd.DataFrame:
    """Passages shared between two documents, a row each, in the order of a_doc, a_spans, b_doc, b_spans.

    `texts` are cleaned (masked) documents by doc_id, or a table with the columns doc_id and text. `attributions`
    (doc_id, content_spans, actor, source) lets contents of one speaker be compared with a lower threshold;
    `aliases` (surface to key) lets the names of one thing count as one word. Spans are half-open offsets into the
    text; with `received`, the texts before masking, they leave out what was masked, and the words are as received.

    kind is *verbatim* (case, punctuation and quotation marks ignored), *reworded* (the same words in the
    same order with others swapped, dropped or added) or *same utterance* (quotations, or contents with one
    speaker, that share their telling words in any order). score is the share of the shorter passage's
    weight that agrees, 0 to 1.

    Words that more than `cap` sentences share do not propose a pair; `attrs["capped"]` counts such
    combinations and `attrs["boilerplate"]` lists the sentences that more than `cap` documents carry, with
    their number.

    Raises ValueError for repeated doc_ids, for attributions of a document that is not in `texts`, and for a text
    that was not received in the same length.
    """
    texts = _by_id(texts)
    originals = texts if received is None else _same_length(texts, received)
    words = _read(texts, aliases or {})
    pairs, capped = _sentence_pairs(words, cap)
    chance = _chance(max(_pairs(len(words.unit_at) - 1), FEWEST))
    found = [m for a, b in pairs if (m := _aligned(words, _unit(words, a), _unit(words, b), chance))]
    found += _utterances(words, attributions, cap)
    table = tables.REUSE.of(_row(words, match, originals) for match in _best(words, found))
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


def _same_length(texts: Mapping[str, str], received: Mapping[str, str]) -> Mapping[str, str]:
    """The texts as received, after a check that masking moved no character."""
    for doc_id, text in texts.items():
        if len(received[doc_id]) != len(text):
            lengths = f"has {len(received[doc_id])} characters, the masked text {len(text)}"
            raise ValueError(f"received: document {doc_id!r} {lengths}")
    return received


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
    stems = ["\0" + f if " ".join(w.split()) in keys else stem(f) for w, f in zip(vocabulary, forms, strict=True)]
    form_id, stem_id = (_numbered(x) for x in (forms, stems))
    surface_of = np.array(surface, dtype=np.int32)
    units = np.array([*unit_at, len(start)])
    role_of = _roles(list(vocabulary), forms, stems, stem_id, surface_of, units)
    stem_of = stem_id[surface_of]
    bits_of = _phrased(stem_of, _bits(stem_of, role_of), role_of, units)
    start_of, end_of = np.array(start), np.array(end)
    form_of, documents = form_id[surface_of], (list(texts), list(texts.values()))
    return Words(*documents, start_of, end_of, form_of, stem_of, np.array(doc_at), units, bits_of, role_of)


def _word_pattern(aliases: Mapping[str, str]) -> tuple[re.Pattern[str], dict[str, str]]:
    """What a word is (an alias of several words is one), and the key of each alias."""
    keys = {" ".join(surface.split()): key for surface, key in aliases.items() if surface.strip()}
    known = [r"\s+".join(map(re.escape, s.split())) for s in sorted(keys, key=lambda s: (-len(s), s))]
    return re.compile("|".join([*(rf"(?<!\w){s}(?!\w)" for s in known), WORD])), keys


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
    """The word without case, full stops, curly quotes and possessive ending; US and WHO are not us and who."""
    word = word.replace("’", "'").removesuffix("'s").rstrip(".").replace(".", "" if word[0].isalpha() else ".")
    return word if word.isupper() and len(word) > 1 and word.lower() in STOP else word.lower()


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


def _roles(
    surfaces: list[str],
    forms: list[str],
    stems: list[str],
    stem_id: np.ndarray,
    surface_of: np.ndarray,
    units: np.ndarray,
) -> np.ndarray:
    """What each word is: a function word, one of office or a number, (part of) a name, everyday, or rare."""
    by_surface = np.full(len(surfaces), RARES)
    for i, (form, stemmed) in enumerate(zip(forms, stems, strict=True)):
        if form in STOP or len(form) == 1:
            by_surface[i] = STOPS
        elif form in OFFICE or form[0].isdigit():
            by_surface[i] = OFFICES
        elif stemmed[0] == "\0":
            by_surface[i] = NAMES
        elif form in EVERYDAY:
            by_surface[i] = EVERYDAYS
    capital = np.array([s[0].isupper() for s in surfaces], dtype=bool)[surface_of]
    named = _capitalised(capital, stem_id[surface_of], units)
    return np.where(named, np.minimum(by_surface[surface_of], NAMES), by_surface[surface_of])


def _capitalised(capital: np.ndarray, stem_of: np.ndarray, units: np.ndarray) -> np.ndarray:
    """Which words are capitalised within a sentence (that is no headline), or mostly so elsewhere."""
    unit_of = np.repeat(np.arange(len(units) - 1), np.diff(units))
    share = np.bincount(unit_of, capital) / np.maximum(1, np.diff(units))
    plain = share[unit_of] < 0.6
    plain[units[:-1]] = False
    upper, lower = (
        np.bincount(stem_of[plain & case], minlength=stem_of.max(initial=-1) + 1) for case in (capital, ~capital)
    )
    named = (plain & capital) | (upper > 3 * lower)[stem_of]
    first = units[:-1][np.diff(units) > 1]
    named[first] |= capital[first] & named[first + 1] & capital[first + 1]
    return named


def _bits(stem_of: np.ndarray, role_of: np.ndarray) -> np.ndarray:
    """By how many bits each word is rarer than certain, as far as its role lets it count."""
    bits = np.log2((len(stem_of) + PRIOR) / (np.bincount(stem_of, minlength=1) + 1))
    most = np.array([STOP_BITS, OFFICE_BITS, NAME_BITS, EVERYDAY_BITS, MOST_BITS])
    return np.minimum(bits[stem_of], most[role_of])


def _phrased(stem_of: np.ndarray, bits_of: np.ndarray, role_of: np.ndarray, units: np.ndarray) -> np.ndarray:
    """The bits, less where the word before foretells the word ("margin of error").

    A pair of words is a phrase if many different words come before and after it (as in the smoothing of Kneser
    and Ney 1995); a pair that recurs only because its sentence was copied has the same neighbours each time.
    """
    rows = np.flatnonzero(role_of > STOPS)
    if len(rows) < 2:
        return bits_of
    unit = np.searchsorted(units, rows, side="right") - 1
    stems = stem_of[rows] + 1
    near = np.append(unit[1:] == unit[:-1], False)
    after = np.where(near, np.roll(stems, -1), 0)
    before = np.where(np.roll(near, 1), np.roll(stems, 1), 0)
    pair = _mix(stems, after)[near]
    ids, first, which = np.unique(pair, return_index=True, return_inverse=True)
    sides = [before[near], np.roll(after, -1)[near]]
    kinds = np.minimum(*(_distinct(which, side, len(ids)) for side in sides))
    firsts = stems[near]
    follows = np.bincount(firsts[first], kinds, minlength=int(stems.max()) + 1)
    second = rows[np.flatnonzero(near) + 1]
    chance = (np.maximum(kinds - TRUSTED, 0)[which] + PHRASES * 2.0 ** -bits_of[second]) / (follows[firsts] + PHRASES)
    bits = bits_of.copy()
    bits[second] = np.minimum(bits_of[second], -np.log2(np.minimum(chance, 1)))
    return bits


def _distinct(which: np.ndarray, side: np.ndarray, size: int) -> np.ndarray:
    """How many different neighbours each pair has."""
    pairs = np.unique(which.astype(np.int64) * (int(side.max(initial=0)) + 1) + side)
    return np.bincount(pairs // (int(side.max(initial=0)) + 1), minlength=size)


# Candidates


def _sentence_pairs(words: Words, cap: int) -> tuple[list[tuple[int, int]], int]:
    """Sentences of two documents that share two rare pairs of words or three telling words in a row."""
    unit_of = np.repeat(np.arange(len(words.unit_at) - 1), np.diff(words.unit_at))
    doc_of_unit = np.searchsorted(words.doc_at, words.unit_at[:-1], side="right") - 1
    rows = np.flatnonzero(words.role_of > STOPS)
    unit, stems, bits = unit_of[rows], words.stem_of[rows], words.bits_of[rows]
    run = (unit[:-2] == unit[2:]) & (bits[:-2] + bits[1:-1] + bits[2:] > LEAST)
    runs = _mix(stems[:-2], stems[1:-1], stems[2:])[run]
    pair, pair_unit = _rare_pairs(unit, stems, bits)
    keys, capped = _shared([(runs, unit[:-2][run], 2), (pair, pair_unit, 1)], doc_of_unit, cap)
    return [divmod(key, len(doc_of_unit)) for key in keys.tolist()], capped


def _mix(*columns: np.ndarray) -> np.ndarray:
    """One 64-bit number for each row of numbers (multiplicative hashing; collisions only propose a pair)."""
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        mixed = (mixed ^ column.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed


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


def _content(words: Words, span: tuple[int, int]) -> tuple[list[int], list[int]]:
    """Positions and stems of the words of a span that are not function words."""
    kept = np.flatnonzero(words.role_of[span[0] : span[1]] > STOPS) + span[0]
    return kept.tolist(), words.stem_of[kept].tolist()


def _aligned(words: Words, a: tuple[int, int], b: tuple[int, int], chance: float) -> Match | None:
    """The best stretch of two sentences whose words agree in the same order, if it is beyond chance."""
    (a_at, a_stems), (b_at, b_stems) = _content(words, a), _content(words, b)
    if _common_bits(words, a_at, b_at) < 0.75 * (LIMITS["verbatim"].bits + chance):  # the rest may be of office
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
    return _to_clause(words, whole, a, b) if whole.kind else exact


def _common_bits(words: Words, a_at: list[int], b_at: list[int]) -> float:
    """The weight of the words that two lists share."""
    a, b = _weights(words, a_at), _weights(words, b_at)
    return float(sum(min(a[s], b[s]) for s in a.keys() & b.keys()))


def _chance(pairs: float) -> float:
    """Bits that the best of so many pairs of sentences may share by chance: the more pairs, the more.

    The bound of Karlin and Altschul (1990) is their logarithm, where words are drawn independently; weighing rare
    words alone, less will do.
    """
    return CHANCE * float(np.log2(max(pairs, 1)))


def _pairs(size: int) -> float:
    return size * (size - 1) / 2


def _passes(kind: str, chance: float, bits: float, telling: int, words: int, shorter: float, longer: float) -> bool:
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
    kind = "reworded" if _passes("reworded", chance, bits, telling, length, shorter, longer) else ""
    return Match(*span, kind, shorter, bits)


def _gap(words: Words, i: int, j: int, k: int, m: int) -> tuple[float, float]:
    """Between the matches i, j and k, m: the weight that stands for other words, and the cost of the gap.

    A few words for a few words may be a rewording, but another number or another name is another claim.
    """
    a, b = np.arange(i + 1, k), np.arange(j + 1, m)
    a, b = a[words.role_of[a] > STOPS], b[words.role_of[b] > STOPS]
    a_bits, b_bits = float(words.bits_of[a].sum()), float(words.bits_of[b].sum())
    if max(len(a), len(b)) > SUBSTITUTION or _otherwise_named(words, a, b):
        return 0.0, 0.5 * max(a_bits, b_bits)
    swap = min(a_bits, b_bits)
    return swap, 0.5 * (max(a_bits, b_bits) - swap) + 0.1 * swap


def _otherwise_named(words: Words, a: np.ndarray, b: np.ndarray) -> bool:
    """Whether a number stands for a number, or nothing but a name for a name."""
    sides = [[_words_of(words, i, i + 1) for i in side] for side in (a, b)]
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
        if _passes("verbatim", chance, weight, known, a1 - a0, 1.0, 1.0) and (best is None or weight > best.bits):
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
    doc = _doc(words, word)
    return int(words.doc_at[doc]), int(words.doc_at[doc + 1])


def _to_clause(words: Words, m: Match, a: tuple[int, int], b: tuple[int, int], reach: int = 5) -> Match:
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
    text = words.texts[_doc(words, word)]
    return bool(CLAUSE_EDGE.search(text, words.end_of[word - 1] - 1, words.start_of[word] + 1))


# Utterances


def _utterances(words: Words, attributions: pd.DataFrame | None, cap: int) -> list[Match]:
    """Quotations of two documents, and contents with one speaker, that share telling words in any order."""
    contents = sorted({*_quoted(words), *(() if attributions is None else _contents(words, attributions))})
    if not contents:
        return []
    positions = [_content(words, c.span)[0] for c in contents]
    features = [_spoken(words, contents, positions), _rare_in(words, positions)]
    keys, _ = _shared(features, np.array([c.doc for c in contents]), cap)
    chances = _by_chance(contents)
    pairs = (divmod(key, len(contents)) for key in keys.tolist())
    found = (_told_twice(words, contents[a], contents[b], chances) for a, b in pairs)
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
        if row.doc_id not in order:
            raise ValueError(f"attributions: document {row.doc_id!r} of {row.content_spans!r} is not among the texts")
        speakers = _speakers(getattr(row, "actor", ""), getattr(row, "source", ""))
        for start, end in tables.parse_spans(row.content_spans):
            for span in _by_sentence(words, _between(words, order[row.doc_id], start, end)):
                yield Content(span, order[row.doc_id], speakers)


def _speakers(actor: str, source: str) -> tuple[str, ...]:
    """What two tellings with one speaker may share: the actor (marked @), how names in the words for the source begin.

    Beginnings, so that Russia's envoy and a Russian diplomat share one.
    """
    named = [_form(w) for w in re.findall(WORD, source) if w[0].isupper()]
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
    rows = [
        (ids[key], s, n)
        for n, (c, at) in enumerate(zip(contents, positions, strict=True))
        for key in c.speakers
        for s in sorted(set(words.stem_of[at].tolist()))
        if key
    ]
    speaker, stems, unit = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return _mix(speaker, stems), unit, 1


def _rare_in(words: Words, positions: list[list[int]]) -> tuple[np.ndarray, np.ndarray, int]:
    """Each pair of rare words of each content, as a hash, and the content."""
    unit = np.repeat(np.arange(len(positions)), [len(at) for at in positions])
    rows = np.array([i for at in positions for i in at], dtype=np.int64)
    return *_rare_pairs(unit, words.stem_of[rows], words.bits_of[rows]), 1


def _told_twice(words: Words, a: Content, b: Content, chances: Mapping[str, float]) -> Match | None:
    """The clauses of two contents around the words that they share, if they share enough."""
    at = [[i for i in _content(words, c.span)[0] if words.role_of[i] > OFFICES] for c in (a, b)]
    key = min(set(a.speakers) & set(b.speakers) - {""}, default="")
    kind = "one actor" if key[:1] == "@" else "one name" if key else "same utterance"
    bits = _common_bits(words, *at)
    if bits < max(LIMITS[kind].bits + chances[key], 1):
        return None
    shared = set(words.stem_of[at[0]].tolist()) & set(words.stem_of[at[1]].tolist())
    (a0, a1), (b0, b1) = (_ends([i for i in x if int(words.stem_of[i]) in shared]) for x in at)
    telling = {int(words.stem_of[i]) for i in at[0] if words.role_of[i] > NAMES} & shared
    shorter = bits / min(_span_weight(words, a0, a1), _span_weight(words, b0, b1))
    match = Match(a0, a1, b0, b1, "same utterance", min(1.0, shorter), bits)
    match = _to_clause(words, match, a.span, b.span, reach=12)
    longer = bits / max(_span_weight(words, match.a0, match.a1), _span_weight(words, match.b0, match.b1))
    length = min(match.a1 - match.a0, match.b1 - match.b0)
    passes = _passes(kind, chances[key], bits, len(telling), length, shorter, longer)
    return _kind(words, match) if passes else None


def _ends(at: list[int]) -> tuple[int, int]:
    return at[0], at[-1] + 1


def _span_weight(words: Words, first: int, end: int) -> float:
    """The weight of the different words of a span that holds at least one."""
    return sum(_weights(words, _content(words, (first, end))[0]).values())


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
        mark: sum(_pairs(n) for key, n in told.items() if key and (key[0] == "@") == mark) for mark in (True, False)
    }
    own = {k: _chance(alike[k[0] == "@"]) + _chance(max(_pairs(n), FEWEST_TOLD)) for k, n in told.items() if k}
    return own | {"": _chance(max(_pairs(told.total()), FEWEST))}


def _weights(words: Words, at: list[int]) -> dict[int, float]:
    """The weight of each different stem of some words; words of office do not count."""
    return {int(words.stem_of[i]): float(words.bits_of[i]) for i in at if words.role_of[i] > OFFICES}


# Rows


def _best(words: Words, found: list[Match]) -> list[Match]:
    """The heaviest matches of each two documents, less those of which both passages are in others already."""
    kept: dict[tuple[int, int], list[Match]] = {}
    for m in sorted(set(found), key=lambda m: (m.kind == "same utterance", -m.bits * m.score, m)):
        here = kept.setdefault((_doc(words, m.a0), _doc(words, m.b0)), [])
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
        doc_id = words.doc_ids[_doc(words, first)]
        start, stop = int(words.start_of[first]), int(words.end_of[end - 1])
        spans = _unmasked(words.texts[_doc(words, first)], originals[doc_id], start, stop)
        row[f"{side}_doc"], row[f"{side}_spans"] = doc_id, tables.format_spans(spans)
        row[f"{side}_words"] = tables.words_at(originals[doc_id], spans)
    texts = [_words_of(words, m.a0, m.a1), _words_of(words, m.b0, m.b1)]
    return row | {"differs": differs(*texts)}


def _unmasked(masked: str, original: str, start: int, stop: int) -> tables.Spans:
    """The pieces from start to stop of which nothing was masked."""
    if masked[start:stop] == original[start:stop]:
        return [(start, stop)]
    same = "".join(" " if a != b else "x" for a, b in zip(masked[start:stop], original[start:stop], strict=True))
    pieces = [(start + m.start(), start + m.end()) for m in re.finditer("x+", same)]
    trimmed = [(a + len(w) - len(w.lstrip()), a + len(w.rstrip())) for a, b in pieces if (w := original[a:b]).strip()]
    return trimmed


def _boilerplate(words: Words, cap: int) -> list[dict[str, str | int]]:
    """Sentences of four words or more that more than `cap` documents carry: their words and how many do."""
    doc_of_unit = np.searchsorted(words.doc_at, words.unit_at[:-1], side="right") - 1
    length = np.diff(words.unit_at)
    weights = _mix(words.form_of) ^ _mix(np.arange(len(words.form_of)) - np.repeat(words.unit_at[:-1], length))
    keys = np.add.reduceat(_mix(weights), words.unit_at[:-1]) if len(length) else np.zeros(0, np.uint64)
    table = pd.DataFrame({"key": keys, "doc": doc_of_unit, "unit": np.arange(len(keys))})[length >= 4]
    counted = table.groupby("key").agg(documents=("doc", "nunique"), unit=("unit", "min"))
    counted = counted[counted["documents"] > cap].sort_values("unit")
    return [
        {"words": _words_of(words, *_unit(words, unit)), "documents": n}
        for n, unit in zip(counted["documents"].tolist(), counted["unit"].tolist(), strict=True)
    ]


def _words_of(words: Words, first: int, end: int) -> str:
    return words.texts[_doc(words, first)][words.start_of[first] : words.end_of[end - 1]]


def _doc(words: Words, word: int) -> int:
    """Which document a word is in."""
    return int(np.searchsorted(words.doc_at, word, side="right")) - 1


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
    has nothing there; no rows where there are no wordings. Raises ValueError if the base is not among the labels.
    """
    if base is not None and base not in wordings:
        raise ValueError(f"wordings: expected the base {base!r} among them, not {list(wordings)}")
    if not wordings:
        return pd.DataFrame()
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
