"""From labelled pieces to attributions: which source and contents belong to which cue.

A label says on which side of a piece its cue is (`S>`: a source whose cue comes after it), so a piece goes to the
nearest cue on that side. A cue without a source takes that of the cue before it in its sentence ("he said that A and
added that B"). A content whose paragraph has no cue continues the attribution before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from sayso.attribution.chain import LABELS
from sayso.attribution.features import Paragraph

Piece = tuple[int, int]


@dataclass
class Link:
    """An attribution as tokens of one paragraph: pieces (start, end) of each role; `paragraph` is its number."""

    paragraph: int
    source: list[Piece] = field(default_factory=list)
    cue: list[Piece] = field(default_factory=list)
    content: list[Piece] = field(default_factory=list)
    carried: list[tuple[int, Piece]] = field(default_factory=list)  # contents of later paragraphs


def pieces(labels: list[int]) -> list[tuple[int, int, str]]:
    """The pieces (start, end, role with its side) that a row of label numbers spells.

    >>> pieces([1, 2, 0, 5])
    [(0, 2, 'S>'), (3, 4, 'Q')]
    """
    found: list[tuple[int, int, str]] = []
    for i, name in enumerate(labels):
        label = LABELS[name]
        if label[0] == "B":
            found.append((i, i + 1, label[1:]))
        elif label[0] == "I":
            found[-1] = (found[-1][0], i + 1, label[1:])
    return found


def link(paragraphs: list[Paragraph], labels: list[list[int]]) -> list[Link]:
    """The attributions of a document from its paragraphs' label numbers, in order; each has a content."""
    found: list[Link] = []
    for number, (par, row) in enumerate(zip(paragraphs, labels, strict=True)):
        spelled = pieces(row)
        cues = [(a, b) for a, b, role in spelled if role == "Q"]
        links = [Link(number, cue=[cue]) for cue in cues]
        orphans = []
        for a, b, role in spelled:
            if role == "Q":
                continue
            if (k := _cue_of(cues, a, b, role)) is None:
                orphans.append((a, b, role))
            elif role[0] == "S":
                links[k].source.append((a, b))
            else:
                links[k].content.append((a, b))
        _share_sources(par, links)
        _place(number, orphans, found)
        found += [one for one in links if one.content]
    return found


def _cue_of(cues: list[Piece], a: int, b: int, role: str) -> int | None:
    """The nearest cue on the piece's side, else on the other."""
    before = [k for k, cue in enumerate(cues) if cue[1] <= a]
    after = [k for k, cue in enumerate(cues) if cue[0] >= b]
    near, far = (after[:1], before[-1:]) if role[1] == ">" else (before[-1:], after[:1])
    return next(iter(near + far), None)


def _share_sources(par: Paragraph, links: list[Link]) -> None:
    for before, one in pairwise(links):
        same = par.sentence[before.cue[0][0]] == par.sentence[one.cue[0][0]]
        if before.source and not one.source and same:
            one.source = list(before.source)


def _place(number: int, orphans: list[tuple[int, int, str]], found: list[Link]) -> None:
    """Contents without a cue continue the attribution of the paragraph before, or stand alone."""
    contents = [(a, b) for a, b, role in orphans if role[0] == "C"]
    if not contents:
        return
    if found and number - 1 <= (found[-1].carried[-1][0] if found[-1].carried else found[-1].paragraph):
        found[-1].carried += [(number, piece) for piece in contents]
    else:
        found.append(Link(number, [(a, b) for a, b, role in orphans if role[0] == "S"], [], contents))
