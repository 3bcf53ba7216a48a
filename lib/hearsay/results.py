"""Where a run writes: a folder beside the old results, held while it runs, which takes their place when it is complete.

What a killed run left is removed by the next; a run that failed is kept beside good results, never in their place.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from hearsay import processes
from hearsay.corpus.documents import ROOT

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be removed
    fcntl = None  # type: ignore[assignment]

RUNNING = ".running"
ASIDE = re.compile(r"(\.(.+)-\w{8})\.old")


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """A new folder beside ``out``, held as long as this process lives, and removed in the end."""
    out.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(out.parent)
    with suppress(OSError):  # a cache that may not be written
        processes.clear_parts(ROOT / "build" / ".cache")
    fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    processes.leftovers.add(fresh)
    try:
        mask = os.umask(0)
        os.umask(mask)
        fresh.chmod(0o777 & ~mask)
        with _holding(fresh / RUNNING):
            yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        processes.leftovers.discard(fresh)


@contextmanager
def _holding(path: Path) -> Iterator[None]:
    """Hold a file until the end of this process at the latest; it has its name only once it is held."""
    part = path.with_name(f"{path.name}.part")
    with part.open("w") as file:
        _hold(file)
        part.rename(path)
        yield


def _hold(file: IO) -> bool:
    """Try to hold an open file; is it ours now?"""
    if fcntl is not None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def held(path: Path) -> bool:
    """Does a living process hold this file?"""
    try:
        if fcntl is None:
            path.unlink()
            return False
        with path.open("r+") as file:
            return not _hold(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True


def clear_leftovers(parent: Path) -> None:
    """Remove what killed runs left in a folder; results that one had put aside and not replaced go back."""
    for path in sorted(parent.glob(".*-*")):
        aside = ASIDE.fullmatch(path.name)
        if aside and not held(parent / aside[1] / RUNNING):
            if (parent / aside[2]).exists():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.rename(parent / aside[2])
        elif (path / RUNNING).is_file() and not held(path / RUNNING):
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
    (out / RUNNING).unlink(missing_ok=True)
    shutil.rmtree(aside, ignore_errors=True)
