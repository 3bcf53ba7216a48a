"""Every fault in the tables beside the documents, in one go: `hearsay check` tells them, and a run that has any stops."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.analysis.sheet import load_sheets
from hearsay.corpus import coding, people
from hearsay.corpus.codebook import load_codebook
from hearsay.corpus.documents import Corpus, find_folder, meant, read_corpus
from hearsay.corpus.listing import EXPECTED


@dataclass
class Checked:
    """Faults, each a sentence with file, row, expected and found; and notes, which stop nothing."""

    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def check_corpus(folder: Path, fix: bool = False) -> Checked:
    """Check all tables of a corpus; with ``fix`` empty or wrong spans are first found again from the words."""
    found = Checked()
    try:
        corpus, found.faults = read_corpus(find_folder(folder))
    except ValueError as error:
        found.faults = str(error).splitlines()
        return found
    found.notes += [
        f"{row.file}: skipped, {row.why}" for row in corpus.skipped.itertuples() if not row.why.startswith(EXPECTED)
    ]
    book_faults = _faults_of(lambda: load_codebook(corpus.folder))
    actors, actor_faults = people.read(corpus.folder, tables.ACTORS)
    found.faults += book_faults or _faults_of(lambda: _compile(corpus.folder))
    found.faults += actor_faults or _actor_faults(actors)
    coders, coder_faults = people.read(corpus.folder, tables.CODERS)
    found.faults += coder_faults
    codings, coding_faults = coding.read_codings(corpus, fix, strict=not (book_faults or actor_faults))
    found.faults += coding_faults
    found.faults += _verdict_faults(corpus, fix, bool(actor_faults))
    found.faults += _faults_of(lambda: load_sheets(corpus.folder))
    found.faults += _faults_of(lambda: coding.choose_reading(corpus, codings)) if not coding_faults else []
    if not coder_faults:
        found.notes += _coder_notes(corpus, coders, codings)
    if not actor_faults:
        found.notes += _alias_notes(corpus, actors)
    found.faults = list(dict.fromkeys(found.faults))
    return found


def _faults_of(read: Callable[[], object]) -> list[str]:
    """The sentences with which a reading fails; none where it succeeds."""
    try:
        read()
    except ValueError as error:
        return str(error).splitlines()
    return []


def _compile(folder: Path) -> None:
    """Make the patterns of the codebook ready, which raises ValueError where one cannot be."""
    book = load_codebook(folder)
    if book.propositions:
        from sayso.patterns import compiled  # brings spaCy

        compiled(book.propositions)


def _actor_faults(actors: pd.DataFrame) -> list[str]:
    """Name, type and side must agree across an actor's rows, and an alias must mean one actor."""
    faults, owner = [], {}
    for n, row in enumerate(actors.to_dict("records"), 2):
        first = actors[actors["actor"] == row["actor"]].iloc[0]
        for column in ("name", "type", "side"):
            if row[column] != first[column]:
                faults.append(f"actors.csv, row {n}: {column} of {row['actor']!r} is {first[column]!r} in another row")
        for alias in [row["name"], *tables.items(row["aliases"])]:
            if row["type"] != "unnamed" and owner.setdefault(alias.lower(), row["actor"]) != row["actor"]:
                faults.append(f"actors.csv, row {n}: alias {alias!r} belongs to {owner[alias.lower()]!r} as well")
    return faults


def _alias_notes(corpus: Corpus, actors: pd.DataFrame) -> list[str]:
    """Names that a person expects in the documents and that stand in none."""
    folded = re.sub(r"\s+", " ", "\n".join(corpus.texts.values()).casefold())
    named = [(n, alias) for n, cell in enumerate(actors["aliases"], 2) for alias in tables.items(cell)]
    missing = [(n, alias) for n, alias in named if " ".join(alias.casefold().split()) not in folded]
    return [f"actors.csv, row {n}: alias {alias!r} stands in no document" for n, alias in missing]


def _coder_notes(corpus: Corpus, coders: pd.DataFrame, codings: dict[str, pd.DataFrame]) -> list[str]:
    """Codings and verdicts of which nobody says who made them, and documents that nobody has."""
    known = set(coders["by"])
    notes = [f"coders.csv: no row says who made coding/{by}.csv, a person or ai" for by in codings if by not in known]
    judges, _ = people.read(corpus.folder, tables.VERDICTS)
    unsaid = sorted({*judges["judge"]} - known)
    notes += [f"coders.csv: no row says who judged as {judge!r}, a person or ai" for judge in unsaid]
    named = [(n, doc_id) for n, cell in enumerate(coders["documents"], 2) for doc_id in tables.items(cell)]
    missing = [(n, doc_id) for n, doc_id in named if doc_id not in corpus.texts]
    return notes + [f"coders.csv, row {n}: {doc_id!r} is no document of this folder" for n, doc_id in missing]


def _verdict_faults(corpus: Corpus, fix: bool, unsure: bool) -> list[str]:
    verdicts, faults = people.read(corpus.folder, tables.VERDICTS)
    if faults or verdicts.empty:
        return faults
    known, changed = None if unsure else coding.known_actors(corpus), False
    for side in "ab":
        columns = {f"{side}_doc_id": "doc_id", f"{side}_spans": "content_spans", f"{side}_content": "content"}
        part = verdicts.rename(columns=columns | {f"{side}_actor": "actor"})
        part = part.reindex(columns=list(tables.CODING.columns), fill_value="")
        part["doc_id"] = meant(part["doc_id"], corpus.texts, corpus.names)
        if fix and (mended := coding.heal(part, corpus.texts)) is not part:
            part, changed = mended, True
            verdicts[f"{side}_spans"], verdicts[f"{side}_content"] = part["content_spans"], part["content"]
        for n, row in enumerate(part.to_dict("records"), 2):
            found = coding.problems_of(row, corpus.texts, None, known)
            faults += [f"verdicts.csv, row {n}, side {side}: {p}" for p in found]
    if changed:
        tables.write(verdicts, corpus.folder / tables.VERDICTS.name)
    return faults
