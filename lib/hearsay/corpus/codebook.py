"""The codebook of a corpus: propositions that a statement can take a stance on, measures that it can give a value for."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hearsay.corpus.settings import KINDS, SCHEMAS, read_toml
from hearsay.tables import refuse
from sayso import intervals

# What is true of a proposition, or of a measure, of which its file says nothing.
PROPOSITION, MEASURE = (
    {name: KINDS[kind][0] for name, kind in SCHEMAS["codebook"][part]["*"].items()}
    for part in ("propositions", "measures")
)
NUMBER = re.compile(r"(?P<low>\d+(?:\.\d+)?)?(?P<range>\.\.)?(?P<high>(?<=\.\.)\d+(?:\.\d+)?)?(?P<about>~)?")


@dataclass(frozen=True)
class Codebook:
    """Propositions that a statement can take a stance on, and measures that it can give a value for, by key."""

    propositions: Mapping[str, dict]
    measures: Mapping[str, dict]
    propose: bool = False  # whether the machine proposes further claims beside these propositions

    def label(self, key: str) -> str:
        """The sentence of a proposition or the name of a measure; the key itself where it is neither."""
        return (self.propositions.get(key) or self.measures.get(key) or {"label": key})["label"]

    def commitments(self, proposition: str, stance: str) -> list[tuple[str, str]]:
        """What a stance commits its speaker to: itself, and by `implies` and `excludes` more, step by step.

        Who affirms is committed to each proposition implied and against each excluded; who denies a proposition is
        committed against all that would imply it. A qualified stance or a neutral one commits to itself alone.
        """
        found = [(proposition, stance)]
        for held in found:  # which grows meanwhile
            found += [more for more in self._commits.get(held, ()) if more not in found]
        return found

    @cached_property
    def _commits(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """What a stance on a proposition commits to in one step."""
        found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for key, proposition in self.propositions.items():
            for other in proposition["implies"]:
                found[key, "affirms"].append((other, "affirms"))
                found[other, "denies"].append((key, "denies"))
            for other in proposition["excludes"]:
                found[key, "affirms"].append((other, "denies"))
                found[other, "affirms"].append((key, "denies"))
        return {held: list(dict.fromkeys(more)) for held, more in found.items()}


def load_codebook(folder: Path) -> Codebook:
    """codebook.toml of a corpus; empty where there is none. Raises ValueError with every problem."""
    raw, faults = read_toml(folder / "codebook.toml")
    refuse(faults)
    propositions = {key: PROPOSITION | told for key, told in raw.get("propositions", {}).items()}
    measures = {key: MEASURE | told for key, told in raw.get("measures", {}).items()}
    lost = {key: {*p["implies"], *p["excludes"]} - set(propositions) for key, p in propositions.items()}
    unknown = ((key, sorted(names)) for key, names in lost.items() if names)
    refuse([f"codebook.toml: propositions.{key} names {names}, which it does not define" for key, names in unknown])
    return Codebook(propositions, measures, raw.get("propose", False))


def parse_value(item: str, book: Codebook) -> tuple[str, str, str, bool]:
    """Measure, low, high and approximate of ``MEASURE=x``; of a date both ends are the EDTF.

    Raises ValueError where the measure is unknown or the value is not of its kind.
    """
    key, _, value = item.partition("=")
    if key not in book.measures:
        raise ValueError(f"{key!r} is not a measure of codebook.toml")
    if not value:
        raise ValueError(f"{item!r} gives no value")
    if book.measures[key]["unit"] == "date":
        intervals.check(value)
        return key, value, value, value.endswith("~")
    match = NUMBER.fullmatch(value)
    if match is None or not (match["low"] or match["high"]):
        raise ValueError(f"{item!r}: expected x, x..y, x.. or ..y, with ~ after approximate numbers")
    low, high = match["low"] or "", match["high"] or ""
    if low and high and float(low) > float(high):
        raise ValueError(f"{item!r}: the least comes first, but {low} is more than {high}")
    return key, low, high if match["range"] else low, bool(match["about"])
