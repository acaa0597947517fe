"""Which days the actions take: inside the period, after the way home, and no holiday nobody said yes to."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fotfeste.care.pathway.models import Episode, Referral
from fotfeste.care.visits.actions import NewVisit, VisitRefused, move_visit, plan_visit, plan_visits
from fotfeste.care.visits.models import Visit
from fotfeste.care.visits.rules.days import Against, Window, against, may_be_proposed

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")
START, END, HOME = date(2026, 12, 2), date(2026, 12, 29), date(2026, 12, 4)
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=OSLO)


def at(day: str, hour: int = 10) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=OSLO)


@pytest.fixture
def december(people, episode):
    """A period from Wednesday 2 to Tuesday 29 December; the person comes home from hospital on the 4th."""
    referral = Referral.objects.create(
        person=episode.person,
        case_number="2026/900001",
        office=people.office,
        team=people.south,
        state="granted",
        received_on=NOW.date(),
        contact_due_on=NOW.date(),
        answer_due_on=NOW.date(),
        answered_on=NOW.date(),
        route="hospital_discharge",
        referrer="hospital",
        discharge_on=HOME,
        registered_by=people.ole,
        registered_at=NOW,
    )
    Episode.objects.filter(pk=episode.pk).update(
        referral=referral, planned_start_on=START, planned_end_on=END, started_on=START
    )
    return Episode.objects.get(pk=episode.pk)


@pytest.fixture
def plan(people, december):
    def make(day: str, hour: int = 10, **more):
        more = {"first_visit_exception": "Haster", **more}
        return plan_visit(
            episode=december,
            planned_at=at(day, hour),
            planned_minutes=45,
            staff=[people.bob],
            by=people.kari,
            now=NOW,
            **more,
        )

    return make


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-30", "before the period, which begins on"),
        ("2026-12-01", "before the period"),
        ("2026-12-02", "before the person comes home"),
        ("2026-12-03", "before the person comes home"),
        ("2026-12-30", "after the last day of the period"),
        ("2027-01-04", "after the last day"),
    ],
)
def test_a_day_outside_the_period_or_before_the_way_home_needs_a_reason(plan, day, said):
    with pytest.raises(VisitRefused, match=said):
        plan(day)
    with pytest.raises(VisitRefused, match=said):
        plan(day, outside_reason="   ", on_day_off=True)
    assert not Visit.objects.exists()
    assert plan(day, outside_reason=" Møter på sykehuset ").outside_reason == "Møter på sykehuset"


@pytest.mark.parametrize(
    ("day", "name"),
    [("2026-12-24", "julaften"), ("2026-12-25", "1. juledag"), ("2026-12-26", "2. juledag")],
)
def test_a_holiday_is_asked_about_and_a_reason_is_no_yes(plan, day, name):
    with pytest.raises(VisitRefused, match=name):
        plan(day, outside_reason="Viktig")
    visit = plan(day, on_day_off=True)
    assert visit.outside_reason == ""


def test_a_holiday_outside_the_period_needs_both(plan):
    with pytest.raises(VisitRefused, match="after the last day"):
        plan("2026-12-31", on_day_off=True)
    with pytest.raises(VisitRefused, match="nyttårsaften"):
        plan("2026-12-31", outside_reason="Siste besøk")
    assert plan("2026-12-31", outside_reason="Siste besøk", on_day_off=True).pk


def test_the_first_day_home_the_last_day_and_a_sunday_are_ordinary_days(plan):
    for day in ("2026-12-04", "2026-12-06", "2026-12-29"):
        assert plan(day).outside_reason == ""


def test_one_day_outside_stops_the_whole_plan(people, december):
    visits = [
        NewVisit(at(day), 45, (people.bob,), first_visit_exception="Haster") for day in ("2026-12-07", "2026-12-30")
    ]
    with pytest.raises(VisitRefused, match="after the last day"):
        plan_visits(episode=december, visits=visits, by=people.kari, now=NOW)
    assert not Visit.objects.exists()


def test_a_visit_is_not_moved_out_of_the_period_without_a_reason(plan, people):
    visit = plan("2026-12-07")

    def move(day: str, **more):
        return move_visit(
            visit=visit, planned_at=at(day), planned_minutes=45, staff=[people.bob], by=people.kari, now=NOW, **more
        )

    with pytest.raises(VisitRefused, match="after the last day"):
        move("2026-12-30")
    with pytest.raises(VisitRefused, match=r"1\. juledag"):
        move("2026-12-25")
    assert move("2026-12-30", outside_reason="Avslutter etter jul").outside_reason == "Avslutter etter jul"
    assert move("2026-12-08").outside_reason == ""


def test_a_visit_that_keeps_its_day_is_not_asked_again(plan, people):
    visit = plan("2026-12-01", outside_reason="Møter på sykehuset")
    moved = move_visit(
        visit=visit, planned_at=at("2026-12-01", 13), planned_minutes=30, staff=[people.nora], by=people.kari, now=NOW
    )
    assert (moved.planned_at, moved.outside_reason) == (at("2026-12-01", 13), "Møter på sykehuset")


def test_a_day_is_the_day_in_norway_and_not_in_greenwich(plan):
    """Half past midnight on the first day is still the day before in UTC."""
    late = at("2026-12-04", 0) + timedelta(minutes=30)
    assert late.astimezone(ZoneInfo("UTC")).date() == date(2026, 12, 3)
    assert plan("2026-12-04", 0).pk


def test_what_speaks_against_a_day_is_told_with_the_gravest_first():
    window = Window(START, END, HOME)
    assert against(date(2026, 12, 1), window=window) == [Against.BEFORE_START, Against.BEFORE_HOME]
    assert against(date(2027, 1, 1), window=window) == [Against.AFTER_END, Against.DAY_OFF]
    assert against(date(2026, 12, 7), window=window) == []
    assert may_be_proposed(date(2026, 12, 25), window=window, days_off=True)
    assert not may_be_proposed(date(2026, 12, 25), window=window)
    assert not may_be_proposed(date(2026, 12, 30), window=window, days_off=True)
    assert window.from_day == HOME
