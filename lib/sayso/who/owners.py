"""Whose a description is: `his lawyer`, like `Lee's lawyer`, is Ana Lee's lawyer; `Lee and her campaign` are Lee and Lee's campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.who import names, naming, weights
from sayso.who.descriptions import by_description
from sayso.who.found import WHO, Found, Statement
from sayso.who.ledger import KINDS_OF_BODY, PERSON
from sayso.who.phrases import Phrase, read_phrase

if TYPE_CHECKING:
    from sayso.who.resolution import Reader

WANTS = {"his": "he", "her": "she", "its": "it"}


def owned(reader: Reader, phrase: Phrase, s: Statement) -> Phrase:
    """A description with the name of whose it is in place of `his`, `her` or `its`."""
    want = WANTS.get(phrase.core[0].low) if phrase.core else None
    fits = naming.salience(reader, s, want, owns=True) if want else ()
    return _of(reader, phrase, max(fits)[1], 1) if fits else phrase


def named(reader: Reader, phrase: Phrase, at: int) -> Phrase:
    """A description with the name of the person whose it is as the document has it in full: of `Mr Lee's lawyer`."""
    last = next((n for n, t in enumerate(phrase.core, 1) if t.owns), 0)
    whose = phrase.core[:last]
    if phrase.owner or not whose or not all(t.capital for t in whose):
        return phrase
    key = reader.cast.key_of([t.text for t in whose], at)
    return _of(reader, phrase, key, last) if key and reader.figure(key).type == PERSON else phrase


def _of(reader: Reader, phrase: Phrase, key: str, said: int) -> Phrase:
    """A phrase of somebody: of a person by the last word of the name, as descriptions are compared; `said`: words that say whose."""
    figure = reader.figure(key)
    if figure.type not in (PERSON, *KINDS_OF_BODY):
        return phrase
    words = names.tokens(figure.name)
    before = () if figure.type == PERSON else words[:-1]
    return phrase._replace(core=(*before, words[-1]._replace(owns=True), *phrase.core[said:]), lead="poss", owner=key)


def with_own(reader: Reader, s: Statement) -> Found | None:
    """`both Ana Lee and her campaign`: an actor of two."""
    m = WHO["with_own"].match(s.row.source)
    if not m:
        return None
    word = m["one"].lower()
    one = naming.by_pronoun(reader, word, s) if word in WANTS.values() else reader.described(m["one"], s.place)
    if not one or not one.key:
        return None
    own = read_phrase(m["own"])
    if own.kind != "description":
        return None
    two = by_description(reader, _of(reader, own, one.key, 1), s.place)
    both = two and naming.pair(reader, reader.figure(one.key), reader.figure(two.key))
    return Found(both, "one and whose it is", weights.LIKELY) if both else None
