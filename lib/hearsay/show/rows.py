"""What figures and cards show of claims: a row per utterance with its holder, words and place; which are shown first.

The rule of what stands for many, in one place: speech before what is only ascribed, first hand, own words before
paraphrase, named before unnamed, fewest hands, shortest interval of days.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from math import inf
from types import SimpleNamespace
from typing import Any

import pandas as pd

from hearsay import tables
from hearsay.analysis.contradictions import counted, wording
from hearsay.analysis.origins import NO_VOICE
from hearsay.analysis.voices import IN_TURN, MONTH, days_apart, hands_of, told_as_past
from hearsay.corpus.coding import MACHINE
from hearsay.reading import Reading
from hearsay.show import words
from hearsay.show.charges import charging
from hearsay.show.coders import note  # noqa: F401 (by which notebook 03 calls it)
from hearsay.store import Made, once
from sayso import intervals

FORMS = {"direct": 0, "mixed": 1, "indirect": 2, "relay": 2, "author": 3}
COLUMNS = [
    "claim", "label", "by", "undenied", "alleged", "stance", "holder", "named", "ascriber", "said", "words", "cue", "path", "told_in",
    "lane", "ids", "limits", "past", "teller",
]  # fmt: skip
LANES = 6
LONG = 100  # characters of a claim, or of the words that limit a denial, in a sentence
WORDS = 80  # characters of the words beside a lane


def worded(row: Mapping[str, str], reading: Reading) -> dict[str, str]:
    """A statement with what a reader sees of it, beside its columns.

    `speaker` says it and `who` holds it, as told by a third where it is only ascribed; `saying` is the cue, `when` the day,
    `knows` how the speaker knows, `limits` the words that limit it, as they stand between quotation
    marks, `hands` through whom it came, `path` those and the document, `where` the document, `at` who and where.
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
        "limits": "”, “".join(map(words.bare, tables.items(row["scope_words"]))),
        "hands": hands,
        "path": " → ".join([*hands, where]),
        "where": where,
        "at": who if who.endswith(where) else f"{who}, {where}",
    }


def why(reading: Reading, pair: Mapping[str, str]) -> str:
    """Why two statements were taken to contradict each other: a judge's reason, else the rule's, with documents by their names."""
    ends = {row["doc_id"] for i in (pair["a"], pair["b"]) if (row := reading.statements_by_id.get(i))}
    if pair["reason"] or not ends:
        return pair["reason"] or pair["why"]
    keys = "|".join(map(re.escape, sorted(ends, key=len, reverse=True)))
    told = rf"(?<!\S)(?:{keys})(?=, against what | tells: “| has “)"  # as the reader tells documents
    return re.sub(told, lambda found: words.document_name(reading.corpus, found[0]), pair["why"])


@once
def in_words(reading: Reading) -> Mapping[str, dict[str, str]]:
    """Every statement by id, `worded` when it is asked for: what notebooks, cards and pages show of it."""
    rows = reading.statements_by_id
    return Made(rows, lambda i: worded(rows[i], reading))


def clearness(row: Mapping[str, str]) -> tuple:
    """The key by which the clearest of several statements comes first; of those alike, the first of the table."""
    days = days_apart(row["said"])
    return (
        bool(row.get("holder")) and row["holder"] != row["actor"],
        not row["actor"] + row["source"] and row["form"] != "author",
        row.get("access") != "participant",
        FORMS.get(row["form"], 2),
        row["anonymous"] == "yes" or not row["actor"],
        len(tables.items(row["via"])),
        inf if days is None else days,
    )


def narrow(said: str) -> bool:
    """Is it dated to within a month? What is dated less closely is no mark."""
    days = days_apart(said)
    return days is not None and days <= MONTH


def contested(reading: Reading) -> pd.DataFrame:
    """The claims to show, rows of `claims`: the most contested first, after all others those against which nothing stands.

    Of the machine's claims those come first that stand in its likeliest pair with a verb of denial or a word for falsehood,
    and that somebody denies in like words. What alleges a deed of a named person is shown only with such a denial beside it.
    """
    said = reading.said.groupby("stance")["proposition"].agg(set).to_dict()
    against = {*said.get("denies", ()), *said.get("qualifies", ()), *reading.paired, *reading.opposed}
    claims = reading.claims[~reading.claims["proposition"].isin(reading.alleged - said.get("denies", set()))]
    keys = claims["proposition"]
    order = claims.assign(
        against=keys.isin(against - {*reading.common_ground["proposition"]}),
        denied=keys.map(denials(reading)).where(keys.isin(said.get("denies", ()))).fillna(0.0),
    )
    return order.sort_values(["against", "denied"], ascending=False, kind="stable", ignore_index=True)


def denials(reading: Reading) -> dict[str, float]:
    """By claim of the machine the score of its likeliest direct denial."""
    pairs = counted(reading.contradictions)
    pairs = pairs[pairs["on"].isin(reading.by_machine) & (pairs["strength"] == "direct") & (pairs["kind"] == "denial")]
    return pd.to_numeric(pairs["score"]).groupby(pairs["on"]).max().to_dict()


def claim_rows(reading: Reading, claims: Iterable[str], only: Collection[str] | None = None) -> pd.DataFrame:
    """A row per claim, stance, holder and utterance, the clearest first: told by its clearest telling, with the number of documents.

    Tellings are one utterance where they share its label, or where holder and words are the same. `lane` is shared by
    the utterances of one holder on one side of a claim; `ids` are the statements, the one that is quoted first. ``only`` names
    the statements that count, where not all do. `limits` are the words that limit the stance, `past` those that tell it as
    past, `ascriber` who only says that another holds it, `teller` a hand of another side through which alone it is known;
    `undenied` is what is told of the claim where no row denies it, `alleged` that it alleges a deed (`charging`). `by` is machine of a claim that the machine proposes.
    """
    return pd.DataFrame(told_of(reading, claims, only), columns=COLUMNS)


def told_of(reading: Reading, claims: Iterable[str], only: Collection[str] | None = None) -> list[dict[str, Any]]:
    """The rows of `claim_rows`, as dicts."""
    only = None if only is None else set(only)
    out: list[dict[str, Any]] = []
    for claim in claims:
        groups = _utterances(reading, claim, only)
        nobody = "" if any(stance == "denies" for stance, *_ in groups) else undenied(reading, claim)
        for (stance, who, holder, _), members in sorted(groups.items(), key=lambda group: clearness(group[1][0])):
            best = members[0]
            out.append(
                {
                    "claim": claim,
                    "label": reading.labels.get(claim, claim),
                    "by": MACHINE if claim in reading.by_machine else "codebook",
                    "undenied": nobody,
                    "alleged": "yes" if claim in charging(reading) else "",
                    "stance": stance,
                    "holder": best["who"],
                    "named": "yes" if best["actor"] and best["anonymous"] != "yes" else "",
                    "ascriber": words.short_name(reading.names.get(holder, holder)),
                    "said": best["said"],
                    "words": words.unquoted(best["content"]),
                    "cue": best["saying"],
                    "path": best["path"],
                    "told_in": str(len({row["doc_id"] for row in members})),
                    "lane": f"{stance}:{who}:{holder}",
                    "ids": tables.LIST.join(row["id"] for row in members),
                    "limits": max((row["limits"] for row in members), key=len) if best["limits"] else "",
                    "past": words.bare(told_as_past(SimpleNamespace(**best))),
                    "teller": "" if holder else _teller(members, reading),
                }
            )
    return out


Utterance = tuple[str, str, str, str]  # stance, whose lane, who ascribes it, what tells it apart


def _utterances(reading: Reading, claim: str, only: Collection[str] | None) -> dict[Utterance, list[dict[str, str]]]:
    """The tellings of each utterance on a claim, the clearest first.

    Where a person speaks, another telling of it that gives it to a state stands with his, last.
    """
    known, kinds, found = in_words(reading), reading.kinds, {}
    for i, stance in dict.fromkeys((t["statement_id"], t["stance"]) for t in reading.stances_on.get(claim, [])):
        if stance in IN_TURN and i in known and (only is None or i in only):
            row = known[i]
            holder = "" if row["holder"] == row["actor"] else row["holder"]
            original = reading.corpus.facts.get(row["doc_id"], {}).get("copies_of") or row["doc_id"]
            utterance = stance, _who(row, original), holder, row["utterance"] or wording(row["content"])
            found.setdefault(utterance, []).append(row)
    for tellings in found.values():
        tellings.sort(key=clearness)
    persons = {(stance, told): every for (stance, who, _, told), every in found.items() if kinds.get(who) == "person"}
    for utterance in list(found):
        person = persons.get((utterance[0], utterance[3]))
        if person and kinds.get(utterance[1]) == "state":
            person += found.pop(utterance)
    return found


def _teller(tellings: list[dict[str, str]], reading: Reading) -> str:
    """The hand of another side that alone tells what somebody says, by its name; "" where another tells it too."""
    hands = {next((hand for hand, implied in hands_of(row["via"]) if not implied), "") for row in tellings}
    hand = min(hands)
    sides = {reading.sides.get(name, "") for name in (hand, tellings[0]["actor"])}
    apart = len(hands) == 1 and len(sides) == 2 and sides.isdisjoint(NO_VOICE)
    return words.short_name(reading.names.get(hand, hand)) if apart else ""


def _who(row: Mapping[str, str], original: str) -> str:
    """Whose lane a statement is on: whoever is one within his document alone, and an author of whom nothing is known, is the same in a copy."""
    own = f"@{row['doc_id']}"
    who = row["actor"] or (own if row["form"] == "author" else row["source"])
    return f"{who.removesuffix(own)}@{original}" if who.endswith(own) else who


def shown_lanes(rows: pd.DataFrame, most: int = LANES) -> pd.DataFrame:
    """The rows of one claim whose lanes are drawn, ``most`` of them, numbered in `row`: each stance's clearest first, then in turn, qualifiers last.

    Lanes stand in the order of stances, the earliest date first; undated ones after the dated.
    """
    lanes = rows.drop_duplicates("lane")
    lanes = lanes.assign(
        rank=lanes["stance"].map(IN_TURN.index),
        turn=lanes.groupby("stance").cumcount(),
        start=[str(first or last or "9999") for first, last in map(intervals.bounds, lanes["said"])],
    )
    lanes["turn"] += 2 * ((lanes["turn"] > 0) & (lanes["stance"] == "qualifies"))
    kept = lanes.sort_values(["turn", "rank"]).head(most).sort_values(["rank", "start"], kind="stable")
    place = {lane: n for n, lane in enumerate(kept["lane"])}
    shown = rows.assign(row=rows["lane"].map(place)).dropna(subset="row")
    return shown.sort_values("row", kind="stable", ignore_index=True)


def others(rows: pd.DataFrame, shown: pd.DataFrame) -> str:
    """Who else takes a stance, of whom none of the ``shown`` rows tells, in one line; "" where every lane is drawn."""
    rest = rows[~rows["lane"].isin(shown["lane"])]
    parts = [
        f"{words.VERBS[stance][len(who) > 1]}: {words.listed(who, 4)}"
        for stance in IN_TURN
        if len(who := rest[rest["stance"] == stance]["holder"].unique())
    ]
    return "Also " + "; ".join(parts) if parts else ""


def finding(rows: pd.DataFrame | list[dict[str, Any]], headed: bool = False) -> str:
    """The claim with its two sides, in a sentence that begins with a capital: holders, label, holders.

    ``rows`` are those of `claim_rows` of one claim. Those who speak for themselves come first, then who is not named, then
    who only ascribes it to another. A stance keeps the words that limit it, and a denial that is told as past its cue
    ("had long denied"). Of a machine's claim it is told in whose words that reads it, and in whose a denial. Where the claim
    is ``headed`` by its label the sentence does not repeat it.
    """
    rows = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else rows
    if not rows:
        return ""
    sides = {stance: side_of(rows, stance) for stance in IN_TURN}
    label, machine = "it" if headed else f"“{words.cut(rows[0]['label'], LONG)}”", rows[0]["by"] == MACHINE
    told = words.sentence("claim.txt", label=label, machine=machine, nobody=rows[0]["undenied"], **sides)
    return told[:1].upper() + told[1:]


def undenied(reading: Reading, claim: str) -> str:
    """What is told of a claim where no denial of it is shown."""
    if any(row["stance"] == "denies" for row in reading.stances_on.get(claim, [])):
        return "who denies it is not among these"
    if claim in reading.by_machine:
        near = claim in reading.opposed or claim in reading.paired
        return "no denial of it was found by machine" + " in like words; other words may contradict it" * near
    if claim in reading.alleged:
        return "no answer of those named is in these documents"
    return "nobody here denies it" + " in so many words, others contradict it" * (claim in reading.opposed)


def side_of(rows: list[dict], stance: str) -> list[tuple[str, str, str]]:
    """Who takes a stance, of `claim_rows`: a holder, the words that limit it, and his denial where it is told as past.

    The clearest first; one to whom it is only ascribed is told as somebody puts it.
    """
    held = [row for row in rows if row["stance"] == stance]
    held.sort(key=lambda row: (row["ascriber"] != "", row["named"] != "yes"))
    groups = tables.grouped((row["ascriber"] or words.short_name(row["holder"]), row) for row in held)
    return [_side(name, group) for name, group in groups.items()]


def _side(name: str, held: list[dict]) -> tuple[str, str, str]:
    first, tellers = held[0], {row["teller"] for row in held}
    told = f"{first['holder']}," if first["ascriber"] else name
    told += f", as {first['teller']} tells it," if tellers == {first["teller"]} != {""} else ""
    limits = dict.fromkeys(words.cut(row["limits"], LONG) for row in held if row["limits"] and first["limits"])
    past = f"{told} “{first['past']}”" if first["stance"] == "denies" and all(row["past"] for row in held) else ""
    return told, "”, “".join(limits), past
