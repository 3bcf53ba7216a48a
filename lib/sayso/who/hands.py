"""The hands that a statement passed through, as its document names them.

A hand is found by the words around it: told to it, in an interview with it, carried, published or quoted by it, its
source; or it is the speaker of an enclosing row, nearest the statement first. It reaches as far as its sentence says; with
`?`, as implied, to what the same speaker goes on to say without another occasion being named. A document's own outlet
is no hand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from sayso.who import names, weights
from sayso.who.found import WHO, Statement
from sayso.who.mentions import MARKS, Mention
from sayso.who.names import Token
from sayso.words import marked

if TYPE_CHECKING:
    from sayso.who.resolution import Reader

BEFORE = [(row["rule"], row["press"], re.compile(WHO.spelled(row["pattern"]))) for row in WHO.tables["before"]]
LIMITS = names.PLAIN | names.PRESS | frozenset(["state", "private", "national", "government", "language"])
PARTING = names.PREPOSITIONS | frozenset(["and", "told", "tells", "asked"])
PHRASE = 5  # words before the noun or name of a hand that may limit it
SOURCES = frozenset(["source", "sources", "insider"])


class Hand(NamedTuple):
    """A hand named at a place: the rule, the actor's key, whose words it took where the text tells, whether it is only implied."""

    at: int
    rule: str
    key: str
    of: str = ""
    implied: bool = False


Hands = dict[Statement, list[Hand]]


class Relay:
    """One document's statements, resolved, and the hands that it names. `outlet`: the document's own, in words."""

    def __init__(self, reader: Reader, outlet: str = "") -> None:
        self.reader, self.cast = reader, reader.cast
        self.outlet = _bare(outlet)
        self.order = sorted(reader.statements, key=lambda s: s.place)

    def read(self) -> list[list[Hand]]:
        """By statement its hands, nearest the speaker first."""
        own = self._attached()
        told = own | dict(self._implied(own))
        found = []
        for s in self.reader.statements:
            hands: dict[str, Hand] = {}
            for hand in (*told[s], *self._around(s, told)):
                hands.setdefault(hand.key, hand)
            found.append([h for key, h in hands.items() if key != s.key and not self._own_outlet(key)])
        return found

    def _own_outlet(self, key: str) -> bool:
        """Whether a key is that of the outlet which published the document: told the Courier, in the Harnmouth Courier."""
        aliases = self.cast.ledger.aliases(key) if key in self.cast.ledger.rows else []
        ours = {key, *map(_bare, (self.reader.figure(key).name, *aliases))}
        return bool(self.outlet) and any(f"-{self.outlet}".endswith(f"-{one}") for one in ours)

    def _around(self, s: Statement, told: Hands) -> Iterator[Hand]:
        """Whom an inner speaker told; the speakers of the rows around it, nearest first; and the hands of each."""
        if s.outer:
            yield from self._recipients(s)
        for outer in s.around():
            # who denies reports passes none of them on
            denies = {t.low for t in names.tokens(outer.row.cue)} & marked("turning", "denial")
            if outer.key and not denies and not self._belongs(s, outer.key):
                yield Hand(outer.place, "speaker of the row around it", outer.key)
            yield from told[outer]

    def _belongs(self, s: Statement, key: str) -> bool:
        """Whether a source is called by a body that is no press, and so no hand: sources at Harbour, not through it."""
        named = (m.key for m in self.cast.mentions_from(s.place, 3) if m.start < s.end)
        return key in named and not self.reader.figure(key).press

    def _recipients(self, s: Statement) -> Iterator[Hand]:
        """`staff told investigators`: who was told, inside another's words."""
        m = WHO["told"].match(self.cast.text, s.said)
        if m is None or not s.content:
            return
        words = WHO["behind"].split(self.cast.text[m.end() : s.content[0][0]])[0].strip()
        if words and (found := self.reader.described(words, m.end())):
            yield Hand(m.end(), "told, under another's words", found.key)

    # -- what an occasion implies ----------------------------------------------------------------

    def _implied(self, own: Hands) -> Iterator[tuple[Statement, list[Hand]]]:
        """By statement without a hand or an occasion of its own, the hands of what its speaker said before, or right after."""
        by_actor: dict[str, list[Statement]] = defaultdict(list)
        for s in self.order:
            if s.key and not s.outer:
                by_actor[s.key].append(s)
        for said in by_actor.values():
            last: Statement | None = None
            hands: list[Hand] = []  # of the last occasion
            for s, after in zip(said, [*said[1:], None], strict=True):
                if own.get(s) or self._elsewhere(s):
                    last, hands = s, own.get(s, [])
                elif last and self._near(last, s):
                    yield s, [h._replace(implied=True) for h in hands]
                    last = s
                elif not last and after and own.get(after) and self._near(s, after):
                    yield s, [h._replace(implied=True) for h in own[after]]

    def _elsewhere(self, s: Statement) -> bool:
        """Whether a statement has an occasion of its own in its sentence: to reporters, at a conference, in a letter."""
        found = WHO["occasion"].finditer(self.cast.text, *self.cast.sentence_at(s.said))
        return any(not any(a <= m.start() < b for a, b in s.content) for m in found)

    def _near(self, before: Statement, s: Statement) -> bool:
        return self.cast.paragraph(s.place) - self.cast.paragraph(before.place) <= weights.OCCASION

    # -- where hands are named -------------------------------------------------------------------

    def _named(self) -> Iterator[Hand]:
        """Names and descriptions that stand where a hand stands."""
        for m in self.cast.mentions:
            # not: told Harbour’s envoy, told Harbour News reporter Ana Lee, quoted by a Veldish language daily
            swallowed = m.owns or names.is_office(m.after.low) or m.after.low == "language"
            if not swallowed and (rule := self._rule(start := self._lead(m), m.figure.press)):
                yield Hand(start, rule, m.key)
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
            if one and WHO["asked"].fullmatch(self.cast.text, m.end, whom.start) and m.figure.press:
                yield Hand(m.start, "interview", m.key, whom.key)

    def _lead(self, m: Mention) -> int:
        """Where the phrase begins that ends in a name: `Port Veld’s state-run Harbour Agency`, `the daily ‘Quay’`."""
        first = m.first - m.marked
        return self.cast.tokens[first - len(_phrase([*takewhile(_limits, self.cast.back(first, PHRASE))]))].start

    def _rule(self, start: int, press: bool) -> str:
        """The rule whose words stand before a character."""
        before = self.cast.text[self.cast.sentence_at(start)[0] : start]
        return next((name for name, strict, rx in BEFORE if (press or not strict) and rx.search(before)), "")

    def _described(self, i: int) -> int:
        """The character where a description that ends in a word of the press begins, if it limits that word: `Veldish media`."""
        before = _phrase([*takewhile(lambda t: t.word and t.low not in PARTING, self.cast.back(i, PHRASE))])
        limited = any(t.low not in names.PLAIN for t in before)
        behind = self.cast.token(i + 1 + (self.cast.token(i + 1).text in MARKS))  # the daily ‘Quay’, media outlets
        return before[-1].start if limited and not behind.capital and behind.low not in names.PRESS else -1

    # -- which statement a hand belongs to --------------------------------------------------------

    def _attached(self) -> Hands:
        """By statement, the hands in its sentence: with its own cue, or with that of the same speaker."""
        named = [hand for hand in self._named() if not self.cast.in_words(hand.at)]
        by_sentence: dict[int, list[Statement]] = defaultdict(list)
        found: Hands = defaultdict(list)
        for s in self.order:
            by_sentence[self.cast.sentence(s.said)].append(s)
            found[s] += self._beside(s)
        for hand in named:
            near = by_sentence[self.cast.sentence(hand.at)]
            if hand.of:
                near = [s for s in self.order if s.key == hand.of and s.said > hand.at][:1]
            nearest = min(near, key=lambda s: _far(s, hand.at), default=None)
            for s in near:
                told = any(a < hand.at < b for a, b in s.content)  # Lee said the plan was reported by Tars
                if not (told and hand.rule in ("reported by", "account")) and (s is nearest or s.key == nearest.key):
                    found[s].append(hand)
        return found

    def _beside(self, s: Statement) -> Iterator[Hand]:
        """Who cites the speaker, at the head of the source; whose source it is: `the Echo's source`, `an Echo source`."""
        if self.reader.cited(s) and (found := self.reader.described(WHO["cited_by"].split(s.row.source)[0], s.place)):
            yield Hand(s.place, "citing", found.key)
        near = (m for m in self.cast.mentions_from(s.place, 2) if m.start < s.end and m.figure.press)
        yield from [Hand(m.start, "whose source it is", m.key) for m in near if m.after.low in SOURCES][:1]


def _bare(name: str) -> str:
    return names.slug(name).removeprefix("the-").removesuffix("-com")


def _limits(t: Token) -> bool:
    return t.word and (t.low in LIMITS or t.owns or t.capital) and t.low not in names.PREPOSITIONS


def _phrase(before: list[Token]) -> list[Token]:
    """Words before a noun, the nearest first, as far as its article in small letters: told Harbour | the Quay’s report."""
    return before[: next((n for n, t in enumerate(before, 1) if t.text in names.DEFINITE | names.INDEFINITE), None)]


def _far(s: Statement, at: int) -> int:
    """How far a hand stands from a cue: behind it counts half of before it."""
    return at - s.said if s.said <= at else 2 * (s.said - at)
