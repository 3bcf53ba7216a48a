"""Cells of the tables in a reader's words: dates, documents, hands, how a speaker knows; numbers with their nouns.

Tables keep keys, EDTF and codes; what a reader sees is made here. Words of documents are escaped for Markdown by
`plain`; markup that a text was received with, such as <sup>, is left out of what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from hearsay.analysis import voices
from hearsay.analysis.voices import VERBS, holders_told, listed  # noqa: F401
from hearsay.analysis.voices import days_apart as days_open  # noqa: F401
from sayso.spans import items

if TYPE_CHECKING:
    from hearsay.corpus.documents import Corpus

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ACCESS = {
    "participant": "first hand",
    "report": "from reports",
    "hearsay": "from hearsay",
    "inference": "infers it",
    "unstated": "not said",
}
SURE = 0.6  # confidence in who speaks, below which a card says that it is low
NOBODY = "somebody unnamed"
MARKS = re.compile(r"^\s*#{1,6}\s|\*\*", re.M)  # of Markdown: headings and bold type
TAG = re.compile(r"</?(?:sup|sub|b|i|em|strong|u|small|br|span|font|p)\b[^<>]{0,80}>", re.I)


# --- numbers and lists


def count(n: int, thing: str, things: str = "") -> str:
    """A number with its noun.

    >>> count(1, "document"), count(3, "copy", "copies"), count(0, "issue")
    ('1 document', '3 copies', 'no issues')
    """
    return f"{n or 'no'} {thing if n == 1 else things or thing + 's'}" if n < 1000 else f"{n:,} {things or thing + 's'}"


def many(held: Iterable[tuple[str, ...]]) -> bool:
    """Whether a verb after these holders stands in the plural."""
    names = [who for who, *_ in held]
    return len(names) > 1 or any(map(voices.several, names))


def between(low: int, high: int, thing: str, things: str = "") -> str:
    """A count that is a range.

    >>> between(2, 5, "origin"), between(1, 1, "origin")
    ('2 to 5 origins', '1 origin')
    """
    return count(high, thing, things) if low == high else f"{low} to {count(high, thing, things)}"


def at_most(high: int, thing: str) -> str:
    """A count of which only a bound is known.

    >>> at_most(5, "origin"), at_most(1, "origin")
    ('at most 5 origins', '1 origin')
    """
    return f"at most {count(high, thing)}" if high > 1 else count(high, thing)


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
    """Bare words without quotation marks around them, or a comma before the mark.

    >>> unquoted("“It was checked,”"), unquoted("‘Against his wishes’")
    ('It was checked', 'Against his wishes')
    >>> unquoted("he calls it “a danger”"), unquoted('"a danger" to us')
    ('he calls it ‘a danger’', '"a danger" to us')
    """
    whole = bare(words)
    flat = whole.strip('"“”„«» ').rstrip(",;")
    if flat.count("“") != flat.count("”") or flat.count('"') % 2:  # one of a pair that stands within
        return whole.replace("“", "‘").replace("”", "’")
    return flat[1:-1] if flat[:1] in "‘'" and flat[-1:] in "’'" and len(flat) > 1 else flat


# --- dates


def date_words(edtf: str) -> str:
    """An EDTF date as a reader writes it.

    >>> date_words("2015-12-24?"), date_words("[2015-12-24..2016-06]"), date_words("../2014"), date_words("")
    ('24 Dec 2015, inferred', 'between 24 Dec 2015 and Jun 2016', '2014 or earlier', 'undated')
    >>> date_words("[2015-12-20..2015-12-24]"), date_words("2015-11/2016-02"), date_words("2016/..")
    ('between 20 and 24 Dec 2015', 'from Nov 2015 to Feb 2016', '2016 or later')
    """
    if not edtf:
        return "undated"
    unsure = ", inferred" if "?" in edtf else ""
    about = "about " if "~" in edtf else ""
    clean = re.sub("[?~]", "", edtf)
    if clean.startswith("["):
        first, last = clean[1:-1].split("..")
        return f"{about}between {_short(first, last)} and {_point(last)}{unsure}"
    if "/" not in clean:
        return f"{about}{_point(clean)}{unsure}"
    first, last = clean.split("/")
    if ".." in (first, last):
        return (
            f"{about}{_point(last)} or earlier{unsure}" if first == ".." else f"{about}{_point(first)} or later{unsure}"
        )
    return f"{about}from {_short(first, last)} to {_point(last)}{unsure}"


def _point(point: str) -> str:
    year, month, day = (*point.split("-"), "", "")[:3]
    return " ".join([*([str(int(day))] if day else []), *([MONTHS[int(month) - 1]] if month else []), year])


def _short(first: str, last: str) -> str:
    """The first of two dates without what both share: "20" before "24 Dec 2015"."""
    one, two = _point(first).split(), _point(last).split()
    while len(one) > 1 and len(one) == len(two) and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    return " ".join(one)


def day_words(day: date) -> str:
    """
    >>> day_words(date(2015, 12, 4))
    '4 Dec 2015'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


# --- documents, actors, hands


def known(row: Mapping[str, str]) -> str:
    """How a speaker knows what he says; "" where that is not told, as of an author's own voice."""
    return "" if row["form"] == voices.OWN_VOICE or row["access"] == "unstated" else ACCESS.get(row["access"], "")


def guessed(row: Mapping[str, str]) -> str:
    """That the machine is not sure who speaks; "" where it is, and where people say it.

    >>> guessed({"actor_confidence": "0.55"}), guessed({"actor_confidence": ""})
    ('who speaks is a guess of the machine', '')
    """
    return "who speaks is a guess of the machine" if float(row["actor_confidence"] or 1) < SURE else ""


def document_name(corpus: Corpus, doc_id: str) -> str:
    """Who published a document, and its label: "Al Jazeera (004)"; never a label of digits alone."""
    facts = corpus.facts.get(doc_id, {})
    label = corpus.label(doc_id)
    outlet = bare(facts.get("original_outlet") or facts.get("outlet") or "")
    if outlet and label.startswith(outlet[:8]):  # a label made of outlet and day
        return bare(label)
    return f"{outlet} ({label})" if outlet else f"document {label}"


def speaker(row: Mapping[str, str], names: Mapping[str, str], document: str = "") -> str:
    """Who says it: the one name stated, or the words that name a speaker whom nothing resolves.

    An author of whom nothing is known goes by ``document``.
    """
    if row["actor"]:
        return bare(names.get(row["actor"], row["actor"]))
    if document and row.get("form") == "author":
        return f"the author of {document}"
    return f"{bare(row['source'])} (unresolved)" if row["source"] else NOBODY


def holder_words(row: Mapping[str, str], names: Mapping[str, str], document: str = "") -> str:
    """Who takes a stance; of an ascription, to whom it is ascribed and by whom: "Russia, as Ines Okafor puts it"."""
    said = speaker(row, names, document)
    holder = row.get("holder", "")
    if not holder or holder == row["actor"]:
        return said
    by = "the author" if holder == row.get("doc_id") and holder not in names else short_name(names.get(holder, holder))
    return f"{said}, as {by} {'put' if voices.several(by) else 'puts'} it"


def limits(scope_words: str) -> str:
    """The words that limit a stance, as they stand between quotation marks.

    >>> limits("mostly | till now")
    'mostly”, “till now'
    """
    return "”, “".join(map(bare, items(scope_words)))


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
    return re.sub(
        r"^(Author of|A |An |The author)", lambda m: {"Author of": "the author of"}.get(m[0], m[0].lower()), name
    )


def cue_words(row: Mapping[str, str]) -> str:
    """The cue of a statement, in words; an author of his own voice writes. Quoted apart where it agrees with "I", or with nobody."""
    cue = voices.cue_words(bare(row["cue"]), row["form"] == voices.OWN_VOICE)
    whole = f"{row['source']} {cue}".strip()
    apart = row["source"].lower() in ("i", "we") or not (
        row["source"] or row.get("actor") or row["form"] == voices.OWN_VOICE
    )
    return f"(“{whole}”)" if apart and not cue.startswith("(") else cue


def through(row: Mapping[str, str], corpus: Corpus, names: Mapping[str, str]) -> list[str]:
    """The hands that a statement names, nearest the speaker first, but for its document's own outlet, which is none.

    One that is only implied has "perhaps" before it.
    """
    facts = corpus.facts.get(row["doc_id"], {})
    own = {bare(facts.get(name, "")) for name in ("outlet", "original_outlet")}
    told = [(bare(names.get(key, key)), "perhaps " * implied) for key, implied in voices.hands_of(row["via"])]
    return [perhaps + hand for hand, perhaps in told if hand not in own]


FILTERS = {  # of templates
    "at_most": at_most,
    "before_cue": before_cue,
    "between": between,
    "count": count,
    "cut": cut,
    "date": date_words,
    "holders": holders_told,
    "listed": listed,
    "many": many,
    "quoted": quoted,
    "short": short_name,
}
