"""Spans and lists as cells of a table hold them.

Spans are `start:end;start:end`: half-open, ascending, disjoint character offsets into the text as received. The words beside
them are the pieces joined by ` [...] `. The items of a list are joined by ` | `.
"""

import re
from collections.abc import Iterable

LIST = " | "
GAP = " [...] "
MASKED = re.compile(r"\s{3,}")  # what masked words leave, at the least
Spans = list[tuple[int, int]]


def parse_spans(cell: str) -> Spans:
    """The pieces of a spans cell.

    >>> parse_spans("3:7;12:20")
    [(3, 7), (12, 20)]

    Raises ValueError where a piece is not ``start:end``, is empty, or does not follow the one before.
    """
    spans: Spans = []
    for piece in filter(None, cell.split(";")):
        match = re.fullmatch(r"([0-9]+):([0-9]+)", piece)
        if match is None:
            raise ValueError(f"spans {cell!r}: {piece!r} is not start:end")
        start, end = int(match[1]), int(match[2])
        if start >= end or (spans and start < spans[-1][1]):
            raise ValueError(f"spans {cell!r}: {piece!r} is empty or out of order")
        spans.append((start, end))
    return spans


def format_spans(spans: Iterable[tuple[int, int]]) -> str:
    """The cell of some pieces, in order.

    >>> format_spans([(12, 20), (3, 7)])
    '3:7;12:20'
    """
    return ";".join(f"{a}:{b}" for a, b in sorted(spans))


def words_at(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The words at some pieces.

    >>> words_at("It fell, he said, twice.", [(0, 8), (18, 24)])
    'It fell, [...] twice.'
    """
    return GAP.join(text[a:b] for a, b in spans)


def shared(a: Spans, b: Spans) -> int:
    """How many characters two sets of pieces share."""
    return sum(max(0, min(y, w) - max(x, v)) for x, y in a for v, w in b)


def length(spans: Spans) -> int:
    """How many characters the pieces hold."""
    return sum(b - a for a, b in spans)


def items(cell: str) -> list[str]:
    """The items of a list cell.

    >>> items("Kabulov | Kablov")
    ['Kabulov', 'Kablov']
    """
    return [item.strip() for item in cell.split("|") if item.strip()]


def visible(text: str, masked: str, spans: Iterable[tuple[int, int]]) -> Spans:
    """The pieces without the words that are masked inside them, and without outer white space."""
    found = []
    for start, end in spans:
        if masked[start:end] == text[start:end]:
            found.append((start, end))
            continue
        gaps = (gap.span() for gap in MASKED.finditer(masked, start, end))
        edges = [start, *(edge for a, b in gaps if any(c.isalnum() for c in text[a:b]) for edge in (a, b)), end]
        for a, b in zip(edges[::2], edges[1::2], strict=True):
            a += len(masked[a:b]) - len(masked[a:b].lstrip())
            b = a + len(masked[a:b].rstrip())
            found += [(a, b)] * any(c.isalnum() for c in masked[a:b])
    return found
