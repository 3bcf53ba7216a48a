"""The finding of each notebook: a text with computed numbers. Words of documents are escaped in it.

A function a notebook gives the numbers that its text, texts/NAME.md.j2, puts in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd
from IPython.display import Markdown

from hearsay.analysis import agreement, provenance
from hearsay.show import frames, rows, words
from hearsay.show.sentences import sentence

if TYPE_CHECKING:
    from hearsay.reading import Reading

FEW = 8  # statements below which a share of agreement means little


def finding(name: str, reading: Reading, *parts: pd.DataFrame) -> Markdown:
    """The finding of notebook ``name`` ("01-documents"), and who coded; README and index quote its first paragraph.

    ``parts`` are the tables that the notebook chose by its parameters.
    """
    machine = len(reading.by_machine) == len(
        reading.claims
    )  # claims are the machine's: their counts are of likeness alone
    told = sentence(f"{name}.md", machine=machine, **NUMBERS[int(name[:2]) - 1](reading, *parts))
    return Markdown(f"{told}\n\n*{rows.coded_line(reading)}*")


def documents(reading: Reading) -> dict[str, Any]:
    """01: how many documents, how closely dated, and what was masked."""
    table = frames.documents(reading)
    days = table["published"].map(words.days_open)
    return {
        "documents": len(table),
        "words": int(table["words"].sum()),
        "copies": [f"{row.document} of {row.copy_of}" for row in table.itertuples() if row.copy_of],
        "exact": int((days == 0).sum()),
        "bounded": int((days > 0).sum()),
        "inferred": int(table["published"].str.contains("?", regex=False).sum()),
        "unknown": int((table["published"] == "").sum()),
        "masked": int((reading.cleaning["masked"] == "yes").sum()),
    }


def speaking(reading: Reading) -> dict[str, Any]:
    """02: who is heard most, what is only ascribed, who is never heard."""
    heard = frames.heard(reading)
    known = heard[heard["actor"] != ""]["who"].value_counts()
    silent = provenance.never_heard(reading.masked, reading.statements, reading.actors, reading.documents)
    return {
        "statements": len(heard),
        "speakers": heard["actor"].replace("", None).nunique(),
        "top": [f"{who} ({known[who]})" for who in sorted(known.index, key=lambda who: (-known[who], who))[:3]],
        "ascribed": int((frames.statements(reading)["how"] == frames.ASCRIBED).sum()),
        "unresolved": int((heard["actor"] == "").sum()),
        "silent": len(silent),
        "silent_top": silent["name"].head(2).tolist(),
    }


def over_time(reading: Reading, lanes: pd.DataFrame) -> dict[str, Any]:
    """03: the first claim's two sides, how many claims are contested, how well statements are dated."""
    table = frames.statements(reading).query("how != 'author'")
    held, dated = frames.held(reading), table["dated"].value_counts()
    return {
        "first": rows.finding(lanes[lanes["claim"] == lanes["claim"].iloc[0]] if len(lanes) else lanes),
        "claims": held["claim"].nunique(),
        "contested": len(frames.both_sides(held)),
        "statements": len(table),
        "close": int(dated.get("to the day", 0) + dated.get("within a month", 0)),
        "bounds": int(dated.get("inferred", 0) + dated.get("wider", 0)),
        "undated": int(dated.get("undated", 0)),
    }


def compared(reading: Reading) -> dict[str, Any]:
    """04: which claims all documents take up, or one alone; silences that could have been none."""
    held, total = frames.held(reading), len(reading.documents)
    where = held.groupby("claim")["document"].nunique()
    return {
        "claims": len(where),
        "documents": total,
        "everywhere": int((where == total).sum()),
        "alone": int((where == 1).sum()),
        "apart": sum(yes.isdisjoint(no) for yes, no in frames.both_sides(held).itertuples(index=False)),
        "most": frames.MOST,
        "could": int((frames.silences(reading)["silence"] == "could have").sum()),
    }


def contradicted(reading: Reading, issues: pd.DataFrame) -> dict[str, Any]:
    """05: the common ground, the issues, and how pairs were judged."""
    common, status = reading.common_ground, reading.contradictions["status"].value_counts()
    return {
        "common": common.to_dict("records"),
        "tension": int((common["tension"] == "yes").sum()),
        "issues": len(issues),
        "direct": int((issues["direct"] > 0).sum()),
        **{name: int(status.get(name, 0)) for name in ("accepted", "rejected", "proposed")},
    }


def on_whose_word(reading: Reading) -> dict[str, Any]:
    """06: hands, what is told again, what may rest on one origin."""
    heard = frames.heard(reading)
    several = frames.origins(reading).query("statements > 1")
    tellings = frames.told_again(reading).groupby("saying")["document"].nunique()
    return {
        "statements": len(heard),
        "unresolved": int((heard["actor"] == "").sum()),
        "through": int((heard["hands"] > 0).sum()),
        "twice": int((heard["hands"] > 1).sum()),
        "again": len(tellings),
        "repeated": int((tellings - 1).sum()),
        "stances": len(several),
        "single": int((several["origins_least"] == 1).sum()),
    }


def well_read(reading: Reading) -> dict[str, Any]:
    """07: coders one to one, the claims on which they agree least, and the machine."""
    found = agreement.found(reading).to_dict("records")
    weakest = agreement.stance_agreement(reading).query("statements >= @FEW")
    weakest = weakest[weakest["same_stance"].isin(sorted(weakest["same_stance"])[:2])]  # all of a tie
    return {
        "coders": [row for row in found if row["who"].startswith("coder")],
        "found": next((row for row in found if row["who"].startswith("machine")), None),
        "weakest": [
            f"“{reading.codebook.label(r.proposition)}” ({r.same_stance:.2f} the same)" for r in weakest.itertuples()
        ],
        "few": FEW,
    }


NUMBERS: tuple[Callable[..., dict[str, Any]], ...] = (  # in the order of the notebooks
    documents, speaking, over_time, compared, contradicted, on_whose_word, well_read,
)  # fmt: skip
