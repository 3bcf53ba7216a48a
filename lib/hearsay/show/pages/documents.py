"""A page a document: the text as received, each statement underlined by its stance, its note in the margin."""

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from markupsafe import Markup

from hearsay import tables
from hearsay.show import words
from hearsay.show.pages.claims import STRONGEST
from hearsay.show.pages.view import Context, View, anchor, first_of


def pages_of(view: View, doc: str) -> Iterator[Context]:
    """The contexts of a document's pages, one for most."""
    facts = {name: words.bare(value) for name, value in view.reading.corpus.facts[doc].items()}
    rows = view.by_document(doc)
    parts = tables.grouped((view.document_page(doc, a), (a, b)) for a, b in view.paragraphs[doc])
    shared = {"view": view, "doc": doc, "facts": facts, "statements": len(rows), "pages": list(parts)}
    for page, part in parts.items():
        yield shared | {"page": page, "paragraphs": _paragraphs(view, doc, part, rows)}


def _paragraphs(view: View, doc: str, part: list[tuple[int, int]], rows: list[dict[str, str]]) -> list[Context]:
    pieces = sorted((a, b, row["id"]) for row in rows for a, b in tables.parse_spans(row["content_spans"]))
    shown, seen = [], set()
    for start, end in part:
        here = [piece for piece in pieces if piece[0] < end and start < piece[1]]
        notes = [margin_note(view, row) for row in rows if start <= first_of(row) < end]
        shown.append({"start": start, "html": Markup(_marked(view, doc, start, end, here, seen)), "notes": notes})
    return shown


def _marked(view: View, doc: str, start: int, end: int, pieces: list, seen: set[str]) -> str:
    """One paragraph with its statements underlined; a statement's anchor stands where it begins."""
    text, masked = view.reading.corpus.texts[doc], view.reading.masked[doc]
    grey = [text[n] != masked[n] for n in range(start, end)]
    edges = {start, end} | {edge for a, b, _ in pieces for edge in (a, b) if start < edge < end}
    edges |= {n for n, (before, here) in enumerate(pairwise(grey), start + 1) if before != here}
    out = []
    for a, b in pairwise(sorted(edges)):
        ids = [i for x, y, i in pieces if x < b and a < y]
        out += [f'<a id="{anchor(i)}"></a>' for i in ids if i not in seen]
        seen.update(ids)
        words_here = escape(text[a:b], quote=False)
        if ids and words_here.strip():
            held = {stance for i in ids for stance in view.held.get(i, {}).values()}
            kind = next((stance for stance in STRONGEST if stance in held), "none")
            direct = " direct" * any(view.against[i][other] for i in ids for other in view.against.get(i, ()))
            words_here = f'<a class="said {kind}{direct}" href="#n-{anchor(ids[-1])}">{words_here}</a>'
        elif grey[a - start]:
            words_here = f'<span class="masked">{words_here}</span>'
        out.append(words_here)
    return "".join(out)


def margin_note(view: View, row: dict[str, str]) -> Context:
    """What stands in the margin beside a statement: who, how, when, through whom; on which claims; against whom."""
    i = row["id"]
    against: dict[tuple[str, str], Context] = {}  # one a holder and document, the strongest first
    for other, direct in view.against.get(i, {}).items():
        found = view.statements[other]
        against.setdefault((found["who"], found["doc_id"]), found | {"direct": direct})
    spans = tables.parse_spans(row["content_spans"])
    again = {
        other: view.passage_place(other, there[0][0])
        for here, other, there in view.shared.get(row["doc_id"], [])
        if tables.shared(spans, here) * 2 >= tables.length(spans) and view.tells(other, there, row)
    }
    contrary = {doc for _, doc in against} if view.machine else ()  # two guesses of one pair are one too many
    return row | {
        "guessed": words.guessed(row),
        "claims": [
            (stance, view.reading.labels[key], view.claim_page(key))
            for key, stance in view.held.get(i, {}).items()
            if key in view.reading.labels
        ],
        "against": list(against.values()),
        "again": [(view.document_name(doc), place) for doc, place in again.items() if doc not in contrary],
    }
