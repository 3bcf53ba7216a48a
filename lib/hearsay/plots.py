"""Figures: one function each, from a table to axes. `save_figure` keeps a figure and the rows it shows together."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from hearsay import intervals, tables
from hearsay.corpus import Corpus

STYLE = Path(__file__).with_name("hearsay.mplstyle")
SVG = "image/svg+xml"
# One meaning a colour in all figures (Okabe and Ito 2008); stances have marks and letters as well.
COLOURS = {
    "published": "#0072B2",
    "republication": "#E69F00",
    "affirms": "#0072B2",
    "denies": "#D55E00",
    "qualifies": "#009E73",
    "neutral": "#777777",
}


@dataclass(frozen=True)
class SavedFigure:
    """A figure as it was saved; at the end of a cell it shows itself, with its alternative text."""

    name: str
    svg: str
    alt: str

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        return {SVG: self.svg, "text/plain": self.alt}, {SVG: {"alt": self.alt, "name": self.name}}


def save_figure(figure: Figure | Axes, data: pd.DataFrame, name: str, alt: str) -> SavedFigure:
    """Write NAME.svg and, beside it, NAME.csv, the rows it shows; the same input gives the same bytes.

    ``name`` begins with the number of its notebook ("03-said-intervals"). ``alt`` says in words what the
    figure shows, for those who do not see it. Both files go to the figures folder of the run, or below
    build/ where a notebook is opened by hand. The figure is closed, so that it is not shown twice.
    """
    figure = figure if isinstance(figure, Figure) else figure.get_figure()
    folder = figures_folder()
    folder.mkdir(parents=True, exist_ok=True)
    svg = as_svg(figure)
    (folder / f"{name}.svg").write_text(svg, encoding="utf-8", newline="")
    tables.write(data, folder / f"{name}.csv")
    plt.close(figure)
    return SavedFigure(name, svg, alt)


def as_svg(figure: Figure) -> str:
    """The figure as SVG text, without date or creator."""
    buffer = io.StringIO()
    with plt.style.context(STYLE):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight")
    return buffer.getvalue()


def figures_folder() -> Path:
    """Where this run's figures go; `hearsay run` and the tests name the folder in HEARSAY_OUT."""
    by_hand = Path(__file__).resolve().parents[2] / "build" / ".lab"
    return Path(os.environ.get("HEARSAY_OUT", by_hand)) / "figures"


# --- time


def day_number(day: date | None, open_end: float) -> float:
    """A day on matplotlib's axis; where a bound is open, the end of the axis."""
    return open_end if day is None else float(mdates.date2num(day))


def date_axis(ax: Axes) -> None:
    """A few dates on the axis of days, written once in full and then shortly."""
    locator = mdates.AutoDateLocator(minticks=3, maxticks=8)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator))


def plot_publication(corpus: Corpus) -> Axes:
    """01: a bar per document from the earliest to the latest day on which it can have been published.

    A republication's bar is that of its original, so the republisher stands beside it in the label.
    """
    rows = corpus.documents.iloc[::-1]
    bounds = [intervals.bounds(p) for p in rows["published"]]
    days = [mdates.date2num(d) for pair in bounds for d in pair if d]
    first, last = min(days, default=0) - 30, max(days, default=1) + 30
    with plt.style.context(STYLE):
        _, ax = plt.subplots(figsize=(7, 0.55 * len(rows) + 1))
        for lane, (row, (low, high)) in enumerate(zip(rows.itertuples(), bounds, strict=True)):
            if low or high:
                start, end = day_number(low, first), day_number(high, last) + 1
                colour = COLOURS["republication" if row.original_outlet else "published"]
                ax.barh(lane, end - start, left=start, height=0.45, color=colour)
                ax.plot([start], [lane], marker="|", color=colour, markersize=14)
        labels = [carried_by(row, corpus.label(row.doc_id)) for row in rows.itertuples()]
        ax.set(yticks=range(len(rows)), yticklabels=labels, xlim=(first, last))
        date_axis(ax)
        handles = [Patch(color=COLOURS[k], label=k) for k in ("published", "republication")]
        ax.legend(handles=handles, ncols=2, loc="lower left", bbox_to_anchor=(0, 1))
    return ax


def carried_by(row, label: str) -> str:
    """A document's label with its outlet, and of a republication the original's."""
    outlet = row.outlet or "outlet not named"
    return f"{label}  {row.original_outlet},\ncarried by {outlet}" if row.original_outlet else f"{label}  {outlet}"


def said_rows(statements: pd.DataFrame, names: Mapping[str, str], sides: Mapping[str, str]) -> pd.DataFrame:
    """What `plot_said` shows: a row per actor, date and voice, with the number of statements; undated ones left out."""
    dated = statements[statements["said"] != ""]
    rows = pd.DataFrame(
        {
            "side": [sides.get(a, "") or "no side stated" for a in dated["actor"]],
            "actor": [names.get(a, a) or "unresolved" for a in dated["actor"]],
            "said": dated["said"],
            "voice": ["author" if form == "author" else "attributed" for form in dated["form"]],
        }
    )
    rows = rows.groupby(["side", "actor", "said", "voice"]).size().rename("statements").reset_index()
    rows["start"] = [str(intervals.bounds(said)[0] or "") for said in rows["said"]]
    earliest = {key: min(group) for level in ("side", "actor") for key, group in rows.groupby(level)["start"]}
    order = rows["side"].map(earliest), rows["side"], rows["actor"].map(earliest), rows["actor"]
    rows = rows.assign(**{f"k{n}": key for n, key in enumerate(order)})
    rows = rows.sort_values(["k0", "k1", "k2", "k3", "start", "said", "voice"], ignore_index=True)
    return rows[["side", "actor", "said", "voice", "statements"]]


def plot_said(rows: pd.DataFrame, documents: pd.DataFrame, label: Callable[[str], str]) -> Axes:
    """03: a bar per date given to what an actor said, one lane an actor, lanes grouped by side; author's voice hollow.

    A bar runs from the earliest to the latest day possible, and to the edge where a bound is open. On top, in the
    same manner, the days on which each document can have been published. The axis shows the middle nine tenths of
    the bounds; what lies outside runs to its edge.
    """
    published = pd.DataFrame(
        {
            "side": "published",
            "actor": documents["doc_id"].map(label),
            "said": documents["published"],
            "voice": "document",
        }
    )
    rows = pd.concat([published[published["said"] != ""], rows], ignore_index=True)
    lanes = {key: n for n, key in enumerate(dict.fromkeys(zip(rows["side"], rows["actor"], strict=True)))}
    first, last = axis_bounds(rows["said"])
    with plt.style.context(STYLE):
        _, ax = plt.subplots(figsize=(7.4, 0.17 * len(lanes) + 1))
        for row in rows.itertuples():
            low, high = intervals.bounds(row.said)
            start, end = max(first, day_number(low, first)), min(last, day_number(high, last) + 1)
            hollow = {"facecolor": "white", "edgecolor": COLOURS["neutral"]}
            solid = {
                "facecolor": COLOURS["republication" if row.voice == "document" else "published"],
                "edgecolor": "white",
            }
            style = hollow if row.voice == "author" else solid
            lane = lanes[row.side, row.actor]
            ax.barh(
                lane,
                max(end - start, (last - first) / 160),
                left=start,
                height=0.62,
                linewidth=0.7,
                alpha=0.85,
                **style,
            )
        shade_sides(ax, lanes)
        ax.set(yticks=range(len(lanes)), yticklabels=[actor for _, actor in lanes], xlim=(first, last))
        ax.set_ylim(len(lanes) - 0.4, -0.6)
        ax.tick_params(axis="y", labelsize=6.5, length=0)
        ax.grid(axis="y", visible=False)
        date_axis(ax)
        shown = {"published": COLOURS["republication"], "said, attributed": COLOURS["published"]}
        handles = [Patch(color=colour, label=text) for text, colour in shown.items()]
        handles += [Patch(facecolor="white", edgecolor=COLOURS["neutral"], label="author's own voice")]
        ax.legend(handles=handles, ncols=3, loc="lower left", bbox_to_anchor=(0, 1))
    return ax


def axis_bounds(dates: Iterable[str]) -> tuple[float, float]:
    """A time axis from the 5th to the 95th percentile of all bounds, a month more on either side."""
    days = sorted(mdates.date2num(d) for said in dates for d in intervals.bounds(said) if d)
    if not days:
        return 0.0, 1.0
    cut = len(days) // 20
    return days[cut] - 30, days[-1 - cut] + 30


def shade_sides(ax: Axes, lanes: Mapping[tuple[str, str], int]) -> None:
    """Every other side on a grey ground, with its name at the right edge."""
    for n, side in enumerate(dict.fromkeys(side for side, _ in lanes)):
        own = [lane for (s, _), lane in lanes.items() if s == side]
        if n % 2 == 0:
            ax.axhspan(min(own) - 0.5, max(own) + 0.5, color="#f2f2f2", zorder=0)
        ax.text(1.01, (min(own) + max(own)) / 2, side, transform=ax.get_yaxis_transform(), va="center", fontsize=7)
