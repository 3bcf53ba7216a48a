"""What the machine reads of texts, stage after stage: attribution, actors and hands, dates, stances."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import pandas as pd
from tqdm import tqdm

from hearsay import tables
from hearsay.corpus.codebook import Codebook
from hearsay.corpus.coding import MACHINE
from hearsay.corpus.stages import spared
from sayso.attribution.rows import stream
from sayso.attribution.tagger import model
from sayso.patterns import read_stances
from sayso.when.dates import with_dates
from sayso.who.casts import Casts
from sayso.who.ledger import bare_words
from sayso.who.resolution import identify
from sayso.words import marked

BATCH = 8  # documents that a process is given at a time


def read(
    found: pd.DataFrame, masked: Mapping[str, str], casts: Casts, facts: pd.DataFrame, book: Codebook, near: int
) -> SimpleNamespace:
    """What the machine reads beyond attribution: ``statements``, ``stances``, ``actors`` that the ledger lacks.

    And ``failed``, by doc_id where a stage failed on a document, which keeps there what it has.

    ``found`` are attributions as `extract` gives them, ``masked`` their documents' texts, ``casts`` who appears in each,
    ``facts`` the table `documents`; ``near`` is `near_days` of corpus.toml. Actors come first, as hands and stances are
    somebody's; then hands, the days of saying, and the stances that the codebook's patterns find.
    """
    told_to = facts["original_outlet"].where(facts["original_outlet"] != "", facts["outlet"])
    outlets = dict(zip(facts["doc_id"], told_to, strict=True))
    failed: dict[str, str] = {}
    found, actors = _by_document("who speaks", lambda rows: identify(rows, casts, outlets), found, failed)
    found, _ = _by_document("days", lambda rows: (with_dates(rows, facts, masked, near), None), found, failed)
    found, stances = _by_document("stances", lambda rows: read_stances(rows, book.propositions, masked), found, failed)
    found = found.assign(holder=_holders(found, facts, casts))
    holders = dict(zip(found["id"], found["holder"].where(found["holder"] != "", found["actor"]), strict=True))
    stances = stances.assign(holder=stances["statement_id"].map(holders).fillna(""))
    found = _sound(found, failed)
    stances = tables.STANCE_TABLE.check(stances[stances["statement_id"].isin(found["id"])])
    return SimpleNamespace(statements=found, stances=stances, actors=actors, failed=failed)


def _holders(found: pd.DataFrame, documents: pd.DataFrame, casts: Casts) -> list[str]:
    """Who takes each statement's stance, "" for its actor: of an ascribed state of mind the nearest hand that is not implied.

    Where no hand is named, a want or an aim is the author's to ascribe; what somebody thinks, fears or reckons is his own.
    """
    known, authors = casts.ledger.exact, zip(documents["doc_id"], documents["author"], strict=True)
    keys = {doc_id: known.get(bare_words(author), [doc_id])[0] for doc_id, author in authors}
    holders = []
    for row in found.itertuples():
        ascribed = row.act == "attitude" and row.form != "direct" and bool(row.actor)
        hand = next((key for key in tables.items(row.via) if not key.endswith("?")), "")
        wants = not marked("attitudes", "aim").isdisjoint(row.cue.lower().split())
        holders.append("" if not ascribed else hand or (keys[row.doc_id] if wants else ""))
    return holders


def _by_document(
    stage: str, compute: Callable[[pd.DataFrame], tuple[pd.DataFrame, Any]], rows: pd.DataFrame, failed: dict[str, str]
) -> tuple[pd.DataFrame, Any]:
    """What a stage makes of statements; those of a document on which it fails stay as they are."""
    docs = list(dict.fromkeys(rows["doc_id"]))
    made, more = spared(stage, lambda ids: compute(rows[rows["doc_id"].isin(ids)].reset_index(drop=True)), docs, failed)
    rest = rows[~rows["id"].isin(made["id"])]
    if rest.empty:
        return made, more
    whole = pd.concat([made, rest], ignore_index=True).set_index("id", drop=False)
    return whole.loc[rows["id"]].reset_index(drop=True), more


def extract(texts: Mapping[str, str], masked: Mapping[str, str], jobs: int = 1) -> tuple[pd.DataFrame, dict[str, str]]:
    """The table `statements`, by machine, of texts and their masked forms by doc_id; sorted by place.

    And why it failed on a document, by doc_id: the others are read. ``jobs`` are the processes at a time; a person sees
    how far it is.
    """
    failed: dict[str, str] = {}
    begun = tqdm(sorted(texts), "  who says what", unit=" documents", leave=False, disable=None)
    documents = ((doc_id, texts[doc_id], masked[doc_id]) for doc_id in begun)
    rows = stream(documents, model(), jobs, BATCH, lambda doc, why: failed.update({doc: f"the reader failed: {why}"}))
    return _sound(tables.STATEMENTS.of(row | {"by": MACHINE} for row in rows), failed), failed


def _sound(rows: pd.DataFrame, failed: dict[str, str]) -> pd.DataFrame:
    """The statements, checked; without those of a document of which one is none, as a place that is no place."""
    docs = dict.fromkeys(rows["doc_id"])
    return spared("its rows", lambda some: tables.STATEMENTS.check(rows[rows["doc_id"].isin(some)]), docs, failed)
