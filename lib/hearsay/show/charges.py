"""Which claims allege a deed that harms or is denied, so that a label says so wherever it stands."""

import re

from hearsay.analysis import claims
from hearsay.corpus.actors import mentions
from hearsay.reading import Reading
from hearsay.store import once
from sayso.words import forms, marked, verbs

WORD = re.compile(r"[^\W_]+")
IDLE = marked("telling", "saying") | marked("turning", "refusal") | {"been", "had", "made", "was", "were"}


@once
def charging(reading: Reading) -> set[str]:
    """Claims that tell a deed of a named person (`Reading.alleged`) or of somebody by his role, who does not say so himself: where its label stands it is called an allegation.

    That a deed does harm or breaks a rule is told by a word for it, which with a capital is a name; else it counts where the
    label tells what he did and somebody denies it, as which other deeds charge anybody is not to be told from words; a mere
    "not" denies nothing so. What says that nothing was done, or clears somebody, alleges nothing, nor what tells a post.
    """
    harm = {form for word in marked("attacks", "harm") for form in (word, *forms(word))}
    turned = marked("attacks", "cleared").union(*(marked("turning", kind) for kind in ("negator", "denial", "false")))
    people, office = claims.persons(reading.actors), marked("persons", "office")
    found, known = set(), reading.statements_by_id
    for key, label in reading.labels.items():
        held = reading.stances_on.get(key, [])
        rows = [known.get(one["statement_id"]) for one in held if one["stance"] == "affirms"]
        own = " ".join(row["source"] for row in rows if row).lower()
        written = set(WORD.findall(label))
        said = {word.lower() for word in written}
        roles = said & office - set(WORD.findall(own))
        denied = any(one["stance"] == "denies" and not _negates(one["turned_by"]) for one in held)
        deed = written & harm or (denied and _did(label, roles | {name for name, _ in mentions(label, people)}))
        if (roles or key in reading.alleged) and deed and key not in reading.posts and turned.isdisjoint(said):
            found.add(key)
    return found


def _did(label: str, names: set[str]) -> bool:
    """Whether a label tells what somebody of some names did: not what he is, says or leaves unsaid, nor what befell him.

    >>> _did("Reyl first burned the log", {"Reyl"}), _did("Reyl was in it", {"Reyl"}), _did("The log burned", set())
    (True, False, False)
    """
    who = "|".join([*re.findall(r"(?i)^s?he\b", label), *map(re.escape, sorted(names))]) or "(?!)"
    acts = rf"\b(?:{who})(?: (?:ha[sd]|have|also|first|then|\w+ly))* (?:\w+ (?=\w+ing\b))?(\w+)"
    found = re.findall(rf"(?i){acts}|\b(\w+) by (?:\w+ ){{0,2}}(?:{who})\b", label)
    deeds = {*sum(found, ())} - IDLE - verbs("verbs-reporting")
    return any(word in marked("tenses", "past") or word.endswith(("ed", "ing")) for word in deeds)


def _negates(turned_by: str) -> bool:
    """Whether what turns a statement is a mere negator: not, never, without."""
    words = turned_by.lower().split(" … ") if turned_by else []
    return bool(words) and all(word.endswith(("n't", "n’t")) or word in marked("turning", "negator") for word in words)
