"""Attributions: who (source) reports (cue) what (content), kept on a spaCy Doc so that nothing gets lost.

The words are PolNeAR's (Newell, Margolin and Ruths, LREC 2018). On a Doc an attribution's pieces are spans of the
group `attributions`, labelled with their role and linked by their id; the group's attrs hold the rest. So to_bytes,
DocBin, Doc.copy and worker processes keep everything, and `doc._.attributions` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, SpanGroup

from hearsay.quotes import inside

GROUP = "attributions"
ROLES = ("source", "cue", "content")
Pieces = tuple[tuple[int, int], ...]
ATTITUDE = frozenset(
    ["believe", "believes", "believed", "believing", "think", "thinks", "thought", "thinking", "want", "wants", "wanted", "wanting", "fear", "fears", "feared", "fearing", "view", "views", "viewed", "viewing", "consider", "considers", "considered", "considering", "estimate", "estimates", "estimated", "hope", "hopes", "hoped", "hoping", "feel", "feels", "felt", "feeling", "know", "knows", "knew", "known", "knowing", "expect", "expects", "expected", "support", "supports", "supported", "oppose", "opposes", "opposed", "favor", "favors", "favored", "prefer", "prefers", "preferred", "worry", "worries", "worried", "doubt", "doubts", "doubted", "suspect", "suspects", "suspected", "wish", "wishes", "wished", "like", "likes", "liked", "hate", "hates", "hated", "love", "loves", "loved", "regard", "regards", "regarded", "see", "sees", "saw", "seen", "plan", "plans", "planned", "planning", "intend", "intends", "intended", "seek", "seeks", "sought", "decide", "decides", "decided", "agree", "agrees", "agreed", "disagree", "disagrees", "view", "belief", "beliefs", "fear", "fears", "hope", "hopes", "desire", "opinion", "concern", "concerns", "concerned", "understand", "understands", "understood", "assume", "assumes", "assumed", "trust", "trusts", "trusted", "find", "finds", "found", "try", "tries", "tried", "trying", "perceive", "perceives", "perceived", "confident", "convinced", "aware", "afraid"]
)


@dataclass(frozen=True)
class Attribution:
    """One attribution: pieces of tokens (start, end) per role, in order; source and cue may be empty."""

    doc: Doc = field(repr=False, compare=False)
    source: Pieces
    cue: Pieces
    content: Pieces
    rule: str
    confidence: float
    act: str
    form: str

    def spans(self, role: str) -> list[tuple[int, int]]:
        """Half-open character offsets of the pieces of a role."""
        return [(s.start_char, s.end_char) for s in (self.doc[a:b] for a, b in getattr(self, role))]

    def words(self, role: str) -> str:
        """The words of a role, pieces joined by ` [...] `."""
        return " [...] ".join(self.doc.text[a:b] for a, b in self.spans(role))


def attribution(
    doc: Doc,
    source: Iterable[tuple[int, int]],
    cue: Iterable[tuple[int, int]],
    content: Iterable[tuple[int, int]],
    rule: str,
    confidence: float,
    mask: bytearray | None = None,
) -> Attribution:
    """Make a record: pieces sorted and freed of outer white space, act from the cue, form from the marks.

    `mask` is `quotes.inside(doc.text)`, if known.
    """
    source, cue, content = (_trimmed(doc, p) for p in (source, cue, content))
    return Attribution(
        doc, source, cue, content, rule, round(confidence, 3), act(doc, cue), form(doc, content, mask)
    )


def _trimmed(doc: Doc, pieces: Iterable[tuple[int, int]]) -> Pieces:
    found = []
    for start, end in sorted(pieces):
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        if start < end:
            found.append((start, end))
    return tuple(found)


def act(doc: Doc, cue: Pieces) -> str:
    """`attitude` where a cue's word tells a state of mind, else `speech`; "" without a cue."""
    words = [doc[i].lower_ for a, b in cue for i in range(a, b)]
    return "" if not words else "attitude" if any(w in ATTITUDE for w in words) else "speech"


def form(doc: Doc, content: Pieces, mask: bytearray | None = None) -> str:
    """`direct` from 95 % of the content's letters inside quotation marks, `indirect` from none, else `mixed`."""
    text = doc.text
    mask = inside(text) if mask is None else mask
    total = quoted = 0
    for a, b in content:
        for i in range(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])):
            if text[i].isalnum():
                total += 1
                quoted += mask[i]
    share = quoted / total if total else 0.0
    return "direct" if share >= 0.95 else "mixed" if share > 0 else "indirect"


def store(doc: Doc, found: Sequence[Attribution]) -> Doc:
    """Write attributions to the Doc's span group, in order of their contents."""
    found = sorted(found, key=lambda a: (a.content, a.cue, a.source, a.rule))
    spans = [
        Span(doc, start, end, label=role, span_id=str(i))
        for i, a in enumerate(found)
        for role in ROLES
        for start, end in getattr(a, role)
    ]
    rest = [{"rule": a.rule, "confidence": a.confidence, "act": a.act, "form": a.form} for a in found]
    doc.spans[GROUP] = SpanGroup(doc, name=GROUP, attrs={"attributions": rest}, spans=spans)
    return doc


def stored(doc: Doc) -> list[Attribution]:
    """The attributions of a Doc's span group; what `doc._.attributions` gives."""
    if GROUP not in doc.spans:
        return []
    group = doc.spans[GROUP]
    pieces: list[dict[str, list]] = [{role: [] for role in ROLES} for _ in group.attrs["attributions"]]
    for span in group:
        pieces[int(span.id_)][span.label_].append((span.start, span.end))
    return [
        Attribution(doc, *(tuple(p[role]) for role in ROLES), **rest)
        for p, rest in zip(pieces, group.attrs["attributions"], strict=True)
    ]


if not Doc.has_extension("attributions"):
    Doc.set_extension("attributions", getter=stored)
