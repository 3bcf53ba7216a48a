"""Verdicts on pairs of passages: found again after the coding has changed, and laid over what the rules propose."""

import re
from collections.abc import Mapping

import pandas as pd

from hearsay import tables
from hearsay.analysis.contradictions import anchor, issue_of, pair_id
from hearsay.analysis.voices import holder_of
from hearsay.corpus.codebook import Codebook


def decide(
    proposed: pd.DataFrame, verdicts: pd.DataFrame, statements: pd.DataFrame, coders: pd.DataFrame, book: Codebook
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Proposals with the verdicts that people gave, and the verdicts that were lost.

    A verdict's passages are found again by document, actor and content (intersection over union of at least .5), else
    by their words. A pair that nobody proposed is added with an empty rule. A verdict whose passage is found no more
    is returned in the second table, and changes nothing. A pair with a row of its own is an instance of no other, and
    what a verdict moves to another claim has no instances: they were found on the claim before.
    """
    types = coders.set_index("by")["type"].to_dict()
    judged = statements[statements["doc_id"].isin({*verdicts["a_doc_id"], *verdicts["b_doc_id"]})]
    here = {str(doc): list(rows.itertuples()) for doc, rows in judged.groupby("doc_id")}
    rows = {row["contradiction_id"]: row for row in proposed.to_dict("records")}
    pairs = {frozenset((r["a"], r["b"])): key for key, r in rows.items()}
    lost = []
    for n, verdict in enumerate(verdicts.to_dict("records"), 2):
        a, b = find(here, verdict, "a"), find(here, verdict, "b")
        if not a or not b or a.id == b.id:
            lost.append({"row": str(n), **verdict})
            continue
        key = pairs.setdefault(frozenset((a.id, b.id)), pair_id(anchor(a), anchor(b)))
        row = rows.setdefault(key, _added(key, a, b, verdict["why"], book))
        if verdict["on"] not in ("", row["on"]):
            row |= {"instances": "", "on": verdict["on"], "issue": issue_of(verdict["on"], book)}
        row |= {column: verdict[column] for column in ("kind", "strength", "judge")}
        row |= {"judge_type": types.get(verdict["judge"], ""), "status": verdict["verdict"], "reason": verdict["why"]}
    for row in rows.values():
        kept = [pair for pair in tables.items(row["instances"]) if frozenset(pair.split("+")) not in pairs]
        row["instances"] = tables.LIST.join(kept)
    lost_table = pd.DataFrame(lost, columns=["row", *tables.VERDICTS.columns], dtype=str)
    return tables.sort(tables.CONTRADICTIONS.of(rows.values()), "on", "a", "b"), lost_table


def _added(key: str, a, b, why: str, book: Codebook) -> dict[str, str]:
    """A row of contradictions for a pair that no rule proposed."""
    a, b = sorted((a, b), key=lambda r: (r.doc_id, r.id))
    one, other = ({s.partition(":")[0] for s in tables.items(r.stances)} for r in (a, b))
    on = min(one & other, default="")
    issues = {issue_of(claim, book) for claim in one} & {issue_of(claim, book) for claim in other}
    return dict.fromkeys(tables.CONTRADICTIONS.columns, "") | {
        "contradiction_id": key,
        "issue": issue_of(on, book) if on else min(issues, default=key),
        "a": a.id,
        "b": b.id,
        "on": on,
        "same_holder": "yes" if holder_of(a) and holder_of(a) == holder_of(b) else "",
        "why": why,
    }


def find(statements: Mapping[str, list], verdict: Mapping[str, str], side: str):
    """The statement that side ``a`` or ``b`` of a verdict was about, of those by document; None where there is none."""
    spans, actor = tables.parse_spans(verdict[f"{side}_spans"]), verdict[f"{side}_actor"]
    here = statements.get(verdict[f"{side}_doc_id"], [])
    scored = ((_iou(spans, tables.parse_spans(row.content_spans)), row) for row in here)
    if best := [(row.actor != actor, -iou, row.id, row) for iou, row in scored if iou >= 0.5]:
        return min(best)[-1]
    words = _normal(verdict[f"{side}_content"])
    return next((row for row in here if words and row.actor == actor and words == _normal(row.content)), None)


def _iou(a: tables.Spans, b: tables.Spans) -> float:
    both = tables.shared(a, b)
    return both / (tables.length(a) + tables.length(b) - both) if both else 0.0


def _normal(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))
