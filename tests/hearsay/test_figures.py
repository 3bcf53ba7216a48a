"""Figures: what is drawn, and how it is kept."""

from dataclasses import replace

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import toy
from hearsay.reading import open_reading
from hearsay.show import figures

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
    figures.save_figure(draw(), ROWS, "06-disputes", "The port 3, the union 2.")
    assert (folder / "06-disputes.csv").read_text() == "actor,statements\nport,3\nunion,2\n"
    assert (folder / "06-disputes.svg").read_text().startswith("<?xml")
    assert not plt.get_fignums()


def test_the_same_rows_give_the_same_bytes_and_others_do_not(folder):
    first, again, other = (figures.save_figure(draw(h), ROWS, "06-a", "alt").svg for h in [(3, 2), (3, 2), (3, 1)])
    assert first == again != other


def test_a_figure_shows_itself_with_its_alternative_text(folder):
    data, metadata = figures.save_figure(draw().figure, ROWS, "06-a", "The port 3.")._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/svg+xml"]["alt"] == "The port 3."
    assert "<svg" in data["image/svg+xml"]


# --- what is drawn


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    return open_reading(toy.write(tmp_path_factory.mktemp("toy")))


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def standing(*rows):
    columns = ["proposition", "stance", "attributed", "own_voice", "documents", "origins_least", "origins_most"]
    return pd.DataFrame(rows, columns=columns)


STANDING = standing(("p", "affirms", 3, 1, 2, 2, 3), ("p", "denies", 2, 0, 2, 2, 2), ("q", "qualifies", 1, 0, 1, 1, 1))
MATRIX = pd.DataFrame(
    [("p", "d1", "affirms", 2, "IO TR", ""), ("p", "d1", "denies", 0, "", "yes"), ("p", "d1", "neutral", 1, "?", ""),
     ("p", "d2", "denies", 12, " ".join(f"A{n}" for n in range(12)), "yes"), ("q", "d2", "qualifies", 1, "IO", "")],
    columns=["proposition", "doc_id", "stance", "statements", "speakers", "author"],
)  # fmt: skip
DOCS = {"d1": "001", "d2": "002"}


def names(ax, axis="y"):
    ax.figure.canvas.draw()
    return [label for label in (ax.get_yticklabels() if axis == "y" else ax.get_xticklabels()) if label.get_text()]


def overlapping(boxes):
    return [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a.overlaps(b)]


def marks(ax):
    """Size and place in pixels of every mark drawn, by its kind."""
    ax.figure.canvas.draw()
    found = []
    for line in ax.get_lines():
        if line.get_marker() not in ("None", "", None):
            found += [(*ax.transData.transform(xy), line.get_marker()) for xy in line.get_xydata()]
    return found


def wide(label):
    return f"A long sentence of a proposition called {label} that says what was said to be so by some"


def test_of_origins_the_artists_hold_the_numbers_and_no_mark_hides_another():
    ax = figures.plot_origins(STANDING, wide)
    bars = sorted((round(p.get_x() + 0.15, 2), round(p.get_x() + p.get_width() - 0.15, 2)) for p in ax.patches)
    assert bars == [(1, 1), (2, 2), (2, 3)]
    x = sorted((line.get_marker(), line.get_xdata()[0]) for line in ax.get_lines())
    assert x == [("D", 1), ("X", 2), ("o", 4), ("|", 1), ("|", 2), ("|", 2)]
    statements = [m for m in marks(ax) if m[2] != "|"]
    ticks = [m for m in marks(ax) if m[2] == "|"]
    apart = [abs(a[1] - b[1]) for n, a in enumerate(statements) for b in statements[n + 1 :]]
    assert min(apart) > 5
    assert len({t[:2] for t in ticks}) == 3


def test_of_the_matrix_every_stance_has_a_mark_and_its_initials_and_none_hides_another():
    ax = figures.plot_matrix(MATRIX, DOCS, wide)
    found = marks(ax)
    assert sorted(m[2] for m in found) == sorted(["o", "X", ".", "X", "D"])
    assert min(abs(a[1] - b[1]) + abs(a[0] - b[0]) for n, a in enumerate(found) for b in found[n + 1 :]) > 6
    hollow = [line for line in ax.get_lines() if line.get_markerfacecolor() == "white"]
    assert [line.get_marker() for line in hollow] == ["X"]
    drawn = " ".join(text.get_text() for text in ax.texts)
    assert all(f"A{n}" in drawn.split() for n in range(12))
    assert not overlapping([text.get_window_extent() for text in ax.texts])


@pytest.mark.parametrize(
    "draw",
    [lambda r: figures.plot_origins(STANDING, wide), lambda r: figures.plot_matrix(MATRIX, DOCS, wide),
     lambda r: figures.plot_publication(r.corpus),
     lambda r: figures.plot_said(figures.said_rows(r.statements, r.names, r.sides), r.documents, r.corpus.label)],
    ids=["origins", "matrix", "publication", "said"],
)  # fmt: skip
def test_labels_of_rows_do_not_overlap_and_are_not_cut(draw, reading):
    ax = draw(reading)
    labels = [label.get_window_extent() for label in names(ax)]
    assert len(labels) >= 2
    assert not overlapping(labels)
    page = ax.figure.get_tightbbox().transformed(ax.figure.dpi_scale_trans)
    assert all(page.x0 - 1 <= box.x0 and box.x1 <= page.x1 + 1 for box in labels)


def test_of_publication_a_bar_runs_over_the_days_that_a_document_can_be_of(reading):
    ax = figures.plot_publication(reading.corpus)
    assert sorted(patch.get_width() for patch in ax.patches) == [1, 30, 31]
    texts = [label.get_text() for label in names(ax)]
    assert "courier  The Wire,\ncarried by Courier" in texts


def test_of_what_was_said_there_is_a_bar_per_date_and_authors_are_hollow(reading):
    rows = figures.said_rows(reading.statements.assign(said="2016"), reading.names, reading.sides)
    assert rows["statements"].sum() == len(reading.statements)
    ax = figures.plot_said(rows, reading.documents, reading.corpus.label)
    bars = [patch for patch in ax.patches if patch.get_height() < 0.7]
    assert len(bars) == len(rows) + 3
    assert sum(patch.get_facecolor()[:3] == (1, 1, 1) for patch in bars) == (rows["voice"] == "author").sum() == 1


def test_hands_that_carry_one_statement_are_shown_together_and_none_is_lost(reading):
    flows = figures.flow_rows(reading.statements, reading.chains, reading.names, reading.sides, reading.corpus.label)
    assert flows["statements"].sum() == 7
    assert set(flows["carrier"]) == {"no hand named", "hands that carry one each"}
    ax = figures.plot_flows(flows)
    assert sum(patch.get_height() for patch in ax.patches) == 3 * 7
    ax.figure.canvas.draw()
    assert not overlapping([text.get_window_extent() for text in ax.texts])


def test_of_disputes_every_number_stands_in_its_field_with_the_direct_in_brackets():
    between = pd.DataFrame({"side": ["a", "b"], "other_side": ["b", "b"], "direct": [1, 0], "tension": [2, 4]})
    ax = figures.plot_disputes(between)
    fields = {(text.get_position(), text.get_text()) for text in ax.texts}
    assert fields == {((0, 1), "3 (1)"), ((0, 0), "4")}
    assert [label.get_text() for label in names(ax)] == ["b", "a"]


def test_the_same_rows_in_any_order_give_the_same_bytes():
    one, other = (figures.as_svg(figures.plot_matrix(rows, DOCS, str).figure) for rows in (MATRIX, MATRIX.iloc[::-1]))
    assert one == other


@pytest.mark.filterwarnings("error")
def test_empty_tables_give_empty_figures(reading):
    none = toy.statements()
    documents = reading.documents.assign(published="")
    corpus = replace(reading.corpus, documents=documents)
    rows = figures.said_rows(none, {}, {})
    chains = reading.chains.iloc[:0]
    between = pd.DataFrame(columns=["side", "other_side", "direct", "tension"])
    for ax in (
        figures.plot_publication(corpus), figures.plot_said(rows, documents, str), figures.plot_disputes(between),
        figures.plot_flows(figures.flow_rows(none, chains, {}, {}, str)), figures.plot_matrix(MATRIX.iloc[:0], DOCS, str),
        figures.plot_origins(STANDING.iloc[:0], str),
    ):  # fmt: skip
        ax.figure.canvas.draw()
        assert ax.figure.get_tightbbox().width > 0
