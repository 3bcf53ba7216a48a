"""What documents say of themselves: each fact with the rule that found it, nothing false, and people's rows win."""

import re

import pytest

from hearsay import tables
from hearsay.corpus import copies, days, language, metadata
from hearsay.corpus.documents import labels_of, load_corpus
from hearsay.corpus.formats.article import by_rule
from sayso import intervals

BODY = "\n\nThe ferry stays in port, harbour master Ines Okafor said on Monday. Nobody was asked, she added.\n" * 3


def facts(text, stated=None, name="", pattern=""):
    return {k: f"{v} ({rule})" for k, (v, rule) in metadata.facts_of(text, stated or {}, name, pattern).items()}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ferry stays in port" + BODY, {"title": "Ferry stays in port (first line)"}),
        ("# Ferry stays in port" + BODY, {"title": "Ferry stays in port (first line)"}),
        ("Title: Ferry stays in port" + BODY, {"title": "Ferry stays in port (first line)"}),
        ("SOUND COURIER\nOctober 14, 2018\n\nFerry stays in port" + BODY,
         {"title": "Ferry stays in port (first line)", "outlet": "Sound Courier (masthead)",
          "published": "2018-10-14 (first lines)", "published_words": "October 14, 2018 (first lines)"}),
        ("FERRY STAYS IN PORT\nOctober 14, 2018\n\nIt stays, she said." + BODY,
         {"title": "FERRY STAYS IN PORT (first line)",
          "published": "2018-10-14 (first lines)", "published_words": "October 14, 2018 (first lines)"}),
        ("The ferry stays in port, she said." + BODY, {}),
        ("Ferry stays in port", {}),
        ("https://x.example/ferry\nFerry stays in port" + BODY,
         {"title": "Ferry stays in port (first line)", "url": "https://x.example/ferry (credit line)"}),
        ("Ferry stays in port\n\nBy Oda Brandt\n\nOctober 14, 2018" + BODY,
         {"title": "Ferry stays in port (first line)", "author": "Oda Brandt (credit line)",
          "published": "2018-10-14 (first lines)", "published_words": "October 14, 2018 (first lines)"}),
        ("Ferry stays in port\n\nMARROW, Oct 14 (Northwire) - The ferry stays." + BODY,
         {"title": "Ferry stays in port (first line)", "original_outlet": "Northwire (dateline)"}),
        ("Ferry stays in port" + BODY + "\nOda Brandt\n(Lensbank)\n\nThe ferry", {"title": "Ferry stays in port (first line)"}),
        ("Ferry stays in port" + BODY + "\nOda Brandt (Lensbank)\n\nThe ferry", {"title": "Ferry stays in port (first line)"}),
        ("Ferry stays in port" + BODY + "\nOriginally published by The Sound Courier\n",
         {"title": "Ferry stays in port (first line)", "original_outlet": "The Sound Courier (credit line)"}),
        ("Ferry stays in port" + BODY + "\nSource: Getty\n", {"title": "Ferry stays in port (first line)"}),
        ("Ferry stays in port" + BODY + "\nIn 4 May 2016 the ferry sank.\n", {"title": "Ferry stays in port (first line)"}),
        ("It stays.\n\n— Oda Brandt (@oda) October 14, 2018" + BODY, {}),
        ("It stays.\n\n— آنا رويز (@ana) October 14, 2018" + BODY, {}),
        ("It stays.\n— Oda Brandt, 14 October 2018" + BODY, {}),
        ("It stays.\n\n— 14 October 2018 —" + BODY,
         {"published": "2018-10-14 (first lines)", "published_words": "— 14 October 2018 — (first lines)"}),
        ("Oct 14 (Northwire) - The ferry stays." + BODY, {"original_outlet": "Northwire (dateline)"}),
        ("(NWN) —The ferry stays, a clerk told NWN." + BODY, {"original_outlet": "NWN (dateline)"}),
        ("(VIDEO) - The ferry stays." + BODY, {}),
        ("Ana Ruiz (R-Marrow) “will stay”." + BODY, {}),
        ("It stays." + BODY + "\nThis article originally appeared on Quay.com. Copyright 2018.\n",
         {"original_outlet": "Quay.com (credit line)"}),
        ("It stays." + BODY + "\nThe Sound Courier has contacted the ferry line for comment.\n",
         {"outlet": "The Sound Courier (asks for comment)"}),
        ("It stays." + BODY + "\nWe have contacted the ferry line for comment.\n", {}),
        ("It stays." + BODY + "\nPolice have asked the ferry line for a list.\n", {}),
        ("It stays." + BODY + "\nPolice have asked the ferry line for comment.\n", {}),
        ("It stays." + BODY + "\nSenator Ana Lee has asked the ferry line for comment.\n", {}),
    ],
)  # fmt: skip
def test_first_and_last_lines_tell_what_a_document_is(text, found):
    assert facts(text) == found


@pytest.mark.parametrize("length", [2950, 2990, 4480, 9000])
def test_a_credit_is_found_wherever_the_last_lines_begin(length):
    text = ("It stays. " * 1000)[:length] + "\n\nOriginally published by The Sound Courier\n"
    assert facts(text) == {"original_outlet": "The Sound Courier (credit line)"}


@pytest.mark.parametrize(
    ("name", "pattern", "found"),
    [
        ("2018-10-14 ferry", "", {"published": "2018-10-14 (file name)"}),
        ("ferry_20181014", "", {"published": "2018-10-14 (file name)"}),
        ("ferry_20181399", "", {}),
        ("ferry 7", "", {}),
        ("2018-10-14 The Courier - Ferry stays", "{published} {outlet} - {title}",
         {"title": "Ferry stays (file name)", "outlet": "The Courier (file name)", "published": "2018-10-14 (file name)"}),
        ("courier_ferry-stays", "{outlet}_{title}", {"title": "ferry-stays (file name)", "outlet": "courier (file name)"}),
    ],
)  # fmt: skip
def test_the_name_of_a_file_tells_a_day_and_by_a_pattern_more(name, pattern, found):
    assert facts("x", name=name, pattern=pattern) == found


def test_a_pattern_that_names_no_fact_is_refused():
    with pytest.raises(ValueError, match=r"corpus\.toml: file_name: unknown \['paper'\]; expected some of"):
        metadata.name_pattern("{paper}_{title}")


@pytest.mark.parametrize(
    ("properties", "found"),
    [
        ({"title": "It stays, Oda Brandt writes"}, {"title": "It stays, Oda Brandt writes (properties)"}),
        ({"title": "Microsoft Word - ferry.docx"}, {}),
        ({"author": "Oda Brandt"}, {"author": "Oda Brandt (properties)"}),
        ({"author": "typist"}, {}),
    ],
)
def test_properties_come_last_and_count_only_where_the_text_has_their_words(properties, found):
    stated = {fact: (value, "properties") for fact, value in properties.items()}
    assert facts("It stays, Oda Brandt writes.\nSo it is.", stated) == found


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Oda Brandt", "Oda Brandt"),
        ("Oda Brandt, Marrow Correspondent", "Oda Brandt"),
        ("Oda Brandt; Staff Reporter", "Oda Brandt"),
        ("Oda Brandt in Marrow", "Oda Brandt"),
        ("ODA BRANDT", "Oda Brandt"),
        ("Brandt, Oda", "Oda Brandt"),
        ("van der Brandt, Oda; Reyl, Ivo", "Oda van der Brandt; Ivo Reyl"),
        ("Oda Brandt, Ivo Reyl", "Oda Brandt, Ivo Reyl"),
        ("Von Oda Brandt", "Oda Brandt"),
        ("von Brandt, Oda", "Oda von Brandt"),
        ("Oda von der Brandt in Marrow", "Oda von der Brandt"),
        ("von der Brandt", "von der Brandt"),
        ("ODA BRANDT IN MARROW", "Oda Brandt"),
        ("AFP", "AFP"),
        ("BBC", "BBC"),
        ("Oda Brandt; obrandt@courier.example", "Oda Brandt"),
    ],
)
def test_an_author_is_a_name_as_people_write_it(byline, names):
    assert by_rule("list", author=byline) == {"author": (names, "list")}


def test_a_title_of_the_properties_that_the_text_has_wins_over_its_first_line():
    stated = {"title": ("Ferry stays in port", "properties")}
    assert facts("Sound Courier\n\nFerry stays in port" + BODY, stated)["title"] == "Ferry stays in port (properties)"


def test_what_a_page_states_wins_over_its_lines_and_names():
    found = facts(
        "Ferry stays" + BODY, {"title": ("The ferry", "page"), "published": ("2018-10-14", "page")}, "2017-01-01 x"
    )
    assert found == {"title": "The ferry (page)", "published": "2018-10-14 (page)"}


PAGE = """<html lang="en"><head><title>Ferry stays | The Sound Courier</title><meta property="og:title" content="Ferry stays in port">
<meta property="og:site_name" content="The Sound Courier"><meta name="author" content="Oda Brandt">
<meta property="article:published_time" content="2018-10-14T08:00:00Z"><link rel="canonical" href="https://courier.example/ferry"/>
</head><body><nav>Home</nav><article><h1>Ferry stays in port</h1><p>The ferry stays in port, the harbour master said on Monday.</p>
<p hidden>Hidden words of the page that nobody sees at all.</p><p style="display: none">And more hidden words.</p><noscript><p>Hidden: switch scripts on.</p></noscript><template>Hidden</template>
<dialog><p>Hidden till it opens.</p></dialog><p style="font-size:0px">Hidden by its size.</p>
<p style="position:absolute; left:-9999px">Hidden beside the page.</p>
<p>Nobody was asked, she added, and the older ferry was sold to the islands in the same week.</p></article></body></html>"""


def folder(tmp_path, **files):
    for name, data in files.items():
        path = tmp_path / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return tmp_path


def test_a_saved_page_gives_all_its_facts_and_no_hidden_words(tmp_path):
    corpus = load_corpus(folder(tmp_path, ferry_dot_html=PAGE, ferry_files__a_dot_txt="x"))
    row = corpus.documents.iloc[0]
    assert [row[c] for c in ("title", "outlet", "author", "published", "url", "language")] == [
        "Ferry stays in port", "The Sound Courier", "Oda Brandt", "2018-10-14", "https://courier.example/ferry", "en",
    ]  # fmt: skip
    assert set(tables.items(row["found"])) >= {"title=page", "outlet=page", "author=page", "published=page", "url=page"}
    assert "idden" not in corpus.texts["ferry"]
    assert corpus.skipped.to_dict("records") == [
        {"file": "ferry_files/", "why": "the pictures and scripts of the saved page beside it"}
    ]


def test_a_short_page_keeps_its_paragraphs_and_nothing_of_the_page_round_it(tmp_path):
    page = PAGE.replace("<nav>Home</nav>", "<div class='cookies'>We use cookies.</div>").replace(
        "and the older ferry was sold", "and it"
    )
    text = load_corpus(folder(tmp_path, ferry_dot_html=page)).texts["ferry"]
    assert len(text) < 250
    assert text.splitlines()[-2:] == [
        "The ferry stays in port, the harbour master said on Monday.",
        "Nobody was asked, she added, and it to the islands in the same week.",
    ]
    assert "cookies" not in text


LINES = {
    "a": "Ferry talks collapse over fares in Marrow.",
    "b": "Harbour master: U.S. Coast Guard was not asked.",
    "c": "Okafor seeks new inquiry into the crane",
    "d": "After review, crane to be “tested again”.",
}
TITLES = {
    "a": "Ferry talks collapse over fares in Marrow",
    "b": "Harbour master: U.S. Coast Guard was not asked",
    "c": "Okafor seeks new inquiry into the crane",
    "d": "After review, crane to be “tested again”",
}


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        (LINES, TITLES),
        (LINES | {"d": "The ferry stays in port, she said. Nobody was asked."}, TITLES | {"d": ""}),
        (LINES | {"d": "Thank you all for coming to the port."}, TITLES | {"d": ""}),
        (LINES | {"d": "MARROW, Oct 14 (Northwire) - The ferry stays."}, TITLES | {"d": ""}),
        (LINES | {"d": "By Oda Brandt of the Courier."}, TITLES | {"d": ""}),
        (LINES | {"d": "Monday, 14 October 2018."}, TITLES | {"d": ""}),
        (LINES | {"d": "The harbour master’s ferry leaves the U.S."}, TITLES | {"d": "The harbour master’s ferry leaves the U.S."}),
        (LINES | {"d": f"The ferry {'and the crane ' * 5}stay in port."}, TITLES | {"d": ""}),  # as long as a first sentence
        # in a folder where others begin with their prose, or all with one line, a sentence is no title
        (LINES | {"b": "It stays.", "d": "It stays."}, {"a": "", "b": "", "c": TITLES["c"], "d": ""}),
        (dict.fromkeys("abcd", "For immediate release to the press."), dict.fromkeys("abcd", "")),
        ({"a": LINES["a"], "b": LINES["b"]}, {"a": "", "b": ""}),
    ],
)  # fmt: skip
def test_where_most_documents_begin_with_a_line_of_its_own_that_is_the_title(tmp_path, lines, titles):
    files = {f"{doc}_dot_txt": line + BODY for doc, line in lines.items()}
    documents = load_corpus(folder(tmp_path, **files)).documents
    assert dict(zip(documents["doc_id"], documents["title"], strict=True)) == titles
    assert all(("title=first line" in row.found) == bool(row.title) for row in documents.itertuples())


@pytest.mark.parametrize("below", ["\n", " ", "\nThe ferry stays.\n\n"])
def test_a_line_that_does_not_stand_alone_is_no_title(tmp_path, below):
    files = {f"{doc}_dot_txt": line + below + BODY.strip() for doc, line in LINES.items() if doc != "c"}
    assert not load_corpus(folder(tmp_path, **files)).documents["title"].any()


def test_peoples_rows_win_and_what_is_found_is_said_only_where_it_counts(tmp_path):
    people = "doc_id,title,published\nferry,Our title,\n"
    row = load_corpus(folder(tmp_path, ferry_dot_html=PAGE, documents_dot_csv=people)).documents.iloc[0]
    assert (row["title"], row["published"]) == ("Our title", "2018-10-14")
    assert "title=page" not in row["found"]
    assert "published=page" in row["found"]


@pytest.mark.parametrize(
    "line",
    [
        "/home/x/ferry.txt,The Courier,14.10.2018",
        "C:\\x\\ferry.txt; C:\\x\\ferry.html,The Courier,2018-10-14 00:00:00",
        "ferry,The Courier,2018-10-14",
    ],
)
def test_a_list_without_texts_tells_of_the_files_that_it_names(tmp_path, line):
    zotero = f"File Attachments,Publication Title,Date\n{line}\nother.pdf,The Mail,2017\n"
    corpus = load_corpus(folder(tmp_path, ferry_dot_txt="Ferry stays" + BODY, zotero_dot_csv=zotero))
    row = corpus.documents.iloc[0]
    assert (row["outlet"], row["published"]) == ("The Courier", "2018-10-14")
    assert row["found"] == "title=first line | outlet=list | published=list"
    assert corpus.skipped["why"].tolist() == ["a list without a column of texts: facts on 1 of its 2 rows' documents"]


def test_a_list_names_pages_by_their_address(tmp_path):
    media = "id,publish_date,title,url,language,media_name\n1,2018-10-13,Ferry,http://www.courier.example/ferry/,en,Courier Online\n"
    row = load_corpus(folder(tmp_path, a_dot_html=PAGE, cloud_dot_csv=media)).documents.iloc[0]
    assert (row["outlet"], row["published"], row["title"]) == ("Courier Online", "2018-10-13", "Ferry")


def test_a_page_is_no_export_because_its_class_is_called_an_article(tmp_path):
    page = PAGE.replace("<article>", '<article class="article mainArticle">')
    assert "Home" not in load_corpus(folder(tmp_path, ferry_dot_html=page)).texts["ferry"]


SITE = '<meta property="og:site_name" content="The Sound Courier">'


@pytest.mark.parametrize(
    ("site", "title", "name", "outlet"),
    [
        (SITE, "Ferry stays in port", "courier.example", "The Sound Courier"),
        ("", "Ferry stays in port | Sound Courier", "courier.example", "Sound Courier"),
        ("", "Ferry stays in port - Sound Courier", "www.courier.example", "Sound Courier"),
        ("", "Ferry stays in port – Sound Courier", "Courier Online", "Courier Online"),
        (SITE, "Ferry stays in port | News", "", "The Sound Courier"),
    ],
)
def test_an_outlet_is_named_rather_than_its_address(tmp_path, site, title, name, outlet):
    page = PAGE.replace(SITE, site).replace("Ferry stays | The Sound Courier", title)
    media = f"title,url,media_name\nFerry stays in port,https://courier.example/ferry,{name}\n"
    assert load_corpus(folder(tmp_path, a_dot_html=page, cloud_dot_csv=media)).facts["a"]["outlet"] == outlet


def test_the_address_that_a_browser_notes_is_the_page_s(tmp_path):
    page = PAGE.replace('<link rel="canonical" href="https://courier.example/ferry"/>', "")
    noted = f"<!-- saved from url=(0029)https://courier.example/saved -->{page}"
    assert load_corpus(folder(tmp_path, a_dot_html=noted)).facts["a"]["url"] == "https://courier.example/saved"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2018-10-14", "2018-10-14"), ("14 October 2018", "2018-10-14"), ("October 14, 2018", "2018-10-14"),
        ("Sunday, 14 Oct. 2018", "2018-10-14"), ("May 4, 2017 Thursday", "2017-05-04"), ("4 mai 2017", "2017-05-04"),
        ("1er mai 2017", "2017-05-01"), ("4. Mai 2017", "2017-05-04"), ("4 de mayo de 2017", "2017-05-04"),
        ("2018/10/14", "2018-10-14"), ("25.12.2015", "2015-12-25"), ("12/25/2015", "2015-12-25"), ("3/3/2015", "2015-03-03"),
        ("2018-10-14T08:00:00Z", "2018-10-14"), ("14-Oct-18", "2018-10-14"), ("43387", "2018-10-14"), ("20181014", "2018-10-14"),
        ("October 2018", "2018-10"), ("2018", "2018"), ("[2015-11..2016-02]", "[2015-11..2016-02]"), ("2015~", "2015~"), ("", ""),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(cell, day):
    assert days.day_of(cell) == day
    intervals.check(day)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("2/12/2016", "'2' should be YYYY"),
        ("2016-02-30", "is not a date: day"),
        ("soon", "'soon' should be YYYY"),
        ("30 February 2016", "should be YYYY"),
    ],
)
def test_a_day_that_is_none_or_two_is_left_and_told(cell, why):
    assert days.day_of(cell) == ""
    with pytest.raises(ValueError, match=re.escape(why)):
        intervals.check(cell)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The harbour master said that the ferry was safe, but nobody believed her.", "en"),
        ("Die Hafenmeisterin sagte, die Fähre sei sicher, aber niemand glaubte ihr.", "de"),
        ("La capitaine a déclaré que le bac était sûr, mais personne ne l’a crue.", "fr"),
        ("Начальница порта заявила, что паром безопасен, но ей никто не поверил.", "ru"),
        ("港务长说，渡轮是安全的，但没有人相信她。她还说，没有人问过她的意见。", "zh"),
        ("Ferry", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text_is_told_where_it_is_long_enough(text, code):
    assert language.language_of(text) == code


WIRE = (
    "The ferry stays in port, harbour master Ines Okafor said on Monday, since nobody had checked the hull in years. "
    * 1
)
STORY = " ".join(
    f"{WIRE} Point {n} was that the {n} islands had no other boat for {n} winters, the union said." for n in range(12)
)


def test_copies_of_one_text_are_a_family_of_the_earliest():
    texts = {
        "a": "THE MAIL\n\n" + STORY,
        "b": STORY + "\n\nAdditional reporting by our staff.",
        "c": " ".join(
            f"Quite another report with words of its own, number {n}, about cranes and {n} sheds." for n in range(12)
        ),
        "d": "Too short " + WIRE,
    }
    assert copies.families(texts, {"a": "2018-10-15", "b": "2018-10-14"}) == {"a": "b"}
    assert copies.families(dict(reversed(texts.items())), {}) == {"b": "a"}


@pytest.mark.parametrize(
    ("rows", "made"),
    [
        ([{"doc_id": "001_ab"}, {"doc_id": "002_cd"}], ["001", "002"]),
        ([{"doc_id": "port_a"}, {"doc_id": "port_b"}], ["port_a", "port_b"]),
        ([{"doc_id": "_a"}, {"doc_id": "b"}], ["_a", "b"]),
        ([{"doc_id": "x" * 40 + "1", "outlet": "Courier", "published": "2018-10-14"},
          {"doc_id": "x" * 40 + "2", "outlet": "Courier", "published": "2018-10-14"}], ["Courier 2018-10-14 1", "Courier 2018-10-14 2"]),
        ([{"doc_id": "x" * 40 + "1"}, {"doc_id": "x" * 40 + "2", "label": "Mail"}], ["D1", "Mail"]),
    ],
)  # fmt: skip
def test_labels_are_short_and_no_two_alike(rows, made):
    assert labels_of(tables.DOCUMENTS.of(rows)).tolist() == made
