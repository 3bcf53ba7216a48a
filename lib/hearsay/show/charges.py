"""Which claims allege a deed that harms or is denied, so that a label says so wherever it stands."""

import re

from hearsay.reading import Reading
from hearsay.store import once
from sayso.words import forms, marked

WORD = re.compile(r"[^\W_]+")


@once
def charging(reading: Reading) -> set[str]:
    """Claims that tell a deed of a named person (`Reading.alleged`) or of somebody by his role, who does not say so himself: where its label stands it is called an allegation.

    That a deed does harm or breaks a rule is told by a word for it, which with a capital is a name; else it counts where somebody
    denies it, as which other deeds charge anybody is not to be told from words; a mere "not" denies nothing so. What says that
    nothing was done alleges nothing, nor what tells a post.
    """
    harm = {form for word in marked("attacks", "harm") for form in (word, *forms(word))}
    turned = marked("turning", "negator") | marked("turning", "denial") | marked("turning", "false")
    found, known = set(), reading.statements_by_id
    for key, label in reading.labels.items():
        held = reading.stances_on.get(key, [])
        rows = [known.get(one["statement_id"]) for one in held if one["stance"] == "affirms"]
        own = " ".join(row["source"] for row in rows if row).lower()
        written = set(WORD.findall(label))
        said = {word.lower() for word in written}
        of_somebody = key in reading.alleged or said & marked("persons", "office") - set(WORD.findall(own))
        deed = written & harm or any(one["stance"] == "denies" and not _negates(one["turned_by"]) for one in held)
        if of_somebody and deed and key not in reading.posts and turned.isdisjoint(said):
            found.add(key)
    return found


def _negates(turned_by: str) -> bool:
    """Whether what turns a statement is a mere negator: not, never, without."""
    words = turned_by.lower().split(" … ") if turned_by else []
    return bool(words) and all(word.endswith(("n't", "n’t")) or word in marked("turning", "negator") for word in words)
