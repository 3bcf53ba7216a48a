"""Attributions by rules that a reader can follow: the engine `rules`, and features for the trained one.

A cue is a word that, in its company, is more often a cue than not (lexicon.py). Its pattern then says where source
and content stand; a rule's name is its pattern:

    quotation           “Content,” said Source. / “Content,” Source said. Then a bare quotation that goes on.
    tail                Content, Source said. / Content, said Source.
    clause              Source said (that) content. / Source told X on Monday that content. / Source denied content.
    introduced          Source said: “Content” / Source wrote in X: and a block after it.
    according           according to Source, content / content, per Source / in Source's view, content.
    participle          ..., adding that content: the source of the cue before it, else the sentence's subject.
    around              content was reportedly content; Source of such words is unknown.
    noun                Source's claim that content.
    goes on             a quotation without cue right after another speaker's quotation: joined to that one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.attrs import IDX, LENGTH, SENT_START
from spacy.tokens import Doc

from hearsay.attribution import Attribution, attribution
from hearsay.lexicon import (
    BE,
    DAY,
    DET,
    HAVE,
    MODAL,
    NOT,
    POSSESSIVE,
    QUOTE,
    STOPPERS,
    WH,
    Lexicon,
    company,
    lexicon,
    stop_keys,
    words_of,
)
from hearsay.quotes import inside, quotations

LEAST = 0.4  # a likelier word is a cue
PERSONAL = words_of("he she they it i we you who")
LEADS = BE | HAVE | MODAL | NOT | words_of("also then later previously once still just now to already even first")
CLAUSE = words_of(
    ", ; : — – -- ( ) . ? ! that because if when while as after before since although though but whether where which",
    "what how why until so than or like despite",
)
ADJUNCT = words_of("in on at during after before via through to with by from over of for and the a an his her their")
TOLD = words_of("told tells telling tell informed informs assured reminded warned notified advised")


class Pattern(NamedTuple):
    """Token pieces found for one cue."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: list[tuple[int, int]]
    rule: str
    confidence: float


@dataclass
class Page:
    """A Doc as plain lists, which are quicker to read than its tokens."""

    words: list[str]
    low: list[str]
    quoted: list[bool]
    starts: list[bool]
    sentences: list[tuple[int, int]]
    quotes: list[tuple[int, int]]  # token spans of quotations
    mask: bytearray
    cues: dict[int, float] = field(default_factory=dict)


def attribute(doc: Doc, words: Lexicon | None = None) -> list[Attribution]:
    """The attributions of a Doc with sentences, in order. `words` replaces the lexicon that ships."""
    if not len(doc):
        return []
    page = read(doc, words or lexicon())
    found = [p for a, b in page.sentences for p in _sentence(page, a, b, words or lexicon())]
    found = _go_on(page, found)
    return [
        attribution(doc, [p.source] if p.source else [], [p.cue], p.content, p.rule, p.confidence, page.mask)
        for p in found
    ]


def read(doc: Doc, words: Lexicon) -> Page:
    """The Doc's words, quotations, sentences and probable cues."""
    text = doc.text
    idx, length, starts = doc.to_array([IDX, LENGTH, SENT_START]).astype(int).T.tolist()
    own = [text[i : i + n] for i, n in zip(idx, length, strict=True)]
    found = quotations(text)
    mask = inside(text, found)
    page = Page(
        own, [w.lower() for w in own], [bool(mask[i]) for i in idx], [s == 1 for s in starts], [], [], mask
    )
    first = [i for i, s in enumerate(page.starts) if s or i == 0]
    page.sentences = list(zip(first, [*first[1:], len(own)], strict=True))
    page.quotes = list(_token_spans(found, idx, length))
    for i, word in enumerate(page.low):
        if word in words.words and (p := words.cue(word, *company(own, i, page.quoted, page.starts))) > LEAST:
            page.cues[i] = p
    return page


def _token_spans(found: list, idx: list[int], length: list[int]) -> Iterator[tuple[int, int]]:
    i = 0
    for q in found:
        while i < len(idx) and idx[i] + length[i] <= q.start:
            i += 1
        j = i
        while j < len(idx) and idx[j] < q.end:
            j += 1
        if j > i:
            yield i, j
        i = j


def _sentence(page: Page, start: int, end: int, lex: Lexicon) -> list[Pattern]:
    """The attributions of one sentence."""
    while end > start and (page.words[end - 1].isspace()):
        end -= 1
    found: list[Pattern] = []
    for k in [i for i in range(start, end) if i in page.cues]:
        if p := _pattern(page, start, end, k, lex, found):
            found.append(p)
    return found


def _pattern(page: Page, start: int, end: int, k: int, lex: Lexicon, found: list[Pattern]) -> Pattern | None:
    """The first pattern that fits the cue at token k."""
    low, words = page.low, page.words
    p = round(page.cues[k], 3)
    a, b = _cue_span(page, start, end, k, lex)
    if low[k] == "according":
        return _according(page, start, end, a, b, p)
    # content before the cue
    tail = _tail(page, start, end, a, b)
    if tail:
        source, content, quoted = tail
        rest = _rest(page, source, b, end)
        if rest:
            content = [*content, rest]
        return Pattern(source, (a, b), content, "quotation" if quoted else "tail", p)
    begin = _content_start(page, b, end, low[k])
    stop = _content_end(page, begin, end, lex, k)
    if stop <= begin:
        return None
    source, rule = _source(page, start, a, k, found)
    return Pattern(source, (a, b), [(begin, stop)], rule, p)


def _cue_span(page: Page, start: int, end: int, k: int, lex: Lexicon) -> tuple[int, int]:
    """The cue with its auxiliaries, adverbs and particle."""
    a = k
    while a > start and (page.low[a - 1] in LEADS or page.low[a - 1].endswith("ly")) and page.low[a - 1] not in ("'s", "’s"):
        a -= 1
    b = k + 1
    if b < end and lex.share(page.low[k], "+" + page.low[b]) > 0.25 * _seen(lex, page.low[k], page.low[b]):
        b += 1
    return a, b


def _seen(lex: Lexicon, word: str, after: str) -> float:
    from hearsay.lexicon import shape_class

    entry = lex.words[word]
    n = entry["after"].get(shape_class(after), [0, 0])[0]
    return n / entry["n"][0] if n else 1.0


def _tail(page: Page, start: int, end: int, a: int, b: int):
    """Source and content where the content stands before: `“Content,” Source said`, `Content, said Source.`"""
    low = page.low
    if page.quoted[a]:
        return None
    # look left for the comma or closing mark that ends the content
    i = a - 1
    while i >= start and not (low[i] in (",", "?", "!", "—", "--", "–") or low[i] in QUOTE and page.quoted[i]):
        if low[i] in CLAUSE or a - i > 14:
            return None
        i -= 1
    if i < start:
        return None
    quoted = page.quoted[i]
    ends = b >= end or low[b] in (".", ",", ":", ";", "?", "!", "(", "—", "--") or low[b] in DAY or low[b] in ("in", "on", "at", "during", "of", "to", "as", "while", "when", "after", "before", "from", "about", "with")
    if quoted:
        left = _quotation_before(page, i)
        content = (left if left is not None and not _intro(page, start, left) else start, i + 1)
    else:
        if low[i] != ",":
            return None
        content = (start, i)
    if i + 1 < a:  # Source said
        if not ends and not (quoted):
            return None
        source = (i + 1, a)
        if not quoted and (low[b] in ("to", "of", "about", "for", "with") if b < end else False):
            return None
        if not quoted and b < end and low[b] not in (".", ",", ";") and not _closed(page, b, end):
            return None
        if not quoted and any(j in page.cues for j in range(start, i)) and not _is_pronoun_or_cap(page, i + 1):
            return None
    else:  # said Source
        stop = _np_right(page, b, end)
        if stop == b:
            if not quoted:
                return None
            return None
        source = (b, stop)
        if not quoted and not (stop >= end or low[stop] in (".", ",", ";") or low[stop] in DAY or low[stop] in ("in", "on", "at", "during")):
            return None
        if not quoted and low[a].endswith("ing"):
            return None
    if content[1] - content[0] < (1 if quoted else 3):
        return None
    return source, [content], quoted


def _is_pronoun_or_cap(page: Page, i: int) -> bool:
    return page.low[i] in PERSONAL or page.words[i][0].isupper() or page.low[i] in DET


def _closed(page: Page, b: int, end: int) -> bool:
    """Only an adjunct follows until the sentence ends."""
    return end - b < 12 and not any(i in page.cues for i in range(b, end)) and "that" not in page.low[b:end]


def _quotation_before(page: Page, i: int) -> int | None:
    """Start of the quotation that holds token i."""
    for a, b in page.quotes:
        if a <= i < b:
            return a
    return None


def _intro(page: Page, start: int, left: int) -> bool:
    """Whether unquoted words of the same content stand before a quotation: `Ann is “ill,” he said`."""
    return left - start > 0 and not page.quoted[start]


def _rest(page: Page, source: tuple[int, int], b: int, end: int) -> tuple[int, int] | None:
    """The content that goes on after `..., Source said,`."""
    i = max(b, source[1])
    low = page.low
    # a quotation later in the sentence
    for j in range(i, end):
        if page.quoted[j]:
            if low[j - 1] in (",", ":", ".", "—", "--") or j - i < 3:
                stop = end
                while stop > j and not page.quoted[stop - 1]:
                    stop -= 1
                return (j, stop)
            return None
        if j in page.cues:
            return None
    if i < end and low[i] == "," and i + 2 < end and not low[i + 1].endswith("ing"):
        stop = end - 1 if low[end - 1] in (".", "?", "!") else end
        return (i + 1, stop) if low[i + 1] in ("and", "but", "because", "though", "although", "which", "while", "so") else None
    return None


def _np_right(page: Page, b: int, end: int) -> int:
    i = b
    while i < end and not (page.low[i] in CLAUSE or page.low[i] in DAY or page.low[i] in ("to", "in", "on", "at", "during") or page.low[i] in QUOTE or i in page.cues or page.words[i].isspace()):
        if page.low[i] in PERSONAL:
            return i + 1 if i == b else i
        i += 1
        if i - b > 15:
            return b
    return i


def _content_start(page: Page, b: int, end: int, word: str) -> int:
    """Where content after a cue starts: past a recipient, a day, `:` and `,`, at `that` or an opening mark."""
    low = page.low
    if b < end and low[b] in ("that", "to", *WH):
        return b
    limit = min(end, b + 16)
    for i in range(b, limit):
        if low[i] == "that" and i > b and (word in TOLD or low[b] in ADJUNCT or low[b] in DAY or low[b] in (",",)):
            return i
        if low[i] == ":" or (i in page.cues):
            return i + 1 if low[i] == ":" else b
        if page.quoted[i]:
            if i > b and low[i - 1] in (",", ":"):
                return i
            if word in TOLD or low[b] in DAY or (low[b] in ("in", "on", "at", "during") and page.words[min(i + 1, end - 1)][0].isupper()):
                return i
            break
        if low[i] in (".", ";"):
            break
    i = b
    if word in TOLD:
        i = min(end, i + 1)
        while i < end and page.words[i][0].isupper() and page.words[i - 1][0].isupper():
            i += 1
    while i < end and (low[i] in DAY or (low[i] == "on" and i + 1 < end and low[i + 1] in DAY)):
        i += 1
    while i < end and (low[i] in (",", ":") or page.words[i].isspace()):
        i += 1
    return i


def _content_end(page: Page, begin: int, end: int, lex: Lexicon, k: int) -> int:
    """Where content that starts at a token ends: at the sentence's end, or before words that often follow one."""
    low = page.low
    last = end
    while last > begin and low[last - 1] in (".", "?", "!", ";") and not page.quoted[last - 1]:
        last -= 1
    if page.quoted[k]:  # a cue inside a quotation reaches no further than the quotation
        for a, b in page.quotes:
            if a <= k < b:
                last = min(last, b - 1)
        while last > begin and low[last - 1] in (".", "?", "!", ",", ";"):
            last -= 1
    for i in range(begin + 2, last):
        if low[i] in STOPPERS and (not page.quoted[i] or page.quoted[k]) and _ends_here(page, i, lex):
            return i
    return last


def _ends_here(page: Page, i: int, lex: Lexicon) -> bool:
    for key in stop_keys(page.words, i):
        if (p := lex.stop(key)) is not None:
            return p > 0.5
    return False


def _source(page: Page, start: int, a: int, k: int, found: list[Pattern]) -> tuple[tuple[int, int] | None, str]:
    """Source on the left of the cue, and the rule's name."""
    low = page.low
    i = a - 1
    if i >= start and low[i] in ("and", "but", ",") or low[k].endswith("ing") or a > start and low[a] == "to":
        same = next((p.source for p in reversed(found) if p.source), None)
        if same and low[i] != ",":
            return same, "participle"
        if low[k].endswith("ing") or low[i] in ("and", "but"):
            return same or _subject(page, start, a), "participle"
    if i < start:
        return None, "clause"
    return _np_left(page, start, i + 1), "clause"


def _np_left(page: Page, start: int, stop: int) -> tuple[int, int] | None:
    """The noun phrase that ends before a token."""
    low, words = page.low, page.words
    end = stop
    i = stop - 1
    if low[i] == ",":  # an insertion: Source, who ..., said
        j = i - 1
        while j > start and low[j] != "," and i - j < 30:
            j -= 1
        if low[j] != ",":
            return None
        head = _np_left(page, start, j)
        return (head[0], i) if head else None
    if low[i] in PERSONAL:
        return (i, i + 1)
    while i >= start and not (low[i] in CLAUSE or low[i] in PERSONAL or low[i] in QUOTE or i in page.cues or words[i].isspace() or (low[i] in BE | HAVE | MODAL and low[i] not in POSSESSIVE)):
        if low[i] == "and" and not (words[i - 1][0].isupper() and words[i + 1][0].isupper()):
            break
        i -= 1
        if stop - i > 25:
            break
    i += 1
    while i < end and low[i] in ("in", "on", "at", "and", "but", "by", "with", "for", "from", "however", "meanwhile", "still", "of", "to"):
        i += 1
    return (i, end) if i < end else None


def _subject(page: Page, start: int, a: int) -> tuple[int, int] | None:
    """The sentence's first noun phrase."""
    i = start
    while i < a and page.low[i] in STOPPERS:
        i += 1
    j = i
    while j < a and not (page.low[j] in CLAUSE or page.low[j] in BE | HAVE | MODAL and page.low[j] not in POSSESSIVE or page.low[j].endswith("ed") or j in page.cues or page.low[j] in QUOTE):
        if page.low[j] in PERSONAL:
            j += 1
            break
        j += 1
    return (i, j) if j > i else None


def _according(page: Page, start: int, end: int, a: int, b: int, p: float) -> Pattern | None:
    low = page.low
    stop = b
    while stop < end and not (low[stop] in CLAUSE - {"of"} or low[stop] in QUOTE):
        stop += 1
    source = (b, stop) if stop > b else None
    last = end
    while last > start and low[last - 1] in (".", ";"):
        last -= 1
    if a > start + 2:
        i = a - 1 if low[a - 1] == "," else a
        return Pattern(source, (a, b), [(start, i)], "according", p)
    if stop < last and low[stop] == ",":
        return Pattern(source, (a, b), [(stop + 1, last)], "according", p)
    return None


def _go_on(page: Page, found: list[Pattern]) -> list[Pattern]:
    """Join a quotation that no content holds to the quotation just before it."""
    held = bytearray(len(page.words))
    for p in found:
        for a, b in [*p.content, p.cue]:
            held[a:b] = b"\1" * (b - a)
    by_end: dict[int, int] = {}
    out = list(found)
    last_end = {}
    for n, p in enumerate(out):
        reach = max([p.cue[1], *(b for _, b in p.content), *([p.source[1]] if p.source else [])])
        last_end[n] = reach
    order = sorted(range(len(out)), key=lambda n: out[n].content[0])
    del by_end, order
    for a, b in page.quotes:
        if any(held[a:b]) or not page.starts[a]:
            continue
        before = [n for n in range(len(out)) if last_end[n] <= a and any(page.quoted[x] for x, _ in out[n].content)]
        if not before:
            continue
        n = max(before, key=lambda n: last_end[n])
        between = page.words[last_end[n] : a]
        if len(between) < 25 and not any(i in page.cues for i in range(last_end[n], a)) and sum(page.starts[last_end[n]:a]) < 1:
            out[n] = out[n]._replace(content=[*out[n].content, (a, b)])
            last_end[n] = b
            held[a:b] = b"\1" * (b - a)
    return out
