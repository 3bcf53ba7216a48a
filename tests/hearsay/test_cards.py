"""Passages as cards: a quotation has its speaker and its cue, words are escaped, and nothing is a code."""

import re

import pandas as pd
import pytest

import toy
from hearsay.reading import open_reading
from hearsay.show import cards, frames
from hearsay.show.rows import in_words

EVIL = '<script>alert("x")</script>'


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    return open_reading(toy.write(tmp_path_factory.mktemp("toy")))


def row(text, content, source="", cue=""):
    spans = {f"{part}_spans": f"{text.index(words)}:{text.index(words) + len(words)}" if words else ""
             for part, words in (("content", content), ("source", source), ("cue", cue))}  # fmt: skip
    return {"id": "s1", "form": "indirect", "content": content} | spans


def test_source_cue_and_content_are_marked_apart():
    text = "On Monday Ines Okafor denied that the crane was old, and left."
    found = cards.passage(row(text, "the crane was old", "Ines Okafor", "denied"), text)
    assert found == "On Monday <b>Ines Okafor</b> <em>denied</em> that <mark>the crane was old</mark>, and left."


def test_words_around_are_cut_at_words_and_at_paragraphs_and_a_wide_gap_is_left_out():
    text = "Before.\n\nOkafor said " + "so and so " * 30 + "that it fell. " + "More words here. " * 20
    found = cards.passage(row(text, "it fell", "Okafor", "said"), text)
    assert found.startswith("<b>Okafor</b> <em>said</em> so and so")
    assert " … " in found
    assert found.endswith(" …")
    assert len(re.sub("<[^>]+>", "", found)) < 250


def test_words_of_a_document_are_escaped_inside_and_outside_the_marks():
    text = f"{EVIL} said {EVIL} & left, for $5 or $6"
    found = cards.passage(row(text, text[32:59]), text)
    assert set(re.findall("<[^>]*>", found)) <= {"<mark>", "</mark>", "<span>", "</span>"}
    assert found.count("&lt;script&gt;") == 2
    assert "&amp; left" in found


def test_a_card_says_who_when_how_known_through_whom_and_keeps_codes_in_its_title(reading):
    rows = reading.statements[reading.statements["id"].isin(["t1", "t3"])]
    found = cards.cards(rows, reading, "Some").html
    seen = re.sub(r'title="[^"]*"', "", found)
    assert "Ines Okafor · 3 May 2016 · first hand · Gazette (gazette)" in seen
    assert "unnamed official · undated · The Wire → Gazette (gazette)" in seen
    assert "t1" not in re.sub("<[^>]+>", "", seen)
    assert re.search(r'title="row t1, gazette, characters \d+:\d+"', found)


def test_no_card_shows_content_without_its_cue_and_its_source(reading):
    for statement in (row for row in in_words(reading).values() if row["form"] != "author"):
        found = cards.card(statement, reading)
        assert found.count("<em>") >= 1
        assert found.count("<b>") >= 1


def test_a_told_statement_has_speaker_cue_words_and_document(reading):
    rows = in_words(reading)
    assert cards.in_a_line(rows["t8"]) == "The Port denied: “it talks to the union in the strike” (The Wire (courier))"
    assert cards.in_a_line(rows["t1"], dated=True).endswith("(Gazette (gazette), 3 May 2016)")
    assert cards.in_a_line(rows["t4"]).endswith("writes: “the crane was safe in our view” (Gazette (gazette))")


def test_after_some_cards_the_others_fold_and_none_are_one_line(reading):
    found = cards.cards(reading.statements, reading, most=2).html
    assert found.index("<details><summary>6 more passages") > found.index("<blockquote>")
    assert (
        cards.cards(reading.statements.head(0), reading, "Missed", none="nothing <missed>").html
        == "<p>Missed: nothing &lt;missed&gt;.</p>"
    )


def test_an_issue_shows_both_positions_and_each_statement_once_on_the_page(reading):
    found = cards.issue_cards(reading.issues, reading).html
    places = re.findall(r'<p title="row ([^,]+),', found)
    assert len(places) == len(set(places)) >= 4
    assert found.count("<details>") == len(reading.issues)
    assert "proposed by machine, unchecked" in found
    assert "<script" not in found


def test_a_passage_that_an_issue_above_shows_is_told_in_a_line(reading):
    twice = pd.concat([reading.issues.head(1)] * 2)
    found = cards.issue_cards(twice, reading).html
    first, second = found.split("<details>")[1:]
    assert first.count("<blockquote>") == 2
    assert second.count("<blockquote>") == 0
    assert second.count("(Gazette (gazette))") + second.count("(The Wire (courier))") == 2


def test_pairs_are_told_with_both_their_words_and_days(reading):
    pairs = reading.contradictions.head(1)
    (row,) = frames.told_pairs(reading, pairs).to_dict("records")
    assert row["one"] == cards.in_a_line(in_words(reading)[pairs["a"].iloc[0]], 100, dated=True)
    assert row["why"] == pairs["why"].iloc[0]
