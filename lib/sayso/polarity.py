"""Polarity: which words of a sentence turn what another part of it says round, or leave it open.

Three kinds of words turn: negators ("not", "no"), denials ("denied", "reject the claim that") and words that call a thing
untrue ("called reports of it false"). Each reaches as far as grammar lets it: a negator a few words, or the clause
after "not true that"; a denial its clause; what follows reaches back over a copula ("… was rejected") or to a noun of
claiming. An even number of them cancels out. A condition, "whether", or a negated verb of saying leaves it open.
"""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass

from sayso import words as lists

NEAR = 3  # words over which a negator reaches, or a denial that no clause follows
CLAUSE = 15  # words over which a denial reaches into the clause after it
BACK = 10  # words after the match within which it may be called untrue
NEGATORS = lists.marked("turning", "negator") | lists.marked("turning", "refusal")
DENIALS, UNTRUE = lists.marked("turning", "denial"), lists.marked("turning", "false")
NOUNS, BOUNDARIES = lists.marked("telling", "claim"), lists.marked("turning", "boundary")
PHRASES = tuple(tuple(phrase.split()) for phrase in sorted(lists.marked("turning", "harmless")))
COPULAS = frozenset(["is", "are", "was", "were", "be", "been", "being"])
CALLS = lists.marked("turning", "call")
CONDITIONS = frozenset(["if", "unless", "whether"])
SPEAKS_ON = {"said", "says", "added", "adding", "insisted", "claimed", "called", "he", "she", "they", "it", "we", "i"}


@dataclass(frozen=True)
class Turning:
    """What is around a match: whether it is turned round, whether it is left open, and by which words, in order."""

    turned: bool
    left_open: bool
    words: tuple[str, ...]


def is_negator(word: str) -> bool:
    """Whether a word in lower case negates: from the list, or ending in n't."""
    return word in NEGATORS or word.endswith(("n’t", "n't"))


def turning(
    words: Sequence[str], own: Collection[int], parted: Collection[int] = (), cue: int = 0, quoted: bool = False
) -> Turning:
    """What turns the words at the indices ``own``, which a pattern names, among ``words`` in lower case.

    No word of ``own`` turns anything. ``parted`` are indices of words that a comma or the like stands before; the
    first ``cue`` words are the cue, whose denial reaches all that it reports; ``quoted`` tells that this is a direct
    quotation, which may be the denial itself ("denied it: “There was none”").
    """
    return _Sentence(words, frozenset(own), frozenset(parted), cue, quoted).turning()


class _Sentence:
    def __init__(self, words: Sequence[str], own: Set[int], parted: Set[int], cue: int, quoted: bool) -> None:
        self.words, self.own, self.parted, self.cue, self.quoted = words, own, parted, cue, quoted
        self.first, self.last = min(own), max(own)
        self.negators = {i for i, w in enumerate(words) if i not in own and is_negator(w) and self._negates(i)}
        self.denials = {i for i, _ in enumerate(words) if i not in own and self._denies(i)}

    def turning(self) -> Turning:
        """Negators and denials before, inside and after the match, counted."""
        if found := self._left_open():
            return Turning(False, True, tuple(self.words[i] for i in found))
        before = self._told_once({i for i in self.denials if i < self.last and self._denial_reaches(i)})
        after = self._called_untrue(bool(before))
        by_cue = {i for i in before if i < self.cue <= self.first}
        plain = {i for i in self.negators if i < self.last and self._negator_reaches(i)}
        if self.quoted and by_cue and (after or plain or before - by_cue):
            before -= by_cue
        of_denials = {i for i in self.negators for d in before | after if i < d <= i + NEAR and not self._bound(i, d)}
        turned = before | after | self._without_emphasis(plain) | of_denials
        return Turning(len(turned) % 2 == 1, False, tuple(self._phrase(i) for i in sorted(turned)))

    def _negates(self, i: int) -> bool:
        """Not in "not only", nor as the answer "No, …"."""
        if self.words[i] == "no" and i + 1 in self.parted:
            return False
        return not any(tuple(self.words[i : i + len(phrase)]) == phrase for phrase in PHRASES)

    def _denies(self, i: int) -> bool:
        word, after = self.words[i], self.words[i + 1 : i + 2]
        if word in ("rule", "rules", "ruled", "ruling"):
            return list(after) == ["out"]
        return word in DENIALS or word in UNTRUE

    def _phrase(self, i: int) -> str:
        return f"{self.words[i]} out" if self.words[i].startswith("rul") else self.words[i]

    def _bound(self, a: int, b: int, but: Collection[str] = ()) -> bool:
        """Whether a clause ends between two words."""
        return any(
            word in BOUNDARIES and word not in but and (word != "yet" or i in self.parted)  # "not yet" ends none
            for i, word in enumerate(self.words[a + 1 : b], a + 1)
        )

    def _target(self, i: int) -> int:
        """The first word of the match after a word."""
        return min(own for own in self.own if own > i)

    def _negator_reaches(self, i: int) -> bool:
        target = self._target(i)
        if self._bound(i, target):
            return False
        if any(word in lists.marked("turning", "raising") for word in self.words[i + 1 : min(i + 1 + NEAR, target)]):
            return target - i <= CLAUSE
        names_one = any(is_negator(self.words[k]) for k in self.own)  # "no, never any" is emphasis
        return (target - i <= NEAR or i > self.first) and (self._denies_itself() or not names_one)

    def _denies_itself(self) -> bool:
        return any(self.words[k] in DENIALS or self.words[k] in UNTRUE for k in self.own)

    def _denial_reaches(self, i: int) -> bool:
        target, word = self._target(i), self.words[i]
        if i < self.cue <= target:
            return True
        between = range(i + 1, target)
        noun = word.endswith(("al", "als", "ion", "ions"))
        aside = any(k in self.parted for k in (*between, target)) or "despite" in self.words[max(0, i - NEAR) : i]
        if noun and aside:
            return False
        if target - i > CLAUSE or self._bound(i, target, ("as", "which", "who")) or self._speaks_on(i, target):
            return False
        clause = any(self.words[k] == "that" or self.words[k] in NOUNS for k in between)
        return clause or target - i <= NEAR or word.startswith(("deni", "deny"))

    def _told_once(self, found: set[int]) -> set[int]:
        """ "Denied false reports" and "rejected and denied" deny once."""
        once = set()
        for i in found:
            joined = i + 2 in found and self.words[i + 1] in ("and", "or")
            earlier = [d for d in found if d < i]
            untrue_too = self.words[i] in UNTRUE and earlier and not self._copula(max(earlier), i)
            own = [k for k in self.own if k > i and self.words[k] in UNTRUE and not self._copula(i, k)]
            if not (joined or untrue_too or own):
                once.add(i)
        return once

    def _copula(self, a: int, b: int) -> bool:
        return any(word in COPULAS for word in self.words[a + 1 : b])

    def _speaks_on(self, i: int, target: int) -> bool:
        """Whether "and he said" begins another saying."""
        return any(self.words[k] == "and" and self.words[k + 1] in SPEAKS_ON for k in range(i + 1, target))

    def _called_untrue(self, denied: bool) -> set[int]:
        """The first word after the match that denies it or calls it untrue."""
        told = self.words[max(0, self.first - CLAUSE) : self.last + 1]
        claimed = any(word in NOUNS or word in CALLS for word in told) and not self._denies_itself()
        for i in range(self.last + 1, min(len(self.words), self.last + 1 + BACK)):
            word, before = self.words[i], self.words[max(self.last + 1, i - 3) : i]
            if (word in BOUNDARIES and word not in ("as", "which")) or (word == "and" and not claimed):
                break
            if i not in self.denials:
                continue
            if COPULAS & set(before) or list(self.words[i + 1 : i + 2]) == ["by"]:
                return {i}
            if "which" in before or any(noun in NOUNS for noun in before):
                return {i}
            if word in UNTRUE and claimed and not denied:
                return {i}
        return set()

    def _without_emphasis(self, found: set[int]) -> set[int]:
        """ "Neither … nor" negates once."""
        nor = max((i for i in found if self.words[i] == "nor"), default=-1)
        return {i for i in found if i >= nor}

    def _left_open(self) -> list[int]:
        """The words that leave it open: a condition before it, or a negated verb that takes no position."""
        for i in range(self.first - 1, -1, -1):
            if self.words[i] in CONDITIONS and not self._ended(i):
                return [i]
        for i in sorted(self.negators):
            if i >= self.first:
                break
            for k in range(i + 1, min(i + 1 + NEAR, self.first)):
                if k in self.denials and self.words[i] in lists.marked("turning", "refusal"):
                    return [i, k]
                reaches = not self._bound(k, self.first) and (self.first - i <= CLAUSE or i < self.cue)
                if self.words[k] in lists.marked("turning", "uncommitted") and reaches:
                    return [i, k]
        return []

    def _ended(self, i: int) -> bool:
        """Whether a condition is over before the match: after a comma, or "then"."""
        return any(k in self.parted or self.words[k] == "then" for k in range(i + 1, self.first + 1))
