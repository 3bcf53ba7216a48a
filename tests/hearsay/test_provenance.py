"""Chains, utterances and origins: what may not be counted twice is counted once, and nothing is joined without reason."""

import pytest

import toy
from hearsay import tables
from hearsay.analysis import provenance

DOCS = {"d1": {"outlet": "Gazette"}, "d2": {"outlet": "Courier"}, "d3": {}}


def says(doc="d1", actor="okafor", stances="checked:affirms", **more):
    return {"doc_id": doc, "actor": actor, "stances": stances} | more


def test_a_chain_names_the_hands_in_order_and_what_is_only_implied():
    rows = toy.statements(says("d3", "official", via="wire | port?"), says("d1"))
    chains = provenance.chains_of(rows, toy.corpus(**DOCS | {"d3": {"outlet": "Weekly", "original_outlet": "Gazette"}}))
    found = chains[chains["statement_id"] == "s1"][["actor", "role", "implied"]].to_numpy().tolist()
    assert found == [
        ["official", "speaker", ""],
        ["wire", "relayer", ""],
        ["port", "relayer", "yes"],
        ["Gazette", "original_outlet", ""],
        ["Weekly", "outlet", ""],
    ]
    assert tables.CHAINS.problems(chains) == []


def test_depth_counts_relayers_that_are_named():
    rows = toy.statements(says(via="wire | port?"), says("d2"))
    assert provenance.depth(provenance.chains_of(rows, toy.corpus(**DOCS))).to_dict() == {"s1": 1, "s2": 0}


def test_an_outlet_that_is_not_named_is_the_document_and_stays_out_of_the_words():
    chains = provenance.chains_of(toy.statements(says("d3", "", via="wire?")), toy.corpus(**DOCS))
    assert chains["actor"].tolist() == ["", "wire", "d3"]
    assert provenance.in_words(chains, {"wire": "The Wire"}) == "unresolved → The Wire?"


def test_a_chain_in_words_has_ten_hands_in_their_order():
    rows = toy.statements(says(via=" | ".join(f"h{n}" for n in range(11))))
    words = provenance.in_words(provenance.chains_of(rows, toy.corpus(**DOCS)), {})
    assert words == "okafor → " + " → ".join(f"h{n}" for n in range(11)) + " → Gazette"


@pytest.mark.parametrize("via", ["?", " ? | ", ""])
def test_a_hand_without_a_name_is_no_hand(via):
    rows = toy.statements(says(actor="", via=via), says("d2", actor="", via=via))
    assert set(provenance.chains_of(rows, toy.corpus(**DOCS))["role"]) == {"speaker", "outlet"}


def test_utterances_are_those_told_more_than_once_with_their_datings_side_by_side():
    rows = toy.statements(
        says("d1", utterance="u", said="2016", cue="said"), says("d2", utterance="u", said="2015", cue="said", via="wire"),
        says("d2", utterance="v"), says("d3"),
    )  # fmt: skip
    told = provenance.utterances(rows)
    assert told.to_dict("records") == [
        {"utterance": "u", "actor": "okafor", "statements": 2, "documents": 2, "again": 1, "said": "2016 | 2015", "cues": "said",
         "told_to": "wire"}
    ]  # fmt: skip


def test_what_one_document_or_copies_of_one_repeat_is_not_told_again():
    rows = toy.statements(
        says("d1", utterance="u"), says("d1", utterance="u"), says("d1", utterance="v"), says("d2", utterance="v")
    )
    assert provenance.utterances(rows)["utterance"].tolist() == ["v"]
    copies = toy.corpus(d1={}, d2={"copies_of": "d1"}).documents
    assert provenance.utterances(rows, copies).empty


def test_a_document_relays_nothing_that_it_was_told_itself():
    corpus = toy.corpus(
        d1={"outlet": "The Wire", "author": "Reyl"}, d2={"outlet": "Courier", "original_outlet": "the wire"}
    )
    rows = toy.statements(
        says("d1", via="wire"), says("d1", via="reyl"), says("d1", via="port"), says("d2", via="wire")
    )
    chains = provenance.chains_of(rows, corpus, toy.ACTORS)
    assert chains[chains["role"] == "relayer"]["actor"].tolist() == ["port"]
    assert provenance.depth(chains).to_dict() == {"s1": 0, "s2": 0, "s3": 1, "s4": 0}


def test_empty_tables_do_not_raise():
    rows, corpus = toy.statements(), toy.corpus(**DOCS)
    assert len(provenance.chains_of(rows, corpus)) == len(provenance.utterances(rows)) == 0
    assert provenance.depth(provenance.chains_of(rows, corpus)).empty
