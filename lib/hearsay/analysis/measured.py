"""How well it was read: coder with coder, and the machine with the coders, one statement to one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from hearsay.analysis import agreement, sheet
from hearsay.analysis.matching import pairs_of
from hearsay.analysis.voices import attributed

if TYPE_CHECKING:
    from hearsay.reading import Reading

FOUND = ["who", "found", "of_its_own", "of_the_other", "precision", "recall", "f1", "same_speaker"]


def coder_pairs(reading: Reading) -> list[tuple[str, str]]:
    """Codings to be compared: two by two in the order of their names, without the one that was agreed."""
    names = sorted(set(reading.codings) - {"agreed"})
    return list(zip(names[::2], names[1::2], strict=False))


def one_to_one(a: pd.DataFrame, b: pd.DataFrame, who: str) -> tuple:
    """How many attributed statements of ``a`` are also in ``b``, each matched once; `same_speaker` is of those found."""
    ours, theirs = attributed(a), attributed(b)
    pairs = pairs_of(ours, theirs)
    found, same = len(pairs), sum(bool(x["actor"]) and x["actor"] == y["actor"] for x, y in pairs)
    precision, recall, f1 = (found / max(1, n) for n in (len(ours), len(theirs), (len(ours) + len(theirs)) / 2))
    return who, found, len(ours), len(theirs), precision, recall, f1, same / max(1, found)


def claims_coded(reading: Reading) -> dict[str, set[str]]:
    """By pair of coders, as `found` names it, the claims on which either takes a stance."""
    coded = {by: rows.to_dict("records") for by, rows in reading.codings.items()}
    return {
        f"coder {a} with coder {b}": {claim for row in coded[a] + coded[b] for claim in agreement.stances_in(row)}
        for a, b in coder_pairs(reading)
    }


def found(reading: Reading) -> pd.DataFrame:
    """Each pair of coders, and the machine against what is counted; without rows where nobody has coded."""
    codings = reading.codings
    rows = [one_to_one(codings[a], codings[b], f"coder {a} with coder {b}") for a, b in coder_pairs(reading)]
    if reading.name != "machine":
        rows.append(one_to_one(reading.machine, reading.statements, f"machine with {reading.name}"))
    return pd.DataFrame(rows, columns=FOUND)


def by_aspect(reading: Reading) -> pd.DataFrame:
    """`agreement.report` of each pair of coders, with the column `coders`."""
    codings = reading.codings
    reports = {f"{a}, {b}": agreement.report(codings[a], codings[b]) for a, b in coder_pairs(reading)}
    return _stacked(reports, "coders")


def _stacked(reports: Mapping[str, pd.DataFrame], column: str) -> pd.DataFrame:
    """Reports one below the other, each with its name in a column; without rows where there is none."""
    parts = [part.assign(**{column: name}) for name, part in reports.items()]
    return pd.concat([pd.DataFrame(columns=[*agreement.COLUMNS, column]), *parts], ignore_index=True)


def stance_agreement(reading: Reading) -> pd.DataFrame:
    """Per claim, of the statements on which either coder of a pair took a stance, how many have the same; weakest first.

    Claims that the codebook has retired are none.
    """
    codings, claims = reading.codings, reading.codebook.propositions
    rows = [
        (claim, one.get(claim) == two.get(claim))
        for a, b in coder_pairs(reading)
        for one, two in (map(agreement.stances_in, pair) for pair in pairs_of(codings[a], codings[b]))
        for claim in one.keys() | two.keys()
        if not claims.get(claim, {}).get("retired")
    ]
    same = pd.DataFrame(rows, columns=["proposition", "same"]).groupby("proposition")["same"]
    table = same.agg(statements="size", same_stance="mean").reset_index()
    order = ["same_stance", "statements", "proposition"]
    return table.sort_values(order, ascending=[True, False, True], ignore_index=True)


def places(reading: Reading) -> dict[str, pd.DataFrame]:
    """Statements that the machine missed, and what it found beyond the coders'; without rows where it alone has read."""
    ours, theirs = attributed(reading.machine), attributed(reading.statements)
    alone = reading.name == "machine"  # with nobody to compare it with
    hit = {*ours["id"]} if alone else {row["id"] for pair in pairs_of(ours, theirs) for row in pair}
    return {"missed": theirs[~theirs["id"].isin(hit)], "extra": ours[~ours["id"].isin(hit)]}


def sheets(reading: Reading) -> pd.DataFrame:
    """`sheet.sheet_agreement` of each check sheet, with the column `sheet`."""
    found = sheet.load_sheets(reading.corpus.folder).items()
    return _stacked({by: sheet.sheet_agreement(part, reading.statements) for by, part in found}, "sheet")
