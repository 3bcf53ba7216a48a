"""Regular expressions that are data: how they are written, and that none lies unused."""

import re

import pytest

from sayso import words
from sayso.words.grammar import Grammar, grammar

NAMES = sorted(path.stem for path in words.FOLDER.glob("*.toml"))
CODE = "\n".join(path.read_text("utf-8") for path in words.FOLDER.parent.rglob("*.py"))


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.setattr("sayso.words.grammar.FOLDER", tmp_path)
    (tmp_path / "sea.toml").write_text(
        "[pieces]\nspace = '\\s+'\nboat = '(?:ferry|barge)'\nsails = '''{boat} (?:sails\n  |sank)'''\n"
        "[pieces.numbers]\none = 1\ntwenty_one = 21\n",
        "utf-8",
    )
    return Grammar("sea")


@pytest.mark.parametrize(
    ("expression", "spelled"),
    [
        ("a{2,3}", "a{2,3}"),
        ("the {boat}", r"the\s+(?:ferry|barge)"),
        ("{sails}", r"(?:ferry|barge)\s+(?:sails|sank)"),
        ("(?:{numbers})", "(?:twenty_one|one)"),
    ],
    ids=["a count is no piece", "a space and a piece", "lines are joined", "the words of a table, the longest first"],
)
def test_an_expression_is_spelled_out(written, expression, spelled):
    assert written.spelled(expression) == spelled


def test_a_mark_of_a_word_list_stands_for_its_entries():
    assert re.fullmatch(grammar("who").spelled("(?:{small:definite})"), "the")


@pytest.mark.parametrize(("piece", "words"), [("behind", "that"), ("cited_by", "citing "), ("citing", "citing Quayco")])
def test_what_begins_with_blanks_is_not_tried_from_each_of_them(piece, words):
    text = "the port" + " " * 9 + words
    assert grammar("who")[piece].search(text).start() == len("the port")
    assert not grammar("who")[piece].match(text, len("the port "))


@pytest.mark.parametrize("name", NAMES)
def test_every_piece_can_be_read_and_is_used(name):
    found, text = grammar(name), (words.FOLDER / f"{name}.toml").read_text("utf-8")
    assert text.startswith("#")
    for piece in found.tables["pieces"]:
        assert found[piece] is found[piece]
        assert f"{{{piece}}}" in text or f'"{piece}"' in CODE or piece == "space", piece
