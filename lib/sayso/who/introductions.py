"""Who a text brings in before a statement needs it: `a source close to the talks told the Echo …`, `an Echo report`."""

from __future__ import annotations

from itertools import takewhile

from sayso.who import names, weights
from sayso.who.cast import Cast
from sayso.who.phrases import OF_CLOSENESS
from sayso.words import verbs

BRINGS_IN = frozenset(("a", "an", "one", "another", "unnamed", "anonymous", "unidentified"))
ENDS = (
    verbs("verbs-reporting") | verbs("verbs-judging") | frozenset(("who", "has", "had", "is", "was", "that", "which"))
)
PARTING = names.PREPOSITIONS | names.DEFINITE
OF = frozenset(("by", "from", "in", "of", "on", "the"))


def introduced(cast: Cast, heads: frozenset[str], at: int) -> str:
    """The words of the latest description of one without a name, before a character; "" for none.

    `heads` are nouns in lower case that may be meant by one another; what stands inside quotations brings nobody in.
    """
    for i in range(cast.token_at(at) - 1, -1, -1):
        t = cast.tokens[i]
        if t.low in heads and not t.owns and (start := _start(cast, i)) is not None and not cast.in_words(t.start):
            return cast.text[cast.tokens[start].start : cast.tokens[_end(cast, i)].end]
    return ""


def _start(cast: Cast, i: int) -> int | None:
    """Where a phrase that ends in a noun begins, if it brings somebody in."""
    before = takewhile(lambda t: t.word and t.low not in PARTING, cast.back(i, weights.DESCRIPTION))
    return next((i - n for n, t in enumerate(before, 1) if t.low in BRINGS_IN), None)


def _end(cast: Cast, i: int) -> int:
    """The last word of what limits a noun: `close to the talks`, `at the board`."""
    after = cast.token(i + 1).low
    if after not in OF_CLOSENESS and after not in names.PREPOSITIONS:
        return i
    limits = takewhile(lambda t: t.word and t.low not in ENDS, cast.tokens[i + 1 : i + 1 + weights.DESCRIPTION])
    last = i + sum(1 for _ in limits)
    while last > i and (cast.tokens[last].low in names.PREPOSITIONS or cast.tokens[last].low in names.PLAIN):
        last -= 1
    return last


def writing_of(cast: Cast, head: str, at: int) -> str:
    """Whose writing was named last before a character: `a Quay News report`, `the report by Quay News`; "" for none."""
    for m in cast.mentions_before(at, len(cast.mentions)):
        i = m.first - 1
        while cast.token(i).low in OF:
            i -= 1
        if m.after.low == head or (i < m.first - 1 and cast.token(i).low == head):
            return m.key
    return ""
