"""Tables that people wrote: read with patience, or told in one sentence with file, row, expected and found."""

import pytest

from hearsay import run, tables
from hearsay.checking import check_corpus
from hearsay.corpus import coding, people
from hearsay.corpus.documents import load_corpus
from hearsay.reading import open_reading
from hearsay.show.pages import front, view

TEXT = "Ann Lee, the minister, said on Monday that the bridge would open. Bob Ray denied that the bridge was safe.\n"
ACTORS = "actor,name,type,aliases\nann,Ann Lee,person,Ann Lee\n"
AT = TEXT.index("that the bridge would open")
CODED = f"id,doc_id,content_spans,content,actor\na1,ok,{AT}:{AT + 26},that the bridge would open,ann\n"
FACTS = "doc_id,title,published\nok,T,2016-02-12\n"


@pytest.fixture
def folder(tmp_path):
    """A sound corpus with a ledger."""
    (tmp_path / "in" / "coding").mkdir(parents=True)
    (tmp_path / "in" / "ok.txt").write_text(TEXT, "utf-8", newline="")
    (tmp_path / "in" / "actors.csv").write_text(ACTORS)
    return tmp_path / "in"


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("documents.csv", FACTS),
        ("documents.csv", FACTS.replace(",", ";")),
        ("documents.csv", FACTS.replace(",", "\t")),
        ("documents.csv", FACTS.replace("\n", "\r\n").encode("utf-8-sig")),
        ("documents.csv", FACTS.replace("\n", "\r")),
        ("documents.csv", FACTS.encode("utf-16")),
        ("documents.csv", FACTS.replace("ok,", "ok.txt,")),
        ("documents.csv", FACTS.replace("ok,", "ok ,")),
        ("documents.csv", FACTS.replace("2016-02-12", "12 February 2016")),
        ("documents.csv", FACTS.replace("2016-02-12", "2016-02-12 00:00:00")),
        ("documents.csv", FACTS.replace("2016-02-12", "42412")),
        ("documents.csv", FACTS + ",,\n"),
        ("documents.csv", "doc_id\n"),
        ("actors.csv", "actor\nann\n"),
        ("actors.csv", ACTORS.replace("person", " Person")),
        ("actors.csv", ACTORS.replace(",", ";")),
        ("actors.csv", ACTORS.encode("utf-16")),
        ("coding/a.csv", CODED),
        ("coding/a.csv", CODED.replace(",", ";").encode("utf-8-sig")),
        ("coding/a.csv", CODED.split("\n")[0] + "\n"),
        ("coders.csv", "by,type\na,Person\n"),
        ("corpus.toml", 'title = "Bridges"'),
    ],
)
def test_a_table_is_read_as_people_and_spreadsheets_write_it(folder, name, table):
    (folder / name).write_bytes(table if isinstance(table, bytes) else table.encode())
    assert check_corpus(folder).faults == []
    corpus = load_corpus(folder)
    row = corpus.documents.iloc[0]
    if name == "documents.csv" and "T" in str(table):
        assert (row["title"], row["published"]) == ("T", "2016-02-12")
    assert people.load(folder, tables.ACTORS)["name"][0] in ("Ann Lee", "ann")
    assert all(len(df) <= 1 for df in coding.load_codings(corpus).values())


@pytest.mark.parametrize(
    ("name", "table", "said"),
    [
        ("documents.csv", FACTS.replace("2016-02-12", "2/12/2016"), "documents.csv, row 2: published: '2/12/2016' is not a date: expected YYYY, YYYY-MM or YYYY-MM-DD, and this may be 2016-12-02 or 2016-02-12"),
        ("documents.csv", FACTS.replace("2016-02-12", "2016-02-30"), "documents.csv, row 2: published: '2016-02-30' is not a date"),
        ("documents.csv", FACTS.replace("\nok", "\nokk"), "documents.csv, row 2: no document has the doc_id 'okk'; expected one such as ['ok']"),
        ("documents.csv", FACTS.replace("\nok", "\n../ok"), "documents.csv, row 2: no document has the doc_id '../ok'"),
        ("documents.csv", FACTS + "ok,T,\n", "documents.csv, row 3: doc_id 'ok' is repeated"),
        ("documents.csv", FACTS.replace("title", "colour"), "documents.csv: unknown columns ['colour']; expected ['doc_id',"),
        ("documents.csv", FACTS.replace(",T,", ",T"), "documents.csv, row 2: expected 3 cells, as in the header, but found 2"),
        ("documents.csv", FACTS.replace(",T,", ',"T,'), "documents.csv: expected a CSV, but unexpected end of data"),
        ("documents.csv", FACTS.replace("T", "é").encode("latin-1"), "documents.csv: expected UTF-8, but byte"),
        ("documents.csv", "", "documents.csv: expected a CSV with a header, but there is none"),
        ("actors.csv", "name,type\nAnn,person\n", "actors.csv: missing columns ['actor']; expected"),
        ("actors.csv", "actor,name\n,Ann\n", "actors.csv, row 2: actor is empty"),
        ("actors.csv", ACTORS.replace("person", "robot"), "actors.csv, row 2: type 'robot' is not one of"),
        ("actors.csv", ACTORS.replace(",Ann Lee\n", ",Lee; Ann Lee\n"), "actors.csv, row 2: aliases 'Lee; Ann Lee' are parted by ;"),
        ("coders.csv", "by,type\na,robot\n", "coders.csv, row 2: type 'robot' is not one of ['person', 'ai']"),
        ("coding/a.csv", CODED.replace(f":{AT + 26}", ":99999"), f"content at {AT}:99999 reads '', not 'that the bridge"),
        ("coding/a.csv", CODED.replace(f"{AT}:", f"{AT + 1}:"), "coding/a.csv, row 2 (a1): content at"),
        ("coding/a.csv", CODED.replace(",ann", ",zed"), "coding/a.csv, row 2 (a1): actor 'zed' is not in actors.csv"),
        ("coding/a.csv", CODED.replace("a1,ok", "a1,no"), "coding/a.csv, row 2 (a1): doc_id 'no' is not a document of this folder"),
        ("coding/a.csv", CODED.replace("a1,ok", ",ok"), "coding/a.csv, row 2: id is empty"),
        ("coding/a.csv", CODED.replace("id,", "key,", 1), "coding/a.csv: missing columns ['id'] and unknown columns ['key']"),
        ("coding/machine.csv", CODED, "coding/machine.csv: this name is the machine's"),
        ("codebook.toml", "propositions = 3", "codebook.toml: expected propositions to be a table, but found 3"),
        ("codebook.toml", '[propositions]\np = "x"', "codebook.toml: propositions: expected p to be a table, but found 'x'"),
        ("codebook.toml", '[propositions.p]\nlabel = "x"\npatterns = [1]', "codebook.toml: propositions.p: expected patterns to be a list of texts"),
        ("codebook.toml", '[propositions.p]\nlabel = "x"\nimplies = ["q"]', "codebook.toml: propositions.p names ['q']"),
        ("codebook.toml", "[propositions.p", "codebook.toml: expected TOML in UTF-8, but"),
        ("corpus.toml", 'reading = "zed"', "corpus.toml: reading 'zed' is not one of ['machine']"),
        ("corpus.toml", "title = 3", "corpus.toml: expected title to be text in quotation marks, but found 3"),
        ("corpus.toml", 'near_days = 1\n[columns]\ntext = 3', "corpus.toml: columns: expected text to be text in quotation marks, but found 3"),
        ("corpus.toml", 'file_name = "{day}"', "corpus.toml: file_name: unknown ['day']; expected some of"),
        ("corpus.toml", 'titel = "x"', "corpus.toml: unknown ['titel']; expected some of"),
        ("verdicts.csv", "verdict\nmaybe\n", "verdicts.csv: missing columns"),
    ],
)  # fmt: skip
def test_a_spoiled_table_is_one_sentence_to_check_and_to_a_run_alike(folder, tmp_path, name, table, said):
    (folder / name).write_bytes(table if isinstance(table, bytes) else table.encode())
    faults = check_corpus(folder).faults
    assert [fault for fault in faults if said in fault], faults
    with pytest.raises(ValueError, match=r"\w") as stopped:
        run.run(folder, tmp_path / "out", say=lambda _: None)
    assert str(stopped.value).splitlines() == faults


def test_all_faults_of_all_tables_are_told_in_one_go(folder):
    (folder / "documents.csv").write_text("doc_id,published\nokk,soon\nok,2/3/2016\n")
    (folder / "actors.csv").write_text("actor,type\n,robot\n")
    (folder / "coders.csv").write_text("by,type\na,robot\n")
    (folder / "coding" / "a.csv").write_text(CODED.replace("that the", "That the"))
    faults = check_corpus(folder).faults
    for said in ("row 2: no document", "row 2: published", "row 3: published", "actor is empty", "'robot' is not one of ['person', 'org",
                 "coders.csv, row 2", "coding/a.csv, row 2 (a1): content"):  # fmt: skip
        assert [fault for fault in faults if said in fault], said


def test_a_folder_of_nothing_but_faults_is_told_alike_by_check_and_run(folder, tmp_path):
    spoiled = {
        "corpus.toml": "near_days = -1",
        "documents.csv": "doc_id,published\nokk,soon\n",
        "actors.csv": "actor,type\n,robot\n",
        "codebook.toml": "propositions = 3",
        "coders.csv": "by,type\na,robot\n",
        "coding/a.csv": CODED.replace("that the", "That the"),
        "coding/b.csv": "key\n1\n",
        "verdicts.csv": "verdict\nmaybe\n",
    }
    for name, table in spoiled.items():
        (folder / name).write_text(table)
    faults = check_corpus(folder).faults
    assert [name for name in spoiled if not any(fault.startswith(name) for fault in faults)] == []
    with pytest.raises(ValueError, match=r"\w") as stopped:
        run.run(folder, tmp_path / "out", say=lambda _: None)
    assert str(stopped.value).splitlines() == faults
    assert not (tmp_path / "out").exists()


def test_all_faults_of_the_settings_are_told_in_one_go(folder):
    (folder / "corpus.toml").write_text('near_days = -1\nfile_name = "{day}"\n[columns]\ntext = 3\nbody = "a"\n')
    assert [fault.split(":")[1] for fault in check_corpus(folder).faults] == [
        " expected near_days to be a whole number, 0 or more, but found -1",
        " columns",
        " columns",
        " file_name",
    ]


@pytest.mark.parametrize("name", ["corpus.toml", "codebook.toml", "documents.csv", "actors.csv", "coding/a.csv"])
def test_a_folder_where_a_table_is_expected_is_one_sentence(tmp_path, name):
    (tmp_path / "ok.txt").write_text(TEXT)
    (tmp_path / name).mkdir(parents=True)
    (fault,) = check_corpus(tmp_path).faults
    assert fault.startswith(f"{name}: expected ")
    assert fault.endswith("Is a directory")


def test_what_stops_nothing_is_a_note(folder):
    (folder / "actors.csv").write_text("actor,aliases\nann,Ann Lee | Annie\n")
    (folder / "coding" / "a.csv").write_text(CODED)
    (folder / "scan.jpg").write_bytes(b"\xff\xd8")
    found = check_corpus(folder)
    assert found.faults == []
    assert found.notes == [
        "scan.jpg: skipped, .jpg holds no text; of a scan save what OCR reads",
        "coders.csv: no row says who made coding/a.csv, a person or ai",
        "actors.csv, row 2: alias 'Annie' stands in no document",
    ]


@pytest.mark.parametrize(
    ("codings", "settings", "told"),
    [
        (["a", "b"], "", True),
        (["a", "b"], 'reading = "b"', False),
        (["a", "b", "agreed"], "", False),
        (["a"], "", False),
    ],
)
def test_codings_of_which_nothing_says_that_they_are_counted_are_told(folder, codings, settings, told):
    (folder / "corpus.toml").write_text(settings, "utf-8")
    (folder / "actors.csv").write_text("actor,aliases\nann,Ann Lee\n")
    (folder / "coders.csv").write_text("by,type\n" + "".join(f"{by},person\n" for by in codings))
    for by in codings:
        (folder / "coding" / f"{by}.csv").write_text(CODED.replace("a1", f"{by}1"))
    write = (
        'write `reading = "a"` at the top of corpus.toml to count the one, or what both agree on into coding/agreed.csv'
    )
    why = f"as nothing says which: {write}"
    opened = open_reading(folder)
    assert (opened.name == "machine") is told
    assert (f"coding/b.csv are not counted, {why}" in front.context_of(view.View(opened))["uncounted"]) is told
    assert check_corpus(folder).notes == [f"coding/a.csv and coding/b.csv are not counted, {why}"] * told
