"""What was read of a file, kept by the file's bytes and the reader's: each notebook of a run reads a page once less."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from hearsay.corpus.formats.article import Article
from hearsay.tables import whole

FOLDER = Path(__file__).resolve().parents[4] / "build" / ".cache" / "texts"
LIBRARIES = ("lxml", "openpyxl", "pypdf", "python-docx", "striprtf", "trafilatura")
Read = tuple[list[Article], list[Mapping[str, str]]]


@cache
def _reader() -> str:
    """What a reading depends on besides the file: our modules, and the libraries."""
    room = Path(__file__).parent
    beside = [room.parent / name for name in ("days.py", "language.py")]
    sums = [path.read_bytes() for path in (*sorted(room.glob("*.[pt]*")), *beside)]
    versions = []
    for name in LIBRARIES:
        with suppress(importlib.metadata.PackageNotFoundError):
            versions.append(f"{name} {importlib.metadata.version(name)}")
    return hashlib.sha256(b"\0".join(sums) + " ".join(versions).encode()).hexdigest()


def place(sha256: str, kind: str, columns: Mapping[str, str]) -> Path:
    """Where the reading of a file is kept."""
    key = json.dumps([_reader(), sha256, kind, sorted(columns.items())])
    return FOLDER / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"


def load(path: Path) -> Read | None:
    """A reading that was kept; None where there is none that is sound."""
    try:
        articles, rows = json.loads(path.read_text("utf-8"))
        return [Article(t, f, {k: (v, rule) for k, (v, rule) in facts.items()}, n) for t, f, facts, n in articles], rows
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def save(path: Path, read: Read) -> None:
    """Keep a reading, at once or not at all; where that cannot be, it is done without."""
    articles, rows = read
    told = [[[a.text, a.format, dict(a.facts), a.name] for a in articles], rows]
    with suppress(OSError), whole(path) as part:
        part.write_text(json.dumps(told), "utf-8")
