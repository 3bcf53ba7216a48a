"""Tables in a reader's words, from which notebooks count: names for keys, dates and documents as words, one row each."""

from collections import Counter

import pandas as pd

from hearsay import tables
from hearsay.analysis import comparison, provenance, voices
from hearsay.reading import Reading
from hearsay.show import words
from hearsay.show.cards import in_a_line
from hearsay.show.rows import MACHINE, in_words, why, wording
from hearsay.store import once

HEARD, ASCRIBED = ("speech", "own judgement"), "ascribed by another"
HOW = (*HEARD, ASCRIBED, "author")


@once
def documents(reading: Reading) -> pd.DataFrame:
    """A row per document with the columns of `documents`: its name, of whom it is a copy by name, when published in words."""
    rows = reading.documents
    named = {doc: words.document_name(reading.corpus, doc) for doc in ["", *rows["doc_id"]]} | {"": ""}
    return rows.assign(
        document=rows["doc_id"].map(named),
        copy_of=rows["copies_of"].map(named),
        when=rows["published"].map(words.date_words),
        words=rows["words"].astype(int),
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
            "cue": rows["cue"].map(words.bare).str.strip(" :;,"),
            "words": rows["content"].map(words.bare),
            "said": rows["said"],
            "dated": voices.how_dated(rows),
            "hands": rows["id"].map(chains.groupby("statement_id").size()).fillna(0).astype(int),
            "through": told["path"],
            "access": rows["access"].map(words.ACCESS | {"unstated": "not said"}).fillna("not coded"),
        }
    )


def heard(reading: Reading) -> pd.DataFrame:
    """Of `statements` those of speech or own judgement, of unresolved speakers too: what 02 and 06 count."""
    return statements(reading).query("how in @HEARD")


def most_heard(reading: Reading) -> list[tuple[str, int]]:
    """Who is heard, with how many of `heard`; most often heard first."""
    return Counter(sorted(heard(reading).query("actor != ''")["who"])).most_common()


@once
def held(reading: Reading) -> pd.DataFrame:
    """A row per stance: claim, stance, who holds it, ascribed, document, and the statement's other words; by claim and document."""
    claims = reading.claims[["proposition", "label"]].rename(columns={"label": "claim"})
    said = reading.said[reading.said["stance"].isin(voices.IN_TURN)].drop_duplicates(
        ["statement_id", "proposition", "stance"]
    )
    told = statements(reading).drop(columns="actor").merge(said, left_on="id", right_on="statement_id")
    table = claims.merge(told, on="proposition")
    return table.assign(ascribed=table["how"].eq(ASCRIBED).map({True: "yes", False: ""}))


def origins(reading: Reading) -> pd.DataFrame:
    """Per claim and stance: statements, documents, outlets, origins from least to most; those of most statements first."""
    table = reading.origin_counts
    table = table[table["proposition"].isin(reading.labels) & (table["stance"] != "neutral")]
    table = table.assign(claim=table["proposition"].map(reading.labels), origins=resting(reading, table))
    return table.sort_values(["statements", "proposition", "stance"], ascending=[False, True, True], ignore_index=True)


def resting(reading: Reading, rows: pd.DataFrame) -> list[str]:
    """On how many origins each claim of some rows rests (`words.resting`)."""
    ends = rows[["proposition", "origins_least", "origins_most", "documents"]].itertuples(index=False)
    return [words.resting(*counted, key in reading.by_machine) or "not known" for key, *counted in ends]


@once
def told_again(reading: Reading) -> pd.DataFrame:
    """Statements of utterances that several documents tell, with what differs between the tellings.

    Tellings of one utterance have one number, `saying`.
    The machine labels none: of its statements those perhaps are one that have one speaker and the same words.
    """
    told = reading.statements
    guessed = (told["utterance"] == "") & (told["by"] == MACHINE) & (told["actor"] + told["source"] != "")
    same = told["actor"].where(told["actor"] != "", told["source"]) + ": " + told["content"].map(wording)
    told = told.assign(utterance=told["utterance"].where(~guessed, same))
    number = {label: n for n, label in enumerate(provenance.utterances(told, reading.documents), 1)}
    saying = dict(zip(told["id"], told["utterance"].map(number), strict=True))
    rows = statements(reading).assign(saying=lambda rows: rows["id"].map(saying)).dropna(subset="saying")
    rows = rows.assign(saying=rows["saying"].astype(int), when=rows["said"].map(words.date_words))
    return rows.sort_values(["saying", "document", "id"], ignore_index=True)


def told_pairs(reading: Reading, pairs: pd.DataFrame) -> pd.DataFrame:
    """Rows of `contradictions` in words: one statement, the other, strength, status, why they were taken to contradict."""
    known = in_words(reading)
    one, other = ([in_a_line(known[i], 100, dated=True) for i in pairs[end]] for end in "ab")
    told_why = [why(reading, pair) for pair in pairs.to_dict("records")]
    return pairs.assign(one=one, other=other, why=told_why)[["one", "other", "strength", "status", "why"]]


def own_words(reading: Reading) -> dict[str, str]:
    """Each document's text without what speakers say in their own words, marked as quotation or not, or tell of others; offsets stay."""
    texts = {doc: list(text) for doc, text in reading.masked.items()}
    told = voices.spoken(reading.statements)
    for row in told[(told["form"] == "direct") | told["via"].map(voices.handed).astype(bool)].itertuples():
        for a, b in tables.parse_spans(row.content_spans):
            texts[row.doc_id][a:b] = " " * (b - a)
    return {doc: comparison.outside_quotations("".join(text)) for doc, text in texts.items()}


def in_documents(table: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """A table with documents by their names: in its columns, and in its column doc_id."""
    names = {doc: words.document_name(reading.corpus, doc) for doc in reading.corpus.texts}
    named = table.rename(columns=names)
    return named.assign(document=named["doc_id"].map(names)).drop(columns="doc_id") if "doc_id" in named else named
