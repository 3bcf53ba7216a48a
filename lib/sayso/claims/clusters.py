"""Claims as groups of units: average linkage over an index of likenesses.

The likeness of two groups is the mean over all their pairs, which is the product of their summed vectors, so it is exact
though only near pairs are ever looked at.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from sayso.claims.likeness import Rows


class _Group:
    """Some rows, and the groups near them; the sum of their vectors is held only once they are several."""

    __slots__ = ("members", "near", "sums")

    def __init__(self, members: list[int], near: set[int], sums: dict[int, float] | None = None) -> None:
        self.members, self.near, self.sums = members, near, sums

    def words(self, rows: Rows) -> dict[int, float]:
        """The sum of the vectors."""
        if self.sums is not None:
            return self.sums
        cols, vals = rows.row(self.members[0])
        return dict(zip(cols.tolist(), vals.tolist(), strict=True))


def likeness(a: dict[int, float], b: dict[int, float], pairs: int) -> float:
    """The mean likeness over the pairs of two groups, from the sums of their vectors."""
    few, many = (a, b) if len(a) < len(b) else (b, a)
    return sum(x * many[c] for c, x in few.items() if c in many) / pairs


def linked(rows: Rows, pairs: Sequence[tuple[int, int, float]], cut: float) -> list[list[int]]:
    """Groups of rows whose mean likeness is at least ``cut``, from near pairs (a < b); members in order."""
    heap = [(-x, a, b) for a, b, x in pairs if x >= cut]
    groups: dict[int, _Group] = {}
    for _, a, b in heap:
        groups.setdefault(a, _Group([a], set())).near.add(b)
        groups.setdefault(b, _Group([b], set())).near.add(a)
    alone = [[i] for i in range(len(rows)) if i not in groups]
    heapq.heapify(heap)
    fresh = len(rows)
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in groups or b not in groups:
            continue
        one, other = groups.pop(a), groups.pop(b)
        more, fewer = one.words(rows), other.words(rows)
        if len(more) < len(fewer):
            more, fewer = fewer, more
        for c, x in fewer.items():
            more[c] = more.get(c, 0.0) + x
        group = _Group(one.members + other.members, (one.near | other.near) - {a, b}, more)
        groups[fresh] = group
        for k in sorted(group.near):
            near = groups[k].near
            near -= {a, b}
            near.add(fresh)
            x = likeness(more, groups[k].words(rows), len(group.members) * len(groups[k].members))
            if x >= cut:
                heapq.heappush(heap, (-x, k, fresh))
        fresh += 1
    return sorted([*alone, *(sorted(group.members) for group in groups.values())])


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
