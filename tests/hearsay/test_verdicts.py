"""Verdicts: found again after the coding has changed, and laid over what the rules propose."""

import pytest

import toy
from hearsay import tables
from hearsay.analysis import contradictions
from pairs import JUDGES, NO, YES, one, proposed, two

ROWS = toy.statements(
    one(**YES, content="the crane was checked by the port"), two(**NO, content="nobody checked it at all"),
    one("port", **YES, content="we have checked"), two("", stances="talks:affirms", content="they met for talks"),
)  # fmt: skip


def verdict(a, b, status="accepted", rows=ROWS, **changes):
    row = {"verdict": status, "kind": "denial", "strength": "tension", "judge": "judge", "why": "They cannot both be."}
    for side, i in (("a", a), ("b", b)):
        s = rows.set_index("id").loc[i]
        row |= {f"{side}_doc_id": s["doc_id"], f"{side}_spans": s["content_spans"], f"{side}_content": s["content"]}
        row |= {f"{side}_actor": s["actor"]}
    return row | changes


def decided(*judged, rows=ROWS):
    ledger, lost = contradictions.decide(
        proposed(rows), tables.VERDICTS.check(tables.VERDICTS.of(judged)), rows, JUDGES, toy.BOOK
    )
    return tables.CONTRADICTIONS.check(ledger), lost


def test_a_verdict_decides_a_proposal_and_says_who_judged():
    ledger, lost = decided(verdict("s2", "s1", "rejected"))
    row = ledger[ledger["a"] == "s1"].iloc[0]
    assert row[["status", "strength", "judge", "judge_type", "reason"]].tolist() == [
        "rejected", "tension", "judge", "person", "They cannot both be.",
    ]  # fmt: skip
    assert row["rule"] == "opposed stances"
    assert ledger["status"].tolist().count("proposed") == 1
    assert lost.empty


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"a_spans": "104:133"}, True),
        ({"a_spans": "95:133"}, True),
        ({"a_spans": "120:133", "a_content": "other words"}, False),
        ({"a_spans": "900:933"}, True),
        ({"a_spans": "900:933", "a_content": "The crane WAS checked,\nby the port"}, True),
        ({"a_spans": "900:933", "a_content": "the crane was sold"}, False),
        ({"a_spans": "900:933", "a_actor": "reyl"}, False),
        ({"a_spans": "900:933", "a_content": "“”"}, False),
        ({"a_doc_id": "d2"}, False),
        ({"a_doc_id": "d9"}, False),
        ({"a_spans": "200:224", "a_doc_id": "d2"}, False),
    ],
    ids=["cut", "longer", "less than half", "moved", "moved and other marks", "moved and other words",
         "moved and another speaker", "moved and no words", "another document", "no document", "both sides one statement"],
)  # fmt: skip
def test_a_verdict_is_found_again_by_place_or_by_words_and_else_reported_as_lost(change, found):
    ledger, lost = decided(verdict("s1", "s2", **change))
    assert lost["row"].tolist() == ([] if found else ["2"])
    assert ("accepted" in set(ledger["status"])) is found


def test_of_statements_at_one_place_the_verdicts_speaker_is_meant():
    rows = toy.statements(one(**YES, content_spans="10:40"), one("port", **YES, content_spans="10:38"), two(**NO))
    ledger, _ = decided(verdict("s2", "s3", rows=rows), rows=rows)
    assert ledger[ledger["status"] == "accepted"]["a"].tolist() == ["s2"]


def test_a_pair_that_nobody_proposed_is_added_without_a_rule_and_stays_one_row():
    ledger, _ = decided(verdict("s1", "s4"), verdict("s4", "s1", "rejected"))
    added = ledger[ledger["rule"] == ""]
    assert added[["a", "b", "on", "status"]].to_numpy().tolist() == [["s1", "s4", "", "rejected"]]
    assert len(ledger) == 3


def test_a_verdict_never_overwrites_another_pair_at_the_same_places():
    rows = toy.statements(one(**YES, content_spans="10:40"), one("port", content_spans="10:40"), two(**NO))
    ledger, _ = decided(verdict("s2", "s3", rows=rows), rows=rows)
    assert ledger[["rule", "status"]].to_numpy().tolist() == [["opposed stances", "accepted"]]


def test_a_corpus_without_verdicts_or_statements_has_its_tables_all_the_same():
    ledger, lost = decided()
    assert set(ledger["status"]) == {"proposed"}
    empty, _ = decided(rows=toy.statements())
    assert len(empty) == len(lost) == 0


def test_a_verdict_may_say_what_a_pair_is_about():
    ledger, _ = decided(verdict("s1", "s4", on="talks"), verdict("s1", "s2"))
    matter = {row.a + row.b: (row.on, row.issue) for row in ledger.itertuples()}
    assert matter["s1s4"] == ("talks", "talks")
    assert matter["s1s2"] == ("checked", "checked")


def test_an_added_pair_without_a_shared_claim_is_an_issue_of_its_own():
    ledger, _ = decided(verdict("s1", "s4"))
    row = ledger[ledger["b"] == "s4"].iloc[0]
    assert (row["on"], row["issue"]) == ("", row["contradiction_id"])


PAIR = toy.statements(
    one(**YES, content="it was seen to"), one(**YES, content="it was checked"), two(**NO, content="never")
)


def test_a_pair_with_a_row_of_its_own_is_an_instance_of_no_other():
    found = proposed(PAIR).iloc[0]
    assert found["instances"]
    x, y = found["instances"].split("+")
    ledger, _ = decided(verdict(x, y, rows=PAIR), rows=PAIR)
    assert len(ledger) == 2
    assert not ledger["instances"].any()


@pytest.mark.parametrize(("on", "kept"), [("", True), ("checked", True), ("safe", False)])
def test_what_a_verdict_moves_to_another_claim_keeps_no_instances(on, kept):
    found = proposed(PAIR).iloc[0]
    ledger, _ = decided(verdict(found["a"], found["b"], rows=PAIR, on=on), rows=PAIR)
    assert bool(ledger["instances"].iloc[0]) == kept
