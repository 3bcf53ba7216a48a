"""Cells of the tables in a reader's words: dates, documents, hands, how a speaker knows; numbers with their nouns.

Tables keep keys, EDTF and codes; what a reader sees is made here. Words of documents are escaped for Markdown by
`plain`; markup that a text was received with, such as <sup>, is left out of what is shown. Sentences of ours with words
and numbers put in stand in texts/NAME.j2. Where such a text is Markdown (NAME.md), whatever it puts in with {{ }} is shown
as it is: nothing in it can be markup or mathematics.
"""

import re
from calendar import month_abbr
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import jinja2

from hearsay.analysis import voices
from hearsay.analysis.voices import VERBS, holders_told, listed  # noqa: F401
from hearsay.corpus.documents import Corpus, author_in

POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")  # of an EDTF date: year, month, day
UNMARKED = str.maketrans("", "", "[]?~")
INTERVALS = {  # of two points in words, what is between them
    r"^\.\./(.+)": r"\1 or earlier",
    r"(.+)/\.\.$": r"\1 or later",
    r"(.+)/(.+)": r"from \1 to \2",
    r"(.+)\.\.(.+)": r"between \1 and \2",
    r"(\w+(?: \w+)??) (.+) (to|and) (\w+(?: \w+)?) \2$": r"\1 \3 \4 \2",  # what both share is told once
}
ACCESS = {"participant": "first hand", "report": "from reports", "hearsay": "from hearsay", "inference": "infers it"}
SURE = 0.6  # confidence in who speaks, below which a card says that it is low
NOBODY = "somebody unnamed"
MARKS = re.compile(r"^\s*#{1,6}\s|\*\*", re.M)  # of Markdown: headings and bold type
MARK = re.compile("''|``")  # two single marks that stand for a double one
PAIR = re.compile('(?:[“„«]|(?<![^\\s(\\[‘\'—–-])")([^“”„«»"]*)[”“»"]')  # of double marks; a straight one opens a word
LONE = re.compile('[“”„«»]|(?<!\\d)"')  # of double marks; behind a figure it may stand for inches
SINGLE = re.compile("[‘'](?:[^‘’']|[’'](?! ))*[’']")  # within one pair of single marks
TAG = re.compile(r"</?(?:sup|sub|b|i|em|strong|u|small|br|span|font|p)\b[^<>]{0,80}>", re.I)


# --- numbers and lists


def count(n: int, thing: str, things: str = "") -> str:
    """A number with its noun, ``thing``, whose plural is ``things`` where that is not with an s.

    >>> count(1, "document"), count(3, "copy", "copies"), count(0, "issue")
    ('1 document', '3 copies', 'no issues')
    """
    return f"{n or 'no'} {thing if n == 1 else things or thing + 's'}" if n < 1000 else f"{n:,} {things or thing + 's'}"


def many(held: Iterable[tuple[str, ...]]) -> bool:
    """Whether a verb after these holders stands in the plural."""
    names = [who for who, *_ in held]
    return len(names) > 1 or any(map(voices.several, names))


def between(low: int, high: int, thing: str, things: str = "") -> str:
    """A `count` that is a range; where its lower end is 0, of more than one only the bound is known.

    >>> between(2, 5, "origin"), between(1, 1, "origin"), between(0, 5, "origin")
    ('2 to 5 origins', '1 origin', 'at most 5 origins')
    """
    lower = "" if high in (low, 1) else f"{low} to " if low else "at most "
    return lower + count(high, thing, things)


def resting(least: int, most: int, documents: int, guessed: bool) -> str:
    """On how many origins rests what stands in so many documents.

    Who had what the machine ``guessed`` from whom it does not know: there are at most so many, which tells something where
    it is fewer than the documents, or one; else "".

    >>> resting(2, 5, 4, False), resting(2, 3, 4, True), resting(1, 1, 1, True), resting(2, 4, 4, True)
    ('2 to 5 origins', 'at most 3 origins', '1 origin', '')
    """
    return "" if guessed and most >= max(documents, 2) else between(0 if guessed else least, most, "origin")


def unread(languages: Iterable[str]) -> str:
    """How many documents are in languages in which nobody looked for who says what; "" for none.

    >>> unread(["German", "French", "German"]), unread([])
    ('3 of them (in French or German) nobody looked for who says what', '')
    """
    found = [*languages]
    told = " or ".join(sorted({*found}))
    return f"{len(found)} of them (in {told}) nobody looked for who says what" if found else ""


# --- words of documents


def bare(words: str) -> str:
    """Words of a document on one line, without markup that they were received with.

    >>> bare("on December  22<sup>nd</sup>")
    'on December 22nd'
    >>> bare("## **A title** of two lines")
    'A title of two lines'
    """
    return " ".join(MARKS.sub("", TAG.sub("", words)).replace("[...]", "…").split())


def plain(words: str) -> str:
    """Words of a document as Markdown that shows them as they are: nothing in them is markup or mathematics."""
    escaped = re.sub(r"([`*_{}\[\]#+!|~])", r"\\\1", escape(bare(words), quote=False).replace("\\", "\0"))
    return escaped.replace("$", "<span>&#36;</span>").replace("\0", "<span>&#92;</span>")


def cut(words: str, most: int = 100) -> str:
    """Bare words, ended at a word before ``most`` characters.

    >>> cut("one two three", 9)
    'one two …'
    """
    flat = bare(words)
    return flat if len(flat) <= most else (flat[: most - 1].rpartition(" ")[0] or flat[: most - 2]).rstrip(",;:") + " …"


def quoted(words: str, most: int = 160) -> str:
    """Words of a document in quotation marks of our own, cut after ``most`` characters.

    >>> quoted('"It was checked,"')
    '“It was checked”'
    """
    return f"“{cut(unquoted(words), most)}”"


def unquoted(words: str) -> str:
    """Bare words without quotation marks around them, or a comma before the mark; marks within are single, each one of a pair.

    >>> unquoted("“It was checked,”"), unquoted("‘Against his wishes’"), unquoted("''It was checked''")
    ('It was checked', 'Against his wishes', 'It was checked')
    >>> unquoted("he calls it “a danger,”"), unquoted('"a danger" to us'), unquoted('that “nobody knew,"')
    ('he calls it ‘a danger’', '‘a danger’ to us', 'that ‘nobody knew’')
    >>> unquoted('"Stay," he said, "here"'), unquoted("Nobody was asked.”"), unquoted('the 12" crane” is “safe”')
    ('‘Stay,’ he said, ‘here’', 'Nobody was asked.', 'the 12" crane is ‘safe’')
    """
    flat = re.sub("[,; ]+(?=[”\"’']*$)", "", MARK.sub('"', bare(words)).strip())
    inner = _single(flat[1:-1])
    whole = flat[:1] in tuple('“„«"') and flat[-1:] in tuple('”“»"') and not LONE.search(inner)
    told = inner.strip() if whole else LONE.sub("", _single(flat)).strip()
    return told[1:-1] if SINGLE.fullmatch(told) else told


def _single(words: str) -> str:
    """Words with each pair of double marks as a pair of single ones; one pair may stand within another."""
    return PAIR.sub("‘\\1’", PAIR.sub("‘\\1’", words))


# --- dates


def date_words(edtf: str) -> str:
    """An EDTF date as a reader writes it.

    >>> date_words("2015-12-24?"), date_words("[2015-12-24..2016-06]"), date_words("../2014"), date_words("")
    ('24 Dec 2015, inferred', 'between 24 Dec 2015 and Jun 2016', '2014 or earlier', 'undated')
    >>> date_words("[2015-12-20..2015-12-24]"), date_words("2015-11/2015-12"), date_words("2016~/..")
    ('between 20 and 24 Dec 2015', 'from Nov to Dec 2015', 'about 2016 or later')
    """
    told = POINT.sub(_point, edtf.translate(UNMARKED))
    for form, words in INTERVALS.items():
        told = re.sub(form, words, told)
    return "about " * ("~" in edtf) + (told or "undated") + ", inferred" * ("?" in edtf)


def _point(point: re.Match) -> str:
    year, month, day = point.groups(default="")
    return " ".join(filter(None, (day.lstrip("0"), month and month_abbr[int(month)], year)))


# --- documents, actors, hands


def known(row: Mapping[str, str]) -> str:
    """How a speaker knows what he says; "" where that is not told, as of an author's own voice."""
    return "" if row["form"] == voices.OWN_VOICE else ACCESS.get(row["access"], "")


def guessed(row: Mapping[str, str]) -> str:
    """That the machine is not sure who speaks; "" where it is, and where people say it.

    >>> guessed({"actor_confidence": "0.55"}), guessed({"actor_confidence": ""})
    ('who speaks is a guess of the machine', '')
    """
    return "who speaks is a guess of the machine" if float(row["actor_confidence"] or 1) < SURE else ""


def document_name(corpus: Corpus, doc_id: str) -> str:
    """Who published a document, and its label, without markup."""
    return bare(corpus.document_name(doc_id))


def speaker(row: Mapping[str, str], names: Mapping[str, str], document: str = "") -> str:
    """Who says it: the one name stated, or the words that name a speaker whom nothing resolves.

    An author of whom nothing is known goes by ``document``.
    """
    if row["actor"]:
        return within(bare(names.get(row["actor"], row["actor"])))
    if document and row.get("form") == "author":
        return author_in(document)
    said = within(bare(row["source"]))
    return f"{quoted(row['source'], 40) if len(said) > 40 else said} (unresolved)" if said else NOBODY


def within(name: str) -> str:
    """A name as it stands within a sentence: a description without the capital that opened one.

    >>> within("The clerk of the port"), within("The Harbour Times"), within("A Hallow clerk"), within("A Lee")
    ('the clerk of the port', 'The Harbour Times', 'a Hallow clerk', 'A Lee')
    """
    opening = "^(?:(?:The|Their|His|Her|Its|One)(?= [a-z])|An?(?= .*\\b[a-z])|(?:Some|Several|Many)(?= ))"
    return re.sub(opening, lambda m: m[0].lower(), name)


def holder_words(row: Mapping[str, str], names: Mapping[str, str], document: str = "") -> str:
    """Who takes a stance; of an ascription, to whom it is ascribed and by whom: "Russia, as Ines Okafor puts it".

    An author of whom nothing is known goes by ``document``.
    """
    said = speaker(row, names, document)
    holder = row.get("holder", "")
    if not holder or holder == row["actor"]:
        return said
    by = "the author" if holder == row.get("doc_id") and holder not in names else short_name(names.get(holder, holder))
    return f"{said}, as {by} {'put' if voices.several(by) else 'puts'} it"


def before_cue(holder: str) -> str:
    """A holder as it stands before a cue.

    >>> before_cue("Russia, as Ines Okafor puts it"), before_cue("Russia")
    ('Russia, as Ines Okafor puts it,', 'Russia')
    """
    return holder + "," * holder.endswith((" puts it", " put it"))


def short_name(name: str) -> str:
    """A name without what stands in brackets behind it, and without a capital that only opened it.

    >>> short_name("Author of document 001 (not named)"), short_name("Taliban officials (unnamed)")
    ('the author of document 001', 'Taliban officials')
    """
    name = bare(re.sub(r"\s*\((?:unnamed|not named|unnamed here|unspecified)[^)]*\)", "", name))
    return within(re.sub("^Author of", "the author of", name))


def cue_words(row: Mapping[str, str]) -> str:
    """The cue of a statement, in words; an author of his own voice writes. Quoted apart where it agrees with "I", or with nobody."""
    own = row["form"] == voices.OWN_VOICE
    cue = voices.cue_words(bare(row["cue"]), own)
    apart = row["source"].lower() in ("i", "we") or not (row["source"] or row.get("actor") or own)
    whole = f"{row['source']} {cue}".strip()
    return f"(“{whole}”)" if apart and not cue.startswith("(") else cue


def through(row: Mapping[str, str], corpus: Corpus, names: Mapping[str, str]) -> list[str]:
    """The hands that a statement names, nearest the speaker first, but for its document's own outlet, which is none.

    One that is only implied has "perhaps" before it.
    """
    facts = corpus.facts.get(row["doc_id"], {})
    own = {bare(facts.get(name, "")) for name in ("outlet", "original_outlet")}
    told = [(bare(names.get(key, key)), "perhaps " * implied) for key, implied in voices.hands_of(row["via"])]
    return [perhaps + hand for hand, perhaps in told if hand not in own]


TOLD = (before_cue, between, count, cut, listed, many, quoted)
FILTERS = {"date": date_words, "holders": holders_told} | {told.__name__: told for told in TOLD}  # of templates


# --- sentences


@cache
def _texts(markdown: bool) -> jinja2.Environment:
    texts = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("texts")),
        undefined=jinja2.StrictUndefined,
        finalize=_as_shown if markdown else None,
        autoescape=False,
    )
    texts.filters |= FILTERS
    return texts


def _as_shown(value: object) -> object:
    return plain(value) if isinstance(value, str) else f"{value:,}" if isinstance(value, int) else value


def sentence(name: str, **given: Any) -> str:
    """The text, in paragraphs parted by <p>. Raises jinja2.UndefinedError where something is missing."""
    told = _texts(name.endswith(".md")).get_template(f"{name}.j2").render(**given)
    paragraphs = (" ".join(paragraph.split()) for paragraph in told.split("<p>"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
