"""Who is who: one person with two posts that exclude each other, and one deed or event told of two persons or places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby, product, takewhile
from typing import TYPE_CHECKING

import pandas as pd

from sayso.claims.polarity import WORD, stem
from sayso.claims.units import AUTHOR, Unit, author_id
from sayso.who import names
from sayso.who.casts import read_casts
from sayso.who.ledger import PERSON
from sayso.words import told, verbs
from sayso.words.grammar import grammar

if TYPE_CHECKING:
    from sayso.claims.proposals import Claim, Corpus
    from sayso.who.mentions import Mention

OFFICE, DEED = 0.5, 0.6  # score of a pair of posts; what the likeness of two passages that tell one deed counts
SHARED, ALIKE = 4, 0.4  # words that two such passages share beside the names; of all their words
FILLERS = 3  # names in one slot; more, or two in one document, are a series: the votes in Alda and in Brond
INSTANCES = 100
FAR, NAMES = 90, 20  # characters before a name in which its office begins; names looked at in a piece of a passage
IDENTITY = grammar("identity")
BOUND = (names.SMALL | names.PREPOSITIONS | names.PLAIN | verbs("verbs-reporting") | told("tenses").keys()) - {"and"}

Office = tuple[
    tuple[tuple[str, ...], tuple[str, ...]], Unit, set[str]
]  # posts, grades; passage; words for field, house
Filler = tuple[
    int, str, str, set[str], set[str]
]  # unit; key and words of a name; their stems; those of the unit's rest


def propose(corpus: Corpus, homes: Mapping[int, Sequence[Claim]]) -> list[dict]:
    """Rows of contradictions of kind identity: each a tension, as one may hold two posts and two may do one thing."""
    offices: dict[str, list[Office]] = defaultdict(list)
    slots: dict[tuple[str, str], list[Filler]] = defaultdict(list)
    casts = corpus.casts or read_casts(pd.DataFrame(columns=["actor"]), corpus.texts).of
    for doc, own in groupby(enumerate(corpus.units), key=lambda pair: pair[1].doc):
        cast, voice = casts[doc], doc
        for n, unit in own:
            voice = unit.holder if unit.form == AUTHOR else voice
            for a, b in () if corpus.said[n].kind or corpus.said[n].open else unit.spans:
                for m in takewhile(lambda m, b=b: m.end <= b, cast.mentions_from(a, NAMES)):
                    if slot := slot_of(m, a, b):
                        called = {stem(w.lower()) for w in (*m.words, *m.figure.name.split())} - {""}
                        rest = {t for t, x in corpus.said[n].whole.items() if x == 1.0} - called
                        slots[slot].append((n, m.key, " ".join(m.words), called, rest))
        for m in cast.mentions:
            if m.figure.type == PERSON and " " in m.figure.name and not m.quoted:
                offices[m.key] += offices_of(m, voice)
    rows = [row for key in sorted(offices) for row in _posts(offices[key])]
    return rows + [row for slot in sorted(slots) for row in _deeds(corpus, slots[slot], homes)]


def offices_of(m: Mention, voice: str) -> Iterator[Office]:
    """The offices that stand right before a name or, set off, behind it."""
    text, doc, words = m.cast.text, m.cast.doc, [t for t in m.tokens if t.word]
    core = words[len(words) - len(names.person_of(m.words))].start
    low = max(core - FAR, m.cast.sentence_at(m.start)[0])
    before, behind = IDENTITY["before"].search(text[low:core]), IDENTITY["behind"].match(text, m.end)
    for found in filter(None, (before, behind)):
        head, tail = found["head"].lower(), found["tail"].lower()
        own = " ".join([*takewhile(lambda w: w not in BOUND, reversed(head.split()))][::-1])
        cut = {*head[: len(head) - len(own)].split()}
        if found is before:
            loose = found["comma"] and not (IDENTITY["owner"].match(head) or names.PLAIN & cut)
            torn, span = loose or BOUND & {*tail.split()[2:]}, (low + found.end("head") - len(own), m.end)
        else:
            torn, span = cut - names.PLAIN, (m.start, found.end("tail"))
        for several, one in IDENTITY.tables["same"].items():
            own = re.sub(several, one, own)
        post, grade = ({*IDENTITY[what].findall(IDENTITY["owner"].sub("", own))} for what in ("post", "grade"))
        if post and not torn and not IDENTITY["passing"].search(head):
            field = {names.stem(w) for w in WORD.findall(own + tail)} - post - grade - BOUND - {"and"}
            words = text[slice(*span)]
            unit = Unit(author_id(doc, words, [span]), doc, (span,), (), (), AUTHOR, voice, words, words)
            yield (tuple(sorted(post)), tuple(sorted(grade))), unit, field


def _posts(held: Sequence[Office]) -> Iterator[dict]:
    """A row for each two posts of a person, or grades of one, in one field or house; none where one voice gives both."""
    for a, b in combinations(sorted({post for post, *_ in held}), 2):
        one, other = ([(unit, field) for post, unit, field in held if post == x] for x in (a, b))
        (p, q), *_ = pairs = sorted(product(one, other), key=lambda pair: -len(pair[0][1] & pair[1][1]))
        both = {u.holder for u, _ in one} & {u.holder for u, _ in other}
        agree = {*a[0]} & {*b[0]} and (not a[1] or not b[1] or {*a[1]} & {*b[1]})
        if p[1] & q[1] and not both and not agree:
            yield _row([(u, v) for (u, _), (v, _) in pairs], [p[0].content, q[0].content], OFFICE, "", "office")


def slot_of(m: Mention, start: int, end: int) -> tuple[str, str] | None:
    """What a name is told with between two characters: a person with a verb and its object, a place with an event."""
    if not (m.figure.type == PERSON and m.figure.sure_person):
        found = IDENTITY["event"].search(m.cast.text[max(start, m.start - FAR) : m.start])
        return (stem(found[1].lower()), "in") if found else None
    found = IDENTITY["done"].match(m.cast.text, m.end, end)
    if not found or found["verb"] in verbs("verbs-reporting"):
        return None
    rest = [stem(w) for w in WORD.findall(found["rest"].lower()) if w not in BOUND and stem(w)]
    return (stem(found["verb"]), rest[0]) if rest else None


def _deeds(corpus: Corpus, filled: Sequence[Filler], homes: Mapping[int, Sequence[Claim]]) -> Iterator[dict]:
    """A row for each two names that fill one slot in like passages; none where the slot is a series."""
    units, keys = corpus.units, sorted({key for _, key, *_ in filled})
    docs = [doc for doc, _ in {(units[n].doc, key) for n, key, *_ in filled}]
    for a, b in combinations(keys, 2) if len(keys) <= FILLERS and len(docs) == len({*docs}) else ():
        sides = ([filler for filler in filled if filler[1] == key] for key in (a, b))
        pairs = sorted((-alike(p, q), p[0], q[0], p[2], q[2]) for p, q in product(*sides))
        pairs = [pair for pair in pairs if pair[0] and units[pair[1]].holder != units[pair[2]].holder]
        if pairs and -pairs[0][0] >= ALIKE:
            x, n, k, *words = pairs[0]
            on = next((c.key for c in homes.get(n, ()) if c.key in {d.key for d in homes.get(k, ())}), "")
            yield _row([(units[n], units[k]) for _, n, k, *_ in pairs], words, -x * DEED, on, "slot")


def alike(a: Filler, b: Filler) -> float:
    """The share of their words that two passages share beside the names; 0 where these may be one's."""
    (_, x, _, called, rest), (_, y, _, other, more) = a, b
    alias = called & (other | more) or other & rest or x.replace("-", "") in y.replace("-", "")
    shared = len(rest & more)
    return 0.0 if alias or shared < SHARED else 2 * shared / (len(rest) + len(more))


def _row(pairs: Sequence[tuple[Unit, Unit]], words: Sequence[str], score: float, on: str, rule: str) -> dict:
    (a, b), *rest = pairs = pairs[:INSTANCES]
    return {
        "a": a.id, "b": b.id, "on": on, "kind": "identity", "strength": "tension", "score": f"{score:.3f}",
        "why": f"{a.doc} has “{words[0]}”, {b.doc} has “{words[1]}”", "turned_by": "", "same_holder": "",
        "instances": " | ".join(f"{p.id}+{q.id}" for p, q in rest), "rule": f"claims: {rule}",
        "units": [], "passages": [unit for pair in pairs for unit in pair],
    }  # fmt: skip
