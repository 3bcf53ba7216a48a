"""A statement of a document while it is resolved, and what a rule finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sayso.spans import Spans, parse_spans
from sayso.words.grammar import grammar


class Found(NamedTuple):
    """An actor's key, the rule that found it, how sure it is; NOBODY where none was found."""

    key: str
    rule: str
    confidence: float


NOBODY = Found("", "", 0.0)
WHO = grammar("who")  # the expressions that rules look for


class Statement:
    """A row of statements: where its parts stand, the one that encloses it, who says it, as far as that is known.

    `place` is where its source stands, else its cue, else its content; `said` where its cue does, else its source, else its
    content; `end` where its source ends.
    """

    def __init__(self, row: Any) -> None:
        self.row = row
        self.source, self.cue = parse_spans(row.source_spans), parse_spans(row.cue_spans)
        self.content = parse_spans(row.content_spans)
        self.place = _first(self.source, self.cue, self.content)
        self.said = _first(self.cue, self.source, self.content)
        self.end = self.source[-1][1] if self.source else self.place
        self.outer: Statement | None = None
        self.found: Found | None = None

    @property
    def key(self) -> str:
        """Who says it, "" while that is unknown."""
        return self.found.key if self.found else ""

    def around(self) -> Iterator[Statement]:
        """The statements that enclose it, the inmost of them earliest."""
        seen, one = {self}, self.outer
        while one is not None and one not in seen:
            yield one
            seen.add(one)
            one = one.outer


def _first(*parts: Spans) -> int:
    return next((spans[0][0] for spans in parts if spans), 0)
