"""Who is named and never speaks."""

import pandas as pd

from hearsay.analysis.provenance import own_hands
from hearsay.analysis.voices import OWN_VOICE, attributed, hands_of, holders, voiced
from hearsay.corpus.actors import aliases_of, by_first_word, mentions, names_of


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
