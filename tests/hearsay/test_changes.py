"""Changes of position from an actor's own speech; what a document tells as past."""

from types import SimpleNamespace

import pytest

import toy
from hearsay.analysis import changes
from hearsay.corpus import coding

YES = {"actor": "port", "stances": "talks:affirms", "said": "2016", "form": "direct"}
NO = {"actor": "port", "stances": "talks:denies", "said": "2014", "form": "direct"}


def position_changes(*rows):
    rows = toy.statements(*rows)
    return changes.position_changes(rows, coding.stances_of(rows))


def test_two_stances_of_one_speaker_are_put_in_order_where_their_dates_allow():
    table = position_changes(YES, NO, NO | {"said": "2016-05", "form": "indirect", "scope_words": "in May"})
    assert table.to_numpy().tolist() == [
        ["port", "talks", "s1", "s2", "denied before"],
        ["port", "talks", "s1", "s3", "dates overlap"],
    ]


@pytest.mark.parametrize(
    "row",
    [{"holder": "reyl"}, {"act": "attitude"}, {"anonymous": "yes", "actor": "official"}, {"actor": ""}, {"form": "author", "act": ""}],
    ids=["ascribed", "a view", "unnamed", "unresolved", "an author"],
)  # fmt: skip
def test_what_is_not_a_named_actors_speech_is_no_change_of_his(row):
    assert position_changes(YES | row, NO | row).empty


@pytest.mark.parametrize(
    ("cue", "said_words", "told"),
    [
        ("had long\ndenied", "", "had long denied"),
        ("denied", "until recently", "until recently denied"),
        ("denies", "", ""),
    ],
)
def test_what_a_document_tells_as_past_is_told_so(cue, said_words, told):
    assert changes.told_as_past(SimpleNamespace(cue=cue, said_words=said_words)) == told
