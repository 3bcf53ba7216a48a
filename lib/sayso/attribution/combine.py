"""What the trained engine and the rules find, put together, and then the layers.

What layout tells holds. The rules step in where the engine is silent or knows no source, and where a quotation began in a
paragraph before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sayso.attribution import rules, tagger
from sayso.attribution.confidence import confidence
from sayso.attribution.lexicon import QUOTE, lexicon
from sayso.attribution.nesting import nested
from sayso.attribution.phrases import Page, is_force, read
from sayso.attribution.record import Found, Pieces
from sayso.text import Text

# Least confidence of a rule's finding where the trained engine is silent, and in a headline.
FALLBACK, HEADLINE = 0.35, 0.1
LONGEST_HEADLINE = 40  # tokens
FIRM = frozenset({"rules: headline", "rules: turn", "rules: signed", "rules: block"})  # held against the trained engine


def attributions(text: Text, trained: tagger.Model | None) -> list[Found]:
    """The attributions of a text with their layers; without a trained model by rules alone."""
    page = read(text, lexicon())
    by_rules = rules.attribute(page)
    if trained is None:
        return nested(page, by_rules)
    by_rules = [replace(one, rule=f"rules: {one.rule}") for one in by_rules]
    found = nested(page, _combined(page, by_rules, tagger.attribute(text, trained)))
    for one in found:
        one.confidence = confidence(text, one)
    return found


def _combined(page: Page, by_rules: list[Found], by_engine: list[Found]) -> list[Found]:
    """The engine's attributions, and of the rules' those that it lacks."""
    by_rules = [one for one in by_rules if one.confidence >= _least(page, one)]
    firm = [one for one in by_rules if one.rule in FIRM]
    held = _taken(page, firm)
    told = [one for one in by_rules if one.source]
    found = [_with_source(one, told) for one in by_engine if not _touches(held, one) and not _by_force(page, one)]
    longer = _reaching_back(page, by_rules, found)
    found = _before_introductions(page, [one for one in told if one.rule == "rules: introduced"], found)
    found = [*firm, *(longer.get(one.cue, one) for one in found)]
    taken = _taken(page, found)
    return [*found, *(one for one in by_rules if not _touches(taken, one))]


def _before_introductions(page: Page, introduced: list[Found], found: list[Found]) -> list[Found]:
    """The engine's findings without the quotations of a next paragraph that `Source replied:` introduces."""
    cues = {i for one in found for a, b in one.cue for i in range(a, b)}
    fresh = [one for one in introduced if one.cue[0][0] not in cues and one.content[0][0] in page.paragraphs]
    taken = _taken(page, fresh)
    left = [replace(one, content=tuple((a, b) for a, b in one.content if not any(taken[a:b]))) for one in found]
    return [one for one in left if one.content]


def _least(page: Page, one: Found) -> float:
    """The least confidence of a finding of the rules: less in a headline, whose company of words is its own."""
    return HEADLINE if _in_headline(page, one) else FALLBACK


def _in_headline(page: Page, one: Found) -> bool:
    """Whether an attribution fills the text's first paragraph, which ends without a full stop."""
    if not one.source or not one.cue or one.source[0][0] > 1 or one.content[-1][1] > LONGEST_HEADLINE:
        return False
    end = one.content[-1][1]
    return end in page.paragraphs and one.cue[0][0] < one.content[0][0] and not _breaks(page, 0, end)


def _breaks(page: Page, start: int, end: int) -> bool:
    """Whether a line ends between tokens start and end."""
    tokens = page.text.tokens
    return "\n" in page.text.text[tokens.start[start] : tokens.end[end - 1]]


def _taken(page: Page, found: Iterable[Found]) -> bytearray:
    """A byte per token: 1 in a cue or content."""
    taken = bytearray(len(page.words))
    for a, b in (piece for one in found for piece in (*one.cue, *one.content)):
        taken[a:b] = b"\1" * (b - a)
    return taken


def _touches(taken: bytearray, one: Found) -> bool:
    return any(any(taken[a:b]) for a, b in (*one.cue, *one.content))


def _with_source(one: Found, told: list[Found]) -> Found:
    """An attribution, or what the rules make of its cue where they know a source and it does not."""
    if one.source or not one.cue:
        return one
    return next((replace(other) for other in told if set(other.cue) & set(one.cue)), one)


def _by_force(page: Page, one: Found) -> bool:
    """Whether the cue is an attack with weapons, which the articles of the training never saw."""
    return any(is_force(page.low, i) for a, b in one.cue for i in range(a, b))


def _reaching_back(page: Page, by_rules: list[Found], found: list[Found]) -> dict[Pieces, Found]:
    """By cue: the engine's findings, longer by the quotation left open in the paragraphs before, as the rules saw it."""
    by_cue = {one.cue: one for one in found}
    free = _taken(page, found)
    longer = {}
    for one in by_rules:
        mine = by_cue.get(one.cue)
        a, b = one.content[0][0], mine.content[0][0] if mine else 0
        if mine and a < b and not any(free[a:b]) and page.low[a] in QUOTE and _breaks(page, a, b + 1):
            pieces = (a, mine.content[0][1]), *mine.content[1:]
            longer[one.cue] = replace(mine, content=pieces, rule=f"{mine.rule}, {one.rule}")
    return longer
