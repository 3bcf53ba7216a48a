"""A table as a person writes it, read with some patience: plain dates, capitals, outer space, columns left out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import tables
from hearsay.corpus import days
from hearsay.corpus.listing import same

KEYS = ("doc_id", "actor", "a_doc_id", "b_doc_id", "a_actor", "b_actor", "by", "id")


def read(folder: Path, table: tables.Table, fill: Callable = lambda df: df) -> tuple[pd.DataFrame, list[str]]:
    """A table beside the documents with all its columns, and a sentence for each fault in it, with row, expected and found.

    ``fill`` may fill cells that are left empty before they are checked. An absent file is a table without rows; a file
    that is no table, or lacks a column that is needed, is one too, with its fault.
    """
    path = folder / table.name
    if not path.exists():
        return table.empty(), []
    try:
        df = fill(table.complete(patient(tables.read(path, table.name), table)))
    except (OSError, ValueError) as error:
        unread = f"{table.name}: expected a table, but it cannot be read: {getattr(error, 'strerror', '')}"
        return table.empty(), [unread] if isinstance(error, OSError) else str(error).splitlines()
    whole = set(table.columns) <= set(df)
    return df[list(table.columns)] if whole else table.empty(), problems(df, table)


def load(folder: Path, table: tables.Table) -> pd.DataFrame:
    """A table as `read` gives it. Raises ValueError with every fault."""
    return sound(read(folder, table))


def sound(read: tuple[Any, list[str]]) -> Any:
    """What was read, where it has no fault. Raises ValueError with every fault."""
    tables.refuse(read[1])
    return read[0]


def patient(df: pd.DataFrame, table: tables.Table) -> pd.DataFrame:
    """Cells in the form that they are meant to have, where that is one for certain."""
    df = df.copy()
    for column in df.columns.intersection([*KEYS, *table.dates, *table.spans, *table.allowed]):
        df[column] = df[column].str.strip().map(same)
    for column in df.columns.intersection(table.dates):
        df[column] = df[column].map(lambda cell: days.day_of(cell) or cell)
    for column in df.columns.intersection(list(table.allowed)):
        lower = df[column].str.lower()
        df[column] = lower.where(lower.isin(table.allowed[column]), df[column])
    for column, other in table.otherwise.items():
        if other in df:
            df[column] = df[column].where(df[column] != "", df[other]) if column in df else df[other]
    return df


def problems(df: pd.DataFrame, table: tables.Table) -> list[str]:
    """A sentence for each cell that breaks the table's dictionary, and for aliases that are parted by semicolons."""
    parted = ((n, cell) for n, cell in enumerate(df.get("aliases", ()), 2) if ";" in cell and "|" not in cell)
    why = "are parted by ;, expected ` | ` between names"
    return [f"{table.name}, row {n}: aliases {cell!r} {why}" for n, cell in parted] + table.problems(df, days.check)
