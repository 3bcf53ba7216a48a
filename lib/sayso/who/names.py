"""The words that name a speaker: tokens, and what each word tells of persons, bodies, places and nations.

Closed lists of English words do the work (`sayso/words`), none of them of anybody's name but for given names, which
tell a gender. Everything is linear in the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from sayso.words import marked, told

TITLES, OFFICES = (marked("persons", mark) for mark in ("title", "office"))
CALLED, REGNAL, AMBIGUOUS = (marked("persons", mark) for mark in ("called", "regnal", "ambiguous"))
SEVERAL, MALE, FEMALE = (marked("persons", mark) for mark in ("many", "he", "she"))
BODIES, WRITINGS, PRESS, PLACES = (marked("bodies", mark) for mark in ("body", "writing", "press", "place"))
OWNED, OUTLETS, BODY_NAMES = (marked("bodies", mark) for mark in ("owned", "outlet", "name"))
SMALL, PREPOSITIONS, PARTICLES, TIMES = (marked("small", mark) for mark in ("small", "preposition", "particle", "time"))
PLAIN, INDEFINITE, DEFINITE, SHARES = (marked("small", mark) for mark in ("plain", "indefinite", "definite", "share"))
PRONOUNS, RELATIVES, LEADS, PLACING = (marked("small", mark) for mark in ("pronoun", "relative", "lead", "placing"))
NATIONS = {word: " ".join(state) for word, state in told("nations").items()}
STATES = frozenset(NATIONS.values())
GENERAL = {word: frozenset(others) for word, others in told("general").items()}
GIVEN = {name: gender for name, (gender,) in told("given").items()}  # to `he` or `she`
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
MEMBERS = ("ers", "ists", "ants", "ors", "ians", "ees", "ans", "crats", "ives", "als")  # how plurals of persons end
PARTISANS = frozenset(("conservative", "democrat", "liberal", "republican"))
PERSON_NOUN = ("man", "woman", "person")

# A word may hold a soft hyphen, or a hyphen at the end of a line; neither is a letter of it.
TOKEN = re.compile(
    r"\d+(?:,\d{3})+|[^\W_](?:(?:[\w&.’'\-\xad]|(?<=\w)-\n(?=[a-z])|(?<=[A-Z][a-z])/(?=[a-z]))*\w)?|\n+|--+|[^\w\s]|_"
)
UNSEEN = re.compile(r"\xad|-\n")
POSSESSIVE = re.compile(r"['’][sS]$")
ARTICLE = re.compile(r"^(?:al|el|as|ad|ar|an|at|ul)-(?=\w)", re.I)  # before a surname: al-Ajhar
# RadarOnline.com, News24, Re/code, OilPro; but McDonald, DeVito
WEB = re.compile(r"(?i:\w\.(?:com|net|org|tv|ie|uk|co)$|[a-z]\d|\w/\w)|^(?!(?:Ma?c|D[aei]|L[ae]|Van)[A-Z]).*[a-z][A-Z]")
MODIFIER = re.compile(r"-(?:[a-z]+ed|bound|born)$")  # Brine-based Quay News
INITIALS = re.compile(r"(?:[^\W\d_]\.)*\w{1,2}")  # the stop of `G.K. Lee`
# The state in Larnish, N.H., and Lee (D-Pa.); no U.N.
PLACED = re.compile(r"(?!U|E)[A-Z]\.[A-Z]|[A-Z]-[A-Z](?:\.[A-Z]|[a-z]*)")
STOPS = frozenset(',;:()[]"“”—–\n!?') | {"--", "-"}
MONTHS_THAT_ARE_NAMES = frozenset(("jan", "may", "march", "april", "june", "august"))
OPENING = frozenset(".?!“\":…‘'”•*–—") | {"\n"}


class Token(NamedTuple):
    """A word or mark: as written without its possessive ending, where it stands, whether it had one."""

    text: str
    start: int
    end: int
    owns: bool

    @property
    def low(self) -> str:
        """Lower case, without a final stop."""
        return self.text.lower().rstrip(".")

    @property
    def capital(self) -> bool:
        """Whether it begins like a name, behind an article too (al-Marri); so does every word of a script without capitals."""
        first = ARTICLE.sub("", self.text)[:1]
        return first.isalpha() and not first.islower()

    @property
    def word(self) -> bool:
        """Whether it is a word, not a mark."""
        return self.text[:1].isalnum()


BLANK = Token("", -1, -1, False)  # where a text has none


def tokens(text: str) -> list[Token]:
    """The words and marks of a text; a possessive ending is taken off, line breaks stay.

    >>> [(t.text, t.owns) for t in tokens("Lee's aide")]
    [('Lee', True), ('aide', False)]
    """
    found = []
    for m in TOKEN.finditer(text):
        word, start, end = UNSEEN.sub("", m[0]), m.start(), m.end()
        if not word:
            continue
        owns = POSSESSIVE.search(word) if len(word) > 2 else None
        if owns:
            word = word[: owns.start()]
        elif word and word[-1] in "sS" and word[0].isupper() and text[end : end + 1] in ("'", "’"):
            owns = text[end + 1 : end + 2] == " "
        found.append(Token(word, start, end, bool(owns)))
    return found


# What a word tells


@cache
def stem(word: str) -> str:
    """A word as it is compared: lower case, singular, a nation for its adjective or capital.

    >>> stem("Officials"), stem("Russian"), stem("U.S.")
    ('official', 'russia', 'united states')
    """
    low = word.lower().rstrip(".")
    return NATIONS.get(low) or NATIONS.get(singular(low), singular(low))


IRREGULAR = {"men": "man", "women": "woman", "children": "child", "wives": "wife", "people": "people"}


@cache
def singular(low: str) -> str:
    """The singular of a noun in lower case, if it has a regular one.

    >>> singular("parties"), singular("officials"), singular("press")
    ('party', 'official', 'press')
    """
    for many, one in IRREGULAR.items():
        if low.endswith(many):
            return low[: -len(many)] + one
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3:
        return low[: -2 if low.endswith(("sses", "ches", "shes", "xes")) else -1]
    return low


ADJECTIVE = ("n", "an", "ian", "ese", "ish", "i", "ist", "s", "er")


def kin(a: str, b: str) -> bool:
    """Whether two stems name one thing: alike, or a name and its adjective (Taliban, Talibani; Iran, Iranian)."""
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return len(short) > 3 and long.startswith(short) and long[len(short) :] in ADJECTIVE


def plural(low: str) -> bool:
    """Whether a noun in lower case tells of several."""
    return low in SEVERAL or (singular(low) != low and low not in BODIES and low not in ("news", "times"))


def is_office(low: str) -> bool:
    """Whether a noun in lower case names persons by office or part."""
    one = singular(low)
    return one in OFFICES or low in SEVERAL or (one.endswith(PERSON_NOUN) and len(one) > 5)


def is_body(low: str) -> bool:
    """Whether a noun in lower case names a body."""
    return low in BODIES or singular(low) in BODIES


def is_writing(low: str) -> bool:
    """Whether a noun in lower case names something that is read."""
    return low in WRITINGS or singular(low) in WRITINGS


def is_noun(t: Token) -> bool:
    """Whether a word is a noun that may stand for a speaker: an office, a body, a writing, or several persons."""
    return is_office(t.low) or is_body(t.low) or is_writing(t.low) or (plural(t.low) and not t.capital)


def is_role(low: str) -> bool:
    """Whether a word before a name is a title, an office, a nation or a body, and so no part of what one is called."""
    return low in TITLES or low in NATIONS or singular(low) in OFFICES or low in SEVERAL or is_body(low)


def tells_person(word: str) -> bool:
    """Whether a title or office can only be a person's: not those that stand in the names of bodies too."""
    low = word.lower().rstrip(".").partition("-in-")[0]  # Editor-in-Chief
    return (low in TITLES or singular(low) in OFFICES) and low not in AMBIGUOUS


@cache
def slug(name: str) -> str:
    """A key made of a name: its letters and digits in lower case, over ASCII where they have it.

    >>> slug("Ana Núñez")
    'ana-nunez'
    """
    from anyascii import anyascii

    return "-".join(re.findall(r"[a-z0-9]+", anyascii(name).lower()))[:80].strip("-")


# Runs of capitalised words


class Run(NamedTuple):
    """A run of capitalised words: tokens first to last (half-open), and the words without marks."""

    first: int
    last: int
    words: tuple[str, ...]


def runs(found: Sequence[Token], commons: Set[str] = frozenset(), proper: Set[str] = frozenset()) -> Iterator[Run]:
    """Runs of capitalised words that may be names.

    A run ends after a possessive. A word that begins a sentence counts only if it is none of the small words and
    none of `commons`, the words that the text also writes small, nor an adverb or participle by its ending, unless it
    is one of `proper`, the words that the text writes large inside a sentence.
    """
    end = 0
    for i in range(len(found)):
        if i < end or not _may_begin(found, i, commons, proper):
            continue
        end = i + 1
        while end < len(found) and not found[end - 1].owns and (step := _joins(found, end)):
            end += step
        yield Run(i, end, tuple(t.text for t in found[i:end] if t.word))


def _may_begin(found: Sequence[Token], i: int, commons: Set[str], proper: Set[str]) -> bool:
    t = found[i]
    after = found[i + 1] if i + 1 < len(found) else None
    if not t.capital or (len(t.text) == 1 and (after is None or after.text != ".")):
        return False
    if t.low in TIMES:  # Sunday Times, but not Sunday Lee; Jan Lee, but not in January Lee
        given = t.low in MONTHS_THAT_ARE_NAMES and not (i and found[i - 1].low in PREPOSITIONS)
        return after is not None and after.capital and (is_body(after.low) or given)
    if t.low in NATIONS and after is not None and after.word and after.text[0].islower():
        return False  # Russian support
    if t.low in PREPOSITIONS or t.low in SMALL or MODIFIER.search(t.text):
        return False
    if i and found[i - 1].text in (",", "(") and PLACED.fullmatch(t.text) and t.low not in NATIONS:
        return False
    initial = after is not None and len(after.text) == 1 and after.capital  # Sterling D. Lee
    if initial or not opens_sentence(found, i):
        return True
    if t.low.endswith(("ly", "ing")) and t.text not in proper and t.low not in TITLES:
        return False
    # not: Harbours closed; but: Harbour Insider said
    return t.low not in commons or (after is not None and after.capital and after.low in OUTLETS and t.low not in PLAIN)


def opens_sentence(found: Sequence[Token], i: int) -> bool:
    """Whether a token opens a sentence, so that its capital tells nothing."""
    if i == 0 or found[i - 1].text[0] not in OPENING:
        return i == 0
    return not (found[i - 1].text == "." and i > 1 and (found[i - 2].low in TITLES or len(found[i - 2].text) == 1))


def _joins(found: Sequence[Token], j: int) -> int:
    """How many tokens from j on go on with the run before: a capital word, or a particle and a capital word."""
    t, before = found[j], found[j - 1]
    if t.text == "." and before.capital and (INITIALS.fullmatch(before.text) or before.low in TITLES):
        return 2 if j + 1 < len(found) and found[j + 1].capital and found[j + 1].low not in SMALL else 0
    if t.start - before.end > 1 or not t.word:
        return 0
    initial = len(t.text) == 1 and found[j + 1 : j + 2] and found[j + 1].text == "."  # John A. Lee
    month = t.low in MONTHS_THAT_ARE_NAMES and before.low in GIVEN  # Theresa May
    number = t.text.isdigit() and len(t.text) < 4  # Veld 24
    if number or (t.capital and (initial or month or (t.low not in SMALL and t.low not in TIMES))):
        return 1
    return _with_particle(found, j) if t.low in PARTICLES and t.text[0].islower() else 0


def _with_particle(found: Sequence[Token], j: int) -> int:
    """A particle and what it binds: `bin Salman`; after a body or an office also `of Trade`, `for the Family`."""
    t, before, k = found[j], found[j - 1], j + 1
    if k < len(found) and found[k].text == "the" and t.low in ("of", "for"):
        k += 1
    if k >= len(found) or not found[k].capital or found[k].low in SMALL:
        return 0
    if t.low in ("of", "for"):
        first = found[j - 3] if j > 2 and found[j - 2].text == "." else found[j - 2] if j > 1 else before
        surname = len(first.text) == 1 or (j > 1 and first.low in GIVEN)  # Peter T. King of Veld
        return k + 1 - j if is_body(before.low) or (tells_person(before.text) and not surname) else 0
    return k + 1 - j if t.low not in ("and", "the", "&") or is_body(before.low) else 0


# What a run of capitalised words is


def person_of(name: Sequence[str]) -> tuple[str, ...]:
    """The words of a person's name without offices and titles before it.

    >>> person_of(("Afghan", "President", "Ana", "Lee"))
    ('Ana', 'Lee')
    >>> person_of(("Secretary", "of", "State", "Ana", "Lee"))
    ('Ana', 'Lee')
    """
    last = len(name) - 1
    if " ".join(name).lower() in STATES:
        return tuple(name)  # Saudi Arabia
    while last > 0 and name[last].lower() in SUFFIXES:
        last -= 1
    roles = [i for i in range(last) if is_role(name[i].lower().rstrip(".").split("-")[0])]
    roles = [i for i in roles if name[i].lower() in TITLES or name[i].lower() not in GIVEN]  # Dean Reed, Judge Reed
    start = max(roles, default=-1) + 1
    if 0 < start < len(name) and name[start].lower() in ("of", "for"):
        return _after_place(name, start + 1, last)
    return tuple(name[start:])


def _after_place(name: Sequence[str], first: int, last: int) -> tuple[str, ...]:
    """The person behind an office with its place, `Minister of Trade Ana Lee`: the last two words."""
    return tuple(name[last - 1 :]) if last - 1 > first else ()


def is_body_name(name: Sequence[str]) -> bool:
    """Whether a name's words tell a body: `Defence Ministry`, `Club for Growth`, `AIPAC`."""
    last = name[-1].lower().rstrip(".")
    parties = is_office(last) and plural(last)
    if any(WEB.search(w) for w in name):
        return True
    if len(name) == 1:
        acronym = (name[0].isupper() and len(name[0]) > 1) or last in OUTLETS
        return acronym or is_body(last) or last in NATIONS or last in STATES or parties
    if _office_with_place(name) is not None:
        return False
    if is_body(name[0].lower()) and name[1] == "of" and all(is_role(w.lower()) for w in name[2:] if w[0].isupper()):
        return True  # the Office of the Inspector General
    rest = name[max((i + 1 for i, w in enumerate(name[:-1]) if tells_person(w)), default=0) :]
    if len(rest) < len(name) and rest[0][0].isupper() and not any(is_body(w.lower()) for w in rest):
        return False
    if is_body(last) or parties or last in PLACES | BODY_NAMES | OUTLETS | STATES:
        return True
    return any(w in ("of", "for", "and", "&") or is_body(w.lower()) for w in name[:-1])


def is_adjective_of_state(name: Sequence[str]) -> bool:
    """Whether a name is only the adjective of a state, which names nobody: `Israeli` of `Israeli reports`.

    >>> is_adjective_of_state(["Israeli"]), is_adjective_of_state(["Israel"]), is_adjective_of_state(["Moscow"])
    (True, False, False)
    """
    low = name[0].lower()
    state = NATIONS.get(low, low)
    return len(name) == 1 and low.startswith(state[:3]) and low != state and not plural(low)


def _office_with_place(name: Sequence[str]) -> int | None:
    """Where a person's office stands that has a place behind it: `Secretary of State`; None where none does."""
    for i, (w, after) in enumerate(pairwise(name)):
        low = w.lower().rstrip(".")
        if after.lower() in ("of", "for") and tells_person(w) and not is_body(low) and not plural(low):
            return i
    return None


def is_office_name(name: Sequence[str]) -> bool:
    """Whether capitalised words name an office alone: `President`, `Shadow Minister for the Family`.

    >>> is_office_name(("Commercial", "Officer")), is_office_name(("President", "Lee"))
    (True, False)
    """
    low = [w.lower().rstrip(".") for w in name]
    at = _office_with_place(name)
    if at is not None or any(w in ("of", "for") for w in low):
        return at is not None and not _after_place(name, at + 2, len(name) - 1)
    last = low[-1]
    if last in OUTLETS and not (len(low) > 1 and is_role(low[-2]) and not is_body(low[-2])):
        return False  # the Economist, Quay Insider; but Chief Economist
    if last in AMBIGUOUS and not is_body(last) and (len(low) == 1 or last in PARTISANS):
        return True  # a Republican, the Larnish Republican
    ends = (tells_person(last) and not is_body(last)) or last in ("mp", "general")
    # James Baker, Counsel James A Baker
    given = {*low[:-1][:1], *(w for w in low[-3:-1] if w in low[-2:] or len(low[-2]) == 1)}
    return ends and not plural(last) and not given & GIVEN.keys() and not name[-1].isupper()


def surname(core: Sequence[str]) -> str:
    """What persons of one family share of a name, as it is compared: its last word, an article before it left out.

    >>> surname(("Ana", "al-Ajhar")) == surname(("Al-Ajhar",))
    True
    """
    return ARTICLE.sub("", core[-1].lower().replace("’", "'").rstrip("."), count=1) if core else ""


def gender_of(words: Iterable[str]) -> str:
    """`he` or `she` as titles and offices tell it; "" where none does, or where they differ.

    >>> gender_of(("Mrs.", "Lee")), gender_of(("Minister", "Lee"))
    ('she', '')
    """
    low = {w.lower().rstrip(".") for w in words}
    told = ["he"] * bool(low & MALE) + ["she"] * bool(low & FEMALE)
    return told[0] if len(told) == 1 else ""


def given_gender(name: str) -> str:
    """`he` or `she` as the given name of a full name tells it, else "".

    >>> given_gender("Ana Lee"), given_gender("Lee")
    ('she', '')
    """
    words = name.split()
    return GIVEN.get(words[0].lower(), "") if len(words) > 1 else ""


def titles_of(name: Sequence[str]) -> set[str]:
    """The words before the last of a name, as titles are compared."""
    return {w.lower().rstrip(".") for w in name[:-1]}


def without_suffixes(core: Sequence[str]) -> tuple[str, ...]:
    """A person's name without Jr and the like."""
    return tuple(w for w in core if w.lower() not in SUFFIXES) or tuple(core)


def called(name: Sequence[str]) -> str:
    """A person's name with the titles alone that are part of what he or she is called, in one line."""
    core = person_of(name)
    titles = [w for w in name[: len(name) - len(core)] if w.lower().rstrip(".") in CALLED]
    return " ".join([*titles, *(w for w in core if w.lower() not in SUFFIXES)])


def initials(name: Sequence[str]) -> str:
    """The initials of the words that have a capital."""
    return "".join(w[0] for w in name if w[0].isupper())


def may_be_one(genders: Iterable[str], titles: tuple[set[str], set[str]]) -> bool:
    """Whether two names may be one person's by gender and by the titles of each: `Mullah Lee` is not `Qari Lee`."""
    a, b = (some & CALLED for some in titles)
    return len(set(genders) - {""}) < 2 and (not (a and b) or bool(a & b))
