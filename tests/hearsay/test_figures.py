"""Figures: what is drawn, and how it is kept."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from hearsay.show import figures
from hearsay.show.figures import style

ROWS = pd.DataFrame({"actor": ["port", "union"], "statements": ["3", "2"]})
CELLS = pd.DataFrame(
    [("The crane was safe", "Gazette", "affirms", "", 2), ("The crane was safe", "Gazette", "denies", "yes", 1),
     ("The crane was old, which some say that it had been for a very long time indeed", "Weekly", "qualifies", "", 1)],
    columns=["claim", "document", "stance", "ascribed", "statements"],
).assign(limited=0)  # fmt: skip


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
    figures.save_figure(draw(), ROWS, "06-disputes", "The port 3, the union 2.")
    assert (folder / "06-disputes.csv").read_text() == "actor,statements\nport,3\nunion,2\n"
    assert (folder / "06-disputes.svg").read_text().startswith("<?xml")
    assert not plt.get_fignums()


def test_the_same_rows_give_the_same_bytes_and_others_do_not(folder):
    first, again, other = (figures.save_figure(draw(h), ROWS, "06-a", "alt") for h in [(3, 2), (3, 2), (3, 1)])
    assert (first.svg, first.png) == (again.svg, again.png)
    assert first.svg != other.svg
    assert first.png != other.png


def test_a_figure_shows_itself_as_svg_and_png_with_its_alternative_text_and_its_rows(folder):
    saved = figures.save_figure(draw().figure, ROWS, "06-a", "The port 3.")
    data, metadata = saved._repr_mimebundle_()
    assert metadata["image/svg+xml"] == metadata["image/png"] == {"alt": "The port 3.", "name": "06-a"}
    assert data["text/plain"].startswith("The port 3. (2 rows, ")
    assert "<svg" in data["image/svg+xml"]
    assert data["image/png"].startswith(b"\x89PNG")
    other = figures.save_figure(draw().figure, ROWS.head(1), "06-a", "The port 3.")
    assert other._repr_mimebundle_()[0]["text/plain"] != data["text/plain"]


def test_a_picture_and_a_pdf_for_papers_stand_beside_the_figures_and_are_the_same_each_time(folder):
    figures.save_figure(draw(), ROWS, "06-a", "The port 3.")
    kept = {path.name: path.read_bytes() for path in (folder.parent / "papers").iterdir()}
    figures.save_figure(draw(), ROWS, "06-a", "The port 3.")
    assert sorted(kept) == ["06-a.pdf", "06-a.png"]
    assert kept == {path.name: path.read_bytes() for path in (folder.parent / "papers").iterdir()}


def test_a_figure_without_rows_is_one_line(folder):
    assert "nothing to draw" in repr(figures.save_figure(draw(), ROWS.head(0), "06-a", "No bar."))
    assert not folder.exists()
    assert not plt.get_fignums()


# --- what is drawn


def test_the_matrix_says_its_finding_its_measure_and_who_coded_and_no_words_touch():
    ax = figures.plot_matrix(CELLS, "what was found", "Toy · unchecked")
    texts = [text.get_text() for text in ax.texts]
    assert texts[0] == "What was found"
    assert texts[-1] == "Toy · unchecked"
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent().shrunk(0.98, 0.8) for text in ax.texts if text.get_text().strip()]
    assert not [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a.overlaps(b)]
    page = ax.figure.bbox
    assert all(box.x0 >= page.x0 and box.x1 <= page.x1 + 1 for box in boxes)


@pytest.mark.filterwarnings("error")
def test_an_empty_table_gives_an_empty_matrix():
    figures.plot_matrix(CELLS.iloc[:0], "nothing").figure.canvas.draw()


@pytest.mark.parametrize("stance", ["affirms", "denies", "qualifies"])
def test_a_stance_has_one_colour_and_one_shape_everywhere(stance):
    ax = figures.plot_matrix(CELLS.assign(stance=stance), "x")
    marks = [line for line in ax.get_lines() if line.get_marker() == style.MARKS[stance]]
    assert len(marks) == len(CELLS) + 1  # and the legend's
    assert {line.get_color() for line in marks} == {style.COLOURS[stance]}


def test_in_the_matrix_an_ascription_is_hollow_and_a_number_tells_several():
    ax = figures.plot_matrix(CELLS, "x")
    hollow = [line.get_marker() for line in ax.get_lines() if line.get_markerfacecolor() == "white"]
    assert hollow == [style.MARKS["denies"]]
    assert "2" in [text.get_text() for text in ax.texts]
    limited = figures.plot_matrix(CELLS.assign(limited=[2, 0, 1]), "x")
    assert {"(2)", "(1)"} <= {text.get_text() for text in limited.texts}


def test_a_matrix_of_many_documents_draws_those_with_most_claims_and_says_how_many_there_are():
    many = [CELLS.head(1).assign(document=f"d{n}") for n in range(1000)]
    ax = figures.plot_matrix(pd.concat(many, ignore_index=True), "x", "corpus")
    assert any("40 of 1,000 documents" in text.get_text() and "corpus" in text.get_text() for text in ax.texts)


def test_a_dollar_is_money_and_starts_no_formula():
    ax = style.opened(3)
    style.write(ax, 0.1, 0.1, "$5 and $6")
    assert "$5 and $6" in style.as_svg(ax.figure)
