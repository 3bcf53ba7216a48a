"""The tables: their one form, and each by name.

A table is a CSV in UTF-8 with LF between rows; every cell is a string and "" means none or unknown, never NA. What a row is,
what a column means and what a cell may hold stands in tables.toml, the dictionary, which is also what checks it.
Lists are joined by ` | `. Spans are `start:end;start:end`, half-open character offsets into the text as received, and
the words beside them are the pieces joined by ` [...] `. Dates are EDTF, in the profile of `sayso.intervals`.
"""

import csv
import io
import os
import re
import sys
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sayso import intervals
from sayso.spans import GAP, LIST, Spans, format_spans, items, length, parse_spans, shared, words_at  # noqa: F401

UTF16 = (b"\xff\xfe", b"\xfe\xff")
FORMULA = re.compile(r"'*[=+\-@\t\r]")  # how a cell begins that a spreadsheet runs; ' before it says that it is text
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?%?", re.I)

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # a passage may be longer than the 131,072 that csv allows


@dataclass(frozen=True)
class Table:
    """What one row is, what each column means, and which values a cell may hold; ``filled`` columns are never empty.

    A cell that a person leaves empty in a column of ``otherwise`` takes what stands in the column that it names.
    """

    name: str
    row: str
    columns: Mapping[str, str]
    key: tuple[str, ...] = ()
    allowed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    otherwise: Mapping[str, str] = field(default_factory=dict)

    @property
    def needed(self) -> set[str]:
        """The columns that cannot be left out: those of the key, those never empty, those with a choice to make."""
        return {*self.key, *self.filled, *(column for column, values in self.allowed.items() if "" not in values)}

    def problems(self, df: pd.DataFrame, date: Callable[[str], object] = intervals.check) -> list[str]:
        """A sentence for each cell that breaks the dictionary, with its row (the header is row 1).

        ``date`` raises ValueError where a cell is no date.
        """
        missing, unknown = [c for c in self.columns if c not in df], [c for c in df if c not in self.columns]
        wrong = [f"{what} columns {which}" for what, which in (("missing", missing), ("unknown", unknown)) if which]
        if wrong:
            return [f"{self.name}: {' and '.join(wrong)}; expected {list(self.columns)}"]
        return [f"{self.name}, row {n + 2}: {why}" for n, why in self._faults(df, date)]

    def _faults(self, df: pd.DataFrame, date: Callable[[str], object]) -> Iterator[tuple[int, str]]:
        """What is wrong with a cell or with a row's key, and the row's position."""
        for column in dict.fromkeys((*self.key, *self.filled)):
            yield from ((n, f"{column} is empty") for n, cell in enumerate(df[column]) if not cell)
        key = list(self.key)
        for n in np.flatnonzero(df.duplicated(key)) if key else ():
            yield int(n), f"{' and '.join(key)} {LIST.join(df[key].iloc[n])!r} is repeated"
        for column, values in self.allowed.items():
            wrong = ((n, cell) for n, cell in enumerate(df[column]) if cell not in values)
            yield from ((n, f"{column} {cell!r} is not one of {list(values)}") for n, cell in wrong)
        checks = [(column, date) for column in self.dates] + [(column, parse_spans) for column in self.spans]
        for column, check in checks:
            for n, cell in enumerate(df[column]):
                try:
                    check(cell)
                except ValueError as error:
                    yield n, f"{column}: {error}"

    def check(self, df: pd.DataFrame) -> pd.DataFrame:
        """``df`` with these columns in this order; raises ValueError with every problem."""
        refuse(self.problems(df))
        return df[list(self.columns)].reset_index(drop=True)

    def complete(self, df: pd.DataFrame) -> pd.DataFrame:
        """``df`` with every column of the table that it lacks, empty: people need not write what they do not use."""
        return df.assign(**{c: "" for c in self.columns if c not in df and c not in self.needed})

    def empty(self) -> pd.DataFrame:
        """The table without rows."""
        return self.of(())

    def of(self, rows: Iterable[Mapping[str, str]]) -> pd.DataFrame:
        """The table of some rows; a column that a row does not name is ""."""
        df = pd.DataFrame(list(rows), columns=list(self.columns), dtype=str)
        return df.where(df.notna(), "")


def refuse(faults: Collection[str]) -> None:
    """Raise ValueError with every fault, one a line, where there is one."""
    if faults:
        raise ValueError("\n".join(faults))


def read(path: Path, name: str = "") -> pd.DataFrame:
    """A CSV as it stands: every cell a string, "" for none; cells parted by commas, semicolons or tabs.

    Raises ValueError naming the file (as ``name``, where that is given) and each row that is none. (pandas would pad a short row, drop what a long one has
    too much, and skip empty lines, so that rows miscount.)
    """
    name, data = name or path.name, path.read_bytes()
    try:
        text = data.decode("utf-16" if data.startswith(UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{name}: expected UTF-8, but byte {error.start} is not; save it as CSV UTF-8") from error
    try:
        once: dict[str, str] = {}  # each cell is held once, however many rows have it
        head = text.lstrip("\r\n").partition("\n")[0]
        parted = max(",;\t", key=head.count)  # as a spreadsheet's country has it
        cells = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=parted)
        header, *rows = [[once.setdefault(cell, cell) for cell in row] for row in cells] or [[]]
    except csv.Error as error:
        raise ValueError(f"{name}: expected a CSV, but {error}") from error
    header = [column.strip() for column in header]
    if not any(header):
        raise ValueError(f"{name}: expected a CSV with a header, but there is none")
    if again := sorted({column for column in header if header.count(column) > 1}):
        raise ValueError(f"{name}: the header names {again} more than once")
    while rows and not any(rows[-1]):
        rows.pop()
    expected = f"expected {len(header)} cells, as in the header"
    wrong = ((n, len(row)) for n, row in enumerate(rows, 2) if len(row) != len(header))
    refuse([f"{name}, row {n}: {expected}, but found {found}" for n, found in wrong])
    return pd.DataFrame([[_unguarded(cell) for cell in row] for row in rows], columns=header, dtype=str)


def beside(path: Path, kind: str) -> Path:
    """A place beside ``path`` that is told to be this process's, so that it can be cleared when that was killed.

    Its ``kind`` is part, of what is being written, or old, of what was put aside.
    """
    return path.with_name(f".{path.name}.hearsay-{os.getpid()}.{kind}")


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Where to write a file: what is written there takes the file's place once it is whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = beside(path, "part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write(df: pd.DataFrame, path: Path) -> None:
    """Write a table in the one form that all of them have, whole or not at all."""
    write_parts([df], path)


def write_parts(parts: Iterable[pd.DataFrame], path: Path) -> int:
    """Write a table that comes in parts, of the same columns; returns the number of its rows."""
    count = 0
    with whole(path) as place, place.open("w", encoding="utf-8", newline="") as file:
        for n, part in enumerate(parts):
            file.write(line(part.columns) if n == 0 else "")
            file.writelines(map(line, part.itertuples(index=False, name=None)))
            count += len(part)
    return count


def line(cells: Iterable[object]) -> str:
    """A row as it stands in a file; a cell that a spreadsheet would run as a formula gets one ' in front.

    >>> print(line(["a,b", "=1+1", "-5", None]), end="")
    "a,b",'=1+1,-5,
    """
    row = io.StringIO()  # csv ends a row with CR and LF, and so puts a cell with either in quotes; a table has LF
    csv.writer(row).writerow(_guarded("" if cell is None or cell != cell else str(cell)) for cell in cells)
    return row.getvalue().removesuffix("\r\n") + "\n"


def _guarded(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def sort(df: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Rows in the order of columns, numbers by value (9 before 10); ties are broken by every other cell."""

    def natural(series: pd.Series) -> pd.Series:
        return series.map(lambda v: re.sub(r"\d+", lambda m: m[0].zfill(12), str(v)))

    named = list(columns)
    tied = df[named].apply(natural).duplicated().any() if named and len(df) else True
    return df.sort_values([*named, *(c for c in df if tied and c not in named)], key=natural, ignore_index=True)


def grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    """Values by key, both in the order in which they come."""
    found: dict[Any, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


LISTS = ("key", "dates", "spans", "filled")
DICTIONARIES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _table(name: str) -> Table:
    """A table as tables.toml has it, with what holds of the table that it is like."""
    own: dict[str, Any] = DICTIONARIES[name]
    like: dict[str, Any] = DICTIONARIES.get(own.get("like", ""), {})
    by_column = {part: like.get(part, {}) | own.get(part, {}) for part in ("columns", "allowed", "otherwise")}
    return Table(name, own["row"], **by_column, **{part: tuple(own.get(part, like.get(part, ()))) for part in LISTS})


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

STANCES = tuple(STANCE_TABLE.allowed["stance"])
