"""Rows of invented statements for tests of what is made of them: who says what, against whom, and copied from where."""

import toy
from hearsay import tables
from hearsay.analysis import contradictions
from hearsay.corpus import coding

NAMES = {"okafor": "Ines Okafor", "reyl": "Tomas Reyl"}
JUDGES = tables.CODERS.of([{"by": "judge", "type": "person", "how": "read them"}])


def proposed(rows):
    found = contradictions.propose(rows, coding.stances_of(rows), coding.quantities_of(rows, toy.BOOK), toy.BOOK, NAMES)
    return tables.CONTRADICTIONS.check(found)


def one(actor="okafor", doc_id="d1", **more):
    return {"actor": actor, "doc_id": doc_id} | more


def two(actor="reyl", doc_id="d2", **more):
    return {"actor": actor, "doc_id": doc_id} | more


def takes(stances, **more):
    return {"stances": stances} | more


YES, NO = takes("checked:affirms"), takes("checked:denies")


def says(doc="d1", actor="okafor", stances="checked:affirms", **more):
    return {"doc_id": doc, "actor": actor, "stances": stances} | more


def copy(rows, a, b, kind):
    one, two = (rows.set_index("id").loc[i] for i in (a, b))
    sides = {
        "a_doc": one["doc_id"],
        "a_spans": one["content_spans"],
        "b_doc": two["doc_id"],
        "b_spans": two["content_spans"],
    }
    return tables.REUSE.of([sides | {"kind": kind, "score": "1.00"}])
