"""Dictionary coding: what a pattern finds, and when the stance turns round."""

import time

import pytest

from hearsay import tables
from hearsay.corpus.coding import PROPOSITION, Codebook
from sayso.patterns import compile_pattern, compiled, line, with_dictionary_stances


def codebook(**patterns):
    """A proposition per name, its patterns given as a list or, with denials, as a pair of lists."""
    pairs = {key: value if isinstance(value, tuple) else (value, []) for key, value in patterns.items()}
    return Codebook({k: PROPOSITION | {"label": k, "patterns": p, "denials": d} for k, (p, d) in pairs.items()}, {})


def stances(text, book, content="", cue="", source=""):
    content = content or text
    start = text.index(content)
    row = {
        "id": "m1",
        "doc_id": "pier",
        "content_spans": f"{start}:{start + len(content)}",
        "content": content,
        "cue": cue,
        "source": source,
    }
    return with_dictionary_stances(tables.STATEMENTS.of([row]), book.propositions, {"pier": text}).iloc[0]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("met", "They met.", True),
        ("met", "The metal is here.", False),
        ("MET", "They met.", False),
        ("US", "It was U.S. steel.", True),
        ("US", "It helped us.", False),
        ("inspect*", "The inspectors came.", True),
        ("met|spoke", "They spoke.", True),
        ("cold_war|war_of_words", "A war of words began.", True),
        ("failed to", "They failed to come.", True),
        ("failed to", "They failed us to a man.", False),
        ("owner ... crane", "The owner of the old and rusty crane left.", True),
        ("owner ... crane", "The owner of that one old and very rusty crane left.", False),
        ("owner ... crane", "The crane has an owner.", False),
        ("owner & crane", "The crane has an owner.", True),
        ("owner & crane", "The crane fell. An owner came.", False),
        ("owner & (crane)", "The crane fell. An owner came.", True),
        ("owner & (crane)", "The crane fell.\n\nAn owner came.", False),
        ("port", "The port’s crane fell.", True),
    ],
)
def test_a_pattern_finds_words_and_no_others(pattern, text, found):
    content = text.split("\n\n")[-1]
    assert stances(text, codebook(p=[pattern]), content)["stances"] == ("p:affirms" if found else "")


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        pytest.param("The crane was inspected.", "said", "affirms", id="plain"),
        pytest.param("The crane was not inspected.", "said", "denies", id="a negator close before"),
        pytest.param("The crane wasn't inspected.", "said", "denies", id="a negator that is part of a word"),
        pytest.param("No doubt the old crane was long since inspected.", "said", "affirms", id="a negator far before"),
        pytest.param("The crane was inspected.", "denied that", "denies", id="a cue that denies"),
        pytest.param("The crane was not inspected.", "denied that", "affirms", id="a denial denied"),
        pytest.param("Never denied: all inspected.", "said", "affirms", id="a negator negated"),
        pytest.param("He denies it was inspected.", "", "denies", id="a denial told"),
        pytest.param("Nobody ever checked it.", "said", "denies", id="a pattern of denial"),
        pytest.param("Nobody ever checked it, inspected or new.", "said", "denies", id="a denial beside"),
        pytest.param("Was the crane inspected?", "asked", "neutral", id="a question"),
        pytest.param("the crane was inspected", "asked whether", "neutral", id="an open question"),
        pytest.param("It was inspected. The rope was not inspected.", "said", "qualifies", id="both"),
    ],
)
def test_the_stance_turns_with_negators_cues_and_questions(text, cue, expected):
    book = codebook(p=(["inspected"], ["nobody ... checked"]))
    assert stances(text, book, cue=cue)["stances"] == f"p:{expected}"


@pytest.mark.parametrize(
    ("pattern", "source", "cue", "content", "expected"),
    [
        pytest.param(
            ["admit* ... talks"], "The port", "admitted that", "there were talks.", "affirms", id="with the cue"
        ),
        pytest.param(["admit* ... talks"], "The port", "never admitted", "the talks.", "denies", id="a cue negated"),
        pytest.param(
            ([], ["denied ... talks"]), "The port", "denied that", "there were talks.", "denies", id="its denial"
        ),
        pytest.param(["talks & port"], "The port", "said", "there were talks.", "affirms", id="a part in the source"),
        pytest.param(["port & talks"], "The port", "said", "there were talks.", "", id="but not the first"),
    ],
)
def test_cue_and_source_are_read_with_the_content(pattern, source, cue, content, expected):
    found = stances(content, codebook(p=pattern), cue=cue, source=source)["stances"]
    assert found == (f"p:{expected}" if expected else "")


def test_a_negator_in_the_pattern_itself_turns_nothing():
    book = codebook(p=["never|not ... tolerat*"])
    assert stances("We will never tolerate it.", book)["stances"] == "p:affirms"


def test_each_proposition_is_read_apart_and_in_order():
    book = codebook(q=["crane"], p=["fell"], r=["rope"])
    assert stances("The crane fell.", book)["stances"] == "p:affirms | q:affirms"


@pytest.mark.parametrize(
    ("text", "cue", "certainty", "words"),
    [
        ("The crane fell.", "said", "plain", ""),
        ("The crane may have fallen.", "said", "hedged", "may"),
        ("The crane fell.", "reportedly said", "hedged", "reportedly"),
        ("It fell in May.", "said", "plain", ""),
    ],
)
def test_hedges_are_told_with_their_words(text, cue, certainty, words):
    found = stances(text, codebook(), cue=cue)
    assert (found["certainty"], found["certainty_words"]) == (certainty, words)


def test_what_is_masked_is_not_read():
    text = "The crane fell. The rope held."
    row = {"id": "m1", "doc_id": "pier", "content_spans": f"0:{len(text)}", "content": text}
    masked = text.replace("The rope held.", " " * 14)
    found = with_dictionary_stances(
        tables.STATEMENTS.of([row]), codebook(p=["crane"], q=["rope"]).propositions, {"pier": masked}
    )
    assert found.iloc[0]["stances"] == "p:affirms"


def test_an_empty_codebook_gives_no_stances_and_no_error():
    book = Codebook({}, {})
    assert stances("The crane fell.", book)["stances"] == ""
    empty = with_dictionary_stances(tables.STATEMENTS.empty(), book.propositions, {})
    assert list(empty.columns) == list(tables.STATEMENTS.columns)


@pytest.mark.parametrize("pattern", ["", "a & ", "a & ()", "(a & b", "a + b", "a # b"])
def test_a_pattern_that_cannot_be_read_is_named(pattern):
    with pytest.raises(ValueError, match=r"codebook\.toml: propositions\.safe: cannot read the pattern"):
        compile_pattern("safe", "affirms", pattern)


def test_words_are_read_without_possessives_and_dots():
    assert line("“Russia's envoy”, U.S.-made") == " Russia envoy US made "


def test_the_seeds_codebook_has_a_readable_pattern_for_each_proposition(seeds_codebook):
    read = compiled(seeds_codebook.propositions)
    in_use = {key for key, p in seeds_codebook.propositions.items() if not p["retired"]}
    assert {p.proposition for p in read} == in_use


@pytest.fixture
def seeds_codebook():
    from hearsay.corpus.coding import load_codebook
    from hearsay.corpus.documents import ROOT

    return load_codebook(ROOT / "seeds")


def test_a_thousand_statements_take_about_a_second(seeds_codebook):
    text = "The port said that its contacts with the union served both sides. " * 1000
    size = len(text) // 1000
    rows = [
        {
            "id": f"m{n}",
            "doc_id": "pier",
            "content_spans": f"{n * size}:{n * size + size - 1}",
            "content": text[: size - 1],
        }
        for n in range(1000)
    ]
    began = time.perf_counter()
    with_dictionary_stances(tables.STATEMENTS.of(rows), seeds_codebook.propositions, {"pier": text})
    assert time.perf_counter() - began < 10
