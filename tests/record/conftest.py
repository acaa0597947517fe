"""A small world for tests on the real database: one office, two teams, and Alice, Bob and Charlie."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from fotfeste.care.service_model.queries import forget
from tests.record.people import People, employed
from tests.standing import standing


@pytest.fixture(autouse=True)
def model_as_it_comes() -> Iterator[None]:
    """A service model that a test saves goes with its transaction; the process that read it must forget it, too."""
    yield
    forget()


@pytest.fixture(autouse=True)
def files_of_the_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What guards the log lies outside the database, and no test finds what another one sealed."""
    monkeypatch.setattr(settings, "LOG_KEY_FILE", tmp_path / "log.key")
    monkeypatch.setattr(settings, "LOG_HEADS_FILE", tmp_path / "log.heads")


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 9, 14, 10, 0, tzinfo=ZoneInfo("Europe/Oslo"))  # a Monday without holidays near


@pytest.fixture
def today(now: datetime) -> date:
    return now.date()


@standing
def people() -> People:
    return employed()
