"""Who a source is: the ledger of aliases that people keep, and the register of sources without a name.

Who speaks is found by `sayso.who.resolution`, which gives rows for the actors that the ledger lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
from rapidfuzz.distance import Levenshtein

from hearsay import tables
from hearsay.corpus import people
from hearsay.corpus.coding import fill_actors
from sayso.who import names
from sayso.who.ledger import Ledger
from sayso.who.phrases import Phrase, read_phrase

REGISTER = ["actor", "description", "outlet", "doc_id", "side", "statements", "stances", "same_as"]
VAGUE_OFFICES = frozenset(("source", "insider", "person", "aide"))  # who may hold any office


def load_actors(folder: Path) -> pd.DataFrame:
    """actors.csv of a corpus; empty where there is none. Raises ValueError with every problem."""
    return people.load(folder / "actors.csv", tables.ACTORS, fill_actors)


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


def with_found(actors: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The ledger, and after it the actors that the text alone has (`sayso.who.resolution.Identified.actors`)."""
    found = tables.ACTORS.of(found.to_dict("records"))
    found = found[~found["actor"].isin(set(actors["actor"]))]
    ledger, sides = Ledger(actors), sides_of(actors)
    side = [_side_told(row, ledger.bodies, sides) for row in found.itertuples()]
    return pd.concat([actors, found.assign(side=side)], ignore_index=True)


def actors_of(actors: pd.DataFrame, ledger: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """The table `actors` that a run writes: each once, whether the ledger or the text has it, in how many it speaks."""
    spoken = statements[~statements["form"].isin(["author", "relay"])]["actor"].value_counts()
    known = set(ledger["actor"])
    rows = actors.drop_duplicates("actor")
    return tables.FOUND_ACTORS.check(
        rows[["actor", "name", "type", "side"]].assign(
            found=["ledger" if key in known else "text" for key in rows["actor"]],
            statements=[str(spoken.get(key, 0)) for key in rows["actor"]],
        )
    )


def _side_told(row, bodies: Mapping[str, str], sides: Mapping[str, str]) -> str:
    """Of an unnamed source, the side of the one body of the ledger that its description names: `a Veldish official`."""
    if row.type != "unnamed":
        return ""
    stems = {names.stem(t.text) for t in read_phrase(row.name).core if t.capital}
    told = {sides[bodies[stem]] for stem in stems if stem in bodies}
    return told.pop() if len(told) == 1 else ""


def unnamed_register(statements: pd.DataFrame, actors: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """A row per unnamed source and document: description, outlet, side, statements, what they say, and who it may be.

    `same_as` lists ``actor: reason`` for other unnamed sources that could be the same person or persons: of one side,
    with an office alike, both one or both several, in one document or told to one outlet. Each is a hypothesis.
    """
    unnamed = actors[actors["type"] == "unnamed"].drop_duplicates("actor").set_index("actor")
    facts = documents.set_index("doc_id")
    said = statements[statements["actor"].isin(set(unnamed.index))]
    rows = [
        {
            "actor": actor,
            "description": _description(unnamed.loc[actor], group["source"]),
            "outlet": _outlet(facts, doc),
            "doc_id": doc,
            "side": unnamed.loc[actor, "side"],
            "statements": len(group),
            "stances": tables.LIST.join(sorted({s for cell in group["stances"] for s in tables.items(cell)})),
            "told_to": {hand for cell in group["via"] for hand in tables.items(cell.replace("?", ""))},
        }
        for (actor, doc), group in said.groupby(["actor", "doc_id"])
    ]
    for row in rows:
        same = (f"{other['actor']}: {why}" for other in rows if (why := _may_be(row, other)))
        row["same_as"] = tables.LIST.join(dict.fromkeys(same))
    return pd.DataFrame(rows, columns=[*REGISTER, "told_to"])[REGISTER]


def count_sources(statements: pd.DataFrame, actors: pd.DataFrame) -> tuple[int, int]:
    """How many sources speak, from least (all hypotheses of the register hold) to most (none does).

    Unresolved statements count on neither side; an author's own voice is no source.
    """
    heard = statements[(statements["actor"] != "") & (statements["form"] != "author")]
    documents = tables.DOCUMENTS.of({"doc_id": doc} for doc in sorted(set(heard["doc_id"])))
    register = unnamed_register(heard, actors, documents)
    parent = {actor: actor for actor in heard["actor"]}

    def top(actor: str) -> str:
        while parent[actor] != actor:
            actor = parent[actor]
        return actor

    for row in register.itertuples():
        for item in tables.items(row.same_as):
            parent[top(item.split(": ")[0])] = top(row.actor)
    return len({top(actor) for actor in parent}), len(parent)


def _description(actor: pd.Series, sources: pd.Series) -> str:
    """The fullest plain description that the document has of a source; else its name in the ledger."""
    plain = {s for s in sources if "," not in s and read_phrase(s).kind == "description"}
    words = sorted(plain, key=lambda s: (-len(s), s))
    return words[0] if words else actor["name"]


def _outlet(facts: pd.DataFrame, doc: str) -> str:
    if doc not in facts.index:
        return ""
    return facts.loc[doc, "original_outlet"] or facts.loc[doc, "outlet"]


def _may_be(one: dict, two: dict) -> str:
    """Why two unnamed sources may be the same, or ""."""
    if one["actor"] == two["actor"]:
        return ""
    ours, theirs = (read_phrase(row["description"]) for row in (one, two))
    if names.plural(ours.head) != names.plural(theirs.head):
        return ""
    if _of_other_bodies(ours, theirs):
        return ""
    side, office = _side(one, two, ours, theirs), _office(ours.head, theirs.head)
    place = next(_met_together(one, two), "")
    return f"{side}, {office}, {place}" if side and office and place else ""


def _side(one: dict, two: dict, ours: Phrase, theirs: Phrase) -> str:
    if one["side"] or two["side"]:
        return f"both of {one['side']}" if one["side"] == two["side"] else ""
    both = _limits(ours) & _limits(theirs)
    return f"both described by {', '.join(sorted(both))}" if both else ""


def _of_other_bodies(ours: Phrase, theirs: Phrase) -> bool:
    """Whether each description limits its office by words of its own, or one alone is of a former time."""
    one, two = _narrow(ours), _narrow(theirs)
    return ("former" in one) != ("former" in two) or (bool(one) and bool(two) and not one & two)


def _narrow(phrase: Phrase) -> set[str]:
    words = {t.low for t in phrase.core if not t.capital and t.low not in names.PLAIN | names.PREPOSITIONS}
    return {names.singular(w) for w in words - {phrase.head, "and"}}


def _limits(phrase: Phrase) -> set[str]:
    """The names and nations that limit a description."""
    return {names.stem(t.text) for t in phrase.core if t.capital and t.low not in names.PLAIN and t.low != phrase.head}


def _office(one: str, two: str) -> str:
    a, b = names.singular(one), names.singular(two)
    if a == b:
        return f"each called {a}"
    wide = b in names.GENERAL.get(a, ()) or a in names.GENERAL.get(b, ())
    return f"{a} and {b} may be one office" if wide or {a, b} & VAGUE_OFFICES else ""


def _met_together(one: dict, two: dict) -> Iterator[str]:
    if one["doc_id"] == two["doc_id"]:
        yield "in one document"
    if one["outlet"] and one["outlet"] == two["outlet"]:
        yield f"both in {one['outlet']}"
    if both := sorted(one["told_to"] & two["told_to"]):
        yield f"both told to {', '.join(both)}"
