"""Sentences with computed numbers, and words of documents that are no markup in them."""

import pandas as pd
import pytest
from markdown_it import MarkdownIt

import toy
from hearsay import tables
from hearsay.analysis import balance, contradictions
from hearsay.corpus import cleaning, coding
from hearsay.reading import open_reading
from hearsay.show import findings


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    return open_reading(toy.write(tmp_path_factory.mktemp("toy")))


@pytest.mark.parametrize(
    "words",
    ["*a* _b_ `c`", "[a](http://x.example)", "<script>alert(1)</script>", "# a", "a | b", "![a](b)", "$x$ ~~y~~", "1 \\* 2",
     "&amp; & &lt;", "+ a", "**bold**"],
)  # fmt: skip
def test_words_of_a_document_show_as_they_are_in_markdown(words):
    inline = MarkdownIt("commonmark").enable(["strikethrough", "table"]).parse(f"x {findings.plain(words)}")[1].children
    ours = ("<span>", "</span>")  # round a dollar, which begins no formula so
    shown = [token for token in inline if token.content not in ours]
    assert {token.type for token in shown} <= {"text", "text_special"}
    assert "".join(token.content for token in shown) == f"x {words}"


def test_a_long_quotation_is_cut_at_a_word_and_loses_its_own_marks():
    assert findings.quoted("“It was\n *checked*,”") == "“It was \\*checked\\*,”"
    assert findings.quoted("one two three", 8) == "“one two …”"


@pytest.mark.parametrize(
    ("edtf", "days"),
    [("2016-05-04", "0"), ("2016-02", "28"), ("2016/..", "open"), ("", "open"), ("[2016-01..2016-02]", "59")],
)
def test_the_width_of_a_date_is_in_days(edtf, days):
    assert findings.width(edtf) == days


def test_what_we_have_counts_documents_and_names_copies_opinion_and_masks(reading):
    text = "\n".join(findings.what_we_have(reading.corpus, reading.cleaning))
    assert "**3 documents**" in text
    assert (
        "among them 1 republication and 1 of opinion. The day of publication is known for 1; it lies within bounds"
        in text
    )
    assert "Republications: courier (from The Wire). Opinion: weekly. Author not named: courier and gazette." in text


def test_facts_that_nobody_could_supply_are_listed(reading):
    table = findings.missing(reading.corpus, reading.cleaning).set_index("document")["unknown"]
    assert table["weekly"] == "title, published_words, languages, url, retrieved, archived"


def test_statements_are_counted_by_how_they_are_dated(reading):
    table = findings.dated_by(reading.statements, reading.corpus).set_index("document")
    assert table.loc["gazette"].tolist()[:3] == [1, 1, 1]
    assert table.loc["courier"].tolist()[:3] == [1, 0, 3]


def test_an_utterance_on_two_days_is_told_with_both_datings(reading):
    text = "\n".join(findings.when_said(reading.statements, reading.stances, reading.corpus, reading.names))
    assert (
        "Of 7 attributed statements, 3 can be dated, **2 to within a month**; 2 dates rest on words of the text" in text
    )
    assert "courier has 2016-05-20 (“The port knew”) and gazette has 2016-05-03 (“on 3 May”)" in text
    assert "1 utterance is put on different days" in text
    assert "it took between 1 day (document gazette) and 0–11 days (document courier)" in text


def test_a_change_of_position_needs_both_sides_and_dates_that_rank_them():
    rows = toy.statements(
        {"actor": "a", "stances": "checked:affirms", "said": "2015"}, {"actor": "a", "stances": "checked:denies", "said": "2016"},
        {"actor": "b", "stances": "checked:denies", "said": "2015"}, {"actor": "b", "stances": "checked:affirms", "said": "2015-05"},
        {"actor": "", "stances": "checked:denies"}, {"actor": "", "stances": "checked:affirms"},
        {"actor": "c", "stances": "old:denies", "said": "2015"}, {"actor": "c", "stances": "old:affirms", "said": "2016"},
        {"actor": "d", "stances": "checked:affirms"}, {"actor": "d", "form": "author", "stances": "checked:denies"},
    )  # fmt: skip
    table = findings.position_changes(rows, coding.stances_of(rows))
    assert table[["actor", "order"]].to_numpy().tolist() == [
        ["a", "affirmed before"],
        ["b", "dates overlap"],
        ["c", "denied before"],
    ]


def test_on_whose_word_counts_an_utterance_in_two_documents_once(reading):
    text = "\n".join(findings.on_whose_word(reading))
    assert (
        "Of 7 attributed statements, **1 reaches the document through a named hand** and 0 through two or more" in text
    )
    assert "to count documents would count 1 statement again" in text
    assert "(affirms: 2 documents, 1 origin)" in text
    assert "Unnamed speakers alone stand behind “The crane was old” (affirms)" in text


def test_how_documents_differ_counts_what_is_held_both_ways(reading):
    text = "\n".join(findings.how_they_differ(reading))
    assert "**2 of 4 propositions are both affirmed and denied**" in text
    assert "stand in 1 attributed statement: 1 in courier." in text


def test_shares_of_words_add_up_to_a_hundred(reading):
    shares = findings.mix(reading).set_index("document").sum(axis=1)
    assert (shares == 100).all()


def judged(reading, statuses):
    pairs = reading.contradictions.copy()
    pairs["status"] = [statuses[n % len(statuses)] for n in range(len(pairs))]
    return pairs.assign(judge_type="person")


def test_disputes_between_sides_are_counted_once_each(reading):
    pairs = judged(reading, ["accepted"])
    table = findings.disputes_between(pairs, reading.statements, reading.sides)
    accepted = contradictions.disputes_of(pairs)
    ends = pairs.drop_duplicates("dispute_id")
    assert table[["direct", "tension"]].to_numpy().sum() >= len(accepted) == len(ends)
    assert ["port", "union"] in table[["side", "other_side"]].to_numpy().tolist()


def test_the_precision_of_a_rule_is_of_the_pairs_that_were_judged(reading):
    pairs = pd.concat([judged(reading, ["accepted", "rejected", "proposed"])] * 1, ignore_index=True).assign(
        rule="opposed: x"
    )
    row = findings.ledger(pairs).iloc[0]
    judged_pairs = row["accepted"] + row["rejected"]
    assert row["rule"] == "opposed"
    assert row["precision"] == round(row["accepted"] / judged_pairs, 2)
    assert row["not yet judged"] == (pairs["status"] == "proposed").sum()


def test_quality_holds_the_rules_against_verdicts_and_a_blind_list():
    pairs = tables.CONTRADICTIONS.of(
        {"contradiction_id": f"c{n}", "rule": rule, "status": status}
        for n, (rule, status) in enumerate([("x", "accepted"), ("x", "rejected"), ("", "accepted"), ("x", "proposed")])
    )
    blind = pd.DataFrame({"strength": ["direct", "direct", "tension"], "contradiction_id": ["c0", "c2", ""]})
    table = findings.quality(pairs, blind).set_index("measure")[["pairs", "of"]].to_numpy().tolist()
    assert table == [[1, 2], [1, 2], [1, 2], [2, 2], [0, 1], [0, 1]]


def test_what_rests_names_what_most_statements_are_about(reading):
    standing = balance.standing(reading)
    text = "\n".join(findings.what_rests(reading, standing, balance.check_next(reading)))
    assert "Of 4 propositions on which somebody takes a stance, **2 are both affirmed and denied**" in text
    assert "(affirms): 2, in 2 documents, from 1 origin" in text


def test_markup_in_a_label_or_a_name_stays_text(reading):
    pairs = judged(reading, ["accepted"])
    spoken = type("R", (), {"contradictions": pairs})
    for name in ("statements", "sides", "names", "codebook"):
        setattr(spoken, name, getattr(reading, name))
    text = "\n".join(findings.contradicted(spoken, findings.blind_list(reading.corpus, "none")))
    assert "Tomas &lt;b&gt;Reyl&lt;/b&gt;" in text
    assert "<b>" not in text


def test_few_documents_get_a_sentence_instead_of_distinctive_words(reading):
    assert "expected at least 20 documents, found 3" in findings.distinctive_words(reading).html


@pytest.mark.parametrize("kind", ["documents alone", "tables and no coding"])
def test_a_corpus_without_statements_gets_its_findings_all_the_same(kind, tmp_path, monkeypatch):
    folder = toy.write(tmp_path, coded=False, tabled=kind != "documents alone")
    (folder / "coding").mkdir()
    tables.write(tables.CODING.empty(), folder / "coding/nobody.csv")
    empty = open_reading(folder)
    cleaned, _ = cleaning.clean_corpus(empty.corpus.texts)
    standing = balance.standing(empty)
    blind = contradictions.against_list(
        empty.contradictions, findings.blind_list(empty.corpus, "x"), empty.statements, {}
    )
    paragraphs = [
        *findings.what_we_have(empty.corpus, cleaned),
        *findings.when_said(empty.statements, empty.stances, empty.corpus, empty.names),
        *findings.on_whose_word(empty),
        *findings.how_they_differ(empty),
        *findings.contradicted(empty, blind),
        *findings.what_rests(empty, standing, balance.check_next(empty)),
    ]
    assert "nan" not in " ".join(paragraphs)
    assert "between none" not in " ".join(paragraphs)
    for table in (findings.ledger(empty.contradictions), findings.quality(empty.contradictions, blind), findings.gloss_table(empty),
                  findings.silences(empty), findings.mix(empty), findings.kinds_of(empty.contradictions),
                  findings.access_by_proposition(empty.statements, empty.stances, empty.codebook)):  # fmt: skip
        assert len(table) == 0


def test_sides_that_are_one_are_worded_as_one():
    assert findings._sides("port", "port") == "within the side of port"
    assert findings._sides("port", "union") == "between port and union"


def test_hands_are_shown_by_name_and_implied_ones_keep_their_mark():
    rows = pd.DataFrame(
        [
            {"utterance": "u", "actor": "port", "said": "", "cue": "said", "via": via, "doc_id": "d"}
            for via in ("wire?", "x")
        ]
    )
    assert findings.told(rows, {"port": "The port", "wire": "The Wire"})[["actor", "told_to"]].iloc[0].tolist() == [
        "The port",
        "The Wire? | x",
    ]


def test_facts_that_a_masked_passage_may_supply_stand_beside_what_is_missing(reading):
    cleaning = tables.CLEANING.of(
        {"doc_id": doc, "spans": "0:1", "words": "By A", "kind": "letterhead", "keeps": "author=A"}
        for doc in ("courier", "weekly")
    )
    table = findings.missing(reading.corpus, cleaning).set_index("document")["found_in_the_text"]
    assert table.to_dict() == {"courier": "author: A", "gazette": "", "weekly": ""}
