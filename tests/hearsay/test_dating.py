"""How a statement is dated: what words fix is counted apart from what only follows."""

import pytest

import toy
from hearsay.analysis import voices

CASES = [
    ("2016-05-04", "on 4 May", "to the day"),
    ("2016-05", "in May", "within a month"),
    ("[2016-05-04..2016-05-09]", "this week", "within a month"),
    ("2016-05-04", "", "inferred"),
    ("2016-05-04?", "on Wednesday", "inferred"),
    ("[2016-05-04?..2016-05-09?]", "this week", "inferred"),
    ("[2016-05-04..2016-05-09]", "", "inferred"),
    ("2016", "last year", "wider"),
    ("[2016-05-01..2016-08-01]", "", "wider"),
    ("../2016", "until 2016", "wider"),
    ("", "", "undated"),
]


@pytest.mark.parametrize(("said", "words", "how"), CASES)
def test_a_date_rests_on_words_or_is_inferred(said, words, how):
    rows = toy.statements({"said": said, "said_words": words}, {"said": said, "said_words": words, "form": "author"})
    assert voices.how_dated(rows).tolist() == [how, how]
