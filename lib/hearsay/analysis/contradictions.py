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
from hearsay.analysis.voices import OWN_VOICE, RELAY, holder_of
from hearsay.corpus.codebook import Codebook
from sayso import intervals

DIRECT, TENSION = "direct", "tension"
KINDS = ("purpose", "causal", "characterisation")  # of a proposition that are the kind of its contradictions
MOST_INSTANCES = 200  # pairs listed behind one representative pair; the sentence says where there are more
MOST_SPEAKERS = 60  # representatives of one stance on one point that are compared, those with most statements


class Position(NamedTuple):
    """What one holder holds on one point in one scope: a representative statement and the others that say so.

    Of a measure ``low`` and ``high`` are its value, and ``held`` is "yes" where that is approximate.
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
    same_scope: bool = True


def propose(
    statements: pd.DataFrame,
    stances: pd.DataFrame,
    quantities: pd.DataFrame,
    book: Codebook,
    names: Mapping[str, str],
) -> pd.DataFrame:
    """The table `contradictions` as the rules propose it; status is "proposed" throughout.

    ``names`` gives the name stated for an actor's key, for the sentences in `why`.
    """
    statements = statements[statements["form"] != RELAY]
    rows = {row.id: row for row in statements.itertuples()}
    found = [
        *_opposed(rows, stances, book, names),
        *_values(rows, quantities, book, names),
        *_tellings(statements, names),
    ]
    return _table(found, book)


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


def _heaviest(positions: Iterable[Position]) -> tuple[list[Position], str]:
    """The positions that are compared, those with most statements first, and a sentence where others are not."""
    ranked = sorted(positions, key=lambda p: (-len(p.statements), p.lead.doc_id, p.lead.id))
    left = len(ranked) - MOST_SPEAKERS
    return ranked[:MOST_SPEAKERS], f" {left:,} positions with fewer statements were not compared." if left > 0 else ""


def _same_holder(a: Position, b: Position) -> bool:
    return bool(a.holder) and a.holder == b.holder


def _one_passage(a, b) -> bool:
    """Is it one statement, or does one passage hold the other?"""
    return a.id == b.id or (
        a.doc_id == b.doc_id and tables.shared(_spans(a.content_spans), _spans(b.content_spans)) > 0
    )


@lru_cache(maxsize=1 << 16)
def _spans(cell: str) -> tables.Spans:
    return tables.parse_spans(cell)


def _proposal(
    a: Position, b: Position, kind: str, rule: str, told: str, names: Mapping[str, str], left_out: str
) -> Proposal:
    """Two positions, told in a sentence; direct where no period, scope or hedge keeps them apart."""
    differences = list(_scope_differences(a, b))
    hedged = [_who(p, names, "unresolved") for p in (a, b) if p.lead.certainty == "hedged"]
    strength = DIRECT if not differences and not hedged else TENSION
    why = f"{told}."
    if differences:
        why += f" Scopes differ: {'; '.join(differences)}."
    if hedged:
        why += f" Hedged: {' and '.join(hedged)}."
    return Proposal(a, b, kind, strength, rule, why + left_out, not differences)


def _scope_differences(a: Position, b: Position) -> Iterator[str]:
    """In what period or scope words two positions differ; nothing where either is silent on the period."""
    if a.lead.event and b.lead.event and not intervals.overlap(a.lead.event, b.lead.event):
        yield f"{a.lead.event} and {b.lead.event}"
    if (a.scope or b.scope) and not (_stems(a.scope) & _stems(b.scope)):
        yield " and ".join(f"“{s}”" if s else "no limit stated" for s in (a.scope, b.scope))


def _stems(words: str) -> set[str]:
    return {w.lower()[:5] for w in re.findall(r"\w{4,}", words)}


def _who(p: Position, names: Mapping[str, str], unresolved: str = "An unresolved speaker") -> str:
    """The holder, and of an ascription whose aim or view it is said to be."""
    who = names.get(p.holder, p.holder) or unresolved
    of = p.lead.actor if p.lead.actor != p.holder else ""
    return f"{who} (of {names.get(of, of)})" if of else who


# --- stances on propositions


def _opposed(rows: Mapping, stances: pd.DataFrame, book: Codebook, names: Mapping[str, str]) -> Iterator[Proposal]:
    """What one affirms and another denies of a proposition, at least one of them explicitly.

    A qualification affirms in part: set against plain words it was a contradiction in the eyes of judges once in ten times,
    so no rule proposes that.
    """
    for point, positions in _by_point(_held(rows, stances, book)).items():
        kind = book.propositions[point].get("kind")
        kind = kind if kind in KINDS else "denial"
        some, few = _heaviest(p for p in positions if p.held == "affirms")
        others, fewer = _heaviest(p for p in positions if p.held == "denies")
        for a, b in product(some, others):
            if (a.explicit or b.explicit) and not _one_passage(a.lead, b.lead):
                sides = (
                    f"{_who(p, names)} {p.held}{'' if p.explicit else ' (by implication)'} “{book.label(point)}”"
                    for p in (a, b)
                )
                yield _proposal(a, b, kind, _rule(a, b), "; ".join(sides), names, few or fewer)


def _rule(a: Position, b: Position) -> str:
    """Which rule sets two stances against each other, by name."""
    rule = "opposed stances" if a.explicit and b.explicit else "implied"
    if _same_holder(a, b):
        return f"{rule}: one holder on both sides"
    if a.lead.doc_id == b.lead.doc_id and OWN_VOICE in (a.lead.form, b.lead.form):
        return f"{rule}: author's words against words reported"
    return rule


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
        ((q.measure, q.approximate, True, holder_of(row), row.scope_words, q.low, q.high), row)
        for q in quantities.itertuples()
        if (row := rows.get(q.statement_id))
    )
    for measure, positions in _by_point(held).items():
        unit = book.measures[measure]["unit"]
        compared, left_out = _heaviest(positions)
        for a, b in combinations(compared, 2):
            if not _compatible(a, b, unit) and not _one_passage(a.lead, b.lead):
                kind = "date" if unit == "date" else "numeric"
                told = f"{book.label(measure)}: {_gives(a, names)}; {_gives(b, names)}"
                yield _proposal(a, b, kind, "disjoint values", told, names, left_out)


def _compatible(a: Position, b: Position, unit: str) -> bool:
    if unit == "date":
        return intervals.overlap(a.low, b.low)
    (low, high), (least, most) = _range(a), _range(b)
    return low <= most and least <= high


def _range(p: Position) -> tuple[float, float]:
    """Bounds of a value; ~ allows a tenth either way."""
    low, high = float(p.low or "-inf"), float(p.high or "inf")
    return (low * 0.9, high * 1.1) if p.held == "yes" else (low, high)


def _gives(p: Position, names: Mapping[str, str]) -> str:
    value = p.low if p.low == p.high else f"{p.low}..{p.high}"
    return f"{_who(p, names, 'an unresolved speaker')} gives {value}{'~' * (p.held == 'yes')}"


# --- tellings of one utterance


def _tellings(statements: pd.DataFrame, names: Mapping[str, str]) -> Iterator[Proposal]:
    """One utterance that its tellings date differently."""
    for label, group in statements[statements["utterance"] != ""].groupby("utterance"):
        rows = sorted(group.itertuples(), key=_preference)
        left_out = f" {len(rows) - MOST_SPEAKERS} tellings were not compared." if len(rows) > MOST_SPEAKERS else ""
        told = [Position(label, "", True, holder_of(r), r.scope_words, "", "", (r,)) for r in rows[:MOST_SPEAKERS]]
        for a, b in combinations(told, 2):
            if a.lead.doc_id != b.lead.doc_id and not intervals.overlap(a.lead.said, b.lead.said):
                why = f"One utterance of {_who(a, names)}, told with different dates: {a.lead.said} and {b.lead.said}."
                yield Proposal(a, b, "date", DIRECT, "one utterance, different dates", why + left_out)


# --- the table


def _table(found: Iterable[Proposal], book: Codebook) -> pd.DataFrame:
    """A row per pair of representatives: of several points the strongest, with the others named in `why`."""
    by_pair: dict[str, list[Proposal]] = defaultdict(list)
    for proposal in sorted(found, key=_rank):
        by_pair[pair_id(anchor(proposal.a.lead), anchor(proposal.b.lead))].append(proposal)
    rows = [_row(key, *proposals, book=book) for key, proposals in by_pair.items()]
    return tables.sort(tables.CONTRADICTIONS.of(rows), "on", "a", "b")


def _rank(p: Proposal) -> tuple:
    return p.strength != DIRECT, not (p.a.explicit and p.b.explicit), p.a.point, p.a.lead.id, p.b.lead.id


def _row(key: str, p: Proposal, *also: Proposal, book: Codebook) -> dict[str, str]:
    a, b = sorted((p.a, p.b), key=lambda q: (q.lead.doc_id, q.lead.id))
    pairs = (
        f"{x.id}+{y.id}"
        for x, y in product(a.statements, b.statements)
        if (x.id, y.id) != (a.lead.id, b.lead.id) and not _one_passage(x, y)
    )
    others = list(islice(pairs, MOST_INSTANCES))
    more = len(a.statements) * len(b.statements) - 1 - MOST_INSTANCES if next(pairs, None) else 0
    why = p.why + (f" Also on: {', '.join(dict.fromkeys(other.a.point for other in also))}." if also else "")
    why += f" Up to {more:,} more pairs are not listed." if more else ""
    return {
        "contradiction_id": key,
        "issue": issue_of(p.a.point, book),
        "a": a.lead.id,
        "b": b.lead.id,
        "on": p.a.point,
        "kind": p.kind,
        "strength": p.strength,
        "same_holder": "yes" if _same_holder(a, b) else "",
        "same_document": "yes" if a.lead.doc_id == b.lead.doc_id else "",
        "same_scope": "yes" if p.same_scope else "",
        "rule": p.rule,
        "why": why,
        "instances": tables.LIST.join(others),
        "status": "proposed",
    }  # fmt: skip
