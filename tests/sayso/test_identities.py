"""Who is who between documents: posts that exclude each other, and one deed or event told of two."""

import pandas as pd
import pytest

from sayso import claims

COLUMNS = ["id", "doc_id", "content_spans", "content", "source", "cue", "actor", "form", "holder", "stances"]


def proposed(*sentences):
    """What is proposed of documents that say one sentence each beside others."""
    beside = [
        "A choir sang in the old hall.",
        "Rain fell on the fish market.",
        "Buses run late near the school.",
        "",
        "",
    ]
    texts = {name: f"{more} {said}" for name, more, said in zip("abcde", beside, sentences, strict=False)}
    return claims.propose(pd.DataFrame(columns=COLUMNS), texts | {"z": "Owls were counted in the wood by walkers."})


def identities(*sentences):
    found = proposed(*sentences).contradictions
    return found[found["kind"] == "identity"].to_dict("records")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Dale Ferris, the mill’s vice president for sales, sang.", "The mill’s assistant sales manager Dale Ferris sang."),
        ("Quayco chairman Dale Ferris sang.", "Everybody met Quayco chief executive Dale Ferris there."),
        ("Orrin Transport Minister Dale Ferris sang.", "It was said that Orrin’s president, Dale Ferris, sang."),
        ("Dale Ferris (chairman of the Orrin mill) sang.", "The treasurer of the Orrin mill, Dale Ferris, sang."),
        ("Dale Ferris, a general manager of the mill, sang.", "Dale Ferris, an assistant manager of the mill, sang."),
        ("Mill chairman Dale T. Ferris sang.", "He said mill treasurer Dale Ferris sang."),
        ("Orrin’s mill treasurer, Dale Ferris, sang.", "Orrin mill chairman Dale Ferris sang."),
        ("Quayco’s deputy manager Dale Ferris sang.", "Quayco’s general manager Dale Ferris sang."),
        ("The Orrin president’s treasurer Dale Ferris sang.", "Orrin president Dale Ferris sang."),  # not both
    ],
)  # fmt: skip
def test_a_person_with_two_posts_in_one_house_is_a_tension(a, b):
    (row,) = identities(a, b)
    assert row["strength"] == "tension"


def test_who_holds_both_posts_in_one_document_holds_them_in_others_too():
    both = "Quayco president and chief executive Dale Ferris opened the pier."
    told = ["Dale Ferris, president of Quayco, sang.", "Dale Ferris, chief executive of Quayco, sang."]
    assert len(identities(*told)) == 1
    assert identities(*told, both) == []


def test_a_person_of_many_posts_has_two_rows():
    posts = ("president", "chairman", "treasurer", "secretary", "manager")
    assert len(identities(*(f"Dale Ferris, {post} of Quayco, sang." for post in posts))) == 2


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Dale Ferris, an assistant manager for sales at the mill, sang.", "The mill’s assistant sales manager Dale Ferris sang."),
        ("Mill director Dale Ferris sang.", "Mill manager Dale Ferris sang."),
        ("Quayco chief executive Dale Ferris sang.", "Quayco CEO Dale Ferris sang."),
        ("Quayco chairwoman Ines Okafor sang.", "Ines Okafor, chair of Quayco, sang."),
        ("Quayco deputy chairman Dale Ferris sang.", "Quayco vice chairman Dale Ferris sang."),
        ("Mill manager Dale Ferris sang.", "The mill’s assistant manager Dale Ferris sang."),  # the longer holds the shorter
        ("Mill spokesman Dale Ferris sang.", "Mill chairman Dale Ferris sang."),  # who speaks for it may lead it
        ("The mill’s vice-president Dale Ferris sang.", "The mill’s vice president Dale Ferris sang."),
        ("Orrin congresswoman Lee Okafor sang.", "Orrin congressman Lee Okafor sang."),
        ("“Mill chairman Dale Ferris sang,” a baker said.", "Mill treasurer Dale Ferris sang."),  # not the document’s word
        ("Mill chairman Ferris sang.", "Mill treasurer Ferris sang."),  # perhaps two
        ("Former mill chairman Dale Ferris sang.", "Mill treasurer Dale Ferris sang."),
        ("Quayco chairman Dale Ferris sang.", "Choir president Dale Ferris sang."),  # another house
        ("The mill chairman’s aide Dale Ferris sang.", "Mill treasurer Dale Ferris sang."),
        ("The mill chairman met Dale Ferris.", "Mill treasurer Dale Ferris sang."),
        ("Dale Ferris, who was chairman of the mill, sang.", "Mill treasurer Dale Ferris sang."),
        ("A driver for the mill chairman, Dale Ferris sang.", "Mill treasurer Ines Ferris sang."),  # two persons
        ("To the mill chairman, Dale Ferris sang.", "The treasurer for the mill saw Dale Ferris."),
        ("In songs by Orrin mill chairman, Dale Ferris and others sang.", "Orrin mill treasurer Dale Ferris sang."),
    ],
)  # fmt: skip
def test_posts_that_can_be_one_or_both_held_are_none(a, b):
    assert identities(a, b) == []


def test_posts_that_one_document_gives_together_exclude_each_other_nowhere():
    both = "Dale Ferris, chairman of the mill, sang. Later mill treasurer Dale Ferris ate."
    assert identities("Mill chairman Dale Ferris sang.", "Mill treasurer Dale Ferris sang.")
    assert identities("Mill chairman Dale Ferris sang.", "Mill treasurer Dale Ferris sang.", both) == []


def test_the_passages_of_a_post_are_the_documents_own_words_over_name_and_office():
    found = proposed(
        "Dale Ferris, the mill’s chairman, sang.",
        "He said mill treasurer Dale Ferris sang.",
        "Mill treasurer Dale Ferris ate.",
    )
    (row,) = found.contradictions.to_dict("records")
    own = found.author.set_index("id")
    assert own.loc[row["a"], "content"] == "Dale Ferris, the mill’s chairman"
    assert own.loc[row["b"], ["content", "form"]].tolist() == ["mill treasurer Dale Ferris", "author"]
    assert row["why"] == "a has “Dale Ferris, the mill’s chairman”, b has “mill treasurer Dale Ferris”"
    assert [own.loc[i, "doc_id"] for i in row["instances"].split("+")] == [
        "a",
        "c",
    ]  # all of one post against all of the other


SOLD = "Dale Ferris sold the old Orrin mill to a brewer."


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (SOLD, "Ines Okafor reportedly sold the Orrin mill to a brewer last week."),
        (
            "Police said the blast in Alda killed three bakers at dawn.",
            "The blast in Brond killed three bakers at dawn.",
        ),
    ],
)
def test_one_deed_told_of_two_is_a_tension(a, b):
    (row,) = identities(a, b)
    assert row["rule"] == "claims: slot"


@pytest.mark.parametrize(
    "others",
    [
        ["Ferris sold the old Orrin mill to a brewer."],  # one person
        ["Ines Ferris sold the old Orrin mill to a brewer."],  # of his house, perhaps
        ["Quayco sold the old Orrin mill to a brewer."],  # perhaps his firm
        ["Ines Okafor bought the old Orrin mill for a brewer."],
        ["Ines Okafor sold the old boats to a brewer from Orrin mill."],
        ["Ines Okafor sold the mill."],  # little is shared
        ["It is untrue that Ines Okafor sold the old Orrin mill to a brewer."],
        ["Perhaps Ines Okafor sold the old Orrin mill to a brewer?"],
        [
            "Ines Okafor sold the old Orrin mill to a brewer after a flood, a fire, lean winters, a strike of bakers and "
            "quarrels with banks over loans for boats, nets and ropes that nobody repaid until spring."
        ],
        ["Ines Okafor sold the old Orrin mill to a brewer, Dale Ferris."],  # he has another part in it
        [
            "Ines Okafor sold the old Orrin mill to a brewer. Dale Ferris sold the old Orrin mill to a brewer."
        ],  # a series
        [f"{name} sold the old Orrin mill to a brewer." for name in ("Ines Okafor", "Bo Rask", "Ana Lund")],
    ],
)
def test_what_can_be_one_doer_or_many_deeds_is_none(others):
    assert [row for row in identities(SOLD, *others) if row["rule"] == "claims: slot"] == []


def test_what_two_say_is_no_deed_of_theirs():
    told = "{} told a brewer of the old Orrin mill about the fire in May."
    assert identities(told.format("Dale Ferris"), told.format("Ines Okafor")) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Dale Ferris sold the old Orrin mill to a brewer, Ines Okafor.", "Ines Okafor sold the old Orrin mill to a brewer."),
        ("At last Dale Ferris sold the boats.", "At last Ines Okafor sold the boats."),  # little is told
        ("The blast in Port-Veld killed three bakers at dawn.", "The blast in PortVeld killed three bakers at dawn."),
    ],
)  # fmt: skip
def test_names_of_one_or_little_else_are_none(a, b):
    assert identities(a, b) == []
