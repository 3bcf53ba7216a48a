"""Layers: the sayings that a chain of labels cannot mark are added, and each row gets the row that encloses it.

A row encloses another where its content holds the other's cue; deepest first. A row whose content is only another's
saying is a link (`relay`), unless its cue judges: who denies what another says takes a stance of his own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from sayso.attribution.contents import TOLD
from sayso.attribution.frames import JUDGING, LIKELY, QUOTING, Frame, frames
from sayso.attribution.lexicon import DAY, PRONOUN, QUOTE, words_of
from sayso.attribution.mending import mend
from sayso.attribution.phrases import Page, Span
from sayso.attribution.record import Found, Pieces, merged
from sayso.text import Text
from sayso.words import verbs

# How often a frame was right, by its form (see model/MODEL_CARD.md).
RIGHT = {
    "clause": 0.7,
    "tail": 0.75,
    "quoted": 0.85,
    "quoted: outer": 0.85,
    "citing": 0.7,
    "claim": 0.6,
    "claim: rejected": 0.6,
}
BELIEVING = verbs("verbs-believing")
# Cues that pass on what another says; who judges it, or holds it, takes a stance of his own.
PASSING = words_of(
    "announce announces announced announcing claim claims claimed claiming describe describes described describing"
)
LINKING = (verbs("verbs-reporting") - JUDGING) | PASSING | QUOTING | words_of("according citing reportedly per : words")
# Words of an outer content that say nothing beside an inner saying.
BARE = DAY | QUOTE | words_of(
    "that the a an and but also in on at to of as with by for from while when how what is was it which had has have , . ; : - – — -- ( ) ? !"
)  # fmt: skip


def nested(page: Page, rows: list[Found]) -> list[Found]:
    """The rows with what frames add and mend, each with its outer row; in no order."""
    found = list(frames(page))
    desk = Desk(page, mend(page, rows), [frame for frame in found if frame.kind == "clause"])
    for frame in sorted(found, key=lambda f: (ORDER[f.kind], f.cue)):
        getattr(desk, frame.kind.partition(":")[0])(frame)
    return linked(page, [row for row in desk.rows if row.content])


SURE_TAILS = frozenset({"in", "according"})  # in the words of, according to
LONGEST_TOLD = 6  # tokens
ORDER = {
    "by": 1,
    "quoted: outer": 0,
    "quoted": 0,
    "claim": 1,
    "claim: rejected": 1,
    "tail": 2,
    "clause": 3,
    "citing": 4,
}


class Desk:
    """Rows of one page while frames are laid beside them."""

    def __init__(self, page: Page, rows: list[Found], clauses: list[Frame]) -> None:
        self.page = page
        self.clauses = clauses
        self.rows = rows
        self.cues: dict[int, Found] = {}
        self.sources: dict[int, Found] = {}
        self.sentences = [a for a, _ in page.sentences]
        self.of_sentence: dict[int, list[Found]] = {}
        for row in rows:
            self._note(row)

    def _note(self, row: Found) -> None:
        for a, b in row.cue:
            self.cues.update(dict.fromkeys(range(a, b), row))
        for a, b in row.source:
            self.sources.update(dict.fromkeys(range(a, b), row))
        for n in {n for a, b in (*row.cue, *row.content) for n in range(self._sentence(a), self._sentence(b - 1) + 1)}:
            self.of_sentence.setdefault(n, []).append(row)

    def _sentence(self, i: int) -> int:
        return bisect_right(self.sentences, i) - 1

    def _near(self, i: int) -> list[Found]:
        return [row for row in self.of_sentence.get(self._sentence(i), []) if row.content]

    def _add(self, frame: Frame, outer: Found | None = None, content: Pieces | None = None) -> Found:
        sure = RIGHT[frame.kind]
        row = Found(frame.source, frame.cue, content or frame.content, f"frame: {frame.kind}", sure, outer)
        self.rows.append(row)
        self._note(row)
        return row

    def _same(self, frame: Frame) -> Found | None:
        """The row that has the frame's cue."""
        found = (self.cues.get(i) for a, b in frame.cue for i in range(a, b))
        return next((row for row in found if row and row.content), None)

    def _holding(self, span: Span) -> list[Found]:
        """Rows whose content holds a span, the narrowest first."""
        a, b = span
        found = [row for row in self._near(a) if any(x <= a and b <= y for x, y in row.content)]
        return sorted(found, key=Found.size)

    def _drop(self, row: Found) -> None:
        row.content = ()

    def tail(self, frame: Frame) -> None:
        """An outer speaker at the end, whom the contents before swallowed."""
        if (same := self._same(frame)) is not None:
            after = all(a >= frame.cue[-1][1] for a, _ in same.content) and same.size() <= LONGEST_TOLD
            if after and not _meets(same.content, frame.content):  # who speaks or is told, taken for a content
                same.content = frame.content
            elif _meets(same.content, frame.source):
                same.content = cut(same.content, frame.content[-1][1], frame.source[-1][1], to_end=True)
            elif self._cut_short(same, frame):
                same.content = frame.content
            same.source = same.source or frame.source
            return
        a, b = frame.content[0]
        first, last = min(frame.source[0][0], frame.cue[0][0]), max(frame.source[0][1], frame.cue[0][1])
        holding = self._holding((first, last))
        inner = [row for row in self._near(a) if row.cue and a <= row.cue[0][0] < b]
        if not (holding or inner or self.page.low[frame.cue[0][0]] in SURE_TAILS or self._unheard(frame)):
            return
        inside = [row for row in holding if row in inner]
        for row in inside:
            row.content = cut(row.content, b, max(frame.cue[-1][1], frame.source[-1][1]), to_end=True)
        self._add(frame)

    def _cut_short(self, row: Found, frame: Frame) -> bool:
        """Whether a row has only the end of its content, and another saying the rest: `X told Y that Z, who …, W said`."""
        (a, b), (x, y) = row.content[0], frame.content[0]
        rest = [r for r in self._near(x) if r is not row and r.cue and x <= r.cue[0][0] < a]
        return len(row.content) == 1 and x < a and abs(b - y) < 2 and any(r.content[-1][1] + 1 >= a for r in rest)

    def clause(self, frame: Frame) -> None:
        """A speaker inside a content, or before the source of a row; or what a row with the same cue lacks."""
        (s, t), (a, b) = frame.source[0], frame.cue[0]
        if (same := self._same(frame)) is not None:
            if not same.source and not any(self.sources.get(i) for i in range(s, t)):
                same.source = frame.source
            if degenerate(self.page, same.content):
                same.content = frame.content
            return
        if holding := self._holding((s, b)):
            row = holding[0]
            if self._is_own(frame, row):
                return
            end = next(y for x, y in row.content if x <= s and b <= y)
            content = tuple((x, min(y, end)) for x, y in frame.content if x < end)
            if content and not degenerate(self.page, content):
                self._add(frame, content=content)
        elif row := self._around(frame):
            end = row.content[0][1]
            row.content = ((s, end), *row.content[1:])
            self._add(frame, content=((frame.content[0][0], end),))
        elif (row := self.sources.get(a)) is not None and row.content and row.cue and row.cue[0][0] > a:
            first = b + (self.page.low[b] == "that")
            if first < row.source[0][1]:
                end = row.content[-1][1]
                row.source = ((first, row.source[0][1]), *row.source[1:])
                self._add(frame, content=((b, end),) if end > b else frame.content)
        elif self._unheard(frame):
            self._add(frame)

    def _unheard(self, frame: Frame) -> bool:
        """Whether neither the chain nor the rules made anything of a saying whose verb is surely one of speech."""
        k = frame.cue[0][1] - 1
        taken = [p for row in self._near(k) for p in (*row.cue, *row.content)]
        return self.page.cues.get(k, 0.0) >= LIKELY and not _meets(tuple(taken), (*frame.cue, *frame.content))

    def _is_own(self, frame: Frame, row: Found) -> bool:
        """Whether a frame tells what the row's own speaker said or thought: `he said he believed that`."""
        s, low = frame.source[0][0], self.page.low
        if low[s] not in PRONOUN or (self.page.quoted[s] and not (row.cue and self.page.quoted[row.cue[0][0]])):
            return False
        thinks = any(low[i] in BELIEVING for a, b in frame.cue for i in range(a, b))
        first = row.content[0][0] + (low[row.content[0][0]] == "that")
        return thinks or s == first

    def _around(self, frame: Frame) -> Found | None:
        """The row whose cue stands before a frame and whose content is the frame's: it left the frame's speaker out."""
        (s, _), (x, _) = frame.source[0], frame.content[0]
        for row in self._near(s):
            if not row.cue or row.cue[-1][1] > s or s >= row.content[0][0] or abs(row.content[0][0] - x) > 1:
                continue
            after = max(b for _, b in (*row.cue, *row.source) if b <= s)
            if all(self.page.low[i] in BARE for i in range(after, s)):
                return row
        return None

    def quoted(self, frame: Frame) -> None:
        """Who quotes and who is quoted, in place of what the chain made of both."""
        more: list[Span] = []
        touched = {self.cues[i] for a, b in frame.cue for i in range(a, b) if i in self.cues}
        for row in touched:
            if row.rule.startswith("frame: quoted"):
                continue
            more += [piece for piece in row.content if piece[0] >= frame.content[-1][1]]
            self._drop(row)
        self._add(frame, content=merged([*frame.content, *more]))

    def citing(self, frame: Frame) -> None:
        """The source that a report cites: what the report says is its."""
        k = frame.cue[0][0]
        if (same := self._same(frame)) is not None:
            if same.rule.startswith("frame: quoted"):
                return
            self._drop(same)
        near = [row for row in self._near(k) if row.cue]
        before = [row for row in near if row.cue[0][0] < k and not row.rule.startswith("frame: clause")]
        after = [row for row in near if row.cue[0][0] > k]
        main = max(before, key=lambda r: r.cue, default=None) or min(after, key=lambda r: r.cue, default=None)
        if main is None:
            n = self._sentence(k)
            said = next((one for one in self.clauses if self._sentence(one.cue[0][0]) == n), None)
            if said is None:
                return
            main = self._add(said)
        main.content = cut(main.content, k - 1 if self.page.low[k - 1] == "," else k, frame.source[-1][1])
        if main.content:
            self._add(frame, outer=main, content=main.content)

    def by(self, frame: Frame) -> None:
        """Who stands after `by`; a row for the cue is mended, none is added."""
        same = self._same(frame)
        if same is not None and not same.source:
            same.source = frame.source
            same.content = cut(same.content, frame.cue[-1][1] - 1, frame.source[-1][1]) or frame.content

    def claim(self, frame: Frame) -> None:
        """A claim named by a noun, and who rejects it."""
        same = self._same(frame)
        if same is None or same.rule.startswith("frame: claim"):
            self._add(frame)
        elif same.cue[0][0] == frame.cue[0][0] or frame.kind == "claim: rejected":
            same.content, same.source = frame.content, frame.source
        else:  # probing claims by Source that content
            k = frame.cue[0][0]
            same.cue = tuple((a, min(b, k)) for a, b in same.cue if a < k)
            same.content = merged([(k, frame.content[-1][1]), *same.content])
            self._add(frame)


def _meets(a: Pieces, b: Pieces) -> bool:
    return any(x < w and v < y for x, y in a for v, w in b)


def cut(pieces: Pieces, a: int, b: int, to_end: bool = False) -> Pieces:
    """Pieces without tokens a to b; `to_end`: of the piece that holds them, without what follows either."""
    found: list[Span] = []
    for x, y in pieces:
        if y <= a or x >= b:
            found.append((x, y))
            continue
        if x < a:
            found.append((x, a))
        if y > b and not to_end:
            found.append((b, y))
    return tuple(found)


def degenerate(page: Page, pieces: Pieces) -> bool:
    """Whether a content says nothing: no word beside those that join."""
    return not any(page.words[i][0].isalnum() and page.low[i] not in BARE for a, b in pieces for i in range(a, b))


def linked(page: Page, rows: list[Found]) -> list[Found]:
    """Rows with outer, layer and relay filled in; without links that name nobody."""
    for _ in range(2):
        owner: dict[int, Found] = {}
        for row in sorted(rows, key=lambda r: (-r.size(), r.content, r.cue)):
            for a, b in row.content:
                owner.update(dict.fromkeys(range(a, b), row))
        inner: dict[int, list[Found]] = {}
        for row in rows:
            over = row.outer or (owner.get(row.cue[0][0]) if row.cue else None)
            row.outer = over if over is not row and over is not None and over.size() >= row.size() else None
        for row in rows:
            row.layer = _depth(row)
            inner.setdefault(id(row.outer), []).append(row)
        for row in rows:
            row.relay = id(row) in inner and only_links(page.text, row, row.content, inner[id(row)])
        nobody = {id(row) for row in rows if row.relay and not row.cue and not row.source}
        if not nobody:
            break
        rows = [row for row in rows if id(row) not in nobody]
        for row in rows:
            row.outer = None if id(row.outer) in nobody else row.outer
    return rows


def _depth(row: Found) -> int:
    """How many rows enclose a row; a circle, which equal contents could make, is cut."""
    seen = {id(row)}
    at, depth = row, 0
    while at.outer is not None:
        if id(at.outer) in seen:
            at.outer = None
            break
        seen.add(id(at.outer))
        at, depth = at.outer, depth + 1
    return depth


def only_links(page: Text, one: Found, pieces: Pieces, inner: list[Found]) -> bool:
    """Whether some pieces of a content say nothing but what sayings inside them say, and the cue judges nothing.

    A source that another cites (`citing`) shares the content of the row that encloses it.
    """
    low = page.tokens.low
    if one.cue and not any(low[i] in LINKING for a, b in one.cue for i in range(a, b)):
        return False
    told = {i for one in inner if one.source for i in _reach(one)}
    told |= {
        i
        for one in inner
        if one.source and one.cue
        for i in range(one.cue[-1][1], one.cue[-1][1] + LONGEST_TOLD)
        if low[one.cue[-1][1] - 1] in TOLD
    }
    mine = [i for a, b in pieces for i in range(a, b)]
    return any(i in told for i in mine) and all(i in told or low[i] in BARE or low[i].endswith("ly") for i in mine)


def _reach(one: Found) -> Iterator[int]:
    """The tokens of a saying, and between them those of who was told."""
    last = None
    for a, b in sorted((*one.source, *one.cue, *one.content)):
        yield from range(a if last is None or a - last > LONGEST_TOLD else last, b)
        last = b
