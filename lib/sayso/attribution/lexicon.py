"""What single words tell about attribution: how likely a word is a cue in its company, and what follows it.

The counts of cues.json were made once from PolNeAR's training articles (Newell, Margolin and Ruths, LREC 2018). They
are counts of words and of classes of neighbours, nothing longer; MODEL_CARD.md says by what code.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any

from sayso.words import words

FILE = Path(__file__).parents[1] / "model" / "cues.json"
SMOOTH = 4.0  # pseudo-counts with which a word's own company is drawn to that of all words


def words_of(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(" ".join(lines).split())


BE = words_of("is are was were be been being 's ’s 're ’re am")
HAVE = words_of("has have had having 've ’ve 'd ’d")
MODAL = words_of("will would could can may might should must does do did shall 'll ’ll wo ca")
NOT = words_of("not n't n’t never")
DET = words_of("the a an this these those any some no every each another")
POSSESSIVE = words_of("his her their its our my your 's ’s")
PRONOUN = words_of("he she they it i we you who")
WH = words_of("what how why whether if when where which")
DAY = words("days")
BY, COMMA, DASHES = words_of("by"), words_of(","), words_of("- – — --")
OWN = words_of(
    "to that of for in on at by with about against from as and but or than because while after before it him them",
    "me us himself herself out up back down off over into , . : ; ? ! - — – -- ( ) also then just now still there",
)
QUOTE = frozenset({'"', "“", "”", "''", "``", "«", "»", "„", "'", "‘", "’"})
KINDS = {
    **{"DAY": DAY, "PRON": PRONOUN, "POSS": POSSESSIVE, "DET": DET, "WH": WH},
    **{"NOT": NOT, "MODAL": MODAL, "HAVE": HAVE, "BE": BE},
}
CLASS = (
    {w: kind for kind, of_kind in KINDS.items() for w in of_kind} | {w: w for w in OWN} | dict.fromkeys(QUOTE, "QUOTE")
)


@cache
def shape_class(word: str) -> str:
    """The class of a neighbour: closed-class words tell most, others by their shape."""
    if known := CLASS.get(word.lower()):
        return known
    if word[0].isupper():
        return "Cap"
    if word.endswith("ly"):
        return "ly"
    return "low" if word[0].isalpha() else "num" if word[0].isdigit() else "mark"


SIDES = ("before", "after", "own")


class Lexicon:
    """Counts of cues.json, as probabilities: `cue` of a word in its company, `share` of what goes with it."""

    def __init__(self, counts: Mapping[str, Any]) -> None:
        self.words: dict[str, Any] = counts["words"]
        self.all: dict[str, Any] = counts["all"]
        self.stops: dict[str, list[int]] = counts["stops"]

    def cue(self, word: str, sides: tuple[str, ...]) -> float:
        """How probably a lower-case word is the head of a cue in its `company`: naive Bayes over its sides."""
        if word not in self.words:
            return 0.0
        entry = self.words[word]
        hits, misses = entry["n"]
        score = math.log((hits + 0.5) / (misses + 1.5)) + sum(map(self._weight, repeat(word), SIDES, sides))
        return 1 / (1 + math.exp(-score))

    @cache  # noqa: B019 (the lexicon that ships lives as long as the process)
    def _weight(self, word: str, side: str, value: str) -> float:
        """Log of how much likelier a neighbour is beside a cue than beside the same word in other use."""
        entry = self.words[word]
        (hits, misses), (all_hits, all_misses) = entry["n"], self.all["n"]
        yes, no = self.all[side].get(value, [0, 0])
        mine, not_mine = entry.get(side, {}).get(value, [0, 0])
        p = (mine + SMOOTH * (yes + 1) / (all_hits + 20)) / (hits + SMOOTH)
        q = (not_mine + SMOOTH * (no + 1) / (all_misses + 20)) / (misses + SMOOTH)
        return math.log(p / q)

    def share(self, word: str, name: str) -> float:
        """The share of a cue's uses with a property: `before`, `around`, `inverted`, `bare` or a particle."""
        entry = self.words.get(word)
        return entry["has"].get(name, 0) / entry["n"][0] if entry else 0.0

    def particle(self, word: str, after: str) -> float:
        """How often the word after a cue belongs to it, of the times that a word of its class stood there."""
        entry = self.words.get(word)
        if not entry:
            return 0.0
        hits = entry["has"].get("+" + after, 0)
        total = max(hits, entry["after"].get(shape_class(after), [0, 0])[0])
        mine, everyone = self.all["has"].get("+" + after, 0), self.all["after"].get(shape_class(after), [0, 0])[0]
        return (hits + 2 * mine / max(mine, everyone, 1)) / (total + 2)

    def kind(self, word: str, first: str) -> str:
        """The kind of content that starts with a word after a cue: clause, infinitive, or what a verb governs."""
        if first in WH or first == "that" or first in QUOTE:
            return "that"
        if first == "to":
            return "to"
        return "say" if self.share(word, "before") + self.share(word, "around") > 0.08 else "np"

    def stop(self, kind: str, inner: bool, words: Sequence[str], i: int) -> float | None:
        """How often a content of a kind ends before token i; None if its words are unseen."""
        for key in stop_keys(kind, inner, words, i):
            hits, total = self.stops.get(key, (0, 0))
            if total:
                return hits / total
        return None


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships."""
    return Lexicon(json.loads(FILE.read_text("utf-8")))


def company(words: list[str], i: int, quoted: Sequence[bool], starts: Sequence[bool]) -> tuple[str, ...]:
    """Classes of a token's neighbours and of itself, in the order of SIDES."""
    first = starts[i] or i == 0
    before = "START" if first else shape_class(words[i - 1])
    after = shape_class(words[i + 1]) if i + 1 < len(words) else "."
    own = ("Cap" if words[i][0].isupper() and not first else "low") + ("Q" if quoted[i] else "")
    return before, after, own


STOPPERS = words_of(
    ", and but — – -- - ; : ( when after while as because before since until during despite although though who",
    "which in on at if than even for with",
)


def stop_keys(kind: str, inner: bool, words: Sequence[str], i: int) -> tuple[str, ...]:
    """The keys of a possible end before token i, from the most to the least telling."""
    this, after = words[i].lower(), words[i + 1] if i + 1 < len(words) else "."
    pair, shape = f"{this} {after.lower()}", f"{this} {shape_class(after)}"
    mark = "<" if inner else ""
    return f"{mark}{kind} {pair}", f"{mark}{kind} {shape}", mark + pair, mark + shape, mark + this


OPENING = words_of(
    "which who whom where as if when while after before since although though because with despite unless once until given"
)


def is_inner(low: Sequence[str], starts: Sequence[bool], head: int) -> bool:
    """Whether a cue stands in a clause inside another: `As Ann said ..., `, `which Ann said ..., `, `, saying ...,`."""
    for i in range(head - 1, max(-1, head - 25), -1):
        if starts[i + 1]:
            break
        if low[i] in OPENING:
            return True
        if low[i] in (",", "—", "–", "--", "(", ";", ":", "that") or low[i] in QUOTE:
            return False
    return low[head].endswith("ed") and (starts[head] or head == 0)
