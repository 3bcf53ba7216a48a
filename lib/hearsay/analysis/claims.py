"""Claims: what can be affirmed, denied or qualified, with who does so; and the ground that documents share."""

import re
from collections.abc import Collection, Mapping

import pandas as pd

from hearsay import tables
from hearsay.analysis.contradictions import ACCEPTED, DIRECT, HELD, held_by, issue_of
from hearsay.analysis.origins import by_stance, least_and_most
from hearsay.analysis.provenance import originals
from hearsay.corpus.actors import Index, by_first_word, mentions
from hearsay.corpus.codebook import PROPOSITION, Codebook
from hearsay.corpus.coding import MACHINE

NAMED = re.compile(r"(?:[a-z]{1,3}[-’'])?[A-ZÀ-Þ]")  # how a name begins: Okafor, al-Okafor, d'Okafor
GROUND = [
    "proposition", "label", "affirms", "documents", "origins_least", "origins_most", "qualifies", "tension",
]  # fmt: skip


def score(affirms: int, denies: int, qualifies: int) -> float:
    """How contested and how well founded a claim is, 0 to 1, from its origins at least by stance.

    It grows with the origins of the side that has fewer, and far less with all of them; two who qualify weigh as one
    who denies.
    """
    weaker, every = min(affirms, denies + qualifies / 2), affirms + denies + qualifies
    return 1 - 1 / (1 + weaker + every / 20)


def claims_of(
    statements: pd.DataFrame,
    stances: pd.DataFrame,
    origins: pd.DataFrame,
    documents: pd.DataFrame,
    claims: Mapping[str, Mapping],
    said: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The table `claims`: a row per claim on which anything is said, the most contested first.

    Numbers are of the stances in ``said``, where not all count; a claim on which none does has a row too. ``origins`` is the
    table of that name, of all stances.

    ``claims`` has by key at least the label, the issue where that is not the claim's own, and by where that is not the
    codebook. An author's own voice counts as a statement of his; copies of one document count once.
    """
    doc = statements["doc_id"].map(originals(documents)).groupby(statements["id"]).first()
    rows = stances[stances["proposition"].isin(claims) & stances["statement_id"].isin(doc.index)]
    told = rows if said is None else rows.merge(said[["statement_id", "proposition", "stance"]].drop_duplicates())
    behind = by_stance(origins.merge(told[["statement_id", "proposition", "stance"]].drop_duplicates()))
    counted, out = dict(iter(told.groupby("proposition"))), []
    for claim in sorted(set(rows["proposition"])):
        group = counted.get(claim, told.head(0))
        facts = {
            "proposition": claim,
            "label": claims[claim]["label"],
            "by": claims[claim].get("by") or "codebook",
            "issue": claims[claim].get("issue") or claim,
            "statements": group["statement_id"].nunique(),
            "holders": len(set(group["holder"]) - {""}),
            "documents": group["statement_id"].map(doc).nunique(),
        }
        ends = {held: least_and_most(behind.get((claim, held), [])) for held in HELD}
        for held, (least, most) in ends.items():
            facts |= {held: len(behind.get((claim, held), [])), f"{held}_least": least, f"{held}_most": most}
        out.append(facts | {"score": f"{score(*(least for least, _ in ends.values())):.3f}"})
    return tables.CLAIMS.of(out).sort_values(["score", "proposition"], ascending=[False, True], ignore_index=True)


def with_proposed(book: Codebook, proposed: pd.DataFrame) -> Codebook:
    """The codebook with claims that the machine proposes (rows with proposition and label) beside its own."""
    theirs = {r.proposition: PROPOSITION | {"label": r.label, "by": MACHINE} for r in proposed.itertuples()}
    return Codebook(theirs | dict(book.propositions), book.measures, book.propose)


def common_ground(
    counts: pd.DataFrame,
    stances: pd.DataFrame,
    book: Codebook,
    against: Collection[str] = (),
    pulled: Collection[str] = (),
) -> pd.DataFrame:
    """What two documents or more say (copies count once) and nobody here denies, most documents first.

    ``counts`` are those of `origins.count_origins`. Who is committed against a claim by what he says of another (`implies`,
    `excludes`) denies it too, and so does an accepted contradiction: ``against`` has the claims that are none for such a
    reason, those of `opposed` and `alleging`. `qualifies` counts statements that hold it in part; `tension` is yes where an
    accepted pair pulls against it: a claim of ``pulled``.
    """
    in_part = stances[stances["stance"] == "qualifies"].groupby("proposition").size()
    table = counts[(counts["stance"] == "affirms") & (counts["documents"] > 1)]
    table = table[~table["proposition"].isin(_denied(stances, book) | set(against))]
    claims = table["proposition"]
    table = table.rename(columns={"statements": "affirms"}).assign(
        label=claims.map(book.label),
        qualifies=claims.map(in_part).fillna(0).astype(int),
        tension=["yes" if claim in pulled else "" for claim in claims],
    )
    order = ["documents", "origins_least", "affirms", "proposition"]
    return table[GROUND].sort_values(order, ascending=[False, False, False, True], ignore_index=True)


def persons(actors: pd.DataFrame) -> Index:
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
    return by_first_word({alias: actor for alias, actor in found.items() if NAMED.match(alias)})


def named(label: str, people: Index) -> set[str]:
    """The persons whom a label names, of ``people`` as `persons` gives them, by key."""
    return {actor for _, actor in mentions(label, people)}


def persons_meant(label: str, people: Index) -> set[str]:
    """The persons whom a label names, as `named`, and the one whom it begins with and does not name: he or she.

    >>> persons_meant("He closed the port", by_first_word({"Okafor": "okafor"}))
    {'he'}
    """
    return named(label, people) | {word.lower() for word in re.findall(r"^\W*(he|she)\b", label, re.I)}


def alleging(labels: Mapping[str, str], statements: pd.DataFrame, stances: pd.DataFrame, people: Index) -> set[str]:
    """Claims, of ``labels`` by key, that allege a deed of a named person, one of ``people``, who does not affirm it.

    Whom the label names, or the words that limit an affirmation ("Atmar, of the ministry").
    """
    rows = stances[stances["stance"] == "affirms"]
    actors = rows["statement_id"].map(statements.drop_duplicates("id").set_index("id")["actor"])
    own = actors.groupby(rows["proposition"]).agg(set)
    scopes = rows.groupby("proposition")["scope_words"].agg(" | ".join)
    told = {claim: f"{label} | {scopes.get(claim, '')}" for claim, label in labels.items()}
    return {claim for claim in labels if persons_meant(told[claim], people) - own.get(claim, set())}


def opposed(
    stances: pd.DataFrame, contradictions: pd.DataFrame, book: Codebook, strengths: Collection[str] = (DIRECT,)
) -> set[str]:
    """Claims against which an accepted pair of some strength stands, whether or not anybody denies them in words.

    The claim of the pair, where one of the two affirms it and the other denies it or, in tension, does not affirm it. Where not
    both hold it, also each claim of the issue that one affirms and the other does not hold, not even in part.
    """
    held = held_by(stances)
    pairs = contradictions[(contradictions["status"] == ACCEPTED) & contradictions["strength"].isin(strengths)]
    return {claim for pair in pairs.itertuples() for claim in stands_against(pair, held, book)}


def stands_against(pair, held: Mapping[str, Mapping[str, str]], book: Codebook) -> set[str]:
    """The claims against which a pair stands, a row of `contradictions`; ``held`` has by statement its stance on each claim."""
    a, b = held.get(pair.a, {}), held.get(pair.b, {})
    two = {a.get(pair.on), b.get(pair.on)}
    against = two == {"affirms", "denies"} or (pair.strength != DIRECT and "affirms" in two and len(two) > 1)
    found = {pair.on} if against else set()
    alone = a.get(pair.on) and b.get(pair.on)  # about that claim, and what follows from it
    for one, other in ((a, b), (b, a)):
        mine = {claim for claim, stance in one.items() if stance == "affirms" and issue_of(claim, book) == pair.issue}
        mine = {claim for claim in mine if other.get(claim) not in ("affirms", "qualifies")}
        coded = [taken for taken in other.items() if taken[0] in book.propositions]
        denied = {claim for taken in coded for claim, stance in book.commitments(*taken) if stance == "denies"}
        found |= mine & denied if alone else mine
    return found


def _denied(stances: pd.DataFrame, book: Codebook) -> set[str]:
    """Claims that somebody denies or is committed against; a denial within a scope commits to nothing beyond itself."""
    taken = set(stances[["proposition", "stance", "scope_words"]].itertuples(index=False, name=None))
    found = {claim for claim, stance, _ in taken if stance == "denies"}
    for claim, stance, scope in taken:
        if claim in book.propositions and not (stance == "denies" and scope):
            found |= {other for other, held in book.commitments(claim, stance) if held == "denies"}
    return found
