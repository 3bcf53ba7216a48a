"""Sentences with computed numbers, for notebooks and the README; words of documents are escaped in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

import pandas as pd
from IPython.display import Markdown

from hearsay import intervals, tables
from hearsay.clean import kept
from hearsay.corpus import Corpus


def say(*paragraphs: str) -> Markdown:
    """Paragraphs at the end of a cell; the first one of a cell tagged `finding` is quoted on the index page."""
    return Markdown("\n\n".join(p for p in paragraphs if p))


def plain(words: str) -> str:
    """Words of a document as Markdown that shows them as they are: nothing in them is markup."""
    folded = escape(" ".join(words.split()), quote=False)
    return re.sub(r"([\\`*_{}\[\]()#+!|~$])", r"\\\1", folded)


def quoted(words: str, most: int = 160) -> str:
    """Words of a document in quotation marks of our own, cut at a word after ``most`` characters."""
    folded = " ".join(words.split()).strip('"“”')
    cut = folded if len(folded) <= most else folded[:most].rpartition(" ")[0] + " …"
    return f"“{plain(cut)}”"


def count(n: int, thing: str, things: str = "") -> str:
    """A number with its noun.

    >>> count(1, "document"), count(3, "copy", "copies")
    ('1 document', '3 copies')
    """
    return f"{n:,} {thing if n == 1 else things or thing + 's'}"


def listed(items: Iterable[str], empty: str = "none") -> str:
    """Items as a phrase.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    items = list(items)
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else items[0] if items else empty


def between(low: int, high: int, thing: str) -> str:
    """A count that is a range.

    >>> between(2, 5, "origin"), between(1, 1, "origin")
    ('2 to 5 origins', '1 origin')
    """
    return count(low, thing) if low == high else f"{low} to {count(high, thing)}"


# --- 01: what have we


def described(corpus: Corpus) -> pd.DataFrame:
    """Documents with their short label, who carried them, when, and how much there is of them."""
    rows = corpus.documents
    return pd.DataFrame(
        {
            "document": rows["doc_id"].map(corpus.label),
            "title": rows["title"].replace("", "(lost)"),
            "author": rows["author"].replace("", "(not named)"),
            "outlet": rows["outlet"].replace("", "(not named)"),
            "original_outlet": rows["original_outlet"],
            "genre": rows["genre"],
            "published": rows["published"],
            "words": rows["words"].astype(int),
        }
    )


def datings(corpus: Corpus) -> pd.DataFrame:
    """What each publication date rests on, and how many days it leaves open."""
    rows = corpus.documents
    return pd.DataFrame(
        {
            "document": rows["doc_id"].map(corpus.label),
            "published": rows["published"].replace("", "unknown"),
            "days_open": [width(p) for p in rows["published"]],
            "words_it_rests_on": rows["published_words"],
            "reasoning": rows["note"],
        }
    )


def width(edtf: str) -> str:
    """Days between the bounds of a date, 0 for a day; "open" where there is no bound."""
    first, last = intervals.bounds(edtf)
    return "open" if first is None or last is None else str((last - first).days)


def missing(corpus: Corpus) -> pd.DataFrame:
    """A row per document: which facts nobody could supply."""
    facts = [c for c in tables.DOCUMENT_FACTS.columns if c not in ("doc_id", "note", "original_outlet")]
    rows = corpus.documents
    return pd.DataFrame(
        {
            "document": rows["doc_id"].map(corpus.label),
            "unknown": [", ".join(f for f in facts if not row[f]) for row in rows.to_dict("records")],
        }
    )


def masked_by_kind(cleaning: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """How many passages of each kind were found in each document."""
    kinds = list(tables.CLEANING.allowed["kind"])
    wide = pd.crosstab(cleaning["doc_id"].map(corpus.label), cleaning["kind"])
    wide = wide.reindex(index=[corpus.label(d) for d in corpus.texts], columns=kinds, fill_value=0)
    return wide.rename_axis(index="document", columns=None).reset_index()


def what_we_have(corpus: Corpus, cleaning: pd.DataFrame) -> list[str]:
    """The findings of notebook 01."""
    rows = corpus.documents
    copies = rows[rows["original_outlet"] != ""]
    exact = [p for p in rows["published"] if width(p) == "0"]
    wide = [int(w) for w in map(width, rows["published"]) if w != "open"]
    masked = cleaning[cleaning["masked"] == "yes"]
    characters = sum(tables.length(tables.parse_spans(s)) for s in masked["spans"])
    share = characters / max(1, sum(map(len, corpus.texts.values())))
    opinion = rows[rows["genre"] == "opinion"]["doc_id"].map(corpus.label)
    unnamed = rows[rows["author"] == ""]["doc_id"].map(corpus.label)
    from_whom = [f"{corpus.label(r.doc_id)} (from {plain(r.original_outlet)})" for r in copies.itertuples()]
    return [
        f"The corpus holds **{count(len(rows), 'document')}** with {rows['words'].astype(int).sum():,} words; "
        f"{count(len(copies), 'is a republication', 'are republications')} and "
        f"{count(len(opinion), 'is opinion', 'are opinion')}. {len(exact)} can be dated to a day; the dates of "
        f"the others leave up to {count(max(wide, default=0), 'day')} open.",
        f"Republications: {listed(from_whom)}. "
        f"Opinion: {listed(opinion)}. Author not named: {listed(unnamed)}.",
        f"Cleaning masked {count(len(masked), 'passage')}, {share:.1%} of all characters, and moved none; "
        f"{count(int((cleaning['kind'] == 'defect').sum()), 'fault')} of the texts are listed and left as they stand.",
    ]  # fmt: skip


def masked_passages(cleaning: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Masked passages other than markup, with their reasons; long ones are cut for the page."""
    rows = cleaning[(cleaning["masked"] == "yes") & (cleaning["kind"] != "markup")]
    return pd.DataFrame(
        {
            "where": _where(rows, corpus),
            "kind": rows["kind"],
            "passage": [_cut(words) for words in rows["words"]],
            "why": rows["why"],
        }
    )


def kept_facts(cleaning: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Facts in masked passages: document, fact, value, and the words."""
    facts = kept(cleaning)
    return facts.assign(doc_id=facts["doc_id"].map(corpus.label)).rename(columns={"doc_id": "document"})


def faults(cleaning: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Defects with their surroundings and the reading proposed."""
    rows = cleaning[cleaning["kind"] == "defect"]
    around = []
    for row in rows.itertuples():
        a, b = tables.parse_spans(row.spans)[0]
        around.append(" ".join(corpus.texts[row.doc_id][max(0, a - 25) : b + 25].split()))
    return pd.DataFrame(
        {
            "where": _where(rows, corpus),
            "words": rows["words"],
            "in_context": around,
            "reading": rows["reading"],
            "why": rows["why"],
        }
    )


def _where(rows: pd.DataFrame, corpus: Corpus) -> list[str]:
    return [f"{corpus.label(row.doc_id)}:{row.spans.partition(':')[0]}" for row in rows.itertuples()]


def _cut(words: str, most: int = 100) -> str:
    folded = " ".join(words.split())
    return folded if len(folded) <= most else folded[:most].rpartition(" ")[0] + " …"
