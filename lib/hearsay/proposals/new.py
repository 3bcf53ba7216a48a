"""`hearsay new`: write what the machine proposes beside what a person has looked at already, of which nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from hearsay.proposals import forms
from hearsay.proposals.draft import SHEET, draft
from hearsay.reading import open_reading


def propose(folder: Path, kinds: Sequence[str] = (), n: int = SHEET, seed: int = 1) -> dict[str, tuple[int, int]]:
    """Write FOLDER/proposed/; by kind how many rows were added, and how many stood there.

    A row that stands there stays as it is, and a proposal that it tells is not made again. A sheet with open rows is not
    drawn on.
    """
    chosen = kinds or list(forms.FORMS)
    if unknown := [kind for kind in chosen if kind not in forms.FORMS]:
        raise ValueError(f"expected one of {', '.join(forms.FORMS)}, found {unknown[0]!r}")
    before = {
        kind: forms.load(forms.FORMS[kind], folder) for kind in chosen
    }  # a spoiled table stops all, before the work
    reading = open_reading(folder)
    told = {}
    for kind, old in before.items():
        drawn = old.head(0) if kind == "sheet" and _open(old) else draft(reading, kind, n, seed)
        fresh = added(kind, old, drawn)
        told[kind] = (len(fresh), len(old))
        if len(fresh) or not (folder / forms.FORMS[kind].name).exists():
            forms.save(forms.FORMS[kind], folder, pd.concat([old, fresh], ignore_index=True).fillna(""))
    return told


def added(kind: str, old: pd.DataFrame, drawn: pd.DataFrame) -> pd.DataFrame:
    """The drawn rows that tell no proposal of the old ones."""
    key = list(forms.FORMS[kind].key)
    known = set(old[key].itertuples(index=False, name=None))
    fresh = [row not in known for row in drawn[key].itertuples(index=False, name=None)]
    rows = drawn[pd.Series(fresh, index=drawn.index, dtype=bool)]
    return rows[~rows["label"].isin(set(old["label"]))] if kind == "claims" else rows


def _open(rows: pd.DataFrame) -> bool:
    return bool((rows["checked"] == forms.OPEN).any())
