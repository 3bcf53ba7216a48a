"""Which order of day and month a numeric date is written in: 3/4/2015 is in March to some, in April to others."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from sayso.intervals import overlap
from sayso.when.expressions import Expression, find

DAY_FIRST, MONTH_FIRST = "day first", "month first"


def _orders(e: Expression) -> dict[str, date]:
    """What a numeric date can be, by order of day and month."""
    a, b = e.numbers
    found = {DAY_FIRST: (b, a), MONTH_FIRST: (a, b)}
    return {
        order: date(e.year, month, day)
        for order, (month, day) in found.items()
        if month <= 12 and day <= monthrange(e.year, month)[1]
    }


def decided(e: Expression, order: str, within: str) -> tuple[dict[str, date], str, str]:
    """Of a numeric date the readings left, by the strongest evidence that leaves one; with the rule and the reason."""
    readings = _orders(e)
    if len(set(readings.values())) < 2:
        return readings, "numeric, only one order is possible", ""
    by_weekday = {o: d for o, d in readings.items() if e.weekday == d.weekday()}
    by_bound = {o: d for o, d in readings.items() if overlap(d.isoformat(), within)}
    for left, why in ((by_weekday, "the weekday beside it fits one order"), (by_bound, f"it must fall in {within}")):
        if len(left) == 1:
            return left, f"numeric, {next(iter(left))}", why
    if order in readings:
        return {order: readings[order]}, f"numeric, {order}", "the order used elsewhere, or the habit of the place"
    either = " or ".join(d.isoformat() for d in sorted(readings.values()))
    return readings, "numeric, either order", f"{either}: nothing decides between day first and month first"


HABITS = {
    MONTH_FIRST: "us,usa,united states,united states of america,america,philippines",
    DAY_FIRST: (
        "gb,uk,united kingdom,britain,england,scotland,ireland,ie,australia,au,new zealand,nz,india,in,pakistan,pk"
        ",afghanistan,af,russia,ru,france,fr,germany,de,italy,it,spain,es,turkey,tr,qatar,qa,united arab emirates,ae"
    ),
}


def day_order(texts: str | Iterable[str], *, country: str = "", within: str = "") -> tuple[str, str]:
    """Which order of day and month one hand writes ("day first", "month first" or ""), and the evidence for it.

    ``texts`` are by the same outlet or author; ``within`` (EDTF) bounds their numeric dates, such as
    "../2016-05-01" where they were retrieved that day. In turn: a number above 12, the weekday beside a date, the
    same date in words in the same text, the bounds; only then the habit of ``country``. Evidence for both
    orders gives neither.

    >>> day_order("Sent 24/12/2015, read 2/1/2016.")
    ('day first', "'24/12/2015' can be read in no other order")
    """
    votes: dict[str, str] = {}
    for text in [texts] if isinstance(texts, str) else texts:
        votes = _evidence(text, within) | votes
    if len(votes) == 2:
        return "", "both orders occur: " + "; ".join(sorted(votes.values()))
    if votes:
        return next(iter(votes.items()))
    order = next((o for o, places in HABITS.items() if country.lower() in places.split(",")), "")
    return order, f"habit of {country}" if order else "nothing decides"


def orders_in(text: str) -> frozenset[str]:
    """The orders of day and month for which a text has evidence."""
    return frozenset(_evidence(text, ""))


def _evidence(text: str, within: str) -> dict[str, str]:
    found = find(text)
    in_words = {d for e in found if e.kind == "day" and (d := _full_day(e))}
    votes: dict[str, str] = {}
    for e in found:
        for order, why in _votes(e, in_words, within):
            votes.setdefault(order, f"{e.words!r} {why}")
    return votes


def _full_day(e: Expression) -> date | None:
    return date(e.year, e.month, e.day) if e.year and e.day <= monthrange(e.year, e.month)[1] else None


def _votes(e: Expression, in_words: set[date], within: str) -> Iterable[tuple[str, str]]:
    readings = _orders(e) if e.kind == "numeric" else {}
    if len(set(readings.values())) == 1:
        return [(next(iter(readings)), "can be read in no other order")] if len(readings) == 1 else []
    tests = (
        (lambda d: d.weekday() == e.weekday, "has its weekday beside it"),
        (lambda d: d in in_words, "is also written in words"),
        (lambda d: overlap(d.isoformat(), within), f"must fall in {within}"),
    )
    for test, why in tests:
        fitting = [order for order, d in readings.items() if test(d)]
        if len(fitting) == 1:
            return [(fitting[0], why)]
    return []
