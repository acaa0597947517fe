"""Times as files have them, turned into minutes from zero by the clock of the problem (`rules/clock.py`)."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fotfeste.care.planning.rules.clock import FORMS, TIME_OF_DAY, Clock, NoTime, clock_of_zero

from .reading import Fields

# For a zero that is refused, so that the form of the times can still be minded.
IN_ITS_PLACE = clock_of_zero("2000-01-01T00:00", "UTC")


class Times:
    """Reads the times of a file. `remarks` says what was taken where a time could mean two."""

    def __init__(self, given: Fields) -> None:
        self.remarks: list[str] = []
        zone = given.text("time_zone", "Europe/Oslo")
        try:
            ZoneInfo(zone)
        except (ValueError, OSError, KeyError):
            given.fault("“%(zone)s” is no time zone; write it like Europe/Oslo", zone=zone)
            zone = "UTC"  # skips no hour, so that nothing untrue is said of the times
        self.clock: Clock = clock_of_zero(None, zone)
        if given.has("zero") and (zero := given.text("zero")):
            try:
                self.clock = clock_of_zero(zero, zone)
            except NoTime as wrong:
                self.clock = IN_ITS_PLACE
                given.fault(wrong.message, **wrong.params)
            except (ValueError, OverflowError):
                self.clock = IN_ITS_PLACE
                given.fault("zero is “%(zero)s”; write a local clock time like 2026-03-30T00:00", zero=zero)
            else:
                self._remark(given, datetime.fromisoformat(zero), zero)

    def minutes(self, given: Fields, key: str, default: Any) -> Any:
        """A moment: minutes from zero, or a clock time where zero is known."""
        value = given.raw(key, default)
        if not given.has(key):
            return value if value is None or isinstance(value, int | float) else 0.0
        if not isinstance(value, str):
            return given.as_number(value, key)
        if self.clock.zero is None:
            text = "“%(key)s” is “%(value)s”, but “zero” does not say when minute 0 is; add it"
            given.fault(text, key=key, value=value)
            return 0.0
        try:
            written = self.clock.written(value)
        except NoTime:
            given.fault("“%(key)s” is “%(value)s”; write " + FORMS, key=key, value=value)
            return 0.0
        try:
            self._remark(given, written, value)
            return self.clock.since(self.clock.moment(value))
        except NoTime as wrong:
            given.fault(wrong.message, **wrong.params)
            return 0.0

    def after_midnight(self, given: Fields, key: str, default: Any) -> Any:
        """A time of day that is the same every day: minutes after midnight or “08:30”."""
        value = given.raw(key, default)
        if isinstance(value, str) and (match := TIME_OF_DAY.fullmatch(value)):
            return float(int(match[1]) * 60 + int(match[2]))
        return given.as_number(value, key) if given.has(key) else value

    def _remark(self, given: Fields, written: datetime, value: str) -> None:
        if self.clock.comes_twice(written):
            self.remarks.append(
                f"{given.where}: {value} comes twice on {written.date().isoformat()}, when the clock is put back. The "
                f"first is taken; for the second write {self.clock.second(written).isoformat()}."
            )
