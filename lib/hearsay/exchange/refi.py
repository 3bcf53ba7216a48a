"""REFI-QDA project exchange (.qdpx, https://www.qdasoftware.org): what MAXQDA, NVivo, ATLAS.ti and QualCoder exchange.

A .qdpx is a zip of `project.qde` (XML, namespace urn:QDA-XML:project:1.0; project.qde beside this module is its template)
and the plain texts. Codes are in three groups: part (content, source, cue), actor, stance. A piece of a statement is one
PlainTextSelection; its name is ``ID part``, and the description of the first piece has the cells that no code carries,
one ``column: value`` a line. Positions are in code points of the text as received, half-open.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jinja2
import pandas as pd
from markupsafe import Markup, escape

from hearsay import tables
from hearsay.corpus.coding import PARTS
from hearsay.exchange.rows import Exported, Piece, coding_of, facts_of, guid

SPACE = "urn:QDA-XML:project:1.0"
TAG = f"{{{SPACE}}}"
MOST = 1 << 30  # bytes of project.qde that we unpack; more is taken for a bomb
ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot carry
STATEMENT = re.compile(r"(?P<id>\S+) (?P<part>content|source|cue)")


def export(given: Exported, out: Path) -> str:
    """Write the project; returns what was written.

    Raises ValueError where a text holds characters that XML cannot carry.
    """
    corpus, book = given.reading.corpus, given.reading.codebook
    if spoiled := sorted(doc for doc, text in corpus.texts.items() if ILLEGAL.search(text)):
        raise ValueError(f"{out.name}: expected texts that XML can carry, but {spoiled[:5]} hold control characters")
    stances = sorted({s for cell in given.rows["stances"] for s in tables.items(cell)})
    actors = sorted({*given.rows["actor"]} - {""})
    selections: dict[str, list[dict[str, Any]]] = {doc: [] for doc in sorted(corpus.texts)}
    for row in given.rows.to_dict("records"):
        selections[row["doc_id"]] += _selections(row)
    project = jinja2.Environment(autoescape=True, finalize=_escaped, undefined=jinja2.StrictUndefined)
    data = project.from_string(Path(__file__).with_name("project.qde").read_text("utf-8")).render(
        title=corpus.title, by=given.by, user=guid("user", given.by), guid=guid, texts=selections,
        codes={
            "part": dict.fromkeys(PARTS, ""),
            "actor": {actor: given.reading.names.get(actor, actor) for actor in actors},
            "stance": {stance: book.label(stance.partition(":")[0]) for stance in stances},
        },
    )  # fmt: skip
    files = {"project.qde": data} | {f"Sources/{guid('text', doc)}.txt": corpus.texts[doc] for doc in selections}
    with zipfile.ZipFile(out, "w") as pack:
        for name, text in files.items():  # an entry without the day of today, so that equal projects are equal bytes
            pack.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return f"{len(given.rows)} statements"


def _escaped(value: object) -> object:
    """A text as XML, its line ends too, which are lost where they stand in an attribute; functions as they are."""
    return Markup(str(escape(value)).replace("\n", "&#10;").replace("\r", "&#13;")) if isinstance(value, str) else value


def _selections(row: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The pieces of a statement, each with its place and codes; the first has what is true of the whole."""
    pieces = [(part, a, b) for part in PARTS for a, b in tables.parse_spans(row[f"{part}_spans"])]
    for n, (part, a, b) in enumerate(pieces):
        own = {"guid": guid("selection", row["id"], str(n)), "id": row["id"], "part": part, "start": a, "end": b}
        codes = [("part", part)]
        if n == 0:
            lines = (f"{c}: {v}" for c, v in facts_of(row).items() if c not in ("id", "actor", "stances"))
            own["facts"] = "\n".join(line.replace("\n", " ") for line in lines)
            codes += [("actor", row["actor"])] if row["actor"] else []
            codes += [("stance", stance) for stance in tables.items(row["stances"])]
        yield own | {"codes": codes}


def load(path: Path, texts: Mapping[str, str]) -> pd.DataFrame:
    """The coding of a project. What another tool coded without our groups comes as content, its codes in `note`.

    Texts are found by their names. Raises ValueError naming the file where it is no project, and as `coding_of` does.
    """
    return coding_of(_pieces(_project(path), texts), texts, path.name)


def _pieces(root: ET.Element, texts: Mapping[str, str]) -> Iterator[Piece]:
    """Each selection of a project; those of another tool are contents of their own."""
    codes = {
        code.get("guid", ""): (group.get("name", "") if group.tag == f"{TAG}Code" else "", code.get("name", ""))
        for group in root.iter()
        for code in group.iterfind(f"{TAG}Code")
    }
    for source in root.iter(f"{TAG}TextSource"):
        name = source.get("name", "")
        doc = name if name in texts else re.sub(r"\.\w{1,5}$", "", name)
        for n, element in enumerate(source.iterfind(f"{TAG}PlainTextSelection"), 1):
            span = int(element.get("startPosition", -1)), int(element.get("endPosition", -1))
            named = [codes.get(ref.get("targetGUID", ""), ("", "")) for ref in element.iter(f"{TAG}CodeRef")]
            if ours := STATEMENT.fullmatch(element.get("name", "")):
                yield Piece(ours["id"], doc, ours["part"], span, _cells(element, named))
            else:
                note = tables.LIST.join(code for _, code in named if code)
                yield Piece(f"{doc}-{n}", doc, "content", span, {"form": "author", "note": note})


def _cells(element: ET.Element, named: list[tuple[str, str]]) -> dict[str, str]:
    """The cells that a selection of ours carries, in its description and by its codes."""
    lines = (line.partition(": ") for line in element.findtext(f"{TAG}Description", "").splitlines())
    cells = {column: value for column, _, value in lines if column in tables.CODING.columns}
    cells |= {group: code for group, code in named if group == "actor"}
    return cells | {"stances": tables.LIST.join(code for group, code in named if group == "stance")}


def _project(path: Path) -> ET.Element:
    try:
        with zipfile.ZipFile(path) as pack:
            name = next((n for n in pack.namelist() if n.lower().endswith("project.qde")), "")
            if not name or pack.getinfo(name).file_size > MOST:
                raise ValueError(f"{path.name}: expected a project.qde in it, but there is none that can be read")
            data = pack.read(name)
            if b"<!DOCTYPE" in data or b"<!ENTITY" in data:  # definitions of its own could grow without bound
                raise ValueError(f"{path.name}: expected XML without a DOCTYPE, but found one")
            return ET.fromstring(data)
    except (zipfile.BadZipFile, ET.ParseError) as error:
        raise ValueError(f"{path.name}: expected a REFI-QDA project, but {error}") from error
