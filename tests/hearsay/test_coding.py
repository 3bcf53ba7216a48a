"""Coding: a spoiled table is refused by name, spans heal, and stances and quantities are what was coded."""

import pandas as pd
import pytest

from hearsay import tables
from hearsay.checking import check_corpus
from hearsay.corpus import codebook, coding
from hearsay.corpus.documents import load_corpus

TEXT = "“The crane was checked,” said Ines Okafor. “It was safe,” she said.\nTomas Reyl said that it may have been old."
CODEBOOK = """
[propositions.checked]
label = "The crane was checked"
kind = "event"
[propositions.safe]
label = "The crane was safe"
kind = "characterisation"
implies = ["checked"]
excludes = ["old"]
[propositions.old]
label = "The crane was old"
kind = "characterisation"
[measures.cranes]
label = "Cranes"
unit = "cranes"
[measures.checked_on]
label = "When it was checked"
unit = "date"
"""
CONTENT = "“The crane was checked,”"
ROW = {
    "id": "a001",
    "doc_id": "harbour",
    "content_spans": "0:24",
    "content": CONTENT,
    "source_spans": "30:41",
    "source": "Ines Okafor",
    "cue_spans": "25:29",
    "cue": "said",
    "form": "direct",
    "act": "speech",
    "actor": "okafor",
    "stances": "checked:affirms",
    "certainty": "plain",
    "access": "unstated",
    "values": "cranes=1",
}
ACTORS = [
    {"actor": "okafor", "name": "Ines Okafor", "type": "person", "aliases": "Okafor | Ms Okafor"},
    {"actor": "reyl", "name": "Tomas Reyl", "type": "person"},
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "harbour.txt").write_text(TEXT, "utf-8", newline="")
    (tmp_path / "codebook.toml").write_text(CODEBOOK, "utf-8")
    tables.write(tables.ACTORS.of(ACTORS), tmp_path / "actors.csv")
    tables.write(tables.CODERS.of([{"by": "ada", "type": "person", "how": "from paper"}]), tmp_path / "coders.csv")
    write(tmp_path, ROW)
    return tmp_path


def write(folder, *rows, by="ada"):
    table = tables.AGREED if by == "agreed" else tables.CODING
    tables.write(table.of(rows), folder / "coding" / f"{by}.csv")


def read(folder, by="ada"):
    return tables.read(folder / "coding" / f"{by}.csv").iloc[0]


def book(text=CODEBOOK, folder=None):
    (folder / "codebook.toml").write_text(text, "utf-8")
    return codebook.load_codebook(folder)


def test_a_good_corpus_has_no_fault(folder):
    assert check_corpus(folder).faults == []
    assert coding.load_codings(load_corpus(folder))["ada"]["id"].tolist() == ["a001"]


@pytest.mark.parametrize(
    ("spoiled", "message"),
    [
        ({"doc_id": "pier"}, "row 2 (a001): doc_id 'pier' is not a document of this folder"),
        ({"content_spans": "1:25"}, "row 2 (a001): content at 1:25 reads 'The crane was checked,” ', not '“The crane"),
        (
            {"content_spans": ""},
            "row 2 (a001): content_spans is empty; '“The crane was checked,”' stands once: `hearsay check --fix` finds it",
        ),
        ({"content_spans": "0-24"}, "row 2: content_spans: spans '0-24': '0-24' is not start:end"),
        ({"content_spans": "9000:9024"}, "row 2 (a001): content at 9000:9024 reads '', not '“The crane"),
        ({"content": "", "content_spans": ""}, "row 2 (a001): content is empty, but a statement says something"),
        ({"source": "Ines"}, "row 2 (a001): source at 30:41 reads 'Ines Okafor', not 'Ines'"),
        ({"form": "quoted"}, "row 2: form 'quoted' is not one of ['direct', 'indirect', 'mixed', 'author']"),
        ({"form": "author"}, "row 2 (a001): form is author, so source, cue and act must be empty"),
        ({"actor": "nobody"}, "row 2 (a001): actor 'nobody' is not in actors.csv"),
        ({"via": "reyl | nobody?"}, "row 2 (a001): actor 'nobody' is not in actors.csv"),
        ({"holder": "nobody"}, "row 2 (a001): actor 'nobody' is not in actors.csv"),
        ({"stances": "cheked:affirms"}, "row 2 (a001): stances: 'cheked' is not a proposition of codebook.toml"),
        ({"stances": "checked:yes"}, "row 2 (a001): stances: 'yes' is not one of"),
        ({"stances": "checked"}, "row 2 (a001): stances: '' is not one of"),
        ({"certainty": "sure"}, "row 2: certainty 'sure' is not one of ['plain', 'hedged', '']"),
        ({"access": "rumour"}, "row 2: access 'rumour' is not one of"),
        ({"said": "2015-2"}, "row 2: said: '2015-2' is not a date"),
        ({"event": "yesterday"}, "row 2: event: 'yesterday' is not a date"),
        ({"said_words": "last Monday"}, "row 2 (a001): said_words: 'last Monday' stands in no document"),
        ({"certainty_words": "perhaps"}, "row 2 (a001): certainty_words: 'perhaps' stands in no document"),
        ({"values": "ships=2"}, "row 2 (a001): values: 'ships' is not a measure of codebook.toml"),
        ({"values": "cranes=two"}, "row 2 (a001): values: 'cranes=two': expected x, x..y, x.. or ..y"),
        ({"values": "checked_on=May"}, "row 2 (a001): values: 'May' is not a date"),
    ],
)
def test_a_spoiled_cell_of_a_coding_is_named_with_file_row_and_reason(folder, spoiled, message):
    write(folder, ROW | spoiled)
    faults = check_corpus(folder).faults
    assert [f for f in faults if f.startswith(f"coding/ada.csv, {message}")], faults
    with pytest.raises(ValueError, match=r"coding/ada\.csv"):
        coding.load_codings(load_corpus(folder))


@pytest.mark.parametrize(
    ("content", "form", "expected"),
    [
        ("“The crane was checked,”", "", "direct"),
        ("The crane was", "", "indirect"),
        ("The crane was", "mixed", "mixed"),
    ],
)
def test_every_column_but_the_words_may_be_left_out_of_a_coding(folder, content, form, expected):
    text = load_corpus(folder).texts["harbour"]
    at = text.index(content)
    tables.write(
        pd.DataFrame([{"id": "a1", "doc_id": "harbour.txt", "content_spans": f"{at}:{at + len(content)}", "content": content}
                      | ({"form": form} if form else {})]),
        folder / "coding" / "ada.csv",
    )  # fmt: skip
    row = coding.load_codings(load_corpus(folder))["ada"].iloc[0]
    assert (row["doc_id"], row["form"], row["act"], row["actor"]) == ("harbour", expected, "speech", "")


def test_an_own_voice_needs_no_source_and_its_author_may_be_the_document(folder):
    own = {
        "form": "author",
        "act": "",
        "actor": "harbour",
        "source": "",
        "source_spans": "",
        "cue": "",
        "cue_spans": "",
    }
    write(folder, ROW | own)
    assert check_corpus(folder).faults == []


def test_ids_are_repeated_neither_in_a_coding_nor_across_codings(folder):
    write(folder, ROW, ROW)
    assert check_corpus(folder).faults == ["coding/ada.csv, row 3: id 'a001' is repeated"]
    write(folder, ROW)
    write(folder, ROW, by="agreed")
    faults = check_corpus(folder).faults
    assert any("id a001 stands in" in fault for fault in faults), faults


def test_every_fault_is_told_at_once(folder):
    write(folder, ROW | {"form": "quoted", "actor": "nobody"}, ROW | {"id": "a002", "stances": "x:affirms"})
    assert len(check_corpus(folder).faults) == 3


def test_a_coding_with_other_columns_is_named_and_not_read(folder):
    path = folder / "coding" / "ada.csv"
    tables.write(tables.read(path).rename(columns={"content_spans": "spans"}), path)
    for fix in (False, True):
        faults = check_corpus(folder, fix).faults
        assert faults[0].startswith("coding/ada.csv: unknown columns ['spans']; expected")


def test_a_coding_that_is_no_csv_is_named(folder):
    (folder / "coding" / "ada.csv").write_text("id,doc_id\na001\n")
    assert check_corpus(folder).faults == ["coding/ada.csv, row 2: expected 2 cells, as in the header, but found 1"]


def test_a_coder_of_whom_nothing_is_said_is_named(folder):
    write(folder, ROW | {"id": "b001"}, by="bo")
    found = check_corpus(folder)
    assert found.faults == []
    assert "coders.csv: no row says who made coding/bo.csv, a person or ai" in found.notes


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{**ACTORS[0], "name": "I. Okafor"}], "row 4: name of 'okafor' is 'Ines Okafor' in another row"),
        ([{**ACTORS[0], "side": "port"}], "row 4: side of 'okafor' is '' in another row"),
        ([{"actor": "eze", "name": "Okafor", "type": "person"}], "row 4: alias 'Okafor' belongs to 'okafor' as well"),
        ([{"actor": "eze", "name": "Eze", "type": "crane"}], "row 4: type 'crane' is not one of"),
        (
            [{"actor": "eze", "name": "Eze", "type": "person", "valid_to": "soon"}],
            "row 4: valid_to: 'soon' is not a date",
        ),
    ],
)
def test_a_spoiled_actor_is_named(folder, rows, message):
    tables.write(tables.ACTORS.of([*ACTORS, *rows]), folder / "actors.csv")
    assert check_corpus(folder).faults[0].startswith(f"actors.csv, {message}")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'implies = ["checked"]',
            'implies = ["cheked"]',
            r"propositions\.safe names \['cheked'\], which it does not define",
        ),
        (
            'implies = ["checked"]',
            'implies = "checked"',
            r"propositions\.safe: expected implies to be a list of texts, but found 'ch",
        ),
        (
            'label = "Cranes"',
            "label = 3",
            r"measures\.cranes: expected label to be words in quotation marks, but found 3",
        ),
        ('label = "Cranes"', "", r"measures\.cranes: expected label to be words in quotation marks, but found ''"),
        ('label = "Cranes"', 'lable = "Cranes"', r"measures\.cranes: unknown \['lable'\]"),
        (
            "[measures.cranes]",
            "[measure.cranes]",
            r"unknown \['measure'\]; expected some of \['propose', 'propositions', 'measures'\]",
        ),
        (
            "[measures.cranes]",
            "[measures]\ncranes = 3",
            r"measures: expected cranes to be a table, but found 3",
        ),
        ("[propositions.old]", "[propositions.old", r"expected TOML in UTF-8, but "),
    ],
)
def test_a_spoiled_codebook_is_named(folder, old, new, message):
    assert old in CODEBOOK
    text = CODEBOOK.replace(old, new)
    text = text.replace('label = "Cranes"\nunit = "cranes"\n', "") if "cranes = 3" in new else text
    with pytest.raises(ValueError, match=rf"codebook\.toml: {message}"):
        book(text, folder)


def test_without_a_codebook_there_is_nothing_to_code_for(tmp_path):
    empty = codebook.load_codebook(tmp_path)
    assert (dict(empty.propositions), dict(empty.measures)) == ({}, {})


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (("safe", "affirms"), {("safe", "affirms"), ("checked", "affirms"), ("old", "denies"), ("safe", "affirms")}),
        (("checked", "denies"), {("checked", "denies"), ("safe", "denies")}),
        (("old", "affirms"), {("old", "affirms"), ("safe", "denies")}),
        (("old", "denies"), {("old", "denies")}),
        (("safe", "denies"), {("safe", "denies")}),
        (("safe", "qualifies"), {("safe", "qualifies")}),
        (("safe", "neutral"), {("safe", "neutral")}),
    ],
)
def test_a_stance_commits_to_what_follows_from_it(folder, held, expected):
    found = book(folder=folder).commitments(*held)
    assert found[0] == held
    assert set(found) == expected
    assert len(found) == len(expected)


def test_propositions_that_imply_each_other_end(folder):
    round_about = CODEBOOK.replace('kind = "event"', 'kind = "event"\nimplies = ["safe"]')
    assert ("safe", "affirms") in book(round_about, folder).commitments("checked", "affirms")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("cranes=3", ("cranes", "3", "3", False)),
        ("cranes=3~", ("cranes", "3", "3", True)),
        ("cranes=2.5", ("cranes", "2.5", "2.5", False)),
        ("cranes=3..5", ("cranes", "3", "5", False)),
        ("cranes=3..", ("cranes", "3", "", False)),
        ("cranes=..5~", ("cranes", "", "5", True)),
        ("checked_on=2015-12", ("checked_on", "2015-12", "2015-12", False)),
        ("checked_on=2015~", ("checked_on", "2015~", "2015~", True)),
        ("checked_on=[2015..2016]", ("checked_on", "[2015..2016]", "[2015..2016]", False)),
    ],
)
def test_a_value_is_read_with_its_ends(folder, item, expected):
    assert codebook.parse_value(item, book(folder=folder)) == expected


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("cranes", "'cranes' gives no value"),
        ("cranes=", "'cranes=' gives no value"),
        ("cranes=..", r"'cranes=\.\.': expected x, x\.\.y"),
        ("cranes=1,000", "expected x"),
        ("cranes=5..3", r"'cranes=5\.\.3': the least comes first, but 5 is more than 3"),
        ("cranes=~3", "expected x"),
        ("checked_on=", "'checked_on=' gives no value"),
        ("checked_on=24/12/2015", "is not a date"),
    ],
)
def test_a_value_that_is_none_is_refused(folder, item, message):
    with pytest.raises(ValueError, match=message):
        codebook.parse_value(item, book(folder=folder))


@pytest.mark.parametrize(
    ("changed", "spans"),
    [
        pytest.param({"content_spans": ""}, {"content_spans": "0:24"}, id="empty spans of words that stand once"),
        pytest.param({"content_spans": "3:27"}, {"content_spans": "0:24"}, id="spans that point elsewhere"),
        pytest.param({"content_spans": "x"}, {"content_spans": "0:24"}, id="spans that cannot be read"),
        pytest.param({"cue_spans": ""}, {"cue_spans": "25:29"}, id="of a cue that stands often, the nearest"),
        pytest.param(
            {"content": "“The crane [...] checked,”", "content_spans": ""}, {"content_spans": "0:10;15:24"}, id="pieces"
        ),
    ],
)
def test_spans_are_found_again_from_the_words(folder, changed, spans):
    write(folder, ROW | changed)
    assert check_corpus(folder).faults != []
    assert check_corpus(folder, fix=True).faults == []
    assert read(folder).to_dict() == tables.CODING.of([ROW | changed | spans]).iloc[0].to_dict()


@pytest.mark.parametrize("content", ["said", "The crane was cheked"])
def test_spans_of_words_that_stand_often_or_nowhere_are_left_to_a_person(folder, content):
    write(folder, ROW | {"content": content, "content_spans": ""})
    assert any("content_spans is empty" in fault for fault in check_corpus(folder, fix=True).faults)
    assert read(folder)["content_spans"] == ""


@pytest.mark.parametrize(
    ("words", "help_"),
    [
        ({"cue": "said", "cue_spans": "", "content_spans": ""}, "'said' stands 3 times"),
        ({"source": "Ines Okfor", "source_spans": ""}, "'Ines Okfor' stands 0 times"),
        ({"content_spans": ""}, "`hearsay check --fix` finds"),
    ],
)
def test_a_missing_place_is_answered_with_what_helps(folder, words, help_):
    write(folder, ROW | words)
    assert any(help_ in fault for fault in check_corpus(folder).faults), check_corpus(folder).faults


def test_words_that_a_line_breaks_are_found_and_given_as_the_document_has_them(folder):
    (folder / "harbour.txt").write_text(TEXT.replace("crane was checked", "crane\nwas  checked"), "utf-8", newline="")
    write(folder, ROW | {"content_spans": "", "source_spans": "", "cue_spans": ""})
    assert check_corpus(folder, fix=True).faults == []
    assert read(folder)["content"] == CONTENT.replace("crane was checked", "crane\nwas  checked")


def test_a_file_that_needs_no_mending_is_not_touched(folder):
    path = folder / "coding" / "ada.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    passage = {"doc_id": "harbour", "spans": "0:24", "content": CONTENT}
    pair = {f"{side}_{column}": cell for side in "ab" for column, cell in passage.items()}
    tables.write(tables.VERDICTS.of([VERDICT | pair]), folder / "verdicts.csv")
    (folder / "verdicts.csv").write_bytes((folder / "verdicts.csv").read_bytes().replace(b"\n", b"\r\n"))
    before = [p.read_bytes() for p in (path, folder / "verdicts.csv")]
    assert check_corpus(folder, fix=True).faults == []
    assert [p.read_bytes() for p in (path, folder / "verdicts.csv")] == before


VERDICT = {"verdict": "rejected", "kind": "denial", "strength": "tension", "judge": "ada", "why": "one and the same"}


def test_verdicts_heal_like_codings_and_their_faults_name_the_side(folder):
    sides = {"a_doc_id": "harbour", "a_content": CONTENT, "b_doc_id": "pier", "b_content": "x", "b_spans": "0:1"}
    tables.write(tables.VERDICTS.of([VERDICT | sides]), folder / "verdicts.csv")
    faults = check_corpus(folder, fix=True).faults
    assert faults == ["verdicts.csv, row 2, side b: doc_id 'pier' is not a document of this folder"]
    assert tables.read(folder / "verdicts.csv")["a_spans"].tolist() == ["0:24"]


@pytest.mark.parametrize(
    ("words", "near", "spans"),
    [
        ("Ines Okafor", None, [(30, 41)]),
        ("said", None, []),
        ("said", 0, [(25, 29)]),
        ("said", 60, [(62, 66)]),
        ("“The crane [...] she said", None, [(0, 10), (58, 66)]),
        ("she said [...] “The crane", None, []),
        ("nowhere", 3, []),
    ],
)
def test_words_are_found_where_that_is_certain(words, near, spans):
    assert coding.find_words(TEXT, words, near) == spans


def test_stances_and_quantities_are_a_row_each(folder):
    coded = tables.CODING.of(
        [ROW | {"stances": "checked:affirms | safe:denies", "values": "cranes=1..3~", "scope_words": "x"}]
    )
    found = coding.stances_of(coded)
    assert found[["proposition", "stance", "scope_words"]].to_numpy().tolist() == [
        ["checked", "affirms", "x"],
        ["safe", "denies", "x"],
    ]
    assert coding.quantities_of(coded, book(folder=folder)).to_dict("records") == [
        {"statement_id": "a001", "measure": "cranes", "low": "1", "high": "3", "unit": "cranes", "approximate": "yes"}
    ]
    none = tables.CODING.empty()
    assert coding.stances_of(none).empty
    assert coding.quantities_of(none, book(folder=folder)).empty


@pytest.mark.parametrize(
    ("named", "codings", "chosen"),
    [
        ("", ["a", "agreed", "b"], "agreed"),
        ("", ["a"], "a"),
        ("", ["a", "b"], "machine"),
        ("", [], "machine"),
        ("a", ["a", "agreed"], "a"),
        ("machine", ["agreed"], "machine"),
    ],
)
def test_the_reading_is_the_one_named_else_agreed_else_the_only_one_else_the_machines(folder, named, codings, chosen):
    (folder / "corpus.toml").write_text(f'reading = "{named}"\n')
    assert coding.choose_reading(load_corpus(folder), dict.fromkeys(codings, pd.DataFrame())) == chosen


def test_a_reading_that_is_not_there_is_named(folder):
    (folder / "corpus.toml").write_text('reading = "carl"\n')
    with pytest.raises(ValueError, match=r"corpus\.toml: reading 'carl' is not one of \['ada', 'machine'\]"):
        coding.choose_reading(load_corpus(folder), {"ada": pd.DataFrame()})
