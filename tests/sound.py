"""Whether all that the reader makes of some texts is sound: every stage, every row, every span."""

from collections.abc import Mapping

from hearsay import machine, tables
from hearsay.corpus.cleaning import clean_corpus
from hearsay.corpus.codebook import Codebook
from hearsay.corpus.formats.article import without_halves
from hearsay.corpus.language import language_of
from hearsay.corpus.metadata import facts_of
from sayso.claims import propose
from sayso.spans import parse_spans, words_at
from sayso.when.dates import NEAR_DAYS
from sayso.who.casts import read_casts

DAY = {"published": "2016-02-12"}  # of every other text, so that days are counted from one, and from none


def faults_of(texts: Mapping[str, str]) -> tuple[int, list[str]]:
    """The number of rows that a corpus gives, and its faults: kind, text and error parted by tabs."""
    try:
        return _read(texts)
    except Exception as error:
        if len(texts) == 1:
            (text,) = texts.values()
            at = error.__traceback__
            while at and at.tb_next:
                at = at.tb_next
            place = f"{at.tb_frame.f_code.co_filename.rpartition('/')[2]}:{at.tb_lineno}" if at else ""
            return 0, [f"{type(error).__name__} {place}\t{text!a}\t{error!s:.300}"]
    found = [faults_of({doc_id: text}) for doc_id, text in texts.items()]
    faults = [fault for _, faults in found for fault in faults]
    return sum(rows for rows, _ in found), faults or [f"only together\t{sorted(texts)}\t"]


def _read(received: Mapping[str, str]) -> tuple[int, list[str]]:
    texts = {doc_id: without_halves(text) for doc_id, text in received.items()}  # as files are read
    stated = {doc_id: facts_of(text, {}, doc_id) for doc_id, text in texts.items()}
    facts = [
        {"doc_id": d, "language": language_of(text)}
        | {fact: value for fact, (value, _) in stated[d].items()}
        | (DAY if n % 2 else {})
        for n, (d, text) in enumerate(texts.items())
    ]
    documents = tables.DOCUMENTS.check(tables.DOCUMENTS.of(facts))
    cleaning, masked = clean_corpus(dict(texts))
    found, _ = machine.extract(texts, masked)
    casts = read_casts(tables.ACTORS.empty(), masked)
    read = machine.read(found, masked, casts, documents, Codebook({}, {}), NEAR_DAYS)
    proposed = propose(read.statements, masked, received=texts, casts=casts.of)
    tables.CLEANING.check(cleaning)
    faults = [f"mask\t{texts[d]!a}\t" for d in texts if len(masked[d]) != len(texts[d])]
    for row in read.statements.to_dict("records"):
        faults += _amiss(row, texts[row["doc_id"]], ("content", "source", "cue"))
        text, words = texts[row["doc_id"]], " ".join(masked[row["doc_id"]].split())
        faults += [
            f"{part}_words\t{text!a}\t{row[f'{part}_words']!r}"
            for part in ("said", "event")
            if " ".join(row[f"{part}_words"].split()) not in words
        ]
    for row in proposed.author.to_dict("records"):
        faults += _amiss(row, texts[row["doc_id"]], ("content",))
    for row in cleaning.to_dict("records"):
        faults += _amiss({"words_spans": row["spans"], **row}, texts[row["doc_id"]], ("words",))
    return len(read.statements) + len(proposed.author) + len(cleaning), faults


def _amiss(row: Mapping[str, str], text: str, parts: tuple[str, ...]) -> list[str]:
    found = []
    for part in parts:
        spans = parse_spans(row[f"{part}_spans"])
        if words_at(text, spans) != row[part] or (spans and spans[-1][1] > len(text)):
            found.append(f"{part}\t{text!a}\t{row[part]!r} at {row[f'{part}_spans']}")
    return found
