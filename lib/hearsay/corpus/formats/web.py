"""Saved web pages: the article's text, and what the page states of it (meta, JSON-LD, byline), by trafilatura."""

import re
from copy import deepcopy
from functools import cache

from hearsay.corpus.formats import exports
from hearsay.corpus.formats.article import LARGEST_PAGE, Article, Facts, bounded, by_rule, made_by

# What is hidden by a class or by its opacity stays: pages hide so what a script or a scroll shows, often the whole article.
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|\b(?:left|top|text-indent)\s*:\s*-\d{3,}", re.I
)  # fmt: skip
UNSEEN = {"noscript", "template"}  # what a browser does not show
LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{50000,}")
SAVED = re.compile(rb"<!-- saved from url=\(\d+\)(https?://[^\s>]+) -->")  # as browsers note it
SHORTEST = 100  # characters of a report
MOST_ATTRIBUTES = 2000  # of one tag; their reader's time grows as the square
# Press archives export pages as well: Europresse marks the name of the paper so, Factiva an article.
EXPORT = re.compile(rb"DocPublicationName|class=[\"']article \w+Article")
BLOCKS = frozenset(re.findall(r"\w+", "article aside br div footer h1 h2 h3 header li p section table td tr"))
LINE = "\u2028"
SPANS = {"DocPublicationName", "DocHeader"}
FACTS = {"title": "title", "outlet": "sitename", "author": "author", "published": "date", "url": "url", "languages": "language"}  # fmt: skip


def read(data: bytes) -> list[Article]:
    """The one article of a page; hidden passages are no part of it."""
    import trafilatura

    bounded(len(data), LARGEST_PAGE, "a page of")
    if any(len(tag[0].split()) > MOST_ATTRIBUTES for tag in LONG_TAG.finditer(data)):
        raise ValueError("expected a page, but one of its tags has thousands of attributes")
    tree = trafilatura.load_html(data)
    if tree is None:
        raise ValueError("expected a page, but no HTML was found in it")
    if EXPORT.search(data):
        found = exports.split(Article("\n".join(_lines(tree)), "html"))
        if found[0].facts:
            return found
    facts = _facts(tree, data)
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and _hidden(element) and element.getparent() is not None:
            element.drop_tree()
    text = trafilatura.extract(tree, include_comments=False, config=_settings()) or ""
    return [Article(text, made_by("trafilatura"), facts)]


@cache
def _settings():
    """Trafilatura's settings, but that a short report counts as one: else all of its page became one line."""
    from trafilatura.settings import use_config

    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(SHORTEST))
    return settings


def _lines(tree) -> list[str]:
    """The text of a page line by line: each block, cell and header of its own."""
    tree = deepcopy(tree)
    for element in list(tree.iter()):
        if element.tag in ("head", "script", "style"):
            element.drop_tree()
        elif element.tag in BLOCKS or element.get("class") in SPANS:
            element.text, element.tail = LINE + (element.text or ""), LINE + (element.tail or "")
    return [" ".join(line.split()) for line in tree.text_content().split(LINE)]


def _hidden(element) -> bool:
    closed = element.tag == "dialog" and element.get("open") is None
    marked = element.get("hidden") is not None or bool(HIDDEN.search(element.get("style") or ""))
    return closed or marked or element.tag in UNSEEN


def _facts(tree, data: bytes) -> Facts:
    import trafilatura

    try:
        found = trafilatura.extract_metadata(tree, extensive=False)  # no day that merely stands somewhere
    except Exception:  # a spoiled page costs its facts, not its text
        found = None
    if found is None:
        return {}
    facts = {fact: getattr(found, name, "") for fact, name in FACTS.items()}
    head, part, end = " ".join((tree.findtext(".//title") or "").split()).rpartition(found.title or "\0")
    behind = re.fullmatch(r"\s+[|–—-]\s+([^|]{2,60})", end)
    unnamed = "." in (found.sitename or ".")  # an address, if anything, is what else names it
    if part and not head and behind and unnamed:
        facts["outlet"] = behind[1]
    if not facts["url"] and (saved := SAVED.search(data)):
        facts["url"] = saved[1].decode("ascii", "replace")
    return by_rule("page", **facts)
