"""What the machine proposes as claims, as the tables of a reading: statements, stances, claims, contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from hearsay import tables
from hearsay.analysis.contradictions import anchor, pair_id

if TYPE_CHECKING:
    from sayso.claims import Proposed

KEY = ["statement_id", "proposition"]


def with_claims(machine: pd.DataFrame, proposed: Proposed | None) -> pd.DataFrame:
    """The machine's statements with the documents' own assertions that belong to a claim, and their stances."""
    if proposed is None:
        return machine
    own = tables.STATEMENTS.of(proposed.author.to_dict("records"))
    rows = pd.concat([machine, own], ignore_index=True)
    held: dict[str, list[str]] = {}
    for row in proposed.stances.itertuples():
        held.setdefault(row.statement_id, []).append(f"{row.proposition}:{row.stance}")
    found = rows["id"].map(lambda i: held.get(i, []))
    kept = [tables.LIST.join(sorted({*tables.items(a), *b})) for a, b in zip(rows["stances"], found, strict=True)]
    return tables.STATEMENTS.check(rows.assign(stances=kept))


def explained(stances: pd.DataFrame, proposed: Proposed | None) -> pd.DataFrame:
    """The stances, those of machine claims with the words that turned them and what they share with the label."""
    if proposed is None or proposed.stances.empty:
        return stances
    why = proposed.stances.set_index(KEY)[["turned_by", "scope_words", "rule"]]
    merged = stances.drop(columns=list(why)).merge(why, left_on=KEY, right_index=True, how="left").fillna("")
    return tables.STANCE_TABLE.check(merged)


def contradictions(proposed: Proposed, statements: pd.DataFrame) -> pd.DataFrame:
    """The table `contradictions` of what the machine proposes, highest score first; status is "proposed" throughout."""
    rows = {row.id: row for row in statements.itertuples()}
    found: dict[str, dict[str, str]] = {}
    for row in proposed.contradictions.to_dict("records"):
        a, b = rows[row["a"]], rows[row["b"]]
        key = pair_id(anchor(a), anchor(b))
        row |= {"contradiction_id": key, "issue": row["on"], "status": "proposed"}
        found.setdefault(key, row)
    return tables.CONTRADICTIONS.check(tables.CONTRADICTIONS.of(found.values()))


def ranked(found: pd.DataFrame) -> pd.DataFrame:
    """Contradictions with the highest score first; a pair that only a person found stands before all."""
    score = pd.to_numeric(found["score"], errors="coerce").fillna(2)
    return found.iloc[(-score).argsort(kind="stable")].reset_index(drop=True)
