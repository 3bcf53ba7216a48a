"""A time axis that is cut where nothing is dated and widened where much is: days to inches, in labelled pieces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from hearsay.show.rows import MONTH
from hearsay.show.words import days_open
from sayso import intervals

PIECES = 5  # at most; gaps are widened until there are no more
SHORT = 40  # days that are never cut
CUT, MARGIN = 0.2, 0.22  # inches of a cut, and of the room for arrows at either end


@dataclass(frozen=True)
class Piece:
    """A stretch of days drawn without a cut, and how much is dated in it."""

    first: date
    last: date
    marks: int


@dataclass(frozen=True)
class Scale:
    """Days as places in inches: linear within a piece, squeezed between two."""

    pieces: tuple[Piece, ...]
    places: tuple[tuple[float, float], ...]
    start: float
    end: float

    def __call__(self, day: date) -> float:
        """The place of the first hour of a day; beyond the axis, its end."""
        days = [self.pieces[0].first.toordinal() - 3650]
        places = [self.start]
        for piece, (left, right) in zip(self.pieces, self.places, strict=True):
            days += [piece.first.toordinal(), piece.last.toordinal() + 1]
            places += [left, right]
        return float(np.interp(day.toordinal(), [*days, days[-1] + 3650], [*places, self.end]))

    def span(self, edtf: str) -> tuple[float, float]:
        """The places of a date's first and last hour; short of an end of the axis where it is open or leads beyond."""
        first, last = intervals.bounds(edtf)
        left = self.start if first is None else self(first)
        right = self.end if last is None else self(last + timedelta(days=1))
        return max(self.start + 0.05, left), min(self.end - 0.05, right)

    def beyond(self, day: date | None) -> bool:
        """Does a bound lie outside the days drawn, or is it open?"""
        return day is None or day < self.pieces[0].first or day > self.pieces[-1].last


def narrow(said: str) -> bool:
    """Is it dated to within a month?"""
    days = days_open(said)
    return days is not None and days <= MONTH


def pieces(said: Iterable[str]) -> list[Piece]:
    """Stretches of days in which something is dated to within a month; cut where nothing is for long.

    >>> [str(p.first) for p in pieces(["2015-12-24", "2015-12-26", "2016-12-20", "2010/2016"])]
    ['2015-12-24', '2016-12-20']
    """
    bounds = [intervals.bounds(s) for s in said if narrow(s)]
    dated = sorted((first + (last - first) / 2, first, last) for first, last in bounds if first and last)
    if not dated:
        return []
    gap = 10 if (dated[-1][0] - dated[0][0]).days > SHORT else SHORT
    while len(groups := _parted(dated, gap)) > PIECES:
        gap *= 2
    found: list[Piece] = []
    for group in groups:
        first, last = min(d[1] for d in group), max(d[2] for d in group)
        if found and first <= found[-1].last:
            border = min(found[-1].last, group[0][0] - timedelta(days=1))
            found[-1] = Piece(found[-1].first, border, found[-1].marks)
            first = max(first, border + timedelta(days=1))
        found.append(Piece(first, last, len(group)))
    return found


def _parted(dated: list[tuple], gap: int) -> list[list[tuple]]:
    groups = [[dated[0]]]
    for before, here in pairwise(dated):
        if (here[0] - before[0]).days > gap:
            groups.append([])
        groups[-1].append(here)
    return groups


def scale(said: Iterable[str], left: float, right: float) -> Scale | None:
    """The axis between two places in inches; None where nothing is dated to within a month."""
    drawn = pieces(said)
    if not drawn:
        return None
    room = right - left - 2 * MARGIN - CUT * (len(drawn) - 1)
    weights = [0.5 + piece.marks**0.7 for piece in drawn]
    places, x = [], left + MARGIN
    for weight in weights:
        width = room * weight / sum(weights)
        places.append((x, x + width))
        x += width + CUT
    return Scale(tuple(drawn), tuple(places), left, right)


def ticks(piece: Piece, inches: float) -> list[date]:
    """Days named below a piece's title: few enough that they do not touch; none of a long piece."""
    days = (piece.last - piece.first).days
    most = max(1, int(inches / 0.3))
    if days < 2 or days > 62 or most < 2:
        return []
    step = -(-(days + 1) // most)
    return [piece.first + timedelta(days=n) for n in range(0, days + 1, step)]
