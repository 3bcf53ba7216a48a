"""Every notebook has the same shape: a question, what answers it, and what it does not show."""

import ast
import json
import re
import statistics
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
notebooks = pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])


def cells(path: Path, kind: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind and cell.source.strip()]


def headings(path: Path) -> list[str]:
    return re.findall(r"^#+ .+$", "\n".join(cell.source for cell in cells(path, "markdown")), re.MULTILINE)


def lines(cell: nbformat.NotebookNode) -> int:
    return sum(bool(line.strip()) for line in cell.source.splitlines())


def outputs(path: Path) -> list[nbformat.NotebookNode]:
    return [output for cell in cells(path, "code") for output in cell.outputs]


def test_the_notebooks_are_numbered_from_one():
    assert PATHS
    assert [path.name[:3] for path in PATHS] == [f"{number:02}-" for number in range(1, len(PATHS) + 1)]


@notebooks
def test_it_opens_with_its_question_and_ends_with_what_it_does_not_show(path):
    first = nbformat.read(path, as_version=4).cells[0]
    assert first.cell_type == "markdown"
    assert re.match(r"# [A-Z].+\?(\n|$)", first.source)
    found = headings(path)
    assert [heading for heading in found if heading.startswith("# ")] == found[:1]
    assert found[-1] == "## What this does not show"


@notebooks
def test_it_takes_the_seeds_by_default(path):
    tagged = [cell for cell in cells(path, "code") if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    assert tagged[0].source.startswith('corpus = "seeds"')


@notebooks
def test_it_imports_in_one_cell_and_defines_nothing(path):
    trees = [ast.parse(cell.source) for cell in cells(path, "code")]
    importing = [tree for tree in trees if any(isinstance(n, (ast.Import, ast.ImportFrom)) for n in ast.walk(tree))]
    assert len(importing) == 1
    defining = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert not [node for tree in trees for node in ast.walk(tree) if isinstance(node, defining[:3])]


@notebooks
def test_its_code_is_short_and_its_words_are_mostly_prose(path):
    code = [lines(cell) for cell in cells(path, "code")]
    assert max(code) <= 15
    assert statistics.median(code) <= 3
    prose = sum(len(cell.source.split()) for cell in cells(path, "markdown"))
    assert prose >= sum(len(cell.source.split()) for cell in cells(path, "code"))


@notebooks
def test_it_was_run_once_from_top_to_bottom(path):
    counts = [cell.execution_count for cell in cells(path, "code")]
    assert counts == list(range(1, len(counts) + 1))


@notebooks
def test_its_outputs_hold_nothing_of_the_machine_that_made_them(path):
    for output in outputs(path):
        assert output.output_type != "error"
        assert output.get("name") != "stderr"
        text = "".join(str(part) for kind, part in output.get("data", {}).items() if kind != "image/svg+xml")
        text += output.get("text", "")
        assert not re.search(r"\b0x[0-9a-f]{6,}|/home/|/root/|/tmp/|site-packages", text)


@notebooks
def test_its_figures_are_vector_drawings_told_in_words_and_kept_with_their_rows(path):
    for output in outputs(path):
        assert not {"image/png", "image/jpeg"} & set(output.get("data", {})), "end the cell with save_figure(…)"
        if "image/svg+xml" in output.get("data", {}):
            about = output.metadata["image/svg+xml"]
            assert about["name"].startswith(path.name[:3])
            assert len(about["alt"].split()) >= 5
            assert (ROOT / "figures" / f"{about['name']}.svg").read_text("utf-8") == output.data["image/svg+xml"]
            assert (ROOT / "figures" / f"{about['name']}.csv").is_file()


@notebooks
def test_it_says_what_it_found(path):
    tagged = [cell for cell in cells(path, "code") if "finding" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    assert any("text/markdown" in output.get("data", {}) for output in tagged[0].outputs)


@notebooks
def test_it_holds_no_more_than_a_run_writes(path):
    written = json.loads(path.read_text("utf-8"))
    assert set(written["metadata"]) == {"kernelspec", "language_info"}
    assert all(set(cell["metadata"]) <= {"tags"} for cell in written["cells"])


def test_every_committed_figure_is_shown_in_a_notebook():
    shown = {
        o.metadata["image/svg+xml"]["name"] for p in PATHS for o in outputs(p) if "image/svg+xml" in o.get("data", {})
    }
    kept = {path.stem for path in (ROOT / "figures").iterdir() if path.suffix in {".svg", ".csv"}}
    assert kept == shown
