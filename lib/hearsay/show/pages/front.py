"""The front page: common ground, the most contested claims with both sides in their words, documents, and how we know.

Everything on it comes from the tables of a reading, so that any corpus gets one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from hearsay import tables
from hearsay.analysis.claims import named
from hearsay.analysis.machine_claims import denies_itself
from hearsay.corpus.coding import uncounted
from hearsay.show import frames, words
from hearsay.show import rows as clear
from hearsay.show.cards import told as in_a_line
from hearsay.show.pages.claims import Passages, earliest, reason, side
from hearsay.show.pages.strip import strip
from hearsay.show.pages.view import Context, View

CLAIMS = 4  # contested claims on the page
GROUND = 3  # claims of the common ground
ACCEPTED = "accepted"
FIGURES = ("numeric", "date")  # kinds of pairs
REST = 100  # further claims in the list, and documents
PAIRS = 6  # pairs that deny or exclude one another, or of figures that disagree


def context_of(view: View, news: dict[str, Any] | None = None) -> Context:
    """What the front page shows of a reading; a passage stands on it once. ``news``: since the last run."""
    reading, front, denied = view.reading, Front(view), clear.denials(view.reading)
    book, counted = reading.codebook.propositions, reading.stances_on
    held = {
        key: Counter(row["stance"] for row in counted.get(key, []))
        for key in reading.labels
        if key in book or key in counted
    }
    judged = {pair["on"] for pairs in view.pairs.values() for pair in pairs if front.decided(pair)}
    theirs = {key for key in held if key in book and held[key]["denies"] + held[key]["qualifies"]}
    disputed = theirs | held.keys() & denied.keys()  # of the machine's those that a verb denies or a word calls false
    opened = [key for key in clear.contested(reading)["proposition"] if key in disputed]
    opened.sort(key=lambda key: (key not in judged, key not in book))  # what people decided on, first
    shared = set(reading.common_ground["proposition"])
    contested = [key for key in opened if key not in shared][:CLAIMS]
    claims = [front.claim(key) for key in contested]
    common = reading.common_ground.assign(origins=frames.resting(reading, reading.common_ground))
    common = common.iloc[(~common["proposition"].isin(book)).argsort(kind="stable")]
    ground = [front.ground(row) for row in common.head(GROUND).to_dict("records")]
    withheld = sorted(disputed - {*opened}, key=lambda key: (key not in book, -denied.get(key, 0.0), key))[:REST]
    others = held.keys() - {*contested, *withheld, *(row["proposition"] for row in ground)}
    kept = [key for key in held if key in others & book.keys()] if view.machine else []
    others = others - {*kept}
    rest = [key for key in held if key in others and (not view.machine or key in disputed or held[key].total() > 1)]
    return {
        "view": view,
        "machine": view.machine,
        "judged": (reading.contradictions["judge"] != "").any(),
        "news": news or {},
        "claims": claims,
        "ground": ground,
        "pairs": list(islice(front.pairs(front.further), PAIRS)),
        "figures": list(islice(front.pairs(front.otherwise), PAIRS)),
        "alleging": sum(front.weighs(key) for key in filter(front.of_allegation, view.issues)),
        "withheld": [_listed(view, key, held[key]) for key in withheld],
        "kept": [_listed(view, key, held[key]) for key in kept],
        "unread": words.unread(reading.unread.values()),
        "uncounted": "" if reading.name != clear.MACHINE else uncounted(reading.corpus, reading.codings),
        "rest": [_listed(view, key, held[key]) for key in rest[:REST]],
        "more": len(others) - len(rest[:REST]),
        "documents": [(doc, len(view.by_document(doc))) for doc in list(reading.corpus.texts)[:REST]],
    }


def _listed(view: View, key: str, held: Counter[str]) -> Context:
    """A claim in a list: its heading, by whom a deed is alleged, how many hold it by stance, who denies it."""
    heading = view.heading(key)
    told = clear.side_of(clear.told_of(view.reading, [key]), "affirms") if heading["alleged"] else []
    by = words.listed([who.rstrip(",") for who, *_ in told], 2) if told else ""
    return heading | {"by": by, "held": held, "denied": _deniers(view, key)}


def _deniers(view: View, key: str) -> str:
    """Who denies a claim of people's, with the words that limit each of his denials; "" where nobody does. Of the machine's in whose words it reads a denial."""
    denials = clear.side_of(clear.told_of(view.reading, [key]), "denies")
    if key in view.reading.by_machine:
        who = words.listed([who.rstrip(",") for who, *_ in denials], 2) if denials else ""
        count = sum(one["stance"] == "denies" for one in view.reading.stances_on.get(key, []))
        return f"a denial of it, or of something like it, is read in {count}, in the words of {who}" * bool(who)
    now = [(who.rstrip(","), limit) for who, limit, past in denials if not past]
    by = [f"denied by {words.holders_told(now, 8)}"] if now else []
    return words.listed([*by, *(past for *_, past in denials if past)])


class Front(Passages):
    """What the front page shows, where no words stand twice, and none that names a person other than who says it, and so may charge him."""

    def fresh(self, utterances: Iterable[str], stance: str, about: str = "") -> list[Context]:
        """The first utterance whose words are new, as a card; none where there is none.

        ``about`` is a claim that alleges no deed of those whom it names: they may be named.
        """
        told = {clear.wording(one["content"]) for cards in self.cards.values() for _, one in cards}
        for ids in map(tables.items, utterances):
            row = self.view.statements[ids[0]]
            if not (self.charges(ids[0], about) or self.showing(ids[0]) or clear.wording(row["content"]) in told):
                return [self.show(ids, stance)]
        return []

    def charges(self, i: str, about: str = "") -> bool:
        """Whether a statement names a person other than who says it, and those whom ``about`` names."""
        row, people = self.view.statements[i], self.view.people
        return bool(named(row["content"], people) - {row["actor"], row["holder"]} - named(about, people))

    def ground(self, row: Context) -> Context:
        """A claim of the common ground, with one who affirms it, and all who qualify it in a line each."""
        told = clear.told_of(self.view.reading, [row["proposition"]])
        limits = [self.view.statements[tables.items(one["ids"])[0]] for one in told if one["stance"] == "qualifies"]
        told = [one for one in told if one["stance"] == "affirms"]
        told.sort(key=lambda one: clear.wording(row["label"]) not in clear.wording(one["words"]))  # its own words first
        cards = self.fresh((one["ids"] for one in told), "affirms")
        shown = {"cards": cards, "limits": list(map(in_a_line, limits)), "earliest": earliest(self.view, told)}
        return row | self.view.heading(row["proposition"]) | shown

    def claim(self, key: str) -> Context:
        """A contested claim with both sides; of the machine's first its likeliest pair in which one denies the other."""
        told, machine = clear.told_of(self.view.reading, [key]), key in self.view.reading.by_machine
        every, about = (
            (pair for held in self.view.pairs.values() for pair in held),
            self.view.reading.labels[key] * machine,
        )
        pairs = [pair for pair in every if machine and pair["on"] == key and self.denies(pair)]
        pairs.sort(key=lambda pair: not self.decided(pair))
        denied, sides = any(row["stance"] == "denies" for row in told), []
        for stance, end in (("affirms", "b"), ("denies" if denied or machine else "qualifies", "a")):
            ends = [pair[end] for pair in pairs]
            rows = [row["ids"] for row in told if row["stance"] == stance]
            rows.sort(key=lambda ids, first=frozenset(ends[:1]): first.isdisjoint(tables.items(ids)))
            if end == "a":
                rows = rows or [*dict.fromkeys(ends)]  # a pair of the machine's stands against it, in other words
            cards = self.fresh(rows, stance, about)
            third = all(self.charges(tables.items(ids)[0], about) for ids in rows)
            sides.append(side(self.view, told, stance, cards) | {"rest": len(rows) - len(cards), "third": third})
        return self.view.heading(key) | {
            "finding": clear.finding(told, headed=True),
            "strip": strip(told, self.view.place),
            "sides": sides,
            "paired": machine and not denied,
            "named": key in self.view.reading.alleged,
            "nobody": "" if denied or machine else clear.undenied(self.view.reading, key),
        }

    def weighs(self, key: str) -> bool:
        """Whether an issue that is not opened here is told: it has a direct pair, of the machine's a judged one."""
        judged = any(map(self.decided, self.view.pairs.get(key, [])))
        return judged if self.view.machine else int(self.view.issues[key]["direct"]) > 0

    def decided(self, pair: dict[str, str]) -> bool:
        """Whether somebody accepted a pair where the machine has read most: then it comes first. Where people have, all may be so."""
        return self.view.machine and pair["status"] == ACCEPTED

    def denies(self, pair: dict[str, str]) -> bool:
        """Whether one statement of a pair of the machine's denies the other in its speaker's own words."""
        known = {pair["a"], pair["b"]} <= self.view.statements.keys()
        return known and denies_itself(pair, self.view.reading.statements_by_id[pair["a"]])

    def further(self, pair: dict[str, str]) -> bool:
        """Whether a pair is direct: of people's on no figures, of the machine's a judged one, or a plain denial that is not shown yet."""
        if self.decided(pair):
            return pair["strength"] == "direct"
        fit = self.denies(pair) and not self.showing(pair["a"]) if self.view.machine else pair["kind"] not in FIGURES
        return pair["strength"] == "direct" and fit

    def pairs(self, wanted: Callable[[dict[str, str]], bool]) -> Iterator[Context]:
        """Of those ``wanted`` the pair that tells an issue best, one an issue; none on a deed alleged of a named person."""
        wants = {key: list(filter(wanted, self.view.pairs.get(key, []))) for key in self.view.issues}
        for key in sorted(wants, key=lambda key: not any(map(self.decided, wants[key]))):
            if wants[key] and not self.of_allegation(key):
                two = {self.view.issues[key]["a"], self.view.issues[key]["b"]}
                best = min(wants[key], key=lambda pair: (not self.decided(pair), {pair["a"], pair["b"]} != two))
                told = self.told(best, self.view.issue_heading(key))
                if (
                    told["quoted"] or not self.view.machine or self.decided(best)
                ):  # without its words nobody knows what it is of
                    yield told

    def otherwise(self, pair: dict[str, str]) -> bool:
        """Whether a pair tells a thing otherwise: of people's in figures, of the machine's a judged one, or no denial, and not shown yet."""
        if self.decided(pair):
            return pair["strength"] != "direct"
        if self.view.machine:
            return pair["kind"] != "denial" and not self.showing(pair["a"])
        return pair["kind"] in FIGURES

    def of_allegation(self, key: str) -> bool:
        """Whether an issue is on a deed alleged of a named person."""
        return not self.view.reading.alleged.isdisjoint(tables.items(self.view.issues[key]["claims"])[:1])

    def told(self, pair: dict[str, str], heading: Context) -> Context:
        """A pair under a heading; the words of the machine's are quoted only where they name no third person."""
        told = reason(self.view, pair)
        quoted = told["quoted"] and not any(self.charges(pair[end], heading["label"]) for end in "ab")
        return told | heading | {"quoted": quoted}
