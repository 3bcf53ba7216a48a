"""corpus.toml: what people say of a corpus as a whole, and how its files are to be read; and what holds of any TOML file."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hearsay.corpus.cleaning import Fault
from hearsay.corpus.formats.rows import NAMES
from hearsay.corpus.metadata import name_pattern

SCHEMAS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
TEXT = "text in quotation marks"
# Each kind of value: what it is where nothing is said, and what holds of it. Truth is no number, and none here is less than 0.
KINDS: dict[str, tuple[Any, Callable[[Any], bool]]] = {
    TEXT: ("", lambda value: isinstance(value, str)),
    "words in quotation marks": ("", lambda value: isinstance(value, str) and value != ""),
    "a list of texts": ([], lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value)),
    "true or false": (False, lambda value: isinstance(value, bool)),
    "a whole number, 0 or more": (0, lambda value: type(value) is int and value >= 0),
    "a number from 0 to 1": (0, lambda value: type(value) in (int, float) and 0 <= value <= 1),
    "a table": ({}, lambda value: isinstance(value, dict)),
    "tables, each under [[…]]": ([], lambda value: isinstance(value, list)),
}
SCHEMAS["corpus"]["columns"] = dict.fromkeys(NAMES, TEXT)  # a list's own columns, by the fact that they tell


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
        named = {dict: "a table", list: "tables, each under [[…]]"}.get(type(kind), kind)
        nothing, holds = KINDS[named]
        value = told.get(name, nothing)
        if not holds(value):
            yield f"{where.strip('.: ')}: expected {name} to be {named}, but found {value!r:.60}"
        elif isinstance(kind, list):
            yield from _faults(f"{where}{name}.", dict(enumerate(value, 1)), {"*": kind[0]})
        elif isinstance(kind, dict):
            yield from _faults(f"{where}{name}.", value, kind)


def read_settings(folder: Path) -> tuple[Mapping[str, Any], list[str]]:
    """The settings of a corpus, {} where there are none; with a fault in them they tell nothing. `readings` are `Fault`s."""
    settings, faults = read_toml(folder / "corpus.toml")
    try:
        name_pattern(str(settings.get("file_name", "")))
        return ({}, faults) if faults else (settings | {"readings": _readings(settings)}, [])
    except ValueError as error:
        return {}, [*faults, str(error)]


def _readings(settings: Mapping[str, Any]) -> list[Fault]:
    """The faults of the texts that people know of; what is wrong is all of the words where it is not said.

    Raises ValueError where what is wrong does not stand in the words.
    """
    unsaid = {"why": "a fault that corpus.toml names"}
    found = [Fault(**unsaid | {"wrong": told["words"]} | told) for told in settings.get("readings", [])]
    for n, fault in enumerate(found, 1):
        if not fault.wrong or fault.wrong not in fault.words:
            raise ValueError(f"corpus.toml: readings.{n}: expected {fault.wrong!r} to stand in {fault.words!r}")
    return found
