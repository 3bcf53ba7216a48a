"""Who is behind `reportedly`, `allegedly` and `it is claimed that`, where the next sentence tells: `The claim was made by …`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.who.found import Found

if TYPE_CHECKING:
    from sayso.who.reader import Reader

HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|(?:is|was|been) (?:claimed|reported|alleged|rumou?red|believed))\b", re.I
)
MADE_BY = re.compile(
    r"\b(?:claims?|allegations?|accusations?|reports?|story|news) (?:was|were) (?:first )?"
    r"(?:made|reported|published|broken|brought) by ([^,.;:\n]{2,80}?)(?= (?:who|that|where|which|on|in an?|and)\b|[,.;:\n])"
)


def made_by(reader: Reader, n: int) -> Found | None:
    """The speaker of a statement whose own words name nobody, as the sentence after it does."""
    row, cast, spans = reader.rows[n], reader.cast, reader.spans[n]["content"]
    if row.source.lower() not in ("", "it") or not HEARSAY.search(row.cue) or not spans:
        return None
    begin = cast.token_at(cast.sentence_at(spans[-1][1] - 1)[1])  # of the next sentence, line breaks left out
    begin = next((t.start for t in cast.tokens[begin:] if t.text[0] != "\n"), len(cast.text))
    m = MADE_BY.search(cast.text, begin, cast.sentence_at(begin)[1])
    found = reader.described(m[1], m.start(1)) if m else None
    return found._replace(rule="who made the claim, as the next sentence tells") if found else None
