"""A page a claim: who affirms and who denies it, side by side; on how many origins it rests; what contradicts what."""

from datetime import date

from markupsafe import Markup

from hearsay import tables
from hearsay.analysis.differing import Differing
from hearsay.analysis.machine_claims import denies_itself
from hearsay.analysis.origins import least_and_most
from hearsay.show import rows as clear
from hearsay.show import words
from hearsay.show.cards import around, passage
from hearsay.show.pages.strip import strip
from hearsay.show.pages.view import Context, View
from sayso import intervals

SHOWN = 60  # utterances of one stance on a page; the rest are counted
SILENT = 60  # documents that do not mention a claim, by name
NEARBY = 12  # statements that the machine puts near a claim
DIFFERING = 100  # pairs of figures that differ within a claim; the rest are counted
SNIPPET = 70  # characters either side of a figure
REASONS = 5  # pairs of an issue of which the reason is told
STANCES = ("affirms", "denies", "qualifies")  # as they stand on the page
STRONGEST = ("denies", "qualifies", "affirms")  # of several stances in one passage, the one under which it stands


def page_of(view: View, key: str) -> Context:
    """The context of a claim's page."""
    reading, claim = view.reading, view.claims[key]
    told, machine = clear.told_of(reading, [key]), claim["by"] == clear.MACHINE
    silent = [] if machine else _silent(view, key)  # that the machine found no statement is no silence
    differ = view.differing.get(key, [])
    near = sorted((view.statements[i] for i in view.near.get(key, [])), key=clear.clearness)
    shown = once(view, told, claim)
    beside = [stance for cards in shown.values() for one in cards for _, stance in one["besides"]]
    dated = sorted((row for row in told if row["said"]), key=lambda row: clear.start_of(row["said"]))
    return view.heading(key) | {
        "machine_claim": machine,
        "finding": clear.finding(told),
        "strip": strip(told, view.place),
        "meant": reading.codebook.propositions.get(key, {}),
        "undenied": clear.undenied(reading, key),
        "dated": [
            row | {"place": view.place(tables.items(row["ids"])[0]), "verb": _verb(row["stance"], row["holder"])}
            for row in dated[:SHOWN]
        ],
        "undated": len(told) - len(dated),
        "sides": [
            side(view, told, stance, claim, shown[stance]) | {"elsewhere": beside.count(stance)} for stance in STANCES
        ],
        "issues": [
            _issue(view, view.issues[issue], pairs, key) for issue, pairs in view.contested.get(key, {}).items()
        ],
        "differing": [figures(view, pair) for pair in differ[:DIFFERING]],
        "more_differing": len(differ[DIFFERING:]),
        "near": [card(view, [row["id"]]) for row in near[:NEARBY]],
        "more_near": max(0, len(near) - NEARBY),
        "silent": [(view.document_page(doc), view.document_name(doc)) for doc in silent[:SILENT]],
        "more_silent": len(silent[SILENT:]),
    }


def _silent(view: View, key: str) -> list[str]:
    """The documents of which no statement takes a stance on a claim."""
    said = (view.statements.get(row["statement_id"]) for row in view.reading.stances_on.get(key, []))
    held = {row["doc_id"] for row in said if row}
    return [doc for doc in view.reading.corpus.texts if doc not in held]


def _verb(stance: str, who: str) -> str:
    """A stance as the verb of its holder: affirms; of several affirm."""
    return words.VERBS[stance][words.many([(who,)])]


def ranked(view: View, told: list[Context], stance: str, claim: Context) -> list[Context]:
    """Of rows of `told_of` a claim those of one stance, the clearest first; of the machine's guesses first what a person voices himself."""
    rows = [row for row in told if row["stance"] == stance]
    if claim["by"] == clear.MACHINE:
        rows.sort(
            key=lambda row: bool(row["ascriber"]) or view.reading.kinds.get(row["lane"].split(":")[1]) != "person"
        )
    return rows


def once(view: View, told: list[Context], claim: Context) -> dict[str, list[Context]]:
    """Cards by stance. A passage stands once on the page, with a denial first: who takes another stance in its words is told on its card."""
    found: dict[str, list[Context]] = {stance: [] for stance in STANCES}
    placed: dict[str, list[tuple[tables.Spans, str, Context]]] = {}
    for stance in STRONGEST:
        for row in ranked(view, told, stance, claim):
            ids = tables.items(row["ids"])
            first = view.statements[ids[0]]
            spans, here = tables.parse_spans(first["content_spans"]), placed.setdefault(first["doc_id"], [])
            over = next(((held, one) for there, held, one in here if tables.shared(spans, there)), None)
            if over is None and len(found[stance]) < SHOWN:
                one = card(view, ids)
                found[stance].append(one)
                here.append((spans, stance, one))
            elif over and over[0] != stance:
                over[1]["besides"].setdefault((words.before_cue(first["who"]), stance), _verb(stance, first["who"]))
    return found


def side(view: View, told: list[Context], stance: str, claim: Context, cards: list[Context]) -> Context:
    """One stance, of rows of `told_of` a claim: the ``cards`` shown of it, and how many origins it rests on."""
    machine = claim["by"] == clear.MACHINE
    told = ranked(view, told, stance, claim)
    ids = {i for row in told for i in tables.items(row["ids"])}
    low, high = int(claim[f"{stance}_least"] or 0), int(claim[f"{stance}_most"] or 0)
    if machine:  # who had it from whom it does not know; of its guesses only those told here count
        low, high = 0, least_and_most(view.origins.get((claim["proposition"], stance), []), ids)[1]
    return {
        "stance": stance,
        "cards": cards,
        "rest": len(told) - len(cards),
        "earliest": earliest(view, told),
        "statements": len(ids) if machine else int(claim[stance] or 0),
        "least": low,
        "most": high,
    }


def figures(view: View, pair: Differing) -> Context:
    """Two statements of one claim whose figures differ, each with the words around the figure."""
    ends = []
    for i, (start, end) in ((pair.a, pair.a_at), (pair.b, pair.b_at)):
        row = view.statements[i]
        value, (before, after) = row["content"][start:end], around(row["content"], start, end, SNIPPET)
        ends.append(row | {"value": words.bare(value), "around": words.bare(before + value + after)})
    return view.heading(pair.claim) | {"ends": ends}


def earliest(view: View, told: list[Context]) -> Context | None:
    """Whose word on a side of a claim, of rows of `told_of`, is dated earliest here: the one whose date ends first.

    Of several that end on one day an author, or who ascribes it, comes last: whom he quotes spoke no later. Others may be
    as early and are counted; None where no date has a last day.
    """
    rows = [view.statements[i] for one in told for i in tables.items(one["ids"])]
    dated = []
    for row in rows:
        first, last = intervals.bounds(row["said"])
        if last:
            late = row["form"] == "author" or row["holder"] not in ("", row["actor"])
            dated.append((last, late, first or date.min, row))
    if not dated:
        return None
    *_, row = min(dated, key=lambda one: one[:-1])  # of several the clearest, as they stand in that order
    others = [r for *_, r in dated if r is not row and not intervals.earlier(row["said"], r["said"])]
    undated = sum(not row["said"] for row in rows) if view.machine else 0
    return row | {"others": len(others), "undated": undated}


def card(view: View, ids: list[str]) -> Context:
    """An utterance by its clearest telling: the passage, one small line, and where else it is told."""
    row, *others = (view.statements[i] for i in ids if i in view.statements)
    if view.machine:  # which does not also guess that they contradict each other
        others = [other for other in others if other["id"] not in view.against.get(row["id"], {})]
    own = row["form"] == "author" and row["actor"]
    return row | {
        "passage": Markup(passage(row, view.reading.corpus.texts[row["doc_id"]])),
        "office": ", in the document's own voice" if own else view.offices.get(row["actor"], ""),
        "guessed": words.guessed(row),
        "besides": {},
        "also": list({r["doc_id"]: r for r in reversed(others) if r["doc_id"] != row["doc_id"]}.values()),
    }


def _issue(view: View, issue: dict[str, str], pairs: list[dict[str, str]], key: str) -> Context:
    """An issue on the page of a claim; its two positions only where they are on this claim, and not of the machine's."""
    mine_on = next(iter(tables.items(issue["claims"])), "")
    mine = mine_on == key and not view.machine
    return {
        "label": issue["label"],
        "alleged": view.machine and view.heading(mine_on)["alleged"],
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
        "read_in": f"“{pair['turned_by']}”" if own else "",
        "by": clear.judged_by(pair),
    }
