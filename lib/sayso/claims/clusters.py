"""Claims as groups of units: average linkage over an index of likenesses.

The likeness of two groups is the mean over all their pairs, which is the product of their summed vectors, so it is exact
though only near pairs are ever looked at.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from sayso.claims.likeness import Rows


class _Group:
    __slots__ = ("members", "near", "words")

    def __init__(self, i: int, rows: Rows) -> None:
        cols, vals = rows.row(i)
        self.members = [i]
        self.words = dict(zip(cols.tolist(), vals.tolist(), strict=True))
        self.near: set[int] = set()


def likeness(a: _Group, b: _Group) -> float:
    """The mean likeness over the pairs of two groups."""
    few, many = (a.words, b.words) if len(a.words) < len(b.words) else (b.words, a.words)
    return sum(x * many[c] for c, x in few.items() if c in many) / (len(a.members) * len(b.members))


def linked(rows: Rows, pairs: Sequence[tuple[int, int, float]], cut: float) -> list[list[int]]:
    """Groups of rows whose mean likeness is at least ``cut``, from near pairs (a < b); members in order."""
    groups = {i: _Group(i, rows) for i in range(len(rows))}
    heap = [(-x, a, b) for a, b, x in pairs if x >= cut]
    for _, a, b in heap:
        groups[a].near.add(b)
        groups[b].near.add(a)
    heapq.heapify(heap)
    fresh = len(rows)
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in groups or b not in groups:
            continue
        one, other = groups.pop(a), groups.pop(b)
        if len(one.words) < len(other.words):
            one, other = other, one
        for c, x in other.words.items():
            one.words[c] = one.words.get(c, 0.0) + x
        one.members += other.members
        one.near = (one.near | other.near) - {a, b}
        groups[fresh] = one
        for k in sorted(one.near):
            near = groups[k].near
            near -= {a, b}
            near.add(fresh)
            if (x := likeness(one, groups[k])) >= cut:
                heapq.heappush(heap, (-x, k, fresh))
        fresh += 1
    return sorted(sorted(g.members) for g in groups.values())


def centroid(rows: Rows, members: Sequence[int]) -> dict[int, float]:
    """The mean vector of some rows."""
    mean: dict[int, float] = {}
    for i in members:
        for c, x in zip(*(v.tolist() for v in rows.row(i)), strict=True):
            mean[c] = mean.get(c, 0.0) + x / len(members)
    return mean


def likeness_to(rows: Rows, i: int, centre: dict[int, float]) -> float:
    """The likeness of a row with the mean of some rows."""
    cols, vals = rows.row(i)
    return sum(x * centre.get(c, 0.0) for c, x in zip(cols.tolist(), vals.tolist(), strict=True))


def with_second(
    rows: Rows, groups: Sequence[Sequence[int]], pairs: Sequence[tuple[int, int, float]], least: float
) -> list[list[int]]:
    """The groups, each with the rows near it that are at least so like its mean: one group more for a row at most."""
    centres = [centroid(rows, g) for g in groups]
    home = {i: n for n, g in enumerate(groups) for i in g}
    beside: dict[int, set[int]] = {}
    for a, b, _ in pairs:
        for i, j in ((a, b), (b, a)):
            if j in home and home.get(i) != home[j]:
                beside.setdefault(i, set()).add(home[j])
    out = [list(g) for g in groups]
    for i in sorted(beside):
        likeness, n = max((likeness_to(rows, i, centres[n]), -n) for n in beside[i])
        if likeness >= least:
            out[-n].append(i)
    return [sorted(g) for g in out]
