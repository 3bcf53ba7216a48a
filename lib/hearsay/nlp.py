"""The pipeline: blank spaCy English, sentences, attributions. Takes any string, in linear time; needs no download."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterator

import numpy as np
import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from hearsay import rules
from hearsay.attribution import store

LONGEST = 120
# spaCy's tokenizer peels marks off a word one by one, which is quadratic in the length of the word.
HARD = re.compile(r"\S{%d,}|([^\w\s])\1{11,}" % LONGEST)
CUT = re.compile(r"\s+|(?:(\W)\1+|\S){1,40}")


def pipeline(engine: str = "crf") -> Language:
    """Blank English with the components `sentences` and `attribution`, for texts of any length.

    `engine` is `crf` (trained) or `rules`. Raises ValueError for another, or where the model cannot be found.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 10**9
    nlp.tokenizer = SafeTokenizer(nlp.tokenizer)
    nlp.add_pipe("sentences")
    nlp.add_pipe("attribution", config={"engine": engine})
    return nlp


class SafeTokenizer:
    """spaCy's tokenizer, with over-long runs without white space cut before it sees them."""

    def __init__(self, inner: Tokenizer) -> None:
        self.inner = inner
        self.vocab = inner.vocab

    def __call__(self, text: str) -> Doc:
        if not HARD.search(text):
            return self.inner(text)
        words, spaces = [], []
        for piece in _pieces(text):
            for token in self.inner(piece):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(self.vocab, words=words, spaces=spaces)


def _pieces(text: str) -> Iterator[str]:
    """The text in order, its hard runs cut into short pieces."""
    at = 0
    for m in HARD.finditer(text):
        if m.start() > at:
            yield text[at : m.start()]
        for start in range(m.start(), m.end(), 40):
            yield text[start : min(start + 40, m.end())]
        at = m.end()
    if at < len(text):
        yield text[at:]


@Language.component("sentences")
def sentences(doc: Doc) -> Doc:
    """Set where sentences start."""
    starts = [1] + [-1] * (len(doc) - 1) if len(doc) else []
    for i, token in enumerate(doc[1:], 1):
        if "\n" in doc[i - 1].text or doc[i - 1].text in ".?!":
            starts[i] = 1
    if starts:
        doc.from_array([SENT_START], np.array(starts, dtype="int64").astype("uint64").reshape(-1, 1))
    return doc


@Language.factory(
    "attribution", default_config={"engine": "crf"}, assigns=["doc.spans", "doc._.attributions"]
)
class Attributions:
    """The component: finds attributions with an engine and stores them on the Doc."""

    def __init__(self, nlp: Language, name: str, engine: str) -> None:
        self.engine = engine
        self.attribute = engine_named(engine)

    def __call__(self, doc: Doc) -> Doc:
        return store(doc, self.attribute(doc))


def engine_named(engine: str) -> Callable:
    """The function that finds attributions; the trained engine is imported only where it is asked for."""
    if engine == "rules":
        return rules.attribute
    if engine != "crf":
        raise ValueError(f"attribution: engine is 'crf' or 'rules', not {engine!r}")
    if importlib.util.find_spec("hearsay.crf") is None:
        raise ValueError("attribution: the trained engine is not installed; use engine 'rules'")
    from hearsay import crf

    return crf.attribute
