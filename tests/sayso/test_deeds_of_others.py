"""Who does a deed, and whether and when it is told as done, over invented sentences: what is one claim, and what contradicts what."""

import pandas as pd
import pytest

from sayso.claims.deeds import DONE, Way, deeds, of_others
from sayso.claims.proposals import _with_leads, propose, read_corpus
from sayso.claims.units import Claim
from sayso.polarity import read

COLUMNS = ["id", "doc_id", "content_spans", "content", "source", "cue", "actor", "form", "holder", "stances"]
BESIDE = {"x": "Rain fell on the many roofs of the town.", "y": "School meals will be free from autumn onwards."}


def told(sentence):
    """The last deed of a sentence: by whom, when, what."""
    words = read(sentence, 0, len(sentence))
    verb, _, by, when, year = deeds(words, sentence)[-1]
    return " ".join(filter(None, (*(words[n].lower for n in by), when, year, words[verb].lower)))


def proposed(**texts):
    """What is proposed over some documents among others, and the document of each unit."""
    found = propose(pd.DataFrame(columns=COLUMNS), texts | BESIDE)
    return found, dict(zip(found.author["id"], found.author["doc_id"], strict=True))


def one_claim(one, other):
    """Whether what two documents tell and what two others do are one claim."""
    found, doc = proposed(a=one, b=one, c=other, d=other)
    return any({"a", "c"} <= {doc[i] for i in ids} for _, ids in found.stances.groupby("proposition")["statement_id"])


def against(tells, denies):
    """The strength of the row in which a denial stands against what three documents tell, and its stances."""
    found, doc = proposed(a=tells, b=tells, c=tells, d=denies)
    rows = found.contradictions.query("kind == 'denial'")
    strengths = {row.strength for row in rows.itertuples() if "d" in (doc[row.a], doc[row.b])}
    return min(strengths, default="none"), {r.stance for r in found.stances.itertuples() if doc[r.statement_id] == "d"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Holt sued the club", "holt done sued"),
        ("Holt has quietly sued the club", "holt done sued"),
        ("Dr. Dale Holt, a baker, sued the club", "dale holt done sued"),
        ("Holt, who owns the mill, sued the club", "holt done sued"),
        ("Holt (Tarn) sued the club", "holt tarn done sued"),
        ("Senator Holt and Mayor Dale Ferris sued the club", "holt dale ferris done sued"),
        ("Dunn, Kerr and Holt sued the club", "dunn kerr holt done sued"),
        ("In Tarn, Holt sued the club", "holt done sued"),
        ("Nuland said Holt sued the club", "holt done sued"),
        ("The Bank of Tarn sued the club", "bank tarn done sued"),
        ("It was Holt who sued the club", "holt done sued"),
        ("The club was sued on Friday by Holt", "holt done sued"),
        ("The club was sued by chairman Dale Holt", "dale holt done sued"),
        ("Holt denied suing the club", "holt suing"),
        ("Holt was accused of suing the club", "holt suing"),
        ("Nuland accused Holt of suing the club", "holt suing"),
        ("Holt plans to sue the club", "holt ahead sue"),
        ("Holt has agreed to sue the club", "holt ahead sue"),
        ("Holt had to sue the club", "holt sue"),  # forced, so perhaps done
        ("Holt should sue the club", "holt wished sue"),
        ("The club should have been sued by Holt", "holt wished sued"),
        ("The club will be sued", "ahead sued"),
        ("Holt may have sued the club", "holt sued"),
        ("Holt does sue the club", "holt sue"),
        ("Holt won the 2012 race", "holt done 2012 won"),
        ("He sued the club", "done sued"),  # whoever that is
        ("Lawyers for Holt sued the club", "done sued"),
        ("The chairman of Orrin sued the club", "done sued"),
        ("Holt lawyers sued the club", "done sued"),
        ("Holt lawyers to sue the club", "sue"),
        ("Holt’s dairy sued the club", "done sued"),
        ("The dairy and Holt sued the club", "done sued"),
        ("Friends of Ana Lode, Bea Nuland and Dale Ferris sued the club", "done sued"),
        ("Last week friends of Ana Lode, Bea Nuland and Dale Ferris sued the club", "done sued"),
        ("The baker, who met Ana Lode, Bea Nuland and Dale Ferris, sued the club", "done sued"),
        ("The club was sued by Holt lawyers", "done sued"),
        ("The club was sued by Holt’s", "done sued"),
        ("The President sued the club", "done sued"),
        ("On Monday sued the club", "done sued"),
        ("A Hallow trading house", "trading"),
        ("Tarn will ask Holt to sue the club", "sue"),  # or does Tarn?
        ("Holt came and sued the club", "holt done sued"),
    ],
)
def test_a_deed_is_told_with_the_names_of_who_does_it_and_as_done_or_to_be(sentence, expected):
    assert told(sentence) == expected


SUED, BOUGHT = "Holt sued Brand over the tower.", "Marlow Rovers bought the Tarn ground."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SUED, "Holt has sued Brand over the tower."),
        (SUED, "Brand was sued by Holt over the tower."),
        (SUED, "He sued Brand over the tower."),
        (SUED, "Holt sued Brand over the tower, as Brand sued Holt."),
        (SUED, "Holt and Kerr sued Brand over the tower."),
        (SUED, "Lawyers for Kerr sued Brand over the tower."),
        (SUED, "Brand was sued over the tower."),
        (SUED, "Holt, the chairman of Orrin Dairy, sued Brand over the tower."),
        ("Orrin Dairy sued Brand over the tower.", "Holt, the chairman of Orrin Dairy, sued Brand over the tower."),
        (BOUGHT, "Rovers bought the Tarn ground."),
        (BOUGHT, "The club bought the Tarn ground."),
        ("The Tarn Harbour Board fired pilot Kerr on Friday.", "THB fired pilot Kerr on Friday."),
        ("Moscow banned the Tarn cheese on Monday.", "Russia banned the Tarn cheese on Monday."),
        (
            "Dale Holt bought Tarn Mills in a deal.",
            "The Orrin Council bought Tarn Mills in a deal.",
        ),  # he may act for it
        ("Ted Holt (Orrin) bought the Tarn mill.", "Tarn Mills chairman Ted Holt bought the Tarn mill."),
        ("Officials arrested Holt at the tower.", "Ferris arrested Holt at the tower."),
        ("Holt won the 2012 Tarn election.", "Holt won the Tarn election."),
    ],
)
def test_one_deed_of_one_hand_or_of_nobody_named_is_one_claim(one, other):
    assert one_claim(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SUED, "Brand sued Holt over the tower."),
        (SUED, "Kerr sued Brand over the tower."),
        ("Brand was sued by Holt over the tower.", "Brand sued Holt over the tower."),
        ("Brand was sued by Holt over the tower.", "Brand was sued by Kerr over the tower."),
        ("Brand was sued over the tower.", "Brand sued Holt over the tower."),
        ("Holt plans to sue Brand over the tower.", "Brand plans to sue Holt over the tower."),
        ("Holt is suing Brand over the tower.", "Brand is suing Holt over the tower."),
        ("Last year, Holt sued Brand over the tower.", "Last year, Brand sued Holt over the tower."),
        ("Holt came and sued Brand over the tower.", "Brand came and sued Holt over the tower."),
        (BOUGHT, "Hallow United bought the Tarn ground."),
        ("Orrin Dairy bought Tarn Mills in a deal.", "Tarn Mills bought Orrin Dairy in a deal."),
        ("Judge Ines Okafor jailed the tower thief.", "Judge Bea Nuland jailed the tower thief."),
        ("Councillor Dale Ferris struck Ana Lode in the hall.", "Ana Lode struck Dale Ferris in the hall."),
        ("Holt won the 2012 Tarn election.", "Holt won the 2016 Tarn election."),
    ],
)
def test_one_deed_of_others_or_of_another_year_is_another_claim(one, other):
    assert not one_claim(one, other)


@pytest.mark.parametrize(
    ("tells", "denies"),
    [
        (SUED, "Holt never sued Brand over the tower."),
        (SUED, "Holt denied suing Brand over the tower."),
        (SUED, "Kerr denied that Holt had sued Brand over the tower."),
        (BOUGHT, "The club denied buying the Tarn ground."),
        (BOUGHT, "She denied buying the Tarn ground."),
        (BOUGHT, "It is false that Rovers bought the Tarn ground."),
        ("Marlow Rovers will sell the Tarn ground.", "Marlow Rovers will not sell the Tarn ground."),
        ("Marlow Rovers plan to sell the Tarn ground.", "Marlow Rovers deny plans to sell the Tarn ground."),
        ("Rovers are selling the Tarn ground.", "Rovers denied selling the Tarn ground."),
        ("Rovers were forced to sell the Tarn ground.", "Rovers denied having sold the Tarn ground."),
        ("Rovers may have sold the Tarn ground.", "Rovers denied having sold the Tarn ground."),
    ],
)
def test_who_denies_what_is_told_contradicts_it(tells, denies):
    strength, stances = against(tells, denies)
    assert strength == "direct"
    assert stances <= {"denies"}


@pytest.mark.parametrize(
    ("tells", "denies"),
    [
        (SUED, "Brand never sued Holt over the tower."),
        (SUED, "Brand was never sued by Kerr over the tower."),
        (SUED, "Kerr denied that Brand had sued Holt over the tower."),
        (SUED, "Kerr denied suing Brand over the tower."),
        (BOUGHT, "Hallow United denied buying the Tarn ground."),
        ("The Tarn ground was bought by Rovers.", "It is false that Hallow United bought the Tarn ground."),
        ("Dale Ferris struck Ana Lode in the hall.", "It is untrue that Ana Lode struck Dale Ferris in the hall."),
        ("Holt won the 2012 Tarn election.", "It is false that Holt won the 2016 Tarn election."),
    ],
)
def test_who_denies_a_deed_of_others_contradicts_nothing(tells, denies):
    assert against(tells, denies) == ("none", set())


@pytest.mark.parametrize(
    ("tells", "denies"),
    [
        ("Rovers have sold the Tarn ground.", "It is false that Rovers plan to sell the Tarn ground."),
        ("Marlow Rovers plan to sell the Tarn ground.", "It is false that Rovers have sold the Tarn ground."),
        ("Marlow Rovers will sell the Tarn ground.", "Rovers have not sold the Tarn ground."),
        ("The Tarn ground should be sold by Rovers.", "The Tarn ground will not be sold by Rovers."),
        ("Rovers should sell the Tarn ground.", "Rovers denied having sold the Tarn ground."),
        ("Rovers could sell the Tarn ground.", "Rovers denied having sold the Tarn ground."),
    ],
)
def test_who_denies_that_it_was_done_denies_not_that_it_will_or_should_be(tells, denies):
    strength, stances = against(tells, denies)
    assert strength != "direct"
    assert "denies" not in stances


@pytest.mark.parametrize(("other", "joins"), [("Holt", True), ("Kerr", False)])
def test_who_is_denied_joins_no_claim_of_a_deed_of_others(other, joins):
    corpus = read_corpus(
        [], {"a": SUED, "b": f"{other} sued Brand over the tower.", "c": "She denied suing Brand over it."}, {}
    )
    at = {unit.doc: n for n, unit in enumerate(corpus.units)}
    claim = Claim("sued", SUED, (at["a"],), {at["a"]: "affirms"}, at["a"])
    row = {"kind": "denial", "on": "sued", "score": "0.9", "units": [at["c"], at["b"]]}
    (found,) = _with_leads(corpus, [claim], [row])
    assert (at["b"] in found.members, at["c"] in found.members) == (joins, True)


@pytest.mark.parametrize(("other", "paired"), [("Holt", True), ("Kerr", False)])
def test_values_of_deeds_of_others_are_not_paired(other, paired):
    found, _ = proposed(a="Holt sued Brand over the tower in May.", b=f"{other} sued Brand over the tower in August.")
    assert ("date" in set(found.contradictions["kind"])) is paired


@pytest.mark.parametrize(
    ("other", "others"),
    [
        ({("sue", "holt"): {Way(("kerr",), "", "")}}, True),
        ({("sue", "holt"): {Way((), DONE, "")}}, True),
        ({("sue", "holt"): {Way((), "", "")}}, False),  # "suing Holt" may be anything
        ({("sue", "holt"): {Way(("holt",), DONE, "")}}, False),
        ({("sell", "holt"): {Way(("kerr",), DONE, "")}}, False),
        ({("sue", "club"): {Way(("kerr",), "", "")}}, True),
        ({("sue", "club"): {Way(("kerr",), "", ""), Way(("dale", "holt"), "", "")}}, False),
        ({("sue", "club"): {Way(("holt",), "", "2012")}}, False),
    ],
)
def test_others_do_it_where_one_deed_is_told_of_two_names_or_who_does_it_in_the_one_undergoes_it_in_the_other(
    other, others
):
    one = {("sue", "club"): {Way(("holt",), DONE, "")}}
    assert of_others(one, other) is of_others(other, one) is others


def test_a_word_that_the_folder_writes_small_is_no_name():
    (said, *_) = read_corpus([], {"a": "Clouds closed the tower.", "b": "The clouds left."}, {}).said
    assert {way.by for ways in said.deeds.values() for way in ways} == {()}
