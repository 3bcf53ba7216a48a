"""Expressions of time in English news prose: where they stand and what their words mean, before any anchor.

Precision first. A word that is as often something else ("may", "march", "second", "Sat", a bare number) is a
date only in company that makes it one; durations ("15 years") and habits ("every Friday") are none. Near to
TimeML's TIMEX3 (Pustejovsky et al. 2003), less times of day and durations. Reads the text as received, with
bounded looks to either side of each match, so in linear time.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

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
CENTURIES = dict(zip(["sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"], range(16, 21), strict=True))


@dataclass(frozen=True)
class Expression:
    """One expression of time at ``start:end`` of a text.

    ``kind`` is day, month, season, year, years, decade, century (``year`` None where the words give none), numeric
    (``numbers`` as written, in unknown order), weekday, period (last, this or next ``unit``: ``shift``), count
    (``numbers`` of ``unit``, least and most, counted towards ``shift`` from ``base``, or from the anchor),
    stretch (all of such a count), recent, now, or elsewhere (counted from an event that has no date here).
    """

    start: int
    end: int
    words: str
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str = ""
    shift: int | None = None
    numbers: tuple[int, ...] = ()
    part: str = ""
    relation: str = ""
    attributive: bool = False
    approximate: bool = False
    until: Expression | None = None
    base: Expression | None = None
    tense: str = ""


S = r"(?:[^\S\n]{1,3}|[^\S\n]{0,2}\n[^\S\n]{0,2})"  # white space within a paragraph
YEAR = r"(?:1\d{3}|20\d\d|2100)(?![\w%°]|[.,:/]\d)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?![\d%:]|[.,]\d)"
NTH = r"(?:(?:<[^<>\n]{1,12}>)?[^\S\n]?(?:st|nd|rd|th|ST|ND|RD|TH)(?![a-zA-Z])(?:</[^<>\n]{1,12}>)?)?"
_NAMES = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June|Jun\.?|July|Jul\.?|Aug(?:ust|\.)?"
    r"|Sep(?:tember|t\.|t|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_LOWER = "|".join(name.lower() for name in MONTHS if name not in ("March", "May"))
MONTH = rf"(?:{_NAMES}|{_NAMES.upper()}|{_LOWER})(?![a-zA-Z])"
_FULL_DAYS = "|".join(WEEKDAYS)
_FULL_DAYS = f"(?:{_FULL_DAYS}|{_FULL_DAYS.upper()})"
WEEKDAY = rf"(?:{_FULL_DAYS}|(?i:mon|tues?|wed|thu|thurs?|fri|sat|sun)\.?)"
OF_YEAR = (
    rf"(?:,?{S}(?:of{S})?(?:in{S})?(?:(?P<y>{YEAR})|(?:the{S})?(?P<rel>last|this|next|same|that|following|previous){S}year)"
    rf"|[,-](?P<yy>{YEAR}))"
)
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
TO = rf"(?:{S}?[-–—]{S}?|{S}(?:and|to|or|through|until){S})"
UNIT = r"(?P<unit>minute|hour|day|week|fortnight|month|year|decade|centur(?:y|ie))s?(?![a-zA-Z-])"
_DIGITS = r"\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
NUMBER = (
    rf"(?:(?P<n>{_DIGITS})(?:{S}?(?:or|to|-|–){S}?(?P<n2>{_DIGITS}))?"
    rf"|(?:a{S})?(?P<vague>few|several|couple|some|many)(?:{S}of)?)"
)
# After a number, these make it a count of things; after a date they hardly ever come.
COUNTED = re.compile(
    rf"{S}?(?:%|°|(?:per{S}?cent|percent|hours?|hrs|GMT|UTC|EST|EDT|local{S}time|[ap]\.?m\b|km|kms|kilo\w*|miles?|feet"
    r"|foot|ft|met(?:er|re)s?|kg|tons?|tonnes?|acres?|hectares?|dollars?|euros?|pounds?|rupees|rou?bles|afghanis|degrees"
    r"|votes|points|seats|people|persons?|men|women|children|civilians|soldiers|troops|fighters|militants|insurgents"
    r"|police|officers|members|families|refugees|migrants|students|workers|others|jobs|homes|houses|villages|cases"
    r"|vehicles|copies|pages|words|delegates|respondents|adults|voters|million|billion|thousand|hundred|times|registered|likely|days"
    r"|weeks|months|years|minutes|seconds|megawatts|MW|calories|square|more)(?![\w]))"
)
FUNCTION_WORD = (
    r"(?:and|or|but|when|while|that|which|who|as|to|by|in|on|at|of|for|from|with|after|before|until|because|the|an?|s?he|it"
    r"|they|we|was|were|is|are|has|had|have|will|would|if|his|her|its|their|there|morning|afternoon|evening|night)\b"
)
# A round number is a year only if nothing follows that could be counted.
CLOSED = re.compile(rf"$|[.;:!?)\]”\"’'\n]|,(?!\d)|{S}?[-–—(]|{S}{FUNCTION_WORD}")
OF_THE_YEAR = re.compile(
    rf"{S}(?:election|campaign|race|census|president\w*|senate|debate|olympics|vote|poll|convention|primary|crisis|attack|war"
    r"|agreement|treaty|constitution|law|act|report|film|book|edition|season|world|nomin\w+|summit|uprising|coup)",
    re.IGNORECASE,
)
NOT_A_YEAR = re.compile(
    r"(?:[$€£¥#@]|\b(?:Rs|No|Nos|pp?|page|pages|room|flight|route|highway|article|section|resolution|chapter|channel"
    r"|box|boeing|airbus|number|office|windows|about some|some|nearly|almost|approximately|over|than|most|up to|only"
    r"|exactly|another|additional|roughly|score of|total of|(?<!since )at least)|as many as|as much as)\.?\s{0,2}$",
    re.IGNORECASE,
)
YEAR_AFTER = re.compile(
    r"(?:\b(?:in|since|until|till|during|before|after|throughout|early|late|mid|circa|year|past|beyond|by|through|between"
    r"|from|of|at least|summer|spring|autumn|fall|winter|elections?|to|into|both|(?:back|early|recently|late) as|as of"
    rf"|around|about|for|or|and){S}|\b(?:mid|early|late|post|pre)-)$",
    re.IGNORECASE,
)
YEAR_OF = re.compile(
    rf"(?:\b(?:the|this|that|an?|its|his|her|their|our|my|or)|['’]s|s['’]){S}(?:[a-z]{{2,12}}{S})?$", re.IGNORECASE
)
ANOTHER_YEAR = re.compile(rf"(?<![\w$.,])(?:1[5-9]|20)\d\d(?:,{S}(?:and{S})?|{S}(?:and|or|to|through|until){S})$")
TO_BE = re.compile(rf"{S}(?:was|is|will|has|saw|had|would|brought|marked|may|could)(?!\w)")
MONTH_AFTER = re.compile(
    r"\b(?:in|since|until|till|last|this|next|during|before|after|through|throughout|early|late|mid|earlier in|by|of"
    rf"|from|between|back in|end of|beginning of|start of|middle of|as of)(?:{S}|-)$",
    re.IGNORECASE,
)
MAY_AFTER = re.compile(
    r"\b(?:in|since|until|till|last|this|next|during|throughout|early|late|mid|earlier in|later in|end of|beginning of"
    rf"|start of|middle of|half of|weeks? of|days? of|back in|between|as of)(?:{S}|-)$",
    re.IGNORECASE,
)
ANOTHER_MONTH = re.compile(rf"(?:{_NAMES})(?:,?{S}(?:and|or|to|through|until){S}|,{S}|[-–—])$")
PROPER = re.compile(
    r"(?<![.!?:;”\"\n])[^\S\n](?!(?:If|In|The|On|As|When|And|But|For|By)\b)[A-Z][a-z]+[^\S\n]$"
)  # within the sentence
HABIT = re.compile(
    r"\b(?:every|each|most|an?|any|one|some|many|Good|Black|Bloody|Super|Ash|Cyber|Palm|Easter|Holy|Maundy|Shrove"
    r"|Giving|Fat|Casual|Ruby|Mail on|alternate|other|weekly|usual|per|Man|Freaky)[^\S\n]{1,2}$",
    re.IGNORECASE,
)
NO_DAY = re.compile(
    rf"{S}(?:Times|Telegraph|Mail|Mirror|Express|Post|Herald|Independent|Sun|Star|World|People|Night|Evening{S}Post|Live"
    rf"|Age|Tribune|Gazette|Review|Today|Magazine|School|school|League|Agreement|prayers?|Islands?"
    rf"|(?:to|through|thru){S}{_FULL_DAYS})|[-–]{_FULL_DAYS}|[-–]to[-–]"
)
ORDERED_DAYS = re.compile(rf"{_FULL_DAYS}(?:{S}(?:to|through|thru){S}|[-–])$")

Fields = dict[str, object] | None


def find(text: str) -> list[Expression]:
    """Every expression of time in ``text``, in order, none within another.

    >>> [(e.start, e.words, e.kind) for e in find("It may open on May 5th, not in 2,015 days.")]
    [(15, 'May 5th', 'day')]
    """
    found: list[Expression] = []
    for core in _apart(_cores(text)):
        found.append(_with_what_leads(core, text, found[-1].end if found else 0))
    return [replace(e, tense=_tense(text, e.start, e.end)) for e in _joined(found, text)]


def _cores(text: str) -> Iterator[Expression]:
    for kind, pattern, meaning in PATTERNS:
        for match in pattern.finditer(text):
            fields = meaning(match)
            if fields is not None:
                yield Expression(match.start(), match.end(), match[0], **({"kind": kind} | fields))


def _apart(cores: Iterator[Expression]) -> Iterator[Expression]:
    """Of expressions that overlap, the one that begins earlier, then the longer."""
    end = 0
    for core in sorted(cores, key=lambda e: (e.start, -e.end)):
        if core.start >= end:
            yield core
            end = core.end


# What each pattern means. Each takes the match and gives the fields of the expression, or None: not a date.


def _iso(m: re.Match) -> Fields:
    year, month, day = int(m["y"]), int(m["m"]), int(m["d"])
    return {"year": year, "month": month, "day": day} if _exists(year, month, day) else None


def _numeric(m: re.Match) -> Fields:
    a, b, year = int(m["a"]), int(m["b"]), int(m["y"])
    if len(m["y"]) == 2:
        year += 2000 if year < 50 else 1900
    if not (_exists(year, a, b) or _exists(year, b, a)):
        return None
    return {"numbers": (a, b), "year": year, "weekday": _weekday(m["wd"])}


def _day(m: re.Match) -> Fields:
    counted = not (m["y"] or m["yy"] or m["rel"]) and COUNTED.match(m.string, m.end())
    number_ten = re.search(r"\b(?:No\.?|Number)\s$", m.string[max(0, m.start("d") - 8) : m.start("d")])
    fields = {"month": _month(m["m"]), "day": int(m["d"]), "weekday": _weekday(m["wd"])} | _year(m)
    if counted or number_ten or not _exists(fields.get("year"), fields["month"], int(m["d2"] or m["d"])):
        return None
    if m["d2"]:
        lasted = "or" not in m["to"] and int(m["d2"]) > int(m["d"])
        last = Expression(m.start(), m.end(), m[0], "day", **(fields | {"day": int(m["d2"])}))
        return fields | {"until": last, "relation": "to" if lasted else "between"}
    return fields


def _month_of_year(m: re.Match) -> Fields:
    if re.search(r"\d(?:st|nd|rd|th)?\s(?:of\s)?$", m.string[max(0, m.start() - 8) : m.start()]):
        return None  # of a day that does not exist
    return {"month": _month(m["m"])} | _year(m)


def _bare_month(m: re.Match) -> Fields:
    """A month by itself: needs a preposition if it is also a verb or a name."""
    left, right = m.string[max(0, m.start() - 24) : m.start()], m.string[m.end() : m.end() + 24]
    month = _month(m[0])
    if m[0] in ("March", "May") or m[0] not in MONTHS:
        ranged = re.match(rf"{S}(?:and|to|or|through|until){S}(?:{_NAMES})", right)
        trusted = MAY_AFTER.search(left) or ANOTHER_MONTH.search(left) or ranged
    else:
        named = PROPER.search(left) or re.match(r"[^\S\n][A-Z][a-z]", right) or re.match(r"[-/]", right)
        trusted = MONTH_AFTER.search(left) or ANOTHER_MONTH.search(left) or not named
    modifier = re.search(r"(?:\b(?:an?|the|its|his|her|their)|['’]s)\s$", left) and re.match(
        rf"\s(?!{FUNCTION_WORD})[a-zA-Z]", right
    )
    level = m[0] == "March" and re.search(r"\b(?:from|with|to|than)\s$", left) and re.match(r"[.,;)'’]", right)
    trusted = trusted or (modifier and m[0] != "May" and not right.startswith(" of ")) or level
    habit = re.search(r"(?i:\b(?:every|each|most))\s$", left)
    return {"month": month} if trusted and not habit and not re.match(r"\s\d", right) else None


def _bare_year(m: re.Match) -> Fields:
    """A number of four digits by itself: needs company that makes it a year."""
    text, year = m.string, int(m["y"])
    left, right = text[max(0, m.start() - 30) : m.start()], text[m.end() : m.end() + 30]
    if NOT_A_YEAR.search(left) or COUNTED.match(right) or re.match(r"-(?!era\b)\w", right):
        return None
    if year % 50 == 0 and not (CLOSED.match(right) or OF_THE_YEAR.match(right)):
        return None
    led = YEAR_AFTER.search(left) or re.match("p", m["pre"] or "", re.IGNORECASE)
    recent = 1800 <= year <= 2030
    enclosed = left.endswith("(") and re.match(r"[),;]", right)
    apart = not left.strip() or re.search(r"[.!?\n]\s*$", left)
    company = led or enclosed or YEAR_OF.search(left) or ANOTHER_YEAR.search(left) or (apart and TO_BE.match(right))
    if not (company if recent else led and year >= 1500 and not led[0].lower().startswith("of")):
        return None
    relation = {"post": "after", "pre": "before"}.get((m["pre"] or "").lower(), "")
    return {"year": year, "relation": relation}


def _years(m: re.Match) -> Fields:
    first, last = int(m["y"]), int(m["y2"])
    if last < 100:
        last += first // 100 * 100
        if m["y2"] < "13" and last != first + 1:
            return None  # 2009-11 may be a month
    if not 1500 <= first < last <= 2100 or COUNTED.match(m.string, m.end()):
        return None
    until = Expression(m.start(), m.end(), m[0], "year", year=last)
    return {"year": first, "until": until, "relation": "to"}


def _decade(m: re.Match) -> Fields:
    year = int(m["y"]) if m["y"] else 1900 + int(m["y2"])
    return {"kind": "century", "year": year} if year % 100 == 0 and year < 2000 else {"year": year}


def _century(m: re.Match) -> Fields:
    word = m["c"].lower()
    number = CENTURIES.get(word) or int(re.match(r"\d*", word)[0] or 21)
    return {"year": (number - 1) * 100}


def _season(m: re.Match) -> Fields:
    shift = None if m["y"] else SHIFTS[m["rel"].split()[-1].lower()]
    return {"month": SEASONS[m["s"].lower()], "year": int(m["y"]) if m["y"] else None, "shift": shift}


def _weekday_alone(m: re.Match) -> Fields:
    left = m.string[max(0, m.start() - 24) : m.start()]
    thing = re.search(r"\b[Aa]\s$", left) and re.match(
        rf"{S}(?!{FUNCTION_WORD})[a-z]", m.string[m.end() : m.end() + 16]
    )
    programme = left.endswith("Fox News ") and m["wd"] == "Sunday"
    if programme or (HABIT.search(left) and not thing) or ORDERED_DAYS.search(left) or NO_DAY.match(m.string, m.end()):
        return None
    if re.search(r"\bthe\s$", left) and re.match(r"\s(?:before|after)\b", m.string[m.end() : m.end() + 8]):
        return {"kind": "elsewhere"}
    shift = SHIFTS[m["rel"].split()[-1].lower()] if m["rel"] else None
    return {"weekday": _weekday(m["wd"]), "shift": shift}


def _month_shifted(m: re.Match) -> Fields:
    return {"month": _month(m["m"]), "shift": SHIFTS[m["rel"].split()[-1].lower()]}


def _period(m: re.Match) -> Fields:
    words, unit = m["rel"].lower().split(), m["unit"]
    possessed = re.search(r"\b(?:the|very|than|his|her|their|its)\s$", m.string[max(0, m.start() - 6) : m.start()])
    a_name = unit[0].isupper() and not unit.isupper()
    if a_name or (possessed and words[0] != "this"):
        return None
    return {"unit": unit.lower(), "shift": SHIFTS[words[-1]]}


def _the_year(m: re.Match) -> Fields:
    return {"unit": m["unit"].lower(), "shift": 0, "part": _part(m["part"] or m["part2"] or m["part3"])}


def _deictic(m: re.Match) -> Fields:
    words = " ".join(m[0].lower().split())
    if words == "last night":
        return {"kind": "count", "unit": "day", "shift": -1, "numbers": (0, 1)}
    shift = {"the day before yesterday": -2, "yesterday": -1, "tomorrow": 1, "the day after tomorrow": 2}
    return {"unit": "day", "shift": shift.get(words, 0)}


def _count(m: re.Match) -> Fields:
    numbers = _numbers(m)
    unit, hedge = _unit(m), (m["hedge"] or "").lower()
    if m["to"].lower() != "ago":
        shift = 1 if m["to"].lower() in ("after", "later", "following") else -1
        counts_on = m["to"].lower() in ("after", "before", "following")
        return {"kind": "elsewhere", "unit": unit, "shift": shift, "numbers": numbers * counts_on}
    relation = {"more than": "before", "over": "before", "less than": "since", "within": "since"}.get(hedge, "")
    return {"unit": unit, "shift": -1, "numbers": numbers, "relation": relation}


def _stretch(m: re.Match) -> Fields:
    numbered, several = m["n"] or m["vague"], m[0].lower().endswith("s")
    if re.match(rf"{S}of\b", m.string[m.end() : m.end() + 6]):
        return None
    if not (numbered or several):
        if m["rel"].lower() == "next" and re.match("(?i:the)", m[0]):
            return {"kind": "elsewhere"}
        if m["unit"].lower() in ("minute", "hour", "day"):
            return None
    numbers = _numbers(m) if numbered else VAGUE[""] if several else (1, 1)
    return {"unit": _unit(m), "shift": SHIFTS[m["rel"].lower()], "numbers": numbers}


def _recent(m: re.Match) -> Fields:
    return {"unit": m["unit"].lower().rstrip("s") if m["unit"] else ""}


def _plain(m: re.Match) -> Fields:
    return {}


def _named(m: re.Match) -> Fields:
    return {"year": 2001, "month": 9, "day": 11}


def _exists(year: int | None, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2000, month)[1]


def _month(word: str) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name[:3].lower() == word[:3].lower())


def _weekday(word: str | None) -> int | None:
    return next(i for i, name in enumerate(WEEKDAYS) if name[:3].lower() == word[:3].lower()) if word else None


def _year(m: re.Match) -> dict[str, object]:
    """The year that goes with a month, or how far it is from the anchor's year."""
    if m["rel"] is None:
        year = m["y"] or m["yy"]
        return {"year": int(year) if year else None}
    rel = m["rel"].lower()
    return {"unit": "year", "shift": SHIFTS[rel]} if rel in SHIFTS else {"kind": "elsewhere"}


def _unit(m: re.Match) -> str:
    return "century" if m["unit"].lower().startswith("centur") else m["unit"].lower()


def _numbers(m: re.Match) -> tuple[int, int]:
    if not m["n"]:
        return VAGUE[(m["vague"] or "").lower()]
    least, most = (int(n) if n.isdigit() else NUMBERS[n] for n in (m["n"].lower(), (m["n2"] or m["n"]).lower()))
    return min(least, most), max(least, most)


def _part(words: str) -> str:
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

# Kind, pattern, meaning. Where two begin at one place the longer is taken, then the one written earlier.
PATTERNS: list[tuple[str, re.Pattern, Callable[[re.Match], Fields]]] = [
    (kind, re.compile(pattern), meaning)
    for kind, pattern, meaning in [
        (
            "day",
            rf"(?<![\w/.$])9/11(?![\w/])|\b(?:September|Sept?\.?){S}11(?:th)?(?={S}(?:terror\w*{S})?(?:attack|hijack))",
            _named,
        ),
        (
            "day",
            rf"(?<![\w/.-])(?P<y>{FULL_YEAR})([-/.])(?P<m>\d\d)\2(?P<d>\d\d)(?:T\d\d:[\d:.Z+]{{2,16}})?(?![\w/-])",
            _iso,
        ),
        (
            "numeric",
            rf"{WITH_WEEKDAY}(?<![\w/.$-])(?P<a>\d{{1,2}})([/.-])(?P<b>\d{{1,2}})\3(?P<y>{FULL_YEAR}|(?<=/)\d\d)"
            r"(?![\w/-]|\.\d)",
            _numeric,
        ),
        (
            "day",
            rf"{WITH_WEEKDAY}(?:\b[Tt]he{S})?(?<![\w$€£#.,:/-])(?P<d>{DAY}){NTH}(?:(?P<to>{TO})(?P<d2>{DAY}){NTH})?"
            rf"(?:{S}|-)(?:of{S})?(?P<m>{MONTH}){OF_YEAR}?",
            _day,
        ),
        (
            "day",
            rf"{WITH_WEEKDAY}\b(?P<m>{MONTH})(?:{S}(?:the{S})?|-|(?<=\.))(?P<d>{DAY}){NTH}"
            rf"(?:(?P<to>{TO})(?P<d2>{DAY}(?!{S}{MONTH})){NTH})?(?!\w){OF_YEAR}?",
            _day,
        ),
        ("month", rf"\b(?P<m>{MONTH}){OF_YEAR}", _month_of_year),
        ("month", rf"\b{SHIFT}(?P<m>{FULL_MONTH})(?![a-zA-Z])", _month_shifted),
        ("month", rf"\b{_NAMES}(?![a-zA-Z])", _bare_month),
        ("season", rf"\b(?P<s>{SEASON}),?{S}(?:of{S}|in{S})?(?P<y>{YEAR})(?P<rel>)", _season),
        ("season", rf"\b{SHIFT}(?P<s>{SEASON})(?![\w-])(?P<y>)", _season),
        (
            "years",
            rf"(?<![\w$€£#.,:/-])(?P<y>{FULL_YEAR}){S}?[-–—/]{S}?(?P<y2>{FULL_YEAR}|\d\d)(?![\w%/-]|[.,:]\d)",
            _years,
        ),
        ("decade", r"(?<![\w$€£.,])(?:(?P<y>1[5-9]\d0|20\d0)['’]?s|['’‘](?P<y2>[2-9]0)['’]?s)(?!\w)", _decade),
        ("century", rf"\b(?P<c>1[6-9]th|20th|21st|(?i:{'|'.join(CENTURIES)}))(?:{S}|-)[Cc]entury(?!\w)", _century),
        ("year", rf"(?<![\w$€£¥#@/.,:])(?:(?P<pre>[Pp]ost|[Pp]re)-)?(?P<y>{YEAR})", _bare_year),
        ("weekday", rf"\b(?:{SHIFT})?(?P<wd>{_FULL_DAYS})(?![a-zA-Z])", _weekday_alone),
        ("period", rf"(?i:\b{SHIFT}(?P<unit>week|weekend|month|year|decade|century)){NOT_OF}", _period),
        (
            "period",
            rf"(?i:(?:{PART_OF}|\b(?P<part3>earlier|later|early|late){S}in{S})the{S}(?P<unit>week|month|year|decade)){NOT_OF}",
            _the_year,
        ),
        (
            "period",
            rf"(?i:\b(?:(?<!USA\s)today|tonight|(?:the{S}day{S}before{S})?yesterday|(?:the{S}day{S}after{S})?tomorrow|last{S}night"
            rf"|this{S}(?:morning|afternoon|evening)))(?![\w-])",
            _deictic,
        ),
        (
            "count",
            rf"(?i:{HEDGE}\b(?:{NUMBER}(?:{S}|-))?{UNIT}(?:{S}and{S}a{S}half|{S}or{S}(?:so|two|more))?{S}"
            r"(?P<to>ago|earlier|later|before|after|following|prior))(?!\w)",
            _count,
        ),
        (
            "stretch",
            rf"(?i:\b(?:(?:the|these|over|in|during|within){S}){{1,3}}(?P<rel>past|last|coming|next){S}(?:{NUMBER}{S})?{UNIT})",
            _stretch,
        ),
        (
            "elsewhere",
            rf"(?i:\b(?:(?:that{S}|{FOLLOWING}){SPAN_OF_TIME}|the{S}{SPAN_OF_TIME}{S}(?:before|after)))(?![\w-])",
            _plain,
        ),
        ("elsewhere", rf"\b(?i:{FOLLOWING})(?:{FULL_MONTH}|{_FULL_DAYS})(?![a-zA-Z])", _plain),
        (
            "recent",
            r"(?i:(?<!until\s)(?<!more\s)(?<!most\s)(?<!\bas\s)\b(?:recently|lately"
            rf"|recent{S}(?P<unit>days|weeks|months|years|decades)))(?!\w)",
            _recent,
        ),
        (
            "now",
            r"(?i:(?<!until\s)(?<!by\s)(?<!just\s)(?<!for\s)(?<!from\s)\b"
            rf"(?:now(?!{S}(?:that|and{S}then|on)\b)|currently|nowadays|at{S}present|these{S}days|at{S}the{S}moment))(?![\w-])",
            _plain,
        ),
    ]
]

LEADS = (
    (
        "part",
        re.compile(rf"(?i:\b(?P<part>early|mid|late|middle|earlier|later)(?:-|{S})(?:in{S}|on{S}|of{S})?(?:the{S})?)$"),
    ),
    ("part", re.compile(rf"(?i:{PART_OF}(?:the{S})?)$")),
    ("approximate", re.compile(rf"(?i:\b(?:about|around|circa|approximately|roughly){S})$")),
    (
        "relation",
        re.compile(
            rf"(?i:\b(?P<relation>since|until|till|by|before|after|prior{S}to|past|beyond|through)(?:{S}(?:at{S}least|about"
            rf"|around|roughly|just|sometime{S}in|as{S}early{S}as|as{S}far{S}back{S}as|in|the|on))*{S})$"
        ),
    ),
)
RELATIONS = {"till": "until", "through": "until", "prior to": "before", "beyond": "past"}
REACH = 48  # how far before a date the words that govern it may begin, in characters


def _with_what_leads(core: Expression, text: str, floor: int) -> Expression:
    """``core`` with "late", "the end of", "about", "since at least" and the like taken in from its left."""
    e = replace(core, attributive=_attributive(core, text, floor))
    for name, pattern in LEADS:
        left = text[max(floor, e.start - REACH) : e.start]
        match = pattern.search(left)
        if match is None or (name == "part" and e.part) or (name == "relation" and not _governs(match, e, left)):
            continue
        start, words = e.start - (len(left) - match.start()), next(filter(None, match.groups()), "")
        e = replace(e, start=start, words=text[start : e.end], **{name: LED[name](words)})
    return e


def _attributive(core: Expression, text: str, floor: int) -> bool:
    """Is it the date of a thing named next ("the 2014 vote", "Saturday's attack")?"""
    possessive = text[core.end : core.end + 2] in ("'s", "’s")
    the = re.search(rf"\b(?:the|its|his|their|this|that){S}$", text[max(floor, core.start - 8) : core.start])
    return bool(possessive or (the and re.match(rf"{S}(?!{FUNCTION_WORD})[a-zA-Z]", text[core.end : core.end + 16])))


def _governs(match: re.Match, e: Expression, left: str) -> bool:
    word = match["relation"].lower()
    if word == "past" and re.search(r"(?i:\b(?:the|this|these|half))\s$", left[: match.start()]):
        return False
    return not (word == "by" and e.attributive) and e.kind not in ("elsewhere", "stretch", "recent", "now")


def _relation(words: str) -> str:
    word = " ".join(words.lower().split())
    return RELATIONS.get(word, word)


LED = {"part": _part, "relation": _relation, "approximate": lambda words: True}


RANGE_LEAD = re.compile(rf"\b(?P<lead>[Ff]rom|[Bb]etween)(?:{S}(?:in|the|about|around|early|late))?{S}$")
RANGE_LINK = re.compile(rf"{S}(?:and|to|until|till|through)(?:{S}(?:in|the|on))?{S}")
AND_ALSO = re.compile(rf",?{S}(?:and|or)(?:{S}in)?{S}|,{S}|{TO}")
COUNTED_FROM = re.compile(rf"{S}(?:(?:the|its|his|their){S})?")


def _joined(found: list[Expression], text: str) -> list[Expression]:
    """Pairs made one: "from A to B", "between A and B", "two days after A"; a year shared where one is written."""
    joined: list[Expression] = []
    for e in found:
        before = joined[-1] if joined else None
        gap = text[before.end : e.start] if before and e.start - before.end <= 16 else None
        pair = _pair(before, e, gap, text) if gap is not None else None
        if pair:
            joined[-1:] = [pair]
        elif gap is not None and AND_ALSO.fullmatch(gap):
            joined[-1:] = [_given_year(before, e), e]
        else:
            joined.append(e)
    return joined


def _given_year(a: Expression, b: Expression) -> Expression:
    lacks = a.year is None and a.kind in ("day", "month") and a.shift is None
    return replace(a, year=b.year) if lacks and b.kind in ("day", "month") and b.year else a


def _pair(a: Expression, b: Expression, gap: str, text: str) -> Expression | None:
    if (
        a.kind == "elsewhere"
        and a.numbers
        and COUNTED_FROM.fullmatch(gap)
        and b.kind in ("day", "numeric", "month", "year", "weekday")
    ):
        return replace(a, end=b.end, words=text[a.start : b.end], kind="count", base=b)
    left = text[max(0, a.start - 24) : a.start]
    lead = RANGE_LEAD.search(left)
    dashed = re.fullmatch(rf"{S}?[-–—]{S}?", gap) and a.kind == b.kind and a.kind in ("month", "day", "numeric")
    through = b.relation == "until" and not gap.strip()
    if a.until or b.until or not (dashed or (lead and (through or RANGE_LINK.fullmatch(gap)))):
        return None
    start = a.start - (len(left) - lead.start()) if lead else a.start
    relation = "between" if lead and lead["lead"].lower() == "between" else "to"
    return replace(_given_year(a, b), start=start, end=b.end, words=text[start : b.end], relation=relation, until=b)


AHEAD = (
    r"will|shall|['’]ll|won['’]t|would|to be held|scheduled|due|plan(?:s|ned)?|expect(?:s|ed)?|slated|going to|set to"
    r"|upcoming|ahead of|hopes?|aims?|intends?|begins|starts|opens|expires|takes (?:place|office|effect)|deadline"
    r"|is to|are to|(?:can|could|may|might|must|should)(?! have)|(?:about|supposed|ready) to"
    r"|(?:want|need|vow|pledg|promis|threaten|agree|decid|prepar|pois|propos)\w* to"
)
BEHIND = (
    r"was|were|had|did|has|have|been|\w{3,}ed|said|told|ate|began|bought|broke|brought|built|burnt|came|dealt|chose|done|drew|driven"
    r"|drove|fell|felt|fled|flew|fought|found|froze|gave|given|gone|got|grew|heard|held|hit|kept|killed|knew|led|left|lost|meant"
    r"|made|met|paid|put|ran|rang|rose|sang|sank|saw|seen|sent|set|shook|shot|shown|shut|slept|sold|spent|spoke|stole"
    r"|stood|struck|swept|swore|taken|taught|thought|threw|took|tore|went|woke|won|wore|written|wrote"
)
VERB = re.compile(rf"(?i:\b(?:(?P<future>{AHEAD})|(?P<past>{BEHIND})))(?!\w)")
SENTENCE_END = re.compile(r"[.!?][”\"’)]?\s+(?=[A-Z“\"])|\n\s*\n|;\s")


def _tense(text: str, start: int, end: int) -> str:
    """ "past" or "future" by the nearest verb before it in its sentence, else the nearest after; "" if neither."""
    before = SENTENCE_END.split(text[max(0, start - 120) : start])[-1]
    after = SENTENCE_END.split(text[end : end + 100])[0]
    match = next(reversed(list(VERB.finditer(before))), None) or VERB.search(after)
    return "" if match is None else "future" if match["future"] else "past"
