"""A document's text, cut once: paragraphs, quotations, and with spaCy tokens and sentences."""

from sayso.text.quotes import Quotation, inside, paragraphs, quotations

__all__ = ["Quotation", "inside", "paragraphs", "quotations"]
