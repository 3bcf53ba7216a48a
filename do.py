"""Hearsay on a fresh machine: python3 do.py run | test | lab | update | any command of hearsay.

    python3 do.py run [CORPUS]   every notebook over seeds/, or over your own folder, into build/<corpus>/
    python3 do.py test           the library, the seeds, and every committed notebook against its outputs
    python3 do.py lab            JupyterLab on the notebooks
    python3 do.py browse         every page, and every notebook in JupyterLab, in a real browser (after a run)
    python3 do.py new FOLDER     what the machine proposes, into FOLDER/proposed/, for you to look through
    python3 do.py accept FOLDER NAME   what you have checked there goes into the tables, under a name
    python3 do.py check FOLDER   faults of the tables, and what nobody has looked at yet
    python3 do.py update         run, then refresh notebooks/, figures/ and the findings in README.md
    python3 do.py COMMAND …      any other command of hearsay: try, extract …; `python3 do.py hearsay` lists them
    python3 do.py lock           pin the dependencies again (for maintainers; needs uv)

Needs Python 3.11 to 3.13 with pip, and no other package: this file uses the standard library alone. The first
call sets up .venv from requirements.lock (about half a minute with pip, seconds with uv); later calls reuse it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "hearsay-stamp.txt"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
SUPPORTED = ((3, 11), (3, 14))  # at least, below
# Settings of the caller's that would send packages elsewhere, or other packages to us, or have each start compile all anew.
FOREIGN = (
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_USER",
    "PIP_REQUIRE_VIRTUALENV",
)

HEARSAY = ["-m", "hearsay.cli"]
COMMANDS = {"update": [*HEARSAY, "run", "--update"], "test": ["-m", "pytest"], "hearsay": [*HEARSAY, "--help"]}
COMMANDS["browse"] = [str(ROOT / "tests" / "browser" / "check.py")]
BROWSER = ROOT / "build" / ".browser"  # what `browse` alone needs, beside .venv


class Failed(Exception):
    """What went wrong, as the sentence that is printed last."""


def main(arguments: list[str]) -> int:
    """Set up, then run the command; its exit code is ours."""
    command, *rest = arguments or ["help"]
    if command in ("help", "-h", "--help"):
        print(__doc__)
        return 0
    if command == "lock":
        lock()
        return 0
    set_up()
    if command == "browse" and not (BROWSER / "axe_playwright_python").is_dir():
        print("Fetching what drives a browser, once:", flush=True)
        install(["--target", str(BROWSER), "playwright", "axe-playwright-python"])
    wanted = [str(PYTHON), "-P", *COMMANDS.get(command, [*HEARSAY, command]), *rest]
    if os.name == "nt":
        return subprocess.run(wanted, cwd=cwd_of(command), env=environment()).returncode
    sys.stdout.flush()
    os.chdir(cwd_of(command))
    os.execve(wanted[0], wanted, environment())  # in our place, so that every signal reaches it


def cwd_of(command: str) -> Path:
    """A folder named to a command of hearsay is relative to the caller's; pytest reads its settings in ours."""
    return ROOT if command in ("test", "update") else Path.cwd()


def environment() -> dict[str, str]:
    """The caller's environment without what would mix foreign packages in."""
    return {name: value for name, value in os.environ.items() if name not in FOREIGN}


def set_up() -> None:
    """Make .venv hold what requirements.lock says; at once where it already does."""
    if not SUPPORTED[0] <= sys.version_info[:2] < SUPPORTED[1]:
        raise Failed(f"Python 3.11, 3.12 or 3.13 is needed, and this is {sys.version.split()[0]} ({sys.executable})")
    wanted = stamp()
    found = STAMP.read_text("utf-8").split("\n") if STAMP.is_file() else []
    if found == wanted and PYTHON.exists():
        return
    started = time.monotonic()
    if found[:1] != wanted[:1] or not PYTHON.exists():  # another Python, another folder, or half made
        print(f"Setting up {VENV.name} for Python {sys.version.split()[0]}, once:", flush=True)
        shutil.rmtree(VENV, ignore_errors=True)
        venv.create(VENV, with_pip=False, symlinks=os.name != "nt")
    else:
        print(f"Bringing {VENV.name} up to date:", flush=True)
    STAMP.unlink(missing_ok=True)
    locked = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)]
    install(locked, ["--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    STAMP.write_text("\n".join(wanted), "utf-8")
    print(f"  done in {time.monotonic() - started:.0f} s", flush=True)


def stamp() -> list[str]:
    """What an environment was made for, and what it was made from."""
    contents = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return [f"Python {sys.version_info[0]}.{sys.version_info[1]} in {ROOT}", contents]


def install(*wanted: list[str]) -> None:
    """Install each of ``wanted``, arguments of an installer; by uv where it works, else by pip."""
    if works("uv", "--version"):
        uv = ["uv", "pip", "install", "--no-config", "--python", str(PYTHON)]
        complaint = next(filter(None, (follow([*uv, *arguments], "uv") for arguments in wanted)), "")
        if not complaint:
            return
        print(f"  uv did not manage ({complaint}); trying pip", flush=True)
    if not works(sys.executable, "-m", "pip", "--version"):
        raise Failed(f"{sys.executable} has no pip; install it (on Debian: apt-get install python3-pip) and try again")
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "--disable-pip-version-check", "install"]
    for arguments in wanted:
        if complaint := follow([*pip, "--progress-bar", "off", "--no-compile", *arguments], "pip"):
            raise Failed(f"the packages could not be installed: {complaint}")


def works(*command: str) -> bool:
    """Whether the command is there and succeeds (a shim may be there and fail)."""
    try:
        return subprocess.run(command, capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def follow(command: list[str], tool: str) -> str:
    """Run an installer, showing how far it is; "" or, where it failed, what it said last."""
    total = sum(line[0].isalnum() for line in LOCK.read_text("utf-8").splitlines() if line)
    seen, said = 0, []
    with (
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=environment(),
            cwd=ROOT,
        ) as process,
        ended_with_us(process),
    ):
        for line in process.stdout:
            said.append(line.strip())
            if line.startswith("Collecting "):
                seen += 1
                if seen % 20 == 0:
                    print(f"  {tool}: {seen} of about {total} packages fetched", flush=True)
            elif line.startswith(("Installing collected", "Resolved ", "Prepared ", "Installed ")):
                print(f"  {tool}: {line.split(':')[0].strip().lower()} …", flush=True)
    return "" if process.returncode == 0 else next(filter(None, reversed(said)), f"{tool} said nothing")


@contextmanager
def ended_with_us(process: subprocess.Popen) -> Iterator[None]:
    """What stops us stops the installer too, which nobody would wait for otherwise."""
    try:
        yield
    except BaseException:
        process.terminate()
        raise


def lock() -> None:
    """Resolve pyproject.toml for every supported Python; constraints.txt is the lock without its hashes."""
    command = ["uv", "pip", "compile", "--universal", "--generate-hashes", "--no-annotate", "--extra", "lab"]
    command += ["--custom-compile-command", "python3 do.py lock", "pyproject.toml", "-o", LOCK.name]
    if subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL).returncode:
        raise Failed("uv could not resolve pyproject.toml")
    pinned = [line.removesuffix(" \\") for line in LOCK.read_text("utf-8").splitlines() if line[:1].isalnum()]
    (ROOT / "constraints.txt").write_text("\n".join(pinned) + "\n", "utf-8")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as failure:
        sys.exit(f"do.py: {failure}.")
    except KeyboardInterrupt:
        sys.exit("do.py: stopped.")
