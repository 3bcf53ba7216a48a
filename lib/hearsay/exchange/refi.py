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
from xml.etree import ElementTree as ET

import jinja2
import pandas as pd

from hearsay import tables
from hearsay.corpus.coding import PARTS
from hearsay.exchange.rows import Piece, coding_of, guid, pieces_of
from hearsay.reading import Reading

SPACE = "urn:QDA-XML:project:1.0"
TAG = f"{{{SPACE}}}"
MOST = 1 << 30  # bytes of project.qde that we unpack; more is taken for a bomb
ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot carry
STATEMENT = re.compile(r"(?P<id>\S+) (?P<part>content|source|cue)")


def export(rows: pd.DataFrame, by: str, reading: Reading, out: Path) -> str:
    """Write the project ``out``; what was written. ``rows`` are a coding of ``reading``, whose name is ``by``."""
    corpus = reading.corpus
    pieces: dict[str, list[Piece]] = {doc: [] for doc in sorted(corpus.texts)}
    for row in rows.to_dict("records"):
        pieces[row["doc_id"]] += pieces_of(row)
    actors = sorted({*rows["actor"]} - {""})
    stances = sorted({stance for cell in rows["stances"] for stance in tables.items(cell)})
    codes = {
        "part": dict.fromkeys(PARTS, ""),
        "actor": {actor: reading.names.get(actor, actor) for actor in actors},
        "stance": {stance: reading.codebook.label(stance.partition(":")[0]) for stance in stances},
    }
    source = Path(__file__).with_name("project.qde").read_text("utf-8")
    template = jinja2.Environment(autoescape=True).from_string(source)
    told = {"title": corpus.title, "by": by, "user": guid("user", by), "codes": codes, "texts": pieces}
    project = template.render(told, guid=guid, items=tables.items)
    files = {"project.qde": ILLEGAL.sub("\ufffd", project)}
    files |= {f"Sources/{guid('text', doc)}.txt": text for doc, text in corpus.texts.items()}
    with zipfile.ZipFile(out, "w") as pack:
        for name, text in files.items():  # an entry without the day of today, so that equal projects are equal bytes
            pack.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return f"{len(rows)} statements"


def load(path: Path, texts: Mapping[str, str]) -> pd.DataFrame:
    """The coding of a project. What another tool coded without our groups comes as content, its codes in `note`.

    Texts are found by their names. Raises ValueError naming the file where it is no project, and as `coding_of` does.
    """
    return coding_of(_pieces(_project(path), texts), texts, path.name)


def _pieces(root: ET.Element, texts: Mapping[str, str]) -> Iterator[Piece]:
    """Each selection of a project; those of another tool are contents of their own."""
    every = list(root.iter(f"{TAG}Code"))  # groups are codes that hold codes
    group_of = {code: group.get("name", "") for group in every for code in group.iterfind(f"{TAG}Code")}
    codes = {code.get("guid"): (group_of.get(code, ""), code.get("name", "")) for code in every}
    for source in root.iter(f"{TAG}TextSource"):
        name = source.get("name", "")
        doc = name if name in texts else re.sub(r"\.\w{1,5}$", "", name)
        for n, element in enumerate(source.iterfind(f"{TAG}PlainTextSelection"), 1):
            span = int(element.get("startPosition", -1)), int(element.get("endPosition", -1))
            references = [ref.get("targetGUID") for ref in element.iter(f"{TAG}CodeRef")]
            named = [codes[guid] for guid in references if guid in codes]
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
            if pack.getinfo("project.qde").file_size > MOST:
                raise ValueError(f"{path.name}: expected a project.qde of at most {MOST:,} bytes")
            data = pack.read("project.qde")
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:  # definitions of its own could grow without bound
            raise ValueError(f"{path.name}: expected XML without a DOCTYPE, but found one")
        return ET.fromstring(data)
    except (zipfile.BadZipFile, KeyError, ET.ParseError) as error:
        raise ValueError(f"{path.name}: expected a REFI-QDA project, but {error}") from error
