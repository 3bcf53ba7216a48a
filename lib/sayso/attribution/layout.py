"""Attributions that the layout of a page tells, without a verb: the mark between a name and the words is the cue.

headline     Name: Content            as a text's first paragraph
turn         NAME, OFFICE: Content    in a transcript; it goes on in paragraphs before the next speaker's
signed       “Content” — Name, Role   a quotation, and who signs it on the same line or the next
embedded     Content — Name (@handle) 2 May 2031: a post of a network, set into a page
introduced   Source wrote in X:       and in the next paragraph a quotation, or a block without marks
letter       Dear Editor, … Name      and on a page of letters each, to the name on a line at its end; without a cue
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from sayso.attribution.contents import BEFORE_ING, SAYING, block_end, content_start, cue_of
from sayso.attribution.lexicon import AND, DET, POSSESSIVE, QUOTE, words_of
from sayso.attribution.phrases import VERBAL, Page, Span
from sayso.attribution.record import Found, taken, touches
from sayso.words import marked, words

DASHES = frozenset("―—–-") | {"--"}
COLONS = frozenset({":", "):", "]:"})
SPEAKERS = words("speakers")  # what a headline may name before a colon instead of a person
LINKING = words_of("of the and for de la von van der al bin , . ( )")
# How often what layout tells was right: headlines in the training articles, the others on dev.
RIGHT = {"letter": 0.85, "headline": 0.85, "turn": 0.85, "signed": 0.9, "embedded": 0.9, "introduced": 0.75}
LABEL, TITLE, SIGNATURE, TURN_LABEL = 5, 5, 14, 20  # tokens at most
TITLES = words_of("mr mrs ms miss dr sir lord lady baroness senator sen representative rep minister")
# What networks put below a post: `— Name (@handle) May 2, 2031`, `A photo posted by Name (@handle) on May 2`
POST = re.compile(
    r"(?:[—–]|\bA (?:photo|video|post) \w+ by)\s*(?P<who>[^\n()]{2,40}?)\s*\(@\w+\)(?: on)? (?=(?:\w+ )?\d)"
)
POSTING, POSTS = marked("frames", "posting"), marked("frames", "post")  # a writing that a colon introduces

# A page of letters has this above them; a letter alone opens so
HEADING = re.compile(r"(?:(?:your|readers?[’']?) )?letters?(?: to (?:the )?editors?)?\W*", re.I)
SALUTATION = re.compile(
    r"(?:(?:To the Editors?|Dear [^\n:,]{1,40}|Sirs?|Madam)\s*[:,—–-]|Dear (?:Editor|Sir|Madam)s?)\s*"
)
TOP, MOST = 6, 40  # paragraphs in which a heading stands; those of a letter
NAME, CLOSING = 5, 4  # tokens of a name, of `Yours faithfully,`

ASIDE = 6  # tokens of a paragraph between turns that is no speech: (CROSSTALK)


def laid_out(page: Page) -> list[Found]:
    """The attributions that a page's layout tells, in order."""
    parts = list(pairwise([*sorted(page.paragraphs), len(page.words)]))
    firm = [*_headline(page, parts), *_turns(page, parts), *_signed(page, parts), *_embedded(page, parts)]
    held = taken(len(page.words), firm)
    return [*firm, *(one for one in _introduced(page) if not touches(held, one)), *_letters(page, parts)]


def _laid(source: Span, cue: Span | None, contents: list[Span], rule: str) -> Found:
    return Found((source,), (cue,) if cue else (), tuple(contents), f"layout: {rule}", RIGHT[rule])


def _headline(page: Page, parts: list[Span]) -> Iterator[Found]:
    """A name before a colon in the first paragraph, if the text below names it too or it is a word like `Poll`."""
    if not parts or (colon := _label(page, *parts[0], TITLE)) is None:
        return
    start, end = parts[0]
    name = page.words[colon - 1]
    below = name in page.words[end:]
    capital = all(w[0].isupper() for w in page.words[start:colon]) and page.low[start] not in ("the", "a", "an")
    if name.lower() in SPEAKERS or (capital and below):
        yield _laid((start, colon), (colon, colon + 1), [_inner(page, colon + 1, end)], "headline")


def _label(page: Page, start: int, end: int, most: int) -> int | None:
    """The colon after the few words that start a paragraph, if words follow it."""
    last = min(end - 2, start + most)
    colon = page.until(start + 1, last, COLONS)
    return colon if colon < last and page.capital(start) else None


def _inner(page: Page, start: int, end: int) -> Span:
    """A piece without the full stop that ends it, and without the mark that closes nothing."""
    while end - start > 1 and page.words[end - 1] in (".", ",", ";"):
        end -= 1
    return start, end


def _turns(page: Page, parts: list[Span]) -> Iterator[Found]:
    """The speakers' turns of a transcript: at least three, of two speakers, of whom one speaks twice."""
    found: dict[int, tuple[Span, int]] = {}
    for number, (start, end) in enumerate(parts):
        first = start + (page.words[start] in QUOTE)
        if (colon := _label(page, first, end, TURN_LABEL)) and (name := _speaker(page, first, colon)):
            found[number] = (first, name), colon
    speakers = Counter(page.words[b - 1] for (_, b), _ in found.values())
    if len(speakers) < 2 or len(found) < 3 or max(speakers.values()) < 2:
        return
    for number, after in pairwise([*found, max(found) + 1]):
        source, colon = found[number]
        contents = [(colon + 1, parts[number][1])]
        for start, end in parts[number + 1 : after] if after - number <= ASIDE else []:
            marked = page.words[start] in QUOTE
            if end - start > ASIDE or not page.has(start + marked, ("(", "[")):
                contents.append((start + (marked and end - start > 1), end))
        yield _laid(source, (colon, colon + 1), [_inner(page, *content) for content in contents], "turn")


def _speaker(page: Page, first: int, colon: int) -> int | None:
    """The token after the name that a turn's label starts with: `ANN LEE`, `Q`, `Mr Lee`, `ANN LEE, MAYOR (by telephone)`."""
    if page.words[first:colon] in (["Q"], ["A"]):
        return colon
    stop = page.until(first, colon, (",", "(", "["))
    name = page.words[first:stop]
    letters = "".join(name)
    capitals = letters.isupper() and len(letters) > 2
    titled = page.low[first].rstrip(".") in TITLES and len(name) > 1 and all(w[0].isupper() for w in name)
    office = page.words[stop : page.until(stop, colon, ("(", "["))]
    plain = len(name) <= LABEL and all(w[0].isalpha() or w == "." for w in name)
    in_office = capitals and all(w.isupper() or not w[0].isalpha() for w in office)
    return stop if plain and (in_office or titled) else None


def _signed(page: Page, parts: list[Span]) -> Iterator[Found]:
    """Quotations that start a paragraph and are followed by a dash and a name, on the same line or the next."""
    closed = {a: b for (a, b), left_open in zip(page.quotes, page.open, strict=True) if not left_open}
    ends = dict(parts)
    for start, end in parts:
        b = closed.get(start, end + 1)
        if b > end:
            continue
        last = end if b < end else ends.get(end, end)
        # a dash without space about it may be one token with the mark before it
        dash = b - 1 if page.words[b - 1][-1] in DASHES and len(page.words[b - 1]) > 1 else b
        if dash < last and (page.words[dash] in DASHES or dash < b) and _is_signature(page, dash + 1, last):
            yield _laid(_inner(page, dash + 1, last), (dash, dash + 1), [(start, max(start + 1, dash))], "signed")


def _embedded(page: Page, parts: list[Span]) -> Iterator[Found]:
    """Posts of a network that are set into a page, with the line that it puts below them."""
    ends, marks = page.text.tokens.end, page.text.tokens.start
    for m in POST.finditer(page.text.text):
        a, b = bisect_right(ends, m.start("who")), bisect_left(marks, m.end("who"))
        cue = bisect_right(ends, m.start())
        start, end = parts[max(bisect_left(parts, (cue,)) - 1, 0)]
        if start < min(end, cue) and cue < a < b:
            yield _laid((a, b), (cue, a), [(start, min(end, cue))], "embedded")


def _letters(page: Page, parts: list[Span]) -> Iterator[Found]:
    """Letters, each with the name of who wrote it: those of a page of letters, and what opens with a salutation."""
    text, starts, ends = page.text.text, page.text.tokens.start, page.text.tokens.end
    lines = [text[starts[a] : ends[b - 1]] for a, b in parts]
    paged = any(HEADING.fullmatch(line) for line in lines[:TOP])
    first: int | None = None  # the paragraph where a letter begins
    for n, ((a, b), line) in enumerate(zip(parts, lines, strict=True)):
        if SALUTATION.fullmatch(line) or HEADING.fullmatch(line):
            first = n + 1
        elif first is not None and first < n <= first + MOST and (name := _writer(page, parts[n - 1], (a, b))):
            last = n - page.has(parts[n - 1][1] - 1, (",",))  # without its `Yours faithfully,`
            begin = last - 1 if line.startswith("@") else first  # a post is one paragraph
            yield _laid((a, name), None, parts[begin:last], "letter")
            first = n + 1 if paged else None
        elif first == n and _is_line_of_names(page, a, b):
            first = n + 1  # where the writer of the last one lives


def _writer(page: Page, before: Span, line: Span) -> int | None:
    """The token after the name that signs what stands before: it ends a sentence, or takes leave."""
    a, b = line
    end = page.low[before[1] - 1]
    leave = end == "," and before[1] - before[0] <= CLOSING
    if not (leave or end in (".", "?", "!", *QUOTE)):
        return None
    stop = page.until(a, b, (",", "("))
    stop -= page.low[stop - 1] == "." and stop == b
    named = sum(w[0].isupper() for w in page.words[a:stop]) > (not leave)
    able = page.words[a][0] == "@" or (named and stop - a <= NAME and _is_line_of_names(page, a, b))
    return stop if stop > a and able else None


def _is_line_of_names(page: Page, start: int, end: int) -> bool:
    """Whether a line holds nothing but names and numbers: a signature, a place, a date."""
    words = page.words[start:end]
    able = all(not w[0].islower() or w in LINKING for w in words) and words[0][0].isupper()
    return able and len(words) <= SIGNATURE and not any(page.low[i] in VERBAL for i in range(start, end))


def _is_signature(page: Page, start: int, end: int) -> bool:
    """A few words that name somebody: the two that start them capitalized, no verb."""
    words = page.words[start:end]
    if not 1 <= len(words) <= SIGNATURE or any(i in page.cues or page.low[i] in VERBAL for i in range(start, end)):
        return False
    return page.capital(start) and all(w[0].isupper() or w.lower() in LINKING for w in words[:2])


def _introduced(page: Page) -> Iterator[Found]:
    """A cue whose sentence ends with a colon: the quotation or block of paragraphs after it."""
    for start, end in page.sentences:
        if page.low[end - 1] != ":" or end >= len(page.words):
            continue
        posted = page.any(start, end, POSTS)
        for k in (i for i in range(start, end - 1) if page.low[i] in SAYING | POSTING or i in page.cues):
            a, b = cue_of(page, start, end, k)
            told = b + 1 < end and content_start(page, b, end, k) < end and not (posted and page.low[k] in POSTING)
            if page.has(k - 1, DET, POSSESSIVE) or told:
                continue
            shares = page.has(a - 1, AND) or (page.low[k].endswith("ing") and page.has(a - 1, BEFORE_ING))
            source = page.subject(start, a) if shares else page.phrase_left(start, a)
            if source and page.low[k] in POSTING:  # the letter Source sent
                source = max(i for i in range(*source) if i == source[0] or page.low[i - 1] in POSTS), source[1]
            content = page.quotation(end) if page.quoted[end] else (end, block_end(page, end))
            if source:
                yield _laid(source, (a, b), [content], "introduced")
                break
