"""Which order of day and month a numeric date is written in: 3/4/2015 is in March to some, in April to others."""

from __future__ import annotations

from datetime import date

from sayso.when.cores import Expression, day_of
from sayso.when.expressions import find

DAY_FIRST, MONTH_FIRST = "day first", "month first"


def _orders(e: Expression) -> dict[str, date]:
    """What a numeric date can be, by order of day and month."""
    a, b = e.numbers
    found = {DAY_FIRST: day_of(e.year, b, a), MONTH_FIRST: day_of(e.year, a, b)}
    return {order: day for order, day in found.items() if day}


def decided(e: Expression, order: str) -> tuple[dict[str, date], str, str]:
    """Of a numeric date the readings left, by the strongest evidence that leaves one; with the rule and the reason."""
    readings = _orders(e)
    if len(set(readings.values())) < 2:
        return readings, "numeric, only one order is possible", ""
    by_weekday = {o: d for o, d in readings.items() if e.weekday == d.weekday()}
    if len(by_weekday) == 1:
        return by_weekday, f"numeric, {next(iter(by_weekday))}", "the weekday beside it fits one order"
    if order in readings:
        return {order: readings[order]}, f"numeric, {order}", "the order used elsewhere"
    either = " or ".join(d.isoformat() for d in sorted(readings.values()))
    return readings, "numeric, either order", f"{either}: nothing decides between day first and month first"


def orders_in(text: str) -> frozenset[str]:
    """The orders of day and month ("day first", "month first") for which a text has evidence.

    In turn: a number above 12, the weekday beside a date, the same date in words in the same text.

    >>> orders_in("Sent 24/12/2015, read 2/1/2016.")
    frozenset({'day first'})
    """
    found = find(text)
    in_words = {day_of(e.year, e.month, e.day) for e in found if e.kind == "day" and e.year}
    return frozenset(order for e in found if e.kind == "numeric" for order in _vote(e, in_words))


def _vote(e: Expression, in_words: set[date | None]) -> list[str]:
    """The one order that a numeric date, its weekday or the words allow, or none."""
    readings = _orders(e)
    for fits in (lambda d: len(readings) == 1, lambda d: d.weekday() == e.weekday, in_words.__contains__):
        fitting = [order for order, d in readings.items() if fits(d)]
        if len(fitting) == 1:
            return fitting
    return []
