"""Passages and tables as HTML, for notebooks and pages. Whatever comes from a document is escaped, and never run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from hearsay import tables
from hearsay.analysis import provenance
from hearsay.corpus.documents import Corpus

CONTEXT = 90  # characters shown either side of a passage
MATHEMATICS = re.compile(r"(<[^>]*>)|(\$)|\\([(\[]|begin)")  # tags stay; what begins a formula
LONG = 25  # rows up to which a table is shown whole
HEAD = 8  # rows shown of a longer one; the whole stands folded below them


@dataclass(frozen=True)
class Html:
    """HTML made here from escaped parts; at the end of a cell it shows itself, and says in text what it is."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return without_mathematics(self.html)

    def __repr__(self) -> str:
        return self.text


def without_mathematics(html: str) -> str:
    """HTML in which no mark begins a formula: MathJax looks for a pair of marks in one run of text, and finds none.

    >>> without_mathematics('<b title="$">from $5 to $6</b>')
    '<b title="$">from <span>$</span>5 to <span>$</span>6</b>'
    """
    return MATHEMATICS.sub(lambda m: m[1] or (f"<span>{m[2]}</span>" if m[2] else f"\\<span>{m[3]}</span>"), html)


def show(df: pd.DataFrame, caption: str = "", none: str = "none") -> Html:
    """A table without its index: column names with spaces, numbers to the right; a long one folds after a few rows.

    ``none`` stands in a table without rows, and may say why there are none.
    """
    body = [[_cell(value) for value in row] for row in df.itertuples(index=False)]
    return _fitted(list(df.columns), body, caption or "Table", none)


def _fitted(head: list[str], body: list[list[str]], caption: str, none: str) -> Html:
    """A table whole; or its head, and the whole behind a line that says how many rows it has."""
    told = f"{caption}: {len(body)} rows"
    if len(body) <= LONG:
        return Html(_table(head, body, caption, none), told)
    top = _table(head, body[:HEAD], f"{caption}. Shown: {HEAD} of {len(body)} rows")
    return Html(f"{top}\n{folded(Html(_table(head, body, caption), told), f'All {len(body)} rows').html}", told)


def passages(
    statements: pd.DataFrame,
    corpus: Corpus,
    names: Mapping[str, str],
    columns: Iterable[str] = (),
    caption: str = "Passages",
    none: str = "none",
) -> Html:
    """Statements with their words in context: id, speaker, cue, the passage marked, document and offset.

    ``columns`` names further columns of ``statements`` to show between speaker and passage; ``none`` as in `show`.
    """
    columns = list(columns)
    body = [
        [
            _cell(row["id"]),
            _cell(speaker(row, names)),
            *(_cell(row[c]) for c in columns),
            in_context(corpus.texts[row["doc_id"]], tables.parse_spans(row["content_spans"])),
            _cell(where(row, corpus)),
        ]
        for row in statements.to_dict("records")
    ]
    head = ["id", "speaker", *columns, "passage", "where"]
    return _fitted(head, body, caption, none)


def speaker(row: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Who says it, in the one name stated for him, or the words that name him where he is unresolved."""
    if row["actor"]:
        return names.get(row["actor"], row["actor"])
    return f"unresolved ({row['source']})" if row["source"] else "nobody named"


def where(row: Mapping[str, str], corpus: Corpus) -> str:
    """Document and first offset of a statement's content, as ``003:1204``."""
    return f"{corpus.label(row['doc_id'])}:{row['content_spans'].partition(':')[0]}"


def in_context(text: str, spans: tables.Spans, width: int = CONTEXT) -> str:
    """The pieces marked, with some words before, between and after; escaped HTML.

    >>> in_context("The maker said it never failed.", [(18, 30)], width=11)
    '… said it <mark>never failed</mark>.'
    """
    start, end = max(0, spans[0][0] - width), min(len(text), spans[-1][1] + width)
    before, after = text[start : spans[0][0]], text[spans[-1][1] : end]
    if start:
        before = "… " + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + " …"
    parts = [_flat(before)]
    for n, (a, b) in enumerate(spans):
        parts.append(f"<mark>{_flat(text[a:b])}</mark>")
        if n + 1 < len(spans):
            gap = text[b : spans[n + 1][0]]
            parts.append(_flat(gap if len(gap) <= 2 * width else f"{gap[:width]} … {gap[-width:]}"))
    return "".join(parts) + _flat(after)


def _flat(words: str) -> str:
    """Escaped, with white space folded but kept at the ends."""
    inner = " ".join(words.split())
    lead = " " if words[:1].isspace() and inner else ""
    tail = " " if words[-1:].isspace() else ""
    return escape(f"{lead}{inner}{tail}", quote=False)


def _cell(value: object) -> str:
    if isinstance(value, Html):
        return value.html
    return escape(f"{value:.2f}" if isinstance(value, float) else str(value), quote=False)


def _table(head: list[str], body: list[list[str]], caption: str, none: str = "none") -> str:
    numeric = [_numeric([row[n] for row in body]) for n in range(len(head))]
    align = [' style="text-align:right"' if number else ' style="text-align:left"' for number in numeric]
    top = "".join(f'<th scope="col"{a}>{escape(h.replace("_", " "))}</th>' for h, a in zip(head, align, strict=True))
    rows = ["".join(f"<td{a}>{cell}</td>" for cell, a in zip(row, align, strict=True)) for row in body]
    rows = rows or [f'<td colspan="{max(1, len(head))}">{escape(none)}</td>']
    lines = "\n".join(f"<tr>{row}</tr>" for row in rows)
    title = f"<caption>{escape(caption)}</caption>\n" if caption else ""
    return f"<table>\n{title}<thead><tr>{top}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>"


def _numeric(cells: list[str]) -> bool:
    """Are these numbers, or ranges of them? Labels with leading zeros are none; some cells may be empty.

    >>> _numeric(["0", "12", "0.50", "3–14", ""]), _numeric(["000", "001"]), _numeric([""])
    (True, False, False)
    """
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(re.fullmatch(r"-?(0|[1-9][\d,]*)(\.\d+)?(–\d+)?", cell) for cell in filled)


def dispute_cards(disputes: pd.DataFrame, reading, most_pairs: int = 12) -> Html:
    """Disputes as cards that open: each pair with both passages in context, document, date, chain, access, verdict.

    ``disputes`` are rows of `contradictions.disputes_of`, ``reading`` a `hearsay.reading.Reading`. Of a dispute with
    many pairs the first ``most_pairs`` are shown, direct ones first; the rest are in the table `contradictions`.
    """
    rows = {row["id"]: row for row in reading.statements.to_dict("records")}
    chains = dict(tuple(reading.chains.groupby("statement_id")))
    pairs = reading.contradictions.set_index("contradiction_id", drop=False).rename_axis(None)
    parts = []
    for dispute in disputes.itertuples():
        members = pairs.loc[tables.items(dispute.contradictions)].sort_values(["strength", "contradiction_id"])
        title = f"{reading.codebook.label(dispute.on) or 'No point of the codebook'} ({len(members)} pair{'s' * (len(members) != 1)})"
        who = sorted({speaker(rows[i], reading.names) for pair in members.itertuples() for i in (pair.a, pair.b)})
        head = f"<b>{escape(title)}</b>: {escape(', '.join(who))}; {escape(dispute.strength)}"
        body = [_pair(pair, rows, chains, reading) for pair in members.head(most_pairs).itertuples()]
        rest = len(members) - most_pairs
        body += [f"<p>{rest} more pairs are in the table contradictions.</p>"] * (rest > 0)
        parts.append(f"<details><summary>{head}</summary>\n{''.join(body)}</details>")
    return Html("\n".join(parts) or "<p>None.</p>", f"{len(parts)} disputes")


def _pair(pair, rows: Mapping, chains: Mapping, reading) -> str:
    sides = "".join(_side(rows[i], chains[i], reading) for i in (pair.a, pair.b))
    verdict = f"{pair.status}: {pair.kind}, {pair.strength}. {pair.reason or pair.why}"
    by = f" ({pair.judge}, {pair.judge_type})" if pair.judge else ""
    return (
        f"<table><tbody>{sides}<tr><th scope='row'>verdict</th><td>{escape(verdict + by)}</td></tr></tbody></table>\n"
    )


def _side(row: Mapping[str, str], chain: pd.DataFrame, reading) -> str:
    place, access = where(row, reading.corpus), row["access"] or "not coded"
    facts = f"{row['id']}, {place}; said {row['said'] or 'unknown'}; access {access}"
    hands = provenance.in_words(chain, reading.names)
    passage = in_context(reading.corpus.texts[row["doc_id"]], tables.parse_spans(row["content_spans"]))
    name = escape(speaker(row, reading.names))
    return f"<tr><th scope='row'>{name}</th><td>{passage}<br><small>{escape(facts)}; {escape(hands)}</small></td></tr>"


def folded(part: Html, summary: str) -> Html:
    """A long part behind a line that opens it."""
    return Html(f"<details><summary>{escape(summary)}</summary>\n{part.html}\n</details>", part.text)
