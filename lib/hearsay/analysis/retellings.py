"""One utterance told twice: pairs of statements that coders call one, or that one side makes in like words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from hearsay import tables
from hearsay.analysis.collation import differs
from hearsay.analysis.origins import NO_VOICE, SAME_UTTERANCE, one_time
from hearsay.analysis.voices import voiced
from hearsay.analysis.weights import STOP, stem
from hearsay.corpus.codebook import Codebook

RARE, LIKE = 5.0, 2.1  # bits of shared points, and bits times share of like words, that propose a retelling


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
    rows = [row for row in voiced(statements).itertuples() if sides.get(row.actor) not in NO_VOICE]
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
    for a, b in (pair for pair in pairs.values() if one_time(pair[0].said, pair[1].said)):
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
