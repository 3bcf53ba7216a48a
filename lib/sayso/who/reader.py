"""One document's statements, resolved outer ones first, then in the order of the text."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import Any

from sayso.spans import GAP, parse_spans
from sayso.who import names, weights
from sayso.who.cast import Cast
from sayso.who.descriptions import by_description
from sayso.who.found import NOBODY, WHO, Found, Spoken
from sayso.who.ledger import UNNAMED, Figure
from sayso.who.naming import before_apposition, behind_office, by_alias, by_name, opens_before_colon, right_before
from sayso.who.phrases import Phrase, read_phrase
from sayso.who.pronouns import by_pronoun, by_relative
from sayso.who.unattributed import interviewee, made_by, said_below
from sayso.words import marked

GOING_ON = marked("telling", "on")
PASSIVE = marked("telling", "untold")


class Reader:
    """A document's rows and who speaks in each, as far as they are read; rules ask it for what is known so far."""

    def __init__(self, cast: Cast, rows: list[Any]) -> None:
        self.cast = cast
        self.rows = rows
        self.spoken: list[Spoken] = []
        self.writings: list[tuple[int, str, str]] = []
        self.found: dict[int, Found] = {}
        self.unnamed: dict[str, Figure] = {
            key: cast.ledger.figure(key)
            for key in cast.ledger.rows
            if cast.ledger.type_of(key) == UNNAMED and cast.ledger.stands_in(key, cast.doc)
        }
        self.spans = [
            {part: parse_spans(getattr(row, f"{part}_spans")) for part in ("source", "cue", "content")}
            for row in self.rows
        ]
        by_place = sorted(range(len(self.rows)), key=lambda n: (self.place(n), n))
        numbers = {row.id: n for n, row in enumerate(self.rows)}
        linked = {n: numbers.get(row.outer, n) for n, row in enumerate(self.rows)}
        self.outer = self._enclosing(by_place) | {n: m for n, m in linked.items() if n != m}
        self.order = sorted(by_place, key=lambda n: len(list(self.around(n))))
        self.speaker_around = ""  # who says the words that hold what is being resolved

    # -- where rows stand ---------------------------------------------------------------------------

    def place(self, n: int) -> int:
        """Where a statement's source stands, else its cue, else its content."""
        return next((spans[0][0] for spans in self.spans[n].values() if spans), 0)

    def cue(self, n: int) -> int:
        """Where a statement's cue stands, else its source, else its content."""
        return next((s[0][0] for part in ("cue", "source", "content") if (s := self.spans[n][part])), 0)

    def _enclosing(self, by_place: list[int]) -> dict[int, int]:
        """By statement with a source or cue the one whose content holds that."""
        contents = sorted((a, b, n) for n, spans in enumerate(self.spans) for a, b in spans["content"])
        found: dict[int, int] = {}
        stack: list[tuple[int, int, int]] = []
        i = 0
        for n in by_place:
            at = self.place(n)
            while i < len(contents) and contents[i][0] <= at:
                stack.append(contents[i])
                i += 1
            while stack and stack[-1][1] <= at:
                stack.pop()
            holding = [c for c in stack if c[1] > at and c[2] != n]
            if holding and (self.spans[n]["source"] or self.spans[n]["cue"]):
                found[n] = holding[-1][2]
        return found

    def around(self, n: int) -> Iterator[int]:
        """The statements that enclose one, the inmost of them earliest."""
        seen = {n}
        while (n := self.outer.get(n, -1)) >= 0 and n not in seen:
            seen.add(n)
            yield n

    # -- what is known so far -----------------------------------------------------------------------

    def figure(self, key: str) -> Figure:
        """An actor as this document and the ledger describe it."""
        return self.cast.figures.get(key) or self.unnamed.get(key) or self.cast.ledger.figure(key)

    def spoke_before(self, at: int, most: int = 0) -> list[Spoken]:
        """Who spoke before a character, the latest of them earliest."""
        low = bisect_left(self.spoken, (at,))
        return self.spoken[max(0, low - (most or weights.RECENT)) : low][::-1]

    def latest(self, key: str, at: int) -> int:
        """Where somebody spoke or was named last before a character, -1 for never."""
        mentions = self.figure(key).mentions
        met = bisect_left(mentions, at)
        spoke = next((s.at for s in self.spoke_before(at, weights.REMEMBERED) if s.key == key), -1)
        return max(spoke, mentions[met - 1] if met else -1)

    def wrote(self, noun: str, at: int) -> str:
        """Who said something before in a writing of this name."""
        return next((key for place, word, key in reversed(self.writings) if place < at and word == noun), "")

    # -- who speaks ---------------------------------------------------------------------------------

    def read(self) -> list[Found]:
        """By number of the row, who speaks."""
        for n in self.order:
            self.speaker_around = self.found.get(self.outer.get(n, -1), NOBODY).key
            self._settle(n, self._actor(n, self._phrase(n)))
        for n in self.order:
            if not self.found[n].key and (found := said_below(self, n)):
                self.found[n] = found
        return [self.found[n] for n in range(len(self.rows))]

    def _phrase(self, n: int) -> Phrase:
        at = self.place(n)
        i = self.cast.token_at(at)
        named = any(m.first == i for m in self.cast.mentions_from(at, 1))
        opens = names.opens_sentence(self.cast.tokens, i) and not named
        pieces = self.rows[n].source.split(GAP)
        if at in self.cast.paragraphs and (m := WHO["dateline"].match(pieces[0])):
            pieces[0] = pieces[0][m.end() :]
        near = pieces[0] if self.cue(n) < at else pieces[-1]  # of a source in pieces, the one beside the cue
        return read_phrase(near, opens and near == pieces[0], self.cast.commons, self.cast.proper)

    def _settle(self, n: int, found: Found) -> None:
        self.found[n] = found
        if found.key:
            insort(self.spoken, Spoken(self.place(n), found.key, n in self.outer))
            begin = self.cue(n)
            for m in WHO["in_writing"].finditer(self.cast.text, begin, self.cast.sentence_at(begin)[1]):
                if names.is_writing(m[1]):
                    insort(self.writings, (begin, m[1], found.key))

    def _actor(self, n: int, phrase: Phrase) -> Found:
        row, at = self.rows[n], self.place(n)
        if found := made_by(self, n) or interviewee(self, n):
            return found
        if not row.source.strip():
            return self._goes_on(n)
        end = self.spans[n]["source"][-1][1] if self.spans[n]["source"] else at
        if found := self._cited(n) or before_apposition(self, phrase, at, end):
            return found
        if phrase.kind == "relative":
            return by_relative(self, at)
        if phrase.kind == "pronoun":
            return by_pronoun(self, phrase.head, at, self.outer.get(n))
        found = by_alias(self, row.source, phrase) or behind_office(self, phrase, at, end)
        return found or self.by_phrase(phrase, at) or NOBODY

    def by_phrase(self, phrase: Phrase, at: int) -> Found | None:
        """Who a name or description means."""
        if phrase.kind == "name":
            return by_name(self, phrase, at)
        return by_description(self, phrase, at) if phrase.kind == "description" else None

    def described(self, words: str, at: int) -> Found | None:
        """Who a phrase at a character means, as it would as a source."""
        phrase = read_phrase(words)
        return by_alias(self, words, phrase) or self.by_phrase(phrase, at)

    def cited(self, n: int) -> tuple[int, int] | None:
        """Where the words of him stand whom a statement's source cites: `according to the Herald, citing Ana Lee`."""
        spans = self.spans[n]["source"]
        if not spans:
            return None
        m = WHO["citing"].search(self.cast.text, spans[0][0], min(spans[-1][1] + 90, len(self.cast.text)))
        return m.span(1) if m and spans[0][0] < m.start() <= spans[-1][1] + 1 else None

    def _cited(self, n: int) -> Found | None:
        where = self.cited(n)
        found = self.described(self.cast.text[where[0] : where[1]], where[0]) if where else None
        return found._replace(rule=f"{found.rule}, cited by the source") if found else None

    def _goes_on(self, n: int) -> Found:
        """Without a source: a quotation, or a cue such as `adding`, goes on with who spoke before."""
        row, at = self.rows[n], self.place(n)
        first = row.cue.split()[0].lower() if row.cue.strip() else ""
        if first and first not in PASSIVE and (found := right_before(self, at)):
            return found
        if row.form == "direct" and (found := opens_before_colon(self, self.spans[n]["content"][0][0])):
            return found
        last = next((s for s in self.spoke_before(at) if not s.inner), None)
        goes_on = {t.low for t in names.tokens(row.cue)} & GOING_ON if row.cue else row.form != "indirect"
        far = self.cast.paragraph(at) - self.cast.paragraph(last.at) if last else weights.GOES_ON + 1
        if last is None or not goes_on or far > weights.GOES_ON:
            return NOBODY
        return Found(last.key, "goes on with the speaker before", weights.GUESS if far else weights.LIKELY)
