"""What is committed of a run (notebooks/, figures/, findings in README.md): compared with a new run, and refreshed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from hearsay.show.pages.notebooks import Page, page_of

PARTS = {"notebooks": "*.ipynb", "figures": "*"}
HOW = {  # a file differs: committed or not, made by the run or not
    (False, True): "made by this run, not committed",
    (True, False): "committed, not made by this run",
    (True, True): "differs",
}
FINDINGS = re.compile(r"(<!-- findings -->\n).*?(<!-- /findings -->)", re.DOTALL)


def differences(root: Path, out: Path) -> list[str]:
    """What differs between what is committed in ``root`` and the run in ``out``, as lines to print."""
    lines = []
    for part in PARTS:
        before, after = files(root, part), files(out, part)
        changed = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
        lines += [f"{name}: {HOW[name in before, name in after]}" for name in changed]
    return lines


def files(folder: Path, part: str) -> dict[str, bytes]:
    """The files of a part of what is committed, by their names below a folder."""
    paths = sorted((folder / part).glob(PARTS[part]))
    return {f"{part}/{path.name}": path.read_bytes() for path in paths if not path.name.startswith(".")}


def refresh(root: Path, out: Path) -> list[str]:
    """Copy the run in ``out`` over what is committed in ``root``; the files changed or removed, as lines to print."""
    changed = differences(root, out)
    for part in PARTS:
        (root / part).mkdir(exist_ok=True)
        made = files(out, part)
        for name in files(root, part).keys() - made:
            (root / name).unlink()
        for name, data in made.items():
            (root / name).write_bytes(data)
    write_findings(root / "README.md", sorted((out / "notebooks").glob("*.ipynb")))
    return changed


def write_findings(readme: Path, notebooks: Iterable[Path]) -> None:
    """Write the questions and their findings between the two markers of the README, where it has them."""
    text = readme.read_text("utf-8")
    findings = "\n".join(finding_line(page) for page in map(page_of, notebooks))
    readme.write_text(FINDINGS.sub(lambda found: f"{found[1]}{findings}\n{found[2]}", text), "utf-8", newline="\n")


def finding_line(page: Page) -> str:
    """A question linked to its notebook, and what was found, in one item of a list."""
    found = " ".join(page.finding.split())
    return f"{int(page.stem[:2])}. **[{page.title}](notebooks/{page.stem}.ipynb)** {found}".rstrip()
