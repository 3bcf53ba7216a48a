"""What figures and cards show of claims: a row per utterance with its holder, words and place; which are shown first.

The rule of what stands for many, in one place: own words before paraphrase, speech before what is only ascribed, named
before unnamed, fewest hands, shortest interval of days.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import wraps
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from hearsay import tables
from hearsay.analysis.contradictions import counted
from hearsay.analysis.origins import NO_VOICE
from hearsay.analysis.voices import hands_of, told_as_past
from hearsay.show import words
from hearsay.show.sentences import sentence
from hearsay.store import Made
from sayso import intervals

if TYPE_CHECKING:
    from hearsay.reading import Reading

T = TypeVar("T")
STANCES = ("affirms", "qualifies", "denies")  # as they stand under one another
KNOWS = {"participant": 0, "hearsay": 2, "inference": 2}  # how the speaker knows: what is not said stands between
FORMS = {"direct": 0, "mixed": 1, "indirect": 2, "relay": 2, "author": 3}
COLUMNS = [
    "claim", "label", "stance", "holder", "named", "ascribed", "said", "words", "cue", "path", "told_in", "lane", "order",
    "ids", "limits", "past", "teller", "opposed", "alleged", "echo", "ascriber", "by",
]  # fmt: skip
MONTH = 31  # days; what is dated less closely is no mark
LANES = 6
LABEL = 100  # characters of a claim in a sentence
LIMIT = 100  # characters of the words that limit a denial, in a sentence
ALLEGED = "no answer of those named is in these documents"
MACHINE = "machine"
WORDS = 80  # characters of the words beside a lane


def once(compute: Callable[[Reading], T]) -> Callable[[Reading], T]:
    """A function of a reading that is computed once for it, as several pages, cells and findings rest on it."""

    @wraps(compute)
    def kept(reading: Reading) -> T:
        known = reading.__dict__.setdefault("shown", {})
        if compute not in known:
            known[compute] = compute(reading)
        return known[compute]

    return kept


def worded(row: Mapping[str, str], reading: Reading) -> dict[str, str]:
    """A statement with what a reader sees of it, beside its columns.

    `speaker` says it and `who` holds it, as told by a third where it is only ascribed; `saying` is the cue, `when` the day,
    `knows` how the speaker knows, `limits` the words that limit it, `hands` through whom it came, `path` those and the
    document, `where` the document, `at` who and where.
    """
    where = words.document_name(reading.corpus, row["doc_id"])
    who = words.holder_words(row, reading.names, where)
    hands = words.through(row, reading.corpus, reading.names)
    return {
        **row,
        "speaker": words.speaker(row, reading.names, where),
        "who": who,
        "saying": words.cue_words(row),
        "when": words.date_words(row["said"]),
        "knows": words.known(row),
        "limits": words.limits(row["scope_words"]),
        "hands": words.listed(hands) if hands else "",
        "path": " → ".join([*hands, where]),
        "where": where,
        "at": who if who.endswith(where) else f"{who}, {where}",
    }


@once
def in_words(reading: Reading) -> Mapping[str, dict[str, str]]:
    """Every statement by id, `worded` when it is asked for: what notebooks, cards and pages show of it."""
    rows = reading.statements_by_id
    return Made(rows, lambda i: worded(rows[i], reading))


def clearness(row: Mapping[str, str]) -> tuple:
    """The key by which the clearest of several statements comes first."""
    days = words.days_open(row["said"])
    return (
        bool(row.get("holder")) and row["holder"] != row["actor"],
        not row["actor"] + row["source"] and row["form"] != "author",
        FORMS.get(row["form"], 2),
        row["anonymous"] == "yes" or not row["actor"],
        KNOWS.get(row.get("access", ""), 1),
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

    What nobody denies, the common ground, comes after all others; of the machine's claims those first that stand in its
    likeliest pair with a verb of denial or a word for falsehood, and that somebody denies in like words. None that alleges a deed of a named third person.
    """
    claims = reading.claims
    claims = claims[claims["documents"].astype(int) >= documents]
    order = claims.assign(score=pd.to_numeric(claims["score"], errors="coerce").fillna(0.0))
    order = order.assign(shared=order["proposition"].isin(reading.common_ground["proposition"]))
    order = order.assign(denied=order["proposition"].map(denials(reading)).astype(float).fillna(0.0))
    order["denied"] *= order["proposition"].isin(reading.said.query("stance == 'denies'")["proposition"])
    order = order.sort_values(["shared", "denied", "score", "proposition"], ascending=[True, False, False, True])
    return order[~order["proposition"].isin(reading.alleged)].head(most).reset_index(drop=True)


def denials(reading: Reading) -> dict[str, float]:
    """By claim of the machine the score of its likeliest direct denial."""
    pairs = counted(reading.contradictions)
    pairs = pairs[pairs["on"].isin(reading.by_machine) & (pairs["strength"] == "direct") & (pairs["kind"] == "denial")]
    return pd.to_numeric(pairs["score"], errors="coerce").fillna(0.0).groupby(pairs["on"]).max().to_dict()


def claim_rows(reading: Reading, claims: Iterable[str], only: Collection[str] | None = None) -> pd.DataFrame:
    """A row per claim, stance, holder and utterance, the clearest first: told by its clearest telling, with the number of documents.

    Tellings are one utterance where they share its label, or where holder and words are the same. `lane` is shared by
    the utterances of one holder on one side of a claim; `ids` are the statements, the one that is quoted first. ``only`` names
    the statements that count, where not all do. `limits` are the words that limit the stance, `past` those that tell it as
    past, `teller` a hand of another side through which alone it is known; `opposed` says that an accepted contradiction
    stands against the claim, or a proposed one against a machine's, `alleged` that it alleges a deed of a named third person, `echo` that a state is only given
    what a person of the same stance said in the same utterance. `by` is machine of a claim that the machine proposes.
    """
    return pd.DataFrame(told_of(reading, claims, only), columns=COLUMNS)


def told_of(reading: Reading, claims: Iterable[str], only: Collection[str] | None = None) -> list[dict[str, Any]]:
    """The rows of `claim_rows`."""
    kept = None if only is None else set(only)
    out: list[dict[str, Any]] = []
    types, claims, known = reading.kinds, list(dict.fromkeys(claims)), in_words(reading)
    opposed = reading.opposed | reading.paired
    for claim in claims:
        groups: dict[tuple, list[dict]] = {}
        for i, stance in dict.fromkeys((t["statement_id"], t["stance"]) for t in reading.stances_on.get(claim, [])):
            if stance in STANCES and i in known and (kept is None or i in kept):
                row = known[i]
                holder = "" if row["holder"] == row["actor"] else row["holder"]
                told = row["utterance"] or wording(row["content"])
                groups.setdefault((stance, _who(row), holder, told), []).append(row)
        personal = {(stance, told) for stance, actor, _, told in groups if types.get(actor) == "person"}
        for (stance, actor, holder, told), members in groups.items():
            best, *rest = sorted(members, key=clearness)
            out.append(
                {
                    "claim": claim,
                    "label": reading.labels.get(claim, claim),
                    "stance": stance,
                    "holder": best["who"],
                    "named": "yes" if best["actor"] and best["anonymous"] != "yes" else "",
                    "ascribed": "yes" if holder else "",
                    "said": best["said"],
                    "words": words.unquoted(best["content"]),
                    "cue": best["saying"],
                    "path": best["path"],
                    "told_in": str(len({row["doc_id"] for row in members})),
                    "lane": f"{stance}:{actor}:{holder}",
                    "order": clearness(best),
                    "ids": tables.LIST.join([best["id"], *(row["id"] for row in rest)]),
                    "limits": max((row["limits"] for row in members), key=len) if best["limits"] else "",
                    "past": words.bare(told_as_past(SimpleNamespace(**best))),
                    "teller": _teller(members, reading),
                    "opposed": "yes" if claim in opposed else "",
                    "alleged": "yes" if claim in reading.alleged else "",
                    "ascriber": words.short_name(reading.names.get(holder, holder)),
                    "echo": "yes" if types.get(actor) == "state" and (stance, told) in personal else "",
                    "by": MACHINE if claim in reading.by_machine else "codebook",
                }
            )
    ranks = {key: n for n, key in enumerate(sorted(row["order"] for row in out))}
    place = {claim: n for n, claim in enumerate(claims)}
    out.sort(key=lambda row: (place[row["claim"]], ranks[row["order"]]))
    return [row | {"order": ranks[row["order"]]} for row in out]


def wording(content: str) -> str:
    """The words of a statement, by which two tellings of one speaker may be one utterance."""
    return " ".join(re.findall(r"\w+", content.lower()))


def _teller(tellings: list[dict], reading: Reading) -> str:
    """The hand of another side that alone tells what somebody says, by its name; "" where another tells it too."""
    found = set()
    for row in tellings:
        side = reading.sides.get(row["actor"], "")
        hands = [hand for hand, implied in hands_of(row["via"]) if not implied]
        theirs = reading.sides.get(hands[0], "") if hands else ""
        apart = row["holder"] in ("", row["actor"]) and side not in NO_VOICE and theirs not in (*NO_VOICE, side)
        found.add(hands[0] if apart else "")
    return words.short_name(reading.names.get(name, name)) if len(found) == 1 and (name := found.pop()) else ""


def _who(row: Mapping[str, str]) -> str:
    """Whose lane a statement is on: an author of whom nothing is known is his document's."""
    return row["actor"] or (row["doc_id"] if row["form"] == "author" else row["source"])


def shown_lanes(rows: pd.DataFrame, most: int = LANES) -> pd.DataFrame:
    """The rows of one claim whose lanes are drawn: each stance's clearest first, then in turn, qualifiers last.

    Lanes stand in the order of stances, the earliest date first; undated ones after the dated.
    """
    rows = rows[rows["echo"] != "yes"]  # a state that is given what a person said in the same utterance
    lanes = rows.sort_values("order").drop_duplicates("lane")[["lane", "stance"]]
    lanes = lanes.assign(rank=lanes["stance"].map(STANCES.index), turn=lanes.groupby("stance").cumcount())
    lanes["turn"] += 2 * ((lanes["turn"] > 0) & (lanes["stance"] == "qualifies"))
    kept = lanes.sort_values(["turn", "rank"]).head(most)
    starts = rows["said"].map(start_of).groupby(rows["lane"]).min()
    kept = kept.assign(start=kept["lane"].map(starts)).sort_values(["rank", "start", "lane"])
    place = {lane: n for n, lane in enumerate(kept["lane"])}
    shown = rows[rows["lane"].isin(kept["lane"])]
    return shown.assign(row=shown["lane"].map(place)).sort_values(["row", "order"], ignore_index=True)


def start_of(said: str) -> str:
    first, last = intervals.bounds(said)
    return str(first or last or "9999")


def others(rows: pd.DataFrame, shown: pd.DataFrame) -> str:
    """Who else takes a stance, in one line; "" where every lane is drawn."""
    rest = rows[~rows["lane"].isin(shown["lane"]) & (rows["echo"] != "yes")]
    parts = [
        f"{words.VERBS[stance][len(who) > 1]}: {words.listed(who, 4)}"
        for stance in STANCES
        if (who := list(dict.fromkeys(rest[rest["stance"] == stance]["holder"])))
    ]
    return "Also " + "; ".join(parts) if parts else ""


def finding(rows: pd.DataFrame | list[dict[str, Any]]) -> str:
    """The claim with its two sides, in a sentence that begins with a capital: holders, label, holders.

    ``rows`` are those of `claim_rows` of one claim. Those who speak for themselves come first, then who is not named, then
    who only ascribes it to another. A stance keeps the words that limit it, and a denial that is told as past its cue
    ("had long denied"). Of a machine's claim it is told in whose words that reads it, and in whose a denial.
    """
    rows = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else rows
    if not rows:
        return ""
    machine, alleged = rows[0]["by"] == MACHINE, any(row["alleged"] == "yes" for row in rows)
    undenied = no_denial(rows[0]["by"], any(row["opposed"] == "yes" for row in rows))
    told = sentence(
        "claim.txt",
        label=f"“{words.cut(rows[0]['label'], LABEL)}”",
        machine=machine,
        nobody=ALLEGED if alleged and not machine else undenied,
        **{stance: side_of(rows, stance) for stance in STANCES},
    )
    return told[:1].upper() + told[1:]


def no_denial(by: str, opposed: bool) -> str:
    """That nobody denies a claim, as far as its rows bear it."""
    if by == MACHINE:
        return "no denial of it was found by machine" + " in like words; some pairs may contradict it" * opposed
    return "nobody here denies it" + " in so many words, others contradict it" * opposed


def side_of(rows: list[dict], stance: str) -> list[tuple[str, str, str]]:
    """Who takes a stance, of `claim_rows`: a holder, the words that limit it, and his denial where it is told as past.

    The clearest first; one to whom it is only ascribed is told as somebody puts it.
    """
    held = [row for row in rows if row["stance"] == stance and row["echo"] != "yes"]
    held.sort(
        key=lambda row: (row["ascribed"] == "yes", row["holder"] == words.NOBODY, row["named"] != "yes", row["order"])
    )
    groups: dict[str, list[dict]] = {}
    for row in held:
        groups.setdefault(row["ascriber"] or words.short_name(str(row["holder"])), []).append(row)
    found: dict[str, tuple[str, str, str]] = {}
    for name, group in groups.items():
        if group[0]["ascriber"]:
            name = f"{group[0]['holder']},"
        if len({row["teller"] for row in group}) == 1 and group[0]["teller"]:
            name += f", as {group[0]['teller']} tells it,"
        limited = group[0]["limits"] or all(row["limits"] for row in group)
        limits = [words.cut(limit, LIMIT) for limit in dict.fromkeys(row["limits"] for row in group) if limit]
        past = f"{name} “{group[0]['past']}”" if stance == "denies" and all(row["past"] for row in group) else ""
        found.setdefault(name, (name, "”, “".join(limits) if limited else "", past))
    return list(found.values())


def coded_by(reading: Reading) -> str:
    """One line on who read: for every picture and page."""
    if reading.name == MACHINE:
        return "Proposed by machine, unchecked"
    return "Coded by a person" if _by_person(reading) else "Coded by AI, unchecked"


def coded_line(reading: Reading) -> str:
    """One sentence on who coded and who judged, and whether a person has checked it; at the top of every notebook."""
    judges = sorted({kind for kind in reading.contradictions["judge_type"] if kind})
    return sentence("coded.txt", machine=reading.name == MACHINE, person=_by_person(reading), judges=judges)


def _by_person(reading: Reading) -> bool:
    return dict(zip(reading.coders["by"], reading.coders["type"], strict=True)).get(reading.name) == "person"


def judged_by(pair: Mapping[str, str]) -> str:
    """Who took two statements for a contradiction."""
    if pair["status"] == "proposed":
        return "proposed by machine, unchecked; may contradict"
    return "judged by AI" if pair["judge_type"] == "ai" else "judged by a person"


def note(reading: Reading) -> str:
    """The line below every figure: the corpus, and who coded."""
    return f"{words.bare(reading.corpus.title)} · {coded_by(reading)}"
