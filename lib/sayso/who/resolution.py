"""Who the source of each statement is, within its document, by plain rules that each give their name and a confidence.

The rules, in order: an alias of the ledger; a name, by itself, with a title, a surname or initials of a name met in
full; a relative or personal pronoun, by recency, number, gender where the text tells it, and who spoke before; a
definite description, by the words that the ledger or the document itself gives of an actor; a quotation that goes on.
What no rule resolves stays "".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from sayso.spans import items, parse_spans
from sayso.who import names
from sayso.who.cast import BODIES, ORGANISATION, PERSON, STATE, UNNAMED, Cast, Figure, Ledger, bare_words
from sayso.who.names import Phrase, stem

LEAST = 0.5  # a pronoun or description resolved with less is left unresolved
NOTE = re.compile(r"(?:actor|via): ([^|]*?), ([01](?:\.\d+)?) \((?P<name>[^|]*), (?P<type>\w+)\)(?=$| \| )")
PLEONASTIC = re.compile(  # `it is clear`, `makes it clear`: nobody speaks
    r"\bit(?: is|[’']s| was| (?:has|had) been| seems| appears| comes| turns| will be| would be)\b"
    r"|\b(?:make|makes|made|making|find|found|think|take) it ",
    re.I,
)
CITING = re.compile(r",?\s+(?:citing|quoting|which (?:cited|quoted))\s+([^,.;:!?\"“”\n]{2,80})")
GOES_BY = re.compile(
    r"[^.;:!?\"“”\n]{0,80}?\b(?:(?:goes|going|went) by(?: the name(?: of)?)?|(?:by|under) the name of"
    r"|(?:himself|herself) as)\s+"
)
GOING_ON = names.words_of("added adds adding continued continues continuing noting saying concluded went too also")
PASSIVE = names.words_of("is are was were be been being reportedly allegedly supposedly by per it as")
PRESS_OR_OFFICE = names.words_of("new news agency newspaper medium television tv ministry department court")
QUANTITIES = names.words_of("some many several few most both none half third percent majority minority number one all")
DEFINITE = names.words_of("the this that these those poss his her its their our")
ROLE_BLIND = names.words_of("source insider person")


class Found(NamedTuple):
    """An actor's key, the rule that found it, how sure it is."""

    key: str
    rule: str
    confidence: float


class Spoken(NamedTuple):
    """Who spoke at a place; whether inside another's words."""

    at: int
    key: str
    inner: bool


NOBODY = Found("", "unresolved", 0.0)


def resolve(statements: pd.DataFrame, actors: pd.DataFrame, masked: Mapping[str, str]) -> pd.DataFrame:
    """Statements with `actor` filled from the source words, `anonymous` where that is unnamed, the rule in `note`.

    The note reads ``actor: surname, 0.9``; of an actor that the ledger does not hold it adds ``(Ana Lee, person)``,
    from which `provisional_actors` makes rows. Spans are offsets into the masked texts. Unresolved actors stay "".
    """
    ledger = Ledger(actors)
    out = statements.copy()
    told: dict[object, tuple[str, str, str]] = {}
    for doc, group in statements.groupby("doc_id", sort=False):
        reader = Reader(Cast(str(doc), masked.get(str(doc), ""), ledger), group)
        told.update(reader.read())
    cells = [told[i] for i in out.index]
    out["actor"] = [key for key, _, _ in cells]
    out["anonymous"] = [anonymous for _, anonymous, _ in cells]
    out["note"] = [" | ".join(filter(None, [old, new])) for old, (_, _, new) in zip(out["note"], cells, strict=True)]
    return out


def provisional_actors(statements: pd.DataFrame) -> pd.DataFrame:
    """Rows for the table of actors, one for each actor that `resolve` found without a row in the ledger."""
    found: dict[str, dict[str, str]] = {}
    for row in statements.itertuples():
        for m in NOTE.finditer(row.note):
            for key in _keys(row, m[0].startswith("via"), m["name"]):
                rest = {"actor": key, "name": m["name"], "type": m["type"]}
                found.setdefault(key, rest | {"evidence": f"{row.doc_id}: {row.source or row.cue}"})
    rows = [found[key] for key in sorted(found)]
    return pd.DataFrame(rows, columns=["actor", "name", "type", "evidence"], dtype=str)


def _keys(row, relayed: bool, name: str) -> list[str]:
    """The keys that a name in a note stands for: the row's actor, or the hand whose key is made of the name."""
    if not relayed:
        return [row.actor] if row.actor else []
    key = names.slug(name)
    return [
        h
        for h in (v.removesuffix("?") for v in items(row.via))
        if h in (key, f"{key}-provisional", f"{key}@{row.doc_id}")
    ]


class Reader:
    """One document's statements, resolved in the order of the text."""

    def __init__(self, cast: Cast, group: pd.DataFrame) -> None:
        self.cast = cast
        self.rows = list(group.itertuples())
        self.numbers = {row.Index: n for n, row in enumerate(self.rows)}
        self.contents = sorted((a, b, n) for n, r in enumerate(self.rows) for a, b in parse_spans(r.content_spans))
        self.spoken: list[Spoken] = []
        self.found: dict[int, Found] = {}
        self.unnamed: dict[str, Figure] = {}
        for key in cast.ledger.rows:
            if cast.ledger.rows[key][0].type == UNNAMED and cast.ledger.stands_in(key, cast.doc):
                self.unnamed[key] = cast.ledger.figure(key)

    def read(self) -> Iterator[tuple[object, tuple[str, str, str]]]:
        """By index of the row: actor, anonymous, note."""
        order = sorted(range(len(self.rows)), key=lambda n: (self.place(n), n))
        outer = self.enclosing(order)
        later = []
        for n in order:
            phrase = names.read_phrase(self.rows[n].source)
            if phrase.kind == "pronoun" and phrase.head in ("i", "we", "me", "us"):
                later.append(n)
                continue
            self._settle(n, self._actor(n, phrase, outer.get(n)), n in outer)
        for n in later:
            speaker = self.found.get(outer[n], NOBODY) if n in outer and self._reported(n, outer[n]) else NOBODY
            first = Found(speaker.key, "speaker of the quotation around it", round(0.9 * speaker.confidence, 2))
            self._settle(n, first if speaker.key else NOBODY, True)
        for n, row in enumerate(self.rows):
            yield row.Index, self._cells(self.found[n])

    def _reported(self, n: int, outer: int) -> bool:
        """Whether a first person is another's: inside quotation marks, or in a block that a colon introduces."""
        begin = parse_spans(self.rows[outer].content_spans)[0][0]
        at = self.place(n)
        return any(self.cast.quoted[at : at + 1]) or self.cast.text[max(0, begin - 40) : begin].rstrip().endswith(":")

    def _cells(self, found: Found) -> tuple[str, str, str]:
        note = f"actor: {found.rule}, {found.confidence:.2g}"
        figure = self.figure(found.key)
        if figure is None:
            return "", "", note
        if not figure.known:
            kind = PERSON if figure.type == PERSON else figure.type
            note += f" ({figure.name.replace('|', '/')}, {kind})"
        return found.key, "yes" if figure.type == UNNAMED else "", note

    def _settle(self, n: int, found: Found, inner: bool) -> None:
        if found.key and found.confidence < LEAST:
            found = NOBODY
        self.found[n] = found
        if found.key:
            self.spoken.append(Spoken(self.place(n), found.key, inner))

    def figure(self, key: str) -> Figure | None:
        """An actor as this document and the ledger describe it; None for an unresolved one."""
        if not key:
            return None
        found = self.cast.figures.get(key) or self.unnamed.get(key)
        return found or (self.cast.ledger.figure(key) if key in self.cast.ledger.rows else None)

    def described(self, words: str, at: int) -> Found | None:
        """Who a phrase at a character means, as it would as a source."""
        phrase = names.read_phrase(words)
        found = self._alias(words, phrase) or self._by_phrase(phrase, at)
        return found if found and found.confidence >= LEAST else None

    def place(self, n: int) -> int:
        """Where a statement's source stands, else its cue, else its content."""
        row = self.rows[n]
        for cell in (row.source_spans, row.cue_spans, row.content_spans):
            if cell:
                return parse_spans(cell)[0][0]
        return 0

    def enclosing(self, order: list[int]) -> dict[int, int]:
        """By statement, the one whose content holds its source."""
        found: dict[int, int] = {}
        stack: list[tuple[int, int, int]] = []
        i = 0
        for n in order:
            at = self.place(n)
            while i < len(self.contents) and self.contents[i][0] <= at:
                stack.append(self.contents[i])
                i += 1
            while stack and stack[-1][1] <= at:
                stack.pop()
            holding = [c for c in stack[-6:] if c[1] > at and c[2] != n]
            if holding and (self.rows[n].source_spans or self.rows[n].cue_spans):
                found[n] = holding[-1][2]
        return found

    # -- the rules ----------------------------------------------------------------------------------

    def _actor(self, n: int, phrase: Phrase, outer: int | None) -> Found:
        row, at = self.rows[n], self.place(n)
        if not row.source.strip():
            return self._goes_on(n)
        if found := self._cited(row, at):
            return found
        if phrase.kind in ("relative", "description") and (found := self._goes_by(at)):
            return found
        if phrase.kind == "relative":
            return self._relative(at)
        if phrase.kind == "pronoun":
            if phrase.head == "it" and PLEONASTIC.search(self.cast.text[max(0, at - 12) : at + 24]):
                return NOBODY
            return self._pronoun(phrase.head, at, outer)
        found = self._alias(row.source, phrase) or self._by_phrase(phrase, at)
        return found or self._last_piece(row, at) or NOBODY

    def _last_piece(self, row, at: int) -> Found | None:
        """Of a source that holds more than a phrase, what stands right before the cue: `their fight, the aide said`."""
        piece = re.split(r"[,;”\"]\s*", row.source)[-1].strip()
        if not piece or piece == row.source:
            return None
        phrase = names.read_phrase(piece)
        found = self._alias(piece, phrase) or (self._by_phrase(phrase, at) if phrase.kind != "pronoun" else None)
        return found._replace(confidence=round(0.8 * found.confidence, 2)) if found and found.key else None

    def _by_phrase(self, phrase: Phrase, at: int) -> Found | None:
        if found := self._after_office(phrase):
            return found
        if phrase.kind == "name":
            return self._name(phrase, at)
        if phrase.kind == "description":
            return self._description(phrase, at) or self._new_description(phrase)
        return None

    def _alias(self, source: str, phrase: Phrase) -> Found | None:
        """An alias of the ledger, in whole or at the head of the phrase."""
        bare = bare_words(source)
        fits = [k for k in self.cast.ledger.exact.get(bare, ()) if self.cast.ledger.stands_in(k, self.cast.doc)]
        fits = [k for k in fits if bare not in self.cast.others or self.figure(k).type != PERSON]
        if fits and (any(ch.isupper() for ch in source[1:]) or all(self.figure(k).type == UNNAMED for k in fits)):
            fits.sort(key=lambda k: (self.figure(k).type != UNNAMED, k not in self.cast.figures))
            return Found(fits[0], "alias", 0.95)
        longest = ""
        for key, figure in self.unnamed.items():
            for alias in self.cast.ledger.aliases(key) if figure.known else ():
                words = bare_words(alias)
                if bare.startswith(words + " ") and len(words) > len(longest) and phrase.kind == "description":
                    longest, fits = words, [key]
        return Found(fits[0], "alias at the head of the phrase", 0.9) if longest else None

    def _name(self, phrase: Phrase, at: int) -> Found | None:
        """A name: as the ledger or the document gives it, with titles, by surname, by initials, or by given name."""
        for cut in range(len(phrase.name)):
            words = " ".join(phrase.name[cut:])
            keys = [k for k in self.cast.ledger.exact.get(bare_words(words), ()) if self.figure(k).type != UNNAMED]
            lone = cut == len(phrase.name) - 1 and phrase.name[cut].lower() in self.cast.others
            if keys and self._whole(phrase, cut) and not lone:
                here = [k for k in keys if k in self.cast.figures] or keys
                sure = 0.95 if not cut else 0.9
                return Found(here[0], "alias" if not cut and not phrase.words else "alias in the phrase", sure)
        if key := self.cast.key_of(phrase.name, at):
            figure, core = self.cast.figures[key], names.person_of(phrase.name)
            if figure.type == PERSON and len(core) == 1 and len(figure.name.split()) > 1:
                return Found(key, "surname of a name met here in full", 0.9 if self._met(figure, at) else 0.8)
            return Found(key, "name", 0.9)
        return self._surname_of_ledger(phrase) or self._short(phrase, at) or self._unmet(phrase)

    def _after_office(self, phrase: Phrase) -> Found | None:
        """A person after an office with a place or body of its own: `head of the Harbour Board Ana Lee`."""
        core = phrase.core
        at = next((i for i, t in enumerate(core) if i and t.low in ("of", "to", "for", "in", "at")), None)
        if at is None or not any(names.is_office(t.low) or t.low in names.TITLES for t in core[:at]):
            return None
        for i in range(at + 2, len(core)):
            between, name = core[at + 1 : i], [t.text for t in core[i:]]
            if any(t.low in names.TITLES or t.owns or not (t.capital or t.low == "the") for t in between):
                return None
            key = self._person_called(name)
            if key:
                return Found(key, "name after an office", 0.85)
        return None

    def _person_called(self, name: list[str]) -> str:
        keys = [k for k in self.cast.ledger.exact.get(bare_words(" ".join(name)), ()) if self.figure(k).type == PERSON]
        if keys:
            return keys[0]
        key = self.cast.key_of(name) if len(name) > 1 else ""
        return key if key and self.cast.figures[key].type == PERSON else ""

    def _whole(self, phrase: Phrase, cut: int) -> bool:
        """Whether the words before an alias in a name are titles, offices or nations, not part of another name."""
        rest = len(phrase.name) - cut
        return rest > 1 or all(names._no_name(w.lower().rstrip(".")) for w in phrase.name[:cut])

    def _met(self, figure: Figure, at: int) -> bool:
        return bool(figure.mentions) and figure.mentions[0] < at

    def _surname_of_ledger(self, phrase: Phrase) -> Found | None:
        """A surname that one person of the ledger alone has."""
        core = names.person_of(phrase.name)
        if len(core) != 1 or (
            len(phrase.name) > 1 and not {w.lower().rstrip(".") for w in phrase.name[:-1]} & names.TITLES
        ):
            return None
        keys = self.cast.ledger.surnames.get(core[0].lower(), ())
        return Found(keys[0], "surname of one person of the ledger", 0.65) if len(keys) == 1 else None

    def _short(self, phrase: Phrase, at: int) -> Found | None:
        """Initials of a body named here, or the given name of a person."""
        if len(phrase.name) != 1:
            return None
        word = phrase.name[0]
        if key := self.cast.by_initials.get(word.replace(".", "")):
            return Found(key, "initials", 0.85)
        key = self.cast.by_given.get(word, "")
        return Found(key, "given name", 0.7) if key and self._met(self.cast.figures[key], at) else None

    def _unmet(self, phrase: Phrase) -> Found | None:
        """A name that the reading of the whole text did not meet, as in a headline."""
        core = phrase.name if names.is_body_name(phrase.name) else names.person_of(phrase.name)
        if not core or all(w.lower() in names.SMALL for w in core):
            return None
        key = self.cast.add(core)
        return Found(key, "name", 0.6)

    def cited(self, n: int) -> tuple[int, int] | None:
        """Where the words of him stand whom a statement's source cites: `according to the Herald, citing Ana Lee`."""
        spans = parse_spans(self.rows[n].source_spans)
        m = CITING.search(self.cast.text, spans[0][0], min(spans[-1][1] + 90, len(self.cast.text))) if spans else None
        return m.span(1) if m and m.start() <= spans[-1][1] + 1 and m.start() > spans[0][0] else None

    def _cited(self, row, at: int) -> Found | None:
        where = self.cited(self.numbers[row.Index])
        found = self.described(self.cast.text[where[0] : where[1]], where[0]) if where else None
        return (
            Found(found.key, f"{found.rule}, cited by the source", round(0.9 * found.confidence, 2)) if found else None
        )

    def _goes_by(self, at: int) -> Found | None:
        """`a commander who goes by the name of Ana Lee`."""
        m = GOES_BY.match(self.cast.text, at)
        i = self.cast.token_at(m.end()) if m else 0
        for first, _, key in self.cast.stream[bisect_left(self.cast.stream, (i, 0, "")) :][:1] if m else ():
            if first == i:
                return Found(key, "the name that the text says it goes by", 0.85)
        return None

    def _relative(self, at: int) -> Found:
        """`who` and `which`: the name or description right before."""
        before = self.cast.text[max(0, at - 160) : at].rstrip(" ,—–-")
        end = at - 160 + len(before) if at > 160 else len(before)
        for first, last, figure in self.cast.mentions_before(at, 2):
            if first and self.cast.tokens[first - 1].low in names.PREPOSITIONS - {"by", "to", "from", "with"}:
                continue
            if self.cast.tokens[last - 1].end >= end:
                return Found(figure.key, "name before the relative pronoun", 0.85)
            clause = self.cast.text[self.cast.tokens[last - 1].end : at]
            if re.match(r"^, [^.;:!?\"“”]{3,120}, ?$", clause) and self.cast.tokens[first].start:
                return Found(figure.key, "name before the relative pronoun", 0.7)
        tail = re.split(r"[.;:!?,()\"“”\n]|\b(?:by|with|to|from|and|but|that)\b", before)[-1]
        for m in reversed(
            list(re.finditer(r"\b(?:the|a|an|some|many|several|most|two|three|other|those) ", tail, re.I))
        ):
            phrase = names.read_phrase(tail[m.start() :])
            found = self._by_phrase(phrase, at) if phrase.kind == "description" else None
            if found and found.key:
                return Found(found.key, f"{found.rule} before the relative pronoun", round(found.confidence * 0.9, 2))
        return NOBODY

    def _goes_on(self, n: int) -> Found:
        """Without a source: a quotation, or a cue such as `adding`, goes on with who spoke before."""
        row, at = self.rows[n], self.place(n)
        if row.cue.strip() and row.cue.split()[0].lower() not in PASSIVE and (found := self._subject(at)):
            return found
        last = next((s for s in reversed(self.spoken) if not s.inner), None)
        if last is None:
            return NOBODY
        near = self.cast.paragraph(at) - self.cast.paragraph(last.at)
        goes_on = not row.cue or bool({t.low for t in names.tokens(row.cue)} & GOING_ON)
        if near > 1 or not goes_on or (row.form == "indirect" and not row.cue):
            return NOBODY
        return Found(last.key, "goes on with the speaker before", 0.75 if near == 0 else 0.65)

    def _subject(self, at: int) -> Found | None:
        """The name that stands right before a cue whose source was not found: `Ana Lee, reported`."""
        for first, last, figure in self.cast.mentions_before(at, 1):
            between = self.cast.text[self.cast.tokens[last - 1].end : at]
            comma = ",?" if self._opens(first) else ""
            if first and self.cast.tokens[first - 1].low in names.PREPOSITIONS:
                continue
            near = re.fullmatch(comma + r"\s+(?:\w+ly |also |has |have |had ){0,2}", between)
            if near and not self.cast.tokens[last - 1].owns:
                return Found(figure.key, "name right before the cue", 0.65)
        return None

    # -- pronouns -----------------------------------------------------------------------------------

    def _pronoun(self, word: str, at: int, outer: int | None) -> Found:
        kinds = {"he": "he", "him": "he", "himself": "he", "she": "she", "her": "she", "herself": "she"}
        want = kinds.get(word, "they" if word in ("they", "them", "themselves") else "it" if word != "you" else "")
        inside = outer is not None and bool(self.cast.quoted[at : at + 1].strip(b"\0"))
        scores: dict[str, float] = {}
        for key, score in self._candidates(at, inside, want in ("it", "they")):
            if (bonus := self._agrees(self.figure(key), want)) is not None:
                scores[key] = max(scores.get(key, -99.0), score + bonus)
        if inside and outer in self.found:
            scores.pop(self.found[outer].key, None)
        if not scores:
            return NOBODY
        (best, key), *others = sorted(((s, k) for k, s in scores.items()), reverse=True)
        margin = best - others[0][0] if others else 2.0
        sure = 0.85 if margin >= 1.5 else 0.75 if margin >= 0.7 else 0.6
        if best < -3 or inside:
            sure -= 0.2
        return Found(
            key, f"{word}: latest speaker or subject that fits", round(sure - 0.1 * (want in ("it", "they")), 2)
        )

    def _candidates(self, at: int, inside: bool, opening: bool) -> Iterator[tuple[str, float]]:
        """Who may be meant, each with a score: near, subject of its sentence, speaker before."""
        here = self.cast.sentence(at)
        low = bisect_right([s.at for s in self.spoken[-8:]], at - 1)
        before = self.spoken[-8:][:low]
        for rank, s in enumerate(reversed(before)):
            far = min(here - self.cast.sentence(s.at), 8)
            yield s.key, (2.0 if rank == 0 else 1.2) - 0.5 * far - 1.0 * s.inner
        latest_first = list(self.cast.mentions_before(at, 24))
        firsts: dict[tuple[int, bool], int] = {}
        for first, _, figure in latest_first:
            firsts[self.cast.sentence(self.cast.tokens[first].start), figure.type == PERSON] = first
        for first, last, figure in latest_first:
            place = self.cast.tokens[first].start
            number = self.cast.sentence(place)
            if here - number > 5:
                break
            score = 1.4 * (firsts.get((number, figure.type == PERSON)) == first) - 0.5 * (here - number)
            opens = self._opens(first)
            if opening and (not opens or here - number > 2):
                continue
            score += 0.6 * opens
            score -= 0.8 * self.cast.tokens[last - 1].owns
            score -= 0.7 * (first > 0 and self.cast.tokens[first - 1].low in names.PREPOSITIONS)
            score -= 4.0 * bool(self.cast.quoted[place] and not inside)
            yield figure.key, score

    def _opens(self, first: int) -> bool:
        """Whether a name opens its sentence, its titles left out."""
        start = self.cast.sentences[self.cast.sentence(self.cast.tokens[first].start) - 1]
        return first - self.cast.token_at(start) <= 1

    def _agrees(self, figure: Figure, want: str) -> float | None:
        """A bonus where gender or number is told and fits; None where it cannot be."""
        if want in ("he", "she"):
            if not figure.may_be_person or (figure.gender and figure.gender != want):
                return None
            return 1.6 if figure.gender == want else (0.2 if figure.person else -0.5)
        if want == "they":
            if figure.many:
                return 0.6
            return 0.0 if figure.type == ORGANISATION and not figure.placed else None
        if want == "it":
            return (
                0.0
                if figure.type in BODIES or (figure.type == UNNAMED and not figure.many and not figure.person)
                else None
            )
        return None

    # -- descriptions -------------------------------------------------------------------------------

    def _description(self, phrase: Phrase, at: int) -> Found | None:
        """A definite description: the latest figure that it fits best."""
        if phrase.lead not in DEFINITE and (names.plural(phrase.head) or not phrase.core[0].capital):
            return None
        many = names.plural(phrase.head)
        best: tuple[float, float, str] | None = None
        for key, score, near in self._described(phrase, at, many):
            rank = (round(score + near, 3), near, key)
            best = max(best, rank) if best else rank
        if best and best[0] - best[1] >= LEAST:
            return Found(best[2], "description that fits", round(min(0.85, best[0] - best[1]), 2))
        return self._near_body(phrase, at) or self._generic_alias(phrase) or self._near_person(phrase, at)

    def _near_person(self, phrase: Phrase, at: int) -> Found | None:
        """`the Veldish senator`: the one person who spoke here before, if no other office is told of him or her."""
        if not self._anaphoric(phrase):
            return None
        here = self.cast.paragraph(at)
        spoke = {s.key for s in self.spoken[-3:] if here - self.cast.paragraph(s.at) <= 1 and not s.inner}
        fits = [
            k for k in spoke if self.figure(k).type == PERSON and not self._other_office(self.figure(k), phrase.head)
        ]
        return Found(fits[0], "the person who spoke before", 0.5) if len(fits) == len(spoke) == 1 else None

    def _anaphoric(self, phrase: Phrase) -> bool:
        """Whether a description has to mean a person named elsewhere: `the senator`, not `the mayor of Port Veld`."""
        limited = any(t.low in names.PREPOSITIONS or t.owns for t in phrase.core)
        single = not names.plural(phrase.head) and names.is_office(phrase.head) and not names.is_body(phrase.head)
        return phrase.lead in ("the", "this", "that") and single and not limited

    def _other_office(self, figure: Figure, head: str) -> bool:
        offices = {w for w in figure.about if names.is_office(w)}
        return bool(offices) and head not in offices and not names.GENERAL.get(head, frozenset()) & offices

    def _described(self, phrase: Phrase, at: int, many: bool) -> Iterator[tuple[str, float, float]]:
        spoke = {s.key: s.at for s in self.spoken[-40:]}
        keys = {figure.key: None for _, _, figure in self.cast.mentions_before(at, 200)} | dict.fromkeys(spoke)
        for key in keys:
            figure = self.figure(key)
            if (figure.many != many and figure.type == UNNAMED) or (many and figure.type == PERSON):
                continue
            score = self._fit(phrase, figure)
            if score <= 0:
                continue
            met = bisect_left(figure.mentions, at)
            latest = max(spoke.get(key, -1), figure.mentions[met - 1] if met else -1)
            far = self.cast.paragraph(at) - self.cast.paragraph(max(0, latest))
            yield key, score, 0.4 / (1 + far) + 0.15 * (key in spoke) - 0.3 * self._owner(latest)

    def _fit(self, phrase: Phrase, figure: Figure) -> float:
        """How well a description fits a figure, 0 to 1: its head, then each word that limits it."""
        words = figure.about | (figure.own if figure.type != PERSON else set())
        score = _head_fit(names.singular(phrase.head), figure, words)
        for t in (t for t in _modifiers(phrase) if score and t.low not in names.PLAIN):
            one = stem(t.text)
            body = self.cast.ledger.bodies.get(one)
            if any(names.kin(one, w) for w in words) or (body and f"@{body}" in words):
                score += 0.05
            elif one in figure.own and figure.type == PERSON:
                return 0.0  # Lee's envoy is not Lee
            elif t.owns and self._one_side(t.text, figure):
                score += 0.05
            elif t.capital or t.low in ("former", "ex", "retired"):
                score *= 0.45 if words - figure.own else 0.6
            else:
                score *= 0.8
        return min(score, 1.0)

    def _one_side(self, name: str, figure: Figure) -> bool:
        """Whether the ledger has a person of this name and a figure on one side."""
        rows = self.cast.ledger.rows
        key = self.cast.key_of((name,)) or next(iter(self.cast.ledger.surnames.get(name.lower(), ())), "")
        return (
            key in rows
            and figure.key in rows
            and bool(rows[key][0].side)
            and rows[key][0].side == rows[figure.key][0].side
        )

    def _owner(self, latest: int) -> bool:
        """Whether the name at a character is a possessive: one who is mentioned for somebody else's sake."""
        i = self.cast.token_at(max(0, latest))
        while i < len(self.cast.tokens) - 1 and self.cast.tokens[i + 1].capital and not self.cast.tokens[i].owns:
            i += 1
        return i < len(self.cast.tokens) and self.cast.tokens[i].owns

    def _near_body(self, phrase: Phrase, at: int) -> Found | None:
        """`the company`: the only body that spoke or was subject in this paragraph or the one before."""
        specific = [t for t in _modifiers(phrase) if t.low not in names.PLAIN]
        if (
            phrase.lead not in ("the", "this", "that")
            or not names.is_body(phrase.head)
            or specific
            or names.plural(phrase.head)
        ):
            return None
        here = self.cast.paragraph(at)
        spoke = {s.key for s in self.spoken[-3:] if here - self.cast.paragraph(s.at) <= 1}
        bodies = {k for k in spoke if self.figure(k).type in BODIES and phrase.head not in names.WRITINGS}
        if phrase.head in ("government", "country", "state", "administration"):
            bodies = {k for k in bodies if self.figure(k).type == STATE}
        return Found(min(bodies), "the body that spoke before", 0.55) if len(bodies) == 1 else None

    def _generic_alias(self, phrase: Phrase) -> Found | None:
        """A common noun that the ledger lists as an alias, where the document has nothing nearer."""
        keys = self.cast.ledger.exact.get(bare_words(" ".join(t.text for t in phrase.words)), ())
        return Found(keys[0], "alias, a common noun", 0.6) if keys else None

    def _new_description(self, phrase: Phrase) -> Found | None:
        """A source without a name that the document brings in: one actor per document and description."""
        core = phrase.core
        known = names.is_office(phrase.head) or names.is_body(phrase.head) or names.is_writing(phrase.head)
        if not known and not (names.plural(phrase.head) and phrase.head.endswith(names.PERSON_ENDINGS)):
            return None
        if _broken(phrase) or self._anaphoric(phrase):
            return None
        specific = [t for t in core if t.low not in names.PLAIN and t.low != phrase.head]
        if not specific and phrase.lead in ("the", "this", "that", "those", "these") and not names.plural(phrase.head):
            return None
        text = " ".join(t.text + ("’s" if t.owns else "") for t in core).strip()
        if names.is_body(phrase.head) and any(t.capital for t in specific) and not names.plural(phrase.head):
            return self._body(core, text)
        name = " ".join(w for i, w in enumerate(text.split()) if i or w.lower() not in ("the", "a", "an"))
        key = f"{names.slug(name)}@{self.cast.doc}"
        figure = self.unnamed.get(key)
        if figure is None:
            about = {stem(t.text) for t in phrase.words if t.low not in names.SMALL or t.text.isupper()}
            about |= {f"@{self.cast.ledger.bodies[w]}" for w in about if w in self.cast.ledger.bodies}
            many = names.plural(phrase.head)
            person = int(names.is_office(phrase.head))
            figure = Figure(key, text, UNNAMED, about, set(), many, person=person)
            low = {t.low for t in phrase.words}
            figure.male, figure.female = 3 * bool(low & names.MALE), 3 * bool(low & names.FEMALE)
            self.unnamed[key] = figure
        return Found(key, "unnamed, as described", 0.7)

    def _body(self, core: list, text: str) -> Found:
        """A body called by a name and a common noun: `the Lee campaign`."""
        words = [t.text for t in core if t.low not in ("the", "a", "an")]
        return Found(
            self.cast.add(words, ORGANISATION, text.removeprefix("the ").removeprefix("The ")), "name of a body", 0.75
        )


def _broken(phrase: Phrase) -> bool:
    """Whether a phrase is no noun phrase: a determiner inside it, or a lone singular noun without one."""
    words = phrase.core
    inner = any(t.low in ("a", "an", "the") and words[i].low not in names.PREPOSITIONS for i, t in enumerate(words[1:]))
    if phrase.head in QUANTITIES and (of := next((i for i, t in enumerate(words) if t.low == "of"), 0)):
        return not any(names.is_office(t.low) or t.low in ("them", "those") for t in words[of:])
    bare = not phrase.lead and not words[0].capital and not names.plural(phrase.head) and phrase.head != "police"
    return inner or bare


def _modifiers(phrase: Phrase) -> list:
    """The words of a description without its head."""
    words = [t for t in phrase.core if t.low not in names.PREPOSITIONS | {"and", "or"}]
    return [t for t in words if t.low != phrase.head]


def _head_fit(head: str, figure: Figure, words: set[str]) -> float:
    office, body = names.is_office(head), names.is_body(head)
    if not office and not body:  # a poll, a letter: the same that was named before
        return 0.85 if head in words and figure.type == UNNAMED else 0.0
    if office and figure.type in BODIES and not body:
        return 0.0
    if body and not office and not figure.may_be_body and not figure.many and figure.type != UNNAMED:
        return 0.0
    if head in words:
        return 0.85
    if names.GENERAL.get(head, frozenset()) & words:
        return 0.75
    if head == "group" and figure.may_be_body and figure.type != STATE:
        return 0.0 if words & PRESS_OR_OFFICE else 0.6 if figure.type == ORGANISATION else 0.5
    if head in ROLE_BLIND and figure.type == UNNAMED and not figure.many:
        return 0.4
    return 0.0
