"""From statements and texts to claims, stances and contradictions, in one pass over an index."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from sayso.claims import clusters, contradictions, identities, labels, values
from sayso.claims.deeds import Deed, Deeds, Names, answered, of_others, one_hand, out_of_time, together
from sayso.claims.likeness import MARK, Bag, Index, Rows, Space
from sayso.claims.rows import COLUMNS
from sayso.claims.stretches import FEWEST, Reader, Stretches, bag_of, meant, said_in
from sayso.claims.units import AUTHOR, Called, Claim, Unit, units_of
from sayso.polarity import ANSWER, FALSE, NEGATOR, VERB, WORD, stem
from sayso.spans import format_spans, visible, words_at
from sayso.who.cast import Cast
from sayso.who.casts import read_casts

CUT = 0.28  # mean likeness within a claim
GIVEN = 0.45  # likeness to a proposition's label or example
JOINS = 0.3  # score of a row of denial from which on what leads it belongs to the claim that it is on
SECOND = 1.1  # of the cut: a unit joins a second claim that it is so like
CLOSE = 0.35  # likeness of its own words to the label's from which on a member says it
NAMING = 100  # units of a group whose words may name it: the likest to the others
NAMED = 0.02  # of the units: a name in fewer tells what a claim is of
MANY = 8  # units, at the least
PROPER = 4  # times as often with a capital as without
FLOOR = 0.25  # likeness of two units from which on they are a near pair
ABOUT, FEW = 0.15, 3  # share and number of voices that tell a deed, at the least, of a folder that is about it
POINT = {VERB: 3.0, FALSE: 1.0, ANSWER: 1.0, NEGATOR: 0.7}  # what is denied counts beside what is asserted by the way
BESIDE = "claims: beside the label, shares"  # the rule by which a unit is a member that does not say the label
OTHER = {"affirms": "denies", "denies": "affirms"}
CONTENT = 2  # words that tell something; a unit of fewer says nothing that could be found elsewhere
AUTHOR_COLUMNS = ["id", "doc_id", "content_spans", "content", "form", "by", "rule"]
CLAIM_COLUMNS = ["proposition", "label", "by"]
STANCE_COLUMNS = ["statement_id", "proposition", "stance", "holder", "scope_words", "turned_by", "rule"]


class Proposed(NamedTuple):
    """Tables: rows of form author to add to statements, claims, stances, contradictions; and by document what failed."""

    author: pd.DataFrame
    claims: pd.DataFrame
    stances: pd.DataFrame
    contradictions: pd.DataFrame
    failed: Mapping[str, str] = {}


@dataclass
class Corpus:
    """Units, what they say, and their vectors: whole, asserted, denied."""

    units: list[Unit]
    said: list[Stretches]
    space: Space
    whole: Rows
    asserted: Rows
    denied: Rows
    about: frozenset[Deed]  # the deeds that it is about
    figures: dict[str, list[Called]] = field(default_factory=dict)  # by document, who appears in it

    def of_others(self, i: int, j: int) -> bool:
        """Whether two units tell a deed of others, whom neither words nor casts have for one, nor for a person and a house."""

        def alike(a: Names, b: Names) -> bool:
            if one_hand(a, b):
                return True
            one, other = self._called(i, a), self._called(j, b)
            return bool(one and other) and (one.key == other.key or one.house != other.house)

        return of_others(self.said[i].tells, self.said[j].tells, alike)

    def _called(self, n: int, names: Names) -> Called | None:
        return next((who for who in self.figures.get(self.units[n].doc, ()) if {*names} <= who.names), None)

    def add(self, unit: Unit, turned_by: str) -> int:
        """Adds a unit whose words exclude what another says; it stands behind those with vectors, and has none."""
        self.units.append(unit)
        self.said.append(Stretches(bag_of(unit.content), {}, {}, frozenset(), frozenset(), "", turned_by, False, False))
        return len(self.units) - 1


def propose(
    statements: pd.DataFrame,
    texts: Mapping[str, str],
    copies: Mapping[str, str] | None = None,
    propositions: Mapping[str, Mapping] | None = None,
    received: Mapping[str, str] | None = None,
    casts: Mapping[str, Cast] | None = None,
) -> Proposed:
    """Claims, stances and contradictions of a corpus without a codebook.

    ``statements`` are the machine's, ``texts`` the masked texts by doc_id, ``copies`` gives for a document the one that
    its family of copies counts as. ``received`` are the texts as they came, where a document's own words are cited from
    them; ``casts`` tell who appears in each, and are read where they are not given. ``propositions`` are a codebook's
    (label, examples): they take their statements first, by likeness, and what none of them takes is proposed further.
    """
    corpus = read_corpus(statements.to_dict("records"), texts, copies or {})
    told = identities.read(corpus, read_casts(pd.DataFrame(columns=["actor"]), texts).of if casts is None else casts)
    posts = {claim.key: claim for row in told.posts for claim in row["claims"]}
    # the passages of a claim of posts that was kept are told by the post, not by likeness
    found = claims_of(corpus, {key: value for key, value in (propositions or {}).items() if key not in posts})
    rows = contradictions.propose(corpus, found, told)
    found = [*_with_leads(corpus, found, rows), *posts.values()]
    stances = [_stance(corpus, claim, n) for claim in found for n in claim.members]
    used = {n for claim in found for n in claim.members} | {n for r in rows for n in r["units"]}
    named = [(c.key, c.label, "machine" if c.lead >= 0 else "codebook") for c in found if c.members]
    whole, given = texts if received is None else received, set(statements["id"])
    author = [
        _author(u, whole[u.doc], texts[u.doc])
        for u in {corpus.units[n].id: corpus.units[n] for n in sorted(used)}.values()
        if u.form == AUTHOR and u.id not in given  # of people's own rows there is one
    ]
    return Proposed(
        pd.DataFrame(author, columns=AUTHOR_COLUMNS),
        pd.DataFrame(named, columns=CLAIM_COLUMNS),
        pd.DataFrame(stances, columns=STANCE_COLUMNS),
        pd.DataFrame(rows, columns=COLUMNS),
    )


def _with_leads(corpus: Corpus, found: list[Claim], rows: list[dict]) -> list[Claim]:
    """The claims, each with what leads a row of denial on it and stands in no claim: who denies it, or who is denied."""
    homed = {n for claim in found for n in claim.members} | {n for n, u in enumerate(corpus.units) if u.taken}
    more: dict[str, dict[int, str]] = {claim.key: {} for claim in found}
    leads = {claim.key: claim.lead for claim in found}
    for row in rows:
        if row["kind"] == "denial" and row["on"] and float(row["score"]) >= JOINS:
            for n, side in zip(row["units"], ("denies", "affirms"), strict=False):  # the leading pair comes first
                if n not in homed and not (leads[row["on"]] >= 0 and corpus.of_others(leads[row["on"]], n)):
                    homed.add(n)
                    more[row["on"]][n] = side
    return [
        replace(claim, members=tuple(sorted({*claim.members, *more[claim.key]})), stance=claim.stance | more[claim.key])
        for claim in found
    ]


def read_corpus(statements: Iterable[Mapping[str, str]], texts: Mapping[str, str], copies: Mapping[str, str]) -> Corpus:
    """The units of a corpus that say something, with their vectors."""
    every = units_of(statements, texts, copies)
    proper = proper_in(texts)
    reader = Reader(texts, every, proper)
    units, said = [], []
    for unit in every:
        read = reader.stretches(unit)
        if sum(x == 1.0 for x in read.whole.values()) >= CONTENT or _refers(read):
            units.append(unit)
            said.append(read)
    space = Space([s.whole for s in said], names_in(proper, said))
    whole = space.rows([s.whole for s in said])
    kept = {n: space.company_in(whole, n) for n, s in enumerate(said) if not s.denied}
    asserted = space.rows([s.asserted for s in said], kept)
    told = {(deed, u.voice) for u, s in zip(units, said, strict=True) for deed in s.tells}
    least = max(FEW, ABOUT * len({u.voice for u in units}))
    about = frozenset(deed for deed, n in Counter(deed for deed, _ in told).items() if n >= least)
    denied = space.rows([s.denied for s in said])
    return Corpus(units, said, space, whole, asserted, denied, about)


def _refers(read: Stretches) -> bool:
    """Whether a unit without content of its own denies what stands around it: "Ferris refuted the reports"."""
    return read.report and read.kind in (VERB, FALSE) and not read.open and len(read.denied) > CONTENT


def proper_in(texts: Mapping[str, str]) -> frozenset[str]:
    """The stems that are nearly always written with a capital."""
    capital, small = Counter(), Counter()
    for text in texts.values():
        for m in WORD.finditer(text):
            (capital if m[0][0].isupper() else small)[stem(m[0].lower())] += 1
    return frozenset(t for t in capital if capital[t] > PROPER * small[t])


def names_in(proper: Set[str], said: list[Stretches]) -> frozenset[str]:
    """The stems of names that stand in many units: of whom the story is about."""
    seen = Counter(t for s in said for t in s.whole)
    least = max(MANY, NAMED * len(said))
    return frozenset(t for t, n in seen.items() if n >= least and t in proper)


def claims_of(corpus: Corpus, propositions: Mapping[str, Mapping] | None = None) -> list[Claim]:
    """Propositions with the units that they take, then the claims among the others, in more than one document each."""
    words = Index(corpus.space.words([_own(said) for said in corpus.said]), corpus.space)
    given, taken = _given(corpus, propositions or {}, words)
    index = Index(corpus.whole, corpus.space)
    free = {i for i in range(len(corpus.whole)) if i not in taken and not corpus.units[i].taken}
    pairs = index.pairs(corpus.whole, free, FLOOR)
    groups = [part for g in clusters.linked(corpus.whole, pairs, CUT) for part in _parted(corpus, g, g, words)]
    led = [(lead, g) for lead, g in groups if _says(corpus, lead)]
    told = [said.tells.keys() & corpus.about for said in corpus.said]
    leads, groups = [lead for lead, _ in led], [group for _, group in led]
    groups = clusters.of_one_deed(corpus.whole, groups, clusters.deeds_of(groups, leads, told))
    parts = [part for group in groups for part in _parted(corpus, group, leads, words)]
    leads, groups = [lead for lead, _ in parts], [group for _, group in parts]
    joined = clusters.with_second(corpus.whole, groups, pairs, SECOND * CUT)
    joined = clusters.with_tellers(
        corpus.whole, joined, clusters.deeds_of(groups, leads, told), {i: told[i] for i in free}
    )
    made = zip(leads, groups, joined, strict=True)
    told = [(lead, own, [i for i in all_ if i in own or not corpus.of_others(lead, i)]) for lead, own, all_ in made]
    return given + [_made(corpus, *claim, words) for claim in told]


def _parted(
    corpus: Corpus, group: Sequence[int], leads: Sequence[int], words: Index
) -> Iterator[tuple[int, list[int]]]:
    """A group as what tells no deed of others than its lead, one of some units, and the rest likewise; each of two documents."""
    while len({corpus.units[i].doc for i in group}) > 1:
        lead = _lead(corpus, group, sorted({*leads} & {*group}) or group, words)
        part = [i for i in group if i == lead or not corpus.of_others(lead, i)]
        if len({corpus.units[i].doc for i in part}) > 1:
            yield lead, part
        group = sorted({*group} - {*part})


def _own(said: Stretches) -> dict[str, float]:
    """The words of a unit itself, without those of the sentence around it; none where they are too few to say anything."""
    own = {term: x for term, x in said.whole.items() if x == 1.0}
    return own if len(own) >= CONTENT else {}


def _says(corpus: Corpus, lead: int) -> bool:
    """Whether the plainest wording of a group is a claim: neither a question nor a mere name."""
    return not corpus.said[lead].open and labels.has_verb(labels.wording(corpus.units[lead]))


def _lead(corpus: Corpus, own: list[int], among: Sequence[int], words: Index) -> int:
    """The unit whose words name a group, one among some; of whose own ``words`` there is an index."""
    centre = clusters.centroid(corpus.whole, own)
    like = {i: clusters.likeness_to(corpus.whole, i, centre) for i in among}
    among = sorted(sorted(among, key=lambda i: (-like[i], i))[:NAMING])
    units, said = [corpus.units[i] for i in among], [corpus.said[i] for i in among]
    rows = corpus.space.words([bag_of(labels.wording(unit)) for unit in units])
    docs = np.array([corpus.units[i].doc for i in own])
    told = [len({*docs[words.likeness(rows, n, np.array(own, int)) >= CLOSE]}) for n in range(len(among))]
    return among[labels.choose(units, said, [like[i] for i in among], told, len({*docs}))]


def _given(corpus: Corpus, propositions: Mapping[str, Mapping], words: Index) -> tuple[list[Claim], set[int]]:
    """Propositions without patterns as claims, each with the units most like its label or one of its examples.

    What is like a proposition with patterns is taken as well, though not by it: its patterns choose what belongs to it,
    and the rest of the matter is no further claim.
    """
    index = Index(corpus.whole, corpus.space)
    best: dict[int, tuple[float, str]] = {}
    models: dict[str, Rows] = {}
    bags: dict[str, list[Bag]] = {}
    for key, value in sorted(propositions.items()):
        bags[key] = [bag_of(text) for text in (value["label"], *value.get("examples", ()))]
        models[key] = corpus.space.rows(bags[key])
        for n in range(len(models[key])):
            for i, x in index.near(models[key], n, GIVEN):
                best[i] = max(best.get(i, (0.0, "")), (x, key))
    found = []
    for key, value in sorted(propositions.items()):
        if value.get("patterns") or value.get("denials"):
            continue
        members = tuple(sorted(i for i, (_, k) in best.items() if k == key))
        centre = clusters.centroid(models[key], range(len(models[key])))
        label, said = value["label"], said_in(value["label"])
        stance = _stances(corpus, members, label, said, centre)
        found.append(Claim(key, label, members, stance, -1, _near(corpus, members, said, bags[key], words)))
    return found, set(best)


def _stances(
    corpus: Corpus, members: Sequence[int], label: str, said: Stretches, centre: dict[int, float]
) -> dict[int, str]:
    """The stance of each member on a claim: ``said`` is what the label says, with the sentence around it, ``centre`` what all do."""
    turned = _turned(corpus, said, centre) and _all_in(said.turned_by, label)
    told = together(corpus.said[i].deeds for i in members)  # one label may tell as to be what others tell as done
    stance = {i: _taken(corpus, i, centre, turned) for i in members}
    stance |= {i: OTHER[stance[i]] for i in members if stance[i] in OTHER and _opposite(corpus, i, label)}
    stance |= {i: "denies" for i in members if stance[i] == "affirms" and _undoes(corpus.said[i], said, told)}
    stance |= {i: "affirms" for i in members if _in_label(corpus, i, label)}
    all_ = replace(said, deeds=told)
    return stance | {i: "neutral" for i in members if stance[i] == "denies" and not _at_issue(corpus, i, all_, label)}


def _taken(corpus: Corpus, i: int, centre: dict[int, float], turned: bool) -> str:
    """The stance of a unit on a claim whose own wording is denied or not."""
    said = corpus.said[i]
    return "neutral" if said.open else "affirms" if _turned(corpus, said, centre) == turned else "denies"


def _made(corpus: Corpus, lead: int, own: list[int], members: list[int], words: Index) -> Claim:
    """A claim of some units, of whose own ``words`` there is an index: those that belong to no other claim first name it, and its key."""
    label = labels.wording(corpus.units[lead])
    stance = _stances(corpus, members, label, corpus.said[lead], clusters.centroid(corpus.whole, own))
    near = _near(corpus, members, said_in(label), [bag_of(label)], words)
    return Claim(labels.key_of(label, corpus.units[own[0]]), label, tuple(members), stance, lead, near)


def _near(
    corpus: Corpus, members: Sequence[int], said: Stretches, wordings: Sequence[Bag], words: Index
) -> frozenset[int]:
    """The members of a claim that say it: whose own words say one of its wordings, or that tell or deny a deed that is ``said`` in its label."""
    rows = corpus.space.words(wordings)
    like = [words.likeness(rows, n, np.array(members, int)) for n in range(len(rows))]
    told = said.tells.keys() & corpus.about
    tells = [not told.isdisjoint(corpus.said[i].tells) for i in members]
    return frozenset(i for i, x, tell in zip(members, np.max(like, axis=0), tells, strict=True) if x >= CLOSE or tell)


def _undoes(said: Stretches, other: Stretches, told: Deeds) -> bool:
    """Whether one denies a deed that another tells, in a time in which it is ``told``, and tells none of its deeds."""
    alone = said.deeds.keys().isdisjoint(other.deeds)
    return alone and not answered(said.denied_deeds, told).isdisjoint(other.deeds)


def _at_issue(corpus: Corpus, i: int, told: Stretches, label: str) -> bool:
    """Whether something that a unit denies stands in the label or the sentence around it, or the opposite in the label."""
    said = corpus.said[i]
    denied = said.core if len(said.core) >= FEWEST else said.denied
    at_issue = meant(denied) & meant(told.whole) and not out_of_time(said.denied_deeds, told.deeds)
    return not said.kind or bool(_opposite(corpus, i, label) or at_issue)


def _opposite(corpus: Corpus, i: int, label: str) -> str:
    """The words of a unit that exclude what the label says: "continue" where that says "end"; "" where none do."""
    named = values.sides(label)
    for of, (side, words) in values.sides(corpus.units[i].content).items():
        if of in named and named[of][0] != side and stem(words.split()[0].lower()) not in corpus.said[i].core:
            return words
    return ""


def _in_label(corpus: Corpus, i: int, label: str) -> bool:
    """Whether a unit's words, with those that turn them, stand in the label: it says what the label says."""
    own = corpus.units[i].content
    return _all_in(own, label) and _all_in(corpus.said[i].turned_by, own)


def _all_in(pieces: str, words: str) -> bool:
    """Whether all pieces of some words, parted by " … ", stand in others."""
    told, *parts = (
        f" {' '.join(WORD.findall(w.lower().replace('’', chr(39))))} " for w in (words, *pieces.split(" … "))
    )
    return all(part in told for part in parts)


def _turned(corpus: Corpus, said: Stretches, centre: dict[int, float]) -> bool:
    """Whether the claim is more like what is denied somewhere than what is asserted there."""
    denied = _held(corpus, said.core or said.denied, centre)
    asserted = _held(corpus, {t for t, x in said.asserted.items() if x == 1.0}, centre)
    return bool(said.kind) and denied * POINT[said.kind] > asserted


def _held(corpus: Corpus, terms: Iterable[str], centre: dict[int, float]) -> float:
    known = sorted(corpus.space.terms[t] for t in terms if t in corpus.space.terms)  # a sum hangs on the order
    return sum(centre.get(k, 0.0) * corpus.space.weight[k] for k in known)


def _stance(corpus: Corpus, claim: Claim, n: int) -> dict[str, str]:
    unit, said = corpus.units[n], corpus.said[n]
    lead = corpus.said[claim.lead].whole if claim.lead >= 0 else bag_of(claim.label)
    shared = sorted(t for t in said.whole if t in lead and not t.startswith(MARK))
    how = "claims: shares" if n in claim.near else BESIDE
    return {
        "statement_id": unit.id, "proposition": claim.key, "stance": claim.stance[n], "holder": unit.holder,
        "scope_words": "",
        "turned_by": (said.turned_by or _opposite(corpus, n, claim.label)) if claim.stance[n] == "denies" else "",
        "rule": f"{how} {', '.join(shared) or 'no word'}",
    }  # fmt: skip


def _author(unit: Unit, text: str, masked: str) -> dict[str, str]:
    spans = visible(text, masked, unit.spans)
    return {
        "id": unit.id, "doc_id": unit.doc, "content_spans": format_spans(spans), "content": words_at(text, spans),
        "form": AUTHOR, "by": "machine", "rule": "claims: sentence",
    }  # fmt: skip
