"""The denied stretch: which words of a sentence are denied, by which words, and how plainly.

Three kinds of words turn what they reach: verbs of denial ("dismissed claims that …"), words for falsehood ("the story is
a hoax") and negators with their clause ("no plans to …"). Odd layers deny, even ones do not. `read` tells it of all words,
`turning` of those that a codebook's pattern names, which may be left open too.
"""

from sayso.polarity.kinds import ANSWER, FALSE, NEGATOR, NOT, VERB, WORD, Word, doubts, force_of, kind_of, stem
from sayso.polarity.patterned import turning
from sayso.polarity.reach import read

__all__ = [
    "ANSWER", "FALSE", "NEGATOR", "NOT", "VERB", "WORD", "Word", "doubts", "force_of", "kind_of", "read", "stem", "turning",
]  # fmt: skip
