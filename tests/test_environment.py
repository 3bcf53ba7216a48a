"""One list of dependencies: what pip, uv, conda and Binder install is the same, and so is what CI runs."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PINNED = [line.removesuffix(" \\") for line in LOCK.splitlines() if line[:1].isalnum()]


def wanted(extra: str) -> list[str]:
    """What an extra brings besides the plain install; one extra may name others, as hearsay[files,notebooks]."""
    found = []
    for line in PROJECT["optional-dependencies"][extra]:
        if others := re.fullmatch(r"hearsay\[(.+)\]", line):
            found += [each for other in others[1].split(",") for each in wanted(other)]
        else:
            found.append(line)
    return found


def name_of(requirement: str) -> str:
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-")


def test_the_lock_holds_every_dependency_with_its_hash():
    lines = PROJECT["dependencies"] + wanted("lab")
    assert {name_of(line) for line in lines} <= {name_of(line) for line in PINNED}
    assert all(re.match(r"[\w.-]+==\S+( ; .+)?$", line) for line in PINNED)
    entries = re.findall(r"^\w.*(?:\n +.*)*", LOCK, re.MULTILINE)
    assert len(entries) == len(PINNED)
    assert all("--hash=sha256:" in entry for entry in entries)


def test_a_package_has_one_version_for_all_pythons():
    names = [name_of(line) for line in PINNED]
    assert sorted(names) == sorted(set(names))


def test_constraints_are_the_lock_without_its_hashes():
    assert (ROOT / "constraints.txt").read_text("utf-8").splitlines() == PINNED


@pytest.mark.parametrize("file", ["requirements.lock", "constraints.txt", "pyproject.toml", "environment.yml"])
def test_no_address_of_a_registry_is_committed(file):
    assert not re.search(r"https?://|--(extra-)?index-url", (ROOT / file).read_text("utf-8"))


def test_conda_and_binder_install_the_same():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    python, pip, last = environment["dependencies"]
    assert (environment["name"], pip) == (PROJECT["name"], "pip")
    assert last == {"pip": ["-c constraints.txt", "-e .[lab]"]}
    lowest = re.match(r">=(3\.\d+),<3\.\d+$", PROJECT["requires-python"])[1]
    assert python == f"python={lowest}"


def test_continuous_integration_runs_the_two_commands_on_every_python():
    workflow = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))
    job = workflow["jobs"]["check"]
    assert ".ci/run" in [step.get("run") for step in job["steps"]]
    low, high = map(int, re.match(r">=3\.(\d+),<3\.(\d+)$", PROJECT["requires-python"]).groups())
    assert job["strategy"]["matrix"]["python"] == [f"3.{minor}" for minor in range(low, high)]
    commands = re.findall(r"^python3 .*$", (ROOT / ".ci/run").read_text("utf-8"), re.MULTILINE)
    assert commands[:2] == ["python3 do.py run --check", "python3 do.py test"]


def imported(path: Path) -> set[str]:
    """The packages that a module imports, inside functions too."""
    tree = ast.parse(path.read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in names}


def test_the_reader_needs_the_plain_install_alone():
    packages = {name_of(line) for line in PROJECT["dependencies"]} | {"sayso"}
    modules = list((ROOT / "lib/sayso").rglob("*.py"))
    needed = set().union(*map(imported, modules)) - sys.stdlib_module_names
    assert needed <= packages


def test_setting_up_needs_the_standard_library_alone():
    assert imported(ROOT / "do.py") <= sys.stdlib_module_names


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_finds_nothing(command):
    found = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "lib", "tests", "conftest.py", "do.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_one_version_is_stated():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]


def test_what_is_imported_is_a_dependency_and_the_reverse():
    parents = packages_distributions()
    names = set().union(*map(imported, (ROOT / "lib").rglob("*.py"))) - sys.stdlib_module_names - {"hearsay", "sayso"}
    foreign = {name_of(parents.get(name, [name])[0]) for name in names}
    installed = {name_of(line) for extra in ("files", "notebooks") for line in wanted(extra)}
    installed |= {name_of(line) for line in PROJECT["dependencies"]}
    assert installed <= foreign | {"openpyxl"}  # with which pandas reads workbooks
    assert foreign <= installed | {name_of(line) for line in wanted("cluster")}


def test_a_plain_install_brings_few_packages_by_name():
    assert len(PROJECT["dependencies"]) <= 14


def test_the_type_checker_finds_nothing():
    found = subprocess.run(
        [sys.executable, "-m", "pyrefly", "check", "--python-interpreter-path", sys.executable],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stdout + found.stderr
