"""A page a claim: who affirms and who denies it, side by side; on how many origins it rests; what contradicts what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from markupsafe import Markup

from hearsay import tables
from hearsay.analysis.claims import named, persons
from hearsay.show import rows as clear
from hearsay.show import words
from hearsay.show.cards import CONTEXT, passage
from hearsay.show.pages.strip import strip
from hearsay.show.pages.view import Context, View
from sayso import intervals

SHOWN = 60  # utterances of one stance on a page; the rest are counted
SILENT = 60  # documents that do not mention a claim, by name
REASONS = 5  # pairs of an issue of which the reason is told


def page_of(view: View, key: str) -> Context:
    """The context of a claim's page."""
    reading = view.reading
    claim = view.claims[key]
    told = clear.told_of(reading, [key])
    meant = reading.codebook.propositions.get(key, {})
    without, more = silent(view, key)
    return {
        "page": view.claim_page(key),
        "label": claim["label"],
        "by": claim["by"],
        "finding": clear.finding(told),
        "definition": meant.get("definition", ""),
        "not_meant": meant.get("not_meant", ""),
        "opposed": key in reading.opposed,
        "answer": clear.ALLEGED if key in reading.alleged else "",
        "strip": Markup(strip(told, view.place)),
        "sides": [side(view, told, stance, claim) for stance in ("affirms", "denies", "qualifies")],
        "issues": [_issue(view, row) for row in view.issues.get(key, [])],
        "silent": [{"name": view.document_name(doc), "page": view.document_page(doc)} for doc in without],
        "more_silent": more,
    }  # fmt: skip


class Seen:
    """The passages that the front page shows already: no words, and no place of a document, stand on it twice.

    None is shown that names a person other than who says it, and so may charge him.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.people = persons(view.reading.actors)
        self.words: set[str] = set()
        self.places: dict[str, list[tuple[int, int]]] = {}

    def fresh(self, utterances: Iterable[str], most: int) -> list[list[str]]:
        """The first ``most`` utterances, as lists of ids, whose words and surroundings are new; else one with new words."""
        told = [
            ids for ids in map(tables.items, utterances) if ids[0] in self.view.statements and not self._third(ids[0])
        ]
        found = []
        for ids in told:
            if len(found) < most and self._new(ids[0], CONTEXT):
                found.append(ids)
        return found or [ids for ids in told if self._new(ids[0], 0)][:1]

    def _third(self, i: str) -> bool:
        row = self.view.statements[i]
        return bool(named(row["content"], self.people) - {row["actor"], row["holder"]})

    def _new(self, i: str, around: int) -> bool:
        """Take a statement if no word of it, nor ``around`` so many characters of its paragraph, is shown yet."""
        row = self.view.statements[i]
        text, spans = self.view.reading.corpus.texts[row["doc_id"]], tables.parse_spans(row["content_spans"])
        start, end = spans[0][0], spans[-1][1]
        top, bottom = text.rfind("\n\n", 0, start) + 1, text.find("\n\n", end)
        bottom = bottom if bottom >= 0 else len(text)
        here = max(top, start - around), min(bottom, end + around)
        said = " ".join(re.findall(r"\w+", row["content"].lower()))
        shown = self.places.setdefault(row["doc_id"], [])
        if said in self.words or any(here[0] < b and a < here[1] for a, b in shown):
            return False
        self.words.add(said)
        shown.append((max(top, start - CONTEXT), min(bottom, end + CONTEXT)))
        return True


def side(
    view: View, told: list[Context], stance: str, claim: dict[str, str], most: int = SHOWN, seen: Seen | None = None
) -> Context:
    """One stance: its utterances as cards, the clearest first, and how many origins they rest on.

    ``told`` are rows of `told_of` the claim. With ``seen`` only those whose passage the page does not show already.
    """
    ordered = [row["ids"] for row in sorted(told, key=lambda row: row["order"]) if row["stance"] == stance]
    first = [ids for ids in map(tables.items, ordered) if ids[0] in view.statements][:most]
    shown = seen.fresh(ordered, most) if seen else first
    low, high = int(claim[f"{stance}_least"] or 0), int(claim[f"{stance}_most"] or 0)
    return {
        "stance": stance,
        "cards": [card(view, ids) for ids in shown],
        "rest": len(ordered) - len(shown),
        "earliest": earliest(view, claim["proposition"], stance),
        "origins": words.between(low, high, "origin") if high else "",
        "statements": words.count(int(claim[stance] or 0), "statement"),
    }


def earliest(view: View, key: str, stance: str) -> Context | None:
    """Whose word on a side of a claim is dated earliest here: of dates bounded on both sides the one that ends first.

    Others may be as early, those without a first day among them, and are counted; None where no date has both bounds.
    """
    rows = [
        view.statements.get(held["statement_id"])
        for held in view.reading.stances_on.get(key, [])
        if held["stance"] == stance
    ]
    bounded = [(*intervals.bounds(row["said"]), row) for row in rows if row]
    dated = [(last, (last - first).days, clear.clearness(row), row) for first, last, row in bounded if first and last]
    if not dated:
        return None
    *_, row = min(dated, key=lambda one: one[:3])
    others = [
        r for _, last, r in bounded if last and r["id"] != row["id"] and not intervals.earlier(row["said"], r["said"])
    ]
    return {
        "who": words.holder_words(row, view.reading.names),
        "when": words.date_words(row["said"]),
        "path": words.path_words(row, view.reading.corpus, view.reading.names),
        "place": view.place(row["id"]),
        "others": words.count(len(others), "perhaps as early", "perhaps as early") if others else "",
    }


def card(view: View, ids: list[str]) -> Context:
    """An utterance by its clearest telling: the passage, one small line, and where else it is told."""
    row, *others = (view.statements[i] for i in ids if i in view.statements)
    return {
        "passage": Markup(passage(row, view.reading.corpus.texts[row["doc_id"]])),
        "speaker": words.holder_words(row, view.reading.names)
        + (", in the document's own voice" if row["form"] == "author" else ""),
        "speaker_place": view.speaker_place(row["actor"]),
        "when": words.date_words(row["said"]),
        "access": words.known(row),
        "path": words.path_words(row, view.reading.corpus, view.reading.names),
        "place": view.place(row["id"]),
        "also": [
            {"where": view.document_name(doc), "place": view.place(i)}
            for doc, i in {r["doc_id"]: r["id"] for r in reversed(others) if r["doc_id"] != row["doc_id"]}.items()
        ],
    }


def _issue(view: View, issue: dict[str, str]) -> Context:
    pairs = view.pairs.get(issue["issue"], [])
    return {
        "label": issue["label"],
        "positions": [words.bare(issue[c]) for c in ("affirmed", "denied") if issue[c]],
        "count": f"{words.count(len(pairs), 'pair')}, {sum(pair['strength'] == 'direct' for pair in pairs) or 'none'} direct",
        "reasons": [reason(view, pair) for pair in pairs[:REASONS]],
        "rest": max(0, len(pairs) - REASONS),
    }


def reason(view: View, pair: dict[str, str]) -> Context:
    """Why two statements were taken to contradict each other, by whom, with a link to each."""
    ends = [view.statements[pair[s]] for s in "ab" if pair[s] in view.statements]
    return {
        "ends": [
            {"who": words.holder_words(row, view.reading.names), "where": view.document_name(row["doc_id"]), "place": view.place(row["id"])}
            for row in ends
        ],
        "why": words.bare(pair["reason"] or pair["why"]),
        "strength": pair["strength"],
        "by": "proposed by machine, unchecked; may contradict" if pair["status"] == "proposed"
        else "judged by AI" if pair["judge_type"] == "ai" else "judged by a person",
    }  # fmt: skip


def silent(view: View, key: str) -> tuple[list[str], int]:
    """The first documents in which no statement takes a stance on a claim, and how many more there are."""
    held = (row["statement_id"] for row in view.reading.stances_on.get(key, []))
    said = {view.statements[i]["doc_id"] for i in held if i in view.statements}
    texts = view.reading.corpus.texts
    first = list(islice((doc for doc in texts if doc not in said), SILENT))
    return first, len(texts) - len(said) - len(first)
