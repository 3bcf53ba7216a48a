"""Cleaning: what is masked and why, which facts are kept, and that no character moves."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay import tables
from hearsay.corpus import cleaning

BODY = "The crane in the northern basin was checked on Monday, the harbour master said.\n\n"


FAULTS = [cleaning.Fault("the Port Minster", "Minster", "Minister", "a letter is lost")]


def found(text, faults=()):
    return tables.CLEANING.of(cleaning.find_boilerplate("a", text, faults))


def mask(text, rows):
    return cleaning.mask(text, rows.to_dict("records"))


def kinds(line):
    """What one line between two paragraphs is masked as."""
    rows = found(f"{BODY}{line}\n\n{BODY}")
    return set(rows[rows["masked"] == "yes"]["kind"]) - {"markup"}


LINES = [
    ("Leave a Reply", "form"),
    ("Your email address will not be published. Required fields are marked *", "form"),
    ("3 Comments", "form"),
    ("Sign up for our morning newsletter", "form"),
    ("This site uses Akismet to reduce spam.", "footer"),
    ("Copyright © 2016 The Harbour Gazette", "footer"),
    ("© 2016 The Harbour Gazette", "footer"),
    ("Source: The Harbour Gazette", "footer"),
    ("Originally published in The Harbour Gazette", "footer"),
    ("*Written for The Harbour Gazette", "footer"),
    ("* Ines Okafor is head of the Cranes Bureau", "footer"),
    ("We use cookies to improve this page.", "footer"),
    ("Previous Post", "navigation"),
    ("Related articles: cranes, ports", "navigation"),
    ("Share | Tweet | Print", "navigation"),
    ("Home > News > Harbour", "navigation"),
    ("http://www.gazette.example/cranes", "letterhead"),
    ("desk@gazette.example | www.gazette.example", "letterhead"),
    ("By Ines Okafor", "letterhead"),
    ("By Ines van der Okafor, 12/3/2016", "letterhead"),
    ("Cranes in the northern basin (Getty Images)", "caption"),
    ("Ines Okafor via Getty Images.", "caption"),
    ("Photo by Ines Okafor/Getty Images for Northern Cranes", "caption"),
    ("Cranes in the northern basin. Photo: AP", "caption"),
    ("Photo by Ines Okafor", "caption"),
    ("[Image via Crane Pictures]", "caption"),
    ("A crane stands idle on Monday. REUTERS/Ines Okafor", "caption"),
    ("(AP Photo/Ines Okafor)", "caption"),
    ("File photo of the old crane, taken in May.", "caption"),
    ("This article originally appeared on The Harbour Gazette. Copyright 2016.", "footer"),
    ("This story was first published by Quay.com and is reprinted with its leave.", "footer"),
]
PROSE = [
    "By the end of the week three cranes stood idle.",
    "By Monday all the cranes stood idle.",
    "She said that she would share it with the port, and print it.",
    "“We wait in the northern basin for the crane, and we wait...”",
    "Nobody at the port had a plan for the crane, or any plan B",
    "The source: a crane driver who saw it from the quay and told the port and the union, who told us all of it later.",
    "One comment on the crane was made by the union.",
    "Home was far for the drivers.",
    "“We will leave a reply to the union at the gate,” the port said.",
    "Details are few, and nobody at the port has confirmed them, but there is talk of a broken crane. Odd timing....",
    "A crane driver looks down at the northern basin, from which the last of the ships of the old line is to sail, ...",
    "This story is developing...",
    "A Reuters/Ipsos poll found that few in Larn would pay for the crane.",
    "Few in Larn would pay for the crane, according to a Reuters/Ipsos poll.",
    "The AP photo of the crane was a forgery, the port said.",
    "AP photo editors said that the picture of the crane had been forged.",
    "A photo by the union shows the crane on its side.",
    "Getty Images said that it would sue the port.",
    "Copyright law forbids the use of the plans, the port said.",
    "(c) The port shall answer for its cranes.",
    "Previous articles claimed that the crane was safe.",
    "Related stories of cranes that fell are told in every port.",
    "The story first appeared in the Harbour Gazette, which asked the port.",
    "First published on Monday, 4 May 2031",
    "She said that everybody could read about the crane here.",
    "Read what the port said of it here, and you will see that nobody was asked.",
    "Update of the crane: it will cost nine million.",
]


@pytest.mark.parametrize(("line", "kind"), LINES)
def test_boilerplate_is_masked_as_its_kind(line, kind):
    assert kinds(line) == {kind}


def test_who_reported_and_edited_a_text_stands_behind_its_last_sentence():
    assert found("The port said it would close. (Reporting by Ines Okafor; Editing by Tomas Reyl)")[
        "words"
    ].tolist() == ["(Reporting by Ines Okafor; Editing by Tomas Reyl)"]


@pytest.mark.parametrize("line", PROSE)
def test_prose_that_looks_like_boilerplate_stays(line):
    assert kinds(line) == set()


def test_sentences_that_a_program_cut_off_are_captions():
    cut = "A crane driver looks down at the northern basin from which the last of the ships is to sail on {}, ..."
    rows = found(BODY + cut.format("Monday") + "\n\n" + BODY + cut.format("Friday"))
    assert rows["kind"].tolist() == ["caption", "caption"]


@pytest.mark.parametrize("label", ["UPDATE: ", "BREAKING: "])
def test_a_label_before_a_paragraph_is_masked_and_its_words_stay(label):
    assert found(f"{label}The crane fell.\n\n{BODY}")["words"].tolist() == [label.strip()]


@pytest.mark.parametrize("link", ["Read the Gazette.example report here.", "Watch it here", "Click here."])
def test_a_link_behind_a_paragraph_is_masked_and_its_words_stay(link):
    assert found(f"The crane fell, the port said. {link}\n\n{BODY}")["words"].tolist() == [link]


def test_the_last_words_of_a_wrapped_sentence_are_no_byline():
    assert kinds(f"{BODY}The cranes were sold in May to the port of the town\nby Northern Cranes.\n") == set()


def test_lines_in_another_script_are_masked_at_the_edge_alone():
    foreign = "بندر شمالی بندر"
    assert found(f"{foreign}\n{BODY}")["kind"].tolist() == ["letterhead"]
    assert found(BODY * 4 + foreign)["kind"].tolist() == ["footer"]
    assert found(BODY * 9 + foreign + "\n\n" + BODY * 9).empty


@pytest.mark.parametrize("line", ["— آنا رويز (@ruiz) May 5, 2031", "آنا رويز (@ruiz) May 5, 2031", "— آنا رويز"])
def test_who_signs_in_another_script_stays(line):
    assert found(f"The crane is safe.\n\n{line}\n\n{BODY}").empty


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The **crane** fell.", ["**", "**"]),
        ("## The crane fell.", ["## "]),
        ("On the 22<sup>nd</sup> it fell.", ["<sup>", "</sup>"]),
        ("The port &amp; the union.", ["&amp;"]),
        ("The port \\*said\\*.", ["\\", "\\"]),
        ("3 < 4 and 5 > 4", []),
        ("# 5 cranes", ["# "]),
    ],
)
def test_markup_is_masked_and_its_words_stay(text, words):
    assert found(text)["words"].tolist() == words


@pytest.mark.parametrize(
    ("line", "fact", "value"),
    [
        ("Source:Harbour Gazette", "original_outlet", "Harbour Gazette"),
        ("First published by The Gazette", "original_outlet", "The Gazette"),
        ("*Written for The Gazette Issue 58", "outlet", "Gazette Issue 58"),
        ("By Ines Okafor and Tomas Reyl", "author", "Ines Okafor and Tomas Reyl"),
        ("By Ines Okafor, 12/3/2016", "published_words", "12/3/2016"),
        ("http://gazette.example/cranes", "url", "http://gazette.example/cranes"),
        ("* Head of the Cranes Bureau", "author_role", "Head of the Cranes Bureau"),
        ("Source: Gazette | Courier", "original_outlet", "Gazette / Courier"),
    ],
)
def test_a_fact_is_kept_before_its_words_are_masked(line, fact, value):
    rows = found(f"{BODY}{line}\n{BODY}")
    assert f"{fact}={value}" in {item for cell in rows["keeps"] for item in tables.items(cell)}
    assert (fact, value.replace(" / ", " | ")) in set(cleaning.credits(f"{BODY}{line}\n{BODY}"))
    assert set(rows["words"]) == {line}


def test_asterisks_between_two_parts_are_nobody_s_office():
    rows = found(f"{BODY}*  *  *\n{BODY}")
    assert (set(rows["kind"]), set(rows["keeps"])) == ({"footer"}, {""})


@pytest.mark.parametrize(
    ("text", "words", "reading"),
    [
        ("He met the Port\nMinster.", ["Minster"], ["Minister"]),
        ("He met the Port Minsters at the Minster.", [], []),
    ],
)
def test_a_fault_is_listed_with_a_reading_and_never_masked(text, words, reading):
    rows = found(text, FAULTS)
    faults = rows[rows["kind"] == "defect"]
    assert faults["words"].tolist() == words
    assert faults["reading"].tolist() == reading
    assert mask(text, rows) == text


def test_a_row_names_the_place_and_the_words_there():
    text = f"{BODY}By Ines Okafor\n\n{BODY}"
    for row in tables.CLEANING.check(found(text)).itertuples():
        assert tables.words_at(text, tables.parse_spans(row.spans)) == row.words


def test_a_corpus_without_texts_has_an_empty_table():
    found, masked = cleaning.clean_corpus({})
    assert (len(found), masked) == (0, {})


PIECES = st.sampled_from(
    [line for line, _ in LINES]
    + PROSE
    + ["\n", "\r\n", "\n\n\f", '"', "“", "”", "<b>", "**", "* ", "...", "eve", " ", "ح"]
)


@settings(max_examples=50, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=12).map("".join)))
def test_whatever_the_text_no_character_moves_and_masks_are_spaces(text):
    rows = tables.CLEANING.check(found(text, FAULTS))
    masked = mask(text, rows)
    assert len(masked) == len(text)
    assert all(m in (c, " ") for m, c in zip(masked, text, strict=True))
    assert not (rows[rows["kind"] == "defect"]["masked"] == "yes").any()
    places = [a for cell in rows[rows["masked"] == "yes"]["spans"] for a in tables.parse_spans(cell)]
    assert all(one[1] <= two[0] for one, two in zip(sorted(places), sorted(places)[1:], strict=False))


@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        "* \n",
        "- ",
        ". ",
        "...",
        '"',
        "a. ",
        "<b>",
        "By \n",
        "aaa ",
        "a,\n",
        "ab\n",
        "said the eve “\n",
        *(
            f"{'a' * 300}{word * (600 // len(word))}\n"
            for word in ("(ap photo", "photo: ", "via getty images ", "REUTERS/A ", "Aa ")
        ),
        *(
            f"{word}{'Aa ' * 300}\n"
            for word in ("This article first appeared on ", "REUTERS/", "Read the ", "Oda (", "(")
        ),
    ],
)
def test_time_grows_with_the_length_of_the_text_and_not_faster(unit):
    """A text of 30,000 characters takes well under a second; were a rule quadratic, it would take minutes."""
    text = unit * (30_000 // len(unit))
    start = time.process_time()
    mask(text, found(text))
    assert time.process_time() - start < 1.5


def test_no_rule_names_a_document_or_an_outlet():
    patterns = " ".join(rule.pattern.pattern for rule in cleaning.LINES)
    assert not re.search(r"jazeera|gandhara|ar-rayah|sputnik", patterns, re.I)


@pytest.mark.parametrize(
    ("line", "documents", "masked"),
    [
        ("Our reports are free because readers like you give a little each month.", 3, True),
        ("Our reports are free because readers like you give a little each month.", 2, False),
        ("“You were warned,” Ines Okafor told the owners.", 3, False),
        ("The port said that the crane was safe.", 3, False),
    ],
)
def test_a_line_to_the_reader_that_many_documents_hold_is_not_their_prose(line, documents, masked):
    texts = {f"d{n}": f"Report {n} of the harbour.\n\n{line}" for n in range(documents)}
    _, seen = cleaning.clean_corpus(texts)
    assert all((line not in text) == masked and len(text) == len(texts[d]) for d, text in seen.items())


def test_what_copies_of_one_report_share_is_its_prose():
    texts = {f"d{n}": "The port has nine hundred subscribers to its crane." for n in range(4)}
    _, seen = cleaning.clean_corpus(texts, copy_of={"d1": "d0", "d2": "d0", "d3": ""})
    assert seen == texts
