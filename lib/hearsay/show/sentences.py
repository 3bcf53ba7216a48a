"""Sentences of ours with words and numbers put in, from texts/NAME.j2.

Where the text is Markdown (NAME.md), whatever a template puts in with {{ }} is shown as it is: nothing in it can be
markup or mathematics.
"""

from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from hearsay.show import words

TEXTS = Path(__file__).with_name("texts")


@cache
def _texts(markdown: bool) -> jinja2.Environment:
    texts = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEXTS),
        undefined=jinja2.StrictUndefined,
        finalize=_as_shown if markdown else None,
        autoescape=False,
    )
    texts.filters |= words.FILTERS
    return texts


def _as_shown(value: object) -> object:
    return words.plain(value) if isinstance(value, str) else f"{value:,}" if isinstance(value, int) else value


def sentence(name: str, **given: Any) -> str:
    """The text, in paragraphs parted by <p>. Raises jinja2.UndefinedError where something is missing."""
    told = _texts(name.endswith(".md")).get_template(f"{name}.j2").render(**given)
    paragraphs = (" ".join(paragraph.split()) for paragraph in told.split("<p>"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
