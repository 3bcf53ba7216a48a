"""Figures: what is drawn, and how it is kept."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from hearsay.show.figures import style

ROWS = pd.DataFrame({"actor": ["port", "union"], "statements": ["3", "2"]})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HEARSAY_OUT", str(tmp_path))
    return tmp_path / "figures"


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def draw(heights=(3, 2)) -> plt.Axes:
    ax = plt.subplots()[1]
    ax.bar(["port", "union"], heights)
    return ax


def test_a_figure_is_kept_beside_its_rows_and_closed(folder):
    style.save_figure(draw(), ROWS, "06-disputes", "The port 3, the union 2.")
    assert (folder / "06-disputes.csv").read_text() == "actor,statements\nport,3\nunion,2\n"
    assert (folder / "06-disputes.svg").read_text().startswith("<?xml")
    assert not plt.get_fignums()


def test_the_same_rows_give_the_same_bytes_and_others_do_not(folder):
    first, again, other = (style.save_figure(draw(h), ROWS, "06-a", "alt") for h in [(3, 2), (3, 2), (3, 1)])
    assert (first.svg, first.png) == (again.svg, again.png)
    assert first.svg != other.svg
    assert first.png != other.png


def test_a_figure_shows_itself_as_svg_and_png_with_its_alternative_text_and_its_rows(folder):
    saved = style.save_figure(draw().figure, ROWS, "06-a", "The port 3.")
    data, metadata = saved._repr_mimebundle_()
    assert metadata["image/svg+xml"] == metadata["image/png"] == {"alt": "The port 3.", "name": "06-a"}
    assert data["text/plain"].startswith("The port 3. (2 rows, ")
    assert "<svg" in data["image/svg+xml"]
    assert data["image/png"].startswith(b"\x89PNG")
    other = style.save_figure(draw().figure, ROWS.head(1), "06-a", "The port 3.")
    assert other._repr_mimebundle_()[0]["text/plain"] != data["text/plain"]


def test_a_picture_and_a_pdf_for_papers_stand_beside_the_figures_and_are_the_same_each_time(folder):
    style.save_figure(draw(), ROWS, "06-a", "The port 3.")
    kept = {path.name: path.read_bytes() for path in (folder.parent / "papers").iterdir()}
    style.save_figure(draw(), ROWS, "06-a", "The port 3.")
    assert sorted(kept) == ["06-a.pdf", "06-a.png"]
    assert kept == {path.name: path.read_bytes() for path in (folder.parent / "papers").iterdir()}


def test_a_figure_without_rows_is_one_line(folder):
    assert "nothing to draw" in repr(style.save_figure(draw(), ROWS.head(0), "06-a", "No bar."))
    assert not folder.exists()
    assert not plt.get_fignums()


def test_a_dollar_is_money_and_starts_no_formula():
    ax = style.opened(3)
    style.write(ax, 0.1, 0.1, "$5 and $6")
    assert "$5 and $6" in style.rendered(ax.figure, "svg", {"Date": None}).decode()
