"""Discourse Network Analyzer's event list (leifeld-lab/dna 3.x): a row is one actor's agreement with one concept.

Cells are parted by `;` and quoted; inside a cell `;` is written `,` and `"` is written `'`, as DNA writes them. A
statement with two stances is two rows. `agreement` is 1 or 0; a qualified or neutral stance has no row there, as
DNA's variable is a yes or no: how many were left out is told.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.exchange.rows import Exported, Piece, coding_of
from sayso import intervals

COLUMNS = [
    "statement_id", "time", "person", "organization", "concept", "agreement", "start_position", "stop_position", "text", "coder",
    "document_id", "document_title", "document_author", "document_source", "document_section", "document_type",
]  # fmt: skip
NEEDED = ("statement_id", "document_id", "start_position", "stop_position", "concept")
AGREEMENT = {"affirms": "1", "denies": "0"}
STANCE = {"1": "affirms", "0": "denies", "true": "affirms", "false": "denies"}


def export(given: Exported, out: Path) -> str:
    """Write the event list; what was written, and how many stances were left out."""
    corpus, names = given.reading.corpus, given.reading.names
    events, left = [], 0
    for row in given.rows.to_dict("records"):
        document, spans = corpus.facts[row["doc_id"]], tables.parse_spans(row["content_spans"])
        start, end = spans[0][0], spans[-1][1]
        earliest = intervals.bounds(row["said"])[0] if row["said"] else None
        event = {
            "statement_id": row["id"],
            "time": f"{earliest.isoformat()} 00:00:00" if earliest else "",
            "person": names.get(row["actor"], row["actor"]),
            "start_position": str(start),
            "stop_position": str(end),
            "text": corpus.texts[row["doc_id"]][start:end],
            "coder": given.by,
            "document_id": row["doc_id"],
            "document_title": document["title"] or row["doc_id"],
            "document_author": document["author"],
            "document_source": document["outlet"],
            "document_type": document["genre"],
        }
        for key, _, stance in (item.rpartition(":") for item in tables.items(row["stances"])):
            if told := row["actor"] and AGREEMENT.get(stance):
                events.append(event | {"concept": key, "agreement": told})
            else:
                left += 1
    table = pd.DataFrame(events, columns=COLUMNS, dtype=str).fillna("")
    table = table.replace({";": ",", '"': "'", r"[\r\n]": " "}, regex=True)
    table.to_csv(out, sep=";", quoting=csv.QUOTE_ALL, index=False, lineterminator="\n", encoding="utf-8")
    rest = f" ({left} stances left out, which are neither agreement nor disagreement of a named actor)" if left else ""
    return f"{len(events)} agreements{rest}"


def load(path: Path, texts: Mapping[str, str]) -> pd.DataFrame:
    """The coding of an event list; rows of one statement_id are one statement. An actor is told by his name.

    Positions are trusted, since a cell's words are changed on the way. Raises ValueError naming file and row.
    """
    try:
        events = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False)
    except ValueError as error:
        raise ValueError(f"{path.name}: expected DNA's event list, but {error}") from error
    if missing := sorted({*NEEDED, "agreement"} - set(events)):
        raise ValueError(f"{path.name}: expected DNA's event list, parted by semicolons, but {missing} are missing")
    pieces = []
    for n, event in enumerate(events.to_dict("records"), 2):
        if unknown := [c for c in NEEDED if not event[c]]:
            raise ValueError(f"{path.name}, row {n}: expected {unknown}, but the cell is empty")
        if not (event["start_position"] + event["stop_position"]).isdecimal():
            found = f"{event['start_position']!r} and {event['stop_position']!r}"
            raise ValueError(f"{path.name}, row {n}: expected positions as whole numbers, but found {found}")
        doc = event["document_id"] if event["document_id"] in texts else event.get("document_title", "")
        stance = STANCE.get(event["agreement"].strip().lower(), "neutral")
        cells = {"form": "indirect", "act": "speech", "stances": f"{event['concept']}:{stance}"}
        cells |= {"actor": event.get("person", ""), "said": event.get("time", "")[:10]}
        span = int(event["start_position"]), int(event["stop_position"])
        pieces.append(Piece(event["statement_id"], doc, "content", span, cells))
    return coding_of(pieces, texts, path.name)
