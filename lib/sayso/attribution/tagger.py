"""The trained engine: a linear-chain CRF finds pieces of sources, cues and contents, a linker joins them to attributions.

Trained on PolNeAR by tests/training.py (see model/MODEL_CARD.md), which writes the chain's weights; here they are read:
keeping them as arrays makes the file a quarter of CRFsuite's, and one pass over many sequences at once is faster than
its tagger. A label says on which side of a piece its cue is (`S>`: a source whose cue comes after it), so a piece goes to
the nearest cue on that side. A cue without a source takes that of the cue before it in its sentence ("he said that A and
added that B"). A content whose paragraph has no cue continues the attribution before it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise, repeat
from pathlib import Path

import numpy as np

from sayso.attribution.features import EDGE, NEAR, UNKNOWN, Paragraph, Word, features, paragraphs, vocabulary
from sayso.attribution.record import Found, Pieces
from sayso.text import Text

MODEL = Path(__file__).parents[1] / "model" / "attribution.npz"
ROLES = ("S>", "S<", "Q", "C>", "C<")
# Source, cue (Q) and content; > and < say on which side of the piece its cue is.
LABELS = ("O", *(b + r for r in ROLES for b in "BI"))
NEVER = -1e4
BATCH = 64


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


# From labelled pieces to attributions


def pieces(labels: Sequence[int], first: int = 0) -> list[tuple[int, int, str]]:
    """The pieces (start, end, role with its side) that a row of label numbers spells, counted from the first token's number.

    >>> pieces([1, 2, 0, 5])
    [(0, 2, 'S>'), (3, 4, 'Q')]
    """
    found: list[tuple[int, int, str]] = []
    for i, name in enumerate(labels, first):
        label = LABELS[name]
        if label[0] == "B":
            found.append((i, i + 1, label[1:]))
        elif label[0] == "I":
            found[-1] = (found[-1][0], i + 1, label[1:])
    return found


def link(paragraphs: list[Paragraph], labels: list[list[int]]) -> list[Found]:
    """The attributions of a document from its paragraphs' label numbers, in order; each has a content."""
    found: list[Found] = []
    before: Paragraph | None = None
    for par, row in zip(paragraphs, labels, strict=True):
        spelled = pieces(row, par.first)
        links = [Found((), ((a, b),), (), "crf", 0.0) for a, b, role in spelled if role == "Q"]
        alone = Found((), (), (), "crf", 0.0)  # what has no cue
        for a, b, role in spelled:
            if role[0] == "S":
                _cue_of(links, a, b, role, alone).source += ((a, b),)
            elif role[0] == "C":
                _cue_of(links, a, b, role, alone).content += ((a, b),)
        for former, one in pairwise(links):
            same = par.sentence[former.cue[0][0] - par.first] == par.sentence[one.cue[0][0] - par.first]
            if same and not one.source:
                one.source = former.source
        if alone.content and before and found and _continues(found[-1], before, par, alone):
            found[-1].content += alone.content
        else:
            links.insert(0, alone)
        found += [one for one in links if one.content]
        before = par
    return found


def _cue_of(links: list[Found], a: int, b: int, role: str, alone: Found) -> Found:
    """The attribution of the nearest cue on the piece's side, else on the other."""
    before = [one for one in links if one.cue[0][1] <= a]
    after = [one for one in links if one.cue[0][0] >= b]
    near, far = (after[:1], before[-1:]) if role[1] == ">" else (before[-1:], after[:1])
    return next(iter(near + far), alone)


def _continues(last: Found, before: Paragraph, par: Paragraph, alone: Found) -> bool:
    """Whether contents without a cue continue an attribution of the paragraph before: quoted words no report without marks."""
    start, end = last.content[-1]
    quoted = par.quote[alone.content[0][0] - par.first] != "O"
    return start >= before.first and not (quoted and before.quote[end - 1 - before.first] == "O")


# The model

# Added to the potentials when decoding: more cues and contents and less silence, which F1 rewards (chosen on dev).
FAVOUR = {"O": -0.03, "BQ": 0.5, "BC>": 0.7, "BC<": 0.7}
BIAS = np.array([FAVOUR.get(label, 0.0) for label in LABELS], np.float32)
# Of each role the labels of its inside, by label.
SAME = np.array([[float(b[0] == "I" and a[1:] == b[1:]) for b in LABELS] for a in LABELS], np.float32)
GROUP = np.array([[float(a[1:2] == b[1:2]) for b in LABELS] for a in LABELS], np.float32)


@dataclass
class Model:
    """A trained model: the words it knows, its chain, and the weights of its calibration."""

    words: Callable[[str], Word]
    chain: Chain
    calibration: np.ndarray


def load(path: Path | BytesIO) -> Model:
    """Read a model that training wrote, from a path or its bytes. Raises FileNotFoundError, or ValueError for a file of another kind."""
    with np.load(path) as file:
        keys = file["keys"].tobytes().decode().split("\n")
        rows = np.zeros((len(keys) + 1, len(LABELS)), np.float32)
        rows[np.repeat(np.arange(1, len(keys) + 1), file["counts"]), file["labels"]] = file["weights"]
        chain = Chain({key: i for i, key in enumerate(keys, 1)}, rows, file["transitions"])
        known = file["words"].tobytes().decode().split("\n")
        shares = dict(zip(known, file["shares"].tolist(), strict=True))
        calibration = file["calibration"]
    return Model(vocabulary(lambda word: shares.get(word, UNKNOWN)), chain, calibration)


@cache
def model() -> Model:
    """The model of the package, read once a process."""
    return load(MODEL)


def attribute(text: Text, trained: Model) -> list[Found]:
    """The attributions of a text, in order, each with its confidence: the probability that all its roles are right."""
    labels, likely, found = read(paragraphs(text), trained)
    for one in found:  # Platt's scaling; see model/MODEL_CARD.md
        one.confidence = 1 / (1 + math.exp(-float(evidence(one, labels, likely) @ trained.calibration)))
    return found


def read(found: list[Paragraph], trained: Model) -> tuple[np.ndarray, np.ndarray, list[Found]]:
    """Per token of a document its label and the probabilities of all labels; and the attributions."""
    scores = potentials(found, trained)
    labels = best([s + BIAS for s in scores], trained.chain.transitions)
    likely = marginals(scores, trained.chain.transitions)
    links = link(found, [row.tolist() for row in labels])
    return np.concatenate([np.empty(0, int), *labels]), np.concatenate([np.empty((0, len(LABELS))), *likely]), links


def evidence(one: Found, labels: np.ndarray, likely: np.ndarray) -> np.ndarray:
    """How sure the chain is of an attribution: log odds of cue, content, its beginnings and ends, and source."""

    def within(pieces: Pieces, none: float) -> float:
        """Of the least likely piece the mean probability, over its tokens, that they belong to its role."""
        sums = (float((likely[a:b] * GROUP[labels[a:b]]).sum() / (b - a)) for a, b in pieces)
        return min(sums, default=none)

    begins = min(float(likely[a, labels[a]]) for a, _ in one.content)
    ends = min(1 - float(likely[b] @ SAME[labels[b - 1]]) if b < len(labels) else 1.0 for _, b in one.content)
    odds = map(log_odds, (within(one.cue, 0.0), within(one.content, 0.0), begins, ends, within(one.source, 0.5)))
    return np.array([1.0, bool(one.source), *odds])


def log_odds(p: float) -> float:
    """Log odds of a probability, which is kept off nought and one."""
    p = min(max(p, 0.002), 0.998)
    return math.log(p / (1 - p))


def potentials(found: list[Paragraph], trained: Model) -> list[np.ndarray]:
    """Per paragraph how well each label suits each token."""
    edges = [trained.chain.sum(EDGE[o]) for o in NEAR]
    return [
        trained.chain.potentials(rows) + _of_words(known, trained.chain, edges)
        for known, rows in features(found, trained.words)
    ]


def _of_words(known: list[Word], chain: Chain, edges: list[np.ndarray]) -> np.ndarray:
    """The part of the potentials that words and their neighbours give; each form's is summed once and kept."""
    for word in known:
        if word.scores is None:
            word.scores = np.stack([chain.sum(word.at[o]) for o in NEAR])
    table, n = np.stack([word.scores for word in known]), len(known)
    total = np.zeros((n, table.shape[2]), np.float32)
    for k, o in enumerate(NEAR):
        first, last = min(n, max(0, -o)), max(0, min(n, n - o))
        total[:first] += edges[k]
        total[first:last] += table[first + o : last + o, k]
        total[max(first, last) :] += edges[k]
    return total
