"""What statements rest on in the end. An origin is what may not be counted twice.

Statements are joined only within one claim and one stance, so no origin both affirms and denies. A reader can
recount: the most is what is left when the certain joins are made, the least when the possible ones are made as well.

| join | certain | possible |
|---|---|---|
| same utterance | coded as one act of saying | |
| same holder | one named holder, or author, named or not; an unnamed one within a document | an unnamed one in several documents; unnamed holders, bodies and states of one side, all within a month of each other; a body or state and the first person of its side |
| relays | a relayer's row whose passage holds the relayed one, the hand being named; of the machine any row whose passage holds another; that row then counts with the relayed one, not with the relayer's others | the hand being implied; nobody in particular behind one hand, and whoever stands behind it in their document; a hand beside the first that he relays saying the same in that document |
| told beside | | an author, or nobody in particular ("reportedly"), beside the first whom the document has saying the same |
| copied | a passage word for word | reworded |

An ascription's origin is its holder, or the utterance that it tells. Overlap can show copying and cannot rule it out, and nobody's identity is
asserted without a reason: each join is a row that gives its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
import pandas as pd

from hearsay import tables
from hearsay.analysis.provenance import families
from hearsay.analysis.reuse import SAME_UTTERANCE
from hearsay.analysis.voices import OWN_VOICE, hands_of, holder_of
from hearsay.corpus.documents import Corpus
from sayso import intervals

SAME_HOLDER, RELAYS, BESIDE, COPIED = "same holder", "relays", "told beside", "copied"
NO_VOICE = (None, "", "media", "outlet", "analysts", "unspecified")  # sides that do not speak as one
MACHINE = "machine"
MONTH = 31  # days; voices of one side further apart than that are two sayings
Copies = dict[str, dict[str, bool]]


@dataclass(frozen=True, order=True)
class Join:
    """Why two statements may rest on one origin; certain joins sort before possible ones."""

    possible: bool
    why: str
    a: str
    b: str


def origins_of(
    statements: pd.DataFrame, stances: pd.DataFrame, reuse: pd.DataFrame, actors: pd.DataFrame
) -> pd.DataFrame:
    """The table `origins`: for each claim and stance its statements, joined where they rest on one origin.

    Rows of one origin share ``origin_id`` (the statement that stands earliest here). Within a claim and stance the
    number of rows without ``joined_to`` is the least number of origins; undoing the joins that are not certain gives
    the most.
    """
    rows = {row.id: row for row in _in_order(statements)}
    place = {i: n for n, i in enumerate(rows)}
    unnamed = set(actors[actors["type"] == "unnamed"]["actor"])
    copied, authors = _copies(statements, reuse), _authors(rows.values())
    bodies, people = _speaking(actors, "unnamed", "organisation", "state"), _speaking(actors, "person")
    vague = unnamed & set(actors[actors["side"].isin(["", "unspecified"])]["actor"])
    out = []
    for (proposition, stance), group in stances.groupby(["proposition", "stance"]):
        members = sorted({i for i in group["statement_id"] if i in rows}, key=place.__getitem__)
        order = [rows[i] for i in members]
        joins = sorted({*_joins(order, copied, unnamed, authors, vague), *_of_bodies(order, bodies, people)})
        for i, (to, why, certain, origin) in _forest(members, joins).items():
            out.append(
                {
                    "statement_id": i, "proposition": proposition, "stance": stance, "origin_id": origin,
                    "joined_to": to, "why": why, "certain": certain,
                }
            )  # fmt: skip
    return tables.sort(tables.ORIGINS.of(out), "proposition", "stance", "origin_id", "statement_id")


def _in_order(statements: pd.DataFrame) -> list:
    """Statements as they stand in the documents."""
    return sorted(
        statements.itertuples(),
        key=lambda r: (r.doc_id, tables.parse_spans(r.content_spans)[:1], r.content_spans, r.id),
    )


COUNTS = ["proposition", "stance", "statements", "documents", "outlets", "origins_least", "origins_most"]


def count_origins(
    origins: pd.DataFrame,
    statements: pd.DataFrame,
    corpus: Corpus,
    said: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Per claim and stance: statements, documents (copies once), outlets as far as they are known, origins from least to most.

    ``said`` has the stances that count, where not all do.
    """
    key = ["proposition", "stance"]
    told = origins if said is None else origins.merge(said[["statement_id", *key]].drop_duplicates())
    rows = told.merge(statements.drop_duplicates("id").set_index("id"), left_on="statement_id", right_index=True)
    facts = corpus.documents.set_index("doc_id")
    outlets = facts["original_outlet"].where(facts["original_outlet"] != "", facts["outlet"])
    rows = rows.assign(
        documents=rows["doc_id"].map(families(corpus.documents)),
        outlets=rows["doc_id"].map(outlets.where(outlets != "")),
    )
    table = rows.groupby(key).agg(
        statements=("statement_id", "size"),
        **{column: (column, "nunique") for column in ("documents", "outlets")},
        ids=("statement_id", set),
    )
    behind = by_stance(origins)
    least = [least_and_most(behind[point], ids) for point, ids in table.pop("ids").items()]
    table[["origins_least", "origins_most"]] = np.array(least, dtype=int).reshape(-1, 2)
    return table.reset_index()[COUNTS]


def by_stance(origins: pd.DataFrame) -> dict[tuple[str, str], list]:
    """The rows of the table `origins` by claim and stance."""
    found: dict[tuple[str, str], list] = {}
    for row in origins.itertuples():
        found.setdefault((row.proposition, row.stance), []).append(row)
    return found


def least_and_most(rows: Iterable, only: Collection[str] | None = None) -> tuple[int, int]:
    """How many origins rows of `by_stance` rest on: all joins made, and the certain ones alone.

    ``only`` names the statements that count, where not all of a claim and stance do.
    """
    rows = list(rows)
    up = {row.statement_id: row.joined_to for row in rows if row.joined_to and row.certain}
    counted = [row for row in rows if only is None or row.statement_id in only]
    tops = set()
    for row in counted:
        path, top = [], row.statement_id
        while top in up:
            path.append(top)
            top = up[top]
        up |= dict.fromkeys(path, top)  # so that a long chain is climbed once
        tops.add(top)
    return len({row.origin_id for row in counted}), len(tops)


def _joins(
    order: list, copied: Copies, unnamed: set[str], authors: set[tuple[str, str]], vague: set[str]
) -> Iterator[Join]:
    """Joins within one claim and stance. Each rule chains its group instead of pairing all with all."""
    relays = list(_relays(order, vague))
    telling = {join.a for join in relays if not join.possible}
    own = [row for row in order if row.id not in telling]
    yield from _chained(order, SAME_UTTERANCE, False, lambda row: row.utterance)
    yield from _chained(own, SAME_HOLDER, False, lambda row: _one_holder(row, unnamed))
    yield from _chained(own, SAME_HOLDER, True, _teller)
    yield from relays
    yield from _beside(order, authors, vague)
    here = {row.id: n for n, row in enumerate(order)}
    for i in here:
        for other, possible in copied.get(i, {}).items():
            if here.get(other, -1) > here[i]:
                yield Join(possible, COPIED, i, other)


def _chained(order: list, why: str, possible: bool, key) -> Iterator[Join]:
    groups: dict = {}
    for row in order:
        if label := key(row):
            groups.setdefault(label, []).append(row.id)
    for members in groups.values():
        yield from (Join(possible, why, a, b) for a, b in pairwise(members))


def _unnamed(row, unnamed: set[str]) -> bool:
    holder = holder_of(row)
    return holder in unnamed or (holder == row.actor and row.anonymous == "yes")


def _teller(row) -> str:
    """Whose word a statement is; of an ascription that tells a coded utterance that is the utterance's speaker."""
    return "" if row.utterance and holder_of(row) != row.actor else holder_of(row)


def _one_holder(row, unnamed: set[str]) -> tuple[str, str] | None:
    """That an unnamed holder in two documents is one, under whatever key, is a hypothesis; a document's own voice is one."""
    holder = _teller(row)
    if not holder and row.form == OWN_VOICE:
        return OWN_VOICE, row.doc_id
    return (holder, row.doc_id if _unnamed(row, unnamed) else "") if holder else None


def _of_bodies(order: list, bodies: Mapping[str, str], people: Mapping[str, str]) -> Iterator[Join]:
    """Unnamed holders, bodies and states of one side; a body or state beside the first person who speaks for it."""
    sides: dict[str, list[tuple]] = {}
    for row in order:
        if side := bodies.get(_teller(row)):
            groups = sides.setdefault(side, [])
            n = next((n for n, (_, times) in enumerate(groups) if all(near(t, row.said) for t in times)), len(groups))
            before, times = groups[n] if n < len(groups) else (None, set())
            if before is not None:
                yield Join(True, SAME_HOLDER, before.id, row.id)
            groups[n : n + 1] = [(row, times | {row.said})]
    persons: dict[str, list] = {}
    for row in order:
        if side := people.get(_teller(row)):
            persons.setdefault(side, []).append(row)
    for row in order:
        spoken = [] if row.anonymous else persons.get(bodies.get(_teller(row), ""), [])
        first = next((other for other in spoken if near(other.said, row.said)), None)
        if first is not None:
            yield Join(True, SAME_HOLDER, first.id, row.id)


def near(one: str, other: str) -> bool:
    """Whether two sayings may lie within `MONTH` days of each other; where a date is open or unknown they may."""
    (a, b), (c, d) = intervals.bounds(one), intervals.bounds(other)
    gaps = [(later - sooner).days for sooner, later in ((b, c), (d, a)) if sooner and later]
    return max(gaps, default=0) <= MONTH


def _relays(order: list, vague: set[str]) -> Iterator[Join]:
    """A relayer and what he relays; nobody in particular behind one hand, and others behind it in their document.

    What the machine read within what it read is one sentence, whoever it gives it to.
    """
    by_doc: dict[str, list] = {}
    for row in order:
        by_doc.setdefault(row.doc_id, []).append(row)
    behind: dict = {}
    for row in order:
        hands = dict(reversed(hands_of(row.via)))
        for outer in by_doc[row.doc_id]:
            read_twice = row.by == outer.by == MACHINE
            if (read_twice or holder_of(outer) in hands) and _encloses(outer, row):
                yield Join(not read_twice and hands[holder_of(outer)], RELAYS, outer.id, row.id)
        for hand in hands:
            first = behind.setdefault((row.doc_id, hand), row.id)
            others = {first, behind.setdefault(hand, row.id)} if _nobody(row, vague) else set()
            yield from (Join(True, RELAYS, other, row.id) for other in others - {row.id})


def _nobody(row, vague: set[str]) -> bool:
    """Whether nobody in particular is said to say it."""
    return not holder_of(row) or holder_of(row) in vague


def _authors(rows: Iterable) -> set[tuple[str, str]]:
    """Who writes each document: its own key, and whoever speaks in it as its author."""
    rows = list(rows)
    return {(row.doc_id, row.actor) for row in rows if row.form == OWN_VOICE} | {(r.doc_id, r.doc_id) for r in rows}


def _beside(order: list, authors: set[tuple[str, str]], vague: set[str]) -> Iterator[Join]:
    """A hand beside the first that he relays saying the same; an author, or nobody in particular, beside the first other."""
    relayed: dict[tuple[str, str], str] = {}
    told: dict[str, str] = {}
    reported: dict[str, str] = {}
    for row in order:
        for hand, _ in hands_of(row.via):
            relayed.setdefault((row.doc_id, hand), row.id)
        if (row.doc_id, _teller(row)) not in authors:
            told.setdefault(row.doc_id, row.id)
            if not _nobody(row, vague):
                reported.setdefault(row.doc_id, row.id)
    for row in order:
        here = row.doc_id, _teller(row)
        nobody = _nobody(row, vague)
        first = told.get(row.doc_id) if here in authors else reported.get(row.doc_id) if nobody else relayed.get(here)
        if first and first != row.id:
            yield Join(True, BESIDE if nobody or here in authors else RELAYS, first, row.id)


def _encloses(outer, inner) -> bool:
    """Does one saying stand within what the other says?"""
    if outer.id == inner.id:
        return False
    if inner.outer == outer.id:
        return True
    spans = tables.parse_spans(inner.content_spans)
    return bool(spans) and tables.shared(tables.parse_spans(outer.content_spans), spans) == tables.length(spans)


def _speaking(actors: pd.DataFrame, *kinds: str) -> dict[str, str]:
    """For actors of some kinds who speak for a side, the side."""
    spoken = actors[actors["type"].isin(kinds) & ~actors["side"].isin(NO_VOICE)]
    return dict(zip(spoken["actor"], spoken["side"], strict=True))


def _copies(statements: pd.DataFrame, reuse: pd.DataFrame) -> Copies:
    """By statement, those whose contents a row of `reuse` joins to its own, and whether that is only possible."""
    by_doc: dict[str, list[tuple[str, tables.Spans]]] = {}
    for row in statements.itertuples():
        by_doc.setdefault(row.doc_id, []).append((row.id, tables.parse_spans(row.content_spans)))
    found: Copies = {}
    for row in reuse[reuse["kind"] != SAME_UTTERANCE].itertuples():
        one, two = (_within(by_doc.get(doc, []), tables.parse_spans(cell))
                    for doc, cell in ((row.a_doc, row.a_spans), (row.b_doc, row.b_spans)))  # fmt: skip
        for a, b in product(one, two):
            possible = row.kind != "verbatim" and found.get(a, {}).get(b, True)
            found.setdefault(a, {})[b] = found.setdefault(b, {})[a] = possible
    return found


def _within(here: list[tuple[str, tables.Spans]], passage: tables.Spans) -> list[str]:
    """Statements that share half of the shorter with a passage."""
    return [
        i for i, spans in here
        if 2 * tables.shared(spans, passage) >= min(tables.length(spans), tables.length(passage))
    ]  # fmt: skip


def _forest(members: list[str], joins: list[Join]) -> dict[str, tuple[str, str, str, str]]:
    """By statement its join, the reason, whether it is certain, and its origin; certain joins are made first."""
    import networkx as nx  # half a second that a notebook without origins need not spend

    graph = nx.Graph()
    graph.add_nodes_from(members)
    for n, join in enumerate(joins):
        if not graph.has_edge(join.a, join.b):
            graph.add_edge(join.a, join.b, weight=n, join=join)
    tree = nx.minimum_spanning_tree(graph)
    out: dict[str, tuple[str, str, str, str]] = {}
    for start in members:  # in the order of the documents, so the earliest here is the origin's own row
        if start not in out:
            out[start] = ("", "", "", start)
            for here, other in nx.bfs_edges(tree, start, sort_neighbors=sorted):
                join = tree.edges[here, other]["join"]
                out[other] = (here, join.why, "" if join.possible else "yes", start)
    return out
