"""Deeds: a verb, what it is done to, and by whom. Who tells one deed tells one thing, whatever words stand around it.

Read off the forms of words, without a parser: each word of a sentence is a letter for what it can be, and over the letters
two expressions find verb and object, in the active ("took a selfie") and in the passive ("no selfie was taken").
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from functools import cache
from itertools import chain
from typing import NamedTuple

from sayso.polarity import NEGATOR, NOT, VERB, Word, kind_of
from sayso.who.names import tells_person
from sayso.words import marked, told, verbs, words

Deed = tuple[str, str]  # the verb and one word of what it is done to: a stem each, or what words of one meaning share
Names = tuple[str, ...]  # of somebody, by stem

# Letters, each with what stands behind the word: a stop or none. w was, b is, d did, m will, f should, u to, h has, p up, t the,
# n not, s soon, v a form of the past, g one in -ing, e a verb of saying, c any other word that tells something, k one with a
# capital, o of, y by, a and, r who, z in, i if, x what tells nothing else.
STOP = re.compile(r"[^\w\s“”\"’'‘$£€%&-]")  # a hyphen joins, marks of quotation part nothing
YEAR = re.compile(r"(?:1[89]|20)\d\d$")
CLAUSE = 60  # letters and stops before a verb, within which a condition and who does it are looked for
NO_THING = marked("common", "light") | words("days")  # what any two reports share
SAYING = verbs("verbs-reporting") | verbs("verbs-judging") | verbs("verbs-believing") | words("verbs-with-recipient")
PLANNED = "|".join(sorted(marked("tenses", "ahead"))).replace("*", r"\w*")  # agreed to, plans
PLANNED_TO = re.compile(f"(?:{PLANNED})(?: to)?")
DONE, AHEAD, WISHED = "done", "ahead", "wished"


class Way(NamedTuple):
    """How a deed is told: by what names who does it, as done or not, of what year ("the 2012 election"); "" where it is unclear."""

    by: Names
    when: str
    year: str


Deeds = Mapping[Deed, Set[Way]]
Told = tuple[int, int, tuple[int, ...], str, str]  # of words the verb, the thing, the names; and how, of what year


def _after(letters: str, turned: str = "=") -> str:
    """That one of some letters stands before, soon and not between; with ``!`` that none does."""
    places = [f"(?<{turned}[{letters}] {'[sn] ' * n})" for n in range(3)]
    return f"(?:{'|'.join(places)})" if turned == "=" else "".join(places)


THING = r"(?P<thing>(?:[ck] ){0,3}[ck](?: o (?:t )*(?:[ck] ){0,2}[ck])?)"  # what it is done to: the cords; a biopsy of the vocal cords
ACTIVE = re.compile(
    rf"(?=(?P<verb>{_after('dmfu')}[cv]|{_after('t', '!')}g|{_after('wbtdmfu', '!')}(?<!g )v) (?:p )?(?:[tsn] )*(?:[vg] )?{THING})"
)
AID = r"(?:[hmfudsnwb] )*"
PASSIVE = re.compile(rf"(?=(?<![ck] ){THING} {AID}[wb] (?:[sn] )*(?P<verb>v))")
# Who does it: names right before the verb, or before what stands between two stops; before a verb of planning or denying; behind "by"
NAMES = r"k(?:[ .|](?:[oa] (?:t )*)?k)*"
WHO = (
    rf"(?<![zokyu] )(?<![zoyu] t )(?<!c a )(?<!k\.)(?P<by>{NAMES}(?P<aside>\|[^|]{{1,40}}(?=\|))?)"
    rf"(?(aside)\||(?: |[ |]r ))"
)
SUBJECT = re.compile(rf"{WHO}(?!u )(?:o )?{AID}$")
PLANS = re.compile(rf"{WHO}{AID}(?:[vge]|(?P<plan>c)(?= u )) (?:[sno] )*{AID}$")
BY = re.compile(rf"v (?:[zckts] ){{0,3}}?y (?:[tc] )*(?P<by>{NAMES})(?![ .][cgk])")
HELPED = re.compile(r"(?:[mfu] )?(?:[hdsnwb] )*$")


def deeds(found: Sequence[Word], text: str) -> list[Told]:
    """The deeds of a sentence, whose words are ``found`` in ``text``."""
    ends = [*(word.start for word in found[1:]), len(text)]
    letters = ""
    for word, end in zip(found, ends, strict=False):
        letters += _letter(word.lower, bool(word.stem), text[word.start].isupper())
        stop = STOP.search(text, word.end, end)
        letters += " " if not stop else "." if stop[0] == "." else "|"  # Dr. Ferris
    told = []
    for form in ACTIVE, PASSIVE:
        for m in form.finditer(letters):
            at, (first, end) = m.start("verb"), m.span("thing")
            if "i" in letters[max(letters.rfind("|", 0, at) + 1, at - CLAUSE) : at]:
                continue  # if the mill was sold
            year = YEAR.match(found[max(0, first // 2 - 1)].lower)
            way = _by(found, letters, at, form is PASSIVE), _when(found, letters, at), year[0] if year else ""
            things = (n // 2 for n in range(first, end, 2) if letters[n] in "ck")
            told += [(at // 2, n, *way) for n in things if found[n].lower not in NO_THING]
    return told


def _by(found: Sequence[Word], letters: str, at: int, passive: bool) -> tuple[int, ...]:
    """The names of who does what a verb tells; none where another word stands for them, or it is unclear."""
    low = max(0, at - CLAUSE)
    m = BY.match(letters, at) if passive else SUBJECT.search(letters, low, at)
    if m and letters[at] == "g" and letters[at - 2] == "k":
        return ()  # a Hallow trading house
    if not (m or passive):
        m = PLANS.search(letters, low, at)
        m = None if m and m["plan"] and not PLANNED_TO.fullmatch(f"{found[m.start('plan') // 2].lower} to") else m
    if not (m or passive) and letters[at - 2 : at] == "a " and (verb := letters.rfind("v", low, at)) >= 0:
        return _by(found, letters, verb, passive)  # he came and saw
    before = letters[m.start("by") - 2 : m.start("by")] if m else ""
    if not m or ("a" in m["by"] and before == "k|") or ("|" in m["by"] and before in ("v ", "g ")):
        return ()  # friends of Ana, Bea and Dale; he met Ana, Bea and Dale, sued the club
    names = [n // 2 for n in range(*m.span("by"), 2) if letters[n] == "k"]
    telling = tuple(n for n in names if found[n].lower not in NO_THING and not tells_person(found[n].lower))
    owner = found[names[-1]].lower.endswith(("'s", "’s")) or (names[0] not in telling and m["by"][2:3] == "o")
    return () if owner else telling


def _when(found: Sequence[Word], letters: str, at: int) -> str:
    """How a deed is told, by the words right before its verb."""
    aid = HELPED.search(letters, max(0, at - CLAUSE), at)[0]
    first = (at - len(aid)) // 2
    if aid[:1] not in ("m", "f", "u"):
        return DONE if "d" in aid or (letters[at] == "v" and ("b" not in aid or "w" in aid)) else ""
    now = NOT.sub("", found[first].lower) in marked("deeds", "now")
    forced = aid[0] == "u" and not PLANNED_TO.fullmatch(f"{found[first - 1].lower} to")
    open_ = "h" in aid or now or forced  # may have sold, does sell, was forced to sell
    return WISHED if aid[0] == "f" else "" if open_ else AHEAD


def one_hand(a: Names, b: Names) -> bool:
    """Whether some names may be one's: they share a word, or one is the initials of the others."""
    short = ("".join(name[0] for name in names) for names in (a, b))
    return not {*a}.isdisjoint(b) or any(s in names for s, names in zip(short, (b, a), strict=True))


def of_others(one: Deeds, other: Deeds, alike: Callable[[Names, Names], bool] = one_hand) -> bool:
    """Whether two tell a deed of different hands or years, and none of the same; or one in turned roles: who did it, whom it was done to."""

    def one_deed(a: Way, b: Way) -> bool | None:
        if not (a.by and b.by) or a.year != b.year:
            return a.year == b.year if a.year and b.year else None
        return alike(a.by, b.by)

    told = {one_deed(a, b) for deed in one.keys() & other.keys() for a in one[deed] for b in other[deed]}
    return True not in told and (False in told or _turned(one, other) or _turned(other, one))


def _turned(one: Deeds, other: Deeds) -> bool:
    done = (((verb, name), way.by) for (verb, _), ways in one.items() for way in ways for name in way.by)
    told = ((by, way) for deed, by in done if deed not in one for way in other.get(deed, ()))
    return any(not one_hand(by, way.by) if way.by else bool(way.when) for by, way in told)


def answered(denied: Deeds, told: Deeds) -> frozenset[Deed]:
    """The deeds that the one denies and the other tells, not the one as done and the other as to be."""
    both = ((deed, a.when, b.when) for deed in denied.keys() & told.keys() for a in denied[deed] for b in told[deed])
    return frozenset(deed for deed, a, b in both if not (a and b) or a == b)


def out_of_time(denied: Deeds, told: Deeds) -> bool:
    """Whether the one denies a deed that the other tells, but only as done, to be, or wished, where that does not."""
    return not denied.keys().isdisjoint(told) and not answered(denied, told)


def together(every: Iterable[Deeds]) -> dict[Deed, frozenset[Way]]:
    """The deeds that any of some tell, each in all the ways in which they tell it."""
    told: dict[Deed, frozenset[Way]] = {}
    for deed, ways in chain.from_iterable(of.items() for of in every):
        told[deed] = told.get(deed, frozenset()) | ways
    return told


def tellers(told: Iterable[Collection[Deed]]) -> dict[Deed, list[int]]:
    """By deed the numbers of those that tell it, of which ``told`` has the deeds in turn."""
    found: dict[Deed, list[int]] = {}
    for n, of in enumerate(told):
        for deed in of:
            found.setdefault(deed, []).append(n)
    return found


@cache
def _letter(word: str, tells: bool, name: bool) -> str:
    """What a lower-case word can be; one that begins with a capital is no verb."""
    known = told("deeds").get(word) or told("deeds").get(NOT.sub("", word))
    if known:
        return known[0]
    if word[0].isdigit() or word in marked("small", "definite") or word in marked("small", "indefinite"):
        return "t"
    if kind_of(word) == NEGATOR:
        return "n"
    if word in marked("small", "adverb") or word.endswith("ly"):
        return "s"
    if name and tells:
        return "k"
    if word in SAYING or (not tells and kind_of(word) == VERB):
        return "e"
    if not tells:
        return "z" if word in marked("small", "preposition") else "x"
    first = word.partition(" ")[0]  # shut down
    past = first.endswith("ed") or first in marked("tenses", "past")
    return "v" if past else "g" if word.endswith("ing") else "c"
