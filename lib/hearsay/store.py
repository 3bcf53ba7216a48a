"""Tables of a reading kept on disk, so that a notebook need not compute what a run, or another notebook, has computed.

They are kept below build/.cache/ by a hash of all that they rest on: texts, tables and settings of the corpus, our code
and its model, versions. What cannot be written or read is computed; what is read back equals what was computed.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
from collections import namedtuple
from collections.abc import Callable
from contextlib import suppress
from functools import cache, cached_property, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import tables
from hearsay.corpus.documents import ROOT, Corpus

CACHE = ROOT / "build" / ".cache"
READINGS = 24  # folders kept at a time, two of each: what the machine attributes rests on the texts alone
HERE = Path(__file__).resolve().parent
CODE = (HERE, HERE.parent / "sayso")
ENGINE = tuple(HERE.parent / "sayso" / room for room in ("text", "attribution", "words", "model"))  # what attributes
ASIDE = ("__pycache__", "show")  # what no table rests on


class Kept(cached_property):
    """A cached property of tables that are also kept on disk, in the `store` of their owner."""

    def __init__(self, compute: Callable) -> None:
        super().__init__(lambda owner: owner.store.get(compute.__name__, partial(compute, owner)))
        self.__doc__ = compute.__doc__


class Store:
    """A folder of values by name: a table of strings, a mapping of strings, or a tuple of such."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, rests_on: Any, root: Path) -> Store:
        """The folder named by the hash of all that its values rest on."""
        return cls(root / hashlib.sha256(json.dumps(rests_on).encode()).hexdigest()[:20])

    def get(self, name: str, compute: Callable[[], Any]) -> Any:
        """The value of that name, computed and kept where it is not there."""
        with suppress(OSError, ValueError, TypeError, KeyError):  # absent or spoiled
            return self._read(name)
        value = compute()
        with suppress(OSError, ValueError):  # done without
            self._write(name, value)
        return value

    def has(self, name: str) -> bool:
        """Whether a value of that name is kept."""
        return (self.folder / f"{name}.json").is_file()

    def _read(self, name: str) -> Any:
        fields, kinds = json.loads((self.folder / f"{name}.json").read_text("ascii"))
        parts = [_parts_read[kind](self.folder / f"{name}.{n}.{kind}") for n, kind in enumerate(kinds)]
        if fields is None:
            return parts[0]
        return namedtuple(name.strip("_"), fields)(*parts) if fields else tuple(parts)

    def _write(self, name: str, value: Any) -> None:
        """Each part beside its place and then into it; what names them comes last, so that nothing half-written counts."""
        whole = isinstance(value, tuple)
        parts = list(value) if whole else [value]
        kinds = [_kind(part) for part in parts]
        if "" in kinds:
            return  # what would not come back the same
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True)
            _forget(self.folder.parent)
        for n, (part, kind) in enumerate(zip(parts, kinds, strict=True)):
            self._place(f"{name}.{n}.{kind}", partial(_parts_written[kind], part))
        fields = list(getattr(value, "_fields", [])) if whole else None
        self._place(f"{name}.json", lambda path: path.write_text(json.dumps([fields, kinds]), "ascii"))

    def _place(self, name: str, write: Callable[[Path], Any]) -> None:
        fresh = self.folder / f"{name}.{os.getpid()}.part"
        write(fresh)
        fresh.replace(self.folder / name)


def _kind(part: Any) -> str:
    """How a value is kept; "" where it would not come back the same."""
    if isinstance(part, pd.DataFrame):
        plain = part.index.equals(pd.RangeIndex(len(part))) and all(dtype == "str" for dtype in part.dtypes)
        return "csv" if plain and len(part.columns) and not part.isna().to_numpy().any() else ""
    texts = isinstance(part, dict) and all(isinstance(item, str) for pair in part.items() for item in pair)
    return "text" if texts else ""


_parts_read = {"csv": tables.read, "text": lambda path: json.loads(path.read_text("ascii"))}
_parts_written = {
    "csv": tables.write,
    "text": lambda part, path: path.write_text(json.dumps(part), "ascii"),
}


def store_of(corpus: Corpus, reading: str, root: Path = CACHE) -> Store:
    """Where the tables of a reading are kept: a folder named by the hash of all that they rest on."""
    beside = [path for path in sorted(corpus.folder.rglob("*")) if path.suffix in (".csv", ".toml") and path.is_file()]
    told = [
        reading,
        *[hashlib.sha256(path.read_bytes()).hexdigest() + str(path.relative_to(corpus.folder)) for path in beside],
        corpus.documents.to_csv(),
        corpus.skipped.to_csv(),
        code(),
    ]
    return Store.of([told, sorted(corpus.texts.items())], root)


@cache
def code(folders: tuple[Path, ...] = CODE) -> str:
    """A hash of our modules, word lists and model, and of the versions that a table may rest on."""
    found = hashlib.sha256(platform.python_version().encode())
    for name in ("numpy", "pandas", "spacy"):
        found.update(version(name).encode())
    for package in folders:
        for path in sorted(package.rglob("*")):
            if path.is_file() and not set(path.relative_to(package).parts) & set(ASIDE):
                found.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return found.hexdigest()


def _forget(root: Path) -> None:
    """Remove the oldest readings."""
    kept = sorted((path for path in root.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for path in kept[:-READINGS]:
        shutil.rmtree(path, ignore_errors=True)
