"""What people coded: the codings beside the documents, and the stances and quantities in them.

A statement is one row of a coder's CSV. It carries the characters it rests on twice, as offsets and as words, so that
a reader can follow it without the document and a check can prove that the two agree. The machine never overwrites it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.corpus import people
from hearsay.corpus.codebook import Codebook, load_codebook, parse_value
from hearsay.corpus.documents import Corpus, meant

AGREED = "agreed"
MACHINE = "machine"
QUOTES = tuple("\"“”‘’'«»")
PARTS = ("content", "source", "cue")
QUOTED = ("said_words", "event_words", "scope_words", "certainty_words", "distance")


def load_codings(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """Each coding/<by>.csv by name, in the order of the documents. Raises ValueError with every problem."""
    codings, problems = read_codings(corpus)
    tables.refuse(problems)
    return codings


def read_codings(corpus: Corpus, fix: bool = False, strict: bool = True) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """The codings, and every fault in them; with ``fix`` empty or wrong spans are found again from the words.

    The files themselves are rewritten only where something was fixed. Unless ``strict``, keys of a codebook or ledger
    that are spoiled themselves are not asked for.
    """
    book = load_codebook(corpus.folder) if strict else None
    known = known_actors(corpus) if strict else None
    codings, problems, owner = {}, [], {}
    for path in sorted((corpus.folder / "coding").glob("*.csv")):
        by, name = path.stem, f"coding/{path.name}"
        if fix:
            _heal_file(path, corpus)
        df, found = people.read(
            corpus.folder, replace(tables.AGREED if by == AGREED else tables.CODING, name=name), fill_coding
        )
        df = df.assign(doc_id=meant(df["doc_id"], corpus.texts, corpus.names))
        for n, row in enumerate(df.to_dict("records"), 2):
            found += [f"{name}, row {n} ({row['id']}): {p}" for p in problems_of(row, corpus.texts, book, known)]
        found += [f"{name}: id {i} stands in {owner[i]}.csv as well" for i in df["id"] if owner.get(i, by) != by]
        owner |= dict.fromkeys(df["id"], by)
        if by == MACHINE:
            found.append(f"{name}: this name is the machine's; name the file as its coder")
        codings[by] = tables.sort(df, "doc_id", "content_spans")
        problems += found
    return codings, problems


def _heal_file(path: Path, corpus: Corpus) -> None:
    try:
        df = tables.read(path)
    except ValueError:
        return  # reading it again names the fault
    texts = {**corpus.texts, **{name: corpus.texts[d] for name, d in corpus.names.items() if d in corpus.texts}}
    if (mended := heal(df, texts)) is not df:
        tables.write(mended, path)


def fill_coding(df: pd.DataFrame) -> pd.DataFrame:
    """A coding whose form and act are filled in where they are left empty: quoted words are direct, a form is speech."""
    quoted = df["content"].str.startswith(QUOTES) & df["content"].str.endswith(QUOTES)
    form = quoted.map({True: "direct", False: "indirect"})
    if "form" in df:
        form = df["form"].where(df["form"] != "", form)
    return df.assign(form=form, act=df["act"].where((df["act"] != "") | (form == "author"), "speech"))


def known_actors(corpus: Corpus) -> set[str]:
    """Keys of actors.csv, and the doc_ids, which stand for authors who are not named."""
    actors, _ = people.read(corpus.folder, tables.ACTORS)
    return set(actors["actor"]) | set(corpus.texts)


def problems_of(
    row: Mapping[str, str], texts: Mapping[str, str], book: Codebook | None, known: set[str] | None
) -> Iterable[str]:
    """What is wrong with a coded row, a sentence each."""
    if row["doc_id"] not in texts:
        yield f"doc_id {row['doc_id']!r} is not a document of this folder"
        return
    text = texts[row["doc_id"]]
    for part in PARTS:
        yield from anchor_problems(part, row[f"{part}_spans"], row[part], text)
    if not row["content"]:
        yield "content is empty, but a statement says something"
    if row["form"] == "author" and (row["source"] or row["cue"] or row["act"]):
        yield "form is author, so source, cue and act must be empty"
    for key in [row["actor"], row["holder"], *(v.removesuffix("?") for v in tables.items(row["via"]))]:
        if key and known is not None and key not in known:
            yield f"actor {key!r} is not in actors.csv"
    for item in tables.items(row["stances"]):
        key, _, stance = item.partition(":")
        if book is not None and key not in book.propositions:
            yield f"stances: {key!r} is not a proposition of codebook.toml"
        if stance not in tables.STANCES:
            yield f"stances: {stance!r} is not one of {list(tables.STANCES)}"
    for item in tables.items(row["values"]) if book is not None else ():
        try:
            parse_value(item, book)
        except ValueError as error:
            yield f"values: {error}"
    for column in QUOTED:  # words that a code rests on stand in its document, or, for a borrowed date, in another
        for words in re.split(r" \| | \[\.\.\.\] | … ", row[column]):
            if words not in text and not any(words in other for other in texts.values()):
                yield f"{column}: {words[:60]!r} stands in no document"


def anchor_problems(part: str, cell: str, words: str, text: str) -> Iterable[str]:
    """What is wrong with the place of a part of a row, beyond what the table's own check names."""
    try:
        spans = tables.parse_spans(cell)
    except ValueError:
        return
    if words and not spans:
        times = len(_places(words, text))
        found = "once: `hearsay check --fix` finds it" if times == 1 else f"{times} times"
        yield f"{part}_spans is empty; {words[:40]!r} stands {found}"
    elif spans and spans[-1][1] > len(text):
        yield f"{part} at {cell} ends beyond the text, which has {len(text)} characters"
    elif tables.words_at(text, spans) != words:
        yield f"{part} at {cell} reads {tables.words_at(text, spans)[:60]!r}, not {words[:60]!r}"


def heal(df: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Spans found again from the words, where they are empty or point elsewhere and the words stand once.

    Words that were written on one line and are broken over two in the document are then given as the document has them.
    Of words that stand more often, those nearest to the row's content are taken for source and cue. Returns ``df``
    itself where nothing was found.
    """
    rows = df.to_dict("records")
    changed = False
    for row in rows:
        text = texts.get(row.get("doc_id", ""), "")
        for part in PARTS:
            spans, words = row.get(f"{part}_spans", ""), row.get(part, "")
            if words and not reads(text, spans, words):
                near = re.match(r"\d+", row.get("content_spans", ""))
                found = find_words(text, words, int(near[0]) if near and part != "content" else None)
                changed |= bool(found)
                if found:
                    row[f"{part}_spans"], row[part] = tables.format_spans(found), tables.words_at(text, found)
    return pd.DataFrame(rows, columns=df.columns) if changed else df


def reads(text: str, cell: str, words: str) -> bool:
    """Do these words stand in a text at the places that a cell names?"""
    try:
        return tables.words_at(text, tables.parse_spans(cell)) == words
    except ValueError:
        return False


def find_words(text: str, words: str, near: int | None = None) -> tables.Spans:
    """Where the pieces of some words stand, each after the one before; nothing where that is not certain.

    A line may break, or two spaces stand, where the words have one.
    """
    spans: tables.Spans = []
    for piece in words.split(tables.GAP):
        places = [span for span in _places(piece, text) if not spans or span[0] >= spans[-1][1]]
        if not places or (len(places) > 1 and near is None and not spans):
            return []
        spans.append(min(places, key=lambda p: abs(p[0] - near)) if near is not None and not spans else places[0])
    return spans


def _places(words: str, text: str) -> tables.Spans:
    return [m.span() for m in re.finditer(r"\s+".join(map(re.escape, words.split())), text)] if words.split() else []


def stances_of(statements: pd.DataFrame) -> pd.DataFrame:
    """The table `stances`: a row per statement and proposition."""
    rows = [
        (row.id, key, stance, row.holder or row.actor, row.scope_words, row.certainty, "", "")
        for row in statements.itertuples()
        for key, _, stance in (item.partition(":") for item in tables.items(row.stances))
    ]
    return pd.DataFrame(rows, columns=list(tables.STANCE_TABLE.columns), dtype=str).drop_duplicates(ignore_index=True)


def statements_of(coded: pd.DataFrame, by: str, actors: pd.DataFrame) -> pd.DataFrame:
    """A coding as the table `statements`."""
    unnamed = set(actors[actors["type"] == "unnamed"]["actor"])
    rows = coded.drop(columns="from", errors="ignore").assign(
        by=by,
        anonymous=coded["actor"].map(lambda a: "yes" if a in unnamed else ""),
        said_rule=coded["said"].map(lambda s: "coded" if s else ""),
        event_rule=coded["event"].map(lambda s: "coded" if s else ""),
        actor_rule=coded["actor"].map(lambda a: "coded" if a else ""),
        rule="coded",
    )
    return tables.STATEMENTS.check(tables.STATEMENTS.complete(rows))


def quantities_of(statements: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """The table `quantities`: a row per value that a statement gives."""
    rows = [
        (row.id, key, low, high, book.measures[key]["unit"], "yes" if about else "")
        for row in statements.itertuples()
        for key, low, high, about in (parse_value(item, book) for item in tables.items(row.values))
    ]
    return pd.DataFrame(rows, columns=list(tables.QUANTITIES.columns), dtype=str).drop_duplicates(ignore_index=True)


def choose_reading(corpus: Corpus, codings: Mapping[str, pd.DataFrame]) -> str:
    """Which coding the notebooks count: the one named in corpus.toml, else agreed, else the only one, else machine."""
    if named := corpus.settings.get("reading", ""):
        if named not in (*codings, MACHINE):
            raise ValueError(f"corpus.toml: reading {named!r} is not one of {[*codings, MACHINE]}")
        return named
    return AGREED if AGREED in codings else next(iter(codings)) if len(codings) == 1 else MACHINE
