"""Who speaks is counted by speech alone; who carries statements is not silent."""

import toy
from hearsay.analysis import provenance


def test_a_hand_an_outlet_and_an_author_are_not_named_and_never_heard():
    rows = toy.statements({"actor": "okafor", "via": "wire?"})
    masked = {"d1": "The Wire, Tomas <b>Reyl</b>, the port authority and Ms Okafor; Reyl again."}
    documents = toy.corpus(d1={"outlet": "The Port"}).documents
    assert provenance.never_heard(masked, rows, toy.ACTORS, documents)[
        ["actor", "name", "mentions", "documents"]
    ].to_numpy().tolist() == [["reyl", "Tomas <b>Reyl</b>", 2, ["d1"]]]
    elsewhere = toy.statements({"actor": "okafor", "via": "reyl", "doc_id": "d2"})
    assert provenance.never_heard(masked, elsewhere, toy.ACTORS, documents)["actor"].tolist() == ["wire"]
    assert provenance.never_heard({}, toy.statements(), toy.ACTORS, documents.head(0)).empty
