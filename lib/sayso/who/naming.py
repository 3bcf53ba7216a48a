"""Whom a name means: by an alias of the ledger, as the document gives it, in apposition, behind an office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.who import names, weights
from sayso.who.found import Found, Statement
from sayso.who.ledger import PERSON, UNNAMED, bare_words
from sayso.who.phrases import Phrase

if TYPE_CHECKING:
    from sayso.who.reader import Reader


def by_alias(reader: Reader, source: str, phrase: Phrase) -> Found | None:
    """An alias of the ledger, in whole or at the head of the phrase."""
    ledger, cast = reader.cast.ledger, reader.cast
    bare = bare_words(source)
    fits = [k for k in ledger.exact.get(bare, ()) if ledger.stands_in(k, cast.doc)]
    fits = [k for k in fits if bare not in cast.others or ledger.type_of(k) != PERSON]
    if fits:
        fits.sort(key=lambda k: (ledger.type_of(k) != UNNAMED, k not in cast.figures))
        return Found(fits[0], "alias", weights.CERTAIN)
    if phrase.kind != "description":
        return None
    heads = [
        (len(words), key)
        for key, figure in reader.unnamed.items()
        for words in (map(bare_words, ledger.aliases(key)) if figure.known else ())
        if bare.startswith(words + " ")
    ]
    return Found(max(heads, key=lambda h: h[0])[1], "alias at the head of the phrase", weights.SURE) if heads else None


def by_name(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """A name: as the ledger or the document gives it; or one that the text alone does not have, as in a headline."""
    if key := reader.cast.key_of(phrase.name, at):
        return Found(key, "name", weights.SURE)
    for end in range(len(phrase.name) - 1, 0, -1):  # Ana Lee Hammers Tarn Chief
        head = phrase.name[:end]
        if key := reader.cast.key_of(head):
            return Found(key, "name at the head of a headline", weights.GUESS)
    core = phrase.name if names.is_body_name(phrase.name) else names.person_of(phrase.name)
    if not core or names.is_adjective_of_state(core):
        return None
    return Found(reader.cast.add(core), "name that stands here alone", weights.GUESS)


def behind_office(reader: Reader, phrase: Phrase, s: Statement) -> Found | None:
    """A person at the end of a phrase with an office: `head of the Harbour Board Ana Lee`, not `spokesman for Ana Lee`."""
    cast, core, at = reader.cast, phrase.core, s.place
    if not any(names.singular(t.low) in names.OFFICES for t in core[:-1]):
        return None
    m = next((m for m in cast.mentions_before(s.end, 3) if m.start >= at), None)
    if m is None or m.figure.type != PERSON or m.tokens[-1].text != core[-1].text or core[-1].owns:
        return None
    before = cast.tokens[cast.token_at(at) : m.last - len(names.person_of(m.words)) - (len(m.tokens) - len(m.words))]
    named = [t for t in before if not (t.capital and names.tells_person(t.text))]
    free = not named or named[-1].low not in names.PREPOSITIONS
    return Found(m.key, "name behind an office", weights.SURE) if before and free else None


def opens_before_colon(reader: Reader, at: int) -> Found | None:
    """`Ana Lee went online to end the rumours: “content”`: whose name opens the sentence that a colon ends there."""
    cast = reader.cast
    before = cast.text[:at].rstrip()
    if not before.endswith(":"):
        return None
    begin = cast.sentence_at(len(before) - 1)[0]
    opening = (m.key for m in cast.mentions_before(at, weights.RECENT) if m.start >= begin and m.opens)
    key = next(opening, "")
    return Found(key, "name that opens the sentence before the colon", weights.LIKELY) if key else None
