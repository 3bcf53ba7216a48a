"""Tables and parts of pages as HTML. Whatever comes from a document is escaped, never run, and never read as mathematics."""

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

import jinja2
import pandas as pd

from hearsay.show.words import bare, count, cut

LONG = 12  # rows up to which a table is shown whole
MOST = 100  # rows that stand folded below them, or cards; the counts are of all, and a run's tables have the rest
CELL = 400  # characters of a cell, such as a list of all documents
WIDE = 24  # columns shown of a table that has one for each document
HEAD = 6  # rows shown of a longer one
TEMPLATE = Path(__file__).with_name("templates") / "page" / "table.html.j2"
TABLE = jinja2.Environment(autoescape=True).from_string(TEMPLATE.read_text("utf-8"))
STILL = "tex2jax_ignore mathjax_ignore"  # what JupyterLab's MathJax leaves alone


@dataclass(frozen=True)
class Html:
    """HTML made here from escaped parts; at the end of a cell it shows itself, and says in text what it is."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return f'<div class="{STILL}">\n{self.html}\n</div>'

    def __repr__(self) -> str:
        return self.text


def shown(words: str) -> str:
    """Words of a document as HTML: escaped, on one line; $ and \\ stand alone, so that no formula begins there.

    >>> shown("<b>$5</b> & more")
    '<span>$</span>5 &amp; more'
    """
    return isolated(escape(bare(words), quote=False))


def isolated(html: str) -> str:
    """$ and \\ each in an element of its own: MathJax looks for a formula within one element alone."""
    return re.sub(r"[$\\]", lambda m: f"<span>{m[0]}</span>", html)


def table(df: pd.DataFrame, caption: str = "", none: str = "none", most: int = LONG) -> Html:
    """A table without its index: column names with spaces, numbers to the right; a long one folds after a few rows.

    The ``caption`` says what it is. ``none`` stands in a table without rows, and may say why there are none; ``most`` rows are shown whole.
    """
    if len(df) and len(df.columns) > WIDE:
        caption = f"{caption} (the first {WIDE} of {len(df.columns)} columns)"
        df = df.iloc[:, :WIDE]
    head = [str(c).replace("_", " ") for c in df.columns]
    first = len(df) if len(df) <= most else min(HEAD, most)
    body = [[_cell(value) for value in row] for row in df.head(first + MOST).itertuples(index=False)]
    told = f"{caption or 'Table'}: {len(df)} rows"
    if not body:
        return Html(f"<p>{shown(caption)}: {shown(none)}.</p>", told)
    if first == len(df):
        return Html(_table(head, body, caption), told)
    top = _table(head, body[:first], f"{caption}: {first} of {len(df)} rows")
    return Html(f"{top}\n{_more(_table(head, body[first:], ''), len(df) - first, 'row')}", told)


def _cell(value: object) -> str:
    if isinstance(value, Html):
        return value.html
    told = f"{value:.2f}" if isinstance(value, float) else str(value)
    return shown(cut(told, CELL))


def _table(head: list[str], body: list[list[str]], caption: str) -> str:
    columns = [(name, "right" if _numeric(cells) else "left") for name, *cells in zip(head, *body, strict=True)]
    return TABLE.render(columns=columns, rows=body, caption=shown(caption))


def _numeric(cells: list[str]) -> bool:
    """Are these numbers, or ranges of them? Labels with leading zeros are none; some cells may be empty.

    >>> _numeric(["0", "12", "0.50", "3–14", ""]), _numeric(["000", "001"]), _numeric([""])
    (True, False, False)
    """
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(re.fullmatch(r"-?(0|[1-9][\d,]*)(\.\d+)?(–\d+)?", cell) for cell in filled)


def folded(part: Html, summary: str) -> Html:
    """A long part behind a line that opens it, the ``summary``."""
    return Html(f"<details><summary>{shown(summary)}</summary>\n{part.html}\n</details>", part.text)


def _more(html: str, further: int, what: str) -> str:
    """What follows, the first of so many further ones, behind a line that tells how many they are."""
    beyond = f"; the next {MOST} stand here" if further > MOST else ""
    return folded(Html(html, ""), f"{count(further, f'more {what}')}{beyond}").html


def stacked(parts: list[str], told: str, most: int, what: str) -> Html:
    """The first parts, ``most`` of them, the others behind a line that says how many there are.

    ``what`` they are is said in the plural; ``told`` is the whole in words.
    """
    body = parts[:most]
    if rest := parts[most : most + MOST]:
        body.append(_more("\n".join(rest), len(parts) - most, what.removesuffix("s")))
    return Html("\n".join(body), told)
