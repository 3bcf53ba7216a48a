"""Which documents a coding covers: the others keep the machine's reading, and no first coded row empties a corpus."""

from __future__ import annotations

import pandas as pd

from hearsay import tables


def covered(by: str, coded: pd.DataFrame, coders: pd.DataFrame) -> set[str]:
    """The documents that coding ``by`` covers: those that coders.csv names for it, else those in which it has rows."""
    named = {doc_id for cell in coders.loc[coders["by"] == by, "documents"] for doc_id in tables.items(cell)}
    return named or set(coded["doc_id"])


def with_machine(coded: pd.DataFrame, accepted: pd.Series, machine: pd.DataFrame, covered: set[str]) -> pd.DataFrame:
    """People's statements, and the machine's in the documents that theirs do not cover; both as `statements`.

    ``accepted`` names, for a row outside those documents, the machine's rows that it stands for, a list.
    """
    replaced = {row for cell in accepted for row in tables.items(cell)}
    rest = machine[~machine["doc_id"].isin(covered) & ~machine["id"].isin(replaced)]
    return tables.sort(pd.concat([coded, rest], ignore_index=True).astype("str"), "doc_id", "content_spans")
