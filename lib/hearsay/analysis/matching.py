"""Which statement of one coding is which of another: by document and overlap of content, one to one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from hearsay import tables

Pair = tuple[Mapping[str, str], Mapping[str, str]]


def match(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """A row per statement of either coding, beside the one of the other that it was matched to.

    Columns: a_id, b_id ("" where unmatched), iou (characters of content in both, of those in either), shared (of
    the shorter content). Two rows can be matched if they share at least half of the shorter content; of the possible
    matchings one to one, the one with the greatest sum of iou is taken. Between equals decides what source and cue
    share, then the same actor.
    """
    rows = [
        {"a_id": p["a_id"], "b_id": p["b_id"], "iou": f"{p['iou']:.3f}", "shared": f"{p['shared']:.3f}"}
        for p in _assign(overlaps(a, b))
    ]
    rows += [{"a_id": i, "b_id": "", "iou": "", "shared": ""} for i in a["id"] if i not in {r["a_id"] for r in rows}]
    rows += [{"a_id": "", "b_id": i, "iou": "", "shared": ""} for i in b["id"] if i not in {r["b_id"] for r in rows}]
    order = {i: n for n, i in enumerate([*a["id"], *b["id"]])}
    rows.sort(key=lambda r: (not r["a_id"], order[r["a_id"] or r["b_id"]]))
    return pd.DataFrame(rows, columns=["a_id", "b_id", "iou", "shared"], dtype=str)


def overlaps(a: pd.DataFrame, b: pd.DataFrame) -> list[dict]:
    """Pairs of rows that share at least half of the shorter content, in the order of their ids."""
    others = {doc: [_anchored(row) for row in part.to_dict("records")] for doc, part in b.groupby("doc_id")}
    found = [
        overlap
        for row in map(_anchored, a.to_dict("records"))
        for other in others.get(row["doc_id"], [])
        if row["start"] < other["end"]
        and other["start"] < row["end"]
        and (overlap := _overlap(row, other))["shared"] >= 0.5
    ]
    return sorted(found, key=lambda p: (p["a_id"], p["b_id"]))


def _anchored(row: dict) -> dict:
    spans = {part: tables.parse_spans(row[f"{part}_spans"]) for part in ("content", "source", "cue")}
    ends = (
        {"start": spans["content"][0][0], "end": spans["content"][-1][1]}
        if spans["content"]
        else {"start": 0, "end": 0}
    )
    return row | ends | {"spans": spans, "length": tables.length(spans["content"])}


def _overlap(a: dict, b: dict) -> dict:
    both = tables.shared(a["spans"]["content"], b["spans"]["content"])
    tie = sum(tables.shared(a["spans"][part], b["spans"][part]) for part in ("source", "cue"))
    return {
        "a_id": a["id"],
        "b_id": b["id"],
        "iou": both / max(1, a["length"] + b["length"] - both),
        "shared": both / max(1, min(a["length"], b["length"])),
        "tie": min(tie, 999) * 10 + 5 * (a["actor"] == b["actor"]),
    }


def _assign(pairs: list[dict]) -> list[dict]:
    """The matching of greatest weight; whole numbers, so that no rounding decides between equals."""
    import networkx as nx  # half a second that a notebook without coders need not spend

    graph = nx.Graph()
    number = {key: n for n, key in enumerate(dict.fromkeys(k for p in pairs for k in _ends(p)))}
    for pair in pairs:
        x, y = (number[end] for end in _ends(pair))
        graph.add_edge(x, y, weight=round(pair["iou"] * 10**6) * 10**5 + pair["tie"])
    chosen = set()
    for part in sorted(map(sorted, nx.connected_components(graph))):
        chosen |= {tuple(sorted(edge)) for edge in nx.max_weight_matching(_ordered(graph, part))}
    return [p for p in pairs if tuple(sorted(number[end] for end in _ends(p))) in chosen]


def _ends(pair: dict) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("a", pair["a_id"]), ("b", pair["b_id"])


def _ordered(graph: Any, nodes: list[int]) -> Any:
    part = graph.__class__()
    part.add_nodes_from(nodes)
    part.add_edges_from(sorted((*sorted(edge[:2]), edge[2]) for edge in graph.edges(nodes, data=True)))
    return part


def pairs_of(matched: pd.DataFrame, a: pd.DataFrame, b: pd.DataFrame) -> list[Pair]:
    """The rows of a and b that were matched, side by side."""
    ours, theirs = ({row["id"]: row for row in df.to_dict("records")} for df in (a, b))
    both = matched[(matched["a_id"] != "") & (matched["b_id"] != "")]
    return [(ours[x], theirs[y]) for x, y in zip(both["a_id"], both["b_id"], strict=True)]
