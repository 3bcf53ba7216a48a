"""Speakers: what each said, apart from what others say of them. Every statement stands there, and can be searched for."""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from hearsay.analysis.voices import voiced
from hearsay.show.pages.view import Context, View, anchor
from hearsay.show.words import NOBODY, within

LISTED = 1_000  # documents up to which a search finds every statement; of more, actors and claims
LETTERS = 4  # of a word by which its pages are found; a page itself tells longer words apart
NAMED = 1_000  # actors and claims that the page of the search has room for
OFTEN = 24  # speakers whom the page of the search names
SAID = ("who", "saying", "content", "when", "path")  # what a page shows of a statement, beside its stances


def pages_of(view: View) -> Iterator[Context]:
    """A context per page of speakers; for most corpora it is one."""
    about = {row["actor"]: row for row in reversed(view.reading.actors.to_dict("records"))}
    for page, ids in view.by_speaker.items():
        by_actor = groupby((view.statements[i] for i in ids), key=itemgetter("actor"))
        speakers = [_speaker(view, actor, list(rows)) | {"about": about.get(actor, {})} for actor, rows in by_actor]
        yield {"page": page, "pages": list(view.by_speaker), "speakers": speakers, "view": view}


def _speaker(view: View, actor: str, rows: list[dict[str, str]]) -> Context:
    ascribed = [row for row in rows if actor and row["holder"] not in ("", actor)]
    says = rows[: len(rows) - len(ascribed)]
    return {"anchor": anchor(actor), "name": within(view.name(actor)), "says": says, "ascribed": ascribed}


def search_of(view: View) -> Context:
    """The page that leads to several pages of speakers, with a search over all of them; of very many documents over names."""
    counted = voiced(view.reading.statements)["actor"].value_counts().to_dict()
    often = sorted(((-n, view.name(actor), actor) for actor, n in counted.items() if actor))[:OFTEN]
    heard = [(name, view.speaker_place(actor), -n) for n, name, actor in often]
    found = {"page": "speakers.html", "pages": _ranges(view), "letters": LETTERS, "heard": heard}
    if len(view.reading.corpus.texts) <= LISTED:
        return found | {"index": index_of(view), "rows": []}
    rows = [(f"Claim: “{label}”", view.claim_page(key)) for key, label in view.reading.labels.items()]
    rows += [(view.name(actor), place) for actor in view.reading.names if (place := view.speaker_place(actor))]
    return found | {"index": "", "rows": rows[:NAMED]}


def _ranges(view: View) -> list[tuple[str, str]]:
    """Each page of speakers, and from whom to whom it goes."""
    ends = ((page, [view.statements[i]["actor"] for i in (ids[0], ids[-1])]) for page, ids in view.by_speaker.items())
    told = ((page, list(dict.fromkeys(view.name(who) or NOBODY for who in two))) for page, two in ends)
    return [(page, " to ".join(two)) for page, two in told]


def index_of(view: View) -> str:
    """A line per beginning of a word with the pages that have it, the bits of a hexadecimal number: the lowest is the first."""
    found: dict[str, int] = {}
    for number, ids in enumerate(view.by_speaker.values()):
        for row in map(view.statements.__getitem__, ids):
            said = " ".join(row[column] for column in SAID).lower()
            for word in re.findall(r"\w+", said):
                found[word[:LETTERS]] = found.get(word[:LETTERS], 0) | 1 << number
    return "\n".join(f"{word} {pages:x}" for word, pages in sorted(found.items()))
