"""Every notebook has the same shape: a question, what answers it, and what it does not show."""

import ast
import hashlib
import json
import pkgutil
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
def test_it_imports_in_one_cell_defines_nothing_and_has_no_loop(path):
    trees = [ast.parse(cell.source) for cell in cells(path, "code")]
    importing = [tree for tree in trees if any(isinstance(n, (ast.Import, ast.ImportFrom)) for n in ast.walk(tree))]
    assert len(importing) == 1
    never = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While)
    assert not [node for tree in trees for node in ast.walk(tree) if isinstance(node, never)]


def names_read(path: Path) -> list[str]:
    """Every name that a notebook's code imports from a module, or asks of one that it imports: hearsay.show.frames.HOW."""
    source = "\n".join(cell.source for cell in cells(path, "code"))
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    homes = {alias.name: f"{node.module}.{alias.name}" for node in imports for alias in node.names}
    asked = re.findall(r"(?<![\w.])(\w+)\.(\w+)", source)  # in a query too: @voices.RELAY
    return [*homes.values(), *(f"{homes[home]}.{name}" for home, name in asked if home in homes)]


@notebooks
def test_every_name_that_it_reads_of_our_modules_is_there(path):
    found = names_read(path)
    assert found
    for name in found:
        pkgutil.resolve_name(name)  # raises where there is none


@notebooks
def test_its_code_is_short_and_shows_the_step_that_answers_the_question(path):
    code = [lines(cell) for cell in cells(path, "code")]
    assert max(code) <= 12
    assert statistics.median(code) <= 4
    source = "\n".join(cell.source for cell in cells(path, "code"))
    assert re.search(r"pd\.crosstab|\.groupby\(|\.query\(|\.value_counts\(", source)


@notebooks
def test_it_is_as_long_as_a_reader_has_time_for(path):
    assert 12 <= len(nbformat.read(path, as_version=4).cells) <= 20
    ours = sum(len(cell.source.split()) for cell in cells(path, "markdown"))
    assert 250 <= ours <= 400
    assert path.stat().st_size < 500_000


def test_all_together_are_short_at_first_sight_and_with_everything_opened():
    ours = sum(len(cell.source.split()) for path in PATHS for cell in cells(path, "markdown"))
    seen = [words_in(output) for path in PATHS for output in outputs(path)]
    assert ours + sum(first for first, _ in seen) < 10_000
    assert ours + sum(opened for _, opened in seen) < 20_000  # the other pages have 5,000 to themselves


def words_in(output: nbformat.NotebookNode) -> tuple[int, int]:
    """Words that a reader sees at first, and with everything opened. (A picture's words are those of its rows.)"""
    data = output.get("data", {})
    if "image/svg+xml" in data:
        return (len(" ".join(re.findall(r"<text.*?>(.*?)</text>", data["image/svg+xml"], re.DOTALL)).split()),) * 2
    opened = data.get("text/html") or data.get("text/markdown") or ""
    closed = re.sub(r"<details>.*?(<summary>.*?</summary>).*?</details>", r"\1", opened, flags=re.DOTALL)
    return tuple(len(re.sub("<[^>]+>", " ", part).split()) for part in (closed, opened))


CODES = {
    "a date in EDTF": r"\[\d{4}(-\d\d)*\.\.|\.\.\d{4}\]|\b\d{4}-\d\d-\d\d\b|\d{4}/\.\.|\.\./\d{4}",
    "a key with its stance": r"\b\w+:(affirms|denies|qualifies|neutral)\b",
    "an id of a statement": r"\bg\d{3}\b",
    "a document's label alone": r"(?<![\w(,.])00\d(?![\w)])",
    "markup of the text": r"&lt;/?su[bp]&gt;|<su[bp]>",
    "a doc_id": r"\b00\d_[0-9a-f]{8}",
}


@notebooks
@pytest.mark.parametrize("code", CODES)
def test_a_reader_sees_words_and_no_codes(path, code):
    for output in outputs(path):
        data = output.get("data", {})
        seen = re.sub(r' (title|style|class)="[^"]*"', "", data.get("text/html") or data.get("text/markdown") or "")
        seen = re.sub(r"[Dd]ocuments? 00\d(( and|,) 00\d)*", "", seen)
        assert not re.search(CODES[code], seen)


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
def test_its_figures_show_untrusted_too_are_told_in_words_and_kept_with_their_rows(path):
    for output in outputs(path):
        if "image/svg+xml" in output.get("data", {}):
            about = output.metadata["image/svg+xml"]
            assert about == output.metadata["image/png"]
            assert about["name"].startswith(path.name[:3])
            assert len(about["alt"].split()) >= 5
            assert about["alt"] in output.data["text/plain"]
            assert (ROOT / "figures" / f"{about['name']}.svg").read_text("utf-8") == output.data["image/svg+xml"]
            rows = (ROOT / "figures" / f"{about['name']}.csv").read_bytes()
            assert hashlib.sha256(rows).hexdigest()[:10] in output.data["text/plain"]
        else:
            assert not {"image/png", "image/jpeg"} & set(output.get("data", {})), "end the cell with save_figure(…)"


@notebooks
def test_it_says_what_it_found(path):
    tagged = [cell for cell in cells(path, "code") if "finding" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    said = "".join(output.get("data", {}).get("text/markdown", "") for output in tagged[0].outputs)
    assert said.startswith("**")
    assert re.search(r"by AI; no person has checked|unchecked|by people", said)
    assert cells(path, "code").index(tagged[0]) <= 3, "the finding stands under the title"


TITLES = {
    "01-documents": "What have we, from whom, and what is missing?",
    "02-speakers": "Who speaks, and who is only spoken about?",
    "03-claims-over-time": "Who claimed what, and when?",
    "04-compare-documents": "How do the documents differ: what they affirm, deny, name, gloss, and do not mention?",
    "05-contradictions": "Where do they contradict each other, and where do they only seem to?",
    "06-on-whose-word": "On whose word do we have it, what rests on what, and what should be checked next?",
    "07-how-well-read": "How well was all this read?",
}


def test_the_notebooks_ask_these_questions():
    assert {path.stem: headings(path)[0].removeprefix("# ") for path in PATHS} == TITLES


@notebooks
def test_no_passage_stands_twice_on_a_page(path):
    places = [p for output in outputs(path) for p in re.findall(r'<p title="(row [^"]*)"', str(output.get("data", "")))]
    assert len(places) == len(set(places))


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
