"""A Doc as plain lists, and the noun phrases about a cue: found by closed classes of words, without a parser."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from itertools import pairwise

from sayso.attribution.lexicon import BE, DAY, DET, HAVE, MODAL, NOT, POSSESSIVE, PRONOUN, QUOTE, words_of
from sayso.text import Text
from sayso.words import marked

LEAST = 0.5  # a word at least this probable is a cue
SURE = 0.8  # a word more probable than this surely is
LONGEST = 400  # tokens of a sentence read together
Span = tuple[int, int]
OWNS = words_of("'s ’s")
VERBAL = (BE | HAVE | MODAL) - POSSESSIVE
PLACES = words_of("in on at during after before through via from over with by")
HELPING = VERBAL | NOT | PLACES | words_of("to of for about against that as into out down up off back")
EDGES = marked("frames", "edge")
LEFTOVERS = PLACES | words_of("and but or for of to yet so however meanwhile still though while when as if then")
CLOSE = words_of(". ? ! ; ,")
BEFORE_NAME = EDGES | PRONOUN | VERBAL
AFTER_NAME = EDGES | DAY | VERBAL | words_of("to in on at during after before via through")
ATTACKS = marked("attacks", "verb")
FORCE = marked("attacks", "force")


class Page:
    """A text's tokens as plain lists, with its quotations, sentences and probable cues in tokens."""

    def __init__(self, text: Text, likely: Sequence[float]) -> None:
        tokens, size = text.tokens, len(text.tokens)
        first = set(tokens.sentences)
        self.text, self.words = text, tokens.words
        self.quoted = [bool(text.quoted[i]) for i in tokens.start]
        own = {m.start() for m in re.finditer(r"(?<=[sS])['’](?= \w)", text.text)}  # the dockers' union, as with an s
        self.low = ["'s" if tokens.start[i] in own and not self.quoted[i] else low for i, low in enumerate(tokens.low)]
        self.paragraphs = set(tokens.paragraphs)  # tokens that start one
        self.starts = [i in first for i in range(size)]  # whether a sentence does
        # A sentence is cut where it is longer than any reader's: with all of it, time would be quadratic.
        self.sentences = [
            (a, min(end, a + LONGEST))
            for start, end in pairwise([*tokens.sentences, size])
            for a in range(start, end, LONGEST)
        ]
        self.quotes = [(bisect_right(tokens.end, q.start), bisect_left(tokens.start, q.end)) for q in text.quotations]
        self.open = [not q.closed for q in text.quotations]  # whether each of them lacks its closing mark
        self.quote_of = [-1] * size  # per token: the number of its quotation, or -1
        for n, (a, b) in enumerate(self.quotes):
            self.quote_of[a:b] = [n] * (b - a)
        self.cues = {i: p for i, p in enumerate(likely) if p > LEAST and self._heads(i)}

    def _heads(self, i: int) -> bool:
        """Whether token i, probably of a cue, can be its verb or noun."""
        return self.words[i][0].isalpha() and self.low[i] not in HELPING and not self.is_force(i)

    def has(self, i: int, *sets: Container[str]) -> bool:
        """Whether token i exists and is in one of some sets of lower-case words."""
        return 0 <= i < len(self.low) and any(self.low[i] in words for words in sets)

    def any(self, a: int, b: int, *sets: Container[str]) -> bool:
        """Whether one of tokens a to b is in one of some sets of lower-case words."""
        return any(word in words for word in self.low[a:b] for words in sets)

    def until(self, i: int, end: int, *sets: Container[str]) -> int:
        """The first token from i on that is in one of some sets, or the end."""
        return next((k for k in range(i, end) if self.has(k, *sets)), max(i, end))

    def past(self, i: int, end: int, *sets: Container[str]) -> int:
        """The first token from i on that is in none of some sets, or the end."""
        return next((k for k in range(i, end) if not self.has(k, *sets)), max(i, end))

    def next(self, start: int, word: str, end: int) -> int | None:
        """The next place of a lower-case word before an end."""
        return next((i for i in range(start, end) if self.low[i] == word), None)

    def verbal(self, a: int, b: int) -> bool:
        """Whether there may be a verb among tokens a to b."""
        return any(self.low[i] in VERBAL or self.low[i].endswith("ed") or i in self.cues for i in range(a, b))

    def tells(self, i: int, least: float = SURE) -> bool:
        """Whether token i is a cue, more probable than so."""
        return self.cues.get(i, 0.0) > least

    def capital(self, i: int) -> bool:
        """Whether token i exists and starts with a capital."""
        return 0 <= i < len(self.words) and self.words[i][0].isupper()

    def quotation(self, i: int) -> Span:
        """The quotation that token i stands in."""
        return self.quotes[self.quote_of[i]]

    def sentence_of(self, i: int) -> Span:
        """The sentence that token i stands in, however long."""
        starts = self.text.tokens.sentences
        k = bisect_right(starts, i)
        return starts[k - 1], starts[k] if k < len(starts) else len(self.words)

    def is_force(self, i: int) -> bool:
        """Whether token i is an attack with weapons rather than with words: what is attacked, or who attacks, tells."""
        return self.low[i] in ATTACKS and self.any(max(0, i - 4), i + 6, FORCE)

    def stripped(self, begin: int, end: int) -> int:
        """The end without closing marks outside quotations."""
        while end > begin and self.low[end - 1] in CLOSE and not self.quoted[end - 1]:
            end -= 1
        return end

    def phrase_right(self, b: int, end: int) -> int:
        """End of the noun phrase that starts after an inverted cue."""
        i, explained, last = b, False, min(end, b + 20)
        while i < last:
            word = self.low[i]
            if word in PRONOUN:
                return i + 1 if i == b else i
            placed = explained and word in ("at", "in", "with") and i + 1 < end and not self.has(i + 1, DAY)
            if word == "," and i > b and self.apposition(i, end):
                explained = True
            elif not placed and (word in AFTER_NAME or word in QUOTE or i in self.cues):
                break
            i += 1
        return i

    def with_name(self, b: int, stop: int, end: int) -> int:
        """The end of a noun phrase, tokens b to stop, with the name that follows it: `the minister of trade, Ann Lee`."""
        if self.has(b, DET, POSSESSIVE) and self.has(stop, (",",)) and stop + 1 < end and self.capital(stop + 1):
            stop = next((i for i in range(stop + 1, end) if not self.capital(i)), end)
        return stop

    def apposition(self, comma: int, end: int) -> bool:
        """Whether words that explain a name follow a comma: `Ann Lee, the mayor`, `Ann Lee, a mayor`, `Ann Lee, 40`."""
        return comma + 1 < end and (self.low[comma + 1] in ("the", "a", "an", "who") or self.words[comma + 1].isdigit())

    def recipient(self, b: int, end: int) -> int:
        """The token after the words that name who was told."""
        i = min(end, b + self.has(b, DET, POSSESSIVE) + 1)
        while i < end and self.capital(i) and self.capital(i - 1) and self.low[i] not in PRONOUN:
            i += 1
        return i

    def phrase_left(self, start: int, end: int) -> Span | None:
        """The noun phrase that ends before a token."""
        low, i = self.low, end - 1
        if i < start:
            return None
        if low[i] == ",":  # an insertion: Source, who ..., said
            j = next((j for j in range(i - 1, max(start, i - 31), -1) if low[j] == ","), start)
            head = self.phrase_left(start, j) if j > start else None
            if head and self.words[head[0]].isdigit() and self.has(head[0] - 1, (",",)):  # Source, 34, who ..., said
                head = self.phrase_left(start, head[0] - 1)
            if head and (i - j == 2 or low[j + 1] in LEFTOVERS):  # `Source, however, said`
                explained = head[0] > start and low[head[0] - 1] == "," and head[0] - start < 12
                plain = explained and not any(low[n] in VERBAL or n in self.cues for n in range(start, head[0]))
                return (start, head[1]) if plain and low[start] in DET else head
            if head and self.capital(head[0]) and self.any(*head, OWNS) and self.has(head[0] - 1, (",",)):
                name = self.phrase_left(start, head[0] - 1)  # Ann Lee, Bo Reed's ear and throat doctor, said
                head = name if name and self.capital(name[0]) and not self.has(name[0] - 1, PLACES) else head
            return head and (head[0], i)
        if low[i] in PRONOUN or (low[i] in ("which", "that") and i > start):
            return (i, i + 1)
        while i >= start and end - i < 26:
            if low[i] in BEFORE_NAME or low[i] in QUOTE:
                break
            if i in self.cues and low[i + 1] not in ("'s", "’s", "and") and not self.capital(i):
                break
            if low[i] == "and" and not (i > start and self.capital(i - 1) and self.capital(i + 1)):
                break
            i -= 1
        i += 1
        while i < end and (self.has(i, LEFTOVERS, DAY) or low[i].endswith("ly")):
            i += 1
        while end > i + 1 and (low[end - 1] in DAY or low[end - 1] == "on") and low[end - 2] != "in":
            end -= 1
        return (i, end) if i < end else None

    def subject(self, start: int, a: int) -> Span | None:
        """The sentence's first noun phrase, after words like `On Monday,`."""
        low, i = self.low, self.past(start, a, QUOTE, ("and", "but"))
        if self.has(i, LEFTOVERS, DAY) or low[i].endswith("ly") or self.has(i + 1, (",",)):
            comma = self.next(i, ",", min(a, i + 15))
            i = comma + 1 if comma is not None and comma < a - 1 else i + 1
        j = i
        while j < a and not (self.has(j, EDGES, VERBAL, QUOTE) or j in self.cues):
            if low[j] in PRONOUN:
                return (j, j + 1)
            if low[j].endswith(("ed", "es")) and j > i and not self.capital(j):
                break
            j += 1
        return (i, j) if j > i else None
