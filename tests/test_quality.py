"""Floors of measured quality: what the machine reads of two coded corpora, one to one, may not fall unseen.

A floor stands a little below what was measured when it was set; a change that moves a figure above it may raise it.
"""

from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from hearsay import tables
from hearsay.analysis.agreement import pairs_of
from hearsay.analysis.voices import attributed
from hearsay.reading import open_reading
from sayso import claims, intervals
from sayso.spans import length, parse_spans, shared

ROOT = Path(__file__).resolve().parents[1]


@cache
def measured(corpus: str) -> dict[str, float]:
    """Shares, in per cent, of the machine's reading with the ledger beside it against the coding that is counted."""
    machine = open_reading(ROOT / corpus, "machine")
    agreed = open_reading(ROOT / corpus, "agreed")
    found, gold = attributed(machine.machine), attributed(agreed.statements)
    pairs = pairs_of(found, gold)
    told = [(x, y) for x, y in pairs if y["via"] or x["via"]]
    hands = [
        [v.removesuffix("?") for v in tables.items(x["via"])] == [v.removesuffix("?") for v in tables.items(y["via"])]
        for x, y in told
    ]
    dated = [(x["said"], y["said"]) for x, y in pairs if x["said"] and y["said"]]
    return {
        "precision": 100 * len(pairs) / len(found),
        "recall": 100 * len(pairs) / len(gold),
        "speaker": 100 * sum(x["actor"] == y["actor"] for x, y in pairs) / len(gold),
        "hands": 100 * sum(hands) / len(hands),
        "dates that can both be": 100 * sum(intervals.overlap(a, b) for a, b in dated) / len(dated),
    }


@pytest.mark.parametrize(
    ("corpus", "measure", "floor"),
    [
        ("seeds", "precision", 81),
        ("seeds", "recall", 73),
        ("seeds", "speaker", 54),
        ("seeds", "hands", 62),
        ("seeds", "dates that can both be", 95),
        ("tests/corpora/ferry", "precision", 90),
        ("tests/corpora/ferry", "recall", 88),
        ("tests/corpora/ferry", "speaker", 80),
        ("tests/corpora/ferry", "hands", 35),
        ("tests/corpora/ferry", "dates that can both be", 98),
    ],
)
def test_the_machine_reads_no_worse_than_it_did(corpus, measure, floor):
    assert measured(corpus)[measure] >= floor


OPPOSED = {"affirms", "denies"}


def meet(a, b):
    """Whether two passages are one: they share half of the shorter and a quarter of the longer."""
    (doc, one), (other, two) = a, b
    least = max(min(length(one), length(two)) / 2, max(length(one), length(two)) / 4)
    return doc == other and shared(one, two) >= least > 0


@cache
def proposed(corpus: str) -> dict[str, float]:
    """Shares, in per cent, of the claims and contradictions that the machine proposes bare, against the coding.

    Over pairs of passages of two documents that are coded: of those in one machine claim, how many are of one claim, and
    how many take the sides that the coding says; of those of one claim, how many are in one machine claim, as the mean
    over claims. Of the leading pairs that can be judged, how many are accepted or coded as opposed.
    """
    machine, agreed = (open_reading(ROOT / corpus, name) for name in ("machine", "agreed"))
    found = claims.propose(machine.machine.assign(stances=""), machine.masked)
    rows = [*machine.machine.itertuples(), *found.author.itertuples()]
    place = {r.id: (r.doc_id, parse_spans(r.content_spans)) for r in rows}
    coded = {r.id: (r.doc_id, parse_spans(r.content_spans)) for r in agreed.statements.itertuples()}
    ours, gold = {}, {}
    for r in found.stances.itertuples():
        ours.setdefault(r.statement_id, {})[r.proposition] = r.stance
    for r in agreed.stances.itertuples():
        for i in place:
            if r.statement_id in coded and meet(place[i], coded[r.statement_id]):
                gold.setdefault(i, {}).setdefault(r.proposition, r.stance)
    together, right, sided, agree, per = 0, 0, 0, 0, {}
    for a, b in combinations(sorted(gold), 2):
        if place[a][0] == place[b][0]:
            continue
        same, mine = sorted({*gold[a]} & {*gold[b]}), sorted({*ours.get(a, {})} & {*ours.get(b, {})})
        together, right = together + bool(mine), right + bool(mine and same)
        for claim in same:
            per.setdefault(claim, []).append(bool(mine))
        if mine and same and {gold[a][same[0]], gold[b][same[0]]} <= OPPOSED:
            sided += 1
            agree += (gold[a][same[0]] == gold[b][same[0]]) == (ours[a][mine[0]] == ours[b][mine[0]])
    pairs = agreed.contradictions[agreed.contradictions["status"] == "accepted"]
    judged = []
    for r in found.contradictions.itertuples():
        sides = [
            {r.a, r.b} <= gold.keys() and {gold[r.a].get(c), gold[r.b].get(c)} == OPPOSED for c in gold.get(r.a, ())
        ]
        listed = any(
            meet(place[r.a], coded[x]) and meet(place[r.b], coded[y])
            for p in pairs.itertuples() for x, y in ((p.a, p.b), (p.b, p.a))
        )  # fmt: skip
        if listed or {r.a, r.b} <= gold.keys():
            judged.append(listed or any(sides))
    return {
        "precision": 100 * right / together,
        "recall": 100 * sum(sum(x) / len(x) for x in per.values()) / len(per),
        "stance": 100 * agree / sided,
        "leading pairs": 100 * sum(judged) / len(judged),
    }


@pytest.mark.parametrize(
    ("corpus", "measure", "floor"),
    [
        ("tests/corpora/ferry", "precision", 66),
        ("tests/corpora/ferry", "recall", 25),
        ("tests/corpora/ferry", "stance", 81),
        ("tests/corpora/ferry", "leading pairs", 50),
        ("seeds", "precision", 50),
        ("seeds", "recall", 5),
        ("seeds", "stance", 85),
        ("seeds", "leading pairs", 50),
    ],
)
def test_claims_that_the_machine_proposes_bare_are_no_worse_than_they_were(corpus, measure, floor):
    assert proposed(corpus)[measure] >= floor
