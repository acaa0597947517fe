"""Where the bars of the dose picture stand: visits done, filled, against the outline of what was planned."""

from collections.abc import Sequence
from dataclasses import dataclass

from .dose import DoseWeek


@dataclass(frozen=True, slots=True)
class Bar:
    """One week in the units of the picture's view box. Heights are 0 when there is nothing to draw."""

    week: int
    done: int
    planned: int | None
    running: bool
    x: float
    width: float
    done_y: float
    done_height: float
    planned_y: float
    planned_height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def label_y(self) -> float:
        """Just above the bar and its outline."""
        return min(self.done_y, self.planned_y) - 4


@dataclass(frozen=True, slots=True)
class DosePicture:
    """The bars, and the size of the picture with room for numbers above and weeks below when `labelled`."""

    bars: tuple[Bar, ...]
    width: float
    height: float
    base: float
    labelled: bool


def picture(weeks: Sequence[DoseWeek], *, height: float = 30, bar: float = 14, gap: float = 4, top: float = 0,
            bottom: float = 0) -> DosePicture:  # fmt: skip
    """Lay out the weeks. The tallest of done and planned fills `height`; `top` and `bottom` leave room for words."""
    most = max((max(week.done, week.planned or 0) for week in weeks), default=0) or 1
    base = top + height

    def tall(visits: int | None) -> float:
        return round(height * (visits or 0) / most, 2)

    bars = tuple(
        Bar(
            week=week.week,
            done=week.done,
            planned=week.planned,
            running=week.running,
            x=gap / 2 + place * (bar + gap),
            width=bar,
            done_y=base - tall(week.done),
            done_height=tall(week.done),
            planned_y=base - tall(week.planned),
            planned_height=tall(week.planned),
        )
        for place, week in enumerate(weeks)
    )
    return DosePicture(
        bars=bars, width=max(len(weeks), 1) * (bar + gap), height=base + bottom, base=base, labelled=bool(bottom)
    )
