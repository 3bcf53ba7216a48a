"""What words of time mean, counted from an anchor: `Expression`s to EDTF intervals.

The anchor is usually the publication date, itself perhaps an interval; what stays uncertain is kept as an
interval, what has nothing to count from is refused, with the reason, and where both orders of day and month
are possible it says so. Each `Dating` names its rule and its words.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.intervals import Bounds, bounds, from_bounds
from sayso.when.cores import Expression, day_of, orders
from sayso.when.expressions import find  # noqa: F401 (for the doctest)

ONE_DAY = timedelta(days=1)
REFUSED = "refused"
THIRDS = ("early", "mid", "late")
FAR = 243  # days: a day or month without its year is seldom eight months back and the next one four away
SURELY_PAST = "surely past"
# By unit, its days or years, and how many of them a count of it may be off; of one number of weeks none.
DAYS = {"minute": (0, 1), "hour": (0, 1), "day": (1, 0), "week": (7, 3), "fortnight": (14, 3)}
YEARS = {"year": (1, 0), "decade": (10, 2), "century": (100, 10)}
Days = tuple[date, date]


@dataclass(frozen=True)
class Dating:
    """A date and what it rests on.

    ``edtf`` is "" where dating is refused; ``words`` tell it in the text; ``rule`` is the reading that was made; ``why``
    says what a reader should know before relying on it.
    """

    edtf: str
    words: str
    rule: str
    why: str = ""


def dating_of(expression: Expression, anchor: str = "", *, tense: str = "") -> Dating:
    """The days ``expression`` may stand for, seen from ``anchor`` (EDTF of a point, an interval or a bound).

    ``tense`` ("past", "future") overrules the one read beside the words. Rules: a weekday, day or month without its year
    is the latest not after the anchor, or the next in the future tense; where the latest is over eight months back, it
    may be either, or with no verb to tell the next. A count of days is exact; of weeks the day, "~", a vague one give or
    take three days; of months and years the calendar unit, "~". Early, mid and late are thirds.

    >>> dating_of(find("He left late last year.")[0], "2016-02-12").edtf
    '[2015-09..2015-12]'
    """
    e = replace(expression, tense={"": expression.tense, "past": SURELY_PAST}.get(tense, tense))
    if e.base:
        e = replace(e, base=replace(e.base, tense=e.tense))
    if e.kind == "elsewhere":
        return Dating("", e.words, REFUSED, "at a time that no date here tells")
    if not anchor and any(_floats(part) for part in (e, e.until, e.base) if part):
        return Dating("", e.words, REFUSED, "there is no date to count from")
    try:
        edtf = _written(*_days(e, anchor), e)
    except (ValueError, OverflowError, IndexError):
        return Dating("", e.words, REFUSED, "there is no such day")
    if not edtf:
        return Dating("", e.words, REFUSED, f"{anchor} leaves it open")
    return Dating(edtf, e.words, _led(e, _reading(e)), _why(e, edtf))


def _floats(e: Expression) -> bool:
    """Does its meaning move with the anchor?"""
    return e.year is None and e.base is None and e.kind != "elsewhere"


def _days(e: Expression, anchor: str) -> Bounds:
    first, last = _bare(e, anchor)
    if e.until is not None:
        return first, _bare(e.until, anchor)[1]
    if e.relation in ("since", "after"):
        return first, bounds(anchor)[1] if e.kind == "count" else None
    if e.relation == "before" and not (e.kind == "count" or e.attributive or e.part == "late"):
        return None, first and first - ONE_DAY
    if e.relation in ("until", "by", "before"):
        return None, last
    if e.relation == "past":
        return last and last + ONE_DAY, None
    return first, last


def _bare(e: Expression, anchor: str) -> Bounds:
    """The days of the expression itself, over every day that the anchor may be."""
    if e.kind == "numeric":
        days = orders(e)
        return days[0], days[-1]
    if not (e.base or _floats(e)):
        return _seen_from(e, date(2000, 1, 1))
    earliest, latest = _days(e.base, anchor) if e.base else bounds(anchor)
    first = _seen_from(e, earliest)[0] if earliest else None
    last = _seen_from(e, latest)[1] if latest else None
    begun = e.kind == "month" and "past" in e.tense and first and last and latest and first <= latest
    return first, latest if begun and (last.year, last.month) == (latest.year, latest.month) else last


def _seen_from(e: Expression, day: date) -> Days:
    if e.year is None:
        first, last = READINGS[e.kind](e, day)
    else:
        first, last = _unit_at(date(e.year, e.month or 1, e.day or 1), e.kind)
    return _part_of(first, last, e.part, day)


def _part_of(first: date, last: date, part: str, day: date) -> Days:
    """Early, mid and late: a third, in whole years, months or days, rounded outward; so far and the rest, seen from a day."""
    if part == "so far" and first <= day <= last:
        return first, day
    if part == "rest" and first <= day <= last:
        return day, last
    if part not in THIRDS or (last - first).days < 20:
        return first, last
    end, a = last + ONE_DAY, THIRDS.index(part)
    months = (end.year - first.year) * 12 + end.month - first.month
    unit, n = ("month", months) if months >= 2 else ("day", (end - first).days)
    unit, n = ("year", months // 12) if months >= 36 else (unit, n)
    return _unit_at(first, unit, n * a // 3)[0], _unit_at(first, unit, -(-n * (a + 1) // 3) - 1)[1]


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


def _period(e: Expression, day: date) -> Days:
    return _unit_at(day, e.unit, e.shift)


READINGS = {"day": _day, "month": _month, "weekday": _weekday, "period": _period, "count": _count}


def _written(first: date | None, last: date | None, e: Expression) -> str:
    weeks = e.unit in ("week", "fortnight") and len(set(e.numbers)) == 1
    rough = e.kind == "count" and (weeks or e.unit == "month" or e.unit in YEARS)
    edtf = from_bounds(first, last, e.until is not None and e.relation == "to")
    return re.sub(r"(\d)(?=\.\.\d|/|\]|$)", r"\1~", edtf, count=1) if rough or e.approximate else edtf


def _led(e: Expression, reading: str) -> str:
    """The rule, with what governs the date: "since late part of year as written"."""
    part = f"{e.part} part of " if e.part in THIRDS else f"{e.part} of " if e.part else ""
    return (e.relation + " " if e.relation and not e.until else "") + part + reading


def _reading(e: Expression) -> str:
    """What was made of the words, in words."""
    if e.kind == "numeric":
        return "numeric, either order" if len(orders(e)) > 1 else "numeric, only one order is possible"
    if e.base is not None or not _floats(e):
        return f"{e.kind} as written" if e.base is None else f"{e.kind} counted from a date"
    if e.unit:
        return f"{e.kind} in {e.unit}s from the anchor" + (f", {e.shift:+d}" if e.shift else "")
    return f"{'next' if e.tense == 'future' or e.shift == 1 else 'latest'} such {e.kind} seen from the anchor"


def _why(e: Expression, edtf: str) -> str:
    if e.kind == "numeric" and len(orders(e)) > 1:
        return f"{' or '.join(map(str, orders(e)))}: nothing decides between day first and month first"
    if e.kind in ("day", "month", "weekday") and e.year is None and e.shift is None and e.base is None:
        if e.tense == "past" and "[" in edtf and not e.part:
            return "the latest is over eight months back, the next under four away: either"
        return "" if e.tense else "no verb tells past from future"
    return ""
