"""Pairs of statements that contradict each other or only seem to: proposed by rules, decided by people, kept.

The machine proposes and never rules. A few general rules look at one point at a time (a proposition, a measure, one
utterance), between representatives (holder, stance, scope), never at all pairs of statements; further pairs of
the same two representatives are listed as instances. A pair is `direct` if both cannot hold as stated, else a tension.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, groupby, islice

import pandas as pd

from hearsay import tables
from hearsay.analysis.changes import stated_changes
from hearsay.analysis.voices import OWN_VOICE, RELAY, holder_of
from hearsay.corpus.codebook import Codebook
from sayso import intervals

DIRECT, TENSION = "direct", "tension"
KIND_OF = {"purpose": "purpose", "causal": "causal", "characterisation": "characterisation"}
HELD = ("affirms", "denies", "qualifies")
MOST_INSTANCES = 200  # pairs listed behind one representative pair; the sentence says where there are more
MOST_SPEAKERS = 60  # representatives of one stance on one point that are compared, those with most statements


@dataclass(frozen=True)
class Position:
    """What one holder holds on one point in one scope: a representative statement and the others that say so."""

    point: str
    held: str
    explicit: bool
    holder: str
    scope: str
    statements: tuple
    low: str = ""
    high: str = ""

    @property
    def lead(self):
        return self.statements[0]


@dataclass(frozen=True)
class Proposal:
    """Two positions that pull against each other, and the rule that says so."""

    a: Position
    b: Position
    kind: str
    strength: str
    rule: str
    why: str
    same_scope: bool
    instances: list[tuple] = field(default_factory=list)


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
    found: list[Proposal] = []
    for point, positions in _by_point(_positions(rows, stances, book)):
        found += _opposed(point, positions, book, names)
    found += _values(rows, quantities, book, names)
    found += _tellings(statements, names)
    found += _changes(statements, stances, book, names)
    return _table(found, book)


def counted(contradictions: pd.DataFrame) -> pd.DataFrame:
    """The pairs that count: those that no judge rejected."""
    return contradictions[contradictions["status"] != "rejected"]


def issue_of(point: str, book: Codebook) -> str:
    """The issue that a claim or measure belongs to by the codebook; else its own, as of an utterance."""
    known = book.propositions.get(point) or book.measures.get(point) or {}
    return known.get("issue") or point


def propositions_opposed(a: str, b: str) -> bool:
    """Does one affirm what the other denies?"""
    return {a, b} == {"affirms", "denies"}


def anchor(row) -> str:
    """Where a statement stands, as one string."""
    return f"{row.doc_id}:{row.content_spans}"


def pair_id(a: str, b: str) -> str:
    """Hash of two anchors in either order."""
    return "c" + hashlib.sha256("\n".join(sorted((a, b))).encode()).hexdigest()[:10]


# --- positions on propositions


def _positions(rows: Mapping, stances: pd.DataFrame, book: Codebook) -> list[Position]:
    """Explicit and implied positions. A denial within a scope commits to nothing beyond itself."""
    grouped: dict[tuple, list] = {}
    for stance in stances.itertuples():
        row = rows.get(stance.statement_id)
        if (
            row is None
            or row.form == RELAY
            or stance.stance == "neutral"
            or stance.proposition not in book.propositions
        ):
            continue
        limited = stance.stance == "denies" and stance.scope_words
        held = [(stance.proposition, stance.stance)] if limited else book.commitments(stance.proposition, stance.stance)
        for n, (point, holds) in enumerate(held):
            key = (point, holds, n == 0, stance.holder, stance.holder or row.id, stance.scope_words)
            grouped.setdefault(key, []).append(row)
    return [
        Position(point, holds, explicit, holder, scope, tuple(sorted(members, key=_preference)))
        for (point, holds, explicit, holder, _, scope), members in sorted(grouped.items(), key=lambda item: item[0])
    ]


def _preference(row) -> tuple:
    """Which statement represents a position: attributed before own voice, plain before hedged, direct first."""
    return row.form == OWN_VOICE, row.certainty == "hedged", row.form != "direct", row.doc_id, row.id


def _by_point(positions: list[Position]) -> Iterator[tuple[str, list[Position]]]:
    for point, group in groupby(positions, key=lambda p: p.point):
        yield point, list(group)


def _heaviest(positions: Iterable[Position]) -> tuple[list[Position], str]:
    """The positions that are compared, those with most statements first, and a sentence where others are not."""
    ranked = sorted(positions, key=lambda p: (-len(p.statements), p.lead.doc_id, p.lead.id))
    left = len(ranked) - MOST_SPEAKERS
    return ranked[:MOST_SPEAKERS], f" {left:,} positions with fewer statements were not compared." if left > 0 else ""


def _opposed(point: str, positions: Sequence[Position], book: Codebook, names: Mapping[str, str]) -> Iterator[Proposal]:
    """Opposed stances on one proposition, at least one of them explicit, and limits set against unlimited words."""
    by_held = {held: _heaviest(p for p in positions if p.held == held) for held in HELD}
    kind = KIND_OF.get(book.propositions[point]["kind"], "denial")
    for one, other in (("affirms", "denies"), ("qualifies", "affirms"), ("qualifies", "denies")):
        (some, few), (others, fewer) = by_held[one], by_held[other]
        for a in some:
            for b in others:
                if _pulls(a, b) and not _one_passage(a.lead, b.lead):
                    rule = "opposed stances" if a.explicit and b.explicit else "implied"
                    rule = rule if one == "affirms" else "limited"
                    yield _proposal(a, b, kind, rule, book, names, few or fewer)


def _pulls(a: Position, b: Position) -> bool:
    """Do two positions on a point pull against each other?

    What is affirmed and denied does. A qualification affirms in part: it pulls only against plain, attributed words
    without its limit, or against what the same speaker says without it.
    """
    if a.held != "qualifies":
        return a.explicit or b.explicit
    if not (a.explicit and b.explicit):
        return False
    if _same_holder(a, b):
        return True
    plain = all(p.lead.certainty != "hedged" and p.lead.form != OWN_VOICE for p in (a, b))
    return plain and b.held == "affirms" and a.scope != b.scope


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
    a: Position, b: Position, kind: str, rule: str, book: Codebook, names: Mapping[str, str], left_out: str
) -> Proposal:
    differences = list(_scope_differences(a, b))
    hedged = [p for p in (a, b) if p.lead.certainty == "hedged"]
    opposed = propositions_opposed(a.held, b.held)
    strength = DIRECT if opposed and not differences and not hedged else TENSION
    why = f"{_says(a, book, names)}; {_says(b, book, names)}."
    if differences:
        why += f" Scopes differ: {'; '.join(differences)}."
    if hedged:
        why += f" Hedged: {' and '.join(_who(p, names, 'unresolved') for p in hedged)}."
    why += left_out
    if _same_holder(a, b):
        rule = f"{rule}: one holder on both sides"
    elif a.lead.doc_id == b.lead.doc_id and OWN_VOICE in (a.lead.form, b.lead.form):
        rule = f"{rule}: author's words against words reported"
    return Proposal(a, b, kind, strength, rule, why, not differences)


def _who(p: Position, names: Mapping[str, str], unresolved: str = "An unresolved speaker") -> str:
    """The holder, and of an ascription whose aim or view it is said to be."""
    who = names.get(p.holder, p.holder) or unresolved
    of = p.lead.actor if p.lead.actor != p.holder else ""
    return f"{who} (of {names.get(of, of)})" if of else who


def _says(p: Position, book: Codebook, names: Mapping[str, str]) -> str:
    who = _who(p, names)
    implied = "" if p.explicit else " (by implication)"
    return f"{who} {p.held}{implied} “{book.label(p.point)}”"


def _scope_differences(a: Position, b: Position) -> Iterator[str]:
    """In what period or scope words two positions differ; nothing where either is silent on the period."""
    if a.lead.event and b.lead.event and not intervals.overlap(a.lead.event, b.lead.event):
        yield f"{a.lead.event} and {b.lead.event}"
    one, two = a.scope or "", b.scope or ""
    if (one or two) and not (_stems(one) & _stems(two)):
        yield " and ".join(f"“{s}”" if s else "no limit stated" for s in (one, two))


def _stems(words: str) -> set[str]:
    return {w.lower()[:5] for w in re.findall(r"\w{4,}", words)}


# --- values of measures


def _values(rows: Mapping, quantities: pd.DataFrame, book: Codebook, names: Mapping[str, str]) -> Iterator[Proposal]:
    """Values of one measure that exclude each other."""
    for measure, group in quantities.groupby("measure"):
        unit = book.measures[measure]["unit"]
        grouped: dict[tuple, list] = {}
        for value in group.itertuples():
            if value.statement_id in rows:
                row = rows[value.statement_id]
                holder = holder_of(row)
                key = value.low, value.high, value.approximate, holder, holder or row.id, row.scope_words
                grouped.setdefault(key, []).append(row)
        positions = [
            Position(measure, about, True, holder, scope, tuple(sorted(members, key=_preference)), low, high)
            for (low, high, about, holder, _, scope), members in sorted(grouped.items(), key=lambda item: item[0])
        ]
        compared, left_out = _heaviest(positions)
        for a, b in combinations(compared, 2):
            if not _compatible(a, b, unit) and not _one_passage(a.lead, b.lead):
                kind = "date" if unit == "date" else "numeric"
                differences = list(_scope_differences(a, b))
                rough = a.lead.certainty == "hedged" or b.lead.certainty == "hedged"
                why = f"{book.label(measure)}: {_gives(a, names)}; {_gives(b, names)}."
                why += f" Scopes differ: {'; '.join(differences)}." if differences else ""
                why += left_out
                strength = TENSION if differences or rough else DIRECT
                yield Proposal(a, b, kind, strength, "disjoint values", why, not differences)


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
    """One utterance that its tellings date differently, give to different hands, or load differently."""
    for label, group in statements[statements["utterance"] != ""].groupby("utterance"):
        rows = sorted(group.itertuples(), key=_preference)
        told = [Position(label, "", True, holder_of(r), r.scope_words, (r,)) for r in rows]
        left_out = f" {len(told) - MOST_SPEAKERS} tellings were not compared." if len(told) > MOST_SPEAKERS else ""
        for a, b in combinations(told[:MOST_SPEAKERS], 2):
            if a.lead.doc_id == b.lead.doc_id:
                continue
            who = _who(a, names)
            for kind, strength, rule, one, two in _telling_differences(a.lead, b.lead):
                why = f"One utterance of {who}, told with {rule}: {one or 'none'} and {two or 'none'}.{left_out}"
                yield Proposal(a, b, kind, strength, f"one utterance, {rule}", why, True)
                break


def _telling_differences(a, b) -> Iterator[tuple[str, str, str, str, str]]:
    if not intervals.overlap(a.said, b.said):
        yield "date", DIRECT, "different dates", a.said, b.said
    if (
        (hands := {a.via, b.via})
        and len(hands) == 2
        and all(hands)
        and not set(tables.items(a.via)) & set(tables.items(b.via))
    ):
        yield "identity", TENSION, "different hands", a.via, b.via
    if bool(a.distance) != bool(b.distance):
        yield "characterisation", TENSION, "different distance", a.distance, b.distance


# --- changes that a document states


def _changes(
    statements: pd.DataFrame, stances: pd.DataFrame, book: Codebook, names: Mapping[str, str]
) -> Iterator[Proposal]:
    """A change of position that a document itself tells ("had long denied", "no longer denies")."""
    rows = {row.id: row for row in statements.itertuples()}
    for change in stated_changes(statements, stances).itertuples():
        kind = KIND_OF.get(book.propositions.get(change.proposition, {}).get("kind", ""), "denial")
        a, b = (
            Position(change.proposition, held, True, change.holder, rows[i].scope_words, (rows[i],))
            for held, i in (("affirms", change.affirms), ("denies", change.denies))
        )
        why = f"{_says(a, book, names)}; {_says(b, book, names)}. The document tells of a change: “{change.words}”."
        yield Proposal(a, b, kind, TENSION, "a change that the document states", why, True)


# --- the table


def _table(found: Iterable[Proposal], book: Codebook) -> pd.DataFrame:
    """A row per pair of representatives: of several points the strongest, with the others named in `why`."""
    best: dict[str, Proposal] = {}
    also: dict[str, list[str]] = {}
    for proposal in sorted(found, key=_rank):
        key = pair_id(anchor(proposal.a.lead), anchor(proposal.b.lead))
        if key in best:
            also[key].append(proposal.a.point)
        else:
            best[key], also[key] = proposal, []
    rows = [_row(key, best[key], also[key], book) for key in best]
    return tables.sort(tables.CONTRADICTIONS.of(rows), "on", "a", "b")


def _rank(p: Proposal) -> tuple:
    return p.strength != DIRECT, not (p.a.explicit and p.b.explicit), p.a.point, p.a.lead.id, p.b.lead.id


def _row(key: str, p: Proposal, also: list[str], book: Codebook) -> dict[str, str]:
    a, b = sorted((p.a, p.b), key=lambda q: (q.lead.doc_id, q.lead.id))
    pairs = (
        f"{x.id}+{y.id}"
        for x in a.statements
        for y in b.statements
        if (x.id, y.id) != (a.lead.id, b.lead.id) and not _one_passage(x, y)
    )
    others = list(islice(pairs, MOST_INSTANCES))
    more = len(a.statements) * len(b.statements) - 1 - MOST_INSTANCES if next(pairs, None) else 0
    why = p.why + (f" Also on: {', '.join(dict.fromkeys(also))}." if also else "")
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
