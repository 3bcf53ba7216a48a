"""Changes of position: an actor's own speech on both sides of a claim; and what a document tells as past."""

from __future__ import annotations

import re

import pandas as pd

from hearsay import tables
from hearsay.analysis.voices import spoken
from sayso import intervals

POSITIONS = ["actor", "proposition", "affirms", "denies", "order"]
# Words by which a document tells that what somebody says is past.
PAST = re.compile(
    r"\b(?:(?:had|has|have) (?:long|once|previously|earlier|initially|until then)|used to"
    r"|until (?:recently|now|then|lately)|previously|formerly|initially|at first)\b",
    re.I,
)


def position_changes(statements: pd.DataFrame, stances: pd.DataFrame) -> pd.DataFrame:
    """One actor who affirms and denies one claim in his own speech; what others ascribe to him is no change of his.

    A row is a pair of statements. `order`: affirmed before, denied before, or dates overlap, which ranks nothing.
    Speakers who are unnamed or not resolved are left out: nobody knows whether they are one.
    """
    said = spoken(statements)
    said = said[(said["actor"] != "") & (said["anonymous"] == "")][["id", "actor", "said"]]
    held = stances.merge(said, left_on="statement_id", right_on="id")
    yes, no = (held[held["stance"] == stance] for stance in ("affirms", "denies"))
    pairs = yes.merge(no, on=["actor", "proposition"], suffixes=("_yes", "_no"))
    out = [
        (row.actor, row.proposition, row.id_yes, row.id_no, _order(row.said_yes, row.said_no))
        for row in pairs.sort_values(["actor", "proposition"], kind="stable").itertuples()
    ]
    return pd.DataFrame(out, columns=POSITIONS)


def _order(affirmed: str, denied: str) -> str:
    if intervals.earlier(affirmed, denied):
        return "affirmed before"
    return "denied before" if intervals.earlier(denied, affirmed) else "dates overlap"


def told_as_past(row) -> str:
    """The words by which a document tells a saying as past ("had long denied"); "" where it does not."""
    cue = " ".join(row.cue.split())
    if PAST.search(row.cue):
        return cue
    return f"{row.said_words} {cue}" if PAST.search(tables.LIST.join(filter(None, [row.said_words, row.cue]))) else ""
