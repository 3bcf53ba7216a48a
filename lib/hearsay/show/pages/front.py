"""The front page: common ground, the most contested claims with both sides in their words, documents, and how we know.

Everything on it comes from the tables of a reading, so that any corpus gets one.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from hearsay import tables
from hearsay.analysis.claims import named
from hearsay.analysis.machine_claims import denies_itself
from hearsay.analysis.voices import OWN_VOICE
from hearsay.reading import Reading
from hearsay.show import rows as clear
from hearsay.show import words
from hearsay.show.pages.claims import card, earliest, figures, ranked, reason, side
from hearsay.show.pages.strip import strip
from hearsay.show.pages.view import Context, View

CLAIMS = 4  # contested claims on the page
GROUND = 3  # claims of the common ground
REST = 100  # further claims in the list
DENIALS = 8  # of the machine's, beside the pair that leads the page
DIRECT, FIGURES = 3, 6  # pairs that cannot both hold; of figures that disagree
DOCUMENTS = 60  # cards; of more documents the others are in the table


def context_of(view: View, news: dict[str, Any] | None = None) -> Context:
    """What the front page shows of a reading; a passage stands on it once. ``news``: since the last run."""
    reading, seen = view.reading, Seen(view)
    common = reading.common_ground["proposition"]
    disputed, shown = _disputed(reading.claims, reading), _disputed(clear.contested(reading), reading)
    contested = shown[~shown["proposition"].isin(common)].head(CLAIMS)["proposition"]
    claims = [_claim(view, key, seen) for key in contested]
    counts = {key: _statements(view, key) for key in view.claims if key not in {*contested, *common[:GROUND]}}
    rest = [key for key in counts if not view.machine or counts[key] > 1]
    rest.sort(key=lambda key: -counts[key] if view.machine else 0)
    pairs = _denials(view, seen) if view.machine else _direct(view, set(shown["proposition"]))
    documents = list(reading.corpus.texts)
    return {
        "view": view,
        "counts": _counts(view),
        "machine": view.machine,
        "news": news or {},
        "claims": claims,
        "ground": [_ground(view, row, seen) for row in reading.common_ground.head(GROUND).to_dict("records")],
        "pairs": pairs[: DENIALS if view.machine else DIRECT],
        "all_pairs": len(pairs),
        "figures": _figures(view),
        "withheld": len(disputed) - len(shown),
        "rest": [view.heading(key) | {"count": counts[key], "denied": _deniers(view, key)} for key in rest[:REST]],
        "single": len(counts) - len(rest),
        "documents": [_document(view, doc) for doc in documents[:DOCUMENTS]],
        "more_documents": len(documents[DOCUMENTS:]),
    }


class Seen:
    """The passages that the page shows already: no words stand there twice, and nothing that names a person other than who
    says it, and so may charge him."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.words: set[str] = set()
        self.places: dict[str, list[tables.Spans]] = {}

    def fresh(self, utterances: Iterable[str], about: str = "") -> list[Context]:
        """The first utterance whose words are new, as a card; none where there is none.

        ``about`` is a claim that alleges no deed of those whom it names: they may be named.
        """
        for ids in map(tables.items, utterances):
            if (
                ids[0] in self.view.statements
                and not self.third(ids[0], about)
                and self._new(self.view.statements[ids[0]])
            ):
                return [card(self.view, ids)]
        return []

    def third(self, i: str, about: str = "") -> bool:
        """Whether a statement names a person other than who says it, and those whom ``about`` names."""
        row, people = self.view.statements[i], self.view.people
        return bool(named(row["content"], people) - {row["actor"], row["holder"]} - named(about, people))

    def _new(self, row: Context) -> bool:
        """Take a statement if none of its words are shown yet."""
        said, spans = clear.wording(row["content"]), tables.parse_spans(row["content_spans"])
        shown = self.places.setdefault(row["doc_id"], [])
        if said in self.words or any(tables.shared(spans, other) for other in shown):
            return False
        self.words.add(said)
        shown.append(spans)
        return True


def _statements(view: View, key: str) -> int:
    """How many statements take a stance on a claim; of the machine's those that its page counts."""
    held = view.reading.stances_on.get(key, [])
    return len({row["statement_id"] for row in held if row["stance"] in clear.STANCES})


def _disputed(claims: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """The claims that somebody denies or qualifies; of the machine's those that a verb denies or a word calls false."""
    held = (claims["denies"].astype(int) > 0) | (claims["qualifies"].astype(int) > 0)
    machine = claims["proposition"].isin(reading.by_machine)
    return claims[claims["proposition"].isin(clear.denials(reading)) | (held & ~machine)]


def _counts(view: View) -> dict[str, int]:
    """How many statements are attributed, how many are somebody's own, of how many speakers, and how many are dated."""
    rows = (view.reading.statements_by_id[i] for i in view.statements)
    attributed = [row for row in rows if row["form"] != OWN_VOICE]
    heard = [row["actor"] for row in attributed if _heard(row)]
    dated = sum(bool(row["said"]) for row in attributed)
    return {"attributed": len(attributed), "heard": len(heard), "speakers": len(set(heard)), "dated": dated}


def _heard(row: dict[str, str]) -> bool:
    """Whether an actor speaks for himself, as notebook 02 counts it: what others ascribe to him is not his speech."""
    return bool(row["actor"]) and row["form"] != OWN_VOICE and row["holder"] in ("", row["actor"])


def _ground(view: View, row: Context, seen: Seen) -> Context:
    told = ranked(view, clear.told_of(view.reading, [row["proposition"]]), "affirms", {"by": ""})
    cards = seen.fresh(one["ids"] for one in told)
    return row | view.heading(row["proposition"]) | {"cards": cards, "earliest": earliest(view, told)}


def _claim(view: View, key: str, seen: Seen) -> Context:
    """A contested claim with both sides; of the machine's first the likeliest pair in which one denies the other."""
    claim, rows = view.claims[key], clear.told_of(view.reading, [key])
    machine = claim["by"] == clear.MACHINE
    pairs = _denied(view, key) if machine else []
    denied = any(row["stance"] == "denies" for row in rows)
    sides = []
    for stance, end in (("affirms", "b"), ("denies" if denied or machine else "qualifies", "a")):
        first = {pair[end] for pair in pairs[:1]}
        told = (row["ids"] for row in ranked(view, rows, stance, claim))
        ids = sorted(told, key=lambda ids: first.isdisjoint(tables.items(ids)))
        if machine and not denied and end == "a":  # a pair of the machine's stands against it, in other words
            ids = [pair["a"] for pair in pairs]
        cards = seen.fresh(ids, claim["label"] if machine else "")
        sides.append(side(view, rows, stance, claim, cards) | {"rest": len(ids) - len(cards)})
    return view.heading(key) | {
        "finding": clear.finding(rows),
        "strip": strip(rows, view.place),
        "sides": sides,
        "paired": machine and not denied,
        "nobody": "" if denied or machine else clear.undenied(view.reading, key),
    }


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
    return sorted(found, key=lambda pair: (pair["strength"], -float(pair["score"] or 0), pair["contradiction_id"]))


def _denials(view: View, seen: Seen) -> list[Context]:
    """The machine's denials that are not shown yet, one a speaker's words; these stand only where they name no third person."""
    found: dict[tuple[str, str], Context] = {}
    for pair in _denied(view):
        row, on = view.statements[pair["a"]], view.heading(pair["on"])
        if clear.wording(row["content"]) not in seen.words:
            charged = any(seen.third(pair[end], on["label"]) for end in "ab")
            found.setdefault(
                (row["actor"] or row["doc_id"], row["content"]), on | reason(view, pair) | {"quoted": not charged}
            )
    return list(found.values())


def _direct(view: View, open_claims: set[str]) -> list[Context]:
    """The pairs that stand for issues with statements that cannot both hold, one an issue.

    None on a claim that the page may not open, as it alleges a deed of a named person.
    """
    found = []
    for issue in view.reading.issues.to_dict("records"):
        pairs = [pair for pair in view.pairs.get(issue["issue"], []) if pair["strength"] == "direct"]
        if pairs and open_claims.issuperset(tables.items(issue["claims"])[:1]):
            ends = {issue["a"], issue["b"]}
            best = min(pairs, key=lambda pair: {pair["a"], pair["b"]} != ends)
            found.append(reason(view, best) | {"label": issue["label"], "page": "", "alleged": False})
    return found


def _figures(view: View) -> list[Context]:
    """Figures and dates that differ within the machine's claims; of people's claims the pairs of them that disagree.

    Of those direct ones stand first, then by score; of two who disagree more than once, the first.
    """
    if view.machine:
        return [figures(view, pair) for pair in view.reading.differing[:FIGURES]]
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
    told = [(f"{by} {(past or who).rstrip(',')}", limits) for who, limits, past in denials]
    return f"{denied} {words.holders_told(told, 8, 'limited: ')}" if told else ""


def _document(view: View, doc: str) -> Context:
    rows = view.by_document(doc)
    heard = Counter(sorted(row["actor"] for row in rows if _heard(row)))
    return {"doc": doc, "statements": len(rows), "heard": [view.name(actor) for actor, _ in heard.most_common(3)]}
