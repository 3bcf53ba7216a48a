"""The numbers in each notebook's finding: a function a notebook, from a reading to what its text puts in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from hearsay import tables
from hearsay.analysis import balance, comparison, measured, sheet, speakers
from hearsay.show import frames, rows, words

if TYPE_CHECKING:
    from hearsay.reading import Reading

FEW = 8  # statements below which a share of agreement means little


def documents(reading: Reading) -> dict[str, Any]:
    """01: how many documents, how closely dated, and what was masked."""
    table, cleaning = frames.documents(reading), reading.cleaning
    days = [words.days_open(p) for p in table["published"]]
    masked = cleaning[cleaning["masked"] == "yes"]
    characters = sum(tables.length(tables.parse_spans(spans)) for spans in masked["spans"])
    return {
        "documents": len(table),
        "listed": (reading.corpus.folder / "documents.csv").is_file(),
        "words": int(table["words"].sum()),
        "copies": int((table["copy_of"] != "").sum()),
        "copied": [f"{r.document} of {r.copy_of}" for r in table.itertuples() if r.copy_of],
        "exact": sum(d == 0 for d in days),
        "bounded": sum(d is not None and d > 0 for d in days),
        "widest": max((d for d in days if d is not None), default=0),
        "inferred": int(table["published"].str.contains("?", regex=False).sum()),
        "unknown": int((table["published"] == "").sum()),
        "republished": table[table["republished_by"] != ""]["document"].tolist(),
        "masked": len(masked),
        "faults": int((cleaning["kind"] == "defect").sum()),
        "share": f"{100 * characters / max(1, sum(map(len, reading.corpus.texts.values()))):.1f}",
    }


def speaking(reading: Reading) -> dict[str, Any]:
    """02: who is heard most, what is only ascribed, how much room the unnamed get, who is never heard."""
    table, mix = frames.statements(reading), frames.mix(reading).sort_values(["unnamed", "document"])
    heard = table[table["how"].isin(frames.HEARD)]
    named = heard[heard["actor"] != ""]
    known = named["who"].value_counts()
    top = sorted(known.index, key=lambda who: (-known[who], who))[:3]
    silent = speakers.never_heard(reading.masked, reading.statements, reading.actors, reading.documents)
    by_share = mix.groupby("unnamed")["document"].agg(" and ".join) if len(mix) else pd.Series({0: ""})
    return {
        "speakers": named["actor"].nunique(),
        "spoken": len(named),
        "top": [f"{who} ({known[who]})" for who in top],
        "ascribed": int((table["how"] == frames.ASCRIBED).sum()),
        "unresolved": int((heard["kind"] == "unresolved").sum()),
        "least": int(by_share.index[0]),
        "least_in": by_share.iloc[0],
        "most": int(by_share.index[-1]),
        "most_in": by_share.iloc[-1],
        "silent": len(silent),
        "silent_top": silent["name"].head(2).tolist(),
    }


def over_time(reading: Reading, lanes: pd.DataFrame) -> dict[str, Any]:
    """03: the first claim's two sides, how many claims are contested, how well statements are dated, what changes."""
    table, apart, changes = frames.attributed(reading), frames.apart(reading), frames.changes(reading)
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
        "apart": apart["utterance"].nunique(),
        "changes": int((changes["how_known"] == frames.BOTH).sum()),
        "cleared": int((changes["how_known"] == frames.CLEARED).sum()),
    }


def compared(reading: Reading, silent: pd.DataFrame) -> dict[str, Any]:
    """04: which claims all documents take up, or one alone; silences that could have been none; loading cues."""
    held, total = frames.held(reading), len(reading.documents)
    where = held.groupby("claim")["document"].nunique()
    sides = frames.both_sides(held)
    loads = comparison.loaded_cues(reading.statements).merge(frames.statements(reading)[["id", "document"]], on="id")
    counted = loads["document"].value_counts()
    most = min(counted.index, key=lambda d: (-counted[d], d), default="")
    return {
        "claims": len(where),
        "machine": machine(reading),
        "documents": total,
        "everywhere": int((where == total).sum()),
        "alone": int((where == 1).sum()),
        "apart": sum(yes.isdisjoint(no) for yes, no in sides.itertuples(index=False)),
        "most": frames.MOST,
        "could": int((silent["silence"] == "could have").sum()),
        "loads": len(loads),
        "loaded": most,
        "loads_there": int(counted.get(most, 0)),
        "statements_there": int((frames.attributed(reading)["document"] == most).sum()),
    }


def contradicted(reading: Reading, issues: pd.DataFrame) -> dict[str, Any]:
    """05: the common ground, the issues and the first three in their words, and how pairs were judged."""
    common, status = reading.common_ground, reading.contradictions["status"].value_counts()
    accepted, rejected, waiting = (int(status.get(s, 0)) for s in ("accepted", "rejected", "proposed"))
    return {
        "common": len(common),
        "machine": machine(reading),
        "unjudged": accepted == 0,
        "origins": words.listed(
            words.at_most(row.origins_most, "origin")
            if row.proposition in reading.by_machine
            else words.between(row.origins_least, row.origins_most, "origin")
            for row in common.head(1).itertuples()
        ),
        "tension": int((common["tension"] == "yes").sum()),
        "shared": next(iter(common.to_dict("records")), {}),
        "issues": len(issues),
        "alone": int(issues["alone"].sum()),
        "direct": int((issues["direct"] > 0).sum()),
        "first": issues.head(3).to_dict("records"),
        "judged": accepted + rejected,
        "accepted": accepted,
        "rejected": rejected,
        "waiting": waiting,
    }


def machine(reading: Reading) -> bool:
    """Whether the claims are the machine's, so that their counts are of likeness alone."""
    return len(reading.by_machine) == len(reading.claims)


def on_whose_word(reading: Reading) -> dict[str, Any]:
    """06: hands, what is told again, what may rest on one origin, what unnamed speakers alone hold, what to check."""
    table, again = frames.heard(reading), frames.told_again(reading)
    several = frames.origins(reading).query("statements > 1")
    single = several[several["origins_least"] == 1]
    nameless = [row for row in frames.standing(reading).itertuples() if balance.unnamed_alone(row)]
    tellings = again.groupby("utterance")["document"].nunique()
    return {
        "statements": len(table),
        "through": int((table["hands"] > 0).sum()),
        "twice": int((table["hands"] > 1).sum()),
        "again": len(tellings),
        "repeated": int((tellings - 1).sum()),
        "stances": len(several),
        "single": len(single),
        "unnamed": [f"{row.stance} “{row.claim}”" for row in nameless],
        "checks": checks(reading).head(2).to_dict("records"),
    }


def checks(reading: Reading) -> pd.DataFrame:
    """What to check next: stance, claim, pairs, statements, why; and the claim's key."""
    return balance.check_next(frames.standing(reading), reading.labels.__getitem__).rename(columns={"label": "claim"})


def well_read(reading: Reading) -> dict[str, Any]:
    """07: coders one to one, the claims on which they agree least, the machine, and the check sheet."""
    found = measured.found(reading).round(2)
    shares = {name: found[name].map("{:.2f}".format) for name in ("precision", "recall", "f1", "same_speaker")}
    each = found.assign(**shares).to_dict("records")
    weakest = measured.stance_agreement(reading)
    weakest = weakest[weakest["statements"] >= FEW]
    weakest = weakest[weakest["same_stance"].isin(sorted(weakest["same_stance"])[:2])]  # all of a tie
    coded = measured.claims_coded(reading)
    once = [
        row.label
        for row in reading.claims.itertuples()
        if row.by == "codebook" and row.proposition not in set().union(*coded.values())
    ]
    sheets = sheet.load_sheets(reading.corpus.folder).values()
    done, drawn = sum(len(sheet.filled(part)) for part in sheets), sum(map(len, sheets))
    return {
        "coders": [row | {"claims": len(coded[row["who"]])} for row in each if row["who"] in coded],
        "once": [f"“{label}”" for label in once] if coded else [],
        "machine": next((row for row in each if row["who"].startswith("machine")), None),
        "weakest": [
            f"“{reading.codebook.label(r.proposition)}” ({r.same_stance:.2f} the same)" for r in weakest.itertuples()
        ],
        "few": FEW,
        "sheet": f"A person has filled {done} of {drawn} rows of the check sheet." if drawn else "",
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
