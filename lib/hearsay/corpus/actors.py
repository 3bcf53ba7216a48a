"""Who a source is: the ledger of aliases that people keep, and the register of sources without a name.

Who speaks is found by `sayso.who.resolution`, which gives rows for the actors that the ledger lacks.
"""

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from hearsay import tables


def names_of(actors: pd.DataFrame) -> dict[str, str]:
    """The one name stated for each actor, by key."""
    return dict(zip(actors["actor"], actors["name"], strict=True))


def aliases_of(actors: pd.DataFrame) -> dict[str, str]:
    """Each name found in documents, as it is written, to the key of its actor; the first row of an alias wins."""
    rows = zip(actors["actor"], actors["name"], actors["aliases"], strict=True)
    found = [(alias, actor) for actor, name, aliases in rows for alias in [name, *tables.items(aliases)]]
    return dict(reversed(found))


Index = Mapping[str, list[tuple[str, str]]]  # names and what each stands for, by the first word of each


def by_first_word(names: Mapping[str, str]) -> Index:
    """Names with what each stands for, the longest first, by the first word of each; those that begin with none are left."""
    longest = sorted(names, key=lambda name: (-len(name), name))
    return tables.grouped((first[0], (name, names[name])) for name in longest if (first := re.match(r"\w+", name)))


def mentions(text: str, names: Index) -> Iterator[tuple[str, str]]:
    """Each name that stands in a text, none within another, with what it stands for.

    >>> list(mentions("Ines Okafor met Reyl", by_first_word({"Okafor": "o", "Ines Okafor": "o", "Reyl": "r"})))
    [('Ines Okafor', 'o'), ('Reyl', 'r')]
    """
    end = 0
    for word in re.finditer(r"\w+", text):
        for name, meant in names.get(word[0], ()) if word.start() >= end else ():
            after = word.start() + len(name)
            if text.startswith(name, word.start()) and not text[after : after + 1].isalnum():
                yield name, meant
                end = after
                break


def with_found(actors: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The ledger, and after it the actors that the text alone has (`sayso.who.resolution.Identified.actors`)."""
    found = tables.ACTORS.of(found.to_dict("records"))
    return pd.concat([actors, found[~found["actor"].isin(actors["actor"])]], ignore_index=True)


def actors_of(actors: pd.DataFrame, ledger: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """The table `actors` that a run writes: each once, whether the ledger or the text has it, in how many it speaks."""
    rows = actors.drop_duplicates("actor")[["actor", "name", "type", "side"]]
    spoken = statements[~statements["form"].isin(["author", "relay"])]["actor"].value_counts()
    count = rows["actor"].map(spoken.to_dict()).fillna(0).astype(int).astype(str)
    found = rows["actor"].isin(ledger["actor"]).map({True: "ledger", False: "text"})
    return tables.FOUND_ACTORS.check(rows.assign(found=found, statements=count))
