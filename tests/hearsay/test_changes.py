"""Changes of position: from an actor's own speech, and from a document that says so."""

import pytest

import toy
from hearsay import tables
from hearsay.analysis import changes, contradictions
from hearsay.corpus import coding

YES = {"actor": "port", "stances": "talks:affirms", "said": "2016", "form": "direct"}
NO = {"actor": "port", "stances": "talks:denies", "said": "2014", "form": "direct"}


def position_changes(*rows):
    rows = toy.statements(*rows)
    return changes.position_changes(rows, coding.stances_of(rows))


def stated(*rows):
    rows = toy.statements(*rows)
    return changes.stated_changes(rows, coding.stances_of(rows))


def test_two_stances_of_one_speaker_are_put_in_order_where_their_dates_allow():
    table = position_changes(YES, NO, NO | {"said": "2016-05", "form": "indirect", "scope_words": "in May"})
    assert table.to_numpy().tolist() == [
        ["port", "talks", "s1", "s2", "denied before", "yes", "yes"],
        ["port", "talks", "s1", "s3", "dates overlap", "", ""],
    ]


@pytest.mark.parametrize(
    "row",
    [{"holder": "reyl"}, {"act": "attitude"}, {"anonymous": "yes", "actor": "official"}, {"actor": ""}, {"form": "author", "act": ""}],
    ids=["ascribed", "a view", "unnamed", "unresolved", "an author"],
)  # fmt: skip
def test_what_is_not_a_named_actors_speech_is_no_change_of_his(row):
    assert position_changes(YES | row, NO | row).empty


@pytest.mark.parametrize(
    ("yes", "no", "order"),
    [
        ({"cue": "no longer denies"}, {"cue": "had long denied"}, ["denied before"]),
        ({"cue": "admits"}, {"cue": "denied", "said_words": "had long"}, ["denied before"]),
        ({"cue": "once said", "said_words": "used to"}, {"cue": "denies"}, ["affirmed before"]),
        ({"cue": "says"}, {"cue": "no longer says"}, ["affirmed before"]),
        ({"cue": "says"}, {"cue": "denies"}, []),
        ({"cue": "no longer denies"}, {"cue": "denied", "doc_id": "d2"}, []),
        ({"cue": "no longer denies"}, {"cue": "denied", "actor": "reyl"}, []),
    ],
    ids=["both told", "the time told", "the affirmation past", "the affirmation ended", "nothing told", "two documents",
         "two holders"],
)  # fmt: skip
def test_a_document_tells_a_change_by_its_words(yes, no, order):
    assert stated(YES | yes, NO | no)["order"].tolist() == order


@pytest.mark.parametrize(
    ("status", "cue", "doc", "found"),
    [
        ("accepted", "had long denied", "d1", [("port", "talks", "s1", "s2", "denied before")]), ("rejected", "had long denied", "d1", []),
        ("proposed", "had long denied", "d1", []), ("accepted", "denied", "d1", []), ("accepted", "had long denied", "d2", []),
    ],
    ids=["accepted", "rejected", "unjudged", "nothing told as past", "two documents"],
)  # fmt: skip
def test_a_change_told_across_two_claims_is_one_where_a_judge_accepted_the_pair(status, cue, doc, found):
    rows = toy.statements(YES, NO | {"stances": "safe:denies", "cue": cue, "doc_id": doc})
    pair = tables.CONTRADICTIONS.of([{"a": "s2", "b": "s1", "on": "talks", "same_holder": "yes", "status": status}])
    table = changes.accepted_changes(rows, coding.stances_of(rows), pair)
    assert [tuple(row)[:5] for row in table.to_numpy()] == found


def test_a_change_that_a_document_tells_is_proposed_for_the_ledger():
    rows = toy.statements(YES | {"cue": "no longer denies"}, NO | {"cue": "had long denied"})
    found = contradictions.propose(rows, coding.stances_of(rows), coding.quantities_of(rows, toy.BOOK), toy.BOOK, {})
    assert found[["a", "b", "same_holder"]].to_numpy().tolist() == [["s1", "s2", "yes"]]
