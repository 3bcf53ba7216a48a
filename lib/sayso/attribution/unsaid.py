"""Attributions, as PolNeAR counts them, that are no statement: nothing was said or done, or not yet, or by nobody."""

from collections.abc import Iterable, Sequence

from sayso.attribution.contents import FIRST_PERSON, SAYING
from sayso.attribution.lexicon import BE, HAVE, MODAL, NOT, QUOTE, UNREAL, words_of
from sayso.attribution.phrases import VERBAL
from sayso.attribution.record import Found, tokens_of
from sayso.text.tokens import Tokens
from sayso.words import marked, told, verbs, words

TURNING = {word.split()[0] for mark in ("denial", "idle", "negator") for word in marked("turning", mark)}
TURNING |= words_of("accept agree recognise recognize concede")
HELD = verbs("verbs-believing") | frozenset(told("attitudes")) | TURNING  # negated, these tell of no silence
ABLE, ASIDE = words_of("can ca could able"), words_of("yet even so too be been being have just")
SEEMING = words_of("seem seems seemed appear appears appeared")
LED = words_of("that whether if how why")
UNDONE = MODAL & UNREAL - words_of("can ca")
WISHES = marked("unsaid", "wish")  # said of oneself all the same: would like
OFTEN = marked("unsaid", "often") | NOT  # would later say
PLANNED, PASSIVE, ASKED, SHOWING = (marked("unsaid", mark) for mark in ("planned", "passive", "asked", "showing"))
TELLING = verbs("verbs-reporting") - words_of("maintain")  # wants to maintain a base
IN_DOUBT = words_of("if unless whether")
INVERTED = words_of("should had did does do would could will")  # before a subject that a sentence opens with
FOR, WHOM = marked("unsaid", "backing"), words_of("him her them me us")
SPEAKERS = words("speakers")


def unsaid(tokens: Tokens, one: Found) -> bool:
    """Whether an attribution is no statement."""
    low = tokens.low
    source, cue, content = ([low[i] for i in tokens_of(spans)] for spans in (one.source, one.cue, one.content))
    if not cue:
        return False
    first, last = min(one.source + one.cue)[0], one.cue[-1][1]
    before = tokens.words[first - 1] if first else ""
    asked = before.istitle() and before.lower() in INVERTED and bool(source)  # Should the court find
    doubted = bool(SAYING.intersection(cue)) and (before.lower() in IN_DOUBT or source[:1] == ["if"] or asked)
    return (
        silent(cue)
        or actless(source, cue, content)
        or doubted
        or undone(source, cue, low[last : last + 3])
        or nobodys(source, cue, content)
        or (bool(FOR.intersection(cue)) and backs(tokens.words[one.content[0][0]], content))
    )


def backs(first: str, content: Sequence[str]) -> bool:
    """Whether what is endorsed is somebody, of whom nothing is told: `endorsed Lee`, `endorsed her in May`; no `endorsed the plan`."""
    return (first[0].isupper() or first in WHOM) and not (QUOTE | SAYING).intersection(content)


def silent(cue: Iterable[str]) -> bool:
    """Whether a cue tells that nothing was said or done: `has not claimed`, `won't say`; no `did not deny`, `cannot say`."""
    found = [word for word in cue if word == "only" or not (word.endswith("ly") or word in ASIDE)]
    n = next((n for n, word in enumerate(found) if word in NOT), len(found))
    verb = next(iter(found[n + 1 :]), "only")
    return verb not in HELD and set(found[:n]) <= VERBAL - ABLE


def actless(source: Sequence[str], cue: Sequence[str], content: Sequence[str]) -> bool:
    """Whether words, in lower case, tell of no act: `seems` of nobody; `to compare`, which leads to no clause or quotation."""
    if QUOTE.intersection(content):
        return False
    return content[0] not in LED if cue[:1] == ["to"] else not source and bool(SEEMING.intersection(cue))


def undone(source: Sequence[str], cue: Sequence[str], after: Sequence[str]) -> bool:
    """Whether nobody did so yet: `will say`, `might argue`, `is expected to say`; no `would like`, `would later say`, `I would say`."""
    if FIRST_PERSON.intersection(source) or OFTEN.intersection(cue):
        return False
    n = next((n for n, word in enumerate(cue) if word in UNDONE), len(cue))
    if n < len(cue):
        return not WISHES.intersection(cue[n:]) and "you" not in after[:1]
    n = next((n for n, word in enumerate(cue) if word in PLANNED), len(cue))
    rest = [*cue[n + 1 :], *after]
    return n < len(cue) and rest[:1] == ["to"] and bool(TELLING.intersection(rest[1:2]))


def nobodys(source: Sequence[str], cue: Sequence[str], content: Sequence[str]) -> bool:
    """Whether nobody does so: `Asked about it`, `it is fair to say`, `also known as`, `is expected to rise`, `a name suggesting wealth`."""
    if QUOTE.intersection(content):
        return False
    if (not source and ASKED.intersection(cue)) or (source == ["it"] and "to" in cue and BE.intersection(cue)):
        return True
    if content[0] in LED:
        return False
    if PASSIVE.intersection(cue) and not ("been" not in cue and HAVE.intersection(cue)):
        return ("known" in cue or cue[-1] == "as") if source else cue[-1] != "for" and "by" not in content
    return source[-2:-1] in (["a"], ["an"], ["the"]) and cue[0] in SHOWING and source[-1] not in SPEAKERS
