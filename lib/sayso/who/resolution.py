"""Who each statement is said by, through whom, and which actors a corpus has: the tables of one reading of its casts.

Rules, in order: whom the source cites; a name before an apposition; a pronoun; an alias of the ledger; a name; a
description that the document or the ledger gives of somebody; a new source without a name. What none resolves is "".
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from sayso.spans import GAP, LIST
from sayso.who import names, naming, owners, weights
from sayso.who.cast import Cast
from sayso.who.casts import Casts
from sayso.who.descriptions import GOES_ON_WITH, by_description
from sayso.who.found import NOBODY, WHO, Found, Statement
from sayso.who.hands import Hand, Relay
from sayso.who.ledger import UNNAMED, Figure
from sayso.who.phrases import Phrase, read_phrase
from sayso.words import marked

ACTORS = ["actor", "name", "type", "evidence"]
GOING_ON = marked("telling", "on")
FILLED = ("actor", "anonymous", "actor_rule", "actor_confidence", "via", "via_rule")


class Identified(NamedTuple):
    """Statements with actors and hands, and a row for each actor that the ledger lacks: actor, name, type, evidence."""

    statements: pd.DataFrame
    actors: pd.DataFrame


def identify(statements: pd.DataFrame, casts: Casts, outlets: Mapping[str, str] | None = None) -> Identified:
    """Who speaks in each statement and through whom.

    Parameters
    ----------
    statements
        Rows with spans of source, cue and content in the texts of the casts; `outer`, where told, is followed.
    casts
        Who appears in each document (`sayso.who.casts.read_casts`); names that only a source has are entered there.
    outlets
        By doc_id the document's own outlet, in words, which is no hand there.

    Filled are actor, anonymous, actor_rule, actor_confidence (0 to 1), via (nearest the speaker first, `?` behind a hand
    that is only implied) and via_rule; what stood there is written over. Unresolved actors stay "".
    """
    cells: dict[object, tuple[str, ...]] = {}
    met: dict[str, tuple[str, ...]] = {}
    by_document: dict[str, list[Any]] = {}
    for row in statements.itertuples():  # of all at once: pandas is slow to begin
        by_document.setdefault(row.doc_id, []).append(row)
    for doc, rows in by_document.items():
        reader = Reader(casts.of.get(doc) or Cast(doc, "", casts.ledger), rows)
        reader.read()
        for s, hands in zip(reader.statements, Relay(reader, (outlets or {}).get(doc, "")).read(), strict=True):
            cells[s.row.Index] = _cells(s, hands, reader)
            for key in filter(None, [s.key, *(h.key for h in hands)]):
                figure = reader.figure(key)
                if not figure.known:
                    told = key, figure.name.replace("|", "/"), figure.type, f"{doc}: {s.row.source or s.row.cue}"
                    met.setdefault(key, told)
    filled = {c: [cells[i][n] for i in statements.index] for n, c in enumerate(FILLED)}
    actors = pd.DataFrame([met[key] for key in sorted(met)], columns=ACTORS, dtype=str)
    return Identified(statements.assign(**filled), actors)


def _cells(s: Statement, hands: list[Hand], reader: Reader) -> tuple[str, ...]:
    """What is filled in of a statement."""
    via, via_rule = LIST.join(h.key + "?" * h.implied for h in hands), LIST.join(dict.fromkeys(h.rule for h in hands))
    if not s.found or not s.key:
        return "", "", "", "", via, via_rule
    anonymous = "yes" * (reader.figure(s.key).type == UNNAMED)
    return s.key, anonymous, s.found.rule, f"{s.found.confidence:.2g}", via, via_rule


class Reader:
    """A document's statements and who speaks in each, as far as they are read; rules ask it for what is known so far."""

    def __init__(self, cast: Cast, rows: Sequence[Any]) -> None:
        self.cast, ledger = cast, cast.ledger
        self.statements = [Statement(row) for row in rows]
        self.told: dict[str, list[tuple[int, int]]] = defaultdict(list)  # by where a source stands, all that it says
        for s in self.statements:
            self.told[s.row.source_spans] += s.content
        self.spoken: list[Statement] = []  # those whose speaker is known, by place
        here = (k for k in ledger.rows if ledger.type_of(k) == UNNAMED and ledger.stands_in(k, cast.doc))
        self.unnamed: dict[str, Figure] = {key: ledger.figure(key) for key in here}
        by_id = {s.row.id: s for s in self.statements}
        for s in self.statements:
            s.outer = by_id.get(s.row.outer)
        # in the order of the text, who speaks around a statement first
        self.order = sorted(self.statements, key=lambda s: ([s, *s.around()][-1].place, len([*s.around()]), s.place))
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

    def _phrase(self, s: Statement) -> Phrase:
        i = self.cast.token_at(s.place)
        named = next((m for m in self.cast.mentions_from(s.place, 1) if m.first == i), None)
        opens = names.opens_sentence(self.cast.tokens, i) and not named
        pieces = s.row.source.split(GAP)
        near = pieces[0] if s.said < s.place or pieces[-1] == "who" else pieces[-1]  # the one beside the cue
        proper = self.cast.proper | ({*named.words} if named and len(named.words) == 1 else set())  # Kelly is no adverb
        return read_phrase(near, opens, self.cast.commons, proper)

    def _actor(self, s: Statement, phrase: Phrase) -> Found:
        if found := naming.interviewee(self, s):
            return found
        if not s.row.source.strip():
            return self._goes_on(s)
        if found := self.cited(s):
            return found
        if phrase.kind == "relative":
            return naming.by_relative(self, s, s.place)
        if phrase.kind == "pronoun":
            return owners.with_own(self, s) or naming.by_pronoun(self, phrase.head, s)
        found = naming.by_alias(self, s.row.source, phrase) or naming.by_pair(self, phrase, s.place)
        found = found or owners.with_own(self, s) or naming.behind_office(self, phrase, s)
        found = found or self.by_phrase(phrase, s.place, s) or NOBODY
        of_itself = found.rule == GOES_ON_WITH and any(self._named(found.key, *span) for span in s.content)
        return NOBODY if of_itself else found  # Zell sold the mill, the agency said

    def _named(self, key: str, start: int, end: int) -> bool:
        """Whether somebody is named between two characters."""
        met = self.cast.mentions_from(start, end - start)
        return any(m.key == key and m.first < self.cast.token_at(end) for m in met)

    def by_phrase(self, phrase: Phrase, at: int, s: Statement | None = None) -> Found | None:
        """Who a name or description means; in a statement `s` also one of `his`."""
        if phrase.kind == "name":
            return naming.by_name(self, phrase, at)
        if phrase.kind != "description":
            return None
        phrase = owners.owned(self, phrase, s) if s else phrase
        return by_description(self, owners.named(self, phrase, at), at)

    def described(self, words: str, at: int) -> Found | None:
        """Who a phrase at a character means, as it would as a source."""
        phrase = read_phrase(words)
        return naming.by_alias(self, words, phrase) or naming.by_pair(self, phrase, at) or self.by_phrase(phrase, at)

    def cited(self, s: Statement) -> Found | None:
        """Whom a statement's source cites: `according to the Herald, citing Ana Lee`."""
        m = WHO["citing"].search(self.cast.text, s.place, s.end + 90) if s.source else None
        if not m or not s.place < m.start() <= s.end + 1:
            return None
        found = self.described(m[1], m.start(1))
        return found._replace(rule=f"{found.rule}, cited by the source") if found else None

    def _goes_on(self, s: Statement) -> Found:
        """Without a source: a quotation, or a cue such as `adding`, goes on with who spoke before."""
        opening = naming.opens_before_colon(self, s.content[0][0]) if s.row.form == "direct" else None
        if found := opening or naming.subject(self, s):
            return found
        if heard := next((t.low for t in names.tokens(s.row.cue) if t.low in marked("telling", "heard")), ""):
            return self.described(heard if names.plural(heard) else f"a {heard}", s.said) or NOBODY
        after = self.cast.sentence_at(s.content[-1][1] - 1)[1] if s.content else s.end
        if (m := WHO["made_by"].match(self.cast.text, after)) and (found := self.described(m["whom"], m.start("whom"))):
            return found
        last = next((before for before in self.spoke_before(s.place) if not before.outer), None)
        goes_on = {t.low for t in names.tokens(s.row.cue)} & GOING_ON if s.row.cue else s.row.form != "indirect"
        far = self.cast.paragraph(s.place) - self.cast.paragraph(last.place) if last else 0
        if last is None or not goes_on or far > weights.GOES_ON:
            return NOBODY
        return Found(last.key, "goes on with the speaker before", weights.GUESS if far else weights.LIKELY)
