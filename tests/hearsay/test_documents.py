"""A folder becomes texts and a table; what cannot be read is skipped with its reason, and the others go on."""

import hashlib
import io

import pytest

from hearsay import tables
from hearsay.corpus.documents import load_corpus
from hearsay.corpus.formats.plain import decode
from hearsay.corpus.listing import doc_ids

HTML = """<html><head><title>Cranes</title></head><body><nav>Home | Sport</nav><article><h1>Cranes of the port</h1>
<p>The crane in the northern basin was checked on Monday, the harbour master said in a long statement.</p>
<p>Nobody was hurt when the older crane fell over, and the port was open again in the evening.</p></article></body></html>"""
STREAM = b"BT /F1 12 Tf 72 720 Td (The crane was checked.) Tj ET"
PDF = (
    b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
    b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
    b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%%%EOF"
    % (len(STREAM), STREAM)
)


def docx() -> bytes:
    import docx

    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("The crane was checked.")
    document.add_paragraph("It was safe.")
    document.save(out)
    return out.getvalue()


def folder_of(path, files):
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("data", "text", "form"),
    [
        ("The “crane” fell.".encode(), "The “crane” fell.", "text"),
        (b"\xef\xbb\xbfThe crane fell.", "The crane fell.", "text"),
        (b"One line\r\nanother\rand\nmore", "One line\r\nanother\rand\nmore", "text"),
        ("The crane fell.".encode("utf-16"), "The crane fell.", "text (utf-16)"),
        ("\ufeffThe crane fell.".encode("utf-16-be"), "The crane fell.", "text (utf-16)"),
    ],
    ids=["UTF-8", "mark dropped", "line ends kept", "UTF-16 little", "UTF-16 big"],
)
def test_bytes_become_the_text_as_received(data, text, form):
    assert decode(data) == (text, form)


def test_another_encoding_is_guessed_and_called_a_guess():
    text = "Le président a déclaré que la grue était vérifiée à l’été dernier, et qu’elle était sûre. " * 5
    found, form = decode(text.encode("cp1252"))
    assert (found, form.endswith("guessed)")) == (text, True)


@pytest.mark.parametrize(("name", "data"), [("cut.txt", b"a\0b\0\0\0"), ("empty.txt", b" \n "), ("bad.pdf", b"%PDF-1.4"),
                                            ("bad.docx", b"PK"), ("nothing.html", b"<html></html>")])  # fmt: skip
def test_a_file_that_cannot_be_read_is_skipped_with_a_reason_and_the_others_go_on(tmp_path, name, data):
    corpus = load_corpus(folder_of(tmp_path, {name: data, "good.txt": "The crane fell."}))
    assert list(corpus.texts) == ["good"]
    assert corpus.skipped["file"].tolist() == [name]
    assert corpus.skipped["why"][0]


@pytest.mark.parametrize(("name", "data", "form"), [("a.html", HTML.encode(), "trafilatura"), ("a.pdf", PDF, "pypdf"),
                                                    ("a.docx", docx(), "python-docx")])  # fmt: skip
def test_other_formats_give_their_text_and_name_the_extractor(tmp_path, name, data, form):
    corpus = load_corpus(folder_of(tmp_path, {name: data}))
    assert "was checked" in corpus.texts["a"]
    assert "Home | Sport" not in corpus.texts["a"]
    assert corpus.documents["format"][0].split()[0] == form


def test_a_documents_row_measures_the_text_and_names_its_hash(tmp_path):
    row = load_corpus(folder_of(tmp_path, {"a.txt": "Ärger at the port.\r\n"})).documents.iloc[0]
    assert (row["characters"], row["words"], row["format"]) == ("20", "4", "text")
    assert row["sha256"] == hashlib.sha256((tmp_path / "a.txt").read_bytes()).hexdigest()


def test_sub_folders_count_and_hidden_files_readmes_and_tables_do_not(tmp_path):
    files = {
        "b.txt": "x", "year/a.txt": "x", ".hidden.txt": "x", ".git/config": "x", "README.md": "x", "year/README": "x",
        "codebook.toml": "", "coding/notes.txt": "x", "year/codebook.toml": "x = 1",
    }  # fmt: skip
    corpus = load_corpus(folder_of(tmp_path, files))
    assert list(corpus.texts) == ["b", "year/a"]
    left_out = {".git/", ".hidden.txt", "README.md", "coding/notes.txt", "year/README", "year/codebook.toml"}
    assert set(corpus.skipped["file"]) == left_out
    assert all(corpus.skipped["why"])


@pytest.mark.parametrize(
    ("files", "ids"),
    [
        (["a.txt", "b.txt"], ["a", "b"]),
        (["a.html", "a.txt", "b.txt"], ["a.html", "a.txt", "b"]),
        (["a", "a.txt"], ["a", "a.txt"]),
        (["a.html", "a.txt", "a.txt.md"], ["a.html", "a.txt", "a.txt.md"]),
        (["x/a.txt", "y/a.txt"], ["x/a", "y/a"]),
        (["1.5 cranes.txt"], ["1.5 cranes"]),
    ],
)
def test_a_doc_id_is_the_path_without_its_ending_and_never_another_documents(tmp_path, files, ids):
    assert list(doc_ids(tmp_path, [tmp_path / f for f in files])) == ids


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("corpus.toml", 'titel = "Cranes"', r"corpus\.toml: unknown \['titel'\]; expected some of"),
        ("corpus.toml", "title = 3", r"corpus\.toml: expected title to be text"),
        ("corpus.toml", "[descriptors]\nboats = 3", r"corpus\.toml: descriptors: expected boats to be text"),
        ("corpus.toml", 'readings = ["crain"]', r"corpus\.toml: readings: expected 1 to be a table"),
        ("corpus.toml", "readings = 3", r"corpus\.toml: expected readings to be tables, each under \[\[…\]\], but found 3"),
        ("corpus.toml", '[[readings]]\nwords = "crain"', r"corpus\.toml: readings\.1: expected reading to be words in"),
        ("corpus.toml", '[[readings]]\nwords = "crain"\nwrong = "x"\nreading = "y"', r"corpus\.toml: readings\.1: expected 'x' to stand in 'crain'"),
        ("corpus.toml", "title", r"corpus\.toml: expected TOML"),
        ("documents.csv", "doc_id,title\nlost,The crane", r"documents\.csv, row 2: no document has the doc_id 'lost'; expected one such as \['a'\]"),
        ("documents.csv", "title\nThe crane", r"documents\.csv: missing columns \['doc_id'\]"),
        ("documents.csv", "doc_id,published\na,2015-13", r"row 2: published.*month must be in 1..12"),
    ],
)  # fmt: skip
def test_a_spoiled_table_is_refused_with_file_and_reason(tmp_path, name, data, said):
    with pytest.raises(ValueError, match=said):
        load_corpus(folder_of(tmp_path, {"a.txt": "The crane fell.", name: data}))


def test_a_row_may_describe_a_document_that_was_skipped(tmp_path):
    row = tables.DOCUMENT_FACTS.of([{"doc_id": "a.pdf"}, {"doc_id": "a.txt", "outlet": "The Gazette"}])
    tables.write(row, tmp_path / "documents.csv")
    corpus = load_corpus(folder_of(tmp_path, {"a.pdf": b"%PDF", "a.txt": "The crane fell."}))
    assert corpus.documents[["doc_id", "outlet"]].to_numpy().tolist() == [["a.txt", "The Gazette"]]


@pytest.mark.parametrize(("files", "said"), [({}, "no document could be read; the folder holds no file"),
                                             ({"a.txt": " "}, r"no document could be read; a.txt: expected text, but")])  # fmt: skip
def test_a_folder_without_any_text_is_refused(tmp_path, files, said):
    with pytest.raises(ValueError, match=said):
        load_corpus(folder_of(tmp_path, files))


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(ValueError, match="there is no such folder"):
        load_corpus(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("names", "labels"),
    [(["001_ab", "002_cd"], ["001", "002"]), (["port_a", "port_b"], ["port_a", "port_b"]), (["_a", "b"], ["_a", "b"])],
)
def test_a_label_is_the_id_up_to_its_first_underscore_where_that_tells_documents_apart(tmp_path, names, labels):
    corpus = load_corpus(folder_of(tmp_path, {f"{n}.txt": "x" for n in names}))
    assert [corpus.label(n) for n in names] == labels
