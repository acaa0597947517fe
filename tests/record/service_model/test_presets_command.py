"""`fotfeste presets` on a machine where nothing runs: no database is started for it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fotfeste.care.service_model.queries import preset_names, preset_text
from fotfeste.ground.database import embedded


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="fotfeste-home-", dir="/tmp"))
    yield folder
    assert not embedded.running(folder)
    assert {each.name for each in folder.iterdir()} <= {"secret-key"}
    shutil.rmtree(folder)


def fotfeste(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "FOTFESTE_DEMO")}
    environment = {**kept, "FOTFESTE_HOME": str(home), "NO_COLOR": "1", "COLUMNS": "80"}
    return subprocess.run(
        [sys.executable, "-m", "fotfeste.cli", *words],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_the_presets_are_listed_in_words_and_as_json(home: Path) -> None:
    assert all(name in fotfeste(home, "presets", "list").stdout for name in preset_names())
    rows = json.loads(fotfeste(home, "presets", "list", "--json").stdout)
    assert [row["preset"] for row in rows] == preset_names()


def test_a_preset_is_shown_in_plain_words_of_the_language_asked_for(home: Path) -> None:
    assert "Første kontakt: 3 virkedager" in fotfeste(home, "presets", "show", "gjovik").stdout
    assert "First contact: 3 working days" in fotfeste(home, "presets", "show", "gjovik", "--language", "en").stdout
    data = json.loads(fotfeste(home, "presets", "show", "bodo", "--json").stdout)
    assert data["team"]["full_time_equivalents"]["health_care_worker"] == 1.89


@pytest.mark.parametrize("words", [("show", "oslo"), ("show", "gjovik", "--language", "xx"), ("show", "x.toml")])
def test_what_is_not_there_is_refused_with_what_there_is(home: Path, words: tuple[str, ...]) -> None:
    said = fotfeste(home, "presets", *words)
    assert said.returncode == 2
    assert "Choose one of" in said.stderr or "Check the name" in said.stderr


def test_a_file_that_can_be_used_says_so(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "klokkevik.toml"
    file.write_text(preset_text("klepp"), encoding="utf-8")
    said = fotfeste(home, "presets", "check", str(file))
    assert (said.returncode, said.stdout.strip()) == (
        0,
        "klokkevik.toml can be used: Klepp: fire uker med mye tjeneste",
    )
    assert json.loads(fotfeste(home, "presets", "check", str(file), "--json").stdout)["usable"] is True


def test_every_fault_of_a_file_is_told_with_file_key_and_cure_and_exit_code_two(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "klokkevik.toml"
    text = preset_text("klepp").replace("staff = 2", "staff = 0").replace('weekday = "monday"', 'weekday = "mondag"')
    file.write_text(text.replace('["copm", "sppb"]', '["copm", "sppbb"]'), encoding="utf-8")
    said = fotfeste(home, "presets", "check", str(file))
    assert said.returncode == 2
    assert "- klokkevik.toml: first_visit.staff: It is 0. Write a whole number from 1 to 5." in said.stderr
    assert 'klokkevik.toml: meeting.weekday: "mondag" is not known here. Did you mean "monday"?' in said.stderr
    assert "klokkevik.toml: instruments.baseline" in said.stderr
    answer = fotfeste(home, "presets", "check", str(file), "--json")
    faults = json.loads(answer.stdout)["faults"]
    assert answer.returncode == 2
    assert {"first_visit.staff", "meeting.weekday", "instruments.baseline"} <= {fault["key"] for fault in faults}


def test_a_file_that_is_no_text_is_refused_in_words(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "bilde.toml"
    file.write_bytes(b"\xff\xd8\xff")
    said = fotfeste(home, "presets", "check", str(file))
    assert said.returncode == 2
    assert "not text in UTF-8" in said.stderr
