"""Deeds over invented sentences: who does what to what, who tells and who denies it, and what that joins."""

import pandas as pd
import pytest

from sayso.claims import clusters, proposals
from sayso.claims.contradictions import DEED, denials
from sayso.claims.deeds import DONE, deeds
from sayso.claims.likeness import Index, Space
from sayso.claims.proposals import propose, read_corpus
from sayso.claims.stretches import BEFORE, bag_of
from sayso.polarity import read

COLUMNS = ["id", "doc_id", "content_spans", "content", "source", "cue", "actor", "form", "holder", "stances"]


def told(sentence):
    """The deeds of a sentence, as it writes them; what has been done in capitals."""
    words = read(sentence, 0, len(sentence))
    found = ((f"{words[verb].lower} {words[thing].lower}", when) for verb, thing, _, when, _ in deeds(words, sentence))
    return ", ".join(dict.fromkeys(text.upper() if when == DONE else text for text, when in found))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The miller reportedly took a boat to Hallow", "TOOK BOAT"),
        ("The miller has never taken the boat", "TAKEN BOAT"),
        ("The miller did not take the boat", "TAKE BOAT"),
        ("The miller will take the boat", "take boat"),
        ("The miller plans to shut down Orrin dairy", "shut down orrin, shut down dairy"),
        ("No boat was taken", "TAKEN BOAT"),
        ("A sack of the flour has been stolen", "STOLEN SACK, STOLEN FLOUR"),
        ("The boat is being sold", "sold boat"),
        ("The boat could have been sold", "sold boat"),  # might, so not done
        ("He may have sold the boat", "sold boat"),
        ("Walkers began crossing the frozen lock", "crossing lock"),
        ("Many walkers require a permit", ""),  # no form tells a verb
        ("He went to Hallow lock", ""),  # a name is no verb
        ("He paid 40 crowns", "PAID CROWNS"),
        ("He told the council a tale", ""),  # a saying is no deed
        ("The miller took, baker Nuland said, a boat", ""),  # nothing reaches over a stop
        ("He made it to the lock this week", ""),  # what tells nothing is done nothing to
        ("The fair opened Monday", ""),
        ("He won the race", "WON RACE"),
        ("He cannot sell the boat", "sell boat"),
        ("He has red boats", ""),
        ("If he sold the boat, he lost money", "LOST MONEY"),  # in a condition nothing is told
        ("He asked whether they had sold the boat", ""),
        ("He sold the boat, if the baker is right", "SOLD BOAT"),
    ],
)
def test_a_deed_is_a_verb_and_what_it_is_done_to(sentence, expected):
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("says", "tells", "denies"),
    [
        ("The miller sold the boat.", True, False),
        ("The miller denied selling the boat.", False, True),
        ("The miller never sold the boat.", False, True),
        ("The miller does not sell a boat.", False, False),  # no event
        ("It is false that the miller will sell the boat.", False, True),
    ],
)
def test_a_deed_is_told_or_denied_and_a_mere_negator_denies_what_would_be_done(says, tells, denies):
    (said,) = read_corpus([], {"a": says}, {}).said
    assert (bool(said.deeds), bool(said.denied_deeds)) == (tells, denies)


def rows_of(*told):
    """Rows of a space, one for each of some texts."""
    bags = [bag_of(text) for text in told]
    return Space(bags).rows(bags)


@pytest.mark.parametrize(
    ("deeds_", "joined"),
    [
        ([[("sell", "boat")], [("sell", "boat")], []], [[0, 1, 2, 3], [4, 5]]),
        ([[("sell", "boat")], [("sell", "mill")], []], [[0, 1], [2, 3], [4, 5]]),
        ([[("sell", "boat")], [("sell", "boat"), ("buy", "mill")], [("buy", "mill")]], [[0, 1, 2, 3, 4, 5]]),
    ],
)
def test_groups_that_tell_one_deed_are_one(deeds_, joined):
    rows = rows_of(*["ferry harbour"] * 6, "lantern")
    assert clusters.of_one_deed(rows, [[0, 1], [2, 3], [4, 5]], deeds_) == joined


@pytest.mark.parametrize(("other", "joined"), [("ferry dinner", True), ("lantern dinner", False)])
def test_groups_that_share_nothing_but_a_deed_are_two(other, joined):
    rows = rows_of("ferry harbour", "ferry harbour", other, other)
    found = clusters.of_one_deed(rows, [[0, 1], [2, 3]], [[("sell", "boat")]] * 2)
    assert found == ([[0, 1, 2, 3]] if joined else [[0, 1], [2, 3]])


@pytest.mark.parametrize(
    ("lead", "telling", "found"), [(0, 3, True), (0, 2, False), (5, 3, False)], ids=["half", "few", "not its lead"]
)
def test_a_group_tells_what_half_of_it_and_its_lead_tell(lead, telling, found):
    rows = [{("sell", "boat")} if n < telling else set() for n in range(6)]
    assert clusters.deeds_of([range(6)], [lead], rows) == [[("sell", "boat")] if found else []]


def test_who_tells_the_deed_of_a_group_belongs_to_it_where_it_stands_in_fewer_than_two():
    deed = ("sell", "boat")
    rows = rows_of(*["ferry harbour"] * 6, "lantern")
    groups, told = [[0, 1], [2, 3], [3, 4]], {2: {deed}, 3: {deed}, 5: {deed}, 6: {deed}}  # 6 shares the deed alone
    assert clusters.with_tellers(rows, groups, [[deed], [], []], told) == [[0, 1, 2, 5], [2, 3], [3, 4]]


@pytest.mark.parametrize(
    ("tellers", "others", "copies", "about"),
    [(3, 4, {}, True), (3, 40, {}, False), (2, 1, {}, False), (3, 4, {"b2": "b1"}, False)],
    ids=["many", "few of many", "two", "a copy tells nothing more"],
)
def test_a_folder_is_about_the_deeds_that_many_of_its_documents_tell(tellers, others, copies, about):
    texts = {"b0": "Ferris denied having sold the boat."}
    texts |= {f"b{n}": "A man in a red coat sold the boat." for n in range(1, tellers)}
    texts |= {f"c{n}": f"Rain fell on day {n}." for n in range(others)}
    assert bool(read_corpus([], texts, copies).about) is about


@pytest.mark.parametrize(
    ("denial", "expected"),
    [
        ("Ferris denied having sold the boat.", {"a": {"b": DEED, "c": DEED}}),
        ("Ferris denied that he will sell the boat.", {}),  # which tells nothing of what was done
    ],
)
def test_who_tells_the_very_deed_that_another_denies_stands_against_it_however_unlike_they_are(
    denial, expected, monkeypatch
):
    monkeypatch.setattr(Index, "near", lambda *given: [])
    texts = {"a": denial, "b": "A man in a red coat sold the boat."}
    texts |= {"c": "At night strangers sold the boat.", "d": "Rain fell."}
    corpus = read_corpus([], texts, {})
    found = denials(corpus, Index(corpus.asserted, corpus.space), {})
    told = {corpus.units[i].doc: {corpus.units[j].doc: x for j, x in of.items()} for i, of in found.items()}
    assert told == expected


@pytest.mark.parametrize(
    ("denies", "what"),
    [
        ("The Echo story is not true.", "footbridg"),  # what the Echo is told to say, not what stands nearest
        ("Ferris refuted the Echo’s loud story.", "footbridg"),
        ("The story is not true.", "fire"),
    ],
)
def test_a_denial_of_somebodys_report_denies_what_they_are_told_to_say(denies, what):
    says = "that the council plans to close the Orrin footbridge"
    text = f"The Echo reported {says}. Ferris said stories of a mill fire at Tarn went round. {denies}"
    start = text.index(says)
    row = {"id": "s1", "doc_id": "b", "content_spans": f"{start}:{start + len(says)}", "content": says}
    row |= {"source": "The Echo", "actor": "echo", "form": "indirect"}
    said = read_corpus([dict.fromkeys(COLUMNS, "") | row], {"b": text}, {}).said[-1]
    assert said.denied.keys() & {"footbridg", "fire"} == {what}


@pytest.mark.parametrize(
    ("reports", "denial", "denied"),
    [
        (("close the footbridge", "poison the harbour"), "The Echo story is not true.", "footbridg"),  # the first
        (("close the footbridge", "poison the harbour"), "The Echo report on a harbour is a lie.", "poison"),  # of that
        (("not close the footbridge",), "The Echo story is not true.", ""),  # that it was not done is denied
    ],
)
def test_of_several_reports_the_one_that_it_names_is_denied_and_not_what_a_report_negates(reports, denial, denied):
    text, rows = "", []
    for n, what in enumerate(reports):
        says = f"that the council would {what} in Tarn"
        start = len(text) + len("The Echo reported ")
        text += f"The Echo reported {says}. "
        row = {"id": f"s{n}", "doc_id": "b", "content_spans": f"{start}:{start + len(says)}", "content": says}
        rows.append(dict.fromkeys(COLUMNS, "") | row | {"source": "The Echo", "actor": "echo", "form": "indirect"})
    said = read_corpus(rows, {"b": text + denial}, {}).said[-1]
    assert {t for t, x in said.denied.items() if x == BEFORE} & {"footbridg", "poison"} == {denied} - {""}


@pytest.mark.parametrize(("holder", "denied"), [("echo", set()), ("nuland", {"footbridg"})])
def test_nobody_denies_his_own_report(holder, denied):
    says, denial = "that the council plans to close the Orrin footbridge", "the Echo story is not true"
    text = f"The Echo reported {says}. Rain fell on the many roofs of Tarn. They said {denial}."
    rows = []
    for n, (words, who) in enumerate(((says, "echo"), (denial, holder))):
        start = text.index(words)
        row = {"id": f"s{n}", "doc_id": "b", "content_spans": f"{start}:{start + len(words)}", "content": words}
        rows.append(dict.fromkeys(COLUMNS, "") | row | {"source": who, "actor": who, "form": "indirect"})
    said = next(s for s in read_corpus(rows, {"b": text}, {}).said if s.kind)
    assert said.denied.keys() & {"footbridg"} == denied


def test_who_denies_the_deed_that_a_claim_tells_denies_the_claim(monkeypatch):
    monkeypatch.setattr(proposals, "_turned", lambda *given: False)
    texts = {
        "a": "The dairy in Marlow sold the boat on Friday.",
        "b": "The dairy in Marlow sold the boat on Friday morning.",
    }
    texts |= {"c": "The dairy in Marlow never sold the boat on Friday.", "d": "Rain fell on the many roofs of Tarn."}
    found = propose(pd.DataFrame(columns=COLUMNS), texts).stances
    assert sorted(found["stance"]) == ["affirms", "affirms", "denies"]
