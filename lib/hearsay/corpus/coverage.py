"""Which documents a coding covers: the others keep the machine's reading, and no first coded row empties a corpus."""

import re

import pandas as pd

from hearsay import tables

MACHINES = re.compile(r"m[0-9a-f]{12}[\w-]*")  # ids of the machine's rows


def covered(by: str, coded: pd.DataFrame, coders: pd.DataFrame) -> set[str]:
    """The documents that coding ``by`` covers: those that coders.csv names for it, else those in which it has rows.

    A coding with rows accepted from the machine one by one covers no document but those that are named.
    """
    named = {doc_id for cell in coders.loc[coders["by"] == by, "documents"] for doc_id in tables.items(cell)}
    return named if named or accepted(coded) else set(coded["doc_id"])


def accepted(coded: pd.DataFrame) -> set[str]:
    """The machine's rows that rows of a coding stand for, by id."""
    return {row for cell in coded["from"] for row in tables.items(cell) if MACHINES.fullmatch(row)}


def with_machine(coded: pd.DataFrame, instead: set[str], machine: pd.DataFrame, covered: set[str]) -> pd.DataFrame:
    """People's statements, and the machine's in the documents that theirs do not cover; both as `statements`.

    ``instead`` are the machine's rows for which rows of people stand (`accepted`).
    """
    rest = machine[~machine["doc_id"].isin(covered) & ~machine["id"].isin(instead)]
    return tables.sort(pd.concat([coded, rest], ignore_index=True), "doc_id", "content_spans")


def surer(found: pd.DataFrame, least: float) -> pd.DataFrame:
    """The statements of at least that confidence; one whose enclosing row is less sure stands without it."""
    kept = found[pd.to_numeric(found["confidence"]).fillna(1) >= least]
    return kept.assign(outer=kept["outer"].where(kept["outer"].isin(kept["id"]), "")).reset_index(drop=True)
