"""Training of the attribution engine from PolNeAR's articles (Newell, Margolin and Ruths, LREC 2018).

    python tests/training.py FOLDER [MODEL]

FOLDER is the corpus as its authors publish it; MODEL the file to write, instead of the package's. `train_model` reads the corpus (per split text/ and attributions/, in brat's stand-off), fits the weights on train with
CRFsuite and the calibration on dev, and writes one file. The same articles give the same bytes on a machine.
"""

from __future__ import annotations

import re
import sys
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite

from sayso.attribution.features import EDGE, NEAR, UNKNOWN, Sequences, Word, columns, sequences, vocabulary
from sayso.attribution.record import Found
from sayso.attribution.tagger import EVIDENCE, LABELS, MODEL, NEVER, Chain, Model, evidence, forms_of, read
from sayso.text import Text

ROLE = {"source": "S", "cue": "Q", "content": "C"}
PARAMETERS = {"c1": 2.0, "c2": 0.05, "max_iterations": 60, "feature.minfreq": 2}
# The model is the mean of chains that see different classes of words (see `features.GRAINS`) or are drawn less to nought.
MEMBERS: tuple[tuple[tuple[str, ...], dict[str, float]], ...] = (
    (("abc", "ab", "", ""), {}),
    (("abcde", "bde", "d", ""), {}),
    (("abcde", "bde", "d", ""), {"c1": 1.0, "c2": 0.2, "max_iterations": 55}),
)
# Transitions that no labelling has: into the inside of a piece from anything but that piece.
FORBIDDEN = np.array([[NEVER * (b[0] == "I" and a[1:] != b[1:]) for b in LABELS] for a in LABELS], np.float32)
Gold = dict[str, list[tuple[int, int]]]
Shares = Callable[[str], tuple[float, float]]


@dataclass(frozen=True)
class Article:
    """A text with its gold attributions, in characters, its tokens, and per token its characters and the number of its label."""

    name: str
    gold: list[Gold]
    tokens: Sequences
    places: list[tuple[int, int]]
    labels: list[int]


def articles(split: Path) -> Iterator[Article]:
    """The articles of a split by name; of several annotators the one whose name sorts before the others'.

    Raises FileNotFoundError where the split has no attributions.
    """
    chosen: dict[str, Path] = {}
    for path in sorted((split / "attributions").glob("*.ann")):
        chosen.setdefault(path.stem.rsplit("_", 1)[0], path)
    if not chosen:
        raise FileNotFoundError(f"{split}: expected attributions/*.ann, found none")
    for name, path in sorted(chosen.items()):
        with (split / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            text = Text(file.read())
        tokens, gold = sequences(text), read_gold(path.read_text("utf-8"))
        places = list(zip(text.tokens.start, text.tokens.end, strict=True))
        yield Article(name, gold, tokens, places, labels_of(gold, places, tokens.starts.tolist()))


def read_gold(text: str) -> list[Gold]:
    """The attributions of a brat file that have a content: pieces of characters by role."""
    spans: dict[str, list[tuple[int, int]]] = {}
    found = []
    for line in text.split("\n"):
        if m := re.match(r"(T\d+)\t\w+ ([\d ;]+)\t", line):
            spans[m[1]] = [(int(a), int(b)) for a, b in (s.split() for s in m[2].split(";"))]
        elif m := re.match(r"E\d+\t(.*)", line):
            one: Gold = {role: [] for role in ROLE}
            for role, _, name in (pair.partition(":") for pair in m[1].split()):
                one.get(role.rstrip("0123456789").lower(), []).extend(spans.get(name, []))
            if one["content"]:
                found.append({role: sorted(pieces) for role, pieces in one.items()})
    return found


def labels_of(gold: list[Gold], places: list[tuple[int, int]], firsts: list[int]) -> list[int]:
    """Label numbers of the tokens (see `tagger.LABELS`); a token that a piece touches belongs to it. No piece goes over `firsts`."""
    pieces = sorted(
        (a, b, ROLE[role] + ("" if role == "cue" else "><"[bool(one["cue"]) and a > one["cue"][0][0]]))
        for one in gold
        for role in ROLE
        for a, b in one[role]
    )
    starts, begins = [a for a, _, _ in pieces], set(firsts)
    labels, before = [], -1
    for i, (start, end) in enumerate(places):
        k = bisect_right(starts, end - 1) - 1
        k = next((j for j in range(k, max(-1, k - 6), -1) if pieces[j][1] > start), -1)
        goes_on = k == before and i not in begins
        labels.append(0 if k < 0 else LABELS.index(("I" if goes_on else "B") + pieces[k][2]))
        before = k
    return labels


def count(found: Iterable[Article]) -> dict[str, np.ndarray]:
    """Per lower-case word how often it is used, in a cue, in a source."""
    counts: dict[str, np.ndarray] = {}
    for article in found:
        for word, label in zip(article.tokens.words, article.labels, strict=True):
            role = LABELS[label][1:2]
            entry = counts.setdefault(word.lower(), np.zeros(3, int))
            entry += (1, role == "Q", role == "S")
    return counts


def shares_without(counts: dict[str, np.ndarray], own: dict[str, np.ndarray]) -> Shares:
    """Shares of a word's uses that are cues and sources, the uses of one article left out: as a new text sees them."""

    def shares(word: str) -> tuple[float, float]:
        used, cue, source = counts.get(word, ZERO) - own.get(word, ZERO)
        return (float((cue + 0.05) / (used + 0.8)), float((source + 0.1) / (used + 1))) if used else UNKNOWN

    return shares


ZERO = np.zeros(3, int)


def lexical(known: list[Word], i: int) -> Iterator[str]:
    """The features that the words about token i of a sequence give."""
    for o in NEAR:
        yield from known[i + o].at(o) if 0 <= i + o < len(known) else EDGE[o]


def rows_of(tokens: Sequences, words: Callable[[str], Word]) -> Iterator[list[list[str]]]:
    """All features of each token of each sequence."""
    known, own = forms_of(tokens, words)
    of_text = [[column.names[k] for k in column.numbers.tolist()] for column in columns(tokens, known, own)]
    rows = [[name for name in row if name] for row in zip(*of_text, strict=True)]
    for a, b in pairwise(tokens.starts.tolist()):
        inside = [known[k] for k in own[a:b]]
        yield [[*lexical(inside, i), *row] for i, row in enumerate(rows[a:b])]


def fit(found: list[Article], counts: dict[str, np.ndarray], member: tuple[tuple[str, ...], dict[str, float]]) -> Chain:
    """A chain's weights, by L-BFGS with an L1 and an L2 penalty."""
    grains, parameters = member
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for article in found:
        words = vocabulary(shares_without(counts, count([article])), grains)
        for rows, a in zip(rows_of(article.tokens, words), article.tokens.starts.tolist(), strict=False):
            trainer.append(rows, [LABELS[k] for k in article.labels[a : a + len(rows)]])
    trainer.set_params(PARAMETERS | parameters)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        return read_crfsuite(path)


def mean(chains: list[Chain]) -> Chain:
    """The chain whose potentials are the means of those of some chains."""
    index = {name: i for i, name in enumerate(sorted({name for chain in chains for name in chain.index}), 1)}
    rows = np.zeros((len(index) + 1, len(LABELS)), np.float32)
    for chain in chains:
        rows[[0, *(index[name] for name in chain.index)]] += chain.rows[[0, *chain.index.values()]] / len(chains)
    return Chain(index, rows, np.mean([chain.transitions for chain in chains], axis=0))


def read_crfsuite(path: str) -> Chain:
    """The weights of a CRFsuite model as arrays; row 0 is for features that the model does not know."""
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    info = tagger.info()
    index = {name: i for i, name in enumerate(sorted({f for f, _ in info.state_features}), 1)}
    rows = np.zeros((len(index) + 1, len(LABELS)), np.float32)
    for (name, label), weight in info.state_features.items():
        rows[index[name], LABELS.index(label)] = weight
    transitions = FORBIDDEN.copy()
    for (a, b), weight in info.transitions.items():
        transitions[LABELS.index(a), LABELS.index(b)] = weight
    return Chain(index, rows, transitions)


def train_model(folder: Path, out: Path = MODEL, jobs: int = len(MEMBERS)) -> dict[str, Any]:
    """Train on `folder`/train, calibrate on `folder`/dev, write the model; what was learnt from and how sure it is.

    `jobs` is the number of processes, each of 1.5 GB for PolNeAR. Raises FileNotFoundError where one of the two has no
    attributions.
    """
    found, held = list(articles(folder / "train")), list(articles(folder / "dev"))
    counts = count(found)
    fitted = partial(fit, found, counts)
    if jobs == 1:
        chain = mean([fitted(member) for member in MEMBERS])
    else:
        with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
            chain = mean(list(pool.map(fitted, MEMBERS)))
    words = vocabulary(shares_without(counts, {}))
    seen, right = judged(held, Model(words, chain, np.zeros(EVIDENCE)))
    calibration = calibrate(seen, right)
    save(out, chain, counts, calibration)
    return {
        "articles": len(found),
        "attributions": sum(len(article.gold) for article in found),
        "weights": int((chain.rows != 0).sum()),
        "bytes": out.stat().st_size,
        "held_out": len(held),
        "found": len(right),
        "right": int(right.sum()),
        "reliability": reliability(cross_fitted(seen, right), right),
    }


def judged(held: Iterable[Article], trained: Model) -> tuple[np.ndarray, np.ndarray]:
    """Of what a model finds in articles: the evidence for each, and whether content, cue and source are right."""
    seen, right = [np.zeros((0, EVIDENCE))], []
    for article in held:
        labels, likely, found = read(article.tokens, trained)
        seen.append(evidence(found, labels, likely))
        for one in found:
            pieces = characters(one, article.places)
            right.append(any(same(pieces, gold) for gold in article.gold))
    return np.concatenate(seen), np.array(right, bool)


def characters(one: Found, places: list[tuple[int, int]]) -> Gold:
    """An attribution's pieces as characters; `places` are those of the text's tokens."""
    return {role: [(places[a][0], places[b - 1][1]) for a, b in getattr(one, role)] for role in ROLE}


def same(a: Gold, b: Gold) -> bool:
    """Whether two attributions share half of their contents' characters (of both together), and source and cue."""
    x, y = ({i for start, end in one["content"] for i in range(start, end)} for one in (a, b))
    met = {role: any(p < s and r < q for p, q in a[role] for r, s in b[role]) for role in ("source", "cue")}
    both = met["source"] or not (a["source"] or b["source"])
    return both and met["cue"] and len(x & y) >= 0.5 * len(x | y)


def calibrate(seen: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression with a slight L2 penalty, by Newton's method."""
    weights = np.zeros(seen.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (right - p) - weights
        curve = (seen * (p * (1 - p))[:, None]).T @ seen + np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def cross_fitted(seen: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Log odds of each, by a calibration fitted on the other half: every second one is a half."""
    odds, half = np.zeros(len(right)), np.arange(len(right)) % 2 == 0
    for part in (half, ~half):
        odds[part] = seen[part] @ calibrate(seen[~part], right[~part])
    return odds


def reliability(log_odds: np.ndarray, right: np.ndarray) -> list[tuple[float, float, int]]:
    """Per tenth of confidence: its mean, the share that is right, and how many there are."""
    p = 1 / (1 + np.exp(-log_odds))
    tenth = np.minimum((p * 10).astype(int), 9)
    groups = [tenth == k for k in range(10)]
    return [(round(float(p[g].mean()), 3), round(float(right[g].mean()), 3), int(g.sum())) for g in groups if g.any()]


def save(path: Path, chain: Chain, counts: dict[str, np.ndarray], calibration: np.ndarray) -> None:
    """Write a model: features by name with their weights, and words with their shares; no text of the articles."""
    shares = shares_without(counts, {})
    names, known = sorted(chain.index), sorted(counts)
    rows = chain.rows[[chain.index[name] for name in names]].astype(np.float16)
    np.savez_compressed(
        path,
        keys=_packed(names),
        counts=(rows != 0).sum(axis=1).astype(np.uint8),
        labels=np.nonzero(rows)[1].astype(np.uint8),
        weights=rows[np.nonzero(rows)],
        transitions=chain.transitions,
        words=_packed(known),
        shares=np.array([shares(word) for word in known], np.float32),
        calibration=calibration,
    )


def _packed(names: list[str]) -> np.ndarray:
    return np.frombuffer("\n".join(names).encode(), np.uint8)


if __name__ == "__main__":
    folder, *out = map(Path, sys.argv[1:])
    print(train_model(folder, *out))
