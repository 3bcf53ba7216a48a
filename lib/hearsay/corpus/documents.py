"""A corpus is a folder of documents with tables that people write beside them; here it becomes texts and a table.

Offsets everywhere index the text as received: the file decoded, line ends kept, a byte order mark dropped; of HTML,
PDF and docx the text that was extracted, of which a run keeps a copy. A file that cannot be read is skipped with a
reason, and the others go on.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from hearsay import tables

ROOT = Path(__file__).resolve().parents[3]
TABLES = {"corpus.toml", "codebook.toml", "documents.csv", "actors.csv", "verdicts.csv", "coders.csv"}
FACTS = ("title", "question", "reading")
NUMBERS = ("near_days",)


@dataclass(frozen=True)
class Corpus:
    """A folder's documents and what people say of them; `texts` holds the text as received by doc_id."""

    folder: Path
    title: str
    question: str
    reading: str
    documents: pd.DataFrame = field(repr=False)
    texts: dict[str, str] = field(repr=False)
    skipped: pd.DataFrame = field(repr=False)

    @property
    def name(self) -> str:
        """The folder's name; build/<name>/ is where a run writes."""
        return self.folder.name

    @cached_property
    def facts(self) -> dict[str, dict[str, str]]:
        """What is known of each document, a row of `documents` by doc_id."""
        return {row["doc_id"]: row for row in self.documents.to_dict("records")}

    def label(self, doc_id: str) -> str:
        """A short name for tables and figures: the doc_id up to its first underscore, if that is enough."""
        return self._labels.get(doc_id, doc_id)

    @cached_property
    def _labels(self) -> dict[str, str]:
        heads = {d: d.split("_")[0] for d in self.texts}
        return heads if len({*heads.values(), ""}) > len(heads) else {}


def find_folder(folder: str | Path) -> Path:
    """The folder meant: as given, or below the project's root. Raises ValueError where there is none."""
    for candidate in (Path(folder), ROOT / folder):
        if candidate.is_dir():
            return candidate.resolve()
    raise ValueError(f"{folder}: expected a folder of documents, but there is no such folder")


def load_corpus(folder: str | Path) -> Corpus:
    """Read a folder. Raises ValueError where it holds no document, or a table of documents is spoiled."""
    folder = find_folder(folder)
    settings = read_toml(folder / "corpus.toml")
    if unknown := sorted(set(settings) - {*FACTS, *NUMBERS}):
        raise ValueError(f"corpus.toml: unknown {unknown}; expected some of {[*FACTS, *NUMBERS]}")
    if wrong := [key for key in FACTS if not isinstance(settings.get(key, ""), str)]:
        raise ValueError(f"corpus.toml: expected {wrong} to be text in quotation marks")
    if wrong := [key for key in NUMBERS if type(settings.get(key, 0)) is not int or settings.get(key, 0) < 0]:
        raise ValueError(f"corpus.toml: expected {wrong} to be a whole number, 0 or more")
    texts, formats, hashes, skipped = {}, {}, {}, []
    files = doc_ids(folder, document_files(folder))
    for doc_id, path in files.items():
        try:
            data = path.read_bytes()
            texts[doc_id], formats[doc_id] = read_text(path.suffix.lower(), data)
            hashes[doc_id] = hashlib.sha256(data).hexdigest()
        except Exception as error:  # whatever a broken file makes its reader raise, the others go on
            skipped.append({"file": path.relative_to(folder).as_posix(), "why": str(error) or type(error).__name__})
    if not texts:
        raise ValueError(f"{folder.name}: no document could be read; {len(skipped)} files were skipped")
    facts = _facts(folder, set(files))
    measured = [
        {
            "doc_id": doc_id,
            "format": formats[doc_id],
            "characters": str(len(text)),
            "words": str(len(re.findall(r"\w+", text))),
            "sha256": hashes[doc_id],
        }
        for doc_id, text in texts.items()
    ]
    documents = pd.DataFrame(measured, dtype=str).merge(facts, on="doc_id", how="left", validate="1:1").fillna("")
    documents = tables.sort(tables.DOCUMENTS.check(tables.DOCUMENTS.complete(documents)), "doc_id")
    return Corpus(
        folder,
        settings.get("title", folder.name),
        settings.get("question", ""),
        settings.get("reading", ""),
        documents,
        dict(sorted(texts.items())),
        tables.SKIPPED.of(skipped),
    )


def document_files(folder: Path) -> list[Path]:
    """The files that are documents: not hidden, not README*, not a table, not below coding/ or proposed/."""
    files = []
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        table = len(parts) == 1 and path.name in TABLES
        if path.is_file() and not table and parts[0] not in ("coding", "proposed") and not path.name.startswith("README"):
            files += [path] * (not any(part.startswith(".") for part in parts))
    return files


def doc_ids(folder: Path, files: list[Path]) -> dict[str, Path]:
    """Path below the folder without its ending; where two would be equal, or one the whole name of another, with it."""
    full = [path.relative_to(folder).as_posix() for path in files]
    bare = [path.relative_to(folder).with_suffix("").as_posix() for path in files]
    times = Counter(bare) + Counter(f for b, f in zip(bare, full, strict=True) if b != f)
    return {b if times[b] == 1 else f: p for b, f, p in zip(bare, full, files, strict=True)}


def read_toml(path: Path) -> dict:
    """A TOML file, or nothing where there is none. Raises ValueError naming the file."""
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: expected TOML in UTF-8, but {error}") from error


def read_text(suffix: str, data: bytes) -> tuple[str, str]:
    """Text and format of a file's bytes. Raises ValueError where it holds no text."""
    extract = EXTRACTORS.get(suffix)
    text, form = extract(data) if extract else decode(data)
    if not text.strip():
        raise ValueError("expected text, but there is none in it")
    return text, form


def decode(data: bytes) -> tuple[str, str]:
    """Bytes as text with its line ends kept, and the encoding, which is said where it had to be guessed."""
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("expected text, but it holds zero bytes, so it is of some binary format")
    for encoding in ("utf-8-sig", "utf-16") if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig",):
        try:
            return data.decode(encoding), "text" if encoding == "utf-8-sig" else f"text ({encoding})"
        except UnicodeDecodeError:
            continue
    from charset_normalizer import from_bytes

    guess = from_bytes(data).best()
    if guess is None:
        raise ValueError("expected text in UTF-8, but it is not, and no other encoding fits")
    return data.decode(guess.encoding), f"text ({guess.encoding}, guessed)"


def _html(data: bytes) -> tuple[str, str]:
    import trafilatura

    return trafilatura.extract(data, include_comments=False) or "", _made_by("trafilatura")


def _pdf(data: bytes) -> tuple[str, str]:
    import pypdf

    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    return "\n\n".join(pages), _made_by("pypdf")


def _docx(data: bytes) -> tuple[str, str]:
    import docx

    return "\n\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs), _made_by("python-docx")


def _made_by(package: str) -> str:
    return f"{package} {importlib.metadata.version(package)}"


EXTRACTORS: dict[str, Callable[[bytes], tuple[str, str]]] = {
    ".html": _html, ".htm": _html, ".pdf": _pdf, ".docx": _docx,
}  # fmt: skip


def _facts(folder: Path, known: set[str]) -> pd.DataFrame:
    path = folder / "documents.csv"
    facts = tables.read(path) if path.exists() else tables.DOCUMENT_FACTS.empty()
    facts = tables.DOCUMENT_FACTS.check(tables.DOCUMENT_FACTS.complete(facts))
    if lost := sorted(set(facts["doc_id"]) - known):
        raise ValueError(f"documents.csv: no document has the doc_id {lost}; there are {sorted(known)[:20]}")
    return facts
