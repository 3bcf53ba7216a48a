"""Short labels of documents for figures: people's, else the head of the doc_id, else outlet and day, else a number."""

from __future__ import annotations

from collections import Counter

import pandas as pd

SHORT = 24  # characters that a figure has room for


def labels_of(documents: pd.DataFrame) -> pd.Series:
    """A label for each row of the table `documents`, no two alike."""
    for candidates in (_heads(documents), documents["doc_id"], _outlets(documents)):
        made = [own or other for own, other in zip(documents["label"], candidates, strict=True)]
        times = Counter(made)
        if all(
            (times[label] == 1 and 0 < len(label) <= SHORT) or own
            for label, own in zip(made, documents["label"], strict=True)
        ):
            return pd.Series(made, index=documents.index, dtype=str)
    width = len(str(len(documents)))
    numbers = [f"D{n:0{width}}" for n in range(1, len(documents) + 1)]
    return pd.Series(
        [own or n for own, n in zip(documents["label"], numbers, strict=True)], index=documents.index, dtype=str
    )


def _heads(documents: pd.DataFrame) -> list[str]:
    return [doc_id.split("_")[0] for doc_id in documents["doc_id"]]


def _outlets(documents: pd.DataFrame) -> list[str]:
    """Outlet and day, with a number where several share both."""
    made = [
        f"{outlet[:12].rstrip()} {day}".strip() if outlet else ""
        for outlet, day in zip(documents["outlet"], documents["published"], strict=True)
    ]
    seen: Counter[str] = Counter()
    times = Counter(made)
    out = []
    for label in made:
        seen[label] += 1
        out.append(f"{label} {seen[label]}" if label and times[label] > 1 else label)
    return out
