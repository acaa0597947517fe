"""What guards the log lies outside the database: tests that read the log have files of their own for it."""

from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def files_of_the_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What guards the log lies outside the database, and no test finds what another one sealed."""
    monkeypatch.setattr(settings, "LOG_KEY_FILE", tmp_path / "log.key")
    monkeypatch.setattr(settings, "LOG_HEADS_FILE", tmp_path / "log.heads")
