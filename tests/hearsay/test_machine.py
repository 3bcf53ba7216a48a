"""Statements of folders: any number of files, the same bytes each time."""

import pytest

from hearsay import machine, tables
from hearsay.corpus.listing import doc_ids, document_files

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
    count, listing = machine.extract_folder(folder, tmp_path / "out.csv", "rules")
    table = tables.STATEMENTS.check(tables.read(tmp_path / "out.csv"))
    assert count == len(table) == 4
    assert listing.skipped[0]["file"] == "broken.pdf"
    assert list(table["doc_id"]) == ["a", "a", "sub/b", "sub/copy"]
    assert set(table["by"]) == {"machine"}
    assert table["id"].is_unique


def test_workers_write_the_same_bytes(folder, tmp_path):
    machine.extract_folder(folder, tmp_path / "one.csv", "rules")
    machine.extract_folder(folder, tmp_path / "two.csv", "rules", n_process=2)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_texts_in_memory_give_the_rows_of_the_folder(folder, tmp_path):
    machine.extract_folder(folder, tmp_path / "out.csv", "rules")
    files = doc_ids(folder, [path for path in document_files(folder) if path.suffix == ".txt"])
    texts = {doc_id: path.read_bytes().decode("utf-8-sig") for doc_id, path in files.items()}
    assert machine.extract(texts, texts, "rules").equals(tables.read(tmp_path / "out.csv"))


def test_the_fingerprint_is_of_everything_that_the_engine_is_made_of(tmp_path):
    for name in ("text.py", "attribution/rules.py", "model/cues.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("{}")
    sums = {machine.fingerprint(tmp_path)}
    for name in ("text.py", "attribution/rules.py", "model/cues.json"):
        (tmp_path / name).write_text("{0}")
        machine.fingerprint.cache_clear()
        sums.add(machine.fingerprint(tmp_path))
    machine.fingerprint.cache_clear()
    assert len(sums) == 4


def test_a_document_that_makes_the_reader_fail_is_named_and_the_others_are_read(folder, tmp_path, monkeypatch):
    usual = machine.pipeline

    def pipeline(engine):
        nlp = usual(engine)
        return type(
            "Pipe",
            (),
            {"memory_zone": nlp.memory_zone, "__call__": lambda _, text: 1 / 0 if "Reyl" in text else nlp(text)},
        )()

    monkeypatch.setattr(machine, "pipeline", pipeline)
    count, listing = machine.extract_folder(folder, tmp_path / "out.csv", "rules")
    assert count == 2
    assert {"file": "a", "why": "the reader failed: ZeroDivisionError: division by zero"} in listing.skipped
    failed = {}
    assert len(machine.extract(TEXTS, TEXTS, "rules", failed)) == 2
    assert list(failed) == ["a.txt"]
    with pytest.raises(ZeroDivisionError):
        machine.extract(TEXTS, TEXTS, "rules")
