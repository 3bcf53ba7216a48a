"""What is committed of a run (notebooks/, figures/, findings in README.md): compared with a new run, and refreshed."""

import re
from collections.abc import Iterable
from pathlib import Path

from hearsay.show.pages.notebooks import page_of

FINDINGS = re.compile(r"(<!-- findings -->\n).*?(<!-- /findings -->)", re.DOTALL)


def differences(root: Path, out: Path) -> list[str]:
    """What differs between what is committed in ``root`` and the run in ``out``, as lines to print."""
    before, after = files(root), files(out)
    lines = [f"{name}: committed, not made by this run" for name in before.keys() - after]
    lines += [f"{name}: made by this run, not committed" for name in after.keys() - before]
    return sorted(lines + [f"{name}: differs" for name in before.keys() & after if before[name] != after[name]])


def files(folder: Path) -> dict[str, bytes]:
    """The files of a run that are committed, by their names below a folder."""
    paths = [*folder.glob("notebooks/*.ipynb"), *folder.glob("figures/*")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.name[0] != "."}


def refresh(root: Path, out: Path) -> list[str]:
    """Copy the run in ``out`` over what is committed in ``root``; the files changed or removed, as lines to print."""
    changed, made = differences(root, out), files(out)
    for name in files(root).keys() - made:
        (root / name).unlink()
    for name, data in made.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(data)
    write_findings(root / "README.md", sorted((out / "notebooks").glob("*.ipynb")))
    return changed


def write_findings(readme: Path, notebooks: Iterable[Path]) -> None:
    """Write the questions, each linked to its notebook, and their findings between the two markers of the README."""
    lines = [
        f"{int(page.stem[:2])}. **[{page.title}](notebooks/{page.stem}.ipynb)** {' '.join(page.finding.split())}".rstrip()
        for page in map(page_of, notebooks)
    ]
    text = FINDINGS.sub(lambda found: "\n".join([found[1].strip(), *lines, found[2]]), readme.read_text("utf-8"))
    readme.write_text(text, "utf-8", newline="\n")
