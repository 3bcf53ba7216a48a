"""Attributions that the layout of a page tells, without a verb: the mark between a name and the words is the cue.

headline     Name: Content            as a text's first paragraph
turn         NAME, OFFICE: Content    in a transcript; it goes on in paragraphs before the next speaker's
signed       “Content” — Name, Role   a quotation, and who signs it on the same line or the next
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sayso.attribution.lexicon import QUOTE, words_of
from sayso.attribution.phrases import VERBAL, Page, Span
from sayso.words import words

DASHES = frozenset("―—–-") | {"--"}
COLONS = frozenset({":", "):", "]:"})
SPEAKERS = words("speakers")  # what a headline may name before a colon instead of a person
LINKING = words_of("of the and for de la von van der al bin , . ( )")
LABEL, TITLE, SIGNATURE, TURN_LABEL = 5, 5, 14, 20  # tokens at most
TITLES = words_of("mr mrs ms miss dr sir lord lady baroness senator sen representative rep minister")
ASIDE = 6  # tokens of a paragraph between turns that is no speech: (CROSSTALK)


class Laid(NamedTuple):
    """Token pieces of an attribution, and which layout tells it."""

    source: Span
    cue: Span
    content: tuple[Span, ...]
    rule: str


def laid_out(page: Page) -> list[Laid]:
    """The attributions that a page's layout tells, in order."""
    starts = sorted(page.paragraphs)
    parts = list(zip(starts, [*starts[1:], len(page.words)], strict=False))
    return sorted([*_headline(page, parts), *_turns(page, parts), *_signed(page, parts)], key=lambda one: one.content)


def _headline(page: Page, parts: list[Span]) -> Iterator[Laid]:
    """A name before a colon in the first paragraph, if the text below names it too or it is a word like `Poll`."""
    if not parts or (colon := _label(page, *parts[0], TITLE)) is None:
        return
    start, end = parts[0]
    name = page.words[colon - 1]
    below = any(w == name and page.words[i - 1][0].islower() for i, w in enumerate(page.words) if i > end)
    capital = all(w[0].isupper() for w in page.words[start:colon])
    if name.lower() in SPEAKERS or (capital and below and page.low[start] not in ("the", "a", "an")):
        yield Laid((start, colon), (colon, colon + 1), (_inner(page, colon + 1, end),), "headline")


def _label(page: Page, start: int, end: int, most: int) -> int | None:
    """The colon after the few words that start a paragraph, if words follow it."""
    colon = next((i for i in range(start + 1, min(end - 2, start + most)) if page.low[i] in COLONS), None)
    return colon if colon is not None and page.words[start][0].isupper() else None


def _inner(page: Page, start: int, end: int) -> Span:
    """A piece without the full stop that ends it, and without the mark that closes nothing."""
    while end - start > 1 and page.words[end - 1] in (".", ",", ";"):
        end -= 1
    return start, end


def _turns(page: Page, parts: list[Span]) -> Iterator[Laid]:
    """The speakers' turns of a transcript: at least three, of two speakers, of whom one speaks twice."""
    found: dict[int, tuple[Span, int, int]] = {}
    for number, (start, end) in enumerate(parts):
        first = start + (page.words[start] in QUOTE)
        colon = _label(page, first, end, TURN_LABEL) if first < end else None
        name = _speaker(page, first, colon) if colon is not None else None
        if colon is not None and name is not None:
            found[number] = (first, name), colon, end
    speakers = Counter(page.words[b - 1] for (_, b), _, _ in found.values())
    if len(speakers) < 2 or len(found) < 3 or max(speakers.values()) < 2:
        return
    numbers = sorted(found)
    for number, after in zip(numbers, [*numbers[1:], numbers[-1] + 1], strict=True):
        (a, b), colon, end = found[number]
        pieces = [_inner(page, colon + 1, end)]
        if after - number <= ASIDE:
            pieces += [_spoken(page, *parts[k]) for k in range(number + 1, after) if not _is_aside(page, *parts[k])]
        yield Laid((a, b), (colon, colon + 1), tuple(pieces), "turn")


def _speaker(page: Page, first: int, colon: int) -> int | None:
    """The token after the name that a turn's label starts with: `ANN LEE`, `Q`, `Mr Lee`, `ANN LEE, MAYOR (by telephone)`."""
    words = page.words[first:colon]
    if words in (["Q"], ["A"]):
        return colon
    stop = next((i for i in range(first, colon) if page.low[i] in (",", "(", "[")), colon)
    name = page.words[first:stop]
    letters = "".join(name)
    capitals = letters.isupper() and len(letters) > 2
    titled = page.low[first].rstrip(".") in TITLES and len(name) > 1 and all(w[0].isupper() for w in name)
    aside = next((i for i in range(stop, colon) if page.low[i] in ("(", "[")), colon)
    office = all(w.isupper() or not w[0].isalpha() for w in page.words[stop:aside])
    plain = len(name) <= LABEL and all(w[0].isalpha() or w == "." for w in name)
    return stop if plain and ((capitals and office) or titled) else None


def _is_aside(page: Page, start: int, end: int) -> bool:
    first = start + (page.words[start] in QUOTE)
    return end - start <= ASIDE and page.has(first, frozenset("(["))


def _spoken(page: Page, start: int, end: int) -> Span:
    return _inner(page, start + (page.words[start] in QUOTE and end - start > 1), end)


def _signed(page: Page, parts: list[Span]) -> Iterator[Laid]:
    """Quotations that start a paragraph and are followed by a dash and a name, on the same line or the next."""
    closing = {b: (a, b) for (a, b), left_open in zip(page.quotes, page.open, strict=True) if not left_open}
    ends = dict(parts)
    for start, end in parts:
        if (quotation := next((closing[i] for i in range(start + 1, end + 1) if i in closing), None)) is None:
            continue
        a, b = quotation
        last = end if b < end else ends.get(end, end)
        # a dash without space about it may be one token with the mark before it
        dash = b - 1 if page.words[b - 1][-1] in DASHES and len(page.words[b - 1]) > 1 else b
        if a != start or dash >= last or not (page.words[dash] in DASHES or dash < b):
            continue
        if _is_signature(page, dash + 1, last):
            cut = dash if dash < b else b
            yield Laid(_inner(page, dash + 1, last), (dash, dash + 1), ((a, max(a + 1, cut)),), "signed")


def _is_signature(page: Page, start: int, end: int) -> bool:
    """A few words that name somebody: the two that start them capitalized, no verb."""
    words = page.words[start:end]
    if not 1 <= len(words) <= SIGNATURE or any(i in page.cues or page.low[i] in VERBAL for i in range(start, end)):
        return False
    return all(w[0].isupper() or w.lower() in LINKING for w in words[:2]) and words[0][0].isupper()
