"""What is committed of a run (notebooks/, figures/, findings in README.md): compared with a new run, and refreshed."""

from __future__ import annotations

import difflib
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from hearsay.show.pages.notebooks import Page, page_of

PARTS = {"notebooks": "*.ipynb", "figures": "*"}
FINDINGS = re.compile(r"(<!-- findings -->\n).*?(<!-- /findings -->)", re.DOTALL)
SHOWN = 40  # lines of difference printed for one file


def differences(root: Path, out: Path) -> list[str]:
    """What differs between what is committed in ``root`` and the run in ``out``, as lines to print."""
    return [line for part, pattern in PARTS.items() for line in part_differences(root / part, out / part, pattern)]


def part_differences(committed: Path, new: Path, pattern: str) -> Iterator[str]:
    """A line or more for each file that is not the same on both sides."""
    names = {path.name for folder in (committed, new) for path in folder.glob(pattern)}
    for name in sorted(name for name in names if not name.startswith(".")):
        before, after = committed / name, new / name
        if not before.is_file():
            yield f"{committed.name}/{name}: made by this run, not committed"
        elif not after.is_file():
            yield f"{committed.name}/{name}: committed, not made by this run"
        elif before.read_bytes() != after.read_bytes():
            yield f"{committed.name}/{name}: differs (- committed, + this run)"
            yield from file_differences(before, after)


def file_differences(before: Path, after: Path) -> list[str]:
    """The first lines that differ; of a notebook, in what its reader sees."""
    if before.suffix == ".svg":
        return ["  the figure; its rows are in the CSV file beside it"]
    lines = [difference_text(path).splitlines() for path in (before, after)]
    changes = [line for line in difflib.unified_diff(*lines, n=0, lineterm="") if not re.match(r"---|\+\+\+|@@", line)]
    if not changes:
        return ["  only in how the file is laid out"]
    rest = [f"  … and {len(changes) - SHOWN} more lines"] if len(changes) > SHOWN else []
    return [f"  {line[:200]}" for line in changes[:SHOWN]] + rest


def difference_text(path: Path) -> str:
    """A file as text that can be compared line by line."""
    if path.suffix != ".ipynb":
        return path.read_text("utf-8", errors="replace")
    notebook = nbformat.read(path, as_version=4)
    return "\n".join(cell_text(number, cell) for number, cell in enumerate(notebook.cells, start=1))


def cell_text(number: int, cell: NotebookNode) -> str:
    """A cell's source and outputs, each line headed by the cell's number."""
    shown = [cell.source, *(output_text(output) for output in cell.get("outputs", []))]
    return "\n".join(f"cell {number}: {line}" for text in shown for line in text.splitlines())


def output_text(output: NotebookNode) -> str:
    """An output in plain text (tables and sentences), else as it is."""
    data = output.get("data", {})
    return output.get("text") or data.get("text/markdown") or data.get("text/plain") or data.get("text/html") or ""


def refresh(root: Path, out: Path) -> list[str]:
    """Copy the run in ``out`` over what is committed in ``root``; the files changed or removed, as lines to print."""
    changed = differences(root, out)
    for part, pattern in PARTS.items():
        (root / part).mkdir(exist_ok=True)
        for old in (root / part).glob(pattern):
            if not old.name.startswith(".") and not (out / part / old.name).is_file():
                old.unlink()
        for new in (out / part).glob(pattern):
            shutil.copyfile(new, root / part / new.name)
    write_findings(root / "README.md", sorted((out / "notebooks").glob("*.ipynb")))
    return [line for line in changed if not line.startswith("  ")]


def write_findings(readme: Path, notebooks: Iterable[Path]) -> None:
    """Write the questions and their findings between the two markers of the README, where it has them."""
    if not readme.is_file():
        return
    text = readme.read_text("utf-8")
    findings = "\n".join(finding_line(page) for page in map(page_of, notebooks))
    readme.write_text(FINDINGS.sub(lambda found: f"{found[1]}{findings}\n{found[2]}", text), "utf-8", newline="\n")


def finding_line(page: Page) -> str:
    """A question linked to its notebook, and what was found, in one item of a list."""
    found = " ".join(page.finding.split())
    return f"{int(page.stem[:2])}. **[{page.title}](notebooks/{page.stem}.ipynb)** {found}".rstrip()
