"""Regular expressions as data: `words/NAME.toml`, whose expressions are written with pieces that have names.

In an expression `{piece}` stands for another of its file, or for any word of a table of that name; `{list:mark}` for the
entries of a word list that bear a mark, where a `*` is any ending; a space for the piece `space`. Ends of lines and what
indents a line are no part of it.
"""

import re
import tomllib
from functools import cache
from typing import Any

from sayso.words import FOLDER, marked


class Grammar:
    """The expressions of one file."""

    def __init__(self, name: str) -> None:
        self.tables: dict[str, Any] = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
        self._compiled: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """A piece, compiled once. Raises KeyError where there is none of this name."""
        if name not in self._compiled:
            self._compiled[name] = re.compile(self._piece(name))
        return self._compiled[name]

    def spelled(self, written: str) -> str:
        """An expression with its pieces spelled out."""
        line = re.sub(r"\n *", "", written)
        return re.sub(r" |\{([a-z_]+(?::\w+)?)\}", lambda m: self._piece(m[1] or "space"), line)

    def _piece(self, name: str) -> str:
        written = marked(*name.split(":")) if ":" in name else self.tables["pieces"][name]
        if name == "space":
            return written
        if isinstance(written, str):
            return self.spelled(written)
        longest_first = sorted(written, key=lambda entry: (-len(entry), entry))
        return self.spelled("|".join(re.escape(e).replace(r"\ ", " ").replace(r"\*", r"\w*") for e in longest_first))


grammar = cache(Grammar)
