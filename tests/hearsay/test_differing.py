"""Values that differ within one claim that the machine proposes."""

import pytest

import toy
from hearsay.analysis.differing import differing
from hearsay.corpus import coding


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        ("the port paid $3 billion for the crane", "for the crane the port paid $3.2 billion", ("$3 billion", "$3.2 billion")),
        ("the port paid $3 billion for the crane", "for the crane the port paid 3 billion pounds", None),
        ("the port paid $3.20 for the crane", "for the crane the port paid $3.25", None),
        ("it had just 110,000 riders by spring", "it had 250,000 riders", ("110,000", "250,000")),
        ("the crane fell on the port on 5 May", "the crane fell on the port on 4 May", None),
        ("Reyl, 45, ran the port with its crane", "Reyl, 46, ran the port with its crane", None),
        ("three unions met by the quay", "at noon seven gulls flew off", None),
    ],
    ids=["sums of money", "two currencies", "nearly the same", "counts of one thing", "days are no figures", "ages", "counts of two things"],
)  # fmt: skip
def test_two_documents_differ_where_a_value_of_one_thing_does(one, other, values):
    rows = toy.statements(
        {"content": one, "stances": "p:affirms"}, {"doc_id": "d2", "content": other, "stances": "p:affirms"}
    )
    text = dict(zip(rows["id"], rows["content"], strict=True))
    found = differing(coding.stances_of(rows), rows, {"p": "It was so"})
    assert [(text[x.a][slice(*x.a_at)], text[x.b][slice(*x.b_at)]) for x in found] == ([values] if values else [])


def test_one_document_does_not_differ_with_itself_nor_a_claim_of_people():
    told = [{"content": f"the port paid ${n} for its crane", "stances": "p:affirms"} for n in (3, 7)]
    rows = toy.statements(*told)
    assert differing(coding.stances_of(rows), rows, {"p": "It was so"}) == []
    assert differing(coding.stances_of(rows), rows, {}) == []
