"""Passages as cards: the words in their context, source, cue and content marked apart; below it one small line.

A quotation never stands without its speaker and its cue. The small line says who holds it, when it was said, how the
speaker knows, and through whom it reached which document; ids and offsets stand in its title, for whoever looks a row up.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from hearsay import tables
from hearsay.analysis.claims import meant, persons
from hearsay.corpus.actors import Index
from hearsay.show import rows as clear
from hearsay.show import words
from hearsay.show.html import Html, isolated, shown, stacked

if TYPE_CHECKING:
    from hearsay.reading import Reading

CONTEXT = 60  # characters shown either side of a passage
GAP = 160  # characters between two marked pieces that are shown whole
SHOWN = 6  # cards before the others fold
TAGS = {"source": ("<b>", "</b>"), "cue": ("<em>", "</em>"), "content": ("<mark>", "</mark>")}


def cards(statements: pd.DataFrame, reading: Reading, caption: str = "", most: int = SHOWN, none: str = "none") -> Html:
    """Statements as cards, in the order given; after ``most`` the others fold. ``none`` says why there are none."""
    parts = [card(row, reading) for row in statements.to_dict("records")]
    told = f"{caption or 'Passages'}: {len(parts)}"
    if not parts:
        return Html(f"<p>{shown(caption or 'Passages')}: {shown(none)}.</p>", told)
    body = stacked(parts, told, most, "passages").html
    return Html((f"<p><strong>{shown(caption)}</strong></p>\n" if caption else "") + body, told)


def card(row: Mapping[str, str], reading: Reading) -> str:
    """One statement as HTML."""
    place = f"row {row['id']}, {row['doc_id']}, characters {row['content_spans']}".replace(";", " and ")
    quotation = f"<p>{passage(row, reading.corpus.texts[row['doc_id']])}</p>"
    return f'<blockquote>\n{quotation}\n<p title="{escape(place)}"><small>{shown(small_line(row, reading))}</small></p>\n</blockquote>'


def small_line(row: Mapping[str, str], reading: Reading) -> str:
    """Who, when, how known, through whom, where: one line in words."""
    own = row["form"] == "author"
    document = words.document_name(reading.corpus, row["doc_id"])
    parts = [
        words.holder_words(row, reading.names, document)
        + ", in the document's own voice" * (own and bool(row["actor"])),
        words.date_words(row["said"]),
        words.known(row),
        words.path_words(row, reading.corpus, reading.names),
    ]
    return " · ".join(part for part in parts if part)


def passage(row: Mapping[str, str], text: str, width: int = CONTEXT) -> str:
    """The words of a statement in their context: source bold, cue slanted, content marked; escaped HTML."""
    pieces = [(a, b, "content") for a, b in tables.parse_spans(row["content_spans"])]
    for part in ("cue", "source"):
        for a, b in tables.parse_spans(row[f"{part}_spans"]):
            pieces += [(a, b, part)] * all(b <= c or d <= a for c, d, _ in pieces)
    pieces.sort()
    start, end = max(0, pieces[0][0] - width), min(len(text), pieces[-1][1] + width)
    before, after = text[start : pieces[0][0]], text[pieces[-1][1] : end]
    before, after = before.rpartition("\n\n")[2], after.partition("\n\n")[0]
    out = [_flat(("… " + before.partition(" ")[2]) if start and len(before) == width else before)]
    for n, (a, b, part) in enumerate(pieces):
        if n:
            gap = text[pieces[n - 1][1] : a]
            out.append(_flat(gap if len(gap) <= GAP else f"{gap[: width // 2]} … {gap[-width // 2 :]}"))
        opened, closed = TAGS[part]
        out.append(f"{opened}{_flat(text[a:b])}{closed}")
    out.append(_flat(after.rpartition(" ")[0] + " …" if end < len(text) and len(after) == width else after))
    return "".join(out)


def _flat(words_of_text: str) -> str:
    """Escaped, with white space folded but kept at the ends."""
    inner = words.bare(words_of_text)
    lead = " " if words_of_text[:1].isspace() and inner else ""
    tail = " " if words_of_text[-1:].isspace() else ""
    return isolated(escape(f"{lead}{inner}{tail}", quote=False))


def told(row: Mapping[str, str], reading: Reading, most: int = 140, dated: bool = False) -> str:
    """A statement in one line of plain words, for a sentence: holder, cue, words, document; ``dated`` with its date."""
    cue = words.cut(words.cue_words(row), 40)
    where = words.document_name(reading.corpus, row["doc_id"])
    when = f", said {words.date_words(row['said'])}" if dated and row["said"] else ""
    return f"{words.before_cue(words.holder_words(row, reading.names, where))} {cue}: {words.quoted(row['content'], most)} ({where}{when})"


def issue_cards(issues: pd.DataFrame, reading: Reading, most: int = 8, each: int = 2) -> Html:
    """The first issues as cards: both positions, then who affirms, qualifies, denies; a statement once on a page.

    ``each`` statements of a side are shown, the clearest first; a statement that an issue above shows is only counted.
    The pairs with their verdicts are in the table `contradictions`.
    """
    pairs = reading.contradictions[reading.contradictions["status"] != "rejected"]
    held: dict[str, dict[str, str]] = {}
    for stance in reading.said.itertuples():
        held.setdefault(stance.statement_id, {})[stance.proposition] = stance.stance
    people = persons(reading.actors)
    rows = {row["id"]: row for row in reading.statements.drop_duplicates("id").to_dict("records")}
    seen: set[str] = set()
    parts = []
    for n, issue in enumerate(issues.head(most).itertuples(), 1):
        mine = pairs[pairs["issue"] == issue.issue]
        sides = sides_of(issue, mine, held, rows, people)
        parts.append(issue_card(n, issue, mine, sides, rows, seen, reading, each))
    said = f"Issues: {len(parts)} of {len(issues)}"
    return Html("\n".join(parts), said) if parts else Html("<p>Issues: none.</p>", said)


def sides_of(
    issue, pairs: pd.DataFrame, held: Mapping[str, Mapping[str, str]], rows: Mapping, people: Index
) -> dict[str, list[tuple[str, str]]]:
    """The statements of an issue's pairs by stance, each with the claim on which it takes it, "" on none.

    Those of the pair that stands for the issue first, then those on its first claim; one that names somebody else than
    who says it, and so may charge him, after the others.
    """
    claims = tables.items(issue.claims)
    order = [i for i in dict.fromkeys([issue.a, issue.b, *pairs["a"], *pairs["b"]]) if i in rows]
    on = {i: next((c for c in claims if held.get(i, {}).get(c) in clear.STANCES), "") for i in order}

    def place(i: str) -> tuple:
        third = meant(rows[i]["content"], people) - {rows[i]["actor"], rows[i].get("holder", "")}
        return on[i] != claims[0] if claims else False, bool(third), clear.clearness(rows[i])

    sides: dict[str, list[tuple[str, str]]] = {}
    for i in [*order[:2], *sorted(order[2:], key=place)]:
        sides.setdefault(held[i][on[i]] if on[i] else "says", []).append((i, on[i]))
    return {stance: sides[stance] for stance in (*clear.STANCES, "says") if stance in sides}


def issue_card(
    n: int, issue, pairs: pd.DataFrame, sides: Mapping, rows: Mapping, seen: set[str], reading: Reading, each: int
) -> str:
    """One issue that opens to its statements by stance."""
    direct = int((pairs["strength"] == "direct").sum())
    count = f"{words.count(len(pairs), 'pair')}, {direct or 'none'} direct"
    guessed = set(tables.items(issue.claims)) <= set(reading.by_machine)  # whose labels nobody affirms in those words
    sides_told = () if guessed else (issue.affirmed, issue.denied)
    positions = "".join(f"<br>{shown(words.bare(side))}" for side in sides_told if side)
    head = f"<summary><strong>{n}. {shown(issue.label)}</strong> <small>({count})</small>{positions}</summary>"
    body = []
    several = not guessed and len({claim for held in sides.values() for _, claim in held}) > 1
    for stance, held in sides.items():
        fresh = [(i, claim) for i, claim in held if i not in seen][:each]
        seen.update(i for i, _ in fresh)
        rest = len(held) - len(fresh)
        more = f" (and {rest} more, above or in the table)" if rest and fresh else ""
        if not fresh:
            who = (
                words.holder_words(rows[i], reading.names) + " (with limits)" * bool(rows[i]["scope_words"])
                for i, _ in held
            )
            more = f": {shown(words.listed(dict.fromkeys(who), 4))}, quoted above"
        body.append(f"<p><strong>{stance.capitalize()}</strong>{more}</p>")
        for i, claim in fresh:
            on = f"{stance} “{reading.book.label(claim)}”" if claim in reading.book.propositions and several else ""
            body += [f"<p><small>{shown(on)}:</small></p>"] * bool(on) + [card(rows[i], reading)]
    return f"<details>{head}\n{''.join(body)}{reasons(pairs, issue)}</details>"


def reasons(pairs: pd.DataFrame, issue) -> str:
    """Why the pair that stands for the issue was taken for a contradiction, and by whom."""
    told = {f"{issue.a}+{issue.b}", f"{issue.b}+{issue.a}"}
    order = [row for row in pairs.itertuples() if told & {f"{row.a}+{row.b}", *tables.items(row.instances)}]
    order.sort(key=lambda row: f"{row.a}+{row.b}" not in told)  # a pair's own row before one of which it is an instance
    lines = [
        f"<li>{shown(row.reason or row.why)} <small>({row.strength}; {_judge(row)})</small></li>" for row in order[:1]
    ]
    return f"<p>Why:</p><ul>{''.join(lines)}</ul>" if lines else ""


def _judge(row) -> str:
    if row.status == "proposed":
        return "proposed by machine, unchecked; may contradict"
    return "judged by AI" if row.judge_type == "ai" else "judged by a person"
