"""What people coded: the codings beside the documents, and the stances and quantities in them.

A statement is one row of a coder's CSV. It carries the characters it rests on twice, as offsets and as words, so that
a reader can follow it without the document and a check can prove that the two agree. The machine never overwrites it.
"""

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.corpus import people
from hearsay.corpus.codebook import Codebook, load_codebook, parse_value
from hearsay.corpus.documents import Corpus, meant

AGREED = "agreed"
MACHINE = "machine"
MACHINES = re.compile(r"m[0-9a-f]{12}[\w-]*")  # ids of the machine's rows
NAME = re.compile(r"\w[\w .-]*")  # of a coder, and so of a file
Cells = Mapping[str, str]
QUOTES = tuple("\"“”‘’'«»")
PARTS = ("content", "source", "cue")
QUOTED = ("said_words", "event_words", "scope_words", "certainty_words", "distance")


def check_name(name: str) -> None:
    """Raise ValueError where nobody's coding can have that name."""
    if not NAME.fullmatch(name) or name in (AGREED, MACHINE):
        raise ValueError(f"expected a name of letters and digits that is not {AGREED} or {MACHINE}, found {name!r}")


def load_codings(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """Each coding/<by>.csv by name, in the order of the documents. Raises ValueError with every problem."""
    return people.sound(read_codings(corpus))


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
        df, found = people.read(corpus.folder, replace(tables.CODING, name=name), fill_coding)
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
    texts = corpus.texts | {name: corpus.texts[d] for name, d in corpus.names.items() if d in corpus.texts}
    with suppress(ValueError, OSError):  # reading it again names the fault
        df = tables.read(path)
        if (mended := heal(df, texts)) is not df:
            tables.write(mended, path)


def fill_coding(df: pd.DataFrame) -> pd.DataFrame:
    """A coding whose form and act are filled in where they are left empty: quoted words are direct, a form is speech."""
    quoted = df["content"].str.startswith(QUOTES) & df["content"].str.endswith(QUOTES)
    likely = quoted.map({True: "direct", False: "indirect"})
    form = df["form"].where(df["form"] != "", likely) if "form" in df else likely
    return df.assign(form=form, act=df["act"].where((df["act"] != "") | (form == "author"), "speech"))


def known_actors(corpus: Corpus) -> set[str]:
    """Keys of actors.csv, and the doc_ids, which stand for authors who are not named."""
    actors, _ = people.read(corpus.folder, tables.ACTORS)
    return set(actors["actor"]) | set(corpus.texts)


def problems_of(row: Cells, texts: Cells, book: Codebook | None, known: set[str] | None) -> Iterable[str]:
    """What is wrong with a coded row, a sentence each.

    ``known`` are the keys of actors. Where a table of keys is None, as it is spoiled itself, they are not asked for.
    """
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
    yield from _key_problems(row, book, known)
    for column in QUOTED:  # words that a code rests on stand in its document, or, for a borrowed date, in another
        for words in re.split(r" \| | \[\.\.\.\] | … ", row[column]):
            if words not in text and not any(words in other for other in texts.values()):
                yield f"{column}: {words[:60]!r} stands in no document"


def _key_problems(row: Cells, book: Codebook | None, known: set[str] | None) -> Iterable[str]:
    """What is wrong with a row's actors, stances and values."""
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


def anchor_problems(part: str, cell: str, words: str, text: str) -> Iterable[str]:
    """What is wrong with the place of a part of a row, beyond what the table's own check names."""
    stands = _words_at(text, cell)
    if words and not cell:
        times = len(_places(words, text))
        found = "once: `hearsay check --fix` finds it" if times == 1 else f"{times} times"
        yield f"{part}_spans is empty; {words[:40]!r} stands {found}"
    elif cell and stands is not None and not (words and words == stands):
        yield f"{part} at {cell} reads {stands[:60]!r}, not {words[:60]!r} (of {len(text)} characters)"


def heal(df: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Spans found again from the words, where they are empty or point elsewhere and the words stand once.

    Words that were written on one line and are broken over two in the document are then given as the document has them.
    Of words that stand more often, those nearest to the row's content are taken for source and cue. Returns ``df``
    itself where nothing was found.
    """
    rows = df.to_dict("records")
    for row in rows:
        text = texts.get(row.get("doc_id", ""), "")
        for part in PARTS:
            words = row.get(part, "")
            near = re.match(r"\d+", row.get("content_spans", "")) if part != "content" else None
            wrong = words and _words_at(text, row.get(f"{part}_spans", "")) != words
            if wrong and (found := find_words(text, words, int(near[0]) if near else None)):
                row |= {f"{part}_spans": tables.format_spans(found), part: tables.words_at(text, found)}
    healed = pd.DataFrame(rows, columns=df.columns)
    return df if healed.equals(df) else healed


def _words_at(text: str, cell: str) -> str | None:
    """The words at the places that a cell names, none where these end beyond the text; None where it names no places."""
    try:
        spans = tables.parse_spans(cell)
    except ValueError:
        return None
    return tables.words_at(text, spans if spans and spans[-1][1] <= len(text) else [])


def find_words(text: str, words: str, near: int | None = None) -> tables.Spans:
    """Where the pieces of some words stand, each after the one before; nothing where that is not certain.

    A line may break, or two spaces stand, where the words have one. Of several places for the first piece the one ``near`` an
    offset is taken, where that is given.
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
    """A coding, a table `coding`, as the table `statements`; ``by`` is its name, ``actors`` tell who has no name."""
    unnamed = actors[actors["type"] == "unnamed"]["actor"]
    rules = {f"{part}_rule": coded[part].where(coded[part] == "", "coded") for part in ("said", "event", "actor")}
    anonymous = coded["actor"].isin(unnamed).map({True: "yes", False: ""})
    rows = coded.drop(columns="from", errors="ignore").assign(by=by, rule="coded", anonymous=anonymous, **rules)
    return tables.STATEMENTS.check(tables.STATEMENTS.complete(rows))


def quantities_of(statements: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """The table `quantities`: a row per value that a statement gives."""
    rows = [
        (row.id, key, low, high, book.measures[key]["unit"], "yes" if about else "")
        for row in statements.itertuples()
        for key, low, high, about in (parse_value(item, book) for item in tables.items(row.values))
    ]
    return pd.DataFrame(rows, columns=list(tables.QUANTITIES.columns), dtype=str).drop_duplicates(ignore_index=True)


def choose_reading(corpus: Corpus, codings: Mapping[str, pd.DataFrame], asked: str = "") -> str:
    """Which coding the notebooks count: ``asked``, else as corpus.toml says, else agreed, else the only one, else machine.

    Raises ValueError where there is no such reading.
    """
    if named := asked or corpus.settings.get("reading", ""):
        if named not in (*codings, MACHINE):
            where = corpus.name if asked else "corpus.toml"
            raise ValueError(f"{where}: reading {named!r} is not one of {[*codings, MACHINE]}")
        return named
    return AGREED if AGREED in codings else next(iter(codings)) if len(codings) == 1 else MACHINE


def uncounted(corpus: Corpus, codings: Mapping[str, pd.DataFrame]) -> str:
    """What to write where several codings stand beside the documents and nothing says which of them is counted; "" elsewhere."""
    if len(codings) < 2 or AGREED in codings or corpus.settings.get("reading"):
        return ""
    made = " and ".join(f"coding/{by}.csv" for by in codings)
    line = f"`reading = {json.dumps(next(iter(codings)), ensure_ascii=False)}`"
    which = f"write {line} at the top of corpus.toml to count the one, or what both agree on into coding/{AGREED}.csv"
    return f"{made} are not counted, as nothing says which: {which}"


def covered(by: str, coded: pd.DataFrame, coders: pd.DataFrame) -> set[str]:
    """The documents that coding ``by`` covers: those that coders.csv names for it, else those in which it has rows.

    A coding with rows accepted from the machine one by one covers no document but those that are named.
    """
    named = {doc_id for cell in coders.loc[coders["by"] == by, "documents"] for doc_id in tables.items(cell)}
    return named if named or accepted(coded) else set(coded["doc_id"])


def accepted(coded: pd.DataFrame) -> set[str]:
    """The machine's rows that rows of a coding stand for, by id."""
    return {row for cell in coded["from"] for row in tables.items(cell) if MACHINES.fullmatch(row)}


def with_machine(coded: pd.DataFrame, instead: set[str], machine: pd.DataFrame, covered: set[str]) -> pd.DataFrame:
    """People's statements, and the machine's in the documents that theirs do not cover; both as `statements`.

    ``instead`` are the machine's rows for which rows of people stand (`accepted`).
    """
    rest = machine[~machine["doc_id"].isin(covered) & ~machine["id"].isin(instead)]
    return tables.sort(pd.concat([coded, rest], ignore_index=True), "doc_id", "content_spans")


def surer(found: pd.DataFrame, least: float) -> pd.DataFrame:
    """The statements of at least that confidence; one whose enclosing row is less sure stands without it."""
    kept = found[pd.to_numeric(found["confidence"]).fillna(1) >= least]
    return kept.assign(outer=kept["outer"].where(kept["outer"].isin(kept["id"]), "")).reset_index(drop=True)
