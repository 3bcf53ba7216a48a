"""A hundred thousand generated texts through every stage of the reader: no exception, no row whose words differ.

    python tests/benchmarks/generated.py [COUNT] [JOBS]

Prints each fault with the text that shows it, and how many rows and seconds it took. Exit code 1 where there is a fault.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from sound import faults_of
from texts import texts

SIZE = 250  # texts read as one corpus


def batch(seed: int, size: int = SIZE) -> tuple[int, list[str]]:
    """Rows of a corpus of generated texts, and its faults."""
    return faults_of({f"t{n:04}": text for n, text in enumerate(texts(seed, size))})


def main(count: int = 100_000, jobs: int = 2) -> int:
    """Read so many texts; 1 where there is a fault."""
    began, rows, kinds = time.monotonic(), 0, Counter[str]()
    with ProcessPoolExecutor(jobs) as pool:
        for found, faults in pool.map(batch, range(count // SIZE)):
            rows += found
            for fault in faults:
                kinds[fault.split("\t")[0]] += 1
                print(fault, flush=True)
    print(
        f"{count:,} texts, {rows:,} rows, {sum(kinds.values())} faults, {time.monotonic() - began:.0f} s", dict(kinds)
    )
    return int(bool(kinds))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
