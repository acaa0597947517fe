"""The page that plans a whole period: what it proposes, what it says, and what it saves."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from fotfeste.care.goals.actions import plan_dose
from fotfeste.care.pathway.actions import begin_training, put_on_hold
from fotfeste.care.pathway.models import Episode
from fotfeste.care.pathway.queries import banner_of, open_record
from fotfeste.care.visits.actions import correct_visit, plan_visit, record_visit
from fotfeste.care.visits.models import Visit
from fotfeste.care.visits.queries import dose_of, visits_of
from fotfeste.ground.ui.wording import long_day

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")


@dataclass(frozen=True)
class Granted:
    """The period as it stands, and the hour the page is opened."""

    episode: Episode
    now: datetime


WEDNESDAY = date(2026, 9, 16)
CHRISTMAS = date(2026, 12, 2)


@pytest.fixture
def planner(client, people, at_time):
    """Kari's planner of a period, opened; the answer of the server is in `.page`."""

    class Planner:
        def __init__(self, granted):
            at_time(granted.now)
            client.force_login(people.kari)
            self.granted, self.address = granted, reverse("planning:period", args=[granted.episode.pk])
            self.open()

        def open(self):
            self.page = client.get(self.address)

        @property
        def sheets(self):
            return self.page.context["sheets"]

        @property
        def text(self):
            return re.sub(r"\s+", " ", self.page.content.decode())

        def fields(self):
            """What the browser would send if nothing were changed."""
            sent = {"told": self.page.context["told"], "usual": "", "exception": "", "outside-day": ""}
            for sheet in self.sheets:
                if not sheet.plan.open_days:
                    continue
                sent[f"lines-{sheet.number}"] = len(sheet.lines)
                for line in sheet.lines:
                    for bound in line:
                        value = bound.value()
                        sent[bound.html_name] = "" if value is None else str(value)
            return sent

        def send(self, **changes):
            sent = self.fields()
            sent.update({name.replace("__", "-"): value for name, value in changes.items()})
            self.page = client.post(self.address, {k: v for k, v in sent.items() if v is not None})
            return self.page

    return Planner


def days_of(episode):
    return [localdate(at) for at in Visit.objects.filter(episode=episode).values_list("planned_at", flat=True)]


def test_the_whole_period_is_proposed_as_decided_and_saved_with_one_press(planner, granted, people):
    made = granted(WEDNESDAY)
    page = planner(made)
    assert [(sheet.plan.planned, sheet.visits) for sheet in page.sheets] == [(5, 5), (4, 4), (3, 3), (2, 2)]
    answer = page.send()
    assert (answer.status_code, answer.url) == (302, reverse("visits:of_episode", args=[made.episode.pk]))
    days = sorted(days_of(made.episode))
    assert len(days) == 14
    assert days[0] == WEDNESDAY
    assert days[-1] <= WEDNESDAY + timedelta(days=27)
    first = Visit.objects.get(first_visit=True)
    assert {row.user for row in first.staff.all()} == {people.kari, people.alice}


def test_the_page_sent_twice_plans_once(planner, granted):
    page = planner(granted(WEDNESDAY))
    sent = page.fields()
    page.send()
    page.page = None
    page.open()
    assert [sheet.difference for sheet in page.sheets] == ["som planlagt"] * 4
    from django.test import Client

    client = Client()
    client.force_login(Visit.objects.first().staff.first().user)
    client.post(page.address, sent)
    assert Visit.objects.count() == 14


def test_each_week_says_which_days_it_has_in_words(planner, granted):
    page = planner(granted(CHRISTMAS))
    assert "Uke 2 av 4: ons 9.–tir 15. desember" in page.text
    assert "kalenderuke 50–51" in page.text
    assert "Forløpet går fra onsdag 2. desember 2026 til tirsdag 29. desember 2026. Planen er på 14 besøk" in page.text


def test_no_day_before_the_way_home_and_no_holiday_is_proposed(planner, granted):
    page = planner(granted(CHRISTMAS, weeks=6, discharge_on=date(2026, 12, 4), route="hospital_discharge"))
    proposed = [day for sheet in page.sheets for day in sheet.chosen]
    assert min(proposed) == date(2026, 12, 7)  # the way home is on Friday 4; after a weekend comes Monday
    assert not set(proposed) & {date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 31), date(2027, 1, 1)}
    assert "Personen kommer hjem fredag 4. desember 2026" in page.text
    assert "julaften" in page.text


def test_the_day_of_the_way_home_is_not_proposed_and_may_be_chosen(planner, granted):
    page = planner(granted(WEDNESDAY, discharge_on=WEDNESDAY, route="hospital_discharge"))
    assert min(page.sheets[0].chosen) == WEDNESDAY + timedelta(days=1)
    assert page.send(**{"w1-0-day": WEDNESDAY.isoformat()}).status_code == 302
    assert WEDNESDAY in days_of(page.granted.episode)


def test_nothing_is_proposed_while_training_is_on_hold(planner, granted, people):
    made = granted(WEDNESDAY)
    now = datetime.combine(WEDNESDAY, datetime.min.time(), OSLO) + timedelta(hours=12)
    begin_training(episode=made.episode, on=WEDNESDAY, by=people.kari, now=now)
    put_on_hold(episode=made.episode, on=WEDNESDAY, reason="Innlagt", by=people.kari, now=now)
    page = planner(Granted(made.episode, now))
    assert [sheet.chosen for sheet in page.sheets] == [[], [], [], []]
    assert "Ingenting foreslås" in page.text
    page.send(usual="1315", propose="1")
    assert [sheet.chosen for sheet in page.sheets] == [[], [], [], []]


THURSDAY = date(2026, 11, 19)  # a decision of four weeks, to 16 December


@pytest.mark.parametrize("days", [0, 1, 2, 4])
def test_a_first_visit_before_the_period_is_in_week_one_wherever_it_is_told(planner, client, granted, people, days):
    made = granted(THURSDAY)
    noon = datetime.combine(THURSDAY, datetime.min.time(), OSLO) + timedelta(days=2, hours=12)
    friday = noon - timedelta(days=1)
    first = plan_visit(
        episode=made.episode,
        planned_at=friday,
        planned_minutes=60,
        staff=[people.kari, people.alice],
        by=people.kari,
        now=made.now,
    )
    record_visit(visit=first, minutes_on_site=60, by=people.kari, now=noon)
    first.refresh_from_db()
    day = THURSDAY - timedelta(days=days)
    facts = {"minutes_on_site": 60, "minutes_travel": None, "trained": {}, "effort": None, "note": ""}
    correct_visit(visit=first, started_at=friday - timedelta(days=days + 1), by=people.kari, now=noon, **facts)
    made.episode.refresh_from_db()
    assert made.episode.started_on == day
    page = planner(Granted(made.episode, noon))
    assert "Forløpet går fra torsdag 19. november 2026 til onsdag 16. desember 2026." in page.text
    assert ("Treningen startet" in page.text) == (days > 0)
    assert f"Treningen startet {long_day(day)}" in page.text or not days
    assert [sheet.plan.in_calendar for sheet in page.sheets] == [1, 0, 0, 0]
    assert [row.day for cell in page.sheets[0].cells for row in cell.rows] == [day]
    assert page.page.context["plan"].outside == ()
    look = open_record(by=people.kari, episode_id=made.episode.pk, now=noon)
    bars = dose_of(visits_of(look, episode_id=made.episode.pk), start=THURSDAY, today=look.today, planned=[5, 4, 3, 2])
    assert [week.done for week in bars] == [1, 0, 0, 0]
    assert (banner_of(look).week, banner_of(look).weeks) == (1, 4)
    visits = client.get(reverse("visits:of_episode", args=[made.episode.pk])).content.decode()
    assert ("regnes med i uke 1 av 4" in visits) == (days > 0)
    paper = client.get(reverse("visits:week_print", args=[made.episode.pk]), {"week": day.isoformat()})
    assert ("regnes med i uke 1 av 4" in paper.content.decode()) == (days > 0)


def test_holidays_are_ticked_in_by_the_one_who_wants_them(planner, granted):
    page = planner(granted(date(2026, 12, 21), weeks=2, first=5, last=5))
    page.send(on_days_off="on", propose="1")
    assert date(2026, 12, 24) in page.sheets[0].chosen
    assert page.send(on_days_off="on").status_code == 302
    assert date(2026, 12, 25) in days_of(page.granted.episode)


def test_a_holiday_chosen_without_the_tick_is_asked_about_and_nothing_is_lost(planner, granted):
    page = planner(granted(date(2026, 12, 21), weeks=2))
    page.send(**{"w1-0-day": "2026-12-24", "w1-0-start": "1115"})
    assert "Torsdag 24. desember 2026 er julaften" in page.text
    assert 'value="1115"' in page.page.content.decode()
    assert not Visit.objects.exists()


def test_more_than_planned_is_said_before_it_is_saved(planner, granted, people):
    made = granted(WEDNESDAY)
    page = planner(made)
    page.send(more="4")
    line = len(page.sheets[3].lines) - 1
    extra = {f"w4-{line}-day": (WEDNESDAY + timedelta(days=26)).isoformat(), f"w4-{line}-start": "0900"}
    page.send(**extra)
    assert "Uke 4 får 3 besøk: 1 flere enn planlagt." in page.text
    assert not Visit.objects.exists()
    assert page.send().status_code == 302
    assert Visit.objects.count() == 15


def test_what_stands_already_beyond_the_plan_is_said(planner, granted, people):
    made = granted(WEDNESDAY, first=2, last=1)
    for n in range(3):
        plan_visit(
            episode=made.episode,
            planned_at=datetime.combine(WEDNESDAY, datetime.min.time(), OSLO) + timedelta(days=n % 2, hours=9 + n),
            planned_minutes=45,
            staff=[people.kari, people.alice],
            by=people.kari,
            now=made.now,
        )
    assert "Planen sier 2 besøk. 3 står i kalenderen." in planner(made).text
    assert "1 flere enn planlagt" in planner(made).text


def test_one_week_can_be_saved_alone_and_the_page_returns_to_the_next(planner, granted):
    made = granted(WEDNESDAY)
    page = planner(made)
    assert page.send(only="1").url == page.address + "#uke-2"
    assert len(days_of(made.episode)) == 5
    page.open()
    assert [sheet.plan.in_calendar for sheet in page.sheets] == [5, 0, 0, 0]
    assert [sheet.visits for sheet in page.sheets] == [5, 4, 3, 2]


def test_the_week_before_is_copied_day_for_day_and_skips_holidays(planner, granted):
    page = planner(granted(date(2026, 12, 14), weeks=3, first=5, last=5))
    page.send(copy="2", **{"w1-1-start": "1330"})
    assert [day.isoformat() for day in page.sheets[1].chosen] == ["2026-12-21", "2026-12-22", "2026-12-23"]
    assert page.sheets[1].lines[1]["start"].value() == "1330"
    assert not Visit.objects.exists()


def test_the_time_that_suits_the_person_is_used_in_every_week(planner, granted):
    page = planner(granted(WEDNESDAY))
    page.send(usual="1315", propose="1")
    assert page.send().status_code == 302
    hours = {f"{at.astimezone(OSLO):%H.%M}" for at in Visit.objects.values_list("planned_at", flat=True)}
    assert hours == {"13.15"}


def test_a_visit_at_the_hospital_needs_its_reason(planner, granted, people):
    page = planner(granted(CHRISTMAS, discharge_on=CHRISTMAS, route="hospital_discharge"))
    outside = {
        "outside-day": "30.11.2026",
        "outside-start": "1000",
        "outside-minutes": "45",
        "outside-who": people.kari.pk,
        "outside-who_else": people.alice.pk,
    }
    page.send(**outside)
    assert "Mandag 30. november 2026 er før forløpet" in page.text
    assert not Visit.objects.exists()
    assert page.send(**outside, **{"outside-outside_reason": "Møter på sykehuset"}).status_code == 302
    assert Visit.objects.get(first_visit=True).outside_reason == "Møter på sykehuset"


def test_a_double_booking_keeps_the_lines_and_names_who_is_busy(planner, granted, people):
    page = planner(granted(WEDNESDAY))
    other = granted(WEDNESDAY)
    start = datetime.combine(WEDNESDAY, datetime.min.time(), OSLO)
    plan_visit(
        episode=other.episode,
        planned_at=start + timedelta(hours=10),
        planned_minutes=45,
        staff=[people.kari, people.alice],
        by=people.kari,
        now=other.now,
    )
    page.send()
    assert "har allerede et besøk 16.09.2026 fra 10.00 til 10.45" in page.text
    assert Visit.objects.count() == 1


def test_a_line_that_is_half_filled_says_what_lacks(planner, granted):
    page = planner(granted(WEDNESDAY))
    page.send(**{"w2-1-start": "", "w2-1-who": ""})
    assert "Uke 2, linje 2: Fyll inn klokkeslett, hvem, eller la være å velge dag." in page.text


def test_a_changed_dose_is_the_plan_of_the_page(planner, granted, people):
    made = granted(WEDNESDAY)
    plan_dose(episode=made.episode, visits_by_week=[5, 5, 4, 2], by=people.kari, now=made.now)
    assert [sheet.plan.planned for sheet in planner(made).sheets] == [5, 5, 4, 2]


def test_weeks_that_are_over_have_no_lines(planner, granted):
    made = granted(WEDNESDAY, now=None)
    later = type(made)(made.episode, made.now + timedelta(days=14))
    page = planner(later)
    assert [bool(sheet.lines) for sheet in page.sheets] == [False, True, True, True]


def test_the_old_address_leads_to_the_page(client, people, granted, at_time):
    made = granted(WEDNESDAY)
    at_time(made.now)
    client.force_login(people.kari)
    assert client.get(reverse("visits:plan", args=[made.episode.pk])).url == reverse(
        "planning:period", args=[made.episode.pk]
    )


def test_charlie_and_a_trainer_do_not_plan(client, people, granted, at_time):
    made = granted(WEDNESDAY)
    at_time(made.now)
    for who, code in ((people.charlie, 404), (people.bob, 403)):
        client.force_login(who)
        assert client.get(reverse("planning:period", args=[made.episode.pk])).status_code == code
        assert client.post(reverse("planning:period", args=[made.episode.pk])).status_code == code
