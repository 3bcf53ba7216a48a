"""Attributed statements of whole corpora and of folders of any size, as the table `statements`."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import sayso
from hearsay import tables
from hearsay.corpus.actors import load_actors
from hearsay.corpus.cleaning import find_boilerplate, mask
from hearsay.corpus.coding import Codebook, load_codebook
from hearsay.corpus.documents import doc_ids, document_files, read_text, read_toml
from sayso import patterns
from sayso.attribution.component import engine_named
from sayso.attribution.rows import stream
from sayso.when import dates
from sayso.who.casts import Casts, read_casts
from sayso.who.resolution import identify


class Found(NamedTuple):
    """What the machine reads of a corpus: statements, stances, and the actors that the ledger lacks."""

    statements: pd.DataFrame
    stances: pd.DataFrame
    actors: pd.DataFrame


Triple = tuple[str, str, str]  # doc_id, text as received, text without boilerplate


@cache
def fingerprint(reader: Path = Path(sayso.__file__).parent) -> str:
    """A hash of everything that attribution is made of: its modules and its fitted files."""
    rooms = {"text": "*.py", "attribution": "*.py", "words": "*.*", "model": "*.*"}
    files = [path for room, names in rooms.items() for path in sorted((reader / room).glob(names))]
    sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    return hashlib.sha256(" ".join(sums).encode()).hexdigest()


def read(
    found: pd.DataFrame,
    masked: Mapping[str, str],
    casts: Casts,
    documents: pd.DataFrame,
    book: Codebook,
    near: int = dates.NEAR_DAYS,
) -> Found:
    """What the machine reads beyond attribution, stage after stage.

    ``found`` are attributions as `extract` gives them, ``masked`` their documents' texts, ``casts`` who appears in each; ``near`` is `near_days`.
    Actors come first, as hands and stances are somebody's; then hands, the days of saying, and the stances that the
    codebook's patterns find.
    """
    outlets = dict(zip(documents["doc_id"], documents["outlet"], strict=True))
    who = identify(found, casts, outlets)
    found = dates.with_dates(who.statements, documents, masked, near=near)
    found, stances = patterns.read_stances(found, book.propositions, masked)
    holders = dict(zip(found["id"], found["holder"].where(found["holder"] != "", found["actor"]), strict=True))
    stances = stances.assign(holder=stances["statement_id"].map(holders).fillna(""))
    return Found(tables.STATEMENTS.check(found), tables.STANCE_TABLE.check(stances), who.actors)


def extract(texts: Mapping[str, str], masked: Mapping[str, str], engine: str = "crf") -> pd.DataFrame:
    """The table `statements`, by machine, of texts and their masked forms by doc_id; sorted by place."""
    rows = stream(((d, texts[d], masked[d]) for d in sorted(texts)), engine_named(engine))
    return tables.STATEMENTS.check(tables.STATEMENTS.of(row | {"by": "machine"} for row in rows))


def near_days(folder: Path) -> int:
    """`near_days` of corpus.toml: within how many days of its publication a news report's undated speech is taken to be."""
    return int(read_toml(folder / "corpus.toml").get("near_days", dates.NEAR_DAYS))


def extract_folder(folder: Path, out: Path, engine: str = "crf", n_process: int = 1) -> int:
    """Write the machine's statements of all documents below a folder to a CSV file, as a run reads them; their number.

    The folder's actors.csv, codebook.toml, documents.csv and corpus.toml count. Files are read one after another and
    their texts kept on disk, so that the folder may be of any size; one that cannot be read is skipped.
    """
    with tempfile.TemporaryDirectory() as place:
        texts = _Kept(Path(place))
        rows = stream(texts.keeping(_documents(folder)), engine_named(engine), n_process)
        found = tables.STATEMENTS.of(row | {"by": "machine"} for row in rows)
        facts = _facts(folder, list(texts))
        read_on = read(
            found, texts, read_casts(load_actors(folder), texts), facts, load_codebook(folder), near_days(folder)
        )
    tables.write(read_on.statements, out)
    return len(read_on.statements)


def _facts(folder: Path, known: list[str]) -> pd.DataFrame:
    """What documents.csv tells of each document."""
    path = folder / "documents.csv"
    told = tables.DOCUMENT_FACTS.complete(tables.read(path)) if path.exists() else tables.DOCUMENT_FACTS.empty()
    known_facts = {row["doc_id"]: row for row in tables.DOCUMENT_FACTS.check(told).to_dict("records")}
    return tables.DOCUMENTS.of({"doc_id": doc_id} | known_facts.get(doc_id, {}) for doc_id in known)


class _Kept(Mapping[str, str]):
    """Texts without boilerplate by doc_id, a file each, so that memory holds one at a time."""

    def __init__(self, place: Path) -> None:
        self.place, self.paths = place, dict[str, Path]()

    def keeping(self, documents: Iterable[Triple]) -> Iterator[Triple]:
        """The documents as they come, each kept as it passes."""
        for doc_id, text, masked in documents:
            self.paths[doc_id] = self.place / str(len(self.paths))
            self.paths[doc_id].write_bytes(masked.encode("utf-8", "surrogatepass"))
            yield doc_id, text, masked

    def __getitem__(self, doc_id: str) -> str:
        return self.paths[doc_id].read_bytes().decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def _documents(folder: Path) -> Iterator[Triple]:
    for doc_id, path in sorted(doc_ids(folder, document_files(folder)).items()):
        try:
            text, _ = read_text(path.suffix.lower(), path.read_bytes())
        except Exception:  # as in hearsay.corpus.documents: what a broken file makes its reader raise stops nothing
            continue
        yield doc_id, text, mask(text, find_boilerplate(doc_id, text))
