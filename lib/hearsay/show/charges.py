"""Which claims allege a deed of somebody, so that a label says so wherever it stands."""

import re
from collections.abc import Collection
from functools import cache
from itertools import pairwise

from hearsay.analysis.claims import persons
from hearsay.corpus.actors import mentions
from hearsay.reading import Reading
from hearsay.show.rows import once
from sayso.words import forms, marked

BE = {"am", "are", "be", "been", "being", "is", "was", "were"}
HAVE = {"had", "has", "have"}
WORD = re.compile(r"[^\W_]+")
REACH = 6  # words from a doer to what he did


@once
def charging(reading: Reading) -> set[str]:
    """Claims that allege a deed of a person or of somebody by his role, who does not say so himself: a label says "alleged".

    That a deed does harm or breaks a rule is told by a word for it; else it counts where somebody denies it, as which other
    deeds charge anybody is not to be told from words. What says that nothing was done alleges nothing.
    """
    people, known = persons(reading.actors), reading.statements_by_id
    found = set()
    for key, label in reading.labels.items():
        held = reading.stances_on.get(key, [])
        affirming = [row for one in held if one["stance"] == "affirms" and (row := known.get(one["statement_id"]))]
        own = {row["actor"] for row in affirming}
        who = {name.split()[-1].lower() for name, actor in mentions(label, people) if actor not in own}
        who |= marked("persons", "office") - set(WORD.findall(" ".join(row["source"] for row in affirming).lower()))
        if charges(label, who, denied=any(one["stance"] == "denies" for one in held)):
            found.add(key)
    return found


def charges(label: str, who: Collection[str], denied: bool) -> bool:
    """Whether a label tells a deed of one of ``who`` (names and roles, in lower case), or of him or her with whom it begins.

    >>> charges("the doctor forged a log", {"doctor"}, False), charges("the doctor was robbed", {"doctor"}, False)
    (True, False)
    >>> charges("the doctor took a photo", {"doctor"}, True), charges("the doctor took a photo", {"doctor"}, False)
    (True, False)
    >>> charges("the doctor was met by the board", {"doctor"}, True), charges("the doctor forged nothing", {"doctor"}, True)
    (False, False)
    >>> charges("the owner of Robbed Records played", {"owner"}, False)  # a capital is a name
    False
    """
    written = WORD.findall(label)
    said = [word.lower() for word in written]
    who = {*who, *({"he", "she"} & {*said[:1]})}
    doers = [n for n, word in enumerate(said) if word in who]
    turned = marked("turning", "negator") | marked("turning", "denial") | marked("turning", "false")
    if not doers or not turned.isdisjoint(said):
        return False
    if any(word in _harm() and not (before in BE and _past(word)) for before, word in pairwise(["", *written])):
        return True
    after = [pair for n in doers for pair in pairwise(said[n : n + REACH])]
    return denied and any(_past(word) and before not in BE for before, word in after)


@cache
def _harm() -> frozenset[str]:
    """Words for a deed that does harm or breaks a rule, in every form."""
    return frozenset(form for word in marked("attacks", "harm") for form in (word, *forms(word)))


def _past(word: str) -> bool:
    return word.endswith("ed") or (word in marked("tenses", "past") and word not in BE | HAVE)
