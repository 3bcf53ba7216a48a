"""What figures and cards show of claims: a row per utterance with its holder, words and place; which are shown first.

The rule of what stands for many, in one place: own words before paraphrase, speech before what is only ascribed, named
before unnamed, fewest hands, shortest interval of days.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from hearsay import tables
from hearsay.show import words
from sayso import intervals

if TYPE_CHECKING:
    from hearsay.reading import Reading

STANCES = ("affirms", "qualifies", "denies")  # as they stand under one another
FORMS = {"direct": 0, "mixed": 1, "indirect": 2, "relay": 2, "author": 3}
COLUMNS = [
    "claim", "label", "stance", "holder", "named", "ascribed", "said", "words", "cue", "path", "document", "told_in", "form",
    "lane", "order", "ids",
]  # fmt: skip
MONTH = 31  # days; what is dated less closely is no mark
LANES = 6
LABEL = 100  # characters of a claim in a sentence
WORDS = 80  # characters of the words beside a lane


def clearness(row: Mapping[str, str]) -> tuple:
    """The key by which the clearest of several statements comes first."""
    days = words.days_open(row["said"])
    return (
        bool(row.get("holder")) and row["holder"] != row["actor"],
        not row["actor"] + row["source"] and row["form"] != "author",
        FORMS.get(row["form"], 2),
        row["anonymous"] == "yes" or not row["actor"],
        len(tables.items(row["via"])),
        10**6 if days is None else days,
        row["doc_id"],
        tuple(tables.parse_spans(row["content_spans"])[:1]),
        row["id"],
    )


def clearest(statements: pd.DataFrame) -> pd.DataFrame:
    """The same rows, the clearest first."""
    order = sorted(range(len(statements)), key=lambda n: clearness(statements.iloc[n].to_dict()))
    return statements.iloc[order].reset_index(drop=True)


def contested(reading: Reading, most: int | None = 6, documents: int = 1) -> pd.DataFrame:
    """The claims to show, rows of `claims`: the most contested first, in at least so many documents.

    None that alleges a deed of a named third person: one whom the label names, and who is not himself among those who
    affirm it.
    """
    claims = reading.claims
    claims = claims[claims["documents"].astype(int) >= documents]
    order = claims.assign(score=pd.to_numeric(claims["score"], errors="coerce").fillna(0.0))
    order = order.sort_values(["score", "proposition"], ascending=[False, True])
    people = persons(reading.actors)
    stances = reading.stances[reading.stances["stance"] == "affirms"]
    who = dict(zip(reading.statements["id"], reading.statements["actor"], strict=True))
    affirm = {key: {who.get(i, "") for i in group["statement_id"]} for key, group in stances.groupby("proposition")}
    kept = [not (named(row.label, people) - affirm.get(row.proposition, set())) for row in order.itertuples()]
    return order[pd.Series(kept, index=order.index, dtype=bool)].head(most).reset_index(drop=True)


def persons(actors: pd.DataFrame) -> dict[str, str]:
    """Actors that are persons, by each name in use and by the last word of each.

    A last word that is itself the name of another actor is that actor's, not the person's.
    """
    rows = actors[actors["type"] == "person"]
    own = dict(zip(actors["name"], actors["actor"], strict=True))
    aliases = rows["aliases"] if "aliases" in rows else [""] * len(rows)
    found = {}
    for actor, name, others in zip(rows["actor"], rows["name"], aliases, strict=True):
        for alias in [name, *tables.items(others)]:
            last = alias.split()[-1] if alias.split() else alias
            found |= {alias: actor} if own.get(last, actor) != actor else {alias: actor, last: actor}
    return {alias: actor for alias, actor in found.items() if alias[:1].isupper()}


def named(label: str, people: Mapping[str, str]) -> set[str]:
    """The persons whom a label names.

    >>> named("Ines Okafor closed the port", {"Okafor": "okafor", "Reyl": "reyl"})
    {'okafor'}
    """
    return {actor for name, actor in people.items() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", label)}


def claim_rows(reading: Reading, claims: Iterable[str], only: Collection[str] | None = None) -> pd.DataFrame:
    """A row per claim, stance, holder and utterance: told by its clearest telling, with the number of documents.

    Tellings are one utterance where they share its label, or where holder and words are the same. `lane` is shared by
    the utterances of one holder on one side of a claim; `ids` are the statements, the one that is quoted first. ``only`` names
    the statements that count, where not all do.
    """
    statements = reading.statements.drop_duplicates("id").set_index("id", drop=False).rename_axis(None)
    labels = dict(zip(reading.claims["proposition"], reading.claims["label"], strict=True))
    out = []
    for claim in claims:
        held = reading.stances[(reading.stances["proposition"] == claim) & reading.stances["stance"].isin(STANCES)]
        held = held[held["statement_id"].isin(statements.index if only is None else only)].drop_duplicates(
            ["statement_id", "stance"]
        )
        groups: dict[tuple, list[dict]] = {}
        for stance in held.itertuples():
            row = statements.loc[stance.statement_id].to_dict() | {"holder": getattr(stance, "holder", "")}
            row["holder"] = "" if row["holder"] == row["actor"] else row["holder"]
            told = row["utterance"] or " ".join(re.findall(r"\w+", row["content"].lower()))
            groups.setdefault((stance.stance, _who(row), row["holder"], told), []).append(row)
        for (stance, actor, holder, _), members in groups.items():
            best, *rest = sorted(members, key=clearness)
            document = words.document_name(reading.corpus, best["doc_id"])
            out.append(
                {
                    "claim": claim,
                    "label": labels.get(claim, claim),
                    "stance": stance,
                    "holder": words.holder_words(best, reading.names, document),
                    "named": "yes" if best["actor"] and best["anonymous"] != "yes" else "",
                    "ascribed": "yes" if holder else "",
                    "said": best["said"],
                    "words": words.unquoted(best["content"]),
                    "cue": words.cue(best["cue"]),
                    "path": words.path_words(best, reading.corpus, reading.names),
                    "document": document,
                    "told_in": str(len({row["doc_id"] for row in members})),
                    "form": best["form"],
                    "lane": f"{stance}:{actor}:{holder}",
                    "order": clearness(best),
                    "ids": tables.LIST.join([best["id"], *(row["id"] for row in rest)]),
                }
            )
    ranks = {key: n for n, key in enumerate(sorted(row["order"] for row in out))}
    return pd.DataFrame([row | {"order": ranks[row["order"]]} for row in out], columns=COLUMNS)


def _who(row: Mapping[str, str]) -> str:
    """Whose lane a statement is on: an author of whom nothing is known is his document's."""
    return row["actor"] or (row["doc_id"] if row["form"] == "author" else row["source"])


def shown_lanes(rows: pd.DataFrame, most: int = LANES) -> pd.DataFrame:
    """The rows of one claim whose lanes are drawn: each stance's clearest first, then in turn, qualifiers last.

    Lanes stand in the order of stances, the earliest date first; undated ones after the dated.
    """
    best = rows.sort_values("order").groupby("lane", sort=False)["order"].first()
    stance = {lane: lane.partition(":")[0] for lane in best.index}
    rank: dict[str, int] = {}
    turn = {}
    for lane in best.index:
        n = rank[stance[lane]] = rank.get(stance[lane], -1) + 1
        turn[lane] = (n + 2 * (n > 0 and stance[lane] == "qualifies"), STANCES.index(stance[lane]))
    kept = sorted(turn, key=lambda lane: turn[lane])[:most]
    shown = rows[rows["lane"].isin(kept)]
    starts = {lane: min(map(_start, group["said"])) for lane, group in shown.groupby("lane")}
    place = {lane: n for n, lane in enumerate(sorted(kept, key=lambda x: (STANCES.index(stance[x]), starts[x], x)))}
    return shown.assign(row=shown["lane"].map(place)).sort_values(["row", "order"], ignore_index=True)


def _start(said: str) -> str:
    first, last = intervals.bounds(said)
    return str(first or last or "9999")


def others(rows: pd.DataFrame, shown: pd.DataFrame) -> str:
    """Who else takes a stance, in one line; "" where every lane is drawn."""
    rest = rows[~rows["lane"].isin(shown["lane"])]
    parts = [
        f"{words.VERBS[stance][len(who) > 1]}: {words.listed(who, 4)}"
        for stance in STANCES
        if (who := list(dict.fromkeys(rest[rest["stance"] == stance]["holder"])))
    ]
    return "Also " + "; ".join(parts) if parts else ""


def finding(rows: pd.DataFrame) -> str:
    """The claim with its two sides, in a sentence: holders, label, holders."""
    if rows.empty:
        return ""
    label = words.cut(rows["label"].iloc[0], LABEL)
    best = rows.sort_values(["ascribed", "named", "order"], ascending=[True, False, True]).drop_duplicates("lane")
    who = {s: list(dict.fromkeys(map(words.short_name, best[best["stance"] == s]["holder"]))) for s in STANCES}
    if not who["affirms"] and not who["denies"]:
        return f"{_sentence(who['qualifies'], 'qualifies')} “{label}”; here nobody affirms or denies it"
    if not who["affirms"]:
        return f"{_sentence(who['denies'], 'denies')} “{label}”; here nobody affirms it"
    told = f"{_sentence(who['affirms'], 'affirms')} “{label}”"
    return f"{told}; {_sentence(who['denies'], 'denies') if who['denies'] else 'here nobody denies'} it"


def _sentence(who: list[str], stance: str) -> str:
    return f"{words.listed(who, 2)} {words.VERBS[stance][len(who) > 1]}"


def coded_by(reading: Reading) -> str:
    """One line on who read: for every picture and page."""
    if reading.name == "machine":
        return "Proposed by machine, unchecked"
    kinds = dict(zip(reading.coders["by"], reading.coders["type"], strict=True))
    return "Coded by a person" if kinds.get(reading.name) == "person" else "Coded by AI, unchecked"


def coded_line(reading: Reading) -> str:
    """One sentence on who coded and who judged, and whether a person has checked it; at the top of every notebook."""
    if reading.name == "machine":
        return "Statements, claims and contradictions are proposed by machine, unchecked; they may contradict."
    kinds = dict(zip(reading.coders["by"], reading.coders["type"], strict=True))
    judges = {kind for kind in reading.contradictions["judge_type"] if kind}
    if not judges:
        by = "people" if kinds.get(reading.name) == "person" else "AI, and no person has checked them"
        return f"Statements were coded by {by}; contradictions are proposed by rules and wait for a verdict."
    if kinds.get(reading.name) == "person" and judges <= {"person"}:
        return "Statements were coded, and contradictions judged, by people."
    if "person" in {kinds.get(reading.name), *judges}:
        return "Statements were coded, and contradictions judged, partly by AI and partly by people; each row says by whom."
    return "Statements were coded, and contradictions judged, by AI; no person has checked them."


def published(reading: Reading) -> str:
    """The stretch of days in which the documents were published; "at unknown dates" where none is dated."""
    days = sorted(day for cell in reading.documents["published"] for day in intervals.bounds(cell) if day)
    return words.span_words(days[0], days[-1]) if days else "at unknown dates"


def note(reading: Reading) -> str:
    """The line below every figure: the corpus, when its documents were published, and who coded."""
    return f"{words.bare(reading.corpus.title)} · documents published {published(reading)} · {coded_by(reading)}"
