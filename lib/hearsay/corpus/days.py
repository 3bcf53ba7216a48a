"""Dates as people, spreadsheets and exports write them, as EDTF: 14 October 2018, May 4, 2017 Thursday, 4 mai 2017.

Only what can be read in one way is read: of 2/12/2016 nobody can say the month.
"""

import re
from contextlib import suppress
from datetime import date, timedelta

from sayso import intervals
from sayso.when.cores import day_of as date_of
from sayso.words import told

MONTHS = {name: int(number[0]) for name, number in told("months").items()}
MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|\.|º)?"
YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
SHORT_YEAR = r"(?P<year>(?:(?:1[6-9]|20)\d\d)|\d\d)"
NAME = rf"(?P<month>{MONTH})\b\.?"
WRITTEN = [
    re.compile(rf"(?<!\d){YEAR}[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)"),
    re.compile(rf"(?<![\w/.]){DAY}[\s-]+(?:de\s+|of\s+)?{NAME}[\s,-]+(?:de\s+)?{YEAR}(?!\d)", re.I),
    re.compile(rf"(?<!\w){NAME}\s+{DAY}(?:\s*,\s*|\s+){YEAR}(?!\d)", re.I),
]
MONTH_ALONE = re.compile(rf"(?<!\w){NAME}\s+{YEAR}(?!\d)", re.I)
TABLED = [
    re.compile(rf"{DAY}[\s-]{NAME}[\s-]{SHORT_YEAR}", re.I),
    re.compile(rf"{YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)"),
    MONTH_ALONE,
]
NUMBERS = re.compile(rf"(?P<first>[0-3]?\d)([-/.])(?P<second>[0-3]?\d)\2{YEAR}(?:[ T][\d:.]+)?")
CLOCK = re.compile(r"[ T,]+\d{1,2}:\d\d.*$")
SERIAL = re.compile(r"([2-6]\d{4})(?:\.0+)?")
MEANT = re.compile(r"\[|\.\.|\d{4}[-/?~]")  # how a cell begins that is written as EDTF
SERIAL_ZERO = date(1899, 12, 30)  # day 0 of a spreadsheet, which counts a 29 February 1900 that never was


def find_day(words: str) -> str:
    """The first whole date in some words, as EDTF; "" where there is none.

    >>> find_day("WASHINGTON, May 4, 2017 Thursday"), find_day("International, jeudi 4 mai 2017 550 mots, p. 4")
    ('2017-05-04', '2017-05-04')
    """
    found = [(match.start(), day) for pattern in WRITTEN for match in pattern.finditer(words) if (day := _day(match))]
    return min(found)[1] if found else ""


def day_of(cell: str) -> str:
    """A cell's date as EDTF; "" where it is none, or cannot be read in one way only.

    >>> [day_of(c) for c in ("14 October 2018", "2018-10-14 00:00:00", "25/12/2015", "43387", "14-Oct-18", "October 2018")]
    ['2018-10-14', '2018-10-14', '2015-12-25', '2018-10-14', '2018-10-14', '2018-10']
    >>> day_of("2/12/2016"), day_of("[2015-11..2016-02]")
    ('', '[2015-11..2016-02]')
    """
    words = CLOCK.sub("", cell.strip())
    with suppress(ValueError):
        intervals.check(words)
        return words
    if NUMBERS.fullmatch(words):  # where only one order is a date
        return days[0] if len(days := _either(words)) == 1 else ""
    if match := SERIAL.fullmatch(words):
        return (SERIAL_ZERO + timedelta(days=int(match[1]))).isoformat()
    if ".." not in words and (day := find_day(words)):
        return day
    return next((day for pattern in TABLED if (match := pattern.fullmatch(words)) and (day := _day(match))), "")


def check(cell: str) -> None:
    """Raise ValueError, in one sentence that has the whole cell, unless it is EDTF.

    >>> check("04/03/2031")
    Traceback (most recent call last):
    ValueError: '04/03/2031' is not a date: expected YYYY, YYYY-MM or YYYY-MM-DD, and this may be 2031-03-04 or 2031-04-03
    """
    try:
        intervals.check(cell)
    except ValueError as error:
        if MEANT.match(cell):
            raise
        days = _either(CLOCK.sub("", cell.strip()))
        may_be = f", and this may be {' or '.join(days)}" if days else ""
        raise ValueError(f"{cell!r} is not a date: expected YYYY, YYYY-MM or YYYY-MM-DD{may_be}") from error


def _either(words: str) -> list[str]:
    """The days that numbers with the year last can be, the day before the month and after it."""
    if not (match := NUMBERS.fullmatch(words)):
        return []
    year, first, second = (int(match[part]) for part in ("year", "first", "second"))
    days = (date_of(year, second, first), date_of(year, first, second))
    return list(dict.fromkeys(str(day) for day in days if day))


def _day(match: re.Match) -> str:
    """The day of a match, or its month where it names no day."""
    year, month = int(match["year"]), match["month"].lower()
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    number, day = MONTHS.get(month) or int(month), match.groupdict().get("day")
    return str(date_of(year, number, int(day)) or "") if day else f"{year}-{number:02}"
