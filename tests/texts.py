"""A generator of texts that nobody would write, sixty words on average: what a reader of any folder has to bear."""

import random
from collections.abc import Callable, Iterator

WORDS = [
    "said",
    "told",
    "denied",
    "claims",
    "accused",
    "according",
    "to",
    "that",
    "the",
    "a",
    "of",
    "in",
    "by",
    "who",
    "was",
    "were",
    "has",
    "been",
    "would",
    "he",
    "she",
    "it",
    "they",
    "I",
    "we",
    "minister",
    "spokesman",
    "officials",
    "Ann",
    "Lee",
    "Bob",
    "Ray",
    "Mr.",
    "Dr.",
    "Reuters",
    "CNN",
    "U.S.",
    "Veld",
    "Bureau",
    "council",
    "bridge",
    "Jan",
    "3",
    "2016",
    "Monday",
    "yesterday",
    "last",
    "week",
    "asked",
    "adding",
    "whether",
    "not",
    "never",
    "no",
    "$5",
    "million",
    "42%",
    "1,000",
    "O'Neill",
    "al-Hadi",
]
SIGNS = [
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    "«",
    "»",
    "„",
    "‹",
    "›",
    "``",
    "''",
    "\\",
    "</p>",
    "<b>",
    "<script>",
    "**",
    "__",
    ".",
    ",",
    ";",
    ":",
    "-",
    "–",
    "—",
    "…",
    "...",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "!",
    "?",
    "&amp;",
    "&#8220;",
    "#",
    ">",
    "|",
    "=",
    "@",
    "$",
    "\\(",
    "\\)",
    "_",
    "*",
    "/",
    "%",
    "^",
    "~",
    "\xad",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\u2028",
    "\u2029",
    "\x85",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x00",
    "\x07",
    "\t",
    "\r",
    "\r\n",
    "\n",
    "\n\n",
    "😀",
    "👩\u200d👩\u200d👧",
    "�",
    "â€œ",
    "â\x80\x9d",
    "Ã©",
    "�",
    "�",
    "é",
    "é",
    "ü",
    "ß",
    "İ",
    "ı",
    "ﬁ",
    "中文",
    "日本語",
    "العربية",
    "עברית",
    "हिन्दी",
    "Русский",
    "Ελληνικά",
    "𝔘",
    "１２",
    "²",
    "Ⅳ",
    "½",
]
SIGNS += ["    ", " ", "\u00a0", "\u3000"]
NAMES = [
    "Ann Lee",
    "Bob Ray",
    "Mr. Lee",
    "the minister",
    "Reuters",
    "officials",
    "the U.S.",
    "he",
    "she",
    "a spokesman",
    "",
]
CUES = [
    "said",
    "told CNN",
    "denied",
    "claimed",
    "was accused of saying",
    "according to",
    "did not say",
    "has been asked",
]
DAYS = [
    "on Monday",
    "yesterday",
    "3 Jan 2016",
    "2016-02-30",
    "in 31/12/99",
    "last May",
    "3/4/2016",
    "two weeks ago",
    "99 BC",
]
SAID = [
    "the bridge is safe",
    "it was not he who fell",
    "“no",
    "nobody knew” that",
    "5 of 42% died",
    "that that",
    "",
    "…",
]


def generated(chance: random.Random) -> str:
    """A text of one kind, with about sixty words, numbers and signs."""
    size = max(1, int(chance.gauss(60, 30)))
    text = chance.choice(KINDS)(chance, size)
    return text if chance.random() < 0.8 else _torn(chance, text)


def texts(seed: int, count: int) -> Iterator[str]:
    """So many texts; the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        yield generated(chance)


def _soup(chance: random.Random, size: int) -> str:
    """Words and signs with or without spaces."""
    return "".join(chance.choice((*WORDS, *SIGNS)) + chance.choice([" ", "", " ", "   ", "\n"]) for _ in range(size))


def _glued(chance: random.Random, size: int) -> str:
    """No space at all."""
    return "".join(chance.choice(chance.choice((WORDS, SIGNS))).strip() for _ in range(size))


def _saying(chance: random.Random) -> str:
    who, cue, day, said = (chance.choice(some) for some in (NAMES, CUES, DAYS, SAID))
    marks = chance.choice(("“{}”", '"{}"', "‘{}’", "«{}»", "“{}", "{}”", '"{}', "{}", "''{}''", "“‘{}”’"))
    quoted = marks.format(said)
    return chance.choice((
        f"{quoted}, {who} {cue} {day}.", f"{who} {cue} {day} that {said}.", f"{cue} {who}, {quoted}", f"{day}, {who} {cue}: {quoted}",
        f"{who} {cue} {who} {cue} that {quoted}, {day}", f"{who}: {quoted}", f"{quoted} {quoted} {who} {cue}", f"Q: {said}? A: {quoted}.",
    ))  # fmt: skip


def _report(chance: random.Random, size: int) -> str:
    """Sayings as news tells them, in paragraphs or run together, here and there a sign too many."""
    told = [_saying(chance) for _ in range(1 + size // 9)]
    if chance.random() < 0.5:
        told.insert(chance.randrange(len(told) + 1), chance.choice(SIGNS))
    return chance.choice(("\n\n", " ", "\n", "\r\n", "\r", "")).join(told)


def _page(chance: random.Random, size: int) -> str:
    """A heading, a byline, a dateline, a list, notices: what stands round a report."""
    lines = [
        "# " + chance.choice(SAID).upper(), f"By {chance.choice(NAMES)}", f"VELD, {chance.choice(DAYS)} (Reuters) -", _saying(chance),
        f"* {_saying(chance)}", f"1. {chance.choice(SAID)}", f"- {chance.choice(NAMES)}", "Read more: | Share | Tweet", "Source: CNN",
        f"From: {chance.choice(NAMES)}", "Sent: " + chance.choice(DAYS), "© 2016 Reuters. All rights reserved.", "> > home > news", "***",
    ]  # fmt: skip
    chance.shuffle(lines)
    return chance.choice(("\n", "\n\n", "\r\n")).join(lines[: 2 + size // 6])


def _repeated(chance: random.Random, size: int) -> str:
    """One piece again and again."""
    return chance.choice(("", " ", "\n")).join([chance.choice((*WORDS, *SIGNS, _saying(chance)))] * (size // 2 + 1))


def _torn(chance: random.Random, text: str) -> str:
    """A text with characters lost, doubled or in another order."""
    out = list(text)
    for _ in range(1 + len(out) // 40):
        at = chance.randrange(len(out) + 1)
        out[at:at] = chance.choice((*SIGNS, *"aA1 "))
        del out[chance.randrange(len(out))]
    return "".join(out)


KINDS: tuple[Callable[[random.Random, int], str], ...] = (_soup, _report, _report, _page, _glued, _repeated)
