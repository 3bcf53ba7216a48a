"""Issues: all contradictions on one matter as one row, with its two positions in words and the pair that shows it best."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import inf
from textwrap import shorten
from typing import Any, NamedTuple

import pandas as pd

from hearsay import tables
from hearsay.analysis.contradictions import DIRECT, counted, issue_of, value_of
from hearsay.analysis.origins import by_stance, least_and_most
from hearsay.analysis.voices import (
    OWN_VOICE,
    VERBS,
    holder_name,
    holder_of,
    holders_told,
    own_words,
    several,
    told,
    told_as_past,
)
from hearsay.corpus.codebook import Codebook
from sayso import intervals

MOST_HOLDERS = 3  # named in a position; the rest are counted
LIMIT = 80  # characters of the words that limit a holder
STANCE_ORDER = ("affirms", "qualifies", "denies")
NAMED = ("person", "organisation", "state")  # types of actors that have a name


def score(direct: int, origins: int, named: int, days: int | None, own: int) -> float:
    """How much an issue deserves a reader's time, 0 to 1; it orders the page.

    What weighs, in this order: whether a pair of it cannot both hold (.4); how many origins the position with fewer
    has (up to .3, the first counting half of that); how many of the two positions have a holder with a name (.1 for
    both); how close in time the two statements of the pair that stands for it are (up to .1; a month apart half of
    that); how many of these two are the holder's own words (.1 for both). Where no judge accepted a pair, all of it is
    multiplied by how likely the likeliest proposal is, if that is known.
    """
    near = 0.0 if days is None else 1 / (1 + days / 30)
    return 0.4 * bool(direct) + 0.3 * (1 - 1 / (1 + origins)) + 0.05 * named + 0.1 * near + 0.05 * own


Stance = tuple[str, str]  # a claim, and what is held on it


class Context(NamedTuple):
    """What the sentences and counts of an issue need."""

    rows: Mapping[str, Any]
    held: Mapping[str, list[Stance]]  # by statement
    origins: Mapping[Stance, int]  # at least
    quoted: frozenset[str]  # statements that are own words
    types: Mapping[str, str]  # of actors
    names: Mapping[str, str]
    book: Codebook
    values: Mapping[tuple[str, str], str]  # by statement and measure


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
    quantities: pd.DataFrame,
    origins: pd.DataFrame,
    actors: pd.DataFrame,
    book: Codebook,
    names: Mapping[str, str],
) -> pd.DataFrame:
    """The table `issues`, the one that matters most first; pairs that were rejected count nowhere."""
    held: dict[str, list[Stance]] = {}
    for row in stances[stances["stance"] != "neutral"].itertuples():
        held.setdefault(row.statement_id, []).append((row.proposition, row.stance))
    context = Context(
        {row.id: row for row in statements.itertuples()},
        held,
        {key: least_and_most(rows)[0] for key, rows in by_stance(origins).items()},
        frozenset(own_words(statements)["id"]),
        dict(zip(actors["actor"], actors["type"], strict=True)),
        names,
        book,
        {(q.statement_id, q.measure): value_of(q) for q in quantities.itertuples()},
    )
    groups = counted(contradictions).groupby("issue")
    table = tables.ISSUES.of(_issue(str(key), list(group.itertuples()), context) for key, group in groups)
    return table.sort_values(["score", "issue"], ascending=[False, True], ignore_index=True)


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
    before an author's own, within one document, closest in time, in the holders' own words, not too short to say
    anything, and the order of the documents.
    """
    a, b = context.rows[pair.a], context.rows[pair.b]
    days = days_apart(a.said, b.said)
    return (
        not opposed(pair, context),
        not pair.direct,
        bool(holder_of(a)) and holder_of(a) == holder_of(b),
        OWN_VOICE in (a.form, b.form),
        a.doc_id != b.doc_id,
        inf if days is None else days,
        -len({pair.a, pair.b} & context.quoted),
        -min(len(a.content), len(b.content)),
        a.doc_id, b.doc_id, pair.a, pair.b,
    )  # fmt: skip


def opposed(pair: Pair, context: Context) -> bool:
    """Does one statement affirm, and the other deny, the claim itself?"""
    taken = {(i, stance) for i in (pair.a, pair.b) for claim, stance in context.held.get(i, ()) if claim == pair.on}
    return any({(x, "affirms"), (y, "denies")} <= taken for x, y in ((pair.a, pair.b), (pair.b, pair.a)))


@lru_cache(maxsize=1 << 16)
def days_apart(a: str, b: str) -> int | None:
    """The most days that can lie between two dates; None where either has no bound on a side.

    >>> days_apart("2016-01-01", "[2016-01-02..2016-01-05]"), days_apart("2016", "")
    (4, None)
    """
    bounds = [*intervals.bounds(a), *intervals.bounds(b)]
    if not all(bounds):
        return None
    return (max(bounds) - min(bounds)).days


def _issue(key: str, group: list, context: Context) -> dict[str, str]:
    claims, by_machine = sorted({row.on for row in group}), all(row.rule.startswith("claims: ") for row in group)
    if by_machine:  # of guesses the likeliest, and each for itself
        pairs = _pairs(row._replace(instances="") for row in group)
        first = pairs[0]
    else:  # on a claim of the issue that one affirms and the other denies, where there is one
        pairs = _pairs(group)
        on_each = [pair._replace(on=claim) for pair in pairs for claim in dict.fromkeys((pair.on, *claims))]
        first = min(on_each, key=lambda pair: _clearness(pair, context))
    sides = [(i, next((s for s in context.held.get(i, ()) if s[0] == first.on), None)) for i in (first.a, first.b)]
    (a, yes), (b, no) = sorted(sides, key=lambda side: STANCE_ORDER.index(side[1][1] if side[1] else "qualifies"))
    # neither where the codebook's labels would not tell the two positions apart
    held = (yes, no) if yes and no and yes != no else (None, None)
    members = [_members(i, stance, pairs, context) for i, stance in zip((a, b), held, strict=True)]
    origins = min(context.origins.get(stance, 1) if stance else 1 for stance in held)
    named = sum(any(context.types.get(holder_of(context.rows[i])) in NAMED for i in side) for side in members)
    days = days_apart(context.rows[a].said, context.rows[b].said)
    direct = sum(row.strength == DIRECT for row in group)
    words = [position(side, stance, first.on, context) for side, stance in zip(members, held, strict=True)]
    return {
        "issue": key,
        "label": label_of(key, first.on, (context.rows[a], context.rows[b]), context),
        "affirmed": words[0],
        "denied": words[1],
        "claims": tables.LIST.join(filter(None, dict.fromkeys([first.on, *claims]))),
        "a": a,
        "b": b,
        "pairs": str(len(group)),
        "direct": str(direct),
        "origins": str(origins),
        "score": f"{score(direct, origins, named, days, len({a, b} & context.quoted)) * _likely(group):.3f}",
    }


def _likely(group: list) -> float:
    """How likely a reader grants an issue: surely where a judge did, else as the likeliest of its proposals."""
    given = [float(row.score) for row in group if row.score]
    return max(given) if given and all(row.status != "accepted" for row in group) else 1.0


def _members(lead: str, stance: Stance | None, pairs: Iterable[Pair], context: Context) -> list[str]:
    """The statement that leads a position, and those in pairs of the issue that hold the same."""
    known = sorted({i for pair in pairs for i in (pair.a, pair.b)})
    return [lead, *(i for i in known if stance and i != lead and stance in context.held.get(i, ()))]


def label_of(issue: str, on: str, two: tuple[Any, Any], context: Context) -> str:
    """The matter in words: the label of a claim that is its own issue, else the codebook's name for the issue.

    Where it has none, what the ``two`` statements that show it are ``on``.
    """
    known = context.book.propositions.keys() | context.book.measures.keys()
    if issue in known:
        return context.book.label(issue)
    if issue in {issue_of(claim, context.book) for claim in known}:
        return issue if " " in issue else issue.replace("_", " ").replace("-", " ").capitalize()
    who = list(dict.fromkeys(holder_name(row, context.names) for row in two))
    if on:
        return f"Perhaps one saying of {who[0]}, told in two ways"
    return f"{'Two statements of ' * (len(who) == 1)}{' and '.join(who)}, on no claim"


def position(members: list[str], stance: Stance | None, on: str, context: Context) -> str:
    """One position in words: its holders, each with the words that limit him, and what they hold; else what is told.

    What is told as past is told in its cue ("had long denied").
    """
    if stance is None:
        lead = context.rows[members[0]]
        value = context.values.get((lead.id, on))
        who = holders_told([_holder([lead], context)], 1)
        return f"{who}: {context.book.label(on)}: {value}" if value else told(lead, context.names)
    by_holder: dict[str, list] = {}
    rows = [context.rows[i] for i in members]
    personal = {row.utterance for row in rows if context.types.get(row.actor) == "person"} - {""}
    for row in rows:
        if row.id != members[0] and context.types.get(row.actor) == "state" and row.utterance in personal:
            continue  # a state that is given what a person said in the same utterance is no second holder
        by_holder.setdefault(holder_of(row) or row.id, []).append(row)
    claim, held = stance
    before = [rows for rows in by_holder.values() if all(map(told_as_past, rows))]
    now = [rows for rows in by_holder.values() if rows not in before]
    pairs = [_holder(rows, context) for rows in now]
    verb = VERBS[held][len(pairs) > 1 or any(several(who) for who, _ in pairs)]
    parts = [f"{holders_told(pairs, MOST_HOLDERS)} {verb}"] * bool(pairs)
    parts += [
        f"{holders_told([_holder(rows, context)], 1)} “{told_as_past(rows[0])}”" for rows in before[:MOST_HOLDERS]
    ]
    return f"{'; '.join(parts)}: {context.book.label(claim)}"


def _holder(rows: list, context: Context) -> tuple[str, str]:
    """A holder, and the words that limit the first of his statements."""
    limit = rows[0].scope_words.replace(tables.LIST, ", ")
    return holder_name(rows[0], context.names), shorten(limit, LIMIT, placeholder=" …")
