"""A reading: which coding is counted, and all of its tables, whatever lies beside the documents."""

import pytest

import toy
from hearsay import machine, reading, tables
from hearsay.corpus import coding
from sayso.attribution import rows

NAMES = {table.name: table for table in tables.ALL}


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A cache of its own."""
    monkeypatch.setattr(reading, "CACHE", tmp_path / "cache")
    return tmp_path / "cache"


def sound(found):
    return {name: NAMES[name].problems(table) for name, table in found.tables().items()}


@pytest.mark.parametrize("tabled", [False, True], ids=["documents alone", "tables and no coding"])
def test_a_folder_without_a_coding_gives_the_machines_reading_and_sound_tables(tmp_path, kept, tabled):
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
    monkeypatch.setattr(reading.Reading, "attribute", lambda *_: pytest.fail("asked"))
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
    (folder / "verdicts.csv").write_text("verdict,kind,strength\naccepted,,direct\n")
    with pytest.raises(ValueError, match=r"verdicts\.csv, row 2: kind '' is not one of"):
        _ = reading.open_reading(folder).contradictions


def test_the_machine_is_asked_once_for_the_same_texts_and_again_for_others(tmp_path, kept, monkeypatch):
    asked, real = [], machine.extract
    monkeypatch.setattr(machine, "extract", lambda *texts, **rest: asked.append(1) or real(*texts, **rest))
    folder = toy.write(tmp_path / "toy", coded=False)
    first = reading.open_reading(folder).machine
    again = reading.open_reading(folder).machine
    assert first.equals(again)
    assert len(asked) == 1
    (folder / "weekly.txt").write_text("Reyl said that it was over.", "utf-8")
    _ = reading.open_reading(folder).machine
    assert len(asked) == 2


def test_documents_that_a_coding_does_not_cover_keep_the_machines_reading(tmp_path, kept):
    folder = toy.write(tmp_path / "toy")
    path = folder / "coding" / "toy.csv"
    tables.write(tables.read(path).head(1), path)
    (folder / "coders.csv").unlink()
    found = reading.open_reading(folder)
    assert found.name == "toy"
    assert found.uncovered == {"courier", "weekly"}
    by = dict(tuple(found.statements.groupby("doc_id")["by"].unique().map(list).items()))
    assert by["gazette"] == ["toy"]
    assert by["courier"] == ["machine"]
    assert set(map(tuple, sound(found).values())) == {()}


def test_an_accepted_row_stands_for_the_machines_where_the_document_is_not_covered(tmp_path, kept):
    folder = toy.write(tmp_path / "toy")
    machines = reading.open_reading(folder, "machine").machine.query("doc_id == 'courier'")
    path = folder / "coding" / "toy.csv"
    row = tables.read(path).query("doc_id == 'courier'").head(1)
    tables.write(row.assign(**{"from": machines["id"].iloc[0]}), path)
    (folder / "coders.csv").write_text("by,type,documents\ntoy,person,gazette\njudge,person,\n")
    found = reading.open_reading(folder).statements
    assert "gazette" not in set(found["doc_id"])  # covered, and nobody says anything in it
    courier = found.query("doc_id == 'courier'")
    assert len(courier) == len(machines)
    assert machines["id"].iloc[0] not in set(courier["id"])


def test_a_cache_that_cannot_be_written_or_is_spoiled_is_done_without(tmp_path, kept, monkeypatch):
    folder = toy.write(tmp_path / "toy", coded=False)
    first = reading.open_reading(folder).machine
    for path in (path for path in kept.rglob("*") if path.is_file()):
        path.write_text("spoiled\nx,y\n")
    assert reading.open_reading(folder).machine.equals(first)
    kept.with_name("file").write_text("")
    monkeypatch.setattr(reading, "CACHE", kept.with_name("file") / "below")
    assert reading.open_reading(folder).machine.equals(first)


def test_documents_in_another_language_are_told_and_not_read_for_who_says_what(tmp_path, kept):
    (tmp_path / "en.txt").write_text("Ines Okafor said that the ferry was safe and that nobody had asked her about it.")
    (tmp_path / "de.txt").write_text("Die Hafenmeisterin sagte, die Fähre sei sicher, aber niemand glaubte ihr das.")
    found = reading.open_reading(tmp_path)
    assert found.corpus.unread == {"de": "de"}
    assert set(found.statements["doc_id"]) == {"en"}
    (tmp_path / "documents.csv").write_text("doc_id,languages\nde,en\n")
    assert reading.open_reading(tmp_path).corpus.unread == {}


def test_a_document_on_which_the_reader_fails_is_named_and_the_others_are_read(tmp_path, kept, monkeypatch):
    usual = rows._parts
    monkeypatch.setattr(rows, "_parts", lambda d, t, m, e: 1 / 0 if "Reyl" in t else usual(d, t, m, e))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text("Ines Okafor said that the ferry was safe.")
    (tmp_path / "in" / "two.txt").write_text("Tomas Reyl denied that the ferry was safe.")
    for _ in range(2):  # from the cache as well
        found = reading.open_reading(tmp_path / "in")
        assert set(found.machine["doc_id"]) == {"one"}
        assert found.tables()["skipped"]["file"].tolist() == ["two"]


def test_a_codebook_that_lets_the_machine_propose_further_keeps_its_own_contradictions(tmp_path):
    folder = toy.write(tmp_path / "toy")
    own = reading.open_reading(folder).contradictions
    book = folder / "codebook.toml"
    book.write_text("propose = true\n" + book.read_text("utf-8"), "utf-8")
    found = reading.open_reading(folder).contradictions
    assert len(own) > 0
    assert set(own["contradiction_id"]) <= set(found["contradiction_id"])
    ours, again = (t.set_index("contradiction_id")["rule"] for t in (own, found))
    assert again.loc[ours.index].tolist() == ours.tolist()  # told by the codebook's rule, not by likeness


def test_what_copies_of_one_report_share_is_read_as_its_prose(tmp_path, kept):
    report = " ".join(f"Crane {n} of the port was checked by clerk {n}, who wrote to mayor {n}." for n in range(30))
    for n in range(4):
        (tmp_path / f"d{n}.txt").write_text(f"{report}\n\nIt costs you nothing.\n", "utf-8")
    found = reading.open_reading(tmp_path)
    assert found.masked == found.corpus.texts


@pytest.mark.parametrize("counts", [True, False])
def test_who_says_a_thing_only_near_it_does_not_own_to_the_deed_that_is_alleged_of_him(counts):
    rows = toy.statements({"actor": "port", "stances": "hid:affirms"}, {"actor": "reyl", "stances": "hid:affirms"})
    stances = coding.stances_of(rows)
    found = reading.Reading(toy.corpus(d1={}), "machine")
    found.__dict__.update(labels={"hid": "Tomas Reyl hid the log"}, posts=set(), actors=toy.ACTORS)
    found.__dict__.update(statements=rows, stances=stances, said=stances if counts else stances.head(1))
    assert found.alleged == (set() if counts else {"hid"})


def test_an_author_speaks_on_the_day_that_his_document_was_published(tmp_path, kept):
    (tmp_path / "a.txt").write_text("The harbour office said that the old crane fell on the north quay in May.\n")
    for name in "bc":
        (tmp_path / f"{name}.txt").write_text(
            "The old crane fell on the north quay in May, and nobody was hurt there.\n"
        )
    (tmp_path / "documents.csv").write_text("doc_id,published\nb,2031-06-02\n")
    rows = reading.open_reading(tmp_path).statements.query("form == 'author'")
    days = rows.set_index("doc_id")[["said", "event", "said_rule"]]
    assert days.loc["b"].tolist() == ["2031-06-02", "2031-05", "the author's own voice, on publication"]
    assert days.loc["c", "said"] == ""
