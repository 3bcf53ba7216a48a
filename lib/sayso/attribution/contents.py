"""Where a cue and its content begin and end, in tokens of a page."""

from bisect import bisect_right

from sayso.attribution.lexicon import COMMA, DAY, DET, NOT, POSSESSIVE, QUOTE, WH, words_of
from sayso.attribution.phrases import PLACES, VERBAL, Page, Span
from sayso.words import marked, verbs, words

LEADS = VERBAL | NOT | words_of("no longer also then later previously once still just now to already even first both")
TOLD = words("verbs-with-recipient")
CLAUSAL, JUDGING = verbs("verbs-reporting") | verbs("verbs-believing"), verbs("verbs-judging")
SAYING = CLAUSAL | JUDGING
PARTICLES = words_of("about against back down for into of off out up with")
BEFORE_ING = words_of(", by of for without in from after before while when")
ASIDES = words_of("which while but saying calling adding citing")  # what a comma parts from the content before it
OPENING = marked("frames", "opening")
PARTED = words_of(", — – -- ( ; : that")
FIRST_PERSON = words_of("i we my our me us i'm we're i've we've")


def cue_of(page: Page, start: int, end: int, k: int) -> Span:
    """The cue with its auxiliaries, adverbs and particle."""
    low, a, b = page.low, k, k + 1
    while a > start and (low[a - 1] in LEADS or low[a - 1].endswith("ly")):
        a -= 1
    return a, b + (b < end and low[b] in PARTICLES)


def content_start(page: Page, b: int, end: int, k: int) -> int:
    """Where content after a cue starts: past a recipient, a day, `:` and `,`; at `that` or an opening mark."""
    low, word = page.low, page.low[k]
    if b >= end or low[b] == "that" or low[b] in WH:
        return b
    to = low[b] == "to"
    named = page.has(b + 1, DET, POSSESSIVE) or page.capital(b + 1)
    if to and not (named and word in CLAUSAL):
        return b
    told = to or word in TOLD
    aside = told or page.has(b, PLACES, DAY, COMMA)
    for i in range(b, min(end, b + 18)):
        if low[i] == ":" and (aside or i == b):
            return i + 1
        if low[i] == "that" and aside and not page.quoted[i]:
            return i
        if page.quoted[i] and not page.quoted[b - 1]:
            if low[i - 1] in (",", ":") or (aside and page.capital(min(i + 1, end - 1))):
                return i
            break
        if low[i] in (".", ";", "and", "but") or (i in page.cues and i > b + 1):
            break
    i = page.recipient(b, end) if told else b
    while i < end and (low[i] in DAY or (low[i] in ("on", "in") and page.has(i + 1, DAY))):
        i += 1
    return page.past(i, end, (",", ":"))


def content_end(page: Page, begin: int, end: int, k: int) -> int:
    """Where content ends: with its sentence, or before words that often follow one."""
    if begin >= end:
        return begin
    low, cuts = page.low, page.text.tokens.cuts
    within = page.quoted[k] and low[begin] not in QUOTE
    if within:  # inside a quotation: what the next sentence says is the outer speaker's
        end = min(end, next(iter(cuts[bisect_right(cuts, begin) :][:1]), end))
    last = page.stripped(begin, end)
    inner = low[k - 1] != "as" and _is_inner(page, k)  # quoted Source as saying content
    thing = low[begin] == "to" or (low[k] not in CLAUSAL and low[begin] != "that" and not page.quoted[begin])
    for i in range(begin + 2, last):
        if page.quoted[i] and not page.quoted[k]:
            continue
        aside = low[i] == "," and (inner or page.has(i + 1, ASIDES, ("and", "nor") * thing))
        aside |= within and low[i] == "," and page.any(i + 1, i + 4, ("i",))  # , and what I said is
        if aside or low[i] == ";" or _goes_on(page, i, last):
            return i
    return last


def _goes_on(page: Page, i: int, last: int) -> bool:
    """Whether another cue of the same source follows token i: `, and denied`, `and also said`."""
    low, j = page.low, i + 1
    if low[i] not in (",", "and", "but") or page.has(j, ("according",)):
        return page.has(j, ("according",))
    j += low[i] == "," and page.has(j, ("and", "but"))
    while j < last and (low[j] in LEADS or low[j].endswith("ly")):
        j += 1
    return j < last and not page.quoted[j] and (page.tells(j, 0.5) or low[j] in SAYING)


def _is_inner(page: Page, k: int) -> bool:
    """Whether a cue stands in a clause inside another: `As Ann said ..., `, `which Ann said ..., `."""
    for i in range(k - 1, max(-1, k - 25), -1):
        if page.starts[i + 1] or page.has(i, PARTED, QUOTE):
            return False
        if page.low[i] in OPENING:
            return True
    return False


def block_end(page: Page, begin: int) -> int:
    """End of an unmarked block: its paragraph, and those after it that speak in the first person."""
    marks, total = page.text.tokens.paragraphs, len(page.words)
    for n in range(bisect_right(marks, begin), len(marks)):
        stop, after = marks[n], marks[n + 1] if n + 1 < len(marks) else total
        told = any(page.quoted[i] or (page.tells(i) and not page.has(i - 1, FIRST_PERSON)) for i in range(stop, after))
        if told or not page.any(stop, after, FIRST_PERSON):
            return stop
    return total
