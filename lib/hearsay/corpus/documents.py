"""A corpus is a folder of documents with tables that people write beside them; here it becomes texts and a table.

Offsets everywhere index the text as received: the file decoded, line ends kept, a byte order mark dropped; of HTML,
PDF, docx and each article of a file of many the text that was extracted, of which a run keeps a copy. A file that
cannot be read is skipped with a reason, and the others go on.
"""

import difflib
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import tables
from hearsay.corpus import metadata, people
from hearsay.corpus.copies import families
from hearsay.corpus.formats.article import Article, Facts
from hearsay.corpus.formats.reader import read_file
from hearsay.corpus.formats.rows import told_by
from hearsay.corpus.language import language_of
from hearsay.corpus.listing import Listing, list_files, same
from hearsay.corpus.settings import read_settings
from hearsay.corpus.stages import spared

SHORT = 24  # characters of a label, as a figure has room for
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Corpus:
    """A folder's documents and what people say of them; `texts` holds the text as received by doc_id.

    ``names`` has the doc_id of each file by its name with its ending, which people may write as well. ``settings`` are those
    of corpus.toml.
    """

    folder: Path
    documents: pd.DataFrame = field(repr=False)
    texts: dict[str, str] = field(repr=False)
    skipped: pd.DataFrame = field(repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def name(self) -> str:
        """The folder's name; build/<name>/ is where a run writes."""
        return self.folder.name

    @property
    def title(self) -> str:
        """What people call the corpus; the folder's name where they say nothing."""
        return self.settings.get("title", self.name)

    @cached_property
    def facts(self) -> dict[str, dict[str, str]]:
        """What is known of each document, a row of `documents` by doc_id."""
        return {row["doc_id"]: row for row in self.documents.to_dict("records")}

    def label(self, doc_id: str) -> str:
        """A short name for tables and figures."""
        return self.facts.get(doc_id, {}).get("label") or doc_id

    def document_name(self, doc_id: str) -> str:
        """Who published a document, and its label: "Al Jazeera (004)"; never a label of digits alone."""
        facts, label = self.facts.get(doc_id, {}), self.label(doc_id)
        outlet = facts.get("original_outlet") or facts.get("outlet") or ""
        if outlet and label.startswith(outlet[:8]):  # a label made of outlet and day
            return label
        return f"{outlet} ({label})" if outlet else f"document {label}"

    @cached_property
    def unread(self) -> dict[str, str]:
        """`unread_of` its documents."""
        return unread_of(self.documents)


def author_in(document: str) -> str:
    """Who wrote a document of such a name, where nothing is known of him; an outlet has no author.

    >>> author_in("document 004"), author_in("Al Jazeera (004)")
    ('the author of document 004', 'the author in Al Jazeera (004)')
    """
    return f"the author {'of' if document.startswith('document ') else 'in'} {document}"


def unread_of(documents: pd.DataFrame) -> dict[str, str]:
    """The language of each document that is not in English, in which the machine does not look for who says what."""
    return {
        row.doc_id: row.language
        for row in documents.itertuples()
        if row.language not in ("en", "") and ("en" not in tables.items(row.languages) or "languages=" in row.found)
    }


def find_folder(folder: str | Path) -> Path:
    """The folder meant: as given, or below the project's root. Raises ValueError where there is none.

    A notebook names its corpus relative to the project, and stands in a folder of it: there the project comes first.
    """
    places = (ROOT / folder, Path(folder)) if "HEARSAY_OUT" in os.environ else (Path(folder), ROOT / folder)
    for candidate in places:
        if candidate.is_dir():
            return candidate.resolve()
    found = "this is a file; name the folder it is in" if Path(folder).is_file() else "there is no such folder"
    raise ValueError(f"{folder}: expected a folder of documents, but {found}")


def read_documents(folder: Path, listing: Listing, columns: Mapping[str, str] | None = None) -> Iterator[Article]:
    """Each document below a folder, file by file; a file that cannot be read goes to the listing's skipped.

    ``columns`` names the columns of lists by fact; the rows of a list without texts go to the listing's lists.
    """
    for doc_id, path in sorted(listing.documents.items()):
        file = path.relative_to(folder).as_posix()
        try:
            articles, rows = read_file(path, columns)
        except Exception as error:  # whatever a broken file makes its reader raise, the others go on
            listing.skip(file, why_unread(error))
            continue
        if rows:
            listing.lists[file] = rows
        # Of a file of many each has its own id, where that is its alone, else its number.
        times = Counter(same(article.name) for article in articles)
        for n, article in enumerate(articles, 1):
            name = same(article.name)
            own = name if name and times[name] == 1 else f"{n:04}"
            alone = len(articles) == 1 and not name
            yield replace(article, file=file, doc_id=doc_id if alone else f"{doc_id}/{own}")


def why_unread(error: Exception) -> str:
    """Why a file could not be read, in one line."""
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be opened: {error.strerror}"
    if isinstance(error, ModuleNotFoundError):
        return f"reading it needs {error.name}: pip install 'hearsay[files]'"
    return " ".join(str(error).split()) or type(error).__name__


def load_corpus(folder: str | Path) -> Corpus:
    """Read a folder. Raises ValueError where it holds no document, or a table of documents is spoiled."""
    return people.sound(read_corpus(find_folder(folder)))


def read_corpus(folder: Path) -> tuple[Corpus, list[str]]:
    """A folder's documents, and every fault of corpus.toml and documents.csv, which then tell nothing.

    Raises ValueError where the folder holds no document.
    """
    settings, unset = read_settings(folder)
    listing = list_files(folder)
    found = {article.doc_id: article for article in read_documents(folder, listing, settings.get("columns"))}
    if not found:
        told = "; ".join(f"{row['file']}: {row['why']}" for row in listing.skipped[:3]) or "the folder holds no file"
        raise ValueError("\n".join([*unset, f"{folder.name}: no document could be read; {told}"]))
    failed: dict[str, str] = {}
    texts = {doc_id: found[doc_id].text for doc_id in sorted(found)}
    languages = spared("its language", lambda docs: {d: language_of(texts[d]) for d in docs}, found, failed)
    facts = _facts(found, listing, settings.get("file_name", ""), failed)
    names = {same(path.relative_to(folder).as_posix()): doc_id for doc_id, path in listing.documents.items()}
    stated, faults = _stated(folder, {*found, *listing.documents}, names)
    people_say = stated.set_index("doc_id").to_dict("index")
    rows = (_described(found[doc_id], facts[doc_id], people_say.get(doc_id, {})) for doc_id in found)
    documents = tables.sort(tables.DOCUMENTS.of(rows), "doc_id")
    days = dict(zip(documents["doc_id"], documents["published"].str.lstrip("[."), strict=True))
    copy_of = spared("copies", lambda docs: families({d: texts[d] for d in docs}, days), found, failed)
    for column, told in {"language": languages, "copies_of": copy_of}.items():
        documents[column] = [told.get(doc_id, "") for doc_id in documents["doc_id"]]
    for doc_id, why in failed.items():
        listing.skip(doc_id, why)
    documents = tables.DOCUMENTS.check(documents.assign(label=labels_of(documents)))
    corpus = Corpus(folder, documents, texts, tables.sort(tables.SKIPPED.of(listing.skipped), "file"), names, settings)
    return corpus, unset + faults


def _facts(found: Mapping[str, Article], listing: Listing, pattern: str, failed: dict[str, str]) -> dict[str, Facts]:
    """The facts of each document that the machine found, each with its rule; a list that told none is skipped."""

    def stated(article: Article) -> Facts:
        name = Path(article.doc_id).name if article.doc_id in article.file else ""  # of a file of many it tells nothing
        return metadata.facts_of(article.text, article.facts, name, pattern)

    facts: dict[str, Facts] = {doc_id: {} for doc_id in found}
    facts |= spared("its facts", lambda docs: {doc_id: stated(found[doc_id]) for doc_id in docs}, found, failed)
    facts = metadata.with_titles(facts, {doc_id: article.text for doc_id, article in found.items()})
    files = {doc_id: article.file for doc_id, article in found.items()}
    for file, rows in sorted(listing.lists.items()):
        told = told_by(rows, facts, files)
        facts |= {doc_id: metadata.with_told(facts[doc_id], own) for doc_id, own in told.items()}
        which = "rows without a text" if file in files.values() else "a list without a column of texts"
        listing.skip(file, f"{which}: facts on {len(told)} of its {len(rows)} rows' documents")
    return facts


def _described(article: Article, facts: Facts, said: Mapping[str, str]) -> dict[str, str]:
    """A row of `documents`: what people say of a document, and where they say nothing, what the machine found."""
    more = {fact: told for fact, told in facts.items() if not said.get(fact)}
    measured = {"characters": str(len(article.text)), "words": str(len(re.findall(r"\w+", article.text)))}
    known = {"doc_id": article.doc_id, "format": article.format, "sha256": article.sha256} | measured
    rules = tables.LIST.join(f"{fact}={rule}" for fact, (_, rule) in more.items())
    return {**said, **{fact: value for fact, (value, _) in more.items()}, **known, "found": rules}


def labels_of(documents: pd.DataFrame) -> pd.Series:
    """A short label for each row of the table `documents`, no two alike: people's, else the first of these that tells all apart.

    The head of the doc_id, the doc_id, outlet and day (with a number where several share both), a number.
    """
    ids, outlets, stated = documents["doc_id"], documents["outlet"].str[:12].str.rstrip(), documents["label"] != ""
    dated = (outlets + " " + documents["published"]).str.strip().where(outlets != "", "")
    number = (dated.groupby(dated).cumcount() + 1).astype(str)
    dated = dated.where(~dated.duplicated(keep=False) | (dated == ""), dated + " " + number)
    counted = pd.Series(range(1, len(ids) + 1), index=ids.index).astype(str).str.zfill(len(str(len(ids))))
    for candidates in (ids.str.partition("_")[0], ids, dated, "D" + counted):
        made = documents["label"].where(stated, candidates)
        if (stated | (made.str.len().between(1, SHORT) & ~made.duplicated(keep=False))).all():
            break
    return made


def _stated(folder: Path, known: set[str], names: Mapping[str, str]) -> tuple[pd.DataFrame, list[str]]:
    """documents.csv with the doc_ids that are meant, and its faults."""
    stated, faults = people.read(folder, tables.DOCUMENT_FACTS)
    stated = stated.assign(doc_id=meant(stated["doc_id"], known, names))
    for n, doc_id in enumerate(stated["doc_id"], 2):
        if doc_id and doc_id not in known:
            near = difflib.get_close_matches(doc_id, known, 1) or sorted(known)[:3]
            faults.append(f"documents.csv, row {n}: no document has the doc_id {doc_id!r}; expected one such as {near}")
    return (tables.DOCUMENT_FACTS.empty() if faults else stated), faults


def meant(cells: Iterable[str], known: Collection[str], names: Mapping[str, str]) -> list[str]:
    """The doc_id that each cell means: its own, where it is one of those ``known``, or that of the file which it names with its ending.

    ``names`` are those of `Corpus`.
    """
    return [cell if cell in known else names.get(cell, cell) for cell in cells]
