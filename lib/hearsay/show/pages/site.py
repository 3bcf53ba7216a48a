"""The site of a run: every page, from a reading's tables, its executed notebooks and its receipt.

Pages of claims, documents and speakers are written where the tables are computed (`write_reading`); the front page and
the notebooks' pages when all notebooks are done (`write_site`), from what the first handed on.
"""

import shutil
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from hearsay.reading import Reading
from hearsay.show.coders import coded_by
from hearsay.show.pages import claims, documents, front, speakers
from hearsay.show.pages.notebooks import FILTERS, TEMPLATES, page_of, write_page
from hearsay.show.pages.view import View

PAGE = TEMPLATES / "page"


def write_reading(reading: Reading, folder: Path, news: dict[str, Any] | None = None) -> dict[str, Any]:
    """Write the pages of claims, documents and speakers; returns what the front page shows of them.

    ``news`` is what is new since the last run.
    """
    folder.mkdir(exist_ok=True)
    view = View(reading)
    shown = {
        "html": Markup(templates().get_template("front.html.j2").render(front.context_of(view, news))),
        "read_by": coded_by(reading),
        "machine": view.machine,
        "targets": view.cells | {i: view.place(i) for i in view.statements},
    }
    write = partial(_write, folder, _shared(reading.corpus.title or reading.corpus.name, shown))
    for key in view.reading.labels:
        write("claim", claims.page_of(view, key))
    for doc in reading.corpus.texts:
        for context in documents.pages_of(view, doc):
            write("document", context)
    for context in speakers.pages_of(view):
        write("speakers", context)
    if len(view.by_speaker) > 1:
        write("search", speakers.search_of(view))
    return shown


def write_site(
    out: Path,
    notebooks: Iterable[Path],
    receipt: dict[str, Any],
    shown: dict[str, Any] | None = None,
    each: Callable = lambda function, items: list(map(function, items)),
) -> None:
    """Write the front page and the pages of executed notebooks into ``out``/site, beside figures, notebooks and tables.

    ``shown`` is what `write_reading` returned; ``each`` calls a function on every item, in parallel if it likes.
    """
    folder = out / "site"
    folder.mkdir(exist_ok=True)
    for part in ("figures", "notebooks", "tables"):
        if (out / part).is_dir():
            shutil.copytree(out / part, folder / part, ignore=shutil.ignore_patterns("*.failed.ipynb"))
    shutil.copy(out / "run.json", folder)
    shown = shown or {"html": "", "read_by": "Read by machine", "machine": False, "targets": {}}
    pages = [page_of(path) for path in notebooks]
    shared = _shared(receipt["title"] or receipt["corpus"], shown)
    about = {"page": "index.html", "receipt": receipt, "pages": pages, "front": shown}
    _write(folder, shared, "home", about | {"tables": sorted(path.name for path in folder.glob("tables/*.csv"))})
    shared |= {"targets": shown["targets"], "read": bool(shown["html"])}
    each(partial(write_page, out / "notebooks", folder, pages, shared), range(len(pages)))


def _shared(title: str, shown: dict[str, Any]) -> dict[str, Any]:
    return {"corpus": title, "read_by": shown["read_by"], "machine": shown["machine"]}


def _write(folder: Path, shared: dict[str, Any], kind: str, context: dict[str, Any]) -> None:
    html = templates().get_template(f"{kind}.html.j2").render(shared | context)
    (folder / context["page"]).write_text(html, encoding="utf-8", newline="\n")


@cache
def templates() -> jinja2.Environment:
    """Our templates; what is put into them is escaped unless we made it ourselves."""
    made = jinja2.Environment(loader=jinja2.FileSystemLoader(PAGE), autoescape=True, undefined=jinja2.StrictUndefined)
    made.filters |= FILTERS
    return made
