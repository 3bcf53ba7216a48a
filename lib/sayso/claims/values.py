"""Values that differ: dates, numbers and words that exclude each other, of one thing in otherwise like passages.

What a value is a value of is told by the words around it: the nearer they stand, and in its own clause, the more.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sayso.claims.likeness import Index
from sayso.claims.rows import has, row_of
from sayso.claims.stretches import meant
from sayso.polarity import FALSE, VERB, WORD, stem
from sayso.words import entries, marked, told
from sayso.words.grammar import grammar

if TYPE_CHECKING:
    from sayso.claims.proposals import Claim, Corpus

MOST = 200  # values that a word finds, or a row holds; a word around more is talk of the day
JOINED = 40  # values of a side that are looked at for who is like any who agree
ONE_THING = 0.25  # likeness of what two values are values of
FINDS = 8  # words around a value by which it is found, the heaviest first
COMPANY = 2  # words that both have near the value, so that it is the value of one thing
FAR = 30  # words on either side of a value that tell what it is of
HALVED = 3  # telling words from a value on which a word counts half
BEYOND = 0.7  # what a word of another clause counts
TOLERANCE = 0.05
ROWS = 2  # rows of one claim
PLAIN = 0.7  # what a differing value counts beside a denial
CLAIM = grammar("claims")
MONTHS, COUNTED, TIMES = map(CLAIM.tables["pieces"].get, ("months", "counted", "times"))
LIMITED = 20  # characters before a number within which a limit of it ends
DATES = ("on a day", "in a month", "in a year")  # none reads as the stem of a unit does: "18 years"
PERIODS = 0.5  # what values of different years count
BEGIN = re.compile(r"\b\w{1,4}")  # of a word, by which it is looked for

Word = tuple[int, str, str]  # where it stands, as it stands, its stem
Pair = tuple[float, "Value", "Value"]  # how like the things are that the two are values of


class Value(NamedTuple):
    """A value in a unit: what it is a value of, how it reads, and the telling words around it."""

    unit: int
    of: str
    value: float
    low: float  # where the words give a limit of it ("at least 14"), else the value
    high: float
    words: str
    company: Mapping[str, float]  # the words around it by rarity and nearness, of unit length
    near: frozenset[str]  # of these, what stands in its own clause
    events: frozenset[str]  # of those, what happened: verbs of the past, nouns of happening
    names: frozenset[str]  # of the words around it, what is written as a name


def propose(corpus: Corpus, homes: Mapping[int, Sequence[Claim]]) -> list[dict]:
    """Rows of contradictions between units whose values of one thing differ, at most `ROWS` on one matter."""
    index = Index(corpus.whole, corpus.space)
    by_kind: dict[str, list[Value]] = {}
    for n in range(len(corpus.whole)):
        for value in values_in(corpus, n):
            by_kind.setdefault(value.of, []).append(value)
    rows, per = [], Counter()
    for of, values in sorted(by_kind.items()):
        for members in _differences(corpus, _pairs(corpus, values, index), values):
            on = _matter(members[0][1].unit, members[0][2].unit, homes)
            per[on, of] += 1
            if per[on, of] <= ROWS:
                rows.append(_row(corpus, on, of, members))
    return rows


def _differences(corpus: Corpus, pairs: Sequence[Pair], values: Sequence[Value]) -> list[list[Pair]]:
    """Pairs by what they differ in: the likest leads, and who agrees with the one of it stands against all who agree with the other."""
    given: dict[float, list[Value]] = {}
    for v in values:
        given.setdefault(v.value, []).append(v)
    found: list[list[Pair]] = []
    known: set[tuple[int, float]] = set()  # a unit and the value that it stands against
    for lead in pairs:
        _, a, b = lead
        if (a.unit, b.value) in known or (b.unit, a.value) in known:
            continue
        agreed = [v for w in (a, b) for v in given[w.value][:MOST] if v is w or _same_thing(v, w)]
        pool = [v for w in (a, b) for v in given[w.value][:JOINED]]
        for w in agreed:  # which grows: who is like any of them, on either side, and names whom it names, is with them
            joins = [v for v in pool if v.names & w.names and _same_thing(v, w)]
            pool = [v for v in pool if v not in joins]
            agreed += [v for v in joins if v not in agreed]
        one, other = ([v for v in agreed if v.value == w.value] for w in (a, b))
        members = ((0.0, v, w) for v in one for w in other if _voices(corpus, v, w) and _differ(v, w))
        found.append([lead, *islice((p for p in members if p[1:] != (a, b)), MOST - 1)])
        known.update((v.unit, x.value) for v in (*one, *other, a, b) for x in (a, b) if x.value != v.value)
    return found


def _matter(a: int, b: int, homes: Mapping[int, Sequence[Claim]]) -> str:
    """The claim that two units share, else one that either belongs to, else none."""
    one, other = ([claim.key for claim in homes.get(n, ())] for n in (a, b))
    return next((key for key in one if key in other), "") or (one + other + [""])[0]


def _pairs(corpus: Corpus, values: Sequence[Value], index: Index) -> list[Pair]:
    """Pairs of values of one kind and of one thing that differ, the likest first."""
    posts: dict[str, list[int]] = {}
    found = []
    for k, a in enumerate(values):
        telling = sorted(a.company, key=lambda term: (-a.company[term], term))[:FINDS]
        shared = Counter(chain.from_iterable(p for term in telling if len(p := posts.get(term, ())) <= MOST))
        differ = [b for j in sorted(shared) if shared[j] >= COMPANY and _differ(a, b := values[j])]
        beside = [(b, x) for b in differ if _apart(corpus, a, b) and (x := _may_lead(a, b))]
        like = index.likeness(corpus.whole, a.unit, np.array([b.unit for b, _ in beside])) if beside else ()
        for x, (b, of_one) in zip(like, beside, strict=True):
            found.append(((float(x) + of_one) / 2 * _one_period(corpus, a, b), b, a))
        for term in telling:
            posts.setdefault(term, []).append(k)
    return sorted(found, key=lambda p: (-p[0], p[1].unit, p[2].unit))


def _same_thing(a: Value, b: Value) -> float:
    """How alike the words are that tell of what two values are; 0 where they are not of one thing, of dates of one event."""
    if a.of in DATES and not a.events & b.events:
        return 0.0
    like = [x * b.company[term] for term, x in a.company.items() if term in b.company]
    return sum(like) if len(like) >= COMPANY and sum(like) >= ONE_THING else 0.0


def _may_lead(a: Value, b: Value) -> float:
    """How alike two values are on which a row may rest: dates and numbers where their own clauses share words, and a name if both have one."""
    shared, named = a.near & b.near, a.near & a.names and b.near & b.names
    alone = "/" not in a.of and (len(shared) < COMPANY or (named and not shared & a.names & b.names))
    return 0.0 if alone else _same_thing(a, b)


def _one_period(corpus: Corpus, a: Value, b: Value) -> float:
    """What a pair of values counts: less where their passages name different years, as both can be true then."""
    one, other = (set(CLAIM["year"].findall(corpus.units[v.unit].content)) for v in (a, b))
    return PERIODS if a.of != "in a year" and one and other and not one & other else 1.0


def values_in(corpus: Corpus, n: int) -> list[Value]:
    """The dates, months and years, the numbers with a unit and the words that exclude others in one unit: of each kind that it gives one of."""
    text, said = corpus.units[n].content, corpus.said[n]
    found = [] if said.kind in (VERB, FALSE) else list(_found(text, said.core))  # who denies a value gives none
    kinds = Counter(of for of, *_ in found)
    single = [one for one in found if kinds[one[0]] == 1]
    words = [(m.start(), m[0], stem(m[0].lower())) for m in WORD.finditer(text)] if single else []
    words = [word for word in words if word[2] in corpus.space.terms and not word[1][0].isdigit()]
    cuts = [m.start() for m in CLAIM["clause"].finditer(text)] if single else []
    return [Value(n, of, *x, m[0], *_around(corpus, words, cuts, *m.span())) for of, m, *x in single]


def _found(text: str, turned: frozenset[str]) -> Iterator[tuple[str, re.Match[str], float, float, float]]:
    """What a text gives values of, where, the value and its limits; words that exclude others only where nothing turns them."""
    days = list(CLAIM["day"].finditer(text))
    for m in days:
        month, day = (m["m"] or m["m2"]).casefold()[:3], int(m["d"] or m["d2"])
        if day <= 31:
            yield "on a day", m, *[MONTHS[month] * 31.0 + day] * 3
    for m in CLAIM["in_month"].finditer(text):
        yield "in a month", m, *[float(MONTHS[m["m"].lower()[:3]])] * 3
    for of, side, m in _opposed(text):
        if stem(m[0].split()[0].lower()) not in turned:
            yield of, m, side, side, side
    for m in CLAIM["in_year"].finditer(text):
        yield "in a year", m, *[float(m[0].split()[1])] * 3
    for m in CLAIM["number"].finditer(text):
        noun = stem((m["u"] or "").lower())
        if noun and CLAIM["age"].match(text, m.end()):
            continue  # an age is a person's, and whose it is does not stand beside it
        of = m["money"] or noun
        if of and not any(d.start() < m.end() and m.start() < d.end() for d in days):
            x = COUNTED.get(m["n"].casefold()) or float(m["n"].replace(",", ""))
            x *= TIMES.get((m["x"] or "").casefold(), 1.0)
            limit = CLAIM["limit"].search(text, max(0, m.start() - LIMITED), m.start())
            from_ = float(limit["low"] or limit["between"] or -np.inf) if limit and not limit["least"] else x
            yield of, m, x, from_, np.inf if limit and limit["least"] else x


def _around(
    corpus: Corpus, words: Sequence[Word], cuts: Sequence[int], start: int, end: int
) -> tuple[dict[str, float], frozenset[str], frozenset[str], frozenset[str]]:
    """Of a value at a place its company, the words near it, those of them that tell what happened, and the names around.

    Near are the words of its clause; where these are too few, those of the next clause or of the one before too.
    """
    before = words[: bisect_left(words, (start,))][: -FAR - 1 : -1]
    after = words[bisect_left(words, (end,)) :][:FAR]
    clause = {word: bisect_right(cuts, word[0]) for word in (*before, *after)}
    own = bisect_right(cuts, start)
    bag: dict[str, float] = {}
    for side in before, after:
        for far, word in enumerate(side):
            x = corpus.space.weight[corpus.space.terms[word[2]]] / (1 + far / HALVED)
            (meaning,) = meant([word[2]])
            bag[meaning] = max(bag.get(meaning, 0.0), float(x) * (1.0 if clause[word] == own else BEYOND))
    near = [word for word in clause if clause[word] == own]
    for word in (*after, *before):
        if len(near) < COMPANY and word not in near:
            near += [other for other in clause if clause[other] == clause[word]]
    length = sum(x * x for x in bag.values()) ** 0.5
    happened = meant(t for _, word, t in near if word.islower() and _happened(word))
    names = meant(t for _, word, t in clause if word[0].isupper() and not word.isupper())
    return {term: x / length for term, x in bag.items()}, meant(t for *_, t in near), happened, names


def _happened(word: str) -> bool:
    """Whether a word tells what happened: a verb of the past or a noun, not a light verb, whose noun does ("made an arrest")."""
    past = word.endswith("ed") or word in marked("tenses", "past")
    return word.removesuffix("s") in told("happenings") or (past and word not in marked("common", "light"))


def sides(text: str) -> dict[str, tuple[int, str]]:
    """By pair of sides that exclude each other the side that a text has words of, and those; none where it has both."""
    found: dict[str, tuple[int, str]] = {}
    both = set()
    for of, side, m in _opposed(text):
        if found.setdefault(of, (side, m[0]))[0] != side:
            both.add(of)
    return {of: one for of, one in found.items() if of not in both}


def _opposed(text: str) -> Iterator[tuple[str, int, re.Match[str]]]:
    """Words of a side that excludes another: the pair, the side (0 or 1), the place."""
    met = frozenset(BEGIN.findall(text.casefold()))
    for of, (begin, pattern) in opposites().items():
        for m in () if met.isdisjoint(begin) else pattern.finditer(text):
            yield of, 0 if m[1] else 1, m


@cache
def opposites() -> Mapping[str, tuple[list[str], re.Pattern[str]]]:
    """By pair of sides that exclude each other how their words begin, and what finds those of the one (group 1) and of the other."""
    found = {}
    for entry in entries("meanings"):
        if "/" in entry:
            one, other = ([word.strip() for word in side.split(",")] for side in entry.split("/"))
            either = ("|".join(re.escape(word).replace(r"\*", r"\w*") for word in side) for side in (one, other))
            begin = [BEGIN.match(word)[0] for word in (*one, *other)]
            found[f"{one[0]}/{other[0]}"] = begin, re.compile(r"\b(?:({})|({}))\b".format(*either), re.I)
    return found


def _row(corpus: Corpus, on: str, of: str, members: list[Pair]) -> dict:
    x, a, b = members[0]
    kind = "date" if of in DATES else "characterisation" if "/" in of else "numeric"
    pairs = [(p.unit, q.unit) for _, p, q in members]
    return row_of(corpus, pairs, on, kind, PLAIN * x, has(corpus, *pairs[0], (a.words, b.words)), "value")


def _apart(corpus: Corpus, a: Value, b: Value) -> bool:
    """Whether two documents give two values, not of deeds of others."""
    return corpus.units[a.unit].doc != corpus.units[b.unit].doc and not corpus.of_others(a.unit, b.unit)


def _voices(corpus: Corpus, a: Value, b: Value) -> bool:
    """Whether two say it: of one document two that it tells of, too."""
    one, other = corpus.units[a.unit], corpus.units[b.unit]
    return (one.doc, one.holder) != (other.doc, other.holder) and not corpus.of_others(a.unit, b.unit)


def _differ(a: Value, b: Value) -> bool:
    if a.of in DATES or "/" in a.of:
        return a.value != b.value
    slack = TOLERANCE * max(a.value, b.value)
    return a.low - b.high > slack or b.low - a.high > slack
