"""Imports go one way: a room knows only the rooms named beside it. This table is the picture of the house."""

import ast
from pathlib import Path

import pytest

LIB = Path(__file__).resolve().parents[1] / "lib"
ARROWS = {
    "sayso.words": "",
    "sayso.intervals": "",
    "sayso.spans": "",
    "sayso.text": "words",
    "sayso.attribution": "spans text words",
    "sayso.who": "spans text words",
    "sayso.when": "intervals spans words",
    "sayso.polarity": "words",
    "sayso.claims": "attribution polarity spans text who words",
    "sayso.patterns": "attribution polarity spans text words",
    "hearsay.tables": "sayso",
    "hearsay.corpus": "sayso tables",
    "hearsay.analysis": "sayso tables corpus",
    "hearsay.machine": "sayso tables corpus",
    "hearsay.checking": "sayso tables corpus analysis",
    "hearsay.store": "tables corpus",
    "hearsay.reading": "sayso tables corpus analysis machine store",
    "hearsay.results": "tables corpus",
    "hearsay.extraction": "sayso tables corpus machine results",
    "hearsay.show": "sayso tables corpus analysis store reading",
    "hearsay.exchange": "sayso tables corpus reading",
    "hearsay.proposals": "sayso tables corpus analysis checking reading",
    "hearsay.run": "tables corpus checking reading show results",
    "hearsay.committed": "show",
    "hearsay.lab": "run",
    "hearsay.cli": (
        "sayso tables corpus analysis machine checking reading extraction show exchange proposals results run committed "
        "lab"
    ),
}
MODULES = sorted(path for package in ("sayso", "hearsay") for path in (LIB / package).rglob("*.py"))


def room_of(module: str) -> str:
    """The room that a module stands in: `sayso.who.names` in `sayso.who`."""
    return ".".join(module.split(".")[:2])


def imported_by(source: str) -> set[str]:
    """The rooms that a source imports, inside functions too; not what a type checker alone reads."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in ("sayso", "hearsay"):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("sayso.", "hearsay.")):
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith(("sayso.", "hearsay."))}
    return set(map(room_of, found))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(LIB).as_posix())
def test_a_room_knows_only_the_rooms_that_it_may(path):
    source = path.read_text("utf-8")
    assert "from ." not in source
    room = room_of(".".join(path.relative_to(LIB).with_suffix("").parts)).removesuffix(".__init__")
    if room in ("sayso", "hearsay"):
        return
    package = room.partition(".")[0]
    assert room in ARROWS, f"{room}: draw its arrows"
    allowed = {room}
    for name in ARROWS[room].split():
        allowed |= {r for r in ARROWS if r.startswith("sayso.")} if name == "sayso" else {f"{package}.{name}"}
    assert imported_by(source) <= allowed


def test_arrows_lead_only_to_rooms_drawn_before():
    drawn = list(ARROWS)
    for room, arrows in ARROWS.items():
        package = room.partition(".")[0]
        for name in arrows.split():
            assert name == "sayso" or drawn.index(f"{package}.{name}") < drawn.index(room)


def test_the_reader_knows_nothing_of_hearsay():
    reader = [path for path in MODULES if path.is_relative_to(LIB / "sayso")]
    assert len(reader) > 10
    assert not [
        path.name for path in reader if "import hearsay" in path.read_text() or "from hearsay" in path.read_text()
    ]


def test_imports_are_found_wherever_they_stand():
    source = "from hearsay import a, b\nimport hearsay.c\ndef f():\n    from sayso.d.x import e\n"
    assert imported_by(source) == {"hearsay.a", "hearsay.b", "hearsay.c", "sayso.d"}
