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

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise, product
from typing import NamedTuple

import pandas as pd

from hearsay import tables
from hearsay.analysis.provenance import originals
from hearsay.analysis.reuse import SAME_UTTERANCE
from hearsay.analysis.voices import OWN_VOICE, hands_of, holders
from hearsay.corpus.coding import MACHINE
from hearsay.corpus.documents import Corpus
from sayso import intervals

SAME_HOLDER, RELAYS, BESIDE, COPIED = "same holder", "relays", "told beside", "copied"
NO_VOICE = (None, "", "media", "outlet", "analysts", "unspecified")  # sides that do not speak as one
ANYBODY, SOMEBODY = "anybody else", "somebody else in particular"  # beside whom others are told
MONTH = 31  # days; voices of one side further apart than that are two sayings
Copies = dict[str, dict[str, bool]]


class Join(NamedTuple):
    """Why two statements may rest on one origin; certain joins sort before possible ones."""

    possible: bool
    why: str
    a: str
    b: str


def origins_of(
    statements: pd.DataFrame, stances: pd.DataFrame, reuse: pd.DataFrame, actors: pd.DataFrame
) -> pd.DataFrame:
    """The table `origins`: for each claim and stance its statements, joined where they rest on one origin.

    ``reuse`` tells which passages were copied. Rows of one origin share ``origin_id`` (the statement that stands earliest here) where all joins are made, and
    ``most_id`` where the certain ones alone are: so many different ones there are at least, and at most.
    """
    rows = {row.id: row for row in _told(statements, actors).itertuples()}
    place, copied = {i: n for n, i in enumerate(rows)}, _copies(rows.values(), reuse)
    out = []
    for (proposition, stance), group in stances.groupby(["proposition", "stance"]):
        order = [rows[i] for i in sorted({*group["statement_id"]} & rows.keys(), key=place.__getitem__)]
        joins = sorted({*_joins(order, copied), *_of_bodies(order)})
        point = {"proposition": proposition, "stance": stance}
        out += [point | row for row in _forest([row.id for row in order], joins)]
    return tables.sort(tables.ORIGINS.of(out), "proposition", "stance", "origin_id", "statement_id")


def _told(statements: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Statements as they stand in the documents, with whose word each is, as far as origins ask for it.

    `teller`: who takes the stance; nobody where an ascription tells a coded utterance, which is its speaker's. `one`: under
    what key he is surely one; an unnamed one, and an author of whom nothing is known, within a document. `nobody`: that
    it is nobody in particular. `author`: that he writes the document. `body`, `person`: the side that he speaks for.
    """
    known, doc, actor = actors.drop_duplicates("actor").set_index("actor"), statements["doc_id"], statements["actor"]
    holder, writes = holders(statements), statements["form"] == OWN_VOICE
    types, sides = (holder.map(known[column]).fillna("") for column in ("type", "side"))
    own = (statements["utterance"] == "") | (holder == actor)
    teller, voice = holder.where(own, ""), sides.where(own & ~sides.isin(NO_VOICE), "")
    unnamed = (types == "unnamed") | ((holder == actor) & (statements["anonymous"] == "yes"))
    authors = {*zip(doc[writes], actor[writes], strict=True), *zip(doc, doc, strict=True)}
    rows = statements.assign(
        holder=holder,
        teller=teller,
        one=(teller + " " + doc.where(unnamed, "")).where(teller != "", ("author " + doc).where(writes, "")),
        nobody=(holder == "") | ((types == "unnamed") & sides.isin(["", "unspecified"])),
        author=[pair in authors for pair in zip(doc, teller, strict=True)],
        body=voice.where(types.isin(["unnamed", "organisation", "state"]), ""),
        person=voice.where(types == "person", ""),
    )
    rows = tables.sort(rows, "doc_id", "content_spans", "id")
    return rows.assign(spans=rows["content_spans"].map(tables.parse_spans))


def count_origins(
    origins: pd.DataFrame, statements: pd.DataFrame, corpus: Corpus, said: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Per claim and stance: statements, documents (copies once), outlets as far as they are known, origins from least to most.

    ``said`` has the stances that count, where not all do.
    """
    key = ["proposition", "stance"]
    told = origins if said is None else origins.merge(said[["statement_id", *key]].drop_duplicates())
    where = told["statement_id"].map(statements.drop_duplicates("id").set_index("id")["doc_id"])
    facts = corpus.documents.set_index("doc_id")
    outlets = facts["original_outlet"].where(facts["original_outlet"] != "", facts["outlet"])
    outlets = outlets.where(outlets != "")
    rows = told.assign(documents=where.map(originals(corpus.documents)), outlets=where.map(outlets))
    counted = {column: (column, "nunique") for column in ("documents", "outlets")}
    counted |= {"origins_least": ("origin_id", "nunique"), "origins_most": ("most_id", "nunique")}
    return rows.groupby(key).agg(statements=("statement_id", "size"), **counted).reset_index()


def by_stance(origins: pd.DataFrame) -> dict[tuple[str, str], list]:
    """The rows of the table `origins` by claim and stance."""
    return tables.grouped(((row.proposition, row.stance), row) for row in origins.itertuples())


def least_and_most(rows: Iterable, only: Collection[str] | None = None) -> tuple[int, int]:
    """How many origins rows of `by_stance` rest on: all joins made, and the certain ones alone.

    ``only`` names the statements that count, where not all of a claim and stance do.
    """
    counted = [row for row in rows if only is None or row.statement_id in only]
    return len({row.origin_id for row in counted}), len({row.most_id for row in counted})


def _joins(order: list, copied: Copies) -> Iterator[Join]:
    """Joins within one claim and stance. Each rule chains its group instead of pairing all with all."""
    relays = list(_relays(order))
    telling = {join.a for join in relays if not join.possible}
    own = [row for row in order if row.id not in telling]
    yield from _chained(order, SAME_UTTERANCE, False, "utterance")
    yield from _chained(own, SAME_HOLDER, False, "one")
    yield from _chained(own, SAME_HOLDER, True, "teller")
    yield from relays
    yield from _beside(order)
    here = {row.id: n for n, row in enumerate(order)}
    for i in here:
        for other, possible in copied.get(i, {}).items():
            if here.get(other, -1) > here[i]:
                yield Join(possible, COPIED, i, other)


def _chained(order: list, why: str, possible: bool, column: str) -> Iterator[Join]:
    groups = tables.grouped((label, row.id) for row in order if (label := getattr(row, column)))
    for members in groups.values():
        yield from (Join(possible, why, a, b) for a, b in pairwise(members))


def _of_bodies(order: list) -> Iterator[Join]:
    """Unnamed holders, bodies and states of one side; a body or state beside the first person who speaks for it."""
    groups: dict[str, list[list]] = {}  # by side, who speaks for it within a month: the last, and when
    persons = tables.grouped((row.person, row) for row in order)
    for row in (row for row in order if row.body):
        here = groups.setdefault(row.body, [])
        group = next((group for group in here if all(near(said, row.said) for said in group[1])), None)
        if group:
            yield Join(True, SAME_HOLDER, group[0], row.id)
            group[:] = row.id, group[1] | {row.said}
        else:
            here.append([row.id, {row.said}])
        first = next((other for other in persons.get(row.body, ()) if near(other.said, row.said)), None)
        if first is not None and not row.anonymous:
            yield Join(True, SAME_HOLDER, first.id, row.id)


def near(one: str, other: str) -> bool:
    """Whether two sayings may lie within `MONTH` days of each other; where a date is open or unknown they may."""
    (a, b), (c, d) = intervals.bounds(one), intervals.bounds(other)
    gaps = [(later - sooner).days for sooner, later in ((b, c), (d, a)) if sooner and later]
    return max(gaps, default=0) <= MONTH


def _relays(order: list) -> Iterator[Join]:
    """A relayer and what he relays; nobody in particular behind one hand, and others behind it in their document.

    What the machine read within what it read is one sentence, whoever it gives it to.
    """
    by_doc = tables.grouped((row.doc_id, row) for row in order)
    behind: dict = {}
    for row in order:
        hands = dict(reversed(hands_of(row.via)))
        for outer in by_doc[row.doc_id]:
            read_twice = row.by == outer.by == MACHINE
            if (read_twice or outer.holder in hands) and _encloses(outer, row):
                yield Join(not read_twice and hands[outer.holder], RELAYS, outer.id, row.id)
        for hand in hands:
            first = behind.setdefault((row.doc_id, hand), row.id)
            others = {first, behind.setdefault(hand, row.id)} if row.nobody else set()
            yield from (Join(True, RELAYS, other, row.id) for other in others - {row.id})


def _beside(order: list) -> Iterator[Join]:
    """A hand beside the first that he relays saying the same; an author, or nobody in particular, beside the first other."""
    first: dict[tuple[str, str], str] = {}
    for row in order:
        for hand, _ in hands_of(row.via):
            first.setdefault((row.doc_id, hand), row.id)
        if not row.author:
            first.setdefault((row.doc_id, ANYBODY), row.id)
            if not row.nobody:
                first.setdefault((row.doc_id, SOMEBODY), row.id)
    for row in order:
        beside = ANYBODY if row.author else SOMEBODY if row.nobody else row.teller
        other = first.get((row.doc_id, beside), row.id)
        if other != row.id:
            yield Join(True, BESIDE if row.nobody or row.author else RELAYS, other, row.id)


def _encloses(outer, inner) -> bool:
    """Does one saying stand within what the other says?"""
    within = bool(inner.spans) and tables.shared(outer.spans, inner.spans) == tables.length(inner.spans)
    return outer.id != inner.id and (inner.outer == outer.id or within)


def _copies(rows: Iterable, reuse: pd.DataFrame) -> Copies:
    """By statement, those that share half of the shorter with a passage that is copied from its own, and whether that is only possible."""
    by_doc = tables.grouped((row.doc_id, row) for row in rows)
    found: Copies = {}
    for row in reuse[reuse["kind"] != SAME_UTTERANCE].itertuples():
        ends = []
        for doc, cell in ((row.a_doc, row.a_spans), (row.b_doc, row.b_spans)):
            passage = tables.parse_spans(cell)
            here = ((told, min(tables.length(told.spans), tables.length(passage))) for told in by_doc.get(doc, ()))
            ends.append([told.id for told, least in here if 2 * tables.shared(told.spans, passage) >= least])
        for a, b in product(*ends):
            possible = row.kind != "verbatim" and found.get(a, {}).get(b, True)
            found.setdefault(a, {})[b] = found.setdefault(b, {})[a] = possible
    return found


def _forest(members: list[str], joins: list[Join]) -> Iterator[dict[str, str]]:
    """A row per statement: its join, the reason, whether it is certain, its origins; certain joins are made first."""
    import networkx as nx  # half a second that a notebook without origins need not spend

    graph = nx.Graph()
    graph.add_nodes_from(members)
    for n, join in enumerate(
        joins
    ):  # certain joins weigh least, so that the tree takes a possible one only where it must
        if not graph.has_edge(join.a, join.b):
            graph.add_edge(join.a, join.b, weight=n, join=join)
    tree = nx.minimum_spanning_tree(graph)
    most: dict[str, str] = {}
    for start in members:  # in the order of the documents, so the earliest here is the origin's own row
        if start in most:
            continue
        most[start] = start
        yield {"statement_id": start, "origin_id": start, "most_id": start}
        for here, other in nx.bfs_edges(tree, start, sort_neighbors=sorted):
            join = tree.edges[here, other]["join"]
            most[other] = other if join.possible else most[here]
            ends = {"origin_id": start, "most_id": most[other]}
            told = {"joined_to": here, "why": join.why, "certain": "" if join.possible else "yes"}
            yield {"statement_id": other} | ends | told
