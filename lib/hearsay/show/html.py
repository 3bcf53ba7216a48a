"""Tables and parts of pages as HTML. Whatever comes from a document is escaped, never run, and never read as mathematics."""

import re
from dataclasses import dataclass
from html import escape

import pandas as pd

from hearsay.show.words import bare

LONG = 12  # rows up to which a table is shown whole
MOST = 100  # rows that a page or notebook holds of a table; the counts are of all, and the tables have the rest
CELL = 400  # characters of a cell, such as a list of all documents
WIDE = 24  # columns shown of a table that has one for each document
HEAD = 6  # rows shown of a longer one; the whole stands folded below them
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

    ``none`` stands in a table without rows, and may say why there are none; ``most`` rows are shown whole.
    """
    if len(df) and len(df.columns) > WIDE:
        caption = f"{caption} (the first {WIDE} of {len(df.columns)} columns)"
        df = df.iloc[:, :WIDE]
    head = [str(c).replace("_", " ") for c in df.columns]
    body = [[_cell(value) for value in row] for row in df.head(MOST).itertuples(index=False)]
    told = f"{caption or 'Table'}: {len(df)} rows"
    if not body:
        return Html(f"<p>{shown(caption)}: {shown(none)}.</p>", told)
    if len(df) <= most:
        return Html(_table(head, body, caption), told)
    first = min(HEAD, most)
    top = _table(head, body[:first], f"{caption}: {first} of {len(df)} rows")
    rest = _table(head, body[first:], "")
    other = "The last row" if len(df) == first + 1 else f"The other {len(df) - first} rows"
    if len(df) > MOST:
        other = (
            f"The next {MOST - first} of the other {len(df) - first} rows; a run's tables hold all that they rest on"
        )
    return Html(f"{top}\n{folded(Html(rest, told), other).html}", told)


def _cell(value: object) -> str:
    if isinstance(value, Html):
        return value.html
    told = f"{value:.2f}" if isinstance(value, float) else str(value)
    return shown(told if len(told) <= CELL else f"{told[:CELL].rsplit(' ', 1)[0]} …")


def _table(head: list[str], body: list[list[str]], caption: str) -> str:
    numeric = [_numeric([row[n] for row in body]) for n in range(len(head))]
    align = [' style="text-align:right"' if number else ' style="text-align:left"' for number in numeric]
    top = "".join(f'<th scope="col"{a}>{escape(h)}</th>' for h, a in zip(head, align, strict=True))
    named = [a + f' data-th="{escape(h)}"' * bool(n) for n, (h, a) in enumerate(zip(head, align, strict=True))]
    rows = ["".join(f"<td{a}>{cell}</td>" for cell, a in zip(row, named, strict=True)) for row in body]
    lines = "\n".join(f"<tr>{row}</tr>" for row in rows)
    title = f"<caption>{shown(caption)}</caption>\n" if caption else ""
    return f"<table>\n{title}<thead><tr>{top}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>"


def _numeric(cells: list[str]) -> bool:
    """Are these numbers, or ranges of them? Labels with leading zeros are none; some cells may be empty.

    >>> _numeric(["0", "12", "0.50", "3–14", ""]), _numeric(["000", "001"]), _numeric([""])
    (True, False, False)
    """
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(re.fullmatch(r"-?(0|[1-9][\d,]*)(\.\d+)?(–\d+)?", cell) for cell in filled)


def folded(part: Html, summary: str) -> Html:
    """A long part behind a line that opens it."""
    return Html(f"<details><summary>{shown(summary)}</summary>\n{part.html}\n</details>", part.text)


def stacked(parts: list[str], told: str, most: int, what: str) -> Html:
    """The first parts, the others behind a line that says how many there are."""
    body = "\n".join(parts[:most])
    if rest := parts[most : most + MOST]:
        beyond = "" if len(parts) <= most + MOST else f"; the nearest {MOST} of them"
        body += "\n" + folded(Html("\n".join(rest), told), f"{len(parts) - most} more {what}{beyond}").html
    return Html(body, told)
