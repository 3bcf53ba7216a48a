"""One reading of a corpus: all its tables, each computed when it is first asked for, from the corpus alone.

A notebook opens a reading and asks for the tables that it shows; a run writes all of them. Which coding is counted is
the reading's name: a coding's, or `machine`, whose statements, stances and chains then stand where people's would.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import tables
from hearsay.analysis import contradictions, machine_claims, provenance, reuse
from hearsay.corpus import actors as actor_ledger
from hearsay.corpus import coding
from hearsay.corpus.cleaning import clean_corpus
from hearsay.corpus.documents import ROOT, Corpus, load_corpus
from sayso.when import dates
from sayso.who import hands

CACHE = ROOT / "build" / ".cache"


@dataclass(frozen=True)
class Reading:
    """A corpus and what is counted of it; tables are attributes, with the columns of `hearsay.tables`."""

    corpus: Corpus
    name: str

    @cached_property
    def documents(self) -> pd.DataFrame:
        """A row per document."""
        return self.corpus.documents

    @cached_property
    def codebook(self) -> coding.Codebook:
        """Propositions and measures."""
        return coding.load_codebook(self.corpus.folder)

    @cached_property
    def codings(self) -> dict[str, pd.DataFrame]:
        """Each coding as it stands, by name."""
        return coding.load_codings(self.corpus)

    @cached_property
    def coders(self) -> pd.DataFrame:
        """What kind of coder or judge each is."""
        return coding.load_coders(self.corpus.folder)

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """The alias ledger that people keep."""
        return actor_ledger.load_actors(self.corpus.folder)

    @cached_property
    def actors(self) -> pd.DataFrame:
        """Who speaks: the ledger; for the machine's reading also the actors that it found without a row there."""
        if self.name != coding.MACHINE:
            return self.ledger
        return actor_ledger.with_provisional(self.ledger, self.machine)

    @cached_property
    def names(self) -> dict[str, str]:
        """The one name stated for each actor, by key; of an author who is not named, the document's."""
        return actor_ledger.names_of(self.actors)

    @cached_property
    def sides(self) -> dict[str, str]:
        """On whose side each actor speaks, by key."""
        return actor_ledger.sides_of(self.actors)

    @cached_property
    def _cleaned(self) -> tuple[pd.DataFrame, dict[str, str]]:
        return clean_corpus(self.corpus.texts, actor_ledger.misspellings(self.ledger))

    @property
    def cleaning(self) -> pd.DataFrame:
        """What was masked, and the faults found."""
        return self._cleaned[0]

    @property
    def masked(self) -> dict[str, str]:
        """The texts without boilerplate, every character in its place."""
        return self._cleaned[1]

    @cached_property
    def machine(self) -> pd.DataFrame:
        """The machine's statements: attributed, with actors, chains, dates and dictionary stances."""
        from sayso import patterns  # brings spaCy, which people's readings do without: a second per notebook

        found = _cached(self.corpus.texts, self.masked)
        found = actor_ledger.resolve(found, self.ledger, self.masked)
        found = hands.with_relayers(found, self.ledger, self.masked)
        found = dates.with_dates(found, self.documents, self.masked)
        return tables.STATEMENTS.check(patterns.with_dictionary_stances(found, self.codebook.propositions, self.masked))

    @cached_property
    def proposed(self) -> Any:
        """What the machine proposes as claims (`sayso.claims.Proposed`); None where people say what the claims are."""
        if self.name != coding.MACHINE or (self.codebook.propositions and not self.codebook.propose):
            return None
        from sayso import claims  # as above

        copies = dict(zip(self.documents["doc_id"], self.documents["copies_of"], strict=True))
        return claims.propose(self.machine, self.masked, copies, self.codebook.propositions)

    @cached_property
    def statements(self) -> pd.DataFrame:
        """What this reading counts."""
        if self.name == coding.MACHINE:
            return machine_claims.with_claims(self.machine, self.proposed)
        return statements_of(self.codings[self.name], self.name, self.actors)

    @cached_property
    def stances(self) -> pd.DataFrame:
        """A row per statement and proposition."""
        return machine_claims.explained(coding.stances_of(self.statements), self.proposed)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """What can be affirmed, denied or qualified; of a codebook's propositions not yet."""
        return machine_claims.table(self.proposed, self.statements, self.documents, self.origin_counts)

    @cached_property
    def quantities(self) -> pd.DataFrame:
        """A row per value that a statement gives."""
        return coding.quantities_of(self.statements, self.codebook)

    @cached_property
    def chains(self) -> pd.DataFrame:
        """The hands that each statement passed through."""
        return provenance.chains_of(self.statements, self.corpus)

    @cached_property
    def reuse(self) -> pd.DataFrame:
        """Passages that documents share."""
        aliases = actor_ledger.aliases_of(self.actors)
        states = set(self.actors[self.actors["type"] == "state"]["actor"])  # many mouths, so no one's utterance
        told = self.statements[(self.statements["form"] != "author") & ~self.statements["actor"].isin(states)]
        found = reuse.find_reuse(self.masked, told, aliases, received=self.corpus.texts)
        found = provenance.with_coded_utterances(found, self.statements)
        return tables.REUSE.check(
            provenance.with_retellings(found, self.statements, self.sides, self.codebook, aliases)
        )

    @cached_property
    def origins(self) -> pd.DataFrame:
        """Each stance with the origin that it rests on."""
        return provenance.origins_of(self.statements, self.stances, self.reuse, self.actors)

    @cached_property
    def origin_counts(self) -> pd.DataFrame:
        """Per proposition and stance: statements, documents, outlets, sides, origins from least to most."""
        return provenance.count_origins(self.origins, self.statements, self.corpus, self.sides)

    @cached_property
    def _decided(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        path = self.corpus.folder / "verdicts.csv"
        verdicts = (
            tables.VERDICTS.check(tables.VERDICTS.complete(tables.read(path)))
            if path.exists()
            else tables.VERDICTS.empty()
        )
        return contradictions.decide(self.proposals, verdicts, self.statements, self.coders, self.origins)

    @cached_property
    def proposals(self) -> pd.DataFrame:
        """Contradictions as the rules propose them, before any verdict."""
        if self.proposed is not None:
            return machine_claims.contradictions(self.proposed, self.statements, self.origins)
        return contradictions.propose(
            self.statements, self.stances, self.quantities, self.origins, self.codebook, self.names
        )

    @property
    def contradictions(self) -> pd.DataFrame:
        """Proposals with their verdicts, and the pairs that people added; of machine claims the likeliest first."""
        return self._decided[0] if self.proposed is None else machine_claims.ranked(self._decided[0])

    @property
    def lost_verdicts(self) -> pd.DataFrame:
        """Verdicts whose passages are found no more."""
        return self._decided[1]

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Every table that a run writes, by name."""
        names = "documents cleaning statements stances claims quantities chains reuse origins contradictions"
        return {name: getattr(self, name) for name in names.split()} | {"skipped": self.corpus.skipped}


def open_reading(folder: str | Path, reading: str = "") -> Reading:
    """The reading of a folder: as asked for, else as corpus.toml says, else agreed, the only coding, or machine.

    Raises ValueError with every fault of the tables beside the documents, or where there is no such reading.
    """
    corpus = load_corpus(folder)
    codings = coding.load_codings(corpus)
    name = reading or coding.choose_reading(corpus, codings)
    if name not in (*codings, coding.MACHINE):
        raise ValueError(f"{corpus.name}: reading {name!r} is not one of {[*codings, coding.MACHINE]}")
    return Reading(corpus, name)


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


def _cached(texts: Mapping[str, str], masked: Mapping[str, str]) -> pd.DataFrame:
    """The machine's attributions, kept by hash of texts and engine, so that each notebook need not find them again."""
    from hearsay import machine  # as above

    sums = json.dumps(
        [machine.fingerprint(), list(tables.STATEMENTS.columns), sorted(texts.items()), sorted(masked.items())]
    )
    path = CACHE / f"{hashlib.sha256(sums.encode()).hexdigest()[:20]}.csv"
    if not path.exists():
        fresh = path.with_suffix(f".{id(sums)}")
        tables.write(machine.extract(texts, masked), fresh)
        fresh.replace(path)
    return tables.read(path)
