"""What a reader outside the team can work out from what is shown: never how many few persons there were."""

from datetime import date, timedelta
from itertools import product
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fotfeste.insight.report.building import Reader, Report, years_can_be_shown
from fotfeste.insight.tables.engines import open_tables
from tests.spec.report.tidy import AS_OF, episodes, report

THRESHOLD = 5
GROUPS = ("first_time", "existing")


def people(counts: dict[tuple[str, str], int], *, year: int = 2026) -> str:
    """A table of persons: so many of each (group, outcome), ended in January of the year."""
    rows = ["person | group | started | ended | outcome"]
    for (group, outcome), many in counts.items():
        for n in range(many):
            day = date(year, 1, 31) - timedelta(days=n % 20)
            name = f"{group}{outcome}{n}y{year}".replace("_", "").replace(":", "")
            rows.append(f"{name} | {group} | {day - timedelta(days=28)} | {day} | {outcome}")
    return "\n".join(rows)


def outside(folder: Path, table: str) -> Report:
    return report(folder, episodes=episodes(table), reader=Reader.OUTSIDE)


def possible_dropouts(found: Report) -> dict[str, set[int]]:
    """Every number of dropouts in each group that fits what is shown, for somebody who adds and subtracts."""
    shown = found.as_dict()["outcome"]

    def fits(group: str, dropouts: int) -> bool:
        line = shown[group]
        if line["dropouts"] is not None:
            return bool(line["dropouts"] == dropouts)
        if None in (line["started"], line["completed"], line["outcome_missing"]):
            return True
        return bool(line["started"] - line["completed"] - line["outcome_missing"] == dropouts)

    most = range(40)
    alone = {group: [d for d in most if fits(group, d)] for group in GROUPS}
    pairs = [pair for pair in product(*alone.values()) if fits("all", sum(pair))]
    both = {group: {pair[i] for pair in pairs} for i, group in enumerate(GROUPS)}
    return {**both, "all": {sum(pair) for pair in pairs}}


def test_those_who_started_less_those_who_completed_do_not_give_the_dropouts(tmp_path: Path) -> None:
    table = people(
        {
            ("first_time", "no_service"): 57,
            ("first_time", "dropout:hospital"): 4,
            ("existing", "same_or_more_services"): 30,
            ("existing", "fewer_services"): 21,
            ("existing", "dropout:death"): 9,
        }
    )
    found = outside(tmp_path, table)
    assert found.figure("dropouts", "first_time").hidden
    assert len(possible_dropouts(found)["first_time"]) >= THRESHOLD


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 9), min_size=4, max_size=4), st.lists(st.integers(0, 12), min_size=2, max_size=2))
def test_whatever_the_numbers_few_dropouts_cannot_be_worked_out(
    tmp_path: Path, dropouts: list[int], completed: list[int]
) -> None:
    counts = {
        ("first_time", "no_service"): 20 + completed[0],
        ("existing", "same_or_more_services"): 20 + completed[1],
        ("first_time", "dropout:hospital"): dropouts[0],
        ("first_time", "dropout:death"): dropouts[1],
        ("existing", "dropout:hospital"): dropouts[2],
        ("existing", "dropout:death"): dropouts[3],
    }
    found = outside(tmp_path, people(counts))
    few = {"first_time": sum(dropouts[:2]), "existing": sum(dropouts[2:]), "all": sum(dropouts)}
    for group, values in possible_dropouts(found).items():
        if 0 < few[group] < THRESHOLD:
            assert len(values) >= THRESHOLD, (group, few, values)


def test_no_year_is_shown_where_one_of_them_hides_a_number_the_whole_time_would_give_away(tmp_path: Path) -> None:
    plenty = {("first_time", "no_service"): 20, ("first_time", "same_or_more_services"): 10}
    plenty |= {("existing", outcome): 12 for outcome in ("no_service", "same_or_more_services")}
    years = people(plenty, year=2024) + "\n" + people(plenty, year=2025).split("\n", 1)[1]
    report(tmp_path, episodes=episodes(years))
    assert years_can_be_shown(open_tables(tmp_path), as_of=AS_OF, until=date(2026, 12, 31), threshold=THRESHOLD)
    few = people({("first_time", "no_service"): 2, ("first_time", "same_or_more_services"): 1}, year=2026)
    report(tmp_path, episodes=episodes(years + "\n" + few.split("\n", 1)[1]))
    assert not years_can_be_shown(open_tables(tmp_path), as_of=AS_OF, until=date(2026, 12, 31), threshold=THRESHOLD)
