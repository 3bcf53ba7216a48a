"""How far codings of the same documents agree: coder with coder, the machine with the coders, a person's sheet with a coding.

Rows are matched by document and overlap of their content; then each aspect is reported apart, so that a coder who
finds less is not hidden by one who labels well. Text that nobody coded is no unit of any figure, since counting it
would let agreement rise with the length of the documents (Hripcsak and Rothschild 2005, doi:10.1197/jamia.M1733).

Intervals are 95 % percentile bootstraps with a fixed seed. What is drawn again is the statement: a corpus has too few
documents to draw those. Statements of one document resemble each other, so the true intervals are rather wider.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from hearsay import tables
from hearsay.analysis.voices import OWN_VOICE, attributed
from hearsay.corpus.coding import MACHINE, accepted, covered
from sayso import intervals

if TYPE_CHECKING:
    from hearsay.reading import Reading

Row = Mapping[str, str]
Pair = tuple[Row, Row]
DRAWS, SEED = 2000, 20161115
LEAST = 10  # units, below which no coefficient is given
COLUMNS = ["aspect", "units", "agreement", "kappa", "kappa_low", "kappa_high"]
ASPECTS: Mapping[str, Callable[[Row], str]] = {
    "form": lambda row: row["form"],
    "act": lambda row: row["act"],
    "speaker": lambda row: row["actor"] if row["form"] != OWN_VOICE else "",
    "holder": lambda row: row["holder"],
    "via": lambda row: tables.LIST.join(key.removesuffix("?") for key in tables.items(row["via"])),
    "certainty": lambda row: row["certainty"],
    "access": lambda row: row["access"],
}
DATES = ("said", "event")
FOUND = ["who", "found", "of_its_own", "of_the_other", "precision", "recall", "f1", "same_speaker"]


# --- which rows are one statement


def pairs_of(a: pd.DataFrame, b: pd.DataFrame) -> list[Pair]:
    """The rows of a and b that are one statement, side by side, in the order of a's ids.

    Two rows can be matched if they share at least half of the shorter content; of the possible matchings one to one, the
    one with the greatest sum of overlap (characters of content in both, of those in either) is taken. Between equals
    decides what source and cue share, then the same actor.
    """
    import networkx as nx  # half a second that a notebook without coders need not spend

    ours, theirs = (sorted(df.to_dict("records"), key=lambda row: row["id"]) for df in (a, b))
    places = [_spans(row) for row in theirs]
    here = tables.grouped((row["doc_id"], n) for n, row in enumerate(theirs))
    graph = nx.Graph()  # nodes: rows of a by their place, 0 and up; rows of b as -1 and down, so that no two are one
    for m, row in enumerate(ours):
        spans = _spans(row)
        for n in here.get(row["doc_id"], []):
            if weight := _weight(spans, places[n], row["actor"] == theirs[n]["actor"]):
                graph.add_edge(m, -1 - n, weight=weight)
    parts = (graph.subgraph(sorted(part)).copy() for part in nx.connected_components(graph))
    chosen = sorted(sorted(edge) for part in parts for edge in nx.max_weight_matching(part))
    return sorted(((ours[m], theirs[-1 - n]) for n, m in chosen), key=lambda pair: pair[0]["id"])


def _spans(row: Row) -> dict[str, tables.Spans]:
    return {part: tables.parse_spans(row[f"{part}_spans"]) for part in ("content", "source", "cue")}


def _weight(a: Mapping[str, tables.Spans], b: Mapping[str, tables.Spans], same_actor: bool) -> int:
    """How well two rows fit, 0 where they cannot be one; a whole number, so that no rounding decides between equals."""
    one, other = a["content"], b["content"]
    if not one or not other or one[0][0] >= other[-1][1] or other[0][0] >= one[-1][1]:
        return 0
    both, sizes = tables.shared(one, other), (tables.length(one), tables.length(other))
    if 2 * both < min(sizes):
        return 0
    tie = min(sum(tables.shared(a[part], b[part]) for part in ("source", "cue")), 999) * 10 + 5 * same_actor
    return round(both / (sum(sizes) - both) * 10**6) * 10**5 + tie


# --- how far those agree that are


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


def report(pairs: Sequence[Pair]) -> pd.DataFrame:
    """How far two codings agree on statements that both have, a row an aspect: units, raw agreement, kappa with its interval.

    A statement is a unit of an aspect if either coder gave it a value there; of stances a unit is a claim on which either
    takes one. Kappa is "" on fewer than ten units, of dates, and where all have one value.
    """
    rows = [_aspect(name, [(value(x), value(y)) for x, y in pairs]) for name, value in ASPECTS.items()]
    coded = [(stances_in(x), stances_in(y)) for x, y in pairs]
    held = [(x.get(claim, ""), y.get(claim, "")) for x, y in coded for claim in sorted(x.keys() | y.keys())]
    rows.append(_aspect("stance", held))
    for column in DATES:  # no coefficient is known that would not call 2015 and December 2015 strangers
        both = [intervals.overlap(x[column], y[column]) for x, y in pairs if x[column] and y[column]]
        rows.append(share(f"{column}: intervals meet", both))
    return pd.DataFrame([row for row in rows if row["units"]], columns=COLUMNS).astype(object).fillna("")


def share(aspect: str, agreed: Sequence[bool]) -> dict[str, Any]:
    """A row of a report on an ``aspect``: in which share of the units there is agreement; ``agreed`` has one item a unit."""
    return {"aspect": aspect, "units": len(agreed), "agreement": sum(agreed) / len(agreed) if agreed else ""}


def _aspect(aspect: str, values: Sequence[tuple[str, str]]) -> dict[str, Any]:
    values = [pair for pair in values if any(pair)]
    found = kappa(values) if len(values) >= LEAST else ()
    return share(aspect, [x == y for x, y in values]) | dict(zip(COLUMNS[3:], found, strict=False))


def stances_in(row: Row) -> dict[str, str]:
    """The stance of a row by proposition."""
    found = tables.grouped(item.partition(":")[::2] for item in tables.items(row["stances"]))
    return {key: tables.LIST.join(sorted(held)) for key, held in found.items()}


# --- of a reading


def coder_pairs(reading: Reading) -> list[tuple[str, str]]:
    """The names of codings to be compared: two by two in the order of their names, without the one that was agreed."""
    names = sorted(set(reading.codings) - {"agreed"})
    return list(zip(names[::2], names[1::2], strict=False))


def found(reading: Reading) -> pd.DataFrame:
    """A row, with the columns `FOUND`, for each pair of coders, and for the machine against what is counted, in the documents that both have read; without rows where there are none."""
    codings, rows = reading.codings, []
    for a, b in coder_pairs(reading):
        if docs := _read(reading, a) & _read(reading, b):
            one, two = (codings[by][codings[by]["doc_id"].isin(docs)] for by in (a, b))
            rows.append(one_to_one(one, two, f"coder {a} with coder {b}"))
    if docs := measured(reading):
        machine, counted = (df[df["doc_id"].isin(docs)] for df in (reading.machine, reading.statements))
        rows.append(one_to_one(machine, counted, f"machine with {reading.name}"))
    return pd.DataFrame(rows, columns=FOUND)


def measured(reading: Reading) -> set[str]:
    """The documents in which the counted coding measures the machine: those that it covers; none where its rows were taken from the machine's."""
    if reading.name == MACHINE or accepted(reading.codings[reading.name]):
        return set()
    return _read(reading, reading.name)


def _read(reading: Reading, by: str) -> set[str]:
    """The documents that a coding covers."""
    return covered(by, reading.codings[by], reading.coders)


def one_to_one(a: pd.DataFrame, b: pd.DataFrame, who: str) -> tuple:
    """A row of `FOUND`: how many attributed statements of ``a`` are also in ``b``, each matched once; `same_speaker` is of those found.

    ``who`` says in words whose the two codings are.
    """
    ours, theirs = attributed(a), attributed(b)
    pairs = pairs_of(ours, theirs)
    found, same = len(pairs), sum(bool(x["actor"]) and x["actor"] == y["actor"] for x, y in pairs)
    precision, recall, f1 = (found / max(1, n) for n in (len(ours), len(theirs), (len(ours) + len(theirs)) / 2))
    return who, found, len(ours), len(theirs), precision, recall, f1, same / max(1, found)


def by_aspect(reading: Reading) -> pd.DataFrame:
    """The `report` of each pair of coders, with the column `coders`."""
    codings = reading.codings
    reports = {f"{a}, {b}": report(pairs_of(codings[a], codings[b])) for a, b in coder_pairs(reading)}
    return stacked(reports, "coders")


def stacked(reports: Mapping[str, pd.DataFrame], column: str) -> pd.DataFrame:
    """Reports one below the other, each with its name in a column; without rows where there is none."""
    parts = [part.assign(**{column: name}) for name, part in reports.items()]
    return pd.concat([pd.DataFrame(columns=[*COLUMNS, column]), *parts], ignore_index=True)


def stance_agreement(reading: Reading) -> pd.DataFrame:
    """Per claim, of the statements on which either coder of a pair took a stance, how many have the same; weakest first.

    Claims that the codebook has retired are none.
    """
    codings, claims = reading.codings, reading.codebook.propositions
    rows = [
        (claim, one.get(claim) == two.get(claim))
        for a, b in coder_pairs(reading)
        for one, two in (map(stances_in, pair) for pair in pairs_of(codings[a], codings[b]))
        for claim in one.keys() | two.keys()
        if not claims.get(claim, {}).get("retired")
    ]
    same = pd.DataFrame(rows, columns=["proposition", "same"]).groupby("proposition")["same"]
    table = same.agg(statements="size", same_stance="mean").reset_index()
    order = ["same_stance", "statements", "proposition"]
    return table.sort_values(order, ascending=[True, False, True], ignore_index=True)


def places(reading: Reading) -> dict[str, pd.DataFrame]:
    """Statements that the machine missed, and what it found beyond the coders'; without rows where it alone has read."""
    docs = measured(reading)
    ours, theirs = (attributed(df[df["doc_id"].isin(docs)]) for df in (reading.machine, reading.statements))
    hit = {row["id"] for pair in pairs_of(ours, theirs) for row in pair}
    return {"missed": theirs[~theirs["id"].isin(hit)], "extra": ours[~ours["id"].isin(hit)]}
