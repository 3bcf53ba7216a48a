"""What rests on what: counts of statements, documents and origins, and what falls with any one of them."""

from types import SimpleNamespace

import pytest

import toy
from hearsay.analysis import balance, contradictions
from hearsay.analysis import origins as rest
from hearsay.corpus import coding

NAMES = {"okafor": "Ines Okafor"}


def tables_of(*rows, status="accepted"):
    """The tables of statements by hand, in which every proposal is judged alike."""
    rows = toy.statements(*rows)
    corpus = toy.corpus(**{d: {"outlet": d} for d in ("d1", "d2")})
    stances, origins = coding.stances_of(rows), toy.origins(rows)
    pairs = contradictions.propose(rows, stances, coding.quantities_of(rows, toy.BOOK), toy.BOOK, {})
    return SimpleNamespace(
        statements=rows, stances=stances, origins=origins, documents=corpus.documents, pairs=pairs.assign(status=status),
        counts=rest.count_origins(origins, rows, corpus),
    )  # fmt: skip


def standing(*rows, status="accepted"):
    t = tables_of(*rows, status=status)
    return balance.standing(t.statements, t.stances, t.counts, t.pairs)


YES = {"stances": "checked:affirms"}
NO = {"stances": "checked:denies", "doc_id": "d2", "actor": "reyl"}


def test_a_stance_is_counted_by_voice_document_origin_hedge_access_and_its_own_pairs():
    table = standing(
        YES | {"actor": "okafor", "access": "participant"},
        YES | {"actor": "official", "anonymous": "yes", "doc_id": "d2"},
        YES | {"actor": "port", "holder": "okafor", "act": "attitude"},
        YES | {"actor": "d1", "form": "author", "certainty": "hedged"}, NO, {"stances": "checked:neutral"},
    )  # fmt: skip
    assert table.to_dict("records") == [
        {"proposition": "checked", "stance": "affirms", "attributed": 3, "own_voice": 1, "documents": 2,
         "origins_least": 2, "origins_most": 3, "participants": 1, "known": 1, "unnamed": 1, "direct": 2, "tension": 1},
        {"proposition": "checked", "stance": "denies", "attributed": 1, "own_voice": 0, "documents": 1,
         "origins_least": 1, "origins_most": 1, "participants": 0, "known": 0, "unnamed": 0, "direct": 2, "tension": 1},
    ]  # fmt: skip


def test_a_stance_does_not_count_the_pairs_of_another_stance_on_its_claim():
    rows = [
        YES | {"actor": "okafor"},
        NO,
        {"stances": "checked:qualifies", "scope_words": "in May", "certainty": "hedged"},
    ]
    table = standing(*rows).set_index("stance")
    assert table.loc["affirms", "direct"] == table.loc["denies", "direct"] == 1
    assert table.loc["qualifies", ["direct", "tension"]].tolist() == [0, 0]


def test_rejected_pairs_count_nowhere():
    table = standing(YES | {"actor": "okafor"}, NO, status="rejected")
    assert table[["direct", "tension"]].to_numpy().sum() == 0


def check(*rows, status="accepted"):
    return balance.check_next(standing(*rows, status=status))


def test_what_to_check_next_weighs_a_direct_pair_of_its_own_and_who_stands_behind_it():
    table = check(
        YES | {"actor": "okafor", "access": "participant"}, YES | {"actor": "wire", "doc_id": "d2"}, NO | {"anonymous": "yes"}
    )  # fmt: skip
    assert table[["stance", "why"]].to_numpy().tolist() == [
        ["denies", "2 direct contradictions; unnamed speakers alone; nobody at first hand"],
        ["affirms", "2 direct contradictions"],
    ]


def test_where_nobody_codes_how_speakers_know_none_is_said_not_to_have_taken_part():
    assert not any("took part" in why for why in check(YES, NO)["why"])


def test_a_trifle_in_tension_stands_below_a_direct_contradiction_and_qualifications_are_not_listed():
    table = check(
        YES | {"actor": "okafor"}, NO, {"stances": "old:affirms", "certainty": "hedged", "actor": "okafor"},
        {"stances": "old:denies", "actor": "port"}, {"stances": "checked:qualifies", "scope_words": "in May", "actor": "wire"},
    )  # fmt: skip
    assert set(table["stance"]) == {"affirms", "denies"}
    assert table["proposition"].tolist() == ["checked", "checked", "old", "old"]


def test_what_stands_in_no_contradiction_is_not_for_checking():
    assert check(YES, NO, status="rejected").empty
    assert check(YES).empty


def test_without_statements_the_tables_are_empty():
    assert standing().empty
    assert check().empty


@pytest.mark.parametrize(
    ("attributed", "unnamed", "own_voice", "alone"),
    [(2, 2, 0, True), (2, 1, 0, False), (2, 2, 1, False), (0, 0, 1, False)],
)
def test_unnamed_speakers_stand_alone_where_no_author_says_it_too(attributed, unnamed, own_voice, alone):
    row = SimpleNamespace(attributed=attributed, unnamed=unnamed, own_voice=own_voice)
    assert balance.unnamed_alone(row) == alone
