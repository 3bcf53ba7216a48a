"""What the trained engine finds and what layout tells, put together, and then the layers. What layout tells holds."""

from sayso.attribution import tagger
from sayso.attribution.confidence import confidence
from sayso.attribution.frames import frames
from sayso.attribution.layout import laid_out
from sayso.attribution.nesting import nested
from sayso.attribution.phrases import Page
from sayso.attribution.record import Found, taken, tidy, tokens_of
from sayso.text import Text


def attributions(text: Text, trained: tagger.Model) -> list[Found]:
    """The attributions of a text with their layers, in order of their contents."""
    found, likely = tagger.attribute(text, trained)
    page = Page(text, likely)
    found = nested(page, _combined(page, found), frames(page))
    for one in found:
        one.source, one.cue, one.content = tidy(one.source), tidy(one.cue), tidy(one.content)
        one.confidence = confidence(text, one)
    return sorted(found, key=lambda one: (one.content, one.cue, one.source, one.rule))


def _combined(page: Page, found: list[Found]) -> list[Found]:
    """What layout tells, and the engine's attributions with what it leaves them."""
    laid = laid_out(page)
    held = taken(len(page.words), laid)
    for one in found:
        kept = not any(held[i] or page.is_force(i) for i in tokens_of(one.cue))
        one.content = tuple((a, b) for a, b in one.content if kept and not any(held[a:b]))
    return [*(one for one in found if one.content), *(one for one in laid if not _only_asks(page, one))]


def _only_asks(page: Page, turn: Found) -> bool:
    """Whether a turn is an interviewer's question: `Q: Was it old?`"""
    return page.words[turn.source[0][0]] == "Q" and page.low[turn.content[-1][1] - 1] == "?"
