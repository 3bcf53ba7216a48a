"""How much planted reuse is found, how many rows were not planted, and how time grows with the documents.

    nice python tests/benchmarks/reuse.py 1250 2500 5000 10000

Texts are generated: words of syllables, drawn by Zipf's law, among English function words. One document in ten
carries another's sentence word for word, one in ten reworded (a quarter of the words swapped, one dropped, one
added). A line of site furniture is on every third document.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from hearsay.analysis.reuse import STOP, find_reuse

SYLLABLES = [
    c + v
    for c in ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "st", "tr"]
    for v in ["a", "e", "i", "o", "u"]
]
FUNCTION = sorted(w for w in STOP if "'" not in w and len(w) > 1)
FURNITURE = "Subscribe to our morning letter and never miss another story from the harbour."
SENTENCES, WORDS = 25, 20  # in a document, in a sentence


@dataclass
class Made:
    """Documents as lists of sentences, and where each planted passage stands: kind, a_doc, a, b_doc, b."""

    documents: dict[str, list[str]]
    planted: list[tuple[str, str, str, str, str]] = field(default_factory=list)


def made(size: int, seed: int = 0) -> Made:
    """So many documents with one plant of each kind in ten of them."""
    rng = np.random.default_rng(seed)
    vocabulary = sorted({"".join(rng.choice(SYLLABLES, rng.integers(2, 5))) for _ in range(40_000)})
    rng.shuffle(vocabulary)
    chance = 1 / (np.arange(len(vocabulary)) + 20)
    draw = iter(rng.choice(len(vocabulary), size * SENTENCES * WORDS, p=chance / chance.sum()).tolist())
    texts = {
        f"d{n:06d}": [_sentence(rng, [vocabulary[next(draw)] for _ in range(WORDS // 2)]) for _ in range(SENTENCES)]
        for n in range(size)
    }
    found = Made({d: [*s, FURNITURE] if n % 3 == 0 else s for n, (d, s) in enumerate(texts.items())})
    for n, doc in enumerate(texts):
        if kind := {1: "verbatim", 4: "reworded"}.get(n % 10):
            _plant(found, rng, vocabulary, kind, doc, f"d{int(rng.integers(size)):06d}")
    return found


def _sentence(rng: np.random.Generator, content: list[str]) -> str:
    glue = rng.choice(FUNCTION, len(content)).tolist()
    words = [w for pair in zip(glue, content, strict=True) for w in pair]
    return f"{' '.join(words).capitalize()}."


def _plant(found: Made, rng: np.random.Generator, vocabulary: list[str], kind: str, a: str, b: str) -> None:
    """Put a sentence of document a into b, edited as its kind says."""
    if a == b:
        return
    place = int(rng.integers(SENTENCES))
    words = found.documents[a][place].rstrip(".").lower().split()
    if kind == "reworded":
        for i in sorted(rng.choice(np.arange(1, len(words), 2), len(words) // 8, replace=False).tolist()):
            words[i] = vocabulary[int(rng.integers(len(vocabulary)))]
        del words[int(rng.integers(1, len(words)))]
        words.insert(int(rng.integers(1, len(words))), vocabulary[int(rng.integers(len(vocabulary)))])
    copy = f"{' '.join(words).capitalize()}."
    found.documents[b].insert(int(rng.integers(SENTENCES)), copy)
    found.planted.append((kind, a, found.documents[a][place], b, copy))


def measured(size: int) -> dict[str, float]:
    """Seconds, and recall of each kind of plant, and rows that no plant explains."""
    corpus = made(size)
    texts = {doc: " ".join(sentences) for doc, sentences in corpus.documents.items()}
    begun, worked = time.perf_counter(), time.process_time()
    table = find_reuse(texts)
    seconds, work = time.perf_counter() - begun, time.process_time() - worked
    rows: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in table.itertuples():
        rows.setdefault((row.a_doc, row.b_doc), []).append((row.a_words, row.b_words))
    hits, explained = pd.Series(0.0, ["verbatim", "reworded"]), set()
    for kind, a, a_words, b, b_words in corpus.planted:
        (a, a_words), (b, b_words) = sorted([(a, a_words), (b, b_words)])
        found = [pair for pair in rows.get((a, b), []) if _half(pair[0], a_words) and _half(pair[1], b_words)]
        hits[kind] += bool(found)
        explained |= {(a, b, *pair) for pair in found}
    planted = pd.Series([kind for kind, *_ in corpus.planted]).value_counts()
    return {
        "documents": size,
        "seconds": round(seconds, 1),
        "of one core": round(work, 1),
        "rows": len(table),
        "unexplained rows": len(table) - len(explained),
        **(hits / planted).round(3).to_dict(),
    }


def _half(found: str, planted: str) -> bool:
    """Whether at least half of the planted words were found."""
    planted_words = planted.lower().split()
    return len(set(found.lower().split()) & set(planted_words)) >= len(set(planted_words)) / 2


if __name__ == "__main__":
    print(pd.DataFrame([measured(int(size)) for size in sys.argv[1:] or ["1250", "2500"]]).to_string(index=False))
