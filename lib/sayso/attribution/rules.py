"""Attributions by rules that a reader can follow: with frames the engine `rules`, and what the trained one lacks.

A cue is a word that in its company is probably a cue (lexicon.py). Its pattern says where source and content stand:

    clause       Source said (that) content. / Source told Recipient on Monday that content. / Source denied content.
    introduced   Source said: “Content”
    block        Source wrote in X: and paragraphs without marks after it.
    view         In Source's view, content. / To Source, content.
    shared       Source ... and added that content. / ..., adding that content: the source of the cue before it.
    around       Content is expected to content. / Content has reportedly content: a source is seldom told.

Content before its cue, and after `according to`, are frames' (frames.py). What layout tells (layout.py) holds before any
pattern. Confidence is how often such an attribution was right in the training articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from sayso.attribution.contents import BEFORE_ING, block_end, content_end, content_start, cue_of
from sayso.attribution.layout import laid_out
from sayso.attribution.lexicon import BE, COMMA, words_of
from sayso.attribution.phrases import SUPPOSED, Page, Span
from sayso.attribution.record import Found, taken, tokens_of, touches

# Probability of a cue, and how often its attribution was right (content IoU of a half, source and cue overlap).
RIGHT = (0.0, 0.35, 0.55, 0.75, 0.85, 0.97), (0.05, 0.19, 0.32, 0.44, 0.53, 0.75)
MOST = 40  # cues in one sentence

MANY = words_of("most all many some several other")
ACCOUNTS = words_of("accounts estimates measures reports reckonings indications")
UNTOLD = words_of("clear unclear known unknown reported said believed thought expected rumored rumoured alleged")


def attribute(page: Page, framed: Iterable[Found]) -> list[Found]:
    """The attributions of a page whose cues are not those of tails among what frames found, in order."""
    tails = {i: one for one in framed if one.rule == "frame: tail" for i in tokens_of(one.cue)}
    found = [one for start, end in page.sentences for one in _sentence(page, start, end, tails)]
    laid = laid_out(page)
    held = taken(len(page.words), laid)
    kept = [one for one in found if not touches(held, one)]
    told = [one for one in laid if not _only_asks(page, one)]
    return sorted([*told, *kept], key=lambda one: (one.content, one.cue))


def _only_asks(page: Page, turn: Found) -> bool:
    """Whether a turn is an interviewer's question: `Q: Was it old?`"""
    return page.words[turn.source[0][0]] == "Q" and page.low[turn.content[-1][1] - 1] == "?"


def _found(source: Span | None, cue: Span, content: Iterable[Span], rule: str, p: float) -> Found:
    """A finding without its empty pieces, and how often one of a cue so probable was right in the training articles."""
    sure = float(np.interp(p, *RIGHT))
    sources = (source,) if source and source[0] < source[1] else ()
    return Found(sources, (cue,), tuple((a, b) for a, b in content if a < b), rule, sure)


def _sentence(page: Page, start: int, end: int, tails: Mapping[int, Found]) -> list[Found]:
    """The attributions of one sentence by cues that are not those of tails."""
    one = _by_accounts(page, start, end)
    found, done = [one] if one and one.content else [], start
    cues = [i for i in range(start, end) if i in page.cues and i not in tails and page.low[i] != "according"]
    for k in sorted(sorted(cues, key=lambda i: -page.cues[i])[:MOST]):
        told = [tails[i] for i in range(start, k) if i in tails]
        if k >= done and (one := _pattern(page, start, end, k, [*told, *found])):
            found.append(one)
            done = one.cue[0][1]
    return found


def _pattern(page: Page, start: int, end: int, k: int, found: list[Found]) -> Found | None:
    """The pattern that fits the cue at token k of the sentence from start to end."""
    low, p = page.low, page.cues[k]
    a, b = cue_of(page, start, end, k)
    begin = content_start(page, b, end, k)
    opens = page.has(b, {":"}) and b + 1 == end < len(page.words) and page.quoted[end]  # and the quotation is next
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


def _by_accounts(page: Page, start: int, end: int) -> Found | None:
    """`By most accounts, content`: words that report without telling who."""
    by = page.next(start, "by", end - 2)
    if by is None or not (page.has(by + 1, MANY) and page.has(by + 2, ACCOUNTS)):
        return None
    first = page.past(by + 3, end, COMMA)
    content = (start, by - page.has(by - 1, COMMA)), (first, page.stripped(first, end))
    return _found(None, (by, by + 3), content, "around", 0.9)


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


def _introduced(page: Page, start: int, end: int, a: int, b: int, k: int, found: list[Found]) -> Found | None:
    """A cue whose sentence ends with a colon: the quotation or block of paragraphs after it."""
    if end >= len(page.words):
        return None
    source, _ = _source(page, start, a, k, found)
    content = page.quotation(end) if page.quoted[end] else (end, block_end(page, end))
    block = source and end in page.paragraphs and not page.quoted[end]
    return _found(source, (a, b), [content], "block" if block else "introduced", page.cues[k])
