"""One document on which a stage fails is named with the stage and the error; the others are read as without it."""

import pytest

from hearsay import reading
from hearsay.analysis import reuse
from hearsay.corpus import cleaning, copies, documents, metadata
from hearsay.corpus.stages import spared
from hearsay.reading import open_reading
from sayso import patterns
from sayso.attribution import rows
from sayso.claims import units
from sayso.when import dates
from sayso.who import casts, resolution

SOUND = {
    "one": "VELD, 3 May 2016\n\nThe bridge is safe, Ann Lee said on Monday. The council met twice that week.\n",
    "two": "Bob Ray denied on 4 May 2016 that the bridge was safe. He told reporters that nobody had looked at it.\n",
}
SPOILT = "Cy Orr said on Tuesday that the SPOILT bridge was safe. The council met again, and nobody was told why.\n"
BOOK = '[propositions.safe]\nlabel = "The bridge is safe"\npatterns = ["bridge ... safe"]\n'
# Where a stage looks at a document, by module and name; how that is told.
STAGES = [
    (documents, "language_of", "its language"),
    (metadata, "facts_of", "its facts"),
    (copies, "runs_of", "copies"),
    (cleaning, "find_boilerplate", "boilerplate"),
    (casts, "Cast", "names"),
    (rows, "_parts", ""),
    (resolution, "Reader", "who speaks"),
    (dates, "messages", "days"),
    (patterns, "_catches", "stances"),
    (units, "_own", "claims"),
    (reuse, "find_reuse", "reuse"),
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "CACHE", tmp_path / "cache")
    dates._times.cache_clear()  # of the text that another case spoilt
    (tmp_path / "in").mkdir()
    for name, text in SOUND.items():
        (tmp_path / "in" / f"{name}.txt").write_text(text, "utf-8")
    (tmp_path / "in" / "codebook.toml").write_text("propose = true\n" + BOOK)
    return tmp_path / "in"


@pytest.mark.parametrize(("module", "name", "stage"), STAGES, ids=[name for _, name, _ in STAGES])
def test_a_stage_that_fails_on_one_document_names_it_and_reads_the_others(folder, monkeypatch, module, name, stage):
    without = open_reading(folder).tables()
    usual = getattr(module, name)

    def failing(*given, **more):
        if any("SPOILT" in str(one) or "SPOILT" in getattr(one, "text", "") for one in given):
            raise IndexError("spilt ink")
        return usual(*given, **more)

    monkeypatch.setattr(module, name, failing)
    (folder / "bad.txt").write_text(SPOILT, "utf-8")
    tables = open_reading(folder).tables()
    told = dict(zip(tables["skipped"]["file"], tables["skipped"]["why"], strict=True))
    assert f"the reader failed{f' at {stage}' if stage else ''}: IndexError: spilt ink" in told["bad"]
    assert list(tables["documents"]["doc_id"]) == ["bad", "one", "two"]
    for table in ("statements", "cleaning"):
        before, after = (found[table][found[table]["doc_id"] != "bad"] for found in (without, tables))
        told_of = [column for column in before if column not in ("stances", "confidence")]
        assert set(before[told_of].itertuples(index=False)) <= set(after[told_of].itertuples(index=False))


def test_a_row_that_is_no_statement_spares_the_other_documents(folder, monkeypatch):
    usual = rows._cells

    def spoiling(text, *given):
        return usual(text, *given) | ({"cue_spans": "9:8"} if "SPOILT" in text else {})

    monkeypatch.setattr(rows, "_cells", spoiling)
    (folder / "bad.txt").write_text(SPOILT, "utf-8")
    tables = open_reading(folder).tables()
    told = dict(zip(tables["skipped"]["file"], tables["skipped"]["why"], strict=True))
    assert "the reader failed at its rows: ValueError" in told["bad"]
    assert "9:8" not in set(tables["statements"]["cue_spans"])
    assert {"one", "two"} <= set(tables["statements"]["doc_id"])


def test_an_error_that_no_document_makes_alone_is_raised():
    with pytest.raises(ZeroDivisionError):
        spared("sums", lambda docs: 1 // (2 - len(docs)), ["a", "b"], {})
