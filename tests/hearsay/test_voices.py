"""Whose words a statement is, and that no statement is told without its speaker and its cue."""

from types import SimpleNamespace

import pytest

import toy
from hearsay.analysis import voices

SPEECH = {"actor": "okafor", "form": "direct"}
CASES = [
    ("speech in quotation marks", SPEECH, "attributed spoken own_words"),
    ("speech reported", SPEECH | {"form": "indirect"}, "attributed spoken"),
    ("the holder named is the speaker", SPEECH | {"holder": "okafor"}, "attributed spoken own_words"),
    ("a view of one's own", SPEECH | {"form": "indirect", "act": "attitude"}, "attributed"),
    ("a view ascribed by another", SPEECH | {"act": "attitude", "holder": "reyl"}, "attributed ascribed"),
    ("an alleged saying", SPEECH | {"holder": "reyl"}, "attributed ascribed"),
    ("the author's own voice", {"actor": "d1", "form": "author"}, ""),
    ("a row that only links", {"actor": "wire", "form": "relay"}, ""),
    ("nobody known", {"form": "indirect"}, "attributed spoken"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "kinds"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_statement_is_attributed_spoken_ascribed_or_own_words(row, kinds):
    rows = toy.statements(row)
    found = {kind for kind in ("attributed", "spoken", "ascribed", "own_words") if len(getattr(voices, kind)(rows))}
    assert found == set(kinds.split())


@pytest.mark.parametrize(
    ("cue", "said_words", "told"),
    [
        ("had long\ndenied", "", "had long denied"),
        ("denied", "until recently", "until recently denied"),
        ("denies", "", ""),
    ],
)
def test_what_a_document_tells_as_past_is_told_so(cue, said_words, told):
    assert voices.told_as_past(SimpleNamespace(cue=cue, said_words=said_words)) == told


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"actor": "okafor"}, "Ines Okafor"),
        ({"actor": "okafor", "holder": "reyl"}, "reyl"),
        ({"form": "author"}, "the author of d1"),
        ({"source": "a  clerk"}, "a clerk (unresolved)"),
        ({"source": ""}, "somebody unnamed"),
    ],
)
def test_whoever_takes_a_stance_has_a_name_as_on_pages(row, told):
    names = {"okafor": "Ines Okafor", "d1": "the author of d1"}
    (told_of,) = toy.statements({"source": ""} | row).itertuples()
    assert voices.holder_name(told_of, names) == told
