"""The actors that people list, read for look-up; and what is known of an actor in a document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

import pandas as pd

from sayso.spans import items
from sayso.who import names
from sayso.who.names import Token, stem
from sayso.who.phrases import read_phrase

PERSON, ORGANISATION, STATE, UNNAMED = "person", "organisation", "state", "unnamed"
KINDS_OF_BODY = frozenset({ORGANISATION, STATE})


@dataclass
class Figure:
    """An actor in a document: what it is called, and the stems of the words that describe it.

    `told` counts what in the text tells that it is `he`, `she`, a `person`, a `body`, or `placed`; `spelled` is how the
    text names it; `many` where several are meant; `known` where the ledger holds it; `introduced` where the text says who it is: `Lee, a baker`.
    """

    key: str
    name: str
    type: str
    about: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    told: Counter[str] = field(default_factory=Counter)
    spelled: set[str] = field(default_factory=set)
    many: bool = False
    known: bool = False
    introduced: bool = False
    elsewhere: Set[str] = frozenset()  # `about` in the other documents too

    @property
    def gender(self) -> str:
        """`he` or `she` where the text tells, else ""."""
        he, she = self.told["he"], self.told["she"]
        return "" if he == she or min(he, she) * 2 > max(he, she) else "he" if he > she else "she"

    @property
    def placed(self) -> bool:
        """Whether the text has it for a place more than for a person."""
        return self.told["placed"] > self.told["person"]

    @property
    def may_be_person(self) -> bool:
        """Whether `he` or `she` may stand for it."""
        one = self.type == UNNAMED and not self.many and self.told["person"] > 0
        return one or (self.type == PERSON and not self.placed)

    @property
    def sure_person(self) -> bool:
        """Whether the text tells of a person: an office, a full name."""
        full = self.type == PERSON and " " in self.name and not self.told["body"]
        return self.known or self.told["person"] > 0 or full

    @property
    def sure_house(self) -> bool:
        """Whether its name or the text tells of a body, not of a person."""
        return self.type in KINDS_OF_BODY and (self.told["body"] > 0 or names.is_body_name(self.name.split()))

    @property
    def may_be_body(self) -> bool:
        """Whether a body may be meant: it is one, or nothing in the text tells a person."""
        told = self.known or any(self.told[what] for what in ("person", "he", "she", "placed"))
        return self.type in KINDS_OF_BODY or (self.type == PERSON and not told)

    @property
    def press(self) -> bool:
        """Whether it is one of the press, by its name or by what is said of a body."""
        words = {w.lower().rstrip(".") for w in self.name.split()}
        return bool((words | self.about) & names.PRESS or words & names.OUTLETS)

    def tell(self, what: str, times: int = 1) -> None:
        """Count what the text tells, "" for nothing."""
        if what and times:
            self.told[what] += times

    def pour(self, other: Figure) -> None:
        """Take in what is told of another that is the same."""
        self.about |= other.about
        self.titles |= other.titles
        self.told.update(other.told)
        self.spelled |= other.spelled
        self.introduced |= other.introduced


class Ledger:
    """The table of actors, read for look-up."""

    def __init__(self, actors: pd.DataFrame) -> None:
        self.table = actors
        self.rows: dict[str, list] = defaultdict(list)
        for row in actors.itertuples():
            self.rows[row.actor].append(row)
        self.exact: dict[str, list[str]] = defaultdict(list)
        self.called: dict[str, str] = {}  # those of the above that are names
        self.bodies: dict[str, str] = {}
        people = (rows[0].name.split() for rows in self.rows.values() if rows[0].type == PERSON)
        self.surnames = set(map(names.surname, people))
        for key, alias in [(k, alias) for k in self.rows for alias in self.aliases(k)]:
            bare, kind = bare_words(alias), self.type_of(key)
            if bare and key not in self.exact[bare]:
                self.exact[bare].append(key)
            words = [t.text for t in names.tokens(alias) if t.word]
            if kind != UNNAMED and words and words[-1][0].isupper():
                self.called.setdefault(bare, key)
                if kind in KINDS_OF_BODY and " " not in bare:
                    self.bodies.setdefault(stem(bare), key)

    def __reduce__(self) -> tuple:
        return Ledger, (self.table,)

    def type_of(self, key: str) -> str:
        """What kind of actor a key is."""
        return self.rows[key][0].type

    def aliases(self, key: str) -> list[str]:
        """An actor's name and its aliases."""
        rows = self.rows[key]
        return list(dict.fromkeys([rows[0].name, *(a for row in rows for a in items(row.aliases))]))

    def stands_in(self, key: str, doc: str) -> bool:
        """Whether an actor may be met in a document: an unnamed one only in those of its evidence, if it has one alone.

        One with an alias that the words of its evidence do not hold was met elsewhere too.
        """
        told = {row.evidence.partition(":")[0] for row in self.rows[key] if row.evidence}
        if self.type_of(key) != UNNAMED or len(told) != 1 or doc in told:
            return True
        words = " ".join(row.evidence.lower() for row in self.rows[key])
        return any(" " in (bare := bare_words(a)) and bare not in words for a in self.aliases(key)[1:])

    def figure(self, key: str) -> Figure:
        """An actor as the ledger describes it."""
        row = self.rows[key][0]
        told = " ".join(f"{r.role} {r.affiliation} {r.side}" for r in self.rows[key])
        words = " ".join([told, *(self.aliases(key) if row.type != PERSON else ())])
        about = {stem(t.text) for t in names.tokens(words) if t.word}
        many = row.type == UNNAMED and names.plural(read_phrase(row.name).head)
        found = Figure(key, row.name, row.type, about, many=many, known=True)
        found.tell("person", row.type == PERSON)
        found.tell(names.gender_of(w for a in [*self.aliases(key), told] for w in a.split()))
        return found


def bare_words(phrase: str) -> str:
    """A phrase as aliases are compared: words in lower case, no determiner, marks or possessive ending.

    >>> bare_words("The Harbour Board’s")
    'harbour board'
    """
    words = [t.low for t in names.tokens(phrase) if t.word]
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


def about_words(found: Iterable[Token]) -> set[str]:
    """The stems of the words that may describe somebody: no small word, unless in capitals."""
    return {stem(t.text) for t in found if t.word and (t.low not in names.SMALL or t.text.isupper())}
