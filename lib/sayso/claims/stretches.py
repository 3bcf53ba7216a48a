"""What a unit asserts and what it denies, as bags of words, with the words that turned it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sayso.attribution import features
from sayso.claims.likeness import MARK
from sayso.claims.polarity import FALSE, NEGATOR, VERB, Word, kind_of, read
from sayso.claims.units import Unit
from sayso.words import marked

KIN = 0.6  # what a word's class counts beside the word: "resigned" and "stepped" are somewhat alike
GRAIN = "c"  # the 512 classes of the attribution model
AROUND = 0.4  # what the rest of a unit's sentence counts beside its own words
BEFORE = 0.6  # what the sentence before counts for a denial without content of its own
FEWEST = 2  # content words; a denial of fewer has its content elsewhere
RANK = {VERB: 2, FALSE: 1, NEGATOR: 0}


@dataclass(frozen=True)
class Stretches:
    """A unit's words by what becomes of them: all, asserted, denied (a bag each, word to weight)."""

    whole: dict[str, float]
    asserted: dict[str, float]
    denied: dict[str, float]
    core: frozenset[str]  # the denied words that stand in the unit itself
    heads: frozenset[str]  # the first word that each turning word reaches
    kind: str  # how plainly it denies: the strongest kind of what turns it; "" where nothing is denied
    turned_by: str  # the words that turn it, as they stand
    asks: bool


class Reader:
    """Reads each sentence of a corpus once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.seen: dict[tuple[str, int, int], list[Word]] = {}

    def sentence(self, doc: str, start: int, end: int) -> list[Word]:
        """The words of a sentence, with what turns them."""
        key = doc, start, end
        if key not in self.seen:
            self.seen[key] = read(self.texts[doc], start, end)
        return self.seen[key]

    def stretches(self, unit: Unit) -> Stretches:
        """What a unit asserts and denies."""
        text = self.texts[unit.doc]
        whole: dict[str, float] = {}
        asserted: dict[str, float] = {}
        denied: dict[str, float] = {}
        core: set[str] = set()
        heads: dict[int, str] = {}
        turning: dict[int, tuple[str, str]] = {}
        beside: dict[str, float] = {}
        open_ = such = False
        for start, end in unit.sentences:
            found = self.sentence(unit.doc, start, end)
            for word in found:
                inside = any(a <= word.start < b for a, b in unit.spans)
                such = such or (inside and word.denied and word.lower == "such")
                if inside and word.denied:
                    for n in word.turned:
                        turning[found[n].start] = (kind_of(found[n].lower), text[found[n].start : found[n].end])
                open_ = open_ or word.lower in marked("turning", "doubt")
                if not word.stem:
                    continue
                x = 1.0 if inside else AROUND
                _most(whole, word.stem, x)
                for kin in kin_of(word.lower):
                    _most(whole, kin, KIN * x)
                _most(denied if word.denied else asserted, word.stem, x)
                if word.denied and inside and word.lower not in marked("common", "light"):
                    core.add(word.stem)
                    for n in word.turned:
                        if found[n].start < word.start:
                            heads.setdefault(found[n].start, word.stem)
                if not word.denied:
                    _most(beside, word.stem, AROUND)
        if turning and (such or len(core) < FEWEST) and unit.before:
            for word in self.sentence(unit.doc, *unit.before):
                if word.stem and not word.denied:
                    _most(denied, word.stem, BEFORE)
        if turning:  # who and where: a clause's subject stands before the negator
            for term, x in beside.items():
                denied.setdefault(term, x)
        kind = max((k for k, _ in turning.values()), key=RANK.__getitem__, default="")
        shown = " … ".join(turning[at][1] for at in sorted(turning))
        asks = text[unit.spans[0][0] : unit.spans[-1][1]].rstrip("”\"'’ ").endswith("?") or open_
        return Stretches(
            whole, asserted, denied if turning else {}, frozenset(core), frozenset(heads.values()), kind, shown, asks
        )


def _most(bag: dict[str, float], term: str, x: float) -> None:
    bag[term] = max(bag.get(term, 0.0), x)


def bag_of(text: str) -> dict[str, float]:
    """The telling words of a text, all alike, with their classes."""
    found = [word for word in read(text, 0, len(text)) if word.stem]
    return {word.stem: 1.0 for word in found} | {kin: KIN for word in found for kin in kin_of(word.lower)}


@cache
def kin_of(word: str) -> tuple[str, ...]:
    """The class of words used like this one, marked so that it is no word; none of a rare word."""
    return tuple(MARK + name for name in features.classes().get(word, ()) if name[0] == GRAIN)
