"""What every page needs of a reading: rows by key, and where each statement, claim, document and speaker stands."""

import hashlib
import re
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from anyascii import anyascii

from hearsay import tables
from hearsay.analysis.claims import persons, stands_against
from hearsay.analysis.contradictions import counted, held_by
from hearsay.analysis.issues import pairs_of
from hearsay.analysis.origins import by_stance
from hearsay.analysis.voices import OWN_VOICE, RELAY
from hearsay.corpus.actors import Index
from hearsay.reading import Reading
from hearsay.show import rows as clear
from hearsay.show import words
from hearsay.show.charges import charging
from hearsay.show.coders import coded
from hearsay.store import Made
from sayso.text import paragraphs

FIRST = 12  # words that stand for a document without a title
LONGEST = 40_000  # characters of a document on one page, about; longer ones go on on further pages
SLUG = 60  # characters of a key in the name of a page
SPEAKERS = 300  # statements on a page of speakers
Context = dict[str, Any]


@dataclass
class View:
    """A reading as pages see it."""

    reading: Reading

    @cached_property
    def statements(self) -> Mapping[str, dict[str, str]]:
        """Statements by id, `worded`, with their `place` and that of who says them; links between two sayings are none."""
        known, rows = clear.in_words(self.reading), self.reading.statements_by_id

        def placed(i: str) -> dict[str, str]:
            row = known[i]
            return row | {
                "place": self.place(i),
                "speaker_place": self.speaker_place(row["actor"]),
                "anchor": anchor(i),
            }

        return Made(dict.fromkeys(i for i, row in rows.items() if row["form"] != RELAY), placed)

    @cached_property
    def _of_document(self) -> dict[str, list[str]]:
        return tables.grouped((self.reading.statements_by_id[i]["doc_id"], i) for i in self.statements)

    def by_document(self, doc: str) -> list[dict[str, str]]:
        """Statements of a document, by place."""
        found = [self.statements[i] for i in self._of_document.get(doc, [])]
        return sorted(found, key=lambda row: (first_of(row), row["id"]))

    @cached_property
    def held(self) -> dict[str, dict[str, str]]:
        """By statement, its stance on each claim on which it counts."""
        return held_by(self.reading.said)

    @cached_property
    def origins(self) -> dict[tuple[str, str], list]:
        """Rows of the table origins by claim and stance."""
        return by_stance(self.reading.origins)

    @cached_property
    def contested(self) -> dict[str, dict[str, list[dict[str, str]]]]:
        """By claim and issue the pairs on that claim, and those that stand against it, or against what the machine puts under it."""
        found: dict[str, dict[str, list[dict[str, str]]]] = {}
        for issue in self.issues:
            for pair in self.pairs.get(issue, []):
                against = stands_against(SimpleNamespace(**pair), self.held, self.reading.book)
                own = {key for side in "ab" for key in self.held.get(pair[side], ()) if key in self.reading.by_machine}
                for key in sorted(against | own | {pair["on"]}):
                    found.setdefault(key, {}).setdefault(issue, []).append(pair)
        return found

    @cached_property
    def issues(self) -> dict[str, dict[str, str]]:
        """Rows of the table issues, by key."""
        return {row["issue"]: row for row in self.reading.issues.to_dict("records")}

    @cached_property
    def pairs(self) -> dict[str, list[dict[str, str]]]:
        """By issue, its pairs that nobody rejected, direct ones first."""
        pairs = counted(self.reading.contradictions)  # the machine's are in the order of their scores
        pairs = pairs.sort_values(["strength"] + ["contradiction_id"] * (not self.machine), kind="stable")
        return tables.grouped((row["issue"], row) for row in pairs.to_dict("records"))

    @cached_property
    def against(self) -> dict[str, dict[str, bool]]:
        """By statement, those that contradict it, and whether both cannot hold: those first; rejected pairs are none.

        Of the machine's pairs each stands for itself alone: that like statements contradict one another is a further guess.
        """
        pairs = self.reading.contradictions
        pairs = pairs.assign(instances="") if self.machine else pairs
        found: dict[str, dict[str, bool]] = {}
        for pair in pairs_of(pairs):
            for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
                if other in self.statements:
                    seen = found.setdefault(one, {})
                    seen[other] = seen.get(other, False) or pair.direct
        return {one: dict(sorted(seen.items(), key=lambda x: (not x[1], x[0]))) for one, seen in found.items()}

    @cached_property
    def shared(self) -> dict[str, list[tuple[tables.Spans, str, tables.Spans]]]:
        """By document, passages that stand elsewhere too, or tell there what coders call one utterance: where here, in
        which document, where there."""
        found: list[tuple[str, tuple[tables.Spans, str, tables.Spans]]] = []
        for row in self.reading.reuse.itertuples():
            a, b = tables.parse_spans(row.a_spans), tables.parse_spans(row.b_spans)
            if a and b:
                found += [(row.a_doc, (a, row.b_doc, b)), (row.b_doc, (b, row.a_doc, a))]
        return tables.grouped(found)

    def tells(self, doc: str, passage: tables.Spans, row: Mapping[str, str]) -> bool:
        """Whether half of what a document has somebody say stands in a passage, and he may be who says ``row``, and says no other."""
        told = map(self.reading.statements_by_id.__getitem__, self._of_document.get(doc, []))
        told = (other for other in told if may_be_one(row, other) and not self.opposed(row["id"], other["id"]))
        said = (tables.parse_spans(other["content_spans"]) for other in told)
        return any(2 * tables.shared(spans, passage) >= tables.length(spans) for spans in said)

    def opposed(self, one: str, other: str) -> bool:
        """Whether of two statements one affirms a claim that the other denies."""
        a, b = self.held.get(one, {}), self.held.get(other, {})
        return any({a[key], b[key]} == {"affirms", "denies"} for key in a.keys() & b.keys())

    @cached_property
    def machine(self) -> bool:
        """Whether the machine has read most of it."""
        theirs, every = coded(self.reading)
        return self.reading.name == clear.MACHINE or 2 * theirs < every

    def rows_of(self, doc: str) -> str:
        """The table that has a document's statements."""
        by = {row["by"] for row in self.by_document(doc)}
        if self.reading.name != clear.MACHINE and clear.MACHINE not in by and doc not in self.reading.uncovered:
            return f"coding/{self.reading.name}.csv"
        return "statements.csv" + " (by machine)" * (by <= {clear.MACHINE})

    def heading(self, key: str) -> Context:
        """What a page says where it names a claim: its label, its page, whether it alleges a deed of somebody."""
        label = self.reading.labels.get(key, "")
        return {"key": key, "label": label, "page": self.claim_page(key), "alleged": key in charging(self.reading)}

    @cached_property
    def people(self) -> Index:
        """Persons by how they are named in a text."""
        return persons(self.reading.actors)

    def issue_heading(self, key: str) -> Context:
        """What a page says where it names an issue: its label, the page of the claim that it is on ("" of a measure), and how many pairs it has."""
        issue = self.issues[key]
        pairs = {"label": issue["label"], "of": len(self.pairs.get(key, []))}
        return self.heading("".join(tables.items(issue["claims"])[:1])) | pairs

    # --- where things stand

    @cached_property
    def cells(self) -> dict[str, str]:
        """Where a cell of a table leads that names a claim or a document."""
        claims = {label: self.claim_page(key) for key, label in self.reading.labels.items()}
        return claims | {self.document_name(doc): self.document_page(doc) for doc in self.reading.corpus.texts}

    @cached_property
    def paragraphs(self) -> dict[str, list[tuple[int, int]]]:
        """The paragraphs of each document; of one without words an empty one."""
        return {doc: paragraphs(text) or [(0, 0)] for doc, text in self.reading.corpus.texts.items()}

    def _paragraph(self, doc: str, offset: int) -> int:
        """Where the paragraph begins in which an offset stands."""
        found = self.paragraphs[doc]
        return found[max(bisect(found, offset, key=lambda span: span[0]) - 1, 0)][0]

    def document_page(self, doc: str, offset: int = 0) -> str:
        """The file name of a document's page on which an offset stands."""
        number = self._paragraph(doc, offset) // LONGEST
        return page_name("doc", doc, f".{number + 1}" if number else "")

    def passage_place(self, doc: str, offset: int) -> str:
        """The address of an offset: its paragraph."""
        return f"{self.document_page(doc, offset)}#p{self._paragraph(doc, offset)}"

    def place(self, i: str) -> str:
        """The address of a statement in its document."""
        row = self.reading.statements_by_id[i]
        return f"{self.document_page(row['doc_id'], first_of(row))}#{anchor(i)}"

    def claim_page(self, key: str) -> str:
        """The file name of a claim's page; "" of what is none."""
        return page_name("claim", key) if key in self.reading.labels else ""

    @cached_property
    def by_speaker(self) -> dict[str, list[str]]:
        """Statements by the page of speakers on which they stand.

        Speakers come by name, those of whom nothing is known last; of each what he says, by date, before what others say of him.
        """
        rows = self.reading.statements_by_id

        def order(i: str) -> tuple:
            row, actor = rows[i], rows[i]["actor"]
            own = row["holder"] in ("", actor)
            return not actor, self.name(actor).lower(), actor, not own, row["said"] or "9", row["doc_id"], i

        ids = sorted(self.statements, key=order)
        parts = [ids[n : n + SPEAKERS] for n in range(0, len(ids), SPEAKERS)]
        return {f"speakers-{n}.html": part for n, part in enumerate(parts, 1)} if parts[1:] else {"speakers.html": ids}

    @cached_property
    def _first_pages(self) -> dict[str, str]:
        rows = self.reading.statements_by_id
        return dict(reversed([(rows[i]["actor"], page) for page, ids in self.by_speaker.items() for i in ids]))

    def speaker_place(self, actor: str) -> str:
        """The address of a speaker; "" of one who has none."""
        return f"{self._first_pages[actor]}#{anchor(actor)}" if actor in self._first_pages and actor else ""

    # --- in words

    def name(self, actor: str) -> str:
        """The one name stated for an actor."""
        return words.bare(self.reading.names.get(actor, actor))

    @cached_property
    def offices(self) -> dict[str, str]:
        """What a person is and where, in brackets, by actor, where somebody has said."""
        people = self.reading.actors[self.reading.actors["type"] == "person"]
        told = ((r.actor, [r.role, r.affiliation * (r.affiliation not in r.role)]) for r in people.itertuples())
        return {actor: f" ({words.bare(', '.join(filter(None, office)))})" for actor, office in told if any(office)}

    def document_name(self, doc: str) -> str:
        """Outlet and label of a document."""
        return words.document_name(self.reading.corpus, doc)

    def document_title(self, doc: str) -> str:
        """The title of a document; where people gave it none its name, where the machine alone read its first words."""
        text = self.reading.masked[doc][:1000].split() if self.machine else []
        first = words.quoted(" ".join(text[:FIRST]) + " …" * (len(text) > FIRST)) if text else ""
        return words.bare(self.reading.corpus.facts[doc]["title"]) or first or self.document_name(doc)


def may_be_one(a: Mapping[str, str], b: Mapping[str, str]) -> bool:
    """Whether two like statements may be one saying: two named speakers are two, and so are an author and whom another quotes."""
    named = all(row["actor"] and row["anonymous"] != "yes" for row in (a, b))
    alike = (a["form"] == OWN_VOICE) == (b["form"] == OWN_VOICE) and not (named and a["actor"] != b["actor"])
    return alike or a["utterance"] == b["utterance"] != ""  # as coders call it


def first_of(row: Mapping[str, str]) -> int:
    """The first offset of a statement's content."""
    spans = tables.parse_spans(row["content_spans"])
    return spans[0][0] if spans else 0


def anchor(key: str) -> str:
    """A key as the name of a place in a page.

    >>> anchor("g001"), anchor("taliban@a b")
    ('g001', 'taliban-a-b')
    """
    return re.sub(r"[^\w-]+", "-", key)


def page_name(kind: str, key: str, part: str = "") -> str:
    """The file name of a page: its key, and where that is no name for a file a hash that tells it from keys like it.

    >>> page_name("claim", "arms"), page_name("doc", "news/2031 01", ".2")
    ('claim-arms.html', 'doc-news-2031-01-6b0ef9.2.html')
    """
    slug = re.sub(r"[^a-z0-9_]+", "-", anyascii(key).lower()).strip("-")[:SLUG]
    told = slug if slug == key else f"{slug}-{hashlib.sha256(key.encode()).hexdigest()[:6]}"
    return f"{kind}-{told}{part}.html"
