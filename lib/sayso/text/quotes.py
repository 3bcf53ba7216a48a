"""Paragraphs and quotations of a text, as half-open character offsets; linear, and never raises.

A quotation runs from its opening to its closing mark, both included. Marks are “ ” „ « » " `` '' and single
marks that cannot be apostrophes; « », » « and ” ” by what they touch. A mark left open ends with its paragraph; a closing mark that nothing opened
quotes its paragraph from the start.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from statistics import median
from typing import NamedTuple

MARK = re.compile(r"[“”„‟«»\"＂]|``|''|[‘’‚‛'`]")
OPENING, CLOSING = frozenset("“„‟«") | {"``"}, frozenset("”»")
TURNED = frozenset("«»”")
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
    return (
        first.islower() and len(last) >= TORN and (last[-1].isalnum() or last[-1] in ",-") and "\n" not in last[-TORN:]
    )


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


def _paragraph(text: str, first: int, last: int, found: list[Quotation]) -> None:
    """Append the quotations of one paragraph."""
    open_at, single, before = -1, False, len(found)
    marks = [m for m in MARK.finditer(text, first, last) if not _is_apostrophe(text, m, first, last)]
    turned = {m.start() for m in marks if m[0] in TURNED and _is_turned(text, m, first, last)}
    singles_close = [m.start() for m in marks if m[0] in SINGLE and _may_close(text, m, last)]
    for n, m in enumerate(marks):
        if open_at < 0:
            single = m[0] in SINGLE
            if single:
                # A single mark opens only where some later one can close it.
                opens = _may_open(text, m, first) and bisect_right(singles_close, m.start()) < len(singles_close)
                open_at = m.start() if opens else -1
            elif m.start() in turned and m[0] in CLOSING:
                open_at = m.start()
            elif m[0] in CLOSING or (m[0] not in OPENING and not _opens(text, m, marks[n + 1 : n + 2], first, last)):
                if len(found) == before and m.start() > first:
                    found.append(Quotation(first, m.end(), False, True, False))
            else:
                open_at = m.start()
        elif single != (m[0] in SINGLE):
            if single and m[0] in OPENING:  # a double mark inside single ones is a quotation inside
                continue
        elif m.start() in turned and m[0] in CLOSING and text[open_at] == m[0]:  # opened again
            found.append(Quotation(open_at, m.start(), True, False, False))
            open_at = m.start()
        elif (m.start() in turned and m[0] in OPENING) or _closes(text, m, text[open_at], last):
            found.append(Quotation(open_at, m.end(), True, True, single))
            open_at = -1
        elif not single:  # opened again: the former was never closed
            found.append(Quotation(open_at, m.start(), True, False, False))
            open_at = m.start()
    if open_at >= 0 and not single:
        found.append(Quotation(open_at, last, True, False, False))


def _is_turned(text: str, m: re.Match[str], first: int, last: int) -> bool:
    """Whether a mark that mostly closes opens, or the other way round: » and ” before a word, « after one."""
    before = text[m.start() - 1] if m.start() > first else " "
    after = text[m.end()] if m.end() < last else " "
    if m[0] in CLOSING:
        return (before.isspace() or before in "([—–") and (after.isalnum() or after in "…‘'")
    return (before.isalnum() or before in ".,?!…’'") and not after.isalnum()


def _is_apostrophe(text: str, m: re.Match[str], first: int, last: int) -> bool:
    if m[0] not in SINGLE:
        return False
    before = text[m.start() - 1] if m.start() > first else " "
    after = text[m.end()] if m.end() < last else " "
    if before.isalnum() and after.isalnum():
        return True
    if not before.isalnum() and m[0] != "‘" and ELISION.match(text, m.end(), min(last, m.end() + 8)):
        return True
    # "the Russians' plan": after an s, only a pause before the mark tells a quotation's end
    return before in "sS" and after == " " and text[m.end() + 1 : m.end() + 2].islower()


def _may_open(text: str, m: re.Match[str], first: int) -> bool:
    before = text[m.start() - 1] if m.start() > first else " "
    after = text[m.end() : m.end() + 1]
    if m[0] in SINGLE and m[0] == "’":
        return False
    return bool(after) and not after.isspace() and (not before.isalnum() and before not in ".,?!…")


def _may_close(text: str, m: re.Match[str], last: int) -> bool:
    before = text[m.start() - 1 : m.start()]
    after = text[m.end()] if m.end() < last else " "
    return m[0] != "‘" and bool(before) and not before.isspace() and not after.isalnum()


def _opens(text: str, m: re.Match[str], after: list[re.Match[str]], first: int, last: int) -> bool:
    """Whether a mark that looks the same on both sides opens; without space on either, if the next one closes."""
    glued = text[m.start() - 1 : m.start()] in ".,?!" and text[m.end() : m.end() + 1].isalpha() and m.start() > first
    if glued and after:
        return not _may_open(text, after[0], first) and _may_close(text, after[0], last)
    return _may_open(text, m, first)


def _closes(text: str, m: re.Match[str], opened: str, last: int) -> bool:
    """Whether a mark met inside a quotation ends it rather than opening another."""
    if m[0] in CLOSING or opened + m[0] == "„“":
        return True
    if m[0] in OPENING:
        return False
    if m[0] in SINGLE:
        return _may_close(text, m, last)
    before = text[m.start() - 1 : m.start()]
    after = text[m.end()] if m.end() < last else " "
    return not (before.isspace() and after.isalnum())


def inside(text: str, found: list[Quotation] | None = None) -> bytearray:
    """A byte per character of the text: 1 inside a quotation, its marks included, else 0."""
    mask = bytearray(len(text))
    for q in quotations(text) if found is None else found:
        mask[q.start : q.end] = b"\1" * (q.end - q.start)
    return mask
