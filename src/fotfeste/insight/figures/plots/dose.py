"""Dose: what was done each week as bars inside an outline of what was planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fotfeste.insight.figures.plots.drawing import GOOD, INK, QUIET, Plot, Table, draw, values


@dataclass(frozen=True, slots=True)
class DoseWeek:
    """One week. `planned` and `done` in the same unit (visits or hours); `planned` None: nothing was planned."""

    label: str
    planned: float | None
    done: float
    text: str  # "3 av 4"


@dataclass(frozen=True, slots=True)
class DoseWords:
    """The words in the reader's language."""

    title: str
    alt: str
    caption: str
    head: tuple[str, str]  # week, done of planned


def dose_bars(weeks: Sequence[DoseWeek], words: DoseWords, *, name: str, step: int = 52) -> Plot:
    """One column for each week in order; more done than planned stands above the outline."""
    top = max([1.0, *(w.done for w in weeks), *(w.planned or 0.0 for w in weeks)])
    rows = [
        {"week": w.label, "planned": w.planned, "done": w.done, "text": w.text, "top": max(w.done, w.planned or 0.0)}
        for w in weeks
    ]
    x: dict[str, Any] = {
        "field": "week",
        "type": "ordinal",
        "sort": [w.label for w in weeks],
        "axis": {"labelAngle": 0, "labelFontSize": 12, "labelOpacity": QUIET},
    }
    scale = {"domain": [0, top * 1.2], "nice": False}

    def y(field: str) -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "scale": scale, "axis": None}

    spec = {
        "title": {"text": words.title},
        "width": {"step": step},
        "height": 90,
        "data": values(rows),
        "layer": [
            {"mark": {"type": "bar", "color": GOOD, "width": 26}, "encoding": {"x": x, "y": y("done")}},
            {
                "transform": [{"filter": "datum.planned !== null"}],
                "mark": {"type": "bar", "filled": False, "stroke": INK, "strokeWidth": 1.5, "width": 32},
                "encoding": {"x": x, "y": y("planned")},
            },
            {
                "mark": {"type": "text", "dy": -9, "fontSize": 12},
                "encoding": {"x": x, "y": y("top"), "text": {"field": "text"}},
            },
        ],
    }
    return Plot(
        svg=draw(spec, title=words.title, alt=words.alt, name=name),
        alt=words.alt,
        table=Table(words.caption, words.head, tuple((w.label, w.text) for w in weeks)),
    )
