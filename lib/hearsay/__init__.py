"""Who said what, when, on whose word, and who contradicts whom: functions on tables.

What a researcher types is here; each name is loaded when it is first asked for.
"""

from importlib import import_module

HOMES = {
    "open_reading": "hearsay.show.selection",
    "read": "hearsay.show.selection",
    "cards": "hearsay.show.cards",
    "issue_cards": "hearsay.show.cards",
    "finding": "hearsay.show.finding",
    "folded": "hearsay.show.html",
    "table": "hearsay.show.html",
    "save_figure": "hearsay.show.figures.style",
}
__all__ = sorted(HOMES)


def __getattr__(name: str) -> object:
    if name in HOMES:
        return getattr(import_module(HOMES[name]), name)
    raise AttributeError(f"module 'hearsay' has no attribute {name!r}; it has {', '.join(__all__)}")
