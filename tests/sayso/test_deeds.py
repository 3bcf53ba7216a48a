"""Deeds over invented sentences: who does what to what, who tells and who denies it, and what that joins."""

import pytest

from sayso.claims import clusters
from sayso.claims.contradictions import DEED, denials
from sayso.claims.deeds import deeds
from sayso.claims.likeness import Index
from sayso.claims.proposals import read_corpus
from sayso.polarity import read

COLUMNS = ["id", "doc_id", "content_spans", "content", "source", "cue", "actor", "form", "holder", "stances"]


def told(sentence):
    """The deeds of a sentence, as it writes them; what has been done in capitals."""
    words = read(sentence, 0, len(sentence))
    found = ((f"{words[verb].lower} {words[thing].lower}", done) for verb, thing, done in deeds(words, sentence))
    return ", ".join(dict.fromkeys(text.upper() if done else text for text, done in found))


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


@pytest.mark.parametrize(
    ("deeds_", "joined"),
    [
        ([[("sell", "boat")], [("sell", "boat")], []], [[0, 1, 2, 3], [4, 5]]),
        ([[("sell", "boat")], [("sell", "mill")], []], [[0, 1], [2, 3], [4, 5]]),
        ([[("sell", "boat")], [("sell", "boat"), ("buy", "mill")], [("buy", "mill")]], [[0, 1, 2, 3, 4, 5]]),
    ],
)
def test_groups_that_tell_one_deed_are_one(deeds_, joined):
    assert clusters.of_one_deed([[0, 1], [2, 3], [4, 5]], deeds_) == joined


@pytest.mark.parametrize(
    ("lead", "telling", "found"), [(0, 3, True), (0, 2, False), (5, 3, False)], ids=["half", "few", "not its lead"]
)
def test_a_group_tells_what_half_of_it_and_its_lead_tell(lead, telling, found):
    rows = [{("sell", "boat")} if n < telling else set() for n in range(6)]
    assert clusters.deeds_of([range(6)], [lead], rows) == [[("sell", "boat")] if found else []]


def test_who_tells_the_deed_of_a_group_belongs_to_it_where_it_stands_in_fewer_than_two():
    deed = ("sell", "boat")
    groups = [[0, 1], [2, 3], [3, 4]]
    assert clusters.with_tellers(groups, [[deed], [], []], {2: {deed}, 3: {deed}, 5: {deed}}) == [
        [0, 1, 2, 5],
        [2, 3],
        [3, 4],
    ]


@pytest.mark.parametrize(("others", "about"), [(4, True), (40, False)])
def test_a_folder_is_about_the_deeds_that_many_of_its_documents_tell(others, about):
    texts = {"a": "Ferris denied having sold the boat.", "b": "A man in a red coat sold the boat."}
    texts |= {f"c{n}": f"Rain fell on day {n}." for n in range(others)}
    assert bool(read_corpus([], texts, {}).about) is about


def test_who_tells_the_very_deed_that_another_denies_stands_against_it_however_unlike_they_are(monkeypatch):
    monkeypatch.setattr(Index, "near", lambda *given: [])
    texts = {
        "a": "Ferris denied having sold the boat.",
        "b": "Some man in a red coat sold the boat.",
        "c": "Rain fell.",
    }
    corpus = read_corpus([], texts, {})
    assert denials(corpus, Index(corpus.asserted, corpus.space), {}) == {
        0: {corpus.units.index(next(u for u in corpus.units if u.doc == "b")): DEED}
    }


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
