"""Attributions by rules that a reader can follow: the engine `rules`, and features for the trained one.

A cue is a word that in its company is probably a cue (lexicon.py). Its pattern says where source and content stand:

    quotation    “Content,” said Source. / “Content,” Source said, “content.”
    tail         Content, Source said. / Content, said Source.
    clause       Source said (that) content. / Source told Recipient on Monday that content. / Source denied content.
    introduced   Source said: “Content”
    block        Source wrote in X: and paragraphs without marks after it.
    according    According to Source, content. / Content, according to Source.
    view         In Source's view, content. / To Source, content.
    shared       Source ... and added that content. / ..., adding that content: the source of the cue before it.
    around       Content is expected to content. / Content has reportedly content: a source is seldom told.

What layout tells (layout.py) holds before any pattern. A quotation that no cue claims, right after another speaker's words or in an open quotation's next paragraph, joins
the attribution before it. Confidence is how often such an attribution was right in the training articles.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from sayso.attribution.contents import BEFORE_ING, block_end, content_end, content_start, cue_of
from sayso.attribution.layout import laid_out
from sayso.attribution.lexicon import (
    BE,
    DAY,
    DET,
    NOT,
    POSSESSIVE,
    PRONOUN,
    QUOTE,
    WH,
    words_of,
)
from sayso.attribution.phrases import (
    CLOSE,
    EDGES,
    LEFTOVERS,
    PLACES,
    SUPPOSED,
    VERBAL,
    Page,
    Span,
    apposition,
    phrase_left,
    phrase_right,
    stripped,
    subject,
)
from sayso.attribution.record import Found

# Probability of a cue, and how often its attribution was right (content IoU of a half, source and cue overlap).
RIGHT = ((0.0, 0.05), (0.35, 0.19), (0.55, 0.32), (0.75, 0.44), (0.85, 0.53), (0.97, 0.75), (1.0, 0.75))
QUOTATION_RIGHT = ((0.0, 0.05), (0.5, 0.4), (0.85, 0.65), (0.92, 0.81), (0.985, 0.92), (1.0, 0.92))
# How often an attribution that layout tells was right: headlines in the training articles, the others on dev.
LAID_RIGHT = {"headline": 0.85, "turn": 0.85, "signed": 0.9}
MOST = 40  # cues in one sentence

FINAL = words_of(". , ; : ? ! ( — -- – as while when after before because during in on at from about to of")
ACCOUNTS = words_of("accounts estimates measures reports reckonings indications")
UNTOLD = words_of("clear unclear known unknown reported said believed thought expected rumored rumoured alleged")
GOING = words_of("and but because although though so")


class Pattern(NamedTuple):
    """Token pieces found for one cue."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    rule: str
    cue_probability: float

    def roles(self) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
        """Pieces of source, cue and content, empty ones left out."""
        source = (self.source,) if self.source and self.source[0] < self.source[1] else ()
        return source, (self.cue,), tuple(piece for piece in self.content if piece[0] < piece[1])

    def reach(self) -> int:
        """The token after its last one."""
        return max(b for _, b in (self.cue, *self.content, self.source or self.cue))


def attribute(page: Page) -> list[Found]:
    """The attributions of a page, in order."""
    found = [p for start, end in page.sentences for p in _sentence(page, start, end)]
    laid = [Pattern(*one, LAID_RIGHT[one.rule]) for one in laid_out(page)]
    held = _held(page, laid)
    kept = [p for p in _joined(page, found) if not any(any(held[a:b]) for a, b in (p.cue, *p.content))]
    told = [p for p in laid if not _only_asks(page, p)]
    return [Found(*p.roles(), p.rule, _sure(p)) for p in sorted([*told, *kept], key=lambda p: (p.content, p.cue))]


def _only_asks(page: Page, p: Pattern) -> bool:
    """Whether a turn is an interviewer's question: `Q: Was it old?`"""
    _, b = p.content[-1]
    return bool(p.source) and page.words[p.source[0]] == "Q" and page.low[b - 1] == "?"


def _sure(p: Pattern) -> float:
    """How often source, cue and most of the content were right in the training articles, by probability of the cue."""
    if p.rule in LAID_RIGHT:
        return p.cue_probability
    points = QUOTATION_RIGHT if p.rule == "quotation" else RIGHT
    (x, y), (v, w) = next(pair for pair in pairwise(points) if p.cue_probability <= pair[1][0])
    return y + (w - y) * (p.cue_probability - x) / (v - x)


def _sentence(page: Page, start: int, end: int) -> list[Pattern]:
    """The attributions of one sentence."""
    found: list[Pattern] = []
    done = start
    if p := _by_accounts(page, start, end):
        found.append(p)
    cues = [i for i in range(start, end) if i in page.cues]
    for k in sorted(sorted(cues, key=lambda i: -page.cues[i])[:MOST]):
        if k < done:
            continue
        if p := _pattern(page, start, end, k, found):
            found.append(p)
            done = p.cue[1]
    return found


def _pattern(page: Page, start: int, end: int, k: int, found: list[Pattern]) -> Pattern | None:
    """The first pattern that fits the cue at token k of the sentence from start to end."""
    a, b = cue_of(page, start, end, k)
    if page.low[k] == "according":
        return _according(page, start, end, a, b, page.cues[k])
    if page.has(b, {":"}) and b + 1 == end < len(page.words) and page.quoted[end]:  # and the quotation is next
        return _introduced(page, start, end, a, b, k, found)
    if p := _before(page, start, end, a, b, k):
        return p
    begin = content_start(page, b, end, k)
    if page.has(b, {","}) and begin == b + 1 and page.low[start] == "as" and a - start < 8:
        return Pattern(
            phrase_left(page, start, a), (a, b), ((begin, stripped(page, begin, end)),), "tail", page.cues[k]
        )
    if begin >= end and page.has(end - 1, {":"}):
        return _introduced(page, start, end, a, b, k, found)
    stop = content_end(page, begin, end, k)
    if stop <= begin:
        return None
    if _is_around(page, a, k):
        return _around(page, start, a, b, begin, stop, k)
    source, rule = _source(page, start, a, k, found)
    pieces = [(begin, stop)]
    lead = source[0] - 1 if source else start - 1
    if lead >= start and page.low[lead] in ("which", "whom", "what") and rule == "clause":
        pieces.insert(0, (lead, lead + 1))
    if source and page.low[source[0]] == "it" and any(w in UNTOLD for w in page.low[a:b]):
        source = None
    if (begin > b and page.low[begin - 1] == ":") or page.has(b, {":"}):
        rule = "introduced"
    return Pattern(source, (a, b), tuple(pieces), rule, page.cues[k])


def _before(page: Page, start: int, end: int, a: int, b: int, k: int) -> Pattern | None:
    """Content before the cue: `“Content,” Source said`, `Content, said Source`, with what goes on after."""
    share = page.lexicon.share
    word = page.low[k]
    if share(word, "before") + share(word, "around") < 0.08 or page.quoted[k] or a == start:
        return None
    mark = _mark_before(page, start, a)
    if mark is None:
        return None
    quoted = page.quoted[mark]
    after = b
    if mark + 1 < a:
        source = (mark + 1, a)
        if not quoted and not _may_be_source(page, source):
            return None
    else:
        after = phrase_right(page, b, end)
        source = (b, after)
        if after == b or not (quoted or (share(word, "inverted") > 0.05 and _may_be_source(page, source))):
            return None
    if not _final(page, after, end, quoted):
        return None
    rest = _rest(page, after, end, quoted)
    content = _content_before(page, start, mark, quoted, rest is not None)
    if content is None:
        return None
    pieces = (content, rest) if rest else (content,)
    while source[1] > source[0] and page.low[source[1] - 1] in CLOSE:
        source = source[0], source[1] - 1
    return Pattern(source, (a, b), pieces, "quotation" if quoted else "tail", page.cues[k])


def _mark_before(page: Page, start: int, a: int) -> int | None:
    """The comma or closing mark that ends a content before the cue and its source."""
    for i in range(a - 1, max(start, a - 26), -1):
        if page.quoted[i]:
            names = i + 1 < a and (page.words[i + 1][0].isupper() or page.has(i + 1, PRONOUN, DET, POSSESSIVE, {","}))
            pause = page.words[i - 1][-1] in ",?!—–" or page.words[i][0] in ",?!"
            return i if i == a - 1 or names or pause else None
        if i in page.cues or page.low[i] in VERBAL or page.low[i] in ("that", ":", ";", "when", "because", "if"):
            break
    i = a - 1
    while i >= start and a - i < 24:
        word = page.low[i]
        if word in (",", "—", "--", "–"):
            return i
        if i in page.cues or word in EDGES:
            return None
        i -= 1
    return None


def _may_be_source(page: Page, span: Span) -> bool:
    """Whether words may name a source, judged by the first of them."""
    word = page.words[span[0]]
    low = word.lower()
    if low in LEFTOVERS or low in VERBAL or low in NOT or low.endswith("ing") or low in EDGES:
        return False
    return word[0].isupper() or low in PRONOUN or low in DET or low in POSSESSIVE or span[1] - span[0] <= 3


def _final(page: Page, after: int, end: int, quoted: bool) -> bool:
    """Whether what follows a cue and its source leaves its content before it."""
    if after >= end:
        return True
    if page.low[after] in ("that", "to", *WH) and not (page.low[after] in ("when", "where", "which") and quoted):
        return False
    if quoted:
        return not any(w == "that" for w in page.low[after : min(end, after + 8)])
    if page.low[after] in (",", ":") and page.has(after + 1, QUOTE):
        return False
    if page.low[end - 1] == ":" or page.low[after] in ("of", "about", "for", "with", ":"):
        return False
    plain = page.low[after] in FINAL or page.low[after] in DAY
    return plain and "that" not in page.low[after:end]


def _content_before(page: Page, start: int, mark: int, quoted: bool, goes_on: bool) -> Span | None:
    """The content that ends at a mark: a quotation, or the sentence so far."""
    if not quoted:
        if page.low[start] in ("according", "asked"):
            return None
        verbal = any(page.low[i] in VERBAL or page.low[i].endswith("ed") or i in page.cues for i in range(start, mark))
        if page.low[start] in PLACES and not any(w in VERBAL for w in page.low[start:mark]):
            return None
        if goes_on and not any(i in page.cues for i in range(start, mark)):
            return (start, mark)
        return (start, mark) if mark - start > 3 and (verbal or mark - start > 5) else None
    first = page.quotes[page.quote_of[mark]][0]
    if page.low[start] == "according":
        return None
    if first > start:
        opens = page.low[start] in LEFTOVERS and first - start < 12 and page.words[first + 1][:1].isupper()
        said = any(i in page.cues and page.cues[i] > 0.8 for i in range(start, first))
        if opens or said or page.low[first - 1] in (":",):
            return (first, mark + 1)
    return (min(first, start) if first <= start else start, mark + 1)


def _rest(page: Page, i: int, end: int, quoted: bool) -> Span | None:
    """The content that goes on after `..., Source said,`."""
    low = page.low
    for j in range(i, end):
        if page.quoted[j]:
            if j - i < 3 or low[j - 1] in (",", ":", "—", "--", "–", "."):
                stop = page.quotes[page.quote_of[j]][1]
                return (j, content_end(page, j, end, j) if stop < end - 1 else min(stop, end))
            return None
        if j in page.cues:
            return None
    if i + 2 < end and low[i] == "," and (low[i + 1] in GOING or low[i + 1] in VERBAL or low[i + 1] in PLACES):
        return (i + 1, stripped(page, i + 1, end))
    return None


def _is_around(page: Page, a: int, k: int) -> bool:
    share = page.lexicon.share
    word = page.low[k]
    if word in SUPPOSED and page.has(k + 1, {"to"}) and any(w in BE for w in page.low[a:k]):
        return True
    passive = word.endswith("ed") and not page.has(k - 1, BE) and not any(w in BE for w in page.low[a:k])
    return share(word, "around") > 0.4 and share(word, "bare") > 0.3 and not (passive and share(word, "bare") < 0.7)


def _around(page: Page, start: int, a: int, b: int, begin: int, stop: int, k: int) -> Pattern | None:
    """Content on both sides of a cue without source."""
    subject = phrase_left(page, start, a)
    pieces = ((subject,) if subject else ()) + ((begin, stop),)
    return Pattern(None, (a, b), pieces, "around", page.cues[k])


def _source(page: Page, start: int, a: int, k: int, found: list[Pattern]) -> tuple[Span | None, str]:
    """Source to the left of the cue, and the rule's name."""
    low = page.low
    i = a - 1
    if i < start:
        return None, "clause"
    same = next((p.source for p in reversed(found) if p.source), None)
    joined = low[i] in ("and", "but", "or") or (low[k].endswith("ing") and low[i] in BEFORE_ING)
    if joined or low[a] == "to":
        return same or subject(page, start, a), "shared"
    if low[i] in POSSESSIVE and i > start and low[i] in ("'s", "’s"):
        return phrase_left(page, start, i + 1), "clause"
    return phrase_left(page, start, a), "clause"


def _according(page: Page, start: int, end: int, a: int, b: int, p: float) -> Pattern | None:
    """`Content, according to Source` or `According to Source, content`."""
    stop = b
    while stop < end and not (page.low[stop] in EDGES or page.low[stop] in QUOTE):
        stop += 1
    source = (b, stop) if stop > b else None
    last = stripped(page, stop, end)
    if a > start + 1:
        i = a - 1 if page.low[a - 1] == "," else a
        verbless = not any(
            page.low[j] in VERBAL or page.low[j].endswith("ed") or j in page.cues for j in range(start, i)
        )
        goes_on = last > stop + 1 and page.has(stop, {","}) and (verbless or page.has(stop + 1, GOING, VERBAL))
        rest = ((stop + 1, last),) if goes_on else ()
        return Pattern(source, (a, b), ((start, i), *rest), "according", p)
    if stop + 1 < last and page.low[stop] == ",":
        name = next((j for j in range(stop + 1, min(last, stop + 7)) if not page.words[j][0].isupper()), last)
        if stop + 1 < name < last - 1 and page.low[name] == ",":  # According to the governor, Ann Lee, content
            source, stop = (b, name), name
        elif apposition(page, stop, last) and (comma := page.next(stop + 1, ",", min(last, stop + 16))):
            source, stop = (b, comma), comma
        return Pattern(source, (a, b), ((stop + 1, last),), "according", p)
    return None


def _by_accounts(page: Page, start: int, end: int) -> Pattern | None:
    """`By most accounts, content`: words that report without telling who."""
    low = page.low
    for i in range(start, end - 2):
        if (
            low[i] == "by"
            and low[i + 1] in ("most", "all", "many", "some", "several", "other")
            and low[i + 2] in ACCOUNTS
        ):
            first, last = i + 3 + page.has(i + 3, {","}), stripped(page, start, end)
            sides = ((start, i - page.has(i - 1, {","})), (first, last))
            content = tuple((a, b) for a, b in sides if b > a)
            return Pattern(None, (i, i + 3), content, "around", 0.9) if content else None
        if low[i] == "per" and low[i + 1] in DET and i > start + 3:
            stop = stripped(page, i, end)
            by = next((j + 1 for j in range(i, stop) if low[j] == "by"), i + 1)
            return Pattern((by, stop), (i, max(i + 1, by)), ((start, i - page.has(i - 1, {","})),), "according", 0.9)
    return None


def _introduced(page: Page, start: int, end: int, a: int, b: int, k: int, found: list[Pattern]) -> Pattern | None:
    """A cue whose sentence ends with a colon: the quotation or block of paragraphs after it."""
    begin = end
    if begin >= len(page.words):
        return None
    source, _ = _source(page, start, a, k, found)
    if page.quoted[begin]:
        return Pattern(source, (a, b), (page.quotes[page.quote_of[begin]],), "introduced", page.cues[k])
    rule = "block" if source and begin in page.paragraphs else "introduced"
    return Pattern(source, (a, b), ((begin, block_end(page, begin)),), rule, page.cues[k])


def _held(page: Page, found: list[Pattern]) -> bytearray:
    """A byte per token: 1 in a cue or content."""
    held = bytearray(len(page.words))
    for p in found:
        for a, b in (*p.content, p.cue):
            held[a:b] = b"\1" * (b - a)
    return held


def _joined(page: Page, found: list[Pattern]) -> list[Pattern]:
    """Join a quotation that nothing holds to the attribution just before it."""
    held = _held(page, found)
    out = sorted(found, key=lambda p: (p.reach(), p.cue))
    sentence = [0] * (len(page.words) + 1)
    for n, (a, b) in enumerate(page.sentences):
        sentence[a:b] = [n] * (b - a)
    at, last = 0, -1  # out[last] is the latest attribution that ends before the quotation
    for n, (a, b) in enumerate(page.quotes):
        while at < len(out) and out[at].reach() <= a:
            at, last = at + 1, at
        if last < 0 or b - a < 4 or any(held[a:b]) or not page.starts[a]:
            continue
        p = out[last]
        goes_on = n and page.open[n - 1] and p.content[-1][1] == page.quotes[n - 1][1]
        near = sentence[a] - sentence[p.reach() - 1] <= 1
        spoken = any(page.quoted[x] for x, _ in p.content) or page.quoted[p.content[-1][1] - 1]
        if goes_on or (near and spoken):
            out[last] = p._replace(content=(*p.content, (a, b)))
            held[a:b] = b"\1" * (b - a)
    out = [_reaching_back(page, p, held) for p in out]
    return sorted(out, key=lambda p: (p.content, p.cue))


def _reaching_back(page: Page, p: Pattern, held: bytearray) -> Pattern:
    """Prepend the open quotations of the paragraphs before a quotation that starts a paragraph."""
    a = p.content[0][0]
    n = page.quote_of[a]
    while n > 0 and page.quotes[n][0] == a and page.open[n - 1] and not any(held[slice(*page.quotes[n - 1])]):
        if page.quotes[n - 1][1] != a:
            return p
        n, a = n - 1, page.quotes[n - 1][0]
        p = p._replace(content=((a, p.content[0][1]), *p.content[1:]))
    return p
