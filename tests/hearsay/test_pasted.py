"""A text pasted into a notebook, and what a researcher finds under `hearsay`."""

import subprocess
import sys

import pytest

import hearsay
import sayso

TEXT = "Tomas Reyl said that the crane was old. <b>Bold</b>\n\n“It was never checked,” Ines Okafor told the Harbour News on Tuesday."


def test_a_pasted_text_gives_its_statements_with_speakers():
    found = hearsay.read(TEXT, published="2031-05-08")
    assert len(found) == 2
    said = found.frame.set_index("who").loc["Ines Okafor"]
    assert (said["cue"], said["said"]) == ("told", "6 May 2031")


def test_it_shows_itself_as_passages_and_runs_nothing_of_the_text():
    html = hearsay.read(TEXT)._repr_html_()
    assert "<mark>“It was never checked,”</mark>" in html
    assert "<b>Bold</b>" not in html
    assert "Bold" in html


@pytest.mark.parametrize("text", ["", " \n", "No one speaks here."])
def test_a_text_in_which_nobody_speaks_says_so(text):
    found = hearsay.read(text)
    assert len(found) == 0
    assert "no statement" in found.told


def test_a_date_that_is_none_is_refused():
    with pytest.raises(ValueError, match="published"):
        hearsay.read(TEXT, published="8 May 2031")


def test_the_reader_alone_gives_rows():
    rows = sayso.read({"a": TEXT, "b": TEXT}, {"a": "2031-05-08"})
    assert set(rows["doc_id"]) == {"a", "b"}
    assert rows[rows["doc_id"] == "a"]["said"].tolist()[1] == "2031-05-06"
    assert rows["actor"].tolist().count("ines-okafor") == 2


@pytest.mark.parametrize("name", hearsay.__all__)
def test_every_public_name_is_there_and_tells_what_it_does(name):
    assert callable(getattr(hearsay, name))
    assert getattr(hearsay, name).__doc__


def test_a_name_that_is_not_there_says_what_is():
    with pytest.raises(AttributeError, match="open_reading"):
        hearsay.tell  # noqa: B018


@pytest.mark.parametrize(
    ("code", "unloaded"),
    [
        ("import hearsay", ["pandas", "spacy", "matplotlib"]),
        ("import sayso", ["pandas", "spacy"]),
        ("import hearsay; hearsay.open_reading('seeds', 'agreed').stances", ["spacy"]),
    ],
)
def test_importing_loads_nothing_that_is_not_asked_for(code, unloaded):
    check = f"{code}\nimport sys\nassert not {{*{unloaded}}} & set(sys.modules), sorted(sys.modules)"
    subprocess.run([sys.executable, "-c", check], check=True)
