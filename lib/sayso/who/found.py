"""What a rule of resolution looks for, and what it finds."""

from __future__ import annotations

from typing import NamedTuple

from sayso.words.grammar import grammar


class Found(NamedTuple):
    """An actor's key, the rule that found it, how sure it is; NOBODY where none was found."""

    key: str
    rule: str
    confidence: float


class Spoken(NamedTuple):
    """Who spoke at a place; whether inside another's words."""

    at: int
    key: str
    inner: bool


NOBODY = Found("", "", 0.0)
WHO = grammar("who")
