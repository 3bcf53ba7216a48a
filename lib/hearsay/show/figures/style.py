"""How every figure looks, and how one is kept: SVG with its text as text, PNG, and the rows that it shows.

Colour and shape tell a stance and nothing else; hollow is an ascription; what is inferred or wide is pale or dashed. All
of it is told twice, so that nothing is lost in grey. Fonts are measured by DejaVu Sans, which ships with matplotlib and
runs wide, so what a reader's own sans-serif draws always fits.
"""

import hashlib
import io
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from hearsay import tables
from hearsay.show.html import Html

STYLE = Path(__file__).parents[1] / "hearsay.mplstyle"
SVG, PNG = "image/svg+xml", "image/png"
FONTS = "'DejaVu Sans', Verdana, 'Segoe UI', Arial, sans-serif"
DPI, SHADES = 110, 256  # of the PNG in a notebook
COLOURS = {"affirms": "#0072B2", "qualifies": "#00785A", "denies": "#C24A00"}
MARKS = {"affirms": "o", "qualifies": "D", "denies": "X"}
QUIET = "#555555"
LONGEST_ALT = 4000  # characters that anybody would have read out
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
    figure = figure if isinstance(figure, Figure) else figure.get_figure()
    alt = alt if len(alt) <= LONGEST_ALT else f"{alt[:LONGEST_ALT]}… {len(data):,} rows in all"
    if data.empty:
        plt.close(figure)
        return Html(f"<p>{NOTHING}</p>", NOTHING)
    by_hand = Path(__file__).resolve().parents[4] / "build" / ".lab"
    out = Path(os.environ.get("HEARSAY_OUT", by_hand))
    rows, svg, png = out / "figures" / f"{name}.csv", as_svg(figure, alt), as_png(figure)
    tables.write(data, rows)
    rows.with_suffix(".svg").write_text(svg, encoding="utf-8", newline="")
    (out / "papers").mkdir(exist_ok=True)
    (out / "papers" / f"{name}.png").write_bytes(png)
    (out / "papers" / f"{name}.pdf").write_bytes(rendered(figure, "pdf", "CreationDate", "Creator"))
    plt.close(figure)
    digest = hashlib.sha256(rows.read_bytes()).hexdigest()[:10]
    return SavedFigure(name, svg, png, alt, f"{len(data)} rows, {digest}")


def rendered(figure: Figure, kind: str, *unsaid: str, dpi: float | str = "figure") -> bytes:
    """The figure as svg, png or pdf, without some of the metadata, which would tell when and by what it was made."""
    buffer = io.BytesIO()
    with plt.style.context([STYLE, {"pdf.fonttype": 42}]):
        figure.savefig(buffer, format=kind, dpi=dpi, metadata=dict.fromkeys(unsaid), bbox_inches="tight")
    return buffer.getvalue()


def as_svg(figure: Figure, alt: str = "") -> str:
    """The figure as SVG, its text as text in a named stack of fonts, without date or creator."""
    drawn = rendered(figure, "svg", "Date", "Creator").decode()
    svg = re.sub(r"(font(?:-family)?:[^;\"]*?)'DejaVu Sans'[^;\"]*", rf"\1{FONTS}", drawn)
    svg = smaller(svg)
    head = f' role="img">\n <title>{escape(alt)}</title>'
    return re.sub(r"(<svg [^>]*)>", lambda m: m[1] + head, svg, count=1) if alt else svg


def smaller(svg: str) -> str:
    """The same picture in fewer bytes: without what says nothing (our axes clip nothing), with hundredths of a point."""
    svg = re.sub(r"<metadata>.*?</metadata>|<clipPath.*?</clipPath>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r' clip-path="[^"]*"|(?<=<g) id="[^"]*"', "", svg)
    svg = re.sub(r"(\.\d\d)\d+", r"\1", svg)
    svg = svg.replace(" -0 L 0 -0 z", " 0 L 0 0 z")  # the edge of the page, whose height is a sum
    return re.sub(r"\s*\n\s*", "\n", svg)


def as_png(figure: Figure) -> bytes:
    """The figure as a small PNG of few shades, for readers whose notebook shows no SVG."""
    from PIL import Image

    small = io.BytesIO()
    drawn = Image.open(io.BytesIO(rendered(figure, "png", "Software", dpi=DPI)))
    drawn.convert("RGB").quantize(SHADES).save(small, "PNG", optimize=True)
    return small.getvalue()


def opened(width: float) -> Axes:
    """A bare axes over all of a figure, in inches from the top left; `finished` says how high it is."""
    with plt.style.context(STYLE):
        drawn = plt.figure(figsize=(width, 1))
        drawn.set_layout_engine("none")
        ax = drawn.add_axes((0, 0, 1, 1))
        ax.set(xlim=(0, width), ylim=(1, 0))
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


def stack(
    ax: Axes, x: float, y: float, lines: Sequence[str], step: float, size: float, centred=False, **style
) -> float:
    """Lines of words below one another, from a height or around it; the height below them."""
    y -= step * (len(lines) - 1) / 2 if centred else 0
    for n, line in enumerate(lines):
        write(ax, x, y + step * n, line, size, **style)
    return y + step * len(lines)


def ground(ax: Axes, left: float, right: float, top: float, bottom: float) -> None:
    """A pale ground that tells apart what stands on it."""
    ax.fill_between([left, right], top, bottom, color="#f4f4f4", linewidth=0, zorder=0)


def mark(ax: Axes, x: float, y: float, stance: str, hollow: bool = False, size: float = 6.5) -> None:
    """The mark of a stance; hollow where it is ascribed."""
    face = "white" if hollow else COLOURS[stance]
    style = {"color": COLOURS[stance], "markerfacecolor": face, "linestyle": "none", "zorder": 4}
    ax.plot([x], [y], marker=MARKS[stance], markersize=size, **style)
