"""Dates as intervals of days: the profile of EDTF (ISO 8601-2) that every date cell of the tables holds.

| written | means |
|---|---|
| `2015`, `2015-12`, `2015-12-24` | some time in that year, in that month, that day |
| `2015~`, `2015?` | about then; perhaps then |
| `2015/2016-02` | it lasted from the one to the other |
| `[2015-11..2016-02]` | some day between the two |
| `2015/..`, `../2016-02-12` | not before; not after |

Bounds are strict: `~` and `?` qualify a date and widen it by nothing, since any padding would be our guess. Only where two
dates are held against each other does `~` leave one unit of what is written on either side: "about 10 March" does not exclude the 9th.
The library `edtf` (5.0) pads by default, fails on open intervals, refuses `[2015~..2016]` and accepts
`2016/2015`, so it is not used.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

Bounds = tuple[date | None, date | None]
POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[?~]?", re.ASCII)
ABOUT = {4: 365, 7: 28, 10: 1}  # days on either side of a year, a month, a day (by length) that has `~`
RANGE = re.compile(r"\[([^/\[\]]+?)\.\.([^/\[\]]+?)\]")


def check(edtf: str) -> None:
    """Raise ValueError, in one sentence, unless ``edtf`` is a date of the profile; "" is none and passes.

    >>> check("[2015-11..2016-02]")
    >>> check("2015-5")
    Traceback (most recent call last):
    ValueError: '2015-5' is not a date: '2015-5' should be YYYY, YYYY-MM or YYYY-MM-DD
    """
    bounds(edtf)


def bounds(edtf: str) -> Bounds:
    """First and last day that ``edtf`` allows, strictly; None where it is open, both None for "".

    >>> bounds("2015-02~")
    (datetime.date(2015, 2, 1), datetime.date(2015, 2, 28))
    """
    if edtf == "":
        return None, None
    if edtf.startswith("["):
        if (within := RANGE.fullmatch(edtf)) is None:
            raise ValueError(f"{edtf!r} is not a date: some day within is written [2015-11..2016-02]")
        first, last = within.groups()
    elif "/" in edtf:
        first, last = edtf.split("/", 1)
    else:
        return _days(edtf, edtf)
    if first == last == "..":
        raise ValueError(f"{edtf!r} is not a date: it is open at both ends; leave the cell empty instead")
    start = None if first == ".." else _days(first, edtf)[0]
    end = None if last == ".." else _days(last, edtf)[1]
    if start and end and start > end:
        raise ValueError(f"{edtf!r} is not a date: it ends ({end}) before it begins ({start})")
    return start, end


def _days(point: str, edtf: str) -> tuple[date, date]:
    match = POINT.fullmatch(point)
    if match is None:
        raise ValueError(f"{edtf!r} is not a date: {point!r} should be YYYY, YYYY-MM or YYYY-MM-DD")
    parts = [int(part) for part in match.groups() if part]
    try:
        first = date(*[*parts, 1, 1][:3])
    except ValueError as error:
        raise ValueError(f"{edtf!r} is not a date: {error}") from error
    year, month = [*parts, 12][:2]
    return first, date(year, month, parts[2] if len(parts) == 3 else monthrange(year, month)[1])


def from_bounds(first: date | None, last: date | None, lasted: bool = False) -> str:
    """The shortest EDTF with these bounds: some day within, or with ``lasted`` the whole stretch.

    >>> from_bounds(date(2015, 9, 1), date(2015, 12, 31))
    '[2015-09..2015-12]'
    >>> from_bounds(None, date(2016, 2, 12))
    '../2016-02-12'
    """
    if first is None and last is None:
        return ""
    if first and last and first > last:
        raise ValueError(f"an interval cannot end ({last}) before it begins ({first})")
    start, end = next(pair for pair in zip(_written(first), _written(last, True), strict=True) if all(pair))
    if start == end:
        return start
    return f"[{start}..{end}]" if first and last and not lasted else f"{start}/{end}"


def _written(day: date | None, ends: bool = False) -> list[str]:
    """``day`` as the start of a year, of a month, of itself, or as the end of these; "" where it is not one."""
    if day is None:
        return [".."] * 3
    iso, edge = day.isoformat(), monthrange(day.year, day.month)[1] if ends else 1
    return [iso[:4] * (iso[5:] == ("12-31" if ends else "01-01")), iso[:7] * (day.day == edge), iso]


def overlap(a: str, b: str) -> bool:
    """Could the two be on one day? An unknown date ("") could be on any.

    >>> overlap("2031-03-10~", "2031-03-09"), overlap("2031-03-10", "2031-03-09")
    (True, False)
    """
    return not (earlier(a, b) or earlier(b, a))


def earlier(a: str, b: str) -> bool:
    """Is ``a`` strictly before ``b``, whatever days the two stand for? Never so when they overlap."""
    return _before(_loosely(a)[1], _loosely(b)[0])


def _loosely(edtf: str) -> Bounds:
    """The bounds of a date, those of one that is "about" a unit wider on either side."""
    first, last = bounds(edtf)
    if not (edtf.endswith("~") and POINT.fullmatch(edtf) and first and last):
        return first, last
    slack = timedelta(ABOUT[len(edtf) - 1])
    return max(first, date.min + slack) - slack, min(last, date.max - slack) + slack


def _before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other


def intersection(a: str, b: str) -> str | None:
    """The days strictly allowed by both, or None where there is none; where nothing is narrowed, ``a`` as written.

    >>> intersection("2016", "../2016-02-12")
    '[2016-01-01..2016-02-12]'
    """
    (a_first, a_last), (b_first, b_last) = bounds(a), bounds(b)
    if _before(a_last, b_first) or _before(b_last, a_first):
        return None
    first = max((day for day in (a_first, b_first) if day), default=None)
    last = min((day for day in (a_last, b_last) if day), default=None)
    lasted = "/" in (a or b) and None not in bounds(a or b)
    return a if (first, last) == (a_first, a_last) else from_bounds(first, last, lasted)
