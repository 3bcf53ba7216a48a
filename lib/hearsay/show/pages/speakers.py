"""Speakers: what each said, apart from what others say of them; and all statements in one list that can be searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hearsay.show import words
from hearsay.show.pages.view import NEAR, Context, View, anchor, grouped

MOST = 40  # statements of one speaker in a list; the rest are in the table
LISTED = 1_000  # documents up to which every statement is listed
PER_PAGE = 180_000  # characters of a page of the list, about


def pages_of(view: View) -> Iterator[Context]:
    """A context per page of speakers, by name; for most corpora it is one."""
    said = grouped((view.reading.statements_by_id[i]["actor"], i) for i in view.statements)
    kinds = {row["actor"]: row for row in reversed(view.reading.actors.to_dict("records"))}
    pages = grouped((page, actor) for actor, page in view.speaker_pages.items())
    for page, actors in pages.items():
        yield {
            "page": page,
            "pages": list(pages),
            "most": MOST,
            "speakers": [_speaker(view, actor, said[actor], kinds.get(actor, {})) for actor in actors],
        }


def _speaker(view: View, actor: str, ids: Iterable[str], about: dict[str, str]) -> Context:
    told = sorted((view.statements[i] for i in ids), key=lambda row: (row["said"] or "9", row["doc_id"], row["id"]))
    facts = [about.get("type", ""), f"side: {about['side']}" if about.get("side") else "", about.get("role", "")]
    return {
        "anchor": anchor(actor),
        "name": view.name(actor),
        "facts": "; ".join(words.bare(f) for f in facts if f),
        "says": [row for row in told if row["holder"] in ("", row["actor"])],
        "ascribed": [
            row | {"held_by": view.name(row["holder"])} for row in told if row["holder"] not in ("", row["actor"])
        ],
    }


def lists_of(view: View) -> Iterator[Context]:
    """A context per page of the list of all statements; none where the documents are too many, or hold no statement."""
    if len(view.reading.corpus.texts) > LISTED or not view.statements:
        return
    pages: list[list[tuple[Context, str]]] = [[]]
    filled = 0
    for row in view.statements.values():
        stances = " ".join(x for x in dict.fromkeys(view.held.get(row["id"], {}).values()) if x != NEAR)
        size = len(row["who"]) + len(row["saying"]) + min(len(row["content"]), 110) + 240
        if pages[-1] and filled + size > PER_PAGE:
            pages.append([])
            filled = 0
        pages[-1].append((row, stances))
        filled += size
    names = [f"statements{f'-{n}' if n > 1 else ''}.html" for n in range(1, len(pages) + 1)]
    least = view.reading.least_confidence
    unsure = view.reading.unsure.to_dict("records") if least else []
    unsure = [row | {"where": view.document_name(row["doc_id"])} for row in unsure]
    for name, lines in zip(names, pages, strict=True):
        yield {"page": name, "pages": names, "lines": lines, "least": least, "unsure": unsure * (name == names[0])}
