"""The trained engine: a linear-chain CRF finds pieces of sources, cues and contents, a linker joins them to attributions.

Trained on PolNeAR by tests/training.py (see model/MODEL_CARD.md), which writes the chain's weights; here they are read:
keeping them as arrays makes the file a quarter of CRFsuite's, and one pass over many sequences at once is faster than
its tagger. A label says on which side of a piece its cue is (`S>`: a source whose cue comes after it), so a piece goes to
the nearest cue on that side. A cue without a source takes that of the cue before it in its sentence ("he said that A and
added that B"). A content whose paragraph has no cue continues the attribution before it.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sayso.attribution.features import EDGE, NEAR, UNKNOWN, Sequences, Word, columns, sequences, vocabulary
from sayso.attribution.record import Found, Pieces
from sayso.text import Text

MODEL = Path(__file__).parents[1] / "model" / "attribution.npz"
ROLES = ("S>", "S<", "Q", "C>", "C<")
# Source, cue (Q) and content; > and < say on which side of the piece its cue is.
LABELS = ("O", *(b + r for r in ROLES for b in "BI"))
NEVER = -1e4
START = np.array([NEVER if label[0] == "I" else 0 for label in LABELS], np.float32)


@dataclass(eq=False)
class Chain:
    """Weights: `rows[i]` for feature number `index[f]` by label, and `transitions` from label to label."""

    index: dict[str, int]
    rows: np.ndarray
    transitions: np.ndarray

    def weights(self, names: Iterable[str]) -> np.ndarray:
        """The weights of features by name, each a row; nought of those that are unknown."""
        find = self.index.get
        return self.rows.take([find(name, 0) for name in names], axis=0)  # row 0 is all zeros


@lru_cache(200)
def _kept(chain: Chain, names: tuple[str, ...]) -> np.ndarray:
    """The same, of features whose names most texts share."""
    return chain.weights(names)


class Order(NamedTuple):
    """Tokens of sequences side by side: their first ones, then their second ones, …, so that one step takes all that are so long.

    `steps` are the slices of each distance from a sequence's start, and in the same form from its end, in `back`. In each
    the longer sequences come first, so that those of a next distance go on from the first of this one.
    """

    order: np.ndarray
    back: np.ndarray
    steps: list[slice]
    last: np.ndarray  # the last token of each sequence


def side_by_side(starts: np.ndarray) -> Order:
    """The order of sequences that reach from one of `starts` to the next."""
    length = np.diff(starts)
    rank = np.argsort(np.argsort(-length, kind="stable"))
    number, token = np.repeat(np.arange(len(length)), length), np.arange(starts[-1])
    far, back = token - starts[number], starts[number + 1] - 1 - token
    steps = [slice(a, b) for a, b in pairwise([0, *np.bincount(far).cumsum().tolist()])]
    return Order(np.lexsort((rank[number], far)), np.lexsort((rank[number], back)), steps, starts[1:] - 1)


def best(potentials: np.ndarray, sequences: Order, transitions: np.ndarray) -> np.ndarray:
    """The best label number of each token (Viterbi)."""
    order, _, steps, _ = sequences
    score, labels = potentials[order], np.empty(len(order), int)
    for before, step in pairwise([None, *steps]):
        if before is None:
            score[step] += START
        else:
            paths = score[before][: step.stop - step.start, :, None] + transitions
            score[step] += paths.max(axis=1)
    chosen = labels[:0]
    for step in reversed(steps):
        score[step][: len(chosen)] += transitions.T[chosen]
        labels[order[step]] = chosen = score[step].argmax(axis=1)
    return labels


def marginals(potentials: np.ndarray, sequences: Order, transitions: np.ndarray) -> np.ndarray:
    """Per token and label its probability (forward and backward at once, scaled)."""
    order, back, steps, last = sequences
    ways = np.exp(np.stack([transitions, transitions.T]))
    local = np.exp(potentials - potentials.max(axis=1, keepdims=True))
    state = np.stack([local[order], local[back]])
    state[0, steps[0]] *= np.exp(START)
    for before, step in pairwise([None, *steps]):
        here = state[:, step]
        if before is not None:
            here *= state[:, before][:, : step.stop - step.start] @ ways
        here /= np.maximum(here.sum(axis=2, keepdims=True), 1e-30)
    both, after = np.empty_like(local), np.empty_like(local)
    both[order], after[back] = state
    goes_on = np.setdiff1d(order, last)
    both[goes_on] *= after[goes_on + 1] @ ways[1]
    return both / both.sum(axis=1, keepdims=True)


# From labelled pieces to attributions


def pieces(labels: np.ndarray) -> list[tuple[int, int, str]]:
    """The pieces (start, end, role with its side) that label numbers spell.

    >>> pieces(np.array([1, 2, 0, 5]))
    [(0, 2, 'S>'), (3, 4, 'Q')]
    """
    starts = np.flatnonzero(labels % 2)
    ends = np.append(np.flatnonzero((labels % 2 == 1) | (labels == 0)), len(labels))
    found = zip(starts, ends[np.searchsorted(ends, starts, "right")], labels[starts], strict=True)
    return [(int(a), int(b), LABELS[k][1:]) for a, b, k in found]


def link(read: Sequences, labels: np.ndarray) -> list[Found]:
    """The attributions of a text from its tokens' label numbers, in order; each has a content."""
    found: list[Found] = []
    spelled, starts = pieces(labels), read.starts.tolist()
    parts = pairwise(bisect_left(spelled, (start,)) for start in starts)
    for before, (m, n) in zip([0, *starts], parts, strict=False):
        inside = spelled[m:n]
        links = [Found((), ((a, b),), (), "crf", 0.0) for a, b, role in inside if role == "Q"]
        alone = Found((), (), (), "crf", 0.0)  # what has no cue
        for a, b, role in inside:
            if role[0] == "S":
                _cue_of(links, a, b, role, alone).source += ((a, b),)
            elif role[0] == "C":
                _cue_of(links, a, b, role, alone).content += ((a, b),)
        for former, one in pairwise(links):
            if not one.source and read.sentence[former.cue[0][0]] == read.sentence[one.cue[0][0]]:
                one.source = former.source
        if alone.content and found and _continues(found[-1], before, read.quote, alone):
            found[-1].content += alone.content
        else:
            links.insert(0, alone)
        found += [one for one in links if one.content]
    return found


def _cue_of(links: list[Found], a: int, b: int, role: str, alone: Found) -> Found:
    """The attribution of the nearest cue on the piece's side, else on the other."""
    before = [one for one in links if one.cue[0][1] <= a]
    after = [one for one in links if one.cue[0][0] >= b]
    near, far = (after[:1], before[-1:]) if role[1] == ">" else (before[-1:], after[:1])
    return next(iter(near + far), alone)


def _continues(last: Found, before: int, quote: np.ndarray, alone: Found) -> bool:
    """Whether contents without a cue continue an attribution of the paragraph before: quoted words no report without marks."""
    start, end = last.content[-1]
    return start >= before and not (quote[alone.content[0][0]] and not quote[end - 1])


# The model

# Added to the potentials when decoding: more cues and contents and less silence, which F1 rewards (chosen on dev).
FAVOUR = {"O": -0.03, "BQ": 0.6, "BC>": 0.7, "BC<": 0.9}
EVIDENCE = 7  # numbers in `evidence`
CUE = [LABELS.index("BQ"), LABELS.index("IQ")]
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
    """Read a model that training wrote, from a path or its bytes. Raises ValueError where there is none."""
    if isinstance(path, Path) and not path.exists():
        raise ValueError(f"{path.name}: expected the trained model here, but there is none")
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


def attribute(text: Text, trained: Model) -> tuple[list[Found], list[float]]:
    """The attributions of a text, in order, each with its confidence; and how probably each token is of a cue.

    Confidence is the probability that all roles are right.
    """
    labels, likely, found = read(sequences(text), trained)
    sure = evidence(found, labels, likely) @ trained.calibration
    for one, odds in zip(found, sure.tolist(), strict=True):  # Platt's scaling; see model/MODEL_CARD.md
        one.confidence = 1 / (1 + math.exp(-odds))
    return found, likely[:, CUE].sum(axis=1).tolist()


def read(tokens: Sequences, trained: Model) -> tuple[np.ndarray, np.ndarray, list[Found]]:
    """Per token of a text its label and the probabilities of all labels; and the attributions."""
    if not tokens.words:
        return np.empty(0, int), np.empty((0, len(LABELS))), []
    scores, transitions = potentials(tokens, trained), trained.chain.transitions
    order = side_by_side(tokens.starts)
    labels = best(scores + BIAS, order, transitions)
    return labels, marginals(scores, order, transitions), link(tokens, labels)


def evidence(found: list[Found], labels: np.ndarray, likely: np.ndarray) -> np.ndarray:
    """How sure the chain is of each attribution: log odds of cue, content, its beginnings and ends, and source."""
    begins = likely[np.arange(len(labels)), labels].tolist()
    goes_on = [*(likely[1:] * SAME[labels[:-1]]).sum(axis=1).tolist(), 0.0]  # whether the piece does after a token
    within = [0.0, *accumulate((likely * GROUP[labels]).sum(axis=1).tolist())]

    def mean(pieces: Pieces, none: float) -> float:
        """Of the least likely piece the mean probability, over its tokens, that they belong to its role."""
        return min(((within[b] - within[a]) / (b - a) for a, b in pieces), default=none)

    rows = []
    for one in found:
        begin, end = min(begins[a] for a, _ in one.content), min(1 - goes_on[b - 1] for _, b in one.content)
        odds = map(log_odds, (mean(one.cue, 0.0), mean(one.content, 0.0), begin, end, mean(one.source, 0.5)))
        rows.append([1.0, bool(one.source), *odds])
    return np.array(rows) if rows else np.zeros((0, EVIDENCE))


def log_odds(p: float) -> float:
    """Log odds of a probability, which is kept off nought and one."""
    p = min(max(p, 0.002), 0.998)
    return math.log(p / (1 - p))


def potentials(tokens: Sequences, trained: Model) -> np.ndarray:
    """Per token of a text how well each label suits it."""
    chain, (known, own) = trained.chain, forms_of(tokens, trained.words)
    total = _of_words(tokens, known, own, chain)
    for column in columns(tokens, known, own):
        total += _kept(chain, column.names).take(column.numbers, axis=0)
    return total


def forms_of(tokens: Sequences, words: Callable[[str], Word]) -> tuple[list[Word], np.ndarray]:
    """The forms of a text as known, and per token the number of its."""
    forms: dict[str, int] = {}
    own = np.array([forms.setdefault(word, len(forms)) for word in tokens.words])
    return [words(form) for form in forms], own


def _of_words(tokens: Sequences, known: list[Word], own: np.ndarray, chain: Chain) -> np.ndarray:
    """The part of the potentials that words and their neighbours give; each form's is summed once and kept."""
    for word in known:
        if word.scores is None:
            word.scores = np.stack([chain.weights(word.at(o)).sum(axis=0) for o in NEAR])
    edges = np.stack([chain.weights(EDGE[o])[0] for o in NEAR])
    table = np.stack([*(word.scores for word in known), edges], axis=1)
    far = max(NEAR)
    place = np.arange(len(own)) + far * (1 + tokens.number)  # with edges about each sequence
    padded = np.full(place[-1] + far + 1, len(known))
    padded[place] = own
    return sum(table[k].take(padded[place + o], axis=0) for k, o in enumerate(NEAR))
