"""`hearsay new`: what a reading proposes, kind by kind, beside what a person has looked at already, of which nothing changes."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import shorten

import pandas as pd

from hearsay import tables
from hearsay.analysis.sheet import blank_sheet, in_context, load_sheets
from hearsay.analysis.voices import RELAY
from hearsay.corpus import people
from hearsay.corpus.documents import meant
from hearsay.proposals import forms
from hearsay.reading import Reading, open_reading
from sayso.who import spellings

FEWEST, MOST = 2, 5  # examples of a claim
BEGINNING = 160  # characters of a document that are shown
SHEET = 30  # statements
Row = dict[str, str]


def propose(folder: Path, kinds: Sequence[str] = (), n: int = SHEET, seed: int = 1) -> dict[str, tuple[int, int]]:
    """Write FOLDER/proposed/; by kind how many rows were added, and how many stood there.

    A row that stands there stays as it is, and a proposal that it tells is not made again. A sheet, of ``n`` statements
    drawn by ``seed``, is not drawn on while it has open rows.
    """
    chosen = kinds or list(forms.FORMS)
    if unknown := [kind for kind in chosen if kind not in forms.FORMS]:
        raise ValueError(f"expected one of {', '.join(forms.FORMS)}, found {unknown[0]!r}")
    before = {kind: forms.load(kind, folder) for kind in chosen}  # a spoiled table stops all, before the work
    reading, told = open_reading(folder), {}
    for kind, old in before.items():
        form = forms.FORMS[kind]
        drawn = sheet(reading, n, seed) if kind == "sheet" else form.of(DRAFTS[kind](reading))
        fresh = drawn.loc[[cells not in set(_cells(old, form.key)) for cells in _cells(drawn, form.key)]]
        if kind == "claims":
            fresh = fresh[~fresh["label"].isin(set(old["label"]))]
        elif kind == "sheet" and (old["checked"] == "").any():
            fresh = fresh.head(0)
        told[kind] = (len(fresh), len(old))
        if len(fresh) or not (folder / form.name).exists():
            forms.save(kind, folder, pd.concat([old, fresh], ignore_index=True).fillna(""))
    return told


def _cells(df: pd.DataFrame, columns: Sequence[str]) -> list[tuple[str, ...]]:
    return list(df[list(columns)].itertuples(index=False, name=None))


def sheet(reading: Reading, n: int, seed: int) -> pd.DataFrame:
    """A check sheet of n statements drawn at random, of those that no sheet has had."""
    had = {i for done in load_sheets(reading.corpus.folder).values() for i in done["id"]}
    rows = reading.statements
    drawn = blank_sheet(rows[(rows["form"] != RELAY) & ~rows["id"].isin(had)], reading.corpus.texts, n, seed)
    return drawn.assign(checked="")


def documents(reading: Reading) -> list[Row]:
    """Documents of which documents.csv says nothing, with what they say of themselves."""
    stated = people.load(reading.corpus.folder, tables.DOCUMENT_FACTS)["doc_id"]
    told = set(meant(stated, reading.corpus.texts, reading.corpus.names))
    return [
        row
        | {"label": ""}  # which follows from the rest
        | {"begins": shorten(reading.masked[row["doc_id"]][: 4 * BEGINNING], BEGINNING, placeholder=" …")}
        for row in reading.documents.to_dict("records")
        if row["doc_id"] not in told
    ]


def actors(reading: Reading) -> list[Row]:
    """Actors of the text that speak, who speaks most first; beside them, names that may be one of them."""
    counted = {row.actor: int(row.statements) for row in reading.found_actors.itertuples()}
    found = text_actors(reading)
    own = [
        row | {"statements": str(counted[key])}
        for key, row in sorted(found.items(), key=lambda item: (-counted.get(item[0], 0), item[0]))
        if counted.get(key) and row["type"] != "document"
    ]
    return own + list(_joins(reading, counted, found))


def text_actors(reading: Reading) -> dict[str, Row]:
    """Actors that the text has and actors.csv has not, by key, with their spellings as aliases."""
    known, spelled = set(reading.ledger["actor"]), spellings.spelled(reading.casts)
    found = {}
    for row in reading.actors[~reading.actors["actor"].isin(known)].drop_duplicates("actor").to_dict("records"):
        others = [text for text in spelled.get(row["actor"], []) if text.lower() != row["name"].lower()]
        found[row["actor"]] = row | {"aliases": tables.LIST.join(others)}
    return found


def _joins(reading: Reading, counted: dict[str, int], found: dict[str, Row]) -> Iterable[Row]:
    """Names that may be one actor: the one of the ledger, else who speaks more, keeps his key."""
    known, casts = set(reading.ledger["actor"]), [*reading.casts.of.values()]
    # What the texts call those that never speak, the first text first.
    called = {key: figure.name for cast in reversed(casts) for key, figure in cast.figures.items()}
    for row in reading.aliases.itertuples():
        keep, name = sorted((row.actor, row.other), key=lambda k: (k not in known, -counted.get(k, 0), k))
        if name in known or not (counted.get(keep) or counted.get(name)):
            continue
        told = found.get(name) or {"name": called.get(name, name), "type": "", "aliases": ""}
        yield {c: told[c] for c in ("name", "type", "aliases")} | {
            "actor": name, "same_as": keep, "why": row.why, "evidence": row.evidence,
            "statements": str(counted.get(name, 0)),
        }  # fmt: skip


def claims(reading: Reading) -> list[Row]:
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


def statements(reading: Reading) -> list[Row]:
    """The machine's statements by place that nobody has accepted; rows that only link others are none."""
    taken = {i for coding in reading.codings.values() for cell in coding["from"] for i in tables.items(cell)}
    rows = reading.statements
    rows = rows[(rows["by"] == "machine") & (rows["form"] != RELAY) & ~rows["id"].isin(taken)]
    rows = tables.sort(rows, "doc_id", "content_spans")
    texts = reading.corpus.texts
    return [r | {"passage": in_context(texts[r["doc_id"]], r["content_spans"])} for r in rows.to_dict("records")]


def verdicts(reading: Reading) -> list[Row]:
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


def _told(reading: Reading, row: Row) -> str:
    """A passage with who says it, under which cue, and where: never without."""
    nobody = "the document itself" if row["form"] == "author" else "unresolved"
    who = _flat(reading.names.get(row["actor"]) or row["source"] or nobody)
    return f"{who} – {_flat(row['cue']) or 'no cue'}: {_flat(row['content'])} ({reading.corpus.label(row['doc_id'])})"


# What a reading proposes of each kind but the sheet, in the order in which it is worth looking at.
DRAFTS = {"documents": documents, "actors": actors, "claims": claims, "statements": statements, "verdicts": verdicts}
