"""The codebook of a corpus: propositions that a statement can take a stance on, measures that it can give a value for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hearsay.corpus.settings import read_toml
from sayso import intervals

PROPOSITION = {
    "label": "",
    "definition": "",
    "not_meant": "",
    "kind": "",
    "issue": "",
    "examples": [],
    "retired": False,
    "implies": [],
    "excludes": [],
    "patterns": [],
    "denials": [],
}
MEASURE = {"label": "", "definition": "", "unit": "", "issue": ""}
# Kinds that a disagreement takes its own kind from; a codebook may name others.
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
        found, todo = [], [(proposition, stance)]
        while todo:
            key, held = todo.pop(0)
            if (key, held) in found:
                continue
            found.append((key, held))
            if held == "affirms":
                todo += [(k, "affirms") for k in self.propositions[key]["implies"]]
                todo += [(k, "denies") for k in self.propositions[key]["excludes"]]
                todo += [(k, "denies") for k in self._naming["excludes"].get(key, ())]
            elif held == "denies":
                todo += [(k, "denies") for k in self._naming["implies"].get(key, ())]
        return found

    @cached_property
    def _naming(self) -> dict[str, dict[str, list[str]]]:
        """By relation and proposition those that name it there."""
        found: dict[str, dict[str, list[str]]] = {"implies": {}, "excludes": {}}
        for relation, naming in found.items():
            for key, proposition in self.propositions.items():
                for other in dict.fromkeys(proposition[relation]):
                    naming.setdefault(other, []).append(key)
        return found


def load_codebook(folder: Path) -> Codebook:
    """codebook.toml of a corpus; empty where there is none. Raises ValueError with every problem."""
    raw = read_toml(folder / "codebook.toml")
    for kind in ("propositions", "measures"):
        if not isinstance(raw.get(kind, {}), dict):
            raise ValueError(f"codebook.toml: expected a table [{kind}], but found {raw[kind]!r}")
        for key, value in raw.get(kind, {}).items():
            if not isinstance(value, dict):
                raise ValueError(f"codebook.toml: expected a table [{kind}.{key}], but found {value!r}")
    book = Codebook(
        {k: PROPOSITION | v for k, v in raw.get("propositions", {}).items()},
        {k: MEASURE | v for k, v in raw.get("measures", {}).items()},
        raw.get("propose", False) is True,
    )
    if found := list(_codebook_problems(raw, book)):
        raise ValueError("\n".join(found))
    return book


def _codebook_problems(raw: Mapping, book: Codebook) -> Iterable[str]:
    for key in sorted(set(raw) - {"propositions", "measures", "propose"}):
        yield f"codebook.toml: unknown table {key!r}; expected propositions, measures and propose"
    if not isinstance(raw.get("propose", False), bool):
        yield f"codebook.toml: expected propose to be true or false, but found {raw['propose']!r}"
    for kind, fields, known in (
        ("propositions", PROPOSITION, book.propositions),
        ("measures", MEASURE, book.measures),
    ):
        for key, value in known.items():
            if unknown := sorted(set(value) - set(fields)):
                yield f"codebook.toml: {kind}.{key} has unknown {unknown}; expected some of {list(fields)}"
            for name in sorted(set(value) & set(fields)):
                if not isinstance(value[name], type(fields[name])):
                    what = {list: "a list", bool: "true or false"}.get(type(fields[name]), "text in quotation marks")
                    yield f"codebook.toml: {kind}.{key}: expected {name} to be {what}, but found {value[name]!r}"
                elif isinstance(value[name], list) and (odd := [v for v in value[name] if not isinstance(v, str)]):
                    yield f"codebook.toml: {kind}.{key}: expected {name} to be a list of texts, but found {odd}"
            if not value["label"]:
                yield f"codebook.toml: {kind}.{key} has no label"
    for key, value in book.propositions.items():
        others = {str(other) for relation in ("implies", "excludes") for other in value[relation]}
        if lost := sorted(others - set(book.propositions)):
            yield f"codebook.toml: propositions.{key} names {lost}, which the codebook does not define"


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
