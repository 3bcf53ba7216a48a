"""The tables of proposed/: a row is a proposal, `checked` is y (take it), n (never again) or empty (not looked at yet).

No run reads them. Columns that are not those of the table they lead to are there to be read, and go nowhere.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.analysis.sheet import HEADINGS
from hearsay.tables import Table

YES, NO, OPEN = "y", "n", ""
ANSWERS = {"y": YES, "yes": YES, "n": NO, "no": NO, "": OPEN}


def _forms() -> dict[str, Table]:
    """The forms by kind, as forms.toml tells them; a sheet's columns are what is given, then a heading a question."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    asked = dict.fromkeys([*HEADINGS, "checked"], "")
    return {
        kind: Table(f"proposed/{kind}.csv", form["row"], form.get("columns", asked), key=tuple(form["key"]))
        for kind, form in told.items()
    }


FORMS = _forms()


def load(form: Table, folder: Path) -> pd.DataFrame:
    """A table of proposed/ as it stands; without rows where there is none. Raises ValueError with every fault.

    Columns that a person took away are empty, `checked` is y, n or "".
    """
    if not (folder / form.name).exists():
        return form.empty()
    df = tables.read(folder / form.name)
    if missing := [c for c in (*form.key, "checked") if c not in df]:
        raise ValueError(f"{form.name}: expected the columns {missing}, found {list(df)}")
    checked = df["checked"].str.strip().str.lower()
    wrong = [(n, cell) for n, cell in enumerate(df["checked"], 2) if checked[n - 2] not in ANSWERS]
    tables.refuse([f"{form.name}, row {n}: checked: expected y, n or nothing, found {cell!r}" for n, cell in wrong])
    return df.assign(checked=checked.map(ANSWERS), **{c: "" for c in form.columns if c not in df})


def save(form: Table, folder: Path, rows: pd.DataFrame) -> None:
    """Write a table of proposed/; columns that a person added stay, to the right."""
    tables.write(rows[[*form.columns, *(c for c in rows if c not in form.columns)]], folder / form.name)


def still_open(folder: Path) -> list[str]:
    """A sentence for each table of proposed/ with rows that nobody has checked, or that cannot be read."""
    told = []
    for form in FORMS.values():
        try:
            rows = load(form, folder)
        except ValueError as error:
            told += str(error).splitlines()
            continue
        if count := int((rows["checked"] == OPEN).sum()):
            told.append(f"{form.name}: {count} of {len(rows)} rows are not checked yet")
        if count := int((rows["checked"] == YES).sum()):
            told.append(f"{form.name}: {count} checked y; `hearsay accept` moves {'it' if count == 1 else 'them'}")
    return told
