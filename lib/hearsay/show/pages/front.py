"""The front page: common ground, the most contested claims with both sides in their words, documents, and how we know.

Everything on it comes from the tables of a reading, so that any corpus gets one.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

from hearsay import tables
from hearsay.analysis.claims import named
from hearsay.analysis.contradictions import ACCEPTED
from hearsay.analysis.machine_claims import denies_itself
from hearsay.corpus.coding import uncounted
from hearsay.show import frames, words
from hearsay.show import rows as clear
from hearsay.show.cards import in_a_line
from hearsay.show.pages.claims import Passages, earliest, pair_shown, side
from hearsay.show.pages.strip import strip
from hearsay.show.pages.view import Context, View

CLAIMS = 4  # contested claims on the page
GROUND = 3  # claims of the common ground
FIGURES = ("numeric", "date")  # kinds of pairs
REST = 100  # further claims in the list, and documents
PAIRS = 6  # pairs that deny or exclude one another, or of figures that disagree


def context_of(view: View, news: dict[str, Any] | None = None) -> Context:
    """What the front page shows of a reading; a passage stands on it once. ``news``: since the last run."""
    reading, front, book = view.reading, Front(view), view.reading.codebook.propositions
    common = reading.common_ground.assign(origins=frames.resting(reading, reading.common_ground))
    common = common.iloc[(~common["proposition"].isin(book)).argsort(kind="stable")]  # what people kept, first
    opened, unopened = front.contested()
    claims, withheld = [front.claim(key) for key in opened[:CLAIMS]], [*opened[CLAIMS:], *unopened][:REST]
    ground = [front.ground(row) for row in common.head(GROUND).to_dict("records")]
    # Every other claim is in a list, or only counted.
    elsewhere = {*opened[:CLAIMS], *withheld, *(row["proposition"] for row in ground)}
    others = [key for key in front.held if key not in elsewhere]
    kept = [key for key in others if key in book] if view.machine else []
    others = [key for key in others if key not in kept]
    rest = [k for k in others if not view.machine or k in front.disputed or front.held[k].total() > 1][:REST]
    return {
        "view": view,
        "machine": view.machine,
        "judged": (reading.contradictions["judge"] != "").any(),
        "news": news or {},
        "claims": claims,
        "ground": ground,
        "pairs": list(islice(front.pairs(front.further), PAIRS)),
        "figures": list(islice(front.pairs(front.otherwise), PAIRS)),
        "alleging": 0 if view.machine else sum(map(front.unquoted, view.issues)),
        "withheld": list(map(front.listed, withheld)),
        "kept": list(map(front.listed, kept)),
        "unread": words.unread(reading.unread.values()),
        "uncounted": "" if reading.name != clear.MACHINE else uncounted(reading.corpus, reading.codings),
        "rest": list(map(front.listed, rest)),
        "more": len(others) - len(rest),
        "documents": [(doc, len(view.by_document(doc))) for doc in list(reading.corpus.texts)[:REST]],
    }


def _deniers(view: View, key: str) -> str:
    """Who denies a claim of people's, with the words that limit each of his denials; "" where nobody does. Of the machine's in whose words it reads a denial."""
    denials = clear.side_of(clear.told_of(view.reading, [key]), "denies")
    if key in view.reading.by_machine:
        who = words.listed([who.rstrip(",") for who, *_ in denials], 2) if denials else ""
        count = sum(one["stance"] == "denies" for one in view.reading.stances_on.get(key, []))
        return f"a denial of it, or of something like it, is read in {count}, in the words of {who}" * bool(who)
    now = [(who.rstrip(","), limit) for who, limit, past in denials if not past]
    by = [f"denied by {words.holders_told(now, 8)}"] if now else []
    told = [*by, *(past for *_, past in denials if past)]
    return words.listed(told) if told else ""


def _on_both_sides(told: Sequence[Context]) -> set[str]:
    """The statements of voices that affirm a claim and deny it too: no clear examples of either."""
    voices = tables.grouped((row["lane"].partition(":")[2], row) for row in told).values()
    both = (row for rows in voices if len({row["stance"] for row in rows}) > 1 for row in rows)
    return {i for row in both for i in tables.items(row["ids"])}


class Front(Passages):
    """What the front page shows, where no words stand twice, and none that names a person other than who says it, and so may charge him."""

    @cached_property
    def held(self) -> dict[str, Counter[str]]:
        """By claim how many take each stance on it."""
        reading, counted = self.view.reading, self.view.reading.stances_on
        shown = [key for key in reading.labels if key in counted or key in reading.codebook.propositions]
        return {key: Counter(row["stance"] for row in counted.get(key, [])) for key in shown}

    @cached_property
    def denied(self) -> dict[str, float]:
        """By claim of the machine, how likely somebody denies it, where a verb does or a word calls it false."""
        return clear.denials(self.view.reading)

    @cached_property
    def disputed(self) -> set[str]:
        """Claims of the codebook that somebody denies or qualifies, and those of `denied`."""
        book = self.view.reading.codebook.propositions
        return {
            key for key, n in self.held.items() if key in self.denied or (key in book and n["denies"] + n["qualifies"])
        }

    def contested(self) -> tuple[list[str], list[str]]:
        """The disputed claims that can be opened here, no common ground, in their order; and those that cannot, each a deed told of
        somebody of which no denial can stand beside it.

        What people decided on comes first, then what they keep in the codebook, then what is likeliest.
        """
        reading, denied = self.view.reading, self.denied
        book, shared = reading.codebook.propositions, {*reading.common_ground["proposition"]}
        judged = {pair["on"] for pairs in self.view.pairs.values() for pair in pairs if self.decided(pair)}
        shown = [key for key in clear.contested(reading)["proposition"] if key in self.disputed]
        opened = sorted(shown, key=lambda key: (key not in judged, key not in book))
        unopened = sorted(self.disputed - {*shown}, key=lambda key: (key not in book, -denied.get(key, 0.0), key))
        return [key for key in opened if key not in shared], unopened

    def listed(self, key: str) -> Context:
        """A claim in a list: its heading, by whom a deed is alleged, how many hold it by stance, who denies it."""
        heading = self.view.heading(key)
        told = clear.side_of(clear.told_of(self.view.reading, [key]), "affirms") if heading["alleged"] else []
        by = words.listed([who.rstrip(",") for who, *_ in told], 2) if told else ""
        read = key in self.view.reading.by_machine
        return heading | {"by": by, "read": read, "held": self.held[key], "denied": _deniers(self.view, key)}

    def fresh(self, utterances: Iterable[str], stance: str, about: Collection[str] = ()) -> list[Context]:
        """The first utterance whose words are new, as a card; none where there is none. ``about`` are persons who may be named."""
        told = {clear.wording(one["content"]) for cards in self.cards.values() for _, one in cards}
        for ids in map(tables.items, utterances):
            row = self.view.statements[ids[0]]
            if not (self.charges(ids[0], about) or self.showing(ids[0]) or clear.wording(row["content"]) in told):
                return [self.show(ids, stance)]
        return []

    def charges(self, i: str, about: Collection[str] = ()) -> bool:
        """Whether a statement names a person other than who says it, and those whom a claim is ``about``."""
        row = self.view.statements[i]
        return bool(named(row["content"], self.view.people) - {row["actor"], row["holder"], *about})

    def about(self, key: str, told: Iterable[Context]) -> set[str]:
        """Whom a claim of the machine is about: whom its label names, who speaks on it, and whom a third of its tellings name."""
        people, rows = self.view.people, [self.view.statements[i] for row in told for i in tables.items(row["ids"])]
        many = Counter(person for row in rows for person in named(row["content"], people))
        often = {person for person, n in many.items() if 3 * n >= len(rows)}
        return named(self.view.reading.labels[key], people) | {row["actor"] for row in rows} | often

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
        every = (pair for held in self.view.pairs.values() for pair in held)
        pairs = [pair for pair in every if machine and pair["on"] == key and self.denies(pair)]
        both = _on_both_sides(told) if machine else set()
        pairs.sort(key=lambda pair: (not self.decided(pair), not both.isdisjoint((pair["a"], pair["b"]))))
        about = self.about(key, told) if machine else ()
        denied, sides = any(row["stance"] == "denies" for row in told), []
        for stance, end in (("affirms", "b"), ("denies" if denied or machine else "qualifies", "a")):
            ends = [pair[end] for pair in pairs]
            first = frozenset(ends[:1])
            rows = [row["ids"] for row in told if row["stance"] == stance]
            rows.sort(key=lambda ids, first=first: (first.isdisjoint(i := tables.items(ids)), not both.isdisjoint(i)))
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
            "nobody": "" if denied or machine else clear.undenied(self.view.reading, key),
        }

    def unquoted(self, key: str) -> bool:
        """Whether an issue has a direct pair and is not told here, as it is on a deed alleged of a named person."""
        return self.of_allegation(key) and int(self.view.issues[key]["direct"]) > 0

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
        """Of those ``wanted`` the pair that tells an issue best, one an issue; none on a deed alleged of a named person but where somebody judged it."""
        wants = {key: list(filter(wanted, self.view.pairs.get(key, []))) for key in self.view.issues}
        for key in sorted(wants, key=lambda key: not any(map(self.decided, wants[key]))):
            if wants[key] and (not self.of_allegation(key) or any(map(self.decided, wants[key]))):
                two = {self.view.issues[key]["a"], self.view.issues[key]["b"]}
                best = min(wants[key], key=lambda pair: (not self.decided(pair), {pair["a"], pair["b"]} != two))
                told = self.pair_under(best, self.view.issue_heading(key))
                # without its words nobody knows what a pair of the machine's is of
                if told["quoted"] or not self.view.machine or self.decided(best):
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

    def pair_under(self, pair: dict[str, str], heading: Context) -> Context:
        """A pair under a heading; the words of the machine's are quoted only where they name no third person."""
        told, about = pair_shown(self.view, pair), named(heading["label"], self.view.people)
        quoted = told["quoted"] and not any(self.charges(pair[end], about) for end in "ab")
        return told | heading | {"quoted": quoted}
