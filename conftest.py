"""pytest runs the committed notebooks through nbval; here are the two mends it needs, and a home for what they write.

It stands at the top, so that `pytest notebooks` alone is as strict as the whole suite.
"""

import pytest
from nbval.plugin import IPyNbCell

from hearsay import run


def pytest_configure() -> None:
    """Notebooks under test write their figures below build/, never to figures/."""
    run.isolate(run.BUILD / ".nbval")
    run.prepare_fonts()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Compare pictures too (nbval skips them), and allow an output more than five seconds (nbval issue 231)."""
    for item in items:
        if isinstance(item, IPyNbCell):
            item.output_timeout = 60
            item.parent.skip_compare = tuple(key for key in item.parent.skip_compare if not key.startswith("image/"))
