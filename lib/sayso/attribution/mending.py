"""Rows mended before layers are laid: who is cut off from his name, and contents that hold too much or too little.

Each function takes a page and a row and mends what it knows; none adds a row. They stand in the order in which they run.
"""

from collections import defaultdict

from sayso.attribution.contents import BEFORE_ING, CLAUSAL, SAYING
from sayso.attribution.lexicon import (
    AND,
    BE,
    BY,
    COMMA,
    DASHES,
    DAY,
    DET,
    MODAL,
    NOT,
    POSSESSIVE,
    PRONOUN,
    QUOTE,
    words_of,
)
from sayso.attribution.phrases import HELPING, LEFTOVERS, OWNS, PLACES, VERBAL, Page, Span
from sayso.attribution.record import Found, Pieces, cut, meets, merged, taken, tokens_of
from sayso.words import marked, words

SPEAKING = SAYING | marked("telling", "tail")  # may follow the closing mark of what was said
LEADING = LEFTOVERS | BEFORE_ING | words_of("since despite even only just now then later")
CONDITIONS = words_of("if unless when whenever once should because while although though")
TIMES = DAY | marked("frames", "time")
SUFFERED = words_of(
    "asked pressed questioned quizzed grilled told accused blamed charged suspected informed reminded advised warned urged"
)
NAMED, NOBODY = words_of("named identified quoted"), words_of("no neither nobody none nothing")
CLAUSE_ENDS = words_of(", that which who and but")
SEEMING = words_of("seem seems seemed appear appears appeared")
ASKED = marked("unsaid", "asked")
RELATIVE, WHEN = words_of("who which"), words_of("when after once if")
OPENING = words_of("in on at during after before since back")
OF_NOUNS, SMALL = words_of("of about for to"), DET | LEFTOVERS | words_of("whenever")
CLOSE, ARTICLE, OF = words_of(")"), words_of("the a an"), words_of("of")
SPEAKERS, NOUNS = words("speakers"), words("noun-verbs")
LIMITING = (marked("small", "plain") | marked("frames", "before")) - SPEAKERS - marked("small", "pronoun")
HOLE = 3  # tokens
LONGEST_LEAD = 7  # tokens of a time between a cue and `that`


def mend(page: Page, rows: list[Found]) -> list[Found]:
    """The rows, mended; one that is left without content goes."""
    for row in rows:
        for function in MENDS:
            if row.content and (row.cue or function in CUELESS):
                function(page, row)
    asked(page, rows)
    quoted_whole(page, rows)
    return [row for row in rows if row.content]


def sourceless(page: Page, row: Found) -> None:
    """`Denying that content, Source left`, `Source left, denying that content` and `Source left and denied`: its subject."""
    k, low = row.cue[0][0], page.low
    start, _ = page.sentence_of(k)
    participle = low[k].endswith("ing")
    if row.source and page.past(row.source[0][0], row.source[-1][1], TIMES) == row.source[-1][1] and participle:
        row.source = ()  # One month | after announcing that
    if row.source:
        return
    opens = k == start and low[k] in CLAUSAL - SUFFERED and not participle  # Said Source: “content”
    after = opens or (k and page.quoted[k - 1] and not page.quoted[k])
    name = _behind(page, row.cue[-1][1]) if after else None
    if name and not (opens and not page.has(name[1], COMMA, QUOTE, (":",))):
        row.source, row.content = (name,), cut(row.content, name[0], name[1] + page.has(name[1], COMMA))
    elif participle and page.past(start, k, LEADING, TIMES, COMMA) == k:
        _main_clause(page, row)
    elif name := _shared(page, row, start, k) if participle or page.has(k - 1, AND) else _beside(page, row, start, k):
        row.source = (name,)
        swallowed = meets(row.content, (name,))  # “Content,” Source, at last, | said of Other
        content = cut(row.content, name[0], k) if swallowed else row.content
        row.content = tuple(piece for piece in content if not participle or piece[0] > k)


def _behind(page: Page, b: int) -> Span | None:
    """The name or noun phrase that a cue behind a quotation stands before: `“Content,” said Source, referring to it`."""
    _, end = page.sentence_of(b - 1)
    stop = page.with_name(b, page.phrase_right(b, end), end)
    named = page.has(b, DET) or (page.capital(b) and not page.has(b, POSSESSIVE))
    return (b, stop) if stop > b and page.low[b - 1] in SPEAKING and named else None


def _main_clause(page: Page, row: Found) -> None:
    """The source of a participle that opens its sentence is the subject behind its clause."""
    low, (a, b), size = page.low, row.content[0], len(page.words)
    for comma in (i for i in range(a, min(b + 1, size)) if low[i] == ","):
        verb = next((i for i in range(comma + 2, min(size, comma + 16)) if page.verbal(i, i + 1)), None)
        name = page.phrase_left(comma + 1, verb) if verb and not low[verb].endswith("ing") else None
        if name and name[0] == comma + 1 and (page.capital(comma + 1) or page.has(comma + 1, DET, PRONOUN, POSSESSIVE)):
            row.source, row.content = (name,), ((a, min(b, comma)),)
            return


def _shared(page: Page, row: Found, start: int, k: int) -> Span | None:
    """The subject of a verb before, which a participle or a verb behind `and` shares."""
    low = page.low
    participle = low[k].endswith("ing")
    shares = page.has(k - 1, BEFORE_ING, AND) and not page.quoted[k]
    if not (participle or low[k] in SAYING):
        return None
    name = page.subject(start, k) if shares else page.phrase_left(start, k) if low[k] in SAYING else None
    named = name and (page.capital(name[0]) or page.has(name[0], DET)) and not meets(row.content[-1:], (name,))
    return name if named else None


def _beside(page: Page, row: Found, start: int, k: int) -> Span | None:
    """The name or pronoun right before a verb, or before what commas set off: `Source, in turn, denied`."""
    low, verb = page.low, row.cue[0][1] - 1
    acts = page.has(k, VERBAL - BE) or low[k].endswith(("s", "ed", "ly")) or low[k] in SAYING
    noun = low[k] not in SAYING and (low[verb] in OF_NOUNS or page.has(verb + 1, OF_NOUNS))
    if not acts or noun or page.any(*row.cue[0], BE, SEEMING, SUFFERED, NAMED, ("known",)):
        return None
    name = page.phrase_left(start, k)
    if not name or page.quoted[name[0]] != page.quoted[k]:
        return None
    a, b = name
    relative = row.content[0] == name and len(row.content) > 1 and page.has(a, RELATIVE)  # which | denied | content
    if meets(row.content, (name,)) and not (relative or (a and page.quoted[a - 1])):
        return None
    beside = page.past(b, k, TIMES) == k or (page.has(k - 1, COMMA) and b <= k - 1)
    alone = relative or (b == a + 1 and page.has(a, PRONOUN))
    named = page.capital(b - 1) and (page.capital(a) or page.has(a, DET)) and low[b - 1] not in SMALL
    return name if beside and (alone or named) else None


def unsaid(page: Page, row: Found) -> None:
    """Where nothing was said: `Source asked not to be named`, `was barred from discussing`, `No manager had said`."""
    begin, low = row.content[0][0], page.low
    namelessly = low[begin : begin + 2] in (["to", "be"], ["not", "to"]) and page.any(begin, begin + 5, NAMED)
    last = row.cue[-1][1] - 1
    kept = low[last].endswith("ing") and low[last - 1] == "from"
    if namelessly or kept or (row.source and low[row.source[0][0]] in NOBODY):
        row.content = ()


def sourced(page: Page, row: Found) -> None:
    """`Ann Lee, a mayor, said`: the name goes with what explains it; no dateline does."""
    if not row.source:
        return
    (a, b), rest = row.source[0], row.source[1:]
    k, low = row.cue[0][0], page.low
    if a < b < k <= b + 2 and page.words[b].islower() and all(low[i] in SPEAKERS for i in range(b, k)):
        b = k  # the Larnish | reports stating
    outer = low[a - 2 : a] == ["according", "to"] and page.has(a - 3, COMMA)
    if outer and page.has(b, COMMA) and k == b + 1 and low[k] in SAYING:
        name = page.phrase_left(page.sentence_of(a)[0], a - 3)
        row.source = (name,) if name else ()  # Source, according to Outer, said
        return
    named = page.capital(a) and not page.has(a, DET) and low[a][-3:] != "ing" and not page.any(a, b, COMMA, RELATIVE)
    if named and page.starts[a] and low[k].endswith("ing") and page.has(k - 1, COMMA):
        small = [i for i in range(a + 1, b) if page.words[i].islower()]
        verbs = (i for i in small if i + 1 < b and page.has(i + 1, DET) and not page.has(i, HELPING, LEFTOVERS))
        if any(low[i][-3:] != "ing" for i in verbs):
            b = small[0]  # Ann Lee | sent the letter to Other, asking him
    noun = b == k and low[k] in NOUNS and page.past(a, b, ARTICLE, LIMITING) == b
    # The offer is, the new plans: a noun taken for a cue
    if noun or (page.past(a, b, ARTICLE) == b and not row.rule.endswith("turn")):
        row.source = ()
        return
    if a and low[a - 1] in OWNS and (name := page.phrase_left(page.sentence_of(a)[0], b)) and name[0] < a:
        a, row.content = name[0], cut(row.content, name[0], b)  # the pilot’s | brother
    aged = page.has(a - 3, COMMA) and page.words[a - 2].isdigit()
    before = a - 3 if aged else a - 1  # the comma after a name, or after an age behind it
    if page.has(a, DET, ("who",)) and page.has(a - 1, COMMA) and b <= row.cue[0][0] and page.capital(before - 1):
        name = page.phrase_left(page.sentence_of(a)[0], before)
        told = name and any(i in page.cues for i in range(*name))  # According to CNN, a source said
        if name and page.capital(name[0]) and not page.quoted[name[0]] and not told:
            a = name[0]
    before = a if page.has(a, OPENING) else a - 1
    comma = page.next(a, ",", b) if page.has(before, OPENING) and page.starts[before] else None
    if comma and comma + 1 < b and (page.capital(comma + 1) or page.has(comma + 1, DET)):
        a = comma + 1  # In Larn, the report
    stop = dateline_end(page, a) if a in page.paragraphs else None
    row.source = ((stop if stop and stop < b else a, b), *rest)


def said_of(page: Page, row: Found) -> None:
    """`Source, after a pause, said of Other`: who stands behind the verb does not speak."""
    k, x = row.cue[0][0], row.source[0][0] if row.source else 0
    if page.low[x - 1] != "of" or x - row.cue[-1][1] not in (0, 1):
        return
    name = page.phrase_left(page.sentence_of(k)[0], k)
    if name and page.capital(name[0]):
        row.source, row.content = (name,), cut(row.content, name[0], k)


def dateline_end(page: Page, a: int) -> int | None:
    """The token after a dateline at the start of a paragraph: `PORT, May 4 (Agency) -` or `Port (AGENCY)`."""
    low, words = page.low, page.words
    if low[a] == "(" and words[a + 1].isupper() and page.has(a + 2, CLOSE) and page.has(a + 3, DASHES):
        return a + 4
    for i in range(a + 1, min(len(words), a + 16)):
        if low[i] in DASHES and words[a].isupper() and len(words[a]) > 3 and not words[i - 1].islower():
            return i + 1
        if low[i] == "(" and i - a < 5 and words[i + 1 : i + 2] and words[i + 1].isupper() and page.has(i + 2, CLOSE):
            return i + 3 + page.has(i + 3, DASHES)
        if words[i][0].islower():
            return None
    return None


def holes(page: Page, row: Found) -> None:
    """Small holes in a content, where a word looked like another's role, are filled."""
    own = {*tokens_of(row.source), *tokens_of(row.cue)}
    found: list[tuple[int, int]] = []
    for a, b in row.content:
        gap = range(found[-1][1], a) if found else range(0)
        if found and len(gap) <= HOLE and not any(i in own or page.starts[i] or page.quoted[i] for i in (*gap, a)):
            found[-1] = found[-1][0], b
        else:
            found.append((a, b))
    row.content = tuple(found)


def dateline(page: Page, row: Found) -> None:
    """A content begins after the dateline."""
    a, b = row.content[0]
    if a in page.paragraphs and (stop := dateline_end(page, a)) is not None and stop < b:
        row.content = ((stop, b), *row.content[1:])


def timed(page: Page, row: Found) -> None:
    """`said two weeks ago that`, `said sadly, “content”`: when, where or how it was said is no part of it."""
    a, low = row.content[0][0], page.low
    end = min(row.content[-1][1], a + LONGEST_LEAD)
    if row.cue[-1][1] > a or page.quoted[a]:
        return
    first = page.next(a + 1, "that", end)
    if not first or not all(low[i] in TIMES or low[i][0].isdigit() for i in range(a, first)):
        first = next((i for i in range(a + 1, end) if page.quoted[i]), None)
        manner = low[a].endswith("ly") or page.has(a, PLACES, DAY)
        if not first or not manner or low[first - 1] not in (",", ":") or page.any(a, first, VERBAL):
            return
    row.content = cut(row.content, a, first)


def conditional(page: Page, row: Found) -> None:
    """`If Source says that content, ...`: the main clause is nobody's."""
    (a, b), k = row.content[0], row.cue[0][0]
    start, _ = page.sentence_of(k)
    led = k < a and not page.quoted[a] and page.low[start] in CONDITIONS and not page.any(start, k, COMMA)
    for comma in (i for i in range(a + 2, b) if led and page.low[i] == "," and not page.quoted[i]):
        if page.any(comma + 1, comma + 8, MODAL, BE):
            row.content = ((a, comma),)
            return


def relative(page: Page, row: Found) -> None:
    """`An office which Source said was slow has been closed`: the clause about the relative one is not reported."""
    if len(row.content) < 2:
        return
    (x, y), (a, b) = row.content[0], row.content[1]
    if page.low[y - 1] not in ("which", "who", "that") or row.cue[-1][1] != a or not 1 < y - x < 12:
        return
    for i in range(a + 2, b):
        if page.low[i] in CLAUSE_ENDS or page.quoted[i]:
            return
        if page.low[i] in VERBAL and not page.has(i - 1, VERBAL, PRONOUN, NOT, ("to",)) and page.low[i] != "being":
            row.content = ((x, y), (a, i))
            return


def parenthetical(page: Page, row: Found) -> None:
    """`The levy, according to Source, will go`: content on both sides."""
    if len(row.content) != 1 or not row.source:
        return
    first, last = min(row.cue[0][0], row.source[0][0]), max(row.cue[-1][1], row.source[-1][1])
    a, b = row.content[0]
    if b > first or first - b > 1 or not page.has(first - 1, COMMA) or not page.has(last, COMMA):
        return
    led = page.low[b - 1] == "that"  # Other said that, according to Source, content
    if led or (page.has(last + 1, VERBAL) and not page.any(a, b, VERBAL)):
        rest = (last + 1, page.stripped(last + 1, page.sentence_of(last)[1]))
        row.content = (rest,) if led else ((a, b), rest)


def passive(page: Page, row: Found) -> None:
    """`She is described by Source as content`, `plans announced by Source`, `She was asked: “Content”`: the subject does not speak."""
    x, y = row.cue[-1]
    by = y - 1 if page.has(y - 1, BY) else y
    verb, was, subject = page.low[by - 1], page.any(x, y, BE), row.source and row.source[0] < row.cue[0]
    spoken = (was and verb in SUFFERED) or (verb in SAYING and (was or (verb.endswith("ed") and not row.source)))
    if spoken and page.has(by, BY) and (subject or not row.source):
        _, end = page.sentence_of(by)
        stop = page.with_name(by + 1, page.phrase_right(by + 1, end), end)
        stop = page.until(by + 1, stop, OF if verb in SUFFERED else ())  # accused by Source of content
        before = page.phrase_left(page.sentence_of(x)[0], x)
        rest = (*row.source, *cut(row.content, by, stop)) or (before and (before,)) or row.content
        row.source, row.content = ((by + 1, stop),), rest
    elif was and subject and page.any(x, y, SUFFERED):
        row.source = ()


def beat(page: Page, row: Found) -> None:
    """`“Content.” The chairman nodded.`: a sentence after a finished quotation names its speaker only by a verb of saying."""
    if not row.source:
        return
    end, first = row.content[-1][1], min(row.cue[0][0], row.source[0][0])
    finished = end <= first and page.quoted[end - 1] and page.low[end - 1] in QUOTE and page.low[end - 2] == "."
    speaks = any(page.low[i] in SPEAKING for i in tokens_of(row.cue))
    if finished and page.starts[first] and not speaks and page.words[row.cue[0][0]][0].isalpha():
        row.source = row.cue = ()


def separate(page: Page, row: Found) -> None:
    """`“Other words.” Source said: “Content”`: a finished quotation before the sentence is not introduced by it."""
    if len(row.content) < 2 or not row.source:
        return
    first = min(row.cue[0][0], row.source[0][0])
    after = next((a for a, _ in row.content if a >= row.cue[-1][1]), None)
    if after is not None and page.quoted[after] and page.low[after - 1] == ":":
        done = {(a, b) for a, b in row.content if b <= first and page.quoted[b - 1] and "." in page.low[b - 2 : b]}
        row.content = tuple(piece for piece in row.content if piece not in done)


def asked(page: Page, rows: list[Found]) -> None:
    """`“Content,” Source said, when asked why. “More content.”`: who is asked asks nothing, and says the rest."""
    by_source: dict[Pieces, list[Found]] = defaultdict(list)
    for row in rows:
        by_source[row.source] += [row] * bool(row.cue)
    for row in rows:
        k = row.cue[0][0] if row.cue else 0
        if not (row.source and page.low[k] in ASKED):
            continue
        a, b = row.source[-1]
        aside = page.has(k - 1, COMMA) and b >= k - 1 and not page.any(a, k - 1, COMMA)  # Source, asked about it,
        if not (aside or page.has(k - 1, WHEN)):
            continue
        _, end = page.sentence_of(k)
        said = next((one for one in by_source[row.source] if one is not row), None)
        if said:
            said.content = merged([*said.content, *(piece for piece in row.content if piece[0] >= end)])
        row.source, row.content = (), tuple(piece for piece in row.content if k < piece[0] < end)


def quoted_whole(page: Page, rows: list[Found]) -> None:
    """A quotation that a content begins belongs to it to its end, and over paragraphs before and after that open with a mark."""
    told = [row for row in rows if row.cue and row.content]
    held = taken(len(page.words), told, "source")
    for row in told:
        more: list[tuple[int, int]] = []
        a, n = row.content[0][0], page.quote_of[row.content[0][0]]
        while n > 0 and page.quotes[n][0] == a == page.quotes[n - 1][1] and page.open[n - 1]:
            n, (a, b) = n - 1, page.quotes[n - 1]
            if any(held[a:b]) or page.low[a] != page.low[b]:  # another mark opens another quotation
                break
            more.append((a, b))
        for a, b in row.content:
            n = page.quote_of[b - 1]
            if n < 0 or page.quotes[n][0] < a:
                continue
            end = page.quotes[n][1]
            if b < end and not any(held[b:end]):
                more.append((b, end))
                b = end
            while b == end and page.open[n] and n + 1 < len(page.quotes) and page.quotes[n + 1][0] == end:
                n, (x, end) = n + 1, page.quotes[n + 1]
                if x not in page.paragraphs or any(held[x:end]):
                    break
                more.append((x, end))
                b = end
        if more:
            for i in tokens_of(more):
                held[i] = 1
            row.content = merged([*row.content, *more])
    for row in rows:
        if not row.cue and all(held[i] for i in tokens_of(row.content)):  # found alone, part of another's
            row.content = ()


CUELESS = (holes, dateline)  # these also mend rows without a cue
MENDS = (
    *(sourceless, sourced, said_of, unsaid, holes, dateline, timed, conditional),
    *(relative, parenthetical, passive, beat, separate),
)
