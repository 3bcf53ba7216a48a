"""Figures: what is drawn, and how it is kept."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from hearsay import plots

ROWS = pd.DataFrame({"actor": ["port", "union"], "statements": ["3", "2"]})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HEARSAY_OUT", str(tmp_path))
    return tmp_path / "figures"


def draw(heights=(3, 2)) -> plt.Axes:
    ax = plt.subplots()[1]
    ax.bar(["port", "union"], heights)
    return ax


def test_a_figure_is_kept_beside_its_rows_and_closed(folder):
    plots.save_figure(draw(), ROWS, "06-disputes", "The port 3, the union 2.")
    assert (folder / "06-disputes.csv").read_text() == "actor,statements\nport,3\nunion,2\n"
    assert (folder / "06-disputes.svg").read_text().startswith("<?xml")
    assert not plt.get_fignums()


def test_the_same_rows_give_the_same_bytes_and_others_do_not(folder):
    first, again, other = (plots.save_figure(draw(h), ROWS, "06-a", "alt").svg for h in [(3, 2), (3, 2), (3, 1)])
    assert first == again != other


def test_a_figure_shows_itself_with_its_alternative_text(folder):
    data, metadata = plots.save_figure(draw().figure, ROWS, "06-a", "The port 3.")._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/svg+xml"]["alt"] == "The port 3."
    assert "<svg" in data["image/svg+xml"]
