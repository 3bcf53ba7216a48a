"""A document's text and what it is cut into: paragraphs, quotations, tokens and sentences, each once, when first asked for.

Paragraphs and quotations need no spaCy; tokens and sentences do.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.text.quotes import Quotation, inside, paragraphs, quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.text.tokens import Tokens

__all__ = ["Quotation", "Text", "inside", "paragraphs", "quotations"]


class Text:
    """A text; offsets of all its parts are characters of it, half-open.

    Parameters
    ----------
    text
        The words as they stand, or with what is masked replaced by spaces.
    doc
        spaCy's tokens of the text, if there are any; else blank English cuts them. Its sentences are kept if it has them.
    """

    def __init__(self, text: str, doc: Doc | None = None) -> None:
        self.text = text
        self._doc = doc

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """The paragraphs in order."""
        return paragraphs(self.text)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """The quotations in order, none inside another."""
        return quotations(self.text, self.paragraphs)

    @cached_property
    def quoted(self) -> bytearray:
        """A byte per character: 1 inside a quotation, its marks included, else 0."""
        return inside(self.text, self.quotations)

    @cached_property
    def tokens(self) -> Tokens:
        """The words and marks without white space, and where sentences start."""
        from sayso.text.tokens import cut  # brings spaCy, which a second is lost for

        return cut(self, self._doc)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences in order; a closed quotation is not cut."""
        tokens = self.tokens
        return [(tokens.start[a], tokens.end[b - 1]) for a, b in pairwise([*tokens.sentences, len(tokens)])]
