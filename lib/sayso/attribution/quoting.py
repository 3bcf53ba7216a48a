"""Frames about another's words: who quotes, who cites, and claims named by a noun; `frames` finds the others and calls these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sayso.attribution.contents import content_end, cue_of
from sayso.attribution.lexicon import BE, POSSESSIVE, QUOTE, words_of
from sayso.attribution.phrases import EDGES, PLACES, VERBAL, Page, Span, phrase_left, phrase_right, stripped
from sayso.words import words

QUOTING = words_of("quoted quotes quoting cited cites citing described describes describing")
SAID_AS = words_of(
    "saying telling claiming stating adding insisting arguing explaining asking warning denying admitting declaring"
)
EFFECT = ["to", "the", "effect", "that"]
ENDS_SOURCE = words_of(", . ; : ( ) — – -- that which who and")
WHO_ALONE = frozenset({"who"})
REJECTED = words_of("rejected dismissed denied disputed refuted contested rebutted described called branded confirmed")
SPEAKERS = words("speakers")


class Frame(NamedTuple):
    """A saying in tokens of a page; `kind` names its form."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: str


def quoted_as(page: Page, start: int, end: int, k: int) -> Iterator[Frame]:
    """`Outer quoted Source as saying content`, in the active, the passive, and after a quotation; outer and inner."""
    low = page.low
    reach = range(k + 1, min(end - 1, k + 26))
    at = next((i for i in reach if low[i] == "as" and low[i + 1] in SAID_AS), None)
    width = 2
    if at is None:
        at, width = next((i for i in reach if low[i : i + 4] == EFFECT), None), 4
    if at is None or any(low[i] in (".", ";") for i in range(k, at)):
        return
    passive = any(low[i] in BE for i in range(max(start, k - 3), k))
    a, b = cue_of(page, start, end, k)
    b = min(b, at)
    after = at + width
    stop = stripped(page, after, end)
    if passive:
        source = phrase_left(page, start, a)
        by = next((i for i in range(k + 1, at) if low[i] == "by"), None)
        outer, cue = ((by + 1, at), (a, by + 1)) if by else (None, (a, b))
    else:
        outer = phrase_left(page, start, a) if a > start and low[k] != "quoting" else None
        while b < at and low[b] in (",", "by"):
            b += 1
        source, cue = (b, at), (a, max(k + 1, min(b, at)))
    if not source or source[1] <= source[0]:
        return
    if page.low[source[1] - 1] == ",":
        source = source[0], source[1] - 1
    if after < stop and low[after] in (",", ":"):
        after += 1
    if low[at + 1] == "telling" and (that := page.next(after, "that", min(stop, after + 5))):
        after = that  # as telling him that
    behind = (
        page.quoted[start] and low[after - 1] != "that" and low[after] in PLACES
    )  # “Content,” Source is quoted as saying in the note
    if after < stop and not behind:
        said = (after, content_end(page, after, end, after - 1)) if not page.quoted[after] else (after, stop)
        whole = (source[0], said[1]) if not passive else (after, said[1])
    else:  # “Content,” Outer quoted Source as saying
        first = min(a, source[0]) if not outer else outer[0]
        while first > start and (low[first - 1] in (",",) and not page.quoted[first - 1]):
            first -= 1
        said = whole = (start, first)
        if first - start < 2:
            return
    if outer:
        content = (whole,) if whole == said or not passive else (source, whole)
        if whole == said and not passive:
            content = (said, (source[0], after))
        yield Frame((outer,), (cue,), tuple(sorted(content)), "quoted: outer")
    yield Frame((source,), ((at + 1, at + width),), (said,), "quoted")


def citing(page: Page, start: int, end: int, k: int) -> Frame | None:
    """The source named by `citing`; its content is what the words around it report."""
    low = page.low
    if k > start and low[k - 1] not in (",", "and", "report", "reports") and low[k - 1] not in QUOTE:
        return None
    first = k + 1
    if first < end and page.quoted[first] and not page.quoted[k]:
        stop = min(end, page.quotes[page.quote_of[first]][1])
    else:
        stop = first
        while stop < end and low[stop] not in ENDS_SOURCE and low[stop] not in QUOTE:
            stop += 1
    body = page.words[first:stop]
    able = any(w.lower() in SPEAKERS for w in body) or (body and body[0][0].isupper()) or page.has(stop, WHO_ALONE)
    if not able:
        return None
    rest = (start, k - 1) if k > start + 1 else (stop, stripped(page, stop, end))
    return Frame(((first, stop),), ((k, k + 1),), (rest,), "citing") if first < stop and rest[0] < rest[1] else None


def claimed(page: Page, start: int, end: int, k: int) -> Iterator[Frame]:
    """`Source's claim that content`, and who rejects it: `was rejected by Other as “nonsense”`."""
    low = page.low
    begin, source = k + 1, None
    if page.has(k - 1, POSSESSIVE):
        source = phrase_left(page, start, k) if low[k - 1] in ("'s", "’s") else (k - 1, k)
        if low[k - 1] in ("'s", "’s") and source is None:
            source = phrase_left(page, start, k - 1)
    elif page.has(begin, frozenset({"by", "from"})):
        that = next((i for i in range(begin + 1, min(end, begin + 14)) if low[i] == "that"), None)
        if that and not any(low[i] in EDGES for i in range(begin, that)):
            source, begin = (begin + 1, that), that
    if not source or not page.has(begin, frozenset({"that"})):
        return
    last = stripped(page, begin, end)
    verb = next(
        (
            i
            for i in range(begin + 3, last)
            if low[i] in REJECTED and low[i - 1] in BE and page.has(i + 1, frozenset({"by"}))
        ),
        None,
    )
    if verb is None:
        yield Frame((source,), ((k, k + 1),), ((begin, content_end(page, begin, end, k)),), "claim")
        return
    a = verb
    while low[a - 1] in VERBAL or low[a - 1].endswith("ly"):
        a -= 1
    stop = phrase_right(page, verb + 2, last)
    said = (begin, a)
    yield Frame((source,), ((k, k + 1),), (said,), "claim")
    rest = ((stop + 1, last),) if page.has(stop, frozenset({"as"})) and last > stop + 1 else ()
    yield Frame(((verb + 2, stop),), ((a, verb + 2),), (said, *rest), "claim: rejected")
