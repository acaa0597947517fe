from fotfeste.insight.figures.rules.figure import Context, Figure, Period, Shown, share
from fotfeste.insight.report.rules.published import compare
from fotfeste.insight.tables.schema import OUTCOME_CLASSES

RECORDS = {"all": (86, 24, 33), "first_time": (84, 3, 3), "existing": (2, 21, 30)}


def _figures(records: dict[str, tuple[int, int, int]]) -> dict[tuple[str, str], Figure]:
    return {
        (f"ended_{outcome}", group): share(
            Context(f"ended_{outcome}", group, Period()), numerator=counts[i], n=sum(counts)
        )
        for group, counts in records.items()
        for i, outcome in enumerate(OUTCOME_CLASSES)
    }


def test_records_and_print_differ_in_three_shares_of_nine() -> None:
    found = compare(_figures(RECORDS))
    assert found.same_numbers
    assert {(c.group, c.outcome, c.printed_percent, c.our_percent) for c in found.differing} == {
        ("all", "no_service", 61, 60),
        ("all", "fewer_services", 16, 17),
        ("existing", "fewer_services", 39, 40),
    }


def test_39_percent_of_53_cannot_be_reached_by_whole_persons_and_the_other_eight_can() -> None:
    found = compare(_figures(RECORDS))
    assert [(c.group, c.outcome) for c in found.cells if not c.reachable] == [("existing", "fewer_services")]


def test_no_whole_numbers_give_all_nine_printed_shares() -> None:
    found = compare(_figures(RECORDS))
    assert found.rows["first_time"].solutions == ((84, 3, 3),)
    assert not found.rows["existing"].consistent
    assert not found.adds_up


def test_another_municipality_is_not_said_to_differ_from_its_own_print() -> None:
    assert not compare(_figures({**RECORDS, "first_time": (40, 10, 10)})).same_numbers


def test_a_hidden_share_is_not_given_away_by_the_comparison() -> None:
    figures = _figures(RECORDS)
    key = ("ended_no_service", "existing")
    found = compare({**figures, key: figures[key].hide(Shown.SMALL)})
    cell = found.cell("existing", "no_service")
    assert (cell.our_count, cell.our_percent, cell.differs) == (None, None, False)
