"""What the machine proposes as claims, as the tables of a reading: statements, stances, claims, contradictions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from hearsay import tables
from hearsay.analysis.contradictions import pair_id, place_key
from hearsay.analysis.issues import pairs_of
from hearsay.corpus.coding import MACHINE

if TYPE_CHECKING:
    from sayso.claims import Proposed

CELL = 200  # characters of a document; passages that share some have a cell in common
KEY = ["statement_id", "proposition", "stance"]


def with_claims(
    told: pd.DataFrame, proposed: Proposed | None, covered: Collection[str] = (), instead: Collection[str] = ()
) -> pd.DataFrame:
    """Statements with the documents' own assertions that belong to a claim; the machine's with their stances.

    ``told`` are the statements that people and the machine tell, ``proposed`` is what `sayso.claims.propose` gives, None where
    people say what the claims are. People's rows stay as they are (`explained`). In documents that they ``covered``, and where a row of theirs stands
    ``instead``, no assertion is added.
    """
    if proposed is None:
        return told
    own = tables.STATEMENTS.of(proposed.author.to_dict("records"))
    own = own[~own["doc_id"].isin(covered) & ~own["id"].isin(instead)]
    rows = pd.concat([told, own], ignore_index=True)
    stances = proposed.stances.itertuples()
    held = tables.grouped((row.statement_id, f"{row.proposition}:{row.stance}") for row in stances)
    cells = zip(rows["id"], rows["by"], rows["stances"], strict=True)
    kept = [
        tables.LIST.join(sorted({*tables.items(cell), *held.get(i, ())})) if by == MACHINE else cell
        for i, by, cell in cells
    ]
    return tables.STATEMENTS.check(rows.assign(stances=kept))


def explained(
    stances: pd.DataFrame,
    patterns: pd.DataFrame,
    proposed: Proposed | None,
    statements: pd.DataFrame,
    coded: Collection[str],
) -> pd.DataFrame:
    """The stances, the machine's with the words that turned them and its rule: what they share with a label, or a pattern.

    ``patterns`` are the stances that the codebook's patterns found, ``proposed`` as in `with_claims`. What people coded they coded on the propositions of the codebook (``coded``), and there their rows say all that is
    said; on any further claim their statements have the stances that the machine gives them, marked by its rule.
    """
    held = tables.STANCE_TABLE.empty() if proposed is None else proposed.stances
    theirs = held["statement_id"].isin(statements[statements["by"] != MACHINE]["id"])
    further = held[theirs & ~held["proposition"].isin(coded)]
    more = tables.STANCE_TABLE.of(further.to_dict("records"))
    every = pd.concat([stances, more], ignore_index=True).drop_duplicates(KEY, ignore_index=True)
    why = pd.concat([further, held[~theirs], patterns]).drop_duplicates(KEY)[[*KEY, "turned_by", "rule"]]
    told = every.drop(columns=["turned_by", "rule"]).merge(why, on=KEY, how="left").fillna("")
    return tables.STANCE_TABLE.check(told[[*every.columns]])


def guessed(stances: pd.DataFrame) -> pd.Series:
    """Which stances the machine takes by likeness, as their rule tells."""
    return stances["rule"].str.startswith("claims: ")


def said(stances: pd.DataFrame, statements: pd.DataFrame, claims: Mapping[str, str]) -> pd.DataFrame:
    """The stances on which sentences and counts may rest: all but those of statements that are only near a machine claim.

    Of the machine's ``claims``, labels by key, count statements that say the label, as their rule tells, and what is
    denied by a verb of denial or called false; a mere negator ("no", "not") beside other words denies something else. A
    denial that stands in none of the statement's own words is that of who tells it ("denied the Courier's claim that …"),
    what a cue of denial brings is affirmed by nobody, and who calls false what the label calls so denies nothing. A
    passage that was read in several ways counts once on a side of a claim.
    """
    from sayso.claims.contradictions import stands_in  # as in `reading`
    from sayso.claims.proposals import BESIDE
    from sayso.polarity import FALSE, VERB, kind_of

    theirs = stances["proposition"].isin(claims) & guessed(stances)
    if not theirs.any():
        return stances
    rows = {row.id: row for row in statements.itertuples()}

    def counts(row) -> bool:
        told = rows.get(row.statement_id)
        if told is None or (row.stance == "denies" and not stands_in(row.turned_by, told.cue, told.content)):
            return False
        if row.stance == "affirms" and any(kind_of(word) == VERB for word in told.cue.lower().split()):
            return False
        plain = row.stance == "denies" and {VERB, FALSE} & {*map(kind_of, row.turned_by.lower().split(" … "))}
        said_so = plain or not row.rule.startswith(BESIDE)
        return said_so and not both_call_false(row.turned_by, claims[row.proposition])

    stances = stances[[not machine or counts(row) for machine, row in zip(theirs, stances.itertuples(), strict=True)]]
    held = stances[stances["proposition"].isin(claims) & guessed(stances)]
    return stances.drop(index=_again(held, rows)).reset_index(drop=True)


def both_call_false(turned_by: str, words: str) -> bool:
    """Whether the words that turn a statement call something false, as other words do: a satirical site, a fake report.

    >>> both_call_false("bogus", "It is a satirical site"), both_call_false("denied", "The hoax closed the port")
    (True, False)
    """
    from sayso.polarity import FALSE, WORD, kind_of  # as in `reading`

    return all(FALSE in map(kind_of, WORD.findall(told.lower())) for told in (turned_by, words))


def _again(held: pd.DataFrame, rows: Mapping[str, Any]) -> list[int]:
    """The index of ``held`` where it has a passage again: the machine read it in several ways on one side of a claim, of which the surest stays.

    Several speakers of one cue share an attribution, and each stays.
    """
    again, seen = [], defaultdict[tuple[str, str, str, int], list[tuple[str, tables.Spans]]](list)
    for row in sorted(held.itertuples(), key=lambda row: -float(rows[row.statement_id].confidence or 0)):
        told = rows[row.statement_id]
        cue, spans = told.attribution, tables.parse_spans(told.content_spans)
        cells = {n for a, b in spans for n in range(a // CELL, b // CELL + 1)}
        here = [seen[row.proposition, row.stance, told.doc_id, n] for n in cells]
        if told.by == MACHINE and any(c != cue and tables.shared(spans, there) for cell in here for c, there in cell):
            again.append(row.Index)
        for cell in here:
            cell.append((cue, spans))
    return again


def denies_itself(pair: Mapping[str, str], denial: Mapping[str, str]) -> bool:
    """Whether a pair of the machine's is a denial in the own words of its statement ``a``, which is ``denial``."""
    from sayso.claims.contradictions import stands_in  # as in `reading`

    return pair["kind"] == "denial" and stands_in(pair["turned_by"], denial["cue"], denial["content"])


def paired(contradictions: pd.DataFrame, said: pd.DataFrame, claims: Collection[str]) -> set[str]:
    """Of some ``claims`` those on which, or on a statement of which, a pair stands that nobody rejected.

    ``said`` has the stances that count: which statement is on which claim.
    """
    pairs = pairs_of(contradictions)
    held = said[said["statement_id"].isin({i for pair in pairs for i in (pair.a, pair.b)})]
    return {*(pair.on for pair in pairs), *held["proposition"]} & set(claims)


def contradictions(proposed: Proposed, statements: pd.DataFrame) -> pd.DataFrame:
    """The table `contradictions` of what the machine proposes, highest score first; status is "proposed" throughout."""
    rows = {row.id: row for row in statements.itertuples()}
    found: dict[str, dict[str, str]] = {}
    for row in proposed.contradictions.to_dict("records"):
        if {row["a"], row["b"]} <= rows.keys() and not both_call_false(row["turned_by"], rows[row["b"]].content):
            key = pair_id(place_key(rows[row["a"]]), place_key(rows[row["b"]]))
            more = {"contradiction_id": key, "issue": row["on"] or key, "status": "proposed"}
            found.setdefault(key, row | more)
    return tables.CONTRADICTIONS.check(tables.CONTRADICTIONS.of(found.values()))


def with_rules(found: pd.DataFrame, of_book: pd.DataFrame, stances: pd.DataFrame) -> pd.DataFrame:
    """The machine's pairs, and before them those of the codebook's rules (``of_book``) that rest on people and patterns.

    A side whose stance on the matter is itself a guess of likeness gives no such pair: the machine's own say it better.
    """
    near = stances[guessed(stances)]
    guesses = {*near["statement_id"] + " " + near["proposition"]}
    guess = [(of_book[side] + " " + of_book["on"]).isin(guesses) for side in "ab"]
    kept = of_book[~(guess[0] | guess[1])]
    more = found[~found["contradiction_id"].isin(kept["contradiction_id"])]
    return tables.CONTRADICTIONS.check(pd.concat([kept, more], ignore_index=True))


def ranked(found: pd.DataFrame) -> pd.DataFrame:
    """Contradictions with the highest score first; a pair that only a person found stands before all."""
    score = pd.to_numeric(found["score"], errors="coerce").fillna(2)
    return found.iloc[(-score).argsort(kind="stable")].reset_index(drop=True)
