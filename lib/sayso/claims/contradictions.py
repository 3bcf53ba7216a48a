"""What contradicts what: one unit's denied stretch against what another asserts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sayso.claims.likeness import Index
from sayso.claims.polarity import FALSE, NEGATOR, VERB

if TYPE_CHECKING:
    from sayso.claims.proposals import Claim, Corpus

LEAST = 0.3
PLAIN = {VERB: 1.0, FALSE: 0.85, NEGATOR: 0.6}
ROWS = 3  # rows of one dispute
INSTANCES = 60
NEAR = 12  # affirming units looked at for each denial


def propose(corpus: Corpus, claims: Sequence[Claim]) -> list[dict]:
    """Rows of contradictions by score, each a denying and an affirming position with its best pair leading."""
    pairs = denials(corpus, claims)
    homes: dict[int, set[str]] = {}
    for claim in claims:
        for n in claim.members:
            homes.setdefault(n, set()).add(claim.key)
    return rows_of(corpus, pairs, homes)


def denials(corpus: Corpus, claims: Sequence[Claim]) -> list[tuple[float, int, int]]:
    """Pairs (score, denying unit, affirming unit)."""
    index = Index(corpus.asserted, len(corpus.space.terms))
    against = Index(corpus.denied, len(corpus.space.terms))
    found: dict[tuple[int, int], float] = {}
    for i, said in enumerate(corpus.said):
        if not said.kind:
            continue
        for j, x in index.near(corpus.denied, i, LEAST)[:NEAR * 4]:
            if j == i or corpus.units[j].sentences == corpus.units[i].sentences:
                continue
            other = corpus.said[j]
            if other.kind:
                y = float(against.likeness(corpus.denied, i, np.array([j]))[0])
                if y >= x:
                    continue
            own = float(index.likeness(corpus.asserted, i, np.array([j]))[0]) if said.asserted else 0.0
            core = said.core or said.denied.keys()
            weight = {t: corpus.space.weight[corpus.space.terms[t]] for t in core if t in corpus.space.terms}
            covered = sum(w for t, w in weight.items() if t in other.asserted) / max(1e-9, sum(weight.values()))
            score = PLAIN[said.kind] * (0.5 * x + 0.5 * covered) - 0.15 * max(0.0, own - x)
            if score >= LEAST:
                found[i, j] = score
    return sorted(((x, i, j) for (i, j), x in found.items()), key=lambda p: (-p[0], p[1], p[2]))


def rows_of(corpus: Corpus, pairs: Sequence[tuple[float, int, int]], homes: Mapping[int, set[str]]) -> list[dict]:
    """Pairs put together: one denying voice against one claim is a row, its best pair leads."""
    rows: dict[tuple, list[tuple[float, int, int]]] = {}
    for x, i, j in pairs:
        both = sorted(homes.get(i, set()) & homes.get(j, set())) or sorted(homes.get(j, ())) or [f"unit {j}"]
        rows.setdefault((both[0], corpus.units[i].holder), []).append((x, i, j))
    per: dict[str, int] = {}
    out = []
    for (on, _), members in sorted(rows.items(), key=lambda r: (-r[1][0][0], r[0])):
        per[on] = per.get(on, 0) + 1
        if per[on] > ROWS:
            continue
        x, i, j = members[0]
        score = x * 0.9 ** (per[on] - 1)
        a, b = corpus.units[i], corpus.units[j]
        out.append(
            {
                "a": a.id, "b": b.id, "on": "" if on.startswith("unit ") else on, "kind": "denial",
                "strength": "direct" if corpus.said[i].kind != NEGATOR else "tension",
                "score": f"{min(1.0, score):.3f}",
                "why": f"{a.doc} denies what {b.doc} asserts: “{corpus.said[i].turned_by}”",
                "same_holder": "yes" if a.holder == b.holder else "",
                "same_document": "yes" if a.doc == b.doc else "",
                "instances": " | ".join(f"{corpus.units[p].id}+{corpus.units[q].id}" for _, p, q in members[1:INSTANCES]),
                "rule": f"claims: {corpus.said[i].kind}",
                "units": [n for _, p, q in members[:INSTANCES] for n in (p, q)],
            }
        )  # fmt: skip
    return sorted(out, key=lambda r: (-float(r["score"]), r["a"], r["b"]))
