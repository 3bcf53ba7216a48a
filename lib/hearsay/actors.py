"""Who a source is: the ledger of aliases that people keep, and plain rules that resolve sources within a document."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from rapidfuzz.distance import Levenshtein

from hearsay import tables
from hearsay.resolution import provisional_actors, resolve

__all__ = ["aliases_of", "load_actors", "misspellings", "names_of", "provisional_actors", "resolve", "sides_of"]


def load_actors(folder: Path) -> pd.DataFrame:
    """actors.csv of a corpus; empty where there is none. Raises ValueError with every problem."""
    path = folder / "actors.csv"
    return tables.ACTORS.check(tables.read(path)) if path.exists() else tables.ACTORS.empty()


def names_of(actors: pd.DataFrame) -> dict[str, str]:
    """The one name stated for each actor, by key."""
    return dict(zip(actors["actor"], actors["name"], strict=True))


def sides_of(actors: pd.DataFrame) -> dict[str, str]:
    """On whose side each actor speaks, by key."""
    return dict(zip(actors["actor"], actors["side"], strict=True))


def aliases_of(actors: pd.DataFrame) -> dict[str, str]:
    """Each name found in documents, as it is written, to the key of its actor; the first row of an alias wins."""
    found: dict[str, str] = {}
    for row in actors.itertuples():
        for alias in [row.name, *tables.items(row.aliases)]:
            found.setdefault(alias, row.actor)
    return found


def misspellings(actors: pd.DataFrame) -> dict[str, str]:
    """Aliases whose every word is spelled a letter or two away from a word of the actor's name, to that name."""
    found = {}
    for row in actors[actors["type"].isin(["person", "organisation"])].itertuples():
        for alias in tables.items(row.aliases):
            words, name = alias.split(), row.name.split()
            away = [min(Levenshtein.distance(w.lower(), n.lower()) for n in name) for w in words]
            if (
                not alias.isupper()
                and any(away)
                and all(d <= max(1, len(w) // 3) for d, w in zip(away, words, strict=True))
            ):
                found[alias] = row.name
    return found
