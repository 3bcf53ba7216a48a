"""Lists of documents: a spreadsheet, CSV, TSV or JSON Lines with one document a row, or with facts on other files.

Columns are known by their usual names; corpus.toml names others: [columns] text = "Volltext".
"""

import csv
import datetime
import io
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from hearsay.corpus import days
from hearsay.corpus.formats import plain
from hearsay.corpus.formats.article import Article, Facts, authors, by_rule, unpacked
from hearsay.corpus.language import code_of

Row = dict[str, str]
# Names of columns, by fact.
NAMES: dict[str, str] = tomllib.loads(Path(__file__).with_name("columns.toml").read_text("utf-8"))
FACTS = ("title", "outlet", "author", "published", "url", "languages")
OWN_NAME = re.compile(r"(?=.*\w)[\w.,=-]{1,80}")  # an id that can be part of a name


def read(data: bytes, kind: str, columns: Mapping[str, str]) -> tuple[list[Article], list[Row]]:
    """The articles of a list, and its rows without a text, which are facts on other files.

    ``columns`` names the list's own columns by fact. Raises ValueError where it is neither.
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
    text = text if not title or text.lstrip().startswith(title) else f"{title}\n\n{text}"
    return Article(text, made, facts_of(row), name if OWN_NAME.fullmatch(name) else "")


def columns_of(header: list[str], columns: Mapping[str, str]) -> dict[str, str]:
    """The column of each fact: as corpus.toml names it in ``columns``, else by its usual names."""
    bare = {_bare(name): name for name in reversed(header)}
    known = {}
    for fact, names in NAMES.items():
        found = next((bare[name] for name in names.split() if name in bare), None)
        if found is not None and found not in known.values():
            known[fact] = found
    for fact, column in columns.items():
        if column in header:
            known = {f: c for f, c in known.items() if c != column} | {fact: column}
    return known


def facts_of(row: Row) -> Facts:
    """What a row states of its document, in the terms of our tables."""
    read = {"author": authors, "published": days.day_of, "languages": code_of}
    return by_rule("list", **{fact: read.get(fact, str)(row.get(fact, "")) for fact in FACTS})


def _delimited(data: bytes) -> tuple[list[Row], str]:
    text, form = plain.decode(data)
    head = re.sub(r"\s*sep=.\s*\n", "", text[:20]) + text[20:10_000]
    parted = max(",;\t|", key=head.lstrip().partition("\n")[0].count)
    lines: list[list[str]] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=parted, strict=True):
            lines.append(line)
    except csv.Error as error:
        raise ValueError(f"row {len(lines) + 1}: expected quotation marks closed, or doubled, but {error}") from error
    return _under_header(lines, whole=True), form.replace("text", "list", 1)


def _under_header(lines: list[list[str]], whole: bool = False) -> list[Row]:
    """Rows by the names of the columns, below whatever stands over these; ``whole`` rows have as many cells.

    Raises ValueError where a column stands twice, or a row has another number of cells.
    """
    usual = {*NAMES["text"].split(), *NAMES["title"].split()}
    filled = [(n, line) for n, line in enumerate(lines, 1) if any(line)]
    heads = (k for k, (_, line) in enumerate(filled[:10]) if len(line) > 1 and usual & set(map(_bare, line)))
    first = next(heads, 0)
    header = filled[first][1] if filled else []
    for name in filter(None, header):
        if (times := header.count(name)) > 1:
            raise ValueError(f"expected each column once, but found {name!r} {times} times")
    for n, line in filled[first + 1 :] if whole else ():
        if len(line) != len(header):
            raise ValueError(f"row {n}: expected {len(header)} cells, as in the header, but found {len(line)}")
    return [{k: v for k, v in zip(header, line, strict=False) if k} for _, line in filled[first + 1 :]]


def _bare(name: object) -> str:
    """A column's name without spaces and signs."""
    return re.sub(r"[\W_]", "", str(name).lower())


def _workbook(data: bytes) -> tuple[list[Row], str]:
    import openpyxl

    unpacked(data)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    rows = []
    for sheet in book.worksheets:
        lines = ([_words(value) for value in line] for line in sheet.iter_rows(values_only=True))
        rows += _under_header([line for line in lines if any(line)])
    return rows, "list (xlsx)"


def _json(data: bytes, lines: bool) -> tuple[list[Row], str]:
    """Objects, one a line, or those of a list; rows that all have every column."""
    text, form = plain.decode(data)
    pieces = enumerate(text.split("\n") if lines else [text], 1)
    items = [(f"line {n}", _parsed(piece, n)) for n, piece in pieces if piece.strip()]
    if items and not lines:
        found = items[0][1]
        if isinstance(found, dict):
            found = next((value for value in found.values() if isinstance(value, list)), [found])
        items = [(f"item {n}", item) for n, item in enumerate(found if isinstance(found, list) else [found], 1)]
    rows = []
    for where, item in items:
        if not isinstance(item, dict):
            told = f"expected an object with a document's text and facts, but found {type(item).__name__}"
            raise ValueError(f"{where}: {told}")
        rows.append({str(key): _words(value) for key, value in item.items()})
    columns = dict.fromkeys((key for row in rows for key in row), "")
    return [columns | row for row in rows], form.replace("text", "list", 1)


def _parsed(text: str, line: int) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"line {line}: expected JSON, but {error}") from error


def _words(value: object) -> str:
    """What a cell, or a value of JSON, says."""
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    if isinstance(value, dict):
        return _words(value.get("name"))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


READERS: dict[str, Callable[[bytes], tuple[list[Row], str]]] = {
    **dict.fromkeys((".csv", ".tsv", ".tab"), _delimited),
    ".xlsx": _workbook,
    **dict.fromkeys((".jsonl", ".ndjson"), partial(_json, lines=True)),
    ".json": partial(_json, lines=False),
}
