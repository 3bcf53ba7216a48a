"""Floors of measured quality: what the machine reads of two coded corpora, one to one, may not fall unseen.

A floor stands a little below what was measured when it was set; a change that moves a figure above it may raise it.
"""

from functools import cache
from pathlib import Path

import pytest

from hearsay import tables
from hearsay.analysis import agreement, matching
from hearsay.analysis.voices import attributed
from hearsay.reading import open_reading
from sayso import intervals

ROOT = Path(__file__).resolve().parents[1]


@cache
def measured(corpus: str) -> dict[str, float]:
    """Shares, in per cent, of the machine's reading with the ledger beside it against the coding that is counted."""
    machine = open_reading(ROOT / corpus, "machine")
    agreed = open_reading(ROOT / corpus, "agreed")
    found, gold = attributed(machine.machine), attributed(agreed.statements)
    scores = agreement.one_to_one(found, gold).iloc[0]
    pairs = matching.pairs_of(matching.match(found, gold), found, gold)
    told = [(x, y) for x, y in pairs if y["via"] or x["via"]]
    hands = [
        [v.removesuffix("?") for v in tables.items(x["via"])] == [v.removesuffix("?") for v in tables.items(y["via"])]
        for x, y in told
    ]
    dated = [(x["said"], y["said"]) for x, y in pairs if x["said"] and y["said"]]
    return {name: 100 * float(scores[name]) for name in ("precision", "recall", "speaker")} | {
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
        ("tests/corpora/ferry", "precision", 83),
        ("tests/corpora/ferry", "recall", 85),
        ("tests/corpora/ferry", "speaker", 62),
        ("tests/corpora/ferry", "hands", 24),
        ("tests/corpora/ferry", "dates that can both be", 98),
    ],
)
def test_the_machine_reads_no_worse_than_it_did(corpus, measure, floor):
    assert measured(corpus)[measure] >= floor
