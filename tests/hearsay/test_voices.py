"""Whose words a statement is, and that no statement is told without its speaker and its cue."""

from types import SimpleNamespace

import pytest

import toy
from hearsay.analysis import voices

NAMES = {"okafor": "Ines Okafor", "reyl": "Tomas Reyl", "port": "The Port", "wire": "The Wire"}
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
    ("row", "sentence"),
    [
        ({"actor": "port", "cue": "denied", "content": "“any talks”"}, "The Port denied: “any talks”"),
        ({"actor": "port", "cue": "ended\nthe notion", "content": "it knew"}, "The Port ended the notion: “it knew”"),
        ({"actor": "port", "holder": "reyl", "cue": "wants", "content": "peace"}, "The Port, as Tomas Reyl puts it, wants: “peace”"),
        ({"actor": "okafor", "via": "wire | port?", "cue": "said", "content": "no"}, "Ines Okafor (through The Wire) said: “no”"),
        ({"source": "Some", "cue": "said", "content": "no"}, "unresolved (Some) said: “no”"),
        ({"actor": "okafor", "form": "author", "content": "no"}, "Ines Okafor writes: “no”"),
    ],
)  # fmt: skip
def test_a_statement_in_words_has_speaker_and_cue_beside_the_words(row, sentence):
    assert voices.told(next(toy.statements(row).itertuples()), NAMES) == sentence


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
