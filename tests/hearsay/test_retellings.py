"""Retellings: a coded utterance in two documents is shared, whatever its words."""

import toy
from hearsay import tables
from hearsay.analysis import retellings
from pairs import copy, says


def test_a_coded_utterance_in_two_documents_is_reuse_unless_its_passages_are_joined_already():
    rows = toy.statements(says("d1", utterance="u"), says("d2", utterance="u"), says("d2", utterance="u"))
    added = retellings.with_coded_utterances(tables.REUSE.empty(), rows)
    assert added[["a_spans", "b_spans", "kind"]].to_numpy().tolist() == [
        ["100:118", "200:218", "same utterance"],
        ["100:118", "300:318", "same utterance"],
    ]
    known = copy(rows, "s1", "s2", "reworded")
    assert retellings.with_coded_utterances(known, rows)["kind"].tolist() == ["reworded", "same utterance"]


def test_without_rows_there_is_nothing_to_add():
    assert retellings.with_coded_utterances(tables.REUSE.empty(), toy.statements()).empty


def test_one_side_that_makes_a_rare_point_in_like_words_twice_may_tell_one_thing_and_an_ascription_does_not():
    rare = {"stances": "talks:affirms", "content": "we keep an open channel with the union"}
    like = rare | {"doc_id": "d2", "actor": "port", "content": "the port keeps an open channel to the union"}
    talk = [says(f"d{n}", "wire") for n in range(3, 103)]
    sides = {"okafor": "port", "port": "port"}

    def shared(*rows):
        rows = toy.statements(*rows, *talk)
        return retellings.with_retellings(tables.REUSE.empty(), rows, sides, toy.BOOK, {})

    assert shared(rare | {"actor": "okafor"}, like)[["a_doc", "b_doc"]].to_numpy().tolist() == [["d1", "d2"]]
    assert shared(rare | {"actor": "okafor", "holder": "reyl", "act": "attitude"}, like).empty
    assert shared(rare | {"actor": "reyl"}, like).empty
