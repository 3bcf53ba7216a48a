"""Who speaks is counted by speech alone; who carries statements is not silent."""

import toy
from hearsay.analysis import speakers


def test_speech_views_ascriptions_and_own_voice_are_counted_apart():
    rows = toy.statements(
        {"actor": "port", "form": "direct"}, {"actor": "port"}, {"actor": "port", "act": "attitude"},
        {"actor": "port", "act": "attitude", "holder": "reyl", "doc_id": "d2"}, {"actor": "port", "form": "relay"},
        {"actor": "okafor", "form": "author"}, {"actor": "reyl", "holder": "okafor"},
    )  # fmt: skip
    table = speakers.speakers(rows, toy.ACTORS).set_index("actor")
    counts = ["speech", "own_words", "views", "ascribed", "own_voice"]
    assert table.loc["port", counts].tolist() == [2, 1, 1, 1, 0]
    assert table.loc["okafor", counts].tolist() == [0, 0, 0, 0, 1]
    assert table.loc["reyl", counts].tolist() == [0, 0, 0, 1, 0]
    assert table.loc["port", "documents"] == ["d1", "d2"]
    assert table.index[0] == "port"


def test_a_hand_an_outlet_and_an_author_are_not_named_and_never_heard():
    rows = toy.statements({"actor": "okafor", "via": "wire?"})
    masked = {"d1": "The Wire, Tomas <b>Reyl</b>, the port authority and Ms Okafor; Reyl again."}
    documents = toy.corpus(d1={"outlet": "The Port"}).documents
    assert speakers.never_heard(masked, rows, toy.ACTORS, documents)["actor"].tolist() == ["reyl"]
    elsewhere = toy.statements({"actor": "okafor", "via": "reyl", "doc_id": "d2"})
    assert speakers.never_heard(masked, elsewhere, toy.ACTORS, documents)["actor"].tolist() == ["wire"]
    assert speakers.never_heard({}, toy.statements(), toy.ACTORS, documents.head(0)).empty
