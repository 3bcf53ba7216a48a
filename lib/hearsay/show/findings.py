"""Sentences with computed numbers, for notebooks and the README; words of documents are escaped in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd
from IPython.display import Markdown

from hearsay import tables
from hearsay.analysis import agreement, comparison, contradictions, provenance, sheet
from hearsay.corpus.actors import count_sources, unnamed_register
from hearsay.corpus.cleaning import kept
from hearsay.corpus.codebook import Codebook
from hearsay.corpus.documents import Corpus
from hearsay.reading import Reading
from hearsay.show.html import Html, show
from sayso import intervals


def say(*paragraphs: str) -> Markdown:
    """Paragraphs at the end of a cell; the first one of a cell tagged `finding` is quoted on the index page."""
    return Markdown("\n\n".join(p for p in paragraphs if p))


def plain(words: str) -> str:
    """Words of a document as Markdown that shows them as they are: nothing in them is markup."""
    folded = escape(" ".join(words.split()), quote=False)
    return re.sub(r"([\\`*_{}\[\]()#+!|~$])", r"\\\1", folded).replace(
        "\\$", "<span>\\$</span>"
    )  # no pair makes a formula


def quoted(words: str, most: int = 160) -> str:
    """Words of a document in quotation marks of our own, cut at a word after ``most`` characters."""
    folded = " ".join(words.split()).strip('"“”')
    cut = folded if len(folded) <= most else folded[:most].rpartition(" ")[0] + " …"
    return f"“{plain(cut)}”"


def _speaker(actor: str, names: Mapping[str, str], unresolved: str = "An unresolved speaker") -> str:
    return plain(names.get(actor, actor) or unresolved)


def _days(cell: str) -> str:
    return f"{plain(cell)} {'day' if cell == '1' else 'days'}"


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


def missing(corpus: Corpus, cleaning: pd.DataFrame) -> pd.DataFrame:
    """A row per document: which facts documents.csv does not give, and which masked passages might supply."""
    facts = [c for c in tables.DOCUMENT_FACTS.columns if c not in ("doc_id", "label", "note", "original_outlet")]
    rows, found = corpus.documents, kept(cleaning)
    given = {(row["doc_id"], fact) for row in rows.to_dict("records") for fact in facts if row[fact]}
    wanted = [pair not in given for pair in zip(found["doc_id"], found["fact"], strict=True)]
    found = found[pd.Series(wanted, index=found.index, dtype=bool)]
    leads = (found["fact"] + ": " + found["value"]).groupby(found["doc_id"]).agg(lambda f: "; ".join(dict.fromkeys(f)))
    return pd.DataFrame(
        {
            "document": rows["doc_id"].map(corpus.label),
            "unknown": [", ".join(f for f in facts if not row[f]) for row in rows.to_dict("records")],
            "found_in_the_text": [leads.get(d, "") for d in rows["doc_id"]],
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
    masked = cleaning[cleaning["masked"] == "yes"]
    characters = sum(tables.length(tables.parse_spans(s)) for s in masked["spans"])
    share = characters / max(1, sum(map(len, corpus.texts.values())))
    opinion = [plain(corpus.label(d)) for d in rows[rows["genre"] == "opinion"]["doc_id"]]
    unnamed = [plain(corpus.label(d)) for d in rows[rows["author"] == ""]["doc_id"]]
    from_whom = [f"{plain(corpus.label(r.doc_id))} (from {plain(r.original_outlet)})" for r in copies.itertuples()]
    kinds = [count(len(copies), "republication")] * bool(len(copies)) + [f"{len(opinion)} of opinion"] * bool(opinion)
    return [
        f"The corpus holds **{count(len(rows), 'document')}** with {rows['words'].astype(int).sum():,} words"
        + (f", among them {listed(kinds)}. " if kinds else ". ") + how_dated(rows["published"]),
        f"Republications: {listed(from_whom)}. "
        f"Opinion: {listed(opinion)}. Author not named: {listed(unnamed)}.",
        f"Cleaning masked {count(len(masked), 'passage')}, {share:.1%} of all characters, and moved none; "
        f"{count(int((cleaning['kind'] == 'defect').sum()), 'fault')} of the texts are listed and left as they stand.",
    ]  # fmt: skip


def how_dated(published: Iterable[str]) -> str:
    """A sentence on how closely documents are dated.

    >>> how_dated(["2016-02-12", "[2016-01-01..2016-01-31]", ""])
    'The day of publication is known for 1; it lies within bounds of up to 30 days for 1, and is unknown for 1.'
    """
    cells = list(published)
    wide = [int(w) for p in cells if p and (w := width(p)) != "open" and w != "0"]
    exact, unknown = sum(width(p) == "0" for p in cells), cells.count("")
    half = len(cells) - exact - len(wide) - unknown
    parts = [f"it lies within bounds of up to {count(max(wide, default=0), 'day')} for {len(wide)}"] * bool(wide)
    parts += [f"it is bounded on one side alone for {half}"] * bool(half) + [f"is unknown for {unknown}"] * bool(
        unknown
    )
    known = f"The day of publication is known for {exact or 'none'}"
    return known + ("; " + ", and ".join(parts) if parts else "") + "."


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
    rows = rows[(rows["said_words"] != "") & (rows["said"] != "")]
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
    apart, own = told["utterance"].nunique(), int((rows["said_words"] != "").sum())
    dated = f"Of {count(len(rows), 'attributed statement')}, {len(open_days)} can be dated"
    if len(open_days) in (0, len(rows)):
        dated = f"{'All' if open_days else 'None of'} {count(len(rows), 'attributed statement')} can be dated"
    paragraphs = [
        f"{dated}, **{narrow} to within a month**; {count(own, 'date rests', 'dates rest')} on words of the text, the "
        f"others on bounds alone. {count(apart, 'utterance is', 'utterances are') if apart else 'No utterance is'} put on "
        "different days by documents." if open_days else f"{dated}: the texts give no day that documents.csv does not "
        "have to complete, and no document has a date of publication.",
    ]  # fmt: skip
    for _, group in told.groupby("utterance"):
        tellings = [
            f"{plain(corpus.label(r.doc_id))} has {plain(r.said)} ({quoted(r.said_words, 60)})"
            for r in group.itertuples()
        ]
        who = _speaker(group["actor"].iloc[0], names)
        words = quoted(group["content"].iloc[0], 90)
        paragraphs.append(f"{who}, {words}: {listed(dict.fromkeys(tellings))}. The datings stand side by side.")
    if len(slow):
        quick, late = slow.iloc[0], slow.iloc[-1]
        paragraphs.append(
            f"From saying to printing it took between {_days(quick.days)} (document {plain(quick.document)}) and "
            f"{_days(late.days)} (document {plain(late.document)}); where such ranges overlap, they rank nothing."
        )
    paragraphs.append(
        f"{count(changes['actor'].nunique(), 'actor both affirms and denies', 'actors both affirm and deny')} one "
        f"proposition, in {count(len(changes), 'pair')} of statements; {count(len(ranked), 'pair')} can be put in order, "
        "the dates of the others overlap, so no change of position is claimed for them."
        if len(changes) else "No actor both affirms and denies one proposition here."
    )  # fmt: skip
    return paragraphs


# --- 04: on whose word


def depths(statements: pd.DataFrame, chains: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Attributed statements by document and by how many relayers stand between speaker and document."""
    rows = attributed(statements)
    steps = rows["id"].map(provenance.depth(chains)).fillna(0).astype(int)
    table = pd.crosstab(rows["doc_id"].map(corpus.label), steps).rename_axis(index="document", columns=None)
    table.columns = [count(n, "relayer") if n else "no relayer named" for n in table.columns]
    return table.reset_index()


def long_chains(statements: pd.DataFrame, chains: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The statements that passed through a named hand, with the chain in words, the longest first."""
    rows = attributed(statements)
    rows = rows.assign(depth=rows["id"].map(provenance.depth(chains)).fillna(0).astype(int))
    by_id = dict(tuple(chains.groupby("statement_id")))
    rows = rows[rows["depth"] > 0].sort_values(["depth", "doc_id", "id"], ascending=[False, True, True])
    return rows.assign(chain=[provenance.in_words(by_id[i], names) for i in rows["id"]])


def access_by_proposition(statements: pd.DataFrame, stances: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """Per proposition: how those who take a stance say that they know, attributed statements only."""
    rows = attributed(statements).set_index("id")
    held = stances[stances["statement_id"].isin(rows.index) & (stances["stance"] != "neutral")]
    held = held.drop_duplicates(["statement_id", "proposition"])
    access = held["statement_id"].map(rows["access"]).replace("", "not coded")
    kinds = [*(a for a in tables.CODING.allowed["access"] if a), *(["not coded"] * ("not coded" in set(access)))]
    table = pd.crosstab(held["proposition"].map(book.label), access).reindex(columns=kinds, fill_value=0)
    return table.rename_axis(index="proposition", columns=None).reset_index()


def sole_unnamed(
    origins: pd.DataFrame, statements: pd.DataFrame, book: Codebook, names: dict[str, str]
) -> pd.DataFrame:
    """Propositions and stances that unnamed speakers alone hold, with the number of origins at least."""
    rows = statements.set_index("id")
    out = []
    for (proposition, stance), group in origins[origins["stance"] != "neutral"].groupby(["proposition", "stance"]):
        members = rows.loc[group["statement_id"].unique()]
        heard = members[members["form"] != "author"]
        if len(heard) and (heard["anonymous"] == "yes").all():
            who = ", ".join(sorted({names.get(a, a) for a in heard["actor"]}))
            own = len(members) - len(heard)
            least = group[group["statement_id"].isin(heard.index)]["origin_id"].nunique()
            out.append((book.label(proposition), stance, len(heard), least, who, own))
    columns = ["proposition", "stance", "statements", "origins_at_least", "speakers", "in_authors_own_voice"]
    return pd.DataFrame(out, columns=columns)


def origin_table(counts: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """`count_origins` with the propositions' sentences, neutral mentions left out."""
    rows = counts[counts["stance"] != "neutral"].reset_index(drop=True)
    return rows.assign(proposition=rows["proposition"].map(book.label))


def widest_utterance(statements: pd.DataFrame) -> pd.DataFrame:
    """The statements of the utterance that most documents tell; none where no utterance is told twice."""
    told = provenance.utterances(statements)
    label = told["utterance"].iloc[0] if len(told) else None
    return statements[statements["utterance"] == label].sort_values(["doc_id", "id"], ignore_index=True)


def told(statements: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """`provenance.utterances` with actors and hands under their names."""
    return _with_names(provenance.utterances(statements), ["actor", "told_to"], names)


def register(reading: Reading) -> pd.DataFrame:
    """`actors.unnamed_register` with documents under their labels and the sources that may be one under their names."""
    table = unnamed_register(reading.statements, reading.actors, reading.corpus.documents)
    table = _with_names(table, ["actor"], reading.names)
    same = [
        tables.LIST.join(f"{reading.names.get(key, key)}: {why}" for key, _, why in (i.partition(": ") for i in tables.items(cell)))
        for cell in table["same_as"]
    ]  # fmt: skip
    return labelled(table.assign(same_as=same), reading.corpus)


def _with_names(table: pd.DataFrame, columns: list[str], names: Mapping[str, str]) -> pd.DataFrame:
    """Lists of actors by name; "?" stays behind a hand that is only implied."""

    def name(item: str) -> str:
        key = item.removesuffix("?")
        return names.get(key, key) + item[len(key) :]

    return table.assign(**{c: [tables.LIST.join(map(name, tables.items(cell))) for cell in table[c]] for c in columns})


def wordings(statements: pd.DataFrame, corpus: Corpus) -> dict[str, str]:
    """The words of some statements by where they stand, for a collation."""
    return {f"{corpus.label(r.doc_id)} ({r.id})": " ".join(r.content.split()) for r in statements.itertuples()}


def on_whose_word(reading: Reading) -> list[str]:
    """The findings of notebook 04."""
    rows, names, label = attributed(reading.statements), reading.names, reading.corpus.label
    steps = rows["id"].map(provenance.depth(reading.chains)).fillna(0)
    told = provenance.utterances(reading.statements)
    across = told[told["documents"] > 1]
    repeated = int(across["statements"].sum() - len(across))
    counts = origin_table(reading.origin_counts, reading.codebook)
    shrunk = counts[counts["origins_least"] < counts["documents"]]
    lonely = sole_unnamed(reading.origins, reading.statements, reading.codebook, names)
    paragraphs = [
        f"Of {count(len(rows), 'attributed statement')}, **{count(int((steps > 0).sum()), 'reaches', 'reach')} the document "
        f"through a named hand** and {int((steps > 1).sum())} through two or more. "
        + (
            f"{count(len(across), 'utterance is', 'utterances are')} told in more than one document; to count documents "
            f"would count {count(repeated, 'statement')} again."
            if len(across)
            else "No utterance is marked as told in more than one document."
        ),
    ]
    for row in across.head(3).itertuples():
        group = reading.statements[reading.statements["utterance"] == row.utterance]
        who = _speaker(group["actor"].iloc[0], names)
        where = listed(map(plain, dict.fromkeys(group["doc_id"].map(label))))
        paragraphs.append(f"{who}, {quoted(group['content'].iloc[0], 100)}: one utterance, told in documents {where}.")
    if len(shrunk):
        least = listed(f"“{plain(r.proposition)}” ({r.stance}: {count(r.documents, 'document')}, "
                       f"{between(r.origins_least, r.origins_most, 'origin')})" for r in shrunk.head(3).itertuples())  # fmt: skip
        paragraphs.append(
            f"For {count(len(shrunk), 'stance')} there may be fewer origins than documents, such as {least}."
        )
    if len(lonely):
        said = listed(f"“{plain(r.proposition)}” ({r.stance})" for r in lonely.itertuples())
        paragraphs.append(f"Unnamed speakers alone stand behind {said}; authors may say it in their own voice as well.")
    return paragraphs


# --- 06: contradictions


def disputes_between(contradictions: pd.DataFrame, statements: pd.DataFrame, sides: dict[str, str]) -> pd.DataFrame:
    """Accepted disputes by the sides of their two speakers, each counted once: side, other_side, direct, tension."""
    side = statements.set_index("id")["actor"].map(lambda a: sides.get(a, "") or "no side stated")
    accepted = contradictions[contradictions["status"] == "accepted"]
    ends = [sorted((side[row.a], side[row.b])) for row in accepted.itertuples()]
    table = accepted.assign(side=[e[0] for e in ends], other_side=[e[1] for e in ends])
    table = table.sort_values("strength").drop_duplicates(["dispute_id", "side", "other_side"])
    wide = pd.crosstab([table["side"], table["other_side"]], table["strength"])
    wide = wide.reindex(columns=["direct", "tension"], fill_value=0).rename_axis(columns=None).reset_index()
    most = (wide["direct"] + wide["tension"]).sort_values(ascending=False, kind="stable").index
    return wide.loc[most].reset_index(drop=True)


def kinds_of(contradictions: pd.DataFrame) -> pd.DataFrame:
    """Accepted pairs and disputes by kind and strength."""
    accepted = contradictions[contradictions["status"] == "accepted"]
    grouped = accepted.groupby(["kind", "strength"])
    table = grouped.agg(pairs=("contradiction_id", "size"), disputes=("dispute_id", "nunique")).reset_index()
    return table.sort_values(["strength", "pairs", "kind"], ascending=[True, False, True], ignore_index=True)


def ledger(contradictions: pd.DataFrame) -> pd.DataFrame:
    """How the rules fared: per rule, pairs proposed and what judges said; one row for pairs that no rule proposed."""
    rule = contradictions["rule"].str.split(":").str[0].replace("", "(added by a reader)")
    wide = pd.crosstab(rule, contradictions["status"])
    wide = wide.reindex(columns=["accepted", "rejected", "proposed"], fill_value=0)
    wide = wide.rename(columns={"proposed": "not yet judged"}).rename_axis(index="rule", columns=None)
    judged = wide["accepted"] + wide["rejected"]
    return wide.assign(precision=(wide["accepted"] / judged.where(judged > 0)).fillna(0.0).round(2)).reset_index()


def quality(contradictions: pd.DataFrame, blind: pd.DataFrame) -> pd.DataFrame:
    """Precision and recall of the proposals against the verdicts and, if there is one, a list made blind.

    ``blind`` is the list with the ledger's row for each of its pairs, or "" (`contradictions.against_list`).
    Intervals are Wilson's (1927), 95 %.
    """
    proposed = contradictions[contradictions["rule"] != ""]
    accepted = contradictions[contradictions["status"] == "accepted"]
    judged = proposed[proposed["status"] != "proposed"]
    ours = set(proposed["contradiction_id"])
    good = set(accepted["contradiction_id"])
    rows = [
        ("proposals accepted, of those judged", int((judged["status"] == "accepted").sum()), len(judged)),
        ("accepted pairs that the rules proposed", int((accepted["rule"] != "").sum()), len(accepted)),
    ]
    for strength in ("direct", "tension"):
        pairs = blind[blind["strength"] == strength]["contradiction_id"]
        rows += [
            (f"blind list, {strength}: proposed by the rules", int(pairs.isin(ours).sum()), len(pairs)),
            (f"blind list, {strength}: accepted in the ledger", int(pairs.isin(good).sum()), len(pairs)),
        ]
    return pd.DataFrame([(what, hits, of, *wilson(hits, of)) for what, hits, of in rows if of],
                        columns=["measure", "pairs", "of", "share", "low", "high"])  # fmt: skip


def wilson(hits: int, of: int) -> tuple[float, float, float]:
    """A share and its 95 % interval (Wilson 1927).

    >>> [round(x, 3) for x in wilson(8, 10)]
    [0.8, 0.49, 0.943]
    """
    z, p = 1.96, hits / of
    middle, spread = p + z * z / (2 * of), z * ((p * (1 - p) + z * z / (4 * of)) / of) ** 0.5
    return p, (middle - spread) / (1 + z * z / of), (middle + spread) / (1 + z * z / of)


def blind_list(corpus: Corpus, name: str) -> pd.DataFrame:
    """A list made blind, coding/blind/NAME.csv; without rows where there is none."""
    path = corpus.folder / "coding" / "blind" / f"{name}.csv"
    columns = ["a_doc", "a_words", "b_doc", "b_words", "kind", "strength"]
    return tables.read(path) if path.exists() else pd.DataFrame(columns=columns, dtype=str)


def contradicted(reading: Reading, blind: pd.DataFrame) -> list[str]:
    """The findings of notebook 06."""
    ledger_rows, rows = reading.contradictions, reading.statements.set_index("id")
    accepted = ledger_rows[ledger_rows["status"] == "accepted"]
    disputes = contradictions.disputes_of(ledger_rows)
    held = disputes[disputes["status"] == "accepted"]
    between_sides = disputes_between(ledger_rows, reading.statements, reading.sides)
    between_sides = between_sides.assign(all=between_sides["direct"] + between_sides["tension"])
    top = between_sides.sort_values(["all", "side", "other_side"], ascending=[False, True, True]).head(3)
    pairs = listed(f"{_sides(r.side, r.other_side)} ({count(r.all, 'dispute')})" for r in top.itertuples())
    waiting = int((ledger_rows["status"] == "proposed").sum())
    if ledger_rows.empty:
        why = "Stances and values were found, and none of them are opposed." if len(reading.stances) else NO_STANCES
        return ["No two statements are proposed as a contradiction. " + why]
    paragraphs = [
        f"The ledger holds **{count(len(held), 'dispute')}** with {count(len(accepted), 'accepted pair')}, "
        f"{int((accepted['strength'] == 'direct').sum())} of them direct (both cannot hold as stated); "
        f"{int((ledger_rows['status'] == 'rejected').sum())} look-alikes were rejected with a reason."
        + (f" {count(waiting, 'proposed pair waits', 'proposed pairs wait')} for a verdict." if waiting else "")
        + (f" Most disputes are {pairs}." if len(top) else ""),
        f"In {count(int((accepted['same_speaker'] == 'yes').sum()), 'accepted pair')} both statements are of one speaker, "
        f"and {count(int((accepted['same_document'] == 'yes').sum()), 'pair stands', 'pairs stand')} within one document.",
    ]
    for row in (
        held[held["strength"] == "direct"]
        .sort_values(["pairs", "dispute_id"], ascending=[False, True])
        .head(3)
        .itertuples()
    ):
        pair = accepted[(accepted["dispute_id"] == row.dispute_id) & (accepted["strength"] == "direct")].iloc[0]
        sides = [f"{_speaker(rows.loc[i, 'actor'], reading.names, 'an unresolved speaker')}, {quoted(rows.loc[i, 'content'], 110)}"
                 for i in (pair["a"], pair["b"])]  # fmt: skip
        paragraphs.append(f"On “{plain(reading.codebook.label(row.on))}”: {' against '.join(sides)}.")
    judges = sorted(set(accepted["judge_type"]))
    if judges:
        paragraphs.append(
            f"Every verdict here was given by {listed('an AI' if j == 'ai' else 'a person' for j in judges)}."
        )
    return paragraphs


def _sides(one: str, other: str) -> str:
    return f"within the side of {plain(one)}" if one == other else f"between {plain(one)} and {plain(other)}"


# --- 07: what rests on what


def what_rests(reading: Reading, standing: pd.DataFrame, checks: pd.DataFrame) -> list[str]:
    """The findings of notebook 07."""
    label = reading.codebook.label
    sides = standing.groupby("proposition")["stance"].agg(set)
    contested = [p for p, held in sides.items() if {"affirms", "denies"} <= held]
    alone = standing[standing["origins_least"] == 1]
    most = standing.sort_values(["attributed", "proposition"], ascending=[False, True]).head(1)
    paragraphs = [
        f"Of {count(len(sides), 'proposition')} on which somebody takes a stance, **{len(contested) or 'none'} "
        f"{'are' if len(contested) > 1 else 'is'} both affirmed and denied**. Of {count(len(standing), 'stance')}, "
        f"{len(alone) or 'none'} may rest on a single origin."
        if len(sides) else NO_STANCES
    ]  # fmt: skip
    for row in most.itertuples():
        paragraphs.append(
            f"Most attributed statements stand behind “{plain(label(row.proposition))}” ({row.stance}): {row.attributed}"
            + (f", besides {row.own_voice} in authors' own voice" if row.own_voice else "")
            + f", in {count(row.documents, 'document')}, from {between(row.origins_least, row.origins_most, 'origin')}. "
            f"Of these, {row.hedged or 'none'} {'are' if row.hedged > 1 else 'is'} hedged, and {row.participants or 'none'} "
            f"{'come' if row.participants > 1 else 'comes'} from a speaker who took part or speaks for a body that did."
        )
    for row in checks.head(3).itertuples():
        paragraphs.append(f"Worth checking: “{plain(row.proposition)}” ({row.stance}; {plain(row.why)}).")
    return paragraphs


# --- 05: how documents differ


def labelled(table: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """A table with documents under their short labels, in its columns' names and in the column doc_id."""
    table = table.rename(columns={d: corpus.label(d) for d in corpus.texts})
    return (
        table.assign(doc_id=table["doc_id"].map(corpus.label)).rename(columns={"doc_id": "document"})
        if "doc_id" in table
        else table
    )


def only_mentioned(reading: Reading, most: int = 12) -> pd.DataFrame:
    """Per document: the actors heard, and those named in it who say nothing there, with the times they are named."""
    actors = reading.actors[~reading.actors["side"].isin({"media"})]
    table = comparison.heard_or_mentioned(reading.masked, reading.statements, actors)
    out = []
    for doc in reading.corpus.texts:
        here = table[table["doc_id"] == doc].sort_values(
            ["statements", "mentions", "actor"], ascending=[False, False, True]
        )
        heard = [f"{reading.names[r.actor]} ({r.statements})" for r in here.itertuples() if r.statements]
        silent = [f"{reading.names[r.actor]} ({r.mentions})" for r in here.itertuples() if not r.statements]
        more = [f"and {len(silent) - most} more"] * (len(silent) > most)
        out.append((reading.corpus.label(doc), ", ".join(heard), ", ".join([*silent[:most], *more])))
    return pd.DataFrame(out, columns=["document", "heard_by_name_(statements)", "only_mentioned_(times)"])


def gloss_table(reading: Reading) -> pd.DataFrame:
    """Each gloss beside the words of the same speaker on the same point in the same document."""
    rows = reading.statements.set_index("id")
    pairs = comparison.glosses(reading.statements)
    return pd.DataFrame(
        {
            "where": [f"{reading.corpus.label(rows.loc[g, 'doc_id'])}:{rows.loc[g, 'content_spans'].partition(':')[0]}" for g in pairs["gloss"]],
            "speaker": [reading.names.get(rows.loc[g, "actor"], "") for g in pairs["gloss"]],
            "cue_of_the_gloss": [rows.loc[g, "cue"] for g in pairs["gloss"]],
            "gloss": [_cut(rows.loc[g, "content"], 150) for g in pairs["gloss"]],
            "own_words": [_cut(rows.loc[w, "content"], 150) for w in pairs["words"]],
            "on": [reading.codebook.label(on) for on in pairs["on"]],
        }
    )  # fmt: skip


def silences(reading: Reading) -> pd.DataFrame:
    """Per proposition, the documents silent on it, by what their dates allow to say of that silence."""
    table = comparison.omissions(reading.statements, reading.stances, reading.documents)
    table = table.assign(doc_id=table["doc_id"].map(reading.corpus.label))
    wide = table.groupby(["proposition", "earliest_here", "silence"])["doc_id"].agg(" ".join).unstack(fill_value="")
    wide = wide.reindex(columns=["could have", "too early", "unknowable"], fill_value="").rename_axis(columns=None)
    wide = wide.reset_index()
    return wide.assign(proposition=wide["proposition"].map(reading.codebook.label))


def mix(reading: Reading) -> pd.DataFrame:
    """Share of coded words in each document by kind of source, in per cent."""
    table = comparison.source_mix(reading.statements, reading.actors)
    wide = table.pivot(index="doc_id", columns="source", values="characters").fillna(0)
    wide = wide.reindex(columns=MIX, fill_value=0)
    exact = 100 * wide.div(wide.sum(axis=1), axis=0)
    rest = (exact % 1).rank(axis=1, method="first", ascending=False)  # the largest remainders are rounded up
    share = exact.astype(int).add(rest.le(100 - exact.astype(int).sum(axis=1), axis=0).astype(int))
    return labelled(share.rename_axis(columns=None).reset_index(), reading.corpus)


MIX = ["named person", "institution", "unnamed", "unresolved", "author"]


NO_STANCES = (
    "No statement takes a stance on a proposition: there is no codebook.toml with propositions, or none of its patterns "
    "is found in the statements and nobody has coded stances."
)


def how_they_differ(reading: Reading) -> list[str]:
    """The findings of notebook 05."""
    corpus = reading.corpus
    held = comparison.matrix(reading.statements, reading.stances, {})
    held = held[held["stance"] != "neutral"]
    sides = held.groupby(["proposition", "doc_id"])["stance"].agg(set)
    both = sides[[{"affirms", "denies"} <= s for s in sides]]
    across = held.groupby("proposition")["stance"].agg(set)
    contested = [p for p, s in across.items() if {"affirms", "denies"} <= s]
    one_sided = [p for p in contested if p not in set(both.index.get_level_values(0))]
    silent = comparison.omissions(reading.statements, reading.stances, reading.documents)
    could = silent[silent["silence"] == "could have"]
    loads = comparison.loaded_cues(reading.statements)
    where = reading.statements.set_index("id")["doc_id"]
    by_doc = loads["id"].map(where).map(corpus.label).value_counts().sort_index()
    shares = mix(reading).set_index("document")
    unnamed = shares["unnamed"]
    return [
        f"**{len(contested) or 'None'} of {count(len(across), 'proposition')} "
        f"{'is' if len(contested) < 2 else 'are'} both affirmed and denied** in these documents"
        + (f"; for {len(one_sided) or 'none'} of them the two sides stand in separate documents alone" if contested else "")
        + f". In {count(len(could), 'case')} a document is silent on a proposition although it was published after the "
        "earliest dated statement here." if len(across)
        else NO_STANCES,
        f"Cues or distancing words that do more than report stand in {count(len(loads), 'attributed statement')}: "
        + listed(f"{n} in {plain(doc)}" for doc, n in by_doc.items()) + ".",
        f"Unnamed speakers have between {unnamed.min()} % (document {plain(unnamed.idxmin())}) and {unnamed.max()} % "
        f"(document {plain(unnamed.idxmax())}) of the words that were coded." if len(unnamed) else "",
    ]  # fmt: skip


def stacked(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Tables of places under one another, in the order of the documents."""
    parts = [part for part in parts if len(part)]
    if not parts:
        return pd.DataFrame(columns=["document", "at", "before", "word", "after"])
    table = pd.concat(parts).sort_values(["document", "at"], ignore_index=True)
    return table.rename(columns={"document": "doc_id"})[["doc_id", "at", "before", "word", "after"]]


def distinctive_words(reading: Reading) -> Html:
    """Distinctive words by outlet, or the sentence that there are too few documents for that."""
    outlet = dict(zip(reading.documents["doc_id"], reading.documents["outlet"], strict=True))
    try:
        return show(comparison.distinctive(reading.masked, lambda d: outlet[d] or d), "Distinctive words by outlet")
    except ValueError as error:
        return show(pd.DataFrame({"not_computed": [str(error)]}), "Distinctive words")


# --- 02: who speaks, and how well was that read


def speakers(reading: Reading) -> pd.DataFrame:
    """A row per actor who speaks: type, side, statements by act, own voice, and the documents."""
    rows = reading.statements.assign(
        speech=(reading.statements["act"] == "speech").astype(int),
        attitude=(reading.statements["act"] == "attitude").astype(int),
        own_voice=(reading.statements["form"] == "author").astype(int),
        documents=reading.statements["doc_id"].map(reading.corpus.label),
    )
    grouped = rows.groupby("actor")
    table = grouped[["speech", "attitude", "own_voice"]].sum()
    table["documents"] = grouped["documents"].agg(lambda d: " ".join(sorted(set(d))))
    kinds = reading.actors.drop_duplicates("actor").set_index("actor")
    table.insert(0, "speaker", [reading.names.get(a, a) or "(unresolved)" for a in table.index])
    table.insert(1, "type", table.index.map(kinds["type"]).fillna("") if len(kinds) else "")
    table.insert(2, "side", [reading.sides.get(a, "") for a in table.index])
    order = table["speech"] + table["attitude"] + table["own_voice"]
    return (
        table.assign(n=order)
        .sort_values(["n", "speaker"], ascending=[False, True])
        .drop(columns="n")
        .reset_index(drop=True)
    )


def spoken_about(reading: Reading, least: int = 1) -> pd.DataFrame:
    """Actors of the ledger who are named in the documents and make no statement in any of them."""
    table = comparison.heard_or_mentioned(reading.masked, reading.statements, reading.actors)
    table = table.assign(document=table["doc_id"].map(reading.corpus.label))
    grouped = table.groupby("actor").agg(
        mentions=("mentions", "sum"), statements=("statements", "sum"), documents=("document", " ".join)
    )
    silent = grouped[(grouped["statements"] == 0) & (grouped["mentions"] >= least)].drop(columns="statements")
    silent.insert(0, "named", [reading.names.get(a, a) for a in silent.index])
    return silent.sort_values(["mentions", "named"], ascending=[False, True]).reset_index(drop=True)


def two_coders(reading: Reading) -> tuple[str, str] | None:
    """The first two codings that are not the adjudicated one; None where there are fewer."""
    coders = sorted(set(reading.codings) - {"agreed"})
    return (coders[0], coders[1]) if len(coders) > 1 else None


def coders_compared(reading: Reading) -> pd.DataFrame:
    """`agreement.report` of two coders; without rows where there are fewer."""
    pair = two_coders(reading)
    if pair is None:
        return pd.DataFrame(columns=agreement.COLUMNS)
    return agreement.report(*(reading.codings[by] for by in pair), names=pair)


def coders_disagreements(reading: Reading) -> pd.DataFrame:
    """Every disagreement of two coders, with short labels; without rows where there are fewer."""
    pair = two_coders(reading)
    if pair is None:
        return pd.DataFrame(columns=["aspect", "a_id", "b_id", "a", "b", "document", "content"])
    table = labelled(agreement.disagreements(*(reading.codings[by] for by in pair)), reading.corpus)
    return table.assign(content=[_cut(words, 90) for words in table["content"]])


def machine_measured(reading: Reading) -> pd.DataFrame:
    """The machine against the reading's statements, by form, and below it one coder against the other."""
    if reading.name == "machine":
        return pd.DataFrame(columns=["who", "form"])
    parts = [agreement.detection(reading.machine, reading.statements).assign(who=f"machine against {reading.name}")]
    if pair := two_coders(reading):
        a, b = (reading.codings[by] for by in pair)
        parts.append(agreement.detection(a, b).assign(who=f"coder {pair[0]} against coder {pair[1]}"))
    table = pd.concat(parts, ignore_index=True)
    return table[["who", *(c for c in table if c != "who")]]


def dictionary_measured(reading: Reading) -> pd.DataFrame:
    """Stances that the codebook's patterns read off the reading's own statements, against the coded ones."""
    if reading.name == "machine":
        return pd.DataFrame(columns=["proposition"])
    from sayso.patterns import with_dictionary_stances  # needs spaCy, which one notebook in seven does

    bare = reading.statements.assign(stances="", certainty="", certainty_words="")
    read = with_dictionary_stances(bare, reading.codebook.propositions, reading.masked)
    table = agreement.stance_scores(read, reading.statements)
    return table.assign(proposition=table["proposition"].map(reading.codebook.label))


def machine_places(reading: Reading) -> dict[str, pd.DataFrame]:
    """Statements that the machine found, those that it missed, and what it found beyond the coders'."""
    ours, theirs = attributed(reading.machine), attributed(reading.statements)
    if reading.name == "machine":
        return {"found": theirs.head(0), "missed": theirs.head(0), "extra": theirs.head(0)}
    found, hit = agreement.reached(ours, theirs)
    return {
        "found": theirs[theirs["id"].isin(found)],
        "missed": theirs[~theirs["id"].isin(found)],
        "extra": ours[~ours["id"].isin(hit)],
    }


def sheet_figures(reading: Reading) -> pd.DataFrame:
    """Agreement of persons with the reading, by check sheet; a row that says so where none is filled yet."""
    parts = [
        sheet.sheet_agreement(rows, reading.statements, (name, reading.name)).assign(sheet=name)
        for name, rows in sheet.load_sheets(reading.corpus.folder).items()
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({"note": ["there is no check sheet"]})


def who_speaks(reading: Reading) -> list[str]:
    """The findings of notebook 02."""
    rows = attributed(reading.statements)
    heard = rows[rows["actor"] != ""]
    silent = spoken_about(reading)
    shares = mix(reading).set_index("document")
    low, high = count_sources(reading.statements, reading.actors)
    top = speakers(reading)
    top = (
        top[top["speaker"] != "(unresolved)"]
        .assign(n=top["speech"] + top["attitude"])
        .sort_values("n", ascending=False)
        .head(3)
    )
    loud = listed(f"{plain(r.speaker)} ({r.n})" for r in top.itertuples())
    paragraphs = [
        f"**{count(heard['actor'].nunique(), 'actor speaks', 'actors speak')}** in {count(len(rows), 'attributed statement')}, "
        + (f"most often {loud}; " if len(top) else "")
        + f"{count(len(rows) - len(heard), 'statement has', 'statements have')} a speaker who "
        f"is not resolved. {count(len(silent), 'actor is', 'actors are')} named and never heard"
        + (f", {plain(silent['named'].iloc[0])} most often named." if len(silent) else "."),
        f"These are {between(low, high, 'separate voice')}, as some of the unnamed may be one"
        + (
            f"; the unnamed have up to {shares['unnamed'].max()} % "
            f"of the coded words (document {plain(shares['unnamed'].idxmax())})."
            if len(shares)
            else "."
        ),
    ]
    measured = machine_measured(reading)
    for who, part in measured[measured["form"] == "all"].groupby("who", sort=False) if len(measured) else ():
        cells = part.iloc[0]
        paragraphs.append(
            f"{plain(who).capitalize()}: precision {cells['precision']}, recall {cells['recall']}, F1 "
            f"{cells['f1'] or 'not computed'}; of those found, {cells['speaker']} have the same speaker."
        )
    return paragraphs
