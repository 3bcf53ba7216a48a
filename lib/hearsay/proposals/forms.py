"""The tables of proposed/: a row is a proposal, `checked` is y (take it), n (never again) or empty (not looked at yet).

No run reads them. Columns that are not those of the table they lead to are there to be read, and go nowhere.
"""

import tomllib
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.analysis.sheet import HEADINGS, STANCES

YES, NO, OPEN = "y", "n", ""
TOLD = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
ASKED = dict.fromkeys([*HEADINGS, "checked"], "")  # the columns of a sheet: what is given, then a heading a question
FORMS = {
    kind: tables.Table(f"proposed/{kind}.csv", form["row"], form.get("columns", ASKED), key=tuple(form["key"]))
    for kind, form in TOLD.items()
}


def load(kind: str, folder: Path) -> pd.DataFrame:
    """A table of proposed/ as it stands; without rows where there is none. Raises ValueError with every fault.

    Columns that a person took away are empty, those that a person added stand to the right; `checked` is y, n or "".
    """
    form = FORMS[kind]
    if not (folder / form.name).exists():
        return form.empty()
    df = tables.read(folder / form.name, form.name)
    if missing := [c for c in (*form.key, "checked") if c not in df]:
        raise ValueError(f"{form.name}: expected the columns {missing}, found {list(df)}")
    checked = df["checked"].str.strip().str.lower().replace({"yes": YES, "no": NO})
    wrong = df["checked"][~checked.isin([YES, NO, OPEN])].items()
    tables.refuse([f"{form.name}, row {n + 2}: checked: expected y, n or nothing, found {cell!r}" for n, cell in wrong])
    added = [c for c in df if c not in form.columns]
    columns = [c for c in form.columns if c in df or c != STANCES]  # a sheet that did not ask for them has no answer
    return df.assign(checked=checked).reindex(columns=[*columns, *added], fill_value="")


def unmerged(claims: pd.DataFrame) -> list[str]:
    """A sentence for each claim with a `merge_into` on which nobody has decided: it is merged into nothing yet."""
    rows = claims[(claims["merge_into"] != "") & (claims["checked"] == OPEN)]["merge_into"]
    why = "is left for later, as its row is not checked; write y there"
    return [f"{FORMS['claims'].name}, row {n + 2}: merge_into {into!r} {why}" for n, into in rows.items()]


def still_open(folder: Path) -> tuple[list[str], list[str]]:
    """A sentence for each table of proposed/ with rows that nobody has checked, or that wait to be taken; and for each fault in one."""
    told: list[str] = []
    faults: list[str] = []
    for kind, form in FORMS.items():
        try:
            rows = load(kind, folder)
        except ValueError as error:
            faults += str(error).splitlines()
            continue
        checked = list(rows["checked"])
        told += unmerged(rows) if kind == "claims" else []
        if checked.count(OPEN) or checked.count(YES):
            taken = checked.count(YES)
            wait = f", {taken} {'waits' if taken == 1 else 'wait'} for `hearsay accept`" * bool(taken)
            told.append(f"{form.name}: {checked.count(OPEN)} of {len(checked)} rows are not checked yet{wait}")
    return told, faults
