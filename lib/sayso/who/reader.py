"""One document's statements, resolved outer ones first, then in the order of the text."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import Any

from sayso.spans import GAP
from sayso.who import names, weights
from sayso.who.cast import Cast
from sayso.who.descriptions import by_description
from sayso.who.found import NOBODY, WHO, Found, Statement
from sayso.who.ledger import UNNAMED, Figure
from sayso.who.naming import behind_office, by_alias, by_name, opens_before_colon
from sayso.who.phrases import Phrase, read_phrase
from sayso.who.pronouns import by_pronoun, by_relative
from sayso.who.unattributed import interviewee, said_below
from sayso.words import marked

GOING_ON = marked("telling", "on")


class Reader:
    """A document's statements and who speaks in each, as far as they are read; rules ask it for what is known so far."""

    def __init__(self, cast: Cast, rows: Sequence[Any]) -> None:
        self.cast, ledger = cast, cast.ledger
        self.statements = [Statement(row) for row in rows]
        self.spoken: list[Statement] = []  # those whose speaker is known, by place
        here = (k for k in ledger.rows if ledger.type_of(k) == UNNAMED and ledger.stands_in(k, cast.doc))
        self.unnamed: dict[str, Figure] = {key: ledger.figure(key) for key in here}
        by_id = {s.row.id: s for s in self.statements}
        for s in self.statements:
            s.outer = by_id.get(s.row.outer)
        self.order = sorted(self.statements, key=lambda s: (len(list(s.around())), s.place))
        self.speaker_around = ""  # who says the words that hold what is being resolved

    # -- what is known so far -----------------------------------------------------------------------

    def figure(self, key: str) -> Figure:
        """An actor as this document and the ledger describe it."""
        return self.cast.figures.get(key) or self.unnamed.get(key) or self.cast.ledger.figure(key)

    def spoke_before(self, at: int, most: int = 0) -> list[Statement]:
        """What somebody known said before a character, the latest of it earliest."""
        low = bisect_left(self.spoken, at, key=lambda s: s.place)
        return self.spoken[max(0, low - (most or weights.RECENT)) : low][::-1]

    # -- who speaks ---------------------------------------------------------------------------------

    def read(self) -> None:
        """Find who speaks in each statement."""
        for s in self.order:
            self.speaker_around = s.outer.key if s.outer else ""
            s.found = self._actor(s, self._phrase(s))
            if s.key:
                insort(self.spoken, s, key=lambda s: (s.place, s.key))
        for s in self.order:
            s.found = s.found if s.key else said_below(self, s) or s.found

    def _phrase(self, s: Statement) -> Phrase:
        i = self.cast.token_at(s.place)
        named = any(m.first == i for m in self.cast.mentions_from(s.place, 1))
        opens = names.opens_sentence(self.cast.tokens, i) and not named
        pieces = s.row.source.split(GAP)
        near = pieces[0] if s.said < s.place else pieces[-1]  # of a source in pieces, the one beside the cue
        return read_phrase(near, opens, self.cast.commons, self.cast.proper)

    def _actor(self, s: Statement, phrase: Phrase) -> Found:
        if found := interviewee(self, s):
            return found
        if not s.row.source.strip():
            return self._goes_on(s)
        if found := self._cited(s):
            return found
        if phrase.kind == "relative":
            return by_relative(self, s.place)
        if phrase.kind == "pronoun":
            return by_pronoun(self, phrase.head, s)
        found = by_alias(self, s.row.source, phrase) or behind_office(self, phrase, s)
        return found or self.by_phrase(phrase, s.place) or NOBODY

    def by_phrase(self, phrase: Phrase, at: int) -> Found | None:
        """Who a name or description means."""
        if phrase.kind == "name":
            return by_name(self, phrase, at)
        return by_description(self, phrase, at) if phrase.kind == "description" else None

    def described(self, words: str, at: int) -> Found | None:
        """Who a phrase at a character means, as it would as a source."""
        phrase = read_phrase(words)
        return by_alias(self, words, phrase) or self.by_phrase(phrase, at)

    def cited(self, s: Statement) -> tuple[int, int] | None:
        """Where the words of him stand whom a statement's source cites: `according to the Herald, citing Ana Lee`."""
        if not s.source:
            return None
        m = WHO["citing"].search(self.cast.text, s.place, min(s.end + 90, len(self.cast.text)))
        return m.span(1) if m and s.place < m.start() <= s.end + 1 else None

    def _cited(self, s: Statement) -> Found | None:
        where = self.cited(s)
        found = self.described(self.cast.text[where[0] : where[1]], where[0]) if where else None
        return found._replace(rule=f"{found.rule}, cited by the source") if found else None

    def _goes_on(self, s: Statement) -> Found:
        """Without a source: a quotation, or a cue such as `adding`, goes on with who spoke before."""
        if s.row.form == "direct" and (found := opens_before_colon(self, s.content[0][0])):
            return found
        last = next((before for before in self.spoke_before(s.place) if not before.outer), None)
        goes_on = {t.low for t in names.tokens(s.row.cue)} & GOING_ON if s.row.cue else s.row.form != "indirect"
        far = self.cast.paragraph(s.place) - self.cast.paragraph(last.place) if last else 0
        if last is None or not goes_on or far > weights.GOES_ON:
            return NOBODY
        return Found(last.key, "goes on with the speaker before", weights.GUESS if far else weights.LIKELY)
