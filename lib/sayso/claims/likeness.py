"""How alike passages are: the words they share, weighed by rarity, and a latent view of the same counts.

Everything is found through an index of words; no step compares all pairs. The latent view is a truncated singular value
decomposition of the weighed counts (randomised range finder with a fixed seed), so that words which keep company with
the same words count as near.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

LATENT = 0.5  # the share of the latent view
DIMENSIONS = 64  # at most; few in a small corpus, where each is a topic
RARITY = 0.6  # power of a word's rarity: in a story of one event the common words carry the claims
POSTINGS = 200  # a word in more units than this finds no candidates, it only weighs them
CANDIDATES = 60  # units looked at closely for each
SEED = 11
NAME = 0.7  # of its weight: a name that is everywhere says little of what is claimed
MARK = "~"  # begins what is no word but a class of words: it weighs, and finds no candidates

Bag = Mapping[str, float]


@dataclass(frozen=True)
class Rows:
    """Sparse vectors: row i holds the columns ``cols[at[i]:at[i + 1]]``; `latent` is its dense view, unit length."""

    at: np.ndarray
    cols: np.ndarray
    vals: np.ndarray
    latent: np.ndarray

    def __len__(self) -> int:
        return len(self.at) - 1

    def row(self, i: int) -> tuple[np.ndarray, np.ndarray]:
        """Columns and values of a row."""
        return self.cols[self.at[i] : self.at[i + 1]], self.vals[self.at[i] : self.at[i + 1]]


class Space:
    """The words of a corpus with their weights, and its latent view; ``names`` weigh less."""

    def __init__(self, bags: Sequence[Bag], names: Set[str] = frozenset()) -> None:
        seen = Counter(term for bag in bags for term in bag)
        self.terms = {term: n for n, term in enumerate(sorted(seen))}
        self.finds = np.array([not term.startswith(MARK) for term in self.terms], bool)
        self.weight = np.array([np.log((1 + len(bags)) / (0.5 + seen[t])) for t in self.terms]) ** RARITY
        self.weight[[n for t, n in self.terms.items() if t in names]] *= NAME
        self.projection = np.zeros((len(self.terms), 0))
        self.projection = _latent(self.rows(bags), len(self.terms))

    def rows(self, bags: Sequence[Bag]) -> Rows:
        """Unit vectors of some bags; words that the corpus does not know are left out."""
        at, cols, vals = [0], [], []
        for bag in bags:
            known = sorted((self.terms[t], x) for t, x in bag.items() if t in self.terms and x > 0)
            c = np.array([k for k, _ in known], dtype=np.int64)
            v = np.array([x for _, x in known]) * self.weight[c] if len(c) else np.zeros(0)
            norm = np.sqrt(np.sum(v * v))
            cols.append(c)
            vals.append(v / norm if norm else v)
            at.append(at[-1] + len(c))
        cols_, vals_ = np.concatenate(cols or [[]]).astype(np.int64), np.concatenate(vals or [[]])
        rows = Rows(np.array(at), cols_, vals_, np.zeros((len(bags), 0)))
        latent = _times(rows, self.projection)
        norm = np.sqrt((latent**2).sum(axis=1, keepdims=True))
        return Rows(rows.at, rows.cols, rows.vals, np.divide(latent, norm, out=latent, where=norm > 0))


def _times(rows: Rows, dense: np.ndarray) -> np.ndarray:
    """Sparse rows times a dense matrix, in blocks that fit in memory."""
    out = np.zeros((len(rows), dense.shape[1]))
    for start in range(0, len(rows), 4096):
        end = min(start + 4096, len(rows))
        a, b = rows.at[start], rows.at[end]
        if a == b or not dense.shape[1]:
            continue
        products = dense[rows.cols[a:b]] * rows.vals[a:b, None]
        filled = np.flatnonzero(np.diff(rows.at[start : end + 1]))
        out[start + filled] = np.add.reduceat(products, rows.at[start + filled] - a, axis=0)
    return out


def _transposed(rows: Rows, columns: int) -> Rows:
    order = np.argsort(rows.cols, kind="stable")
    of = np.repeat(np.arange(len(rows)), np.diff(rows.at))
    at = np.concatenate([[0], np.cumsum(np.bincount(rows.cols, minlength=columns))])
    return Rows(at, of[order], rows.vals[order], np.zeros((columns, 0)))


def _latent(rows: Rows, columns: int) -> np.ndarray:
    """The projection of words on the leading directions of the corpus: V of the decomposition."""
    k = min(DIMENSIONS, int(1.4 * np.sqrt(len(rows))), columns)
    if k < 2:
        return np.zeros((columns, 0))
    turned = _transposed(rows, columns)
    q = np.random.default_rng(SEED).standard_normal((columns, min(columns, k + 10)))
    for _ in range(2):
        q, _ = np.linalg.qr(_times(turned, _times(rows, q)))
    _, _, v = np.linalg.svd(_times(rows, q), full_matrices=False)
    return (q @ v.T)[:, :k]


class Index:
    """Finds the rows that are most like a query, through the words that they share."""

    def __init__(self, rows: Rows, space: Space) -> None:
        self.rows = rows
        self.finds = space.finds
        self.by_word = _transposed(rows, len(space.terms))
        self.scores = np.zeros(len(rows))
        self.dense = np.zeros(len(space.terms))

    def near(self, query: Rows, i: int, least: float, most: int = CANDIDATES) -> list[tuple[int, float]]:
        """The rows like row ``i`` of the query, the likest first, with their likeness."""
        cols, vals = query.row(i)
        touched = []
        for c, v in zip(cols, vals, strict=True):
            units, weights = self.by_word.row(c)
            if self.finds[c] and len(units) <= POSTINGS:
                self.scores[units] += v * weights
                touched.append(units)
        if not touched:
            return []
        found = np.unique(np.concatenate(touched))
        if len(found) > most:
            found = np.sort(found[np.argsort(-self.scores[found], kind="stable")[:most]])
        for units in touched:
            self.scores[units] = 0
        likeness = self.likeness(query, i, found)
        keep = np.flatnonzero(likeness >= least)
        return [(int(found[k]), float(likeness[k])) for k in keep[np.argsort(-likeness[keep], kind="stable")]]

    def likeness(self, query: Rows, i: int, others: np.ndarray) -> np.ndarray:
        """The likeness of row ``i`` of the query with some rows."""
        cols, vals = query.row(i)
        self.dense[cols] = vals
        starts = self.rows.at[others]
        sizes = self.rows.at[others + 1] - starts
        places = np.repeat(starts - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes) + np.arange(sizes.sum())
        products = self.dense[self.rows.cols[places]] * self.rows.vals[places]
        words = np.bincount(np.repeat(np.arange(len(others)), sizes), products, minlength=len(others))
        self.dense[cols] = 0
        return (1 - LATENT) * words + LATENT * (self.rows.latent[others] @ query.latent[i])
