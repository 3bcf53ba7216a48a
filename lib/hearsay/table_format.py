"""The one form that all tables have: what checks a table against its dictionary, and how a CSV is read, written and sorted.

A table is a CSV in UTF-8 with LF between rows; every cell is a string and "" means none or unknown, never NA.
"""

import csv
import io
import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from sayso import intervals
from sayso.spans import LIST, parse_spans

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
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
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


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Where to write a file: what is written there takes the file's place once it is whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
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
