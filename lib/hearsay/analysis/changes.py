"""Changes of position: an actor's own speech on both sides of a claim, and changes that a document itself tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pandas as pd

from hearsay import tables
from hearsay.analysis.voices import attributed, own_words, spoken
from sayso import intervals

POSITIONS = ["actor", "proposition", "affirms", "denies", "order", "same_scope", "own_words"]
STATED = ["holder", "proposition", "affirms", "denies", "order", "said_by", "words"]
# Words by which a document tells that somebody does not hold any more what the words report, or that it is past.
ENDED = r"no longer|not any ?more|changed (?:course|tack|(?:its|his|her) mind|their minds)|reversed|backtracked"
PAST = (
    r"(?:had|has|have) (?:long|once|previously|earlier|initially|until then)|used to|until (?:recently|now|then|lately)"
    r"|previously|formerly|initially|at first"
)
TURNS = re.compile(rf"\b(?:(?P<ended>{ENDED})|{PAST})\b", re.I)


def position_changes(statements: pd.DataFrame, stances: pd.DataFrame) -> pd.DataFrame:
    """One actor who affirms and denies one claim in his own speech; what others ascribe to him is no change of his.

    A row is a pair of statements. `order`: affirmed before, denied before, or dates overlap, which ranks nothing.
    `same_scope`: yes where the words that limit them are the same. `own_words`: yes where both stand in quotation
    marks. Speakers who are unnamed or not resolved are left out: nobody knows whether they are one.
    """
    said = spoken(statements)
    rows = {row.id: row for row in said[(said["actor"] != "") & (said["anonymous"] == "")].itertuples()}
    quoted = set(own_words(statements)["id"])
    held = stances[stances["statement_id"].isin(rows) & stances["stance"].isin(["affirms", "denies"])]
    held = held.assign(actor=held["statement_id"].map(lambda i: rows[i].actor))
    held = held[held.groupby(["actor", "proposition"])["stance"].transform("nunique") == 2]
    out = []
    for (actor, proposition), group in held.groupby(["actor", "proposition"]):
        yes, no = (group[group["stance"] == stance].itertuples() for stance in ("affirms", "denies"))
        for a, b in product(list(yes), list(no)):
            order = _order(rows[a.statement_id].said, rows[b.statement_id].said)
            same = "yes" if a.scope_words == b.scope_words else ""
            own = "yes" if {a.statement_id, b.statement_id} <= quoted else ""
            out.append((actor, proposition, a.statement_id, b.statement_id, order, same, own))
    return pd.DataFrame(out, columns=POSITIONS)


def _order(affirmed: str, denied: str) -> str:
    if intervals.earlier(affirmed, denied):
        return "affirmed before"
    return "denied before" if intervals.earlier(denied, affirmed) else "dates overlap"


def stated_changes(statements: pd.DataFrame, stances: pd.DataFrame) -> pd.DataFrame:
    """Changes of position that one document tells: it gives a holder both stances, and says that one is past.

    A row is a pair of the document's statements: holder, proposition, ids of the affirming and the denying one, what
    was before, said_by (the document) and the words that tell of the change.
    """
    rows = {row.id: row for row in attributed(statements).itertuples() if TURNS.search(_frame(row))}
    if not rows:
        return pd.DataFrame(columns=STATED)
    held = stances[stances["stance"].isin(["affirms", "denies"]) & (stances["holder"] != "")]
    place = dict(zip(statements["id"], statements["doc_id"], strict=True))
    held = held[held["statement_id"].isin(place)].assign(doc_id=lambda t: t["statement_id"].map(place))
    out = [
        (holder, proposition, a, b, _before(rows, a, b), doc, " | ".join(_turns(rows[i]) for i in (a, b) if i in rows))
        for (doc, holder, proposition), group in held.groupby(["doc_id", "holder", "proposition"])
        for a, b in _pairs(group, set(rows))
    ]
    return pd.DataFrame(out, columns=STATED)


def accepted_changes(statements: pd.DataFrame, stances: pd.DataFrame, contradictions: pd.DataFrame) -> pd.DataFrame:
    """Changes that a document tells across two claims: accepted pairs of one holder, told as past or ended.

    Rows as of `stated_changes`, under the claim of the pair. Which is the denial the stances say, else the pair is none.
    """
    told = {row.id: row for row in attributed(statements).itertuples() if TURNS.search(_frame(row))}
    place = dict(zip(statements["id"], statements["doc_id"], strict=True))
    holders = dict(zip(stances["statement_id"], stances["holder"], strict=True))
    held = stances.groupby("statement_id")["stance"].agg(set).to_dict()
    pairs = contradictions[(contradictions["status"] == "accepted") & (contradictions["same_holder"] == "yes")]
    out = []
    for pair in pairs.itertuples():
        two = sorted((pair.a, pair.b), key=lambda i: "denies" in held.get(i, set()))
        denying = ["denies" in held.get(i, set()) for i in two]
        if denying == [False, True] and set(two) & set(told) and len({place.get(i) for i in two}) == 1:
            words = " | ".join(_turns(told[i]) for i in two if i in told)
            out.append((holders[two[1]], pair.on, *two, _before(told, *two), place[two[0]], words))
    return pd.DataFrame(out, columns=STATED)


def _before(rows: dict, affirms: str, denies: str) -> str:
    """Which stance was before: the one told as past, or the other of the one that has begun."""
    told = affirms if affirms in rows else denies
    ended = TURNS.search(_frame(rows[told]))["ended"]
    return "denied before" if (told == affirms) == bool(ended) else "affirmed before"


def _pairs(group: pd.DataFrame, told: set[str]) -> Iterator[tuple[str, str]]:
    yes, no = (list(group[group["stance"] == stance]["statement_id"]) for stance in ("affirms", "denies"))
    yield from ((a, b) for a, b in product(yes, no) if a != b and {a, b} & told)


def _frame(row) -> str:
    """The words that report, with those that the date rests on: what the document says of the saying."""
    return tables.LIST.join(words for words in (row.said_words, row.cue) if words)


def told_as_past(row) -> str:
    """The words by which a document tells a saying as past ("had long denied"); "" where it does not."""
    found = TURNS.search(_frame(row))
    return _turns(row) if found and not found["ended"] else ""


def _turns(row) -> str:
    return " ".join(row.cue.split()) if TURNS.search(row.cue) else f"{row.said_words} {' '.join(row.cue.split())}"
