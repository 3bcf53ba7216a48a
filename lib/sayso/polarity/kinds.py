"""Turning words: of what kind a word is, how plainly it denies, what it is said of, and where it turns nothing."""

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

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
    return FALSE if raised or bare(found, n) else ANSWER if answers else NEGATOR


def _some(words: list[str]) -> bool:
    """Whether words name some of several things, so that others stand apart: publish 22 letters, all the letters; not: in 2031."""
    number = any(w.isdigit() and before not in DATED for before, w in pairwise(["", *words]))
    return number or not marked("turning", "some").isdisjoint(words)


def doubts(found: list[Word], n: int) -> bool:
    """Whether a word leaves open what follows: unknown how many; not as an attribute: unknown men."""
    attributive = found[n].lower != "whether" and any(word.stem for word in found[n + 1 : n + 2])
    return found[n].lower in marked("turning", "doubt") and not attributive


def acts(lower: str) -> bool:
    """Whether a word is of a verb that tells what happened, or stands before one."""
    return lower in marked("turning", "finite") or lower in marked("tenses", "past") or bool(PARTICIPLE.search(lower))


def undergone(found: list[Word], n: int) -> bool:
    """Whether a verb of denial stands in a passive: "was denied on Monday", "a sale denied by the mayor"."""
    after = [w.lower for w in found[n + 1 : n + 2]]
    be = marked("turning", "copula") - marked("turning", "call") - marked("turning", "boundary")
    been = any(w.lower in be for w in found[max(0, n - 2) : n])
    return bool(PARTICIPLE.search(found[n].lower)) and (after == ["by"] or (been and after != ["that"]))


def report(found: list[Word], n: int) -> list[int]:
    """The words up to the name of a report that a word for falsehood stands before: fake [allegations], bogus [news story]."""
    if found[n].lower not in marked("turning", "attribute"):
        return []
    end = n + (n and found[n - 1].lower == "as" and any(w.lower in DEFINITE for w in found[n + 1 : n + 2]))
    while end + 1 < len(found) and end < n + 3 and found[end + 1].lower in marked("telling", "report"):
        end += 1
    return list(range(n + 1, end + 1)) if found[end].lower in marked("telling", "report") else []


def told_of(found: list[Word], k: int) -> bool:
    """Whether what a report says follows its name: a false report that …, about …; not: a false report that has spread."""
    after = [w.lower for w in found[k : k + 2]] + ["", ""]
    spread = after[1] in marked("turning", "copula") or after[1] in ("has", "have", "had")
    return after[0] in ("of", "about", "on", "claiming", "saying", "alleging") or (after[0] == "that" and not spread)


def bare(found: list[Word], n: int) -> bool:
    """Whether a negator denies that something happened, or is so: "never took place", "is not true"."""
    return any(
        w.lower in marked("turning", "bare") and (w.lower != "place" or before.stem == stem("take"))
        for before, w in pairwise(found[n : n + 4])
    )


def predicate(found: list[Word], n: int) -> bool:
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
        kind_of(found[k].lower) == FALSE and predicate(found, k) for k in later
    ):
        return True  # dismissed … as false: one denial
    if word in marked("turning", "report_denial") or (word in marked("turning", "spurn") and after[0] != "that"):
        return not _of_a_claim(found, n)
    near = {w.lower for w in found[max(0, n - 2) : n + 3]}
    if kind == VERB and near & {"confirm", "confirmed", "confirming"} and near & {"or", "nor"}:
        return True  # would not confirm or deny
    if kind == FALSE and word in marked("turning", "attribute"):
        denied = [k for k in range(max(0, n - 2), n) if kind_of(found[k].lower) == VERB]
        once = denied and report(found, n) and found[n - 1].lower in DEFINITE | {"a", found[denied[-1]].lower}
        return bool(once) or _characterises(found, n)  # denied the false claim: one denial
    lying = not marked("turning", "charged").isdisjoint(before)
    if (word in ("lie", "lies", "lying") and after[0] in WHERE | {"with", "between"}) or (word == "lying" and lying):
        return True  # lied to somebody, lies in the harbour
    disputed = word.startswith("disput") and (after[0] in ("over", "between", "with", "about") or before == ["in"])
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
    tells, borne = found[n].lower in marked("turning", "report_denial"), undergone(found, n) or n + 1 == len(found)
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
    return one or acts(after[0]) or after[0] == "and" or after[0] in marked("small", "preposition")


def _relates(found: list[Word], k: int) -> bool:
    """Whether a word begins a clause that tells of a noun before it; not what is said: said that …"""
    lower, before = found[k].lower, found[k - 1] if k else found[k]
    that = lower == "that" and before.stem and before.lower not in verbs("verbs-reporting")
    return bool(that) or lower in ("which", "whom", "what") or lower in marked("telling", "notion")


def _characterises(found: list[Word], n: int) -> bool:
    """Whether a word for falsehood only says what kind of thing something is: a fake passport, a satirical site, fake news."""
    words = ["", "", *(w.lower for w in found), "", ""]
    article = {"a", "an"} & set(words[n : n + 2])
    if reports := report(found, n):
        return not (article or predicate(found, n) or words[n + 1] in DEFINITE or told_of(found, reports[-1] + 1))
    following = found[n + 1 : n + 2]
    noun = following and following[0].stem and not PARTICIPLE.search(following[0].lower)
    return bool(noun and (article or words[n + 1] == "and")) or not predicate(found, n)
