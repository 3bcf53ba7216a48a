"""Each form of a saying: its source, cue and content."""

import pytest

from sayso.attribution.component import pipeline


@pytest.fixture(scope="module")
def nlp():
    return pipeline()


CASES = [
    ("“It fell,” said Ines Okafor, the mayor.", "Ines Okafor, the mayor", "said", "“It fell,”"),
    ("“It fell,” said the mayor, Ines Okafor.", "the mayor, Ines Okafor", "said", "“It fell,”"),
    ("“It fell,” Ines Okafor said on Friday.", "Ines Okafor", "said", "“It fell,”"),
    ("“It fell,” Ines Okafor said, smiling.", "Ines Okafor", "said", "“It fell,”"),
    ("‘It fell,’ she said.", "she", "said", "‘It fell,’"),
    ("''It fell,'' she said.", "she", "said", "''It fell,''"),
    ("The crane had fallen, Okafor said.", "Okafor", "said", "The crane had fallen"),
    ("The crane had fallen, said Okafor.", "Okafor", "said", "The crane had fallen"),
    ("In May the old crane fell down, Okafor said.", "Okafor", "said", "In May the old crane fell down"),
    ("In May the old crane fell down, said the union.", "the union", "said", "In May the old crane fell down"),
    ("The crane had fallen, said Okafor; it was old.", "Okafor", "said", "The crane had fallen"),
    ("As Okafor said, the crane was old.", "Okafor", "said", "the crane was old"),
    ("According to the union, the crane fell.", "the union", "According to", "the crane fell"),
    ("According to the mayor, Ines Okafor, the crane fell.", "the mayor, Ines Okafor", "According to", "the crane fell"),
    ("The crane fell, according to the union.", "the union", "according to", "The crane fell"),
    ("Okafor said that the crane was old.", "Okafor", "said", "that the crane was old"),
    ("Ines Okafor, a member of the board, said the mayor’s words proved nothing.", "Ines Okafor, a member of the board,", "said", "the mayor’s words proved nothing"),
    ("Okafor told the board the crane was old.", "Okafor", "told", "the crane was old"),
    ("Okafor said repeatedly that it was old.", "Okafor", "said repeatedly", "that it was old"),
    ("Ines Okafor, the mayor, has denied the claims.", "Ines Okafor, the mayor,", "has denied", "the claims"),
    ("The envoy denied any such meeting.", "The envoy", "denied", "any such meeting"),
    ("The minister vowed to rebuild the port.", "The minister", "vowed", "to rebuild the port"),
    ("The union accused the port of neglect.", "The union", "accused", "the port of neglect"),
    ("Reyl warned against any contact.", "Reyl", "warned against", "any contact"),
    ("The port dismissed the claims as rumours.", "The port", "dismissed", "the claims as rumours"),
    ("KABUL, Jan. 27 (Wire) — Reyl said that it fell.", "Reyl", "said", "that it fell"),
    ("Okafor said: “It fell. It is old.”", "Okafor", "said:", "“It fell. It is old.”"),
    ("The crane is expected to fall.", "", "is expected", "The crane [...] to fall"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content"), CASES, ids=[case[0] for case in CASES])
def test_source_cue_and_content_are_found(nlp, text, source, cue, content):
    found = [tuple(a.words(role) for role in ("source", "cue", "content")) for a in nlp(text)._.attributions]
    assert found == [(source, cue, content)]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        pytest.param("Officials say it fell, adding that it was old.", ["Officials", "Officials"], id="a participle"),
        pytest.param("Reyl denied it and said that it was old.", ["Reyl", "Reyl"], id="a second verb"),
        pytest.param("On Friday, the port closed, saying it was old.", ["the port"], id="the sentence's subject"),
        pytest.param("He met Reyl, who said that it was old.", ["who"], id="a relative"),
    ],
)
def test_a_cue_without_source_of_its_own_shares_one(nlp, text, sources):
    assert [a.words("source") for a in nlp(text)._.attributions] == sources


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Gunmen attacked a convoy.", id="an attack with weapons"),
        pytest.param("The crane stands in the port.", id="narration"),
        pytest.param("“Big Jim” is a crane.", id="a name in quotation marks"),
        pytest.param("", id="empty"),
    ],
)
def test_all_is_silent_without_a_cue(nlp, text):
    assert nlp(text)._.attributions == []


LETTER = "The crane is a disgrace.\n\nI think nobody has painted it."
SPLIT = LETTER.replace("\n\n", " [...] ")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Paint it\n\nLETTERS.\n\n"
            + LETTER
            + "\n\nTomas Reyl.\n\nPort Larn.\n\nYour piece was unfair.\n\nINES HOLM, Brine"
            "\n\nPOSTS.\n\nLet it be.\n\nBo Lind.\n\nWe asked who will pay.\n\nI will not.\n\n@okafor",
            {
                "Tomas Reyl": SPLIT,
                "INES HOLM": "Your piece was unfair.",
                "Bo Lind": "Let it be.",
                "@okafor": "I will not.",
            },
            id="a page of letters and posts",
        ),
        pytest.param(
            "Here it is.\n\nDear Ms Holm,\n\n"
            + LETTER
            + "\n\nYours faithfully,\n\nTomas Reyl\nMayor\n\nNobody replied.\n\nInes Okafor",
            {"Tomas Reyl": SPLIT},
            id="a letter set into a page",
        ),
        pytest.param(
            "To the Editor:\n\n" + LETTER + "\n\nTOMAS REYL\nLarn, May 2",
            {"TOMAS REYL": SPLIT},
            id="to the editor",
        ),
        pytest.param("Dear Ms Holm,\n\n" + LETTER + "\n\nThe Mayor Did Not Sign", {}, id="no signature"),
        pytest.param("Dear Ms Holm,\n\n" + LETTER + "\n\nLarn.", {}, id="a place alone"),
        pytest.param("Dear Ms Holm,\n\n" + LETTER + "\n\nTomas Reyl left early.", {}, id="a name and more"),
        pytest.param(
            "Dear Ms Holm,\n\nThe crane was built by\nTomas Reyl\nof Larn.", {}, id="a name on a line by chance"
        ),
        pytest.param("Dear Ms Holm,\n\n" + "It rained.\n\n" * 50 + "Tomas Reyl", {}, id="a name far below"),
        pytest.param("Letters were rare.\n\n" + LETTER + "\n\nTomas Reyl", {}, id="no page of letters"),
    ],
)
def test_a_letter_is_its_writers_whose_name_ends_it(nlp, text, found):
    letters = [a for a in nlp(text)._.attributions if a.rule == "layout: letter"]
    assert {a.words("source"): a.words("content") for a in letters} == found


def test_who_else_speaks_in_a_letter_speaks_inside_it(nlp):
    found = nlp("To the Editor:\n\nMayor Okafor says that the crane is safe.\n\nTOMAS REYL, Larn")._.attributions
    assert [(a.words("source"), a.layer, a.form) for a in found] == [
        ("TOMAS REYL", 0, "relay"),
        ("Mayor Okafor", 1, "indirect"),
    ]
