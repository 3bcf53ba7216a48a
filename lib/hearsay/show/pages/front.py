"""The front page: common ground, the most contested claims with both sides in their words, documents, and how we know.

Everything on it comes from the tables of a reading, so that any corpus gets one.
"""

from __future__ import annotations

from itertools import islice

import pandas as pd
from markupsafe import Markup

from hearsay import tables
from hearsay.analysis.differing import Differing
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
LIMITS = 1  # statements that hold one of them in part
EACH = 1  # quotations a side
REST = 100  # further claims in the list
DENIALS = 8  # of the machine's, beside the pair that leads the page
DIRECT, FIGURES = 3, 6  # pairs that cannot both hold; of figures that disagree
DOCUMENTS = 60  # cards; of more documents the others are in the table


def context_of(view: View, news: Context | None = None) -> Context:
    """What the front page shows of a reading, as plain values; a passage stands on it once. ``news``: since the last run."""
    reading = view.reading
    seen = Seen(view)
    lead = _lead(view, seen) if view.machine else None  # before the claims, so that no passage of it stands there again
    disputed, shown = _disputed(reading.claims, reading), _disputed(clear.contested(reading, None), reading)
    ground = reading.common_ground.head(GROUND)
    contested = shown[~shown["proposition"].isin(reading.common_ground["proposition"])].head(CLAIMS)
    direct, withheld = _direct(view, set(shown["proposition"]))
    rest = _rest(view)
    opened = {*contested["proposition"], *ground["proposition"]}
    return {
        "lead": lead,
        "denials": _denials(view, lead, seen) if view.machine else [],
        "differing": [_differing(view, pair) for pair in _differ(view)],
        "read_by": view.read_by,
        "machine": view.machine,
        "own_voice": sum(row["form"] == OWN_VOICE for row in view.statements.values()),
        "counts": _counts(view),
        "news": told(news or {}, view),
        "ground": [_ground(view, row, seen) for row in ground.to_dict("records")],
        "claims": [_claim(view, row, seen) for row in contested.to_dict("records")],
        "direct": direct[:DIRECT],
        "issues_direct": int((reading.issues["direct"].astype(int) > 0).sum()),
        "direct_withheld": withheld,
        "figures": _figures(view),
        "withheld": len(disputed) - len(shown),
        "rest": [
            {
                "label": row["label"],
                "page": view.claim_page(row["proposition"]),
                "count": words.count(_statements(view, row), "statement"),
                "denied": _deniers(view, row["proposition"]),
                "alleged": row["proposition"] in reading.alleged,
            }
            for row in islice((row for key, row in rest if key not in opened), REST)
        ],
        "single": len(set(view.claims) - opened - {key for key, _ in rest}),
        "documents": [_document(view, doc) for doc in list(reading.corpus.texts)[:DOCUMENTS]],
        "more_documents": max(0, len(reading.corpus.texts) - DOCUMENTS),
        "speakers": "speakers.html" if view.speaker_pages else "",
        "cells": view.cells,
        "places": {i: view.place(i) for i in view.statements},
    }


def _lead(view: View, seen: Seen) -> Context | None:
    """The likeliest pair of the machine's in which a verb denies, or a word calls false: what is denied, both passages."""
    for pair in _denied(view):
        if pair["strength"] != "direct":
            continue
        denial, said = (seen.fresh([pair[end]], 1, view.labels.get(pair["on"], "")) for end in "ab")
        if denial and said:
            return _on(view, pair) | {"pair": pair, "said": card(view, said[0]), "denial": card(view, denial[0])}
    return None


def _denied(view: View, key: str = "") -> list[dict]:
    """The machine's denials, or those on a claim, the likeliest first; none on a deed alleged of a named person."""
    pairs = [
        pair for held in view.pairs.values() for pair in held if pair["kind"] == "denial" and key in ("", pair["on"])
    ]
    pairs = [pair for pair in pairs if {pair["a"], pair["b"]} <= view.statements.keys()]
    pairs = [pair for pair in pairs if pair["on"] not in view.reading.alleged and _own(view, pair)]
    return sorted(pairs, key=lambda pair: (-float(pair["score"] or 0), pair["contradiction_id"]))


def _own(view: View, pair: dict) -> bool:
    """Whether the words in which a denial is read are its speaker's own."""
    row, words_read = view.statements[pair["a"]], pair["why"].rpartition(": ")[2].strip("“”")
    return words_read.lower() in words.bare(f"{row['cue']} {row['content']}").lower()


def _denials(view: View, lead: Context | None, seen: Seen) -> list[Context]:
    """Further denials, one a speaker's words, which stand only where they name no third person."""
    told: dict[tuple[str, str], Context] = {}
    shown = lead["pair"]["a"] if lead else ""
    for pair in _denied(view):
        row = view.statements[pair["a"]]
        if pair["a"] != shown and len(told) < DENIALS:
            on = _on(view, pair)
            why = reason(view, pair)
            if any(seen.third(pair[end], on["label"]) for end in "ab"):
                why["ends"] = [end | {"words": ""} for end in why["ends"]]
            told.setdefault((row["actor"] or row["doc_id"], row["content"]), on | why)
    return list(told.values())


def _on(view: View, pair: dict) -> Context:
    key = pair["on"]
    return {"label": view.labels.get(key, ""), "page": view.claim_page(key) if key in view.labels else ""}


def _differ(view: View) -> list[Differing]:
    """The first values that differ within machine claims, in the order of the claims."""
    return [pair for key in view.labels for pair in view.differing.get(key, [])][:FIGURES]


def _differing(view: View, pair: Differing) -> Context:
    return {"label": view.labels[pair.claim], "page": view.claim_page(pair.claim)} | figures(view, pair)


def _statements(view: View, claim: dict) -> int:
    """How many statements a claim has: of the machine's those that its page counts."""
    if claim["by"] != clear.MACHINE:
        return sum(int(claim[stance] or 0) for stance in clear.STANCES)
    return len({held["statement_id"] for held in view.reading.stances_on.get(claim["proposition"], [])})


def _rest(view: View) -> list[tuple[str, dict[str, str]]]:
    """The claims in their order; of the machine's those of two statements or more, in the order of that number."""
    order = list(view.claims.items())
    kept = [one for one in order if _statements(view, one[1]) > 1]
    return sorted(kept, key=lambda one: -_statements(view, one[1])) if view.machine else order


def _disputed(claims: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """The claims that somebody denies or qualifies; of the machine's those that a verb denies or a word calls false."""
    held = (claims["denies"].astype(int) > 0) | (claims["qualifies"].astype(int) > 0)
    machine = claims["proposition"].isin(reading.by_machine)
    return claims[claims["proposition"].isin(clear.denials(reading)) | (held & ~machine)]


def _counts(view: View) -> str:
    attributed = [row for row in view.statements.values() if row["form"] != "author"]
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
    rows = [row for row in clear.told_of(view.reading, [key]) if row["stance"] == "affirms"]
    rows.sort(key=lambda row: row["order"])
    low, high = int(row["origins_least"]), int(row["origins_most"])
    limits, began = tables.items(row["limits"]), earliest(view, rows)
    return {
        "label": row["label"],
        "page": view.claim_page(key),
        "documents": int(row["documents"]),
        "origins": words.at_most(high, "origin")
        if key in view.reading.by_machine
        else words.between(low, high, "origin"),
        "limits": "; ".join(words.cut(x, 200) for x in limits[:LIMITS]),
        "more_limits": max(0, len(limits) - LIMITS),
        "tension": row["tension"] == "yes",
        "cards": [card(view, ids) for ids in seen.fresh([told["ids"] for told in rows if told["echo"] != "yes"], 1)],
        "earliest": began if began and began["who"] else None,
    }


def _claim(view: View, claim: dict, seen: Seen) -> Context:
    key, machine = claim["proposition"], claim["by"] == clear.MACHINE
    rows = clear.told_of(view.reading, [key])
    denied = any(row["stance"] == "denies" for row in rows)
    against = "denies" if denied or machine else "qualifies"
    sides = [side(view, rows, s, claim, EACH, seen) for s in ("affirms", against)]
    if machine and not denied:  # a pair of the machine's stands against it, in other words
        pairs = _denied(view, key)
        sides[1]["cards"] = [card(view, ids) for pair in pairs for ids in seen.fresh([pair["a"]], 1, claim["label"])][
            :EACH
        ]
        sides[1]["rest"] = len(pairs) - len(sides[1]["cards"])
    return {
        "label": claim["label"],
        "page": view.claim_page(key),
        "finding": clear.finding(rows),
        "strip": Markup(strip(rows, view.place)),
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
        claims = tables.items(issue["claims"])
        ends = {issue["a"], issue["b"]}
        pairs = [pair for pair in view.pairs.get(issue["issue"], []) if pair["strength"] == "direct"]
        pairs.sort(key=lambda pair: {pair["a"], pair["b"]} != ends)
        if pairs and open_claims.issuperset(claims[:1]):
            found.append({"label": issue["label"], **reason(view, pairs[0])})
        withheld += bool(pairs) and not open_claims.issuperset(claims[:1])
    return found, withheld


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
    side = clear.side_of(clear.told_of(view.reading, [key]), "denies")
    told = [(f"by {who.rstrip(',')}" + f" (“{past}”)" * bool(past), limits) for who, (limits, past) in side.items()]
    return f"denied {words.holders(told, 8, 'limited: ')}" if told else ""


def _document(view: View, doc: str) -> Context:
    facts = view.reading.corpus.facts[doc]
    rows = view.by_document[doc]
    heard: dict[str, int] = {}
    for row in rows:
        if _heard(row):
            heard[row["actor"]] = heard.get(row["actor"], 0) + 1
    most = sorted(heard, key=lambda a: (-heard[a], a))[:3]
    return {
        "title": view.document_title(doc),
        "copy_of": view.document_name(facts["copies_of"]) if facts["copies_of"] else "",
        "name": view.document_name(doc),
        "when": words.date_words(facts["published"]) if facts["published"] else "",
        "page": view.document_page(doc),
        "statements": words.count(len(rows), "statement"),
        "heard": words.listed([view.name(a) for a in most]) if most else "",
    }
