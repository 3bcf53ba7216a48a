"""Claims: who affirms, denies and qualifies each, how contested it is, and what nobody here denies."""

from types import SimpleNamespace

import pandas as pd
import pytest

import toy
from hearsay import tables
from hearsay.analysis import claims, machine_claims, origins
from hearsay.corpus import coding
from hearsay.corpus.codebook import Codebook

YES, NO = {"actor": "okafor", "stances": "checked:affirms"}, {"actor": "reyl", "stances": "checked:denies"}
DOCUMENTS = toy.corpus(d1={}, d2={}, d3={"copies_of": "d1"}).documents


def found(*rows):
    rows = toy.statements(*rows)
    table = claims.claims_of(rows, coding.stances_of(rows), toy.origins(rows), DOCUMENTS, toy.BOOK.propositions)
    return tables.CLAIMS.check(table)


def ground(*rows):
    rows = toy.statements(*rows)
    return shared_ground(rows)


def shared_ground(rows, book=toy.BOOK, **more):
    counts = origins.count_origins(toy.origins(rows), rows, toy.corpus(d1={}, d2={}, d3={"copies_of": "d1"}))
    return claims.common_ground(counts, coding.stances_of(rows), book, **more)


def test_a_claim_counts_statements_holders_documents_and_origins_by_stance():
    rows = [YES | {"said": "2016-05"}, YES | {"doc_id": "d3", "said": "2015-05-01"}, NO | {"doc_id": "d2", "said": "../2014"},
            {"actor": "port", "holder": "okafor", "stances": "checked:qualifies"}]  # fmt: skip
    row = found(*rows).iloc[0]
    assert row[["statements", "holders", "documents", "issue"]].tolist() == ["4", "2", "2", "checked"]
    assert row[["affirms", "affirms_least", "affirms_most", "denies", "qualifies"]].tolist() == [
        "2",
        "1",
        "1",
        "1",
        "1",
    ]


def test_the_more_contested_claim_comes_first():
    rows = [YES, NO, {"actor": "a", "stances": "old:affirms"}, {"actor": "b", "stances": "old:affirms"},
            {"actor": "c", "stances": "old:affirms"}, {"actor": "a", "stances": "talks:affirms"}, {"actor": "b", "stances": "talks:qualifies"}]  # fmt: skip
    assert found(*rows)["proposition"].tolist() == ["checked", "talks", "old"]


@pytest.mark.parametrize(
    ("more", "less"), [((2, 2, 0), (9, 1, 0)), ((1, 1, 0), (1, 0, 1)), ((1, 0, 2), (1, 0, 1)), ((3, 0, 0), (2, 0, 0))]
)
def test_a_claim_scores_by_the_origins_of_the_side_with_fewer(more, less):
    assert 0 < claims.score(*less) < claims.score(*more) < 1


def test_common_ground_is_what_two_documents_say_and_nobody_denies():
    rows = [
        {"actor": "a", "stances": "talks:affirms"}, {"actor": "b", "doc_id": "d2", "stances": "talks:affirms"},
        {"actor": "c", "stances": "talks:qualifies", "scope_words": "in May", "cue": "denied", "content": "they meet"},
        {"actor": "a", "stances": "old:affirms"}, {"actor": "a", "doc_id": "d3", "stances": "old:affirms"},
        YES, YES | {"doc_id": "d2"}, NO,
    ]  # fmt: skip
    table = ground(*rows)
    assert table[["proposition", "documents", "origins_least", "affirms", "qualifies"]].to_numpy().tolist() == [
        ["talks", 2, 2, 2, 1]
    ]


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        ({"stances": "checked:denies"}, False),
        ({"stances": "checked:denies", "scope_words": "at night"}, True),
        ({"stances": "old:affirms"}, False),
        ({"stances": "talks:denies"}, True),
    ],
    ids=[
        "what it implies is denied",
        "denied within a scope",
        "what excludes it is affirmed",
        "another claim is denied",
    ],
)
def test_what_somebody_is_committed_against_is_no_common_ground(other, shared):
    both = [{"actor": "a", "stances": "safe:affirms"}, {"actor": "b", "doc_id": "d2", "stances": "safe:affirms"}]
    assert ("safe" in set(ground(*both, {"actor": "c"} | other)["proposition"])) is shared


@pytest.mark.parametrize(
    ("a", "b", "on", "status", "strength", "against"),
    [
        ("safe:affirms", "lost:affirms", "lost", "accepted", "direct", {"safe", "lost"}),
        ("safe:affirms | talks:affirms", "safe:denies", "safe", "accepted", "direct", {"safe"}),
        ("safe:affirms", "safe:qualifies", "safe", "accepted", "direct", set()),
        ("safe:affirms", "lost:affirms", "lost", "accepted", "tension", set()),
        ("safe:affirms", "safe:qualifies", "safe", "accepted", "tension", {"safe"}),
        ("safe:affirms", "lost:affirms", "lost", "proposed", "direct", set()),
        ("safe:affirms | lost:qualifies", "lost:denies", "lost", "accepted", "direct", set()),
    ],
    ids=[
        "two claims of one issue",
        "opposed on the claim itself",
        "held in part",
        "only in tension",
        "held in part, in tension",
        "unjudged",
        "on another claim that both hold",
    ],
)
def test_an_accepted_pair_that_cannot_both_hold_stands_against_a_claim_that_nobody_denies(
    a, b, on, status, strength, against
):
    rows = toy.statements({"actor": "a", "stances": a}, {"actor": "b", "stances": b})
    pair = {"issue": "harbour", "a": "s1", "b": "s2", "on": on, "status": status, "strength": strength}
    one = {key: claim | {"issue": "harbour"} for key, claim in toy.BOOK.propositions.items()}
    book = Codebook(one, toy.BOOK.measures)
    stances = coding.stances_of(rows)
    strengths = ("direct",) if strength == "direct" or not against else ("tension",)
    assert claims.opposed(stances, tables.CONTRADICTIONS.of([pair]), book, strengths) == against
    documents = toy.statements(
        {"actor": "a", "stances": "safe:affirms"}, {"actor": "b", "doc_id": "d2", "stances": "safe:affirms"}
    )
    shared = shared_ground(documents, book, against=against)
    assert ("safe" in set(shared["proposition"])) is ("safe" not in against)


@pytest.mark.parametrize(("affirmer", "shared"), [("okafor", False), ("reyl", True)], ids=["of a third", "of himself"])
def test_a_deed_of_a_named_third_person_is_no_common_ground(affirmer, shared):
    book = Codebook({"deed": toy.BOOK.propositions["lost"] | {"label": "Reyl hid the report"}}, {})
    rows = toy.statements(
        {"actor": affirmer, "stances": "deed:affirms"}, {"actor": "port", "doc_id": "d2", "stances": "deed:affirms"}
    )
    stances = coding.stances_of(rows)
    alleged = claims.alleging({"deed": book.label("deed")}, rows, stances, claims.persons(toy.ACTORS))
    table = shared_ground(rows, book, against=alleged)
    assert (len(table) == 1) is shared


@pytest.mark.parametrize(
    ("actor", "stance", "scope", "alleged"),
    [
        ("okafor", "affirms", "Tomas Reyl of the union", True), ("okafor", "affirms", "the old crane", False),
        ("reyl", "affirms", "Tomas Reyl", False), ("okafor", "qualifies", "Tomas Reyl", False), ("okafor", "affirms", "", False),
    ],
)  # fmt: skip
def test_a_claim_that_an_affirmation_limits_to_a_named_third_person_alleges_a_deed_of_his(
    actor, stance, scope, alleged
):
    rows = toy.statements({"actor": actor, "stances": f"lost:{stance}", "scope_words": scope})
    found = claims.alleging({"lost": "Papers were lost"}, rows, coding.stances_of(rows), claims.persons(toy.ACTORS))
    assert (found == {"lost"}) is alleged


def test_ground_that_a_pair_in_tension_pulls_at_is_marked():
    rows = toy.statements(YES, YES | {"doc_id": "d2"})
    marked = [shared_ground(rows, pulled=pulled) for pulled in ((), ("checked",))]
    assert [table["tension"].tolist() for table in marked] == [[""], ["yes"]]


@pytest.mark.parametrize(("label", "alleged"), [("The report was lost", False), ("He hid the report", True)])
def test_a_deed_of_somebody_unnamed_is_alleged(label, alleged):
    rows = toy.statements({"stances": "deed:affirms"}, {"doc_id": "d2", "stances": "deed:affirms"})
    assert (claims.alleging({"deed": label}, rows, coding.stances_of(rows), {}) == {"deed"}) is alleged


@pytest.mark.parametrize(
    ("label", "named"),
    [("al-Reyl hid it", True), ("Karim al-Reyl hid it", True), ("d'Okafor hid it", True), ("the driver hid it", False)],
)
def test_a_name_may_begin_with_a_small_letter(label, named):
    people = pd.DataFrame({"actor": ["reyl", "okafor"], "name": ["Karim al-Reyl", "Ines d'Okafor"], "type": "person"})
    people["aliases"] = "the driver"
    assert bool(claims.named(label, claims.persons(people))) is named


SAFE = "The crane by the quay was safe"
SHARES = "claims: shares crane"  # the rule of a stance that the machine takes by likeness


@pytest.mark.parametrize(("cue", "counts"), [("said", True), ("also denied", False), ("repeated", True)])
def test_what_a_cue_of_denial_brings_is_affirmed_by_nobody(cue, counts):
    rows = toy.statements({"content": SAFE}, {"content": SAFE, "cue": cue})
    held = [{"statement_id": "s2", "proposition": "safe", "stance": "affirms", "rule": SHARES}]
    found = machine_claims.said(tables.STANCE_TABLE.of(held), rows, {"safe": SAFE})
    assert (len(found) == 1) is counts


@pytest.mark.parametrize(
    ("content", "stance", "turned", "rule", "counts"),
    [
        ("the crane by the quay was safe", "affirms", "", "claims: shares crane", True),
        ("the quay was closed in spring", "affirms", "", "claims: beside the label, shares quay", False),
        ("it was denied by the harbour master", "denies", "denied", "claims: beside the label, shares company", True),
        ("what the harbour master had told", "denies", "denied", "claims: shares crane", False),
        ("the harbour master had not come", "denies", "not", "claims: beside the label, shares company", False),
        ("the crane by the quay was not safe", "denies", "not", "claims: shares crane", True),
        ("what the harbour master had told", "denies", "", "", True),  # as people coded it
    ],
)
def test_of_a_machine_claim_counts_what_says_its_label_and_what_a_verb_of_its_own_denies(
    content, stance, turned, rule, counts
):
    rows = toy.statements({"content": content})
    row = {"statement_id": "s1", "stance": stance, "turned_by": turned, "rule": rule}
    found = machine_claims.said(
        tables.STANCE_TABLE.of([row | {"proposition": key} for key in ("safe", "given")]), rows, {"safe": SAFE}
    )
    assert ("safe" in set(found["proposition"])) is counts
    assert "given" in set(found["proposition"])  # a claim of the codebook keeps all


@pytest.mark.parametrize(
    ("label", "turned", "denies"),
    [
        ("Crane News is a satirical site", "bogus", False),  # both call it no news
        ("Crane News is a satirical site", "denied", True),
        ("Crane News is a site for pilots", "bogus", True),
    ],
)
def test_who_calls_false_what_the_label_calls_so_denies_nothing(label, turned, denies):
    rows = toy.statements({"content": f"Crane News was {turned} and told of a {turned} crane"})
    row = {"statement_id": "s1", "proposition": "site", "stance": "denies", "turned_by": turned, "rule": SHARES}
    assert len(machine_claims.said(tables.STANCE_TABLE.of([row]), rows, {"site": label})) == denies


@pytest.mark.parametrize(
    ("on", "turned", "other", "issues"),
    [
        ("site", "denied", "the site tells the truth", ["site", "site"]),
        ("", "denied", "the site tells the truth", ["own", "own"]),  # pairs on no claim are no one matter
        ("site", "bogus", "the site tells the truth", ["site", "site"]),
        ("site", "bogus", "the site is satirical", []),  # both call it false
        ("site", "denied", "the site is satirical", ["site", "site"]),
    ],
)
def test_the_issue_of_a_pair_is_its_claim_or_it_is_its_own(on, turned, other, issues):
    rows = toy.statements(
        {"content": f"the site is {turned}", "content_spans": "0:9"}, {"content": other}, {"content": other}
    )
    rows["content_spans"] = ["0:9", "10:19", "20:29"]
    pairs = [
        {"a": "s1", "b": b, "on": on, "kind": "denial", "strength": "direct", "turned_by": turned} for b in ("s2", "s3")
    ]
    found = machine_claims.contradictions(SimpleNamespace(contradictions=pd.DataFrame(pairs)), rows)
    own = found["issue"] == found["contradiction_id"]
    assert found["issue"].mask(own, "own").tolist() == issues
    assert found["issue"].nunique() == (2 if "own" in issues else bool(issues))


ONCE = {"by": "machine", "content_spans": "10:40", "attribution": "t1", "confidence": "0.75"}
AGAIN = ONCE | {"content_spans": "0:40", "attribution": "t2", "confidence": "0.6"}


@pytest.mark.parametrize(
    ("other", "stance", "counted"),
    [
        (AGAIN, "affirms", {"s1"}),
        (AGAIN | {"confidence": "0.8"}, "affirms", {"s2"}),
        (AGAIN, "denies", {"s1", "s2"}),
        (AGAIN | {"attribution": "t1"}, "affirms", {"s1", "s2"}),
        (AGAIN | {"content_spans": "40:60"}, "affirms", {"s1", "s2"}),
        (AGAIN | {"doc_id": "d2"}, "affirms", {"s1", "s2"}),
        (AGAIN | {"by": "ada"}, "affirms", {"s1", "s2"}),
    ],
    ids=[
        "less sure",
        "surer",
        "another side",
        "two speakers of one cue",
        "beside it",
        "another document",
        "a person's",
    ],
)
def test_a_passage_that_the_machine_read_twice_counts_once_on_a_side_of_its_claim(other, stance, counted):
    rows = toy.statements(ONCE, other)
    held = [{"statement_id": i, "stance": taken} for i, taken in (("s1", "affirms"), ("s2", stance))]
    held = tables.STANCE_TABLE.of([row | {"proposition": "safe", "turned_by": "not", "rule": SHARES} for row in held])
    rows["content"] = "the crane was not safe"
    assert set(machine_claims.said(held, rows, {"safe": SAFE})["statement_id"]) == counted
    assert len(machine_claims.said(held, rows, {"tide": ""})) == 2  # a claim of the codebook keeps all


def test_a_passage_is_held_against_those_near_it_alone(monkeypatch):
    asked = []
    monkeypatch.setattr(tables, "shared", lambda *spans: asked.append(spans) or 0)
    places = ({"content_spans": f"{n * 30}:{n * 30 + 20}", "attribution": f"t{n}"} for n in range(1000))
    rows = toy.statements(*(ONCE | place for place in places))
    held = [{"statement_id": i, "proposition": "safe", "stance": "affirms", "rule": SHARES} for i in rows["id"]]
    assert len(machine_claims.said(tables.STANCE_TABLE.of(held), rows, {"safe": SAFE})) == 1000
    assert len(asked) < 20_000


@pytest.mark.parametrize(
    ("a", "b", "more", "status", "paired"),
    [
        ("s1", "s3", "", "proposed", {"safe"}),
        ("s3", "s4", "s4+s1", "proposed", {"safe"}),
        ("s3", "s4", "", "proposed", set()),
        ("s1", "s3", "", "rejected", set()),
    ],
    ids=["one of a pair", "an instance of a pair", "another pair", "a rejected pair"],
)
def test_a_pair_stands_on_a_machine_claim_by_any_statement_of_it(a, b, more, status, paired):
    held = tables.STANCE_TABLE.of([{"statement_id": "s1", "proposition": "safe", "stance": "affirms"}])
    pairs = tables.CONTRADICTIONS.of([{"a": a, "b": b, "on": "given", "instances": more, "status": status}])
    assert machine_claims.paired(pairs, held, {"safe", "tide"}) == paired


def test_without_statements_there_are_no_claims_and_no_ground():
    assert found().empty
    assert ground().empty


def test_a_claim_that_the_machine_proposes_is_marked_so():
    proposed = tables.CLAIMS.of([{"proposition": "m1", "label": "The crane fell at night"}])
    book = claims.with_proposed(toy.BOOK, proposed)
    rows = toy.statements({"actor": "okafor", "stances": "m1:affirms"}, YES)
    table = claims.claims_of(rows, coding.stances_of(rows), toy.origins(rows), DOCUMENTS, book.propositions)
    assert dict(zip(table["label"], table["by"], strict=True)) == {
        "The crane fell at night": "machine", "The crane was checked": "codebook",
    }  # fmt: skip
    assert book.label("m1") == "The crane fell at night"


def test_a_claim_has_the_numbers_of_the_stances_that_count_and_a_row_where_none_does():
    rows = toy.statements(YES, YES | {"doc_id": "d2"}, {"actor": "reyl", "stances": "lost:affirms"})
    stances = coding.stances_of(rows)
    table = claims.claims_of(rows, stances, toy.origins(rows), DOCUMENTS, toy.BOOK.propositions, stances.head(1))
    numbers = table.set_index("proposition")[["statements", "documents", "affirms", "affirms_most"]]
    assert {key: list(row) for key, row in numbers.T.items()} == {"checked": ["1"] * 4, "lost": ["0"] * 4}
