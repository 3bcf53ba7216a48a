"""The check sheet: rows of a coding drawn at random, blank, for a person to code and so to check the coder.

It stands in coding/sheet/<by>.csv beside the documents. Each heading says after a colon what to write below it. The
coder's own answers are not on it, only the words and where they stand.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.analysis import agreement
from hearsay.analysis.matching import pairs_of

CONTEXT = 300
GIVEN = ("id", "doc_id", "content_spans", "content", "context")
ASKED = {column: how for column, how in tables.SHEET.columns.items() if column not in GIVEN}
HEADINGS = [*GIVEN, *(f"{column}: {how}" for column, how in ASKED.items())]


def blank_sheet(statements: pd.DataFrame, texts: Mapping[str, str], n: int = 30, seed: int = 1) -> pd.DataFrame:
    """A sheet of n statements, in the order of the documents: what is given, then a blank column per question.

    Each document has its share, and one row at least while n allows. The draw is by hash of seed and id, so that the
    same coding gives the same sheet, and a row added elsewhere moves few others.
    """
    rank = statements["id"].map(lambda i: hashlib.sha256(f"{seed} {i}".encode()).hexdigest())
    place = rank.groupby(statements["doc_id"]).rank()
    size = statements.groupby("doc_id")["id"].transform("size")
    drawn = statements.assign(turn=(place - 1) / size, rank=rank).sort_values(["turn", "rank"]).head(n)
    drawn = tables.sort(drawn, "doc_id", "content_spans")
    given = drawn.assign(context=[in_context(texts[r.doc_id], r.content_spans) for r in drawn.itertuples()])
    return given.reindex(columns=HEADINGS, fill_value="")


def in_context(text: str, cell: str) -> str:
    """The words around a place, its own between double brackets."""
    spans = tables.parse_spans(cell)
    first, last = spans[0][0], spans[-1][1]
    before, after = text[max(0, first - CONTEXT) : first], text[last : last + CONTEXT]
    before = before.partition(" ")[2] if first > CONTEXT else before
    after = after.rpartition(" ")[0] if last + CONTEXT < len(text) else after
    return " ".join(f"{before}[[{text[first:last]}]]{after}".split())


def load_sheets(folder: Path) -> dict[str, pd.DataFrame]:
    """The sheets of a corpus by name, their headings without the how-to. Raises ValueError with every bad cell."""
    sheets, problems = {}, []
    for path in sorted((folder / "coding" / "sheet").glob("*.csv")):
        sheet = tables.read(path).rename(columns=lambda heading: heading.partition(":")[0])
        problems += replace(tables.SHEET, name=f"coding/sheet/{path.name}").problems(sheet)
        sheets[path.stem] = sheet
    tables.refuse(problems)
    return sheets


def filled(sheet: pd.DataFrame) -> pd.DataFrame:
    """The rows that a person has coded: those with a form."""
    return sheet[sheet["form"] != ""]


def sheet_agreement(sheet: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """A person's sheet against the coding it was drawn from: columns of `agreement.report`.

    Until a row is filled there is one row that says so. Contents were given, so nothing here tells what a coder
    missed; `is a statement` is the share of the rows that the person takes for one.
    """
    done = filled(sheet)
    if done.empty:
        note = f"not filled yet: 0 of {len(sheet)} rows"
        return pd.DataFrame([agreement.entry("check sheet", 0, note=note)])
    real = done[done["form"] != "none"]
    coded = tables.CODING.of(real.reindex(columns=list(tables.CODING.columns), fill_value="").to_dict("records"))
    pairs = pairs_of(coded, statements)
    lost = f"rows no longer in the coding: {len(real) - len(pairs)}" if len(real) > len(pairs) else ""
    first = agreement.entry("is a statement", len(done), len(real), lost)
    return pd.DataFrame([first, *agreement.labelled(pairs)], columns=agreement.COLUMNS, dtype=str)
