"""Tables of a reading kept on disk, so that a notebook need not compute what a run, or another notebook, has computed.

They are kept below build/.cache/ by a hash of all that they rest on: texts, tables and settings of the corpus, our code
and its model, versions. What cannot be written or read is computed.
"""

import hashlib
import json
import shutil
from collections import UserDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, cached_property, lru_cache, partial, wraps
from pathlib import Path
from typing import Any, TypeVar

from hearsay.corpus.documents import ROOT, Corpus
from hearsay.corpus.stages import fingerprint, kept

T = TypeVar("T")

CACHE = ROOT / "build" / ".cache"
READINGS = 24  # folders kept at a time, two of each: what the machine attributes rests on the texts alone
LAST = 2_000  # rows
HERE = Path(__file__).resolve().parent
CODE = (HERE, HERE.parent / "sayso")
ENGINE = tuple(HERE.parent / "sayso" / room for room in ("text", "attribution", "words", "model"))  # what attributes


class Made(UserDict):
    """Rows by key, each made when it is asked for, as all of them would weigh too much; the last ones are kept."""

    def __init__(self, keys: Mapping[str, Any], make: Callable[[str], dict[str, str]]) -> None:
        self.data, self._make = keys, lru_cache(LAST)(make)

    def __getitem__(self, key: str) -> dict[str, str]:
        if key not in self.data:
            raise KeyError(key)
        return self._make(key)


class Kept(cached_property):
    """A cached property of tables that are also kept on disk, in the `place` of their owner."""

    def __init__(self, compute: Callable) -> None:
        name = f"{compute.__name__}.pickle"
        super().__init__(lambda owner: kept(owner.place / name, partial(compute, owner)))
        self.__doc__ = compute.__doc__


def place_of(rests_on: Any, root: Path) -> Path:
    """Where values are kept: a folder below ``root`` named by a hash of all that they rest on, for which the oldest ones are removed."""
    place = root / hashlib.sha256(json.dumps(rests_on).encode()).hexdigest()[:20]
    if not place.is_dir():
        with suppress(OSError):
            found = sorted((path for path in root.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
            for path in found[: 1 - READINGS]:
                shutil.rmtree(path, ignore_errors=True)
    return place


def place_of_reading(corpus: Corpus, reading: str, root: Path = CACHE) -> Path:
    """Where the tables of a reading are kept."""
    beside = [path for path in sorted(corpus.folder.rglob("*")) if path.suffix in (".csv", ".toml") and path.is_file()]
    sums = {str(path.relative_to(corpus.folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in beside}
    made = [corpus.documents.to_csv(), corpus.skipped.to_csv(), sorted(corpus.texts.items())]
    return place_of([reading, code(), sums, *made], root)


@cache
def code(folders: tuple[Path, ...] = CODE) -> str:
    """A hash of our modules, word lists and model, and of the versions that a table may rest on."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    ours = [path for path in files if path.parent.name != "__pycache__"]
    return fingerprint(ours, ("numpy", "pandas", "spacy"))


def once(compute: Callable[[Any], T]) -> Callable[[Any], T]:
    """A function of a reading that is computed once for it, as several pages, cells and findings rest on it."""

    @wraps(compute)
    def kept(reading: Any) -> T:
        known = reading.__dict__.setdefault("shown", {})
        if compute not in known:
            known[compute] = compute(reading)
        return known[compute]

    return kept
