"""Lists without texts, as Zotero and Media Cloud write them: facts on the files that their rows name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from hearsay.corpus.formats.article import Facts
from hearsay.corpus.formats.rows import Row, facts_of
from hearsay.corpus.listing import same


def told_by(rows: Iterable[Row], facts: Mapping[str, Facts], files: Mapping[str, str]) -> dict[str, Facts]:
    """By doc_id, the facts that the rows of a list tell of the documents that they name.

    ``facts`` are those known of each document, ``files`` its file. A row names a document by its file, its doc_id, its
    address, or its title, in this order, and only where one document alone is meant.
    """
    index = _index(facts, files)
    told: dict[str, Facts] = {}
    for row in rows:
        doc_id = next((index[key] for key in _keys(row) if index.get(key)), None)
        if doc_id:
            told.setdefault(doc_id, facts_of(row))
    return told


def _index(facts: Mapping[str, Facts], files: Mapping[str, str]) -> dict[str, str]:
    """What may name a document, with its doc_id; "" where it may name two."""
    meant: dict[str, set[str]] = defaultdict(set)
    for doc_id, file in files.items():
        path = PurePosixPath(file)
        keys = [f"file {path.name}", f"file {path.stem}", f"file {doc_id}", f"file {PurePosixPath(doc_id).name}"]
        for fact in ("url", "title"):
            if fact in facts[doc_id]:
                keys.append(f"{fact} {_plain(facts[doc_id][fact][0])}")
        for key in keys:
            meant[same(key).lower()].add(doc_id)
    return {key: docs.pop() if len(docs) == 1 else "" for key, docs in meant.items()}


def _keys(row: Row) -> list[str]:
    """How a row may name its document, the surest first."""
    paths = [re.split(r"[\\\\/]", part.strip())[-1] for part in row.get("file", "").split(";") if part.strip()]
    keys = [f"file {name}" for name in paths] + [f"file {PurePosixPath(name).stem}" for name in paths]
    keys += [f"file {name}" for name in [row.get("name")] if name]
    keys += [f"{fact} {_plain(row[fact])}" for fact in ("url", "title") if row.get(fact)]
    return [same(key).lower() for key in keys]


def _plain(words: str) -> str:
    """An address without its scheme and last stroke, or a title without signs."""
    return re.sub(r"\W+", " ", re.sub(r"^https?://(www\.)?", "", words.lower())).strip()
