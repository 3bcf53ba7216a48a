"""The front page: common ground, the most contested claims with both sides in their words, documents, and how we know.

Everything on it comes from the tables of a reading, so that any corpus gets one.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from hearsay import tables
from hearsay.analysis.machine_claims import denies_itself
from hearsay.analysis.voices import OWN_VOICE
from hearsay.reading import Reading
from hearsay.show import rows as clear
from hearsay.show import words
from hearsay.show.pages.claims import Seen, card, earliest, figures, reason, side
from hearsay.show.pages.news import told
from hearsay.show.pages.strip import strip
from hearsay.show.pages.view import Context, View

CLAIMS = 4  # contested claims on the page
GROUND = 3  # claims of the common ground
EACH = 1  # quotations a side
REST = 100  # further claims in the list
DENIALS = 8  # of the machine's, beside the pair that leads the page
DIRECT, FIGURES = 3, 6  # pairs that cannot both hold; of figures that disagree
DOCUMENTS = 60  # cards; of more documents the others are in the table


def context_of(view: View, news: dict[str, Any] | None = None) -> Context:
    """What the front page shows of a reading, as plain values; a passage stands on it once. ``news``: since the last run."""
    reading = view.reading
    seen = Seen(view)
    lead = _lead(view, seen) if view.machine else None  # before the claims, so that no passage of it stands there again
    disputed, shown = _disputed(reading.claims, reading), _disputed(clear.contested(reading, None), reading)
    ground = reading.common_ground.head(GROUND)
    contested = shown[~shown["proposition"].isin(reading.common_ground["proposition"])].head(CLAIMS)
    direct, withheld = _direct(view, set(shown["proposition"]))
    opened = {*contested["proposition"], *ground["proposition"]}
    counts = {key: _statements(view, key) for key in view.claims if key not in opened}
    rest = [key for key in counts if not view.machine or counts[key] > 1]
    rest.sort(key=lambda key: -counts[key] if view.machine else 0)
    documents = list(reading.corpus.texts)
    return {
        "lead": lead,
        "denials": _denials(view, lead, seen) if view.machine else [],
        "differing": [figures(view, pair) for pair in reading.differing[:FIGURES]],
        "read_by": clear.coded_by(reading),
        "machine": view.machine,
        "own_voice": int((reading.statements.drop_duplicates("id")["form"] == OWN_VOICE).sum()),
        "counts": _counts(view),
        "news": told(news or {}, view),
        "ground": [_ground(view, row, seen) for row in ground.to_dict("records")],
        "claims": [_claim(view, row, seen) for row in contested.to_dict("records")],
        "direct": direct[:DIRECT],
        "issues_direct": len(direct) + withheld,
        "direct_withheld": withheld,
        "figures": [] if view.machine else _figures(view),  # what the machine reads stands under ``differing``
        "withheld": len(disputed) - len(shown),
        "rest": [
            {
                "label": view.reading.labels[key],
                "page": view.claim_page(key),
                "count": words.count(counts[key], "statement")
                + "; nobody here affirms it" * (not view.machine and view.claims[key]["affirms"] == "0"),
                "denied": _deniers(view, key),
                "alleged": key in reading.alleged,
            }
            for key in rest[:REST]
        ],
        "single": len(counts) - len(rest),
        "documents": [_document(view, doc) for doc in documents[:DOCUMENTS]],
        "more_documents": len(documents[DOCUMENTS:]),
        "speakers": "speakers.html" if view.speaker_pages else "",
        "cells": view.cells,
        "places": {i: view.place(i) for i in view.statements},
    }


# --- of the machine's reading


def _lead(view: View, seen: Seen) -> Context | None:
    """The likeliest pair of the machine's in which a verb denies, or a word calls false: what is denied, both passages."""
    for pair in _denied(view):
        if pair["strength"] == "direct":
            denial, said = (seen.fresh([pair[end]], 1, view.reading.labels.get(pair["on"], "")) for end in "ab")
            if denial and said:
                return _on(view, pair) | {"said": card(view, said[0]), "denial": card(view, denial[0])}
    return None


def _denied(view: View, key: str = "") -> list[dict[str, str]]:
    """The machine's denials, or those on a claim, the likeliest first; none on a deed alleged of a named person.

    The words in which a denial is read are its speaker's own.
    """
    found = []
    for pair in (pair for held in view.pairs.values() for pair in held):
        known = {pair["a"], pair["b"]} <= view.statements.keys()
        about = known and key in ("", pair["on"]) and pair["on"] not in view.reading.alleged
        if about and denies_itself(pair, view.reading.statements_by_id[pair["a"]]):
            found.append(pair)
    return sorted(found, key=lambda pair: (-float(pair["score"] or 0), pair["contradiction_id"]))


def _denials(view: View, lead: Context | None, seen: Seen) -> list[Context]:
    """Further denials, one a speaker's words, which stand only where they name no third person."""
    found: dict[tuple[str, str], Context] = {}
    for pair in _denied(view):
        row = view.statements[pair["a"]]
        if not (lead and row["id"] == lead["denial"]["id"]):
            on = _on(view, pair)
            charged = any(seen.third(pair[end], on["label"]) for end in "ab")
            told_so = on | reason(view, pair) | {"quoted": not charged}
            found.setdefault((row["actor"] or row["doc_id"], row["content"]), told_so)
    return list(found.values())[:DENIALS]


def _on(view: View, pair: dict[str, str]) -> Context:
    return {"label": view.reading.labels.get(pair["on"], ""), "page": view.claim_page(pair["on"])}


# --- of any reading


def _statements(view: View, key: str) -> int:
    """How many statements take a stance on a claim; of the machine's those that its page counts."""
    held = view.reading.stances_on.get(key, [])
    return len({row["statement_id"] for row in held if row["stance"] in clear.STANCES})


def _disputed(claims: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """The claims that somebody denies or qualifies; of the machine's those that a verb denies or a word calls false."""
    held = (claims["denies"].astype(int) > 0) | (claims["qualifies"].astype(int) > 0)
    machine = claims["proposition"].isin(reading.by_machine)
    return claims[claims["proposition"].isin(clear.denials(reading)) | (held & ~machine)]


def _counts(view: View) -> str:
    rows = (view.reading.statements_by_id[i] for i in view.statements)
    attributed = [row for row in rows if row["form"] != "author"]
    heard = [row["actor"] for row in attributed if _heard(row)]
    dated = sum(bool(row["said"]) for row in attributed)
    told = (
        f"{words.count(len(view.reading.corpus.texts), 'document')}, {words.count(len(heard), 'statement')} "
        f"of {words.count(len(set(heard)), 'speaker')}, {len(attributed) - len(heard)} more ascribed or of somebody unnamed"
    )
    return f"{told}; {dated or 'none'} of these {len(attributed)} dated" if view.machine else told


def _heard(row: dict[str, str]) -> bool:
    """Whether an actor speaks for himself, as notebook 02 counts it: what others ascribe to him is not his speech."""
    return bool(row["actor"]) and row["form"] != OWN_VOICE and row["holder"] in ("", row["actor"])


def _ground(view: View, row: dict, seen: Seen) -> Context:
    key = row["proposition"]
    rows = [told for told in clear.told_of(view.reading, [key]) if told["stance"] == "affirms"]
    rows.sort(key=lambda told: told["order"])
    low, high = int(row["origins_least"]), int(row["origins_most"])
    machine = key in view.reading.by_machine
    return row | {
        "page": view.claim_page(key),
        "origins": words.at_most(high, "origin") if machine else words.between(low, high, "origin"),
        "limits": tables.items(row["limits"]),
        "cards": [card(view, ids) for ids in seen.fresh([told["ids"] for told in rows if told["echo"] != "yes"], 1)],
        "earliest": earliest(view, rows),
    }


def _claim(view: View, claim: dict, seen: Seen) -> Context:
    key, machine = claim["proposition"], claim["by"] == clear.MACHINE
    rows = clear.told_of(view.reading, [key])
    denied = any(row["stance"] == "denies" for row in rows)
    against = "denies" if denied or machine else "qualifies"
    sides = [side(view, rows, s, claim, seen, EACH) for s in ("affirms", against)]
    if machine and not denied:  # a pair of the machine's stands against it, in other words
        pairs = _denied(view, key)
        told = [ids for pair in pairs for ids in seen.fresh([pair["a"]], 1, claim["label"])][:EACH]
        sides[1] |= {"cards": [card(view, ids) for ids in told], "rest": len(pairs) - len(told)}
    return {
        "label": claim["label"],
        "page": view.claim_page(key),
        "finding": clear.finding(rows),
        "strip": strip(rows, view.place),
        "sides": sides,
        "paired": machine and not denied,
        "nobody": "" if against == "denies" else clear.no_denial(claim["by"], key in view.reading.opposed),
    }


def _direct(view: View, open_claims: set[str]) -> tuple[list[Context], int]:
    """The pairs that stand for issues with statements that cannot both hold, one an issue.

    None on a claim that the page may not open, as it alleges a deed of a named person: those are only counted.
    """
    found, withheld = [], 0
    for issue in view.reading.issues.to_dict("records"):
        pairs = [pair for pair in view.pairs.get(issue["issue"], []) if pair["strength"] == "direct"]
        if pairs and open_claims.issuperset(tables.items(issue["claims"])[:1]):
            ends = {issue["a"], issue["b"]}
            found.append(
                reason(view, min(pairs, key=lambda pair: {pair["a"], pair["b"]} != ends)) | {"label": issue["label"]}
            )
        else:
            withheld += bool(pairs)
    return found, withheld


def _figures(view: View) -> list[Context]:
    """Pairs of numbers or dates that disagree, direct ones first, then by score; of two who disagree more than once, the first."""
    pairs = [pair for held in view.pairs.values() for pair in held if pair["kind"] in ("numeric", "date")]
    pairs = [pair for pair in pairs if {pair["a"], pair["b"]} <= view.statements.keys()]
    pairs.sort(key=lambda pair: (pair["strength"], -float(pair["score"] or 0), pair["contradiction_id"]))
    found: dict[frozenset, dict[str, str]] = {}
    for pair in pairs:
        found.setdefault(frozenset(view.statements[pair[end]]["at"] for end in "ab"), pair)
    return [reason(view, pair) for pair in list(found.values())[:FIGURES]]


def _deniers(view: View, key: str) -> str:
    """Who denies a claim, the clearest first, with the words that limit each of his denials; "" where nobody does."""
    denials = clear.side_of(clear.told_of(view.reading, [key]), "denies")
    denied, by = ("a denial is read in words", "of") if view.machine else ("denied", "by")
    told = [
        (f"{by} {who.rstrip(',')}" + f" (“{past}”)" * bool(past), limits) for who, (limits, past) in denials.items()
    ]
    return f"{denied} {words.holders(told, 8, 'limited: ')}" if told else ""


def _document(view: View, doc: str) -> Context:
    facts, rows = view.reading.corpus.facts[doc], view.by_document(doc)
    heard = Counter(sorted(row["actor"] for row in rows if _heard(row)))
    return {
        "title": view.document_title(doc),
        "copy_of": view.document_name(facts["copies_of"]) if facts["copies_of"] else "",
        "name": view.document_name(doc),
        "published": facts["published"],
        "page": view.document_page(doc),
        "statements": words.count(len(rows), "statement"),
        "heard": [view.name(actor) for actor, _ in heard.most_common(3)],
    }
