"""Tables are kept on disk for the next notebook: the same table, computed once, and again when anything changes."""

import pytest

import toy
from hearsay import machine, reading, store

KEPT = (
    "cleaning", "masked", "machine", "statements", "stances", "reuse", "origins", "origin_counts", "contradictions",
    "issues", "claims", "aliases", "common_ground",
)  # fmt: skip


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Opens the reading of an invented corpus anew, with a cache of its own."""
    monkeypatch.setattr(reading, "CACHE", tmp_path / "cache")
    folder = toy.write(tmp_path / "toy")
    return lambda: reading.open_reading(folder, "machine")


def values(found):
    return {name: getattr(found, name) for name in KEPT}


def differing(one, two):
    return [n for n in KEPT if not (one[n].equals(two[n]) if hasattr(one[n], "equals") else one[n] == two[n])]


def test_what_is_read_back_equals_what_was_computed(opened, monkeypatch):
    computed = values(opened())
    monkeypatch.setattr(machine, "read", lambda *_: pytest.fail("computed again"))
    again = values(opened())
    assert differing(computed, again) == []
    assert {type(again[name]) for name in KEPT} == {type(computed[name]) for name in KEPT}


def test_a_cache_that_cannot_be_written_is_done_without(opened, tmp_path, monkeypatch):
    computed = values(opened())
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(reading, "CACHE", tmp_path / "file")
    assert differing(computed, values(opened())) == []


@pytest.mark.parametrize(
    "spoiled", [b"", b"{", b"\x80\x05cabsent\nName\n."], ids=["empty", "broken", "of code that is gone"]
)
def test_what_is_spoiled_is_computed_again(opened, spoiled):
    computed = values(opened())
    for path in opened().place.iterdir():
        path.write_bytes(spoiled)
    assert differing(computed, values(opened())) == []


@pytest.mark.parametrize("name", ["a.txt", "codebook.toml", "corpus.toml", "coding/toy.csv", "verdicts.csv"])
def test_another_text_table_or_setting_has_a_place_of_its_own(opened, name):
    before = opened()
    folder, place = before.corpus.folder, before.place.name
    path = folder / name
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "\n", "utf-8", newline="\n")
    assert store.place_of_reading(reading.load_corpus(folder), "machine").name != place


def test_another_reading_and_other_code_have_places_of_their_own(opened, monkeypatch):
    corpus = opened().corpus
    places = {store.place_of_reading(corpus, name).name for name in ("machine", "toy")}
    monkeypatch.setattr(store, "code", lambda: "other")
    assert len(places | {store.place_of_reading(corpus, "machine").name}) == 3


def test_a_change_of_anything_that_attributes_is_another_code(tmp_path):
    rooms = tuple(tmp_path / room.name for room in store.ENGINE)
    for room in rooms:
        room.mkdir()
        (room / "part").write_text("{}")
    sums = {store.code(rooms)}
    for room in rooms:
        (room / "part").write_text("{0}")
        store.code.cache_clear()
        sums.add(store.code(rooms))
    assert len(sums) == 5


def test_the_oldest_readings_are_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "READINGS", 2)
    for name in "abcd":
        last = store.place_of(name, tmp_path)
        last.mkdir()
    assert len(list(tmp_path.iterdir())) == 2
    assert last.is_dir()


def test_a_row_is_made_when_it_is_asked_for_and_kept_while_it_is_one_of_the_last(monkeypatch):
    monkeypatch.setattr(store, "LAST", 2)
    asked: list[str] = []
    rows = store.Made(dict.fromkeys("abc"), lambda key: asked.append(key) or {"id": key})
    assert list(rows) == ["a", "b", "c"]
    assert "d" not in rows
    assert not asked
    assert [rows[key]["id"] for key in "abcca"] == ["a", "b", "c", "c", "a"]
    assert asked == ["a", "b", "c", "a"]
    with pytest.raises(KeyError):
        rows["d"]
