"""Values that differ within one claim that the machine proposes: figures, dates and months of one thing, unjudged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from hearsay.analysis.weights import STOP, stem

NEAR = 10  # words on either side of a value that tell what it is a value of
SHARED = 2  # of them that two values of one thing share, at the least
NOUNS = 3  # words after a number among which its noun stands
AGE = re.compile(r"\d+[ -]years?[ -]old|(?<=,) ?\d\d?,| aged? \d", re.I)  # a person's, of whom nothing stands beside it
WORD = re.compile(r"[^\W\d_]+")
DATE, MONTHLY = "~date", "~month"


class Value(NamedTuple):
    """A value in a statement: of what kind, how much, how it reads and where, and the words around it."""

    kinds: frozenset[str]
    value: float
    start: int
    end: int
    company: frozenset[str]


class Differing(NamedTuple):
    """Two statements of one claim whose values of one thing differ: the claim, and for each its id and the value's place."""

    claim: str
    a: str
    a_at: tuple[int, int]
    b: str
    b_at: tuple[int, int]


def differing(stances: pd.DataFrame, statements: pd.DataFrame, labels: Mapping[str, str]) -> list[Differing]:
    """The pairs, one for each two values, of claims in the order of ``labels``; two documents, and no value in common."""
    rows = {row.id: row for row in statements.itertuples()}
    members = {claim: list(group) for claim, group in stances.groupby("proposition")["statement_id"]}
    values = {i: list(values_in(rows[i].content)) for claim in labels for i in members.get(claim, ()) if i in rows}
    found: dict[tuple, Differing] = {}
    for claim in labels:
        here = [i for i in dict.fromkeys(members.get(claim, ())) if values.get(i)]
        here.sort(key=lambda i: (rows[i].doc_id, i))
        for a, b in combinations(here, 2):
            if rows[a].doc_id == rows[b].doc_id:
                continue
            for x, y in _apart(values[a], values[b]):
                key = claim, *sorted((x.value, y.value))
                found.setdefault(key, Differing(claim, a, (x.start, x.end), b, (y.start, y.end)))
    return list(found.values())


def _apart(one: list[Value], other: list[Value]) -> Iterator[tuple[Value, Value]]:
    for x in one:
        for y in other:
            if _one_thing(x, y) and not any(_same(p, q) for p in one for q in other if _one_thing(p, q)):
                yield x, y


def _one_thing(x: Value, y: Value) -> bool:
    nouns = (x.kinds & y.kinds) & x.company  # that a number shares its noun tells as much as another word
    return bool(x.kinds & y.kinds) and len(x.company & y.company) + bool(nouns) >= SHARED


def _same(x: Value, y: Value) -> bool:
    from sayso.claims.values import TOLERANCE

    if DATE in x.kinds:
        whole = {MONTHLY} & (x.kinds | y.kinds)  # a month, and a day that may lie in it
        return x.value == y.value if not whole else (x.value - 1) // 31 == (y.value - 1) // 31
    return abs(x.value - y.value) <= TOLERANCE * max(x.value, y.value)


def values_in(text: str) -> Iterator[Value]:
    """The amounts, numbers with their noun, days and months that a text gives."""
    from sayso.claims.values import COUNTED, DAY, MONTH, NUMBER, TIMES

    taken: list[tuple[int, int]] = []
    for m in DAY.finditer(text):
        month, day = (m["m"] or m["m2"]).lower()[:3], int(m["d"] or m["d2"])
        taken.append(m.span())
        yield Value(frozenset({DATE}), MONTH[month] * 31.0 + day, *m.span(), _company(text, *m.span()))
    for m in re.finditer(r"\b(?:in|since|of|by|until|late|early|last) (?P<m>[A-Z][a-z]{2,8})\b(?! \d{1,2}\b)", text):
        month = MONTH.get(m["m"].lower()[:3])
        if month and m["m"].lower() in _months():
            yield Value(
                frozenset({MONTHLY, DATE}), month * 31.0 + 1, m.start("m"), m.end("m"), _company(text, *m.span())
            )
    for m in NUMBER.finditer(text):
        if any(a < m.end() and m.start() < b for a, b in taken) or AGE.search(text[: m.end("n") + 12], m.start()):
            continue
        after = WORD.findall(text[m.end("x") if m["x"] else m.end("n") :])[:NOUNS]
        kinds = {m["money"]} if m["money"] else {stem(w.lower()) for w in after if w.lower() not in STOP}
        number = COUNTED.get(m["n"].lower()) or float(m["n"].replace(",", ""))
        end = m.end("x") if m["x"] else m.end("n")
        if kinds:
            value = number * TIMES.get((m["x"] or "").lower(), 1.0)
            yield Value(frozenset(kinds), value, m.start(), end, _company(text, m.start(), end))


def _months() -> list[str]:
    from sayso.claims.values import MONTHS

    return MONTHS


def _company(text: str, start: int, end: int) -> frozenset[str]:
    words = [*WORD.findall(text[:start])[-NEAR:], *WORD.findall(text[end:])[:NEAR]]
    return frozenset(stem(word.lower()) for word in words if word.lower() not in STOP)
