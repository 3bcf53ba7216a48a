"""Spellings that may be one name: proposed with evidence, never merged without a row in the ledger.

Two surnames are compared over ASCII (anyascii) with what transliterations of one name often differ in made alike:
vowels of one colour, doubled letters, kh and q and k. One letter may still be different, added or missing. Likeness of
surnames alone is not enough: given names must agree as far as they are told, and so must what the texts or the ledger
say of the two. A given name or a title alike is no evidence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

import pandas as pd
from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from sayso.who import names
from sayso.who.casts import Casts
from sayso.who.ledger import KINDS_OF_BODY, PERSON, Figure

ALIKE = (
    (r"kh|q|ck", "k"), (r"ph", "f"), (r"gh", "g"), (r"zh", "z"), (r"tch|ch", "c"), (r"dj", "j"), (r"w", "v"),
    (r"[ou]+", "u"), (r"[eiy]+", "i"), (r"a+h?", "a"), (r"(.)\1+", r"\1"),
)  # fmt: skip
SHORT = 4  # folded letters below which one letter is too much of a name
FAR = 2  # letters over ASCII that two spellings may be apart
VAGUE = names.PLAIN | {"state", "government", "country", "special", "united states"}


@dataclass
class Spelling:
    """A name as it is spelled: its words, whose it is, what is said of him or it, and the documents where it stands."""

    words: tuple[str, ...]
    key: str
    type: str
    known: bool
    about: set[str] = field(default_factory=set)
    docs: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The spelling."""
        return " ".join(self.words)

    @property
    def core(self) -> tuple[str, ...]:
        """The words that are compared: of a person without titles, else all."""
        return (names.person_of(self.words) if self.type == PERSON else ()) or self.words


@cache
def fold(word: str) -> str:
    """A word with what transliterations differ in made alike.

    >>> fold("Qadeer") == fold("Qadir")
    True
    """
    low = re.sub(r"[^a-z0-9]", "", anyascii(word).lower())
    for pattern, to in ALIKE:
        low = re.sub(pattern, to, low)
    return low


def alike(casts: Casts, speaking: set[str]) -> pd.DataFrame:
    """Pairs of actors that may be one and are not joined: actor, other, why, evidence.

    Speakers' names come earliest, then those with most evidence; each pair stands once.
    """
    rows = [(*p, FAR) for p in casts.proposals]
    met = _spellings(casts)
    docs: dict[str, set[str]] = defaultdict(set)
    for spelling in met:
        docs[spelling.key] |= spelling.docs
    for a, b in _pairs(met):
        if told := _initials(a, b) or _evidence(a, b, min(a.docs & docs[b.key], default="")):
            evidence = f"{a.text} and {b.text}: {'; '.join(told)}; in {', '.join(sorted(a.docs | b.docs)[:4])}"
            rows.append((b.key, a.key, "spelling", evidence, len(told)))
    rows.sort(key=lambda r: (not {r[0], r[1]} & speaking, -r[4], *r))
    once = {frozenset(row[:2]): row[:4] for row in reversed(rows)}
    return pd.DataFrame(reversed(once.values()), columns=["actor", "other", "why", "evidence"], dtype=str)


def spelled(casts: Casts) -> dict[str, list[str]]:
    """By actor how the documents spell the name: each spelling that is nobody else's, whatever its capitals, once."""
    owners: dict[str, set[str]] = defaultdict(set)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for spelling in _spellings(casts):
        owners[spelling.text.lower()].add(spelling.key)
        found[spelling.key].setdefault(spelling.text.lower(), spelling.text)
    return {key: [text for low, text in texts.items() if len(owners[low]) == 1] for key, texts in found.items()}


def _spellings(casts: Casts) -> list[Spelling]:
    """Every spelling of a name in the documents, and of the ledger's persons and bodies, once for each actor."""
    found: dict[tuple[str, tuple[str, ...]], Spelling] = {}
    for doc, cast in casts.of.items():
        for m in cast.mentions:
            _entry(found, m.words, m.figure).docs.add(doc)
    for key in casts.ledger.rows:
        figure = casts.ledger.figure(key)
        for alias in casts.ledger.aliases(key) if figure.type in (PERSON, *KINDS_OF_BODY) else ():
            words = tuple(t.text for t in names.tokens(alias) if t.word)
            if words and words[-1][0].isupper():
                _entry(found, words, figure)
    return sorted(found.values(), key=lambda s: (s.text, s.key))


def _entry(found: dict, words: tuple[str, ...], figure: Figure) -> Spelling:
    """The spelling of some words; of a person's name with the titles alone that are part of what he or she is called."""
    if figure.type == PERSON:
        core = names.person_of(words)
        called = [w for w in words[: len(words) - len(core)] if w.lower().rstrip(".") in names.CALLED]
        words = (*called, *(w for w in core if w.lower() not in names.SUFFIXES))
    words = words or (figure.name,)
    spelling = found.setdefault((figure.key, words), Spelling(words, figure.key, figure.type, figure.known))
    spelling.about |= figure.about
    return spelling


def _pairs(met: list[Spelling]) -> Iterator[tuple[Spelling, Spelling]]:
    """Spellings of two actors whose last words are one letter apart when folded, or initials and what they stand for.

    The one that the ledger does not know is the former; buckets of deletions keep this linear.
    """
    buckets: dict[str, list[int]] = defaultdict(list)
    for n, spelling in enumerate(met):
        keys = _deletions(fold(spelling.core[-1]))
        if spelling.type != PERSON and len(spelling.words) > 2:
            keys.add("=" + names.initials(spelling.words))
        if len(spelling.words) == 1 and len(spelling.text) > 2 and spelling.text.isupper():
            keys.add("=" + spelling.text)
        for key in keys:
            buckets[key].append(n)
    seen: set[tuple[int, int]] = set()
    for key in sorted(buckets):
        for pair in combinations(buckets[key][:60], 2):  # a bucket as full as this is a common word
            one, two = sorted(pair, key=lambda n: (met[n].known, len(met[n].words), n))
            if met[one].key != met[two].key and not met[one].known and (one, two) not in seen:
                seen.add((one, two))
                yield met[one], met[two]


def _deletions(word: str) -> set[str]:
    return {word} | ({word[:i] + word[i + 1 :] for i in range(len(word))} if len(word) > 2 else set())


def _initials(a: Spelling, b: Spelling) -> list[str]:
    short, long = sorted((a, b), key=lambda s: len(s.text))
    spelled = len(long.words) > 2 and names.initials(long.words) == short.text
    return [f"{short.text} are the initials of {long.text}"] if spelled else []


def _evidence(a: Spelling, b: Spelling, together: str) -> list[str]:
    """What tells that two spellings are one name, none where something speaks against it; `together`: where both are met."""
    persons = a.type == b.type == PERSON
    last, other = a.core[-1], b.core[-1]
    away, folded = _away(last, other)
    if away > FAR or folded > 1 or (PERSON in (a.type, b.type) and not persons) or _inflected(last, other, persons):
        return []
    about = (a.about & b.about) - VAGUE - {last.lower(), other.lower()}
    shared = sorted(w for w in about if names.is_office(w) or names.is_body(w) or w in names.STATES)
    told = [f"last words {away} letters apart over ASCII"]
    told += [f"both described by: {', '.join(shared[:6])}"] if shared else []
    if not persons:
        rest = {fold(w) for w in a.words[:-1]} ^ {fold(w) for w in b.words[:-1]}
        return told if shared and rest <= {fold(w) for w in about} else []
    if len(a.core) > 1 and len(b.core) > 1:
        # a document that spells out both in full tells two persons apart
        return [*told, "given names agree"] if not together and _given_agree(a.core[:-1], b.core[:-1]) else []
    if together and len(a.core) == 1:
        told.append(f"{together} never introduces {a.text}, and names {b.text}")
    return told if away and len(told) > 1 else []


def _away(a: str, b: str) -> tuple[int, int]:
    """How many letters two words are apart over ASCII, and folded; too many where they are too short to tell."""
    one, two = fold(a), fold(b)
    folded = Levenshtein.distance(one, two) * (1 if min(len(one), len(two)) >= SHORT else FAR)
    return Levenshtein.distance(anyascii(a).lower(), anyascii(b).lower()), folded


def _inflected(a: str, b: str, persons: bool) -> bool:
    """Whether two words are forms of one: River and Rivers, if persons', Asia and Asian."""
    one, two = a.lower(), b.lower()
    return one != two and (persons if one.rstrip("s") == two.rstrip("s") else names.kin(one, two))


def _given_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether given names agree: the same but for a letter, or for what an initial leaves open."""
    one, two = a[0].rstrip("."), b[0].rstrip(".")
    middle = all(x[0].lower() == y[0].lower() for x, y in zip(a[1:], b[1:], strict=False))
    if min(len(one), len(two)) == 1:
        return middle and one[0].lower() == two[0].lower()
    return middle and _away(one, two)[1] < 2
