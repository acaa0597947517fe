"""Every command that counts refuses a damaged folder, in words and with exit code 2; that of quality names it."""

import re
from pathlib import Path

import pytest

from fotfeste.cli import program
from fotfeste.ground.terminal import run
from tests.spec.quality.untidy import CLEAN, with_fault, write
from tests.spec.tables.test_folders_looked_through import DAMAGE, broken

PRICES = "year = 2026\nhour = { every = 600 }\n[service_hour]\nhome_nursing = 700\n"
COMMANDS = {
    "indicators run": "indicators run --data {data}",
    "indicators funnel": "indicators funnel ended_no_service --data {data}",
    "indicators run-chart": "indicators run-chart ended_no_service --data {data}",
    "effect change": "effect change --data {data} --instrument tug",
    "effect over-time": "effect over-time --data {data} --instrument tug",
    "effect home": "effect home --data {data}",
    "effect compare": "effect compare --data {data} --instrument tug --comparison {csv}",
    "economy": "economy --data {data} --prices {prices}",
}


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOTFESTE_HOME", str(tmp_path / "home"))


def told(words: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    csv, prices = folder / "others.csv", folder / "prices.toml"
    csv.write_text("person;baseline;later\nx;10;8\n", "utf-8")
    prices.write_text(PRICES, "utf-8")
    code = run(program(), words.format(data=folder, csv=csv, prices=prices).split())
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", ["a visit twice", "a status nobody knows", "cut off"])
def test_a_command_that_counts_refuses_a_damaged_folder_and_counts_nothing(
    command: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "tables", with_fault(DAMAGE[kind][0]) if kind in DAMAGE else CLEAN)
    if kind not in DAMAGE:
        broken(kind, folder)
    code, out, err = told(COMMANDS[command], folder, capsys)
    assert (code, out) == (2, "") and "is not taken" in err and "Traceback" not in err
    assert (f"[{DAMAGE[kind][1].value}]" if kind in DAMAGE else "[unreadable]") in err


@pytest.mark.parametrize("kind", DAMAGE)
def test_quality_names_every_damage_or_refuses_it(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = told("quality --data {data} --team", write(tmp_path / "whole", CLEAN), capsys)
    folder = write(tmp_path / "tables", with_fault(DAMAGE[kind][0]))
    code, out, err = told("quality --data {data} --team", folder, capsys)
    assert "Traceback" not in err and code in (0, 2)
    assert code == 2 or out != whole[1]


def test_what_was_taken_is_said_beside_the_answer_and_rounded_outside_the_team(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "tables", CLEAN)
    code, out, err = told("indicators run ended_no_service --data {data} --team", folder, capsys)
    assert code == 0 and "episodes 3" in err and "2026-06-12" in err and "Taken" not in out
    _, _, err = told("indicators run ended_no_service --data {data}", folder, capsys)
    assert "to the nearest five" in err and not re.search(r"episodes 3\b|2026-06-12", err)
