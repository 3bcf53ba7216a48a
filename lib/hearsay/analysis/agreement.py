"""How far two codings of the same documents agree: coder with coder, person with AI, machine with coder.

Rows are matched by document and overlap of their content; then each aspect is reported apart, so that a coder who
finds less is not hidden by one who labels well. Text that nobody coded is no unit of any figure, since counting it
would let agreement rise with the length of the documents (Hripcsak and Rothschild 2005, doi:10.1197/jamia.M1733).

Intervals are 95 % percentile bootstraps with a fixed seed. What is drawn again is the statement: a corpus has too few
documents to draw those. Statements of one document resemble each other, so the true intervals are rather wider.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from hearsay import tables
from hearsay.analysis.matching import Pair, pairs_of
from hearsay.analysis.voices import OWN_VOICE
from sayso import intervals

DRAWS, SEED = 2000, 20161115
LEAST = 10
KAPPA = "Cohen's kappa"
COLUMNS = ["aspect", "units", "agreement", "coefficient", "value", "value_low", "value_high", "note"]
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


def kappa(values: Sequence[tuple[str, str]]) -> tuple[float, ...]:
    """Cohen's kappa (1960) of pairs of values, and the ends of its interval; nothing where chance could not disagree.

    To resample n units is a multinomial draw over the pairs that occur, so all draws are made at once.
    """
    seen = pd.Series(values).value_counts().sort_index()
    drawn = np.random.default_rng(SEED).multinomial(len(values), seen / len(values), DRAWS)
    drawn = np.vstack([seen, drawn]).astype(float)
    pairs = pd.DataFrame(list(seen.index))
    names = pd.unique(pairs.to_numpy().ravel())
    a, b = (drawn @ (pairs[[side]].to_numpy() == names) / len(values) for side in (0, 1))
    agreed, chance = drawn @ (pairs[0] == pairs[1]) / len(values), (a * b).sum(-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(np.isclose(chance, 1), np.nan, (agreed - chance) / (1 - chance))
    return () if np.isnan(found[0]) else (found[0], *np.nanpercentile(found[1:], [2.5, 97.5]))


def report(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """How far two codings agree on the statements that both have, aspect by aspect (`measured.found`: how many both have).

    A row is an aspect: units, raw agreement among them, kappa with its interval where each statement has one value, and a
    note. A statement is a unit of an aspect if either coder gave it a value there. A cell is "" where there is nothing to
    compute, and the note says why; no coefficient is given on fewer than ten units.
    """
    return pd.DataFrame(labelled(pairs_of(a, b)), columns=COLUMNS, dtype=str)


def labelled(pairs: list[Pair]) -> list[dict]:
    """The rows of a `report` on what two coders say of the same statements."""
    rows = []
    for aspect, value in NOMINAL.items():
        if aspect == "holder" and not any(x["holder"] or y["holder"] for x, y in pairs):
            continue  # nobody was asked
        rows.append(_nominal(aspect, [(value(x), value(y)) for x, y in pairs]))
    coded = [(stances_in(x), stances_in(y)) for x, y in pairs]
    rows.append(_chosen("stance: proposition chosen", coded))
    same = [(x[key], y[key]) for x, y in coded for key in sorted(set(x) & set(y))]
    rows.append(_nominal("stance: where both chose the proposition", same))
    rows.append(_chosen("values", [(tables.items(x["values"]), tables.items(y["values"])) for x, y in pairs]))
    for column in DATES:  # no coefficient is known that would not call 2015 and December 2015 strangers
        both = [(x[column], y[column]) for x, y in pairs if x[column] and y[column]]
        rows.append(entry(f"{column}: intervals meet", len(both), sum(intervals.overlap(x, y) for x, y in both)))
    return rows


def entry(aspect: str, units: int, agreed: int = 0, note: str = "") -> dict[str, str]:
    """A row of a report on a share of the units, without a coefficient."""
    return dict.fromkeys(COLUMNS, "") | {
        "aspect": aspect,
        "units": str(units),
        "agreement": f"{agreed / units:.2f}" if units else "",
        "note": note,
    }


def _nominal(aspect: str, values: list[tuple[str, str]]) -> dict[str, str]:
    """The row of an aspect with one value for each statement, and kappa, or in `note` why that is missing."""
    values = [(x, y) for x, y in values if x or y]
    note = f"no coefficient on fewer than {LEAST} units" if len(values) < LEAST else ""
    found = () if note else kappa(values)
    note = note or "no coefficient: one value only, so that chance would agree as well" * (not found)
    told = {"coefficient": KAPPA} | {column: f"{x:.2f}" for column, x in zip(COLUMNS[4:7], found, strict=False)}
    return entry(aspect, len(values), sum(x == y for x, y in values), note) | told


def _chosen(aspect: str, sets: list[tuple[Iterable[str], Iterable[str]]]) -> dict[str, str]:
    """Items that two coders chose for each statement; what neither chose is no unit."""
    both = sum(len(set(x) & set(y)) for x, y in sets)
    return entry(aspect, sum(len(set(x) | set(y)) for x, y in sets), both)


def stances_in(row: Mapping[str, str]) -> dict[str, str]:
    """The stance of a row by proposition."""
    found: dict[str, list[str]] = {}
    for key, _, stance in (item.partition(":") for item in tables.items(row["stances"])):
        found.setdefault(key, []).append(stance)
    return {key: tables.LIST.join(sorted(held)) for key, held in found.items()}
