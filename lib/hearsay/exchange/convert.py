"""Out of a reading into a format, and out of a file into `coding/NAME.csv`, under the name of who coded it."""

from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.corpus import people
from hearsay.corpus.actors import names_of
from hearsay.corpus.coding import load_codings
from hearsay.corpus.documents import load_corpus
from hearsay.exchange import annotations, dna, frictionless, refi
from hearsay.exchange.rows import COLUMNS, Exported
from hearsay.reading import Reading

FORMATS = {"refi-qda": ".qdpx", "webannotation": ".jsonld", "dna": ".csv", "frictionless": ""}
EXPORTERS = {"refi-qda": refi.export, "webannotation": annotations.export, "dna": dna.export}
LOADERS = {".qdpx": refi.load, ".json": annotations.load, ".jsonld": annotations.load, ".csv": dna.load}


def exported(reading: Reading, by: str = "") -> Exported:
    """One coding of a reading as exporters take it: ``by`` names it, else the one that is counted."""
    if by and by not in reading.codings:
        raise ValueError(f"{reading.corpus.name}: coding {by!r} is not one of {list(reading.codings)}")
    rows = reading.codings[by] if by else reading.statements
    rows = rows[rows["form"].isin(tables.CODING.allowed["form"])]  # not the machine's relays, which only link others
    rows = tables.CODING.of(rows[[c for c in COLUMNS if c in rows]].to_dict("records"))
    return Exported(by or reading.name, rows, reading)


def export(reading: Reading, to: str, out: Path, by: str = "") -> str:
    """Write a reading in a format of `FORMATS`; a sentence with what was written.

    A file takes its place only when it is whole. Raises ValueError where the format or the coding is not known.
    """
    if to not in FORMATS:
        raise ValueError(f"--to {to}: expected one of {', '.join(FORMATS)}")
    if to == "frictionless":
        count = frictionless.export(reading.corpus.title, reading.corpus.name.lower(), reading.tables(), out)
        return f"{count} tables in {out}"
    given = exported(reading, by)
    with tables.whole(out) as part:
        told = EXPORTERS[to](given, part)
    return f"{told} in {out}"


def import_coding(file: Path, folder: Path, by: str, kind: str = "person") -> str:
    """Write what a file holds to coding/``by``.csv and its coder to coders.csv; a sentence with what was written.

    The format is known by the file's ending (.qdpx, .json or .jsonld, .csv of DNA). Nothing that is there is
    overwritten. Raises ValueError where a coding of that name is there, and with every fault of the rows.
    """
    corpus = load_corpus(folder)
    target = corpus.folder / "coding" / f"{by}.csv"
    if target.exists():
        raise ValueError(f"coding/{target.name} is there already; expected another name after --as")
    if not file.is_file():
        raise ValueError(f"{file}: expected a file, but there is none")
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
