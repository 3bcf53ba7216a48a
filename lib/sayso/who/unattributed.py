"""Who speaks where no word beside the statement names anybody, but another place in the text does.

`A:`                                 Whom an interview is with, as its opening tells.
“…” in a headline                    Who says the same words below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.who import weights
from sayso.who.found import NOBODY, WHO, Found, Statement
from sayso.who.ledger import PERSON, bare_words

if TYPE_CHECKING:
    from sayso.who.reader import Reader


def interviewee(reader: Reader, s: Statement) -> Found | None:
    """Who answers in turns headed `A:`: the one person that the opening says was spoken to; NOBODY where it does not tell."""
    if not (s.row.rule.endswith("turn") and s.row.source in ("A", "Q")):
        return None
    cast = reader.cast
    opening = min(other.place for other in reader.statements if other.row.rule.endswith("turn"))
    people = [m for m in cast.mentions_before(opening, len(cast.mentions)) if m.figure.type == PERSON]
    keys = {m.key for m in people if WHO["talked"].search(cast.text, max(0, m.start - 40), m.start)}
    answers = s.row.source == "A" and len(keys) == 1
    return Found(min(keys), "whom the interview is with", weights.LIKELY) if answers else NOBODY


def said_below(reader: Reader, s: Statement) -> Found | None:
    """Who says the words of a headline's quotation again below, or words of which it is a part."""
    words = bare_words(s.row.content)
    if s.row.source or s.row.cue or s.row.form != "direct" or words.count(" ") < 2:
        return None
    key = next((o.key for o in reader.order if o.key and words in bare_words(o.row.content)), "")
    return Found(key, "who says these words below", weights.LIKELY) if key else None
