"""Every fault in the tables beside the documents, in one go: `hearsay check` tells them, and a run that has any stops."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.analysis.sheet import load_sheets
from hearsay.corpus import coding, people
from hearsay.corpus.codebook import load_codebook
from hearsay.corpus.documents import Corpus, find_folder, meant, read_corpus
from hearsay.corpus.listing import EXPECTED
from sayso.patterns import compiled


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
    left_out = corpus.skipped[~corpus.skipped["why"].str.startswith(EXPECTED)]
    found.notes += [f"{row.file}: skipped, {row.why}" for row in left_out.itertuples()]
    book_faults = _faults_of(lambda: load_codebook(corpus.folder))
    actors, actor_faults = people.read(corpus.folder, tables.ACTORS)
    coders, coder_faults = people.read(corpus.folder, tables.CODERS)
    codings, coding_faults = coding.read_codings(corpus, fix, strict=not (book_faults or actor_faults))
    found.faults += book_faults or _faults_of(lambda: compiled(load_codebook(corpus.folder).propositions))
    found.faults += actor_faults or _actor_faults(actors)
    found.faults += coder_faults + coding_faults + _verdict_faults(corpus, fix, bool(actor_faults))
    found.faults += _faults_of(lambda: load_sheets(corpus.folder))
    found.faults += _faults_of(lambda: coding.choose_reading(corpus, codings)) if not coding_faults else []
    found.notes += _coder_notes(corpus, coders, codings) if not coder_faults else []
    found.notes += list(filter(None, [coding.uncounted(corpus, codings)])) if not coding_faults else []
    found.notes += _alias_notes(corpus, actors) if not actor_faults else []
    found.faults = list(dict.fromkeys(found.faults))
    return found


def _faults_of(read: Callable[[], object]) -> list[str]:
    """The sentences with which a reading fails; none where it succeeds."""
    try:
        read()
    except ValueError as error:
        return str(error).splitlines()
    return []


def _actor_faults(actors: pd.DataFrame) -> list[str]:
    """Name, type and side must agree across an actor's rows, and an alias must mean one actor."""
    faults, owner, first = [], {}, actors.drop_duplicates("actor").set_index("actor").to_dict("index")
    for n, row in enumerate(actors.to_dict("records"), 2):
        for column in ("name", "type", "side"):
            if row[column] != (other := first[row["actor"]][column]):
                faults.append(f"actors.csv, row {n}: {column} of {row['actor']!r} is {other!r} in another row")
        for alias in [row["name"], *tables.items(row["aliases"])] if row["type"] != "unnamed" else ():
            if (other := owner.setdefault(alias.lower(), row["actor"])) != row["actor"]:
                faults.append(f"actors.csv, row {n}: alias {alias!r} belongs to {other!r} as well")
    return faults


def _alias_notes(corpus: Corpus, actors: pd.DataFrame) -> list[str]:
    """Names that a person expects in the documents and that stand in none."""
    folded = re.sub(r"\s+", " ", "\n".join(corpus.texts.values()).casefold())
    missing = [(n, x) for n, x in _listed(actors["aliases"]) if " ".join(x.casefold().split()) not in folded]
    return [f"actors.csv, row {n}: alias {alias!r} stands in no document" for n, alias in missing]


def _coder_notes(corpus: Corpus, coders: pd.DataFrame, codings: Mapping[str, pd.DataFrame]) -> list[str]:
    """Codings and verdicts of which nobody says who made them, and documents that nobody has."""
    known, (verdicts, _) = set(coders["by"]), people.read(corpus.folder, tables.VERDICTS)
    made = [f"made coding/{by}.csv" for by in codings if by not in known]
    made += [f"judged as {judge!r}" for judge in sorted({*verdicts["judge"]} - known)]
    missing = [(n, doc_id) for n, doc_id in _listed(coders["documents"]) if doc_id not in corpus.texts]
    notes = [f"coders.csv: no row says who {did}, a person or ai" for did in made]
    return notes + [f"coders.csv, row {n}: {doc_id!r} is no document of this folder" for n, doc_id in missing]


def _listed(cells: pd.Series) -> list[tuple[int, str]]:
    """The items of a column of lists, each with its row."""
    return [(n, item) for n, cell in enumerate(cells, 2) for item in tables.items(cell)]


def _verdict_faults(corpus: Corpus, fix: bool, unsure: bool) -> list[str]:
    verdicts, faults = people.read(corpus.folder, tables.VERDICTS)
    if faults or verdicts.empty:
        return faults
    known, before = None if unsure else coding.known_actors(corpus), verdicts.copy()
    for side in "ab":
        columns = {f"{side}_doc_id": "doc_id", f"{side}_spans": "content_spans", f"{side}_content": "content"}
        part = verdicts.rename(columns=columns | {f"{side}_actor": "actor"})
        part = part.reindex(columns=list(tables.CODING.columns), fill_value="")
        part["doc_id"] = meant(part["doc_id"], corpus.texts, corpus.names)
        part = coding.heal(part, corpus.texts) if fix else part
        verdicts[f"{side}_spans"], verdicts[f"{side}_content"] = part["content_spans"], part["content"]
        for n, row in enumerate(part.to_dict("records"), 2):
            found = coding.problems_of(row, corpus.texts, None, known)
            faults += [f"verdicts.csv, row {n}, side {side}: {p}" for p in found]
    if not verdicts.equals(before):
        tables.write(verdicts, corpus.folder / tables.VERDICTS.name)
    return faults
