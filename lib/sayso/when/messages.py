"""Messages inside a document, such as mails and posts: each has a date of its own, from which its words count.

A message begins after its head ("From: … Sent: …", or "On 5 May 2031, Ana Ruiz wrote:") and runs to the next one; or it is
the paragraph above a signature with a date ("— Ana Ruiz, 5 May 2031").
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.when.expressions import Expression

# Lines of a head, at least two; one of them has to tell who sends it.
HEAD = re.compile(r"(?m)(?:^[ \t>]*(?:From|To|Cc|Sent|Date|Subject|Reply-To):[ \t]*\S[^\n]*(?:\n|\Z)){2,}")
SENDER = re.compile(r"(?m)^[ \t>]*From:")
WROTE = re.compile(r"(?m)^[ \t>]*On [^\n]{6,120} wrote:[ \t]*$")
SIGNATURE = re.compile(r"(?m)^[ \t]*(?:[—–]|--?)[ \t]*(?![a-z])[^\W\d_][^\n]{2,120}$")
DATES = ("day", "numeric")


class Message(NamedTuple):
    """Characters start to end of what a message says, and the expression that dates it."""

    start: int
    end: int
    dated_by: Expression


def messages(text: str, found: Sequence[Expression]) -> list[Message]:
    """The messages of a text that have a date in full, in order; ``found`` are its expressions of time."""
    heads = [m.span() for m in (*WROTE.finditer(text), *HEAD.finditer(text)) if m.re is WROTE or SENDER.search(m[0])]
    begun = [
        Message(end, later, e)
        for (start, end), (later, _) in pairwise([*sorted(heads), (len(text), 0)])
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


def _date_in(found: Sequence[Expression], start: int, end: int) -> Expression | None:
    first = bisect_left(found, start, key=lambda e: e.start)
    return next((e for e in found[first : first + 8] if e.end <= end and e.kind in DATES and e.year), None)


def message_at(found: Sequence[Message], place: int) -> Message | None:
    """The message that holds a character; of several the one that ends first."""
    return min((m for m in found if m.start <= place < m.end), key=lambda m: m.end - m.start, default=None)
