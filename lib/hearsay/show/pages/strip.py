"""A strip of time: who affirms, qualifies and denies a claim, and when; each mark leads to its passage."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hearsay import tables
from hearsay.analysis.voices import IN_TURN
from hearsay.show import words
from hearsay.show.rows import narrow
from sayso import intervals

WIDTH, ROW, LEFT = 640, 20, 90
MARKS = 200  # the clearest, where more are dated


def strip(rows: list[dict[str, Any]], place: Callable[[str], str]) -> dict[str, Any]:
    """Rows of `told_of` one claim as what the macro strip draws; {} where none is dated. ``place`` gives a statement's address by its id.

    A mark is a saying dated within a month; one that is ``wide`` is known to lie somewhere from its ``left`` to its
    ``right``, and runs to the edge where its date is open. The widest come first, so that they hide none.
    """
    dated = [(row, *intervals.bounds(row["said"])) for row in rows if any(intervals.bounds(row["said"]))]
    known = [day for _, *ends in dated for day in ends if day]
    if not known:
        return {}
    first, last = min(known), max(known)

    def x(day: date) -> int:
        return round(LEFT + 8 + (WIDTH - LEFT - 16) * (day - first).days / max((last - first).days, 1))

    marks = []
    for row, a, b in dated[:MARKS]:
        left, right = x(a) if a else LEFT, x(b) if b else WIDTH
        marks.append(
            {
                "stance": row["stance"],
                "hollow": " hollow" * bool(row["ascriber"]),
                "wide": not narrow(row["said"]),
                "left": left,
                "right": right,
                "x": (left + right) // 2,
                "y": IN_TURN.index(row["stance"]) * ROW + 10,
                "title": f"{words.before_cue(row['holder'])} {row['cue']}: {words.quoted(row['words'], 60)} ({words.date_words(row['said'])})",
                "place": place(tables.items(row["ids"])[0]),
            }
        )
    days = [(x(first), words.date_words(str(first)), "start"), (x(last), words.date_words(str(last)), "end")]
    return {
        "label": f"When it was said, from {days[0][1]} to {days[1][1]}: {len(dated)} dated, {len(rows) - len(dated)} not",
        "days": days[: 1 + (last > first)],
        "marks": sorted(marks, key=lambda mark: mark["left"] - mark["right"]),
    }
