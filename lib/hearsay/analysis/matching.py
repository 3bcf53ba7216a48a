"""Which rows of two codings of the same documents are one statement."""

from collections.abc import Mapping

import pandas as pd

from hearsay import tables

Pair = tuple[Mapping[str, str], Mapping[str, str]]


def pairs_of(a: pd.DataFrame, b: pd.DataFrame) -> list[Pair]:
    """The rows of a and b that are one statement, side by side, in the order of a's ids.

    Two rows can be matched if they share at least half of the shorter content; of the possible matchings one to one, the
    one with the greatest sum of overlap (characters of content in both, of those in either) is taken. Between equals
    decides what source and cue share, then the same actor.
    """
    import networkx as nx  # half a second that a notebook without coders need not spend

    ours, theirs = (sorted(df.to_dict("records"), key=lambda row: row["id"]) for df in (a, b))
    places = [_spans(row) for row in theirs]
    here: dict[str, list[int]] = {}
    for n, row in enumerate(theirs):
        here.setdefault(row["doc_id"], []).append(n)
    graph = nx.Graph()
    for m, row in enumerate(ours):
        spans = _spans(row)
        for n in here.get(row["doc_id"], []):
            if weight := _weight(spans, places[n], row["actor"] == theirs[n]["actor"]):
                graph.add_edge(m, -1 - n, weight=weight)
    parts = (graph.subgraph(sorted(part)).copy() for part in nx.connected_components(graph))
    chosen = sorted(sorted(edge) for part in parts for edge in nx.max_weight_matching(part))
    return sorted(((ours[m], theirs[-1 - n]) for n, m in chosen), key=lambda pair: pair[0]["id"])


def _spans(row: Mapping[str, str]) -> dict[str, tables.Spans]:
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
