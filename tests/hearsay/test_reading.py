"""A reading: which coding is counted, and all of its tables, whatever lies beside the documents."""

import pytest

import toy
from hearsay import machine, reading, tables

NAMES = {table.name: table for table in tables.ALL}


@pytest.fixture
def rules(tmp_path, monkeypatch):
    """The machine's rules instead of its trained engine, and a cache of their own."""
    monkeypatch.setattr(machine.extract, "__defaults__", ("rules",))
    monkeypatch.setattr(reading, "CACHE", tmp_path / "cache")
    return tmp_path / "cache"


def sound(found):
    return {name: NAMES[name].problems(table) for name, table in found.tables().items()}


@pytest.mark.parametrize("tabled", [False, True], ids=["documents alone", "tables and no coding"])
def test_a_folder_without_a_coding_gives_the_machines_reading_and_sound_tables(tmp_path, rules, tabled):
    found = reading.open_reading(toy.write(tmp_path / "toy", coded=False, tabled=tabled))
    assert found.name == "machine"
    assert len(found.statements) >= 4
    assert set(found.statements["by"]) == {"machine"}
    assert set(map(tuple, sound(found).values())) == {()}
    assert found.codebook.propositions.keys() == (toy.BOOK.propositions.keys() - {"lost"} if tabled else set())


def test_the_only_coding_is_counted_and_its_tables_are_sound(tmp_path):
    found = reading.open_reading(toy.write(tmp_path))
    assert found.name == "toy"
    assert set(map(tuple, sound(found).values())) == {()}
    assert list(found.tables()) == [
        "documents", "cleaning", "statements", "stances", "claims", "quantities", "chains", "reuse", "origins",
        "contradictions", "issues", "actors", "aliases", "skipped",
    ]  # fmt: skip


def test_a_reading_of_people_does_not_ask_the_machine(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_cached", lambda *_: pytest.fail("asked"))
    reading.open_reading(toy.write(tmp_path)).tables()


def test_a_reading_can_be_asked_for_by_name_and_one_that_is_not_there_is_refused(tmp_path):
    folder = toy.write(tmp_path)
    assert reading.open_reading(folder, "machine").name == "machine"
    with pytest.raises(ValueError, match=r"reading 'agreed' is not one of \['toy', 'machine'\]"):
        reading.open_reading(folder, "agreed")


def test_a_coding_becomes_statements_with_who_is_unnamed_and_what_is_coded(tmp_path):
    rows = reading.open_reading(toy.write(tmp_path)).statements.set_index("id")
    assert rows.loc["t3", ["by", "anonymous", "said_rule", "event_rule", "rule"]].tolist() == [
        "toy",
        "yes",
        "",
        "coded",
        "coded",
    ]
    assert rows.loc["t1", ["anonymous", "said_rule", "confidence"]].tolist() == ["", "coded", ""]


def test_a_spoiled_table_is_refused_with_its_reason(tmp_path):
    folder = toy.write(tmp_path)
    (folder / "verdicts.csv").write_text("verdict\naccepted\n")
    with pytest.raises(ValueError, match=r"verdicts\.csv, row 2: kind '' is not one of"):
        _ = reading.open_reading(folder).contradictions


def test_the_machine_is_asked_once_for_the_same_texts_and_again_for_others(tmp_path, rules, monkeypatch):
    asked, real = [], machine.extract
    monkeypatch.setattr(machine, "extract", lambda *texts: asked.append(1) or real(*texts))
    folder = toy.write(tmp_path / "toy", coded=False)
    first = reading.open_reading(folder).machine
    again = reading.open_reading(folder).machine
    assert first.equals(again)
    assert len(asked) == 1
    (folder / "weekly.txt").write_text("Reyl said that it was over.", "utf-8")
    _ = reading.open_reading(folder).machine
    assert len(asked) == 2
    assert {path.suffix for path in rules.iterdir() if path.is_file()} == {".csv"}
