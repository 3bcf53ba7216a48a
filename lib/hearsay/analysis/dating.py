"""How well it is known when something was said: by words of the text, by inference alone, or not at all."""

import numpy as np
import pandas as pd

from sayso import intervals

MONTH = 31  # days
HOW = ("to the day", "within a month", "inferred", "wider", "undated")


def days_open(edtf: str) -> int | None:
    """Days between the first and the last on which it can have been, 0 for a day; None where a side is open.

    >>> days_open("2016-05-04"), days_open("2016-02"), days_open("../2016")
    (0, 28, None)
    """
    first, last = intervals.bounds(edtf)
    return None if first is None or last is None else (last - first).days


def how_dated(statements: pd.DataFrame) -> pd.Series:
    """For each statement one of `HOW`.

    Dated is what words of the text fix to a day or within a month. A day or month that only follows from publication
    or other bounds, or that its coder doubts (?), is inferred; what is open for longer is wider, whatever it rests on.
    """

    said, words = statements["said"], statements["said_words"]
    days = said.map(days_open).astype(float)
    cases = {
        "undated": said == "",
        "wider": days.isna() | (days >= MONTH),
        "inferred": (words == "") | said.str.contains("?", regex=False),
        "to the day": days == 0,
    }
    return pd.Series(np.select(list(cases.values()), list(cases), "within a month"), statements.index, dtype=str)
