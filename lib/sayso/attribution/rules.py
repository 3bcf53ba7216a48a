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

from bisect import bisect_right
from collections.abc import Iterable

import numpy as np

from sayso.attribution.contents import BEFORE_ING, block_end, content_end, content_start, cue_of
from sayso.attribution.layout import laid_out
from sayso.attribution.lexicon import BE, COMMA, DAY, DET, NOT, POSSESSIVE, PRONOUN, QUOTE, WH, words_of
from sayso.attribution.phrases import CLOSE, EDGES, LEFTOVERS, PLACES, SUPPOSED, VERBAL, Page, Span
from sayso.attribution.record import Found, taken, touches

# Probability of a cue, and how often its attribution was right (content IoU of a half, source and cue overlap).
RIGHT = (0.0, 0.35, 0.55, 0.75, 0.85, 0.97), (0.05, 0.19, 0.32, 0.44, 0.53, 0.75)
QUOTATION_RIGHT = (0.0, 0.5, 0.85, 0.92, 0.985), (0.05, 0.4, 0.65, 0.81, 0.92)
MOST = 40  # cues in one sentence

FINAL = DAY | words_of(". , ; ? ! ( — -- – as while after before because during in on at from")
MANY = words_of("most all many some several other")
ACCOUNTS = words_of("accounts estimates measures reports reckonings indications")
UNTOLD = words_of("clear unclear known unknown reported said believed thought expected rumored rumoured alleged")
GOING = words_of("and but because although though so")
HALT = words_of("that : ; when because if")
PAUSE = words_of(", — -- –")


def attribute(page: Page) -> list[Found]:
    """The attributions of a page, in order."""
    found = [one for start, end in page.sentences for one in _sentence(page, start, end)]
    laid = laid_out(page)
    held = taken(len(page.words), laid)
    kept = [one for one in _joined(page, found) if not touches(held, one)]
    told = [one for one in laid if not _only_asks(page, one)]
    return sorted([*told, *kept], key=lambda one: (one.content, one.cue))


def _only_asks(page: Page, turn: Found) -> bool:
    """Whether a turn is an interviewer's question: `Q: Was it old?`"""
    return page.words[turn.source[0][0]] == "Q" and page.low[turn.content[-1][1] - 1] == "?"


def _found(source: Span | None, cue: Span, content: Iterable[Span], rule: str, p: float) -> Found:
    """A finding without its empty pieces, and how often one of a cue so probable was right in the training articles."""
    sure = float(np.interp(p, *(QUOTATION_RIGHT if rule == "quotation" else RIGHT)))
    sources = (source,) if source and source[0] < source[1] else ()
    return Found(sources, (cue,), tuple((a, b) for a, b in content if a < b), rule, sure)


def _sentence(page: Page, start: int, end: int) -> list[Found]:
    """The attributions of one sentence."""
    found: list[Found] = []
    done = start
    if one := _by_accounts(page, start, end):
        found.append(one)
    cues = [i for i in range(start, end) if i in page.cues]
    for k in sorted(sorted(cues, key=lambda i: -page.cues[i])[:MOST]):
        if k >= done and (one := _pattern(page, start, end, k, found)):
            found.append(one)
            done = one.cue[0][1]
    return found


def _pattern(page: Page, start: int, end: int, k: int, found: list[Found]) -> Found | None:
    """The first pattern that fits the cue at token k of the sentence from start to end."""
    low, p = page.low, page.cues[k]
    a, b = cue_of(page, start, end, k)
    if low[k] == "according":
        return _according(page, start, end, a, b, p)
    begin = content_start(page, b, end, k)
    opens = page.has(b, {":"}) and b + 1 == end < len(page.words) and page.quoted[end]  # and the quotation is next
    if not opens and (one := _before(page, start, end, a, b, k)):
        return one
    if page.has(b, COMMA) and begin == b + 1 and low[start] == "as" and a - start < 8:
        return _found(page.phrase_left(start, a), (a, b), [(begin, page.stripped(begin, end))], "tail", p)
    if opens or (begin >= end and low[end - 1] == ":"):
        return _introduced(page, start, end, a, b, k, found)
    stop = content_end(page, begin, end, k)
    if stop <= begin:
        return None
    if _is_around(page, a, k):
        subject = page.phrase_left(start, a)
        return _found(None, (a, b), [*([subject] if subject else []), (begin, stop)], "around", p)
    source, rule = _source(page, start, a, k, found)
    pieces = [(begin, stop)]
    lead = source[0] - 1 if source else start - 1
    if lead >= start and low[lead] in ("which", "whom", "what") and rule == "clause":
        pieces.insert(0, (lead, lead + 1))
    if source and low[source[0]] == "it" and page.any(a, b, UNTOLD):
        source = None
    if (begin > b and low[begin - 1] == ":") or page.has(b, {":"}):
        rule = "introduced"
    return _found(source, (a, b), pieces, rule, p)


def _before(page: Page, start: int, end: int, a: int, b: int, k: int) -> Found | None:
    """Content before the cue: `“Content,” Source said`, `Content, said Source`, with what goes on after."""
    word, share = page.low[k], page.lexicon.share
    if share(word, "before") + share(word, "around") < 0.08 or page.quoted[k] or a == start:
        return None
    mark = _mark_before(page, start, a)
    if mark is None:
        return None
    quoted = page.quoted[mark]
    inverted = mark + 1 == a
    after = page.phrase_right(b, end) if inverted else b
    source = (b, after) if inverted else (mark + 1, a)
    if source[0] == source[1] or not _final(page, after, end, quoted):
        return None
    if not quoted and not ((not inverted or share(word, "inverted") > 0.05) and _may_be_source(page, source)):
        return None
    rest = _rest(page, after, end)
    content = _content_before(page, start, mark, rest is not None)
    if content is None:
        return None
    while source[1] > source[0] and page.low[source[1] - 1] in CLOSE:
        source = source[0], source[1] - 1
    pieces = (content, rest) if rest else (content,)
    return _found(source, (a, b), pieces, "quotation" if quoted else "tail", page.cues[k])


def _mark_before(page: Page, start: int, a: int) -> int | None:
    """The comma or closing mark that ends a content before the cue and its source."""
    for i in range(a - 1, max(start, a - 26), -1):
        if page.quoted[i]:
            names = i + 1 < a and (page.capital(i + 1) or page.has(i + 1, PRONOUN, DET, POSSESSIVE, COMMA))
            pause = page.words[i - 1][-1] in ",?!—–" or page.words[i][0] in ",?!"
            return i if i == a - 1 or names or pause else None
        if i in page.cues or page.has(i, VERBAL, HALT):
            break
    for i in range(a - 1, max(start - 1, a - 24), -1):
        if page.low[i] in PAUSE:
            return i
        if i in page.cues or page.low[i] in EDGES:
            return None
    return None


def _may_be_source(page: Page, span: Span) -> bool:
    """Whether words may name a source, judged by the first of them."""
    a, b = span
    if page.has(a, LEFTOVERS, VERBAL, NOT, EDGES) or page.low[a].endswith("ing"):
        return False
    return page.capital(a) or page.has(a, PRONOUN, DET, POSSESSIVE) or b - a <= 3


def _final(page: Page, after: int, end: int, quoted: bool) -> bool:
    """Whether what follows a cue and its source leaves its content before it."""
    low = page.low
    if after >= end:
        return True
    if page.has(after, ("that", "to"), WH) and not (quoted and low[after] in ("when", "where", "which")):
        return False
    if quoted:
        return "that" not in low[after : min(end, after + 8)]
    if low[after] == "," and page.has(after + 1, QUOTE):
        return False
    return low[end - 1] != ":" and low[after] in FINAL and "that" not in low[after:end]


def _content_before(page: Page, start: int, mark: int, goes_on: bool) -> Span | None:
    """The content that ends at a mark: a quotation, or the sentence so far."""
    low = page.low
    if low[start] == "according":
        return None
    if not page.quoted[mark]:
        if low[start] == "asked" or (low[start] in PLACES and not page.any(start, mark, VERBAL)):
            return None
        whole = mark - start > (3 if page.verbal(start, mark) else 5)
        return (start, mark) if whole or (goes_on and not any(i in page.cues for i in range(start, mark))) else None
    first = page.quotation(mark)[0]
    if first > start:
        opens = low[start] in LEFTOVERS and first - start < 12 and page.capital(first + 1)
        if not (opens or low[first - 1] == ":" or any(page.tells(i) for i in range(start, first))):
            first = start
    return first, mark + 1


def _rest(page: Page, i: int, end: int) -> Span | None:
    """The content that goes on after `..., Source said,`."""
    low = page.low
    for j in range(i, end):
        if page.quoted[j]:
            if j - i >= 3 and low[j - 1] not in PAUSE and low[j - 1] not in (":", "."):
                return None
            stop = page.quotation(j)[1]
            return (j, content_end(page, j, end, j) if stop < end - 1 else min(stop, end))
        if j in page.cues:
            return None
    if i + 2 < end and low[i] == "," and page.has(i + 1, GOING, VERBAL, PLACES):
        return (i + 1, page.stripped(i + 1, end))
    return None


def _is_around(page: Page, a: int, k: int) -> bool:
    """Whether the content of a cue without source stands on both sides of it."""
    word, share = page.low[k], page.lexicon.share
    passive = page.any(a, k, BE)
    if word in SUPPOSED and passive and page.has(k + 1, ("to",)):
        return True
    participle = word.endswith("ed") and not passive and not page.has(k - 1, BE)
    return share(word, "around") > 0.4 and share(word, "bare") > (0.7 if participle else 0.3)


def _source(page: Page, start: int, a: int, k: int, found: list[Found]) -> tuple[Span | None, str]:
    """Source to the left of the cue, and the rule's name."""
    low, i = page.low, a - 1
    if i < start:
        return None, "clause"
    joined = low[i] in ("and", "but", "or") or (low[k].endswith("ing") and low[i] in BEFORE_ING)
    if joined or low[a] == "to":
        same = next((one.source[0] for one in reversed(found) if one.source), None)
        return same or page.subject(start, a), "shared"
    return page.phrase_left(start, a), "clause"


def _according(page: Page, start: int, end: int, a: int, b: int, p: float) -> Found | None:
    """`Content, according to Source` or `According to Source, content`."""
    stop = page.until(b, end, EDGES, QUOTE)
    source, last = (b, stop), page.stripped(stop, end)
    if a > start + 1:
        i = a - (page.low[a - 1] == ",")
        going = page.has(stop + 1, GOING, VERBAL) or not page.verbal(start, i)
        goes_on = last > stop + 1 and page.low[stop] == "," and going
        return _found(source, (a, b), [(start, i), *([(stop + 1, last)] if goes_on else [])], "according", p)
    if stop + 1 >= last or page.low[stop] != ",":
        return None
    name = next((j for j in range(stop + 1, min(last, stop + 7)) if not page.capital(j)), last)
    if stop + 1 < name < last - 1 and page.low[name] == ",":  # According to the governor, Ann Lee, content
        stop = name
    elif page.apposition(stop, last):
        stop = page.next(stop + 1, ",", min(last, stop + 16)) or stop
    return _found((b, stop), (a, b), [(stop + 1, last)], "according", p)


def _by_accounts(page: Page, start: int, end: int) -> Found | None:
    """`By most accounts, content`: words that report without telling who."""
    low = page.low
    for i in (i for i in range(start, end - 2) if low[i] in ("by", "per")):
        before = (start, i - page.has(i - 1, COMMA))
        if low[i] == "by" and low[i + 1] in MANY and low[i + 2] in ACCOUNTS:
            after = i + 3 + page.has(i + 3, COMMA), page.stripped(start, end)
            one = _found(None, (i, i + 3), [before, after], "around", 0.9)
            return one if one.content else None
        if low[i] == "per" and low[i + 1] in DET and i > start + 3:
            stop = page.stripped(i, end)
            by = (page.next(i, "by", stop) or i) + 1
            return _found((by, stop), (i, by), [before], "according", 0.9)
    return None


def _introduced(page: Page, start: int, end: int, a: int, b: int, k: int, found: list[Found]) -> Found | None:
    """A cue whose sentence ends with a colon: the quotation or block of paragraphs after it."""
    if end >= len(page.words):
        return None
    source, _ = _source(page, start, a, k, found)
    content = page.quotation(end) if page.quoted[end] else (end, block_end(page, end))
    block = source and end in page.paragraphs and not page.quoted[end]
    return _found(source, (a, b), [content], "block" if block else "introduced", page.cues[k])


def _reach(one: Found) -> int:
    """The token after an attribution's last one."""
    return max(b for _, b in (*one.cue, *one.content, *one.source))


def _joined(page: Page, found: list[Found]) -> list[Found]:
    """Join a quotation that nothing holds to the attribution just before it."""
    held = taken(len(page.words), found)
    found = sorted(found, key=lambda one: (_reach(one), one.cue))
    reaches = [_reach(one) for one in found]
    sentences = [a for a, _ in page.sentences]
    for n, (a, b) in enumerate(page.quotes):
        last = bisect_right(reaches, a) - 1  # the latest attribution that ends before the quotation
        if last < 0 or b - a < 4 or any(held[a:b]) or not page.starts[a]:
            continue
        one, end = found[last], found[last].content[-1][1]
        goes_on = n and page.open[n - 1] and end == page.quotes[n - 1][1]
        near = bisect_right(sentences, a) - bisect_right(sentences, _reach(one) - 1) <= 1
        if goes_on or (near and (page.quoted[end - 1] or any(page.quoted[x] for x, _ in one.content))):
            one.content += ((a, b),)
            held[a:b] = b"\1" * (b - a)
    return found
