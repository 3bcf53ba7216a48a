"""A reading to explore: names and labels as well as keys, what is near, and why nothing is found."""

import pytest

import toy
from hearsay import open_reading, read


@pytest.fixture(scope="module")
def r(tmp_path_factory):
    return open_reading(toy.write(tmp_path_factory.mktemp("toy")))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"actor": "okafor"}, ["t1", "t5"]), ({"actor": "Ines Okafor"}, ["t1", "t5"]), ({"actor": "Okafor"}, ["t1", "t5"]),
        ({"actor": "the port"}, ["t8"]), ({"claim": "checked"}, ["t1", "t2", "t5", "t6"]),
        ({"claim": "The crane was checked"}, ["t1", "t2", "t5", "t6"]), ({"claim": "talks union"}, ["t8"]),
        ({"document": "Gazette"}, ["t1", "t2", "t3", "t4"]), ({"document": "courier", "actor": "Reyl"}, ["t6"]),
        ({"text": "NEVER checked"}, ["t6"]),
        ({"since": "2016-05-10"}, ["t5"]),
        ({}, [f"t{n}" for n in range(1, 9)]),
    ],
)  # fmt: skip
def test_it_finds_by_name_alias_label_or_key(r, asked, found):
    assert sorted(r.find(**asked).rows["id"]) == found


def test_words_are_found_under_any_name_of_an_actor(r):
    assert r.find("Ms Okafor").rows["id"].tolist() == r.find("Ines Okafor").rows["id"].tolist()


@pytest.mark.parametrize(
    ("asked", "near"),
    [({"actor": "Okafr"}, "near: Ines Okafor"), ({"claim": "chekced"}, "near: The crane was checked"), ({"document": "Gazete"}, "near: Gazette"),
     ({"actor": "zzz"}, "near: "), ({"since": "2031-13"}, "month must be in 1..12")],
)  # fmt: skip
def test_a_misspelling_is_answered_with_what_is_near(r, asked, near):
    with pytest.raises(ValueError, match=near):
        r.find(**asked)


def test_an_empty_selection_says_how_much_each_condition_leaves(r):
    found = r.find("union", actor="Okafor")
    assert len(found) == 0
    assert repr(found) == "no statements: 1 with the words “union” and 2 by the actor “Okafor”"


def test_a_selection_is_a_table_in_words_and_cards(r):
    found = r.find(actor="Okafor")
    frame = found.frame
    assert list(frame) == ["who", "cue", "words", "said", "from", "stances", "id"]
    assert sorted(frame["said"]) == ["20 May 2016", "3 May 2016"]
    assert max(frame["stances"], key=len) == "affirms “The crane was checked”; affirms “The crane was *safe*”"
    assert found._repr_html_().count("<blockquote>") == 2


def test_against_shows_pairs_with_both_sides_words_and_says_where_there_are_none(r):
    found = r.find(actor="Okafor").against("Reyl").html
    assert "Ines Okafor said: “The crane was checked”" in found
    assert "Tomas Reyl" in found
    assert "direct" in found
    assert "stands in a pair against The Port" in r.find(actor="Okafor").against("The Port").html


def test_a_timeline_is_a_figure_or_where_no_stance_is_taken_says_so(r, tmp_path, monkeypatch):
    monkeypatch.setenv("HEARSAY_OUT", str(tmp_path))
    assert "<svg" in r.find(actor="Okafor").timeline().svg
    assert "nothing to draw" in r.find("five cranes").timeline().html


def test_a_reading_shows_what_it_holds(r):
    shown = r._repr_markdown_()
    assert "3 documents" in shown
    assert "7 statements" in shown
    assert "r.find(" in shown


def test_a_pasted_text_is_read_by_the_machine():
    found = read("The harbour office said that the crane was safe.")
    assert (
        found.frame["words"].tolist() == ["that the crane was safe"]
        or "the crane was safe" in found.frame["words"].iloc[0]
    )
