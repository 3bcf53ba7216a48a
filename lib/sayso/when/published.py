"""When a document was published, as its text and what is known of it propose; nothing is asserted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sayso.intervals import bounds, from_bounds
from sayso.when.expressions import Expression, find
from sayso.when.order import day_order
from sayso.when.sense import Dating, dating_of, day_of

HEAD, TAIL = 1500, 400  # characters at either end of a text in which a date may be the document's own
LABEL = re.compile(
    r"(?i:(?P<lead>^\W*|[|•·(\[]\s*|)\b(?P<label>(?:first |last )?(?:published|updated|modified)|publication date"
    r"|posted|issued|released|filed|date|retrieved|accessed|archived)(?:\s(?:on|at|in))?\s*(?P<colon>:?)\s*)$"
)
BOUNDING = ("retrieved", "accessed", "archived")
BYLINE = re.compile(r"^\W*(?i:by)(?:\s+(?:[A-Z]\S*|and|for|in|of|the|[|•·–—-]))+\s*$")
PLACE_BEFORE = re.compile(r"^\W{0,3}(?!In\b|On\b|At\b)[A-Z][\w.'’-]*(?:[\s,/]+[A-Z(][\w.'’)-]*){0,6}\s*[,(:–—-]\s*\(?$")
AGENCY_BEFORE = re.compile(r"\([A-Z][\w. /-]{1,30}\)\s*[-–—]{1,2}\s*$")
DASH_AFTER = re.compile(r"^\s*(?:,?\s*\(?[A-Z][\w .]{1,30}\)?)?\s*\)?\s*(?:[-–—]{1,2}|:)\s*\S")
NOT_TIME = re.compile(r"(?i:\d{1,2}[:.]\d\d(?:[:.]\d\d)?|\b(?:[ap]\.?m\.?|[A-Z]{2,4}T|GMT|UTC|at|on|of)\b|[\W_])")
ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/_.-]|$)")
STILL_AHEAD = re.compile(r"\b(?:will|shall)\b[^.;!?\n]{0,60}$")


def document_date(text: str, metadata: dict[str, str] | None = None) -> list[Dating]:
    """What the text and its metadata propose as the publication date, strongest first; nothing is asserted.

    ``metadata`` is a row of documents.csv (published, url, retrieved, archived), with ``country`` if known. A
    proposal is a date stated in the metadata, labelled ("Published: …"), in a byline, a dateline, alone on a line
    near either end, or in the address; then bounds: not after it was retrieved or archived, not before the latest
    date it tells of in the past tense, not after a date that it says will come.
    """
    known = metadata or {}
    ceiling = latest_publication(known)
    order, _ = day_order(text, country=known.get("country", ""))
    found = find(text)
    stated = [_stated(known), *_in_address(known.get("url", ""))]
    anchor = next((d.edtf for d in stated if d), "") or ceiling
    places = [(e, _own_place(e, text)) for e in found]
    proposed = [_as_own(e, place, anchor, order, ceiling) for e, place in places if place]
    bounding = [Dating(ceiling, "", "", "not after it was retrieved or archived")] if ceiling else []
    told = _told([e for e, place in places if not place], text)
    return [d for d in stated[:1] if d] + sorted(proposed, key=_strength) + stated[1:] + bounding + told


def latest_publication(known: Mapping[str, str]) -> str:
    """The bound that retrieval or archiving sets to a document's publication, EDTF; "" where neither is known."""
    days = [day for key in ("retrieved", "archived") if (day := bounds(known.get(key, ""))[1])]
    return from_bounds(None, min(days)) if days else ""


def _stated(known: dict[str, str]) -> Dating | None:
    words = known.get("published_words", "")
    return Dating(known["published"], words, "", "stated in the metadata") if known.get("published") else None


def _in_address(url: str) -> list[Dating]:
    match = ADDRESS.search(url)
    if match is None:
        return []
    year, month, day = (int(part) if part else None for part in match.groups())
    if day and not day_of(year, month, day):
        return []
    edtf = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
    return [Dating(edtf, match[0], "", "date in the address")]


def _own_place(e: Expression, text: str) -> str:
    """The place at an end of the text that makes a date the document's own, or ""."""
    if e.kind not in ("day", "numeric", "month") or e.shift is not None or e.relation or e.part:
        return ""
    if HEAD <= e.start <= len(text) - TAIL:
        return ""
    begin, end = text.rfind("\n", 0, e.start) + 1, text.find("\n", e.end)
    before, after = text[max(begin, e.start - 160) : e.start], text[e.end : end if end >= 0 else len(text)][:160]
    label = LABEL.search(before)
    if label and (label["colon"] or label["lead"] or label.start() == 0):
        return f"labelled {label['label'].lower()!r}"
    if e.kind == "month":
        return ""
    if BYLINE.match(before):
        return "in a byline"
    if AGENCY_BEFORE.search(before) or (PLACE_BEFORE.match(before) and DASH_AFTER.match(after)):
        return "in a dateline"
    alone = not NOT_TIME.sub("", before + " " + after)
    return "alone on a line" if alone else ""


def _as_own(e: Expression, place: str, anchor: str, order: str, ceiling: str) -> Dating:
    dating = dating_of(e, anchor, tense="past", order=order, within=ceiling)
    if dating.edtf and place.endswith(tuple(f"{label!r}" for label in BOUNDING)):
        dating = replace(dating, edtf=from_bounds(None, bounds(dating.edtf)[1]))
    return replace(dating, rule=place, why="; ".join(filter(None, [dating.rule, dating.why])))


def _strength(dating: Dating) -> tuple[int, int]:
    """Labelled before a byline, a dateline, a line of its own; then what was changed later, bounds, and refusals."""
    weaker = ("in a byline", "in a dateline", "alone on a line")
    grade = 1 + weaker.index(dating.rule) if dating.rule in weaker else 0
    late = "updated" in dating.rule or "modified" in dating.rule or dating.edtf.startswith("..")
    return 4 if late or not dating.edtf else grade, int(dating.spans.split(":")[0])


def _told(found: list[Expression], text: str) -> list[Dating]:
    """Bounds from content: the latest date told of as past, the earliest told of as still to come."""
    dated = [e for e in found if e.kind in ("day", "month", "year") and e.year and not (e.relation or e.part)]
    past = [e for e in dated if "past" in e.tense and not STILL_AHEAD.search(text[max(0, e.start - 80) : e.start])]
    ahead = [e for e in dated if STILL_AHEAD.search(text[max(0, e.start - 80) : e.start])]
    told = []
    if past:
        latest = max((dating_of(e) for e in past), key=lambda d: bounds(d.edtf)[0] or date.min)
        told.append(replace(latest, edtf=from_bounds(bounds(latest.edtf)[0], None), rule="tells of it as past"))
    if ahead:
        nearest = min((dating_of(e) for e in ahead), key=lambda d: bounds(d.edtf)[1] or date.max)
        told.append(replace(nearest, edtf=from_bounds(None, bounds(nearest.edtf)[1]), rule="says it will come"))
    return [d for d in told if d.edtf]
