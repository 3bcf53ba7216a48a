"""One reading of a corpus: all its tables, each computed when it is first asked for, from the corpus alone.

A notebook opens a reading and asks for the tables that it shows; a run writes all of them. Which coding is counted is
the reading's name: a coding's, or `machine`, whose statements, stances and chains then stand where people's would.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from hearsay import tables
from hearsay.analysis import (
    claims,
    contradictions,
    issues,
    machine_claims,
    origins,
    provenance,
    retellings,
    reuse,
    verdicts,
    voices,
)  # fmt: skip
from hearsay.corpus import actors as actor_ledger
from hearsay.corpus import coding, coverage
from hearsay.corpus.cleaning import clean_corpus
from hearsay.corpus.codebook import Codebook, load_codebook
from hearsay.corpus.documents import Corpus, load_corpus
from hearsay.store import CACHE, Kept, Store, store_of
from sayso.who import spellings
from sayso.who.casts import Casts, read_casts

if TYPE_CHECKING:
    from hearsay import machine


@dataclass(frozen=True)
class Reading:
    """A corpus and what is counted of it; tables are attributes, with the columns of `hearsay.tables`."""

    corpus: Corpus
    name: str

    @cached_property
    def store(self) -> Store:
        """Where what has been computed is kept, for the next notebook."""
        return store_of(self.corpus, self.name, CACHE)

    @cached_property
    def documents(self) -> pd.DataFrame:
        """A row per document."""
        return self.corpus.documents

    @cached_property
    def codebook(self) -> Codebook:
        """Propositions and measures."""
        return load_codebook(self.corpus.folder)

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
        if self.name != coding.MACHINE and not self.uncovered:
            return self.ledger
        return actor_ledger.with_found(self.ledger, self._machine.actors)

    @cached_property
    def found_actors(self) -> pd.DataFrame:
        """Every actor of this reading, whether the ledger or the text has it, with the number of its statements."""
        return actor_ledger.actors_of(self.actors, self.ledger, self.statements)

    @Kept
    def aliases(self) -> pd.DataFrame:
        """Names that may be one actor and are not joined, with evidence; those of speakers earliest."""
        return tables.ALIASES.check(spellings.alike(self.casts, set(self.statements["actor"])))

    @cached_property
    def casts(self) -> Casts:
        """Who appears in each document."""
        return read_casts(self.ledger, self.masked)

    @cached_property
    def names(self) -> dict[str, str]:
        """The one name stated for each actor, by key; of an author who is not named, the document's."""
        return actor_ledger.names_of(self.actors)

    @cached_property
    def statements_by_id(self) -> dict[str, dict[str, str]]:
        """Rows of `statements` by id."""
        return {row["id"]: row for row in self.statements.drop_duplicates("id").to_dict("records")}

    @cached_property
    def stances_on(self) -> dict[str, list[dict[str, str]]]:
        """Rows of `stances` by claim."""
        return {claim: rows.to_dict("records") for claim, rows in self.stances.groupby("proposition")}

    @cached_property
    def sides(self) -> dict[str, str]:
        """On whose side each actor speaks, by key."""
        return actor_ledger.sides_of(self.actors)

    @Kept
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

    @property
    def _attributed(self) -> tuple[pd.DataFrame, dict[str, str]]:
        """The machine's attributions in the documents that are in English, and why it failed on a document, by doc_id."""
        return self.__dict__.get("attributed") or self.attribute()

    def attribute(
        self, jobs: int = 1, step: Callable[[], None] | None = None, engine: str = "crf"
    ) -> tuple[pd.DataFrame, dict[str, str]]:
        """Find the machine's attributions, with so many processes; ``step`` is called for each document that is begun."""
        texts = {doc_id: text for doc_id, text in self.corpus.texts.items() if doc_id not in self.corpus.unread}
        found = _cached(texts, {doc_id: self.masked[doc_id] for doc_id in texts}, engine, jobs, step)
        self.__dict__["attributed"] = found
        if engine != "crf":  # what rests on it is another reading's
            self.__dict__["store"] = store_of(self.corpus, f"{self.name} {engine}", CACHE)
        return found

    @cached_property
    def skipped(self) -> pd.DataFrame:
        """Files that are no document, and documents on which the machine's reader failed, each with the reason."""
        failed = self._attributed[1] if self.name == coding.MACHINE or self.uncovered else {}
        rows = [{"file": doc_id, "why": f"the reader failed: {why}"} for doc_id, why in failed.items()]
        return pd.concat([self.corpus.skipped, tables.SKIPPED.of(rows)], ignore_index=True)

    @cached_property
    def uncovered(self) -> set[str]:
        """The documents that the coding counted here does not cover, and which keep the machine's reading."""
        if self.name == coding.MACHINE:
            return set()
        covered = coverage.covered(self.name, self.codings[self.name], self.coders)
        return set(self.corpus.texts) - covered - set(self.corpus.unread)

    @Kept
    def _machine(self) -> machine.Found:
        """The machine's statements and stances."""
        from hearsay import machine  # brings spaCy, which people's readings do without: a second per notebook

        near = machine.near_days(self.corpus.folder)
        return machine.read(self._attributed[0], self.masked, self.casts, self.documents, self.codebook, near)

    @property
    def machine(self) -> pd.DataFrame:
        """The machine's statements: attributed, with actors, chains, dates and dictionary stances."""
        return self._machine.statements

    @cached_property
    def proposed(self) -> Any:
        """What the machine proposes as claims (`sayso.claims.Proposed`); None where people say what the claims are."""
        peoples = self.name != coding.MACHINE and not self.uncovered
        if not self.codebook.propose and (peoples or self.codebook.propositions):
            return None
        from sayso.claims import propose  # as above

        copies = dict(zip(self.documents["doc_id"], self.documents["copies_of"], strict=True))
        return propose(self._told, self.masked, copies, self.codebook.propositions)

    @cached_property
    def book(self) -> Codebook:
        """The codebook, and beside it what the machine proposes."""
        return self.codebook if self.proposed is None else claims.with_proposed(self.codebook, self.proposed.claims)

    @cached_property
    def _told(self) -> pd.DataFrame:
        """The statements that are counted, people's and the machine's, without what documents assert themselves."""
        if self.name == coding.MACHINE:
            return self.machine
        coded = self.codings[self.name]
        rows = statements_of(coded, self.name, self.ledger)
        if not self.uncovered:
            return rows
        return coverage.with_machine(rows, coverage.accepted(coded), self.machine, self._covered)

    @property
    def _covered(self) -> set[str]:
        return set() if self.name == coding.MACHINE else set(self.corpus.texts) - self.uncovered

    @cached_property
    def statements(self) -> pd.DataFrame:
        """What this reading counts."""
        instead = set() if self.name == coding.MACHINE else coverage.accepted(self.codings[self.name])
        return machine_claims.with_claims(self._told, self.proposed, self._covered, instead)

    @Kept
    def stances(self) -> pd.DataFrame:
        """A row per statement and proposition; the machine's with the words that turned it, and its pattern."""
        found = coding.stances_of(self.statements)
        if coding.MACHINE in set(self._told["by"]):
            found = with_reasons(found, self._machine.stances)
        return machine_claims.explained(found, self.proposed, self.statements, self.codebook.propositions)

    @Kept
    def quantities(self) -> pd.DataFrame:
        """A row per value that a statement gives."""
        return coding.quantities_of(self.statements, self.codebook)

    @Kept
    def chains(self) -> pd.DataFrame:
        """The hands that each statement passed through."""
        return provenance.chains_of(self.statements, self.corpus, self.actors)

    @Kept
    def reuse(self) -> pd.DataFrame:
        """Passages that documents share."""
        aliases = actor_ledger.aliases_of(self.actors)
        states = set(self.actors[self.actors["type"] == "state"]["actor"])  # many mouths, so no one's utterance
        told = voices.voiced(self.statements)
        told = told[~told["actor"].isin(states)]
        found = reuse.find_reuse(self.masked, told, aliases, received=self.corpus.texts)
        found = retellings.with_coded_utterances(found, self.statements)
        return tables.REUSE.check(
            retellings.with_retellings(found, self.statements, self.sides, self.codebook, aliases)
        )

    @Kept
    def origins(self) -> pd.DataFrame:
        """Each stance with the origin that it rests on."""
        return origins.origins_of(self.statements, self.stances, self.reuse, self.actors)

    @cached_property
    def origin_counts(self) -> pd.DataFrame:
        """Per proposition and stance: statements, documents, outlets, sides, origins from least to most."""
        return origins.count_origins(self.origins, self.statements, self.corpus, self.sides)

    @Kept
    def _decided(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        path = self.corpus.folder / "verdicts.csv"
        judged = (
            tables.VERDICTS.check(tables.VERDICTS.complete(tables.read(path)))
            if path.exists()
            else tables.VERDICTS.empty()
        )
        return verdicts.decide(self.proposals, judged, self.statements, self.coders, self.book)

    @Kept
    def proposals(self) -> pd.DataFrame:
        """Contradictions as the rules propose them, before any verdict."""
        if self.proposed is not None:
            return machine_claims.contradictions(self.proposed, self.statements)
        return contradictions.propose(self.statements, self.stances, self.quantities, self.codebook, self.names)

    @property
    def contradictions(self) -> pd.DataFrame:
        """Proposals with their verdicts, and the pairs that people added; of machine claims the likeliest first."""
        return self._decided[0] if self.proposed is None else machine_claims.ranked(self._decided[0])

    @Kept
    def issues(self) -> pd.DataFrame:
        """Contradictions grouped by the matter, the one that deserves most time first."""
        return issues.issues_of(
            self.contradictions, self.statements, self.stances, self.quantities, self.origins, self.actors,
            self.book, self.names,
        )  # fmt: skip

    @Kept
    def claims(self) -> pd.DataFrame:
        """Claims with who affirms, denies and qualifies them, the most contested first."""
        return claims.claims_of(self.statements, self.stances, self.origins, self.documents, self.book.propositions)

    @cached_property
    def common_ground(self) -> pd.DataFrame:
        """What several documents say and nobody here denies."""
        return claims.common_ground(
            self.statements, self.stances, self.origins, self.documents, self.book, self.opposed, self.names,
            claims.persons(self.actors),
        )  # fmt: skip

    @cached_property
    def opposed(self) -> set[str]:
        """Claims against which an accepted contradiction stands that leaves no room for both."""
        return claims.opposed(self.stances, self.contradictions, self.book)

    @cached_property
    def own_hands(self) -> dict[str, set[str]]:
        """By document the actors that are the document itself, and so relay nothing in it."""
        return provenance.own_hands(self.documents, self.actors)

    @property
    def lost_verdicts(self) -> pd.DataFrame:
        """Verdicts whose passages are found no more."""
        return self._decided[1]

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Every table that a run writes, by name."""
        names = "documents cleaning statements stances claims quantities chains reuse origins contradictions issues"
        return {name: getattr(self, name) for name in names.split()} | {
            "actors": self.found_actors,
            "aliases": self.aliases,
            "skipped": self.skipped,
        }


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


def with_reasons(stances: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Stances with `turned_by` and `rule` of the rows of ``found`` on the same statement, proposition and stance."""
    told, key = ["turned_by", "rule"], ["statement_id", "proposition", "stance"]
    return stances.drop(columns=told).merge(found[[*key, *told]], on=key, how="left").fillna("")[[*stances.columns]]


def _cached(
    texts: Mapping[str, str],
    masked: Mapping[str, str],
    engine: str = "crf",
    jobs: int = 1,
    step: Callable[[], None] | None = None,
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The machine's attributions and failures, kept by hash of texts and engine; a cache that fails is done without."""
    from hearsay import machine  # as above

    sums = json.dumps(
        [machine.fingerprint(), engine, [*tables.STATEMENTS.columns], sorted(texts.items()), sorted(masked.items())]
    )
    path = CACHE / f"{hashlib.sha256(sums.encode()).hexdigest()[:20]}.csv"
    failures = path.with_suffix(".failed.csv")
    with suppress(OSError, ValueError):
        failed = tables.SKIPPED.check(tables.read(failures)) if failures.exists() else tables.SKIPPED.empty()
        return tables.STATEMENTS.check(tables.read(path)), dict(zip(failed["file"], failed["why"], strict=True))
    failed = {}
    found = machine.extract(texts, masked, engine, failed, jobs, step)
    with suppress(OSError):
        if failed:
            _keep(tables.SKIPPED.of({"file": d, "why": why} for d, why in failed.items()), failures)
        _keep(found, path)
    return found, failed


def _keep(df: pd.DataFrame, path: Path) -> None:
    """Write a table at once or not at all; what a killed process left half written is removed by the next."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob("*.part"):
        if time.time() - old.stat().st_mtime > 3600:
            old.unlink(missing_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        tables.write(df, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
