"""Tokens of blank spaCy English, for any string, and where its sentences start."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import spacy
from spacy.attrs import IDX, LENGTH, SENT_START
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from sayso.text import Text
from sayso.text.sentences import sentence_starts

# spaCy's tokenizer peels marks off a word one by one, which is quadratic in the length of the word.
HARD = re.compile(r"\S{120,}|([^\w\s])\1{11,}")
PIECE = 40


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text but white space, as lists: a line's end or a second space parts no phrase."""

    words: list[str]
    low: list[str]  # in lower case
    start: list[int]  # in characters
    end: list[int]
    place: list[int]  # in spaCy's Doc
    sentences: list[int]  # the tokens that start a sentence
    cuts: list[int]  # the same, and those that start one inside a closed quotation
    paragraphs: list[int]  # the first token of each paragraph

    def __len__(self) -> int:
        return len(self.words)


def cut(text: Text, doc: Doc | None = None) -> Tokens:
    """The tokens of a text. Where a Doc has sentences, these are kept."""
    whole = text.text
    doc = tokenizer()(whole) if doc is None else doc
    columns = doc.to_array([IDX, LENGTH, SENT_START]).astype(np.int64).T.tolist() if len(doc) else [[], [], []]
    cells = [(k, i, i + n) for k, (i, n) in enumerate(zip(*columns[:2], strict=True)) if not whole[i : i + n].isspace()]
    place, start, end = ([*column] for column in zip(*cells, strict=True)) if cells else ([], [], [])
    words = [whole[a:b] for a, b in zip(start, end, strict=True)]
    parts = sorted({k for k in np.searchsorted(start, [a for a, _ in text.paragraphs]).tolist() if k < len(words)})
    ended = list(sentence_starts(whole, words, start, text.quotations))
    cuts = sorted({*parts, *(k for k, _ in ended)} | ({0} if words else set()))
    if any(columns[2][1:]):  # the Doc has sentences: has_annotation would look at each token
        marked = np.searchsorted(place, [k for k, begins in enumerate(columns[2]) if begins == 1]).tolist()
        sentences = sorted({k for k in marked if k < len(words)} | ({0} if words else set()))
    else:
        sentences = sorted({*parts, *(k for k, quoted in ended if not quoted)} | ({0} if words else set()))
    return Tokens(words, [w.lower() for w in words], start, end, place, sentences, cuts, parts)


def mark(doc: Doc, tokens: Tokens) -> Doc:
    """The Doc with its sentences set."""
    if not len(doc):
        return doc
    starts = np.full((len(doc), 1), -1, dtype=np.int64)
    starts[[0, *(tokens.place[k] for k in tokens.sentences[1:])]] = 1
    return doc.from_array([SENT_START], starts.astype(np.uint64))


@cache
def tokenizer() -> SafeTokenizer:
    """The tokenizer of blank English, made once."""
    return SafeTokenizer(spacy.blank("en").tokenizer)


class SafeTokenizer:
    """spaCy's tokenizer; over-long runs without white space are cut before it sees them."""

    def __init__(self, inner: Tokenizer) -> None:
        self.inner = inner
        self.vocab = inner.vocab

    def __getattr__(self, name: str) -> Any:
        """What else spaCy asks of a tokenizer (`to_disk`, `from_bytes` …) is its own tokenizer's."""
        if name == "inner":
            raise AttributeError(name)
        return getattr(self.inner, name)

    def __call__(self, text: str) -> Doc:
        if not HARD.search(text):
            return self.inner(text)
        tokens = [(t.text, bool(t.whitespace_)) for piece in _pieces(text) for t in self.inner(piece)]
        return Doc(self.vocab, words=[w for w, _ in tokens], spaces=[s for _, s in tokens])


def _pieces(text: str) -> list[str]:
    """The text in order, its hard runs cut into short pieces."""
    cuts = {0, len(text)}
    for m in HARD.finditer(text):
        cuts |= {*range(m.start(), m.end(), PIECE), m.end()}
    return [text[a:b] for a, b in pairwise(sorted(cuts))]
