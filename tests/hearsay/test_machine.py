"""Statements of folders: any number of files, the same bytes each time."""

import pytest
from typer.testing import CliRunner

from hearsay import extraction, machine, reading, tables
from hearsay.cli import app
from hearsay.corpus.codebook import Codebook
from hearsay.corpus.listing import list_files
from hearsay.corpus.settings import read_settings
from sayso.attribution import rows
from sayso.when.dates import NEAR_DAYS
from sayso.who.casts import read_casts

TEXTS = {
    "a.txt": "“The crane fell,” said Ines Okafor.\n\nReyl denied that it was safe.",
    "sub/b.txt": "\ufeffThe crane, Okafor said, was old.\r\n",
    "sub/copy.txt": "The crane, Okafor said, was old.\r\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in TEXTS.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    return tmp_path / "in"


def test_a_folder_becomes_a_table_of_statements(folder, tmp_path):
    count, left_out = extraction.extract_folder(folder, tmp_path / "out.csv")
    table = tables.STATEMENTS.check(tables.read(tmp_path / "out.csv"))
    assert count == len(table) == 4
    assert left_out["file"].tolist() == ["broken.pdf"]
    assert list(table["doc_id"]) == ["a", "a", "sub/b", "sub/copy"]
    assert set(table["by"]) == {"machine"}
    assert table["id"].is_unique


def test_workers_write_the_same_bytes(folder, tmp_path):
    extraction.extract_folder(folder, tmp_path / "one.csv")
    extraction.extract_folder(folder, tmp_path / "two.csv", 2)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_an_extraction_does_not_write_among_the_documents_that_it_reads(tmp_path):
    (tmp_path / "a.txt").write_text("Okafor said that the crane was safe.")
    with pytest.raises(ValueError, match="expected a place outside"):
        extraction.extract_folder(tmp_path, tmp_path / "out.csv")


def test_texts_in_memory_give_the_rows_of_the_folder(folder, tmp_path):
    extraction.extract_folder(folder, tmp_path / "out.csv")
    files = list_files(folder).documents.items()
    texts = {doc_id: path.read_bytes().decode("utf-8-sig") for doc_id, path in files if path.suffix == ".txt"}
    found, _ = machine.extract(texts, texts)
    facts = tables.DOCUMENTS.of({"doc_id": doc_id} for doc_id in texts)
    read = machine.read(found, texts, read_casts(tables.ACTORS.empty(), texts), facts, Codebook({}, {}), NEAR_DAYS)
    assert read.statements.equals(tables.read(tmp_path / "out.csv"))


def test_a_folder_is_extracted_as_a_run_reads_it(folder, tmp_path, monkeypatch):
    tables_beside = {
        "actors.csv": "actor,name,type,aliases\nokafor,Ines Okafor,person,Okafor\n",
        "documents.csv": "doc_id,published\na,2031-05-05\n",
        "codebook.toml": '[propositions.safe]\nlabel = "The crane was safe"\npatterns = ["safe"]\n',
        "corpus.toml": "near_days = 1\n",
    }
    for name, text in tables_beside.items():
        (folder / name).write_text(text, "utf-8")
    extraction.extract_folder(folder, tmp_path / "out.csv")
    found = tables.read(tmp_path / "out.csv")
    monkeypatch.setattr(reading, "CACHE", tmp_path / "cache")
    run = reading.open_reading(folder, "machine")
    assert found.equals(run.machine)
    assert set(found["actor"]) >= {"okafor"}
    assert found["stances"].tolist().count("safe:denies") == 1
    assert run.stances[["stance", "turned_by", "rule"]].to_numpy().tolist() == [["denies", "denied", "safe"]]
    assert found["said"].tolist()[0] == "[2031-05-04..2031-05-05]"


@pytest.mark.parametrize("days", ['"3"', "-1", "2.5", "true"])
def test_near_days_is_a_whole_number_or_refused(folder, days):
    (folder / "corpus.toml").write_text(f"near_days = {days}\n", "utf-8")
    with pytest.raises(ValueError, match=r"corpus\.toml: .*near_days"):
        reading.open_reading(folder)


@pytest.mark.parametrize(
    ("options", "shown"),
    [([], "denies (turned by: denied)"), (["--denial"], "affirms (turned by: denied)")],
)
def test_what_a_pattern_catches_is_shown_with_the_words_that_turn_it(folder, tmp_path, monkeypatch, options, shown):
    monkeypatch.setattr(reading, "CACHE", tmp_path / "cache")
    said = CliRunner().invoke(app, ["try", str(folder), "saf*", *options])
    assert said.output.splitlines() == [f"a  reyl {shown}", "    denied: that it was safe", "1 passage caught"]


def test_a_document_that_makes_the_reader_fail_is_named_and_the_others_are_read(folder, tmp_path, monkeypatch):
    usual = rows._parts
    monkeypatch.setattr(reading, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(rows, "_parts", lambda d, t, m, e: 1 / 0 if "Reyl" in t else usual(d, t, m, e))
    count, left_out = extraction.extract_folder(folder, tmp_path / "out.csv")
    assert count == 2
    assert ("a", "the reader failed: ZeroDivisionError: division by zero") in set(
        left_out.itertuples(index=False, name=None)
    )
    found, failed = machine.extract(TEXTS, TEXTS)
    assert len(found) == 2
    assert list(failed) == ["a.txt"]


def test_what_is_less_sure_than_the_corpus_asks_for_is_listed_apart_and_not_counted(tmp_path):
    (tmp_path / "port.txt").write_text("Ana Lee said that the port is shut.\n\nThe ferry welcomed the bar.\n", "utf-8")
    every = reading.open_reading(tmp_path, "machine")
    least = max(float(c) for c in every.machine["confidence"])
    (tmp_path / "corpus.toml").write_text(f"least_confidence = {least}\n", "utf-8")
    sure = reading.open_reading(tmp_path, "machine")
    assert len(every.machine) > len(sure.statements) >= 1
    assert every.unsure.empty
    assert {*sure.machine["id"]} | {*sure.unsure["id"]} == {*every.machine["id"]}
    assert all(float(c) < least for c in sure.unsure["confidence"])


@pytest.mark.parametrize("least", ["1.5", "-0.1", '"much"', "true"])
def test_least_confidence_is_a_number_from_0_to_1_or_refused(tmp_path, least):
    (tmp_path / "corpus.toml").write_text(f"least_confidence = {least}\n", "utf-8")
    (fault,) = read_settings(tmp_path)[1]
    assert fault.startswith("corpus.toml: expected least_confidence to be a number from 0 to 1, but found ")


def test_what_somebody_wants_is_held_by_whoever_says_so(tmp_path):
    text = (
        "A clerk told the mayor that Ana Lee would like to close the bar.\n\nA docker hopes that the crane will stay."
    )
    (tmp_path / "port.txt").write_text(text, "utf-8")
    found = reading.open_reading(tmp_path, "machine").machine
    held = {row.cue: row.holder for row in found.itertuples() if row.act == "attitude"}
    assert held["would like"].startswith("clerk")
    assert held["hopes"] == "port"


TOLD_OF = [
    ("Quayco wants to close the bar.", True),
    ("Quayco is planning to close the bar.", True),
    ("Quayco refused to close the bar.", True),
    ("Quayco announced that the bar will be closed.", False),
    ("Quayco denied that it was concerned about the bar.", False),
]


@pytest.mark.parametrize(("text", "told"), TOLD_OF, ids=[text for text, _ in TOLD_OF])
def test_what_somebody_is_to_do_is_told_of_him(tmp_path, text, told):
    (tmp_path / "port.txt").write_text(f"The port lies in Veld.\n\n{text}\n\nIt rained.", "utf-8")
    found = reading.open_reading(tmp_path, "machine").machine
    assert [row.holder == "port" for row in found.itertuples() if row.form != "author"] == [told]
