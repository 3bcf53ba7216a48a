"""Whom a name means: by an alias of the ledger, as the document gives it, in apposition, behind an office."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.who import names, weights
from sayso.who.found import WHO, Found, Statement
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
    """A name: as the ledger or the document gives it, with titles, by surname, by initials, or by given name."""
    cast, ledger = reader.cast, reader.cast.ledger
    if names.is_office_name(phrase.name) and phrase.name[-1] not in cast.proper:
        return None
    for cut in range(len(phrase.name)):
        keys = [
            k for k in ledger.exact.get(bare_words(" ".join(phrase.name[cut:])), ()) if ledger.type_of(k) != UNNAMED
        ]
        lone = cut == len(phrase.name) - 1 and phrase.name[cut].lower() in cast.others
        if keys and _whole(phrase, cut) and not lone:
            here = [k for k in keys if k in cast.figures] or keys
            return Found(here[0], "alias" if not cut else "alias behind a title", weights.CERTAIN)
    if key := cast.key_of(phrase.name, at):
        return Found(key, "name", weights.SURE)
    return _unmet(reader, phrase)


def _whole(phrase: Phrase, cut: int) -> bool:
    """Whether the words before an alias in a name are titles, offices or nations, not part of another name."""
    rest = len(phrase.name) - cut
    return rest > 1 or all(names.is_role(w.lower().rstrip(".")) for w in phrase.name[:cut])


def _unmet(reader: Reader, phrase: Phrase) -> Found | None:
    """A name that the reading of the whole text did not meet, as in a headline."""
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
    name = names.person_of(m.words)
    i = m.last - len(name) - (len(m.tokens) - len(m.words)) - 1
    full = len(name) > 1 or m.figure.known or " " in m.figure.name
    if not full or i < 0 or cast.tokens[i].start < at:
        return None
    while i > 0 and cast.tokens[i].start >= at and names.tells_person(cast.tokens[i].text) and cast.tokens[i].capital:
        i -= 1
    free = cast.tokens[i].low not in names.PREPOSITIONS and not cast.tokens[i].owns
    return Found(m.key, "name behind an office", weights.SURE) if free else None


def before_apposition(reader: Reader, phrase: Phrase, s: Statement) -> Found | None:
    """`Lee, a Veldish baker,` or `Lee, 34, who lives there,` where only what stands behind the name was found."""
    text, at = reader.cast.text, s.place
    closes = "," in text[s.end - 1 : s.end + 1]
    starts = phrase.lead in names.INDEFINITE | {"the"} or text[at : at + 1].isdigit() or phrase.kind == "relative"
    for m in reader.cast.mentions_before(at, 1) if closes and starts else ():
        if "," in m.to(at) and WHO["age"].fullmatch(m.to(at)) and not (m.led or m.before.low == "and" or m.owns):
            return Found(m.key, "name before the apposition", weights.SURE)
    return None


def opens_before_colon(reader: Reader, at: int) -> Found | None:
    """`Ana Lee went online to end the rumours: “content”`: whose name opens the sentence that a colon ends there."""
    cast = reader.cast
    before = cast.text[:at].rstrip()
    if not before.endswith(":"):
        return None
    begin = cast.sentence_at(len(before) - 1)[0]
    for m in cast.mentions_before(at, weights.RECENT):
        if m.start >= begin and m.opens:
            return Found(m.key, "name that opens the sentence before the colon", weights.LIKELY)
    return None


def right_before(reader: Reader, at: int) -> Found | None:
    """The name that stands right before a cue whose source was not found: `Ana Lee, reported`."""
    for m in reader.cast.mentions_before(at, 1):
        near = re.fullmatch((",?" if m.opens else "") + r"\s+(?:\w+ly |also |has |have |had ){0,2}", m.to(at))
        if near and not m.led and not m.owns:
            return Found(m.key, "name right before the cue", weights.LIKELY)
    return None
