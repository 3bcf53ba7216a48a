"""How far a long step is, for a person at a terminal: documents done, and about how long the rest will take."""

from __future__ import annotations

import sys
import time
from typing import TextIO

OFTEN = 0.5  # seconds between two lines


class Progress:
    """A line on stderr that is written over; nothing at all where stderr is no terminal."""

    def __init__(self, what: str, total: int, stream: TextIO | None = None) -> None:
        self.what, self.total, self.done = what, total, 0
        self.stream = sys.stderr if stream is None else stream
        self.began = self.said = time.monotonic()
        self.shown = self.stream.isatty()

    def step(self) -> None:
        """One document more is done."""
        self.done += 1
        now = time.monotonic()
        if self.shown and now - self.said >= OFTEN:
            self.said = now
            self.stream.write(f"\r  {line(self.what, self.done, self.total, now - self.began)}\x1b[K")
            self.stream.flush()

    def end(self) -> None:
        """Take the line away."""
        if self.shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()


def line(what: str, done: int, total: int, seconds: float) -> str:
    """What is told.

    >>> line("reading", 10, 40, 20)
    'reading: 10 of 40 documents, about 1 min left'
    """
    left = seconds / done * (total - done)
    return f"{what}: {done:,} of {total:,} documents, about {f'{left:.0f} s' if left < 50 else f'{left / 60:.0f} min'} left"
