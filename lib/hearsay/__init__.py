"""Who said what, when, on whose word, and who contradicts whom: functions on tables.

What a researcher types is here; each name is loaded when it is first asked for.
"""

from importlib import import_module

HOMES = {"open_reading": "selection", "read": "selection", "cards": "cards", "issue_cards": "cards"}
HOMES |= {"finding": "finding", "folded": "html", "table": "html", "save_figure": "figures.style"}
__all__ = sorted(HOMES)


def __getattr__(name: str) -> object:
    if name in HOMES:
        return getattr(import_module(f"hearsay.show.{HOMES[name]}"), name)
    raise AttributeError(f"module 'hearsay' has no attribute {name!r}; it has {', '.join(__all__)}")
