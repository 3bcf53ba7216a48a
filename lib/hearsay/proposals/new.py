"""`hearsay new`: what a reading proposes, kind by kind, beside what a person has looked at already, of which nothing changes."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from textwrap import shorten

import pandas as pd

from hearsay import tables
from hearsay.analysis import voices
from hearsay.analysis.sheet import STANCES, blank_sheet, in_context, load_sheets
from hearsay.corpus import people
from hearsay.corpus.coding import MACHINE
from hearsay.corpus.documents import meant
from hearsay.proposals import forms
from hearsay.reading import Reading, open_reading
from sayso.who import spellings

LEAST, MOST = 2, 5  # examples of a claim
SHORT = 25  # characters of an example that tells less than others
BEGINNING = 160  # characters of a document that are shown
Row = dict[str, str]


def propose(folder: Path, kinds: Sequence[str] = (), n: int = 30, seed: int = 1) -> dict[str, tuple[int, int]]:
    """Write FOLDER/proposed/; by kind how many rows were added, and how many stood there.

    A row that stands there stays as it is, and a proposal that it tells is not made again. A sheet, of ``n`` statements
    drawn by ``seed``, is not drawn on while it has open rows.
    """
    chosen = kinds or list(forms.FORMS)
    if unknown := [kind for kind in chosen if kind not in forms.FORMS]:
        raise ValueError(f"expected one of {', '.join(forms.FORMS)}, found {unknown[0]!r}")
    before = {kind: forms.load(kind, folder) for kind in chosen}  # a spoiled table stops all, before the work
    reading, told = open_reading(folder), {}
    drafts = DRAFTS | {"sheet": partial(sheet, n=n, seed=seed)}
    for kind, old in before.items():
        form = forms.FORMS[kind]
        drawn, key = form.of(drafts[kind](reading)), list(form.key)
        fresh = drawn[~drawn.set_index(key).index.isin(old.set_index(key).index)]
        if kind == "claims":  # whose keys change where a document before them is new
            fresh = fresh[~fresh["label"].isin(old["label"])]
        elif kind == "sheet" and (old["checked"] == forms.OPEN).any():
            fresh = fresh.head(0)
        told[kind] = (len(fresh), len(old))
        if len(fresh) or not (folder / form.name).exists():
            made = pd.concat([old, fresh], ignore_index=True).fillna("")
            if kind == "sheet" and not reading.codebook.propositions and (made.get(STANCES, "") == "").all():
                made = made.drop(columns=STANCES, errors="ignore")  # there is no key to write
            tables.write(made, folder / form.name)
    return told


def sheet(reading: Reading, n: int, seed: int) -> list[Row]:
    """A check sheet of n statements drawn at random, of those that no sheet has had."""
    had = {i for done in load_sheets(reading.corpus.folder).values() for i in done["id"]}
    rows = reading.statements
    rows = rows[(rows["form"] != voices.RELAY) & ~rows["id"].isin(had)]
    return blank_sheet(rows, reading.corpus.texts, n, seed).to_dict("records")


def documents(reading: Reading) -> list[Row]:
    """Documents of which documents.csv says nothing, with what they say of themselves; a label follows from the rest."""
    stated = people.load(reading.corpus.folder, tables.DOCUMENT_FACTS)["doc_id"]
    told = meant(stated, reading.corpus.texts, reading.corpus.names)
    rows = reading.documents[~reading.documents["doc_id"].isin(told)]
    heads = [shorten(reading.masked[doc][: 4 * BEGINNING], BEGINNING, placeholder=" …") for doc in rows["doc_id"]]
    return rows.assign(label="", begins=heads).to_dict("records")


def actors(reading: Reading) -> list[Row]:
    """Actors that the text has and actors.csv has not, with their spellings, who speaks most first; beside them, names that may be one of them."""
    known, spelled = set(reading.ledger["actor"]), spellings.spelled(reading.casts)
    counted = reading.found_actors.set_index("actor")["statements"].astype(int).to_dict()
    found = {}
    for row in reading.actors.drop_duplicates("actor").to_dict("records"):
        key, name = row["actor"], row["name"].lower()
        if key not in known and row["type"] != "document":
            others = [text for text in spelled.get(key, []) if text.lower() != name]
            found[key] = row | {"aliases": tables.LIST.join(others), "statements": str(counted.get(key, 0))}
    rows = sorted(found.values(), key=lambda row: (-int(row["statements"]), row["actor"]))
    # What the texts call those that never speak, the first text first.
    called = {key: one.name for cast in reversed([*reading.casts.of.values()]) for key, one in cast.figures.items()}
    for row in reading.aliases.itertuples():  # the one of the ledger, else who speaks more, keeps his key
        keep, name = sorted((row.actor, row.other), key=lambda key: (key not in known, -counted.get(key, 0), key))
        if name not in known and (counted.get(keep) or counted.get(name)):
            own = found.get(name) or {"actor": name, "name": called.get(name, name), "statements": "0"}
            rows.append(own | {"same_as": keep, "why": row.why, "evidence": row.evidence})
    return rows


def claims(reading: Reading) -> list[Row]:
    """Claims that the machine proposes, the one most contested first; none that a proposition's examples hold.

    Counts and wordings are of the statements that say or deny it, as pages count them; of what is only near it one wording
    where there would be but one.
    """
    book = reading.codebook.propositions
    held = {words for p in book.values() for words in (p["label"], *p["examples"])}
    statements = reading.statements.drop_duplicates("id").set_index("id")
    words = statements["content"].str.replace("|", "/").str.split().str.join(" ")
    near = {claim: words[ids] for claim, ids in reading.stances.groupby("proposition")["statement_id"]}
    said = {claim: rows for claim, rows in reading.said.groupby("proposition")}
    made = []
    for row in reading.claims.to_dict("records"):
        key, label = row["proposition"], row["label"]
        if row["by"] == MACHINE and key not in book and label not in held:
            own = said.get(key, reading.said.head(0))
            taken = own.drop_duplicates("statement_id")["statement_id"]
            told = sorted(words[taken], key=lambda one: len(one) < SHORT)
            examples = [*dict.fromkeys([label.replace("|", "/"), *told])]
            examples += [one for one in near[key] if one not in examples][: max(0, LEAST - len(examples))]
            counts = {s: int((own["stance"] == s).sum()) for s in ("affirms", "denies")}
            counts |= {"statements": len(taken), "documents": statements["doc_id"][taken].nunique()}
            issue = "" if row["issue"] == key else row["issue"]
            made.append(row | counts | {"issue": issue, "examples": tables.LIST.join(examples[:MOST])})
    return made


def statements(reading: Reading) -> list[Row]:
    """The machine's statements by place that nobody has accepted; rows that only link others are none.

    With the stances that count, as pages show them: what a statement is only near, nobody should take with it unseen; and
    what a document asserts itself is there for its stances alone.
    """
    taken = {i for coding in reading.codings.values() for cell in coding["from"] for i in tables.items(cell)}
    rows = reading.statements
    rows = rows[(rows["by"] == MACHINE) & (rows["form"] != voices.RELAY) & ~rows["id"].isin(taken)]
    rows, texts = tables.sort(rows, "doc_id", "content_spans"), reading.corpus.texts
    counted = reading.said[["statement_id", "proposition", "stance"]].itertuples(index=False, name=None)
    held = tables.grouped((i, f"{claim}:{stance}") for i, claim, stance in counted)
    rows = rows.assign(stances=[tables.LIST.join(sorted(held.get(i, ()))) for i in rows["id"]])
    rows = rows[(rows["form"] != voices.OWN_VOICE) | (rows["stances"] != "")]
    passages = [in_context(texts[row.doc_id], row.content_spans) for row in rows.itertuples()]
    return rows.assign(passage=passages).to_dict("records")


def verdicts(reading: Reading) -> list[Row]:
    """The pairs that wait for a verdict, in the order of the reading: the likeliest first."""
    waiting = reading.contradictions[reading.contradictions["status"] == "proposed"]
    made = []
    for pair in waiting.to_dict("records"):
        label = reading.labels.get(pair["on"]) or reading.codebook.label(pair["on"])
        told = pair | {"label": label, "proposed_why": pair["why"], "why": ""}
        for side in "ab":
            row = reading.statements_by_id[pair[side]]
            told |= {f"{side}_{c}": row[c] for c in ("doc_id", "content", "actor")}
            told |= {f"{side}_spans": row["content_spans"], side: _told(reading, row)}
        made.append(told)
    return made


def _told(reading: Reading, row: Mapping[str, str]) -> str:
    """A passage with who says it, under which cue, and where: never without."""
    own = row["form"] == voices.OWN_VOICE
    who = reading.names.get(row["actor"]) or row["source"] or ("the author" if own else "somebody unnamed")
    cue, where = voices.cue_words(row["cue"], own), reading.corpus.label(row["doc_id"])
    return " ".join(f"{who} {cue}: “{row['content']}” ({where})".split())


# What a reading proposes of each kind but the sheet, in the order in which it is worth looking at.
DRAFTS = {"documents": documents, "actors": actors, "claims": claims, "statements": statements, "verdicts": verdicts}
