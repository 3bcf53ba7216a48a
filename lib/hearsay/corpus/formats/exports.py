"""One file of many articles, as press archives export them: Nexis, Factiva and Europresse, as text, Word or RTF.

An export has marks between its articles and a head over each. The head becomes facts; the text of an article is its
title and its body, so that neither a length nor a load date is taken for prose.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from hearsay.corpus import days
from hearsay.corpus.formats.article import Article, authors, by_rule
from hearsay.corpus.language import code_of
from sayso.words import told

# Nexis: "End of Document" after each article, or, in its older form, "1 of 50 DOCUMENTS" before it.
NEXIS_END = re.compile(r"^\s*End of Document\s*$", re.M | re.I)
NEXIS_START = re.compile(r"^\s*(?:FOCUS - )?\d+ of \d+ DOCUMENTS?\s*$", re.M)
TOLD = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
HEAD, TAIL, ALONE = set(TOLD["head"]), set(TOLD["tail"]), set(TOLD["alone"])
LABEL = re.compile(rf"\s*({'|'.join(sorted(HEAD | TAIL, key=len, reverse=True))})\s*(?::\s*(.*)|$)", re.I)
# Factiva: "Document" and the article's own number after each; a head of codes, or of bare lines round the count of words.
FACTIVA_END = re.compile(
    r"^\s*(?:AN\s*\|?\s*)?(?:Document|Dokument)\s+([A-Z][A-Z0-9]{3,8}0{0,3}20\d{6}[a-z0-9]{6,14})\s*\|?\s*$", re.M
)
ORDER = {code: n for n, code in enumerate(TOLD["codes"])}
CODE = re.compile(
    rf"({'|'.join(ORDER)})(?:\s*\|\s*|\s{{2,}}|\t|\s*$|(?<=IPC|IPD|PUB)\s|(?<=CO|IN|NS|RE)\s(?=\w+ : ))(.*)"
)
COUNT = re.compile(r"\s*[\d.,\s]+\s(?:words|mots|Wörter|palabras|parole|woorden)\s*", re.I)
RIGHTS = re.compile(r"\s*(?:©|\(c\)|\(copyright|copyright)", re.I)
# Europresse: the article's own number after each, as news·20170504·LM·123.
EUROPRESSE_END = re.compile(r"^\s*((?:news|web|bio|ref)\s?[·•]\s?\d{8}\s?[·•]\s?[\w ]+[·•][\w ]+?)\s*$", re.M)
FURNITURE = re.compile(rf"\s*(?:{'|'.join(TOLD['furniture'])})\s*", re.I)
NAMES = re.compile(
    r"(?:[^\W\d_a-z][\w’'.-]+|d[eu]s?|de la|von|van|et|and|,|[A-Z]\.)(?:\s+(?:[^\W\d_a-z][\w’'.-]+|d[eu]s?|la|von|van|et|and|[A-Z]\.)){1,5}"
)
BY = re.compile(r"\s*(?:by|par|von)\s*:?\s+(.{3,120})", re.I)


def split(article: Article) -> list[Article]:
    """The articles of an export, each with its facts; the article itself where it is none."""
    text = article.text
    for blocks, parse in (
        (_nexis(text), _nexis_article),
        (_numbered(text, FACTIVA_END), _factiva_article),
        (_numbered(text, EUROPRESSE_END), _europresse_article),
    ):
        found = [_made(article, name, *parse(block.splitlines())) for name, block in blocks]
        if any(found):
            return [made for made in found if made]
    return [article]


def _made(article: Article, name: str, facts: dict[str, str], lines: Iterable[str]) -> Article | None:
    """An article of its facts and lines; None of a block without a body, such as a cover page."""
    body = _paragraphs(line for line in lines if not FURNITURE.fullmatch(line))
    if not body:
        return None
    facts["author"] = authors(facts.get("author", ""))
    title = " ".join(facts.get("title", "").split())
    text = f"{title}\n\n{body}" if title else body
    return Article(text, f"export, {article.format}", by_rule("export", **facts), name)


def _paragraphs(lines: Iterable[str]) -> str:
    """Lines as paragraphs: outer space off, one empty line at most between two."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()


def _nexis(text: str) -> Iterator[tuple[str, str]]:
    for block in NEXIS_END.split(text)[:-1] or NEXIS_START.split(text)[1:]:
        block = NEXIS_START.sub("", block)
        if any(_label(line)[0] in ("length", "body", "load-date") for line in block.splitlines()):
            yield "", block


def _numbered(text: str, end: re.Pattern) -> Iterator[tuple[str, str]]:
    """The articles that their own number ends, with that number."""
    parts = end.split(text)
    return ((re.sub(r"\s*[·•]\s*", "-", name), block) for name, block in zip(parts[1::2], parts[::2], strict=False))


def _label(line: str) -> tuple[str, str]:
    """The label that begins a line, "" where none does, and what stands behind it."""
    match = LABEL.match(line)
    return (match[1].lower(), match[2] or "") if match else ("", "")


def _is_field(line: str, labels: set[str]) -> bool:
    """Does a line begin a field of these: a label with a colon, or one that may stand alone?"""
    match = LABEL.match(line)
    return bool(match) and match[1].lower() in labels and (match[2] is not None or match[1].lower() in ALONE)


def _nexis_article(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    stated: dict[str, str] = {}
    first = next((n for n, line in enumerate(lines) if _is_field(line, HEAD)), len(lines))
    facts = _top([line.strip() for line in lines[:first] if not _notice(line)])  # a notice may stand over all else
    last, label = first, ""
    for n, line in enumerate(lines[first:], first):
        own, words = _label(line)
        if own in HEAD:
            label, last = own, n + 1
            stated[label] = words
            if label == "body":
                break
        elif line.strip() and not _notice(line):
            if not _in_head(lines, n):
                break
            if lines[n - 1].strip() or not stated[label]:  # else it stands alone, and is no part of the field
                stated[label] = f"{stated[label]} {line.strip()}"
            last = n + 1
    end = next((n for n, line in enumerate(lines[last:], last) if _is_field(line, TAIL)), len(lines))
    stated |= {label: words for label, words in map(_label, lines[end:]) if label in ("language", "url")}
    facts |= {"title": stated.get("headline") or facts.get("title", ""), "author": stated.get("byline", "")}
    facts |= {"url": stated.get("url", ""), "languages": code_of(stated.get("language", ""))}
    return facts, lines[last:end]


def _notice(line: str) -> bool:
    """Is a line about rights, or the archive's own? A headline may begin with Copyright too."""
    return bool(
        (RIGHTS.match(line) and re.search(r"©|\(c\)|\b(?:19|20)\d\d\b", line, re.I)) or FURNITURE.fullmatch(line)
    )


def _in_head(lines: list[str], n: int) -> bool:
    """Is line ``n`` still of the head: short, and right under a field or with another field below?"""
    if _sentence(lines[n]):
        return False
    below = next((line for line in lines[n + 1 :] if line.strip() and not _notice(line)), "")
    return bool(lines[n - 1].strip()) or _is_field(below, HEAD)


def _sentence(line: str) -> bool:
    """Is a line longer than a field's second line is?"""
    return len(line) > 100 or line.rstrip().endswith((".", "”", '"'))


def _top(lines: list[str]) -> dict[str, str]:
    """Title, outlet and date of the unlabelled lines over an article: title, outlet, date; or outlet, date, title."""
    dated = [n for n, line in enumerate(lines) if line and len(line) < 60 and _dated(line)]
    if not dated:
        return {"title": next((line for line in reversed(lines) if line), "")}
    at = dated[-1]
    facts = {"published": _dated(lines[at])}
    before = [n for n in range(at) if lines[n]]
    after = [line for line in lines[at + 1 :] if line and not re.search(r"\bedition\b", line, re.I)]
    if not before:
        return facts | {"title": " ".join(after)}
    facts["outlet"] = lines[before[-1]]
    if len(before) > 1:
        end = before[-2]
        start = end
        while start and lines[start - 1] and not lines[end + 1]:  # a title over two lines, an empty line below
            start -= 1
        return facts | {"title": " ".join(lines[start : end + 1])}
    return facts | {"title": " ".join(after)}


def _dated(line: str) -> str:
    """The day of a line, or the month where the line is one: May 2017."""
    return days.find_day(line) or (days.day_of(line) if days.MONTH_ALONE.fullmatch(line) else "")


def _factiva_article(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    fields = _fields(lines)
    if "HD" in fields and ("LP" in fields or "TD" in fields):
        joined = {code: " ".join(" ".join(part).split()).strip("| ") for code, part in fields.items()}
        facts = {"title": joined["HD"], "outlet": joined.get("SN", ""), "author": joined.get("BY", "")}
        facts |= {"published": days.find_day(joined.get("PD", "")), "languages": code_of(joined.get("LA", ""))}
        body = [line.rstrip("| ") for code in ("LP", "TD") for line in (*fields.get(code, []), "")]
        return facts, body
    return _bare(lines)


def _fields(lines: list[str]) -> dict[str, list[str]]:
    """The lines of each code, in the order in which codes come."""
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        match = CODE.match(line)
        if match and ORDER[match[1]] > ORDER.get(code, -1):
            code = match[1]
            fields[code] = [match[2]]
        elif code:
            fields[code].append(line)
    return fields


def _bare(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """An article whose head has no codes: [section], title, [byline], count of words, date, [time], outlet, code, …"""
    lines = [line.strip().strip("|").strip() for line in lines if not FURNITURE.fullmatch(line) or RIGHTS.match(line)]
    count = next((n for n, line in enumerate(lines) if COUNT.fullmatch(line)), None)
    if count is None:
        return {}, lines
    head, rest = [line for line in lines[:count] if line], lines[count + 1 :]
    by = BY.fullmatch(head[-1]) if head else None
    signed = len(head) > 1 and NAMES.fullmatch(head[-1]) and len(head[-2].split()) > len(head[-1].split())
    facts = {"author": by[1] if by else head[-1]} if by or signed else {}
    head = head[: len(head) - len(facts)]
    facts["title"] = head[-1] if head else ""
    dated = next((n for n, line in enumerate(rest[:4]) if days.find_day(line)), None)
    if dated is None:
        return facts, rest
    after = [n for n in range(dated + 1, len(rest)) if rest[n] and not re.fullmatch(r"\d{1,2}:\d\d.*", rest[n])]
    facts |= {"published": days.find_day(rest[dated]), "outlet": rest[after[0]] if after else ""}
    rights = [n for n in after[1:9] if RIGHTS.match(rest[n])][:1]
    tongue = [n for n in after[1:9] if rest[n].lower() in told("languages")][:1]
    facts["languages"] = code_of(rest[tongue[0]]) if tongue else ""
    ends = rights + tongue or after[:1] or [dated]
    return facts, rest[max(ends) + 1 :]


def _europresse_article(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    lines = [line.strip() for line in lines]
    dated = [n for n, line in enumerate(lines) if days.find_day(line) and len(line) < 160]
    counted = [n for n in dated if re.search(r"\bmots\b|\bwords\b|\bp\.\s?\w", lines[n])]
    if not dated:
        return {}, lines
    at = (counted or dated)[0]
    before, rest = [line for line in lines[:at] if line and not FURNITURE.fullmatch(line)], lines[at + 1 :]
    outlet = re.sub(r"\s*\((?:site web|web ?site)\)$", "", before[-1]) if before else ""
    facts = {"published": days.find_day(lines[at]), "outlet": outlet}
    head = [n for n, line in enumerate(rest) if line][:2]
    if not head:
        return facts, rest
    signed = len(head) > 1 and NAMES.fullmatch(rest[head[1]])
    facts |= {"title": rest[head[0]], "author": rest[head[1]] if signed else ""}
    return facts, rest[head[bool(signed)] + 1 :]
