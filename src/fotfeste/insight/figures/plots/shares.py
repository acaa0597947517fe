"""Shares as dots: one row for each share on a line from nobody to everybody, with how far chance could move it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fotfeste.insight.figures.plots.drawing import INK, QUIET, Plot, Table, draw, values

_DOT = "#14524a"
_LINE = "#bbb3a5"
_NAMES, _BAR, _NUMBERS = 244, 196, 228
_ROW, _TALL_ROW = 25, 38


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One share with its names and numbers, already worded. `share`, `low`, `high` from 0 to 1, None when not shown.

    under    a second, smaller line below the name; empty: none
    number   "48 %", or the word for hidden
    detail   what stands behind it: "38 av 80 personer"
    missing  a second line below the detail; empty: none
    """

    name: str
    under: str
    share: float | None
    low: float | None
    high: float | None
    number: str
    detail: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class ShareWords:
    """The words of the chart in the reader's language. `ends` name nobody, half and everybody on the line."""

    title: str
    alt: str
    ends: tuple[str, str, str]
    table: Table


def share_dots(rows: Sequence[ShareRow], words: ShareWords, *, name: str) -> Plot:
    """A row for each share in the order given; a share that is not shown has its word and no dot."""
    tall = any(row.under or row.missing for row in rows)
    up, down = (-8, 9) if tall else (0, 0)
    data = [
        {
            "row": str(number),
            "name": row.name,
            "under": row.under,
            "share": row.share,
            "low": row.low,
            "high": row.high,
            "number": row.number,
            "detail": row.detail,
            "missing": row.missing,
        }
        for number, row in enumerate(rows)
    ]
    y: dict[str, Any] = {
        "field": "row",
        "type": "nominal",
        "sort": [str(n) for n in range(len(rows))],
        "axis": None,
    }
    labels = {"0": words.ends[0], "0.5": words.ends[1], "1": words.ends[2]}
    axis = {
        "values": [0, 0.5, 1],
        "labelExpr": "{" + ", ".join(f"'{k}': {_quoted(v)}" for k, v in labels.items()) + "}['' + datum.value]",
        "labelFontSize": 11.5,
        "labelOpacity": QUIET,
        "labelPadding": 4,
        "grid": True,
        "gridColor": _LINE,
        "gridWidth": 0.8,
    }
    scale = {"domain": [0, 1]}
    x = {"type": "quantitative", "scale": scale, "axis": axis}
    known = [{"filter": "datum.share !== null"}]

    def text(field: str, *, dx: int, dy: int = 0, **more: Any) -> dict[str, Any]:
        mark = {"type": "text", "align": "left", "dx": dx, "dy": dy, **more}
        return {"mark": mark, "encoding": {"y": y, "x": {"datum": 0, **x}, "text": {"field": field}}}

    small = {"fontSize": 11.5, "opacity": QUIET}
    spec = {
        "width": _BAR,
        "height": {"step": _TALL_ROW if tall else _ROW},
        "data": values(data),
        "layer": [
            text("name", dx=-_NAMES, dy=up if tall else 0),
            text("under", dx=-_NAMES, dy=down, **small),
            {
                "mark": {"type": "rule", "color": _LINE, "strokeWidth": 1},
                "encoding": {"y": y, "x": {"datum": 0, **x}, "x2": {"datum": 1}},
            },
            {
                "transform": known,
                "mark": {"type": "rule", "strokeWidth": 2.5, "color": INK},
                "encoding": {"y": y, "x": {"field": "low", **x}, "x2": {"field": "high"}},
            },
            {
                "transform": known,
                "mark": {"type": "point", "filled": True, "size": 130, "color": _DOT, "opacity": 1},
                "encoding": {"y": y, "x": {"field": "share", **x}},
            },
            # Nothing to see: keeps room for the numbers to the right, whatever font they are drawn in.
            {
                "mark": {"type": "rule", "opacity": 0},
                "encoding": {"x": {"value": _BAR}, "x2": {"value": _BAR + _NUMBERS}},
            },
            text("number", dx=_BAR + 14, fontWeight=700, fontSize=15),
            text("detail", dx=_BAR + 72, dy=up if any(r.missing for r in rows) else 0, fontSize=12),
            text("missing", dx=_BAR + 72, dy=down, **small),
        ],
    }
    return Plot(svg=draw(spec, title=words.title, alt=words.alt, name=name), alt=words.alt, table=words.table)


def _quoted(text: str) -> str:
    """A text inside an expression of the drawing language."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
