"""Attributions: who (source) reports (cue) what (content), kept on a spaCy Doc so that nothing gets lost.

The words are PolNeAR's (Newell, Margolin and Ruths, LREC 2018). On a Doc an attribution's pieces are spans of the
group `attributions`, labelled with their role and linked by their id; the group's attrs hold the rest. So to_bytes,
DocBin, Doc.copy and worker processes keep everything, and `doc._.attributions` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from spacy.tokens import Doc, Span, SpanGroup

from sayso.attribution.contents import SAYING
from sayso.spans import GAP
from sayso.text import Text
from sayso.words import told

GROUP = "attributions"
ROLES = ("source", "cue", "content")
Pieces = tuple[tuple[int, int], ...]
ATTITUDE = frozenset(told("attitudes"))


@dataclass(eq=False)
class Found:
    """An attribution in the making, in tokens of a Text (`sayso.text.Text.tokens`), and the one that encloses it."""

    source: Pieces
    cue: Pieces
    content: Pieces
    rule: str
    confidence: float
    outer: Found | None = None
    layer: int = 0
    relay: bool = False

    def size(self) -> int:
        """Tokens of the content."""
        return sum(b - a for a, b in self.content)


@dataclass(frozen=True)
class Attribution:
    """One attribution: pieces of tokens (start, end) per role, in order; source and cue may be empty.

    `outer` is the place in the document's list of the attribution whose content encloses this one, or -1; `layer` is
    how many enclose it. An outer attribution whose content is only another's saying has the form `relay`.
    """

    doc: Doc = field(repr=False, compare=False)
    source: Pieces
    cue: Pieces
    content: Pieces
    rule: str
    confidence: float
    act: str
    form: str
    outer: int = -1
    layer: int = 0

    def spans(self, role: str) -> list[tuple[int, int]]:
        """Half-open character offsets of the pieces of a role."""
        return [(self.doc[a].idx, self.doc[b - 1].idx + len(self.doc[b - 1])) for a, b in getattr(self, role)]

    def words(self, role: str) -> str:
        """The words of a role, pieces joined by ` [...] `."""
        return GAP.join(self.doc[a:b].text for a, b in getattr(self, role))


def tokens_of(pieces: Pieces) -> Iterator[int]:
    """The tokens of pieces in order."""
    return chain.from_iterable(range(a, b) for a, b in pieces)


def tidy(pieces: Iterable[tuple[int, int]], touching: bool = False) -> Pieces:
    """Pieces in order, those that overlap as one, empty ones left out; with `touching` those that touch as one, too."""
    found: list[tuple[int, int]] = []
    for a, b in sorted(piece for piece in pieces if piece[0] < piece[1]):
        if found and a < found[-1][1] + touching:
            found[-1] = found[-1][0], max(b, found[-1][1])
        else:
            found.append((a, b))
    return tuple(found)


def merged(pieces: Iterable[tuple[int, int]]) -> Pieces:
    """Pieces in order, those that touch or overlap joined."""
    return tidy(pieces, touching=True)


def taken(size: int, found: Iterable[Found], *more: str) -> bytearray:
    """A byte per token of a text of some size: 1 in a cue or content (or another role named) of an attribution."""
    mask = bytearray(size)
    for a, b in (piece for one in found for role in ("cue", "content", *more) for piece in getattr(one, role)):
        mask[a:b] = b"\1" * (b - a)
    return mask


def touches(mask: bytearray, one: Found) -> bool:
    """Whether a token of an attribution's cue or content is taken."""
    return any(any(mask[a:b]) for a, b in (*one.cue, *one.content))


def meets(a: Pieces, b: Pieces) -> bool:
    return any(x < w and v < y for x, y in a for v, w in b)


def cut(pieces: Pieces, a: int, b: int, to_end: bool = False) -> Pieces:
    """Pieces without tokens a to b; `to_end`: of the piece that holds them, without what follows either."""
    found: list[tuple[int, int]] = []
    for x, y in pieces:
        if y <= a or x >= b:
            found.append((x, y))
        else:
            found += [(x, a)] * (x < a) + [(b, y)] * (y > b and not to_end)
    return tuple(found)


def act(text: Text, cue: Pieces) -> str:
    """`attitude` where a cue's word tells a state of mind and none a saying, else `speech`; "" without a cue."""
    low = {text.tokens.low[i] for i in tokens_of(cue)}
    return "" if not low else "attitude" if low & ATTITUDE and not (low & SAYING) - ATTITUDE else "speech"


def form(text: Text, content: Pieces) -> str:
    """`direct` from 95 % of the content's letters inside quotation marks, `indirect` from none, else `mixed`."""
    starts, ends = text.tokens.start, text.tokens.end
    places = chain.from_iterable(range(starts[a], ends[b - 1]) for a, b in content)
    marks = [text.quoted[i] for i in places if text.text[i].isalnum()]
    share = sum(marks) / len(marks) if marks else 0.0
    return "direct" if share >= 0.95 else "mixed" if share > 0 else "indirect"


def store(doc: Doc, text: Text, found: Sequence[Found]) -> Doc:
    """Write attributions to the Doc's span group: pieces in its tokens, act from the cue, form from the marks."""
    place = text.tokens.place
    number = {id(one): n for n, one in enumerate(found)}
    spans = [
        Span(doc, place[a], place[b - 1] + 1, label=role, span_id=str(n))
        for n, one in enumerate(found)
        for role in ROLES
        for a, b in getattr(one, role)
    ]
    facts = [
        {
            "rule": one.rule,
            "confidence": round(one.confidence, 3),
            "act": act(text, one.cue),
            "form": "relay" if one.relay else form(text, one.content),
            "outer": number.get(id(one.outer), -1),
            "layer": one.layer,
        }
        for one in found
    ]
    doc.spans[GROUP] = SpanGroup(doc, name=GROUP, attrs={"attributions": facts}, spans=spans)
    return doc


def stored(doc: Doc) -> list[Attribution]:
    """The attributions of a Doc's span group; what `doc._.attributions` gives.

    Raises ValueError where the group lost its attrs, as `Doc.from_docs` makes it.
    """
    if GROUP not in doc.spans:
        return []
    group = doc.spans[GROUP]
    if "attributions" not in group.attrs:
        raise ValueError("attributions: expected a Doc of one text, but this one was joined from others")
    pieces: list[dict[str, list]] = [{role: [] for role in ROLES} for _ in group.attrs["attributions"]]
    for span in group:
        pieces[int(span.id_)][span.label_].append((span.start, span.end))
    return [
        Attribution(doc, *(tuple(p[role]) for role in ROLES), **rest)
        for p, rest in zip(pieces, group.attrs["attributions"], strict=True)
    ]


Doc.set_extension("attributions", getter=stored, force=True)
