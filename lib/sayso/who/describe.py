"""How a document describes its figures: offices and titles around a name, apposition, gender, person or body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from sayso import words as lists
from sayso.who import names, weights
from sayso.who.ledger import ORGANISATION, PERSON, STATE, Figure, about_words
from sayso.who.names import Token

if TYPE_CHECKING:
    from sayso.who.cast import Cast

MALE, FEMALE = frozenset(("he", "himself")), frozenset(("she", "herself"))
HIS, HER = MALE | {"his"}, FEMALE | {"her"}  # at the head of the next sentence
SPOKE = frozenset(("told", "said", "says"))
LINKS = frozenset(("is", "was", "who"))
QUOTED = frozenset("‘’'“”\"`")
ENDS_APPOSITION = frozenset((",", ";", ")", "—", "–", ".", "?", "!", "“", '"'))


def describe(cast: Cast) -> None:
    """Fill what the text tells of each figure: `about`, gender, and whether it is a person, a body or a place."""
    for first, last, key in cast.stream:
        figure = cast.figures[key]
        if figure.type == STATE or (
            cast.quoted[cast.tokens[first].start] and not alone_in_marks(cast.tokens, first, last)
        ):
            continue
        before, after = _before(cast.tokens, first), _after(cast.tokens, last)
        title = [t for t in cast.tokens[first:last] if t.word][:-1]
        around = [*before, *after, *(t for t in title if names.is_role(t.low))]
        figure.about |= about_words(around)
        figure.introduced |= bool(after) and cast.tokens[last].text == "," and after[0].low in ("a", "an")
        figure.about |= cast.ledger.sides(figure.about)
        figure.tell_gender(t.text for t in [*before, *after[:3], *title])
        if body := _following(cast.tokens, last):
            figure.about_as_body |= about_words(body)
            figure.body += 1
        _tell_kind(cast.tokens, first, last, figure, before, after)
    pronouns = pronouns_after(cast)
    for figure in cast.figures.values():
        if figure.type == PERSON:
            given = given_gender(figure.name)
            told = given or pronouns.get(figure.key, "")
            figure.person += bool(given)
            figure.male += told == "he"
            figure.female += told == "she"
            if figure.body > figure.person and not figure.known:
                figure.type = ORGANISATION
        if figure.type == ORGANISATION:
            figure.about |= figure.about_as_body | (set() if figure.known else figure.own)


def alone_in_marks(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether a name stands in quotation marks for being a name: the daily ‘Quay’."""
    return first > 0 and last < len(words) and words[first - 1].text in QUOTED and words[last].text in QUOTED


def given_gender(name: str) -> str:
    """`he` or `she` as the given name of a full name tells it, else "".

    >>> given_gender("Ana Lee"), given_gender("Lee")
    ('she', '')
    """
    words = name.split()
    return names.GIVEN.get(words[0].lower(), "") if len(words) > 1 else ""


def _tell_kind(
    words: Sequence[Token], first: int, last: int, figure: Figure, before: list[Token], after: list[Token]
) -> None:
    """Count what one mention tells: `the airline Lee` and `Lee, the airline,` a body, `Mayor Lee` a person."""
    title = [t for t in words[first:last] if t.word][:-1]
    head = list(takewhile(lambda t: t.low not in names.PREPOSITIONS, after))
    near = before[:1] + [t for t in head if names.is_noun(t)][-1:]
    offices = [t for t in (*near, *title) if names.tells_person(t.low) and not names.is_body(t.low)]
    bodies = [t for t in near if names.is_body(t.low) and not names.is_office(t.low)]
    placed = first > 0 and words[first - 1].low in names.PLACING
    one = last - first == 1
    figure.person += bool(offices)
    figure.body += bool(bodies) and not offices
    figure.body += one and first > 0 and words[first - 1].low == "the" and not offices and _heads(words, last)
    figure.placed += placed
    figure.person += not placed and figure.type == PERSON and len(figure.name.split()) > 1 and one


def _heads(words: Sequence[Token], last: int) -> bool:
    """Whether a name heads its phrase: `the Echo said`, not `the Lee campaign` nor `the Lee’s`."""
    after = words[last].low if last < len(words) else ""
    limits = after in names.SMALL or after in names.PREPOSITIONS or after in lists.words("acting")
    return not words[last - 1].owns and (limits or not after[:1].isalnum())


def _before(words: Sequence[Token], first: int) -> list[Token]:
    """The words of office before a name: `Russian special envoy`; or set off by a comma, `Lee's envoy, `; nearest first."""
    i = first - 1
    i -= i > 0 and words[i].text in QUOTED
    comma = i > 0 and words[i].text == ","
    i -= comma
    found: list[Token] = []
    while i >= 0 and len(found) < weights.DESCRIPTION:
        t = words[i]
        if not t.word or (t.low in names.SMALL | names.PREPOSITIONS and not t.text.isupper()):
            break
        if not t.capital and not (found or names.is_office(t.low) or names.is_body(t.low)):
            return []
        if t.low.endswith(("ed", "ing")) or t.low in SPOKE:
            break
        found.append(t)
        i -= 1
        if t.owns:
            break
    if comma and not ((i >= 0 and words[i].low in names.PLAIN) or (found and found[-1].owns)):
        return []
    return found


def _following(words: Sequence[Token], last: int) -> list[Token]:
    """What a name is said to be right behind it: `the Lee news website`; not what belongs to it, `the Lee campaign`."""
    found: list[Token] = []
    for t in words[last : last + 3]:
        if not t.word or t.capital or not (names.is_body(t.low) or t.low in names.PRESS) or names.plural(t.low):
            break
        found.append(t)
    after = words[last + len(found)] if last + len(found) < len(words) else None
    if after is not None and after.capital:
        return []  # Veldish state agency Tars
    told = found and not words[last - 1].owns and found[-1].low not in names.OWNED and names.is_body(found[-1].low)
    return found if told else []


def _after(words: Sequence[Token], last: int) -> list[Token]:
    """The words of an apposition after a name, or of what it is said to be, if they hold an office, title or body or are set off."""
    if last + 1 >= len(words) or words[last - 1].owns:
        return []
    if words[last].text not in (",", "(") and words[last].low not in LINKS:
        return []
    found: list[Token] = []
    closed = False
    for t in words[last + 1 : last + 1 + weights.APPOSITION]:
        if closed := t.text in ENDS_APPOSITION or t.text[0] == "\n":
            break
        found.append(t)
    if words[last].low in LINKS - {"who"} and not (found and (found[0].low in names.PLAIN or names.is_noun(found[0]))):
        return []  # the group is unsure whether the president
    told = any(names.is_office(t.low) or names.is_body(t.low) or t.low in names.TITLES for t in found)
    set_off = closed and words[last].text == "," and bool(found) and found[0].low in ("the", "a", "an")
    verb = any(t.low in lists.words("acting") for t in found)
    return found if told or (set_off and not verb) else []


def pronouns_after(cast: Cast) -> dict[str, str]:
    """Gender by key, as `he` and `she` tell it after the only person of a sentence, or at the head of the next one."""
    counts: dict[str, Counter[str]] = {}
    at = 0
    before = ""  # the only person of the sentence before
    for begin, end in pairwise([*cast.sentences, len(cast.text) + 1]):
        met = []
        while at < len(cast.stream) and cast.tokens[cast.stream[at][0]].start < end:
            said = cast.quoted[cast.tokens[cast.stream[at][0]].start]  # “Lee left,” he said: he is another
            if cast.figures[cast.stream[at][2]].type == PERSON and not said:
                met.append(cast.stream[at])
            at += 1
        low = cast.token_at(begin)
        only = met[0][2] if len({key for *_, key in met}) == 1 else ""
        if before and low < len(cast.tokens) and cast.tokens[low].capital and not cast.in_words(begin):
            _count(counts, before, cast.tokens[low : low + 1], HIS, HER)
        if only:
            told = cast.tokens[met[0][1] : cast.token_at(end)]
            _count(counts, only, [t for t in told if not cast.quoted[t.start]], MALE, FEMALE)
        before = only
    return {key: c.most_common(1)[0][0] for key, c in counts.items() if len(c) == 1 or c["he"] != c["she"]}


def _count(
    counts: dict[str, Counter[str]], key: str, words: Sequence[Token], male: frozenset[str], female: frozenset[str]
) -> None:
    for t in words:
        if t.low in male or t.low in female:
            counts.setdefault(key, Counter())["he" if t.low in male else "she"] += 1
