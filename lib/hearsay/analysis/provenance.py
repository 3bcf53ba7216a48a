"""On whose word: the hands that each statement passed through, and the origins that statements rest on in the end.

An origin is what may not be counted twice. Joins are certain (one utterance as coded, one named speaker on one point, a
relay that the text names, a passage word for word) or possible (a relay only implied, unnamed speakers behind one
hand, an unnamed source of a body that speaks too, a reworded passage, an author's own voice beside the sources that he
quotes). With all joins made, the number of origins is the least; with the certain ones alone, the most. Overlap can show copying and cannot rule it out,
and nobody's identity is asserted without a reason: each join is a row that gives its own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from hearsay import tables
from hearsay.analysis.reuse import STOP, differs, stem
from hearsay.corpus.codebook import Codebook
from hearsay.corpus.documents import Corpus

SAME_UTTERANCE, SAME_SPEAKER, RELAYS, COPIED = "same utterance", "same speaker", "relays", "copied"
OWN_VOICE = "author"
Copies = dict[str, dict[str, tuple[bool, str]]]
NO_VOICE = (None, "", "media", "analysts", "unspecified")  # sides that do not speak as one
MOST = 200  # statements of one side on one point that are compared with each other; more are talk of the day
RARE, LIKE = 5.0, 2.1  # bits of shared points, and bits times share of like words, that propose a retelling


def chains_of(statements: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The table `chains`: speaker, relayers nearest the speaker first, original outlet, outlet.

    An outlet that the document does not name is its doc_id. The actor of an unresolved speaker is "".
    """
    facts = corpus.documents.set_index("doc_id").to_dict("index")
    return tables.CHAINS.of(
        {"statement_id": row.id, "hop": str(hop), "actor": actor, "role": role, "implied": implied}
        for row in statements.itertuples()
        for hop, (actor, role, implied) in enumerate(_hands(row, facts[row.doc_id]))
    )


def _hands(row, document: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    yield row.actor, "speaker", ""
    for hand, implied in _via(row):
        yield hand, "relayer", "yes" if implied else ""
    if document["original_outlet"]:
        yield document["original_outlet"], "original_outlet", ""
    yield document["outlet"] or row.doc_id, "outlet", "" if document["outlet"] else "yes"


def _via(row) -> list[tuple[str, bool]]:
    """The hands named, nearest the speaker first, and whether each is only implied; a hand without a name is none."""
    hands = [(item.removesuffix("?").strip(), item.endswith("?")) for item in tables.items(row.via)]
    return [(hand, implied) for hand, implied in hands if hand]


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
    told = statements[statements["utterance"] != ""].groupby("utterance")
    rows = [_shared_row(a, b, "1.00") for _, group in told for a, b in _pairs(group)]
    known = _places(reuse)
    added = [row for row in rows if not _covered(row, known)]
    return tables.sort(pd.concat([reuse, tables.REUSE.of(added)], ignore_index=True), "a_doc", "a_spans", "b_doc")


def with_retellings(
    reuse: pd.DataFrame, statements: pd.DataFrame, sides: Mapping[str, str], book: Codebook, aliases: Mapping[str, str]
) -> pd.DataFrame:
    """`reuse`, with statements of one side in two documents that make the same rare points in like words.

    A shared stance weighs the bits by which it is rare among the statements (Shannon 1948); one that another shared
    stance implies weighs nothing. The score is the share of the shorter statement's telling words that stand in the
    other, names as their actors; the more the points weigh, the fewer words need be alike. That is less than an
    utterance: one side may have said as much twice, so joins that rest on it are possible and not certain.
    """
    rows = [r for r in statements.itertuples() if r.form != OWN_VOICE and sides.get(r.actor) not in NO_VOICE]
    by_point: dict[tuple[str, str], list] = {}
    for row in rows:
        for stance in sorted(tables.items(row.stances)):
            if not stance.endswith(":neutral"):
                by_point.setdefault((sides[row.actor], stance), []).append(row)
    pairs = (
        {(a.id, b.id): (a, b) for group in by_point.values() for a, b in _pairs(pd.DataFrame(group))} if rows else {}
    )
    names = _names_as_actors(aliases)
    held = Counter(stance for cell in statements["stances"] for stance in set(tables.items(cell)))
    found = []
    for a, b in pairs.values():
        points = _points(set(tables.items(a.stances)) & set(tables.items(b.stances)), book)
        one, two = _telling(a.content, names), _telling(b.content, names)
        score = len(one & two) / max(1, min(len(one), len(two)))
        bits = sum(-math.log2(held[point] / len(statements)) for point in points)
        if bits >= RARE and bits * score >= LIKE:
            found.append(_shared_row(a, b, f"{score:.2f}"))
    known = _places(reuse)
    added = [row for row in found if not _covered(row, known)]
    return tables.sort(pd.concat([reuse, tables.REUSE.of(added)], ignore_index=True), "a_doc", "a_spans", "b_doc")


def _points(shared: set[str], book: Codebook) -> set[str]:
    """Shared stances that no other shared one commits to."""
    keys = {
        tuple(s.split(":")) for s in shared if not s.endswith(":neutral") and s.partition(":")[0] in book.propositions
    }
    implied = {other for key in keys for other in book.commitments(*key)[1:]}
    return {":".join(key) for key in keys - implied}


def _names_as_actors(aliases: Mapping[str, str]) -> tuple[re.Pattern, dict[str, str]]:
    names = {alias.lower(): "".join(filter(str.isalnum, key)) for alias, key in aliases.items()}
    longest = sorted(names, key=lambda n: (-len(n), n))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)" if longest else r"(?!)"), names


def _telling(words: str, names: tuple[re.Pattern, dict[str, str]]) -> set[str]:
    """Stems of the words that tell something, names replaced by their actors."""
    plain = names[0].sub(lambda m: names[1][m[0]], words.lower())
    return {stem(word) for word in re.findall(r"\w+", plain) if word not in STOP}


def _shared_row(a, b, score: str) -> dict[str, str]:
    return {
        "a_doc": a.doc_id, "a_spans": a.content_spans, "a_words": a.content,
        "b_doc": b.doc_id, "b_spans": b.content_spans, "b_words": b.content,
        "kind": SAME_UTTERANCE, "score": score, "differs": differs(a.content, b.content),
    }  # fmt: skip


def _places(reuse: pd.DataFrame) -> list[tuple]:
    return [
        (r.a_doc, tables.parse_spans(r.a_spans), r.b_doc, tables.parse_spans(r.b_spans)) for r in reuse.itertuples()
    ]


def _covered(row: Mapping[str, str], known: list[tuple]) -> bool:
    """Does a row of `reuse` already join these two passages?"""
    a, b = tables.parse_spans(row["a_spans"]), tables.parse_spans(row["b_spans"])
    return any(
        d == row["a_doc"] and e == row["b_doc"] and tables.shared(s, a) and tables.shared(t, b) for d, s, e, t in known
    )


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
    rows = {row.id: row for row in _in_order(statements)}
    place = {i: n for n, i in enumerate(rows)}
    copied, bodies = _copies(statements, reuse, set(actors[actors["type"] == "person"]["actor"])), _bodies(actors)
    out = []
    for proposition, group in stances.groupby("proposition"):
        members = sorted({i for i in group["statement_id"] if i in rows}, key=place.__getitem__)
        joined = _forest(members, sorted(_joins([rows[i] for i in members], copied, bodies)))
        for stance in group[group["statement_id"].isin(joined)].itertuples():
            to, why, certain, origin = joined[stance.statement_id]
            out.append(
                {
                    "statement_id": stance.statement_id, "proposition": proposition, "stance": stance.stance,
                    "origin_id": origin, "joined_to": to, "why": why, "certain": certain,
                }
            )  # fmt: skip
    return tables.sort(tables.ORIGINS.of(out), "proposition", "origin_id", "statement_id")


def _in_order(statements: pd.DataFrame) -> list:
    """Statements as they stand in the documents."""
    return sorted(
        statements.itertuples(),
        key=lambda r: (r.doc_id, tables.parse_spans(r.content_spans)[:1], r.content_spans, r.id),
    )


def count_origins(
    origins: pd.DataFrame, statements: pd.DataFrame, corpus: Corpus, sides: Mapping[str, str]
) -> pd.DataFrame:
    """Per proposition and stance: statements, documents, outlets, sides, and origins from least to most."""
    rows = statements.set_index("id")
    at_most = _most_ids(origins)
    outlet = {
        d["doc_id"]: d["original_outlet"] or d["outlet"] or d["doc_id"] for d in corpus.documents.to_dict("records")
    }
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
    return pd.DataFrame(out, columns=COUNTS)


COUNTS = ["proposition", "stance", "statements", "documents", "outlets", "sides", "origins_least", "origins_most"]


def _most_ids(origins: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The origin of each proposition's statement when certain joins alone are made."""
    parent = {
        (row.proposition, row.statement_id): row.joined_to if row.certain == "yes" else ""
        for row in origins.itertuples()
    }
    return {(p, i): _root(p, i, parent) for p, i in parent}


def _root(proposition: str, statement: str, parent: dict[tuple[str, str], str]) -> str:
    while up := parent[proposition, statement]:
        parent[proposition, statement] = parent[proposition, up] or up  # halves the way for those who come after
        statement = up
    return statement


def _joins(order: list, copied: Copies, bodies: Mapping[str, str]) -> Iterator[Join]:
    """Joins within one proposition. Each rule chains its group instead of pairing all with all.

    That an unnamed speaker in two documents is one, under whatever key, is a hypothesis.
    """
    for why, possible, key in (
        (SAME_UTTERANCE, False, lambda row: row.utterance),
        (SAME_SPEAKER, False, lambda row: row.actor and (row.actor, row.doc_id if row.anonymous else "")),
        (SAME_SPEAKER, True, lambda row: row.actor),
        (SAME_SPEAKER, True, lambda row: bodies.get(row.actor)),
    ):
        last: dict = {}
        for row in order:
            if label := key(row):
                if label in last:
                    yield Join(possible, why, last[label], row.id)
                last[label] = row.id
    yield from _relays(order)
    here = {row.id: n for n, row in enumerate(order)}
    for i in here:
        for other, (possible, why) in copied.get(i, {}).items():
            if here.get(other, -1) > here[i]:
                yield Join(possible, why, i, other)


def _relays(order: list) -> Iterator[Join]:
    """A statement through a hand that says the same; unnamed speakers behind one hand; an author beside his sources."""
    speaks: dict[str, str] = {}
    quoted: dict[str, str] = {}
    for row in order:
        if row.form != OWN_VOICE:
            quoted.setdefault(row.doc_id, row.id)
            if row.actor:
                speaks.setdefault(row.actor, row.id)
    behind: dict[str, str] = {}
    for row in order:
        for hand, implied in _via(row):
            if speaks.get(hand, row.id) != row.id:
                yield Join(implied, RELAYS, speaks[hand], row.id)
            if (not row.actor or row.anonymous) and behind.setdefault(hand, row.id) != row.id:
                yield Join(True, RELAYS, behind[hand], row.id)
        if row.form == OWN_VOICE and row.doc_id in quoted:
            yield Join(True, RELAYS, quoted[row.doc_id], row.id)


def _bodies(actors: pd.DataFrame) -> dict[str, str]:
    """For unnamed actors, and organisations that speak for it, the side: a hypothesis that they are one voice."""
    kinds = {"unnamed", "organisation", "state"}
    spoken = actors[actors["type"].isin(kinds) & ~actors["side"].isin(NO_VOICE)]
    return dict(zip(spoken["actor"], spoken["side"], strict=True))


def _copies(statements: pd.DataFrame, reuse: pd.DataFrame, persons: set[str]) -> Copies:
    """By statement, those whose contents a row of `reuse` joins to its own: whether that is only possible, and why.

    Two persons may copy each other and cannot share an utterance.
    """
    actor = dict(zip(statements["id"], statements["actor"], strict=True))
    spans = {row.id: tables.parse_spans(row.content_spans) for row in statements.itertuples()}
    by_doc: dict[str, list[str]] = {}
    for row in statements.itertuples():
        by_doc.setdefault(row.doc_id, []).append(row.id)
    found: Copies = {}
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
                why = SAME_UTTERANCE if row.kind == SAME_UTTERANCE else COPIED
                if why == COPIED or actor[a] == actor[b] or not {actor[a], actor[b]} <= persons:
                    best = min((row.kind != "verbatim", why), found.get(a, {}).get(b, (True, why)))
                    found.setdefault(a, {})[b] = found.setdefault(b, {})[a] = best
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
