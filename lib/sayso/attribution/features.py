"""What the trained engine sees of each token: strings for a linear-chain CRF, paragraph by paragraph.

A token's features are its own form and its neighbours', how often these words are cues or sources in the training
articles, its place in sentence and quotation, and what lies between it and the strongest cues about it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

from sayso.text import Text
from sayso.words import words

CLASSES = Path(__file__).parents[1] / "model" / "classes.json"
LONGEST = 1500  # tokens in a sequence; a longer paragraph is cut
STRONG, FAIR = 0.3, 0.15  # shares of a word's uses that are cues
UNKNOWN = (-1.0, -1.0)
SHARES = (0.003, 0.02, 0.06, 0.15, 0.3, 0.5, 0.7, 0.85)
DISTANCE = (0, 1, 2, 3, 4, 5, 5, 7, 7, 7, 7, *[11] * 10, 21)  # by tokens
PAUSES = frozenset(",—–-;:()")
# Words of cues that do not report by themselves.
WEAK = words("weak-cue-words")
# Which classes of a word count for the token itself and for those one, two and three tokens away.
GRAINS = ("abcde", "abde", "d", "")
NEAR = (0, -3, -2, -1, 1, 2, 3)
EDGE = {o: (f"w{o}=EDGE",) for o in NEAR}


@dataclass(frozen=True)
class Paragraph:
    """Tokens of a paragraph: the number of its first in the text, words, and per token its state of quotation
    (Outside, Begin, Inside, End) and the number of its sentence."""

    first: int
    words: list[str]
    quote: list[str]
    sentence: list[int]


def paragraphs(text: Text) -> list[Paragraph]:
    """The paragraphs of a text in order; those longer than `LONGEST` tokens in parts."""
    tokens = text.tokens
    state = _quote_states(text)
    quote = [_state(state, a, b) for a, b in zip(tokens.start, tokens.end, strict=True)]
    begins = [0] * len(tokens)
    for k in tokens.sentences:
        begins[k] = 1
    number = [*accumulate(begins)]
    found = []
    for first, last in zip(tokens.paragraphs, [*tokens.paragraphs[1:], len(tokens)], strict=False):
        for a in range(first, last, LONGEST):
            b = min(last, a + LONGEST)
            sentence = [n - number[a] for n in number[a:b]]
            found.append(Paragraph(a, tokens.words[a:b], quote[a:b], sentence))
    return found


def _quote_states(text: Text) -> bytearray:
    """A byte per character: 0 outside quotations, 2 and 3 at the marks that open and close one, 1 inside."""
    state = bytearray(text.quoted)
    for q in text.quotations:
        if q.opened:
            state[q.start] = 2
        if q.closed:
            state[q.end - 1] = 3
    return state


def _state(state: bytearray, start: int, end: int) -> str:
    seen = state[start:end]
    return "B" if 2 in seen else "E" if 3 in seen else "I" if seen[0] else "O"


def shape(word: str) -> str:
    """Letters as X or x, digits as d, runs cut to two, at most six signs.

    >>> shape("Clinton"), shape("U.S."), shape("2016")
    ('Xxx', 'X.X.', 'dd')
    """
    signs = re.sub(r"\d", "d", re.sub(r"[a-z]", "x", re.sub(r"[A-Z]", "X", word)))
    return re.sub(r"(.)\1{2,}", r"\1\1", signs)[:6]


def _bin(share: float) -> str:
    return "u" if share < 0 else str(sum(share >= x for x in SHARES))


@cache
def classes() -> dict[str, list[str]]:
    """Classes of words: a, b and c (32, 128, 512) by meaning, from GloVe's vectors; d and e (48, 200) by their
    neighbours in the training articles (see MODEL_CARD.md)."""
    return {word: line.split() for word, line in json.loads(CLASSES.read_text("utf-8")).items()}


def vocabulary(shares: Callable[[str], tuple[float, float]], grains: tuple[str, ...] = GRAINS) -> Callable[[str], Word]:
    """What is known of each form, computed once: the features it gives at each offset.

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
    """One form: lower case, how strongly it is a cue, and its features by offset from the token."""

    __slots__ = ("at", "cue", "lower", "scores", "source", "strength")

    def __init__(self, form: str, cue: float, source: float, classes: list[str], grains: tuple[str, ...]) -> None:
        low, sh = form.lower(), shape(form)
        self.scores = None  # a model's, summed on first use
        self.lower, self.cue, self.source = low, _bin(cue), _bin(source)
        self.strength = 0.0 if low in WEAK else cue
        own = [f"w={low}", f"s={sh}", f"p3={low[:3]}", f"c0={self.cue}", f"r0={self.source}", "b"]
        own += [f"x{n}={low[-n:]}" for n in (2, 3, 4)] + [f"k={k}" for k in classes if k[0] in grains[0]]
        self.at = {0: tuple(own)}
        for o in (-3, -2, -1, 1, 2, 3):
            near = [f"w{o}={low}", f"c{o}={self.cue}", *(f"k{o}={k}" for k in classes if k[0] in grains[abs(o)])]
            if o in (-1, 1):
                near += [f"s{o}={sh}", f"x{o}={low[-3:]}", f"r{o}={self.source}"]
            self.at[o] = tuple(near)


def features(found: Iterable[Paragraph], words: Callable[[str], Word]) -> Iterator[tuple[list[Word], list[list[str]]]]:
    """Of each paragraph in order: its words as known, and per token the features beyond those of the words."""
    before = "prev=start"
    for par in found:
        known = list(map(words, par.words))
        yield known, _paragraph(par, known, before)
        last, strong = known[-1].lower, sum(w.strength >= STRONG for w in known)
        end = "w" if last.isalnum() else last
        before = f"prev={par.quote[-1]}{end}{min(2, strong)}{'S' if len(known) < 8 else ''}"


def _paragraph(par: Paragraph, known: list[Word], before: str) -> list[list[str]]:
    q, number, n = par.quote, par.sentence, len(known)
    low = [w.lower for w in known]
    strength = [w.strength for w in known]
    first, last, best, quoted = _sentences(par, strength)
    pauses = [0, *accumulate(int(w in PAUSES) for w in low)]
    marks = [0, *accumulate(int(s in "BE") for s in q)]
    left = _nearest(strength)
    right = [n - 1 - j if j >= 0 else -1 for j in reversed(_nearest(strength[::-1]))]

    def between(i: int, j: int) -> tuple[int, int, int]:
        """How many tokens, pauses and marks of quotation lie between two tokens."""
        a, b = min(i, j), max(i, j)
        return min(b - a, 21), min(3, pauses[b] - pauses[a]), min(2, marks[b] - marks[a])

    of_all = (before, f"hc={min(2, sum(s >= STRONG for s in strength))}", f"pq={q[0]}{q[-1]}")
    rows = []
    for i in range(n):
        k, s, w = number[i], q[i], low[i]
        prior, after = (q[i - 1] if i else "-"), (q[i + 1] if i + 1 < n else "-")
        row = [
            *_quotation(prior, s, after, known[i].cue),
            *_place(min(i - first[k], 21), min(last[k] - i, 21), min(k, 3), min(len(first), 4)),
            *_whole(quoted[k], s, of_all),
        ]
        if i:
            row.append(f"ww-1={low[i - 1]}_{w}")
        if i + 1 < n:
            row.append(f"ww1={w}_{low[i + 1]}")
        if 0 < i < n - 1:
            row.append(f"cc={known[i - 1].cue}{known[i].cue}{known[i + 1].cue}")
        b = best[k]
        if b < 0:
            row += ("bc=none", f"bcq=none{s}")
        else:
            side = "L" if b < i else "R" if b > i else "="
            place = "first" if b - first[k] < 3 else "last" if last[k] - b < 4 else "mid"
            gap, pause, worth, where = _strongest(side, *between(i, b), s, known[b].cue, place)
            after = low[b + 1] if b + 1 < n else "END"
            row += (gap, pause, f"bcw={side}{low[b]}", worth, f"bcn={side}{after}", where)
        for name, j in (("l", left[i]), ("r", right[i])):
            if j < 0:
                row.append(f"n{name}=none")
                continue
            same, gap = int(number[j] == k), between(i, j)
            beside = f"n{name}ww={low[j]}_{w}" if gap[0] < 8 else f"n{name}far"
            row += (*_near(name, *gap, same, s), f"n{name}w={low[j]}{same}", beside)
        prior_cue = known[best[k - 1]].cue if k and best[k - 1] >= 0 else "none"
        next_cue = known[best[k + 1]].cue if k + 1 < len(first) and best[k + 1] >= 0 else "none"
        row += _about(prior_cue, next_cue, s)
        rows.append(row)
    return rows


# Features of few values, each set of them made once.


@cache
def _quotation(before: str, state: str, after: str, cue: str) -> tuple[str, ...]:
    return (f"q0={state}", f"q-1={before}", f"q1={after}", f"qqq={before}{state}{after}", f"c0q={cue}{state}")


@cache
def _place(start: int, end: int, number: int, sentences: int) -> tuple[str, ...]:
    return (f"si={DISTANCE[start]}", f"se={DISTANCE[end]}", f"sn={number}/{sentences}")


@lru_cache(10_000)
def _whole(quoted: int, state: str, of_all: tuple[str, ...]) -> tuple[str, ...]:
    return (f"sq={quoted}{state}", *of_all, f"{of_all[2]}{state}")


@cache
def _strongest(side: str, gap: int, pauses: int, marks: int, state: str, cue: str, place: str) -> tuple[str, ...]:
    between = f"bcc={side}{pauses}{marks}{state}"
    return (f"bc={side}{DISTANCE[gap]}", between, f"bcp={side}{cue}{state}", f"bcs={side}{place}")


@cache
def _near(name: str, gap: int, pauses: int, marks: int, same: int, state: str) -> tuple[str, ...]:
    return (f"n{name}={DISTANCE[gap]}{same}{state}", f"n{name}c={pauses}{marks}{same}{state}")


@cache
def _about(before: str, after: str, state: str) -> tuple[str, ...]:
    return (f"pb={before}{state}", f"nb={after}{state}")


def _sentences(par: Paragraph, strength: list[float]) -> tuple[list[int], list[int], list[int], list[int]]:
    """Per sentence: its first and last token, its strongest cue or -1, and whether any of it is quoted."""
    total = par.sentence[-1] + 1
    first, last, best, quoted = [-1] * total, [0] * total, [-1] * total, [0] * total
    for i, k in enumerate(par.sentence):
        last[k] = i
        if first[k] < 0:
            first[k] = i
        if par.quote[i] != "O":
            quoted[k] = 1
        if strength[i] > FAIR and (best[k] < 0 or strength[i] > strength[best[k]]):
            best[k] = i
    return first, last, best, quoted


def _nearest(strength: list[float]) -> list[int]:
    """Per token the nearest strong cue before it, or -1."""
    strong = (i if value >= STRONG else -1 for i, value in enumerate(strength[:-1]))
    return [-1, *accumulate(strong, max)]
