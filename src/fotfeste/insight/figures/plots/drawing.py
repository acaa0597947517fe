"""From a Vega-Lite specification to SVG that may stand in a page: the one place for colours, type and safety.

The pages allow no inline style (`style-src 'self'` blocks every `style` attribute, also in SVG put into HTML), so the
SVG is inlined with presentation attributes only: vl-convert writes those for nearly everything, and what is left in a
`style` attribute is rewritten here. Inlined, not linked as an image: the text is then real text in the page's own
font, follows dark mode (`currentColor`) and print, and can be read and searched. Nothing is fetched: no map, no font,
no data address is ever in a specification.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

# Readable on white and on the dark background (contrast 3:1 or more on both), told apart by people who do not see
# red and green, and of different lightness in black and white. Position and words carry the meaning, colour helps.
GOOD = "#1f8a7d"
SOME = "#5b86c4"
OTHER = "#b9812f"
INK = "currentColor"
QUIET = 0.72
FAINT = 0.10
BAND = 0.14
FONT = "'Inter Variable', Inter, sans-serif"

_CONFIG: dict[str, Any] = {
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "padding": 2,
    "axis": {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelColor": INK,
        "labelFontSize": 13,
        "domain": False,
        "ticks": False,
        "grid": False,
        "title": None,
        "labelPadding": 8,
    },
    "text": {"font": FONT, "fontSize": 13, "color": INK},
    "title": {"font": FONT, "fontSize": 14, "fontWeight": 600, "color": INK, "anchor": "start", "offset": 6},
}


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a picture, already worded: a caption, column heads, and rows of as many cells."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture with what it says in words (`alt`) and the table behind it. `svg` is safe to put into a page."""

    svg: str
    alt: str
    table: Table


def draw(spec: Mapping[str, Any], *, title: str, alt: str, name: str) -> str:
    """Draw the specification. `name` makes the ids unique in a page: use another for each picture.

    Raises ValueError when the specification would fetch something.
    """
    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "config": _CONFIG, **spec}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    if '"url"' in text:
        raise ValueError("A picture may not fetch anything. Put its data into the specification.")
    return _label(_drawn(text), title=title, alt=alt, name=name)


@lru_cache(maxsize=256)
def _drawn(spec: str) -> str:
    import vl_convert

    return without_style(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def without_style(svg: str) -> str:
    """The same SVG with every `style` attribute turned into presentation attributes, which the pages allow."""

    def rewrite(match: re.Match[str]) -> str:
        pairs = (part.split(":", 1) for part in match.group(1).split(";") if ":" in part)
        known = [(k.strip(), v.strip()) for k, v in pairs if k.strip() in _PRESENTATION]
        return "".join(f' {k}="{v}"' for k, v in known)

    return re.sub(r'\sstyle="([^"]*)"', rewrite, svg)


_PRESENTATION = {
    "fill",
    "fill-opacity",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
}


def _label(svg: str, *, title: str, alt: str, name: str) -> str:
    """One picture with one name and one description; the drawing's own roles would be read aloud piece by piece."""
    svg = re.sub(r'\s(?:aria-[a-z]+|role|class)="[^"]*"', "", svg)
    # Two pictures in one page would else clip each other: vl-convert numbers its clips from one count.
    svg = re.sub(r"(?<=[\"#])(clip\d+)(?=[\")])", rf"{name}-\1", svg)
    width, height = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg).groups()  # type: ignore[union-attr]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" role="img" aria-labelledby="{name}-t {name}-d" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" preserveAspectRatio="xMinYMin meet">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(alt)}</desc>'
    )
    return re.sub(r"^<svg[^>]*>", lambda _: head, svg, count=1)


def values(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows as the data part of a specification."""
    return {"values": [dict(r) for r in rows]}
