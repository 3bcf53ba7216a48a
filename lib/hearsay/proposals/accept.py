"""`hearsay accept`: rows of proposed/ that a person has checked go into the tables, under that person's name.

What stands in a table stays as it is; what cannot be taken stays in proposed/, with a sentence that says why. A table
that would not pass the check is not written, nor is any other then.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.checking import check_corpus
from hearsay.corpus import people
from hearsay.corpus.coding import AGREED, MACHINE, accepted
from hearsay.proposals import book, forms
from hearsay.proposals.moves import ACTORS, MOVERS, Conflict, Desk

NAME = re.compile(r"\w[\w .-]*")
HOW = "looked through what the machine proposes, row by row"


@dataclass
class Accepted:
    """By kind how many rows were moved; a sentence for each row that could not be.

    ``unchecked`` are claims on which a statement that was moved has a stance, and which nobody has checked: the stance
    stays the machine's.
    """

    moved: dict[str, int] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)


def accept(folder: Path, name: str, kind: str = "person") -> Accepted:
    """Move the rows of FOLDER/proposed/ that are checked y into the tables beside the documents, under ``name``.

    Raises ValueError where the name cannot be one, or a table is spoiled; then nothing has changed.
    """
    if not NAME.fullmatch(name) or name in (AGREED, MACHINE):
        raise ValueError(f"expected a name of letters and digits that is not {AGREED} or {MACHINE}, found {name!r}")
    known = people.load(folder, tables.CODERS).set_index("by")["type"].to_dict()
    if known.get(name, kind) != kind:
        raise ValueError(f"coders.csv: expected {name} to be of type {kind}, found {known[name]}; take another name")
    tables.refuse(check_corpus(folder).faults)
    desk, done, taken = Desk(folder, name), Accepted(), defaultdict(set)
    for form, mover in MOVERS.items():
        rows = enumerate(desk.rows[form])
        mine = [(n, row) for n, row in rows if row["checked"] == forms.YES and not _along(desk, form, row)]
        for n, row in sorted(mine, key=lambda item: bool(item[1].get("merge_into") or item[1].get("same_as"))):
            actors = len(desk.tables[ACTORS])
            try:
                mover(desk, row)
                taken[form].add(n)
            except Conflict as conflict:
                del desk.tables[ACTORS][actors:]  # those that it would have taken along
                done.conflicts.append(f"{forms.FORMS[form].name}, row {n + 2}: {conflict}")
    taken["actors"] |= {n for n, row in enumerate(desk.rows["actors"]) if _along(desk, "actors", row)}
    done.moved = {form: len(taken[form]) for form in forms.FORMS}
    done.unchecked = sorted(desk.unchecked)
    if any(done.moved.values()):
        _write(desk.folder, dict(_changes(desk, kind, taken)))
    return done


def _along(desk: Desk, form: str, row: dict[str, str]) -> bool:
    """Is a row that of an actor who is added already, along with another row?"""
    return form == "actors" and not row["same_as"] and any(row["actor"] == r["actor"] for r in desk.added(ACTORS))


def _write(folder: Path, changes: dict[Path, Callable[[], object]]) -> None:
    """Write what changed, and put everything back as it was where the tables then have a fault."""
    before = {path: path.read_bytes() if path.exists() else None for path in changes}
    try:
        for write in changes.values():
            write()
        if faults := check_corpus(folder).faults:
            raise ValueError("nothing was moved, for then " + "\n".join(faults))
    except BaseException:
        for path, data in before.items():
            if data is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != data:
                path.write_bytes(data)
        raise


def _changes(desk: Desk, kind: str, taken: dict[str, set[int]]) -> Iterator[tuple[Path, Callable[[], object]]]:
    """Each file that changes, with what writes it."""
    left = {form: [row for n, row in enumerate(desk.rows[form]) if n not in taken[form]] for form in forms.FORMS}
    made = {file: _below(desk.folder / file, rows) for file in list(desk.tables) if (rows := desk.added(file))}
    made["coders.csv"] = _coders(desk, kind, left["statements"])
    for file, df in made.items():
        yield desk.folder / file, partial(tables.write, df, desk.folder / file)
    if desk.claims:
        path = desk.folder / "codebook.toml"
        before = path.read_text("utf-8-sig") if path.exists() else ""
        text = book.added(before, [book.entry(*claim) for claim in desk.claims.items()])
        yield path, partial(path.write_text, text, "utf-8", newline="")
    for form in (form for form in taken if taken[form]):
        stay = [n for n, row in enumerate(desk.rows[form]) if n not in taken[form] or row["checked"] == forms.NO]
        rows = pd.DataFrame([desk.rows[form][n] for n in stay], columns=[*desk.rows[form][0]], dtype=str)
        yield desk.folder / forms.FORMS[form].name, partial(forms.save, form, desk.folder, rows)


def _below(path: Path, added: list[dict[str, str]]) -> pd.DataFrame:
    """The table that stands in a file with rows below it; columns that it lacks are added where a row needs them."""
    rows = pd.DataFrame(added, dtype=str)
    if not path.exists():
        return rows
    old = tables.read(path)
    needed = [c for c in rows if c in old or (rows[c] != "").any()]
    return pd.concat([old, rows[needed]], ignore_index=True).fillna("")


def _coders(desk: Desk, kind: str, left: list[dict[str, str]]) -> pd.DataFrame:
    """coders.csv with the name, and with the documents whose every row is looked through."""
    path = desk.folder / "coders.csv"
    old = tables.read(path) if path.exists() else tables.CODERS.empty()
    rows = old.to_dict("records")
    mine = next((row for row in rows if row["by"] == desk.name), None)
    if mine is None:
        mine = {"by": desk.name, "type": kind, "how": HOW}
        rows.append(mine)
    named = tables.items(mine.get("documents", ""))
    mine["documents"] = tables.LIST.join(dict.fromkeys([*named, *_looked_through(desk, left)]))
    columns = [*old, *(c for c in mine if c not in old and mine[c])]
    return pd.DataFrame(rows, columns=columns).fillna("")


def _looked_through(desk: Desk, left: list[dict[str, str]]) -> list[str]:
    """Documents with rows of this name in which no proposed statement is left, and nobody else has taken one."""
    others = [coded for by, coded in desk.codings.items() if by != desk.name and accepted(coded)]
    theirs = {doc_id for coded in others for doc_id in coded["doc_id"]}
    mine = {row["doc_id"] for row in desk.added(f"coding/{desk.name}.csv")}
    if desk.name in desk.codings:
        mine |= set(desk.codings[desk.name]["doc_id"])
    if not others:
        mine |= {row["doc_id"] for row in left if row["checked"] == forms.NO}
    return sorted(mine - {row["doc_id"] for row in left if row["checked"] != forms.NO} - theirs)
