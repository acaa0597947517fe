"""Programs read what commands answer with: a key that was there is there tomorrow."""

import json
from pathlib import Path

import pytest

from fotfeste.ground.database.location import Address
from tests.record.terminal import answers
from tests.record.terminal.asking import ask

KEPT = json.loads(answers.KEPT.read_text(encoding="utf-8"))


def lost(found: dict[str, list[str]]) -> list[str]:
    return [f"{name}: {key}" for name, keys in found.items() for key in KEPT[name] if key not in keys]


def test_no_key_is_gone_from_what_is_answered_without_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("FOTFESTE_HOME", str(tmp_path / "home"))
    assert lost(answers.answered(answers.WITHOUT_DATABASE, tmp_path, ask)) == []


def test_no_key_is_gone_from_what_is_answered_out_of_the_record(
    empty_database: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_database.url())
    assert lost(answers.answered(answers.WITH_DATABASE, tmp_path)) == []
