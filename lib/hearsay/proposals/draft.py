"""What a reading proposes, kind by kind: the tables of proposed/ without anything that a person has accepted before."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from hearsay import tables
from hearsay.analysis.sheet import blank_sheet, in_context, load_sheets
from hearsay.analysis.voices import RELAY
from hearsay.corpus import people
from hearsay.corpus.documents import meant
from hearsay.proposals import forms
from hearsay.reading import Reading
from sayso.who import spellings

FEWEST, MOST = 2, 5  # examples of a claim
BEGINNING = 160  # characters of a document that are shown
SHEET = 30  # statements


def draft(reading: Reading, kind: str, n: int = SHEET, seed: int = 1) -> pd.DataFrame:
    """The proposals of one kind, in the order in which they are worth looking at; ``n`` and ``seed`` are the sheet's."""
    if kind == "sheet":
        return sheet(reading, n, seed)
    kinds = {"documents": documents, "actors": actors, "claims": claims, "statements": statements, "verdicts": verdicts}
    return forms.FORMS[kind].of(kinds[kind](reading))


def documents(reading: Reading) -> list[dict[str, str]]:
    """Documents of which documents.csv says nothing, with what they say of themselves."""
    stated = people.load(reading.corpus.folder, tables.DOCUMENT_FACTS)["doc_id"]
    told = set(meant(stated, reading.corpus.texts, reading.corpus.names))
    return [
        row | {"label": "", "begins": _beginning(reading.masked[row["doc_id"]])}  # a label follows from the rest
        for row in reading.documents.to_dict("records")
        if row["doc_id"] not in told
    ]


def _beginning(text: str) -> str:
    words = " ".join(text[: 4 * BEGINNING].split())
    return words if len(words) <= BEGINNING else words[:BEGINNING].rpartition(" ")[0] + " …"


def actors(reading: Reading) -> list[dict[str, str]]:
    """Actors of the text that speak, who speaks most first; beside them, names that may be one of them."""
    counted = {row.actor: int(row.statements) for row in reading.found_actors.itertuples()}
    found = text_actors(reading)
    own = [
        row | {"statements": str(counted[key])}
        for key, row in sorted(found.items(), key=lambda item: (-counted.get(item[0], 0), item[0]))
        if counted.get(key) and row["type"] != "document"
    ]
    return own + list(_joins(reading, counted, found))


def text_actors(reading: Reading) -> dict[str, dict[str, str]]:
    """Actors that the text has and actors.csv has not, by key, with their spellings as aliases."""
    known, spelled = set(reading.ledger["actor"]), spellings.spelled(reading.casts)
    found = {}
    for row in reading.actors[~reading.actors["actor"].isin(known)].drop_duplicates("actor").to_dict("records"):
        others = [text for text in spelled.get(row["actor"], []) if text.lower() != row["name"].lower()]
        found[row["actor"]] = row | {"aliases": tables.LIST.join(others)}
    return found


def _joins(reading: Reading, counted: dict[str, int], found: dict[str, dict[str, str]]) -> Iterable[dict[str, str]]:
    """Names that may be one actor: the one of the ledger, else who speaks more, keeps his key."""
    known, called = set(reading.ledger["actor"]), {}
    for cast in reading.casts.of.values():  # what the texts call those that never speak
        for key, figure in cast.figures.items():
            called.setdefault(key, figure.name)
    for row in reading.aliases.itertuples():
        keep, name = sorted((row.actor, row.other), key=lambda k: (k not in known, -counted.get(k, 0), k))
        if name in known or not (counted.get(keep) or counted.get(name)):
            continue
        told = found.get(name) or {"name": called.get(name, name), "type": "", "aliases": ""}
        yield {c: told[c] for c in ("name", "type", "aliases")} | {
            "actor": name, "same_as": keep, "why": row.why, "evidence": row.evidence,
            "statements": str(counted.get(name, 0)),
        }  # fmt: skip


def claims(reading: Reading) -> list[dict[str, str]]:
    """Claims that the machine proposes, the one most contested first; none that a proposition's examples hold."""
    book = reading.codebook.propositions
    held = {words for p in book.values() for words in (p["label"], *p["examples"])}
    words = {row.id: _flat(row.content) for row in reading.statements.itertuples()}
    members = reading.stances.groupby("proposition")["statement_id"].agg(list).to_dict()
    return [
        row | {"issue": "" if row["issue"] == row["proposition"] else row["issue"]}
        | {"examples": tables.LIST.join(_examples(row["label"], [words[i] for i in members.get(row["proposition"], [])]))}
        for row in reading.claims.to_dict("records")
        if row["by"] == "machine" and row["proposition"] not in book and row["label"] not in held
    ]  # fmt: skip


def _flat(words: str) -> str:
    """Words on one line, without what would part a list."""
    return " ".join(words.replace("|", "/").split())


def _examples(label: str, said: list[str]) -> list[str]:
    """Two to five of the wordings, those of middling length first; the label's own where there are too few."""
    different = sorted(
        {words.strip("“”\"'‘’ ,."): words for words in said}.values(), key=lambda w: (len(w) < 25, said.index(w))
    )
    chosen = different[:MOST]
    return chosen if len(chosen) >= FEWEST else list(dict.fromkeys([*chosen, _flat(label)]))


def statements(reading: Reading) -> list[dict[str, str]]:
    """The machine's statements by place that nobody has accepted; rows that only link others are none."""
    taken = {i for coding in reading.codings.values() for cell in coding["from"] for i in tables.items(cell)}
    rows = reading.statements
    rows = rows[(rows["by"] == "machine") & (rows["form"] != RELAY) & ~rows["id"].isin(taken)]
    rows = tables.sort(rows, "doc_id", "content_spans")
    texts = reading.corpus.texts
    return [r | {"passage": in_context(texts[r["doc_id"]], r["content_spans"])} for r in rows.to_dict("records")]


def verdicts(reading: Reading) -> list[dict[str, str]]:
    """The pairs that wait for a verdict, in the order of the reading: the likeliest first."""
    rows = {row["id"]: row for row in reading.statements.to_dict("records")}
    waiting = reading.contradictions[reading.contradictions["status"] == "proposed"]
    made = []
    for pair in waiting.to_dict("records"):
        label = reading.labels.get(pair["on"]) or reading.codebook.label(pair["on"])
        told = pair | {"label": label, "proposed_why": pair["why"], "why": ""}
        for side in "ab":
            row = rows[pair[side]]
            told |= {f"{side}_{c}": row[c] for c in ("doc_id", "content", "actor")}
            told |= {f"{side}_spans": row["content_spans"], side: _told(reading, row)}
        made.append(told)
    return made


def _told(reading: Reading, row: dict[str, str]) -> str:
    """A passage with who says it, under which cue, and where: never without."""
    nobody = "the document itself" if row["form"] == "author" else "unresolved"
    who = _flat(reading.names.get(row["actor"]) or row["source"] or nobody)
    return f"{who} – {_flat(row['cue']) or 'no cue'}: {_flat(row['content'])} ({reading.corpus.label(row['doc_id'])})"


def sheet(reading: Reading, n: int, seed: int) -> pd.DataFrame:
    """A check sheet of n statements drawn at random, of those that no sheet has had."""
    had = {i for done in load_sheets(reading.corpus.folder).values() for i in done["id"]}
    rows = reading.statements
    drawn = blank_sheet(rows[(rows["form"] != RELAY) & ~rows["id"].isin(had)], reading.corpus.texts, n, seed)
    return drawn.assign(checked="")
