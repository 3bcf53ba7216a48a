"""What was computed once is kept on disk, at a place named by a hash of all that it rests on, for whoever asks next."""

import hashlib
import pickle
import platform
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

from hearsay.tables import whole

Made = TypeVar("Made")


def kept(path: Path, compute: Callable[[], Made]) -> Made:
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
