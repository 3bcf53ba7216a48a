"""The numbers in each notebook's finding: a function a notebook, from a reading to what its text puts in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from hearsay import tables
from hearsay.analysis import measured, speakers
from hearsay.show import frames, rows, words

if TYPE_CHECKING:
    from hearsay.reading import Reading

FEW = 8  # statements below which a share of agreement means little


def documents(reading: Reading) -> dict[str, Any]:
    """01: how many documents, how closely dated, and what was masked."""
    table, masked = frames.documents(reading), reading.cleaning.query("masked == 'yes'")
    days = table["published"].map(words.days_open)
    characters = sum(tables.length(tables.parse_spans(spans)) for spans in masked["spans"])
    return {
        "documents": len(table),
        "words": int(table["words"].sum()),
        "copies": [f"{row.document} of {row.copy_of}" for row in table.itertuples() if row.copy_of],
        "exact": int((days == 0).sum()),
        "bounded": int((days > 0).sum()),
        "inferred": int(table["published"].str.contains("?", regex=False).sum()),
        "unknown": int((table["published"] == "").sum()),
        "masked": len(masked),
        "share": f"{100 * characters / max(1, sum(map(len, reading.corpus.texts.values()))):.1f}",
    }


def speaking(reading: Reading) -> dict[str, Any]:
    """02: who is heard most, what is only ascribed, who is never heard."""
    table = frames.statements(reading)
    heard = table[table["how"].isin(frames.HEARD)]
    named = heard[heard["actor"] != ""]
    known = named["who"].value_counts()
    silent = speakers.never_heard(reading.masked, reading.statements, reading.actors, reading.documents)
    return {
        "speakers": named["actor"].nunique(),
        "spoken": len(named),
        "top": [f"{who} ({known[who]})" for who in sorted(known.index, key=lambda who: (-known[who], who))[:3]],
        "ascribed": int((table["how"] == frames.ASCRIBED).sum()),
        "unresolved": int((heard["kind"] == "unresolved").sum()),
        "silent": len(silent),
        "silent_top": silent["name"].head(2).tolist(),
    }


def over_time(reading: Reading, lanes: pd.DataFrame) -> dict[str, Any]:
    """03: the first claim's two sides, how many claims are contested, how well statements are dated."""
    table = frames.statements(reading).query("how != 'author'")
    sides = frames.held(reading).groupby("claim")["stance"].agg(set)
    dated = table["dated"].value_counts()
    first = lanes[lanes["claim"] == lanes["claim"].iloc[0]] if len(lanes) else lanes
    return {
        "first": rows.finding(first),
        "claims": len(sides),
        "machine": machine(reading),
        "contested": sum({"affirms", "denies"} <= held for held in sides),
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
        "machine": machine(reading),
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
        "machine": machine(reading),
        "tension": int((common["tension"] == "yes").sum()),
        "issues": len(issues),
        "direct": int((issues["direct"] > 0).sum()),
        **{name: int(status.get(name, 0)) for name in ("accepted", "rejected", "proposed")},
    }


def machine(reading: Reading) -> bool:
    """Whether the claims are the machine's, so that their counts are of likeness alone."""
    return len(reading.by_machine) == len(reading.claims)


def on_whose_word(reading: Reading) -> dict[str, Any]:
    """06: hands, what is told again, what may rest on one origin."""
    table, again = frames.statements(reading), frames.told_again(reading)
    heard = table[table["how"].isin(frames.HEARD)]
    several = frames.origins(reading).query("statements > 1")
    tellings = again.groupby("utterance")["document"].nunique()
    return {
        "statements": len(heard),
        "through": int((heard["hands"] > 0).sum()),
        "twice": int((heard["hands"] > 1).sum()),
        "again": len(tellings),
        "repeated": int((tellings - 1).sum()),
        "stances": len(several),
        "single": int((several["origins_least"] == 1).sum()),
    }


def well_read(reading: Reading) -> dict[str, Any]:
    """07: coders one to one, the claims on which they agree least, and the machine."""
    found = measured.found(reading).to_dict("records")
    coded = measured.claims_coded(reading)
    weakest = measured.stance_agreement(reading).query("statements >= @FEW")
    weakest = weakest[weakest["same_stance"].isin(sorted(weakest["same_stance"])[:2])]  # all of a tie
    return {
        "coders": [row | {"claims": len(coded[row["who"]])} for row in found if row["who"] in coded],
        "machine": next((row for row in found if row["who"].startswith("machine")), None),
        "weakest": [
            f"“{reading.codebook.label(r.proposition)}” ({r.same_stance:.2f} the same)" for r in weakest.itertuples()
        ],
        "few": FEW,
    }


OF: Mapping[str, Callable[..., dict[str, Any]]] = {
    "01-documents": documents,
    "02-speakers": speaking,
    "03-claims-over-time": over_time,
    "04-compare-documents": compared,
    "05-contradictions": contradicted,
    "06-on-whose-word": on_whose_word,
    "07-how-well-read": well_read,
}
