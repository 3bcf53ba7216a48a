"""nbval, as mended in conftest.py: a changed number, table or figure each fails."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from hearsay import run

ROOT = Path(__file__).resolve().parents[1]
SOURCES = [
    'corpus = "seeds"',
    "import pandas as pd\nfrom IPython.display import Image\nfrom matplotlib.figure import Figure\n"
    "from hearsay.show.figures import save_figure",
    "table = pd.DataFrame({'actor': ['port'], 'statements': [3]})\ntable",
    "table['statements'].sum().item()",
    "bar = Figure()\nbar.subplots().bar(table['actor'], table['statements'])\nsave_figure(bar, table, '01-a', 'Bar')",
    "Image(b'pixels 3333', format='png')",
]


def test_a_changed_table_number_or_figure_each_fails(tmp_path, capsys):
    made = new_notebook(cells=[new_code_cell(source) for source in SOURCES])
    made.cells[0].metadata = nbformat.from_dict({"tags": ["parameters"]})
    nbformat.write(made, tmp_path / "01-a.ipynb")
    assert run.execute(tmp_path / "01-a.ipynb", tmp_path, {})[0].error == ""
    executed = nbformat.read(tmp_path / "notebooks" / "01-a.ipynb", as_version=4)
    spoiled = nbformat.from_dict({**executed, "cells": [*executed.cells, *map(spoil, executed.cells[2:])]})
    nbformat.write(spoiled, tmp_path / "02-spoiled.ipynb")
    settings = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), "-p", "conftest", "--capture=no", "-n", "0"]
    pytest.main([*settings, "-p", "no:cacheprovider", str(tmp_path / "02-spoiled.ipynb")])
    said = capsys.readouterr().out
    assert "4 failed, 6 passed" in said
    assert [f"::Cell {n}" in said for n in (5, 6, 7, 8, 9)] == [False, True, True, True, True]


def spoil(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The cell again, with another 3 in the outputs stored; of a picture, another byte."""
    again = nbformat.from_dict(cell)
    again.id += "-again"
    data = again.outputs[0].data
    for kind, text in data.items():
        old, new = {"image/svg+xml": ("M 0 ", "M 1 "), "image/png": ("z", "0")}.get(kind, ("3", "4"))
        data[kind] = text.replace(old, new)
    return again
