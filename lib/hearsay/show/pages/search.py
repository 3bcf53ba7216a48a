"""Search where one page cannot hold all statements: which pages of them have a word; of very many documents, actors and claims."""

import re
from collections.abc import Sequence

from hearsay.show.pages.view import Context, View

LETTERS = 4  # of a word by which it is found; the page itself tells longer words apart
NAMED = 1_000  # actors and claims that the page has room for
SAID = ("who", "saying", "content", "when", "where")  # what a list shows of a statement


def page_of(view: View, lists: Sequence[Context]) -> Context:
    """The page of the search, in place of a list of all statements, over ``lists``, the pages that have them instead."""
    named = [(f"Claim: “{label}”", view.claim_page(key)) for key, label in view.reading.labels.items()]
    named += [(view.name(actor), view.speaker_place(actor)) for actor in view.speaker_pages]
    return {
        "page": "statements.html",
        "index": index_of(lists),
        "letters": LETTERS,
        "pages": [one["page"] for one in lists],
        "rows": [] if lists else named[:NAMED],
    }


def index_of(lists: Sequence[Context]) -> str:
    """A line per beginning of a word with the pages that have it, the bits of a hexadecimal number: the lowest is the first.

    >>> row = dict.fromkeys(SAID, "")
    >>> index_of([{"lines": [(row | {"content": told}, "")]} for told in ("The crane", "the cranes fell")])
    'cran 3\\nfell 2\\nthe 3'
    """
    found: dict[str, int] = {}
    for number, one in enumerate(lists):
        said = " ".join(line[column] for line, _ in one["lines"] for column in SAID).lower()
        for word in {word[:LETTERS] for word in re.findall(r"\w+", said)}:
            found[word] = found.get(word, 0) | 1 << number
    return "\n".join(f"{word} {pages:x}" for word, pages in sorted(found.items()))
