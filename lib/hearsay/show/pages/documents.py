"""A page a document: the text as received, each statement underlined by its stance, its note in the margin."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from markupsafe import Markup

from hearsay import tables
from hearsay.show import words
from hearsay.show.pages.view import Against, Context, View, anchor, first_of

STRONGEST = ("denies", "qualifies", "affirms")  # of several stances, the one by which a passage is underlined
MOST = 4  # statements named in a note that contradict it, or documents with the same words


def pages_of(view: View, doc: str) -> list[Context]:
    """The contexts of a document's pages, one for most."""
    parts = view.parts[doc]
    facts = view.reading.corpus.facts[doc]
    shared: Context = {
        "title": words.bare(facts["title"]) or view.document_name(doc),
        "name": view.document_name(doc),
        "facts": _facts(facts),
        "cited": _cited(view, doc),
        "statements": len(view.by_document[doc]),
    }
    pages = []
    for n, part in enumerate(parts):
        page = view.document_page(doc, part[0][0] if part else 0)
        others = [view.document_page(doc, p[0][0]) for p in parts if p and len(parts) > 1]
        pages.append(
            shared | {"page": page, "parts": others, "part": n + 1, "paragraphs": _paragraphs(view, doc, part)}
        )
    return pages


def _facts(facts: Context) -> list[tuple[str, str]]:
    published = words.date_words(facts["published"]) if facts["published"] else ""
    outlet, first = facts["outlet"], facts["original_outlet"]
    found = [
        ("published", published),
        ("first by", first if first != outlet else ""),
        ("carried by" if first and first != outlet else "by", outlet),
        ("signed", facts["author"]),
        ("kind", facts["genre"]),
    ]
    return [(what, words.bare(value)) for what, value in found if value]


def _paragraphs(view: View, doc: str, part: list[tuple[int, int]]) -> list[Context]:
    text, masked = view.reading.corpus.texts[doc], view.reading.masked[doc]
    pieces = sorted(
        (a, b, row["id"]) for row in view.by_document[doc] for a, b in tables.parse_spans(row["content_spans"])
    )
    shown, reached, seen = [], 0, set()
    for start, end in part:
        here = [p for p in pieces[reached:] if p[0] < end]
        while reached < len(pieces) and pieces[reached][1] <= start:
            reached += 1
        here = [p for p in here if p[1] > start]
        notes = [row for row in view.by_document[doc] if start <= first_of(row) < end]
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
            kind = _stance(view, covering)
            direct = " direct" if any(x.direct for i in covering for x in view.against.get(i, ())) else ""
            words_here = f'<a class="said {kind}{direct}" href="#n-{anchor(covering[-1])}">{words_here}</a>'
        elif masked[a:b] != text[a:b]:
            words_here = f'<span class="masked">{words_here}</span>'
        out.append(anchors + words_here)
    return "".join(out)


def _stance(view: View, covering: list[str]) -> str:
    held = {stance for i in covering for stance in view.held.get(i, {}).values()}
    return next((stance for stance in STRONGEST if stance in held), "none")


def note(view: View, row: dict[str, str]) -> Context:
    """What stands in the margin beside a statement: who, how, when, through whom; on which claims; against whom."""
    i = row["id"]
    told = {(_holder(view, x.id), view.statements[x.id]["doc_id"]): x for x in reversed(view.against.get(i, []))}
    against = sorted(told.values(), key=lambda x: (not x.direct, x.id))  # one a holder and document
    spans = tables.parse_spans(row["content_spans"])
    again: dict[str, tuple[bool, str]] = {}
    for passage, other, offset, sure in view.shared.get(row["doc_id"], []):
        if tables.shared(spans, passage) * 2 >= tables.length(spans) and (sure or other not in again):
            again[other] = sure, view.passage_place(other, offset)
    hands = words.through(row, view.reading.corpus, view.reading.names)
    told_again = sorted(again.items(), key=lambda one: not one[1][0])
    return {
        "id": anchor(i),
        "key": i,
        "speaker": words.holder_words(row, view.reading.names),
        "speaker_place": view.speaker_place(row["actor"]),
        "cue": words.cue_words(row),
        "own": row["form"] == "author",
        "when": words.date_words(row["said"]),
        "hands": words.listed(hands) if hands else "",
        "access": words.known(row),
        "limits": words.limits(row["scope_words"]),
        "claims": [
            {"stance": stance, "label": view.labels[key], "page": view.claim_page(key)}
            for key, stance in view.held.get(i, {}).items()
            if key in view.labels
        ],
        "against": [_other(view, x) for x in against[:MOST]],
        "more": max(0, len(against) - MOST),
        "again": [
            {"where": view.document_name(doc), "place": place}
            for doc, (_, place) in told_again[:MOST]
        ],
        "cite": citation(view, row),
    }


def _holder(view: View, i: str) -> str:
    return words.holder_words(view.statements[i], view.reading.names)


def _other(view: View, x: Against) -> Context:
    where = view.document_name(view.statements[x.id]["doc_id"])
    return {"who": _holder(view, x.id), "where": where, "place": view.place(x.id), "direct": x.direct}


def _cited(view: View, doc: str) -> str:
    """A document as one cites it, which follows the citation of each of its statements."""
    facts = view.reading.corpus.facts[doc]
    title = f"“{words.bare(facts['title'])}”, " if facts["title"] else ""
    published = f", {words.date_words(facts['published'])}" if facts["published"] else ""
    table = f"coding/{view.reading.name}.csv" if not view.machine else "statements.csv (by machine)"
    return f"{title}{view.document_name(doc)}{published}; file {doc}, rows of {table}"


def citation(view: View, row: dict[str, str]) -> str:
    """A statement as one quotes it: speaker, cue, words, hands, date, offsets, and the row to edit if it is wrong."""
    when = f"said {words.date_words(row['said'])}" if row["said"] else "undated"
    cue = words.cue_words(row)
    return (
        f"{words.before_cue(words.holder_words(row, view.reading.names))} {cue}: {words.quoted(row['content'], 10_000)} "
        f"({when}; {words.path_words(row, view.reading.corpus, view.reading.names)}; "
        f"characters {row['content_spans']}, row {row['id']})"
    )
