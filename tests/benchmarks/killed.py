"""A run killed at random moments, and run again: the same bytes as an undisturbed run, and nothing left anywhere.

    python tests/benchmarks/killed.py FOLDER [TIMES]

FOLDER is a small corpus. It is run in a copy of this checkout: once undisturbed, then killed so many times by SIGKILL (alone
and with its whole group in turn) and run again; then stopped by SIGTERM and by Ctrl-C. Exit code 1 where anything differs.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]


def started(root: Path, folder: Path) -> subprocess.Popen:
    """A run in a checkout, in a session of its own."""
    own = {"PYTHONPATH": str(root / "lib"), "TMPDIR": str(root / "tmp"), "HOME": str(root / "home")}
    command = [sys.executable, "-m", "hearsay.cli", "run", str(folder)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=root, env=os.environ | own, start_new_session=True, **quiet)


def checkout(place: Path) -> Path:
    """A copy of what a run needs."""
    for part in ("lib", "notebooks"):
        shutil.copytree(ROOT / part, place / part, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    for part in ("tmp", "home"):
        (place / part).mkdir()
    return place


def stopped(run: subprocess.Popen, number: int, group: bool) -> list[psutil.Process]:
    """End a run; the processes of its that still live ten seconds later."""
    try:
        everyone = psutil.Process(run.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        everyone = []
    (os.killpg if group else os.kill)(run.pid, number)
    run.wait(20)
    return psutil.wait_procs(everyone, timeout=10)[1]


def sums(folder: Path) -> dict[str, str]:
    """The hash of each file below a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}


def strays(root: Path, name: str) -> list[str]:
    """What lies in a checkout that belongs neither to it, nor to the results, nor to a whole cache."""
    found = [p for p in (*(root / "tmp").rglob("*"), *(root / "home").rglob("*"))]
    found += [p for p in (root / "build").glob("*") if p.name not in (name, ".cache", ".jupyter")]
    found += [p for p in (root / "build" / ".cache").rglob("*") if p.is_file() and p.suffix != ".pickle"]
    found += [p for p in (root / "build" / ".jupyter" / "runtime").glob("*")]
    return sorted(str(path.relative_to(root)) for path in found)


def main(folder: str, times: str = "20") -> int:
    """Kill, run again, compare; 1 where something differs or is left."""
    corpus, chance, amiss = Path(folder).resolve(), random.Random(12), []
    with tempfile.TemporaryDirectory() as place:
        calm, root = checkout(Path(place) / "calm"), checkout(Path(place) / "root")
        began = time.monotonic()
        if code := started(calm, corpus).wait():
            raise SystemExit(f"an undisturbed run ends with {code}")
        whole = time.monotonic() - began
        print(f"undisturbed: {whole:.0f} s; left: {strays(calm, corpus.name)}", flush=True)
        for n in range(int(times)):
            if n % 4 == 0:
                shutil.rmtree(root / "build" / ".cache", ignore_errors=True)
            run, wait = started(root, corpus), chance.uniform(0.5, whole)
            try:
                run.wait(wait)
            except subprocess.TimeoutExpired:
                alive = stopped(run, signal.SIGKILL, group=bool(n % 2))
                amiss += [f"kill {n}: {process} lives on" for process in alive]
                print(f"killed after {wait:.1f} s; left: {strays(root, corpus.name)}", flush=True)
            else:
                print(f"it had ended within {wait:.1f} s", flush=True)
        if code := started(root, corpus).wait():
            amiss.append(f"the last run ends with {code}")
        amiss += [f"left: {path}" for path in strays(root, corpus.name)]
        before, after = sums(calm / "build" / corpus.name), sums(root / "build" / corpus.name)
        amiss += [f"differs: {path}" for path in sorted({*before, *after}) if before.get(path) != after.get(path)]
        for number in (signal.SIGTERM, signal.SIGINT):
            run = started(root, corpus)
            time.sleep(chance.uniform(0.3, 0.6) * whole)
            began = time.monotonic()
            alive = stopped(run, number, group=number == signal.SIGINT)
            amiss += [f"{number.name}: {process} lives on" for process in alive]
            amiss += [f"{number.name}: left {path}" for path in strays(root, corpus.name)]
            print(f"{number.name}: ended with {run.returncode} in {time.monotonic() - began:.1f} s", flush=True)
    print("\n".join(amiss) or f"the same {len(before)} files, and nothing left")
    return int(bool(amiss))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
