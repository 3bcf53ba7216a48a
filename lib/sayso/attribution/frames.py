"""Sayings inside sentences, each a frame of source, cue and content in tokens of a page: what a chain of labels cannot nest.

    clause     Source said (that) content. / Source told Recipient that content. / Source denied content.
    tail       content, Source reported. / content, according to Source.
    quoted     Outer quoted Source as saying content. / Source was quoted by Outer as saying content.
    citing     content, citing Source / Citing Source, ...: the source of what another reports.
    by         content announced by Source
    claim      Source's claim that content / claims by Source that content, also where somebody rejects it.

A frame is sure by its form: a verb from a closed list, a subject that can speak, and what is said beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.attribution.contents import TOLD, content_end, content_start, cue_of
from sayso.attribution.lexicon import BE, DAY, DET, HAVE, MODAL, NOT, POSSESSIVE, PRONOUN, QUOTE, WH, words_of
from sayso.attribution.mending import dateline_end
from sayso.attribution.phrases import (
    EDGES,
    LEFTOVERS,
    NOTIONS,
    PLACES,
    VERBAL,
    Page,
    Span,
    phrase_left,
    phrase_right,
    stripped,
)
from sayso.attribution.quoting import QUOTING, SPEAKERS, Frame, citing, claimed, quoted_as
from sayso.words import verbs, words

SAYING = verbs("verbs-reporting") | verbs("verbs-believing") | verbs("verbs-judging")
CLAUSAL = verbs("verbs-reporting") | verbs("verbs-believing")
JUDGING = verbs("verbs-judging")
FIRST_PERSON = words_of("i we my our me us you your")
UNREAL = MODAL - words_of("does do did") | NOT | words_of("to if")
FEELING = words_of("aware concerned worried afraid alarmed convinced confident hopeful")
MINDED = FEELING | words_of("want wants wanted expects expected intends intended like")
STAYS = words_of("remain remains remained feel feels felt")
ABOUT = words_of("about of over by that")
JOINS = EDGES | QUOTE | LEFTOVERS | words_of("and but or than") | PLACES
SURELY = words_of(
    "say says said think thinks thought believe believes believed insist insists insisted tell tells told"
)
WHO = frozenset({"who", "which", "a", "the"})
WOULD = frozenset({"would"})
HYPHEN = frozenset({"-"})
AND = frozenset({"and", "but"})
BY, COMMA = frozenset({"by"}), frozenset({","})
NOUNS = words("noun-verbs")
LIKELY = 0.5  # probability of a cue from which a noun's form is a verb
UNSURE = words_of("if whether unless")
NAMING = words_of("call calls called calling term terms termed terming brand brands branded branding")
LONGEST_TAIL = 18  # tokens


def frames(page: Page) -> Iterator[Frame]:
    """The sayings of a page, sentence by sentence."""
    low = page.low
    for start, end in page.sentences:
        said: Frame | None = None
        for k in range(start, end):
            word = low[k]
            if word in SAYING and (found := clause(page, start, end, k, said)):
                said = found
                yield found
            if word in MINDED and (found := minded(page, start, end, k)):
                yield found
            if word in QUOTING:
                yield from quoted_as(page, start, end, k)
            if word in ("citing", "quoting") and (found := citing(page, start, end, k)):
                yield found
            if page.has(k + 1, BY) and word in SAYING and (found := spoken_by(page, start, end, k)):
                yield found
            if word in NOTIONS:
                yield from claimed(page, start, end, k)
        if found := lead(page, start, end):
            yield found
        for first, last in _stretches(page, start, end):
            while found := tail(page, first, last):  # content, said Source, according to Outer
                yield found
                first, last = found.content[0]


def _stretches(page: Page, start: int, end: int) -> Iterator[Span]:
    """What a tail may end: the sentence, and each sentence inside a quotation."""
    yield start, end
    first = None
    for i in range(start, end):
        if page.quoted[i] and first is None:
            first = i + (page.low[i] in QUOTE)
        elif first is not None and (not page.quoted[i] or page.low[i] in (".", "?", "!")):
            if i - first > 5:
                yield first, i
            first = i + 1 if page.quoted[i] else None


def clause(page: Page, start: int, end: int, k: int, said: Frame | None = None) -> Frame | None:
    """`Source said that content` around a verb at token k; `said`: the clause before, whose source `and also denies` shares."""
    low = page.low
    if k == start or not _is_verb(page, k):
        return None
    a, b = cue_of(page, start, end, k)
    if page.quoted[k] and (inside := _short_quotation(page, k)):  # Source “flatly denies” content
        a, b = inside
    lead = low[a:k]
    goes_on = low[k].endswith("ing") and any(w in BE for w in lead)  # is denying
    if any((w in BE and not goes_on) or w in UNREAL for w in lead) or low[a - 1] in UNREAL or low[a - 1] in BE:
        return None
    if low[k].endswith("ing") and not goes_on and not _ing_speaks(page, start, a):
        return None
    subject = phrase_left(page, start, a)
    if not subject or not speaks(page, start, subject):
        subject = _before_relative(page, start, a)
    if not subject and said and page.has(a - 1, AND) and not low[k].endswith("ing"):
        subject = said.source[0]
    if not subject or not speaks(page, start, subject):
        return None
    before = low[subject[0] - 1] if subject[0] > start else ""
    begin = content_start(page, b, end, k)
    if before in UNSURE or (before in WH and begin < end and not page.quoted[begin]):
        return None
    if begin >= end or not _is_said(page, begin, end, k, b):
        return None
    stop = content_end(page, begin, end, k)
    return Frame((subject,), ((a, b),), ((begin, stop),), "clause") if stop > begin + 1 else None


def minded(page: Page, start: int, end: int, k: int) -> Frame | None:
    """`Source is worried about content`, `Source wants content`: what another says of somebody's mind."""
    low = page.low
    if low[k] == "like" and not page.has(k - 1, WOULD):
        return None
    a, b = cue_of(page, start, end, k)
    feels = any(w in BE or w in STAYS for w in low[max(start, a - 1) : k])
    if feels != (low[k] in FEELING) or not (low[k] in FEELING or _is_verb(page, k)):
        return None
    a -= low[a - 1] in STAYS
    subject = phrase_left(page, start, a)
    b += page.has(b, ABOUT)
    stop = content_end(page, b, end, k)
    if (
        not subject
        or not speaks(page, start, subject)
        or stop < b + 2
        or (low[k] in FEELING and low[b - 1] not in ABOUT)
    ):
        return None
    return Frame((subject,), ((a, b),), ((b, stop),), "clause")


def _short_quotation(page: Page, k: int) -> Span | None:
    """The quotation about a verb that holds no more than its cue."""
    a, b = page.quotes[page.quote_of[k]] if page.quote_of[k] >= 0 else (0, 0)
    return (a, b) if 0 < b - a <= 5 and page.low[b - 2 : b - 1] == [page.low[k]] else None


def _before_relative(page: Page, start: int, a: int) -> Span | None:
    """The noun phrase before `who …` where that clause stands right before the verb at token a."""
    for i in range(a - 2, max(start, a - 16), -1):
        if page.low[i] in ("who", "whom"):
            return phrase_left(page, start, i - (page.low[i - 1] == ","))
        if page.low[i] in (".", ";", "that") or page.quoted[i]:
            return None
    return None


def _is_verb(page: Page, k: int) -> bool:
    """Whether a form of a verb stands as one: no noun, no name, no participle before its noun."""
    if page.words[k][0].isupper() or page.has(k - 1, DET, POSSESSIVE, HYPHEN):
        return False
    return page.low[k] not in NOUNS or page.cues.get(k, 0.0) >= LIKELY


def _ing_speaks(page: Page, start: int, a: int) -> bool:
    """Whether a participle has a subject of its own: `with sources telling the paper that`."""
    subject = phrase_left(page, start, a)
    return bool(subject) and subject[0] > start and page.low[subject[0] - 1] == "with" and page.low[a - 1] != ","


def speaks(page: Page, start: int, span: Span) -> bool:
    """Whether a noun phrase before a verb may be one who speaks, and starts where a phrase can."""
    a, b = span
    low, first = page.low, page.words[a]
    if a > start and low[a - 1] not in JOINS and low[a - 1] not in SAYING and low[a - 1] not in DAY:
        return False
    if low[a] in PRONOUN:
        return low[a] not in FIRST_PERSON or not page.quoted[a]
    if low[a] in FIRST_PERSON and page.quoted[a]:
        return False
    if not first[0].isalpha() or low[a] in ("'s", "’s", "no", "what", "that", "which", "there"):
        return False
    body = [w for w in page.words[a:b] if w[0].isalpha()]
    return any(w[0].isupper() or w.lower() in SPEAKERS for w in body[:12]) or low[a] in DET or low[a] in POSSESSIVE


def _is_said(page: Page, begin: int, end: int, k: int, b: int) -> bool:
    """Whether what follows a verb can be what is said."""
    low = page.low
    if low[begin] == "that":
        return (begin + 1 < end and page.words[begin + 1][0].isalnum()) or page.has(begin + 1, QUOTE)
    if page.quoted[begin] and not page.quoted[k]:
        return True
    if low[begin] in WH:
        return low[k] not in JUDGING
    if low[k] in NAMING and not any(page.quoted[begin : begin + 12]):
        return False
    if low[k] in JUDGING:
        return low[begin] not in EDGES and low[begin] not in PLACES and low[begin] != "to"
    if low[begin] in EDGES or low[begin] == "to" or low[begin] in PLACES or low[k] not in CLAUSAL:
        return False
    if low[k] in SURELY and (page.has(begin, DET, POSSESSIVE, PRONOUN) or page.words[begin][0].isupper()):
        return True
    for i in range(begin + 1, min(end, begin + 24)):  # a bare clause has a verb of its own before it ends
        if low[i] in VERBAL:
            return True
        if low[i].endswith("ed") and low[i - 1] not in DET and page.words[i][0].islower() and i > begin + 1:
            return True
        if low[i] in (";", ".", ":", "?", "!") or (i in page.cues and page.cues[i] > 0.8):
            return False
    return False


def tail(page: Page, start: int, end: int) -> Frame | None:
    """`Content, Source reported` at the end of a stretch."""
    low = page.low
    last = stripped(page, start, end)
    while last > start and low[last - 1] in (",", "."):
        last -= 1
    for i in range(last - 2, max(start + 2, last - LONGEST_TAIL), -1):
        mark = low[i]
        if mark == "-" and page.text.tokens.end[i - 1] == page.text.tokens.start[i]:  # a hyphen
            return None
        if mark not in (",", "—", "–", "--", "-") and not (mark in QUOTE and low[i - 1] in (",", "?", "!")):
            if mark in (";", ":", "that"):
                return None
            continue
        found = _tail_after(page, i + 1, last)
        if not found:
            continue
        source, cue = found
        body = i - (mark in QUOTE and not page.quoted[i])
        content = (_past_lead(page, start, body), body + (mark in QUOTE and page.quoted[i]))
        if content[1] - content[0] < 3 or not any(
            low[j] in VERBAL or low[j].endswith("ed") or j in page.cues for j in range(*content)
        ):
            return None
        if mark in ("—", "–", "--", "-") and "that" in low[i:last]:
            return None
        return Frame((source,), (cue,), (content,), "tail")
    return None


def lead(page: Page, start: int, end: int) -> Frame | None:
    """`As Source reported, content`."""
    comma = page.next(start + 2, ",", min(end, start + LONGEST_TAIL)) if page.low[start] == "as" else None
    found = _tail_after(page, start + 1, comma) if comma else None
    last = stripped(page, start, end)
    return Frame((found[0],), (found[1],), ((comma + 1, last),), "tail") if found and last > comma + 3 else None


def _past_lead(page: Page, start: int, end: int) -> int:
    """The start of a content without the words that join it to the sentence before."""
    i = (dateline_end(page, start) if start in page.paragraphs and end - start > 4 else None) or start
    while i < end and page.low[i] in ("but", "and", ",", "however", "so"):
        i += 1
    return i


def _tail_after(page: Page, first: int, last: int) -> tuple[Span, Span] | None:
    """Source and cue where tokens first to last are `Source said`, `said Source` or `according to Source`."""
    low = page.low
    if low[first] == "according" and page.has(first + 1, frozenset({"to"})):
        stop = first + 2
        while stop < last and low[stop] not in EDGES:
            stop += 1
        rest = _is_aside(page, stop, last)
        return ((first + 2, stop), (first, first + 2)) if stop > first + 2 and rest else None
    if low[first : first + 4] == ["in", "the", "words", "of"]:
        stop = first + 4
        while stop < last and low[stop] not in EDGES:
            stop += 1
        rest = stop >= last or page.has(stop + 1, WHO)
        return ((first + 4, stop), (first, first + 4)) if stop > first + 4 and rest else None
    for k in range(first, last):
        if low[k] not in SAYING or low[k].endswith("ing") or not (_is_verb(page, k) or k == first):
            continue
        a, b = cue_of(page, first, last, k)
        if any(w in BE or w in UNREAL for w in low[a:k]):
            return None
        if a == first:  # said Source
            stop = phrase_right(page, b, last)
            source = (b, stop)
        else:
            subject = phrase_left(page, first, a)
            if not subject or subject[0] != first:
                return None
            source, stop = subject, b
        if low[k] in TOLD and a > first:  # Source told the paper
            stop = recipient_end(page, b, last)
        if source[1] <= source[0] or not speaks(page, source[0], source) or low[source[0]] == "who":
            return None
        return (source, (a, b)) if _is_aside(page, stop, last) else None
    return None


def recipient_end(page: Page, b: int, last: int) -> int:
    """The token after who was told: as far as no verb, pause or day stands."""
    i = b
    while i < last and low_ends(page, i):
        i += 1
    return i


def low_ends(page: Page, i: int) -> bool:
    """Whether token i may belong to the words for who was told."""
    return page.low[i] not in EDGES and page.low[i] not in VERBAL and page.low[i] not in DAY and i not in page.cues


def _is_aside(page: Page, start: int, last: int) -> bool:
    """Whether what follows a tail tells only when, where or to whom."""
    low = page.low
    if start >= last:
        return True
    if low[start] == "," and page.has(start + 1, frozenset({"citing", "quoting"})):
        return True
    if not (low[start] in DAY or low[start] in PLACES or low[start] in ("to", "of") or low[start].endswith("ly")):
        return False
    return not any(w in VERBAL or w == "that" or w == "," for w in low[start:last])


def spoken_by(page: Page, start: int, end: int, k: int) -> Frame | None:
    """`content announced by Source`."""
    low = page.low
    if k == start or not low[k].endswith("ed") or low[k - 1] in BE or low[k - 1] in HAVE:
        return None
    stop = phrase_right(page, k + 2, end)
    if page.has(k + 2, DET) and page.has(stop, COMMA) and stop + 1 < end and page.words[stop + 1][0].isupper():
        stop += 1  # the minister of trade, Ann Lee
        while stop < end and page.words[stop][0].isupper():
            stop += 1
    content = phrase_left(page, start, k)
    if content is None or stop <= k + 2 or not speaks(page, k + 2, (k + 2, stop)):
        return None
    return Frame(((k + 2, stop),), ((k, k + 2),), (content,), "by")
