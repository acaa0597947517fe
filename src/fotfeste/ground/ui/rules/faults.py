"""Why something that was typed is not understood. The text of the fault is what was typed."""

from datetime import date


class NotReadable(ValueError):
    """The text cannot be read at all: it has the wrong form."""


class NoSuchDay(ValueError):
    """The text has the form of a date, but the calendar has no such day: 31.02.2026, or a Monday that is a Tuesday."""


class EitherDay(ValueError):
    """The text can mean more than one day, and nothing says which; `days` holds them, the earliest first."""

    def __init__(self, text: str, days: tuple[date, ...]) -> None:
        super().__init__(text)
        self.days = days
