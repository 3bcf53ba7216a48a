"""nbval, as mended in conftest.py: a changed number, table or figure each fails."""

import base64
import io
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from PIL import Image

from hearsay import run

ROOT = Path(__file__).resolve().parents[1]
SOURCES = [
    'corpus = "seeds"',
    "import pandas as pd\nfrom IPython.display import Image\nfrom matplotlib.figure import Figure\n"
    "from hearsay import save_figure",
    "table = pd.DataFrame({'actor': ['port'], 'statements': [3]})\ntable",
    "table['statements'].sum().item()",
    "bar = Figure()\nbar.subplots().bar(table['actor'], table['statements'])\nsave_figure(bar, table, '01-a', 'Bar')",
    "from PIL import Image as Picture\nPicture.new('RGB', (3, 3)).save('x.png')\nImage('x.png')",
]


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory) -> Path:
    """A notebook that was run, each of its outputs once more with a change in it."""
    tmp_path = tmp_path_factory.mktemp("notebooks")
    made = new_notebook(cells=[new_code_cell(source) for source in SOURCES])
    made.metadata.kernelspec = {"display_name": "Python 3", "name": "python3", "language": "python"}
    made.cells[0].metadata = nbformat.from_dict({"tags": ["parameters"]})
    nbformat.write(made, tmp_path / "01-a.ipynb")
    assert run.execute(tmp_path / "01-a.ipynb", tmp_path, {}) == {"error": ""}
    executed = nbformat.read(tmp_path / "notebooks" / "01-a.ipynb", as_version=4)
    more = nbformat.from_dict({**executed, "cells": [*executed.cells, *map(spoil, executed.cells[2:])]})
    nbformat.write(more, tmp_path / "02-spoiled.ipynb")
    return tmp_path / "02-spoiled.ipynb"


@pytest.mark.parametrize(("ci", "failed"), [("yes", [6, 7, 8, 9]), ("", [6, 7, 8])])
def test_a_changed_table_number_or_figure_each_fails_and_pixels_in_ci(spoiled, capsys, monkeypatch, ci, failed):
    monkeypatch.setenv("CI", ci)
    settings = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), "-p", "conftest", "--capture=no", "-n", "0"]
    pytest.main([*settings, "-p", "no:cacheprovider", str(spoiled)])
    said = capsys.readouterr().out
    assert [n for n in range(10) if f"::Cell {n}" in said] == failed


def spoil(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The cell again, with another 3 in the outputs stored (of a figure, in the hash of its rows); another picture."""
    again = nbformat.from_dict(cell)
    again.id += "-again"
    data = again.outputs[0].data
    for kind, text in data.items():
        if kind == "image/png":
            buffer = io.BytesIO()
            Image.new("RGB", (3, 3), "white").save(buffer, "PNG")
            data[kind] = base64.b64encode(buffer.getvalue()).decode()
        else:
            data[kind] = text.replace("3", "4").replace("rows, ", "rows, 0")
    return again
