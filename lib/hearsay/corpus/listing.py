"""The files of a folder: which are documents, which are tables that people wrote, and which are neither, and why."""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

TABLES = re.compile(
    r"(?:corpus|codebook)\.toml|(?:documents|actors|verdicts|coders)\.csv|coding/(?:[^/]+/)?[^/]+\.csv|proposed/[^/]+\.csv"
)
ENDING = re.compile(r"\.(?=[a-z0-9]*[a-z])[a-z0-9]{1,8}", re.I)
# Which is no fault.
EXPECTED = OF_THE_FOLDER, HIDDEN, OF_THE_SYSTEM = "describes the folder", "hidden", "the system's own"
NO_DOCUMENT = {
    r"(?:.*/)?(?:thumbs\.db|desktop\.ini|icon\r|~\$[^/]*)": f"{OF_THE_SYSTEM}: no document",
    r"(?:.*/)?readme(?:\.(?:txt|md|rst))?": f"{OF_THE_FOLDER}: no document",
    r"coding/.*": "in coding/ only tables of codings are read; put documents elsewhere",
}


@dataclass
class Listing:
    """Documents by doc_id, and the other files with the reason why they are none; each below the folder.

    ``lists`` holds, by file, the rows of lists without texts, which are facts on other files.
    """

    documents: dict[str, Path] = field(default_factory=dict)
    skipped: list[dict[str, str]] = field(default_factory=list)
    lists: dict[str, list[Mapping[str, str]]] = field(default_factory=dict)

    def skip(self, name: str, why: str) -> None:
        """Note a file that is no document, and the reason."""
        self.skipped.append({"file": shown(name), "why": why})


def list_files(folder: Path) -> Listing:
    """Every file below a folder as a document or with a reason; links are not followed."""
    found, documents = Listing(), []

    def unreadable(error: OSError) -> None:
        name = Path(error.filename).relative_to(folder).as_posix()
        found.skip(f"{name}/", f"a folder that cannot be read: {error.strerror}")

    for place, folders, files in os.walk(folder, onerror=unreadable):
        pages = {Path(name).stem for name in files if ending(Path(name)) in (".html", ".htm")}
        for path in (Path(place, name) for name in sorted(folders)):
            beside = re.fullmatch(r"(.+)[_.]files", path.name)
            saved = "the pictures and scripts of the saved page beside it" if beside and beside[1] in pages else ""
            if why := _aside(path, "") or saved:
                found.skip(f"{path.relative_to(folder).as_posix()}/", why)
                folders.remove(path.name)
        for path in (Path(place, name) for name in files):
            name = path.relative_to(folder).as_posix()
            if TABLES.fullmatch(name):
                continue
            if why := _aside(path, name) or ("" if path.is_file() else "no ordinary file"):
                found.skip(name, why)
            else:
                documents.append(path)
    found.documents = doc_ids(folder, sorted(documents))
    return found


def _aside(path: Path, name: str) -> str:
    """Why a file of this name below the folder, or a folder, is left alone, whatever it holds; "" where it is not."""
    if path.name != shown(path.name):
        return "its name is not in UTF-8; rename it"
    if path.is_symlink():
        return "a link, which is not followed; copy what it leads to"
    if path.name.startswith("."):
        return f"{HIDDEN}: its name begins with a dot"
    return next((why for pattern, why in NO_DOCUMENT.items() if re.fullmatch(pattern, name, re.I)), "")


def shown(name: str) -> str:
    """A file's name as text; bytes that are no UTF-8 become the replacement character."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def same(name: str) -> str:
    """The one spelling of a name that can be written in two ways (an accent of its own, or a letter that has it)."""
    return unicodedata.normalize("NFC", name)


def ending(path: Path) -> str:
    """A file's ending in lower case, with its dot; "" where it has none.

    >>> ending(Path("a.HTML")), ending(Path("1.5 cranes")), ending(Path("no. 7")), ending(Path("v1.2"))
    ('.html', '', '', '')
    """
    return path.suffix.lower() if ENDING.fullmatch(path.suffix) else ""


def doc_ids(folder: Path, files: list[Path]) -> dict[str, Path]:
    """Path below the folder without its ending; where two would be equal, or one the whole name of another, with it."""
    full = [path.relative_to(folder).as_posix() for path in files]
    bare = [f[: -len(ending(path))] if ending(path) else f for f, path in zip(full, files, strict=True)]
    times = Counter(map(same, bare)) + Counter(same(f) for b, f in zip(bare, full, strict=True) if b != f)
    chosen = [b if times[same(b)] == 1 else f for b, f in zip(bare, full, strict=True)]
    twins = Counter(map(same, chosen))
    return {same(c) if twins[same(c)] == 1 else c: path for c, path in zip(chosen, files, strict=True)}
