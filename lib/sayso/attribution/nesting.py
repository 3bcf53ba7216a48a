"""Layers: the sayings that a chain of labels cannot mark are added, and each row gets the row that encloses it.

A row encloses another where its content holds the other's cue; deepest first. A row whose content is only another's
saying is a link (`relay`), unless its cue judges: who denies what another says takes a stance of his own.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso.attribution.contents import JUDGING, TOLD
from sayso.attribution.frames import QUOTING
from sayso.attribution.lexicon import DAY, PRONOUN, QUOTE, words_of
from sayso.attribution.mending import mend
from sayso.attribution.phrases import Page, Span
from sayso.attribution.record import Found, Pieces, cut, meets, merged, tokens_of
from sayso.text import Text
from sayso.words import marked, verbs

ORDER = ("quoted", "tail", "clause", "citing", "heard")  # in which frames are laid
WRITINGS = marked("bodies", "writing")
BELIEVING = verbs("verbs-believing")
# Cues that pass on what another says; who judges it, or holds it, takes a stance of his own.
PASSING = marked("frames", "passing")
LINKING = (verbs("verbs-reporting") - JUDGING) | PASSING | QUOTING | words_of("according citing reportedly per : words")
# Words of an outer content that say nothing beside an inner saying.
BARE = DAY | QUOTE | marked("frames", "bare")
SURE_TAILS = frozenset({"in", "according"})  # in the words of, according to
LONGEST_TOLD = 6  # tokens


def nested(page: Page, rows: list[Found], framed: Iterable[Found]) -> list[Found]:
    """The rows with what frames add and mend, each with its outer row; in no order."""
    found = sorted(framed, key=lambda one: (ORDER.index(form_of(one)), one.cue))
    desk = Desk(page, mend(page, rows))
    for frame in found:
        desk.parted(frame)
        getattr(desk, form_of(frame))(frame)
    return linked(page, [row for row in desk.rows if any(a < b for a, b in row.content)])


def form_of(frame: Found) -> str:
    """The form of a frame: `clause` of `frame: clause`, `quoted` of `frame: quoted: outer`."""
    return frame.rule.split(": ")[1]


class Desk:
    """Rows of one page while frames are laid beside them; a row whose content is taken away is no more."""

    def __init__(self, page: Page, rows: list[Found]) -> None:
        self.page = page
        self.rows: list[Found] = []
        self.cues: dict[int, Found] = {}
        self.sources: dict[int, Found] = {}
        self.sentences = [a for a, _ in page.sentences]
        self.of_sentence: dict[int, list[Found]] = defaultdict(list)
        for row in rows:
            self._add(row)

    def _add(self, row: Found) -> None:
        self.rows.append(row)
        self.cues |= dict.fromkeys(tokens_of(row.cue), row)
        self.sources |= dict.fromkeys(tokens_of(row.source), row)
        for n in {n for a, b in (*row.cue, *row.content) for n in range(self._sentence(a), self._sentence(b - 1) + 1)}:
            self.of_sentence[n].append(row)

    def _sentence(self, i: int) -> int:
        return bisect_right(self.sentences, i) - 1

    def _near(self, i: int) -> list[Found]:
        """The rows about the sentence of a token."""
        return [row for row in self.of_sentence.get(self._sentence(i), []) if row.content]

    def _same(self, frame: Found) -> Found | None:
        """The row that has the frame's cue."""
        found = (self.cues.get(i) for i in tokens_of(frame.cue))
        return next((row for row in found if row and row.content), None)

    def _holding(self, a: int, b: int) -> list[Found]:
        """Rows whose content holds tokens a to b, the narrowest first."""
        found = [row for row in self._near(a) if any(x <= a and b <= y for x, y in row.content)]
        return sorted(found, key=Found.size)

    def parted(self, frame: Found) -> None:
        """Words that have a speaker and a cue beside them are not also those of a cue inside that speaker, or far off."""
        (a, b), at = frame.content[0], self._sentence(frame.cue[0][0])
        for row in self._near(a) if frame.source and not self.page.quoted[a] else ():
            far = at not in map(self._sentence, tokens_of(row.cue)) and not meets(row.content, frame.cue + frame.source)
            inside = form_of(frame) == "tail" and meets(row.cue, frame.source)  # a clerk claiming the opposite
            if row.cue and (far or inside) and not meets(row.cue, frame.cue) and meets(row.content, ((a, b),)):
                row.content = () if inside else cut(row.content, a, b)

    def tail(self, frame: Found) -> None:
        """An outer speaker at the end, whom the contents before swallowed."""
        (s, t), (c, d), (a, b) = frame.source[0], frame.cue[0], frame.content[0]
        if (same := self._same(frame)) is not None:
            after = all(x >= d for x, _ in same.content) and same.size() <= LONGEST_TOLD
            if after and not meets(same.content, frame.content):  # who speaks or is told, taken for a content
                same.content = frame.content
            elif meets(same.content, frame.source):
                same.content = frame.content if s < a else cut(same.content, b, t, to_end=True)
            else:
                self._whole(same, frame)
            if s < a and self.page.low[c] in SURE_TAILS and not meets(same.source, frame.source):
                same.source = ()  # According to Outer, | Source said
            same.source = same.source or frame.source
            return
        holding = self._holding(min(s, c), max(t, d))
        inner = [row for row in self._near(a) if row.cue and a <= row.cue[0][0] < b]
        if holding or inner or self.page.low[c] in SURE_TAILS or self._unheard(frame):
            for row in holding:
                if row in inner:
                    row.content = cut(row.content, b, max(d, t), to_end=True)
            for row in inner:  # `According to Outer, Source denied`: Outer is not who denied
                row.source = () if meets(row.source, frame.source) else row.source
            self._add(replace(frame))

    def _whole(self, same: Found, frame: Found) -> None:
        """A content that the chain began in the midst of what a tail ends, or parted from that of a saying inside it."""
        page, (a, b), (x, y) = self.page, frame.content[0], same.content[0]
        late = len(same.content) == 1 and a < x < y <= b <= y + 1 and not page.quoted[x]
        if not late or not page.verbal(a, x) or page.any(a, x, (":", ";")):
            return
        inside = [row for row in self._near(a) if row is not same and row.cue and a <= row.cue[0][0] < x]
        parted = next((row for row in inside if x - 1 <= row.content[-1][1] <= x), None)
        if parted:
            parted.content = (*parted.content[:-1], (parted.content[-1][0], b))
        if parted or not inside:
            same.content = frame.content

    def clause(self, frame: Found) -> None:
        """A speaker inside a content, or before the source of a row; or what a row with the same cue lacks."""
        (s, t), (a, b) = frame.source[0], frame.cue[0]
        if (same := self._same(frame)) is not None:
            if not same.source and not any(self.sources.get(i) for i in range(s, t)):
                same.source, same.content = frame.source, cut(same.content, s, t)
            if degenerate(self.page, same.content):
                same.content = frame.content
        elif holding := self._holding(s, b):
            if not self._is_own(frame, holding[0]):
                end = next(y for x, y in holding[0].content if x <= s and b <= y)
                content = tuple((x, min(y, end)) for x, y in frame.content if x < end)
                if content and not degenerate(self.page, content):
                    self._add(replace(frame, content=content))
        elif row := self._around(frame):
            end = row.content[0][1]
            row.content = ((s, end), *row.content[1:])
            self._add(replace(frame, content=((frame.content[0][0], end),)))
        elif (row := self.sources.get(a)) is not None and row.content and row.cue and row.cue[0][0] > a:
            first, end = b + (self.page.low[b] == "that"), row.content[-1][1]
            if first < row.source[0][1]:
                row.source = ((first, row.source[0][1]), *row.source[1:])
                self._add(replace(frame, content=((b, end),) if end > b else frame.content))
        elif self._unheard(frame):
            self._add(replace(frame))

    def _unheard(self, frame: Found) -> bool:
        """Whether the chain made nothing of a saying."""
        judged = form_of(frame) == "clause" and self.page.any(*frame.cue[0], JUDGING)  # denied reports stating that
        rows = [r for r in self._near(frame.cue[0][0]) if not (judged and r.source and meets(r.cue, frame.content))]
        near = tuple(piece for row in rows for piece in (*row.cue, *row.content))
        return not meets(near, (*frame.cue, *frame.content))

    def _is_own(self, frame: Found, row: Found) -> bool:
        """Whether a frame tells what the row's own speaker said or thought: `he said he believed that`."""
        page, s, first = self.page, frame.source[0][0], row.content[0][0]
        if page.low[s] not in PRONOUN or (page.quoted[s] and not (row.cue and page.quoted[row.cue[0][0]])):
            return False
        opens = s == first + (page.low[first] == "that") and not (row.cue and page.has(row.cue[0][0], SURE_TAILS))
        return opens or page.any(*frame.cue[0], BELIEVING)

    def _around(self, frame: Found) -> Found | None:
        """The row whose cue stands before a frame and whose content is the frame's: it left the frame's speaker out."""
        (s, _), (x, _) = frame.source[0], frame.content[0]
        for row in self._near(s):
            if row.cue and row.cue[-1][1] <= s < row.content[0][0] and abs(row.content[0][0] - x) <= 1:
                after = max(b for _, b in (*row.cue, *row.source) if b <= s)
                if self.page.past(after, s, BARE) == s:
                    return row
        return None

    def quoted(self, frame: Found) -> None:
        """Who quotes and who is quoted, in place of what the chain made of both."""
        more: list[Span] = []
        for row in {self.cues[i] for i in tokens_of(frame.cue) if i in self.cues}:
            if not row.rule.startswith("frame: quoted"):
                more += [piece for piece in row.content if piece[0] >= frame.content[-1][1]]
                row.content = ()
        self._add(replace(frame, content=merged([*frame.content, *more])))

    def citing(self, frame: Found) -> None:
        """The source that a report cites: what the report says is its."""
        k = frame.cue[0][0]
        if (same := self._same(frame)) is not None:
            if same.rule.startswith("frame: quoted"):
                return
            same.content = ()
        near = [row for row in self._near(k) if row.cue]
        before = [row for row in near if row.cue[0][0] < k and row.rule != "frame: clause"]
        after = [row for row in near if row.cue[0][0] > k]
        main = max(before, key=lambda r: r.cue, default=None) or min(after, key=lambda r: r.cue, default=None)
        if main is None:
            return
        main.content = cut(main.content, k - (self.page.low[k - 1] == ","), frame.source[-1][1])
        quoting = self.page.low[k] == "quoting" and self.page.low[frame.source[-1][1] - 1] not in WRITINGS
        own = main.source and all(self.page.quoted[i] for i in tokens_of(main.content))
        if main.content and (quoting or not own):  # no: “Content,” she wrote, citing Source
            self._add(replace(frame, outer=main, content=main.content))

    def heard(self, frame: Found) -> None:
        """What nobody in particular says, unless the chain has a speaker for it."""
        holding = self._holding(frame.cue[0][0], frame.content[0][1])[:1]
        judged = any(self.page.low[i] in JUDGING for row in holding for i in tokens_of(row.cue))  # denied rumours that
        same = self._same(frame) or self.cues.get(frame.cue[0][0] - 1)
        if same is not None and not same.source and meets(same.content, frame.cue + frame.content):
            same.cue, same.content = frame.cue, frame.content
        elif same is None and not judged and (holding or self._unheard(frame)):
            self._add(replace(frame))


def degenerate(page: Page, pieces: Pieces) -> bool:
    """Whether a content says nothing: no word beside those that join."""
    return not any(page.words[i][0].isalnum() and page.low[i] not in BARE for i in tokens_of(pieces))


def linked(page: Page, rows: list[Found]) -> list[Found]:
    """Rows with outer, layer and relay filled in; without links that name nobody."""
    _link(page, rows)
    nobody = {id(row) for row in rows if row.relay and not row.cue and not row.source}
    if nobody:
        rows = [row for row in rows if id(row) not in nobody]
        for row in rows:
            row.outer = None if id(row.outer) in nobody else row.outer
        _link(page, rows)
    return rows


def _link(page: Page, rows: list[Found]) -> None:
    owner: dict[int, Found] = {}
    for row in sorted(rows, key=lambda r: (-r.size(), r.content, r.cue)):
        owner |= dict.fromkeys(tokens_of(row.content), row)
    for row in rows:
        over = row.outer or (owner.get(row.cue[0][0]) if row.cue else None)
        row.outer = over if over is not None and over is not row and over.size() >= row.size() else None
    for row in rows:
        row.layer = _depth(row)
    inner = inner_of(rows)
    for row in rows:
        row.relay = only_links(page.text, row, row.content, inner[id(row)])


def inner_of(rows: list[Found]) -> dict[int, list[Found]]:
    """By id of a row the rows that it encloses."""
    inner: dict[int, list[Found]] = defaultdict(list)
    for row in rows:
        inner[id(row.outer)].append(row)
    return inner


def _depth(row: Found) -> int:
    """How many rows enclose a row; a circle, which equal contents could make, is cut."""
    seen, at = {row}, row
    while at.outer is not None and at.outer not in seen:
        at = at.outer
        seen.add(at)
    at.outer = None
    return len(seen) - 1


def only_links(page: Text, one: Found, pieces: Pieces, inner: list[Found]) -> bool:
    """Whether some pieces of a content say nothing but what sayings inside them say, and the cue judges nothing.

    A source that another cites (`citing`) shares the content of the row that encloses it.
    """
    low = page.tokens.low
    if not inner or (one.cue and not any(low[i] in LINKING for i in tokens_of(one.cue))):
        return False
    told: set[int] = set()
    for saying in (saying for saying in inner if saying.source):
        told.update(_reach(saying))
        if saying.cue and low[saying.cue[-1][1] - 1] in TOLD:
            told.update(range(saying.cue[-1][1], saying.cue[-1][1] + LONGEST_TOLD))
    mine = list(tokens_of(pieces))
    return any(i in told for i in mine) and all(i in told or low[i] in BARE or low[i].endswith("ly") for i in mine)


def _reach(one: Found) -> Iterator[int]:
    """The tokens of a saying, and between them those of who was told."""
    last = None
    for a, b in sorted((*one.source, *one.cue, *one.content)):
        yield from range(a if last is None or a - last > LONGEST_TOLD else last, b)
        last = b
