"""Whom a description means: `the Veldish envoy`, `the airline`, `a source close to the talks`, `a report by the Echo`.

A definite description goes to the figure that the document, or the ledger, describes so; never to whoever was named
last. One that brings in somebody without a name is an actor of its document alone.
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from sayso.who import names, weights
from sayso.who.found import Found
from sayso.who.introductions import introduced, writing_of
from sayso.who.ledger import KINDS_OF_BODY, ORGANISATION, PERSON, STATE, UNNAMED, Figure, about_words
from sayso.who.names import Token, stem
from sayso.who.phrases import OF_CLOSENESS, Phrase, read_phrase

if TYPE_CHECKING:
    from sayso.who.reader import Reader

SAME, WIDER = 2, 1  # a figure is described by this very noun, or by one that the noun may stand for
UNNAMED_ALONE = frozenset(("source", "insider", "person", "informant", "whistleblower"))  # never one with a name
ANY_BODY = frozenset(("organisation", "organization", "group", "body"))
OF_THE_PRESS = frozenset(("report", "article", "story"))
OF_PRESS = names.PRESS & names.BODIES  # the paper, the broadcaster


def by_description(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """The figure that a description fits, or a new one without a name; None where it is neither."""
    if phrase.head in names.SHARES:
        return None  # 42 percent of those asked
    return (
        _writing_of(reader, phrase, at)
        or _described(reader, phrase, at)
        or _own_writing(reader, phrase, at)
        or _introduced(reader, phrase, at)
        or _new(reader, phrase)
    )


# A writing speaks for whoever wrote it


def _writing_of(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """`a report by the Echo`, `an Echo article`, `Lee's letter`: of the one body or person that the phrase names."""
    if not names.is_writing(phrase.head):
        return None
    cast, words = reader.cast, phrase.core
    head = next((n for n, t in enumerate(words) if t.low == phrase.head), 0)
    behind = {b.text for a, b in pairwise(words[head:]) if a.low in ("by", "from", "in", "of", "on", "the")}
    for m in cast.mentions_from(at, 3):
        if m.first >= cast.token_at(at) + len(words) + 4:
            break
        theirs = m.owns and phrase.head in {t.low for t in cast.tokens[m.last : m.last + 3]}
        own = theirs or m.after.low in names.WRITINGS | {"news"}
        named = m.tokens[0].text in behind and not m.owns
        speaks = m.figure.type in KINDS_OF_BODY or not m.figure.told["person"] or m.figure.press or own
        if (own or named) and speaks:
            return Found(m.key, "whose writing it is", weights.LIKELY)
    return None


def _own_writing(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """`the statement`: of who said something in one before."""
    if phrase.lead not in names.DEFINITE or not names.is_writing(phrase.head) or phrase.many:
        return None
    key = reader.wrote(phrase.head, at) or writing_of(reader.cast, phrase.head, at)
    if not key and phrase.head in OF_THE_PRESS:
        before = (reader.figure(s.key) for s in reader.spoke_before(at) if not s.outer)
        key = next((figure.key for figure in before if figure.press or figure.about & names.PRESS), "")
    return Found(key, "whose writing was named before", weights.LIKELY) if key else None


def _introduced(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """`the source`, where the text brought one in without quoting: `a source close to the talks told the Echo`."""
    if not _anaphoric(phrase) or names.is_body(phrase.head):
        return None
    heads = UNNAMED_ALONE if phrase.head in UNNAMED_ALONE else frozenset((phrase.head,))
    words = introduced(reader.cast, heads, at)
    described = read_phrase(words) if words else None
    if described is None or described.kind != "description":
        return None
    wanted = {t.low for t in phrase.specific}
    return _new(reader, described) if wanted <= {t.low for t in described.core} else None


# Figures that the document describes


def _described(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """The figure that fits best: by head noun, then by the words that limit it; of several, who spoke last."""
    many = phrase.many
    if phrase.lead not in names.DEFINITE | {"poss"} and (many or not phrase.core[0].capital):
        return None
    spoke = dict.fromkeys(s.key for s in reader.spoke_before(at, weights.REMEMBERED))
    fits: dict[tuple[int, int], list[Figure]] = {}
    for key in dict.fromkeys(m.key for m in reader.cast.mentions_before(at, weights.REMEMBERED)) | spoke:
        figure = reader.figure(key)
        other = (many and figure.type == PERSON) or (figure.type == UNNAMED and figure.many != many)
        if not other and key != reader.speaker_around and (fit := _fit(reader, phrase, figure)):
            fits.setdefault(fit, []).append(figure)
    if not fits:
        return None
    best = max(fits)
    tied = [figure.key for figure in fits[best]]
    said = [key for key in spoke if key in tied] if len(tied) > 1 else []
    if len(tied) > 1 and not said and any(figure.type == PERSON for figure in fits[best]):
        return None  # who is merely named last is not who is meant
    key = said[0] if said else max(tied, key=lambda key: (reader.latest(key, at), key))
    sure = weights.LIKELY if best[0] == SAME and len(said or tied) == 1 else weights.GUESS
    return Found(key, "description that fits", sure)


def _fit(reader: Reader, phrase: Phrase, figure: Figure) -> tuple[int, int] | None:
    """How a description fits a figure: by its head (SAME or WIDER), and how many limiting words; None where it does not."""
    words = figure.about
    level = _head_fit(names.singular(phrase.head), figure)
    if not level:
        return None
    matched = 0
    for t in phrase.specific:
        one = stem(t.text)
        if any(names.kin(one, w) for w in words) or reader.cast.ledger.sides((one,)) & words:
            matched += 1
        elif figure.type in (PERSON, UNNAMED) or t.capital or level < SAME:
            return None
    return level, matched


def _head_fit(head: str, figure: Figure) -> int:
    office, body, words = names.is_office(head), names.is_body(head), figure.about
    if head in UNNAMED_ALONE and figure.type != UNNAMED:
        return 0
    if not office and not body:  # a poll, a letter, an office that no list has: the same that was named before
        return SAME if head in words and figure.type in (UNNAMED, PERSON) else 0
    if office and not body and figure.type in KINDS_OF_BODY:
        return 0
    thing = figure.may_be_body or figure.many or figure.type == UNNAMED
    if body and not office and (figure.told["person"] > figure.told["body"] or not thing):
        return 0
    if head in words:
        return SAME
    wider = bool(names.GENERAL.get(head, frozenset()) & words) or (head in OF_PRESS and bool(words & names.PRESS))
    wider = wider or (head in ANY_BODY and figure.type == ORGANISATION and not figure.press)
    return WIDER * wider


# Who is brought in without a name


def _anaphoric(phrase: Phrase) -> bool:
    """Whether a description has to mean somebody named elsewhere: `the senator`, not `the mayor of Port Veld`."""
    limited = any(t.low in names.PREPOSITIONS or t.owns or t.low in OF_CLOSENESS for t in phrase.core)
    alone = not phrase.specific if names.is_body(phrase.head) else names.is_office(phrase.head)
    return phrase.lead in ("the", "this", "that") and alone and not phrase.many and not limited


def _broken(phrase: Phrase) -> bool:
    """Whether a phrase is no noun phrase: a determiner inside it, or a lone singular noun without one."""
    inner = any(b.low in ("a", "an", "the") and a.low not in names.PREPOSITIONS for a, b in pairwise(phrase.core))
    return inner or not (phrase.lead or phrase.core[0].capital or phrase.many or phrase.head == "police")


def _new(reader: Reader, phrase: Phrase) -> Found | None:
    """A source without a name that the document brings in: one actor per document and description."""
    core, head = phrase.core, phrase.head
    known = names.is_office(head) or names.is_body(head) or names.is_writing(head)
    members = phrase.many and head.endswith(names.MEMBERS)
    vague = not (phrase.specific or phrase.many) and phrase.lead in ("the", "this", "that", "those", "these")
    if vague or not (known or members or phrase.lead in ("a", "an", "another")):
        return None
    if _broken(phrase) or _anaphoric(phrase):
        return None
    text = " ".join(t.text + "’s" * t.owns for t in core)
    limits = [*core[:1], *takewhile(lambda t: t.low not in names.PREPOSITIONS, core[1:])]
    if names.is_body(head) and not phrase.many and any(t.capital and t in phrase.specific for t in limits):
        if key := _name_inside(reader, phrase):
            return Found(key, "name with what it is", weights.LIKELY)
        words = [t.text for t in core if t.low not in ("the", "a", "an")]
        name = re.sub(r"^[Tt]he ", "", text)
        return Found(reader.cast.add(words, ORGANISATION, name), "name of a body", weights.LIKELY)
    key = names.slug(re.sub(r"^(?i:the|an?) ", "", text)) + f"@{reader.cast.doc}"
    if key not in reader.unnamed:
        reader.unnamed[key] = _figure(reader, key, text, phrase, limits)
    return Found(key, "unnamed, as described", weights.LIKELY)


def _name_inside(reader: Reader, phrase: Phrase) -> str:
    """`the Lee clinic` is Lee, where Lee is a clinic; `the Lee campaign` is not."""
    words = [t for t in phrase.core if t.low not in names.PLAIN]
    named = list(takewhile(lambda t: t.capital and not t.owns, words))
    key = reader.cast.key_of([t.text for t in named])
    if not key or phrase.head in names.OWNED:
        return ""
    figure = reader.figure(key)
    return key if figure.type not in (STATE, UNNAMED) and figure.told["person"] <= figure.told["body"] else ""


def _figure(reader: Reader, key: str, text: str, phrase: Phrase, limits: list[Token]) -> Figure:
    """An actor without a name, described by its own words alone: a clinic's nurse is no clinic."""
    person = names.is_office(phrase.head) or not (names.is_body(phrase.head) or names.is_writing(phrase.head))
    about = about_words(t for t in limits if not (person and t.owns)) | {names.singular(phrase.head)}
    if person:
        about = {w for w in about if not names.is_body(w) or names.is_office(w)}
    about |= {stem(t.text) for t in phrase.core if t.capital}
    about |= reader.cast.ledger.sides(stem(t.text) for t in phrase.words)
    figure = Figure(key, text, UNNAMED, about, many=phrase.many)
    figure.tell("person", person)
    figure.tell(names.gender_of(t.text for t in phrase.words))
    return figure
