"""A reading to explore in JupyterLab: `r` shows an overview, `r.find(…)` gives a selection of statements.

Names, aliases and labels are accepted as well as keys. What nobody here is called is answered with what is near, and a
selection says how many statements each of the conditions alone would leave.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process as folded

from hearsay import tables
from hearsay.analysis.contradictions import counted
from hearsay.corpus.coding import MACHINE
from hearsay.corpus.documents import Corpus
from hearsay.reading import Reading
from hearsay.reading import open_reading as _open
from hearsay.show import cards, coders, frames, rows, words
from hearsay.show.html import Html, shown, table
from sayso import intervals

if TYPE_CHECKING:
    from hearsay.show.figures.style import SavedFigure

CLAIMS = 6  # in a timeline


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
        rows, held = self.statements.drop_duplicates("id"), self.stances
        kept: dict[str, pd.Series] = {}
        if text:
            kept[f"with the words “{text}”"] = self._with(rows, text)
        if actor:
            keys = keys_called(actor, self.called["actor"], "actor")
            holding = rows["id"].isin(held[held["holder"].isin(keys)]["statement_id"])
            kept[f"by the actor “{actor}”"] = rows["actor"].isin(keys) | holding
        if document:
            docs = keys_called(document, self.called["document"], "document")
            kept[f"in the document “{document}”"] = rows["doc_id"].isin(docs)
        if claim:
            on = held[held["proposition"].isin(keys_called(claim, self.called["claim"], "claim"))]
            kept[f"on the claim “{claim}”"] = rows["id"].isin(on["statement_id"])
        if since:
            late = rows["said"].map(lambda said: bool(said) and not intervals.earlier(said, since))
            kept[f"said since {words.date_words(since)}"] = late
        every = pd.DataFrame(kept, index=rows.index).all(axis=1)
        return Selection(self, rows[every], {what: int(mask.sum()) for what, mask in kept.items()})

    def _with(self, rows: pd.DataFrame, text: str) -> pd.Series:
        alike = [names for names in self.called["actor"].values() if folded(text) in map(folded, names)]
        pattern = "|".join(rf"(?<!\w){re.escape(name)}" for name in {text}.union(*alike) if name)
        return (rows["source"] + "\n" + rows["cue"] + "\n" + rows["content"]).str.contains(pattern, case=False)

    @cached_property
    def called(self) -> dict[str, dict[str, list[str]]]:
        """What actors, claims and documents are called, by kind and key; by the first name each is told."""
        actors: dict[str, list[str]] = {}
        for row in self.actors.to_dict("records"):
            names = (row["name"], row["actor"], *tables.items(row.get("aliases", "")))
            actors.setdefault(row["actor"], []).extend(map(words.short_name, names))
        claims = {key: [label, key] for key, label in self.labels.items()}
        documents = {
            doc: [words.document_name(self.corpus, doc), doc, facts["outlet"], facts["title"]]
            for doc, facts in self.corpus.facts.items()
        }
        return {"actor": actors, "claim": claims, "document": documents}

    def _repr_markdown_(self) -> str:
        names = [words.document_name(self.corpus, doc) for doc in self.corpus.texts]
        claims = [words.quoted(label, 80) for label in rows.contested(self)["label"].head(8)]
        said, who = len(frames.heard(self)), [who for who, _ in frames.most_heard(self)[:6]]
        about = {"coded_by": coders.coded_by(self), "names": names, "claims": claims, "said": said, "who": who}
        return words.sentence("overview.md", title=self.corpus.title, all_claims=len(self.claims), **about)

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
        """How much was found, and how much for each condition alone."""
        found = words.count(len(self.rows), "statement")
        alone = words.listed(f"{n} {what}" for what, n in self.conditions.items())
        return f"{found}: {alone}" if self.conditions else found

    @property
    def frame(self) -> pd.DataFrame:
        """The statements as a table in words: who, cue, words, said, from, stances; id for the rest."""
        known, held = rows.in_words(self.reading), self.reading.stances
        stances = held["stance"] + " “" + held["proposition"].replace(self.reading.labels) + "”"
        stances = stances.groupby(held["statement_id"]).agg("; ".join)
        told = [known[i] for i in self.rows["id"]]
        told = pd.DataFrame(told, columns=["who", "cue", "content", "when", "path"]).map(words.bare)
        told = told.rename(columns={"content": "words", "when": "said", "path": "from"})
        return told.assign(stances=stances.reindex(self.rows["id"], fill_value="").array, id=self.rows["id"].array)

    def timeline(self) -> SavedFigure | Html:
        """The figure of claims over time, of these statements alone: of the most contested claims on which they take a stance."""
        from hearsay.show.figures import over_time, style

        ids, claims = set(self.rows["id"]), self.reading.claims["proposition"]
        held = self.reading.stances[self.reading.stances["statement_id"].isin(ids)]
        drawn = rows.claim_rows(self.reading, claims[claims.isin(held["proposition"])].head(CLAIMS), ids)
        ax = over_time.plot_over_time(drawn, f"{self.told} · {coders.note(self.reading)}")
        return style.save_figure(ax, drawn, "00-selection", over_time.told(drawn))

    def against(self, actor: str = "") -> Html:
        """Pairs in which one of these statements contradicts another, of ``actor`` where one is named; direct ones first."""
        other, pairs = self.reading.find(actor=actor).rows["id"], counted(self.reading.contradictions)
        a, b = (pairs[end].isin(self.rows["id"]) & pairs[against].isin(other) for end, against in ("ab", "ba"))
        told = frames.told_pairs(self.reading, pairs[a | b].sort_values(["strength", "contradiction_id"]))
        whom = f" against {actor}" if actor else ""
        return table(told, f"Pairs{whom}", f"none of these statements stands in a pair{whom}")

    def _repr_html_(self) -> str:
        clearest = pd.DataFrame(sorted(self.rows.to_dict("records"), key=rows.clearness))
        told = f"<p>{shown(self.told)}.</p>\n{cards.cards(clearest, self.reading).html}"
        return Html(told, self.told)._repr_html_()

    def __repr__(self) -> str:
        return self.told


def keys_called(name: str, called: Mapping[str, list[str]], what: str) -> set[str]:
    """The keys of what is called so: by its whole name, else by some words of it. Raises ValueError with what is near.

    >>> keys_called("okafor", {"io": ["Ines Okafor"], "port": ["The Port"]}, "actor")
    {'io'}
    >>> keys_called("Okafr", {"io": ["Ines Okafor"], "port": ["The Port"]}, "actor")
    Traceback (most recent call last):
    ValueError: no actor is called 'Okafr'; near: Ines Okafor, The Port
    """
    asked, plain = folded(name), {key: list(map(folded, names)) for key, names in called.items()}
    whole = {key for key, names in plain.items() if asked in names}
    parts = {key for key, names in plain.items() if any({*asked.split()} <= {*name.split()} for name in names)}
    if asked and (whole or parts):
        return whole or parts
    near = process.extract(asked, {key: " | ".join(names) for key, names in plain.items()}, scorer=fuzz.partial_ratio)
    raise ValueError(f"no {what} is called {name!r}; near: {', '.join(called[key][0] for *_, key in near)}")


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
    return Explored(corpus, MACHINE).find()
