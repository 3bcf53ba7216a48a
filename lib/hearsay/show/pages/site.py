"""The site of a run: every page, from a reading's tables, its executed notebooks and its receipt.

Pages of claims, documents and speakers are written where the tables are computed (`write_reading`); the front page and
the notebooks' pages when all notebooks are done (`write_site`), from what the first handed on.
"""

import base64
import hashlib
import re
import shutil
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from hearsay.analysis.voices import OWN_VOICE, RELAY
from hearsay.reading import Reading
from hearsay.show import words
from hearsay.show.pages import claims, documents, front, speakers
from hearsay.show.pages.notebooks import TEMPLATES, page_of, write_page
from hearsay.show.pages.view import View
from hearsay.show.rows import coded_by

PAGE = TEMPLATES / "page"


def write_reading(reading: Reading, folder: Path, news: dict[str, Any] | None = None) -> dict[str, Any]:
    """Write the pages of claims, documents and speakers; returns what the front page shows of them.

    ``news`` is what is new since the last run.
    """
    folder.mkdir(exist_ok=True)
    view = View(reading)
    forms = reading.statements.drop_duplicates("id")["form"]
    shown = {
        "html": Markup(templates().get_template("front.html.j2").render(front.context_of(view, news))),
        "read_by": coded_by(reading),
        "machine": view.machine,
        "own_voice": int((forms == OWN_VOICE).sum()),
        "links": int((forms == RELAY).sum()),
        "cells": view.cells,
        "places": {i: view.place(i) for i in view.statements},
    }
    write = partial(_write, folder, _shared(reading.corpus.title or reading.corpus.name, shown))
    of_documents = made_of(("style", "passages", "places", "document"), ["cite"])
    of_lists = made_of(("style", "passages", "places"), ["search"])
    for key in view.reading.labels:
        write("claim", claims.page_of(view, key))
    for doc in reading.corpus.texts:
        for context in documents.pages_of(view, doc):
            write("document", context | of_documents)
    for context in speakers.pages_of(view):
        write("speakers", context | of_lists)
    if len(view.by_speaker) > 1:
        write("search", speakers.search_of(view) | of_lists)
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
    shown = shown or {"html": "", "read_by": "Read by machine", "machine": False, "cells": {}, "places": {}}
    pages = [page_of(path) for path in notebooks]
    shared = _shared(receipt["title"] or receipt["corpus"], shown)
    about = {"page": "index.html", "receipt": receipt, "pages": pages, "front": shown}
    _write(folder, shared, "home", about | {"tables": sorted(path.name for path in folder.glob("tables/*.csv"))})
    links = {part: shown[part] for part in ("cells", "places")} | {"read": bool(shown["html"])}
    each(
        partial(write_page, out / "notebooks", folder, pages, shared | made_of(("style", "notebooks")) | links),
        range(len(pages)),
    )


def _shared(title: str, shown: dict[str, Any]) -> dict[str, Any]:
    return {"corpus": title} | {part: shown[part] for part in ("read_by", "machine")} | made_of(("style", "passages"))


def made_of(styles: Iterable[str], scripts: Iterable[str] = ()) -> dict[str, Any]:
    """The style sheets and scripts of a kind of page, beside the script of all, with the hash that its policy names."""
    files = [(PAGE / f"{name}.js").read_text("utf-8") for name in ("site", *scripts)]
    script = "\n".join(line.strip() for text in files for line in text.splitlines())
    told = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return {"style": Markup(style(*styles)), "script": Markup(script), "script_hash": told}


def style(*names: str) -> str:
    """Style sheets without the white space that only people need."""
    text = "\n".join((PAGE / f"{name}.css").read_text("utf-8") for name in names)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", text)).strip() + "\n"


def _write(folder: Path, shared: dict[str, Any], kind: str, context: dict[str, Any]) -> None:
    html = templates().get_template(f"{kind}.html.j2").render(shared | context)
    (folder / context["page"]).write_text(html, encoding="utf-8", newline="\n")


@cache
def templates() -> jinja2.Environment:
    """Our templates; what is put into them is escaped unless we made it ourselves."""
    made = jinja2.Environment(loader=jinja2.FileSystemLoader(PAGE), autoescape=True, undefined=jinja2.StrictUndefined)
    made.filters |= words.FILTERS
    return made
