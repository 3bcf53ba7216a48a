"""The denied stretch: which words of a sentence are denied, by which words, and how plainly.

Three kinds of words turn what they reach: verbs of denial ("dismissed claims that …"), words for falsehood ("the story is
a hoax") and negators with their clause ("no plans to …"). Odd layers deny, even ones do not.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise, takewhile

import snowballstemmer

from sayso.words import marked, told, verbs

STEMMER = snowballstemmer.stemmer("english")
WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
NOT = re.compile(r"(?:n[’']t)$")
VERB, FALSE, ANSWER, NEGATOR = "denial", "falsehood", "answer", "negator"
PARTICIPLE = re.compile(r"(?:ed|en|wn|ne)$")
RAISED = ("to", "that", "of", "for", "in")  # what follows a word of which there is none: no plans to
DEFINITE = frozenset(("the", "this", "that", "these", "those", "such", "its", "his", "her", "their"))
WITHIN = 15  # words before a verb of turning down within which stands what is turned down
WHERE = frozenset(("in", "on", "at", "to", "during", "through"))
DATED = WHERE | {"by", "until", "before", "after", "since"}
CLAIMING = {"accuse", "accused", "allege", "alleged", "blame", "blamed", "claim", "claimed"}  # who has not, answers
STOP = re.compile(r"[,;:—–()]|\s--?\s")
FULL_STOP = re.compile(r"[.?!]\s")
REACH = 100  # words that a turning word reaches at the most: a text without stops is one sentence
SHORT = 3  # letters; what stands before a stop may be an abbreviation
HARD_STOP = re.compile(r"[;:]|[.?!][”\"’')]")


@dataclass
class Word:
    """A word of a sentence: where it stands, its stem ("" where it tells nothing), and what turns it."""

    start: int
    end: int
    lower: str
    stem: str
    turned: list[int] = field(default_factory=list)  # indexes of the words that turn it

    @property
    def denied(self) -> bool:
        """Whether an odd number of words turns it."""
        return len(self.turned) % 2 == 1


@cache
def stem(word: str) -> str:
    """The stem of a lower-case word; "" of a function word and of words that only tell that something is said."""
    bare = word.replace("’", "'").removesuffix("'s").removesuffix("'")
    tells = bare in marked("telling", "saying") or bare in marked("telling", "report")
    if len(bare) < 2 or "'" in bare or bare in marked("common", "function") or tells:
        return ""
    if kind_of(word) and word not in marked("turning", "report_denial"):
        return ""
    if bare in marked("common", "own"):
        return re.sub(r"ies$", "y", bare).removesuffix("s")
    _, *verb = told("tenses").get(bare, ("",))  # took, taken: take
    return STEMMER.stemWord((verb[0] if verb else bare).replace("ae", "e"))  # anaesthesia, anesthesia


@cache
def kind_of(word: str) -> str:
    """What kind of turning word this is, or ""."""
    if word in marked("turning", "denial") or word in marked("turning", "report_denial"):
        return VERB
    if word in marked("turning", "false") or word in marked("turning", "wrongly"):
        return FALSE
    if word in marked("turning", "negator") or NOT.search(word):
        return NEGATOR
    return ""


TWO = frozenset(word for word in told("turning") if " " in word and kind_of(word))  # words that turn as one


def force_of(found: list[Word], n: int) -> str:
    """What kind of turning word a word of a sentence is; a negator that says what is not so is plain: no plans to …

    One of what is to come, or of what somebody is told to have said, answers who told it: will not …, has not claimed …
    """
    kind = kind_of(found[n].lower)
    if kind != NEGATOR:
        return kind
    after = [w.lower for w in found[n + 1 : n + 5]]
    raised = any(w in marked("turning", "raising") and to in RAISED for w, to in pairwise(after))
    will = found[n].lower.startswith("won") or any(w.lower == "will" for w in found[max(0, n - 1) : n])
    told = found[n].lower != "no" and not CLAIMING.isdisjoint(after[:3])
    answers = told or (will and not _some(after[1:]))
    return FALSE if raised or _bare(found, n) else ANSWER if answers else NEGATOR


def _some(words: list[str]) -> bool:
    """Whether words name some of several things, so that others stand apart: publish 22 letters, all the letters; not: in 2031."""
    number = any(w.isdigit() and before not in DATED for before, w in pairwise(["", *words]))
    return number or not marked("turning", "some").isdisjoint(words)


def doubts(found: list[Word], n: int) -> bool:
    """Whether a word leaves open what follows: unknown how many; not as an attribute: unknown men."""
    attributive = found[n].lower != "whether" and any(word.stem for word in found[n + 1 : n + 2])
    return found[n].lower in marked("turning", "doubt") and not attributive


def _acts(lower: str) -> bool:
    """Whether a word is of a verb that tells what happened, or stands before one."""
    return lower in marked("turning", "finite") or lower in marked("tenses", "past") or bool(PARTICIPLE.search(lower))


def _undergone(found: list[Word], n: int) -> bool:
    """Whether a verb of denial stands in a passive: "was denied on Monday", "a sale denied by the mayor"."""
    after = [w.lower for w in found[n + 1 : n + 2]]
    be = marked("turning", "copula") - marked("turning", "call") - marked("turning", "boundary")
    been = any(w.lower in be for w in found[max(0, n - 2) : n])
    return bool(PARTICIPLE.search(found[n].lower)) and (after == ["by"] or (been and after != ["that"]))


def _report(found: list[Word], n: int) -> list[int]:
    """The words up to the name of a report that a word for falsehood stands before: fake [allegations], bogus [news story]."""
    if found[n].lower not in marked("turning", "attribute"):
        return []
    end = n + (n and found[n - 1].lower == "as" and any(w.lower in DEFINITE for w in found[n + 1 : n + 2]))
    while end + 1 < len(found) and end < n + 3 and found[end + 1].lower in marked("telling", "report"):
        end += 1
    return list(range(n + 1, end + 1)) if found[end].lower in marked("telling", "report") else []


def _told_of(found: list[Word], k: int) -> bool:
    """Whether what a report says follows its name: a false report that …, about …; not: a false report that has spread."""
    after = [w.lower for w in found[k : k + 2]] + ["", ""]
    spread = after[1] in marked("turning", "copula") or after[1] in ("has", "have", "had")
    return after[0] in ("of", "about", "on", "claiming", "saying", "alleging") or (after[0] == "that" and not spread)


def _bare(found: list[Word], n: int) -> bool:
    """Whether a negator denies that something happened, or is so: "never took place", "is not true"."""
    return any(
        w.lower in marked("turning", "bare") and (w.lower != "place" or before.stem == stem("take"))
        for before, w in pairwise(found[n : n + 4])
    )


def _predicate(found: list[Word], n: int) -> bool:
    """Whether a word for falsehood is said of what stands before it: "is a total hoax", "called the report … false"."""
    before = [word.lower for word in found[:n]]
    near = next((k for k in range(n - 1, max(-1, n - 4), -1) if before[k] in marked("turning", "copula")), n)
    within = set(before[near:]) & {"on", "in", "at", "by", "from"}  # was printed on a satirical site
    return (near < n and not within) or any(w in marked("turning", "call") for w in before)


def idle(found: list[Word], n: int) -> bool:
    """Whether a turning word turns nothing here: no doubt; unrest and disputes over pay; neither confirmed nor denied."""
    word, kind = found[n].lower, kind_of(found[n].lower)
    before = [w.lower for w in found[max(0, n - 1) : n]]
    after = [w.lower for w in found[n + 1 : n + 4]] + ["", ""]
    if kind == NEGATOR and (word, after[0]) not in (("nothing", "of"), ("nothing", "about")):
        return _idle_negator(word, before, after)
    if word in marked("turning", "wrongly"):
        return not any(w in verbs("verbs-reporting") or w in marked("turning", "accuse") for w in (*before, *after[:2]))
    later = range(n + 1, len(found))
    if word in marked("turning", "call") and any(
        kind_of(found[k].lower) == FALSE and _predicate(found, k) for k in later
    ):
        return True  # dismissed … as false: one denial
    if word in marked("turning", "report_denial") or (word in marked("turning", "spurn") and after[0] != "that"):
        return not _of_a_claim(found, n)
    near = {w.lower for w in found[max(0, n - 2) : n + 3]}
    if kind == VERB and near & {"confirm", "confirmed", "confirming"} and near & {"or", "nor"}:
        return True  # would not confirm or deny
    if kind == FALSE and word in marked("turning", "attribute"):
        denied = [k for k in range(max(0, n - 2), n) if kind_of(found[k].lower) == VERB]
        once = denied and _report(found, n) and found[n - 1].lower in DEFINITE | {"a", found[denied[-1]].lower}
        return bool(once) or _characterises(found, n)  # denied the false claim: one denial
    lying = not marked("turning", "charged").isdisjoint(before)
    if (word in ("lie", "lies", "lying") and after[0] in WHERE | {"with", "between"}) or (word == "lying" and lying):
        return True  # lied to somebody, lies in the harbour
    disputed = word.startswith("disput") and (
        after[0] in ("over", "between", "with", "about") or before in (["in"], ["beyond"])
    )
    return disputed or _noun(found, n)


def _idle_negator(word: str, before: list[str], after: list[str]) -> bool:
    """Whether a negator turns nothing: not only; should not have …; "did not want his wife to …"."""
    ways = after[0], f"{word} {after[0]}", f"{word} {after[0]} {after[1]}"
    idle = not marked("turning", "idle").isdisjoint(ways) and not kind_of(after[1])  # but: no longer ruled out
    past = "have" in after[:2] and after[after.index("have") + 1] != "to"
    regret = past and ("should" in (*before, after[0]) or word.startswith("shouldn"))
    return idle or regret or any(w in marked("turning", "wish") for w in (*after[:2], *before))


def _of_a_claim(found: list[Word], n: int) -> bool:
    """Whether what is turned down is told to be a claim: who rejects the offer denies no offer."""
    tells, borne = found[n].lower in marked("turning", "report_denial"), _undergone(found, n) or n + 1 == len(found)
    near = [w.lower for w in (found[max(0, n - WITHIN) : n] if borne else found[n + 1 : n + 6])] or [""]
    if tells and borne and "that" in near:  # claims that the pier is shut down
        near = near[near.index("that") :]
    if found[n].lower.startswith("question"):  # the idea, their claims; but: the baker over claims
        near = near[:2] if near[0] in DEFINITE else []
    return not marked("telling", "claim").isdisjoint(near)


def _noun(found: list[Word], n: int) -> bool:
    """Whether a word names a denial or a dispute and says not of what is told: the denial of a permit, similar disputes are common."""
    word, after = found[n].lower, [w.lower for w in found[n + 1 : n + 6]] or [""]
    near = [w.lower for w in found[max(0, n - 3) : n]] or [""]
    if word in marked("turning", "noun"):
        told = not (marked("telling", "claim") | marked("telling", "notion")).isdisjoint(after)
        whose = any(w in marked("turning", "whose") or w.endswith(("’s", "'s", "s’")) for w in near[-2:])
        return after[0] != "that" and not (after[0] == "of" and (told or (whose and word.startswith("denial"))))
    if word not in ("dispute", "disputes") or any(_relates(found, k) for k in range(max(0, n - 4), n)):
        return False  # a sale that the mayor disputes
    one = word == "dispute" and not near[-1].endswith("s") and not {"a", "an", *DEFINITE}.isdisjoint(near)
    return one or _acts(after[0]) or after[0] == "and" or after[0] in marked("small", "preposition")


def _relates(found: list[Word], k: int) -> bool:
    """Whether a word begins a clause that tells of a noun before it; not what is said: said that …"""
    lower, before = found[k].lower, found[k - 1] if k else found[k]
    that = lower == "that" and before.stem and before.lower not in verbs("verbs-reporting")
    return bool(that) or lower in ("which", "whom", "what") or lower in marked("telling", "notion")


def _characterises(found: list[Word], n: int) -> bool:
    """Whether a word for falsehood only says what kind of thing something is: a fake passport, a satirical site, fake news."""
    words = ["", "", *(w.lower for w in found), "", ""]
    article = {"a", "an"} & set(words[n : n + 2])
    if reports := _report(found, n):
        return not (article or _predicate(found, n) or words[n + 1] in DEFINITE or _told_of(found, reports[-1] + 1))
    following = found[n + 1 : n + 2]
    noun = following and following[0].stem and not PARTICIPLE.search(following[0].lower)
    return bool(noun and (article or words[n + 1] == "and")) or not _predicate(found, n)


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
    if found[first].lower != "neither" or not noun or (_acts(before) and before not in verbs("verbs-reporting")):
        return 0
    verb = next((k for k in range(n, len(found)) if _acts(found[k].lower)), 0)
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
    if kind == VERB and (_undergone(found, n) or first == len(found)):
        return list(range(begin, n))
    after = _following(found, cuts, n, kind, range(first, end))
    if kind == NEGATOR:
        return _of_negator(found, cuts, n, after)
    if kind == FALSE and (named := _report(found, n)):
        return [*named, *(k for k in after if k > named[-1] and _told_of(found, named[-1] + 1))]
    if any(found[k].stem for k in after) and not (kind == FALSE and _predicate(found, n)):
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
    return after + _subject(found, cuts, n) if _passive(found, n) or _bare(found, n) else after


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
    return _predicate(found, n) and any(word.lower == "it" for word in found[max(0, n - 4) : n])


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
