"""Tables: cells that hold lists and places, and the sentence that each spoiled cell gets."""

import pandas as pd
import pytest

from hearsay import tables

CRANES = tables.Table(
    "cranes",
    "a crane",
    {"crane": "its number", "state": "", "built": "EDTF", "at": "spans"},
    ("crane",),
    {"state": ("good", "bad", "")},
    ("built",),
    ("at",),
)
GOOD = {"crane": "c1", "state": "good", "built": "1998", "at": "3:7"}


@pytest.mark.parametrize(
    ("cell", "spans"),
    [("", []), ("3:7", [(3, 7)]), ("3:7;12:20", [(3, 7), (12, 20)]), ("3:7;7:9", [(3, 7), (7, 9)])],
)
def test_spans_are_read_and_written_back(cell, spans):
    assert tables.parse_spans(cell) == spans
    assert tables.format_spans(reversed(spans)) == cell


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("3-7", "'3-7' is not start:end"),
        ("3:", "'3:' is not start:end"),
        ("-3:7", "'-3:7' is not start:end"),
        ("3:7, 9:12", "'3:7, 9:12' is not start:end"),
        ("7:7", "'7:7' is empty or out of order"),
        ("7:3", "'7:3' is empty or out of order"),
        ("12:20;3:7", "'3:7' is empty or out of order"),
        ("3:9;7:12", "'7:12' is empty or out of order"),
    ],
)
def test_spans_that_are_none_are_refused(cell, message):
    with pytest.raises(ValueError, match=f"spans '{cell}': {message}"):
        tables.parse_spans(cell)


@pytest.mark.parametrize(
    ("a", "b", "both"),
    [("0:10", "5:15", 5), ("0:10", "10:20", 0), ("0:5;10:15", "3:12", 4), ("0:10", "", 0), ("0:30", "5:6;8:9", 2)],
)
def test_shared_characters_are_counted_piece_by_piece(a, b, both):
    a, b = tables.parse_spans(a), tables.parse_spans(b)
    assert tables.shared(a, b) == tables.shared(b, a) == both


def test_words_of_pieces_are_joined_by_a_mark_of_omission():
    assert tables.words_at("It fell, he said, twice.", [(0, 8), (18, 24)]) == "It fell, [...] twice."
    assert tables.length([(0, 8), (18, 24)]) == 14


@pytest.mark.parametrize(
    ("cell", "items"), [("", []), ("a", ["a"]), ("a | b", ["a", "b"]), ("a|b | ", ["a", "b"]), (" | ", [])]
)
def test_lists_are_read_without_empty_items(cell, items):
    assert tables.items(cell) == items


def test_a_table_that_keeps_its_dictionary_passes_with_its_columns_in_order():
    df = pd.DataFrame([GOOD, GOOD | {"crane": "c2", "built": "", "at": "", "state": ""}])
    assert CRANES.problems(df) == []
    assert list(CRANES.check(df[["at", "built", "state", "crane"]])) == list(CRANES.columns)


@pytest.mark.parametrize(
    ("spoiled", "message"),
    [
        ({"state": "rusty"}, "cranes, row 3: state 'rusty' is not one of ['good', 'bad', '']"),
        ({"built": "98"}, "cranes, row 3: built: '98' is not a date: '98' should be YYYY, YYYY-MM or YYYY-MM-DD"),
        ({"at": "7:3"}, "cranes, row 3: at: spans '7:3': '7:3' is empty or out of order"),
        ({"crane": "c1"}, "cranes, row 3: crane 'c1' is repeated"),
        ({"crane": ""}, "cranes, row 3: crane is empty"),
    ],
)
def test_a_spoiled_cell_is_named_with_its_row(spoiled, message):
    df = pd.DataFrame([GOOD, GOOD | {"crane": "c2"} | spoiled])
    assert CRANES.problems(df) == [message]
    with pytest.raises(ValueError, match="cranes, row 3: "):
        CRANES.check(df)


def test_columns_missing_and_unknown_are_named_at_once():
    df = pd.DataFrame([GOOD]).rename(columns={"built": "bult"})
    expected = (
        "cranes: missing columns ['built'] and unknown columns ['bult']; expected ['crane', 'state', 'built', 'at']"
    )
    assert CRANES.problems(df) == [expected]


def test_rows_that_name_few_columns_are_filled_with_nothing():
    assert CRANES.of([{"crane": "c1"}]).iloc[0].tolist() == ["c1", "", "", ""]
    assert CRANES.of([]).empty
    assert list(CRANES.empty()) == list(CRANES.columns)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "t.csv: expected a CSV with a header, but there is none"),
        (b"crane,state\nc1\n", "t.csv, row 2: expected 2 cells, as in the header, but found 1"),
        (b"crane,state\nc1,good,much\n", "t.csv, row 2: expected 2 cells, as in the header, but found 3"),
        (b"crane,state\n\nc1,good\n", "t.csv, row 2: expected 2 cells, as in the header, but found 0"),
        (b'crane,state\nc1,"good\n', "t.csv: expected a CSV, but unexpected end of data"),
        (b"crane,crane\nc1,c2\n", r"t.csv: the header names \['crane'\] more than once"),
        (b"crane\nna\xefve\n", "t.csv: expected UTF-8, but byte 8 is not; save it as CSV UTF-8"),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_name(tmp_path, data, message):
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(ValueError, match=f"^{message}$"):
        tables.read(tmp_path / "t.csv")


@pytest.mark.parametrize(
    "cell",
    ["", "NA", "null", "007", "1e5", "a,b", 'say "x"', "two\nlines", "one\r\ntwo", " padded ", "ü—”", "x" * 200_000],
)
def test_a_cell_comes_back_as_it_was_written(tmp_path, cell):
    df = CRANES.of([{"crane": cell, "state": "good"}])
    tables.write(df, tmp_path / "deep" / "t.csv")
    pd.testing.assert_frame_equal(tables.read(tmp_path / "deep" / "t.csv"), df)


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfcrane\nc1\n", b"crane\r\nc1\r\n", b"crane\nc1\n\n\n", b"crane\nc1"])
def test_what_a_spreadsheet_leaves_in_a_file_is_read_alike(tmp_path, data):
    (tmp_path / "t.csv").write_bytes(data)
    assert tables.read(tmp_path / "t.csv").to_dict("list") == {"crane": ["c1"]}


def test_a_written_table_has_lf_and_no_index(tmp_path):
    tables.write(CRANES.of([GOOD]), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == b"crane,state,built,at\nc1,good,1998,3:7\n"


def test_rows_are_sorted_by_number_and_ties_by_every_cell():
    rows = [("10:12", "b"), ("9:12", "z"), ("10:12", "a"), ("9:10;30:40", "y")]
    df = pd.DataFrame(rows, columns=["at", "word"])
    for shuffled in (df, df[::-1]):
        assert tables.sort(shuffled, "at")["word"].tolist() == ["y", "z", "a", "b"]


@pytest.mark.parametrize("table", tables.ALL, ids=lambda t: t.name)
def test_every_table_says_what_its_parts_are(table):
    named = {*table.key, *table.allowed, *table.dates, *table.spans}
    assert named <= set(table.columns)
    assert table.row
    assert all(table.columns.values())
    assert table.problems(table.empty()) == []


@pytest.mark.parametrize(
    ("cell", "stands"),
    [
        ("=1+1", "'=1+1"),
        ("+1 (555) call", "'+1 (555) call"),
        ("-SUM(A1)", "'-SUM(A1)"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("'=1", "''=1"),
        ("-5", "-5"),
        ("+1.5e3", "+1.5e3"),
        ("-12%", "-12%"),
        ("'tis", "'tis"),
        ("a\rb", '"a\rb"'),
        ("\rb", '"\'\rb"'),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text_and_read_as_it_was(tmp_path, cell, stands):
    df = pd.DataFrame({"words": [cell], "n": ["1"]})
    tables.write(df, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().decode() == f"words,n\n{stands},1\n"
    assert tables.read(tmp_path / "t.csv").equals(df)


@pytest.mark.parametrize("parted", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encoded", [lambda t: t.encode(), lambda t: t.encode("utf-8-sig"), lambda t: t.encode("utf-16")]
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_table_is_read_as_any_spreadsheet_writes_it(tmp_path, parted, encoded, ends):
    rows = [["doc_id", " title"], ["a", "Ärger"], ["", ""]]
    (tmp_path / "t.csv").write_bytes(encoded(ends.join(map(parted.join, rows)) + ends))
    assert tables.read(tmp_path / "t.csv").to_dict("records") == [{"doc_id": "a", "title": "Ärger"}]


def test_every_row_that_is_none_is_named(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n1\n1,2\n1,2,3\n")
    with pytest.raises(ValueError, match=r"row 2: .* found 1\nt\.csv, row 4: .* found 3$"):
        tables.read(tmp_path / "t.csv")
