"""What the machine proposes as claims, as the tables of a reading: statements, stances, claims, contradictions."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import pandas as pd

from hearsay import tables
from hearsay.analysis.contradictions import anchor, pair_id

if TYPE_CHECKING:
    from hearsay.reading import Proposal

MACHINE = "machine"
KEY = ["statement_id", "proposition"]


def with_claims(
    told: pd.DataFrame, proposed: Proposal | None, covered: Collection[str] = (), instead: Collection[str] = ()
) -> pd.DataFrame:
    """Statements with the documents' own assertions that belong to a claim; the machine's with their stances.

    People's rows stay as they are (`explained`). In documents that they ``covered``, and where a row of theirs stands
    ``instead``, no assertion is added.
    """
    if proposed is None:
        return told
    own = tables.STATEMENTS.of(proposed.author.to_dict("records"))
    own = own[~own["doc_id"].isin(covered) & ~own["id"].isin(instead)]
    rows = pd.concat([told, own], ignore_index=True)
    held: dict[str, list[str]] = {}
    for row in proposed.stances.itertuples():
        held.setdefault(row.statement_id, []).append(f"{row.proposition}:{row.stance}")
    cells = zip(rows["id"], rows["by"], rows["stances"], strict=True)
    kept = [_both(cell, held.get(i, [])) if by == MACHINE else cell for i, by, cell in cells]
    return tables.STATEMENTS.check(rows.assign(stances=kept))


def _both(cell: str, more: list[str]) -> str:
    return tables.LIST.join(sorted({*tables.items(cell), *more}))


def explained(
    stances: pd.DataFrame, proposed: Proposal | None, statements: pd.DataFrame, coded: Collection[str]
) -> pd.DataFrame:
    """The stances, those of machine claims with the words that turned them and what they share with the label.

    What people coded they coded on the propositions of the codebook (``coded``), and there their rows say all that is
    said; on any further claim their statements have the stances that the machine gives them, marked by its rule.
    """
    if proposed is None or proposed.stances.empty:
        return stances
    peoples = set(statements[statements["by"] != MACHINE]["id"])
    theirs = proposed.stances["statement_id"].isin(peoples)
    found = proposed.stances[~(theirs & proposed.stances["proposition"].isin(coded))]
    more = tables.STANCE_TABLE.of(found[found["statement_id"].isin(peoples)].to_dict("records"))
    every = pd.concat([stances, more], ignore_index=True).drop_duplicates([*KEY, "stance"], ignore_index=True)
    why = found.drop_duplicates(KEY).set_index(KEY)[["turned_by", "scope_words", "rule"]]
    merged = every.drop(columns=list(why)).merge(why, left_on=KEY, right_index=True, how="left")
    return tables.STANCE_TABLE.check(
        merged.assign(**{str(c): merged[c].where(merged[c].notna(), every[c]) for c in why})
    )


def contradictions(proposed: Proposal, statements: pd.DataFrame) -> pd.DataFrame:
    """The table `contradictions` of what the machine proposes, highest score first; status is "proposed" throughout."""
    rows = {row.id: row for row in statements.itertuples()}
    found: dict[str, dict[str, str]] = {}
    for row in proposed.contradictions.to_dict("records"):
        if row["a"] not in rows or row["b"] not in rows:
            continue  # a document's own assertion, where people coded
        a, b = rows[row["a"]], rows[row["b"]]
        key = pair_id(anchor(a), anchor(b))
        row |= {"contradiction_id": key, "issue": row["on"], "status": "proposed"}
        found.setdefault(key, row)
    return tables.CONTRADICTIONS.check(tables.CONTRADICTIONS.of(found.values()))


def beside(found: pd.DataFrame, of_book: pd.DataFrame, stances: pd.DataFrame) -> pd.DataFrame:
    """The machine's pairs, and before them those of the codebook's rules (``of_book``) that rest on people and patterns.

    A side whose stance on the matter is itself a guess of likeness gives no such pair: the machine's own say it better.
    """
    guessed = stances[stances["rule"].str.startswith("claims: ")]
    guesses = set(guessed[KEY].itertuples(index=False, name=None))
    sides = zip(of_book["a"], of_book["b"], of_book["on"], strict=True)
    said = [not {(a, on), (b, on)} & guesses for a, b, on in sides]
    kept = of_book[pd.Series(said, index=of_book.index, dtype=bool)]
    more = found[~found["contradiction_id"].isin(set(kept["contradiction_id"]))]
    return tables.CONTRADICTIONS.check(pd.concat([kept, more], ignore_index=True))


def ranked(found: pd.DataFrame) -> pd.DataFrame:
    """Contradictions with the highest score first; a pair that only a person found stands before all."""
    score = pd.to_numeric(found["score"], errors="coerce").fillna(2)
    return found.iloc[(-score).argsort(kind="stable")].reset_index(drop=True)
