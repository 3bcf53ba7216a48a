"""The reader: texts in, rows out. It knows nothing of folders, codebooks or notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read"]
WHO = ["actor", "via", "anonymous", "actor_rule", "actor_confidence", "via_rule", "note"]
WHEN = ["said", "said_words", "said_rule", "event", "event_words", "event_rule"]


def read(texts: str | Mapping[str, str], published: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Who said what in some texts: a row per statement, every cell a string, "" for none.

    ``texts`` are by doc_id, or one text alone, which is called "text"; ``published`` are their dates, EDTF, where known.
    Of each row: content, source and cue in words and in spans (`start:end;…`, half-open offsets into the text); form,
    act, confidence (0 to 1) and rule; actor (who the source is) and via (the hands named, nearest the speaker first);
    said and event (EDTF) with the words and rules they rest on.
    """
    import pandas as pd  # these take a second: what names of the package alone need do without

    from sayso.attribution.rows import COLUMNS, stream
    from sayso.attribution.tagger import model
    from sayso.when.dates import with_dates
    from sayso.who.casts import read_casts
    from sayso.who.resolution import identify

    texts = {"text": texts} if isinstance(texts, str) else texts
    rows = list(stream(((doc_id, text, text) for doc_id, text in sorted(texts.items())), model()))
    found = pd.DataFrame(rows, columns=list(COLUMNS), dtype=str).assign(**dict.fromkeys(WHO + WHEN, ""))
    nobody = pd.DataFrame(columns=["actor", "name", "type", "aliases"], dtype=str)
    found = identify(found, read_casts(nobody, texts)).statements
    days = [(doc_id, (published or {}).get(doc_id, "")) for doc_id in sorted(texts)]
    return with_dates(found, pd.DataFrame(days, columns=["doc_id", "published"], dtype=str), texts)
