"""Whom a pronoun means: by gender and number as the text tells them, who spoke before, and the place in the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from sayso.who import names, weights
from sayso.who.found import NOBODY, WHO, Found, Statement
from sayso.who.ledger import KINDS_OF_BODY, ORGANISATION, PERSON, Figure
from sayso.who.phrases import read_phrase

if TYPE_CHECKING:
    from sayso.who.reader import Reader

WANTS = {
    **dict.fromkeys(("he", "him", "himself", "his"), "he"),
    **dict.fromkeys(("she", "her", "herself", "hers"), "she"),
    **dict.fromkeys(("they", "them", "themselves", "their"), "they"),
    **dict.fromkeys(("it", "itself", "its"), "it"),
}

PARTS = names.PREPOSITIONS - {"by", "to", "from", "with"}  # before a name that is part of what who or which mean


def by_pronoun(reader: Reader, word: str, s: Statement) -> Found:
    """Whom a pronoun that is a source means; NOBODY where none fits."""
    want, at = WANTS.get(word, ""), s.place
    if want == "it" and WHO["pleonastic"].search(reader.cast.text[max(0, at - 12) : at + 24]):
        return NOBODY
    inside = s.outer is not None and reader.cast.in_words(at)
    speaker = reader.speaker_around if inside else ""
    # of several scores of one key the highest is entered last
    salient = dict(sorted(_named(reader, at, inside, want in ("it", "they")), key=itemgetter(1)))
    spoke = dict(sorted(_spoke(reader, at, inside), key=itemgetter(1)))
    spoke = {key: score + max(salient.get(key, 0.0), 0.0) for key, score in spoke.items()}
    fits = [
        (score + bonus, key)
        for key, score in (salient | spoke).items()
        if key != speaker and (bonus := agrees(reader.figure(key), want)) is not None
    ]
    return Found(max(fits)[1], f"{word}: who spoke or was named before", weights.LIKELY) if fits else NOBODY


def _spoke(reader: Reader, at: int, inside: bool) -> Iterator[tuple[str, float]]:
    """Who spoke before, each with a score; inside a quotation also who speaks in it."""
    for rank, s in enumerate(reader.spoke_before(at)):
        if inside or not s.outer:
            yield s.key, (weights.EARLIER if rank else weights.SPEAKER) - weights.FAR * reader.cast.apart(s.place, at)


def _named(reader: Reader, at: int, inside: bool, opening: bool) -> Iterator[tuple[str, float]]:
    """Who was named before, each with a score. `opening`: only what opens a sentence, as a body that `it` means does."""
    cast = reader.cast
    latest_first = [m for m in cast.mentions_before(at, weights.REMEMBERED) if inside or not m.quoted]
    subjects = {(cast.sentence(m.start), m.figure.type == PERSON): m.first for m in latest_first}
    for m in latest_first:
        far = cast.apart(m.start, at)
        if far > weights.SENTENCES:
            break
        if not opening or m.opens:
            subject = subjects[cast.sentence(m.start), m.figure.type == PERSON] == m.first
            yield m.figure.key, weights.SUBJECT * subject - weights.FAR * far


def agrees(figure: Figure, want: str) -> float | None:
    """What gender and number add for a figure; None where it cannot be meant."""
    if want in ("he", "she"):
        if not figure.may_be_person or (figure.gender and figure.gender != want):
            return None
        return weights.GENDER if figure.gender == want else 0.0 if figure.sure_person else -weights.GENDER
    if want == "they":
        bodies = figure.type == ORGANISATION and not figure.told["placed"]
        return weights.GENDER if figure.many else 0.0 if bodies else None
    return 0.0 if want == "it" and figure.type in KINDS_OF_BODY else None


def by_relative(reader: Reader, at: int) -> Found:
    """`who` and `which`: the name or description right before."""
    cast = reader.cast
    before = cast.text[max(0, at - 160) : at].rstrip(" ,—–-")
    end = max(0, at - 160) + len(before)
    for m in cast.mentions_before(at, 1):
        if m.end >= end and m.before.low not in PARTS:
            return Found(m.key, "name before the relative pronoun", weights.SURE)
    tail = WHO["clause"].split(before)[-1]
    for m in reversed(list(WHO["determined"].finditer(tail))):
        phrase = read_phrase(tail[m.start() :])
        found = reader.by_phrase(phrase, at) if phrase.kind == "description" else None
        if found:
            return found._replace(rule=f"{found.rule}, before the relative pronoun")
    return NOBODY
