"""Whose words a statement is: attributed, spoken, ascribed or own words; in words, as data; and how well it is dated.

Every count of attribution uses `attributed`, so that an author's own voice and rows that only link two sayings are
counted nowhere. A quotation is never told without its speaker and its cue: the denial is often in the cue.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
import pandas as pd

from hearsay import tables
from sayso import intervals
from sayso.words import marked
from sayso.words.grammar import grammar

OWN_VOICE, RELAY = "author", "relay"
VERBS = {"affirms": ("affirms", "affirm"), "denies": ("denies", "deny"), "qualifies": ("qualifies", "qualify")}
IN_TURN = ("affirms", "qualifies", "denies")  # as stances stand under one another
Hands = list[tuple[str, bool]]
MONTH = 31  # days
HOW = ("to the day", "within a month", "inferred", "wider", "undated")  # how well a statement is dated


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


def hands_of(via: str) -> Hands:
    """The hands that the text gives a statement, nearest the speaker first, and whether each is only implied."""
    hands = [(item.removesuffix("?").strip(), item.endswith("?")) for item in tables.items(via)]
    return [(hand, implied) for hand, implied in hands if hand]


def handed(via: str) -> bool:
    """Whether the text names a hand through which a statement came."""
    return any(not implied for _, implied in hands_of(via))


def several(name: str) -> bool:
    """Whether a name is of several: a noun in the plural ends it, or what stands before "of", "at" or the like.

    >>> several("U.S. officials (“in May”)"), several("United States"), several("Taliban breakaway faction")
    (True, False, False)
    >>> several("keepers of the old light"), several("the head of the pilots")
    (True, False)
    >>> several("local people"), several("Americans"), several("a source"), several("Harbour Press")
    (True, True, False, False)
    """
    last = (re.split(r"[(,]| (?:of|at|in|from|for|with|who|that) ", name)[0].split() or [""])[-1]
    many, plural = marked("persons", "many"), last.endswith("s") and not last.endswith(("ss", "us", "is"))
    return last in many or (plural and (last.islower() or last.lower() in many))


def listed(items: Iterable[str], most: int = 0) -> str:
    """Items as a phrase; beyond ``most`` they are only counted.

    >>> listed(["a", "b", "c"]), listed(["a", "b", "c", "d"], 2), listed([])
    ('a, b and c', 'a, b and 2 more', 'none')
    """
    items = list(items)
    if most and len(items) > most:
        items = [*items[:most], f"{len(items) - most} more"]
    head = [item.rstrip(",") for item in items[:-2]] + items[-2:-1]  # "Russia, as he puts it," ends in a comma
    return ", ".join(head) + " and " + items[-1] if head else items[0] if items else "none"


def holders_told(held: Iterable[tuple[str, ...]], most: int, before: str = "") -> str:
    """Names as a phrase, each with the words that limit what it holds; of those beyond ``most``, how many are limited.

    ``held`` has of each the name and those words, "" where nothing limits it; ``before`` stands before the words.

    >>> holders_told([("Ada", ""), ("Ben", "till now"), ("Cy", "in part"), ("Dan", "")], 2)
    'Ada, Ben (“till now”) and 2 more (1 with limits)'
    """
    held = list(held)
    told = [f"{who} ({before}“{limit}”)" if limit else who for who, limit, *_ in held[:most]]
    limited = sum(bool(limit) for _, limit, *_ in held[most:])
    if held[most:]:
        told.append(f"{len(held) - most} more" + f" ({limited} with limits)" * bool(limited))
    return listed(told)


NO_CUE = "(no cue word)"
CUES = grammar("cues")


def cue_words(cue: str, own_voice: bool) -> str:
    """A cue in words; a heading or a colon has none, and then none is lent to it. Quoted apart where no name can stand before it.

    An author who speaks in his ``own_voice`` writes.

    >>> cue_words("denied", False), cue_words(":", False), cue_words("", True), cue_words("are denied by", False)
    ('denied', '(no cue word)', 'writes', '(“are denied by”)')
    >>> cue_words("told", False), cue_words("adding", False), cue_words("told reporters", False)
    ('(“told”)', '(“adding”)', 'told reporters')
    """
    flat = _flat(cue).strip(" :;,“")
    flat = f"(“{flat}”)" if CUES["behind"].search(flat) else flat
    return flat if any(map(str.isalnum, flat)) else "writes" if own_voice else NO_CUE


def _flat(words: str) -> str:
    return " ".join(words.split())


def holder_name(row, names: Mapping[str, str]) -> str:
    """Who takes the stances of a statement (a row with the columns of `statements`), by the name stated for him.

    An author of whom nothing is known goes by the name of his document's key.
    """
    if holder := holder_of(row) or row.doc_id * (row.form == OWN_VOICE):
        return names.get(holder, holder)
    return f"{_flat(row.source)} (unresolved)" if row.source else "somebody unnamed"


def told_as_past(row) -> str:
    """The words by which a document tells a saying as past ("had long denied"); "" where it does not."""
    cue = _flat(row.cue)
    if CUES["past"].search(row.cue):
        return cue
    told = tables.LIST.join(filter(None, [row.said_words, row.cue]))
    return f"{row.said_words} {cue}" if CUES["past"].search(told) else ""


# --- when it was said


@lru_cache(maxsize=1 << 16)
def days_apart(*dates: str) -> int | None:
    """The most days that can lie between dates, of one between its first and its last; None where one has no bound on a side.

    >>> days_apart("2016-01-01", "[2016-01-02..2016-01-05]"), days_apart("2016-02"), days_apart("2016", "")
    (4, 28, None)
    """
    bounds = [bound for date in dates for bound in intervals.bounds(date)]
    return (max(bounds) - min(bounds)).days if all(bounds) else None


def how_dated(statements: pd.DataFrame) -> pd.Series:
    """For each statement one of `HOW`.

    Dated is what words of the text fix to a day or within a month. A day or month that only follows from publication
    or other bounds, or that its coder doubts (?), is inferred; what is open for longer is wider, whatever it rests on.
    """

    said, words = statements["said"], statements["said_words"]
    days = said.map(days_apart).astype(float)
    cases = {
        "undated": said == "",
        "wider": days.isna() | (days >= MONTH),
        "inferred": (words == "") | said.str.contains("?", regex=False),
        "to the day": days == 0,
    }
    return pd.Series(np.select(list(cases.values()), list(cases), "within a month"), statements.index, dtype=str)
