"""Figures: one function each, from a table to a figure; `save_figure` keeps a figure and the rows it shows together."""

from hearsay.show.figures.matrix import plot_matrix
from hearsay.show.figures.over_time import plot_over_time
from hearsay.show.figures.style import SavedFigure, save_figure

__all__ = ["SavedFigure", "plot_matrix", "plot_over_time", "save_figure"]
