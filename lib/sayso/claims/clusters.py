"""Claims as groups of units: average linkage over an index of likenesses.

The likeness of two groups is the mean over all their pairs, which is the product of their summed vectors, so it is exact
though only near pairs are ever looked at.
"""

import heapq
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from itertools import groupby

import numpy as np

from sayso.claims.deeds import Deed, tellers
from sayso.claims.likeness import Pairs, Rows

HALF, FEWEST = 0.5, 3  # share and number of a group's rows that tell what the group is told to tell
HOMES = 2  # groups of a row, at the most
SHARED = 0.05  # likeness to a group of what tells its deed, at the least: it shares more than the deed


def linked(rows: Rows, pairs: Pairs, cut: float) -> list[list[int]]:
    """Groups of rows whose mean likeness is at least ``cut``, from near pairs; members in order."""
    groups = _Groups(rows, pairs, cut)
    order = np.lexsort((groups.pairs.b, groups.pairs.a, -groups.pairs.x))
    given = ((-float(groups.pairs.x[n]), int(groups.pairs.a[n]), int(groups.pairs.b[n])) for n in order)
    heap: list[tuple[float, int, int]] = []  # of pairs with a group of several; those of single rows are given in order
    first = next(given, None)
    while first or heap:
        if first and (not heap or first < heap[0]):
            (_, a, b), first = first, next(given, None)
        else:
            _, a, b = heapq.heappop(heap)
        if a in groups.into or b in groups.into:
            continue
        fresh = groups.join(a, b)
        for k in sorted(groups.near[fresh]):
            x = groups.likeness(fresh, k)
            if x >= cut:
                heapq.heappush(heap, (-x, k, fresh))
    every = [[i] for i in range(len(rows))] + [sorted(members) for members in groups.members]
    return sorted(members for n, members in enumerate(every) if n not in groups.into)


class _Groups:
    """Rows, and behind them groups of several: number, members, the sum of their vectors, the groups near them.

    What a single row has is read from the rows and the pairs, so that only what has been joined takes memory.
    """

    def __init__(self, rows: Rows, pairs: Pairs, cut: float) -> None:
        self.rows = rows
        self.pairs = Pairs(*(of[pairs.x >= cut] for of in pairs))
        ends, others = np.concatenate(self.pairs[:2]), np.concatenate(self.pairs[1::-1])
        self.others = others[np.argsort(ends, kind="stable")]
        self.at = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=len(rows)))])
        self.into: dict[int, int] = {}  # of what has been joined, the group that it went into
        self.members: list[list[int]] = []
        self.sums: dict[int, dict[int, float]] = {}
        self.near: dict[int, set[int]] = {}

    def join(self, a: int, b: int) -> int:
        """Two groups as one: its number."""
        fresh = len(self.rows) + len(self.members)
        self.members.append(self._members(a) + self._members(b))
        more, fewer = self._sum(a), self._sum(b)
        if len(more) < len(fewer):
            more, fewer = fewer, more
        for c, x in fewer.items():
            more[c] = more.get(c, 0.0) + x
        near = self._near(a) | self._near(b)
        for one in (a, b):
            self.into[one] = fresh
            self.sums.pop(one, None)
            self.near.pop(one, None)
        self.sums[fresh] = more
        self.near[fresh] = {self._now(k) for k in near} - {fresh}
        return fresh

    def likeness(self, a: int, b: int) -> float:
        """The mean likeness over the pairs of two groups, from the sums of their vectors."""
        one, other = self._sum(a), self._sum(b)
        few, many = (one, other) if len(one) < len(other) else (other, one)
        pairs = len(self._members(a)) * len(self._members(b))
        return sum([x * many[c] for c, x in few.items() if c in many]) / pairs

    def _members(self, n: int) -> list[int]:
        return [n] if n < len(self.rows) else self.members[n - len(self.rows)]

    def _sum(self, n: int) -> dict[int, float]:
        if n in self.sums:
            return self.sums[n]
        cols, vals = self.rows.row(n)
        return dict(zip(cols.tolist(), vals.tolist(), strict=True))

    def _near(self, n: int) -> set[int]:
        return self.near[n] if n in self.near else set(self.others[self.at[n] : self.at[n + 1]].tolist())

    def _now(self, n: int) -> int:
        """The group that a row or group has gone into by now."""
        while n in self.into:
            n = self.into[n]
        return n


def centroid(rows: Rows, members: Sequence[int]) -> dict[int, float]:
    """The mean vector of some rows."""
    mean: dict[int, float] = {}
    for i in members:
        cols, vals = rows.row(i)
        for c, x in zip(cols.tolist(), (vals / len(members)).tolist(), strict=True):
            mean[c] = mean.get(c, 0.0) + x
    return mean


def likeness_to(rows: Rows, i: int, centre: dict[int, float]) -> float:
    """The likeness of a row with the mean of some rows."""
    cols, vals = rows.row(i)
    return sum([x * centre.get(c, 0.0) for c, x in zip(cols.tolist(), vals.tolist(), strict=True)])


def with_second(rows: Rows, groups: Sequence[Sequence[int]], pairs: Pairs, least: float) -> list[list[int]]:
    """The groups, each with the rows near it that are at least so like its mean: one group more for a row at most."""
    centres = [centroid(rows, g) for g in groups]
    home = np.full(len(rows), -1)
    for n, g in enumerate(groups):
        home[list(g)] = n
    ends, others = np.concatenate(pairs[:2]), home[np.concatenate(pairs[1::-1])]
    beside = (others >= 0) & (home[ends] != others)
    near = np.unique(np.stack([ends[beside], others[beside]], axis=1), axis=0).tolist()
    out = [list(g) for g in groups]
    for i, found in groupby(near, key=lambda pair: pair[0]):
        likeness, n = max((likeness_to(rows, i, centres[n]), -n) for _, n in found)
        if likeness >= least:
            out[-n].append(i)
    return [sorted(g) for g in out]


def deeds_of(groups: Sequence[Sequence[int]], leads: Sequence[int], told: Sequence[Set[Deed]]) -> list[list[Deed]]:
    """The deeds that each group tells: those that half of its rows tell, and the row whose words name it."""
    found = []
    for group, lead in zip(groups, leads, strict=True):
        many = Counter(deed for i in group for deed in told[i])
        found.append(sorted(deed for deed in told[lead] if many[deed] >= max(FEWEST, HALF * len(group))))
    return found


def of_one_deed(rows: Rows, groups: Sequence[Sequence[int]], deeds: Sequence[Collection[Deed]]) -> list[list[int]]:
    """The groups, those that tell one deed as one where they share more: two elections are won, two men arrested."""
    telling = tellers(deeds)
    into = list(range(len(groups)))
    for n, of in enumerate(deeds):
        centre = centroid(rows, groups[n]) if of else {}
        for m in sorted({m for deed in of for m in telling[deed] if m < n}):
            like = [likeness_to(rows, i, centre) for i in groups[m]]
            if sum(like) >= SHARED * len(like):
                into = [into[m] if k == into[n] else k for k in into]
    out: dict[int, list[int]] = {}
    for k, group in zip(into, groups, strict=True):
        out.setdefault(k, []).extend(group)
    return [sorted(out[k]) for k in sorted(out)]


def with_tellers(
    rows: Rows, groups: Sequence[Sequence[int]], deeds: Sequence[Collection[Deed]], told: Mapping[int, Set[Deed]]
) -> list[list[int]]:
    """The groups, each with the rows beside it that tell its deed and share more, where they stand in fewer groups than they may."""
    homes = Counter(i for group in groups for i in group)
    telling = tellers(deeds)
    centres = {n: centroid(rows, groups[n]) for n, of in enumerate(deeds) if of}
    out = [set(group) for group in groups]
    for i in sorted(told):
        for n in sorted({n for deed in told[i] for n in telling.get(deed, ())}):
            if i not in out[n] and homes[i] < HOMES and likeness_to(rows, i, centres[n]) >= SHARED:
                out[n].add(i)
                homes[i] += 1
    return [sorted(group) for group in out]
