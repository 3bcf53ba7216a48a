"""How documents differ: their own words alone are compared, and silence is no stance."""

import math

import pytest

import toy
from hearsay import tables
from hearsay.analysis import comparison
from hearsay.corpus import coding
from hearsay.show.figures.style import MARKS

TEXTS = {
    "d1": "The regime spoke. “The regime is a puppet,” said the Harbour Union. The Union left; so did the union’s puppets.",
    "d2": "The Harbour Union met. Union men, it says, were invaders.",
}


def test_what_stands_in_quotation_marks_is_not_the_documents_own_word():
    own = comparison.outside_quotations(TEXTS["d1"])
    assert len(own) == len(TEXTS["d1"])
    assert "is a puppet" not in own
    assert own.startswith("The regime spoke.")


def test_names_are_counted_by_document_outside_quotations_where_there_is_a_choice():
    aliases = {"Harbour Union": "union", "Union": "union", "The Union": "union", "port": "port"}
    table = comparison.naming(TEXTS | {"d3": "“The Union”"}, aliases, {"union": "Harbour Union"})
    assert table.to_numpy().tolist() == [
        ["Harbour Union", "Harbour Union", 1, 1, 0],
        ["Harbour Union", "Union", 1, 1, 0],
    ]
    assert table.columns.tolist() == ["actor", "called", "d1", "d2", "d3"]
    assert comparison.naming(TEXTS, {"Harbour Union": "union"}, {}).empty
    assert comparison.naming(TEXTS, {}, {}).empty


def test_descriptive_words_count_with_their_inflected_forms():
    table = comparison.described(TEXTS).set_index("word")
    assert table.loc["regime"].tolist() == ["governments", 1, 0]
    assert table.loc["puppet"].tolist() == ["governments", 1, 0]
    assert table.loc["invader"].tolist() == ["governments", 0, 1]
    assert comparison.described({"d1": "Nothing."}).empty


def test_a_word_is_shown_in_its_context_with_its_offset():
    row = comparison.in_context(TEXTS, "puppet", width=9).iloc[0]
    assert (row["document"], row["word"], row["before"]) == ("d1", "puppets", "union’s")
    assert TEXTS["d1"][row["at"] :].startswith("puppets")


@pytest.mark.parametrize(
    ("cue", "load"),
    [("said", None), ("claimed", "doubts"), ("has conceded", "vouches"), ("was accused of", "heats"), ("vowing", "heats"),
     ("denies", None), ("reclaimed", None), ("admitted", "vouches"), ("according to", None)],
)  # fmt: skip
def test_a_cue_that_does_more_than_report_is_loaded(cue, load):
    found = comparison.loaded_cues(toy.statements({"cue": cue}))
    assert found["load"].tolist() == ([load] if load else [])


def test_distancing_words_are_a_load_and_an_author_has_no_cue():
    rows = toy.statements(
        {"cue": "said", "distance": "reportedly"}, {"form": "author", "cue": "", "distance": "so-called"}
    )
    assert comparison.loaded_cues(rows).to_numpy().tolist() == [["s1", comparison.BESIDE, "reportedly"]]


def test_a_gloss_stands_beside_the_speakers_own_words_in_one_document():
    rows = toy.statements(
        {"actor": "reyl", "form": "direct", "stances": "checked:denies", "utterance": "u"},
        {"actor": "reyl", "utterance": "u"},
        {"actor": "reyl", "stances": "checked:affirms | old:affirms"},
        {"actor": "reyl", "stances": "checked:affirms", "doc_id": "d2"},
        {"actor": "okafor", "stances": "checked:affirms"},
        {"actor": "reyl", "stances": "old:affirms"},
        {"actor": "", "form": "direct", "stances": "safe:affirms"},
        {"actor": "", "stances": "safe:affirms"},
    )
    assert comparison.glosses(rows).to_numpy().tolist() == [["s2", "s1", "u"], ["s3", "s1", "checked"]]


def test_utterances_told_with_one_cue_are_no_difference():
    rows = toy.statements({"utterance": "u", "cue": "said"}, {"utterance": "u", "cue": "claimed", "doc_id": "d2"},
                          {"utterance": "v", "cue": "said"}, {"utterance": "v", "cue": "said", "doc_id": "d2"})  # fmt: skip
    assert comparison.tellings(rows)["id"].tolist() == ["s1", "s2"]


def test_the_matrix_holds_who_takes_a_stance_by_initials_and_authors_apart():
    rows = toy.statements({"actor": "okafor", "stances": "checked:affirms"}, {"actor": "", "stances": "checked:affirms"},
                          {"form": "author", "actor": "d1", "stances": "checked:affirms | old:denies"})  # fmt: skip
    table = comparison.matrix(rows, coding.stances_of(rows), {"okafor": "IO"})
    assert table.to_numpy().tolist() == [
        ["checked", "d1", "affirms", 2, "? IO", "yes"],
        ["old", "d1", "denies", 0, "", "yes"],
    ]


def test_initials_are_told_apart():
    names = {"a": "Ines Okafor", "b": "Isa Obi", "c": "The Port", "d": "ISIS", "e": "…", "f": "Union of Men (north)"}
    assert comparison.initials_of([*"fedcba", ""], names) == {
        "": "?", "a": "IO", "b": "IO2", "c": "Por", "d": "Isi", "e": "?2", "f": "UM",
    }  # fmt: skip
    assert set(MARKS) == set(tables.STANCES)


@pytest.mark.parametrize(
    ("said", "published", "silence"),
    [("2016-05", "2016-06", "could have"), ("2016-05", "2016-04-30", "too early"), ("2016-05", "2016-05-31", "unknowable"),
     ("", "2016", "unknowable"), ("2016", "", "unknowable"), ("2016/..", "2017", "unknowable"),
     ("../2016", "2017", "could have")],
)  # fmt: skip
def test_a_silence_is_judged_by_the_dates_alone(said, published, silence):
    rows = toy.statements({"stances": "checked:affirms", "said": said})
    documents = toy.corpus(d1={}, d2={"published": published}).documents
    table = comparison.omissions(rows, coding.stances_of(rows), documents)
    assert table[["doc_id", "silence"]].to_numpy().tolist() == [["d2", silence]]


def test_the_earliest_statement_here_decides_what_a_document_could_have_carried():
    rows = toy.statements(
        {"stances": "checked:affirms", "said": "2016-01"}, {"stances": "checked:denies", "said": "2015-12"}
    )
    documents = toy.corpus(d1={}, d2={"published": "2016"}).documents
    table = comparison.omissions(rows, coding.stances_of(rows), documents)
    assert table[["earliest_here", "silence"]].to_numpy().tolist() == [["2015-12", "could have"]]


@pytest.mark.parametrize(
    "row",
    [{"said": "2014", "holder": "reyl", "act": "attitude"}, {"said": "2014", "form": "relay"}],
)
def test_when_a_view_was_held_is_not_when_it_could_have_been_carried(row):
    rows = toy.statements({"stances": "checked:affirms", "actor": "port"} | row)
    documents = toy.corpus(d1={}, d2={"published": "2016"}).documents
    assert comparison.omissions(rows, coding.stances_of(rows), documents)["silence"].tolist() == ["unknowable"]


def test_own_words_are_the_speakers_in_quotation_marks_and_no_ascription_is_a_gloss_on_them():
    quote = {"actor": "port", "stances": "talks:affirms", "form": "direct"}
    rows = toy.statements(
        quote, quote | {"form": "indirect"}, quote | {"form": "indirect", "act": "attitude", "holder": "reyl"},
        quote | {"holder": "reyl"}, {"actor": "port", "stances": "talks:denies", "form": "relay"},
    )  # fmt: skip
    assert comparison.glosses(rows)[["gloss", "words"]].to_numpy().tolist() == [["s2", "s1"]]


def test_the_matrix_names_who_holds_a_stance():
    rows = toy.statements({"actor": "port", "holder": "reyl", "act": "attitude", "stances": "talks:affirms"})
    assert comparison.matrix(rows, coding.stances_of(rows), {"reyl": "TR"})["speakers"].tolist() == ["TR"]


def test_words_in_an_outer_and_a_nested_statement_count_once_with_the_inner_speaker():
    rows = toy.statements(
        {"actor": "port", "content_spans": "0:100"}, {"actor": "official", "content_spans": "20:50"},
        {"actor": "d1", "form": "author", "content_spans": "90:120"}, {"actor": "", "content_spans": "200:210"},
    )  # fmt: skip
    table = comparison.source_mix(rows, toy.ACTORS)
    assert dict(table[["source", "characters"]].to_numpy()) == {
        "institution": 70, "unnamed": 30, "author": 20, "unresolved": 10,
    }  # fmt: skip


def test_who_is_named_and_never_heard_has_no_statements():
    rows = toy.statements({"actor": "reyl"})
    table = comparison.heard_or_mentioned({"d1": "Reyl met Ms Okafor. Okafor left."}, rows, toy.ACTORS)
    assert table.to_numpy().tolist() == [["d1", "okafor", 2, 0, 0], ["d1", "reyl", 1, 1, 0]]


def test_log_odds_are_those_of_monroe_and_others_2008_computed_by_hand():
    """Ten documents of group x say alpha alpha beta, ten of y say beta gamma gamma: the prior is the whole corpus."""
    texts = {f"x{n}": "alpha alpha beta" for n in range(10)} | {f"y{n}": "beta gamma gamma" for n in range(10)}
    table = comparison.distinctive(texts, lambda d: d[0]).set_index(["group", "word"])
    odds = math.log((20 + 20) / (30 + 60 - 40)) - math.log((0 + 20) / (30 + 60 - 20))
    z = odds / math.sqrt(1 / 40 + 1 / 20)
    assert table.loc[("x", "alpha"), "z"] == round(z, 2)
    assert table.loc[("x", "beta"), "z"] == 0
    assert table.loc[("y", "alpha"), "z"] == -round(z, 2)
    assert table.loc[("x", "alpha"), ["here", "elsewhere"]].tolist() == [20, 0]


def test_distinctive_words_leave_out_quotations_and_stop_words_and_words_that_stand_once():
    texts = {f"x{n}": "the alpha delta “beta”" for n in range(20)} | {"y": "alpha once"}
    assert set(comparison.distinctive(texts, lambda d: d[0])["word"]) == {"alpha", "delta"}


def test_fewer_than_twenty_documents_get_no_log_odds():
    with pytest.raises(ValueError, match="expected at least 20 documents, found 19"):
        comparison.distinctive({str(n): "alpha" for n in range(19)}, str)


def test_empty_tables_do_not_raise():
    rows = toy.statements()
    stances = coding.stances_of(rows)
    for table in (
        comparison.loaded_cues(rows), comparison.tellings(rows), comparison.glosses(rows), comparison.source_mix(rows, toy.ACTORS),
        comparison.matrix(rows, stances, {}), comparison.omissions(rows, stances, toy.corpus(d1={}).documents),
        comparison.heard_or_mentioned({}, rows, toy.ACTORS.iloc[:0]), comparison.in_context({}, "x"),
    ):  # fmt: skip
        assert len(table) == 0
