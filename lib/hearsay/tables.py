"""Each table's dictionary, which is also its check: what a row is, what a column means, what a cell may hold.

A table is a CSV in UTF-8 with LF between rows; every cell is a string and "" means none or unknown, never NA.
Lists are joined by ` | `. Spans are `start:end;start:end`, half-open character offsets into the text as
received, and the words beside them are the pieces joined by ` [...] `. Dates are EDTF, in the profile of
`sayso.intervals`.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sayso import intervals
from sayso.spans import GAP, LIST, Spans, format_spans, items, length, parse_spans, shared, words_at  # noqa: F401

UTF16 = (b"\xff\xfe", b"\xfe\xff")
FORMULA = re.compile(r"'*[=+\-@\t\r]")  # how a cell begins that a spreadsheet runs; ' before it says that it is text
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?%?", re.I)
SPECIAL = re.compile(r'[",\r\n]')  # a lone CR too, which csv leaves bare before Python 3.13
QUOTE = '"'

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # a passage may be longer than the 131,072 that csv allows


@dataclass(frozen=True)
class Table:
    """What one row is, what each column means, and which values a cell may hold; ``filled`` columns are never empty."""

    name: str
    row: str
    columns: Mapping[str, str]
    key: tuple[str, ...] = ()
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()

    @property
    def needed(self) -> set[str]:
        """The columns that cannot be left out: those of the key, those never empty, those with a choice to make."""
        return {*self.key, *self.filled, *(column for column, values in self.allowed.items() if "" not in values)}

    def problems(self, df: pd.DataFrame) -> list[str]:
        """A sentence for each cell that breaks the dictionary, with its row (the header is row 1)."""
        missing = [c for c in self.columns if c not in df]
        unknown = [c for c in df if c not in self.columns]
        if missing or unknown:
            parts = [f"missing columns {missing}"] * bool(missing) + [f"unknown columns {unknown}"] * bool(unknown)
            return [f"{self.name}: {' and '.join(parts)}; expected {list(self.columns)}"]
        found = self._repeated(df)
        for column, values in self.allowed.items():
            for row, value in _rows(df, column, lambda v, values=values: v not in values):
                found.append(f"{self.name}, row {row}: {column} {value!r} is not one of {list(values)}")
        for columns, check in ((self.dates, intervals.check), (self.spans, parse_spans)):
            for column in columns:
                for row, value in _rows(df, column, lambda v, check=check: _error(check, v) is not None):
                    found.append(f"{self.name}, row {row}: {column}: {_error(check, value)}")
        return found

    def check(self, df: pd.DataFrame) -> pd.DataFrame:
        """``df`` with these columns in this order; raises ValueError with every problem."""
        if found := self.problems(df):
            raise ValueError("\n".join(found))
        return df[list(self.columns)].reset_index(drop=True)

    def complete(self, df: pd.DataFrame) -> pd.DataFrame:
        """``df`` with every column of the table that it lacks, empty: people need not write what they do not use."""
        return df.assign(**{c: "" for c in self.columns if c not in df and c not in self.needed})

    def empty(self) -> pd.DataFrame:
        """The table without rows."""
        return pd.DataFrame({column: pd.Series(dtype=str) for column in self.columns})

    def of(self, rows: Iterable[Mapping[str, str]]) -> pd.DataFrame:
        """The table of some rows; a column that a row does not name is ""."""
        df = pd.DataFrame(list(rows), columns=list(self.columns), dtype=str)
        return df.where(df.notna(), "")

    def _repeated(self, df: pd.DataFrame) -> list[str]:
        if df.empty:
            return []
        never = dict.fromkeys((*self.key, *self.filled))
        empty = [f"{self.name}, row {row}: {c} is empty" for c in never for row, _ in _rows(df, c, lambda v: not v)]
        if not self.key:
            return empty
        again = df[df.duplicated(list(self.key))]
        return empty + [
            f"{self.name}, row {row + 2}: {' and '.join(self.key)} {LIST.join(cells)!r} is repeated"
            for row, cells in zip(again.index, again[list(self.key)].to_numpy(), strict=True)
        ]


def _rows(df: pd.DataFrame, column: str, wrong) -> list[tuple[int, str]]:
    return [(n + 2, value) for n, value in enumerate(df[column]) if wrong(value)]


def _error(check, value: str) -> str | None:
    try:
        check(value)
    except ValueError as error:
        return str(error)
    return None


def read(path: Path) -> pd.DataFrame:
    """A CSV as it stands: every cell a string, "" for none; cells parted by commas, semicolons or tabs.

    Raises ValueError naming the file and each row that is none. (pandas would pad a short row, drop what a long one has
    too much, and skip empty lines, so that rows miscount.)
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-16" if data.startswith(UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name}: expected UTF-8, but byte {error.start} is not; save it as CSV UTF-8") from error
    try:
        header, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_delimiter(text))) or [[]]
    except csv.Error as error:
        raise ValueError(f"{path.name}: expected a CSV, but {error}") from error
    header = [name.strip() for name in header]
    if not any(header):
        raise ValueError(f"{path.name}: expected a CSV with a header, but there is none")
    while rows and not any(rows[-1]):
        rows.pop()
    if again := sorted({name for name in header if header.count(name) > 1}):
        raise ValueError(f"{path.name}: the header names {again} more than once")
    wrong = [(n, len(row)) for n, row in enumerate(rows, 2) if len(row) != len(header)]
    if wrong:
        expected = f"expected {len(header)} cells, as in the header"
        raise ValueError("\n".join(f"{path.name}, row {n}: {expected}, but found {found}" for n, found in wrong))
    return pd.DataFrame([[_unguarded(cell) for cell in row] for row in rows], columns=header, dtype=str)


def _delimiter(text: str) -> str:
    """What parts the cells: a spreadsheet writes commas, semicolons or tabs, as its country has it."""
    head = text.lstrip("\r\n").partition("\n")[0]
    return max(",;\t", key=head.count)


def write(df: pd.DataFrame, path: Path) -> None:
    """Write a table in the one form that all of them have."""
    write_parts([df], path)


def write_parts(parts: Iterable[pd.DataFrame], path: Path) -> int:
    """Write a table that comes in parts, of the same columns; returns the number of its rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        for n, part in enumerate(parts):
            if n == 0:
                file.write(line(part.columns))
            file.writelines(map(line, part.itertuples(index=False, name=None)))
            count += len(part)
    return count


def line(cells: Iterable[object]) -> str:
    """A row as it stands in a file; a cell that a spreadsheet would run as a formula gets one ' in front.

    >>> print(line(["a,b", "=1+1", "-5", None]), end="")
    "a,b",'=1+1,-5,
    """
    row = [_guarded("" if cell is None or cell != cell else str(cell)) for cell in cells]
    return (
        '""' if row == [""] else ",".join(f'"{c.replace(QUOTE, 2 * QUOTE)}"' if SPECIAL.search(c) else c for c in row)
    ) + "\n"


def _guarded(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def sort(df: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Rows in the order of columns, numbers by value (9 before 10); ties are broken by every other cell."""

    def natural(series: pd.Series) -> pd.Series:
        return series.map(lambda v: re.sub(r"\d+", lambda m: m[0].zfill(12), str(v)))

    named = list(columns)
    tied = df[named].apply(natural).duplicated().any() if named and len(df) else True
    return df.sort_values([*named, *(c for c in df if tied and c not in named)], key=natural, ignore_index=True)


YES = ("yes", "")
STANCES = ("affirms", "denies", "qualifies", "neutral")
KINDS = ("denial", "numeric", "date", "identity", "characterisation", "attribution", "causal", "purpose")

_CODING = {
    "id": "unique in the corpus, never reused; a machine's is m + hash of text and content spans",
    "doc_id": "the document",
    "content_spans": "where the words reported stand; a quotation's marks belong to them",
    "content": "the words reported",
    "source_spans": "where the words naming the speaker stand",
    "source": "the words naming who spoke",
    "cue_spans": "where the words that report stand",
    "cue": "the words that report",
    "form": "direct, indirect, mixed, author (own voice: no source, no cue; never counted as attribution)",
    "act": 'speech, or attitude (believes, wants, supports); "" for an author\'s own voice',
    "actor": 'who the innermost speaker is, a key of actors; "" is unresolved',
    "holder": 'who takes the stances where that is not the actor: of an ascribed aim or view, who ascribes it; "" is the actor',
    "via": "hands named in the text, nearest the speaker first; ? after one that is only implied",
    "said": "when it was uttered, EDTF",
    "said_words": "the words that this rests on",
    "event": "when what is said took place, EDTF",
    "event_words": "the words that this rests on",
    "utterance": "label shared by rows that tell one act of saying",
    "stances": "list of PROPOSITION:affirms, denies, qualifies or neutral",
    "scope_words": "words that limit the stances",
    "certainty": "plain or hedged",
    "certainty_words": "the words that hedge",
    "access": "how the actor knows: participant, report, hearsay, inference, unstated",
    "distance": "the relayer's distancing or loading words",
    "values": "list of MEASURE=x, x..y, x.., ..y or EDTF; ~ after approximate numbers",
    "note": "doubts and reasons; in agreed.csv the resolution and its reason",
}
_CODED = {
    "form": ("direct", "indirect", "mixed", "author"),
    "act": ("speech", "attitude", ""),
    "certainty": ("plain", "hedged", ""),
    "access": ("participant", "report", "hearsay", "inference", "unstated", ""),
}
_SPANS = ("content_spans", "source_spans", "cue_spans")

CODING = Table(
    "coding",
    "an actor saying something under one cue at a place in a document",
    _CODING | {"from": "id of the machine's row that this one accepts"},
    ("id",),
    _CODED,
    ("said", "event"),
    _SPANS,
    ("doc_id",),
)
AGREED = Table(
    "agreed",
    "a statement after both codings were compared",
    _CODING | {"from": "ids that the row rests on"},
    ("id",),
    _CODED,
    ("said", "event"),
    _SPANS,
    ("doc_id",),
)
STATEMENTS = Table(
    "statements",
    "a statement of one reading of the corpus, found by a coder or by the machine",
    _CODING
    | {
        "by": "the coding (a, b, agreed) or machine",
        "attribution": "shared by the rows of one content of several sentences",
        "outer": 'id of the row whose content encloses this saying; "" at the outermost',
        "layer": 'how many sayings enclose it: 0 is the outermost; "" for people',
        "anonymous": "yes where the actor is unnamed",
        "actor_rule": 'how the actor was found: coded, or a rule of sayso.who; "" is unresolved',
        "actor_confidence": "the machine's confidence in the actor, 0 to 1",
        "via_rule": "how the hands were found",
        "said_rule": "how said was found (coded, or a rule of sayso.when.dates)",
        "event_rule": "how event was found",
        "confidence": 'the machine\'s probability that the statement is one; "" for people',
        "rule": "the engine or rule that found it",
    },
    ("by", "id"),
    _CODED | {"anonymous": YES, "form": (*_CODED["form"], "relay")},
    ("said", "event"),
    _SPANS,
)
STANCE_TABLE = Table(
    "stances",
    "a stance of a statement on a proposition",
    {
        "statement_id": "the statement",
        "proposition": "key of the codebook",
        "stance": "affirms, denies, qualifies, neutral",
        "holder": "who takes it: the actor, or of an ascription who ascribes it",
        "scope_words": "words that limit it",
        "certainty": "plain or hedged",
        "turned_by": "the words that turned it; of the machine",
        "rule": "coded, or the pattern or rule that found it",
    },
    ("statement_id", "proposition", "stance"),
    {"stance": STANCES},
)
QUANTITIES = Table(
    "quantities",
    "a value that a statement gives for a measure",
    {
        "statement_id": "the statement",
        "measure": "key of the codebook",
        "low": 'least value; for dates the EDTF; "" is open',
        "high": 'most value; for dates the EDTF; "" is open',
        "unit": "of the measure",
        "approximate": "yes for ~",
    },
    (),
    {"approximate": YES},
)
CHAINS = Table(
    "chains",
    "a hand that a statement passed through; depth counts relayers only",
    {
        "statement_id": "the statement",
        "hop": "0 is the speaker",
        "actor": "key of actors, or an outlet's name",
        "role": "speaker, relayer, original_outlet, outlet",
        "implied": "yes where the text does not name this hand",
    },
    ("statement_id", "hop"),
    {"role": ("speaker", "relayer", "original_outlet", "outlet"), "implied": YES},
)
DOCUMENT_FACTS = Table(
    "documents.csv",
    "a document, as people describe it",
    {
        "doc_id": "path below the corpus without its ending",
        "label": "short, for figures",
        "title": "its headline",
        "outlet": "who published it",
        "original_outlet": "who published it before, where it is a republication",
        "author": "who signs it",
        "published": "when, EDTF (of a republication: the original's)",
        "published_words": "the words that this rests on, a list",
        "languages": "languages in it, a list",
        "genre": "news, analysis, opinion, interview, or what else it is",
        "url": "its address",
        "retrieved": "when this copy was taken, EDTF",
        "archived": "address of an archived copy",
        "note": "what is inferred, from what; interests of the author",
    },
    ("doc_id",),
    {},
    ("published", "retrieved"),
)
DOCUMENTS = Table(
    "documents",
    "a document of the corpus",
    {
        **DOCUMENT_FACTS.columns,
        "format": "of the file, with the encoding or extractor",
        "characters": "of the text as received",
        "words": "of the text as received",
        "sha256": "of the file",
        "language": "that it is written in, as detected: en, fr …",
        "copies_of": 'doc_id of the earliest document of its family of copies; "" where it is that, or alone',
        "found": "what the machine found, as fact=rule, a list",
    },
    ("doc_id",),
    DOCUMENT_FACTS.allowed,
    DOCUMENT_FACTS.dates,
)
ACTORS = Table(
    "actors.csv",
    "a role of an actor; name, type and side agree across an actor's rows",
    {
        "actor": "key",
        "name": "the one name that we state",
        "type": "person, organisation, state, unnamed, document",
        "side": "on whose side it speaks",
        "affiliation": "of the role",
        "role": "what it is",
        "valid_from": "EDTF",
        "valid_to": "EDTF",
        "aliases": "list of the names found in documents",
        "evidence": "document and words that this rests on",
    },
    (),
    {"type": ("person", "organisation", "state", "unnamed", "document", "")},
    ("valid_from", "valid_to"),
    filled=("actor",),
)
CODERS = Table(
    "coders.csv",
    "a coder or judge",
    {
        "by": "name of the coding file, or the judge",
        "type": "person or ai",
        "how": "how the coding or the verdicts were made",
        "documents": 'list of those it covers; "" is those in which it has rows',
    },
    ("by",),
    {"type": ("person", "ai")},
)
_SIDES = {
    f"{s}_{c}": f"{what} of passage {s}"
    for s in "ab"
    for c, what in (("doc_id", "document"), ("spans", "place"), ("content", "words"), ("actor", "actor"))
}
VERDICTS = Table(
    "verdicts.csv",
    "an unordered pair of passages that a judge has looked at",
    {
        "on": 'proposition, measure or utterance that the pair is about; "" is as proposed',
        "verdict": "accepted or rejected",
        "kind": "what they differ in",
        "strength": "direct (cannot both hold) or tension",
        "judge": "who decided, a key of coders.csv",
        "why": "the reason",
    }
    | _SIDES,
    (),
    {"verdict": ("accepted", "rejected"), "kind": KINDS, "strength": ("direct", "tension")},
    spans=("a_spans", "b_spans"),
)
CLEANING = Table(
    "cleaning",
    "a passage that is not the document's own prose, or a fault in it",
    {
        "doc_id": "the document",
        "spans": "where",
        "words": "the passage",
        "kind": "navigation, letterhead, caption, form, footer, markup, page break, defect",
        "masked": "yes, or empty (never for a defect)",
        "keeps": "facts that it is evidence for, as name=value",
        "reading": "for a defect: the reading proposed",
        "why": "the reason",
    },
    (),
    {
        "kind": ("navigation", "letterhead", "caption", "form", "footer", "markup", "page break", "defect"),
        "masked": YES,
    },
    spans=("spans",),
)
REUSE = Table(
    "reuse",
    "a passage that two documents share",
    {
        "a_doc": "one document",
        "a_spans": "where",
        "a_words": "its wording",
        "b_doc": "the other",
        "b_spans": "where",
        "b_words": "its wording",
        "kind": "verbatim, reworded, same utterance",
        "score": "0 to 1",
        "differs": "what differs",
    },
    (),
    {"kind": ("verbatim", "reworded", "same utterance")},
    spans=("a_spans", "b_spans"),
)
ORIGINS = Table(
    "origins",
    "a statement's stance on a proposition, with the origin that it rests on; joined within one stance only",
    {
        "statement_id": "the statement",
        "proposition": "key of the codebook",
        "stance": "its stance",
        "origin_id": "the origin at least",
        "joined_to": 'statement that it was joined to; "" for the origin\'s own',
        "why": "same utterance, same holder, relays, told beside, copied",
        "certain": "yes where the join holds at most as well",
    },
    (),
    {"certain": YES},
)
CONTRADICTIONS = Table(
    "contradictions",
    "a pair of statements that cannot both hold, or pull against each other",
    {
        "contradiction_id": "hash of both anchors",
        "a": "statement id",
        "b": "statement id",
        "on": "proposition, measure or utterance",
        "kind": "what they differ in",
        "strength": "direct (cannot both hold) or tension",
        "issue": "the issue that it belongs to, a key of issues",
        "same_holder": "yes where one holder takes both stances",
        "same_document": "yes where both stand in one document",
        "same_scope": "yes where period, place, actor and scope words coincide",
        "rule": 'what proposed it; "" if a person found it',
        "why": "the reason in computed words",
        "score": "how likely a reader grants it, 0 to 1; orders the table of machine claims",
        "instances": "other pairs that it stands for, as a+b",
        "status": "proposed, accepted, rejected",
        "judge": "who decided",
        "judge_type": "person or ai",
        "reason": "the judge's reason",
    },
    ("contradiction_id",),
    {
        "kind": KINDS,
        "strength": ("direct", "tension"),
        "status": ("proposed", "accepted", "rejected"),
        "same_holder": YES,
        "same_document": YES,
        "same_scope": YES,
    },
)
CLAIMS = Table(
    "claims",
    "what can be affirmed, denied or qualified, with who does so",
    {
        "proposition": "key of the codebook, or of the machine's: slug of the label and hash of its first member's place",
        "label": "in one sentence; a machine claim's in the corpus's own words",
        "by": "codebook or machine",
        "issue": "the issue that it belongs to, a key of issues",
        "statements": "how many",
        "holders": "how many",
        "documents": "how many; copies of one text count once",
        "earliest": "EDTF of the earliest dated statement",
        "latest": "EDTF of the latest dated statement",
    }
    | {
        f"{stance}{part}": f"{what} that {verb} it"
        for stance, verb in (("affirms", "affirm"), ("denies", "deny"), ("qualifies", "qualify"))
        for part, what in (
            ("", "statements"),
            ("_least", "origins at least of those"),
            ("_most", "origins at most of those"),
        )
    }
    | {"score": "how contested and how well founded it is, 0 to 1; orders the claims that are shown"},
    ("proposition",),
    {"by": ("codebook", "machine")},
)
ISSUES = Table(
    "issues",
    "all contradictions on one matter",
    {
        "issue": "key",
        "label": "the matter, in words",
        "affirmed": "the one position in words, with who holds it",
        "denied": "the other",
        "claims": "the claims, measures and utterances of its pairs, a list, the one of the first pair first",
        "a": "statement of the one position in the pair that stands for the issue",
        "b": "statement of the other",
        "pairs": "contradictions on it that are not rejected",
        "direct": "of these, how many cannot both hold",
        "origins": "of the side that has fewer",
        "named": "how many of the two positions have a holder with a name",
        "days": 'at most between the two statements a and b; "" is unknown',
        "own_words": "how many of a and b are the holder's own words",
        "score": "orders the page, 0 to 1: `hearsay.analysis.issues.score` says how",
    },
    ("issue",),
)
FOUND_ACTORS = Table(
    "actors",
    "an actor of the reading: of the ledger, or found in the text",
    {
        "actor": "key",
        "name": "the one name that we state",
        "type": "person, organisation, state, unnamed, document",
        "side": "on whose side it speaks",
        "found": "ledger or text",
        "statements": "how many it speaks in",
    },
    ("actor",),
    {"found": ("ledger", "text")},
)
ALIASES = Table(
    "aliases",
    "a proposal that two names are one actor; nothing is joined by it",
    {
        "actor": "key of the one",
        "other": "key or name of the other",
        "why": "the rule and its confidence",
        "evidence": "documents and words that this rests on",
    },
)
SKIPPED = Table(
    "skipped", "a file that could not be read", {"file": "below the corpus", "why": "the reason"}, ("file",)
)

ALL = (
    DOCUMENTS,
    CLEANING,
    STATEMENTS,
    STANCE_TABLE,
    QUANTITIES,
    CHAINS,
    REUSE,
    ORIGINS,
    CONTRADICTIONS,
    CLAIMS,
    ISSUES,
    FOUND_ACTORS,
    ALIASES,
    SKIPPED,
    DOCUMENT_FACTS,
    ACTORS,
    CODING,
    AGREED,
    CODERS,
    VERDICTS,
)
