"""corpus.toml: what people say of a corpus as a whole, and how its files are to be read; and what holds of any TOML file."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hearsay.corpus.cleaning import Fault
from hearsay.corpus.formats.rows import NAMES
from hearsay.corpus.metadata import name_pattern

SCHEMAS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
TEXT, LIST, TRUTH = "text in quotation marks", "a list of texts", "true or false"
# Truth is no number, and no number here is less than 0.
KINDS: dict[str, Callable[[Any], bool]] = {
    TEXT: lambda value: isinstance(value, str),
    LIST: lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    TRUTH: lambda value: isinstance(value, bool),
    "a whole number, 0 or more": lambda value: type(value) is int and value >= 0,
    "a number from 0 to 1": lambda value: type(value) in (int, float) and 0 <= value <= 1,
    "tables of texts, each under [[…]]": lambda value: (
        isinstance(value, list)
        and all(isinstance(item, dict) and all(isinstance(words, str) for words in item.values()) for item in value)
    ),
}
SCHEMAS["corpus"]["columns"] = dict.fromkeys(NAMES, TEXT)  # a list's own columns, by the fact that they tell
UNSAID = {LIST: [], TRUTH: False}  # what a value is where nothing is said; of other kinds ""


def read_toml(path: Path) -> tuple[dict[str, Any], list[str]]:
    """A TOML file, or nothing where there is none; and a sentence for each fault, with the file, expected and found."""
    if not path.exists():
        return {}, []
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        return {}, [f"{path.name}: expected TOML in UTF-8, but {getattr(error, 'strerror', '') or error}"]
    return told, list(_faults(f"{path.name}: ", told, SCHEMAS[path.stem]))


def _faults(where: str, told: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[str]:
    """What in a table is unknown, or not of its kind; ``where`` says which table it is."""
    known = dict.fromkeys(told, schema["*"]) if "*" in schema else schema
    if unknown := sorted(set(told) - set(known)):
        yield f"{where.strip('.: ')}: unknown {unknown}; expected some of {list(known)}"
    for name, kind in known.items():
        if name not in told:
            continue
        inner, holds = isinstance(kind, dict), KINDS.get(str(kind), lambda value: isinstance(value, dict))
        if not holds(told[name]):
            expected = f"expected {name} to be {'a table' if inner else kind}"
            yield f"{where.strip('.: ')}: {expected}, but found {told[name]!r:.60}"
        elif inner:
            yield from _faults(f"{where}{name}.", told[name], kind)


def read_settings(folder: Path) -> tuple[Mapping[str, Any], list[str]]:
    """The settings of a corpus, {} where there are none; with a fault in them they tell nothing."""
    settings, faults = read_toml(folder / "corpus.toml")
    try:
        name_pattern(str(settings.get("file_name", "")))
        if not faults:
            faults_in(settings)
    except ValueError as error:
        faults.append(str(error))
    return {} if faults else settings, faults


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
