"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/): a statement is an annotation of three passages.

The target of an annotation is its content, source and cue, each piece selected twice: by position (offsets in code
points of the text as received, half-open) and by quotation with 32 characters either side. Bodies carry the codes: the speaker's
name, one tag per stance, and one body in our own vocabulary with every other cell, so that a row comes back as it went.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pandas as pd

from hearsay import tables
from hearsay.corpus.coding import MACHINE, PARTS, find_words
from hearsay.exchange.rows import Piece, coding_of, guid, pieces_of
from hearsay.reading import Reading

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
OURS = "urn:hearsay:"
AROUND = 32  # characters of a quotation selector's prefix and suffix


def export(rows: pd.DataFrame, by: str, reading: Reading, out: Path) -> str:
    """Write one JSON-LD file, ``out``, an annotation collection of one page; what was written.

    ``rows`` are a coding of ``reading``, the table `coding`, whose name is ``by``.
    """
    items = [_annotation(pieces_of(row), by, reading) for row in rows.to_dict("records")]
    collection = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{guid('collection', reading.corpus.title, by)}",
        "type": "AnnotationCollection",
        "label": f"{reading.corpus.title}: coding {by}",
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    out.write_text(json.dumps(collection, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return f"{len(items)} statements"


def _annotation(pieces: list[Piece], by: str, reading: Reading) -> dict[str, Any]:
    first = pieces[0]
    text, cells, actor = reading.corpus.texts[first.doc_id], first.cells, first.cells.get("actor", "")
    told = [("identifying", reading.names.get(actor, actor))]
    told += [("tagging", stance) for stance in tables.items(cells.get("stances", ""))]
    bodies = [{"type": "TextualBody", "purpose": purpose, "value": value} for purpose, value in told if value]
    return {
        "id": f"urn:uuid:{guid('statement', by, first.id)}",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"type": "Person" if by != MACHINE else "Software", "nickname": by},
        "body": [*bodies, {"type": f"{OURS}Statement", "value": cells}],
        "target": [
            {"source": OURS + quote(first.doc_id), "purpose": piece.part, "selector": _selectors(text, *piece.span)}
            for piece in pieces
        ],
    }


def _selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    around = {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    quotation = {"type": "TextQuoteSelector", "exact": text[start:end]} | around
    return [{"type": "TextPositionSelector", "start": start, "end": end}, quotation]


def load(path: Path, texts: Mapping[str, str]) -> pd.DataFrame:
    """The coding of a file of annotations: a collection, a page, or a list. Raises ValueError naming the file."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path.name}: expected JSON, but {error}") from error
    items = found if isinstance(found, list) else found.get("items") or found.get("first", {}).get("items")
    if not isinstance(items, list):
        raise ValueError(f"{path.name}: expected an annotation collection, a page of one or a list, but found neither")
    pieces = []
    for n, item in enumerate(items, 1):
        try:
            pieces += _pieces(item, n, texts)
        except (AttributeError, KeyError, TypeError, ValueError) as error:  # whatever is not as the standard has it
            expected = "targets with a source, and a position or a quotation that stands there"
            raise ValueError(f"{path.name}, annotation {n}: expected {expected}, but found {item!r:.200}") from error
    return coding_of(pieces, texts, path.name)


def _pieces(item: Mapping[str, Any], n: int, texts: Mapping[str, str]) -> Iterator[Piece]:
    """The passages of an annotation; those of a foreign one are content, and its tags are the note."""
    bodies = [body for body in _list(item.get("body")) if isinstance(body, Mapping)]
    note = tables.LIST.join(str(body["value"]).replace("|", "/") for body in bodies if body.get("value"))
    foreign = {"id": f"w{n:04}", "form": "author", "note": note}
    cells = next((body["value"] for body in bodies if body.get("type") == f"{OURS}Statement"), foreign)
    for target in _list(item["target"]):
        doc, part = unquote(target["source"].removeprefix(OURS)), target.get("purpose")
        span = _place(_list(target["selector"]), texts.get(doc, ""))
        yield Piece(cells["id"], doc, part if part in PARTS else "content", span, cells)


def _place(selectors: list[Mapping[str, Any]], text: str) -> tuple[int, int]:
    """Where a passage stands: at its position, and where the text reads otherwise there, where its quotation is nearest to it."""
    by_type = {selector["type"]: selector for selector in selectors}
    position, quoted = by_type.get("TextPositionSelector", {}), by_type.get("TextQuoteSelector", {})
    start, end = position.get("start"), position.get("end")
    if quoted and (not position or text[start:end] != quoted["exact"]):
        (start, end), *_ = find_words(text, quoted["exact"], start)
    return int(start), int(end)


def _list(value: Any) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]
