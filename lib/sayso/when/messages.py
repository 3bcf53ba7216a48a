"""Messages inside a document, such as mails and posts: each has a date of its own, from which its words count.

A message begins after its head ("From: … Sent: …", or "On 5 May 2031, Ana Ruiz wrote:") and runs to the next one; or it is
the paragraph above a signature with a date ("— Ana Ruiz, 5 May 2031").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.when.expressions import Expression

HEAD_LINE = re.compile(r"[ \t>]*(From|To|Cc|Sent|Date|Subject|Reply-To):[ \t]*\S[^\n]*(?:\n|$)")
HEAD_START = re.compile(r"(?m)^(?=[ \t>]*(?:From|To|Cc|Sent|Date|Subject|Reply-To):)")
WROTE = re.compile(r"(?m)^[ \t>]*On [^\n]{6,120} wrote:[ \t]*$")
SIGNATURE = re.compile(r"(?m)^[ \t]*(?:[—–]|--?)[ \t]*[A-Z][^\n]{2,120}$")
DATES = ("day", "numeric")


class Message(NamedTuple):
    """Characters start to end of what a message says, and the expression that dates it."""

    start: int
    end: int
    dated_by: Expression


def messages(text: str, found: Sequence[Expression]) -> list[Message]:
    """The messages of a text that have a date in full, in order; ``found`` are its expressions of time."""
    heads, end = [(m.start(), m.end()) for m in WROTE.finditer(text)], 0
    for m in HEAD_START.finditer(text):
        if m.start() >= end and (head := _head(text, m.start())):
            heads.append(head)
            end = head[1]
    heads.sort()
    begun = [
        Message(end, later, e)
        for (start, end), (later, _) in pairwise([*heads, (len(text), 0)])
        if (e := _date_in(found, start, end))
    ]
    signed = [
        Message(_line_above(text, m.start()), m.start(), e)
        for m in SIGNATURE.finditer(text)
        if (e := _date_in(found, m.start(), m.end())) and not text[e.end : m.end()].strip(" )].")
    ]
    return sorted([*begun, *signed])


def _line_above(text: str, place: int) -> int:
    """Where the last line that is not empty begins, before the line at a place."""
    while place > 0 and text[place - 1].isspace():
        place -= 1
    return text.rfind("\n", 0, place) + 1


def _head(text: str, start: int) -> tuple[int, int] | None:
    """A head of at least two lines, one of which tells who sends it."""
    names, end = [], start
    while line := HEAD_LINE.match(text, end):
        names.append(line[1])
        end = line.end()
    return (start, end) if "From" in names and len(names) > 1 else None


def _date_in(found: Sequence[Expression], start: int, end: int) -> Expression | None:
    first = bisect_right(found, start - 1, key=lambda e: e.start)
    inside = [e for e in found[first : first + 8] if e.end <= end and e.kind in DATES and e.year]
    return inside[0] if inside else None


def message_at(found: Sequence[Message], place: int) -> Message | None:
    """The message that holds a character; of several the one that ends first."""
    return min((m for m in found if m.start <= place < m.end), key=lambda m: m.end - m.start, default=None)
