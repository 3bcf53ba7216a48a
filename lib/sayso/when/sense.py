"""What words of time mean, counted from an anchor: `Expression`s to EDTF intervals.

The anchor is usually the publication date, itself perhaps an interval; what stays uncertain is kept as an
interval, what has nothing to count from is refused, with the reason, and where both orders of day and month
are possible it says so. Each `Dating` names its rule and its words.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.intervals import Bounds, bounds, from_bounds
from sayso.spans import format_spans
from sayso.when.cores import ORDINALS, WEEKDAYS, Expression, day_of
from sayso.when.expressions import find  # noqa: F401 (for the doctest)
from sayso.when.order import decided

ONE_DAY = timedelta(days=1)
REFUSED = "refused"
FRACTIONS = {
    **{"early": (0, 1, 3), "mid": (1, 2, 3), "late": (2, 3, 3), "first half": (0, 1, 2), "second half": (1, 2, 2)},
    **{f"quarter {n}": (n - 1, n, 4) for n in (1, 2, 3, 4)},
}
FAR = 243  # days: a day or month without its year is seldom eight months back and the next one four away
SURELY_PAST = "surely past"
RECENT_DAYS = {"": 365, "day": 14, "week": 56, "month": 183, "year": 5 * 365, "decade": 30 * 365}
# By unit, its days or years, and how many of them a count of it may be off; of one number of weeks none.
DAYS = {"minute": (0, 1), "hour": (0, 1), "day": (1, 0), "week": (7, 3), "fortnight": (14, 3)}
YEARS = {"year": (1, 0), "decade": (10, 2), "century": (100, 10)}
Days = tuple[date, date]


@dataclass(frozen=True)
class Dating:
    """A date and what it rests on.

    ``edtf`` is "" where dating is refused; ``words`` stand at ``spans`` ("a:b", offsets into the text); ``rule`` is
    the reading that was made; ``anchor`` the EDTF counted from, "" if none was needed; ``why`` says what a reader
    should know before relying on it.
    """

    edtf: str
    words: str
    spans: str
    rule: str
    anchor: str = ""
    why: str = ""


def dating_of(
    expression: Expression,
    anchor: str = "",
    *,
    tense: str = "",
    order: str = "",
) -> Dating:
    """The days ``expression`` may stand for, seen from ``anchor`` (EDTF of a point, an interval or a bound).

    ``tense`` ("past", "future") overrules the one read beside the words; ``order`` ("day first", "month first") decides
    a numeric date. Rules: a weekday, day or month without its year is the latest not after the anchor, or the next in
    the future tense; where the latest is over eight months back, it may be either, or with no verb to tell the next. A count of days is exact; of weeks the day, "~", a vague
    one give or take three days; of months and years the calendar unit, "~". Early, mid and late are thirds.

    >>> dating_of(find("He left late last year.")[0], "2016-02-12").edtf
    '[2015-09..2015-12]'
    """
    e = replace(expression, tense={"": expression.tense, "past": SURELY_PAST}.get(tense, tense))
    if e.base:
        e = replace(e, base=replace(e.base, tense=e.tense))
    dating = Dating("", e.words, format_spans([(e.start, e.end)]), "")
    if e.kind == "elsewhere":
        return replace(dating, rule=REFUSED, why="counted from another event, which is not dated here")
    floats = any(_floats(part) for part in (e, e.until, e.base) if part)
    if floats and not anchor:
        return replace(dating, rule=REFUSED, why="there is no date to count from")
    try:
        edtf = _written(*_days(e, anchor, order), e)
    except (ValueError, OverflowError, IndexError):
        return replace(dating, rule=REFUSED, why="there is no such day")
    if not edtf:
        return replace(dating, rule=REFUSED, why=f"{anchor} leaves it open")
    reading, why = decided(e, order)[1:] if e.kind == "numeric" else (_reading(e), _why(e, edtf))
    dating = replace(dating, edtf=edtf, rule=_led(e, reading), why=why)
    return replace(dating, anchor=anchor) if floats else dating


def _floats(e: Expression) -> bool:
    """Does its meaning move with the anchor?"""
    return e.year is None and e.base is None and e.kind != "elsewhere"


def _days(e: Expression, anchor: str, order: str = "") -> Bounds:
    first, last = _bare(e, anchor, order)
    if e.until is not None:
        return first, _bare(e.until, anchor, order)[1]
    if e.relation in ("since", "after"):
        return first, bounds(anchor)[1] if e.kind == "count" else None
    if e.relation == "before" and not (e.kind == "count" or e.attributive or e.part == "late"):
        return None, first and first - ONE_DAY
    if e.relation in ("until", "by", "before"):
        return None, last
    if e.relation == "past":
        return last and last + ONE_DAY, None
    return first, last


def _bare(e: Expression, anchor: str, order: str) -> Bounds:
    """The days of the expression itself, over every day that the anchor may be."""
    if e.kind == "numeric":
        days = sorted(decided(e, order)[0].values())
        return days[0], days[-1]
    if not (e.base or _floats(e)):
        return _seen_from(e, date(2000, 1, 1))
    earliest, latest = _days(e.base, anchor, order) if e.base else bounds(anchor)
    first = _seen_from(e, earliest)[0] if earliest else None
    last = _seen_from(e, latest)[1] if latest else None
    begun = e.kind == "month" and "past" in e.tense and first and last and latest and first <= latest
    return first, latest if begun and (last.year, last.month) == (latest.year, latest.month) else last


def _seen_from(e: Expression, day: date) -> Days:
    if e.year is None or e.kind == "season":
        first, last = READINGS[e.kind](e, day)
    else:
        first, last = _unit_at(date(e.year, e.month or 1, e.day or 1), e.kind)
    return _part_of(first, last, e.part, day)


def _part_of(first: date, last: date, part: str, day: date) -> Days:
    """Early, mid, late and the like: a fraction of the stretch, in whole years, months or days, rounded outward."""
    if part == "so far" and first <= day <= last:
        return first, day
    if part == "rest" and first <= day <= last:
        return day, last
    if part not in FRACTIONS or (last - first).days < 20:
        return first, last
    steps = _steps(first, last + ONE_DAY)
    a, b, of = FRACTIONS[part]
    n = len(steps) - 1
    return steps[n * a // of], steps[-(-n * b // of)] - ONE_DAY


def _steps(first: date, end: date) -> list[date]:
    months = (end.year - first.year) * 12 + end.month - first.month
    if months >= 36:
        return [date(year, first.month, 1) for year in range(first.year, end.year + 1)]
    if months >= 2:
        return [_unit_at(first, "month", n)[0] for n in range(months + 1)]
    return [*_each(first, end)]


# The readings: what each kind of expression covers, seen from one day.


def _unit_at(day: date, unit: str, n: int = 0) -> Days:
    """First and last day of the unit so many from that of ``day``."""
    if unit == "day":
        return day + n * ONE_DAY, day + n * ONE_DAY
    if unit == "week":  # it begins on Sunday to some, on Monday to others: both
        begins = day - ONE_DAY * day.weekday(), day - ONE_DAY * ((day.weekday() + 1) % 7)
        return min(begins) + 7 * n * ONE_DAY, max(begins) + (7 * n + 6) * ONE_DAY
    if unit == "month":
        year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
        return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
    size = YEARS[unit][0]
    return _years((day.year // size + n) * size, (day.year // size + n + 1) * size - 1)


def _years(first: int, last: int) -> Days:
    return date(first, 1, 1), date(last, 12, 31)


def _each(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    return (first + n * ONE_DAY for n in range((last - first).days + 1))


def _toward(e: Expression, seen_from: date, past: Days, future: Days) -> Days:
    """Of the latest reading and the next, which the verb and the distance allow: one, or from the one to the other."""
    if e.tense == "future":
        return future
    if e.weekday is not None:  # which weekday it was decides the year: the nearest that fits
        return min(past, future, key=lambda days: abs(days[0] - seen_from))
    if (seen_from - past[1]).days < FAR or e.tense == SURELY_PAST or e.relation == "since":
        return past
    return (past[0], future[1]) if e.tense else future


def _day(e: Expression, day: date) -> Days:
    if e.shift is not None:
        return _unit_at(date(day.year + e.shift, e.month, e.day), "day")
    near = (day_of(day.year + n, e.month, e.day) for n in range(-12, 13))
    fits = [d for d in near if d and e.weekday in (None, d.weekday())]
    past, future = max(d for d in fits if d <= day), min(d for d in fits if d >= day)
    return _toward(e, day, (past, past), (future, future))


def _month(e: Expression, day: date) -> Days:
    away = e.month - day.month
    if e.unit == "year":
        return _unit_at(day, "month", away + 12 * e.shift)
    if e.shift is not None:
        return _unit_at(day, "month", away + {-1: -12 * (away >= 0), 0: 0, 1: 12 * (away <= 0)}[e.shift])
    past, future = (_unit_at(day, "month", away + n) for n in (-12 * (away > 0), 12 * (away < 0)))
    return _toward(e, day, past, future)


def _season(e: Expression, day: date) -> Days:
    """Northern; from the meteorological start to the end of the month in which it ends by the sun."""
    if e.year is not None and e.month == 12:  # "winter 2014" may begin or end that year
        return date(e.year, 1, 1), date(e.year + 1, 3, 31)
    if e.year is not None:
        return _season_from(date(e.year, e.month, 1))
    starts = [date(day.year + n, e.month, 1) for n in (2, 1, 0, -1, -2)]
    if e.shift == 1:
        return _season_from(min(start for start in starts if start > day))
    if e.shift == -1:
        return _season_from(next(start for start in starts if _unit_at(start, "month", 2)[1] < day))
    begun = _season_from(next(start for start in starts if start <= day))
    return begun if "past" in e.tense or begun[1] >= day else _season_from(starts[2])


def _season_from(start: date) -> Days:
    return start, _unit_at(start, "month", 3)[1]


def _weekday(e: Expression, day: date) -> Days:
    if e.numbers:  # the first, the last of a month
        days = [d for d in _each(*_unit_at(day, "month")) if d.weekday() == e.weekday]
        return days[e.numbers[0]], days[e.numbers[0]]
    if e.unit == "week":
        days = [d for d in _each(*_unit_at(day, "week", e.shift)) if d.weekday() == e.weekday]
        return days[0], days[-1]
    back, on = (day.weekday() - e.weekday) % 7, (e.weekday - day.weekday()) % 7
    if e.shift == 1:  # "next Friday" is the coming one to some, the one after it to others
        return day + ONE_DAY * (on or 7), day + ONE_DAY * ((on or 7) + 7)
    ahead = e.tense == "future" or (e.shift == 0 and "past" not in e.tense)
    return _unit_at(day, "day", -(back or 7) if e.shift == -1 else on if ahead else -back)


def _count(e: Expression, day: date) -> Days:
    near, far = sorted(e.shift * n for n in e.numbers)
    if e.unit == "month":
        return _unit_at(day, "month", near)[0], _unit_at(day, "month", far)[1]
    if e.unit in YEARS:
        size, slack = YEARS[e.unit]
        return _years(day.year + near * size - slack, day.year + far * size + slack)
    size, slack = DAYS[e.unit]
    slack *= near != far or size < 2
    first, last = day + (near * size - slack) * ONE_DAY, day + (far * size + slack) * ONE_DAY
    return first, min(last, day) if e.shift < 0 else last


def _stretch(e: Expression, day: date) -> Days:
    first, last = _count(replace(e, numbers=(max(e.numbers),) * 2), day)
    return (first, day) if e.shift < 0 else (day, last)


READINGS: dict[str, Callable[[Expression, date], Days]] = {
    "day": _day,
    "month": _month,
    "season": _season,
    "weekday": _weekday,
    "period": lambda e, day: _unit_at(day, e.unit, e.shift),
    "count": _count,
    "stretch": _stretch,
    "recent": lambda e, day: (day - RECENT_DAYS[e.unit] * ONE_DAY, day),
    "now": lambda e, day: (day, day),
}


def _written(first: date | None, last: date | None, e: Expression) -> str:
    lasted = e.kind == "stretch" or (e.until is not None and e.relation == "to")
    weeks = e.kind == "count" and e.unit in ("week", "fortnight") and len(set(e.numbers)) == 1
    rough = weeks or (e.kind in ("count", "stretch") and (e.unit == "month" or e.unit in YEARS))
    edtf = from_bounds(first, last, lasted)
    if rough or e.approximate or e.kind == "recent":
        edtf = re.sub(r"(\d)(?=\.\.\d|/|\]|$)", r"\1~", edtf, count=1)
    return edtf


def _led(e: Expression, reading: str) -> str:
    """The rule, with what governs the date: "since late part of year as written"."""
    part = f"{e.part} part of " if e.part in ("early", "mid", "late") else f"{e.part} of " if e.part else ""
    return (e.relation + " " if e.relation and not e.until else "") + part + reading


def _reading(e: Expression) -> str:
    """What was made of the words, in words."""
    away = f" {e.shift:+d}" if e.shift else ""
    if e.base is not None and e.kind == "weekday":
        return f"{next(word for word, n in ORDINALS.items() if n in e.numbers)} such weekday of a month"
    if e.base is not None:
        return f"{e.unit} counted from a date"
    if e.kind == "weekday" and e.unit == "week":
        return f"weekday of the anchor's week{away}"
    if e.kind == "stretch":
        return f"{e.unit}s up to the anchor" if e.shift < 0 else f"{e.unit}s from the anchor on"
    if e.kind == "count":
        return f"{e.unit}s counted from the anchor"
    if e.kind in ("now", "recent"):
        return "the anchor itself" if e.kind == "now" else "recent: a fixed reach before the anchor"
    if not _floats(e):
        return "named event" if e.words.endswith("11") and not e.words[:1].isalpha() else f"{e.kind} as written"
    if e.kind == "period" or e.unit == "year":
        return f"{e.unit} of the anchor{away}"
    return f"{'next' if e.tense == 'future' or e.shift == 1 else 'latest'} such {e.kind} seen from the anchor"


def _why(e: Expression, edtf: str) -> str:
    if e.year and e.kind == "day" and e.weekday is not None and not e.until:
        named, days = date(e.year, e.month, e.day).weekday(), tuple(WEEKDAYS)
        return "" if named == e.weekday else f"the text says {days[e.weekday]}, but that day was a {days[named]}"
    if e.relation == "since" and "at least" in e.words:
        return "may have begun earlier"
    if e.kind in ("day", "month", "weekday") and e.year is None and e.shift is None and e.base is None:
        if e.tense == "past" and "[" in edtf and not e.part:
            return "the latest is over eight months back, the next under four away: either"
        return "" if e.tense else "no verb tells past from future"
    return ""
