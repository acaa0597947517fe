"""Times that collide, and the calendar's weeks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start`, with time zone, for `minutes`; two that only touch do not overlap."""

    start: datetime
    minutes: int

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())
