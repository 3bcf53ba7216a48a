"""Deeds: a verb and what it is done to. Who tells one deed tells one thing, whatever words stand around it.

Read off the forms of words, without a parser: each word of a sentence is a letter for what it can be, and over the letters
two expressions find verb and object, in the active ("took a selfie") and in the passive ("no selfie was taken").
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from sayso.polarity import NEGATOR, NOT, Word, kind_of
from sayso.words import marked, told, verbs, words

Deed = tuple[str, str]  # the verb and one word of what it is done to: a stem each, or what words of one meaning share

# Letters, each with what stands behind the word: a stop or none. w was, b is, d did, m will, h has, p up, t the, n not, s soon,
# v a form of the past, g one in -ing, c any other word that tells something, k one with a capital, o of, i if, x what tells nothing else.
STOP = re.compile(r"[^\w\s“”\"’'‘$£€%&-]")  # a hyphen joins, marks of quotation part nothing
CLAUSE = 60  # letters and stops before a verb, within which a condition is looked for
NO_THING = marked("common", "light") | words("days")  # what any two reports share
SAYING = verbs("verbs-reporting") | verbs("verbs-judging") | verbs("verbs-believing") | words("verbs-with-recipient")


def _after(letters: str, turned: str = "=") -> str:
    """That one of some letters stands before, soon and not between; with ``!`` that none does."""
    places = [f"(?<{turned}[{letters}] {'[sn] ' * n})" for n in range(3)]
    return f"(?:{'|'.join(places)})" if turned == "=" else "".join(places)


THING = r"(?P<thing>(?:[ck] ){0,3}[ck](?: o (?:t )*(?:[ck] ){0,2}[ck])?)"  # what it is done to: the cords; a biopsy of the vocal cords
ACTIVE = re.compile(
    rf"(?=(?P<verb>(?P<did>{_after('d')}[cv])|{_after('m')}[cv]|{_after('t', '!')}g|{_after('wbtdm', '!')}(?<!g )"
    rf"(?:(?P<past>(?<!m h )(?<!m n h )v)|v)) (?:p )?(?:[tsn] )*(?:[vg] )?{THING})"
)
PASSIVE = re.compile(rf"(?=(?<![ck] ){THING} (?P<be>(?:[hmdsnwb] )*[wb] (?:[sn] )*)(?P<verb>v))")


def deeds(found: Sequence[Word], text: str) -> list[tuple[int, int, bool]]:
    """The deeds of a sentence: the indexes of the verb and of each word of what it is done to, and whether it is told as done.

    ``found`` are the words of the sentence, whose places are in ``text``.
    """
    ends = [*(word.start for word in found[1:]), len(text)]
    letters = ""
    for word, end in zip(found, ends, strict=False):
        letters += _letter(word.lower, bool(word.stem), text[word.start].isupper())
        letters += "|" if STOP.search(text, word.end, end) else " "
    active = ((m, bool(m["did"] or m["past"])) for m in ACTIVE.finditer(letters))
    passive = ((m, "w" in m["be"] and "m" not in m["be"]) for m in PASSIVE.finditer(letters))
    return [
        (m.start("verb") // 2, n // 2, done)
        for m, done in (*active, *passive)
        for n in range(*m.span("thing"), 2)
        if letters[n] in "ck" and found[n // 2].lower not in NO_THING and not _in_condition(letters, m.start("verb"))
    ]


def _in_condition(letters: str, at: int) -> bool:
    """Whether a condition begins in a clause before a verb."""
    return "i" in letters[max(letters.rfind("|", 0, at) + 1, at - CLAUSE) : at]


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
    if not tells or word in SAYING:
        return "x"
    if name:
        return "k"
    return "v" if _past(word) else "g" if word.endswith("ing") else "c"


def _past(word: str) -> bool:
    first = word.partition(" ")[0]  # shut down
    return first.endswith("ed") or first in marked("tenses", "past")
