"""Files become articles: nothing of a text is lost, nothing that is no text gets in, and each article is found once."""

import io
import json
import zipfile

import exports
import pytest

from hearsay.corpus.formats import article, plain, reader
from hearsay.corpus.formats.reader import read_file


@pytest.fixture(autouse=True)
def shelf(tmp_path, monkeypatch):
    """A cache of the test's own."""
    monkeypatch.setattr(reader, "CACHE", tmp_path / "shelf")
    return tmp_path / "shelf"


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def articles(tmp_path, name, data, columns=None):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_file(path, columns)[0]


def word(body: str, **parts: str) -> bytes:
    """A .docx with a body of our own, and further parts by name."""
    import docx

    out, made = io.BytesIO(), io.BytesIO()
    docx.Document().save(made)
    names = "".join(
        f'<Relationship Id="x{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}" Target="{name}.xml"/>'
        for n, name in enumerate(parts)
    )
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            data = old.read(item)
            if item == "word/document.xml":
                data = f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>".encode()
            elif item == "word/_rels/document.xml.rels":
                data = data.replace(b"</Relationships>", names.encode() + b"</Relationships>")
            new.writestr(item, data)
        for name, content in parts.items():
            new.writestr(f"word/{name}.xml", f"<w:{name} {W}>{content}</w:{name}>")
    return out.getvalue()


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p>{run('It is ')}<w:ins>{run('not ')}</w:ins>{run('safe.')}</w:p>", "It is not safe."),
        (f"<w:p>{run('It is ')}<w:del><w:r><w:delText>not </w:delText></w:r></w:del>{run('safe.')}</w:p>", "It is safe."),
        (f"<w:p><w:moveFrom>{run('Gone.')}</w:moveFrom></w:p><w:p><w:moveTo>{run('Here.')}</w:moveTo></w:p>", "Here."),
        (f"<w:tbl><w:tr><w:tc><w:p>{run('One')}</w:p></w:tc><w:tc><w:p>{run('Two')}</w:p></w:tc></w:tr></w:tbl>", "One\n\nTwo"),
        (f"<w:sdt><w:sdtContent><w:p>{run('In a control.')}</w:p></w:sdtContent></w:sdt>", "In a control."),
        (f"<w:p>{run('Out')}<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{run('Box')}</w:p></w:txbxContent></mc:Choice>"
         f"<mc:Fallback><w:txbxContent><w:p>{run('Box')}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
         f"{run('side')}</w:p>", "Outside\n\nBox"),
        (f"<w:p>{run('Seen')}{run(' unseen', '<w:vanish/>')}</w:p>", "Seen"),
        ("<w:p><w:r><w:t>A</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>", "A\tb\nc-d"),
        (f"<w:p><w:hyperlink>{run('A link')}</w:hyperlink><w:smartTag>{run(' and tag')}</w:smartTag></w:p>", "A link and tag"),
    ],
    ids=["insertion", "deletion", "move", "table", "control", "text box once", "hidden", "signs", "link"],
)  # fmt: skip
def test_a_word_file_gives_what_its_reader_sees_with_all_changes_accepted(tmp_path, body, text):
    assert articles(tmp_path, "a.docx", word(body))[0].text.strip() == text


def test_the_notes_of_a_word_file_come_after_its_text(tmp_path):
    note = f'<w:footnote w:id="2"><w:p>{run("He denied it.")}</w:p></w:footnote>'
    made = word(f"<w:p>{run('She said so.')}</w:p>", footnotes=note)
    assert articles(tmp_path, "a.docx", made)[0].text == "She said so.\n\nHe denied it."


def test_rtf_is_no_prose_and_keeps_its_letters(tmp_path):
    data = rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 It is \'93safe\'94\par J\u248?rgen said\par}"
    assert articles(tmp_path, "a.rtf", data)[0].text == "It is “safe”\nJørgen said"


@pytest.mark.parametrize("end", [".txt", ".docx", ".rtf"])
@pytest.mark.parametrize(
    ("export", "expected"),
    [
        ("NEXIS", exports.ENGLISH),
        ("NEXIS_OLD", exports.ENGLISH),
        ("NEXIS_OLDEST", exports.ENGLISH),
        ("FACTIVA", exports.ENGLISH),
        ("FACTIVA_CODES", exports.ENGLISH),
        ("EUROPRESSE", exports.FRENCH),
    ],
)
def test_an_export_of_many_articles_gives_each_with_its_head_as_facts(tmp_path, export, end, expected):
    text = getattr(exports, export)
    made = {".txt": str, ".docx": exports.docx, ".rtf": exports.rtf}[end](text)
    found = articles(tmp_path, f"export{end}", made)
    stated = [{fact: a.facts.get(fact, ("",))[0].replace(" (Marrow)", "") for fact in expected[0]} for a in found]
    assert stated == expected
    assert {rule for a in found for _, rule in a.facts.values()} == {"export"}
    first, second = (a.text.split("\n", 1)[1] for a in found)
    assert [len(part.split("\n\n")) for part in (first.strip(), second.strip())] in ([2, 1], [1, 1])
    furniture = [
        "words",
        "mots",
        "Load-Date",
        "Copyright",
        "reserved",
        "réservés",
        "Certificat",
        "English",
        "Section",
        "Pg",
        "Subject",
        "Document",
        "Search",
        "Final",
        "Link",
        "picture",
        "MARROW",
        "paru",
        "Illustration",
    ]
    assert not [word for word in furniture if word in first + second]
    assert "Length was no matter" in first or "a-t-elle" in first
    assert all(a.format.startswith("export, ") for a in found)


def test_a_headline_about_copyright_is_a_headline(tmp_path):
    export = exports.NEXIS_OLDEST.replace("Second ferry sold to", "Copyright fight comes to")
    assert (
        articles(tmp_path, "a.txt", export)[1].facts["title"][0] == "Copyright fight comes to the islands, harbour says"
    )


def test_a_line_that_stands_alone_in_a_head_is_of_no_field(tmp_path):
    export = exports.NEXIS_OLDEST.replace(
        "DATELINE: MARROW, June 6", "In the picture a ferry\n\nDATELINE: MARROW, June 6"
    )
    one, _ = articles(tmp_path, "a.txt", export)
    assert one.facts["author"][0] == "Oda Brandt"
    assert "picture" not in one.text


def test_exported_pages_are_split_too(tmp_path):
    page = """<html><body>
    <article><header><div><span class="DocPublicationName">Le Courrier</span></div><div><span class="DocHeader">Régions,
    mercredi 7 juin 2017 <span>41 mots, p. 3</span></span></div><div class="titreArticle"><p>Le bac reste</p></div></header>
    <section><p>Le bac <mark>restera</mark> au port.</p></section><footer><div>news·20170607·CDD·1</div></footer></article>
    <article><header><div><span class="DocPublicationName">Le Soir</span></div><div><span class="DocHeader">jeudi 8 juin 2017
    25 mots</span></div><div class="titreArticle"><p>Vendu</p></div></header><section><p>Reyl a démenti.</p></section>
    <footer><div>news·20170608·SIW·2</div></footer></article></body></html>"""
    found = articles(tmp_path, "export.html", page)
    assert [(a.facts["outlet"][0], a.facts["published"][0], a.text) for a in found] == [
        ("Le Courrier", "2017-06-07", "Le bac reste\n\nLe bac restera au port."),
        ("Le Soir", "2017-06-08", "Vendu\n\nReyl a démenti."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ferry stays\n\nThe ferry will stay, she said. It was the End of Document era.\n",
        "HD was the word\n\nShe said: “Document this.”\n",
        "Section: one\nLength: two\n\nAn essay about headings.\n",
    ],
)
def test_a_text_that_is_no_export_stays_whole(tmp_path, text):
    assert [(a.text, a.facts) for a in articles(tmp_path, "a.txt", text)] == [(text, {})]


# --- lists

HEADER = ["id", "Headline", "source", "publish_date", "body"]
ROWS = [
    ["7", "Ferry", "The Courier", "14 October 2018", "She said, “no”.\nThen she left."],
    ["8", "Sold", "", "2018-10-15", "He denied it."],
]


def workbook() -> bytes:
    import datetime

    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(HEADER)
    for row in ROWS:
        book.active.append(
            [int(row[0]), *row[1:3], datetime.datetime.fromisoformat("2018-10-14" if row[0] == "7" else row[3]), row[4]]
        )
    book.save(out)
    return out.getvalue()


def delimited(parted: str) -> str:
    import csv

    out = io.StringIO()
    csv.writer(out, delimiter=parted, lineterminator="\r\n").writerows([HEADER, *ROWS])
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", delimited(",")),
        ("a.csv", "\ufeff" + delimited(";")),
        ("a.tsv", delimited("\t")),
        ("a.csv", delimited("\t").encode("utf-16")),
        ("a.xlsx", workbook()),
        ("a.jsonl", "\n".join(json.dumps(dict(zip(HEADER, row, strict=True))) for row in ROWS)),
        ("a.json", json.dumps([dict(zip(HEADER, row, strict=True)) for row in ROWS])),
        ("a.json", json.dumps({"articles": [dict(zip(HEADER, row, strict=True)) for row in ROWS]})),
    ],
)
def test_a_list_has_a_document_a_row_with_its_facts(tmp_path, name, data):
    one, two = articles(tmp_path, name, data)
    assert (one.name, one.text) == ("7", f"Ferry\n\n{ROWS[0][4]}")
    assert one.facts == {
        "title": ("Ferry", "list"),
        "outlet": ("The Courier", "list"),
        "published": ("2018-10-14", "list"),
    }
    assert (two.name, two.facts["published"][0]) == ("8", "2018-10-15")
    assert "outlet" not in two.facts


@pytest.mark.parametrize(
    ("title", "text", "stands"), [("Ferry", "Ferry\n\nIt fell.", "Ferry\n\nIt fell."), ("", "It fell.", "It fell.")]
)
def test_a_title_stands_once_over_its_text(tmp_path, title, text, stands):
    assert articles(tmp_path, "a.jsonl", json.dumps({"title": title, "text": text}))[0].text == stands


def test_a_cell_may_be_a_whole_book_and_a_byline_no_end_of_signs(tmp_path):
    text = "The ferry stays in port. " * 11_000
    (one,) = articles(tmp_path, "a.csv", f"author,text\n{'x' * 200_000},{text}\n")
    assert (one.text, len(one.facts["author"][0])) == (text, article.LONGEST)


def test_one_object_is_one_document_whatever_lists_it_holds(tmp_path):
    (one,) = articles(tmp_path, "a.json", '{"text": "It fell.", "authors": [{"name": "Oda Brandt"}]}')
    assert (one.text, one.facts["author"][0]) == ("It fell.", "Oda Brandt")


def test_columns_of_other_names_are_told_in_corpus_toml(tmp_path):
    data = "Nr;Volltext;Blatt\n1;Die Fähre bleibt.;Der Kurier\n"
    found = articles(tmp_path, "a.csv", data, {"text": "Volltext", "outlet": "Blatt"})
    assert (found[0].text, found[0].facts["outlet"][0]) == ("Die Fähre bleibt.", "Der Kurier")


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", "https://x.example/a", "", "a/b"])
def test_an_id_that_is_no_name_is_left_out(tmp_path, name):
    assert articles(tmp_path, "a.csv", f"id,text\n{name},It fell.\n")[0].name == ""


@pytest.mark.parametrize(
    "table", ["Articles of May,,\n\nTitle,Text,Date\n{}", "sep=;\nTitle;Text;Date\n{}", "Title,Text,Date\n{}"]
)
def test_a_list_is_read_below_what_stands_over_its_header(tmp_path, table):
    row = "A,It fell.,2016-05-03\n"
    (one,) = articles(tmp_path, "a.csv", table.format(row.replace(",", ";") if "sep=" in table else row))
    assert (one.text, one.facts["published"][0]) == ("A\n\nIt fell.", "2016-05-03")


def test_rows_without_a_text_are_facts_on_other_files(tmp_path):
    (tmp_path / "a.csv").write_text("title,text,outlet\nA,It fell.,The Courier\nB,,The Post\n,,\n")
    found, rows = read_file(tmp_path / "a.csv")
    assert [article.text for article in found] == ["A\n\nIt fell."]
    assert rows == [{"text": "", "title": "B", "outlet": "The Post"}]


def test_a_list_without_texts_is_facts_on_other_files(tmp_path):
    (tmp_path / "zotero.csv").write_text(
        "Key,Publication Title,Date,File Attachments\nK1,The Courier,2018-10-14,/home/x/ferry.pdf\n"
    )
    found, rows = read_file(tmp_path / "zotero.csv")
    assert found == []
    assert rows == [{"outlet": "The Courier", "published": "2018-10-14", "file": "/home/x/ferry.pdf", "name": "K1"}]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", "id,text\n1,It fell\n2\n", "row 3: expected 2 cells, as in the header, but found 1"),
        ("a.csv", 'title,text\nA,"It fell\nB,It rose\n', "row 2: expected quotation marks closed, or doubled, but unexpected end"),
        ("a.csv", "a,b\n1,2\n", r"expected a column of texts, as `text` or `body`, or one that corpus.toml names, found \['a', 'b'\]"),
        ("a.csv", 'text,text\nIt fell,It rose\n', r"expected each column once, but found \['text'\] more than once"),
        ("a.html", "<p " + "a=1 " * 20_000 + ">It fell.</p>", "one of its tags has thousands of attributes"),
        ("a.jsonl", '{"text": "It fell."}\n{"text": \n', r"expected a \.jsonl file, but it cannot be read as one: Expecting value: line 3"),
        ("a.jsonl", '"It fell."\n', "item 1: expected an object with a document's text and facts, but found 'It fell"),
        ("a.csv", "", "expected a list with a document a row, but it has none"),
        ("a.doc", "x", r"\.doc is not read here; save it as \.docx"),
        ("a.zip", "x", r"\.zip is not read here; unpack it into the folder"),
        ("a.jpg", "x", r"\.jpg holds no text"),
        ("a.toml", "x", r"\.toml is no kind of file that is read here \(\.txt"),
        ("a.rtf", "plain", "expected RTF, but it does not begin as one"),
        ("a.docx", "PK", r"expected a \.docx file, but it cannot be read as one: File is not a zip file"),
    ],
)  # fmt: skip
def test_what_is_not_read_says_what_to_do(tmp_path, name, data, said):
    with pytest.raises(Exception, match=said):
        articles(tmp_path, name, data)


def test_a_file_that_unpacks_to_more_than_a_document_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(article, "LARGEST", 1_000_000)
    bomb = word(f"<w:p>{run('x' * 2_000_000)}</w:p>")
    assert len(bomb) < 100_000
    with pytest.raises(ValueError, match="expected a document that unpacks to at most 1 MB, but it has 2"):
        articles(tmp_path, "a.docx", bomb)


def test_a_page_larger_than_any_page_is_refused(tmp_path):
    with pytest.raises(ValueError, match="expected a page of at most 20 MB, but it has 21"):
        articles(tmp_path, "a.html", b"<p>x</p>" * 2_700_000)


# --- encodings


@pytest.mark.parametrize(
    ("data", "text", "form"),
    [
        (b"He said na\xefve", "He said naïve", "text (cp1252, guessed)"),
        ("said Jørgen Østby – “yes”".encode("cp1252"), "said Jørgen Østby – “yes”", "text (cp1252, guessed)"),
        ("L’été: “café” à Žižkov".encode("mac_roman", "ignore"), "L’été: “café” à ikov", "text (mac_roman, guessed)"),
        ("Łukasz Żak powiedział, że są źli.".encode("cp1250"), "Łukasz Żak powiedział, że są źli.", "text (cp1250, guessed)"),
        ("“Café” and naïve".encode() + b" \xff one", "“Café” and naïve \ufffd one", "text (UTF-8, 1 bytes lost)"),
        ("“We won’t”".encode("utf-16-le"), "“We won’t”", "text (utf-16-le, guessed)"),
        ("“We won’t”".encode("utf-16-be"), "“We won’t”", "text (utf-16-be, guessed)"),
        ("“We”".encode("utf-32"), "“We”", "text (utf-32)"),
        ("Министр сказал, что мост закрыт. Он отрицал это.".encode("cp1251"), "Министр сказал, что мост закрыт. Он отрицал это.",
         "text (cp1251, guessed)"),
        (b"one\rtwo\r", "one\rtwo\r", "text"),
        *[
            (text.encode(code), text, f"text ({guessed}, guessed)")
            for text, codes in (
                ("Žaneta Šťastná of Plzeň denied that. So did Jiří Dvořák.", {"cp1250": "cp1250", "iso8859_2": "iso8859_2"}),
                ("Józef Śliwiński zaprzeczył, że most jest zły.", {"cp1250": "cp1250", "iso8859_2": "iso8859_2"}),
                ("Brúin er örugg, sagði Þóra Guðmundsdóttir á mánudag.", {"cp1252": "cp1252"}),
                ("As opções são seguras, disse João Camões. As questões não.", {"cp1252": "cp1252"}),
                ("橋は安全だ、と大臣は月曜日に述べた。市長はそれを否定した。", {"shift_jis": "cp932"}),
                ("部长周一表示，大桥是安全的。市长否认了这一点。", {"gb18030": "gb18030"}),
            )
            for code, guessed in codes.items()
        ],
    ],
)  # fmt: skip
def test_an_encoding_is_found_by_the_words_that_it_gives(data, text, form):
    assert plain.decode(data) == (text, form)


def test_half_a_pair_is_no_letter_of_a_text_or_a_fact(tmp_path):
    (one,) = articles(tmp_path, "a.jsonl", '{"text": "It \\ud800fell.", "title": "\\udfffA"}\n')
    assert (one.text, one.facts["title"][0]) == ("\ufffdA\n\nIt \ufffdfell.", "\ufffdA")


@pytest.mark.parametrize("data", [b"a\0b\0\0\0\1", b"\x89PNG\0\0\0\r"])
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(ValueError, match="zero bytes"):
        plain.decode(data)


# --- what is kept


def test_a_file_is_read_once_for_the_same_bytes_and_a_spoiled_copy_is_done_without(tmp_path, shelf, monkeypatch):
    first = articles(tmp_path, "a.csv", delimited(","))
    (copy,) = shelf.iterdir()
    monkeypatch.setattr(reader, "_read", lambda *_: pytest.fail("read again"))
    assert articles(tmp_path, "a.csv", delimited(",")) == first
    monkeypatch.undo()
    monkeypatch.setattr(reader, "CACHE", shelf)
    copy.write_text("spoiled")
    assert articles(tmp_path, "a.csv", delimited(",")) == first
    monkeypatch.setattr(reader, "CACHE", copy / "below a file")
    assert articles(tmp_path, "a.csv", delimited(",")) == first
