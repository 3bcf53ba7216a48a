"""Texts that nobody would write: no exception, no row whose words differ from its text, time in proportion to length."""

import time

import pytest

from hearsay.corpus.cleaning import find_boilerplate, mask
from hearsay.corpus.copies import families
from hearsay.corpus.language import language_of
from hearsay.corpus.metadata import facts_of
from sound import faults_of
from texts import texts


def test_hundreds_of_generated_texts_give_sound_rows():
    rows, faults = faults_of({f"t{n:04}": text for n, text in enumerate(texts(12, 500))})
    assert faults == []
    assert rows > 2000


def test_generated_texts_have_facts_and_no_families():
    some = {f"t{n:04}": text for n, text in enumerate(texts(13, 300)) if len(set(text.split())) > 40}
    assert families(some, {}) == {}
    for text in some.values():
        for value, rule in facts_of(text, {}, "x").values():
            assert value
            assert rule
            assert "|" not in value


@pytest.mark.parametrize("unit", ["x", "said", "“", "a.", "1", "â", "<", "*", "x@", "By ", "http://x."])
def test_time_grows_as_the_text_does(unit):
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        began = time.process_time()
        mask(text, find_boilerplate("x", text))
        facts_of(text, {}, "x")
        language_of(text)
        return time.process_time() - began

    seconds(1000)
    assert seconds(200_000) < 20 * max(seconds(20_000), 0.05)
