"""Attributed statements of whole corpora and of folders of any size, as the table `statements`."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.attribution import stream
from hearsay.clean import find_boilerplate, mask
from hearsay.corpus import doc_ids, document_files, read_text
from hearsay.nlp import pipeline

ENGINE = ("quotes", "lexicon", "attribution", "features", "phrases", "layout", "rules", "chain", "linker", "crf", "nlp")


@cache
def fingerprint() -> str:
    """A hash of everything that the engine is made of: its modules and its fitted files."""
    folder = Path(__file__).parent
    files = [*(folder / f"{name}.py" for name in ENGINE), *sorted(folder.glob("*.npz")), *sorted(folder.glob("*.json"))]
    sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.exists()]
    return hashlib.sha256(" ".join(sums).encode()).hexdigest()


def extract(texts: Mapping[str, str], masked: Mapping[str, str], engine: str = "crf") -> pd.DataFrame:
    """The table `statements`, by machine, of texts and their masked forms by doc_id; sorted by place."""
    rows = stream(((d, texts[d], masked[d]) for d in sorted(texts)), pipeline(engine))
    return tables.STATEMENTS.check(tables.STATEMENTS.of(row | {"by": "machine"} for row in rows))


def extract_folder(folder: Path, out: Path, engine: str = "crf", n_process: int = 1) -> int:
    """Write the machine's statements of all documents below a folder to a CSV file; their number.

    Files are read one after another, so that the folder may be of any size; one that cannot be read is skipped.
    """
    count = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(tables.STATEMENTS.columns), restval="", lineterminator="\n")
        writer.writeheader()
        for row in stream(_documents(folder), pipeline(engine), n_process):
            writer.writerow(row | {"by": "machine"})
            count += 1
    return count


def _documents(folder: Path) -> Iterator[tuple[str, str, str]]:
    for doc_id, path in sorted(doc_ids(folder, document_files(folder)).items()):
        try:
            text, _ = read_text(path.suffix.lower(), path.read_bytes())
        except Exception:  # as in hearsay.corpus: what a broken file makes its reader raise stops nothing
            continue
        yield doc_id, text, mask(text, find_boilerplate(doc_id, text))
