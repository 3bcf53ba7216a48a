"""Cues that tell something: the chain takes any verb for one whose neighbours look like one's."""

import pytest

from sayso.attribution.component import pipeline


@pytest.fixture(scope="module")
def nlp():
    return pipeline()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Women are required to enter the hall through a side door.", None, id="passive that tells nothing"),
        pytest.param("They do this and bring in visitors.", None, id="auxiliary"),
        pytest.param("The bridge is the focus of a dispute.", None, id="noun and preposition"),
        pytest.param("Large papers picked it up and printed the story.", None, id="verb of doing"),
        pytest.param('The clerk did not file any "complaint" against the mill.', None, id="what was not done"),
        pytest.param("Sites like this are not “news” or “satire” sites.", None, id="preposition that is a verb elsewhere"),
        pytest.param("The owner has gone after the mayor as a “human leech”.", None, id="a phrase quoted"),
        pytest.param("The owner has gone after the mayor as “a leech who never once kept his word to the people of this valley”.", "gone after", id="a sentence quoted"),
        pytest.param('Okafor is "not allowed near the crane."', "is", id="a quotation behind any word"),
        pytest.param("The case made it plain that the port is rich.", "made it plain", id="that behind any word"),
        pytest.param("Radio is reporting a fire at the mill.", "reporting", id="a listed verb of speech"),
        pytest.param("The lawyers vied to take over the mill.", "vied", id="a word that training lacks"),
        pytest.param("Many people think the crane is unsafe.", "think", id="a listed verb that training mostly has inside quotations"),
        pytest.param("Residents know the dangers of the crane.", "know", id="a listed state of mind"),
        pytest.param("The clerk speaks of a mistake.", "speaks", id="a verb of speech that is mostly none in training"),
        pytest.param("The guild is furious about the price of bread.", "furious", id="a word that is often a cue"),
    ],
)  # fmt: skip
def test_a_statement_has_a_cue_that_tells(nlp, text, found):
    cues = [one.words("cue") for one in nlp(text)._.attributions]
    assert (found in " | ".join(cues)) if found else cues == [], cues
