"""What in a text is not its own prose: found, explained and masked with spaces, so that no character moves.

Rules stand in boilerplate.toml, and say why. Facts that hide in boilerplate (a byline, a credit, an address) are kept as
`name=value` before the words are masked. Faults of the text are listed with a reading, and never changed.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from hearsay import tables

RULES = tomllib.loads(Path(__file__).with_name("boilerplate.toml").read_text("utf-8"))
# A character of UTF-8 of two to four bytes as Windows-1252 and Latin-1 show it.
INNER = "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
MOJIBAKE = re.compile(f"[\u00c2-\u00df]{INNER}|[\u00e0-\u00ef]{INNER}{{2}}|[\u00f0-\u00f4]{INNER}{{3}}")
BROKEN = "UTF-8 that was read as another encoding"
OPENERS, CLOSERS = frozenset("“‘«"), frozenset("”’»–—…")
LONGEST = 1000  # characters; what is longer is no line of boilerplate, and patterns stay linear in the text
EDGE = 8  # lines at either end of a text, among which a masthead in another script may stand
OFTEN = 3  # documents that hold a line which speaks to the reader, from which on it is the outlet's: gifts, newsletters, rights
# A line with quotation marks is none of these, for what an agency wrote stands in many documents as well.
APPEAL = re.compile(RULES["appeal"], re.I)
LATIN = re.compile("[A-Za-zªºÀ-ɏḀ-ỿ]")
# Who says the words above it, in whatever script, and when: — Ana Ruiz (@ruiz) May 5, 2031; no outlet's head, nor its day.
SIGNATURE = re.compile(r"\s*(?:[—–]|--)\s*[^\W\d_].*|.*\(@\w+\).*")


class Fault(NamedTuple):
    """Words that stand in documents with a fault in them: what is wrong of them, its reading, and why it is one."""

    words: str
    wrong: str
    reading: str
    why: str


class Rule(NamedTuple):
    """What matches the pattern, in one document at ``least`` so often, is boilerplate; named groups are the facts it keeps."""

    kind: str
    why: str
    pattern: re.Pattern
    least: int


def _rules(told: Sequence[dict[str, Any]], whole: str) -> list[Rule]:
    """Rules with their parts, each as ``whole`` has them."""
    found = []
    for rule in ({"least": 1} | rule for rule in told):
        pattern = re.sub(r"\{([a-z]+)\}", lambda part: RULES["parts"][part[1]], rule["pattern"])
        found.append(Rule(rule["kind"], rule["why"], re.compile(whole.format(pattern), re.I | re.M), rule["least"]))
    return found


LINES = _rules(RULES["lines"], r"\A\W*?(?:{})\W*\Z")
ANYWHERE = _rules(RULES["anywhere"], "{}")


def find_boilerplate(
    doc_id: str, text: str, faults: Sequence[Fault] = (), repeated: Collection[str] = ()
) -> list[dict[str, str]]:
    """Rows of the table `cleaning` for one document; ``faults`` are those that people know of, each place a defect.

    ``repeated`` are lines that speak to the reader and stand in other documents too.
    """
    rows = [*_lines(text, repeated), *_within(text, faults)]
    rows = _without_overlaps(sorted(rows, key=lambda r: (r["at"][0], -r["at"][1], r["kind"], r["reading"], r["why"])))
    for row in rows:
        at, masked = row.pop("at"), "" if row["kind"] == "defect" else "yes"
        row |= {"doc_id": doc_id, "words": text[slice(*at)], "spans": tables.format_spans([at]), "masked": masked}
    return rows


def mask(text: str, rows: Sequence[dict[str, str]]) -> str:
    """The text with what is masked replaced by as many spaces; line breaks stay.

    Broken quotation marks and dashes stand as they are meant, among spaces: who speaks hangs on them.
    """
    out = list(text)
    for row in rows:
        ((a, b),) = tables.parse_spans(row["spans"])
        if row["masked"] == "yes":
            out[a:b] = re.sub(r"[^\r\n]", " ", text[a:b])
        elif row["why"] == BROKEN and row["reading"] in OPENERS:
            out[a:b] = row["reading"].ljust(b - a)
        elif row["why"] == BROKEN and row["reading"] in CLOSERS and not text[b : b + 1].isalpha():
            out[a:b] = row["reading"].rjust(b - a)
    return "".join(out)


def clean_corpus(
    texts: dict[str, str], faults: Sequence[Fault] = (), copy_of: Mapping[str, str] | None = None
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The table `cleaning` of all documents, and their masked texts; ``copy_of`` has of a copy the earliest document.

    ``faults`` are those that people know of.
    """
    held = {(text[a:b], (copy_of or {}).get(d) or d) for d, text in texts.items() for a, b in lines_of(text)}
    times = Counter(line for line, _ in held)  # what copies share is the story's prose: they count once
    repeated = {line for line, n in times.items() if n >= OFTEN and APPEAL.fullmatch(line)}
    found = {doc_id: find_boilerplate(doc_id, text, faults, repeated) for doc_id, text in texts.items()}
    cleaning = tables.CLEANING.of(row for rows in found.values() for row in rows)
    return cleaning, {doc_id: mask(text, found[doc_id]) for doc_id, text in texts.items()}


def credits(text: str) -> Iterator[tuple[str, str]]:
    """The facts that lines of boilerplate are evidence for, without a look at the rest: name and value."""
    for a, b in lines_of(text):
        yield from _boilerplate(text[a:b])[1].items()


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line that holds more than white space, without outer white space."""
    for match in re.finditer(r"[^\r\n]+", text):
        inner = match[0].strip()
        if inner:
            start = match.start() + match[0].index(inner)
            yield start, start + len(inner)


def _lines(text: str, repeated: Collection[str]) -> Iterator[dict]:
    lines = list(lines_of(text))
    foreign, found = _foreign(text, lines), [_boilerplate(text[a:b]) for a, b in lines]
    times = Counter(rule for rule, _ in found)
    for n, ((a, b), (rule, facts)) in enumerate(zip(lines, found, strict=True)):
        if (a, b) in foreign:
            yield _row(a, b, "letterhead" if n < len(lines) / 2 else "footer", "a line in another script, at the edge")
        elif text[a:b] in repeated:
            yield _row(a, b, "footer", "the same line, which speaks to the reader, stands in several documents")
        elif rule and times[rule] >= rule.least:
            yield _row(a, b, rule.kind, rule.why, **facts)


def _boilerplate(line: str) -> tuple[Rule | None, dict[str, str]]:
    """The rule that a line without its markup follows, and the facts in it."""
    line = re.sub(r"\*\*|</?[A-Za-z]+>|\\", "", line)
    for rule in LINES if len(line) <= LONGEST else ():
        if match := rule.pattern.match(line):
            return rule, {fact: words.strip() for fact, words in match.groupdict().items() if words}
    return None, {}


def _row(a: int, b: int, kind: str, why: str, reading: str = "", **facts: str) -> dict:
    keeps = tables.LIST.join(f"{name}={value.replace('|', '/')}" for name, value in sorted(facts.items()))
    return {"at": (a, b), "kind": kind, "why": why, "keeps": keeps, "reading": reading}


def _foreign(text: str, lines: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """Lines at either edge of a Latin text of which a good part is in another script, and capitals between them.

    Only runs that touch the edge count: a foreign line in the body may be a quotation.
    """

    def other(words: str) -> float:
        """The share of letters that are not Latin; of a signature none."""
        letters = len(re.findall(r"[^\W\d_]", words))
        return 1 - len(LATIN.findall(words)) / letters if letters and not SIGNATURE.fullmatch(words) else 0

    found: set[tuple[int, int]] = set()
    for edge in (lines[:EDGE], lines[: -EDGE - 1 : -1]) if other(text) < 0.5 else ():
        last = max((n for n, line in enumerate(edge) if other(text[slice(*line)]) > 0.3), default=-1)
        found |= {x for x in edge[: last + 1] if other(text[slice(*x)]) > 0.3 or text[slice(*x)].isupper()}
    return found


def _within(text: str, faults: Sequence[Fault]) -> Iterator[dict]:
    """Markup; characters lost; UTF-8 that was read as Windows-1252 or Latin-1 and saved so; faults that people know of."""
    for rule in ANYWHERE:
        for match in rule.pattern.finditer(text):
            yield _row(*match.span(), rule.kind, rule.why)
    for match in MOJIBAKE.finditer(text):
        with suppress(UnicodeError):
            data = b"".join(c.encode("latin-1" if ord(c) < 256 else "cp1252") for c in match[0])
            yield _row(*match.span(), "defect", BROKEN, data.decode("utf-8"))
    for fault in faults:
        parts = fault.words.partition(fault.wrong)
        before, wrong, after = (r"\s+".join(map(re.escape, re.split(r"\s+", x))) for x in parts)
        for match in re.finditer(rf"(?<!\w){before}({wrong}){after}(?!\w)", text):
            yield _row(*match.span(1), "defect", fault.why, fault.reading)


def _without_overlaps(rows: list[dict]) -> list[dict]:
    """Within a masked passage no further mask; defects stand beside masks of markup only."""
    out: list[dict] = []
    masked = 0  # where the masks so far end; none of them begins later than the row at hand
    for row in rows:
        if row["at"][1] > masked:
            out.append(row)
            masked = masked if row["kind"] == "defect" else row["at"][1]
    return out
