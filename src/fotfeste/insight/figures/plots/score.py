"""One score over the occasions: a small line, every point labelled, the change threshold as a quiet band."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fotfeste.insight.figures.plots.drawing import BAND, GOOD, INK, QUIET, Plot, Table, draw, values


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """One occasion. `value` None: not scored, no point there. `text` is the value as people read it."""

    label: str
    value: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Band:
    """Where a change counts as small: from the baseline to the threshold. `text` names the threshold and its size."""

    low: float
    high: float
    text: str


@dataclass(frozen=True, slots=True)
class ScoreWords:
    """The words in the reader's language. `title` says what is measured, `direction` which way is better."""

    title: str
    direction: str
    alt: str
    caption: str
    head: tuple[str, str]  # occasion, score


def score_line(
    points: Sequence[ScorePoint],
    words: ScoreWords,
    *,
    name: str,
    low: float | None = None,
    high: float | None = None,
    band: Band | None = None,
    width: int = 240,
) -> Plot:
    """`low` and `high` are the ends of the scale where it has ends; a scale without end is cut to what is there."""
    known = [p.value for p in points if p.value is not None]
    spread = [*known, *([band.low, band.high] if band else [])]
    bottom = low if low is not None else min(spread, default=0.0)
    top = high if high is not None else max(spread, default=1.0)
    room = (top - bottom or 1.0) * 0.12
    rows = [{"at": p.label, "value": p.value, "text": p.text} for p in points]
    x: dict[str, Any] = {
        "field": "at",
        "type": "ordinal",
        "sort": [p.label for p in points],
        "axis": {"labelAngle": 0, "labelFontSize": 12, "labelOpacity": QUIET},
        "scale": {"padding": 0.35},
    }
    scale = {"domain": [bottom - room, top + room], "nice": False, "zero": False}
    y: dict[str, Any] = {"field": "value", "type": "quantitative", "scale": scale, "axis": None}
    layers: list[dict[str, Any]] = []
    if band:
        layers.append(
            {
                "data": values([{}]),
                "mark": {"type": "rect", "color": GOOD, "opacity": BAND},
                "encoding": {
                    "y": {"datum": band.low, "type": "quantitative", "scale": scale, "axis": None},
                    "y2": {"datum": band.high},
                },
            }
        )
    layers += [
        # Joined past an occasion without a score: the way between is not known, only that it led from here to there.
        {
            "transform": [{"filter": "datum.value !== null"}],
            "mark": {"type": "line", "color": INK, "strokeWidth": 2},
            "encoding": {"x": x, "y": y},
        },
        {
            "transform": [{"filter": "datum.value !== null"}],
            "mark": {"type": "point", "filled": True, "size": 60, "color": INK, "opacity": 1},
            "encoding": {"x": x, "y": y},
        },
        {
            "transform": [{"filter": "datum.value !== null"}],
            "mark": {"type": "text", "dy": -13, "fontWeight": 600, "fontSize": 14},
            "encoding": {"x": x, "y": y, "text": {"field": "text"}},
        },
    ]
    under = [words.direction, band.text] if band else [words.direction]
    spec = {
        "title": {"text": words.title, "subtitle": under, "subtitleColor": INK, "subtitleFontSize": 12},
        "width": width,
        "height": 96,
        "data": values(rows),
        "layer": layers,
    }
    return Plot(
        svg=draw(spec, title=words.title, alt=words.alt, name=name),
        alt=words.alt,
        table=Table(words.caption, words.head, tuple((p.label, p.text) for p in points)),
    )
