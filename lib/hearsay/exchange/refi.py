"""REFI-QDA project exchange (.qdpx, https://www.qdasoftware.org): what MAXQDA, NVivo, ATLAS.ti and QualCoder exchange.

A .qdpx is a zip of `project.qde` (XML, namespace urn:QDA-XML:project:1.0) and the plain texts. Codes are in four groups:
part (content, source, cue), actor, stance, and what else is coded. A piece of a statement is one PlainTextSelection;
its name is ``ID part``, and the description of the first content piece has the cells that no code carries, one
``column: value`` a line. Positions are in code points of the text as received, half-open.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd

from hearsay import tables
from hearsay.corpus.coding import PARTS
from hearsay.exchange.rows import Exported, coding_of, facts_of, guid, placed

SPACE = "urn:QDA-XML:project:1.0"
TAG = f"{{{SPACE}}}"
MOST = 1 << 30  # bytes of project.qde that we unpack; more is taken for a bomb
ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot carry
STATEMENT = re.compile(r"(?P<id>\S+) (?P<part>content|source|cue)")


def export(given: Exported, out: Path) -> int:
    """Write the project; returns the number of statements.

    Raises ValueError where a text holds characters that XML cannot carry.
    """
    corpus = given.reading.corpus
    spoiled = sorted({doc for doc, text in corpus.texts.items() if ILLEGAL.search(text)})
    if spoiled:
        raise ValueError(f"{out.name}: expected texts that XML can carry, but {spoiled[:5]} hold control characters")
    ET.register_namespace("", SPACE)
    user = guid("user", given.by)
    root = ET.Element(f"{TAG}Project", {"name": corpus.title, "origin": "hearsay", "creatingUserGUID": user})
    ET.SubElement(ET.SubElement(root, f"{TAG}Users"), f"{TAG}User", {"guid": user, "name": given.by})
    codes = _codebook(root, given)
    sources = ET.SubElement(root, f"{TAG}Sources")
    rows = defaultdict(list)
    for row in given.rows.to_dict("records"):
        rows[row["doc_id"]].append(row)
    for doc in sorted(corpus.texts):
        key = guid("text", doc)
        path = {"plainTextPath": f"internal://{key}.txt", "creatingUser": user}
        source = ET.SubElement(sources, f"{TAG}TextSource", {"guid": key, "name": doc, **path})
        for row in rows[doc]:
            pieces = ((part, a, b) for part in PARTS for a, b in tables.parse_spans(row[f"{part}_spans"]))
            for n, piece in enumerate(pieces):
                _selection(source, row, n, piece, codes, user)
    ET.indent(root)
    files = {"project.qde": ET.tostring(root, "utf-8", xml_declaration=True)}
    files |= {f"Sources/{guid('text', doc)}.txt": text.encode() for doc, text in sorted(corpus.texts.items())}
    with zipfile.ZipFile(out, "w") as pack:
        for name, data in files.items():  # an entry without the day of today, so that equal projects are equal bytes
            pack.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return len(given.rows)


def _codebook(root: ET.Element, given: Exported) -> dict[tuple[str, str], str]:
    """Write the codes in their groups; their GUIDs by (group, code)."""
    actors = sorted({a for a in given.rows["actor"] if a})
    stances = sorted({s for cell in given.rows["stances"] for s in tables.items(cell)})
    wanted = {"part": {p: "" for p in PARTS}, "actor": {a: given.reading.names.get(a, a) for a in actors}}
    wanted["stance"] = {s: given.reading.codebook.label(s.partition(":")[0]) for s in stances}
    top = ET.SubElement(ET.SubElement(root, f"{TAG}CodeBook"), f"{TAG}Codes")
    found = {}
    for group, members in wanted.items():
        folder = _code(top, guid("code", group), group, "false", "")
        for code, meaning in members.items():
            found[group, code] = guid("code", group, code)
            _code(folder, found[group, code], code, "true", meaning)
    return found


def _code(parent: ET.Element, key: str, name: str, codable: str, meaning: str) -> ET.Element:
    code = ET.SubElement(parent, f"{TAG}Code", {"guid": key, "name": name, "isCodable": codable})
    if meaning:
        ET.SubElement(code, f"{TAG}Description").text = meaning
    return code


def _selection(source: ET.Element, row, n: int, piece: tuple[str, int, int], codes: Mapping, user: str) -> None:
    part, a, b = piece
    key = guid("selection", row["id"], str(n))
    place = {"startPosition": str(a), "endPosition": str(b), "creatingUser": user}
    element = ET.SubElement(source, f"{TAG}PlainTextSelection", {"guid": key, "name": f"{row['id']} {part}", **place})
    wanted = [("part", part)]
    if n == 0:
        lines = (f"{c}: {v}" for c, v in facts_of(row).items() if c not in ("id", "actor", "stances"))
        ET.SubElement(element, f"{TAG}Description").text = "\n".join(line.replace("\n", " ") for line in lines)
        wanted += [("actor", row["actor"])] if row["actor"] else []
        wanted += [("stance", s) for s in tables.items(row["stances"])]
    for code in wanted:
        coding = ET.SubElement(element, f"{TAG}Coding", {"guid": guid("coding", key, *code), "creatingUser": user})
        ET.SubElement(coding, f"{TAG}CodeRef", {"targetGUID": codes[code]})


def load(path: Path, texts: Mapping[str, str]) -> pd.DataFrame:
    """The coding of a project. What another tool coded without our groups comes as content, its codes in `note`.

    Texts are found by their names. Raises ValueError naming the file where it is no project, and as `coding_of` does.
    """
    root = _project(path)
    codes = {
        code.get("guid", ""): (group.get("name", "") if group.tag == f"{TAG}Code" else "", code.get("name", ""))
        for group in root.iter()
        for code in group.iterfind(f"{TAG}Code")
    }
    rows: dict[tuple[str, str], dict] = {}
    places: dict[tuple[str, str], dict[str, tables.Spans]] = defaultdict(lambda: {part: [] for part in PARTS})
    for source in root.iter(f"{TAG}TextSource"):
        name = source.get("name", "")
        doc = name if name in texts else re.sub(r"\.\w{1,5}$", "", name)
        for n, element in enumerate(source.iterfind(f"{TAG}PlainTextSelection"), 1):
            ours = STATEMENT.fullmatch(element.get("name", ""))
            key, part = (ours["id"], ours["part"]) if ours else (f"{doc}-{n}", "content")
            row = rows.setdefault((doc, key), {"id": key, "doc_id": doc})
            places[doc, key][part].append((int(element.get("startPosition", -1)), int(element.get("endPosition", -1))))
            named = [codes.get(ref.get("targetGUID", ""), ("", "")) for ref in element.iter(f"{TAG}CodeRef")]
            row |= _cells(element, named) if ours else _foreign(row, named)
    return coding_of((placed(row, places[at], texts.get(at[0], "")) for at, row in rows.items()), texts, path.name)


def _cells(element: ET.Element, named: list[tuple[str, str]]) -> dict[str, str]:
    """The cells that a selection of ours carries, in its description and by its codes."""
    lines = (line.partition(": ") for line in element.findtext(f"{TAG}Description", "").splitlines())
    cells = {column: value for column, _, value in lines if column in tables.CODING.columns}
    cells |= {group: code for group, code in named if group == "actor"}
    stances = [code for group, code in named if group == "stance"]
    return cells | {"stances": tables.LIST.join(stances)} if stances else cells


def _foreign(row: Mapping[str, str], named: list[tuple[str, str]]) -> dict[str, str]:
    codes = [*tables.items(row.get("note", "")), *(code for _, code in named if code)]
    return {"form": "author", "note": tables.LIST.join(codes)} if codes else {}


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
