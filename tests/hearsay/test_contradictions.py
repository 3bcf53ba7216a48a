"""Contradictions: which pairs are proposed and how strongly, and that verdicts are found again."""

import pandas as pd
import pytest

import toy
from hearsay import tables
from hearsay.analysis import contradictions
from pairs import NO, YES, one, proposed, takes, two

PAIRS = [
    ("opposed", YES, NO, ("opposed stances", "direct", "denial")),
    ("the same stance", YES, YES, None),
    ("neutral", YES, takes("checked:neutral"), None),
    ("other points", YES, takes("talks:denies"), None),
    ("implied", takes("safe:affirms"), NO, ("implied", "direct", "denial")),
    ("denied by implication", takes("checked:denies"), takes("safe:affirms"), ("implied", "direct", "denial")),
    ("excluded", takes("safe:affirms"), takes("old:affirms"), ("implied", "direct", "causal")),
    ("what implies may fail", takes("safe:denies"), YES, None),
    ("kind of the point", takes("old:affirms"), takes("old:denies"), ("opposed stances", "direct", "causal")),
    ("hedged", YES | {"certainty": "hedged"}, NO, ("opposed stances", "tension", "denial")),
    ("a scoped denial", YES, NO | {"scope_words": "in the strike"}, ("opposed stances", "tension", "denial")),
    ("one scope", YES | {"scope_words": "during strikes"}, NO | {"scope_words": "in the strike"},
     ("opposed stances", "direct", "denial")),
    ("a scoped denial of what is only implied", takes("talks:affirms"), takes("talks:denies", scope_words="in May"),
     ("opposed stances", "tension", "denial")),
    ("a scoped denial denies not what would imply it", takes("safe:affirms"),
     takes("checked:denies", scope_words="at night"), ("implied", "tension", "denial")),
    ("other periods", YES | {"event": "2014"}, NO | {"event": "2016"}, ("opposed stances", "tension", "denial")),
    ("one period within the other", YES | {"event": "2016"}, NO | {"event": "2016-05"},
     ("opposed stances", "direct", "denial")),
    ("a limit against plain words", takes("checked:qualifies", scope_words="in May"), YES, None),
    ("a limit against a denial", takes("checked:qualifies", scope_words="in May"), NO, None),
    ("numbers apart", takes("", values="cranes=2"), takes("", values="cranes=5"), ("disjoint values", "direct", "numeric")),
    ("ranges that meet", takes("", values="cranes=2..5"), takes("", values="cranes=5.."), None),
    ("open ranges apart", takes("", values="cranes=..4"), takes("", values="cranes=5.."),
     ("disjoint values", "direct", "numeric")),
    ("about allows a tenth", takes("", values="cranes=100~"), takes("", values="cranes=109"), None),
    ("more than a tenth", takes("", values="cranes=100~"), takes("", values="cranes=111"),
     ("disjoint values", "direct", "numeric")),
    ("numbers of other scopes", takes("", values="cranes=2", scope_words="in the north"),
     takes("", values="cranes=5", scope_words="at sea"), ("disjoint values", "tension", "numeric")),
    ("hedged numbers", takes("", values="cranes=2", certainty="hedged"), takes("", values="cranes=5"),
     ("disjoint values", "tension", "numeric")),
    ("dates apart", takes("", values="fell_on=2015"), takes("", values="fell_on=2016-05"),
     ("disjoint values", "direct", "date")),
    ("dates that meet", takes("", values="fell_on=2016"), takes("", values="fell_on=2016-05"), None),
    ("other measures", takes("", values="cranes=2016"), takes("", values="fell_on=2015"), None),
    ("tellings on other days", takes("", utterance="u", said="2015"), takes("", utterance="u", said="2016"),
     ("one utterance, different dates", "direct", "date")),
    ("tellings on days that meet", takes("", utterance="u", said="2015"), takes("", utterance="u", said="2015-04"), None),
    ("a telling without a date", takes("", utterance="u", said="2015"), takes("", utterance="u"), None),
    ("other utterances", takes("", utterance="u", said="2015"), takes("", utterance="v", said="2016"), None),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "expected"), [case[1:] for case in PAIRS], ids=[case[0] for case in PAIRS])
@pytest.mark.parametrize("turned", [False, True])
def test_two_statements_pull_against_each_other_by_rule_strength_and_kind(a, b, expected, turned):
    sides = [one(**a), two(**b)]
    found = proposed(toy.statements(*(sides[::-1] if turned else sides)))
    rows = found[["rule", "strength", "kind"]].to_numpy().tolist()
    assert rows == ([list(expected)] if expected else [])


def test_a_sentence_says_why_in_computed_words():
    rows = toy.statements(one(**YES, event="2014"), two(**NO, event="2016", certainty="hedged"))
    assert proposed(rows)["why"].tolist() == [
        "Ines Okafor affirms “The crane was checked”; Tomas Reyl denies “The crane was checked”. "
        "Scopes differ: 2014 and 2016. Hedged: Tomas Reyl."
    ]
    values = toy.statements(one(values="cranes=2..3"), two("", values="cranes=5~"))
    assert proposed(values)["why"].tolist() == ["Cranes: Ines Okafor gives 2..3; somebody unnamed gives 5~."]


def test_a_denial_within_a_scope_commits_to_nothing_beyond_itself():
    def sides(scope):
        return toy.statements(one(stances="safe:affirms"), two(**NO, scope_words=scope))

    assert proposed(sides(""))["rule"].tolist() == proposed(sides("at night"))["rule"].tolist() == ["implied"]
    assert proposed(sides("at night"))["on"].tolist() == ["checked"]


@pytest.mark.parametrize(("value", "apart"), [("91", False), ("89", True), ("109", False), ("111", True)])
def test_about_allows_a_tenth_either_way(value, apart):
    rows = toy.statements(one(values="cranes=100~"), two(values=f"cranes={value}"))
    assert len(proposed(rows)) == apart


def test_a_passage_is_not_paired_with_one_that_it_holds_nor_with_itself():
    nested = toy.statements(one(**YES, content_spans="10:30"), two(doc_id="d1", **NO, content_spans="12:20;25:28"))
    assert proposed(nested).empty
    assert proposed(toy.statements(one(stances="checked:affirms | checked:denies"))).empty
    assert len(proposed(nested.assign(doc_id=["d1", "d2"]))) == 1
    behind = toy.statements(
        one(**YES), one(**YES, content_spans="10:30"), two(**NO), two(doc_id="d1", **NO, content_spans="12:20")
    )
    assert "s2+s4" not in proposed(behind)["instances"][0]


def test_a_speaker_against_himself_is_named_so_and_two_unresolved_are_not():
    assert proposed(toy.statements(one(**YES), two("okafor", **NO)))["same_holder"].tolist() == ["yes"]
    assert proposed(toy.statements(one("", **YES), two("", **NO)))["same_holder"].tolist() == [""]


def test_representatives_are_compared_and_the_others_are_instances():
    rows = toy.statements(
        one(**YES), one(**YES, form="direct"), two(**NO), two(**NO, certainty="hedged"), one("port", **YES)
    )
    found = proposed(rows)
    assert found[["a", "b", "instances"]].to_numpy().tolist() == [
        ["s2", "s3", "s2+s4 | s1+s3 | s1+s4"],
        ["s5", "s3", "s5+s4"],
    ]  # attributed before own voice, plain before hedged, direct before indirect words represent


def test_instances_and_positions_beyond_a_limit_are_left_out(monkeypatch):
    monkeypatch.setattr(contradictions, "MOST_INSTANCES", 3)
    monkeypatch.setattr(contradictions, "MOST_POSITIONS", 3)
    rows = toy.statements(*[one(**YES)] * 3, *[two(**NO)] * 2, *[one(f"a{n}", **YES) for n in range(4)])
    found = proposed(rows)
    assert len(found) == 2
    assert len(tables.items(found[found["a"] == "s1"]["instances"].iloc[0])) == 3


def test_several_points_of_one_pair_are_one_row_the_strongest():
    limited = one(stances="checked:affirms | talks:affirms", scope_words="x")
    assert proposed(toy.statements(limited, two(stances="checked:denies | talks:denies")))["on"].tolist() == ["checked"]
    implied = toy.statements(one(stances="safe:affirms | talks:affirms"), two(stances="checked:denies | talks:denies"))
    assert proposed(implied)["on"].tolist() == ["talks"]


def test_ids_and_rows_are_the_same_whatever_the_order_and_the_ids_of_statements():
    rows = toy.statements(one(**YES), two(**NO), one("port", **NO, values="cranes=2"), two("", values="cranes=3"),
                          one(utterance="u", said="2015"), two("okafor", utterance="u", said="2016"))  # fmt: skip
    expected = proposed(rows)
    assert len(expected) == 4
    pd.testing.assert_frame_equal(proposed(rows.iloc[::-1].reset_index(drop=True)), expected)
    renamed = rows.assign(id=[f"x{n}" for n in range(6)])
    assert set(proposed(renamed)["contradiction_id"]) == set(expected["contradiction_id"])
    assert contradictions.pair_id("d1:1:2", "d2:3:4") == contradictions.pair_id("d2:3:4", "d1:1:2")


def test_the_time_for_proposals_grows_with_the_statements_and_not_with_their_pairs(monkeypatch):
    """Ten times the statements of the same few speakers make no more pairs, and listing stops at the limit."""
    counts = {}
    for size in (100, 1000):
        rows = toy.statements(*[one(f"a{n % 4}", **(YES if n % 2 else NO)) for n in range(size)])
        calls = []
        monkeypatch.setattr(contradictions, "_one_passage", lambda a, b, calls=calls: calls.append(1))
        proposed(rows)
        counts[size] = len(calls)
    assert counts[1000] < 2 * counts[100]
