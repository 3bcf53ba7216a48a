"""Saved pages, PDFs, Word and RTF files: the text that a reader sees, who extracted it, and what the file states of it.

Each reader gives these three of bytes: by trafilatura, pypdf, python-docx and striprtf.
"""

import importlib.metadata
import io
import logging
import re
from collections.abc import Iterator
from contextlib import suppress

from hearsay.corpus.formats.article import LARGEST_PAGE, Facts, bounded, by_rule, unpacked

# What is hidden by a class or by its opacity stays: pages hide so what a script or a scroll shows, often the whole article.
HIDDEN = r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|\b(?:left|top|text-indent)\s*:\s*-\d{3,}"
UNSEEN = f"/*//noscript | /*//template | /*//dialog[not(@open)] | /*//*[@hidden or re:test(@style, '{HIDDEN}', 'i')]"
LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{50000,}")
MOST_ATTRIBUTES = 2000  # of one tag; their reader's time grows as the square
SAVED = re.compile(rb"<!-- saved from url=\(\d+\)(https?://[^\s>]+) -->")  # as browsers note it
SHORTEST = "100"  # characters of a report; of less trafilatura makes all of the page one line
# Press archives export pages as well: Europresse marks the name of the paper so, Factiva an article and its language.
EXPORT = re.compile(rb"DocPublicationName|class=[\"']article \w\wArticle")
BLOCKS = re.findall(r"\w+", "article aside br div footer h1 h2 h3 header li p section table td tr")
LINE = "\u2028"
FACTS = {"title": "title", "outlet": "sitename", "author": "author", "published": "date", "url": "url", "languages": "language"}  # fmt: skip

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
W = f"{{{NAMES['w']}}}"
# What was deleted, and runs that Word does not show.
GONE = "//w:del | //w:moveFrom | //mc:Fallback | //w:r[w:rPr/w:vanish[not(@w:val = '0' or @w:val = 'false')]]"
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def page(data: bytes) -> tuple[str, str, Facts]:
    """The article of a saved page without hidden passages; of a page of many that an archive exports, every line."""
    import trafilatura
    from trafilatura.settings import use_config

    bounded(len(data), LARGEST_PAGE, "a page of")
    if any(len(tag[0].split()) > MOST_ATTRIBUTES for tag in LONG_TAG.finditer(data)):
        raise ValueError("expected a page, but one of its tags has thousands of attributes")
    tree = trafilatura.load_html(data)
    if tree is None:
        raise ValueError("expected a page, but no HTML was found in it")
    if EXPORT.search(data):
        return _lines(tree), "html", {}
    facts = _facts(tree, data)
    for element in tree.xpath(UNSEEN, namespaces={"re": "http://exslt.org/regular-expressions"}):
        element.drop_tree()
    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", SHORTEST)
    text = trafilatura.extract(tree, include_comments=False, config=settings) or ""
    return text, _version("trafilatura"), facts


def _facts(tree, data: bytes) -> Facts:
    """What a page states in its head: meta, JSON-LD, byline."""
    import trafilatura

    facts: Facts = {}
    with suppress(Exception):  # a spoiled page costs its facts, not its text
        found = trafilatura.extract_metadata(tree, extensive=False)  # no day that merely stands somewhere
        facts = by_rule("page", **{fact: getattr(found, name, "") for fact, name in FACTS.items()})
        head = " ".join((tree.findtext(".//title") or "").split())
        behind = re.fullmatch(rf"{re.escape(found.title or '')}\s+[|–—-]\s+([^|]{{2,60}})", head)
        if behind and "." in (found.sitename or "."):  # an address, if anything, is what else names it
            facts |= by_rule("page", outlet=behind[1])
    if "url" not in facts and (saved := SAVED.search(data)):
        facts |= by_rule("page", url=saved[1].decode("ascii", "replace"))
    return facts


def _lines(tree) -> str:
    """The text of a page line by line: each block, cell and header of its own."""
    from lxml.etree import strip_elements

    strip_elements(tree, "head", "script", "style", with_tail=False)
    for element in tree.iter(BLOCKS):
        element.text, element.tail = LINE + (element.text or ""), LINE + (element.tail or "")
    return "\n".join(" ".join(line.split()) for line in tree.text_content().split(LINE))


def pdf(data: bytes) -> tuple[str, str, Facts]:
    """The text of the pages of a PDF; its dates are those of its making, not of the article's."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells the screen what no reader of ours can use
    reader = pypdf.PdfReader(io.BytesIO(data))
    text, facts = "\n\n".join(page.extract_text() for page in reader.pages), {}
    with suppress(Exception):  # spoiled properties cost the facts, not the text
        facts = by_rule("properties", title=reader.metadata.title, author=reader.metadata.author)
    return text, _version("pypdf"), facts


def word(data: bytes) -> tuple[str, str, Facts]:
    """The paragraphs of a .docx with all changes accepted: tables, text boxes, content controls, and its notes last."""
    import docx
    from docx.oxml import parse_xml

    unpacked(data)
    document = docx.Document(io.BytesIO(data))
    found = list(_paragraphs(document.element.body))
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
            found += filter(str.strip, _paragraphs(parse_xml(relation.target_part.blob)))
    stated = document.core_properties
    return "\n\n".join(found), _version("python-docx"), by_rule("properties", title=stated.title, author=stated.author)


def _paragraphs(root) -> Iterator[str]:
    """The text of each paragraph in order; one inside another (a text box) follows it."""
    from lxml.etree import XPath

    for gone in XPath(GONE, namespaces=NAMES)(root):
        gone.getparent().remove(gone)
    for paragraph in root.iter(f"{W}p"):
        own = (part for part in paragraph.iter(f"{W}t", *SIGNS) if next(part.iterancestors(f"{W}p")) is paragraph)
        yield "".join(SIGNS.get(part.tag) or part.text or "" for part in own)


def rtf(data: bytes) -> tuple[str, str, Facts]:
    """The text of an .rtf. Raises ValueError where it is none."""
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise ValueError("expected RTF, but it does not begin as one; save it as .txt if it is plain text")
    text = rtf_to_text(data.decode("latin-1"), errors="replace")
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n"), _version("striprtf"), {}


def _version(package: str) -> str:
    """A package and its version, as the column `format` tells them."""
    return f"{package} {importlib.metadata.version(package)}"
