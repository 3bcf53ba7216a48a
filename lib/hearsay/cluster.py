"""The machine's statements of a folder, read by many processes or machines through Dask; the rows of one process.

Two passes over partitions of the documents. The first masks, finds who says what, and tells which names each document
has; from all of these one index of names is made here. The second reads on with that index: actors, days, stances.
Tasks are pure, so that what a worker that died had in hand, or had kept, is done again by another.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from hearsay import machine, tables
from hearsay.corpus.actors import load_actors, misspellings
from hearsay.corpus.cleaning import Fault, find_boilerplate, mask
from hearsay.corpus.codebook import Codebook, load_codebook
from hearsay.corpus.documents import load_corpus
from sayso.attribution.component import engine_named
from sayso.attribution.rows import Failed, Part, named, parts_of
from sayso.when.dates import order_by_outlet
from sayso.who.cast import Cast, Corpuswide
from sayso.who.casts import Casts, Told, corpus_keys, told_by
from sayso.who.ledger import Ledger

PARTITION = 50  # documents of a task
RETRIES = 5  # times that a task is done again after its worker died


class Settings(NamedTuple):
    """What every worker needs of the corpus beside the documents."""

    actors: pd.DataFrame
    faults: list[Fault]
    book: Codebook
    near: int
    engine: str


class Read(NamedTuple):
    """What the second pass reads on from: a document's rows, what is known of it, its order of day and month."""

    doc_id: str
    masked: str
    rows: list[dict[str, str]]
    facts: dict[str, str]
    order: str


class Seen(NamedTuple):
    """What the first pass finds in a document; ``parts`` is why where it failed, `None` where it is not in English."""

    doc_id: str
    masked: str
    parts: list[Part] | str | None
    told: Told | None


def extract(
    folder: Path, out: Path, scheduler: str, engine: str = "crf", size: int = PARTITION
) -> tuple[int, pd.DataFrame]:
    """Write the machine's statements of a folder, or of a Parquet file of documents, found by a Dask cluster.

    ``scheduler`` is its address (tcp://HOST:8786). ``out`` is a CSV, or Parquet where its name ends so. Returns the
    number of statements and the table `skipped`, where a document on which the reader failed has its reason.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ValueError("a cluster needs Dask: install hearsay[cluster] on every machine") from error
    with tempfile.TemporaryDirectory() as place, Client(scheduler, set_as_default=False) as client:
        if folder.suffix == ".parquet":
            folder = unpacked(folder, Path(place))
        statements, skipped = read_folder(folder, Mapped(client), engine, size)
    write(statements, out)
    return len(statements), skipped


class Mapped:
    """Calls a function on items on a cluster, in their order; a function is pure, so that it may be called again."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def __call__(self, function: Callable, items: Iterable[Any], shared: tuple) -> Iterator[Any]:
        common = self.client.scatter(shared, broadcast=True, hash=False)
        tasks = [self.client.submit(function, item, common, pure=False, retries=RETRIES) for item in items]
        for n, task in enumerate(tasks):
            yield task.result()
            tasks[n] = None  # what has been fetched need not be kept there


def in_process(function: Callable, items: Iterable[Any], shared: tuple) -> Iterator[Any]:
    """The same without a cluster."""
    return (function(item, shared) for item in items)


def read_folder(
    folder: Path, mapped: Callable = in_process, engine: str = "crf", size: int = PARTITION
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Statements as `Reading.machine` has them, and the table `skipped`; ``size`` documents are read in one task."""
    corpus = load_corpus(folder)
    actors = load_actors(folder)
    settings = Settings(
        actors, [*corpus.faults, *misspellings(actors)], load_codebook(folder), machine.near_days(folder), engine
    )
    texts = [(doc_id, corpus.texts[doc_id], doc_id in corpus.unread) for doc_id in sorted(corpus.texts)]
    rows: dict[str, list[dict[str, str]]] = {}
    masked, told, failed, ids = {}, {}, {}, set[str]()
    for partition in mapped(look, cut(texts, size), (settings,)):
        for seen in partition:
            masked[seen.doc_id] = seen.masked
            if seen.told is not None:
                told[seen.doc_id] = seen.told
            if isinstance(seen.parts, str):
                failed[seen.doc_id] = seen.parts
            else:
                rows[seen.doc_id] = [row | {"by": "machine"} for row in named(seen.parts or [], ids)]
    keys, _ = corpus_keys(told, Ledger(actors))
    order = order_by_outlet(corpus.documents, masked)
    facts = {row["doc_id"]: row for row in corpus.documents.to_dict("records")}
    documents = [Read(d, masked[d], rows[d], facts[d], order[d]) for d in sorted(rows) if rows[d]]
    found = [tables.STATEMENTS.empty()]
    for statements, errors in mapped(settle, cut(documents, size), (settings, keys)):
        found.append(statements)
        failed |= errors
    left_out = [{"file": d, "why": f"the reader failed: {failed[d]}"} for d in sorted(failed)]
    return pd.concat(found, ignore_index=True), pd.concat(
        [corpus.skipped, tables.SKIPPED.of(left_out)], ignore_index=True
    )


def cut(items: list, size: int) -> list[list]:
    """The items, so many at a time."""
    return [items[n : n + size] for n in range(0, len(items), size)]


def look(documents: list[tuple[str, str, bool]], shared: tuple[Settings]) -> list[Seen]:
    """The first pass over some documents: doc_id, text, and whether it is left unread, as in another language."""
    (settings,) = shared
    ledger, trained = Ledger(settings.actors), engine_named(settings.engine)
    found = []
    for doc_id, text, unread in documents:
        try:
            masked = mask(text, find_boilerplate(doc_id, text, settings.faults))
            told = told_by(Cast(doc_id, masked, ledger))
            (parts,) = [None] if unread else parts_of([(doc_id, text, masked)], trained)
            why = f"{type(parts.error).__name__}: {parts.error}" if isinstance(parts, Failed) else parts
            found.append(Seen(doc_id, masked, why, told))
        except Exception as error:  # of one document: the others go on
            found.append(Seen(doc_id, text, f"{type(error).__name__}: {error}", None))
    return found


def settle(
    documents: list[Read], shared: tuple[Settings, dict[str, Corpuswide]]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The second pass: statements with actors, days and stances; and why it failed on a document, by doc_id."""
    try:
        return settled(documents, *shared), {}
    except Exception as error:  # of one document: the others go on
        if len(documents) == 1:
            return tables.STATEMENTS.empty(), {documents[0].doc_id: f"{type(error).__name__}: {error}"}
    each = [settle([document], shared) for document in documents]
    return pd.concat([rows for rows, _ in each], ignore_index=True), {
        d: why for _, failed in each for d, why in failed.items()
    }


def settled(documents: list[Read], settings: Settings, keys: dict[str, Corpuswide]) -> pd.DataFrame:
    """Statements of some documents with actors, days and stances."""
    ledger, of = Ledger(settings.actors), {}
    for document in documents:
        of[document.doc_id] = Cast(document.doc_id, document.masked, ledger)
        of[document.doc_id].rename(keys)
    return machine.read(
        tables.STATEMENTS.of(row for document in documents for row in document.rows),
        {document.doc_id: document.masked for document in documents},
        Casts(of, ledger, ()),
        tables.DOCUMENTS.of(document.facts for document in documents),
        settings.book,
        settings.near,
        {document.doc_id: document.order for document in documents},
    ).statements


# --- files


def unpacked(file: Path, place: Path) -> Path:
    """A folder of what a Parquet file has: the columns doc_id and text, and any of documents.csv."""
    held = pd.read_parquet(file).fillna("").astype(str)
    if missing := [column for column in ("doc_id", "text") if column not in held]:
        raise ValueError(f"{file.name}: expected the columns doc_id and text, {missing[0]!r} is missing")
    for row in held.itertuples():
        path = (place / f"{row.doc_id}.txt").resolve()
        if place.resolve() not in path.parents:
            raise ValueError(f"{file.name}: doc_id {row.doc_id!r} leads out of the corpus")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(row.text, "utf-8", newline="")
    facts = held[[column for column in held if column in tables.DOCUMENT_FACTS.columns]]
    tables.write(facts, place / "documents.csv")
    return place


def write(statements: pd.DataFrame, out: Path) -> None:
    """As Parquet where the name ends so, else as CSV."""
    if out.suffix == ".parquet":
        statements.to_parquet(out, index=False)
    else:
        tables.write(statements, out)
