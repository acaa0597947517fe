"""The old results of Klepp, person by person as a file has them, against what is known of them."""

import csv
from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.report.building import Reader, Report, build
from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.schema import EPISODES, from_rows

FILE = Path(__file__).parents[2] / "data" / "intake" / "forlop_klepp_rekonstruert.csv"
REASONS = {"sykehusinnleggelse": "hospital", "død": "death"}


def _day(text: str) -> date:
    day, month, year = (int(part) for part in text.split("."))
    return date(year, month, day)


def _hours(text: str) -> float:
    return float(text.replace(",", "."))


@pytest.fixture(scope="module")
def tidy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file as tidy tables; the outcome class is worked out here once more, by hand, from the hours alone."""
    rows = []
    with FILE.open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file, delimiter=";"):
            reason, outcome = row["Årsak til avbrudd"], None
            if not reason:
                before = _hours(row["Timer per uke ved start (innvilget eller vurdert)"])
                after = _hours(row["Timer per uke ved slutt"])
                outcome = (
                    "no_service" if after == 0 else "fewer_services" if after < before else "same_or_more_services"
                )
            rows.append(
                {
                    "episode": row["Id"],
                    "person": row["Id"],
                    "group": "first_time" if row["Gruppe"] == "Ny søker" else "existing",
                    "started_on": _day(row["Startdato"]),
                    "ended_on": _day(row["Sluttdato"]),
                    "status": "dropout" if reason else "completed",
                    "outcome_class": outcome,
                    "dropout_reason": REASONS.get(reason, "other") if reason else None,
                    "safety_alarm": row["Trygghetsalarm"] == "Ja",
                    "imported_hours_per_week": _hours(row["Timer hverdagsrehabilitering per uke"]),
                    "origin": "imported",
                }
            )
    folder = tmp_path_factory.mktemp("klepp")
    tables.write(folder, {"episodes": from_rows(EPISODES, rows)})
    return folder


def _report(folder: Path, reader: Reader = Reader.TEAM) -> Report:
    return build(folder, period=Period(), as_of=datetime(2026, 9, 14, tzinfo=UTC), reader=reader)


def test_the_records_give_86_24_33_of_143_and_18_dropouts_of_161(tidy: Path) -> None:
    counts = _report(tidy).as_dict()["outcome"]
    named = ("no_service", "fewer_services", "same_or_more_services", "completed", "dropouts", "started")
    assert {group: tuple(counts[group][name] for name in named) for group in counts} == {
        "all": (86, 24, 33, 143, 18, 161),
        "first_time": (84, 3, 3, 90, 11, 101),
        "existing": (2, 21, 30, 53, 7, 60),
    }


def test_of_all_who_started_86_of_161_manage_without_services(tidy: Path) -> None:
    figure = _report(tidy).figure("ended_no_service_of_started")
    assert (figure.numerator, figure.n) == (86, 161)
    assert figure.value == pytest.approx(0.534, abs=0.001)


def test_hours_lie_between_the_four_and_ten_that_klepp_reported(tidy: Path) -> None:
    figure = _report(tidy).figure("hours_of_reablement_per_week")
    assert figure.n == 143
    assert figure.value is not None and 4 < figure.value < 10


def test_a_reader_outside_the_team_sees_no_count_below_five(tidy: Path) -> None:
    found = _report(tidy, Reader.OUTSIDE)
    for figure in found.figures.values():
        assert figure.numerator is None or figure.numerator == 0 or figure.numerator >= 5, figure
        if figure.numerator and figure.n:
            assert figure.n - figure.numerator == 0 or figure.n - figure.numerator >= 5, figure


def test_a_reader_outside_the_team_cannot_subtract_back_the_small_numbers(tidy: Path) -> None:
    """Every whole table that fits what is shown is listed; each hidden small cell must still have five values left."""
    counts = _report(tidy, Reader.OUTSIDE).as_dict()["outcome"]
    answers = ("no_service", "fewer_services", "same_or_more_services")
    groups = ("first_time", "existing")

    def rows(group: str) -> list[tuple[int, ...]]:
        n, shown = counts[group]["completed"], [counts[group][a] for a in answers]
        whole = [(a, b, n - a - b) for a in range(n + 1) for b in range(n + 1 - a)]
        return [r for r in whole if all(s is None or s == v for s, v in zip(shown, r, strict=True))]

    total = [counts["all"][a] for a in answers]
    known = [i for i, shown in enumerate(total) if shown is not None]
    by_known: dict[tuple[int, ...], list[tuple[int, ...]]] = defaultdict(list)
    for row in rows("existing"):
        by_known[tuple(row[i] for i in known)].append(row)
    fitting = [
        (first, existing)
        for first in rows("first_time")
        for existing in by_known[tuple(total[i] - first[i] for i in known)]
    ]
    assert ((84, 3, 3), (2, 21, 30)) in fitting
    for g, group in enumerate(groups):
        for a, answer in enumerate(answers):
            if counts[group][answer] is None:
                assert len({pair[g][a] for pair in fitting}) >= 5, (group, answer)
