"""What the checked rows of proposed/ become: rows of the tables that people write, and propositions of the codebook."""

import hashlib
import re

import pandas as pd

from hearsay import tables
from hearsay.analysis.sheet import HEADINGS
from hearsay.corpus import people
from hearsay.corpus.actors import aliases_of
from hearsay.corpus.codebook import load_codebook
from hearsay.corpus.coding import MACHINES
from hearsay.corpus.documents import Corpus
from hearsay.proposals import forms
from sayso.who.names import slug

MACHINES_CLAIM = re.compile(r"([a-z0-9-]+)-[0-9a-f]{6}")  # how its label begins, and a hash
ALONG = "; taken along as the machine found it, with a row that names the actor"
KEYS = {"statements": ("actor", "holder", "via"), "verdicts": ("a_actor", "b_actor"), "actors": ("same_as",)}
FORM = next(heading for heading in HEADINGS if heading.startswith("form:"))
TOLD = ("label", "definition", "not_meant", "issue")


class Desk:
    """What lies before a person who accepts: the rows of proposed/, and what those become that are checked.

    The index of a row is its place in proposed/. ``conflicts`` has a sentence for each that cannot be taken, beside those that
    `hearsay check` then finds.
    """

    def __init__(self, corpus: Corpus, name: str) -> None:
        self.name, self.conflicts = name, []
        self.rows = {kind: forms.load(kind, corpus.folder) for kind in forms.FORMS}
        self.taken = {kind: rows[rows["checked"] == forms.YES] for kind, rows in self.rows.items()}
        claims, actors = self.rows["claims"], self.taken["actors"]
        merged = claims[(claims["merge_into"] != "") & (claims["checked"] != forms.OPEN)]
        self.merged = dict(zip(merged["proposition"], merged["merge_into"], strict=True))
        claims.loc[merged.index, "checked"] = forms.NO  # such a row stays, as other rows may name it
        self.codebook = load_codebook(corpus.folder).propositions
        self.lent: dict[str, list[str]] = {}  # by key of the codebook, wordings of claims merged into it
        self.claims = self._claims()
        self.ledger = people.load(corpus.folder, tables.ACTORS)
        own, joined = actors[actors["same_as"] == ""], actors[actors["same_as"] != ""]
        known = pd.concat([self.ledger, own])
        keys = [*known["actor"], *corpus.texts]  # a doc_id stands for an author who is not named
        same = dict(zip(joined["actor"], joined["same_as"], strict=True))
        # What rows call an actor, and the key that the tables have for him.
        self.meant = {slug(name): key for name, key in aliases_of(known[known["type"] != "unnamed"]).items()}
        self.meant |= dict(zip(keys, keys, strict=True)) | {key: _in_the_end(key, same) for key in same}
        told = self.rows["actors"]
        told = pd.concat([known, told[(told["checked"] == forms.OPEN) & (told["same_as"] == "")]])
        self.called = _alone(told[told["type"] != "unnamed"])
        self.judged = set(map(_pair, people.load(corpus.folder, tables.VERDICTS).to_dict("records")))

    def added(self) -> dict[str, pd.DataFrame]:
        """By table of proposed/ the rows that are added to the table to which it leads."""
        self._take_along()
        self._renamed()
        for n in self.taken["sheet"].index[self.taken["sheet"][FORM] == ""]:
            self._refuse("sheet", n, "form: expected what the words are, found nothing")
        actors, statements, verdicts = self._actors(), self._statements(), self._verdicts()
        return self.taken | {"actors": actors, "statements": statements, "verdicts": verdicts}

    def _refuse(self, kind: str, n: int, why: str) -> None:
        self.conflicts.append(f"{forms.FORMS[kind].name}, row {n + 2}: {why}")

    def _claims(self) -> dict[str, dict[str, str | list[str]]]:
        """Claims as propositions; one that is merged lends its wordings as examples to the other, new or not."""
        made = {}
        for n, row in self.taken["claims"].sort_values("merge_into", kind="stable").to_dict("index").items():
            key, into = row["proposition"], self._claim(row["proposition"])
            told = {column: " ".join(row[column].split()) for column in TOLD}
            examples = tables.items(row["examples"])
            if not row["merge_into"] and (not key or key in self.codebook):
                self._refuse("claims", n, f"proposition: expected a key that codebook.toml has not, found {key!r}")
            elif not row["merge_into"] and key in made:
                self._refuse("claims", n, f"proposition: expected a key that no other row has, found {key!r}")
            elif not told["label"]:
                self._refuse("claims", n, "label: expected the claim in a sentence, found nothing")
            elif not row["merge_into"]:
                made[key] = told | {"examples": examples}
            elif into in made:
                made[into]["examples"] = list(dict.fromkeys([*made[into]["examples"], told["label"], *examples]))
            elif into in self.codebook:
                self.lent.setdefault(into, []).extend([told["label"], *examples])
            else:
                self._refuse("claims", n, f"merge_into: expected a proposition or a claim checked y, found {into!r}")
        return made

    def _claim(self, key: str) -> str:
        """What a claim has become: the key that it was merged into, else its own."""
        return _in_the_end(key, self.merged)

    def _keys(self, cell: str) -> str:
        """A cell of actors by the keys that the tables have for them."""
        hands = [(hand.removesuffix("?"), "?" * hand.endswith("?")) for hand in tables.items(cell)]
        return tables.LIST.join(self._key(hand) + implied for hand, implied in hands)

    def _key(self, told: str) -> str:
        """The key of whom a cell names, by key or by a name that is one actor's alone; what it says where it is nobody's."""
        return self.meant.get(told) or self.called.get(slug(told)) or told

    def _take_along(self) -> None:
        """Actors whom a checked row names and on whom nobody has decided are taken with it."""
        cells = pd.concat([self.taken[kind][column] for kind, columns in KEYS.items() for column in columns])
        named = {self._key(hand.removesuffix("?")) for cell in cells for hand in tables.items(cell)} - set(self.meant)
        rows = self.rows["actors"]
        along = rows[rows["actor"].isin(named) & (rows["same_as"] == "") & (rows["checked"] == forms.OPEN)]
        along = along.assign(evidence=(along["evidence"] + ALONG).str.lstrip("; "))
        self.taken["actors"] = pd.concat([self.taken["actors"], along])

    def _actors(self) -> pd.DataFrame:
        """Actors as rows of actors.csv; one that another is too becomes a row of that one, with its names as aliases."""
        rows = self.taken["actors"]
        known = pd.concat([self.ledger, rows[rows["same_as"] == ""]]).drop_duplicates("actor").set_index("actor")
        made = rows.to_dict("index")
        for n, row in made.items():
            key = self._keys(row["same_as"])
            if key in known.index:
                aliases = tables.LIST.join(filter(None, [row["name"] or row["actor"], row["aliases"]]))
                row |= {"actor": key, "aliases": aliases} | known.loc[key, ["name", "type", "side"]].to_dict()
            elif key:
                self._refuse("actors", n, f"same_as: expected a key of actors.csv, found {key!r}")
        return pd.DataFrame.from_dict(made, "index", columns=list(rows))

    def _statements(self) -> pd.DataFrame:
        """Statements as rows of a coding; `from` is the machine's row for which one stands."""
        rows = self.taken["statements"]
        machines = rows["id"].where(rows["id"].str.fullmatch(MACHINES), "")
        places = rows["doc_id"] + "\n" + rows["content_spans"] + "\n" + rows["content"]
        hashes = places.map(lambda place: hashlib.sha256(place.encode()).hexdigest()[:12])
        return rows.assign(
            **{"from": machines, "id": f"{self.name}-" + machines.str[1:].where(machines != "", hashes)},
            **{column: rows[column].map(self._keys) for column in KEYS["statements"]},
            stances=rows["stances"].map(self._stances),
        )

    def _renamed(self) -> None:
        """Refuse statements with a stance on a claim that is kept under a key which is no more the machine's: they would lose it.

        Such a claim is known by the wording from which its key was made.
        """
        kept = self.taken["claims"].to_dict("index").items()
        begun = [(n, row["proposition"], tables.items(row["examples"])[:1]) for n, row in kept]
        begun += [(-1, key, told.get("examples", [])[:1]) for key, told in self.codebook.items()]
        known = {*self.codebook, *self.rows["claims"]["proposition"]}
        first = {}  # by key the row that names it first
        for at, cell in self.taken["statements"]["stances"].items():
            for item in tables.items(cell):
                first.setdefault(item.partition(":")[0], at)
        for key, at in first.items():
            made = MACHINES_CLAIM.fullmatch(key) if key not in known else None
            for n, now, words in begun if made else ():
                if not any(f"{slug(word)}-".startswith(f"{made[1]}-") for word in words):
                    continue
                if n < 0:
                    self._refuse("statements", at, f"stances: expected {now!r}, as in codebook.toml, found {key!r}")
                else:
                    named = f"{key!r}, its key in {forms.FORMS['statements'].name}, row {at + 2}"
                    self._refuse("claims", n, f"proposition: expected {named}, found {now!r}")

    def _stances(self, cell: str) -> str:
        """Stances on claims that are kept; one on a claim of the machine's that is not stays the machine's.

        Nor are those kept, where a row is refused and so all are, that would be told as faults that follow from it.
        """
        refused = {*self.rows["claims"]["proposition"]} if self.conflicts else ()
        held = []
        for key, _, stance in (item.partition(":") for item in tables.items(cell)):
            now = self._claim(key)
            lost = MACHINES_CLAIM.fullmatch(now) or key in refused
            if now in self.codebook or now in self.claims or not lost:
                held.append(f"{now}:{stance}")
        return tables.LIST.join(held)

    def _verdicts(self) -> pd.DataFrame:
        """Pairs as rows of verdicts.csv; the judge is the name."""
        rows, judged = self.taken["verdicts"], dict[frozenset[tuple[str, str]], int]()
        for n, row in rows.to_dict("index").items():
            if (pair := _pair(row)) in self.judged:
                self._refuse("verdicts", n, "expected a pair that nobody has judged, found it in verdicts.csv")
            elif first := judged.get(pair):
                self._refuse("verdicts", n, f"expected a pair that no other row judges, found it in row {first}")
            judged.setdefault(pair, n + 2)
        keys = {column: rows[column].map(self._keys) for column in KEYS["verdicts"]}
        return rows.assign(judge=self.name, on=rows["on"].map(self._claim), **keys)


def _alone(actors: pd.DataFrame) -> dict[str, str]:
    """By name, in the letters of a key, the actor whose alone it is."""
    rows = actors[["actor", "name", "aliases"]].itertuples(index=False)
    found = tables.grouped((slug(told), key) for key, name, more in rows for told in (name, *tables.items(more)))
    return {told: keys[0] for told, keys in found.items() if len({*keys}) == 1}


def _pair(row: dict[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset((row[f"{s}_doc_id"], row[f"{s}_spans"] or row[f"{s}_content"]) for s in "ab")


def _in_the_end(key: str, joined: dict[str, str]) -> str:
    """The key that another was joined to, and that one to another, as far as it goes; of a circle any."""
    for _ in joined:
        key = joined.get(key, key)
    return key
