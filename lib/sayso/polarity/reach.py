"""What a turning word reaches: the words of a sentence, each with what turns it."""

import re
from itertools import pairwise, takewhile

from sayso.polarity.kinds import (
    DEFINITE,
    FALSE,
    NEGATOR,
    PARTICIPLE,
    VERB,
    WHERE,
    WORD,
    Word,
    acts,
    bare,
    idle,
    kind_of,
    predicate,
    report,
    stem,
    told_of,
    undergone,
)
from sayso.words import marked, told, verbs

TWO = frozenset(word for word in told("turning") if " " in word and kind_of(word))  # words that turn as one
STOP = re.compile(r"[,;:—–()]|\s--?\s")
FULL_STOP = re.compile(r"[.?!]\s")
REACH = 100  # words that a turning word reaches at the most: a text without stops is one sentence
SHORT = 3  # letters; what stands before a stop may be an abbreviation
HARD_STOP = re.compile(r"[;:]|[.?!][”\"’')]")


def read(text: str, start: int, end: int) -> list[Word]:
    """The words of one sentence of a text, from ``start`` to ``end``, each with what turns it."""
    found: list[Word] = []
    for m in WORD.finditer(text, start, end):
        lower = m[0].lower()
        two = f"{found[-1].lower} {lower}" if found else ""
        if two in TWO:  # shot down, ruled out: one word
            kept = found[-1].stem if two in marked("turning", "report_denial") else ""
            found[-1] = Word(found[-1].start, m.end(), two, kept)
        else:
            if two == "close to" and not {w.lower for w in found[-2:-1]} & {"to", "will", "would", "may", "must"}:
                found[-1].stem = two  # near
            found.append(Word(m.start(), m.end(), lower, stem(lower)))
    turning = [n for n, w in enumerate(found) if kind_of(w.lower) and not idle(found, n)]
    cuts = cuts_in(text, found) if turning else []
    turning = [n for n in turning if not _supposed(found, cuts, n)]
    reached = {n: {*_scope(found, cuts, n, kind_of(found[n].lower))} - {n} for n in turning}
    for n in turning:
        if (first := _joined(found, reached, n)) is not None:
            verb, reached[n] = _verb(text, found, first, n), set()
            if verb:
                reached[first] = {k for k in _scope(found, cuts, verb - 1, NEGATOR) if k >= verb}
    for n in turning:
        # a denial that is turned itself, as in "never denied …", turns what it denies by both
        denial = next((k for k in (n + 1, n + 2) if k in reached[n] & reached.keys()), n)
        for k in sorted(reached[n] | reached[denial] - {n}):
            found[k].turned.append(n)
    return found


def _joined(found: list[Word], reached: dict[int, set[int]], n: int) -> int | None:
    """The negator with which a word only goes on: neither sold nor let; not: neither confirm nor deny."""
    pair = any(kind_of(w.lower) == VERB and k not in reached for k, w in enumerate(found[n - 1 : n + 2], n - 1))
    before = (m for m in reached if n in reached[m] and m < n and kind_of(found[m].lower) == NEGATOR)
    return next(before, None) if found[n].lower in ("nor", "neither") and not pair else None


def _verb(text: str, found: list[Word], first: int, n: int) -> int:
    """Where begins what some did not, if that is where the negator reaches: neither the mayor nor the baker sold the mill."""
    noun = text[found[first + 1].start].isupper() or found[first + 1].lower in DEFINITE | {"a", "an"}
    before = found[first - 1].lower if first else ""  # had neither the boats nor the crew; said neither the mayor …
    if found[first].lower != "neither" or not noun or (acts(before) and before not in verbs("verbs-reporting")):
        return 0
    verb = next((k for k in range(n, len(found)) if acts(found[k].lower)), 0)
    return 0 if any(w.lower in marked("turning", "bare") for w in found[verb : verb + 3]) else verb


def _supposed(found: list[Word], cuts: list[str], n: int) -> bool:
    """Whether a word turns what is only supposed: if the sale was not true."""
    for k in range(n - 1, -1, -1):
        if cuts[k + 1] or found[k].lower in marked("turning", "boundary"):
            return not cuts[k + 1] and found[k].lower in ("if", "unless")
    return False


def cuts_in(text: str, found: list[Word]) -> list[str]:
    """Before each word, what parts it from the word before: "" nothing, "," a pause, "." a break."""
    cuts = [""]
    for a, b in pairwise(found):
        between = text[a.end : b.start]
        ends = FULL_STOP.match(between) and text[b.start].isupper() and len(a.lower) > SHORT
        cuts.append("." if ends or HARD_STOP.search(between) else "," if STOP.search(between) else "")
    return cuts


def _scope(found: list[Word], cuts: list[str], n: int, kind: str) -> list[int]:
    """Which words a turning word reaches: what follows it, or, with nothing after it or as a predicate, what is before."""
    begin, end = max(0, n - REACH), min(len(found), n + REACH)
    said_that = kind == FALSE and [w.lower for w in found[n + 1 : n + 2]] == ["that"] and _impersonal(found, n)
    if said_that or found[n].lower in marked("turning", "wrongly"):
        return list(takewhile(lambda k: cuts[k] != ".", range(n + 1, end)))
    first = _clause_after(found, cuts, n) if kind == VERB else _resumed(found, cuts, n)
    if kind == VERB and (undergone(found, n) or first == len(found)):
        return list(range(begin, n))
    after = _following(found, cuts, n, kind, range(first, end))
    if kind == NEGATOR:
        return _of_negator(found, cuts, n, after)
    if kind == FALSE and (named := report(found, n)):
        return [*named, *(k for k in after if k > named[-1] and told_of(found, named[-1] + 1))]
    if any(found[k].stem for k in after) and not (kind == FALSE and predicate(found, n)):
        return after
    if kind == VERB:
        return [*range(begin, n), *after]
    if n and cuts[n - 1] and found[n - 1].lower in marked("turning", "copula"):
        return _subject(found, cuts, n)  # the story, he said, is untrue
    aside = range(_until(found, cuts, n), n - 1)  # a clause of time
    parted = (k for k in range(n, begin, -1) if cuts[k] and found[k].lower != "which" and k - 1 not in aside)
    return [k for k in range(next(parted, begin), n) if k not in aside]


def _following(found: list[Word], cuts: list[str], n: int, kind: str, places: range) -> list[int]:
    """The words at some places behind a turning word that it reaches: to the end of its clause, or of all that a verb denies."""
    after: list[int] = []
    for k in places:
        lower = found[k].lower
        bound = lower in marked("turning", "boundary")
        if kind == VERB:
            ends = (cuts[k] and (bound or n == 0)) or (lower in ("and", "but") and _tells(found, k + 1))
        else:
            paused = cuts[k] and not n + 1 < k == places.start
            joined = lower == "that" and found[k - 1].lower == "and"  # she did nothing and that he knew
            ends = paused or joined or bound
        told = kind != NEGATOR and any(found[m].stem for m in after)
        if cuts[k] == "." or ends or (told and _presupposed(found, cuts, n, k)):
            break
        after.append(k)
    return after


def _of_negator(found: list[Word], cuts: list[str], n: int, after: list[int]) -> list[int]:
    """Of the words ``after`` a negator those that it reaches, and in a passive what the deed would have been done to."""
    if limit := next((k for k in after if found[k].lower in ("only", "solely", "merely")), 0):
        return [k for k in after if k >= limit]  # the mill was not sold to bakers only: that it was sold stands
    return after + _subject(found, cuts, n) if _passive(found, n) or bare(found, n) else after


def _resumed(found: list[Word], cuts: list[str], n: int) -> int:
    """Where goes on what a word reaches: after an aside of few words, if there is one: did not, in fact, …"""
    aside = cuts[n + 1 : n + 2] == [","] and found[n].lower != "no"
    return next((k for k in range(n + 2, min(n + 5, len(found))) if cuts[k] == ","), n + 1) if aside else n + 1


def _clause_after(found: list[Word], cuts: list[str], n: int) -> int:
    """Where begins what follows a verb of denial: after a pause with the clause it names, if it names one later."""
    if n + 1 == len(found) or not cuts[n + 1]:
        return n + 1
    return next((k for k in range(n + 2, len(found)) if found[k].lower == "that" and cuts[k]), len(found))


def _tells(found: list[Word], k: int) -> bool:
    """Whether somebody goes on to say something: denied the sale and [then] said …"""
    return any(w.lower in verbs("verbs-reporting") for w in found[k : k + 2])


def _passive(found: list[Word], n: int) -> bool:
    """Whether a negator stands in a passive: "was never sold", "has not been shown"."""
    near = found[max(0, n - 1) : n + 3]
    been = any(w.lower in marked("turning", "copula") for w in near)
    after = [w.lower for w in found[n + 1 : n + 4]]
    return been and any(PARTICIPLE.search(lower) or lower in marked("tenses", "past") for lower in after)


def _impersonal(found: list[Word], n: int) -> bool:
    """Whether a word for falsehood is said of what follows it: "it is untrue that …"."""
    return predicate(found, n) and any(word.lower == "it" for word in found[max(0, n - 4) : n])


def _subject(found: list[Word], cuts: list[str], n: int) -> list[int]:
    """What stands before a negator in its clause; of a passive it is what the deed would have been done to.

    An aside between the two is left out: the mill, which he let, was never sold.
    """
    verb = n - (n > 0 and found[n - 1].lower in marked("turning", "copula") | {"has", "have", "had"})
    aside = max((k for k in range(1, verb) if cuts[k] == ","), default=verb) if cuts[verb] == "," else verb
    before, aside = [], _until(found, cuts, aside)
    if verb and found[verb - 1].lower in ("and", "but", "or"):
        return before  # robbed the bank and was never caught: the subject stands before the first verb
    for k in [*range(n - 1, verb - 1, -1), *range(aside - 1, -1, -1)]:
        lower = found[k].lower
        ends = lower == "that" or lower in marked("turning", "boundary") or lower in marked("telling", "saying")
        ends |= lower == "and" and found[verb].lower.startswith(("was", "is", "has"))  # searched it and the gun was …
        if (cuts[k + 1] and not k + 1 == aside < verb) or ends or kind_of(lower):
            break
        before.append(k)
    return before


def _presupposed(found: list[Word], cuts: list[str], n: int, k: int) -> bool:
    """Whether a word begins a clause that a denial leaves standing: "denied the sale that ruined the mill".

    What is claimed is denied too, after whose claim it is or a pause: claims by the union that …, what she wrote, that …
    """
    if found[k].lower != "that":
        return found[k].lower in marked("turning", "relative")
    before, between = found[k - 1], [w.lower for w in found[n + 1 : k]]
    notions = marked("telling", "notion") | marked("telling", "claim")
    notion = max((m for m, w in enumerate(between) if w in notions), default=None)
    claimed = notion is not None and not {"of", "about", "over"} & set(between[notion:])
    aside = kind_of(found[n].lower) == VERB and not WHERE.isdisjoint(between[:1])  # denied in a letter that …
    return not (cuts[k] or aside or before.stem == "" or before.lower in marked("telling", "notion") or claimed)


def _until(found: list[Word], cuts: list[str], end: int) -> int:
    """Where what a report tells ends before a word, a clause of time left out: reports of a sale [before it burned] are untrue."""
    first = next((k for k in range(end - 1, 0, -1) if cuts[k]), 0)
    told = next((k for k in range(first, end) if found[k].lower in marked("telling", "claim")), end)
    return next((k for k in range(told, end) if found[k].lower in marked("turning", "time")), end)
