"""Whom a description means: `the Veldish envoy`, `the airline`, `a source close to the talks`, `a report by the Echo`.

A definite description goes to the figure that the document, or the ledger, describes so; never to whoever was named
last. One that brings in somebody without a name is an actor of its document alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from sayso.who import names, weights
from sayso.who.found import WHO, Found
from sayso.who.ledger import KINDS_OF_BODY, PERSON, UNNAMED, Figure, about_words
from sayso.who.names import stem
from sayso.who.phrases import OF_PRESS, Phrase, read_phrase

if TYPE_CHECKING:
    from sayso.who.resolution import Reader

SAME, WIDER = 2, 1  # a figure is described by this very noun, or by one that the noun may stand for
UNNAMED_ALONE = frozenset(("source", "insider", "person", "informant", "whistleblower"))  # never one with a name
OWN = "whose writing it is"  # a rule
THE = frozenset(("the", "this", "that"))
NEWS = frozenset(("release", "announcement", "statement"))
ANNOUNCING = frozenset(("announced", "announcing", "announces"))
TOPICAL = frozenset(("article", "story", "piece"))  # of whom they are about, where a name stands before them
PIECES = frozenset(("report", "article", "story", "piece"))  # one is called the other
GOES_ON_WITH = "whose writing it goes on with"
NEAR = 600  # characters before a sentence in which a writing was issued


def by_description(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """The figure that a description fits, or a new one without a name; None where it is neither."""
    if phrase.head in names.SHARES:
        return None  # 42 percent of those asked
    given = reader, phrase, at
    return _writing_of(*given) or _met(*given) or _described(*given) or _own_writing(*given) or _new(reader, phrase)


# A writing speaks for whoever wrote it


def _writing_of(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """`a report by the Echo`, `an Echo article`, `Lee's letter`: of the one body or person that the phrase names."""
    if not names.is_writing(phrase.head):
        return None
    if phrase.owner and sum(t.owns for t in phrase.core) == 1:
        return Found(phrase.owner, OWN, weights.LIKELY)
    cast, words = reader.cast, phrase.core
    head = next((n for n, t in enumerate(words) if t.low == phrase.head), 0)
    got = {t.low for t in words} & {"obtained", "seen", "reviewed", "leaked"}  # what the Echo obtained is not its own
    behind = {b.text for a, b in pairwise(words[head:]) if a.low in ("by", "from", "in", "of", "on", "the") and not got}
    for m in cast.mentions_from(at, 3):
        if m.first >= cast.token_at(at) + len(words) + 4:
            break
        topic = m.after.low in TOPICAL and m.figure.type == PERSON and not m.figure.may_be_body  # the Lee story
        own = m.after.low in names.WRITINGS | {"news"} and not topic
        able = m.figure.may_be_body or m.before.low in ("by", "from")
        if own or (m.tokens[0].text in behind and able and not (m.owns or m.after.owns)):
            return Found(m.key, OWN, weights.LIKELY)
    whose = read_phrase(re.split(r"\b(?:by|from) ", " ".join(t.text for t in words[head:]))[-1])
    other = whose.kind == "description" and whose.head != phrase.head and not got  # a letter from her lawyer
    found = reader.by_phrase(whose, at) if other else None
    return found and found._replace(rule=OWN)


def _own_writing(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """`the statement`, `the report`: of whoever issued it before; of the press also `the site`: of the body that spoke last."""
    head, of_press = names.singular(phrase.head), phrase.head in OF_PRESS | PIECES | {"site"}
    if phrase.lead not in THE or phrase.specific or not (of_press or names.is_writing(head)):
        return None
    found = (issuer(reader, at, head) or _told_before(reader, at, head)) if names.is_writing(head) else None
    if found or not of_press:
        return found
    before = [figure for s in reader.spoke_before(at) if (figure := reader.figure(s.key)).type != UNNAMED]
    plain = [f for f in before if f.may_be_body and not f.about & names.BODIES - OF_PRESS]
    fits = [f for f in before if f.press] or plain
    return Found(fits[0].key, GOES_ON_WITH, weights.LIKELY) if fits else None


def _told_before(reader: Reader, at: int, head: str) -> Found | None:
    """Whose writing of this kind spoke before: `a Larn University poll shows; the poll found`; or who announced what it says."""
    spoke = reader.spoke_before(at, weights.REMEMBERED)
    told = (s for s in spoke if head in {names.singular(t.low) for t in names.tokens(s.row.source)})
    if found := next((s.found for s in told if s.found and s.found.rule == OWN), None):
        return found
    last = next((s for s in spoke if not s.outer), None) if head in NEWS else None
    near = last and reader.cast.paragraph(at) - reader.cast.paragraph(last.place) <= weights.GOES_ON
    announced = near and ANNOUNCING & {t.low for t in names.tokens(last.row.cue)}
    return last.found._replace(rule="who announced it", confidence=weights.GUESS) if announced else None


def issuer(reader: Reader, at: int, head: str = "", until: int = -1) -> Found | None:
    """Who issued a writing in the sentences before, or said something in it: `The clinic sent the paper a statement.`

    `head` is its noun, if it is told; `until` where the search ends, if not with the sentences before.
    """
    cast, begin = reader.cast, until if until >= 0 else reader.cast.sentence_at(at)[0]
    kinds = [WHO[name] for name in ("issued", "issued_by", "in_writing")]
    met = [m for kind in kinds for m in kind.finditer(cast.text, max(0, begin - NEAR), begin)]
    for m in sorted(met, key=lambda m: -m.start()):
        start, end = cast.sentence_at(m.start())
        what = names.singular(m["what"].lower())
        if cast.in_words(m.start()) or m.end() > end or not (head in ("", what) or {head, what} <= PIECES):
            continue
        if m.re is kinds[2]:
            found = next((s.found for s in reader.spoke_before(begin) if start <= s.said < end), None)
        else:
            whom = m["whom"] if m.re is kinds[1] else WHO["led"].sub("", cast.text[start : m.start()])
            found = reader.described(whom, start)
        if found:
            return found._replace(rule="who issued this writing", confidence=weights.LIKELY)
    return None


# Figures that the document describes


def _met(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """`the source`: who was last brought in as one, though maybe silent; `the Echo's source`: the one who told the Echo."""
    cast = reader.cast
    head, unnamed = names.singular(phrase.head), phrase.head in UNNAMED_ALONE
    if not (unnamed or names.is_writing(head)) or phrase.lead not in THE | {"poss"}:
        return None
    if not phrase.specific:
        met = WHO["source" if unnamed else "written"].finditer(cast.text, max(0, at - NEAR), at)
        given = [(m[0], m.start()) for m in met if unnamed or names.singular(m["noun"].lower()) == head]
        found = reader.described(*given[-1]) if given else None
        return found and found._replace(rule="brought in before", confidence=weights.LIKELY)
    met = [m.tokens[0].text for m in cast.mentions_from(at, 1) if m.after.low == phrase.head == phrase.core[-1].low]
    for s in reader.spoke_before(at) if met else ():
        told, figure = met[0] in cast.text[slice(*cast.sentence_at(s.said))], reader.figure(s.key)
        if told and figure.type == UNNAMED and not figure.many and figure.about & UNNAMED_ALONE:
            return Found(s.key, "source of whom it told", weights.LIKELY)
    return None


def _described(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """The figure that fits best, by its noun; of several, who spoke last, never a person who is merely named last."""
    if phrase.lead not in names.DEFINITE | {"poss"}:
        return None
    spoke = dict.fromkeys(s.key for s in reader.spoke_before(at, weights.REMEMBERED))
    fits: dict[int, list[str]] = {SAME: [], WIDER: [], 0: []}
    for key in dict.fromkeys(m.key for m in reader.cast.mentions_before(at, weights.REMEMBERED)) | spoke:
        if key != reader.speaker_around:
            fits[_fit(phrase, reader.figure(key))].append(key)
    others = {key: reader.figure(key) for key in fits[0] + fits[WIDER]}
    known = [k for k, f in others.items() if not f.press and _fit(phrase, replace(f, about={*f.elsewhere})) == SAME]
    if phrase.owner and not fits[SAME]:  # his lawyer: one who is named, though not as his
        free = phrase._replace(core=tuple(t for t in phrase.core if not t.owns))
        fits[SAME] = [k for k, f in others.items() if f.type == PERSON and k != phrase.owner and _fit(free, f) == SAME]
    tied = fits[SAME] or known[:1] * (len(known) == 1) or fits[WIDER]
    persons = any(reader.figure(key).type == PERSON for key in tied)
    key = next((key for key in spoke if key in tied), "" if persons and len(tied) > 1 else next(iter(tied), ""))
    return Found(key, "description that fits", weights.LIKELY if fits[SAME] else weights.GUESS) if key else None


def _fit(phrase: Phrase, figure: Figure) -> int:
    """How the noun of a description fits a figure, SAME or WIDER; 0 where it does not, nor what limits it, nor the number."""
    head, words, unnamed = names.singular(phrase.head), figure.about, figure.type == UNNAMED
    office, body = names.is_office(head), names.is_body(head)
    if (phrase.many and figure.type == PERSON) or (unnamed and figure.many != phrase.many):
        return 0
    if head in UNNAMED_ALONE:
        level = SAME * bool(unnamed and words & UNNAMED_ALONE)
    elif (
        (office and figure.type in KINDS_OF_BODY)
        or (body and not (figure.may_be_body or (unnamed and not figure.told["person"])))
        or not (office or body or unnamed or figure.type == PERSON)
    ):
        return 0
    else:
        press = names.PRESS - (names.WRITINGS - names.BODIES) if head in OF_PRESS else frozenset()
        wider = names.GENERAL.get(head, frozenset()) | press
        level = SAME if head in words else WIDER * bool(wider & words)
    return level * all(any(names.kin(stem(t.text), w) for w in words) for t in phrase.specific)


# Who is brought in without a name


def _elsewhere(phrase: Phrase) -> bool:
    """Whether a description has to mean somebody named elsewhere: `the senator`, not `the mayor of Port Veld`."""
    limited = any(t.low in names.PREPOSITIONS for t in phrase.core) or any(t.owns for t in phrase.core[:-1])
    vague = not phrase.specific or (names.is_office(phrase.head) and not names.is_body(phrase.head) and not limited)
    return vague and phrase.lead in THE and not phrase.many and phrase.head not in UNNAMED_ALONE


def _new(reader: Reader, phrase: Phrase) -> Found | None:
    """A source without a name that the document brings in: one actor per document and description."""
    core, head, many = phrase.core, phrase.head, phrase.many
    office, thing = names.is_office(head), names.is_body(head) or names.is_writing(head)
    brings_in = office or thing or (many and head.endswith(names.MEMBERS)) or phrase.lead in ("a", "an", "another")
    inner = any(b.low in ("a", "an", "the") and a.low not in names.PREPOSITIONS for a, b in pairwise(core))
    lone = not (phrase.lead or core[0].capital or many or (len(core) > 1 and names.is_body(head)))
    if _elsewhere(phrase) or inner or lone or not brings_in:
        return None
    body = names.is_body(head) and not many
    owner = reader.figure(phrase.owner) if phrase.owner and not body else None
    called = (core[0]._replace(text=owner.name), *core[1:]) if owner and owner.type == PERSON else core
    text = " ".join(t.text + t.owns * ("’" if t.text[-1] == "s" else "’s") for t in called)
    bare = re.sub(r"^(?i:the|an?) ", "", text)
    limits = [*core[:1], *takewhile(lambda t: t.low not in names.PREPOSITIONS, core[1:])]
    if body and any(t.capital and t in phrase.specific for t in limits):
        words = [t.text for t in core if t.low not in ("the", "a", "an")]
        key = _name_inside(reader, phrase) or reader.cast.add(words, bare)
        return Found(key, "name of a body", weights.LIKELY)
    key = f"{names.slug(bare)}@{reader.cast.doc}"
    if key not in reader.unnamed:
        # described by its own words alone: a clinic's nurse is no clinic
        about = about_words(limits) | {names.singular(head)} | {stem(t.text) for t in core if t.capital}
        figure = reader.unnamed[key] = Figure(key, text, UNNAMED, about, many=many)
        figure.tell("person", office or not thing)
        figure.tell(names.gender_of(t.text for t in core))
    return Found(key, "unnamed, as described", weights.LIKELY)


def _name_inside(reader: Reader, phrase: Phrase) -> str:
    """`the Lee clinic` is Lee, where Lee is a clinic; `the Lee campaign` is not."""
    named = [*takewhile(lambda t: t.capital, (t for t in phrase.core if t.low not in names.PLAIN))]
    whole = phrase.head not in names.OWNED and not any(t.owns for t in named)
    return reader.cast.key_of([t.text for t in named]) if named and whole else ""
