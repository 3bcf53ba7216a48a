"""A page a document: the text as received, each statement underlined by its stance, its note in the margin."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from markupsafe import Markup

from hearsay import tables
from hearsay.show import words
from hearsay.show.pages.view import Context, View, anchor, first_of

STRONGEST = ("denies", "qualifies", "affirms")  # of several stances, the one by which a passage is underlined
MOST = 4  # statements named in a note that contradict it, or documents with the same words


def pages_of(view: View, doc: str) -> Iterator[Context]:
    """The contexts of a document's pages, one for most."""
    facts = {name: words.bare(value) for name, value in view.reading.corpus.facts[doc].items()}
    read = {fact.partition("=")[0] for fact in tables.items(facts.get("found", ""))}
    parts, rows = view.parts[doc], view.by_document(doc)
    pages = [view.document_page(doc, part[0][0] if part else 0) for part in parts]
    for n, part in enumerate(parts):
        yield {
            "page": pages[n],
            "parts": pages if len(pages) > 1 else [],
            "part": n + 1,
            "paragraphs": _paragraphs(view, doc, part, rows),
            "title": view.document_title(doc),
            "name": view.document_name(doc),
            "doc": doc,
            "facts": facts,
            "dated_by_machine": "published" in read,
            "copy_of": view.document_name(facts["copies_of"]) if facts["copies_of"] else "",
            "coding": "statements.csv (by machine)" if view.machine else f"coding/{view.reading.name}.csv",
            "statements": len(rows),
        }


def _paragraphs(view: View, doc: str, part: list[tuple[int, int]], rows: list[dict[str, str]]) -> list[Context]:
    text, masked = view.reading.corpus.texts[doc], view.reading.masked[doc]
    pieces = sorted((a, b, row["id"]) for row in rows for a, b in tables.parse_spans(row["content_spans"]))
    shown, reached, seen = [], 0, set()
    for start, end in part:
        here = [p for p in pieces[reached:] if p[0] < end]
        while reached < len(pieces) and pieces[reached][1] <= start:
            reached += 1
        here = [p for p in here if p[1] > start]
        notes = [row for row in rows if start <= first_of(row) < end]
        html = _marked(view, text, masked, start, end, here, seen)
        shown.append({"start": start, "html": Markup(html), "notes": [note(view, row) for row in notes]})
    return shown


def _marked(view: View, text: str, masked: str, start: int, end: int, pieces: list, seen: set[str]) -> str:
    """One paragraph with its statements underlined; a statement's anchor stands where it begins."""
    cuts = {start, end} | {edge for a, b, _ in pieces for edge in (a, b) if start < edge < end}
    cuts |= {n for n in range(start + 1, end) if (masked[n] != text[n]) != (masked[n - 1] != text[n - 1])}
    edges = sorted(cuts)
    out = []
    for a, b in pairwise(edges):
        covering = [i for x, y, i in pieces if x < b and y > a]
        anchors = "".join(f'<a id="{anchor(i)}"></a>' for i in covering if not (i in seen or seen.add(i)))
        words_here = escape(text[a:b], quote=False)
        if covering and words_here.strip():
            held = {stance for i in covering for stance in view.held.get(i, {}).values()}
            kind = next((stance for stance in STRONGEST if stance in held), "none")
            direct = " direct" if any(direct for i in covering for direct in view.against.get(i, {}).values()) else ""
            words_here = f'<a class="said {kind}{direct}" href="#n-{anchor(covering[-1])}">{words_here}</a>'
        elif masked[a:b] != text[a:b]:
            words_here = f'<span class="masked">{words_here}</span>'
        out.append(anchors + words_here)
    return "".join(out)


def note(view: View, row: dict[str, str]) -> Context:
    """What stands in the margin beside a statement: who, how, when, through whom; on which claims; against whom."""
    i = row["id"]
    against: dict[tuple[str, str], Context] = {}  # one a holder and document, the strongest first
    for other, direct in view.against.get(i, {}).items():
        found = view.statements[other]
        against.setdefault((found["who"], found["doc_id"]), found | {"direct": direct})
    spans = tables.parse_spans(row["content_spans"])
    again = {
        other: view.passage_place(other, offset)
        for passage, other, offset in view.shared.get(row["doc_id"], [])
        if tables.shared(spans, passage) * 2 >= tables.length(spans)
    }
    return row | {
        "claims": [
            (stance, view.reading.labels[key], view.claim_page(key))
            for key, stance in view.held.get(i, {}).items()
            if key in view.reading.labels
        ],
        "against": list(against.values())[:MOST],
        "more": max(0, len(against) - MOST),
        "again": [(view.document_name(doc), place) for doc, place in list(again.items())[:MOST]],
    }
