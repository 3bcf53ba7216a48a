"""What every format carries: the rows of one coding, and how rows that come back are put in order."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

import pandas as pd

from hearsay import tables
from hearsay.corpus.coding import PARTS, heal, problems_of
from hearsay.reading import Reading

COLUMNS = tuple(tables.CODING.columns)
ANCHORED = {name for part in PARTS for name in (part, f"{part}_spans")} | {"doc_id"}
NAMESPACE = uuid5(NAMESPACE_URL, "hearsay")


class Exported(NamedTuple):
    """What an exporter is given: one coding, by whom, and the reading that has its texts and what its keys mean.

    ``rows`` has the columns of `tables.CODING`, a row a statement.
    """

    by: str
    rows: pd.DataFrame
    reading: Reading


def guid(*parts: str) -> str:
    """An identifier that is the same for the same parts on every machine.

    >>> guid("user", "a") == guid("user", "a") != guid("user", "b")
    True
    """
    return str(uuid5(NAMESPACE, "\0".join(parts)))


def facts_of(row: Mapping[str, str]) -> dict[str, str]:
    """What of a row is neither its place nor its words: every filled cell besides, by column."""
    return {column: row[column] for column in COLUMNS if row[column] and column not in ANCHORED}


def placed(row: Mapping[str, str], spans: Mapping[str, tables.Spans], text: str) -> dict[str, str]:
    """A row with the places of its parts, and the words that stand there."""
    places = {f"{part}_spans": tables.format_spans(spans[part]) for part in PARTS}
    return {**row, **places, **{part: tables.words_at(text, sorted(spans[part])) for part in PARTS}}


def coding_of(rows: Iterable[Mapping[str, str]], texts: Mapping[str, str], origin: str) -> pd.DataFrame:
    """Rows that came back as the table `coding`: every column, spans found again where the words moved, sorted.

    Raises ValueError naming ``origin`` and the rows whose document the corpus does not have, or whose words do not
    stand in it.
    """
    coding = heal(tables.CODING.of(rows), texts)
    problems = [
        f"{origin}: {row['id']}: {problem}"
        for row in coding.to_dict("records")
        for problem in problems_of(row, texts, None, None)
    ]
    tables.refuse(problems[:5])
    return tables.sort(tables.CODING.check(coding), "doc_id", "content_spans")
