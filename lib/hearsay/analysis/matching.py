"""Which statement of one coding is which of another: by document and overlap of content, one to one."""

from __future__ import annotations

from collections.abc import Mapping

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
    for side, coding in (("a_id", a), ("b_id", b)):
        matched = {row[side] for row in rows if side in row}
        rows += [{side: i} for i in coding["id"] if i not in matched]
    order = {i: n for n, i in enumerate([*a["id"], *b["id"]])}
    rows.sort(key=lambda row: ("a_id" not in row, order[row.get("a_id") or row["b_id"]]))
    return pd.DataFrame(rows, columns=["a_id", "b_id", "iou", "shared"], dtype=str).fillna("")


def overlaps(a: pd.DataFrame, b: pd.DataFrame) -> list[dict]:
    """Pairs of rows that share at least half of the shorter content, in the order of their ids."""
    others = {doc: [_anchored(row) for row in part.to_dict("records")] for doc, part in b.groupby("doc_id")}
    found = []
    for row in map(_anchored, a.to_dict("records")):
        for other in others.get(row["doc_id"], []):
            if row["start"] < other["end"] and other["start"] < row["end"]:
                found.append(_overlap(row, other))
    return sorted((p for p in found if p["shared"] >= 0.5), key=lambda p: (p["a_id"], p["b_id"]))


def _anchored(row: dict) -> dict:
    spans = {part: tables.parse_spans(row[f"{part}_spans"]) for part in ("content", "source", "cue")}
    content = spans["content"] or [(0, 0)]
    return row | {"spans": spans, "start": content[0][0], "end": content[-1][1], "length": tables.length(content)}


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
    ends = [(("a", p["a_id"]), ("b", p["b_id"])) for p in pairs]
    number = {
        end: n for n, end in enumerate(dict.fromkeys(end for both in ends for end in both))
    }  # sets of them have an order
    edges = [tuple(number[end] for end in both) for both in ends]
    for edge, pair in zip(edges, pairs, strict=True):
        graph.add_edge(*edge, weight=round(pair["iou"] * 10**6) * 10**5 + pair["tie"])
    chosen = set()
    for part in nx.connected_components(graph):
        chosen |= {tuple(sorted(edge)) for edge in nx.max_weight_matching(graph.subgraph(sorted(part)).copy())}
    return [pair for edge, pair in zip(edges, pairs, strict=True) if tuple(sorted(edge)) in chosen]


def pairs_of(a: pd.DataFrame, b: pd.DataFrame) -> list[Pair]:
    """The rows of a and b that are one statement (`match`), side by side."""
    ours, theirs = ({row["id"]: row for row in df.to_dict("records")} for df in (a, b))
    matched = match(a, b)
    both = matched[(matched["a_id"] != "") & (matched["b_id"] != "")]
    return [(ours[x], theirs[y]) for x, y in zip(both["a_id"], both["b_id"], strict=True)]
