"""JupyterLab leaves the repository clean: what it adds to a notebook is not saved."""

import json
from pathlib import Path

import nbformat
import pytest

from hearsay import lab

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_that_lab_has_touched_is_saved_as_a_run_wrote_it(path):
    content = nbformat.read(path, as_version=4)
    content.metadata.kernelspec.display_name = "Python 3 (ipykernel)"
    content.metadata.language_info.version = "3.11.7"
    content.cells[1].metadata["collapsed"] = True
    content.cells[2].id = "another"
    model = {"type": "notebook", "content": content}
    lab.before_saving(model, path="x.ipynb", contents_manager=None)
    assert nbformat.writes(model["content"]) + "\n" == path.read_text("utf-8")


@pytest.mark.parametrize(
    "model", [{"type": "file", "content": "x"}, {"type": "notebook", "content": None}, {"type": "directory"}]
)
def test_other_files_are_saved_as_they_are(model):
    before = dict(model)
    lab.before_saving(model)
    assert model == before


def test_lab_greets_with_nothing(tmp_path):
    lab.prepare(tmp_path)
    config = (tmp_path / "jupyter_server_config.py").read_text("utf-8")
    assert "from hearsay.lab import before_saving" in config
    (settings,) = tmp_path.rglob("*.jupyterlab-settings")
    assert json.loads(settings.read_text("utf-8"))["fetchNews"] == "false"
