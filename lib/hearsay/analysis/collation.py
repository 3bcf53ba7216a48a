"""Two or more wordings side by side, and what differs, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

import pandas as pd
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


def collation_table(wordings: Mapping[str, str], base: str | None = None) -> pd.DataFrame:
    """Wordings of one passage side by side: a column per label, a row per stretch that is kept or changed
    together.

    All are aligned to the base (the given label, else the longest), which is the first column. "" where one
    has nothing there; no rows where there are no wordings. Raises ValueError if the base is not among the labels.
    """
    if base is not None and base not in wordings:
        raise ValueError(f"wordings: expected the base {base!r} among them, not {list(wordings)}")
    if not wordings:
        return pd.DataFrame()
    base = base or max(wordings, key=lambda label: (len(wordings[label].split()), label))
    split = {label: re.findall(WORD, words) for label, words in wordings.items()}
    labels = [base, *(label for label in wordings if label != base)]
    edits = {label: _opcodes(split[base], split[label]) for label in labels}
    cuts = sorted({cut for ops in edits.values() for op in ops for cut in _slots(op)})
    rows = [{label: _cell(edits[label], split[label], *row) for label in labels} for row in pairwise(cuts)]
    return pd.DataFrame([row for row in rows if any(row.values())], columns=labels)


def _slots(op: tuple[str, int, int, int, int]) -> tuple[int, int]:
    """Where an edit stands: the base's word k fills slot 2k + 1, and what goes in before it slot 2k."""
    return (2 * op[1], 2 * op[1] + 1) if op[0] == "insert" else (2 * op[1] + 1, 2 * op[2])


def _cell(ops: list[tuple[str, int, int, int, int]], words: list[str], low: int, high: int) -> str:
    """The words that stand in the slots from low to high; those that replace others, where they begin."""
    found: list[str] = []
    for op in ops:
        tag, i0, i1, j0, j1 = op
        if tag == "equal":
            found += words[j0 + max(i0, low // 2) - i0 : j0 + max(min(i1, high // 2) - i0, 0)]
        elif low <= _slots(op)[0] < high:
            found += words[j0:j1]
    return " ".join(found)
