"""The first corpus: the documents as received, and tables beside them that hold together."""

import hashlib
import re

import pytest

from hearsay import tables
from hearsay.checking import check_corpus
from hearsay.corpus.codebook import load_codebook
from hearsay.corpus.documents import ROOT, load_corpus
from hearsay.reading import open_reading

SEEDS = ROOT / "seeds"
SUMS = {
    "000_ef28decb550374c4.txt": "cdcc1c2dff0b52781c8eb5d76839a988d083610df63233001a3c2be99ef6f0b3",
    "001_5f352ea59c343e9f.txt": "395ab215e7fd9bdc7091deef8ff4d12e7ed63e1da7b7641eabda7b9bdfd6c240",
    "002_7019fdb601beb43c.txt": "5f23e053d5ff60a6f3a05343e8edd12b3d831ba49993d89ad052fe18ea33749f",
    "003_a986065ff4084d2c.txt": "3fcb4d5761c16c05965e3881ccdbacd7be84ac476dddf87a7ad2a7b0844d4437",
    "004_53b5487ba530a922.txt": "cffab3e66deeba689ac8714ad5c80185da995f12a8ff6e098e49c4a93a3d15a0",
}


@pytest.fixture(scope="module")
def reading():
    return open_reading(SEEDS)


@pytest.fixture(scope="module")
def agreed(reading):
    return reading.codings["agreed"]


@pytest.mark.parametrize(("name", "expected"), SUMS.items())
def test_a_document_is_kept_byte_for_byte(name, expected):
    assert hashlib.sha256((SEEDS / name).read_bytes()).hexdigest() == expected


def test_there_are_these_documents_and_no_others():
    corpus = load_corpus(SEEDS)
    assert [f"{d}.txt" for d in corpus.texts] == list(SUMS)
    assert corpus.skipped["file"].tolist() == ["README.md"]


def test_every_table_beside_the_documents_passes_its_check():
    assert check_corpus(SEEDS).faults == []


def test_the_codings_and_the_agreed_one_are_there_with_no_id_in_common(reading):
    assert {"a", "b", "c", "d", "agreed"} <= set(reading.codings)
    ids = [set(df["id"]) for df in reading.codings.values()]
    assert sum(map(len, ids)) == len(set().union(*ids))


@pytest.mark.parametrize(("by", "least"), [("a", 150), ("b", 150), ("c", 80), ("d", 80), ("agreed", 150)])
def test_a_coding_has_its_statements_each_with_its_words(reading, by, least):
    rows = reading.codings[by]
    assert len(rows) >= least
    for row in rows.itertuples():
        assert tables.words_at(reading.corpus.texts[row.doc_id], tables.parse_spans(row.content_spans)) == row.content


def test_an_agreed_row_rests_on_rows_that_there_are(reading):
    known = set().union(*(reading.codings[by]["id"] for by in "abcd"))
    assert {i for cell in reading.codings["agreed"]["from"] for i in tables.items(cell)} <= known


@pytest.mark.parametrize("by", ["c", "d"])
def test_no_row_of_a_later_coder_is_left_without_an_agreed_row_but_in_a_masked_caption(agreed, reading, by):
    taken = {i for cell in agreed["from"] for i in tables.items(cell)}
    for row in reading.codings[by].itertuples():
        start = tables.parse_spans(row.content_spans)[0][0]
        assert row.id in taken or not reading.masked[row.doc_id][start].strip(), row.id


def test_no_agreed_stance_is_on_a_retired_proposition(agreed):
    retired = {key for key, p in load_codebook(SEEDS).propositions.items() if p["retired"]}
    assert retired
    used = {item.partition(":")[0] for cell in agreed["stances"] for item in tables.items(cell)}
    assert not used & retired


def test_the_words_that_a_publication_date_rests_on_stand_in_its_document(reading):
    for row in reading.documents.itertuples():
        for words in tables.items(row.published_words):
            assert words in reading.corpus.texts[row.doc_id]
        assert row.note if row.published else not row.published_words


def test_every_proposal_has_a_verdict_with_a_reason_by_a_judge_whose_type_is_stated(reading):
    ledger = reading.contradictions
    assert set(ledger["status"]) == {"accepted", "rejected"}
    assert (ledger["reason"] != "").all()
    assert set(ledger["judge"]) <= set(reading.coders["by"])
    assert set(ledger["judge_type"]) <= {"ai", "person"}


def test_no_verdict_is_lost_and_none_is_given_twice(reading):
    assert reading.lost_verdicts.empty
    verdicts = tables.read(SEEDS / "verdicts.csv")
    pairs = [
        frozenset({(r.a_doc_id, r.a_spans, r.a_actor), (r.b_doc_id, r.b_spans, r.b_actor)})
        for r in verdicts.itertuples()
    ]
    assert len(set(pairs)) == len(pairs)


def test_some_who_change_sides_or_have_not_joined_say_nothing_of_the_enmity_of_the_bodies(agreed):
    of_some = re.compile(r"recruited from Taliban ranks|changed allegiance")
    for row in agreed.itertuples():
        if of_some.search(row.content) or (row.actor == "niazi" and row.cue == "are denied by"):
            assert "isis_former_taliban" in row.stances, row.id
            assert "isis_enemy" not in row.stances, row.id


def test_some_who_cooperate_are_never_set_against_the_body_nor_a_title_against_what_is_said(reading):
    rows = {row.id: row for row in reading.statements.itertuples()}
    titles = set(reading.documents["title"]) - {""}
    for pair in reading.contradictions[reading.contradictions["status"] == "accepted"].itertuples():
        words = [rows[i].content for i in (pair.a, pair.b)]
        assert not (pair.on == "isis_enemy" and "those Taliban who" in " ".join(words)), pair.contradiction_id
        assert not titles & set(words), pair.contradiction_id


def test_what_the_taliban_capture_is_no_failure_of_the_united_states_by_itself(agreed):
    captured = re.compile(r"\b(?:capture|seizure|fell|advances|gains|attacks increased)\b")
    rows = agreed[agreed["stances"].str.contains("taliban_gain:")]
    assert not rows.empty
    assert rows["content"].str.contains(captured).all()
    assert not rows["stances"].str.contains("us_failing").any()


def test_the_channels_are_among_the_first_issues_and_their_denial_is_as_strong_as_the_blind_judge_had_it(reading):
    rows = {row.id: row for row in reading.statements.itertuples()}
    held = [
        pair
        for pair in reading.contradictions.itertuples()
        if any("channels for exchanging information" in rows[i].content for i in (pair.a, pair.b))
        and any(rows[i].cue in ("has officially denied", "dismissed") for i in (pair.a, pair.b))
    ]
    assert {(pair.status, pair.strength) for pair in held} == {("accepted", "tension")}
    assert {pair.issue for pair in held} <= set(reading.issues.head(3)["issue"])


def test_no_reason_gives_an_end_that_the_document_does_not_give(reading):
    assert not reading.contradictions["reason"].str.contains("until December 2016").any()


def test_every_actor_that_speaks_is_in_the_ledger_or_is_a_document(reading):
    assert set(reading.statements["actor"]) <= set(reading.actors["actor"]) | set(reading.corpus.texts) | {""}


def test_no_mask_hides_what_a_coder_coded(reading):
    for row in reading.statements.itertuples():
        for a, b in tables.parse_spans(row.content_spans):
            assert reading.masked[row.doc_id][a:b].strip()


def test_every_table_of_the_run_passes_its_dictionary(reading):
    known = {table.name: table for table in tables.ALL}
    for name, table in reading.tables().items():
        assert known[name].problems(table) == []


def test_an_ascription_is_held_by_a_hand_that_the_text_names_or_by_the_author(agreed, reading):
    for row in agreed[agreed["holder"] != ""].itertuples():
        hands = [h for h in tables.items(row.via) if not h.endswith("?")]
        author = reading.documents.set_index("doc_id").loc[row.doc_id, "author"]
        by_name = dict(zip(reading.actors["name"], reading.actors["actor"], strict=True))
        assert row.act == "attitude", row.id
        assert row.holder != row.actor, row.id
        assert row.holder in (hands or [by_name.get(author, row.doc_id)]), row.id


def test_an_attitude_of_a_state_or_a_movement_is_an_ascription_but_for_its_figures(agreed, reading):
    minds = {"state", "organisation"}
    kind = dict(zip(reading.actors["actor"], reading.actors["type"], strict=True))
    own = agreed[(agreed["act"] == "attitude") & (agreed["holder"] == "")]
    assert set(own[own["actor"].map(kind).isin(minds) & (own["values"] == "")]["id"]) == set()


def test_a_view_that_nobody_in_particular_has_is_held_by_somebody(agreed):
    assert agreed[(agreed["act"] == "attitude") & (agreed["actor"] == "") & (agreed["holder"] == "")].empty


@pytest.mark.parametrize("actor", ["stanikzai", "atmar", "medvedev", "dostum"])
def test_nobody_speaks_by_a_deed_that_others_tell_of_him(agreed, actor):
    assert actor not in set(agreed["actor"])


def test_direct_words_stand_in_marks_or_in_a_block_that_a_colon_opens(agreed, reading):
    marks = '"“”'
    for row in agreed[agreed["form"] == "direct"].itertuples():
        text = reading.corpus.texts[row.doc_id]
        start = tables.parse_spans(row.content_spans)[0][0]
        paragraph = text[text.rfind("\n", 0, start) + 1 : start + len(row.content)]
        block = set(row.cue.split()) & {"responded", "wrote"}
        assert block or any(mark in paragraph for mark in marks), row.id


def test_an_outlet_is_on_no_state_s_side_and_a_former_office_is_none(reading):
    sides = reading.actors.drop_duplicates("actor").set_index("actor")
    outlets = sides[sides["role"].str.contains("news agency|newspaper|site that|media in")]
    assert set(outlets["side"]) == {"media"}
    assert {"tass", "interfax", "anadolu"} <= set(outlets.index)
    former = sides[sides["role"].str.startswith("former") & (sides["affiliation"] == "")]
    assert set(former["side"]) == {"analysts"}


def test_a_country_is_no_name_of_its_government(reading):
    aliases = reading.actors.set_index("actor")["aliases"]
    assert "Afghanistan" not in tables.items(aliases["afghan-government"])


def test_the_codebook_in_use_has_an_issue_and_two_examples_for_each_proposition():
    book = load_codebook(SEEDS)
    for key, proposition in book.propositions.items():
        assert proposition["issue"], key
        assert proposition["retired"] or len(set(proposition["examples"])) == 2, key
        assert not (proposition["retired"] and proposition["patterns"]), key


def test_no_key_and_no_column_name_stands_in_the_words_of_the_codebook():
    book = load_codebook(SEEDS)
    entries = {**book.propositions, **book.measures}
    names = {*entries, *(column for table in tables.ALL for column in table.columns)}
    written = re.compile("|".join(sorted(re.escape(n) for n in names if "_" in n)))  # plain words are no keys in prose
    bracketed = re.compile(r"\(([\w ,]+)\)")
    for key, entry in entries.items():
        for field in ("label", "definition", "not_meant"):
            text = entry.get(field, "")
            assert not written.search(text), (key, field)
            for words in bracketed.findall(text):
                assert not set(words.split(", ")) & names, (key, field)


def ends(edtf: str) -> list[str]:
    """First and last of a date as written, with what is doubted of it; a date of one part is both."""
    parts = edtf.strip("[]").replace("/", "..").split("..", 1) if edtf[0] != "." else ["..", edtf[3:]]
    return [part or ".." for part in parts] * (3 - len(parts))


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2015-12?", ["2015-12?", "2015-12?"]), ("[2015..2016-02?]", ["2015", "2016-02?"]),
        ("../2014", ["..", "2014"]), ("2007/..", ["2007", ".."]),
    ],
)  # fmt: skip
def test_the_ends_of_a_date_are_found(edtf, expected):
    assert ends(edtf) == expected


def carried(end: str, words: str, text: str, plain: bool) -> bool:
    """Do words of the text give this end, and without a doubt only where its year is stated or its document dated?"""
    stand = bool(words) and all(w in text for w in tables.items(words))
    return stand and (end.endswith("?") or plain or end[:4] in words)


def own_of_the_author(row, reading) -> bool:
    author = reading.documents.set_index("doc_id").loc[row.doc_id, "author"]
    key = dict(zip(reading.actors["name"], reading.actors["actor"], strict=True)).get(author, row.doc_id)
    return (row.holder or row.actor) == key


def test_every_bound_of_a_date_rests_on_words_or_is_that_of_publication_or_of_another_telling(agreed, reading):
    published = dict(zip(reading.documents["doc_id"], reading.documents["published"], strict=True))
    for row in agreed.itertuples():
        printed = ends(published[row.doc_id])
        text, plain = reading.corpus.texts[row.doc_id], printed[0] == printed[1] and "?" not in printed[0]
        others = agreed[(agreed["utterance"] == (row.utterance or "-")) & (agreed["id"] != row.id)]
        told = {end for said in others["said"] for end in ends(said)}
        if own_of_the_author(row, reading):
            assert row.said == published[row.doc_id], row.id
        for edtf, words in ((row.said, row.said_words), (row.event, row.event_words)):
            if edtf == row.said and own_of_the_author(row, reading):
                continue
            for n, end in enumerate(ends(edtf) if edtf else []):
                inherited = (n == 1 and end == printed[1]) or (end.endswith("?") and end in told)
                assert end == ".." or inherited or carried(end, words, text, plain), (row.id, edtf, words)
                assert end.endswith("?") or f"{end}?" not in printed, (row.id, edtf)


def test_the_date_of_a_measure_is_as_doubtful_as_the_date_of_its_statement(agreed, reading):
    dates = {key for key, m in load_codebook(SEEDS).measures.items() if m["unit"] == "date"}
    for row in agreed.itertuples():
        near = {end for edtf in (row.said, row.event) if edtf for end in ends(edtf)}
        for value in tables.items(row.values):
            key, _, edtf = value.partition("=")
            for end in ends(edtf) if key in dates else []:
                assert f"{end}?" not in near, (row.id, value)
                assert end == ".." or end in near or end[:4] in row.content, (row.id, value)


def test_a_bound_of_publication_without_a_doubt_has_its_year_in_the_words_named(reading):
    for row in reading.documents.itertuples():
        for end in ends(row.published):
            assert end.endswith("?") or end[:4] in row.published_words, row.doc_id


def test_no_hand_is_the_outlet_of_its_own_document(agreed):
    outlets = {"003_a986065ff4084d2c": "yahoo-news", "004_53b5487ba530a922": "al-jazeera"}
    for row in agreed.itertuples():
        assert outlets.get(row.doc_id) not in [hand.rstrip("?") for hand in tables.items(row.via)], row.id


def test_whoever_is_undated_is_in_no_direct_contradiction_over_isis(reading):
    """Taliban officials "terminated the notion", a press release "stated", Russia "is claiming": when is not told."""
    undated = {"terminated the notion", "is claiming"}
    rows = {row.id: row for row in reading.statements.itertuples()}
    for pair in reading.contradictions[reading.contradictions["status"] == "accepted"].itertuples():
        cues = {rows[i].cue for i in (pair.a, pair.b)}
        assert not (cues & undated and pair.strength == "direct"), pair.contradiction_id
