"""The hands that a machine's statement passed through, by the words around them."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_who import DOC, NONE, WORDS, identified, ledger, statements

from hearsay import tables
from hearsay.corpus import actors

PRESS = ledger(
    {"actor": "quay", "name": "Quay News", "type": "organisation", "side": "media", "aliases": "Quay News | the Quay"},
    {"actor": "tars", "name": "Tars", "type": "organisation", "side": "Veldland", "role": "Veldish news agency"},
    {"actor": "lee", "name": "Ana Lee", "type": "person", "side": "Brine", "aliases": "Lee"},
    {
        "actor": "veld-media", "name": "Veldish media (unnamed)", "type": "unnamed", "side": "Veldland",
        "aliases": "Veldish media",
    },
)  # fmt: skip


def told(text: str, *found: tuple[str, str, str], people: pd.DataFrame = PRESS, nested: bool = False) -> list[str]:
    table = statements(text, *found)
    if nested:
        table["outer"] = ["", *table["id"][:-1]]
    return list(identified(table, people, {DOC: text}).statements["via"])


ONE = [
    ("Ana Lee told Quay News that it rained.", "Ana Lee", "told", "that it rained", "quay"),
    ("Ana Lee told the Quay that it rained.", "Ana Lee", "told", "that it rained", "quay"),
    ("Ana Lee stated to Tars that it rained.", "Ana Lee", "stated to", "that it rained", "tars"),
    ("“It rained,” Ana Lee told Veldish state agency Tars.", "Ana Lee", "told", "“It rained,”", "tars"),
    ("In an interview with Quay News, Ana Lee said it rained.", "Ana Lee", "said", "it rained", "quay"),
    ("In an exclusive interview with the Harbour Herald, Ana Lee said it rained.", "Ana Lee", "said", "it rained", "harbour-herald"),
    ("“It rained,” Ana Lee said in remarks carried by Veldish media.", "Ana Lee", "said", "“It rained,”", "veld-media"),
    ("“It rained,” Ana Lee said in remarks to Tars.", "Ana Lee", "said", "“It rained,”", "tars"),
    ("“It rained,” Ana Lee was quoted as saying by Quay News.", "Ana Lee", "was quoted as saying", "“It rained,”", "quay"),
    ("Ana Lee wrote in an op-ed published by Quay News that it rained.", "Ana Lee", "wrote", "that it rained", "quay"),
    ("Ana Lee wrote in the Harbour Times that it rained.", "Ana Lee", "wrote", "that it rained", "harbour-times"),
    ("Ana Lee told reporters that it rained.", "Ana Lee", "told", "that it rained", ""),
    ("Ana Lee told Bo Reed that it rained.", "Ana Lee", "told", "that it rained", ""),
    ("Ana Lee told Quay News reporter Bo Reed that it rained.", "Ana Lee", "told", "that it rained", ""),
    ("Ana Lee told the Senate that it rained.", "Ana Lee", "told", "that it rained", ""),
    ("Ana Lee said it rained on Quay News.", "Ana Lee", "said", "it rained on Quay News", ""),
    ("“Quay News told Tars lies,” Ana Lee said.", "Ana Lee", "said", "“Quay News told Tars lies,”", ""),
    ("Ana Lee told Harbour the Quay News report was untrue.", "Ana Lee", "told", "Harbour the Quay News report was untrue", ""),
    ("Ana Lee spoke to the British newspaper The Quay News of rain.", "Ana Lee", "spoke", "of rain", "quay"),
    ("“It rained,” Ana Lee said, quoted by the Brine Arabic language daily ‘Mast’.", "Ana Lee", "said", "“It rained,”", "mast"),
    ("Ana Lee said the rain was first reported by Brine media outlets.", "Ana Lee", "said",
     "the rain was first reported by Brine media outlets", ""),
    ("Ana Lee said it rained, backing an earlier report by Quay News.", "Ana Lee", "said",
     "it rained, backing an earlier report by Quay News", ""),
    ("“It rained,” Ana Lee was quoted by Quay News as saying.", "Ana Lee", "was quoted", "“It rained,”", "quay"),
    ("“It rained,” Ana Lee said in remarks carried by Brine media outlets.", "Ana Lee", "said", "“It rained,”",
     "brine-media-outlets@d1"),
    ("After an interview about rain with Bo Reed, Ana Lee said it rained.", "Ana Lee", "said", "it rained", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content", "via"), ONE, ids=[case[0][:50] for case in ONE])
def test_a_hand_is_found_by_the_words_before_it(text, source, cue, content, via):
    assert told(text, (source, cue, content)) == [via]


def test_a_speaker_who_goes_on_after_an_interview_has_an_implied_hand():
    text = "Ana Lee told Quay News that it rained.\n\n“It poured,” she said.\n\nBo Reed said it was dry."
    found = [("Ana Lee", "told", "that it rained"), ("she", "said", "“It poured,”"), ("Bo Reed", "said", "it was dry")]
    assert told(text, *found) == ["quay", "quay?", ""]


def test_words_to_reporters_end_what_an_interview_implied():
    text = "Ana Lee told Quay News that it rained.\n\n“It poured,” Lee told reporters."
    assert told(text, ("Ana Lee", "told", "that it rained"), ("Lee", "told", "“It poured,”")) == ["quay", ""]


def test_what_was_said_right_before_the_interview_is_named_went_through_it_too():
    text = "Ana Lee said it rained.\n\n“It poured,” she told Quay News."
    assert told(text, ("Ana Lee", "said", "it rained"), ("she", "told", "“It poured,”")) == ["quay?", "quay"]


def test_whom_an_outlet_asked_spoke_to_it():
    text = "In an interview, Quay News asked Ana Lee about rain. Lee answered: it rained."
    assert told(text, ("Lee", "answered", "it rained")) == ["quay"]


def test_an_outer_speaker_is_a_hand_of_the_inner_and_hands_on_his_own():
    text = "Ana Lee told Quay News that Bo Reed had said that it rained."
    found = [("Ana Lee", "told", "that Bo Reed had said that it rained"), ("Bo Reed", "had said", "that it rained")]
    assert told(text, *found, nested=True) == ["quay", "lee | quay"]


CITED = [
    ("According to Quay News, citing Ana Lee, it rained.", ("Quay News", "According to", "it rained")),
]


@pytest.mark.parametrize(("text", "found"), CITED)
def test_who_cites_is_a_hand_and_who_is_cited_speaks(text, found):
    row = {"id": "m", "doc_id": DOC, "form": "indirect", "act": "speech"}
    for part, words in zip(("source", "cue", "content"), found, strict=True):
        start = text.index(words)
        row |= {part: words, f"{part}_spans": f"{start}:{start + len(words)}"}
    table = identified(tables.STATEMENTS.of([row]), PRESS, {DOC: text}).statements
    assert (table["actor"].iloc[0], table["via"].iloc[0]) == ("lee", "quay")


CREDITS = ["PORT VELD (Tars) - Ana Lee said it rained.", "By Bo Reed, Quay News\n\nAna Lee said it rained."]


@pytest.mark.parametrize("text", CREDITS)
def test_an_agency_that_is_credited_is_an_outlet_and_no_hand(text):
    assert told(text, ("Ana Lee", "said", "it rained")) == [""]


def test_a_documents_own_outlet_is_no_hand():
    text = "Ana Lee told Quay News that it rained. Ana Lee told the Harbour Herald that it poured."
    table = statements(text, ("Ana Lee", "told", "that it rained"), ("Ana Lee", "told", "that it poured"))
    for outlet, via in (("", ["quay", "harbour-herald"]), ("Quay News", ["", "harbour-herald"])):
        assert list(identified(table, PRESS, {DOC: text}, {DOC: outlet}).statements["via"]) == via


OCCASIONS = [
    "at a news conference in Brine", "in a statement", "in a letter to the mayor", "on Twitter", "at a rally"
]  # fmt: skip


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_an_occasion_of_its_own_ends_what_an_interview_implied(occasion):
    text = f"Ana Lee told Quay News that it rained.\n\nLee said {occasion} that it poured."
    found = [("Ana Lee", "told", "that it rained"), ("Lee", "said", "that it poured")]
    assert told(text, *found) == ["quay", ""]


def test_an_inner_statement_passed_through_whom_it_was_told_and_who_speaks_around_it():
    text = "Quay News reported that Ana Lee told inspectors that it rained."
    found = [
        ("Quay News", "reported", "that Ana Lee told inspectors that it rained"),
        ("Ana Lee", "told", "that it rained"),
    ]
    assert told(text, *found, nested=True) == ["", "inspectors@d1 | quay"]
    assert told(text, *found) == ["", ""]


def test_a_body_that_is_no_press_is_no_hand_of_its_own_sources():
    text = "Harbour Mills cites sources at Harbour Mills as saying that it rained."
    found = [
        ("Harbour Mills", "cites", "sources at Harbour Mills as saying that it rained"),
        ("sources at Harbour Mills", "saying", "that it rained"),
    ]
    assert told(text, *found, nested=True) == ["", ""]


def test_who_denies_reports_is_no_hand_of_theirs():
    text = "Ana Lee denied rumours that Bo Reed had said that it rained."
    found = [
        ("Ana Lee", "denied", "rumours that Bo Reed had said that it rained"),
        ("Bo Reed", "had said", "that it rained"),
    ]
    assert told(text, *found, nested=True) == ["", ""]


def test_who_was_told_ends_before_what_it_was_about():
    text = "Quay News reported that Ana Lee told inspectors about the rain."
    found = [("Quay News", "reported", "that Ana Lee told inspectors about the rain"), ("Ana Lee", "told", "the rain")]
    assert told(text, *found, nested=True) == ["", "inspectors@d1 | quay"]


def test_an_outlet_is_a_hand_of_the_source_that_it_does_not_name():
    text = "A Quay News source said it rained."
    assert told(text, ("A Quay News source", "said", "it rained")) == ["quay"]


def test_a_hand_without_a_row_in_the_ledger_gets_one():
    text = "Ana Lee told the Harbour Herald that it rained."
    out = identified(statements(text, ("Ana Lee", "told", "that it rained")), NONE, {DOC: text})
    assert list(out.statements["via"]) == ["harbour-herald"]
    assert actors.names_of(out.actors) == {
        "ana-lee": "Ana Lee",
        "harbour-herald": "Harbour Herald",
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=200), WORDS.map(" told Quay News ".join)))
def test_no_string_raises(text):
    end = len(text)
    row = {"id": "m", "doc_id": DOC, "content_spans": f"0:{end}" if end else "", "content": text}
    assert list(identified(tables.STATEMENTS.of([row]), PRESS, {DOC: text}).statements["id"]) == ["m"]
