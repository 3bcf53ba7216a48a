"""Where a run or an extraction writes: a folder beside the old results, which takes their place when it is complete.

What a killed run left is removed by the next; a run that failed is kept beside good results, never in their place.
"""

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from hearsay import processes
from hearsay.corpus.documents import ROOT

PLACE = re.compile(r"\.(?P<name>.+)\.hearsay-(?P<process>\d+)-\w{8}(?P<aside>\.old)?")  # of a run by that process


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """A new folder beside ``out``, named after this process, and removed in the end."""
    out.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(out.parent)
    with suppress(OSError):  # a cache that may not be written
        processes.clear_parts(ROOT / "build" / ".cache")
    fresh = out.with_name(f".{out.name}.hearsay-{os.getpid()}-{secrets.token_hex(4)}")
    processes.leftovers.add(fresh)
    try:
        fresh.mkdir()
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        processes.leftovers.discard(fresh)


def clear_leftovers(parent: Path) -> None:
    """Remove what killed runs left in a folder; results that one had put aside and not replaced go back."""
    for path in sorted(parent.glob(".*.hearsay-*")):
        place = PLACE.fullmatch(path.name)
        if not place or path in processes.leftovers:
            continue
        process = int(place["process"])
        if process != os.getpid() and psutil.pid_exists(process):
            continue
        if place["aside"] and not (parent / place["name"]).exists():
            path.rename(parent / place["name"])
        else:
            shutil.rmtree(path, ignore_errors=True)


def check_target(out: Path, folder: Path, named: bool = True) -> None:
    """Raise where writing to ``out`` would replace anything but an earlier run, or, unless ``named``, another corpus's."""
    if out.is_relative_to(folder) or folder.is_relative_to(out) or ROOT.is_relative_to(out):
        raise ValueError(f"{out}: results need a folder of their own, and this one holds or is in the corpus")
    if out.is_dir() and any(out.iterdir()) and not (out / "run.json").is_file():
        raise ValueError(f"{out}: expected an earlier run or an empty folder, found files without a run.json")
    earlier = receipt(out).get("parameters", {}).get("corpus", "")
    if earlier and not named and (ROOT / earlier).resolve() != folder:
        raise ValueError(
            f"{out}: expected results of {folder}, but found those of another folder of this name, {earlier}; "
            f"name a place for the new ones with --out"
        )


def receipt(out: Path) -> dict:
    """The run.json of earlier results; {} where there is none that can be read."""
    try:
        found = json.loads((out / "run.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def place_of(out: Path, failed: bool) -> Path:
    """Where the results of a run go: to ``out``, but those of one that failed beside it where good ones are there."""
    good = receipt(out).get("failed") == {}
    return out.with_name(f"{out.name}.failed") if failed and good else out


def replace(out: Path, fresh: Path) -> None:
    """Put ``fresh`` where ``out`` is. The old folder is moved aside first: its removal can be interrupted."""
    aside = fresh.with_name(fresh.name + ".old")
    with suppress(FileNotFoundError):
        out.rename(aside)
    fresh.rename(out)
    shutil.rmtree(aside, ignore_errors=True)
