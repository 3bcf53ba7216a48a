"""A strip of time: who affirms, qualifies and denies a claim, and when; each mark leads to its passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from html import escape
from typing import Any

from hearsay import tables
from hearsay.show import words
from hearsay.show.rows import MONTH, STANCES
from sayso import intervals

WIDTH, ROW, LEFT = 640, 20, 90
OPEN = 10**6  # days of a date with an open end
MARKS = 200  # the clearest, where more are dated


def strip(rows: list[dict[str, Any]], place: Callable[[str], str]) -> str:
    """Rows of `told_of` one claim as inline SVG; "" where none is dated.

    A disc, diamond or cross is a saying dated within a month; a dashed line is one known to lie somewhere in it, and runs
    to the edge where its date is open.
    """
    ordered = sorted(rows, key=lambda row: row["order"])
    dated = [(row, *intervals.bounds(row["said"])) for row in ordered if row["said"]]
    dated = [(row, a, b) for row, a, b in dated if a or b]
    rest, dated = len(dated) - MARKS, dated[:MARKS]
    if not dated:
        return ""
    known = [day for _, a, b in dated for day in (a, b) if day]
    first, last = min(known), max(known)
    days = max((last - first).days, 1)

    def x(day: date) -> int:
        return round(LEFT + 8 + (WIDTH - LEFT - 16) * (day - first).days / days)

    def long(a: date | None, b: date | None) -> int:
        return (b - a).days if a and b else OPEN

    marks = [
        _mark(row, x(a) if a else LEFT, x(b) if b else WIDTH, long(a, b), place)
        for row, a, b in sorted(dated, key=lambda d: (-long(d[1], d[2]), d[0]["order"]))
    ]
    ticks = "".join(
        f'<line class="tick" x1="{x(day)}" x2="{x(day)}" y1="2" y2="{3 * ROW}"/>'
        f'<text class="axis" x="{x(day)}" y="{3 * ROW + 15}" text-anchor="{anchor}">{words.day_words(day)}</text>'
        for day, anchor in _ticks(first, last)
    )
    names = "".join(f'<text class="{s}" x="0" y="{n * ROW + 14}">{s}</text>' for n, s in enumerate(STANCES))
    more = f'<text x="{LEFT}" y="{3 * ROW + 32}">{rest} more are not drawn</text>' if rest > 0 else ""
    said = f"When it was said, from {words.day_words(first)} to {words.day_words(last)}: {_counted(rows)}"
    return (
        f'<svg class="strip" viewBox="0 0 {WIDTH} {3 * ROW + (38 if more else 20)}" role="group" aria-label="{escape(said)}">'
        f"{names}{ticks}{''.join(marks)}{more}</svg>"
    )


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    middle = first + timedelta(days=(last - first).days // 2)
    found = [(first, "start"), (middle, "middle"), (last, "end")]
    return found if (last - first).days > 60 else [found[0], found[2]] if last > first else found[:1]


def _counted(rows: list[dict[str, Any]]) -> str:
    counts = Counter(row["stance"] for row in rows)
    return words.listed([f"{counts[s]} {words.VERBS[s][int(counts[s] != 1)]}" for s in STANCES if s in counts])


def _mark(row: dict[str, Any], a: int, b: int, days: int, place: Callable[[str], str]) -> str:
    i = tables.items(row["ids"])[0]
    stance = row["stance"]
    y = STANCES.index(stance) * ROW + 10
    title = f"{row['holder']} {row['cue']}: {words.quoted(row['words'], 60)} ({words.date_words(row['said'])})"
    hollow = " hollow" if row["ascribed"] else ""
    if days > MONTH:
        shape = f'<line class="{stance} wide" x1="{a}" x2="{b}" y1="{y}" y2="{y}"/>'
    elif stance == "affirms":
        shape = f'<circle class="affirms{hollow}" cx="{(a + b) // 2}" cy="{y}" r="5"/>'
    elif stance == "qualifies":
        x = (a + b) // 2
        shape = f'<path class="qualifies{hollow}" d="M{x - 6} {y}l6 -6l6 6l-6 6z"/>'
    else:
        x = (a + b) // 2
        shape = f'<path class="denies{hollow}" d="M{x - 5} {y - 5}l10 10m0 -10l-10 10"/>'
    return f'<a href="{escape(place(i))}"><title>{escape(title)}</title>{shape}</a>'
