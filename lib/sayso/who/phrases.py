"""What a source phrase is about: a name, a description, a pronoun; with the words around it."""

from collections.abc import Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from sayso.who import names
from sayso.who.found import WHO
from sayso.who.names import Run, Token

OF_PRESS = names.PRESS & names.BODIES  # the paper, the broadcaster
QUOTING = frozenset("\"“”‘’'`*_#")
OF_CLOSENESS = frozenset(("close", "familiar", "aware", "knowledgeable", "involved", "present"))  # close to the talks


class Phrase(NamedTuple):
    """A source phrase, read.

    `kind` is name, description, pronoun, relative, several, or "" where it names nobody. `name` are the words of the
    name with titles; of a description `head` is the noun in lower case, `lead` the determiner; `core` are all words up to
    the first comma or relative pronoun.
    """

    kind: str
    name: tuple[str, ...] = ()
    head: str = ""
    lead: str = ""
    core: tuple[Token, ...] = ()
    owner: str = ""

    @property
    def many(self) -> bool:
        """Whether its noun tells of several."""
        return names.plural(self.head)

    @property
    def specific(self) -> list[Token]:
        """The words that limit its noun."""
        small = names.PLAIN | names.PREPOSITIONS | {"and", "or", self.head}
        return [t for t in self.core if t.low not in small]


def read_phrase(
    source: str, opens: bool = False, commons: Set[str] = frozenset(), surnames: frozenset[str] = frozenset()
) -> Phrase:
    """Read a source phrase. `opens`: it opens a sentence, so that its capital tells nothing; `commons`: words of the
    document that are also written small; `surnames`: last words of full names there, which may also be offices.

    >>> read_phrase("Gen. Ann Lee, the top commander").name
    ('Gen', 'Ann', 'Lee')
    >>> read_phrase("Lee's special envoy").head
    'envoy'
    """
    found = [t for t in names.tokens(WHO["dated"].sub("", source)) if t.text not in QUOTING]
    while sum(t.word for t in found) > 1 and not _shows(found) and (found[0].low in names.LEADS or not found[0].word):
        found = found[1:]  # according to, that the; but that source
    if not found:
        return Phrase("")
    first = found[0].low if found[0].text != "US" else ""
    if sum(t.word for t in found) == 1 or (
        first in names.PRONOUNS - names.DEFINITE and not (found[1].capital or found[1].text == ".")  # no: I. Ana Lee
    ):
        if first in names.PRONOUNS:
            return Phrase("pronoun", head=first)
        if first in names.RELATIVES:
            return Phrase("relative", head=first)
    if opens and _common(found, commons):
        found[0] = found[0]._replace(text=found[0].text.lower())
    return _nominal(found, surnames)


def _shows(found: Sequence[Token]) -> bool:
    """Whether a phrase opens with `that` and its noun: `that source`; not `that the source`, `that sources`, `that Lee`."""
    t, after = found[:2]
    noun = after.word and not after.capital and after.low not in names.SMALL | names.PLAIN
    return t.low == "that" and noun and names.is_noun(after) and not names.plural(after.low)


def _common(found: Sequence[Token], commons: Set[str]) -> bool:
    """Whether the capital of a first word is its sentence's: `Investigators said`, `Sources for Lee said`."""
    t = found[0]
    if not t.capital or t.text.isupper() or any(after.capital or after.low in OF_PRESS for after in found[1:2]):
        return False
    noun = names.is_writing(t.low) or names.singular(t.low) in names.OFFICES or t.low in names.SHARES
    return noun or t.low in commons or (names.plural(t.low) and names.is_office(t.low))


def _nominal(found: list[Token], surnames: frozenset[str]) -> Phrase:
    """A noun phrase: its core before the first break, then whether a name or a common noun heads it."""
    breaks = (i for i, t in enumerate(found) if i and (t.text in names.STOPS or t.low in names.RELATIVES))
    cut = next(breaks, len(found))
    core, rest = found[:cut], found[cut:]
    lead = core[0].low if core[0].low in names.PLAIN else "poss" if core[0].owns else ""
    named = [
        r for r in names.runs(core, proper=surnames) if r.words[-1] in surnames or not names.is_office_name(r.words)
    ]
    end = _until_preposition(core, named)
    kept = tuple(t for t in core if t.word)
    if _joined_by_and(core[:end], joined := [r for r in named if r.last <= end]):
        return Phrase("several", tuple(word for r in joined for word in ("and", *r.words))[1:], core=kept)
    last = next((r for r in named if r.last == end), None)
    if last and (source := WHO["sources"].search(" ".join(last.words))):
        return Phrase("description", (), source["noun"].lower(), lead, kept)
    common = lead in names.INDEFINITE or any(t.owns for t in core[end - 2 : end - 1])
    if last and last.last - last.first == 1 and common and names.is_noun(core[end - 1]):
        return Phrase("description", (), core[end - 1].low, lead, kept)  # a Republican; the Examiner’s Office
    if last:
        return Phrase("name", last.words, core=kept)
    head = _head(core[:end])
    if head is not None and (apposed := _apposed(rest)):
        return Phrase("name", apposed, core=kept)
    noun = head is not None and names.is_noun(core[head])
    ahead = None if noun else next((r for r in named if r.first <= 1 and not core[r.last - 1].owns), None)
    if ahead:
        return Phrase("name", ahead.words, core=kept)
    return Phrase("") if head is None else Phrase("description", (), core[head].low, lead, kept)


def _until_preposition(core: Sequence[Token], named: Sequence[Run]) -> int:
    """Where the words that stand behind the head begin: at a preposition outside names, at `close to`, `officials briefed`."""
    inside = {i for r in named for i in range(r.first + 1, r.last)}
    small = [(i, t.low) for i, t in enumerate(core) if not t.capital]
    participles = [i for i, low in small if i and low.isalpha() and low.endswith(("ed", "ing"))]
    told = {i for i in participles if names.is_noun(core[i - 1]) and core[i - 1].low not in names.PLAIN}
    behind = (i for i, low in small if low in names.PREPOSITIONS | OF_CLOSENESS or i in told)
    return next((i for i in behind if i and i not in inside), len(core))


def _joined_by_and(core: Sequence[Token], named: Sequence[Run]) -> bool:
    between = any(core[i].low == "and" for r, s in pairwise(named) for i in range(r.last, s.first))
    return between and core[-1].capital


def _head(core: Sequence[Token]) -> int | None:
    """The head noun of a phrase without names behind it: its last word, adverbs left out."""
    words = [(i, t.low) for i, t in enumerate(core) if t.word]
    return next((i for i, low in reversed(words) if not low.endswith("ly") or names.is_body(low)), None)


def _apposed(rest: Sequence[Token]) -> tuple[str, ...]:
    """The name that stands in apposition behind a mark: `a spokeswoman, Ann Lee`."""
    run = next((r for r in names.runs(rest) if r.first == 1), None)
    if run is None or (run.last < len(rest) and rest[run.last].word):
        return ()
    return run.words
