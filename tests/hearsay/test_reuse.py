"""Passages shared between documents. All texts are invented."""

import time

import numpy as np
import pandas as pd
import pytest

import toy
from hearsay import tables
from hearsay.analysis import reuse
from hearsay.analysis.reuse import STOP, find_reuse, sentences
from pairs import copy, says

FILLER_A = "The harbour was quiet. A grey dog slept beside the chandlery, and gulls quarrelled over a crust."
FILLER_B = "Snow is forecast. Bakers in the upper town expect brisk trade, if the funicular is mended in time."


def between(a: str, b: str) -> pd.DataFrame:
    """What two documents share, the sentences in question set among others."""
    return find_reuse({"a": f"{FILLER_A} {a}\n", "b": f"{FILLER_B}\n{b}"})


@pytest.mark.parametrize(
    ("a", "b", "passage"),
    [
        pytest.param(
            "The crane toppled into the flooded dry dock before dawn.",
            "Witnesses agree: the crane toppled into the flooded dry dock before dawn.",
            "crane toppled into the flooded dry dock before dawn",
            id="a whole sentence inside another",
        ),
        pytest.param(
            "Critics say it is “a ruinously expensive folly” — and ugly.",
            "To the mayor it's 'A ruinously expensive folly', and 'UGLY'.",
            "ruinously expensive folly” — and ugly",
            id="case, dashes and quotation marks ignored",
        ),
        pytest.param(
            "Divers recovered the bronze bell. Its clapper is missing. Nobody claims it.",
            "On Friday divers recovered the bronze bell. Its clapper is missing. The owner is unknown.",
            "Divers recovered the bronze bell. Its clapper is missing",
            id="a run over the end of a sentence",
        ),
        pytest.param(
            "They feared the rust-eaten gantry would buckle, Ms Okafor wrote.",
            "It is known that they feared the rust-eaten gantry would buckle.",
            "feared the rust-eaten gantry would buckle",
            id="a distinctive clause",
        ),
        pytest.param(
            "Engineers demanded a watertight bulkhead between the engines and the bunkers.",
            "Inspectors demanded a watertight bulkhead between the engines and the galley.",
            "demanded a watertight bulkhead between the engines",
            id="no function words hang over",
        ),
        pytest.param(
            "Smugglers’ Tunnel Found Beneath Customs Warehouse\n",
            "It was then that a smugglers' tunnel, found beneath customs warehouse nine, came to light.",
            "Smugglers’ Tunnel Found Beneath Customs Warehouse",
            id="a title and a sentence",
        ),
    ],
)
def test_words_carried_over_are_verbatim(a, b, passage):
    found = between(a, b)
    assert found[["kind", "a_words", "score"]].values.tolist() == [["verbatim", passage, "1.00"]]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(
            "The council's plan lends legitimacy to the smugglers and essentially undermines the port's effort to "
            "bolster the coastguard.",
            "It is felt the plan offers legality to the smugglers and fundamentally destabilizes the port's efforts to "
            "strengthen the coastguard.",
            id="synonyms in place",
        ),
        pytest.param(
            "The ferry struck the submerged breakwater because its radar had been switched off to save fuel.",
            "The ferry hit the submerged breakwater since its radar was turned off to conserve fuel, sailors think.",
            id="verbs and conjunctions swapped",
        ),
        pytest.param(
            "Engineers recognised the labour dispute at the granary as the likeliest cause of the delay.",
            "Engineers recognize the labor dispute at the disused granary as the likeliest cause of delays.",
            id="spelling, an ending, and a word added",
        ),
        pytest.param(
            "Pilots guild chairman Ruben Falk admitted that the lighthouse lamp had failed twice during the regatta.",
            "The lighthouse lamp failed twice during the annual regatta.",
            id="an attribution dropped",
        ),
    ],
)
def test_a_sentence_with_words_swapped_is_reworded(a, b):
    found = between(a, b)
    assert found["kind"].tolist() == ["reworded"]
    assert 0.6 <= float(found["score"][0]) <= 1


def test_a_rewording_begins_and_ends_with_words_that_agree():
    a = "Asked twice, the foreman denied it, but rotten timbers supported the western jetty throughout the storm."
    b = "Old pictures prove nothing; rotten timbers carried the western jetty throughout the storm, as we reported."
    found = between(a, b)
    assert found["a_words"][0] == "rotten timbers supported the western jetty throughout the storm"
    assert found["b_words"][0] == "rotten timbers carried the western jetty throughout the storm"


SPELT = (
    "“The smugglers’ aims objectively coincide with ours,” the harbour master told the Gazette. “They do not recognise "
    "the Brinehook League.”",
    "The harbour master believes “the smuggler aim objectively coincides with ours”. He said that they don't recognize "
    "the BHL either.",
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(
            "Brinehook President Tomas Reyl's special envoy to Marrow Quay spoke on Monday, December 12.",
            "It was said by Brinehook President Tomas Reyl's special envoy to Marrow Quay on Tuesday.",
            id="a name and a title",
        ),
        pytest.param(
            "Tomas Reyl said on Monday that the harbour guard had seized three boats near Marrow Quay.",
            "Tomas Reyl said on Monday that the harbour guard had no contact with the union at Marrow Quay.",
            id="the same speaker, day and names; another claim",
        ),
        pytest.param(
            "The club was quiet. Walking by the harbour, he joined the Quiet Harbour Walking Club on Monday.",
            "She runs the Quiet Harbour Walking Club of Marrow Quay.",
            id="a name made of plain words",
        ),
        pytest.param(
            "Clerks counted 412 crates of salted herring for the northern market.",
            "A warehouse of salted cod burned down near the northern market in 1987.",
            id="the same topic",
        ),
        pytest.param(
            "At the end of the day, there is no doubt that it will be one of the most important of all.",
            "There is no doubt that it will be, at the end of the day, one of the most important of them.",
            id="phrases of everyday English",
        ),
        pytest.param(
            "“We want peace,” she said. “We are ready to talk.”",
            "“We want our money,” he said. “Are we ready?”",
            id="short quotations",
        ),
        pytest.param("", "", id="nothing at all"),
    ],
)
def test_look_alikes_are_not_reuse(a, b):
    assert between(a, b).empty


def test_the_more_is_compared_the_more_must_be_shared():
    a, b = "The watertight bulkhead in the old market leaked.", "Nobody saw the watertight bulkhead in the old market."
    crowd = {f"z{n}": " ".join(f"Boat{n} met gull{n} at quay{n}x{m}." for m in range(10)) for n in range(300)}
    assert len(between(a, b)) == 1
    assert "a" not in find_reuse({"a": a, "b": b} | crowd)["a_doc"].tolist()


def test_a_headline_repeated_in_its_own_document_is_not_reuse():
    text = "Divers recover bronze bell from sunken ferry\n\nDivers recover bronze bell from sunken ferry\n"
    assert find_reuse({"a": text, "b": FILLER_B}).empty


def test_spans_are_offsets_of_the_words_into_the_text():
    texts = {"b": f"{FILLER_A}\r\n\r\n  “{SPELT[0]}”", "a": f"\t{SPELT[0].upper()} {SPELT[1]}"}
    found = tables.REUSE.check(find_reuse(texts))
    assert len(found) > 1
    for row in found.itertuples():
        assert row.a_doc < row.b_doc
        for doc, spans, words in ((row.a_doc, row.a_spans, row.a_words), (row.b_doc, row.b_spans, row.b_words)):
            assert tables.words_at(texts[doc], tables.parse_spans(spans)) == words


def test_words_come_from_the_text_as_received_and_spans_leave_out_what_was_masked():
    received = {"a": "Rotten timbers supported the [page 2] western jetty throughout the storm.", "b": ""}
    received["b"] = "But rotten timbers supported the western jetty throughout the storm."
    masked = received | {"a": received["a"].replace("[page 2]", " " * 8)}
    found = find_reuse(masked, received=received)
    assert found["a_words"][0] == "Rotten timbers supported the [...] western jetty throughout the storm"
    assert found["a_spans"][0] == "0:28;38:72"


def test_rows_do_not_depend_on_the_order_of_documents():
    texts = {"a": FILLER_A, "b": SPELT[0], "c": SPELT[1], "d": f"{SPELT[0]} {FILLER_A}"}
    found = find_reuse(texts)
    assert len(found) > 2
    pd.testing.assert_frame_equal(found, find_reuse(dict(reversed(texts.items()))))


def test_furniture_is_not_compared(monkeypatch):
    line = "Subscribe to the harbour letter and never miss another tide."
    texts = {f"d{n}": f"Story {n} was about boat{n} and gull{n}.\n{line}" for n in range(8)}
    assert len(find_reuse(texts)) == 28
    monkeypatch.setattr(reuse, "CAP", 5)
    assert find_reuse(texts).empty


def test_time_grows_about_as_fast_as_the_documents():
    """Comparing all pairs would take sixteen times as long for four times the documents."""
    seconds = [_seconds(size) for size in (100, 400)]
    assert seconds[1] < 10 * seconds[0] + 1


def _seconds(size: int) -> float:
    rng = np.random.default_rng(0)
    glue = sorted(STOP)[:60]
    drawn = rng.zipf(1.1, (size, 20, 9)) % 20_000
    texts = {
        f"d{n:04d}": " ".join(
            " ".join(f"{glue[w % 60]} w{w:x}q" for w in sentence).capitalize() + "." for sentence in document.tolist()
        )
        for n, document in enumerate(drawn)
    }
    begun = time.process_time()
    find_reuse(texts)
    return time.process_time() - begun


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Ray of the U.S. Navy left. He ran.", ["Gen. Ray of the U.S. Navy left. ", "He ran."]),
        ("“He left.” She stayed.", ["“He left.” ", "She stayed."]),
        ("A title\n\nA text", ["A title", "A text"]),
        ("On Jan. 27 it fell; at 5.30 it rose!", ["On Jan. 27 it fell; at 5.30 it rose!"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert [text[a:b] for a, b in sentences(text)] == expected


@pytest.mark.parametrize("piece", ["a", "a.", ".", "a”", ".”", "(a"])
def test_a_text_without_white_space_is_cut_in_one_pass(piece):
    """Were each place to look over all that stands before it, half a million characters would take minutes."""
    text = piece * (500_000 // len(piece))
    assert sentences(text) == [(0, len(text))]


@pytest.mark.parametrize(
    ("text", "cuts"),
    [("He left. She ran.", 2), ("Gen. Ray left.", 1), ("It is J. Okafor.", 1), ("The U.S. He left.", 1), ("Wait... He left.", 2),
     ("“Yes.” She ran.", 2), ("Item no. 5 fell.", 2), ("x" * 40 + "Mr. He left.", 2)],
)  # fmt: skip
def test_a_sentence_ends_at_a_full_stop_that_no_abbreviation_explains(text, cuts):
    assert len(sentences(text)) == cuts


def test_a_coded_utterance_in_two_documents_is_reuse():
    rows = toy.statements(says("d1", utterance="u"), says("d2", utterance="u"), says("d2", utterance="u"))
    added = reuse.with_coded_utterances(copy(rows, "s1", "s2", "reworded"), rows)
    assert added[["a_spans", "b_spans", "kind"]].to_numpy().tolist() == [
        ["100:118", "200:218", "reworded"],
        ["100:118", "200:218", "same utterance"],
        ["100:118", "300:318", "same utterance"],
    ]


def test_without_rows_there_is_nothing_to_add():
    assert reuse.with_coded_utterances(tables.REUSE.empty(), toy.statements()).empty
