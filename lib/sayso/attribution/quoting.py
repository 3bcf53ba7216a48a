"""Frames about another's words: who quotes and who cites; `frames` finds the others and calls these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.attribution.contents import content_end, cue_of
from sayso.attribution.lexicon import BE, QUOTE, words_of
from sayso.attribution.phrases import PLACES, Page, Span
from sayso.attribution.record import Found
from sayso.words import words

CITING = words_of("citing quoting")
QUOTING = words_of("quoted quotes quoting cited cites citing described describes describing")
SAID_AS = words_of(
    "saying telling claiming stating adding insisting arguing explaining asking warning denying admitting declaring"
)
ENDS_SOURCE = words_of(", . ; : ( ) — – -- that which who and")
SPEAKERS = words("speakers")


# The forms in the order in which they are laid, and how often each was right (see model/MODEL_CARD.md); `by` adds no row.
RIGHT = {
    "quoted": 0.85,
    "quoted: outer": 0.85,
    "by": 0.0,
    "tail": 0.75,
    "clause": 0.7,
    "citing": 0.7,
}


def frame(source: Span, cue: Span, content: Iterable[Span], form: str) -> Found:
    """A saying of a form."""
    return Found((source,), (cue,), tuple(content), f"frame: {form}", RIGHT[form])


def quoted_as(page: Page, start: int, end: int, k: int) -> Iterator[Found]:
    """`Outer quoted Source as saying content`, in the active, the passive, and after a quotation; outer and inner."""
    low = page.low
    reach = range(k + 1, min(end - 1, k + 26))
    at = next((i for i in reach if low[i] == "as" and low[i + 1] in SAID_AS), None)
    if at is None or page.any(k, at, (".", ";")):
        return
    passive = page.any(max(start, k - 3), k, BE)
    a, b = cue_of(page, start, end, k)
    b = min(b, at)
    if passive:
        source = page.phrase_left(start, a)
        by = page.next(k + 1, "by", at)
        outer, cue = ((by + 1, at), (a, by + 1)) if by else (None, (a, b))
    else:
        outer = page.phrase_left(start, a) if a > start and low[k] != "quoting" else None
        b = page.past(b, at, (",", "by"))
        source, cue = (b, at), (a, max(k + 1, b))
    if not source or source[1] <= source[0]:
        return
    source = source[0], source[1] - (low[source[1] - 1] == ",")
    after, stop = at + 2, page.stripped(at + 2, end)
    if low[at + 1] == "telling":  # as telling him that
        after = page.next(after, "that", min(stop, after + 5)) or after
    # “Content,” Source is quoted as saying in the note
    behind = page.quoted[start] and low[after - 1] != "that" and page.has(after, PLACES)
    if after < stop and not behind:
        said = after, stop if page.quoted[after] else content_end(page, after, end, after - 1)
        whole = [said] if passive else [(source[0], said[1])]
    else:  # “Content,” Outer quoted Source as saying
        first = outer[0] if outer else min(a, source[0])
        said = start, first
        whole = [said] if passive else [said, (source[0], after)]
        if first - start < 2:
            return
    if outer:
        yield frame(outer, cue, sorted(whole), "quoted: outer")
    yield frame(source, (at + 1, at + 2), [said], "quoted")


def citing(page: Page, start: int, end: int, k: int) -> Found | None:
    """The source named by `citing`; its content is what the words around it report."""
    if k > start and not page.has(k - 1, QUOTE, (",", "and", "report", "reports")):
        return None
    first = k + 1
    if first < end and page.quoted[first] and not page.quoted[k]:
        stop = min(end, page.quotation(first)[1])
    else:
        stop = page.until(first, end, ENDS_SOURCE, QUOTE)
    if not (page.any(first, stop, SPEAKERS) or page.capital(first) or page.has(stop, ("who",))):
        return None
    rest = (start, k - 1) if k > start + 1 else (stop, page.stripped(stop, end))
    return frame((first, stop), (k, first), [rest], "citing") if first < stop and rest[0] < rest[1] else None
