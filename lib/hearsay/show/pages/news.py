"""What is new since the last run: documents, statements and claims of a result that the one before did not have, or had alone.

It is kept in run.json. Where the tables are those of the result that is replaced, its news is told again, so that two runs
over the same folder give the same bytes.
"""

import filecmp
from pathlib import Path
from typing import Any

from hearsay import tables

NAMED = {"documents": 5, "statements": 0, "claims": 5}  # new ones that the front page names
# By what a row is known again; ids of statements are of one reading.
KEYS = {"documents": ["doc_id"], "statements": ["doc_id", "source", "cue", "content"], "claims": ["label"]}


def news(receipt: dict[str, Any], earlier: Path, fresh: Path, reading: str) -> dict[str, Any]:
    """By table how many rows are ``new`` and ``gone``, and the ``first`` new documents and claims; {} where nothing was there before.

    ``earlier`` is the result to be replaced, ``receipt`` its run.json, ``fresh`` the one that will; another ``reading`` is
    no news.
    """
    if receipt.get("reading") != reading or not (earlier / "tables").is_dir():
        return {}
    written = [path.name for path in (fresh / "tables").glob("*.csv")]
    if filecmp.cmpfiles(earlier / "tables", fresh / "tables", written, shallow=False)[0] == written:
        return receipt.get("since", {})
    found = {}
    for name, columns in KEYS.items():
        before, now = (_rows(folder / "tables" / f"{name}.csv", columns) for folder in (earlier, fresh))
        new, gone = [row[0] for row in now if row not in before], sum(row not in now for row in before)
        if new or gone:
            found[name] = {"new": len(new), "gone": gone, "first": new[: NAMED[name]]}
    return found


def _rows(path: Path, columns: list[str]) -> dict[tuple[str, ...], None]:
    if not path.is_file():
        return {}
    return dict.fromkeys(tables.read(path).reindex(columns=columns, fill_value="").itertuples(index=False, name=None))
