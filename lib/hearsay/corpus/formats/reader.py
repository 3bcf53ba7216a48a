"""One file as articles: by its ending, the reader of its text, or of its rows; and what to do where there is none."""

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from hearsay.corpus.formats import exports, packed, plain, rows
from hearsay.corpus.formats.article import Article, without_halves
from hearsay.corpus.listing import ending
from hearsay.corpus.stages import fingerprint, kept

CACHE = Path(__file__).resolve().parents[4] / "build" / ".cache" / "texts"
LIBRARIES = ("lxml", "openpyxl", "pypdf", "python-docx", "striprtf", "trafilatura")
PLAIN = ("", ".txt", ".text", ".md", ".markdown")
READERS: dict[str, Callable[[bytes], tuple[Any, ...]]] = dict.fromkeys(PLAIN, plain.decode)
READERS |= dict.fromkeys((".html", ".htm", ".xhtml"), packed.page)
READERS |= {".pdf": packed.pdf, ".docx": packed.word, ".rtf": packed.rtf}
UNREAD: dict[str, str] = tomllib.loads(Path(__file__).with_name("unread.toml").read_text("utf-8"))  # why, and of what


def read_file(path: Path, columns: Mapping[str, str] | None = None) -> tuple[list[Article], list[rows.Row]]:
    """The articles of a file; and rows of facts on other files, of a list without texts. ``columns`` names those of lists by fact.

    Raises ValueError with what to do instead.
    """
    kind = ending(path)
    if kind not in READERS and kind not in rows.READERS:
        raise ValueError(unread(kind))
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    key = json.dumps([_rests_on(), sha256, kind, sorted((columns or {}).items())])
    place = CACHE / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.pickle"
    read = partial(_read, kind, data, columns or {})
    articles, facts = read() if kind in PLAIN else kept(place, read)  # a text is read faster than looked up
    if not articles and not facts:
        raise ValueError("expected text, but there is none in it; of a scan save what OCR reads")
    return [replace(article, sha256=sha256) for article in articles], facts


@cache
def _rests_on() -> str:
    """What a reading depends on besides the file: our modules, and the libraries."""
    room = Path(__file__).parent
    return fingerprint([*room.glob("*.[pt]*"), room.parent / "days.py", room.parent / "language.py"], LIBRARIES)


def _read(kind: str, data: bytes, columns: Mapping[str, str]) -> tuple[list[Article], list[rows.Row]]:
    """Articles and rows of bytes of a kind. Raises ValueError in our words, whatever a library says of a broken file."""
    try:
        if kind in rows.READERS:
            articles, facts = rows.read(data, kind, columns)
        else:  # press archives put many articles into one file
            articles, facts = exports.split(Article(*READERS[kind](data))), []
        return [replace(a, text=without_halves(a.text)) for a in articles if a.text.strip()], facts
    except Exception as error:
        why = " ".join(str(error).split()) or type(error).__name__
        ours = isinstance(error, ValueError) and re.match(r"expected |row |item ", why)
        if ours or isinstance(error, ModuleNotFoundError):
            raise
        raise ValueError(f"expected a {kind} file, but it cannot be read as one: {why}") from error


def unread(kind: str) -> str:
    """Why files of this ending are not read, and what to save them as where that helps."""
    why = next((why for why, kinds in UNREAD.items() if kind in kinds.split()), "is no kind of file that is read here")
    known = "" if why in UNREAD else f" ({', '.join(filter(None, [*READERS, *rows.READERS]))})"
    return f"{kind} {why}{known}"
