"""The page of a period, week by week: the lines as they stand in the form, and what may be done with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils.dateparse import parse_date
from django.utils.timezone import localtime

from fotfeste.care.visits.labels import day_off_in_words
from fotfeste.care.visits.queries import VisitRow
from fotfeste.care.visits.rules.days import Window, may_be_proposed
from fotfeste.ground.access.models import User

from ..forms import WeekLine, line_initial
from ..queries.plan import STANDING, WeekPlan
from ..wording import against_plan, calendar_weeks, week_in_words

MOST_LINES = 28  # a week, four a day
MORE = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the week as the grid shows it."""

    day: date
    off: str
    beside: bool  # outside the period, and counted in this week all the same
    rows: tuple[VisitRow, ...]
    times: tuple[str, ...]


@dataclass
class Sheet:
    """One week on the page. `lines` may be changed until the page is drawn."""

    plan: WeekPlan
    staff: Sequence[User]
    lines: list[WeekLine] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.plan.week.number

    @property
    def title(self) -> str:
        return week_in_words(self.plan.week)

    @property
    def calendar(self) -> str:
        return calendar_weeks(self.plan.week)

    @property
    def chosen(self) -> list[date]:
        """The days chosen in the lines, also in those that cannot be read yet."""
        return [day for line in self.lines if (day := day_of(line))]

    @property
    def visits(self) -> int:
        """How many the week gets when the page is saved as it stands."""
        return self.plan.in_calendar + len(self.chosen)

    @property
    def difference(self) -> str:
        return against_plan(self.visits, self.plan.planned)

    @property
    def cells(self) -> list[Cell]:
        """The seven days, or fewer in a last week that is not whole; and days outside the period that count here."""
        week = self.plan.week
        return [
            Cell(
                day,
                day_off_in_words(day),
                day not in week,
                tuple(row for row in self.plan.rows if row.day == day),
                tuple(_time(line) for line in self.lines if day_of(line) == day),
            )
            for day in sorted({*week.days, *(row.day for row in self.plan.rows)})
        ]

    def add(self, initial: Mapping[str, Any] | None = None) -> None:
        """One more line, blank or filled in beforehand."""
        blank: dict[str, Any] = {"id": uuid4()}
        if self.lines:
            blank |= {name: self.lines[-1][name].value() for name in ("start", "minutes", "who")}
        self.lines.append(self._line(len(self.lines), initial=initial or blank))

    def _line(self, place: int, data: Mapping[str, Any] | None = None, **more: Any) -> WeekLine:
        return WeekLine(data, prefix=f"w{self.number}-{place}", days=self.plan.open_days, staff=self.staff, **more)

    def take(self, data: Mapping[str, Any]) -> None:
        """The lines as they were sent."""
        text = data.get(f"lines-{self.number}", "0")
        count = min(int(text), MOST_LINES) if text.isdecimal() and len(text) < 4 else 0
        self.lines = [self._line(place, data) for place in range(count)] if self.plan.open_days else []

    def propose(self) -> None:
        """The lines that are proposed, and one blank below."""
        self.lines = []
        if self.plan.open_days:
            for slot in self.plan.proposed:
                self.add(line_initial(slot))
            if not self.lines:
                self.add()

    def copy(self, before: "Sheet", *, window: Window, days_off: bool) -> None:
        """The lines of the week before, seven days later; days that have a visit or cannot be proposed are left out."""
        taken = {row.day for row in self.plan.rows if row.state in STANDING}
        self.lines = []
        for day, initial in _to_copy(before):
            there = day in self.plan.open_days and day not in taken
            if there and may_be_proposed(day, window=window, days_off=days_off):
                self.add(initial | {"id": uuid4(), "day": day.isoformat()})
        if not self.lines:
            self.add()


def day_of(line: WeekLine) -> date | None:
    """The day chosen in a line."""
    value = line["day"].value()
    try:
        return parse_date(str(value)) if value else None
    except ValueError:
        return None


def _time(line: WeekLine) -> str:
    value = line["start"].value()
    return f"{value:%H.%M}" if hasattr(value, "hour") else str(value or "")


def _to_copy(before: Sheet) -> list[tuple[date, dict[str, Any]]]:
    found = []
    for row in before.plan.rows:
        if row.state in STANDING:
            people = (*row.staff_ids, "", "")
            initial = {
                "start": localtime(row.planned_at).time(),
                "minutes": row.planned_minutes,
                "who": people[0],
                "who_else": "" if row.first_visit else people[1],
            }
            found.append((row.day + timedelta(days=7), initial))
    for line in before.lines:
        if day := day_of(line):
            initial = {name: line[name].value() for name in ("start", "minutes", "who", "who_else")}
            found.append((day + timedelta(days=7), initial))
    return sorted(found, key=lambda pair: pair[0])
