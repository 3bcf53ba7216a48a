"""What every format carries: a statement as the passages that it rests on, out and back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

import pandas as pd

from hearsay import tables
from hearsay.corpus.coding import PARTS, heal, problems_of

ANCHORED = {name for part in PARTS for name in (part, f"{part}_spans")} | {"doc_id"}
NAMESPACE = uuid5(NAMESPACE_URL, "hearsay")


def guid(*parts: object) -> str:
    """An identifier that is the same for the same parts on every machine.

    >>> guid("user", "a") == guid("user", "a") != guid("user", "b")
    True
    """
    return str(uuid5(NAMESPACE, "\0".join(map(str, parts))))


class Piece(NamedTuple):
    """A passage of a statement: where it stands, as which part, and what is told with it, by column."""

    id: str
    doc_id: str
    part: str
    span: tuple[int, int]
    cells: Mapping[str, str]


def pieces_of(row: Mapping[str, str]) -> list[Piece]:
    """The passages of a statement, a row of `tables.CODING`; with the first is told every filled cell that is neither place nor words."""
    cells = {column: cell for column, cell in row.items() if cell and column not in ANCHORED}
    places = [(part, span) for part in PARTS for span in tables.parse_spans(row[f"{part}_spans"])]
    return [Piece(row["id"], row["doc_id"], *place, {} if n else cells) for n, place in enumerate(places)]


def coding_of(pieces: Iterable[Piece], texts: Mapping[str, str], origin: str) -> pd.DataFrame:
    """Pieces that came back as the table `coding`: pieces of one id are a statement, spans are found again where the words moved.

    Raises ValueError naming ``origin`` and the rows whose document the corpus does not have, or whose words do not
    stand in it.
    """
    rows: dict[tuple[str, str], dict[str, str]] = {}
    places: dict[tuple[str, str, str], set[tuple[int, int]]] = defaultdict(set)
    for piece in pieces:
        row = rows.setdefault((piece.doc_id, piece.id), {"stances": ""})
        stances = [*tables.items(row["stances"]), *tables.items(piece.cells.get("stances", ""))]
        row |= {**piece.cells, "id": piece.id, "doc_id": piece.doc_id}
        row["stances"] = tables.LIST.join(dict.fromkeys(stances))
        places[piece.doc_id, piece.id, piece.part].add(piece.span)
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
