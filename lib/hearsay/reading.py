"""One reading of a corpus: all its tables, each computed when it is first asked for, from the corpus alone.

A notebook opens a reading and asks for the tables that it shows; a run writes all of them. Which coding is counted is
the reading's name: a coding's, or `machine`, whose statements, stances and chains then stand where people's would.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd

from hearsay import tables
from hearsay.analysis import claims, contradictions, issues, machine_claims, origins, provenance, reuse
from hearsay.corpus import actors as actor_ledger
from hearsay.corpus import coding, people
from hearsay.corpus.cleaning import clean_corpus
from hearsay.corpus.codebook import Codebook, load_codebook
from hearsay.corpus.documents import Corpus, author_in, load_corpus
from hearsay.corpus.language import name_of
from hearsay.corpus.stages import kept, spared
from hearsay.store import CACHE, ENGINE, Kept, Made, code, place_of, place_of_reading
from sayso.when.dates import NEAR_DAYS, with_dates
from sayso.who import spellings
from sayso.who.casts import Casts, read_casts


@dataclass(frozen=True)
class Reading:
    """A corpus and what is counted of it; tables are attributes, with the columns of `hearsay.tables`."""

    corpus: Corpus
    name: str

    @cached_property
    def place(self) -> Path:
        """Where what has been computed is kept, for the next notebook."""
        return place_of_reading(self.corpus, self.name, CACHE)

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
        return people.load(self.corpus.folder, tables.CODERS)

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """The alias ledger that people keep."""
        return people.load(self.corpus.folder, tables.ACTORS)

    @cached_property
    def actors(self) -> pd.DataFrame:
        """Who speaks: the ledger; for the machine's reading also the actors that it found without a row there."""
        if self.by_people:
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
        return self._met[0]

    @Kept
    def _met(self) -> tuple[Casts, dict[str, str]]:
        return _spared("names", lambda docs: read_casts(self.ledger, _of(self.masked, docs)), self.masked)

    @cached_property
    def names(self) -> dict[str, str]:
        """The one name stated for each actor, by key; of an author who is not named, the document's."""
        return actor_ledger.names_of(self.actors)

    @cached_property
    def _holders(self) -> dict[str, str]:
        """`names`, and by their documents how authors are called who are no actors."""
        return {doc: author_in(self.corpus.document_name(doc)) for doc in self.corpus.texts} | self.names

    @cached_property
    def statements_by_id(self) -> Mapping[str, dict[str, str]]:
        """Rows of `statements` by id."""
        rows = self.statements.drop_duplicates("id")
        columns, cells = list(rows), dict(zip(rows["id"], rows.itertuples(index=False, name=None), strict=True))
        return Made(cells, lambda i: dict(zip(columns, cells[i], strict=True)))

    @cached_property
    def stances_on(self) -> dict[str, list[dict[str, str]]]:
        """Rows of `said` by claim."""
        return {claim: rows.to_dict("records") for claim, rows in self.said.groupby("proposition", sort=False)}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The type of each actor, by key."""
        return dict(zip(self.actors["actor"], self.actors["type"], strict=True))

    @cached_property
    def sides(self) -> dict[str, str]:
        """On whose side each actor speaks, by key."""
        return dict(zip(self.actors["actor"], self.actors["side"], strict=True))

    @Kept
    def _cleaned(self) -> tuple[pd.DataFrame, dict[str, str], dict[str, str]]:
        texts, faults = self.corpus.texts, self.corpus.settings.get("readings", [])
        copies = self.corpus.documents.set_index("doc_id")["copies_of"].to_dict()
        found, failed = _spared("boilerplate", lambda docs: clean_corpus(_of(texts, docs), faults, copies), texts)
        return found[0], texts | found[1], failed

    @property
    def cleaning(self) -> pd.DataFrame:
        """What was masked, and the faults found."""
        return self._cleaned[0]

    @property
    def masked(self) -> dict[str, str]:
        """The texts without boilerplate, every character in its place."""
        return self._cleaned[1]

    def attribute(self, jobs: int = 1) -> tuple[pd.DataFrame, dict[str, str]]:
        """The machine's attributions in the documents that are in English, and why it failed on a document, by doc_id.

        Found now, with so many processes, where they are not kept.
        """
        from hearsay import machine  # brings spaCy, which people's readings do without: a second per notebook

        texts = {doc_id: text for doc_id, text in self.corpus.texts.items() if doc_id not in self.corpus.unread}
        masked = {doc_id: self.masked[doc_id] for doc_id in texts}
        rests_on = [code(ENGINE), *tables.STATEMENTS.columns, *texts.items(), *masked.items()]
        place = place_of(rests_on, CACHE) / "attributions.pickle"
        return kept(place, lambda: machine.extract(texts, masked, jobs))

    @Kept
    def skipped(self) -> pd.DataFrame:
        """Files that are no document, and documents on which a stage failed, each with the reason."""
        failures = [self._cleaned[2], self._passages[1]]
        failures += [] if self.by_people else [self._machine.failed]
        failures += [self.proposed.failed] if self.proposed else []
        told = [(doc_id, why) for failed in failures for doc_id, why in failed.items()]
        rows = pd.DataFrame(told, columns=["file", "why"], dtype=str).groupby("file", as_index=False).agg("; ".join)
        return pd.concat([self.corpus.skipped, rows], ignore_index=True)

    @cached_property
    def uncovered(self) -> set[str]:
        """The documents that the coding counted here does not cover, and which keep the machine's reading."""
        return set() if self.name == coding.MACHINE else set(self.corpus.texts) - self._coded[0]

    @cached_property
    def unread(self) -> dict[str, str]:
        """The language, by its name, of each document in which nobody looked for who says what: the machine does so in English alone."""
        coded = set(self.statements["doc_id"])
        return {doc: name_of(code) for doc, code in self.corpus.unread.items() if doc not in coded}

    @property
    def by_people(self) -> bool:
        """Whether people alone are counted, in every document."""
        return self.name != coding.MACHINE and not self.uncovered

    @Kept
    def _machine(self) -> Any:
        """The machine's statements and stances."""
        from hearsay import machine  # as above

        found, failed = self.attribute()
        near = self.corpus.settings.get("near_days", NEAR_DAYS)
        read = machine.read(found, self.masked, self.casts, self.documents, self.codebook, near)
        read.failed = failed | self._met[1] | read.failed
        return read

    @property
    def machine(self) -> pd.DataFrame:
        """The machine's statements: attributed, with actors, chains, dates and dictionary stances, and sure enough to count."""
        return coding.surer(self._machine.statements, self.least_confidence)

    @property
    def least_confidence(self) -> float:
        """Below which the machine's statements are not counted, as corpus.toml says: 0 counts all."""
        return self.corpus.settings.get("least_confidence", 0)

    @property
    def unsure(self) -> pd.DataFrame:
        """The machine's statements that its least confidence leaves out."""
        found = self._machine.statements
        return found[~found["id"].isin(self.machine["id"])].reset_index(drop=True)

    @Kept
    def proposed(self) -> Any:
        """What the machine proposes as claims; None where people say what the claims are."""
        if not self.codebook.propose and (self.by_people or self.codebook.propositions):
            return None
        from sayso.claims import propose  # as above

        copies = dict(zip(self.documents["doc_id"], self.documents["copies_of"], strict=True))
        told, book = self._told, self.codebook.propositions

        def of(docs: list[str]) -> Any:
            own = told[told["doc_id"].isin(docs)].reset_index(drop=True)
            return propose(own, _of(self.masked, docs), copies, book, self.corpus.texts, self.casts.of)

        found, failed = _spared("claims", of, self.masked)
        author = with_dates(tables.STATEMENTS.of(found.author.to_dict("records")), self.documents, self.masked)
        # without its class, whose module, and spaCy with it, reading it back would import
        return SimpleNamespace(**found._asdict() | {"author": author, "failed": failed})

    @cached_property
    def book(self) -> Codebook:
        """The codebook, and beside it what the machine proposes."""
        return self.codebook if self.proposed is None else claims.with_proposed(self.codebook, self.proposed.claims)

    @cached_property
    def _told(self) -> pd.DataFrame:
        """The statements that are counted, people's and the machine's, without what documents assert themselves."""
        if self.name == coding.MACHINE:
            return self.machine
        rows = coding.statements_of(self.codings[self.name], self.name, self.ledger)
        covered, instead = self._coded
        return rows if self.by_people else coding.with_machine(rows, instead, self.machine, covered)

    @cached_property
    def _coded(self) -> tuple[set[str], set[str]]:
        """The documents that people's coding leaves nothing to read in, and the machine's rows that theirs stand for."""
        if self.name == coding.MACHINE:
            return set(), set()
        coded = self.codings[self.name]
        covered = coding.covered(self.name, coded, self.coders)
        return covered | set(self.corpus.unread), coding.accepted(coded)

    @Kept
    def statements(self) -> pd.DataFrame:
        """What this reading counts."""
        return machine_claims.with_claims(self._told, self.proposed, *self._coded)

    @Kept
    def stances(self) -> pd.DataFrame:
        """A row per statement and proposition; the machine's with the words that turned it, and its pattern."""
        found, rows = coding.stances_of(self.statements), self.statements
        by_machine = coding.MACHINE in set(self._told["by"])
        patterns = self._machine.stances if by_machine else tables.STANCE_TABLE.empty()
        return machine_claims.explained(found, patterns, self.proposed, rows, self.codebook.propositions)

    @Kept
    def quantities(self) -> pd.DataFrame:
        """A row per value that a statement gives."""
        return coding.quantities_of(self.statements, self.codebook)

    @Kept
    def chains(self) -> pd.DataFrame:
        """The hands that each statement passed through."""
        return provenance.chains_of(self.statements, self.corpus, self.actors)

    @Kept
    def _passages(self) -> tuple[pd.DataFrame, dict[str, str]]:
        """Passages that the texts share, which rest on no claim: a run finds them while claims are proposed."""
        masked, texts = self.masked, self.corpus.texts
        return _spared("reuse", lambda docs: reuse.find_reuse(_of(masked, docs), _of(texts, docs)), masked)

    @Kept
    def reuse(self) -> pd.DataFrame:
        """Passages that documents share, and utterances that people say two documents tell."""
        return reuse.with_coded_utterances(self._passages[0], self.statements)

    @Kept
    def origins(self) -> pd.DataFrame:
        """Each stance with the origin that it rests on."""
        return origins.origins_of(self.statements, self.stances, self.reuse, self.actors)

    @Kept
    def origin_counts(self) -> pd.DataFrame:
        """Per proposition and stance: statements, documents, outlets, origins from least to most."""
        return origins.count_origins(self.origins, self.statements, self.corpus, self.said)

    @Kept
    def _decided(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        judged = people.load(self.corpus.folder, tables.VERDICTS)
        rows = contradictions.propose(self.statements, self.stances, self.quantities, self.codebook, self._holders)
        if self.proposed is None:
            return contradictions.decide(rows, judged, self.statements, self.coders, self.book)
        rows = machine_claims.with_rules(
            machine_claims.contradictions(self.proposed, self.statements), rows, self.stances
        )
        rows, lost = contradictions.decide(rows, judged, self.statements, self.coders, self.book)
        return machine_claims.ranked(rows), lost

    @property
    def contradictions(self) -> pd.DataFrame:
        """Proposals with their verdicts, and the pairs that people added; of machine claims the likeliest first."""
        return self._decided[0]

    @Kept
    def issues(self) -> pd.DataFrame:
        """Contradictions grouped by the matter, the one that deserves most time first."""
        found = self.contradictions
        return issues.issues_of(found, self.statements, self.stances, self.origins, self.book, self._holders)

    @Kept
    def claims(self) -> pd.DataFrame:
        """Claims with who affirms, denies and qualifies them, the most contested first."""
        return claims.claims_of(
            self.statements, self.stances, self.origins, self.documents, self.book.propositions, self.said
        )

    @cached_property
    def labels(self) -> dict[str, str]:
        """Each claim in a sentence, by key."""
        return dict(zip(self.claims["proposition"], self.claims["label"], strict=True))

    @cached_property
    def by_machine(self) -> dict[str, str]:
        """The labels, by key, of the claims on which the machine takes stances by likeness: its own, and those kept of them."""
        held, book = self.stances["proposition"], self.book.propositions
        guessed = set(held[machine_claims.guessed(self.stances)])
        theirs = sorted(key for key in {*held} & book.keys() if key in guessed or book[key].get("by") == coding.MACHINE)
        return {key: book[key]["label"] for key in theirs}

    @Kept
    def said(self) -> pd.DataFrame:
        """The stances that pages count: not those that the machine takes for statements that are only near a claim."""
        return machine_claims.said(self.stances, self.statements, self.by_machine)

    @Kept
    def common_ground(self) -> pd.DataFrame:
        """What several documents say and nobody here denies; of machine claims, what no pair of statements touches either."""
        pulled = claims.opposed(self.stances, self.contradictions, self.book, ("tension",))
        none = self.opposed | self.alleged | self.paired
        return claims.common_ground(self.origin_counts, self.said, self.book, none, pulled)

    @cached_property
    def alleged(self) -> set[str]:
        """Claims that allege a deed of a named person who does not affirm it himself: shown only with a denial, no common ground."""
        return claims.alleging(self.labels, self.statements, self.said, claims.persons(self.actors)) - self.posts

    @cached_property
    def posts(self) -> set[str]:
        """Claims of the machine that tell which post a person holds, which is no deed."""
        return {*self.contradictions.loc[self.contradictions["rule"] == "claims: office", "on"]}

    @cached_property
    def opposed(self) -> set[str]:
        """Claims against which an accepted contradiction stands that leaves no room for both."""
        return claims.opposed(self.stances, self.contradictions, self.book)

    @cached_property
    def paired(self) -> set[str]:
        """Claims of the machine on which, or on a statement of which, a pair stands that nobody rejected."""
        return machine_claims.paired(self.contradictions, self.said, self.by_machine)

    @property
    def lost_verdicts(self) -> pd.DataFrame:
        """Verdicts whose passages are found no more."""
        return self._decided[1]

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Every table that a run writes, by name."""
        names = (
            "documents cleaning statements stances claims quantities chains reuse origins contradictions issues "
            "actors aliases skipped"
        )
        return {name: getattr(self, name) for name in names.split()} | {"actors": self.found_actors}


def open_reading(folder: str | Path, reading: str = "") -> Reading:
    """The reading of a folder: as asked for, else as `coding.choose_reading` says.

    Raises ValueError with every fault of the tables beside the documents, or where there is no such reading.
    """
    corpus = load_corpus(folder)
    return Reading(corpus, coding.choose_reading(corpus, coding.load_codings(corpus), reading))


def _spared(stage: str, compute: Callable[[list[str]], Any], docs: Iterable[str]) -> tuple[Any, dict[str, str]]:
    """What a stage makes of documents, and why it failed on those that it leaves out (`spared`)."""
    failed: dict[str, str] = {}
    return spared(stage, compute, docs, failed), failed


def _of(texts: Mapping[str, str], docs: list[str]) -> dict[str, str]:
    """The texts of some documents."""
    return {doc_id: texts[doc_id] for doc_id in docs}
