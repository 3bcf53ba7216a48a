"""Who appears in a document: the actors of the ledger and other names, and where.

A name that the ledger does not know becomes an actor of its own, whose key is the fullest name that the document gives:
lower case, ASCII, hyphens. Within a document a surname, an acronym in brackets or a knight's first name stands for the
one person or body that is named in full; nothing is merged by likeness.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from sayso import words as lists
from sayso.who import names
from sayso.who.ledger import ORGANISATION, PERSON, STATE, Figure, Ledger
from sayso.who.mentions import Mention, describe, pronouns_after
from sayso.who.names import stem
from sayso.who.page import Page

ACTING = lists.words("acting")  # words after one that opens a sentence, which make it a name
Words = tuple[str, ...]


class Corpuswide(NamedTuple):
    """What the whole corpus has for a key: the key that it is joined into, with its name, type, gender, what it is said to be."""

    key: str
    name: str
    type: str
    gender: str
    about: Set[str] = frozenset()


class Cast(Page):
    """A document read for its figures, with the mentions of them in order."""

    def __init__(self, doc: str, text: str, ledger: Ledger) -> None:
        super().__init__(text)
        self.doc, self.ledger = doc, ledger
        self.commons: Set[str] = frozenset(t.text for t in self.tokens if t.text[0].islower())
        self.figures: dict[str, Figure] = {}
        self.mentions: list[Mention] = []
        self.by_name: dict[str, str] = {}  # slug of a name to key
        self.surnames: dict[str, list[str]] = defaultdict(list)
        self.firsts: dict[str, list[str]] = defaultdict(list)  # first word of a person's name
        self.proper: frozenset[str] = frozenset()  # last words of full names
        self.full: dict[str, list[Mention]] = defaultdict(list)  # by person, mentions in full
        self.corpus: Mapping[str, Corpuswide] = {}  # by key, what the whole corpus has for it
        self.gender: dict[str, str] = {}  # by key, as pronouns tell it
        self._meet()

    def mentions_before(self, at: int, most: int) -> list[Mention]:
        """Mentions before a character, the latest of them earliest."""
        low = bisect_left(self.mentions, self.token_at(at), key=lambda m: m.first)
        return self.mentions[max(0, low - most) : low][::-1]

    def mentions_from(self, at: int, most: int) -> list[Mention]:
        """Mentions at or after a character, in order."""
        low = bisect_left(self.mentions, self.token_at(at), key=lambda m: m.first)
        return self.mentions[low : low + most]

    # -- who is met ---------------------------------------------------------------------------------

    def _meet(self) -> None:
        loud = self.in_capitals()
        opens = names.opens_sentence
        inner = {t.text for i, t in enumerate(self.tokens) if t.capital and not (loud[i] or opens(self.tokens, i))}
        met = [Mention(self, run.first, run.last) for run in names.runs(self.tokens, self.commons, inner)]
        full = (m.words for m in met if not (names.is_body_name(m.words) or names.is_office_name(m.words)))
        self.proper = frozenset(core[-1] for core in map(names.person_of, full) if len(core) > 1)
        several, alone = [], []
        for m in met:
            if self.listed(m.words)[0] or (not loud[m.first] and self._is_name(m, inner)):
                lone = len(names.person_of(m.words)) < 2 and not names.is_body_name(m.words)
                (alone if lone else several).append(m)
        bracketed = self._bracketed(met)
        for some in (several, alone):
            for m in some:
                self._name(m, bracketed.get(m, m.words))
            self.mentions.sort(key=lambda m: (m.first, m.last, m.key))
            self.gender = pronouns_after(self)
            for m in () if self.full else self.mentions:
                self.full[m.key].append(m)
        describe(self)

    def _name(self, m: Mention, long: Words) -> None:
        """Enter a mention under the one that it names; `long`: its words, or what it is the initials of."""
        if key := self.key_of(long, m.start) or self.new(long):
            figure, m.key = self.figures[key], key
            if figure.type == PERSON:
                figure.titles |= names.titles_of(m.words) & names.TITLES
            figure.spelled.add(names.called(m.words) if figure.type == PERSON else " ".join(m.words))
            self.by_name.setdefault(_name(m.words), key)
            self.mentions.append(m)

    def _is_name(self, m: Mention, inner: set[str]) -> bool:
        """Whether a run is more than an office, and than the one word that opens a sentence and has a capital for that."""
        t, one = m.tokens[0], len(m.words) == 1
        surname = one and m.words[0] in self.proper and m.before.low not in names.DEFINITE
        if not surname and (names.is_office_name(m.words) or (one and m.before.owns and names.is_body(t.low))):
            return False
        if len(m.tokens) > 1 or t.owns or m.marked or not names.opens_sentence(self.tokens, m.first):
            return True
        if names.is_noun(t._replace(text=t.text.lower())):
            return t.text in inner or t.text.isupper()  # Investigators said; Sources said
        acts = m.after.low in ACTING and not names.is_noun(m.after)  # not: Several reports said
        return t.text in inner or acts or (m.after.low in (",", "(") and t.text.lower() not in self.commons)

    def _bracketed(self, met: list[Mention]) -> dict[Mention, Words]:
        """Initials in brackets right behind the name that they are the initials of; to its words."""
        pairs = ((a, b) for a, b in pairwise(met) if a.after.text == "(" and b.first == a.last + 1)
        return {b: a.words for a, b in pairs if b.after.text == ")" and b.words == (names.initials(a.words),)}

    # -- names of the ledger ------------------------------------------------------------------------

    def listed(self, words: Sequence[str]) -> tuple[str, int]:
        """The actor of the ledger whose name ends some words, and its length: `Lee` ends `President Lee`, not `Ana Lee`."""
        low = [w.lower().rstrip(".") for w in words]
        for i in range(len(low)):
            alone = 0 < i == len(low) - 1  # a last word alone, behind others
            key = self.ledger.called.get(" ".join(low[i:]))
            if key and (not alone or names.is_role(low[i - 1]) or stem(low[i - 1]) in self.ledger.bodies):
                return key, len(low) - i
        return "", 0

    def _enter_known(self, key: str) -> None:
        figure = self.figures[key] = self.ledger.figure(key)
        for name in self.ledger.aliases(key) if figure.type == PERSON else [figure.name]:
            core = names.person_of([t.text for t in names.tokens(name) if t.word])
            if core:
                self._index(figure, core)

    # -- names that the ledger does not know --------------------------------------------------------

    def key_of(self, words: Sequence[str], at: int | None = None) -> str:
        """The key of a name as it stands in the text, "" if it is met for the first time."""
        foreign = words[0].upper() == words[0].lower()  # a script without capitals
        if key := self.by_name.get(_name(words)) or (foreign and self.by_name.get(_bare(words))):
            return key
        core, body = _core(words), names.is_body_name(words)
        lone = len(core) == 1 or (len(core) == 2 and core[0].lower() in names.PARTICLES)  # De Blasio
        known = lone and (not body or words[0].isupper()) and self._surname(core, words, at)  # LEE: It rained.
        if known and (len(core) == 1 or core[0].lower() in re.split("[ -]", self.figures[known].name.lower())):
            return known  # no: Ben Lee
        if key := self.listed(words)[0]:
            if key not in self.figures:
                self._enter_known(key)
            return key
        if body:
            return self._shortened(words)
        return self._first_name(core, words) if len(core) == 1 else ""

    def _shortened(self, words: Sequence[str]) -> str:
        """`the Authority`, `the Security Council`, `the Herald`: the one body of the document whose name ends so."""
        if not (names.is_body(words[-1].lower()) or words[-1].lower() in names.PRESS | names.OUTLETS):
            return ""
        keys = {k for name, k in self.by_name.items() if name.endswith("-" + _name(words))}
        return _only([k for k in keys if self.figures[k].type == ORGANISATION])

    def _surname(self, core: Sequence[str], words: Sequence[str], at: int | None) -> str:
        """The person of this surname; of several, whose full name last opened a sentence."""
        keys = [k for k in self.surnames.get(names.surname(core), ()) if self._title_fits(k, words)]
        if len(keys) < 2 or at is None:
            return _only(keys)
        met = [m for k in keys for m in self.full.get(k, ())]
        before = [m for m in met if m.start < at] or met[:1]
        best = max(before, key=lambda m: (names.opens_sentence(self.tokens, m.first), m.start), default=None)
        return best.key if best else ""

    def _first_name(self, core: Sequence[str], words: Sequence[str]) -> str:
        """The one person of this first name: by itself, after Sir, or a family name that stands first."""
        titles = names.titles_of(words)
        plain = not titles or titles & {"sir", "dame"}
        keys = [k for k in self.firsts.get(core[0].lower(), ()) if self._title_fits(k, words)]
        return _only([k for k in keys if plain or len(self.figures[k].name.split()) > 2])

    def _title_fits(self, key: str, words: Sequence[str]) -> bool:
        """Whether a title before a name agrees with the person: `Mrs Lee` is not `Mr Lee`."""
        figure, titles = self.figures[key], names.titles_of(words)
        theirs = names.gender_of(figure.titles) or names.given_gender(figure.name) or self.gender.get(key, "")
        called = figure.titles | {w.lower() for w in figure.name.split()[:-1]}
        return names.may_be_one((names.gender_of(titles), theirs), (titles, called))

    def new(self, words: Words) -> str:
        """The key of a name that is met for the first time, "" where it is a title alone."""
        core = words if names.is_body_name(words) else _core(words)
        married = words[0].rstrip(".").lower() in ("mrs", "ms", "mr") and len(core) == 1
        if married and self.surnames.get(names.surname(core)):
            core = (words[0].rstrip("."), *core)  # another of this surname: Mrs Lee beside Bo Lee
        return self.add(core) if core else ""

    def add(self, words: Sequence[str], name: str = "") -> str:
        """The key of a name, entered if it is new."""
        if key := self.by_name.get(_name(words)):
            return key
        low, body = " ".join(words).lower(), name or names.is_body_name(words)
        state = low in names.STATES or (stem(low) in names.STATES and not names.plural(low))
        kind = STATE if state else ORGANISATION if body else PERSON
        key = names.slug(" ".join(words)) or "name"
        if key in self.corpus:
            key, name, kind, *_ = self.corpus[key]
        if key in self.ledger.rows:  # a slug may meet the key of another actor of the ledger
            key += "-provisional"
        about = {stem(w) for w in words} if kind != PERSON else set()
        figure = self.figures.setdefault(key, Figure(key, name or " ".join(words), kind, about))
        self.by_name.setdefault(_name(words), key)
        self._index(figure, words)
        return key

    def _index(self, figure: Figure, core: Sequence[str]) -> None:
        """Enter what may stand for a name: its surname and first word."""
        self.by_name.setdefault(_name(core), figure.key)
        self.by_name.setdefault(_bare(core), figure.key)
        if figure.type == PERSON:
            kept = names.without_suffixes(core)
            for index, word in ((self.surnames, names.surname(kept)), (self.firsts, kept[0].lower())):
                if (len(kept) > 1 or figure.known) and figure.key not in index[word]:
                    index[word].append(figure.key)

    def rename(self, mapping: Mapping[str, Corpuswide], commons: Set[str]) -> None:
        """Give figures what the whole corpus has for them; two of one key become one. `commons`: words that it writes small."""
        self.corpus, self.commons = mapping, commons  # one for all documents, not a copy for each
        met, self.figures = self.figures, {}
        for old, figure in met.items():
            if old in mapping and not figure.known:
                figure.key, figure.name, figure.type, gender, figure.elsewhere = mapping[old]
                figure.tell(gender if figure.type == PERSON and not figure.gender else "")
            if (one := self.figures.setdefault(figure.key, figure)) is not figure:
                one.pour(figure)
        for m in self.mentions:
            m.key = met[m.key].key
        self.by_name = {name: met[key].key for name, key in self.by_name.items()}
        for index in (self.surnames, self.firsts):
            for word, keys in index.items():
                index[word] = list(dict.fromkeys(met[key].key for key in keys))


def _only(keys: Sequence[str]) -> str:
    """The one key, "" where there is none or several."""
    return keys[0] if len(keys) == 1 else ""


def _name(words: Sequence[str]) -> str:
    """A name as it is looked up; letters that ASCII lacks, and marks, make no difference."""
    return names.slug(" ".join(words)) or " ".join(words).lower()


def _bare(words: Sequence[str]) -> str:
    """The consonants of a name, by which it is known where a script writes no vowels; no name looks so."""
    return "=" + "".join(c for c in _name(words) if c not in "aeiouwy-")


def _core(words: Sequence[str]) -> Words:
    """The words of a person's name that tell whose it is; a king's title is one of them: `King Salman`."""
    core = names.without_suffixes(names.person_of(words))
    return tuple(words[-2:]) if len(core) == 1 < len(words) and words[-2].lower() in names.REGNAL else core
