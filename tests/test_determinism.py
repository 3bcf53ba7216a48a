"""The same bytes every time: elsewhere, in another time zone and locale, with another hash seed and more at a time."""

import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from hearsay import committed, tables
from hearsay.reading import open_reading

ROOT = Path(__file__).resolve().parents[1]
ELSEWHERE = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "20", "COLUMNS": "40", "PYTHONWARNINGS": "always"}


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    """What a run writes in a copy of the repository, in a folder with a space in its name."""
    copy = tmp_path_factory.mktemp("else where")
    for part in ("lib", "notebooks", "seeds"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON", "MPL"))
    }
    environment |= ELSEWHERE | {"PYTHONPATH": str(copy / "lib"), "HOME": str(copy)}
    command = [sys.executable, "-P", "-m", "hearsay.cli", "run", "seeds", "--jobs", "3"]
    ended = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return copy / "build" / "seeds"


def test_notebooks_and_figures_are_those_committed(out):
    assert "\n".join(committed.differences(ROOT, out)) == ""


def test_tables_are_those_computed_here(out, tmp_path):
    here = open_reading(ROOT / "seeds").tables()
    assert len(here) >= 5
    for name, table in here.items():
        tables.write(table, tmp_path / f"{name}.csv")
        assert (tmp_path / f"{name}.csv").read_bytes() == (out / "tables" / f"{name}.csv").read_bytes(), name


def test_nothing_of_the_machine_stands_in_the_pages(out):
    pages = list((out / "site").glob("*.html"))
    assert pages
    for page in pages:
        text = page.read_text("utf-8")
        assert str(out.parents[1]) not in text
        assert str(ROOT) not in text


class Words(HTMLParser):
    """Counts a page's words: those seen at first, and those seen with everything opened. A picture's are its rows'."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.first = self.opened = 0
        self.around: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag in {"details", "summary", "svg", "script", "style", "title"}:
            self.around.append(tag)

    def handle_endtag(self, tag):
        if self.around and tag == self.around[-1]:
            self.around.pop()

    def handle_data(self, data):
        if not {"svg", "script", "style", "title"} & set(self.around):
            within = " ".join(self.around).replace("details summary", "")
            self.opened += len(data.split())
            self.first += len(data.split()) * ("details" not in within)


def test_index_and_notebook_pages_together_are_short(out):
    pages = [
        Words(p.read_text("utf-8")) for p in (out / "site").glob("*.html") if p.name == "index.html" or p.name[0] == "0"
    ]
    assert len(pages) == 8
    assert sum(page.first for page in pages) <= 10_000
    assert sum(page.opened for page in pages) <= 25_000


def test_words_within_what_is_folded_count_only_when_it_is_opened():
    page = Words(
        "<title>no</title><p>one two<details><summary>three</summary><p>four</details><svg><title>no</title></svg> five"
    )
    assert (page.first, page.opened) == (4, 5)
