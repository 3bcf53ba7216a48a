"""How far two codings of the same documents agree: coder with coder, person with AI, machine with coder.

Rows are matched by document and overlap of their content; then each aspect is reported apart, so that a coder who
finds less is not hidden by one who labels well. Text that nobody coded is no unit of any figure, since counting it
would let agreement rise with the length of the documents (Hripcsak and Rothschild 2005, doi:10.1197/jamia.M1733).

Intervals are 95 % percentile bootstraps with a fixed seed. What is drawn again is the statement, or for text the
stretch of overlapping contents: a corpus has too few documents to draw those. Statements of one document resemble
each other, so the true intervals are rather wider than these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from hearsay import tables
from hearsay.analysis.matching import Pair, pairs_of
from hearsay.analysis.voices import OWN_VOICE
from sayso import intervals

DRAWS, SEED = 2000, 20161115
LEAST = 10
COLUMNS = ["aspect", "units", "agreement", "low", "high", "coefficient", "value", "value_low", "value_high", "note"]
Estimate = tuple[float, float, float]
NOTHING: Estimate = (np.nan, np.nan, np.nan)
NOMINAL: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "form": lambda row: row["form"],
    "act": lambda row: row["act"],
    "speaker": lambda row: row["actor"] if row["form"] != OWN_VOICE else "",
    "holder": lambda row: row["holder"],
    "via": lambda row: tables.LIST.join(key.removesuffix("?") for key in tables.items(row["via"])),
    "certainty": lambda row: row["certainty"],
    "access": lambda row: row["access"],
}
DATES = ("said", "event")


# Coefficients


def kappa(agreed: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Cohen's kappa (1960) from how many units agree and how often each coder (last axis) uses each value."""
    n = a.sum(-1)
    return _above_chance(n - agreed, n - (a * b).sum(-1) / n)


def alpha(agreed: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Krippendorff's alpha for nominal values ("Computing Krippendorff's Alpha-Reliability", 2011), as `kappa`.

    The package `krippendorff` takes one sample at a time; the bootstrap needs thousands. A test compares the two.
    """
    values = a + b
    n = values.sum(-1)
    return _above_chance(n - 2 * agreed, (n**2 - (values**2).sum(-1)) / (n - 1))


def _above_chance(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """One less the disagreement observed, of that expected by chance; nan where chance could not disagree."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.isclose(expected, 0), np.nan, 1 - observed / expected)


def coefficient(
    function: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray], values: Sequence[tuple[str, str]]
) -> Estimate:
    """`kappa` or `alpha` of pairs of values, with its interval; nan of nothing.

    To resample n units is a multinomial draw over the pairs that occur, so all draws are made at once.
    """
    if not values:
        return NOTHING
    seen = Counter(values)
    pairs = sorted(seen)
    names = sorted({value for pair in pairs for value in pair})
    counts = np.array([seen[pair] for pair in pairs])
    drawn = np.random.default_rng(SEED).multinomial(len(values), counts / len(values), DRAWS)
    drawn = np.vstack([counts, drawn]).astype(float)
    a, b = (np.array([[pair[side] == name for name in names] for pair in pairs], float) for side in (0, 1))
    same = np.array([x == y for x, y in pairs], float)
    return _estimate(function(drawn @ same, drawn @ a, drawn @ b))


def _estimate(values: np.ndarray) -> Estimate:
    """The first value, between the percentiles of the rest."""
    if np.isnan(values[0]):
        return NOTHING
    rest = values[1:][~np.isnan(values[1:])]
    low, high = np.percentile(rest, [2.5, 97.5]) if len(rest) else (np.nan, np.nan)
    return float(values[0]), float(low), float(high)


def share(hits: int, of: int) -> Estimate:
    """A share with its interval; nan of nothing.

    Where all agree the interval has no width: the bootstrap has seen no disagreement, not shown that there is none.
    """
    if not of:
        return NOTHING
    return _estimate(np.array([hits, *np.random.default_rng(SEED).binomial(of, hits / of, DRAWS)]) / of)


# Reports


def report(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """How far two codings agree on the statements that both have, aspect by aspect (`measured.found`: how many both have).

    A row is an aspect and a coefficient: units, raw agreement among them with its interval, the coefficient with its
    interval, and a note. A statement is a unit of an aspect if either coder gave it a value there. A cell is "" where
    there is nothing to compute, and the note says why; no coefficient is given on fewer than ten units.
    """
    return pd.DataFrame(labelled(pairs_of(a, b)), columns=COLUMNS, dtype=str)


def labelled(pairs: list[Pair]) -> list[dict]:
    """The rows of a `report` on what two coders say of the same statements."""
    rows = []
    for aspect, value in NOMINAL.items():
        if aspect == "holder" and not any(x["holder"] or y["holder"] for x, y in pairs):
            continue  # nobody was asked
        rows += _nominal(aspect, [(value(x), value(y)) for x, y in pairs])
    coded = [(stances_in(x), stances_in(y)) for x, y in pairs]
    rows.append(_chosen("stance: proposition chosen", coded))
    same = [(x[key], y[key]) for x, y in coded for key in sorted(set(x) & set(y))]
    rows += _nominal("stance: where both chose the proposition", same)
    rows.append(_chosen("values", [(tables.items(x["values"]), tables.items(y["values"])) for x, y in pairs]))
    for column in DATES:  # no coefficient is known that would not call 2015 and December 2015 strangers
        both = [(x[column], y[column]) for x, y in pairs if x[column] and y[column]]
        meet = share(sum(intervals.overlap(x, y) for x, y in both), len(both))
        rows.append(entry(f"{column}: intervals meet", len(both), meet))
    return rows


def entry(
    aspect: str, units: int, agreement: Estimate = NOTHING, name: str = "", value: Estimate = NOTHING, note: str = ""
) -> dict[str, str]:
    """A row of a report; says in `note` why a coefficient that was named is missing."""
    if name and units < LEAST:
        value, note = NOTHING, f"no coefficient on fewer than {LEAST} units"
    elif name and np.isnan(value[0]):
        note = "no coefficient: one value only, so that chance would agree as well"
    cells = ["" if np.isnan(x) else f"{x:.2f}" for x in (*agreement, *value)]
    return dict(zip(COLUMNS, [aspect, str(units), *cells[:3], name, *cells[3:], note], strict=True))


def _nominal(aspect: str, values: list[tuple[str, str]]) -> list[dict]:
    values = [(x, y) for x, y in values if x or y]
    agreement = share(sum(x == y for x, y in values), len(values))
    return [
        entry(aspect, len(values), agreement, name, coefficient(function, values))
        for name, function in (("Cohen's kappa", kappa), ("Krippendorff's alpha", alpha))
    ]


def _chosen(aspect: str, sets: list[tuple[Iterable[str], Iterable[str]]]) -> dict:
    """Items that two coders chose for each statement; what neither chose is no unit."""
    both = sum(len(set(x) & set(y)) for x, y in sets)
    either = sum(len(set(x) | set(y)) for x, y in sets)
    return entry(aspect, either, share(both, either))


def stances_in(row: Mapping[str, str]) -> dict[str, str]:
    """The stance of a row by proposition."""
    found: dict[str, list[str]] = {}
    for key, _, stance in (item.partition(":") for item in tables.items(row["stances"])):
        found.setdefault(key, []).append(stance)
    return {key: tables.LIST.join(sorted(held)) for key, held in found.items()}
