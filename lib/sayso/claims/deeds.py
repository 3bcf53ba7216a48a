"""Deeds: a verb and what it is done to. Who tells one deed tells one thing, whatever words stand around it.

Read off the forms of words, without a parser: each word of a sentence is a letter for what it can be, and over the letters
two expressions find verb and object, in the active ("took a selfie") and in the passive ("no selfie was taken").
"""

import re
from collections.abc import Iterator, Sequence

from sayso.claims.polarity import NEGATOR, NOT, Word, kind_of
from sayso.words import marked, told, verbs, words

Deed = tuple[str, str]  # the verb and one word of what it is done to: a stem each, or what words of one meaning share

# Letters, each with what stands behind the word: a stop or none. w was, b is, d did, m will, h has, p up, t the, n not, s soon;
# v a form of the past, g one in -ing, c any other word that tells something, k one with a capital, o of, x what tells nothing else.
LETTERS = {
    "was": "w",
    "is": "b",
    "did": "d",
    "modal": "m",
    "have": "h",
    "particle": "p",
    "number": "t",
    "saying": "x",
    "of": "o",
}
STOP = re.compile(r"[^\w\s“”\"’'‘$£€%&-]")  # a hyphen joins, marks of quotation part nothing
SAYING = verbs("verbs-reporting") | verbs("verbs-judging") | verbs("verbs-believing") | words("verbs-with-recipient")


def _after(letters: str, turned: str = "=") -> str:
    """That one of some letters stands before, soon and not between; with ``!`` that none does."""
    places = [f"(?<{turned}[{letters}] {'[sn] ' * n})" for n in range(3)]
    return f"(?:{'|'.join(places)})" if turned == "=" else "".join(places)


THING = r"(?P<thing>(?:[ck] ){0,3}[ck](?: o (?:t )*(?:[ck] ){0,2}[ck])?)"  # what it is done to: the cords; a biopsy of the vocal cords
ACTIVE = re.compile(
    rf"(?=(?:(?P<did>{_after('d')}[cv])|{_after('m')}[cv]|(?P<past>{_after('wbtdm', '!')}(?<!g )v)|{_after('t', '!')}g) "
    rf"(?:p )?(?:[tsn] )*(?:[vg] )?{THING})"
)
PASSIVE = re.compile(rf"(?=(?<![ck] ){THING} (?P<be>(?:[hmdsnwb] )*[wb] (?:[sn] )*)(?P<verb>v))")
PERHAPS = re.compile(r"m (?:[sn] )*h (?:[sn] )*$")  # may not have


def deeds(found: Sequence[Word], text: str) -> Iterator[tuple[int, int, bool]]:
    """The deeds of a sentence: the indexes of the verb and of each word of what it is done to, and whether it is told as done.

    ``found`` are the words of the sentence, whose places are in ``text``.
    """
    ends = [*(word.start for word in found[1:]), None]
    letters = "".join(
        _letter(text[word.start], word) + ("|" if STOP.search(text[word.end : end]) else " ")
        for word, end in zip(found, ends, strict=False)
    )
    for form in (ACTIVE, PASSIVE):
        for m in form.finditer(letters):
            be = m.groupdict().get("be")
            at = m.start("verb") if be else m.start()
            done = (
                "w" in be and "m" not in be
                if be
                else bool(m["did"] or (m["past"] and not PERHAPS.search(letters[:at])))
            )
            for n in range(*m.span("thing"), 2):
                if letters[n] in "ck" and found[n // 2].lower not in marked("common", "light"):
                    yield at // 2, n // 2, done


def _letter(first: str, word: Word) -> str:
    """What a word that begins with ``first`` can be; a name is no verb."""
    lower = word.lower
    known = told("deeds").get(lower) or told("deeds").get(NOT.sub("", lower))
    if known:
        return LETTERS[known[0]]
    if lower[0].isdigit() or lower in marked("small", "definite") or lower in marked("small", "indefinite"):
        return "t"
    if kind_of(lower) == NEGATOR:
        return "n"
    if lower in marked("small", "adverb") or lower.endswith("ly"):
        return "s"
    if not word.stem or lower in SAYING:
        return "x"
    if first.isupper():
        return "k"
    return "v" if _past(lower) else "g" if lower.endswith("ing") else "c"


def _past(word: str) -> bool:
    first = word.partition(" ")[0]  # shut down
    return first.endswith("ed") or first in marked("tenses", "past")
