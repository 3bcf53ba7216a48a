"""Who appears in a document: the actors of the ledger and other names, where, and how the text describes them.

A name that the ledger does not know is a provisional actor. Its key is a slug of the fullest name that the document
gives it, so the same key stands in another document only for the same full name; a lone surname's key carries the
document. Nothing is merged by likeness.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from sayso import text
from sayso.spans import items
from sayso.who import names
from sayso.who.names import Run, Token, stem

WINDOW = 14  # words around a name that may describe it
PERSON, ORGANISATION, STATE, UNNAMED, DOCUMENT = "person", "organisation", "state", "unnamed", "document"
BODIES = frozenset({ORGANISATION, STATE})
ACTING = names.words_of(  # words after one that opens a sentence, which make it a name
    "said says told tells added adds asked argued wrote noted has had was is will would also did does called made went",
    "came took gave spoke urged warned denied announced declared conceded acknowledged responded replied who himself",
)
PLACED = names.words_of("in at near from across outside inside throughout around toward towards via")


@dataclass
class Figure:
    """An actor in a document: what it is called, and the stems of the words that describe it."""

    key: str
    name: str
    type: str
    about: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    many: bool = False
    male: int = 0
    female: int = 0
    person: int = 0
    placed: int = 0
    known: bool = False
    mentions: list[int] = field(default_factory=list)

    @property
    def gender(self) -> str:
        """`he` or `she` where the text tells, else ""."""
        if self.male == self.female or min(self.male, self.female) * 2 > max(self.male, self.female):
            return ""
        return "he" if self.male > self.female else "she"

    @property
    def may_be_person(self) -> bool:
        """Whether `he` or `she` may stand for it."""
        return (self.type == PERSON and self.person >= self.placed) or (self.type == UNNAMED and not self.many)

    @property
    def may_be_body(self) -> bool:
        """Whether a body may be meant: it is one, or nothing in the text tells a person."""
        unsure = self.type == PERSON and not self.known and not self.person and not self.male + self.female
        return self.type in BODIES or (unsure and not self.placed)


class Ledger:
    """The table of actors, read for look-up."""

    def __init__(self, actors: pd.DataFrame) -> None:
        self.rows: dict[str, list] = defaultdict(list)
        for row in actors.itertuples():
            self.rows[row.actor].append(row)
        self.exact: dict[str, list[str]] = defaultdict(list)
        self.trie: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self.bodies: dict[str, str] = {}
        self.surnames: dict[str, list[str]] = defaultdict(list)
        for key, rows in self.rows.items():
            if rows[0].type == PERSON:
                self.surnames[rows[0].name.split()[-1].lower()].append(key)
            for alias in self.aliases(key):
                self._enter(key, rows[0].type, alias)
        for entries in self.trie.values():
            entries.sort(key=lambda e: (-len(e[0]), e[1]))

    def _enter(self, key: str, kind: str, alias: str) -> None:
        bare = bare_words(alias)
        if bare and key not in self.exact[bare]:
            self.exact[bare].append(key)
        words = tuple(t.text for t in names.tokens(alias) if t.word)
        words = words[1:] if len(words) > 1 and words[0].lower() in names.PLAIN else words
        if kind in (PERSON, ORGANISATION, STATE) and words and (words[-1][0].isupper() or words[-1].isupper()):
            self.trie[words[0].lower()].append((words, key))
            if kind in BODIES and len(words) == 1:
                self.bodies.setdefault(stem(words[0]), key)

    def aliases(self, key: str) -> list[str]:
        """An actor's name and its aliases."""
        rows = self.rows[key]
        return list(dict.fromkeys([rows[0].name, *(a for row in rows for a in items(row.aliases))]))

    def stands_in(self, key: str, doc: str) -> bool:
        """Whether an actor may be met in a document: an unnamed one only in that of its evidence."""
        rows = self.rows[key]
        told = [row.evidence for row in rows if row.evidence]
        return rows[0].type != UNNAMED or not told or any(e.startswith(doc + ":") for e in told) or self._wide(key)

    def _wide(self, key: str) -> bool:
        """Whether an unnamed actor is a body of persons without a document of its own: `Russian media`."""
        return len({e.split(":")[0] for e in (r.evidence for r in self.rows[key])}) > 1

    def figure(self, key: str) -> Figure:
        """An actor as the ledger describes it."""
        row = self.rows[key][0]
        told = " ".join(f"{r.role} {r.affiliation} {r.side}" for r in self.rows[key])
        own = {stem(t.text) for a in self.aliases(key) for t in names.tokens(a) if t.word}
        about = {stem(t.text) for t in names.tokens(told) if t.word}
        if row.type != PERSON:
            about |= own
        about |= {f"@{self.bodies[w]}" for w in about | own if w in self.bodies}
        many = row.type == UNNAMED and any(names.plural(_last_low(a)) for a in self.aliases(key) if a != row.name)
        found = Figure(key, row.name, row.type, about, own, many, known=True, person=int(row.type == PERSON) * 9)
        _titles(found, [w for a in self.aliases(key) for w in names.tokens(a)] + names.tokens(told))
        return found


def _last_low(alias: str) -> str:
    words = names.read_phrase(alias)
    return words.head


def bare_words(phrase: str) -> str:
    """A phrase as aliases are compared: words in lower case, no determiner, marks or possessive ending.

    >>> bare_words("The Harbour Board’s")
    'harbour board'
    """
    words = [t.low for t in names.tokens(phrase) if t.word]
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


def _titles(figure: Figure, around: Sequence[Token]) -> None:
    """Gender as titles and offices tell it."""
    lows = {t.low for t in around}
    figure.male += 3 * len(lows & (names.MALE - {"he", "his", "him", "himself", "her", "king", "prince"}))
    figure.female += 3 * len(lows & (names.FEMALE - {"she", "her", "hers", "herself", "queen", "princess"}))


class Cast:
    """A document read for its figures: tokens, sentences, quotations, mentions in order."""

    def __init__(self, doc: str, text: str, ledger: Ledger) -> None:
        self.doc, self.text, self.ledger = doc, text, ledger
        self.tokens = names.tokens(text)
        self.starts = [t.start for t in self.tokens]
        self.figures: dict[str, Figure] = {}
        self.stream: list[tuple[int, int, str]] = []  # token first, token after last, key
        self.surnames: dict[str, list[str]] = defaultdict(list)
        self.by_core: dict[tuple[str, ...], str] = {}
        self.others: set[str] = set()
        self.by_initials: dict[str, str] = {}
        self.by_given: dict[str, str] = {}
        self._meet()
        self._describe()

    @cached_property
    def quoted(self) -> bytearray:
        """A byte per character: 1 inside quotations."""
        return text.inside(self.text)

    @cached_property
    def paragraphs(self) -> list[int]:
        """Where paragraphs start."""
        return [a for a, _ in text.paragraphs(self.text)]

    @cached_property
    def sentences(self) -> list[int]:
        """Where sentences start, roughly: after a stop before a capital or a mark, and at line breaks."""
        found, words = [0], self.tokens
        for i in range(1, len(words)):
            before, t = words[i - 1], words[i]
            if before.text[0] == "\n":
                found.append(t.start)
            elif before.text in (".", "?", "!") or (
                before.text in ('"', "”", "''") and i > 1 and words[i - 2].text in ".?!,"
            ):
                stop = before if before.text in (".", "?", "!") else words[i - 2]
                last = words[i - 2].text if i > 1 else ""
                short = stop.text == "." and (len(last) == 1 or last.lower() in names.TITLES)
                if stop.text != "," and not short and not t.text[0].islower():
                    found.append(t.start)
        return found

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a character."""
        return bisect_right(self.sentences, at)

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds a character."""
        return bisect_right(self.paragraphs, at)

    def token_at(self, at: int) -> int:
        """The number of the token at, or next after, a character."""
        return bisect_left(self.starts, at)

    # -- who is met ---------------------------------------------------------------------------------

    def _meet(self) -> None:
        commons = {t.text for t in self.tokens if t.text[0].islower()}
        inner = {t.text for i, t in enumerate(self.tokens) if t.capital and not names.opens_sentence(self.tokens, i)}
        met = names.runs(self.tokens, commons, inner)
        loud = self._headlines()
        self._tell_apart(met)
        waiting: list[tuple[Run, tuple[str, ...]]] = []
        for run in met:
            if not self._ledger_mentions(run) and not loud[run.first] and self._is_name(run, inner):
                waiting.append((run, self._words(run)))
        self._name([w for w in waiting if len(names.person_of(w[1])) > 1 or names.is_body_name(w[1])])
        self._name([w for w in waiting if len(names.person_of(w[1])) == 1 and not names.is_body_name(w[1])])
        self.stream.sort()

    def _tell_apart(self, met: list[Run]) -> None:
        """Surnames that the document gives in full to somebody whom the ledger does not know, and to nobody it knows."""
        theirs, known = set(), set()
        for run in met:
            hit = next((h for i in range(run.first, run.last) if (h := self._alias_at(i, run)) and h[0] - i > 1), None)
            core = names.person_of(self._words(run))
            if hit is not None:
                known.add(self.ledger.rows[hit[1]][0].name.split()[-1].lower())
            elif len(core) > 1 and not names.is_body_name(self._words(run)):
                theirs.add(core[-1].lower())
        self.others = theirs - known

    def _is_name(self, run: Run, inner: set[str]) -> bool:
        """Whether a run is more than the one word that opens a sentence and has a capital for that alone."""
        lone = run.last - run.first == 1 and names.opens_sentence(self.tokens, run.first)
        after = self.tokens[run.last].low if run.last < len(self.tokens) else ""
        return not lone or self.tokens[run.first].owns or self.tokens[run.first].text in inner or after in ACTING

    def _words(self, run: Run) -> tuple[str, ...]:
        return tuple(t.text for t in self.tokens[run.first : run.last] if t.word)

    def _headlines(self) -> bytearray:
        """A byte per token: 1 in lines written in capitals throughout, where runs are no names."""
        loud = bytearray(len(self.tokens))
        begin = 0
        for i in range(len(self.tokens) + 1):
            if i < len(self.tokens) and self.tokens[i].text[0] != "\n":
                continue
            line = self.tokens[begin:i]
            long = [t for t in line if t.word and len(t.text) > 3]
            ends = bool(line) and line[-1].text in (".", "?", "!", "”", '"', "’", "''")
            if len(long) > 2 and not ends and sum(t.capital for t in long) > 0.7 * len(long):
                loud[begin:i] = b"\1" * (i - begin)
            begin = i + 1
        return loud

    def _ledger_mentions(self, run: Run) -> bool:
        """Enter the actors of the ledger that a run names; whether its last words name one."""
        i, last = run.first, False
        while i < run.last:
            hit = self._alias_at(i, run)
            if hit is None:
                i += 1
                continue
            end, key = hit
            last = end == run.last
            self._mention(i, end, key)
            i = end
        return last

    def _alias_at(self, i: int, run: Run) -> tuple[int, str] | None:
        for words, key in self.ledger.trie.get(self.tokens[i].text.lower(), ()):
            end = self._spells(words, i)
            other = len(words) == 1 and words[0].lower() in self.others and self.ledger.rows[key][0].type == PERSON
            if end is not None and end <= max(run.last, i + 1) and not other and self._stands_free(i, end, words, run):
                return end, key
        return None

    def _spells(self, words: tuple[str, ...], i: int) -> int | None:
        for word in words:
            while i < len(self.tokens) and self.tokens[i].text == ".":
                i += 1
            if i >= len(self.tokens) or not _same(word, self.tokens[i].text):
                return None
            i += 1
        return i

    def _stands_free(self, i: int, end: int, words: tuple[str, ...], run: Run) -> bool:
        """Whether an alias in a run is the whole name there: `Lee` is not `Ana Lee`, nor `Lee Council`."""
        if end < run.last:
            return bool(self.tokens[end].low in names.SUFFIXES) is False and len(words) > 1
        before = [t for t in self.tokens[run.first : i] if t.word]
        if not before or len(words) > 1:
            return True
        low = before[-1].low
        kin = stem(low)
        return names._no_name(low) or kin in self.ledger.bodies or low in names.SMALL

    def _mention(self, first: int, last: int, key: str) -> Figure:
        figure = self.figures.get(key)
        if figure is None:
            figure = self.figures[key] = self.ledger.figure(key)
            self._index(figure)
            if figure.type == PERSON:
                for alias in self.ledger.aliases(key):
                    core = names.person_of([t.text for t in names.tokens(alias) if t.word])
                    self.by_core.setdefault(_low(core), key)
                    if core and key not in self.surnames[core[-1].lower()]:
                        self.surnames[core[-1].lower()].append(key)
        figure.mentions.append(self.tokens[first].start)
        self.stream.append((first, last, key))
        return figure

    # -- names that the ledger does not know --------------------------------------------------------

    def _name(self, waiting: list[tuple[Run, tuple[str, ...]]]) -> None:
        fullest = self._fullest([w for _, w in waiting])
        for run, words in waiting:
            key = self.key_of(words, self.tokens[run.first].start) or self._new(words, fullest)
            if key:
                figure = self.figures[key]
                figure.mentions.append(self.tokens[run.first].start)
                self.stream.append((run.first, run.last, key))

    def _fullest(self, all_words: list[tuple[str, ...]]) -> dict[tuple[str, str], tuple[str, ...]]:
        """By given name and surname, the fullest form in this document."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for words in all_words:
            core = _core(words)
            if len(core) > 1:
                ends = core[0].lower(), core[-1].lower()
                found[ends] = max(found.get(ends, ()), core, key=lambda c: (len(c), sum(map(len, c)), c))
        return found

    def key_of(self, words: Sequence[str], at: int | None = None) -> str:
        """The key of a name as it stands in the text, "" if it is met for the first time."""
        if not words:
            return ""
        if names.is_body_name(words) or _low(words) in self.by_core:
            return self.by_core.get(_low(words), "")
        core = _core(words)
        if not core:
            return ""
        if (key := self.by_core.get(_low(core))) or (key := self.by_core.get((core[0].lower(), core[-1].lower()))):
            return key
        return self._surname(core, words, at) if len(core) == 1 else ""

    def _surname(self, core: Sequence[str], words: Sequence[str], at: int | None) -> str:
        keys = [k for k in self.surnames.get(core[0].lower(), ()) if self._title_fits(k, words)]
        if len(keys) < 2 or at is None:
            return keys[0] if len(keys) == 1 else ""
        met = [k for k in keys if self.figures[k].mentions and self.figures[k].mentions[0] < at]
        return max(met, key=lambda k: bisect_left(self.figures[k].mentions, at), default="")

    def _title_fits(self, key: str, words: Sequence[str]) -> bool:
        """Whether an honorific before a surname agrees with the person: `Mullah Lee` is not `Qari Lee`."""
        figure = self.figures[key]
        title = {w.lower().rstrip(".") for w in words[:-1]} & names.HONORIFICS
        male, female = bool(title & names.MALE), bool(title & names.FEMALE)
        if (male and figure.gender == "she") or (female and figure.gender == "he"):
            return False
        theirs = {w.lower() for w in figure.name.split()[:-1]} & (names.HONORIFICS - names.MALE - names.FEMALE)
        ours = title - names.MALE - names.FEMALE
        return not (theirs and ours) or bool(theirs & ours)

    def _new(self, words: tuple[str, ...], fullest: Mapping[tuple[str, str], tuple[str, ...]]) -> str:
        if names.is_body_name(words):
            return self._enter(words, ORGANISATION, (_low(words),))
        core = _core(words)
        if not core:
            return ""
        if len(core) == 1:
            return self._enter(core, PERSON, (_low(core),))
        core = fullest.get((core[0].lower(), core[-1].lower()), core)
        key = self._enter(core, PERSON, (_low(core), (core[0].lower(), core[-1].lower())))
        if key not in self.surnames[core[-1].lower()]:
            self.surnames[core[-1].lower()].append(key)
        return key

    def _enter(self, words: Sequence[str], kind: str, cores: Sequence[tuple[str, ...]]) -> str:
        name = " ".join(words)
        if kind == PERSON and len(words) == 1 and stem(words[0]) in names.NATIONS.values():
            kind = STATE
        key = names.slug(name) or "name"
        if key in self.ledger.rows:  # a slug may meet the key of another actor of the ledger
            key += "-provisional"
        own = {stem(w) for w in words}
        about = set(own) if kind != PERSON else set()
        about |= {f"@{self.ledger.bodies[w]}" for w in own if w in self.ledger.bodies}
        figure = Figure(key, name, kind, about, own)
        self._index(self.figures.setdefault(key, figure))
        for core in cores:
            self.by_core.setdefault(core, key)
        return key

    def _index(self, figure: Figure) -> None:
        parts = figure.name.split()
        if figure.type == PERSON and len(parts) > 1:
            self.by_given.setdefault(parts[0], figure.key)
        capitals = "".join(p[0] for p in parts if p[0].isupper())
        if len(parts) > 2 and len(capitals) > 2:
            self.by_initials.setdefault(capitals, figure.key)

    def add(self, words: Sequence[str], kind: str = "", name: str = "") -> str:
        """The key of a name that the text's runs do not hold, entered if it is new."""
        if key := self.by_core.get(_low(words)):
            return key
        kind = kind or (ORGANISATION if names.is_body_name(words) else PERSON)
        key = self._enter(words, kind, (_low(words),))
        if name:
            self.figures[key].name = name
        return key

    # -- how they are described ---------------------------------------------------------------------

    def _describe(self) -> None:
        for first, last, key in self.stream:
            figure = self.figures[key]
            if self.quoted[self.tokens[first].start]:
                continue
            before, after = self._before(first), self._after(last)
            title = [t for t in self.tokens[first:last] if t.word][:-1]
            around = [*before, *after, *(t for t in title if names._no_name(t.low))]
            if figure.type == STATE:
                continue
            figure.about |= {stem(t.text) for t in around if t.low not in names.SMALL or t.text.isupper()}
            figure.about |= {f"@{self.ledger.bodies[w]}" for w in list(figure.about) if w in self.ledger.bodies}
            _titles(figure, [*before, *after[:3], *title])
            figure.person += any(names.is_office(t.low) or t.low in names.TITLES for t in around)
            placed = self.tokens[first - 1].low in PLACED if first else False
            figure.placed += placed
            figure.person += not placed and figure.type == PERSON and len(figure.name.split()) > 1 and last - first == 1
        self._genders()

    def _before(self, first: int) -> list[Token]:
        """The words of office before a name: `Russian special envoy`; or set off by a comma, `Lee's envoy, `."""
        i = first - 1
        comma = i > 0 and self.tokens[i].text == ","
        i -= comma
        found: list[Token] = []
        while i >= 0 and len(found) < 8:
            t = self.tokens[i]
            if not t.word or (t.low in names.SMALL | names.PREPOSITIONS and not t.text.isupper()):
                break
            if not t.capital and not (found or names.is_office(t.low) or names.is_body(t.low)):
                return []
            if t.low.endswith(("ed", "ing")) or t.low in ("told", "said", "says"):
                break
            found.append(t)
            i -= 1
        if comma and not ((i >= 0 and self.tokens[i].low in names.PLAIN) or (found and found[-1].owns)):
            return []
        return found

    def _after(self, last: int) -> list[Token]:
        """The words of an apposition after a name, or of what it is said to be."""
        words = self.tokens
        if last + 1 >= len(words):
            return []
        owner = words[last - 1].owns
        if words[last].text not in (",", "(") and words[last].low not in ("is", "was", "who"):
            return []
        found: list[Token] = []
        for t in words[last + 1 : last + 1 + WINDOW]:
            if t.text in (",", ";", ")", "—", "–", ".", "?", "!", "“", '"') or t.text[0] == "\n":
                break
            found.append(t)
        offices = [t for t in found if names.is_office(t.low) or names.is_body(t.low) or t.low in names.TITLES]
        return [] if owner or not offices else found

    def _genders(self) -> None:
        """`he` and `she` after the only person of a sentence tell who that is, if they agree."""
        at = 0
        for number, begin in enumerate(self.sentences):
            end = self.sentences[number + 1] if number + 1 < len(self.sentences) else len(self.text) + 1
            met = []
            while at < len(self.stream) and self.tokens[self.stream[at][0]].start < end:
                if self.figures[self.stream[at][2]].type == PERSON:
                    met.append(self.stream[at])
                at += 1
            if len({key for *_, key in met}) == 1:
                figure = self.figures[met[0][2]]
                for t in self.tokens[met[0][1] : self.token_at(end)]:
                    if not self.quoted[t.start]:
                        figure.male += t.low in ("he", "his", "him", "himself")
                        figure.female += t.low in ("she", "her", "hers", "herself")
            del begin

    def mentions_before(self, at: int, most: int = 40) -> Iterator[tuple[int, int, Figure]]:
        """Mentions before a character, the latest of them earliest: token first, token after last, figure."""
        low = bisect_left(self.stream, (self.token_at(at), 0, ""))
        for first, last, key in reversed(self.stream[max(0, low - most) : low]):
            yield first, last, self.figures[key]


def _same(alias: str, word: str) -> bool:
    return alias == word or (alias.lower() == word.lower() and (word[0].isupper() or alias[0].islower()))


def _low(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(w.lower().rstrip(".") for w in words)


def _core(words: Sequence[str]) -> tuple[str, ...]:
    core = names.person_of(words)
    return tuple(w for w in core if w.lower() not in names.SUFFIXES) or core
