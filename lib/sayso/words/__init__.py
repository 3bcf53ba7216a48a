"""Word lists as data: `NAME.txt` beside this file, one entry a line, then what is told of it; `#` opens a comment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def entries(name: str) -> Mapping[str, tuple[str, ...]]:
    """Each entry of a list, with the words that stand behind it on its line.

    >>> entries("persons")["king"]
    ('title', 'honorific', 'called', 'regnal', 'office', 'he')
    """
    text = (Path(__file__).parent / f"{name}.txt").read_text("utf-8")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {first: tuple(rest) for first, *rest in lines}


@cache
def marked(name: str, mark: str = "") -> frozenset[str]:
    """The entries of a list that bear a mark; without one, all of them.

    >>> "queen" in marked("persons", "she")
    True
    """
    return frozenset(word for word, marks in entries(name).items() if not mark or mark in marks)
