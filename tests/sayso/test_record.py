"""Attributions that every prototype missed or made up; and the table made of them."""

import re

import pandas as pd
import pytest

from hearsay import tables
from sayso.attribution.component import pipeline
from sayso.attribution.record import act
from sayso.attribution.rows import stream
from sayso.attribution.tagger import model
from sayso.text import Text


def plain(words: str) -> str:
    """Words without marks about them, space inside them, and a leading `that`."""
    pieces = (re.sub(r"^[\W_]+|[\W_]+$", "", piece) for piece in words.split(tables.GAP))
    return re.sub(r"^that ", "", re.sub(r"\s+", " ", tables.GAP.join(pieces)))


def case(name, text, *expected):
    """A text and the (source, a word of the cue, content) that must be found in it."""
    return pytest.param(text, expected, id=name)


@pytest.fixture(scope="session")
def nlp():
    return pipeline()


FOUND = [
    case(
        "an unmarked block after responded",
        "Asked who keeps the crane, the harbour master responded:\n\nWe never touched it. My crew was at home all week."
        "\n\nThe crane was built in 1961.",
        ("the harbour master", "responded", "We never touched it. My crew was at home all week"),
    ),
    case(
        "an unmarked block after wrote in a letter",
        "Okafor wrote in a letter to the union:\n\nThe port has nothing to hide, and I welcome any inspection.\n\n"
        "I ask you to come.\n\nTomas Reyl said on Friday that the letter was late.",
        ("Okafor", "wrote", "The port has nothing to hide, and I welcome any inspection. I ask you to come"),
        ("Tomas Reyl", "said", "the letter was late"),
    ),
    case(
        "over paragraphs a quotation goes on to its speaker",
        "“The crane was checked in January and we have papers.\n\n“It was checked again in March,” Okafor said.",
        ("Okafor", "said", "The crane was checked in January and we have papers. “It was checked again in March"),
    ),
    case(
        "over paragraphs a quotation goes on from its speaker",
        "“The crane was checked,” Okafor said. “We have the papers.\n\n“It was checked again in March.”",
        ("Okafor", "said", "The crane was checked [...] We have the papers [...] It was checked again in March"),
    ),
    case(
        "a speaker’s quotation goes on in a paragraph of its own",
        "“The crane is ours,” Okafor told reporters at the port.\n\n“Nobody else has a key to it.”\n\nThe port closed.",
        ("Okafor", "told", "The crane is ours [...] Nobody else has a key to it"),
    ),
    case(
        "sentence ends inside abbreviations",
        "Gen. Ada M. Stone of the U.S. Army said on Jan. 27 that the U.S. had no plan to move the crane.",
        ("Gen. Ada M. Stone of the U.S. Army", "said", "the U.S. had no plan to move the crane"),
    ),
    case(
        "sentence ends inside a quotation",
        "Okafor said: “I saw it. It fell. Nobody came.” The union disagrees.",
        ("Okafor", "said", "I saw it. It fell. Nobody came"),
    ),
    case("an inverted cue", "“We keep our weapons,” added the Taliban jihadist.",
         ("the Taliban jihadist", "added", "We keep our weapons")),
    case("a broadcaster is told", "A commander told Al Jazeera that the group had met envoys in Tashkent.",
         ("A commander", "told", "the group had met envoys in Tashkent")),
    case("a month before that", "The ministry announced in October that it would open a second port.",
         ("The ministry", "announced", "it would open a second port")),
    case(
        "a speaker inside what another says",
        "Okafor said that Reyl had told the board that the crane was safe.",
        ("Okafor", "said", "Reyl had told the board that the crane was safe"),
        ("Reyl", "told", "the crane was safe"),
    ),
    case("a missing opening mark", "We will stay until the port is ours,” Reyl told supporters.",
         ("Reyl", "told", "We will stay until the port is ours")),
    case(
        "a mark without space after a sentence",
        "“They are friends of the nonbelievers.\"The Russians came in May, said Reyl.",
        ("Reyl", "said", "The Russians came in May"),
    ),
    case("a headline", "Port denies sharing papers with union\n\nThe port is old.",
         ("Port", "denies", "sharing papers with union")),
    case(
        "lines broken to a width",
        "On Monday the port's director Ines\nOkafor told the board that the crane\nhad been checked twice. Tomas\nReyl, who "
        "leads the union, said the\ncrane was never safe.\n\nIt is old.",
        ("the port's director Ines Okafor", "told", "the crane had been checked twice"),
        ("Tomas Reyl, who leads the union", "said", "the crane was never safe"),
    ),
    case("a headline of a name and a colon", "Okafor: Port is ‘old and in need of care’\n\nThe director Okafor wants a new one.",
         ("Okafor", ":", "Port is ‘old and in need of care")),
    case(
        "turns of a transcript",
        "HOST: Who keeps the crane?\n\nOKAFOR: We do. Reyl said it was safe.\n\nAnd it was.\n\n(LAUGHTER)\n\n"
        "HOST: Thank you.\n\nThe port closed.",
        ("HOST", ":", "Who keeps the crane"),
        ("OKAFOR", ":", "We do. Reyl said it was safe [...] And it was"),
        ("HOST", ":", "Thank you"),
    ),
    case("a quotation with its signer", "The wall bears words.\n\n“Nobody keeps this port.”\n— Ada Stone, mayor of Larn\n\nIt is old.",
         ("Ada Stone, mayor of Larn", "—", "Nobody keeps this port")),
    case(
        "a block that responded holds together",
        "Asked about the crane, Okafor responded:\n\nWe checked it. It was safe. I told Reyl that we had papers.\n\n"
        "We have them. My crew can show you.\n\nReyl denied it.",
        ("Okafor", "responded", "We checked it. It was safe. I told Reyl that we had papers. We have them. My crew can show you"),
    ),
    case("reportedly", "The crane reportedly fell in March.", ("", "reportedly", "The crane [...] fell in March")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_prototypes_missed_is_found(nlp, text, expected):
    found = [(plain(a.words("source")), a.words("cue"), plain(a.words("content"))) for a in nlp(text)._.attributions]
    for source, cue, content in expected:
        match = [f for f in found if (f[0], f[2]) == (plain(source), content) and cue in f[1]]
        assert match, f"{(source, cue, content)} is not among {found}"


MADE_UP = [
    pytest.param("The Islamic State attacked a convoy near the port on Monday.", id="an attack with weapons"),
    pytest.param("Fighters of Islamic State hold the port and the road to it.", id="State is no verb"),
    pytest.param("The crane stands in the port. It was built in 1961.", id="narration"),
    pytest.param("The Latest: a crane at sea\n\nThe latest crane.\n\nPHOTO: A crane\n\nMORE: Cranes", id="labels"),
    pytest.param("“The Crane” — a play in four acts that stands in for the port", id="a dash after a title"),
]


@pytest.mark.parametrize("text", MADE_UP)
def test_what_prototypes_made_up_is_not_found(nlp, text):
    assert nlp(text)._.attributions == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“It fell,” Okafor said.", [("speech", "direct")], id="direct"),
        pytest.param("Okafor said it fell.", [("speech", "indirect")], id="indirect"),
        pytest.param("Okafor said it was “old and in need of care”.", [("speech", "mixed")], id="mixed"),
        pytest.param("Okafor believes that the crane is safe.", [("attitude", "indirect")], id="attitude"),
    ],
)
def test_form_and_act_are_told(nlp, text, expected):
    assert [(a.act, a.form) for a in nlp(text)._.attributions] == expected


TEXT = "MENU HOME\n\n“The crane fell,” said Ines Okafor.\n\nReyl denied that it PAGE 3 OF 4 was safe."
MASKED = TEXT.replace("MENU HOME", " " * 9).replace("PAGE 3 OF 4", " " * 11)


def test_statements_are_rows_of_a_coding_without_masked_words():
    table = pd.DataFrame(stream([("d1", TEXT, MASKED)], model()))
    tables.STATEMENTS.check(tables.STATEMENTS.of((table.assign(by="machine")).to_dict("records")))
    assert list(table["content"].map(plain)) == ["The crane fell", "it [...] was safe"]
    assert list(table["source"]) == ["Ines Okafor", "Reyl"]
    for row in table.itertuples():
        assert row.doc_id == "d1"
        assert row.id.startswith("m")
        assert 0 <= float(row.confidence) <= 1
        for role in ("content", "source", "cue"):
            assert tables.words_at(TEXT, tables.parse_spans(getattr(row, f"{role}_spans"))) == getattr(row, role)


def test_ids_hang_on_text_and_place_and_are_unique_among_copies():
    rows = list(stream([(d, TEXT, MASKED) for d in ("d1", "d2")], model()))
    assert len({row["id"] for row in rows}) == len(rows) == 4
    assert [r["id"] for r in rows[:2]] == [row["id"] for row in stream([("other", TEXT, MASKED)], model())]


def test_a_masked_text_of_another_length_is_refused_by_name():
    with pytest.raises(ValueError, match="d1: the masked text has 3 characters, expected all 4"):
        list(stream([("d1", "abcd", "abc")], model()))


def test_worker_processes_write_the_same_rows():
    texts = [(f"d{n}", TEXT, MASKED) for n in range(6)]
    assert list(stream(texts, model(), n_process=2)) == list(stream(texts, model()))


ACTS = {
    "wants": "attitude",
    "will order": "attitude",
    "are required": "attitude",
    "also chooses": "attitude",
    "refused": "attitude",
    "will announce": "speech",
    "concerned denied": "speech",
    "estimates": "attitude",
    "said": "speech",
    "": "",
}


@pytest.mark.parametrize(("cue", "expected"), ACTS.items())
def test_a_cue_that_says_nothing_is_no_speech(cue, expected):
    text = Text(f"{cue} rain")
    assert act(text, ((0, len(cue.split())),) if cue else ()) == expected
