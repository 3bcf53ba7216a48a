"""What a document says of itself: title, outlet, author, day, address; each fact with the rule that found it.

People's rows win over all of it. A fact is taken from the first of these that states it: a list beside the document, the
page, export, row or file that it came from, its file's name, its first and last lines.
"""

import re
from collections.abc import Mapping

from hearsay.corpus import cleaning, days
from hearsay.corpus.formats.article import Facts, by_rule
from sayso.words import marked

FACTS = ("title", "outlet", "original_outlet", "author", "published", "published_words", "languages", "url")
HEAD, FOOT = 3000, 1500  # characters at either end in which a document says what it is
TITLE = re.compile(r"(?=.{,160}$)\S+(?:\s+\S+){1,24}(?<![.,:;…])")  # a line as short as a title is, and no sentence
# The same, with a full stop or without, and parted from what is below it.
OPENING = re.compile(r"\s*(?=[^\r\n]{,160}[\r\n])(\S+(?:[^\S\r\n]+\S+){2,15}(?<![:;,]))[^\S\n]*\n[^\S\n]*\n\s*\S")
MOST, LEAST = 0.75, 3  # of the documents, where that is how a folder gives titles; documents of which that is told
# A place and a day, or the like: short, no sentence, and no signature, for its day is that of the words above it.
NOTICE = re.compile(rf"(?!{cleaning.SIGNATURE.pattern})" r"(?=.{,79}$)(?:[\W\d_]*+[^\W\d_]++){,9}+[\W\d_]*(?<![.?!])")
ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+/?")
ISO_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
DATELINE, ASKING = (re.compile(cleaning.RULES[name]) for name in ("dateline", "asking"))
# Who asks for comment, and is no outlet.
OFFICIAL = marked("persons", "office") | marked("persons", "title") | marked("bodies", "body")
NO_TITLE = re.compile(r"(?:https?://|www\.)\S+|(?:by|from|source|via)\b.*|[\W\d]*", re.I)
# A dateline, two sentences, or one of somebody who speaks: "Good morning. Sit down", "Thank you all for coming."
# No full stop of an initial, or of Dr. and Gov., ends one.
ENDED = r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"”’']?\s+[A-Z]"
NO_LINE = re.compile(rf"{DATELINE.pattern}|.*(?:{ENDED}|\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|me|us)\b)")
HEADING = re.compile(r"^#+\s*|^(?:title|headline)\s*:\s*|\*\*", re.I)  # what marks a line as a title


def facts_of(text: str, stated: Mapping[str, tuple[str, str]], name: str, pattern: str = "") -> Facts:
    """The facts of a document: ``stated`` by its file, by its file's ``name`` (without ending), and by its lines.

    ``pattern`` tells how files are named, as `name_pattern` reads it; "" where nobody says.
    """
    ends = (text[:HEAD] + text[-FOOT:]).lower()
    # The properties of a file may tell of its program and its typist.
    sure = {fact: told for fact, told in stated.items() if told[1] != "properties" or told[0].lower() in ends}
    found = _of_lines(text) | _of_name(name, pattern) | sure
    if "published" not in found or found["published"][1] != "first lines":
        found.pop("published_words", None)
    if found.get("original_outlet", ("",))[0].lower() == found.get("outlet", ("",))[0].lower():
        found.pop("original_outlet", None)  # a paper's own credit in its own report
    return {fact: found[fact] for fact in FACTS if fact in found}


def with_told(found: Facts, told: Facts) -> Facts:
    """The facts of a document with those that a list tells of it, which win; but a site's address is no outlet's name."""
    bare = "outlet" in found and ADDRESS.fullmatch(told.get("outlet", ("",))[0])
    return found | {fact: value for fact, value in told.items() if not (bare and fact == "outlet")}


def with_titles(facts: Mapping[str, Facts], texts: Mapping[str, str]) -> dict[str, Facts]:
    """The facts of documents; where most begin with a short line that stands alone, each with one of its own, that is a title.

    One such line may be a short first sentence; but reports seldom begin with one. A full stop at its end is left out.
    """
    met = {doc_id: OPENING.match(texts[doc_id][:HEAD]) for doc_id in facts}
    lines = {doc_id: line[1] for doc_id, line in met.items() if line and not (_over(line[1]) or NO_LINE.match(line[1]))}
    if len(facts) < LEAST or len({*lines.values()}) < MOST * len(facts):
        return dict(facts)
    titles = {doc_id: re.sub(r"(?<!\.)(?<!\.\w)\.$", "", line) for doc_id, line in lines.items()}
    return {d: by_rule("first line, as of most documents", title=titles.get(d)) | told for d, told in facts.items()}


def _over(line: str) -> bool:
    """Whether a line is an address, a byline, a day or the like, which stand over a title too."""
    return bool(NO_TITLE.fullmatch(line) or (len(line) < 40 and days.find_day(line)))


def name_pattern(pattern: str) -> re.Pattern:
    """The regular expression of a pattern of file names, such as ``{outlet}_{published}_{title}``.

    Raises ValueError where it names what is no fact.
    """
    parts = re.split(r"\{(\w+)\}", pattern)
    if unknown := sorted(set(parts[1::2]) - set(FACTS)):
        raise ValueError(f"corpus.toml: file_name: unknown {unknown}; expected some of {list(FACTS)} in braces")
    words = {"published": r"(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d"}
    made = [rf"(?P<{part}>{words.get(part, '.+?')})" if n % 2 else re.escape(part) for n, part in enumerate(parts)]
    return re.compile("".join(made))


def _of_name(name: str, pattern: str) -> Facts:
    """What the name of a file tells: by a pattern, or a day in it."""
    match = name_pattern(pattern).fullmatch(name) if pattern else None
    words = {fact: value.replace("_", " ") for fact, value in match.groupdict().items() if value} if match else {}
    day = ISO_DAY.search(name)
    words["published"] = days.day_of("-".join(day.groups()) if day else words.get("published", ""))
    return by_rule("file name", **words)


def _of_lines(text: str) -> Facts:
    """What the first and last lines tell: title, byline, day, credit, address."""
    head, foot = text[:HEAD], text[-FOOT:]
    lines = [head[a:b] for a, b in cleaning.lines_of(head)]
    outlet = _masthead(lines)
    first = next((line for line in lines[2 * bool(outlet) :][:3] if not _over(line)), "")
    title = HEADING.sub("", first) if len(lines) > 1 and TITLE.fullmatch(first) else ""
    notice = next((line for line in lines[:6] if line != title and NOTICE.fullmatch(line) and days.find_day(line)), "")
    credits = dict(reversed([*cleaning.credits(head), *cleaning.credits(foot)]))
    origin = DATELINE.search(head)
    # What stands alone in brackets, once, may be anything, such as (VIDEO).
    sent = origin and (origin["place"] or head.count(origin["credit"]) > 1)
    return (  # where two rules state one fact, the later of these has it
        by_rule("asks for comment", outlet=_asking(text))
        | by_rule("dateline", original_outlet=sent and origin["credit"])
        | by_rule("masthead", outlet=outlet)
        | by_rule("credit line", **credits)
        | by_rule("first lines", published=days.find_day(notice), published_words=notice)
        | by_rule("first line", title=title)
    )


def _asking(text: str) -> str:
    """The outlet that tells that it asked for comment; "" where nobody does, or a senator, or the police."""
    asking = ASKING.search(text)
    first, *more = asking["outlet"].removeprefix("The ").lower().split() if asking else [""]
    press = asking and first not in (marked("persons", "title") if more else OFFICIAL)
    return asking["outlet"] if press else ""


def _masthead(lines: list[str]) -> str:
    """The name of a paper that stands in capitals over its day and a title; "" where no line does.

    >>> _masthead(["BBC SEAMEN'S COURIER", "Monday, 4 March 2019", "Ferry stays in port", "It stays."])
    "BBC Seamen's Courier"
    """
    name, day, title = [*lines, "", "", ""][:3]
    over = name.isupper() and len(name) < 40 and TITLE.fullmatch(name) and NOTICE.fullmatch(day) and days.find_day(day)
    told = " ".join(word.capitalize() if re.search("[AEIOUY]", word) else word for word in name.split())
    return told if over and TITLE.fullmatch(title) and not title.isupper() and not _over(title) else ""
