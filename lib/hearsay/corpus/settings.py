"""corpus.toml: what people say of a corpus as a whole, and how its files are to be read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hearsay.corpus.cleaning import Fault
from hearsay.corpus.formats.rows import NAMES
from hearsay.corpus.metadata import name_pattern

# Every setting with its kind; `columns` names a list's columns ({text = "body"}), `file_name` is a pattern of names.
SETTINGS: dict[str, type] = {
    "title": str,
    "question": str,
    "reading": str,
    "near_days": int,  # of its publication, within which a news report's undated speech is taken to be
    "least_confidence": float,  # of the machine's statements that are counted; the others are listed apart
    "descriptors": dict,  # words whose use is counted by document, by what they are for: people = "rebel fighter"
    "readings": list,  # faults of the texts: {words = "the Prime Minster", wrong = "Minster", reading = "Minister", why = "…"}
    "columns": dict,
    "file_name": str,
}
KINDS = {
    str: "text in quotation marks",
    dict: "a table of texts in quotation marks",
    int: "a whole number, 0 or more",
    float: "a number from 0 to 1",
    list: "tables of texts, each under [[…]]",
}


def read_toml(path: Path) -> dict:
    """A TOML file, or nothing where there is none. Raises ValueError naming the file."""
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ValueError(
            f"{path.name}: expected TOML in UTF-8, but {getattr(error, 'strerror', '') or error}"
        ) from error


def read_settings(folder: Path) -> Mapping[str, Any]:
    """The settings of a corpus; {} where there are none. Raises ValueError with every fault."""
    settings = read_toml(folder / "corpus.toml")
    faults = []
    if unknown := sorted(set(settings) - set(SETTINGS)):
        faults.append(f"corpus.toml: unknown {unknown}; expected some of {list(SETTINGS)}")
    for kind in dict.fromkeys(SETTINGS.values()):
        own = {key: value for key, value in settings.items() if SETTINGS.get(key) is kind}
        if wrong := [
            key for key, value in own.items() if not (_is(value, kind) or (key == "columns" and type(value) is dict))
        ]:
            faults.append(
                f"corpus.toml: expected {wrong} to be {KINDS[kind]}, but found {[settings[k] for k in wrong]}"
            )
    if type(columns := settings.get("columns", {})) is dict:
        faults += [
            f"corpus.toml: columns: expected the name of a column for one of {list(NAMES)}, but found {fact} = {column!r}"
            for fact, column in columns.items()
            if fact not in NAMES or not isinstance(column, str)
        ]
    if type(pattern := settings.get("file_name", "")) is str:
        try:
            name_pattern(pattern)
        except ValueError as error:
            faults.append(str(error))
    if faults:
        raise ValueError("\n".join(faults))
    return settings


def faults_in(settings: Mapping[str, Any]) -> list[Fault]:
    """The faults of the texts that `readings` names; what is wrong is all of the words where it is not said.

    Raises ValueError where a reading lacks its words, or what is wrong does not stand in them.
    """
    found = []
    for n, told in enumerate(settings.get("readings", []), 1):
        known = {"wrong": told.get("words", ""), "why": "a fault that corpus.toml names"} | told
        if set(known) != set(Fault._fields) or not known["wrong"] or known["wrong"] not in known["words"]:
            raise ValueError(
                f"corpus.toml: reading {n}: expected words, what is wrong in them, and its reading, found {dict(told)}"
            )
        found.append(Fault(**known))
    return found


def _is(value: object, kind: type) -> bool:
    """Is a setting of its kind? Truth is no number, and no number here is less than 0."""
    if isinstance(value, list):
        return kind is list and all(_is(item, dict) for item in value)
    if isinstance(value, dict):
        return kind is dict and all(isinstance(item, str) for item in value.values())
    if kind is float:
        return type(value) in (int, float) and 0 <= value <= 1
    return type(value) is kind and (not isinstance(value, int) or value >= 0)
