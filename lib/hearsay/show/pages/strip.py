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

    marks = []
    for row, a, b in dated:
        open_for = (b - a).days if a and b else OPEN
        mark = _mark(row, x(a) if a else LEFT, x(b) if b else WIDTH, open_for, place)
        marks.append((-open_for, row["order"], mark))
    ticks = "".join(
        f'<line class="tick" x1="{x(day)}" x2="{x(day)}" y1="2" y2="{3 * ROW}"/>'
        f'<text class="axis" x="{x(day)}" y="{3 * ROW + 15}" text-anchor="{anchor}">{words.day_words(day)}</text>'
        for day, anchor in _ticks(first, last)
    )
    names = "".join(f'<text class="{s}" x="0" y="{n * ROW + 14}">{s}</text>' for n, s in enumerate(STANCES))
    more = f'<text x="{LEFT}" y="{3 * ROW + 32}">{rest} more are not drawn</text>' if rest > 0 else ""
    drawn = [row for row in rows if any(intervals.bounds(row["said"]))]
    undated = f"; {len(rows) - len(drawn)} more have no date" if len(drawn) < len(rows) else ""
    edges = [row for row in drawn if None in intervals.bounds(row["said"])]
    beyond = f"; for {len(edges)} of these the words leave one end open" if edges else ""
    said = f"When it was said, on an axis from {words.day_words(first)} to {words.day_words(last)}: {_counted(drawn)}{beyond}{undated}"
    return (
        f'<svg class="strip" viewBox="0 0 {WIDTH} {3 * ROW + (38 if more else 20)}" role="group" aria-label="{escape(said)}">'
        f"{names}{ticks}{''.join(mark for *_, mark in sorted(marks))}{more}</svg>"
    )


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    middle = first + timedelta(days=(last - first).days // 2)
    found = [(first, "start"), (middle, "middle"), (last, "end")]
    return found if (last - first).days > 60 else [found[0], found[2]] if last > first else found[:1]


def _counted(rows: list[dict[str, Any]]) -> str:
    counts = Counter(row["stance"] for row in rows)
    return words.listed([f"{counts[s]} {words.VERBS[s][int(counts[s] != 1)]}" for s in STANCES if s in counts])


def _mark(row: dict[str, Any], a: int, b: int, days: int, place: Callable[[str], str]) -> str:
    i, stance = tables.items(row["ids"])[0], row["stance"]
    y = STANCES.index(stance) * ROW + 10
    title = f"{row['holder']} {row['cue']}: {words.quoted(row['words'], 60)} ({words.date_words(row['said'])})"
    kind = f"{stance}{' hollow' if row['ascribed'] else ''}"
    x = (a + b) // 2
    shapes = {
        "affirms": f'<circle class="{kind}" cx="{x}" cy="{y}" r="5"/>',
        "qualifies": f'<path class="{kind}" d="M{x - 6} {y}l6 -6l6 6l-6 6z"/>',
        "denies": f'<path class="{kind}" d="M{x - 5} {y - 5}l10 10m0 -10l-10 10"/>',
    }
    wide = f'<line class="{stance} wide" x1="{a}" x2="{b}" y1="{y}" y2="{y}"/>'
    shape = wide if days > MONTH else shapes[stance]
    return f'<a href="{escape(place(i))}"><title>{escape(title)}</title>{shape}</a>'
