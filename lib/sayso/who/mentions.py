"""Names where they stand, and what is said of whom they name: offices and titles, apposition, gender, person or body."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING

from sayso.who import names, weights
from sayso.who.ledger import ORGANISATION, PERSON, STATE, Figure, about_words
from sayso.who.names import Token, stem

if TYPE_CHECKING:
    from sayso.who.cast import Cast

MARKS = frozenset("‘’'“”\"`")
PRONOUNS = {"he": "he", "himself": "he", "she": "she", "herself": "she"}
AT_HEAD = PRONOUNS | {"his": "he", "her": "she"}  # at the head of the next sentence
LINKS, VERBS = frozenset(("is", "was", "who")), names.marked("small", "verb")
ENDS_APPOSITION = frozenset((",", ";", ")", "—", "–", ".", "?", "!", "“", '"'))


class Mention:
    """A name where it stands, tokens first to last (half-open) of a cast; the key of whom it names, "" until that is known.

    `tokens` are its words and marks, `words` the words alone, `start` and `end` its characters with a possessive ending;
    `owns` tells whether it has one; `before` and `after` are the tokens around it.
    """

    def __init__(self, cast: Cast, first: int, last: int, key: str = "") -> None:
        self.cast, self.first, self.last, self.key = cast, first, last, key
        self.tokens = cast.tokens[first:last]
        self.words = tuple(t.text for t in self.tokens if t.word)
        self.start, self.end, self.owns = self.tokens[0].start, self.tokens[-1].end, self.tokens[-1].owns
        self.before, self.after = cast.token(first - 1), cast.token(last)

    @property
    def figure(self) -> Figure:
        """Whom it names."""
        return self.cast.figures[self.key]

    @property
    def quoted(self) -> bool:
        """Whether it stands inside a quotation."""
        return bool(self.cast.quoted[self.start])

    @property
    def marked(self) -> bool:
        """Whether it stands in quotation marks for being a name: the daily ‘Quay’."""
        return self.before.text in MARKS and self.after.text in MARKS

    @property
    def opens(self) -> bool:
        """Whether it opens its sentence, titles left out."""
        return self.first - self.cast.token_at(self.cast.sentence_at(self.start)[0]) <= 1


def describe(cast: Cast) -> None:
    """Fill what the text tells of each figure: `about`, gender, and whether it is a person, a body or a place."""
    for m in cast.mentions:
        figure, one = m.figure, len(m.tokens) == 1
        if figure.type == STATE or (m.quoted and not m.marked):
            continue
        before, after, body = _before(m), _after(m), _following(m)
        title = [t for t in m.tokens if t.word][:-1]
        led = title[: len(m.words) - len(names.person_of(m.words))] if figure.type == PERSON else []  # FBI Director Lee
        figure.about |= about_words([*before, *after, *body, *led, *(t for t in title if names.is_role(t.low))])
        figure.introduced |= bool(after) and m.after.text == "," and after[0].low in ("a", "an")
        figure.tell(names.gender_of(t.text for t in [*before, *after[:3], *title]))
        head = [t for t in takewhile(lambda t: t.low not in names.PREPOSITIONS, after) if names.is_noun(t)]
        near = before[:1] + head[-1:]  # the airline Lee; Lee, the airline,
        if any(names.tells_person(t.low) for t in (*near, *title)):
            figure.tell("person")
        else:
            figure.tell("body", any(names.is_body(t.low) for t in near) + (one and _heads(m)))
        figure.tell("body", bool(body))
        figure.tell("placed", m.before.low in names.PLACING)
        figure.tell("person", one and figure.type == PERSON and " " in figure.name)
    for figure in cast.figures.values():
        if figure.type == PERSON:
            given = names.given_gender(figure.name)
            figure.tell("person", bool(given))
            figure.tell(given or cast.gender.get(figure.key, ""))
            if figure.told["body"] > figure.told["person"] and not figure.known:
                figure.type = ORGANISATION
        if figure.type == ORGANISATION:
            figure.about |= {stem(word) for word in figure.name.split()}


def _heads(m: Mention) -> bool:
    """Whether a name heads a phrase with `the`: `the Echo said`, not `the Lee campaign` nor `the Lee’s`."""
    free = m.after.low in names.SMALL or not m.after.text[:1].isalnum()
    return m.before.low == "the" and free and not m.owns


def _before(m: Mention) -> list[Token]:
    """The words of office before a name: `Russian special envoy`; or set off by a comma, `Lee's envoy, `; nearest first."""
    i = m.first - 1
    i -= i > 0 and m.before.text in MARKS
    comma = i > 0 and m.cast.token(i).text == ","
    i -= comma
    found: list[Token] = []
    while i >= 0:
        t = m.cast.tokens[i]
        if not t.word or (t.low in names.SMALL | names.PREPOSITIONS and not t.text.isupper()):
            break
        if not t.capital and not (found or names.is_office(t.low) or names.is_body(t.low)):
            return []
        if found and not t.capital and _ends_person(m.cast, i):
            break
        found.append(t)
        i -= 1
        if t.owns:
            break
    bound = m.cast.token(i).low in names.PLAIN or (found and found[-1].owns)
    return found if bound or not comma else []


def _ends_person(cast: Cast, i: int) -> bool:
    """Whether a person with a first name or a title stands right before a token: `Director Lee met | envoy Bo Reed`."""
    met = cast.mentions_before(cast.tokens[i].start, 1)
    return any(m.last == i and len(m.words) > 1 and m.figure.type == PERSON for m in met)


def _following(m: Mention) -> list[Token]:
    """What a name is said to be right behind it: `the Lee news website`; not what belongs to it, `the Lee campaign`."""
    line = m.cast.tokens[m.last : m.last + 3]
    found = list(takewhile(lambda t: not t.capital and (names.is_body(t.low) or t.low in names.PRESS), line))
    free = found and not m.owns and not m.cast.token(m.last + len(found)).capital  # not: state agency Tars
    return found if free and names.is_body(found[-1].low) and found[-1].low not in names.OWNED else []


def _after(m: Mention) -> list[Token]:
    """The words of an apposition after a name, or of what it is said to be, if they hold an office, title or body or are set off."""
    link = m.after.low
    if m.owns or (link not in (",", "(") and link not in LINKS):
        return []
    line = m.cast.tokens[m.last + 1 : m.last + 1 + weights.APPOSITION]
    found = list(takewhile(lambda t: t.text not in ENDS_APPOSITION and t.text[0] != "\n", line))
    if not found or (link in ("is", "was") and not (found[0].low in names.PLAIN or names.is_noun(found[0]))):
        return []  # the group is unsure whether the president
    acts = link == "," and found[0].low.endswith("ed") and found[1:2] and found[1].low in names.SMALL
    if acts:  # Lee, an envoy, demanded to know
        return []
    is_clause = VERBS & {t.low for t in takewhile(lambda t: t.low not in names.RELATIVES, found)}
    if (found[0].low in names.RELATIVES and not LINKS & {t.low for t in found[1:2]}) or (link == "," and is_clause):
        return []  # Lee, who met the mayor; according to Lee, the mayor is ill
    told = any(names.is_office(t.low) or names.is_body(t.low) or t.low in names.TITLES for t in found)
    set_off = len(found) < len(line) and link == "," and found[0].low in ("the", "a", "an")
    return found if told or set_off else []


def pronouns_after(cast: Cast) -> dict[str, str]:
    """Gender by key, as `he` and `she` tell it after the only person of a sentence, or at the head of the next one."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    persons: dict[int, list[Mention]] = defaultdict(list)
    for m in cast.mentions:
        if m.figure.type == PERSON and not m.quoted:  # “Lee left,” he said: he is another
            persons[cast.sentence(m.start)].append(m)
    for met in persons.values():
        if len({m.key for m in met}) > 1:
            continue
        end = cast.sentence_at(met[0].start)[1]
        told = cast.tokens[met[0].last : cast.token_at(end)]
        counts[met[0].key].update(PRONOUNS[t.low] for t in told if t.low in PRONOUNS and not cast.quoted[t.start])
        head = cast.token(cast.token_at(end))
        if head.capital and head.low in AT_HEAD and not cast.in_words(end):
            counts[met[0].key][AT_HEAD[head.low]] += 1
    return {key: c.most_common(1)[0][0] for key, c in counts.items() if c["he"] != c["she"]}
