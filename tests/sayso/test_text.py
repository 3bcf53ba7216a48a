"""Paragraphs and quotations, whatever marks a text uses or loses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.text import inside, paragraphs, quotations

MARKS = st.text(alphabet="ab S.,?\n\r\t“”\"''``«»„‘’'`\u2028é漢😀", max_size=80)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("He said “no” and “yes”.", ["“no”", "“yes”"], id="curly"),
        pytest.param('He said "no" and "yes".', ['"no"', '"yes"'], id="straight"),
        pytest.param("He said ``no'' and ''yes''.", ["``no''", "''yes''"], id="typewriter"),
        pytest.param("Er sagte „nein“ und «ja».", ["„nein“", "«ja»"], id="low marks"),
        pytest.param("‘It fell,’ she said.", ["‘It fell,’"], id="single marks"),
        pytest.param("'It fell,' she said.", ["'It fell,'"], id="straight single marks"),
        pytest.param("‘It wasn’t ours,’ she said.", ["‘It wasn’t ours,’"], id="an apostrophe inside single marks"),
        pytest.param("The dockers’ crane wasn’t ours.", [], id="apostrophes are no marks"),
        pytest.param("In the ’90s 'twas so; rock ’n’ roll.", [], id="apostrophes that begin a word"),
        pytest.param("“He said ‘go,’” she said.", ["“He said ‘go,’”"], id="single marks inside double ones"),
        pytest.param("“It fell, he said.\n\nIt rose.", ["“It fell, he said."], id="an open mark ends there"),
        pytest.param("“It fell.\n\n“It rose.”", ["“It fell.", "“It rose.”"], id="each paragraph of a quotation opens"),
        pytest.param("It fell,” he said. It rose.", ["It fell,”"], id="a missing opening mark"),
        pytest.param('Of nonbelievers."The men came," he said.', ['"The men came,"'], id="no space before it opens"),
        pytest.param('They are nonbelievers."The men came.', ['They are nonbelievers."'], id="nothing opened it"),
        pytest.param('See "nonbelievers."The men came.', ['"nonbelievers."'], id="no space after the closing mark"),
        pytest.param("", [], id="empty"),
        pytest.param('"It fell, he said. "It rose," he said.', ['"It fell, he said. ', '"It rose,"'], id="not closed"),
    ],
)  # fmt: skip
def test_quotations_are_found(text, expected):
    assert [text[q.start : q.end] for q in quotations(text)] == expected


@pytest.mark.xfail(strict=True, reason="an inch mark after a digit looks like a mark that closes")
def test_an_inch_is_no_quotation():
    assert quotations('A 6" pipe burst.') == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One.\nTwo.", ["One.", "Two."], id="a line is a paragraph"),
        pytest.param("One.\r\n\r\nTwo.", ["One.", "Two."], id="blank lines, carriage returns"),
        pytest.param(
            "The crane fell in March and\nnobody was hurt, but the\nport was closed until the\nend of May.\n\nIt rose.",
            [
                "The crane fell in March and\nnobody was hurt, but the\nport was closed until the\nend of May.",
                "It rose.",
            ],
            id="lines broken to a width",
        ),
        pytest.param(" \n\t\n", [], id="blank"),
    ],
)
def test_paragraphs_are_found(text, expected):
    assert [text[a:b] for a, b in paragraphs(text)] == expected


@given(MARKS)
def test_quotations_stand_in_order_inside_the_text(text):
    end = 0
    for q in quotations(text):
        assert end <= q.start < q.end <= len(text)
        end = q.end


@given(MARKS)
def test_the_mask_holds_quotations_and_nothing_else(text):
    assert sum(inside(text)) == sum(q.end - q.start for q in quotations(text))
    assert len(inside(text)) == len(text)
