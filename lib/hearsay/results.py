"""How a run or an extraction begins and ends: where it writes, what its results replace, and who ends with it.

It writes to a folder beside the old results, which takes their place when it is complete; one that failed is kept beside
good results, never in their place. One signal ends it with all its processes at once, a process whose parent is gone ends
itself, and what a killed run left is removed by the next.
"""

import json
import os
import re
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.util import register_after_fork
from pathlib import Path

import psutil

from hearsay import tables
from hearsay.corpus.documents import ROOT

# What a process writes, or put aside (`tables.beside`).
LEFT = re.compile(r"\.(?P<name>.+)\.hearsay-(?P<process>\d+)\.(?P<kind>part|old)")
SIGNALS = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
ours: set[Path] = set()  # folders that this process writes to, and that are to be gone when it ends before its time


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """A new folder beside ``out``, named after this process, and removed in the end."""
    out.parent.mkdir(parents=True, exist_ok=True)
    clear(out.parent.glob(".*"))
    clear((ROOT / "build" / ".cache").rglob(".*.part"))
    fresh = tables.beside(out, "part")
    ours.add(fresh)
    try:
        fresh.mkdir()
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        ours.discard(fresh)


def clear(paths: Iterable[Path]) -> None:
    """Remove what killed processes left; results that one had put aside and not replaced go back."""
    for path in list(paths):
        left = LEFT.fullmatch(path.name)
        if not left or path in ours:
            continue
        process = int(left["process"])  # a number that is ours now may have been of one that is gone
        if process != os.getpid() and psutil.pid_exists(process):
            continue
        with suppress(OSError):  # a folder that may not be written
            if left["kind"] == "old" and not path.with_name(left["name"]).exists():
                path.rename(path.with_name(left["name"]))
            elif path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def check_target(out: Path, folder: Path, named: bool = True) -> None:
    """Raise where writing to ``out`` would replace anything but an earlier run, or, unless ``named``, another corpus's."""
    if out.is_relative_to(folder) or folder.is_relative_to(out) or ROOT.is_relative_to(out):
        raise ValueError(f"{out}: results need a folder of their own, and this one holds or is in the corpus")
    if out.exists() and not out.is_dir():
        raise ValueError(f"{out}: expected a folder or nothing, found a file")
    if out.is_dir() and any(out.iterdir()) and not (out / "run.json").is_file():
        raise ValueError(f"{out}: expected an earlier run or an empty folder, found files without a run.json")
    earlier = receipt(out).get("parameters", {}).get("corpus", "")
    if earlier and not named and (ROOT / earlier).resolve() != folder:
        raise ValueError(f"{out}: holds results of another folder of this name, {earlier}; name a place with --out")


def receipt(out: Path) -> dict:
    """The run.json of earlier results; {} where there is none that can be read."""
    with suppress(OSError, ValueError):
        found = json.loads((out / "run.json").read_text("utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def destination_of(out: Path, failed: bool) -> Path:
    """Where the results of a run go: to ``out``, but those of one that failed beside it where good ones are there."""
    good = receipt(out).get("failed") == {}
    return out.with_name(f"{out.name}.failed") if failed and good else out


def replace(out: Path, fresh: Path) -> None:
    """Put ``fresh`` where ``out`` is. The old folder is moved aside first: its removal can be interrupted."""
    aside = tables.beside(out, "old")
    with suppress(FileNotFoundError):
        out.rename(aside)
    fresh.rename(out)
    shutil.rmtree(aside, ignore_errors=True)


def end_on_signals() -> None:
    """Let Ctrl-C, SIGTERM and SIGHUP end this process and all that it started, and leave nothing."""
    for number in SIGNALS:
        signal.signal(number, _end)
    register_after_fork(_end, lambda _: begin_worker())  # whoever forks our workers


def _end(number: int, _: object) -> None:
    for other in SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    end_children()
    for path in ours:
        shutil.rmtree(path, ignore_errors=True)
    sys.stdout.flush()
    print("hearsay: stopped.", file=sys.stderr, flush=True)
    os._exit(128 + number)  # at once: a pool would wait for workers that were killed


def end_children() -> None:
    """Kill every process that this one started, and those that they started."""
    me = psutil.Process()
    for child in me.children():
        with suppress(psutil.Error):
            child.suspend()  # so that none of them starts another meanwhile
    everyone = me.children(recursive=True)
    for child in everyone:
        with suppress(psutil.Error):
            child.kill()
    psutil.wait_procs(everyone, timeout=3)


def begin_worker() -> None:
    """Make this process a worker: its parent decides about signals, and when the parent is gone, it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in SIGNALS[1:]:
        signal.signal(number, signal.SIG_DFL)
    threading.Thread(target=_follow, args=(os.getppid(),), daemon=True).start()


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    end_children()
    os._exit(1)
