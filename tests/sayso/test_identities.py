"""Who is who between documents: posts that exclude each other, and one deed or event told of two."""

from collections import Counter, UserDict

import pandas as pd
import pytest

from sayso import claims
from sayso.who.casts import read_casts

COLUMNS = ["id", "doc_id", "content_spans", "content", "source", "cue", "actor", "form", "holder", "stances"]


def proposed(*sentences, **kept):
    """What is proposed of documents that say one sentence each beside others, where propositions are ``kept`` by key."""
    beside = [
        "A choir sang in the old hall.",
        "Rain fell on the fish market.",
        "Buses run late near the school.",
        "",
        "",
    ]
    texts = {name: f"{more} {said}" for name, more, said in zip("abcde", beside, sentences, strict=False)}
    texts |= {"z": "Owls were counted in the wood by walkers."}
    return claims.propose(pd.DataFrame(columns=COLUMNS), texts, propositions=kept)


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
        "They said mill treasurer Dale Ferris ate.",
    )
    (row,) = found.contradictions.to_dict("records")
    own = found.author.set_index("id")
    assert own.loc[row["b"], "content"] == "Dale Ferris, the mill’s chairman"
    assert own.loc[row["a"], ["content", "form"]].tolist() == ["mill treasurer Dale Ferris", "author"]  # of more
    (other,) = [i for i in row["instances"].split("+") if i != row["b"]]  # all of one post against all of the other
    first, second = own.loc[[row["a"], other], "doc_id"]
    assert {first, second} == {"b", "c"}
    assert row["why"] == f"{first} has “mill treasurer Dale Ferris”, a has “Dale Ferris, the mill’s chairman”"


def claimed(found):
    """The label of each claim of a post, and by document the stance and what turned it."""
    on = {row["on"] for row in found.contradictions.to_dict("records") if row["rule"] == "claims: office"}
    labels = found.claims.set_index("proposition")["label"]
    docs = found.author.set_index("id")["doc_id"]
    held = [row for row in found.stances.to_dict("records") if row["proposition"] in on]
    return [labels[key] for key in on], {
        docs[r["statement_id"]]: f"{r['stance']} {r['turned_by']}".strip() for r in held
    }


SALES = "Mill assistant sales manager Dale Ferris sang."


@pytest.mark.parametrize(
    ("sentences", "label", "stances"),
    [
        (
            [SALES, "Dale Ferris, an assistant manager for sales at the mill, sang.", SALES, "Mill chairman Dale Ferris ate a small fish."],
            "Dale Ferris, Mill assistant sales manager",  # the commonest words of the commonest post
            ["affirms", "affirms", "affirms", "denies Mill chairman"],
        ),
        (
            ["Mill chairman Dale Ferris sang.", "Dale Ferris, treasurer at the mill, sang.", "Dale Ferris (treasurer of the Orrin mill) sang."],
            "Dale Ferris, treasurer of the Orrin mill",  # the fullest of equals
            ["denies Mill chairman", "affirms", "affirms"],
        ),
        (
            ["Mill treasurer Dale Ferris sang.", "Dale Ferris, treasurer of the mill, sang.", "And mill chairman Dale Ferris ate a small fish."],
            "Dale Ferris, treasurer of the mill",  # rather as it stands, name first
            ["affirms", "affirms", "denies mill chairman"],
        ),
        (
            ["Treasurer Dale Ferris of the mill sang.", "Mill treasurer Dale Ferris sang.", "Mill Treasurer Dale Ferris ate a small fish.",
             "Dale Ferris, treasurer of the Orrin mill, sang.", "Mill chairman Dale Ferris ate a small fish."],
            "Dale Ferris, Mill treasurer",  # capitals aside
            ["", "affirms", "affirms", "affirms", "denies Mill chairman"],
        ),
        (
            [SALES, SALES, "The mill’s assistant manager, Dale Ferris, sang.", "The mill’s vice president for sales, Dale Ferris, ate a small fish."],
            "Dale Ferris, Mill assistant sales manager",
            ["affirms", "affirms", "qualifies", "denies mill’s vice president for sales"],  # of what is not told
        ),
        (
            ["Dale Ferris, treasurer of the Orrin mill, sang.", "Dale Ferris, treasurer of the Orrin mill, ate a small fish.",
             "Orrin treasurer Dale Ferris sang.", "Orrin chairman Dale Ferris ate a small fish."],
            "Dale Ferris, treasurer of the Orrin mill",
            ["affirms", "affirms", "affirms", "denies Orrin chairman"],  # a house by half of its name
        ),
        (
            ["Quayco’s general manager Dale Ferris sang.", "Quayco’s general manager Dale Ferris ate a small fish.", "Quayco manager Dale Ferris sang.",
             "Quayco’s assistant manager Dale Ferris sang."],
            "Dale Ferris, Quayco’s general manager",
            ["affirms", "affirms", "qualifies", "denies Quayco’s assistant manager"],  # of which grade is not told
        ),
        (
            ["Quayco treasurer Dale Ferris sang.", "Quayco treasurer Dale Ferris ate a small fish.", "Quayco chairman Dale Ferris sang.",
             "Choir president Dale Ferris ate a small fish."],
            "Dale Ferris, Quayco treasurer",  # another house has no part in it
            ["affirms", "affirms", "denies Quayco chairman"],
        ),
        (
            ["Quayco president Dale Ferris sang.", "Quayco president Dale Ferris ate a small fish.", "Quayco treasurer Dale Ferris sang.",
             "Quayco chief executive Dale Ferris ate a small fish.", "Quayco president and chief executive Dale Ferris sang."],
            "Dale Ferris, Quayco president",  # who holds both may be called by either
            ["affirms", "affirms", "denies Quayco treasurer", "neutral", "affirms"],
        ),
    ],
)  # fmt: skip
def test_who_holds_which_post_is_a_claim_where_it_is_disputed(sentences, label, stances):
    labels, held = claimed(proposed(*sentences))
    assert labels == [label]
    assert held == {doc: stance for doc, stance in zip("abcde", stances, strict=False) if stance}


def test_a_claim_of_a_post_that_a_person_kept_takes_nothing_by_likeness():
    told = ["Mill chairman Dale Ferris sang.", "Mill treasurer Dale Ferris sang of a new mill."]
    found = proposed(*told)
    (key,) = found.claims["proposition"]
    kept = proposed(*told, **{key: {"label": "Dale Ferris is chairman of the mill", "examples": ["Dale Ferris sang"]}})
    assert kept.stances.to_dict() == found.stances.to_dict()
    assert kept.contradictions.to_dict() == found.contradictions.to_dict()


def test_an_undisputed_post_is_no_claim():
    found = proposed(*["Mill chairman Dale Ferris sang."] * 3)
    assert not any("Ferris" in label for label in found.claims["label"] if "sang" not in label)


def test_the_rows_of_a_person_are_on_one_claim_of_each_house():
    of = {"Quayco": ("president", "treasurer"), "Choir": ("chairman", "secretary")}
    found = proposed(
        *(f"{house} {post} Dale Ferris ate a small fish." for house, posts in of.items() for post in posts)
    )
    assert sorted(claimed(found)[0]) == ["Dale Ferris, Choir chairman", "Dale Ferris, Quayco president"]
    found = proposed(*(f"Dale Ferris, {post} of Quayco, sang." for post in ("president", "chairman", "treasurer")))
    assert claimed(found)[0] == ["Dale Ferris, chairman of Quayco"]
    assert len(found.contradictions) == 2


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


@pytest.mark.parametrize("kept", [{}, {"k": {"label": "A choir sang in the old hall."}}], ids=["alone", "codebook"])
def test_the_cast_of_a_document_is_asked_for_once_as_it_may_be_read_anew_for_that(kept):
    told = "Mill chairman Dale Ferris sang in the hall. Buses ran late near the school. Mill treasurer Ines Okafor ate there."
    texts, asked = {"a": told, "b": f"{told} Rain fell on the market."}, Counter()

    class Anew(UserDict):
        def __getitem__(self, doc):
            asked[doc] += 1
            return super().__getitem__(doc)

    nobody, casts = pd.DataFrame(columns=COLUMNS), read_casts(pd.DataFrame(columns=["actor"]), texts).of
    claims.propose(nobody, texts, propositions=kept, casts=Anew(casts))
    assert asked == {"a": 1, "b": 1}
