"""Changes of position: an actor's own speech on both sides of a claim, and changes that a document itself tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
    said = said[(said["actor"] != "") & (said["anonymous"] == "")][["id", "actor", "said"]]
    quoted = set(own_words(statements)["id"])
    out = [
        (
            *(row.actor, row.proposition, row.id_yes, row.id_no, _order(row.said_yes, row.said_no)),
            "yes" if row.scope_words_yes == row.scope_words_no else "",
            "yes" if {row.id_yes, row.id_no} <= quoted else "",
        )
        for row in _both_sides(stances.merge(said, left_on="statement_id", right_on="id"), "actor", "proposition")
    ]
    return pd.DataFrame(out, columns=POSITIONS)


def _both_sides(held: pd.DataFrame, *same: str) -> Iterator:
    """Rows of stances with an id, in pairs of who affirms (_yes) and who denies (_no), where some columns are the same."""
    yes, no = (held[held["stance"] == stance] for stance in ("affirms", "denies"))
    pairs = yes.merge(no, on=list(same), suffixes=("_yes", "_no"))
    return pairs.sort_values(list(same), kind="stable").itertuples()


def _order(affirmed: str, denied: str) -> str:
    if intervals.earlier(affirmed, denied):
        return "affirmed before"
    return "denied before" if intervals.earlier(denied, affirmed) else "dates overlap"


def stated_changes(statements: pd.DataFrame, stances: pd.DataFrame) -> pd.DataFrame:
    """Changes of position that one document tells: it gives a holder both stances, and says that one is past.

    A row is a pair of the document's statements: holder, proposition, ids of the affirming and the denying one, what
    was before, said_by (the document) and the words that tell of the change.
    """
    held = stances[stances["holder"] != ""].merge(statements[["id", "doc_id"]], left_on="statement_id", right_on="id")
    sides = _both_sides(held, "doc_id", "holder", "proposition")
    return _stated(((row.holder, row.proposition, row.id_yes, row.id_no) for row in sides), statements)


def accepted_changes(statements: pd.DataFrame, stances: pd.DataFrame, contradictions: pd.DataFrame) -> pd.DataFrame:
    """Changes that a document tells across two claims: accepted pairs of one holder, told as past or ended.

    Rows as of `stated_changes`, under the claim of the pair. Which is the denial the stances say, else the pair is none.
    """
    holders = dict(zip(stances["statement_id"], stances["holder"], strict=True))
    denying = set(stances[stances["stance"] == "denies"]["statement_id"])
    pairs = contradictions[(contradictions["status"] == "accepted") & (contradictions["same_holder"] == "yes")]
    sides = ((pair.on, *sorted((pair.a, pair.b), key=denying.__contains__)) for pair in pairs.itertuples())
    changed = ((holders[b], on, a, b) for on, a, b in sides if b in denying and a not in denying)
    return _stated(changed, statements)


def _stated(pairs: Iterable[tuple[str, str, str, str]], statements: pd.DataFrame) -> pd.DataFrame:
    """Of pairs (holder, proposition, affirming and denying statement) those of one document that tells one as a turn."""
    rows = {row.id: row for row in attributed(statements).itertuples() if TURNS.search(_frame(row))}
    place = dict(zip(statements["id"], statements["doc_id"], strict=True))
    out = [
        (*pair, _before(rows, a, b), place[a], tables.LIST.join(_turns(rows[i]) for i in (a, b) if i in rows))
        for pair in pairs
        if (a := pair[2]) != (b := pair[3]) and {a, b} & rows.keys() and place.get(a) == place.get(b)
    ]
    return pd.DataFrame(out, columns=STATED)


def _before(rows: dict, affirms: str, denies: str) -> str:
    """Which stance was before: the one told as past, or the other of the one that has begun."""
    told = affirms if affirms in rows else denies
    ended = TURNS.search(_frame(rows[told]))["ended"]
    return "denied before" if (told == affirms) == bool(ended) else "affirmed before"


def _frame(row) -> str:
    """The words that report, with those that the date rests on: what the document says of the saying."""
    return tables.LIST.join(words for words in (row.said_words, row.cue) if words)


def told_as_past(row) -> str:
    """The words by which a document tells a saying as past ("had long denied"); "" where it does not."""
    found = TURNS.search(_frame(row))
    return _turns(row) if found and not found["ended"] else ""


def _turns(row) -> str:
    return " ".join(row.cue.split()) if TURNS.search(row.cue) else f"{row.said_words} {' '.join(row.cue.split())}"
