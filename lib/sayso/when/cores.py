"""Single expressions of time: how each kind is written, and what its words mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sayso.when.pieces import (
    ANOTHER_MONTH,
    ANOTHER_YEAR,
    CLOSED,
    COUNTED,
    DAY_NUMBER,
    DAY_OF_YEAR,
    FOLLOWING,
    FULL_DAYS,
    FULL_MONTH,
    FULL_YEAR,
    FUNCTION_WORD,
    HABIT,
    HEDGE,
    MAY_AFTER,
    MONTH,
    MONTH_AFTER,
    MONTH_NAMES,
    MONTHS,
    NO_DAY,
    NOT_A_YEAR,
    NOT_OF,
    NTH,
    NUMBER,
    NUMBERS,
    OF_THE_YEAR,
    OF_YEAR,
    ORDERED_DAYS,
    ORDINALS,
    PART_OF,
    PROPER,
    SEASON,
    SEASONS,
    SHIFT,
    SHIFTS,
    SPAN_OF_TIME,
    TO,
    TO_BE,
    UNIT,
    VAGUE,
    WITH_WEEKDAY,
    YEAR,
    YEAR_AFTER,
    YEAR_OF,
    S,
    exists,
    month_named,
    part_named,
    weekday_named,
    year_of_two_figures,
)


@dataclass(frozen=True)
class Expression:
    """One expression of time at ``start:end`` of a text.

    ``kind`` is day, month, season, year, decade, century (``year`` None where the words give none), numeric
    (``numbers`` as written, in unknown order), weekday (of the anchor's week and ``shift`` where ``unit`` is week; of the
    month ``base`` where ``numbers`` tell which), period (last, this or next ``unit``: ``shift``), count
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


Fields = dict[str, object] | None


def cores(text: str) -> Iterator[Expression]:
    """Every way to read a piece of the text as an expression of time; they may overlap."""
    for kind, pattern, meaning in PATTERNS:
        for match in pattern.finditer(text):
            fields = meaning(match)
            if fields is not None:
                yield Expression(match.start(), match.end(), match[0], **({"kind": kind} | fields))


# What each pattern means. Each takes the match and gives the fields of the expression, or None: not a date.


def _iso(m: re.Match) -> Fields:
    year, month, day = int(m["y"]), int(m["m"]), int(m["d"])
    return {"year": year, "month": month, "day": day} if exists(year, month, day) else None


def _numeric(m: re.Match) -> Fields:
    a, b, year = int(m["a"]), int(m["b"]), int(m["y"])
    if len(m["y"]) == 2:
        year = year_of_two_figures(m["y"])
    if not (exists(year, a, b) or exists(year, b, a)):
        return None
    return {"numbers": (a, b), "year": year, "weekday": weekday_named(m["wd"])}


def _day(m: re.Match) -> Fields:
    counted = not (m["y"] or m["yy"] or m["rel"] or m["y2"] or m["y3"]) and COUNTED.match(m.string, m.end())
    number_ten = re.search(r"\b(?:No\.?|Number)\s$", m.string[max(0, m.start("d") - 8) : m.start("d")])
    fields = {"month": month_named(m["m"]), "day": int(m["d"]), "weekday": weekday_named(m["wd"])} | _year(m)
    if counted or number_ten or not exists(fields.get("year"), fields["month"], int(m["d2"] or m["d"])):
        return None
    if m["d2"]:
        lasted = "or" not in m["to"] and int(m["d2"]) > int(m["d"])
        last = Expression(m.start(), m.end(), m[0], "day", **(fields | {"day": int(m["d2"])}))
        return fields | {"until": last, "relation": "to" if lasted else "between"}
    return fields


def _month_of_year(m: re.Match) -> Fields:
    if re.search(r"\d(?:st|nd|rd|th)?\s(?:of\s)?$", m.string[max(0, m.start() - 8) : m.start()]):
        return None  # of a day that does not exist
    return {"month": month_named(m["m"])} | _year(m)


def _bare_month(m: re.Match) -> Fields:
    """A month by itself: needs a preposition if it is also a verb or a name."""
    left, right = m.string[max(0, m.start() - 24) : m.start()], m.string[m.end() : m.end() + 24]
    month = month_named(m[0])
    if m[0] in ("March", "May") or m[0] not in MONTHS:
        ranged = re.match(rf"{S}(?:and|to|or|through|until){S}(?:{MONTH_NAMES})", right)
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


def _decade(m: re.Match) -> Fields:
    year = int(m["y"]) if m["y"] else 1900 + int(m["y2"])
    return {"kind": "century", "year": year} if year % 100 == 0 and year < 2000 else {"year": year}


def _season(m: re.Match) -> Fields:
    shift = None if m["y"] else SHIFTS[m["rel"].split()[-1].lower()]
    return {"month": SEASONS[m["s"].lower()], "year": int(m["y"]) if m["y"] else None, "shift": shift}


def _weekday_alone(m: re.Match) -> Fields:
    left = m.string[max(0, m.start() - 24) : m.start()]
    thing = re.search(r"\b[Aa]\s$", left) and re.match(
        rf"{S}(?!{FUNCTION_WORD})[a-z]", m.string[m.end() : m.end() + 16]
    )
    if (HABIT.search(left) and not thing) or ORDERED_DAYS.search(left) or NO_DAY.match(m.string, m.end()):
        return None
    if re.search(r"\bthe\s$", left) and re.match(r"\s(?:before|after)\b", m.string[m.end() : m.end() + 8]):
        return {"kind": "elsewhere"}
    shift = SHIFTS[m["rel"].split()[-1].lower()] if m["rel"] else None
    return {"weekday": weekday_named(m["wd"]), "shift": shift}


def _weekday_of_week(m: re.Match) -> Fields:
    return {"weekday": weekday_named(m["wd"]), "unit": "week", "shift": SHIFTS[m["rel"].split()[-1].lower()]}


def _weekday_of_month(m: re.Match) -> Fields:
    """The last Friday of a month: counted in its ``base``, from 0, or -1 from its end."""
    if m["m"]:
        fields = {"kind": "month", "month": month_named(m["m"])} | _year(m)
        if fields["kind"] == "elsewhere":
            return {"kind": "elsewhere"}
    else:
        fields = {"kind": "period", "unit": "month", "shift": SHIFTS[m["month"].lower()] if m["month"] else 0}
    return {
        "weekday": weekday_named(m["wd"]),
        "numbers": (ORDINALS[m["nth"].lower()],),
        "base": Expression(m.start(), m.end(), m[0], **fields),
    }


def _month_shifted(m: re.Match) -> Fields:
    return {"month": month_named(m["m"]), "shift": SHIFTS[m["rel"].split()[-1].lower()]}


def _period(m: re.Match) -> Fields:
    words, unit = m["rel"].lower().split(), m["unit"]
    possessed = re.search(r"\b(?:the|very|than|his|her|their|its)\s$", m.string[max(0, m.start() - 6) : m.start()])
    a_name = unit[0].isupper() and not unit.isupper()
    if a_name or (possessed and words[0] != "this"):
        return None
    return {"unit": unit.lower(), "shift": SHIFTS[words[-1]]}


def _the_year(m: re.Match) -> Fields:
    return {"unit": m["unit"].lower(), "shift": 0, "part": part_named(m["part"] or m["part2"] or m["part3"])}


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


def _year(m: re.Match) -> dict[str, object]:
    """The year that goes with a month, or how far it is from the anchor's year."""
    if m["rel"] is None:
        year, short = m["y"] or m["yy"], m["y2"] or m.groupdict().get("y3")
        return {"year": int(year) if year else year_of_two_figures(short) if short else None}
    rel = m["rel"].lower()
    return {"unit": "year", "shift": SHIFTS[rel]} if rel in SHIFTS else {"kind": "elsewhere"}


def _unit(m: re.Match) -> str:
    return "century" if m["unit"].lower().startswith("centur") else m["unit"].lower()


def _numbers(m: re.Match) -> tuple[int, int]:
    if not m["n"]:
        return VAGUE[(m["vague"] or "").lower()]
    least, most = (int(n) if n.isdigit() else NUMBERS[n] for n in (m["n"].lower(), (m["n2"] or m["n"]).lower()))
    return min(least, most), max(least, most)


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
            rf"{WITH_WEEKDAY}(?:\b[Tt]he{S})?(?<![\w$€£#.,:/-])(?P<d>{DAY_NUMBER}){NTH}(?:(?P<to>{TO})(?P<d2>{DAY_NUMBER}){NTH})?"
            rf"(?:{S}|-)(?:of{S})?(?P<m>{MONTH}){DAY_OF_YEAR}?",
            _day,
        ),
        (
            "day",
            rf"{WITH_WEEKDAY}\b(?P<m>{MONTH})(?:{S}(?:the{S})?|-|(?<=\.))(?P<d>{DAY_NUMBER}){NTH}"
            rf"(?:(?P<to>{TO})(?P<d2>{DAY_NUMBER}(?!{S}{MONTH})){NTH})?(?!\w){DAY_OF_YEAR}?",
            _day,
        ),
        ("month", rf"\b(?P<m>{MONTH}){OF_YEAR}", _month_of_year),
        ("month", rf"\b{SHIFT}(?P<m>{FULL_MONTH})(?![a-zA-Z])", _month_shifted),
        ("month", rf"\b{MONTH_NAMES}(?![a-zA-Z])", _bare_month),
        ("season", rf"\b(?P<s>{SEASON}),?{S}(?:of{S}|in{S})?(?P<y>{YEAR})(?P<rel>)", _season),
        ("season", rf"\b{SHIFT}(?P<s>{SEASON})(?![\w-])(?P<y>)", _season),
        ("decade", r"(?<![\w$€£.,])(?:(?P<y>1[5-9]\d0|20\d0)['’]?s|['’‘](?P<y2>[2-9]0)['’]?s)(?!\w)", _decade),
        ("year", rf"(?<![\w$€£¥#@/.,:])(?:(?P<pre>[Pp]ost|[Pp]re)-)?(?P<y>{YEAR})", _bare_year),
        ("weekday", rf"\b(?:{SHIFT})?(?P<wd>{FULL_DAYS})(?![a-zA-Z])", _weekday_alone),
        (
            "weekday",
            rf"\b(?P<wd>{FULL_DAYS}),?{S}(?:(?:of|in){S})?(?P<rel>last|this|next){S}week{NOT_OF}",
            _weekday_of_week,
        ),
        ("weekday", rf"(?i:\b{SHIFT}week),?{S}(?:on{S})?(?P<wd>{FULL_DAYS})(?![a-zA-Z])", _weekday_of_week),
        (
            "weekday",
            rf"\b(?:[Tt]he{S})?(?P<nth>{'|'.join(ORDINALS)}){S}(?P<wd>{FULL_DAYS}){S}(?:of|in){S}"
            rf"(?:(?P<month>last|this|next){S}month|the{S}month|(?P<m>{MONTH}){OF_YEAR}?)(?![a-zA-Z])",
            _weekday_of_month,
        ),
        ("period", rf"(?i:\b{SHIFT}(?P<unit>week|month|year|decade|century)){NOT_OF}", _period),
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
        ("elsewhere", rf"\b(?i:{FOLLOWING})(?:{FULL_MONTH}|{FULL_DAYS})(?![a-zA-Z])", _plain),
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
