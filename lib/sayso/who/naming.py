"""Whom a name or a pronoun means, and who speaks where no word beside the statement names anybody.

A name: by an alias of the ledger, as the document gives it, behind an office. A pronoun: by gender and number as the
text tells them, who spoke before, and the place in the sentence. Elsewhere: before a colon; in an interview, whom its opening tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from sayso.who import names, weights
from sayso.who.descriptions import UNNAMED_ALONE, issuer
from sayso.who.found import NOBODY, WHO, Found, Statement
from sayso.who.ledger import KINDS_OF_BODY, ORGANISATION, PERSON, UNNAMED, Figure, bare_words
from sayso.who.phrases import Phrase, read_phrase
from sayso.words import marked, verbs

if TYPE_CHECKING:
    from sayso.who.resolution import Reader

WANTS = {word: want for want in ("he", "she", "they", "it") for word in marked("small", want)}

FIRST_PERSON = frozenset(("i", "my"))
SAYING = verbs("verbs-reporting") | verbs("verbs-judging")
PARTS = names.PREPOSITIONS - {"by", "to", "from", "with"}  # before a name that is part of what who or which mean


def by_alias(reader: Reader, source: str, phrase: Phrase) -> Found | None:
    """An alias of the ledger, in whole or at the head of the phrase."""
    ledger, cast = reader.cast.ledger, reader.cast
    bare = bare_words(source)
    fits = [k for k in ledger.exact.get(bare, ()) if ledger.stands_in(k, cast.doc)]
    fits = [k for k in fits if k in cast.surnames.get(bare, [k])]
    if fits:
        key = min(fits, key=lambda k: (ledger.type_of(k) != UNNAMED, k not in cast.figures))
        return Found(key, "alias", weights.CERTAIN)
    if phrase.kind != "description":
        return None
    known = [k for k, figure in reader.unnamed.items() if figure.known]
    heads = [(len(a), k) for k in known for a in map(bare_words, ledger.aliases(k)) if bare.startswith(a + " ")]
    return Found(max(heads, key=lambda h: h[0])[1], "alias at the head of the phrase", weights.SURE) if heads else None


def by_name(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """A name: as the ledger or the document gives it, or one that only a source has."""
    if key := reader.cast.key_of(phrase.name, at):
        return Found(key, "name", weights.SURE)
    key = "" if names.is_adjective_of_state(phrase.name) else reader.cast.new(phrase.name)
    return Found(key, "name that stands here alone", weights.GUESS) if key else None


def by_pair(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """`Ana Lee and Bo Ward`: an actor of two persons; `the two envoys`: the pair that spoke last."""
    cast, met = reader.cast, " ".join(phrase.name).split(" and ") if phrase.kind == "several" else ()
    if [t.low for t in phrase.core[:2]] in (["the", "two"], ["both"]):
        spoke = (s.key for s in reader.spoke_before(at) if s.key in cast.figures and cast.figures[s.key].many)
        found = next((Found(key, "the pair that spoke before", weights.LIKELY) for key in spoke), None)
        return found or _named_together(reader, phrase, at)
    near = {m.words[-1]: m.key for m in reversed(cast.mentions_from(at, weights.RECENT))}  # the nearest of a name last
    both = [cast.figures.get(near.get(words[-1]) or cast.key_of(words, at)) for words in map(str.split, met)]
    if len(both) != 2 or not all(figure and figure.type == PERSON for figure in both):
        return None
    return Found(pair(reader, *both), "two names", weights.SURE)


def _named_together(reader: Reader, phrase: Phrase, at: int) -> Found | None:
    """`Ana Lee met Bo Ward. The two said`: the pair that the sentence before names, where it names two persons."""
    cast, person = reader.cast, phrase.head in ("two", "both") or names.is_office(phrase.head)
    before = cast.mentions_before(cast.sentence_at(at)[0], weights.RECENT) if person else []
    near = [m for m in before if m.figure.type == PERSON and not m.quoted and cast.apart(m.start, at) == 1]
    keys = list(dict.fromkeys(m.key for m in near))[::-1]
    pairs = len(keys) == 2 and all(reader.figure(key).sure_person for key in keys)
    return Found(pair(reader, *map(reader.figure, keys)), "two named before", weights.LIKELY) if pairs else None


def pair(reader: Reader, one: Figure, other: Figure) -> str:
    """The key of two who speak together."""
    name = f"{one.name} and {other.name}"
    key = reader.cast.add(name.split(), name)
    reader.cast.figures[key].many = True
    return key


def behind_office(reader: Reader, phrase: Phrase, s: Statement) -> Found | None:
    """A person at the end of a phrase with an office: `head of the Harbour Board Ana Lee`, not `aide to Mia Ward and Ana Lee`."""
    cast, core, at = reader.cast, phrase.core, s.place
    rest = read_phrase(s.row.source.partition(", ")[2]).core
    body = cast.figures.get(cast.key_of(phrase.name)) if phrase.kind == "name" else None
    if body and body.type in KINDS_OF_BODY and any(names.is_office(t.low) for t in rest[:2]):
        core = rest  # a body has no office: told the daily, Quay, deputy manager Ana Lee
    if not any(names.singular(t.low) in names.OFFICES for t in core[:-1]):
        return None
    m = next((m for m in cast.mentions_before(s.end, 3) if m.start >= at), None)
    if m is None or m.figure.type != PERSON or m.tokens[-1].text != core[-1].text:
        return None
    before = core[: -(cast.listed(m.words)[1] or len(names.person_of(m.words)))]
    named = [t for t in before if t.low not in names.PLAIN and not (t.capital and names.tells_person(t.text))]
    free = not named or named[-1].low not in names.PREPOSITIONS | {"and", "or"}
    return Found(m.key, "name behind an office", weights.SURE) if before and free else None


def opens_before_colon(reader: Reader, at: int) -> Found | None:
    """`Ana Lee went online to end the rumours: “content”`: whose name opens the sentence that a colon ends there."""
    cast = reader.cast
    colon = next((t for t in cast.back(cast.token_at(at), 3) if t.text[0] != "\n"), names.BLANK)
    met = cast.mentions_before(at, weights.RECENT) if colon.text == ":" else []
    key = next((m.key for m in met if m.opens and cast.sentence(m.start) == cast.sentence(colon.start)), "")
    return Found(key, "name that opens the sentence before the colon", weights.LIKELY) if key else None


# A pronoun


def by_pronoun(reader: Reader, word: str, s: Statement) -> Found:
    """Whom a pronoun that is a source means; NOBODY where none fits."""
    want, at = WANTS.get(word, ""), s.place
    around = s.around() if word in FIRST_PERSON else ()
    letter = next((one for one in around if one.row.rule.endswith("letter")), None)
    if letter and not reader.cast.in_words(at):
        return Found(letter.key, "who writes the letter", weights.SURE)
    told = s.content and s.said < s.content[0][0] and not reader.cast.in_words(at)  # He said, “content,” Lee said
    behind = WHO["behind_quotation"].match(reader.cast.text, s.content[-1][1]) if told else None
    if found := _whom(reader, behind):
        return found
    if want == "it" and {names.singular(t.low) for t in names.tokens(s.row.cue)} & {"read"}:
        return issuer(reader, at) or NOBODY
    if want == "it" and WHO["pleonastic"].search(reader.cast.text[max(0, at - 12) : at + 24]):
        return NOBODY
    start = reader.cast.sentence_at(at)[0]
    ahead = WHO["ahead"].match(reader.cast.text, start) if at < start + 20 else None  # the pronoun is near the head
    found = _whom(reader, ahead) if ahead and ahead.start("he") == at else None
    if found and agrees(reader.figure(found.key), want) is not None:
        return found._replace(rule=f"{word}: whom the main clause names", confidence=weights.LIKELY)
    low = max(start, at - 300)  # the search is quadratic in what it is given
    hung = WHO["hung_on"].search(reader.cast.text, low, at) if want == "they" else None
    if found := _whom(reader, hung):
        return found._replace(rule="they: whose clause this one hangs on")
    last = next(iter(reader.spoke_before(at)), None) if s.row.form == "direct" else None
    found = _whom(reader, WHO["asked_whom"].match(reader.cast.text, last.said)) if last else None
    if found and agrees(reader.figure(found.key), want) is not None:
        return found._replace(rule=f"{word}: who was asked before", confidence=weights.LIKELY)
    fits = salience(reader, s, want)
    return Found(max(fits)[1], f"{word}: who spoke or was named before", weights.LIKELY) if fits else NOBODY


def _whom(reader: Reader, m: re.Match | None) -> Found | None:
    """Whom the words name that an expression found."""
    return reader.described(m["whom"], m.start("whom")) if m else None


def salience(reader: Reader, s: Statement, want: str, owns: bool = False) -> list[tuple[float, str]]:
    """Whom a pronoun at the head of a source may mean, each with a score; `owns`: it is `his` or `her`, which may also be
    whom the content names or who says what is around it."""
    at, inside = s.place, s.outer is not None and reader.cast.in_words(s.place)
    speaker = reader.speaker_around if inside else ""
    # of several scores of one key the highest is entered last
    salient = dict(sorted(_named(reader, s, inside, want in ("it", "they"), owns), key=itemgetter(1)))
    spoke: dict[str, float] = {}  # inside a quotation also who speaks in it
    for rank, before in enumerate(reader.spoke_before(at)):
        if inside or not (before.outer and reader.cast.in_words(before.place)):
            score = (weights.EARLIER if rank else weights.SPEAKER) - weights.FAR * reader.cast.apart(before.place, at)
            named = salient.get(before.key, float("-inf"))
            spoke.setdefault(before.key, max(named, score + max(named, 0.0)))  # who spoke long ago is meant no less
    others = {speaker, *(_spoken_of(reader, s) if want in ("he", "she") else ())} if not owns else set()
    return [
        (score + bonus, key)
        for key, score in (salient | spoke).items()
        if key not in others and (bonus := agrees(reader.figure(key), want)) is not None
    ]


def _spoken_of(reader: Reader, s: Statement) -> list[str]:
    """Whom a statement names inside quotation marks that its source stands outside of: nobody calls himself by his name."""
    pieces = () if reader.cast.in_words(s.place) else reader.told[s.row.source_spans]
    return [m.key for a, b in pieces for m in reader.cast.mentions_from(a, b - a) if m.quoted and m.start < b]


def _named(reader: Reader, s: Statement, inside: bool, opening: bool, owns: bool) -> Iterator[tuple[str, float]]:
    """Who was named before, each with a score. `opening`: only what opens a sentence, as a body that `it` means does;
    `owns`: also in the statement's own quotation."""
    cast, at = reader.cast, s.place
    said = [(a, b) for a, b in s.content if b <= at]
    met = cast.mentions_before(at, weights.REMEMBERED)
    latest_first = [m for m in met if inside or not m.quoted or (owns and any(a <= m.start < b for a, b in said))]
    clear = 0 if owns else max((b for _, b in said if not cast.in_words(b - 1)), default=0)  # It rained, he said
    free = (m for m in latest_first if not names.is_office(m.after.low))  # Lee spokesman Bo Reed
    subjects = {(cast.sentence(m.start), m.figure.type == PERSON): m.first for m in free}
    for m in latest_first:
        far = cast.apart(m.start, at)
        if far > weights.SENTENCES:
            break
        if not opening or m.opens:
            subject = subjects.get((cast.sentence(m.start), m.figure.type == PERSON)) == m.first
            here = weights.HERE * (1 + owns) * (subject and m.opens and far == 0 and m.start >= clear)
            yield m.figure.key, weights.SUBJECT * subject + here - weights.FAR * far


def agrees(figure: Figure, want: str) -> float | None:
    """What gender and number add for a figure; None where it cannot be meant."""
    if want in ("he", "she"):
        if not figure.may_be_person or figure.gender not in ("", want):
            return None
        office = weights.UNTOLD * (figure.type == PERSON and figure.told["person"] > 0)
        return weights.GENDER if figure.gender == want else office - weights.GENDER * (not figure.sure_person)
    if want == "they":
        bodies = figure.type == ORGANISATION and not figure.told["placed"]
        return weights.GENDER if figure.many else 0.0 if bodies else None
    return 0.0 if want == "it" and figure.type in KINDS_OF_BODY and not figure.many else None


def by_relative(reader: Reader, s: Statement, at: int) -> Found:
    """`who` and `which`: the name or description right before."""
    cast = reader.cast
    for m in cast.mentions_before(at, 1):
        if m.last >= cast.token_at(at) - 1 and m.before.low not in PARTS:  # Lee, who
            return Found(m.key, "name before the relative pronoun", weights.SURE)
    tail = WHO["clause"].split(cast.text[max(0, at - 160) : at].rstrip(" ,—–-"))[-1]
    for m in reversed(list(WHO["determined"].finditer(tail))):
        phrase = read_phrase(tail[m.start() :])
        ends = names.is_office(phrase.head) and tail.endswith(phrase.core[-1].text)  # his lawyer | who
        able = phrase.kind == "description" and (m["owns"] is None or ends)
        found = reader.by_phrase(phrase, at, s) if able else None
        if found and names.is_writing(phrase.head):  # The guild issued a statement, which
            found = issuer(reader, at, phrase.head, at) or found
        if found:
            return found._replace(rule=f"{found.rule}, before the relative pronoun")
        if able and ends:
            break  # a setback for the mayor, who
    return NOBODY


# No word beside the statement


def subject(reader: Reader, s: Statement) -> Found | None:
    """Whom the words right before a cue without a source name: `Ana Lee, the envoy, termed the report false`."""
    cast, cue = reader.cast, {t.low for t in names.tokens(s.row.cue)}
    i, opens = cast.token_at(s.said), cast.sentence_at(s.said)[0]
    before = cast.token(i - 1)
    if not cue & SAYING or WHO["passive"].search(s.row.cue) or before.low in names.SMALL or i == cast.token_at(opens):
        return None
    object_of = (m.before.low for m in cast.mentions_before(s.said, 1) if m.last == i - 1 and before.text == ",")
    if any(low.endswith("ing") for low in object_of):
        return None  # In criticizing Lee, hints that
    found = by_relative(reader, s, s.said)
    if not found.key or not _speaks(reader.figure(found.key)):
        return None
    return found._replace(rule="right before the cue", confidence=weights.LIKELY)


def _speaks(figure: Figure) -> bool:
    """Whether somebody can speak: no private crane."""
    head = read_phrase(figure.name).head
    return figure.type != UNNAMED or head in UNNAMED_ALONE or any(map(names.is_noun, names.tokens(head)))


def interviewee(reader: Reader, s: Statement) -> Found | None:
    """Who answers in turns headed `A:`: the one person that the opening says was spoken to; NOBODY where it does not tell."""
    if not (s.row.rule.endswith("turn") and s.row.source in ("A", "Q")):
        return None
    cast = reader.cast
    opening = min(other.place for other in reader.statements if other.row.rule.endswith("turn"))
    people = [m for m in cast.mentions_before(opening, len(cast.mentions)) if m.figure.type == PERSON]
    keys = {m.key for m in people if WHO["talked"].search(cast.text, max(0, m.start - 40), m.start)}
    answers = s.row.source == "A" and len(keys) == 1
    return Found(min(keys), "whom the interview is with", weights.LIKELY) if answers else NOBODY
