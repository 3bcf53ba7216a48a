"""Names that may be one actor and are not joined: proposed with evidence, never merged without a row in the ledger.

One may be the initials of the other, or the same but for hyphens, spaces or an ending of the web; a surname may be that
of several; or a name is spelled in two ways. Last words are compared over ASCII (anyascii) with what transliterations
of one name often differ in made alike: vowels of one colour, doubled letters, kh and q and k. One letter may still be
different, added or missing. That alone is not enough: given names must agree, or what texts and ledger say of the two.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

import pandas as pd
from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from sayso.who import names
from sayso.who.casts import Casts, Known, may_be_one
from sayso.who.ledger import KINDS_OF_BODY, PERSON

ALIKE = (
    (r"kh|q|ck", "k"), (r"ph", "f"), (r"gh", "g"), (r"zh", "z"), (r"tch|ch", "c"), (r"dj", "j"), (r"w", "v"),
    (r"[ou]+", "u"), (r"[eiy]+", "i"), (r"a+h?", "a"), (r"(.)\1+", r"\1"),
)  # fmt: skip
SHORT = 4  # folded letters below which one letter is too much of a name
FAR = 2  # letters over ASCII that two spellings may be apart
VAGUE = names.PLAIN | {"state", "government", "country", "special", "united states"}


class Spelling(NamedTuple):
    """A name as it is spelled, the actor's key in the corpus, and what is known of who bears it."""

    text: str
    key: str
    known: Known

    @property
    def core(self) -> tuple[str, ...]:
        """The words that are compared: of a person without titles, else all."""
        words = tuple(self.text.split())
        return (names.without_suffixes(names.person_of(words)) if self.known.type == PERSON else ()) or words


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
    met = _spellings(casts)
    docs: dict[str, set[str]] = defaultdict(set)
    for spelling in met:
        docs[spelling.key].update(spelling.known.docs)
    rows = []
    for a, b in _pairs(met):
        if told := _told(a, b, min(docs[b.key].intersection(a.known.docs), default="")):
            where = f"in {', '.join(sorted({*a.known.docs, *b.known.docs})[:4])}"
            rows.append((b.key, a.key, told[0], f"{a.text} and {b.text}: {'; '.join([*told[1:], where])}", len(told)))
    rows.sort(key=lambda r: (not {r[0], r[1]} & speaking, -r[4], *r))
    once = {frozenset(row[:2]): row[:4] for row in reversed(rows)}
    return pd.DataFrame(reversed(once.values()), columns=["actor", "other", "why", "evidence"], dtype=str)


def spelled(casts: Casts) -> dict[str, list[str]]:
    """By actor how the documents spell the name: each spelling that is nobody else's, whatever its capitals, once."""
    owners: dict[str, set[str]] = defaultdict(set)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for spelling in _spellings(casts):
        for text in sorted({spelling.text, *spelling.known.spelled}):
            owners[text.lower()].add(spelling.key)
            found[spelling.key].setdefault(text.lower(), text)
    return {key: [text for low, text in texts.items() if len(owners[low]) == 1] for key, texts in found.items()}


def _spellings(casts: Casts) -> list[Spelling]:
    """Every name as a document gives it in full, and those of the ledger's persons and bodies."""
    found = [Spelling(known.name, casts.keys[key].key, known) for key, known in casts.known.items() if not known.known]
    for key in casts.ledger.rows:
        figure = casts.ledger.figure(key)
        known = casts.known.get(key) or Known(key, figure.name, figure.type, figure.about, known=True)
        for alias in casts.ledger.aliases(key) if figure.type in (PERSON, *KINDS_OF_BODY) else ():
            words = [t.text for t in names.tokens(alias) if t.word]
            if words and words[-1][0].isupper():
                found.append(Spelling(" ".join(words), key, known))
    return sorted(found, key=lambda s: (s.text, s.key))


def _pairs(met: list[Spelling]) -> Iterator[tuple[Spelling, Spelling]]:
    """Spellings of two actors of one bucket: last words that are a letter apart when folded, initials, the same letters.

    The one that the ledger does not know is the former; buckets of deletions keep this linear.
    """
    buckets: dict[str, list[int]] = defaultdict(list)
    for n, spelling in enumerate(met):
        word = fold(spelling.core[-1])
        keys = {word, *(word[:i] + word[i + 1 :] for i in range(len(word)) if len(word) > 2)}
        keys |= {"=" + names.initials(spelling.text.split()), "=" + spelling.text, "~" + _squashed(spelling.text)}
        for key in keys:
            buckets[key].append(n)
    seen: set[tuple[int, int]] = set()
    for key in sorted(buckets):
        for pair in combinations(buckets[key][:60], 2):  # a bucket as full as this is a common word
            one, two = sorted(pair, key=lambda n: (met[n].known.known, len(met[n].core), n))
            if met[one].key != met[two].key and not met[one].known.known and (one, two) not in seen:
                seen.add((one, two))
                yield met[one], met[two]


def _squashed(text: str) -> str:
    return names.slug(text).removesuffix("-com").replace("-", "")


def _told(a: Spelling, b: Spelling, together: str) -> list[str]:
    """What tells that two are one actor, none where something speaks against it; `together`: a document that has both."""
    short, long = sorted((a.text, b.text), key=len)
    if len(long.split()) > 2 and names.initials(long.split()) == short:
        return [f"{short} are the initials of {long}"]
    if _squashed(short) == _squashed(long):
        return ["the same letters but for hyphens, spaces or an ending"]
    persons = a.known.type == b.known.type == PERSON
    last, other = a.core[-1], b.core[-1]
    if persons and len(a.core) == 1 < len(b.core) and names.surname(a.core) == names.surname(b.core):
        alone = a.key == a.known.key and not (a.known.placed or b.known.led) and may_be_one(a.known, b.known)
        return ["the same surname; others have it, or are described otherwise"] * alone
    away, folded = _away(last, other)
    if away > FAR or folded > 1 or (PERSON in (a.known.type, b.known.type) and not persons):
        return []
    if _inflected(last, other, persons):
        return []
    about = (a.known.about & b.known.about) - VAGUE - {last.lower(), other.lower()}
    shared = sorted(w for w in about if names.is_office(w) or names.is_body(w) or w in names.STATES)
    told = [f"last words {away} letters apart over ASCII"]
    told += [f"both described by: {', '.join(shared[:6])}"] if shared else []
    if not persons:
        rest = {fold(w) for w in a.core[:-1]} ^ {fold(w) for w in b.core[:-1]}
        return told if shared and rest <= {fold(w) for w in about} else []
    if len(a.core) > 1 and len(b.core) > 1:
        return [*told, "given names agree"] if _away(a.core[0], b.core[0])[1] < 2 else []
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
