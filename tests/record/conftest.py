"""A small world for tests on the real database: one office, two teams, and Alice, Bob and Charlie."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from fotfeste.care.service_model.queries import forget
from tests.record.people import People, employed
from tests.standing import standing


@pytest.fixture(autouse=True)
def model_as_it_comes() -> Iterator[None]:
    """A service model that a test saves goes with its transaction; the process that read it must forget it, too."""
    yield
    forget()


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 9, 14, 10, 0, tzinfo=ZoneInfo("Europe/Oslo"))  # a Monday without holidays near


@pytest.fixture
def today(now: datetime) -> date:
    return now.date()


@standing
def people() -> People:
    return employed()
