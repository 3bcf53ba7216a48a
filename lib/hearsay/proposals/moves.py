"""How a checked row of each kind goes into the tables: what it becomes there, and when it cannot."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import tables
from hearsay.analysis.sheet import HEADINGS
from hearsay.corpus import coding, people
from hearsay.corpus.codebook import Codebook, load_codebook
from hearsay.corpus.coding import MACHINES, accepted
from hearsay.corpus.documents import load_corpus, meant
from hearsay.proposals import forms
from hearsay.proposals.new import text_actors
from hearsay.reading import open_reading
from sayso.who.names import slug

Row = dict[str, str]
DOCUMENTS, ACTORS, VERDICTS = (t.name for t in (tables.DOCUMENT_FACTS, tables.ACTORS, tables.VERDICTS))
MACHINES_CLAIM = re.compile(r"[a-z0-9-]+-[0-9a-f]{6}")  # slug of its label and a hash
ALONG = "name and type as the machine found them; taken along with a row that names the actor"


class Conflict(Exception):
    """Why a row cannot be taken: which cell, what was expected, what was found."""


class Desk:
    """What lies before a person who accepts: the corpus and its tables as they stand, and what is added to them."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.corpus, self.codebook = load_corpus(folder), load_codebook(folder)
        self.codings = coding.load_codings(self.corpus)
        self.rows: dict[str, list[Row]] = {kind: forms.load(kind, folder).to_dict("records") for kind in forms.FORMS}
        self.proposed = {row["proposition"]: row for row in self.rows["claims"]}
        # By file the rows of tables, those that stand there first; and how many do.
        self.tables = defaultdict(list)
        for table in (tables.DOCUMENT_FACTS, tables.ACTORS, tables.VERDICTS):
            self.tables[table.name] = people.load(folder, table).to_dict("records")
        self.stood = {file: len(rows) for file, rows in self.tables.items()}
        self.claims: dict[str, dict[str, Any]] = {}  # that are taken, as propositions
        self.unchecked: set[str] = set()  # claims on which a taken statement has a stance that stays the machine's

    @property
    def book(self) -> Codebook:
        """The codebook with the claims that are taken."""
        return Codebook({**self.codebook.propositions, **self.claims}, self.codebook.measures)

    @property
    def known(self) -> set[str]:
        """Keys that the tables know: of actors, and the doc_ids, which stand for authors who are not named."""
        return {row["actor"] for row in self.tables[ACTORS]} | set(self.corpus.texts)

    @cached_property
    def found(self) -> dict[str, Row]:
        """The actors of the reading by key, for those that proposed/ does not tell."""
        return text_actors(open_reading(self.folder))

    def added(self, file: str) -> list[Row]:
        """The rows that are added to a table."""
        return self.tables[file][self.stood.get(file, 0) :]

    def actor(self, key: str, column: str) -> str:
        """The key that the tables have for an actor whom an accepted row names; his row is taken along where none has one.

        Raises Conflict where nothing tells who is meant, or a person refused the actor.
        """
        if not key or key in self.known:
            return key
        for row in self.tables[ACTORS]:
            if slug(key) in map(slug, _names(row)):
                return row["actor"]
        own = next((row for row in self.rows["actors"] if row["actor"] == key and not row["same_as"]), None)
        if own and own["checked"] == forms.NO:
            place = f"proposed/actors.csv, row {self.rows['actors'].index(own) + 2}"
            raise Conflict(f"{column}: expected an actor, found {key!r}, which is refused in {place}")
        row = own or self.found.get(key)
        if not row:
            raise Conflict(f"{column}: expected a key of actors.csv, found {key!r}")
        self.add_actor(row | {"actor": key, "evidence": "; ".join(filter(None, [row.get("evidence"), ALONG]))})
        return key

    def add_actor(self, row: Row) -> None:
        """Add a row of actors.csv. Raises Conflict where what it says is not what another row says."""
        row = checked(tables.ACTORS, row | {"name": row["name"] or row["actor"]})
        names = {name.lower() for name in _names(row)}
        for other in self.tables[ACTORS]:
            if other["actor"] == row["actor"]:
                for column in ("name", "type", "side"):
                    if row[column] != other[column]:
                        raise Conflict(f"{column}: expected {other[column]!r}, as in actors.csv, found {row[column]!r}")
            elif shared := sorted(names & {name.lower() for name in _names(other)}):
                told = f"found {shared[0]!r}, which is a name of {other['actor']}"
                raise Conflict(f"aliases: expected names of no other actor, {told}")
        if row not in self.tables[ACTORS]:
            self.tables[ACTORS].append(row)


def _names(row: Row) -> list[str]:
    """The names that are this actor's alone; what an unnamed source is called may be said of others."""
    named = [row["name"], *tables.items(row["aliases"])] if row["type"] != "unnamed" else []
    return [name for name in named if name]


def checked(table: tables.Table, row: Row) -> Row:
    """A table's row with its cells in the form that they are read in. Raises Conflict with the first that is refused."""
    df = people.patient(pd.DataFrame([row], columns=list(table.columns), dtype=str).fillna(""), table)
    for problem in people.problems(df, table):
        raise Conflict(problem.partition(": ")[2] or problem)  # the place that it names is not the row's own
    return df.to_dict("records")[0]


def document(desk: Desk, row: Row) -> None:
    """A document goes into documents.csv with what stands in its row."""
    new = checked(tables.DOCUMENT_FACTS, row)
    if row["doc_id"] not in desk.corpus.texts:
        raise Conflict(f"doc_id: expected a document of this folder, found {row['doc_id']!r}")
    if row["doc_id"] in meant((r["doc_id"] for r in desk.tables[DOCUMENTS]), desk.corpus.texts, desk.corpus.names):
        raise Conflict(f"doc_id: expected a document without a row in documents.csv, found {row['doc_id']!r}")
    desk.tables[DOCUMENTS].append(new)


def actor(desk: Desk, row: Row) -> None:
    """An actor goes into actors.csv; a name that is another's, as a further row of that actor, with the name as alias."""
    if not row["same_as"]:
        desk.add_actor(row)
        return
    key = desk.actor(row["same_as"], "same_as")
    known = next((other for other in desk.tables[ACTORS] if other["actor"] == key), None)
    if not known:
        raise Conflict(f"same_as: expected a key of actors.csv, found {key!r}")
    aliases = tables.LIST.join(dict.fromkeys([row["name"] or row["actor"], *tables.items(row["aliases"])]))
    same = {c: known[c] for c in ("name", "type", "side")}
    desk.add_actor(same | {"actor": key, "aliases": aliases, "evidence": row["evidence"]})


def claim(desk: Desk, row: Row) -> None:
    """A claim becomes a proposition under its key; one that is merged lends its wordings to the other as examples.

    The merged row stays in proposed/ as no claim of its own, so that its key is understood in other rows.
    """
    key, examples = row["proposition"], tables.items(row["examples"])
    fields = {c: " ".join(row[c].split()) for c in ("label", "definition", "not_meant", "issue")}
    if row["merge_into"]:
        into = _merged(desk, key)
        if into not in desk.claims:
            said = f"add {fields['label']!r} to its examples there"
            raise Conflict(f"merge_into: {into} stands in codebook.toml already; {said}")
        told = [*desk.claims[into]["examples"], fields["label"], *examples]
        desk.claims[into]["examples"] = list(dict.fromkeys(filter(None, told)))
        row["checked"] = forms.NO
    elif not key or key in desk.book.propositions:
        raise Conflict(f"proposition: expected a key that codebook.toml has not, found {key!r}")
    elif not fields["label"]:
        raise Conflict("label: expected a sentence, found nothing")
    else:
        desk.claims[key] = fields | {"examples": examples}


def _merged(desk: Desk, key: str) -> str:
    """The key that a claim is merged into in the end. Raises Conflict where that one is not kept."""
    seen = [key]
    while into := desk.proposed.get(seen[-1], {}).get("merge_into"):
        seen.append(into)
        if into in seen[:-1]:
            raise Conflict(f"merge_into: expected a claim that is kept, found a circle: {' -> '.join(seen)}")
    if seen[-1] not in desk.book.propositions:
        raise Conflict(f"merge_into: expected a key of codebook.toml or of a claim checked y, found {seen[-1]!r}")
    return seen[-1]


def statement(desk: Desk, row: Row) -> None:
    """A statement goes into the coding of the name; `from` is the machine's row for which it stands."""
    file = f"coding/{desk.name}.csv"
    machines = row["id"] if MACHINES.fullmatch(row["id"]) else ""
    if desk.name in desk.codings and machines in accepted(desk.codings[desk.name]):
        raise Conflict(f"id: expected a statement that {file} has not, found {machines!r} there")
    own = coding.fill_coding(tables.CODING.of([{c: row.get(c, "") for c in tables.CODING.columns}]))
    new = own.to_dict("records")[0] | {"from": machines}
    new |= {c: desk.actor(new[c], c) for c in ("actor", "holder")}
    hands = tables.items(new["via"])
    new["via"] = tables.LIST.join(desk.actor(h.removesuffix("?"), "via") + "?" * h.endswith("?") for h in hands)
    new["stances"] = tables.LIST.join(_stances(desk, new["stances"]))
    new = coding.heal(pd.DataFrame([new], dtype=str), desk.corpus.texts).to_dict("records")[0]
    place = "\n".join(new[c] for c in ("doc_id", "content_spans", "content"))
    new["id"] = f"{desk.name}-{machines[1:] or hashlib.sha256(place.encode()).hexdigest()[:12]}"
    new = checked(tables.CODING, new)
    for problem in coding.problems_of(new, desk.corpus.texts, desk.book, desk.known):
        raise Conflict(problem)
    desk.tables[file].append(new)


def _stances(desk: Desk, cell: str) -> Iterator[str]:
    """Stances on claims that are kept; one on a claim that nobody has kept stays the machine's."""
    for item in tables.items(cell):
        key, _, stance = item.partition(":")
        on = _kept(desk, key)
        if on in desk.book.propositions:
            yield f"{on}:{stance}"
        elif key not in desk.proposed and not MACHINES_CLAIM.fullmatch(key):
            raise Conflict(f"stances: expected a proposition of codebook.toml or a claim of proposed/, found {key!r}")
        elif desk.proposed.get(key, {}).get("checked") != forms.NO:
            desk.unchecked.add(key)


def _kept(desk: Desk, key: str) -> str:
    """What a claim has become: the key that it was merged into, else its own."""
    row = desk.proposed.get(key, {})
    return _merged(desk, key) if row.get("checked") == forms.NO and row["merge_into"] else key


def verdict(desk: Desk, row: Row) -> None:
    """A pair goes into verdicts.csv; the judge is the name."""
    new = row | {"judge": desk.name, "on": _kept(desk, row["on"])}
    for n, known in enumerate(desk.tables[VERDICTS], 2):
        if _pair(known) == _pair(new):
            raise Conflict(f"expected a pair that nobody has judged, found it in verdicts.csv, row {n}")
    new |= {c: desk.actor(new[c], c) for c in ("a_actor", "b_actor")}
    desk.tables[VERDICTS].append(checked(tables.VERDICTS, new))


def _pair(row: Row) -> frozenset[tuple[str, str]]:
    return frozenset((row[f"{s}_doc_id"], row[f"{s}_spans"] or row[f"{s}_content"]) for s in "ab")


def sheet(desk: Desk, row: Row) -> None:
    """A row of the check sheet goes to the sheets; it is filled in if it has a form."""
    file = f"coding/sheet/{desk.name}.csv"
    form = next(row[c] for c in HEADINGS if c.startswith("form:"))
    allowed = [*tables.CODING.allowed["form"], "none"]
    if form not in allowed:
        raise Conflict(f"form: expected one of {', '.join(allowed)}, found {form!r}")
    if (desk.folder / file).exists() and row["id"] in set(tables.read(desk.folder / file)["id"]):
        raise Conflict(f"id: expected a row that {file} has not, found {row['id']!r}")
    desk.tables[file].append({c: row[c] for c in HEADINGS})


MOVERS: dict[str, Callable[[Desk, Row], None]] = {
    "documents": document, "actors": actor, "claims": claim, "statements": statement, "verdicts": verdict, "sheet": sheet,
}  # fmt: skip
