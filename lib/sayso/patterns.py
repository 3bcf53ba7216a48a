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
`talks`); the other parts in the source as well. A negator close before it or inside it turns the stance round, unless
the pattern itself names one; so does a cue that denies, unless it belongs to the first part. A question or a `whether`
makes it neutral; both stances in one statement qualify it. This is a reading of words, not of sense: how well it does is measured in notebook 02.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
import spacy

from sayso.attribution.lexicon import words_of
from sayso.spans import LIST, Spans, parse_spans
from sayso.text import paragraphs
from sayso.text.tokens import SafeTokenizer

GAP = 6
REACH = 3  # words before the first part in which a negator counts
WORD = re.compile(r"(?:[A-Z]\.){2,}|\w+(?:[’'-]\w+)*")
NEGATORS = words_of(
    "no not never neither nor none nothing without cannot can't hardly deny denies denied denying denial reject",
    "rejects rejected rejecting refute refutes refuted dismiss dismisses dismissed false untrue baseless unfounded",
)
DENYING = re.compile(
    r"\b(den(y|ies|ied|ying|ials?)|dismiss\w*|reject\w*|refut\w*|rebut\w*|disput\w*|contradict\w*|disavow\w*"
    r"|rul(e|es|ed|ing) out|debunk\w*)\b",
    re.IGNORECASE,
)
HEDGES = re.compile(
    r"\b(may|might|could|perhaps|possibly|probably|presumably|apparently|seemingly|potentially|supposedly|reportedly"
    r"|allegedly|likely|unlikely|seems?|seemed|appears?|appeared|suspect(s|ed)?|suggest(s|ed)?|believed to"
    r"|in any way|if any|as if|unclear|not (sure|certain|clear)|unconfirmed)\b"
)
Propositions = Mapping[str, Mapping[str, Any]]  # of a codebook: by key, each with `patterns` and `denials`
OPPOSITE = {"affirms": "denies", "denies": "affirms"}


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern: whose it is, its parts (may it stand elsewhere?), and whether the first names a negator."""

    proposition: str
    stance: str
    parts: tuple[tuple[re.Pattern[str], bool], ...]
    negates: bool


@dataclass(frozen=True)
class Passage:
    """What of a statement stands in one sentence, as a `line`; the paragraph it stands in; whether it asks."""

    line: str
    paragraph: int
    asks: bool


def with_dictionary_stances(
    statements: pd.DataFrame, propositions: Propositions, masked: Mapping[str, str]
) -> pd.DataFrame:
    """The statements with `stances`, `certainty` and `certainty_words` read by the codebook's patterns.

    ``masked`` are the texts without boilerplate, by doc_id. Where the codebook has no patterns, stances are "".
    """
    patterns = compiled(propositions)
    read = {doc: _Text(masked[doc]) for doc in statements["doc_id"].unique()}
    rows = [_read(row, patterns, read[row["doc_id"]]) for row in statements.to_dict("records")]
    return pd.DataFrame(rows, columns=statements.columns, index=statements.index, dtype=str)


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
    named = {word for element in bare[0].split() for word in element.split("|")}
    compiled_parts = tuple((_regex(b), p != b) for p, b in zip(parts, bare, strict=True))
    return Pattern(key, stance, compiled_parts, bool(named & NEGATORS))


@cache
def _regex(part: str) -> re.Pattern[str]:
    elements = (e if e == "..." else f"(?:{'|'.join(map(_alternative, e.split('|')))})" for e in part.split())
    return re.compile("(?<= )" + " ".join(elements).replace(" ... ", f" (?:[^ ]+ ){{0,{GAP}}}") + "(?= )")


def _alternative(written: str) -> str:
    words = re.escape(written).replace(r"\*", "[^ ]*").replace("_", " ")
    return words if written != written.lower() else f"(?i:{words})"


class _Text:
    """Sentences and paragraphs of one text, each found and searched once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences = [(s.start_char, s.end_char) for s in _sentencer()(text).sents]
        self.paragraphs = paragraphs(text)
        self.found: dict[tuple[int, re.Pattern[str]], bool] = {}
        self.lines: dict[int, str] = {}

    def passages(self, spans: Spans) -> Iterator[Passage]:
        """What of some spans stands in each sentence."""
        first = bisect_left(self.sentences, spans[0][0], key=lambda s: s[1]) if spans else 0
        for start, end in self.sentences[first:]:
            if start >= spans[-1][1]:
                return
            if pieces := [(max(start, a), min(end, b)) for a, b in spans if a < end and start < b]:
                words = " ".join(self.text[a:b] for a, b in pieces)
                paragraph = bisect_right(self.paragraphs, pieces[0][0], key=lambda p: p[0]) - 1
                yield Passage(line(words), paragraph, words.rstrip("”\"'’ ").endswith("?"))

    def has(self, paragraph: int, part: re.Pattern[str]) -> bool:
        """Whether a paragraph has what a part of a pattern asks for."""
        if (paragraph, part) not in self.found:
            if paragraph not in self.lines:
                first, last = self.paragraphs[max(0, paragraph)]
                self.lines[paragraph] = line(self.text[first:last])
            self.found[paragraph, part] = bool(part.search(self.lines[paragraph]))
        return self.found[paragraph, part]


@cache
def _sentencer() -> spacy.Language:
    blank = spacy.blank("en")
    blank.max_length = 10**9
    blank.tokenizer = SafeTokenizer(blank.tokenizer)
    blank.add_pipe("sentences")
    return blank


def line(words: str) -> str:
    """The words in one line between single spaces, possessives and the dots of abbreviations dropped.

    >>> line("Russia’s envoy to the U.S. isn't here.")
    ' Russia envoy to the US isn’t here '
    """
    found = [m[0].replace(".", "").replace("'", "’").removesuffix("’s") for m in WORD.finditer(words)]
    return " ".join(["", *found, ""])


def _read(row: dict[str, str], patterns: Iterable[Pattern], text: _Text) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    source, cue, denied = line(row["source"]), line(row["cue"]), bool(DENYING.search(row["cue"]))
    for passage in text.passages(parse_spans(row["content_spans"])):
        for key, stance in _stances(passage, patterns, text, (source, cue), denied):
            found.setdefault(key, set()).add(stance)
        source = cue = " "
    asks = re.search(r"\b(whether|if)$", row["cue"]) or re.match(r"\W*whether\b", row["content"])
    stances = {key: "neutral" if asks else held.pop() if len(held) == 1 else "qualifies" for key, held in found.items()}
    hedge = HEDGES.search(row["cue"]) or HEDGES.search(row["content"])
    return row | {
        "stances": LIST.join(f"{key}:{stances[key]}" for key in sorted(stances)),
        "certainty": "hedged" if hedge else "plain",
        "certainty_words": hedge[0] if hedge else "",
    }


def _stances(
    passage: Passage, patterns: Iterable[Pattern], text: _Text, told: tuple[str, str], denied: bool
) -> Iterator[tuple[str, str]]:
    """Per proposition what a sentence says; where a denial is written out, the plain pattern beside it is not asked."""
    held: dict[str, dict[str, str]] = {}
    source, cue = told
    for pattern in patterns:
        words = passage.line
        first = pattern.parts[0][0].search(words)
        by_cue = denied and first is not None
        if first is None:
            words = cue + words[1:]
            first = pattern.parts[0][0].search(words)
        if first and all(
            part.search(source + cue[1:] + passage.line[1:]) or (free and text.has(passage.paragraph, part))
            for part, free in pattern.parts[1:]
        ):
            turned = by_cue != (not pattern.negates and _negated(words, first))
            stance = OPPOSITE[pattern.stance] if turned else pattern.stance
            held.setdefault(pattern.proposition, {}).setdefault(pattern.stance, "neutral" if passage.asks else stance)
    for key, stances in held.items():
        yield key, stances.get("denies", stances.get("affirms", ""))


def _negated(words: str, match: re.Match[str]) -> bool:
    before = words[: match.start()].split()[-REACH:]
    near = [word.lower() for word in (*before, *match[0].split())]
    return sum(word in NEGATORS or word.endswith("n’t") for word in near) % 2 == 1
