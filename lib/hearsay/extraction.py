"""The machine's statements of a folder as one file, without a run: two passes over partitions of its documents.

The first pass masks, finds who says what, and tells which names and dates each document has; from all of these one
index of names is made. The second reads on with that index: actors, days, stances. What the passes find waits on disk,
so that memory holds the texts, the index, and few partitions. Tasks are pure: they are called here, in processes, or on many
machines through Dask, with the same rows; what a worker that died had in hand, or had kept, is done again by another.
"""

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm import tqdm

from hearsay import machine, results, tables
from hearsay.corpus import people
from hearsay.corpus.cleaning import Fault, find_boilerplate, mask
from hearsay.corpus.codebook import Codebook, load_codebook
from hearsay.corpus.coding import MACHINE
from hearsay.corpus.documents import Corpus, load_corpus
from sayso.attribution.rows import Failed, Part, ahead, in_workers, named, parts_of
from sayso.attribution.tagger import model
from sayso.when.dates import NEAR_DAYS
from sayso.who.cast import Cast
from sayso.who.casts import Casts, Met, Told
from sayso.who.ledger import Ledger

PARTITION = 20  # documents of a task
RETRIES = 5  # times that a task is done again after its worker died
AHEAD = 4  # tasks a worker that are submitted to a cluster at a time
# What calls a pure function on items, with what all of them share.
Mapper = Callable[[Callable, Iterable[Any], tuple], Iterator[Any]]


Common = tuple[pd.DataFrame, list[Fault], Codebook, int]  # ledger, faults, codebook, near_days: what all tasks need
Seen = tuple[str, str, list[Part], Told]  # doc_id, text without boilerplate, who says what, which names are told


def extract_folder(
    folder: Path, out: Path, mapped: Mapper | int = 1, size: int = PARTITION
) -> tuple[int, pd.DataFrame]:
    """Write what a run would read of a folder, the table `statements`: as CSV, or Parquet where ``out`` ends so.

    Returns the number of statements, and the table `skipped` of files and documents that were not read. The folder's
    actors.csv, documents.csv, codebook.toml and corpus.toml count; ``size`` documents are read in one task,
    by ``mapped`` or in so many processes. What is stopped half-way leaves ``out`` as it was. Raises ValueError where ``out``
    is in the folder.
    """
    if out.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{out}: expected a place outside {folder}, all of whose files are read as documents")
    mapped = partial(in_workers, mapped) if isinstance(mapped, int) else mapped
    corpus, failed = load_corpus(folder), {}
    with results.workplace(out) as place:
        count = write(two_passes(corpus, place, failed, mapped, size), place / out.name)
        (place / out.name).replace(out)
    left_out = tables.SKIPPED.of({"file": doc_id, "why": failed[doc_id]} for doc_id in sorted(failed))
    return count, pd.concat([corpus.skipped, left_out], ignore_index=True)


def extract_on_cluster(folder: Path, out: Path, scheduler: str, size: int = PARTITION) -> tuple[int, pd.DataFrame]:
    """`extract_folder` of a folder, or of a Parquet file of documents, by a Dask cluster.

    ``scheduler`` is its address (tcp://HOST:8786); ``out`` and ``size`` as there. Raises ValueError where the file is no such table.
    """
    from distributed import Client  # of the extra `cluster`

    with tempfile.TemporaryDirectory() as place, Client(scheduler, set_as_default=False) as client:
        if folder.suffix == ".parquet":
            folder = as_folder(folder, Path(place))
        return extract_folder(folder, out, partial(on_cluster, client), size)


def on_cluster(client: Any, function: Callable, items: Iterable[Any], shared: tuple) -> Iterator[Any]:
    """What a pure function makes of items on a cluster, in their order; each call is also given what is ``shared``."""
    common = client.scatter(shared, broadcast=True, hash=False)
    most = AHEAD * max(1, len(client.scheduler_info()["workers"]))
    return ahead(lambda item: client.submit(function, item, common, pure=False, retries=RETRIES), items, most)


def as_folder(file: Path, place: Path) -> Path:
    """A Parquet file as a folder of documents, made at ``place``: it has the columns doc_id and text, and any of documents.csv."""
    held = pd.read_parquet(file).fillna("").astype(str)
    if missing := [column for column in ("doc_id", "text") if column not in held]:
        raise ValueError(f"{file.name}: expected the columns doc_id and text, {missing[0]!r} is missing")
    for row in held.itertuples():
        path = (place / f"{row.doc_id}.txt").resolve()
        if place.resolve() not in path.parents:
            raise ValueError(f"{file.name}: doc_id {row.doc_id!r} leads out of the corpus")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(row.text, "utf-8", newline="")
    tables.write(held[held.columns.intersection(list(tables.DOCUMENT_FACTS.columns))], place / "documents.csv")
    return place


def two_passes(
    corpus: Corpus, place: Path, failed: dict[str, str], mapped: Mapper, size: int
) -> Iterator[pd.DataFrame]:
    """Statements as `Reading.machine` has them, a partition at a time; ``failed`` then tells of documents why they were not read.

    ``place`` is a folder for what waits between the passes; ``size`` documents are a partition, whose tasks ``mapped`` calls.
    """
    actors, near = people.load(corpus.folder, tables.ACTORS), corpus.settings.get("near_days", NEAR_DAYS)
    common: Common = (actors, corpus.settings.get("readings", []), load_codebook(corpus.folder), near)
    texts = [(doc_id, corpus.texts[doc_id], doc_id in corpus.unread) for doc_id in sorted(corpus.texts)]
    progress = tqdm(desc="  reading", total=len(texts), unit=" documents", leave=False, disable=None)
    met, ids, waiting = Met(), set[str](), []
    for found, errors in mapped(look, (texts[n : n + size] for n in range(0, len(texts), size)), common):
        progress.update(len(found) + len(errors))
        failed |= errors
        rows, masked = [], {}
        for doc_id, text, parts, told in found:
            met.add(doc_id, *told)
            if said := [row | {"by": MACHINE} for row in named(parts, ids)]:
                rows += said
                masked[doc_id] = text
        waiting.append(place / f"{len(waiting)}.seen")
        waiting[-1].write_bytes(pickle.dumps((rows, masked, [corpus.facts[doc_id] for doc_id in masked])))
    keys = met.keys(Ledger(actors)), met.commons

    yield tables.STATEMENTS.empty()  # so that there are columns where nothing is said
    partitions = (pickle.loads(path.read_bytes()) for path in waiting)
    for statements, errors in mapped(settle, partitions, (*common, keys)):
        failed |= errors
        yield statements
    progress.close()


def look(documents: list[tuple[str, str, bool]], common: Common) -> tuple[list[Seen], dict[str, str]]:
    """The first pass over some documents: doc_id, text, and whether it is left unread, as in another language.

    And why it failed on a document, by doc_id.
    """
    actors, faults, *_ = common
    ledger, trained = Ledger(actors), model()
    found: list[Seen] = []
    failed: dict[str, str] = {}
    for doc_id, text, unread in documents:
        try:
            masked = mask(text, find_boilerplate(doc_id, text, faults))
            cast = Cast(doc_id, masked, ledger)
            (parts,) = [[]] if unread else parts_of([(doc_id, text, masked)], trained)
            if isinstance(parts, Failed):
                raise parts.error
            found.append((doc_id, masked, parts, (cast.figures, cast.commons)))
        except Exception as error:  # of one document: the others go on
            failed[doc_id] = f"the reader failed: {type(error).__name__}: {error}"
    return found, failed


def settle(waiting: tuple, common: tuple) -> tuple[pd.DataFrame, dict[str, str]]:
    """The second pass over some documents' rows, masked texts and facts: statements with actors, days and stances.

    And where a stage failed on a document, by doc_id. What is ``common`` has the index of names, and the words written small, as well.
    """
    (actors, _, book, near, keys), (rows, masked, facts) = common, waiting
    ledger = Ledger(actors)
    casts = Casts({doc_id: Cast(doc_id, text, ledger) for doc_id, text in masked.items()}, ledger)
    for cast in casts.of.values():
        cast.rename(*keys)
    found = machine.read(tables.STATEMENTS.of(rows), masked, casts, tables.DOCUMENTS.of(facts), book, near)
    return found.statements, found.failed


def write(partitions: Iterable[pd.DataFrame], out: Path) -> int:
    """Write partitions of `statements` one after another; returns how many statements they have."""
    if out.suffix != ".parquet":
        return tables.write_parts(partitions, out)
    import pyarrow  # of the extra `cluster`
    from pyarrow.parquet import ParquetWriter

    schema = pyarrow.schema([(column, pyarrow.string()) for column in tables.STATEMENTS.columns])
    count = 0
    with ParquetWriter(out, schema) as writer:
        for statements in partitions:
            writer.write_table(pyarrow.Table.from_pandas(statements, schema, preserve_index=False))
            count += len(statements)
    return count
