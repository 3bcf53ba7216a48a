"""Documents as rows of words, each with the bits that it tells: what `reuse` compares.

Every word weighs the bits by which it is rarer than chance (Shannon 1948) in the documents at hand; function words
weigh next to nothing, and names, titles and dates little, because all reports of one thing share them.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import snowballstemmer

from sayso.text import paragraphs
from sayso.words import marked

STOP, OFFICE, EVERYDAY = marked("common", "stop"), marked("common", "office"), marked("common", "everyday")
WORD = r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*(?:\w+)?|\w+(?:['’]\w+)*"
SENTENCE_END = re.compile(r"(?<![.!?…])([.!?…]+)[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[A-Z0-9])")
WORD_BEFORE = re.compile(r"[\w.]*$")
LONGEST = 24  # letters of the longest word that may be an abbreviation
NOT_AN_END = re.compile(
    r"[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Prof|St|No|vs|Hon|Rev|Jr"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
PRIOR = 20_000  # words of unseen text that each count is smoothed by, so that few documents do not surprise
STOPS, OFFICES, NAMES, EVERYDAYS, RARES = range(5)  # what a word is, from least to most telling
MOST_BITS = np.array([0.5, 4.0, 5.0, 8.0, 14.0])  # of each of these a word's at most
NAMED = "\0"  # before the stem of a name
TRUSTED, PHRASES = 4, 6.0  # kinds of context a copied or retold pair may have; how slowly more make it a phrase


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


def read_words(texts: Mapping[str, str], aliases: Mapping[str, str]) -> Words:
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
    aliased = {word: keys.get(" ".join(word.split())) for word in vocabulary}
    forms = [key or plain_form(word) for word, key in aliased.items()]
    stems = [NAMED + form if key else stem(form) for form, key in zip(forms, aliased.values(), strict=True)]
    surface_of, units = np.array(surface, dtype=np.int32), np.array([*unit_at, len(start)])
    form_of, stem_of = (pd.factorize(np.array(x, dtype=object))[0][surface_of] for x in (forms, stems))
    capital = np.array([word[0].isupper() for word in vocabulary], dtype=bool)[surface_of]
    role_of = np.array([_role(*told) for told in zip(forms, stems, strict=True)], dtype=np.int64)[surface_of]
    role_of = np.where(_capitalised(capital, stem_of, units), np.minimum(role_of, NAMES), role_of)
    bits_of = _phrased(stem_of, _bits(stem_of, role_of), role_of, units)
    documents, places = (list(texts), list(texts.values())), (np.array(start), np.array(end))
    return Words(*documents, *places, form_of, stem_of, np.array(doc_at), units, bits_of, role_of)


def _word_pattern(aliases: Mapping[str, str]) -> tuple[re.Pattern[str], dict[str, str]]:
    """What a word is (an alias of several words is one), and the key of each alias."""
    keys = {" ".join(surface.split()): key for surface, key in aliases.items() if surface.strip()}
    known = rf"(?<!\w){any_of(sorted(keys))}(?!\w)|" if keys else ""
    return re.compile(known + WORD), keys


def any_of(phrases: list[str], at: int = 0, blank: str = r"\s+") -> str:
    """A pattern of the longest of some different sorted phrases, which agree before a place; each letter is looked at
    once, however many phrases there are; ``blank`` stands for a blank.

    >>> any_of(["Bo", "Bo Lee", "Ida"])
    '(?:Bo(?:\\\\s+Lee)?|Ida)'
    """
    ends = len(phrases[0]) == at
    branches = []
    for _, group in groupby(phrases[ends:], key=lambda phrase: phrase[at]):
        same = list(group)
        one, other = same[0], same[-1]  # sorted, so what these share all of them do
        shared = next((n for n, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), len(one))
        rest = any_of(same, shared, blank) if len(same) > 1 else ""
        branches.append(re.escape(one[at:shared]).replace("\\ ", blank) + rest)
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + "?" * ends


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences: full stops that an abbreviation does not explain, and ends of paragraphs.

    >>> [("Gen. Ray left. He ran."[a:b]) for a, b in sentences("Gen. Ray left. He ran.")]
    ['Gen. Ray left. ', 'He ran.']
    """
    found: list[tuple[int, int]] = []
    for start, end in paragraphs(text):
        ends = (m.end() for m in SENTENCE_END.finditer(text, start, end) if not _abbreviated(text, start, m))
        found += pairwise([start, *ends, end])
    return found


def _abbreviated(text: str, start: int, end_mark: re.Match[str]) -> bool:
    """Does the word before a full stop explain it? The window keeps long runs without white space cheap."""
    before = text[max(start, end_mark.start() - LONGEST) : end_mark.start()]
    return NOT_AN_END.fullmatch(WORD_BEFORE.search(before)[0] + end_mark[1][:-1]) is not None


def plain_form(word: str) -> str:
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


def _role(form: str, stemmed: str) -> int:
    """What a word is by itself: a function word, one of office or a number, a name, everyday, or rare."""
    if form in STOP or len(form) == 1:
        return STOPS
    if form in OFFICE or form[0].isdigit():
        return OFFICES
    if stemmed.startswith(NAMED):
        return NAMES
    return EVERYDAYS if form in EVERYDAY else RARES


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
    return np.minimum(bits[stem_of], MOST_BITS[role_of])


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
    pair = mixed(stems, after)[near]
    ids, first, which = np.unique(pair, return_index=True, return_inverse=True)
    sides = [before[near], np.roll(after, -1)[near]]
    kinds = np.minimum(*(_neighbours(which, side, len(ids)) for side in sides))
    firsts = stems[near]
    follows = np.bincount(firsts[first], kinds, minlength=int(stems.max()) + 1)
    second = rows[np.flatnonzero(near) + 1]
    chance = (np.maximum(kinds - TRUSTED, 0)[which] + PHRASES * 2.0 ** -bits_of[second]) / (follows[firsts] + PHRASES)
    bits = bits_of.copy()
    bits[second] = np.minimum(bits_of[second], -np.log2(np.minimum(chance, 1)))
    return bits


def _neighbours(which: np.ndarray, side: np.ndarray, size: int) -> np.ndarray:
    """How many different neighbours each pair has."""
    sides = int(side.max(initial=0)) + 1
    return np.bincount(np.unique(which.astype(np.int64) * sides + side) // sides, minlength=size)


# Of some words


def span_of(words: Words, unit: int) -> tuple[int, int]:
    return int(words.unit_at[unit]), int(words.unit_at[unit + 1])


class Telling(NamedTuple):
    """The words of a span that are not function words: positions and stems; of those not of office, weight by stem."""

    at: list[int]
    stems: list[int]
    weights: dict[int, float]


def telling_of(words: Words, span: tuple[int, int]) -> Telling:
    """The telling words of a span."""
    kept = np.flatnonzero(words.role_of[span[0] : span[1]] > STOPS) + span[0]
    stems = words.stem_of[kept].tolist()
    rows = zip(stems, words.bits_of[kept].tolist(), words.role_of[kept].tolist(), strict=True)
    return Telling(kept.tolist(), stems, {s: bits for s, bits, role in rows if role > OFFICES})


def common_bits(a: Mapping[int, float], b: Mapping[int, float]) -> float:
    """The weight of the words that two spans share."""
    return float(sum(min(a[s], b[s]) for s in a.keys() & b.keys()))


def words_of(words: Words, first: int, end: int) -> str:
    return words.texts[document_of(words, first)][words.start_of[first] : words.end_of[end - 1]]


def document_of(words: Words, word: int) -> int:
    """Which document a word is in."""
    return int(np.searchsorted(words.doc_at, word, side="right")) - 1


def mixed(*columns: np.ndarray) -> np.ndarray:
    """One 64-bit number for each row of numbers (multiplicative hashing; collisions only propose a pair)."""
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        mixed = (mixed ^ column.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed
