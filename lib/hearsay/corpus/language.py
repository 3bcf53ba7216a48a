"""The language that a text is written in: English by its commonest words, any other by py3langid."""

import re

from sayso.words import marked, told

ENGLISH = 0.12  # share of a text's words that are among the commonest of English, from which it is English
SAMPLE = 6000  # characters from the middle of a text that are looked at; heads and feet are often in another language
LEAST = 5  # words, below which a text is too short to tell


def language_of(text: str) -> str:
    """The code of the language of a text: en, fr …; "" where it has too few words to tell.

    >>> language_of("The minister said that it was not his.")
    'en'
    """
    start = max(0, (len(text) - SAMPLE) // 2)
    sample = text[start : start + SAMPLE]
    found = re.findall(r"[^\W\d_]+", sample.lower())
    if sum(len(word) for word in found) < 4 * LEAST:
        return ""
    if sum(word in marked("common", "english") for word in found) >= ENGLISH * len(found):
        return "en"
    try:
        import py3langid
    except ImportError:
        return ""
    return py3langid.classify(sample)[0]


def name_of(code: str) -> str:
    """The English name of a language; its code where we know none."""
    return next((name.capitalize() for name, (own,) in told("languages").items() if own == code), code)


def code_of(words: str) -> str:
    """The code of a language that an export or a table names; codes stay, other words give "".

    >>> code_of("ENGLISH"), code_of("en-GB"), code_of("Klingon")
    ('en', 'en', '')
    """
    name = words.split(";")[0].strip().lower()
    if name in told("languages"):
        return told("languages")[name][0]
    return name[:2] if re.fullmatch(r"[a-z]{2}(?:[-_]\w+)?", name) else ""
