"""What the machine proposes becomes a person's one checked row at a time, and nothing that stands is overwritten."""

import ast
import html
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest
from typer.testing import CliRunner

import toy
from hearsay import cli, reading, tables
from hearsay.analysis import machine_claims, sheet
from hearsay.checking import Checked, check_corpus
from hearsay.corpus import coding
from hearsay.corpus.documents import ROOT
from hearsay.proposals import accept, forms, new
from hearsay.proposals.forms import FORMS
from hearsay.show import coders, rows
from hearsay.show.pages import front, site, view


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """A cache of their own."""
    monkeypatch.setattr(reading, "CACHE", tmp_path / "cache")


@pytest.fixture
def bare(tmp_path):
    """Three documents, and what the machine proposes of them."""
    folder = toy.write(tmp_path / "toy", coded=False, tabled=False)
    new.propose(folder)
    return folder


def proposed(folder, kind):
    return forms.load(kind, folder)


def tick(folder, kind, answer="y", rows=slice(None), **cells):
    """A person looks at some rows of a table: writes an answer, and what there is to fill in."""
    df = proposed(folder, kind)
    for column, cell in ({"checked": answer} | cells).items():
        name = next(c for c in df if c.partition(":")[0] == column)
        df.loc[df.index[rows], name] = cell
    tables.write(df, folder / FORMS[kind].name)
    return df.iloc[rows]


def test_a_day_is_understood_as_in_the_table_itself_and_one_that_can_be_two_is_not(bare):
    tick(bare, "documents", rows=slice(0, 2), published="4 May 2016", genre="News")
    tick(bare, "documents", rows=slice(1, 2), published="5/4/2016")
    (conflict,) = accept.accept(bare, "ada").conflicts
    assert "proposed/documents.csv, row 3: published: '5/4/2016'" in conflict
    tick(bare, "documents", "", rows=slice(1, 2))
    accept.accept(bare, "ada")
    doc_id = table(bare, "documents.csv")["doc_id"].iloc[0]
    assert reading.open_reading(bare).corpus.facts[doc_id]["published"] == "2016-05-04"


def write_claims(folder, *rows):
    cells = dict.fromkeys(FORMS["claims"].columns, "")
    made = [
        cells | {"label": f"Of {row['proposition']}", "examples": "one | two", "checked": "y"} | row for row in rows
    ]
    tables.write(pd.DataFrame(made, dtype=str), (folder / FORMS["claims"].name))


def table(folder, name):
    return tables.read(folder / name)


def test_a_proposal_is_read_by_no_run(tmp_path):
    folder = toy.write(tmp_path / "toy", coded=False, tabled=False)
    before = reading.open_reading(folder)
    told = {name: df.to_csv() for name, df in before.tables().items()}
    assert {kind: count for kind, (count, _) in new.propose(folder).items()}.keys() == FORMS.keys()
    after = reading.open_reading(folder)
    assert {name: df.to_csv() for name, df in after.tables().items()} == told
    assert after.name == "machine"


def test_each_table_has_a_column_to_check_and_a_dictionary(bare):
    for kind, form in FORMS.items():
        rows = proposed(bare, kind)
        assert list(rows) == [c for c in form.columns if c != sheet.STANCES]
        assert set(rows["checked"]) <= {""}
    assert len(proposed(bare, "documents")) == 3
    assert "[[" in proposed(bare, "statements")["passage"].iloc[0]


def test_what_a_person_wrote_there_stays_byte_for_byte_and_a_new_document_adds_rows(bare):
    for kind in ("statements", "documents"):
        tick(bare, kind, "n", slice(0, 1), note="not this one")
    before = {kind: (bare / FORMS[kind].name).read_bytes() for kind in FORMS}
    new.propose(bare)
    assert {kind: (bare / FORMS[kind].name).read_bytes() for kind in FORMS} == before
    (bare / "later.txt").write_text("The pilot\n\nNora Quist said that the pilot was asleep.\n", "utf-8")
    told = new.propose(bare, ["documents", "statements", "sheet"])
    assert told["documents"] == (1, 3)
    assert told["statements"][0] >= 1
    assert told["sheet"][0] == 0  # open rows first
    for kind in FORMS:
        assert (bare / FORMS[kind].name).read_bytes().startswith(before[kind])


@pytest.mark.parametrize(
    ("kind", "cells", "file"),
    [
        ("documents", {"outlet": "Gazette"}, "documents.csv"),
        ("actors", {}, "actors.csv"),
        ("statements", {}, "coding/ada.csv"),
        ("sheet", {"form": "indirect"}, "coding/sheet/ada.csv"),
    ],
)
def test_a_checked_row_moves_into_its_table_and_is_not_proposed_again(bare, kind, cells, file):
    count = len(proposed(bare, kind))
    tick(bare, kind, rows=slice(0, 1), **cells)
    done = accept.accept(bare, "ada")
    assert (done.moved[kind], done.conflicts) == (1, [])
    assert len(table(bare, file)) == 1
    assert len(proposed(bare, kind)) == count - 1
    assert check_corpus(bare).faults == []
    assert table(bare, "coders.csv")[["by", "type"]].to_numpy().tolist() == [["ada", "person"]]
    assert new.propose(bare, [kind])[kind][0] == 0


def test_an_accepted_statement_stands_for_the_machines_and_the_rest_stays_the_machines(bare):
    before = reading.open_reading(bare).statements
    row = tick(bare, "statements", rows=slice(0, 1)).iloc[0]
    accept.accept(bare, "ada")
    found = reading.open_reading(bare)
    assert found.name == "ada"
    assert found.statements["by"].value_counts().to_dict() == {"machine": len(before) - 1, "ada": 1}
    assert row["id"] not in set(found.statements["id"])
    assert set(before["id"]) - {row["id"]} <= set(found.statements["id"])
    assert set(found.tables()["statements"]["actor"]) <= {"", *found.actors["actor"]}


def test_peoples_rows_say_what_they_coded_and_have_the_machines_stances_on_further_claims_alone():
    told = toy.statements({"id": "ada-1", "by": "ada", "stances": "kept:denies"}, {"id": "m1", "by": "machine"})
    held = [(i, claim, "affirms") for i in ("ada-1", "m1") for claim in ("kept", "further")]
    stances = tables.STANCE_TABLE.of(
        {"statement_id": i, "proposition": p, "stance": s, "rule": "claims: shares words"} for i, p, s in held
    )
    author = toy.statements(
        *(
            {"id": i, "doc_id": d, "form": "author", "by": "machine"}
            for i, d in (("m2", "d2"), ("m3", "d1"), ("m4", "d3"))
        )
    )
    claims = SimpleNamespace(stances=stances, author=author)
    rows = machine_claims.with_claims(told, claims, covered={"d2"}, instead={"m3"})
    assert rows["id"].tolist() == ["ada-1", "m1", "m4"]
    assert rows["stances"].tolist() == ["kept:denies", "further:affirms | kept:affirms", ""]
    found = machine_claims.explained(coding.stances_of(rows), tables.STANCE_TABLE.empty(), claims, rows, {"kept"})
    columns = ["statement_id", "proposition", "stance", "rule"]
    assert set(found[columns].itertuples(index=False, name=None)) == {
        ("ada-1", "kept", "denies", ""),
        ("ada-1", "further", "affirms", "claims: shares words"),
        ("m1", "kept", "affirms", "claims: shares words"),
        ("m1", "further", "affirms", "claims: shares words"),
    }


NEAR = {
    "a": "Ines Okafor said that the old crane fell on the north quay in May.",
    "b": "Tomas Reyl said that the old crane fell on the north quay in May.",
    "c": "The pilots said that they saw the old crane near the north quay on Sunday.",
}


def test_a_statement_is_proposed_with_the_stances_that_pages_count_and_with_no_other(tmp_path):
    for name, text in NEAR.items():
        (tmp_path / f"{name}.txt").write_text(text + "\n", "utf-8")
    found = reading.open_reading(tmp_path)
    keys = ["statement_id", "proposition", "stance"]
    every, counted = ({*found_in[keys].itertuples(index=False, name=None)} for found_in in (found.stances, found.said))
    assert counted < every
    new.propose(tmp_path)
    rows = proposed(tmp_path, "statements")
    told = {(row.id, *cell.split(":")) for row in rows.itertuples() for cell in tables.items(row.stances)}
    assert told == counted
    for kind in ("claims", "statements"):
        tick(tmp_path, kind)
    assert accept.accept(tmp_path, "ada").conflicts == []
    taken = table(tmp_path, "coding/ada.csv")
    assert sum(len(tables.items(cell)) for cell in taken["stances"]) == len(counted)


def test_a_document_whose_every_row_is_checked_is_covered(bare):
    rows = proposed(bare, "statements")
    here = rows.index[rows["doc_id"] == "gazette"]
    tick(bare, "statements", "n", here[-1:])
    tick(bare, "statements", "y", here[:-1])
    assert accept.accept(bare, "ada").conflicts == []
    assert table(bare, "coders.csv")["documents"].tolist() == ["gazette"]
    found = reading.open_reading(bare)
    by = found.statements.groupby("doc_id")["by"].unique().map(list).to_dict()
    assert by["gazette"] == ["ada"]
    assert by["courier"] == ["machine"]
    assert len(found.statements[found.statements["doc_id"] == "gazette"]) == len(here) - 1


def test_a_speaker_whom_nobody_checked_is_taken_along_and_says_so(bare):
    rows = proposed(bare, "statements")
    first = rows.index[rows["actor"] != ""][0]
    tick(bare, "statements", rows=slice(first, first + 1))
    done = accept.accept(bare, "ada")
    ledger = table(bare, "actors.csv").set_index("actor")
    assert "taken along" in ledger.loc[rows.loc[first, "actor"], "evidence"]
    assert done.moved["actors"] >= 1
    assert rows.loc[first, "actor"] not in set(proposed(bare, "actors")["actor"])


def test_a_documents_own_assertion_that_a_person_took_stands_once(tmp_path):
    folder = tmp_path / "ferry"
    shutil.copytree(ROOT / "tests/corpora/ferry", folder, ignore=shutil.ignore_patterns("*.csv", "*.toml", "coding"))
    new.propose(folder, ["statements"])
    own = proposed(folder, "statements")["form"] == "author"
    tick(folder, "statements", rows=own.to_numpy().nonzero()[0][:6])
    assert accept.accept(folder, "ada").moved["statements"] == 6
    rows = reading.open_reading(folder).statements
    assert rows["id"].is_unique
    assert (rows["by"] == "ada").sum() == 6


def test_a_row_that_a_person_adds_has_no_machines_row_behind_it(bare):
    rows = proposed(bare, "statements")
    mine = dict.fromkeys(rows, "") | {
        "checked": "y", "doc_id": "gazette", "content": "the crane was safe in our view", "form": "author",
    }  # fmt: skip
    tables.write(pd.concat([rows, pd.DataFrame([mine])], ignore_index=True), bare / FORMS["statements"].name)
    assert accept.accept(bare, "ada").conflicts == []
    row = table(bare, "coding/ada.csv").iloc[0]
    assert (row["from"], row["act"]) == ("", "")
    assert tables.words_at(toy.GAZETTE, tables.parse_spans(row["content_spans"])) == row["content"]


def test_a_name_that_is_another_actors_becomes_its_alias(bare):
    rows = proposed(bare, "actors")
    key, other = rows["actor"].iloc[0], rows["actor"].iloc[1]
    tick(bare, "actors", rows=slice(1, 2), same_as=key)
    said = proposed(bare, "statements")
    tick(bare, "statements", rows=said["actor"] == other)
    assert accept.accept(bare, "ada").conflicts == []
    ledger = table(bare, "actors.csv")
    assert rows["name"].iloc[1] in tables.items(tables.LIST.join(ledger[ledger["actor"] == key]["aliases"]))
    assert other not in set(ledger["actor"])
    assert set(table(bare, "coding/ada.csv")["actor"]) == {key}


@pytest.mark.parametrize(
    ("called", "key"), [("Nora Quist", "nora-quist"), ("Quist", "nora-quist"), ("QUIST", "nora-quist"), ("Vale", "")]
)
def test_a_person_may_call_an_actor_by_a_name_that_is_his_alone(tmp_path, called, key):
    told = "Nora Quist said that the pilot was asleep. Quist said that the ferry sailed. "
    told += "Ada Vale said that the quay was wet. Tom Vale said that it was dry.\n"
    (tmp_path / "a.txt").write_text(told, "utf-8")
    new.propose(tmp_path)
    df = proposed(tmp_path, "actors")
    df.loc[df["name"].str.endswith("Vale"), "aliases"] = "Vale"
    tables.write(df, tmp_path / FORMS["actors"].name)
    tick(tmp_path, "statements", rows=slice(0, 1), actor=called)
    conflicts = accept.accept(tmp_path, "ada").conflicts
    if key:
        assert conflicts == []
        assert table(tmp_path, "coding/ada.csv")["actor"].tolist() == [key]
    else:
        assert ["actor 'Vale' is not in actors.csv" in told for told in conflicts] == [True]


def test_an_actor_who_is_refused_is_not_taken_along_and_one_joined_twice_is_the_last(bare):
    said = proposed(bare, "statements")
    key = next(actor for actor in said["actor"] if actor)
    rows = proposed(bare, "actors")
    tick(bare, "statements", rows=said["actor"] == key)
    tick(bare, "actors", "n", rows=rows["actor"] == key)
    conflicts = accept.accept(bare, "ada").conflicts
    assert len(conflicts) == int((said["actor"] == key).sum())
    assert all(f"actor '{key}' is not in actors.csv" in told for told in conflicts)
    second, last = [actor for actor in rows["actor"] if actor != key][:2]
    tick(bare, "actors", rows=rows["actor"] == key, same_as=second)
    tick(bare, "actors", rows=rows["actor"] == second, same_as=last)
    assert accept.accept(bare, "ada").conflicts == []
    assert set(table(bare, "coding/ada.csv")["actor"]) == {last}
    assert set(table(bare, "actors.csv")["actor"]) >= {last}
    assert not {key, second} & set(table(bare, "actors.csv")["actor"])


def test_claims_become_propositions_with_their_keys_and_a_merged_one_lends_its_wordings(bare):
    write_claims(
        bare,
        {"proposition": "fell-2", "merge_into": "fell-1", "label": "It came down"},
        {"proposition": "fell-1", "label": 'The crane "fell"', "issue": "crane"},
        {"proposition": "rust-00000a", "checked": "n"},
        {"proposition": "late-00000b", "checked": ""},
    )
    said = "fell-2:affirms | rust-00000a:affirms"
    tick(bare, "statements", rows=slice(0, 1), stances=said)
    tick(bare, "statements", rows=slice(1, 2), stances="late-00000b:denies")
    done = accept.accept(bare, "ada")
    raw = tomllib.loads((bare / "codebook.toml").read_text("utf-8"))
    assert raw["propose"] is True
    assert raw["propositions"] == {
        "fell-1": {"label": 'The crane "fell"', "issue": "crane", "examples": ["one", "two", "It came down"]}
    }
    assert table(bare, "coding/ada.csv")["stances"].tolist() == ["fell-1:affirms", ""]
    assert done.conflicts == []
    left = proposed(bare, "claims").set_index("proposition")["checked"].to_dict()
    assert left == {"fell-2": "n", "rust-00000a": "n", "late-00000b": ""}


@pytest.mark.parametrize("into", ["fell-1", "gone-1", "late-4"])
def test_a_claim_may_be_merged_into_what_stands_there_and_into_nothing_else(bare, into):
    (bare / "codebook.toml").write_text('[propositions.fell-1]\nlabel = "It fell"\n', "utf-8")
    write_claims(bare, {"proposition": "late-4", "merge_into": "late-5"}, {"proposition": "late-5", "merge_into": into})
    tick(bare, "statements", rows=slice(0, 1), stances="late-4:denies")
    done = accept.accept(bare, "ben")
    if into == "fell-1":
        assert table(bare, "coding/ben.csv")["stances"].tolist() == ["fell-1:denies"]
        book = tomllib.loads((bare / "codebook.toml").read_text("utf-8"))
        assert book == {
            "propositions": {"fell-1": {"label": "It fell", "examples": ["Of late-5", "one", "two", "Of late-4"]}}
        }
    else:
        told = sorted(conflict.partition(": expected")[0] for conflict in done.conflicts)
        assert told == [f"proposed/claims.csv, row {n}: merge_into" for n in (2, 3)]


@pytest.mark.parametrize(
    ("kind", "cells", "expected"),
    [
        ("documents", {"doc_id": "gone"}, "documents.csv, row 2: no document has the doc_id 'gone'"),
        ("documents", {"published": "soon"}, "documents.csv, row 2: published:? .*soon"),
        ("actors", {"type": "crane"}, "actors.csv, row 2: type 'crane' is not one of"),
        ("actors", {"same_as": "nobody"}, "actors.csv, row 2: same_as: expected a key of actors.csv, found 'nobody'"),
        ("statements", {"actor": "nobody"}, r"statements.csv, row 2 \(ada-.*: actor 'nobody' is not in actors.csv"),
        ("statements", {"content": "words that stand nowhere"}, r"statements.csv, row 2 \(ada-.*: content at .* not 'words that"),
        ("statements", {"form": "sung"}, "statements.csv, row 2: form 'sung' is not one of"),
        ("statements", {"stances": "moon:affirms"}, r"statements.csv, row 2 \(ada-.*: stances: 'moon' is not a proposition of codebook"),
        ("sheet", {}, "sheet.csv, row 2: form: expected what the words are, found nothing"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_stays_with_one_sentence_and_leaves_nothing(bare, kind, cells, expected):
    tick(bare, kind, rows=slice(0, 1), **cells)
    before = (bare / FORMS[kind].name).read_bytes()
    done = accept.accept(bare, "ada")
    assert len(done.conflicts) == 1
    assert re.match(f"proposed/{expected}", done.conflicts[0])
    assert (bare / FORMS[kind].name).read_bytes() == before
    files = {path.name for path in bare.rglob("*.*") if path.parent.name != "proposed"}
    assert files == {"gazette.txt", "courier.txt", "weekly.txt"}


def test_all_rows_are_taken_or_none_and_each_that_cannot_be_is_told(bare):
    rows = proposed(bare, "statements")
    tick(bare, "statements", rows=rows["actor"] != "", content="words that stand nowhere")
    tick(bare, "sheet", rows=slice(0, 1), form="none")
    done = accept.accept(bare, "ada")
    assert len(done.conflicts) == int((rows["actor"] != "").sum())
    assert done.moved == {}
    assert not (bare / "actors.csv").exists()


def test_what_accept_sees_itself_and_what_the_check_finds_are_told_at_once_and_rows_are_counted(bare):
    tick(bare, "sheet", rows=slice(0, 1), form="sung")
    tick(bare, "sheet", rows=slice(1, 2))
    tick(bare, "statements", rows=slice(0, 1), stances="moon:affirms | sun:sings")
    done = accept.accept(bare, "ada")
    rows = [re.match("proposed/([^,]+, row .)", told)[1] for told in done.conflicts]
    assert sorted(rows) == ["sheet.csv, row 2", "sheet.csv, row 3", *["statements.csv, row 2"] * 3]
    assert (done.refused, done.moved) == (3, {})
    assert not [*bare.glob("coding/**/*.csv")]


@pytest.mark.parametrize("written", [1, 2, 3])
def test_where_an_accept_was_killed_the_next_puts_everything_back_and_takes_all(bare, written):
    tick(bare, "documents")
    tick(bare, "statements")
    killed = (
        "import os, signal, sys; from hearsay import tables; from hearsay.proposals import accept; n = [int(sys.argv[2])]\n"
        "def write(df, path, write=tables.write):\n"
        "    write(df, path); n[0] -= 1\n"
        "    if not n[0]: os.kill(os.getpid(), signal.SIGKILL)\n"
        "tables.write = write; accept.accept(accept.Path(sys.argv[1]), 'ada')"
    )
    subprocess.run(
        [sys.executable, "-c", killed, bare, str(written)], env=os.environ | {"PYTHONPATH": str(ROOT / "lib")}
    )
    assert (bare / accept.BEFORE).exists()
    done = accept.accept(bare, "ada")
    assert done.conflicts == []
    assert done.moved["documents"] == 3
    assert check_corpus(bare).faults == []
    assert not (bare / accept.BEFORE).exists()


def test_nothing_that_stands_in_a_table_is_overwritten(tmp_path):
    folder = toy.write(tmp_path / "toy")
    shutil.rmtree(folder / "coding")
    for path in ("documents.csv", "actors.csv"):
        tables.write(table(folder, path).head(2), folder / path)
    new.propose(folder)
    names = ("documents.csv", "actors.csv", "coders.csv", "codebook.toml")
    before = {name: (folder / name).read_bytes() for name in names}
    for kind in ("documents", "actors", "statements"):
        tick(folder, kind)
    write_claims(folder, {"proposition": "checked"}, {"proposition": "fallen-9"})
    assert accept.accept(folder, "ada").conflicts == [
        "proposed/claims.csv, row 2: proposition: expected a key that codebook.toml has not, found 'checked'"
    ]
    write_claims(folder, {"proposition": "fallen-9"})
    done = accept.accept(folder, "ada")
    assert done.conflicts == []
    assert done.moved["documents"] == 1
    for name in names[:3]:
        assert (folder / name).read_bytes().startswith(before[name])
    assert before["codebook.toml"] in (folder / "codebook.toml").read_bytes()
    assert check_corpus(folder).faults == []


def waiting(folder):
    """A corpus with one pair that waits for a verdict, and the proposal of it."""
    toy.write(folder)
    new.propose(folder, ["verdicts"])
    return proposed(folder, "verdicts")


def test_a_waiting_pair_shows_both_speakers_and_cues_and_a_verdict_is_the_names(tmp_path):
    folder = tmp_path / "toy"
    pairs = waiting(folder)
    assert len(pairs) >= 1
    assert all(": “" in cell for cell in [*pairs["a"], *pairs["b"]])
    tick(folder, "verdicts", rows=slice(0, 1))
    assert accept.accept(folder, "ada").conflicts == [
        "proposed/verdicts.csv, row 2: verdict '' is not one of ['accepted', 'rejected']"
    ]
    tick(folder, "verdicts", rows=slice(0, 1), verdict="accepted", why="They cannot both hold.")
    assert accept.accept(folder, "ada", "ai").moved["verdicts"] == 1
    judged = reading.open_reading(folder).contradictions.set_index("contradiction_id")
    row = judged.loc[pairs["contradiction_id"].iloc[0]]
    assert row[["status", "judge", "judge_type", "reason"]].tolist() == [
        "accepted",
        "ada",
        "ai",
        "They cannot both hold.",
    ]
    assert new.propose(folder, ["verdicts"])["verdicts"] == (0, len(pairs) - 1)


def test_a_pair_has_one_verdict(tmp_path):
    folder = tmp_path / "toy"
    pairs = waiting(folder).head(1)
    tables.write(pd.concat([pairs, pairs]), folder / FORMS["verdicts"].name)
    tick(folder, "verdicts", rows=slice(0, 1), verdict="accepted", why="It cannot be.")
    tick(folder, "verdicts", rows=slice(1, 2), verdict="rejected", why="It can be.")
    assert accept.accept(folder, "ada").conflicts == [
        "proposed/verdicts.csv, row 3: expected a pair that no other row judges, found it in row 2"
    ]


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("machine", "person", "found 'machine'"),
        ("../ada", "person", "found '../ada'"),
        ("judge", "ai", "coders.csv: expected judge to be of type ai, found person"),
    ],
)
def test_a_name_that_cannot_be_one_is_refused(tmp_path, name, kind, message):
    folder = toy.write(tmp_path / "toy")
    with pytest.raises(ValueError, match=re.escape(message)):
        accept.accept(folder, name, kind)


def test_tables_that_would_not_pass_the_check_are_not_written(bare, monkeypatch):
    tick(bare, "documents")
    before = {path: path.read_bytes() for path in bare.rglob("*.csv")}
    told = iter([Checked(), Checked(["documents.csv, row 2: spoiled"])])
    monkeypatch.setattr(accept, "check_corpus", lambda _, fix=False: next(told))
    assert accept.accept(bare, "ada").conflicts == ["proposed/documents.csv, row 2: spoiled"]
    assert {path: path.read_bytes() for path in bare.rglob("*.csv")} == before


def test_an_answer_that_is_none_is_named_with_its_row(bare):
    df = proposed(bare, "documents")
    df.loc[1, "checked"] = "maybe"
    tables.write(df, bare / FORMS["documents"].name)
    with pytest.raises(
        ValueError, match=r"proposed/documents\.csv, row 3: checked: expected y, n or nothing, found 'maybe'"
    ):
        accept.accept(bare, "ada")
    told = CliRunner().invoke(cli.app, ["check", str(bare)])
    assert told.exit_code == 1
    assert "note: proposed/documents.csv" not in told.output
    assert "no fault found" not in told.output
    assert "proposed/documents.csv, row 3: checked: expected y, n or nothing, found 'maybe'" in told.output


def test_a_claim_that_is_to_be_merged_and_is_not_checked_is_told(bare):
    write_claims(bare, {"proposition": "fell-1"}, {"proposition": "tipped-2", "merge_into": "fell-1", "checked": ""})
    left = "proposed/claims.csv, row 3: merge_into 'fell-1' is left for later, as its row is not checked; write y there"
    assert f"note: {left}" in CliRunner().invoke(cli.app, ["check", str(bare)]).output
    told = CliRunner().invoke(cli.app, ["accept", str(bare), "ada"])
    assert (told.exit_code, left in told.output) == (0, True)
    assert list(proposed(bare, "claims")["proposition"]) == ["tipped-2"]


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ("fell-0a1b2c", False, None),
        ("crane", False, "proposed/claims.csv, row 2: proposition: expected 'fell-0a1b2c', its key in proposed/statements.csv, row 2, found 'crane'"),
        ("fell-0a1b2c", True, None),
        ("crane", True, "proposed/statements.csv, row 2: stances: expected 'crane', as in codebook.toml, found 'fell-0a1b2c'"),
    ],
)  # fmt: skip
def test_no_stance_is_lost_where_the_key_of_a_claim_that_is_kept_was_changed(bare, now, before, expected):
    write_claims(bare, {"proposition": now, "examples": "Fell!"}, {"proposition": "rose-0a1b2d", "checked": "n"})
    if before:
        assert accept.accept(bare, "ada").conflicts == []
    tick(bare, "statements", rows=slice(0, 2), stances="fell-0a1b2c:affirms | rose-0a1b2d:denies | open-123456:denies")
    done = accept.accept(bare, "ada")
    assert done.conflicts == [expected] * bool(expected)
    if not expected:
        assert set(table(bare, "coding/ada.csv")["stances"]) == {"fell-0a1b2c:affirms"}


def test_a_sheet_asks_for_stances_where_a_codebook_has_keys_for_them_and_else_tells_nothing_of_them(bare):
    asks = [heading for heading in tables.read(bare / FORMS["sheet"].name) if heading.startswith("stances")]
    assert asks == []
    claims = proposed(bare, "claims")
    tick(bare, "claims")
    tick(bare, "sheet", form="indirect")
    assert accept.accept(bare, "ada").conflicts == []
    found = reading.open_reading(bare)
    assert len(found.codebook.propositions) == len(claims) > 0
    rows = sheet.compared(bare, found.statements).set_index("aspect")["units"]
    assert rows["form"] > 0
    assert "stance" not in rows
    shutil.rmtree(bare / "proposed")
    new.propose(bare, ["sheet"], seed=2)
    assert any(heading.startswith("stances") for heading in tables.read(bare / FORMS["sheet"].name))


@pytest.mark.parametrize(
    "text",
    ["", "# ours\n", "propose = false\n", '[propositions."a b"]\nlabel = "x"\n', "propositions.x.label = 'y'"],
)
def test_a_codebook_keeps_every_byte_when_claims_are_added(text):
    made = accept.with_claims(text, {"k": {"label": "A “label” \\ with\ttab", "issue": ""}})
    old, now = tomllib.loads(text), tomllib.loads(made)
    assert all(line in made for line in text.splitlines())
    assert now == {"propose": True} | old | {
        "propositions": old.get("propositions", {}) | {"k": {"label": "A “label” \\ with\ttab"}}
    }


MORE = {"fell": ["so", 'a "new" one']}


@pytest.mark.parametrize(
    "own",
    [
        '[propositions.fell]\nlabel = "It fell"\nexamples = ["so"]\n',
        '[propositions."fell"]  # by hand\nexamples = [\n  "so, [and] so",\n  \'then\',\n]\nlabel = "It fell"\n',
        '[propositions.fell]\r\nlabel = "It fell"\r\n',
    ],
    ids=["as accept writes it", "on several lines", "without examples"],
)
@pytest.mark.parametrize("below", ["", '\n[propositions.rust]\nlabel = "It rusted"\nexamples = ["so"]\n'])
def test_a_proposition_takes_further_wordings_and_nothing_else_changes(own, below):
    text = f"# a book\npropose = true\n\n{own}{below}"
    made = accept.with_wordings(text, MORE)
    now, old = tomllib.loads(made), tomllib.loads(text)
    examples = now["propositions"]["fell"].pop("examples")
    before = old["propositions"]["fell"].pop("examples", [])
    assert examples == list(dict.fromkeys([*before, *MORE["fell"]]))
    assert now == old
    assert made.endswith(below)
    assert accept.with_wordings(made, MORE) == made


@pytest.mark.parametrize(
    "text",
    [
        'propositions.fell = {label = "It fell"}\n',
        '[propositions]\nfell.label = "It fell"\n',
        '[propositions.fell]\nlabel = "It fell"\nexamples = ["so", # but\n "then"]\n',
    ],
)
def test_a_codebook_that_would_have_to_be_written_anew_is_left(text):
    with pytest.raises(ValueError, match=r"expected \[propositions.fell\] with examples = \[...\] of its own"):
        accept.with_wordings(text, MORE)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([{"proposition": "fell-1"}, {"proposition": "fell-1"}], "row 3: proposition: expected a key that no other row has"),
        ([{"proposition": "fell-1"}, {"proposition": "rust-2", "label": " "}], "row 3: label: expected the claim in a sentence"),
    ],
)  # fmt: skip
def test_no_claim_is_lost_or_without_a_label(bare, rows, told):
    write_claims(bare, *rows)
    (conflict,) = accept.accept(bare, "ada").conflicts
    assert conflict.startswith(f"proposed/claims.csv, {told}")


def walk_through() -> list[list[str]]:
    """The commands of the README's walk-through, words in a list."""
    section = (ROOT / "README.md").read_text("utf-8").partition("### From a bare folder")[2].partition("\n### ")[0]
    blocks = re.findall(r"```bash\n(.*?)```", section, re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


def done_in(place, words):
    """A command of the walk-through, done in a folder; notebooks are not run here, only the reading that they open."""
    folder = place / "ferry"
    if words[0] == "cp":
        shutil.copytree(ROOT / words[2], place / words[3])
    elif words[0] == "rm":
        for pattern in words[2:]:
            (found := list(place.glob(pattern))) or pytest.fail(f"{pattern}: nothing is removed")
            for path in found:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    elif words[2] == "run":
        return reading.open_reading(folder)
    else:
        told = CliRunner().invoke(cli.app, [words[2], str(place / words[3]), *words[4:]])
        assert told.exit_code == 0, told.output
        return told.output
    return None


def shown(notebook, folder):
    """The cells of a notebook, done here over a folder, and what they show, as text."""
    names, seen = {}, []
    for cell in nbformat.read(next((ROOT / "notebooks").glob(f"{notebook}-*.ipynb")), 4).cells:
        if cell.cell_type == "code":
            *steps, last = ast.parse(cell.source).body
            steps = steps if isinstance(last, ast.Expr) else [*steps, last]
            exec(compile(ast.Module(steps, []), notebook, "exec"), names)
            told = eval(compile(ast.Expression(last.value), notebook, "eval"), names) if last not in steps else ""
            seen.append(getattr(told, "html", "") or getattr(told, "data", ""))
            names["corpus"] = str(folder)
    return html.unescape(re.sub("<[^>]+>", "", "\n".join(seen)))


def front_page(found):
    """The front page of a reading, as text by heading."""
    page = site.templates().get_template("front.html.j2").render(front.context_of(view.View(found)))
    parts = re.split("<h2[^>]*>", page)
    return [" ".join(html.unescape(re.sub("<[^>]+>", "", part)).split()) for part in parts]


def test_what_one_person_took_is_told_as_that_much_on_the_pages_and_stands_first(tmp_path):
    *before, take, _, _ = walk_through()
    for words in before:
        done_in(tmp_path, words)
    folder = tmp_path / "ferry"
    tick(folder, "statements", rows=slice(0, 2))
    tick(folder, "sheet", rows=slice(0, 3), form="indirect")
    bare = reading.open_reading(folder)
    first = next(c["key"] for c in front.context_of(view.View(bare))["claims"])
    claims, pairs = proposed(folder, "claims"), proposed(folder, "verdicts")
    other = claims[~claims["proposition"].isin({first} | bare.alleged)].index[-1]
    tick(folder, "claims", rows=[other], label="What a person keeps")
    last = pairs[(pairs["strength"] == "direct") & ~pairs["on"].isin(bare.alleged)].index[-1]
    tick(folder, "verdicts", rows=[last], verdict="accepted", why="Only one can be.")
    done_in(tmp_path, take)
    found = reading.open_reading(folder)
    assert coders.coded_by(found).startswith("2 of ")
    page = front_page(found)
    kept = [part for part in page if "What a person keeps" in part]
    assert kept[0].startswith(("Further claims that people keep", "Said, and perhaps denied", "What several documents"))
    judged = next(part for part in page if part.startswith("Statements against each other: those that were judged"))
    assert judged.index("judged by a person") < judged.find("proposed by machine, unchecked") % len(judged)
    assert re.search(
        r"of \d+ contradictions 1 was judged by people; all else is proposed by machine", shown("05", folder)
    )
    assert "2 statements were taken from what the machine proposes" in shown("07", folder)


def test_the_walk_through_leads_from_a_bare_folder_to_a_judged_ledger(tmp_path):
    commands = walk_through()
    assert [words[2] for words in commands if words[0] == "python3"] == ["run", "new", "accept", "check", "run"]
    *before, take, ask, again = commands
    machines = [done_in(tmp_path, words) for words in before][2].statements
    folder = tmp_path / "ferry"
    assert sorted(path.name for path in (folder / "proposed").iterdir()) == sorted(f"{kind}.csv" for kind in FORMS)
    tick(folder, "documents", rows=slice(0, 2), outlet="Courier")
    tick(folder, "actors", rows=slice(0, 3))
    said = proposed(folder, "statements")
    tick(folder, "statements", rows=said["doc_id"] == "post-0303")
    tick(folder, "sheet", rows=slice(0, 3), form="indirect")
    kept = tick(folder, "claims", rows=slice(0, 3))["proposition"]
    judged = tick(folder, "verdicts", rows=slice(0, 2), verdict="rejected", why="Both can hold.")["contradiction_id"]
    told = done_in(tmp_path, take)
    mine = int((said["doc_id"] == "post-0303").sum())
    assert f"statements: {mine} rows taken" in told
    assert "documents: 2 rows taken" in told
    asked = done_in(tmp_path, ask)
    assert f"proposed/statements.csv: {len(said) - mine} of {len(said) - mine} rows are not checked yet" in asked
    assert "no fault found" in asked
    found = done_in(tmp_path, again)
    assert found.name == "ada"
    by = found.statements.groupby("doc_id")["by"].unique().map(list).to_dict()
    assert by.pop("post-0303") == ["ada"]
    assert set(map(tuple, by.values())) == {("machine",)}
    assert len(found.statements) <= len(machines)
    assert found.tables()["statements"]["by"].eq("ada").sum() == mine
    assert set(kept) == set(found.codebook.propositions)
    assert set(kept) <= set(found.claims.query("by == 'codebook'")["proposition"])  # under the keys that they had
    ledger = found.contradictions.query("status == 'rejected'")
    assert (set(ledger["judge"]), len(ledger)) == ({"ada"} if len(judged) else set(), len(judged))


def test_a_claim_that_was_kept_is_told_as_read_by_machine_until_people_have_coded_it(tmp_path):
    commands = walk_through()
    for words in commands[:4]:
        done_in(tmp_path, words)
    folder = tmp_path / "ferry"
    bare = reading.open_reading(folder)
    for row in proposed(
        folder, "claims"
    ).itertuples():  # is told as pages count it, with wordings of those who say or deny it
        held = bare.said[bare.said["proposition"] == row.proposition]
        assert [int(row.affirms), int(row.denies)] == [(held["stance"] == s).sum() for s in ("affirms", "denies")]
        told = {" ".join(bare.statements_by_id[i]["content"].split()) for i in held["statement_id"]}
        others = {one.replace(" / ", " | ") for one in tables.items(row.examples)[1:]} - {one for one in told}
        assert 2 <= len(tables.items(row.examples)) <= 5
        assert len(others) <= (len(tables.items(row.examples)) == 2)
    denied = proposed(folder, "claims").query("denies != '0'")
    tick(folder, "claims", rows=denied.index[:2], label="That which people call so")
    tick(folder, "claims", rows=denied.index[1:2], label="That which people call otherwise")
    tick(folder, "statements", rows=slice(0, 3))
    accept.accept(folder, "ada")
    found = reading.open_reading(folder)
    kept = found.claims.query("by == 'codebook'")
    assert len(kept) == 2
    assert set(kept["proposition"]) <= set(found.by_machine)
    for key in kept["proposition"]:
        assert rows.finding(rows.claim_rows(found, [key])).startswith("Machine reads")
    every = f"3 of {(found.statements['form'] != 'relay').sum()} statements coded by a person"
    assert coders.coded_by(found).startswith(every)
    assert view.View(found).machine
    tables_of = {view.View(found).rows_of(doc) for doc in found.corpus.texts}
    assert tables_of == {"statements.csv", "statements.csv (by machine)"}


def test_accept_says_whether_there_is_anything_to_accept(tmp_path):
    (tmp_path / "a.txt").write_text("Nora Quist said that the pilot was asleep.\n", "utf-8")
    told = CliRunner().invoke(cli.app, ["accept", str(tmp_path), "ada"]).output
    assert told == "there is no proposed/ yet: `hearsay new` makes it\n"
    new.propose(tmp_path, ["documents"])
    told = CliRunner().invoke(cli.app, ["accept", str(tmp_path), "ada"]).output
    assert told == "nothing is checked y in proposed/\n"
