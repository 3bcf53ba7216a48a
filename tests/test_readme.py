"""What README.md promises holds: its links, its commands, its titles, and what it says was found."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from hearsay import committed
from hearsay.show.pages.notebooks import page_of

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def links() -> list[str]:
    """The links of the README that lead into the repository."""
    found = re.findall(r"\]\(<?([^)>\s]+)>?\)", README)
    return sorted({link.partition("#")[0] for link in found if not re.match(r"https?:|mailto:|#", link)})


@pytest.mark.parametrize("link", links())
def test_a_link_leads_to_a_file_that_is_there(link):
    assert (ROOT / link).exists()


def test_every_anchor_is_a_heading():
    headings = re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    slugs = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) <= slugs


def test_no_paragraph_stands_twice():
    paragraphs = [part for part in README.split("\n\n") if len(part) > 60]
    assert [part for part in paragraphs if paragraphs.count(part) > 1] == []


def test_each_notebook_is_named_by_its_question():
    for page in map(page_of, NOTEBOOKS):
        assert f"[{page.title}](notebooks/{page.stem}.ipynb)" in README


def test_the_findings_are_those_of_the_committed_notebooks(tmp_path):
    assert committed.FINDINGS.search(README)
    again = tmp_path / "README.md"
    again.write_text(README, "utf-8")
    committed.write_findings(again, NOTEBOOKS)
    assert again.read_text("utf-8") == README


@pytest.mark.parametrize("command", sorted(set(re.findall(r"^python3 do\.py (\w+)", README, re.MULTILINE))))
def test_a_command_is_one_that_do_py_has(command):
    shown = subprocess.run([sys.executable, ROOT / "do.py", "--help"], capture_output=True, text=True).stdout
    assert f"python3 do.py {command}" in shown


def test_the_two_commands_are_given():
    assert re.search(r"^python3 do\.py run$", README, re.MULTILINE)
    assert re.search(r"^python3 do\.py test$", README, re.MULTILINE)


def test_every_figure_shown_has_its_alternative_text():
    figures = re.findall(r"!\[([^\]]*)\]\((figures/[^)]+)\)", README)
    assert figures
    assert all(len(alt.split()) >= 5 for alt, _ in figures)


def test_the_readme_says_how_to_cite_and_whose_the_words_are():
    assert "CITATION.cff" in README
    assert "LICENSE" in README
