"""A linear-chain CRF at run time: from features to potentials, best labels and marginals, in numpy.

Weights come from CRFsuite (Okazaki 2007); keeping them as arrays makes the file a quarter of CRFsuite's, and one
pass over many sequences at once is faster than its tagger.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np

ROLES = ("S>", "S<", "Q", "C>", "C<")
# Source, cue (Q) and content; > and < say on which side of the piece its cue is.
LABELS = ("O", *(b + r for r in ROLES for b in "BI"))
NEVER = -1e4
BATCH = 64


def _forbidden() -> np.ndarray:
    """Transitions that no labelling has: into the inside of a piece from anything but that piece."""
    allowed = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for j, after in enumerate(LABELS):
        for i, before in enumerate(LABELS):
            if after[0] == "I" and before[1:] != after[1:]:
                allowed[i, j] = NEVER
    return allowed


FORBIDDEN = _forbidden()
START = np.array([NEVER if label[0] == "I" else 0 for label in LABELS], np.float32)


@dataclass
class Chain:
    """Weights: `rows[i]` for feature number `index[f]` by label, and `transitions` from label to label."""

    index: dict[str, int]
    rows: np.ndarray
    transitions: np.ndarray

    def potentials(self, features: Sequence[Sequence[str]]) -> np.ndarray:
        """Per token and label the sum of the weights of the token's features."""
        find, unknown = self.index.get, repeat(0)  # row 0 is all zeros
        ids: list[int] = []
        starts = []
        for row in features:
            starts.append(len(ids))
            ids += map(find, row, unknown)
        return np.add.reduceat(self.rows[ids], starts, axis=0)

    def sum(self, features: Sequence[str]) -> np.ndarray:
        """The summed weights of one list of features."""
        return self.rows[[0, *(k for f in features if (k := self.index.get(f)))]].sum(axis=0)


def best(potentials: list[np.ndarray], transitions: np.ndarray) -> list[np.ndarray]:
    """The best label numbers of each sequence (Viterbi)."""
    found: list[np.ndarray] = [np.empty(0, int)] * len(potentials)
    for batch, padded, length in _batches(potentials):
        score = padded[:, 0] + START
        final, back = score.copy(), np.zeros(padded.shape, np.int8)
        for t in range(1, padded.shape[1]):
            paths = score[:, :, None] + transitions
            back[:, t] = chosen = paths.argmax(axis=1)
            score = np.take_along_axis(paths, chosen[:, None], axis=1)[:, 0] + padded[:, t]
            final[length > t] = score[length > t]
        for b, i in enumerate(batch):
            labels = np.empty(length[b], int)
            labels[-1] = final[b].argmax()
            for t in range(length[b] - 1, 0, -1):
                labels[t - 1] = back[b, t, labels[t]]
            found[i] = labels
    return found


def marginals(potentials: list[np.ndarray], transitions: np.ndarray) -> list[np.ndarray]:
    """Per token and label of each sequence its probability (forward-backward, scaled)."""
    found: list[np.ndarray] = [np.empty(0)] * len(potentials)
    step = np.exp(transitions)
    for batch, padded, length in _batches(potentials):
        local = np.exp(padded - padded.max(axis=2, keepdims=True))
        forward, backward = np.empty_like(local), np.ones_like(local)
        state = _scaled(local[:, 0] * np.exp(START))
        forward[:, 0] = state
        for t in range(1, padded.shape[1]):
            forward[:, t] = state = _scaled((state @ step) * local[:, t])
        state = backward[:, -1]
        for t in range(padded.shape[1] - 2, -1, -1):
            before = _scaled((state * local[:, t + 1]) @ step.T)
            backward[:, t] = state = np.where((length > t + 1)[:, None], before, 1.0)
        both = forward * backward
        both /= both.sum(axis=2, keepdims=True)
        for b, i in enumerate(batch):
            found[i] = both[b, : length[b]]
    return found


def _scaled(x: np.ndarray) -> np.ndarray:
    return x / np.maximum(x.sum(axis=1, keepdims=True), 1e-30)


def _batches(potentials: list[np.ndarray]) -> Iterator[tuple[list[int], np.ndarray, np.ndarray]]:
    """Sequences of like length together: their numbers, their potentials padded with zeros, their lengths."""
    order = sorted(range(len(potentials)), key=lambda i: len(potentials[i]))
    for a in range(0, len(order), BATCH):
        batch = order[a : a + BATCH]
        length = np.array([len(potentials[i]) for i in batch])
        padded = np.zeros((len(batch), length.max(), len(LABELS)), np.float32)
        for b, i in enumerate(batch):
            padded[b, : length[b]] = potentials[i]
        yield batch, padded, length
