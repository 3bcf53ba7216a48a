"""Claims that are kept, as text of codebook.toml: tables are added below what stands there, which keeps every byte."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence

FIELDS = ("label", "definition", "not_meant", "issue", "examples")


def entry(key: str, fields: Mapping[str, str | Sequence[str]]) -> str:
    """A proposition as TOML; fields that are empty are left out.

    >>> print(entry("crane", {"label": "The crane “fell”", "issue": "", "examples": ["it fell", '"so"']}))
    [propositions."crane"]
    label = "The crane “fell”"
    examples = ["it fell", "\\"so\\""]
    """
    lines = [f"{name} = {_toml(fields[name])}" for name in FIELDS if fields.get(name)]
    return "\n".join([f"[propositions.{_toml(key)}]", *lines])


def _toml(value: str | Sequence[str]) -> str:
    """A text or a list of texts as TOML, which has both as JSON has them, but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def added(text: str, entries: Sequence[str]) -> str:
    """A codebook with more propositions; one that did not say so now lets the machine propose further claims."""
    if entries and "propose" not in tomllib.loads(text):
        head = re.match(r"(?:[ \t]*(?:#.*)?\n)*", text)[0]  # what stands at the top of the file
        text = f"{head}propose = true\n{text[len(head) :]}"
    parts = [text.rstrip("\n") + "\n" if text.strip() else text, *(f"{e}\n" for e in entries)]
    return "\n".join(part for part in parts if part)
