"""Values that differ: dates, numbers and words that exclude each other, of one thing in otherwise like passages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sayso.claims.likeness import Index
from sayso.claims.polarity import WORD, stem
from sayso.words import entries

if TYPE_CHECKING:
    from sayso.claims.proposals import Claim, Corpus

MOST = 200  # earlier values compared with, per word; more are talk of the day
ALIKE = 0.2  # likeness of the two passages
SHARED = 0.5  # of the words near the one or the other, whichever are fewer
COMPANY = 2  # words that both have near the value, so that it is the value of one thing
NEAR = 6  # words on either side
TOLERANCE = 0.05
ROWS = 2  # rows of one claim
PLAIN = 0.7  # what a differing value counts beside a denial
MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip
MONTH = {m[:3]: n for n, m in enumerate(MONTHS, 1)}
DAY = re.compile(
    r"\b(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?\b(?![:,.]?\d)"
    r"|\b(?P<d2>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\b",
    re.I,
)
COUNTED = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12,
}  # fmt: skip
TIMES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
NUMBER = re.compile(
    r"(?<![\w.,:-])(?P<money>[$£€])?(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|(?:"
    + "|".join(COUNTED)
    + r")(?!\w))(?![\d:]|[.,]\d)"
    r"(?:[ -]?(?P<x>" + "|".join(TIMES) + r")(?!\w))?(?:[ -](?P<u>[^\W\d_]{3,}))?",
    re.I,
)
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
IN_YEAR = re.compile(r"\bin (?:1[89]|20)\d\d\b", re.I)
LIMIT = re.compile(
    r"\b(?:(?P<least>at least|more than|over)|(?P<most>at most|up to|fewer than|less than|under))\s*\W?$", re.I
)
LIMITED = 12  # characters before a number within which a limit of it ends
DATES = ("date", "year")
PERIODS = 0.5  # what values of different years count
AGE = re.compile(r"[ -]old\b", re.I)


class Value(NamedTuple):
    """A value in a unit: what it is a value of, how it reads, and the telling words around it."""

    unit: int
    of: str
    value: float
    low: float  # where the words give a limit of it ("at least 14"), else the value
    high: float
    words: str
    company: frozenset[str]


def propose(corpus: Corpus, homes: Mapping[int, Sequence[Claim]]) -> list[dict]:
    """Rows of contradictions between units whose values of one thing differ, at most `ROWS` on one matter."""
    index = Index(corpus.whole, corpus.space)
    by_kind: dict[str, list[Value]] = {}
    for n in range(len(corpus.units)):
        found = list(values_in(corpus, n))
        for value in found:
            if sum(v.of == value.of for v in found) == 1:
                by_kind.setdefault(value.of, []).append(value)
    groups: dict[tuple, list[tuple[float, Value, Value]]] = {}
    for of, values in sorted(by_kind.items()):
        for x, a, b in _pairs(corpus, values, index, homes):
            groups.setdefault((_matter(a.unit, b.unit, homes), of, *sorted((a.value, b.value))), []).append((x, a, b))
    for (on, of, *_), members in groups.items():
        if "/" in of and on:  # two sides only: whoever in the claim is on the one stands against all on the other
            inside = [v for v in by_kind[of] if any(claim.key == on for claim in homes.get(v.unit, ()))]
            known = {frozenset((a.unit, b.unit)) for _, a, b in members}
            more = [(0.0, a, b) for a in inside for b in inside if a.value < b.value]
            members += [
                p for p in more if _apart(corpus, p[1], p[2]) and frozenset((p[1].unit, p[2].unit)) not in known
            ][:MOST]
    rows, per = [], Counter()
    for (on, of, *_), members in sorted(groups.items(), key=lambda g: (-g[1][0][0], g[0])):
        per[on, of] += 1
        if per[on, of] <= ROWS:
            rows.append(_row(corpus, on, of, members))
    return rows


def _matter(a: int, b: int, homes: Mapping[int, Sequence[Claim]]) -> str:
    """The claim that two units share, else one that either belongs to, else none."""
    one, other = ([claim.key for claim in homes.get(n, ())] for n in (a, b))
    return next((key for key in one if key in other), "") or (one + other + [""])[0]


def _pairs(
    corpus: Corpus, values: list[Value], index: Index, homes: Mapping[int, Sequence[Claim]]
) -> list[tuple[float, Value, Value]]:
    """Pairs of values of one kind that differ though like words stand around them, the likest first.

    Numbers of one kind in one claim are of one thing, whatever words stand around them.
    """
    posts: dict[str, list[int]] = {}
    found = []
    for k, a in enumerate(values):
        shared = Counter(j for term in sorted(a.company) for j in posts.get(term, ())[-MOST:])
        claims = [] if a.of in DATES or "/" in a.of else [claim.key for claim in homes.get(a.unit, ())]
        together = {j for key in claims for j in posts.get(key, ())[-MOST:]}
        near = {j for j, x in shared.items() if x >= COMPANY and _one_company(a, values[j])}
        beside = [values[j] for j in sorted(near | together)]
        beside = [b for b in beside if _differ(a, b) and _apart(corpus, a, b)]
        if beside:
            like = index.likeness(corpus.whole, a.unit, np.array([b.unit for b in beside]))
            found += [
                (float(x) * _one_period(corpus, a, b), b, a) for x, b in zip(like, beside, strict=True) if x >= ALIKE
            ]
        for term in (*a.company, *claims):
            posts.setdefault(term, []).append(k)
    return sorted(found, key=lambda p: (-p[0], p[1].unit, p[2].unit))


def _one_company(a: Value, b: Value) -> bool:
    return len(a.company & b.company) >= SHARED * min(len(a.company), len(b.company))


def _one_period(corpus: Corpus, a: Value, b: Value) -> float:
    """What a pair of values counts: less where their passages name different years, as both can be true then."""
    one, other = (set(YEAR.findall(corpus.units[v.unit].content)) for v in (a, b))
    return PERIODS if a.of != "year" and one and other and not one & other else 1.0


def values_in(corpus: Corpus, n: int) -> Iterator[Value]:
    """The dates and the numbers with a unit in the words of one unit."""
    unit = corpus.units[n]
    text = unit.content
    tokens = [(m.start(), stem(m[0].lower())) for m in WORD.finditer(text)]
    taken: list[tuple[int, int]] = []
    for m in DAY.finditer(text):
        month, day = (m["m"] or m["m2"]).lower()[:3], int(m["d"] or m["d2"])
        taken.append(m.span())
        if day <= 31:
            at = MONTH[month] * 31.0 + day
            yield Value(n, "date", at, at, at, m[0], _company(tokens, *m.span()))
    for m in WORD.finditer(text):
        of, side = opposites().get(m[0].lower(), ("", 0))
        if of and stem(m[0].lower()) not in corpus.said[n].core:
            yield Value(n, of, side, side, side, m[0], _company(tokens, *m.span()))
    for m in IN_YEAR.finditer(text):
        at = float(m[0].split()[1])
        yield Value(n, "year", at, at, at, m[0], _company(tokens, *m.span()))
    for m in NUMBER.finditer(text):
        noun = stem((m["u"] or "").lower())
        if noun and AGE.match(text, m.end()):
            continue  # an age is a person's, and whose it is does not stand beside it
        of = m["money"] or noun
        if of and not any(a < m.end() and m.start() < b for a, b in taken):
            known = COUNTED.get(m["n"].lower()) or float(m["n"].replace(",", ""))
            value = known * TIMES.get((m["x"] or "").lower(), 1.0)
            limit = LIMIT.search(text, max(0, m.start() - LIMITED), m.start())
            low = -np.inf if limit and limit["most"] else value
            high = np.inf if limit and limit["least"] else value
            yield Value(n, of, value, low, high, m[0], _company(tokens, *m.span()))


@cache
def opposites() -> Mapping[str, tuple[str, int]]:
    """By word the pair that it belongs to and the side of it, 0 or 1."""
    lines = [entry.partition("/") for entry in entries("meanings") if "/" in entry]
    return {
        w: (f"{a.split()[0]}/{b.split()[0]}", n) for a, _, b in lines for n, s in enumerate((a, b)) for w in s.split()
    }


def _company(tokens: list[tuple[int, str]], start: int, end: int) -> frozenset[str]:
    before = [s for at, s in tokens if at < start][-NEAR:]
    after = [s for at, s in tokens if at >= end][:NEAR]
    return frozenset(s for s in (*before, *after) if s and not s.isdigit())


def _row(corpus: Corpus, on: str, of: str, members: list[tuple[float, Value, Value]]) -> dict:
    x, a, b = members[0]
    one, other = corpus.units[a.unit], corpus.units[b.unit]
    return {
        "a": one.id, "b": other.id, "on": on, "kind": "date" if of in DATES else "characterisation" if "/" in of else "numeric",
        "strength": "tension", "score": f"{PLAIN * x:.3f}",  # both may be so, of different things or times
        "turned_by": "", "why": f"{one.doc} has “{a.words}”, {other.doc} has “{b.words}”",
        "same_holder": "yes" if one.holder == other.holder else "",
        "instances": " | ".join(f"{corpus.units[p.unit].id}+{corpus.units[q.unit].id}" for _, p, q in members[1:]),
        "rule": "claims: value", "units": [v.unit for _, p, q in members for v in (p, q)],
    }  # fmt: skip


def _apart(corpus: Corpus, a: Value, b: Value) -> bool:
    return corpus.units[a.unit].doc != corpus.units[b.unit].doc


def _differ(a: Value, b: Value) -> bool:
    if a.of in DATES or "/" in a.of:
        return a.value != b.value
    slack = TOLERANCE * max(a.value, b.value)
    return a.low - b.high > slack or b.low - a.high > slack
