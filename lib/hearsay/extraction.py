"""The machine's statements of a folder as one file, without a run: two passes over partitions of its documents.

The first pass masks, finds who says what, and tells which names and dates each document has; from all of these one
index of names is made. The second reads on with that index: actors, days, stances. What the passes find waits on disk,
so that memory holds the texts, the index, and few partitions. Tasks are pure: they are called here, in processes, or
on a cluster (`hearsay.cluster`), with the same rows.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from tqdm import tqdm

from hearsay import machine, results, tables
from hearsay.corpus import people
from hearsay.corpus.cleaning import Fault, find_boilerplate, mask
from hearsay.corpus.codebook import Codebook, load_codebook
from hearsay.corpus.documents import load_corpus
from sayso.attribution.rows import Failed, Part, in_workers, named, parts_of
from sayso.attribution.tagger import model
from sayso.when.dates import NEAR_DAYS
from sayso.who.cast import Cast, Corpuswide
from sayso.who.casts import Casts, Met, Told
from sayso.who.ledger import Ledger

PARTITION = 20  # documents of a task
# What calls a pure function on items, with what all of them share.
Mapper = Callable[[Callable, Iterable[Any], tuple], Iterator[Any]]


class Settings(NamedTuple):
    """What every task needs of the corpus beside the documents."""

    actors: pd.DataFrame
    faults: list[Fault]
    book: Codebook
    near: int


class Seen(NamedTuple):
    """What the first pass finds in a document; ``parts`` is why where it failed, `None` where it is not in English."""

    doc_id: str
    masked: str
    parts: list[Part] | str | None
    told: Told | None


class Read(NamedTuple):
    """What the second pass reads on from: a document's rows, and what is known of it."""

    doc_id: str
    masked: str
    rows: list[dict[str, str]]
    facts: dict[str, str]


def extract_folder(
    folder: Path, out: Path, mapped: Mapper | int = 1, size: int = PARTITION
) -> tuple[int, pd.DataFrame]:
    """Write what a run would read of a folder, the table `statements`: as CSV, or Parquet where ``out`` ends so.

    Returns the number of statements, and the table `skipped` of files and documents that were not read. The folder's
    actors.csv, documents.csv, codebook.toml and corpus.toml count; ``size`` documents are read in one task,
    by ``mapped`` or in so many processes. What is stopped half-way leaves ``out`` as it was.
    """
    mapped = partial(in_workers, mapped) if isinstance(mapped, int) else mapped
    skipped: list[pd.DataFrame] = []
    with results.workplace(out) as place:
        count = write(read_folder(folder, place, skipped, mapped, size), place / out.name)
        (place / out.name).replace(out)
    return count, pd.concat(skipped, ignore_index=True)


def read_folder(
    folder: Path, place: Path, skipped: list[pd.DataFrame], mapped: Mapper, size: int
) -> Iterator[pd.DataFrame]:
    """Statements as `Reading.machine` has them, a partition at a time; ``skipped`` receives the tables of what is left out.

    ``place`` is a folder for what waits between the passes.
    """
    corpus = load_corpus(folder)
    actors = people.load(folder, tables.ACTORS)
    faults, near = corpus.settings.get("readings", []), corpus.settings.get("near_days", NEAR_DAYS)
    settings = Settings(actors, faults, load_codebook(folder), near)
    texts = [(doc_id, corpus.texts[doc_id], doc_id in corpus.unread) for doc_id in sorted(corpus.texts)]
    progress = tqdm(desc="  reading", total=len(texts), unit=" documents", leave=False, disable=None)
    met, failed, ids = Met(), {}, set[str]()
    waiting = []
    for partition in mapped(look, (texts[n : n + size] for n in range(0, len(texts), size)), (settings,)):
        rows = []
        for seen in partition:
            progress.update()
            if seen.told is not None:
                met.add(seen.doc_id, *seen.told)
            if isinstance(seen.parts, str):
                failed[seen.doc_id] = seen.parts
            elif found := [row | {"by": "machine"} for row in named(seen.parts or [], ids)]:
                rows.append(Read(seen.doc_id, seen.masked, found, corpus.facts[seen.doc_id]))
        waiting.append(place / f"{len(waiting)}.seen")
        waiting[-1].write_bytes(pickle.dumps(rows))
    keys = met.keys(Ledger(actors))

    yield tables.STATEMENTS.empty()  # so that there are columns where nothing is said
    partitions = (pickle.loads(path.read_bytes()) for path in waiting)
    for statements, errors in mapped(settle, partitions, (settings, keys)):
        failed |= errors
        yield statements
    progress.close()
    left_out = [{"file": doc_id, "why": failed[doc_id]} for doc_id in sorted(failed)]
    skipped += [corpus.skipped, tables.SKIPPED.of(left_out)]


def look(documents: list[tuple[str, str, bool]], shared: tuple[Settings]) -> list[Seen]:
    """The first pass over some documents: doc_id, text, and whether it is left unread, as in another language."""
    (settings,) = shared
    ledger, trained = Ledger(settings.actors), model()
    found = []
    for doc_id, text, unread in documents:
        try:
            masked = mask(text, find_boilerplate(doc_id, text, settings.faults))
            cast = Cast(doc_id, masked, ledger)
            (parts,) = [None] if unread else parts_of([(doc_id, text, masked)], trained)
            why = _failure(parts.error) if isinstance(parts, Failed) else parts
            found.append(Seen(doc_id, masked, why, (cast.figures, cast.commons)))
        except Exception as error:  # of one document: the others go on
            found.append(Seen(doc_id, text, _failure(error), None))
    return found


def _failure(error: Exception) -> str:
    return f"the reader failed: {type(error).__name__}: {error}"


def settle(
    documents: list[Read], shared: tuple[Settings, dict[str, Corpuswide]]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The second pass: statements with actors, days and stances; and where a stage failed on a document, by doc_id."""
    settings, keys = shared
    ledger, of = Ledger(settings.actors), {}
    for document in documents:
        of[document.doc_id] = Cast(document.doc_id, document.masked, ledger)
        of[document.doc_id].rename(keys)
    found = machine.read(
        tables.STATEMENTS.of(row for document in documents for row in document.rows),
        {document.doc_id: document.masked for document in documents},
        Casts(of, ledger),
        tables.DOCUMENTS.of(document.facts for document in documents),
        settings.book,
        settings.near,
    )
    return found.statements, found.failed


def write(partitions: Iterable[pd.DataFrame], out: Path) -> int:
    """Write partitions of `statements` one after another; returns how many statements they have."""
    if out.suffix != ".parquet":
        return tables.write_parts(partitions, out)
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise ValueError("Parquet needs pyarrow: install hearsay[cluster]") from error
    schema = pyarrow.schema([(column, pyarrow.string()) for column in tables.STATEMENTS.columns])
    count = 0
    with ParquetWriter(out, schema) as writer:
        for statements in partitions:
            writer.write_table(pyarrow.Table.from_pandas(statements, schema, preserve_index=False))
            count += len(statements)
    return count
