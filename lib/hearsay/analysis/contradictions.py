"""Pairs of statements that contradict each other or only seem to: proposed by rules, decided by people, kept.

The machine proposes and never rules. A few general rules look at one point at a time (a proposition, a measure, one
utterance), between representatives (holder, stance, scope), never at all pairs of statements; further pairs of
the same two representatives are listed as instances. A pair is `direct` if both cannot hold as stated, else a tension.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations, islice, product
from operator import itemgetter
from typing import Any, NamedTuple

import pandas as pd

from hearsay import tables
from hearsay.analysis.voices import OWN_VOICE, RELAY, holder_name, holder_of
from hearsay.corpus.codebook import Codebook
from sayso import intervals

DIRECT, TENSION = "direct", "tension"
KINDS = ("purpose", "causal", "characterisation")  # of a proposition that are the kind of its contradictions
MOST_INSTANCES = 200  # pairs listed behind one representative pair
MOST_SPEAKERS = 60  # representatives of one stance on one point that are compared, those with most statements


class Position(NamedTuple):
    """What one holder holds on one point in one scope: a representative statement and the others that say so.

    Of a measure ``held`` is its value in words, between ``low`` and ``high``.
    """

    point: str
    held: str
    explicit: bool
    holder: str
    scope: str
    low: str
    high: str
    statements: tuple

    @property
    def lead(self):
        return self.statements[0]


class Proposal(NamedTuple):
    """Two positions that pull against each other, and the rule that says so."""

    a: Position
    b: Position
    kind: str
    strength: str
    rule: str
    why: str


def propose(
    statements: pd.DataFrame,
    stances: pd.DataFrame,
    quantities: pd.DataFrame,
    book: Codebook,
    names: Mapping[str, str],
) -> pd.DataFrame:
    """The table `contradictions` as the rules propose it; status is "proposed" throughout.

    ``names`` gives the name stated for an actor's key, for the sentences in `why`. Of several points on which two
    statements are set against each other the one that pulls most has the row.
    """
    statements = statements[statements["form"] != RELAY]
    rows = {row.id: row for row in statements.itertuples()}
    found = [
        *_opposed(rows, stances, book, names),
        *_values(rows, quantities, book, names),
        *_tellings(statements, names),
    ]
    table: dict[str, dict[str, str]] = {}
    for proposal in sorted(found, key=_rank):
        key = pair_id(anchor(proposal.a.lead), anchor(proposal.b.lead))
        if key not in table:
            table[key] = _row(key, proposal, book)
    return tables.sort(tables.CONTRADICTIONS.of(table.values()), "on", "a", "b")


def _rank(p: Proposal) -> tuple:
    return p.strength != DIRECT, not (p.a.explicit and p.b.explicit), p.a.point, p.a.lead.id, p.b.lead.id


def _row(key: str, p: Proposal, book: Codebook) -> dict[str, str]:
    a, b = sorted((p.a, p.b), key=lambda q: (q.lead.doc_id, q.lead.id))
    others = islice(product(a.statements, b.statements), 1, None)  # without the two that lead
    pairs = (f"{x.id}+{y.id}" for x, y in others if not _one_passage(x, y))
    return {
        "contradiction_id": key,
        "issue": issue_of(p.a.point, book),
        "a": a.lead.id,
        "b": b.lead.id,
        "on": p.a.point,
        "kind": p.kind,
        "strength": p.strength,
        "same_holder": "yes" if a.holder and a.holder == b.holder else "",
        "rule": p.rule,
        "why": p.why,
        "instances": tables.LIST.join(islice(pairs, MOST_INSTANCES)),
        "status": "proposed",
    }


def counted(contradictions: pd.DataFrame) -> pd.DataFrame:
    """The pairs that count: those that no judge rejected."""
    return contradictions[contradictions["status"] != "rejected"]


def issue_of(point: str, book: Codebook) -> str:
    """The issue that a claim or measure belongs to by the codebook; else its own, as of an utterance."""
    known = book.propositions.get(point) or book.measures.get(point) or {}
    return known.get("issue") or point


def anchor(row) -> str:
    """Where a statement stands, as one string."""
    return f"{row.doc_id}:{row.content_spans}"


def pair_id(a: str, b: str) -> str:
    """Hash of two anchors in either order."""
    return "c" + hashlib.sha256("\n".join(sorted((a, b))).encode()).hexdigest()[:10]


# --- positions


def _by_point(held: Iterable[tuple[tuple, Any]]) -> dict[str, list[Position]]:
    """Positions by point, from the fields of a position but its statements, and a statement, each.

    Nobody knows whether two speakers who are not resolved are one, so each has a position of his own.
    """
    grouped: dict[tuple, list] = defaultdict(list)
    for position, row in held:
        holder = position[3]
        grouped[*position, holder or row.id].append(row)
    found: dict[str, list[Position]] = defaultdict(list)
    for (*fields, _), rows in sorted(grouped.items(), key=itemgetter(0)):
        found[fields[0]].append(Position(*fields, tuple(sorted(rows, key=_preference))))
    return found


def _preference(row) -> tuple:
    """Which statement represents a position: attributed before own voice, plain before hedged, direct first."""
    return row.form == OWN_VOICE, row.certainty == "hedged", row.form != "direct", row.doc_id, row.id


def _heaviest(positions: Iterable[Position]) -> list[Position]:
    """The positions that are compared, those with most statements first."""
    return sorted(positions, key=lambda p: (-len(p.statements), p.lead.doc_id, p.lead.id))[:MOST_SPEAKERS]


def _one_passage(a, b) -> bool:
    """Is it one statement, or does one passage hold the other?"""
    return a.id == b.id or (
        a.doc_id == b.doc_id and tables.shared(_spans(a.content_spans), _spans(b.content_spans)) > 0
    )


@lru_cache(maxsize=1 << 16)
def _spans(cell: str) -> tables.Spans:
    return tables.parse_spans(cell)


def _proposal(a: Position, b: Position, kind: str, rule: str, told: str, names: Mapping[str, str]) -> Proposal:
    """Two positions, told in a sentence; direct where no period, scope or hedge keeps them apart."""
    differences = list(_scope_differences(a, b))
    hedged = [_who(p, names) for p in (a, b) if p.lead.certainty == "hedged"]
    why = [f"{told}."]
    why += [f"Scopes differ: {'; '.join(differences)}."] * bool(differences)
    why += [f"Hedged: {' and '.join(hedged)}."] * bool(hedged)
    return Proposal(a, b, kind, TENSION if differences or hedged else DIRECT, rule, " ".join(why))


def _scope_differences(a: Position, b: Position) -> Iterator[str]:
    """In what period or scope words two positions differ; nothing where either is silent on the period."""
    if a.lead.event and b.lead.event and not intervals.overlap(a.lead.event, b.lead.event):
        yield f"{a.lead.event} and {b.lead.event}"
    if (a.scope or b.scope) and not (_stems(a.scope) & _stems(b.scope)):
        yield " and ".join(f"“{s}”" if s else "no limit stated" for s in (a.scope, b.scope))


def _stems(words: str) -> set[str]:
    return {w.lower()[:5] for w in re.findall(r"\w{4,}", words)}


def _who(p: Position, names: Mapping[str, str]) -> str:
    """The holder, and of an ascription whose aim or view it is said to be."""
    of = p.lead.actor if p.lead.actor != p.holder else ""
    return holder_name(p.lead, names) + (f" (of {names.get(of, of)})" if of else "")


# --- stances on propositions


def _opposed(rows: Mapping, stances: pd.DataFrame, book: Codebook, names: Mapping[str, str]) -> Iterator[Proposal]:
    """What one affirms and another denies of a proposition, at least one of them explicitly.

    A qualification affirms in part: set against plain words it was a contradiction in the eyes of judges once in ten times,
    so no rule proposes that.
    """
    for point, positions in _by_point(_held(rows, stances, book)).items():
        kind = book.propositions[point].get("kind")
        kind = kind if kind in KINDS else "denial"
        some, others = (_heaviest(p for p in positions if p.held == held) for held in ("affirms", "denies"))
        for a, b in product(some, others):
            if (a.explicit or b.explicit) and not _one_passage(a.lead, b.lead):
                sides = (
                    f"{_who(p, names)} {p.held}{'' if p.explicit else ' (by implication)'} “{book.label(point)}”"
                    for p in (a, b)
                )
                rule = "opposed stances" if a.explicit and b.explicit else "implied"
                yield _proposal(a, b, kind, rule, "; ".join(sides), names)


def _held(rows: Mapping, stances: pd.DataFrame, book: Codebook) -> Iterator[tuple[tuple, Any]]:
    """What statements hold on propositions, explicit and implied. A denial within a scope commits to nothing beyond itself."""
    known = stances["statement_id"].isin(rows) & stances["proposition"].isin(book.propositions)
    for stance in stances[known & (stances["stance"] != "neutral")].itertuples():
        limited = stance.stance == "denies" and stance.scope_words
        held = book.commitments(stance.proposition, stance.stance)
        for n, (point, holds) in enumerate(held[:1] if limited else held):
            yield (point, holds, n == 0, stance.holder, stance.scope_words, "", ""), rows[stance.statement_id]


# --- values of measures


def _values(rows: Mapping, quantities: pd.DataFrame, book: Codebook, names: Mapping[str, str]) -> Iterator[Proposal]:
    """Values of one measure that exclude each other."""
    held = (
        ((q.measure, value_of(q), True, holder_of(row), row.scope_words, q.low, q.high), row)
        for q in quantities.itertuples()
        if (row := rows.get(q.statement_id))
    )
    for measure, positions in _by_point(held).items():
        unit = book.measures[measure]["unit"]
        for a, b in combinations(_heaviest(positions), 2):
            if not _compatible(a, b, unit) and not _one_passage(a.lead, b.lead):
                kind = "date" if unit == "date" else "numeric"
                given = "; ".join(f"{_who(p, names)} gives {p.held}" for p in (a, b))
                yield _proposal(a, b, kind, "disjoint values", f"{book.label(measure)}: {given}", names)


def value_of(quantity) -> str:
    """A row of `quantities` in a few signs: 2, 2..3, 5~."""
    low, high = quantity.low, quantity.high
    return (low if low == high else f"{low}..{high}") + "~" * bool(quantity.approximate)


def _compatible(a: Position, b: Position, unit: str) -> bool:
    if unit == "date":
        return intervals.overlap(a.low, b.low)
    (low, high), (least, most) = _range(a), _range(b)
    return low <= most and least <= high


def _range(p: Position) -> tuple[float, float]:
    """Bounds of a value; ~ allows a tenth either way."""
    low, high = float(p.low or "-inf"), float(p.high or "inf")
    return (low * 0.9, high * 1.1) if p.held.endswith("~") else (low, high)


# --- tellings of one utterance


def _tellings(statements: pd.DataFrame, names: Mapping[str, str]) -> Iterator[Proposal]:
    """One utterance that its tellings date differently."""
    for label, group in statements[statements["utterance"] != ""].groupby("utterance"):
        rows = sorted(group.itertuples(), key=_preference)[:MOST_SPEAKERS]
        told = [Position(str(label), "", True, holder_of(r), r.scope_words, "", "", (r,)) for r in rows]
        for a, b in combinations(told, 2):
            if a.lead.doc_id != b.lead.doc_id and not intervals.overlap(a.lead.said, b.lead.said):
                why = f"One utterance of {_who(a, names)}, told with different dates: {a.lead.said} and {b.lead.said}."
                yield Proposal(a, b, "date", DIRECT, "one utterance, different dates", why)
