"""What lies before a person who accepts: the corpus and its tables as they stand, and what is added to them."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import tables
from hearsay.corpus import people
from hearsay.corpus.codebook import Codebook, codebook_of, load_codebook
from hearsay.corpus.coding import load_codings
from hearsay.corpus.documents import load_corpus
from hearsay.proposals import draft, forms
from hearsay.reading import open_reading
from sayso.who.names import slug

Row = dict[str, str]
ACTORS = "actors.csv"
ALONG = "name and type as the machine found them; taken along with a row that names the actor"


class Conflict(Exception):
    """Why a row cannot be taken: which cell, what was expected, what was found."""


class Desk:
    """A folder, its rows of proposed/, and the rows that are added to its tables, by file."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.coding_file = f"coding/{name}.csv"  # where statements of this name stand
        self.corpus = load_corpus(folder)
        load_codebook(folder)  # a spoiled one stops here
        self.rows = {kind: forms.load(form, folder) for kind, form in forms.FORMS.items()}
        self.ledger = people.load(folder, tables.ACTORS)
        self.codings = load_codings(self.corpus)
        self.added: dict[str, list[dict[str, str]]] = defaultdict(list)
        self.taken: dict[str, set[int]] = defaultdict(set)  # rows that leave proposed/, by position
        self.unchecked: set[str] = set()  # claims on which a taken statement has a stance that stays the machine's
        self.changed: dict[str, set[int]] = defaultdict(set)  # rows that stay there, changed
        path = folder / "codebook.toml"
        self.book_text = path.read_text("utf-8-sig") if path.exists() else ""
        self.claims: dict[str, dict[str, Any]] = {}  # that are taken, as propositions
        rows = reversed(self.ledger.to_dict("records"))  # so that the first row of a name wins
        self.owner = {name.lower(): row["actor"] for row in rows for name in _names(row)}

    @property
    def book(self) -> Codebook:
        """The codebook with the claims that are taken."""
        raw = tomllib.loads(self.book_text)
        return codebook_of(raw | {"propositions": raw.get("propositions", {}) | self.claims})

    @property
    def actors(self) -> set[str]:
        """Keys that the tables know: of actors, and the doc_ids, which stand for authors who are not named."""
        return set(self.ledger["actor"]) | {row["actor"] for row in self.added[ACTORS]} | set(self.corpus.texts)

    def actor_rows(self, key: str) -> list[Row]:
        """The rows of an actor, those of actors.csv first."""
        old = self.ledger[self.ledger["actor"] == key].to_dict("records")
        return [*old, *(row for row in self.added[ACTORS] if row["actor"] == key)]

    def add_actor(self, row: Row) -> None:
        """Add a row of actors.csv. Raises Conflict where a name of it is another actor's already."""
        row = {c: row.get(c, "") for c in tables.ACTORS.columns} | {"name": row["name"] or row["actor"]}
        row = checked(tables.ACTORS, row)
        for name in _names(row):
            owner = self.owner.get(name.lower(), row["actor"])
            if owner != row["actor"]:
                raise Conflict(f"aliases: expected names of no other actor, found {name!r}, which is a name of {owner}")
        known = self.actor_rows(row["actor"])
        for column in ("name", "type", "side") if known else ():
            if row[column] != known[0][column]:
                raise Conflict(f"{column}: expected {known[0][column]!r}, as in actors.csv, found {row[column]!r}")
        self.owner |= {name.lower(): row["actor"] for name in _names(row)}
        if row not in known:
            self.added[ACTORS].append(row)

    @contextmanager
    def one_row(self) -> Iterator[None]:
        """While a row is taken; where it cannot be, no actor is taken along with it either."""
        count, taken, owner = len(self.added[ACTORS]), set(self.taken["actors"]), dict(self.owner)
        try:
            yield
        except Conflict:
            del self.added[ACTORS][count:]
            self.taken["actors"], self.owner = taken, owner
            raise

    def actor(self, key: str, column: str) -> str:
        """The key that the tables have for an actor whom an accepted row names.

        Where there is none the actor's row is taken along. Raises Conflict where nothing tells who is meant, or a person
        refused the actor.
        """
        if not key or key in self.actors:
            return key
        joined = {slug(name): known for name, known in self.owner.items()}
        if slug(key) in joined:
            return joined[slug(key)]
        row, place = self._proposed(key, column)
        evidence = "; ".join(filter(None, [row.get("evidence", ""), ALONG]))
        self.add_actor(row | {"actor": key, "evidence": evidence})
        self.taken["actors"] |= set() if place is None else {place}
        return key

    def _proposed(self, key: str, column: str) -> tuple[Row, int | None]:
        """What proposed/actors.csv says of an actor, and in which row; else what the reading says."""
        for n, row in enumerate(self.rows["actors"].to_dict("records")):
            if row["actor"] == key and not row["same_as"]:
                if row["checked"] == forms.NO:
                    place = f"{forms.FORMS['actors'].name}, row {n + 2}"
                    raise Conflict(f"{column}: expected an actor, found {key!r}, which is refused in {place}")
                return row, n
        if key not in self._found:
            raise Conflict(f"{column}: expected a key of actors.csv, found {key!r}")
        return self._found[key], None

    @cached_property
    def _found(self) -> dict[str, Row]:
        """The actors of the reading by key, for those that proposed/ does not tell."""
        return draft.text_actors(open_reading(self.folder))


def _names(row: Row) -> list[str]:
    """The names that are this actor's alone; what an unnamed source is called may be said of others."""
    named = [row["name"], *tables.items(row["aliases"])] if row["type"] != "unnamed" else []
    return [name for name in named if name]


def checked(table: tables.Table, row: Row) -> Row:
    """A row with its cells in the form that a table's are read in. Raises Conflict with the first that it refuses."""
    df = people.patient(pd.DataFrame([row], dtype=str), table)
    for problem in people.problems(df, table):
        raise Conflict(problem.partition(": ")[2] or problem)  # the place that it names is not the row's own
    return df.to_dict("records")[0]
