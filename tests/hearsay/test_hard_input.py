"""Texts that nobody would write: no exception, no row whose words differ from its text, time in proportion to length."""

import random
import time

import pytest

from hearsay.corpus.cleaning import clean_corpus, find_boilerplate, mask
from hearsay.corpus.copies import families
from hearsay.corpus.language import language_of
from hearsay.corpus.metadata import facts_of
from sayso.attribution.component import engine_named
from sayso.attribution.rows import stream
from sayso.spans import parse_spans, words_at

PIECES = [
    "said",
    "told",
    "Ann",
    "Lee",
    "Reuters",
    "the",
    "that",
    "denied",
    "minister",
    "he",
    "she",
    "It",
    "according",
    "to",
    "accused",
    "claims",
    "spokesman",
    "I",
    "we",
    "who",
    "was",
    "asked",
    "adding",
    "by",
    "of",
    "in",
    "U.S.",
    "Mr.",
    "Jan",
    "3",
    "2016",
    "$5",
    "42%",
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    "«",
    "»",
    "\\",
    "</p>",
    "<b>",
    "**",
    "__",
    ".",
    ",",
    ";",
    ":",
    "-",
    "–",
    "—",
    "…",
    "...",
    "(",
    ")",
    "[",
    "]",
    "!",
    "?",
    "&amp;",
    "#",
    ">",
    "é",
    "ü",
    "中文",
    "\u200b",
    "\u202e",
    "😀",
    "�",
    "â€œ",
    "â\x80\x9d",
    "\n",
    "\n\n",
    "\t",
    "\r",
    "\r\n",
    "\x85",
    "\u2028",
    "    ",
    "\x00",
]


def generated(chance: random.Random) -> str:
    """A text of about sixty pieces."""
    return "".join(
        chance.choice(PIECES) + chance.choice([" ", "", " ", "   ", "\n"])
        for _ in range(max(1, int(chance.gauss(60, 30))))
    )


def test_a_thousand_generated_texts_give_sound_rows():
    chance, nlp, rows = random.Random(12), engine_named("crf"), 0
    texts = {f"t{n:04}": generated(chance) for n in range(1000)}
    _, masked = clean_corpus(texts)
    for row in stream(((d, texts[d], masked[d]) for d in texts), nlp):
        rows += 1
        for part in ("content", "source", "cue"):
            spans = parse_spans(row[f"{part}_spans"])
            assert words_at(texts[row["doc_id"]], spans) == row[part]
            assert not spans or spans[-1][1] <= len(texts[row["doc_id"]])
    assert rows > 500


def test_generated_texts_have_facts_a_language_and_families():
    chance = random.Random(13)
    texts = {f"t{n:04}": generated(chance) for n in range(300)}
    assert families(texts, {}) == {}
    for text in texts.values():
        language_of(text)
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
