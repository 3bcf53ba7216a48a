"""Claims over an invented corpus: what is alike, who denies it, what contradicts what."""

import json
import os
import random
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

from sayso import claims, polarity, words
from sayso.claims import contradictions, labels, proposals, stretches, units, values
from sayso.claims.likeness import Index
from sayso.claims.proposals import Claim, read_corpus
from sayso.spans import format_spans

COLUMNS = ["id", "doc_id", "content_spans", "content", "source", "cue", "actor", "form", "holder", "stances"]
TEXTS = {
    "a-post": "The council plans to close the Orrin footbridge in May. The swimming pool reopened after a long winter. "
    "Twelve geese were seen on the runway of the airfield.",
    "b-echo": "The Orrin footbridge will close in May, the council said. Buses to the harbour now leave every ten minutes. "
    "The old swimming pool has reopened.",
    "c-mail": "Plans to close the Orrin footbridge in May have angered traders. The market sold out of plums on Friday.",
    "d-wire": "The council denied that it plans to close the Orrin footbridge. Mayor Dale Ferris opened a library.",
    "e-star": "A flood damaged 14 boats at the quay below Hallow lock. A baker won the regional chess cup on Sunday.",
    "f-times": "The flood damaged 31 boats at the quay below Hallow lock. School meals will be free from autumn onwards.",
}


def row(id, doc, content, form="indirect", source="the council", **more):
    """A statement whose content stands in its document."""
    start = TEXTS[doc].index(content)
    spans = format_spans([(start, start + len(content))])
    found = {"id": id, "doc_id": doc, "content_spans": spans, "content": content, "source": source, "form": form}
    return dict.fromkeys(COLUMNS, "") | found | more


STATEMENTS = pd.DataFrame(
    [
        row("s1", "b-echo", "The Orrin footbridge will close in May"),
        row("s2", "d-wire", "that it plans to close the Orrin footbridge", cue="denied"),
    ]
)


@pytest.fixture(scope="module")
def found():
    return claims.propose(STATEMENTS, TEXTS)


def closing(found):
    return next(c for c in found.claims.to_dict("records") if "footbridge" in c["label"])


def denied(sentence):
    return " ".join(w.lower for w in polarity.read(sentence, 0, len(sentence)) if w.denied)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The mayor denied that the bridge was sold", "that the bridge was sold"),
        ("The bridge was not sold, traders said", "the bridge was sold"),
        ("A toll has never been charged on the bridge", "a toll has been charged on the bridge"),  # passive
        ("The mayor never denied that the bridge was sold", "denied"),  # two layers assert
        ("The story of the sale is a hoax", "the story of the sale is a"),
        ("The sale, which the mayor denies", "the sale which the mayor"),
        ("Traders not only met but marched", ""),  # negates nothing
        ("Traders no longer sell plums", ""),  # tells of an end
        ("Traders no longer deny selling plums", "longer deny"),
        ("He no longer denies that plums were sold after her visit", "longer denies"),
        ("The sale of the mill is in dispute", ""),  # on no side
        ("She did not want the bridge sold", ""),  # a wish
        ("The bridge should never have been sold", ""),  # so it was
        ("Ferris should never have to sell the bridge", "have to sell the bridge"),
        ("She shouldn’t have sold the bridge", ""),
        ("The bridge should not be sold", "the bridge should be sold"),
        ("After its denial the firm sold the bridge", ""),  # a noun that says not of what
        ("The mayor rejected the claim of a sale, adding that traders agreed", "the claim of a sale"),
        ("The mayor rejected the sale of the mill", ""),  # turned it down
        ("He denied the sale that ruined the mill", "the sale"),  # what hangs on it is left standing
        ("She denied the theft which closed the shop", "the theft"),
        ("He denied reports that the mill was sold", "reports that the mill was sold"),
        ("He sold a fake passport", ""),
        ("He spread the false report that ships sank", "report that ships sank"),
        ("A hoax report that has spread far began on a harbour page", "report"),
        ("They met with nothing but kindness at the mill", ""),  # says the more
        ("I want no part of the sale", ""),  # a wish
        ("He said it was untrue that the mill was sold", "that the mill was sold"),
        (
            "He rejected the idea that the mill was sold",
            "the idea that the mill was sold",
        ),  # a notion says nothing of its own
        ("The sale was denied by the mayor", "the sale was"),  # of a passive it is the subject
        ("The sale, denied by the mayor, took place in May", "the sale"),
        ("The sale which the mayor has denied, would have closed it", "the sale which the mayor has"),
        ("It was denied that the mill was sold", "that the mill was sold"),
        ("The mayor denied, in a note, that the mill was sold", "that the mill was sold"),
        ("The mayor denied theft and said the mill was sold", "theft"),  # goes on to say
        ("The mayor shot down reports that the mill was sold", "reports that the mill was sold"),  # two words
        ("Contrary to reports, the mill burned", "reports"),
        ("The baker, rather than the mayor, sold the mill", "the mayor"),
        ("The mayor called reports of the sale utterly false", "the mayor called reports of the sale utterly"),
        ("Claims of a sale were dismissed as nonsense", "claims of a sale were dismissed as"),  # one denial
        ("They live off posting fake stories", ""),  # no story is meant
        ("It calls itself a satirical site", ""),
        ("They wrote these fake stories", "stories"),
        ("The mayor would neither confirm nor deny the sale", "confirm nor"),  # and takes no side: see silence
        ("“No ship came.” Crews met in the hall", "ship came"),
        ("We met no Orrin envoys. Their aims are ours", "orrin envoys"),
        ("He denied Orrin reports stating that the mill was sold", "orrin reports stating that the mill was sold"),
        ("She rejected claims by a union that the mill was sold", "claims by a union that the mill was sold"),
        ("She disputes what he wrote — that the mill was sold", "what he wrote that the mill was sold"),
        ("He denied claims about the sale that ruined the mill", "claims about the sale"),
        ("It was printed on a fake page", ""),
        ("The sale of the mill never took place", "the sale of the mill took place"),  # that it happened
        ("The claim that the mill was sold is not true", "the mill was sold is true"),
        ("He has not taken her place", "taken her place"),
        ("He did not, in fact, sell the mill", "sell the mill"),  # an aside
        ("She was wrongly accused of selling the mill", "accused of selling the mill"),
        ("She was wrongly convicted", ""),  # of what is told only
        ("He quashed rumours that the mill was sold", "rumours that the mill was sold"),
        ("Reports of a sale were quashed by the mayor", "reports of a sale were"),
        ("The mayor rejected the offer of a new mill", ""),
        ("It calls itself a harbour weekly and satirical publication, and many read it", ""),
        ("The mayor rejected the story of a new mill", "the story of a new mill"),
        ("The judge quashed the sentence", ""),
        ("He denied claims that mills were shut down", "claims that mills were shut down"),  # one layer
        ("They have yet to sell the mill", "sell the mill"),
        ("They know nothing of any sale", "of any sale"),
        ("A dispute over the sale closed the mill", ""),  # no denial
        ("They dispute the sale", "the sale"),
        ("They did not know of the sale", ""),  # which may have been
        ("He said she sold nothing and that the mill burned", "and"),  # a clause of its own
        ("The mill, which he bought in May, was not sold", "the mill was sold"),  # an aside before its verb
        ("In May, it was not sold", "it was sold"),
        ("They searched the mill and the ring was never found", "the ring was found"),
        ("The mill and the inn were never sold", "the mill and the inn were sold"),
        ("She questioned the idea that the mill was sold", "the idea that the mill was sold"),
        ("Police questioned the baker about claims that he sold the mill", ""),
        ("Officers questioned Ferris after allegations of fraud", ""),
        ("The offer was rejected by the board", ""),
        ("She rejected the bill that would close the mill", ""),
        ("The claim of a sale was rejected by the board", "the claim of a sale was"),
        ("The clerk sold the mill and was never caught", "caught"),
        ("They have not yet sold the mill", "yet sold the mill"),
        ("She does not believe that he sold the mill", "believe that he sold the mill"),
        ("It is no secret that he sold the mill", ""),
        ("There is no question that he sold the mill", ""),
        ("He did not sell the mill to bakers only", "only"),  # that he sold it stands
        ("He denied in a letter that the mill was sold", "in a letter that the mill was sold"),
        ("He denied false reports of a sale", "false reports of a sale"),  # one denial
        ("She rejected reports of a sale as false", "she rejected reports of a sale as"),
        ("She dismissed as false the report that he sold it", "the report that he sold it"),
        ("The claim that he had sold the mill was rejected by the board", "the claim that he had sold the mill was"),
        ("He had sold it, a claim that the board rejects", "he had sold it a claim that the board"),
        ("The story of a sale, the mayor said, is untrue", "the story of a sale is"),
        ("She wrote of a sale, which is untrue", "she wrote of a sale which is"),
        ("Reports that he sold the mill before she fell ill are not true", "he sold the mill are true"),  # she fell ill
        ("Reports he sold the mill when it burned are not true", "reports he sold the mill are true"),
        ("The claim he robbed the mill while the guard slept is false", "the claim he robbed the mill is"),
        ("He read claims that it burned while he slept, and the note is false", "and the note is"),
        ("The mayor denied that the mill was sold after the guild met", "that the mill was sold"),
        ("The baker denied selling the mill before it burned", "selling the mill"),
        ("Ferris swore that she neither sold nor let the mill", "sold nor let the mill"),  # one negation
        ("Neither the mayor nor the baker sold the mill", "sold the mill"),  # who they are stands
        ("It said neither Holt nor the wool, silk and cotton trader had been paid", "had been paid"),
        ("He had neither the boats nor the crew", "the boats nor the crew"),
        ("Neither the sale nor the fire was true", "the sale nor the fire was true"),
        ("The baker did not sell the mill and neither did Holt", "sell the mill and neither did holt"),
        ("She did not sell the mill, nor did she let it", "sell the mill did she let it"),
        ("She neither apologised nor denied the sale", "apologised nor denied"),
        ("Officials said that similar planning disputes are common", ""),  # a dispute, and no denial
        ("The long wage dispute has kept the ferry in port", ""),
        ("The dispute that closed the mill is old", ""),
        ("Talks on the land dispute resumed at the mill", ""),
        ("The patent dispute will go to court", ""),
        ("The mill was sold in May, which the mayor disputes", "the mill was sold in may which the mayor"),
        ("It was a sale that the family dispute", "it was a sale that the family"),
        ("Officials dispute that the mill was sold", "that the mill was sold"),
        ("The denial of a permit closed the mill", ""),
        ("The dismissal of three bakers closed the mill", ""),
        ("A rejection of the offer angered traders", ""),
        ("His denial of the sale", "of the sale"),
        ("The rebuttal of a report that the mill was sold", "of a report that the mill was sold"),
        ("He asked why she would sell the mill if it wasn’t true", ""),  # only supposed
        ("If the sale was not real, the baker would have said so", ""),
        ("What would she gain if the report is false", ""),
        ("If it rains, the ferry will not sail", "sail"),
        ("If it rains the ferry, it was said, is not safe", "safe"),
        ("The keeper was charged with lying to the harbour police", ""),  # a deed
        ("The keeper admitted lying to the police about the lamp", ""),
        ("She pleaded guilty to lying", ""),
        ("The mill lies on the northern shore", ""),
        ("The baker is lying", "the baker is"),
        ("Reports of the sale are lies", "reports of the sale are"),
        ("It is beyond dispute that the mayor sold the mill", ""),
    ],
)
def test_a_turning_word_reaches_what_it_denies(sentence, expected):
    assert denied(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The mayor has no plans to sell the mill", polarity.FALSE),
        ("They found no evidence that the mill was sold", polarity.FALSE),
        ("The mayor did not deny it", polarity.NEGATOR),
        ("The mayor sold no mill", polarity.NEGATOR),
        ("The mayor will not sell the mill", polarity.ANSWER),
        ("The mayor won’t sell the mill", polarity.ANSWER),
        ("The mayor has not claimed that the mill was sold", polarity.ANSWER),
        ("The port will not publish 22 letters", polarity.NEGATOR),  # others it may
        ("The port will not publish the other letters", polarity.NEGATOR),
        ("The port won’t publish all the letters", polarity.NEGATOR),
        ("The port will not publish seven of the letters", polarity.NEGATOR),
        ("The port will not publish letters in 2031", polarity.ANSWER),
        ("The port will not claim 22 letters", polarity.ANSWER),
        ("The fire was not deliberate, police said", polarity.NEGATOR),
        ("The mayor has not announced a sale", polarity.NEGATOR),
        ("The mayor would not sell the mill in winter", polarity.NEGATOR),  # what if it came to that
    ],
)
def test_a_negator_that_says_what_is_not_so_is_plain_and_one_of_what_is_said_answers(sentence, kind):
    found = polarity.read(sentence, 0, len(sentence))
    (n,) = (n for n, w in enumerate(found) if polarity.kind_of(w.lower) == polarity.NEGATOR)
    assert polarity.force_of(found, n) == kind


def test_of_a_text_without_stops_a_turning_word_reaches_what_is_near():
    found = polarity.read("it was not sold and never denied " * 500, 0, 16_500)
    assert max(len(word.turned) for word in found) < polarity.REACH


@pytest.mark.parametrize(
    ("says", "kind"), [("will not sing", polarity.NEGATOR), ("will not sell mills", polarity.ANSWER)]
)
def test_one_word_that_will_not_be_is_too_little_to_be_at_issue(says, kind):
    corpus = read_corpus([], {"a": f"On Monday, the baker of Hallow {says}."}, {})
    assert corpus.said[0].kind == kind


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("security", "secured", False),
        ("authorities", "authors", False),
        ("executives", "executed", False),
        ("executives", "executive", True),
        ("several", "severe", False),
        ("busy", "businesses", False),
        ("positive", "positions", False),
        ("closed", "closes", True),
        ("authorised", "authorises", True),
    ],
)
def test_words_of_another_meaning_have_another_stem(one, other, alike):
    assert (polarity.stem(one) == polarity.stem(other)) is alike


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("She is very close to the inquiry", False),
        ("A source close to the mayor spoke", False),
        ("Close to the harbour stands a mill", False),
        ("The bridge will close to walkers", True),
        ("The guild plans to close to visitors", True),
    ],
)
def test_what_is_close_to_a_thing_is_not_closed(sentence, tells):
    assert ("close" in {w.stem for w in polarity.read(sentence, 0, len(sentence))}) is tells


def test_an_irregular_form_is_its_verb():
    assert polarity.stem("took") == polarity.stem("taken") == polarity.stem("taking")


def test_a_unit_is_a_statement_or_a_sentence_that_no_statement_covers():
    rows = [*STATEMENTS.to_dict("records"), row("s3", "c-mail", "traders", form="relay")]
    found = units.units_of(rows, TEXTS, {})
    assert {u.id for u in found if u.form != "author"} == {"s1", "s2"}  # a relay is a link and takes part in nothing
    own = {u.content for u in found if u.form == "author" and u.doc in ("b-echo", "c-mail")}
    assert "Plans to close the Orrin footbridge in May have angered traders." in own
    assert not any("council said" in content for content in own)


def test_a_documents_own_words_leave_out_what_others_are_told_to_say():
    text = "The wharf at Hallow lay empty for a second long winter, a state that Piers Lund described as absurd."
    at = [(text.index(w), text.index(w) + len(w)) for w in ("Piers Lund", "described", "absurd")]
    cells = dict(zip(units.PLACES, (format_spans([a]) for a in at), strict=True))
    statement = dict.fromkeys(COLUMNS, "") | {"id": "s1", "doc_id": "a", "content": "absurd"} | cells
    (own,) = (u for u in units.units_of([statement], {"a": text}, {}) if u.form == "author")
    assert own.content == "The wharf at Hallow lay empty for a second long winter, a state that"


def test_a_claim_holds_who_says_it_and_who_denies_it(found):
    claim = closing(found)
    stances = found.stances[found.stances["proposition"] == claim["proposition"]].set_index("statement_id")
    assert stances.loc["s1", "stance"] == "affirms"
    assert stances.loc["s2", ["stance", "turned_by"]].tolist() == ["denies", "denied"]
    assert stances["stance"].value_counts().to_dict() == {"affirms": 3, "denies": 1}
    assert all("footbridg" in rule for rule in stances["rule"])  # membership can be shown
    assert {rule.split()[1] for rule in stances["rule"]} <= {"shares", "beside"}


def test_what_is_talked_of_elsewhere_is_another_claim(found):
    claim = closing(found)
    own = found.author.set_index("id")["content"]
    members = found.stances[found.stances["proposition"] == claim["proposition"]]["statement_id"]
    assert all("footbridge" in own[i] for i in members if i in own)
    assert any("pool" in label for label in found.claims["label"])


def test_own_assertions_are_rows_only_where_they_belong_to_a_claim_or_a_contradiction(found):
    assert set(found.author["form"]) == {"author"}
    pairs = found.contradictions
    assert set(found.author["id"]) <= {*found.stances["statement_id"], *pairs["a"], *pairs["b"]}
    assert not found.author["content"].str.contains("geese|plums|chess").any()


@pytest.mark.parametrize(
    ("wordings", "told", "label"),
    [
        (["Frost closed the Orrin footbridge", "Ice closed the Orrin footbridge"], [1, 3], 1),
        (["Frost closed the Orrin footbridge", "Was the Orrin footbridge closed by frost?"], [1, 3], 0),
        (["Poems of frost name the Orrin footbridge", "Frost never closed the Orrin footbridge"], [1, 3], 1),
        (["Frost closed the Orrin footbridge", "Frost never closed the Orrin footbridge"], [2, 3], 0),
        (["Poems of frost name the Orrin footbridge", "Frost never closed the Orrin footbridge"], [1, 1], 0),
        (["Poems of frost name the Orrin footbridge", "If it freezes, frost closed the footbridge"], [1, 3], 0),
    ],
)
def test_a_wording_that_many_tell_names_a_claim_and_a_denial_does_where_nothing_else_is_told_by_two(
    wordings, told, label
):
    found = [
        units.Unit(f"s{n}", f"d{n}", f"d{n}", ((0, 1),), (), (), "author", "", w, w) for n, w in enumerate(wordings)
    ]
    read = [stretches.said_in(words) for words in wordings]
    assert labels.choose(found, read, [0.5] * len(found), told, 3) == label


@pytest.mark.parametrize(
    "wording",
    [
        "The Echo is reporting that frost closed the bridge",
        "Walkers seized on the note, and frost closed it",
        "The mayor answered, arguing that frost closed it",
        "The Echo reported, saying frost closed the bridge",
        "The mayor spoke, insisting frost closed the bridge",
        "The mayor did not know that frost closed it",
    ],
)
def test_a_wording_that_holds_who_says_it_is_less_plain(wording):
    unit = units.Unit("s1", "a", "a", ((0, len(wording)),), ((0, len(wording)),), (), "indirect", "", wording, wording)
    assert (
        labels.plainness(unit) == labels.plainness(replace(unit, content="Frost and snow have closed the bridge")) - 0.2
    )


@pytest.mark.parametrize(
    "says",
    [
        "the mill was sold at night, a point that traders have disputed",
        "the mill was sold at night, a claim the mayor denies",
        "the mill was sold at night, which traders have denied",
        "the mill burned in May, something that the owners dispute",
        "the mill was sold — a charge denied by the guild",
    ],
)
@pytest.mark.parametrize(("form", "kind"), [("indirect", ""), ("author", polarity.VERB)])
def test_who_tells_behind_what_he_says_that_others_dispute_it_says_it(says, form, kind):
    text = f"Holt said {says}."
    unit = units.Unit("s", "", "", ((10, 10 + len(says)),), ((0, len(text)),), (), form, "holt", says, text)
    assert stretches.Reader({"": text}).stretches(unit).kind == kind
    own = says.replace("sold — a charge denied by the guild", "sold, a note denying the fire")
    own = own.replace("traders have", "he has").replace("the mayor", "he").replace("that the owners", "which he")
    if own != says:
        text, unit = (
            f"Holt said {own}.",
            replace(unit, content=own, spans=((10, 10 + len(own)),), sentences=((0, 11 + len(own)),)),
        )
        assert stretches.Reader({"": text}).stretches(unit).kind == polarity.VERB


@pytest.mark.parametrize(
    ("label", "stance"),
    [
        ("The council plans to close the Orrin footbridge in May", ["affirms", "affirms", "affirms", "denies"]),
        ("The council does not plan to close the Orrin footbridge in May", ["denies", "denies", "denies", "affirms"]),
    ],
)
def test_who_denies_what_a_kept_label_denies_says_the_label(label, stance):
    found = claims.propose(STATEMENTS, TEXTS, {}, {"closing": {"label": label, "examples": []}}).stances
    found = found[found["proposition"] == "closing"].merge(STATEMENTS, "left", left_on="statement_id", right_on="id")
    assert found.sort_values("doc_id", na_position="first")["stance"].tolist() == stance


def test_who_tells_a_deed_of_the_label_says_it_in_however_many_words():
    tells = [
        "In June of last year, to the anger of Bea Holm and the keepers of lights along the coast, Reyl robbed the lighthouse.",
        "Clerk Odo Reyl robbed the Marden lighthouse of lamps, ropes and brass in the storm that sank two ferries.",
        "Odo Reyl robbed the Marden lighthouse.",
    ]
    found = claims.propose(STATEMENTS, TEXTS | {f"y{n}": says for n, says in enumerate(tells)})
    said = found.stances.merge(found.author, left_on="statement_id", right_on="id", suffixes=("", "_of"))
    assert not said.loc[said["content"].isin(tells), "rule"].str.startswith(proposals.BESIDE).any()
    assert said["content"].isin(tells).sum() == len(tells)


def test_a_label_is_a_full_wording_and_no_denial(found):
    label = closing(found)["label"]
    assert "denied" not in label
    assert any(label in text for text in TEXTS.values())
    assert closing(found)["proposition"].startswith(labels.re.sub(r"[^a-z]+", "-", label.lower())[:15])


@pytest.mark.parametrize(
    ("wordings", "label"),
    [
        (
            [
                "The famous old Orrin footbridge over the Hale",
                "The famous Orrin footbridge over the Hale was closed by frost.",
            ],
            "The famous Orrin footbridge over the Hale was closed by frost",
        ),
        (
            ["It was closed by frost over the Hale in May.", "Frost closed the Orrin footbridge over the Hale in May."],
            "Frost closed the Orrin footbridge over the Hale in May",
        ),
        (
            [
                "Reyl robbed her at the Orrin footbridge in May.",
                "Reyl robbed the clerk at the Orrin footbridge in May.",
            ],
            "Reyl robbed the clerk at the Orrin footbridge in May",
        ),
        (
            [
                "Was the Orrin footbridge closed by frost in May?",
                "The Orrin footbridge was never closed by frost in May.",
            ],
            "The Orrin footbridge was never closed by frost in May",  # a denial, where the others only ask
        ),
        (
            [
                "If it does, frost can close the Orrin footbridge over the Hale.",
                "Frost that does not yield can close the Orrin footbridge over the Hale.",
            ],
            "Frost that does not yield can close the Orrin footbridge over the Hale",
        ),
        (["Was the Orrin footbridge closed by frost?", "Is the Orrin footbridge now closed by frost?"], None),
        (["The Orrin footbridge and frost below Hallow lock", "Frost on the Orrin footbridge below Hallow lock"], None),
        (["The Orrin mill did not respond to requests.", "The Orrin mill did not respond to our requests."], None),
        (["Owners of the Orrin mill could not be reached.", "Owners of the Orrin mill could not be reached."], None),
    ],
)
def test_a_label_says_something_and_of_whom(wordings, label):
    texts = {f"d{n}": f"A quiet day on the river and its banks began. {w}" for n, w in enumerate(wordings)}
    found = claims.propose(pd.DataFrame(columns=COLUMNS), texts).claims["label"]
    assert [x for x in found if "river" not in x] == ([label] if label else [])


@pytest.mark.parametrize(
    ("wording", "points"),
    [
        ("It was closed by frost", True),
        ("After three weeks it was closed by frost", True),
        ("Unless the guild pays, it will close", False),  # the guild, or what was named before
        ("If she does, the mill will close", True),
        ("After three weeks the mill was closed by frost", False),
        ("Italy closed the mill", False),
        ("Tomas Reyl robbed her as well", True),  # which is not he
        ("The mill should never have closed", True),  # what was not
        ("Tomas Reyl robbed her brother", False),
        ("Ines Ferris says that Tomas Reyl robbed him", False),
        ("Tomas Reyl is silent on what was said against him", False),
    ],
)
def test_a_wording_points_where_whom_it_is_of_stands_before_it(wording, points):
    assert bool(labels.CLAIM["points"].match(wording)) is points


@pytest.mark.parametrize(
    ("before", "content", "form", "label"),
    [
        ("A note on talks with", "Reyl claims the guild closed the bridge", "indirect", ""),
        ("A note on talks with", "Reyl claims the guild closed the bridge", "author", ""),
        ("A note that was read aloud", "says the guild has closed the bridge", "author", ""),
        ("A note says that", "the guild has closed the bridge", "indirect", "the guild has closed the bridge"),
        ("The clerk wrote,", "the guild has closed the bridge", "author", "the guild has closed the bridge"),
        ("", "The guild has closed the bridge", "author", "The guild has closed the bridge"),
    ],
)
def test_a_piece_torn_from_the_words_before_it_is_named_by_its_sentence(before, content, form, label):
    whole = f"{before} {content}".strip()
    unit = units.Unit("s1", "a", "a", ((0, 9),), (), (), form, "", content, f"{whole}.")
    alone = replace(unit, around=unit.content)
    assert labels.wording(unit) == (label or whole)
    assert (labels.plainness(unit) < labels.plainness(alone) - labels.POINTING) is (not label)


def test_of_words_parted_by_who_says_them_the_label_is_the_sentence():
    around = "The guild, the clerk said, has closed the bridge."
    unit = units.Unit(
        "s1", "a", "a", ((0, 9), (26, 47)), (), (), "mixed", "", "The guild [...] has closed the bridge", around
    )
    assert labels.wording(unit) == around.rstrip(".")


@pytest.mark.parametrize(
    ("content", "label"),
    [
        ("the report of the “sale to the mill was untrue", "the report of the sale to the mill was untrue"),
        ("the “sale” of the mill was called untrue", "the “sale” of the mill was called untrue"),
        ("the miller was being too 'keen'", "the miller was being too keen"),
        ("the miller was 'too keen' on the sale", "the miller was 'too keen' on the sale"),
        ("the millers' guild was against the sale", "the millers' guild was against the sale"),
        ("Accordingly, the guild met over the sale", "the guild met over the sale"),
        ("But, on the other hand, the guild met over the sale", "the guild met over the sale"),
        ("Instead of the guild the council met", "Instead of the guild the council met"),
        ("Reportedly, the guild met over the sale", "Reportedly, the guild met over the sale"),  # a hedge stays
        (
            "the Echo’s claims that the council closes the bridge",
            "the council closes the bridge",
        ),  # whose word it is stands beside
        ("The Echo reports that the council closes the bridge", "the council closes the bridge"),
        (
            "A hoax report that was read by walkers closed the bridge",
            "A hoax report that was read by walkers closed the bridge",
        ),
        (
            "The court threw out the claim that the clerk closed it",
            "The court threw out the claim that the clerk closed it",
        ),
        ("Ferris said explicitly that the council closes the bridge", "the council closes the bridge"),
        ("The mayor has said on Monday that the council closes the bridge", "the council closes the bridge"),
        ("Nobody said that the council closes the bridge", "Nobody said that the council closes the bridge"),
        ("Ferris never said that the council closes it", "Ferris never said that the council closes it"),
        ("It was he who said that the council closes it", "It was he who said that the council closes it"),
        ("Ferris said that was the end of it", "Ferris said that was the end of it"),
        ("Claims that the council closes the bridge are old", "Claims that the council closes the bridge are old"),
        ("that office, which is old, closed the bridge", "office, which is old, closed the bridge"),  # said that
        ("That office, which is old, closed the bridge", "That office, which is old, closed the bridge"),
    ],
)
def test_a_label_has_no_torn_marks_and_no_word_that_ties_it_to_what_stood_before(content, label):
    assert labels.wording(units.Unit("s1", "a", "a", (), (), (), "indirect", "", content, "")) == label


@pytest.mark.parametrize(
    ("cue", "content", "takes_no_side"),
    [
        ("have not commented on", "the closing of the Orrin footbridge", True),
        ("is less clear on", "when the Orrin footbridge will close", True),
        ("will not make any further comment on", "the closing of the Orrin footbridge", True),
        ("commented on", "the closing of the Orrin footbridge", False),
    ],
)
def test_a_cue_of_silence_takes_no_side(cue, content, takes_no_side):
    text = f"The council {cue} {content}."
    at = text.index(cue), text.index(content)
    places = {
        "cue_spans": format_spans([(at[0], at[0] + len(cue))]),
        "content_spans": format_spans([(at[1], at[1] + len(content))]),
    }
    told = (
        dict.fromkeys(COLUMNS, "")
        | {"id": "s1", "doc_id": "a", "content": content, "cue": cue, "form": "indirect"}
        | places
    )
    (unit,) = (u for u in units.units_of([told], {"a": text}, {}) if u.id == "s1")
    assert stretches.Reader({"a": text}).stretches(unit).open is takes_no_side


def test_a_fragment_is_named_by_its_sentence():
    texts = {
        "a": "The harbour office refused to hand over the tide tables.",
    }
    said = "to hand over the tide tables"
    spans = format_spans([(texts["a"].index(said), texts["a"].index(said) + len(said))])
    statement = dict.fromkeys(COLUMNS, "") | {"id": "s1", "doc_id": "a", "content_spans": spans, "content": said}
    (unit,) = (u for u in units.units_of([statement], texts, {}) if u.id == "s1")
    assert labels.wording(unit) == "The harbour office refused to hand over the tide tables"


@pytest.mark.parametrize(("tells", "rows"), [("sells", 1), ("paints", 0)])
def test_what_will_not_be_is_at_issue_where_somebody_asserts_it(tells, rows):
    what = "tide tables of the Orrin harbour office to sailors from Hallow"
    texts = {"a": f"The mayor will not sell {what}.", "b": f"The baker {tells} {what}."}
    assert len(claims.propose(pd.DataFrame(columns=COLUMNS), texts).contradictions) == rows


def test_a_denial_that_asserts_the_same_contradicts_nothing():
    texts = {
        "a": "Orrin tide tables are sold by the harbour office to sailors, and the library does not sell any.",
        "b": "Orrin tide tables are sold by the harbour office to sailors, who sell maps to the library.",
    }
    assert claims.propose(pd.DataFrame(columns=COLUMNS), texts).contradictions.empty


@pytest.mark.parametrize(
    ("says", "sides"),
    [
        ("The council did not respond to questions about the Orrin footbridge closing in May.", 0),
        ("The council could not be reached about closing the Orrin footbridge in May.", 0),
        ("The council would neither confirm nor deny that it planned to close the Orrin footbridge in May.", 0),
        ("The council would not rule out that it planned to close the Orrin footbridge in May.", 0),
        ("The council has not yet confirmed that it planned to close the Orrin footbridge in May.", 0),
        ("The council ruled out that it planned to close the Orrin footbridge in May.", 1),
        ("The council denied unknown plans to close the Orrin footbridge in May.", 1),
        ("The council never planned to close the Orrin footbridge in May.", 1),
    ],
)
def test_silence_is_no_denial(says, sides):
    texts = {"a": "The council planned to close the Orrin footbridge in May.", "b": says}
    assert len(claims.propose(pd.DataFrame(columns=COLUMNS), texts).contradictions) == sides


@pytest.mark.parametrize(
    ("says", "within"),
    [
        ("The council won't close the Orrin footbridge.", True),  # the same, another apostrophe
        ("The council didn't close the Orrin footbridge.", False),
    ],
)
def test_who_says_a_part_of_a_label_with_what_turns_it_says_the_label(says, within):
    corpus = read_corpus([], {"a": says}, {})
    assert proposals._in_label(corpus, 0, "I can add this: The council won’t close the Orrin footbridge") is within


@pytest.mark.parametrize(
    ("around", "label"),
    [
        ("The council sold the mill to a timber yard.", "The council sold the mill to a timber yard"),
        ("Rain fell. The council sold the mill to a timber yard.", "to a timber yard"),
    ],
)
def test_a_label_of_a_fragment_is_its_sentence_and_not_two(around, label):
    assert labels.wording(units.Unit("s1", "a", "a", (), (), (), "indirect", "", "to a timber yard", around)) == label


def test_who_leads_a_denial_on_a_claim_and_stands_in_none_belongs_to_it():
    told = "The council sold the Orrin footbridge to a timber yard of Hallow for nine pounds."
    texts = {
        "a": told,
        "b": told.replace("nine", "the sum of nine"),
        "c": "Ferris denied selling it. He met bakers at the fair.",
    }
    texts |= {"d": "Geese slept near the lock.", "e": "Rain fell on Hallow all that night."}
    found = claims.propose(pd.DataFrame(columns=COLUMNS), texts)
    (row,) = found.contradictions.to_dict("records")
    assert dict(found.stances[["statement_id", "stance"]].to_numpy())[row["a"]] == "denies"
    assert set(found.stances["proposition"]) == {row["on"]}


@pytest.mark.parametrize(
    ("says", "stance"),
    [
        ("The council denied on Friday that it sold the Orrin footbridge to a timber yard of Hallow.", "denies"),
        ("The council denied that it had not sold the Orrin footbridge to a timber yard of Hallow.", "affirms"),
        (
            "The council, which sold the Orrin footbridge to a timber yard of Hallow, denied any theft of lamps.",
            "neutral",
        ),
    ],
)
def test_who_denies_something_that_a_claim_does_not_say_takes_no_side(says, stance):
    told = "The council sold the Orrin footbridge to a timber yard of Hallow."
    found = claims.propose(pd.DataFrame(columns=COLUMNS), {"a": told, "b": "On Monday, the " + told[4:], "c": says})
    c = set(found.author.loc[found.author["doc_id"] == "c", "id"])
    assert [s for i, s in found.stances[["statement_id", "stance"]].to_numpy() if i in c] == [stance]


def test_a_label_of_denied_words_is_denied_by_who_denies_them():
    says = "the Echo's claims that the council closes the Orrin footbridge in May"
    texts = {"a": f"The mayor has denied {says}.", "b": f"A baker denied {says}."}
    told = [
        dict.fromkeys(COLUMNS, "")
        | {"id": d, "doc_id": d, "content": says, "cue": "denied", "source": "x" + d, "form": "indirect",
           "content_spans": f"{texts[d].index(says)}:{texts[d].index(says) + len(says)}"}
        for d in texts
    ]  # fmt: skip
    found = claims.propose(pd.DataFrame(told), texts)
    assert found.claims["label"].tolist() == [says.removeprefix("the Echo's claims that ")]
    assert set(found.stances["stance"]) == {"denies"}


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("The bakers plan to continue the Orrin market.", "continue"),
        ("The bakers plan to shut down the Orrin market.", ""),
        ("The bakers do not plan to continue the Orrin market.", ""),  # a denial of the opposite
        ("Bakers of Orrin continue what brewers discontinue.", ""),  # both
    ],
)
def test_who_says_the_opposite_of_a_label_denies_it_in_those_words(says, words):
    assert proposals._opposite(read_corpus([], {"a": says}, {}), 0, "The bakers discontinue the Orrin market") == words


@pytest.mark.parametrize(
    ("says", "cue", "content"),
    [
        ("Traders spoke of reports that the council plans to close the Orrin footbridge, but Ferris refuted the reports.",
         "refuted", "the reports"),
        ("The Echo wrote that the council plans to close the Orrin footbridge. There is no truth to these reports.", "", ""),
        ("The Echo wrote that the council plans to close the Orrin footbridge. Anna Nuland. Happily this is not true.", "", ""),
    ],
)  # fmt: skip
def test_a_denial_without_content_denies_what_was_told_before(says, cue, content):
    texts = {"a": "The council plans to close the Orrin footbridge in May.", "b": says, "c": "Buses run late."}
    told = []
    if cue:
        start = says.index(content)
        spans = format_spans([(start, start + len(content))])
        cues = format_spans([(says.index(cue), says.index(cue) + len(cue))])
        told = [dict.fromkeys(COLUMNS, "") | {"id": "s1", "doc_id": "b", "content_spans": spans, "content": content}]
        told[0] |= {"cue_spans": cues, "actor": "ferris"}
    found = claims.propose(pd.DataFrame(told, columns=[*COLUMNS, "cue_spans"]), texts)
    (row,) = found.contradictions.to_dict("records")
    names = {r["id"]: r["content"] for r in (*found.author.to_dict("records"), *told)}
    assert names[row["a"]] in says.split("footbridge")[-1]
    assert "council plans to close the Orrin footbridge" in names[row["b"]]


def test_a_denial_against_an_assertion_is_a_row_that_quotes_what_turns(found):
    top = found.contradictions[found.contradictions["kind"] == "denial"].iloc[0]
    assert top["a"] == "s2"
    assert (top["kind"], top["strength"]) == ("denial", "direct")
    assert (top["turned_by"], "“denied”" in top["why"]) == ("denied", True)
    assert len(found.contradictions[found.contradictions["on"] == top["on"]]) == 1  # one dispute, one row
    assert found.contradictions["score"].astype(float).is_monotonic_decreasing


@pytest.mark.parametrize(("asserted", "meet"), [("purchased", True), ("sold", False)])
def test_words_of_one_meaning_meet_in_what_is_denied_and_what_is_asserted(asserted, meet):
    corpus = read_corpus([], {"a": "The mayor never bought the mill.", "b": f"A baker {asserted} one in May."}, {})
    denied, other = sorted(corpus.said, key=lambda said: said.kind, reverse=True)
    assert bool(denied.denied.keys() & other.asserted.keys()) is meet
    assert not denied.core & other.whole.keys()  # and no word of theirs does


@pytest.mark.parametrize(
    ("does", "open_"), [("did not publicly discuss", True), ("didn't address", True), ("did not end", False)]
)
def test_who_did_not_speak_of_a_matter_takes_no_side(does, open_):
    assert read_corpus([], {"a": f"The council {does} the closing of the Orrin footbridge."}, {}).said[0].open is open_


def test_british_and_american_spellings_have_one_stem():
    assert polarity.stem("anaesthesia") == polarity.stem("anesthesia")


def test_values_of_one_thing_that_differ_are_a_row(found):
    numeric = found.contradictions[found.contradictions["kind"] == "numeric"]
    assert len(numeric) == 1
    assert "“14 boats”" in numeric.iloc[0]["why"]
    assert "“31 boats”" in numeric.iloc[0]["why"]


@pytest.mark.parametrize(
    ("a", "b", "differ"),
    [
        ("14 boats", "31 boats", True),
        ("1,000 boats", "1,020 boats", False),
        ("two dozen boats", "24 boats", False),
        ("fifteen boats", "15 boats", False),
        ("10 to 20 boats", "14 boats", False),
        ("10 to 20 boats", "31 boats", True),
        ("10 to 20 boats", "5 boats", True),
        ("between 10 and 20 boats", "14 boats", False),
        ("between 10 and 20 boats", "31 boats", True),
        ("on 3 May", "on May 3", False),
    ],
)
def test_numbers_differ_beyond_rounding_and_dates_by_the_day(a, b, differ):
    texts = {d: f"The flood reached the quay and the mill {v} this spring." for d, v in (("a", a), ("b", b))}
    corpus = read_corpus([], texts, {})
    one, other = (values.values_in(corpus, n)[0] for n in (0, 1))
    assert one.of == other.of
    assert values._differ(one, other) is differ


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Three people died when the quarry wall at Hallow fell", "Five people died when the quarry wall at Hallow fell", "numeric"),
        ("Twelve sailors were saved from the wreck off Hallow", "Off Hallow 15 sailors were saved from the wreck", "numeric"),
        ("The mill was sold to a brewer for $3 million", "The mill was sold to a brewer for $8m in all", "numeric"),
        ("The mill was sold to a brewer for $3 million", "The mill was sold to a brewer for $3m in all", ""),
        ("The flood at Orrin killed at least 14 people", "The flood at Orrin killed 31 people", ""),  # both can be true
        ("The flood at Orrin killed up to 14 people", "The flood at Orrin killed 31 people", "numeric"),
        ("14 of those whom the flood at Orrin killed were bakers", "The flood at Orrin killed 31 people", ""),  # a part
        ("The Orrin bridge was opened in 2011 by a brewer", "The Orrin bridge was opened in 2014 by a brewer", "date"),
        ("The Orrin bridge was opened on 3 May by a brewer", "The Orrin bridge was opened on 9 May by a brewer", "date"),
        ("The Orrin harbour master was fired last night", "The Orrin harbour master has resigned from office", "characterisation"),
        ("The Orrin harbour master was not fired last night", "The Orrin harbour master has resigned from office", ""),
        ("The harbour master of Orrin was fired", "The mayor of Hallow has resigned from the choir", ""),
        ("Ines Okafor, mayor of Orrin, has been let go", "Ines Okafor stepped down as mayor of Orrin", "characterisation"),
        ("Ines Okafor, mayor of Orrin, has been let go", "Ines Okafor stepped aside as mayor of Orrin", ""),  # no fate of hers
        ("The brewer bought the Orrin mill in May", "The Orrin mill was purchased in August", "date"),
        ("The brewer bought the Orrin mill in May", "The Orrin mill gave its name to a feast in August", ""),  # nothing happened
        ("The port denied that the Orrin bridge fell in May", "A clerk said that the Orrin bridge fell in August", "denial"),  # and no date
        ("The brewer bought Orrin in May", "Orrin was purchased by a timber yard in August", "date"),  # one meaning
        ("The bow door of the Orrin ferry was surveyed on 3 May", "A message about the bow door of the Orrin ferry came on 9 May", ""),
        ("Rain fell on the Orrin mill on 3 May, and Ines Okafor died there a week later", "Ines Okafor died at the Orrin mill on 9 May", ""),
        ("Ines Okafor suffered a stroke at the Orrin mill on 3 May", "A stroke felled Ines Okafor at the Orrin mill on 9 May", "date"),
        ("Ines Okafor took a walk by the Orrin mill on 3 May", "Ines Okafor took a boat by the Orrin mill on 9 May", ""),  # two events
        ("Ines Okafor was jailed for 18 years at Orrin", "Ines Okafor was jailed at Orrin in 2012", ""),  # no two years
        ("Ines Okafor gave $3 million for the new footbridge", "Bram Tully gave $8 million for the new footbridge", ""),  # two givers
        ("The Orrin mill was painted on 3 May", "A shop for paint opened at the Orrin mill on 9 May", ""),  # a thing of that name
        ("The brewer sold 14 boats after the flood at the Orrin mill", "A choir owns 31 boats since the flood at the Orrin mill", ""),
        ("The bakers plan to continue the Orrin market", "The bakers plan to discontinue the Orrin market", "characterisation"),
    ],
)  # fmt: skip
def test_values_of_one_thing_contradict_unless_both_can_be_true(a, b, kind):
    texts = {"a": f"A choir sang in the old hall. {a}.", "b": f"Rain fell on the market. {b}.", "c": "Buses run late."}
    found = claims.propose(pd.DataFrame(columns=COLUMNS), texts).contradictions
    assert found["kind"].tolist() == ([kind] if kind else [])


def test_all_who_give_the_one_value_stand_against_all_who_give_the_other():
    texts = {"a": "The brewer bought the Orrin mill in May.", "b": "In May a brewer bought the old Orrin mill."}
    texts |= {"c": "The Orrin mill was bought by the brewer in August.", "d": "A choir sang in May in Orrin."}
    (found,) = claims.propose(pd.DataFrame(columns=COLUMNS), texts).contradictions.to_dict("records")
    assert found["kind"] == "date"
    assert found["instances"].count("+") == 1


@pytest.mark.parametrize(("source", "pairs"), [("A baker", 2), ("", 1)])
def test_two_voices_of_one_document_stand_against_each_other_where_two_documents_do(source, pairs):
    says = "the brewer bought the Orrin mill in May"
    texts = {
        "a": f"A baker said {says}. The Orrin mill was bought by the brewer in August.",
        "b": f"In the end {says}.",
    }
    at = texts["a"].index(says)
    told = pd.DataFrame(
        [dict.fromkeys(COLUMNS, "") | {"id": "s", "doc_id": "a", "content_spans": f"{at}:{at + len(says)}", "content": says,
                                       "source": source, "holder": source or "author of a", "form": "indirect"}]
    )  # fmt: skip
    (found,) = claims.propose(told, texts).contradictions.to_dict("records")
    assert found["instances"].count("+") + 1 == pairs


def test_who_is_like_one_of_those_who_agree_and_names_whom_they_name_agrees_too():
    texts = {
        "a": "Ines Okafor was fired as harbour master of Hallow.",
        "b": "Ines Okafor resigned as harbour master of Hallow.",
    }
    texts["c"] = "After a stormy night the council sacked Okafor."  # in words of d, which is on the other side
    texts |= {
        "d": "Ines Okafor of Hallow resigned after a stormy night.",
        "e": "After a stormy night the council sacked a baker.",
    }
    (found,) = claims.propose(pd.DataFrame(columns=COLUMNS), texts).contradictions.to_dict("records")
    assert found["instances"].count("+") == 3


def test_values_of_different_years_rank_low():
    scores = []
    for year in ("2010", "2015"):
        texts = {"a": "A choir sang. In 2010 the Orrin flood killed 14 people.", "c": "Buses run late near the school."}
        texts["b"] = f"Rain fell on the market. In {year} the Orrin flood killed 31 people."
        found = claims.propose(pd.DataFrame(columns=COLUMNS), texts).contradictions
        scores.append(float(found.loc[found["kind"] == "numeric", "score"].iloc[0]))
    assert scores[1] <= 0.5 * scores[0]


def test_a_long_s_is_an_s():
    texts = {"a": "On ſept 5 the ſix persons of Hallow met at the mill."}
    assert [v.words for v in values.values_in(read_corpus([], texts, {}), 0)] == ["ſept 5", "ſix persons"]


def test_of_a_list_without_a_stop_what_stands_near_a_value_tells_of_it():
    text = (
        f"the clerk counted {', '.join(f'boat{chr(97 + n % 26)}{n}' for n in range(200))} and 14 geese of the harbour"
    )
    (value,) = values.values_in(read_corpus([], {"a": text}, {}), 0)
    assert (value.words, len(value.company)) == ("14 geese", values.FAR + 1)


def test_a_time_of_day_or_a_place_in_a_row_tells_not_what_a_value_is_of():
    (value,) = values.values_in(read_corpus([], {"a": "At 9.40am on the 2nd pier the crew fed 14 geese."}, {}), 0)
    assert sorted(value.company) == ["crew", "feed", "pier"]


def test_an_age_is_a_persons_and_no_value_of_the_matter():
    corpus = read_corpus([], {"a": "The 81-year-old mayor opened the mill 14 days late."}, {})
    assert [v.words for v in values.values_in(corpus, 0)] == ["14 days"]


@pytest.mark.parametrize(
    ("asserts", "stands"),
    [
        ("The council plans to close the Orrin footbridge next year.", True),
        ("The council met at the footbridge inn on Friday evening.", False),  # shares who and where, not what is denied
    ],
)
def test_what_stands_against_a_denial_asserts_what_is_denied(asserts, stands):
    texts = TEXTS | {"z-new": asserts}
    found = claims.propose(STATEMENTS, texts)
    (row,) = found.contradictions[found.contradictions["a"] == "s2"].to_dict("records")
    own = found.author.set_index("id")["doc_id"]
    sides = {row["b"], *(pair.split("+")[1] for pair in row["instances"].split(" | ") if pair)}
    assert ("z-new" in {own.get(i) for i in sides}) is stands


def against(texts: dict[str, str]) -> dict[str, float]:
    """The documents whose own words stand against the only denial of some texts, each with the score of the row."""
    found = claims.propose(pd.DataFrame(columns=COLUMNS), texts)
    own = found.author.set_index("id")["doc_id"]
    (row,) = found.contradictions.to_dict("records")
    others = [pair.split("+")[1] for pair in row["instances"].split(" | ") if pair]
    return {own[i]: float(row["score"]) for i in (row["b"], *others)}


@pytest.mark.parametrize(("many", "stands"), [(18, False), (12, True)])
def test_where_many_stand_against_a_denial_each_says_what_the_likest_say(many, stands):
    who = ["Ferris", "Nuland", "Okafor", "A brewer", "The baker", "A mason"]
    says = [
        "told walkers that the council sold the footbridge to a timber yard",
        "wrote that a timber yard got the footbridge the council sold",
        "saw how men of the timber yard took the footbridge that the council sold",
    ]
    told = {f"a{n}": f"{who[n % 6]} {says[n // 2 % 3]}." for n in range(many)}
    what = ["rain fell", "buses ran late", "wheat grew", "snow lay", "geese slept", "kites flew", "bells rang"]
    talk = {
        f"f{n}": f"Some say {what[n % 7]} near {('Hallow', 'Ossel', 'Tarn')[n % 3]} that evening." for n in range(40)
    }
    fair = "For a fair the council lit lamps along the footbridge, and bakers of Tarn gave soup to children who sang."
    found = against(told | talk | {"b": "The council denied that it sold the footbridge.", "z": fair})
    assert told.keys() <= found.keys() <= {*told, "z"}
    assert ("z" in found) is stands


@pytest.mark.parametrize(
    ("says", "sides"),
    [
        ("Nobody at the mill of Orrin employs bakers from Hallow.", {"b"}),
        ("The mill of Orrin denied that it gives work to bakers from Hallow.", {"b", "c", "d"}),
        ("The mill of Orrin will not employ bakers from Hallow.", {"b", "c", "d"}),
    ],
)
def test_a_mere_negator_stands_against_its_own_pairs_only(says, sides):
    texts = {"a": says, "b": "The mill of Orrin employs bakers from Hallow."}
    texts["c"] = "Bakers from Hallow and a mill of Orrin met in May at a fair."
    texts["d"] = "The mill of Orrin gave bakers from Hallow a prize."
    texts |= {f"e{n}": f"{what} near the lock." for n, what in enumerate(("Rain fell", "Buses ran", "Geese slept"))}
    assert against(texts).keys() == sides


@pytest.mark.parametrize(("docs", "one_claim", "pairs"), [("a b", False, 0), ("a b", True, 1), ("a a", False, 1)])
def test_a_mere_negator_denies_what_shares_its_claim_or_stands_before_it(docs, one_claim, pairs):
    told = ["The mill of Orrin employs bakers from Hallow.", "The mill of Orrin never employs bakers from Hallow."]
    texts, rows = {}, []
    for doc, says in zip(docs.split(), told, strict=True):
        texts[doc] = f"{texts.get(doc, '')}{says} "
        at = texts[doc].index(says)
        row = {"id": says, "doc_id": doc, "content": says, "content_spans": f"{at}:{at + len(says)}"}
        rows.append(dict.fromkeys(COLUMNS, "") | row | {"source": "x", "form": "indirect"})
    corpus = read_corpus(rows, texts, {})
    claim = Claim("bakers-1", "The mill employs bakers", (0, 1), {}, 0)
    homes = {n: [claim] for n in (0, 1)} if one_claim else {}
    found = contradictions.denials(corpus, Index(corpus.asserted, corpus.space), homes)
    assert sum(map(len, found.values())) == pairs


def test_who_denies_something_too_stands_against_a_denial_less_plainly():
    texts = {"b": "The council denied that it closed the Orrin footbridge.", "c": "Buses run late near the choir hall."}
    plain, too = (
        against(texts | {"a": f"The council closed the Orrin footbridge in May and {told} the school."})["a"]
        for told in ("told", "did not tell")
    )
    assert 0 < too < 0.6 * plain


@pytest.mark.parametrize(
    ("says", "content", "stance"),
    [
        ("Ferris has denied ever closing the Orrin footbridge in May, friends said.",
         "Ferris has denied ever closing the Orrin footbridge in May", "denies"),  # it tells that another denies
        ("Traders spoke of reports that the council closes the Orrin footbridge, but Ferris refuted the reports.",
         "the reports", "denies"),  # no words of its own
        ("The council of Orrin denied closing the footbridge.",
         "The council of Orrin denied closing the footbridge", "denies"),
    ],
)  # fmt: skip
def test_who_tells_of_a_denial_takes_its_side(says, content, stance):
    texts = {"a": "Ferris is closing the Orrin footbridge in May.", "b": says, "c": "Buses run late."}
    texts["d"] = "In May Ferris closes the Orrin footbridge."
    places = {"content_spans": content, "cue_spans": "denied" if "denied" in says else "refuted"}
    spans = {c: format_spans([(says.index(w), says.index(w) + len(w))]) for c, w in places.items()}
    inner = dict.fromkeys(COLUMNS, "") | {"doc_id": "b", "form": "indirect", "actor": "ferris"}
    told = [inner | spans | {"id": "s1", "content": content}]
    if "friends" in says:  # what the friends tell holds the cue of another statement
        told[0]["cue_spans"] = ""
        at = (says.index("ever closing"), says.index(", friends"))
        told.append(inner | {"id": "s2", "content": says[slice(*at)], "content_spans": format_spans([at])})
        told[1]["cue_spans"] = spans["cue_spans"]
    found = claims.propose(pd.DataFrame(told), texts).stances
    assert set(found[found["statement_id"] == "s1"]["stance"]) == {stance}


def test_who_says_a_part_of_a_negated_claim_does_not_deny_it():
    whole = "The Orrin footbridge has never been closed. The footbridge that walkers of Orrin used was open and lit"
    contents = {"a": whole, "b": whole, "c": "The Orrin footbridge has never been closed"}
    texts = {doc: f"Ferris told the paper: “{content}.”" for doc, content in contents.items()} | {
        "d": "Buses run late."
    }
    inner = dict.fromkeys(COLUMNS, "") | {"form": "direct", "actor": "ferris"}
    places = {doc: texts[doc].index("The") for doc in contents}
    told = [
        inner
        | {"id": doc, "doc_id": doc, "content": words, "content_spans": f"{places[doc]}:{places[doc] + len(words)}"}
        for doc, words in contents.items()
    ]
    stances = claims.propose(pd.DataFrame(told), texts).stances
    assert dict(zip(stances["statement_id"], stances["stance"], strict=True)) == dict.fromkeys("abc", "affirms")


def test_a_copy_is_no_second_voice():
    voices = {u.doc: u.holder for u in units.units_of([], TEXTS, {"b-echo": "a-post"}) if u.form == "author"}
    assert voices["b-echo"] == voices["a-post"] != voices["c-mail"]


def test_a_proposition_takes_its_statements_first():
    book = {"closing": {"label": "The council will close the Orrin footbridge", "examples": []}}
    found = claims.propose(STATEMENTS, TEXTS, {}, book)
    stances = found.stances[found.stances["proposition"] == "closing"].set_index("statement_id")["stance"]
    assert {"s1": "affirms", "s2": "denies"}.items() <= stances.to_dict().items()
    assert not any("footbridge" in label for label in found.claims.query("by == 'machine'")["label"])
    assert found.claims.query("by == 'codebook'")["proposition"].tolist() == ["closing"]


def test_of_a_proposition_too_who_does_not_say_its_wordings_stands_beside_it():
    feared = "Plans of the council anger traders: the Orrin footbridge, they feared, could stay shut beyond that May with no buses to Hallow lock."
    book = {"closing": {"label": "The council plans to close the Orrin footbridge in May", "examples": []}}
    found = claims.propose(STATEMENTS, TEXTS | {"z": feared}, {}, book)
    said = found.stances.merge(found.author, left_on="statement_id", right_on="id", how="left").fillna("")
    beside = said[said["rule_x"].str.startswith(proposals.BESIDE)]
    assert beside["content"].tolist() == [feared]
    assert said["proposition"].eq("closing").sum() > len(beside)


def test_a_matter_whose_statements_patterns_choose_is_no_further_claim():
    book = {"closing": {"label": "The council will close the Orrin footbridge", "patterns": ["close"], "examples": []}}
    found = claims.propose(STATEMENTS.assign(stances=["closing:affirms", "closing:denies"]), TEXTS, {}, book)
    assert "closing" not in set(found.stances["proposition"])  # its patterns say who takes a stance on it
    assert not any("footbridge" in label for label in found.claims["label"])
    assert any("pool" in label for label in found.claims["label"])


def test_what_a_pattern_has_found_is_not_proposed_again():
    rows = STATEMENTS.assign(stances=["closing:affirms", "closing:denies"])
    assert not {"s1", "s2"} & set(claims.propose(rows, TEXTS).stances["statement_id"])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_documents_and_rows_changes_nothing(found, seed):
    dice = random.Random(seed)
    docs = dice.sample(sorted(TEXTS), len(TEXTS))
    again = claims.propose(STATEMENTS.sample(frac=1, random_state=seed), {d: TEXTS[d] for d in docs})
    for name in ("author", "claims", "stances", "contradictions"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(found, name))


def test_what_documents_are_called_changes_nothing():
    says = ["council sold the bridge in June", "council painted the boat in May", "baker closed the market in May"]
    says += ["mayor moved the school in June", "baker saved the market in June", "council closed the boat in June"]
    says += ["mayor moved the lock in May"]
    told = []
    for names in ("abcdefg", "gfedcba"):
        texts = {name: f"The {words}." for name, words in zip(names, says, strict=True)}
        found = claims.propose(pd.DataFrame(columns=COLUMNS), texts)
        said = found.stances.merge(found.author, left_on="statement_id", right_on="id")
        said = said.merge(found.claims, on="proposition")
        told.append(sorted(zip(said["label"], said["stance"], said["content"], strict=True)))
    assert told[0] == told[1]


def test_the_hash_seed_changes_nothing(found, tmp_path):
    STATEMENTS.to_csv(tmp_path / "s.csv", index=False)
    code = (
        "import json, sys, pandas as pd; from sayso import claims\n"
        "rows = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False)\n"
        "found = claims.propose(rows, json.loads(sys.argv[2]))\n"
        "print(*(getattr(found, n).to_csv() for n in ('author', 'claims', 'stances', 'contradictions')), sep='')"
    )
    args = [sys.executable, "-c", code, str(tmp_path / "s.csv"), json.dumps(TEXTS)]
    out = {
        subprocess.run(
            args, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True, text=True
        ).stdout
        for seed in ("0", "77")
    }
    here = (getattr(found, name).to_csv() for name in ("author", "claims", "stances", "contradictions"))
    assert out == {"".join(here) + "\n"}  # of a third seed


def test_such_points_two_sentences_back():
    texts = {
        "a": "The mayor met a brewer at the Orrin lock. Both kept quiet on it. The mayor denied that such talks were held.",
        "b": "Buses run late near the school. The mayor and a brewer have met at the Orrin lock.",
        "c": "The choir sang at the lock for a brewer.",
    }
    found = claims.propose(pd.DataFrame(columns=COLUMNS), texts)
    own = found.author.set_index("id")
    (row,) = found.contradictions.to_dict("records")
    assert "such talks" in own.loc[row["a"], "content"]
    sides = {row["b"], *(pair.split("+")[1] for pair in row["instances"].split(" | ") if pair)}
    assert "b" in {own.loc[i, "doc_id"] for i in sides}


def test_a_denial_may_rest_on_words_that_no_unit_holds():
    texts = {
        "a": "Any answer? No such mill bridge was ever sold.",
        "b": "The mill bridge was sold by Mayor Dale Ferris.",
    }
    claims.propose(pd.DataFrame(columns=COLUMNS), texts)  # "answer" stands in a sentence too short to be a unit
    texts = {"a": "Owls Answer Mill Bridge Ferris. The report that people tried it last week is false."}
    texts["b"] = "Last week people tried it again."
    found = claims.propose(pd.DataFrame(columns=COLUMNS), texts).stances  # nothing but light words is denied
    assert not found.empty


@pytest.mark.parametrize("texts", [{}, {"a": ""}, {"a": "One line."}, {"a": "No, no, never.", "b": "Not “not” not."}])
def test_a_corpus_that_says_nothing_has_empty_tables(texts):
    found = claims.propose(pd.DataFrame(columns=COLUMNS), texts)
    assert found.claims.empty
    assert found.contradictions.empty
    assert list(found.stances) == [
        "statement_id",
        "proposition",
        "stance",
        "holder",
        "scope_words",
        "turned_by",
        "rule",
    ]


LISTS = sorted(words.FOLDER.glob("*.txt"))


def test_word_lists_stay_few():
    assert len(LISTS) <= 40


@pytest.mark.parametrize("path", LISTS, ids=lambda p: p.stem)
def test_a_word_list_names_its_source_and_holds_no_word_twice(path):
    first, *lines = path.read_text("utf-8").splitlines()
    assert first.startswith("#")
    assert len(lines) == len(set(lines))
