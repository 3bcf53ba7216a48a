"""Who speaks: how often each actor speaks for himself, gives his own view, and is only said to want or think something."""

from __future__ import annotations

import pandas as pd

from hearsay.analysis.comparison import heard_or_mentioned
from hearsay.analysis.provenance import own_hands
from hearsay.analysis.voices import OWN_VOICE, ascribed, attributed, hands_of, holders, voiced
from hearsay.corpus.actors import names_of


def never_heard(
    masked: dict[str, str], statements: pd.DataFrame, actors: pd.DataFrame, documents: pd.DataFrame
) -> pd.DataFrame:
    """Actors whose names stand in the documents, who say nothing in any of them and carry nothing to them.

    Who carries statements as a hand, or is a document's outlet or author, is heard of in another way. Columns: actor,
    name, mentions, ascribed (what others say that he wants, thinks or feels), documents (a list).
    """
    table = heard_or_mentioned(masked, statements, actors)
    rows = attributed(statements)
    known = (
        set(voiced(statements)["actor"])
        | set(holders(rows))
        | set(statements[statements["form"] == OWN_VOICE]["actor"])
    )
    known |= {hand for row in rows.itertuples() for hand, _ in hands_of(row.via)}
    known = known.union(*own_hands(documents, actors).values())
    silent = table[~table["actor"].isin(known)]
    grouped = silent.groupby("actor").agg(mentions=("mentions", "sum"), documents=("doc_id", list)).reset_index()
    names, told = names_of(actors), ascribed(statements)["actor"].value_counts()
    grouped = grouped.assign(
        name=[names.get(a, a) for a in grouped["actor"]], ascribed=[int(told.get(a, 0)) for a in grouped["actor"]]
    )
    columns = ["actor", "name", "mentions", "ascribed", "documents"]
    return grouped[columns].sort_values(["mentions", "name"], ascending=[False, True], ignore_index=True)
