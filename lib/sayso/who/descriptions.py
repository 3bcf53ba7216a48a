"""Whom a description means: `the Veldish envoy`, `the airline`, `a source close to the talks`, `a report by the Echo`.

A definite description goes to the figure that the document, or the ledger, describes so; never to whoever was named
last. One that brings in somebody without a name is an actor of its document alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import takewhile
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
    cast = reader.cast
    i = cast.token_at(at)
    words = phrase.core
    head = next((n for n, t in enumerate(words) if t.low == phrase.head), 0)
    behind = {
        t.text for n, t in enumerate(words) if n > head and words[n - 1].low in ("by", "from", "in", "of", "on", "the")
    }
    for first, last, figure in _mentions_from(reader, i, len(words) + 4):
        after = cast.tokens[last].low if last < len(cast.tokens) else ""
        whose = cast.tokens[last - 1].owns
        own = (whose and phrase.head in {t.low for t in cast.tokens[last : last + 3]}) or after in names.WRITINGS | {
            "news"
        }
        named = cast.tokens[first].text in behind and not whose
        speaks = figure.type in KINDS_OF_BODY or not figure.person or _press(figure) or own
        if (own or named) and speaks:
            return Found(figure.key, "whose writing it is", weights.LIKELY)
    return None


def _mentions_from(reader: Reader, i: int, most: int) -> list[tuple[int, int, Figure]]:
    stream = reader.cast.stream
    low = bisect_left(stream, (i, 0, ""))
    return [(a, b, reader.cast.figures[key]) for a, b, key in stream[low : low + 3] if a < i + most]


def _own_writing(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """`the statement`: of who said something in one before."""
    if phrase.lead not in names.DEFINITE or not names.is_writing(phrase.head) or names.plural(phrase.head):
        return None
    key = reader.wrote(phrase.head, at) or writing_of(reader.cast, phrase.head, at)
    if not key and phrase.head in OF_THE_PRESS:
        before = [s.key for s in reader.spoke_before(at) if not s.inner]
        key = next((k for k in before if _press(reader.figure(k)) or reader.figure(k).about & names.PRESS), "")
    return Found(key, "whose writing was named before", weights.LIKELY) if key else None


def _introduced(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """`the source`, where the text brought one in without quoting: `a source close to the talks told the Echo`."""
    if not _anaphoric(phrase) or names.is_body(phrase.head):
        return None
    heads = UNNAMED_ALONE if phrase.head in UNNAMED_ALONE else frozenset((phrase.head,))
    words, place = introduced(reader.cast, heads, at)
    described = read_phrase(words) if words else None
    if described is None or described.kind != "description":
        return None
    wanted = {t.low for t in modifiers(phrase) if t.low not in names.PLAIN}
    found = _new(reader, described) if wanted <= {t.low for t in described.core} else None
    if found:
        reader.figure(found.key).mentions.append(place)
    return found


# Figures that the document describes


def _described(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """The figure that fits best: by head noun, then by the words that limit it; of several, who spoke last."""
    definite = phrase.lead in names.DEFINITE or phrase.lead == "poss"
    if not definite and (names.plural(phrase.head) or not phrase.core[0].capital):
        return None
    many = names.plural(phrase.head)
    spoke = dict.fromkeys(s.key for s in reader.spoke_before(at, weights.REMEMBERED))
    keys = dict.fromkeys([figure.key for _, _, figure in reader.cast.mentions_before(at, weights.REMEMBERED)]) | spoke
    outer = reader.speaker_around(at)
    ranked = []
    for key in keys:
        figure = reader.figure(key)
        if key == outer or (many and figure.type == PERSON) or (figure.type == UNNAMED and figure.many != many):
            continue
        if fit := _fit(reader, phrase, figure):
            ranked.append((fit, reader.latest(key, at), key))
    if not ranked:
        return None
    best = max(fit for fit, _, _ in ranked)
    tied = [(latest, key) for fit, latest, key in ranked if fit == best]
    if len(tied) > 1:
        some = {key for _, key in tied}
        said = [(at - n, key) for n, key in enumerate(spoke) if key in some]
        named = any(reader.figure(key).type == PERSON for key in some)
        tied = said or ([] if named else tied)  # who is merely named last is not who is meant
    if not tied:
        return None
    sure = weights.LIKELY if best[0] == SAME and len(tied) == 1 else weights.GUESS
    return Found(max(tied)[1], "description that fits", sure)


def _fit(reader: Reader, phrase: Phrase, figure: Figure) -> tuple[int, int] | None:
    """How a description fits a figure: by its head (SAME or WIDER), and how many limiting words; None where it does not."""
    words = figure.about | (figure.own if figure.type != PERSON else set())
    level = _head_fit(names.singular(phrase.head), figure, words)
    if not level:
        return None
    matched = 0
    for t in modifiers(phrase):
        if t.low in names.PLAIN:
            continue
        one = stem(t.text)
        if any(names.kin(one, w) for w in words) or reader.cast.ledger.sides((one,)) & words:
            matched += 1
        elif one in figure.own and figure.type == PERSON:
            return None  # Lee's envoy is not Lee
        elif figure.type in (PERSON, UNNAMED) or t.capital or level < SAME:
            return None
    return level, matched


def _head_fit(head: str, figure: Figure, words: set[str]) -> int:
    office, body = names.is_office(head), names.is_body(head)
    if head in UNNAMED_ALONE and figure.type != UNNAMED:
        return 0
    if not office and not body:  # a poll, a letter, an office that no list has: the same that was named before
        return SAME if head in words and figure.type in (UNNAMED, PERSON) else 0
    if (office and not body and figure.type in KINDS_OF_BODY) or (body and not office and figure.person > figure.body):
        return 0
    if body and not office and not figure.may_be_body and not figure.many and figure.type != UNNAMED:
        return 0
    if head in words:
        return SAME
    wider = bool(names.GENERAL.get(head, frozenset()) & words) or (head in OF_PRESS and bool(words & names.PRESS))
    wider = wider or (head in ANY_BODY and figure.type == ORGANISATION and not _press(figure))
    return WIDER * wider


def _press(figure: Figure) -> bool:
    return bool({w.lower() for w in figure.name.split()} & (names.PRESS | names.OUTLETS))


# Who is brought in without a name


def modifiers(phrase: Phrase) -> list[Token]:
    """The words of a description without its head."""
    words = [t for t in phrase.core if t.low not in names.PREPOSITIONS | {"and", "or"}]
    return [t for t in words if t.low != phrase.head]


def _anaphoric(phrase: Phrase) -> bool:
    """Whether a description has to mean somebody named elsewhere: `the senator`, not `the mayor of Port Veld`."""
    limited = any(t.low in names.PREPOSITIONS or t.owns or t.low in OF_CLOSENESS for t in phrase.core)
    single = not names.plural(phrase.head) and (names.is_office(phrase.head) or names.is_body(phrase.head))
    limited = limited or (names.is_body(phrase.head) and any(t.capital for t in modifiers(phrase)))
    named = any(t.low not in names.PLAIN for t in modifiers(phrase))
    return (
        phrase.lead in ("the", "this", "that") and single and not limited and not (names.is_body(phrase.head) and named)
    )


def _broken(phrase: Phrase) -> bool:
    """Whether a phrase is no noun phrase: a determiner inside it, or a lone singular noun without one."""
    words = phrase.core
    inner = any(t.low in ("a", "an", "the") and words[i].low not in names.PREPOSITIONS for i, t in enumerate(words[1:]))
    bare = not phrase.lead and not words[0].capital and not names.plural(phrase.head) and phrase.head != "police"
    return inner or bare


def _new(reader: Reader, phrase: Phrase) -> Found | None:
    """A source without a name that the document brings in: one actor per document and description."""
    core = phrase.core
    known = names.is_office(phrase.head) or names.is_body(phrase.head) or names.is_writing(phrase.head)
    members = names.plural(phrase.head) and phrase.head.endswith(names.MEMBERS)
    if not (known or members or phrase.lead in ("a", "an", "another")):
        return None
    specific = [t for t in core if t.low not in names.PLAIN and t.low != phrase.head]
    vague = not specific and phrase.lead in ("the", "this", "that", "those", "these") and not names.plural(phrase.head)
    if _broken(phrase) or _anaphoric(phrase) or vague:
        return None
    text = " ".join(t.text + ("’s" if t.owns else "") for t in core).strip()
    limits = _before_preposition(core)
    if names.is_body(phrase.head) and any(t.capital for t in limits if t in specific) and not names.plural(phrase.head):
        if key := _name_inside(reader, phrase):
            return Found(key, "name with what it is", weights.LIKELY)
        words = [t.text for t in core if t.low not in ("the", "a", "an")]
        name = re.sub(r"^[Tt]he ", "", text)
        return Found(reader.cast.add(words, ORGANISATION, name), "name of a body", weights.LIKELY)
    name = " ".join(w for i, w in enumerate(text.split()) if i or w.lower() not in ("the", "a", "an"))
    key = f"{names.slug(name)}@{reader.cast.doc}"
    if key not in reader.unnamed:
        reader.unnamed[key] = _figure(reader, key, text, phrase, limits)
    return Found(key, "unnamed, as described", weights.LIKELY)


def _name_inside(reader: Reader, phrase: Phrase) -> str:
    """`the Lee clinic` is Lee, where Lee is a clinic; `the Lee campaign` is not."""
    if phrase.head in names.OWNED:
        return ""
    words = [t for t in phrase.core if t.low not in names.PLAIN]
    named = list(takewhile(lambda t: t.capital and not t.owns, words))
    key = reader.cast.key_of([t.text for t in named]) if 0 < len(named) < len(words) else ""
    if not key or any(t.capital or t.owns for t in words[len(named) :]):
        return ""
    figure = reader.figure(key)
    return key if figure.type not in (STATE, UNNAMED) and figure.person <= figure.body else ""


def _before_preposition(core: tuple[Token, ...]) -> list[Token]:
    end = next((i for i, t in enumerate(core) if i and t.low in names.PREPOSITIONS), len(core))
    return list(core[:end])


def _figure(reader: Reader, key: str, text: str, phrase: Phrase, limits: list[Token]) -> Figure:
    """An actor without a name, described by its own words alone: a clinic's nurse is no clinic."""
    person = names.is_office(phrase.head) or not (names.is_body(phrase.head) or names.is_writing(phrase.head))
    about = about_words(t for t in limits if not (person and t.owns)) | {names.singular(phrase.head)}
    if person:
        about = {w for w in about if not names.is_body(w) or names.is_office(w)}
    about |= {stem(t.text) for t in phrase.core if t.capital} | reader.cast.ledger.sides(
        stem(t.text) for t in phrase.words
    )
    figure = Figure(key, text, UNNAMED, about, set(), many=names.plural(phrase.head), person=int(person))
    figure.tell_gender(t.text for t in phrase.words)
    return figure
