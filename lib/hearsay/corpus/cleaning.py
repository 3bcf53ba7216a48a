"""What in a text is not its own prose: found, explained and masked with spaces, so that no character moves.

Each rule reads lines or characters and says why. Facts that hide in boilerplate (a byline, a credit, an address) are
kept as `name=value` before the words are masked. Faults of the text are listed with a reading, and never changed.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from hearsay import tables
from sayso.text.quotes import wrapped_to

PARTICLES = frozenset(re.findall(r"\w+", "al and bin da de del della den der di du el ibn la le van von y"))
URL = r"(?:https?://\S+|www\.\S+)"
MAIL = r"[\w.+-]+@[\w-]+\.[\w.-]+"
# A character of UTF-8 of two to four bytes as Windows-1252 and Latin-1 show it.
INNER = "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
MOJIBAKE = re.compile(f"[\u00c2-\u00df]{INNER}|[\u00e0-\u00ef]{INNER}{{2}}|[\u00f0-\u00f4]{INNER}{{3}}")
BROKEN = "UTF-8 that was read as another encoding"
OPENERS, CLOSERS = frozenset("“‘«"), frozenset("”’»–—…")
LONGEST = 1000  # characters; what is longer is no line of boilerplate, and patterns stay linear in the text


class Fault(NamedTuple):
    """Words that stand in documents with a fault in them: what is wrong of them, its reading, and why it is one."""

    words: str
    wrong: str
    reading: str
    why: str


@dataclass(frozen=True)
class Rule:
    """A line that matches is boilerplate of this kind; named groups of the pattern are the facts it keeps."""

    kind: str
    pattern: re.Pattern
    why: str


def _lines_told() -> list[Rule]:
    """The rules of boilerplate.toml."""
    found = tomllib.loads(Path(__file__).with_name("boilerplate.toml").read_text("utf-8"))["lines"]
    for line in found:
        line["pattern"] = line["pattern"].replace("{url}", URL).replace("{mail}", MAIL)
    return [Rule(x["kind"], re.compile(rf"^\W*?(?:{x['pattern']})\W*$", re.I), x["why"]) for x in found]


LINES = _lines_told()
OFTEN = 3  # documents that hold a line, from which on it is the outlet's and not theirs
REPEATED = "the same line, which speaks to the reader, stands in several documents"
APPEAL = re.compile(
    r"\b(you|your|yours|subscribe|subscribers?|newsletters?|sign up|rights reserved|copyright|click)\b", re.I
)
MARKUP = re.compile(
    r"</?[A-Za-z][^<>\n]{0,200}>|^#{1,6}[ \t]+|\*\*|__|\\(?=[*_#>\[\]])|&(?:nbsp|amp|quot|lt|gt|#\d+);", re.M
)


def find_boilerplate(doc_id: str, text: str, faults: Sequence[Fault] = ()) -> pd.DataFrame:
    """The table `cleaning` of one document; ``faults`` are those that people know of, each place listed as a defect."""
    return tables.CLEANING.of(rows_of(doc_id, text, faults))


def rows_of(
    doc_id: str, text: str, faults: Sequence[Fault] = (), repeated: Collection[str] = frozenset()
) -> list[dict]:
    """The rows of `find_boilerplate`, in order; ``repeated`` are lines that many documents hold (`appeals_in`)."""
    appeals = [_row(a, b, "footer", REPEATED) for a, b in lines_of(text) if text[a:b] in repeated]
    lines = [*_lines(text), *appeals]
    edges = {edge for row in lines for edge in row["at"]}
    breaks = [row for row in _page_breaks(text) if not edges & set(row["at"])]
    rows = _without_overlaps([*lines, *breaks, *_markup(text), *_defects(text, faults)])
    rows.sort(key=lambda row: (row["at"], row["kind"], row["keeps"], row["reading"], row["why"]))
    for row in rows:
        row |= {"doc_id": doc_id, "words": text[slice(*row["at"])], "spans": tables.format_spans([row.pop("at")])}
        row["masked"] = "" if row["kind"] == "defect" else "yes"
    return rows


def mask(text: str, cleaning: pd.DataFrame) -> str:
    """The text with what is masked replaced by as many spaces; line breaks stay, but for page breaks in a sentence.

    Broken quotation marks and dashes stand as they are meant, among spaces: who speaks hangs on them.
    """
    return _masked(text, cleaning.to_dict("records"))


def _masked(text: str, rows: list[dict]) -> str:
    out = list(text)
    for row in rows:
        for a, b in tables.parse_spans(row["spans"]) if row["masked"] == "yes" else ():
            out[a:b] = [c if c in "\r\n" and row["kind"] != "page break" else " " for c in text[a:b]]
    for row in rows:
        if row["why"] == BROKEN:
            a, b = tables.parse_spans(row["spans"])[0]
            if row["reading"] in OPENERS:
                out[a:b] = row["reading"].ljust(b - a)
            elif row["reading"] in CLOSERS and not text[b : b + 1].isalpha():
                out[a:b] = row["reading"].rjust(b - a)
    return "".join(out)


def clean_corpus(texts: dict[str, str], faults: Sequence[Fault] = ()) -> tuple[pd.DataFrame, dict[str, str]]:
    """The table `cleaning` of all documents, and their masked texts."""
    repeated = appeals_in(texts)
    found = {doc_id: rows_of(doc_id, text, faults, repeated) for doc_id, text in texts.items()}
    cleaning = tables.CLEANING.of(row for rows in found.values() for row in rows)
    return cleaning, {doc_id: _masked(text, found[doc_id]) for doc_id, text in texts.items()}


def appeals_in(texts: dict[str, str]) -> set[str]:
    """Lines that stand in three documents or more and speak to the reader: a request for gifts, a newsletter, rights.

    What an agency wrote stands in many documents as well; so a line with quotation marks is none of these.
    """
    times = Counter(line for text in texts.values() for line in {text[a:b] for a, b in lines_of(text)})
    return {line for line, n in times.items() if n >= OFTEN and APPEAL.search(line) and not re.search(r'["“”«»]', line)}


def kept(cleaning: pd.DataFrame) -> pd.DataFrame:
    """The facts that masked passages are evidence for: doc_id, fact, value, words."""
    rows = [(row.doc_id, fact, value, row.words) for row in cleaning.itertuples() for fact, value in _facts(row.keeps)]
    return pd.DataFrame(rows, columns=["doc_id", "fact", "value", "words"])


def _facts(keeps: str) -> Iterator[tuple[str, str]]:
    for item in tables.items(keeps):
        fact, _, value = item.partition("=")
        yield fact, value


def credits(text: str) -> Iterator[tuple[str, str]]:
    """The facts that lines of boilerplate are evidence for, without a look at the rest: name and value."""
    for a, b in lines_of(text):
        for row in _matches(a, b, text[a:b]):
            yield from _facts(row["keeps"])


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line that holds more than white space, without outer white space."""
    for match in re.finditer(r"[^\r\n]+", text):
        inner = match[0].strip()
        if inner:
            start = match.start() + match[0].index(inner)
            yield start, start + len(inner)


def _lines(text: str) -> Iterator[dict]:
    lines = list(lines_of(text))
    ends = [0, *(end for _, end in lines)]
    foreign = _foreign(text, lines)
    for n, (a, b) in enumerate(lines):
        line = re.sub(r"\*\*|</?[A-Za-z]+>|\\", "", text[a:b])
        if (a, b) in foreign:
            yield _row(a, b, "letterhead" if n < len(lines) / 2 else "footer", "a line in another script, at the edge")
        else:
            inside = n > 0 and line.endswith(".") and text.count("\n", ends[n], a) == 1
            yield from (row for row in _matches(a, b, line) if not (inside and row["why"] == "byline"))


def _matches(a: int, b: int, line: str) -> Iterator[dict]:
    for rule in LINES if len(line) <= LONGEST else ():
        if match := rule.pattern.match(line):
            facts = {k: v.strip() for k, v in match.groupdict().items() if v}
            if rule.why == "byline" and not _names(facts["author"]):
                continue
            yield _row(a, b, rule.kind, rule.why, **facts)
            return


def _row(a: int, b: int, kind: str, why: str, reading: str = "", **facts: str) -> dict:
    keeps = tables.LIST.join(f"{name}={value.replace('|', '/')}" for name, value in sorted(facts.items()))
    return {"at": (a, b), "kind": kind, "why": why, "keeps": keeps, "reading": reading}


def _names(words: str) -> bool:
    """Are all words of a byline capitalised, as names are?"""
    return all(w[0].isupper() for w in re.findall(r"[^\W\d_][\w.’'-]*", words) if w not in PARTICLES)


@cache
def _script(character: str) -> str:
    return unicodedata.name(character, "?").split()[0]


def _foreign(text: str, lines: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """Lines at the head or tail of which a good part is in another script than the document's, and their neighbours.

    Only runs that touch the document's edge count: a foreign line in the body may be a quotation.
    """
    scripts: Counter[str] = Counter()
    for character, times in Counter(text).items():
        if character.isalpha():
            scripts[_script(character)] += times
    if not scripts:
        return set()
    own = scripts.most_common(1)[0][0]

    def other(a: int, b: int) -> bool:
        letters = [c for c in text[a:b] if c.isalpha()]
        return sum(_script(c) != own for c in letters) > 0.3 * len(letters) > 0

    found = set()
    for edge in (lines[:8], lines[-8:][::-1]):
        last = max((n for n, line in enumerate(edge) if other(*line)), default=-1)
        found |= {line for line in edge[: last + 1] if other(*line) or text[slice(*line)].isupper()}
    return found


def _markup(text: str) -> Iterator[dict]:
    for match in MARKUP.finditer(text):
        yield _row(match.start(), match.end(), "markup", "markup, not words")


def _page_breaks(text: str) -> Iterator[dict]:
    least = 2 if wrapped_to(text) else 1  # line ends; a text that is wrapped to a width has one in each line
    for match in re.finditer(rf"(?<=[^\W\d_]|,)[ \t]*(?:\r?\n[ \t]*){{{least},}}(?=[a-z])", text):
        start = text.rfind("\n", 0, match.start()) + 1
        if len(text[start : match.start()].split()) >= 5:
            yield _row(*match.span(), "page break", "a sentence goes on in lower case after it")


def _defects(text: str, faults: Sequence[Fault]) -> Iterator[dict]:
    yield from _broken_letters(text)
    for fault in faults:
        before, wrong, after = (
            r"\s+".join(map(re.escape, re.split(r"\s+", part))) for part in fault.words.partition(fault.wrong)
        )
        for match in re.finditer(rf"(?<!\w){before}({wrong}){after}(?!\w)", text):
            yield _row(*match.span(1), "defect", fault.why, fault.reading)


def _broken_letters(text: str) -> Iterator[dict]:
    """Characters that were lost, and UTF-8 that was read as Windows-1252 or Latin-1 and saved so."""
    for match in re.finditer("\ufffd+", text):
        yield _row(match.start(), match.end(), "defect", "characters that could not be read")
    for match in MOJIBAKE.finditer(text):
        with suppress(UnicodeError):
            reading = b"".join(map(_byte, match[0])).decode("utf-8")
            yield _row(match.start(), match.end(), "defect", BROKEN, reading)


def _byte(character: str) -> bytes:
    return character.encode("latin-1") if ord(character) < 256 else character.encode("cp1252")


def _without_overlaps(rows: list[dict]) -> list[dict]:
    """Within a masked passage no further mask; defects stand beside masks of markup only."""
    out: list[dict] = []
    masked = 0  # where the masks so far end; none of them begins later than the row at hand
    for row in sorted(rows, key=lambda r: (r["at"][0], -r["at"][1], r["kind"])):
        if row["at"][1] > masked:
            out.append(row)
            masked = masked if row["kind"] == "defect" else row["at"][1]
    return out
