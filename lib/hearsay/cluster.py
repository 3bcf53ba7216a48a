"""Extraction on many machines, through Dask: the rows of one process, whatever worker dies.

A task is pure, so that what a worker that died had in hand, or had kept, is done again by another.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import tables
from hearsay.extraction import PARTITION, extract_folder
from sayso.attribution.rows import ahead

RETRIES = 5  # times that a task is done again after its worker died
AHEAD = 4  # tasks a worker that are submitted at a time


def extract(folder: Path, out: Path, scheduler: str, size: int = PARTITION) -> tuple[int, pd.DataFrame]:
    """`extract_folder` of a folder, or of a Parquet file of documents, by a Dask cluster.

    ``scheduler`` is its address (tcp://HOST:8786). Raises ValueError without Dask, or where the file is no such table.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ValueError("a cluster needs Dask: install hearsay[cluster] on every machine") from error
    with tempfile.TemporaryDirectory() as place, Client(scheduler, set_as_default=False) as client:
        if folder.suffix == ".parquet":
            folder = unpacked(folder, Path(place))
        return extract_folder(folder, out, partial(mapped, client), size)


def mapped(client: Any, function: Callable, items: Iterable[Any], shared: tuple) -> Iterator[Any]:
    """What a pure function makes of items on a cluster, in their order."""
    common = client.scatter(shared, broadcast=True, hash=False)

    def submit(item: Any) -> Any:
        return client.submit(function, item, common, pure=False, retries=RETRIES)

    return ahead(submit, items, AHEAD * max(1, len(client.scheduler_info()["workers"])))


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
