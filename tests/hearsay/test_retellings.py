"""Retellings: a coded utterance in two documents is shared, whatever its words."""

import toy
from hearsay import tables
from hearsay.analysis import retellings


def says(doc="d1", actor="okafor", stances="checked:affirms", **more):
    return {"doc_id": doc, "actor": actor, "stances": stances} | more


def copy(rows, a, b, kind):
    one, two = (rows.set_index("id").loc[i] for i in (a, b))
    sides = {
        "a_doc": one["doc_id"],
        "a_spans": one["content_spans"],
        "b_doc": two["doc_id"],
        "b_spans": two["content_spans"],
    }
    return tables.REUSE.of([sides | {"kind": kind, "score": "1.00"}])


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
