"""A run: every notebook over one corpus, executed by papermill, several at a time, into build/<corpus>/.

Each notebook computes from the corpus alone, so they can run side by side. All is written to a folder beside
the old results, which it replaces when it is complete: nothing half-written or stale is left behind.
"""

import ast
import hashlib
import json
import multiprocessing
import os
import platform
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from hearsay import results, tables
from hearsay.checking import check_corpus
from hearsay.corpus.documents import ROOT
from hearsay.corpus.language import name_of
from hearsay.corpus.listing import EXPECTED
from hearsay.reading import Reading, open_reading

NOTEBOOKS = ROOT / "notebooks"
BUILD = ROOT / "build"
MANY = 16  # documents, from which several processes read them faster than one
MEMORY, PROCESS = 4000, 200  # MB that a run keeps to, and what a process takes
DOCUMENT = 0.25  # MB that it takes more of each document
NAMED = 20  # files left out that are named on the screen
VERSIONS = ("hearsay", "matplotlib", "pandas", "papermill", "python-crfsuite", "spacy")

# What of the caller's would change a notebook's bytes, or run code in it.
FOREIGN = ("COLUMNS", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "MPLBACKEND", "PYTHONSTARTUP", "PYTHONWARNINGS")
IPYTHON_CONFIG = """\
c = get_config()
c.HistoryManager.enabled = False
c.IPKernelApp.log_level = 50  # a kernel would speak of its sockets at the start, and of its interruption at the end
"""


@dataclass(frozen=True)
class Outcome:
    """How one task of a run went: the tables, their pages or a notebook; ``error`` is "" where it came to its end.

    ``told`` is what it tells of the run, for run.json.
    """

    task: str
    seconds: float
    error: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)


def isolate(out: Path) -> None:
    """Keep Jupyter, IPython and matplotlib out of the home folder, and name the folder for figures.

    Kernels inherit this. Without it a result could depend on the settings of whoever runs it.
    """
    for name in FOREIGN:
        os.environ.pop(name, None)
    private = BUILD / ".jupyter" if os.access(BUILD if BUILD.is_dir() else ROOT, os.W_OK) else out / ".jupyter"
    folders = {"IPYTHONDIR": "ipython", "MPLCONFIGDIR": "matplotlib", "JUPYTER_DATA_DIR": "data"}
    folders |= {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime"}
    os.environ.update({name: str(private / folder) for name, folder in folders.items()})
    os.environ.update({"HEARSAY_OUT": str(out), "PYTHONUTF8": "1", "JUPYTER_PREFER_ENV_PATH": "1"})
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    config = private / "ipython" / "profile_default" / "ipython_config.py"
    if not config.is_file() or config.read_text("utf-8") != IPYTHON_CONFIG:
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text(IPYTHON_CONFIG, "utf-8")
    import matplotlib.font_manager  # noqa: F401  # makes its list of fonts once; each kernel would, and say so


def notebooks() -> list[Path]:
    """The numbered notebooks in order."""
    return sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))


# --- parameters


def defaults_of(path: Path) -> dict[str, Any]:
    """The parameters that a notebook takes, as its cell tagged ``parameters`` has them."""
    return {name: ast.literal_eval(found["default"]) for name, found in papermill.inspect_notebook(path).items()}


def check_parameters(paths: Iterable[Path], parameters: Mapping[str, Any]) -> None:
    """Raise unless some notebook of ``paths`` takes each parameter, with a value of its kind: papermill only warns of a name that none knows."""
    known: dict[str, Any] = {}
    for path in paths:
        known |= defaults_of(path)
    if unknown := sorted(parameters.keys() - known):
        raise ValueError(f"no notebook has the parameter {unknown[0]!r}; they have {', '.join(sorted(known))}")
    for name, value in parameters.items():
        if type(value) is not type(known[name]) and not (isinstance(known[name], float) and type(value) is int):
            raise ValueError(f"parameter {name}: expected a value like {known[name]!r}, found {value!r}")


def notices_of(reading: Reading, skipped: Mapping[str, str]) -> list[str]:
    """What a person should know before he reads the results: what is left out, not read, or the machine's.

    ``skipped`` has by file, or by document, why it was left out.
    """
    left_out = [f"skipped: {file}: {why}" for file, why in skipped.items() if not why.startswith(EXPECTED)]
    lines = left_out[:NAMED]
    if len(left_out) > NAMED:
        lines.append(f"skipped: {len(left_out) - NAMED} more, in tables/skipped.csv")
    for code, count in sorted(Counter(reading.corpus.unread.values()).items()):
        lines.append(f"documents in {name_of(code)}, in which who says what is not looked for: {count}")
    if reading.uncovered:
        lines.append(f"documents that {reading.name} does not cover, read by machine: {len(reading.uncovered)}")
    return lines


# --- one notebook


def execute(path: Path, out: Path, parameters: Mapping[str, Any]) -> dict[str, str]:
    """Execute one notebook into ``out``/notebooks; one that fails is kept there as NAME.failed.ipynb, and tells its error.

    Parameters that differ from the notebook's own stand in a cell of papermill's below them.
    """
    error, defaults = "", defaults_of(path)
    given = {name: value for name, value in parameters.items() if defaults.get(name, value) != value}
    with tempfile.TemporaryDirectory(prefix=".scratch-", dir=out) as scratch:
        raw = Path(scratch) / "raw.ipynb"
        # where the kernel's file of ports goes, which a killed run would leave
        usual, tempfile.tempdir = tempfile.tempdir, scratch
        try:
            for tries in (2, 1):
                try:
                    papermill.execute_notebook(
                        path, raw, given, cwd=path.parent, progress_bar=False, request_save_on_cell_execute=False,
                        autosave_cell_every=0, coalesce_streams=True,
                    )  # fmt: skip
                    break
                except RuntimeError as failure:
                    # a kernel that starts may find its port taken by another one's; one that died at work has a type of its own
                    if tries == 1 or type(failure) is not RuntimeError:
                        raise
        except PapermillExecutionError as failure:
            error = f"cell {failure.exec_count}: {failure.ename}: {failure.evalue}"
        except Exception as failure:  # the kernel died or never came: the other notebooks still run
            error = f"{type(failure).__name__}: {failure}"
        finally:
            tempfile.tempdir = usual
        executed = nbformat.read(raw if raw.is_file() else path, as_version=4)
    target = out / "notebooks" / f"{path.stem}{'.failed' if error else ''}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(nbformat.writes(tidy(executed)) + "\n", encoding="utf-8", newline="\n")  # LF on any system
    return {"error": error}


def tidy(notebook: NotebookNode) -> NotebookNode:
    """Drop what differs between two runs of the same thing: times and versions."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": {"name": "python"}})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number:02}"
        tags = cell.metadata.get("tags", [])
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
    return notebook


# --- all of them


def run(
    folder: Path, out: Path | None = None, jobs: int = 0, given: Mapping[str, Any] | None = None, say: Callable = print
) -> list[Outcome]:
    """Run all notebooks over the corpus in ``folder`` and replace ``out`` (default build/<its name>/).

    ``jobs`` is how many notebooks run at a time (0: as `fitting`), ``given`` are parameters; ``say`` is told how far it is. Raises ValueError in a sentence where the
    corpus cannot be read, a parameter is unknown or ``out`` holds something else; a notebook that fails is an
    Outcome with an error, the others are finished, and all of it goes beside ``out`` where good results are there.
    """
    folder, named = folder.resolve(), out is not None
    out = (out or BUILD / folder.name).resolve()
    parameters = {**(given or {}), "corpus": corpus_value(folder)}
    paths = notebooks()
    check_parameters(paths, parameters)
    results.check_target(out, folder, named)
    if faults := check_corpus(folder).faults:
        raise ValueError("\n".join(faults))
    reading = open_reading(folder, parameters.get("reading", ""))
    say(
        f"{folder.name}: {len(reading.documents)} document{'s' * (len(reading.documents) != 1)}, reading {reading.name}, {len(paths)} notebooks"
    )
    with results.workplace(out) as fresh:
        reading.attribute((jobs or cores()) if len(reading.documents) > MANY else 1)
        outcomes = fill(fresh, out, reading, parameters, jobs or fitting(reading), say)
        failed = [outcome for outcome in outcomes if outcome.error]
        place = results.destination_of(out, bool(failed))
        results.replace(place, fresh)
        if not failed:
            shutil.rmtree(results.destination_of(out, failed=True), ignore_errors=True)
    for line in notices_of(reading, results.receipt(place)["skipped"]):
        say(f"  {line}")
    say(f"  pages: {os.path.relpath(place / 'site' / 'index.html')}")
    for outcome in failed:
        kept = place / "notebooks" / f"{outcome.task}.failed.ipynb"
        say(f"{outcome.task}: {outcome.error}" + f"; kept as {os.path.relpath(kept)}" * kept.is_file())
    return outcomes


def fill(fresh: Path, before: Path, reading: Reading, given: dict[str, Any], jobs: int, say: Callable) -> list[Outcome]:
    """Everything a run writes, into an empty folder: notebooks, figures, tables, run.json, pages.

    ``before`` is the result that it will replace, against which the front page tells what is new; ``given`` are parameters.
    """
    isolate(fresh)
    from hearsay.show.pages import site  # not before: matplotlib comes with it, and would write into the home folder

    stages = STAGES if len(reading.documents) > MANY and not reading.by_people else ()
    phases: list[dict[str, tuple]] = [{name: (keep, reading, name) for name in stage} for stage in stages]
    phases += [{"tables": (write_tables, reading, fresh)}, {"pages": (write_pages, reading, fresh, before)}]
    phases += [{path.stem: (execute, path, fresh, given) for path in notebooks()}]
    outcomes = sorted((one for tasks in phases for one in done(tasks, jobs, say)), key=lambda outcome: outcome.task)
    receipt = receipt_of(reading, given, outcomes)
    shown = receipt.pop("front", None)
    (fresh / "run.json").write_text(json.dumps(receipt, indent=1, ensure_ascii=False) + "\n", "utf-8")
    made = [path for path in sorted((fresh / "notebooks").glob("*.ipynb")) if not path.stem.endswith(".failed")]
    with workers(jobs) as pool:
        site.write_site(fresh, made, receipt, shown, lambda function, items: list(pool.map(function, items)))
    return outcomes


STAGES = (("_machine",), ("proposed", "_passages"), ("aliases", "issues"))  # what of the tables takes longest


def keep(reading: Reading, name: str) -> dict[str, Any]:
    """Compute a table, which is kept where other processes find it."""
    getattr(reading, name)
    return {}


def done(tasks: Mapping[str, tuple], jobs: int, say: Callable[[str], None]) -> Iterator[Outcome]:
    """How tasks of a run went, side by side in processes that end with them, and give their memory back.

    A task is a function and what it is given; what it returns it tells of the run. Each is said aloud with its seconds.
    """
    with workers(jobs) as pool:
        begun = {pool.submit(timed, name, *task): name for name, task in tasks.items()}
        for task in as_completed(begun):
            try:
                outcome = task.result()
            except Exception as failure:  # a fault of ours, or its process died
                outcome = Outcome(begun[task], 0.0, f"{type(failure).__name__}: {failure}")
            say(f"  {outcome.task.strip('_'):<40} {outcome.seconds:5.1f} s" + ("   FAILED" if outcome.error else ""))
            yield outcome


def timed(name: str, function: Callable, *given: Any) -> Outcome:
    """Call a function on what is ``given``, as the task ``name``, and tell how long that took."""
    started = time.monotonic()
    told = function(*given)
    return Outcome(name, time.monotonic() - started, told.pop("error", ""), told)


def workers(jobs: int) -> ProcessPoolExecutor:
    """So many processes. Forked ones share what is imported already; only Linux forks safely."""
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    return ProcessPoolExecutor(jobs, context, results.begin_worker)


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def fitting(reading: Reading) -> int:
    """How many processes run at a time: one per core, or fewer where documents are many."""
    return max(1, min(cores(), int(MEMORY / (PROCESS + DOCUMENT * len(reading.documents)))))


def corpus_value(folder: Path) -> str:
    """The corpus as notebooks name it: relative to the repository, so that no page tells where that lies."""
    return Path(os.path.relpath(folder, ROOT)).as_posix() if folder.drive == ROOT.drive else str(folder)


# --- tables and receipt


def write_tables(reading: Reading, out: Path) -> dict[str, Any]:
    """Write the tables of the run as CSV, and the text of each document that had to be extracted; what run.json tells of them."""
    for name, table in reading.tables().items():
        tables.write(table, out / "tables" / f"{name}.csv")
    for row in reading.documents.itertuples():
        if not row.format.startswith("text"):
            text = out / "texts" / f"{row.doc_id}.txt"
            text.parent.mkdir(parents=True, exist_ok=True)
            text.write_text(reading.corpus.texts[row.doc_id], encoding="utf-8", newline="")
    attributed = reading.statements[reading.statements["form"] != "author"]
    return {
        "statements": len(reading.statements),
        "unresolved_actors": attributed.loc[attributed["actor"] == "", "id"].tolist(),
        "lost_verdicts": reading.lost_verdicts.to_dict("records"),
        "skipped": dict(zip(reading.skipped["file"], reading.skipped["why"], strict=True)),
    }


def write_pages(reading: Reading, out: Path, earlier: Path) -> dict[str, Any]:
    """Write the pages of the tables; what the front page shows of them, and what is new since the ``earlier`` result."""
    from hearsay.show.pages import site
    from hearsay.show.pages.news import news

    found = news(results.receipt(earlier), earlier, out, reading.name)
    shown = site.write_reading(reading, out / "site", found)
    return {"front": shown, "since": found}


def receipt_of(reading: Reading, parameters: dict[str, Any], outcomes: list[Outcome]) -> dict[str, Any]:
    """What was run on what: enough to say later whether two runs are the same. It holds no times."""
    corpus = reading.corpus
    receipt = {
        "corpus": corpus.name,
        "title": corpus.title,
        "question": corpus.settings.get("question", ""),
        "reading": reading.name,
        "parameters": parameters,
        "failed": {outcome.task: outcome.error for outcome in outcomes if outcome.error},
        "skipped": dict(zip(corpus.skipped["file"], corpus.skipped["why"], strict=True)),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in VERSIONS},
        "documents": dict(zip(corpus.documents["doc_id"], corpus.documents["sha256"], strict=True)),
        "notebooks": {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in notebooks()},
    }
    for outcome in outcomes:
        receipt |= outcome.told
    return receipt
