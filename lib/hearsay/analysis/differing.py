"""Figures that differ within one claim that the machine proposes: amounts and numbers of one thing, unjudged."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import NamedTuple

import pandas as pd

from hearsay.analysis.weights import STOP, stem

NEAR = 10  # words on either side of a figure that tell what it is a figure of
SHARED = 2  # of them that two figures of one thing share, at the least
NOUNS = 3  # words after a number among which its noun stands
AGE = re.compile(r"\d+[ -]years?[ -]old|(?<=,) ?\d\d?,| aged? \d", re.I)  # a person's, of whom nothing stands beside it
WORD = re.compile(r"[^\W\d_]+")


class Figure(NamedTuple):
    """A figure in a statement: of what kinds, how much, where it stands, and the words around it."""

    kinds: set[str]
    value: float
    at: tuple[int, int]
    company: set[str]


class Differing(NamedTuple):
    """Two statements of one claim whose figures of one thing differ: the claim, and for each its id and the figure's place."""

    claim: str
    a: str
    a_at: tuple[int, int]
    b: str
    b_at: tuple[int, int]


def differing(stances: pd.DataFrame, statements: pd.DataFrame, labels: Mapping[str, str]) -> list[Differing]:
    """The pairs, one for each two figures, of claims in the order of ``labels``; two documents, and no figure in common."""
    from sayso.claims.values import TOLERANCE

    ids = stances[stances["proposition"].isin(labels)]["statement_id"]
    rows = statements[statements["id"].isin(ids)][["id", "doc_id", "content"]]
    told = {i: (doc, found) for i, doc, text in rows.to_numpy() if (found := list(figures_in(text)))}
    members = stances.groupby("proposition")["statement_id"].agg(set)
    found: dict[tuple, Differing] = {}
    for claim in labels:
        here = sorted(told.keys() & members.get(claim, set()), key=lambda i: (told[i][0], i))
        for a, b in combinations(here, 2):
            (doc, one), (other_doc, other) = told[a], told[b]
            pairs = [(x, y) for x, y in product(one, other) if doc != other_doc and _one_thing(x, y)]
            if not any(abs(x.value - y.value) <= TOLERANCE * max(x.value, y.value) for x, y in pairs):
                for x, y in pairs:
                    found.setdefault((claim, *sorted((x.value, y.value))), Differing(claim, a, x.at, b, y.at))
    return list(found.values())


def _one_thing(x: Figure, y: Figure) -> bool:
    nouns = x.kinds & y.kinds & x.company  # that a number shares its noun tells as much as another word
    return bool(x.kinds & y.kinds) and len(x.company & y.company) + bool(nouns) >= SHARED


def figures_in(text: str) -> Iterator[Figure]:
    """The amounts, and the numbers with their noun, that a text gives."""
    from sayso.claims.values import COUNTED, DAY, NUMBER, TIMES

    text = DAY.sub(lambda day: " " * len(day[0]), text)
    for m in NUMBER.finditer(text):
        start, end = m.start(), m.end("x") if m["x"] else m.end("n")
        after = WORD.findall(text[end:])
        kinds = {m["money"]} if m["money"] else _stems(after[:NOUNS])
        if kinds and not AGE.search(text[: m.end("n") + 12], start):
            number = COUNTED.get(m["n"].lower()) or float(m["n"].replace(",", ""))
            company = _stems([*WORD.findall(text[:start])[-NEAR:], *after[:NEAR]])
            yield Figure(kinds, number * TIMES.get((m["x"] or "").lower(), 1.0), (start, end), company)


def _stems(words: list[str]) -> set[str]:
    return {stem(word.lower()) for word in words if word.lower() not in STOP}
