"""Whether words that a codebook's pattern names are left open, or turned round by others."""

import re
from bisect import bisect_right
from collections.abc import Collection, Set

from sayso.polarity.kinds import FALSE, NEGATOR, VERB, WORD, Word, doubts, idle, kind_of
from sayso.polarity.reach import cuts_in, read
from sayso.words import marked

NOT_SO = re.compile(rf"(?i:\b(?:no\s+longer|{'|'.join(sorted(marked('turning', 'refusal')))})\b)")
NEAR = 3  # words after a negator within which it reaches what somebody does not want, or a verb of saying


def turning(text: str, places: Collection[int], cue: int = 0, quoted: bool = False) -> tuple[bool, tuple[str, ...]]:
    """Whether the words at some places of a sentence are left open; and what leaves them open, or turns each round, in order.

    None of those words turns anything, as a pattern names them. What is no longer so, or what somebody refuses to do, is
    not so. The first ``cue`` characters are the cue, whose denial reaches all that it reports; ``quoted`` tells that this
    is a direct quotation, which may be the denial itself ("denied it: “There was none”").
    """
    found = read(NOT_SO.sub(lambda m: "not".ljust(len(m[0])), text), 0, len(text))
    starts = [word.start for word in found]
    own = {bisect_right(starts, place) - 1 for place in places} - {-1}
    if not own:
        return False, ()
    said = [WORD.match(text, w.start)[0].lower() if w.lower == "not" else w.lower for w in found]
    left_open = _left_open(found, cuts_in(text, found), own, said)
    by = left_open or _turned_by(found, own, cue, quoted)
    return bool(left_open), tuple(said[n] for n in sorted(by))


def _turned_by(found: list[Word], own: Set[int], cue: int, quoted: bool) -> set[int]:
    """The words that turn some others; of two that deny one thing the first: neither … nor, false and absurd."""
    kinds = [kind_of(word.lower) for word in found]
    told = {n for n, w in enumerate(found) if w.end <= cue and kinds[n] in (VERB, FALSE) and not idle(found, n)}
    near = ((n, k) for k in own for n in range(max(0, k - NEAR), k) if kinds[n] == NEGATOR and not _bound(found, n, k))
    unwanted = {n for n, k in near if any(w.lower in marked("turning", "wish") for w in found[n + 1 : k + 1])}
    by = unwanted.union(*(found[k].turned for k in own))
    by = by if quoted and by - told else by | told
    by = by.union(*(found[n].turned for n in by)) - own

    def again(n: int) -> bool:
        nor = found[n].lower == "nor" and any(kinds[m] == NEGATOR for m in by if m < n)
        joined = n - 2 in by and kinds[n - 2] == kinds[n] == FALSE and found[n - 1].lower in ("and", "or")
        return nor or joined or (kinds[n] == VERB and any(kinds[k] == FALSE for k in own & {n + 1, n + 2}))

    return {n for n in by if not again(n)}


def _left_open(found: list[Word], cuts: list[str], own: Set[int], said: list[str]) -> set[int]:
    """The words that leave others open: a condition or doubt before them, or a negated verb that takes no position."""
    first = min(own)
    begin = max((k for k in range(first + 1) if cuts[k] or said[k] == "then"), default=0)  # if the port is safe, …
    for n in range(first - 1, begin - 1, -1):
        if said[n] in ("if", "unless") or doubts(found, n):
            return {n}
        for k in range(n + 1, min(n + 1 + NEAR, first)) if kind_of(found[n].lower) == NEGATOR else ():
            silent = said[k] in marked("turning", "uncommitted") and not _bound(found, k, first)
            if silent or (said[n] in marked("turning", "refusal") and kind_of(said[k]) == VERB):
                return {n, k}
    return set()


def _bound(found: list[Word], a: int, b: int) -> bool:
    """Whether a clause ends between two words."""
    return any(word.lower in marked("turning", "boundary") for word in found[a + 1 : b])
