"""Documents as rows of words, each with the bits that it tells: what `reuse` compares.

Every word weighs the bits by which it is rarer than chance (Shannon 1948) in the documents at hand; function words
weigh next to nothing, and names, titles and dates little, because all reports of one thing share them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import snowballstemmer

from sayso.text import paragraphs
from sayso.words import marked

STOP, OFFICE, EVERYDAY = marked("common", "stop"), marked("common", "office"), marked("common", "everyday")
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*(?:\w+)?|\w+(?:['’]\w+)*")
ABBREVIATED = sorted(word.capitalize() for mark in ("title", "end") for word in marked("abbreviations", mark))
EXPLAINED = "".join(rf"(?<!\b{word}\.)" for word in ["[A-Z]", *map(re.escape, ABBREVIATED)])
SENTENCE_END = re.compile(rf"(?<![.!?…])[.!?…]++{EXPLAINED}[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[A-Z0-9])")
PRIOR = 20_000  # words of unseen text that each count is smoothed by, so that few documents do not surprise
STOPS, OFFICES, NAMES, EVERYDAYS, RARES = range(5)  # what a word is, from least to most telling
MOST_BITS = np.array([0.5, 4.0, 5.0, 8.0, 14.0])  # of each of these a word's at most
HEADLINE = 0.6  # share of capitalised words, from which on capitals tell no name


class Words(NamedTuple):
    """All documents as rows of words, in the order of doc_id; `*_of` arrays have an item per word."""

    doc_ids: list[str]
    texts: list[str]
    doc_of: np.ndarray
    unit_of: np.ndarray  # its sentence, counted over all documents
    start_of: np.ndarray
    end_of: np.ndarray
    form_of: np.ndarray  # the word, case and quotes ignored
    stem_of: np.ndarray
    role_of: np.ndarray
    bits_of: np.ndarray


def read_words(texts: Mapping[str, str]) -> Words:
    """Cut texts into words and sentences and weigh the words."""
    vocabulary: dict[str, int] = {}
    rows, unit = [np.zeros((0, 5), np.int32)], 0
    for doc, text in enumerate(texts.values()):
        begins = [start for start, _ in sentences(text)]
        found = [(m.start(), m.end(), vocabulary.setdefault(m[0], len(vocabulary))) for m in WORD.finditer(text)]
        places = np.array(found, np.int32).reshape(-1, 3)
        units = unit + np.searchsorted(begins, places[:, 0], side="right")
        rows.append(np.column_stack([np.full(len(found), doc, np.int32), units.astype(np.int32), places]))
        unit += len(begins) + 1
    doc_of, unit_of, start_of, end_of, word_of = np.concatenate(rows).T.copy()
    unit_of = np.cumsum(np.diff(unit_of, prepend=unit_of[:1]) > 0, dtype=np.int32)
    forms = [plain_form(word) for word in vocabulary]
    numbered = (pd.factorize(np.array(x, object))[0].astype(np.int32) for x in (forms, [stem(form) for form in forms]))
    form_of, stem_of = (number[word_of] for number in numbered)
    role_of = np.array([_role(form) for form in forms], np.int8)[word_of]
    capital = np.array([word[0].isupper() for word in vocabulary], bool)[word_of]
    role_of = np.where(_named(capital, stem_of, unit_of), np.minimum(role_of, NAMES), role_of)
    rarer = np.log2((len(stem_of) + PRIOR) / (np.bincount(stem_of, minlength=1) + 1))
    bits_of = np.minimum(rarer[stem_of], MOST_BITS[role_of])
    return Words(
        list(texts), list(texts.values()), doc_of, unit_of, start_of, end_of, form_of, stem_of, role_of, bits_of
    )


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


SPELLINGS = [
    (re.compile(r"(?<=...)is(e|es|ed|ing|ation|ations|er|ers)$"), r"iz\1"),
    (re.compile(r"(?<=..)our(s|ed|ing|able|ite|ites|ers?)?$"), r"or\1"),
    (re.compile(r"(?<=.{5})ll(ed|ing|ers?)$"), r"l\1"),
    (re.compile(r"(?<=def|off|pre)en[cs]e(s|less)?$|(?<=lic)en[cs]e(s|d)?$"), "ense"),
    (re.compile(r"(?<=.{2}[tb])re(s|d)?$"), r"er\1"),
    (re.compile(r"programmes?$"), "program"),
]
SNOWBALL = snowballstemmer.stemmer("english")


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
    return SNOWBALL.stemWord(word)


def _role(form: str) -> int:
    """What a word is by itself: a function word, one of office or a number, everyday, or rare."""
    if form in STOP or len(form) == 1:
        return STOPS
    if form in OFFICE or form[0].isdigit():
        return OFFICES
    return EVERYDAYS if form in EVERYDAY else RARES


def _named(capital: np.ndarray, stem_of: np.ndarray, unit_of: np.ndarray) -> np.ndarray:
    """Which words are capitalised within a sentence (that is no headline), or mostly so elsewhere."""
    share = np.bincount(unit_of, capital) / np.bincount(unit_of)
    within = (share[unit_of] < HEADLINE) & (np.diff(unit_of, prepend=-1) == 0)
    size = stem_of.max(initial=-1) + 1
    upper, lower = (np.bincount(stem_of[within & case], minlength=size) for case in (capital, ~capital))
    named = (within & capital) | (upper > 3 * lower)[stem_of]
    begins = np.flatnonzero(np.diff(unit_of, prepend=-1))
    begins = begins[begins + 1 < len(unit_of)]
    named[begins] |= (capital & named)[begins + 1] & capital[begins]  # Ann Lee said
    return named
