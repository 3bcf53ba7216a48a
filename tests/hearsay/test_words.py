"""Cells in a reader's words: no code, and nothing in a document's words is markup."""

from types import SimpleNamespace

import pandas as pd
import pytest

import toy
from hearsay.show import words
from hearsay.show.coders import coded_by, coded_line

NAMES = {"okafor": "Ines Okafor", "wire": "The Wire", "author": "Author of document 7 (not named)"}


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2015-12-24", "24 Dec 2015"), ("2015-12-24?", "24 Dec 2015, inferred"), ("2015~", "about 2015"),
        ("[2015-12-01..2016-01-31]", "between 1 Dec 2015 and 31 Jan 2016"), ("[2015-12-20..2015-12-24]", "between 20 and 24 Dec 2015"),
        ("../2016-02-12", "12 Feb 2016 or earlier"), ("2016-01/..", "Jan 2016 or later"), ("2015/2016-02", "from 2015 to Feb 2016"),
        ("", "undated"),
    ],
)  # fmt: skip
def test_a_date_is_told_as_a_reader_writes_it(edtf, said):
    assert words.date_words(edtf) == said


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"outlet": "Gazette"}, "Gazette (d1)"), ({"outlet": "Courier", "original_outlet": "The Wire"}, "The Wire (d1)"),
        ({"label": "Gazette of May", "outlet": "Gazette"}, "Gazette of May"), ({}, "document d1"),
    ],
)  # fmt: skip
def test_a_document_goes_by_its_label_or_its_outlet_and_never_by_digits_alone(facts, name):
    assert words.document_name(toy.corpus(d1=facts), "d1") == name


@pytest.mark.parametrize(
    ("row", "who"),
    [
        ({"actor": "okafor", "holder": ""}, "Ines Okafor"), ({"actor": "okafor", "holder": "okafor"}, "Ines Okafor"),
        ({"actor": "okafor", "holder": "wire"}, "Ines Okafor, as The Wire puts it"),
        ({"actor": "okafor", "holder": "author"}, "Ines Okafor, as the author of document 7 puts it"),
        ({"actor": "", "holder": "", "source": "two clerks"}, "two clerks (unresolved)"),
        ({"actor": "", "holder": "", "source": "The post holds words from a clerk of the port, including"}, "“The post holds words from a clerk of …” (unresolved)"),
        ({"actor": "", "holder": "", "source": ""}, "somebody unnamed"),
    ],
)  # fmt: skip
def test_who_holds_it_is_told_with_who_ascribes_it(row, who):
    assert words.holder_words({"source": ""} | row, NAMES) == who


@pytest.mark.parametrize(
    ("row", "cue"),
    [({"cue": "denied"}, "denied"), ({"cue": ":"}, "(no cue word)"), ({"cue": ""}, "(no cue word)"), ({"cue": "", "form": "author"}, "writes")],
)  # fmt: skip
def test_a_statement_without_a_cue_word_is_lent_none(row, cue):
    assert words.cue_words({"form": "indirect", "source": "Ada"} | row) == cue


@pytest.mark.parametrize(
    ("source", "cue", "told"),
    [
        ("I", "have already said", "(“I have already said”)"),
        ("Ada", "said", "said"),
        ("the union", "are denied by", "(“are denied by”)"),
        ("", "have received criticism", "(“have received criticism”)"),
        ("Ada", "is of great concern to", "(“is of great concern to”)"),
    ],
)
def test_a_cue_is_told_as_it_can_stand_before_the_words(source, cue, told):
    assert words.cue_words({"source": source, "cue": cue, "form": "indirect"}) == told


@pytest.mark.parametrize(
    ("row", "known"),
    [({"access": "unstated"}, ""), ({"access": ""}, ""), ({"access": "participant"}, "first hand"), ({"access": "participant", "form": "author"}, "")],
)  # fmt: skip
def test_how_a_speaker_knows_is_told_only_where_it_is_told(row, known):
    assert words.known({"form": "indirect"} | row) == known


def test_hands_are_told_from_the_nearest_and_a_document_s_own_outlet_is_none():
    corpus = toy.corpus(d1={"outlet": "The Wire"}, d2={"outlet": "Gazette"})
    assert words.through({"via": "wire", "doc_id": "d1"}, corpus, NAMES) == []
    assert words.through({"via": "okafor | wire?", "doc_id": "d2"}, corpus, NAMES) == [
        "Ines Okafor",
        "perhaps The Wire",
    ]


@pytest.mark.parametrize(
    "evil", ["**bold**", "[a](b)", "<script>", "`code`", "| cell", "# head", "$x$ and $y$", r"\(x\)"]
)
def test_words_in_a_finding_are_shown_as_they_are(evil):
    told = words.plain(evil)
    assert "<script" not in told
    assert "$" not in told
    assert not set("*[]`|#") & set(
        told.replace("\\*", "")
        .replace("\\[", "")
        .replace("\\]", "")
        .replace("\\`", "")
        .replace("\\|", "")
        .replace("\\#", "")
        .replace("&#36;", "")
        .replace("&#92;", "")
    )


def test_a_finding_escapes_what_is_put_into_it_and_parts_its_paragraphs():
    numbers = {"said": 1200, "all_claims": 0, "claims": [], "who": ["Ada"]}
    told = words.sentence("overview.md", title="A *star*", coded_by="by hand", names=["d1", "d2"], **numbers)
    assert told.split("\n\n")[0] == "**A \\*star\\*** (by hand)"
    assert told.split("\n\n")[2] == "1,200 statements of speech or own judgement, most by Ada."


@pytest.mark.parametrize(
    ("reading", "coders", "statements", "judges", "line"),
    [
        ("machine", {}, "mm", [], "contradictions are proposed by machine, unchecked."),
        ("machine", {}, "", [], "contradictions are proposed by machine, unchecked."),
        ("machine", {}, "mm", ["person", ""], "Of 2 statements none were coded, of 2 contradictions 1 was judged by people; all else is proposed by machine, unchecked."),
        ("lee", {"lee": "person"}, "pmmr", [""], "Of 3 statements 1 was coded by people; all else is proposed by machine, unchecked."),
        ("lee", {"lee": "ai"}, "ppm", ["ai", "person"], "Of 3 statements 2 were coded by AI, of 2 contradictions 2 were judged by AI and people; all else is proposed by machine, unchecked."),
        ("agreed", {"agreed": "ai"}, "p", ["ai"], "by AI; no person has checked them."),
        ("agreed", {"agreed": "ai"}, "p", ["ai", "", ""], "no person has checked them. 2 pairs that rules propose wait for a verdict."),
        ("agreed", {"agreed": "ai"}, "p", ["person"], "partly by AI and partly by people; each row says by whom."),
        ("lee", {"lee": "person"}, "p", ["person"], "by people."),
        ("lee", {"lee": "person"}, "p", [], "by people; contradictions are proposed by rules and wait for a verdict."),
        ("agreed", {"agreed": "ai"}, "p", [], "no person has checked them; contradictions are proposed by rules and wait for a verdict."),
    ],
)  # fmt: skip
def test_one_line_says_who_coded_and_judged_how_much(reading, coders, statements, judges, line):
    assert coded_line(who_read(reading, coders, statements, judges)).endswith(line)


def who_read(reading, coders, statements, judges=()):
    """A reading with a statement a letter: m by machine, p by people, r a link of the machine's."""
    coders = {"by": list(coders), "type": list(coders.values())}
    by = [{"p": reading}.get(letter, "machine") for letter in statements]
    form = ["relay" if letter == "r" else "direct" for letter in statements]
    told = pd.DataFrame({"by": by, "form": form}, dtype=str)
    return SimpleNamespace(name=reading, coders=coders, statements=told, contradictions={"judge_type": judges})


@pytest.mark.parametrize(
    ("reading", "coders", "statements", "told"),
    [
        ("machine", {}, "mm", "Proposed by machine, unchecked"),
        ("lee", {"lee": "person"}, "pp", "Coded by a person"),
        ("agreed", {"agreed": "ai"}, "p", "Coded by AI, unchecked"),
        ("lee", {"lee": "person"}, "pmmr", "1 of 3 statements coded by a person, the rest proposed by machine and unchecked"),
        ("lee", {"lee": "ai"}, "pm", "1 of 2 statements coded by AI, the rest proposed by machine, unchecked"),
    ],
)  # fmt: skip
def test_of_a_reading_that_people_coded_in_part_each_page_says_how_much(reading, coders, statements, told):
    assert coded_by(who_read(reading, coders, statements)) == told


@pytest.mark.parametrize(
    ("contested", "begins"),
    [
        (1, "**A affirms “x”; B denies it.** Of 3 claims on which somebody takes a stance, 1 is"),
        (0, "**Of 3 claims on which somebody takes a stance, none are both affirmed and denied.** A affirms “x”"),
    ],
)
def test_where_nothing_is_contested_the_finding_says_so_first(contested, begins):
    about = {
        "first": "A affirms “x”; B denies it",
        "claims": 3,
        "statements": 4,
        "close": 0,
        "machine": False,
        "others": 3,
    }
    assert words.sentence("03-claims-over-time.md", contested=contested, **about).startswith(begins)


@pytest.mark.parametrize(
    ("name", "numbers", "told"),
    [
        ("03-claims-over-time.md", {"first": "", "claims": 0}, "**No claim is held by two voices here**"),
        ("03-claims-over-time.md", {"first": "", "claims": 7}, "**No claim is left to draw** by the parameters above, of 7"),
        ("03-claims-over-time.md", {"first": "", "claims": 7, "named": 2}, "by the parameters above, of 7 on which somebody takes a stance: 2 name a person"),
        ("03-claims-over-time.md", {"first": "", "claims": 1, "named": 1}, "**No claim is left to draw**, of 1 on which somebody takes a stance: 1 names a person who does not say so himself."),
        ("04-compare-documents.md", {"others": 2}, "**Of 7 claims, in part read by machine, 1 is found in all 3 documents**, 2 in one alone."),
        ("05-contradictions.md", {"issues": 0, "below": 0}, "No two statements are set against each other here."),
        ("05-contradictions.md", {"issues": 0, "below": 2}, "No issue has the score asked for above; 2 have less."),
        ("05-contradictions.md", {"direct": 0}, "**Statements are set against each other on 3 issues**; none leaves no room for both."),
        ("05-contradictions.md", {}, "on 3 issues**; in 2 of these they would exclude each other, if the machine read them right; unjudged."),
        ("05-contradictions.md", {"judged": 1}, "in 2 of these they would exclude each other, if the machine read them right; 1 pair is judged so."),
        ("05-contradictions.md", {"judged": 1, "machine": False}, "**; in 2 of these they cannot both hold."),
    ],
)  # fmt: skip
def test_a_finding_says_what_was_asked_for_and_what_nobody_judged(name, numbers, told):
    usual = {"machine": True, "others": 0, "claims": 7, "contested": 1, "documents": 3, "everywhere": 1, "alone": 2}
    usual |= {"named": 0}
    usual |= {
        "statements": 4,
        "close": 0,
        "common": [],
        "tension": 0,
        "issues": 3,
        "below": 0,
        "direct": 2,
        "judged": 0,
    }
    assert told in words.sentence(name, **usual | numbers)


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ({}, "**Nobody has coded these documents**: every statement here was found by the machine, and how well is not known"),
        ({"sheets": 5}, "and how well is told by a check sheet of 5 statements alone, below."),
        ({"uncounted": ["ada", "bo"]}, "**What ada and bo coded is not counted on these pages**, where the machine's reading is."),
        ({"taken": 13}, "**13 statements were taken from what the machine proposes**, and so cannot tell how well it reads: a check sheet would."),
        ({"taken": 1, "sheets": 5}, "**1 statement was taken from what the machine proposes**, and so cannot tell how well it reads; a check sheet of 5 statements does, below."),
        ({"found": {"recall": 0.5, "precision": 0.4, "same_speaker": 0.3}}, "**Nobody has coded this corpus twice**"),
    ],
)  # fmt: skip
def test_how_well_it_is_read_is_told_by_what_can_tell_it(numbers, told):
    usual = {"coders": [], "found": None, "weakest": [], "few": 8, "taken": 0, "sheets": 0, "uncounted": []}
    line = words.sentence("07-how-well-read.md", **usual | numbers)
    assert line.startswith(told) or line.endswith(told)


@pytest.mark.parametrize(
    ("document", "who"),
    [
        ("document 7", "the author of document 7"),
        ("The Wire (7)", "the author in The Wire (7)"),
        ("", "somebody unnamed"),
    ],
)
def test_an_author_of_whom_nothing_is_known_goes_by_the_document_and_an_outlet_has_none(document, who):
    assert words.speaker({"actor": "", "source": "", "form": "author"}, NAMES, document) == who
