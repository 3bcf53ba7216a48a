"""The casts of a whole corpus: each document read once, and one key for an actor wherever the fullest name is unique.

Joined: a full name with and without a middle name; a surname alone with the one person of the corpus who has it; the
initials that some document explains in brackets. What could be two is only proposed, with evidence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from sayso.who import names
from sayso.who.cast import Cast, Corpuswide
from sayso.who.describe import given_gender
from sayso.who.ledger import KINDS_OF_BODY, ORGANISATION, PERSON, Figure, Ledger

MARRIED = frozenset(("mr", "mrs", "ms", "miss"))


class Proposal(NamedTuple):
    """Two keys that may be one actor: why, and the documents and words that this rests on."""

    actor: str
    other: str
    why: str
    evidence: str


class Casts(NamedTuple):
    """The cast of each document, the ledger that they were read with, and the joins that are only proposed."""

    of: Mapping[str, Cast]
    ledger: Ledger
    proposals: tuple[Proposal, ...]


class Known(NamedTuple):
    """What the documents together tell of one key: its name and type there, by document; gender, titles, offices."""

    key: str
    name: str
    type: str
    docs: tuple[str, ...]
    gender: str
    titles: frozenset[str]
    offices: frozenset[str]
    placed: bool
    introduced: bool


def read_casts(actors: pd.DataFrame, masked: Mapping[str, str]) -> Casts:
    """Every document's cast, by doc_id, with keys that hold in the whole corpus. `actors` is the ledger."""
    ledger = Ledger(actors)
    of = {doc: Cast(doc, masked[doc], ledger) for doc in sorted(masked)}
    keys, proposals = corpus_keys(of, ledger)
    for cast in of.values():
        cast.rename(keys)
    return Casts(of, ledger, proposals)


class Told(NamedTuple):
    """What a corpus needs of a document's cast to find who is one: far less than the cast."""

    figures: dict[str, Figure]
    by_name: dict[str, str]
    commons: frozenset[str]


def told_by(cast: Cast) -> Told:
    """What a cast tells the corpus; read before it is renamed."""
    return Told(cast.figures, cast.by_name, frozenset(cast.commons))


def corpus_keys(of: Mapping[str, Cast | Told], ledger: Ledger) -> tuple[dict[str, Corpuswide], tuple[Proposal, ...]]:
    """For each key of the documents' casts what the corpus has for it, and the joins that are only proposed."""
    known = _known(of)
    into, proposals = _joins(known, of, ledger)
    return {key: _settled(key, into, known) for key in known}, tuple(proposals)


def _known(of: Mapping[str, Cast | Told]) -> dict[str, Known]:
    """What is told of each key that the ledger does not hold."""
    met: dict[str, list[tuple[str, Figure]]] = defaultdict(list)
    for doc, cast in of.items():
        for key, figure in cast.figures.items():
            if not figure.known:
                met[key].append((doc, figure))
    return {key: _together(key, found) for key, found in sorted(met.items())}


def _together(key: str, found: list[tuple[str, Figure]]) -> Known:
    figures = [figure for _, figure in found]
    count = {what: sum(getattr(f, what) for f in figures) for what in ("male", "female", "person", "body", "placed")}
    kinds = Counter(f.type for f in figures)
    kind = max(kinds, key=lambda k: (kinds[k], k))
    if {PERSON, ORGANISATION} <= set(kinds):
        kind = PERSON if count["person"] >= count["body"] else ORGANISATION
    name = min({f.name for f in figures}, key=lambda n: (n.isupper(), -len(n), n))
    name = name.title() if kind == PERSON and name.isupper() and " " in name else name
    gender = "he" if count["male"] > 2 * count["female"] else "she" if count["female"] > 2 * count["male"] else ""
    titles = frozenset().union(*(f.titles for f in figures)) | ({name.split()[0].lower().rstrip(".")} & MARRIED)
    offices = frozenset(w for f in figures for w in f.about if names.is_office(w))
    placed = count["placed"] > count["person"]
    docs = tuple(doc for doc, _ in found)
    return Known(key, name, kind, docs, gender, titles, offices, placed, any(f.introduced for f in figures))


def _settled(key: str, into: Mapping[str, str], known: Mapping[str, Known]) -> Corpuswide:
    seen = {key}
    while key in into and into[key] not in seen:
        key = into[key]
        seen.add(key)
    one = known[key]
    return Corpuswide(key, one.name, one.type, given_gender(one.name) or one.gender)


# Who is one


def _joins(
    known: Mapping[str, Known], of: Mapping[str, Cast | Told], ledger: Ledger
) -> tuple[dict[str, str], list[Proposal]]:
    """By key, the key that it is joined into; and what may be one, but may be two."""
    persons = [k for k in known.values() if k.type == PERSON]
    full = [k for k in persons if len(_core(k)) > 1]
    into = dict(_middle_names(full))
    proposals: list[Proposal] = []
    commons = frozenset().union(*(cast.commons for cast in of.values()))
    by_surname, by_first = defaultdict(list), defaultdict(list)
    for k in full:
        if k.key not in into:
            by_surname[names.surname(_core(k))].append(k)
            by_first[_core(k)[0].lower()].append(k)
    for alone in (k for k in persons if len(_core(k)) == 1 and not k.placed):
        fits = [k for k in by_surname[names.surname(_core(alone))] if _agree(alone, k) and not _led(k, commons)]
        listed = ledger.surnames.get(names.surname(_core(alone)), ())
        if len(fits) == 1 and not listed and _no_other(alone, fits[0]):
            into[alone.key] = fits[0].key
        elif not fits and alone.key != (plain := names.slug(names.surname(_core(alone)))) and plain in known:
            if _agree(alone, known[plain]) and known[plain].type == PERSON:
                into[alone.key] = plain  # Mr Lee, and Lee elsewhere
        else:
            firsts = [k for k in by_first[_core(alone)[0].lower()] if _agree(alone, k)]
            for other in (fits or firsts)[:3]:
                what = "surname" if fits else "first name"
                proposals.append(
                    _proposal(alone, other, f"the same {what}; others have it, or are described otherwise")
                )
    for short, long in _acronyms(known, of):
        into.setdefault(short, long)
    proposals += _squashed([k for k in known.values() if k.key not in into])
    return into, proposals


def _led(k: Known, commons: frozenset[str]) -> bool:
    """Whether what looks like a first name is a word that the corpus also writes small: `Defiant Lee`."""
    first = _core(k)[0].lower()
    return first in commons and first not in names.GIVEN


def _core(k: Known) -> list[str]:
    words = k.name.split()
    if len(words) == 2 and words[0].lower().rstrip(".") in MARRIED:
        words = words[1:]  # Mr Lee, who is not the Ana Lee of his document
    return [w for w in words if w.lower() not in names.SUFFIXES] or words


def _middle_names(full: list[Known]) -> Iterator[tuple[str, str]]:
    """Keys of one first and last name into the fullest, unless two middle names differ."""
    groups: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for k in full:
        groups[_core(k)[0].lower(), names.surname(_core(k))].append(k)
    for group in groups.values():
        fullest = max(group, key=lambda k: (len(_core(k)), len(k.name), k.key))
        middle = [w.lower().rstrip(".") for w in _core(fullest)[1:-1]]
        for k in group:
            ours = [w.lower().rstrip(".") for w in _core(k)[1:-1]]
            alike = len(ours) <= len(middle) and all(a[0] == b[0] for a, b in zip(ours, middle, strict=False))
            if k is not fullest and alike and _agree(k, fullest):
                yield k.key, fullest.key


def _agree(a: Known, b: Known) -> bool:
    """Whether nothing that is told of two names speaks against their being one: gender, titles of the name."""
    he_or_she = {g for k in (a, b) if (g := k.gender or given_gender(k.name) or names.gender_of(k.titles))}
    called = [k.titles & names.CALLED for k in (a, b)]
    return len(he_or_she) < 2 and (not all(called) or bool(called[0] & called[1]))


def _no_other(alone: Known, full: Known) -> bool:
    """Whether a surname alone is not somebody else's: one whom its document introduces, by an office that is not shared."""
    if set(alone.docs) & set(full.docs) or alone.offices & full.offices:
        return True
    wide = any(
        b in names.GENERAL.get(a, ()) or a in names.GENERAL.get(b, ()) for a in alone.offices for b in full.offices
    )
    return wide or not alone.introduced


def _acronyms(known: Mapping[str, Known], of: Mapping[str, Cast | Told]) -> Iterator[tuple[str, str]]:
    """Initials that stand for one body in every document that explains them, where others do not explain them."""
    explained: dict[str, set[str]] = defaultdict(set)
    for cast in of.values():
        for name, key in cast.by_name.items():
            if name in known and name != key and key in known and known[key].type in KINDS_OF_BODY and "-" not in name:
                explained[name].add(key)
    for name, keys in explained.items():
        if len(keys) == 1 and known[name].name.isupper():
            yield name, min(keys)


def _squashed(known: list[Known]) -> Iterator[Proposal]:
    """Names that differ in hyphens, spaces or an ending of the web alone: proposed."""
    groups: dict[str, list[Known]] = defaultdict(list)
    for k in known:
        groups[k.key.removesuffix("-com").replace("-", "")].append(k)
    for group in groups.values():
        for a, b in pairwise(group):
            yield _proposal(a, b, "the same letters but for hyphens, spaces or an ending")


def _proposal(a: Known, b: Known, why: str) -> Proposal:
    evidence = f"{a.name} in {', '.join(a.docs[:3])}; {b.name} in {', '.join(b.docs[:3])}"
    return Proposal(a.key, b.key, why, evidence)
