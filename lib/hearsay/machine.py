"""Attributed statements of whole corpora and of folders of any size, as the table `statements`."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pandas as pd

import sayso
from hearsay import tables
from hearsay.corpus.cleaning import find_boilerplate, mask
from hearsay.corpus.documents import doc_ids, document_files, read_text
from sayso.attribution.component import engine_named
from sayso.attribution.rows import stream


@cache
def fingerprint(reader: Path = Path(sayso.__file__).parent) -> str:
    """A hash of everything that attribution is made of: its modules and its fitted files."""
    rooms = {"text": "*.py", "attribution": "*.py", "words": "*.*", "model": "*.*"}
    files = [path for room, names in rooms.items() for path in sorted((reader / room).glob(names))]
    sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    return hashlib.sha256(" ".join(sums).encode()).hexdigest()


def extract(texts: Mapping[str, str], masked: Mapping[str, str], engine: str = "crf") -> pd.DataFrame:
    """The table `statements`, by machine, of texts and their masked forms by doc_id; sorted by place."""
    rows = stream(((d, texts[d], masked[d]) for d in sorted(texts)), engine_named(engine))
    return tables.STATEMENTS.check(tables.STATEMENTS.of(row | {"by": "machine"} for row in rows))


def extract_folder(folder: Path, out: Path, engine: str = "crf", n_process: int = 1) -> int:
    """Write the machine's statements of all documents below a folder to a CSV file; their number.

    Files are read one after another, so that the folder may be of any size; one that cannot be read is skipped.
    """
    count = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(tables.STATEMENTS.columns), restval="", lineterminator="\n")
        writer.writeheader()
        for row in stream(_documents(folder), engine_named(engine), n_process):
            writer.writerow(row | {"by": "machine"})
            count += 1
    return count


def _documents(folder: Path) -> Iterator[tuple[str, str, str]]:
    for doc_id, path in sorted(doc_ids(folder, document_files(folder)).items()):
        try:
            text, _ = read_text(path.suffix.lower(), path.read_bytes())
        except Exception:  # as in hearsay.corpus.documents: what a broken file makes its reader raise stops nothing
            continue
        yield doc_id, text, mask(text, find_boilerplate(doc_id, text))
