"""A run: parameters, failures, what is replaced and what is left alone."""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import nbformat
import psutil
import pytest
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from hearsay import results, run


def notebook(*sources: str, parameters: str = 'corpus = "seeds"  # a folder') -> nbformat.NotebookNode:
    """A question, a parameters cell, and further code."""
    tagged = new_code_cell(parameters, metadata={"tags": ["parameters"]})
    cells = [new_markdown_cell("# Who?"), tagged, *map(new_code_cell, sources)]
    return new_notebook(
        cells=cells, metadata={"kernelspec": {"display_name": "Python 3", "name": "python3", "language": "python"}}
    )


@pytest.fixture
def corpus(tmp_path) -> Path:
    folder = tmp_path / "quay side"
    folder.mkdir()
    (folder / "gazette.txt").write_text("The crane was checked, Ines Okafor said.\n", "utf-8")
    return folder


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """Notebooks of the test's own instead of ours."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    monkeypatch.setattr(run, "NOTEBOOKS", folder)
    monkeypatch.setattr(os, "environ", os.environ.copy())

    def put(**notebooks) -> list[Path]:
        for name, content in notebooks.items():
            nbformat.write(content, folder / f"{name.replace('_', '-')}.ipynb")
        return sorted(folder.iterdir())

    return put


PARAMETERS = 'corpus = "seeds"  # a folder\nwidth = 3\nnames = []'


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"corpus": "seeds", "width": 3}, None),
        ({"corpus": "quay", "unknown here": 1}, 'corpus = "quay"'),
        ({"corpus": 'a"b\\', "width": 2.5, "names": ["x"]}, 'corpus = "a\\"b\\\\"\nwidth = 2.5\nnames = ["x"]'),
    ],
    ids=["its own", "another", "of every kind"],
)
def test_a_notebook_shows_the_values_used_where_they_are_not_its_own(shelf, tmp_path, given, shown):
    (path,) = shelf(**{"01_a": notebook("corpus", parameters=PARAMETERS)})
    assert run.execute(path, tmp_path, given) == {"error": ""}
    executed = nbformat.read(tmp_path / "notebooks" / "01-a.ipynb", as_version=4)
    assert executed.cells[1].source == PARAMETERS
    injected = [cell.source for cell in executed.cells if cell.metadata.get("tags") == ["injected-parameters"]]
    assert injected == ([] if shown is None else [f"# Parameters\n{shown}\n"])
    assert executed.cells[-1].outputs[0].data["text/plain"] == repr(given["corpus"])
    assert [cell.id for cell in executed.cells] == [f"cell-{n:02}" for n in range(1, len(executed.cells) + 1)]


@pytest.mark.parametrize(
    ("content", "parameters", "message"),
    [
        (notebook(), {"corpus": "x", "corpsu": "y"}, r"no notebook has the parameter 'corpsu'; they have corpus"),
        (notebook(parameters="width = 3"), {"corpus": "x"}, r"no notebook has the parameter 'corpus'; they have width"),
        (new_notebook(), {"corpus": "x"}, r"no notebook has the parameter 'corpus'; they have $"),
        (notebook(parameters="width = 3"), {"width": "abc"}, "parameter width: expected a value like 3, found 'abc'"),
        (notebook(parameters="width = 3"), {"width": True}, "parameter width: expected a value like 3, found True"),
    ],
)
def test_a_misspelt_parameter_stops_the_run(shelf, content, parameters, message):
    with pytest.raises(ValueError, match=message):
        run.check_parameters(shelf(**{"01_a": content}), parameters)


def test_tidying_drops_what_differs_between_two_runs():
    executed = notebook("print()")
    executed.cells[2] |= {"metadata": {"papermill": {"duration": 1.5}, "tags": []}}
    executed.metadata["papermill"] = {"start_time": "now"}
    tidied = run.tidy(executed)
    assert [cell.id for cell in tidied.cells] == ["cell-01", "cell-02", "cell-03"]
    assert tidied.cells[2].metadata == {}
    assert set(tidied.metadata) == {"kernelspec", "language_info"}
    nbformat.validate(tidied)


@pytest.mark.parametrize(
    ("errors", "told"),
    [
        ([RuntimeError("Kernel died before replying")], ""),
        ([RuntimeError("Kernel died before replying")] * 2, "RuntimeError: Kernel died before replying"),
        ([DeadKernelError("Kernel died")], "DeadKernelError: Kernel died"),
    ],
)
def test_a_kernel_that_found_its_port_taken_starts_once_more(shelf, tmp_path, monkeypatch, errors, told):
    (path,) = shelf(**{"01_a": notebook("1 + 1")})
    usual, waiting = run.papermill.execute_notebook, list(errors)

    def start(*given, **more):
        if waiting:
            raise waiting.pop(0)
        return usual(*given, **more)

    monkeypatch.setattr(run.papermill, "execute_notebook", start)
    assert run.execute(path, tmp_path, {"corpus": "seeds"}) == {"error": told}


def test_one_failure_leaves_the_other_notebooks_finished_and_is_kept(shelf, corpus, tmp_path):
    shelf(**{"01_good": notebook("1 + 1"), "02_bad": notebook("1 / 0", "2 + 2")})
    out, said = tmp_path / "out", []
    (out / "notebooks").mkdir(parents=True)
    (out / "run.json").write_text("{}")
    (out / "notebooks" / "09-stale.ipynb").write_text("{}")
    good, bad, pages, tables = run.run(corpus, out, say=said.append)
    assert (good.error, pages.error, tables.error) == ("", "", "")
    assert bad.error == "cell 3: ZeroDivisionError: division by zero"
    assert sorted(path.name for path in (out / "notebooks").iterdir()) == ["01-good.ipynb", "02-bad.failed.ipynb"]
    executed = nbformat.read(out / "notebooks" / "01-good.ipynb", as_version=4)
    assert executed.cells[2].source == f'# Parameters\ncorpus = "{run.corpus_value(corpus)}"\n'
    assert executed.cells[3].outputs[0].data["text/plain"] == "2"
    assert json.loads((out / "run.json").read_text())["failed"] == {"02-bad": bad.error}
    assert "ZeroDivisionError" in (out / "site" / "index.html").read_text("utf-8")
    assert (out / "tables" / "statements.csv").is_file()
    assert sum("02-bad" in line and "FAILED" in line for line in said) == 1
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".out")]


def test_a_run_that_cannot_start_leaves_the_old_results(shelf, tmp_path):
    shelf(**{"01_a": notebook()})
    empty, out = tmp_path / "empty", tmp_path / "out"
    empty.mkdir()
    out.mkdir()
    (out / "run.json").write_text("{}")
    with pytest.raises(ValueError, match="empty: no document could be read"):
        run.run(empty, out)
    assert (out / "run.json").read_text() == "{}"


@pytest.mark.parametrize("where", ["", "below", "..", "../beside"])
def test_results_never_replace_what_is_not_a_run(corpus, where):
    beside = corpus.parent / "beside"
    beside.mkdir()
    (beside / "thesis.txt").write_text("years of work")
    with pytest.raises(ValueError, match=r"results need a folder of their own|expected an earlier run"):
        results.check_target((corpus / where).resolve(), corpus)


def test_a_corpus_is_named_relative_to_the_repository_where_it_lies_inside(tmp_path):
    assert run.corpus_value(run.ROOT / "seeds") == "seeds"
    outside = run.corpus_value(tmp_path)
    assert not Path(outside).is_absolute()
    assert (run.ROOT / outside).resolve() == tmp_path.resolve()


def process() -> dict[str, int]:
    return {"process": os.getpid()}


def test_tasks_have_processes_that_end_with_them_and_one_that_dies_is_an_error():
    tasks, said = {"alive": (process,), "dead": (os._exit, 3)}, []
    alive, dead = sorted((one for name in tasks for one in run.done({name: tasks[name]}, 1, said.append)), key=str)
    assert not psutil.pid_exists(alive.told["process"])
    assert (alive.error, dead.error.partition(":")[0]) == ("", "BrokenProcessPool")
    assert [line.endswith("FAILED") for line in said] == [False, True]


@pytest.mark.parametrize(("documents", "processes"), [(20, 2), (1_000, 2), (5_000, 2), (10_000, 1), (100_000, 1)])
def test_fewer_processes_run_at_a_time_where_documents_are_many(monkeypatch, documents, processes):
    monkeypatch.setattr(run, "cores", lambda: 2)
    assert run.fitting(SimpleNamespace(documents=range(documents))) == processes
