"""The trained engine: its chain against sums over all paths, its linker, what it finds, and that it takes any text."""

import time
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.attribution import tagger
from sayso.attribution.component import pipeline
from sayso.attribution.features import LONGEST, Sequences, sequences
from sayso.attribution.tagger import LABELS, START, best, link, marginals, side_by_side
from sayso.text import Text
from training import FORBIDDEN, train_model


@pytest.fixture(scope="module")
def nlp():
    return pipeline()


def paths(potentials, transitions):
    """Every labelling of a sequence with its score."""
    for path in product(range(len(LABELS)), repeat=len(potentials)):
        score = START[path[0]] + sum(row[k] for row, k in zip(potentials, path, strict=True))
        yield path, score + sum(transitions[a, b] for a, b in pairwise(path))


@pytest.mark.parametrize("length", [1, 2, 3])
def test_best_labels_and_marginals_equal_sums_over_all_paths(length):
    random = np.random.default_rng(length)
    transitions = FORBIDDEN + random.normal(size=FORBIDDEN.shape).astype(np.float32)
    potentials = random.normal(size=(length, len(LABELS))).astype(np.float32)
    longer = random.normal(size=(length + 2, len(LABELS))).astype(np.float32)
    scored = dict(paths(potentials, transitions))
    total = sum(np.exp(s) for s in scored.values())
    expected = [sum(np.exp(s) for p, s in scored.items() if p[0] == k) / total for k in range(len(LABELS))]
    both, order = np.concatenate([longer, potentials]), side_by_side(np.array([0, length + 2, 2 * length + 2]))
    assert tuple(best(both, order, transitions)[length + 2 :]) == max(scored, key=scored.get)
    assert marginals(both, order, transitions)[length + 2] == pytest.approx(expected, abs=1e-4)


def linked(*paragraphs):
    """What is linked in paragraphs of one sentence each, written as (word, label)."""
    starts, pairs = np.cumsum([0, *map(len, paragraphs)]), [pair for par in paragraphs for pair in par]
    number = np.repeat(np.arange(len(paragraphs)), np.diff(starts))
    read = Sequences([word for word, _ in pairs], starts, np.zeros(len(pairs), int), number)
    return link(read, np.array([LABELS.index(label) for _, label in pairs]))


def test_a_piece_goes_to_the_cue_on_the_side_that_its_label_says():
    row = [("Rain", "BC>"), ("Ann", "BS>"), ("said", "BQ"), ("Snow", "BC<"), ("says", "BQ"), ("Bo", "BS<")]
    (first,), second = linked([*row[:4], ("says", "O"), ("Bo", "O")]), linked(row)
    assert (first.source, first.cue, first.content) == (((1, 2),), ((2, 3),), ((0, 1), (3, 4)))
    assert [one.source for one in second] == [((1, 2),)]  # "says" has no content: its source is left out with it


def test_coordinated_cues_of_a_sentence_share_their_source():
    row = [("Ann", "BS>"), ("said", "BQ"), ("rain", "BC<"), ("and", "O"), ("added", "BQ"), ("hail", "BC<")]
    assert [one.source for one in linked(row)] == [((0, 1),), ((0, 1),)]


def test_a_content_without_a_cue_continues_the_attribution_of_the_paragraph_before():
    said, more = [("Ann", "BS>"), ("said", "BQ"), ("rain", "BC<")], [("hail", "BC<"), ("too", "IC<")]
    (one,) = linked(said, more)
    assert one.content == ((2, 3), (3, 5))
    assert [one.cue for one in linked(more)] == [()]


CASES = {
    "content before": ("“The pumps failed,” said Mara Quill.", "Mara Quill", "said", "“The pumps failed,”"),
    "that-clause": ("Mara Quill said that the pumps had failed.", "Mara Quill", "said", "the pumps had failed"),
    "according to": ("According to Mara Quill, the pumps had failed.", "Mara Quill", "According", "pumps had failed"),
    "around": ("“The pumps,” Mara Quill said, “have failed.”", "Mara Quill", "said", "have failed"),
    "told whom": (
        "Mara Quill told Al Jazeera that the pumps had failed.",
        "Mara Quill",
        "told",
        "the pumps had failed",
    ),
    "when": (
        "The ministry announced in October that the pumps had failed.",
        "ministry",
        "announced",
        "pumps had failed",
    ),
    "inverted": ("“The pumps failed,” added the harbour engineer.", "engineer", "added", "The pumps failed"),
    "abbreviation": (
        "He said the U.S. pumps had failed in spring.",
        "He",
        "said",
        "the U.S. pumps had failed in spring",
    ),
    "old marks": ("''The pumps failed,'' Mara Quill said.", "Mara Quill", "said", "The pumps failed"),
    "attitude": ("Mara Quill believes that the pumps will fail.", "Mara Quill", "believes", "the pumps will fail"),
    "report": ("The report concluded that the pumps had failed.", "report", "concluded", "the pumps had failed"),
}


@pytest.mark.parametrize("case", CASES)
def test_who_reports_what(nlp, case):
    text, source, cue, content = CASES[case]
    assert any(
        source in one.words("source") and cue in one.words("cue") and content in one.words("content")
        for one in nlp(text)._.attributions
    ), nlp(text)._.attributions


@pytest.mark.parametrize(
    "text",
    [
        "Fighters of Islamic State attacked a convoy near the dam.",
        "The pumps stand beside the dam. It was built in 1931.",
    ],
)
def test_what_reports_nothing_has_no_attribution(nlp, text):
    assert not nlp(text)._.attributions


def test_act_is_told_from_the_cue(nlp):
    acts = {case: nlp(CASES[case][0])._.attributions[0].act for case in ("that-clause", "attitude")}
    assert acts == {"that-clause": "speech", "attitude": "attitude"}


ODD = st.text(st.sampled_from("ab .,“”\"'’‘`«»\n\r\t()—-:;?!🙂שלםعé1A\u200f\x00\ud800"), max_size=200)


@settings(max_examples=100, deadline=None)
@given(ODD | st.text(max_size=100))
def test_any_text_is_taken_and_pieces_slice_back_to_their_words(nlp, text):
    doc = nlp(text.encode("utf-8", "ignore").decode())
    for one in doc._.attributions:
        assert one.content
        assert 0 <= one.confidence <= 1
        for role in ("source", "cue", "content"):
            assert [doc.text[a:b] for a, b in one.spans(role)] == [w for w in one.words(role).split(" [...] ") if w]


def test_time_grows_no_faster_than_the_text_on_one_line(nlp):
    def seconds(copies):
        text = "“The pumps failed,” said Mara Quill, who added that it rained. " * copies
        start = time.perf_counter()
        assert nlp(text)._.attributions
        return time.perf_counter() - start

    seconds(10)
    assert seconds(1600) < 8 * 3 * seconds(200)


def test_a_paragraph_of_any_length_is_read_in_parts():
    text = Text("rain " * (2 * LONGEST + 5))
    assert np.diff(sequences(text).starts).tolist() == [LONGEST, LONGEST, 5]


def test_the_model_holds_no_more_than_two_words_in_a_row_and_is_small():
    trained = tagger.model()
    longest = max((key.split("=", 1)[-1].strip("_").count("_") for key in trained.chain.index), default=0)
    assert longest <= 2
    assert tagger.MODEL.stat().st_size < 6_000_000
    assert len(trained.chain.index) > 10_000


def corpus(folder):
    """Forty small articles of our own in PolNeAR's form, thirty to train on."""
    for split, sub in product(("train", "dev"), ("text", "attributions")):
        (folder / split / sub).mkdir(parents=True)
    for i in range(40):
        split = folder / ("dev" if i % 4 == 0 else "train")
        source, content = f"Quill{i % 7}", f"pump {i} failed"
        text = f"{source} said {content}.\n\nThe dam is old."
        a, b, c = text.index(source), text.index("said"), text.index(content)
        lines = [
            f"T1\tSource {a} {a + len(source)}\t{source}", f"T2\tCue {b} {b + 4}\tsaid",
            f"T3\tContent {c} {c + len(content)}\t{content}", f"T4\tAttribution {b} {b + 4}\tsaid",
            "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3",
        ]  # fmt: skip
        (split / "text" / f"article{i:02}.txt").write_text(text, "utf-8")
        (split / "attributions" / f"article{i:02}_ann.ann").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def test_training_learns_and_gives_the_same_bytes_twice(tmp_path):
    folder = corpus(tmp_path)
    figures = [train_model(folder, tmp_path / name, jobs=1) for name in ("a.npz", "b.npz")]
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert figures[0] == figures[1]
    assert (figures[0]["articles"], figures[0]["held_out"]) == (30, 10)
    text = Text("Quill3 said pump 9 failed.")
    (one,), _ = tagger.attribute(text, tagger.load(tmp_path / "a.npz"))
    assert (one.source, one.cue, one.content) == (((0, 1),), ((1, 2),), ((2, 5),))


def test_a_folder_without_annotation_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"expected attributions/\*\.ann, found none"):
        train_model(tmp_path, tmp_path / "a.npz")
