"""A document's words and where they stand: tokens, sentences, paragraphs, quotations."""

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise

from sayso.text import Text
from sayso.text.sentences import sentence_starts
from sayso.who import names, weights
from sayso.who.names import BLANK, Token

ENDS = (".", "?", "!")


class Page:
    """A text, cut once into what who speaks is read from."""

    def __init__(self, text: str) -> None:
        self.text, cut = text, Text(text)
        self.tokens = names.tokens(text)
        self.starts = [t.start for t in self.tokens]
        self.quoted = cut.quoted  # a byte per character: 1 inside quotations
        self.paragraphs = [a for a, _ in cut.paragraphs]  # where they start
        found = sentence_starts(text, [t.text for t in self.tokens], self.starts, cut.quotations)
        lines = (b.start for a, b in pairwise(self.tokens) if a.text[0] == "\n")
        # where they start, quoted ones and lines too
        self.sentences = sorted({0, *lines, *(self.starts[i] for i, _ in found)})

    @cached_property
    def _told(self) -> list[int]:
        """Where sentences start that open outside quotations."""
        return [at for at in self.sentences if not self.in_words(at)]

    def token(self, i: int) -> Token:
        """A token by number, a blank one beyond the ends."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else BLANK

    def back(self, i: int, most: int) -> list[Token]:
        """The tokens before one, the nearest of them first."""
        return self.tokens[max(0, i - most) : i][::-1]

    def token_at(self, at: int) -> int:
        """The number of the token at, or next after, a character."""
        return bisect_left(self.starts, at)

    def in_words(self, at: int) -> bool:
        """Whether a character stands inside a quotation."""
        return bool(self.quoted[at : at + 1].strip(b"\0"))

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a character."""
        return bisect_right(self.sentences, at)

    def sentence_at(self, at: int) -> tuple[int, int]:
        """Where the sentence that holds a character begins and ends."""
        n = self.sentence(at)
        return self.sentences[n - 1], self.sentences[n] if n < len(self.sentences) else len(self.text)

    def apart(self, a: int, b: int) -> int:
        """How many sentences later a character stands than another; a quotation, of however many, counts as none."""
        return bisect_right(self._told, b) - bisect_right(self._told, a)

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds a character."""
        return bisect_right(self.paragraphs, at)

    def in_capitals(self) -> bytearray:
        """A byte per token: 1 in lines whose long words nearly all have a capital, where runs are no names."""
        loud = bytearray(len(self.tokens))
        breaks = [i for i, t in enumerate(self.tokens) if t.text[0] == "\n"]
        for begin, end in zip([0, *(i + 1 for i in breaks)], [*breaks, len(self.tokens)], strict=True):
            line = self.tokens[begin:end]
            long = [t for t in line if t.word and len(t.text) > 3]
            many = sum(t.capital for t in long) > weights.HEADLINE * len(long)
            if many and len(long) > 2 and line[-1].text not in ENDS:
                loud[begin:end] = b"\1" * (end - begin)
        return loud
