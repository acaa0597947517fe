"""The visits that were decided, read wherever somebody may meet them: they are the same from the first minute."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fotfeste.care.board.queries import board_rows
from fotfeste.care.goals.actions import plan_dose
from fotfeste.care.goals.queries import dose_changes_of, planned_dose_of, suggested_dose
from fotfeste.care.pathway.models import Letter
from fotfeste.care.pathway.queries import banner_of, open_record
from fotfeste.care.pathway.rules.deadlines import day_off
from fotfeste.care.planning.queries.plan import period_plan
from fotfeste.care.visits.actions import plan_visit, record_visit

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")
CASES = [
    (date(2026, 12, 2), date(2026, 12, 29), 5, 1, [5, 4, 3, 1]),
    (date(2026, 12, 2), date(2026, 12, 29), 5, 2, [5, 4, 3, 2]),
    (date(2026, 3, 2), date(2026, 4, 1), 4, 2, [4, 4, 3, 3, 2]),  # a fifth week of three days
    (date(2026, 9, 16), date(2026, 9, 17), 3, 1, [3]),  # two days
    (date(2026, 10, 21), date(2026, 11, 24), 7, 2, [7, 6, 5, 4, 2]),  # over the change of clock
]


def numbers(text: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", text)]


def the_letter(episode) -> str:
    letter = Letter.objects.get(kind="decision", referral=episode.referral)
    return re.sub(r"\s+", " ", letter.html)


def everywhere(client, people, made) -> dict[str, list[int]]:
    """The visits of each week as letter, dose page, calendar and plan on paper say them."""
    client.force_login(people.kari)
    episode = made.episode

    def page(name: str):
        return client.get(reverse(name, args=[episode.pk]))

    planner = page("planning:period")
    letter = re.search(r"Uke for uke: ([\d, ]+)\. Det er (\d+) besøk i alt", the_letter(episode))
    dose_page = page("goals:dose")
    return {
        "letter": numbers(letter[1]) if letter else [],
        "dose page": [int(bound.value()) for bound in dose_page.context["form"]],
        "suggestion": numbers(dose_page.context["suggestion"]),
        "goals page": [week.visits for week in page("goals:of_episode").context["dose"]],
        "plan on paper": list(page("goals:plan_print").context["dose"]),
        "planner": [sheet.plan.planned for sheet in planner.context["sheets"]],
    }


@pytest.mark.parametrize(("start", "end", "first", "last", "weekly"), CASES)
def test_letter_dose_and_calendar_say_the_same_without_anybody_saving_a_page(
    client, people, granted, at_time, start, end, first, last, weekly
):
    made = granted(start, end=end, first=first, last=last)
    at_time(made.now)
    found = everywhere(client, people, made)
    if len(weekly) == 1:
        found.pop("letter")  # one week needs no list: the first number is all there is
    assert found == dict.fromkeys(found, weekly)


def test_the_preview_of_the_decision_says_what_the_letter_says(client, people, granted, at_time):
    made = granted(date(2026, 12, 2), first=5, last=1)
    assert "Uke for uke: 5, 4, 3, 1. Det er 13 besøk i alt." in the_letter(made.episode)
    assert "Det er 4 uker." in the_letter(made.episode)


def test_a_period_that_ends_in_midweek_has_as_many_weeks_in_the_letter_as_on_the_page(people, granted):
    made = granted(date(2026, 3, 2), end=date(2026, 4, 1))
    assert "Det er 5 uker. Den siste uka er på 3 dager." in the_letter(made.episode)
    look = open_record(by=people.kari, episode_id=made.episode.pk, now=made.now)
    assert banner_of(look).weeks == 5
    assert len(planned_dose_of(look, made.episode.pk)) == 5
    (row,) = board_rows(user=people.kari, today=made.now.date())
    assert row.weeks == 5


def test_the_weeks_stay_where_they_were_decided_when_training_begins_late(people, granted):
    made = granted(date(2026, 12, 2))
    friday = datetime(2026, 12, 4, 10, 0, tzinfo=OSLO)
    visit = plan_visit(
        episode=made.episode,
        planned_at=friday,
        planned_minutes=60,
        staff=[people.kari, people.alice],
        by=people.kari,
        now=made.now,
    )
    record_visit(visit=visit, minutes_on_site=60, by=people.kari, now=friday + timedelta(hours=2))
    wednesday = datetime(2026, 12, 9, 9, 0, tzinfo=OSLO)
    look = open_record(by=people.kari, episode_id=made.episode.pk, now=wednesday)
    assert (banner_of(look).week, banner_of(look).weeks) == (2, 4)
    plan = period_plan(look, made.episode, able=[])
    assert [week.in_calendar for week in plan.weeks] == [1, 0, 0, 0]


def test_a_change_from_a_week_on_is_the_plan_and_what_was_decided_stays_readable(client, people, granted, at_time):
    made = granted(date(2026, 12, 2))
    at_time(made.now)
    client.force_login(people.kari)
    address = reverse("goals:dose", args=[made.episode.pk])
    sent = {"week_1": "5", "week_2": "4", "week_3": "4", "week_4": "3", "reason": "Trenger mer trapp"}
    assert client.post(address, sent).status_code == 302
    look = open_record(by=people.kari, episode_id=made.episode.pk, now=made.now)
    assert planned_dose_of(look, made.episode.pk) == [5, 4, 4, 3]
    (change,) = dose_changes_of(look, made.episode.pk)
    assert (change.from_week, change.before, change.after) == (3, [5, 4, 3, 2], [5, 4, 4, 3])
    assert (change.reason, change.changed_by) == ("Trenger mer trapp", people.kari.name)
    page = client.get(address).content.decode()
    assert "Fra vedtaket: 5, 4, 3, 2, 14 besøk i alt." in page
    assert "fra uke 3, nå 5, 4, 4, 3" in page


FROM, BY_MODEL = "Fra vedtaket:", "Etter tjenestemodellen:"


@pytest.mark.parametrize(
    ("first", "last", "opened", "weekly", "words", "never"),
    [
        (5, 2, ("2026-12-02", "2026-12-29"), "5, 4, 3, 2", FROM, BY_MODEL),
        (5, 2, ("2026-12-04", "2026-12-29"), "5, 4, 3, 2", FROM, BY_MODEL),
        (5, 2, ("2026-12-04", "2027-01-07"), "5, 5, 4, 3, 2", BY_MODEL, FROM),
        (5, 2, ("2026-12-02", "2026-12-15"), "5, 2", BY_MODEL, FROM),
        (None, None, ("2026-12-02", "2026-12-29"), None, BY_MODEL, FROM),
    ],
)
def test_only_what_the_letter_says_is_said_to_be_from_the_decision(
    client, people, granted, at_time, first, last, opened, weekly, words, never
):
    made = granted(date(2026, 12, 2), first=first, last=last, opened=tuple(map(date.fromisoformat, opened)))
    at_time(made.now)
    client.force_login(people.kari)
    page = re.sub(r"\s+", " ", client.get(reverse("goals:dose", args=[made.episode.pk])).content.decode())
    assert words in page
    assert never not in page
    assert ("Det som er vedtatt, er planen" in page) == (words == FROM)
    assert weekly is None or f"{words} {weekly}," in page
    planner = client.get(reverse("planning:period", args=[made.episode.pk])).content.decode()
    assert ("regnet ut etter tjenestemodellen" in planner) == (words == BY_MODEL and first is not None)
    assert ("Ingen har bestemt hvor ofte" in planner) == (first is None)


def test_the_same_plan_saved_again_is_no_change(people, granted):
    made = granted(date(2026, 12, 2))
    plan_dose(episode=made.episode, visits_by_week=[5, 4, 3, 2], by=people.kari, now=made.now)
    look = open_record(by=people.kari, episode_id=made.episode.pk, now=made.now)
    assert dose_changes_of(look, made.episode.pk) == []


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.dates(date(2026, 10, 1), date(2027, 6, 1)),
    days=st.integers(2, 56),
    ends=st.tuples(st.integers(1, 12), st.integers(0, 12)).map(lambda pair: (max(pair), min(pair))),
    home=st.none() | st.integers(-3, 9),
    days_off=st.booleans(),
)
def test_whatever_the_period_the_plan_is_what_was_decided_and_proposals_stay_inside_it(
    people, granted, start, days, ends, home, days_off
):
    first, last = ends
    discharge_on = start + timedelta(days=home) if home is not None else None
    made = granted(start, end=start + timedelta(days=days - 1), first=first, last=last, discharge_on=discharge_on)
    look = open_record(by=people.kari, episode_id=made.episode.pk, now=made.now)
    plan = period_plan(look, made.episode, able=[people.bob.pk], days_off=days_off)
    decided = suggested_dose(made.episode)
    assert [week.planned for week in plan.weeks] == decided == planned_dose_of(look, made.episode.pk)
    assert decided[0] == first
    assert len(decided) < 2 or decided[-1] == last
    assert len(decided) < 2 or f"Uke for uke: {', '.join(map(str, decided))}." in the_letter(made.episode)
    for week in plan.weeks:
        proposed = [slot.at.astimezone(OSLO).date() for slot in week.proposed]
        assert len(proposed) <= week.planned
        assert all(day in week.week for day in proposed)
        assert all(discharge_on is None or day > discharge_on for day in proposed)
        assert days_off or not any(day_off(day) for day in proposed)
