"""Speed of attribution, beside that of the blank tokenizer in the same run.

    python tests/benchmarks/attribution.py FOLDER [--articles 20000] [--parser MODEL] [--peer nlp/english/quote_extractor.py]

FOLDER holds news texts (*.txt, in sub-folders too). Printed: words a second on one core of the tokenizer alone, of
attribution with tokenizing and how many times as long it takes, and of it over n_process=2; seconds for one, two and four times the texts; and
the process's peak memory after each fifth of a stream of so many articles, the texts repeated. With --parser also the
parse alone, by a spaCy pipeline of that name or place. With --peer also GenderGapTracker's extractor of quotes, speakers
and verbs with that pipeline, run as it comes from its file in a checkout of sfu-discourse-lab/GenderGapTracker (which needs
pymongo): each text prepared, parsed and extracted from as its own command does, one process as ours.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import cycle, islice
from pathlib import Path

import spacy

from sayso.attribution.component import pipeline


def words_in(texts: Iterable[str]) -> int:
    """Words parted by white space."""
    return sum(len(text.split()) for text in texts)


def seconds(docs: Iterable) -> float:
    """How long it takes to exhaust an iterator."""
    start = time.perf_counter()
    for _ in docs:
        pass
    return time.perf_counter() - start


def stream(nlp: spacy.Language, texts: Iterable[str], batch: int = 64) -> Iterable:
    """Docs one after another, the vocabulary freed after each batch."""
    texts = iter(texts)
    while chunk := list(islice(texts, batch)):
        with nlp.memory_zone():
            yield from nlp.pipe(chunk)


def peers(file: Path, model: str) -> Callable[[str], object]:
    """What finds the quotes of a text, from a file of GenderGapTracker and a spaCy pipeline."""
    sys.path.insert(0, str(file.parent.resolve()))
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):  # where it keeps its log
        module = importlib.import_module(file.stem)
    nlp, verbs = spacy.load(model), file.parent / "rules" / "quote_verb_list.txt"
    extractor = module.QuoteExtractor({"spacy_lang": nlp, "NLP": {"QUOTE_VERBS": str(verbs)}})
    return lambda text: extractor.extract_quotes(nlp(module.utils.preprocess_text(text)))


def against(texts: list[str], file: Path, model: str, rounds: int) -> None:
    """Print words a second of GenderGapTracker's extractor and of ours, in turn, the best of some rounds each."""
    total, theirs, ours = words_in(texts), peers(file, model), pipeline()
    taken = [(seconds(map(theirs, texts)), seconds(ours.pipe(texts))) for _ in range(rounds)]
    peer, own = (min(column) for column in zip(*taken, strict=True))
    print(
        f"GenderGapTracker {total / peer:10,.0f} words/s on one core, ours {total / own:,.0f}: {peer / own:.1f} times"
    )


def speeds(texts: list[str], parser: str = "", rounds: int = 3) -> None:
    """Print words a second of the tokenizer, of attribution and of a parser, the best of some rounds each."""
    total, blank, alone = words_in(texts), spacy.blank("en"), 0.0
    engines = {"attribution": pipeline()}
    if parser:
        engines["a parser alone"] = spacy.load(parser, exclude=["ner", "lemmatizer", "senter"])
    for name, nlp in {"blank tokenizer": blank, **engines}.items():
        taken = min(seconds(nlp.pipe(texts)) for _ in range(rounds))
        alone = taken if name == "blank tokenizer" else alone
        print(f"{name:16} {total / taken:10,.0f} words/s on one core, {taken / alone:.1f} times the blank tokenizer")
    many = list(islice(cycle(texts), 8 * len(texts)))
    one, two = (seconds(engines["attribution"].pipe(many, n_process=n, batch_size=32)) for n in (1, 2))
    print(f"n_process=2      {one / two:10.2f} times one (start-up included, {len(many)} texts)")


def growth(texts: list[str]) -> None:
    """Print seconds for one, two and four times the texts."""
    nlp = pipeline()
    taken = [seconds(stream(nlp, texts * times)) for times in (1, 1, 2, 4)][1:]
    print("1, 2, 4 times    " + ", ".join(f"{t:.2f} s" for t in taken))


def memory(texts: list[str], articles: int) -> None:
    """Print the peak memory after each fifth of a stream."""
    nlp, start = pipeline(), time.perf_counter()
    for done, _ in enumerate(stream(nlp, islice(cycle(texts), articles)), 1):
        if done % max(1, articles // 5) == 0:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{done:7,} articles  peak {peak:,.0f} MB, {time.perf_counter() - start:,.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--parser", default="", help="a spaCy pipeline with a parser, by name or place")
    parser.add_argument("--peer", type=Path, help="quote_extractor.py of GenderGapTracker; needs --parser")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.peer and not arguments.parser:
        parser.error("--peer needs a spaCy pipeline: --parser NAME or its place")
    texts = [path.read_text("utf-8") for path in sorted(arguments.folder.rglob("*.txt"))]
    if not texts:
        parser.error(f"{arguments.folder}: expected *.txt, found none")
    print(f"{len(texts)} texts, {words_in(texts):,} words; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    if arguments.peer:
        against(texts, arguments.peer, arguments.parser, arguments.rounds)
    speeds(texts, arguments.parser, arguments.rounds)
    growth(texts)
    memory(texts, arguments.articles)


if __name__ == "__main__":
    main()
