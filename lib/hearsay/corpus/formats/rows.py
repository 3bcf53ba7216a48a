"""Lists of documents: a spreadsheet, CSV, TSV or JSON Lines with one document a row, or with facts on other files.

Columns are known by their usual names; corpus.toml names others: [columns] text = "Volltext".
"""

from __future__ import annotations

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
OWN_NAME = re.compile(r"(?=.*\w)[\w.,=-]{1,80}")


def read(data: bytes, kind: str, columns: Mapping[str, str]) -> tuple[list[Article], list[Row]]:
    """The articles of a list, and its rows without a text, which are facts on other files.

    ``columns`` names the list's own columns by fact. Raises ValueError where it is neither.
    """
    rows, made = READERS[kind](data)
    if not rows:
        raise ValueError("expected a list with a document a row, but it has none")
    known = columns_of(list(rows[0]), columns)
    articles, facts = [], []
    for row in rows:
        if row.get(known.get("text", ""), "").strip():
            articles.append(Article(_titled(row, known), made, facts_of(row, known), _name(row, known)))
        elif any((told := {fact: row.get(column, "") for fact, column in known.items()}).values()):
            facts.append(told)
    if not articles and not facts:
        wanted = "a column of texts, as `text` or `body`, or one that corpus.toml names"
        raise ValueError(f"expected {wanted}, found {[*rows[0]][:8]}")
    return articles, facts


def _titled(row: Mapping[str, str], known: Mapping[str, str]) -> str:
    """A row's text under its title, as it stands in print; once, where the text begins with it."""
    title, text = row.get(known.get("title", ""), "").strip(), row[known["text"]]
    return text if not title or text.lstrip().startswith(title) else f"{title}\n\n{text}"


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


def facts_of(row: Mapping[str, str], known: Mapping[str, str]) -> Facts:
    """What a row states of its document, in the terms of our tables."""
    told = {fact: row.get(known.get(fact, ""), "") for fact in FACTS}
    read = {"author": authors, "published": days.day_of, "languages": code_of}
    return by_rule("list", **{fact: read.get(fact, str)(words) for fact, words in told.items()})


def _name(row: Mapping[str, str], known: Mapping[str, str]) -> str:
    name = row.get(known.get("name", ""), "").strip()
    return name if OWN_NAME.fullmatch(name) and name.strip(".") else ""


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
    filled = [(n, line) for n, line in enumerate(lines, 1) if any(line)]
    known = {name for names in (NAMES["text"], NAMES["title"]) for name in names.split()}
    heads = (k for k, (_, line) in enumerate(filled[:10]) if len(line) > 1 and known & set(map(_bare, line)))
    first = next(heads, 0)
    header = filled[first][1] if filled else []
    if twice := next((name for name in header if name and header.count(name) > 1), None):
        raise ValueError(f"expected each column once, but found {twice!r} {header.count(twice)} times")
    if wrong := next(((n, line) for n, line in filled[first + 1 :] if whole and len(line) != len(header)), None):
        raise ValueError(f"row {wrong[0]}: expected {len(header)} cells, as in the header, but found {len(wrong[1])}")
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
        lines = ([_cell(value) for value in line] for line in sheet.iter_rows(values_only=True))
        rows += _under_header([line for line in lines if any(line)])
    return rows, "list (xlsx)"


def _cell(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _json(data: bytes, lines: bool) -> tuple[list[Row], str]:
    """Objects, one a line, or those of a list; rows that all have every column."""
    text, form = plain.decode(data)
    if lines:
        numbered = ((f"line {n}", line) for n, line in enumerate(text.split("\n"), 1) if line.strip())
        items = {where: _parsed(line, where) for where, line in numbered}
    else:
        found = _parsed(text, "the file")
        if isinstance(found, dict):
            found = next((value for value in found.values() if isinstance(value, list)), [found])
        if not isinstance(found, list):
            raise ValueError("expected a list with a document an item, but it is none")
        items = {f"item {n}": item for n, item in enumerate(found, 1)}
    rows = [_object(item, where) for where, item in items.items()]
    header = list(dict.fromkeys(key for row in rows for key in row))
    return [{key: row.get(key, "") for key in header} for row in rows], form.replace("text", "list", 1)


def _parsed(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{where}: expected JSON, but {error}") from error


def _object(item: object, where: str) -> Row:
    if not isinstance(item, dict):
        found = type(item).__name__
        raise ValueError(f"{where}: expected an object with a document's text and facts, but found {found}")
    return {str(key): _words(value) for key, value in item.items()}


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_words(item) for item in value)
    if isinstance(value, dict):
        return _words(value.get("name", ""))
    return "" if value is None else str(value)


READERS: dict[str, Callable[[bytes], tuple[list[Row], str]]] = {
    **dict.fromkeys((".csv", ".tsv", ".tab"), _delimited),
    ".xlsx": _workbook,
    **dict.fromkeys((".jsonl", ".ndjson"), partial(_json, lines=True)),
    ".json": partial(_json, lines=False),
}
