"""The hands that a statement passed through, as its document names them.

A hand is found by the words around it: told to it, in an interview with it, carried, published or quoted by it, an
account of its, or an outer speaker whose words hold the inner attribution; last, an agency credited in the dateline.
A hand is only implied (`?`) where the same speaker goes on after an interview was named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from sayso.spans import LIST, items, parse_spans
from sayso.who import names
from sayso.who.cast import BODIES, ORGANISATION, Cast, Ledger
from sayso.who.resolution import Reader

# What a hand's words follow; `press` asks for a hand whose name or description tells of the press.
_SAYING = r"(?:said|stated|confirmed|spoke|explained|revealed|admitted|announced|disclosed|confided|complained)"
_TALK = r"(?:interviews?|remarks|comments?|conversation|statement|e-?mail|briefing|talk|testimony|appearance)"
BEFORE = (
    ("told", True, re.compile(r"\b(?:told|tells?|telling|informed|assured|asked by)\s+$", re.I)),
    ("said to", True, re.compile(rf"\b{_SAYING}\s+(?:to|on)\s+$", re.I)),
    ("interview", False, re.compile(r"\binterview(?:ed)?\s+(?:\w+\s+){0,3}(?:with|to|for|by|in)\s+$", re.I)),
    ("interview", True, re.compile(rf"\b{_TALK}\s+(?:\w+\s+){{0,3}}(?:with|to|for|on|in)\s+$", re.I)),
    ("speaking to", True, re.compile(
        r"\b(?:speaking|spoke|speaks|talking|appearing|appeared)\s+(?:\w+\s+)?(?:to|with|on|in)\s+$", re.I)),
    ("carried by", True, re.compile(
        r"\b(?:carried|published|broadcast|aired|posted|printed|released|run|reported|quoted|cited|relayed|transmitted)\s+"
        r"(?:\w+ly\s+)?(?:by|in|on)\s+$", re.I)),
    ("quoted by", False, re.compile(r"\b(?:quoted|cited)\s+(?:\w+\s+){0,2}by\s+$", re.I)),
    ("account", True, re.compile(r"\b(?:account|report|story|dispatch|article)\s+(?:by|in|from)\s+$", re.I)),
    ("written for", True, re.compile(
        r"\b(?:wrote|writes|writing|written|op-ed|article|column|essay|editorial|commentary|letter)\s+(?:\w+\s+)?"
        r"(?:in|for|to)\s+$", re.I)),
    ("published", False, re.compile(
        r"\b(?:op-ed|article|column|essay|editorial|commentary|letter|piece|interview)\s+(?:\w+\s+)?"
        r"(?:published|carried|printed)\s+(?:by|in|on)\s+$", re.I)),
)  # fmt: skip
# Words of the press, and a few names of agencies and broadcasters that do not tell it themselves.
PRESS = names.words_of(
    "news newspaper paper press media agency times post journal gazette herald tribune observer guardian telegraph",
    "magazine weekly daily television tv radio broadcaster network channel outlet wire chronicle mail express",
    "standard review bulletin record globe star sun monitor today report reports reuters afp ap bbc cnn nbc cbs abc",
    "npr pbs msnbc upi dpa ani pti irna tass xinhua interfax bloomberg politico blog podcast website show programme",
)
LIMITS = names.PLAIN | PRESS | names.words_of("state private national government official german-language leading")
LOOSE = names.words_of("reporters journalists audience crowd supporters media press conference news briefing")
DATELINE = re.compile(r"^.{0,60}?\(([A-Z][\w .]{1,30})\)\s*[-–—]", re.M)
BYLINE = re.compile(r"^\W*(?:By[: ]+.{2,60}?,\s*|Source\s*:\s*)(?:the |The )?([A-Z][\w .&’'-]{1,40}?)\W*$", re.M)
TO_ANYBODY = re.compile(
    r"\b(?:told|to|with)\s+(?:a |the )?(?:reporters?|journalists?|press|media|crowd|supporters|audience)\b", re.I
)
NEAR = 3  # paragraphs within which a speaker goes on with an interview, where the document names several
REACH = 90  # characters before a hand that are searched


class Hand(NamedTuple):
    """A hand named at a place: the rule, the actor's key, its name where the ledger has none, whose words it took."""

    at: int
    rule: str
    key: str
    name: str
    of: str = ""


def with_relayers(statements: pd.DataFrame, actors: pd.DataFrame, masked: Mapping[str, str]) -> pd.DataFrame:
    """Statements with `via` filled from the text, nearest the speaker first; `?` after a hand that is only implied.

    Statements need their actors (`sayso.who.resolution.resolve`). Hands are keys of the ledger, else slugs of the names;
    then the note gives the name (``via: told, 0.8 (Harbour News, organisation)``), from which
    `sayso.who.resolution.provisional_actors` makes rows.
    """
    ledger = Ledger(actors)
    told: dict[object, list[tuple[Hand, bool]]] = {}
    for doc, group in statements.groupby("doc_id", sort=False):
        told.update(Relays(Cast(str(doc), masked.get(str(doc), ""), ledger), group).read())
    out = statements.copy()
    out["via"] = [LIST.join(dict.fromkeys(hand.key + "?" * implied for hand, implied in told[i])) for i in out.index]
    out["note"] = [
        LIST.join([*items(old), *dict.fromkeys(_note(h) for h, _ in told[i])])
        for i, old in zip(out.index, out["note"], strict=True)
    ]
    return out


def _note(hand: Hand) -> str:
    return f"via: {hand.rule}, 0.8" + (f" ({hand.name}, organisation)" if hand.name else "")


class Relays:
    """One document's statements and the hands that it names."""

    def __init__(self, cast: Cast, group: pd.DataFrame) -> None:
        self.cast = cast
        self.reader = Reader(cast, group)
        self.rows = self.reader.rows
        self.order = sorted(range(len(self.rows)), key=lambda n: (self.reader.place(n), n))
        self.outer = dict(self._quoting()) | self.reader.enclosing(self.order)
        self.hands = list(self._hands())
        self.credits = list(self._credits())

    def read(self) -> dict[object, list[tuple[Hand, bool]]]:
        """By index of the row, its hands and whether each is only implied."""
        own = {n: [h for h in hands if h.key != self.rows[n].actor] for n, hands in self._attached().items()}
        implied = dict(self._implied(own))
        told = {n: [(h, False) for h in own.get(n, ())] or [(h, True) for h in implied.get(n, ())] for n in self.order}
        found: dict[object, list[tuple[Hand, bool]]] = {}
        for n in self.order:
            hands = list(told[n])
            for hand, unsure in (*self._nesting(n, told), *((h, False) for h in self.credits)):
                if hand.key not in {h.key for h, _ in hands} | {self.rows[n].actor}:
                    hands.append((hand, unsure))
            found[self.rows[n].Index] = hands
        return found

    def _quoting(self) -> Iterator[tuple[int, int]]:
        """By statement whose source stands inside a quotation, that of the speaker quoted: here, or right before."""
        open_ = [n for n in self.order if not self._in_words(self.reader.place(n)) and self.rows[n].actor]
        places = [self.reader.place(n) for n in open_]
        for n in self.order:
            at = self.reader.place(n)
            if self.rows[n].source and self._in_words(at):
                i = bisect_left(places, at)
                near = [m for m in open_[max(0, i - 1) : i + 1] if m != n]
                here = [m for m in near if self.cast.paragraph(self.reader.place(m)) == self.cast.paragraph(at)]
                before = [m for m in near if self.cast.paragraph(at) - self.cast.paragraph(self.reader.place(m)) == 1]
                if here or before:
                    yield n, min(here or before, key=lambda m: abs(self.reader.place(m) - at))

    def _implied(self, own: Mapping[int, list[Hand]]) -> Iterator[tuple[int, list[Hand]]]:
        """By statement without a hand of its own, the hands of what its speaker said before, or right after."""
        by_actor: dict[str, list[int]] = {}
        for n in self.order:
            if self.rows[n].actor and n not in self.outer:
                by_actor.setdefault(self.rows[n].actor, []).append(n)
        for said in by_actor.values():
            last: tuple[int, list[Hand]] | None = None
            several = len({h.key for n in said for h in own.get(n, ())}) > 1
            for i, n in enumerate(said):
                if own.get(n) or self._told_anybody(n):
                    last = n, own.get(n, [])
                    continue
                after = next((m for m in said[i + 1 : i + 7] if own.get(m) and self._near(n, m)), None)
                if last and self._goes_on(n) and (not several or self._near(last[0], n)):
                    yield n, last[1]
                elif last is None and after is not None and self._goes_on(n):
                    yield n, own[after]

    def _told_anybody(self, n: int) -> bool:
        """Whether a statement was made to reporters or a crowd, so that an interview before it ended."""
        cue = self._cue(n)
        return bool(TO_ANYBODY.search(self.cast.text, cue, cue + 60)) and not self._in_words(cue)

    def _goes_on(self, n: int) -> bool:
        return self.rows[n].act != "attitude"

    def _near(self, before: int, n: int) -> bool:
        return self.cast.paragraph(self.reader.place(n)) - self.cast.paragraph(self.reader.place(before)) <= NEAR

    def _nesting(self, n: int, told: Mapping[int, list[tuple[Hand, bool]]]) -> Iterator[tuple[Hand, bool]]:
        """Speakers whose words hold this attribution, the inmost of them earliest, and the hands of each."""
        seen = {n}
        while (n := self.outer.get(n, -1)) >= 0 and n not in seen and len(seen) < 6:
            if self.rows[n].actor:
                yield Hand(self.reader.place(n), "reported by the speaker around it", self.rows[n].actor, ""), False
            yield from told[n]
            seen.add(n)

    # -- where hands are named -------------------------------------------------------------------

    def _hands(self) -> Iterator[Hand]:
        """Names and descriptions that stand where a hand stands."""
        for first, last, key in self.cast.stream:
            start = self._lead(first)
            if (rule := self._rule(start, self._press(first, last, key))) and not self._swallowed(last):
                yield self._hand(self.cast.tokens[first].start, rule, key)
        yield from self._asked()
        for i, t in enumerate(self.cast.tokens):
            start = self._described(i) if t.low in PRESS and not t.capital else None
            rule = "" if start is None else self._rule(self.cast.tokens[start].start, True)
            if rule and (key := self._key_of(start, i)):
                yield self._hand(self.cast.tokens[start].start, rule, key)

    def _asked(self) -> Iterator[Hand]:
        """`In an interview, Harbour News asked Ana Lee`: the hand of whom it asked."""
        for (first, last, key), (other, _, whom) in pairwise(self.cast.stream):
            between = self.cast.text[self.cast.tokens[last - 1].end : self.cast.tokens[other].start]
            if re.fullmatch(r"\s+(?:asked|interviewed|spoke (?:to|with))\s+(?:\S+\s+){0,6}", between) and (
                self._press(first, last, key)
            ):
                yield self._hand(self.cast.tokens[first].start, "interview", key)._replace(of=whom)

    def _hand(self, at: int, rule: str, key: str) -> Hand:
        figure = self.reader.figure(key)
        return Hand(at, rule, key, "" if figure is None or figure.known else figure.name.replace("|", "/"))

    def _lead(self, first: int) -> int:
        """Where the phrase begins that ends in a name: `Port Veld’s state-run Harbour Agency`."""
        i = first
        while i and first - i < 5:
            t = self.cast.tokens[i - 1]
            limits = t.low in LIMITS or t.owns or "-" in t.text or t.capital
            if not t.word or self.cast.tokens[i].start - t.end > 3 or t.low in names.PREPOSITIONS or not limits:
                break
            i -= 1
        return self.cast.tokens[i].start

    def _rule(self, start: int, press: bool) -> str:
        """The rule whose words stand before a character."""
        before = self.cast.text[max(0, start - REACH) : start]
        return next((name for name, strict, rx in BEFORE if (press or not strict) and rx.search(before)), "")

    def _press(self, first: int, last: int, key: str) -> bool:
        """Whether a name is one of the press: by its words, or by what the ledger says of it."""
        figure = self.reader.figure(key)
        words = {t.low for t in self.cast.tokens[first:last]} | (
            figure.about if figure and figure.type in BODIES else set()
        )
        return bool(words & PRESS) or "medium" in words

    def _swallowed(self, last: int) -> bool:
        """Whether a name only limits a person: `told Harbour News reporter Ana Lee`, `told Harbour’s envoy`."""
        after = self.cast.tokens[last] if last < len(self.cast.tokens) else None
        owns = self.cast.tokens[last - 1].owns and after is not None and after.low not in PRESS
        return owns or (
            after is not None and names.is_office(after.low) and after.text[0].islower() and after.low not in PRESS
        )

    def _described(self, i: int) -> int | None:
        """Where a description that ends in a word of the press begins, if it limits that word: `Veldish media`."""
        if i + 1 < len(self.cast.tokens) and (
            names.is_office(self.cast.tokens[i + 1].low) or self.cast.tokens[i + 1].capital
        ):
            return None
        start = i
        while start and i - start < 5 and self.cast.tokens[start - 1].word:
            t = self.cast.tokens[start - 1]
            if t.low in names.PREPOSITIONS or t.low in ("and", "told", "tells", "told", "asked"):
                break
            start -= 1
        own = [t for t in self.cast.tokens[start:i] if t.low not in names.PLAIN]
        return start if own or (self.cast.tokens[start].low == "the" and self.cast.tokens[i].low not in LOOSE) else None

    def _key_of(self, start: int, i: int) -> str:
        words = self.cast.text[self.cast.tokens[start].start : self.cast.tokens[i].end]
        found = self.reader.described(words, self.cast.tokens[start].start)
        return found.key if found else ""

    def _credits(self) -> Iterator[Hand]:
        """An agency in the dateline, or in a line of its own as source or behind the author's name."""
        head = self.cast.text[:1500]
        found = [m for m in DATELINE.finditer(head)][:1] + [m for m in BYLINE.finditer(self.cast.text)][:2]
        for m in found:
            words = tuple(t.text for t in names.tokens(m[1]) if t.word)
            keys = [k for k in self.cast.ledger.exact.get(" ".join(w.lower() for w in words), ())]
            if keys or (words and {w.lower() for w in words} & PRESS):
                key = keys[0] if keys else self.cast.add(words, ORGANISATION)
                yield self._hand(m.start(1), "credit", key)

    # -- which statement a hand belongs to --------------------------------------------------------

    def _attached(self) -> dict[int, list[Hand]]:
        """By statement, the hands in its sentence: with its own cue, or with that of the same speaker."""
        by_sentence: dict[int, list[int]] = {}
        for n in self.order:
            by_sentence.setdefault(self.cast.sentence(self._cue(n)), []).append(n)
        found: dict[int, list[Hand]] = {n: hands for n in self.order if (hands := self._citing(n))}
        for hand in self.hands:
            if self._in_words(hand.at):
                continue
            near = by_sentence.get(self.cast.sentence(hand.at), [])
            if hand.of:
                near = [n for n in self.order if self.rows[n].actor == hand.of and self._cue(n) > hand.at][:1]
            if not near:
                continue
            nearest = min(near, key=lambda n: self._far(n, hand.at))
            for n in near:
                if n == nearest or self.rows[n].actor == self.rows[nearest].actor:
                    found.setdefault(n, []).append(hand)
        return found

    def _citing(self, n: int) -> list[Hand]:
        """Who cites or quotes the speaker: the name at the head of the source, or right before the cue."""
        row, at = self.rows[n], self.reader.place(n)
        if self.reader.cited(n):
            found = self.reader.described(re.split(r",?\s+(?:citing|quoting|which)\s", row.source)[0], at)
            return [self._hand(at, "citing", found.key)] if found and found.key else []
        if not re.match(r"(?:quot|cit)(?:ed|es|ing)\b", row.cue) or self._cue(n) > at:
            return []
        for first, last, figure in self.cast.mentions_before(self._cue(n), 1):
            between = self.cast.text[self.cast.tokens[last - 1].end : self._cue(n)]
            if re.fullmatch(r",?\s+(?:(?:also|has|had|reported|said|then)\s*,?\s+){0,2}", between):
                return [self._hand(self.cast.tokens[first].start, "citing", figure.key)]
        return []

    def _in_words(self, at: int) -> bool:
        return bool(self.cast.quoted[at : at + 1].strip(b"\0"))

    def _cue(self, n: int) -> int:
        row = self.rows[n]
        spans = parse_spans(row.cue_spans or row.source_spans or row.content_spans)
        return spans[0][0] if spans else 0

    def _far(self, n: int, at: int) -> int:
        cue = self._cue(n)
        return at - cue if cue <= at else 2 * (cue - at)
