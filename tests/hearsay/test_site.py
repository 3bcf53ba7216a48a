"""Pages: complete in themselves, readable, and never taking a document's words for markup."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from hearsay.show import site

EVIL = '<script>alert("boo")</script><img src="http://example.org/x.png" onerror="alert(1)">'
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text>port</text></svg>'
TABLE = """<div><style scoped>\n.dataframe tbody { color: red }\n</style><table border="1" class="dataframe">
<thead><tr><th></th><th>actor</th></tr></thead><tbody><tr><th>0</th><td>port</td></tr></tbody></table></div>"""
RECEIPT = {
    "corpus": "quay",
    "title": "",
    "question": EVIL,
    "reading": "agreed",
    "failed": {},
    "versions": {},
    "statements": 3,
}
RECEIPT |= {"skipped": {"x.txt": EVIL}, "python": "3.11", "unresolved_actors": [], "documents": {"a": "0"}}


def shown(tags=(), **data) -> nbformat.NotebookNode:
    """A code cell with one output."""
    data = {kind.replace("__", "/").replace("_", "+"): value for kind, value in data.items()}
    metadata = {"image/svg+xml": {"alt": 'The "port"', "name": "01-port"}} if "image/svg+xml" in data else {}
    output = new_output("execute_result", data=data, metadata=metadata, execution_count=1)
    return new_code_cell("1 < 2", outputs=[output], execution_count=1, metadata={"tags": list(tags)})


@pytest.fixture
def out(tmp_path) -> Path:
    """The site of three notebooks."""
    first = [
        new_markdown_cell("# Who & what?\n\nOf [the next](02-b.ipynb)."),
        new_code_cell('corpus = "quay"', metadata={"tags": ["parameters"]}),
        new_markdown_cell("## Evidence"),
        shown(text__html=TABLE, text__plain="  actor"),
        shown(text__html=f'<p style="text-align:right;position:fixed">He said {EVIL}</p>'),
        shown(text__markdown=f"He *said* {EVIL}"),
        shown(text__plain=EVIL),
        shown(image__svg_xml=SVG, text__plain="alt"),
        shown(["finding"], text__markdown="**One** thing.\n\nAnd more."),
    ]
    for name, cells in {"01-a": first, "02-b": first[:1], "03-c": []}.items():
        (tmp_path / "notebooks").mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=cells), tmp_path / "notebooks" / f"{name}.ipynb")
    for name in ("figures/01-port.svg", "figures/01-port.csv", "tables/documents.csv", "run.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("doc_id,title\na,T\n")
    site.write_site(tmp_path, sorted((tmp_path / "notebooks").iterdir()), RECEIPT)
    return tmp_path


class Tags(HTMLParser):
    """The start tags of a page, as (name, attributes)."""

    def __init__(self, page: str):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def pages(out: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((out / "site").glob("*.html"))}


def test_there_is_an_index_and_a_page_a_notebook(out):
    assert list(pages(out)) == ["01-a.html", "02-b.html", "03-c.html", "index.html"]


def test_words_that_look_like_markup_are_shown_as_words(out):
    for name in ("01-a.html", "index.html"):
        page = pages(out)[name]
        assert "&lt;script&gt;alert(" in page
        assert not [tag for tag, attrs in Tags(page).found if tag == "script" or "onerror" in attrs]


def test_numbers_may_stand_to_the_right_but_no_style_goes_further(out):
    styles = [attrs["style"] for _, attrs in Tags(pages(out)["01-a.html"]).found if "style" in attrs]
    assert styles == ["text-align:right;"]


def test_no_page_asks_another_host_for_anything(out):
    for page in pages(out).values():
        for tag, attrs in Tags(page).found:
            assert tag not in {"script", "iframe", "object", "embed", "link"}
            assert attrs.get("src", "data:").startswith("data:")
        assert "default-src 'none'" in page
        assert not re.search(r"url\(|@import", page)


def test_every_link_within_the_site_leads_somewhere(out):
    links = [
        (name, attrs["href"]) for name, page in pages(out).items() for tag, attrs in Tags(page).found if "href" in attrs
    ]
    assert len(links) > 10
    for name, link in links:
        page, _, anchor = link.partition("#")
        assert (out / "site" / page).exists(), f"{name}: {link}"
        assert not anchor or f'id="{anchor}"' in pages(out)[name]


def test_pages_lead_to_the_one_before_and_the_one_after(out):
    steps = {name: re.findall(r'<a href="([^"]+)" rel="(prev|next)"', page) for name, page in pages(out).items()}
    assert steps["01-a.html"] == [("02-b.html", "next")]
    assert steps["02-b.html"] == [("01-a.html", "prev"), ("03-c.html", "next")]


def test_pages_are_for_phones_and_for_screen_readers(out):
    for name, page in pages(out).items():
        tags = Tags(page).found
        assert ("html", {"lang": "en"}) in tags
        assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in tags
        assert [tag for tag, _ in tags].count("main") == 1
        levels = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
        assert name == "03-c.html" or levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert all(attrs.get("scope") in ("col", "row") for tag, attrs in tags if tag == "th")
        assert len(re.findall(r'class="scroll"[^>]*>\s*<table', page)) == page.count("<table")


def test_a_figure_has_its_alternative_text_and_its_rows(out):
    page = pages(out)["01-a.html"]
    assert [attrs["alt"] for tag, attrs in Tags(page).found if tag == "img"] == ['The "port"']
    assert 'href="figures/01-port.csv"' in page


def test_code_is_folded_away_and_parameters_are_not(out):
    page = pages(out)["01-a.html"]
    assert re.search(r'<details class="code" open="">\s*<summary>Parameters of this run', page)
    assert page.count('<details class="code">') == 6
    assert "1 &lt; 2" in page


def test_the_index_gives_each_question_with_its_finding(out):
    index = pages(out)["index.html"]
    assert re.search(r'<a href="01-a.html">Who &amp; what\?</a><p><strong>One</strong> thing.</p>', index)
    assert "And more" not in index
    assert re.search(r'tables/documents.csv">documents.csv</a></th><td>1</td><td>2</td>', index)


def test_a_page_lists_its_parts(out):
    assert '<summary>On this page</summary>\n<ol>\n<li><a href="#part-1">Evidence</a></li>' in pages(out)["01-a.html"]


def test_the_same_notebooks_give_the_same_bytes(out):
    before = pages(out)
    (out / "site").rename(out / "before")
    site.write_site(out, sorted((out / "notebooks").iterdir()), json.loads(json.dumps(RECEIPT)))
    assert pages(out) == before


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("over", ["paper", "panel", "mark"])
def test_text_stands_out_from_what_is_behind_it(scheme, over):
    style = (site.PAGE / "style.css").read_text("utf-8")
    colours = dict(re.findall(r"--(\w+): (#\w{6})", re.findall(r":root \{.*?\}", style, re.DOTALL)[scheme]))
    for text in ("ink",) if over == "mark" else ("ink", "soft", "link"):
        dark, light = sorted(map(luminance, (colours[text], colours[over])))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{text} on {over}"
