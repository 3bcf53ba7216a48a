"""corpus.toml: what people say of a corpus as a whole, and how its files are to be read; and what holds of any TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from hearsay.corpus.cleaning import Fault
from hearsay.corpus.formats.rows import NAMES
from hearsay.corpus.metadata import name_pattern
from hearsay.tables import refuse


class Kind(NamedTuple):
    """What a value in a TOML file may be: in words, as a test, and what it is where nothing is said."""

    expected: str
    holds: Callable[[Any], bool]
    unsaid: Any = ""


def _texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())


TEXT = Kind("text in quotation marks", lambda v: isinstance(v, str))
LIST = Kind("a list of texts", lambda v: isinstance(v, list) and all(isinstance(item, str) for item in v), [])
TRUTH = Kind("true or false", lambda v: isinstance(v, bool), False)
TABLE = Kind("a table", lambda v: isinstance(v, dict), {})
TABLES = Kind("a table of tables", lambda v: TABLE.holds(v) and all(map(TABLE.holds, v.values())), {})
TEXTS = Kind("a table of texts in quotation marks", _texts, {})
# Truth is no number, and no number here is less than 0.
WHOLE = Kind("a whole number, 0 or more", lambda v: type(v) is int and v >= 0, 0)
SHARE = Kind("a number from 0 to 1", lambda v: type(v) in (int, float) and 0 <= v <= 1, 0)

# Every setting with its kind; `columns` names a list's columns ({text = "body"}), `file_name` is a pattern of names.
SETTINGS = {
    "title": TEXT,
    "question": TEXT,
    "reading": TEXT,
    "near_days": WHOLE,  # of its publication, within which a news report's undated speech is taken to be
    "least_confidence": SHARE,  # of the machine's statements that are counted; the others are listed apart
    "descriptors": TEXTS,  # words whose use is counted by document, by what they are for: people = "rebel fighter"
    # faults of the texts: {words = "the Prime Minster", wrong = "Minster", reading = "Minister", why = "…"}
    "readings": Kind("tables of texts, each under [[…]]", lambda v: isinstance(v, list) and all(map(_texts, v)), []),
    "columns": TABLE,
    "file_name": TEXT,
}


def read_toml(path: Path) -> dict:
    """A TOML file, or nothing where there is none. Raises ValueError naming the file."""
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        why = getattr(error, "strerror", "") or error
        raise ValueError(f"{path.name}: expected TOML in UTF-8, but {why}") from error


def faults_of(where: str, told: Mapping[str, Any], kinds: Mapping[str, Kind]) -> list[str]:
    """What in a table of a TOML file is unknown, or not of its kind, a sentence each."""
    unknown = sorted(set(told) - set(kinds))
    faults = [f"{where}: unknown {unknown}; expected some of {list(kinds)}"] if unknown else []
    return faults + [
        f"{where}: expected {name} to be {kind.expected}, but found {told[name]!r:.60}"
        for name, kind in kinds.items()
        if name in told and not kind.holds(told[name])
    ]


def read_settings(folder: Path) -> Mapping[str, Any]:
    """The settings of a corpus; {} where there are none. Raises ValueError with every fault."""
    settings = read_toml(folder / "corpus.toml")
    faults = faults_of("corpus.toml", settings, SETTINGS)
    if TABLE.holds(columns := settings.get("columns")):
        faults += faults_of("corpus.toml: columns", columns, dict.fromkeys(NAMES, TEXT))
    try:
        name_pattern(str(settings.get("file_name", "")))
    except ValueError as error:
        faults.append(str(error))
    refuse(faults)
    faults_in(settings)
    return settings


def faults_in(settings: Mapping[str, Any]) -> list[Fault]:
    """The faults of the texts that `readings` names; what is wrong is all of the words where it is not said.

    Raises ValueError where a reading lacks its words, or what is wrong does not stand in them.
    """
    found = []
    for n, told in enumerate(settings.get("readings", []), 1):
        known = {"wrong": told.get("words", ""), "why": "a fault that corpus.toml names"} | told
        if set(known) != set(Fault._fields) or not known["wrong"] or known["wrong"] not in known["words"]:
            expected = "expected words, what is wrong in them, and its reading"
            raise ValueError(f"corpus.toml: reading {n}: {expected}, found {dict(told)}")
        found.append(Fault(**known))
    return found
