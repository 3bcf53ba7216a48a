"""How well it was read: coder with coder, and the machine with the coders, one statement to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from hearsay.analysis import agreement, sheet
from hearsay.analysis.voices import attributed

if TYPE_CHECKING:
    from hearsay.reading import Reading

FOUND = ["who", "found", "of_its_own", "of_the_other", "precision", "recall", "f1", "same_speaker"]


def coder_pairs(reading: Reading) -> list[tuple[str, str]]:
    """Codings to be compared: two by two in the order of their names, without the one that was agreed."""
    names = sorted(set(reading.codings) - {"agreed"})
    return list(zip(names[::2], names[1::2], strict=False))


def one_to_one(a: pd.DataFrame, b: pd.DataFrame, who: str) -> dict[str, object]:
    """How many attributed statements of ``a`` are also in ``b``, each matched once; `same_speaker` is of those found."""
    ours, theirs = attributed(a), attributed(b)
    matched = agreement.match(ours, theirs)
    pairs = agreement.pairs_of(matched, ours, theirs)
    same = sum(bool(x["actor"]) and x["actor"] == y["actor"] for x, y in pairs)
    precision, recall = len(pairs) / max(1, len(ours)), len(pairs) / max(1, len(theirs))
    f1 = 2 * precision * recall / (precision + recall) if pairs else 0.0
    share = same / len(pairs) if pairs else 0.0
    return dict(zip(FOUND, [who, len(pairs), len(ours), len(theirs), precision, recall, f1, share], strict=True))


def claims_coded(reading: Reading) -> dict[str, set[str]]:
    """By pair of coders, as `found` names it, the claims on which either takes a stance."""
    return {
        f"coder {a} with coder {b}": {
            claim
            for by in (a, b)
            for row in reading.codings[by].to_dict("records")
            for claim in agreement.stances_in(row)
        }
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
    parts = [
        agreement.report(codings[a], codings[b], (a, b)).assign(coders=f"{a}, {b}") for a, b in coder_pairs(reading)
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*agreement.COLUMNS, "coders"])


def stance_agreement(reading: Reading) -> pd.DataFrame:
    """Per claim, of the statements on which either coder of a pair took a stance, how many have the same; weakest first.

    Claims that the codebook has retired are none.
    """
    codings, counts = reading.codings, {}
    for a, b in coder_pairs(reading):
        pairs = agreement.pairs_of(agreement.match(codings[a], codings[b]), codings[a], codings[b])
        for x, y in pairs:
            one, two = agreement.stances_in(x), agreement.stances_in(y)
            for claim in one.keys() | two.keys():
                hits, units = counts.get(claim, (0, 0))
                counts[claim] = hits + (one.get(claim) == two.get(claim)), units + 1
    claims = reading.codebook.propositions
    rows = [
        (claim, units, hits / units)
        for claim, (hits, units) in counts.items()
        if not claims.get(claim, {}).get("retired")
    ]
    table = pd.DataFrame(rows, columns=["proposition", "statements", "same_stance"])
    return table.sort_values(
        ["same_stance", "statements", "proposition"], ascending=[True, False, True], ignore_index=True
    )


def places(reading: Reading) -> dict[str, pd.DataFrame]:
    """Statements that the machine missed, and what it found beyond the coders'."""
    ours, theirs = attributed(reading.machine), attributed(reading.statements)
    if reading.name == "machine":
        return {"missed": theirs.head(0), "extra": theirs.head(0)}
    matched = agreement.match(ours, theirs)
    hit = set(matched[(matched["a_id"] != "") & (matched["b_id"] != "")][["a_id", "b_id"]].to_numpy().ravel())
    return {"missed": theirs[~theirs["id"].isin(hit)], "extra": ours[~ours["id"].isin(hit)]}


def sheets(reading: Reading) -> pd.DataFrame:
    """`sheet.sheet_agreement` of each check sheet, with the column `sheet`."""
    found = sheet.load_sheets(reading.corpus.folder).items()
    parts = [sheet.sheet_agreement(part, reading.statements, (by, reading.name)).assign(sheet=by) for by, part in found]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*agreement.COLUMNS, "sheet"])
