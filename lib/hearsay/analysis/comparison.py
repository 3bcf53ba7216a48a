"""How documents differ: what they call things, which words they report with, whom they hear, what they leave out.

Words are compared outside quotations, so that a document answers for its own words alone. On few documents counts are
shown raw, in their context; differences of rates are computed from `ENOUGH` documents on.
"""

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from hearsay import tables
from hearsay.analysis.voices import OWN_VOICE, attributed, handed, own_words, spoken, voiced
from hearsay.corpus.actors import by_first_word, mentions
from hearsay.corpus.documents import unread_of
from sayso import intervals
from sayso.text import inside
from sayso.words import forms, told

LOWER = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)?")
BESIDE = "distances or colours"  # words beside the cue by which a relayer steps back, or leans in


def outside_quotations(masked: str) -> str:
    """A document's own words: what stands in quotation marks is replaced by spaces, so offsets stay."""
    quoted = inside(masked)
    return "".join(" " if quoted[i] and not c.isspace() else c for i, c in enumerate(masked))


def naming(masked: Mapping[str, str], aliases: Mapping[str, str], names: Mapping[str, str]) -> pd.DataFrame:
    """Of actors that documents call by more than one name: each name, with its count by document, outside quotations.

    ``aliases`` has by name, as it is written, the actor's key, ``names`` by key the one name stated for him. An article
    before a name is no part of it.
    """
    index, found = by_first_word(aliases), []
    for doc, text in masked.items():
        for name, key in mentions(outside_quotations(text), index):
            found.append((names.get(key, key), re.sub("^(?:[Tt]he|[Aa]n?) ", "", name), doc))
    table = _by_document(found, ["actor", "called"], masked)
    return table[table["actor"].duplicated(keep=False)].reset_index(drop=True)


def described(masked: Mapping[str, str], words: Mapping[str, str]) -> pd.DataFrame:
    """Descriptive words outside quotations, with their counts by document; plurals count with their word.

    ``words`` are those to count, in one string by what they are for: the setting `descriptors` of a corpus. A word with a
    capital may be part of a name ("the Northern Alliance") or of a headline, and is not counted.
    """
    known: dict[str, tuple[str, str]] = {}
    for kind, line in words.items():
        for word in line.split():
            known |= dict.fromkeys((word, f"{word}s", f"{word}es", f"{word[:-1]}ies"), (kind, word))
    told = ((doc, word) for doc, text in masked.items() for word in LOWER.findall(outside_quotations(text)))
    return _by_document([(*known[word], doc) for doc, word in told if word in known], ["of", "word"], masked)


def _by_document(found: list[tuple[str, str, str]], names: list[str], docs: Iterable[str]) -> pd.DataFrame:
    """How often each two values stand in each document: a row for each two, with a column for every document."""
    counts = pd.DataFrame(found, columns=[*names, "doc"]).groupby([*names, "doc"]).size()
    wide = counts.unstack(fill_value=0).reindex(columns=list(docs), fill_value=0)
    return wide.rename_axis(columns=None).reset_index()


def loaded_cues(statements: pd.DataFrame) -> pd.DataFrame:
    """Attributed statements whose cue, or distancing words, do more than report: id, kind of load and the words.

    Without what reached the document through a hand that it names: the cue may be that hand's.
    """
    kinds = {form: kind for verb, (kind,) in told("loaded").items() for form in (verb, *forms(verb))}
    rows = attributed(statements)
    rows = rows[~rows["via"].map(handed).astype(bool)]
    words = rows["cue"].str.lower().str.findall("[a-z]+")
    load = words.map(lambda words: next((kinds[w] for w in words if w in kinds), "")).astype(str)
    found = rows[["id"]].assign(load=load, words=rows["cue"].where(load != "", rows["distance"]))
    found["load"] = load.where(load != "", BESIDE)
    return found[found["words"] != ""].reset_index(drop=True)


def glosses(statements: pd.DataFrame) -> pd.DataFrame:
    """Within a document, an indirect telling beside the speaker's own words of the same utterance or on the same point.

    Own words are speech of the actor's own that stands in quotation marks; a view ascribed to him is no gloss on what
    he said, nor is what he says of his own earlier words ("I have said"). Columns: gloss and words (statement ids), on (utterance or claim). Whether the gloss says what the words
    say is for the reader.
    """
    told = spoken(statements).sort_values(["doc_id", "actor"], kind="stable")
    told = told[(told["form"] != "direct") & (told["actor"] != "") & ~told["source"].str.lower().isin(["i", "we"])]
    both = told.merge(own_words(statements), on=["doc_id", "actor"], suffixes=("", "_own"))
    found = [(row.id, row.id_own, on) for row in both.itertuples() if (on := _shared_point(row))]
    return pd.DataFrame(found, columns=["gloss", "words", "on"]).drop_duplicates(["gloss", "on"], ignore_index=True)


def _shared_point(row) -> str:
    """The utterance, or a claim, that a gloss shares with the words beside it; "" where they share none."""
    if row.utterance and row.utterance == row.utterance_own:
        return row.utterance
    one, other = ({s.partition(":")[0] for s in tables.items(cell)} for cell in (row.stances, row.stances_own))
    return min(one & other, default="")


def kinds_of(actors: pd.DataFrame) -> dict[str, str]:
    """What kind of source each actor is, by key: named person, institution, unnamed, unresolved."""
    kinds = {"person": "named person", "organisation": "institution", "state": "institution", "unnamed": "unnamed"}
    return dict(zip(actors["actor"], actors["type"].map(kinds).fillna("unresolved"), strict=True))


def omissions(statements: pd.DataFrame, stances: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Propositions that a document is silent on, and whether it could have carried them.

    *could have*: published strictly after some statement on it here was made; *too early*: strictly before every one;
    *unknowable*: neither is certain, since the days within two dates overlap or one is unknown. The date of a view that is
    ascribed is when it was held, not when it was told: it is told by the day its document was published. Silence is no
    stance, and a document in a language that nobody here read is not known to be silent.
    """
    dated = pd.concat([voiced(statements), statements[statements["form"] == OWN_VOICE]])
    said = dict(zip(dated["id"], dated["said"], strict=True))
    where = statements.set_index("id")["doc_id"]
    documents = documents[~documents["doc_id"].isin(unread_of(documents).keys() - {*where})]
    published = documents.set_index("doc_id")["published"]
    told_by = {d: intervals.from_bounds(None, intervals.bounds(p)[1]) for d, p in published.items()}
    out = []
    for proposition, group in stances.groupby("proposition"):
        days = [said.get(i, told_by.get(where[i], "")) for i in group["statement_id"]]
        carried = set(group["statement_id"].map(where))
        known = {published: _silence(published, set(days)) for published in set(documents["published"])}
        out += [
            (proposition, doc, known[published])
            for doc, published in zip(documents["doc_id"], documents["published"], strict=True)
            if doc not in carried
        ]
    return pd.DataFrame(out, columns=["proposition", "doc_id", "silence"])


def _silence(published: str, days: set[str]) -> str:
    if any(intervals.earlier(day, published) for day in days):
        return "could have"
    return "too early" if all(intervals.earlier(published, day) for day in days) else "unknowable"
