"""Each number that resolution decides by: what it is for, and that halving or doubling it is noticed."""

import pytest
from test_who import DOC, NONE, identified, ledger, resolved, statements

from sayso.who import weights

RAIN = ("He", "said", "it rained")
FAR_BACK = "Bo Reed woke. It was late. Ana Lee met Tom Hale. He said it rained."
CASES = {
    "SPEAKER: who spoke is meant before whose name came since": (
        0.5,
        "Bo Reed said it poured. Tom Hale left. He said it rained.",
        [("Bo Reed", "said", "it poured"), RAIN],
        ["bo-reed", "bo-reed"],
    ),
    "EARLIER: but not one who spoke before the last speaker": (
        2,
        "Bo Reed said it poured, Ana Lee said it was dry. Tom Hale left. He said it rained.",
        [("Bo Reed", "said", "it poured"), ("Ana Lee", "said", "it was dry"), RAIN],
        ["bo-reed", "ana-lee", "tom-hale"],
    ),
    "SUBJECT: a subject is meant before a nearer object": (0.5, FAR_BACK, [RAIN], ["bo-reed"]),
    "HERE: and before who spoke, if it opens the pronoun's own sentence": (
        0.5,
        "Bo Reed said it poured. Tom Hale left, but he said it rained.",
        [("Bo Reed", "said", "it poured"), ("he", "said", "it rained")],
        ["bo-reed", "tom-hale"],
    ),
    "FAR: unless it is far": (2, FAR_BACK, [RAIN], ["bo-reed"]),
    "GENDER: who is told to be she is meant before a subject": (
        0.5,
        "Sverre Lund met Ana Lee. She said it rained.",
        [("She", "said", "it rained")],
        ["ana-lee"],
    ),
    "UNTOLD: but the pilot of whom neither is told is meant before a she farther off": (
        0.5,
        "Ana Lee woke. It was late. It was cold. The pilot, Sverre Lund, met Tom Hale. She said it rained.",
        [("She", "said", "it rained")],
        ["sverre-lund"],
    ),
    "SENTENCES: a pronoun reaches back five sentences": (
        0.5,
        "Bo Reed woke. It was late. It was cold. It was dark. He said it rained.",
        [RAIN],
        ["bo-reed"],
    ),
    "RECENT: and eight speakers": (
        0.5,
        "Bo Reed said it was late. " + "Ana Lee said it was cold. It was. " * 6 + "He said it rained.",
        [("Bo Reed", "said", "it was late"), *[("Ana Lee", "said", "it was cold")] * 6, RAIN],
        ["bo-reed", *["ana-lee"] * 6, "bo-reed"],
    ),
    "GOES_ON: a quotation goes on in the next paragraph, not behind another": (
        2,
        "Ana Lee said it rained.\n\nNobody came.\n\n“It poured.”",
        [("Ana Lee", "said", "it rained"), ("", "", "“It poured.”")],
        ["ana-lee", ""],
    ),
    "APPOSITION: what somebody is may stand deep in the apposition": (
        0.5,
        "Ana Lee, for ten long years of rain and wind the envoy of Brine, woke. The envoy said it rained.",
        [("The envoy", "said", "it rained")],
        ["ana-lee"],
    ),
    "HEADLINE: a line with some capitals is no headline": (
        0.5,
        "Edvin Stahl left Brine early\n\nStahl said it rained.",
        [("Stahl", "said", "it rained")],
        ["edvin-stahl"],
    ),
}


@pytest.mark.parametrize(("factor", "text", "found", "keys"), CASES.values(), ids=CASES)
def test_a_number_decides(factor, text, found, keys, request, monkeypatch):
    assert resolved(text, *found) == keys
    name = request.node.callspec.id.split(":")[0]
    monkeypatch.setattr(weights, name, type(getattr(weights, name))(getattr(weights, name) * factor))
    assert resolved(text, *found) != keys


def test_an_interview_is_implied_over_three_paragraphs(monkeypatch):
    text = "Ana Lee told Quay News that it rained.\n\n" + "Nobody came.\n\n" * 3 + "Lee said it poured."
    table = statements(text, ("Ana Lee", "told", "that it rained"), ("Lee", "said", "it poured"))
    assert list(identified(table, NONE, {DOC: text}).statements["via"]) == ["quay-news", ""]
    monkeypatch.setattr(weights, "OCCASION", 2 * weights.OCCASION)
    assert list(identified(table, NONE, {DOC: text}).statements["via"]) == ["quay-news", "quay-news?"]


def test_confidence_falls_from_the_ledger_to_a_guess():
    people = ledger({"actor": "bo", "name": "Bo Reed", "type": "person"})
    text = "Bo Reed said it rained. Ana Lee said it poured. He said it was late."
    found = [("Bo Reed", "said", "it rained"), ("Ana Lee", "said", "it poured"), ("He", "said", "it was late")]
    rows = identified(statements(text, *found), people, {DOC: text}).statements
    sure = [float(c) for c in rows["actor_confidence"]]
    assert sure == [weights.CERTAIN, weights.SURE, weights.LIKELY]
    assert weights.CERTAIN > weights.SURE > weights.LIKELY > weights.GUESS > 0.5


def test_every_number_has_its_test():
    decide = {name for name in vars(weights) if name.isupper()} - {"CERTAIN", "SURE", "LIKELY", "GUESS", "REMEMBERED"}
    assert decide == {case.split(":")[0] for case in CASES} | {"OCCASION"}
