"""The check sheet: drawn alike each time, blank, and compared once a person has filled it."""

import pandas as pd
import pytest

from hearsay import tables
from hearsay.analysis import sheet

TEXTS = {doc: " ".join(f"{doc} word{n:03}" for n in range(400)) for doc in ("harbour", "pier", "quay")}


def statements(**counts):
    rows = [
        {
            "id": f"{doc[0]}{n:03}",
            "doc_id": doc,
            "content_spans": f"{40 * n}:{40 * n + 30}",
            "content": TEXTS[doc][40 * n : 40 * n + 30],
            "form": "direct",
            "act": "speech",
            "actor": f"k{n % 3}",
            "certainty": "plain",
        }
        for doc, size in counts.items()
        for n in range(size)
    ]
    return tables.CODING.of(rows)


def stored(folder, rows):
    tables.write(rows, folder / "coding" / "sheet" / "person.csv")
    return sheet.load_sheets(folder)["person"]


def answered(folder, coded, **wrong):
    """The sheet of a coding as filled by a person who agrees but for some columns."""
    blank = stored(folder, sheet.blank_sheet(coded, TEXTS, 20))
    answers = coded.set_index("id").loc[blank["id"]]
    return blank.assign(**{c: answers[c].tolist() for c in sheet.ASKED} | wrong)


def filled(folder, coded, answers):
    stored(folder, answers)
    return sheet.compared(folder, coded).set_index("aspect")


def test_a_sheet_asks_and_does_not_tell():
    blank = sheet.blank_sheet(statements(harbour=40), TEXTS)
    asked = blank.drop(columns=list(sheet.GIVEN))
    assert len(blank) == 30
    assert (asked == "").all(axis=None)
    assert all(": " in heading for heading in asked)


def test_each_document_has_its_share():
    coded = statements(harbour=80, pier=20, quay=2)
    assert sheet.blank_sheet(coded, TEXTS)["doc_id"].value_counts().to_dict() == {"harbour": 23, "pier": 6, "quay": 1}


def test_the_same_coding_gives_the_same_sheet_in_any_order():
    coded = statements(harbour=40, pier=20)
    drawn = sheet.blank_sheet(coded, TEXTS)
    pd.testing.assert_frame_equal(drawn, sheet.blank_sheet(coded.sample(frac=1, random_state=1), TEXTS))
    assert set(sheet.blank_sheet(coded, TEXTS, seed=2)["id"]) != set(drawn["id"])


def test_a_short_coding_is_drawn_whole():
    assert len(sheet.blank_sheet(statements(harbour=4), TEXTS)) == 4


def test_the_content_stands_marked_in_its_context():
    row = sheet.blank_sheet(statements(harbour=40), TEXTS).iloc[5]
    assert f"[[{row['content']}]]" in row["context"]
    assert len(row["context"]) > 300


def test_a_sheet_that_is_not_filled_says_so(tmp_path):
    coded = statements(harbour=40)
    stored(tmp_path, sheet.blank_sheet(coded, TEXTS))
    found = sheet.compared(tmp_path, coded)
    assert found[["sheet", "aspect", "units", "agreement"]].to_numpy().tolist() == [["person", "is a statement", 0, ""]]


def test_a_filled_sheet_is_compared_with_the_coding(tmp_path):
    coded = statements(harbour=40)
    found = filled(tmp_path, coded, answered(tmp_path, coded))
    assert found.loc[["is a statement", "still coded", "speaker"], "agreement"].tolist() == [1, 1, 1]


def test_rows_that_a_person_rejects_or_leaves_blank_are_no_units(tmp_path):
    coded = statements(harbour=40)
    forms = ["none"] * 4 + [""] * 4 + ["direct"] * 12
    found = filled(tmp_path, coded, answered(tmp_path, coded, form=forms))
    assert found.loc["is a statement", ["units", "agreement"]].tolist() == [16, 0.75]
    assert found.loc["form", "units"] == 12


def test_rows_that_left_the_coding_are_counted(tmp_path):
    coded = statements(harbour=40)
    answers = answered(tmp_path, coded)
    found = filled(tmp_path, coded[coded["id"] != answers["id"][0]], answers)
    assert found.loc["still coded", ["units", "agreement"]].tolist() == [20, 0.95]


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("form", "quote", r"coding/sheet/person\.csv, row 2: form 'quote' is not one of"),
        ("certainty", "sure", r"row 2: certainty 'sure' is not one of"),
        ("said", "2015-13", r"row 2: said: '2015-13' is not a date: month"),
    ],
)
def test_a_bad_cell_is_named(tmp_path, column, cell, message):
    blank = stored(tmp_path, sheet.blank_sheet(statements(harbour=40), TEXTS))
    with pytest.raises(ValueError, match=message):
        stored(tmp_path, blank.assign(**{column: [cell, *blank[column][1:]]}))


def test_a_lost_column_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"coding/sheet/person\.csv: missing columns \['doc_id'"):
        stored(tmp_path, pd.DataFrame({"id": ["a1"]}))


@pytest.mark.parametrize(("book", "told"), [("", None), ('[propositions.safe]\nlabel = "It is safe"\n', 0)])
def test_no_sheet_is_asked_for_a_stance_on_a_claim_that_the_codebook_lacks(tmp_path, book, told):
    (tmp_path / "codebook.toml").write_text(book, "utf-8")
    coded = statements(harbour=40).assign(stances="safe:affirms")
    found = filled(tmp_path, coded, answered(tmp_path, coded, stances=""))
    assert found["agreement"].get("stance") == told


@pytest.mark.parametrize(("by", "units"), [("person", 0), ("machine", 20)])
def test_nobody_is_compared_with_what_he_took_himself(tmp_path, by, units):
    coded = statements(harbour=40)
    found = filled(tmp_path, coded.assign(by=by), answered(tmp_path, coded))
    assert found.loc["is a statement", "units"] == units
