"""Claims over time: which claims, lanes and words are shown, where marks stand, and what the figure says of itself."""

from itertools import pairwise
from types import SimpleNamespace

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import toy
from hearsay import tables
from hearsay.analysis import claims
from hearsay.reading import open_reading
from hearsay.show import rows
from hearsay.show.figures import over_time, style


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    return open_reading(toy.write(tmp_path_factory.mktemp("toy")))


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def lanes(*told):
    """Rows of one claim: (stance, holder, said) and what is told besides."""
    usual = {"claim": "p", "label": "The crane was safe", "named": "yes", "words": "it was safe", "cue": "said",
             "path": "Gazette (d1)", "told_in": "1", "limits": "", "past": "", "teller": "", "ascriber": "",
             "undenied": "nobody here denies it", "alleged": "", "by": "codebook"}  # fmt: skip
    made = []
    for n, (stance, holder, said, *rest) in enumerate(told):
        row = usual | {
            "stance": stance,
            "holder": holder,
            "said": said,
            "lane": f"{stance}:{holder}:",
            "ids": f"s{n}",
        }
        made.append(row | (rest[0] if rest else {}))
    return pd.DataFrame(made, columns=rows.COLUMNS)


def test_the_clearest_is_own_words_then_named_then_fewest_hands_then_closely_dated():
    told = toy.statements(
        {"actor": "reyl", "form": "indirect", "said": "2016"},
        {"actor": "official", "form": "direct", "anonymous": "yes", "said": "2016-05-01"},
        {"actor": "okafor", "form": "direct", "via": "wire", "said": "2016-05-01"},
        {"actor": "okafor", "form": "direct", "said": "2016"},
        {"actor": "okafor", "form": "direct", "said": "2016-05-01"},
        {"actor": "port", "holder": "reyl", "form": "direct", "said": "2016-05-01"},
    )
    order = sorted(told.to_dict("records"), key=rows.clearness)
    assert [row["id"] for row in order] == ["s5", "s4", "s3", "s2", "s1", "s6"]


def test_a_last_word_that_is_another_actor_s_name_is_not_the_person_s():
    rows_ = [
        {"actor": "ines-quay", "name": "Ines Quay", "type": "person"},
        {"actor": "quay", "name": "Quay", "type": "organisation"},
    ]
    people = claims.persons(pd.DataFrame(rows_))
    assert claims.named("Quay closes its office", people) == set()
    assert claims.named("Ines Quay closes the office", people) == {"ines-quay"}


def test_each_stance_has_its_lane_before_one_has_a_second_and_they_stand_affirm_qualify_deny():
    told = [("affirms", f"A{n}", f"2016-05-{n + 1:02}") for n in range(9)] + [
        ("denies", "D", "2016-06-01"),
        ("qualifies", "Q", ""),
    ]
    table = lanes(*told)
    shown = rows.shown_lanes(table)
    assert shown.drop_duplicates("row")["holder"].tolist() == ["A0", "A1", "A2", "A3", "Q", "D"]
    assert rows.others(table, shown) == "Also affirm: A4, A5, A6, A7 and 1 more"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ([("affirms", "A", ""), ("denies", "B", "")], "A affirms “The crane was safe”; B denies it"),
        ([("affirms", "A", ""), ("affirms", "B", ""), ("affirms", "C", "")], "A, B and 1 more affirm “The crane was safe”; nobody here denies it"),
        ([("denies", "B", "")], "B denies “The crane was safe”; nobody here affirms it"),
        ([("affirms", "A", ""), ("denies", "B", "", {"limits": "at night"})], "A affirms “The crane was safe”; B (“at night”) denies it"),
        ([("affirms", "A", ""), ("denies", "B", "", {"past": "had long denied"})], "A affirms “The crane was safe”; B “had long denied” it"),
        ([("denies", "B", "", {"past": "once denied"})], "B “once denied” “The crane was safe”; nobody here affirms it"),
        ([("affirms", "A", ""), ("denies", "B", "", {"past": "once denied"}), ("denies", "C", "")], "A affirms “The crane was safe”; C denies it and B “once denied” it"),
        ([("affirms", "A", ""), ("denies", "B", "", {"past": "once denied"}), ("denies", "B", "")], "A affirms “The crane was safe”; B denies it"),
        ([("affirms", "A", ""), ("affirms", "B, as C puts it", "", {"ascriber": "C"}), ("affirms", "somebody unnamed", "")], "A, somebody unnamed and 1 more affirm “The crane was safe”; nobody here denies it"),
        ([("affirms", "B, as C puts it", "", {"ascriber": "C"})], "B, as C puts it, affirms “The crane was safe”; nobody here denies it"),
        ([("affirms", "A", "", {"teller": "C"}), ("denies", "C", "")], "A, as C tells it, affirms “The crane was safe”; C denies it"),
        ([("affirms", "A", "", {"undenied": "no answer of those named is in these documents"})], "A affirms “The crane was safe”; no answer of those named is in these documents"),
        ([("affirms", "the author of document 7", "")], "The author of document 7 affirms “The crane was safe”; nobody here denies it"),
        ([("affirms", "harbour officials", "")], "Harbour officials affirm “The crane was safe”; nobody here denies it"),
        ([("affirms", "Clerks (unnamed)", "", {"named": ""}), ("affirms", "A", "")], "A and Clerks affirm “The crane was safe”; nobody here denies it"),
    ],
)  # fmt: skip
def test_the_title_is_the_finding_holders_label_holders(told, sentence):
    assert rows.finding(lanes(*told)) == sentence
    assert rows.finding(lanes(*told), headed=True) == sentence.replace("“The crane was safe”", "it")


def test_tellings_of_one_utterance_are_one_mark_told_in_its_documents(reading):
    found = rows.claim_rows(reading, ["checked"])
    okafor = found[found["holder"] == "Ines Okafor"]
    assert okafor["told_in"].tolist() == ["2"]
    assert okafor["words"].tolist() == ["The crane was checked"]
    assert set(found["stance"]) == {"affirms", "denies"}


# --- the axis


def test_on_the_axis_days_stand_in_order_and_a_long_time_without_a_date_takes_no_more_room_than_a_short_one():
    said = [f"2015-12-{day}" for day in range(20, 30)] + ["2016-12-05"]
    days, places = over_time.axis_of(said)
    steps = dict(zip(days[1:-1], (places[2:] - places[1:-1]).round(6), strict=False))
    assert list(days) == sorted(days)
    assert list(places) == sorted(places)
    day, many, last = steps[days[1]], steps[days[11]], steps[days[12]]
    assert day == pytest.approx(last, abs=1e-5)
    assert many == pytest.approx(over_time.STEP * day, abs=1e-5)


def test_days_are_named_without_touching():
    ax = style.opened(over_time.QUOTE)
    said = [f"2015-12-{day}" for day in range(10, 31)]
    over_time.name_days(ax, said, over_time.axis_of(said), 0.5)
    places = sorted({text.get_position()[0] for text in ax.texts})
    assert "10 Dec" in [text.get_text() for text in ax.texts]
    assert len(places) > 3
    assert min(b - a for a, b in pairwise(places)) >= over_time.TICK - 1e-9


def drawn(*told, **options):
    ax = over_time.plot_over_time(lanes(*told), **options)
    texts = [text.get_text() for text in ax.texts]
    dashed = [line for line in ax.get_lines() if line.get_linestyle() not in ("-", "None")]
    arrows = [line for line in ax.get_lines() if line.get_marker() in "<>"]
    return ax, texts, dashed, arrows


DATED = [("affirms", "A", "2016-05-01"), ("denies", "B", "2016-05-02"), ("qualifies", "C", "2016-05-03")]


def test_a_long_interval_is_a_dashed_line_without_a_mark_and_open_ends_have_arrows():
    _, texts, dashed, arrows = drawn(
        *DATED, ("denies", "D", "[2015-01-01..2016-05-02]"), ("denies", "E", "../2016-05-02")
    )
    assert len(dashed) == 2
    assert [line.get_marker() for line in arrows] == ["<", "<"]
    assert "2 May 2016 or earlier" in " ".join(texts)


def test_an_inferred_day_looks_inferred_and_an_ascription_is_hollow():
    ax, texts, *_ = drawn(*DATED, ("affirms", "F", "2016-05-01?", {"ascriber": "C"}))
    assert "?" in texts
    assert sum(line.get_markerfacecolor() == "white" for line in ax.get_lines()) == 2  # beside the name, and in time


def test_where_too_few_are_dated_the_lanes_stay_without_an_axis_and_the_title_says_so():
    ax, texts, dashed, _ = drawn(("affirms", "A", ""), ("denies", "B", "2015/2017"))
    assert not dashed
    assert "Too few are dated to tell when" in " ".join(texts)
    assert ax.figure.get_figwidth() < over_time.QUOTE + over_time.WORDS


@pytest.mark.parametrize(
    ("said", "axis"), [(["2016-05-01"] * 4, False), (["2016-05-01"] * 3 + ["2016-05-02"], True), (["2016-05-01"] * 3 + [""], False)]
)  # fmt: skip
def test_where_all_are_dated_alike_there_is_no_axis(said, axis):
    ax, *_ = drawn(*(("affirms", f"A{n}", day) for n, day in enumerate(said)))
    assert bool(ax.collections) is axis


def test_an_axis_stands_only_behind_a_claim_of_which_something_is_dated():
    undated = lanes(("affirms", "F", ""), ("affirms", "G", "")).assign(claim="other")
    ax = over_time.plot_over_time(pd.concat([lanes(*DATED), undated]))
    assert len(ax.collections) == 1


SAME = {"doc_id": "gazette", "content": "the log was lost"}


@pytest.mark.parametrize(
    ("of", "to", "sayings"),
    [
        ({"actor": "clerk@gazette"}, {"actor": "clerk@echo", "doc_id": "echo"}, 1),  # a copy is no second clerk
        ({"form": "author", "actor": ""}, {"form": "author", "actor": "", "doc_id": "echo"}, 1),
        ({"actor": "clerk@gazette"}, {"actor": "clerk@post", "doc_id": "post"}, 2),  # who may be another
        ({"form": "author", "actor": ""}, {"form": "author", "actor": "", "doc_id": "post"}, 2),
        ({"actor": "reyl"}, {"actor": "reyl", "doc_id": "post"}, 1),
    ],
)
def test_a_copy_tells_again_what_its_original_told(of, to, sayings):
    told = {row["id"]: row for row in toy.statements(SAME | of, SAME | to).to_dict("records")}
    held = {"checked": [{"statement_id": i, "stance": "affirms"} for i in told]}
    none = {name: set() for name in ("by_machine", "alleged", "opposed", "paired")}
    corpus = toy.corpus(gazette={}, echo={"copies_of": "gazette"}, post={})
    seen = SimpleNamespace(
        statements_by_id=told,
        stances_on=held,
        kinds={},
        names={},
        labels={},
        sides={},
        corpus=corpus,
        actors=toy.ACTORS,
        **none,
    )
    assert len(rows.told_of(seen, ["checked"])) == sayings


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ([("affirms", "A", ""), ("denies", "B", "")], "A affirms"),
        ([("affirms", "A", ""), ("qualifies", "B", "")], "Nothing drawn here is both affirmed and denied"),
    ],
)
def test_a_title_does_not_tell_what_is_not_contested(told, title):
    assert " ".join(drawn(*told)[1]).startswith(title)


def test_a_claim_that_alleges_a_deed_is_headed_so():
    ax = over_time.plot_over_time(lanes(*DATED).assign(alleged="yes"))
    assert "1  Allegation: “The crane was safe”" in [text.get_text() for text in ax.texts]


def test_beside_each_lane_stand_at_most_80_characters_of_its_words_with_cue_and_path():
    _, texts, *_ = drawn(
        *DATED, ("affirms", "G", "2016-05-01", {"words": "word " * 40, "cue": "warned"}), note="Toy · unchecked"
    )
    told = " ".join(texts)
    assert "warned: “word" in told
    assert told.count("word ") <= rows.WORDS / len("word ")
    assert "Gazette (d1) · 1 May 2016" in told
    assert texts[-1] == "Toy · unchecked"


def test_a_picture_has_text_as_text_in_a_named_stack_and_its_alt_as_title():
    ax, *_ = drawn(*DATED)
    svg = style.rendered(ax.figure, "svg", {"Title": "A & B", "Date": None}).decode()
    assert "<title>A &amp; B</title>" in svg
    assert "'DejaVu Sans', 'Verdana', 'Segoe UI', 'Arial', sans-serif" in svg
    assert "The crane was safe" in svg


def test_money_in_the_words_is_no_formula():
    ax, texts, *_ = drawn(*DATED, ("affirms", "G", "2016-05-01", {"words": "it cost $5 and $6"}))
    assert not any(text.get_parse_math() for text in ax.texts)
    assert any("$5 and $6" in text for text in texts)


@pytest.mark.filterwarnings("error")
def test_nothing_to_draw_is_told():
    ax, texts, *_ = drawn()
    assert "Nothing drawn here is both affirmed and denied" in " ".join(texts)
    ax.figure.canvas.draw()


def test_a_state_that_is_given_what_its_envoy_said_is_no_second_holder_but_another_telling():
    told = [{"id": "s1", "actor": "okafor", "form": "indirect"}, {"id": "s2", "actor": "norland", "form": "direct"}]
    told = [row | {"doc_id": "gazette", "utterance": "u", "stances": "checked:affirms"} for row in told]
    told = {row["id"]: row for row in toy.statements(*told).to_dict("records")}
    held = {"checked": [{"statement_id": i, "stance": "affirms"} for i in told]}
    seen = SimpleNamespace(
        statements_by_id=told, stances_on=held, kinds={"okafor": "person", "norland": "state"}, names={}, labels={},
        sides={}, corpus=toy.corpus(gazette={}), by_machine=set(), alleged=set(), opposed=set(), paired=set(), actors=toy.ACTORS,
    )  # fmt: skip
    (row,) = rows.told_of(seen, ["checked"])
    assert (row["holder"], row["ids"]) == ("okafor", "s1 | s2")


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({}, "nobody here denies it"),
        ({"stances_on": {"p": [{"stance": "denies"}]}}, "who denies it is not among these"),
        ({"opposed": {"p"}}, "nobody here denies it in so many words, others contradict it"),
        ({"alleged": {"p"}}, "no answer of those named is in these documents"),
        ({"by_machine": {"p"}, "alleged": {"p"}}, "no denial of it was found by machine"),
        ({"by_machine": {"p"}, "paired": {"p"}}, "no denial of it was found by machine in like words; other words may contradict it"),
    ],
)  # fmt: skip
def test_that_nobody_denies_a_claim_is_told_with_what_stands_against_it(found, told):
    none = {"stances_on": {}} | {name: set() for name in ("by_machine", "alleged", "opposed", "paired")}
    assert rows.undenied(SimpleNamespace(**(none | found)), "p") == told


def test_no_row_of_a_claim_that_a_row_denies_says_that_nobody_does(reading):
    told = rows.claim_rows(reading, reading.claims["proposition"])
    denied = told["claim"].isin(told[told["stance"] == "denies"]["claim"])
    assert denied.any()
    assert (told["undenied"] == "").tolist() == denied.tolist()


def test_what_nobody_denies_is_shown_after_what_is_contested(reading):
    shared = set(reading.common_ground["proposition"])
    order = [claim in shared for claim in rows.contested(reading)["proposition"]]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("stances", "found", "order"),
    [
        (["affirms"], {"paired": {"b"}}, "bac"),
        (["affirms"], {"opposed": {"c"}}, "cab"),
        (["affirms"], {"paired": {"c"}, "shared": ["c"]}, "abc"),
        (["affirms"], {"shared": ["a"]}, "abc"),
        (["affirms", "denies"], {}, "cab"),
        (["affirms", "qualifies"], {}, "cab"),
    ],
    ids=["in a pair", "opposed", "common ground", "nothing stands against any", "denied", "limited"],
)
def test_first_stands_that_against_which_something_stands_then_what_is_said_most(stances, found, order):
    none = {"alleged": set(), "paired": set(), "opposed": set(), "shared": []} | found
    seen = SimpleNamespace(
        claims=pd.DataFrame({"proposition": list("abc")}), **none, by_machine={}, contradictions=tables.CONTRADICTIONS.empty(),
        said=pd.DataFrame({"proposition": "c", "stance": stances}), common_ground=pd.DataFrame({"proposition": none["shared"]}),
    )  # fmt: skip
    assert "".join(rows.contested(seen)["proposition"]) == order


READ = "Machine reads “The crane was safe” in the words of "


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ([("affirms", "Okafor", "")], READ + "Okafor; no denial of it was found by machine"),
        ([("affirms", "B, as C puts it", "", {"ascriber": "C"})], READ + "B, as C puts it; no denial of it was found by machine"),
        ([("affirms", "A", ""), ("affirms", "B, as C puts it", "", {"ascriber": "C"}), ("denies", "D, as C puts it", "", {"ascriber": "C"})], READ + "A and B, as C puts it, and a denial of it, or of something like it, in the words of D, as C puts it"),
        ([("affirms", "Okafor", ""), ("affirms", "Reyl", "")], READ + "Okafor and Reyl; no denial of it was found by machine"),
        ([("affirms", "Okafor", ""), ("denies", "keepers of the light", "")],
         READ + "Okafor, and a denial of it, or of something like it, in the words of keepers of the light"),
        ([("affirms", "Okafor", ""), ("denies", "Okafor", "")],
         READ + "Okafor, and a denial of it, or of something like it, in the words of Okafor; Okafor on both sides"),
    ],
)  # fmt: skip
def test_of_a_machine_claim_it_is_told_what_the_machine_reads_and_not_who_affirms(told, sentence):
    found = lanes(*told).assign(by="machine", undenied="no denial of it was found by machine")
    assert rows.finding(found) == sentence
    assert "Nobody here denies" not in over_time.tail_of(found, found)
