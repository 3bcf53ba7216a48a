"""An invented corpus for tests: a fallen crane, four documents, and statements by hand."""

from pathlib import Path

import pandas as pd

from hearsay import tables
from hearsay.analysis import origins as rest
from hearsay.corpus import codebook, coding
from hearsay.corpus.documents import Corpus

CODEBOOK = """
[propositions.checked]
label = "The crane was checked"
kind = "event"
[propositions.safe]
label = "The crane was *safe*"
kind = "characterisation"
implies = ["checked"]
excludes = ["old"]
[propositions.old]
label = "The crane was old"
kind = "causal"
[propositions.talks]
label = "The port talks to the union"
kind = "contact"
[measures.cranes]
label = "Cranes"
unit = "cranes"
[measures.fell_on]
label = "When it fell"
unit = "date"
"""
PROPOSITIONS = {
    "checked": {"label": "The crane was checked", "kind": "event"},
    "safe": {"label": "The crane was safe", "kind": "characterisation", "implies": ["checked"], "excludes": ["old"]},
    "old": {"label": "The crane was old", "kind": "causal"},
    "talks": {"label": "The port talks to the union", "kind": "contact"},
    "lost": {"label": "The union lost", "kind": "event"},
}
MEASURES = {"cranes": {"label": "Cranes", "unit": "cranes"}, "fell_on": {"label": "When it fell", "unit": "date"}}
BOOK = codebook.Codebook(
    {k: codebook.PROPOSITION | v for k, v in PROPOSITIONS.items()},
    {k: codebook.MEASURE | v for k, v in MEASURES.items()},
)
ACTORS = tables.ACTORS.of(
    [
        {"actor": "okafor", "name": "Ines Okafor", "type": "person", "side": "port", "aliases": "Okafor | Ms Okafor"},
        {
            "actor": "reyl",
            "name": "Tomas <b>Reyl</b>",
            "type": "person",
            "side": "union",
            "aliases": "Tomas Reyl | Reyl",
        },
        {
            "actor": "port",
            "name": "The Port",
            "type": "organisation",
            "side": "port",
            "aliases": "port authority | port",
        },
        {"actor": "official", "name": "unnamed official", "type": "unnamed", "side": "port"},
        {"actor": "wire", "name": "The Wire", "type": "organisation", "side": "media"},
    ]
)


def statements(*rows: dict) -> pd.DataFrame:
    """Statements with ids s1, s2, …, each in a place of its own; plain indirect speech in document d1 unless told."""
    usual = {"doc_id": "d1", "form": "indirect", "act": "speech", "certainty": "plain", "by": "toy"}
    made = []
    for n, row in enumerate(rows, 1):
        content = row.get("content", f"the words of row {n}")
        place = {"id": f"s{n}", "content": content, "content_spans": f"{n * 100}:{n * 100 + len(content)}"}
        own = {"act": ""} if row.get("form") == "author" else {}
        made.append(usual | place | own | row)
    return tables.STATEMENTS.check(tables.STATEMENTS.of(made))


def corpus(**documents: dict) -> Corpus:
    """Documents by id with what people know of them; the texts are blanks."""
    rows = [{"doc_id": d, "words": "3"} | facts for d, facts in documents.items()]
    texts = {d: " " * 5000 for d in documents}
    return Corpus(Path("toy"), tables.DOCUMENTS.of(rows), texts, tables.SKIPPED.empty())


def origins(rows: pd.DataFrame, reuse: pd.DataFrame | None = None, actors: pd.DataFrame = ACTORS) -> pd.DataFrame:
    """The table `origins` of some statements."""
    reuse = tables.REUSE.empty() if reuse is None else reuse
    return tables.ORIGINS.check(rest.origins_of(rows, coding.stances_of(rows), reuse, actors))


GAZETTE = """Crane fell, old and unchecked

“The crane was checked,” said Ines Okafor of the port on 3 May. Tomas Reyl said that nobody had checked the crane.
<script>alert("x")</script> An official told The Wire that two cranes were old, but the crane was safe in our view.
"""
COURIER = """The port knew

The crane had been checked, Ms Okafor conceded. “It was never checked,” Reyl told this paper. Officials said there
were five cranes. The port denied that it talks to the union in the strike.
"""
WEEKLY = "Nothing new about the harbour. The regime of the port authority is a puppet of the union, says nobody.\n"
FACTS = tables.DOCUMENT_FACTS.of(
    [
        {"doc_id": "gazette", "title": "Crane fell", "outlet": "Gazette", "published": "2016-05-04", "genre": "news"},
        {
            "doc_id": "courier",
            "outlet": "Courier",
            "original_outlet": "The Wire",
            "published": "2016-05",
            "genre": "news",
        },
        {"doc_id": "weekly", "outlet": "Weekly <i>", "published": "2016-06", "genre": "opinion", "author": "O. Pinion"},
    ]
)
CODED = [
    ("gazette", "“The crane was checked,”", "said", "Ines Okafor", "okafor", "direct",
     {"stances": "checked:affirms | safe:affirms", "utterance": "u1", "said": "2016-05-03", "said_words": "on 3 May",
      "access": "participant"}),
    ("gazette", "nobody had checked the crane", "said", "Tomas Reyl", "reyl", "indirect",
     {"stances": "checked:denies", "said": "../2016-05-04"}),
    ("gazette", "two cranes were old", "told", "An official", "official", "indirect",
     {"stances": "old:affirms", "via": "wire", "values": "cranes=2", "event": "2016-05-01", "event_words": "3 May"}),
    ("gazette", "the crane was safe in our view", "", "", "gazette", "author", {"stances": "safe:affirms"}),
    ("courier", "The crane had been checked", "conceded", "Ms Okafor", "okafor", "indirect",
     {"stances": "checked:affirms", "utterance": "u1", "said": "2016-05-20", "said_words": "The port knew",
      "distance": "conceded"}),
    ("courier", "“It was never checked,”", "told", "Reyl", "reyl", "direct",
     {"stances": "checked:denies | safe:denies", "access": "report", "certainty": "hedged"}),
    ("courier", "there\nwere five cranes", "said", "Officials", "", "indirect", {"values": "cranes=5"}),
    ("courier", "it talks to the union in the strike", "denied", "The port", "port", "indirect",
     {"stances": "talks:denies", "scope_words": "in the strike"}),
]  # fmt: skip


def write(folder: Path, coded: bool = True, tabled: bool = True) -> Path:
    """The corpus as files: documents, and with ``tabled`` what people say of them, and with ``coded`` a coding."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"gazette": GAZETTE, "courier": COURIER, "weekly": WEEKLY}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8", newline="")
    if tabled:
        (folder / "codebook.toml").write_text(CODEBOOK, "utf-8")
        tables.write(FACTS, folder / "documents.csv")
        tables.write(ACTORS, folder / "actors.csv")
        coders = [
            {"by": "toy", "type": "ai", "how": "invented", "documents": "gazette | courier | weekly"},
            {"by": "judge", "type": "person", "how": "invented"},
        ]
        tables.write(tables.CODERS.of(coders), folder / "coders.csv")
    if coded:
        tables.write(
            tables.CODING.of(_row(n, texts, *row) for n, row in enumerate(CODED, 1)), folder / "coding/toy.csv"
        )
    return folder


def _row(
    n: int, texts: dict[str, str], doc: str, content: str, cue: str, source: str, actor: str, form: str, rest: dict
):
    at = texts[doc].index(content)
    row = {"id": f"t{n}", "doc_id": doc, "content": content, "content_spans": f"{at}:{at + len(content)}", "form": form}
    row |= {"actor": actor, "act": "" if form == "author" else "speech", "certainty": "plain", "access": "unstated"}
    for part, words in (("cue", cue), ("source", source)):
        if words:
            start = coding.find_words(texts[doc], words, at)[0][0]
            row |= {part: words, f"{part}_spans": f"{start}:{start + len(words)}"}
    return row | rest
