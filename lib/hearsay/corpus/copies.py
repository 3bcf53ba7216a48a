"""Families of copies: one text under several mastheads. Counted once, they are one voice."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

RUN = 8  # words in a row that are compared
KEEP = 4  # one run of so many is kept, chosen by its sum, so that both copies keep the same
ALIKE = 0.6  # share of the shorter text's runs that stand in the other
LONGEST = 200_000  # characters from the beginning that are compared
LEAST = 12  # runs kept, below which texts are too short to tell a copy from a quotation
MOST = 50  # documents that a run is compared in; what stands in more is a notice, not a text


def families(texts: Mapping[str, str], published: Mapping[str, str]) -> dict[str, str]:
    """By doc_id, the earliest document of its family where it is another: by day published, then by doc_id."""
    runs = {doc_id: kept for doc_id, text in texts.items() if len(kept := _array(runs_of(text))) >= LEAST}
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for docs in _holders(runs):
        for n, one in enumerate(docs):
            for other in docs[n + 1 :]:
                shared[one, other] += 1
    parent = {doc_id: doc_id for doc_id in runs}
    for (one, other), count in sorted(shared.items()):
        if count >= ALIKE * min(len(runs[one]), len(runs[other])):
            parent[_root(parent, other)] = _root(parent, one)
    members: dict[str, list[str]] = defaultdict(list)
    for doc_id in runs:
        members[_root(parent, doc_id)].append(doc_id)
    found = {}
    for family in members.values():
        first = min(family, key=lambda doc_id: (published.get(doc_id) or "9999", doc_id))
        found |= {doc_id: first for doc_id in family if doc_id != first}
    return found


def _array(runs: set[int]) -> np.ndarray:
    return np.fromiter(runs, np.uint32, len(runs))


def _holders(runs: Mapping[str, np.ndarray]) -> Iterator[list[str]]:
    """The documents, in order, that hold a run which stands in several; in arrays, as sets would take ten times the texts."""
    names = sorted(runs)
    every = np.concatenate([runs[name] for name in names] or [np.empty(0, np.uint32)])
    owner = np.repeat(np.arange(len(names), dtype=np.uint32), [len(runs[name]) for name in names])
    by_run = np.argsort(every, kind="stable")
    every, owner = every[by_run], owner[by_run]
    starts = np.flatnonzero(np.diff(every, prepend=every[:1] + 1))
    ends = np.append(starts[1:], len(every))
    for start, end in zip(starts[ends - starts > 1], ends[ends - starts > 1], strict=True):
        yield [names[n] for n in owner[start : min(end, start + MOST)]]


def runs_of(text: str) -> set[int]:
    """Sums of the runs of words of a text, of which some are kept."""
    found = re.findall(r"\w+", text[:LONGEST].lower())
    sums = (zlib.crc32(" ".join(found[n : n + RUN]).encode("utf-8", "replace")) for n in range(len(found) - RUN + 1))
    return {one for one in sums if one % KEEP == 0}


def _root(parent: dict[str, str], doc_id: str) -> str:
    while parent[doc_id] != doc_id:
        parent[doc_id] = parent[parent[doc_id]]
        doc_id = parent[doc_id]
    return doc_id
