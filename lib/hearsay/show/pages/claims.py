"""A page a claim: who affirms and who denies it, side by side; on how many origins it rests; what contradicts what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import islice

from markupsafe import Markup

from hearsay import tables
from hearsay.analysis.claims import named, persons
from hearsay.analysis.differing import Differing
from hearsay.analysis.origins import least_and_most
from hearsay.show import rows as clear
from hearsay.show import words
from hearsay.show.cards import CONTEXT, passage
from hearsay.show.pages.strip import strip
from hearsay.show.pages.view import Context, View
from sayso import intervals

SHOWN = 60  # utterances of one stance on a page; the rest are counted
SILENT = 60  # documents that do not mention a claim, by name
NEARBY = 12  # statements that the machine puts near a claim
SNIPPET = 70  # characters either side of a figure
REASONS = 5  # pairs of an issue of which the reason is told


def page_of(view: View, key: str) -> Context:
    """The context of a claim's page."""
    reading = view.reading
    claim = view.claims[key]
    told = clear.told_of(reading, [key])
    meant = reading.codebook.propositions.get(key, {})
    machine = claim["by"] == clear.MACHINE
    without, more = ([], 0) if machine else silent(view, key)  # that the machine found no statement is no silence
    near = sorted((view.statements[i] for i in view.near.get(key, [])), key=clear.clearness)
    return {
        "page": view.claim_page(key),
        "label": claim["label"],
        "machine_claim": machine,
        "finding": clear.finding(told),
        "definition": meant.get("definition", ""),
        "not_meant": meant.get("not_meant", ""),
        "opposed": key in reading.opposed,
        "answer": clear.ALLEGED if key in reading.alleged and not machine else "",
        "undenied": clear.no_denial(claim["by"], bool(view.contested.get(key))),
        "strip": Markup(strip(told, view.place)),
        "sides": [side(view, told, stance, claim) for stance in ("affirms", "denies", "qualifies")],
        "issues": [_issue(view, view.issues[name], pairs, key) for name, pairs in view.contested.get(key, {}).items()],
        "differing": [figures(view, pair) for pair in view.differing.get(key, [])],
        "near": [card(view, [row["id"]]) for row in near[:NEARBY]],
        "more_near": max(0, len(near) - NEARBY),
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

    def fresh(self, utterances: Iterable[str], most: int, about: str = "") -> list[list[str]]:
        """The first ``most`` utterances, as lists of ids, whose words and surroundings are new; else one with new words.

        ``about`` is a claim that alleges no deed of those whom it names: they may be named.
        """
        known = self.view.statements
        told = [i for i in map(tables.items, utterances) if i[0] in known and not self.third(i[0], about)]
        found = []
        for ids in told:
            if len(found) < most and self._new(ids[0], CONTEXT):
                found.append(ids)
        return found or [ids for ids in told if self._new(ids[0], 0)][:1]

    def third(self, i: str, about: str = "") -> bool:
        """Whether a statement names a person other than who says it, and those whom ``about`` names."""
        row = self.view.statements[i]
        return bool(named(row["content"], self.people) - {row["actor"], row["holder"]} - named(about, self.people))

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
    told = sorted((row for row in told if row["stance"] == stance), key=lambda row: row["order"])
    if claim["by"] == clear.MACHINE:  # of many guesses named people's first
        told.sort(key=lambda row: _no_person(view, row))
    about = claim["label"] if claim["by"] == clear.MACHINE else ""
    ordered = [row["ids"] for row in told]
    shown = seen.fresh(ordered, most, about) if seen else _apart(view, ordered)[:most]
    began = earliest(view, told)
    statements, low, high = counts(view, told, stance, claim)
    origins = words.between(low, high, "origin") if high else ""
    if claim["by"] == clear.MACHINE:  # who had it from whom it does not know
        origins = words.at_most(high, "origin") if statements > 1 else ""
    return {
        "stance": stance,
        "cards": [card(view, ids) for ids in shown],
        "rest": len(ordered) - len(shown),
        "earliest": None if seen and began and not began["who"] else began,
        "origins": origins,
        "statements": words.count(statements, "statement"),
    }


def _apart(view: View, utterances: Iterable[str]) -> list[list[str]]:
    """Utterances as lists of ids, without one whose quoted passage stands within that of one before it, or around it."""
    found: list[list[str]] = []
    places: dict[str, list[tables.Spans]] = {}
    for ids in map(tables.items, utterances):
        if ids[0] not in view.statements:
            continue
        row = view.statements[ids[0]]
        spans, before = tables.parse_spans(row["content_spans"]), places.setdefault(row["doc_id"], [])
        if not any(tables.shared(spans, other) >= min(tables.length(spans), tables.length(other)) for other in before):
            found.append(ids)
            before.append(spans)
    return found


def counts(view: View, told: list[Context], stance: str, claim: dict[str, str]) -> tuple[int, int, int]:
    """Statements of one stance, and their origins from least to most; of a machine claim only what is told here counts."""
    if claim["by"] != clear.MACHINE:
        return int(claim[stance] or 0), int(claim[f"{stance}_least"] or 0), int(claim[f"{stance}_most"] or 0)
    ids = {i for row in told for i in tables.items(row["ids"])}
    return len(ids), *least_and_most(view.origins.get((claim["proposition"], stance), []), ids)


def _no_person(view: View, row: Context) -> bool:
    """Whether no person speaks for himself in a row of `told_of`."""
    actor = view.reading.statements_by_id[tables.items(row["ids"])[0]]["actor"]
    return view.reading.kinds.get(actor) != "person" or bool(row["ascribed"])


def figures(view: View, pair: Differing) -> Context:
    """Two statements of one claim whose figures differ, each with the words around the figure."""
    ends = []
    for i, (start, end) in ((pair.a, pair.a_at), (pair.b, pair.b_at)):
        row = view.statements[i]
        text = row["content"]
        before, after = text[max(0, start - SNIPPET) : start], text[end : end + SNIPPET]
        before = "… " + before.partition(" ")[2] if start > SNIPPET else before
        after = after.rpartition(" ")[0] + " …" if end + SNIPPET < len(text) else after
        ends.append(
            {"value": words.bare(text[start:end]), "words": words.bare(f"{before}{text[start:end]}{after}")}
            | end_of(view, row)
        )
    return {"ends": ends}


def end_of(view: View, row: dict[str, str]) -> Context:
    """Who says a statement, with the document that it stands in, and its place."""
    document = view.document_name(row["doc_id"])
    who = words.holder_words(row, view.reading.names, document if view.machine else "")
    at = who if view.machine and who.endswith(document) else f"{who}, {document}"
    return {"who": who, "at": at, "place": view.place(row["id"])}


def _of_the_author(row: dict[str, str]) -> bool:
    """Whether a statement is in a document's own voice, or only ascribed to its actor, and so as late as who ascribes it."""
    return row["form"] == "author" or row["holder"] not in ("", row["actor"])


def earliest(view: View, told: list[Context]) -> Context | None:
    """Whose word on a side of a claim, of rows of `told_of`, is dated earliest here: the one whose date ends first.

    Of several that end on one day an author comes last, for whom he quotes spoke no later. Others may be as early and are
    counted; None where no date has a last day.
    """
    rows = [view.statements[i] for one in told if one["echo"] != "yes" for i in tables.items(one["ids"])]
    bounded = [(*intervals.bounds(row["said"]), row) for row in rows]
    dated = [
        (last, _of_the_author(row), first or date.min, clear.clearness(row), row)
        for first, last, row in bounded
        if last
    ]
    if not dated:
        return (
            {"who": "", "when": "", "path": "", "place": "", "others": "", "undated": ""}
            if view.machine and rows
            else None
        )
    *_, row = min(dated, key=lambda one: one[:-1])
    others = [
        r for _, last, r in bounded if last and r["id"] != row["id"] and not intervals.earlier(row["said"], r["said"])
    ]
    return {
        "who": words.holder_words(row, view.reading.names),
        "when": words.date_words(row["said"]),
        "path": words.path_words(row, view.reading.corpus, view.reading.names),
        "place": view.place(row["id"]),
        "others": words.count(len(others), "other perhaps as early", "others perhaps as early") if others else "",
        "undated": words.count(sum(not row["said"] for _, _, row in bounded), "more has no date", "more have no date")
        if view.machine and any(not row["said"] for _, _, row in bounded)
        else "",
    }


def card(view: View, ids: list[str]) -> Context:
    """An utterance by its clearest telling: the passage, one small line, and where else it is told."""
    row, *others = (view.statements[i] for i in ids if i in view.statements)
    return {
        "passage": Markup(passage(row, view.reading.corpus.texts[row["doc_id"]])),
        "speaker": words.holder_words(row, view.reading.names, view.document_name(row["doc_id"]))
        + (", in the document's own voice" if row["form"] == "author" and row["actor"] else view.office(row["actor"])),
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


def _issue(view: View, issue: dict[str, str], pairs: list[dict[str, str]], key: str) -> Context:
    """An issue on the page of a claim; its two positions only where they are on this claim, and not of the machine's."""
    mine = tables.items(issue["claims"])[:1] == [key] and not view.machine
    return {
        "label": issue["label"],
        "positions": [words.bare(issue[c]) for c in ("affirmed", "denied") if issue[c] and mine],
        "count": f"{words.count(len(pairs), 'pair')}, {sum(pair['strength'] == 'direct' for pair in pairs) or 'none'} direct",
        "reasons": [reason(view, pair) for pair in pairs[:REASONS]],
        "rest": max(0, len(pairs) - REASONS),
    }


def reason(view: View, pair: dict[str, str]) -> Context:
    """Why two statements were taken to contradict each other, by whom, with a link to each; of the machine's their words."""
    ends = [view.statements[pair[s]] for s in "ab" if pair[s] in view.statements]
    mine = pair["rule"].startswith("claims: ")
    said = [{"cue": words.cue_words(row), "words": words.quoted(row["content"]) if mine else ""} for row in ends]
    return {
        "ends": [end_of(view, row) | told for row, told in zip(ends, said, strict=True)],
        "why": words.bare(pair["reason"] or pair["why"]),
        "read_in": pair["why"].rpartition(": ")[2] if mine and pair["kind"] == "denial" else "",
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
