"""What the trained engine sees of each token: named features for a linear-chain CRF, a column of them for a whole text.

A token's features are its own form and its neighbours', how often these words are cues or sources in the training
articles, its place in sentence and quotation, and what lies between it and the strongest cues about it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sayso.text import Text
from sayso.words import words

CLASSES = Path(__file__).parents[1] / "model" / "classes.json"
LONGEST = 1500  # tokens in a sequence; a longer paragraph is cut
STRONG, FAIR = 0.3, 0.15  # shares of a word's uses that are cues
UNKNOWN = (-1.0, -1.0)
SHARES = (0.003, 0.02, 0.06, 0.15, 0.3, 0.5, 0.7, 0.85)
DISTANCE = np.array([0, 1, 2, 3, 4, 5, 5, *[6] * 4, *[7] * 10, 8])  # the number of a distance's name, by tokens
PAUSES = frozenset(",—–-;:()")
# Words of cues that do not report by themselves.
WEAK = words("weak-cue-words")
# Which classes of a word count for the token itself and for those one, two and three tokens away.
GRAINS = ("abcde", "abde", "d", "")
NEAR = (0, -3, -2, -1, 1, 2, 3)
EDGE = {o: (f"w{o}=EDGE",) for o in NEAR}

# Names of facts, by their numbers.
STATES = tuple("OIEB")  # of quotation: Outside, Inside, End, Begin
BESIDE = (*STATES, "-")
BINS = ("u", *map(str, range(len(SHARES) + 1)))  # of shares
CUES = (*BINS, "none")
DISTANCES = tuple(map(str, (0, 1, 2, 3, 4, 5, 7, 11, 21)))
SIDES, PLACES = tuple("L=R"), ("first", "last", "mid")


@dataclass(frozen=True)
class Sequences:
    """The tokens of a text as the chain reads them: a sequence a paragraph.

    `starts` are the first token of each sequence, and after the last one the number of tokens. Per token: its word, its
    state of quotation (a number of STATES), and the number of its sentence, of which each sequence starts a new one.
    """

    words: list[str]
    starts: np.ndarray
    quote: np.ndarray
    sentence: np.ndarray

    @cached_property
    def number(self) -> np.ndarray:
        """Per token the number of its sequence."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def sequences(text: Text) -> Sequences:
    """The paragraphs of a text in order; those longer than `LONGEST` tokens in parts."""
    tokens, size = text.tokens, len(text.tokens)
    starts = [a for first, last in pairwise([*tokens.paragraphs, size]) for a in range(first, last, LONGEST)]
    begins = np.zeros(size, int)
    begins[[*starts, *tokens.sentences]] = 1
    state = np.frombuffer(_quote_states(text), np.uint8)
    spans = np.array([tokens.start, tokens.end], int).T.ravel()
    most = np.maximum.reduceat(state, spans)[::2] if size else state[:0]
    quote = np.where(most > 1, most, state[spans[::2]]).astype(int)
    return Sequences(tokens.words, np.array([*starts, size]), quote, begins.cumsum() - 1)


def _quote_states(text: Text) -> bytearray:
    """A byte per character and one more: the number of its state of quotation, that of the marks which open or close one apart."""
    state = text.quoted + b"\0"
    for q in text.quotations:
        if q.opened:
            state[q.start] = STATES.index("B")
        if q.closed:
            state[q.end - 1] = STATES.index("E")
    return state


def shape(word: str) -> str:
    """Letters as X or x, digits as d, runs cut to two, at most six signs.

    >>> shape("Clinton"), shape("U.S."), shape("2016")
    ('Xxx', 'X.X.', 'dd')
    """
    signs = re.sub(r"\d", "d", re.sub(r"[a-z]", "x", re.sub(r"[A-Z]", "X", word)))
    return re.sub(r"(.)\1{2,}", r"\1\1", signs)[:6]


def _bin(share: float) -> int:
    return 0 if share < 0 else 1 + sum(share >= x for x in SHARES)


@cache
def classes() -> dict[str, list[str]]:
    """Classes of words: a, b and c (32, 128, 512) by meaning, from GloVe's vectors; d and e (48, 200) by their
    neighbours in the training articles (see MODEL_CARD.md)."""
    return {word: line.split() for word, line in json.loads(CLASSES.read_text("utf-8")).items()}


def vocabulary(shares: Callable[[str], tuple[float, float]], grains: tuple[str, ...] = GRAINS) -> Callable[[str], Word]:
    """What is known of each form, computed once.

    `shares` gives for a lower-case word the shares of its uses that are cues and that are of sources, or (-1, -1)
    where it is unknown; `grains` is as GRAINS.
    """
    known = classes()

    @lru_cache(200_000)  # flat memory on endless streams
    def word(form: str) -> Word:
        low = form.lower()
        return Word(form, *shares(low), known.get(low, []), grains)

    return word


class Word:
    """One form: lower case, the numbers of its shares' bins, and how strongly it is a cue."""

    __slots__ = ("classes", "cue", "form", "grains", "low", "scores", "source", "strength")

    def __init__(self, form: str, cue: float, source: float, classes: list[str], grains: tuple[str, ...]) -> None:
        self.form, self.low, self.classes, self.grains = form, form.lower(), classes, grains
        self.cue, self.source, self.strength = _bin(cue), _bin(source), 0.0 if form.lower() in WEAK else cue
        self.scores = None  # a model's, summed on first use

    def at(self, o: int) -> list[str]:
        """The features that the word gives to the token o tokens before it."""
        low, cue, source, name = self.low, BINS[self.cue], BINS[self.source], o or ""
        found = [f"k{name}={k}" for k in self.classes if k[0] in self.grains[abs(o)]]
        if o == 0:
            found += [f"w={low}", f"s={shape(self.form)}", f"p3={low[:3]}", f"c0={cue}", f"r0={source}", "b"]
            return found + [f"x{n}={low[-n:]}" for n in (2, 3, 4)]
        found += [f"w{o}={low}", f"c{o}={cue}"]
        return found + [f"s{o}={shape(self.form)}", f"x{o}={low[-3:]}", f"r{o}={source}"] * (o in (-1, 1))


class Column(NamedTuple):
    """One feature of all tokens of a text: its names, and per token the number of its name, of which the first is none."""

    names: tuple[str, ...]
    numbers: np.ndarray


COUNTS = tuple("01234")
Fact = tuple[tuple[str, ...], np.ndarray]  # names, and per token the number of its name


def _column(name: str, *facts: Fact, where: np.ndarray | int = 1) -> Column:
    """The feature that some facts give together: `name` with their names filled in; none where `where` is false."""
    numbers = facts[0][1]
    for names, own in facts[1:]:
        numbers = numbers * len(names) + own
    return Column(_crossed(name, tuple(names for names, _ in facts)), (numbers + 1) * where)


@lru_cache(100)
def _crossed(name: str, facts: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return "", *(name.format(*names) for names in product(*facts))


def columns(read: Sequences, known: Sequence[Word], forms: np.ndarray) -> Iterator[Column]:
    """The features of all tokens beyond those of the words about them; `known[forms[i]]` is the form of token i."""
    size, number, sentence = len(forms), read.number, read.sentence
    here = np.arange(size)
    first, last = read.starts[number], read.starts[number + 1] - 1
    cue, strength = np.array([w.cue for w in known])[forms], np.array([w.strength for w in known])[forms]
    low = [known[k].low for k in forms.tolist()]
    best, opens, ends = _strongest(sentence, strength)
    pauses, marks = (_before(x) for x in (np.array([w.low in PAUSES for w in known])[forms], read.quote > 1))

    def between(other: np.ndarray) -> tuple[Fact, Fact, Fact, np.ndarray]:
        """The distance of each token to another, pauses and marks of quotation between them, and how many tokens that is."""
        a, b = np.minimum(here, other), np.maximum(here, other)
        far = np.minimum(b - a, len(DISTANCE) - 1)
        return (DISTANCES, DISTANCE[far]), _count(pauses[b] - pauses[a], 3), _count(marks[b] - marks[a], 2), far

    def word_at(other: np.ndarray) -> Fact:
        found, numbers = np.unique(other, return_inverse=True)
        return tuple(low[k] if k < size else "END" for k in found.tolist()), numbers

    # quotation
    inner, outer = here > first, here < last
    prior, after = np.where(inner, np.roll(read.quote, 1), 4), np.where(outer, np.roll(read.quote, -1), 4)
    state, own = (STATES, read.quote), (BINS, cue)
    yield _column("q0={}", state)
    yield _column("q-1={}", (BESIDE, prior))
    yield _column("q1={}", (BESIDE, after))
    yield _column("qqq={}{}{}", (BESIDE, prior), state, (BESIDE, after))
    yield _column("c0q={}{}", own, state)
    # place
    start, end, nth = opens[sentence], ends[sentence], sentence - sentence[first]
    for name, far in (("si={}", here - start), ("se={}", end - here)):
        yield _column(name, (DISTANCES, DISTANCE[np.minimum(far, len(DISTANCE) - 1)]))
    yield _column("sn={}/{}", _count(nth, 3), _count(sentence[last] - sentence[first] + 1, 4))
    # the paragraph, and the one before
    quoted = np.maximum.reduceat(read.quote > 0, opens)[sentence]
    strong = np.add.reduceat((strength >= STRONG).astype(int), read.starts[:-1])
    yield _column("sq={}{}", _count(quoted, 1), state)
    yield _column("prev={}", (("start", *_summaries(read, low, strong)), number))
    yield _column("hc={}", _count(strong[number], 2))
    yield _column("pq={}{}", (STATES, read.quote[first]), (STATES, read.quote[last]))
    yield _column("pq={}{}{}", (STATES, read.quote[first]), (STATES, read.quote[last]), state)
    # pairs of words
    pairs = [f"{a}_{b}" for a, b in pairwise(low)]
    yield Column(("", *[f"ww-1={pair}" for pair in pairs]), np.where(inner, here, 0))
    yield Column(("", *[f"ww1={pair}" for pair in pairs]), np.where(outer, here + 1, 0))
    beside = (BINS, np.roll(cue, 1)), own, (BINS, np.roll(cue, -1))
    yield _column("cc={}{}{}", *beside, where=inner & outer)
    # the strongest cue of the sentence
    at = best[sentence]
    none, place = at < 0, np.where(at - start < 3, 0, np.where(end - at < 4, 1, 2))
    far, pause, mark, _ = between(at)
    side = (SIDES, np.sign(at - here) + 1)
    yield _column("bc=none", state, where=none)
    yield _column("bcq=none{}", state, where=none)
    yield _column("bc={}{}", side, far, where=~none)
    yield _column("bcc={}{}{}{}", side, pause, mark, state, where=~none)
    yield _column("bcp={}{}{}", side, (BINS, cue[at]), state, where=~none)
    yield _column("bcs={}{}", side, (PLACES, place), where=~none)
    yield _column("bcw={}{}", side, word_at(at), where=~none)
    yield _column("bcn={}{}", side, word_at(np.where(at < last, at + 1, size)), where=~none)
    # the nearest strong cues on both sides
    strong = strength >= STRONG
    left = np.maximum.accumulate(np.where(strong, here, -1))
    right = np.minimum.accumulate(np.where(strong, here, size)[::-1])[::-1]
    left, right = np.concatenate([[-1], left[:-1]]), np.concatenate([right[1:], [size]])
    for name, at, none in (("nl", left, left < first), ("nr", right, right > last)):
        at = np.where(none, first, at)
        far, pause, mark, tokens = between(at)
        same = _count(sentence[at] == sentence, 1)
        near = np.flatnonzero(~none & (tokens < 8))
        found = [f"{name}ww={low[j]}_{low[i]}" for i, j in zip(near.tolist(), at[near].tolist(), strict=True)]
        numbers = np.where(none, 0, 1)
        numbers[near] = np.arange(2, len(near) + 2)
        yield _column(f"{name}=none", state, where=none)
        yield _column(name + "={}{}{}", far, same, state, where=~none)
        yield _column(name + "c={}{}{}{}", pause, mark, same, state, where=~none)
        yield _column(name + "w={}{}", word_at(at), same, where=~none)
        yield Column(("", f"{name}far", *found), numbers)
    # the strongest cues of the sentences about this one
    value = np.where(best < 0, len(BINS), cue[best])
    for name, there, beyond in (("pb", sentence - 1, start == first), ("nb", sentence + 1, end == last)):
        other = np.where(beyond, len(BINS), value[np.where(beyond, 0, there)])
        yield _column(name + "={}{}", (CUES, other), state)


def _count(numbers: np.ndarray, most: int) -> Fact:
    """A number, at most so much."""
    return COUNTS[: most + 1], np.minimum(numbers, most)


def _before(mask: np.ndarray) -> np.ndarray:
    """Per token how many of those before it are marked."""
    return np.concatenate([[0], mask.cumsum()])


def _strongest(sentence: np.ndarray, strength: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per sentence its strongest cue, the first of equals, or -1; its first token; its last one."""
    opens = np.flatnonzero(np.diff(sentence, prepend=-1))
    most = np.maximum.reduceat(strength, opens)
    equal = np.flatnonzero(strength == most[sentence])[::-1]
    best = np.empty(len(opens), int)
    best[sentence[equal]] = equal  # of several the last one written holds
    return np.where(most > FAIR, best, -1), opens, np.append(opens[1:], len(sentence)) - 1


def _summaries(read: Sequences, low: list[str], strong: np.ndarray) -> Iterator[str]:
    """Of each sequence what the next one is told of it: how it ends, how many strong cues it has, whether it is short."""
    for (a, b), cues in zip(pairwise(read.starts.tolist()), strong.tolist(), strict=True):
        end = "w" if low[b - 1].isalnum() else low[b - 1]
        yield f"{STATES[read.quote[b - 1]]}{end}{min(2, cues)}{'S' if b - a < 8 else ''}"
