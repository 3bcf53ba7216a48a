"""Figure 03: claims over time. Under each claim who affirms, qualifies and denies it, when, and in which words."""

from collections.abc import Iterable
from textwrap import wrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hearsay.analysis.voices import IN_TURN
from hearsay.show import rows as table
from hearsay.show import words
from hearsay.show.figures.style import COLOURS, QUIET, finished, mark, opened, stack, write
from sayso import intervals

LANE, LINE, HEAD, AFTER = 0.34, 0.13, 0.36, 0.22  # inches
MARK, HOLDER, LEFT, RIGHT, QUOTE = 0.16, 2.5, 2.58, 5.3, 5.4  # where columns stand, in inches
WORDS, MARGIN = 4.3, 0.22  # the room for words, and for arrows at either end of the axis
LINED, NAMED = 74, 30  # characters of a line of words, of a holder's name
LEAST = 3  # marks below which lanes stay without an axis, as they do where all stand on one date
STEP = 3  # days between two dates that are drawn in full; any further ones take no more room
TICK = 0.33  # inches from one day that is named to the next
Axis = tuple[np.ndarray, np.ndarray]  # days, and where in inches each begins


def plot_over_time(rows: pd.DataFrame, note: str = "") -> Axes:
    """The claims of `rows.claim_rows`, in their order; ``note`` says which corpus, and who coded it.

    Lanes stand with those who affirm above, those who qualify between, those who deny below, the earliest first, at
    most six. Where fewer than three utterances are dated to within a month, or all alike, lanes stay without an axis.
    """
    panels = [(group, table.shown_lanes(group)) for _, group in rows.groupby("claim", sort=False)]
    dated = [said for _, part in panels for said in part["said"] if table.narrow(said)]
    axis = axis_of(dated) if len(dated) >= LEAST and len(set(dated)) > 1 else None
    quote = QUOTE if axis else LEFT + 0.1
    width = quote + WORDS
    ax = opened(width)
    both = any({"affirms", "denies"} <= set(group["stance"]) for group, _ in panels)
    title = table.finding(panels[0][0]) if both else "Nothing drawn here is both affirmed and denied"
    title += "" if axis else ". Too few are dated to tell when"
    y = stack(ax, MARK - 0.05, 0.2, wrap(title, int(width * 8.6)), 0.24, 12, weight="bold") + 0.02
    for n, stance in enumerate(IN_TURN):
        mark(ax, MARK + 0.8 * n, y, stance)
        write(ax, MARK + 0.8 * n + 0.1, y, stance, 8, color=COLOURS[stance])
    key = wrap(words.sentence("key.txt", axis=bool(axis), step=STEP), int(width * 14))
    y = stack(ax, MARK - 0.05, y + 0.16, key, 0.16, 7.5, color=QUIET) + 0.42
    if axis:
        name_days(ax, dated, axis, y - 0.22)
    for number, (group, part) in enumerate(panels, 1):
        claim = f"{number}  {'Allegation' if part['alleged'].iloc[0] else 'Claim'}: “{words.cut(part['label'].iloc[0], 100)}”"
        write(ax, MARK - 0.05, y + 0.1, claim, 9.5, weight="bold")
        y = top = y + HEAD - LANE / 2
        for _, lane in part.groupby("row"):
            y = draw_lane(ax, lane, y + LANE / 2, axis, quote)
        if axis and (part["said"] != "").any():
            ax.fill_between([LEFT, RIGHT], top, y, color="#f4f4f4", zorder=0)
        tail = wrap(tail_of(group, part), int(width * 15.5))
        y = stack(ax, MARK - 0.05, y + 0.07, tail, 0.15, 7, color=QUIET) + AFTER
    write(ax, MARK - 0.05, y + 0.12, note, 7.5, color=QUIET)
    return finished(ax, y + 0.35)


# --- the axis


def axis_of(dated: Iterable[str]) -> Axis:
    """Each day on which a date begins or ends with its place: in order, and no two further apart than `STEP` days.

    Before the first and after the last stand the ends of the axis, for what leads beyond.

    >>> days, places = axis_of(["2016-05-01", "2016-05-02", "2030-01-01"])
    >>> np.diff(places).round(2).tolist()  # margin, two days, three for many, the last day, margin
    [0.22, 0.38, 0.38, 1.14, 0.38, 0.22]
    """
    bounds = [intervals.bounds(said) for said in dated]
    days = np.unique([day for first, last in bounds for day in (first.toordinal(), last.toordinal() + 1)])
    steps = np.minimum(np.diff(days), STEP).cumsum()
    places = LEFT + MARGIN + (RIGHT - LEFT - 2 * MARGIN) * np.append(0, steps) / steps[-1]
    return np.array([days[0] - 1, *days, days[-1] + 1]), np.array([LEFT, *places, RIGHT])


def span(said: str, axis: Axis) -> tuple[float, float]:
    """The places of a date's first and last hour; an end of the axis where it is open or leads beyond."""
    first, last = intervals.bounds(said)
    ends = (first.toordinal() if first else -np.inf, last.toordinal() + 1 if last else np.inf)
    left, right = np.interp(ends, *axis)
    return float(left), float(right)


def name_days(ax: Axes, dated: Iterable[str], axis: Axis, y: float) -> None:
    """The days on which something was said, as many as there is room for, at the height ``y``."""
    free = LEFT
    for day in sorted({first for first, _ in map(intervals.bounds, dated) if first}):
        place = float(np.interp(day.toordinal(), *axis))
        if place >= free:
            short, _, year = words.date_words(str(day)).rpartition(" ")
            stack(ax, place, y, [short, year], 0.1, 6, ha="center", color=QUIET)
            free = place + TICK


# --- what is drawn


def tail_of(group: pd.DataFrame, shown: pd.DataFrame) -> str:
    """Who is not drawn, and which side nobody takes."""
    sides, undenied = set(group["stance"]), group["undenied"].iloc[0]
    told = (
        table.others(group, shown),
        "nobody here affirms it" * ("affirms" not in sides),
        undenied * ("denies" not in sides),
    )
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in told if part)


def draw_lane(ax: Axes, lane: pd.DataFrame, y: float, axis: Axis | None, quote: float) -> float:
    """One holder on one side: stance, name, his utterances in time, the words of the clearest with their path.

    ``y`` is the height at which it stands, ``quote`` where its words begin, both in inches. Returns the height below it.
    """
    best = lane.iloc[0]
    mark(ax, MARK, y, best.stance, bool(best.ascriber))
    name = wrap(words.cut(best.holder, 2 * NAMED), NAMED)
    stack(ax, HOLDER, y - LINE * (len(name) - 1) / 2, name, LINE, 7.5, ha="right")
    for row in lane[lane["said"] != ""].itertuples() if axis else ():
        draw_date(ax, row, y, axis)
    told = f"{words.cut(best['cue'], 28)}: “{words.cut(best['words'], table.WORDS)}”".removeprefix(": ")
    y = stack(ax, quote, y - 0.07, wrap(told, LINED), LINE, 7.5)
    small = [best.path, words.date_words(best.said)]
    small += [f"perhaps told in {best.told_in} documents"] * (best.told_in != "1")
    small += [f"and {words.count(len(lane) - 1, 'utterance')} more"] * (len(lane) > 1)
    write(ax, quote, y, words.cut(" · ".join(small), 92), 6.3, color=QUIET)
    return y + LANE / 2 - 0.06


def draw_date(ax: Axes, row, y: float, axis: Axis) -> None:
    """An utterance in time: a mark within a month, else a dashed line with arrows where it is open or goes on."""
    colour, (left, right) = COLOURS[row.stance], span(row.said, axis)
    if not table.narrow(row.said):
        ax.plot([left, right], [y, y], color=colour, linestyle=(0, (4, 2.5)), linewidth=1.1)
        for place, shape in ((left, "<" if left == LEFT else "|"), (right, ">" if right == RIGHT else "|")):
            ax.plot([place], [y], marker=shape, markersize=4.5, color=colour, zorder=3)
        return
    ax.plot([left, right], [y, y], color=colour, alpha=0.25, linewidth=5, solid_capstyle="butt", zorder=2)
    mark(ax, (left + right) / 2, y, row.stance, bool(row.ascriber))
    if "?" in row.said:
        write(ax, (left + right) / 2 + 0.08, y - 0.06, "?", 7, color=colour, weight="bold")


def told(rows: pd.DataFrame) -> str:
    """The figure in words, for those who do not see it: each claim with its two sides."""
    parts = [f"Claim {n}: {table.finding(group)}." for n, (_, group) in enumerate(rows.groupby("claim", sort=False), 1)]
    counted = words.count(len(parts), "claim")
    return " ".join([f"{counted} with those who affirm, qualify and deny each, over time.", *parts])
