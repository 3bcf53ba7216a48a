"""Pairs of statements that contradict each other or only seem to: proposed by rules, decided by people, kept.

The machine proposes and never rules. A few general rules look at one point at a time (a proposition, a measure, one
utterance), between representatives (holder, stance, scope), never at all pairs of statements; further pairs of
the same two representatives are listed as instances. A pair is `direct` if both cannot hold as stated, else a tension.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations, islice, product
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from hearsay import tables
from hearsay.analysis.voices import OWN_VOICE, RELAY, holder_name, holder_of
from hearsay.corpus.codebook import Codebook
from sayso import intervals

DIRECT, TENSION = "direct", "tension"
ACCEPTED = "accepted"
HELD = ("affirms", "denies", "qualifies")  # stances that are no neutral ones, in the order of columns and pages
KINDS = ("purpose", "causal", "characterisation")  # of a proposition that are the kind of its contradictions
MOST_INSTANCES = 200  # pairs listed behind one representative pair
MOST_POSITIONS = 120  # on one point that are compared, those with most statements


class Position(NamedTuple):
    """What one holder holds on one point in one scope: a representative statement and the others that say so.

    ``held`` is affirms or denies, the value of a measure in words, between ``low`` and ``high``, or the day of an utterance.
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
        """The statement that represents it: a row of `statements`."""
        return self.statements[0]


def propose(
    statements: pd.DataFrame, stances: pd.DataFrame, quantities: pd.DataFrame, book: Codebook, names: Mapping[str, str]
) -> pd.DataFrame:
    """The table `contradictions` as the rules propose it; status is "proposed" throughout.

    ``names`` gives the name stated for an actor's key, for the sentences in `why`. Of several points on which two
    statements are set against each other the one that pulls most has the row.
    """
    rows = {row.id: row for row in statements[statements["form"] != RELAY].itertuples()}
    held = [*_stances(rows, stances, book), *_values(rows, quantities), *_tellings(rows)]
    found = []
    for positions in _by_point(held):
        for a, b in combinations(positions, 2):
            against = None if _one_passage(a.lead, b.lead) else _against(a, b, book, names)
            if against:
                kind, rule, told = against
                limits = list(_limits(a, b, names))
                rank = TENSION if limits else DIRECT, rule == "implied", a.point, a.lead.id, b.lead.id
                found.append((rank, a, b, kind, rule, " ".join([told, *limits])))
    table: dict[str, dict[str, str]] = {}
    for (strength, *_), a, b, kind, rule, why in sorted(found, key=itemgetter(0)):
        key = pair_id(place_key(a.lead), place_key(b.lead))
        if key not in table:
            table[key] = _row(a, b, book) | {"contradiction_id": key, "kind": kind, "strength": strength}
            table[key] |= {"rule": rule, "why": why, "status": "proposed"}
    return tables.sort(tables.CONTRADICTIONS.of(table.values()), "on", "a", "b")


def _row(a: Position, b: Position, book: Codebook) -> dict[str, str]:
    """What a row of `contradictions` says of its two statements and those that say the same."""
    a, b = sorted((a, b), key=lambda p: (p.lead.doc_id, p.lead.id))
    others = islice(product(a.statements, b.statements), 1, None)  # without the two that lead
    pairs = (f"{x.id}+{y.id}" for x, y in others if not _one_passage(x, y))
    return {
        "issue": issue_of(a.point, book),
        "a": a.lead.id,
        "b": b.lead.id,
        "on": a.point,
        "same_holder": "yes" if a.holder and a.holder == b.holder else "",
        "instances": tables.LIST.join(islice(pairs, MOST_INSTANCES)),
    }


def counted(contradictions: pd.DataFrame) -> pd.DataFrame:
    """The pairs that count: those that no judge rejected."""
    return contradictions[contradictions["status"] != "rejected"]


def issue_of(point: str, book: Codebook) -> str:
    """The issue that a claim or measure belongs to by the codebook; else its own, as of an utterance."""
    known = book.propositions.get(point) or book.measures.get(point) or {}
    return known.get("issue") or point


def held_by(stances: pd.DataFrame) -> dict[str, dict[str, str]]:
    """By statement its stance on each claim; of several on one claim the last."""
    found: dict[str, dict[str, str]] = {}
    for row in stances.itertuples():
        found.setdefault(row.statement_id, {})[row.proposition] = row.stance
    return found


def place_key(row) -> str:
    """Where a statement stands, as one string."""
    return f"{row.doc_id}:{row.content_spans}"


def pair_id(a: str, b: str) -> str:
    """Hash of two anchors in either order."""
    return "c" + hashlib.sha256("\n".join(sorted((a, b))).encode()).hexdigest()[:10]


# --- positions


def _by_point(held: Iterable[tuple]) -> Iterator[list[Position]]:
    """The positions on each point, those with most statements first, from a position's fields and a statement each.

    Nobody knows whether two speakers who are not resolved are one, so each has a position of his own.
    """
    same = tables.grouped(((*fields, fields[3] or row.id), row) for *fields, row in held)
    every = (Position(*fields, tuple(sorted(rows, key=_preference))) for (*fields, _), rows in same.items())
    for _, positions in sorted(tables.grouped((position.point, position) for position in every).items()):
        positions.sort(key=lambda p: (-len(p.statements), p.held, _preference(p.lead)))
        yield positions[:MOST_POSITIONS]


def _preference(row) -> tuple:
    """Which statement represents a position: attributed before own voice, plain before hedged, direct first."""
    return row.form == OWN_VOICE, row.certainty == "hedged", row.form != "direct", row.doc_id, row.id


def _stances(rows: Mapping, stances: pd.DataFrame, book: Codebook) -> Iterator[tuple]:
    """What statements hold on propositions, explicit and implied. A denial within a scope commits to nothing beyond itself."""
    known = stances["statement_id"].isin(rows) & stances["proposition"].isin(book.propositions)
    for stance in stances[known & (stances["stance"] != "neutral")].itertuples():
        limited = stance.stance == "denies" and stance.scope_words
        held = book.commitments(stance.proposition, stance.stance)
        for n, (point, holds) in enumerate(held[:1] if limited else held):
            yield point, holds, n == 0, stance.holder, stance.scope_words, "", "", rows[stance.statement_id]


def _values(rows: Mapping, quantities: pd.DataFrame) -> Iterator[tuple]:
    """The values that statements give of measures."""
    for q in quantities[quantities["statement_id"].isin(rows)].itertuples():
        row = rows[q.statement_id]
        yield q.measure, value_of(q), True, holder_of(row), row.scope_words, q.low, q.high, row


def _tellings(rows: Mapping) -> Iterator[tuple]:
    """When statements that tell one utterance say that it was made, each by itself."""
    for row in rows.values():
        if row.utterance and row.said:
            yield row.utterance, row.said, True, holder_of(row), row.scope_words, row.id, "", row


# --- what stands against what


def _against(a: Position, b: Position, book: Codebook, names: Mapping[str, str]) -> tuple[str, str, str] | None:
    """Of which kind two positions on one point exclude each other, by which rule, and told in a sentence.

    A qualification affirms in part: set against plain words it was a contradiction in the eyes of judges once in ten times,
    so no rule proposes that.
    """
    if {a.held, b.held} == {"affirms", "denies"}:
        kind = book.propositions[a.point].get("kind")
        rule = "opposed stances" if a.explicit and b.explicit else "implied"
        told = (
            f"{_who(p, names)} {p.held}{' (by implication)' * (not p.explicit)} “{book.label(p.point)}”"
            for p in sorted((a, b), key=lambda p: p.held)
        )
        return (kind if kind in KINDS else "denial", rule, f"{'; '.join(told)}.") if a.explicit or b.explicit else None
    if a.point in book.measures:
        dates = book.measures[a.point]["unit"] == "date"
        told = f"{book.label(a.point)}: {'; '.join(f'{_who(p, names)} gives {p.held}' for p in (a, b))}."
        meet = intervals.overlap(a.low, b.low) if dates else _numbers_meet(a, b)
        return None if meet else ("date" if dates else "numeric", "disjoint values", told)
    if a.point in book.propositions or a.lead.doc_id == b.lead.doc_id or intervals.overlap(a.held, b.held):
        return None
    told = f"One utterance of {_who(a, names)}, told with different dates: {a.held} and {b.held}."
    return "date", "one utterance, different dates", told


def value_of(quantity) -> str:
    """A row of `quantities` in a few signs: 2, 2..3, 5~."""
    low, high = quantity.low, quantity.high
    return (low if low == high else f"{low}..{high}") + "~" * bool(quantity.approximate)


def _numbers_meet(a: Position, b: Position) -> bool:
    """Whether two values that are numbers may be one."""
    lows, highs = zip(_range(a), _range(b), strict=True)
    return max(lows) <= min(highs)


def _range(p: Position) -> tuple[float, float]:
    """Bounds of a value; ~ allows a tenth either way."""
    low, high = float(p.low or "-inf"), float(p.high or "inf")
    return (low * 0.9, high * 1.1) if p.held.endswith("~") else (low, high)


def _limits(a: Position, b: Position, names: Mapping[str, str]) -> Iterator[str]:
    """What keeps two positions apart, so that both may hold: a period, unless one is silent on it; a scope; a hedge."""
    apart = []
    if a.lead.event and b.lead.event and not intervals.overlap(a.lead.event, b.lead.event):
        apart.append(f"{a.lead.event} and {b.lead.event}")
    if (a.scope or b.scope) and not (_stems(a.scope) & _stems(b.scope)):
        apart.append(" and ".join(f"“{s}”" if s else "no limit stated" for s in (a.scope, b.scope)))
    if apart:
        yield f"Scopes differ: {'; '.join(apart)}."
    if hedged := [_who(p, names) for p in (a, b) if p.lead.certainty == "hedged"]:
        yield f"Hedged: {' and '.join(hedged)}."


def _one_passage(a, b) -> bool:
    """Is it one statement, or does one passage hold the other?"""
    spans = (_spans(row.content_spans) for row in (a, b))
    return a.doc_id == b.doc_id and (a.id == b.id or tables.shared(*spans) > 0)


@lru_cache(maxsize=1 << 16)
def _spans(cell: str) -> tables.Spans:
    return tables.parse_spans(cell)


def _stems(words: str) -> set[str]:
    return {w.lower()[:5] for w in re.findall(r"\w{4,}", words)}


def _who(p: Position, names: Mapping[str, str]) -> str:
    """The holder, and of an ascription whose aim or view it is said to be."""
    of = p.lead.actor if p.lead.actor != p.holder else ""
    return holder_name(p.lead, names) + (f" (of {names.get(of, of)})" if of else "")


# --- verdicts, found again after the coding has changed, and laid over what the rules propose


def decide(
    proposed: pd.DataFrame, verdicts: pd.DataFrame, statements: pd.DataFrame, coders: pd.DataFrame, book: Codebook
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Proposals with the verdicts that people gave, and the verdicts that were lost.

    A verdict's passages are found again by document, actor and content (intersection over union of at least .5), else
    by their words. A pair that nobody proposed is added with an empty rule. A verdict whose passage is found no more
    is returned in the second table, and changes nothing. A pair with a row of its own is an instance of no other, and
    what a verdict moves to another claim has no instances: they were found on the claim before.
    """
    types = coders.set_index("by")["type"].to_dict()
    judged = statements[statements["doc_id"].isin({*verdicts["a_doc_id"], *verdicts["b_doc_id"]})]
    here = {str(doc): list(rows.itertuples()) for doc, rows in judged.groupby("doc_id")}
    rows = {row["contradiction_id"]: row for row in proposed.to_dict("records")}
    pairs = {frozenset((r["a"], r["b"])): key for key, r in rows.items()}
    lost = []
    for n, verdict in enumerate(verdicts.to_dict("records"), 2):
        a, b = find(here, verdict, "a"), find(here, verdict, "b")
        if not a or not b or a.id == b.id:
            lost.append({"row": str(n), **verdict})
            continue
        key = pairs.setdefault(frozenset((a.id, b.id)), pair_id(place_key(a), place_key(b)))
        row = rows.setdefault(key, _added(key, a, b, verdict["why"], book))
        if verdict["on"] not in ("", row["on"]):
            row |= {"instances": "", "on": verdict["on"], "issue": issue_of(verdict["on"], book)}
        row |= {column: verdict[column] for column in ("kind", "strength", "judge")}
        row |= {"judge_type": types.get(verdict["judge"], ""), "status": verdict["verdict"], "reason": verdict["why"]}
    for row in rows.values():
        kept = [pair for pair in tables.items(row["instances"]) if frozenset(pair.split("+")) not in pairs]
        row["instances"] = tables.LIST.join(kept)
    lost_table = pd.DataFrame(lost, columns=["row", *tables.VERDICTS.columns], dtype=str)
    return tables.sort(tables.CONTRADICTIONS.of(rows.values()), "on", "a", "b"), lost_table


def _added(key: str, a, b, why: str, book: Codebook) -> dict[str, str]:
    """A row of contradictions for a pair that no rule proposed."""
    one, other = ({s.partition(":")[0] for s in tables.items(r.stances)} for r in (a, b))
    on = min(one & other, default="")
    issues = {issue_of(claim, book) for claim in one} & {issue_of(claim, book) for claim in other}
    alone = (Position(on, "", True, holder_of(row), row.scope_words, "", "", (row,)) for row in (a, b))
    row = dict.fromkeys(tables.CONTRADICTIONS.columns, "") | _row(*alone, book)
    row["issue"] = issue_of(on, book) if on else min(issues, default=key)
    return row | {"contradiction_id": key, "why": why}


def find(statements: Mapping[str, list], verdict: Mapping[str, str], side: str):
    """The statement that side ``a`` or ``b`` of a verdict was about, of those by document; None where there is none."""
    spans, actor = tables.parse_spans(verdict[f"{side}_spans"]), verdict[f"{side}_actor"]
    here = statements.get(verdict[f"{side}_doc_id"], [])
    scored = ((_iou(spans, tables.parse_spans(row.content_spans)), row) for row in here)
    if best := [(row.actor != actor, -iou, row.id, row) for iou, row in scored if iou >= 0.5]:
        return min(best)[-1]
    words = wording(verdict[f"{side}_content"])
    return next((row for row in here if words and row.actor == actor and words == wording(row.content)), None)


def _iou(a: tables.Spans, b: tables.Spans) -> float:
    both = tables.shared(a, b)
    return both / (tables.length(a) + tables.length(b) - both) if both else 0.0


def wording(words: str) -> str:
    """The words of a statement alone, by which two of one speaker may be one utterance."""
    return " ".join(re.findall(r"\w+", words.lower()))
