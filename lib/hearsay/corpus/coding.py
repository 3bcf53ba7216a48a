"""What people coded: the codebook, the codings beside the documents, and the stances and quantities in them.

A statement is one row of a coder's CSV. It carries the characters it rests on twice, as offsets and as words, so that
a reader can follow it without the document and a check can prove that the two agree. The machine never overwrites it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.corpus.documents import Corpus, load_corpus, read_toml
from sayso import intervals

AGREED = "agreed"
MACHINE = "machine"
PARTS = ("content", "source", "cue")
QUOTED = ("said_words", "event_words", "scope_words", "certainty_words", "distance")
PROPOSITION = {
    "label": "",
    "definition": "",
    "not_meant": "",
    "kind": "",
    "issue": "",
    "examples": [],
    "retired": False,
    "implies": [],
    "excludes": [],
    "patterns": [],
    "denials": [],
}
MEASURE = {"label": "", "definition": "", "unit": "", "issue": ""}
KINDS = ("contact", "support", "purpose", "existence", "characterisation", "causal", "event")
NUMBER = re.compile(r"(?P<low>\d+(?:\.\d+)?)?(?P<range>\.\.)?(?P<high>(?<=\.\.)\d+(?:\.\d+)?)?(?P<about>~)?")


@dataclass(frozen=True)
class Codebook:
    """Propositions that a statement can take a stance on, and measures that it can give a value for, by key."""

    propositions: Mapping[str, dict]
    measures: Mapping[str, dict]
    propose: bool = False  # whether the machine proposes further claims beside these propositions

    def label(self, key: str) -> str:
        """The sentence of a proposition or the name of a measure; the key itself where it is neither."""
        return (self.propositions.get(key) or self.measures.get(key) or {"label": key})["label"]

    def commitments(self, proposition: str, stance: str) -> list[tuple[str, str]]:
        """What a stance commits its speaker to: itself, and by `implies` and `excludes` more, step by step.

        Who affirms is committed to each proposition implied and against each excluded; who denies a proposition is
        committed against all that would imply it. A qualified stance or a neutral one commits to itself alone.
        """
        found, todo = [], [(proposition, stance)]
        while todo:
            key, held = todo.pop(0)
            if (key, held) in found:
                continue
            found.append((key, held))
            if held == "affirms":
                todo += [(k, "affirms") for k in self.propositions[key]["implies"]]
                todo += [(k, "denies") for k in self.propositions[key]["excludes"]]
                todo += [(k, "denies") for k, p in self.propositions.items() if key in p["excludes"]]
            elif held == "denies":
                todo += [(k, "denies") for k, p in self.propositions.items() if key in p["implies"]]
        return found


def load_codebook(folder: Path) -> Codebook:
    """codebook.toml of a corpus; empty where there is none. Raises ValueError with every problem."""
    raw = read_toml(folder / "codebook.toml")
    for kind in ("propositions", "measures"):
        for key, value in raw.get(kind, {}).items():
            if not isinstance(value, dict):
                raise ValueError(f"codebook.toml: expected a table [{kind}.{key}], but found {value!r}")
    book = Codebook(
        {k: PROPOSITION | v for k, v in raw.get("propositions", {}).items()},
        {k: MEASURE | v for k, v in raw.get("measures", {}).items()},
        raw.get("propose", False) is True,
    )
    if found := list(_codebook_problems(raw, book)):
        raise ValueError("\n".join(found))
    return book


def _codebook_problems(raw: Mapping, book: Codebook) -> Iterable[str]:
    for key in sorted(set(raw) - {"propositions", "measures", "propose"}):
        yield f"codebook.toml: unknown table {key!r}; expected propositions and measures"
    if not isinstance(raw.get("propose", False), bool):
        yield f"codebook.toml: expected propose to be true or false, but found {raw['propose']!r}"
    for kind, fields, known in (
        ("propositions", PROPOSITION, book.propositions),
        ("measures", MEASURE, book.measures),
    ):
        for key, value in known.items():
            if unknown := sorted(set(value) - set(fields)):
                yield f"codebook.toml: {kind}.{key} has unknown {unknown}; expected some of {list(fields)}"
            for name in sorted(set(value) & set(fields)):
                if not isinstance(value[name], type(fields[name])):
                    what = {list: "a list", bool: "true or false"}.get(type(fields[name]), "text in quotation marks")
                    yield f"codebook.toml: {kind}.{key}: expected {name} to be {what}, but found {value[name]!r}"
            if not value["label"]:
                yield f"codebook.toml: {kind}.{key} has no label"
    for key, value in book.propositions.items():
        if value["kind"] and value["kind"] not in KINDS:
            yield f"codebook.toml: propositions.{key}: kind {value['kind']!r} is not one of {list(KINDS)}"
        others = {str(other) for relation in ("implies", "excludes") for other in value[relation]}
        if lost := sorted(others - set(book.propositions)):
            yield f"codebook.toml: propositions.{key} names {lost}, which the codebook does not define"


def load_codings(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """Each coding/<by>.csv by name, in the order of the documents. Raises ValueError with every problem."""
    codings, problems = read_codings(corpus)
    if problems:
        raise ValueError("\n".join(problems))
    return codings


def read_codings(corpus: Corpus, fix: bool = False) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """The codings, and every problem in them; with ``fix`` empty or wrong spans are found again from the words.

    The files themselves are rewritten only where something was fixed.
    """
    book, known = load_codebook(corpus.folder), known_actors(corpus)
    codings, problems, ids = {}, [], {}
    for path in sorted((corpus.folder / "coding").glob("*.csv")):
        try:
            df = tables.read(path)
        except ValueError as error:
            problems.append(f"coding/{error}")
            continue
        table = tables.AGREED if path.stem == AGREED else tables.CODING
        if fix and (mended := heal(df, corpus.texts)) is not df:
            tables.write(mended, path)
            df = mended
        df = table.complete(df)
        found = table.problems(df)
        if not any("columns" in p for p in found):
            found += _row_problems(df, corpus, book, known)
            found += _ids_problems(df, path.stem, ids)
            codings[path.stem] = tables.sort(df[list(table.columns)], "doc_id", "content_spans")
        problems += [re.sub(r"^(coding|agreed)\b", f"coding/{path.name}", p) for p in found]
    return codings, problems


def known_actors(corpus: Corpus) -> set[str]:
    """Keys of actors.csv, and the doc_ids, which stand for authors who are not named."""
    path = corpus.folder / "actors.csv"
    keys = set(tables.read(path)["actor"]) if path.exists() else set()
    return keys | set(corpus.texts)


def load_coders(folder: Path) -> pd.DataFrame:
    """coders.csv: what kind of coder made each coding; empty where there is none."""
    path = folder / "coders.csv"
    return tables.CODERS.check(tables.CODERS.complete(tables.read(path))) if path.exists() else tables.CODERS.empty()


def _ids_problems(df: pd.DataFrame, by: str, ids: dict[str, str]) -> list[str]:
    found = [f"coding: id {i} stands in {ids[i]}.csv as well" for i in df["id"] if ids.get(i, by) != by]
    ids.update(dict.fromkeys(df["id"], by))
    return found


def _row_problems(df: pd.DataFrame, corpus: Corpus, book: Codebook, known: set[str]) -> list[str]:
    found = []
    for n, row in enumerate(df.to_dict("records"), 2):
        found += [f"coding, row {n} ({row['id']}): {p}" for p in _problems_of(row, corpus.texts, book, known)]
    return found


def _problems_of(row: Mapping[str, str], texts: Mapping[str, str], book: Codebook, known: set[str]) -> Iterable[str]:
    if row["doc_id"] not in texts:
        yield f"doc_id {row['doc_id']!r} is not a document of this folder"
        return
    text = texts[row["doc_id"]]
    for part in PARTS:
        yield from _anchor_problems(part, row[f"{part}_spans"], row[part], text)
    if not row["content"]:
        yield "content is empty, but a statement says something"
    if row["form"] == "author" and (row["source"] or row["cue"] or row["act"]):
        yield "form is author, so source, cue and act must be empty"
    if row["form"] != "author" and not row["act"]:
        yield "act is empty, but a statement of another is speech or attitude"
    for key in [row["actor"], *(v.removesuffix("?") for v in tables.items(row["via"]))]:
        if key and key not in known:
            yield f"actor {key!r} is not in actors.csv"
    for item in tables.items(row["stances"]):
        key, _, stance = item.partition(":")
        if key not in book.propositions:
            yield f"stances: {key!r} is not a proposition of codebook.toml"
        if stance not in tables.STANCES:
            yield f"stances: {stance!r} is not one of {list(tables.STANCES)}"
    for item in tables.items(row["values"]):
        try:
            parse_value(item, book)
        except ValueError as error:
            yield f"values: {error}"
    yield from _quoted_problems(row, texts)


def _anchor_problems(part: str, cell: str, words: str, text: str) -> Iterable[str]:
    try:
        spans = tables.parse_spans(cell)
    except ValueError:
        return  # the table's own check names it
    if words and not spans:
        yield f"{part}_spans is empty; `hearsay check --fix` finds {words[:40]!r} where it stands once"
    elif tables.words_at(text, spans) != words:
        yield f"{part} at {cell} reads {tables.words_at(text, spans)[:60]!r}, not {words[:60]!r}"


def _quoted_problems(row: Mapping[str, str], texts: Mapping[str, str]) -> Iterable[str]:
    """Words that a code rests on must stand in its document, or, for a borrowed date, in another."""
    for column in QUOTED:
        for words in re.split(r" \| | \[\.\.\.\] | … ", row[column]):
            if words and words not in texts[row["doc_id"]] and not any(words in t for t in texts.values()):
                yield f"{column}: {words[:60]!r} stands in no document"


def parse_value(item: str, book: Codebook) -> tuple[str, str, str, bool]:
    """Measure, low, high and approximate of ``MEASURE=x``; of a date both ends are the EDTF.

    Raises ValueError where the measure is unknown or the value is not of its kind.
    """
    key, _, value = item.partition("=")
    if key not in book.measures:
        raise ValueError(f"{key!r} is not a measure of codebook.toml")
    if not value:
        raise ValueError(f"{item!r} gives no value")
    if book.measures[key]["unit"] == "date":
        intervals.check(value)
        return key, value, value, value.endswith("~")
    match = NUMBER.fullmatch(value)
    if match is None or not (match["low"] or match["high"]):
        raise ValueError(f"{item!r}: expected x, x..y, x.. or ..y, with ~ after approximate numbers")
    low, high = match["low"] or "", match["high"] or ""
    if low and high and float(low) > float(high):
        raise ValueError(f"{item!r}: the least comes first, but {low} is more than {high}")
    return key, low, high if match["range"] else low, bool(match["about"])


def heal(df: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Spans found again from the words, where they are empty or point elsewhere and the words stand once.

    Of words that stand more often, those nearest to the row's content are taken for source and cue. Returns ``df``
    itself where nothing was found.
    """
    rows = df.to_dict("records")
    changed = False
    for row in rows:
        text = texts.get(row.get("doc_id", ""), "")
        for part in PARTS:
            spans, words = row.get(f"{part}_spans", ""), row.get(part, "")
            if words and not _reads(text, spans, words):
                near = re.match(r"\d+", row.get("content_spans", ""))
                found = find_words(text, words, int(near[0]) if near and part != "content" else None)
                changed |= bool(found)
                row[f"{part}_spans"] = tables.format_spans(found) if found else spans
    return pd.DataFrame(rows, columns=df.columns) if changed else df


def _reads(text: str, cell: str, words: str) -> bool:
    try:
        return tables.words_at(text, tables.parse_spans(cell)) == words
    except ValueError:
        return False


def find_words(text: str, words: str, near: int | None = None) -> tables.Spans:
    """Where the pieces of some words stand, each after the one before; nothing where that is not certain."""
    spans: tables.Spans = []
    for piece in words.split(tables.GAP):
        places = [m.start() for m in re.finditer(re.escape(piece), text) if not spans or m.start() >= spans[-1][1]]
        if not places or (len(places) > 1 and near is None and not spans):
            return []
        start = min(places, key=lambda p: abs(p - near)) if near is not None and not spans else places[0]
        spans.append((start, start + len(piece)))
    return spans


def stances_of(statements: pd.DataFrame) -> pd.DataFrame:
    """The table `stances`: a row per statement and proposition."""
    rows = [
        {
            "statement_id": row.id,
            "proposition": key,
            "stance": stance,
            "holder": row.holder or row.actor,
            "scope_words": row.scope_words,
            "certainty": row.certainty,
        }
        for row in statements.itertuples()
        for key, _, stance in (item.partition(":") for item in tables.items(row.stances))
    ]
    return tables.STANCE_TABLE.of(rows).drop_duplicates(ignore_index=True)


def quantities_of(statements: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """The table `quantities`: a row per value that a statement gives."""
    rows = []
    for row in statements.itertuples():
        for item in tables.items(row.values):
            key, low, high, about = parse_value(item, book)
            unit = book.measures[key]["unit"]
            rows.append(
                {
                    "statement_id": row.id,
                    "measure": key,
                    "low": low,
                    "high": high,
                    "unit": unit,
                    "approximate": "yes" if about else "",
                }
            )
    return tables.QUANTITIES.of(rows).drop_duplicates(ignore_index=True)


def choose_reading(corpus: Corpus, codings: Mapping[str, pd.DataFrame]) -> str:
    """Which coding the notebooks count: the one named in corpus.toml, else agreed, else the only one, else machine."""
    if corpus.reading:
        if corpus.reading not in (*codings, MACHINE):
            raise ValueError(f"corpus.toml: reading {corpus.reading!r} is not one of {[*codings, MACHINE]}")
        return corpus.reading
    return AGREED if AGREED in codings else next(iter(codings)) if len(codings) == 1 else MACHINE


def check_corpus(folder: Path, fix: bool = False) -> list[str]:
    """Every fault in the tables beside the documents, a sentence each, with file, row and reason."""
    try:
        corpus = load_corpus(folder)
        load_codebook(folder)
    except ValueError as error:
        return str(error).splitlines()
    faults = [f"{row.file}: skipped, {row.why}" for row in corpus.skipped.itertuples()]
    faults += _file_faults(folder / "actors.csv", tables.ACTORS) + _actor_faults(folder / "actors.csv")
    faults += _file_faults(folder / "coders.csv", tables.CODERS)
    if any(fault.startswith("actors.csv") for fault in faults):
        return faults
    codings, found = read_codings(corpus, fix)
    faults += found
    faults += _file_faults(folder / "verdicts.csv", tables.VERDICTS) or _verdict_faults(corpus, fix)
    known = set(load_coders(folder)["by"]) if not any("coders.csv" in f for f in faults) else set(codings)
    faults += [f"coders.csv: no row says who made coding/{by}.csv" for by in codings if by not in known]
    return faults


def _file_faults(path: Path, table: tables.Table) -> list[str]:
    try:
        return table.problems(tables.read(path)) if path.exists() else []
    except ValueError as error:
        return [str(error)]


def _actor_faults(path: Path) -> list[str]:
    """Name, type and side must agree across an actor's rows, and an alias must mean one actor."""
    if not path.exists() or _file_faults(path, tables.ACTORS):
        return []
    actors, faults, owner = tables.read(path), [], {}
    for n, row in enumerate(actors.to_dict("records"), 2):
        first = actors[actors["actor"] == row["actor"]].iloc[0]
        for column in ("name", "type", "side"):
            if row[column] != first[column]:
                faults.append(f"actors.csv, row {n}: {column} of {row['actor']!r} is {first[column]!r} in another row")
        for alias in [row["name"], *tables.items(row["aliases"])]:
            if row["type"] != "unnamed" and owner.setdefault(alias.lower(), row["actor"]) != row["actor"]:
                faults.append(f"actors.csv, row {n}: alias {alias!r} belongs to {owner[alias.lower()]!r} as well")
    return faults


def _verdict_faults(corpus: Corpus, fix: bool) -> list[str]:
    path = corpus.folder / "verdicts.csv"
    if not path.exists():
        return []
    verdicts, faults, known, changed = tables.read(path), [], known_actors(corpus), False
    for side in "ab":
        names = {f"{side}_doc_id": "doc_id", f"{side}_spans": "content_spans", f"{side}_content": "content"}
        part = verdicts.rename(columns=names)
        if fix:
            part = heal(part.assign(source="", cue="", source_spans="", cue_spans=""), corpus.texts)
            changed |= not part["content_spans"].equals(verdicts[f"{side}_spans"])
            verdicts[f"{side}_spans"] = part["content_spans"]
        for n, row in enumerate(part.to_dict("records"), 2):
            where = f"verdicts.csv, row {n}, side {side}"
            if row["doc_id"] not in corpus.texts:
                faults.append(f"{where}: doc_id {row['doc_id']!r} is not a document of this folder")
                continue
            found = _anchor_problems("content", row["content_spans"], row["content"], corpus.texts[row["doc_id"]])
            faults += [f"{where}: {p}" for p in found]
            if row[f"{side}_actor"] not in known | {""}:
                faults.append(f"{where}: actor {row[f'{side}_actor']!r} is not in actors.csv")
    if changed:
        tables.write(verdicts, path)
    return faults
