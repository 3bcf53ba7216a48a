"""`hearsay new`: write what the machine proposes beside what a person has looked at already, of which nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from hearsay.proposals import forms
from hearsay.proposals.draft import SHEET, draft
from hearsay.proposals.forms import Form
from hearsay.reading import open_reading


def propose(folder: Path, kinds: Sequence[str] = (), n: int = SHEET, seed: int = 1) -> dict[str, tuple[int, int]]:
    """Write FOLDER/proposed/; by kind how many rows were added, and how many stood there.

    A row that stands there stays as it is, and a proposal that it tells is not made again. A sheet with open rows is not
    drawn on.
    """
    chosen = [forms.form_named(kind) for kind in kinds or forms.FORMS]
    before = {form.name: forms.load(form, folder) for form in chosen}  # a spoiled table stops all, before the work
    reading = open_reading(folder)
    told = {}
    for form in chosen:
        old = before[form.name]
        drawn = draft(reading, form.name, n, seed) if form is not forms.SHEET or not _open(old) else old.head(0)
        fresh = added(form, old, drawn)
        told[form.name] = (len(fresh), len(old))
        if len(fresh) or not form.file(folder).exists():
            forms.save(form, folder, pd.concat([old, fresh], ignore_index=True).fillna(""))
    return told


def added(form: Form, old: pd.DataFrame, drawn: pd.DataFrame) -> pd.DataFrame:
    """The drawn rows that tell no proposal of the old ones."""
    known = set(old[list(form.key)].itertuples(index=False, name=None))
    fresh = [key not in known for key in drawn[list(form.key)].itertuples(index=False, name=None)]
    rows = drawn[pd.Series(fresh, index=drawn.index, dtype=bool)]
    return rows[~rows["label"].isin(set(old["label"]))] if form is forms.CLAIMS else rows


def _open(rows: pd.DataFrame) -> bool:
    return bool((rows["checked"] == forms.OPEN).any())
