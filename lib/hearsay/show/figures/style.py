"""How every figure looks, and how one is kept: SVG with its text as text, PNG, and the rows that it shows.

Colour and shape tell a stance and nothing else; hollow is an ascription; what is inferred or wide is pale or dashed. All
of it is told twice, so that nothing is lost in grey. Fonts are measured by DejaVu Sans, which ships with matplotlib and
runs wide, so what a reader's own sans-serif draws always fits.
"""

import hashlib
import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from hearsay import tables
from hearsay.show.html import Html

STYLE = Path(__file__).parents[1] / "hearsay.mplstyle"
SVG, PNG = "image/svg+xml", "image/png"
DPI, SHADES = 110, 256  # of the PNG in a notebook
COLOURS = {"affirms": "#0072B2", "qualifies": "#00785A", "denies": "#C24A00"}
MARKS = {"affirms": "o", "qualifies": "D", "denies": "X"}
QUIET = "#555555"
NOTHING = (
    "No figure: there is nothing to draw. Claims come from a codebook.toml, or from statements that say one thing."
)


@dataclass(frozen=True)
class SavedFigure:
    """A figure as it was saved; at the end of a cell it shows itself, with its alternative text.

    An untrusted notebook shows the PNG, a trusted one the SVG. The text tells the rows by their hash, so that a
    comparison of outputs sees a change of them wherever it runs.
    """

    name: str
    svg: str
    png: bytes
    alt: str
    rows: str

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        about = {"alt": self.alt, "name": self.name}
        data = {SVG: self.svg, PNG: self.png, "text/plain": f"{self.alt} ({self.rows})"}
        return data, {SVG: about, PNG: about}


def save_figure(figure: Figure | Axes, data: pd.DataFrame, name: str, alt: str) -> SavedFigure | Html:
    """Write NAME.svg and, beside it, NAME.csv, the rows it shows; the same input gives the same bytes.

    ``name`` begins with the number of its notebook ("03-claims-over-time"). ``alt`` says in words what the figure
    shows, for those who do not see it. Both go to the figures folder of the run, which HEARSAY_OUT names, or below build/
    where a notebook is opened by hand; beside that folder stand a PNG and a PDF for papers. The figure is closed, so
    that it is not shown twice. Without rows nothing is kept, and a line says so.
    """
    figure = figure.get_figure(root=True)
    plt.close(figure)
    if data.empty:
        return Html(f"<p>{NOTHING}</p>", NOTHING)
    by_hand = Path(__file__).resolve().parents[4] / "build" / ".lab"
    out = Path(os.environ.get("HEARSAY_OUT", by_hand))
    svg, png = rendered(figure, "svg", {"Title": alt, "Date": None, "Creator": None}).decode(), as_png(figure)
    rows = out / "figures" / f"{name}.csv"
    tables.write(data, rows)
    rows.with_suffix(".svg").write_text(svg, encoding="utf-8", newline="")
    (out / "papers").mkdir(exist_ok=True)
    (out / "papers" / f"{name}.png").write_bytes(png)
    (out / "papers" / f"{name}.pdf").write_bytes(rendered(figure, "pdf", {"CreationDate": None, "Creator": None}))
    digest = hashlib.sha256(rows.read_bytes()).hexdigest()[:10]
    return SavedFigure(name, svg, png, alt, f"{len(data)} rows, {digest}")


def rendered(figure: Figure, kind: str, metadata: Mapping[str, str | None], dpi: float | str = "figure") -> bytes:
    """The figure as svg, png or pdf. ``metadata`` of None is left out: it would tell when and by what it was made."""
    buffer = io.BytesIO()
    with plt.style.context(STYLE):
        figure.savefig(buffer, format=kind, dpi=dpi, metadata=metadata, bbox_inches="tight")
    return buffer.getvalue()


def as_png(figure: Figure) -> bytes:
    """The figure as a small PNG of few shades, for readers whose notebook shows no SVG."""
    small = io.BytesIO()
    drawn = Image.open(io.BytesIO(rendered(figure, "png", {"Software": None}, DPI)))
    drawn.convert("RGB").quantize(SHADES).save(small, "PNG", optimize=True)
    return small.getvalue()


def opened(width: float) -> Axes:
    """A bare axes over all of a figure, in inches from the top left; `finished` says how high it is."""
    ax = plt.figure(figsize=(width, 1), layout="none").add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(1, 0))
    ax.axis("off")
    return ax


def finished(ax: Axes, height: float) -> Axes:
    """The axes with its figure as high as what was drawn, which the sum of many heights is only nearly."""
    height = round(height, 2)
    ax.figure.set_size_inches(ax.get_xlim()[1], height)
    ax.set_ylim(height, 0)
    return ax


def write(ax: Axes, x: float, y: float, text: str, size: float = 8, **style) -> None:
    """Words at a place in inches, in the one font."""
    drawn = {"va": "center", "color": "#222222", "parse_math": False} | style  # a $ is money and starts no formula
    ax.text(x, y, text, fontsize=size, **drawn)


def stack(ax: Axes, x: float, y: float, lines: Sequence[str], step: float, size: float, **style) -> float:
    """Lines of words below one another; the height below them."""
    for n, line in enumerate(lines):
        write(ax, x, y + step * n, line, size, **style)
    return y + step * len(lines)


def mark(ax: Axes, x: float, y: float, stance: str, hollow: bool = False, size: float = 6.5) -> None:
    """The mark of a stance; hollow where it is ascribed."""
    face = "white" if hollow else COLOURS[stance]
    style = {"color": COLOURS[stance], "markerfacecolor": face, "linestyle": "none", "zorder": 4}
    ax.plot([x], [y], marker=MARKS[stance], markersize=size, **style)
