"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/): a statement is an annotation of three passages.

The target of an annotation is its content, source and cue, each piece selected twice: by position (offsets in code
points of the text as received, half-open) and by quotation with 32 characters either side. Bodies carry the codes: one
tag per stance, and one body in our own vocabulary with every other cell, so that a row comes back as it went.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pandas as pd

from hearsay import tables
from hearsay.corpus.coding import PARTS
from hearsay.exchange.rows import Exported, Piece, coding_of, facts_of, guid

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
OURS = "urn:hearsay:"
AROUND = 32  # characters of a quotation selector's prefix and suffix


def export(given: Exported, out: Path) -> str:
    """Write one JSON-LD file, an annotation collection of one page; what was written."""
    items = [_annotation(row, given) for row in given.rows.to_dict("records")]
    page = {"type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{guid('collection', given.reading.corpus.title, given.by)}",
        "type": "AnnotationCollection",
        "label": f"{given.reading.corpus.title}: coding {given.by}",
        "total": len(items),
        "first": page,
    }
    out.write_text(json.dumps(collection, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return f"{len(items)} statements"


def load(path: Path, texts: Mapping[str, str]) -> pd.DataFrame:
    """The coding of a file of annotations: a collection, a page, or a list. Raises ValueError naming the file."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path.name}: expected JSON, but {error}") from error
    items = found if isinstance(found, list) else found.get("items") or found.get("first", {}).get("items")
    if not isinstance(items, list):
        raise ValueError(f"{path.name}: expected an annotation collection, a page of one or a list, but found neither")
    pieces = (piece for n, item in enumerate(items, 1) for piece in _pieces(item, n, texts, path.name))
    return coding_of(pieces, texts, path.name)


def _annotation(row: Mapping[str, str], given: Exported) -> dict[str, Any]:
    targets = [
        {"source": OURS + quote(row["doc_id"]), "purpose": part, "selector": selector}
        for part in PARTS
        for selector in _selectors(given.reading.corpus.texts[row["doc_id"]], row[f"{part}_spans"])
    ]
    tags = [{"type": "TextualBody", "purpose": "tagging", "value": item} for item in tables.items(row["stances"])]
    speaker = given.reading.names.get(row["actor"], row["actor"])
    names = [{"type": "TextualBody", "purpose": "identifying", "value": speaker}] if speaker else []
    return {
        "id": f"urn:uuid:{guid('statement', given.by, row['id'])}",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"type": "Person" if given.by != "machine" else "Software", "nickname": given.by},
        "body": [*names, *tags, {"type": f"{OURS}Statement", "value": facts_of(row)}],
        "target": targets,
    }


def _selectors(text: str, cell: str) -> Iterator[list[dict[str, Any]]]:
    for a, b in tables.parse_spans(cell):
        exact = {"type": "TextQuoteSelector", "exact": text[a:b]}
        around = {"prefix": text[max(0, a - AROUND) : a], "suffix": text[b : b + AROUND]}
        yield [{"type": "TextPositionSelector", "start": a, "end": b}, exact | around]


def _pieces(item: Mapping[str, Any], n: int, texts: Mapping[str, str], name: str) -> Iterator[Piece]:
    """The passages of an annotation; those of a foreign one are content, and its tags are the note."""
    bodies = [b for b in _list(item.get("body")) if isinstance(b, Mapping)]
    note = tables.LIST.join(str(b["value"]).replace("|", "/") for b in bodies if b.get("value"))
    foreign = {"id": f"w{n:04}", "form": "author", "note": note}
    cells = next((b["value"] for b in bodies if b.get("type") == f"{OURS}Statement"), foreign)
    for target in _list(item.get("target")):
        if not isinstance(target, Mapping) or "source" not in target:
            raise ValueError(f"{name}, annotation {n}: expected a target with a source, but found {target!r}")
        doc, part = unquote(str(target["source"]).removeprefix(OURS)), target.get("purpose")
        span = _place(target, texts.get(doc, ""), f"{name}, annotation {n}")
        yield Piece(cells["id"], doc, part if part in PARTS else "content", span, cells)


def _place(target: Mapping[str, Any], text: str, where: str) -> tuple[int, int]:
    """The passage by its quotation where the position reads otherwise, so that an edited copy still anchors."""
    by_type = {s.get("type"): s for s in _list(target.get("selector"))}
    position, quoted = by_type.get("TextPositionSelector"), by_type.get("TextQuoteSelector")
    if position and (not quoted or text[position["start"] : position["end"]] == quoted["exact"]):
        return int(position["start"]), int(position["end"])
    if quoted:
        whole = quoted.get("prefix", "") + quoted["exact"] + quoted.get("suffix", "")
        at = text.find(whole)
        start = at + len(quoted.get("prefix", "")) if at >= 0 else text.find(quoted["exact"])
        if start >= 0:
            return start, start + len(quoted["exact"])
    raise ValueError(f"{where}: expected a position or a quotation that stands in the document, but found neither")


def _list(value: Any) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]
