"""On whose word: the hands that each statement passed through, the utterances that several documents tell, who never speaks."""

from collections.abc import Iterator, Mapping

import pandas as pd

from hearsay import tables
from hearsay.analysis.voices import OWN_VOICE, attributed, hands_of, holders, voiced
from hearsay.corpus.actors import aliases_of, by_first_word, mentions, names_of
from hearsay.corpus.documents import Corpus


def own_hands(documents: pd.DataFrame, actors: pd.DataFrame) -> dict[str, set[str]]:
    """By document the actors that are the document itself: its outlet, the original outlet, its author."""
    keys = {surface.casefold(): key for surface, key in aliases_of(actors).items()}
    own = {doc: {doc} for doc in documents["doc_id"]}
    for row in documents.itertuples():
        for name in filter(None, (row.outlet, row.original_outlet, row.author)):
            own[row.doc_id] |= {name, keys.get(name.casefold(), name)}
    return own


def chains_of(statements: pd.DataFrame, corpus: Corpus, actors: pd.DataFrame | None = None) -> pd.DataFrame:
    """The table `chains`: speaker, relayers nearest the speaker first, original outlet, outlet.

    A document is no relayer of what it was told itself, so its own outlet and author are left out (``actors`` tells
    which keys they are). An outlet that the document does not name is its doc_id. The actor of an unresolved speaker
    is "".
    """
    mine = own_hands(corpus.documents, tables.ACTORS.empty() if actors is None else actors)
    return tables.CHAINS.of(
        {"statement_id": row.id, "hop": str(hop), "actor": actor, "role": role, "implied": implied}
        for row in statements.itertuples()
        for hop, (actor, role, implied) in enumerate(_hands(row, corpus.facts[row.doc_id], mine[row.doc_id]))
    )


def _hands(row, document: Mapping[str, str], mine: set[str]) -> Iterator[tuple[str, str, str]]:
    yield row.actor, "speaker", ""
    for hand, implied in hands_of(row.via):
        if hand not in mine:
            yield hand, "relayer", "yes" if implied else ""
    if document["original_outlet"]:
        yield document["original_outlet"], "original_outlet", ""
    yield document["outlet"] or row.doc_id, "outlet", "" if document["outlet"] else "yes"


def utterances(statements: pd.DataFrame, documents: pd.DataFrame) -> list[str]:
    """Utterances that more than one document tells, those of most documents first; copies of one text count once.

    A repetition within one document is not told again.
    """
    told = attributed(statements)
    told = told[told["utterance"] != ""]
    counted = told.assign(family=told["doc_id"].map(originals(documents))).groupby("utterance")
    counted = counted.agg(documents=("family", "nunique"), statements=("id", "size")).reset_index()
    order = counted.sort_values(["documents", "statements", "utterance"], ascending=[False, False, True])
    return order[order["documents"] > 1]["utterance"].tolist()


def originals(documents: pd.DataFrame) -> dict[str, str]:
    """By document the earliest of its family of copies, which is itself where it is no copy."""
    return {row.doc_id: row.copies_of or row.doc_id for row in documents.itertuples()}


def never_heard(
    masked: dict[str, str], statements: pd.DataFrame, actors: pd.DataFrame, documents: pd.DataFrame
) -> pd.DataFrame:
    """Actors whose names stand in the documents, who say nothing in any of them and carry nothing to them.

    Who carries statements as a hand, or is a document's outlet or author, is heard of in another way. Only people and
    bodies with a name. Columns: actor, name, mentions, documents (a list).
    """
    rows = attributed(statements)
    known = {*voiced(statements)["actor"], *holders(rows), *statements[statements["form"] == OWN_VOICE]["actor"]}
    known |= {hand for row in rows.itertuples() for hand, _ in hands_of(row.via)}
    known = known.union(*own_hands(documents, actors).values())
    index, names = by_first_word(aliases_of(actors[actors["type"] != "unnamed"])), names_of(actors)
    found = [(actor, doc) for doc, text in masked.items() for _, actor in mentions(text, index) if actor not in known]
    table = pd.DataFrame(found, columns=["actor", "doc"]).groupby("actor")["doc"]
    silent = table.agg(mentions="size", documents=lambda docs: list(dict.fromkeys(docs))).reset_index()
    silent.insert(1, "name", [names[actor] for actor in silent["actor"]])
    return silent.sort_values(["mentions", "name"], ascending=[False, True], ignore_index=True)
