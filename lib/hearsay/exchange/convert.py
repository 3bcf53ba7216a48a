"""Out of a reading into a format, and out of a file into `coding/NAME.csv`, under the name of who coded it.

A Frictionless Data Package (https://datapackage.org, version 2) holds every table of a reading, with its dictionary; the
other formats hold one coding.
"""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import tables
from hearsay.corpus import people
from hearsay.corpus.actors import names_of
from hearsay.corpus.coding import check_name, load_codings
from hearsay.corpus.documents import load_corpus
from hearsay.exchange import annotations, dna, refi
from hearsay.reading import Reading

WRITERS = {"refi-qda": refi.export, "webannotation": annotations.export, "dna": dna.export}
LOADERS = {".qdpx": refi.load, ".json": annotations.load, ".jsonld": annotations.load, ".csv": dna.load}
PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"


def coded_rows(reading: Reading, by: str = "") -> pd.DataFrame:
    """One coding of a reading as rows of `tables.CODING`: ``by`` names it, else the one that is counted."""
    if by and by not in reading.codings:
        raise ValueError(f"{reading.corpus.name}: coding {by!r} is not one of {list(reading.codings)}")
    rows = reading.codings[by] if by else reading.statements
    rows = rows[rows["form"].isin(tables.CODING.allowed["form"])]  # not the machine's relays, which only link others
    return rows.reindex(columns=list(tables.CODING.columns), fill_value="")


def export(reading: Reading, to: str, out: Path, by: str = "") -> str:
    """Write a reading to ``out`` in the format ``to``; a sentence with what was written.

    ``by`` names a coding, "" the one that is counted. A file takes its place only when it is whole. Raises ValueError where the format or the coding is not known.
    """
    if to == "frictionless":
        return f"{_package(reading, out)} tables in {out}"
    if to not in WRITERS:
        raise ValueError(f"--to {to}: expected one of {', '.join([*WRITERS, 'frictionless'])}")
    rows = coded_rows(reading, by)
    with tables.whole(out) as part:
        told = WRITERS[to](rows, by or reading.name, reading, part)
    return f"{told} in {out}"


def _package(reading: Reading, out: Path) -> int:
    """Write the tables and datapackage.json into a folder; returns the number of tables."""
    found = reading.tables()
    for key, df in found.items():
        tables.write(df, out / f"{key}.csv")
    resources = [_resource(table) for table in sorted(tables.ALL, key=lambda table: table.name) if table.name in found]
    package = {"$schema": PACKAGE, "name": reading.corpus.name.lower(), "title": reading.corpus.title}
    told = json.dumps(package | {"resources": resources}, ensure_ascii=False, indent=1)
    (out / "datapackage.json").write_text(told + "\n", "utf-8")
    return len(resources)


def _resource(table: tables.Table) -> dict[str, Any]:
    fields: list[dict[str, Any]] = []
    for column, meaning in table.columns.items():
        fields.append({"name": column, "type": "string", "description": meaning})
        if values := [value for value in table.allowed.get(column, ()) if value]:
            fields[-1]["constraints"] = {"enum": values}
    schema = {"fields": fields, "missingValues": [""]} | ({"primaryKey": list(table.key)} if table.key else {})
    about = {"name": table.name, "path": f"{table.name}.csv", "type": "table", "title": table.row}
    return about | {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": schema}


def import_coding(file: Path, folder: Path, by: str, kind: str = "person") -> str:
    """Write what a file holds to coding/``by``.csv and its coder to coders.csv; a sentence with what was written.

    The format is known by the file's ending (.qdpx, .json or .jsonld, .csv of DNA). Nothing that is there is
    overwritten. The coder's ``kind`` is person or ai. Raises ValueError where a coding of that name is there, and with every fault of the rows.
    """
    check_name(by)
    if kind not in tables.CODERS.allowed["type"]:
        raise ValueError(f"--type: expected one of {', '.join(tables.CODERS.allowed['type'])}, found {kind!r}")
    corpus = load_corpus(folder)
    target = corpus.folder / "coding" / f"{by}.csv"
    if target.exists():
        raise ValueError(f"coding/{target.name} is there already; expected another name after --as")
    if file.suffix.lower() not in LOADERS:
        raise ValueError(f"{file.name}: expected {', '.join(LOADERS)}, the last of Discourse Network Analyzer")
    rows = LOADERS[file.suffix.lower()](file, corpus.texts)
    keys = {name: key for key, name in names_of(people.load(folder, tables.ACTORS)).items()}
    rows["actor"] = rows["actor"].map(lambda actor: keys.get(actor, actor))
    if set(rows["id"]) & {i for coding in load_codings(corpus).values() for i in coding["id"]}:
        rows = rows.assign(id=by + "-" + rows["id"])  # ids are unique in the corpus
    tables.write(rows, target)
    coders = people.load(corpus.folder, tables.CODERS)
    if by not in set(coders["by"]):
        row = tables.CODERS.of([{"by": by, "type": kind, "how": f"imported from {file.name}"}])
        tables.write(pd.concat([coders, row], ignore_index=True), corpus.folder / "coders.csv")
    return f"{len(rows)} statements in coding/{target.name}"
