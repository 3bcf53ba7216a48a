"""Lists of documents: a spreadsheet, CSV, TSV or JSON with one document a row, or, as of Zotero and Media Cloud, facts on other files.

Columns are known by their usual names; corpus.toml names others: [columns] text = "Volltext".
"""

import csv
import io
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from hearsay.corpus import days
from hearsay.corpus.formats import plain
from hearsay.corpus.formats.article import Article, Facts, by_rule, unpacked
from hearsay.corpus.language import code_of
from hearsay.corpus.listing import ending, same

Row = dict[str, str]
# Names of columns, by fact.
NAMES: dict[str, str] = tomllib.loads(Path(__file__).with_name("columns.toml").read_text("utf-8"))
SOLID = re.compile(r"\S")
OWN_NAME = re.compile(r"(?=.*\w)[\w.,=-]{1,80}")  # an id that can be part of a name


def read(data: bytes, kind: str, columns: Mapping[str, str]) -> tuple[list[Article], list[Row]]:
    """The articles of a list, and its rows without a text, which are facts on other files.

    ``kind`` is the file's ending, ``columns`` names the list's own columns by fact. Raises ValueError where it is neither.
    """
    rows, made = READERS[kind](data)
    if not rows:
        raise ValueError("expected a list with a document a row, but it has none")
    known = columns_of(list(rows[0]), columns)
    told = [{fact: row.get(column, "") for fact, column in known.items()} for row in rows]
    texts = [row for row in told if row.get("text", "").strip()]
    facts = [row for row in told if not row.get("text", "").strip() and any(row.values())]
    if not texts and not facts:
        wanted = "a column of texts, as `text` or `body`, or one that corpus.toml names"
        raise ValueError(f"expected {wanted}, found {[*rows[0]][:8]}")
    return [_article(row, made) for row in texts], facts


def _article(row: Row, made: str) -> Article:
    """A row's text under its title, as it stands in print; once, where the text begins with it."""
    title, text, name = row.get("title", "").strip(), row["text"], row.get("name", "").strip()
    text = text if text.lstrip().startswith(title) else f"{title}\n\n{text}"
    return Article(text, made, facts_of(row), name if OWN_NAME.fullmatch(name) else "")


def columns_of(header: list[str], columns: Mapping[str, str]) -> dict[str, str]:
    """The column of each fact: as corpus.toml names it in ``columns``, else by its usual names."""
    bare = {_bare(name): name for name in reversed(header)}
    known = {fact: column for fact, column in columns.items() if column in header}
    for fact, names in NAMES.items():
        found = next((bare[name] for name in names.split() if name in bare), None)
        if fact not in known and found not in (None, *known.values()):
            known[fact] = found
    return known


def facts_of(row: Row) -> Facts:
    """What a row states of its document, in the terms of our tables."""
    read = {"published": days.day_of, "languages": code_of}
    stated = {fact: words for fact, words in row.items() if fact not in ("text", "name", "file")}
    return by_rule("list", **{fact: read.get(fact, str)(words) for fact, words in stated.items()})


def told_by(rows: Iterable[Row], facts: Mapping[str, Facts], files: Mapping[str, str]) -> dict[str, Facts]:
    """By doc_id, the facts that the rows of a list tell of the documents that they name.

    ``facts`` are those known of each document, ``files`` its file. A row names a document by its file, its doc_id, its
    address, or its title, in this order, and only where one document alone is meant.
    """
    meant: dict[str, set[str]] = defaultdict(set)
    for doc_id, file in files.items():
        for key in _keys([file, doc_id], {fact: value for fact, (value, _) in facts[doc_id].items()}):
            meant[key].add(doc_id)
    told: dict[str, Facts] = {}
    for row in rows:
        keys = _keys([*row.get("file", "").split(";"), row.get("name", "")], row)
        for doc_id in next((meant[key] for key in keys if len(meant.get(key, ())) == 1), ()):
            told.setdefault(doc_id, facts_of(row))
    return told


def _keys(names: list[str], stated: Mapping[str, str]) -> list[str]:
    """How a document may be named, the surest first: files without their folders and with or without ending, address, title."""
    last = [re.split(r"[\\/]", name.strip())[-1] for name in names]
    keys = last + [name[: -len(ending(Path(name)))] for name in last]
    plain = (re.sub(r"^https?://(www\.)?", "", stated.get(fact, "").lower()) for fact in ("url", "title"))
    return [same(key).lower() for key in [*keys, *(re.sub(r"\W+", " ", words).strip() for words in plain)] if key]


def _delimited(data: bytes) -> tuple[list[Row], str]:
    text, form = plain.decode(data)
    text = re.sub(r"\A\s*sep=.\s*\n", "", text)
    parted = max(",;\t|", key=text.lstrip().partition("\n")[0].count)
    lines: list[list[str]] = []
    try:
        lines.extend(csv.reader(io.StringIO(text, newline=""), delimiter=parted, strict=True))
    except csv.Error as error:
        raise ValueError(f"row {len(lines) + 1}: expected quotation marks closed, or doubled, but {error}") from error
    return _under_header(lines), form.replace("text", "list", 1)


def _workbook(data: bytes) -> tuple[list[Row], str]:
    unpacked(data)
    book = pd.read_excel(io.BytesIO(data), sheet_name=None, header=None, dtype=str, na_filter=False)
    return [row for sheet in book.values() for row in _under_header(sheet.to_numpy().tolist())], "list (xlsx)"


def _under_header(lines: list[list[str]]) -> list[Row]:
    """Rows by the names of the columns, below whatever stands over these.

    Raises ValueError where a column stands twice, or a row has another number of cells.
    """
    usual = {*NAMES["text"].split(), *NAMES["title"].split()}
    filled = [(n, line) for n, line in enumerate(lines, 1) if any(line)]
    first = next((k for k, (_, line) in enumerate(filled[:10]) if usual & set(map(_bare, line))), 0)
    header, rows = filled[first][1] if filled else [], filled[first + 1 :]
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        raise ValueError(f"expected each column once, but found {twice} more than once")
    for n, line in rows:
        if len(line) != len(header):
            raise ValueError(f"row {n}: expected {len(header)} cells, as in the header, but found {len(line)}")
    return [{name: cell for name, cell in zip(header, line, strict=True) if name} for _, line in rows]


def _bare(name: object) -> str:
    """A column's name without spaces and signs."""
    return re.sub(r"[\W_]", "", str(name).lower())


def _json(data: bytes) -> tuple[list[Row], str]:
    """Objects one after the other, or those of a list; rows that all have every column."""
    text, form = plain.decode(data)
    items, found = [], SOLID.search(text)
    while found:
        item, end = json.JSONDecoder().raw_decode(text, found.start())
        items.append(item)
        found = SOLID.search(text, end)
    whole = items[0] if len(items) == 1 else None
    if isinstance(whole, dict) and "text" not in columns_of(list(whole), {}):
        whole = next((value for value in whole.values() if isinstance(value, list)), whole)
    items = whole if isinstance(whole, list) else items
    for n, item in enumerate(items, 1):
        if not isinstance(item, dict):
            raise ValueError(f"item {n}: expected an object with a document's text and facts, but found {item!r:.40}")
    rows = pd.DataFrame([{key: _words(value) for key, value in item.items()} for item in items], dtype=object)
    return rows.fillna("").to_dict("records"), form.replace("text", "list", 1)


def _words(value: object) -> str:
    """What a value of JSON says."""
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    if isinstance(value, dict):
        return _words(value.get("name"))
    return "" if value is None else str(value)


READERS = dict.fromkeys((".csv", ".tsv", ".tab"), _delimited) | {".xlsx": _workbook}
READERS |= dict.fromkeys((".json", ".jsonl", ".ndjson"), _json)
