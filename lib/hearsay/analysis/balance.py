"""What rests on what: who holds each claim, how surely and from where, and what would fall with any one origin,
document or coder; then what is worth checking next. Counts of statements, never a verdict on what they say."""

from collections import Counter
from collections.abc import Callable

import pandas as pd

from hearsay.analysis.contradictions import DIRECT, TENSION, counted
from hearsay.analysis.voices import OWN_VOICE, attributed

HELD = ("affirms", "denies", "qualifies")
KEY = ["proposition", "stance"]
Label = Callable[[str], str]


def standing(
    statements: pd.DataFrame, stances: pd.DataFrame, origin_counts: pd.DataFrame, contradictions: pd.DataFrame
) -> pd.DataFrame:
    """A row per claim and stance: attributed statements, an author's own; documents, origins; of the attributed speakers who
    took part, those of whom it is coded how they know, unnamed ones; and the pairs, direct or in tension, that the stance
    itself stands in."""
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


def check_next(stands: pd.DataFrame, label: Label, judged: bool = True, most: int = 15) -> pd.DataFrame:
    """What a researcher might check next, with the reasons and their weight; ``stands`` is the table of `standing`, from pairs
    that somebody has ``judged`` or a machine proposes.

    Only what is affirmed or denied, and stands in a contradiction itself. Weights: 3 for a direct contradiction, 1
    where there is tension alone; 2 for unnamed speakers alone; 1 for what may rest on one origin; 1 where no speaker
    took part, if it is coded how any knows; 1 where three statements or more, or two documents, hang on it. Then the more pairs and statements.
    """
    out, coded = [], bool(stands["known"].any())
    direct = "direct contradiction" if judged else "possible direct contradiction"
    stands = stands[stands["stance"].isin(["affirms", "denies"]) & (stands["direct"] + stands["tension"] > 0)]
    for row in stands.itertuples():
        many, where = row.attributed + row.own_voice, f"{row.documents} document{'s' * (row.documents > 1)}"
        reasons = [
            (3 * bool(row.direct), f"{row.direct} {direct}{'s' * (row.direct > 1)}"),
            (1 * (not row.direct), f"{row.tension} in tension"),
            (2 * unnamed_alone(row), "unnamed speakers alone"),
            (1 * (row.origins_least == 1 < many), "may rest on one origin"),
            (1 * bool(row.attributed and coded and not row.participants), "nobody at first hand"),
            (1 * (many > 2 or row.documents > 1), f"{many} statements in {where} hang on it"),
        ]
        why = "; ".join(reason for points, reason in reasons if points)
        out.append((sum(points for points, _ in reasons), row.direct + row.tension, many, why))
    table = stands[KEY].reset_index(drop=True)
    table.insert(1, "label", table["proposition"].map(label))
    reasons = pd.DataFrame(out, columns=["weight", "pairs", "statements", "why"])
    table = pd.concat([table, reasons], axis=1)
    order = ["weight", "pairs", "statements", "proposition", "stance"]
    return table.sort_values(order, ascending=[False, False, False, True, True], ignore_index=True).head(most)


def statements_behind(statements: pd.DataFrame, stances: pd.DataFrame, checks: pd.DataFrame) -> pd.DataFrame:
    """The attributed statements that take the stances listed by `check_next`."""
    held = stances.merge(checks[KEY], on=KEY)
    rows = attributed(statements)
    return rows[rows["id"].isin(held["statement_id"])]
