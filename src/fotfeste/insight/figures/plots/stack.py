"""A stack: everyone in a group as one bar, parted by what became of them, so that nobody is left out of the picture.

For paper, also in black and white: neighbouring parts differ in lightness, a fine white line parts them, those who
broke off are an outline, and what is not known or hidden is a dashed one. A part too narrow for its number is read in
the table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fotfeste.insight.figures.plots.drawing import INK, QUIET, Plot, Table, draw, values


class Tone(StrEnum):
    """What a part stands for, as lightness; the style sheet of the paper has the same five for the table's heads."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    LEFT = "left"
    UNKNOWN = "unknown"


# Fill, outline, and the colour of a number inside.
TONES = {
    Tone.FIRST: ("#14524a", "#14524a", "#ffffff"),
    Tone.SECOND: ("#58998c", "#58998c", "#000000"),
    Tone.THIRD: ("#c5ddd6", "#c5ddd6", "#000000"),
    Tone.LEFT: ("#ffffff", "#26231e", "#000000"),
    Tone.UNKNOWN: ("#ffffff", "#6d685f", "#000000"),
}
_NAMES, _BAR, _ROW, _HEIGHT = 176, 490, 33, 24
# A number of up to three digits needs so much of the bar; a word needs more.
_NARROWEST, _NARROWEST_WORD = 0.055, 0.14


@dataclass(frozen=True, slots=True)
class StackPart:
    """So many of the bar's persons, and what is written in it."""

    amount: int
    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class StackRow:
    """One group. Without parts its `note` stands where the bar would be."""

    name: str
    parts: tuple[StackPart, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class StackWords:
    """The words of the chart in the reader's language, and the table behind it."""

    title: str
    alt: str
    table: Table


def stack_chart(rows: Sequence[StackRow], words: StackWords, *, name: str) -> Plot:
    """One bar for each group, all of the same length: the whole group. A bar without anybody is not drawn."""
    parts = [part for row in rows for part in _placed(row)]
    notes = [{"name": row.name, "text": row.note} for row in rows if not row.parts]
    y: dict[str, Any] = {
        "field": "name",
        "type": "nominal",
        "sort": [row.name for row in rows],
        "axis": None,
        "scale": {"domain": [row.name for row in rows]},
    }
    x = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": None}
    named = {"type": "text", "align": "left", "dx": -_NAMES, "fontSize": 13}

    def bars(which: dict[str, str], **more: Any) -> dict[str, Any]:
        return {
            "transform": [which],
            "mark": {"type": "bar", "height": _HEIGHT, "strokeWidth": 1, **more},
            "encoding": {
                "y": y,
                "x": {"field": "low", **x},
                "x2": {"field": "high"},
                "fill": {"field": "fill", "type": "nominal", "scale": None},
                "stroke": {"field": "outline", "type": "nominal", "scale": None},
            },
        }

    said = [
        {
            "data": values(notes),
            "mark": {"type": "text", "align": "left", "fontSize": 13, "opacity": QUIET, "color": INK},
            "encoding": {"y": y, "x": {"datum": 0, **x}, "text": {"field": "text"}},
        }
    ]
    spec = {
        "width": _BAR,
        "height": {"step": _ROW},
        "data": values(parts),
        "layer": [
            {
                "data": values([{"name": row.name} for row in rows]),
                "mark": named,
                "encoding": {"y": y, "x": {"datum": 0, **x}, "text": {"field": "name"}},
            },
            *(said if notes else []),
            bars({"filter": "datum.known"}),
            bars({"filter": "!datum.known"}, strokeDash=[3, 2]),
            {
                "mark": {"type": "text", "fontSize": 13, "fontWeight": 600},
                "encoding": {
                    "y": y,
                    "x": {"field": "middle", **x},
                    "text": {"field": "text"},
                    "color": {"field": "ink", "type": "nominal", "scale": None},
                },
            },
        ],
    }
    return Plot(svg=draw(spec, title=words.title, alt=words.alt, name=name), alt=words.alt, table=words.table)


def _placed(row: StackRow) -> list[dict[str, Any]]:
    """The parts with where they begin and end, a hair's breadth apart."""
    whole, at, out = sum(part.amount for part in row.parts), 0, []
    for part in row.parts:
        if not part.amount:
            continue
        low, high = at / whole, (at + part.amount) / whole
        at += part.amount
        fill, outline, ink = TONES[part.tone]
        needed = _NARROWEST if part.text.isdigit() else _NARROWEST_WORD
        out.append(
            {
                "name": row.name,
                "low": low + 0.002,
                "high": max(high - 0.002, low + 0.003),
                "middle": (low + high) / 2,
                "text": part.text if high - low >= needed else "",
                "fill": fill,
                "outline": outline,
                "ink": ink,
                "known": part.tone is not Tone.UNKNOWN,
            }
        )
    return out
