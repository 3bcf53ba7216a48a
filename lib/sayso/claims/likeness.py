"""How alike passages are: the words they share, weighed by rarity, and the company they keep.

The company of a passage is what it is near to, by words, itself and its copies too: two that are near to the same
others say one thing in other words. Everything is found through an index of words; no step compares all pairs.
"""

from array import array
from collections import Counter
from collections.abc import Collection, ItemsView, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

COMPANY = 0.5  # the share of the company
NEAR = 0.08  # likeness in words from which on a unit is company
FRIENDS = 15  # units of company, the likest first
RARITY = 0.6  # power of a word's rarity: in a story of one event the common words carry the claims
POSTINGS = 200  # a word in more units than this finds no candidates, it only weighs them
CANDIDATES = 60  # units looked at closely for each
NAME = 0.7  # of its weight: a name that is everywhere says little of what is claimed
MARK = "~"  # begins what is no word but a class of words: it weighs, and finds no candidates

Bag = Mapping[str, float]


class Packed(Mapping[str, float]):
    """A bag that is held long: an eighth of a dict's size. ``once`` holds each word and weight that several have."""

    __slots__ = ("terms", "weights")

    def __init__(self, bag: Bag, once: dict) -> None:
        self.terms = tuple(once.setdefault(term, term) for term in bag)
        self.weights = tuple(once.setdefault(x, x) for x in bag.values())

    def __getitem__(self, term: str) -> float:
        if term in self.terms:
            return self.weights[self.terms.index(term)]
        raise KeyError(term)

    def items(self) -> ItemsView[str, float]:
        """Words and weights, without a search for each."""
        return dict(zip(self.terms, self.weights, strict=True)).items()

    def __iter__(self) -> Iterator[str]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)


@dataclass(frozen=True)
class Rows:
    """Sparse vectors of unit length: row i holds the columns ``cols[at[i]:at[i + 1]]``, words first, then company."""

    at: np.ndarray
    cols: np.ndarray
    vals: np.ndarray

    def __len__(self) -> int:
        return len(self.at) - 1

    def row(self, i: int) -> tuple[np.ndarray, np.ndarray]:
        """Columns and values of a row."""
        return self.cols[self.at[i] : self.at[i + 1]], self.vals[self.at[i] : self.at[i + 1]]

    def places(self, some: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where some rows have their columns and values, one row after the other, and how many each has."""
        starts = self.at[some]
        sizes = self.at[some + 1] - starts
        ends = np.cumsum(sizes)
        return np.repeat(starts - ends + sizes, sizes) + np.arange(ends[-1] if len(ends) else 0), sizes


class Pairs(NamedTuple):
    """Pairs of rows, ``a`` before ``b``, and how alike they are: an array each, as there are millions."""

    a: np.ndarray
    b: np.ndarray
    x: np.ndarray


class Space:
    """The words of a corpus with their weights, and its units, which are company; ``names`` weigh less."""

    def __init__(self, bags: Sequence[Bag], names: Set[str] = frozenset()) -> None:
        seen = Counter(term for bag in bags for term in bag)
        self.terms = {term: n for n, term in enumerate(sorted(seen))}
        self.columns = len(self.terms) + len(bags)
        self.finds = np.array([not term.startswith(MARK) for term in self.terms] + [False] * len(bags), bool)
        self.weight = np.array([np.log((1 + len(bags)) / (0.5 + seen[t])) for t in self.terms]) ** RARITY
        self.weight[[n for t, n in self.terms.items() if t in names]] *= NAME
        self.weighs = dict(zip(self.terms, self.weight.tolist(), strict=True))
        self.units = Index(self.words(bags), self)

    def words(self, bags: Sequence[Bag]) -> Rows:
        """Unit vectors of the words of some bags; those that the corpus does not know are left out."""
        at, cols, vals = [0], [], []
        for bag in bags:
            known = sorted((self.terms[t], x) for t, x in bag.items() if t in self.terms and x > 0)
            c = np.array([k for k, _ in known], dtype=np.int32)
            v = np.array([x for _, x in known]) * self.weight[c] if len(c) else np.zeros(0)
            norm = np.sqrt(np.sum(v * v))
            cols.append(c)
            vals.append(v / norm if norm else v)
            at.append(at[-1] + len(c))
        return Rows(np.array(at), np.concatenate(cols or [[]]).astype(np.int32), np.concatenate(vals or [[]]))

    def rows(
        self, bags: Sequence[Bag], kept: Mapping[int, tuple[np.ndarray, np.ndarray]] = MappingProxyType({})
    ) -> Rows:
        """Vectors of some bags: words, and beside them their company, which for some is known (``kept``)."""
        words = self.words(bags)
        at, cols, vals = [0], [], []
        for n in range(len(bags)):
            c, v = words.row(n)
            near, company = kept[n] if n in kept else self.company(words, n)
            cols += [c, near]
            vals += [v * np.sqrt(1 - COMPANY), company]
            at.append(at[-1] + len(c) + len(near))
        return Rows(np.array(at), np.concatenate(cols or [[]]).astype(np.int32), np.concatenate(vals or [[]]))

    def company(self, words: Rows, n: int) -> tuple[np.ndarray, np.ndarray]:
        """The units of the corpus that are near a row of words, as columns and values."""
        near = sorted(self.units.near(words, n, NEAR)[:FRIENDS])
        found = np.array([x for _, x in near])
        columns = np.array([len(self.terms) + j for j, _ in near], dtype=np.int32)
        return columns, found * np.sqrt(COMPANY / np.sum(found * found)) if len(near) else found

    def company_in(self, rows: Rows, n: int) -> tuple[np.ndarray, np.ndarray]:
        """The company of a row that has it."""
        columns, values = rows.row(n)
        first = np.searchsorted(columns, len(self.terms))
        return columns[first:], values[first:]


def _transposed(rows: Rows, columns: int) -> Rows:
    order = np.argsort(rows.cols, kind="stable")
    of = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(rows.at))
    at = np.concatenate([[0], np.cumsum(np.bincount(rows.cols, minlength=columns))])
    return Rows(at, of[order], rows.vals[order])


class Index:
    """Finds the rows that are most like a query, through the words that they share."""

    def __init__(self, rows: Rows, space: Space) -> None:
        self.rows = rows
        self.by_word = _transposed(rows, space.columns)
        self.finds = space.finds & (np.diff(self.by_word.at) <= POSTINGS)
        self.scores = np.zeros(len(rows))
        self.dense = np.zeros(space.columns)

    def near(
        self, query: Rows, i: int, least: float, most: int = CANDIDATES, after: int = -1
    ) -> list[tuple[int, float]]:
        """The rows like row ``i`` of the query, the likest first, with their likeness; of ``most``, those after one."""
        cols, vals = query.row(i)
        finds = self.finds[cols]
        places, sizes = self.by_word.places(cols[finds])
        if not len(places):
            return []
        units = self.by_word.cols[places]
        np.add.at(self.scores, units, np.repeat(vals[finds], sizes) * self.by_word.vals[places])
        found = np.unique(units)
        if len(found) > most:
            found = np.sort(found[np.argsort(-self.scores[found], kind="stable")[:most]])
        self.scores[units] = 0
        found = found[np.searchsorted(found, after, "right") :]
        likeness = self.likeness(query, i, found)
        keep = np.flatnonzero(likeness >= least)
        keep = keep[np.argsort(-likeness[keep], kind="stable")]
        return list(zip(found[keep].tolist(), likeness[keep].tolist(), strict=True))

    def pairs(self, query: Rows, among: Collection[int], least: float) -> Pairs:
        """The near pairs ``among`` some rows, of which the index is made or as many as which it holds."""
        a, b, x = array("i"), array("i"), array("d")
        for i in sorted(among):
            for j, likeness in self.near(query, i, least, after=i):
                if j in among:
                    a.append(i)
                    b.append(j)
                    x.append(likeness)
        return Pairs(np.array(a, np.int32), np.array(b, np.int32), np.array(x, float))

    def likeness(self, query: Rows, i: int, others: np.ndarray) -> np.ndarray:
        """The likeness of row ``i`` of the query with some rows."""
        cols, vals = query.row(i)
        self.dense[cols] = vals
        places, sizes = self.rows.places(others)
        products = self.dense[self.rows.cols[places]] * self.rows.vals[places]
        self.dense[cols] = 0
        return np.bincount(np.repeat(np.arange(len(others)), sizes), products, minlength=len(others))
