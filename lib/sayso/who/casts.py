"""The casts of a whole corpus: each document read once, and one key for an actor wherever the fullest name is unique.

Joined: a full name with and without a middle name; a surname alone with the one person of the corpus who has it. What
could be two is only proposed, with evidence (`sayso.who.spellings`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from sayso.who import names
from sayso.who.cast import Cast, Corpuswide
from sayso.who.ledger import ORGANISATION, PERSON, Figure, Ledger

Whole = tuple[Mapping[str, Corpuswide], Set[str]]  # what a corpus has for each key, and the words that it writes small
HELD = 300  # casts that are held at a time


@dataclass
class Known(Figure):
    """What the documents together tell of one key."""

    docs: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)  # how often it is of each type
    names: set[str] = field(default_factory=set)
    bare: bool = False  # one word, and nothing that tells of a person: nobody is one for that
    led: bool = False  # what looks like a first name is a word that the corpus also writes small: `Defiant Lee`

    @property
    def core(self) -> tuple[str, ...]:
        """Its words as names are compared."""
        return names.without_suffixes(self.name.split())


class Casts(NamedTuple):
    """The cast of each document, the ledger that they were read with; by key of a document what all tell, and whose it is."""

    of: Mapping[str, Cast]
    ledger: Ledger
    known: Mapping[str, Known] = MappingProxyType({})
    keys: Mapping[str, Corpuswide] = MappingProxyType({})


def read_casts(actors: pd.DataFrame, masked: Mapping[str, str]) -> Casts:
    """Every document's cast, by doc_id, with keys that hold in the whole corpus. `actors` is the ledger."""
    ledger = Ledger(actors)
    held, met = {}, Met()
    for doc in sorted(masked):
        cast = Cast(doc, masked[doc], ledger)
        met.add(doc, cast.figures, cast.commons)
        if len(held) < HELD:
            held[doc] = cast
    keys = met.keys(ledger)
    for cast in held.values():
        cast.rename(keys, met.commons)
    return Casts(Reread(masked, ledger, (keys, met.commons), held), ledger, met.known, keys)


class Reread(Mapping[str, Cast]):
    """Casts by doc_id: some are held, others read anew whenever they are asked for, as one takes a hundred times its text."""

    def __init__(self, masked: Mapping[str, str], ledger: Ledger, told: Whole, held: Mapping[str, Cast]) -> None:
        self.masked, self.ledger, self.told, self.held = masked, ledger, told, held

    def __getitem__(self, doc: str) -> Cast:
        if doc in self.held:
            return self.held[doc]
        cast = Cast(doc, self.masked[doc], self.ledger)
        cast.rename(*self.told)
        return cast

    def __reduce__(self) -> tuple:
        return Reread, (self.masked, self.ledger, self.told, {})  # kept on disk without those that are held

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.masked))

    def __len__(self) -> int:
        return len(self.masked)


Told = tuple[dict[str, Figure], frozenset[str]]  # figures and commons of a cast: far less than the cast


class Met:
    """What the documents tell of names, gathered as they come: what is kept grows with the names alone."""

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}  # by key, those of the ledger too
        self.commons: set[str] = set(names.told("common"))

    def add(self, doc: str, figures: Mapping[str, Figure], commons: Set[str]) -> None:
        """Take in what a document's cast tells, before it is renamed."""
        self.commons |= commons
        for key, figure in figures.items():
            one = self.known.setdefault(key, Known(key, figure.name, figure.type, known=figure.known))
            one.pour(figure)
            one.docs.append(doc)
            one.kinds[figure.type] += 1
            one.names.add(figure.name)

    def keys(self, ledger: Ledger) -> dict[str, Corpuswide]:
        """For each key of the documents' casts, the ledger's left out, what the corpus has for it."""
        found = {key: _together(one) for key, one in sorted(self.known.items()) if not one.known}
        into = _joins(found, self.commons, ledger)
        return {key: _settled(key, into, found) for key in found}


def _together(one: Known) -> Known:
    """The same with one type and name."""
    kinds = one.kinds
    one.type = max(kinds, key=lambda k: (kinds[k], k))
    if {PERSON, ORGANISATION} <= set(kinds):
        one.type = PERSON if one.told["person"] >= one.told["body"] else ORGANISATION
    one.name = min(one.names, key=lambda n: (n.isupper(), -len(n), n))
    if one.type == PERSON and one.name.isupper() and " " in one.name:
        one.name = one.name.title()
    return one


def _settled(key: str, into: Mapping[str, str], known: Mapping[str, Known]) -> Corpuswide:
    while key in into:
        key = into[key]
    one = known[key]
    kind, gender = ORGANISATION if one.bare else one.type, names.given_gender(one.name) or one.gender
    return Corpuswide(key, one.name, kind, gender, one.about)


# Who is one


def _joins(known: Mapping[str, Known], commons: Set[str], ledger: Ledger) -> dict[str, str]:
    """By key, the key that it is joined into."""
    some = [k for k in known.values() if k.type == PERSON or names.is_writing(k.core[-1].lower())]  # the Review
    full = [k for k in some if len(k.core) > 1]
    into = dict(_middle_names([k for k in full if k.type == PERSON]))
    by_surname: dict[str, list[Known]] = defaultdict(list)
    for k in full:
        k.led = k.type == PERSON and k.core[0].lower() in commons and k.core[0].lower() not in names.GIVEN
        if k.key not in into and not k.led:
            by_surname[names.surname(k.core)].append(k)
    for alone in (k for k in some if len(k.core) == 1):
        surname, person = names.surname(alone.core), sum(alone.told[what] for what in ("person", "he", "she"))
        fits = [k for k in by_surname[surname] if not alone.placed and may_be_one(alone, k)]
        if len(fits) == 1 and surname not in ledger.surnames and _no_other(alone, fits[0]):
            into[alone.key] = fits[0].key
        elif person <= alone.told["placed"] and (alone.placed or not (by_surname[surname] or surname in names.GIVEN)):
            alone.bare = True
    return into


def _middle_names(full: list[Known]) -> Iterator[tuple[str, str]]:
    """Keys of one first and last name into the fullest, unless two middle names differ."""
    groups: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for k in full:
        groups[k.core[0].lower(), names.surname(k.core)].append(k)
    for group in groups.values():
        fullest = max(group, key=lambda k: (len(k.core), len(k.name), k.key))
        middle = [w[0].lower() for w in fullest.core[1:-1]]
        for k in group:
            ours = [w[0].lower() for w in k.core[1:-1]]
            if k is not fullest and ours == middle[: len(ours)]:
                yield k.key, fullest.key


def may_be_one(a: Known, b: Known) -> bool:
    """Whether nothing that is told of two names speaks against their being one: gender, titles of the name."""
    return names.may_be_one((a.gender, b.gender), (a.titles, b.titles))


def _no_other(alone: Known, full: Known) -> bool:
    """Whether a surname alone is not somebody else's: one whom its document introduces, by an office that is not shared."""
    if not alone.introduced or set(alone.docs) & set(full.docs):
        return True
    return any(names.is_office(w) for w in alone.about & full.about)
