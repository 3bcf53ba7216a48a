"""Short labels of documents for figures: people's, else the head of the doc_id, else outlet and day, else a number."""

import pandas as pd

SHORT = 24  # characters that a figure has room for


def labels_of(documents: pd.DataFrame) -> pd.Series:
    """A label for each row of the table `documents`, no two alike."""
    own = documents["label"]
    stated = own != ""
    for candidates in (documents["doc_id"].str.partition("_")[0], documents["doc_id"], _outlets(documents)):
        made = own.where(stated, candidates)
        if (stated | (made.str.len().between(1, SHORT) & ~made.duplicated(keep=False))).all():
            return made
    width = len(str(len(documents)))
    numbers = pd.Series([f"D{n:0{width}}" for n in range(1, len(documents) + 1)], index=documents.index, dtype=str)
    return own.where(stated, numbers)


def _outlets(documents: pd.DataFrame) -> pd.Series:
    """Outlet and day, with a number where several share both."""
    made = (documents["outlet"].str[:12].str.rstrip() + " " + documents["published"]).str.strip()
    made = made.where(documents["outlet"] != "", "")
    number = (made.groupby(made).cumcount() + 1).astype(str)
    return made.where(~made.duplicated(keep=False) | (made == ""), made + " " + number)
