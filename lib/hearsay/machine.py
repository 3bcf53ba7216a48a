"""Attributed statements of whole corpora and of folders of any size, as the table `statements`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pandas as pd

import sayso
from hearsay import tables
from hearsay.corpus.cleaning import find_boilerplate, mask
from hearsay.corpus.documents import read_documents
from hearsay.corpus.listing import Listing, list_files
from sayso.attribution.component import pipeline
from sayso.attribution.record import stream

BATCH = 8  # documents that a process is given at a time


@cache
def fingerprint(reader: Path = Path(sayso.__file__).parent) -> str:
    """A hash of everything that attribution is made of: its modules and its fitted files."""
    files = [reader / "text.py", *sorted((reader / "attribution").glob("*.py")), *sorted((reader / "model").glob("*"))]
    sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    return hashlib.sha256(" ".join(sums).encode()).hexdigest()


def extract(
    texts: Mapping[str, str],
    masked: Mapping[str, str],
    engine: str = "crf",
    failed: dict[str, str] | None = None,
    jobs: int = 1,
    step: Callable[[], None] | None = None,
) -> pd.DataFrame:
    """The table `statements`, by machine, of texts and their masked forms by doc_id; sorted by place.

    With ``failed`` a document that cannot be read goes there with the reason, and the others are read. ``jobs`` are the
    processes at a time; ``step`` is called for each document that is begun.
    """

    def documents() -> Iterator[tuple[str, str, str]]:
        for doc_id in sorted(texts):
            yield doc_id, texts[doc_id], masked[doc_id]
            if step is not None:
                step()

    note = None if failed is None else failed.__setitem__
    rows = stream(documents(), pipeline(engine), jobs, BATCH, note)
    return tables.STATEMENTS.check(tables.STATEMENTS.of(row | {"by": "machine"} for row in rows))


def extract_folder(folder: Path, out: Path, engine: str = "crf", n_process: int = 1) -> tuple[int, Listing]:
    """Write the machine's statements of all documents below a folder to a CSV file.

    Returns their number, and the listing of the folder, whose `skipped` tells of each file that was not read. Files are
    read one after another, so that the folder may be of any size.
    """
    listing, count = list_files(folder), 0

    def failed(doc_id: str, why: str) -> None:
        listing.skip(doc_id, f"the reader failed: {why}")

    with out.open("w", encoding="utf-8", newline="") as file:
        file.write(tables.line(tables.STATEMENTS.columns))
        for row in stream(_documents(folder, listing), pipeline(engine), n_process, failed=failed):
            cells = row | {"by": "machine"}
            file.write(tables.line(cells.get(column, "") for column in tables.STATEMENTS.columns))
            count += 1
    return count, listing


def _documents(folder: Path, listing: Listing) -> Iterator[tuple[str, str, str]]:
    for document in read_documents(folder, listing):
        text = document.article.text
        yield document.doc_id, text, mask(text, find_boilerplate(document.doc_id, text))
