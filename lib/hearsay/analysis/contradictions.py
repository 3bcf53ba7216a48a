"""Pairs of statements that contradict each other or only seem to: proposed by rules, decided by people, kept.

The machine proposes and never rules. A few general rules look at one point at a time (a proposition, a measure, one
utterance), between representatives (actor, stance, origin, scope), never at all pairs of statements; further pairs of
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
from hearsay.corpus.codebook import Codebook
from sayso import intervals

DIRECT, TENSION = "direct", "tension"
KIND_OF = {"purpose": "purpose", "causal": "causal", "characterisation": "characterisation"}
HELD = ("affirms", "denies", "qualifies")
MOST_INSTANCES = 200  # pairs listed behind one representative pair; the sentence says where there are more
MOST_SPEAKERS = 60  # representatives of one stance on one point that are compared, those with most statements


@dataclass(frozen=True)
class Position:
    """What one actor holds on one point in one scope: a representative statement and the others that say so."""

    point: str
    held: str
    explicit: bool
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
    origins: pd.DataFrame,
    book: Codebook,
    names: Mapping[str, str],
) -> pd.DataFrame:
    """The table `contradictions` as the rules propose it; status is "proposed" throughout.

    ``names`` gives the name stated for an actor's key, for the sentences in `why`.
    """
    rows = {row.id: row for row in statements.itertuples()}
    found: list[Proposal] = []
    for point, positions in _by_point(_positions(rows, stances, book)):
        found += _opposed(point, positions, book, names)
    found += _values(rows, quantities, book, names)
    found += _tellings(statements, names)
    return _table(found, origins)


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
        if row is None or stance.stance == "neutral" or stance.proposition not in book.propositions:
            continue
        limited = stance.stance == "denies" and stance.scope_words
        held = [(stance.proposition, stance.stance)] if limited else book.commitments(stance.proposition, stance.stance)
        for n, (point, holds) in enumerate(held):
            key = (point, holds, n == 0, row.actor or row.id, stance.scope_words)
            grouped.setdefault(key, []).append(row)
    return [
        Position(point, holds, explicit, scope, tuple(sorted(members, key=_preference)))
        for (point, holds, explicit, _, scope), members in sorted(grouped.items(), key=lambda item: item[0])
    ]


def _preference(row) -> tuple:
    """Which statement represents a position: attributed before own voice, plain before hedged, direct first."""
    return row.form == "author", row.certainty == "hedged", row.form != "direct", row.doc_id, row.id


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
    if a.lead.actor and a.lead.actor == b.lead.actor:
        return True
    plain = all(p.lead.certainty != "hedged" and p.lead.form != "author" for p in (a, b))
    return plain and b.held == "affirms" and a.scope != b.scope


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
        why += f" Hedged: {' and '.join(names.get(p.lead.actor, p.lead.actor) or 'unresolved' for p in hedged)}."
    why += left_out
    if a.lead.actor and a.lead.actor == b.lead.actor:
        rule = f"{rule}: one speaker against himself"
    elif a.lead.doc_id == b.lead.doc_id and "author" in (a.lead.form, b.lead.form):
        rule = f"{rule}: author's words against words reported"
    return Proposal(a, b, kind, strength, rule, why, not differences)


def _says(p: Position, book: Codebook, names: Mapping[str, str]) -> str:
    who = names.get(p.lead.actor, p.lead.actor) or "An unresolved speaker"
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
                key = value.low, value.high, value.approximate, row.actor or row.id, row.scope_words
                grouped.setdefault(key, []).append(row)
        positions = [
            Position(measure, about, True, scope, tuple(sorted(members, key=_preference)), low, high)
            for (low, high, about, _, scope), members in sorted(grouped.items(), key=lambda item: item[0])
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
    return f"{names.get(p.lead.actor, p.lead.actor) or 'an unresolved speaker'} gives {value}{'~' * (p.held == 'yes')}"


# --- tellings of one utterance


def _tellings(statements: pd.DataFrame, names: Mapping[str, str]) -> Iterator[Proposal]:
    """One utterance that its tellings date differently, give to different hands, or load differently."""
    for label, group in statements[statements["utterance"] != ""].groupby("utterance"):
        told = [Position(label, "", True, r.scope_words, (r,)) for r in sorted(group.itertuples(), key=_preference)]
        left_out = f" {len(told) - MOST_SPEAKERS} tellings were not compared." if len(told) > MOST_SPEAKERS else ""
        for a, b in combinations(told[:MOST_SPEAKERS], 2):
            if a.lead.doc_id == b.lead.doc_id:
                continue
            who = names.get(a.lead.actor, a.lead.actor) or "An unresolved speaker"
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


# --- the table


def _table(found: Iterable[Proposal], origins: pd.DataFrame) -> pd.DataFrame:
    """A row per pair of representatives: of several points the strongest, with the others named in `why`."""
    origin = {(row.proposition, row.statement_id): row.origin_id for row in origins.itertuples()}
    best: dict[str, Proposal] = {}
    also: dict[str, list[str]] = {}
    for proposal in sorted(found, key=_rank):
        key = pair_id(anchor(proposal.a.lead), anchor(proposal.b.lead))
        if key in best:
            also[key].append(proposal.a.point)
        else:
            best[key], also[key] = proposal, []
    rows = [_row(key, best[key], also[key], origin) for key in best]
    return tables.sort(tables.CONTRADICTIONS.of(rows), "on", "a", "b")


def _rank(p: Proposal) -> tuple:
    return p.strength != DIRECT, not (p.a.explicit and p.b.explicit), p.a.point, p.a.lead.id, p.b.lead.id


def _row(key: str, p: Proposal, also: list[str], origin: Mapping) -> dict[str, str]:
    a, b = sorted((p.a, p.b), key=lambda q: (q.lead.doc_id, q.lead.id))
    ends = [origin.get((p.a.point, q.lead.id), q.lead.actor or q.lead.id) for q in (a, b)]
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
        "dispute_id": dispute_id(p.a.point, *ends),
        "a": a.lead.id,
        "b": b.lead.id,
        "on": p.a.point,
        "kind": p.kind,
        "strength": p.strength,
        "same_speaker": "yes" if a.lead.actor and a.lead.actor == b.lead.actor else "",
        "same_document": "yes" if a.lead.doc_id == b.lead.doc_id else "",
        "same_scope": "yes" if p.same_scope else "",
        "rule": p.rule,
        "why": why,
        "instances": tables.LIST.join(others),
        "status": "proposed",
    }  # fmt: skip


def dispute_id(point: str, a: str, b: str) -> str:
    """One dispute: the same two origins on the same point."""
    return "d" + hashlib.sha256("\n".join((point, *sorted((a, b)))).encode()).hexdigest()[:8]


# --- the ledger


def decide(
    proposed: pd.DataFrame,
    verdicts: pd.DataFrame,
    statements: pd.DataFrame,
    coders: pd.DataFrame,
    origins: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Proposals with the verdicts that people gave, and the verdicts that were lost.

    A verdict's passages are found again by document, actor and content (intersection over union of at least .5), else
    by their words. A pair that nobody proposed is added with an empty rule. A verdict whose passage is found no more
    is returned in the second table, and changes nothing.
    """
    types = coders.set_index("by")["type"].to_dict()
    places = Places(statements)
    rows = {row["contradiction_id"]: row for row in proposed.to_dict("records")}
    pairs = {frozenset((r["a"], r["b"])): key for key, r in rows.items()}
    origin = {(row.proposition, row.statement_id): row.origin_id for row in origins.itertuples()}
    lost = []
    for n, verdict in enumerate(verdicts.to_dict("records"), 2):
        a, b = places.find(verdict, "a"), places.find(verdict, "b")
        if not a or not b or a.id == b.id:
            lost.append({"row": str(n), **verdict})
            continue
        key = pairs.get(frozenset((a.id, b.id)))
        if key is None:
            key = pair_id(anchor(a), anchor(b))
            rows.setdefault(key, _added(key, a, b, verdict, origin))
            pairs[frozenset((a.id, b.id))] = key
        rows[key] |= {
            "status": verdict["verdict"], "kind": verdict["kind"], "strength": verdict["strength"],
            "judge": verdict["judge"], "judge_type": types.get(verdict["judge"], ""), "reason": verdict["why"],
        }  # fmt: skip
    lost_table = pd.DataFrame(lost, columns=["row", *tables.VERDICTS.columns], dtype=str)
    return tables.sort(tables.CONTRADICTIONS.of(rows.values()), "on", "a", "b"), lost_table


def _added(key: str, a, b, verdict: Mapping[str, str], origin: Mapping) -> dict[str, str]:
    a, b = sorted((a, b), key=lambda r: (r.doc_id, r.id))
    shared = {s.partition(":")[0] for s in tables.items(a.stances)} & {
        s.partition(":")[0] for s in tables.items(b.stances)
    }
    point = min(shared, default="")
    ends = [origin.get((point, r.id), r.actor or r.id) for r in (a, b)]
    return dict.fromkeys(tables.CONTRADICTIONS.columns, "") | {
        "contradiction_id": key,
        "dispute_id": dispute_id(point, *ends),
        "a": a.id,
        "b": b.id,
        "on": point,
        "same_speaker": "yes" if a.actor and a.actor == b.actor else "",
        "same_document": "yes" if a.doc_id == b.doc_id else "",
        "why": verdict["why"],
    }


class Places:
    """Finds the statement that a verdict was about, after the coding has changed."""

    def __init__(self, statements: pd.DataFrame) -> None:
        self.by_doc: dict[str, list] = {}
        for row in statements.itertuples():
            self.by_doc.setdefault(row.doc_id, []).append((row, tables.parse_spans(row.content_spans)))

    def find(self, verdict: Mapping[str, str], side: str):
        """The statement of side ``a`` or ``b``, or None."""
        spans, actor = tables.parse_spans(verdict[f"{side}_spans"]), verdict[f"{side}_actor"]
        here = self.by_doc.get(verdict[f"{side}_doc_id"], [])
        scored = [(_iou(spans, s), row.actor == actor, row.id, row) for row, s in here]
        best = [x for x in scored if x[0] >= 0.5]
        if best:
            return max(best, key=lambda x: (x[1], x[0], [-ord(c) for c in x[2]]))[3]
        words = _normal(verdict[f"{side}_content"])
        same = [row for row, _ in here if words and row.actor == actor and words == _normal(row.content)]
        return same[0] if same else None


def _iou(a: tables.Spans, b: tables.Spans) -> float:
    both = tables.shared(a, b)
    return both / (tables.length(a) + tables.length(b) - both) if both else 0.0


def _normal(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))


def disputes_of(contradictions: pd.DataFrame) -> pd.DataFrame:
    """A row per dispute: its point, how many pairs, documents' ids nested, the strongest strength, its status.

    A dispute is accepted if one of its pairs is; rejected if all are; else proposed.
    """
    rows = []
    for dispute, group in contradictions.groupby("dispute_id"):
        status = "accepted" if "accepted" in set(group["status"]) else "proposed"
        status = "rejected" if set(group["status"]) == {"rejected"} else status
        counted = group[group["status"] == status]
        rows.append(
            {
                "dispute_id": dispute,
                "on": counted["on"].iloc[0],
                "pairs": len(counted),
                "kinds": tables.LIST.join(sorted(set(counted["kind"]))),
                "strength": DIRECT if DIRECT in set(counted["strength"]) else TENSION,
                "status": status,
                "contradictions": tables.LIST.join(counted["contradiction_id"]),
            }
        )
    columns = ["dispute_id", "on", "pairs", "kinds", "strength", "status", "contradictions"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(
        ["on", "strength", "pairs", "dispute_id"], ascending=[True, True, False, True], ignore_index=True
    )


def against_list(
    contradictions: pd.DataFrame, listed: pd.DataFrame, statements: pd.DataFrame, texts: Mapping[str, str]
) -> pd.DataFrame:
    """For each pair of a list made blind (a_doc, a_words, b_doc, b_words): the id of the row that holds it, or "".

    A row holds a pair when both passages share half of the shorter with its statements, or with those of an instance.
    """
    spans = {row.id: (row.doc_id, tables.parse_spans(row.content_spans)) for row in statements.itertuples()}
    pairs = [
        (*pair.split("+"), row.contradiction_id)
        for row in contradictions.itertuples()
        for pair in [f"{row.a}+{row.b}", *tables.items(row.instances)]
    ]
    found = []
    for row in listed.itertuples():
        sides = [{i for i, place in spans.items() if _holds(place, doc, words, texts)}
                 for doc, words in ((row.a_doc, row.a_words), (row.b_doc, row.b_words))]  # fmt: skip
        found.append(next((key for a, b, key in pairs if _crossed(a, b, *sides)), ""))
    return listed.assign(contradiction_id=found)


def _holds(place: tuple[str, tables.Spans], doc: str, words: str, texts: Mapping[str, str]) -> bool:
    found = re.finditer(re.escape(words), texts[doc]) if place[0] == doc and words else ()
    half = min(tables.length(place[1]), len(words)) / 2
    return any(tables.shared(place[1], [m.span()]) >= half for m in found)


def _crossed(a: str, b: str, one: set[str], other: set[str]) -> bool:
    return (a in one and b in other) or (b in one and a in other)
