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
PARTS = 5  # a likeness counts for two of five parts, each further evidence for one
INITIALS = 4 / PARTS  # initials that are those of a name
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
    """Pairs of actors that may be one and are not joined: actor, other, why (rule and score), evidence.

    Speakers' names come earliest, then the surest; each pair stands once.
    """
    rows = [(*p, INITIALS) for p in casts.proposals]
    met = _spellings(casts)
    docs: dict[str, set[str]] = defaultdict(set)
    for spelling in met:
        docs[spelling.key] |= spelling.docs
    for a, b in _pairs(met):
        if (judged := _judge(a, b, docs[b.key])) is not None:
            score, why = judged
            evidence = f"{a.text} and {b.text}: {why}; in {', '.join(sorted(a.docs | b.docs)[:4])}"
            rows.append((b.key, a.key, f"spelling, {min(score, 1.0):.2f}", evidence, score))
    rows.sort(key=lambda r: (not {r[0], r[1]} & speaking, -r[4], r[0], r[1]))
    once: dict[frozenset[str], tuple[str, ...]] = {}
    for row in rows:
        once.setdefault(frozenset(row[:2]), row[:4])
    kept = [row for pair, row in once.items() if len(pair) > 1]
    return pd.DataFrame(kept, columns=["actor", "other", "why", "evidence"], dtype=str)


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


def _judge(a: Spelling, b: Spelling, docs: set[str]) -> tuple[float, str] | None:
    """Score and evidence for two spellings being one name, or None where something speaks against it; `docs` have the latter's actor."""
    together = a.docs & docs
    persons = a.type == b.type == PERSON
    if together and persons and len(a.core) > 1 and len(b.core) > 1:
        return None  # a document that spells out both in full tells two persons apart
    own = {w.lower() for w in ((*a.words, *b.words) if persons else (a.words[-1], b.words[-1]))}
    shared = sorted(w for w in (a.about & b.about) - VAGUE - own if _tells(w))
    if initials := _initials(a, b):
        return INITIALS, initials
    lasts = a.core[-1].lower(), b.core[-1].lower()
    several = PERSON in (a.type, b.type) and lasts[0].rstrip("s") == lasts[1].rstrip("s") != lasts[0]
    if lasts[0] != lasts[1] and (several or (names.kin(*lasts) and lasts[0].rstrip("s") != lasts[1].rstrip("s"))):
        return None  # Asia and Asian
    if PERSON in (a.type, b.type) and a.type != b.type and not shared:
        return None
    return _judge_persons(a, b, shared, sorted(together)) if persons else _judge_bodies(a, b, shared)


def _initials(a: Spelling, b: Spelling) -> str:
    short, long = sorted((a, b), key=lambda s: len(s.text))
    if len(short.words) != 1 or len(long.words) < 3 or not short.text.isupper() or len(short.text) < 3:
        return ""
    return f"{short.text} are the initials of {long.text}" if names.initials(long.words) == short.text else ""


def _tells(word: str) -> bool:
    """Whether a stem tells of an office, a body or a nation."""
    return names.is_office(word) or word in names.TITLES or names.is_body(word) or word in names.STATES


def _judge_persons(a: Spelling, b: Spelling, shared: list[str], together: list[str]) -> tuple[float, str] | None:
    last = _likeness(a.core[-1], b.core[-1])
    if not last:
        return None
    given = _given(a.core[:-1], b.core[:-1])
    lone = len(a.words) == 1 and len(b.core) > 1 and bool(together)
    if last == 1 and not (given or len(shared) > 1) and a.core[-1] == b.core[-1]:
        return None  # a surname alone, spelled alike, is no other spelling
    told = any(map(_tells, a.about - VAGUE)) and any(map(_tells, b.about - VAGUE))
    if given is None or not (given or shared or lone) or (told and not shared and last < 1):
        return None
    words = [f"surnames {_apart(a.core[-1], b.core[-1])} apart over ASCII", given]
    words.append(f"both described by: {', '.join(shared[:6])}" if shared else "nothing is told that both share")
    words.append(f"{together[0]} never introduces {a.text}, and names {b.text}" if lone else "")
    score = last * (PARTS - 3 + bool(given) + bool(shared) + lone) / PARTS
    return score, "; ".join(w for w in words if w)


def _judge_bodies(a: Spelling, b: Spelling, shared: list[str]) -> tuple[float, str] | None:
    """Bodies: the same words but for one that is a letter apart, and words that describe both."""
    last = _likeness(a.core[-1], b.core[-1])
    if not last or not shared or names.stem(a.core[-1]) in names.STATES:
        return None
    one, two = ({fold(w) for w in s.words[:-1]} for s in (a, b))
    if (one ^ two) - {fold(w) for w in a.about & b.about}:
        return None
    why = f"last words {_apart(a.core[-1], b.core[-1])} apart over ASCII"
    return last * (PARTS - 3 + min(3, len(shared))) / PARTS, f"{why}; both described by: {', '.join(shared[:6])}"


def _likeness(a: str, b: str) -> float:
    """1 for folded words alike, less for one letter apart, 0 for words that are too far or too short for that."""
    one, two = fold(a), fold(b)
    away = Levenshtein.distance(one, two)
    near = away == 0 or (away == 1 and min(len(one), len(two)) >= SHORT)
    return 1 - away / max(len(one), len(two)) if one and two and near else 0.0


def _given(a: tuple[str, ...], b: tuple[str, ...]) -> str | None:
    """How given names agree, in words; "" where one is not told; None where they differ."""
    if not a or not b:
        return ""
    one, two = a[0].rstrip("."), b[0].rstrip(".")
    if any(x[0].lower() != y[0].lower() for x, y in zip(a[1:], b[1:], strict=False)):
        return None
    if one.lower() == two.lower():
        return "the same given name"
    if min(len(one), len(two)) == 1 and one[0].lower() == two[0].lower():
        return f"the initial {one[0]} agrees"
    alike = fold(one) == fold(two) or (min(len(one), len(two)) > SHORT and _likeness(one, two))
    return f"given names {_apart(one, two)} apart" if alike else None


def _apart(a: str, b: str) -> str:
    """How many letters two words are apart, in words."""
    n = Levenshtein.distance(anyascii(a).lower(), anyascii(b).lower())
    return "1 letter" if n == 1 else f"{n} letters"
