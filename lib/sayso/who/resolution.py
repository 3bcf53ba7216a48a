"""Who each statement is said by, through whom, and which actors a corpus has: the tables of one reading of its casts.

Rules, in order: whom the source cites; a name before an apposition; a pronoun; an alias of the ledger; a name; a
description that the document or the ledger gives of somebody; a new source without a name. What none resolves is "".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from sayso.spans import LIST
from sayso.who.cast import Cast
from sayso.who.casts import Casts
from sayso.who.found import Statement
from sayso.who.hands import Hand, Relay
from sayso.who.ledger import UNNAMED
from sayso.who.reader import Reader

ACTORS = ["actor", "name", "type", "evidence"]
FILLED = ("actor", "anonymous", "actor_rule", "actor_confidence", "via", "via_rule")


class Identified(NamedTuple):
    """Statements with actors and hands, and a row for each actor that the ledger lacks: actor, name, type, evidence."""

    statements: pd.DataFrame
    actors: pd.DataFrame


def identify(statements: pd.DataFrame, casts: Casts, outlets: Mapping[str, str] | None = None) -> Identified:
    """Who speaks in each statement and through whom.

    Parameters
    ----------
    statements
        Rows with spans of source, cue and content in the texts of the casts; `outer`, where told, is followed.
    casts
        Who appears in each document (`sayso.who.casts.read_casts`); names that only a source has are entered there.
    outlets
        By doc_id the document's own outlet, in words, which is no hand there.

    Filled are actor, anonymous, actor_rule, actor_confidence (0 to 1), via (nearest the speaker first, `?` behind a hand
    that is only implied) and via_rule; what stood there is written over. Unresolved actors stay "".
    """
    cells: dict[object, dict[str, str]] = {}
    met: dict[str, tuple[str, ...]] = {}
    by_document: dict[str, list[Any]] = {}
    for row in statements.itertuples():  # of all at once: pandas is slow to begin
        by_document.setdefault(row.doc_id, []).append(row)
    for doc, rows in by_document.items():
        reader = Reader(casts.of.get(doc) or Cast(doc, "", casts.ledger), rows)
        reader.read()
        for s, hands in zip(reader.statements, Relay(reader, (outlets or {}).get(doc, "")).read(), strict=True):
            cells[s.row.Index] = _cells(s, hands, reader)
            for key in filter(None, [s.key, *(h.key for h in hands)]):
                figure = reader.figure(key)
                if not figure.known:
                    told = key, figure.name.replace("|", "/"), figure.type, f"{doc}: {s.row.source or s.row.cue}"
                    met.setdefault(key, told)
    filled = {c: [cells[i][c] for i in statements.index] for c in FILLED}
    actors = pd.DataFrame([met[key] for key in sorted(met)], columns=ACTORS, dtype=str)
    return Identified(statements.assign(**filled), actors)


def _cells(s: Statement, hands: list[Hand], reader: Reader) -> dict[str, str]:
    via = LIST.join(hand.key + "?" * hand.implied for hand in hands)
    via_rule = LIST.join(dict.fromkeys(hand.rule for hand in hands))
    if not s.found or not s.key:
        return dict.fromkeys(FILLED, "") | {"via": via, "via_rule": via_rule}
    anonymous = "yes" * (reader.figure(s.key).type == UNNAMED)
    return dict(zip(FILLED, (s.key, anonymous, s.found.rule, f"{s.found.confidence:.2g}", via, via_rule), strict=True))
