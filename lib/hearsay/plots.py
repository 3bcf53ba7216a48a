"""Figures: one function each, from a table to axes. `save_figure` keeps a figure and the rows it shows together."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from hearsay import tables

STYLE = Path(__file__).with_name("hearsay.mplstyle")
SVG = "image/svg+xml"


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
