"""Every file of a folder is a document, a table, or left out with its reason."""

import os
from pathlib import Path

import pytest

from hearsay.corpus.documents import load_corpus
from hearsay.corpus.listing import doc_ids, list_files


def made(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("The ferry stays in port, she said.")
    return folder


def left_out(folder: Path) -> dict[str, str]:
    return {row["file"]: row["why"] for row in list_files(folder).skipped}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("README.md", "describes the folder: no document"),
        ("year/readme", "describes the folder: no document"),
        ("..dots.txt", "hidden: its name begins with a dot"),
        (".git/config", None),
        ("Thumbs.db", "the system's own: no document"),
        ("~$lock.docx", "the system's own: no document"),
        ("coding/notes.txt", "in coding/ only tables of codings are read; put documents elsewhere"),
    ],
)
def test_a_file_that_is_no_document_is_left_out_with_its_reason(tmp_path, name, why):
    found = left_out(made(tmp_path, "a.txt", name))
    assert found == ({name: why} if why else {".git/": "hidden: its name begins with a dot"})


@pytest.mark.parametrize(
    "name", ["README-interview.txt", "no ending", "year/a.txt", "a.b.txt", "codes.csv", "sub/documents.csv"]
)
def test_other_files_are_documents(tmp_path, name):
    assert [path.relative_to(tmp_path).as_posix() for path in list_files(made(tmp_path, name)).documents.values()] == [
        name
    ]


@pytest.mark.parametrize(
    "name", ["documents.csv", "codebook.toml", "coding/a.csv", "coding/sheet/a.csv", "proposed/actors.csv"]
)
def test_tables_are_neither_documents_nor_left_out(tmp_path, name):
    found = list_files(made(tmp_path, name))
    assert (found.documents, found.skipped) == ({}, [])


def test_links_and_what_is_no_file_are_named_and_not_followed(tmp_path):
    outside = made(tmp_path / "outside", "secret.txt")
    folder = made(tmp_path / "in", "a.txt")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "gone.txt").symlink_to(outside / "nothing.txt")
    (folder / "there").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    corpus = load_corpus(folder)
    assert list(corpus.texts) == ["a"]
    link = "a link, which is not followed; copy what it leads to"
    assert dict(zip(corpus.skipped["file"], corpus.skipped["why"], strict=True)) == {
        "gone.txt": link, "link.txt": link, "loop/": link, "there/": link, "pipe.txt": "no ordinary file",
    }  # fmt: skip


def test_a_name_that_is_no_utf8_is_named_and_the_others_are_read(tmp_path):
    made(tmp_path, "a.txt")
    try:
        Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt")).write_text("x")
    except OSError:
        pytest.skip("this system has no such names")
    corpus = load_corpus(tmp_path)
    assert corpus.skipped.to_dict("records") == [
        {"file": "caf\ufffd.txt", "why": "its name is not in UTF-8; rename it"}
    ]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root reads everything")
def test_what_cannot_be_opened_is_named(tmp_path):
    made(tmp_path, "a.txt", "b.txt", "closed/c.txt")
    (tmp_path / "b.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    found = load_corpus(tmp_path).skipped.to_dict("records")
    (tmp_path / "closed").chmod(0o755)
    assert [row["file"] for row in found] == ["b.txt", "closed/"]
    assert all("Permission denied" in row["why"] for row in found)


def test_a_doc_id_has_one_spelling_however_the_accent_is_written(tmp_path):
    apart = "cafe\u0301"
    made(tmp_path, f"{apart}.txt")
    (tmp_path / "documents.csv").write_text("doc_id,title\ncaf\u00e9,The café\n", "utf-8")
    corpus = load_corpus(tmp_path)
    assert corpus.documents[["doc_id", "title"]].to_numpy().tolist() == [["caf\u00e9", "The café"]]
    both = [tmp_path / f"{apart}.txt", tmp_path / "caf\u00e9.txt"]
    assert len(doc_ids(tmp_path, both)) == 2
