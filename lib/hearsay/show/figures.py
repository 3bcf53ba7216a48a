"""Figures: one function each, from a table to axes. `save_figure` keeps a figure and the rows it shows together."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import wrap

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from hearsay import tables
from hearsay.corpus.documents import Corpus
from sayso import intervals

STYLE = Path(__file__).with_name("hearsay.mplstyle")
SVG = "image/svg+xml"
CYCLE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#777777")
# One meaning a colour in all figures (Okabe and Ito 2008); stances have marks and letters as well.
COLOURS = {
    "published": "#0072B2",
    "republication": "#E69F00",
    "affirms": "#0072B2",
    "denies": "#D55E00",
    "qualifies": "#009E73",
    "neutral": "#777777",
}
MARKS = {"affirms": "o", "denies": "X", "qualifies": "D", "neutral": "."}


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
    by_hand = Path(__file__).resolve().parents[3] / "build" / ".lab"
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


# --- hands


def flow_rows(
    statements: pd.DataFrame, chains: pd.DataFrame, names: Mapping[str, str], sides: Mapping[str, str], label: Callable
) -> pd.DataFrame:
    """What `plot_flows` shows: attributed statements by speaker's side, hand nearest the speaker, and document.

    Hands that carry one statement each are shown together.
    """
    hands = chains[chains["role"] == "relayer"].drop_duplicates("statement_id").set_index("statement_id")["actor"]
    rows = statements[statements["form"] != "author"]
    flows = pd.DataFrame(
        {
            "side": [sides.get(a, "") or "no side stated" for a in rows["actor"]],
            "carrier": [names.get(c, c) if c else "no hand named" for c in rows["id"].map(hands).fillna("")],
            "document": rows["doc_id"].map(label),
        }
    )
    once = flows["carrier"].map(flows["carrier"].value_counts()) == 1
    flows.loc[once, "carrier"] = "hands that carry one each"
    return flows.value_counts(sort=False).rename("statements").reset_index().sort_values(list(flows), ignore_index=True)


def plot_flows(flows: pd.DataFrame) -> Axes:
    """04: from the speakers' sides through the hand nearest the speaker to the documents; width counts statements."""
    columns = ["side", "carrier", "document"]
    total = flows["statements"].sum()
    gap = total * 0.012
    with plt.style.context(STYLE):
        _, ax = plt.subplots(figsize=(7.4, 6.6))
        tops = [column_tops(flows, column, gap, total * 0.036) for column in columns]
        height = max((top + size for column in tops for top, size in column.values()), default=1)
        for x, column in enumerate(tops):
            for name, (top, size) in column.items():
                ax.bar(x, size, bottom=top, width=0.04, color="#444444")
                side = {0: (-0.035, "right"), 1: (0, "center"), 2: (0.035, "left")}[x]
                ground = {"facecolor": "white", "alpha": 0.75, "pad": 0.6, "linewidth": 0} if x == 1 else None
                ax.text(
                    x + side[0], top + size / 2, f"{name} ({size})", ha=side[1], va="center", fontsize=7, bbox=ground
                )
        for x in (0, 1):
            bands(ax, flows, columns[x : x + 2], tops[x : x + 2], x)
        ax.set(xlim=(-0.62, 2.35), ylim=(height, 0), xticks=[])
        for x, title in enumerate(("speaker's side", "hand nearest the speaker", "document")):
            ax.text(x, -0.015 * height, title, ha="center", va="bottom", fontsize=8, weight="bold")
        ax.axis("off")
    return ax


def column_tops(flows: pd.DataFrame, column: str, gap: float, least: float) -> dict[str, tuple[float, int]]:
    """Top and size of each block of a column, the largest first, each with room for its label; documents in order."""
    sizes = flows.groupby(column)["statements"].sum().reset_index()
    order = sizes if column == "document" else sizes.sort_values(["statements", column], ascending=[False, True])
    tops, y = {}, 0.0
    for name, size in order.itertuples(index=False):
        spare = max(0.0, least - size - gap) / 2
        tops[name] = (y + spare, int(size))
        y += size + gap + 2 * spare
    return tops


def bands(ax: Axes, flows: pd.DataFrame, columns: list[str], tops: list[dict], x: int) -> None:
    """Curved bands between two neighbouring columns."""
    used = [dict.fromkeys(column, 0.0) for column in tops]
    sides = {name: n for n, name in enumerate(tops[0])}
    ease = np.linspace(0, 1, 30)
    curve = (1 - np.cos(np.pi * ease)) / 2
    sums = flows.groupby(columns)["statements"].sum().reset_index()
    sums["order"] = [
        (list(tops[0]).index(a), list(tops[1]).index(b))
        for a, b in zip(sums[columns[0]], sums[columns[1]], strict=True)
    ]
    for a, b, size, _ in sums.sort_values("order").itertuples(index=False):
        left, right = tops[0][a][0] + used[0][a], tops[1][b][0] + used[1][b]
        used[0][a] += size
        used[1][b] += size
        middle = left + (right - left) * curve
        colour = CYCLE[sides[a] % len(CYCLE)] if x == 0 else COLOURS["neutral"]  # a colour means a side, not a hand
        ax.fill_between(x + 0.02 + ease * 0.96, middle, middle + size, color=colour, alpha=0.35, linewidth=0)


# --- disputes


def plot_disputes(between: pd.DataFrame) -> Axes:
    """06: a field per two sides with the number of disputes between them, of which direct in brackets."""
    names = sorted({*between["side"], *between["other_side"]})
    total = {
        tuple(sorted((r.side, r.other_side))): (r.direct + r.tension, r.direct) for r in between.itertuples(index=False)
    }
    weight = {n: sum(v[0] for pair, v in total.items() if n in pair) for n in names}
    names.sort(key=lambda n: (-weight[n], n))
    grid = np.full((len(names), len(names)), np.nan)
    with plt.style.context(STYLE):
        _, ax = plt.subplots(figsize=(7.4, 0.33 * len(names) + 1.9))
        for (a, b), (disputes, _) in sorted(total.items()):
            x, y = sorted((names.index(a), names.index(b)))
            grid[y, x] = disputes
        if total:
            ax.imshow(grid, cmap="Blues", vmin=0, vmax=np.nanmax(grid) * 1.4, aspect="auto")
        for (a, b), (disputes, direct) in sorted(total.items()):
            x, y = sorted((names.index(a), names.index(b)))
            ax.text(x, y, f"{disputes} ({direct})" if direct else f"{disputes}", ha="center", va="center", fontsize=7)
        ax.set(xticks=range(len(names)), yticks=range(len(names)), yticklabels=names)
        ax.set_xticklabels(names, rotation=40, ha="right")
        ax.tick_params(labelsize=7, length=0)
        ax.grid(visible=False)
        ax.set_title("disputes (of which direct)", fontsize=8)
    return ax


# --- origins


def plot_origins(standing: pd.DataFrame, label: Callable[[str], str]) -> Axes:
    """07: per proposition and stance the statements (dot), documents (tick) and origins (bar from least to most)."""
    order = standing.groupby("proposition")["attributed"].sum() + standing.groupby("proposition")["own_voice"].sum()
    names = sorted(order.index, key=lambda p: (-order[p], p))
    offset = {"affirms": -0.26, "denies": 0.0, "qualifies": 0.26}
    with plt.style.context(STYLE):
        _, ax = plt.subplots(figsize=(7.4, 0.42 * len(names) + 1))
        for row in standing.itertuples():
            y, colour = names.index(row.proposition) + offset[row.stance], COLOURS[row.stance]
            width = row.origins_most - row.origins_least + 0.3
            ax.barh(y, width, left=row.origins_least - 0.15, height=0.2, color=colour, alpha=0.45)
            ax.plot([row.documents], [y], marker="|", color="#222222", markersize=8, linestyle="none")
            ax.plot(
                [row.attributed + row.own_voice],
                [y],
                marker=MARKS[row.stance],
                color=colour,
                markersize=4,
                linestyle="none",
            )
        ax.set(yticks=range(len(names)), yticklabels=["\n".join(wrap(label(n), 44)) for n in names])
        ax.set(xlabel="statements, documents, origins", xlim=(0, None))
        ax.set_ylim(len(names) - 0.4, -0.6)
        ax.tick_params(axis="y", labelsize=6.5, length=0)
        ax.grid(axis="y", visible=False)
        handles = [
            Line2D([], [], marker=MARKS[s], color=COLOURS[s], linestyle="none", label=f"statements, {s}")
            for s in offset
        ]
        handles += [Patch(color=COLOURS["neutral"], alpha=0.55, label="origins, least to most")]
        handles += [Line2D([], [], marker="|", color="#222222", linestyle="none", label="documents")]
        ax.legend(handles=handles, ncols=3, loc="lower left", bbox_to_anchor=(-0.3, 1))
    return ax


# --- propositions by document


def plot_matrix(matrix: pd.DataFrame, documents: Mapping[str, str], label: Callable[[str], str]) -> Axes:
    """05: propositions by documents; a mark per stance with the initials of who takes it, hollow for authors alone.

    ``documents`` maps a doc_id to its short label, in the order of the columns.
    """
    totals = matrix[matrix["stance"] != "neutral"].groupby("proposition")["statements"].sum()
    names = sorted(matrix["proposition"].unique(), key=lambda p: (-totals.get(p, 0), p))
    heights = {n: max(1, _lines(matrix[matrix["proposition"] == n])) for n in names}
    tops = dict(zip(names, np.cumsum([0, *(heights[n] for n in names)]), strict=False))
    columns = {doc: x for x, doc in enumerate(documents)}
    with plt.style.context(STYLE):
        _, ax = plt.subplots(figsize=(7.6, 0.155 * sum(heights.values()) + 1))
        for n, name in enumerate(names):
            if n % 2 == 0:
                ax.axhspan(tops[name] - 0.5, tops[name] + heights[name] - 0.5, color="#f2f2f2", zorder=0)
        for (name, doc), group in matrix.groupby(["proposition", "doc_id"]):
            for line, (row, words) in enumerate(_entries(group)):
                x, y, colour = columns[doc] - 0.44, tops[name] + line, COLOURS[row.stance]
                if words[1]:
                    face = colour if row.statements else "white"
                    ax.plot(
                        [x], [y], marker=MARKS[row.stance], markersize=4.5, markerfacecolor=face, markeredgecolor=colour
                    )
                ax.text(x + 0.07, y, words[0], va="center", fontsize=5.6, color="#222222")
        middle = [tops[n] + heights[n] / 2 - 0.5 for n in names]
        ax.set(yticks=middle, xticks=range(len(columns)), xlim=(-0.55, len(columns) - 0.45))
        ax.set_yticklabels(["\n".join(wrap(label(n), 40)) for n in names])
        ax.set_xticklabels(documents.values())
        ax.xaxis.tick_top()
        ax.tick_params(axis="y", labelsize=6, length=0)
        ax.tick_params(axis="x", labelsize=8, length=0)
        ax.set_ylim(max(1, sum(heights.values())) - 0.5, -0.5)
        ax.grid(visible=False)
        ax.spines[["left", "bottom"]].set_visible(False)
        handles = [Line2D([], [], marker=MARKS[s], color=COLOURS[s], linestyle="none", label=s) for s in MARKS]
        handles += [
            Line2D([], [], marker="o", markerfacecolor="white", color="#777777", linestyle="none", label="author alone")
        ]
        ax.legend(handles=handles, ncols=5, loc="lower left", bbox_to_anchor=(-0.3, 1.02))
    return ax


def _entries(group: pd.DataFrame) -> list[tuple]:
    """The lines of one field: a stance's mark stands before the initials, which go on in further lines."""
    out = []
    for stance in MARKS:
        for row in group[group["stance"] == stance].itertuples():
            words = " ".join([*row.speakers.split(), *(["(author)"] * (row.author == "yes"))])
            out += [(row, (words_of_line, n == 0)) for n, words_of_line in enumerate(wrap(words, 20) or [""])]
    return out


def _lines(rows: pd.DataFrame) -> int:
    return max((len(_entries(group)) for _, group in rows.groupby("doc_id")), default=1)


# --- kinds of source


def plot_mix(mix: pd.DataFrame) -> Axes:
    """02: a bar per document, parted by kind of source; shares of the words that were coded, in per cent.

    ``mix`` has the column document, then a column per kind.
    """
    kinds = [c for c in mix if c != "document"]
    left = np.zeros(len(mix))
    hatches = ["", "", "//", "..", ""]
    with plt.style.context(STYLE):
        _, ax = plt.subplots(figsize=(7, 0.5 * len(mix) + 1))
        for kind, colour, hatch in zip(kinds, [*CYCLE[:2], CYCLE[5], CYCLE[6], "#dddddd"], hatches, strict=True):
            ax.barh(
                mix["document"],
                mix[kind],
                left=left,
                color=colour,
                hatch=hatch,
                edgecolor="white",
                label=kind,
                height=0.6,
            )
            for y, (start, size) in enumerate(zip(left, mix[kind], strict=True)):
                if size >= 5:
                    ground = {"facecolor": "white", "alpha": 0.85, "pad": 1, "linewidth": 0}
                    ax.text(start + size / 2, y, str(size), ha="center", va="center", fontsize=7, bbox=ground)
            left = left + mix[kind].to_numpy()
        ax.set(xlim=(0, max(100, left.max(initial=0))), xlabel="per cent of the coded words")
        ax.invert_yaxis()
        ax.grid(axis="y", visible=False)
        ax.legend(ncols=5, loc="lower left", bbox_to_anchor=(-0.05, 1))
    return ax
