"""What the trained engine finds and what layout tells, put together, and then the layers. What layout tells holds."""

from sayso.attribution import tagger
from sayso.attribution.confidence import confidence
from sayso.attribution.contents import SAYING
from sayso.attribution.features import STRONG
from sayso.attribution.frames import frames
from sayso.attribution.layout import laid_out
from sayso.attribution.nesting import nested
from sayso.attribution.phrases import Page
from sayso.attribution.record import ATTITUDE, Found, taken, tidy, tokens_of
from sayso.text import Text
from sayso.words import marked

# `like` is a verb behind `would`, where a frame reads it
TELLING = (SAYING | ATTITUDE | marked("telling", "speech")) - marked("attitudes", "bare") - {"like"}
SENTENCE = 10  # tokens of a quotation that is no mere phrase
LEAST = 0.1  # how probably a word is a cue where it stands, times how often it is one anywhere


def attributions(text: Text, trained: tagger.Model) -> list[Found]:
    """The attributions of a text with their layers, in order of their contents."""
    found, likely = tagger.attribute(text, trained)
    page = Page(text, likely)
    found = [one for one in found if _tells(page, one, likely, trained)]
    found = nested(page, _combined(page, found), frames(page))
    for one in found:
        one.source, one.cue, one.content = tidy(one.source), tidy(one.cue), tidy(one.content)
        one.confidence = confidence(text, one)
    return sorted(found, key=lambda one: (one.content, one.cue, one.source, one.rule))


def _tells(page: Page, one: Found, likely: list[float], trained: tagger.Model) -> bool:
    """Whether a cue of the chain has a word that tells, or `that` or a quotation begins behind it: no `was forced out of`.

    The chain takes any verb for a cue whose neighbours look like one's; how often the word is a cue in the training
    articles speaks against it. A word that they do not have, and one of our lists, counts as a strong one.
    """
    a = one.content[0][0]
    quotes = (page.quotes[n] for n in {page.quote_of[i] for i in tokens_of(one.content)} - {-1})
    if not one.cue or page.low[a] == "that" or any(x == a or y - x > SENTENCE for x, y in quotes):
        return True
    words = ((i, trained.words(page.words[i]).strength) for i in tokens_of(one.cue))
    return any(likely[i] * max(share, STRONG * (share < 0 or page.low[i] in TELLING)) >= LEAST for i, share in words)


def _combined(page: Page, found: list[Found]) -> list[Found]:
    """What layout tells, and the engine's attributions with what it leaves them."""
    laid = laid_out(page)
    held = taken(len(page.words), (one for one in laid if not one.rule.endswith("letter")))  # others speak in a letter
    for one in found:
        kept = not any(held[i] or page.is_force(i) for i in tokens_of(one.cue))
        one.content = tuple((a, b) for a, b in one.content if kept and not any(held[a:b]))
    return [*(one for one in found if one.content), *(one for one in laid if not _only_asks(page, one))]


def _only_asks(page: Page, turn: Found) -> bool:
    """Whether a turn is an interviewer's question: `Q: Was it old?`"""
    return page.words[turn.source[0][0]] == "Q" and page.low[turn.content[-1][1] - 1] == "?"
