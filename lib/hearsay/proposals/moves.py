"""How a checked row of each kind goes into the tables: what it becomes there, and when it cannot."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator

import pandas as pd

from hearsay import tables
from hearsay.analysis.sheet import HEADINGS
from hearsay.corpus import coding, people
from hearsay.corpus.coverage import MACHINES
from hearsay.corpus.documents import meant
from hearsay.proposals import forms
from hearsay.proposals.desk import Conflict, Desk, checked

Row = dict[str, str]
MACHINES_CLAIM = re.compile(r"[a-z0-9-]+-[0-9a-f]{6}")  # slug of its label and a hash
DOCUMENTS, VERDICTS = "documents.csv", "verdicts.csv"


def document(desk: Desk, row: Row) -> None:
    """A document goes into documents.csv with what stands in its row."""
    new = checked(tables.DOCUMENT_FACTS, {c: row[c] for c in tables.DOCUMENT_FACTS.columns})
    if row["doc_id"] not in desk.corpus.texts:
        raise Conflict(f"doc_id: expected a document of this folder, found {row['doc_id']!r}")
    stand = (other["doc_id"] for other in _stand(desk, tables.DOCUMENT_FACTS))
    known = {*meant(stand, desk.corpus.texts, desk.corpus.names), *(other["doc_id"] for other in desk.added[DOCUMENTS])}
    if row["doc_id"] in known:
        raise Conflict(f"doc_id: expected a document without a row in documents.csv, found {row['doc_id']!r}")
    desk.added[DOCUMENTS].append(new)


def _stand(desk: Desk, table: tables.Table) -> list[Row]:
    """The rows of a table that stand beside the documents."""
    return people.load(desk.folder, table).to_dict("records")


def actor(desk: Desk, row: Row) -> None:
    """An actor goes into actors.csv; a name that is another's, as a further row of that actor, with the name as alias."""
    if not row["same_as"]:
        desk.add_actor(row)
        return
    key = desk.actor(row["same_as"], "same_as")
    known = desk.actor_rows(key)
    if not known:
        raise Conflict(f"same_as: expected a key of actors.csv, found {key!r}")
    aliases = tables.LIST.join(dict.fromkeys([row["name"] or row["actor"], *tables.items(row["aliases"])]))
    same = {c: known[0][c] for c in ("name", "type", "side")}
    desk.add_actor(same | {"actor": key, "aliases": aliases, "evidence": row["evidence"]})


def claim(desk: Desk, row: Row) -> None:
    """A claim becomes a proposition under its key; one that is merged lends its wordings to the other as examples."""
    key, examples = row["proposition"], tables.items(row["examples"])
    fields = {c: " ".join(row[c].split()) for c in ("label", "definition", "not_meant", "issue")}
    if row["merge_into"]:
        _merge(desk, key, [fields["label"], *examples])
        return
    if not key or key in desk.book.propositions:
        raise Conflict(f"proposition: expected a key that codebook.toml has not, found {key!r}")
    if not fields["label"]:
        raise Conflict("label: expected a sentence, found nothing")
    desk.claims[key] = fields | {"examples": examples}


def _merge(desk: Desk, key: str, wordings: list[str]) -> None:
    """The row stays in proposed/ as no claim of its own, so that its key is understood in other rows."""
    into = _merged(desk, key)
    if into not in desk.claims:
        raise Conflict(f"merge_into: {into} stands in codebook.toml already; add {wordings[0]!r} to its examples there")
    desk.claims[into]["examples"] = list(dict.fromkeys([*desk.claims[into]["examples"], *filter(None, wordings)]))
    rows = desk.rows["claims"]
    here = rows.index[rows["proposition"] == key]
    rows.loc[here, "checked"] = forms.NO
    desk.changed["claims"] |= set(here)


def _merged(desk: Desk, key: str) -> str:
    """The key that a claim is merged into in the end. Raises Conflict where that one is not kept."""
    into = {r["proposition"]: r["merge_into"] for r in desk.rows["claims"].to_dict("records")}
    seen = [key]
    while into.get(seen[-1]):
        seen.append(into[seen[-1]])
        if seen[-1] in seen[:-1]:
            raise Conflict(f"merge_into: expected a claim that is kept, found a circle: {' -> '.join(seen)}")
    if seen[-1] not in desk.book.propositions:
        raise Conflict(f"merge_into: expected a key of codebook.toml or of a claim checked y, found {seen[-1]!r}")
    return seen[-1]


def statement(desk: Desk, row: Row) -> None:
    """A statement goes into the coding of the name; `from` is the machine's row for which it stands."""
    machines = row["id"] if MACHINES.fullmatch(row["id"]) else ""
    if machines and desk.name in desk.codings and machines in set(desk.codings[desk.name]["from"]):
        raise Conflict(f"id: expected a statement that {desk.coding_file} has not, found {machines!r} there")
    new = {c: row.get(c, "") for c in tables.CODING.columns} | {"from": machines}
    new = coding.fill_coding(pd.DataFrame([new], dtype=str)).to_dict("records")[0]
    new |= {c: desk.actor(new[c], c) for c in ("actor", "holder")}
    new["via"] = tables.LIST.join(_hands(desk, new["via"]))
    new["stances"] = tables.LIST.join(_stances(desk, new["stances"]))
    new = coding.heal(pd.DataFrame([new], dtype=str), desk.corpus.texts).to_dict("records")[0]
    place = "\n".join(new[c] for c in ("doc_id", "content_spans", "content"))
    new["id"] = f"{desk.name}-{machines[1:] or hashlib.sha256(place.encode()).hexdigest()[:12]}"
    new = checked(tables.CODING, new)
    for problem in coding.problems_of(new, desk.corpus.texts, desk.book, desk.actors):
        raise Conflict(problem)
    desk.added[desk.coding_file].append(new)


def _hands(desk: Desk, cell: str) -> Iterator[str]:
    for item in tables.items(cell):
        yield desk.actor(item.removesuffix("?"), "via") + "?" * item.endswith("?")


def _stances(desk: Desk, cell: str) -> Iterator[str]:
    for item in tables.items(cell):
        key, _, stance = item.partition(":")
        if on := _proposition(desk, key, "stances"):
            yield f"{on}:{stance}"


def _proposition(desk: Desk, key: str, column: str) -> str:
    """What a row's claim has become; "" where a person refused it, or nobody has checked it: it stays the machine's then.

    Raises Conflict where it is no claim at all.
    """
    if key in desk.book.propositions:
        return key
    rows = desk.rows["claims"]
    for mine in rows[rows["proposition"] == key].to_dict("records"):
        if mine["checked"] == forms.NO:
            return _merged(desk, key) if mine["merge_into"] else ""
    if key in set(rows["proposition"]) or MACHINES_CLAIM.fullmatch(key):
        desk.unchecked.add(key)
        return ""
    raise Conflict(f"{column}: expected a proposition of codebook.toml or a claim of proposed/, found {key!r}")


def verdict(desk: Desk, row: Row) -> None:
    """A pair goes into verdicts.csv; the judge is the name."""
    new = {c: row.get(c, "") for c in tables.VERDICTS.columns} | {"judge": desk.name}
    if new["verdict"].strip().lower() not in tables.VERDICTS.allowed["verdict"]:
        raise Conflict(f"verdict: expected accepted or rejected, found {new['verdict']!r}")
    pair = _pair(new)
    for n, known in enumerate(_stand(desk, tables.VERDICTS), 2):
        if _pair(known) == pair:
            raise Conflict(f"expected a pair that nobody has judged, found it in verdicts.csv, row {n}")
    rows = desk.rows["claims"]
    if new["on"] in set(rows["proposition"]):
        merged = rows[(rows["proposition"] == new["on"]) & (rows["checked"] == forms.NO) & (rows["merge_into"] != "")]
        new["on"] = _merged(desk, new["on"]) if len(merged) else new["on"]
    new |= {c: desk.actor(new[c], c) for c in ("a_actor", "b_actor")}
    desk.added[VERDICTS].append(checked(tables.VERDICTS, new))


def _pair(row: Row) -> frozenset[tuple[str, str]]:
    return frozenset((row[f"{s}_doc_id"], row[f"{s}_spans"] or row[f"{s}_content"]) for s in "ab")


def sheet(desk: Desk, row: Row) -> None:
    """A row of the check sheet goes to the sheets; it is filled in if it has a form."""
    name = f"coding/sheet/{desk.name}.csv"
    new = {c: row[c] for c in HEADINGS}
    form = next(c for c in HEADINGS if c.startswith("form:"))
    allowed = [*tables.CODING.allowed["form"], "none"]
    if new[form] not in allowed:
        raise Conflict(f"form: expected one of {', '.join(allowed)}, found {new[form]!r}")
    path = desk.folder / name
    if path.exists() and row["id"] in set(tables.read(path)["id"]):
        raise Conflict(f"id: expected a row that {name} has not, found {row['id']!r}")
    desk.added[name].append(new)


MOVERS: dict[str, Callable[[Desk, Row], None]] = {
    "documents": document, "actors": actor, "claims": claim, "statements": statement, "verdicts": verdict, "sheet": sheet,
}  # fmt: skip
