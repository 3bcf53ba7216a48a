"""Single expressions of time: what the words of each mean that `words/time.toml` tells how to find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sayso.words.grammar import grammar

TIME = grammar("time")
NUMBERS, ORDINALS, MONTHS, WEEKDAYS = map(TIME.tables["pieces"].get, ("numbers", "ordinals", "months", "weekdays"))
SHIFTS = {"last": -1, "past": -1, "this": 0, "coming": 1, "next": 1}
# What a vague number may stand for, least and most: a rule of ours, since usage gives no bounds.
VAGUE = {"couple": (2, 3), "few": (2, 5), "several": (3, 9), "some": (2, 9), "many": (5, 30), "": (2, 9)}
# Which part of a stretch a word tells of; the earliest that is met.
PARTS = TIME.tables["parts"]


@dataclass(frozen=True)
class Expression:
    """One expression of time at ``start:end`` of a text.

    ``kind`` is day, month, year, decade, century (``year`` None where the words give none), numeric
    (``numbers`` as written, in unknown order), weekday (of the anchor's week and ``shift`` where ``unit`` is week; of the
    month ``base`` where ``numbers`` tell which), period (last, this or next ``unit``: ``shift``), count
    (``numbers`` of ``unit``, least and most, counted towards ``shift`` from ``base``, or from the anchor), or elsewhere
    (at a time that no date here tells: counted from another event, or recently).
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


Fields = dict[str, Any]
Told = Mapping[str, str]  # what an expression tells, by the name of its group


def cores(text: str) -> Iterator[Expression]:
    """Every way to read a piece of the text as an expression of time; they may overlap."""
    for pattern, fixed, check in EXPRESSIONS:
        for m in pattern.finditer(text):
            told = {name.rstrip("23"): words for name, words in m.groupdict().items() if words}
            fields = fixed | _fields(told)
            meant = fields if check is None else check(m, told, fields)
            if meant is not None:
                yield Expression(m.start(), m.end(), m[0], **meant)


def day_of(year: int, month: int, day: int) -> date | None:
    """A day, None where there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def orders(e: Expression) -> list[date]:
    """The days that a numeric date can be, by the order of day and month and the weekday beside it, the earliest first."""
    a, b = e.numbers
    days = sorted({day for day in (day_of(e.year, b, a), day_of(e.year, a, b)) if day})
    return [day for day in days if day.weekday() == e.weekday] or days


def part_named(words: str) -> str:
    """Which part of a stretch some words name.

    >>> part_named("the beginning"), part_named("closing days")
    ('early', 'late')
    """
    words = " ".join(words.lower().replace("-", " ").split())
    return next(part for word, part in PARTS.items() if word in words)


def _named(words: str, of: Mapping[str, int]) -> int:
    """A month or weekday by its name or the beginning of it."""
    return next(n for name, n in of.items() if name[:3].lower() == words[:3].lower())


# By group the field that it fills, and what it means there.
GROUPS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "y": ("year", int),
    "yy": ("year", lambda figures: int(figures) + (2000 if int(figures) < 50 else 1900)),
    "m": ("month", lambda name: int(name) if name.isdigit() else _named(name, MONTHS)),
    "d": ("day", int),
    "wd": ("weekday", lambda name: _named(name, WEEKDAYS)),
    "unit": ("unit", lambda name: name.lower().replace("centurie", "century")),
    "part": ("part", part_named),
    "vague": ("numbers", lambda word: VAGUE[word.lower()]),
    "rel": ("shift", lambda words: SHIFTS[words.lower().split()[-1]]),
}


def _fields(told: Told) -> Fields:
    """What the groups of an expression mean, whatever its kind."""
    found = {field: meaning(told[group]) for group, (field, meaning) in GROUPS.items() if group in told}
    if "n" in told:
        numbers = [int(n) if n.isdigit() else NUMBERS[n] for n in (told[k].lower() for k in ("n", "most") if k in told)]
        found["numbers"] = (min(numbers), max(numbers))
    if "ofyear" in told:  # how far its year is from the anchor's, or from that of another event
        shift = SHIFTS.get(told["ofyear"].lower())
        found |= {"kind": "elsewhere"} if shift is None else {"unit": "year", "shift": shift}
    return found


# What else is asked of an expression. Each takes the match, what its groups tell and mean, and gives its fields, or None: no date.


def _before(m: re.Match, company: str) -> re.Match | None:
    """The company that ends right before an expression."""
    return TIME[company].search(m.string[max(0, m.start() - 30) : m.start()])


def _after(m: re.Match, company: str) -> re.Match | None:
    """The company that begins right after an expression."""
    return TIME[company].match(m.string, m.end())


def _day(m: re.Match, told: Told, fields: Fields) -> Fields | None:
    year, last = fields.get("year"), int(told.get("last", fields["day"]))
    if not day_of(year or 2000, fields["month"], last) or (not year and _after(m, "counted")):
        return None
    if "last" in told:
        lasted = "or" not in told["to"] and last > fields["day"]
        until = Expression(m.start(), m.end(), m[0], **(fields | {"day": last}))
        return fields | {"until": until, "relation": "to" if lasted else "between"}
    return fields


def _numeric(m: re.Match, told: Told, fields: Fields) -> Fields | None:
    a, b = int(told["a"]), int(told["b"])
    fits = day_of(fields["year"], a, b) or day_of(fields["year"], b, a)
    return fields | {"numbers": (a, b)} if fits else None


def _bare_month(m: re.Match, told: Told, fields: Fields) -> Fields | None:
    """A month by itself: needs a preposition if it is also a verb or a name."""
    if m[0] in ("March", "May") or m[0] not in MONTHS:
        trusted = _before(m, "may_after") or _after(m, "month_to_month")
    else:
        trusted = _before(m, "month_after") or not (_before(m, "proper") or _after(m, "and_proper"))
    return fields if trusted and not _before(m, "every") and not _after(m, "figure") else None


def _bare_year(m: re.Match, told: Told, fields: Fields) -> Fields | None:
    """A number of four digits by itself: needs company that makes it a year."""
    year = fields["year"]
    if _before(m, "not_a_year") or _after(m, "counted") or _after(m, "hyphen"):
        return None
    if year % 50 == 0 and not (_after(m, "closed") or _after(m, "of_the_year")):
        return None
    led = _before(m, "year_after")
    prefix = told.get("pre", "").lower()
    if 1800 <= year <= 2030:
        company = led or prefix or _before(m, "year_of")
    else:
        company = year >= 1500 and (prefix or (led and not led[0].lower().startswith("of")))
    return fields | {"relation": {"post": "after", "pre": "before"}.get(prefix, "")} if company else None


def _decade(m: re.Match, told: Told, fields: Fields) -> Fields | None:
    year = fields.get("year") or 1900 + int(told["decade"])
    return {"year": year} | ({"kind": "century"} if year % 100 == 0 and year < 2000 else {"kind": "decade"})


def _weekday(m: re.Match, told: Told, fields: Fields) -> Fields | None:
    habit = _before(m, "habit") and not (_before(m, "article") and _after(m, "small_thing"))
    if habit or _before(m, "ordered_days") or _after(m, "no_day"):
        return None
    return {"kind": "elsewhere"} if _before(m, "definite") and _after(m, "before_or_after") else fields


def _weekday_of_month(m: re.Match, told: Told, fields: Fields) -> Fields | None:
    """The last Friday of a month: counted in its ``base``, from 0, or -1 from its end."""
    weekday = fields.pop("weekday")
    if fields["kind"] == "elsewhere":
        return fields
    month = {"kind": "month"} if "m" in told else {"kind": "period", "unit": "month", "shift": fields.get("shift", 0)}
    base = Expression(m.start(), m.end(), m[0], **(fields | month))
    return {"kind": "weekday", "weekday": weekday, "numbers": (ORDINALS[told["nth"].lower()],), "base": base}


def _period(m: re.Match, told: Told, fields: Fields) -> Fields | None:
    possessed = _before(m, "possessed") and told["rel"].split()[0].lower() != "this"
    return None if told["unit"].istitle() or possessed else fields


def _count(m: re.Match, told: Told, fields: Fields) -> Fields | None:
    to, hedge = told["to"].lower(), told.get("hedge", "").lower()
    fields = {"numbers": VAGUE[""]} | fields
    if to != "ago":
        if to not in ("after", "before", "following"):
            fields["numbers"] = ()
        return fields | {"kind": "elsewhere", "shift": 1 if to in ("after", "later", "following") else -1}
    relation = {"more than": "before", "over": "before", "less than": "since", "within": "since"}.get(hedge, "")
    return fields | {"shift": -1, "relation": relation}


ASKED = (_day, _numeric, _bare_month, _bare_year, _decade, _weekday, _weekday_of_month, _period, _count)
CHECKS = {check.__name__.removeprefix("_"): check for check in ASKED}


def _expression(row: Mapping[str, Any]) -> tuple[re.Pattern, Fields, Callable | None]:
    """A row of `expressions`, read: its pattern, the fields that it always fills, what else is asked of it."""
    fields = {key: tuple(v) if isinstance(v, list) else v for key, v in row.get("fields", {}).items()}
    return re.compile(TIME.spelled(row["pattern"])), {"kind": row["kind"]} | fields, CHECKS.get(row.get("check", ""))


EXPRESSIONS = list(map(_expression, TIME.tables["expressions"]))
