"""pytest runs the committed notebooks through nbval; here are the mends it needs, and a home for what they write.

It stands at the top, so that `pytest notebooks` alone is as strict as the whole suite.
"""

import base64
import hashlib
import io
import os

import pytest
from nbval.plugin import IPyNbCell

from hearsay import run

as_nbval_does = IPyNbCell.sanitize


def pytest_configure() -> None:
    """Notebooks under test write their figures below build/, never to figures/."""
    run.isolate(run.BUILD / ".nbval")
    IPyNbCell.sanitize = sanitize


def sanitize(cell: IPyNbCell, text: object) -> object:
    """What two outputs are compared by: of a PNG its pixels, since two builds of zlib pack the same ones otherwise."""
    if isinstance(text, str) and text.startswith("iVBORw0KGgo"):
        from PIL import Image

        with Image.open(io.BytesIO(base64.b64decode(text))) as picture:
            return hashlib.sha256(repr(picture.size).encode() + picture.convert("RGB").tobytes()).hexdigest()
    return as_nbval_does(cell, text)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Compare a figure's rows everywhere (its text has their hash) and its pixels in CI; wait longer for an output.

    Another build of the font engine may draw a line otherwise by a hair, and nbval gives up after five seconds (its
    issue 231).
    """
    for item in items:
        if isinstance(item, IPyNbCell):
            item.output_timeout = 60
            kept = () if os.environ.get("CI") else ("image/png", "image/svg+xml")
            skipped = [key for key in item.parent.skip_compare if not key.startswith("image/")]
            item.parent.skip_compare = (*skipped, *kept)
