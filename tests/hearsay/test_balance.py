"""What rests on what: counts of statements, documents and origins, and what falls with any one of them."""

from types import SimpleNamespace

import pytest

import toy
from hearsay import tables
from hearsay.analysis import balance, contradictions, provenance
from hearsay.corpus import coding
from hearsay.reading import open_reading


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    return open_reading(toy.write(tmp_path_factory.mktemp("toy")))


def reading(*rows, accepted=True, codings=None):
    """A reading of statements by hand, in which every proposal is judged alike."""
    rows = toy.statements(*rows)
    corpus = toy.corpus(**{d: {"outlet": d} for d in ("d1", "d2")})
    stances, origins = coding.stances_of(rows), toy.origins(rows)
    proposed = contradictions.propose(rows, stances, coding.quantities_of(rows, toy.BOOK), origins, toy.BOOK, {})
    return SimpleNamespace(
        corpus=corpus, name="agreed", statements=rows, stances=stances, origins=origins, codebook=toy.BOOK,
        names={"okafor": "Ines Okafor"}, codings=codings or {}, origin_counts=provenance.count_origins(origins, rows, corpus, {}),
        contradictions=proposed.assign(status="accepted" if accepted else "rejected"),
    )  # fmt: skip


YES = {"stances": "checked:affirms"}
NO = {"stances": "checked:denies", "doc_id": "d2", "actor": "reyl"}


def test_a_stance_is_counted_by_voice_document_origin_hedge_access_and_dispute():
    table = balance.standing(
        reading(
            YES | {"actor": "okafor", "access": "participant"}, YES | {"actor": "official", "anonymous": "yes", "doc_id": "d2"},
            YES | {"actor": "d1", "form": "author", "certainty": "hedged"}, NO, {"stances": "checked:neutral"},
        )
    )  # fmt: skip
    assert table.to_dict("records") == [
        {"proposition": "checked", "stance": "affirms", "attributed": 2, "own_voice": 1, "documents": 2, "origins_least": 2,
         "origins_most": 3, "hedged": 1, "participants": 1, "unnamed": 1, "disputes": 2},
        {"proposition": "checked", "stance": "denies", "attributed": 1, "own_voice": 0, "documents": 1, "origins_least": 1,
         "origins_most": 1, "hedged": 0, "participants": 0, "unnamed": 0, "disputes": 2},
    ]  # fmt: skip


def test_rejected_pairs_are_no_disputes():
    table = balance.standing(reading(YES | {"actor": "okafor"}, NO, accepted=False))
    assert table["disputes"].tolist() == [0, 0]


def test_who_holds_a_proposition_is_named_with_authors_apart():
    rows = [YES | {"actor": "okafor"}] * 2 + [YES, NO, YES | {"actor": "d1", "form": "author"}]
    assert balance.who_holds(reading(*rows)).to_dict("records") == [
        {"proposition": "The crane was checked", "affirms": "Ines Okafor (2), unresolved", "denies": "reyl", "qualifies": "",
         "authors": "d1 affirms"}
    ]  # fmt: skip


def test_sole_support_is_one_actor_or_one_document():
    table = balance.sole_support(
        reading(YES | {"actor": "okafor"}, YES | {"actor": "okafor", "doc_id": "d2"}, NO, NO | {"actor": "port"},
                {"stances": "old:affirms", "actor": "a"}, {"stances": "old:affirms", "actor": "b", "doc_id": "d2"})
    )  # fmt: skip
    assert table[["stance", "only_actor", "only_document"]].to_numpy().tolist() == [
        ["affirms", "Ines Okafor", ""],
        ["denies", "", "d2"],
    ]


def test_leaving_a_document_out_counts_stances_that_nobody_holds_any_more_and_disputes_that_fall():
    table = balance.left_out(reading(YES | {"actor": "okafor"}, NO, YES | {"doc_id": "d2", "actor": "port"}))
    assert table[["which", "stances_lost", "disputes_lost", "stances"]].to_numpy().tolist() == [
        ["d1", 0, "1", ""],
        ["d2", 1, "2", "The crane was checked (denies)"],
    ]


def test_a_pair_stands_while_an_instance_of_it_stands():
    table = balance.left_out(
        reading(YES | {"actor": "okafor", "form": "direct"}, YES | {"actor": "okafor", "doc_id": "d2"}, NO)
    )
    assert table["disputes_lost"].tolist() == ["0", "1"]


def test_a_coder_is_left_out_only_where_there_are_two_besides_the_reading():
    two = {"agreed": toy.statements(), "a": toy.statements(YES), "b": toy.statements(NO)}
    table = balance.left_out(reading(YES | {"actor": "okafor"}, NO, codings=two))
    coder = table[table["left_out"] == "coder"]
    assert coder[["which", "stances"]].to_numpy().tolist() == [
        ["a", "The crane was checked (affirms)"],
        ["b", "The crane was checked (denies)"],
    ]


def test_stances_on_one_origin_are_listed_with_the_joins_that_are_only_possible():
    table = balance.origins_left_out(
        reading(YES | {"actor": "port"}, YES | {"actor": "official", "doc_id": "d2"}, NO, NO | {"actor": "okafor"})
    )
    assert table[["stance", "statements", "origin", "joins_that_are_only_possible"]].to_numpy().tolist() == [
        ["affirms", 2, "port", 1],
    ]


def test_what_to_check_next_has_a_direct_dispute_and_another_reason():
    table = balance.check_next(reading(YES | {"actor": "okafor", "access": "participant"}, YES | {"actor": "port", "doc_id": "d2"},
                                       NO | {"anonymous": "yes"}))  # fmt: skip
    assert table[["stance", "why"]].to_numpy().tolist() == [
        ["denies", "2 direct disputes; may rest on one origin; unnamed speakers alone; no speaker who took part; "
                   "one document alone"]
    ]  # fmt: skip
    assert balance.check_next(reading(YES, NO, accepted=False)).empty


def test_the_statements_behind_a_check_are_those_of_its_stance(coded):
    checks = balance.check_next(reading(YES | {"actor": "okafor"}, NO))
    assert set(balance.statements_behind(coded, checks[checks["stance"] == "denies"])["id"]) == {"t2", "t6"}
    assert balance.statements_behind(coded, checks.iloc[:0]).empty


def test_a_reading_without_statements_has_empty_tables():
    empty = reading()
    for table in (
        balance.standing,
        balance.who_holds,
        balance.sole_support,
        balance.origins_left_out,
        balance.check_next,
    ):
        assert table(empty).empty
    assert balance.left_out(empty)["stances_lost"].tolist() == [0, 0]
    assert tables.CONTRADICTIONS.problems(empty.contradictions) == []
