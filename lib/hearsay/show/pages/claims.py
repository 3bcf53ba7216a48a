"""A page a claim: who affirms and who denies it, side by side; on how many origins it rests; what contradicts what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice

from markupsafe import Markup

from hearsay import tables
from hearsay.analysis.claims import named
from hearsay.analysis.differing import Differing
from hearsay.analysis.machine_claims import denies_itself, read_in
from hearsay.analysis.origins import least_and_most
from hearsay.show import rows as clear
from hearsay.show import words
from hearsay.show.cards import CONTEXT, around, passage
from hearsay.show.pages.strip import strip
from hearsay.show.pages.view import Context, View
from sayso import intervals

SHOWN = 60  # utterances of one stance on a page; the rest are counted
SILENT = 60  # documents that do not mention a claim, by name
NEARBY = 12  # statements that the machine puts near a claim
DIFFERING = 100  # pairs of figures that differ within a claim; the rest are counted
SNIPPET = 70  # characters either side of a figure
REASONS = 5  # pairs of an issue of which the reason is told


def page_of(view: View, key: str) -> Context:
    """The context of a claim's page."""
    reading = view.reading
    claim = view.claims[key]
    told = clear.told_of(reading, [key])
    machine = claim["by"] == clear.MACHINE
    without, more = ([], 0) if machine else silent(view, key)  # that the machine found no statement is no silence
    differ = view.differing.get(key, [])
    near = sorted((view.statements[i] for i in view.near.get(key, [])), key=clear.clearness)
    return {
        "page": view.claim_page(key),
        "label": claim["label"],
        "alleged": machine and key in reading.alleged,
        "machine_claim": machine,
        "finding": clear.finding(told),
        "meant": reading.codebook.propositions.get(key, {}),
        "opposed": key in reading.opposed,
        "answer": clear.ALLEGED if key in reading.alleged and not machine else "",
        "undenied": clear.no_denial(claim["by"], key in view.contested),
        "strip": strip(told, view.place),
        "sides": [side(view, told, stance, claim, Seen(view, strict=False), SHOWN) for stance in ("affirms", "denies", "qualifies")],
        "issues": [_issue(view, issue, pairs, key) for issue, pairs in view.contested.get(key, [])],
        "differing": [figures(view, pair) for pair in differ[:DIFFERING]],
        "more_differing": len(differ[DIFFERING:]),
        "near": [card(view, [row["id"]]) for row in near[:NEARBY]],
        "more_near": max(0, len(near) - NEARBY),
        "silent": [(view.document_page(doc), view.document_name(doc)) for doc in without],
        "more_silent": more,
    }  # fmt: skip


class Seen:
    """The passages that a page, or a part of one, shows already: no place of a document stands there twice.

    A ``strict`` one, of the front page, shows no words and no surroundings twice either, and nothing that names a person
    other than who says it, and so may charge him.
    """

    def __init__(self, view: View, strict: bool = True) -> None:
        self.view, self.strict = view, strict
        self.words: set[str] = set()
        self.places: dict[str, list[tuple[int, int]]] = {}

    def fresh(self, utterances: Iterable[str], most: int, about: str = "") -> list[list[str]]:
        """The first ``most`` utterances, as lists of ids, whose words and surroundings are new; else one with new words.

        ``about`` is a claim that alleges no deed of those whom it names: they may be named.
        """
        known = self.view.statements
        told = [i for i in map(tables.items, utterances) if i[0] in known and not self.third(i[0], about)]
        margin = CONTEXT if self.strict else 0
        found = list(islice((ids for ids in told if self._new(ids[0], margin)), most))
        return found or [ids for ids in told if self._new(ids[0], 0)][:1]

    def third(self, i: str, about: str = "") -> bool:
        """Whether a statement names a person other than who says it, and those whom ``about`` names."""
        row = self.view.statements[i]
        others = named(row["content"], self.view.people) - {row["actor"], row["holder"]}
        return self.strict and bool(others - named(about, self.view.people))

    def _new(self, i: str, margin: int) -> bool:
        """Take a statement if no word of it, nor ``margin`` so many characters of its paragraph, is shown yet."""
        row = self.view.statements[i]
        text, spans = self.view.reading.corpus.texts[row["doc_id"]], tables.parse_spans(row["content_spans"])
        start, end = spans[0][0], spans[-1][1]
        top, bottom = text.rfind("\n\n", 0, start) + 1, text.find("\n\n", end)
        bottom = bottom if bottom >= 0 else len(text)
        here = max(top, start - margin), min(bottom, end + margin)
        said = clear.wording(row["content"])
        shown = self.places.setdefault(row["doc_id"], [])
        if (self.strict and said in self.words) or any(here[0] < b and a < here[1] for a, b in shown):
            return False
        self.words.add(said)
        kept = CONTEXT if self.strict else 0
        shown.append((max(top, start - kept), min(bottom, end + kept)))
        return True


def side(view: View, told: list[Context], stance: str, claim: dict[str, str], seen: Seen, most: int) -> Context:
    """One stance: its utterances as cards, the clearest first, and how many origins they rest on.

    ``told`` are rows of `told_of` the claim; shown are those whose passage is not ``seen`` already.
    """
    machine = claim["by"] == clear.MACHINE
    told = sorted((row for row in told if row["stance"] == stance), key=lambda row: row["order"])
    if machine:  # of many guesses those first that a person voices himself
        told.sort(
            key=lambda row: bool(row["ascribed"]) or view.reading.kinds.get(row["lane"].split(":")[1]) != "person"
        )
    shown = seen.fresh([row["ids"] for row in told], most, claim["label"] if machine else "")
    ids = {i for row in told for i in tables.items(row["ids"])}
    statements = len(ids) if machine else int(claim[stance] or 0)
    origins = ""
    if machine:  # who had it from whom it does not know; of its guesses only those told here count
        _, high = least_and_most(view.origins.get((claim["proposition"], stance), []), ids)
        origins = words.at_most(high, "origin") if statements > 1 else ""
    elif statements:
        origins = words.between(int(claim[f"{stance}_least"]), int(claim[f"{stance}_most"]), "origin")
    return {
        "stance": stance,
        "cards": [card(view, ids) for ids in shown],
        "rest": len(told) - len(shown),
        "earliest": earliest(view, told),
        "origins": origins,
        "statements": words.count(statements, "statement"),
    }


def figures(view: View, pair: Differing) -> Context:
    """Two statements of one claim whose figures differ, each with the words around the figure."""
    ends = []
    for i, (start, end) in ((pair.a, pair.a_at), (pair.b, pair.b_at)):
        row = view.statements[i]
        value, (before, after) = row["content"][start:end], around(row["content"], start, end, SNIPPET)
        ends.append(row | {"value": words.bare(value), "around": words.bare(before + value + after)})
    return {"ends": ends, "label": view.reading.labels[pair.claim], "page": view.claim_page(pair.claim)}


def earliest(view: View, told: list[Context]) -> Context | None:
    """Whose word on a side of a claim, of rows of `told_of`, is dated earliest here: the one whose date ends first.

    Of several that end on one day an author, or who ascribes it, comes last: whom he quotes spoke no later. Others may be
    as early and are counted; None where no date has a last day.
    """
    rows = [view.statements[i] for one in told if one["echo"] != "yes" for i in tables.items(one["ids"])]
    dated = []
    for row in rows:
        first, last = intervals.bounds(row["said"])
        if last:
            late = row["form"] == "author" or row["holder"] not in ("", row["actor"])
            dated.append((last, late, first or date.min, clear.clearness(row), row))
    if not dated:
        return None
    *_, row = min(dated, key=lambda one: one[:-1])
    others = [r for *_, r in dated if r is not row and not intervals.earlier(row["said"], r["said"])]
    undated = sum(not row["said"] for row in rows) if view.machine else 0
    return row | {"others": len(others), "undated": undated}


def card(view: View, ids: list[str]) -> Context:
    """An utterance by its clearest telling: the passage, one small line, and where else it is told."""
    row, *others = (view.statements[i] for i in ids if i in view.statements)
    own = row["form"] == "author" and row["actor"]
    return row | {
        "passage": Markup(passage(row, view.reading.corpus.texts[row["doc_id"]])),
        "office": ", in the document's own voice" if own else view.offices.get(row["actor"], ""),
        "also": list({r["doc_id"]: r for r in reversed(others) if r["doc_id"] != row["doc_id"]}.values()),
    }


def _issue(view: View, issue: dict[str, str], pairs: list[dict[str, str]], key: str) -> Context:
    """An issue on the page of a claim; its two positions only where they are on this claim, and not of the machine's."""
    mine_on = next(iter(tables.items(issue["claims"])), "")
    mine = mine_on == key and not view.machine
    return {
        "label": issue["label"],
        "alleged": view.machine and mine_on in view.reading.alleged,
        "positions": [words.bare(issue[c]) for c in ("affirmed", "denied") if issue[c] and mine],
        "direct": sum(pair["strength"] == "direct" for pair in pairs),
        "pairs": len(pairs),
        "reasons": [reason(view, pair) for pair in pairs[:REASONS]],
    }


def reason(view: View, pair: dict[str, str]) -> Context:
    """A pair with its two statements, why they were taken to contradict each other, and by whom; the machine's are ``quoted``."""
    mine = pair["rule"].startswith("claims: ")
    ends = [view.statements[pair[s]] for s in "ab" if pair[s] in view.statements]
    own = mine and ends and denies_itself(pair, ends[0])
    return pair | {
        "ends": ends,
        "quoted": mine,
        "told": words.bare(pair["reason"] or pair["why"]),
        "read_in": f"“{read_in(pair)}”" if own else "",
        "by": clear.judged_by(pair),
    }


def silent(view: View, key: str) -> tuple[list[str], int]:
    """The first documents in which no statement takes a stance on a claim, and how many more there are."""
    held = (row["statement_id"] for row in view.reading.stances_on.get(key, []))
    said = {view.statements[i]["doc_id"] for i in held if i in view.statements}
    texts = view.reading.corpus.texts
    first = list(islice((doc for doc in texts if doc not in said), SILENT))
    return first, len(texts) - len(said) - len(first)
