"""The outcome chart: one block for each outcome, groups under each other, bar, interval and numbers side by side.

Aligned bars and not a stack: every share starts at the same line, so that small shares can be compared and each can
carry its own interval. It reads the same in black and white.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fotfeste.insight.figures.plots.drawing import FAINT, GOOD, INK, OTHER, QUIET, SOME, Plot, Table, draw, values

COLOURS = (GOOD, SOME, OTHER)
_ROW = 34
_ROW_WITH_NAME = 50
_BAR_WIDE, _BAR_NARROW = 128, 170
_NAMES = 160
_NUMBERS = 130


@dataclass(frozen=True, slots=True)
class OutcomeBar:
    """One group in one block. `share`, `low`, `high` from 0 to 1, or None when hidden or empty.

    number  the share as people read it ("93 %"), or the word for hidden or none
    detail  what stands behind it in smaller type ("84 av 90")
    spread  the interval in words, for the table ("86–97 %")
    """

    group: str
    share: float | None
    low: float | None
    high: float | None
    number: str
    detail: str
    spread: str


@dataclass(frozen=True, slots=True)
class OutcomeBlock:
    """One outcome with a bar for every group, all blocks in the same order of groups."""

    title: str
    bars: tuple[OutcomeBar, ...]


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """The words of the chart in the reader's language."""

    title: str
    alt: str
    caption: str
    head: tuple[str, str, str, str, str]  # group, outcome, share, persons, interval


def outcome_chart(
    blocks: Sequence[OutcomeBlock], words: OutcomeWords, *, name: str, shape: Literal["wide", "narrow"] = "wide"
) -> Plot:
    """Blocks side by side (wide, for a screen or a sheet) or under each other (narrow, for a phone)."""
    wide = shape == "wide"
    parts = [_block(b, COLOURS[i % len(COLOURS)], names=wide and i == 0, wide=wide) for i, b in enumerate(blocks)]
    spec = {"hconcat" if wide else "vconcat": parts, "spacing": 20 if wide else 18}
    rows = tuple((bar.group, b.title, bar.number, bar.detail, bar.spread) for b in blocks for bar in b.bars)
    return Plot(
        svg=draw(spec, title=words.title, alt=words.alt, name=name),
        alt=words.alt,
        table=Table(words.caption, words.head, rows),
    )


def _block(block: OutcomeBlock, colour: str, *, names: bool, wide: bool) -> dict[str, Any]:
    order = [b.group for b in block.bars]
    bar = _BAR_WIDE if wide else _BAR_NARROW
    rows = [
        {
            "group": b.group,
            "share": b.share,
            "low": b.low,
            "high": b.high,
            "number": b.number,
            "detail": b.detail,
        }
        for b in block.bars
    ]
    known = [{"filter": "datum.share !== null"}]
    y: dict[str, Any] = {
        "field": "group",
        "type": "nominal",
        "sort": order,
        # The room for names is set, not measured: the page may draw them in a wider font than the server has.
        "axis": {"labelLimit": _NAMES, "minExtent": _NAMES, "maxExtent": _NAMES} if names else None,
    }
    x = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": None}

    def layer(mark: dict[str, Any], **encoding: Any) -> dict[str, Any]:
        return {"mark": mark, "encoding": {"y": y, **encoding}}

    def known_layer(mark: dict[str, Any], **encoding: Any) -> dict[str, Any]:
        return {"transform": known, **layer(mark, **encoding)}

    # On a phone the names stand over their bars: beside them they would leave no room for the bars.
    over = {"type": "text", "align": "left", "dy": -17, "fontSize": 13}
    above = [] if wide else [layer(over, x={"datum": 0, **x}, text={"field": "group"})]
    return {
        "title": {"text": block.title, "frame": "group"},
        "width": bar,
        "height": {"step": _ROW if wide else _ROW_WITH_NAME},
        "data": values(rows),
        "layer": [
            *above,
            layer(
                {"type": "bar", "height": 18, "color": INK, "opacity": FAINT, "cornerRadius": 2},
                x={"datum": 1, **x},
            ),
            known_layer({"type": "bar", "height": 18, "color": colour, "cornerRadius": 2}, x={"field": "share", **x}),
            known_layer(
                {"type": "rule", "strokeWidth": 1.5, "color": INK}, x={"field": "low", **x}, x2={"field": "high"}
            ),
            known_layer({"type": "tick", "height": 9, "thickness": 1.5, "color": INK}, x={"field": "low", **x}),
            known_layer({"type": "tick", "height": 9, "thickness": 1.5, "color": INK}, x={"field": "high", **x}),
            # Nothing to see: keeps room for the numbers to the right, whatever font they are drawn in.
            {
                "mark": {"type": "rule", "opacity": 0},
                "encoding": {"x": {"value": bar}, "x2": {"value": bar + _NUMBERS}},
            },
            layer(
                {"type": "text", "align": "left", "dx": bar + 10, "fontWeight": 600, "fontSize": 14},
                x={"datum": 0, **x},
                text={"field": "number"},
            ),
            layer(
                {"type": "text", "align": "left", "dx": bar + 58, "opacity": QUIET, "fontSize": 12},
                x={"datum": 0, **x},
                text={"field": "detail"},
            ),
        ],
    }
