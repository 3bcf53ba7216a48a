"""The pipeline: blank spaCy English, sentences, attributions. Takes any string, in linear time; offline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from sayso.attribution import rules
from sayso.attribution.lexicon import QUOTE, lexicon
from sayso.attribution.nesting import Row, nested, only_links
from sayso.attribution.phrases import Page, is_force, read
from sayso.attribution.record import Attribution, Pieces, attribution, store
from sayso.text.sentences import SafeTokenizer

# Least confidence of a rule's finding where the trained engine is silent, and in a headline.
FALLBACK, HEADLINE = 0.35, 0.1
LONGEST_HEADLINE = 40  # tokens
FIRM = frozenset({"rules: headline", "rules: turn", "rules: signed", "rules: block"})  # held against the trained engine


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
        one = attribution(
            doc, *(page.spans(p) for p in (row.source, row.cue, row.content)), row.rule, row.confidence, page.letters
        )
        out.append(replace(one, outer=-1 if row.outer is None else number[id(row.outer)], layer=row.layer))
    inner: dict[int, list[Attribution]] = {}
    for one in out:
        inner.setdefault(one.outer, []).append(one)
    links = {n for n, one in enumerate(out) if n in inner and only_links(doc, one, one.content, inner[n])}
    return [replace(one, form="relay") if n in links else one for n, one in enumerate(out)]


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
