"""The finding of each notebook: a text with computed numbers. Words of documents are escaped in it.

A function a notebook gives the numbers that its text, texts/NAME.md.j2, puts in.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
from IPython.display import Markdown

from hearsay.analysis import agreement, contradictions, provenance, sheet, voices
from hearsay.corpus.coding import MACHINE, accepted
from hearsay.reading import Reading
from hearsay.show import coders, frames, rows, words

FEW = 8  # statements below which a share of agreement means little


def finding(name: str, reading: Reading, *parts: pd.DataFrame) -> Markdown:
    """The finding of notebook ``name`` ("01-documents"), and who coded; README and index quote its first paragraph.

    ``parts`` are the tables that the notebook chose by its parameters.
    """
    machine = bool(reading.by_machine) or reading.claims.empty  # counts of its claims are of likeness
    by = {"machine": machine, "others": int((reading.claims["by"] != MACHINE).sum())}
    told = words.sentence(f"{name}.md", **by, **NUMBERS[int(name[:2]) - 1](reading, *parts))
    return Markdown(f"{told}\n\n*{coders.coded_line(reading)}*")


def documents(reading: Reading) -> dict[str, Any]:
    """01: how many documents, which are copies, and how closely they are dated."""
    table = frames.documents(reading)
    days = table["published"].map(voices.days_apart)
    return {
        "documents": len(table),
        "words": int(table["words"].sum()),
        "copies": [f"{row.document} of {row.copy_of}" for row in table.itertuples() if row.copy_of],
        "exact": int((days == 0).sum()),
        "bounded": int((days > 0).sum()),
        "unread": words.unread(reading.unread.values()),
    }


def speaking(reading: Reading) -> dict[str, Any]:
    """02: who is heard most, what is only ascribed, and how many are never heard."""
    heard = frames.heard(reading)
    silent = provenance.never_heard(reading.masked, reading.statements, reading.actors, reading.documents)
    return {
        "speakers": heard["actor"].replace("", None).nunique(),
        "statements": len(heard),
        "resolved": int((heard["actor"] != "").sum()),
        "ascribed": int((frames.statements(reading)["how"] == frames.ASCRIBED).sum()),
        "top": [f"{who} ({n})" for who, n in frames.most_heard(reading)[:3]],
        "silent": len(silent),
    }


def over_time(reading: Reading, lanes: pd.DataFrame) -> dict[str, Any]:
    """03: the first claim's two sides, how many claims are contested, and how closely statements are dated."""
    dated = frames.statements(reading).query("how != 'author'")["dated"]
    held = frames.held(reading)
    sides = held.groupby("claim")["stance"].agg(set)
    return {
        "first": rows.finding(lanes[lanes["claim"] == lanes["claim"].iloc[0]] if len(lanes) else lanes),
        "claims": len(sides),
        "named": held.loc[held["proposition"].isin(reading.alleged), "claim"].nunique(),
        "contested": sum({"affirms", "denies"} <= taken for taken in sides),
        "statements": len(dated),
        "close": int(dated.isin(["to the day", "within a month"]).sum()),
    }


def compared(reading: Reading) -> dict[str, Any]:
    """04: which claims all documents take up, and which one alone."""
    where, total = frames.held(reading).groupby("claim")["document"].nunique(), len(reading.documents)
    return {
        "claims": len(where),
        "documents": total,
        "everywhere": int((where == total).sum()),
        "alone": int((where == 1).sum()),
    }


def contradicted(reading: Reading, issues: pd.DataFrame) -> dict[str, Any]:
    """05: the common ground, and the issues."""
    common = reading.common_ground
    return {
        "common": common.assign(origins=frames.resting(reading, common)).to_dict("records"),
        "tension": int((common["tension"] == "yes").sum()),
        "issues": len(issues),
        "below": len(reading.issues) - len(issues),
        "direct": int((issues["direct"] > 0).sum()),
        "judged": int((reading.contradictions["status"] == contradictions.ACCEPTED).sum()),
    }


def on_whose_word(reading: Reading) -> dict[str, Any]:
    """06: hands, what is told again, what may rest on one origin."""
    heard, several = frames.heard(reading), frames.origins(reading).query("statements > 1")
    return {
        "statements": len(heard),
        "through": int((heard["hands"] > 0).sum()),
        "again": frames.told_again(reading)["saying"].nunique(),
        "stances": len(several),
        "single": int((several["origins_least"] == 1).sum()),
    }


def well_read(reading: Reading) -> dict[str, Any]:
    """07: coders one to one, the claims on which they agree least, and the machine."""
    found, label = agreement.found(reading).to_dict("records"), reading.codebook.label
    weakest = agreement.stance_agreement(reading).query("statements >= @FEW")
    weakest = weakest[weakest["same_stance"].isin(sorted(weakest["same_stance"])[:2])]  # all of a tie
    mine, machine = reading.codings.get(reading.name), reading.name == MACHINE
    sheets = sheet.compared(reading.corpus.folder, reading.statements).query("aspect == 'is a statement'")
    return {
        "uncounted": [*reading.codings] if machine else [],
        "taken": 0 if mine is None else len(accepted(mine)),
        "sheets": int(sheets["units"].sum()),
        "coders": [row for row in found if row["who"].startswith("coder")],
        "found": next((row for row in found if row["who"].startswith(MACHINE)), None),
        "weakest": [f"“{label(r.proposition)}” ({r.same_stance:.2f} the same)" for r in weakest.itertuples()],
        "few": FEW,
    }


NUMBERS: tuple[Callable[..., dict[str, Any]], ...] = (  # in the order of the notebooks
    documents, speaking, over_time, compared, contradicted, on_whose_word, well_read,
)  # fmt: skip
