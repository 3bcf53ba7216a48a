"""Dictionary coding: stances read off token patterns of the codebook, for a corpus that nobody has coded.

A proposition's `patterns` are what affirms it, its `denials` what denies it. A pattern is written so:

| written | stands for |
|---|---|
| `met` | the word, in any case; with a capital (`US`) only as written, where dots do not matter (`U.S.`) |
| `meet*` | a word that begins so |
| `met|talks|cold_war` | one of these; `_` joins words that follow one another |
| `fails to` | one directly after the other |
| `arms ... rebels` | the second at most six words after the first |
| `met & rebels & (minister)` | all in one sentence, in any order; in brackets: or elsewhere in the paragraph |

The first part is the one that carries the stance. It is looked for in the content, else in cue and content (`denied` ...
`talks`); the other parts in the source as well. Words that a pattern names turn nothing, however they are written; what
else turns the stance round, or leaves it neutral, `turning` tells. Both stances in one statement qualify it. Each
stance keeps the words that turned it and the pattern that found it. This is a reading of words, not of sense: how well
it does is measured in notebook 02.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

import pandas as pd

from sayso import words as lists
from sayso.polarity import FALSE, NEGATOR, VERB, Word, cuts_in, doubts, idle, kind_of, read
from sayso.polarity import WORD as PLAIN
from sayso.spans import LIST, Spans, parse_spans
from sayso.text import Text

GAP = 6
LEAD = 40  # characters before source or cue in which a condition or a negator of them may stand
LEADS = lists.marked("turning", "refusal") | {"if", "unless", "whether", "longer"}
WORD = re.compile(r"(?:[A-Z]\.){2,}|\w+(?:[’'-]\w+)*")
HEDGES = re.compile(rf"\b({'|'.join(sorted(lists.entries('hedges'), key=lambda w: (-len(w), w)))})\b")
OPENS_QUOTED = tuple("“\"«„‘'`")
NOT_SO = re.compile(rf"(?i:\b(?:no\s+longer|{'|'.join(sorted(lists.marked('turning', 'refusal')))})\b)")
NEAR = 3  # words after a negator within which it reaches what somebody does not want, or a verb of saying
STANCE_COLUMNS = ["statement_id", "proposition", "stance", "holder", "scope_words", "certainty", "turned_by", "rule"]
Propositions = Mapping[str, Mapping[str, Any]]  # of a codebook: by key, each with `patterns` and `denials`
OPPOSITE = {"affirms": "denies", "denies": "affirms"}


class Pattern(NamedTuple):
    """A compiled pattern: whose it is, as written, and its parts (may it stand elsewhere?)."""

    proposition: str
    stance: str
    written: str
    parts: tuple[tuple[re.Pattern[str], bool], ...]


@dataclass(frozen=True)
class Line:
    """Words between single spaces, the text that they are from, and where each begins there."""

    words: str
    text: str
    places: tuple[int, ...]

    def __add__(self, other: Line) -> Line:
        size = len(self.text) + 1
        both = f"{self.text} {other.text}"
        return Line(self.words + other.words[1:], both, (*self.places, *(size + place for place in other.places)))


NOTHING = Line(" ", "", ())


class Catch(NamedTuple):
    """A pattern that caught a sentence: the stance after turning, the words that turned it, and the sentence."""

    stance: str
    turned_by: tuple[str, ...]
    pattern: Pattern
    sentence: str


def read_stances(
    statements: pd.DataFrame, propositions: Propositions, masked: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The statements with `stances`, `certainty` and `certainty_words` as patterns read them; and a row per stance.

    A row of stances (`STANCE_COLUMNS`) has in `turned_by` the words that turned it or left it open, a list, and in
    `rule` the patterns that found it. ``masked`` are the texts without boilerplate, by doc_id. Where the codebook has
    no patterns, there are no stances.
    """
    patterns = compiled(propositions)
    texts = _texts(masked)
    cells, rows = [], []
    for row in statements.to_dict("records"):
        hedge = HEDGES.search(row["cue"]) or HEDGES.search(row["content"])
        hedged = {"certainty": "hedged" if hedge else "plain", "certainty_words": hedge[0] if hedge else ""}
        stances = _merged(_catches(row, patterns, texts(row["doc_id"])))
        cells.append(row | hedged | {"stances": LIST.join(f"{s['proposition']}:{s['stance']}" for s in stances)})
        told = {"statement_id": row["id"], "holder": "", "scope_words": "", "certainty": hedged["certainty"]}
        rows += [told | stance for stance in stances]
    read = pd.DataFrame(cells, columns=statements.columns, index=statements.index, dtype=str)
    return read, pd.DataFrame(rows, columns=STANCE_COLUMNS, dtype=str)


def catches(
    statements: pd.DataFrame, pattern: str, masked: Mapping[str, str], *, denial: bool = False
) -> Iterator[tuple[dict[str, str], Catch]]:
    """Each statement that one pattern catches, as a row, with what it caught; as `hearsay try` shows.

    It is one of `patterns`, with ``denial`` one of `denials`. Raises ValueError where it cannot be read.
    """
    patterns = [compile_pattern("tried", "denies" if denial else "affirms", pattern)]
    texts = _texts(masked)
    for row in statements.to_dict("records"):
        for caught in _catches(row, patterns, texts(row["doc_id"])):
            yield row, caught


def compiled(propositions: Propositions) -> list[Pattern]:
    """Every pattern of a codebook. Raises ValueError naming a proposition whose pattern cannot be read."""
    return [
        compile_pattern(key, stance, pattern)
        for key, value in propositions.items()
        for stance, field in (("affirms", "patterns"), ("denies", "denials"))
        for pattern in value[field]
    ]


def compile_pattern(key: str, stance: str, pattern: str) -> Pattern:
    """One pattern; the notation stands at the head of this module."""
    parts = [part.strip() for part in pattern.split("&")]
    bare = [part[1:-1] if part[:1] == "(" and part[-1:] == ")" else part for part in parts]
    if not all(part.split() and re.fullmatch(r"(\.\.\.|[\w’'*|.-])+(\s+(\.\.\.|[\w’'*|.-]+))*", part) for part in bare):
        raise ValueError(
            f"codebook.toml: propositions.{key}: cannot read the pattern {pattern!r}; expected words such as "
            "'harbour is|was safe', 'poison*' or 'spill & known', brackets around a whole part alone"
        )
    return Pattern(key, stance, pattern, tuple((_regex(b), p != b) for p, b in zip(parts, bare, strict=True)))


@cache
def _regex(part: str) -> re.Pattern[str]:
    """A group per element, so that what a pattern names is told from what stands in its gaps."""
    elements = (e if e == "..." else f"({'|'.join(map(_alternative, e.split('|')))})" for e in part.split())
    return re.compile("(?<= )" + " ".join(elements).replace(" ... ", f" (?:[^ ]+ ){{0,{GAP}}}?") + "(?= )")


def _alternative(written: str) -> str:
    words = re.escape(written).replace(r"\*", "[^ ]*").replace("_", " ")
    return words if written != written.lower() else f"(?i:{words})"


class _Text:
    """Sentences and paragraphs of one text, each found and searched once."""

    def __init__(self, text: str) -> None:
        cut = Text(text)
        self.text, self.sentences, self.paragraphs = text, cut.sentences, cut.paragraphs
        self.line = cache(lambda n: line(text[slice(*self.paragraphs[max(0, n)])]).words)
        self.has = cache(lambda n, part: bool(part.search(self.line(n))))  # what a part of a pattern asks for

    def passages(self, spans: Spans) -> Iterator[tuple[str, int]]:
        """What of some spans stands in each sentence, and the number of its paragraph."""
        first = bisect_left(self.sentences, spans[0][0], key=lambda s: s[1]) if spans else 0
        for start, end in self.sentences[first:]:
            if start >= spans[-1][1]:
                return
            if pieces := [(max(start, a), min(end, b)) for a, b in spans if a < end and start < b]:
                paragraph = bisect_right(self.paragraphs, pieces[0][0], key=lambda p: p[0]) - 1
                yield " ".join(self.text[a:b] for a, b in pieces), paragraph

    def before(self, row: Mapping[str, str]) -> str:
        """The conditions and negators that lead to source and cue in their sentence: "if X", "X no longer", "nobody"."""
        spans = [span for part in ("source", "cue") for span in parse_spans(row[f"{part}_spans"])]
        content = parse_spans(row["content_spans"])
        led = []
        for start, _ in sorted(spans):
            begin = max([0, start - LEAD, *(end for _, end in (*spans, *content) if end <= start)])
            words = re.split(r"[.!?;:,“”\"\n]", self.text[begin:start])[-1]
            led += line(words).words.split()[-2:]
        named = row["source"].split()
        led += [w for w in (*named[:1], *named[1:][-2:]) if "not only" not in row["source"].lower()]
        return " ".join(word for word in led if word.lower() in LEADS or kind_of(word.lower()) == NEGATOR)


def _texts(masked: Mapping[str, str]) -> Callable[[str], _Text]:
    """Texts by doc_id, cut once where their statements follow one another, and few of them kept."""
    return lru_cache(maxsize=4)(lambda doc_id: _Text(masked[doc_id]))


def line(words: str) -> Line:
    """The words in one line between single spaces, possessives and the dots of abbreviations dropped.

    >>> line("Russia’s envoy to the U.S. isn't here.").words
    ' Russia envoy to the US isn’t here '
    """
    found = list(WORD.finditer(words))
    plain = [m[0].replace(".", "").replace("'", "’").removesuffix("’s") for m in found]
    return Line(" ".join(["", *plain, ""]), words, tuple(m.start() for m in found))


def _catches(row: Mapping[str, str], patterns: Iterable[Pattern], text: _Text) -> Iterator[Catch]:
    """What the patterns catch in each sentence of a statement; where a denial does, the plain pattern is not asked."""
    source, cue, before = line(row["source"]), line(row["cue"]), text.before(row)
    asked = re.search(r"\b(whether|if)$", row["cue"]) or re.match(r"\W*(whether)\b", row["content"])
    for words, paragraph in text.passages(parse_spans(row["content_spans"])):
        held: dict[str, dict[str, Catch]] = {}
        asks = asked[1] if asked else "?" * words.rstrip("”\"'’ ").endswith("?")
        said = cue + line(words)
        led = len(before) + 1
        for pattern in patterns:
            told = pattern.stance in held.get(pattern.proposition, {})
            own = None if told else _own(pattern, said, source, text, paragraph)
            if own is None:
                continue
            places, quoted = [led + said.places[i] for i in own], words.startswith(OPENS_QUOTED)
            open_, by = turning(f"{before} {said.text}", places, led + len(cue.text), quoted)
            open_, by = (True, (asks,)) if asks else (open_, by)
            stance = "neutral" if open_ else OPPOSITE[pattern.stance] if len(by) % 2 else pattern.stance
            caught = Catch(stance, by, pattern, words)
            held.setdefault(pattern.proposition, {})[pattern.stance] = caught
        for stances in held.values():
            yield stances.get("denies") or stances["affirms"]
        source, cue, before = NOTHING, NOTHING, ""


def _own(pattern: Pattern, said: Line, source: Line, text: _Text, paragraph: int) -> list[int] | None:
    """Which words of cue and content the first part of a pattern names, if the others stand there as well."""
    match = _tightest(pattern.parts[0][0], said.words)
    if match is None:
        return None
    sentence = source + said
    for part, free in pattern.parts[1:]:
        if not (part.search(sentence.words) or (free and text.has(paragraph, part))):
            return None
    return sorted(i for group in match.regs[1:] for i in _indices(said.words, *group))


def _tightest(part: re.Pattern[str], words: str) -> re.Match[str] | None:
    """Of all places where a part stands, the shortest, so that no denial is taken for a gap in another."""
    at = (m.end() for m in re.finditer(" ", words)) if part.search(words) else ()
    found = (match for i in at if (match := part.match(words, i)))
    return min(found, key=lambda match: match.end() - match.start(), default=None)


def _indices(words: str, start: int, end: int) -> range:
    """Which words of a line stand between two of its characters."""
    first = words.count(" ", 0, start) - 1
    return range(first, first + words.count(" ", start, end) + 1) if start >= 0 else range(0)


def _merged(found: Iterable[Catch]) -> list[dict[str, str]]:
    """A stance per proposition, in order of keys: the one held, or, of several, that it is qualified."""
    by_key: dict[str, list[Catch]] = {}
    for caught in found:
        by_key.setdefault(caught.pattern.proposition, []).append(caught)
    return [
        {
            "proposition": key,
            "stance": held[0].stance if len({c.stance for c in held}) == 1 else "qualifies",
            "turned_by": LIST.join(dict.fromkeys(word for c in held for word in c.turned_by)),
            "rule": LIST.join(dict.fromkeys(c.pattern.written for c in held)),
        }
        for key, held in sorted(by_key.items())
    ]


def turning(text: str, places: Collection[int], cue: int = 0, quoted: bool = False) -> tuple[bool, tuple[str, ...]]:
    """Whether the words at some places of a sentence are left open; and what leaves them open, or turns each round, in order.

    None of those words turns anything, as a pattern names them. What is no longer so, or what somebody refuses to do, is
    not so. The first ``cue`` characters are the cue, whose denial reaches all that it reports; ``quoted`` tells that this
    is a direct quotation, which may be the denial itself ("denied it: “There was none”").
    """
    found = read(NOT_SO.sub(lambda m: "not".ljust(len(m[0])), text), 0, len(text))
    starts = [word.start for word in found]
    own = {bisect_right(starts, place) - 1 for place in places} - {-1}
    if not own:
        return False, ()
    said = [PLAIN.match(text, w.start)[0].lower() if w.lower == "not" else w.lower for w in found]
    left_open = _left_open(found, cuts_in(text, found), own, said)
    by = left_open or _turned_by(found, own, cue, quoted)
    return bool(left_open), tuple(said[n] for n in sorted(by))


def _turned_by(found: list[Word], own: Set[int], cue: int, quoted: bool) -> set[int]:
    """The words that turn some others; of two that deny one thing the first: neither … nor, false and absurd."""
    kinds = [kind_of(word.lower) for word in found]
    told = {n for n, w in enumerate(found) if w.end <= cue and kinds[n] in (VERB, FALSE) and not idle(found, n)}
    near = ((n, k) for k in own for n in range(max(0, k - NEAR), k) if kinds[n] == NEGATOR and not _bound(found, n, k))
    unwanted = {n for n, k in near if any(w.lower in lists.marked("turning", "wish") for w in found[n + 1 : k + 1])}
    by = unwanted.union(*(found[k].turned for k in own))
    by = by if quoted and by - told else by | told
    by = by.union(*(found[n].turned for n in by)) - own

    def again(n: int) -> bool:
        nor = found[n].lower == "nor" and any(kinds[m] == NEGATOR for m in by if m < n)
        joined = n - 2 in by and kinds[n - 2] == kinds[n] == FALSE and found[n - 1].lower in ("and", "or")
        return nor or joined or (kinds[n] == VERB and any(kinds[k] == FALSE for k in own & {n + 1, n + 2}))

    return {n for n in by if not again(n)}


def _left_open(found: list[Word], cuts: list[str], own: Set[int], said: list[str]) -> set[int]:
    """The words that leave others open: a condition or doubt before them, or a negated verb that takes no position."""
    first = min(own)
    begin = max((k for k in range(first + 1) if cuts[k] or said[k] == "then"), default=0)  # if the port is safe, …
    for n in range(first - 1, begin - 1, -1):
        if said[n] in ("if", "unless") or doubts(found, n):
            return {n}
        for k in range(n + 1, min(n + 1 + NEAR, first)) if kind_of(found[n].lower) == NEGATOR else ():
            silent = said[k] in lists.marked("turning", "uncommitted") and not _bound(found, k, first)
            if silent or (said[n] in lists.marked("turning", "refusal") and kind_of(said[k]) == VERB):
                return {n, k}
    return set()


def _bound(found: list[Word], a: int, b: int) -> bool:
    """Whether a clause ends between two words."""
    return any(word.lower in lists.marked("turning", "boundary") for word in found[a + 1 : b])
