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


# --- 03: when was it said


def dated_by(statements: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Per document: attributed statements, those dated by words of their own, by bounds alone, or not at all."""
    rows = attributed(statements)
    how = pd.Series("by bounds alone", index=rows.index)
    how[rows["said_words"] != ""] = "by words of the text"
    how[rows["said"] == ""] = "undated"
    days = pd.Series([pd.to_numeric(width(s), errors="coerce") for s in rows["said"]], index=rows.index)
    label = rows["doc_id"].map(corpus.label)
    kinds = ["by words of the text", "by bounds alone", "undated"]
    table = pd.crosstab(label, how).reindex(columns=kinds, fill_value=0).rename_axis(index="document", columns=None)
    return table.assign(median_days_open=days.groupby(label).median().fillna(0).astype(int)).reset_index()


def attributed(statements: pd.DataFrame) -> pd.DataFrame:
    """Statements of others than the author."""
    return statements[statements["form"] != "author"]


def dated_differently(statements: pd.DataFrame) -> pd.DataFrame:
    """Statements that tell an utterance which another document puts on other days; side by side, none preferred."""
    told = statements[(statements["utterance"] != "") & (statements["said"] != "")]
    apart = [
        label
        for label, group in told.groupby("utterance")
        if any(not intervals.overlap(a, b) for a in set(group["said"]) for b in set(group["said"]))
    ]
    return told[told["utterance"].isin(apart)].sort_values(["utterance", "doc_id", "id"], ignore_index=True)


def lags(statements: pd.DataFrame, corpus: Corpus, names: dict[str, str]) -> pd.DataFrame:
    """From saying to printing, in days, as a range: per document and date, the statements that share it."""
    published = corpus.documents.set_index("doc_id")["published"]
    rows = attributed(statements)
    rows = rows[(rows["said_words"] != "") & rows["said"].map(bool)]
    out = []
    for (doc, said), group in rows.groupby(["doc_id", "said"]):
        least, most = intervals.lag(said, published[doc])
        if least is not None and most is not None:
            speakers = list(dict.fromkeys(names.get(a, a) or "unresolved" for a in group["actor"]))
            days = str(least) if least == most else f"{max(0, least)}–{most}"
            out.append((corpus.label(doc), said, days, most, len(group), ", ".join(speakers)))
    columns = ["document", "said", "days", "most", "statements", "speakers"]
    table = pd.DataFrame(out, columns=columns).sort_values(["most", "document", "said"], ignore_index=True)
    return table.drop(columns="most")


def position_changes(statements: pd.DataFrame, stances: pd.DataFrame) -> pd.DataFrame:
    """One actor who affirms and denies one proposition: both statements, and whether their dates rank them."""
    rows = statements.set_index("id")
    out = []
    opposed = stances["stance"].isin(["affirms", "denies"])
    held = stances[opposed & stances["statement_id"].isin(attributed(statements)["id"])]
    held = held.assign(actor=held["statement_id"].map(rows["actor"]))
    for (actor, proposition), group in held[held["actor"] != ""].groupby(["actor", "proposition"]):
        sides = [group[group["stance"] == s]["statement_id"] for s in ("affirms", "denies")]
        for a in sides[0]:
            for b in sides[1]:
                first, then = rows.loc[a, "said"], rows.loc[b, "said"]
                order = "affirmed before" if intervals.earlier(first, then) else "dates overlap"
                order = "denied before" if intervals.earlier(then, first) else order
                out.append((actor, proposition, a, b, order))
    return pd.DataFrame(out, columns=["actor", "proposition", "affirms", "denies", "order"])


def events(statements: pd.DataFrame, corpus: Corpus, names: dict[str, str]) -> pd.DataFrame:
    """What statements say took place and when, in the order of the earliest day possible."""
    rows = statements[statements["event"] != ""]
    table = pd.DataFrame(
        {
            "event": rows["event"],
            "words": rows["event_words"],
            "speaker": [names.get(a, a) or "unresolved" for a in rows["actor"]],
            "said_to_have_happened": [_cut(words, 120) for words in rows["content"]],
            "where": [f"{corpus.label(r.doc_id)}:{r.content_spans.partition(':')[0]}" for r in rows.itertuples()],
        }
    )
    start = [str(intervals.bounds(e)[0] or intervals.bounds(e)[1]) for e in rows["event"]]
    return table.assign(start=start).sort_values(["start", "event", "where"], ignore_index=True).drop(columns="start")


def when_said(statements: pd.DataFrame, stances: pd.DataFrame, corpus: Corpus, names: dict[str, str]) -> list[str]:
    """The findings of notebook 03."""
    rows = attributed(statements)
    open_days = [width(s) for s in rows["said"] if s]
    narrow = sum(w != "open" and int(w) <= 31 for w in open_days)
    told = dated_differently(statements)
    changes = position_changes(statements, stances)
    ranked = changes[changes["order"] != "dates overlap"]
    slow = lags(statements, corpus, names)
    paragraphs = [
        f"Of {count(len(rows), 'attributed statement')}, {len(open_days)} can be dated and **{narrow} to within a "
        f"month**; {int((rows['said_words'] != '').sum())} rest on words of the text, the others on bounds alone. "
        f"{count(told['utterance'].nunique(), 'utterance is', 'utterances are')} put on different days by documents."
    ]
    for _, group in told.groupby("utterance"):
        tellings = [
            f"{corpus.label(r.doc_id)} has {plain(r.said)} ({quoted(r.said_words, 60)})" for r in group.itertuples()
        ]
        who = names.get(group["actor"].iloc[0], group["actor"].iloc[0])
        words = quoted(group["content"].iloc[0], 90)
        paragraphs.append(f"{who}, {words}: {listed(dict.fromkeys(tellings))}. The datings stand side by side.")
    if len(slow):
        quick, late = slow.iloc[0], slow.iloc[-1]
        paragraphs.append(
            f"From saying to printing the shortest known way is {plain(quick.days)} days (document {quick.document}), "
            f"the longest {plain(late.days)} days (document {late.document}); of most the way is known as a range alone."
        )
    paragraphs.append(
        f"{count(changes['actor'].nunique(), 'actor is', 'actors are')} on record both affirming and denying one "
        f"proposition; {count(len(ranked), 'pair')} of {len(changes)} can be put in order, the dates of the others "
        "overlap, so no change of position is claimed for them."
    )
    return paragraphs
