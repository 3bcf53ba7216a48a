"""Whether the words around a date put it behind the saying or ahead of it."""

import re

from sayso.when.cores import TIME

SENTENCE_END = re.compile(r"[.!?][”\"’)]?\s+(?=[A-Z“\"])|\n\s*\n|;\s")
LIMIT = re.compile(r"(?i:(?:until|till|to|for)\b)")


def tense_around(text: str, start: int, end: int) -> str:
    """ "past" or "future" of a date, from ``start`` to ``end``, by the nearest verb before it in its sentence, else the nearest after; "" if neither."""
    limit = LIMIT.match(text, start)  # "postponed until Monday": the word may belong to the date
    before = SENTENCE_END.split(text[max(0, start - 120) : limit.end() if limit else start])[-1]
    last = next(reversed(list(TIME["verb"].finditer(before))), None)
    return _tense(last) or first_tense(SENTENCE_END.split(text[end : end + 100])[0])


def first_tense(words: str) -> str:
    """ "past" or "future" by the first verb that tells it; "" if none does."""
    return _tense(TIME["verb"].search(words))


def _tense(verb: re.Match[str] | None) -> str:
    return "" if verb is None else "future" if verb["future"] else "past"
