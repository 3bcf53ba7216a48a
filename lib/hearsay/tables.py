"""The tables by name. Their dictionaries stand in tables.toml: what a row is, what a column means, what a cell may hold.

Lists are joined by ` | `. Spans are `start:end;start:end`, half-open character offsets into the text as received, and
the words beside them are the pieces joined by ` [...] `. Dates are EDTF, in the profile of `sayso.intervals`.
"""

import tomllib
from pathlib import Path
from typing import Any

from hearsay.table_format import Table, line, read, refuse, sort, whole, write, write_parts  # noqa: F401
from sayso.spans import GAP, LIST, Spans, format_spans, items, length, parse_spans, shared, words_at  # noqa: F401

LISTS = ("key", "dates", "spans", "filled")
DICTIONARIES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _table(name: str) -> Table:
    """A table as tables.toml has it, with what holds of the table that it is like."""
    own: dict[str, Any] = DICTIONARIES[name]
    like: dict[str, Any] = DICTIONARIES.get(own.get("like", ""), {})
    columns = like.get("columns", {}) | own.get("columns", {})
    allowed = like.get("allowed", {}) | own.get("allowed", {})
    lists = {part: tuple(own.get(part, like.get(part, ()))) for part in LISTS}
    allowed = {column: tuple(values) for column, values in allowed.items()}
    return Table(name, own["row"], columns, allowed=allowed, otherwise=own.get("otherwise", {}), **lists)


_TABLES = {name: _table(name) for name, told in DICTIONARIES.items() if "row" in told}
ALL = tuple(_TABLES.values())
# Written by a run
DOCUMENTS = _TABLES["documents"]
CLEANING = _TABLES["cleaning"]
STATEMENTS = _TABLES["statements"]
STANCE_TABLE = _TABLES["stances"]
QUANTITIES = _TABLES["quantities"]
CHAINS = _TABLES["chains"]
REUSE = _TABLES["reuse"]
ORIGINS = _TABLES["origins"]
CONTRADICTIONS = _TABLES["contradictions"]
CLAIMS = _TABLES["claims"]
ISSUES = _TABLES["issues"]
FOUND_ACTORS = _TABLES["actors"]
ALIASES = _TABLES["aliases"]
SKIPPED = _TABLES["skipped"]
# Written by people
DOCUMENT_FACTS = _TABLES["documents.csv"]
ACTORS = _TABLES["actors.csv"]
CODING = _TABLES["coding"]
AGREED = _TABLES["agreed"]
CODERS = _TABLES["coders.csv"]
VERDICTS = _TABLES["verdicts.csv"]
SHEET = _TABLES["sheet"]

STANCES = STANCE_TABLE.allowed["stance"]
