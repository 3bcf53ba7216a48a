"""Dictionary coding: what a pattern finds, and when the stance turns round."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hearsay import tables
from hearsay.corpus.codebook import PROPOSITION, Codebook
from sayso.patterns import compile_pattern, compiled, line, read_stances
from sayso.words import marked


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
    return read_stances(tables.STATEMENTS.of([row]), book.propositions, {"pier": text})[0].iloc[0]


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
        pytest.param(
            ["owner ... saw"], "", "said", "The owner never in all his years saw it.", "denies", id="a negator in a gap"
        ),
    ],
)
def test_cue_and_source_are_read_with_the_content(pattern, source, cue, content, expected):
    found = stances(content, codebook(p=pattern), cue=cue, source=source)["stances"]
    assert found == (f"p:{expected}" if expected else "")


ATTRIBUTE = pytest.mark.xfail(reason="what only describes a thing is denied with its clause")


@pytest.mark.parametrize(
    ("text", "expected", "turned_by"),
    [
        # what denies, however far off it stands
        ("We reject the claim that the old crane was ever inspected.", "denies", "reject"),
        ("They dismissed reports that the crane had been inspected.", "denies", "dismissed"),
        ("He called the claim that the crane was inspected false.", "denies", "false"),
        ("He called reports that it was inspected false and absurd.", "denies", "false"),
        ("The claim that it was inspected was rejected by Ruiz.", "denies", "rejected"),
        ("It is false that the crane at the north quay was inspected.", "denies", "false"),
        ("It is not true that the crane at the quay was inspected.", "denies", "not"),
        ("There is no evidence that the crane was ever inspected.", "denies", "no"),
        ("He had nothing to do with how the crane was inspected.", "denies", "nothing"),
        ("The port does not believe that the crane was inspected.", "denies", "not"),
        ("It failed to be inspected.", "denies", "failed"),
        ("The board ruled out that it was inspected.", "denies", "ruled out"),
        ("It was inspected, which the union denied.", "denies", "denied"),
        ("Neither weighed nor inspected, it fell.", "denies", "neither"),
        ("They dismissed as false the report that it was inspected.", "denies", "false"),
        ("They denied false reports that it was inspected.", "denies", "denied"),
        ("They rejected and denied the claim that it was inspected.", "denies", "denied"),
        ("It has not yet been inspected.", "denies", "not"),
        ("They deny ever having had the old crane inspected.", "denies", "deny"),
        ("They rejected reports that it was inspected as false.", "denies", "false"),
        ("Nobody in the port had the old crane inspected.", "denies", "nobody"),
        ("The crane was never properly inspected.", "denies", "never"),
        ("It was sold rather than inspected.", "denies", "rather than"),
        ("The union falsely claimed that it was inspected.", "denies", "falsely"),
        ("Claims that it was inspected have no basis.", "denies", "no"),
        ("The claim that it was inspected, the port said, is untrue.", "denies", "untrue"),
        ("It was inspected, which is untrue.", "denies", "untrue"),
        ("It was inspected, a claim that the port rejects.", "denies", "rejects"),
        ("It is no longer inspected.", "denies", "no"),
        ("The port refused to have it inspected.", "denies", "refused"),
        ("They did not want it inspected.", "denies", "not"),
        # what takes a denial back
        ("The port no longer denies that it was inspected.", "affirms", "no | denies"),
        ("The port never denied that it was inspected.", "affirms", "never | denied"),
        ("He denied that it was not inspected.", "affirms", "denied | not"),
        ("It is not false that it was inspected.", "affirms", "not | false"),
        # what looks like a negator and is none
        ("It was not only inspected but painted.", "affirms", ""),
        ("No, it was inspected.", "affirms", ""),
        ("There is no doubt it was inspected.", "affirms", ""),
        ("He did not come but inspected it.", "affirms", ""),
        ("He did not care but inspected it.", "affirms", ""),
        ("He did not say who inspected it.", "affirms", ""),
        ("He denied the theft and said it was inspected.", "affirms", ""),
        ("It was inspected and the offer was rejected.", "affirms", ""),
        ("Despite the denials, it was inspected.", "affirms", ""),
        ("It was false that it was sold; it was inspected.", "affirms", ""),
        ("There is no question that it was inspected.", "affirms", ""),
        ("It is no secret that it was inspected.", "affirms", ""),
        pytest.param("The ship did not sail from the inspected quay.", "affirms", "", marks=ATTRIBUTE),
        ("He denied the theft on a day on which all the men of the port saw it safely inspected.", "affirms", ""),
        pytest.param("It was inspected on the word of a board that is false.", "affirms", "", marks=ATTRIBUTE),
        # what leaves it open
        ("If the crane was inspected, the port is safe.", "neutral", "if"),
        ("The port is safe if the crane was inspected.", "neutral", "if"),
        ("If the port is safe, the crane was inspected.", "affirms", ""),
        ("It is unclear whether it was inspected.", "neutral", "whether"),
        ("They would neither confirm nor deny that it was inspected.", "neutral", "neither | confirm"),
        ("They refused to deny that it was inspected.", "neutral", "refused | deny"),
        ("They could not rule out that it was inspected.", "neutral", "not | rule out"),
        ("He doubted that it was inspected.", "neutral", "doubted"),
        ("He did not say that it was inspected.", "neutral", "not | say"),
        ("Was it inspected?", "neutral", "?"),
    ],
)
def test_each_stance_keeps_the_words_that_turned_it(text, expected, turned_by):
    row = {"id": "m1", "doc_id": "pier", "content_spans": f"0:{len(text)}", "content": text}
    _, found = read_stances(tables.STATEMENTS.of([row]), codebook(p=["inspected"]).propositions, {"pier": text})
    assert found[["stance", "turned_by", "rule"]].to_numpy().tolist() == [[expected, turned_by, "inspected"]]
    assert tables.STANCE_TABLE.check(found).equals(found)


LONG = "in a letter to the men of the board of the old union of crane men of the north on Monday that"


@pytest.mark.parametrize(
    ("led", "cue", "content", "expected"),
    [
        ("The port", "denies", "that it was inspected.", "denies"),
        ("The port no longer", "denies", "that it was inspected.", "affirms"),
        ("The port", "did not deny", "that it was inspected.", "affirms"),
        ("The port", "denied it:", "“It was not inspected.”", "denies"),
        ("The port", "denied", "“having it inspected”.", "denies"),
        ("The port", "never denied it:", "“It was inspected.”", "affirms"),
        ("The port", "called it untrue:", "it was inspected.", "denies"),
        ("The port refused", "to say", "that it was inspected.", "neutral"),
        ("The port", "never said", "that it was inspected.", "neutral"),
        ("The port", "refused to say", "that it was inspected.", "neutral"),
        ("If the port", "says", "that it was inspected, we sail.", "neutral"),
        ("No port", "said", "that it was inspected.", "neutral"),
        ("The port", "dismissed", f"{LONG} it was inspected.", "denies"),
        ("The port", "did not say", f"{LONG} it was inspected.", "neutral"),
        ("The port", "dismissed", "as false the claim that it was inspected.", "denies"),
    ],
)
def test_the_cue_turns_what_it_reports_and_a_condition_leaves_it_open(led, cue, content, expected):
    text = f"{led} {cue} {content}"
    name, start, told = text.index("port"), text.index(cue), len(text) - len(content)
    row = {"id": "m1", "doc_id": "pier", "source": "port", "cue": cue, "content": content}
    row |= {"source_spans": f"{name}:{name + 4}", "cue_spans": f"{start}:{start + len(cue)}"}
    row |= {"content_spans": f"{told}:{len(text)}"}
    found, _ = read_stances(tables.STATEMENTS.of([row]), codebook(p=["inspected"]).propositions, {"pier": text})
    assert found["stances"].tolist() == [f"p:{expected}"]


DENYING = {  # a denial as a codebook may write it, and words that it catches
    "no_smoking_gun": "no smoking gun",
    "no smoking gun": "no smoking gun",
    "no ... gun": "no sign of a gun",
    "den* ... involve*": "denied any involvement",
    "denied|denies ... involve*": "denies having been involved",
    "nothing_to_do_with": "nothing to do with",
    "reject*|dismiss* ... claim*": "rejected the claim",
    "claim* ... false|untrue": "claims were false",
    "never|not ... tolerat*": "never tolerated",
    "fals* ... report*": "false report",
    "un*": "untrue",
    "is_a_lie": "is a lie",
    "stayed away": "stayed away",
}
AROUND = [
    "the",
    "port",
    "said",
    "it",
    "of",
    "a",
    "crane",
    "and",
    "by",
    "all",
    "on",
    "Monday",
    "ship",
    "old",
    "they",
    "there",
    "was",
    "with",
    "him",
]
TURNERS = sorted(
    {
        word
        for mark in ("negator", "denial", "false", "refusal")
        for word in marked("turning", mark)
        if " " not in word and not word.startswith("un")  # which the denial `un*` would catch
    }
    | {"n’t", "wasn’t", "ruled"}
)
PLAIN = st.lists(st.sampled_from(AROUND), max_size=6)


@settings(deadline=None)
@given(st.sampled_from(sorted(DENYING)), PLAIN, PLAIN)
def test_no_sentence_caught_by_a_denial_affirms(denial, before, after):
    text = " ".join([*before, DENYING[denial], *after])
    assert stances(text, codebook(p=([], [denial])))["stances"] == "p:denies"


@settings(deadline=None)
@given(st.sampled_from(sorted(DENYING)), *[st.lists(st.sampled_from(AROUND + TURNERS), max_size=6)] * 2)
@example("den* ... involve*", ["no", "longer"], [])
@example("claim* ... false|untrue", [], ["and", "baseless"])
@example("no ... gun", ["never"], [])
def test_only_a_negator_outside_its_words_turns_a_denial_back(denial, before, after):
    text = " ".join([*before, DENYING[denial], *after])
    row = {"id": "m1", "doc_id": "pier", "content_spans": f"0:{len(text)}", "content": text}
    _, found = read_stances(tables.STATEMENTS.of([row]), codebook(p=([], [denial])).propositions, {"pier": text})
    ((stance, turned_by),) = found[["stance", "turned_by"]].to_numpy()
    outside = [*before, *after]
    if stance == "affirms":
        assert turned_by
    for word in tables.items(turned_by):
        outside.remove(word.removesuffix(" out"))


@settings(deadline=None)
@given(st.sampled_from(["inspected", "crane ... fell", "no_secret", "deni*"]), PLAIN, PLAIN)
def test_no_sentence_without_a_negator_turns_a_pattern(pattern, before, after):
    words = {
        "inspected": "inspected",
        "crane ... fell": "crane at last fell",
        "no_secret": "no secret",
        "deni*": "denied",
    }
    assert stances(" ".join([*before, words[pattern], *after]), codebook(p=[pattern]))["stances"] == "p:affirms"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("never|not ... tolerat*", "We will never tolerate it."),
        ("longer", "It is no longer here."),
        ("refus* ... help", "They refused our help."),
        ("*", "___"),
        ("fals* ... report*", "They denied false reports."),
    ],
)
def test_a_negator_in_the_pattern_itself_turns_nothing(pattern, text):
    assert stances(text, codebook(p=[pattern]))["stances"] == "p:affirms"


def test_what_stands_before_a_cue_turns_nothing_in_the_sentences_after_it():
    text = "The port no longer says that it is safe. It was inspected."
    row = {"id": "m1", "doc_id": "pier", "cue": "says", "cue_spans": "19:23", "content_spans": f"24:{len(text)}"}
    row |= {"source": "port", "source_spans": "4:8", "content": text[24:]}
    found, _ = read_stances(tables.STATEMENTS.of([row]), codebook(p=["inspected"]).propositions, {"pier": text})
    assert found["stances"].tolist() == ["p:affirms"]


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
    found, _ = read_stances(
        tables.STATEMENTS.of([row]), codebook(p=["crane"], q=["rope"]).propositions, {"pier": masked}
    )
    assert found.iloc[0]["stances"] == "p:affirms"


def test_an_empty_codebook_gives_no_stances_and_no_error():
    book = Codebook({}, {})
    assert stances("The crane fell.", book)["stances"] == ""
    empty, _ = read_stances(tables.STATEMENTS.empty(), book.propositions, {})
    assert list(empty.columns) == list(tables.STATEMENTS.columns)


@pytest.mark.parametrize("pattern", ["", "a & ", "a & ()", "(a & b", "a + b", "a # b"])
def test_a_pattern_that_cannot_be_read_is_named(pattern):
    with pytest.raises(ValueError, match=r"codebook\.toml: propositions\.safe: cannot read the pattern"):
        compile_pattern("safe", "affirms", pattern)


def test_words_are_read_without_possessives_and_dots():
    assert line("“Russia's envoy”, U.S.-made").words == " Russia envoy US made "


def test_the_seeds_codebook_has_a_readable_pattern_for_each_proposition(seeds_codebook):
    read = compiled(seeds_codebook.propositions)
    in_use = {key for key, p in seeds_codebook.propositions.items() if not p["retired"]}
    assert {p.proposition for p in read} == in_use


@pytest.fixture
def seeds_codebook():
    from hearsay.corpus.codebook import load_codebook
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
    read_stances(tables.STATEMENTS.of(rows), seeds_codebook.propositions, {"pier": text})
    assert time.perf_counter() - began < 10
