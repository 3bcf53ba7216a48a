"""What a rule of resolution finds."""

from __future__ import annotations

from typing import NamedTuple


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
