"""Word files: .docx as its reader sees it with all changes accepted, and .rtf."""

import io
import re
from collections.abc import Iterator

from hearsay.corpus.formats.article import Article, Facts, by_rule, made_by, unpacked

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {f"{W}del", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
NOTES = ("footnotes", "endnotes")


def read(data: bytes) -> list[Article]:
    """The one article of a .docx: paragraphs, tables, text boxes, content controls, insertions, and its notes last."""
    import docx
    from docx.oxml import parse_xml

    unpacked(data)
    document = docx.Document(io.BytesIO(data))
    found = list(_paragraphs(document.element.body))
    for relation in document.part.rels.values():
        if relation.reltype.rpartition("/")[2] in NOTES and not relation.is_external:
            found += [p for p in _paragraphs(parse_xml(relation.target_part.blob)) if p.strip()]
    return [Article("\n\n".join(found), made_by("python-docx"), _facts(document.core_properties))]


def _paragraphs(root) -> Iterator[str]:
    """The text of each paragraph in order; one inside another (a text box) follows it."""
    for paragraph in root.iter(f"{W}p"):
        if not _unseen(paragraph):
            own = (part for part in paragraph.iter(f"{W}t", *SIGNS) if next(part.iterancestors(f"{W}p")) is paragraph)
            yield "".join(SIGNS.get(part.tag) or part.text or "" for part in own if not _unseen(part))


def _unseen(element) -> bool:
    """Does an element stand in what was deleted, or in a run that Word does not show?"""
    for outer in element.iterancestors():
        hidden = outer.find(f"{W}rPr/{W}vanish") if outer.tag == f"{W}r" else None
        if outer.tag in GONE or (hidden is not None and hidden.get(f"{W}val") not in ("0", "false")):
            return True
    return False


def _facts(properties) -> Facts:
    """Title and author; Word's dates are those of the file, not of the article."""
    author = "" if properties.author == "python-docx" else properties.author  # the template's, as a program leaves it
    return by_rule("properties", title=properties.title, author=author)


def read_rtf(data: bytes) -> list[Article]:
    """The one article of an .rtf. Raises ValueError where it is none."""
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise ValueError("expected RTF, but it does not begin as one; save it as .txt if it is plain text")
    text = rtf_to_text(data.decode("latin-1"), errors="replace")
    return [Article(re.sub(r"\n{3,}", "\n\n", text).strip("\n"), made_by("striprtf"))]
