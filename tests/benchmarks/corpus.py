"""An invented corpus of any size: short news articles with names, quotations, denials and nested sayings.

    python tests/benchmarks/corpus.py FOLDER 1000 [--words 400]

One story has about 20 articles of its own people, bodies and disputed matters; a story's people are met in no other but by chance. One
article in twenty is another's, republished. Same arguments, same bytes; what an article says does not hang on how many follow it.
"""

from __future__ import annotations

import argparse
import random
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

listed = str.split  # words of a line
ARTICLES = 20  # of a story
GIVEN = listed(
    "Anna Boris Carla David Elena Farid Greta Hassan Irina Jonas Karim Laura Marta Nadia Oscar Petra Rashid Sofia Tomas Ulrich Vera Walter "
    "Yusuf Zora Amir Beatrice Cecil Dina Emil Fatima"
)
SYLLABLES = listed("bar kel mon tar vel din gor has lim nor pas rud sel tov wen zam bel cor fen jar")
ENDS = listed("sky man ov er li ez ari son ent ura")
TITLES = ("Minister", "General", "Governor", "Senator", "Mayor", "Commander", "Judge", "Professor")
BODIES = ("Ministry", "Harbour Authority", "Workers Union", "Water Board", "Police Department", "Rescue Committee")
OUTLETS = ("Morning Ledger", "Daily Lantern", "Northern Courier", "Radio Meridian", "Evening Compass", "Wire Union")
ADJECTIVES = listed(
    "northern old large broken disputed secret foreign armed public costly empty narrow heavy joint private coastal"
)
NOUNS = listed(
    "bridge pipeline depot convoy ferry tunnel harbour dam railway hospital contract shipment warehouse reactor cable survey budget ceasefire "
    "election archive market mine refinery school tower border fleet treaty loan prison"
)
VERBS = {  # as it is affirmed, and as it is denied
    "closed": "close", "sold": "sell", "inspected": "inspect", "funded": "fund", "attacked": "attack", "rebuilt": "rebuild",
    "abandoned": "abandon", "insured": "insure", "guarded": "guard", "seized": "seize", "repaired": "repair", "flooded": "flood",
}  # fmt: skip
SAYS = ("said", "told reporters", "announced", "claimed", "warned", "insisted", "stressed")
DAYS = listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
FILLER = (
    "quietly",
    "slowly",
    "twice",
    "overnight",
    "before dawn",
    "after lunch",
    "under guard",
    "without notice",
    "in public",
)
BOILERPLATE = "Sign up for our newsletter to get the latest news in your inbox."


class Story(NamedTuple):
    """What the articles of one matter share."""

    place: str
    people: tuple[tuple[str, str], ...]  # title, name
    bodies: tuple[str, ...]
    matters: tuple[tuple[str, str, str], ...]  # who, verb, what


def name_of(dice: random.Random, syllables: int = 2) -> str:
    """An invented surname or place."""
    return "".join([*dice.choices(SYLLABLES, k=syllables), dice.choice(ENDS)]).capitalize()


def story(number: int) -> Story:
    """The story of that number."""
    dice = random.Random(f"story {number}")
    place = name_of(dice)
    people = tuple((dice.choice(TITLES), f"{dice.choice(GIVEN)} {name_of(dice)}") for _ in range(7))
    bodies = tuple(f"{place} {body}" for body in dice.sample(BODIES, 3))
    matters = tuple((dice.choice(bodies), dice.choice(sorted(VERBS)), thing(dice)) for _ in range(6))
    return Story(place, people, bodies, matters)


def thing(dice: random.Random) -> str:
    """What something is done to."""
    return f"the {dice.choice(ADJECTIVES)} {dice.choice(NOUNS)} in {name_of(dice, 1)}"


def sentence(dice: random.Random, told: Story) -> str:
    """A sentence or two of an article: reported, quoted, denied, told through another hand, or plain."""
    title, name = dice.choice(told.people)
    _, other = dice.choice(told.people)
    body, (who, verb, what), says = dice.choice(told.bodies), dice.choice(told.matters), dice.choice(SAYS)
    surname, day, number = name.split()[-1], dice.choice(DAYS), dice.randint(3, 900)
    plain = f"{dice.choice(ADJECTIVES)} {dice.choice(NOUNS)} near {name_of(dice)}"
    saying = (
        f"{title} {name} {says} that the {who} {verb} {what}.",
        f"“The {who} {verb} {what}, and {number} people saw the {plain},” {surname} {says} on {day}.",
        f"{name} denied that the {who} {verb} {what}.",
        f"The {who} did not {VERBS[verb]} {what}, {surname} {says}.",
        f"{dice.choice(OUTLETS)} reported that {title} {name} told investigators the {who} {verb} {what}.",
        f"A spokesman for the {body} said {other} had spoken of {number} workers at the {plain}.",
        f"According to {name}, the {plain} cost {number} million crowns.",
        f"“We never saw the {plain},” said {name}, a {dice.choice(NOUNS)} engineer. “It was {dice.choice(FILLER)} moved to {name_of(dice)}.”",
        f"Officials believe that {what} was {dice.choice(FILLER)} moved {number} kilometres to {name_of(dice)}.",
        f"He {says} the {plain} would be ready in {number} days.",
    )
    event = (
        f"The {plain} was {dice.choice(FILLER)} moved {dice.choice(FILLER)} on {day}, {number} metres from the {dice.choice(NOUNS)}.",
        f"In {dice.choice(('March', 'June', 'October'))} {dice.randint(2014, 2018)} a {plain} stood {dice.choice(FILLER)} by the {dice.choice(NOUNS)} of {name_of(dice)}.",
        f"{name} came to {told.place} with {number} guards and a {plain}.",
        f"The {body} keeps a {plain} and {number} boats in {name_of(dice)}.",
    )
    return dice.choice(saying if dice.random() < 0.55 else event)


class Article(NamedTuple):
    """A document: its text, outlet, and day of publication."""

    text: str
    outlet: str
    published: str


def article(number: int, words: int = 400) -> Article:
    """The article of that number, of about so many words."""
    dice = random.Random(f"article {number}")
    told = story(number // ARTICLES)
    day = date(2019, 1, 1) + timedelta(days=dice.randint(0, 700))
    outlet = dice.choice(OUTLETS)
    if number % ARTICLES == ARTICLES - 1:
        text = article(number - dice.randint(1, ARTICLES - 2), words).text
        return Article(f"{text}\n\n{BOILERPLATE}\n", outlet, f"{day}")
    *_, what = told.matters[0]
    paragraphs = [f"{told.people[0][1]} speaks of {what}", f"{told.place}, {day:%d %B %Y}"]
    count = 0
    while count < words:
        lines = [sentence(dice, told) for _ in range(dice.randint(1, 4))]
        paragraphs.append(" ".join(lines))
        count += sum(len(line.split()) for line in lines)
    return Article("\n\n".join(paragraphs) + "\n", outlet, f"{day}")


def write_corpus(folder: Path, size: int, words: int = 400) -> int:
    """Write so many articles and documents.csv into a folder; the number of words."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, total = ["doc_id,outlet,published"], 0
    for number in range(size):
        made = article(number, words)
        (folder / f"{number:06}.txt").write_text(made.text, encoding="utf-8", newline="")
        rows.append(f"{number:06},{made.outlet},{made.published}")
        total += len(made.text.split())
    (folder / "documents.csv").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="")
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("size", type=int)
    parser.add_argument("--words", type=int, default=400)
    arguments = parser.parse_args()
    print(f"{write_corpus(arguments.folder, arguments.size, arguments.words):,} words")


if __name__ == "__main__":
    main()
