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


def test_an_outlet_that_is_not_named_is_the_document_and_stays_out_of_the_words():
    chains = provenance.chains_of(toy.statements(says("d3", "", via="wire?")), toy.corpus(**DOCS))
    assert chains["actor"].tolist() == ["", "wire", "d3"]


@pytest.mark.parametrize("via", ["?", " ? | ", ""])
def test_a_hand_without_a_name_is_no_hand(via):
    rows = toy.statements(says(actor="", via=via), says("d2", actor="", via=via))
    assert set(provenance.chains_of(rows, toy.corpus(**DOCS))["role"]) == {"speaker", "outlet"}


def test_utterances_are_those_that_several_documents_tell():
    rows = toy.statements(
        says("d1", utterance="u", said="2016", cue="said"), says("d2", utterance="u", said="2015", cue="said", via="wire"),
        says("d2", utterance="v"), says("d3"),
    )  # fmt: skip
    assert provenance.utterances(rows, toy.corpus(**DOCS).documents) == ["u"]


def test_what_one_document_or_copies_of_one_repeat_is_not_told_again():
    rows = toy.statements(
        says("d1", utterance="u"), says("d1", utterance="u"), says("d1", utterance="v"), says("d2", utterance="v")
    )
    assert provenance.utterances(rows, toy.corpus(d1={}, d2={}).documents) == ["v"]
    copies = toy.corpus(d1={}, d2={"copies_of": "d1"}).documents
    assert provenance.utterances(rows, copies) == []


def test_a_document_relays_nothing_that_it_was_told_itself():
    corpus = toy.corpus(
        d1={"outlet": "The Wire", "author": "Reyl"}, d2={"outlet": "Courier", "original_outlet": "the wire"}
    )
    rows = toy.statements(
        says("d1", via="wire"), says("d1", via="reyl"), says("d1", via="port"), says("d2", via="wire")
    )
    chains = provenance.chains_of(rows, corpus, toy.ACTORS)
    assert chains[chains["role"] == "relayer"]["actor"].tolist() == ["port"]


def test_empty_tables_do_not_raise():
    rows, corpus = toy.statements(), toy.corpus(**DOCS)
    assert len(provenance.chains_of(rows, corpus)) == len(provenance.utterances(rows, corpus.documents)) == 0
