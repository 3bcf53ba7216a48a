"""What a stage computes: kept on disk for whoever asks next, and spared of a document on which it fails.

It is kept at a place named by a hash of all that it rests on. A document left out is named with the error; the others go on.
"""

import hashlib
import pickle
import platform
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from hearsay.tables import whole


def kept(path: Path, compute: Callable[[], Any]) -> Any:
    """What is kept at ``path``; computed where there is nothing sound, and kept there at once or, where that cannot be, not at all."""
    with suppress(Exception), path.open("rb") as file:  # absent, or spoiled in whatever way
        return pickle.load(file)
    value = compute()
    with suppress(OSError), whole(path) as part, part.open("wb") as file:
        pickle.dump(value, file)
    return value


def fingerprint(files: Iterable[Path], packages: Iterable[str]) -> str:
    """A hash of files, and of the versions of Python and of the packages that are there."""
    found = hashlib.sha256(platform.python_version().encode())
    for name in packages:
        with suppress(PackageNotFoundError):
            found.update(f"{name} {version(name)}\0".encode())
    for path in sorted(files):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def spared(stage: str, compute: Callable[[list[str]], Any], doc_ids: Collection[str], failed: dict[str, str]) -> Any:
    """What ``compute`` makes of documents, without those on which it fails.

    Where it fails on all together, each is tried alone; ``failed`` then tells by doc_id the stage and the error. An error
    that no document makes alone is raised.
    """
    try:
        return compute(list(doc_ids))
    except Exception:
        bad = {doc_id: why for doc_id in doc_ids if (why := _fault(compute, doc_id))}
        if not bad:
            raise
    for doc_id, why in bad.items():
        failed[doc_id] = "; ".join(filter(None, [failed.get(doc_id), f"the reader failed at {stage}: {why}"]))
    return compute([doc_id for doc_id in doc_ids if doc_id not in bad])


def _fault(compute: Callable[[list[str]], object], doc_id: str) -> str:
    try:
        compute([doc_id])
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""
