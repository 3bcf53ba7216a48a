"""`hearsay accept`: rows of proposed/ that a person has checked go into the tables, under that person's name.

All of them or none: what stands in a table stays as it is, and where a row cannot be taken, or the tables with it would not pass
`hearsay check`, nothing is changed, and a sentence for each such row of proposed/ says why.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.analysis.sheet import HEADINGS
from hearsay.checking import check_corpus
from hearsay.corpus import people
from hearsay.corpus.coding import accepted, check_name, load_codings
from hearsay.corpus.documents import Corpus, load_corpus
from hearsay.proposals import forms
from hearsay.proposals.moves import Desk

HOW = "looked through what the machine proposes, row by row"
LEADS = {  # to which table each of proposed/ leads, and which of its columns go there
    "documents": (tables.DOCUMENT_FACTS.name, tables.DOCUMENT_FACTS.columns),
    "actors": (tables.ACTORS.name, tables.ACTORS.columns),
    "statements": ("coding/{}.csv", tables.CODING.columns),
    "verdicts": (tables.VERDICTS.name, tables.VERDICTS.columns),
    "sheet": ("coding/sheet/{}.csv", HEADINGS),
}
Changes = dict[str, pd.DataFrame | str]  # by file what it will hold
BEFORE = "proposed/.before.json"  # by file what it held, while it is written
HEADING = r"^\[propositions\.(?:{})\][^\n]*\n"  # of a proposition in codebook.toml
EXAMPLES = r"""(?m)^examples\s*=\s*\[(?:[^\]"'#]|"(?:\\.|[^"\\\n])*"|'[^'\n]*')*\]"""
PLACE = re.compile(r"[^,]+, row \d+")  # with which `check` begins the sentence on a row


@dataclass
class Accepted:
    """By kind how many rows were moved; a sentence for each fault of a row that could not be, and then none was; one for each that is left by oversight."""

    moved: dict[str, int] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """How many rows could not be moved."""
        return len({place[0] if (place := PLACE.match(told)) else told for told in self.conflicts})


def accept(folder: Path, name: str, kind: str = "person") -> Accepted:
    """Move the rows of FOLDER/proposed/ that are checked y into the tables beside the documents, under ``name``.

    ``kind`` is person or ai. Raises ValueError where the name cannot be one, or a table is spoiled; then nothing has changed.
    """
    check_name(name)
    _put_back(folder)
    known = people.load(folder, tables.CODERS).set_index("by")["type"].to_dict()
    if known.get(name, kind) != kind:
        raise ValueError(f"coders.csv: expected {name} to be of type {kind}, found {known[name]}; take another name")
    tables.refuse(check_corpus(folder).faults)
    corpus = load_corpus(folder)
    desk = Desk(corpus, name)
    added, left = desk.added(), forms.unmerged(desk.rows["claims"])
    if not any(map(len, added.values())):
        return Accepted(conflicts=desk.conflicts, left=left)
    changes, places = _with_rows(folder, name, added)
    if desk.claims or desk.lent:
        path = folder / "codebook.toml"
        book = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        book = with_wordings(book, desk.lent)
        changes[path.name] = with_claims(book, desk.claims) if desk.claims else book
    changes["coders.csv"] = _coders(desk, kind, corpus)
    for leading, taken in desk.taken.items():
        rows = desk.rows[leading]
        if len(taken):
            changes[forms.FORMS[leading].name] = rows[~rows.index.isin(taken.index) | (rows["checked"] == forms.NO)]
    faults = _written(folder, changes, keep=not desk.conflicts)
    told = desk.conflicts + [PLACE.sub(lambda place: places.get(place[0], place[0]), fault, 1) for fault in faults]
    return Accepted({} if told else {leading: len(taken) for leading, taken in desk.taken.items()}, told, left)


def _with_rows(folder: Path, name: str, added: Mapping[str, pd.DataFrame]) -> tuple[Changes, dict[str, str]]:
    """The tables with the rows that are added; and of each such row where it stands in proposed/, by where it will stand.

    A table that lacks a column gets it where a row needs it.
    """
    changes: Changes = {}
    places = {}
    for leading, (file, columns) in LEADS.items():
        file, rows = file.format(name), added[leading][[c for c in columns if c in added[leading]]]
        old = tables.read(folder / file) if (folder / file).exists() else rows.head(0)
        needed = [c for c in rows if c in old or (rows[c] != "").any()]
        if len(rows):
            changes[file] = pd.concat([old, rows[needed]], ignore_index=True).fillna("")
        for n, at in enumerate(rows.index, len(old) + 2):
            places[f"{file}, row {n}"] = f"{forms.FORMS[leading].name}, row {at + 2}"
    return changes, places


def _written(folder: Path, changes: Changes, keep: bool) -> list[str]:
    """Write what changes; the faults that the tables have then, and with one, or not to ``keep``, everything is put back as it was.

    What was there is kept meanwhile, so that the next call puts it back where this one was killed.
    """
    there = [file for file in changes if (folder / file).exists()]
    before = dict.fromkeys(changes) | {file: (folder / file).read_bytes().decode("latin-1") for file in there}
    with tables.whole(folder / BEFORE) as part:
        part.write_text(json.dumps(before))
    sound = False
    try:
        for path, change in zip(map(folder.joinpath, changes), changes.values(), strict=True):
            if isinstance(change, str):
                with tables.whole(path) as part:
                    part.write_text(change, "utf-8", newline="")
            else:
                tables.write(change, path)
        faults = check_corpus(folder, fix=True).faults
        sound = keep and not faults
    finally:
        if sound:
            (folder / BEFORE).unlink()
        else:
            _put_back(folder)
    return faults


def _put_back(folder: Path) -> None:
    """Undo what an `accept` wrote that did not come to its end."""
    if not (folder / BEFORE).exists():
        return
    for file, data in json.loads((folder / BEFORE).read_text()).items():
        if data is None:
            (folder / file).unlink(missing_ok=True)
        else:
            with tables.whole(folder / file) as part:
                part.write_bytes(data.encode("latin-1"))
    (folder / BEFORE).unlink()


def with_wordings(text: str, lent: Mapping[str, list[str]]) -> str:
    """A codebook, the text of codebook.toml, in which propositions have more examples, ``lent`` by key; all else stays as it is.

    Raises ValueError where that cannot be written without writing the proposition anew.

    >>> print(with_wordings('[propositions.fell]\\nlabel = "It fell"\\nexamples = ["so"]', {"fell": ["so", "then"]}))
    [propositions.fell]
    label = "It fell"
    examples = ["so", "then"]
    """
    for key, words in lent.items():
        wanted = tomllib.loads(text)
        told = wanted["propositions"][key]
        told["examples"] = list(dict.fromkeys([*told.get("examples", []), *words]))
        line = f"examples = {json.dumps(told['examples'], ensure_ascii=False)}"
        begin = HEADING.format("|".join(map(re.escape, (key, json.dumps(key, ensure_ascii=False), f"'{key}'"))))
        head, found, rest = _parted(begin, text)
        own, below, after = _parted(r"^\[", rest)
        own, replaced = re.subn(EXAMPLES, lambda _, line=line: line, own, count=1)
        made = head + found + ("" if replaced else f"{line}\n") + own + below + after
        try:
            sound = tomllib.loads(made) == wanted
        except tomllib.TOMLDecodeError:
            sound = False
        if not sound:
            expected = f"expected [propositions.{key}] with examples = [...] of its own"
            raise ValueError(f"codebook.toml: {expected}, to take the wordings of what is merged into it")
        text = made
    return text


def _parted(pattern: str, text: str) -> tuple[str, str, str]:
    """What stands before the first match, the match, and what stands behind it."""
    found = re.search(pattern, text, re.MULTILINE)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def with_claims(text: str, claims: Mapping[str, Mapping[str, str | list[str]]]) -> str:
    """A codebook with more propositions below what stands there; one that did not say so now lets the machine propose further claims.

    >>> claims = {"crane": {"label": "The crane “fell”", "issue": "", "examples": ['"so"']}}
    >>> print(with_claims("propose = false", claims), end="")
    propose = false
    <BLANKLINE>
    [propositions."crane"]
    label = "The crane “fell”"
    examples = ["\\"so\\""]
    """
    parts = [text.rstrip("\n") if "propose" in tomllib.loads(text) else f"propose = true\n{text}".rstrip("\n")]
    for key, fields in claims.items():  # a text and a list of texts are in TOML as in JSON
        lines = [f"{name} = {json.dumps(told, ensure_ascii=False)}" for name, told in fields.items() if told]
        parts.append("\n".join([f"[propositions.{json.dumps(key, ensure_ascii=False)}]", *lines]))
    return "\n\n".join(parts) + "\n"


def _coders(desk: Desk, kind: str, corpus: Corpus) -> pd.DataFrame:
    """coders.csv with the name, and with the documents that it has looked through: no proposed statement there is open, or another's."""
    path = corpus.folder / tables.CODERS.name
    rows = {row["by"]: row for row in tables.read(path).to_dict("records")} if path.exists() else {}
    mine = rows.setdefault(desk.name, {"by": desk.name, "type": kind, "how": HOW})
    codings, proposed = load_codings(corpus), desk.rows["statements"]
    theirs = [coded["doc_id"] for by, coded in codings.items() if by != desk.name and accepted(coded)]
    theirs += [tables.items(row.get("documents", "")) for by, row in rows.items() if by != desk.name]
    own = codings[desk.name]["doc_id"] if desk.name in codings else []
    done = {*proposed["doc_id"], *own}.difference(proposed["doc_id"][proposed["checked"] == forms.OPEN], *theirs)
    if done:
        mine["documents"] = tables.LIST.join(dict.fromkeys([*tables.items(mine.get("documents", "")), *sorted(done)]))
    return pd.DataFrame(rows.values(), dtype=str).fillna("")
