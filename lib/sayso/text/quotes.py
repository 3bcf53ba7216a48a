"""Paragraphs and quotations of a text, as half-open character offsets; linear, and never raises.

A quotation runs from its opening to its closing mark, both included. Marks are “ ” „ « » " `` '' and single
marks that cannot be apostrophes; « », » « and ” ” by what they touch. A mark left open ends with its paragraph; a closing mark that nothing opened
quotes its paragraph from the start.
"""

import re
from itertools import pairwise
from statistics import median
from typing import NamedTuple

MARK = re.compile(r"[“”„‟«»\"＂]|``|''|[‘’‚‛'`]")
OPENING, CLOSING = frozenset("“„‟«") | {"``"}, frozenset("”»")
TORN = 40  # characters of a line that may have been torn off
SINGLE = frozenset("‘’‚‛'`")
LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
# Words that begin with an apostrophe: '90s, 'em, 'tis, 'cause.
ELISION = re.compile(r"\d\ds?\b|(?:em|tis|twas|til|cause|bout|n|s|re|ve|ll|d|t|m)\b", re.I)


class Quotation(NamedTuple):
    """Characters start to end, marks included; whether each mark is there; whether the marks are single."""

    start: int
    end: int
    opened: bool
    closed: bool
    single: bool


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs: lines, unless the text is wrapped to a width; then blank lines part them.

    A line that stops inside its sentence, and whose sentence goes on in lower case, is joined to that.

    >>> paragraphs("One line.\\nAnother.")
    [(0, 9), (10, 18)]
    """
    lines = _lines(text)
    width = wrapped_to(text)
    found: list[tuple[int, int]] = []
    for start, end in lines:
        if found and ((width and _runs_on(text, found[-1], start, width)) or _is_torn(text, found[-1], start)):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in LINE.finditer(text) if not m[0].isspace()]


def wrapped_to(text: str) -> float:
    """The width that lines were broken to, or 0 where each line is a paragraph."""
    pairs = [(a, b, c) for (a, b), (c, _) in pairwise(_lines(text)) if _breaks(text, b, c) == 1]
    low = sum(text[c : c + 40].lstrip()[:1].islower() for _, _, c in pairs)
    return median(b - a for a, b, _ in pairs) if low > 0.25 * len(pairs) and low > 1 else 0.0


def _breaks(text: str, end: int, start: int) -> int:
    between = text[end:start].replace("\r\n", "\n")
    return len(LINE.sub("", between))


def _is_torn(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether a page's end, and what was masked about it, tore a sentence: it stops on a word and goes on in lower case."""
    last = text[max(before[0], before[1] - 60) : before[1]].rstrip()
    first = text[start : start + 60].lstrip()[:1]
    on_word = last[-1:].isalnum() or last.endswith((",", "-"))
    return first.islower() and on_word and len(last) >= TORN and "\n" not in last[-TORN:]


def _runs_on(text: str, before: tuple[int, int], start: int, width: float) -> bool:
    if _breaks(text, before[1], start) != 1:
        return False
    last = text[max(before[0], before[1] - 2 * int(width) - 1) : before[1]]
    last = re.split(r"[\n\r]", last)[-1].rstrip()
    return len(last) > 0.75 * width or not last.endswith((".", "?", "!", ":", '"', "”", "'", "’"))


def quotations(text: str, within: list[tuple[int, int]] | None = None) -> list[Quotation]:
    """The quotations of a text in order, none inside another. `within` are its paragraphs, if known.

    >>> [text[q.start : q.end] for text in ["He said “no” twice"] for q in quotations(text)]
    ['“no”']
    """
    found: list[Quotation] = []
    for start, end in paragraphs(text) if within is None else within:
        _paragraph(text, start, end, found)
    return found


class Mark(NamedTuple):
    """A mark of quotation at characters start to end, and the characters beside it; a space where its paragraph ends."""

    sign: str
    start: int
    end: int
    before: str
    after: str

    @property
    def single(self) -> bool:
        """Whether it is one of the marks that may also be apostrophes."""
        return self.sign in SINGLE

    @property
    def may_open(self) -> bool:
        """Whether what stands beside it lets it open a quotation."""
        return self.sign != "’" and not (self.after.isspace() or self.before.isalnum() or self.before in ".,?!…")

    @property
    def may_close(self) -> bool:
        """Whether what stands beside it lets it close one."""
        return self.sign != "‘" and not (self.before.isspace() or self.after.isalnum())

    @property
    def turned(self) -> bool:
        """Whether a mark that mostly closes opens, or the other way round: » and ” before a word, « after one."""
        if self.sign in CLOSING:
            return (self.before.isspace() or self.before in "([—–") and (self.after.isalnum() or self.after in "…‘'")
        return self.sign == "«" and (self.before.isalnum() or self.before in ".,?!…’'") and not self.after.isalnum()


def _marks(text: str, first: int, last: int) -> list[Mark]:
    """The marks of a paragraph that are no apostrophes."""
    found = []
    for m in MARK.finditer(text, first, last):
        start, end = m.span()
        before, after = text[start - 1] if start > first else " ", text[end] if end < last else " "
        mark = Mark(m[0], start, end, before, after)
        if not (mark.single and _is_apostrophe(text, mark, last)):
            found.append(mark)
    return found


def _is_apostrophe(text: str, mark: Mark, last: int) -> bool:
    if mark.before.isalnum() and mark.after.isalnum():
        return True
    if not mark.before.isalnum() and mark.sign != "‘" and ELISION.match(text, mark.end, min(last, mark.end + 8)):
        return True
    # "the Russians' plan": after an s, only a pause before the mark tells a quotation's end
    return mark.before in "sS" and mark.after == " " and text[mark.end + 1 : mark.end + 2].islower()


def _paragraph(text: str, first: int, last: int, found: list[Quotation]) -> None:
    """Append the quotations of one paragraph."""
    marks = _marks(text, first, last)
    opened, before = None, len(found)
    closes_later = max((m.start for m in marks if m.single and m.may_close), default=-1)
    for n, m in enumerate(marks):
        shuts = m.sign in CLOSING and not m.turned
        if opened is None:
            if m.single:  # it opens only where some later one can close it
                opened = m if m.may_open and m.start < closes_later else None
            elif not shuts and (m.sign in OPENING or m.turned or _opens(m, marks[n + 1 : n + 2])):
                opened = m
            elif len(found) == before and m.start > first:
                found.append(Quotation(first, m.end, False, True, False))
        elif opened.single != m.single:  # a quotation inside it
            continue
        elif _closes(m, opened):
            found.append(Quotation(opened.start, m.end, True, True, m.single))
            opened = None
        elif not m.single:  # opened again: the former was never closed
            found.append(Quotation(opened.start, m.start, True, False, False))
            opened = m
    if opened and not opened.single:
        found.append(Quotation(opened.start, last, True, False, False))


def _opens(mark: Mark, following: list[Mark]) -> bool:
    """Whether a mark that looks the same on both sides opens; without space on either, if the next one closes."""
    if mark.before in ".,?!" and mark.after.isalpha() and following:
        return not following[0].may_open and following[0].may_close
    return mark.may_open


def _closes(mark: Mark, opened: Mark) -> bool:
    """Whether a mark met inside a quotation ends it rather than opening another."""
    if mark.turned:
        return mark.sign in OPENING or mark.sign != opened.sign
    if mark.sign in CLOSING or opened.sign + mark.sign == "„“":
        return True
    if mark.sign in OPENING:
        return False
    return mark.may_close if mark.single else not (mark.before.isspace() and mark.after.isalnum())


def inside(text: str, found: list[Quotation] | None = None) -> bytearray:
    """A byte per character of the text: 1 inside a quotation, its marks included, else 0."""
    mask = bytearray(len(text))
    for q in quotations(text) if found is None else found:
        mask[q.start : q.end] = b"\1" * (q.end - q.start)
    return mask
