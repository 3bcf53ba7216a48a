"""A reading to explore in JupyterLab: `r` shows an overview, `r.find(…)` gives a selection of statements.

Names, aliases and labels are accepted as well as keys. What nobody here is called is answered with what is near, and an
empty selection says which of the conditions left nothing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from hearsay import tables
from hearsay.analysis.contradictions import counted
from hearsay.analysis.voices import attributed
from hearsay.corpus.documents import Corpus
from hearsay.reading import Reading
from hearsay.reading import open_reading as _open
from hearsay.show import cards, rows, words
from hearsay.show.html import Html, shown, stacked
from sayso import intervals

if TYPE_CHECKING:
    from hearsay.show.figures.style import SavedFigure

WORD = re.compile(r"\w+")


class Explored(Reading):
    """A reading that shows itself and that can be searched; every table of `Reading` is an attribute."""

    def find(
        self, text: str = "", *, actor: str = "", claim: str = "", document: str = "", since: str = ""
    ) -> Selection:
        """Statements for which all that is given holds.

        ``text`` stands in the words, the cue or the source, under any name of an actor; ``actor`` says or holds it;
        ``claim`` is what it takes a stance on; ``since`` is EDTF and keeps what may have been said then or later.
        Raises ValueError where nobody and nothing is called so, naming what is near, and where a date is none.
        """
        rows, held = self.statements.drop_duplicates("id").reset_index(drop=True), self.stances
        kept: dict[str, pd.Series] = {}
        if text:
            kept[f"with the words “{text}”"] = self._with(rows, text)
        if actor:
            keys = self._meant("actor", actor)
            holding = rows["id"].isin(held[held["holder"].isin(keys)]["statement_id"])
            kept[f"by the actor “{actor}”"] = rows["actor"].isin(keys) | holding
        if document:
            kept[f"in the document “{document}”"] = rows["doc_id"].isin(self._meant("document", document))
        if claim:
            on = held[held["proposition"].isin(self._meant("claim", claim))]
            kept[f"on the claim “{claim}”"] = rows["id"].isin(on["statement_id"])
        if since:
            late = rows["said"].map(lambda said: not intervals.earlier(said, since))
            kept[f"said since {words.date_words(since)}"] = late & (rows["said"] != "")
        every = pd.DataFrame(kept, index=rows.index).all(axis=1)
        return Selection(self, rows[every], {what: int(mask.sum()) for what, mask in kept.items()})

    def _with(self, rows: pd.DataFrame, text: str) -> pd.Series:
        alike = [names for names in self.called["actor"].values() if _folded(text) in map(_folded, names)]
        names = sorted({text, *(name for names in alike for name in names if name)}, key=len, reverse=True)
        pattern = "|".join(rf"(?<!\w){re.escape(name)}" for name in names)
        said = rows["source"] + "\n" + rows["cue"] + "\n" + rows["content"]
        return said.str.contains(pattern, case=False)

    @cached_property
    def called(self) -> dict[str, dict[str, list[str]]]:
        """What actors, claims and documents are called, by kind and key; by the first name each is told."""
        actors: dict[str, list[str]] = {}
        for row in self.actors.to_dict("records"):
            names = (row["name"], row["actor"], *tables.items(row.get("aliases", "")))
            actors.setdefault(row["actor"], []).extend(map(words.short_name, names))
        other = ["doc_id", "label", "outlet", "title", "original_outlet"]
        documents = {row["doc_id"]: [row[name] for name in other] for row in self.documents.to_dict("records")}
        return {
            "actor": actors,
            "claim": {key: [label, key] for key, label in self.labels.items()},
            "document": {doc: [words.document_name(self.corpus, doc), *names] for doc, names in documents.items()},
        }

    def _meant(self, what: str, name: str) -> set[str]:
        return meant(name, self.called[what], what)

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
        """The statements as a table in words: who, cue, words, said, from, stances; id for the rest."""
        known, held = rows.in_words(self.reading), self.reading.stances
        labels = held["proposition"].replace(self.reading.labels)
        stances = (held["stance"] + " “" + labels + "”").groupby(held["statement_id"]).agg("; ".join)
        told = [known[i] for i in self.rows["id"]]
        table = pd.DataFrame(told, columns=["who", "cue", "content", "when", "path"]).map(words.bare)
        table = table.rename(columns={"content": "words", "when": "said", "path": "from"})
        return table.assign(stances=stances.reindex(self.rows["id"], fill_value="").array, id=self.rows["id"].array)

    def timeline(self) -> SavedFigure | Html:
        """The figure of claims over time, of these statements alone: of the claims on which most of them take a stance."""
        from hearsay.show.figures import over_time, style

        ids = set(self.rows["id"])
        held = self.reading.stances[self.reading.stances["statement_id"].isin(ids)]
        counts = held["proposition"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
        drawn = rows.claim_rows(self.reading, counts.head(6).index, ids)
        if drawn.empty:
            none = "None of these statements takes a stance on a claim; .frame has their dates."
            return Html(f"<p>{none}</p>", none)
        ax = over_time.plot_over_time(drawn, f"{self.told} · {rows.note(self.reading)}")
        return style.save_figure(ax, drawn.drop(columns="order"), "00-selection", over_time.told(drawn))

    def against(self, actor: str = "") -> Html:
        """Pairs in which one of these statements contradicts another, of ``actor`` where one is named; direct ones first."""
        ids, pairs = set(self.rows["id"]), counted(self.reading.contradictions)
        other = set(self.reading.find(actor=actor).rows["id"])
        hit = (pairs["a"].isin(ids) & pairs["b"].isin(other)) | (pairs["b"].isin(ids) & pairs["a"].isin(other))
        known, parts = rows.in_words(self.reading), []
        for pair in pairs[hit].sort_values(["strength", "contradiction_id"]).itertuples():
            told = f"<p><strong>{shown(pair.strength.capitalize())}</strong>: {shown(pair.reason or pair.why)}</p>"
            parts.append("\n".join([told, *(cards.card(known[i], self.reading) for i in (pair.a, pair.b))]))
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


def meant(name: str, called: Mapping[str, list[str]], what: str) -> set[str]:
    """The keys of what is called so: by its whole name, else by some words of it. Raises ValueError with what is near.

    >>> meant("okafor", {"io": ["Ines Okafor"], "port": ["The Port"]}, "actor")
    {'io'}
    >>> meant("Okafr", {"io": ["Ines Okafor"], "port": ["The Port"]}, "actor")
    Traceback (most recent call last):
    ValueError: no actor is called 'Okafr'; near: Ines Okafor
    """
    asked, parts = _folded(name), set(WORD.findall(_folded(name)))
    folded = {key: [_folded(name) for name in names if name] for key, names in called.items()}
    hits = {key for key, names in folded.items() if asked in names}
    if not hits and parts:
        hits = {key for key, names in folded.items() if any(parts <= set(WORD.findall(name)) for name in names)}
    if hits:
        return hits
    by_word: dict[str, str] = {}
    for key, names in folded.items():
        for word in (word for name in names for word in (name, *WORD.findall(name))):
            by_word.setdefault(word, called[key][0])
    near = dict.fromkeys(by_word[word] for word in difflib.get_close_matches(asked, sorted(by_word), 5, 0.7))
    some = f"near: {', '.join(near)}" if near else f"there are {words.listed(sorted(set(by_word.values())), 8)}"
    raise ValueError(f"no {what} is called {name!r}; {some}")


def _folded(name: str) -> str:
    return re.sub(r"^the ", "", name.strip().casefold())


def overview(reading: Reading) -> Html:
    """What a reading holds, and what can be asked of it."""
    names = [words.document_name(reading.corpus, doc) for doc in reading.corpus.texts]
    spoken = attributed(reading.statements)
    who = spoken[spoken["actor"] != ""]["actor"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    claims = [f"“{words.cut(label, 80)}”" for label in rows.contested(reading, 8)["label"]]
    lines = [
        f"<strong>{shown(reading.corpus.title)}</strong> <small>({shown(rows.coded_by(reading))})</small>",
        f"{words.count(len(names), 'document')}: {shown(words.listed(names, 12))}",
        f"{words.count(len(spoken), 'statement')}, most by {shown(words.listed((reading.names.get(a, a) for a in who.index), 6))}",
        f"{words.count(len(reading.claims), 'claim')}, the most contested: {shown('; '.join(claims))}",
        'Ask: <code>r.find("words", actor="…", claim="…", document="…", since="2015-12")</code>, then <code>.frame</code>, '
        '<code>.timeline()</code>, <code>.against("…")</code>',
    ]
    return Html("".join(f"<p>{line}</p>\n" for line in lines), repr(reading))


def open_reading(folder: str | Path, reading: str = "") -> Explored:
    """A corpus folder, read; see `hearsay.reading.open_reading`."""
    opened = _open(folder, reading)
    return Explored(opened.corpus, opened.name)


def read(text: str, *, published: str = "") -> Selection:
    """Who said what in any text, by the machine alone, as a selection.

    ``published`` is the day it was published, EDTF ("2031-05-04"), from which words such as "on Monday" are counted.
    Raises ValueError where the date is none.
    """
    row = {"doc_id": "text", "label": "your text", "published": published, "format": "text"}
    row |= {"characters": str(len(text)), "words": str(len(text.split()))}
    documents = tables.DOCUMENTS.check(tables.DOCUMENTS.of([row]))
    corpus = Corpus(Path("pasted"), documents, {"text": text}, tables.SKIPPED.empty(), settings={"title": "your text"})
    return Explored(corpus, "machine").find()
