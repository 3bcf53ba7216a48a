"""The machine's statements of a folder as one file, without a run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.corpus.coding import MACHINE
from hearsay.reading import open_reading


def extract_folder(folder: Path, out: Path, engine: str = "crf", jobs: int = 1) -> tuple[int, pd.DataFrame]:
    """Write what a run would read of a folder to a CSV file, the table `statements`.

    Returns the number of statements, and the table `skipped` of files and documents that were not read. The folder's
    actors.csv, documents.csv, codebook.toml and corpus.toml count; ``engine`` is crf or rules.
    """
    reading = replace(open_reading(folder, MACHINE), engine=engine)
    reading.attribute(jobs)
    tables.write(reading.machine, out)
    return len(reading.machine), reading.skipped
