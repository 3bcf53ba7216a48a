"""Passages as cards: the words in their context, source, cue and content marked apart; below it one small line.

A quotation never stands without its speaker and its cue. The small line says who holds it, when it was said, how the
speaker knows, and through whom it reached which document; ids and offsets stand in its title, for whoever looks a row up.
"""

from collections.abc import Mapping
from html import escape

import pandas as pd

from hearsay import tables
from hearsay.reading import Reading
from hearsay.show import rows as clear
from hearsay.show import words
from hearsay.show.charges import charging
from hearsay.show.coders import judged_by
from hearsay.show.html import Html, isolated, shown, stacked

CONTEXT = 60  # characters shown either side of a passage
GAP = 160  # characters between two marked pieces that are shown whole
SHOWN = 6  # cards before the others fold
TAGS = {"source": "b", "cue": "em", "content": "mark"}


def cards(statements: pd.DataFrame, reading: Reading, caption: str = "", most: int = SHOWN, none: str = "none") -> Html:
    """Statements as cards, in the order given, under a ``caption``; after ``most`` the others fold. ``none`` says why there are none."""
    parts = [card(clear.worded(row, reading), reading) for row in statements.to_dict("records")]
    told = f"{caption or 'Passages'}: {len(parts)}"
    if not parts:
        return Html(f"<p>{shown(caption or 'Passages')}: {shown(none)}.</p>", told)
    body = stacked(parts, told, most, "passages").html
    return Html((f"<p><strong>{shown(caption)}</strong></p>\n" if caption else "") + body, told)


def card(row: Mapping[str, str], reading: Reading) -> str:
    """One statement, `worded`, as HTML."""
    place = f"row {row['id']}, {row['doc_id']}, characters {row['content_spans']}".replace(";", " and ")
    quotation = f"<p>{passage(row, reading.corpus.texts[row['doc_id']])}</p>"
    who = row["who"] + ", in the document's own voice" * (row["form"] == "author" and bool(row["actor"]))
    line = " · ".join(part for part in (who, words.guessed(row), row["when"], row["knows"], row["path"]) if part)
    return f'<blockquote>\n{quotation}\n<p title="{escape(place)}"><small>{shown(line)}</small></p>\n</blockquote>'


def passage(row: Mapping[str, str], text: str, width: int = CONTEXT) -> str:
    """The words of a statement in their context of ``width`` characters: source bold, cue slanted, content marked; escaped HTML."""
    pieces = [(a, b, "content") for a, b in tables.parse_spans(row["content_spans"])]
    for part in ("cue", "source"):
        for a, b in tables.parse_spans(row[f"{part}_spans"]):
            pieces += [(a, b, part)] * all(b <= c or d <= a for c, d, _ in pieces)
    pieces.sort()
    before, after = around(text, pieces[0][0], pieces[-1][1], width)
    out, at = [_flat(before)], pieces[0][0]
    for a, b, part in pieces:
        gap, at = text[at:a], b
        if len(gap) > GAP:
            gap = f"{gap[: width // 2].rpartition(' ')[0]} … {gap[-width // 2 :].partition(' ')[2]}"
        out.append(f"{_flat(gap)}<{TAGS[part]}>{_flat(text[a:b])}</{TAGS[part]}>")
    return "".join([*out, _flat(after)])


def around(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    """What stands before and after a place, ``start`` to ``end``, within its paragraph, ``width`` characters at most, cut at a word."""
    before = text[max(0, start - width) : start].rpartition("\n\n")[2]
    after = text[end : end + width].partition("\n\n")[0]
    if len(before) == width < start:
        before = "… " + before.partition(" ")[2]
    if len(after) == width < len(text) - end:
        after = after.rpartition(" ")[0] + " …"
    return before, after


def _flat(words_of_text: str) -> str:
    """Escaped, with white space folded but kept at the ends."""
    inner = words.bare(words_of_text)
    lead = " " if words_of_text[:1].isspace() and inner else ""
    tail = " " if words_of_text[-1:].isspace() else ""
    return isolated(escape(f"{lead}{inner}{tail}", quote=False))


def in_a_line(row: Mapping[str, str], most: int = 140, dated: bool = False) -> str:
    """A statement, `worded`, in one line: holder, cue, ``most`` characters of its words, document; ``dated`` with its day."""
    said = f"{words.before_cue(row['who'])} {words.cut(row['saying'], 40)}: {words.quoted(row['content'], most)}"
    return f"{said} ({row['where']}{', ' + row['when'] if dated else ''})"


def issue_cards(issues: pd.DataFrame, reading: Reading, most: int = 8) -> Html:
    """The first issues, ``most`` of them, each with both positions; it opens to the pair that stands for it, and why that was taken for one.

    A passage stands on a page once; where an issue above shows it, it is told in a line. The other pairs, with their
    verdicts, are in the table `contradictions`.
    """
    known, pairs = clear.in_words(reading), {}
    for pair in reading.contradictions.to_dict("records"):
        for ends in (f"{pair['a']}+{pair['b']}", *tables.items(pair["instances"])):
            pairs.setdefault(frozenset(ends.split("+")), pair)
    seen: set[str] = set()
    parts = []
    for n, issue in enumerate(issues.head(most).itertuples(), 1):
        claims, two = tables.items(issue.claims), [known[i] for i in (issue.a, issue.b) if i in known]
        guessed = set(claims) <= set(reading.by_machine)  # whose labels nobody affirms in those words
        held = [] if guessed else clear.told_of(reading, claims[:1])
        both = {"affirms", "denies"} <= {row["stance"] for row in held}
        positions = [clear.finding(held)] if both else [in_a_line(row, dated=True) for row in two if not guessed]
        count = f"{words.count(int(issue.pairs), 'pair')}, {int(issue.direct) or 'none'} direct"
        what = "Claim" if charging(reading).isdisjoint(claims) else "Allegation"
        label = f"{what}: “{issue.label}”" if guessed and claims else issue.label
        head = f"<strong>{n}. {shown(label)}</strong> <small>({count})</small>"
        body = [f"<p>{shown(in_a_line(row))}</p>" if row["id"] in seen else card(row, reading) for row in two]
        seen.update(row["id"] for row in two)
        if pair := pairs.get(frozenset((issue.a, issue.b))):
            by = f"<small>({pair['strength']}; {judged_by(pair)})</small>"
            body.append(f"<p>{shown(clear.why(reading, pair))} {by}</p>")
        summary = "<br>".join([head, *map(shown, positions)])
        parts.append(f"<details><summary>{summary}</summary>\n{''.join(body)}</details>")
    said = f"Issues: {len(parts)} of {len(issues)}"
    return Html("\n".join(parts), said) if parts else Html("<p>Issues: none.</p>", said)
