"""One file of many articles, as press archives export them: Nexis, Factiva and Europresse, as text, Word or RTF.

An export has marks between its articles and a head over each, laid out as exports.toml tells. The head becomes facts; the
text of an article is its title and its body, so that neither a length nor a load date is taken for prose.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hearsay.corpus import days
from hearsay.corpus.formats.article import Article, by_rule
from hearsay.corpus.language import code_of
from sayso.words import told

ARCHIVES: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
FURNITURE = re.compile("|".join(ARCHIVES.pop("furniture")), re.I)
KINDS: dict[str, str] = ARCHIVES.pop("lines")


def split(article: Article) -> list[Article]:
    """The articles of an export, each with its facts; the article itself where it is none."""
    lines = [line.strip(" \t\v\f\xa0|") for line in article.text.splitlines()]
    for own in ARCHIVES.values():
        archive = ARCHIVES.get(own.get("like"), {}) | own
        blocks = re.split(f"(?m)^{archive['mark']}$", "\n".join(lines))
        numbered = zip(blocks[1::2], blocks[2 if "over" in archive else 0 :: 2], strict=False)
        wanted = ((name, block) for name, block in numbered if re.search(archive.get("needs", ""), block))
        found = [_made(article, name, _parts(block.split("\n"), archive)) for name, block in wanted]
        if any(found):
            return [made for made in found if made]
    return [article]


def _made(article: Article, name: str, told: Mapping[str, str]) -> Article | None:
    """An article of its parts; None of a block without a body, such as a cover page."""
    body = re.sub(r"\n{3,}", "\n\n", told["body"]).strip()
    if not body:
        return None
    day, title = told.get("published", ""), " ".join(told.get("title", "").split())
    facts = {
        "title": title,
        "outlet": re.sub(r"\s*\((?:site web|web ?site)\)$", "", told.get("outlet", "")),
        "author": told.get("author", ""),
        "published": days.find_day(day) or days.day_of(day),
        "languages": code_of(told.get("languages", "")),
        "url": told.get("url", ""),
    }
    number = re.sub(r"\s*[·•]\s*", "-", name)
    return Article(f"{title}\n\n{body}".strip(), f"export, {article.format}", by_rule("export", **facts), number)


def _parts(lines: list[str], archive: Mapping[str, Any]) -> dict[str, str]:
    """The facts and the body of an article by the first layout that fits its lines; else all of it as body."""
    lines = [line for line in lines if not FURNITURE.fullmatch(line)]
    kinds = "".join(match.lastgroup or "" for match in map(_kind().fullmatch, lines) if match)
    for layout in archive["layouts"]:
        match = re.fullmatch(layout.replace("{rest}", archive.get("rest", "")), kinds)
        spans = {part: match.span(part) for part, words in match.groupdict().items() if words} if match else {}
        parts = {part: "\n".join(lines[a:b]) for part, (a, b) in spans.items()}
        for place in (spans[part] for part in ("fields", "more") if part in parts):
            for fact, words in _fields(lines, kinds, place, archive):
                before = parts.get("body", "") if fact == "body" else ""  # of which Factiva has two fields
                parts[fact] = f"{before}\n\n{words}"
        if "body" in parts:
            return parts
    return {"body": "\n".join(lines)}


def _fields(lines: list[str], kinds: str, place: tuple[int, int], archive: Mapping[str, Any]) -> Iterable[list[str]]:
    """The fields among some lines that are facts: fact and words."""
    begins = archive["begins"]  # kinds of lines that begin a field
    for found in re.compile(f"[{begins}][^{begins}]*").finditer(kinds, *place):
        field = re.match(archive["label"], "\n".join(lines[slice(*found.span())]), re.I)
        fact = archive["facts"].get(field[1].lower()) if field else None
        if field and fact and field[2].strip():
            yield [fact, field[2]]


@cache
def _kind() -> re.Pattern:
    """What matches a line, as the letter of its kind."""
    parts = {"day": "|".join(day.pattern for day in days.WRITTEN), "month": days.MONTH_ALONE.pattern}
    parts = {part: re.sub(r"\?P<\w+>", "?:", words) for part, words in parts.items()}
    parts["language"] = "|".join(told("languages"))
    patterns = "|".join(f"(?P<{letter}>{pattern})" for letter, pattern in KINDS.items()).replace("\n|", "|")
    return re.compile(re.sub(r"\{([a-z]+)\}", lambda part: f"(?:{parts[part[1]]})", patterns), re.I)
