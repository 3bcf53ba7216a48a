"""Two or more wordings side by side, and what differs, in words."""

from __future__ import annotations

import re

from rapidfuzz.distance import LCSseq

from hearsay.analysis.weights import WORD, plain_form


def _opcodes(a: list[str], b: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Edits from one list of words to another; words that go and words that come at a place are replaced."""
    found: list[tuple[str, int, int, int, int]] = []
    for tag, i0, i1, j0, j1 in LCSseq.opcodes([plain_form(w) for w in a], [plain_form(w) for w in b]):
        if found and (tag == "equal") == (found[-1][0] == "equal"):
            _, i0, _, j0, _ = found.pop()
        tag = "equal" if tag == "equal" else "insert" if i0 == i1 else "delete" if j0 == j1 else "replace"
        found.append((tag, i0, i1, j0, j1))
    return found


def collate(a_words: str, b_words: str) -> list[tuple[str, str, str]]:
    """Two wordings side by side: operation (equal, replace, delete, insert), words of a, words of b.

    Case, punctuation and quotation marks are ignored in comparing and left out of the words shown.

    >>> collate("It lends us weight", "It offers weight")
    [('equal', 'It', 'It'), ('replace', 'lends us', 'offers'), ('equal', 'weight', 'weight')]
    """
    a, b = re.findall(WORD, a_words), re.findall(WORD, b_words)
    return [(tag, " ".join(a[i0:i1]), " ".join(b[j0:j1])) for tag, i0, i1, j0, j1 in _opcodes(a, b)]


def differs(a_words: str, b_words: str, most: int = 6) -> str:
    """What b's words have that a's have not, in a short sentence; "" where only marks, case or nothing
    differ.

    >>> differs("It lends great weight to us", "It offers weight to all of us")
    'b has “offers” for “lends great”; b adds “all of”'
    """
    phrases = {"replace": "b has “{b}” for “{a}”", "delete": "b lacks “{a}”", "insert": "b adds “{b}”"}
    edits = [phrases[op].format(a=a, b=b) for op, a, b in collate(a_words, b_words) if op != "equal"]
    more = [f"and {len(edits) - most} more"] if len(edits) > most else []
    return "; ".join(edits[:most] + more)
