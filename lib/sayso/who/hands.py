"""The hands that a statement passed through, as its document names them.

A hand is found by the words around it: told to it, in an interview with it, carried, published or quoted by it, its
source; or it is the speaker of an enclosing row, nearest the statement first. It reaches as far as its sentence says; with
`?`, as implied, to what the same speaker goes on to say without another occasion being named. A document's own outlet
is no hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sayso.who import names, weights
from sayso.who.found import WHO
from sayso.who.ledger import KINDS_OF_BODY, UNNAMED
from sayso.who.page import Mention

if TYPE_CHECKING:
    from sayso.who.found import Found
    from sayso.who.reader import Reader

BEFORE = [(row["rule"], row["press"], re.compile(WHO.spelled(row["pattern"]))) for row in WHO.tables["before"]]
LIMITS = names.PLAIN | names.PRESS | frozenset(["state", "private", "national", "government", "official", "leading"])
LOOSE = frozenset(
    ["reporters", "journalists", "audience", "crowd", "supporters", "media", "press", "conference", "news", "briefing"]
)


class Hand(NamedTuple):
    """A hand named at a place: the rule, the actor's key, whose words it took where the text tells."""

    at: int
    rule: str
    key: str
    of: str = ""


class Hands:
    """One document's statements, resolved, and the hands that it names. `outlet`: the document's own, in words."""

    def __init__(self, reader: Reader, who: list[Found], outlet: str = "") -> None:
        self.reader, self.cast = reader, reader.cast
        self.speaker = [found.key for found in who]
        self.outlet = names.slug(outlet).removeprefix("the-")
        self.outer = reader.outer
        self.order = sorted(range(len(self.speaker)), key=lambda n: (reader.place(n), n))
        self.hands = list(self._named())

    def read(self) -> list[list[tuple[Hand, bool]]]:
        """By number of the row, its hands, nearest the speaker first, and whether each is only implied."""
        own = {n: [h for h in hands if h.key != self.speaker[n]] for n, hands in self._attached().items()}
        implied = dict(self._implied(own))
        told = {n: [(h, False) for h in own.get(n, ())] or [(h, True) for h in implied.get(n, ())] for n in self.order}
        found: list[list[tuple[Hand, bool]]] = []
        for n in range(len(self.speaker)):
            hands: list[tuple[Hand, bool]] = []
            for hand, unsure in (*told[n], *self._around(n, told)):
                seen = {h.key for h, _ in hands} | {self.speaker[n]}
                if hand.key not in seen and not self._own_outlet(hand.key):
                    hands.append((hand, unsure))
            found.append(hands)
        return found

    def _own_outlet(self, key: str) -> bool:
        """Whether a key is that of the outlet which published the document."""
        aliases = self.cast.ledger.aliases(key) if key in self.cast.ledger.rows else []
        ours = {key, *(names.slug(a).removeprefix("the-") for a in (self.reader.figure(key).name, *aliases))}
        same = self.outlet in ours or self.outlet.removesuffix("-com") in ours
        return bool(self.outlet) and (same or any(self.outlet.endswith(f"-{one}") for one in ours))  # told the Courier

    def _around(self, n: int, told: Mapping[int, list[tuple[Hand, bool]]]) -> Iterator[tuple[Hand, bool]]:
        """Whom an inner speaker told; the speakers of the rows around it, nearest first; and the hands of each."""
        if n in self.outer:
            yield from ((hand, False) for hand in self._recipients(n))
        for m in self.reader.around(n):
            if self.speaker[m]:
                yield Hand(self.reader.place(m), "speaker of the row around it", self.speaker[m]), False
            yield from told[m]

    def _recipients(self, n: int) -> Iterator[Hand]:
        """`staff told investigators`: who was told, inside another's words."""
        cue = self.reader.cue(n)
        m = WHO["told"].match(self.cast.text, cue)
        content = self.reader.spans[n]["content"]
        if m is None or not content or content[0][0] <= m.end():
            return
        words = re.split(r"\s+(?:that|on|in|at)\b|[,.:;“\"]", self.cast.text[m.end() : content[0][0]])[0].strip()
        found = self.reader.described(words, m.end()) if words else None
        if found:
            yield Hand(m.end(), "told, under another's words", found.key)

    # -- what an occasion implies ----------------------------------------------------------------

    def _implied(self, own: Mapping[int, list[Hand]]) -> Iterator[tuple[int, list[Hand]]]:
        """By statement without a hand or an occasion of its own, the hands of what its speaker said before, or right after."""
        by_actor: dict[str, list[int]] = {}
        for n in self.order:
            if self.speaker[n] and n not in self.outer:
                by_actor.setdefault(self.speaker[n], []).append(n)
        for said in by_actor.values():
            last: tuple[int, list[Hand]] | None = None
            for i, n in enumerate(said):
                if own.get(n) or self._elsewhere(n):
                    last = n, own.get(n, [])
                elif self.reader.rows[n].act == "attitude":
                    continue
                elif last is not None:
                    if self._near(last[0], n):
                        yield n, last[1]
                        last = n, last[1]
                elif after := next((m for m in said[i + 1 : i + 2] if own.get(m) and self._near(n, m)), None):
                    yield n, own[after]

    def _elsewhere(self, n: int) -> bool:
        """Whether a statement has an occasion of its own in its sentence: to reporters, at a conference, in a letter."""
        begin, end = self.cast.sentence_at(self.reader.cue(n))
        content = self.reader.spans[n]["content"]
        found = (m.start() for p in ("to_anybody", "occasion") for m in WHO[p].finditer(self.cast.text, begin, end))
        return any(not self.cast.in_words(at) and not any(a <= at < b for a, b in content) for at in found)

    def _near(self, before: int, n: int) -> bool:
        one, other = (self.cast.paragraph(self.reader.place(i)) for i in (before, n))
        return other - one <= weights.OCCASION

    # -- where hands are named -------------------------------------------------------------------

    def _named(self) -> Iterator[Hand]:
        """Names and descriptions that stand where a hand stands."""
        for m in self.cast.mentions:
            rule = self._rule(self._lead(m.first), self._press(m))
            if rule and not self._swallowed(m):
                yield Hand(m.start, rule, m.key)
        yield from self._asked()
        for i, t in enumerate(self.cast.tokens):
            start = self._described(i) if t.low in names.PRESS and not t.capital else -1
            rule = self._rule(start, True) if start >= 0 else ""
            if rule and (found := self.reader.described(self.cast.text[start : t.end], start)):
                yield Hand(start, rule, found.key)

    def _asked(self) -> Iterator[Hand]:
        """`In an interview, Harbour News asked Ana Lee`: the hand of whom it asked."""
        for m, whom in pairwise(self.cast.mentions):
            one = self.cast.sentence(m.start) == self.cast.sentence(whom.start)
            if one and WHO["asked"].fullmatch(m.to(whom.start)) and self._press(m):
                yield Hand(m.start, "interview", m.key, whom.key)

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
        before = self.cast.text[self.cast.sentence_at(start)[0] : start]
        return next((name for name, strict, rx in BEFORE if (press or not strict) and rx.search(before)), "")

    def _press(self, m: Mention) -> bool:
        """Whether a name is one of the press: by its words, or by what the text or the ledger says of it."""
        words = {t.low for t in m.tokens}
        if m.figure.type in KINDS_OF_BODY:
            if words & names.OUTLETS:
                return True
            words |= m.figure.about
        return bool(words & names.PRESS) or "medium" in words

    def _swallowed(self, m: Mention) -> bool:
        """Whether a name only limits a person: `told Harbour News reporter Ana Lee`, `told Harbour’s envoy`."""
        person = names.is_office(m.after.low) and not m.after.capital
        return (m.owns or person) and m.after.low not in names.PRESS

    def _described(self, i: int) -> int:
        """The character where a description that ends in a word of the press begins, if it limits that word: `Veldish media`."""
        tokens, after = self.cast.tokens, self.cast.token(i + 1)
        if names.is_office(after.low) or after.capital:
            return -1
        start = i
        while i - start < 5 and (t := self.cast.token(start - 1)).word:
            if t.low in names.PREPOSITIONS or t.low in ("and", "told", "tells", "asked"):
                break
            start -= 1
        limited = any(t.low not in names.PLAIN for t in tokens[start:i])
        return tokens[start].start if limited or (tokens[start].low == "the" and tokens[i].low not in LOOSE) else -1

    # -- which statement a hand belongs to --------------------------------------------------------

    def _attached(self) -> dict[int, list[Hand]]:
        """By statement, the hands in its sentence: with its own cue, or with that of the same speaker."""
        by_sentence: dict[int, list[int]] = {}
        for n in self.order:
            by_sentence.setdefault(self.cast.sentence(self.reader.cue(n)), []).append(n)
        found: dict[int, list[Hand]] = {n: hands for n in self.order if (hands := [*self._citing(n), *self._whose(n)])}
        for hand in self.hands:
            if self.cast.in_words(hand.at):
                continue
            near = by_sentence.get(self.cast.sentence(hand.at), [])
            if hand.of:
                near = [n for n in self.order if self.speaker[n] == hand.of and self.reader.cue(n) > hand.at][:1]
            if not near:
                continue
            nearest = min(near, key=lambda n: self._far(n, hand.at))
            for n in near:
                if n == nearest or self.speaker[n] == self.speaker[nearest]:
                    found.setdefault(n, []).append(hand)
        return found

    def _citing(self, n: int) -> list[Hand]:
        """Who cites or quotes the speaker: the name at the head of the source, or right before the cue."""
        row, at = self.reader.rows[n], self.reader.place(n)
        if self.reader.cited(n):
            found = self.reader.described(WHO["cited_by"].split(row.source)[0], at)
            return [Hand(at, "citing", found.key)] if found else []
        if not WHO["cites"].match(row.cue) or self.reader.cue(n) > at:
            return []
        before = self.cast.mentions_before(self.reader.cue(n), 1)
        return [
            Hand(m.start, "citing", m.key)
            for m in before
            if WHO["said_before_citing"].fullmatch(m.to(self.reader.cue(n)))
        ]

    def _whose(self, n: int) -> list[Hand]:
        """`the Echo's source`, `an Echo source`: the outlet that has spoken with somebody whom it does not name."""
        key = self.speaker[n]
        spans = self.reader.spans[n]["source"]
        if not key or not spans or self.reader.figure(key).type != UNNAMED:
            return []
        for m in self.cast.mentions_from(spans[0][0], 2):
            if m.after.low in ("source", "sources", "insider") and m.start < spans[-1][1] and self._press(m):
                return [Hand(m.start, "whose source it is", m.key)]
        return []

    def _far(self, n: int, at: int) -> int:
        """How far a hand stands from a cue: behind it counts half of before it."""
        cue = self.reader.cue(n)
        return at - cue if cue <= at else 2 * (cue - at)
