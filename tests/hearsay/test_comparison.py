"""How documents differ: their own words alone are compared, and silence is no stance."""

import pytest

import toy
from hearsay.analysis import comparison
from hearsay.corpus import coding

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
    words = {"governments": "regime invader puppet", "dealings": "deal"}
    table = comparison.described(TEXTS, words).set_index("word")
    assert table.loc["regime"].tolist() == ["governments", 1, 0]
    assert table.loc["puppet"].tolist() == ["governments", 1, 0]
    assert table.loc["invader"].tolist() == ["governments", 0, 1]
    assert comparison.described({"d1": "Nothing."}, words).empty
    names = {
        "d1": "The Northern Puppet and Harbour Regime Towers met. Puppet Days closed.\n\nPuppets met, a puppet said."
    }
    assert comparison.described(names, words)["d1"].tolist() == [1]
    assert comparison.described(TEXTS, {}).empty


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
    assert table["silence"].tolist() == ["could have"]


def test_a_document_in_a_language_that_nobody_read_is_not_called_silent():
    rows = toy.statements({"stances": "checked:affirms", "said": "2016-01"})
    german = {"published": "2017", "language": "de"}
    documents = toy.corpus(d1={}, d2=german, d3=german | {"languages": "en", "found": ""}).documents
    table = comparison.omissions(rows, coding.stances_of(rows), documents)
    assert table["doc_id"].tolist() == ["d3"]


@pytest.mark.parametrize(
    ("said", "published", "silence"),
    [
        (["2016-05", "[2015-10-01..2016-06]"], "[2015-12-26..2015-12-27]", "unknowable"),
        (["2016-05", "[2016-01..2016-06]"], "[2015-12-26..2015-12-27]", "too early"),
        (["2016-05", ""], "2015", "unknowable"),
        (["[2015-10-01..2016-02-12]", "[2016-11..2017-06]"], "[2017-01-01..2017-06-30]", "could have"),
    ],
)
def test_a_document_is_too_early_only_when_no_statement_can_have_been_made_before_it(said, published, silence):
    rows = toy.statements(*({"stances": "checked:affirms", "said": day} for day in said))
    documents = toy.corpus(d1={}, d2={"published": published}).documents
    assert comparison.omissions(rows, coding.stances_of(rows), documents)["silence"].tolist() == [silence]


def test_a_view_is_told_by_the_day_its_document_was_published():
    view = {"actor": "port", "said": "2014", "holder": "reyl", "act": "attitude"}
    rows = toy.statements(view | {"stances": "checked:affirms"})
    documents = toy.corpus(d1={"published": "2015"}, d2={"published": "2016"}).documents
    table = comparison.omissions(rows, coding.stances_of(rows), documents)
    assert table["silence"].tolist() == ["could have"]
    documents = toy.corpus(d1={"published": "2016"}, d2={"published": "2015"}).documents
    assert comparison.omissions(rows, coding.stances_of(rows), documents)["silence"].tolist() == ["unknowable"]


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


def test_empty_tables_do_not_raise():
    rows = toy.statements()
    stances = coding.stances_of(rows)
    for table in (
        comparison.loaded_cues(rows), comparison.glosses(rows),
        comparison.omissions(rows, stances, toy.corpus(d1={}).documents),
    ):  # fmt: skip
        assert len(table) == 0
