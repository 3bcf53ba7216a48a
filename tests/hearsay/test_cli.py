"""The command `hearsay`: its help, and its errors as one sentence."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from hearsay import cli


@pytest.fixture
def hearsay(monkeypatch, capsys):
    """Call the command; its exit code and what it said on stderr."""

    def call(*arguments) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["hearsay", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code, said = ended.value.code, capsys.readouterr().err
        return (1, f"{said}{code}\n") if isinstance(code, str) else (code, said)  # as Python ends on a sentence

    return call


PARAMETERS = (
    "hearsay: no notebook has the parameter 'corpsu'; they have claims_shown, corpus, issues_shown, least_confidence, "
    "least_documents, least_score.\n"
)


@pytest.mark.parametrize("command", ["", "run", "check", "extract", "lab"])
def test_every_command_explains_itself(command):
    shown = CliRunner().invoke(cli.app, [*filter(None, [command]), "--help"])
    assert shown.exit_code == 0
    assert len(shown.output.split()) > 20


def test_help_loads_no_library_that_takes_long():
    code = "import sys, hearsay.cli; print({'pandas', 'papermill', 'spacy', 'matplotlib'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "nowhere"], "hearsay: nowhere: expected a folder of documents, but there is no such folder.\n"),
        (
            ["run", "do.py"],
            "hearsay: do.py: expected a folder of documents, but this is a file; name the folder it is in.\n",
        ),
        (["run", "seeds", "-p", "corpsu=x"], PARAMETERS),
    ],
)
def test_an_error_is_one_sentence_and_comes_last(hearsay, arguments, message):
    assert hearsay(*arguments) == (1, message)


def test_a_parameter_needs_name_and_value(hearsay):
    code, said = hearsay("run", "seeds", "-p", "reading")
    assert code == 2
    assert "NAME=VALUE" in said


def test_a_parameter_is_what_a_notebook_can_hold(hearsay):
    code, said = hearsay("run", "seeds", "-p", "claims_shown={1}")
    assert code == 2
    assert "expected text, a number, a list" in said


def test_only_the_seeds_are_committed(hearsay, tmp_path):
    (tmp_path / "a.txt").write_text("A text.")
    assert "only a run of the seeds is committed" in hearsay("run", tmp_path, "--update")[1]
