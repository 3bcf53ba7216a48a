"""A page a claim: who affirms and who denies it, side by side; on how many origins it rests; what contradicts what."""

from collections import Counter
from datetime import date

from markupsafe import Markup

from hearsay import tables
from hearsay.analysis.contradictions import HELD
from hearsay.analysis.machine_claims import denies_itself
from hearsay.analysis.origins import least_and_most
from hearsay.show import rows as clear
from hearsay.show import words
from hearsay.show.cards import passage
from hearsay.show.coders import judged_by
from hearsay.show.pages.strip import strip
from hearsay.show.pages.view import Context, View
from sayso import intervals

SHOWN = 60  # utterances of one stance on a page; the rest are counted
REASONS = 5  # pairs of an issue of which the reason is told
STRONGEST = ("denies", "qualifies", "affirms")  # of several stances in one passage, the one under which it stands


def page_of(view: View, key: str) -> Context:
    """The context of a claim's page."""
    reading, told = view.reading, clear.told_of(view.reading, [key])
    (cards, beside), contested = cards_by_stance(view, told), view.contested.get(key, {})
    return view.heading(key) | {
        "view": view,
        "finding": clear.finding(told, headed=True),
        "strip": strip(told, view.place),
        "meant": reading.codebook.propositions.get(key, {}),
        "undenied": clear.undenied(reading, key),
        "sides": [side(view, told, stance, cards[stance]) | {"beside": beside[stance]} for stance in HELD],
        "issues": [
            view.issue_heading(issue)
            | {"pairs": pairs, "reasons": [pair_shown(view, pair) for pair in pairs[:REASONS]]}
            for issue, pairs in contested.items()
        ],
    }


class Passages:
    """The passages that a page shows, each on one card."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.cards: dict[str, list[tuple[tables.Spans, Context]]] = {}

    def showing(self, i: str) -> Context | None:
        """The card that shows words of a statement, given by its id, already; None where none does."""
        row = self.view.statements[i]
        spans = tables.parse_spans(row["content_spans"])
        return next((one for there, one in self.cards.get(row["doc_id"], []) if tables.shared(spans, there)), None)

    def show(self, ids: list[str], stance: str) -> Context:
        """An utterance, the ids of its statements, as a card under a stance."""
        one = card(self.view, ids) | {"under": stance}
        self.cards.setdefault(one["doc_id"], []).append((tables.parse_spans(one["content_spans"]), one))
        return one


def cards_by_stance(view: View, told: list[Context]) -> tuple[dict[str, list[Context]], Counter[str]]:
    """Cards by stance, and how many utterances of it are told on the card of another. A passage stands once on the page, with a denial first: who else takes a stance in its words is told on its card."""
    found, beside, page = {stance: [] for stance in HELD}, Counter[str](), Passages(view)
    for stance in STRONGEST:
        for row in (row for row in told if row["stance"] == stance):
            ids = tables.items(row["ids"])
            over, who = page.showing(ids[0]), view.statements[ids[0]]["who"]
            if over is None and len(found[stance]) < SHOWN:
                found[stance].append(page.show(ids, stance))
            elif over:
                beside[stance] += 1
                over["besides"].setdefault((who, stance))
    return found, beside


def side(view: View, told: list[Context], stance: str, cards: list[Context]) -> Context:
    """One stance, of rows of `told_of` a claim: the ``cards`` shown of it, and how many origins it rests on."""
    told = [row for row in told if row["stance"] == stance]
    claim, machine = (told[0]["claim"], told[0]["by"] == clear.MACHINE) if told else ("", False)
    ids = {i for row in told for i in tables.items(row["ids"])}
    counted, docs = view.origins.get((claim, stance), []), {view.statements[i]["doc_id"] for i in ids}
    return {
        "stance": stance,
        "cards": cards,
        "rest": len(told) - len(cards),
        "earliest": earliest(view, told),
        "statements": len(ids),
        "resting": words.resting(*least_and_most(counted, ids), len(docs), machine),
    }


def earliest(view: View, told: list[Context]) -> Context | None:
    """Whose word on a side of a claim, of rows of `told_of`, is dated earliest here: the one whose date ends first.

    Of several that end on one day an author, or who ascribes it, comes last: whom he quotes spoke no later. Others may be
    as early and are counted; None where no date has a last day.
    """
    rows = [view.statements[i] for one in told for i in tables.items(one["ids"])]
    ends = {row["id"]: intervals.bounds(row["said"]) for row in rows}
    dated = [row for row in rows if ends[row["id"]][1]]

    def order(row: Context) -> tuple:
        first, last = ends[row["id"]]
        late = row["form"] == "author" or row["holder"] not in ("", row["actor"])
        return last, late, first or date.min  # of several the clearest, as they stand in that order

    if not dated:
        return None
    best = min(dated, key=order)
    others = sum(row is not best and not intervals.earlier(best["said"], row["said"]) for row in dated)
    return best | {"others": others, "undated": sum(not row["said"] for row in rows) if view.machine else 0}


def card(view: View, ids: list[str]) -> Context:
    """An utterance by its clearest telling, the first of ``ids``: the passage, one small line, and where else it is told."""
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


def pair_shown(view: View, pair: dict[str, str]) -> Context:
    """A pair with its two statements, why they were taken to contradict each other, and by whom; the machine's are ``quoted``."""
    mine = pair["rule"].startswith("claims: ")
    ends = [view.statements[pair[s]] for s in "ab" if pair[s] in view.statements]
    own = mine and ends and denies_itself(pair, ends[0])
    return pair | {
        "ends": ends,
        "quoted": mine,
        "told": words.bare(clear.why(view.reading, pair)),
        "read_in": f"“{pair['turned_by']}”" if own else "",
        "by": judged_by(pair),
    }
