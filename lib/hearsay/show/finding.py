"""The finding of each notebook: a text with computed numbers, from texts/NAME.md.j2. Words of documents are escaped in it.

Whatever a template puts in with {{ }} is shown as it is: nothing in it can be markup or mathematics.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from IPython.display import Markdown

from hearsay.show import facts, rows, words

if TYPE_CHECKING:
    import pandas as pd

    from hearsay.reading import Reading

TEXTS = Path(__file__).with_name("texts")


@cache
def _texts() -> jinja2.Environment:
    texts = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEXTS),
        undefined=jinja2.StrictUndefined,
        finalize=_as_shown,
        autoescape=False,
    )
    texts.filters |= words.FILTERS
    return texts


def _as_shown(value: object) -> object:
    return words.plain(value) if isinstance(value, str) else f"{value:,}" if isinstance(value, int) else value


def finding(name: str, reading: Reading, *parts: pd.DataFrame) -> Markdown:
    """The finding of notebook ``name`` ("01-documents"), and who coded; README and index quote its first paragraph.

    Its numbers are those of `facts.OF[name]`; ``parts`` are the tables that the notebook chose by its parameters.
    """
    return Markdown(f"{text(name, **facts.OF[name](reading, *parts))}\n\n*{rows.coded_line(reading)}*")


def text(name: str, **numbers: Any) -> str:
    """The Markdown of a finding, in paragraphs parted by <p>. Raises jinja2.UndefinedError where a number is missing."""
    told = _texts().get_template(f"{name}.md.j2").render(**numbers)
    paragraphs = (" ".join(paragraph.split()) for paragraph in told.split("<p>"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
