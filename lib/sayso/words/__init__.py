"""Word lists as data, one entry a line; the comment at the top of each says where it comes from.

A list of verbs (`verbs-*.txt`) holds lemmas, with the past after the irregular ones: `tell told`. Where a list tells more
of an entry, that stands behind it on its line, and the comment says what: `queen title regnal she`. In such a list `_`
joins the words of an entry: `no_secret idle`.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
DOUBLED = frozenset({"admit", "rebut", "quip", "plan", "hit"})  # verbs that double their last letter


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of a list in order. Raises FileNotFoundError where there is no such list."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(word for entry in entries(name) for word in entry.split())


@cache
def told(name: str) -> Mapping[str, tuple[str, ...]]:
    """By the first word of each line of a list, the others.

    >>> told("persons")["queen"]
    ('title', 'honorific', 'called', 'regnal', 'office', 'she')
    """
    return {first.replace("_", " "): tuple(rest) for first, *rest in (entry.split() for entry in entries(name))}


@cache
def marked(name: str, mark: str) -> frozenset[str]:
    """The entries of a list that bear a mark.

    >>> "queen" in marked("persons", "she")
    True
    """
    return frozenset(word for word, marks in told(name).items() if mark in marks)


@cache
def verbs(name: str) -> frozenset[str]:
    """All forms of the verbs of a list that stand in cues."""
    found: set[str] = set()
    for entry in entries(name):
        lemma, *past = entry.split()
        found |= {lemma, *past, *(forms(lemma) if not past else (forms(lemma)[0], forms(lemma)[2]))}
    return frozenset(found)


def forms(verb: str) -> tuple[str, str, str]:
    """The third person, past and participle of a regular verb.

    >>> forms("deny")
    ('denies', 'denied', 'denying')
    """
    if verb.endswith("y") and verb[-2] not in "aeo":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    double = verb[-1] * (verb in DOUBLED)
    return verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s"), verb + double + "ed", verb + double + "ing"
