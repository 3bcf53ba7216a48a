"""Figures: one function each, from a table to a figure; `save_figure` keeps a figure and the rows it shows together."""

from hearsay.show.figures.charts import plot_issues, plot_matrix, plot_mix, plot_origins, plot_publication
from hearsay.show.figures.over_time import plot_over_time
from hearsay.show.figures.style import SavedFigure, save_figure

__all__ = [
    "SavedFigure",
    "plot_issues",
    "plot_matrix",
    "plot_mix",
    "plot_origins",
    "plot_over_time",
    "plot_publication",
    "save_figure",
]
