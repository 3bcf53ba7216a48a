"""Figure 04: claims by documents. The title says what was found, the line below it what is measured."""

from __future__ import annotations

from textwrap import wrap

import pandas as pd
from matplotlib.axes import Axes

from hearsay.show import words
from hearsay.show.figures import style
from hearsay.show.figures.style import COLOURS, QUIET, mark, stack, write
from hearsay.show.rows import STANCES

WIDTH, EDGE, LEFT = 9.0, 0.12, 3.9  # inches
COLUMNS = 40  # documents side by side
MEASURE = (
    "Mark: somebody in the document takes this stance; hollow: only ascribed; a number: in so many statements; "
    "(in brackets): all limited by their own words"
)


def plot_matrix(cells: pd.DataFrame, title: str, note: str = "") -> Axes:
    """04: claims by documents. Columns: claim, document, stance, ascribed, statements, limited; rows and columns as they come.

    ``title`` is as computed by the notebook, ``note``: the corpus and who coded.
    """
    claims, documents = list(dict.fromkeys(cells["claim"])), list(dict.fromkeys(cells["document"]))
    if len(documents) > COLUMNS:
        note = f"{COLUMNS} of {len(documents):,} documents, those with most claims; the rows hold all. {note}".strip()
        most = set(cells.groupby("document", sort=False)["claim"].nunique().nlargest(COLUMNS).index)
        documents = [document for document in documents if document in most]
    held = cells[cells["stance"].isin(STANCES) & cells["document"].isin(documents)]
    step = (WIDTH - LEFT - 0.1) / max(1, len(documents))
    ax = style.opened(WIDTH)
    y = stack(ax, EDGE, 0.2, wrap(title[:1].upper() + title[1:], 88), 0.22, 11, weight="bold")
    y = stack(ax, EDGE, y, wrap(MEASURE, 128), 0.16, 7.5, color=QUIET) + 0.12
    style.legend(ax, EDGE + 0.05, y)
    for n, document in enumerate(documents):
        name = wrap(words.cut(document, 40), max(6, int(step * 12)))[:3]
        stack(ax, LEFT + step * n + 0.08, y, name, 0.12, 7, color=QUIET)
    y += 0.6
    for n, claim in enumerate(claims):
        lines = wrap(words.cut(claim, 104), 52)
        height = max(0.28, 0.15 * len(lines) + 0.08)
        if n % 2 == 0:
            style.ground(ax, 0, WIDTH, y - height / 2, y + height / 2)
        stack(ax, EDGE, y, lines, 0.14, 7.5, centred=True)
        for document, group in held[held["claim"] == claim].groupby("document"):
            draw_cell(ax, group, LEFT + step * documents.index(document) + 0.12, y, step)
        y += height
    write(ax, EDGE, y + 0.18, note, 7, color=QUIET)
    return style.finished(ax, y + 0.35)


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
