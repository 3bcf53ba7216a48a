"""What the trained engine and the rules find, put together, and then the layers.

What layout tells holds. The rules step in where the engine is silent or knows no source.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.attribution import rules, tagger
from sayso.attribution.confidence import confidence
from sayso.attribution.frames import frames
from sayso.attribution.lexicon import lexicon
from sayso.attribution.nesting import nested
from sayso.attribution.phrases import Page
from sayso.attribution.record import Found, taken, tidy, tokens_of, touches
from sayso.text import Text

FALLBACK = 0.35  # least confidence of a rule's finding where the trained engine is silent
FIRM = frozenset({"rules: headline", "rules: turn", "rules: signed", "rules: block"})  # held against the trained engine


def attributions(text: Text, trained: tagger.Model | None) -> list[Found]:
    """The attributions of a text with their layers, in order of their contents; without a trained model by rules alone."""
    page = Page(text, lexicon())
    framed = list(frames(page))
    found = rules.attribute(page, framed)
    if trained is not None:
        by_rules = [replace(one, rule=f"rules: {one.rule}") for one in found]
        found = _combined(page, by_rules, tagger.attribute(text, trained))
    found = nested(page, found, framed)
    for one in found:
        one.source, one.cue, one.content = tidy(one.source), tidy(one.cue), tidy(one.content)
        if trained is not None:
            one.confidence = confidence(text, one)
    return sorted(found, key=lambda one: (one.content, one.cue, one.source, one.rule))


def _combined(page: Page, by_rules: list[Found], by_engine: list[Found]) -> list[Found]:
    """The engine's attributions, and of the rules' those that it lacks."""
    size = len(page.words)
    by_rules = [one for one in by_rules if one.confidence >= FALLBACK]
    firm = [one for one in by_rules if one.rule in FIRM]
    held = taken(size, firm)
    told = [one for one in by_rules if one.source]
    found = [_with_source(one, told) for one in by_engine if not touches(held, one) and not _by_force(page, one)]
    found = [*firm, *_before_introductions(page, told, found)]
    held = taken(size, found)
    return [*found, *(one for one in by_rules if not touches(held, one))]


def _before_introductions(page: Page, told: list[Found], found: list[Found]) -> list[Found]:
    """The engine's findings without the quotations of a next paragraph that `Source replied:` introduces."""
    cues = {i for one in found for i in tokens_of(one.cue)}
    fresh = [one for one in told if one.rule == "rules: introduced" and one.cue[0][0] not in cues]
    held = taken(len(page.words), (one for one in fresh if one.content[0][0] in page.paragraphs))
    for one in found:
        one.content = tuple((a, b) for a, b in one.content if not any(held[a:b]))
    return [one for one in found if one.content]


def _with_source(one: Found, told: list[Found]) -> Found:
    """An attribution, or what the rules make of its cue where they know a source and it does not."""
    if one.source or not one.cue:
        return one
    return next((replace(other) for other in told if other.cue[0] in one.cue), one)


def _by_force(page: Page, one: Found) -> bool:
    """Whether the cue is an attack with weapons, which the articles of the training never saw."""
    return any(page.is_force(i) for i in tokens_of(one.cue))
