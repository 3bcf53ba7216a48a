"""A reading to explore in JupyterLab: `r` shows an overview, `r.find(…)` gives a selection of statements.

Names, aliases and labels are accepted as well as keys. What nobody here is called is answered with what is near, and an
empty selection says which of the conditions left nothing.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.analysis.contradictions import counted
from hearsay.analysis.voices import attributed
from hearsay.corpus.documents import Corpus
from hearsay.reading import Reading
from hearsay.reading import open_reading as _open
from hearsay.show import cards, rows, words
from hearsay.show.html import Html, shown, stacked, table
from sayso import intervals


class Explored(Reading):
    """A reading that shows itself and that can be searched; every table of `Reading` is an attribute."""

    def find(
        self, text: str = "", *, actor: str = "", claim: str = "", document: str = "", stance: str = "",
        since: str = "", until: str = "",
    ) -> Selection:  # fmt: skip
        """Statements for which all that is given holds.

        ``text`` stands in the words, the cue or the source, under any name of an actor; ``actor`` says or holds it;
        ``claim`` is what it takes a stance on; ``since`` and ``until`` are EDTF and keep what may have been said then.
        Raises ValueError where nobody and nothing is called so, naming what is near, and where a date is none.
        """
        for day in (since, until):
            intervals.bounds(day)
        given: dict[str, set[str]] = {}
        if text:
            given[f"with the words “{text}”"] = self._with(text)
        if actor:
            given[f"by the actor “{actor}”"] = self._by(actor)
        if claim:
            keys = meant(claim, self._claims, "claim")
            given[f"on the claim “{claim}”"] = self._holding(stance, self.stances["proposition"].isin(keys))
        elif stance:
            given[f"with the stance “{stance}”"] = self._holding(stance, self.stances["proposition"] != "")
        if document:
            told = self.statements["doc_id"].isin(meant(document, self._documents, "document"))
            given[f"in the document “{document}”"] = set(self.statements[told]["id"])
        if since:
            given[f"said since {words.date_words(since)}"] = self._dated(since, "")
        if until:
            given[f"said until {words.date_words(until)}"] = self._dated("", until)
        ids = set(self.statements["id"]).intersection(*given.values())
        found = self.statements[self.statements["id"].isin(ids)].drop_duplicates("id")
        return Selection(self, found.reset_index(drop=True), {what: len(kept) for what, kept in given.items()})

    # --- what each condition keeps, by id

    def _with(self, text: str) -> set[str]:
        alike = meant(text, self._actors, "", exactly=True)
        names = {text} | {name for name, keys in self._actors.items() if keys & alike}
        pattern = re.compile("|".join(rf"(?<!\w){re.escape(n)}" for n in sorted(names, key=len, reverse=True)), re.I)
        said = self.statements["source"] + "\n" + self.statements["cue"] + "\n" + self.statements["content"]
        return {i for i, cell in zip(self.statements["id"], said, strict=True) if pattern.search(cell)}

    def _by(self, actor: str) -> set[str]:
        keys = meant(actor, self._actors, "actor", self.names)
        held = self.stances[self.stances["holder"].isin(keys)]["statement_id"]
        return {*self.statements[self.statements["actor"].isin(keys)]["id"], *held}

    def _holding(self, stance: str, kept: pd.Series) -> set[str]:
        if stance and stance not in tables.STANCES:
            raise ValueError(f"stance {stance!r} is not one of {list(tables.STANCES)}")
        held = self.stances[kept]
        return set(held[held["stance"].isin([stance] if stance else tables.STANCES)]["statement_id"])

    def _dated(self, since: str, until: str) -> set[str]:
        dated = self.statements[self.statements["said"] != ""]
        return {
            i
            for i, said in zip(dated["id"], dated["said"], strict=True)
            if not intervals.earlier(said, since) and not intervals.earlier(until, said)
        }

    # --- what things are called

    @cached_property
    def _actors(self) -> dict[str, set[str]]:
        return _keys(
            (words.short_name(name), row["actor"])
            for row in self.actors.to_dict("records")
            for name in (row["actor"], row["name"], *tables.items(row.get("aliases", "")))
        )

    @cached_property
    def _claims(self) -> dict[str, set[str]]:
        rows = self.claims.itertuples()
        return _keys((name, row.proposition) for row in rows for name in (row.proposition, row.label))

    @cached_property
    def _documents(self) -> dict[str, set[str]]:
        return _keys(
            (name, row["doc_id"])
            for row in self.documents.to_dict("records")
            for name in (
                row["doc_id"], row["label"], words.document_name(self.corpus, row["doc_id"]),
                row["outlet"], row["title"], row["original_outlet"],
            )
        )  # fmt: skip

    def _repr_html_(self) -> str:
        return overview(self)._repr_html_()

    def __repr__(self) -> str:
        return f"{self.corpus.title}: {words.count(len(self.documents), 'document')}, reading {self.name}"


@dataclass(frozen=True)
class Selection:
    """Some statements of a reading; at the end of a cell they show themselves as cards, the clearest first."""

    reading: Explored
    rows: pd.DataFrame = field(repr=False)
    conditions: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def told(self) -> str:
        """What was asked for, and how much was found."""
        found = words.count(len(self.rows), "statement")
        if len(self.rows) or not self.conditions:
            return f"{found} {words.listed(self.conditions)}" if self.conditions else found
        each = words.listed(f"{words.count(n, 'statement')} {what}" for what, n in self.conditions.items())
        return f"No statement has all of it: there {'is' if each.startswith('1 ') else 'are'} {each}"

    @property
    def frame(self) -> pd.DataFrame:
        """The statements as a table in words: who, stance, cue, words, when, through whom, document; id for the rest."""
        labels = self.reading.labels
        held: dict[str, list[str]] = {}
        for row in self.reading.stances.itertuples():
            held.setdefault(row.statement_id, []).append(
                f"{row.stance} “{labels.get(row.proposition, row.proposition)}”"
            )
        names, corpus = self.reading.names, self.reading.corpus
        records = self.rows.to_dict("records")
        return pd.DataFrame(
            {
                "who": [words.holder_words(row, names) for row in records],
                "cue": [words.bare(row["cue"]) for row in records],
                "words": [words.bare(row["content"]) for row in records],
                "said": [words.date_words(row["said"]) for row in records],
                "from": [words.path_words(row, corpus, names) for row in records],
                "stances": ["; ".join(held.get(row["id"], ())) for row in records],
                "id": self.rows["id"],
            }
        )

    def timeline(self):
        """The selection over time: the figure of claims over time, of these statements alone; else a table by date."""
        from hearsay.show.figures import plot_over_time, save_figure
        from hearsay.show.figures.over_time import told

        ids = set(self.rows["id"])
        held = self.reading.stances[self.reading.stances["statement_id"].isin(ids)]
        claims = [claim for claim, _ in Counter(sorted(held["proposition"])).most_common(6)]
        drawn = rows.claim_rows(self.reading, claims, ids)
        if drawn.empty:
            ends = self.rows["said"].map(lambda said: str(intervals.bounds(said)[1] or "9999"))
            ordered = self.frame.loc[ends.sort_values(kind="stable").index].drop(columns=["id", "stances"])
            return table(ordered, "In the order of their dates", self.told)
        ax = plot_over_time(drawn, f"{self.told} · {rows.note(self.reading)}")
        return save_figure(ax, drawn.drop(columns="order"), "00-selection", told(drawn))

    def against(self, actor: str = "") -> Html:
        """Pairs in which one of these statements contradicts another, of ``actor`` where one is named; direct ones first."""
        ids, pairs = set(self.rows["id"]), counted(self.reading.contradictions)
        other = self.reading._by(actor) if actor else set(self.reading.statements["id"])
        a, b = pairs["a"], pairs["b"]
        hit = (a.isin(ids) & b.isin(other)) | (b.isin(ids) & a.isin(other))
        pairs = pairs[hit].sort_values(["strength", "contradiction_id"])
        by_id = self.reading.statements.drop_duplicates("id").set_index("id", drop=False)
        parts = []
        for pair in pairs.itertuples():
            told = f"<p><strong>{shown(pair.strength.capitalize())}</strong>: {shown(pair.reason or pair.why)}</p>"
            two = (cards.card(by_id.loc[i].to_dict(), self.reading) for i in (pair.a, pair.b))
            parts.append("\n".join([told, *two]))
        whom = f" against {actor}" if actor else ""
        if not parts:
            none = f"None of these {words.count(len(self), 'statement')} stands in a pair{whom}."
            return Html(f"<p>{shown(none)}</p>", none)
        return stacked(parts, f"{words.count(len(parts), 'pair')}{whom}", 3, "pairs")

    def _repr_html_(self) -> str:
        head = Html(f"<p>{shown(self.told)}.</p>", "")
        body = cards.cards(rows.clearest(self.rows), self.reading) if len(self.rows) else Html("", "")
        return head._repr_html_() + body._repr_html_()

    def __repr__(self) -> str:
        return self.told


def _keys(named: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The keys of what is called so, by name."""
    found: dict[str, set[str]] = {}
    for name, key in named:
        if name:
            found.setdefault(name, set()).add(key)
    return found


def meant(
    name: str, called: Mapping[str, set[str]], what: str, names: Mapping[str, str] | None = None, exactly: bool = False
) -> set[str]:
    """The keys of what is called so: by its whole name, else by some words of it. Raises ValueError with what is near.

    >>> meant("okafor", {"Ines Okafor": {"io"}, "The Port": {"port"}}, "actor")
    {'io'}
    >>> meant("Okafr", {"Ines Okafor": {"io"}, "The Port": {"port"}}, "actor")
    Traceback (most recent call last):
    ValueError: no actor is called 'Okafr'; near: Ines Okafor
    """
    by_folded: dict[str, str] = {}
    for known in sorted(called):
        by_folded.setdefault(_folded(known), known)
    asked = _folded(name)
    hits = {known for known in called if _folded(known) == asked}
    if not hits and not exactly:
        parts = set(re.findall(r"\w+", asked))
        hits = {known for known in called if parts and parts <= set(re.findall(r"\w+", _folded(known)))}
    if hits or exactly:
        return set().union(*(called[known] for known in hits))
    told = {low: (names or {}).get(min(called[known]), known) for low, known in by_folded.items()}
    raise ValueError(f"no {what} is called {name!r}" + near(asked, told))


def _folded(name: str) -> str:
    return re.sub(r"^the ", "", name.strip().casefold())


def near(asked: str, folded: Mapping[str, str]) -> str:
    """What is called nearly so, by the whole name or a word of it; else some of what there is."""
    by_word: dict[str, str] = {}
    for low, key in folded.items():
        for part in (low, *re.findall(r"\w{3,}", low)):
            by_word.setdefault(part, key)
    close = difflib.get_close_matches(asked, sorted(by_word), 5, 0.7)
    keys = list(dict.fromkeys(by_word[low] for low in close))
    return f"; near: {', '.join(keys)}" if keys else f"; there are {words.listed(sorted(set(folded.values())), 8)}"


def overview(reading: Reading) -> Html:
    """What a reading holds, and what can be asked of it."""
    names = [words.document_name(reading.corpus, doc) for doc in reading.corpus.texts]
    spoken = attributed(reading.statements)
    who = [actor for actor, _ in Counter(sorted(spoken["actor"])).most_common() if actor]
    claims = rows.contested(reading, 8)
    lines = [
        f"<strong>{shown(reading.corpus.title)}</strong> <small>({shown(rows.coded_by(reading))})</small>",
        f"{words.count(len(names), 'document')}: {shown(words.listed(names, 12))}",
        f"{words.count(len(spoken), 'statement')}, most by {shown(words.listed((reading.names.get(a, a) for a in who), 6))}",
        f"{words.count(len(reading.claims), 'claim')}, the most contested: "
        + shown("; ".join(f"“{words.cut(label, 80)}”" for label in claims["label"])),
        'Ask: <code>r.find("words", actor="…", claim="…", document="…", since="2015-12")</code>, then <code>.frame</code>, '
        '<code>.timeline()</code>, <code>.against("…")</code>',
    ]
    return Html("".join(f"<p>{line}</p>\n" for line in lines), repr(reading))


def open_reading(folder: str | Path, reading: str = "") -> Explored:
    """A corpus folder, read; see `hearsay.reading.open_reading`."""
    opened = _open(folder, reading)
    return Explored(opened.corpus, opened.name)


def read(text: str, *, published: str = "", least: float = 0.0, title: str = "your text") -> Selection:
    """Who said what in any text, by the machine alone, as a selection.

    ``published`` is the day it was published, EDTF ("2031-05-04"), from which words such as "on Monday" are counted;
    statements whose confidence is below ``least`` (0 to 1) are left out. Raises ValueError where the date is none.
    """
    row = {"doc_id": "text", "label": title, "published": published, "format": "text"}
    row |= {"characters": str(len(text)), "words": str(len(text.split()))}
    documents = tables.DOCUMENTS.check(tables.DOCUMENTS.of([row]))
    corpus = Corpus(Path("pasted"), documents, {"text": text}, tables.SKIPPED.empty(), settings={"title": title})
    found = Explored(corpus, "machine").find()
    sure = found.rows["confidence"].map(lambda c: float(c or 1) >= least).astype(bool)
    return replace(found, rows=found.rows[sure].reset_index(drop=True))
