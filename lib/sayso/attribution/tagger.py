"""The trained engine: a linear-chain CRF finds pieces of sources, cues and contents, a linker joins them.

Trained on PolNeAR (see model/MODEL_CARD.md) by `hearsay train`; where it is silent, the rules speak.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from sayso.attribution.chain import LABELS, Chain, best, marginals
from sayso.attribution.features import EDGE, NEAR, UNKNOWN, Paragraph, Word, Words, features, paragraphs
from sayso.attribution.linker import Link, Piece, link
from sayso.attribution.record import Attribution, Letters, attribution, letters_of

MODEL = Path(__file__).parents[1] / "model" / "attribution.npz"


# Added to the potentials when decoding: more cues and contents and less silence, which F1 rewards (chosen on dev).
FAVOUR = {"O": -0.03, "BQ": 0.5, "BC>": 0.7, "BC<": 0.7}
BIAS = np.array([FAVOUR.get(label, 0.0) for label in LABELS], np.float32)
# Of each role the labels of its inside, by label.
SAME = np.array([[float(b[0] == "I" and a[1:] == b[1:]) for b in LABELS] for a in LABELS], np.float32)
GROUP = np.array([[float(a[1:2] == b[1:2]) for b in LABELS] for a in LABELS], np.float32)


@dataclass
class Model:
    """A trained model: the words it knows, its chain, and the weights of its calibration."""

    words: Words
    chain: Chain
    calibration: np.ndarray


def load(path: Path) -> Model:
    """Read a model that `train.save` wrote. Raises FileNotFoundError, or ValueError for a file of another kind."""
    with np.load(path) as file:
        keys = file["keys"].tobytes().decode().split("\n")
        rows = np.zeros((len(keys) + 1, len(LABELS)), np.float32)
        rows[np.repeat(np.arange(1, len(keys) + 1), file["counts"]), file["labels"]] = file["weights"]
        chain = Chain({key: i for i, key in enumerate(keys, 1)}, rows, file["transitions"])
        known = file["words"].tobytes().decode().split("\n")
        shares = dict(zip(known, file["shares"].tolist(), strict=True))
        calibration = file["calibration"]
    return Model(Words(lambda word: shares.get(word, UNKNOWN)), chain, calibration)


@cache
def model() -> Model:
    """The model of the package, read once a process."""
    return load(MODEL)


def attribute(doc: Doc) -> list[Attribution]:
    """The attributions of a tokenized Doc with sentences, in order."""
    found = paragraphs(doc)
    letters = letters_of(doc.text)
    return [_record(doc, found, *pair, letters) for pair in tag(found, model())] if found else []


def tag(found: list[Paragraph], trained: Model) -> list[tuple[Link, float]]:
    """The attributions of a document's paragraphs, each with its confidence."""
    labels, likely, links = read(found, trained)
    return [(one, confidence(evidence(one, labels, likely), trained.calibration)) for one in links]


def read(found: list[Paragraph], trained: Model) -> tuple[list[np.ndarray], list[np.ndarray], list[Link]]:
    """Per paragraph the labels of its tokens and the probabilities of all labels; and the attributions."""
    scores = potentials(found, trained)
    labels = best([s + BIAS for s in scores], trained.chain.transitions)
    likely = marginals(scores, trained.chain.transitions)
    return labels, likely, link(found, [row.tolist() for row in labels])


def evidence(one: Link, labels: list[np.ndarray], likely: list[np.ndarray]) -> np.ndarray:
    """How sure the chain is of an attribution: log odds of cue, content, its beginnings and ends, and source."""
    row, sure = labels[one.paragraph], likely[one.paragraph]
    begins, ends, inside = [], [], []
    for number, (a, b) in [*((one.paragraph, piece) for piece in one.content), *one.carried]:
        own, probable = labels[number], likely[number]
        inside.append(_within(own, probable, a, b))
        begins.append(float(probable[a, own[a]]))
        ends.append(1 - float(probable[b] @ SAME[own[b - 1]]) if b < len(own) else 1.0)
    cue = min((_within(row, sure, a, b) for a, b in one.cue), default=0.0)
    source = min((_within(row, sure, a, b) for a, b in one.source), default=0.5)
    return np.array([1.0, bool(one.source), *map(_log_odds, (cue, min(inside), min(begins), min(ends), source))])


def _within(labels: np.ndarray, likely: np.ndarray, a: int, b: int) -> float:
    """The mean probability, over the tokens of a piece, that they belong to its role."""
    return float((likely[a:b] * GROUP[labels[a:b]]).sum() / (b - a))


def _log_odds(p: float) -> float:
    p = min(max(p, 0.002), 0.998)
    return math.log(p / (1 - p))


def confidence(seen: np.ndarray, calibration: np.ndarray) -> float:
    """The probability that content, cue and source are right (Platt's scaling; see model/MODEL_CARD.md)."""
    return 1 / (1 + math.exp(-float(seen @ calibration)))


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


def _record(doc: Doc, found: list[Paragraph], one: Link, sure: float, mask: Letters) -> Attribution:
    """The attribution that a link stands for, in tokens of the Doc."""

    def placed(number: int, pieces: list[Piece]) -> list[Piece]:
        tokens = found[number].tokens
        return [(tokens[a], tokens[b - 1] + 1) for a, b in pieces]

    content = placed(one.paragraph, one.content)
    for number, piece in one.carried:
        content += placed(number, [piece])
    source, cue = placed(one.paragraph, one.source), placed(one.paragraph, one.cue)
    return attribution(doc, source, cue, content, "crf", sure, mask)
