"""On whose word: the hands that each statement passed through, and the origins that statements rest on in the end.

An origin is what may not be counted twice. Joins are certain (one utterance as coded, one named speaker on one point, a
relay that the text names, a passage word for word) or possible (a relay only implied, an unnamed source of a body that
speaks too, a reworded passage, an author's own voice beside the sources that he quotes). With all joins made, the
number of origins is the least; with the certain ones alone, the most. Overlap can show copying and cannot rule it out,
and nobody's identity is asserted without a reason: each join is a row that gives its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from hearsay import tables
from hearsay.corpus import Corpus
from hearsay.reuse import differs

SAME_UTTERANCE, SAME_SPEAKER, RELAYS, COPIED = "same utterance", "same speaker", "relays", "copied"
OWN_VOICE = "author"


def chains_of(statements: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The table `chains`: speaker, relayers nearest the speaker first, original outlet, outlet.

    An outlet that the document does not name is its doc_id. The actor of an unresolved speaker is "".
    """
    facts = corpus.documents.set_index("doc_id")
    return tables.CHAINS.of(
        {"statement_id": row.id, "hop": str(hop), "actor": actor, "role": role, "implied": implied}
        for row in statements.itertuples()
        for hop, (actor, role, implied) in enumerate(_hands(row, facts.loc[row.doc_id]))
    )


def _hands(row, document: pd.Series) -> Iterator[tuple[str, str, str]]:
    yield row.actor, "speaker", ""
    for hand in tables.items(row.via):
        yield hand.removesuffix("?"), "relayer", "yes" if hand.endswith("?") else ""
    if document["original_outlet"]:
        yield document["original_outlet"], "original_outlet", ""
    yield document["outlet"] or row.doc_id, "outlet", "" if document["outlet"] else "yes"


def depth(chains: pd.DataFrame) -> pd.Series:
    """How many relayers stand between speaker and document, by statement."""
    return (chains["role"] == "relayer").groupby(chains["statement_id"], sort=False).sum()


def in_words(chain: pd.DataFrame, names: Mapping[str, str]) -> str:
    """One statement's chain as "speaker → relayer → outlet"; a hand that is only implied has a ?."""
    hands = chain.sort_values("hop", key=lambda hop: hop.astype(int))
    known = hands[~((hands["role"] == "outlet") & (hands["implied"] == "yes"))]
    return " → ".join(
        (names.get(row.actor, row.actor) or "unresolved") + "?" * (row.implied == "yes") for row in known.itertuples()
    )


def utterances(statements: pd.DataFrame) -> pd.DataFrame:
    """Utterances told in more than one row: label, actor, statements, documents and the datings given, side by side."""
    told = statements[statements["utterance"] != ""]
    rows = [
        {
            "utterance": label,
            "actor": tables.LIST.join(_distinct(group["actor"])),
            "statements": len(group),
            "documents": group["doc_id"].nunique(),
            "said": tables.LIST.join(_distinct(group["said"])),
            "cues": tables.LIST.join(_distinct(group["cue"])),
            "told_to": tables.LIST.join(_distinct(group["via"])),
        }
        for label, group in told.groupby("utterance")
        if len(group) > 1
    ]
    columns = ["utterance", "actor", "statements", "documents", "said", "cues", "told_to"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(
        ["documents", "statements", "utterance"], ascending=[False, False, True], ignore_index=True
    )


def _distinct(cells: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(cell for cell in cells if cell))


def with_coded_utterances(reuse: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """`reuse`, with the pairs of statements that a coder called one utterance and that stand in two documents.

    A pair whose two passages a row of `reuse` already joins is not listed again. Its score is 1: a person's judgement.
    """
    known = [
        (row.a_doc, tables.parse_spans(row.a_spans), row.b_doc, tables.parse_spans(row.b_spans))
        for row in reuse.itertuples()
    ]
    added = []
    for _, group in statements[statements["utterance"] != ""].groupby("utterance"):
        for a, b in _pairs(group):
            spans = tables.parse_spans(a.content_spans), tables.parse_spans(b.content_spans)
            if not any(
                d == a.doc_id and e == b.doc_id and tables.shared(s, spans[0]) and tables.shared(t, spans[1])
                for d, s, e, t in known
            ):
                added.append(
                    {
                        "a_doc": a.doc_id, "a_spans": a.content_spans, "a_words": a.content,
                        "b_doc": b.doc_id, "b_spans": b.content_spans, "b_words": b.content,
                        "kind": SAME_UTTERANCE, "score": "1.00", "differs": differs(a.content, b.content),
                    }
                )  # fmt: skip
    return tables.sort(pd.concat([reuse, tables.REUSE.of(added)], ignore_index=True), "a_doc", "a_spans", "b_doc")


def _pairs(group: pd.DataFrame) -> Iterator[tuple]:
    rows = sorted(group.itertuples(), key=lambda r: (r.doc_id, r.id))
    yield from ((a, b) for n, a in enumerate(rows) for b in rows[n + 1 :] if a.doc_id != b.doc_id)


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
    """The table `origins`: for each proposition its statements, joined where they rest on one origin.

    Rows of one origin share ``origin_id`` (the statement that stands earliest). Within a proposition the number of
    rows without ``joined_to`` is the least number of origins; adding the joins that are not certain gives the most.
    """
    rows = statements.set_index("id", drop=False).rename_axis(None)
    copied = _copies(rows, reuse)
    bodies = _bodies(actors)
    out = []
    for proposition, group in stances.groupby("proposition"):
        members = rows.loc[[i for i in group["statement_id"].unique() if i in rows.index]]
        joined = _forest(list(members["id"]), sorted(_joins(members, copied, bodies)))
        for stance in group.itertuples():
            to, why, certain, origin = joined[stance.statement_id]
            out.append(
                {
                    "statement_id": stance.statement_id, "proposition": proposition, "stance": stance.stance,
                    "origin_id": origin, "joined_to": to, "why": why, "certain": certain,
                }
            )  # fmt: skip
    return tables.sort(tables.ORIGINS.of(out), "proposition", "origin_id", "statement_id")


def count_origins(
    origins: pd.DataFrame, statements: pd.DataFrame, corpus: Corpus, sides: Mapping[str, str]
) -> pd.DataFrame:
    """Per proposition and stance: statements, documents, outlets, sides, and origins from least to most."""
    rows = statements.set_index("id")
    at_most = _most_ids(origins)
    outlets = corpus.documents.set_index("doc_id")
    outlet = {d: outlets.loc[d, "original_outlet"] or outlets.loc[d, "outlet"] or d for d in outlets.index}
    out = []
    for (proposition, stance), group in origins.groupby(["proposition", "stance"]):
        members = rows.loc[group["statement_id"]]
        out.append(
            {
                "proposition": proposition,
                "stance": stance,
                "statements": len(members),
                "documents": members["doc_id"].nunique(),
                "outlets": members["doc_id"].map(outlet).nunique(),
                "sides": len({sides.get(actor, "") for actor in members["actor"] if sides.get(actor, "")}),
                "origins_least": group["origin_id"].nunique(),
                "origins_most": len({at_most[proposition, i] for i in group["statement_id"]}),
            }
        )
    return pd.DataFrame(out)


def _most_ids(origins: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The origin of each proposition's statement when certain joins alone are made."""
    parent = {
        (row.proposition, row.statement_id): row.joined_to if row.certain == "yes" else ""
        for row in origins.itertuples()
    }
    return {(p, i): _root(p, i, parent) for p, i in parent}


def _root(proposition: str, statement: str, parent: Mapping[tuple[str, str], str]) -> str:
    while up := parent[proposition, statement]:
        statement = up
    return statement


def _joins(members: pd.DataFrame, copied: Mapping[tuple[str, str], bool], bodies: Mapping[str, str]) -> Iterator[Join]:
    """Joins within one proposition. Each rule chains its group instead of pairing all with all."""
    order = members.sort_values(["doc_id", "id"])
    for why, possible, key in (
        (SAME_UTTERANCE, False, order["utterance"]),
        (SAME_SPEAKER, False, order["actor"]),
        (SAME_SPEAKER, True, order["actor"].map(bodies).fillna("")),
    ):
        for label, group in order.groupby(key):
            if label:
                yield from (Join(possible, why, a, b) for a, b in pairwise(group["id"]))
    yield from _relays(order)
    for n, a in enumerate(order["id"]):
        for b in order["id"].iloc[n + 1 :] if copied else ():
            if (pair := (min(a, b), max(a, b))) in copied:
                yield Join(not copied[pair], COPIED, a, b)


def _relays(order: pd.DataFrame) -> Iterator[Join]:
    """A statement that came through a hand which says the same; an author beside the sources that he quotes."""
    own = order[order["form"] != OWN_VOICE].drop_duplicates("actor").set_index("actor")["id"].to_dict()
    for row in order.itertuples():
        for hand in tables.items(row.via):
            if (other := own.get(hand.removesuffix("?"))) and other != row.id:
                yield Join(hand.endswith("?"), RELAYS, other, row.id)
    for _, group in order.groupby("doc_id"):
        quoted = group[group["form"] != OWN_VOICE]["id"]
        for author in group[group["form"] == OWN_VOICE]["id"] if len(quoted) else ():
            yield Join(True, RELAYS, quoted.iloc[0], author)


def _bodies(actors: pd.DataFrame) -> dict[str, str]:
    """For unnamed actors, and organisations that speak for it, the side: a hypothesis that they are one voice."""
    kinds = {"unnamed", "organisation", "state"}
    spoken = actors[actors["type"].isin(kinds) & ~actors["side"].isin({"", "media", "analysts", "unspecified"})]
    return dict(zip(spoken["actor"], spoken["side"], strict=True))


def _copies(rows: pd.DataFrame, reuse: pd.DataFrame) -> dict[tuple[str, str], bool]:
    """Pairs of statements whose contents a row of `reuse` joins; whether that is word for word."""
    spans = {i: tables.parse_spans(cell) for i, cell in rows["content_spans"].items()}
    by_doc = {doc: list(group["id"]) for doc, group in rows.groupby("doc_id")}
    found: dict[tuple[str, str], bool] = {}
    for row in reuse.itertuples():
        sides = []
        for doc, cell in ((row.a_doc, row.a_spans), (row.b_doc, row.b_spans)):
            passage = tables.parse_spans(cell)
            half = [
                i
                for i in by_doc.get(doc, ())
                if 2 * tables.shared(spans[i], passage) >= min(tables.length(spans[i]), tables.length(passage))
            ]
            sides.append(half)
        for a in sides[0]:
            for b in sides[1]:
                pair = min(a, b), max(a, b)
                found[pair] = found.get(pair, False) or row.kind == "verbatim"
    return found


def _forest(members: list[str], joins: list[Join]) -> dict[str, tuple[str, str, str, str]]:
    """Kruskal's forest, certain joins first: by statement its join, the reason, whether it is certain, its origin."""
    group = {m: m for m in members}
    edges: dict[str, list[tuple[str, Join]]] = {m: [] for m in members}

    def top(m: str) -> str:
        while group[m] != m:
            group[m] = group[group[m]]
            m = group[m]
        return m

    for join in joins:
        if (a := top(join.a)) != (b := top(join.b)):
            group[b] = a
            edges[join.a].append((join.b, join))
            edges[join.b].append((join.a, join))
    out: dict[str, tuple[str, str, str, str]] = {}
    for start in members:  # in the order of the documents, so the earliest here is the origin's own row
        if start in out:
            continue
        out[start] = ("", "", "", start)
        todo = [start]
        while todo:
            here = todo.pop()
            for other, join in edges[here]:
                if other not in out:
                    out[other] = (here, join.why, "" if join.possible else "yes", start)
                    todo.append(other)
    return out
