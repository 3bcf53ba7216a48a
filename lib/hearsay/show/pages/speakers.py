"""Speakers: what each said, apart from what others say of them; and all statements in one list that can be searched."""

from collections.abc import Iterable, Iterator

from hearsay.show.pages.view import NEAR, Context, View, anchor, grouped

MOST = 40  # statements of one speaker in a list; the rest are in the table
LISTED = 1_000  # documents up to which every statement is listed
PER_PAGE = 180_000  # characters of a page of the list, about


def pages_of(view: View) -> Iterator[Context]:
    """A context per page of speakers, by name; for most corpora it is one."""
    said = grouped((view.reading.statements_by_id[i]["actor"], i) for i in view.statements)
    kinds = {row["actor"]: row for row in reversed(view.reading.actors.to_dict("records"))}
    pages = grouped((page, actor) for actor, page in view.speaker_pages.items()) or {"speakers.html": []}
    for page, actors in pages.items():
        speakers = [_speaker(view, actor, said[actor]) | {"about": kinds.get(actor, {})} for actor in actors]
        yield {"page": page, "pages": list(pages), "most": MOST, "speakers": speakers, "view": view}


def _speaker(view: View, actor: str, ids: Iterable[str]) -> Context:
    told = sorted((view.statements[i] for i in ids), key=lambda row: (row["said"] or "9", row["doc_id"], row["id"]))
    own = [row["holder"] in ("", actor) for row in told]
    return {
        "anchor": anchor(actor),
        "name": view.name(actor),
        "says": [row for row, mine in zip(told, own, strict=True) if mine],
        "ascribed": [row for row, mine in zip(told, own, strict=True) if not mine],
    }


def lists_of(view: View) -> list[Context]:
    """A context per page of the list of all statements; none where the documents are too many."""
    if len(view.reading.corpus.texts) > LISTED:
        return []
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
    names = [f"statements-{n}.html" for n in range(1, len(pages) + 1)] if len(pages) > 1 else ["statements.html"]
    least = view.reading.least_confidence
    unsure = view.reading.unsure.to_dict("records") if least else []
    shared = {"pages": names, "least": least, "view": view}
    return [
        shared | {"page": name, "lines": lines, "unsure": unsure if name == names[0] else []}
        for name, lines in zip(names, pages, strict=True)
    ]
