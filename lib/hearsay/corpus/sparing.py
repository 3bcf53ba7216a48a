"""One document on which a stage fails is left out there and named with the error; the others go on."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Made = TypeVar("Made")


def spared(stage: str, compute: Callable[[list[str]], Made], doc_ids: Iterable[str], failed: dict[str, str]) -> Made:
    """What ``compute`` makes of documents, without those on which it fails.

    Where it fails on all together, each is tried alone; ``failed`` then tells by doc_id the stage and the error. An error
    that no document makes alone is raised.
    """
    every = list(doc_ids)
    try:
        return compute(every)
    except Exception:
        bad = {doc_id: why for doc_id in every if (why := _fault(compute, doc_id))}
        if not bad:
            raise
    for doc_id, why in bad.items():
        failed[doc_id] = "; ".join(filter(None, [failed.get(doc_id), f"the reader failed at {stage}: {why}"]))
    return compute([doc_id for doc_id in every if doc_id not in bad])


def _fault(compute: Callable[[list[str]], object], doc_id: str) -> str:
    try:
        compute([doc_id])
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""
