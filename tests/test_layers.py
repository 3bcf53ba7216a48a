"""Imports go one way: a module imports only from those before it in this list."""

import ast
from pathlib import Path

import pytest

import hearsay

ORDER = [
    *("intervals", "tables", "corpus", "clean"),
    *(
        "quotes",
        "lexicon",
        "attribution",
        "features",
        "phrases",
        "layout",
        "rules",
        "chain",
        "linker",
        "crf",
        "nlp",
        "extraction",
        "train",
    ),
    *("timewords", "timesense", "dates", "names", "cast"),
    *(
        "resolution",
        "spellings",
        "actors",
        "relays",
        "coding",
        "dictionary",
        "reuse",
        "provenance",
        "comparison",
        "agreement",
        "sheet",
        "contradictions",
        "reading",
        "balance",
    ),
    *("plots", "evidence", "report", "site", "run", "committed", "cli"),
]
FOLDER = Path(hearsay.__file__).parent
MODULES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")


def imported_by(source: str) -> set[str]:
    """The modules of hearsay that a source imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "hearsay":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hearsay."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("hearsay.")}
    return found


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_those_before_it(module):
    assert module in ORDER, f"{module}: give it its place in ORDER"
    source = (FOLDER / f"{module}.py").read_text("utf-8")
    assert imported_by(source) <= set(ORDER[: ORDER.index(module)])
    assert "from ." not in source


def test_imports_are_found_wherever_they_stand():
    source = "from hearsay import a, b\nimport hearsay.c\ndef f():\n    from hearsay.d import e\n"
    assert imported_by(source) == {"a", "b", "c", "d"}
