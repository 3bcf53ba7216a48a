"""Figures 01, 02, 04, 05 and 06. The title says what was found, the line below it what is measured.

Each takes a table as notebooks show it, ``title`` as computed by the notebook, and ``note``: the corpus and who coded.
"""

from __future__ import annotations

from datetime import date
from itertools import groupby
from operator import itemgetter
from textwrap import wrap

import pandas as pd
from matplotlib.axes import Axes

from hearsay.show import words
from hearsay.show.figures import axis, style
from hearsay.show.figures.style import COLOURS, GREYS, QUIET, mark, stack, write
from hearsay.show.rows import STANCES

WIDTH = 9.0
LEFT = 0.12
MOST = 60  # documents that a figure has room for
COLUMNS = 40  # documents side by side
HATCHES = ("", "", "////", "\\\\", "")


def headed(title: str, measure: str) -> tuple[Axes, float]:
    """An empty figure with its title and measure, and the height below them."""
    ax = style.opened(WIDTH)
    y = stack(ax, LEFT, 0.2, wrap(title[:1].upper() + title[1:], 88), 0.22, 11, weight="bold")
    return ax, stack(ax, LEFT, y, wrap(measure, 128), 0.16, 7.5, color=QUIET) + 0.12


def noted(ax: Axes, bottom: float, note: str, room: float = 0.45) -> Axes:
    """The figure with its note below what was drawn, in some room."""
    write(ax, LEFT, bottom + 0.18, note, 7, color=QUIET)
    return style.finished(ax, bottom + room)


def drawn(rows: pd.DataFrame, note: str) -> tuple[pd.DataFrame, str]:
    """The rows that there is room for, as they come, and the note, which says where there are more."""
    if len(rows) <= MOST:
        return rows, note
    return rows.head(MOST), " ".join([f"{MOST} of {len(rows):,} documents; the table beside has all.", note]).strip()


# --- 01


def plot_publication(rows: pd.DataFrame, title: str, note: str = "") -> Axes:
    """01: when each document was published. Columns: document, published (EDTF)."""
    rows, note = drawn(rows, note)
    scale = axis.uncut(rows["published"], 3.6, WIDTH - 0.3)
    measure = (
        "Dot: the day is known; with ?, inferred. Pale bar: some day of it. Dashed: some day between. An arrow leads beyond "
        "the axis, or is open."
    )
    ax, y = headed(title, measure)
    y += 0.2
    if scale:
        head(ax, scale, y, y + 0.3 * len(rows) + 0.1)
    y += 0.2
    for row in rows.itertuples():
        write(ax, 3.5, y, words.cut(row.document, 46), 8, ha="right")
        if scale and row.published:
            stretch(ax, row.published, y, scale)
        else:
            write(ax, 3.8, y, words.date_words(row.published), 7, color=QUIET, style="italic")
        y += 0.3
    return noted(ax, y - 0.1, note, 0.35)


def head(ax: Axes, scale: axis.Scale, y: float, bottom: float) -> None:
    """The pieces of an axis, each under its days."""
    for piece, (left, right) in zip(scale.pieces, scale.places, strict=True):
        style.ground(ax, left, right, y + 0.05, bottom)
        write(ax, left, y - 0.04, words.day_words(piece.first), 7, color=QUIET)
        write(ax, right, y - 0.04, words.day_words(piece.last), 7, ha="right", color=QUIET)
        for year in range(piece.first.year + 1, piece.last.year + 1):
            place = scale(date(year, 1, 1))
            ax.plot([place, place], [y + 0.05, bottom], color=GREYS[3], linewidth=0.8, zorder=1)
            if left + 0.9 < place < right - 0.9:
                write(ax, place, y - 0.04, str(year), 7, ha="center", color=QUIET)


def stretch(ax: Axes, edtf: str, y: float, scale: axis.Scale) -> None:
    """A date in grey: a dot where it lies within a month, else a dashed line."""
    left, right = scale.span(edtf)
    if axis.narrow(edtf):
        ax.plot([left, right], [y, y], color=GREYS[2], linewidth=5, solid_capstyle="butt")
        ax.plot([(left + right) / 2], [y], marker="o", color=GREYS[0], markersize=6)
    else:
        style.dashed(ax, edtf, y, scale, GREYS[0], 1.2, 2)
    if "?" in edtf:
        write(ax, (left + right) / 2 + 0.08, y - 0.06, "?", 7, weight="bold")


# --- 02


def plot_mix(mix: pd.DataFrame, title: str, note: str = "") -> Axes:
    """02: a bar per document, parted by kind of speaker, in per cent. Columns: document, then one per kind."""
    mix, note = drawn(mix, note)
    kinds = [c for c in mix if c != "document"]
    left, room = 2.6, WIDTH - 2.6 - 0.2
    styles = {k: {"color": GREYS[n], "hatch": HATCHES[n], "edgecolor": "white"} for n, k in enumerate(kinds)}
    ax, y = headed(title, "Per cent of the words that stand in a statement, by kind of speaker")
    x = left
    for kind in kinds:
        ax.barh([y + 0.06], [0.16], left=x, height=0.13, linewidth=0, **styles[kind])
        write(ax, x + 0.22, y + 0.06, kind, 7.5)
        x += 0.38 + 0.066 * len(kind)
    y += 0.4
    for row in mix.to_dict("records"):
        write(ax, left - 0.1, y, words.cut(str(row["document"]), 34), 8, ha="right")
        x = left
        for kind in kinds:
            width = room * row[kind] / 100
            ax.barh([y], [width], left=x, height=0.22, linewidth=0.6, **styles[kind])
            if row[kind] >= 5:
                box = {"facecolor": "white", "pad": 0.8, "linewidth": 0}
                write(ax, x + width / 2, y, f"{row[kind]}", 7, ha="center", bbox=box)
            x += width
        y += 0.3
    return noted(ax, y - 0.1, note)


# --- 04


def plot_matrix(cells: pd.DataFrame, title: str, note: str = "") -> Axes:
    """04: claims by documents. Columns: claim, document, stance, ascribed, statements, limited; rows and columns as they come."""
    claims, documents = list(dict.fromkeys(cells["claim"])), list(dict.fromkeys(cells["document"]))
    if len(documents) > COLUMNS:
        note = f"{COLUMNS} of {len(documents):,} documents, those with most claims; the table beside has all. {note}".strip()
        most = set(cells.groupby("document", sort=False)["claim"].nunique().nlargest(COLUMNS).index)
        documents = [document for document in documents if document in most]
    held = cells[cells["stance"].isin(STANCES) & cells["document"].isin(documents)]
    left = 3.9
    step = (WIDTH - left - 0.1) / max(1, len(documents))
    measure = (
        "Mark: somebody in the document takes this stance; hollow: only ascribed; a number: in so many statements; "
        "(in brackets): all limited by their own words"
    )
    ax, y = headed(title, measure)
    style.legend(ax, LEFT + 0.05, y)
    for n, document in enumerate(documents):
        name = wrap(words.cut(document, 40), max(6, int(step * 12)))[:3]
        stack(ax, left + step * n + 0.08, y, name, 0.12, 7, color=QUIET)
    y += 0.6
    for n, claim in enumerate(claims):
        lines = wrap(words.cut(claim, 104), 52)
        height = max(0.28, 0.15 * len(lines) + 0.08)
        if n % 2 == 0:
            style.ground(ax, 0, WIDTH, y - height / 2, y + height / 2)
        stack(ax, LEFT, y, lines, 0.14, 7.5, centred=True)
        for document, group in held[held["claim"] == claim].groupby("document"):
            draw_cell(ax, group, left + step * documents.index(document) + 0.12, y, step)
        y += height
    return noted(ax, y, note, 0.35)


def draw_cell(ax: Axes, group: pd.DataFrame, x: float, y: float, step: float) -> None:
    """The stances in one document on one claim."""
    spread = min(0.34, (step - 0.1) / max(1, len(group)))
    order = sorted(group.itertuples(), key=lambda row: (STANCES.index(row.stance), row.ascribed))
    for n, row in enumerate(order):
        mark(ax, x + spread * n, y, row.stance, row.ascribed == "yes", 5.5)
        all_limited = int(row.limited) == int(row.statements)
        if all_limited or int(row.statements) > 1:
            told = f"({row.statements})" if all_limited else str(row.statements)
            write(ax, x + spread * n + 0.07, y, told, 6.5, color=COLOURS[row.stance])


# --- 05


def plot_issues(issues: pd.DataFrame, title: str, note: str = "") -> Axes:
    """05: issues in their order; how many direct pairs and tensions. Columns: label, pairs, direct."""
    most = max([1, *issues["pairs"].astype(int)])
    left, room = 4.6, WIDTH - 4.6 - 1.6
    tension = {"color": GREYS[3], "hatch": "////", "edgecolor": "white", "linewidth": 0}
    measure = "Pairs of statements by issue. Dark: both cannot hold; hatched: they pull against each other"
    ax, y = headed(title, measure)
    y += 0.1
    for n, row in enumerate(issues.itertuples(), 1):
        direct, pairs = int(row.direct), int(row.pairs)
        stack(ax, LEFT, y, wrap(f"{n}  {words.cut(row.label, 118)}", 62), 0.14, 7.5, centred=True)
        ax.barh([y], [room * direct / most], left=left, height=0.17, color=GREYS[0])
        ax.barh([y], [room * (pairs - direct) / most], left=left + room * direct / most, height=0.17, **tension)
        write(ax, left + room * pairs / most + 0.08, y, f"{direct} direct, {pairs - direct} in tension", 7)
        y += 0.32
    return noted(ax, y - 0.1, note)


# --- 06


def plot_origins(claims: pd.DataFrame, title: str, note: str = "") -> Axes:
    """06: from statements to origins, who affirms over who denies. Columns as in `claims`: label, affirms, affirms_least …"""
    sides = origin_sides(claims)
    most = max((n for _, _, n, _, _ in sides), default=1)
    left, room = 4.3, WIDTH - 4.3 - 1.9
    measure = "Mark: statements. Bar: the origins they rest on, from the least (all possible joins) to the most (certain ones)"
    ax, y = headed(title, measure)
    style.legend(ax, left, y, ("affirms", "denies"))
    y += 0.3
    for n, (label, group) in enumerate(groupby(sides, key=itemgetter(0))):
        here = list(group)
        if n % 2 == 0:
            style.ground(ax, 0, WIDTH, y - 0.15, y + 0.24 * len(here) - 0.09)
        stack(ax, LEFT, y + 0.12 * (len(here) - 1), wrap(words.cut(label, 110), 58), 0.14, 7.5, centred=True)
        for _, stance, statements, least, top in here:
            end = left + room * statements / most
            ax.plot([left + room * top / most, end], [y, y], color=COLOURS[stance], linewidth=1, alpha=0.6)
            start, width = left + room * least / most - 0.03, room * (top - least) / most + 0.06
            ax.barh([y], [width], left=start, height=0.13, color=COLOURS[stance], alpha=0.45)
            mark(ax, end, y, stance, size=5.5)
            told = f"{words.count(statements, 'statement')}, {words.between(least, top, 'origin')}"
            write(ax, end + 0.1, y, told, 6.5, color=QUIET)
            y += 0.24
        y += 0.06
    return noted(ax, y - 0.1, note)


def origin_sides(claims: pd.DataFrame) -> list[tuple[str, str, int, int, int]]:
    """Label, stance, statements, least and most origins of each side that somebody takes."""
    return [
        (row["label"], stance, *(int(row[f"{stance}{part}"] or 0) for part in ("", "_least", "_most")))
        for row in claims.to_dict("records")
        for stance in ("affirms", "denies")
        if int(row[stance] or 0)
    ]
