"""Who said what, when, on whose word, and who contradicts whom: functions on tables.

| a researcher types | |
|---|---|
| `open_reading("seeds")` | a folder of documents, every table an attribute |
| `read("any text")` | the statements of a text, with their speakers |
| `show(table)`, `passages(rows, …)` | how rows look in a notebook |
| `save_figure(figure, rows, name, alt)` | a figure, and beside it the rows that it shows |

Each is loaded when it is first asked for, so that `import hearsay` takes no time.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hearsay.pasted import read
    from hearsay.reading import open_reading
    from hearsay.show.figures import save_figure
    from hearsay.show.html import passages, show

__all__ = ["open_reading", "passages", "read", "save_figure", "show"]
ROOMS = {
    "open_reading": "hearsay.reading",
    "passages": "hearsay.show.html",
    "read": "hearsay.pasted",
    "save_figure": "hearsay.show.figures",
    "show": "hearsay.show.html",
}


def __getattr__(name: str) -> Any:
    if name not in ROOMS:
        raise AttributeError(f"module 'hearsay' has no attribute {name!r}; it has {__all__}")
    return getattr(importlib.import_module(ROOMS[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])


class _Package(ModuleType):
    """Lets the function `show` keep its name beside the room `hearsay.show`, which imports reach all the same."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in ROOMS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
