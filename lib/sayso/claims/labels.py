"""A claim's label and key: the plainest full wording among its members, and a slug that stays while it stays."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from anyascii import anyascii

from sayso.claims.stretches import Stretches
from sayso.claims.units import Unit
from sayso.spans import format_spans, length
from sayso.words import marked

FULL = 0.6  # share of its sentence from which on a content counts as a full wording
TYPICAL = 1.5  # what likeness to the other members counts beside plainness
LONGEST, SHORTEST = 30, 5  # words
LEAD = re.compile(r"^(?:that|and|but|so|also|however|meanwhile)\b[,\s]*", re.I)
VERB = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|will|would|can|could|may|might|must|shall|should|do|does|did|\w+ed|\w+s)\b"
)


def wording(unit: Unit) -> str:
    """A unit's words on one line, without "that" before them and marks around them."""
    words = " ".join(unit.content.split())
    return LEAD.sub("", words).strip(" ,;:“”\"'‘’").rstrip(".")


def plainness(unit: Unit, said: Stretches) -> float:
    """How well a unit's wording can stand for a claim: whole, of middling length, with a verb, not turned, not asked."""
    words = wording(unit).split()
    sentence = sum(b - a for a, b in unit.sentences) or 1
    score = 1.0
    if len(words) < SHORTEST or len(unit.spans) > 1:
        score -= 1.0
    if said.asks:
        score -= 1.5
    if len(words) > LONGEST:
        score -= 0.02 * (len(words) - LONGEST)
    if length(list(unit.spans)) < FULL * sentence and not re.match(r"\W*that\b", unit.content):
        score -= 0.2
    if not unit.content.strip("“”\"'‘’ ")[:1].isupper() and not re.match(r"that\b", unit.content):
        score -= 0.2
    if re.match(r"\W*(?:to|who|which|for|of|in|by|as|it|he|she|they|this)\b", unit.content, re.I):
        score -= 0.3
    if not VERB.search(wording(unit)):
        score -= 1.0
    if any(word.lower() in marked("telling", "saying") for word in words):
        score -= 0.2  # who says it belongs to the row, not to the claim
    return score


def choose(members: Sequence[Unit], read: Sequence[Stretches], likeness: Sequence[float]) -> int:
    """Which member's wording names the claim: plain, like the others, and no denial where there is another."""

    def rank(n: int) -> tuple:
        denies = bool(read[n].kind) and (read[n].kind != "negator" or bool(read[n].core))
        return (not denies, plainness(members[n], read[n]) + TYPICAL * likeness[n], -n)

    return max(range(len(members)), key=rank)


def key_of(label: str, first: Unit) -> str:
    """Slug of the label and a hash of the place of the claim's first member."""
    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(label).lower()).strip("-")
    place = hashlib.sha256(f"{first.doc}:{format_spans(first.spans)}".encode()).hexdigest()[:6]
    return f"{'-'.join(slug.split('-')[:6])}-{place}"
