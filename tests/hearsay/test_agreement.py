"""Agreement: figures as published, and nothing gained from what nobody coded."""

import time
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import toy
from hearsay import tables
from hearsay.analysis import agreement

WORDS = {"form": "indirect", "act": "speech", "actor": "okafor", "certainty": "plain", "access": "unstated"}


def coding(by, *rows):
    """Statements from (content_spans, {column: cell}), all of one document unless a row says otherwise."""
    cells = [
        WORDS
        | {"id": f"{by}{n:03}", "doc_id": "harbour", "content_spans": spans, "content": f"words at {spans}"}
        | more
        for n, (spans, more) in enumerate(rows, 1)
    ]
    return tables.CODING.of(cells)


def spaced(by, values, column="act", width=10):
    """A statement per value, each of ten characters, ten apart."""
    return coding(by, *((f"{20 * n}:{20 * n + width}", {column: v}) for n, v in enumerate(values)))


def report(a, b):
    return agreement.report(agreement.pairs_of(a, b))


def cell(table, aspect, column):
    row = table[table["aspect"] == aspect]
    return row.iloc[0][column] if len(row) else 0


BEN, GERRY = list("aabbdcccedda"), list("babbbccceddd")


def test_kappa_is_that_of_cohen_1960():
    """Table 1 of "A coefficient of agreement for nominal scales": 200 patients, kappa is .492.

    The judges use the values for .60, .30, .10 and .50, .30, .20 of them, and agree on .44, .20 and .06.
    """
    table = {"aa": 88, "ab": 14, "ac": 18, "ba": 10, "bb": 40, "bc": 10, "ca": 2, "cb": 6, "cc": 12}
    values = [tuple(pair) for pair, count in table.items() for _ in range(count)]
    assert agreement.kappa(values)[0] == pytest.approx(0.492, abs=5e-4)


def test_a_thousand_uncoded_paragraphs_change_nothing():
    a = spaced("a", BEN * 2, "actor")
    b = spaced("b", GERRY * 2, "actor")
    before = report(a, b)
    far = [
        df.assign(
            content_spans=[
                f"{int(x.split(':')[0]) + 10**6}:{int(x.split(':')[1]) + 10**6}" if n else x
                for n, x in enumerate(df["content_spans"])
            ]
        )
        for df in (a, b)
    ]
    pd.testing.assert_frame_equal(before, report(*far))


def test_what_neither_coder_gave_a_value_is_no_unit():
    a, b = spaced("a", [""] * 15 + ["speech"] * 2), spaced("b", [""] * 15 + ["speech", "attitude"])
    found = report(a, b)
    assert cell(found, "act", "units") == 2
    assert cell(found, "act", "agreement") == 0.5


@pytest.mark.parametrize(("units", "value"), [(9, ""), (10, 1)])
def test_no_coefficient_on_fewer_than_ten_units(units, value):
    values = ["speech", "attitude"] * 5
    found = report(spaced("a", values[:units]), spaced("b", values[:units]))
    assert cell(found, "act", "kappa") == value
    assert cell(found, "act", "agreement") == 1


def test_no_coefficient_where_all_have_one_value():
    found = report(spaced("a", ["speech"] * 12), spaced("b", ["speech"] * 12))
    assert cell(found, "act", "kappa") == ""


def matched(a, b):
    """The ids of the rows that are one statement."""
    return [(x["id"], y["id"]) for x, y in agreement.pairs_of(a, b)]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param(["0:10"], ["0:10"], [("a001", "b001")], id="the same characters"),
        pytest.param(["0:10"], ["5:40"], [("a001", "b001")], id="half of the shorter is enough"),
        pytest.param(["0:10"], ["6:40"], [], id="less is not"),
        pytest.param(["0:100", "40:100"], ["40:99"], [("a002", "b001")], id="the better fit is taken"),
        pytest.param(
            ["0:60", "50:100"],
            ["0:100", "0:40"],
            [("a001", "b002"), ("a002", "b001")],
            id="the greatest sum, not the best pair at once",
        ),
        pytest.param(["0:10;50:60"], ["0:60"], [("a001", "b001")], id="pieces count as the text they hold"),
    ],
)
def test_rows_are_matched_one_to_one_by_overlap(a, b, expected):
    assert matched(coding("a", *((s, {}) for s in a)), coding("b", *((s, {}) for s in b))) == expected


def test_contents_of_two_documents_never_match():
    assert matched(coding("a", ("0:10", {})), coding("b", ("0:10", {"doc_id": "pier"}))) == []


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param({"source_spans": "20:26", "cue_spans": "27:31"}, {"source_spans": "40:46"}, id="source and cue"),
        pytest.param({"actor": "okafor"}, {"actor": "reyl"}, id="then the actor"),
    ],
)
def test_between_equal_contents_what_else_is_alike_decides(one, two, swapped):
    a = coding("a", ("0:10", one), ("0:10", two))
    b = coding("b", *(("0:10", more) for more in ((two, one) if swapped else (one, two))))
    assert [other for _, other in matched(a, b)] == (["b002", "b001"] if swapped else ["b001", "b002"])


def test_the_order_of_rows_decides_nothing():
    rng = np.random.default_rng(5)
    starts = rng.integers(0, 300, 40)
    a, b = (coding(by, *((f"{s + d}:{s + d + 40}", {}) for s in starts)) for by, d in (("a", 0), ("b", 7)))
    assert matched(a, b) == matched(a.sample(frac=1, random_state=1), b.sample(frac=1, random_state=2))


def test_an_authors_own_voice_has_no_speaker():
    own = {"form": "author", "act": "", "actor": "harbour"}
    a, b = coding("a", ("0:10", {}), ("20:30", own)), coding("b", ("0:10", {}), ("20:30", own), ("40:50", own))
    found = report(a, b)
    assert cell(found, "speaker", "units") == 1


def test_of_stances_a_unit_is_a_claim_on_which_either_coder_takes_one():
    a = coding("a", ("0:10", {"stances": "safe:affirms | open:denies"}), ("20:30", {"stances": "safe:affirms"}))
    b = coding("b", ("0:10", {"stances": "safe:denies"}), ("20:30", {"stances": "safe:affirms"}))
    found = report(a, b)
    assert [cell(found, "stance", column) for column in ("units", "agreement")] == [3, pytest.approx(1 / 3)]


@pytest.mark.parametrize(
    ("a", "b", "units", "meet"),
    [
        ("2015-12", "2015-12-24", 1, 1),
        ("[2015-11..2016-02]", "2016", 1, 1),
        ("2015", "2016", 1, 0),
        ("../2016", "2015", 1, 1),
        ("2015", "", 0, 0),
    ],
)
def test_dates_agree_as_intervals_where_both_coders_have_one(a, b, units, meet):
    found = report(coding("a", ("0:10", {"said": a})), coding("b", ("0:10", {"said": b})))
    assert [cell(found, "said: intervals meet", column) for column in ("units", "agreement")] == [units, meet]


def test_intervals_hold_the_value_and_narrow_with_units():
    few, many = (agreement.kappa([("a", "a"), ("b", "b"), ("c", "c"), ("a", "b")] * n) for n in (5, 500))
    assert few[1] < few[0] < few[2]
    assert many[2] - many[1] < few[2] - few[1]
    assert agreement.kappa([("a", "a"), ("b", "b"), ("c", "c"), ("a", "b")] * 5) == few


@pytest.mark.parametrize("other", ["a coding", "nothing"])
def test_empty_codings_are_no_error(other):
    a, b = coding("a"), spaced("b", BEN) if other == "a coding" else coding("b")
    assert report(a, b).empty


def test_a_report_on_hundreds_of_statements_takes_about_a_second():
    rng = np.random.default_rng(3)
    a, b = (
        coding(
            by,
            *(
                (f"{60 * n}:{60 * n + int(rng.integers(30, 50))}", {"actor": f"k{rng.integers(60)}"})
                for n in range(300)
            ),
        )
        for by in "ab"
    )
    began = time.perf_counter()
    report(a, b)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(("retired", "told"), [(False, ["checked"]), (True, [])])
def test_a_retired_claim_is_not_measured(monkeypatch, retired, told):
    monkeypatch.setattr(agreement, "coder_pairs", lambda reading: [("one", "two")])
    rows = toy.statements({"actor": "okafor", "stances": "checked:affirms"})
    codebook = SimpleNamespace(propositions={"checked": {"retired": retired}})
    reading = SimpleNamespace(codings={"one": rows, "two": rows}, codebook=codebook)
    assert agreement.stance_agreement(reading)["proposition"].tolist() == told


def read_in_part(codings, name, documents=None):
    """A reading whose ``name`` is counted; by coding the documents that coders.csv names for it."""
    documents = documents or {}
    coders = pd.DataFrame({"by": list(codings), "documents": [documents.get(by, "") for by in codings]}, dtype=str)
    counted = codings.get(name, SAID)
    return SimpleNamespace(codings=codings, name=name, coders=coders, machine=SAID, statements=counted)


SAID = toy.statements(*({"doc_id": doc, "actor": "okafor", "by": "machine"} for doc in ("d1", "d2", "d3")))
ONE = SAID[SAID["doc_id"] == "d1"]
TAKEN = ONE.assign(**{"from": "m0123456789ab"})


@pytest.mark.parametrize(
    ("codings", "name", "documents", "told"),
    [
        ({"lee": SAID}, "lee", {}, {"machine with lee": (3, 3)}),
        ({"lee": ONE}, "lee", {}, {"machine with lee": (1, 1)}),  # the machine's rows elsewhere are not held against it
        ({"lee": ONE}, "lee", {"lee": "d1 | d2"}, {"machine with lee": (2, 1)}),
        ({"lee": TAKEN}, "lee", {"lee": "d1"}, {}),  # it took them from the machine
        ({"lee": ONE, "may": SAID}, "machine", {}, {"coder lee with coder may": (1, 1)}),
        ({"lee": ONE, "may": SAID.tail(1)}, "machine", {}, {}),  # of no document both
        ({}, "machine", {}, {}),
    ],
)
def test_only_documents_that_both_have_read_are_compared(codings, name, documents, told):
    codings = {by: rows.reindex(columns=[*rows, *{"from"} - {*rows}], fill_value="") for by, rows in codings.items()}
    found = agreement.found(read_in_part(codings, name, documents)).set_index("who")
    assert dict(zip(found.index, zip(found["of_its_own"], found["of_the_other"], strict=True), strict=True)) == told


@pytest.mark.parametrize(("coding", "extra"), [(ONE, 1), (TAKEN, 0)])
def test_what_the_machine_adds_is_told_of_documents_alone_that_were_coded_without_it(coding, extra):
    coding = coding.reindex(columns=[*coding, *{"from"} - {*coding}], fill_value="")
    read = read_in_part({"lee": coding}, "lee", {"lee": "d2"})
    assert len(agreement.places(read)["extra"]) == extra
