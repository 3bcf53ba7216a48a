"""Where sentences start among a document's tokens, and which lines are headlines in capitals."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.who import names, weights
from sayso.who.names import Token

ENDS = (".", "?", "!")
CLOSING = ('"', "”", "''")


def sentence_starts(words: Sequence[Token]) -> list[int]:
    """Characters where sentences start: after a stop before a capital or a mark, and at line breaks."""
    found = [0]
    for i in range(1, len(words)):
        if words[i - 1].text[0] == "\n" or _stops_before(words, i):
            found.append(words[i].start)
    return found


def _stops_before(words: Sequence[Token], i: int) -> bool:
    before, last = words[i - 1], words[i - 2] if i > 1 else None
    if before.text not in ENDS:
        if before.text not in CLOSING or last is None or last.text not in ENDS:
            return False
        before, last = last, words[i - 3] if i > 2 else None
    abbreviates = before.text == "." and last is not None and (len(last.text) == 1 or last.low in names.TITLES)
    return not abbreviates and not words[i].text[0].islower()


def in_capitals(words: Sequence[Token]) -> bytearray:
    """A byte per token: 1 in lines whose long words nearly all have a capital, where runs are no names."""
    loud = bytearray(len(words))
    begin = 0
    for i in range(len(words) + 1):
        if i < len(words) and words[i].text[0] != "\n":
            continue
        line = words[begin:i]
        long = [t for t in line if t.word and len(t.text) > 3]
        ends = bool(line) and line[-1].text in ENDS
        if len(long) > 2 and not ends and sum(t.capital for t in long) > weights.HEADLINE * len(long):
            loud[begin:i] = b"\1" * (i - begin)
        begin = i + 1
    return loud
