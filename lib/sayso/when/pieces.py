"""The pieces that expressions of time are written with, and the company that makes a word a date, as regular expressions."""

from __future__ import annotations

import re
from calendar import monthrange

from sayso.words import marked

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
SHIFTS = {"last": -1, "past": -1, "this": 0, "coming": 1, "next": 1}
FIRST_TO_TWELFTH = "one two three four five six seven eight nine ten eleven twelve"
NUMBERS = dict(zip(FIRST_TO_TWELFTH.split(), range(1, 13), strict=True))
NUMBERS |= {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
# What a vague number may stand for, least and most: a rule of ours, since usage gives no bounds.
VAGUE = {"couple": (2, 3), "few": (2, 5), "several": (3, 9), "some": (2, 9), "many": (5, 30), "": (2, 9)}
ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1, "final": -1}

S = r"(?:[^\S\n]{1,3}|[^\S\n]{0,2}\n[^\S\n]{0,2})"  # white space within a paragraph


def any_of(name: str, mark: str) -> str:
    """What bears a mark in a word list as alternatives, the longest first; a space is `S`, a `*` any ending."""
    entries = sorted(marked(name, mark), key=lambda entry: (-len(entry), entry))
    return "|".join(re.escape(entry).replace(r"\ ", S).replace(r"\*", r"\w*") for entry in entries)


YEAR = r"(?:1\d{3}|20\d\d|2100)(?![\w%°]|[.,:/]\d)"
DAY_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])(?![\d%:]|[.,]\d)"
NTH = r"(?:(?:<[^<>\n]{1,12}>)?[^\S\n]?(?:st|nd|rd|th|ST|ND|RD|TH)(?![a-zA-Z])(?:</[^<>\n]{1,12}>)?)?"
MONTH_NAMES = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June|Jun\.?|July|Jul\.?|Aug(?:ust|\.)?"
    r"|Sep(?:tember|t\.|t|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_LOWER = "|".join(name.lower() for name in MONTHS if name not in ("March", "May"))
MONTH = rf"(?:{MONTH_NAMES}|{MONTH_NAMES.upper()}|{_LOWER})(?![a-zA-Z])"
FULL_DAYS = "|".join(WEEKDAYS)
FULL_DAYS = f"(?:{FULL_DAYS}|{FULL_DAYS.upper()})"
WEEKDAY = rf"(?:{FULL_DAYS}|(?i:mon|tues?|wed|thu|thurs?|fri|sat|sun)\.?)"
OF_YEAR = (
    rf"(?:,?{S}(?:of{S})?(?:in{S})?(?:(?P<y>{YEAR})|(?:the{S})?(?P<rel>last|this|next|same|that|following|previous){S}year)"
    rf"|[,-](?P<yy>{YEAR})|,?{S}?[’'‘](?P<y2>\d\d)(?![\w’']))"
)
DAY_OF_YEAR = rf"(?:{OF_YEAR}|-(?P<y3>\d\d)(?![\w-]|[.,:]\d))"  # 19-Nov-12
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
TO = rf"(?:{S}?[-–—]{S}?|{S}(?:and|to|or|through|until){S})"
UNIT = r"(?P<unit>minute|hour|day|week|fortnight|month|year|decade|centur(?:y|ie))s?(?![a-zA-Z-])"
_DIGITS = r"\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
NUMBER = (
    rf"(?:(?P<n>{_DIGITS})(?:{S}?(?:or|to|-|–){S}?(?P<n2>{_DIGITS}))?"
    rf"|(?:a{S})?(?P<vague>few|several|couple|some|many)(?:{S}of)?)"
)
# After a number, these make it a count of things; after a date they hardly ever come.
COUNTED = re.compile(rf"{S}?(?:%|°|(?:{any_of('dates', 'counted')}|[ap]\.?m\b)(?!\w))")
FUNCTION_WORD = (
    r"(?:and|or|but|when|while|that|which|who|as|to|by|in|on|at|of|for|from|with|after|before|until|because|the|an?|s?he|it"
    r"|they|we|was|were|is|are|has|had|have|will|would|if|his|her|its|their|there|morning|afternoon|evening|night)\b"
)
# A round number is a year only if nothing follows that could be counted.
CLOSED = re.compile(rf"$|[.;:!?)\]”\"’'\n]|,(?!\d)|{S}?[-–—(]|{S}{FUNCTION_WORD}")
OF_THE_YEAR = re.compile(rf"{S}(?:{any_of('dates', 'yearly')})", re.IGNORECASE)
NOT_A_YEAR = re.compile(
    rf"(?:[$€£¥#@]|\b(?:{any_of('dates', 'numbered')}|(?<!since )at least)|as many as|as much as)\.?\s{{0,2}}$",
    re.IGNORECASE,
)
TEMPORAL = any_of("dates", "temporal")
YEAR_AFTER = re.compile(
    rf"(?:\b(?:{TEMPORAL}|before|after|circa|year|past|beyond|by|through|from|of|at least|summer|spring|autumn|fall"
    r"|winter|elections?|to|into|both|(?:back|early|recently|late) as|around|about|for|or|and)"
    rf"{S}|\b(?:mid|early|late|post|pre)-)$",
    re.IGNORECASE,
)
YEAR_OF = re.compile(
    rf"(?:\b(?:the|this|that|an?|its|his|her|their|our|my|or)|['’]s|s['’]){S}(?:[a-z]{{2,12}}{S})?$", re.IGNORECASE
)
ANOTHER_YEAR = re.compile(rf"(?<![\w$.,])(?:1[5-9]|20)\d\d(?:,{S}(?:and{S})?|{S}(?:and|or|to|through|until){S})$")
TO_BE = re.compile(rf"{S}(?:was|is|will|has|saw|had|would|brought|marked|may|could)(?!\w)")
_OF_MONTHS = f"{TEMPORAL}|last|this|next"
MONTH_AFTER = re.compile(rf"\b(?:{_OF_MONTHS}|before|after|through|by|of|from)(?:{S}|-)$", re.IGNORECASE)
MAY_AFTER = re.compile(rf"\b(?:{_OF_MONTHS}|half of|weeks? of|days? of)(?:{S}|-)$", re.IGNORECASE)
ANOTHER_MONTH = re.compile(rf"(?:{MONTH_NAMES})(?:,?{S}(?:and|or|to|through|until){S}|,{S}|[-–—])$")
PROPER = re.compile(
    r"(?<![.!?:;”\"\n])[^\S\n](?!(?:If|In|The|On|As|When|And|But|For|By)\b)[A-Z][a-z]+[^\S\n]$"
)  # within the sentence
HABIT = re.compile(rf"\b(?:{any_of('dates', 'habit')})[^\S\n]{{1,2}}$", re.IGNORECASE)
NO_DAY = re.compile(rf"{S}(?:{any_of('dates', 'name')}|(?:to|through|thru){S}{FULL_DAYS})|[-–]{FULL_DAYS}|[-–]to[-–]")
ORDERED_DAYS = re.compile(rf"{FULL_DAYS}(?:{S}(?:to|through|thru){S}|[-–])$")

NOUN_OF_PART = (
    r"end|start|beginning|close|middle|(?:first|second|latter)\shalf|(?:first|second|third|fourth|last|final)\squarter"
    r"|(?:first|opening|last|final|closing)\s(?:few\s)?(?:days?|weeks?|months?|years?)"
)
PART_OF = rf"(?:\bthe{S}(?:very{S})?(?P<part>{NOUN_OF_PART}){S}(?:of|in)|\b(?P<part2>{NOUN_OF_PART}){S}of){S}"
SHIFT = rf"(?P<rel>[Ll]ast|[Nn]ext|[Tt]his(?:{S}(?:past|coming))?){S}"
NOT_OF = rf"(?!{S}(?:of|before|after|earlier|later|or\sso)\b)(?![a-zA-Z]|-)"
HEDGE = rf"(?:\b(?P<hedge>more{S}than|less{S}than|over|within|about|around|nearly|almost|roughly|just){S})?"
SPAN_OF_TIME = r"(?:day|night|morning|afternoon|evening|week|weekend|month|year|summer|winter|spring|autumn|decade)"
FOLLOWING = rf"the{S}(?:very{S})?(?:next|following|previous|same|preceding){S}"
WITH_WEEKDAY = rf"(?:\b(?P<wd>{WEEKDAY}),?{S})?"
FULL_MONTH = f"(?:{'|'.join(MONTHS)})"
FULL_YEAR = r"(?:1[5-9]|20)\d\d"


# What single words mean


def exists(year: int | None, month: int, day: int) -> bool:
    """Whether there is such a day; without a year, in a leap year."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2000, month)[1]


def month_named(word: str) -> int:
    """The number of a month by its name or the beginning of it."""
    return next(i for i, name in enumerate(MONTHS, 1) if name[:3].lower() == word[:3].lower())


def weekday_named(word: str | None) -> int | None:
    """The number of a weekday, Monday 0, by its name or the beginning of it."""
    return next(i for i, name in enumerate(WEEKDAYS) if name[:3].lower() == word[:3].lower()) if word else None


def year_of_two_figures(year: str) -> int:
    """A year of two figures: from 1950 to 2049."""
    return int(year) + (2000 if int(year) < 50 else 1900)


def part_named(words: str) -> str:
    """Which part of a stretch some words name."""
    words = " ".join(words.lower().replace("-", " ").split())
    names = {
        **{"earlier": "so far", "later": "rest", "rest": "rest", "early": "early", "mid": "mid", "late": "late"},
        **{"middle": "mid", "start": "early", "beginning": "early", "end": "late", "close": "late"},
        **{"first half": "first half", "second half": "second half", "latter half": "second half"},
    }
    name = next((meaning for word, meaning in names.items() if word in words), "")
    quarter = re.search(r"(first|second|third|fourth|last|final) quarter", words)
    if quarter:
        numbers = {"first": 1, "second": 2, "third": 3}
        return f"quarter {numbers.get(quarter[1], 4)}"
    return name or ("early" if "first" in words or "opening" in words else "late")
