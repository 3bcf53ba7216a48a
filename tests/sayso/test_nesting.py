"""Layers: who speaks inside what another says, and which row encloses which."""

import pytest

from sayso.attribution.rows import stream
from sayso.attribution.tagger import model


@pytest.fixture(scope="module")
def rows():
    """The rows of a text, each with the source of the row that encloses it."""
    trained = model()

    def read(text):
        found = list(stream([("d", text, text)], trained))
        by_id = {row["id"]: row for row in found}
        return [row | {"within": by_id[row["outer"]]["source"] if row["outer"] else ""} for row in found]

    return read


LAYERS = [
    pytest.param(
        "According to the Courier, a clerk told inspectors that the crane was cracked.",
        [("the Courier", "relay", "0", ""), ("a clerk", "indirect", "1", "the Courier")],
        id="according to an outlet, a clerk told others",
    ),
    pytest.param(
        "According to the Echo, the union denied that the crane was cracked.",
        [("the Echo", "relay", "0", ""), ("the union", "indirect", "1", "the Echo")],
        id="according to an outlet, somebody denied",
    ),
    pytest.param(
        "The Echo reported that sources at the port say the crane fell in May.",
        [("The Echo", "relay", "0", ""), ("sources at the port", "indirect", "1", "The Echo")],
        id="an outlet reported that sources say",
    ),
    pytest.param(
        "The crane fell in May, Tomas Reyl said, local media reported.",
        [("local media", "relay", "0", ""), ("Tomas Reyl", "indirect", "1", "local media")],
        id="two tails",
    ),
    pytest.param(
        "The daily Star quoted Ines Okafor as saying the crane was open.",
        [("The daily Star", "relay", "0", ""), ("Ines Okafor", "indirect", "1", "The daily Star")],
        id="quoted as saying",
    ),
    pytest.param(
        "“The crane is ours,” the daily Star quoted her as saying.",
        [("the daily Star", "relay", "0", ""), ("her", "direct", "1", "the daily Star")],
        id="quoted as saying, after the quotation",
    ),
    pytest.param(
        "Citing two officials at the ministry, the Echo reported on Monday that the port was bankrupt.",
        [("the Echo", "relay", "0", ""), ("two officials at the ministry", "indirect", "1", "the Echo")],
        id="citing at the start",
    ),
    pytest.param(
        "The port was bankrupt, the Echo reported, citing two officials.",
        [("the Echo", "relay", "0", ""), ("two officials", "indirect", "1", "the Echo")],
        id="citing at the end",
    ),
    pytest.param(
        "The Echo reported that the company denied the report.",
        [("The Echo", "relay", "0", ""), ("the company", "indirect", "1", "The Echo")],
        id="an outlet reports a denial",
    ),
    pytest.param(
        "The company denied that a clerk had told inspectors that the crane was cracked.",
        [("The company", "indirect", "0", ""), ("a clerk", "indirect", "1", "The company")],
        id="who denies what another says takes a stance",
    ),
    pytest.param(
        "Okafor said that the Echo reported that a clerk told inspectors that the crane was cracked.",
        [("Okafor", "relay", "0", ""), ("the Echo", "relay", "1", "Okafor"), ("a clerk", "indirect", "2", "the Echo")],
        id="three layers",
    ),
    pytest.param(
        "According to Quayside, a sales manager for the ferry line is denying its plans to close the bar.",
        [("Quayside", "relay", "0", ""), ("a sales manager for the ferry line", "indirect", "1", "Quayside")],
        id="who is denying, in the progressive",
    ),
    pytest.param(
        "According to the Echo she has also denied selling the boat.",
        [("the Echo", "relay", "0", ""), ("she", "indirect", "1", "the Echo")],
        id="a pronoun behind the outlet",
    ),
    pytest.param(
        "A clerk said the council is aware that Reyl is worried about the tide.",
        [("the council", "indirect", "1", "A clerk"), ("Reyl", "indirect", "2", "the council")],
        id="what another says of somebody's mind",
    ),
]


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        pytest.param(
            "According to a report by the Echo, Ines Okafor “flatly denies” selling the boat, and also denies burning the papers.",
            "also denies", "Ines Okafor", "burning the papers", id="a verb that shares its subject with the one before",
        ),
        pytest.param(
            "The captain is described by the source as Okafor's cousin.",
            "is described", "the source", "The captain [...] as Okafor's cousin", id="who stands after by speaks",
        ),
        pytest.param(
            "(HNN) —The fire that killed Tarn began as his own cook lit the stove in the hall, a source close to the inquiry told HNN.",
            "told", "a source close to the inquiry",
            "The fire that killed Tarn began as his own cook lit the stove in the hall", id="a tail that the chain does not hear",
        ),
    ],
)  # fmt: skip
def test_who_says_what_in_a_sentence_that_the_chain_reads_wrong(rows, text, cue, source, content):
    assert (source, content) in [(row["source"], row["content"]) for row in rows(text) if row["cue"] == cue]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Okafor has not claimed that Reyl sold the quay.", []),
        ("The port did not identify the owner of the crane.", []),
        ("Okafor won't say when the quay will be sold.", []),
        ("Okafor did not deny that the quay was sold.", ["did not deny"]),
        ("Okafor does not believe that the quay was sold.", ["does not believe"]),
        ("Okafor does not accept that the quay was sold.", ["does not accept"]),
        ("Okafor not only said that the quay was sold.", ["said"]),
        ("The laws on cranes seem to be so vague that they could apply to everyone.", []),
        ("Two clerks met on Monday to discuss document requests.", []),
        ("The report led some to speculate that the crane was old.", ["to speculate"]),
        ("The inspector will say that the crane is old.", []),
        ("Okafor might argue that the quay was sold.", []),
        ("Okafor would later tell the court that the quay was sold.", ["would later tell"]),
        ("Okafor would like the port to be sold.", ["would like"]),
        ("I would argue that the crane is old.", ["would argue"]),
        ("Okafor is expected to say on Monday that the quay was sold.", []),
        ("Okafor plans to announce that the port will close.", []),
        ("Okafor wants to maintain a crane in Brine.", ["wants"]),
        ("Okafor would neither confirm nor deny that account.", ["would neither confirm"]),
        ("If Okafor wants to sell the quay, she will need a buyer.", ["wants"]),
        ("If Okafor says that the quay was sold, nobody will believe it.", []),
        ("Should Okafor claim that the sale was void, the port will pay.", []),
        ("Asked about the crane, Okafor said it was old.", ["said"]),
        ("It is fair to say that the crane is old.", []),
        ("The guild known as the Ring met in Brine.", []),
        (
            "He defended the plan by citing a study by the Quay Centre, a think tank known for its theories, such as that dockers run the port.",
            ["defended", "citing"],
        ),
        ("The firm took the name Goldmere, a name suggesting wealth and calm.", []),
        ("Okafor endorsed Reyl on Monday.", []),
        ("Reyl said that the guild had endorsed him in May.", ["said"]),
        ("Okafor endorsed the plan to sell the quay.", ["endorsed"]),
    ],
)
def test_who_is_silent_or_does_nothing_says_nothing(rows, text, cues):
    assert [row["cue"].removeprefix("not only ") for row in rows(text)] == cues


@pytest.mark.parametrize(("text", "expected"), LAYERS)
def test_a_statement_is_its_innermost_speakers_and_the_outer_rows_link(rows, text, expected):
    found = {(row["source"], row["form"], row["layer"], row["within"]) for row in rows(text)}
    assert set(expected) <= found, found


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        pytest.param("“I think the crane is safe,” Okafor said.", {"Okafor"}, id="a first person in one's own quotation"),
        pytest.param("Okafor said she believed that the crane was safe.", {"Okafor"}, id="what the speaker herself believes"),
        pytest.param("Okafor said that the state would sell the port.", {"Okafor"}, id="a state is no verb"),
        pytest.param("Okafor said that the reported thefts were many.", {"Okafor"}, id="a participle before its noun"),
        pytest.param("Okafor said the self-described baron had left.", {"Okafor"}, id="a participle behind a hyphen"),
        pytest.param("Okafor asked whether Reyl had said that the crane fell.", {"Okafor"}, id="a question whether somebody said it"),
        pytest.param("The Echo said that Reyl rejected the offer on Monday.", {"The Echo"}, id="who rejects an offer says nothing"),
        pytest.param("Okafor said that Reyl called the union on Monday.", {"Okafor"}, id="a call that names nothing"),
        pytest.param("“Sloppy Holm lied about the crane. Not fit!” Reyl tweeted, quoting Okafor's statement.", {"Reyl"}, id="a quotation of one's own, quoting a writing"),
        pytest.param("“The crane fell and nobody came,” Reyl said, citing Okafor.", {"Reyl"}, id="a quotation of one's own, citing somebody"),
        pytest.param("“The crane fell and nobody came,” Reyl said, quoting Okafor.", {"Reyl", "Okafor"}, id="quoting somebody"),
    ],
)  # fmt: skip
def test_what_is_no_layer_adds_no_speaker(rows, text, speakers):
    assert {row["source"] for row in rows(text) if row["source"]} == speakers


def test_a_content_of_several_sentences_is_a_row_a_sentence_with_one_attribution(rows):
    found = rows("“The crane fell in May. Nobody came to look at it. No,” Okafor said. “We asked them three times.”")
    assert [row["content"] for row in found] == [
        "“The crane fell in May.",
        "Nobody came to look at it. No,”",
        "“We asked them three times.”",
    ]
    assert {row["attribution"] for row in found} == {found[0]["id"]}
    assert {row["form"] for row in found} == {"direct"}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "“Reyl told us that the crane was old. It fell in May and nobody came,” Okafor said.",
            "that the crane was old",
        ),
        (
            "“Reyl said that the crane was safe, and what I said about it is true,” Okafor said.",
            "that the crane was safe",
        ),
    ],
)
def test_what_somebody_is_told_to_have_said_ends_where_the_outer_speaker_goes_on(rows, text, content):
    assert [row["content"].rstrip(".") for row in rows(text) if row["source"] == "Reyl"] == [content]


def test_an_inner_row_hangs_on_the_sentence_that_holds_it(rows):
    text = "“The crane was old. A clerk told us that it fell,” Okafor said."
    by_source = {}
    for row in rows(text):
        by_source.setdefault(row["source"], []).append(row)
    first, second = by_source["Okafor"]
    (inner,) = by_source["A clerk"]
    assert inner["outer"] == second["id"] != first["id"]
    assert (first["form"], second["form"]) == ("direct", "relay")
