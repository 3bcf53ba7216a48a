"""Who appears in a document: the actors of the ledger and other names, and where.

A name that the ledger does not know becomes an actor of its own, whose key is the fullest name that the document gives:
lower case, ASCII, hyphens. Within a document a surname, an acronym in brackets or a knight's first name stands for the
one person or body that is named in full; nothing is merged by likeness.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from sayso import words as lists
from sayso.text import Text
from sayso.who import names, weights
from sayso.who.describe import alone_in_marks, describe, given_gender, pronouns_after
from sayso.who.ledger import ORGANISATION, PERSON, STATE, Figure, Ledger
from sayso.who.names import Run, stem
from sayso.who.sentences import in_capitals, sentence_starts

ACTING = lists.words("acting")  # words after one that opens a sentence, which make it a name
BY_FIRST_NAME = frozenset(("sir", "dame"))


class Corpuswide(NamedTuple):
    """What the whole corpus has for a key: the key that it is joined into, with its name, type and gender."""

    key: str
    name: str
    type: str
    gender: str


class Cast:
    """A document read for its figures: tokens, sentences, quotations, mentions in order."""

    def __init__(self, doc: str, text: str, ledger: Ledger) -> None:
        self.doc, self.text, self.ledger = doc, text, ledger
        self.cut = Text(text)
        self.tokens = names.tokens(text)
        self.starts = [t.start for t in self.tokens]
        self.commons = frozenset(t.text for t in self.tokens if t.text[0].islower())
        self.figures: dict[str, Figure] = {}
        self.stream: list[tuple[int, int, str]] = []  # token first, token after last, key
        self.by_name: dict[str, str] = {}  # slug of a name to key
        self.surnames: dict[str, list[str]] = defaultdict(list)
        self.firsts: dict[str, list[str]] = defaultdict(list)  # first word of a person's name
        self.others: set[str] = set()
        self.proper: frozenset[str] = frozenset()  # last words of full names
        self.full: dict[str, list[tuple[bool, int]]] = {}  # by person, full mentions: opens its sentence, place
        self.corpus: dict[str, Corpuswide] = {}  # by key, what the whole corpus has for it
        self.told: dict[str, str] = {}  # gender by key, as pronouns tell it
        self._meet()

    # -- places -------------------------------------------------------------------------------------

    @cached_property
    def quoted(self) -> bytearray:
        """A byte per character: 1 inside quotations."""
        return self.cut.quoted

    @cached_property
    def paragraphs(self) -> list[int]:
        """Where paragraphs start."""
        return [a for a, _ in self.cut.paragraphs]

    @cached_property
    def sentences(self) -> list[int]:
        """Where sentences start."""
        return sentence_starts(self.tokens)

    def in_words(self, at: int) -> bool:
        """Whether a character stands inside a quotation."""
        return bool(self.quoted[at : at + 1].strip(b"\0"))

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a character."""
        return bisect_right(self.sentences, at)

    def sentence_at(self, at: int) -> tuple[int, int]:
        """Where the sentence that holds a character begins and ends."""
        n = self.sentence(at)
        return self.sentences[n - 1], self.sentences[n] if n < len(self.sentences) else len(self.text)

    @cached_property
    def _told(self) -> list[int]:
        """Where sentences start that open outside quotations."""
        return [at for at in self.sentences if not self.in_words(at)]

    def apart(self, a: int, b: int) -> int:
        """How many sentences later a character stands than another; a quotation, of however many, counts as none."""
        return bisect_right(self._told, b) - bisect_right(self._told, a)

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds a character."""
        return bisect_right(self.paragraphs, at)

    def token_at(self, at: int) -> int:
        """The number of the token at, or next after, a character."""
        return bisect_left(self.starts, at)

    def mentions_before(self, at: int, most: int) -> Iterator[tuple[int, int, Figure]]:
        """Mentions before a character, the latest of them earliest: token first, token after last, figure."""
        low = bisect_left(self.stream, (self.token_at(at), 0, ""))
        for first, last, key in reversed(self.stream[max(0, low - most) : low]):
            yield first, last, self.figures[key]

    # -- who is met ---------------------------------------------------------------------------------

    def _meet(self) -> None:
        loud = in_capitals(self.tokens)
        inner = {
            t.text
            for i, t in enumerate(self.tokens)
            if t.capital and not loud[i] and not names.opens_sentence(self.tokens, i)
        }
        met = names.runs(self.tokens, self.commons, inner)
        full = (
            names.person_of(w) for w in map(self.words, met) if not (names.is_body_name(w) or names.is_office_name(w))
        )
        self.proper = frozenset(core[-1] for core in full if len(core) > 1)
        self.others = self._told_apart(met)
        inner |= {self.tokens[run.first].text for run in met if self._is_name(run, inner)}
        waiting = [
            run for run in met if not self._ledger_mentions(run) and not loud[run.first] and self._is_name(run, inner)
        ]
        several = [r for r in waiting if len(names.person_of(self.words(r))) > 1 or names.is_body_name(self.words(r))]
        alone = [r for r in waiting if r not in set(several)]
        fullest = _fullest(map(self.words, several))
        bracketed = self._bracketed(met)
        for some in (several, alone):
            for run in some:
                self._name(run, bracketed.get(run, ()), fullest)
            self.stream.sort()
            for figure in self.figures.values():
                figure.mentions.sort()
            self.told = pronouns_after(self)
            self.full = self.full or self._full_mentions()
        describe(self)

    def _full_mentions(self) -> dict[str, list[tuple[bool, int]]]:
        found: dict[str, list[tuple[bool, int]]] = defaultdict(list)
        for first, _, key in self.stream:
            opens = names.opens_sentence(self.tokens, first)
            found[key].append((opens, self.tokens[first].start))
        return found

    def _name(self, run: Run, long: tuple[str, ...], fullest: Mapping[tuple[str, str], tuple[str, ...]]) -> None:
        """Enter a mention under the one that it names; `long`: what it is the initials of."""
        words = self.words(run)
        key = (long and self.key_of(long)) or self.key_of(words, self.tokens[run.first].start)
        key = key or self._new(long or words, fullest)
        if key:
            figure = self.figures[key]
            figure.titles |= (
                {w.lower().rstrip(".") for w in words[:-1]} & names.TITLES if figure.type == PERSON else set()
            )
            self.by_name.setdefault(_name(words), key)
            self._mention(run.first, run.last, key)

    def words(self, run: Run) -> tuple[str, ...]:
        """The words of a run, marks left out."""
        return tuple(t.text for t in self.tokens[run.first : run.last] if t.word)

    def _told_apart(self, met: list[Run]) -> set[str]:
        """Surnames that the document gives in full to somebody whom the ledger does not know, and to nobody it knows."""
        theirs, known = set(), set()
        for run in met:
            hits = (h for i in range(run.first, run.last) if (h := self._alias_at(i, run)) and h[0] - i > 1)
            hit = next(hits, None)
            core = names.person_of(self.words(run))
            if hit is not None:
                known.add(names.surname(self.ledger.rows[hit[1]][0].name.split()))
            elif len(core) > 1 and not names.is_body_name(self.words(run)):
                theirs.add(names.surname(core))
        return theirs - known

    def _is_name(self, run: Run, inner: set[str]) -> bool:
        """Whether a run is more than an office, and than the one word that opens a sentence and has a capital for that."""
        words = self.words(run)
        lead = self.tokens[run.first - 1].low if run.first else ""
        surname = len(words) == 1 and words[0] in self.proper and lead not in names.DEFINITE
        if not surname and (names.is_office_name(words) or words[-1].lower() in names.REGNAL):
            return False
        t = self.tokens[run.first]
        if len(names.person_of(words)) > weights.LONGEST and not names.is_body_name(words):
            return False  # a headline
        if len(words) == 1 and t.text.lower() in self.commons and (t.low in names.PRESS or names.is_writing(t.low)):
            return False
        lone = run.last - run.first == 1 and names.opens_sentence(self.tokens, run.first)
        lone = lone and not alone_in_marks(self.tokens, run.first, run.last)
        if lone and not t.owns and names.is_noun(t._replace(text=t.text.lower())):
            return t.text in inner or t.text.isupper()  # Investigators said; Sources said
        after = self.tokens[run.last].low if run.last < len(self.tokens) else ""
        acts = after in ACTING or (after in (",", "(") and t.text.lower() not in self.commons)
        return not lone or t.owns or t.text in inner or acts

    def _bracketed(self, met: list[Run]) -> dict[Run, tuple[str, ...]]:
        """Runs of initials in brackets right behind, or before, the name that they are the initials of; to its words."""
        found = {}
        for a, b in pairwise(met):
            opens = a.last < len(self.tokens) and self.tokens[a.last].text == "(" and b.first == a.last + 1
            if not opens or self.tokens[min(b.last, len(self.tokens) - 1)].text != ")":
                continue
            for short, long in ((b, a), (a, b)):
                if short.last - short.first == 1 and _initials(self.words(long)) == self.tokens[short.first].text:
                    found[short] = self.words(long)
        return found

    # -- names of the ledger ------------------------------------------------------------------------

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
            if key not in self.figures:
                self._enter_known(key)
            self._mention(i, end, key)
            i = end
        return last

    def _enter_known(self, key: str) -> None:
        figure = self.figures[key] = self.ledger.figure(key)
        for name in self.ledger.aliases(key) if figure.type == PERSON else [figure.name]:
            core = names.person_of([t.text for t in names.tokens(name) if t.word])
            if core:
                self._index(figure, core)

    def _alias_at(self, i: int, run: Run) -> tuple[int, str] | None:
        for words, key in self.ledger.trie.get(self.tokens[i].text.lower(), ()):
            end = self._spells(words, i)
            other = len(words) == 1 and words[0].lower() in self.others and self.ledger.type_of(key) == PERSON
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
            return len(words) > 1 and self.tokens[end].low not in names.SUFFIXES
        before = [t for t in self.tokens[run.first : i] if t.word]
        if not before or len(words) > 1:
            return True
        low = before[-1].low
        return names.is_role(low) or stem(low) in self.ledger.bodies or low in names.SMALL

    def _mention(self, first: int, last: int, key: str) -> None:
        self.figures[key].mentions.append(self.tokens[first].start)
        self.stream.append((first, last, key))

    # -- names that the ledger does not know --------------------------------------------------------

    def key_of(self, words: Sequence[str], at: int | None = None) -> str:
        """The key of a name as it stands in the text, "" if it is met for the first time."""
        if not words:
            return ""
        if key := self.by_name.get(_name(words)):
            return key
        core = _core(words)
        if names.is_body_name(words):
            turn = len(words) == 1 and words[0].isupper() and self._surname(core, words, at)  # LEE: It rained.
            return turn if turn and self.figures[turn].name.isupper() else self._shortened(words)
        if not core:
            return ""
        if (key := self.by_name.get(_name(core))) and (len(core) > 1 or self._title_fits(key, words)):
            return key
        if len(core) > 1:
            family = (
                len(core) == 2 and core[0].lower() in names.PARTICLES and self._surname(core, words, at)
            )  # De Blasio
            return family or self._by_ends(core)
        return self._surname(core, words, at) or self._first_name(core, words)

    def _by_ends(self, core: Sequence[str]) -> str:
        """The person of this first and last name, a middle name being told or not."""
        keys = [k for k in self.surnames.get(names.surname(core), ()) if k in self.firsts.get(core[0].lower(), ())]
        return keys[0] if len(keys) == 1 else ""

    def _shortened(self, words: Sequence[str]) -> str:
        """`the Authority`, `the Security Council`: the one body of the document whose name ends so."""
        if not names.is_body(words[-1].lower()):
            return ""
        tail = "-" + _name(words)
        keys = {k for name, k in self.by_name.items() if name.endswith(tail)}
        keys = {k for k in keys if self.figures[k].type == ORGANISATION and not self.figures[k].known}
        return min(keys) if len(keys) == 1 else ""

    def _surname(self, core: Sequence[str], words: Sequence[str], at: int | None) -> str:
        """The person of this surname; of several, whose full name last opened a sentence."""
        if _regnal(words):
            return ""
        keys = [k for k in self.surnames.get(names.surname(core), ()) if self._title_fits(k, words)]
        if len(keys) < 2 or at is None:
            return keys[0] if len(keys) == 1 else ""
        met = [(opens, place, k) for k in keys for opens, place in self.full.get(k, ())]
        before = [m for m in met if m[1] < at]
        return max(before)[2] if before else min(met, key=lambda m: m[1], default=("", 0, ""))[2]

    def _first_name(self, core: Sequence[str], words: Sequence[str]) -> str:
        """The one person of this first name: by itself, after Sir, as a king's, or a family name that stands first."""
        keys = [k for k in self.firsts.get(core[0].lower(), ()) if self._title_fits(k, words)]
        titles = {w.lower().rstrip(".") for w in words[:-1]}
        plain = not titles or titles & (BY_FIRST_NAME | names.REGNAL)
        keys = [k for k in keys if plain or len(self.figures[k].name.split()) > 2]
        return keys[0] if len(keys) == 1 else ""

    def _title_fits(self, key: str, words: Sequence[str]) -> bool:
        """Whether a title before a name agrees with the person: `Mullah Lee` is not `Qari Lee`, `Mrs Lee` not `Mr Lee`."""
        figure = self.figures[key]
        titles = {w.lower().rstrip(".") for w in words[:-1]}
        told = names.gender_of(titles)
        theirs = names.gender_of(figure.titles) or given_gender(figure.name) or self.told.get(key, "")
        if told and theirs and told != theirs:
            return False
        ours, known = (
            {t for t in some if t in names.CALLED}
            for some in (titles, {*figure.titles, *(w.lower() for w in figure.name.split()[:-1])})
        )
        return not (ours and known) or bool(ours & known)

    def _new(self, words: tuple[str, ...], fullest: Mapping[tuple[str, str], tuple[str, ...]]) -> str:
        if names.is_body_name(words):
            return self.add(words, ORGANISATION)
        core = _core(words)
        if not core:
            return ""
        if len(core) > 1:
            core = fullest.get((core[0].lower(), names.surname(core)), core)
        elif title := _regnal(words):
            core = (title, *core)
        elif (married := words[0].rstrip(".")).lower() in ("mrs", "ms", "mr") and self.surnames.get(
            names.surname(core)
        ):
            core = (married, *core)  # another of this surname: Mrs Lee beside Bo Lee
        return self.add(core, PERSON)

    def add(self, words: Sequence[str], kind: str = "", name: str = "") -> str:
        """The key of a name, entered if it is new."""
        if key := self.by_name.get(_name(words)):
            return key
        kind = kind or (ORGANISATION if names.is_body_name(words) else PERSON)
        if kind == PERSON and stem(" ".join(words)) in names.STATES:
            kind = STATE
        key = names.slug(" ".join(words)) or "name"
        if key in self.corpus:
            key, name, kind, _ = self.corpus[key]
        if key in self.ledger.rows:  # a slug may meet the key of another actor of the ledger
            key += "-provisional"
        own = {stem(w) for w in words}
        about = (set(own) if kind != PERSON else set()) | self.ledger.sides(own)
        figure = self.figures.setdefault(key, Figure(key, name or " ".join(words), kind, about, own))
        self.by_name.setdefault(_name(words), key)
        self._index(figure, tuple(words))
        return key

    def _index(self, figure: Figure, core: Sequence[str]) -> None:
        """Enter what may stand for a name: its surname and first word."""
        self.by_name.setdefault(_name(core), figure.key)
        if figure.type == PERSON and core:
            kept = [w for w in core if w.lower() not in names.SUFFIXES] or core
            for index, word in ((self.surnames, names.surname(kept)), (self.firsts, kept[0].lower())):
                if (len(kept) > 1 or figure.known) and figure.key not in index[word]:
                    index[word].append(figure.key)

    def rename(self, mapping: Mapping[str, Corpuswide]) -> None:
        """Give figures what the whole corpus has for them; two of one key become one."""
        self.corpus = mapping  # one for all documents, not a copy for each
        for old in [k for k in self.figures if k in mapping and not self.figures[k].known]:
            figure = self.figures.pop(old)
            key, name, kind, gender = mapping[old]
            if not figure.gender and kind == PERSON:
                figure.male += gender == "he"
                figure.female += gender == "she"
            into = self.figures.get(key)
            if into is None:
                figure.key, figure.name, figure.type = key, name, kind
                self.figures[key] = figure
            else:
                _pour(figure, into)
        self.stream = [(first, last, self._renamed(k)) for first, last, k in self.stream]
        self.by_name = {n: self._renamed(k) for n, k in self.by_name.items()}
        for index in (self.surnames, self.firsts):
            for word, keys in index.items():
                index[word] = list(dict.fromkeys(map(self._renamed, keys)))

    def _renamed(self, key: str) -> str:
        return self.corpus[key].key if key in self.corpus and key not in self.figures else key


def _pour(figure: Figure, into: Figure) -> None:
    into.about |= figure.about
    into.titles |= figure.titles
    into.mentions = sorted({*into.mentions, *figure.mentions})
    for count in ("male", "female", "person", "body", "placed"):
        setattr(into, count, getattr(into, count) + getattr(figure, count))


def _fullest(all_words: Iterator[tuple[str, ...]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """By first name and surname, the fullest form in this document."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for words in all_words:
        core = _core(words)
        if len(core) > 1:
            ends = core[0].lower(), names.surname(core)
            found[ends] = max(found.get(ends, ()), core, key=lambda c: (len(c), sum(map(len, c)), c))
    return found


def _same(alias: str, word: str) -> bool:
    return alias == word or (alias.lower() == word.lower() and (word[0].isupper() or alias[0].islower()))


def _name(words: Sequence[str]) -> str:
    """A name as it is looked up; letters that ASCII lacks, and marks, make no difference."""
    return names.slug(" ".join(words)) or " ".join(words).lower()


def _core(words: Sequence[str]) -> tuple[str, ...]:
    core = names.person_of(words)
    return tuple(w for w in core if w.lower() not in names.SUFFIXES) or core


def _initials(words: Sequence[str]) -> str:
    return "".join(w[0] for w in words if w[0].isupper())


def _regnal(words: Sequence[str]) -> str:
    """The title that goes with a given name, `King` of `King Salman`; else ""."""
    return words[-2] if len(words) > 1 and words[-2].lower() in names.REGNAL else ""
