import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hearsay import tables
from sayso.intervals import bounds, check
from sayso.when.dates import dating_of, find, statement_dates, with_dates
from sayso.when.messages import messages

PUBLISHED = "2016-02-12"  # a Friday


def datings(text, published=PUBLISHED, **settings):
    return [(d.words, d.edtf) for d in (dating_of(e, published, **settings) for e in find(text))]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        # days in full, in either order
        ("The lock opened on 24/12/2015.", "24/12/2015", "2015-12-24"),
        ("The lock opened on 12/24/2015.", "12/24/2015", "2015-12-24"),
        ("It was signed on 5.5.2014 in Tromso.", "5.5.2014", "2014-05-05"),
        ("It was signed on 31-01-2014.", "31-01-2014", "2014-01-31"),
        ("Stamped 9/30/15 at the gate.", "9/30/15", "2015-09-30"),
        ("Stamped 30/9/98 at the gate.", "30/9/98", "1998-09-30"),
        ("Logged 2016-01-22 by the keeper.", "2016-01-22", "2016-01-22"),
        ("Logged 2016/01/22 by the keeper.", "2016/01/22", "2016-01-22"),
        ("Logged 2016-01-22T10:15:00Z by the keeper.", "2016-01-22T10:15:00Z", "2016-01-22"),
        ("JAN. 27, 2017: THE FERRY SAILS", "JAN. 27, 2017", "2017-01-27"),
        ("The ferry sank on December 31, 2015, off Vardo.", "December 31, 2015", "2015-12-31"),
        ("The ferry sank on 31 December 2015.", "31 December 2015", "2015-12-31"),
        ("The ferry sank on 31 december 2015.", "31 december 2015", "2015-12-31"),
        ("The ferry sank on 17th May 2015.", "17th May 2015", "2015-05-17"),
        ("The ferry sank on the 17th of May, 2015.", "the 17th of May, 2015", "2015-05-17"),
        ("The ferry sank on May 17th, 2015.", "May 17th, 2015", "2015-05-17"),
        ("The ferry sank on May 17<sup>th</sup>, 2015.", "May 17<sup>th</sup>, 2015", "2015-05-17"),
        ("The ferry sank on May 17 th 2015.", "May 17 th 2015", "2015-05-17"),
        ("The ferry sank on Wednesday, 23 Sept. 2015.", "Wednesday, 23 Sept. 2015", "2015-09-23"),
        ("The ferry sank on 12-Feb-2014.", "12-Feb-2014", "2014-02-12"),
        ("The ferry sank on 4 March\n2015.", "4 March\n2015", "2015-03-04"),
        ("The ferry sank on Feb. 29, 2012.", "Feb. 29, 2012", "2012-02-29"),
        # days without a year
        ("The ferry sank on January 30.", "January 30", "2016-01-30"),
        ("The ferry sank on 30 November.", "30 November", "2015-11-30"),
        ("The ferry sank on May 17<sup>th</sup>.", "May 17<sup>th</sup>", "[2015-05-17..2016-05-17]"),
        ("The ferry will sail on March 5.", "March 5", "2016-03-05"),
        ("The ferry sails on March 5.", "March 5", "2016-03-05"),
        ("The ferry sank on Sunday, November 15.", "Sunday, November 15", "2015-11-15"),
        ("The ferry sank on Saturday, November 15.", "Saturday, November 15", "2014-11-15"),
        ("The ferry sank on Feb. 29.", "Feb. 29", "[2012-02-29..2016-02-29]"),
        ("The ferry sank on July 17.", "July 17", "2015-07-17"),
        ("The ferry to Bergen, April 17.", "April 17", "2016-04-17"),
        # months
        ("The quay was rebuilt in December 2014.", "December 2014", "2014-12"),
        ("The quay was rebuilt in September of 2015.", "September of 2015", "2015-09"),
        ("The quay was rebuilt in Sept. 2015.", "Sept. 2015", "2015-09"),
        ("The quay was rebuilt in December last year.", "December last year", "2015-12"),
        ("The quay was rebuilt in March of last year.", "March of last year", "2015-03"),
        ("The quay was rebuilt last September.", "last September", "2015-09"),
        ("The quay was rebuilt last May.", "last May", "2015-05"),
        ("The quay was rebuilt last February.", "last February", "2015-02"),
        ("The quay was rebuilt this past January.", "this past January", "2016-01"),
        ("The quay was rebuilt in December.", "December", "2015-12"),
        ("The quay was rebuilt in January.", "January", "2016-01"),
        ("The quay was rebuilt in February.", "February", "[2016-02-01..2016-02-12]"),
        ("The quay will be rebuilt in December.", "December", "2016-12"),
        ("The quay will be rebuilt next June.", "next June", "2016-06"),
        ("The quay was rebuilt in late September.", "late September", "[2015-09-21..2015-09-30]"),
        ("The quay was rebuilt in early May 2014.", "early May 2014", "[2014-05-01..2014-05-11]"),
        ("The quay was rebuilt in mid-January.", "mid-January", "[2016-01-11..2016-01-21]"),
        ("The quay was rebuilt in March.", "March", "[2015-03..2016-03]"),
        ("An October survey found rot.", "October", "2015-10"),
        ("He read the board's November letter aloud.", "November", "2015-11"),
        # years and longer
        ("The mill closed in 2015.", "2015", "2015"),
        ("The mill closed in the end of 2015.", "the end of 2015", "[2015-09..2015-12]"),
        ("The mill closed at the beginning of 2014.", "the beginning of 2014", "[2014-01..2014-04]"),
        ("The mill closed in mid-2014.", "mid-2014", "[2014-05..2014-08]"),
        ("The mill closed around 1887.", "around 1887", "1887~"),
        ("The mill, closed late last year, burnt.", "late last year", "[2015-09..2015-12]"),
        ("The mill closed early last year.", "early last year", "[2015-01..2015-04]"),
        ("The mill closed in the 1980s.", "1980s", "[1980..1989]"),
        ("The mill closed in the mid-1990s.", "mid-1990s", "[1993..1996]"),
        ("The mill closed in the late 1970s.", "late 1970s", "[1976..1979]"),
        ("The mill closed in spring 2014.", "2014", "2014"),
        ("The mill closed in the fall of 2013.", "2013", "2013"),
        ("The mill closed by the fall of 2013.", "by the fall of 2013", "../2013"),
        ("The mill, rebuilt after the 2010 vote, runs.", "after the 2010", "2010/.."),
        ("The town's 2012 charter stands.", "2012", "2012"),
        # bounded and drawn out
        ("The pact has held since 2007.", "since 2007", "2007/.."),
        ("The pact has held since at least 2007.", "since at least 2007", "2007/.."),
        ("The pact has held since late 2013.", "since late 2013", "2013-09/.."),
        ("The pact has held since December.", "since December", "2015-12/.."),
        ("The pact held until 2014.", "until 2014", "../2014"),
        ("The pact held until the end of 2014.", "until the end of 2014", "../2014"),
        ("The pact must lapse by 2018.", "by 2018", "../2018"),
        ("The pact may run past 2016.", "past 2016", "2017/.."),
        ("The pact was void before 2014.", "before 2014", "../2013"),
        ("The pact was void before the 1990s.", "before the 1990s", "../1989"),
        ("The pact may lapse before the end of the year.", "before the end of the year", "../2016"),
        ("The pact was void before the 2014 vote.", "before the 2014", "../2014"),
        ("They met between 2009 and 2011.", "between 2009 and 2011", "[2009..2011]"),
        ("They met from March to May 2012.", "from March to May 2012", "2012-03/2012-05"),
        ("They met between 3 and 5 May 2012.", "3 and 5 May 2012", "2012-05-03/2012-05-05"),
        ("They met on May 3-5, 2012.", "May 3-5, 2012", "2012-05-03/2012-05-05"),
        (
            "They met from May 30 through June 2, 2012.",
            "from May 30 through June 2, 2012",
            "2012-05-30/2012-06-02",
        ),
        ("She governed from 2009 to 2011.", "from 2009 to 2011", "2009/2011"),
        # seen from the day of publication
        ("Okoro said on Saturday it had gone.", "Saturday", "2016-02-06"),
        ("Okoro said on Friday it had gone.", "Friday", "2016-02-12"),
        ("Saturday's storm broke the mast.", "Saturday", "2016-02-06"),
        ("Okoro left last Friday.", "last Friday", "2016-02-05"),
        ("Okoro will leave on Saturday.", "Saturday", "2016-02-13"),
        ("Okoro will leave next Monday.", "next Monday", "[2016-02-15..2016-02-22]"),
        ("Okoro spoke at a Tuesday rally.", "Tuesday", "2016-02-09"),
        ("Okoro left earlier this week.", "earlier this week", "[2016-02-07..2016-02-12]"),
        ("Okoro left last week.", "last week", "[2016-01-31..2016-02-07]"),
        ("Okoro left two weeks ago.", "two weeks ago", "2016-01-29~"),
        ("Okoro left a few weeks ago.", "a few weeks ago", "[2016-01-05..2016-02-01]"),
        ("Okoro left on Tuesday last week.", "Tuesday last week", "2016-02-02"),
        ("Okoro left on Tuesday of last week.", "Tuesday of last week", "2016-02-02"),
        ("Okoro left last week on Tuesday.", "last week on Tuesday", "2016-02-02"),
        ("Okoro left on Sunday last week.", "Sunday last week", "[2016-01-31..2016-02-07]"),
        ("Okoro will leave on Monday next week.", "Monday next week", "2016-02-15"),
        ("Okoro left on the last Friday of last month.", "the last Friday of last month", "2016-01-29"),
        ("Okoro left on the first Monday in May 2014.", "the first Monday in May 2014", "2014-05-05"),
        ("Okoro left on the second Tuesday of January.", "the second Tuesday of January", "2016-01-12"),
        ("Okoro will leave on the first Monday in May.", "the first Monday in May", "2016-05-02"),
        ("Okoro left on the last Friday of the month.", "the last Friday of the month", "2016-02-26"),
        # short years
        ("The mill closed in May ’14.", "May ’14", "2014-05"),
        ("The mill closed on 5 May '14.", "5 May '14", "2014-05-05"),
        ("The mill closed on 19-Nov-12.", "19-Nov-12", "2012-11-19"),
        # what the tense, or a word that puts off, has ahead
        ("The board meets on Monday.", "Monday", "2016-02-15"),
        ("Talks have been postponed until Monday.", "until Monday", "../2016-02-15"),
        ("Talks are set for Monday.", "Monday", "2016-02-15"),
        ("Talks were postponed on Monday.", "Monday", "2016-02-08"),
        ("Okoro left three days ago.", "three days ago", "2016-02-09"),
        ("Okoro left a month ago.", "a month ago", "2016-01~"),
        ("Okoro left two years ago.", "two years ago", "2014~"),
        ("Okoro left a few years ago.", "a few years ago", "[2011~..2014]"),
        ("Okoro left two or three years ago.", "two or three years ago", "[2013~..2014]"),
        ("Okoro left more than a decade ago.", "more than a decade ago", "../2008~"),
        ("Okoro left yesterday.", "yesterday", "2016-02-11"),
        ("Okoro left today.", "today", "2016-02-12"),
        ("Okoro left last night.", "Last night".lower(), "[2016-02-11..2016-02-12]"),
        ("Okoro leaves tomorrow.", "tomorrow", "2016-02-13"),
        ("Okoro left this month.", "this month", "2016-02"),
        ("Okoro left earlier this month.", "earlier this month", "[2016-02-01..2016-02-12]"),
        ("Okoro will leave later this year.", "later this year", "[2016-02-12..2016-12-31]"),
        ("Okoro left last month.", "last month", "2016-01"),
        ("Okoro will leave by the end of the year.", "by the end of the year", "../2016"),
        ("Okoro left earlier in November.", "earlier in November", "2015-11"),
        ("Okoro left two days after 12 May 2014.", "two days after 12 May 2014", "2014-05-14"),
        ("Okoro left weeks before 12 May 2014.", "weeks before 12 May 2014", "[2014-03-07..2014-05-01]"),
        ("Since 9/11 nobody flew.", "Since 9/11", "2001-09-11/.."),
        ("After the Sept. 11 attacks nobody flew.", "After the Sept. 11", "2001-09-11/.."),
    ],
)
def test_words_of_time_are_read(text, words, edtf):
    assert (words, edtf) in datings(text)
    assert len(datings(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "They do not think so.",
        "He paid in '14 coins, and it's '50 per cent'.",
        "The lamp stays on: it may, to be sure, burn out.",
        "We may march to the second gate; it sat in the sun.",
        "May I come in? You May Win a Boat",
        "Prices fall as waters spring up.",
        "Governor May was told. The speech by May ran long.",
        "Women march on the capital.",
        "In the fall of Troy much was lost.",
        "2016 troops and 2,400 fighters came.",
        "It cost $2015, or £1990, or 2014 euros.",
        "See page 1998, room 2011 and resolution 1973.",
        "Nearly 2000 people, and in 1500 villages, and some 1900 more.",
        "At 2015 GMT the boat left.",
        "The year 3015 and the number 999.",
        "It took 15 years, and lasted for more than a decade.",
        "A 10-year-old boy, a two-week strike.",
        "Open every Sunday, on a Monday or most Fridays, and Tuesdays.",
        "Read the Sunday Times and the Mail on Sunday.",
        "Black Friday and Super Tuesday crowds.",
        "Open Monday to Friday, Monday-Friday.",
        "Two thirds, 1/2, 24/7 and 3/4.",
        "Version 2.10.2014.3 of file 12-2015-x.",
        "The ratio 10:30, the score 5-3.",
        "Call 555-2014 or 12 2016 55.",
        "Every December the lamps are lit.",
        "The 2000 villagers left.",
        "April Munro and January Stone spoke.",
        "It will decrease by 2000 tons.",
        "Sat. and Mon. are names of dogs; Dec is a friend.",
        "30 February 2015 never was, nor 31/02/2015, nor 2015-13-01.",
        "His flat, 1600 Harbour Avenue, stood empty.",
        "USA TODAY printed it.",
        "In October 5 people drowned.",
        "The code 2009-11 was void.",
        "Number 10 May decide.",
        "A poll of 2047 farmers; he told “This Week” so.",
    ],
)
def test_other_words_give_no_date(text):
    assert datings(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They spoke just weeks after the vote.", "just weeks after"),
        ("She died two days later.", "two days later"),
        ("The next day it rained.", "The next day"),
        ("That year it rained.", "That year"),
        ("In December of that year it rained.", "December of that year"),
        ("It rained the Saturday before the feast.", "Saturday"),
        ("The following Monday it rained.", "The following Monday"),
        ("It rained last summer.", "last summer"),
        ("It rained over the past few days.", "over the past few days"),
        ("It recently rained.", "recently"),
        ("It rained in recent years.", "recent years"),
    ],
)
def test_what_no_date_in_the_text_tells_is_refused(text, words):
    (dating,) = [dating_of(e, PUBLISHED) for e in find(text)]
    assert (dating.words, dating.edtf, dating.rule) == (words, "", "refused")
    assert "no date here tells" in dating.why


def test_a_day_that_a_month_lacks_is_refused():
    (dating,) = [dating_of(e, PUBLISHED) for e in find("It was the fifth Monday of February 2015.")]
    assert (dating.edtf, dating.why) == ("", "there is no such day")


@pytest.mark.parametrize("text", ["He left on Saturday.", "in December", "two weeks ago", "January 3"])
def test_what_needs_an_anchor_is_refused_without_one(text):
    (dating,) = [dating_of(e) for e in find(text)]
    assert (dating.edtf, dating.rule, dating.why) == ("", "refused", "there is no date to count from")


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("He left on Saturday.", "[2016-02-08..2016-02-14]", "[2016-02-06..2016-02-13]"),
        ("He left in December.", "2016-02~", "2015-12"),
        ("He left in December.", "[2014..2016-02]", "[2013-12..2015-12]"),
        ("He left last year.", "2016", "2015"),
        ("He left last year.", "../2016-02-12", "../2015"),
        ("He left yesterday.", "2016-02-12/..", "2016-02-11/.."),
        ("He left in 2013.", "", "2013"),
    ],
)
def test_the_uncertainty_of_the_anchor_is_kept(text, published, edtf):
    assert [edtf for _, edtf in datings(text, published)] == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf", "rule"),
    [
        ("2/12/2016", "[2016-02-12..2016-12-02]", "numeric, either order"),
        ("Tuesday, 3/5/2016", "2016-05-03", "numeric, only one order is possible"),
        ("Saturday 3/5/2016", "2016-03-05", "numeric, only one order is possible"),
        ("Monday 3/5/2016", "[2016-03-05..2016-05-03]", "numeric, either order"),
        ("24/12/2015", "2015-12-24", "numeric, only one order is possible"),
        ("since 2/12/2016", "2016-02-12/..", "since numeric, either order"),
    ],
)
def test_the_order_of_day_and_month_rests_on_evidence(text, edtf, rule):
    (dating,) = [dating_of(e) for e in find(text)]
    assert (dating.edtf, dating.rule) == (edtf, rule)


def marked(text):
    """The text without its marks, and the spans of [content], {cue} and <source>."""
    spans, plain, began = {"]": [], "}": [], ">": []}, "", {}
    closing = {"[": "]", "{": "}", "<": ">"}
    for character in text:
        if character in closing:
            began[closing[character]] = len(plain)
        elif character in spans:
            spans[character].append((began[character], len(plain)))
        else:
            plain += character
    return plain, spans["]"], spans["}"], spans[">"]


@pytest.mark.parametrize(
    ("sentence", "said", "event"),
    [
        ("<Okoro> {told} reporters in December that [the mill burnt in 2014].", "2015-12", "2014"),
        ("[The mill burnt yesterday], <Okoro> {said} on Saturday.", "2016-02-06", "2016-02-05"),
        ("On Saturday, <the mill's owner> {said} [it burnt].", "2016-02-06", ""),
        ("<Okoro> {announced} in October that [it would reopen].", "2015-10", ""),
        ("<A report released in December> {says} [the mill will close in 2020].", "2015-12", "2020"),
        ("<Saturday's statement> {said} [the mill burnt].", "2016-02-06", ""),
        ("<Okoro>, in an interview published on Monday, {said} [it burnt].", "2016-02-08", ""),
        ("<Okoro, who was freed on Saturday,> {said} [it burnt].", "../2016-02-12", ""),
        ("<Okoro>, who was freed on Saturday, {said} [it burnt].", "../2016-02-12", ""),
        ("At a fair that opened on Saturday, <he> {said} [it burnt].", "../2016-02-12", ""),
        ("<She> {said} after a meeting on Tuesday that [it burnt].", "[2016-02-09..2016-02-12]", ""),
        ("<She> {said} before a meeting on Tuesday that [it burnt].", "../2016-02-12", ""),
        ("The mill fell on Monday. <She> {said} [it burnt].", "../2016-02-12", ""),
        ("<She> {said} two days later that [it burnt].", "../2016-02-12", ""),
        ("<She> {said} [it burnt] and left on Tuesday.", "../2016-02-12", ""),
        ("<She> {said} since Saturday [it burns].", "../2016-02-12", ""),
        ("<She> {said} in February that [it burnt].", "[2016-02-01..2016-02-12]", ""),
        ("<She> {said} of Monday's fire [it burnt].", "../2016-02-12", ""),
        ("[It burnt], <she> {said}, [quite by chance] on Monday.", "../2016-02-12", ""),
        ("But on Monday <she> {said} [it burnt].", "2016-02-08", ""),
        ("It opens on Monday, and <she> {said} [it burnt].", "../2016-02-12", ""),
        ("It opened on Monday morning. <She> {said} [it burnt].", "../2016-02-12", ""),
        ("On Monday, <she> {will say} [it burnt].", "2016-02-15", ""),
        ("<She> {will say} [it burnt].", "2016-02-12/..", ""),
        ("<She> {vowed} over the coming weeks [to rebuild].", "../2016-02-12", ""),
        ("''It burnt,'' <he> {said}. ''Today [it stands].''", "../2016-02-12", ""),
        ("<She> {said} [it burnt in 2013 and again in 2015].", "../2016-02-12", "2013"),
        ("On Monday, <she> {said}, [the board will vote].", "../2016-02-12", "2016-02-15"),
        ("On Monday, <she> {said}, [the board voted].", "../2016-02-12", "2016-02-08"),
        ("On Monday, <she> {said}, “[the board will vote].”", "2016-02-08", ""),
        ("<She> {said} [two days ago that it burnt].", "2016-02-10", ""),
        ("<She> {said} on [3-Feb-16 that it burnt].", "2016-02-03", ""),
        ("<She> {said} [two days ago it burnt].", "../2016-02-12", "2016-02-10"),
    ],
)
def test_a_statement_is_dated_by_its_cue_and_its_event_by_its_content(sentence, said, event):
    text, content, cue, source = marked(sentence)
    when, what = statement_dates(text, content, cue, PUBLISHED, source=source)
    assert (when.edtf, what.edtf if what else "") == (said, event)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("<She> {said} [it burnt].", "[2016-02-09..2016-02-12]"),
        ("<She> {said} [it burnt in 2013].", "[2016-02-09..2016-02-12]"),
        ("It fell in 2013. <She> {said} [it burnt].", "[2016-02-09..2016-02-12]"),
        ("<She> {said} on Saturday [it burnt].", "2016-02-06"),
        ("<She> {had said} [it burnt].", "../2016-02-12"),
        ("<She> once {said} [it burnt].", "../2016-02-12"),
        ("<She> {said} at the time [it burnt].", "../2016-02-12"),
        ("<She> {said} two days later that [it burnt].", "../2016-02-12"),
        ("Just weeks after the fire, Pres. <Okoro> {said} [it burnt].", "../2016-02-12"),
        ("<She> {will say} [it burnt].", "2016-02-12/.."),
    ],
)
def test_undated_speech_in_the_news_is_taken_to_be_near_publication(sentence, said):
    text, content, cue, source = marked(sentence)
    when, _ = statement_dates(text, content, cue, PUBLISHED, source=source, near=3)
    assert when.edtf == said
    assert (when.rule == "near publication") == said.startswith("[2016-02-09")


@pytest.mark.parametrize(
    ("facts", "row", "near", "said"),
    [
        ({}, {}, 3, "[2016-02-09..2016-02-12]"),
        ({"genre": "news"}, {}, 1, "[2016-02-11..2016-02-12]"),
        ({"genre": "news"}, {}, 0, PUBLISHED),
        ({"genre": "opinion"}, {}, 3, "../2016-02-12"),
        ({"published": "2016-02"}, {}, 3, "[2016-01-29..2016-02-29]"),
        ({}, {"act": "attitude"}, 3, "../2016-02-12"),
    ],
)
def test_how_near_and_in_what_documents_a_corpus_may_tell(facts, row, near, said):
    text, content, cue, source = marked("<Okoro> {said} [it burnt].")
    spans = {"content_spans": content, "cue_spans": cue, "source_spans": source}
    row = (
        {k: tables.format_spans(v) for k, v in spans.items()}
        | {"doc_id": "a", "act": "speech", "source": "Okoro"}
        | row
    )
    facts = {"doc_id": "a", "outlet": "", "published": PUBLISHED, "genre": ""} | facts
    dated = with_dates(tables.STATEMENTS.of([row]), pd.DataFrame([facts]), {"a": text}, near)
    assert dated["said"].tolist() == [said]


@pytest.mark.parametrize(
    ("text", "said", "event"),
    [
        (
            "From: Ana Ruiz\nSent: 5 May 2015\nSubject: Mill\n\n<I> {say} [it burnt yesterday].",
            "2015-05-05",
            "2015-05-04",
        ),
        ("On 5 May 2015, at 9, Ana Ruiz wrote:\n<I> {say} [it burnt on Saturday].", "2015-05-05", "2015-05-02"),
        ("[It burnt.]\n{—} <Ana Ruiz>, May 5, 2015\n", "2015-05-05", ""),
        ("<She> {said} [it burnt].\n\n— آنا رويز (@ana) May 5, 2015\n", "2015-05-05", ""),
        ("It burnt.\n— Ana Ruiz (@ana) May 5, 2015\n<She> {said} [it burnt].", "../2016-02-12", ""),
        ("From: Ana\nDate: 5 May 2015\n\nNo.\n\nFrom: Bo\nDate: 6 May 2015\n\n<I> {say} [it burnt].", "2015-05-06", ""),
        ("From: Ana\nDate: 5 May 2015\n\n<I> {said} on Monday [it burnt].", "2015-05-04", ""),
        (
            "From: Ana\nDate: 5 May 2015\n\n<I> {say} [it burnt].\n\nOn 6 May 2015 Bo wrote:\nNo.",
            "2015-05-05",
            "",
        ),
        ("Subject: Mill\nDate: 5 May 2015\n\n<I> {said} [it burnt].", "../2016-02-12", ""),
    ],
)
def test_a_message_inside_a_document_has_a_date_of_its_own(text, said, event):
    text, content, cue, source = marked(text)
    when, what = statement_dates(text, content, cue, PUBLISHED, source=source)
    assert (when.edtf, what.edtf if what else "") == (said, event)


def test_without_a_publication_date_only_words_in_full_date_the_saying():
    text, content, cue, source = marked("<She> {said} on 3 May 2015 [it burnt].")
    assert statement_dates(text, content, cue, source=source)[0].edtf == "2015-05-03"
    text, content, cue, source = marked("<She> {said} on Saturday [it burnt].")
    said, _ = statement_dates(text, content, cue, source=source)
    assert (said.edtf, said.rule) == ("", "refused")
    assert said.why == "the publication date is unknown, and no words date the saying"


def test_a_bound_that_rests_on_another_document_says_so():
    text, content, cue, source = marked("<She> {said} [it burnt].")
    said, _ = statement_dates(text, content, cue, PUBLISHED, source=source)
    assert said.rule == "not after publication"


def test_a_table_of_statements_is_dated_but_what_people_wrote_stands():
    text, content, cue, source = marked("<Okoro> {said} on Saturday [it burnt on 2/3/2015].")
    spans = {"content_spans": content, "cue_spans": cue, "source_spans": source}
    row = dict.fromkeys(tables.STATEMENTS.columns, "") | {k: tables.format_spans(v) for k, v in spans.items()}
    rows = [row | {"id": "m1", "doc_id": "a"}, row | {"id": "m2", "doc_id": "a", "said": "2015", "form": "direct"}]
    rows += [row | {"id": "m3", "doc_id": "b"}, row | {"id": "m4", "doc_id": "a", "form": "author"}]
    documents = pd.DataFrame({"doc_id": ["a", "b"], "published": [PUBLISHED, ""]})
    dated = with_dates(pd.DataFrame(rows), documents, {"a": text, "b": text})
    assert dated["said"].tolist() == ["2016-02-06", "2015", "", PUBLISHED]
    assert dated["said_words"].tolist() == ["Saturday", "", "", ""]
    assert dated["event"].tolist() == ["[2015-02-03..2015-03-02]"] * 4
    assert dated.loc[3, "said_rule"] == "the author's own voice, on publication"


WORDS = """the last next in of on by since until early late mid - – / , . ( ) ago a two few May March Sept. 12 31 2015
2/3/2016 1990s week years Saturday spring yesterday and to from between after before not half third quarter"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)))
@example("between Feb. 29 and 2015")
@example("0001-01-01")
@example("since 31 May and June 2015")
def test_any_text_is_read_without_a_fault(text):
    ends = 0
    for e in find(text):
        assert ends <= e.start < e.end
        assert text[e.start : e.end] == e.words
        ends = e.end
        for anchor in ("", PUBLISHED, "2016", "../2016-02-12", "2016-02-12/.."):
            dating = dating_of(e, anchor)
            check(dating.edtf)
            first, last = bounds(dating.edtf)
            assert first is None or last is None or first <= last
            assert (dating.edtf == "") == (dating.rule == "refused")


@pytest.mark.parametrize(
    "piece",
    [
        "in May 2015 ",
        "2015-",
        "1 ",
        "\n ",
        "the last ",
        "a ",
        "from 2 to ",
        "May",
        "Sept. 1",
        "From: A\nDate: 5 May 2015\n",
        "— A, 5 May 2015\n",
    ],
)
def test_the_time_to_read_grows_with_the_text(piece):
    from time import process_time

    def took(size):
        start = process_time()
        text = piece * (size // len(piece))
        messages(text, find(text))
        return process_time() - start

    took(1000)
    assert min(took(16_000) for _ in range(2)) < 12 * max(min(took(4_000) for _ in range(3)), 0.005)
