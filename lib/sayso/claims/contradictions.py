"""What contradicts what: what some units deny against what others assert.

Denials that are alike make a dispute, with every unit that asserts what they deny. A dispute is a few rows, one per
voice that denies, its best pair leading and the other pairs as instances.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sayso.claims import clusters, identities, values
from sayso.claims.deeds import answered, out_of_time, tellers
from sayso.claims.likeness import Index
from sayso.claims.rows import row_of
from sayso.claims.units import AUTHOR
from sayso.polarity import ANSWER, FALSE, NEGATOR, VERB

if TYPE_CHECKING:
    from sayso.claims.deeds import Deed
    from sayso.claims.proposals import Claim, Corpus

LEAST = 0.25  # score of a pair
OWN = 0.34  # score of a pair where a document negates in its own words
SHOWN = 0.1  # score of a row
ALIKE = 0.24  # mean likeness of the denials in one dispute, as of the members of one claim
PLAIN = {VERB: 1.0, FALSE: 0.85, ANSWER: 0.85, NEGATOR: 0.5}
SHARE = 0.5  # between the number of a claim's members that are denied and their share of it
NEARLY = 0.2  # of the likeness of what is most like a denial: what is less stands not against it
HELD = 0.15  # of what is denied, by weight, the share that what stands against it asserts
BESIDE = 0.3  # of the best such share, what the others assert at least
LIKEST = 15  # of what stands against a dispute: the others are asked to be like these
WITH = 0.6  # of the mean likeness of those among themselves: what is less like them stands not with them
COMPLETES = 0.1  # likeness to what is denied from which on a unit stands against the denial without leading
TURNED = 0.5  # an asserting unit that denies something itself
SAME = 0.8  # what a pair of one voice counts
DEED = 0.3  # score of a pair where one tells the very deed that the other denies, at the least
ROWS = 8  # rows of one dispute
FADES = 0.85  # what a dispute's next row counts
INSTANCES = 150
WIDE = 150  # units looked at to complete a dispute, and of those that tell a deed
DENIALS, OTHERS = 300, 1000  # looked at for a dispute: the surest, and what is near to the most of them
POOL = 40  # asserting units looked at for each denial

Pair = tuple[float, float, int, int]  # score, likeness, the denying unit, the asserting one


def propose(corpus: Corpus, claims: Sequence[Claim], told: identities.Told) -> list[dict]:
    """Rows of contradictions by score; ``told`` is what is told of whom."""
    homes: dict[int, list[Claim]] = {}
    for claim in claims:
        for n in claim.members:
            homes.setdefault(n, []).append(claim)
    index = Index(corpus.asserted, corpus.space)
    pairs = denials(corpus, index, homes)
    by_claim: dict[str, list[int]] = {}
    named = {claim.key: claim for claim in claims}
    for group in disputes(corpus, pairs):
        by_claim.setdefault(_matter(group, pairs, homes), []).extend(group)
    rows = values.propose(corpus, homes) + identities.propose(corpus, told, homes)
    for key, group in by_claim.items():
        rows += _rows(corpus, sorted(group), pairs, named.get(key), index)
    kept = [row for row in rows if float(row["score"]) >= SHOWN]
    return sorted(kept, key=lambda r: (-float(r["score"]), r["a"], r["b"]))


def _matter(group: Sequence[int], pairs: dict[int, dict[int, float]], homes: dict[int, list[Claim]]) -> str:
    """The claim that most of what a group denies belongs to; else a name for the group alone."""
    weight: dict[str, float] = {}
    best: dict[int, float] = {}
    for i in group:
        for j, x in pairs[i].items():
            best[j] = max(best.get(j, 0.0), x)
    for j in sorted(best):
        for claim in homes.get(j, ()):
            if claim.stance[j] == "affirms":
                weight[claim.key] = weight.get(claim.key, 0.0) + best[j] / len(claim.members) ** SHARE
    return max(weight, key=lambda k: (weight[k], k)) if weight else f"unit {group[0]}"


def denials(corpus: Corpus, index: Index, homes: Mapping[int, Sequence[Claim]]) -> dict[int, dict[int, float]]:
    """For each denying unit, the units that assert what it denies, with the score of the pair."""
    against = Index(corpus.denied, corpus.space)
    tell = tellers(() if said.kind or said.open else said.deeds.keys() & corpus.about for said in corpus.said)
    found: dict[int, dict[int, float]] = {}
    for i, said in enumerate(corpus.said):
        if not said.kind or said.open:
            continue
        core = _weighed(corpus, dict.fromkeys(sorted(said.core) or said.denied, 1.0))  # a sum hangs on the order
        denied = _weighed(corpus, said.denied)
        pool = index.near(corpus.denied, i, LEAST)[:POOL]
        others = np.array([j for j, _ in pool], int)
        alike = against.likeness(corpus.denied, i, others), index.likeness(corpus.asserted, i, others)
        for (j, x), deny, assert_ in zip(pool, *alike, strict=True):
            if corpus.said[j].open or not _may_oppose(corpus, i, j):
                continue
            if corpus.said[j].kind and deny >= x:
                continue  # it denies the same
            kind = _plainly(corpus, i, j)
            if kind == NEGATOR and not _answers(corpus, i, j, homes):
                continue  # what is negated by the way is at issue nowhere
            if kind in (ANSWER, NEGATOR) and not any(corpus.said[j].asserted.get(h) == 1.0 for h in said.heads):
                continue  # background: what is negated is not at issue there
            if assert_ >= x:
                continue  # what it denies is beside what both assert
            held = (_covered(words, corpus.said[j].asserted) for words in (core, denied))
            measures = x, *held, _covered(_own(corpus, j), said.denied)
            score = PLAIN[kind] * sum(measures) / len(measures)
            score *= SAME if corpus.units[i].holder == corpus.units[j].holder else 1.0
            score *= TURNED if corpus.said[j].kind else 1.0
            if score >= (OWN if kind == NEGATOR and corpus.units[i].form == AUTHOR else LEAST):
                found.setdefault(i, {})[j] = score
        for j in sorted({j for deed in said.denied_deeds for j in tell.get(deed, ())[:WIDE]}):
            if not (_deed(corpus, i, j) and _may_oppose(corpus, i, j)):
                continue
            same = SAME if corpus.units[i].holder == corpus.units[j].holder else 1.0
            score = DEED * PLAIN[_plainly(corpus, i, j)] * same
            found.setdefault(i, {})[j] = max(score, found.get(i, {}).get(j, 0.0))
    return found


def _plainly(corpus: Corpus, i: int, j: int) -> str:
    """How plainly one unit denies what another asserts: a mere negator answers who tells the very deed that it denies."""
    kind = corpus.said[i].kind
    return ANSWER if kind == NEGATOR and _deed(corpus, i, j) else kind


def _deed(corpus: Corpus, i: int, j: int) -> frozenset[Deed]:
    """The deeds that the folder is about, one unit denies and another tells."""
    return answered(corpus.said[i].denied_deeds, corpus.said[j].deeds) & corpus.about


def _answers(corpus: Corpus, i: int, j: int, homes: Mapping[int, Sequence[Claim]]) -> bool:
    """Whether a unit speaks of what another says: it shares a claim with it, or stands soon after it."""
    shared = {claim.key for claim in homes.get(i, ())} & {claim.key for claim in homes.get(j, ())}
    return bool(shared or set(corpus.units[i].before) & set(corpus.units[j].sentences))


def _own(corpus: Corpus, j: int) -> dict[str, float]:
    """What a unit asserts in its own words, without the sentence around them, weighed."""
    return _weighed(corpus, {t: 1.0 for t, x in corpus.said[j].asserted.items() if x == 1.0})


def _weighed(corpus: Corpus, bag: Mapping[str, float]) -> dict[str, float]:
    """Words times their rarity; those that stand in no unit (the sentence before may be none) are left out."""
    weighs = corpus.space.weighs
    return {t: x * weighs[t] for t, x in bag.items() if t in weighs}


def _covered(words: Mapping[str, float], bag: Mapping[str, float]) -> float:
    """The share of some words, by weight, that a bag holds."""
    total = sum(words.values())
    told = dict(bag.items())
    return sum([w * told.get(t, 0.0) for t, w in words.items()]) / total if total else 0.0


def disputes(corpus: Corpus, pairs: dict[int, dict[int, float]]) -> list[list[int]]:
    """Denying units that deny one thing."""
    index = Index(corpus.denied, corpus.space)
    near = index.pairs(corpus.denied, pairs.keys(), 0.05)
    return [g for g in clusters.linked(corpus.denied, near, ALIKE) if g[0] in pairs]


def _against(corpus: Corpus, group: list[int], pairs: dict[int, dict[int, float]], index: Index) -> list[Pair]:
    """What stands against each denial of a dispute: its own pairs, and what asserts what the dispute denies as a whole.

    The latter is like the likest of its kind, too: their words tell what is asserted where the denial has few. A dispute
    of mere negators has its own pairs only.
    """
    near = Counter(j for i in group for j, _ in index.near(corpus.denied, i, COMPLETES, WIDE))
    pool = {j: n for j, n in near.items() if not corpus.said[j].kind and not corpus.said[j].open}
    pool |= {j: near[j] + 1 for i in group for j in pairs[i]}
    others = np.array(sorted(sorted(pool.keys() - set(group), key=lambda j: (-pool[j], j))[:OTHERS]), int)
    if not len(others):
        return []
    like = np.array([index.likeness(corpus.denied, i, others) for i in group])
    mean = like.mean(axis=0)
    denied = _weighed(corpus, _mean([corpus.said[i].denied for i in group]))
    share = np.array([_covered(denied, corpus.said[j].asserted) for j in others])
    stands = (share >= max(HELD, BESIDE * share.max())) & (mean >= NEARLY * mean.max())
    if len(others) > LIKEST:
        likest = np.argsort(-mean - share, kind="stable")[:LIKEST]
        with_them = np.mean([index.likeness(corpus.asserted, j, others) for j in others[likest]], axis=0)
        stands &= with_them >= WITH * with_them[likest].mean()
    stands &= any(corpus.said[i].kind != NEGATOR for i in group)  # what is negated by the way is no dispute
    found = []
    for i, row in zip(group, like, strict=True):
        for j, x, all_ in zip(others.tolist(), row.tolist(), stands, strict=True):
            two = all_ and corpus.units[i].holder != corpus.units[j].holder  # voices
            if j in pairs[i] or (two and _may_oppose(corpus, i, j)):
                found.append((pairs[i].get(j, 0.0), x, i, j))
    return sorted(found, key=lambda p: (-p[0], -p[1], p[2], p[3]))


def _mean(bags: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of some bags of words."""
    found: dict[str, float] = {}
    for bag in bags:
        for term, x in sorted(bag.items()):
            found[term] = found.get(term, 0.0) + x / len(bags)
    return found


def _may_oppose(corpus: Corpus, i: int, j: int) -> bool:
    """Whether what a unit denies can be what another tells: they stand in two sentences, and tell no deed of others."""
    one, other = corpus.units[i], corpus.units[j]
    apart = one.doc != other.doc or set(one.sentences).isdisjoint(other.sentences)
    return apart and not corpus.of_others(i, j)


def _rows(
    corpus: Corpus, group: list[int], pairs: dict[int, dict[int, float]], claim: Claim | None, index: Index
) -> list[dict]:
    """The rows of one dispute: per denying sentence, or voice, the pairs with all that stands against it."""
    units = corpus.units
    group = sorted(sorted(group, key=lambda i: (-max(pairs[i].values()), i))[:DENIALS])
    found = _against(corpus, group, pairs, index)
    rows: list[list[Pair]] = []
    of: dict[object, int] = {}  # which row a voice or a sentence has
    for pair in found:
        i = pair[2]
        keys = units[i].holder, (units[i].doc, units[i].sentences)
        n = next((of[k] for k in keys if k in of), min(len(rows), ROWS - 1) if pair[0] > 0 else None)
        if n is None:
            continue
        if n == len(rows):
            rows.append([])
        rows[n].append(pair)
        for key in keys:
            of.setdefault(key, n)
    on = claim.key if claim else ""
    return [_row(corpus, lead, lead[0] * FADES**n, rest[: INSTANCES - 1], on) for n, (lead, *rest) in enumerate(rows)]


def stands_in(turned_by: str, cue: str, content: str) -> bool:
    """Whether the words that turn a statement are its own, in cue or content, and not those of a saying around it."""
    return " ".join(turned_by.lower().split()) in " ".join(f"{cue} {content}".lower().split())


def _row(corpus: Corpus, lead: Pair, score: float, rest: list[Pair], on: str) -> dict:
    *_, i, j = lead
    a, b, said = corpus.units[i], corpus.units[j], corpus.said[i]
    own = stands_in(said.turned_by, a.cue, a.content)  # else it is of who tells it, about these words
    told = "in" if own else "around these words of"
    why = f"a denial told {told} {a.doc}, against what {b.doc} tells: “{said.turned_by}”"
    # who share no more than a deed may tell it of two persons, or days
    alike = lead[0] > DEED and not out_of_time(said.denied_deeds, corpus.said[j].deeds)
    strength = "direct" if own and alike and _plainly(corpus, i, j) != NEGATOR else "tension"
    pairs = [(p, q) for *_, p, q in (lead, *rest)]
    return row_of(corpus, pairs, on, "denial", score, why, said.kind, strength, said.turned_by)
