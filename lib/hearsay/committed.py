"""What is committed of a run (notebooks/, figures/, findings in README.md): compared with a new run, and refreshed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from hearsay.show.pages.notebooks import Page, page_of

PARTS = {"notebooks": "*.ipynb", "figures": "*"}
FINDINGS = re.compile(r"(<!-- findings -->\n).*?(<!-- /findings -->)", re.DOTALL)


def differences(root: Path, out: Path) -> list[str]:
    """What differs between what is committed in ``root`` and the run in ``out``, as lines to print."""
    return [line for part, pattern in PARTS.items() for line in part_differences(root / part, out / part, pattern)]


def part_differences(committed: Path, new: Path, pattern: str) -> Iterator[str]:
    """A line for each file that is not the same on both sides."""
    names = {path.name for folder in (committed, new) for path in folder.glob(pattern)}
    for name in sorted(name for name in names if not name.startswith(".")):
        before, after = committed / name, new / name
        if not before.is_file():
            yield f"{committed.name}/{name}: made by this run, not committed"
        elif not after.is_file():
            yield f"{committed.name}/{name}: committed, not made by this run"
        elif before.read_bytes() != after.read_bytes():
            yield f"{committed.name}/{name}: differs"


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
    return changed


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
