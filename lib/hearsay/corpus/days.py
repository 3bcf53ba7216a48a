"""Dates as people, spreadsheets and exports write them, as EDTF: 14 October 2018, May 4, 2017 Thursday, 4 mai 2017.

Only what can be read in one way is read: of 2/12/2016 nobody can say the month.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso import intervals
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
]
NUMBERS = re.compile(rf"(?P<first>[0-3]?\d)([-/.])(?P<second>[0-3]?\d)\2{YEAR}(?:[ T][\d:.]+)?")
CLOCK = re.compile(r"[ T,]+\d{1,2}:\d\d.*$")
SERIAL = re.compile(r"([2-6]\d{4})(?:\.0+)?")
SERIAL_ZERO = date(1899, 12, 30)  # day 0 of a spreadsheet, which counts a 29 February 1900 that never was


def find_day(words: str) -> str:
    """The first whole date in some words, as EDTF; "" where there is none.

    >>> find_day("WASHINGTON, May 4, 2017 Thursday"), find_day("International, jeudi 4 mai 2017 550 mots, p. 4")
    ('2017-05-04', '2017-05-04')
    """
    found = [(match.start(), day) for pattern in WRITTEN for match in pattern.finditer(words) if (day := _day(match))]
    return min(found)[1] if found else ""


def plain(cell: str) -> str:
    """A cell's date as EDTF; the cell itself where it is EDTF already, or cannot be read in one way only.

    >>> [plain(c) for c in ("14 October 2018", "2018-10-14 00:00:00", "25/12/2015", "43387", "14-Oct-18", "October 2018")]
    ['2018-10-14', '2018-10-14', '2015-12-25', '2018-10-14', '2018-10-14', '2018-10']
    >>> plain("2/12/2016"), plain("[2015-11..2016-02]")
    ('2/12/2016', '[2015-11..2016-02]')
    """
    words = CLOCK.sub("", cell.strip())
    try:
        intervals.check(words)
        return words
    except ValueError:
        pass
    if match := NUMBERS.fullmatch(words):
        return _numbers(match) or cell
    if match := SERIAL.fullmatch(words):
        return (SERIAL_ZERO + timedelta(days=int(match[1]))).isoformat()
    for pattern in TABLED:
        if (match := pattern.fullmatch(words)) and (day := _day(match)):
            return day
    if ".." not in words and (day := find_day(words)):
        return day
    if match := MONTH_ALONE.fullmatch(words):
        return f"{match['year']}-{MONTHS[match['month'].lower()]:02}"
    return cell


def fault(cell: str) -> str:
    """Why a cell is no date, with what is expected; "" where it is one."""
    try:
        intervals.check(cell)
    except ValueError as error:
        if NUMBERS.fullmatch(cell.strip()):
            return f"{cell!r} can be read with the day or the month first; write it as 2016-12-31"
        return str(error)
    return ""


def _numbers(match: re.Match) -> str:
    """Day and month in either order, where only one order is a date."""
    first, second = int(match["first"]), int(match["second"])
    orders = {(first, second), (second, first)}
    days = {day for d, m in orders if (day := _iso(int(match["year"]), m, d))}
    return days.pop() if len(days) == 1 else ""


def _day(match: re.Match) -> str:
    month = match["month"].lower()
    year = int(match["year"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    return _iso(year, MONTHS[month] if month in MONTHS else int(month), int(match["day"]))


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
