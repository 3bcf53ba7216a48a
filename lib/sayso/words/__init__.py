"""Word lists as data: one entry a line in NAME.txt beside this file, `#` before what tells where they come from."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def words_in(name: str) -> frozenset[str]:
    """The entries of a list, as they are written.

    >>> "never" in words_in("negators")
    True
    """
    lines = (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
