"""One actor is one key in the whole corpus where the fullest name is unique; what may be two is proposed only."""

import pytest
from test_who import NONE, ledger

from sayso.who.casts import read_casts
from sayso.who.spellings import alike

JOINED = {
    "a surname with the one who has it": (["Lee said no.", "Ana Lee said no."], {"ana-lee"}),
    "with a title": (["President Lee said no.", "Mr. Bo Lee said no."], {"bo-lee"}),
    "Mr with the man of two": (["Mr Lee said no.", "Bo Lee said no.", "Ana Lee said no."], {"bo-lee", "ana-lee"}),
    "a middle initial": (["John A. Boehm said no.", "John Boehm said no."], {"john-a-boehm"}),
    "hyphens": (["Abdul al-Marri said no.", "Abdul Al Marri said no."], {"abdul-al-marri"}),
    "the Review is the one review": (
        ["The Review sat on a quayside.", "Quayside Review said no."],
        {"quayside-review"},
    ),
    "the Courier of its document": (["Brine Courier said no. The Courier sat."], {"brine-courier"}),
    "a number, and a month behind a given name": (["Veld 24 said no. Theresa May sat."], {"veld-24", "theresa-may"}),
    "what is somebody’s": (["The Veld Examiner’s Office sat."], {"veld-examiner"}),
    "an adjective is no first name": (["A defiant Lee said no. Defiant Lee sat.", "Ana Lee said no."], {"ana-lee"}),
}


def keys(texts: list[str], people=NONE) -> set[str]:
    casts = read_casts(people, {f"d{n}": text for n, text in enumerate(texts)})
    return {m.key for cast in casts.of.values() for m in cast.mentions}


@pytest.mark.parametrize(("texts", "expected"), JOINED.values(), ids=JOINED)
def test_names_of_one_actor_have_one_key(texts, expected):
    assert expected <= keys(texts) <= expected | {"defiant-lee"}


APART = {
    "two have the surname": (["Lee said no.", "Ana Lee said no.", "Eva Lee said no."], "lee"),
    "the document introduces another": (["Lee, a baker, said no.", "President Ana Lee said no."], "lee"),
    "initials explained elsewhere": (["The Veld Harbour Authority (VHA) said no.", "The VHA said no."], "vha"),
    "only a hyphen or an ending": (["QuayNews.com said no.", "Quay News said no."], "quaynews-com"),
}


@pytest.mark.parametrize(("texts", "key"), APART.values(), ids=APART)
def test_what_may_be_two_is_proposed_and_not_joined(texts, key):
    assert key in keys(texts)
    casts = read_casts(NONE, {f"d{n}": text for n, text in enumerate(texts)})
    proposed = alike(casts, set())
    assert key in {*proposed["actor"], *proposed["other"]}
    assert all(proposed["evidence"].str.contains("d0"))


def test_differing_middle_names_are_two_people():
    assert keys(["John A. Boehm said no.", "John B. Boehm said no."]) == {"john-a-boehm", "john-b-boehm"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sources at Quay said no. Workers at Quay sat.", "organisation"),
        ("Quay said no. He sat in Quay. Mr Quay said so.", "person"),
        ("Ana Lee sat. Nobody believes in Lee.", "person"),
        ("Quayco said no.", "organisation"),
        ("Maria said no.", "person"),
        ("Mr Quayco said no.", "person"),
        ("Quayco said no. She sat.", "person"),
        ("Re/quay said no. He sat.", "organisation"),
        ("QuayPro said no. He sat.", "organisation"),
        ("McVeld said no. He sat.", "person"),
        ("Quay News said no.", "organisation"),
        ("Egypt said no.", "state"),
        ("The U.S. said no.", "state"),
        ("Nobody told Americans.", "organisation"),
        ("According to Quay, the mayor is ill.", "organisation"),
    ],
)
def test_a_single_word_with_nothing_that_tells_of_a_person_is_none(text, kind):
    cast = read_casts(NONE, {"d0": text}).of["d0"]
    assert {figure.type for figure in cast.figures.values()} == {kind}


def test_a_surname_of_two_is_a_person():
    casts = read_casts(NONE, {"a": "Lee said no.", "b": "Ana Lee said no.", "c": "Eva Lee said no."})
    assert casts.of["a"].figures["lee"].type == "person"


def test_a_name_of_the_ledger_keeps_its_key():
    people = ledger({"actor": "chief", "name": "Ana Lee", "type": "person", "aliases": "Ana Lee"})
    assert keys(["Ana Lee said no.", "President Ana Lee said no."], people) == {"chief"}


def test_the_order_of_documents_and_pairs_makes_no_difference():
    texts = {"b": "Lee said no.", "a": "Ana Lee said no.", "c": "Tomeer Kablov said no. Tomir Kabelov said no."}
    one, two = (alike(read_casts(NONE, dict(items)), set()) for items in (texts.items(), reversed(texts.items())))
    assert one.to_csv() == two.to_csv()


def test_speakers_names_are_proposed_first():
    texts = {
        "a": "Tomir Kabelov, an envoy, sat. Rajm Hadir, an aide, sat.",
        "b": "Tomeer Kablov, an envoy, sat. Rajm Hadeer, an aide, sat.",
    }
    assert len(alike(read_casts(NONE, texts), set())) == 2
    for speaker in ("tomir-kabelov", "rajm-hadir"):
        first = alike(read_casts(NONE, texts), {speaker}).iloc[0]
        assert speaker in (first["actor"], first["other"])


@pytest.mark.parametrize("name", ["Minister of Trade", "President", "Mr", "of"])
def test_an_actor_of_the_ledger_may_have_any_name(name):
    people = ledger({"actor": "odd", "name": name, "type": "person", "aliases": f"{name} | the {name}"})
    alike(read_casts(people, {"a": f"The {name} said no. {name} Ana Lee said no."}), set())
