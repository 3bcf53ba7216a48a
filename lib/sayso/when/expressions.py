"""Expressions of time in English news prose: where they stand and what their words mean, before any anchor.

Precision first. A word that is as often something else ("may", "march", "second", "Sat", a bare number) is a
date only in company that makes it one; durations ("15 years") and habits ("every Friday") are none. Near to
TimeML's TIMEX3 (Pustejovsky et al. 2003), less times of day and durations. Reads the text as received, with
bounded looks to either side of each match, so in linear time.
"""

from collections.abc import Iterator
from dataclasses import replace

from sayso.when.cores import TIME, Expression, cores, part_named
from sayso.when.tense import tense_around


def find(text: str) -> list[Expression]:
    """Every expression of time in ``text``, in order, none within another.

    >>> [(e.start, e.words, e.kind) for e in find("It may open on May 5th, not in 2,015 days.")]
    [(15, 'May 5th', 'day')]
    """
    found: list[Expression] = []
    for core in _apart(cores(text)):
        found.append(_with_what_leads(core, text, found[-1].end if found else 0))
    return [replace(e, tense=tense_around(text, e.start, e.end)) for e in _joined(found, text)]


def _apart(cores: Iterator[Expression]) -> Iterator[Expression]:
    """Of expressions that overlap, the one that begins earlier, then the longer."""
    end = 0
    for core in sorted(cores, key=lambda e: (e.start, -e.end)):
        if core.start >= end:
            yield core
            end = core.end


RELATIONS = {"till": "until", "through": "until", "prior to": "before", "beyond": "past"}
GOVERNED_FROM = 48  # how far before a date the words that govern it may begin, in characters


def _with_what_leads(core: Expression, text: str, floor: int) -> Expression:
    """``core`` with "late", "the end of", "about", "since at least" and the like taken in from its left."""
    e = replace(core, attributive=_attributive(core, text, floor))
    for piece, (name, meaning) in GOVERNING.items():
        left = text[max(floor, e.start - GOVERNED_FROM) : e.start]
        match = TIME[piece].search(left)
        if match is None or (name == "part" and e.part):
            continue
        start, words = e.start - (len(left) - match.start()), next(filter(None, match.groups()), "")
        e = replace(e, start=start, words=text[start : e.end], **{name: meaning(words)})
    return e


def _attributive(core: Expression, text: str, floor: int) -> bool:
    """Is it the date of a thing named next ("the 2014 vote", "Saturday's attack")?"""
    possessive = text[core.end : core.end + 2] in ("'s", "’s")
    the = TIME["limited"].search(text[max(floor, core.start - 8) : core.start])
    return bool(possessive or (the and TIME["things"].match(text, core.end)))


def _relation(words: str) -> str:
    word = " ".join(words.lower().split())
    return RELATIONS.get(word, word)


# By piece of the grammar the field that it fills, and what its words mean there.
GOVERNING = dict.fromkeys(("part", "part_as_noun"), ("part", part_named))
GOVERNING |= {"approximate": ("approximate", lambda words: True), "relation": ("relation", _relation)}


def _joined(found: list[Expression], text: str) -> list[Expression]:
    """Pairs made one: "from A to B", "between A and B", "two days after A"; a year shared where one is written."""
    joined: list[Expression] = []
    for e in found:
        before = joined[-1] if joined else None
        gap = text[before.end : e.start] if before and e.start - before.end <= 16 else None
        pair = _pair(before, e, gap, text) if gap is not None else None
        if pair:
            joined[-1:] = [pair]
        elif gap is not None and TIME["and_also"].fullmatch(gap):
            joined[-1:] = [_given_year(before, e), e]
        else:
            joined.append(e)
    return joined


def _given_year(a: Expression, b: Expression) -> Expression:
    lacks = a.year is None and a.kind in ("day", "month") and a.shift is None
    return replace(a, year=b.year) if lacks and b.kind in ("day", "month") and b.year else a


def _pair(a: Expression, b: Expression, gap: str, text: str) -> Expression | None:
    dated = b.kind in ("day", "numeric", "month", "year", "weekday")
    if a.kind == "elsewhere" and a.numbers and dated and TIME["counted_from"].fullmatch(gap):
        return replace(a, end=b.end, words=text[a.start : b.end], kind="count", base=b)
    left = text[max(0, a.start - 24) : a.start]
    lead = TIME["range_lead"].search(left)
    dashed = TIME["dash"].fullmatch(gap) and a.kind == b.kind and a.kind in ("month", "day", "numeric")
    through = b.relation == "until" and not gap.strip()
    if a.until or b.until or not (dashed or (lead and (through or TIME["range_link"].fullmatch(gap)))):
        return None
    start = a.start - (len(left) - lead.start()) if lead else a.start
    relation = "between" if lead and lead["lead"].lower() == "between" else "to"
    return replace(_given_year(a, b), start=start, end=b.end, words=text[start : b.end], relation=relation, until=b)
