"""A table as a person writes it, read with some patience: plain dates, capitals, outer space, columns left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.corpus import days
from hearsay.corpus.listing import same

KEYS = ("doc_id", "actor", "a_doc_id", "b_doc_id", "a_actor", "b_actor", "by", "id")


def read(
    path: Path, table: tables.Table, fill: Callable[[pd.DataFrame], pd.DataFrame] | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """A table with all its columns, and a sentence for each fault in it, with row, expected and found.

    ``fill`` may fill cells that are left empty before they are checked. An absent file is a table without rows; a file
    that is no table, or lacks a column that is needed, is one too, with its fault.
    """
    if not path.exists():
        return table.empty(), []
    try:
        df = _patient(tables.read(path), table)
    except (OSError, ValueError) as error:
        return table.empty(), _told(error, path)
    if fill is not None:
        df = fill(df)
    df = table.complete(df)
    faults = [*_dates(df, table), *_lists(df, table), *table.problems(df)]
    if any(column not in df for column in table.columns):
        return table.empty(), faults
    return df[list(table.columns)], faults


def load(path: Path, table: tables.Table, fill: Callable[[pd.DataFrame], pd.DataFrame] | None = None) -> pd.DataFrame:
    """A table as `read` gives it. Raises ValueError with every fault."""
    df, faults = read(path, table, fill)
    if faults:
        raise ValueError("\n".join(faults))
    return df


def _told(error: Exception, path: Path) -> list[str]:
    if isinstance(error, OSError):
        return [f"{path.name}: expected a table, but it cannot be read: {error.strerror}"]
    return str(error).splitlines()


def _patient(df: pd.DataFrame, table: tables.Table) -> pd.DataFrame:
    """Cells in the form that they are meant to have, where that is one for certain."""
    df = df.copy()
    for column in df.columns.intersection([*KEYS, *table.dates, *table.spans, *table.allowed]):
        df[column] = df[column].str.strip()
    for column in df.columns.intersection(KEYS):
        df[column] = df[column].map(same)
    for column in df.columns.intersection(table.dates):
        df[column] = df[column].map(days.plain)
    for column in df.columns.intersection(list(table.allowed)):
        df[column] = df[column].map(
            lambda cell, known=table.allowed[column]: cell.lower() if cell.lower() in known else cell
        )
    return df


def _dates(df: pd.DataFrame, table: tables.Table) -> list[str]:
    """Dates that can be read in two ways; the table's own check then passes over them."""
    found = []
    for column in df.columns.intersection(table.dates):
        for n, cell in enumerate(df[column]):
            if "day or the month" in (why := days.fault(cell)):
                found.append(f"{table.name}, row {n + 2}: {column}: {why}")
                df.iloc[n, df.columns.get_loc(column)] = ""
    return found


def _lists(df: pd.DataFrame, table: tables.Table) -> list[str]:
    """Lists whose items are parted by semicolons."""
    cells = enumerate(df["aliases"], 2) if "aliases" in df and "aliases" in table.columns else []
    return [
        f"{table.name}, row {n}: aliases {cell!r} are parted by ;, expected ` | ` between names"
        for n, cell in cells
        if ";" in cell and "|" not in cell
    ]
