"""The front page: common ground, the most contested claims with both sides in their words, documents, and how we know.

Everything on it comes from the tables of a reading, so that any corpus gets one.
"""

from __future__ import annotations

from itertools import islice

import pandas as pd
from markupsafe import Markup

from hearsay import tables
from hearsay.analysis.voices import OWN_VOICE
from hearsay.show import rows as clear
from hearsay.show import words
from hearsay.show.pages.claims import Seen, card, earliest, reason, side
from hearsay.show.pages.news import told
from hearsay.show.pages.strip import strip
from hearsay.show.pages.view import Context, View

CLAIMS = 4  # contested claims on the page
GROUND = 3  # claims of the common ground
LIMITED = 80  # characters of the words that limit a denial in the list
LIMITS = 1  # statements that hold one of them in part
EACH = 1  # quotations a side
REST = 100  # further claims in the list
DIRECT, FIGURES = 3, 6  # pairs that cannot both hold; of figures that disagree
DOCUMENTS = 60  # cards; of more documents the others are in the table


def context_of(view: View, news: Context | None = None) -> Context:
    """What the front page shows of a reading, as plain values; a passage stands on it once. ``news``: since the last run."""
    reading = view.reading
    disputed, shown = _disputed(reading.claims), _disputed(clear.contested(reading, None))
    ground = reading.common_ground.head(GROUND)
    contested = shown[~shown["proposition"].isin(reading.common_ground["proposition"])].head(CLAIMS)
    opened = {*contested["proposition"], *ground["proposition"]}
    seen = Seen(view)
    return {
        "read_by": view.read_by,
        "machine": view.machine,
        "counts": _counts(view),
        "news": told(news or {}, view),
        "ground": [_ground(view, row, seen) for row in ground.to_dict("records")],
        "claims": [_claim(view, row, seen) for row in contested.to_dict("records")],
        "direct": _direct(view, set(shown["proposition"])),
        "issues_direct": int((reading.issues["direct"].astype(int) > 0).sum()),
        "figures": _figures(view),
        "withheld": len(disputed) - len(shown),
        "rest": [
            {
                "label": row["label"],
                "page": view.claim_page(row["proposition"]),
                "count": words.count(int(row["statements"]), "statement"),
                "denied": _deniers(view, row["proposition"]),
            }
            for row in islice((row for key, row in view.claims.items() if key not in opened), REST)
        ],
        "documents": [_document(view, doc) for doc in list(reading.corpus.texts)[:DOCUMENTS]],
        "more_documents": max(0, len(reading.corpus.texts) - DOCUMENTS),
        "speakers": "speakers.html" if view.speaker_pages else "",
        "cells": view.cells,
        "places": {i: view.place(i) for i in view.statements},
    }


def _disputed(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims that somebody denies or qualifies."""
    return claims[(claims["denies"].astype(int) > 0) | (claims["qualifies"].astype(int) > 0)]


def _counts(view: View) -> str:
    attributed = [row for row in view.statements.values() if row["form"] != "author"]
    heard = [row["actor"] for row in attributed if _heard(row)]
    return (
        f"{words.count(len(view.reading.corpus.texts), 'document')}, {words.count(len(heard), 'statement')} "
        f"of {words.count(len(set(heard)), 'speaker')}, {len(attributed) - len(heard)} more ascribed or of nobody named"
    )


def _heard(row: dict[str, str]) -> bool:
    """Whether an actor speaks for himself, as notebook 02 counts it: what others ascribe to him is not his speech."""
    return bool(row["actor"]) and row["form"] != OWN_VOICE and row["holder"] in ("", row["actor"])


def _ground(view: View, row: dict, seen: Seen) -> Context:
    key = row["proposition"]
    rows = [row for row in clear.told_of(view.reading, [key]) if row["stance"] == "affirms"]
    rows.sort(key=lambda row: row["order"])
    low, high = int(row["origins_least"]), int(row["origins_most"])
    limits = tables.items(row["limits"])
    return {
        "label": row["label"],
        "page": view.claim_page(key),
        "documents": int(row["documents"]),
        "origins": words.between(low, high, "origin"),
        "limits": "; ".join(words.cut(x, 200) for x in limits[:LIMITS]),
        "more_limits": max(0, len(limits) - LIMITS),
        "tension": row["tension"] == "yes",
        "cards": [card(view, ids) for ids in seen.fresh([told["ids"] for told in rows], 1)],
        "earliest": earliest(view, key, "affirms"),
    }


def _claim(view: View, claim: dict, seen: Seen) -> Context:
    rows = clear.told_of(view.reading, [claim["proposition"]])
    against = "denies" if any(row["stance"] == "denies" for row in rows) else "qualifies"
    sides = [side(view, rows, s, claim, EACH, seen) for s in ("affirms", against)]
    return {
        "label": claim["label"],
        "page": view.claim_page(claim["proposition"]),
        "finding": clear.finding(rows),
        "strip": Markup(strip(rows, view.place)),
        "sides": sides,
        "nobody": "" if against == "denies" else _nobody(view, claim["proposition"]),
    }


def _direct(view: View, open_claims: set[str]) -> list[Context]:
    """The pairs that stand for the first issues with statements that cannot both hold, one an issue.

    None on a claim that the page does not open.
    """
    found = []
    for issue in view.reading.issues.to_dict("records"):
        claims = tables.items(issue["claims"])
        ends = {issue["a"], issue["b"]}
        pairs = [pair for pair in view.pairs.get(issue["issue"], []) if pair["strength"] == "direct"]
        pairs.sort(key=lambda pair: {pair["a"], pair["b"]} != ends)
        if pairs and open_claims.issuperset(claims[:1]):
            found.append({"label": issue["label"], **reason(view, pairs[0])})
    return found[:DIRECT]


def _figures(view: View) -> list[Context]:
    """Pairs of numbers or dates that disagree, direct ones first, then by score."""
    pairs = [pair for held in view.pairs.values() for pair in held if pair["kind"] in ("numeric", "date")]
    pairs = [pair for pair in pairs if {pair["a"], pair["b"]} <= view.statements.keys()]
    pairs.sort(key=lambda pair: (pair["strength"], -float(pair["score"] or 0), pair["contradiction_id"]))
    told: dict[frozenset, Context] = {}
    for pair in pairs:
        ends = frozenset((view.statements[i]["actor"], view.statements[i]["doc_id"]) for i in (pair["a"], pair["b"]))
        if ends not in told and len(told) < FIGURES:  # of two who disagree more than once, the first
            told[ends] = reason(view, pair)
    return list(told.values())


def _deniers(view: View, key: str) -> str:
    """Who denies a claim, the clearest first, with the words that limit each of his denials; "" where nobody does."""
    found: dict[str, list[tuple]] = {}
    for held in view.reading.stances_on.get(key, []):
        if held["stance"] == "denies" and held["statement_id"] in view.statements:
            row = view.statements[held["statement_id"]] | {"holder": held["holder"]}
            row["holder"] = "" if row["holder"] == row["actor"] else row["holder"]
            who = words.holder_words(row, view.reading.names, view.document_name(row["doc_id"]))
            found.setdefault(who, []).append((clear.clearness(row), held["scope_words"]))
    told = []
    for who in sorted(found, key=lambda name: min(found[name])):
        name = (
            f"in a report without a name{who.removeprefix(words.NOBODY)}"
            if who.startswith(words.NOBODY)
            else f"by {who}"
        )
        limit = min(found[who])[1] if all(limits for _, limits in found[who]) else ""
        told.append(f"{name} (limited: “{words.cut(words.limits(limit), LIMITED)}”)" if limit else name)
    return f"denied {words.listed(told, 3)}" if told else ""


def _nobody(view: View, key: str) -> str:
    contradicted = " in so many words, others contradict it" if key in view.reading.opposed else ""
    return f"Nobody here denies it{contradicted}."


def _document(view: View, doc: str) -> Context:
    facts = view.reading.corpus.facts[doc]
    rows = view.by_document[doc]
    heard: dict[str, int] = {}
    for row in rows:
        if _heard(row) and row["act"] == "speech":
            heard[row["actor"]] = heard.get(row["actor"], 0) + 1
    most = sorted(heard, key=lambda a: (-heard[a], a))[:3]
    return {
        "title": words.bare(facts["title"]) or view.document_name(doc),
        "name": view.document_name(doc),
        "when": words.date_words(facts["published"]) if facts["published"] else "",
        "page": view.document_page(doc),
        "statements": words.count(len(rows), "statement"),
        "heard": words.listed([view.name(a) for a in most]) if most else "",
    }
