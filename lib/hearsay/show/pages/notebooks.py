"""A page for each executed notebook. What a notebook puts out is cleaned on its way to the page, so that words of a
document that look like markup are shown as words."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import bleach
import nbformat
import pandas as pd
from bleach.css_sanitizer import CSSSanitizer
from markupsafe import Markup
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html

from hearsay import tables
from hearsay.analysis.voices import IN_TURN
from hearsay.show import words

TEMPLATES = Path(__file__).parents[1] / "templates"
TAGS = """
aside blockquote details div dl figcaption figure h1 h2 h3 h4 hr ol p pre section summary table ul
caption dd dt li tbody td tfoot th thead tr
a abbr b br cite code del em i ins mark q s small span strong sub sup time u
"""
ATTRIBUTES = """
aria-label class colspan data-th datetime dir href id lang open role rowspan scope start style tabindex title
"""
CLEANER = bleach.Cleaner(
    tags=TAGS.split(),
    attributes=ATTRIBUTES.split(),
    protocols={"http", "https", "mailto"},
    css_sanitizer=CSSSanitizer(allowed_css_properties=["text-align"]),
)
# A cell; $ stands in a span.
NAMING = re.compile(r"(?P<before><td[^>]*>)(?P<shown>(?P<key>(?:[^<]|</?span>)+))(?P<after></td>)")
CARD = re.compile(r'(?s)(?P<before><p title="row (?P<key>[^,"]+),[^>]*><small>)(?P<shown>.*?)(?P<after></small>)')
MOST = 3  # holders of one stance on a narrow screen


@dataclass(frozen=True)
class Page:
    """One notebook's page: its file name without ending, its question, and its main finding (markdown, or "")."""

    stem: str
    title: str
    finding: str

    @property
    def finding_html(self) -> Markup:
        """As HTML."""
        return Markup(safe_html(markdown2html(self.finding)))


def page_of(path: Path) -> Page:
    """What the index says of an executed notebook: its first heading, and the first paragraph that the cell tagged ``finding`` puts out."""
    cells = nbformat.read(path, as_version=4).cells
    question = re.match(r"# +(.+)", cells[0].source) if cells and cells[0].cell_type == "markdown" else None
    tagged = [cell for cell in cells if "finding" in cell.metadata.get("tags", [])]
    outputs = (output for cell in tagged for output in cell.get("outputs", []))
    told = [text for output in outputs if (text := output.get("data", {}).get("text/markdown"))]
    return Page(path.stem, question[1].strip() if question else path.stem, "".join(told[:1]).strip().split("\n\n")[0])


def write_page(source: Path, out: Path, pages: list[Page], shared: dict[str, Any], number: int) -> None:
    """Write the page of one executed notebook, with links to the one before and the one after.

    ``source`` is the folder of executed notebooks, ``number`` its place among ``pages``. ``shared`` is what every page of the site shows, and the targets of `with_links`.
    """
    page = pages[number]
    notebook = nbformat.read(source / f"{page.stem}.ipynb", as_version=4)
    about = shared | {
        "stem": page.stem,
        "figures": source.parent / "figures",
        "title": page.title,
        "previous": pages[number - 1] if number else None,
        "next": pages[number + 1] if number + 1 < len(pages) else None,
    }
    body, _ = exporter().from_notebook_node(notebook, resources={"page": about})
    (out / f"{page.stem}.html").write_text(with_links(body, shared["targets"]), encoding="utf-8", newline="\n")


def with_links(page: str, targets: Mapping[str, str]) -> str:
    """Cells that name a claim or a document lead to its page, cards to their passage by the id of the statement."""

    def linked(found: re.Match) -> str:
        target = targets.get(unescape(re.sub("</?span>", "", found["key"])), "")
        return f'{found["before"]}<a href="{target}">{found["shown"]}</a>{found["after"]}' if target else found[0]

    return CARD.sub(linked, NAMING.sub(linked, page))


def script_hash(script: str) -> str:
    """The hash of a page's script, by which the page's policy allows it and no other."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


FILTERS = words.FILTERS | {"sha256": script_hash}  # of every page


def exporter() -> HTMLExporter:
    """nbconvert with our template and our cleaning."""
    html = HTMLExporter(template_name="page", extra_template_basedirs=[str(TEMPLATES)], exclude_anchor_links=True)
    ours = {"safe_html": safe_html, "as_address": as_address, "rows_of": rows_of}
    for name, called in (FILTERS | ours).items():
        html.register_filter(name, called)
    return html


def rows_of(name: str, figures: Path) -> list[tuple[str, list[dict[str, str]]]]:
    """What a narrow screen tells in place of a figure over time: by label, affirmers first, the first words of each holder.

    ``figures`` is the folder of the figures; of another figure there is nothing.
    """
    path = figures / f"{name}.csv"
    rows = tables.read(path) if name and path.is_file() else pd.DataFrame()
    if "lane" not in rows:
        return []
    first = rows.drop_duplicates(["claim", "lane"]).groupby(["claim", "stance"], sort=False).head(MOST)
    by_claim = first.groupby(["claim", "label"], sort=False)
    return [
        (label, sorted(held.to_dict("records"), key=lambda row: IN_TURN.index(row["stance"])))
        for (_, label), held in by_claim
    ]


def as_address(svg: str) -> str:
    """A drawing as the end of a data: address, with no character that would end it or the attribute that holds it."""
    return quote(re.sub(r"\s+", " ", svg), safe=" =:/;,.-_()'!*@~+?[]{}|^&")


def safe_html(html: str) -> str:
    """Only markup that shows text; anything else in view as text. Tables scroll.

    >>> print(safe_html("<p>He wrote <script>alert(1)</script></p>"))
    <p>He wrote &lt;script&gt;alert(1)&lt;/script&gt;</p>
    """
    html = re.sub(r"<style scoped>.*?</style>", "", html, flags=re.DOTALL)  # pandas' own
    html = CLEANER.clean(html).replace(' style="text-align:left;"', "")  # as all cells of our pages do
    html = re.sub(r'href="(\d\d-[\w-]+)\.ipynb', r'href="\1.html', html)
    frame = '<div class="scroll" tabindex="0" role="group" aria-label="Table">'
    return re.sub(r"<table.*?</table>", lambda table: f"{frame}{table[0]}</div>", html, flags=re.DOTALL)
