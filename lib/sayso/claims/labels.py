"""A claim's label and key: the plainest full wording among its members, and a slug that stays while it stays."""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii

from sayso.claims.stretches import Stretches
from sayso.claims.units import AUTHOR, Unit
from sayso.polarity import NEGATOR
from sayso.spans import format_spans, length
from sayso.words import entries, marked
from sayso.words.grammar import grammar

FULL = 0.6  # share of its sentence from which on a content counts as a full wording
TYPICAL = 1.5  # what likeness to the other members counts beside plainness
LONGEST, SHORTEST = 30, 5  # words
POINTING = 0.5  # what a wording loses that points to somebody it does not name
CLAIM = grammar("claims")
LEAD = re.compile(rf"(?i)^(?:(?:(?-i:that)|and|but|so|also|however)\b[,\s]*|(?:{'|'.join(entries('tying'))}),\s*)+")
OPENING, CLOSING = re.compile(r"(?<!\w)['‘](?=\w)"), re.compile(r"(?<=[\w.,!?])['’](?!\w)")  # marks of one stroke


@lru_cache(4096)  # the members of a claim are asked several times
def wording(unit: Unit) -> str:
    """A unit's words on one line, or its sentence where they are no clause, without marks around them and "the claim that" before."""
    own = _bare(unit.content)
    if is_clause(own) and len(unit.spans) < 2 and not torn(unit):
        return own
    full = _bare(unit.around)
    return own if len(full.split()) > LONGEST or CLAIM["sentences"].search(full) or not is_clause(full) else full


def torn(unit: Unit) -> bool:
    """Whether a unit begins with what belongs to the words before it: reports on Ferris | Ferris claims that the bridge fell."""
    before, _, _ = unit.around.partition(unit.content)
    return before != unit.around and bool(re.search(r"\w\s*$" if unit.form == AUTHOR else CLAIM["into"], before))


def _bare(text: str) -> str:
    words = " ".join(text.split())
    for opening in (LEAD, CLAIM["told"], CLAIM["notion"]):
        words = opening.sub("", words)
    words = words.strip(" ,;:“”\"'‘’").rstrip(".")
    torn = words.count("“") != words.count("”") or words.count('"') % 2
    words = re.sub('[“”"]', "", words) if torn else words
    return OPENING.sub("", words) if len(OPENING.findall(words)) > len(CLOSING.findall(words)) else words


def is_clause(words: str) -> bool:
    """Whether some words say something: a verb, and what it is said of.

    >>> is_clause("The council will close the bridge"), is_clause("to close the bridge"), is_clause("the famous bridge")
    (True, False, False)
    >>> is_clause("was the one who closed the bridge"), is_clause("Visitors went to the bridge to share their")
    (False, False)
    >>> is_clause("s are compared to the bridge that was closed"), is_clause("a bridge was closed by frost")
    (False, True)
    """
    return len(words.split()) >= SHORTEST and has_verb(words) and not is_part(words)


def is_part(words: str) -> bool:
    """Whether some words begin or end as part of a clause: to close the bridge; was the one who; to share their."""
    return bool(CLAIM["part"].match(words) or CLAIM["torn"].search(words))


def has_verb(words: str) -> bool:
    """Whether some words have a verb in a finite form, as far as its letters tell; of a piece of a sentence in its first clause.

    >>> has_verb("the bridge fell"), has_verb("evidence that the bridge fell"), has_verb("to say that the bridge fell")
    (True, False, False)
    """
    own, past = (CLAIM["noun"].match(words) or [words])[0], marked("tenses", "past")
    return bool(CLAIM["verb"].search(own)) or any(w.lower() in past for w in own.split())


def plainness(unit: Unit) -> float:
    """How well a unit's wording can stand for a claim: whole, of middling length, with a verb, not turned, not asked."""
    label = wording(unit)
    words = label.split()
    sentence = sum(b - a for a, b in unit.sentences) or 1
    score = 1.0
    if len(words) < SHORTEST or len(unit.spans) > 1:
        score -= 1.0
    if len(words) > LONGEST:
        score -= 0.02 * (len(words) - LONGEST)
    if length(list(unit.spans)) < FULL * sentence and not re.match(r"\W*that\b", unit.content):
        score -= 0.2
    if not unit.content.strip("“”\"'‘’ ")[:1].isupper() and not re.match(r"that\b", unit.content):
        score -= 0.2
    if is_part(label) or torn(unit):
        score -= 0.3 + POINTING * bool(CLAIM["torn"].search(label) or torn(unit))
    if CLAIM["points"].match(label):
        score -= POINTING
    if not has_verb(label):
        score -= 1.0
    if any(word.lower() in marked("telling", "saying") for word in words) or CLAIM["says"].search(label):
        score -= 0.2  # who says it belongs to the row, not to the claim
    return score


def choose(
    members: Sequence[Unit], read: Sequence[Stretches], likeness: Sequence[float], told: Sequence[int], docs: int
) -> int:
    """Which member's wording names the claim: plain, like the others and told by many, no question.

    ``told`` counts for each the documents that say its wording, of ``docs``. A denial, or "If she does", names a claim
    only where there is no other wording; a denial that two documents tell also where they tell no other.
    """
    tied = [is_part(words) and bool(CLAIM["points"].match(words)) for words in map(wording, members)]
    denies = [bool(said.kind) and (said.kind != NEGATOR or bool(said.core)) for said in read]
    plain = [not tie and not turned for tie, turned in zip(tied, denies, strict=True)]
    shared = any(n > 1 and good for n, good in zip(told, plain, strict=True))

    def rank(n: int) -> tuple:
        only = not shared and told[n] > 1 and not tied[n]
        score = plainness(members[n]) + TYPICAL * likeness[n] + told[n] / docs
        return (not read[n].open, only or plain[n], only, score, -n)

    return max(range(len(members)), key=rank)


def key_of(label: str, first: Unit) -> str:
    """Slug of the label and a hash of the place of the claim's first member."""
    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(label).lower()).strip("-")
    place = hashlib.sha256(f"{first.doc}:{format_spans(first.spans)}".encode()).hexdigest()[:6]
    return f"{'-'.join(slug.split('-')[:6])}-{place}"
