"""The word lists of this package, as sets."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "words"


@cache
def words(name: str) -> frozenset[str]:
    """The entries of lib/sayso/words/NAME.txt, one a line; lines that start with # tell where they are from."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
