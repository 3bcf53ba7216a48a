"""Search where one page cannot hold all statements: which pages of them have a word; of very many documents, actors and claims."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hearsay.show.pages.view import Context, View

LETTERS = (
    6,
    5,
    4,
    3,
)  # of a word by which it is found, as many as there is room for; the page itself tells longer words apart
ROOM = 250_000  # characters of actors and claims, or of an index


def page_of(view: View, lists: Sequence[Context]) -> Context | None:
    """The page of the search, from the pages that list all statements; None where there is one of those."""
    if len(lists) == 1 or not view.statements:
        return None
    indexes = ((letters, index_of(lists, letters)) for letters in LETTERS)
    letters, index = next(one for one in indexes if len(one[1]) < ROOM or one[0] == LETTERS[-1])
    return {
        "page": "search.html",
        "index": index,
        "letters": letters,
        "pages": [one["page"] for one in lists],
        "rows": _rows(view, lists),
    }


def index_of(lists: Sequence[Context], letters: int = LETTERS[0]) -> str:
    """A line per beginning of a word with the numbers of the pages that have it. What a link leads to is no word.

    >>> index_of([{"lines": [{"words": "The crane"}]}, {"lines": [{"words": "the cranes fell"}]}])
    'crane 1\\ncranes 2\\nfell 2\\nthe 1-2'
    """
    found: dict[str, list[int]] = {}
    for number, one in enumerate(lists, 1):
        said = " ".join(value for line in one["lines"] for key, value in line.items() if key != "place").lower()
        for word in {word[:letters] for word in re.findall(r"\w+", said)}:
            found.setdefault(word, []).append(number)
    return "\n".join(f"{word} {runs(numbers)}" for word, numbers in sorted(found.items()))


def runs(numbers: Sequence[int]) -> str:
    """Ascending numbers, those that follow one another as a stretch.

    >>> runs([1, 2, 3, 5])
    '1-3 5'
    """
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1][1:] = [number]
        else:
            stretches.append([number])
    return " ".join("-".join(map(str, stretch)) for stretch in stretches)


def _rows(view: View, lists: Sequence[Context]) -> list[Context]:
    """Claims and actors with their pages, as many as there is room for, where statements are not listed."""
    named = [(f"Claim: “{label}”", view.claim_page(key)) for key, label in view.labels.items()]
    named += [(view.name(actor), view.speaker_place(actor)) for actor in view.speaker_pages]
    rows, room = [], 0 if lists else ROOM
    for name, page in named:
        room -= len(name) + len(page) + 40
        if room > 0:
            rows.append({"name": name, "page": page})
    return rows
