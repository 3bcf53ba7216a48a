"""Who read a corpus and who judged its contradictions, people, AI or the machine, in a line: for every page and picture."""

from collections.abc import Mapping

from hearsay.analysis.voices import RELAY
from hearsay.corpus.coding import MACHINE
from hearsay.reading import Reading
from hearsay.show import words


def coded_by(reading: Reading) -> str:
    """One line on who read: for every picture and page."""
    theirs, every = coded(reading)
    theirs = 0 if reading.name == MACHINE else theirs
    return words.sentence("coded_by.txt", theirs=theirs, every=every, person=_by_person(reading))


def coded_line(reading: Reading) -> str:
    """Who coded and who judged how much, and whether a person has checked it; at the top of every notebook."""
    judges = [kind for kind in reading.contradictions["judge_type"] if kind]
    counts = dict(zip(("coded", "statements"), coded(reading), strict=True))
    counts |= {"judged": len(judges), "pairs": len(reading.contradictions["judge_type"])}
    return words.sentence("coded.txt", **counts, person=_by_person(reading), judges=sorted(set(judges)))


def coded(reading: Reading) -> tuple[int, int]:
    """How many statements people or AI coded, of how many; links between two sayings are none."""
    by = reading.statements["by"][reading.statements["form"] != RELAY]
    return int((by != MACHINE).sum()), len(by)


def _by_person(reading: Reading) -> bool:
    return dict(zip(reading.coders["by"], reading.coders["type"], strict=True)).get(reading.name) == "person"


def judged_by(pair: Mapping[str, str]) -> str:
    """Who took two statements for a contradiction."""
    if pair["status"] == "proposed":
        return "proposed by machine, unchecked"
    return "judged by AI" if pair["judge_type"] == "ai" else "judged by a person"


def note(reading: Reading) -> str:
    """The line below every figure: the corpus, and who coded."""
    return f"{words.bare(reading.corpus.title)} · {coded_by(reading)}"
