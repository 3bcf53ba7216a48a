"""What rests on what: who holds each claim, how surely and from where, and what would fall with any one origin,
document or coder; then what is worth checking next. Counts of statements, never a verdict on what they say."""

from collections import Counter

import pandas as pd

from hearsay.analysis.contradictions import DIRECT, HELD, TENSION, counted
from hearsay.analysis.voices import OWN_VOICE, attributed

KEY = ["proposition", "stance"]


def standing(
    statements: pd.DataFrame, stances: pd.DataFrame, origin_counts: pd.DataFrame, contradictions: pd.DataFrame
) -> pd.DataFrame:
    """A row per claim and stance: attributed statements, an author's own; documents, origins; of the attributed speakers who
    took part, those of whom it is coded how they know, unnamed ones; and the pairs, direct or in tension, that the stance
    itself stands in.

    ``origin_counts`` are those of `origins.count_origins`; of ``contradictions`` count those that nobody rejected.
    """
    held = stances.loc[stances["stance"].isin(HELD), [*KEY, "statement_id"]].drop_duplicates()
    rows = held.merge(statements.drop_duplicates("id"), left_on="statement_id", right_on="id")
    heard = rows["id"].isin(attributed(rows)["id"])
    flags = {
        "attributed": heard,
        "own_voice": rows["form"] == OWN_VOICE,
        "participants": heard & (rows["access"] == "participant"),
        "known": heard & (rows["access"] != ""),
        "unnamed": heard & (rows["anonymous"] == "yes"),
    }
    table = rows.assign(**flags).groupby(KEY)[list(flags)].sum().astype(int).reset_index()
    table = table.merge(origin_counts[[*KEY, "documents", "origins_least", "origins_most"]])
    pairs = own_pairs(contradictions, stances)
    points = list(zip(table["proposition"], table["stance"], strict=True))
    return table.assign(**{s: [pairs[*point, s] for point in points] for s in (DIRECT, TENSION)})


def unnamed_alone(row) -> bool:
    """Whether, of a row of `standing`, unnamed speakers alone take the stance: no author does either."""
    return bool(row.attributed) and row.unnamed == row.attributed and not row.own_voice


def own_pairs(contradictions: pd.DataFrame, stances: pd.DataFrame) -> Counter[tuple[str, str, str]]:
    """By claim, stance and strength: pairs on that claim in which a statement of that stance stands."""
    held = stances.groupby(["statement_id", "proposition"])["stance"].agg(set).to_dict()
    found: Counter[tuple[str, str, str]] = Counter()
    for pair in counted(contradictions).itertuples():
        for stance in held.get((pair.a, pair.on), set()) | held.get((pair.b, pair.on), set()):
            found[pair.on, stance, pair.strength] += 1
    return found


def check_next(stands: pd.DataFrame, judged: bool = True, most: int = 15) -> pd.DataFrame:
    """What a researcher might check next, with the reasons; ``stands`` is the table of `standing`, from pairs that somebody has
    ``judged`` or a machine proposes.

    Only what is affirmed or denied, and stands in a contradiction itself: what stands in a direct one first, then what most
    reasons speak for, then what stands in most pairs, and what most statements hang on.
    """
    coded, noun = bool(stands["known"].any()), "direct contradiction" if judged else "possible direct contradiction"
    rows = stands[stands["stance"].isin(["affirms", "denies"]) & (stands["direct"] + stands["tension"] > 0)]
    rows = rows.assign(
        at_once=rows["direct"] > 0,
        pairs=rows["direct"] + rows["tension"],
        statements=rows["attributed"] + rows["own_voice"],
        why=[_why(row, noun, coded) for row in rows.itertuples()],
    )
    rows = rows.assign(reasons=[why.count(";") for why in rows["why"]])
    order = ["at_once", "reasons", "pairs", "statements", "proposition", "stance"]
    table = rows.sort_values(order, ascending=[False] * 4 + [True] * 2, ignore_index=True)
    return table[[*KEY, "pairs", "statements", "why"]].head(most)


def _why(row, direct: str, coded: bool) -> str:
    """Why a row of `standing` is worth checking; ``coded`` where it is known of any speakers how they know."""
    many = row.attributed + row.own_voice
    reasons = {
        f"{row.direct} {direct}{'s' * (row.direct > 1)}": row.direct,
        f"{row.tension} in tension": not row.direct,
        "unnamed speakers alone": unnamed_alone(row),
        "may rest on one origin": row.origins_least == 1 < many,
        "nobody at first hand": coded and row.attributed and not row.participants,
        f"{many} statements in {row.documents} document{'s' * (row.documents > 1)} hang on it": many > 2,
    }
    return "; ".join(reason for reason, holds in reasons.items() if holds)
