"""The statements of a text that is no corpus: pasted into a notebook, read by the machine, shown in context."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from hearsay import machine, tables
from hearsay.corpus.actors import names_of, with_found
from hearsay.corpus.cleaning import clean_corpus
from hearsay.corpus.coding import Codebook
from hearsay.corpus.documents import Corpus
from hearsay.show.html import passages, speaker
from sayso.who.casts import read_casts

NAME = "text"  # what the text is called where a document would be named


@dataclass(frozen=True)
class Statements:
    """Who said what in one text. Shows itself as passages in Jupyter; ``table`` has the columns of `statements`."""

    table: pd.DataFrame
    names: dict[str, str]
    corpus: Corpus = field(repr=False)

    def __len__(self) -> int:
        return len(self.table)

    def _repr_html_(self) -> str:
        told = self.table.assign(through=[", ".join(map(self._name, tables.items(via))) for via in self.table["via"]])
        none = "The machine finds no statement in it."
        return passages(told, self.corpus, self.names, ["cue", "through", "said"], "Statements", none)._repr_html_()

    def __repr__(self) -> str:
        rows = self.table.to_dict("records")
        lines = [f"{speaker(row, self.names)} | {row['cue']} | {' '.join(row['content'].split())}" for row in rows]
        return "\n".join([f"{len(self)} statements: speaker | cue | content", *lines])

    def _name(self, hand: str) -> str:
        return self.names.get(hand.rstrip("?"), hand)


def read(text: str, *, published: str = "", least: float = 0.0) -> Statements:
    """Who said what in any text, by the machine alone.

    ``published`` is the day it was published, EDTF ("2031-05-04"), from which words such as "on Monday" are counted;
    statements whose confidence is below ``least`` (0 to 1) are left out. Raises ValueError where the date is none.
    """
    documents = tables.DOCUMENTS.check(tables.DOCUMENTS.of([{"doc_id": NAME, "published": published}]))
    corpus = Corpus(Path(NAME), "", "", "machine", documents, {NAME: text}, tables.SKIPPED.empty())
    _, masked = clean_corpus(corpus.texts)
    nobody = tables.ACTORS.empty()
    casts = read_casts(nobody, masked)
    found = machine.read(machine.extract(corpus.texts, masked), masked, casts, documents, Codebook({}, {}))
    sure = found.statements["confidence"].map(lambda c: float(c or 1) >= least).astype(bool)
    return Statements(found.statements[sure].reset_index(drop=True), names_of(with_found(nobody, found.actors)), corpus)
