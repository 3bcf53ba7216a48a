"""The check sheet: rows of a coding drawn at random, blank, for a person to code and so to check the coder.

It stands in coding/sheet/<by>.csv beside the documents. Each heading says after a colon what to write below it. The
coder's own answers are not on it, only the words and where they stand.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from operator import itemgetter
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.analysis import agreement
from hearsay.corpus.codebook import load_codebook

CONTEXT = 300
GIVEN = ("id", "doc_id", "content_spans", "content", "context")
ASKED = {column: how for column, how in tables.SHEET.columns.items() if column not in GIVEN}
HEADINGS = [*GIVEN, *(f"{column}: {how}" for column, how in ASKED.items())]
STANCES = f"stances: {ASKED['stances']}"  # which only a codebook lets anybody answer


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
        whole = sheet if "stances" in sheet else sheet.assign(stances="")
        problems += replace(tables.SHEET, name=f"coding/sheet/{path.name}").problems(whole)
        sheets[path.stem] = sheet
    tables.refuse(problems)
    return sheets


def compared(folder: Path, statements: pd.DataFrame) -> pd.DataFrame:
    """`agreement.report` of each check sheet with the coding it was drawn from, with the column `sheet`.

    A row counts once a person has given it a form. Contents were given, so nothing here tells what a coder missed;
    `is a statement` is the share of the rows that the person takes for one, `still coded` of these what the coding still has.
    What its person took as a coding measures nobody. Stances are those on the codebook's propositions: others have no key that a sheet could name,
    and one that was drawn when there were none has no column for them and tells nothing of them.
    """
    book = load_codebook(folder).propositions
    rows, place = statements.to_dict("records"), itemgetter("doc_id", "content_spans")
    here = {}
    for row in rows:
        stances = (stance for stance in tables.items(row["stances"]) if stance.rpartition(":")[0] in book)
        here[place(row)] = row | {"stances": tables.LIST.join(stances)}
    reports = {}
    for name, sheet in load_sheets(folder).items():
        own = {place(row) for row in rows if row.get("by") == name}
        done = [row for row in sheet.to_dict("records") if row["form"] and place(row) not in own]
        real = [row for row in done if row["form"] != "none"]
        coded = [here.get(place(row)) for row in real]
        unasked = {} if "stances" in sheet else {"stances": ""}
        pairs = [({**row, **unasked}, {**other, **unasked}) for row, other in zip(real, coded, strict=True) if other]
        first = [agreement.share("is a statement", [row["form"] != "none" for row in done])]
        first += [agreement.share("still coded", [bool(row) for row in coded])] * bool(real)
        reports[name] = pd.concat([pd.DataFrame(first), agreement.report(pairs)], ignore_index=True)
    return agreement.stacked(reports, "sheet")
