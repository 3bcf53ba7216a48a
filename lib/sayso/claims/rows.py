"""A row of contradictions: the pair of units that leads it, and the others that it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.claims.proposals import Corpus

COLUMNS = [
    "a", "b", "on", "kind", "strength", "score", "why", "turned_by", "same_holder", "instances", "rule",
]  # fmt: skip


def row_of(
    corpus: Corpus,
    pairs: Sequence[tuple[int, int]],
    on: str,
    kind: str,
    score: float,
    why: str,
    rule: str,
    strength: str = "tension",
    turned_by: str = "",
) -> dict:
    """One row, of columns `COLUMNS` and `units`, the numbers of all its units, those of the leading pair first.

    ``pairs`` are numbers of units that stand against each other, the leading pair first; ``on`` is the key of a claim or "".
    """
    (a, b), *rest = [(corpus.units[i], corpus.units[j]) for i, j in pairs]
    return {
        "a": a.id, "b": b.id, "on": on, "kind": kind, "strength": strength, "score": f"{score:.3f}", "why": why,
        "turned_by": turned_by, "same_holder": "yes" if a.holder == b.holder else "",
        "instances": " | ".join(f"{p.id}+{q.id}" for p, q in rest), "rule": f"claims: {rule}",
        "units": [n for pair in pairs for n in pair],
    }  # fmt: skip


def has(corpus: Corpus, i: int, j: int, words: Sequence[str]) -> str:
    """Why two units whose ``words`` differ stand against each other."""
    return ", ".join(f"{corpus.units[n].doc} has “{w}”" for n, w in zip((i, j), words, strict=True))
