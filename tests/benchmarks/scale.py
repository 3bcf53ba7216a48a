"""Time and memory from 10 to 10,000 documents, as a table in Markdown.

    nice python tests/benchmarks/scale.py 10 100 1000 [--run 100] [--dask 4] [--words 400]

Each row is `hearsay extract` over so many invented articles (tests/benchmarks/corpus.py), in one process and in two, each
with an empty cache (that of this checkout goes); with --run also a whole `hearsay run`, with --dask so many workers of a local cluster, whose file must
equal the one of one process. Memory is the most that all processes held at once, shared pages divided among them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from corpus import write_corpus

LIB = Path(__file__).resolve().parents[2] / "lib"


def measured(arguments: list[str], place: Path) -> tuple[float, float]:
    """Seconds and MB of a command of hearsay, the cache of this checkout emptied before: kernels of notebooks share it."""
    shutil.rmtree(LIB.parent / "build" / ".cache", ignore_errors=True)
    environment = os.environ | {"PYTHONPATH": str(LIB)}
    started, peak = time.monotonic(), 0.0
    command = [sys.executable, "-m", "hearsay.cli", *arguments]
    process = subprocess.Popen(command, env=environment, cwd=place, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, held(process.pid))
        time.sleep(0.2)
    if process.returncode:
        sys.exit(f"{arguments}: failed")
    return time.monotonic() - started, peak


def held(pid: int) -> float:
    """MB that a process and all that it started hold now."""
    total = 0
    try:
        for process in (one := psutil.Process(pid), *one.children(recursive=True)):
            told = process.memory_full_info()
            total += getattr(told, "pss", told.rss)
    except psutil.Error:  # it ended meanwhile
        pass
    return total / 2**20


def dask(folder: Path, out: Path, workers: int) -> float:
    """Seconds of a cluster of so many processes on this machine, started already."""
    from distributed import LocalCluster

    from hearsay import extraction

    with LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as local:
        started = time.monotonic()
        extraction.extract_on_cluster(folder, out, local.scheduler_address)
        return time.monotonic() - started


def row(size: int, arguments: argparse.Namespace, place: Path) -> list[str]:
    """The cells of so many documents."""
    folder, out = place / f"of-{size}", place / f"{size}.csv"
    words = write_corpus(folder, size, arguments.words)
    one, peak = measured(["extract", str(folder), "--out", str(out)], place)
    two, _ = measured(["extract", str(folder), "--out", str(place / "two.csv"), "--jobs", "2"], place)
    same = (place / "two.csv").read_bytes() == out.read_bytes()
    cells = [
        f"{size:,}",
        f"{words:,}",
        f"{one:.1f} s",
        f"{words / one:,.0f}",
        f"{peak:,.0f} MB",
        f"{one / two:.2f}" + ("" if same else ", rows DIFFER"),
    ]
    if arguments.dask:
        took = dask(folder, place / "dask.csv", arguments.dask)
        equal = (place / "dask.csv").read_bytes() == out.read_bytes()
        cells.append(f"{took:.1f} s, rows {'equal' if equal else 'DIFFER'}")
    if arguments.run:
        told = "not measured"
        if size <= arguments.run:
            whole, most = measured(["run", str(folder), "--out", str(place / f"run-{size}")], place)
            pages = max(path.stat().st_size for path in (place / f"run-{size}" / "site").rglob("*.html"))
            told = f"{whole:.0f} s, {most:,.0f} MB, longest page {pages / 1024:.0f} KB"
        cells.append(told)
    return cells


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--run", type=int, default=0, help="up to how many documents a whole run is measured")
    parser.add_argument("--dask", type=int, default=0, help="workers of a local cluster")
    parser.add_argument("--words", type=int, default=400)
    arguments = parser.parse_args()
    sys.path.insert(0, str(LIB))
    head = ["documents", "words", "extract", "words a second", "memory", "two processes, times one"]
    head += [f"{arguments.dask} Dask workers"] * bool(arguments.dask) + ["run"] * bool(arguments.run)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start\n")
    print(f"| {' | '.join(head)} |\n|{'---:|' * len(head)}", flush=True)
    with tempfile.TemporaryDirectory() as place:
        for size in arguments.sizes:
            print(f"| {' | '.join(row(size, arguments, Path(place)))} |", flush=True)


if __name__ == "__main__":
    main()
