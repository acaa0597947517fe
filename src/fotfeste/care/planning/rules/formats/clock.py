"""Times as people write them, turned into minutes from zero.

A minute is a minute that passes: on the night in March when the clock skips an hour, 04:00 is 180 minutes after
midnight, and on the night in October when it goes back, 300.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fotfeste.care.planning.rules.problem import Minutes

from .reading import Fields

CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")
FORMS = "minutes from zero, “08:30” on the first day, or “2026-03-30T08:30”"


class Clock:
    """Knows when minute 0 is. `remarks` says what was taken where a time could mean two."""

    def __init__(self, given: Fields) -> None:
        self.zero: datetime | None = None
        self.remarks: list[str] = []
        zone = given.text("time_zone", "Europe/Oslo")
        try:
            self.zone: ZoneInfo = ZoneInfo(zone)
        except (ValueError, OSError, KeyError):
            given.fault("“%(zone)s” is no time zone; write it like Europe/Oslo", zone=zone)
            self.zone = ZoneInfo("Europe/Oslo")
        if given.has("zero") and (zero := given.text("zero")):
            try:
                self.zero = self._placed(given, datetime.fromisoformat(zero), zero)
            except ValueError:
                given.fault("zero is “%(zero)s”; write a local clock time like 2026-03-30T00:00", zero=zero)

    def minutes(self, given: Fields, key: str, default: Any) -> Any:
        """A moment: minutes from zero, or a clock time where zero is known."""
        value = given.raw(key, default)
        if not given.has(key):
            return value if value is None or isinstance(value, int | float) else 0.0
        if not isinstance(value, str):
            return given.as_number(value, key)
        if (written := self._written(given, key, value)) is None or self.zero is None:
            return 0.0
        if (moment := self._placed(given, written, value)) is None:
            return 0.0
        return _since(self.zero, moment)

    def after_midnight(self, given: Fields, key: str, default: Any) -> Any:
        """A time of day that is the same every day: minutes after midnight or “08:30”."""
        value = given.raw(key, default)
        if isinstance(value, str) and (match := CLOCK.fullmatch(value)):
            return float(int(match[1]) * 60 + int(match[2]))
        return given.as_number(value, key) if given.has(key) else value

    def _written(self, given: Fields, key: str, value: str) -> datetime | None:
        if self.zero is None:
            text = "“%(key)s” is “%(value)s”, but “zero” does not say when minute 0 is; add it"
            given.fault(text, key=key, value=value)
            return None
        if match := CLOCK.fullmatch(value):
            midnight = self.zero.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
            return midnight + timedelta(hours=int(match[1]), minutes=int(match[2]))
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            given.fault("“%(key)s” is “%(value)s”; write " + FORMS, key=key, value=value)
            return None

    def _placed(self, given: Fields, written: datetime, value: str) -> datetime | None:
        """A clock time on the axis. One that never comes is a fault; of one that comes twice the first is taken."""
        if written.tzinfo is not None:
            return written.astimezone(self.zone)
        first = written.replace(tzinfo=self.zone, fold=0)
        if first.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) != written:
            text = "%(value)s does not exist on %(day)s: the clock is put forward past it. Write the time after"
            given.fault(text, value=value, day=written.date().isoformat())
            return None
        if first.utcoffset() != first.replace(fold=1).utcoffset():
            self.remarks.append(
                f"{given.where}: {value} comes twice on {written.date().isoformat()}, when the clock is put back. The "
                f"first is taken; for the second write {first.replace(fold=1).isoformat()}."
            )
        return first


def _since(zero: datetime, moment: datetime) -> Minutes:
    """Minutes that pass. Taken in UTC: Python subtracts times of one zone by their clocks."""
    return (moment.astimezone(UTC) - zero.astimezone(UTC)) / timedelta(minutes=1)
