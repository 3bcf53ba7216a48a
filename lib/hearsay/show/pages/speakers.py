"""Speakers: what each said, apart from what others say of them; and all statements in one list that can be searched."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.show import words
from hearsay.show.pages.claims import end_of
from hearsay.show.pages.view import NEAR, Context, View, anchor

WORDS = 110  # characters of a statement in a list
MOST = 40  # statements of one speaker in a list; the rest are in the table
LISTED = 1_000  # documents up to which every statement is listed
PER_PAGE = 180_000  # characters of a page of the list, about


def pages_of(view: View) -> Iterator[Context]:
    """A context per page of speakers, by name; for most corpora it is one."""
    said: dict[str, list[dict[str, str]]] = {}
    for row in view.statements.values():
        if row["actor"]:
            said.setdefault(row["actor"], []).append(row)
    kinds = view.reading.actors.drop_duplicates("actor").set_index("actor")
    pages: dict[str, list[Context]] = {}
    for actor, page in view.speaker_pages.items():
        about = kinds.loc[actor].to_dict() if actor in kinds.index else {}
        pages.setdefault(page, []).append(_speaker(view, actor, said[actor], about))
    for page, members in pages.items():
        yield {"page": page, "pages": list(pages), "speakers": members}


def _speaker(view: View, actor: str, rows: list[dict[str, str]], about: dict) -> Context:
    told = sorted(rows, key=lambda row: (row["said"] or "9", row["doc_id"], row["id"]))
    own = [row for row in told if row["holder"] in ("", row["actor"])]
    ascribed = [row for row in told if row["holder"] not in ("", row["actor"])]
    facts = [about.get("type", ""), f"side: {about['side']}" if about.get("side") else "", about.get("role", "")]
    return {
        "id": anchor(actor),
        "name": view.name(actor),
        "facts": "; ".join(words.bare(f) for f in facts if f),
        "says": [line(view, row) for row in own[:MOST]],
        "more": max(0, len(own) - MOST),
        "ascribed": [line(view, row) for row in ascribed[:MOST]],
        "more_ascribed": max(0, len(ascribed) - MOST),
    }


def line(view: View, row: dict[str, str]) -> Context:
    """A statement on one line, with its place."""
    holder = row["holder"] if row["holder"] not in ("", row["actor"]) else ""
    return {
        "speaker": end_of(view, row)["who"],
        "by": view.name(holder) if holder else "",
        "cue": words.cue_words(row),
        "words": words.quoted(row["content"], WORDS),
        "when": words.date_words(row["said"]),
        "where": view.document_name(row["doc_id"]),
        "place": view.place(row["id"]),
        "stances": " ".join(x for x in dict.fromkeys(view.held.get(row["id"], {}).values()) if x != NEAR),
    }


def lists_of(view: View) -> Iterator[Context]:
    """A context per page of the list of all statements; none where the documents are too many, or hold no statement."""
    if len(view.reading.corpus.texts) > LISTED or not view.statements:
        return
    pages: list[list[Context]] = [[]]
    filled = 0
    for row in view.statements.values():
        one = line(view, row)
        size = sum(map(len, one.values())) + 200
        if pages[-1] and filled + size > PER_PAGE:
            pages.append([])
            filled = 0
        pages[-1].append(one)
        filled += size
    names = [f"statements{f'-{n}' if n > 1 else ''}.html" for n in range(1, len(pages) + 1)]
    for name, lines in zip(names, pages, strict=True):
        left = _left_out(view) if name == names[0] else {}
        yield {"page": name, "pages": names, "lines": lines, "left_out": left}


def _left_out(view: View) -> Context:
    """What the machine is less sure of than the corpus asks for, and the least that it asks for."""
    least = view.reading.least_confidence
    rows = view.reading.unsure.to_dict("records") if least else []
    return {
        "least": f"{least:g}",
        "lines": [
            {
                "confidence": f"{float(row['confidence']):.2f}",
                "speaker": row["source"],
                "cue": row["cue"],
                "words": words.quoted(row["content"], WORDS),
                "where": view.document_name(row["doc_id"]),
            }
            for row in rows
        ],
    }
