"""Tables in a reader's words, from which notebooks count: names for keys, dates and documents as words, one row each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

import pandas as pd

from hearsay import tables
from hearsay.analysis import balance, comparison, dating, provenance, voices
from hearsay.analysis.contradictions import DIRECT, TENSION
from hearsay.analysis.issues import pairs_of
from hearsay.corpus.cleaning import kept as kept_passages
from hearsay.show import words
from hearsay.show.rows import MACHINE, STANCES, wording
from sayso import intervals

if TYPE_CHECKING:
    from hearsay.reading import Reading

MOST = 100  # claims of which silences are told: with every further document each is one more row
MIX = ["named person", "institution", "unnamed", "unresolved", "author"]
HEARD, ASCRIBED = ("speech", "own judgement"), "ascribed by another"
HOW = (*HEARD, ASCRIBED, "author")
BOTH, CLEARED = "own speech on both sides", "own speech; judged that both can be so"


def once(compute: Callable[[Reading], pd.DataFrame]) -> Callable[[Reading], pd.DataFrame]:
    """A frame that is computed once for a reading, as several steps of a notebook and its finding rest on it."""

    @wraps(compute)
    def kept(reading: Reading) -> pd.DataFrame:
        known = reading.__dict__.setdefault("frames", {})
        if compute.__name__ not in known:
            known[compute.__name__] = compute(reading)
        return known[compute.__name__].copy(deep=False)

    return kept


def documents(reading: Reading) -> pd.DataFrame:
    """A row per document: its name, title, author, genre, when published in words and in EDTF, its length in words."""
    rows = reading.documents
    return pd.DataFrame(
        {
            "document": [words.document_name(reading.corpus, doc) for doc in rows["doc_id"]],
            "title": [words.cut(title, 90) or "not in the text" for title in rows["title"]],
            "author": rows["author"].map(words.bare).replace("", "not named"),
            "republished_by": [
                (words.bare(r.outlet) or "outlet not known") if r.original_outlet else "" for r in rows.itertuples()
            ],
            "genre": rows["genre"].replace("", "not stated"),
            "when": rows["published"].map(words.date_words),
            "published": rows["published"],
            "words": rows["words"].astype(int),
            "copy_of": [words.document_name(reading.corpus, doc) if doc else "" for doc in rows["copies_of"]],
            "original": rows["original_outlet"],
            "doc_id": rows["doc_id"],
        }
    )


@once
def statements(reading: Reading) -> pd.DataFrame:
    """A row per statement: id, document, who, kind of speaker, how it is held, cue, words, said, dated, hands, through, access.

    `how`: speech; own judgement (an estimate or worry that only the speaker can have voiced); ascribed by another;
    author. `hands`: named ones between speaker and document, its own outlet not counted.
    """
    rows = reading.statements.drop_duplicates("id").reset_index(drop=True)
    rows = rows[rows["form"] != voices.RELAY].reset_index(drop=True)
    kinds = comparison.kinds_of(reading.actors)
    spoken, ascribed = set(voices.spoken(rows)["id"]), set(voices.ascribed(rows)["id"])
    records = rows.to_dict("records")
    names, corpus = reading.names, reading.corpus
    depth = rows["id"].map(_named_hands(reading)).fillna(0).astype(int)
    return pd.DataFrame(
        {
            "id": rows["id"],
            "document": [words.document_name(corpus, row["doc_id"]) for row in records],
            "who": [words.speaker(row, names, words.document_name(corpus, row["doc_id"])) for row in records],
            "actor": rows["actor"],
            "kind": ["author" if r["form"] == "author" else kinds.get(r["actor"], "unresolved") for r in records],
            "how": [_how(row, spoken, ascribed) for row in records],
            "cue": [words.bare(row["cue"]) for row in records],
            "words": [words.bare(row["content"]) for row in records],
            "said": rows["said"],
            "dated": dating.how_dated(rows),
            "hands": depth,
            "through": [words.path_words(row, corpus, names) for row in records],
            "access": [words.ACCESS.get(row["access"], "not coded") for row in records],
            "utterance": rows["utterance"],
            "length": rows["content"].str.split().str.len(),
        }
    )


def attributed(reading: Reading) -> pd.DataFrame:
    """`statements` without authors' own voice."""
    table = statements(reading)
    return table[table["how"] != "author"].reset_index(drop=True)


def heard(reading: Reading) -> pd.DataFrame:
    """`attributed` without what is only ascribed to an actor: his speech and his own judgement."""
    table = attributed(reading)
    return table[table["how"].isin(HEARD)].reset_index(drop=True)


def _how(row: dict, spoken: set[str], ascribed: set[str]) -> str:
    if row["form"] == voices.OWN_VOICE:
        return "author"
    return "ascribed by another" if row["id"] in ascribed else "speech" if row["id"] in spoken else "own judgement"


def _named_hands(reading: Reading) -> pd.Series:
    """Relayers by statement that the text names and that are not the document itself."""
    chains = reading.chains
    outlets = provenance.own_hands(reading.documents, reading.actors)
    mine = {(doc, hand) for doc, hands in outlets.items() for hand in hands}
    where = dict(zip(reading.statements["id"], reading.statements["doc_id"], strict=True))
    own = [(where.get(r.statement_id), r.actor) in mine for r in chains.itertuples()]
    kept_rows = chains[
        (chains["role"] == "relayer") & (chains["implied"] == "") & ~pd.Series(own, index=chains.index, dtype=bool)
    ]
    return kept_rows.groupby("statement_id").size()


@once
def held(reading: Reading) -> pd.DataFrame:
    """A row per stance: claim, stance, who holds it, ascribed, document, and the statement's other words."""
    rows = statements(reading).set_index("id")
    order = {claim: n for n, claim in enumerate(reading.claims["proposition"])}
    table = reading.said[reading.said["stance"].isin(STANCES) & reading.said["statement_id"].isin(rows.index)]
    table = table[table["proposition"].isin(reading.labels)].drop_duplicates(["statement_id", "proposition", "stance"])
    joined = table.join(rows.drop(columns="actor"), on="statement_id").assign(
        claim=table["proposition"].map(reading.labels),
        ascribed=["yes" if how == "ascribed by another" else "" for how in table["statement_id"].map(rows["how"])],
        order=table["proposition"].map(order),
    )
    documents_in_order = {words.document_name(reading.corpus, d): n for n, d in enumerate(reading.corpus.texts)}
    joined = joined.assign(place=joined["document"].map(documents_in_order))
    return joined.sort_values(["order", "place", "stance", "statement_id"], ignore_index=True)


def both_sides(held_rows: pd.DataFrame) -> pd.DataFrame:
    """Of `held`, the claims that are affirmed and denied: the documents that affirm and those that deny, as sets."""
    sides = held_rows.groupby(["claim", "stance"])["document"].agg(set).unstack()
    return sides.reindex(columns=["affirms", "denies"]).dropna()


def cells(held_rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """Of `held`, the first ``most`` claims: claim, document, stance, ascribed, statements, and how many of these their words limit."""
    first = held_rows["claim"].drop_duplicates().head(most)
    keys = ["order", "claim", "place", "document", "stance", "ascribed"]
    rows = held_rows[held_rows["claim"].isin(first)]
    rows = rows.assign(limited=rows["scope_words"] != "").groupby(keys)["limited"]
    table = rows.agg(statements="size", limited="sum").reset_index()
    return table[["claim", "document", "stance", "ascribed", "statements", "limited"]]


def origins(reading: Reading) -> pd.DataFrame:
    """Per claim and stance: statements, documents, outlets, origins from least to most, and how many statements their words limit (`limited`)."""
    table = reading.origin_counts
    table = table[table["proposition"].isin(reading.labels) & (table["stance"] != "neutral")]
    limited = Counter(
        reading.stances.query("scope_words != ''")[["proposition", "stance"]].itertuples(index=False, name=None)
    )
    table = table.assign(limited=[limited[key] for key in zip(table["proposition"], table["stance"], strict=True)])
    return table.assign(claim=table["proposition"].map(reading.labels)).reset_index(drop=True)


@once
def standing(reading: Reading) -> pd.DataFrame:
    """`balance.standing` of the claims that are shown, with their labels in the column claim."""
    table = balance.standing(reading.statements, reading.said, reading.origin_counts, reading.contradictions)
    table = table[table["proposition"].isin(reading.labels)]
    return table.assign(claim=table["proposition"].map(reading.labels)).reset_index(drop=True)


@once
def silences(reading: Reading) -> pd.DataFrame:
    """Claims, of the `MOST` that are most contested, that a document does not mention, and whether it could have.

    None of a claim that the machine proposes: that it put no statement there does not say that the document is silent.
    """
    most = reading.stances["proposition"].isin(set(reading.claims["proposition"].head(MOST)) - set(reading.by_machine))
    table = comparison.omissions(reading.statements, reading.stances[most], reading.documents)
    table = in_documents(table[table["proposition"].isin(reading.labels)], reading)
    return table.assign(claim=table["proposition"].map(reading.labels))


def missing(reading: Reading) -> pd.DataFrame:
    """A row per document: which facts nobody has given, and which masked passages might supply."""
    facts = [
        c
        for c in tables.DOCUMENT_FACTS.columns
        if c not in ("doc_id", "label", "note", "original_outlet", "published_words")
    ]
    rows, found = reading.documents, kept_passages(reading.cleaning)
    facts_of = reading.corpus.facts
    given = [facts_of[r.doc_id].get(r.fact, "") for r in found.itertuples()]
    found = found.loc[pd.Series([value == "" for value in given], index=found.index, dtype=bool)]
    leads = (
        (found["fact"].str.replace("_", " ") + ": " + found["value"])
        .groupby(found["doc_id"])
        .agg(lambda f: "; ".join(dict.fromkeys(f)))
    )
    return pd.DataFrame(
        {
            "document": [words.document_name(reading.corpus, d) for d in rows["doc_id"]],
            "not_known": [
                ", ".join(f.replace("_", " ") for f in facts if not row[f]) for row in rows.to_dict("records")
            ],
            "found_in_the_text": [words.cut(leads.get(d, ""), 160) for d in rows["doc_id"]],
        }
    )


@once
def told_again(reading: Reading) -> pd.DataFrame:
    """Statements of utterances that several documents tell, with what differs between the tellings.

    The machine labels none: of its statements those perhaps are one that have one speaker and the same words.
    """
    told, rows = reading.statements, statements(reading)
    guessed = (told["utterance"] == "") & (told["by"] == MACHINE) & (told["actor"] + told["source"] != "")
    same = (told["actor"].where(told["actor"] != "", told["source"]) + ": " + told["content"].map(wording)).where(
        guessed, ""
    )
    told = told.assign(utterance=told["utterance"].where(~guessed, same))
    again = provenance.utterances(told, reading.documents)
    rows = rows.assign(utterance=rows["id"].map(dict(zip(told["id"], told["utterance"], strict=True))))
    rows = rows[rows["utterance"].isin(again)]
    place = {label: n for n, label in enumerate(again)}
    rows = rows.assign(order=rows["utterance"].map(place), when=rows["said"].map(words.date_words))
    return rows.sort_values(["order", "document", "id"], ignore_index=True)


def apart(reading: Reading) -> pd.DataFrame:
    """Of these, the utterances whose tellings are dated so that no day fits them all."""
    rows = told_again(reading)
    rows = rows[rows["said"] != ""]
    differ = [
        label
        for label, group in rows.groupby("utterance")
        if any(not intervals.overlap(a, b) for a in set(group["said"]) for b in set(group["said"]))
    ]
    return rows[rows["utterance"].isin(differ)].reset_index(drop=True)


def issues(reading: Reading) -> pd.DataFrame:
    """A row per issue, in order: label, pairs, direct, and the two statements that stand for it, each told in a line.

    `strength` is that of these two; `alone`: in all its pairs one speaker's words stand against each other.
    """
    from hearsay.show import cards

    rows = reading.statements.drop_duplicates("id").set_index("id", drop=False)
    table = reading.issues
    actor = rows["actor"].to_dict()

    def one_voice(a: str, b: str) -> bool:
        return bool(actor.get(a)) and actor.get(a) == actor.get(b)

    alone = [one_voice(a, b) for a, b in zip(table["a"], table["b"], strict=True)]  # dates tell them apart
    one, other = (
        [
            cards.told(rows.loc[i].to_dict(), reading, dated=same) if i in rows.index else ""
            for i, same in zip(table[side], alone, strict=True)
        ]
        for side in "ab"
    )
    pairs = reading.contradictions
    kept = pairs[pairs["status"] != "rejected"]
    apart = {r.issue for r in kept.itertuples() if not one_voice(r.a, r.b)}
    strengths: dict[frozenset, bool] = {}
    for pair in pairs_of(pairs):
        two = frozenset((pair.a, pair.b))
        strengths[two] = strengths.get(two, False) or pair.direct
    counts = {name: table[name].astype(int) for name in ("pairs", "direct")}
    return pd.DataFrame(
        {
            "issue": table["issue"],
            "label": table["label"],
            **counts,
            "one": one,
            "other": other,
            "strength": [
                DIRECT if strengths.get(frozenset(two)) else TENSION for two in zip(table["a"], table["b"], strict=True)
            ],
            "score": table["score"].astype(float),
            "alone": [name not in apart for name in table["issue"]],
        }
    )


@once
def changes(reading: Reading) -> pd.DataFrame:
    """Speakers whose own speech stands on both sides of a claim; of a rejected pair, that a judge found room for both."""
    from hearsay.analysis.changes import position_changes

    rows, pairs = reading.statements.drop_duplicates("id").set_index("id", drop=False), reading.contradictions
    rejected = {frozenset(pair) for pair in pairs.loc[pairs["status"] == "rejected", ["a", "b"]].to_numpy()}
    out = [
        (
            reading.names.get(r.actor, r.actor),
            reading.labels.get(r.proposition, r.proposition),
            CLEARED if {r.affirms, r.denies} in rejected else BOTH,
            *(r.affirms, r.denies, r.order),
        )
        for r in position_changes(reading.statements, reading.said).itertuples()
    ]
    columns = ["who", "claim", "how_known", "affirms", "denies", "order"]
    table = pd.DataFrame(out, columns=columns)
    dated = [bool(rows.loc[a, "said"] and rows.loc[b, "said"]) for a, b in table[["affirms", "denies"]].to_numpy()]
    table["order"] = [o if known else "not dated" for o, known in zip(table["order"], dated, strict=True)]
    for side in ("affirms", "denies"):
        table[side] = [
            f"{words.cue_words(rows.loc[i].to_dict())}: {words.quoted(rows.loc[i, 'content'], 90)} "
            f"({words.date_words(rows.loc[i, 'said'])})"
            for i in table[side]
        ]
    return table


@once
def mix(reading: Reading) -> pd.DataFrame:
    """Per document the words in statements by kind of speaker, in whole per cent that add up to 100.

    The words of a statement within another count with the inner speaker.
    """
    table = comparison.source_mix(reading.statements, reading.actors)
    wide = table.pivot(index="doc_id", columns="source", values="characters").fillna(0)
    wide = wide.reindex(columns=MIX, fill_value=0)
    exact = 100 * wide.div(wide.sum(axis=1), axis=0)
    rest = (exact % 1).rank(axis=1, method="first", ascending=False)  # the largest remainders are rounded up
    share = exact.astype(int).add(rest.le(100 - exact.astype(int).sum(axis=1), axis=0).astype(int))
    share = share.rename_axis(columns=None).reset_index()
    share.insert(0, "document", [words.document_name(reading.corpus, d) for d in share["doc_id"]])
    return share.drop(columns="doc_id")


def in_documents(table: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """A table with documents by their names: in its columns, and in its column doc_id."""
    names = {doc: words.document_name(reading.corpus, doc) for doc in reading.corpus.texts}
    named = table.rename(columns=names)
    return named.assign(document=named["doc_id"].map(names)).drop(columns="doc_id") if "doc_id" in named else named


def glosses(reading: Reading) -> pd.DataFrame:
    """Each gloss beside the same speaker's own words in the same document, both with their cues."""
    pairs, rows = comparison.glosses(reading.statements), statements(reading).set_index("id")
    gloss, own = (rows.loc[pairs[side]].reset_index() for side in ("gloss", "words"))
    return pd.DataFrame(
        {
            "document": gloss["document"],
            "who": gloss["who"],
            "gloss": gloss["cue"].replace("", voices.NO_CUE) + ": " + gloss["words"].map(words.quoted),
            "own_words": own["cue"].replace("", voices.NO_CUE) + ": " + own["words"].map(words.quoted),
        }
    )


def shared(reading: Reading) -> pd.DataFrame:
    """Passages that two documents share: document, other, kind, words of each, what differs."""
    names = {doc: words.document_name(reading.corpus, doc) for doc in reading.corpus.texts}
    table = reading.reuse
    return table.assign(document=table["a_doc"].map(names), other=table["b_doc"].map(names))


def copied(reading: Reading) -> pd.DataFrame:
    """How many passages two documents share word for word, or reworded; of the machine's reading each with its documents."""
    table = shared(reading).query("kind != 'same utterance'")
    if reading.name != MACHINE:
        return table.groupby(["document", "other", "kind"]).size().rename("passages").reset_index()
    found: dict[str, dict[str, None]] = {}
    for row in table.itertuples():
        found.setdefault(wording(row.a_words), {}).update(dict.fromkeys((row.document, row.other)))
    first = dict(zip(table["a_words"].map(wording), table["a_words"], strict=True))
    told = [(words.quoted(first[key], 200), words.listed(where, 6)) for key, where in found.items()]
    return pd.DataFrame(told, columns=["passage", "documents"])


def by_statements(reading: Reading) -> pd.DataFrame:
    """Claims by how many statements affirm or deny them, with origins least and most of each side; the most first."""
    counts = reading.origin_counts.set_index(["proposition", "stance"])
    parts = {"": "statements", "_least": "origins_least", "_most": "origins_most"}
    table = reading.claims[["proposition", "label", "documents"]]
    for side in ("affirms", "denies"):
        keys = [(key, side) for key in table["proposition"]]
        found = counts.reindex(pd.MultiIndex.from_tuples(keys, names=counts.index.names)).fillna(0)
        table = table.assign(**{f"{side}{part}": found[column].astype(int).tolist() for part, column in parts.items()})
    table = table.assign(statements=table["affirms"] + table["denies"], documents=table["documents"].astype(int))
    return table.sort_values(["statements", "proposition"], ascending=[False, True]).drop(columns="proposition")
