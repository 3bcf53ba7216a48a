"""The pipeline takes any string in linear time, and its sentences are not fooled."""

import time
from itertools import pairwise

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from sayso.attribution import tagger
from sayso.attribution.component import pipeline

TEXT = "“The crane fell,” said Ines Okafor. Reyl denied that it fell.\n\n“It rose. It stands,” he told the board."
ODD = st.text(alphabet=st.sampled_from("ab S.,?:\n“”\"''``«»‘’'—-()الع😀\u200f\u2028\u00a0é漢0"), max_size=120)
WORDS = st.lists(
    st.sampled_from(
        (
            *("said", "told", "Okafor", "he", "that", ",", ".", "“", "”", '"', "''", "The", "crane", "according", "to"),
            *("reportedly", "which", "\n\n", ":", ";", "by", "denied", "and", "adding", "who", "—", "(", ")", "U.S."),
            *("wrote", "expected", "is", "the", "claim", "in", "view", "responded:", "as", "accounts", "most", "’s"),
        )
    ),
    max_size=40,
).map(" ".join)


@pytest.fixture(scope="module")
def nlp():
    return pipeline()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The U.S. general left. He slept.", 2, id="an abbreviation of letters"),
        pytest.param("He left the U.S. The crane stayed.", 2, id="an abbreviation that ends a sentence"),
        pytest.param("Gen. Ada M. Stone met Sen. Reyl. They ate.", 2, id="titles and an initial"),
        pytest.param("KABUL, JAN. 27 - It fell.", 1, id="a month in capitals"),
        pytest.param("He left at 5 p.m. Monday. It fell.", 2, id="a time of day"),
        pytest.param("“It fell. It rose,” he said. It stands.", 2, id="sentence ends inside a quotation"),
        pytest.param("“Did it fall?” Okafor asked. “No!”", 2, id="a question and its speaker"),
        pytest.param("“It fell.” Okafor left.", 2, id="a quotation that ends its sentence"),
        pytest.param('Of nonbelievers."The men came.', 2, id="no space"),
        pytest.param("It fell\n\nIt rose", 2, id="paragraphs without a full stop"),
        pytest.param("“It fell. It rose.\n\n“It stands.”", 3, id="an open quotation is read sentence by sentence"),
        pytest.param("", 0, id="empty"),
        pytest.param(" \n ", 1, id="blank"),
    ],
)
def test_sentences_end_where_a_reader_ends_them(nlp, text, expected):
    assert len(list(nlp(text).sents)) == expected


def test_a_component_keeps_everything_through_bytes_copies_and_files(nlp):
    doc = nlp(TEXT)
    assert len(doc._.attributions) == 3
    again = [Doc(nlp.vocab).from_bytes(doc.to_bytes()), doc.copy()]
    again += list(DocBin(docs=[doc]).get_docs(spacy.blank("en").vocab))
    for other in again:
        assert other._.attributions == doc._.attributions
        assert [a.words("content") for a in other._.attributions] == [a.words("content") for a in doc._.attributions]


def test_a_doc_joined_from_others_is_refused_with_a_sentence(nlp):
    with pytest.raises(ValueError, match="expected a Doc of one text, but this one was joined"):
        _ = Doc.from_docs([nlp(TEXT), nlp(TEXT)])._.attributions


def test_worker_processes_find_the_same(nlp):
    alone = [doc._.attributions for doc in nlp.pipe([TEXT] * 4)]
    assert [doc._.attributions for doc in nlp.pipe([TEXT] * 4, n_process=2, batch_size=2)] == alone


def check_offsets(doc: Doc, text: str) -> None:
    assert doc.text == text
    for found in doc._.attributions:
        assert found.content
        for role in ("source", "cue", "content"):
            spans = found.spans(role)
            assert spans == sorted(spans)
            assert all(b <= c for (_, b), (c, _) in pairwise(spans))
            assert " [...] ".join(text[a:b] for a, b in spans) == found.words(role)
            assert all(text[a:b].strip() == text[a:b] != "" for a, b in spans)


@settings(max_examples=150, deadline=None)
@given(st.one_of(ODD, WORDS, st.text(max_size=60)))
@example("It fell on Monday in the old port, said")
def test_no_string_is_refused_and_offsets_slice_back_to_the_words(nlp, text):
    check_offsets(nlp(text), text)


RUNS = [
    "(",
    '"',
    "“",
    "''",
    "a",
    "a.",
    "-",
    "said ",
    "he said “no” ",
    ", and said that ",
    "‘a ",
    "\n",
    "x\n\n",
    "٣ ",
    "😀",
    "A: b\n",
    "AB: b.\n",
    "“a” — B\n",
    "“a b\n",
    "A said that ",
]


def seconds(nlp: Language, text: str) -> float:
    start = time.process_time()
    assert nlp(text).text == text
    return time.process_time() - start


@pytest.mark.parametrize("unit", RUNS)
def test_time_grows_no_faster_than_a_text(nlp, unit):
    """Eight times the text takes at most some twenty times as long: a square would take sixty-four."""
    short, long = unit * (4_000 // len(unit)), unit * (32_000 // len(unit))
    seconds(nlp, short)
    assert seconds(nlp, long) < 20 * seconds(nlp, short) + 1.5


def test_a_line_of_a_million_characters_is_read(nlp):
    assert seconds(nlp, ("a" * 900 + " (((((( ") * 1_100 + '"' * 1_000) < 20


def test_a_missing_model_is_told_in_a_sentence(tmp_path):
    with pytest.raises(ValueError, match=r"none\.npz: expected the trained model here, but there is none"):
        spacy.blank("en").add_pipe("attribution", config={"model": str(tmp_path / "none.npz")})


def test_the_component_serves_any_blank_pipeline():
    nlp = spacy.blank("en")
    nlp.add_pipe("attribution", config={"model": str(tagger.MODEL)})
    assert [a.words("source") for a in nlp(TEXT)._.attributions] == ["Ines Okafor", "Reyl", "he"]


def test_a_pipeline_is_written_and_read_again_with_its_model(tmp_path):
    nlp = pipeline()
    nlp.to_disk(tmp_path / "nlp")
    again = [spacy.load(tmp_path / "nlp"), pipeline().from_bytes(nlp.to_bytes())]
    assert [other(TEXT)._.attributions for other in again] == [nlp(TEXT)._.attributions] * 2
    assert (tmp_path / "nlp" / "attribution" / "attribution.npz").read_bytes() == tagger.MODEL.read_bytes()


def test_the_scorer_counts_attributions_that_are_the_same(nlp):
    one = nlp(TEXT.partition("\n")[0])
    scores = nlp.get_pipe("attribution").score([Example(nlp(TEXT.partition("\n")[0]), one)])
    assert scores == {"attribution_p": 1.0, "attribution_r": 1.0, "attribution_f": 1.0}
    silent = nlp.get_pipe("attribution").score([Example(nlp.make_doc(one.text), one)])
    assert silent == {"attribution_p": 0.0, "attribution_r": 0.0, "attribution_f": 0.0}
