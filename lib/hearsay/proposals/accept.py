"""`hearsay accept`: rows of proposed/ that a person has checked go into the tables, under that person's name.

What stands in a table stays as it is; what cannot be taken stays in proposed/, with a sentence that says why. A table
that would not pass the check is not written, nor is any other then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.checking import check_corpus
from hearsay.corpus import people
from hearsay.corpus.coding import AGREED, MACHINE
from hearsay.corpus.coverage import accepted
from hearsay.proposals import book, forms, moves
from hearsay.proposals.desk import Conflict, Desk

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
    _check_name(folder, name, kind)
    desk, done = Desk(folder, name), Accepted()
    for form, mover in moves.MOVERS.items():
        for n, row in _checked(form, desk):
            try:
                with desk.one_row():
                    mover(desk, row)
            except Conflict as conflict:
                done.conflicts.append(f"{forms.FORMS[form].name}, row {n + 2}: {conflict}")
            else:
                desk.taken[form].add(n)
    done.moved = {form: len(desk.taken[form]) for form in forms.FORMS}
    done.unchecked = sorted(desk.unchecked)
    if any(done.moved.values()):
        _write(desk, kind)
    return done


def _check_name(folder: Path, name: str, kind: str) -> None:
    if not NAME.fullmatch(name) or name in (AGREED, MACHINE):
        raise ValueError(f"expected a name of letters and digits that is not {AGREED} or {MACHINE}, found {name!r}")
    known = people.load(folder, tables.CODERS).set_index("by")["type"].to_dict()
    if known.get(name, kind) != kind:
        raise ValueError(f"coders.csv: expected {name} to be of type {kind}, found {known[name]}; take another name")


def _checked(form: str, desk: Desk) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with a y by position, those last that are joined to another row."""
    rows = enumerate(desk.rows[form].to_dict("records"))
    mine = [(n, row) for n, row in rows if row["checked"] == forms.YES and n not in desk.taken[form]]
    yield from sorted(mine, key=lambda item: (bool(item[1].get("merge_into") or item[1].get("same_as")), item[0]))


def _write(desk: Desk, kind: str) -> None:
    """Write what changed, and put everything back as it was where the tables then have a fault that they had not."""
    faults = set(check_corpus(desk.folder).faults)
    changes = dict(_changes(desk, kind))
    before = {path: path.read_bytes() if path.exists() else None for path in changes}
    try:
        for write in changes.values():
            write()
        if new := [fault for fault in check_corpus(desk.folder).faults if fault not in faults]:
            raise ValueError("nothing was moved, for then " + "\n".join(new))
    except BaseException:
        for path, data in before.items():
            if data is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != data:
                path.write_bytes(data)
        raise


def _changes(desk: Desk, kind: str) -> Iterator[tuple[Path, Callable[[], object]]]:
    """Each file that changes, with what writes it."""
    made = {
        name: _below(desk.folder / name, pd.DataFrame(rows, dtype=str)) for name, rows in desk.added.items() if rows
    }
    for name, df in (made | {"coders.csv": _coders(desk, kind)}).items():
        yield desk.folder / name, partial(tables.write, df, desk.folder / name)
    if desk.claims:
        path = desk.folder / "codebook.toml"
        text = book.added(desk.book_text, [book.entry(*claim) for claim in desk.claims.items()])
        yield path, partial(path.write_text, text, "utf-8", newline="")
    for proposal, form in forms.FORMS.items():
        taken, changed = desk.taken[proposal], desk.changed[proposal]
        if taken or changed:
            left = desk.rows[proposal].drop(index=sorted(taken - changed))
            yield desk.folder / form.name, partial(forms.save, form, desk.folder, left)


def _below(path: Path, rows: pd.DataFrame) -> pd.DataFrame:
    """The table that stands in a file with rows below it; columns that it lacks are added where a row needs them."""
    if not path.exists():
        return rows
    old = tables.read(path)
    needed = [c for c in rows if c in old or (rows[c] != "").any()]
    return pd.concat([old, rows[needed]], ignore_index=True).fillna("")


def _coders(desk: Desk, kind: str) -> pd.DataFrame:
    """coders.csv with the name, and with the documents whose every row is looked through."""
    path = desk.folder / "coders.csv"
    old = tables.read(path) if path.exists() else tables.CODERS.empty()
    rows = old.to_dict("records")
    mine = next((row for row in rows if row["by"] == desk.name), None)
    if mine is None:
        mine = {"by": desk.name, "type": kind, "how": HOW}
        rows.append(mine)
    named = tables.items(mine.get("documents", ""))
    mine["documents"] = tables.LIST.join([*named, *(d for d in _looked_through(desk) if d not in named)])
    columns = [*old, *(c for c in mine if c not in old and mine[c])]
    return pd.DataFrame(rows, columns=columns).fillna("")


def _looked_through(desk: Desk) -> list[str]:
    """Documents with rows of this name in which no proposed statement is left, and nobody else has taken one."""
    rows = desk.rows["statements"]
    left = rows.drop(index=sorted(desk.taken["statements"]))
    mine = {row["doc_id"] for row in desk.added[desk.coding_file]}
    others: set[str] = set()  # documents in which another name has taken rows of the machine's
    for by, coded in desk.codings.items():
        if by == desk.name:
            mine |= set(coded["doc_id"])
        elif accepted(coded):
            others |= set(coded["doc_id"])
    refused = set() if others else set(left[left["checked"] == forms.NO]["doc_id"])
    still = set(left[left["checked"] != forms.NO]["doc_id"])
    return sorted((mine | refused) - still - others)
