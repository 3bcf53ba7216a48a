"""Where a turning word turns nothing: no doubt; the denial of a permit; a fake passport."""

from sayso.polarity.kinds import (
    DEFINITE,
    FALSE,
    NEGATOR,
    PARTICIPLE,
    VERB,
    WHERE,
    Word,
    acts,
    kind_of,
    predicate,
    report,
    told_of,
    undergone,
)
from sayso.words import marked, verbs

WITHIN = 15  # words before a verb of turning down within which stands what is turned down


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
