"""One file as articles: by its ending, the module that reads it; and what to do where none does."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from pathlib import Path

from hearsay.corpus.formats import pdf, plain, web, word
from hearsay.corpus.formats.article import Article
from hearsay.corpus.listing import ending


def _plain(data: bytes) -> list[Article]:
    return [Article(*plain.decode(data))]


READERS: dict[str, Callable[[bytes], list[Article]]] = {
    "": _plain, ".txt": _plain, ".text": _plain, ".md": _plain, ".markdown": _plain,
    ".html": web.read, ".htm": web.read, ".xhtml": web.read,
    ".pdf": pdf.read, ".docx": word.read, ".rtf": word.read_rtf,
}  # fmt: skip
INSTEAD = {
    ".doc": ".docx", ".odt": ".docx", ".pages": ".docx", ".wpd": ".docx", ".docm": ".docx",
    ".xls": ".xlsx", ".ods": ".xlsx", ".numbers": ".xlsx",
    ".mht": ".html", ".mhtml": ".html", ".webarchive": ".html", ".maff": ".html",
    ".epub": ".txt", ".mobi": ".txt", ".eml": ".txt", ".msg": ".txt", ".tex": ".txt", ".xml": ".txt",
}  # fmt: skip
PACKED = {".zip", ".gz", ".tar", ".7z", ".rar", ".tgz", ".bz2", ".xz"}


def read_file(path: Path) -> tuple[list[Article], str]:
    """The articles of a file, each with text, and the file's sha256. Raises ValueError with what to do instead."""
    kind = ending(path)
    if kind not in READERS:
        raise ValueError(unread(kind))
    data = path.read_bytes()
    articles = [dataclasses.replace(a, text=without_halves(a.text)) for a in READERS[kind](data)]
    articles = [a for a in articles if a.text.strip()]
    if not articles:
        raise ValueError("expected text, but there is none in it")
    return articles, hashlib.sha256(data).hexdigest()


def unread(kind: str) -> str:
    """Why files of this ending are not read, and what to save them as where that helps."""
    if kind in INSTEAD:
        return f"{kind} is not read here; save it as {INSTEAD[kind]}"
    if kind in PACKED:
        return f"{kind} is not read here; unpack it into the folder"
    return f"{kind} is no kind of file that is read here ({', '.join(filter(None, READERS))})"


def without_halves(text: str) -> str:
    """A text without halves of surrogate pairs, which are no characters and cannot be written.

    >>> without_halves("a\\ud800b")
    'a\\ufffdb'
    """
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
