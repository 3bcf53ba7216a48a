"""What is committed, against a new run: equal, or what differs in words."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from hearsay import committed


def put(folder: Path, number: str, figure: str = "<svg/>", ending: str = "") -> Path:
    """A run, or what is committed of one."""
    output = new_output("execute_result", data={"text/markdown": f"It was **{number}**."}, execution_count=1)
    cells = [new_markdown_cell("# Who?"), new_code_cell("n", outputs=[output], metadata={"tags": ["finding"]})]
    for position, cell in enumerate(cells):
        cell.id = f"cell-{position}"
    for part in ("notebooks", "figures"):
        (folder / part).mkdir(parents=True)
    (folder / "notebooks" / "01-who.ipynb").write_text(nbformat.writes(new_notebook(cells=cells)) + ending)
    (folder / "figures" / "01-a.svg").write_text(figure)
    (folder / "figures" / "01-a.csv").write_text(f"n\n{number}\n")
    return folder


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"number": "4"}, ["figures/01-a.csv: differs", "notebooks/01-who.ipynb: differs"]),
        ({"figure": "<svg></svg>"}, ["figures/01-a.svg: differs"]),
        ({"ending": "\n"}, ["notebooks/01-who.ipynb: differs"]),
    ],
)
def test_every_file_that_differs_is_named(tmp_path, changed, expected):
    before, after = put(tmp_path / "root", "3"), put(tmp_path / "out", **{"number": "3", **changed})
    assert committed.differences(before, after) == expected


def test_files_on_one_side_alone_are_named(tmp_path):
    before, after = put(tmp_path / "root", "3"), put(tmp_path / "out", "3")
    (before / "figures" / "01-a.csv").rename(before / "figures" / "02-b.csv")
    assert committed.differences(before, after) == [
        "figures/01-a.csv: made by this run, not committed",
        "figures/02-b.csv: committed, not made by this run",
    ]


def test_refreshing_makes_them_equal_and_writes_the_findings(tmp_path):
    root, out = put(tmp_path / "root", "3"), put(tmp_path / "out", "4")
    (root / "figures" / "09-old.svg").write_text("<svg/>")
    (root / "README.md").write_text("# T\n<!-- findings -->\nold\n<!-- /findings -->\nrest\n")
    committed.refresh(root, out)
    assert committed.differences(root, out) == []
    assert (root / "README.md").read_text() == (
        "# T\n<!-- findings -->\n1. **[Who?](notebooks/01-who.ipynb)** It was **4**.\n<!-- /findings -->\nrest\n"
    )
