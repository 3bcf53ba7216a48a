"""Tables in a reader's words, from which notebooks count: names for keys, dates and documents as words, one row each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from hearsay.analysis import balance, comparison, dating, provenance, voices
from hearsay.show import words
from hearsay.show.cards import told
from hearsay.show.rows import MACHINE, STANCES, in_words, once, wording

if TYPE_CHECKING:
    from hearsay.reading import Reading

MOST = 100  # claims of which silences are told: with every further document each is one more row
MIX = ["named person", "institution", "unnamed", "unresolved", "author"]
HEARD, ASCRIBED = ("speech", "own judgement"), "ascribed by another"
HOW = (*HEARD, ASCRIBED, "author")


@once
def documents(reading: Reading) -> pd.DataFrame:
    """A row per document: its name, title, author, genre, when published in words and in EDTF, its length in words."""
    rows = reading.documents
    named = {doc: words.document_name(reading.corpus, doc) for doc in ["", *rows["doc_id"]]} | {"": ""}
    carried = rows["outlet"].map(words.bare).replace("", "outlet not known")
    return pd.DataFrame(
        {
            "document": rows["doc_id"].map(named),
            "title": [words.cut(title, 90) or "not in the text" for title in rows["title"]],
            "author": rows["author"].map(words.bare).replace("", "not named"),
            "republished_by": carried.where(rows["original_outlet"] != "", ""),
            "genre": rows["genre"].replace("", "not stated"),
            "when": rows["published"].map(words.date_words),
            "published": rows["published"],
            "words": rows["words"].astype(int),
            "copy_of": rows["copies_of"].map(named),
        }
    )


@once
def statements(reading: Reading) -> pd.DataFrame:
    """A row per statement: id, document, who, kind of speaker, how it is held, cue, words, said, dated, hands, through, access.

    `how`: speech; own judgement (an estimate or worry that only the speaker can have voiced); ascribed by another;
    author. `hands`: named ones between speaker and document, its own outlet not counted.
    """
    rows = reading.statements.drop_duplicates("id")
    rows = rows[rows["form"] != voices.RELAY].reset_index(drop=True)
    known, seen = in_words(reading), ("where", "speaker", "path")
    told = pd.DataFrame([[row[name] for name in seen] for row in map(known.__getitem__, rows["id"])], columns=seen)
    how = pd.Series("own judgement", index=rows.index)
    how[rows["id"].isin(voices.spoken(rows)["id"])] = "speech"
    how[rows["id"].isin(voices.ascribed(rows)["id"])] = ASCRIBED
    own = rows["form"] == voices.OWN_VOICE
    chains = reading.chains.query("role == 'relayer' and implied == ''")
    kinds = rows["actor"].map(comparison.kinds_of(reading.actors)).fillna("unresolved")
    return pd.DataFrame(
        {
            "id": rows["id"],
            "document": told["where"],
            "who": told["speaker"],
            "actor": rows["actor"],
            "kind": kinds.mask(own, "author"),
            "how": how.mask(own, "author"),
            "cue": rows["cue"].map(words.bare),
            "words": rows["content"].map(words.bare),
            "said": rows["said"],
            "dated": dating.how_dated(rows),
            "hands": rows["id"].map(chains.groupby("statement_id").size()).fillna(0).astype(int),
            "through": told["path"],
            "access": rows["access"].map(words.ACCESS).fillna("not coded"),
        }
    )


@once
def held(reading: Reading) -> pd.DataFrame:
    """A row per stance: claim, stance, who holds it, ascribed, document, and the statement's other words."""
    rows = statements(reading).set_index("id")
    place = {claim: n for n, claim in enumerate(reading.claims["proposition"])}
    table = reading.said[reading.said["stance"].isin(STANCES) & reading.said["statement_id"].isin(rows.index)]
    table = table[table["proposition"].isin(reading.labels)].drop_duplicates(["statement_id", "proposition", "stance"])
    joined = table.join(rows.drop(columns="actor"), on="statement_id")
    joined = joined.assign(
        claim=joined["proposition"].map(reading.labels),
        ascribed=joined["how"].eq(ASCRIBED).map({True: "yes", False: ""}),
        order=joined["proposition"].map(place),
        place=joined["document"].map({name: n for n, name in enumerate(documents(reading)["document"])}),
    )
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
    """Per claim and stance: statements, documents, outlets, origins from least to most, and how many statements their words limit (`limited`).

    Those of most statements first.
    """
    table = reading.origin_counts
    table = table[table["proposition"].isin(reading.labels) & (table["stance"] != "neutral")]
    limited = Counter(
        reading.stances.query("scope_words != ''")[["proposition", "stance"]].itertuples(index=False, name=None)
    )
    table = table.assign(
        limited=[limited[key] for key in zip(table["proposition"], table["stance"], strict=True)],
        claim=table["proposition"].map(reading.labels),
        origins=[
            words.between(*pair, "origin") for pair in zip(table["origins_least"], table["origins_most"], strict=True)
        ],
    )
    return table.sort_values(["statements", "proposition", "stance"], ascending=[False, True, True], ignore_index=True)


def checks(reading: Reading) -> pd.DataFrame:
    """What to check next: stance, claim, pairs, statements, why; and the claim's key."""
    table = balance.standing(reading.statements, reading.said, reading.origin_counts, reading.contradictions)
    table = table[table["proposition"].isin(reading.labels)]
    return balance.check_next(table, reading.labels.__getitem__, reading.name != "machine").rename(
        columns={"label": "claim"}
    )


@once
def silences(reading: Reading) -> pd.DataFrame:
    """Claims, of the `MOST` that are most contested, that a document does not mention, and whether it could have.

    None of a claim that the machine proposes: that it put no statement there does not say that the document is silent.
    """
    most = reading.stances["proposition"].isin(set(reading.claims["proposition"].head(MOST)) - set(reading.by_machine))
    table = comparison.omissions(reading.statements, reading.stances[most], reading.documents)
    table = in_documents(table[table["proposition"].isin(reading.labels)], reading)
    return table.assign(claim=table["proposition"].map(reading.labels))


@once
def told_again(reading: Reading) -> pd.DataFrame:
    """Statements of utterances that several documents tell, with what differs between the tellings.

    The machine labels none: of its statements those perhaps are one that have one speaker and the same words.
    """
    told = reading.statements
    guessed = (told["utterance"] == "") & (told["by"] == MACHINE) & (told["actor"] + told["source"] != "")
    same = told["actor"].where(told["actor"] != "", told["source"]) + ": " + told["content"].map(wording)
    told = told.assign(utterance=told["utterance"].where(~guessed, same))
    place = {label: n for n, label in enumerate(provenance.utterances(told, reading.documents))}
    label = dict(zip(told["id"], told["utterance"], strict=True))
    rows = statements(reading).assign(utterance=lambda rows: rows["id"].map(label))
    rows = rows.assign(order=rows["utterance"].map(place), when=rows["said"].map(words.date_words))
    return rows.dropna(subset="order").sort_values(["order", "document", "id"], ignore_index=True)


def against_himself(reading: Reading) -> pd.DataFrame:
    """Pairs, but for rejected ones, in which the words of one holder stand against each other: one, other, strength, status."""
    pairs, known = reading.contradictions.query("same_holder == 'yes' and status != 'rejected'"), in_words(reading)
    two = {name: [told(known[i], 100, dated=True) for i in pairs[end]] for name, end in (("one", "a"), ("other", "b"))}
    return pairs[["strength", "status"]].assign(**two)[["one", "other", "strength", "status"]]


@once
def mix(reading: Reading) -> pd.DataFrame:
    """Per document the words in statements by kind of speaker, in per cent, whose sum is 100 but for rounding.

    The words of a statement within another count with the inner speaker.
    """
    table = comparison.source_mix(reading.statements, reading.actors)
    wide = table.pivot(index="doc_id", columns="source", values="characters").reindex(columns=MIX).fillna(0)
    share = (100 * wide.div(wide.sum(axis=1), axis=0)).round().astype(int)
    share = in_documents(share.rename_axis(columns=None).reset_index(), reading)
    return share[["document", *MIX]].sort_values(["unnamed", "document"], ascending=[False, True], ignore_index=True)


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


def copied(reading: Reading) -> pd.DataFrame:
    """Passages that documents share word for word, or reworded, each once in the words of one of its documents."""
    table = reading.reuse.query("kind != 'same utterance'")
    where = pd.concat([table.assign(doc_id=table[side]) for side in ("a_doc", "b_doc")]).sort_index(kind="stable")
    found = in_documents(where, reading).groupby(where["a_words"].map(wording), sort=False)
    told = found.agg(
        passage=("a_words", "first"),
        alike=("kind", "first"),
        documents=("document", lambda names: words.listed(dict.fromkeys(names), 6)),
    )
    return told.assign(passage=told["passage"].map(lambda passage: words.quoted(passage, 200))).reset_index(drop=True)
