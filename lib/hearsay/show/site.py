"""Pages for readers: an index and a page for each executed notebook, complete in themselves.

Pages load nothing from anywhere. Whatever a notebook puts out is cleaned on its way to the page, so that
words of a document that look like markup are shown as words.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import bleach
import jinja2
import nbformat
from bleach.css_sanitizer import CSSSanitizer
from markupsafe import Markup
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html
from nbformat import NotebookNode

TEMPLATES = Path(__file__).with_name("templates")
PAGE = TEMPLATES / "page"
BLOCKS = [
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "ol",
    "p",
]
BLOCKS += ["pre", "section", "summary", "table", "ul"]
PARTS = ["caption", "dd", "dt", "li", "tbody", "td", "tfoot", "th", "thead", "tr"]
INLINE = ["a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong"]
INLINE += ["sub", "sup", "time", "u"]
ATTRIBUTES = {"*": ["aria-label", "class", "dir", "id", "lang", "role", "style", "tabindex", "title"]}
ATTRIBUTES |= {"a": ["href"], "details": ["open"], "ol": ["start"], "time": ["datetime"]}
ATTRIBUTES |= {cell: ["colspan", "rowspan", "scope"] for cell in ("td", "th")}


CLEANER = bleach.Cleaner(
    tags={*BLOCKS, *PARTS, *INLINE},
    attributes=ATTRIBUTES,
    protocols={"http", "https", "mailto"},
    css_sanitizer=CSSSanitizer(allowed_css_properties=["text-align"]),
)


@dataclass(frozen=True)
class Page:
    """One notebook's page: its file name without ending, its question, and its main finding (markdown, or "")."""

    stem: str
    title: str
    finding: str

    @property
    def finding_html(self) -> Markup:
        return Markup(safe_html(markdown2html(self.finding)) if self.finding else "")


def write_site(
    out: Path,
    notebooks: Iterable[Path],
    receipt: dict[str, Any],
    each: Callable = lambda function, items: list(map(function, items)),
) -> None:
    """Write ``out``/site from executed notebooks and from the figures, tables and run.json in ``out``.

    ``each`` calls a function on every item; a run hands in one that does so in parallel.
    """
    folder = out / "site"
    folder.mkdir()
    for part in ("figures", "notebooks", "tables"):
        if (out / part).is_dir():
            shutil.copytree(out / part, folder / part, ignore=shutil.ignore_patterns("*.failed.ipynb"))
    shutil.copy(out / "run.json", folder)
    pages = [page_of(path) for path in notebooks]
    (folder / "index.html").write_text(home(pages, receipt, tables_in(folder / "tables")), "utf-8")
    title = receipt["title"] or receipt["corpus"]
    each(partial(write_page, out, pages, title), range(len(pages)))


def page_of(path: Path) -> Page:
    """What the index says of an executed notebook: the first heading, and what the cell tagged ``finding`` found."""
    notebook = nbformat.read(path, as_version=4)
    return Page(path.stem, question(notebook) or path.stem, finding(notebook))


def question(notebook: NotebookNode) -> str:
    """The first heading of the notebook, which is its question; "" where it has none."""
    first = notebook.cells[0] if notebook.cells else None
    heading = re.match(r"# +(.+)", first.source) if first and first.cell_type == "markdown" else None
    return heading[1].strip() if heading else ""


def finding(notebook: NotebookNode) -> str:
    """The first paragraph put out by the cell tagged ``finding``, in markdown; "" where there is none."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and "finding" in cell.metadata.get("tags", []):
            for output in cell.outputs:
                if text := output.get("data", {}).get("text/markdown"):
                    return text.strip().split("\n\n")[0]
    return ""


def write_page(out: Path, pages: list[Page], corpus: str, number: int) -> None:
    """Write the page of one executed notebook, with links to the one before and the one after."""
    page = pages[number]
    notebook = nbformat.read(out / "notebooks" / f"{page.stem}.ipynb", as_version=4)
    about = {
        "stem": page.stem,
        "title": page.title,
        "corpus": corpus,
        "style": (PAGE / "style.css").read_text("utf-8"),
        "previous": pages[number - 1] if number else None,
        "next": pages[number + 1] if number + 1 < len(pages) else None,
    }
    body, _ = exporter().from_notebook_node(notebook, resources={"page": about})
    (out / "site" / f"{page.stem}.html").write_text(with_contents(body), encoding="utf-8", newline="\n")


def with_contents(page: str) -> str:
    """Give each part of the page an anchor, and list the parts under its title, folded away."""
    titles = [re.sub(r"<[^>]+>", "", title) for title in re.findall(r"<h2>(.*?)</h2>", page)]
    numbers = count(1)
    page = re.sub(r"<h2>", lambda _: f'<h2 id="part-{next(numbers)}">', page)
    links = "\n".join(f'<li><a href="#part-{n}">{title}</a></li>' for n, title in enumerate(titles, start=1))
    contents = f'<details class="contents"><summary>On this page</summary>\n<ol>\n{links}\n</ol></details>'
    return page.replace("</h1>", f"</h1>\n{contents}", 1) if links else page


def exporter() -> HTMLExporter:
    """nbconvert with our template and our cleaning."""
    html = HTMLExporter(template_name="page", extra_template_basedirs=[str(TEMPLATES)], exclude_anchor_links=True)
    html.register_filter("safe_html", safe_html)
    return html


def home(pages: list[Page], receipt: dict[str, Any], tables: list[dict[str, Any]]) -> str:
    """The index: the corpus and its question, the notebooks as questions, tables, and what was run."""
    loader = jinja2.FileSystemLoader(PAGE)
    template = jinja2.Environment(loader=loader, autoescape=True).get_template("home.html.j2")
    style = Markup((PAGE / "style.css").read_text("utf-8"))
    return template.render(pages=pages, receipt=receipt, tables=tables, style=style)


def tables_in(folder: Path) -> list[dict[str, Any]]:
    """Name, rows and columns of each CSV file, in order of name."""
    found = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            columns, *rows = csv.reader(lines)
        found.append({"name": path.name, "rows": len(rows), "columns": len(columns)})
    return found


def safe_html(html: str) -> str:
    """Only markup that shows text; anything else in view as text. Tables scroll, and say what heads what.

    >>> print(safe_html("<p>He wrote <script>alert(1)</script></p>"))
    <p>He wrote &lt;script&gt;alert(1)&lt;/script&gt;</p>
    """
    html = re.sub(r"<style scoped>.*?</style>", "", html, flags=re.DOTALL)  # pandas' own
    html = CLEANER.clean(html)
    html = re.sub(r'href="(\d\d-[\w-]+)\.ipynb', r'href="\1.html', html)
    return re.sub(r"<table.*?</table>", framed, html, flags=re.DOTALL)


def framed(table: re.Match) -> str:
    """A table in a frame that scrolls on a narrow screen, its headers telling columns from rows."""
    head, divider, body = table[0].rpartition("</thead>")
    head, body = with_scope(head, "col"), with_scope(body, "row")
    frame = '<div class="scroll" tabindex="0" role="group" aria-label="Table">'
    return f"{frame}{head}{divider}{body}</div>"


def with_scope(part: str, scope: str) -> str:
    """Header cells with their scope; an empty one heads nothing and is no header."""
    part = re.sub(r"<th[^>]*>\s*</th>", "<td></td>", part)
    return re.sub(r"<th(?![^>]*\bscope=)(?=[ >])", f'<th scope="{scope}"', part)
