"""On which days a visit of a period may be: what a planner is told, and the action asks about."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fotfeste.care.pathway.rules.deadlines import day_off


class Against(StrEnum):
    """What speaks against a day. All but the last need a reason; a holiday needs a yes."""

    BEFORE_START = "before_start"
    BEFORE_HOME = "before_home"
    AFTER_END = "after_end"
    DAY_OFF = "day_off"


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one period. `home_on` is the day the person leaves hospital or institution, when that is known.

    A visit before it can be meant, since the team may meet the person there (`domain.md` §3.1): it needs a reason.
    """

    first: date
    last: date
    home_on: date | None = None

    @property
    def from_day(self) -> date:
        """The first day on which a visit at home needs no reason."""
        return max(self.first, self.home_on) if self.home_on else self.first


def against(day: date, *, window: Window) -> list[Against]:
    """What speaks against a visit on the day, the gravest first; empty for an ordinary day of the period."""
    found = []
    if day < window.first:
        found.append(Against.BEFORE_START)
    if window.home_on is not None and day < window.home_on:
        found.append(Against.BEFORE_HOME)
    if day > window.last:
        found.append(Against.AFTER_END)
    if day_off(day):
        found.append(Against.DAY_OFF)
    return found


def may_be_proposed(day: date, *, window: Window, days_off: bool = False) -> bool:
    """Whether the page proposes the day by itself; `days_off` when holidays were said to be wanted.

    The day of the way home is full of the way home: a person may choose it, and nothing proposes it.
    """
    return day != window.home_on and not set(against(day, window=window)) - ({Against.DAY_OFF} if days_off else set())
