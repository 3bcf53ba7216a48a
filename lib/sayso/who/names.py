"""The words that name a speaker: tokens, names, titles, offices and bodies; what a source phrase is about.

Closed lists of English words do the work, none of them of anybody's name. Everything is linear in the text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

TOKEN = re.compile(r"[^\W_](?:[\w&.’'\-]*\w)?|\n+|[^\w\s]|_")
POSSESSIVE = re.compile(r"['’][sS]$")


def words_of(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(" ".join(lines).split())


# Titles that may stand before a name, with the gender that some of them tell.
MALE = words_of(
    "mr sir lord king prince congressman spokesman chairman businessman councilman assemblyman father brother",
    "husband son uncle grandfather man boy actor he his him himself alderman ombudsman policeman pope imam",
)
FEMALE = words_of(
    "mrs ms miss madam lady dame queen princess congresswoman spokeswoman chairwoman businesswoman councilwoman",
    "assemblywoman mother sister wife daughter aunt grandmother woman girl actress she her hers herself widow",
)
TITLES = words_of(
    "mr mrs ms miss madam sir lord lady dame dr doctor prof professor rev reverend hon gen general lt lieutenant",
    "col colonel maj major capt captain cmdr commander sgt sergeant cpl adm admiral brig brigadier sen senator",
    "sens rep reps representative representatives senators congressman congresswoman gov governor govs president",
    "pres presidents prime minister premier chancellor king queen prince princess pope cardinal bishop archbishop",
    "father sister brother imam sheikh sheik shaykh ayatollah mullah maulana mawlana maulvi mawlawi molvi qari",
    "hajji haji hafiz mufti judge justice chief vice deputy secretary ambassador envoy mayor attorney director",
    "speaker leader chairman chairwoman chair foreign defense defence interior spokesman spokeswoman spokesperson",
    "detective officer inspector sheriff agent marshal emir sultan former ex acting interim senior then-president",
    "commander-in-chief candidate nominee author columnist journalist correspondent analyst coach",
    "councilman councilwoman commissioner superintendent principal assemblyman assemblywoman majority minority",
    "house senate democratic republican democrat independent socialist communist labour conservative liberal whip",
)
# Titles that are part of what a person is called, so that one alone cannot make two persons the same.
HONORIFICS = words_of(
    "mr mrs ms miss madam sir lord lady dame dr prof rev gen lt col maj capt cmdr sgt adm brig sen rep gov pres",
    "mullah maulana mawlana maulvi mawlawi molvi qari hajji haji hafiz mufti sheikh sheik shaykh imam ayatollah",
    "president general colonel senator governor professor doctor king queen prince princess pope",
)

# What persons are called by their office or part.
OFFICES = words_of(
    "official officer spokesman spokeswoman spokesperson minister envoy representative president premier leader",
    "chief head commander general colonel captain major lieutenant sergeant admiral diplomat analyst expert",
    "scholar fellow professor researcher scientist senator congressman congresswoman lawmaker legislator",
    "politician governor mayor judge justice lawyer attorney prosecutor secretary ambassador adviser advisor aide",
    "director chairman chairwoman chair executive ceo manager founder owner editor reporter journalist columnist",
    "correspondent writer author blogger candidate nominee contender rival opponent supporter critic activist",
    "organizer organiser strategist consultant operative pollster economist historian doctor nurse physician",
    "teacher student worker employee farmer soldier fighter militant insurgent jihadist rebel guerrilla terrorist",
    "witness victim survivor resident villager neighbor neighbour friend relative colleague ally source insider",
    "veteran policeman detective investigator inspector sheriff deputy agent king queen prince princess pope",
    "bishop priest pastor rabbi imam cleric mullah mother father brother sister son daughter wife husband widow",
    "uncle aunt cousin parent voter democrat republican conservative liberal moderator host anchor narrator",
    "billionaire businessman businesswoman mogul frontrunner front-runner man woman boy girl passenger driver",
    "pilot bureaucrat policymaker elder dealer trader banker investor member delegate counsel clerk speaker",
    "commissioner superintendent principal coach player actor actress singer artist producer designer engineer",
    "chancellor sub-commander co-founder tycoon dictator autocrat monarch heir successor predecessor mediator",
    "negotiator interpreter translator defector dissident refugee migrant protester protestor demonstrator",
    "plaintiff defendant suspect caller viewer reader user respondent participant observer forecaster whig",
    "physicist biologist psychologist sociologist anthropologist philosopher theologian commentator pundit",
    "native newcomer volunteer staffer trustee regulator auditor inspector-general whistleblower informant",
    "hostage captive prisoner inmate guard warlord smuggler hacker programmer developer entrepreneur landlord",
    "tenant shopkeeper fisherman fishermen sailor miner harbourmaster harbormaster skipper",
)
GROUP_OFFICES = words_of(
    "police people authorities troops forces others many some several few most both none media press aides",
    "half third percent majority minority number handful dozens hundreds thousands millions public crowd",
    "sources men women children americans millennials",
)
# What bodies are called.
BODIES = words_of(
    "ministry department agency bureau office government administration cabinet parliament congress senate house",
    "assembly council court committee commission board party campaign camp union association society federation",
    "confederation league alliance coalition bloc group faction movement militia army navy force military brigade",
    "police company corporation corp firm inc ltd bank fund exchange airline carrier manufacturer maker retailer",
    "network station channel broadcaster newspaper paper daily magazine journal site website outlet publication",
    "blog wire service press university college school institute institution center centre foundation charity",
    "organization organisation think-tank nonprofit ngo church mosque hospital team club pac super-pac embassy",
    "consulate mission command headquarters authority regime state country nation republic kingdom city county",
    "town village province community industry establishment kremlin pentagon leadership presidency monarchy",
    "secretariat delegation directorate junta opposition watchdog regulator operator provider",
    "shura politburo service services times post tribune herald gazette observer guardian tass",
)
# What is read rather than heard.
WRITINGS = words_of(
    "report statement letter poll survey study document record file memo email e-mail transcript account review",
    "article story book interview analysis estimate figure finding datum data tweet post page ad video audio",
    "filing lawsuit complaint indictment ruling order declaration communique communiqué release article headline",
    "paper polls records documents emails reports surveys accounts findings ratings statistics census text",
    "editorial op-ed blog press-release broadcast footage recording petition resolution treaty agreement law bill",
)
GENERAL = {
    "official": words_of(
        "minister envoy representative president premier leader chief head commander general colonel diplomat",
        "governor mayor secretary ambassador adviser advisor aide director chairman spokesman spokeswoman",
        "spokesperson commissioner prosecutor officer deputy advisor national bureaucrat policymaker chancellor",
    ),
    "diplomat": words_of("envoy ambassador minister representative consul"),
    "envoy": words_of("representative ambassador emissary"),
    "representative": words_of("envoy emissary spokesman spokeswoman spokesperson"),
    "spokesman": words_of("spokesperson"),
    "spokeswoman": words_of("spokesperson"),
    "spokesperson": words_of("spokesman spokeswoman"),
    "leader": words_of("president premier chief head chairman emir minister chancellor king"),
    "chief": words_of("head director leader commander chairman"),
    "head": words_of("chief director leader chairman president"),
    "commander": words_of("general colonel gen col admiral adm captain lieutenant sub-commander commander-in-chief"),
    "general": words_of("gen"),
    "officer": words_of("colonel col captain capt major maj lieutenant lt sergeant sgt general gen detective police"),
    "soldier": words_of("general colonel captain major lieutenant sergeant"),
    "politician": words_of("senator sen congressman congresswoman governor gov minister lawmaker mp rep"),
    "lawmaker": words_of("senator sen congressman congresswoman representative rep mp legislator"),
    "legislator": words_of("senator sen congressman congresswoman representative rep mp lawmaker"),
    "senator": words_of("sen"),
    "governor": words_of("gov"),
    "congressman": words_of("rep representative"),
    "congresswoman": words_of("rep representative"),
    "expert": words_of("fellow professor analyst scholar researcher scientist economist historian"),
    "analyst": words_of("expert fellow scholar researcher strategist"),
    "scholar": words_of("fellow professor historian researcher"),
    "academic": words_of("professor scholar researcher fellow"),
    "lawyer": words_of("attorney counsel"),
    "attorney": words_of("lawyer counsel"),
    "doctor": words_of("dr physician surgeon oncologist"),
    "journalist": words_of("reporter correspondent columnist editor writer"),
    "reporter": words_of("journalist correspondent"),
    "adviser": words_of("advisor aide"),
    "advisor": words_of("adviser aide"),
    "aide": words_of("adviser advisor spokesman spokeswoman"),
    "executive": words_of("ceo director president chairman officer"),
    "candidate": words_of("nominee contender frontrunner front-runner hopeful"),
    "nominee": words_of("candidate"),
    "militant": words_of("fighter insurgent jihadist rebel guerrilla commander"),
    "jihadist": words_of("fighter insurgent militant rebel guerrilla commander official"),
    "insurgent": words_of("fighter militant jihadist rebel guerrilla commander"),
    "fighter": words_of("militant insurgent jihadist rebel guerrilla"),
    "cleric": words_of("imam mullah ayatollah sheikh maulana priest bishop pastor rabbi mufti"),
    "group": words_of("organization organisation movement faction militia party association coalition alliance"),
    "organization": words_of("organisation group movement association"),
    "organisation": words_of("organization group movement association"),
    "movement": words_of("group party organisation organization"),
    "company": words_of("corporation corp firm inc ltd manufacturer maker retailer carrier airline bank operator"),
    "firm": words_of("company corporation corp inc ltd"),
    "agency": words_of("bureau service department news wire"),
    "outlet": words_of("newspaper agency magazine station broadcaster network site website paper news times post"),
    "newspaper": words_of("paper daily times post tribune herald gazette journal guardian"),
    "paper": words_of("newspaper daily times post tribune herald gazette journal"),
    "broadcaster": words_of("network station channel television radio tv"),
    "network": words_of("broadcaster channel station news"),
    "government": words_of("administration regime cabinet state republic kingdom"),
    "administration": words_of("government"),
    "country": words_of("state republic kingdom"),
    "nation": words_of("country state republic kingdom"),
    "ministry": words_of("department"),
    "department": words_of("ministry office bureau"),
}  # fmt: skip
PLAIN = words_of(
    "a an the this that these those some several many few one two three four five six seven eight nine ten both all",
    "senior top high-ranking ranking high-level unnamed anonymous unidentified knowledgeable longtime long-time",
    "veteran other another new own same single first second third current leading key prominent influential",
    "his her its their our my your more most other top-level mid-level lower-level key various numerous certain",
    "local famous outspoken powerful own said no any each every old young elder newly elected appointed",
    "about around nearly almost over dozens hundreds thousands unspecified so-called official according",
)
NATIONS = {
    "u.s": "united states", "us": "united states", "usa": "united states", "u.s.a": "united states",
    "american": "united states", "america": "united states", "americans": "united states",
    "washington": "united states", "british": "britain", "uk": "britain", "u.k": "britain", "briton": "britain",
    "french": "france", "paris": "france", "dutch": "netherlands", "spanish": "spain", "danish": "denmark",
    "german": "germany", "berlin": "germany", "swiss": "switzerland", "greek": "greece", "turkish": "turkey",
    "ankara": "turkey", "welsh": "wales", "irish": "ireland", "scottish": "scotland", "polish": "poland",
    "swedish": "sweden", "finnish": "finland", "chinese": "china", "beijing": "china", "moscow": "russia",
    "kremlin": "russia", "russian": "russia", "russians": "russia", "tehran": "iran", "kiev": "ukraine",
    "kyiv": "ukraine", "ukrainian": "ukraine", "kabul": "afghanistan", "afghan": "afghanistan",
    "islamabad": "pakistan", "pakistani": "pakistan", "tokyo": "japan", "japanese": "japan", "israeli": "israel",
    "iraqi": "iraq", "baghdad": "iraq", "damascus": "syria", "syrian": "syria", "saudi": "saudi arabia",
    "riyadh": "saudi arabia", "cairo": "egypt", "egyptian": "egypt", "delhi": "india", "indian": "india",
    "pyongyang": "north korea", "seoul": "south korea", "korean": "korea", "norwegian": "norway",
    "iranian": "iran", "italian": "italy", "rome": "italy", "vatican": "vatican", "canadian": "canada",
    "mexican": "mexico", "brazilian": "brazil", "argentine": "argentina", "european": "europe", "eu": "europe",
    "brussels": "europe", "yemeni": "yemen", "lebanese": "lebanon", "libyan": "libya", "tajik": "tajikistan",
    "uzbek": "uzbekistan", "turkmen": "turkmenistan", "kazakh": "kazakhstan", "kyrgyz": "kyrgyzstan",
    "qatari": "qatar", "emirati": "emirates", "belgian": "belgium", "portuguese": "portugal",
    "hungarian": "hungary", "czech": "czechia", "romanian": "romania", "cuban": "cuba", "thai": "thailand",
    "vietnamese": "vietnam", "filipino": "philippines", "nigerian": "nigeria", "kenyan": "kenya",
}  # fmt: skip
PARTICLES = words_of("of for and the bin ibn al el de del della der den von van la le du dos das di ben abu ul ur y &")
SMALL = words_of(
    "the a an this that these those he she it they we i you who which what his her its their our my your in on at by",
    "for from with as if when while after before since although though but and or so yet not now then however",
    "meanwhile also another other both each every it's he's she's that's there's i'm we're they're there here",
    "according asked last still until because once under during one some many most all no of to into over about",
    "than more such even just only like well why how where whether let let's please yes no oh ok despite earlier",
    "later today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march",
    "april june july august september october november december early late next do does did don't is are was were",
    "has have had will would can could may might should must asked told said says added following among between",
    "two three four five six seven eight nine ten eleven twelve dozens hundreds thousands first second third half",
    "everyone everybody nobody nothing something anyone anything someone everything none neither either whoever",
    "whatever whichever much little enough never always often sometimes maybe sure true thanks thank dear hello",
    "instead perhaps indeed finally moreover furthermore therefore thus nevertheless nonetheless besides",
)
ADVERBS = words_of(
    "again also often then later earlier now still once too already recently himself herself itself themselves",
    "meanwhile however never always even ever first further just simply sometimes soon repeatedly there here",
)
PRONOUNS = words_of("he she it they him her them himself herself itself themselves i we me us you")
PERSON_ENDINGS = ("ers", "ists", "ants", "ors", "ians", "ees", "ans", "crats", "ives", "als")
RELATIVES = words_of("who which that whom whose")
TIMES = words_of(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august",
    "september october november december jan feb aug sept oct nov dec",
)
PREPOSITIONS = words_of(
    "of for in on at by from with to about against after before under over between among within near inside outside",
    "during since without through across around behind into as like",
)
STOPS = frozenset(',;:()[]"“”—–\n!?') | {"--", "-"}


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
        """Whether it begins like a name."""
        return self.text[0].isupper()

    @property
    def word(self) -> bool:
        """Whether it is a word, not a mark."""
        return self.text[0].isalnum()


def tokens(text: str) -> list[Token]:
    """The words and marks of a text; a possessive ending is taken off, line breaks stay.

    >>> [(t.text, t.owns) for t in tokens("Lee's aide")]
    [('Lee', True), ('aide', False)]
    """
    found = []
    for m in TOKEN.finditer(text):
        word, start, end = m[0], m.start(), m.end()
        owns = POSSESSIVE.search(word) if len(word) > 2 else None
        if owns:
            word = word[: owns.start()]
        elif word[-1] in "sS" and word[0].isalpha() and text[end : end + 1] in ("'", "’") and word[0].isupper():
            owns = text[end + 1 : end + 2] == " "
        found.append(Token(word, start, end, bool(owns)))
    return found


@cache
def stem(word: str) -> str:
    """A word as it is compared: lower case, singular, a nation for its adjective or capital.

    >>> stem("Officials"), stem("Russian"), stem("U.S.")
    ('official', 'russia', 'united states')
    """
    low = word.lower().rstrip(".")
    if low in NATIONS:
        return NATIONS[low]
    one = singular(low)
    return NATIONS.get(one, one)


@cache
def singular(low: str) -> str:
    """The singular of a noun in lower case, if it has a regular one.

    >>> singular("parties"), singular("officials"), singular("press")
    ('party', 'official', 'press')
    """
    irregular = {"men": "man", "women": "woman", "children": "child", "wives": "wife", "people": "people"}
    for many, one in irregular.items():
        if low.endswith(many):
            return low[: -len(many)] + one
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "ches", "shes", "xes")):
        return low[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3:
        return low[:-1]
    return low


def kin(a: str, b: str) -> bool:
    """Whether two stems name one thing: alike, or a name and its adjective (Taliban, Talibani; Iran, Iranian)."""
    if a == b:
        return True
    if min(len(a), len(b)) < 4:
        return False
    short, long = sorted((a, b), key=len)
    return long.startswith(short) and long[len(short) :] in ("n", "an", "ian", "ese", "ish", "i", "ist", "s", "er")


def plural(low: str) -> bool:
    """Whether a noun in lower case tells of several."""
    return low in GROUP_OFFICES or (singular(low) != low and low not in BODIES | {"news", "times"})


def is_office(low: str) -> bool:
    """Whether a noun in lower case names persons by office or part."""
    one = singular(low)
    return one in OFFICES or low in GROUP_OFFICES or (one.endswith(("man", "woman", "person")) and len(one) > 5)


def is_body(low: str) -> bool:
    """Whether a noun in lower case names a body."""
    return low in BODIES or singular(low) in BODIES


def is_writing(low: str) -> bool:
    """Whether a noun in lower case names something that is read."""
    return low in WRITINGS or singular(low) in WRITINGS


def slug(name: str) -> str:
    """A key made of a name: its letters and digits in lower case, over ASCII where they have it.

    >>> slug("Ana Núñez")
    'ana-nunez'
    """
    from anyascii import anyascii

    return "-".join(re.findall(r"[a-z0-9]+", anyascii(name).lower()))[:80].strip("-")


class Run(NamedTuple):
    """A run of capitalised words: tokens first to last (half-open)."""

    first: int
    last: int


def runs(found: Sequence[Token], commons: Iterable[str] = (), proper: Iterable[str] = ()) -> list[Run]:
    """Runs of capitalised words that may be names.

    A run ends after a possessive. A word that begins a sentence counts only if it is none of the small words and
    none of `commons`, the words that the text also writes small, nor an adverb or participle by its ending, unless it
    is one of `proper`, the words that the text writes large inside a sentence.
    """
    commons, proper = frozenset(commons), frozenset(proper)
    out: list[Run] = []
    i, total = 0, len(found)
    while i < total:
        if not _may_begin(found, i, commons, proper):
            i += 1
            continue
        j = i + 1
        while j < total and not found[j - 1].owns and (step := _joins(found, j)):
            j += step
        out.append(Run(i, j))
        i = j
    return out


def _may_begin(found: Sequence[Token], i: int, commons: frozenset[str], proper: frozenset[str]) -> bool:
    t = found[i]
    after = found[i + 1] if i + 1 < len(found) else None
    if not t.capital or t.text == "I" or (len(t.text) == 1 and not _initial(found, i)):
        return False
    if t.low in TIMES:  # Sunday Times, but not Sunday, nor Sunday Lee
        return after is not None and after.capital and is_body(after.low)
    if t.low in NATIONS and stem(t.low) != t.low and after is not None and after.word and after.text[0].islower():
        return False  # Russian support
    if t.low in SMALL or t.low in PREPOSITIONS:
        return False
    if not opens_sentence(found, i):
        return True
    if t.low.endswith(("ly", "ing")) and t.text not in proper:
        return False
    leads = after is not None and after.capital and (t.low in TITLES or is_body(t.low))
    return t.low not in commons or leads


OPENING = frozenset(".?!“\":…‘'”•*–—") | {"\n"}


def opens_sentence(found: Sequence[Token], i: int) -> bool:
    """Whether a token opens a sentence, so that its capital tells nothing."""
    if i == 0 or found[i - 1].text[0] not in OPENING:
        return i == 0
    return not (found[i - 1].text == "." and i > 1 and (found[i - 2].low in TITLES or len(found[i - 2].text) == 1))


def _initial(found: Sequence[Token], i: int) -> bool:
    return len(found[i].text) == 1 and i + 1 < len(found) and found[i + 1].text == "."


def _joins(found: Sequence[Token], j: int) -> int:
    """How many tokens from j on go on with the run before: a capital word, or a particle and a capital word."""
    t, before = found[j], found[j - 1]
    if t.text == "." and (len(before.text) <= 2 or before.low in TITLES) and before.capital:
        return 2 if j + 1 < len(found) and found[j + 1].capital and found[j + 1].low not in SMALL else 0
    if t.start - before.end > 1 or not t.word:
        return 0
    if t.capital and ((t.low not in SMALL | TIMES and t.text != "I") or _initial(found, j)):
        return 1
    if t.low in PARTICLES and t.text[0].islower():
        k = j + 1
        if k < len(found) and found[k].text == "the" and t.low in ("of", "for"):
            k += 1
        if (
            k < len(found)
            and found[k].capital
            and found[k].low not in SMALL | TIMES
            and found[k].start - found[k - 1].end == 1
        ):
            of = t.low in ("of", "for", "and", "the", "&")
            return k + 1 - j if not of or is_body(before.low) else 0
    return 0


INDEFINITE = words_of("a an one some several many few most two three another other no each every any")


class Phrase(NamedTuple):
    """A source phrase, read: what kind it is, the name or the head noun, and the words around them.

    `kind` is name, description, pronoun, relative, several, or "" where it names nobody. `name` are the words of the
    name with titles; `head` the noun in lower case; `words` the describing words; `lead` the determiner; `core` all
    words up to the first comma or relative pronoun.
    """

    kind: str
    name: tuple[str, ...] = ()
    head: str = ""
    words: tuple[Token, ...] = ()
    lead: str = ""
    core: tuple[Token, ...] = ()


LEADS = words_of("by to from for of per via in with according said says as even but and or now so then that")


def read_phrase(source: str) -> Phrase:
    """Read a source phrase.

    >>> read_phrase("Gen. Ann Lee, the top commander").name
    ('Gen', 'Ann', 'Lee')
    >>> read_phrase("Lee's special envoy").head
    'envoy'
    """
    found = [t for t in tokens(source) if t.text not in "\"“”‘’'`*_#"]
    while found and (found[0].low in LEADS or not found[0].word or found[0].low.endswith("ly")):
        if len([t for t in found if t.word]) == 1:
            break
        found = found[1:]
    if not found:
        return Phrase("")
    first = found[0].low
    if len([t for t in found if t.word]) == 1 or (first in PRONOUNS - {"her"} and not found[1].capital):
        if first in PRONOUNS:
            return Phrase("pronoun", head=first)
        if first in RELATIVES:
            return Phrase("relative", head=first)
    return _nominal(found)


def _nominal(found: list[Token]) -> Phrase:
    cut = next(
        (i for i, t in enumerate(found) if i and (_cuts(t) or (t.text == "." and not _abbreviates(found, i)))),
        len(found),
    )
    core, rest = found[:cut], found[cut:]
    lead = core[0].low if core[0].low in PLAIN else "poss" if core[0].owns else ""
    named = runs(core)
    end = next(
        (
            i
            for i, t in enumerate(core)
            if i and t.low in PREPOSITIONS and not t.capital and not any(r.first < i < r.last for r in named)
        ),
        len(core),
    )
    if any(
        r.last <= i < s.first for r, s in itertools.pairwise(named) for i in range(len(core)) if core[i].low == "and"
    ) and (core[-1].capital):
        return Phrase("several", words=tuple(core), core=tuple(core))
    last = next((r for r in reversed(named) if r.last == end), None)
    if last and last.last - last.first == 1 and lead in INDEFINITE and _nounlike(core[end - 1]):
        return _description(core, end - 1, rest, lead)  # a Republican
    if last and not (core[last.last - 1].owns and last.last < len(core)):
        return _named(core, last, rest, lead)
    head = _head(core[:end])
    if head is None or not (_nounlike(core[head])):
        ahead = next((r for r in named if r.first <= 1 and not core[r.last - 1].owns), None)
        return _named(core, ahead, rest, lead) if ahead else _description(core, head, rest, lead)
    if (of := _apposed(rest)) and not plural(core[head].low):
        return Phrase("name", of, core[head].low, tuple(core), lead, tuple(core))
    return _description(core, head, rest, lead)


def _cuts(t: Token) -> bool:
    return t.text in STOPS or t.low in RELATIVES


def _abbreviates(found: Sequence[Token], i: int) -> bool:
    return found[i - 1].capital or found[i - 1].low in TITLES


def _named(core: list[Token], run: Run, rest: list[Token], lead: str) -> Phrase:
    name = tuple(t.text for t in core[run.first : run.last] if t.word)
    around = core[: run.first] + core[run.last :] + rest
    head = next((t.low for t in reversed(core[: run.first]) if is_office(t.low)), "")
    return Phrase("name", name, head, tuple(t for t in around if t.word), lead, tuple(t for t in core if t.word))


def _head(core: Sequence[Token]) -> int | None:
    """The head noun of a phrase without names behind it: its last word, adverbs left out."""
    for i in range(len(core) - 1, -1, -1):
        t = core[i]
        if t.word and not (t.low in ADVERBS or (t.low.endswith("ly") and not is_body(t.low))):
            return i
    return None


def _nounlike(t: Token) -> bool:
    return is_office(t.low) or is_body(t.low) or is_writing(t.low) or (plural(t.low) and not t.capital)


def _apposed(rest: Sequence[Token]) -> tuple[str, ...]:
    """The name that stands in apposition behind a comma: `a spokeswoman, Ann Lee`."""
    if len(rest) < 2 or rest[0].text != ",":
        return ()
    found = [r for r in runs(rest) if r.first == 1]
    if not found or (found[0].last < len(rest) and rest[found[0].last].text not in (",", ".", "(")):
        return ()
    return tuple(t.text for t in rest[1 : found[0].last] if t.word)


def _description(core: list[Token], head: int | None, rest: list[Token], lead: str) -> Phrase:
    if head is None:
        return Phrase("")
    words = tuple(t for t in core + rest if t.word)
    return Phrase("description", (), core[head].low, words, lead, tuple(t for t in core if t.word))


def person_of(name: Sequence[str]) -> tuple[str, ...]:
    """The words of a person's name without offices and titles before it.

    >>> person_of(("Afghan", "President", "Ana", "Lee"))
    ('Ana', 'Lee')
    """
    last = len(name) - 1
    while last > 0 and name[last].lower() in SUFFIXES:
        last -= 1
    before = [i + 1 for i in range(last) if all(map(_no_name, name[i].lower().rstrip(".").split("-")[:1]))]
    return tuple(name[max(before, default=0) :])


SUFFIXES = words_of("jr sr ii iii iv")


def _no_name(low: str) -> bool:
    return low in TITLES or low in NATIONS or is_office(low) or is_body(low)


def is_body_name(name: Sequence[str]) -> bool:
    """Whether a name's words tell a body: `Defence Ministry`, `Club for Growth`, `AIPAC`."""
    if not name:
        return False
    last = name[-1].lower().rstrip(".")
    if len(name) == 1:
        return (name[0].isupper() and len(name[0]) > 1) or is_body(last) or last in NATIONS or _parties(last)
    rest = name[max((i + 1 for i, w in enumerate(name[:-1]) if _tells_person(w)), default=0) :]
    if len(rest) < len(name) and rest[0][0].isupper() and not any(is_body(w.lower()) for w in rest):
        return False
    if is_body(last) or _parties(last):
        return True
    return any(w in ("of", "for", "and", "&") or is_body(w.lower()) for w in name[:-1])


def _parties(low: str) -> bool:
    return is_office(low) and plural(low)


def _tells_person(word: str) -> bool:
    low = word.lower().rstrip(".")
    return (low in TITLES or is_office(low)) and low not in AMBIGUOUS


# Titles that also stand inside the names of bodies: Foreign Ministry, Democratic Party, Senate Committee.
AMBIGUOUS = words_of(
    "foreign defense defence interior house senate democratic republican democrat independent socialist communist",
    "labour conservative liberal justice attorney general agent prime majority minority former interim",
)
