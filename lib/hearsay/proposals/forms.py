"""The tables of proposed/: a row is a proposal, `checked` is y (take it), n (never again) or empty (not looked at yet).

No run reads them. Columns that are not those of the table they lead to are there to be read, and go nowhere.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from hearsay import tables
from hearsay.analysis.sheet import HEADINGS

YES, NO, OPEN = "y", "n", ""
ANSWERS = {"y": YES, "yes": YES, "n": NO, "no": NO, "": OPEN}


class Form(NamedTuple):
    """One table of proposed/: its name, its columns from left to right, and which of them tell a proposal."""

    name: str
    columns: list[str]
    key: list[str]

    def file(self, folder: Path) -> Path:
        """Where it stands in a corpus."""
        return folder / "proposed" / f"{self.name}.csv"


def _forms() -> dict[str, Form]:
    """The forms by name, as forms.toml tells them; a sheet's columns are what is given, then a heading a question."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {
        name: Form(name, list(form.get("columns", [*HEADINGS, "checked"])), form["key"]) for name, form in told.items()
    }


FORMS = _forms()
ACTORS, CLAIMS, SHEET = FORMS["actors"], FORMS["claims"], FORMS["sheet"]


def form_named(kind: str) -> Form:
    """A form by its name. Raises ValueError with the names there are."""
    if kind not in FORMS:
        raise ValueError(f"expected one of {', '.join(FORMS)}, found {kind!r}")
    return FORMS[kind]


def load(form: Form, folder: Path) -> pd.DataFrame:
    """A table of proposed/ as it stands; without rows where there is none. Raises ValueError with every fault.

    Columns that a person took away are empty, `checked` is y, n or "".
    """
    path = form.file(folder)
    if not path.exists():
        return pd.DataFrame(columns=form.columns, dtype=str)
    df = tables.read(path)
    if missing := [c for c in (*form.key, "checked") if c not in df]:
        raise ValueError(f"{where(form)}: expected the columns {missing}, found {list(df)}")
    checked = df["checked"].str.strip().str.lower()
    if wrong := [(n, cell) for n, cell in enumerate(df["checked"], 2) if checked[n - 2] not in ANSWERS]:
        faults = [f"{where(form, n)}: checked: expected y, n or nothing, found {cell!r}" for n, cell in wrong]
        raise ValueError("\n".join(faults))
    return df.assign(checked=checked.map(ANSWERS), **{c: "" for c in form.columns if c not in df})


def write(form: Form, rows: pd.DataFrame, path: Path) -> None:
    """Write a table of proposed/; columns that a person added stay, to the right."""
    tables.write(rows[[*form.columns, *(c for c in rows if c not in form.columns)]], path)


def save(form: Form, folder: Path, rows: pd.DataFrame) -> None:
    """Write a table of proposed/ again, whole or not at all."""
    path = form.file(folder)
    part = path.with_name(f".{path.name}.part")
    try:
        write(form, rows, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def where(form: Form, row: int | None = None) -> str:
    """A place in proposed/, as a fault names it; the header is row 1."""
    return f"proposed/{form.name}.csv" + (f", row {row}" if row else "")


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
            told.append(f"{where(form)}: {count} of {len(rows)} rows are not checked yet")
        if count := int((rows["checked"] == YES).sum()):
            told.append(f"{where(form)}: {count} checked y; `hearsay accept` moves {'it' if count == 1 else 'them'}")
    return told
