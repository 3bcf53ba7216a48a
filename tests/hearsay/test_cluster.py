"""Statements read by a cluster: the rows of one process, whatever dies."""

import os
import signal
from functools import partial

import pandas as pd
import pytest

from benchmarks.corpus import write_corpus
from hearsay import extraction, machine, tables
from hearsay.extraction import extract_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Articles in stories, one in another language, and a ledger and codebook beside them."""
    articles = tmp_path_factory.mktemp("corpus") / "articles"
    write_corpus(articles, 45, 150)
    (articles / "de.txt").write_text("Die Hafenmeisterin sagte, die Fähre sei sicher, aber niemand glaubte ihr.")
    (articles / "actors.csv").write_text("actor,name,type\nwire,Wire Union,organisation\n")
    (articles / "codebook.toml").write_text('[propositions.p]\nlabel = "It was closed"\npatterns = ["closed"]\n')
    return articles


@pytest.fixture(scope="module")
def alone(folder):
    """What one process writes."""
    extract_folder(folder, folder.parent / "alone.csv")
    return folder.parent / "alone.csv"


@pytest.mark.parametrize("size", [1, 7, 100])
def test_partitions_give_the_rows_of_a_run(folder, alone, tmp_path, size):
    count, skipped = extract_folder(folder, tmp_path / "parts.csv", size=size)
    assert (tmp_path / "parts.csv").read_bytes() == alone.read_bytes()
    assert count > 100
    assert skipped.empty
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        ((extraction, "find_boilerplate"), "the reader failed: RuntimeError: spilt ink"),
        ((machine, "identify"), "the reader failed at who speaks: RuntimeError: spilt ink"),
    ],
)
def test_a_document_that_fails_is_named_and_the_rest_go_on(folder, alone, tmp_path, monkeypatch, stage, told):
    usual = getattr(*stage)

    def spilt(first, *rest):
        if "000003" in (first if isinstance(first, str) else set(first["doc_id"])):
            raise RuntimeError("spilt ink")
        return usual(first, *rest)

    monkeypatch.setattr(*stage, spilt)
    _, skipped = extract_folder(folder, tmp_path / "rest.csv")
    assert skipped.to_dict("records") == [{"file": "000003", "why": told}]
    whole, rest = map(tables.read, (alone, tmp_path / "rest.csv"))
    told = ["id", "source", "cue", "content", "actor", "via", "said", "stances"]
    others = [table.loc[table["doc_id"] != "000003", told].reset_index(drop=True) for table in (whole, rest)]
    assert others[0].compare(others[1]).empty
    assert set(whole["doc_id"]) >= {"000003"}


def test_parquet_goes_in_and_comes_out(folder, tmp_path):
    pytest.importorskip("pyarrow", reason="the extra `cluster` is not installed")
    facts = tables.read(folder / "documents.csv")
    texts = [(folder / f"{doc_id}.txt").read_text("utf-8") for doc_id in facts["doc_id"]]
    facts.assign(text=texts).to_parquet(tmp_path / "in.parquet")
    (tmp_path / "in").mkdir()
    for out in ("out.parquet", "out.csv"):
        extract_folder(extraction.as_folder(tmp_path / "in.parquet", tmp_path / "in"), tmp_path / out)
    found = tables.read(tmp_path / "out.csv")
    assert pd.read_parquet(tmp_path / "out.parquet").to_numpy().tolist() == found.to_numpy().tolist()
    assert found["doc_id"].nunique() == len(facts)
    assert set(found["said"]) != {""}


def test_a_doc_id_cannot_lead_out_of_the_corpus(tmp_path):
    pytest.importorskip("pyarrow", reason="the extra `cluster` is not installed")
    pd.DataFrame({"doc_id": ["../x"], "text": ["y"]}).to_parquet(tmp_path / "in.parquet")
    (tmp_path / "in").mkdir()
    with pytest.raises(ValueError, match="leads out"):
        extraction.as_folder(tmp_path / "in.parquet", tmp_path / "in")


def test_a_worker_that_is_killed_costs_time_alone(folder, alone, tmp_path):
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    expected = alone.read_bytes()
    nannies = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**nannies) as local, distributed.Client(local, set_as_default=False) as client:
        usual, killed = partial(extraction.on_cluster, client), []

        def mapped(function, items, shared):
            for n, found in enumerate(usual(function, items, shared)):
                if n == 1 and not killed:
                    killed.append(next(iter(client.run(os.getpid).values())))
                    os.kill(killed[0], signal.SIGKILL)
                yield found

        extract_folder(folder, tmp_path / "cluster.csv", mapped, size=3)
        assert killed
        assert killed[0] not in client.run(os.getpid).values()
        extraction.extract_on_cluster(folder, tmp_path / "again.csv", local.scheduler_address, size=20)
    assert (tmp_path / "cluster.csv").read_bytes() == expected
    assert (tmp_path / "again.csv").read_bytes() == expected
