"""Attributions by rules that a reader can follow: the engine `rules`, and features for the trained one."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from hearsay.attribution import Attribution, attribution
from hearsay.quotes import inside, quotations

SAID = re.compile(r"\b(?:said|says|told|added|wrote)\b")


def attribute(doc: Doc) -> list[Attribution]:
    """The attributions of a tokenized Doc with sentences, in order."""
    text = doc.text
    found, mask = [], inside(text)
    for q in quotations(text):
        if m := SAID.search(text, q.end, q.end + 60):
            content = doc.char_span(q.start, q.end, alignment_mode="expand")
            cue = doc.char_span(*m.span(), alignment_mode="expand")
            pieces = [(content.start, content.end)], [(cue.start, cue.end)]
            found.append(attribution(doc, [], pieces[1], pieces[0], "quotation", 0.5, mask))
    return found
