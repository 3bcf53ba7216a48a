"""PDF: the text of its pages and what its properties state, by pypdf."""

import io
import logging

from hearsay.corpus.formats.article import Article, Facts, by_rule, made_by


def read(data: bytes) -> list[Article]:
    """The one article of a PDF. Raises ValueError where it is locked, or only pictures."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells the screen what no reader of ours can use
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("expected a PDF that can be read, but a password locks it")
    text = "\n\n".join(page.extract_text() for page in reader.pages)
    if not text.strip():
        raise ValueError("expected text, but its pages hold none: a scan needs OCR first")
    return [Article(text, made_by("pypdf"), _facts(reader))]


def _facts(reader) -> Facts:
    """Title and author; the dates of a PDF are those of its making, not of the article's."""
    try:
        told = reader.metadata or {}
        return by_rule("properties", title=told.get("/Title"), author=told.get("/Author"))
    except Exception:  # spoiled properties cost the facts, not the text
        return {}
