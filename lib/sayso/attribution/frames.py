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
from typing import NamedTuple

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
from sayso.words import verbs, words

SAYING = verbs("verbs-reporting") | verbs("verbs-believing") | verbs("verbs-judging")
CLAUSAL = verbs("verbs-reporting") | verbs("verbs-believing")
JUDGING = verbs("verbs-judging")
SPEAKERS = words("speakers")
FIRST_PERSON = words_of("i we my our me us you your")
UNREAL = MODAL - words_of("does do did") | NOT | words_of("to if")
QUOTING = words_of("quoted quotes quoting cited cites citing described describes describing")
SAID_AS = words_of(
    "saying telling claiming stating adding insisting arguing explaining asking warning denying admitting declaring"
)
EFFECT = ["to", "the", "effect", "that"]
FEELING = words_of("aware concerned worried afraid alarmed convinced confident hopeful")
MINDED = FEELING | words_of("want wants wanted expects expected intends intended like")
STAYS = words_of("remain remains remained feel feels felt")
ABOUT = words_of("about of over by that")
REJECTED = words_of("rejected dismissed denied disputed refuted contested rebutted described called branded confirmed")
JOINS = EDGES | QUOTE | LEFTOVERS | words_of("and but or than") | PLACES
SURELY = words_of(
    "say says said think thinks thought believe believes believed insist insists insisted tell tells told"
)
ENDS_SOURCE = words_of(", . ; : ( ) — – -- that which who and")
WHO = frozenset({"who", "which", "a", "the"})
WOULD = frozenset({"would"})
WHO_ALONE = frozenset({"who"})
HYPHEN = frozenset({"-"})
AND = frozenset({"and", "but"})
BY, COMMA = frozenset({"by"}), frozenset({","})
NOUNS = words("noun-verbs")
LIKELY = 0.5  # probability of a cue from which a noun's form is a verb
UNSURE = words_of("if whether unless")
NAMING = words_of("call calls called calling term terms termed terming brand brands branded branding")
LONGEST_TAIL = 18  # tokens


class Frame(NamedTuple):
    """A saying in tokens of a page; `kind` names its form."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: str


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


def quoted_as(page: Page, start: int, end: int, k: int) -> Iterator[Frame]:
    """`Outer quoted Source as saying content`, in the active, the passive, and after a quotation; outer and inner."""
    low = page.low
    reach = range(k + 1, min(end - 1, k + 26))
    at = next((i for i in reach if low[i] == "as" and low[i + 1] in SAID_AS), None)
    width = 2
    if at is None:
        at, width = next((i for i in reach if low[i : i + 4] == EFFECT), None), 4
    if at is None or any(low[i] in (".", ";") for i in range(k, at)):
        return
    passive = any(low[i] in BE for i in range(max(start, k - 3), k))
    a, b = cue_of(page, start, end, k)
    b = min(b, at)
    after = at + width
    stop = stripped(page, after, end)
    if passive:
        source = phrase_left(page, start, a)
        by = next((i for i in range(k + 1, at) if low[i] == "by"), None)
        outer, cue = ((by + 1, at), (a, by + 1)) if by else (None, (a, b))
    else:
        outer = phrase_left(page, start, a) if a > start and low[k] != "quoting" else None
        while b < at and low[b] in (",", "by"):
            b += 1
        source, cue = (b, at), (a, max(k + 1, min(b, at)))
    if not source or source[1] <= source[0]:
        return
    if page.low[source[1] - 1] == ",":
        source = source[0], source[1] - 1
    if after < stop and low[after] in (",", ":"):
        after += 1
    if low[at + 1] == "telling" and (that := page.next(after, "that", min(stop, after + 5))):
        after = that  # as telling him that
    behind = (
        page.quoted[start] and low[after - 1] != "that" and low[after] in PLACES
    )  # “Content,” Source is quoted as saying in the note
    if after < stop and not behind:
        said = (after, content_end(page, after, end, after - 1)) if not page.quoted[after] else (after, stop)
        whole = (source[0], said[1]) if not passive else (after, said[1])
    else:  # “Content,” Outer quoted Source as saying
        first = min(a, source[0]) if not outer else outer[0]
        while first > start and (low[first - 1] in (",",) and not page.quoted[first - 1]):
            first -= 1
        said = whole = (start, first)
        if first - start < 2:
            return
    if outer:
        content = (whole,) if whole == said or not passive else (source, whole)
        if whole == said and not passive:
            content = (said, (source[0], after))
        yield Frame((outer,), (cue,), tuple(sorted(content)), "quoted: outer")
    yield Frame((source,), ((at + 1, at + width),), (said,), "quoted")


def citing(page: Page, start: int, end: int, k: int) -> Frame | None:
    """The source named by `citing`; its content is what the words around it report."""
    low = page.low
    if k > start and low[k - 1] not in (",", "and", "report", "reports") and low[k - 1] not in QUOTE:
        return None
    first = k + 1
    if first < end and page.quoted[first] and not page.quoted[k]:
        stop = min(end, page.quotes[page.quote_of[first]][1])
    else:
        stop = first
        while stop < end and low[stop] not in ENDS_SOURCE and low[stop] not in QUOTE:
            stop += 1
    body = page.words[first:stop]
    able = any(w.lower() in SPEAKERS for w in body) or (body and body[0][0].isupper()) or page.has(stop, WHO_ALONE)
    if not able:
        return None
    rest = (start, k - 1) if k > start + 1 else (stop, stripped(page, stop, end))
    return Frame(((first, stop),), ((k, k + 1),), (rest,), "citing") if first < stop and rest[0] < rest[1] else None


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


def claimed(page: Page, start: int, end: int, k: int) -> Iterator[Frame]:
    """`Source's claim that content`, and who rejects it: `was rejected by Other as “nonsense”`."""
    low = page.low
    begin, source = k + 1, None
    if page.has(k - 1, POSSESSIVE):
        source = phrase_left(page, start, k) if low[k - 1] in ("'s", "’s") else (k - 1, k)
        if low[k - 1] in ("'s", "’s") and source is None:
            source = phrase_left(page, start, k - 1)
    elif page.has(begin, frozenset({"by", "from"})):
        that = next((i for i in range(begin + 1, min(end, begin + 14)) if low[i] == "that"), None)
        if that and not any(low[i] in EDGES for i in range(begin, that)):
            source, begin = (begin + 1, that), that
    if not source or not page.has(begin, frozenset({"that"})):
        return
    last = stripped(page, begin, end)
    verb = next(
        (
            i
            for i in range(begin + 3, last)
            if low[i] in REJECTED and low[i - 1] in BE and page.has(i + 1, frozenset({"by"}))
        ),
        None,
    )
    if verb is None:
        yield Frame((source,), ((k, k + 1),), ((begin, content_end(page, begin, end, k)),), "claim")
        return
    a = verb
    while low[a - 1] in VERBAL or low[a - 1].endswith("ly"):
        a -= 1
    stop = phrase_right(page, verb + 2, last)
    said = (begin, a)
    yield Frame((source,), ((k, k + 1),), (said,), "claim")
    rest = ((stop + 1, last),) if page.has(stop, frozenset({"as"})) and last > stop + 1 else ()
    yield Frame(((verb + 2, stop),), ((a, verb + 2),), (said, *rest), "claim: rejected")
