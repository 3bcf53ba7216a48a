"""What a file gives: one article, or many, each a text with the facts that the file states of it."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

LARGEST = 200_000_000  # bytes that a packed file may unpack to; a document is thousands of times smaller
LARGEST_PAGE = 20_000_000  # bytes of a page or a table, which take their readers many times as much memory

LONGEST = 400  # characters of a byline; what follows is none

Facts = dict[str, tuple[str, str]]

# A word that begins a byline; what a writer is or where, and the addresses, that end it.
BY = re.compile(r"^\s*(?:(?:by|par)\b\s*:?\s*|von\s+(?!de[rnm]\b)(?=[\w.’'-]+\s+\w))", re.I)  # von Brandt is a name
OFFICE = r"(?:[\w’'-]+\s+){0,4}(?:reporter|correspondent|editor|writer|columnist|staff)\b"
BEHIND = re.compile(rf"[,;/]\s*{OFFICE}.*|[;/,]?\s*\S+@\S+.*|\s+(?-i:in|IN)\s+(?-i:[A-Z]).*", re.I)
TURNED = re.compile(r"((?:[a-z]{2,3}\s+){0,2}[^\W\d_][\w’'-]+),\s*([^\W\d_][\w.’'-]*(?:\s[^\W\d_][\w.’'-]*)?)")


@dataclass(frozen=True)
class Article:
    """A text with its format, and what the file says of it: fact -> (value, the rule that found it).

    ``name`` is the article's own id in a file of many, "" where the file is one article. Its corpus adds where it stands:
    the hash of the file, which lies below the corpus, and a doc_id.
    """

    text: str
    format: str
    facts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    name: str = ""
    sha256: str = ""
    file: str = ""
    doc_id: str = ""


def unpacked(data: bytes) -> None:
    """Raise ValueError where a packed file would unpack to more than any document holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        bounded(sum(part.file_size for part in packed.infolist()), LARGEST, "a document that unpacks to")


def bounded(size: int, most: int, thing: str) -> None:
    """Raise ValueError where a ``thing`` has more bytes than any has."""
    if size > most:
        raise ValueError(f"expected {thing} at most {most // 1_000_000} MB, but it has {size // 1_000_000}; split it")


def without_halves(text: str) -> str:
    """A text without halves of surrogate pairs, which are no characters and cannot be written.

    >>> without_halves("a\\ud800b")
    'a\\ufffdb'
    """
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def authors(words: str) -> str:
    """The names of a byline as people write them: without offices, places, addresses and capitals; surnames last.

    >>> authors("By ODA BRANDT, Ports Correspondent"), authors("Oda Brandt in Marrow"), authors("Brandt, Oda; Reyl, Ivo")
    ('Oda Brandt', 'Oda Brandt', 'Oda Brandt; Ivo Reyl')
    """
    names = BEHIND.sub("", BY.sub("", words[:LONGEST])).strip(" .,")
    turned = [TURNED.fullmatch(part.strip()) for part in names.split(";")]
    if all(turned):
        names = "; ".join(f"{match[2]} {match[1]}" for match in turned if match)
    if names.isupper() and len(names.split()) > 1:  # a word without a vowel is an agency's
        names = re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize() if re.search("[AEIOUYÀ-Ü]", m[0]) else m[0], names)
    return names


def by_rule(rule: str, **facts: object) -> Facts:
    """The facts in which there is something, white space folded, an author's name as `authors` has it; each with its rule."""
    words = {fact: " ".join(str(value or "").replace("|", "/").split()) for fact, value in facts.items()}
    words["author"] = authors(words.get("author", ""))
    return {fact: (without_halves(value), rule) for fact, value in words.items() if value}
