"""Sayings inside sentences, each a frame of source, cue and content in tokens of a page: what a chain of labels cannot nest.

    clause     Source said (that) content. / Source told Recipient that content. / Source denied content.
    tail       content, Source reported. / “Content,” said Source. / content, according to Source. / As Source said, content.
    quoted     Outer quoted Source as saying content. / Source was quoted by Outer as saying content.
    citing     content, citing Source / Citing Source, ...: the source of what another reports.
    heard      on unconfirmed reports that content: words that nobody in particular says

A frame is sure by its form: a verb from a closed list, a subject that can speak, and what is said beside it.
"""

from collections.abc import Iterable, Iterator

from sayso.attribution.contents import JUDGING, SAYING, TOLD, content_end, content_start, cue_of
from sayso.attribution.lexicon import AND, BE, COMMA, DASHES, DAY, DET, POSSESSIVE, PRONOUN, QUOTE, UNREAL, WH, words_of
from sayso.attribution.mending import dateline_end
from sayso.attribution.phrases import EDGES, LEFTOVERS, PLACES, VERBAL, Page, Span
from sayso.attribution.record import Found
from sayso.words import marked, words

CITING = words_of("citing quoting")
QUOTING = words_of("quoted quotes quoting cited cites citing described describes describing")
SAID_AS = marked("frames", "as")
ENDS_SOURCE = words_of(", . ; : ( ) — – -- that which who and")
FIRST_PERSON = words_of("i we my our me us you your")
FEELING = words_of("aware concerned worried afraid alarmed convinced confident hopeful")
MINDED = FEELING | words_of("want wants wanted expects expected intends intended like")
STAYS, ABOUT = words_of("remain remains remained feel feels felt"), words_of("about of over by that")
JOINS = EDGES | QUOTE | LEFTOVERS | words_of("and but or than") | PLACES
SURELY = marked("frames", "surely")
WHO, WOULD = words_of("who which a the"), words_of("would")
SPEAKERS, NOUNS = words("speakers"), words("noun-verbs")
LIKELY = 0.3  # probability of a cue from which a noun's form is a verb
UNSURE = words_of("if whether unless")
NAMING = words_of("call calls called calling term terms termed terming brand brands branded branding")
REFUSING, OFFERS = marked("frames", "refusing"), marked("frames", "offer")

HEARD, HEARD_OF = marked("telling", "heard"), words_of("that of about")
BEFORE_HEARD = marked("frames", "before")
LONGEST_TAIL = 18  # tokens
STUDIES = words_of("data figures statistics records documents survey surveys study studies poll polls report reports")
INVERTED = marked("frames", "inverted")


# How often each form was right (see model/MODEL_CARD.md).
RIGHT = {"quoted": 0.85, "quoted: outer": 0.85, "tail": 0.75, "clause": 0.7, "citing": 0.7, "heard": 0.7}


def frame(source: Span, cue: Span, content: Iterable[Span], form: str) -> Found:
    """A saying of a form."""
    return Found((source,), (cue,), tuple(content), f"frame: {form}", RIGHT[form])


def frames(page: Page) -> Iterator[Found]:
    """The sayings of a page, sentence by sentence."""
    low, kinds = page.low, ((MINDED, minded), (HEARD, heard), (CITING, citing))
    for start, end in page.sentences:
        said: Found | None = None
        for k in range(start, end):
            word = low[k]
            if word in SAYING and (found := clause(page, start, end, k, said)):
                said = found
                yield found
            if word in QUOTING:
                yield from quoted_as(page, start, end, k)
            for known, kind in kinds:
                if word in known and (found := kind(page, start, end, k)):
                    yield found
        if found := lead(page, start, end):
            yield found
        for first, last in _stretches(page, start, end):
            while found := tail(page, first, last):  # content, said Source, according to Outer
                yield found
                first, last = found.content[0]


def _stretches(page: Page, start: int, end: int) -> Iterator[Span]:
    """What a tail may end: the sentence, and each sentence inside a quotation."""
    yield start, end
    yield from ((start, i) for i in range(start + 6, end) if page.low[i] == ";" and not page.quoted[i])
    first = None
    for i in range(start, end):
        if page.quoted[i] and first is None:
            first = i + (page.low[i] in QUOTE)
        elif first is not None and (not page.quoted[i] or page.low[i] in (".", "?", "!")):
            if i - first > 5:
                yield first, i
            first = i + 1 if page.quoted[i] else None


def clause(page: Page, start: int, end: int, k: int, said: Found | None = None) -> Found | None:
    """`Source said that content` around a verb at token k; `said`: the clause before, whose source `and also denies` shares."""
    low, ing = page.low, page.low[k].endswith("ing")
    if k == start or not _is_verb(page, k):
        return None
    a, b = cue_of(page, start, end, k)
    if page.quoted[k] and (inside := _short_quotation(page, k)):  # Source “flatly denies” content
        a, b = inside
    goes_on = ing and page.any(a, k, BE)  # is denying
    if page.any(a, k, UNREAL, frozenset() if goes_on else BE) or page.has(a - 1, UNREAL, BE):
        return None
    if ing and not goes_on:
        return None
    subject = speaker(page, start, page.phrase_left(start, a))
    if not subject and said and page.has(a - 1, AND) and not ing:
        subject = speaker(page, start, said.source[0])
    begin = content_start(page, b, end, k)
    if not subject or begin >= end or not _is_said(page, begin, end, k):
        return None
    before = low[subject[0] - 1] if subject[0] > start else ""
    if before in UNSURE or (before in WH and not page.quoted[begin]):
        return None
    stop = content_end(page, begin, end, k)
    return frame(subject, (a, b), [(begin, stop)], "clause") if stop > begin + 1 else None


def minded(page: Page, start: int, end: int, k: int) -> Found | None:
    """`Source is worried about content`, `Source wants content`: what another says of somebody's mind."""
    low, feels = page.low, page.low[k] in FEELING
    if low[k] == "like" and not page.has(k - 1, WOULD):
        return None
    a, b = cue_of(page, start, end, k)
    if page.any(max(start, a - 1), k, BE, STAYS) != feels or not (feels or _is_verb(page, k)):
        return None
    a -= low[a - 1] in STAYS
    subject = speaker(page, start, page.phrase_left(start, a))
    b += page.has(b, ABOUT)
    stop = content_end(page, b, end, k)
    able = subject and stop >= b + 2 and (not feels or low[b - 1] in ABOUT)
    return frame(subject, (a, b), [(b, stop)], "clause") if able else None


def heard(page: Page, start: int, end: int, k: int) -> Found | None:
    """`amid unconfirmed reports that content`, `there are rumours of content`."""
    of = page.until(k + 1, min(end, k + 5), HEARD_OF)
    named = k == start or not page.has(k - 1, BEFORE_HEARD, DET, PLACES, BE)  # Quay News reports that
    led = not named and page.has(of, HEARD_OF) and not page.any(k + 1, of, EDGES, VERBAL, ("[",))
    stop = content_end(page, of, end, k) if led else of
    return Found((), ((k, k + 1),), ((of, stop),), "frame: heard", RIGHT["heard"]) if stop > of + 4 else None


def _short_quotation(page: Page, k: int) -> Span | None:
    """The quotation about a verb that holds no more than its cue."""
    a, b = page.quotation(k) if page.quote_of[k] >= 0 else (0, 0)
    return (a, b) if 0 < b - a <= 5 and page.low[b - 2 : b - 1] == [page.low[k]] else None


def _is_verb(page: Page, k: int) -> bool:
    """Whether a form of a verb stands as one: no noun, no name, no participle before its noun."""
    says = page.has(k + 1, SAYING) and page.low[k + 1].endswith("ing")  # Larnish reports saying that
    if page.capital(k) or says or page.has(k - 1, DET, POSSESSIVE, ("-",)):
        return False
    named = page.has(k - 1, PRONOUN, SPEAKERS) or (page.capital(k - 1) and page.low[k].endswith("s"))
    named = named and not page.has(k + 1, VERBAL)
    return page.low[k] not in NOUNS or named or page.cues.get(k, 0.0) >= LIKELY


def speaker(page: Page, start: int, span: Span | None) -> Span | None:
    """A noun phrase before a verb, if it may be one who speaks, and starts where a phrase can."""
    if span is None:
        return None
    a, b = span
    low = page.low
    behind_name = low[a] in ("he", "she", "they") and low[start] == "according"  # According to Lee he denied
    if a > start and not (behind_name or page.has(a - 1, JOINS, SAYING, DAY)):
        return None
    if low[a] in FIRST_PERSON and page.quoted[a]:
        return None
    if low[a] in PRONOUN:
        return span
    if not low[a][0].isalpha() or low[a] in ("'s", "’s", "no", "what", "that", "which", "there"):
        return None
    body = [w for w in page.words[a:b] if w[0].isalpha()]
    named = any(w[0].isupper() or w.lower() in SPEAKERS for w in body[:12])
    return span if named or page.has(a, DET, POSSESSIVE) else None


def _is_said(page: Page, begin: int, end: int, k: int) -> bool:
    """Whether what follows a verb can be what is said."""
    low, word = page.low, page.low[k]
    first = low[begin]
    if first == "that":
        return (begin + 1 < end and page.words[begin + 1][0].isalnum()) or page.has(begin + 1, QUOTE)
    if page.quoted[begin] and not page.quoted[k]:
        return True
    if first in WH:
        return word not in JUDGING
    if word in REFUSING and page.any(begin, begin + 4, OFFERS):
        return False
    if word in NAMING and not any(page.quoted[begin : begin + 12]):
        return False
    if first in EDGES or first in PLACES or first == "to":
        return False
    if word in JUDGING or (word in SURELY and (page.has(begin, DET, POSSESSIVE, PRONOUN) or page.capital(begin))):
        return True
    for i in range(begin + 1, min(end, begin + 24)):  # a bare clause has a verb of its own before it ends
        if low[i] in VERBAL:
            return True
        first = begin + 1 + (not page.capital(begin))  # Lee stopped it
        if low[i].endswith("ed") and low[i - 1] not in DET and not page.capital(i) and i >= first:
            return True
        if low[i] in (";", ".", ":", "?", "!") or page.tells(i):
            return False
    return False


def tail(page: Page, start: int, end: int) -> Found | None:
    """`Content, Source reported` at the end of a stretch."""
    low = page.low
    last = page.stripped(start, end)
    while last > start and low[last - 1] in (",", "."):
        last -= 1
    for i in range(last - 2, max(start + 2, last - LONGEST_TAIL), -1):
        mark = low[i]
        if mark in (";", ":", "that") or (mark == "-" and page.text.tokens.end[i - 1] == page.text.tokens.start[i]):
            return None
        closes = mark in QUOTE and low[i - 1] in (",", "?", "!")
        if not (closes or mark == "," or mark in DASHES) or not (found := _tail_after(page, i + 1, last)):
            continue
        inside = page.quoted[i]
        body = i - (mark in QUOTE and not inside)
        content = _past_lead(page, start, body), body + (mark in QUOTE and inside)
        sure = closes or low[found[1][0]] == "according" or page.verbal(*content)
        inverted = low[found[1][1] - 1] in INVERTED and not page.verbal(*found[0])
        spoken = found[0] < found[1] or inverted
        least = 3 if sure else 6 if spoken else LONGEST_TAIL
        parted = low[body - 1] == ":" or (mark in DASHES and "that" in low[i:last])
        return frame(*found, [content], "tail") if content[1] - content[0] >= least and not parted else None
    return None


def lead(page: Page, start: int, end: int) -> Found | None:
    """`As Source reported, content`, `According to Source, content`."""
    first = start + page.has(start, ("as",))
    opens = (first > start or page.has(start, ("according",))) and page.low[end - 1] != ":"
    comma = page.next(start + 2, ",", min(end, start + LONGEST_TAIL)) if opens else None
    if comma and page.has(start + 2, ("the",)) and page.has(name := page.with_name(start + 2, comma, end), COMMA):
        comma = name
    found = _tail_after(page, first, comma) if comma else None
    last = page.stripped(start, end)
    return frame(*found, [(comma + 1, last)], "tail") if comma and found and last > comma + 3 else None


def _past_lead(page: Page, start: int, end: int) -> int:
    """The start of a content without the words that join it to the sentence before."""
    i = (dateline_end(page, start) if start in page.paragraphs and end - start > 4 else None) or start
    return page.past(i, end, ("but", "and", ",", "however", "so"))


def _tail_after(page: Page, first: int, last: int) -> tuple[Span, Span] | None:
    """Source and cue where tokens first to last are `Source said`, `said Source` or `according to Source`."""
    low = page.low
    for opening in (["according", "to"], ["in", "the", "words", "of"]):
        after = first + len(opening)
        if low[first:after] == opening:
            stop = page.with_name(after, page.until(after, last, EDGES), last)
            ends = _is_aside(page, stop, last) if after == first + 2 else stop >= last or page.has(stop + 1, WHO)
            return ((after, stop), (first, after)) if stop > after and ends else None
    for k in range(first, last):
        shows = low[k] in ("show", "shows", "showed") and page.any(first, k, STUDIES)  # a survey showed
        if not shows and (low[k] not in SAYING or low[k].endswith("ing") or not (k == first or _is_verb(page, k))):
            continue
        a, b = cue_of(page, first, last, k)
        if page.any(a, k, BE, UNREAL):
            return None
        if a == first:  # said Source
            stop = page.with_name(b, page.phrase_right(b, last), last)
            source = (b, stop)
        else:
            source, stop = page.phrase_left(first, a), b
            if not source or source[0] != first:
                return None
            if low[k] in TOLD:  # Source told the paper: as far as no verb, pause or day stands
                told = (i for i in range(b, last) if i in page.cues or page.has(i, EDGES, VERBAL, DAY))
                stop = next(told, max(b, last))
        plural = a > first and low[source[1] - 1].endswith("s")  # clerks say
        able = source[0] < source[1] and low[source[0]] != "who" and (plural or speaker(page, source[0], source))
        return (source, (a, b)) if able and _is_aside(page, stop, last) else None
    return None


def _is_aside(page: Page, start: int, last: int) -> bool:
    """Whether what follows a tail tells only when, where or to whom."""
    after = page.past(start, last, DAY)
    if start >= last or (page.has(after, (",",)) and page.low[after + 1].endswith("ing")):
        return True
    told = page.has(start, DAY, PLACES, ("to", "of")) or page.low[start].endswith("ly")
    return told and not page.any(start, last, VERBAL, ("that", ","))


def quoted_as(page: Page, start: int, end: int, k: int) -> Iterator[Found]:
    """`Outer quoted Source as saying content`, in the active, the passive, and after a quotation; outer and inner."""
    low = page.low
    at = next((i for i in range(k + 1, min(end - 1, k + 26)) if low[i] == "as" and low[i + 1] in SAID_AS), None)
    if at is None or page.any(k, at, (".", ";")):
        return
    passive = page.any(max(start, k - 3), k, BE)
    a, b = cue_of(page, start, end, k)
    b = min(b, at)
    if passive:
        source = page.phrase_left(start, a)
        by = page.next(k + 1, "by", at)
        outer, cue = ((by + 1, at), (a, by + 1)) if by else (None, (a, b))
    else:
        outer = page.phrase_left(start, a) if a > start and low[k] != "quoting" else None
        b = page.past(b, at, (",", "by"))
        source, cue = (b, at), (a, max(k + 1, b))
    if not source or source[1] <= source[0]:
        return
    source = source[0], source[1] - (low[source[1] - 1] == ",")
    after, stop = at + 2, page.stripped(at + 2, end)
    if low[at + 1] == "telling":  # as telling him that
        after = page.next(after, "that", min(stop, after + 5)) or after
    # “Content,” Source is quoted as saying in the note
    behind = page.quoted[start] and low[after - 1] != "that" and page.has(after, PLACES)
    if after < stop and not behind:
        said = after, stop if page.quoted[after] else content_end(page, after, end, after - 1)
        whole = [said] if passive else [(source[0], said[1])]
    else:  # “Content,” Outer quoted Source as saying
        first = outer[0] if outer else min(a, source[0])
        said = start, first
        whole = [said] if passive else [said, (source[0], after)]
        if first - start < 2:
            return
    if outer:
        yield frame(outer, cue, sorted(whole), "quoted: outer")
    yield frame(source, (at + 1, at + 2), [said], "quoted")


def citing(page: Page, start: int, end: int, k: int) -> Found | None:
    """The source named by `citing`; its content is what the words around it report."""
    if k > start and not page.has(k - 1, QUOTE, (",", "and", "report", "reports")):
        return None
    first = k + 1
    if first < end and page.quoted[first] and not page.quoted[k]:
        stop = min(end, page.quotation(first)[1])
    else:
        stop = page.until(first, end, ENDS_SOURCE, QUOTE)
    if not (page.any(first, stop, SPEAKERS) or page.capital(first) or page.has(stop, ("who",))):
        return None
    rest = (start, k - 1) if k > start + 1 else (stop, page.stripped(stop, end))
    return frame((first, stop), (k, first), [rest], "citing") if first < stop and rest[0] < rest[1] else None
