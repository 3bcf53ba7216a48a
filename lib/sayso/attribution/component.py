"""The pipeline: blank spaCy English, sentences, attributions. Takes any string, in linear time; offline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate

import numpy as np
import spacy
from spacy.attrs import IDX, LENGTH, SENT_START
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from sayso.attribution import rules
from sayso.attribution.lexicon import QUOTE, lexicon
from sayso.attribution.nesting import Row, nested
from sayso.attribution.phrases import Page, is_force, read
from sayso.attribution.record import Attribution, Pieces, attribution, store
from sayso.text import Quotation, paragraphs, quotations

# spaCy's tokenizer peels marks off a word one by one, which is quadratic in the length of the word.
HARD = re.compile(r"\S{120,}|([^\w\s])\1{11,}")
PIECE = 40
# Least confidence of a rule's finding where the trained engine is silent, and in a headline.
FALLBACK, HEADLINE = 0.35, 0.1
LONGEST_HEADLINE = 40  # tokens
FIRM = frozenset({"rules: headline", "rules: turn", "rules: signed", "rules: block"})  # held against the trained engine

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
    starts[sorted({0, *_paragraph_starts(text, idx), *_sentence_starts(text, words, idx)})] = 1
    return doc.from_array([SENT_START], starts.astype(np.uint64))


def _paragraph_starts(text: str, idx: list[int]) -> Iterator[int]:
    yield from np.searchsorted(idx, [start for start, _ in paragraphs(text)]).tolist()


def _sentence_starts(text: str, words: list[str], idx: list[int]) -> Iterator[int]:
    """Tokens that follow the end of a sentence."""
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
        inside = whole[idx[last]] and j < total and whole[idx[j]]
        if j < total and not inside and _starts(words, j) and not (words[last] in CLOSERS and _tail(words, j)):
            yield j


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


@Language.factory("attribution", default_config={"engine": "crf"}, assigns=["doc.spans", "doc._.attributions"])
class Attributions:
    """The component: finds attributions with an engine and stores them on the Doc."""

    def __init__(self, nlp: Language, name: str, engine: str) -> None:
        self.engine = engine
        self.attribute = engine_named(engine)

    def __call__(self, doc: Doc) -> Doc:
        return store(doc, self.attribute(doc))


def engine_named(engine: str) -> Callable[[Doc], list[Attribution]]:
    """The function that finds attributions; the trained engine is imported only where it is asked for."""
    if engine == "rules":
        return rules.attribute
    if engine != "crf":
        raise ValueError(f"attribution: engine is 'crf' or 'rules', not {engine!r}")
    from sayso.attribution import tagger

    if not tagger.MODEL.exists():
        raise ValueError(f"{tagger.MODEL.name}: expected the trained model here, but there is none; use engine 'rules'")
    return with_fallback


def with_fallback(doc: Doc) -> list[Attribution]:
    """The trained engine's attributions, and the rules' where they know more than it can.

    What layout tells holds. The rules step in where the engine is silent or knows no source, where a quotation began in
    a paragraph before, and for a speaker inside what another says, which a chain of labels cannot mark.
    """
    from sayso.attribution import tagger

    page = read(doc, lexicon())
    every = [replace(one, rule=f"rules: {one.rule}") for one in rules.attribute(doc, page)]
    by_rules = [one for one in every if one.confidence >= _least(doc, one)]
    firm = [one for one in by_rules if one.rule in FIRM]
    held = _taken(doc, firm)
    told = [one for one in by_rules if one.source]
    found = [_with_source(one, told) for one in tagger.attribute(doc) if not _touches(held, one) and not _by_force(one)]
    longer = _reaching_back(by_rules, found)
    found = [*firm, *(longer.get(one.cue, one) for one in found)]
    taken = _taken(doc, found)
    return layered(doc, page, [*found, *(one for one in by_rules if not _touches(taken, one))])


def layered(doc: Doc, page: Page, found: list[Attribution]) -> list[Attribution]:
    """Attributions with the layers inside and around them."""
    at = [*accumulate((not token.is_space for token in doc), initial=0)]

    def placed(pieces: Pieces) -> Pieces:
        return tuple((at[a], at[b]) for a, b in pieces)

    rows = nested(page, [Row(placed(a.source), placed(a.cue), placed(a.content), a.rule, a.confidence) for a in found])
    number = {id(row): n for n, row in enumerate(rows)}
    out = []
    for row in rows:
        one = attribution(doc, *(page.spans(p) for p in (row.source, row.cue, row.content)), row.rule, row.confidence, page.letters)
        outer = -1 if row.outer is None else number[id(row.outer)]
        out.append(replace(one, outer=outer, layer=row.layer, form="relay" if row.relay else one.form))
    return out


def _least(doc: Doc, one: Attribution) -> float:
    """The least confidence of a finding of the rules: less in a headline, whose company of words is its own."""
    return HEADLINE if _in_headline(doc, one) else FALLBACK


def _in_headline(doc: Doc, one: Attribution) -> bool:
    """Whether an attribution fills the text's first paragraph, which ends without a full stop."""
    if not one.source or not one.cue or one.source[0][0] > 1 or one.content[-1][1] > LONGEST_HEADLINE:
        return False
    end = one.content[-1][1]
    return end < len(doc) and one.cue[0][0] < one.content[0][0] and _is_break(doc, 0, end)


def _is_break(doc: Doc, start: int, end: int) -> bool:
    """Whether tokens start to end are a paragraph: the lines break after them and not within."""
    return _breaks(doc, end, end + 1) and not _breaks(doc, start, end)


def _breaks(doc: Doc, start: int, end: int) -> bool:
    return any("\n" in token.text for token in doc[start:end])


def _taken(doc: Doc, found: list[Attribution]) -> bytearray:
    """A byte per token: 1 in a cue or content."""
    taken = bytearray(len(doc))
    for a, b in (piece for one in found for piece in (*one.cue, *one.content)):
        taken[a:b] = b"\1" * (b - a)
    return taken


def _touches(taken: bytearray, one: Attribution) -> bool:
    return any(any(taken[a:b]) for a, b in (*one.cue, *one.content))


def _with_source(one: Attribution, told: list[Attribution]) -> Attribution:
    """An attribution, or what the rules make of its cue where they know a source and it does not."""
    if one.source or not one.cue:
        return one
    return next((other for other in told if set(other.cue) & set(one.cue)), one)


def _by_force(one: Attribution) -> bool:
    """Whether the cue is an attack with weapons, which the articles of the training never saw."""
    a = max(0, one.cue[0][0] - 8) if one.cue else 0
    low = [token.lower_ for token in one.doc[a : one.cue[-1][1] + 8]] if one.cue else []
    return any(is_force(low, i - a) for start, end in one.cue for i in range(start, end))


def _reaching_back(by_rules: list[Attribution], found: list[Attribution]) -> dict[Pieces, Attribution]:
    """By cue: the engine's findings, longer by the quotation left open in the paragraphs before, as the rules saw it."""
    by_cue = {one.cue: one for one in found}
    free = _taken(found[0].doc, found) if found else bytearray()
    longer = {}
    for one in by_rules:
        mine = by_cue.get(one.cue)
        a, b = one.content[0][0], mine.content[0][0] if mine else 0
        if a < b and not any(free[a:b]) and one.doc[a].text in QUOTE and _breaks(one.doc, a, b):
            spans = [(a, mine.content[0][1]), *mine.content[1:]]
            longer[one.cue] = replace(mine, content=tuple(spans), form=one.form, rule=f"{mine.rule}, {one.rule}")
    return longer
