"""What every format carries: the rows of one coding, and how rows that come back are put in order."""

from collections import defaultdict
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


class Piece(NamedTuple):
    """A passage of a statement that came back: where it stands, as which part, and what is told with it, by column."""

    id: str
    doc_id: str
    part: str
    span: tuple[int, int]
    cells: Mapping[str, str]


def coding_of(pieces: Iterable[Piece], texts: Mapping[str, str], origin: str) -> pd.DataFrame:
    """Pieces that came back as the table `coding`: pieces of one id are a statement, spans are found again where the words moved.

    Raises ValueError naming ``origin`` and the rows whose document the corpus does not have, or whose words do not
    stand in it.
    """
    rows: dict[tuple[str, str], dict[str, str]] = {}
    places: dict[tuple[str, str, str], set[tuple[int, int]]] = defaultdict(set)
    for doc, key, piece in ((piece.doc_id, piece.id, piece) for piece in pieces):
        row = rows.setdefault((doc, key), {"id": key, "doc_id": doc, "stances": ""})
        stances = [*tables.items(row["stances"]), *tables.items(piece.cells.get("stances", ""))]
        row |= {**piece.cells, "stances": tables.LIST.join(dict.fromkeys(stances))}
        places[doc, key, piece.part].add(piece.span)
    for (doc, key, part), spans in places.items():
        words = tables.words_at(texts.get(doc, ""), sorted(spans))
        rows[doc, key] |= {f"{part}_spans": tables.format_spans(sorted(spans)), part: words}
    coding = heal(tables.CODING.of(rows.values()), texts)
    problems = [
        f"{origin}: {row['id']}: {problem}"
        for row in coding.to_dict("records")
        for problem in problems_of(row, texts, None, None)
    ]
    tables.refuse(problems[:5])
    return tables.sort(tables.CODING.check(coding), "doc_id", "content_spans")
