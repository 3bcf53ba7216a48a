"""Issues: all contradictions on one matter as one row, with the pair that shows it best. Pages word its two positions."""

from collections.abc import Collection, Iterable, Mapping
from math import inf
from typing import Any, NamedTuple

import pandas as pd

from hearsay import tables
from hearsay.analysis.contradictions import ACCEPTED, DIRECT, counted, held_by, issue_of
from hearsay.analysis.origins import by_stance, least_and_most
from hearsay.analysis.voices import IN_TURN, OWN_VOICE, days_apart, holder_name, holder_of
from hearsay.corpus.codebook import Codebook


def score(direct: int, origins: int) -> float:
    """How much an issue deserves a reader's time, 0 to 1: half of it that a pair of it cannot both hold, then how many origins
    the position with fewer has. Of an issue of which a judge accepted a pair, those count that he accepted. Where no judge accepted a pair, it counts as far as the likeliest proposal is likely, if that
    is known; of issues that score alike those of most pairs come first."""
    return 0.5 * bool(direct) + 0.5 * (1 - 1 / (1 + origins))


class Context(NamedTuple):
    """What the pair that shows an issue, its label and its counts rest on."""

    rows: Mapping[str, Any]
    held: Mapping[str, Mapping[str, str]]  # by statement and claim the stance
    origins: Mapping[tuple[str, str], int]  # by claim and stance, at least
    names: Mapping[str, str]
    book: Codebook
    issues: Collection[str]  # of the codebook


class Pair(NamedTuple):
    """Two statements that contradict each other: a row of `contradictions`, or an instance of one."""

    a: str
    b: str
    on: str
    direct: bool


def issues_of(
    contradictions: pd.DataFrame,
    statements: pd.DataFrame,
    stances: pd.DataFrame,
    origins: pd.DataFrame,
    book: Codebook,
    names: Mapping[str, str],
) -> pd.DataFrame:
    """The table `issues`, the one that matters most first; pairs that were rejected count nowhere.

    All but ``book`` and ``names`` (by key the one name stated for an actor) are tables of a reading.
    """
    held = held_by(stances[stances["stance"] != "neutral"])
    least = {key: least_and_most(rows)[0] for key, rows in by_stance(origins).items()}
    rows, known = {row.id: row for row in statements.itertuples()}, (*book.propositions, *book.measures)
    context = Context(rows, held, least, names, book, {issue_of(claim, book) for claim in known})
    groups = counted(contradictions).groupby("issue")
    found = [_issue(str(key), list(group.itertuples()), context) for key, group in groups]
    return tables.ISSUES.of(sorted(found, key=lambda row: (-float(row["score"]), -int(row["pairs"]), row["issue"])))


def pairs_of(contradictions: pd.DataFrame) -> list[Pair]:
    """Every pair that some rows of `contradictions` stand for, instances included; rejected ones are none.

    Where a judge decided, he read the row's own pair alone: an instance of it cannot be called direct.
    """
    return _pairs(counted(contradictions).itertuples())


def _pairs(rows: Iterable) -> list[Pair]:
    pairs = []
    for row in rows:
        direct = row.strength == DIRECT
        others = (pair.split("+") for pair in tables.items(row.instances))
        pairs.append(Pair(row.a, row.b, row.on, direct))
        pairs += [Pair(a, b, row.on, direct and row.status == "proposed") for a, b in others]
    return pairs


def _clearness(pair: Pair, context: Context) -> tuple:
    """The key by which the pair that shows an issue best comes first.

    Opposed stances on the claim itself, direct before tension, two holders before one against himself, words reported
    before an author's own, within one document, closest in time, direct speech, not too short to say anything, and the
    order of the documents.
    """
    a, b = context.rows[pair.a], context.rows[pair.b]
    taken = {context.held.get(i, {}).get(pair.on) for i in (pair.a, pair.b)}
    days = days_apart(a.said, b.said)
    return (
        taken != {"affirms", "denies"},
        not pair.direct,
        bool(holder_of(a)) and holder_of(a) == holder_of(b),
        OWN_VOICE in (a.form, b.form),
        a.doc_id != b.doc_id,
        inf if days is None else days,
        -[a.form, b.form].count("direct"),
        -min(len(a.content), len(b.content)),
        a.doc_id, b.doc_id, pair.a, pair.b,
    )  # fmt: skip


def _issue(key: str, group: list, context: Context) -> dict[str, str]:
    claims = sorted({row.on for row in group})
    decided = [row for row in group if row.status == ACCEPTED] or group  # before what nobody has judged
    if all(row.rule.startswith("claims: ") for row in decided):  # of guesses the likeliest, and each for itself
        first = _pairs(decided[:1])[0]
    else:  # on a claim of the issue that one affirms and the other denies, where there is one
        on_each = [pair._replace(on=on) for pair in _pairs(decided) for on in dict.fromkeys((pair.on, *claims))]
        first = min(on_each, key=lambda pair: _clearness(pair, context))
    taken = {i: context.held.get(i, {}).get(first.on, "qualifies") for i in (first.a, first.b)}
    a, b = sorted(taken, key=lambda i: IN_TURN.index(taken[i]))
    apart = taken[a] != taken[b]
    origins = min(context.origins.get((first.on, taken[i]), 1) if apart else 1 for i in (a, b))
    direct, surely = (sum(row.strength == DIRECT for row in rows) for rows in (group, decided))
    return {
        "issue": key,
        "label": label_of(key, first.on, (context.rows[a], context.rows[b]), context),
        "claims": tables.LIST.join(filter(None, dict.fromkeys([first.on, *claims]))),
        "a": a,
        "b": b,
        "pairs": str(len(group)),
        "direct": str(direct),
        "origins": str(origins),
        "score": f"{score(surely, origins) * _likely(group):.3f}",
    }


def _likely(group: list) -> float:
    """How likely a reader grants an issue: surely where a judge did, else as the likeliest of its proposals."""
    given = [float(row.score) for row in group if row.score]
    return max(given) if given and all(row.status != ACCEPTED for row in group) else 1.0


def label_of(issue: str, on: str, two: Iterable[Any], context: Context) -> str:
    """The matter in words: the label of a claim that is its own issue, else the codebook's name for the issue; where it has
    none, who made the ``two`` statements that show it, and whether they are ``on`` one utterance."""
    if issue in context.book.propositions or issue in context.book.measures:
        return context.book.label(issue)
    if issue in context.issues:
        told = issue.replace("_", " ").replace("-", " ")
        return told[:1].upper() + told[1:]
    who = list(dict.fromkeys(holder_name(row, context.names) for row in two))
    if on:
        return f"Perhaps one saying of {who[0]}, told in two ways"
    return f"{'Two statements of ' * (len(who) == 1)}{' and '.join(who)}, on no one claim"
