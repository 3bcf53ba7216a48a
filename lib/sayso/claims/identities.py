"""Who is who: one person with two posts that exclude each other, and one deed or event told of two persons or places."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, groupby, islice, product, takewhile
from typing import TYPE_CHECKING, NamedTuple

from sayso.claims import labels
from sayso.claims.rows import has, row_of
from sayso.claims.units import AUTHOR, Called, Claim, Unit, author_id
from sayso.polarity import stem
from sayso.who import names
from sayso.words import verbs, words
from sayso.words.grammar import grammar

if TYPE_CHECKING:
    from sayso.claims.proposals import Corpus
    from sayso.claims.stretches import Stretches
    from sayso.who.cast import Cast
    from sayso.who.ledger import Figure
    from sayso.who.mentions import Mention

OFFICE, DEED = 0.5, 0.6  # score of a pair of posts; what the likeness of two passages that tell one deed counts
SHARED, ALIKE = 4, 0.4  # words that two such passages share beside the names; of all their words
ROWS = 2  # rows of one person
INSTANCES = 100  # passages of a side, pairs of a row
FAR, NAMES = 90, 20  # characters before a name in which its office begins; names looked at in a piece of a passage
IDENTITY = grammar("identity")
SPEECH = verbs("verbs-reporting") | verbs("verbs-judging") | verbs("verbs-believing") | words("verbs-with-recipient")

# What a name is told with; a unit; whom or what it names, by key and in words; the stems of those words, and of what else it says
Slot, Filler = tuple[str, ...], tuple[int, str, str, set[str], set[str]]


class Office(NamedTuple):
    """An office that a document's own words give a person."""

    post: tuple[tuple[str, ...], tuple[str, ...]]  # its posts, and their grades
    unit: Unit  # the passage; around it stand name and office, in this order
    words: str  # the office alone, as it stands
    field: set[str]  # what tells its field and the house
    task: set[str]  # of these those that do not tell the house


class Told(NamedTuple):
    """What is told of whom: rows of persons with two posts, whose `claims` are the one that each is on; what fills each slot."""

    posts: list[dict]
    slots: Mapping[Slot, Sequence[Filler]]


def read(corpus: Corpus, casts: Mapping[str, Cast]) -> Told:
    """What is told of whom by document, each cast asked for once, as it may be read anew for that.

    Adds to the corpus who appears in each document, and the units of posts.
    """
    offices: dict[str, list[Office]] = defaultdict(list)
    slots: dict[Slot, list[Filler]] = defaultdict(list)
    for doc, units in groupby(enumerate(corpus.units), key=lambda numbered: numbered[1].doc):
        cast = casts.get(doc)
        corpus.figures[doc] = [_called(figure) for figure in cast.figures.values()] if cast else []
        for n, unit in units if cast else ():
            for slot, filler in _filled(cast, n, unit, corpus.said[n]):
                slots[slot].append(filler)
        for m in cast.mentions if cast else ():
            if m.figure.may_be_person and " " in m.figure.name and not m.quoted:
                offices[m.key] += offices_of(m, unit.voice)
    return Told([row for key in sorted(offices) for row in islice(_posts(corpus, offices[key]), ROWS)], slots)


def _called(figure: Figure) -> Called:
    return Called(figure.key, frozenset(stem(word.lower()) for word in figure.name.split()), figure.sure_house)


def propose(corpus: Corpus, told: Told, homes: Mapping[int, Sequence[Claim]]) -> list[dict]:
    """Rows of contradictions of kind identity: each a tension, as one may hold two posts and two may do one thing."""
    return told.posts + [row for slot in sorted(told.slots) for row in _deeds(corpus, told.slots[slot], homes)]


def offices_of(m: Mention, voice: str) -> Iterator[Office]:
    """The offices that stand right before a name or, set off, behind it, in words of a document that counts as ``voice``."""
    text, doc, told = m.cast.text, m.cast.doc, [t for t in m.tokens if t.word]
    core = told[len(told) - len(names.person_of(m.words))].start
    low = max(core - FAR, m.cast.sentence_at(m.start)[0])
    before = IDENTITY["post"].search(text, low, core) and IDENTITY["before"].search(text[low:core])
    behind = IDENTITY["behind"].match(text, m.end)
    for found in filter(None, (before, behind)):
        own, lead = found["own"].lower(), (found["lead"] or "").lower()
        loose = found["comma"] and lead not in names.PLAIN and not IDENTITY["owner"].match(own)
        span = (low + found.start("own"), m.end) if found is before else (m.start, found.end("tail"))
        for several, one in IDENTITY.tables["same"].items():
            own = re.sub(several, one, own)
        post, grade = ({*IDENTITY[what].findall(IDENTITY["owner"].sub("", own))} for what in ("post", "grade"))
        if post and not loose and not IDENTITY["passing"].search(found[0]):
            telling = re.findall(r"[^\W\d_]{2,}", own + found["tail"].lower())
            field = {names.stem(word) for word in telling} - post - grade - names.SMALL
            own, name = text[slice(*span)], text[core : m.end]
            office = " ".join(own.partition(name)[0 if found is before else 2].split()).strip(" ,(“”\"'‘’")
            task = {names.stem(word) for word in re.findall(r"\b[a-z]{2,}\b", IDENTITY["owner"].sub("", office))}
            id, label = author_id(doc, own, [span]), f"{' '.join(name.split())}, {office}"
            unit = Unit(id, doc, voice, (span,), (), (), AUTHOR, f"author of {voice}", own, label)
            yield Office((tuple(sorted(post)), tuple(sorted(grade))), unit, office, field, task & field)


def _posts(corpus: Corpus, held: Sequence[Office]) -> Iterator[dict]:
    """A row for each two posts of a person, or grades of one, in one field or house; none where one document, whichever, gives both."""
    given: dict[str, set] = defaultdict(set)  # by document the offices that it gives, with their grades and each alone
    for office in held:
        given[office.unit.doc] |= {office.post, *office.post[0]}

    def stance(a: Office, b: Office) -> str:  # of who gives the one, on the other
        (one, grade), (other, more) = ([*map(set, office.post)] for office in (a, b))
        agree = one & other and (not grade or not more or grade & more)
        both = any({a.post, b.post} <= known or (one != other and one | other <= known) for known in given.values())
        less = "qualifies" if agree else "neutral" if both else "denies"
        return "affirms" if other <= one and grade == more and b.task <= a.field else less

    claims: dict[str, Claim] = {}
    many = Counter(office.post for office in held)
    for a, b in combinations(sorted(many, key=lambda post: (-many[post], post)), 2):
        one, other = ([office for office in held if office.post == x][:INSTANCES] for x in (a, b))
        pairs = sorted(product(one, other), key=lambda pair: -len(pair[0].field & pair[1].field))
        p, q = pairs[0]
        if p.field & q.field and stance(p, q) == "denies":
            house = set().union(*(x.field | y.field for x, y in pairs if x.field & y.field))
            told = [office for office in held if office.field & house]
            first = told[0].unit.id
            claim = claims[first] = claims.get(first) or _claim(corpus, told, p.post, stance)
            at = dict(zip((office.unit.id for office in told), claim.members, strict=True))
            both = [(at[x.unit.id], at[y.unit.id]) for x, y in pairs if x.field & house and y.field & house]
            why = has(corpus, *both[0], (p.unit.content, q.unit.content))
            yield row_of(corpus, both[:INSTANCES], claim.key, "identity", OFFICE, why, "office") | {"claims": [claim]}


def _claim(corpus: Corpus, told: Sequence[Office], post: tuple, stance: Callable[[Office, Office], str]) -> Claim:
    """The claim that a person holds a post, in the plainest wording: the commonest that is full, rather behind the name."""
    many = Counter(office.words.lower() for office in told if office.post == post)
    lead = max(told, key=lambda o: (many[o.words.lower()], len(o.field), o.unit.content.endswith(o.words), o.words))
    taken = {corpus.add(office.unit, office.words): stance(office, lead) for office in told}
    key = labels.key_of(lead.unit.around, told[0].unit)
    return Claim(key, lead.unit.around, (*taken,), taken, [*taken][told.index(lead)], frozenset(taken))


def _filled(cast: Cast, n: int, unit: Unit, said: Stretches) -> Iterator[tuple[Slot, Filler]]:
    """What the names in a unit that tells are told with: a person with a verb and its object, a place with an event."""
    for a, b in unit.spans if not said.kind and not said.open else ():
        for m in takewhile(lambda m, b=b: m.end <= b, cast.mentions_from(a, NAMES)):
            told, before = IDENTITY["done"].match(cast.text, m.end, b), cast.text[max(a, m.start - FAR) : m.start]
            found = told if m.figure.may_be_person and m.figure.sure_person else IDENTITY["event"].search(before)
            if found and found[1] not in SPEECH:
                called = {stem(w.lower()) for w in (*m.words, *m.figure.name.split())} - {""}
                rest = {t for t, x in said.whole.items() if x == 1.0} - called
                yield tuple(stem(w.lower()) or w for w in found.groups()), (n, m.key, " ".join(m.words), called, rest)


def _deeds(corpus: Corpus, filled: Sequence[Filler], homes: Mapping[int, Sequence[Claim]]) -> Iterator[dict]:
    """A row where two names fill one slot in like passages; of more, or two in one document, it is a series of deeds."""
    units, keys = corpus.units, sorted({key for _, key, *_ in filled})
    docs = [doc for doc, _ in {(units[n].doc, key) for n, key, *_ in filled}]
    if len(keys) == 2 and len(docs) == len({*docs}):
        sides = ([filler for filler in filled if filler[1] == key][:INSTANCES] for key in keys)
        pairs = sorted((-alike(p, q), p[0], q[0], p[2], q[2]) for p, q in product(*sides))
        pairs = [pair for pair in pairs if pair[0] and units[pair[1]].holder != units[pair[2]].holder]
        if pairs and -pairs[0][0] >= ALIKE:
            x, n, k, *called = pairs[0]
            on = next((c.key for c in homes.get(n, ()) if c.key in {d.key for d in homes.get(k, ())}), "")
            both = [pair[1:3] for pair in pairs[:INSTANCES]]
            yield row_of(corpus, both, on, "identity", -x * DEED, has(corpus, n, k, called), "slot")


def alike(a: Filler, b: Filler) -> float:
    """The share of their words that two passages share beside the names; 0 where these may be one's."""
    (_, x, _, called, rest), (_, y, _, other, more) = a, b
    alias = called & (other | more) or other & rest or x.replace("-", "") in y.replace("-", "")
    return 0.0 if alias or len(rest & more) < SHARED else 2 * len(rest & more) / (len(rest) + len(more))
