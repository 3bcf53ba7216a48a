"""What rests on what: who holds each proposition, how surely and from where, and what would fall with any one origin,
document or coder; then what is worth checking next. Counts of statements, never a verdict on what they say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from hearsay import tables
from hearsay.analysis.contradictions import disputes_of
from hearsay.analysis.provenance import OWN_VOICE
from hearsay.corpus import coding

if TYPE_CHECKING:  # the reading computes its tables by this room
    from hearsay.reading import Reading

HELD = ("affirms", "denies", "qualifies")


def standing(reading: Reading) -> pd.DataFrame:
    """A row per proposition and stance, with counts of statements, documents, origins, hedges, access and disputes."""
    counts = reading.origin_counts.set_index(["proposition", "stance"])
    rows = reading.statements.set_index("id")
    disputes = accepted_on(reading)
    out = []
    for (proposition, stance), group in reading.stances.groupby(["proposition", "stance"]):
        if stance not in HELD:
            continue
        members = rows.loc[group["statement_id"].unique()]
        heard = members[members["form"] != OWN_VOICE]
        origins = counts.loc[proposition, stance]
        out.append(
            {
                "proposition": proposition,
                "stance": stance,
                "attributed": len(heard),
                "own_voice": len(members) - len(heard),
                "documents": members["doc_id"].nunique(),
                "origins_least": int(origins["origins_least"]),
                "origins_most": int(origins["origins_most"]),
                "hedged": int((members["certainty"] == "hedged").sum()),
                "participants": int((heard["access"] == "participant").sum()),
                "unnamed": int((heard["anonymous"] == "yes").sum()),
                "disputes": disputes.get(proposition, 0),
            }
        )
    return pd.DataFrame(out, columns=STANDING)


STANDING = [
    "proposition", "stance", "attributed", "own_voice", "documents", "origins_least", "origins_most", "hedged",
    "participants", "unnamed", "disputes",
]  # fmt: skip


def accepted_on(reading: Reading) -> dict[str, int]:
    """Accepted disputes by point."""
    disputes = disputes_of(reading.contradictions)
    return disputes[disputes["status"] == "accepted"].groupby("on").size().to_dict()


def who_holds(reading: Reading) -> pd.DataFrame:
    """A row per proposition: the actors who affirm, deny and qualify it; authors in their own voice apart."""
    rows = reading.statements.set_index("id")
    out = []
    for proposition, group in reading.stances.groupby("proposition"):
        row: dict[str, str] = {"proposition": reading.codebook.label(proposition)}
        heard = group[group["statement_id"].map(rows["form"]) != OWN_VOICE]
        for stance in HELD:
            row[stance] = _named(heard[heard["stance"] == stance]["statement_id"].map(rows["actor"]), reading)
        own = group[(group["statement_id"].map(rows["form"]) == OWN_VOICE) & (group["stance"] != "neutral")]
        labels = sorted(set(own["statement_id"].map(rows["doc_id"]).map(reading.corpus.label) + " " + own["stance"]))
        out.append(row | {"authors": ", ".join(labels)})
    return pd.DataFrame(out, columns=["proposition", *HELD, "authors"])


def _named(actors: Iterable[str], reading: Reading) -> str:
    counted = pd.Series([reading.names.get(a, a) or "unresolved" for a in actors], dtype=str).value_counts()
    return ", ".join(f"{name} ({n})" if n > 1 else name for name, n in sorted(counted.items()))


def sole_support(reading: Reading) -> pd.DataFrame:
    """Stances whose attributed statements all come from one actor or stand in one document."""
    rows = reading.statements.set_index("id")
    out = []
    for (proposition, stance), group in reading.stances.groupby(["proposition", "stance"]):
        members = rows.loc[group["statement_id"].unique()]
        heard = members[members["form"] != OWN_VOICE]
        if stance not in HELD or heard.empty:
            continue
        if heard["actor"].nunique() == 1 or heard["doc_id"].nunique() == 1:
            documents = sorted(set(heard["doc_id"].map(reading.corpus.label)))
            actors = sorted({reading.names.get(a, a) or "unresolved" for a in heard["actor"]})
            out.append(
                {
                    "proposition": reading.codebook.label(proposition),
                    "stance": stance,
                    "statements": len(heard),
                    "only_actor": actors[0] if len(actors) == 1 else "",
                    "only_document": documents[0] if len(documents) == 1 else "",
                    "unnamed": "yes" if (heard["anonymous"] == "yes").all() else "",
                }
            )
    return pd.DataFrame(out, columns=["proposition", "stance", "statements", "only_actor", "only_document", "unnamed"])


def left_out(reading: Reading) -> pd.DataFrame:
    """What changes when one document or coder is left out: stances that nobody holds any more, disputes that fall."""
    stances = _held(reading.stances)
    out = []
    for doc in reading.corpus.texts:
        kept = set(reading.statements[reading.statements["doc_id"] != doc]["id"])
        lost = stances - _held(reading.stances[reading.stances["statement_id"].isin(kept)])
        out.append(_change(reading, "document", reading.corpus.label(doc), lost, kept))
    coders = sorted(set(reading.codings) - {reading.name})
    for by in coders if len(coders) == 2 else ():
        other = next(name for name in coders if name != by)
        lost = stances - _held(coding.stances_of(reading.codings[other]))
        out.append(_change(reading, "coder", by, lost, None))
    return pd.DataFrame(out, columns=["left_out", "which", "stances_lost", "disputes_lost", "stances"])


def origins_left_out(reading: Reading) -> pd.DataFrame:
    """Origins on which a stance rests alone, all possible joins made: what falls if that one origin is set aside."""
    rows = reading.statements.set_index("id")
    out = []
    for (proposition, stance), group in reading.origins.groupby(["proposition", "stance"]):
        if stance in HELD and group["origin_id"].nunique() == 1:
            first = rows.loc[group["origin_id"].iloc[0]]
            out.append(
                {
                    "proposition": reading.codebook.label(proposition),
                    "stance": stance,
                    "statements": len(group),
                    "documents": rows.loc[group["statement_id"], "doc_id"].nunique(),
                    "origin": reading.names.get(first["actor"], first["actor"]) or "unresolved",
                    "joins_that_are_only_possible": int(((group["joined_to"] != "") & (group["certain"] == "")).sum()),
                }
            )
    columns = ["proposition", "stance", "statements", "documents", "origin", "joins_that_are_only_possible"]
    return pd.DataFrame(out, columns=columns)


def _held(stances: pd.DataFrame) -> set[tuple[str, str]]:
    kept = stances[stances["stance"].isin(HELD)]
    return set(zip(kept["proposition"], kept["stance"], strict=True))


def _change(reading: Reading, what: str, which: str, lost: set, kept: set[str] | None) -> dict[str, object]:
    pairs = reading.contradictions[reading.contradictions["status"] == "accepted"]
    standing = [kept is None or _stands(row, kept) for row in pairs.itertuples()]
    still = pairs[pd.Series(standing, index=pairs.index, dtype=bool)]
    named = [f"{reading.codebook.label(p)} ({s})" for p, s in sorted(lost)]
    fallen = "" if kept is None else str(pairs["dispute_id"].nunique() - still["dispute_id"].nunique())
    return {
        "left_out": what,
        "which": which,
        "stances_lost": len(lost),
        "disputes_lost": fallen,
        "stances": "; ".join(named),
    }


def _stands(row, kept: set[str]) -> bool:
    """Does a pair, or an instance of it, stand without the statements that were left out?"""
    return any(set(pair.split("+")) <= kept for pair in [f"{row.a}+{row.b}", *tables.items(row.instances)])


def check_next(reading: Reading, most: int = 15) -> pd.DataFrame:
    """What a researcher might check next, with the reason: the more of these hold, the earlier it stands here.

    One point each for an accepted direct dispute, for resting on one origin at least, for unnamed speakers alone, for
    no participant among the speakers, and for standing in one document alone.
    """
    direct = reading.contradictions
    direct = direct[(direct["status"] == "accepted") & (direct["strength"] == "direct")]
    disputed = direct.groupby("on")["dispute_id"].nunique().to_dict()
    out = []
    for row in standing(reading).itertuples():
        n = disputed.get(row.proposition, 0)
        reasons = [
            (n, f"{n} direct {'dispute' if n == 1 else 'disputes'}"),
            (row.origins_least == 1, "may rest on one origin"),
            (row.attributed and row.unnamed == row.attributed, "unnamed speakers alone"),
            (row.attributed and not row.participants, "no speaker who took part"),
            (row.documents == 1, "one document alone"),
        ]
        held = [reason for true, reason in reasons if true]
        if n and len(held) > 1:
            label = reading.codebook.label(row.proposition)
            out.append((label, row.stance, len(held), row.attributed + row.own_voice, "; ".join(held)))
    table = pd.DataFrame(out, columns=["proposition", "stance", "reasons", "statements", "why"])
    order = ["reasons", "statements", "proposition", "stance"]
    return table.sort_values(order, ascending=[False, False, True, True], ignore_index=True).head(most)


def statements_behind(reading: Reading, checks: pd.DataFrame) -> pd.DataFrame:
    """The attributed statements that take the stances listed."""
    listed = set(zip(checks["proposition"], checks["stance"], strict=True))
    label = reading.codebook.label
    held = {r.statement_id for r in reading.stances.itertuples() if (label(r.proposition), r.stance) in listed}
    rows = reading.statements[reading.statements["id"].isin(held)]
    return rows[rows["form"] != OWN_VOICE]
