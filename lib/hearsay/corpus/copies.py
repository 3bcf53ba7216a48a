"""Families of copies: one text under several mastheads. Counted once, they are one voice."""

import re
import zlib
from collections.abc import Mapping

import pandas as pd

RUN = 8  # words in a row that are compared
KEEP = 4  # one run of so many is kept, chosen by its sum, so that both copies keep the same
ALIKE = 0.6  # share of the shorter text's runs that stand in the other
LONGEST = 200_000  # characters from the beginning that are compared
LEAST = 12  # runs kept, below which texts are too short to tell a copy from a quotation
MOST = 50  # documents that a run is compared in; what stands in more is a notice, not a text


def families(texts: Mapping[str, str], published: Mapping[str, str]) -> dict[str, str]:
    """By doc_id, the earliest document of its family where it is another: by day published, then by doc_id."""
    kept = pd.Series({name: sorted(runs_of(texts[name])) for name in sorted(texts)}, dtype=object).explode().dropna()
    runs = kept.astype("uint32").rename_axis("doc").reset_index(name="run")
    size = runs["doc"].value_counts().to_dict()
    runs = runs[(runs["doc"].map(size) >= LEAST) & runs["run"].duplicated(keep=False)]
    runs = runs[runs.groupby("run").cumcount() < MOST]
    both = runs.merge(runs, on="run", suffixes=("", "_other")).query("doc < doc_other")
    shared = both.groupby(["doc", "doc_other"]).size().items()
    alike = [(a, b) for (a, b), count in shared if count >= ALIKE * min(size[a], size[b])]
    if not alike:
        return {}
    import networkx as nx  # half a second that a corpus without copies need not spend

    found = {}
    for family in nx.connected_components(nx.Graph(alike)):
        first, *rest = sorted(family, key=lambda name: (published.get(name) or "9999", name))
        found |= dict.fromkeys(rest, first)
    return found


def runs_of(text: str) -> set[int]:
    """Sums of the runs of words of a text, of which some are kept."""
    found = re.findall(r"\w+", text[:LONGEST].lower())
    sums = (zlib.crc32(" ".join(found[n : n + RUN]).encode("utf-8", "replace")) for n in range(len(found) - RUN + 1))
    return {one for one in sums if one % KEEP == 0}
