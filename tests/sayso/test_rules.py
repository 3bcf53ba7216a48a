"""Each rule: what it finds, and what it is called."""

import pytest

from sayso.attribution.component import pipeline
from sayso.attribution.lexicon import lexicon


@pytest.fixture(scope="module")
def nlp():
    return pipeline("rules")


CASES = [
    ("frame: tail", "“It fell,” said Ines Okafor, the mayor.", "Ines Okafor, the mayor", "said", "“It fell,”"),
    ("frame: tail", "“It fell,” said the mayor, Ines Okafor.", "the mayor, Ines Okafor", "said", "“It fell,”"),
    ("frame: tail", "“It fell,” Ines Okafor said on Friday.", "Ines Okafor", "said", "“It fell,”"),
    ("frame: tail", "“It fell,” Ines Okafor said, smiling.", "Ines Okafor", "said", "“It fell,”"),
    ("frame: tail", "‘It fell,’ she said.", "she", "said", "‘It fell,’"),
    ("frame: tail", "''It fell,'' she said.", "she", "said", "''It fell,''"),
    ("frame: tail", "The crane had fallen, Okafor said.", "Okafor", "said", "The crane had fallen"),
    ("frame: tail", "The crane had fallen, said Okafor.", "Okafor", "said", "The crane had fallen"),
    ("frame: tail", "In May the old crane fell down, Okafor said.", "Okafor", "said", "In May the old crane fell down"),
    ("frame: tail", "In May the old crane fell down, said the union.", "the union", "said", "In May the old crane fell down"),
    ("frame: tail", "The crane had fallen, said Okafor; it was old.", "Okafor", "said", "The crane had fallen"),
    ("frame: tail", "As Okafor said, the crane was old.", "Okafor", "said", "the crane was old"),
    ("frame: tail", "According to the union, the crane fell.", "the union", "According to", "the crane fell"),
    ("frame: tail", "According to the mayor, Ines Okafor, the crane fell.", "the mayor, Ines Okafor", "According to", "the crane fell"),
    ("frame: tail", "The crane fell, according to the union.", "the union", "according to", "The crane fell"),
    ("clause", "Okafor said that the crane was old.", "Okafor", "said", "that the crane was old"),
    ("clause", "Ines Okafor, a member of the board, said the mayor’s words proved nothing.", "Ines Okafor, a member of the board", "said", "the mayor’s words proved nothing"),
    ("clause", "Okafor told the board the crane was old.", "Okafor", "told", "the crane was old"),
    ("clause", "Okafor said repeatedly that it was old.", "Okafor", "said repeatedly", "that it was old"),
    ("clause", "Ines Okafor, the mayor, has denied the claims.", "Ines Okafor, the mayor", "has denied", "the claims"),
    ("clause", "The envoy denied any such meeting.", "The envoy", "denied", "any such meeting"),
    ("clause", "The minister vowed to rebuild the port.", "The minister", "vowed", "to rebuild the port"),
    ("clause", "The union accused the port of neglect.", "The union", "accused", "the port of neglect"),
    ("clause", "Reyl warned against any contact.", "Reyl", "warned against", "any contact"),
    ("clause", "The port dismissed the claims as rumours.", "The port", "dismissed", "the claims as rumours"),
    ("clause", "KABUL, Jan. 27 (Wire) — Reyl said that it fell.", "Reyl", "said", "that it fell"),
    ("introduced", "Okafor said: “It fell. It is old.”", "Okafor", "said", "“It fell. It is old.”"),
    ("around", "By most accounts, the crane fell.", "", "By most accounts", "the crane fell"),
    ("around", "The crane is expected to fall.", "", "is expected", "The crane [...] to fall"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "source", "cue", "content"), CASES, ids=[case[1] for case in CASES])
def test_a_rule_finds_source_cue_and_content(nlp, rule, text, source, cue, content):
    found = [(a.rule, *(a.words(role) for role in ("source", "cue", "content"))) for a in nlp(text)._.attributions]
    assert found == [(rule, source, cue, content)]


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
def test_rules_are_silent_without_a_cue(nlp, text):
    assert nlp(text)._.attributions == []


def test_a_cue_is_likelier_in_the_company_of_cues():
    told = lexicon()
    assert told.cue("said", ("Cap", "that", "low")) > 0.9
    assert told.cue("claim", ("DET", "of", "low")) < told.cue("claim", ("PRON", "that", "low"))
    assert told.cue("crane", ("DET", "that", "low")) == 0.0
