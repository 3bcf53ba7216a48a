"""What pages and notebooks tell of statements counts for whom it says, stands once, and says how sure it is."""

from types import SimpleNamespace

import pandas as pd
import pytest

import toy
from hearsay.analysis import voices
from hearsay.reading import open_reading
from hearsay.show import cards, charges, frames, rows
from hearsay.show.pages import claims, documents, view


@pytest.fixture
def reading(tmp_path):
    return open_reading(toy.write(tmp_path))


@pytest.mark.parametrize(
    ("label", "said_by", "stance", "turned_by", "alleged"),
    [
        ("Tomas Reyl forged the log of the crane", "port", "affirms", "", True),
        ("Tomas Reyl forged the log of the crane", "reyl", "affirms", "", False),
        ("the chairman hid the log", "port", "affirms", "", True),
        ("the chairman read the log", "port", "affirms", "", False),
        ("the chairman burned the log", "port", "denies", "", True),
        ("the chairman burned the log", "port", "denies", "called … false", True),
        ("the chairman read the log", "port", "denies", "didn’t", False),
        ("the chairman never forged a log", "port", "affirms", "", False),
        ("the port forged the log", "reyl", "affirms", "", False),
        ("Tomas Reyl was acquitted of forging the log", "port", "affirms", "", False),
        ("Tomas Reyl first burned the log", "port", "denies", "", True),
        ("The log was burned by Tomas Reyl", "port", "denies", "", True),
        ("Tomas Reyl allegedly burned the log", "port", "denies", "", True),
        ("Tomas Reyl argued for the log", "port", "denies", "", False),
        ("Tomas Reyl was burning the log", "port", "denies", "", True),
        ("He burned the log, said Reyl", "port", "denies", "", True),
        ("He had been at the quay, said Reyl, where he burned the log", "port", "denies", "", True),
        ("Tomas Reyl was hurt by the log", "port", "denies", "", False),  # what befell him
        ("Tomas Reyl was at the crane when the log burned", "port", "denies", "", False),
        ("The log hit Tomas Reyl", "port", "denies", "", False),
        ("Tomas Reyl allegedly told the port of the log", "port", "denies", "", False),  # what he says
        ("the chairman declined to read the log", "port", "denies", "", False),
        ("The claim was made by the chairman", "port", "denies", "", False),
    ],
)
def test_alleged_stands_where_a_deed_that_harms_or_is_denied_is_told_of_a_person_or_role_by_another(
    label, said_by, stance, turned_by, alleged
):
    told = {"s1": {"actor": said_by, "source": said_by}}
    on = {"k": [{"statement_id": "s1", "stance": stance, "turned_by": turned_by}]}
    of_reyl = {"k"} if "Reyl" in label and said_by != "reyl" else set()
    seen = SimpleNamespace(
        labels={"k": label}, alleged=of_reyl, posts=set(), statements_by_id=told, stances_on=on, actors=toy.ACTORS
    )
    assert charges.charging(seen) == ({"k"} if alleged else set())


def test_who_holds_which_post_is_no_allegation(tmp_path):
    posts = ("mill treasurer", "mill treasurer", "mill chairman")
    for name, post in zip("abc", posts, strict=True):
        (tmp_path / f"{name}.txt").write_text(
            f"Rain fell on the old pier of {name}. On Monday {post} Dale Ferris said that it leaks."
        )
    reading = open_reading(tmp_path)
    (key,) = reading.posts
    assert reading.labels[key] == "Dale Ferris, mill treasurer"
    assert (reading.stances[reading.stances["proposition"] == key]["stance"] == "denies").sum() == 1
    assert key not in reading.alleged | charges.charging(reading) | {*reading.common_ground["proposition"]}


def test_a_card_and_a_note_say_where_the_machine_is_not_sure_who_speaks(reading):
    opened = view.View(reading)
    guess = "who speaks is a guess of the machine"
    for sure, told in (("", False), ("0.9", False), ("0.55", True)):
        row = rows.in_words(reading)["t1"] | {"actor_confidence": sure, "speaker_place": ""}
        opened.statements = {"t1": row}
        assert (guess in cards.card(row, reading)) == told
        assert (claims.card(opened, ["t1"])["guessed"] == guess) == told
        assert (documents.margin_note(opened, row)["guessed"] == guess) == told


def test_a_passage_under_two_stances_stands_once_and_tells_both(reading):
    opened, told = view.View(reading), rows.told_of(reading, ["checked"])
    first = next(row for row in told if row["stance"] == "affirms")
    found, beside = claims.cards_by_stance(opened, [*told, first | {"stance": "qualifies"}])
    assert found["affirms"] == []
    assert beside == {"affirms": 1}
    assert [list(card["besides"]) for card in found["qualifies"]] == [[("Ines Okafor", "affirms")]]


def test_who_takes_the_same_stance_in_a_passage_is_told_on_its_card(reading):
    opened, told = view.View(reading), rows.told_of(reading, ["checked"])
    first = next(row for row in told if row["stance"] == "affirms")
    found, beside = claims.cards_by_stance(opened, [first, first])
    assert (len(found["affirms"]), beside) == (1, {"affirms": 1})
    assert list(found["affirms"][0]["besides"]) == [("Ines Okafor", "affirms")]


@pytest.mark.parametrize(
    ("by_machine", "documents", "told"),
    [
        ((), 4, "2 to 3 origins"),
        ((), 2, "2 to 3 origins"),
        (("checked",), 4, "at most 3 origins"),
        (("checked",), 3, "not known"),  # as many as documents: that tells nothing
        (("checked",), 2, "not known"),
    ],
)
def test_of_what_the_machine_proposes_the_most_origins_are_told_where_fewer_than_documents(by_machine, documents, told):
    row = {"proposition": "checked", "origins_least": 2, "origins_most": 3, "documents": documents}
    assert frames.resting(SimpleNamespace(by_machine=by_machine), pd.DataFrame([row])) == [told]


def test_own_words_of_speakers_are_not_the_documents_with_marks_or_without(reading):
    text = reading.masked["courier"]
    start = text.index("Officials said")
    block = toy.statements(
        {"doc_id": "courier", "actor": "port", "form": "direct", "content_spans": f"{start}:{start + 9}"}
    )
    reading.__dict__["statements"] = block
    own = frames.own_words(reading)["courier"]
    assert len(own) == len(text)
    assert "Officials" not in own
    assert "never checked" not in own
    assert "said there" in own


def test_tellings_of_one_saying_share_a_number(reading):
    told = [
        {"doc_id": doc, "actor": actor, "utterance": said, "said": "2016"}
        for doc, actor, said in [("gazette", "okafor", "a"), ("courier", "okafor", "a"), ("gazette", "reyl", "b"), ("courier", "reyl", "b")]
    ]  # fmt: skip
    reading.__dict__["statements"] = toy.statements(*told)
    again = frames.told_again(reading)
    assert sorted(again["saying"]) == [1, 1, 2, 2]
    assert again.groupby("saying")["actor"].nunique().tolist() == [1, 1]


def test_what_is_said_to_be_told_elsewhere_is_not_also_said_to_contradict(reading):
    opened = view.View(reading)
    one, two = (opened.statements[i] for i in ("t1", "t6"))
    shared = {
        "a_doc": one["doc_id"],
        "a_spans": one["content_spans"],
        "b_doc": two["doc_id"],
        "b_spans": two["content_spans"],
        "kind": "reworded",
    }
    reading.__dict__["reuse"] = pd.DataFrame([shared])
    opened.machine, opened.tells = True, lambda *_: True
    assert claims.card(opened, ["t1", "t6"])["also"] == []
    assert two["doc_id"] in [found["doc_id"] for found in documents.margin_note(opened, one)["against"]]
    assert documents.margin_note(opened, one)["again"] == []
    opened.against = {}
    assert len(claims.card(opened, ["t1", "t6"])["also"]) == 1
    assert len(documents.margin_note(opened, one)["again"]) == 1


@pytest.mark.parametrize(
    ("ids", "given", "told"),
    [
        (
            ("m1", "m2"),
            "a denial told in a, against what b tells: “a, against what a tells”",
            "a denial told in The Post (a), against what document b tells: “a, against what a tells”",
        ),
        (("m1", "m1"), "a denial told around these words of a, against what a tells: “no”",
         "a denial told around these words of The Post (a), against what The Post (a) tells: “no”"),
        (("m1", "m2"), "a has “two days”, b has “four”", "The Post (a) has “two days”, document b has “four”"),
        (("m1", "m2"), "a affirms “b”; b denies “b”.", "a affirms “b”; b denies “b”."),
        (("m1", "m9"), "a denial told in a, against what b tells: “no”",
         "a denial told in The Post (a), against what b tells: “no”"),
    ],
)  # fmt: skip
def test_why_two_statements_stand_against_each_other_names_documents_as_pages_do(ids, given, told):
    corpus = toy.corpus(a={"outlet": "The Post"}, b={})
    known = {"m1": {"doc_id": "a"}, "m2": {"doc_id": "b"}}
    pair = {"a": ids[0], "b": ids[1], "reason": "", "why": given}
    of = SimpleNamespace(corpus=corpus, statements_by_id=known)
    assert rows.why(of, pair) == told
    assert rows.why(of, pair | {"reason": "it is a"}) == "it is a"


def test_an_author_in_an_issue_and_in_its_reason_is_called_as_on_its_card(tmp_path):
    (tmp_path / "a.txt").write_text("The harbour office denied that the old crane fell on the north quay in May.\n")
    (tmp_path / "b.txt").write_text("The old crane fell on the north quay in May, and nobody was hurt by it.\n")
    (tmp_path / "documents.csv").write_text("doc_id,outlet\nb,The Post\n")
    found = open_reading(tmp_path)
    pair = found.contradictions.iloc[0]
    names = {rows.in_words(found)[i]["who"] for i in (pair["a"], pair["b"])}
    assert "the author in The Post (b)" in names
    assert {
        voices.holder_name(found.statements.set_index("id").loc[i], found._holders) for i in (pair["a"], pair["b"])
    } == names
