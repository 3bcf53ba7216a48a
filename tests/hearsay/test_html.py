"""Tables as HTML: whatever comes from a document is escaped, and is read neither as markup nor as mathematics."""

import pandas as pd
import pytest

from hearsay.show import html

EVIL = '<script>alert("x")</script>'


def test_a_table_escapes_cells_heads_and_caption_and_puts_numbers_to_the_right():
    found = html.table(pd.DataFrame({EVIL: [EVIL], "a_number": [1.234]}), caption=EVIL).html
    assert "<script" not in found
    assert found.count("&lt;script&gt;") == 3
    assert '<th scope="col" style="text-align:right">a number</th>' in found
    assert ">1.23<" in found


def test_a_long_table_shows_its_head_and_folds_the_rest_behind_the_number_of_its_rows():
    shown = html.table(pd.DataFrame({"a": range(40)}), "Things")
    top, _, rest = shown.html.partition("<details>")
    assert f"Things: {html.HEAD} of 40 rows" in top
    assert (top.count("<td"), rest.count("<td")) == (html.HEAD, 40 - html.HEAD)
    assert rest.startswith(f"<summary>{40 - html.HEAD} more rows</summary>")
    assert repr(shown) == "Things: 40 rows"
    assert "<details>" not in html.table(pd.DataFrame({"a": range(html.LONG)})).html


def test_an_empty_table_is_one_line_that_says_why():
    found = html.table(pd.DataFrame(columns=["a", "b"]), "Coders", none="nobody <coded>").html
    assert found == "<p>Coders: nobody &lt;coded&gt;.</p>"


def test_a_label_with_leading_zeros_is_no_number():
    found = html.table(pd.DataFrame({"document": ["000", "001"], "n": [0, 12], "days": ["0–11", ""]})).html
    assert found.count("text-align:right") == 6
    assert '<td style="text-align:left">000</td>' in found


@pytest.mark.parametrize("words", ["it cost $5, or $6", r"we met \(twice\) and \[once\]", "$$x$$", r"\begin{x}"])
def test_no_words_are_read_as_a_formula(words):
    """MathJax looks for one within an element; a delimiter that stands alone in one begins none."""
    found = html.table(pd.DataFrame({"words": [words]})).html
    assert "$" not in found.replace("<span>$</span>", "")
    assert "\\" not in found.replace("<span>\\</span>", "")
    assert html.STILL in html.table(pd.DataFrame({"words": [words]}))._repr_html_()


def test_a_label_in_a_figure_is_words_and_no_formula():
    import matplotlib.pyplot as plt

    with plt.style.context(html.__file__.replace("html.py", "hearsay.mplstyle")):
        assert not plt.figure().text(0, 0, "$x^{ 5 $").get_parse_math()
    plt.close("all")


def test_a_page_holds_the_top_of_a_table_of_thousands_and_counts_them_all():
    whole = html.table(pd.DataFrame({"a": range(5000)}), "Things")
    assert whole.html.count("<td") == html.HEAD + html.MOST
    assert f"{html.HEAD} of 5000 rows" in whole.html
    assert f"{5000 - html.HEAD:,} more rows; the next {html.MOST} stand here" in whole.html
    assert whole.text == "Things: 5000 rows"
    stacked = html.stacked([f"<p>{n}</p>" for n in range(5000)], "5000 things", 3, "things")
    assert stacked.html.count("<p>") == 3 + html.MOST
    assert "4,997 more things" in stacked.html
