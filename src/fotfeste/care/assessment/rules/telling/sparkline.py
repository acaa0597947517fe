"""A score over occasions as a small line: where points, labels and band go. Pure geometry, drawn by a template."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 340, 150
LEFT, RIGHT, TOP, BOTTOM = 34, 26, 20, 30
INSET = 14  # the first point stands clear of the words on the scale
LABEL_GAP = 9
STEEP = 0.8  # a line that rises faster than this would run through a label above its point
ROUND_ENDS = (1, 2, 3, 5, 10, 15, 20, 30, 40, 60, 90, 120, 180, 240, 300, 450, 600, 900)
ASCENT = 11  # how far a label under its point is moved down, so that its top clears the point


@dataclass(frozen=True, slots=True)
class Point:
    """One measured score. `label` is the number in words; the rest are places in the drawing."""

    x: float
    y: float
    label: str
    label_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """The occasion under the line. `anchor` keeps the outermost words inside the drawing."""

    x: float
    text: str
    anchor: str
    measured: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Changes that are smaller than a limit lie inside it."""

    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """The whole drawing, in units of the view box. `runs` are unbroken parts: nothing is drawn across a gap."""

    points: tuple[Point, ...]
    runs: tuple[str, ...]
    ticks: tuple[Tick, ...]
    band: Band | None
    low_text: str
    high_text: str
    low_y: float
    high_y: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right_x: int = WIDTH - RIGHT
    inner_width: int = WIDTH - LEFT - RIGHT
    end_x: int = LEFT - 8
    tick_y: int = HEIGHT - 8


def line(
    values: Sequence[tuple[str, float | None, str]],
    *,
    low: float,
    high: float | None,
    band: tuple[float, float] | None = None,
    end_text: tuple[str, str] | None = None,
) -> Line:
    """Lay out scores in order of time.

    values    (occasion, number or None when not measured, the number in words)
    low, high ends of the scale; without a high end the line gets room a fifth above its highest number
    band      lowest and highest number of the band; what lies outside the scale is cut off
    end_text  words for the two ends of the scale; the numbers themselves when not given
    """
    top = high if high is not None else _room_above([number for _, number, _ in values if number is not None], low)
    step = (WIDTH - LEFT - INSET - RIGHT) / max(1, len(values) - 1)
    middle = (LEFT + WIDTH - RIGHT) / 2
    places = [LEFT + INSET + step * place if len(values) > 1 else middle for place in range(len(values))]

    def y(number: float) -> float:
        share = (min(max(number, low), top) - low) / (top - low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    heights = [None if number is None else y(number) for _, number, _ in values]
    points = [
        Point(round(places[at], 1), height, values[at][2], round(_label_y(heights, at, step), 1))
        for at, height in enumerate(heights)
        if height is not None
    ]
    return Line(
        points=tuple(points),
        runs=tuple(_runs(places, heights)),
        ticks=tuple(
            Tick(_tick_x(places, at), occasion, _anchor(at, len(values)), number is not None)
            for at, (occasion, number, _) in enumerate(values)
        ),
        band=Band(y(band[1]), round(y(band[0]) - y(band[1]), 1)) if band else None,
        low_text=end_text[0] if end_text else f"{low:g}",
        high_text=end_text[1] if end_text else f"{top:g}",
        low_y=y(low),
        high_y=y(top),
    )


def _room_above(numbers: Sequence[float], low: float) -> float:
    """The next round number a fifth above the highest, so that the line never touches the edge."""
    wanted = max(numbers, default=low + 1) * 1.2
    return next(end for end in ROUND_ENDS if end >= min(wanted, ROUND_ENDS[-1]))


def _label_y(heights: Sequence[float | None], at: int, step: float) -> float:
    """Above the point; under it where the line leaves steeply upwards, never downwards, and there is room."""
    here = heights[at]
    assert here is not None
    beside = [height for height in (*heights[max(0, at - 1) : at], *heights[at + 1 : at + 2]) if height is not None]
    steep = bool(beside) and here - min(beside) > STEEP * step and max(beside) <= here
    below = here + LABEL_GAP + ASCENT
    return below if steep and below < HEIGHT - BOTTOM + 4 else here - LABEL_GAP


def _anchor(at: int, count: int) -> str:
    if count == 1:
        return "middle"
    return "start" if at == 0 else "end" if at == count - 1 else "middle"


def _tick_x(places: Sequence[float], at: int) -> float:
    return LEFT if at == 0 and len(places) > 1 else round(places[at], 1)


def _runs(places: Sequence[float], heights: Sequence[float | None]) -> list[str]:
    runs: list[list[str]] = [[]]
    for place, height in zip(places, heights, strict=True):
        if height is None:
            runs.append([])
        else:
            runs[-1].append(f"{place:.1f},{height:.1f}")
    return [" ".join(run) for run in runs if len(run) > 1]
