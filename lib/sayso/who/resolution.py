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
from sayso.who.found import Found
from sayso.who.hands import Hand, Hands
from sayso.who.ledger import UNNAMED
from sayso.who.reader import Reader

ACTORS = ["actor", "name", "type", "evidence"]


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
    found: dict[str, dict[str, str]] = {}
    by_document: dict[str, list[Any]] = {}
    for row in statements.itertuples():  # of all at once: pandas is slow to begin
        by_document.setdefault(row.doc_id, []).append(row)
    for doc, group in by_document.items():
        cast = casts.of.get(doc) or Cast(doc, "", casts.ledger)
        reader = Reader(cast, group)
        who = reader.read()
        through = Hands(reader, who, (outlets or {}).get(doc, "")).read()
        for row, one, hands in zip(reader.rows, who, through, strict=True):
            cells[row.Index] = _cells(reader, one, hands)
            for key in filter(None, [one.key, *(h.key for h, _ in hands)]):
                _enter(found, reader, key, f"{doc}: {row.source or row.cue}")
    columns = ("actor", "anonymous", "actor_rule", "actor_confidence", "via", "via_rule")
    filled = {c: [cells[i][c] for i in statements.index] for c in columns}
    rows = pd.DataFrame([found[key] for key in sorted(found)], columns=ACTORS, dtype=str)
    return Identified(statements.assign(**filled), rows)


def _cells(reader: Reader, one: Found, hands: list[tuple[Hand, bool]]) -> dict[str, str]:
    unnamed = bool(one.key) and reader.figure(one.key).type == UNNAMED
    return {
        "actor": one.key,
        "anonymous": "yes" if unnamed else "",
        "actor_rule": one.rule if one.key else "",
        "actor_confidence": f"{one.confidence:.2g}" if one.key else "",
        "via": LIST.join(dict.fromkeys(hand.key + "?" * implied for hand, implied in hands)),
        "via_rule": LIST.join(dict.fromkeys(hand.rule for hand, _ in hands)),
    }


def _enter(found: dict[str, dict[str, str]], reader: Reader, key: str, evidence: str) -> None:
    """A row for an actor that the ledger lacks, with the place where it was met earliest."""
    figure = reader.figure(key)
    if not figure.known and key not in found:
        found[key] = {"actor": key, "name": figure.name.replace("|", "/"), "type": figure.type, "evidence": evidence}
