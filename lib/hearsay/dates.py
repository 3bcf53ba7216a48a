"""When a thing was said, when it took place, when a document was published: words of time to EDTF intervals.

`find` (in `timewords`) reads the words; `resolve` counts from an anchor, usually the publication date, and keeps
what stays uncertain as an interval. Where there is nothing to count from it refuses, with the reason; where both
orders of day and month are possible it says so. Each `Dating` names its rule and its words.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hearsay.intervals import Bounds, bounds, from_bounds, intersection, overlap
from hearsay.tables import format_spans
from hearsay.timewords import WEEKDAYS, Expression, find

__all__ = ["Dating", "Expression", "day_order", "document_date", "find", "resolve", "statement_dates"]

Spans = Sequence[tuple[int, int]]
DAY = timedelta(days=1)
REFUSED = "refused"
DAY_FIRST, MONTH_FIRST = "day first", "month first"
FRACTIONS = {
    **{"early": (0, 1, 3), "mid": (1, 2, 3), "late": (2, 3, 3), "first half": (0, 1, 2), "second half": (1, 2, 2)},
    **{f"quarter {n}": (n - 1, n, 4) for n in (1, 2, 3, 4)},
}
FAR = 273  # days: a day or month without its year is seldom nine months back and the next one three away
SURELY_PAST = "surely past"
RECENT_DAYS = {"": 365, "day": 14, "week": 56, "month": 183, "year": 5 * 365, "decade": 30 * 365}
ROUGH_DAYS = {"minute": 1, "hour": 1, "day": 0, "week": 3, "fortnight": 3}  # how far a count of them may be off


@dataclass(frozen=True)
class Dating:
    """A date and what it rests on.

    ``edtf`` is "" where dating is refused; ``words`` stand at ``spans`` ("a:b", offsets into the text); ``rule`` is
    the reading that was made; ``anchor`` the EDTF counted from, "" if none was needed, ``borrowed`` if that is the
    date of another document; ``why`` says what a reader should know before relying on it.
    """

    edtf: str
    words: str
    spans: str
    rule: str
    anchor: str = ""
    borrowed: bool = False
    why: str = ""


def resolve(
    expression: Expression,
    anchor: str = "",
    *,
    tense: str = "",
    order: str = "",
    within: str = "",
    borrowed: bool = False,
) -> Dating:
    """The days ``expression`` may stand for, seen from ``anchor`` (EDTF of a point, an interval or a bound).

    ``tense`` ("past", "future") overrules the one read beside the words; ``order`` ("day first", "month first") and
    ``within`` (EDTF that the date must meet) decide a numeric date. Rules: a weekday, day or month without its year
    is the latest not after the anchor, or the next in the future tense; a count of days is exact, of weeks give or
    take three days, of months and years the calendar unit, "~"; early, mid and late are thirds.

    >>> resolve(find("He left late last year.")[0], "2016-02-12").edtf
    '[2015-09..2015-12]'
    """
    e = replace(expression, tense={"": expression.tense, "past": SURELY_PAST}.get(tense, tense))
    dating = Dating("", e.words, format_spans([(e.start, e.end)]), "")
    if e.kind == "elsewhere":
        return replace(dating, rule=REFUSED, why="counted from another event, which is not dated here")
    if e.kind == "numeric" and not (e.relation or e.part):
        return replace(dating, **_numeric(e, order, within))
    floats = any(_floats(part) for part in (e, e.until, e.base) if part)
    if floats and not anchor:
        return replace(dating, rule=REFUSED, why="there is no date to count from")
    try:
        edtf = _written(*_days(e, anchor, order, within), e)
    except (ValueError, OverflowError, StopIteration):
        return replace(dating, rule=REFUSED, why="there is no such day")
    if not edtf:
        return replace(dating, rule=REFUSED, why=f"{anchor} leaves it open")
    if not floats:
        return replace(dating, edtf=edtf, rule=_rule(e), why=_why(e, edtf))
    why = " and ".join(filter(None, ["counted from the date of another document" * borrowed, _why(e, edtf)]))
    return replace(dating, edtf=edtf, rule=_rule(e), anchor=anchor, borrowed=borrowed, why=why)


def _floats(e: Expression) -> bool:
    """Does its meaning move with the anchor?"""
    return e.year is None and e.base is None and e.kind != "elsewhere"


def _days(e: Expression, anchor: str, order: str = "", within: str = "") -> Bounds:
    first, last = _bare(e, anchor, order, within)
    if e.until is not None:
        return first, _bare(e.until, anchor, order, within)[1]
    if e.relation in ("since", "after"):
        return first, bounds(anchor)[1] if e.kind == "count" else None
    if e.relation in ("until", "by") or (e.relation == "before" and (e.kind == "count" or e.attributive)):
        return None, last
    if e.relation == "before":
        return None, first and first - DAY
    if e.relation == "past":
        return last and last + DAY, None
    return first, last


def _bare(e: Expression, anchor: str, order: str, within: str) -> Bounds:
    """The days of the expression itself, over every day that the anchor may be."""
    if e.kind == "numeric":
        return bounds(_numeric(e, order, within)["edtf"])
    if not (e.base or _floats(e)):
        return _seen_from(e, date(2000, 1, 1))
    earliest, latest = _days(e.base, anchor, order, within) if e.base else bounds(anchor)
    first = _seen_from(e, earliest)[0] if earliest else None
    last = _seen_from(e, latest)[1] if latest else None
    begun = e.kind == "month" and "past" in e.tense and first and last and latest and first <= latest
    return first, latest if begun and (last.year, last.month) == (latest.year, latest.month) else last


def _seen_from(e: Expression, day: date) -> tuple[date, date]:
    return _part_of(*READINGS[e.kind](e, day), e.part, day)


def _part_of(first: date, last: date, part: str, day: date) -> tuple[date, date]:
    """Early, mid, late and the like: a fraction of the stretch, in whole years, months or days, rounded outward."""
    if part == "so far" and first <= day <= last:
        return first, day
    if part == "rest" and first <= day <= last:
        return day, last
    if part not in FRACTIONS or (last - first).days < 20:
        return first, last
    steps = _steps(first, last + DAY)
    a, b, of = FRACTIONS[part]
    n = len(steps) - 1
    return steps[n * a // of], steps[-(-n * b // of)] - DAY


def _steps(first: date, end: date) -> list[date]:
    months = (end.year - first.year) * 12 + end.month - first.month
    if months >= 36:
        return [date(year, first.month, 1) for year in range(first.year, end.year + 1)]
    if months >= 2:
        return [_month_at(first, n)[0] for n in range(months + 1)]
    return [first + n * DAY for n in range((end - first).days + 1)]


# The readings: what each kind of expression covers, seen from one day.


def _month_at(day: date, months: int) -> tuple[date, date]:
    """First and last day of the month so many months from that of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])


def _years(first: int, last: int) -> tuple[date, date]:
    return date(first, 1, 1), date(last, 12, 31)


def _day(e: Expression, day: date) -> tuple[date, date]:
    if e.year is not None or e.shift is not None:
        found = date(day.year + e.shift if e.year is None else e.year, e.month, e.day)
        return found, found
    near = (_day_of(day.year + n, e.month, e.day) for n in range(-12, 13))
    fits = [d for d in near if d and e.weekday in (None, d.weekday())]
    past, future = max(d for d in fits if d <= day), min(d for d in fits if d >= day)
    return _toward(e, day, (past, past), (future, future))


def _toward(e: Expression, seen_from: date, past: tuple[date, date], future: tuple[date, date]) -> tuple[date, date]:
    """Of the latest reading and the next, which the verb and the distance allow: one, or from the one to the other."""
    if e.tense == "future":
        return future
    if e.weekday is not None:  # which weekday it was decides the year: the nearest that fits
        return min(past, future, key=lambda days: abs(days[0] - seen_from))
    if (seen_from - past[1]).days < FAR or e.tense == SURELY_PAST or e.relation == "since":
        return past
    return (past[0], future[1]) if e.tense else future


def _day_of(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def _month(e: Expression, day: date) -> tuple[date, date]:
    if e.year is not None:
        return _month_at(date(e.year, e.month, 1), 0)
    away = e.month - day.month
    if e.unit == "year":
        return _month_at(day, away + 12 * e.shift)
    if e.shift is not None:
        return _month_at(day, away + {-1: -12 * (away >= 0), 0: 0, 1: 12 * (away <= 0)}[e.shift])
    past, future = _month_at(day, away - 12 * (away > 0)), _month_at(day, away + 12 * (away < 0))
    return _toward(e, day, past, future)


def _season(e: Expression, day: date) -> tuple[date, date]:
    """Northern; from the meteorological start to the end of the month in which it ends by the sun."""
    if e.year is not None:
        if e.month == 12:  # "winter 2014" may begin or end the year
            return date(e.year, 1, 1), date(e.year + 1, 3, 31)
        return _season_from(e.year, e.month)
    starts = [date(day.year + n, e.month, 1) for n in (-2, -1, 0, 1)]
    ended = [s for s in starts if _month_at(s, 2)[1] < day]
    begun = [s for s in starts if s <= day]
    start = {-1: ended[-1], 1: starts[len(begun)] if len(begun) < 4 else starts[-1]}.get(e.shift)
    if start is None:
        start = begun[-1] if "past" in e.tense or _month_at(begun[-1], 3)[1] >= day else date(day.year, e.month, 1)
    return _season_from(start.year, start.month)


def _season_from(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), _month_at(date(year, month, 1), 3)[1]


def _weekday(e: Expression, day: date) -> tuple[date, date]:
    back, on = (day.weekday() - e.weekday) % 7, (e.weekday - day.weekday()) % 7
    if e.shift == 1:  # "next Friday" is the coming one to some, the one after it to others
        return day + DAY * (on or 7), day + DAY * ((on or 7) + 7)
    if e.shift == -1:
        found = day - DAY * (back or 7)
    else:
        found = day + DAY * on if e.tense == "future" or (e.shift == 0 and "past" not in e.tense) else day - DAY * back
    return found, found


def _period(e: Expression, day: date) -> tuple[date, date]:
    n = e.shift
    if e.unit == "day":
        return day + n * DAY, day + n * DAY
    if e.unit == "week":  # weeks begin on Sunday to some, on Monday to others: both
        monday, sunday = day - DAY * day.weekday(), day - DAY * ((day.weekday() + 1) % 7)
        return min(monday, sunday) + 7 * n * DAY, max(monday, sunday) + (7 * n + 6) * DAY
    if e.unit == "weekend":
        return _weekend(e, day)
    if e.unit == "month":
        return _month_at(day, n)
    size = {"year": 1, "decade": 10, "century": 100}[e.unit]
    first = (day.year // size + n) * size
    return _years(first, first + size - 1)


def _weekend(e: Expression, day: date) -> tuple[date, date]:
    saturday = day - DAY * ((day.weekday() - 5) % 7)
    in_one = day.weekday() >= 5
    if e.shift == 1:
        return saturday + 7 * DAY, saturday + 15 * DAY
    if e.shift == -1:
        start = saturday - 7 * DAY * in_one
    else:
        start = saturday if in_one or "past" in e.tense else saturday + 7 * DAY
    return start, start + DAY


def _count(e: Expression, day: date) -> tuple[date, date]:
    near, far = sorted(e.shift * n for n in e.numbers)
    if e.unit in ROUGH_DAYS:
        size = {"week": 7, "fortnight": 14, "day": 1}.get(e.unit, 0)
        slack = ROUGH_DAYS[e.unit]
        first, last = day + (near * size - slack) * DAY, day + (far * size + slack) * DAY
        return (first, min(last, day)) if e.shift < 0 else (first, last)
    if e.unit == "month":
        return _month_at(day, near)[0], _month_at(day, far)[1]
    size, slack = {"year": (1, 0), "decade": (10, 2), "century": (100, 10)}[e.unit]
    return _years(day.year + near * size - slack, day.year + far * size + slack)


def _stretch(e: Expression, day: date) -> tuple[date, date]:
    first, last = _count(replace(e, numbers=(max(e.numbers),) * 2), day)
    return (first, day) if e.shift < 0 else (day, last)


def _recent(e: Expression, day: date) -> tuple[date, date]:
    return day - RECENT_DAYS[e.unit] * DAY, day


READINGS: dict[str, Callable[[Expression, date], tuple[date, date]]] = {
    "day": _day,
    "month": _month,
    "season": _season,
    "year": lambda e, day: _years(e.year, e.year),
    "years": lambda e, day: _years(e.year, e.year),
    "decade": lambda e, day: _years(e.year, e.year + 9),
    "century": lambda e, day: _years(e.year, e.year + 100 - (e.year % 100 == 0)),
    "weekday": _weekday,
    "period": _period,
    "count": _count,
    "stretch": _stretch,
    "recent": _recent,
    "now": lambda e, day: (day, day),
}


def _written(first: date | None, last: date | None, e: Expression) -> str:
    lasted = e.kind == "stretch" or (e.until is not None and e.relation == "to")
    edtf = from_bounds(first, last, lasted)
    rough = e.kind in ("count", "stretch") and e.unit in ("month", "year", "decade", "century")
    return (
        re.sub(r"(\d)(?=\.\.\d|/|\]|$)", r"\1~", edtf, count=1)
        if rough or e.approximate or e.kind == "recent"
        else edtf
    )


def _rule(e: Expression) -> str:
    """What was made of the words, in words."""
    part = f"{e.part} part of " if e.part in ("early", "mid", "late") else f"{e.part} of " if e.part else ""
    return (e.relation + " " if e.relation and not e.until else "") + part + _reading(e)


def _reading(e: Expression) -> str:
    if e.base is not None:
        return f"{e.unit} counted from a date"
    if e.kind == "now":
        return "the anchor itself"
    if e.kind == "recent":
        return "recent: a fixed reach before the anchor"
    if e.kind == "count":
        return f"{e.unit}s counted from the anchor"
    if e.kind == "stretch":
        return f"{e.unit}s up to the anchor" if e.shift < 0 else f"{e.unit}s from the anchor on"
    if not _floats(e):
        return "named event" if e.words.endswith("11") and not e.words[:1].isalpha() else f"{e.kind} as written"
    if e.kind == "period" or e.unit == "year":
        return f"{e.unit} of the anchor" + (f" {e.shift:+d}" if e.shift else "")
    return f"{'next' if e.tense == 'future' or e.shift == 1 else 'latest'} such {e.kind} seen from the anchor"


def _why(e: Expression, edtf: str) -> str:
    if e.year and e.kind == "day" and e.weekday is not None and not e.until:
        named = date(e.year, e.month, e.day).weekday()
        return (
            "" if named == e.weekday else f"the text says {WEEKDAYS[e.weekday]}, but that day was a {WEEKDAYS[named]}"
        )
    if e.relation == "since" and "at least" in e.words:
        return "may have begun earlier"
    if e.kind in ("day", "month", "weekday") and e.year is None and e.shift is None:
        if e.tense == "past" and "[" in edtf and not e.part:
            return "the latest is over nine months back, the next under three away: either"
        return "" if e.tense else "no verb tells past from future"
    return ""


# Numeric dates and the order of day and month


def _orders(e: Expression) -> dict[str, date]:
    """What a numeric date can be, by order of day and month."""
    a, b = e.numbers
    found = {DAY_FIRST: (b, a), MONTH_FIRST: (a, b)}
    return {
        order: date(e.year, month, day)
        for order, (month, day) in found.items()
        if month <= 12 and day <= monthrange(e.year, month)[1]
    }


def _numeric(e: Expression, order: str, within: str) -> dict[str, str]:
    readings, rule, why = _decided(e, order, within)
    days = sorted(set(readings.values()))
    if not days:
        return {"edtf": "", "rule": REFUSED, "why": "there is no such day"}
    return {"edtf": from_bounds(days[0], days[-1]), "rule": rule, "why": why}


def _decided(e: Expression, order: str, within: str) -> tuple[dict[str, date], str, str]:
    """The readings left, by the strongest evidence that leaves one; with the rule and the reason."""
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
    MONTH_FIRST: "us usa united states america philippines",
    DAY_FIRST: (
        "gb uk united kingdom britain england scotland ireland ie australia au new zealand nz india in pakistan pk"
        " afghanistan af russia ru france fr germany de italy it spain es turkey tr qatar united arab emirates"
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
        found = find(text)
        in_words = {d for e in found if e.kind == "day" and (d := _full_day(e))}
        for e in found:
            for order, why in _votes(e, in_words, within):
                votes.setdefault(order, f"{e.words!r} {why}")
    if len(votes) == 2:
        return "", "both orders occur: " + "; ".join(sorted(votes.values()))
    if votes:
        return next(iter(votes.items()))
    order = next((o for o, places in HABITS.items() if country and f" {country.lower()} " in f" {places} "), "")
    return order, f"habit of {country}" if order else "nothing decides"


def _full_day(e: Expression) -> date | None:
    return _day_of(e.year, e.month, e.day) if e.year else None


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


# A document's date: proposals with their words, none asserted

HEAD, TAIL = 1500, 400  # characters at either end of a text in which a date may be the document's own
LABEL = re.compile(
    r"(?i:\b(?P<label>first published|published|publication date|posted|issued|released|filed|created|date"
    r"|last updated|updated|last modified|modified|retrieved|accessed|archived)(?:\s(?:on|at|in))?\s*[:–—-]?\s*)$"
)
BYLINE = re.compile(r"^\W*(?i:by|from)\s+[A-Z\W][^\n]{0,80}$")
PLACE_BEFORE = re.compile(r"^\W{0,3}[A-Z][\w.'’/-]*(?:[\s,/]+[A-Z(][\w.'’/)-]*){0,6}\s*[,(:–—-]\s*\(?$")
AGENCY_BEFORE = re.compile(r"\([A-Z][\w. /-]{1,30}\)\s*[-–—]{1,2}\s*$")
DASH_AFTER = re.compile(r"^\s*(?:,?\s*\(?[A-Z][\w .]{1,30}\)?)?\s*\)?\s*(?:[-–—]{1,2}|:)\s*\S")
NOT_TIME = re.compile(r"(?i:\d{1,2}[:.]\d\d(?:[:.]\d\d)?|\b(?:[ap]\.?m\.?|[A-Z]{2,4}T|GMT|UTC|at|on|of)\b|[\W_])")
ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/_.-]|$)")
STILL_AHEAD = re.compile(r"\b(?:will|shall)\b[^.;!?\n]{0,60}$")


def document_date(text: str, metadata: dict[str, str] | None = None) -> list[Dating]:
    """What the text and its metadata propose as the publication date, strongest first; nothing is asserted.

    ``metadata`` is a row of documents.csv (published, url, retrieved, archived), with ``country`` if known. A
    proposal is a date stated in the metadata, labelled ("Published: …"), in a byline, a dateline, alone on a line
    near either end, or in the address; then bounds: not after it was retrieved or archived, not before the latest
    date it tells of in the past tense, not after a date that it says will come.
    """
    known = metadata or {}
    ceiling = _ceiling(known)
    order, _ = day_order(text, country=known.get("country", ""), within=ceiling)
    found = find(text)
    stated = [_stated(known), *_in_address(known.get("url", ""))]
    anchor = next((d.edtf for d in stated if d), "") or ceiling
    own = [(rule, e) for e in found if (rule := _own_place(e, text))]
    proposed = [_as_own(e, rule, anchor, order, ceiling) for rule, e in own]
    bounding = [Dating(ceiling, "", "", "not after it was retrieved or archived")] if ceiling else []
    rest = [e for e in found if e not in [e for _, e in own]]
    return [d for d in stated[:1] if d] + sorted(proposed, key=_strength) + stated[1:] + bounding + _told(rest, text)


def _ceiling(known: dict[str, str]) -> str:
    days = [day for key in ("retrieved", "archived") if (day := bounds(known.get(key, ""))[1])]
    return from_bounds(None, min(days)) if days else ""


def _stated(known: dict[str, str]) -> Dating | None:
    words = known.get("published_words", "")
    return Dating(known["published"], words, "", "stated in the metadata") if known.get("published") else None


def _in_address(url: str) -> list[Dating]:
    match = ADDRESS.search(url)
    if match is None:
        return []
    year, month, day = (int(part) if part else None for part in match.groups())
    if day and not _day_of(year, month, day):
        return []
    edtf = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
    return [Dating(edtf, match[0], "", "date in the address")]


def _own_place(e: Expression, text: str) -> str:
    """The place at an end of the text that makes a date the document's own, or ""."""
    if e.kind not in ("day", "numeric", "month") or e.shift is not None or HEAD <= e.start <= len(text) - TAIL:
        return ""
    begin, end = text.rfind("\n", 0, e.start) + 1, text.find("\n", e.end)
    before, after = text[max(begin, e.start - 160) : e.start], text[e.end : end if end >= 0 else len(text)][:160]
    label = LABEL.search(before)
    if label:
        return f"labelled {label['label'].lower()!r}"
    if e.kind == "month":
        return ""
    if BYLINE.match(before):
        return "in a byline"
    if AGENCY_BEFORE.search(before) or (PLACE_BEFORE.match(before) and DASH_AFTER.match(after)):
        return "in a dateline"
    alone = not NOT_TIME.sub("", before + " " + after)
    return "alone on a line" if alone else ""


def _as_own(e: Expression, rule: str, anchor: str, order: str, ceiling: str) -> Dating:
    dating = resolve(e, anchor, tense="past", order=order, within=ceiling)
    if dating.edtf and rule.split("'")[1:2] in (["retrieved"], ["accessed"], ["archived"]):
        dating = replace(dating, edtf=from_bounds(None, bounds(dating.edtf)[1]))
    why = "; ".join(filter(None, [dating.rule, dating.why]))
    return replace(dating, rule=rule, why=why)


def _strength(dating: Dating) -> tuple[int, int]:
    weaker = ("in a byline", "in a dateline", "alone on a line")
    late = "updated" in dating.rule or "modified" in dating.rule or dating.edtf.startswith("..")
    return (
        4 if late else 1 + weaker.index(dating.rule) if dating.rule in weaker else 0,
        int(dating.spans.split(":")[0]),
    )


def _told(found: list[Expression], text: str) -> list[Dating]:
    """Bounds from content: the latest date told of as past, the earliest told of as still to come."""
    dated = [e for e in found if e.kind in ("day", "month", "year") and e.year and not (e.relation or e.part)]
    past = [e for e in dated if "past" in e.tense and not STILL_AHEAD.search(text[max(0, e.start - 80) : e.start])]
    ahead = [e for e in dated if STILL_AHEAD.search(text[max(0, e.start - 80) : e.start])]
    told = []
    if past:
        latest = max((resolve(e) for e in past), key=lambda d: bounds(d.edtf)[0] or date.min)
        told.append(replace(latest, edtf=from_bounds(bounds(latest.edtf)[0], None), rule="tells of it as past"))
    if ahead:
        nearest = min((resolve(e) for e in ahead), key=lambda d: bounds(d.edtf)[1] or date.max)
        told.append(replace(nearest, edtf=from_bounds(None, bounds(nearest.edtf)[1]), rule="says it will come"))
    return [d for d in told if d.edtf]


# A statement's dates

CLAUSE = 70  # how far from cue or source a date may stand and still be the date of saying, in characters
ISSUED = (
    r"published|released|issued|posted|aired|broadcast|delivered|given|made|held|sent|dated|recorded|carried|signed"
    r"|written|tweeted|uploaded|convened|obtained|conducted|distributed|circulated"
)
OTHER_VERB = (
    rf"(?!(?:{ISSUED})\b)(?:was|were|had|has|have|is|are|will|would|\w{{3,}}ed|came|went|took|met|began|left|became|wrote|died"
    r"|won|lost|fell|killed|shot|led|saw|ran)"
)
CONJUNCTION = r"(?:that|where|when|while|because|if|although|though|as|but)"
NEW_CLAUSE = re.compile(
    rf"(?i:\b(?:who|whom|whose|which|before|since|until|ahead of|prior to|{CONJUNCTION}|{OTHER_VERB})\b"
    r"|,\s(?:and|or)\b)|[;!?]|\.[”\"’')]*\s+(?:[A-Z“\"‘']|$)|\n\s*\n"
)
YET_TO_SPEAK = re.compile(r"\b(?:will|shall|(?:going|plans?|expected|scheduled|due) to)\b|['’]ll\b")
AFTERWARDS = re.compile(r"(?i:\b(?:after|following|in the wake of)\b)")
VENUE = re.compile(
    r"(?i:\s+(?:\w+\s){0,2}?(?:statement|interview|report|speech|letter|tweet|post|article|message|briefing|remarks"
    r"|press conference|news conference|conference|poll|survey|study|memo|testimony|address|announcement|email|call"
    r"|hearing|video|broadcast|debate|rally|editorial|column|story))"
)


def statement_dates(
    text: str,
    content: Spans,
    cue: Spans,
    published: str = "",
    *,
    source: Spans = (),
    found: Sequence[Expression] | None = None,
    order: str = "",
    borrowed: bool = False,
) -> tuple[Dating, Dating | None]:
    """When a statement was said, and when what it says took place, if the words around and in it tell.

    Spans are offsets into ``text``; ``found`` is `find(text)`, given where many statements share a text. Said: the
    nearest date outside the content that no other clause separates from the cue ("told reporters on Saturday"), or
    that dates the report speaking ("Saturday's statement"); never after ``published``. Else "not after publication",
    or nothing where that is unknown. Event: the earliest placed date within the content, counted from the
    saying; the reason names any others.
    """
    found = find(text) if found is None else found
    said = _said(text, (content, cue, source), found, published, order, borrowed)
    worded = bool(said.words and said.edtf)
    inside = [e for e in found if any(a <= e.start and e.end <= b for a, b in content)]
    seen_from = said.edtf if worded else published
    dated = [d for e in inside if e.kind != "now" and (d := resolve(e, seen_from, order=order, borrowed=borrowed)).edtf]
    if not dated:
        return said, None
    others = ", ".join(repr(d.words) for d in dated[1:])
    why = "; ".join(filter(None, [dated[0].why, f"also: {others}" if others else ""]))
    return said, replace(dated[0], why=why)


def _said(
    text: str,
    frame: tuple[Spans, Spans, Spans],
    found: Sequence[Expression],
    published: str,
    order: str,
    borrowed: bool,
) -> Dating:
    first, last = bounds(published)
    ahead = any(YET_TO_SPEAK.search(text[a:b]) for a, b in frame[1])
    limit = from_bounds(first, None) if ahead else from_bounds(None, last)
    why = "" if limit else "the publication date is unknown, and no words date the saying"
    near = [(len(gap), e.start, gap, e) for e in found if (gap := _gap(text, *frame, e)) is not None]
    for *_, gap, e in sorted(near, key=lambda row: row[:2]):
        said = resolve(e, published, tense="future" if ahead else "past", order=order, borrowed=borrowed)
        if said.edtf and (ahead or (e.shift or 0) < 1):
            return _within(_not_before(said) if AFTERWARDS.search(gap) else said, limit)
        why = why or (f"{e.words!r}: {said.why}" if said.why else "")
    rule = REFUSED if not limit else "not before publication" if ahead else "not after publication"
    return Dating(limit, "", "", rule, published, borrowed and bool(limit), why)


def _not_before(said: Dating) -> Dating:
    """Said after something of that date."""
    return replace(said, edtf=from_bounds(bounds(said.edtf)[0], None), rule=f"not before: {said.rule}")


def _within(said: Dating, limit: str) -> Dating:
    narrowed = intersection(said.edtf, limit)
    return replace(said, edtf=narrowed) if narrowed else replace(said, why=f"outside {limit}, which publication allows")


def _gap(text: str, content: Spans, cue: Spans, source: Spans, e: Expression) -> str | None:
    """The words between a date and the cue or source it belongs to; None where it belongs to neither."""
    if e.kind == "now" or e.relation not in ("", "to", "between", "after") or _touches(e, content):
        return None
    venue = VENUE.match(text[e.end : e.end + 40].removeprefix("'s").removeprefix("’s"))
    if _touches(e, cue):
        return ""
    if _touches(e, source):
        return "" if venue or re.search(rf"\b(?:{ISSUED})\s(?:\w+\s)?$", text[max(0, e.start - 24) : e.start]) else None
    if e.attributive and not venue:
        return None
    clause = re.split(r"[,;.!?“”\"\n]", text[max(0, e.start - CLAUSE) : e.start])[-1]
    apart = NEW_CLAUSE.search(re.sub(rf"(?i:^\s*(?:and|{CONJUNCTION})\s)", "", clause))
    pieces = [(b, e.start) if b <= e.start else (e.end, a) for a, b in (*cue, *source) if b <= e.start or not apart]
    gaps = [text[a:b] for a, b in pieces if b - a <= CLAUSE and not any(a < y and x < b for x, y in content)]
    return min((gap for gap in gaps if not NEW_CLAUSE.search(gap)), key=len, default=None)


def _touches(e: Expression, spans: Spans) -> bool:
    return any(a < e.end and e.start < b for a, b in spans)
