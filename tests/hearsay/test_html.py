"""Passages and tables as HTML: whatever comes from a document is escaped, and leads to its place."""

import re

import pandas as pd
import pytest

import toy
from hearsay import tables
from hearsay.analysis import contradictions
from hearsay.reading import open_reading
from hearsay.show import html

EVIL = '<script>alert("x")</script>'


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    return open_reading(toy.write(tmp_path_factory.mktemp("toy")))


@pytest.mark.parametrize(
    ("spans", "width", "expected"),
    [
        ([(0, 3)], 90, "<mark>One</mark> two three four five"),
        ([(8, 13)], 4, "… <mark>three</mark> …"),
        ([(8, 13)], 6, "… two <mark>three</mark> four …"),
        ([(0, 3), (19, 23)], 90, "<mark>One</mark> two three four <mark>five</mark>"),
        ([(0, 3), (19, 23)], 5, "<mark>One</mark> two … four <mark>five</mark>"),
    ],
)
def test_a_passage_is_marked_in_some_words_of_context(spans, width, expected):
    assert html.in_context("One two three four five", spans, width) == expected


def test_words_of_a_document_are_escaped_inside_and_outside_the_mark():
    found = html.in_context(f"{EVIL} said {EVIL} & left", [(32, 59)])
    assert re.findall("<[^>]*>", found) == ["<mark>", "</mark>"]
    assert found.count("&lt;script&gt;") == 2
    assert found.endswith("&amp; left")


def test_a_table_escapes_cells_heads_and_caption_and_puts_numbers_to_the_right():
    found = html.show(pd.DataFrame({EVIL: [EVIL], "a_number": [1.234]}), caption=EVIL).html
    assert "<script" not in found
    assert found.count("&lt;script&gt;") == 3
    assert '<th scope="col" style="text-align:right">a number</th>' in found
    assert ">1.23<" in found


def test_a_long_table_shows_its_head_and_folds_the_whole_behind_the_number_of_its_rows():
    shown = html.show(pd.DataFrame({"a": range(40)}), "Things")
    top, _, rest = shown.html.partition("<details>")
    assert "Things. Shown: 8 of 40 rows" in top
    assert (top.count("<td"), rest.count("<td")) == (8, 40)
    assert rest.startswith("<summary>All 40 rows</summary>")
    assert repr(shown) == "Things: 40 rows"
    assert "<details>" not in html.show(pd.DataFrame({"a": range(25)})).html


def test_an_empty_table_has_its_head_and_says_why():
    found = html.show(pd.DataFrame(columns=["a", "b"]), none="nobody <coded>").html
    assert found.count("<th ") == 2
    assert '<td colspan="2">nobody &lt;coded&gt;</td>' in found


def test_a_label_with_leading_zeros_is_no_number():
    found = html.show(pd.DataFrame({"document": ["000", "001"], "n": [0, 12], "days": ["0–11", ""]})).html
    assert found.count("text-align:right") == 6
    assert '<td style="text-align:left">000</td>' in found


def test_a_statement_is_shown_with_its_speaker_its_passage_and_its_place(reading):
    rows = reading.statements[reading.statements["id"].isin(["t2", "t7"])]
    found = html.passages(rows, reading.corpus, reading.names, ["cue"], "Some").html
    assert "<mark>nobody had checked the crane</mark>" in found
    assert "Tomas &lt;b&gt;Reyl&lt;/b&gt;" in found
    assert "unresolved (Officials)" in found
    at = reading.corpus.texts["gazette"].index("nobody had")
    assert f"gazette:{at}" in found
    assert "<script" not in found


@pytest.mark.parametrize(
    ("row", "who"),
    [({"actor": "a", "source": "x"}, "A"), ({"actor": "b", "source": "x"}, "b"), ({"actor": "", "source": "x"}, "unresolved (x)"),
     ({"actor": "", "source": ""}, "nobody named")],
)  # fmt: skip
def test_a_speaker_has_one_name_or_the_words_that_name_him(row, who):
    assert html.speaker(row, {"a": "A"}) == who


def test_a_dispute_is_a_card_with_both_passages_place_date_chain_access_and_verdict(reading):
    disputes = contradictions.disputes_of(reading.contradictions)
    found = html.dispute_cards(disputes, reading).html
    assert found.count("<details>") == len(disputes)
    assert "<mark>“The crane was checked,”</mark>" in found
    assert "<mark>nobody had checked the crane</mark>" in found
    assert "said 2016-05-03; access participant; Ines Okafor → Gazette" in found
    assert "proposed: denial, direct." in found
    assert "<script" not in found
    assert "<b>Reyl" not in found


def test_of_a_long_dispute_the_first_pairs_are_shown_and_the_rest_counted(reading):
    disputes = contradictions.disputes_of(reading.contradictions).sort_values("pairs", ascending=False).head(1)
    pairs = len(tables.items(disputes["contradictions"].iloc[0]))
    found = html.dispute_cards(disputes, reading, most_pairs=0).html
    assert f"<p>{pairs} more pairs are in the table contradictions.</p>" in found
    assert html.dispute_cards(disputes.iloc[:0], reading).html == "<p>None.</p>"


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("from $5 to $6", "from <span>$</span>5 to <span>$</span>6"),
        (r"\(x\) and \[y\]", r"\<span>(</span>x\) and \<span>[</span>y\]"),
        (r"\begin{x}", r"\<span>begin</span>{x}"),
        ("a_b * c", "a_b * c"),
    ],
)
def test_no_words_of_a_document_are_set_as_a_formula(words, stands):
    assert stands in html.show(pd.DataFrame({"words": [words]}))._repr_html_()


def test_a_label_in_a_figure_is_words_and_no_formula():
    import matplotlib.pyplot as plt

    with plt.style.context(html.__file__.replace("html.py", "hearsay.mplstyle")):
        assert not plt.figure().text(0, 0, "$x^{ 5 $").get_parse_math()
    plt.close("all")
