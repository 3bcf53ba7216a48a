"""What single words tell about attribution: how likely a word is a cue in its company, and what follows it.

The counts of cues.json were fitted on PolNeAR's training articles (Newell, Margolin and Ruths, LREC 2018). They are
counts of words and of classes of neighbours, nothing longer. `fit` makes them again.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "model" / "cues.json"
SMOOTH = 4.0  # pseudo-counts with which a word's own company is drawn to that of all words


def words_of(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(" ".join(lines).split())


BE = words_of("is are was were be been being 's ’s 're ’re am")
HAVE = words_of("has have had having 've ’ve 'd ’d")
MODAL = words_of("will would could can may might should must does do did shall 'll ’ll wo ca")
NOT = words_of("not n't n’t never")
DET = words_of("the a an this these those any some no every each another")
POSSESSIVE = words_of("his her their its our my your 's ’s")
PRONOUN = words_of("he she they it i we you who")
WH = words_of("what how why whether if when where which")
DAY = words_of(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow earlier later recently",
    "last this week month year morning night evening afternoon january february march april june july august",
    "september october november december jan. feb. aug. sept. oct. nov. dec.",
)
OWN = words_of(
    "to that of for in on at by with about against from as and but or than because while after before it him them",
    "me us himself herself out up back down off over into , . : ; ? ! - — – -- ( ) also then just now still there",
)
QUOTE = frozenset({'"', "“", "”", "''", "``", "«", "»", "„", "'", "‘", "’"})
CLASS = {
    **dict.fromkeys(DAY, "DAY"), **dict.fromkeys(PRONOUN, "PRON"), **dict.fromkeys(POSSESSIVE, "POSS"),
    **dict.fromkeys(DET, "DET"), **dict.fromkeys(WH, "WH"), **dict.fromkeys(NOT, "NOT"),
    **dict.fromkeys(MODAL, "MODAL"), **dict.fromkeys(HAVE, "HAVE"), **dict.fromkeys(BE, "BE"),
    **{w: w for w in OWN}, **dict.fromkeys(QUOTE, "QUOTE"),
}  # fmt: skip


@cache
def shape_class(word: str) -> str:
    """The class of a neighbour: closed-class words tell most, others by their shape."""
    if known := CLASS.get(word.lower()):
        return known
    if word.isspace():
        return "SPACE"
    if word[0].isupper():
        return "Cap"
    if word.endswith("ly"):
        return "ly"
    return "low" if word[0].isalpha() else "num" if word[0].isdigit() else "mark"


SIDES = ("before", "after", "own")
# Verbs that report in any news, with the weight of a few sightings: the training articles are of one country's politics.
REPORTING = words_of(
    "acknowledge admit affirm allege announce argue assert assure avow caution claim clarify complain concede conclude",
    "confess confide confirm contend contradict counter criticise criticize declare decry denounce deny describe disclose",
    "dismiss dispute divulge elaborate emphasise emphasize exclaim explain hint imply indicate insinuate insist",
    "lament maintain mention opine pledge predict proclaim promise quip reaffirm rebut rebuff recall recount refute",
    "reiterate reject relay remark reply report repudiate respond retort reveal stipulate stress suggest surmise testify",
    "underline underscore urge vow warn wonder",
)
SIGHTINGS = (3, 2)  # as a cue, otherwise


def forms(verb: str) -> tuple[str, ...]:
    """The forms of a regular verb that stand in cues.

    >>> forms("deny")
    ('denies', 'denied', 'denying')
    """
    if verb.endswith("y") and verb[-2] not in "aeo":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    double = verb[-1] * (verb in ("admit", "rebut", "quip"))
    return verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s"), verb + double + "ed", verb + double + "ing"


class Lexicon:
    """Counts of cues.json, as probabilities: `cue` of a word in its company, `share` of what goes with it."""

    def __init__(self, counts: Mapping[str, Any]) -> None:
        self.words: dict[str, Any] = counts["words"]
        self.all: dict[str, Any] = counts["all"]
        self.stops: dict[str, list[int]] = counts["stops"]
        self._memo: dict[tuple[str, ...], float] = {}

    def cue(self, word: str, sides: tuple[str, ...]) -> float:
        """How probably a lower-case word is the head of a cue in its `company`: naive Bayes over its sides."""
        if word not in self.words:
            return 0.0
        entry = self.words[word]
        score = math.log((entry["n"][0] + 0.5) / (entry["n"][1] + 1.5))
        for side, value in zip(SIDES, sides, strict=True):
            key = word, side, value
            if (weight := self._memo.get(key)) is None:
                weight = self._memo[key] = self._weight(entry, side, value, *entry["n"])
            score += weight
        return 1 / (1 + math.exp(-score))

    def _weight(self, entry: Mapping[str, Any], side: str, value: str, hits: int, misses: int) -> float:
        """Log of how much likelier a neighbour is beside a cue than beside the same word in other use."""
        all_hits, all_misses = self.all["n"]
        yes, no = self.all[side].get(value, [0, 0])
        mine, not_mine = entry.get(side, {}).get(value, [0, 0])
        p = (mine + SMOOTH * (yes + 1) / (all_hits + 20)) / (hits + SMOOTH)
        q = (not_mine + SMOOTH * (no + 1) / (all_misses + 20)) / (misses + SMOOTH)
        return math.log(p / q)

    def share(self, word: str, name: str) -> float:
        """The share of a cue's uses with a property: `before`, `around`, `inverted`, `bare` or a particle."""
        entry = self.words.get(word)
        return entry["has"].get(name, 0) / entry["n"][0] if entry else 0.0

    def particle(self, word: str, after: str) -> float:
        """How often the word after a cue belongs to it, of the times that a word of its class stood there."""
        entry = self.words.get(word)
        if not entry:
            return 0.0
        hits = entry["has"].get("+" + after, 0)
        total = max(hits, entry["after"].get(shape_class(after), [0, 0])[0])
        mine, everyone = self.all["has"].get("+" + after, 0), self.all["after"].get(shape_class(after), [0, 0])[0]
        return (hits + 2 * mine / max(mine, everyone, 1)) / (total + 2)

    def kind(self, word: str, first: str) -> str:
        """The kind of content that starts with a word after a cue: clause, infinitive, or what a verb governs."""
        if first in WH or first == "that" or first in QUOTE:
            return "that"
        return (
            "to" if first == "to" else "say" if self.share(word, "before") + self.share(word, "around") > 0.08 else "np"
        )

    def stop(self, kind: str, inner: bool, words: Sequence[str], i: int) -> float | None:
        """How often a content of a kind ends before token i; None if its words are unseen."""
        for key in stop_keys(kind, inner, words, i):
            hits, total = self.stops.get(key, (0, 0))
            if total:
                return hits / total
        return None


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships."""
    return Lexicon(json.loads(FILE.read_text("utf-8")))


Pieces = Sequence[tuple[int, int]]
Example = tuple[list[str], list[bool], list[bool], list[Mapping[str, Pieces]]]


def fit(examples: Iterable[Example], least: int = 3) -> dict[str, Any]:
    """Count cues in examples: (words, in a quotation?, starts a sentence?, gold attributions as token pieces)."""
    examples = list(examples)
    rates = _rates(examples)
    stops: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    entries: dict[str, dict] = defaultdict(lambda: {"n": [0, 0], "has": Counter(), **{s: {} for s in SIDES}})
    for words, quoted, starts, gold in examples:
        low = [w.lower() for w in words]
        at: dict[int, list] = defaultdict(list)
        for g in gold:
            if (head := _head(low, g["cue"], rates)) is not None:
                at[head].append(g)
        for i, word in enumerate(low):
            if rates.get(word, 0) < 0.03:
                continue
            _count(entries[word], i in at, company(words, i, quoted, starts))
            for g in at.get(i, ())[:1]:
                entries[word]["has"].update(_properties(low, i, g))
    for word in (form for verb in sorted(REPORTING) for form in forms(verb)):
        entries[word]["n"] = [n + more for n, more in zip(entries[word]["n"], SIGHTINGS, strict=True)]
    kept = {w: e for w, e in sorted(entries.items()) if e["n"][0] >= least and e["n"][0] > 0.03 * e["n"][1]}
    counts = {"all": _summed(kept.values()), "words": {w: _pruned(e) for w, e in kept.items()}, "stops": {}}
    made = Lexicon(counts)
    for words, quoted, starts, gold in examples:
        low = [w.lower() for w in words]
        for g in gold:
            if (head := _head(low, g["cue"], rates)) is not None:
                _count_stops(made, head, words, low, starts, quoted, g, stops)
    counts["stops"] = {k: v for k, v in sorted(stops.items()) if v[1] >= 8}
    return counts


def save(examples: Iterable[Example], path: Path = FILE) -> None:
    """Write the counts of examples, the same bytes for the same examples: how cues.json was made."""
    counts = json.dumps(fit(examples), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_text(counts + "\n", "utf-8", newline="\n")


EMPTY = words_of(
    "the a an to in of on for at by with that it is was be been has have had his her their not n't also about from",
    "as he she they i we , and or would will could",
)


def company(words: list[str], i: int, quoted: Sequence[bool], starts: Sequence[bool]) -> tuple[str, ...]:
    """Classes of a token's neighbours and of itself, in the order of SIDES."""
    first = starts[i] or i == 0
    before = "START" if first else shape_class(words[i - 1])
    after = shape_class(words[i + 1]) if i + 1 < len(words) else "."
    own = ("Cap" if words[i][0].isupper() and not first else "low") + ("Q" if quoted[i] else "")
    return before, after, own


def _rates(examples: list[Example]) -> dict[str, float]:
    """How often each word stands inside a cue, drawn to nought for rare words."""
    inside, total = Counter(), Counter()
    for words, _, _, gold in examples:
        low = [w.lower() for w in words]
        total.update(low)
        inside.update(low[i] for i in {i for g in gold for a, b in g["cue"] for i in range(a, b)})
    return {w: n / (total[w] + 3) for w, n in inside.items() if w[0].isalpha() and w not in EMPTY}


def _head(low: list[str], cue: Pieces, rates: Mapping[str, float]) -> int | None:
    """The token of a cue whose word is most often in cues."""
    tokens = [i for a, b in cue for i in range(a, b) if low[i] in rates]
    return max(tokens, key=lambda i: (rates[low[i]], -i), default=None)


def _count(entry: dict, hit: bool, sides: tuple[str, ...]) -> None:
    entry["n"][not hit] += 1
    for side, value in zip(SIDES, sides, strict=True):
        entry[side].setdefault(value, [0, 0])[not hit] += 1


def _properties(low: list[str], head: int, g: Mapping[str, Pieces]) -> list[str]:
    """Where content and source stand, and the particles that belong to the cue."""
    found = []
    first, last = g["content"][0][0], g["content"][-1][1]
    if last <= head:
        found.append("before")
    elif first < head:
        found.append("around")
    if not g["source"]:
        found.append("bare")
    elif g["source"][0][0] > head:
        found.append("inverted")
    end = next(b for a, b in g["cue"] if a <= head < b)
    if head + 1 < end:
        found.append("+" + low[head + 1])
    return found


STOPPERS = words_of(
    ", and but — – -- - ; : ( when after while as because before since until during despite although though who",
    "which in on at if than even for with",
)


def stop_keys(kind: str, inner: bool, words: Sequence[str], i: int) -> tuple[str, ...]:
    """The keys of a possible end before token i, from the most to the least telling."""
    this, after = words[i].lower(), words[i + 1] if i + 1 < len(words) else "."
    pair, shape = f"{this} {after.lower()}", f"{this} {shape_class(after)}"
    mark = "<" if inner else ""
    return f"{mark}{kind} {pair}", f"{mark}{kind} {shape}", mark + pair, mark + shape, mark + this


OPENING = words_of("as if when while after before since although though because with despite unless once until given")


def is_inner(low: Sequence[str], starts: Sequence[bool], head: int) -> bool:
    """Whether a cue stands in a clause inside another: `As Ann said ..., `, `which Ann said ..., `, `, saying ...,`."""
    i = head - 1
    while i >= 0 and head - i < 25 and not starts[i + 1]:
        if low[i] in OPENING or low[i] in ("which", "who", "whom", "where"):
            return True
        if low[i] in (",", "—", "–", "--", "(", ";", ":", "that") or low[i] in QUOTE:
            return False
        i -= 1
    return low[head].endswith("ed") and (starts[head] or head == 0)


def _count_stops(
    lex: Lexicon,
    head: int,
    words: list[str],
    low: list[str],
    starts: Sequence[bool],
    quoted: Sequence[bool],
    g: Mapping[str, Pieces],
    stops: dict[str, list[int]],
) -> None:
    """Count, for unquoted content after its cue, where it goes on and where it ends."""
    start, end = g["content"][-1]
    if g["cue"][-1][1] > start:
        return
    kind = lex.kind(low[head], low[start])
    inner = is_inner(low, starts, head)
    for i in range(start + 2, min(end + 1, len(words))):
        if starts[i]:
            return
        if low[i] in STOPPERS and not quoted[i]:
            for key in stop_keys(kind, inner, words, i):
                stops[key][0] += i == end
                stops[key][1] += 1


def _summed(entries: Iterable[dict]) -> dict[str, Any]:
    out: dict[str, Any] = {"n": [0, 0], "has": Counter(), **{side: {} for side in SIDES}}
    for entry in entries:
        out["has"].update({k: v for k, v in entry["has"].items() if v > 1})
        out["n"] = [a + b for a, b in zip(out["n"], entry["n"], strict=True)]
        for side in SIDES:
            for value, (a, b) in entry[side].items():
                have = out[side].setdefault(value, [0, 0])
                out[side][value] = [have[0] + a, have[1] + b]
    return {k: dict(sorted(v.items())) if isinstance(v, dict) else v for k, v in out.items()}


def _pruned(entry: dict) -> dict[str, Any]:
    """An entry without neighbours seen once."""
    sides = {s: {k: v for k, v in sorted(entry[s].items()) if sum(v) > 1} for s in SIDES}
    return {"n": entry["n"], "has": {k: v for k, v in sorted(entry["has"].items()) if v > 1}, **sides}
