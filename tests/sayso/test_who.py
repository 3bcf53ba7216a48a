"""Actors: the ledger, who a source is within a document, spellings proposed, the register of unnamed sources."""

from itertools import pairwise
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearsay import tables
from hearsay.corpus import actors
from sayso.who import naming
from sayso.who.casts import read_casts
from sayso.who.resolution import Identified, identify
from sayso.who.spellings import alike

DOC = "d1"


def ledger(*rows: dict) -> pd.DataFrame:
    return tables.ACTORS.of(rows)


VELD = ledger(
    {"actor": "veld", "name": "Veldland", "type": "state", "side": "Veldland", "aliases": "Veldland | Port Veld | the Veldish"},
    {
        "actor": "varnik", "name": "Tomas Varnik", "type": "person", "side": "Veldland", "role": "special envoy to Brine",
        "affiliation": "Foreign Ministry", "aliases": "Varnik | Thomas Warnik",
    },
    {"actor": "ashe", "name": "Ines Ashe", "type": "person", "side": "Veldland", "role": "President of Veldland"},
    {"actor": "league", "name": "Tide League", "type": "organisation", "side": "Tide League", "aliases": "the group | the League"},
    {
        "actor": "official-d1", "name": "A senior Brine official", "type": "unnamed", "side": "Brine",
        "aliases": "a senior Brine intelligence official", "evidence": "d1: a senior Brine intelligence official said",
    },
    {
        "actor": "official-d2", "name": "A Brine official", "type": "unnamed", "side": "Brine",
        "aliases": "a Brine aide", "evidence": "d2: a Brine aide said",
    },
)  # fmt: skip
NONE = tables.ACTORS.empty()


def statements(text: str, *found: tuple[str, str, str], doc: str = DOC) -> pd.DataFrame:
    """Rows for (source, cue, content), each met after the one before; a source is found right beside its cue."""
    rows, at = [], 0
    for n, (source, cue, content) in enumerate(found):
        row = {
            "id": f"m{n}",
            "doc_id": doc,
            "source": source,
            "cue": cue,
            "content": content,
            "form": "indirect",
            "act": "speech",
        }
        start = text.index(f"{source} {cue}" if source and f"{source} {cue}" in text else source or cue or content, at)
        if source:
            row["source_spans"] = f"{start}:{start + len(source)}"
        if cue:
            place = text.index(cue, start)
            row["cue_spans"] = f"{place}:{place + len(cue)}"
        place = text.index(content, max(0, at - 60))
        row["content_spans"] = f"{place}:{place + len(content)}"
        row["form"] = "direct" if content[0] in '"“' else "indirect"
        rows.append(row)
        at = start + max(1, len(source))
    return tables.STATEMENTS.of(rows)


def identified(
    table: pd.DataFrame, people: pd.DataFrame, texts: dict[str, str], outlets: dict | None = None
) -> Identified:
    return identify(table, read_casts(people, texts), outlets)


def resolved(text: str, *found: tuple[str, str, str], people: pd.DataFrame = NONE) -> list[str]:
    return list(identified(statements(text, *found), people, {DOC: text}).statements["actor"])


WITH_LEDGER = [
    ("Tomas Varnik, the Veldish envoy, said it rained.", [("Tomas Varnik, the Veldish envoy,", "said", "it rained")], ["varnik"]),
    ("Varnik said it rained.", [("Varnik", "said", "it rained")], ["varnik"]),
    ("Mr. Varnik said it rained.", [("Mr. Varnik", "said", "it rained")], ["varnik"]),
    ("President Ines Ashe said it rained.", [("President Ines Ashe", "said", "it rained")], ["ashe"]),
    ("Ines Ashe’s denial that it rained", [("Ines Ashe’s", "denial", "it rained")], ["ashe"]),
    (
        "The Tide League met. The group said it rained.", [("The group", "said", "it rained")], ["league"],
    ),
    (
        "Tomas Varnik said it rained. He added that it poured.",
        [("Tomas Varnik", "said", "it rained"), ("He", "added", "that it poured")], ["varnik", "varnik"],
    ),
    (
        "Anton Varnik, a baker, woke. Varnik said it rained.", [("Varnik", "said", "it rained")], ["anton-varnik"],
    ),
    (
        "a senior Brine intelligence official said it rained.\n\n“It pours,” the official said.",
        [("a senior Brine intelligence official", "said", "it rained"), ("the official", "said", "“It pours,”")],
        ["official-d1", "official-d1"],
    ),
    ("a Brine aide said it rained.", [("a Brine aide", "said", "it rained")], ["brine-aide@d1"]),
    ("Port Veld said it rained.", [("Port Veld", "said", "it rained")], ["veld"]),
    ("Port Veld Harbour Board said it rained.", [("Port Veld Harbour Board", "said", "it rained")], ["port-veld-harbour-board"]),
    ("Head of the Harbour Board Tomas Varnik said it rained.", [("Head of the Harbour Board Tomas Varnik", "said", "it rained")], ["varnik"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found", "keys"), WITH_LEDGER, ids=[case[0][:40] for case in WITH_LEDGER])
def test_a_source_is_found_in_the_ledger(text, found, keys):
    assert resolved(text, *found, people=VELD) == keys


WITHOUT = [
    ("Gen. Ana Lee, the top commander, said it rained.", [("Gen. Ana Lee, the top commander", "said", "it rained")], ["ana-lee"]),
    (
        "Ana Lee woke. Lee said it rained. Ms. Lee said it poured.",
        [("Lee", "said", "it rained"), ("Ms. Lee", "said", "it poured")], ["ana-lee", "ana-lee"],
    ),
    (
        "A spokeswoman, Ana Lee, said it rained.", [("A spokeswoman, Ana Lee", "said", "it rained")], ["ana-lee"],
    ),
    (
        "Bo Reed met spokeswoman Ana Lee. She said it rained.", [("She", "said", "it rained")], ["ana-lee"],
    ),
    (
        "Mr. Bo Reed met spokeswoman Ana Lee. He said it rained.", [("He", "said", "it rained")], ["bo-reed"],
    ),
    (
        "Ana Lee said it rained.\n\n“It pours,” she said.\n\nBo Reed, a baker, said it was dry.\n\n“Quite dry,” he said.",
        [
            ("Ana Lee", "said", "it rained"), ("she", "said", "“It pours,”"), ("Bo Reed", "said", "it was dry"),
            ("he", "said", "“Quite dry,”"),
        ],
        ["ana-lee", "ana-lee", "bo-reed", "bo-reed"],
    ),
    ("Ana Lee said it rained. “It poured.”", [("Ana Lee", "said", "it rained"), ("", "", "“It poured.”")], ["ana-lee", "ana-lee"]),
    ("Ana Lee, who denied that it rained, left.", [("who", "denied", "it rained")], ["ana-lee"]),
    ("Harbour residents who fear rain left.", [("Harbour residents", "fear", "rain")], ["harbour-residents@d1"]),
    (
        "Two Brine officials said it rained. They said it poured.",
        [("Two Brine officials", "said", "it rained"), ("They", "said", "it poured")],
        ["two-brine-officials@d1", "two-brine-officials@d1"],
    ),
    (
        "The Brine Foreign Ministry spoke. The ministry said it rained.", [("The ministry", "said", "it rained")],
        ["brine-foreign-ministry"],
    ),
    (
        "The National Harbour Union met. The NHU said it rained.", [("The NHU", "said", "it rained")], ["nhu"],
    ),
    ("Jolly left. Bo Jolly, the mayor, said it rained.", [("Bo Jolly", "said", "it rained")], ["bo-jolly"]),
    ("A deckhand said it rained.", [("A deckhand", "said", "it rained")], ["deckhand@d1"]),
    ("Quay247 said it rained. She said so.", [("Quay247", "said", "it rained"), ("She", "said", "so")], ["quay247", ""]),
    (
        "It pours, the manager said, quoted by the Veldish daily ‘Quay’.\n\nThe paper said it rained.",
        [("The paper", "said", "it rained")], ["quay"],
    ),
    (
        "The ferry will close, the Echo Daily reported.\n\nThe report said it rained.",
        [("the Echo Daily", "reported", "The ferry will close"), ("The report", "said", "it rained")],
        ["echo-daily", "echo-daily"],
    ),
    (
        "Bo Reed left. Fatan and Hamos met after the president spoke. “We cannot go on with Hamos,” he said.",
        [("he", "said", "“We cannot go on with Hamos,”")], ["bo-reed"],
    ),
    (
        "Bo Reed woke. Hamos left. Hamos said it rained. He said it poured.",
        [("Hamos", "said", "it rained"), ("He", "said", "it poured")], ["hamos", "bo-reed"],
    ),
    (
        "Hamos was unsure whether the president spoke. The president said it rained.",
        [("The president", "said", "it rained")], [""],
    ),
    (
        "It rained, a source close to Bo Reed told the Echo.\n\nThe Echo’s source close to the inquiry also gave details.\n\n"
        "The quay was wet, the source said.",
        [("a source close to Bo Reed", "told", "It rained"), ("the source", "said", "The quay was wet")],
        ["source-close-to-bo-reed@d1", "echo-s-source-close-to-the-inquiry@d1"],
    ),
    (
        "A source told the Echo that it rained. A clerk told Bo Reed that it poured. The Echo’s source said it was dry.",
        [("A source", "told", "that it rained"), ("A clerk", "told", "that it poured"), ("The Echo’s source", "said", "it was dry")],
        ["source@d1", "clerk@d1", "source@d1"],
    ),
    (
        "Ana Lee left. A statement issued on Monday by her lawyer said it rained.",
        [("A statement issued on Monday by her lawyer", "said", "it rained")], ["her-lawyer@d1"],
    ),
    (
        "Letters obtained by the Echo Daily said it rained.",
        [("Letters obtained by the Echo Daily", "said", "it rained")], ["letters-obtained-by-the-echo-daily@d1"],
    ),
    (
        "The Echo Daily published a story on Monday. The article claimed it rained.",
        [("The article", "claimed", "it rained")], ["echo-daily"],
    ),
    (
        "A report from the Echo Daily tells of rain. The report said it poured.",
        [("The report", "said", "it poured")], ["echo-daily"],
    ),
    (
        "Bo Reed left for Larn with Tom Holm. He said, “It rained,” Holm said.", [("He", "said", "“It rained,”")], ["tom-holm"],
    ),
    (
        "Quayco sent the paper a statement on Monday.\n\n“It rained,” the statement said.",
        [("the statement", "said", "“It rained,”")], ["quayco"],
    ),
    (
        "“It rained,” Ana Lee said in a letter. The letter added that it poured.",
        [("Ana Lee", "said", "“It rained,”"), ("The letter", "added", "that it poured")], ["ana-lee", "ana-lee"],
    ),
    (
        "A false article was published on the satire site Quay Watch. It reads: it rained.",
        [("It", "reads", "it rained")], ["quay-watch"],
    ),
    (
        "Tidecrunch reports that it rained. The report said it poured. The site said it was cold.",
        [("Tidecrunch", "reports", "that it rained"), ("The report", "said", "it poured"), ("The site", "said", "it was cold")],
        ["tidecrunch", "tidecrunch", "tidecrunch"],
    ),
    ("Banker magazine said it rained.", [("Banker magazine", "said", "it rained")], ["banker-magazine"]),
    ("Then US gossip website Tidal said it rained.", [("US gossip website Tidal", "said", "it rained")], ["tidal"]),
    ("There are rumours that it rained.", [("", "rumours", "that it rained")], ["rumours@d1"]),
    (
        "It reportedly rained. The claim was made by a clerk at the port, according to the Echo.",
        [("", "reportedly", "rained")], ["clerk-at-the-port@d1"],
    ),
    (
        "The Larn Clinic woke. A clinic nurse said it rained. The clinic said it poured.",
        [("A clinic nurse", "said", "it rained"), ("The clinic", "said", "it poured")], ["clinic-nurse@d1", "larn-clinic"],
    ),
    (
        "The budget Quay airline said it rained.",
        [("The budget Quay airline", "said", "it rained")], ["budget-quay-airline"],
    ),
    ("Re/quay said it rained.", [("Re/quay", "said", "it rained")], ["re-quay"]),
    ("Saudi Arabia said it rained.", [("Saudi Arabia", "said", "it rained")], ["saudi-arabia"]),
    ("Salman Al Tamim left. سلمان التميم wrote that it rained.", [("سلمان التميم", "wrote", "that it rained")], ["salman-al-tamim"]),
    ("Salman Said left. سلمان التميم wrote that it rained.", [("سلمان التميم", "wrote", "that it rained")], ["slmn-ltmym"]),
    ("It is clear that it rained.", [("It", "is clear", "that it rained")], [""]),
    ("He said it rained.", [("He", "said", "it rained")], [""]),
    ("the official said it rained.", [("the official", "said", "it rained")], [""]),
    (
        "Ana Lee and Mr. Bo Reed said it rained. They said it poured. Two clerks said no. The two clerks said it froze.",
        [("Ana Lee and Mr. Bo Reed", "said", "it rained"), ("They", "said", "it poured"), ("Two clerks", "said", "no"), ("The two clerks", "said", "it froze")],
        ["ana-lee-and-bo-reed", "ana-lee-and-bo-reed", "two-clerks@d1", "ana-lee-and-bo-reed"],
    ),
    ("A baker and clerk Ana Lee said it rained.", [("A baker and clerk Ana Lee", "said", "it rained")], ["ana-lee"]),
    ("Ana Lee and the Quay said it rained.", [("Ana Lee and the Quay", "said", "it rained")], [""]),
    (
        "Mia Ward met clerks. Ana Lee said it froze. “I met Ana Lee,” she said.",
        [("Ana Lee", "said", "it froze"), ("she", "said", "“I met Ana Lee,”")], ["ana-lee", "mia-ward"],
    ),
    ("Quay General Counsel James A. Baker said it rained.", [("Quay General Counsel James A. Baker", "said", "it rained")], ["james-a-baker"]),
    ("A clerk met Sterling D. Reed. Sterling D. Reed said it rained.", [("Sterling D. Reed", "said", "it rained")], ["sterling-d-reed"]),
    ("Clerks at a quay in Larnish, N.H., said it rained.", [("Clerks at a quay in Larnish, N.H.", "said", "it rained")], ["clerks-at-a-quay-in-larnish@d1"]),
    ("Bo Reed Jr. (D-Veld.), a clerk, said it rained.", [("Bo Reed Jr. (D-Veld.), a clerk", "said", "it rained")], ["bo-reed"]),
    ("Mr. Reed left. The Larnish Republican woke. He said it rained.", [("He", "said", "it rained")], ["reed"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found", "keys"), WITHOUT, ids=[case[0][:40] for case in WITHOUT])
def test_without_a_ledger_a_source_has_a_provisional_actor(text, found, keys):
    assert resolved(text, *found) == keys


def test_they_are_who_spoke_in_anothers_words():
    text = "Quay News reports that officials at the port say it rained. They said it poured."
    table = statements(
        text,
        ("Quay News", "reports", "that officials at the port say it rained"),
        ("officials at the port", "say", "it rained"),
        ("They", "said", "it poured"),
    )
    table.loc[1, "outer"] = "m0"
    keys = list(identified(table, NONE, {DOC: text}).statements["actor"])
    assert keys == ["quay-news", "officials-at-the-port@d1", "officials-at-the-port@d1"]


def test_whom_they_means_is_looked_for_only_near(monkeypatch):
    looked = []
    usual = naming.WHO["hung_on"]
    monkeypatch.setitem(
        naming.WHO._compiled, "hung_on", SimpleNamespace(search=lambda *at: looked.append(at) or usual.search(*at))
    )
    resolved("Dockers sat " + "a-" * 5_000 + " down because they said it rained.", ("they", "said", "it rained"))
    assert len(looked) == 1
    assert all(at - low < 500 for _, low, at in looked)


def test_initials_stand_for_the_body_that_is_named_in_full():
    text = "The National Harbour Workers Union met in the hall. NHWU said it rained."
    assert frozenset(("NHWU", "National Harbour Workers Union")) in proposals({DOC: text})


def test_a_row_tells_the_rule_that_found_its_actor_and_how_sure_it_is():
    text = "Ana Lee woke. Lee said it rained. He said it poured."
    out = identified(statements(text, ("Lee", "said", "it rained"), ("He", "said", "it poured")), NONE, {DOC: text})
    rules = out.statements[["actor", "actor_rule", "actor_confidence"]].to_numpy().tolist()
    assert rules == [["ana-lee", "name", "0.9"], ["", "", ""]]


def test_what_stood_in_a_row_stays_as_it_was():
    text = "Ana Lee said it rained."
    table = statements(text, ("Ana Lee", "said", "it rained")).assign(confidence="0.61", note="seen")
    out = identified(table, NONE, {DOC: text}).statements.iloc[0]
    assert (out["confidence"], out["note"]) == ("0.61", "seen")


def test_an_honorific_tells_two_bearers_of_a_name_apart():
    text = "Mullah Hadir spoke. Qari Hadir said it rained."
    people = ledger(
        {"actor": "mullah-hadir", "name": "Mullah Hadir", "type": "person", "aliases": "Mullah Hadir"},
        {"actor": "qari-hadir", "name": "Qari Hadir", "type": "person", "aliases": "Qari Hadir"},
    )
    assert resolved(text, ("Qari Hadir", "said", "it rained"), people=people) == ["qari-hadir"]


def test_a_lone_surname_of_one_document_is_not_that_of_another():
    texts = {"x": "Lee, a baker, woke. Lee said it rained.", "y": "Ana Lee said it rained."}
    tables_ = [
        statements(t, (t.split(" said")[0].split(". ")[-1], "said", "it rained"), doc=d) for d, t in texts.items()
    ]
    keys = list(identified(pd.concat(tables_, ignore_index=True), NONE, texts).statements["actor"])
    assert keys[0] != keys[1]


def test_the_same_full_name_has_the_same_key_in_every_document():
    texts = {"x": "Ana Lee said it rained.", "y": "President Ana Lee said it rained."}
    both = pd.concat(
        [statements(t, (t.split(" said")[0], "said", "it rained"), doc=d) for d, t in texts.items()], ignore_index=True
    )
    assert list(identified(both, NONE, texts).statements["actor"]) == ["ana-lee", "ana-lee"]


def test_what_other_documents_say_that_somebody_is_tells_whom_a_description_means():
    texts = {
        "d1": "Quay Bay, a clinic in Larn, is old. Ana Lee left.",
        "d2": "Ana Lee left Quay Bay on Monday. The clinic said it rained.",
    }
    table = statements(texts["d2"], ("The clinic", "said", "it rained"), doc="d2")
    assert list(identified(table, NONE, texts).statements["actor"]) == ["quay-bay"]


def test_unnamed_sources_are_marked_and_belong_to_their_document():
    texts = {"x": "A Brine official said it rained.", "y": "A Brine official said it rained."}
    both = pd.concat(
        [statements(t, ("A Brine official", "said", "it rained"), doc=d) for d, t in texts.items()], ignore_index=True
    )
    out = identified(both, NONE, texts).statements
    assert list(out["anonymous"]) == ["yes", "yes"]
    assert out["actor"].nunique() == 2


def test_actors_of_the_text_have_rows_with_names():
    text = "Ana Lee woke. Lee said it rained. A Brine official said it poured."
    found = identified(
        statements(text, ("Lee", "said", "it rained"), ("A Brine official", "said", "it poured")), NONE, {DOC: text}
    ).actors
    assert tables.ACTORS.problems(tables.ACTORS.of(found.to_dict("records"))) == []
    assert actors.names_of(found) == {"ana-lee": "Ana Lee", "brine-official@d1": "A Brine official"}


def test_the_ledger_comes_before_the_actors_of_the_text():
    people = ledger({"actor": "brine", "name": "Brine", "type": "state", "side": "Brine"})
    text = "A Brine official said it rained."
    out = identified(statements(text, ("A Brine official", "said", "it rained")), people, {DOC: text})
    whole = actors.with_found(people, out.actors)
    assert list(whole["actor"]) == ["brine", "brine-official@d1"]
    assert list(whole["side"]) == ["Brine", ""]
    listed = actors.actors_of(whole, people, out.statements)
    assert list(zip(listed["found"], listed["statements"], strict=True)) == [("ledger", "0"), ("text", "1")]


# Spellings

VARIANTS = {
    "a": "Tomir Kabelov, the Veldish special envoy to Brine, spoke. Kabelov said it rained.",
    "b": "Tomeer Kablov, Veldish special envoy to Brine, said it poured.",
    "c": "Tomir Kabelov, the Veldish envoy, left. In the interview Zabeluv also spoke. Zabeluv said it was dry.",
}


def proposals(texts: dict[str, str], people: pd.DataFrame = NONE) -> set[frozenset[str]]:
    evidence = alike(read_casts(people, texts), set())["evidence"]
    return {frozenset(told.split(":")[0].split(" and ")) for told in evidence}


def test_transliterations_of_a_surname_are_proposed_where_the_office_agrees():
    assert frozenset(("Tomeer Kablov", "Tomir Kabelov")) in proposals(VARIANTS)


def test_a_slip_of_a_name_that_its_document_never_introduces_is_proposed():
    assert frozenset(("Zabeluv", "Tomir Kabelov")) in proposals(VARIANTS)


APART = [
    {"a": "Qari Hadir, a Brine commander, woke.", "b": "Mullah Hadir, the Brine commander, woke."},
    {"a": "Dmitri Sands, a Brine analyst, woke.", "b": "Dmitry Medlov, the Brine president, woke."},
    {"a": "Gen. Ana Lee woke.", "b": "Gen. Ana Reed woke."},
    {"a": "Iran woke.", "b": "Iraq woke."},
    {"a": "Ana Hollis, a baker, met Bo Hollis, a baker."},
    {"a": "In Central Asia Ana Lee woke.", "b": "The Central Asian Ana Reed woke."},
]


@pytest.mark.parametrize("texts", APART, ids=lambda t: t["a"][:24])
def test_a_given_name_or_title_alike_is_no_evidence(texts):
    assert proposals(texts) == set()


def test_an_agency_misspelled_is_proposed_by_what_it_is_called():
    texts = {"a": "Veldish News Agency Tarss, reported rain.", "b": "Veldish News Agency Tass reported rain."}
    people = ledger(
        {
            "actor": "tars",
            "name": "Tars",
            "type": "organisation",
            "role": "Veldish news agency",
            "aliases": "Veldish News Agency Tars",
        }
    )
    texts["b"] = texts["b"].replace("Tass", "Tars")
    assert any("Tarss" in s for pair in proposals(texts, people) for s in pair)


# The register

# The older functions


def test_aliases():
    people = ledger({"actor": "varnik", "name": "Tomas Varnik", "type": "person", "aliases": "Varnik | Tomas Warnik"})
    assert actors.aliases_of(people) == {"Tomas Varnik": "varnik", "Varnik": "varnik", "Tomas Warnik": "varnik"}


# Any string

WORDS = st.lists(
    st.sampled_from(["Ana", "Lee", "said", "he", "the", "official", "“", "”", ".", ",", "\n", "U.S.", "who", "Mr.", "’s", "😀", "א", "a" * 50]),
    max_size=30,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=200), WORDS.map(" ".join)), st.data())
def test_no_string_raises_and_unresolved_stays_empty(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    spans = [f"{a}:{b}" if a < b else "" for a, b in pairwise(cuts)]
    row = {"id": "m", "doc_id": DOC, "source_spans": spans[0], "cue_spans": spans[1], "content_spans": spans[2]}
    for part, (a, b) in zip(("source", "cue", "content"), pairwise(cuts), strict=True):
        row[part] = text[a:b]
    out = identified(tables.STATEMENTS.of([row]), VELD, {DOC: text})
    whole = actors.with_found(VELD, out.actors)
    assert set(out.statements["actor"]) <= {"", *whole["actor"]}
    tables.ALIASES.check(alike(read_casts(VELD, {DOC: text}), set(out.statements["actor"])))


def actor(key, name, kind, aliases="", evidence=""):
    return {"actor": key, "name": name, "type": kind, "aliases": aliases, "evidence": evidence}


LISTED = tables.ACTORS.of(
    [
        actor("line", "Quay Line", "organisation", "the company", ""),
        actor("reyl", "Tomas Reyl", "person", "Welder", ""),
        actor(
            "dockers", "Two dockers (unnamed)", "unnamed", "two dockers | Crew members", "d0: two dockers told the Echo"
        ),
        actor("official-d0", "A port official", "unnamed", "a port official", "d0: a port official said"),
    ]
)


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("The company", "line"),
        ("Welder", "reyl"),
        ("Crew members", "dockers"),
        ("Two dockers", "dockers"),
        ("A port official", "port-official@d1"),
    ],
)
def test_an_alias_that_is_a_common_noun_is_used_and_an_unnamed_actor_only_where_it_was_met(source, key):
    assert resolved(f"{source} said it rained.", (source, "said", "it rained"), people=LISTED) == [key]


def test_answers_are_those_of_whom_the_interview_is_with():
    text = "The crane fell.\n\nThe Review spoke to Ines Okafor on Monday.\n\nQ: Was it old?\n\nA: It was new."
    table = statements(text, ("A", ":", "It was new")).assign(rule="layout: turn")
    assert list(identified(table, NONE, {DOC: text}).statements["actor"]) == ["ines-okafor"]


def test_answers_are_nobodys_where_the_opening_names_two_and_does_not_tell():
    text = "Ines Okafor and Tomas Reyl built it.\n\nQ: Was it old?\n\nA: It was new."
    table = statements(text, ("A", ":", "It was new")).assign(rule="layout: turn")
    assert list(identified(table, NONE, {DOC: text}).statements["actor"]) == [""]


@pytest.mark.parametrize(
    ("text", "found", "key"),
    [
        pytest.param(
            "Ines Okafor went online to end the rumours: “The crane is safe.”",
            ("", "", "“The crane is safe.”"), "ines-okafor", id="who opens the sentence before the colon",
        ),
        pytest.param(
            "The lights of Ines Okafor’s yard told all: “The crane is safe.”",
            ("", "", "“The crane is safe.”"), "", id="whose name does not open it",
        ),
        pytest.param(
            "A spokesman for Veldish President Ines Okafor, Tomas Reyl, said it rained.",
            ("A spokesman for Veldish President Ines Okafor, Tomas Reyl,", "said", "it rained"), "tomas-reyl",
            id="a spokesman who is named in apposition",
        ),
        pytest.param(
            "Ines Okafor left. Several officials at Reyl and Okafor said it rained.",
            ("Several officials at Reyl and Okafor", "said", "it rained"), "several-officials-at-reyl-and-okafor@d1",
                id="those who work for two are neither",
        ),
    ],
)  # fmt: skip
def test_a_name_near_by_speaks_only_where_grammar_lets_it(text, found, key):
    assert resolved(text, found) == [key]


def test_he_is_no_writing_that_speaks_without_a_name():
    text = "Ines Holm and Tomas Reyl met. A report said it rained. He added that it poured."
    found = resolved(text, ("A report", "said", "it rained"), ("He", "added", "that it poured"))
    assert found[1] == "tomas-reyl"
