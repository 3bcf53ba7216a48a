from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intervals import bounds, check, earlier, from_bounds, intersection, overlap

DAYS = st.dates(date(1000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("", None, None),
        ("2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-02?", date(2015, 2, 1), date(2015, 2, 28)),
        ("2015~", date(2015, 1, 1), date(2015, 12, 31)),
        ("2015-12-24~", date(2015, 12, 24), date(2015, 12, 24)),
        ("2015/2016-02", date(2015, 1, 1), date(2016, 2, 29)),
        ("2015~/2016-02-12?", date(2015, 1, 1), date(2016, 2, 12)),
        ("[2015-11..2016-02]", date(2015, 11, 1), date(2016, 2, 29)),
        ("[2015~..2016]", date(2015, 1, 1), date(2016, 12, 31)),
        ("2007/..", date(2007, 1, 1), None),
        ("../2016-02-12", None, date(2016, 2, 12)),
    ],
)
def test_bounds_are_strict(edtf, first, last):
    check(edtf)
    assert bounds(edtf) == (first, last)


@pytest.mark.parametrize(
    ("edtf", "message"),
    [
        ("last May", "'last May' should be YYYY"),
        ("12/5/2015", "'12' should be YYYY"),
        ("2015-5", "'2015-5' should be YYYY"),
        ("2015-13", "is not a date: month"),
        ("2015-00", "is not a date: month"),
        ("2015-02-30", "is not a date: day"),
        ("2015-02-00", "is not a date: day"),
        ("0000", "is not a date: year 0"),
        ("2016/2015", "it ends .* before it begins"),
        ("[2016..2015]", "it ends .* before it begins"),
        ("../..", "open at both ends"),
        ("[2015-11..2016-02", "some day within is written"),
        ("[2015/2016]", "some day within is written"),
        ("2015/2016/2017", "'2016/2017' should be YYYY"),
        ("2015~?", "should be YYYY"),
        ("2015 ", "should be YYYY"),
        ("２０１５", "should be YYYY"),
        ("[2015..2016..2017]", "should be YYYY"),
    ],
)
def test_what_is_no_date_is_refused_in_a_sentence(edtf, message):
    with pytest.raises(ValueError, match=message):
        check(edtf)


@pytest.mark.parametrize(
    ("first", "last", "lasted", "edtf"),
    [
        (date(2015, 1, 1), date(2015, 12, 31), False, "2015"),
        (date(2016, 2, 1), date(2016, 2, 29), False, "2016-02"),
        (date(2016, 2, 1), date(2016, 2, 28), False, "[2016-02-01..2016-02-28]"),
        (date(2015, 5, 4), date(2015, 5, 4), True, "2015-05-04"),
        (date(2015, 1, 1), date(2015, 3, 31), False, "[2015-01..2015-03]"),
        (date(2011, 1, 1), date(2014, 12, 31), False, "[2011..2014]"),
        (date(2011, 1, 1), date(2014, 12, 31), True, "2011/2014"),
        (date(2007, 1, 1), None, False, "2007/.."),
        (None, date(2016, 2, 12), False, "../2016-02-12"),
        (None, None, False, ""),
    ],
)
def test_bounds_are_written_as_short_as_can_be(first, last, lasted, edtf):
    assert from_bounds(first, last, lasted) == edtf


@pytest.mark.parametrize(
    ("a", "b", "together", "a_is_earlier"),
    [
        ("2015", "2016", None, True),
        ("2015", "2015-12", "2015-12", False),
        ("2015-12", "2015", "2015-12", False),
        ("2015-12~", "../2016", "2015-12~", False),
        ("[2015-11..2016-02]", "2016", "[2016-01..2016-02]", False),
        ("2014/2016", "2015/..", "2015/2016", False),
        ("../2016-02-12", "2016-02", "[2016-02-01..2016-02-12]", False),
        ("../2014", "2015/..", None, True),
        ("2015/..", "../2014", None, False),
        ("", "2015", "2015", False),
        ("2015", "", "2015", False),
        ("", "", "", False),
    ],
)
def test_overlapping_dates_are_not_ranked(a, b, together, a_is_earlier):
    assert intersection(a, b) == together
    assert overlap(a, b) is (together is not None)
    assert earlier(a, b) is a_is_earlier


@pytest.mark.parametrize(
    ("about", "other", "can_be_one"),
    [
        ("2031-03-10~", "2031-03-09", True),
        ("2031-03-09", "2031-03-10~", True),
        ("2031-03-10~", "2031-03-08", False),
        ("2031-03-10?", "2031-03-09", False),
        ("2031-03~", "2031-04-20", True),
        ("2031-03~", "2031-05", False),
        ("2031~", "2032", True),
        ("2031~", "2029", False),
        ("0001~", "9999~", False),
    ],
)
def test_about_a_date_leaves_a_unit_on_either_side(about, other, can_be_one):
    assert overlap(about, other) is can_be_one
    assert (earlier(about, other) or earlier(other, about)) is not can_be_one


@given(DAYS, DAYS, st.booleans())
def test_what_is_written_is_read_back(a, b, lasted):
    first, last = sorted((a, b))
    for pair in ((first, last), (first, None), (None, last)):
        assert bounds(from_bounds(*pair, lasted)) == pair


@given(DAYS, DAYS, DAYS, DAYS)
def test_earlier_and_overlap_exclude_each_other(a, b, c, d):
    x, y = from_bounds(*sorted((a, b))), from_bounds(*sorted((c, d)))
    assert [overlap(x, y), earlier(x, y), earlier(y, x)].count(True) == 1
    assert intersection(x, y) == intersection(y, x) or not overlap(x, y)


@given(st.text(alphabet="0123456789-/.[]~? x"))
def test_any_cell_is_read_or_refused(cell):
    """Checking is reading: one refuses what the other does."""
    with suppress(ValueError):
        first, last = bounds(cell)
        assert first is None or last is None or first <= last
