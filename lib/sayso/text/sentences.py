"""Where sentences start, by their words: after full stops that are not an abbreviation's, and in quotations too."""

from collections.abc import Iterator, Sequence

from sayso.text.quotes import Quotation, inside
from sayso.words import marked

ENDS = frozenset({".", "?", "!", "...", "…", "....", "?!", "!!", "!?", "??", "。"})
CLOSERS = frozenset({'"', "”", "''", "'", "’", "»"})
AFTER = CLOSERS | {")", "]", "}", "*"}  # marks that may follow a sentence's end
TITLES = marked("abbreviations", "title")
NEVER = frozenset({"e.g", "i.e", "vs", "cf"})
MAYBE = marked("abbreviations", "end")
OPENERS = marked("abbreviations", "opener")
TAIL = marked("telling", "tail")


def sentence_starts(
    text: str, words: Sequence[str], idx: Sequence[int], quoted: Sequence[Quotation]
) -> Iterator[tuple[int, bool]]:
    """The tokens (words at characters ``idx``) that follow the end of a sentence, and whether in a closed quotation.

    ``quoted`` are the quotations of the text.
    """
    whole = inside(text, [q._replace(end=q.end - 1) for q in quoted if q.closed])  # their closing marks left out
    total = len(words)
    for i, word in enumerate(words):
        if word not in ENDS and not (word[-1] == "." and len(word) > 1):
            continue
        if word[-1] == "." and not _may_end(words, i, text, idx):
            continue
        j = i + 1
        while j < total and words[j] in AFTER and text[idx[j] - 1] == words[j - 1][-1]:
            j += 1
        last = j - 1
        if j < total and _starts(words, j) and not (words[last] in CLOSERS and _tail(words, j)):
            yield j, bool(whole[idx[last]] and whole[idx[j]])


def _tail(words: Sequence[str], j: int) -> bool:
    """Whether the words after a closing mark say who spoke: `Ann Lee asked`, `the aide said`."""
    for word in words[j : j + 6]:
        if word in TAIL:
            return True
        if not word[0].isalpha() and word not in ("-", "'s", "’s"):
            return False
    return False


def _starts(words: Sequence[str], j: int) -> bool:
    """Whether a sentence may start with token j: no lower-case letter, no mark that only closes."""
    first = words[j][0]
    return not first.islower() and first not in ",;:)]}.?!%"


def _may_end(words: Sequence[str], i: int, text: str, idx: Sequence[int]) -> bool:
    """Whether the full stop of token i may end a sentence: no title, initial or other abbreviation."""
    own = words[i].rstrip(".")
    glued = i > 0 and idx[i - 1] + len(words[i - 1]) == idx[i]
    stem = own or (words[i - 1] if glued else "")
    low = stem.lower()
    if low in NEVER or (low in TITLES and stem[0].isupper()):
        return False
    initials = (len(stem) == 1 and stem.isupper()) or "." in own
    if initials or (low in MAYBE and stem[0].isupper()):
        j = i + 1
        while j < len(words) and words[j] in AFTER:
            j += 1
        follows = words[j] if j < len(words) else "."
        opens = follows.lower() in OPENERS and follows[0].isupper() and stem != "I"
        return opens or not follows[0].isalnum()
    return True
