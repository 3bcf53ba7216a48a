"""Where a run writes: what it replaces, what it leaves alone, and what a killed one left."""

import json
import os
import subprocess
import sys

import pytest

from hearsay import results


def kept(out, **facts) -> None:
    """Earlier results."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "run.json").write_text(json.dumps(facts))


def dead() -> int:
    """The number of a process that is gone."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_workplace_is_left_alone_while_it_is_used_and_gone_afterwards(tmp_path):
    news = tmp_path / "news"
    with results.workplace(news) as fresh, results.workplace(tmp_path / "other"):  # a second run at the same time
        assert fresh.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path):
    left, others = tmp_path / f".news.hearsay-{dead()}.part", tmp_path / f".news.hearsay-{os.getppid()}.part"
    for folder in (left, others):
        folder.mkdir()
        (folder / "half.csv").touch()
    (tmp_path / ".not.ours.12345678.part").touch()
    with results.workplace(tmp_path / "other"):
        assert not left.exists()
        assert others.exists()
        assert (tmp_path / ".not.ours.12345678.part").exists()


def test_what_dead_processes_left_half_written_in_the_cache_is_removed_by_the_next_run(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "ROOT", tmp_path)
    gone = dead()
    cache = tmp_path / "build" / ".cache"
    (cache / "texts").mkdir(parents=True)
    names = [
        f".claims.pickle.hearsay-{gone}.part",
        f"texts/.a.pickle.hearsay-{gone}.part",
        f".claims.pickle.hearsay-{os.getppid()}.part",
        ".claims.pickle",
    ]
    for name in names:
        (cache / name).write_text("doc_id,")
    with results.workplace(tmp_path / "out"):
        assert [name for name in names if (cache / name).exists()] == names[2:]


@pytest.mark.parametrize("replaced", [True, False])
def test_good_results_survive_a_kill_between_two_moves(tmp_path, replaced):
    kept(tmp_path / f".news.hearsay-{dead()}.old", run="old")
    if replaced:
        kept(tmp_path / "news", run="new")
    results.clear(tmp_path.iterdir())
    assert results.receipt(tmp_path / "news") == {"run": "new" if replaced else "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["news"]


def test_results_take_the_place_of_earlier_ones(tmp_path):
    kept(tmp_path / "news", run="old")
    with results.workplace(tmp_path / "news") as fresh:
        (fresh / "run.json").write_text('{"run": "new"}')
        results.replace(tmp_path / "news", fresh)
    assert results.receipt(tmp_path / "news") == {"run": "new"}
    assert [path.name for path in tmp_path.rglob("*")] == ["news", "run.json"]


@pytest.mark.parametrize(
    ("earlier", "failed", "place"),
    [
        ({"failed": {}}, False, "news"),
        ({"failed": {}}, True, "news.failed"),
        ({"failed": {"01": "why"}}, True, "news"),
        (None, True, "news"),
    ],
)
def test_a_failed_run_never_takes_the_place_of_a_good_one(tmp_path, earlier, failed, place):
    if earlier is not None:
        kept(tmp_path / "news", **earlier)
    assert results.destination_of(tmp_path / "news", failed) == tmp_path / place


@pytest.mark.parametrize(("named", "refused"), [(False, True), (True, False)])
def test_a_second_folder_of_one_name_is_refused_unless_a_place_is_named(tmp_path, named, refused):
    out = tmp_path / "build" / "news"
    kept(out, parameters={"corpus": (tmp_path / "first" / "news").as_posix()})
    results.check_target(out, tmp_path / "first" / "news", named)
    if refused:
        with pytest.raises(ValueError, match=r"another folder of this name, .*first/news; name a place with --out"):
            results.check_target(out, tmp_path / "second" / "news", named)
    else:
        results.check_target(out, tmp_path / "second" / "news", named)


def test_a_file_is_no_place_for_results(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ValueError, match="expected a folder or nothing, found a file"):
        results.check_target(tmp_path / "notes.txt", tmp_path / "news")
