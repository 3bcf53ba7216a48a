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
from sayso.who.ledger import KINDS_OF_BODY, ORGANISATION, PERSON, UNNAMED, Figure, about_words
from sayso.who.names import Token, stem
from sayso.who.phrases import Phrase

if TYPE_CHECKING:
    from sayso.who.resolution import Reader

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
        own = m.after.low in names.WRITINGS | {"news"}
        if own or (m.tokens[0].text in behind and m.figure.may_be_body and not m.owns):
            return Found(m.key, "whose writing it is", weights.LIKELY)
    return None


def _own_writing(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """`the report`, `the article`: of the one of the press who spoke last."""
    if phrase.lead not in names.DEFINITE or phrase.head not in OF_THE_PRESS:
        return None
    before = (reader.figure(s.key) for s in reader.spoke_before(at))
    key = next((figure.key for figure in before if figure.press), "")
    return Found(key, "whose writing it goes on with", weights.LIKELY) if key else None


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
        if not other and key != reader.speaker_around and (fit := _fit(phrase, figure)):
            fits.setdefault(fit, []).append(figure)
    if not fits:
        return None
    best = max(fits)
    tied = [figure.key for figure in fits[best]]
    said = [key for key in spoke if key in tied] if len(tied) > 1 else []
    if len(tied) > 1 and not said and any(figure.type == PERSON for figure in fits[best]):
        return None  # who is merely named last is not who is meant
    sure = weights.LIKELY if best[0] == SAME else weights.GUESS
    return Found((said or tied)[0], "description that fits", sure)


def _fit(phrase: Phrase, figure: Figure) -> tuple[int, int] | None:
    """How a description fits a figure: by its head (SAME or WIDER), and how many limiting words; None where it does not."""
    level = _head_fit(names.singular(phrase.head), figure)
    if not level:
        return None
    if not all(any(names.kin(stem(t.text), w) for w in figure.about) for t in phrase.specific):
        return None
    return level, len(phrase.specific)


def _head_fit(head: str, figure: Figure) -> int:
    office, body, words = names.is_office(head), names.is_body(head), figure.about
    if head in UNNAMED_ALONE:
        return SAME if figure.type == UNNAMED and words & UNNAMED_ALONE else 0
    if not office and not body:  # a poll, a letter, an office that no list has: the same that was named before
        return SAME if head in words and figure.type in (UNNAMED, PERSON) else 0
    if office and figure.type in KINDS_OF_BODY:
        return 0
    thing = figure.may_be_body or figure.type == UNNAMED
    if body and (figure.told["person"] > figure.told["body"] or not thing):
        return 0
    if head in words:
        return SAME
    wider = bool(names.GENERAL.get(head, frozenset()) & words) or (head in OF_PRESS and bool(words & names.PRESS))
    wider = wider or (head in ANY_BODY and figure.type == ORGANISATION)
    return WIDER * wider


# Who is brought in without a name


def _anaphoric(phrase: Phrase) -> bool:
    """Whether a description has to mean somebody named elsewhere: `the senator`, not `the mayor of Port Veld`."""
    limited = any(t.low in names.PREPOSITIONS or t.owns for t in phrase.core)
    alone = not phrase.specific if names.is_body(phrase.head) else names.is_office(phrase.head)
    return phrase.lead in ("the", "this", "that") and alone and not phrase.many and not limited


def _broken(phrase: Phrase) -> bool:
    """Whether a phrase is no noun phrase: a determiner inside it, or a lone singular noun without one."""
    inner = any(b.low in ("a", "an", "the") and a.low not in names.PREPOSITIONS for a, b in pairwise(phrase.core))
    return inner or not (phrase.lead or phrase.core[0].capital or phrase.many)


def _new(reader: Reader, phrase: Phrase) -> Found | None:
    """A source without a name that the document brings in: one actor per document and description."""
    core, head = phrase.core, phrase.head
    known = names.is_office(head) or names.is_body(head) or names.is_writing(head)
    members = phrase.many and head.endswith(names.MEMBERS)
    vague = not (phrase.specific or phrase.many) and phrase.lead in ("the", "this", "that", "those", "these")
    elsewhere = (vague or _anaphoric(phrase)) and head not in UNNAMED_ALONE
    if elsewhere or _broken(phrase) or not (known or members or phrase.lead in ("a", "an", "another")):
        return None
    text = " ".join(t.text + "’s" * t.owns for t in core)
    limits = [*core[:1], *takewhile(lambda t: t.low not in names.PREPOSITIONS, core[1:])]
    if names.is_body(head) and not phrase.many and any(t.capital and t in phrase.specific for t in limits):
        if key := _name_inside(reader, phrase):
            return Found(key, "name with what it is", weights.LIKELY)
        words = [t.text for t in core if t.low not in ("the", "a", "an")]
        name = re.sub(r"^[Tt]he ", "", text)
        return Found(reader.cast.add(words, name), "name of a body", weights.LIKELY)
    key = names.slug(re.sub(r"^(?i:the|an?) ", "", text)) + f"@{reader.cast.doc}"
    if key not in reader.unnamed:
        reader.unnamed[key] = _figure(reader, key, text, phrase, limits)
    return Found(key, "unnamed, as described", weights.LIKELY)


def _name_inside(reader: Reader, phrase: Phrase) -> str:
    """`the Lee clinic` is Lee, where Lee is a clinic; `the Lee campaign` is not."""
    words = [t for t in phrase.core if t.low not in names.PLAIN]
    named = list(takewhile(lambda t: t.capital and not t.owns, words))
    key = reader.cast.key_of([t.text for t in named])
    return "" if phrase.head in names.OWNED else key


def _figure(reader: Reader, key: str, text: str, phrase: Phrase, limits: list[Token]) -> Figure:
    """An actor without a name, described by its own words alone: a clinic's nurse is no clinic."""
    person = names.is_office(phrase.head) or not (names.is_body(phrase.head) or names.is_writing(phrase.head))
    about = about_words(limits) | {names.singular(phrase.head)} | {stem(t.text) for t in phrase.core if t.capital}
    figure = Figure(key, text, UNNAMED, about, many=phrase.many)
    figure.tell("person", person)
    figure.tell(names.gender_of(t.text for t in phrase.core))
    return figure
