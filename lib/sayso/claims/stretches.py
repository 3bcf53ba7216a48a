"""What a unit asserts and what it denies, as bags of words, with the words that turned it."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache

from sayso.attribution import features
from sayso.claims.deeds import DONE, Deed, Deeds, Told, Way, deeds, together
from sayso.claims.likeness import MARK, Bag, Packed
from sayso.claims.units import AUTHOR, Unit
from sayso.polarity import ANSWER, FALSE, NEGATOR, VERB, WORD, Word, doubts, force_of, kind_of, read, stem
from sayso.who.names import NATIONS
from sayso.words import entries, marked
from sayso.words.grammar import grammar

KIN = 0.4  # what a word's class counts beside the word: "resigned" and "stepped" are somewhat alike
GRAIN = "bc"  # the 128 and 512 classes of the attribution model
TRACE = 0.001  # what a meaning counts in the whole: nothing, but that the corpus knows it
AROUND = 0.4  # what the rest of a unit's sentence counts beside its own words
BEFORE = 0.6  # what the sentence before counts for a denial without content of its own
TELLS = 3  # words; a sentence of fewer tells nothing that could be denied
FEWEST = 2  # content words; a denial of fewer has its content elsewhere
CLAIM = grammar("claims")
MANY = 25  # words; a longer passage that tells of silence tells more than that
RANK = {VERB: 3, FALSE: 2, ANSWER: 1, NEGATOR: 0}


@dataclass(frozen=True, slots=True)
class Stretches:
    """A unit's words by what becomes of them: all, asserted, denied (a bag each, word to weight)."""

    whole: Bag
    asserted: Bag
    denied: Bag
    core: frozenset[str]  # the denied words that stand in the unit itself
    heads: frozenset[str]  # the first word that each turning word reaches
    kind: str  # how plainly it denies: the strongest kind of what turns it; "" where nothing is denied
    turned_by: str  # the words that turn it, as they stand
    report: bool  # whether it names what it denies: the reports, these allegations
    open: bool  # whether it takes no side: asks, doubts, or tells only that nobody answered
    deeds: Deeds = field(default_factory=dict)  # that it tells
    denied_deeds: Deeds = field(default_factory=dict)  # that it denies; merely negated: did not rob, not: does not

    @property
    def tells(self) -> Deeds:
        """The deeds that it tells or denies."""
        return together((self.deeds, self.denied_deeds))


class Reader:
    """Reads each sentence once, as long as its document is read on: the units of a document come together."""

    def __init__(self, texts: Mapping[str, str], units: Iterable[Unit] = (), proper: Set[str] = frozenset()) -> None:
        self.texts, self.proper = texts, proper
        self.told: dict[str, list[Unit]] = {}  # by document what somebody is told to say, by place
        for unit in units:
            if unit.form != AUTHOR:
                self.told.setdefault(unit.doc, []).append(unit)
        self.doc = ""
        self.seen: dict[tuple[int, int], tuple[list[Word], list[Told]]] = {}  # of that document
        self.once: dict = {}

    def sentence(self, doc: str, start: int, end: int) -> tuple[list[Word], list[Told]]:
        """The words of a sentence, with what turns them, and its deeds."""
        if doc != self.doc:
            self.doc, self.seen = doc, {}
        if (start, end) not in self.seen:
            found = read(self.texts[doc], start, end)
            self.seen[start, end] = found, deeds(found, self.texts[doc])
        return self.seen[start, end]

    def stretches(self, unit: Unit) -> Stretches:
        """What a unit asserts and denies."""
        text = self.texts[unit.doc]
        whole: dict[str, float] = {}
        asserted: dict[str, float] = {}
        denied: dict[str, float] = {}
        core: set[str] = set()
        back: set[str] = set()  # its words that are turned and turned back
        heads: dict[int, str] = {}
        turning: dict[int, tuple[str, str]] = {}
        done: dict[Deed, set[Way]] = {}
        undone: dict[Deed, set[Way]] = {}
        own = text[unit.spans[0][0] : unit.spans[-1][1]]
        # a cue within its own words is part of what it says: that another denies it
        elsewhere = [cue for cue in unit.elsewhere if not any(a <= cue[0] < b for a, b in unit.spans)]
        open_ = such = report = False
        for start, end in unit.sentences:
            found, told = self.sentence(unit.doc, start, end)
            sides: dict[int, dict[Deed, set[Way]]] = {}  # of its own words
            others = {n for n, w in enumerate(found) if unit.form != AUTHOR and _by_another(text, start, w)}
            for k, word in enumerate(found):
                inside = any(a <= word.start < b for a, b in unit.spans)
                turned = [n for n in word.turned if not any(a <= found[n].start < b for a, b in elsewhere)]
                turned = [n for n in turned if k > n or n not in others]
                denies = len(turned) % 2 == 1
                if inside and denies:
                    such |= word.lower == "such"
                    report |= word.lower in marked("telling", "report")
                    for n in turned:
                        turning[found[n].start] = (force_of(found, n), text[found[n].start : found[n].end])
                open_ = open_ or (inside and doubts(found, k))
                if not word.stem:
                    continue
                x = 1.0 if inside else AROUND
                _most(whole, word.stem, x)
                for kin in kin_of(word.lower):
                    _most(whole, kin, KIN * x)
                _most(denied if denies else asserted, word.stem, x)
                back |= {word.stem} if inside and turned and not denies else set()
                sides |= {k: undone if denies else done} if inside else {}
                if denies and inside and word.lower not in marked("common", "light") and not word.lower.isdigit():
                    core.add(word.stem)
                    for n in turned:
                        if found[n].start < word.start:
                            heads.setdefault(found[n].start, word.stem)
            for verb, thing, by, *how in told:
                if verb in sides and sides[verb] is sides.get(thing):
                    deed = meaning(found[verb].stem), meaning(found[thing].stem)
                    names = (found[n] for n in by if found[n].stem in self.proper)
                    who = tuple(NATIONS.get(w.lower, meaning(w.stem)) for w in names)
                    sides[verb].setdefault(deed, set()).add(Way(who, *how))
        names = _whose(own) if report else frozenset()
        if len(back) >= FEWEST and not core:
            turning = {}  # denied that it had not checked the brakes: says that it had
        if turning and (such or len(core - names) < FEWEST):
            reported = self._reported(unit, names, core - names)
            for word in self._meant(unit, such, report) if reported is None else reported:
                _most(denied, word.stem, BEFORE)
        if turning:  # who and where: a clause's subject stands before the negator
            for term in asserted:
                denied.setdefault(term, AROUND)
        kind = max((k for k, _ in turning.values()), key=RANK.__getitem__, default="")
        if kind == ANSWER and len(core) < FEWEST:
            kind = NEGATOR  # one word is too little to be at issue
        if kind == NEGATOR and report and not core:
            kind = FALSE  # "not true", "no truth to these allegations"
        shown = " … ".join(turning[at][1] for at in sorted(turning))
        silent = kind != VERB and len(own.split()) <= MANY and bool(CLAIM["silent"].search(f"{unit.cue} {own}"))
        open_ = open_ or silent or own.rstrip("”\"'’ ").endswith("?")
        for bag in (asserted, denied):
            for term, x in [(meanings()[t], x) for t, x in bag.items() if t in meanings()]:
                _most(bag, term, x)
                _most(whole, term, TRACE)
        bags = (Packed(bag, self.once) for bag in (whole, asserted, denied if turning else {}))
        undone = {d: ways for d, ways in undone.items() if kind != NEGATOR or any(way.when == DONE for way in ways)}
        turns = frozenset(core), frozenset(heads.values()), kind, shown, report, open_
        return Stretches(*bags, *turns, done, undone)

    def _reported(self, unit: Unit, names: Set[str], core: Set[str]) -> list[Word] | None:
        """What those tell whose report a denial names: of several reports the one that tells most of what it denies, else the first."""
        reports = self._reports(unit, names) if names else iter(())
        first = next(reports, None)
        if first is None or not core:
            return first
        return max((first, *reports), key=lambda told: len(core & {w.stem for w in told}))

    def _reports(self, unit: Unit, names: Set[str]) -> Iterator[list[Word]]:
        """By place what others of some names are told in its document to say, or what is denied of them; not what they negate."""
        for other in self.told.get(unit.doc, ()):
            if other.spans >= unit.spans or set(other.sentences) & set(unit.sentences):
                continue
            sentences = [self.sentence(unit.doc, *place)[0] for place in other.sentences]
            told = [(w, found) for found in sentences for w in found if w.stem]
            told = [(w, found) for w, found in told if any(a <= w.start < b for a, b in other.spans)]
            rest = [(w, found) for w, found in told if w.stem not in names]
            by = names & _stems(other.told_by) if other.holder != unit.holder else ()
            if (by or names & {w.stem for w, _ in told}) and len(rest) >= TELLS:
                yield [w for w, found in rest if not _negated(found, w)]

    def _meant(self, unit: Unit, such: bool, report: bool) -> list[Word]:
        """What a denial without content of its own denies: the nearest sentence before that tells something; of such, two.

        Where the denial names a report ("the story", "these allegations"), the nearest that tells of one, if any does.
        """
        near = [self.sentence(unit.doc, *place)[0] for place in reversed(unit.before)]
        told = [[word for word in found if word.stem and not word.denied] for found in near]
        full = [n for n, words in enumerate(told) if len(words) >= TELLS]
        if report:
            full = [n for n in full if any(word.lower in marked("telling", "notion") for word in near[n])] or full
        return [word for n in full[: 2 if such else 1] for word in told[n]]


def _by_another(text: str, start: int, word: Word) -> bool:
    """Whether a verb of denial tells, in a clause behind what is said, that others deny it: sold, a point that traders dispute."""
    return kind_of(word.lower) == VERB and bool(CLAIM["aside"].search(text[start : word.start]))


def _negated(found: list[Word], word: Word) -> bool:
    return sum(kind_of(found[n].lower) == NEGATOR for n in word.turned) % 2 == 1


def _whose(words: str) -> frozenset[str]:
    """The stems of the names whose report some words name."""
    return _stems(" ".join(CLAIM["whose"].findall(words)))


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word.lower()) for word in WORD.findall(words.replace("-", " "))) - {""}


def _most(bag: dict[str, float], term: str, x: float) -> None:
    bag[term] = max(bag.get(term, 0.0), x)


def bag_of(text: str) -> dict[str, float]:
    """The telling words of a text, all alike, with their classes."""
    found = [word for word in read(text, 0, len(text)) if word.stem]
    return {word.stem: 1.0 for word in found} | {kin: KIN for word in found for kin in kin_of(word.lower)}


def said_in(text: str) -> Stretches:
    """What a text alone asserts and denies."""
    whole = ((0, len(text)),)
    return Reader({"": text}).stretches(Unit("", "", "", whole, whole, (), AUTHOR, "", text, text))


@cache
def meanings() -> Mapping[str, str]:
    """By stem the meaning that it shares with other stems, marked so that it is no word."""
    lines = [[stem(word) for word in entry.split()] for entry in entries("meanings") if "/" not in entry]
    return {word: f"{MARK}meaning {first}" for first, *rest in reversed(lines) for word in (first, *rest) if word}


def meaning(term: str) -> str:
    """What a stem shares with others of one meaning, else itself."""
    return meanings().get(term, term)


def meant(terms: Iterable[str]) -> frozenset[str]:
    """Stems by their meaning."""
    return frozenset(map(meaning, terms))


@cache
def kin_of(word: str) -> tuple[str, ...]:
    """The class of words used like this one, marked so that it is no word; none of a rare word."""
    return tuple(MARK + name for name in features.classes().get(word, ()) if name[0] in GRAIN)
