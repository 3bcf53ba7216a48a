"""Whose words a statement is: attributed, spoken, ascribed or own words; and a statement told in words, as data.

Every count of attribution uses `attributed`, so that an author's own voice and rows that only link two sayings are
counted nowhere. A quotation is never told without its speaker and its cue: the denial is often in the cue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from hearsay import tables

OWN_VOICE, RELAY = "author", "relay"
Hands = list[tuple[str, bool]]


def attributed(statements: pd.DataFrame) -> pd.DataFrame:
    """Statements that a document gives to somebody: not the author's own voice, nor a row that only links."""
    return statements[~statements["form"].isin([OWN_VOICE, RELAY])]


def holder_of(row) -> str:
    """Who takes the stances of a statement; "" is unresolved."""
    return row.holder or row.actor


def holders(statements: pd.DataFrame) -> pd.Series:
    """`holder_of` for each statement."""
    return statements["holder"].where(statements["holder"] != "", statements["actor"])


def ascribed(statements: pd.DataFrame) -> pd.DataFrame:
    """Attributed statements that another than the actor answers for: what he is said to want, think or feel."""
    rows = attributed(statements)
    return rows[holders(rows) != rows["actor"]]


def voiced(statements: pd.DataFrame) -> pd.DataFrame:
    """Attributed statements that are the actor's own, speech or a view: not what others ascribe to him."""
    rows = attributed(statements)
    return rows[holders(rows) == rows["actor"]]


def spoken(statements: pd.DataFrame) -> pd.DataFrame:
    """Attributed statements that are the actor's own acts of speech."""
    rows = voiced(statements)
    return rows[rows["act"] == "speech"]


def own_words(statements: pd.DataFrame) -> pd.DataFrame:
    """What an actor said and what stands as his words in quotation marks."""
    rows = spoken(statements)
    return rows[rows["form"] == "direct"]


def hands_of(row) -> Hands:
    """The hands that the text gives a statement, nearest the speaker first, and whether each is only implied."""
    hands = [(item.removesuffix("?").strip(), item.endswith("?")) for item in tables.items(row.via)]
    return [(hand, implied) for hand, implied in hands if hand]


def several(name: str) -> bool:
    """Whether a name is of several: a common noun in the plural ends it.

    >>> several("U.S. officials (“in May”)"), several("United States"), several("Taliban breakaway faction")
    (True, False, False)
    """
    last = (re.split(r"[(,]", name)[0].split() or [""])[-1]
    return last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "is"))


NO_CUE = "(no cue word)"


def cue_words(cue: str, own_voice: bool) -> str:
    """A cue in words; a heading or a colon has none, and then none is lent to it.

    >>> cue_words("denied", False), cue_words(":", False), cue_words("", True)
    ('denied', '(no cue word)', 'writes')
    """
    flat = _flat(cue).strip(" :;,“")
    return flat if any(map(str.isalnum, flat)) else "writes" if own_voice else NO_CUE


@dataclass(frozen=True)
class Told:
    """A statement in words. Names are those stated for the actors; what is not known is ""."""

    id: str
    doc_id: str
    speaker: str
    by: str  # who ascribes it to the speaker, "" where he says it himself
    cue: str
    words: str
    hands: tuple[str, ...]  # named hands, nearest the speaker first
    access: str  # how the speaker knows
    said: str
    scope: str  # words that limit what is held
    own_voice: bool

    def __str__(self) -> str:
        """One line, for a sentence or a label.

        >>> print(Told("s1", "d1", "The Port", "", "denied", "talks", ("The Wire",), "", "", "", False))
        The Port (through The Wire) denied: “talks”
        """
        through = f" (through {', '.join(self.hands)})" if self.hands else ""
        by = f", as {self.by} puts it," if self.by else ""
        cue = cue_words(self.cue, self.own_voice)
        bare = self.words.strip('“”"')
        return f"{self.speaker}{by}{through} {cue}: “{bare}”"


def told(row, names: Mapping[str, str], own_hands: Mapping[str, set[str]] | None = None) -> Told:
    """One statement (a row with the columns of `statements`) with its speaker, cue, words, hands and access.

    ``own_hands`` has by document the hands that are the document itself (`provenance.own_hands`): they relay nothing.
    """
    mine = (own_hands or {}).get(row.doc_id, set())
    hands = [names.get(hand, hand) for hand, implied in hands_of(row) if not implied and hand not in mine]
    by = "" if holder_of(row) == row.actor else names.get(row.holder, row.holder)
    return Told(
        row.id, row.doc_id, _named(row, names), by, _flat(row.cue), _flat(row.content), tuple(hands), row.access,
        row.said, row.scope_words, row.form == OWN_VOICE,
    )  # fmt: skip


def in_words(
    statements: pd.DataFrame, names: Mapping[str, str], own_hands: Mapping[str, set[str]] | None = None
) -> pd.DataFrame:
    """Each statement as `told`, a row with the fields of `Told`, in the order given."""
    rows = [vars(told(row, names, own_hands)) for row in statements.itertuples()]
    return pd.DataFrame(rows, columns=list(Told.__dataclass_fields__))


def _named(row, names: Mapping[str, str]) -> str:
    if row.actor:
        return names.get(row.actor, row.actor)
    return f"unresolved ({_flat(row.source)})" if row.source else "nobody named"


def _flat(words: str) -> str:
    return " ".join(words.split())
