"""What 07 tells of agreement: on claims that are still in use."""

from types import SimpleNamespace

import pytest

import toy
from hearsay.analysis import measured


@pytest.mark.parametrize(("retired", "told"), [(False, ["checked"]), (True, [])])
def test_a_retired_claim_is_not_measured(monkeypatch, retired, told):
    monkeypatch.setattr(measured, "coder_pairs", lambda reading: [("one", "two")])
    rows = toy.statements({"actor": "okafor", "stances": "checked:affirms"})
    codebook = SimpleNamespace(propositions={"checked": {"retired": retired}})
    reading = SimpleNamespace(codings={"one": rows, "two": rows}, codebook=codebook)
    assert measured.stance_agreement(reading)["proposition"].tolist() == told
