"""Tokens and sentences: blank spaCy's tokenizer made safe for any string, and where sentences start."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from spacy.attrs import IDX, LENGTH, SENT_START
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from sayso.text.quotes import Quotation, paragraphs, quotations

# spaCy's tokenizer peels marks off a word one by one, which is quadratic in the length of the word.
HARD = re.compile(r"\S{120,}|([^\w\s])\1{11,}")
PIECE = 40

ENDS = frozenset({".", "?", "!", "...", "…", "....", "?!", "!!", "!?", "??", "。"})
CLOSERS = frozenset({'"', "”", "''", "'", "’", "»"})
AFTER = CLOSERS | {")", "]", "}", "*"}  # marks that may follow a sentence's end


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


TITLES = _words(
    "mr mrs ms dr prof gen sen rep gov lt col maj capt cmdr cpl sgt adm brig rev hon st mt ft pres supt det",
    "messrs mme mlle sens reps gens ald atty asst dept vs al no nos vol pp fig eds viz approx",
)
NEVER = _words("e.g i.e vs cf")
MAYBE = _words(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun jr sr inc corp",
    "co ltd llc bros etc esq ave blvd rd ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich",
    "minn miss mo mont neb nev okla ore pa penn tenn tex vt va wash wis wyo",
)
OPENERS = _words(
    "the a an he she it they we i you this that these those there here in on at by for from with as if when while",
    "after before since although though but and or so yet his her its their our my your who what why how where",
    "one some many most all no not now then however meanwhile also another other both each every such it's he's",
    "she's that's there's i'm we're they're according asked last still until because once under during",
)
TAIL = _words("said says asked asks wrote told replied added tweeted exclaimed shouted wondered responded quipped")


class SafeTokenizer:
    """spaCy's tokenizer; over-long runs without white space are cut before it sees them."""

    def __init__(self, inner: Tokenizer) -> None:
        self.inner = inner
        self.vocab = inner.vocab

    def __call__(self, text: str) -> Doc:
        if not HARD.search(text):
            return self.inner(text)
        tokens = [(t.text, bool(t.whitespace_)) for piece in _pieces(text) for t in self.inner(piece)]
        return Doc(self.vocab, words=[w for w, _ in tokens], spaces=[s for _, s in tokens])


def _pieces(text: str) -> Iterator[str]:
    """The text in order, its hard runs cut into short pieces."""
    at = 0
    for m in HARD.finditer(text):
        if m.start() > at:
            yield text[at : m.start()]
        for start in range(m.start(), m.end(), PIECE):
            yield text[start : min(start + PIECE, m.end())]
        at = m.end()
    if at < len(text):
        yield text[at:]


@Language.component("sentences", assigns=["token.is_sent_start"])
def sentences(doc: Doc) -> Doc:
    """Set where sentences start: at paragraphs and after sentence ends, but not inside a closed quotation."""
    if not len(doc):
        return doc
    text = doc.text
    idx, length = doc.to_array([IDX, LENGTH]).astype(int).T.tolist()
    words = [text[i : i + n] for i, n in zip(idx, length, strict=True)]
    starts = np.full((len(doc), 1), -1, dtype=np.int64)
    outside = (j for j, quoted in _sentence_starts(text, words, idx) if not quoted)
    starts[sorted({0, *_paragraph_starts(text, idx), *outside})] = 1
    return doc.from_array([SENT_START], starts.astype(np.uint64))


def cuts(doc: Doc) -> list[int]:
    """The tokens that start a sentence, those inside quotations too, in order."""
    text = doc.text
    idx, length = doc.to_array([IDX, LENGTH]).astype(int).T.tolist()
    words = [text[i : i + n] for i, n in zip(idx, length, strict=True)]
    return sorted({0, *_paragraph_starts(text, idx), *(j for j, _ in _sentence_starts(text, words, idx))})


def _paragraph_starts(text: str, idx: list[int]) -> Iterator[int]:
    yield from np.searchsorted(idx, [start for start, _ in paragraphs(text)]).tolist()


def _sentence_starts(text: str, words: list[str], idx: list[int]) -> Iterator[tuple[int, bool]]:
    """Tokens that follow the end of a sentence, and whether inside a closed quotation."""
    whole = _shut(text, quotations(text))
    total = len(words)
    for i, word in enumerate(words):
        if word not in ENDS and not (word[-1] == "." and len(word) > 1):
            continue
        if word[-1] == "." and not _may_end(words, i, text, idx):
            continue
        j = i + 1
        while j < total and words[j] in AFTER and text[idx[j] - 1] == words[j - 1][-1]:
            j += 1
        last = j - 1
        while j < total and words[j].isspace():
            j += 1
        if j < total and _starts(words, j) and not (words[last] in CLOSERS and _tail(words, j)):
            yield j, bool(whole[idx[last]] and whole[idx[j]])


def _tail(words: list[str], j: int) -> bool:
    """Whether the words after a closing mark say who spoke: `Ann Lee asked`, `the aide said`."""
    for word in words[j : j + 6]:
        if word in TAIL:
            return True
        if not word[0].isalpha() and word not in ("-", "'s", "’s"):
            return False
    return False


def _shut(text: str, found: list[Quotation]) -> bytearray:
    """A byte per character: 1 inside a quotation that is closed, its closing mark excluded."""
    mask = bytearray(len(text))
    for q in found:
        if q.closed:
            mask[q.start : q.end - 1] = b"\1" * (q.end - 1 - q.start)
    return mask


def _starts(words: list[str], j: int) -> bool:
    """Whether a sentence may start with token j: no lower-case letter, no mark that only closes."""
    first = words[j][0]
    return not first.islower() and first not in ",;:)]}.?!%"


def _may_end(words: list[str], i: int, text: str, idx: list[int]) -> bool:
    """Whether the full stop of token i may end a sentence: no title, initial or other abbreviation."""
    own = words[i].rstrip(".")
    glued = i > 0 and idx[i - 1] + len(words[i - 1]) == idx[i]
    stem = own or (words[i - 1] if glued else "")
    low = stem.lower()
    if low in NEVER or (low in TITLES and stem[0].isupper()):
        return False
    initials = (len(stem) == 1 and stem.isupper()) or "." in own
    if initials or (low in MAYBE and stem[0].isupper()):
        j = i + 1
        while j < len(words) and (words[j] in AFTER or words[j].isspace()):
            j += 1
        follows = words[j] if j < len(words) else "."
        opens = follows.lower() in OPENERS and follows[0].isupper() and stem != "I"
        return opens or not follows[0].isalnum()
    return True
