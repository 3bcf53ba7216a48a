"""Rows mended before layers are laid: who is cut off from his name, and contents that hold too much or too little.

Each function takes a page and a row and mends what it knows; none adds a row. They stand in the order in which they run.
"""

from __future__ import annotations

from sayso.attribution.contents import BEFORE_ING
from sayso.attribution.lexicon import BE, DAY, DET, MODAL, NOT, PRONOUN, QUOTE, WH, words_of
from sayso.attribution.phrases import PLACES, VERBAL, Page, phrase_left, phrase_right, stripped, subject
from sayso.attribution.record import Found, merged
from sayso.words import verbs

SAYING = verbs("verbs-reporting") | verbs("verbs-judging")
CONDITIONS = words_of("if unless when whenever once should")
TIMES = DAY | words_of(
    "ago on in at of the a an two three four five six seven eight nine ten several few days weeks months years hours hour day late early"
)  # fmt: skip
SUFFERED = words_of("asked told accused blamed charged suspected informed reminded advised warned urged")
NO_NAME = NOT | words_of("no longer yet still also even ever already just now then")
NAMED = words_of("named identified quoted")
TELLING = words_of("say tell disclose specify explain elaborate reveal")
NOBODY = words_of("no neither nobody none")
HOLE = 3  # tokens
LONGEST_LEAD = 7  # tokens of a time between a cue and `that`


def mend(page: Page, rows: list[Found]) -> list[Found]:
    """The rows, mended; one that is left without content goes."""
    for row in rows:
        for function in (
            participle,
            sourced,
            unsaid,
            holes,
            dateline,
            timed,
            mannered,
            conditional,
            relative,
            parenthetical,
            described,
            asked,
            beat,
            separate,
        ):
            if row.content:
                function(page, row)
    quoted_whole(page, rows)
    return [row for row in rows if row.content]


def participle(page: Page, row: Found) -> None:
    """`Denying that content, Source left` and `Source left, denying that content`: a participle's source is its subject."""
    if row.source or not row.cue or not page.low[row.cue[0][0]].endswith("ing"):
        return
    k = row.cue[0][0]
    start = _sentence_start(page, k)
    if k > start:
        before = page.has(k - 1, BEFORE_ING) and not page.quoted[k]
        name = subject(page, start, k) if before else None
        if name and name[1] < k and (page.words[name[0]][0].isupper() or page.has(name[0], DET)):
            row.source = (name,)
        return
    a, b = row.content[0]
    for comma in (i for i in range(a, min(b + 1, len(page.words))) if page.low[i] == ","):
        verb = next(
            (
                i
                for i in range(comma + 2, min(len(page.words), comma + 16))
                if i in page.cues or page.has(i, VERBAL) or page.low[i].endswith("ed")
            ),
            None,
        )
        name = phrase_left(page, comma + 1, verb) if verb and not page.low[verb].endswith("ing") else None
        if name and name[0] == comma + 1 and (page.words[name[0]][0].isupper() or page.has(name[0], DET, PRONOUN)):
            row.source, row.content = (name,), ((a, min(b, comma)),)
            return


def unsaid(page: Page, row: Found) -> None:
    """`Source asked not to be named`, `Source did not say whether content`, `No manager had said content`: nothing was said."""
    if not row.cue:
        return
    begin, low = row.content[0][0], page.low
    cue = [low[i] for a, b in row.cue for i in range(a, b)]
    namelessly = low[begin : begin + 2] in (["to", "be"], ["not", "to"]) and any(
        w in NAMED for w in low[begin : begin + 5]
    )
    untold = "not" in cue and any(w in TELLING for w in cue) and (low[begin] in WH or low[begin] in ("whether", "if"))
    nobody = bool(row.source) and low[row.source[0][0]] in NOBODY
    if namelessly or untold or nobody:
        row.content = ()


def sourced(page: Page, row: Found) -> None:
    """`Ann Lee, a mayor, said`, `Ann Lee, 34, who ..., said`: the name goes with what explains it; no dateline does."""
    if not row.source or not row.cue:
        return
    a, b = row.source[0]
    if all(word in DET for word in page.low[a:b]) and not row.rule.endswith(
        "turn"
    ):  # The offer is: a noun taken for a cue
        row.source = ()
        return
    if all(word in NO_NAME for word in page.low[a:b]):  # Port no longer denies
        name = phrase_left(page, _sentence_start(page, a), a)
        row.source = (name,) if name and not any(i in page.cues for i in range(*name)) else ()
        return
    explains = page.has(a, DET) or page.low[a] == "who" or page.words[a].isdigit()
    before = a - 1  # the comma after a name, or after an age behind it
    if page.has(a - 3, COMMA) and page.words[a - 2].isdigit():
        before = a - 3
    if explains and page.has(a - 1, COMMA) and b <= row.cue[0][0] and page.words[before - 1][0].isupper():
        name = phrase_left(page, _sentence_start(page, a), before)
        if name and page.words[name[0]][0].isupper() and not page.quoted[name[0]]:
            row.source = ((name[0], b), *row.source[1:])
    a, b = row.source[0]
    led = next((i for i in range(a + 1, b) if _opens_relative(page, i)), None)
    if led is not None:  # a letter in which Ann Lee writes
        row.source = ((led + 1, b), *row.source[1:])
    x, y = row.cue[0]
    while (
        b == x and x + 1 < y and page.words[x][0].isupper() and page.words[b - 1][0].isupper()
    ):  # Harbour Board welcomed
        x = b = x + 1
        row.source, row.cue = ((row.source[0][0], b), *row.source[1:]), ((x, y), *row.cue[1:])
    a, b = row.source[0]
    if a in page.paragraphs and (stop := dateline_end(page, a)) is not None and stop < b:
        row.source = ((stop, b), *row.source[1:])


def _opens_relative(page: Page, i: int) -> bool:
    """Whether a relative clause with a preposition opens at the token before: `in which`."""
    return page.low[i] in ("which", "whom") and page.low[i - 1] in ("in", "to", "with")


def dateline_end(page: Page, a: int) -> int | None:
    """The token after a dateline at the start of a paragraph: `PORT, May 4 (Agency) -` or `Port (AGENCY)`."""
    low, words = page.low, page.words
    if low[a] == "(" and words[a + 1].isupper() and page.has(a + 2, CLOSE) and page.has(a + 3, DASHES):
        return a + 4
    for i in range(a + 1, min(len(words), a + 16)):
        if low[i] in ("—", "–", "-", "--") and words[a].isupper() and len(words[a]) > 3 and not words[i - 1].islower():
            return i + 1
        if low[i] == "(" and i - a < 5 and words[i + 1 : i + 2] and words[i + 1].isupper() and page.has(i + 2, CLOSE):
            return i + 3 + page.has(i + 3, DASHES)
        if words[i][0].islower():
            return None
    return None


def _sentence_start(page: Page, i: int) -> int:
    while i > 0 and not page.starts[i]:
        i -= 1
    return i


def holes(page: Page, row: Found) -> None:
    """Small holes in a content, where a word looked like another's role, are filled."""
    own = {i for a, b in (*row.source, *row.cue) for i in range(a, b)}
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
    """`said two weeks ago that`: when it was said is no part of it."""
    (a, b), low = row.content[0], page.low
    if not row.cue or row.cue[-1][1] > a or page.quoted[a]:
        return
    that = page.next(a + 1, "that", min(b, a + LONGEST_LEAD))
    if that and all(low[i] in TIMES or low[i][0].isdigit() for i in range(a, that)):
        row.content = ((that, b), *row.content[1:])


def mannered(page: Page, row: Found) -> None:
    """`said sadly, “content”`: how, where or when it was said is no part of it."""
    a, b = row.content[0]
    if not row.cue or row.cue[-1][1] > a or page.quoted[a]:
        return
    mark = next((i for i in range(a + 1, min(b, a + LONGEST_LEAD)) if page.quoted[i]), None)
    if not mark or page.low[mark - 1] not in (",", ":") or any(page.low[i] in VERBAL for i in range(a, mark)):
        return
    if page.low[a].endswith("ly") or page.has(a, PLACES, DAY):
        row.content = ((mark, b), *row.content[1:])


def conditional(page: Page, row: Found) -> None:
    """`If Source says that content, ...`: the main clause is nobody's."""
    a, b = row.content[0]
    if not row.cue or row.cue[0][0] > a or page.quoted[a]:
        return
    start = _sentence_start(page, row.cue[0][0])
    if page.low[start] not in CONDITIONS or "," in page.low[start : row.cue[0][0]]:
        return
    for comma in (i for i in range(a + 2, b) if page.low[i] == "," and not page.quoted[i]):
        if any(w in MODAL or w in BE for w in page.low[comma + 1 : comma + 8]):
            row.content = ((a, comma),)
            return


def relative(page: Page, row: Found) -> None:
    """`An office which Source said was slow has been closed`: the clause about the relative one is not reported."""
    if len(row.content) < 2 or not row.cue:
        return
    (x, y), (a, b) = row.content[0], row.content[1]
    if page.low[y - 1] not in ("which", "who", "that") or row.cue[-1][1] != a or not 1 < y - x < 12:
        return
    for i in range(a + 2, b):
        if page.low[i] in (",", "that", "which", "who", "and", "but") or page.quoted[i]:
            return
        if page.low[i] in VERBAL and not page.has(i - 1, VERBAL, PRONOUN, NOT, TO) and page.low[i] != "being":
            row.content = ((x, y), (a, i))
            return


def parenthetical(page: Page, row: Found) -> None:
    """`The levy, according to Source, will go`: content on both sides."""
    if len(row.content) != 1 or not row.cue or not row.source:
        return
    first, last = min(row.cue[0][0], row.source[0][0]), max(row.cue[-1][1], row.source[-1][1])
    a, b = row.content[0]
    if b > first or first - b > 1 or not page.has(first - 1, COMMA) or not page.has(last, COMMA):
        return
    if page.low[b - 1] == "that":  # Other said that, according to Source, content
        end = next((k for k in range(last + 1, len(page.words)) if page.starts[k]), len(page.words))
        row.content = ((last + 1, stripped(page, last + 1, end)),)
        return
    if page.has(last + 1, VERBAL) and not any(page.low[i] in VERBAL for i in range(a, b)):
        end = next((k for k in range(last + 1, len(page.words)) if page.starts[k]), len(page.words))
        row.content = (*row.content, (last + 1, stripped(page, last + 1, end)))


def described(page: Page, row: Found) -> None:
    """`She is described by Source as content`: who stands after `by` speaks, and of whom he speaks belongs to the content."""
    a, b = row.content[0]
    by = a if page.has(a, BY) else a - 1
    passive = (
        row.cue and any(page.low[i] in BE for i in range(*row.cue[-1])) and page.low[row.cue[-1][1] - 1 - (by < a)]
    )
    if not passive or passive not in SAYING or not page.has(by, BY) or not row.source or row.source[0] > row.cue[0]:
        return
    stop = phrase_right(page, by + 1, b)
    if by + 1 < stop < b:
        row.source, row.content = ((by + 1, stop),), (*row.source, (stop, b), *row.content[1:])


def asked(page: Page, row: Found) -> None:
    """`She was asked: “Content”`, `He was told that content`, `They are accused of content`: the subject does not speak."""
    low = [page.low[i] for a, b in row.cue for i in range(a, b)]
    verb = next((n for n, word in enumerate(low) if word in SUFFERED and n and low[n - 1] in BE), None)
    if verb is not None and row.source and row.source[0] < row.cue[0]:
        by = row.cue[-1][1]
        stop = phrase_right(page, by + 1, len(page.words)) if page.has(by, BY) else 0
        row.source = ((by + 1, stop),) if stop > by + 1 else ()


def beat(page: Page, row: Found) -> None:
    """`“Content.” The chairman nodded.`: a sentence after a finished quotation names its speaker only by a verb of saying."""
    if not row.cue or not row.source or row.content[-1][1] > min(row.cue[0][0], row.source[0][0]):
        return
    end, first = row.content[-1][1], min(row.cue[0][0], row.source[0][0])
    finished = page.quoted[end - 1] and page.low[end - 1] in QUOTE and page.low[end - 2] == "."
    speaks = any(page.low[i] in SAYING or i in page.cues for a, b in row.cue for i in range(a, b))
    if finished and page.starts[first] and not speaks and page.words[row.cue[0][0]][0].isalpha():
        row.source = row.cue = ()


def separate(page: Page, row: Found) -> None:
    """`“Other words.” Source said: “Content”`: a finished quotation before the sentence is not introduced by it."""
    if len(row.content) < 2 or not row.cue or not row.source:
        return
    first = min(row.cue[0][0], row.source[0][0])
    after = tuple(piece for piece in row.content if piece[0] >= row.cue[-1][1])
    if after and page.quoted[after[0][0]] and page.low[after[0][0] - 1] == ":":
        done = {(a, b) for a, b in row.content if b <= first and page.quoted[b - 1] and "." in page.low[b - 2 : b]}
        row.content = tuple(piece for piece in row.content if piece not in done)


def quoted_whole(page: Page, rows: list[Found]) -> None:
    """A quotation that a content begins belongs to it to its end, and over paragraphs that open with a mark."""
    taken = bytearray(len(page.words))
    told = [row for row in rows if row.cue]
    for row in told:
        for a, b in (*row.source, *row.cue, *row.content):
            taken[a:b] = b"\1" * (b - a)
    for row in told:
        more: list[tuple[int, int]] = []
        for a, b in row.content:
            n = page.quote_of[b - 1]
            if n < 0 or page.quotes[n][0] < a:
                continue
            end = page.quotes[n][1]
            if b < end and not any(taken[b:end]):
                more.append((b, end))
                b = end
            while b == end and page.open[n] and n + 1 < len(page.quotes) and page.quotes[n + 1][0] == end:
                n, (x, end) = n + 1, page.quotes[n + 1]
                if x not in page.paragraphs or any(taken[x:end]):
                    break
                more.append((x, end))
                b = end
        if more:
            for a, b in more:
                taken[a:b] = b"\1" * (b - a)
            row.content = merged([*row.content, *more])
    for row in rows:
        if not row.cue and all(all(taken[a:b]) for a, b in row.content):  # found alone, part of another's
            row.content = ()


COMMA, BY, TO, CLOSE = frozenset(","), frozenset({"by"}), frozenset({"to"}), frozenset(")")
DASHES = frozenset({"-", "–", "—", "--"})
