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
from hearsay.exchange.rows import Piece, coding_of
from hearsay.reading import Reading
from sayso import intervals

COLUMNS = [
    "statement_id", "time", "person", "organization", "concept", "agreement", "start_position", "stop_position", "text", "coder",
    "document_id", "document_title", "document_author", "document_source", "document_section", "document_type",
]  # fmt: skip
NEEDED = ["statement_id", "document_id", "start_position", "stop_position", "concept", "agreement"]
STANCE = {"1": "affirms", "0": "denies", "true": "affirms", "false": "denies"}


def export(rows: pd.DataFrame, by: str, reading: Reading, out: Path) -> str:
    """Write the event list ``out``; what was written, and how many stances were left out.

    ``rows`` are a coding of ``reading``, whose name is ``by``.
    """
    agreement, events, left = {stance: told for told, stance in STANCE.items() if told.isdigit()}, [], 0
    for row in rows.to_dict("records"):
        doc, facts, spans = row["doc_id"], reading.corpus.facts[row["doc_id"]], tables.parse_spans(row["content_spans"])
        place = start, end = spans[0][0], spans[-1][1]
        earliest = intervals.bounds(row["said"])[0] if row["said"] else None
        when, who = f"{earliest} 00:00:00" if earliest else "", reading.names.get(row["actor"], row["actor"])
        about = facts["title"] or doc, facts["author"], facts["outlet"], "", facts["genre"]
        for key, _, stance in (item.rpartition(":") for item in tables.items(row["stances"])):
            if row["actor"] and stance in agreement:
                words = reading.corpus.texts[doc][start:end]
                events.append((row["id"], when, who, "", key, agreement[stance], *place, words, by, doc, *about))
            else:
                left += 1
    table = pd.DataFrame(events, columns=COLUMNS).astype(str)
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
    if missing := [column for column in NEEDED if column not in events]:
        raise ValueError(f"{path.name}: expected DNA's event list, parted by semicolons, but {missing} are missing")
    pieces = []
    for n, event in enumerate(events.to_dict("records"), 2):
        wrong = [c for c in NEEDED if not event[c] or (c.endswith("position") and not event[c].isdecimal())]
        if wrong:
            raise ValueError(f"{path.name}, row {n}: expected {wrong} to be filled, positions with whole numbers")
        doc = event["document_id"] if event["document_id"] in texts else event.get("document_title", "")
        stance = STANCE.get(event["agreement"].strip().lower(), "neutral")
        cells = {"form": "indirect", "act": "speech", "stances": f"{event['concept']}:{stance}"}
        cells |= {"actor": event.get("person", ""), "said": event.get("time", "")[:10]}
        span = int(event["start_position"]), int(event["stop_position"])
        pieces.append(Piece(event["statement_id"], doc, "content", span, cells))
    return coding_of(pieces, texts, path.name)
