"""Pages: complete in themselves, readable, and never taking a document's words for markup."""

import base64
import hashlib
import json
import re
import shutil
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import toy
from hearsay import tables
from hearsay.analysis import claims
from hearsay.proposals.new import verdicts
from hearsay.reading import open_reading
from hearsay.show import html, rows
from hearsay.show.finding import finding
from hearsay.show.pages import claims as claim_pages
from hearsay.show.pages import documents, front, news, notebooks, site, speakers, view

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
        assert not [
            tag for tag, attrs in Tags(page).found if "onerror" in attrs or ("src" in attrs and tag == "script")
        ]


def test_numbers_may_stand_to_the_right_but_no_style_goes_further(out):
    styles = [attrs["style"] for _, attrs in Tags(pages(out)["01-a.html"]).found if "style" in attrs]
    assert styles == ["text-align:right;"]


def test_no_page_asks_another_host_for_anything(out):
    for page in pages(out).values():
        for tag, attrs in Tags(page).found:
            assert tag not in {"iframe", "object", "embed", "link"}
            assert attrs.get("src", "data:").startswith("data:")
        assert "default-src 'none'" in page
        assert not re.search(r"url\(|@import", page)


def test_the_only_script_is_ours_and_the_policy_names_its_hash(out):
    for page in pages(out).values():
        scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        assert len(scripts) == page.count("<script") == 1
        told = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
        assert f"script-src 'sha256-{told}'" in page


def broken_links(folder: Path) -> list[str]:
    """Links within a folder of pages that lead to no file, or to no place in it."""
    found = {path.name: path.read_text("utf-8") for path in folder.glob("*.html")}
    places = {name: {attrs.get("id") for _, attrs in Tags(page).found} for name, page in found.items()}
    broken, seen = [], 0
    for name, page in found.items():
        for _, attrs in Tags(page).found:
            link = attrs.get("href", "")
            if not link or re.match(r"https?:|mailto:", link):
                continue
            seen += 1
            target, _, anchor = link.partition("#")
            target = target or name
            if not (folder / target).exists() or (anchor and anchor not in places.get(target, ())):
                broken.append(f"{name}: {link}")
    assert seen > 10
    return broken


def test_every_link_within_the_site_leads_somewhere(out):
    assert broken_links(out / "site") == []


@pytest.fixture(params=["coded", "bare"])
def read(request, tmp_path) -> Path:
    """The pages of a reading, with people's tables or of the texts alone."""
    reading = open_reading(toy.write(tmp_path, coded=request.param == "coded", tabled=request.param == "coded"))
    site.write_reading(reading, tmp_path / "site")
    (tmp_path / "site" / "index.html").write_text('<p id="documents"></p><p id="how"></p>')
    return tmp_path / "site"


OF_PEOPLE = (
    "nobody here denies",
    "do not mention it",
    "cannot both hold",
    "who took part",
    "as coded",
    "did elsewhere",
)


def test_pages_of_the_machine_alone_say_nothing_that_only_people_can_know(tmp_path):
    folder = toy.write(tmp_path, coded=False, tabled=False)
    for n, denial in enumerate(
        ("The union denied that the crane was safe.", "“The crane was safe in May,” the union said.")
    ):
        (folder / f"e{n}.txt").write_text(f"The port said that the crane was safe in May.\n\n{denial}\n")
    reading = open_reading(folder)
    shown = site.write_reading(reading, tmp_path / "site")
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "run.json").write_text("{}")
    site.write_site(tmp_path, [], RECEIPT, shown)
    pages = {path.name: path.read_text("utf-8").lower() for path in (tmp_path / "site").glob("*.html")}
    assert [(name, words) for name, page in pages.items() for words in OF_PEOPLE if words in page] == []
    home = pages["index.html"]
    assert "said, and perhaps denied" in home
    assert "told otherwise" not in home  # nothing is


HANDED = """Crane was safe, the union heard.

“The port said that the crane was safe,” Mira Anders of the union told the Courier.

Oda Brandt said that the crane was old.
"""


def test_what_somebody_is_told_to_have_said_stands_with_the_hand_that_tells_it(tmp_path):
    folder = tmp_path / "quay"
    folder.mkdir()
    (folder / "a.txt").write_text(HANDED)
    opened = view.View(open_reading(folder))
    template = site.templates().get_template("speakers.html.j2")
    context = next(speakers.pages_of(opened)) | {"corpus": "quay", "machine": True, "read_by": ""}
    lines = re.findall(r"<li data-row>.*?</li>", template.render(context), re.DOTALL)
    through = {re.findall("“(.*?)”", line)[0]: re.findall("through (.*?) ·", line) for line in lines}
    assert through == {"that the crane was safe": ["Mira Anders and Courier"], "that the crane was old": []}
    assert "\nmira 1\n" in speakers.index_of(opened)  # and is found by the hand's name


def test_every_mark_and_card_leads_to_its_passage(read):
    assert broken_links(read) == []


def test_an_id_stands_once_a_page(read):
    for path in read.glob("*.html"):
        ids = [attrs["id"] for _, attrs in Tags(path.read_text("utf-8")).found if "id" in attrs]
        assert sorted(ids) == sorted(set(ids)), path.name


@pytest.fixture(scope="module")
def seeds(tmp_path_factory) -> Path:
    """Every page of the seeds, of what is committed."""
    root, out = Path(__file__).resolve().parents[2], tmp_path_factory.mktemp("seeds")
    for part in ("notebooks", "figures"):
        shutil.copytree(root / part, out / part)
    (out / "run.json").write_text("{}")
    shown = site.write_reading(open_reading(root / "seeds"), out / "site")
    site.write_site(out, sorted((out / "notebooks").glob("*.ipynb")), RECEIPT, shown)
    return out / "site"


def test_a_passage_stands_once_a_page(seeds):
    for path in seeds.glob("*.html"):
        told = re.findall(r"<blockquote.*?</blockquote>", path.read_text("utf-8"), re.DOTALL)
        marked = [" ".join(re.findall(r"<mark>(.*?)</mark>", card, re.DOTALL)) for card in told]
        assert sorted(marked) == sorted(set(marked)), path.name


def test_the_front_page_shows_no_passage_twice_and_no_words_on_a_third_person():
    opened = view.View(open_reading(Path(__file__).resolve().parents[2] / "seeds"))
    context = front.context_of(opened)
    cards = [one for c in context["claims"] for side in c["sides"] for one in side["cards"]]
    cards += [one for ground in context["ground"] for one in ground["cards"]]
    assert len(cards) > 8
    places = [opened.statements[one["place"].partition("#")[2]] for one in cards]
    people = claims.persons(opened.reading.actors)
    assert not [row["id"] for row in places if claims.named(row["content"], people) - {row["actor"], row["holder"]}]
    edges = sorted((row["doc_id"], *site_of(row)) for row in places)
    assert not [b for a, b in pairwise(edges) if a[0] == b[0] and b[1] < a[2]]


@pytest.mark.parametrize(
    ("by", "kind", "strength", "a", "under"),
    [
        ("machine", "denial", "direct", "fresh", "further"),
        ("machine", "denial", "direct", "shown", ""),
        ("machine", "denial", "direct", "names somebody", ""),
        ("machine", "denial", "tension", "fresh", ""),
        ("machine", "date", "tension", "fresh", "otherwise"),
        ("machine", "date", "tension", "shown", ""),
        ("machine", "date", "tension", "names somebody", ""),
        ("people", "denial", "direct", "shown", "further"),
        ("people", "denial", "direct", "names somebody", "further"),
        ("people", "date", "direct", "fresh", "otherwise"),
        ("people", "denial", "tension", "fresh", ""),
        ("a judge among machines", "denial", "direct", "fresh", "further"),
        ("a judge among machines", "denial", "direct", "shown", "further"),
        ("a judge among machines", "denial", "tension", "shown", "otherwise"),
    ],
)
def test_a_pair_stands_under_one_heading_and_of_the_machine_with_its_words_or_not_at_all(by, kind, strength, a, under):
    judged = by == "a judge among machines"
    pair = {"a": a, "b": "other", "kind": kind, "strength": strength, "status": "accepted" if judged else "proposed"}
    issue = {"a": a, "b": "other"}
    seen = SimpleNamespace(machine=by != "people", issues={"i": issue}, pairs={"i": [pair]}, issue_heading=lambda _: {})
    page = front.Front(seen)
    page.showing, page.denies, page.of_allegation = (lambda i: i == "shown"), (lambda _: not judged), (lambda _: False)
    page.pair_under = lambda pair, _: pair | {"quoted": by != "people" and pair["a"] != "names somebody"}
    assert [name for name in ("further", "otherwise") if [*page.pairs(getattr(page, name))]] == [under] * bool(under)


def test_the_pair_that_was_judged_tells_its_issue_and_such_an_issue_comes_first():
    pair = {"b": "other", "kind": "denial", "strength": "direct", "status": "proposed"}
    pairs = {"i": [pair | {"a": "p"}], "j": [pair | {"a": "q"}, pair | {"a": "r", "status": "accepted"}]}
    issues = {key: {"a": held[0]["a"], "b": "other"} for key, held in pairs.items()}
    page = front.Front(SimpleNamespace(machine=True, issues=issues, pairs=pairs, issue_heading=lambda _: {}))
    page.showing, page.denies, page.of_allegation = (lambda _: False), (lambda _: True), (lambda _: False)
    page.pair_under = lambda pair, _: pair | {"quoted": True}
    assert [told["a"] for told in page.pairs(page.further)] == ["r", "p"]


def test_common_ground_is_shown_in_the_words_of_its_label_where_they_stand(monkeypatch):
    said = {"s1": "Pilots lost a log", "s2": "that the log was lost, and not the crane", "s3": "the log was lost"}
    told = [{"stance": "affirms", "ids": i, "words": words} for i, words in said.items()]
    monkeypatch.setattr(front.clear, "told_of", lambda *_: told)
    monkeypatch.setattr(front, "earliest", lambda *_: None)
    page = front.Front(SimpleNamespace(reading=None, heading=lambda _: {}))
    page.fresh = lambda utterances, _: list(utterances)
    assert page.ground({"proposition": "k", "label": "The log was lost"})["cards"] == ["s2", "s3", "s1"]


def test_an_allegation_in_a_list_says_by_whom_it_is_alleged(seeds):
    listed = re.findall(
        r">Allegation: [^<]+</a> <span class=\"small\">([^<]*)", (seeds / "index.html").read_text("utf-8")
    )
    assert listed
    assert all(
        re.match(r"alleged by [^;]+; \d+ statements?", told) for told in listed if "nobody here affirms it" not in told
    )
    assert "alleged by none" not in "".join(listed)


def site_of(row: dict[str, str]) -> tuple[int, int]:
    spans = tables.parse_spans(row["content_spans"])
    return spans[0][0], spans[-1][1]


def test_the_front_page_leads_from_a_pair_to_both_passages(seeds):
    page = (seeds / "index.html").read_text("utf-8")
    for title in (
        "<h2>What cannot both hold as stated",
        "<summary>Figures, dates and extents that pull apart</summary>",
    ):
        part = page.partition(title)[2].partition("</ul>")[0]
        pairs = [re.findall(r'href="(doc-[^"]+#[^"]+)"', item) for item in part.split("<li>")[1:]]
        assert pairs
        assert all(len(ends) == len(set(ends)) == 2 for ends in pairs)


def test_cells_and_cards_of_the_notebooks_lead_to_their_pages(seeds):
    page = (seeds / "05-contradictions.html").read_text("utf-8")
    assert re.search(r'<td><a href="claim-[^"]+">Russia and the Taliban are in contact</a></td>', page)
    assert len(re.findall(r'<p title="row [^>]*><small><a href="doc-', page)) == page.count('<p title="row ') > 5


def test_the_pages_of_the_seeds_are_light(seeds):
    sizes = [path.stat().st_size for path in seeds.glob("*.html")]
    assert sum(sizes) <= 1_500_000
    assert max(sizes) <= 300_000
    assert broken_links(seeds) == []


def test_a_disputed_claim_that_is_not_opened_is_listed_at_once(tmp_path, monkeypatch):
    reading = open_reading(toy.write(tmp_path))
    shown = rows.contested(reading)
    disputed = int((shown["denies"].astype(int) + shown["qualifies"].astype(int) > 0).sum())
    assert disputed
    assert front.context_of(view.View(reading))["withheld"] == []
    monkeypatch.setattr(rows, "contested", lambda *_: shown.head(0))
    context = front.context_of(view.View(reading))
    assert (context["claims"], len(context["withheld"])) == ([], disputed)
    assert not {c["key"] for c in context["withheld"]} & {c["key"] for c in context["rest"]}


WORDS = {
    "a": "The Port Post reported that Tomas Reyl sold the old crane to the union.",
    "b": "Tomas Reyl denied that he sold the old crane to the union.",
    "c": "The harbour office said that Tomas Reyl had sold the old crane to the union.",
    "d": "The Dock Radio reported that Tomas Reyl sold the old crane to the union in May.",
}
OTHER = {
    "e": "Ines Okafor said that the ferry sailed on Sunday to the northern islands.",
    "f": "The Port Post reported that the ferry sailed on Sunday to the northern islands.",
    "g": "The pilots denied that the ferry sailed on Sunday to the northern islands.",
}


def test_a_claim_is_about_whom_its_label_or_a_third_of_its_tellings_name_or_who_speaks_on_it(tmp_path):
    more = {
        f"m{n}": f"The {n} Gazette reported that the old crane was sold to the union." for n in ("Quay", "Lock", "Moor")
    }
    once = {
        "y": "The Harbour Mail reported that the old crane was sold to the union by Ana Holm.",
        "z": "Ana Holm said that it rained.",
    }
    for name, text in (WORDS | more | once).items():
        (tmp_path / f"{name}.txt").write_text(text + "\n", "utf-8")
    found = open_reading(tmp_path)
    (deed,) = (key for key, label in found.labels.items() if "crane" in label)
    found.labels[deed] = "The old crane was sold to the union"
    about = front.Front(view.View(found)).about(deed, rows.told_of(found, [deed]))
    assert {"tomas-reyl", "port-post"} <= about
    assert "ana-holm" not in about


def test_who_stands_on_both_sides_of_a_claim_is_no_clear_example_of_either():
    told = [("affirms", "ann", "s1"), ("affirms", "port", "s2"), ("denies", "port", "s3 | s4"), ("denies", "ben", "s5")]
    lanes = [{"stance": stance, "lane": f"{stance}:{who}:", "ids": ids} for stance, who, ids in told]
    assert front._on_both_sides(lanes) == {"s2", "s3", "s4"}


@pytest.mark.parametrize("beside", [{}, OTHER])
@pytest.mark.parametrize("denied", [True, False])
def test_a_deed_told_of_a_named_person_is_opened_where_a_denial_of_it_can_stand_beside_it(tmp_path, beside, denied):
    other = {} if denied else {"b": "Tomas Reyl said that the plums at the market were ripe."}
    for name, text in (WORDS | beside | other).items():
        (tmp_path / f"{name}.txt").write_text(text + "\n", "utf-8")
    found = open_reading(tmp_path)
    (deed,) = (key for key, label in found.labels.items() if "crane" in label)
    assert deed in found.alleged
    assert (deed in set(rows.contested(found)["proposition"])) is denied
    context = front.context_of(view.View(found))
    assert (deed in {claim["key"] for claim in context["claims"]}) is denied
    assert ("Allegation" in site.templates().get_template("front.html.j2").render(context)) is denied
    row = found.claims.set_index("proposition").loc[deed]
    shown = {one["stance"]: one["statements"] for one in claim_pages.page_of(view.View(found), deed)["sides"]}
    assert {stance: int(row[stance]) for stance in shown} == shown


NEWS = (
    "The harbour office said that the ferry sailed on Sunday to the northern islands.",
    "The Port Post reported that the ferry sailed on Sunday to the northern islands.",
    "The pilots denied that a ferry sailed on Sunday to the northern islands.",
    "The clerks denied that any ferry sailed to the northern islands on Sunday.",
    "The dock company said that the old crane was sold to the union in May.",
    "The Dock Radio reported that the old crane was sold to the union in May.",
    "The union denied that the old crane was sold to the union in May.",
    "The harbour office said that the lighthouse burns coal from the eastern mine.",
    "The Port Post reported that the lighthouse burns coal from the eastern mine.",
    "The dock company said that the tide reached the second step of the pier.",
    "The Dock Radio reported that the tide reached the second step of the pier.",
)
SUBJECTS = ("ferry", "crane", "lighthouse", "tide")
PROPOSITION = "[propositions.{0}]\nlabel = {1}\nexamples = [{1}]\n"


def subjects(shown: list[dict]) -> list[str]:
    """What each claim that the front page shows is about."""
    return [subject for one in shown for subject in SUBJECTS if subject in one["label"]]


@pytest.mark.parametrize(
    ("kept", "judged", "contested", "ground", "pairs", "withheld"),
    [
        pytest.param([], "", "crane ferry", "lighthouse tide", "crane ferry", "crane ferry", id="the likeliest"),
        pytest.param(["ferry", "tide"], "", "ferry crane", "tide lighthouse", "crane ferry", "ferry crane", id="kept"),
        pytest.param([], "pilots", "ferry crane", "lighthouse tide", "ferry crane", "crane ferry", id="judged"),
        pytest.param(["crane"], "pilots", "ferry crane", "lighthouse tide", "ferry crane", "crane ferry", id="both"),
    ],
)
def test_what_people_judged_comes_first_then_what_they_kept_then_what_is_likeliest(
    tmp_path, monkeypatch, kept, judged, contested, ground, pairs, withheld
):
    for n, text in enumerate(NEWS):
        (tmp_path / f"{n:02}.txt").write_text(text + "\n", "utf-8")
    labels = {key: next(text.split(" that ")[1] for text in NEWS if key in text) for key in kept}
    book = [PROPOSITION.format(key, json.dumps(label)) for key, label in labels.items()]
    (tmp_path / "codebook.toml").write_text("\n".join(["propose = true", *book]), "utf-8")
    (tmp_path / "coders.csv").write_text("by,type\nada,person\n")
    if judged:
        (draft,) = (row for row in verdicts(open_reading(tmp_path)) if judged in row["a"])
        verdict = draft | {"verdict": "accepted", "judge": "ada", "why": "read both"}
        tables.write(tables.VERDICTS.of([verdict]), tmp_path / "verdicts.csv")
    context = front.context_of(view.View(open_reading(tmp_path)))
    assert subjects(context["claims"]) == contested.split()
    assert subjects(context["ground"]) == ground.split()
    assert subjects(context["pairs"]) == pairs.split()
    (ferry,) = (claim for claim in context["claims"] if "ferry" in claim["label"])
    assert ferry["sides"][1]["cards"][0]["who"] == f"the {judged or 'clerks'}"
    monkeypatch.setattr(rows, "contested", lambda reading: reading.claims.head(0))
    assert subjects(front.context_of(view.View(open_reading(tmp_path)))["withheld"]) == withheld.split()


def test_a_side_that_shows_no_words_says_why_and_counts_no_act_as_one_more(tmp_path):
    third = {"g": "The pilots denied that the ferry sailed on Sunday to the northern islands without Tomas Reyl."}
    said = {"r": "Tomas Reyl said that the quay was wet."}
    more = {
        n: f"The {n} Gazette reported that the ferry sailed on Sunday to the northern islands."
        for n in ("Quay", "Moor")
    }
    for name, text in (OTHER | third | said | more).items():
        (tmp_path / f"{name}.txt").write_text(text + "\n", "utf-8")
    context = front.context_of(view.View(open_reading(tmp_path)))
    (claim,) = context["claims"]
    assert [(bool(side["cards"]), side["third"]) for side in claim["sides"]] == [(True, False), (False, True)]
    page = site.templates().get_template("front.html.j2").render(context)
    assert "Their words name a third person: they stand on the page of the claim." in page
    assert re.findall(r">(\d .{,5}acts? of saying)<", page) == ["3 more acts of saying", "1 act of saying"]


def test_a_claim_of_the_machine_s_on_which_no_stance_counts_is_none_of_those_that_are_counted(tmp_path):
    for name, text in (WORDS | OTHER).items():
        (tmp_path / f"{name}.txt").write_text(text + "\n", "utf-8")
    found = open_reading(tmp_path)
    every = front.context_of(view.View(found))
    (deed,) = (key for key, label in found.labels.items() if "crane" in label)
    assert deed in {claim["key"] for claim in every["claims"]}
    less = open_reading(tmp_path)
    less.__dict__["said"] = found.said[found.said["proposition"] != deed]
    told = front.context_of(view.View(less))
    named = [*told["claims"], *told["ground"], *told["withheld"], *told["kept"], *told["rest"]]
    assert deed not in {claim["key"] for claim in named}
    assert told["more"] == every["more"]


@pytest.mark.parametrize(
    ("denies", "machine", "told"),
    [
        (0, True, "1 statement; other words may contradict it"),
        (1, True, "2 statements; a denial is read in 1"),
        (0, False, "1 statement"),
    ],
)
def test_a_claim_that_is_listed_as_disputed_says_where_that_is_read(tmp_path, denies, machine, told):
    held = {"affirms": 1, "denies": denies, "qualifies": 0}
    claim = {
        "key": "k",
        "page": "claim-k.html",
        "label": "safe",
        "alleged": False,
        "by": "",
        "held": held,
        "denied": "",
    }
    context = front.context_of(view.View(open_reading(toy.write(tmp_path))))
    context |= {"machine": machine, "withheld": [claim], "claims": [], "rest": [], "ground": [], "pairs": []}
    page = site.templates().get_template("front.html.j2").render(context)
    (line,) = re.findall('<li><a href="claim-k.html">.*?</li>', page)
    assert re.sub("<[^>]+>", "", line) == f"safe {told}"


GERMAN = "Die Hafenmeisterin sagte, die Fähre sei sicher, aber niemand glaubte ihr das."


@pytest.mark.parametrize(("folder", "told"), [({"de": GERMAN}, True), ({}, False)])
def test_pages_tell_which_documents_nobody_read_for_who_says_what(tmp_path, folder, told):
    for name, text in ({"en": "Ines Okafor said that the ferry was safe and sound."} | folder).items():
        (tmp_path / f"{name}.txt").write_text(text + "\n", "utf-8")
    reading = open_reading(tmp_path)
    home = site.templates().get_template("front.html.j2").render(front.context_of(view.View(reading)))
    found = finding("01-documents", reading).data
    assert ("in 1 of them (in German) nobody looked for who says what" in home) is told
    assert ("in German, not read for who says what" in home) is told
    assert "no statements" not in home
    assert ("In 1 of them (in German) nobody looked for who says what" in found) is told
    site.write_reading(reading, tmp_path / "site")
    pages = {path.stem: path.read_text("utf-8") for path in (tmp_path / "site").glob("doc-*.html")}
    silent = {name for name, page in pages.items() if "nobody looked for who says what in it" in page}
    assert silent == ({"doc-de"} if told else set())


def test_a_statement_without_a_stance_is_underlined_too(read):
    page = next(
        page for path in sorted(read.glob("doc-*.html")) if 'class="said none"' in (page := path.read_text("utf-8"))
    )
    (rule,) = re.findall(r"\.said \{([^}]*)\}", page)
    tints = [declared for declared in rule.split(";") if "var(--tint" in declared]
    assert tints
    assert all(
        "var(--tint, " in declared for declared in tints
    )  # without a tint the declaration is none: no line at all


def test_a_document_s_page_holds_its_text_and_escapes_it(read):
    page = "".join(path.read_text("utf-8") for path in sorted(read.glob("doc-*.html")))
    assert "Tomas <b>" not in page
    shown = re.sub(r"<[^>]+>", "", page)
    assert "The crane was checked" in shown


def test_every_statement_has_its_anchor_and_its_note(tmp_path):
    reading = open_reading(toy.write(tmp_path))
    site.write_reading(reading, tmp_path / "site")
    pages = "".join(path.read_text("utf-8") for path in (tmp_path / "site").glob("doc-*.html"))
    for i in reading.statements["id"]:
        assert f'<a id="{i}"></a>' in pages
        assert f'id="n-{i}"' in pages


def test_what_the_machine_read_says_so_and_asks_not_to_be_indexed(read):
    machine = "Proposed by machine, unchecked"
    for path in read.glob("*-*.html"):
        page = path.read_text("utf-8")
        assert (machine in page) == ('content="noindex"' in page)


def test_two_keys_never_share_a_page():
    keys = ["a", "A", "ä", "a-2", "news/2031 01", "news/2031-01", "news-2031-01", "!", "?", "x" * 80, "x" * 81]
    names = [view.page_name("doc", key, part) for key in keys for part in ("", ".2")]
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"doc-[a-z0-9_-]{1,70}(\.2)?\.html", name) for name in names)


def test_a_long_document_goes_on_on_further_pages():
    text = "\n".join(["One word. " * 500] * 20)
    corpus = SimpleNamespace(texts={"d": text, "e": ""})
    opened = view.View(SimpleNamespace(corpus=corpus))
    places = [opened.passage_place("d", at).partition("#p") for at, _ in opened.paragraphs["d"]]
    assert [int(at) for *_, at in places] == [at for at, _ in opened.paragraphs["d"]]
    pages = [page for page, *_ in places]
    assert list(dict.fromkeys(pages)) == ["doc-d.html", "doc-d.2.html", "doc-d.3.html"]
    assert max(map(pages.count, pages)) * 5_002 <= view.LONGEST + 5_002
    assert opened.passage_place("d", len(text)) == f"{pages[-1]}#p{places[-1][2]}"
    assert opened.passage_place("e", 0) == "doc-e.html#p0"


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
        assert len(re.findall(r'class="scroll"[^>]*>\s*<table', page)) == page.count("<table")


def test_a_figure_has_its_alternative_text_and_its_rows(out):
    page = pages(out)["01-a.html"]
    assert [attrs["alt"] for tag, attrs in Tags(page).found if tag == "img"] == ['The "port"']
    assert 'href="figures/01-port.csv"' in page


def test_code_is_folded_away_and_parameters_are_not(out):
    page = pages(out)["01-a.html"]
    assert re.search(r'<details class="code" open="">\s*<summary>Parameters<', page)
    assert page.count('<details class="code">') == 6
    assert "1 &lt; 2" in page


def test_the_index_gives_each_question_with_its_finding(out):
    index = pages(out)["index.html"]
    assert re.search(r'<a href="01-a.html">Who &amp; what\?</a><p><strong>One</strong> thing.</p>', index)
    assert "And more" not in index
    assert 'tables/documents.csv">documents.csv</a>' in index


def test_a_page_lists_its_parts(out):
    assert '<summary>On this page</summary>\n<ol>\n<li><a href="#Evidence">Evidence</a></li>' in pages(out)["01-a.html"]


def test_the_same_notebooks_give_the_same_bytes(out):
    before = pages(out)
    (out / "site").rename(out / "before")
    site.write_site(out, sorted((out / "notebooks").iterdir()), json.loads(json.dumps(RECEIPT)))
    assert pages(out) == before


@pytest.mark.parametrize(
    ("most", "title"), [(1_000, "Speakers: search all statements"), (1, "Speakers: search actors and claims")]
)
def test_where_one_page_cannot_list_all_statements_another_finds_them(tmp_path, monkeypatch, most, title):
    monkeypatch.setattr(speakers, "LISTED", most)
    monkeypatch.setattr(view, "SPEAKERS", 3)
    site.write_reading(open_reading(toy.write(tmp_path)), tmp_path / "site")
    page = (tmp_path / "site" / "speakers.html").read_text("utf-8")
    assert f"<h1>{title}</h1>" in page
    (tmp_path / "site" / "index.html").write_text('<p id="documents"></p><p id="how"></p>')
    assert broken_links(tmp_path / "site") == []
    assert ("\ncran " in page) == (most > 1)
    assert '<a href="speakers-1.html">All speakers by name, page 1</a>: gazette to Ines Okafor</li>' in page
    assert re.search(
        r'<h2>Most often heard</h2>\s*<ul class="plain">\s*<li><a href="speakers-\d.html#okafor">Ines Okafor</a>', page
    )
    assert ('<a href="claim-' in page) == (most == 1)


def test_a_narrow_screen_names_the_column_of_each_cell_but_the_first():
    found = html.table(pd.DataFrame({"who": ["port"], 'says "a<': ["yes"]})).html
    cleaned = notebooks.safe_html(found)
    assert "<td>port</td>" in cleaned
    assert '<td data-th="says &#34;a&lt;">yes</td>' in cleaned


def test_a_narrow_screen_tells_claim_by_claim_what_the_first_of_each_stance_say(tmp_path):
    rows = [
        "claim,label,stance,lane,holder",
        "b,Open,denies,1,A",
        "b,Open,affirms,2,B",
        "b,Open,affirms,2,B",
        "a,Shut,denies,1,C",
    ]
    rows += [f"a,Shut,denies,{n},D{n}" for n in range(2, 9)]
    (tmp_path / "01-x.csv").write_text("\n".join(rows) + "\n")
    found = notebooks.rows_of("01-x", tmp_path)
    assert [(label, [row["holder"] for row in held]) for label, held in found] == [
        ("Open", ["B", "A"]),
        ("Shut", ["C", "D2", "D3"]),
    ]
    (tmp_path / "01-y.csv").write_text("claim\na\n")
    assert [notebooks.rows_of(name, tmp_path) for name in ("", "01-y", "01-z")] == [[], [], []]


def result(folder: Path, *docs: str, claims: str = "") -> Path:
    """A result with some documents, each with a statement of its words, and claims."""
    (folder / "tables").mkdir(parents=True)
    told = {"documents": "doc_id", "statements": "doc_id,source,cue,content", "claims": "label"}
    cells = {
        "documents": docs,
        "statements": [f"{doc},she,said,words of {doc}" for doc in docs],
        "claims": claims.split(),
    }
    for name, head in told.items():
        (folder / "tables" / f"{name}.csv").write_text("\n".join([head, *cells[name], ""]))
    return folder


def test_what_is_new_since_the_last_run_is_told_again_by_an_equal_run(tmp_path):
    first, second, third = (tmp_path / name for name in "abc")
    result(first, "d1", "d2", claims="open")
    receipt = {"reading": "machine"}
    assert news.news({}, tmp_path / "none", first, "machine") == {}
    found = news.news(receipt, first, result(second, "d1", "d3", claims="open shut"), "machine")
    new = {
        "documents": {"new": 1, "gone": 1, "first": ["d3"]},
        "statements": {"new": 1, "gone": 1, "first": []},
        "claims": {"new": 1, "gone": 0, "first": ["shut"]},
    }
    assert found == new
    result(third, "d1", "d3", claims="open shut")
    assert news.news(receipt | {"since": found}, second, third, "machine") == new
    assert news.news(receipt, second, first, "agreed") == {}


def test_the_front_page_names_what_is_new(tmp_path):
    opened = view.View(open_reading(toy.write(tmp_path)))
    doc, (key, label) = next(iter(opened.reading.corpus.texts)), next(iter(opened.reading.labels.items()))
    found = {
        "documents": {"new": 3, "gone": 2, "first": [doc]},
        "statements": {"new": 0, "gone": 3, "first": []},
        "claims": {"new": 1, "gone": 0, "first": [label]},
    }
    told = site.write_reading(opened.reading, tmp_path / "site", found)["html"].partition("Since the last run: ")[2]
    assert told.startswith(
        f'3 new documents (2 gone): <a href="{opened.document_page(doc)}">{opened.document_name(doc)}</a> and 2 more; '
        f'no new statements (3 gone); 1 new claim: <a href="{opened.claim_page(key)}">“{label}”</a>.'
    )


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
    for text in ("ink",) if over == "mark" else ("ink", "soft", "link", "affirms", "denies", "qualifies"):
        dark, light = sorted(map(luminance, (colours[text], colours[over])))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{text} on {over}"


@pytest.mark.parametrize(
    ("one", "two", "again"),
    [
        ({"actor": "okafor"}, {"actor": "okafor"}, True),
        ({"actor": "okafor"}, {"actor": "brandt"}, False),
        ({"actor": "okafor", "utterance": "u"}, {"actor": "brandt", "utterance": "u"}, True),
        ({"actor": "okafor"}, {"actor": ""}, True),
        ({"actor": "okafor"}, {"actor": "a-pilot", "anonymous": "yes"}, True),
        ({"form": "author"}, {"form": "author"}, True),
        ({"form": "author"}, {"actor": "okafor"}, False),
        ({"form": "author"}, {}, False),
        ({"actor": "okafor", "content": "the words of row 1 and more"}, {"actor": "okafor"}, True),
        ({"actor": "okafor", "content": "the words of row 1 " * 4}, {"actor": "okafor"}, False),
        ({"actor": "okafor"}, {"actor": "okafor", "content": "the words of row 2 " * 4}, False),
    ],
)
def test_a_statement_is_told_again_where_who_may_be_its_speaker_says_half_of_it(one, two, again):
    rows = toy.statements(one, {"doc_id": "d2"} | two)
    reuse = pd.DataFrame([{"a_doc": "d1", "a_spans": "100:118", "b_doc": "d2", "b_spans": "200:218"}])
    by_id = {row["id"]: row for row in rows.to_dict("records")}
    corpus = toy.corpus(d1={}, d2={})
    seen = SimpleNamespace(
        statements=rows, statements_by_id=by_id, reuse=reuse, names={}, corpus=corpus, name="toy", labels={}
    )
    opened = view.View(seen)
    for stance, same in (("affirms", True), ("qualifies", True), ("denies", False)):
        opened.against, opened.held = {}, {"s1": {"k": "affirms"}, "s2": {"k": stance}}
        told = documents.margin_note(opened, opened.statements["s1"])["again"]
        assert [where for where, _ in told] == ["document d2"] * (again and same)


def test_speakers_of_one_name_stand_in_the_order_of_their_keys_and_nobody_last():
    keys = ["", *(f"media-{n:02}" for n in range(30))]
    row = {"form": "direct", "holder": "", "said": "", "doc_id": "d"}
    by_id = {f"s{key}": row | {"id": f"s{key}", "actor": key} for key in keys}
    names = dict.fromkeys(keys[1:], "Local media")
    opened = view.View(SimpleNamespace(statements_by_id=by_id, names=names, corpus=toy.corpus()))
    opened.statements = by_id
    assert opened.by_speaker == {"speakers.html": [f"s{key}" for key in [*keys[1:], ""]]}
    assert (opened.speaker_place(""), opened.speaker_place("media-03")) == ("", "speakers.html#media-03")


def test_a_cell_leads_to_its_claim_although_a_sum_of_money_stands_in_it():
    page = notebooks.with_links("<td>It cost <span>$</span>3</td>", {"It cost $3": "claim-it.html"})
    assert page == '<td><a href="claim-it.html">It cost <span>$</span>3</a></td>'


def test_under_his_own_heading_a_speaker_is_not_named_again(tmp_path):
    (tmp_path / "a.txt").write_text(
        "A clerk of the port said that the crane was safe. Ines Okafor denied it.\n", "utf-8"
    )
    site.write_reading(open_reading(tmp_path), tmp_path / "site")
    page = (tmp_path / "site" / "speakers.html").read_text("utf-8")
    assert "<h2>a clerk of the port</h2>" in page
    assert len(re.findall(r"<li data-row><em>(?:said|denied)</em>", page)) == page.count("<li data-row>") == 2
