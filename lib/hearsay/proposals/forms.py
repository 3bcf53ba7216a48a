"""The tables of proposed/: a row is a proposal, `checked` is y (take it), n (never again) or empty (not looked at yet).

No run reads them. Columns that are not those of the table they lead to are there to be read, and go nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.analysis.sheet import ASKED, GIVEN

YES, NO, OPEN = "y", "n", ""
ANSWERS = {"y": YES, "yes": YES, "n": NO, "no": NO, "": OPEN}


@dataclass(frozen=True)
class Form:
    """One table of proposed/: what a row is, its columns from left to right, and which of them tell a proposal."""

    name: str
    row: str
    columns: Mapping[str, str]
    key: tuple[str, ...]
    path: str = field(default="")

    def file(self, folder: Path) -> Path:
        """Where it stands in a corpus."""
        return folder / "proposed" / f"{self.name}.csv"


_CHECKED = {"checked": "y: take this row; n: never propose it again; empty: not looked at yet"}
_SPEAKING = {
    "actor": "who says it, innermost: a key; empty if nothing tells",
    "form": "direct, indirect, mixed, author (the document's own voice)",
    "act": "speech, attitude, or empty for author",
    "via": "hands named in the text, nearest the speaker first, | between; ? after one only implied",
    "said": "when it was uttered, EDTF; empty if unknown",
    "stances": "CLAIM:affirms, denies, qualifies or neutral, | between",
    "note": "doubts",
}

DOCUMENTS = Form(
    "documents",
    "a document with what it says of itself",
    {
        "doc_id": "the document",
        **_CHECKED,
        **{c: how for c, how in tables.DOCUMENT_FACTS.columns.items() if c != "doc_id"},
        "found": "by which rule the machine found what stands here, as fact=rule",
        "begins": "its first words",
    },
    ("doc_id",),
)
ACTORS = Form(
    "actors",
    "an actor that speaks; with same_as a name that may be another actor's",
    {
        "actor": "its key",
        **_CHECKED,
        "name": "the one name that we state",
        "same_as": "the key of the actor that this name is too, if y; clear it where this is an actor of its own",
        "why": "why it may be the same",
        **{c: how for c, how in tables.ACTORS.columns.items() if c not in ("actor", "name")},
        "statements": "in how many it speaks",
    },
    ("actor", "same_as"),
)
CLAIMS = Form(
    "claims",
    "a claim, as a proposition of a codebook",
    {
        "proposition": "its key, which stays",
        **_CHECKED,
        "label": "in one sentence; write a better one",
        "definition": "what counts as this claim",
        "not_meant": "what does not",
        "issue": "a name shared by claims on one matter",
        "examples": "two to five of the statements that belong to it, | between",
        "merge_into": "the key of the claim of which this one is only another wording",
        "statements": "how many",
        "affirms": "how many affirm it",
        "denies": "how many deny it",
        "documents": "in how many",
    },
    ("proposition",),
)
STATEMENTS = Form(
    "statements",
    "a statement that the machine found, by place",
    {
        "passage": "the words around it, those reported between double brackets",
        **_CHECKED,
        "source": "the words naming who spoke",
        "cue": "the words that report",
        **_SPEAKING,
        "doc_id": "the document",
        "content": "the words reported; mend them where they are cut badly",
        **{c: how for c, how in tables.CODING.columns.items() if c not in ("id", "from", "doc_id", "content")},
        "id": "the machine's; empty in a row that you add",
    }
    | {c: how for c, how in _SPEAKING.items()},
    ("id",),
)
VERDICTS = Form(
    "verdicts",
    "a pair of passages that waits for a verdict",
    {
        "a": "one passage, with who says it and under which cue",
        "b": "the other",
        **_CHECKED,
        "verdict": "accepted or rejected",
        "why": "your reason",
        "kind": "what they differ in",
        "strength": "direct (cannot both hold) or tension",
        "on": tables.VERDICTS.columns["on"],
        "label": "of what it is about",
        "proposed_why": "why the machine proposes it",
        "score": "how likely a reader grants it, 0 to 1",
        **{c: how for c, how in tables.VERDICTS.columns.items() if c[:2] in ("a_", "b_")},
        "contradiction_id": "of the pair",
    },
    ("contradiction_id",),
)
SHEET = Form(
    "sheet",
    "a statement drawn at random, to be coded blind: headings say how",
    {**dict.fromkeys(GIVEN, ""), **{f"{c}: {how}": how for c, how in ASKED.items()}, **_CHECKED},
    ("id",),
)
FORMS = {form.name: form for form in (DOCUMENTS, ACTORS, CLAIMS, STATEMENTS, VERDICTS, SHEET)}


def form_named(kind: str) -> Form:
    """A form by its name. Raises ValueError with the names there are."""
    if kind not in FORMS:
        raise ValueError(f"expected one of {', '.join(FORMS)}, found {kind!r}")
    return FORMS[kind]


def load(form: Form, folder: Path) -> pd.DataFrame:
    """A table of proposed/ as it stands; without rows where there is none. Raises ValueError with every fault.

    Columns that a person took away are empty, `checked` is y, n or "".
    """
    path = form.file(folder)
    if not path.exists():
        return pd.DataFrame(columns=list(form.columns), dtype=str)
    df = tables.read(path)
    if missing := [c for c in (*form.key, "checked") if c not in df]:
        raise ValueError(f"{where(form)}: expected the columns {missing}, found {list(df)}")
    checked = df["checked"].str.strip().str.lower()
    if wrong := [(n, cell) for n, cell in enumerate(df["checked"], 2) if checked[n - 2] not in ANSWERS]:
        faults = [f"{where(form, n)}: checked: expected y, n or nothing, found {cell!r}" for n, cell in wrong]
        raise ValueError("\n".join(faults))
    return df.assign(checked=checked.map(ANSWERS), **{c: "" for c in form.columns if c not in df})


def write(form: Form, rows: pd.DataFrame, path: Path) -> None:
    """Write a table of proposed/; columns that a person added stay, to the right."""
    tables.write(rows[[*form.columns, *(c for c in rows if c not in form.columns)]], path)


def save(form: Form, folder: Path, rows: pd.DataFrame) -> None:
    """Write a table of proposed/ again, whole or not at all."""
    path = form.file(folder)
    part = path.with_name(f".{path.name}.part")
    try:
        write(form, rows, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def where(form: Form, row: int | None = None) -> str:
    """A place in proposed/, as a fault names it; the header is row 1."""
    return f"proposed/{form.name}.csv" + (f", row {row}" if row else "")


def still_open(folder: Path) -> list[str]:
    """A sentence for each table of proposed/ with rows that nobody has checked, or that cannot be read."""
    told = []
    for form in FORMS.values():
        try:
            rows = load(form, folder)
        except ValueError as error:
            told += str(error).splitlines()
            continue
        if count := int((rows["checked"] == OPEN).sum()):
            told.append(f"{where(form)}: {count} of {len(rows)} rows are not checked yet")
        if count := int((rows["checked"] == YES).sum()):
            told.append(f"{where(form)}: {count} checked y; `hearsay accept` moves {'it' if count == 1 else 'them'}")
    return told
