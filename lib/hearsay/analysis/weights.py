"""Documents as rows of words, each with the bits that it tells: what `reuse` compares.

Every word weighs the bits by which it is rarer than chance (Shannon 1948) in the documents at hand; function words
weigh next to nothing, and names, titles and dates little, because all reports of one thing share them.
"""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

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
    times = (
        within.groupby([words["stem"], upper]).sum().unstack(fill_value=0).reindex(columns=[False, True], fill_value=0)
    )
    named = (within & upper) | words["stem"].map(times[True] > 3 * times[False])
    return named | (upper & first & (named & upper).shift(-1, fill_value=False))  # Ann Lee said
