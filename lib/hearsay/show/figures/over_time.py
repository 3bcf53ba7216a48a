"""Figure 03: claims over time. Under each claim who affirms, qualifies and denies it, when, and in which words."""

from __future__ import annotations

from datetime import timedelta
from textwrap import wrap

import pandas as pd
from matplotlib.axes import Axes

from hearsay.show import rows as table
from hearsay.show import words
from hearsay.show.figures import axis
from hearsay.show.figures.style import COLOURS, QUIET, finished, ground, legend, mark, opened, stack, write
from sayso import intervals

LANE, LINE, HEAD, AFTER = 0.34, 0.13, 0.36, 0.22  # inches
MARK, HOLDER, LEFT, RIGHT, QUOTE = 0.16, 2.5, 2.58, 5.3, 5.4  # where columns stand, in inches
WIDTH = 9.7
LINED, NAMED = 74, 30  # characters of a line of words, of a holder's name
LEAST = 3  # marks below which lanes stay without an axis
KEY = (
    "hollow: ascribed by another. A mark is an utterance said within a month; on a pale bar, some day of it; with ?, inferred. "
    "Dashed: some day between. An arrow leads beyond the axis, or is open."
)


def plot_over_time(rows: pd.DataFrame, note: str = "") -> Axes:
    """The claims of `rows.claim_rows`, in their order; ``note`` says which corpus, and who coded it.

    Lanes stand with those who affirm above, those who qualify between, those who deny below, the earliest first, at
    most six. Where fewer than three utterances are dated to within a month, lanes stay without an axis.
    """
    panels = [(group, table.shown_lanes(group)) for _, group in rows.groupby("claim", sort=False)]
    shown = pd.concat([part for _, part in panels]) if panels else rows
    marks = int(shown["said"].map(axis.narrow).sum()) if len(shown) else 0
    scale = axis.scale(shown["said"], LEFT, RIGHT) if marks >= LEAST else None
    quote = QUOTE if scale else LEFT + 0.1
    width = WIDTH if scale else WIDTH - (QUOTE - LEFT) + 0.1
    ax = opened(width)
    title = title_lines(rows, dated=scale is not None, width=int(width * 8.6))
    y = stack(ax, MARK - 0.05, 0.2, title, 0.24, 12, weight="bold") + 0.02
    legend(ax, MARK, y)
    key = wrap(KEY if scale else "hollow: ascribed by another.", int(width * 14))
    y = stack(ax, MARK - 0.05, y + 0.16, key, 0.16, 7.5, color=QUIET) + (0.58 if scale else 0.23)
    if scale:
        head_axis(ax, scale, y - 0.22)
    for number, (group, part) in enumerate(panels, 1):
        claim = f"{number}  Claim: “{words.cut(part['label'].iloc[0], 100)}”"
        write(ax, MARK - 0.05, y + 0.1, claim, 9.5, weight="bold")
        y = top = y + HEAD - LANE / 2
        for _, lane in part.groupby("row"):
            y = draw_lane(ax, lane, y + LANE / 2, scale, quote)
        for left, right in scale.places if scale else ():
            ground(ax, left, right, top, y)  # so that a cut is seen
        tail = tail_lines(group, part, int(width * 15.5))
        y = stack(ax, MARK - 0.05, y + 0.07, tail, 0.15, 7, color=QUIET) + AFTER
    write(ax, MARK - 0.05, y + 0.12, note, 7.5, color=QUIET)
    return finished(ax, y + 0.35)


def title_lines(rows: pd.DataFrame, dated: bool, width: int) -> list[str]:
    """The finding on the first claim, by rule; and that too few utterances are dated, where that is so."""
    if rows.empty:
        return ["No claim is held by anybody here"]
    first = rows[rows["claim"] == rows["claim"].iloc[0]]
    return wrap(table.finding(first) + ("" if dated else ". Too few are dated to tell when"), width)


def tail_lines(group: pd.DataFrame, shown: pd.DataFrame, width: int) -> list[str]:
    """Who is not drawn, and which side nobody takes."""
    sides = set(group["stance"])
    none = ["Nobody here affirms it."] * ("affirms" not in sides)
    if "denies" not in sides:
        undenied = table.no_denial(group["by"].iloc[0], bool((group["opposed"] == "yes").any()))
        none.append(f"{undenied.capitalize()}.")
    rest = table.others(group, shown)
    return wrap(" ".join([*([rest + "."] if rest else []), *none]), width)


def head_axis(ax: Axes, scale: axis.Scale, y: float) -> None:
    """The pieces of the axis with their days, a break between two."""
    for piece, (left, right) in zip(scale.pieces, scale.places, strict=True):
        days = axis.ticks(piece, right - left)
        lines = wrap(words.span_words(piece.first, piece.last), max(9, int((right - left) * 13)))
        bottom = y - (0.12 if days else 0)
        stack(ax, (left + right) / 2, bottom, lines[::-1], -0.13, 7, ha="center", color=QUIET)
        for day in days:
            write(ax, (scale(day) + scale(day + timedelta(days=1))) / 2, y, str(day.day), 6, ha="center", color=QUIET)
    for (_, right), (left, _) in zip(scale.places, scale.places[1:], strict=False):
        write(ax, (left + right) / 2, y + 0.1, "…", 7, ha="center", color=QUIET)


def draw_lane(ax: Axes, lane: pd.DataFrame, y: float, scale: axis.Scale | None, quote: float) -> float:
    """One holder on one side: stance, name, his utterances in time, the words of the clearest with their path.

    Returns the height below it.
    """
    best = lane.iloc[0]
    mark(ax, MARK, y, best.stance, best.ascribed == "yes")
    name = wrap(words.cut(best.holder, 2 * NAMED), NAMED)
    stack(ax, HOLDER, y, name, LINE, 8 if len(name) == 1 else 7, centred=True, ha="right")
    wide = 0
    for row in lane.itertuples():
        if scale:
            draw_date(ax, row, y + 0.06 * wide, scale)
            wide += not axis.narrow(row.said)
    told = f"{words.cut(best['cue'], 28)}: “{words.cut(best['words'], table.WORDS)}”".removeprefix(": ")
    told = wrap(told, LINED)
    stack(ax, quote, y - 0.07, told, LINE, 7.5)
    more = [words.date_words(best.said), f"perhaps told in {best.told_in} documents" if best.told_in != "1" else ""]
    more += [f"and {words.count(len(lane) - 1, 'utterance')} more" if len(lane) > 1 else ""]
    small = " · ".join(part for part in (best.path, *more) if part)
    write(ax, quote, y + 0.06 + LINE * (len(told) - 1), words.cut(small, 92), 6.3, color=QUIET)
    return y + LANE / 2 + LINE * (len(told) - 1)


def draw_date(ax: Axes, row, y: float, scale: axis.Scale) -> None:
    """An utterance in time: a mark within a month, else a dashed line with arrows where it is open or goes on."""
    colour = COLOURS[row.stance]
    first, last = intervals.bounds(row.said)
    if first is None and last is None:
        write(ax, scale.places[0][0] + 0.05, y, "undated", 6.5, color=QUIET, style="italic")
        return
    if not axis.narrow(row.said):
        span = scale.span(row.said)
        ax.plot(span, [y, y], color=colour, linestyle=(0, (4, 2.5)), linewidth=1.1)
        for place, arrow, bound in zip(span, "<>", (first, last), strict=True):
            shape, size = (arrow, 4) if scale.beyond(bound) else ("|", 5)
            ax.plot([place], [y], marker=shape, markersize=size, color=colour, zorder=3)
        return
    left, right = scale.span(row.said)
    if first != last:
        ax.plot([left, right], [y, y], color=colour, alpha=0.25, linewidth=5, solid_capstyle="butt", zorder=2)
    mark(ax, (left + right) / 2, y, row.stance, row.ascribed == "yes")
    if "?" in row.said:
        write(ax, (left + right) / 2 + 0.08, y - 0.06, "?", 7, color=colour, weight="bold")


def told(rows: pd.DataFrame) -> str:
    """The figure in words, for those who do not see it: each claim with its two sides."""
    parts = [f"Claim {n}: {table.finding(group)}." for n, (_, group) in enumerate(rows.groupby("claim", sort=False), 1)]
    counted = words.count(len(parts), "claim")
    return " ".join([f"{counted} with those who affirm, qualify and deny each, over time.", *parts])
