"""The lexicon's counts (model/cues.json), made from articles with gold attributions."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sayso.attribution.lexicon import (
    FILE,
    SIDES,
    STOPPERS,
    Lexicon,
    company,
    is_inner,
    lexicon,
    stop_keys,
    words_of,
)
from sayso.attribution.phrases import Span, read
from sayso.text import Text
from sayso.words import entries, forms

# Verbs that report in any news count as if sighted so often as a cue, and otherwise: the articles are of one country's politics.
SIGHTINGS = (3, 2)
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
    for word in _reporting():
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


def _reporting() -> list[str]:
    """Forms of the regular verbs that report."""
    verbs = {verb for name in ("verbs-reporting", "verbs-judging") for verb in entries(name) if " " not in verb}
    return [form for verb in sorted(verbs) for form in forms(verb)]


def save(examples: Iterable[Example], path: Path = FILE) -> None:
    """Write the counts of examples, the same bytes for the same examples: how cues.json was made."""
    counts = json.dumps(fit(examples), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_text(counts + "\n", "utf-8", newline="\n")


def example(text: Text, gold: Iterable[Mapping[str, list[Span]]]) -> Example:
    """What `lexicon.fit` counts: a Doc with sentences and its gold attributions, in characters by role."""
    page, starts, ends = read(text, lexicon()), text.tokens.start, text.tokens.end
    pieces = [
        {role: [(bisect_right(ends, a), bisect_left(starts, b)) for a, b in spans] for role, spans in one.items()}
        for one in gold
    ]
    return page.words, page.quoted, page.starts, pieces


EMPTY = words_of(
    "the a an to in of on for at by with that it is was be been has have had his her their not n't also about from",
    "as he she they i we , and or would will could",
)


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
